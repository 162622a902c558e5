"""
What a question is, and the ledgers that it finds its words in.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Flag, Kind, Label, Whole, Words
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import (
    CategoryOf,
    FormOf,
    GradeOf,
    OneOf,
    Role,
    RowOf,
    TableOf,
)

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging
    from followup_rules.ledgers.facts import Fact

Known = Mapping[str, Ledger]
"""The ledgers of a regulation, by their kinds."""


class Condition(Protocol):
    """
    What may be asked of a row; None is not known.
    """

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Return the answer for one row.
        """
        ...

    def bound(self, ledger: Ledger, known: Known) -> "Condition":
        """
        Return the same question, held against the facts of a regulation.

        Raises:
            UnknownNameError: If it names an attribute or ledger that does not exist.
            InvalidFieldError: If it asks for a value that can never occur.
        """
        ...

    def kinds(self) -> Iterator[str]:
        """
        Name the other ledgers that it reads.
        """
        ...

    def nested(self) -> str:
        """
        Return its text as part of a longer one.
        """
        ...


class Question:
    """
    What every question has: its text is its plain form.

    A text names a function as a reader knows it; beside it stands, in the plain form,
    where the function is and what it reads.
    """

    __slots__ = ()
    answers_with: ClassVar[str] = ""
    """`moment` or `number`, where that is what its answer is whatever the facts are."""

    def __plain__(self) -> str | list[str]:
        beside = [said for one in all_in(self) for said in one.beside_text()]
        return [str(self), *beside] if beside else str(self)

    def beside_text(self) -> tuple[str, ...]:
        """
        Return what its text does not say.
        """
        return ()

    def nested(self) -> str:
        """
        Return its text as part of a longer one.
        """
        return str(self)

    def fact(self, ledger: Ledger, known: Known) -> "Fact | None":
        """
        Return the fact that it reads, where it reads just one.
        """
        del ledger, known
        return None

    def asks_for_moment(self, ledger: Ledger, known: Known) -> bool:
        """
        Say whether its answer is a moment.
        """
        if self.answers_with:
            return self.answers_with == "moment"
        fact = self.fact(ledger, known)
        return fact is not None and fact.value.is_moment

    def asks_for_number(self, ledger: Ledger, known: Known) -> bool:
        """
        Say whether its answer is a whole number.
        """
        return self.answers_with == "number" or is_number(self.fact(ledger, known))

    def is_certain(self, ledger: Ledger, known: Known) -> bool:
        """
        Say whether a bound question always has an answer, so that nothing is in doubt.
        """
        del ledger, known
        return False

    def kinds(self) -> Iterator[str]:
        """
        Name the other ledgers that it reads: those that what is inside it reads.
        """
        for one in inside(self):
            yield from one.kinds()


class AsCertain(Question):
    """
    A yes or no that has an answer wherever what it is asked of has one.
    """

    __slots__ = ()
    what: Any

    def is_certain(self, ledger: Ledger, known: Known) -> bool:
        """
        Say whether what is asked must be told.
        """
        certain: bool = self.what.is_certain(ledger, known)
        return certain


def is_number(fact: Any) -> bool:
    """
    Say whether a fact is a whole number.
    """
    return isinstance(getattr(getattr(fact, "value", None), "holds", None), Whole)


def bracketed(what: Any) -> str:
    """
    Return a question as what something is said of: one with a condition in brackets.
    """
    return f"({what})" if getattr(what, "where", None) is not None else str(what)


def ledger_of_kind(kind: str, known: Known) -> Ledger:
    """
    Return a ledger.

    Raises:
        UnknownNameError: If there is none of this kind.
    """
    if kind not in known:
        raise UnknownNameError("ledger", kind, tuple(known))
    return known[kind]


def belonging(kind: str, ledger: Ledger, known: Known) -> Ledger:
    """
    Return a ledger whose rows belong to those of another.

    Raises:
        UnknownNameError: If there is none of that kind.
    """
    home = ledger_of_kind(kind, known)
    if home.owner_kind != ledger.kind:
        own = tuple(
            name for name, one in known.items() if one.owner_kind == ledger.kind
        )
        raise UnknownNameError(f"ledger of a {ledger.kind}", kind, own)
    return home


def beside(kind: str, ledger: Ledger, known: Known) -> Ledger:
    """
    Return a ledger whose rows belong to the same rows as those of another.

    Raises:
        UnknownNameError: If there is none of that kind.
    """
    home = ledger_of_kind(kind, known)
    owner = ledger.owner_kind
    if owner is None or home.owner_kind != owner:
        own = tuple(
            name for name, one in known.items() if owner and one.owner_kind == owner
        )
        raise UnknownNameError(f"ledger beside a {ledger.kind}", kind, own)
    return home


def owners_of(ledger: Ledger, known: Known) -> Iterator[str]:
    """
    Name the kinds that the rows of a ledger belong to.
    """
    kind = ledger.owner_kind
    while kind is not None:
        yield kind
        kind = known[kind].owner_kind if kind in known else None


def named_by(ledger: Ledger) -> tuple[str, ...]:
    """
    Return the kinds of the rows that those of a ledger name.
    """
    return tuple(
        str(fact.value.kind) for fact in ledger.facts if isinstance(fact.value, RowOf)
    )


def all_in(what: Question) -> Iterator[Question]:
    """
    Yield a question, and every question inside it.
    """
    yield what
    for one in inside(what):
        yield from all_in(one)


def inside(what: Question) -> Iterator[Question]:
    """
    Yield the questions of which a question is made, in the order of its text.
    """
    for _, one in sides(what):
        yield one
    for one in (getattr(what, "where", None), *getattr(what, "parts", ())):
        if isinstance(one, Question):
            yield one


def sides(what: Any) -> Iterator[tuple[str, Question]]:
    """
    Yield the questions that a question compares, or measures, with their fields.
    """
    for name in _SIDES:
        inner = getattr(what, name, None)
        if isinstance(inner, Question):
            yield name, inner


_SIDES: Final = ("what", "first", "second", "than")


def check_moment(what: Any, ledger: Ledger, known: Known) -> None:
    """
    Refuse a bound question whose answer is no moment.

    Raises:
        InvalidFieldError: If it is none.
    """
    if not (what.asks_for_moment(ledger, known) or is_day(what.fact(ledger, known))):
        raise InvalidFieldError("condition", str(what), "an attribute that is a moment")


def is_day(fact: Any) -> bool:
    """
    Say whether a fact is a plain day, which may lie ahead and be known all the same.
    """
    holds = getattr(getattr(fact, "value", None), "holds", None)
    return isinstance(holds, Kind) and holds.classes == (dt.date,)


def refuse_timeless(what: Any, ledger: Ledger, known: Known) -> None:
    """
    Refuse a bound question for a moment that an attribute answers which never is one.

    Raises:
        InvalidFieldError: If that is a yes or no, a number, a name, or a list of them.
    """
    value = getattr(what.fact(ledger, known), "value", None)
    one = getattr(value, "each", value)
    held = getattr(one, "holds", None)
    plain = isinstance(held, Flag | Label | Whole | Words) or held == Kind((str,))
    if plain or isinstance(one, _NAMES):
        raise InvalidFieldError("condition", str(what), "an attribute that is a moment")


_NAMES: Final = (CategoryOf, FormOf, GradeOf, OneOf, Role, TableOf)
"""What an attribute may hold that is a name, or a table of them."""
