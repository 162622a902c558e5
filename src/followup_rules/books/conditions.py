"""
The closed little language in which a regulation asks of its rows.

An attribute; the first, the last, the next, the previous, any, all, at least so many or the count of the rows
that belong to a row; a moment and so long after it; is, is one of, before, after, has happened; due, breach and meeting of another
rule; and three-valued and, or, not. It is one set of small frozen values: Python and
files write the same text, rows and columns are asked the same question.

>>> str(parse("kind is communication and not filed_at has happened"))
'kind is communication and not filed_at has happened'
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, Protocol, Self

from attrs import evolve, field, frozen

from followup_rules.books.standing import Moments, reached, standing
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Holds, Kind, Names, as_tuple, held
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Calculation, RowOf, closed_list
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Minutes,
    Months,
    Weeks,
    Years,
    read_amount,
)
from followup_rules.timing.counting import Counting
from followup_rules.timing.moments import Moment, is_before

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging

_TOKEN: Final = re.compile(r"\(|\)|,|[^\s(),]+")
_WORDS: Final = frozenset(
    {"and", "or", "not", "is", "one", "of", "before", "after", "has", "happened"}
    | {
        "first",
        "last",
        "next",
        "previous",
        "any",
        "all",
        "count",
        "where",
        "(",
        ")",
        ",",
        "+",
    }
)
_GRAMMAR: Final = (
    "an attribute, 'first visit.visited_at', 'next visit.visited_at', 'any visit where registered', "
    "'at least 4 visit where registered', 'count visit', 'born_on + 65 years', "
    "'kind is request', 'kind is one of request, complaint', "
    "'answered_at has happened', 'a before b', 'due of reply', 'breach of reply', "
    "'meeting of reply', and, or, not"
)

Known = Mapping[str, Ledger]


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


class Question:
    """
    What every question has: its text is its plain form.
    """

    __slots__ = ()

    def __plain__(self) -> str:
        return str(self)


class Belonging(Question):
    """
    A question about the rows that belong to a row.
    """

    __slots__ = ()
    kind: str
    where: "Condition | None"

    def bound(self, ledger: Ledger, known: Known) -> Self:
        """
        Find the ledger.
        """
        home = belonging(self.kind, ledger, known)
        found: Any = self
        again: Self = evolve(found, where=_bound(self.where, home, known))
        return again

    def kinds(self) -> Iterator[str]:
        """
        Name the ledger, and those that decide which of its rows fit.
        """
        yield self.kind
        if self.where is not None:
            yield from self.where.kinds()


# ------------------------------------------------------------------ what has a value


@frozen
class Attribute(Question):
    """
    An attribute of the row, or of one that it belongs to or names: `discharge.ward`.
    """

    name: str
    of_owner: str | None = None

    def __str__(self) -> str:
        return self.name if self.of_owner is None else f"{self.of_owner}.{self.name}"

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Return what the row holds.
        """
        home = row if self.of_owner is None else reached(row, self.of_owner)
        return None if home is None else getattr(home, self.name)

    def bound(self, ledger: Ledger, known: Known) -> "Attribute":
        """
        Find the attribute.
        """
        home = ledger
        while self.of_owner is not None and home.kind != self.of_owner:
            named = _named(home)
            if self.of_owner not in named and home.owner_kind is None:
                owners = (*_named(ledger), *_owners(ledger, known))
                raise UnknownNameError("owner", self.of_owner, owners)
            home = known[
                self.of_owner if self.of_owner in named else str(home.owner_kind)
            ]
        home.fact(self.name)
        return self

    def kinds(self) -> Iterator[str]:
        """
        It reads its own row and its owners, which are known with it.
        """
        yield from ()


