"""
Classes with shared methods answer as attrs' own would: each is made in both ways.
"""

import importlib
import pickle
import pkgutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from functools import cached_property
from inspect import signature
from threading import Barrier
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import followup_rules
from followup_rules.errors import InvalidFieldError, MissingExtraError
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


def listed(one: object) -> list[object]:
    """Return a list of one thing."""
    return [one]


def odd_classes(decorated: Any) -> dict[str, type[Any]]:
    """Return one class for each thing in it that is no field."""

    @decorated
    class Counted:
        kind: ClassVar[str] = "counted"
        named: "ClassVar[str]" = "in quotes"
        first: Any
        second: Any = None

        @property
        def told(self) -> str:
            return f"{__class__.kind} {self.first}"  # type: ignore[name-defined]

        @classmethod
        def made(cls, first: Any) -> Any:
            return __class__(first)  # type: ignore[name-defined]

    @decorated
    class Started:
        first: Any
        second: Any = None

        def __init__(self, first: Any, second: Any = 2) -> None:
            self.__attrs_init__(first, second)  # type: ignore[attr-defined]

    @decorated
    class Narrower(Counted):
        second: Any = 2

        def __repr__(self) -> str:
            return f"narrower than {super().__repr__()}"

    @decorated
    class Cached:
        first: Any
        second: Any = None

        @cached_property
        def both(self) -> Any:
            return (self.first, self.second)

    @decorated
    class Working:
        first: Any
        second: Any = listed

    local = (Counted, Started, Narrower, Cached, Working)
    return {one.__name__: one for one in local}


MADE = {
    name: classes(decorated) | odd_classes(decorated)
    for name, decorated in DECORATORS.items()
}
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
        assert signature(here) == signature(theirs)
        assert here.__init__.__qualname__ == theirs.__init__.__qualname__
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


def fresh() -> type[Any]:
    """Return a class of which nothing has been asked yet."""

    @shared(kw_only=True, field_transformer=held)
    class Fresh:
        id: Name
        size: Count = 0

    return Fresh


def is_put_off(cls: type[Any]) -> bool:
    """Say whether attrs has not written its part of a class yet."""
    return "__signature__" in vars(cls)


class TestPutOff:
    """
    What attrs writes of a class is written when it is used.
    """

    @pytest.mark.parametrize(
        "used",
        [
            lambda cls: cls(id="a"),
            attrs.fields,
            attrs.has,
            signature,
            lambda cls: cls.__match_args__,
            lambda cls: cls.__compared__,
            lambda cls: cls.__hashed__,
            lambda cls: object.__new__(cls).__setstate__({"id": "a"}),
            lambda cls: type("Plainly", (cls,), {})(id="a"),
            lambda cls: shared(type("Under", (cls,), {}))(id="a"),
        ],
    )
    def test_each_use_finishes_it(self, used: Callable[[Any], Any]) -> None:
        """Whatever is asked of it first, it is whole from then on."""
        cls = fresh()
        assert is_put_off(cls)

        used(cls)

        assert not is_put_off(cls)
        assert cls(id="a", size=2) == cls(id="a", size=2) != cls(id="a")
        with pytest.raises(InvalidFieldError, match=r"Fresh\.size"):
            cls(id="a", size=-1)

    def test_what_is_made_later_is_made_by_attrs(self) -> None:
        """Only the first value takes the way round."""
        cls = fresh()
        first = cls.__init__
        cls(id="a")

        assert cls.__init__ is not first
        again = object.__new__(cls)
        first(again, id="b", size=3)
        assert again == cls(id="b", size=3)

    def test_nobody_changes_a_value_that_is_not_filled(self) -> None:
        """Before attrs has written anything, nothing can be set or deleted either."""
        bare = object.__new__(fresh())

        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            bare.id = "a"
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            del bare.id
        assert is_put_off(type(bare))

    def test_what_no_class_has_is_not_there(self) -> None:
        """To ask for a signature of the class itself finds none, now and later."""
        cls = fresh()

        for _ in range(2):
            with pytest.raises(AttributeError, match="__signature__"):
                cls.__signature__  # noqa: B018

    def test_a_declaration_that_leaves_open_what_is_allowed(self) -> None:
        """It is refused at each use, not only at the first."""

        @shared(field_transformer=held)
        class Open:
            size: int

        make: Any = Open
        for _ in range(2):
            with pytest.raises(InvalidFieldError, match=r"annotation of Open\.size"):
                make(1)

    def test_many_at_once(self) -> None:
        """Threads that use a class for the first time together all get values."""
        for _ in range(20):
            cls, start = fresh(), Barrier(8)

            def make(
                number: int, cls: type[Any] = cls, start: Barrier = start
            ) -> tuple[Any, int]:
                start.wait()
                return cls(id="a", size=number), hash(cls(id="a"))

            with ThreadPoolExecutor(8) as pool:
                made = [*pool.map(make, range(8))]

            assert [one.size for one, _ in made] == [*range(8)]
            assert len({told for _, told in made}) == 1

    def test_methods_mean_the_class(self) -> None:
        """`super()` and the class itself are found in methods of each sort."""
        for made in MADE.values():
            assert made["Counted"](1).told == "counted 1"
            assert type(made["Counted"].made(1)) is made["Counted"]
            assert repr(made["Narrower"](1)).startswith("narrower than ")

    def test_a_default_that_is_a_function(self) -> None:
        """It is a default and no method."""
        assert MADE["shared"]["Working"](1).second(1) == [1]


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
