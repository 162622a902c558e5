"""
Classes with shared methods answer as attrs' own would: each is made in both ways.
"""

import importlib
import pickle
import pkgutil
from collections.abc import Iterator
from copy import copy
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import followup_rules
from followup_rules.errors import MissingExtraError
from followup_rules.fields import Count, Name, held
from followup_rules.immutable import frozen, shared

DECORATORS = {"attrs": attrs.frozen, "shared": shared}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["", "a", "b"]),
    lambda inner: st.tuples(inner, inner),
    max_leaves=4,
)


def classes(decorated: Any) -> dict[str, type[Any]]:
    """Return one class of each shape that the house has, made by a decorator."""

    @decorated
    class Plain:
        first: Any
        second: Any = None

    @decorated(kw_only=True, slots=False)
    class Loose:
        first: Any
        second: Any = attrs.field(default=None, eq=False)

    @decorated
    class One:
        first: Any
        second: Any = attrs.field(default=None, eq=False, repr=False)

    @decorated
    class Half:
        first: Any
        second: Any = attrs.field(default=None, hash=False, repr=str)

    @decorated
    class Said:
        first: Any
        second: Any = None

        def __repr__(self) -> str:
            return "said"

    @decorated(repr=False)
    class Shown:
        first: Any
        second: Any = None

        def __repr__(self) -> str:
            return "shown"

    @decorated(eq=False)
    class Itself:
        first: Any
        second: Any = None

    @decorated(order=True)
    class Ordered:
        first: Any
        second: Any = None

    @decorated
    class Own:
        first: Any
        second: Any = None

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __hash__(self) -> int:
            return 7

    @decorated
    class Unhashable:  # noqa: PLW1641 - on purpose
        first: Any
        second: Any = None

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Unhashable)

    @decorated
    class Later(Plain):
        third: Any = 3

    @decorated
    class Made:
        first: Any
        second: Any = None
        both: Any = attrs.field(init=False)

        def __attrs_post_init__(self) -> None:
            object.__setattr__(self, "both", (self.first, self.second))

    local = (
        Plain,
        Loose,
        One,
        Half,
        Said,
        Shown,
        Itself,
        Ordered,
        Own,
        Unhashable,
        Later,
    )
    return {one.__name__: one for one in (*local, Made)}


MADE = {name: classes(decorated) for name, decorated in DECORATORS.items()}
SHAPES = tuple(MADE["attrs"])


@shared
class Empty:
    """Nothing tells its values apart."""


@frozen(kw_only=True, field_transformer=held)
class Kept:
    """One that a pickle finds by its name."""

    id: Name
    size: Count = 0
    inside: Any = None


def ours() -> Iterator[type[Any]]:
    """Yield every attrs class of the house that can be imported here."""
    seen = set()
    for found in pkgutil.walk_packages(followup_rules.__path__, "followup_rules."):
        if found.name.endswith("__main__") or "spark" in found.name:
            continue
        try:
            module = importlib.import_module(found.name)
        except MissingExtraError:
            continue
        for one in vars(module).values():
            if isinstance(one, type) and attrs.has(one) and one not in seen:
                seen.add(one)
                if one.__module__.startswith("followup_rules"):
                    yield one


class TestAgainstAttrs:
    """
    Equality, hashes and texts are those of classes that attrs makes by itself.
    """

    @pytest.mark.parametrize("shape", SHAPES)
    @given(told=st.tuples(VALUES, VALUES), other=st.tuples(VALUES, VALUES))
    def test_the_same_answers(self, shape: str, told: Any, other: Any) -> None:
        """Two values are equal, and are shown, in either way or in neither."""
        answers = []
        for made in MADE.values():
            cls = made[shape]
            one, same, another = (
                cls(first=first, second=second) for first, second in (told, told, other)
            )
            answers.append(
                (
                    one == same,
                    one == another,
                    one != another,
                    "" if shape == "Itself" else repr(one),
                    attrs.asdict(one),
                    attrs.evolve(one, first=0) == attrs.evolve(another, first=0),
                )
            )
            if shape != "Unhashable" and one == another:
                assert hash(one) == hash(another)

        assert answers[0] == answers[1]

    @pytest.mark.parametrize("shape", SHAPES)
    def test_the_same_class(self, shape: str) -> None:
        """Slots, fields and what can be hashed are those of attrs."""
        theirs, here = (made[shape] for made in MADE.values())

        assert [one.name for one in attrs.fields(here)] == [
            one.name for one in attrs.fields(theirs)
        ]
        assert getattr(here, "__slots__", None) == getattr(theirs, "__slots__", None)
        assert (here.__hash__ is None) is (theirs.__hash__ is None)
        assert here.__match_args__ == theirs.__match_args__
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            here(first=1).first = 2

    def test_different_classes_differ(self) -> None:
        """Values of two classes are not equal, and not compared at all."""
        plain, later = MADE["shared"]["Plain"], MADE["shared"]["Later"]

        assert plain(1) != later(1, third=None)
        assert plain(1).__eq__(later(1)) is NotImplemented
        assert hash(plain(1, 2)) != hash(MADE["shared"]["Ordered"](1, 2))
        assert later(1, third=2) != later(1, third=3)

    def test_a_field_that_no_hash_is_made_of(self) -> None:
        """Two values that differ in it alone have one hash, and are not equal."""
        half = MADE["shared"]["Half"]

        assert half(1, 2) != half(1, 3)
        assert hash(half(1, [])) == hash(half(1, 3))
        assert hash(half(1)) != hash(half(2))

    def test_an_order(self) -> None:
        """Where attrs is asked for an order, that stays its own."""
        ordered = MADE["shared"]["Ordered"]

        assert sorted([ordered(2), ordered(1, 5), ordered(1, 4)]) == [
            ordered(1, 4),
            ordered(1, 5),
            ordered(2),
        ]


class TestShared:
    """
    What else is done with values.
    """

    def test_no_fields(self) -> None:
        """Without fields all values are the same."""
        assert Empty() == Empty()
        assert hash(Empty()) == hash(Empty())
        assert repr(Empty()) == "Empty()"

    def test_pickles_and_copies(self) -> None:
        """A pickle gives an equal value, with the same hash."""
        one = Kept(id="a", size=3)
        again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes

        assert again == copy(one) == one
        assert hash(again) == hash(one)

    def test_a_pickle_from_before_a_field(self) -> None:
        """What it lacks is the default, and what no field holds any more is left."""
        again = object.__new__(Kept)
        again.__setstate__({"id": "a", "gone": 1})  # type: ignore[attr-defined]

        assert again == Kept(id="a")

    def test_a_value_inside_itself(self) -> None:
        """Its text ends where it would begin again."""
        holder: list[Any] = []
        one = Kept(id="a", inside=holder)
        holder.append(one)

        assert repr(one) == "Kept(id='a', size=0, inside=[...])"

    def test_a_field_that_is_not_set_yet(self) -> None:
        """It is shown while it is being made, as a debugger does."""
        bare = object.__new__(Kept)
        object.__setattr__(bare, "id", "a")

        assert repr(bare) == "Kept(id='a', size=NOTHING, inside=NOTHING)"

    def test_nothing_that_is_not_shared(self) -> None:
        """No field of the house compares or hashes in a way of its own."""
        found = [*ours()]

        assert len(found) > 300
        for cls in found:
            for one in attrs.fields(cls):
                assert (one.eq_key, one.order_key) == (None, None), (cls, one.name)
                assert one.hash in {None, False}, (cls, one.name)