@frozen
class Pick(Belonging):
    """
    An attribute of the first or the last row that belongs to a row, by their days.

    Or of the next or the previous one beside it, which belongs to the same row.
    """

    which: str
    kind: str
    name: str
    where: Condition | None = None

    def __str__(self) -> str:
        return f"{self.which} {self.kind}.{self.name}{_where(self.where)}"

    @property
    def is_beside(self) -> bool:
        """
        Whether it is asked of rows beside a row, and not of those that belong to it.
        """
        return self.which in {"next", "previous"}

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Return what that row holds; None where there is none.
        """
        home = row.owner if self.is_beside else row
        own = [] if home is None else _own(case, home, self.kind, self.where)
        if self.is_beside:
            own = [one for one in own if self._follows(case, row, one)]
        if not own:
            return None
        first = self.which in {"first", "next"}
        return getattr(own[0] if first else own[-1], self.name)

    def _follows(self, case: "Judging", row: Any, other: Any) -> bool:
        """Say whether another row lies after a row, or before it."""
        here, there = (getattr(one, str(one.__ledger__.placed)) for one in (row, other))
        if self.which == "previous":
            here, there = there, here
        return is_before(here, there, case.zone)

    def bound(self, ledger: Ledger, known: Known) -> Self:
        """
        Find ledger and attribute.
        """
        home = beside if self.is_beside else belonging
        found = home(self.kind, ledger, known)
        found.fact(self.name)
        picked: Any = self
        again: Self = evolve(picked, where=_bound(self.where, found, known))
        return again


@frozen
class Count(Belonging):
    """
    How many rows belong to a row.
    """

    kind: str
    where: Condition | None = None

    def __str__(self) -> str:
        return f"count {self.kind}{_where(self.where)}"

    def of(self, case: "Judging", row: Any) -> int:
        """
        Count them.
        """
        return len(_own(case, row, self.kind, self.where))


@frozen
class Later(Question):
    """
    The moment so long after another one: `born_on + 65 years`.

    Days, weeks, months and years end on the corresponding day, which is the answer;
    minutes and hours run from an instant.
    """

    what: Any
    amount: Any

    def __str__(self) -> str:
        return f"{self.what} + {self.amount}"

    def of(self, case: "Judging", row: Any) -> Moment | None:
        """
        Return the moment; None where the other is not known.
        """
        start = self.what.of(case, row)
        if start is None:
            return None
        bound = Counting(zone=case.zone_name).deadline(start, self.amount)
        return bound.last_day if bound.instant is None else bound.closes

    def bound(self, ledger: Ledger, known: Known) -> "Later":
        """
        Refuse what is no moment of a row.
        """
        what = self.what.bound(ledger, known)
        if not _is_day(_fact(what, ledger, known)):
            _check_moment(what, ledger, known)
        if isinstance(what, OfRule):
            allowed = "so long after an attribute; what hangs on a rule is a rule"
            raise InvalidFieldError("condition", str(self), allowed)
        return evolve(self, what=what)

    def kinds(self) -> Iterator[str]:
        """
        Name what it reads.
        """
        yield from self.what.kinds()


@frozen
class OfRule(Question):
    """
    A moment of another rule of the book, on the same row or on one that it reaches.

    Without a time it has not happened: what is not owed is never breached. What the
    other rule leaves undetermined is not known here either.

    Attributes:
        moment: Which of its moments.
        rule: The id of the rule, or `rule.step` where each step is judged by itself.
    """

    moment: Moments
    rule: str

    def __str__(self) -> str:
        return f"{self.moment.value} of {self.rule}"

    def of(self, case: "Judging", row: Any) -> Moment | None:
        """
        Return the moment; None where there is none, or none that is known.
        """
        found: Moment | None = standing(case, self.rule, row).at[self.moment]
        return found

    def has_happened(self, case: "Judging", row: Any) -> bool | None:
        """
        Say whether it has happened; None is not known.
        """
        held: bool | None = standing(case, self.rule, row).held[self.moment]
        return held

    def bound(self, ledger: Ledger, known: Known) -> "OfRule":
        """
        Return itself: a book holds it against its rules once all of them are bound.
        """
        del ledger, known
        return self

    def kinds(self) -> Iterator[str]:
        """
        It reads what the other rule reads, which that rule answers for.
        """
        yield from ()


# --------------------------------------------------------------- what is true or false


@frozen
class Some(Belonging):
    """
    Whether any, all, or at least so many of the rows that belong to a row fit.
    """

    which: str
    kind: str
    where: Condition | None = None
    number: int = 1

    def __str__(self) -> str:
        many = f" {self.number}" if self.which == "at least" else ""
        return f"{self.which}{many} {self.kind}{_where(self.where)}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Ask each.
        """
        own = case.own(self.kind, row)
        answers = [
            True if self.where is None else self.where.of(case, one) for one in own
        ]
        if self.which == "all":
            return all_of(answers)
        if answers.count(True) >= self.number:
            return True
        unknown = answers.count(None)
        return None if answers.count(True) + unknown >= self.number else False


