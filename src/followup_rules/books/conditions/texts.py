"""
The language as a text: what a feed may ask of a row, and how a text is read.
"""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

from followup_rules.books.conditions.belonging import Count, Pick, Some
from followup_rules.books.conditions.measures import (
    CELLS,
    COMPARISONS,
    WEEKDAYS,
    Between,
    CellOf,
    Compared,
    DaysFrom,
    FallsOn,
    InSeason,
    ShareOf,
)
from followup_rules.books.conditions.questions import Condition, Known, Question
from followup_rules.books.conditions.single import (
    HasAny,
    InPeriod,
    IsTold,
    Passed,
)
from followup_rules.books.conditions.truths import (
    Both,
    Happened,
    Is,
    IsNamed,
    Not,
    Order,
    Provided,
)
from followup_rules.books.conditions.values import (
    Attribute,
    By,
    Chosen,
    Earliest,
    Later,
    Latest,
    LatestTold,
    Listed,
    OfRule,
)
from followup_rules.books.standing import Moments
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import parse_rate
from followup_rules.fields import Holds
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Minutes,
    Months,
    Weeks,
    Years,
    read_amount,
)
from followup_rules.timing.seasons import YearlySeason

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging

_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_DAY: Final = re.compile(r"\d\d-\d\d")
_SHARE: Final = re.compile(r"\d+(\.\d+)?%|\d+/\d+")
_WHOLE: Final = re.compile(r"-?\d+")
_TOKEN: Final = re.compile(r"\(|\)|,|[^\s(),]+")
_WORDS: Final = frozenset(
    {"and", "or", "not", "is", "one", "of", "before", "after", "has", "happened"}
    | {"first", "last", "next", "previous", "any", "all", "count", "where"}
    | {"(", ")", ",", "+"}
)
_SAID: Final = {
    ("has", "happened"): Happened,
    ("has", "passed"): Passed,
    ("has", "been", "told"): IsTold,
    ("has", "any"): HasAny,
    ("in", "the", "period"): InPeriod,
}
"""What is said of one value, and what it asks."""
_CHOSEN: Final = {
    tuple(one.head.split()): one for one in (Latest, LatestTold, Earliest)
}
"""How one of some moments is chosen."""
_NAMED: Final = (Pick, Count, Chosen, Provided)
"""What stands in brackets where something is said of it."""
_GRAMMAR: Final = (
    "an attribute, 'first visit.visited_at', 'next visit.visited_at', "
    "'any visit where registered', "
    "'at least 4 visit where registered', 'count visit', 'born_on + 65 years', "
    "'kind is request', 'kind is one of request, complaint', "
    "'role is one of allowed of visitors', "
    "'answered_at has happened', 'closed_at has passed', 'visited_at in the period', "
    "'answer has been told', 'officers has any', 'a before b', 'latest of a, b', "
    "'latest told of a, b', 'earliest of a + 3 years, (b if closed)', 'visited_at if closed', 'visitors.role', 'channel, visit.place', 'due of reply', "
    "'breach of reply', 'meeting of reply', 'beds more than 30', "
    "'present at least 80% of staff', 'days from brought_at to done_at', "
    "'year of made_on', 'called_at between 09:00 and 20:00', "
    "'taken_at between 10-01 and 05-31', 'called_at falls on friday', and, or, not"
)

Ask = str | Condition | Callable[["Judging", Any], Any]
"""A question as Python writes it: its text, itself, or a function of call and row."""


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


def compared(what: Any, ledger: Ledger, known: Known) -> Iterator[tuple[Is, Any]]:
    """
    Yield every comparison in a bound question, with the fact that it compares.

    The fact is None where it compares no single one.
    """
    if isinstance(what, Is):
        yield what, what.what.fact(ledger, known)
    if isinstance(what, Pick | Count | Some):
        yield from compared(what.where, known[what.kind], known)
    for inner in (*getattr(what, "parts", ()), getattr(what, "what", None)):
        if inner is not None:
            yield from compared(inner, ledger, known)


