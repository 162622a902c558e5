"""
Questions of how much and at what hour: numbers, days between, times of the day.
"""

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from attrs import evolve

from followup_rules.books.conditions.doubting import presumed_of
from followup_rules.books.conditions.questions import (
    Known,
    Question,
    bracketed,
    check_moment,
    is_day,
)
from followup_rules.books.conditions.values import OfRule
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import show_rate
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.timing.cycles import Cycle, cell_of
from followup_rules.timing.moments import is_instant, local_ordinal
from followup_rules.timing.seasons import YearlySeason

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging

WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
CELLS: Final = {
    "day": Cycle.DAY,
    "week": Cycle.WEEK,
    "month": Cycle.MONTH,
    "quarter": Cycle.QUARTER,
    "half-year": Cycle.HALF_YEAR,
    "year": Cycle.YEAR,
}
COMPARISONS: Final = ("at least", "at most", "more than", "less than")


@frozen
class Compared(Question):
    """
    Whether a number is at least, at most, more or less than another one.

    A number that is not known is neither.
    """

    what: Any
    word: str
    than: Any

    def __str__(self) -> str:
        return f"{bracketed(self.what)} {self.word} {self.than}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Compare; where rows that may be among those counted decide, nobody knows.
        """
        found = self._compared(case, row)
        other = presumed_of(self, case, row)
        return found if other is None or other.of(case, row) is found else None

    def _compared(self, case: "Judging", row: Any) -> bool | None:
        """Compare what is known."""
        got = self.what.of(case, row)
        than = self.than if isinstance(self.than, int) else self.than.of(case, row)
        if got is None or than is None:
            return None
        if self.word in {"at least", "less than"}:
            return bool((got >= than) is (self.word == "at least"))
        return bool((got <= than) is (self.word == "at most"))

    def bound(self, ledger: Ledger, known: Known) -> "Compared":
        """
        Refuse what is no number.
        """
        sides = {"what": self.what, "than": self.than}
        bound: dict[str, Any] = {
            name: one if isinstance(one, int) else one.bound(ledger, known)
            for name, one in sides.items()
        }
        for one in bound.values():
            if not isinstance(one, int) and not one.asks_for_number(ledger, known):
                allowed = "a number, a count, days from one moment to another"
                raise InvalidFieldError("condition", str(one), allowed)
        return evolve(self, **bound)


@frozen
class ShareOf(Question):
    """
    A share of a number, exact: `95% of received`.
    """

    answers_with: ClassVar[str] = "number"

    share: Fraction
    what: Any

    def __str__(self) -> str:
        return f"{show_rate(self.share)} of {self.what}"

    def of(self, case: "Judging", row: Any) -> Fraction | None:
        """
        Take it.
        """
        got = self.what.of(case, row)
        return None if got is None else self.share * got

    def bound(self, ledger: Ledger, known: Known) -> "ShareOf":
        """
        Refuse what is no number.
        """
        what = self.what.bound(ledger, known)
        if not what.asks_for_number(ledger, known):
            allowed = "a share of a number, a count or days"
            raise InvalidFieldError("condition", str(self), allowed)
        return evolve(self, what=what)


class OfMoment(Question):
    """
    A question about one moment of a row.
    """

    __slots__ = ()
    what: Any

    def bound(self, ledger: Ledger, known: Known) -> Self:
        """
        Refuse what is no moment of a row.
        """
        found: Any = self
        what = _moment_of_row(self.what, self, ledger, known)
        again: Self = evolve(found, what=what)
        return again


@frozen
class CellOf(OfMoment):
    """
    In which cell of the calendar a moment lies, by its label: `year of made_on`.

    So what may happen twice in a calendar year is told apart by it.
    """

    cell: str
    what: Any

    def __str__(self) -> str:
        return f"{self.cell} of {self.what}"

    def of(self, case: "Judging", row: Any) -> str | None:
        """
        Name it; None where the moment is not known.
        """
        moment = self.what.of(case, row)
        return (
            None
            if moment is None
            else cell_of(CELLS[self.cell], case.day(moment)).label
        )


@frozen
class DaysFrom(Question):
    """
    How many days lie from one moment to another, of which the first is not counted.

    Where *begun* says so it is: then a thing that is over on its day took one. What
    ends before it begins took nobody knows how many.
    """

    answers_with: ClassVar[str] = "number"

    first: Any
    second: Any
    begun: bool = False

    def __str__(self) -> str:
        head = "begun days" if self.begun else "days"
        return f"{head} from {bracketed(self.first)} to {bracketed(self.second)}"

    def of(self, case: "Judging", row: Any) -> int | None:
        """
        Count them; None while one of the moments is not known.
        """
        ends = [one.of(case, row) for one in (self.first, self.second)]
        if None in ends:
            return None
        first, last = (local_ordinal(one, case.zone, "moment") for one in ends)
        return None if last < first else last - first + self.begun

    def bound(self, ledger: Ledger, known: Known) -> "DaysFrom":
        """
        Refuse what is no moment of a row.
        """
        first, second = (
            _moment_of_row(one, self, ledger, known)
            for one in (self.first, self.second)
        )
        return evolve(self, first=first, second=second)


@frozen
class Between(OfMoment):
    """
    Whether a time of day lies between two others, where days begin as the book says.

    Both belong to it. Where the second comes first, it is the night between them. A day
    without its time is not known to be in it.
    """

    what: Any
    opens: dt.time
    closes: dt.time

    def __str__(self) -> str:
        return (
            f"{bracketed(self.what)} between {self.opens:%H:%M} and {self.closes:%H:%M}"
        )

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Look at the clock.
        """
        moment = self.what.of(case, row)
        if moment is None or not is_instant(moment):
            return None
        at = moment.astimezone(case.zone).time()
        if self.opens <= self.closes:
            return bool(self.opens <= at <= self.closes)
        return bool(at >= self.opens or at <= self.closes)

    def bound(self, ledger: Ledger, known: Known) -> "Between":
        """
        Refuse what has no time.
        """
        found = super().bound(ledger, known)
        if is_day(found.what.fact(ledger, known)):
            allowed = "an attribute that has a time, and is no plain day"
            raise InvalidFieldError("condition", str(self.what), allowed)
        return found