@frozen
class Is(Question):
    """
    Whether a value is one of some; a value that is not known is neither.
    """

    what: Any
    values: tuple[str, ...]

    def __str__(self) -> str:
        listed = ", ".join(self.values)
        words = "is" if len(self.values) == 1 else "is one of"
        return f"{self.what} {words} {listed}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Compare; a list is it if any of its entries is.
        """
        got = self.what.of(case, row)
        if got is None:
            return None
        if isinstance(got, tuple):
            return any(str(one) in self.values for one in got)
        return str(got) in self.values

    def bound(self, ledger: Ledger, known: Known) -> "Is":
        """
        Refuse a value that can never occur.
        """
        what = self.what.bound(ledger, known)
        if isinstance(what, OfRule):
            allowed = f"'{what} has happened', or before or after a moment"
            raise InvalidFieldError("condition", str(self), allowed)
        fact = _fact(what, ledger, known)
        held = None if fact is None else closed_list(fact.value)
        for value in self.values:
            if held is not None and value not in held.names:
                raise UnknownNameError(str(what), value, tuple(held.names))
        return evolve(self, what=what)

    def kinds(self) -> Iterator[str]:
        """
        Name what it reads.
        """
        yield from self.what.kinds()


@frozen
class Happened(Question):
    """
    Whether a moment lies at or before the moment of judgement.
    """

    what: Any

    def __str__(self) -> str:
        return f"{self.what} has happened"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Say whether it is known; of another rule that may not be known.
        """
        if isinstance(self.what, OfRule):
            return self.what.has_happened(case, row)
        return case.by_now(self.what.of(case, row)) is not None

    def bound(self, ledger: Ledger, known: Known) -> "Happened":
        """
        Refuse what is no moment.
        """
        what = self.what.bound(ledger, known)
        _check_moment(what, ledger, known)
        return evolve(self, what=what)

    def kinds(self) -> Iterator[str]:
        """
        Name what it reads.
        """
        yield from self.what.kinds()


@frozen
class Order(Question):
    """
    Whether one moment lies before, or after, another; None where one is missing.
    """

    first: Any
    word: str
    second: Any

    def __str__(self) -> str:
        return f"{self.first} {self.word} {self.second}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Compare.
        """
        first, second = self.first.of(case, row), self.second.of(case, row)
        if first is None or second is None:
            return None
        if self.word == "after":
            first, second = second, first
        return is_before(first, second, case.zone)

    def bound(self, ledger: Ledger, known: Known) -> "Order":
        """
        Refuse what is no moment.
        """
        first, second = (one.bound(ledger, known) for one in (self.first, self.second))
        for one in (first, second):
            _check_moment(one, ledger, known)
        return evolve(self, first=first, second=second)

    def kinds(self) -> Iterator[str]:
        """
        Name what it reads.
        """
        yield from self.first.kinds()
        yield from self.second.kinds()


@frozen
class Not(Question):
    """
    The opposite; what is not known stays so.
    """

    what: Any

    def __str__(self) -> str:
        inner = f"({self.what})" if isinstance(self.what, Both) else str(self.what)
        return f"not {inner}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Turn it round.
        """
        got = self.what.of(case, row)
        return None if got is None else not got

    def bound(self, ledger: Ledger, known: Known) -> "Not":
        """
        Bind what is asked.
        """
        return evolve(self, what=_bound(self.what, ledger, known))

    def kinds(self) -> Iterator[str]:
        """
        Name what it reads.
        """
        yield from self.what.kinds()


@frozen
class Both(Question):
    """
    Several conditions, joined by `and` or by `or`.
    """

    word: str
    parts: tuple[Any, ...]

    def __str__(self) -> str:
        said = [
            f"({one})"
            if isinstance(one, Both) and (self.word == "and" or one.word == "or")
            else str(one)
            for one in self.parts
        ]
        return f" {self.word} ".join(said)

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Ask each, by three-valued logic.
        """
        answers = [one.of(case, row) for one in self.parts]
        return all_of(answers) if self.word == "and" else any_of(answers)

    def bound(self, ledger: Ledger, known: Known) -> "Both":
        """
        Bind each.
        """
        parts = tuple(_bound(one, ledger, known) for one in self.parts)
        return evolve(self, parts=parts)

    def kinds(self) -> Iterator[str]:
        """
        Name what they read.
        """
        for one in self.parts:
            yield from one.kinds()


@frozen(field_transformer=held)
class By(Question):
    """
    A small named function of the regulation: `by(case, row)`.

    Attributes:
        function: The function.
        reads: The ledgers that it reads beside its own row and the owners of that.
    """

    function: Annotated[Callable[["Judging", Any], Any], Calculation()]
    reads: Names = field(default=(), converter=as_tuple)

    def __str__(self) -> str:
        return f"{self.function.__name__}()"

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Call it.
        """
        return self.function(case, row)

    def bound(self, ledger: Ledger, known: Known) -> "By":
        """
        Refuse to read a ledger that does not exist.
        """
        for kind in self.reads:
            ledger_of_kind(kind, known)
        return self

    def kinds(self) -> Iterator[str]:
        """
        Name what it reads.
        """
        yield from self.reads