@functools.lru_cache(maxsize=1024)  # a feed that is changed reads all its texts again
def parse(text: str) -> Any:
    """
    Return the question that a text asks.

    Raises:
        InvalidFieldError: If it is none of the language.
    """
    words = _Reader(text)
    found = words.whole()
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

    def whole(self) -> Any:
        """Take a question, the condition on which it is asked, and values beside it."""
        found = self.either()
        if self.take("if"):
            return Provided(found, self.either())
        if isinstance(found, Attribute) and self.take(","):
            return Listed((found, *self.attributes()))
        return found

    def either(self) -> Any:
        """Take what `or` joins."""
        return self.joined("or", lambda: self.joined("and", self.single))

    def single(self) -> Any:
        """Take one condition, or its opposite."""
        if self.take("not"):
            return Not(self.single())
        if self.take("("):
            inner = self.either()
            if self.take("if"):
                inner = Provided(inner, self.either())
            if not self.take(")"):
                raise self.refused()
            is_value = isinstance(inner, _NAMED)
            return self.compared(self.later(inner)) if is_value else inner
        return self.compared(self.operand())

    def compared(self, what: Any) -> Any:
        """Take what is said of a value."""
        if self.take("is", "one", "of"):
            values = [self.name()]
            if self.take("of"):
                return IsNamed(what, values[0], self.name())
            while self.take(","):
                values.append(self.name())
            return Is(what, tuple(values))
        if self.take("is", "not"):
            return Not(Is(what, (self.name(),)))
        if self.take("is"):
            return Is(what, (self.name(),))
        for said, asks in _SAID.items():
            if self.take(*said):
                return asks(what)
        for word in ("before", "after"):
            if self.take(word):
                return Order(what, word, self.operand())
        return self.timed(what)

    def timed(self, what: Any) -> Any:
        """Take at what hour, or on which days, something was."""
        if self.take("between"):
            if self.left and _DAY.fullmatch(self.left[0]):
                return InSeason(what, self.season())
            return Between(what, self.clock(), self.clock(after="and"))
        if self.take("falls", "on"):
            days = [self.weekday()]
            while self.take(","):
                days.append(self.weekday())
            return FallsOn(what, tuple(days))
        return self.measured(what)

    def measured(self, what: Any) -> Any:
        """Take what a number is held against."""
        for word in COMPARISONS:
            if self.take(*word.split()):
                return Compared(what, word, self.number())
        return what

    def number(self) -> Any:
        """Take a number, or a share of one."""
        if self.left and _WHOLE.fullmatch(self.left[0]):
            return int(self.left.pop(0))
        if self.left[1:2] == ["of"] and _SHARE.fullmatch(self.left[0]):
            share = parse_rate(self.left.pop(0))
            self.take("of")
            return ShareOf(share, self.operand())
        return self.operand()

    def clock(self, after: str | None = None) -> dt.time:
        """Take a time of day."""
        found = None
        if self.left and (after is None or self.take(after)) and self.left:
            found = _CLOCK.fullmatch(self.left.pop(0))
        if found is None:
            raise self.refused()
        return dt.time(int(found[1]), int(found[2]))

    def season(self) -> YearlySeason:
        """Take two days of the year."""
        days = [self.left.pop(0), *self.left[1:2]]
        if not self.take("and", *days[1:]) or not all(map(_DAY.fullmatch, days)):
            raise self.refused()
        (begins, first), (ends, last) = (map(int, one.split("-")) for one in days)
        return YearlySeason(
            first_month=begins, first_day=first, last_month=ends, last_day=last
        )

    def weekday(self) -> str:
        """Take a day of the week."""
        if not self.left or self.left[0] not in WEEKDAYS:
            raise self.refused()
        return self.left.pop(0)

    def operand(self) -> Any:
        """Take a value, and what is added to it."""
        return self.later(self.picked() if self.left[:1] == ["("] else self.value())

    def later(self, what: Any) -> Any:
        """Take what is added to a moment."""
        while self.take("+"):
            said = " ".join(self.left[:2])
            del self.left[:2]
            what = Later(what, self.amount(said))
        return what

    def picked(self) -> Any:
        """Take a value with a condition, or one of some moments, in brackets."""
        self.take("(")
        what = self.value()
        if self.take("if"):
            what = Provided(what, self.either())
        fits = isinstance(what, _NAMED)
        if not fits or not self.take(")"):
            raise self.refused()
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
        """Take an attribute, or another question whose answer is a value."""
        for take in (self.of_rows, self.measure, self.of_rule):
            found = take()
            if found is not None:
                return found
        return self.attribute()

    def of_rows(self) -> Any:
        """Take a question to the rows that belong to a row, or lie beside it."""
        for word in ("first", "last", "next", "previous"):
            if self.take(word):
                return self.attribute_of(word)
        for word in ("any", "all"):
            if self.take(word):
                return Some(word, self.name(), self.where())
        if self.take("at", "least"):
            return self.least()
        return Count(self.name(), self.where()) if self.take("count") else None

    def measure(self) -> Any:
        """Take the days between two moments, or the cell of one."""
        for head in (("days",), ("begun", "days")):
            if self.take(*head, "from"):
                first = self.operand()
                if not self.take("to"):
                    raise self.refused()
                return DaysFrom(first, self.operand(), len(head) > 1)
        for cell in CELLS:
            if self.take(cell, "of"):
                return CellOf(cell, self.operand())
        return None

    def of_rule(self) -> Any:
        """Take a moment of another rule."""
        for moment in Moments:
            if self.take(moment.value, "of"):
                return OfRule(moment, self.name())
        for head, of in _CHOSEN.items():
            if self.take(*head):
                return of(tuple(self.moments()))
        return None

    def attribute_of(self, which: str) -> Pick:
        """Take an attribute of a row that belongs to a row, or is beside it."""
        kind, dot, name = self.name().partition(".")
        if not dot:
            raise self.refused()
        return Pick(which, kind, name, self.where())

    def moments(self) -> Iterator[Any]:
        """Take moments, each with a length added or not, a comma between them."""
        yield self.operand()
        while self.take(","):
            yield self.operand()

    def attributes(self) -> Iterator[Attribute]:
        """Take attributes, with a comma between them."""
        yield self.attribute()
        while self.take(","):
            yield self.attribute()

    def attribute(self) -> Attribute:
        """Take an attribute, of the row or of one that it belongs to."""
        owner, dot, name = self.name().partition(".")
        return Attribute(name, owner) if dot else Attribute(owner)

    def where(self) -> Any:
        """Take a condition on the rows that belong to a row."""
        return self.single() if self.take("where") else None