@frozen
class FallsOn(OfMoment):
    """
    Whether a moment falls on one of some days of the week.
    """

    what: Any
    days: tuple[str, ...]

    def __str__(self) -> str:
        return f"{bracketed(self.what)} falls on {', '.join(self.days)}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Look at the calendar.
        """
        moment = self.what.of(case, row)
        if moment is None:
            return None
        return WEEKDAYS[case.day(moment).weekday()] in self.days


@frozen
class InSeason(OfMoment):
    """
    Whether a moment lies in a season of the year: `taken_at between 10-01 and 05-31`.

    Both days belong to it. Where the second comes first, it runs across the year end.
    """

    what: Any
    season: YearlySeason

    def __str__(self) -> str:
        first, last = self.season.days
        return f"{bracketed(self.what)} between {first} and {last}"

    def of(self, case: "Judging", row: Any) -> bool | None:
        """
        Look at the calendar.
        """
        moment = self.what.of(case, row)
        if moment is None:
            return None
        day = local_ordinal(moment, case.zone, "moment")
        return self.season.running_on(day) is not None


def _moment_of_row(what: Any, asked: Question, ledger: Ledger, known: Known) -> Any:
    """Bind a question for a moment; what hangs on a rule is a rule of its own."""
    bound = what.bound(ledger, known)
    check_moment(bound, ledger, known)
    if isinstance(bound, OfRule):
        allowed = "a moment of a row; what hangs on a rule is a rule"
        raise InvalidFieldError("condition", str(asked), allowed)
    return bound