Ask = str | Condition | Callable[["Judging", Any], Any]


class Asks(Holds):
    """
    A question to a row; nothing, or always, where the field allows it.
    """

    __slots__ = ()

    @property
    def allowed(self) -> str:
        """
        What may be asked.
        """
        return f"a question: {_GRAMMAR}"

    def accepts(self, value: object) -> bool:
        """
        Take a question, or an answer that is always the same.
        """
        return value is None or isinstance(value, bool | Question)


@frozen
class AsksForValue(Asks):
    """
    A question to a row whose answer is a moment, a name or a number, never just yes.

    Attributes:
        needed: Whether there is one at all.
    """

    needed: bool = False

    def accepts(self, value: object) -> bool:
        """
        Take a question, for no row has "always" for a day.
        """
        return isinstance(value, Question) or (value is None and not self.needed)


Answer = Annotated[Any, Asks()]
"""What a feed asks of a row."""

Needed = Annotated[Any, AsksForValue(needed=True)]
"""What a table of a feed asks of a row, under each of its keys."""


def asked(what: Ask) -> Any:
    """
    Return a question from its text, or from a function.

    Raises:
        InvalidFieldError: If a text is none of the language.
    """
    if isinstance(what, str):
        return parse(what)
    return By(what) if callable(what) else what


def truth(what: Any, ledger: Ledger, known: Known) -> Any:
    """
    Return a bound question whose answer is yes, no or not known.

    A moment asks whether it has happened.
    """
    return _bound(what, ledger, known)


def compared(what: Any, ledger: Ledger, known: Known) -> Iterator[tuple[Is, Any]]:
    """
    Yield every comparison in a bound question, with the fact that it compares.

    The fact is None where it compares no single one.
    """
    if isinstance(what, Is):
        yield what, _fact(what.what, ledger, known)
    if isinstance(what, Pick | Count | Some):
        yield from compared(what.where, known[what.kind], known)
    for inner in (*getattr(what, "parts", ()), getattr(what, "what", None)):
        if inner is not None:
            yield from compared(inner, ledger, known)


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """
    Say whether any is true; None where an unknown one could be.
    """
    got = list(answers)
    return True if any(got) else (None if None in got else False)


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """
    Say whether all are true; None where an unknown one decides.
    """
    got = list(answers)
    return None if None in got and False not in got else all(got)


# ----------------------------------------------------------------------------- binding


def _bound(what: Any, ledger: Ledger, known: Known) -> Any:
    """Bind a question of yes or no; a moment asks whether it has happened."""
    if what is None:
        return None
    bound = what.bound(ledger, known)
    return Happened(bound) if _is_moment(bound, ledger, known) else bound


def _fact(what: Any, ledger: Ledger, known: Known) -> Any:
    """Return the fact that a question reads, where it reads just one."""
    if isinstance(what, Pick):
        return known[what.kind].fact(what.name)
    if not isinstance(what, Attribute):
        return None
    home = ledger if what.of_owner is None else known[what.of_owner]
    return home.fact(what.name)


def _is_moment(what: Any, ledger: Ledger, known: Known) -> bool:
    """Say whether a question asks for a moment."""
    fact = _fact(what, ledger, known)
    of_fact = fact is not None and fact.value.is_moment
    return of_fact or isinstance(what, OfRule | Later)


def _is_day(fact: Any) -> bool:
    """Say whether a fact is a plain day, which may lie ahead and be known all the same."""
    holds = getattr(getattr(fact, "value", None), "holds", None)
    return isinstance(holds, Kind) and holds.classes == (dt.date,)


def _check_moment(what: Any, ledger: Ledger, known: Known) -> None:
    """Refuse what is no moment."""
    if not _is_moment(what, ledger, known):
        raise InvalidFieldError("condition", str(what), "an attribute that is a moment")


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


def asks_beside(what: Any) -> bool:
    """
    Say whether a question is asked of rows beside a row.
    """
    if isinstance(what, Pick) and what.is_beside:
        return True
    inner = (getattr(what, name, None) for name in ("what", "first", "second", "where"))
    parts = (*inner, *getattr(what, "parts", ()))
    return any(asks_beside(one) for one in parts if isinstance(one, Question))


def _owners(ledger: Ledger, known: Known) -> Iterator[str]:
    """Name the kinds that rows belong to."""
    kind = ledger.owner_kind
    while kind is not None:
        yield kind
        kind = known[kind].owner_kind


def _named(ledger: Ledger) -> tuple[str, ...]:
    """Return the kinds of the rows that those of a ledger name."""
    return tuple(
        str(fact.value.kind) for fact in ledger.facts if isinstance(fact.value, RowOf)
    )


def _own(case: "Judging", row: Any, kind: str, where: Condition | None) -> list[Any]:
    """Return the rows that belong to a row and fit."""
    return [
        one
        for one in case.own(kind, row)
        if where is None or where.of(case, one) is True
    ]


def _where(where: Condition | None) -> str:
    """Return a condition on other rows as text."""
    if where is None:
        return ""
    return f" where ({where})" if isinstance(where, Both) else f" where {where}"


# ------------------------------------------------------------------------- as a text


def parse(text: str) -> Any:
    """
    Return the question that a text asks.

    Raises:
        InvalidFieldError: If it is none of the language.
    """
    words = _Reader(text)
    found = words.either()
    if words.left:
        raise words.refused()
    return found


class _Reader:
    """Reads a text word by word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left: list[str] = _TOKEN.findall(text)

    def refused(self) -> InvalidFieldError:
        """Return what refuses the text."""
        return InvalidFieldError("condition", self.text, _GRAMMAR)

    def take(self, *words: str) -> bool:
        """Take the next words if they are these."""
        if tuple(self.left[: len(words)]) != words:
            return False
        del self.left[: len(words)]
        return True

    def name(self) -> str:
        """Take a name."""
        if not self.left or self.left[0] in _WORDS:
            raise self.refused()
        return self.left.pop(0)

    def joined(self, word: str, part: Callable[[], Any]) -> Any:
        """Take parts that one word joins."""
        parts = [part()]
        while self.take(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Both(word, tuple(parts))

    def either(self) -> Any:
        """Take what `or` joins."""
        return self.joined("or", lambda: self.joined("and", self.single))

    def single(self) -> Any:
        """Take one condition, or its opposite."""
        if self.take("not"):
            return Not(self.single())
        if self.take("("):
            inner = self.either()
            if not self.take(")"):
                raise self.refused()
            return inner
        return self.compared(self.operand())

    def compared(self, what: Any) -> Any:
        """Take what is said of a value."""
        if self.take("is", "one", "of"):
            values = [self.name()]
            while self.take(","):
                values.append(self.name())
            return Is(what, tuple(values))
        if self.take("is", "not"):
            return Not(Is(what, (self.name(),)))
        if self.take("is"):
            return Is(what, (self.name(),))
        if self.take("has", "happened"):
            return Happened(what)
        for word in ("before", "after"):
            if self.take(word):
                return Order(what, word, self.operand())
        return what

    def operand(self) -> Any:
        """Take a value, and what is added to it."""
        what = self.value()
        while self.take("+"):
            said = " ".join(self.left[:2])
            del self.left[:2]
            what = Later(what, self.amount(said))
        return what

    def amount(self, said: str) -> Any:
        """Read how much later; working days would need a calendar that rows have not."""
        try:
            found = read_amount(said, "condition")
        except InvalidFieldError:
            found = None
        if not isinstance(found, Minutes | Hours | Days | Weeks | Months | Years):
            allowed = "a length after +, such as '30 days', '18 months' or '65 years'"
            raise InvalidFieldError("condition", self.text, allowed)
        return found

    def least(self) -> Any:
        """Take of how many rows something is asked."""
        if not self.left or not self.left[0].isdecimal() or int(self.left[0]) < 1:
            raise self.refused()
        number = int(self.left.pop(0))
        return Some("at least", self.name(), self.where(), number)

    def value(self) -> Any:
        """Take an attribute, or a question to the rows that belong to a row."""
        for word in ("first", "last", "next", "previous"):
            if self.take(word):
                kind, dot, name = self.name().partition(".")
                if not dot:
                    raise self.refused()
                return Pick(word, kind, name, self.where())
        for word in ("any", "all"):
            if self.take(word):
                return Some(word, self.name(), self.where())
        if self.take("at", "least"):
            return self.least()
        if self.take("count"):
            return Count(self.name(), self.where())
        for moment in Moments:
            if self.take(moment.value, "of"):
                return OfRule(moment, self.name())
        owner, dot, name = self.name().partition(".")
        return Attribute(name, owner) if dot else Attribute(owner)

    def where(self) -> Any:
        """Take a condition on the rows that belong to a row."""
        return self.single() if self.take("where") else None
