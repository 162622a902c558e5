"""
How a period is counted: trigger + amount -> `Deadline`.

The convention is data, a `Counting`, because statutes differ from one another.
Four are ready: `HOUSE_RULES` and `CIVIL_CODE` for China, and, to show that the
engine knows no country, `US_FRCP_6A` and `EU_REGULATION_1182_71`.

The order in which a count is done, whatever the convention:

1. a short period of days counts working days only, where the convention says so;
   the start day is counted or not, and the last day is found in one step;
2. a last day on a rest day stays or rolls, as the convention says;
3. a period that must hold so many working days grows until it does;
4. the last day ends at 24:00, or at the close of business.

Hours run from the instant (or from the next full hour) without a break.
"""

import calendar as stdlib_calendar
import datetime as dt
from enum import Enum
from functools import cached_property
from typing import Any, Final

import pendulum
from attrs import field, frozen

from followup_rules.clauses import Text
from followup_rules.errors import (
    CalendarRequiredError,
    DateOutOfRangeError,
    InvalidFieldError,
    NotAnInstantError,
)
from followup_rules.fields import (
    Flag,
    Kind,
    Member,
    Optional,
    Whole,
    Zone,
    holds,
    validate,
)
from followup_rules.timing.amounts import (
    AMOUNTS,
    Amount,
    Days,
    Hours,
    Months,
    Weeks,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import (
    RestDayStart,
    WorkCalendar,
    days_of,
    roll,
    shift,
)
from followup_rules.timing.moments import (
    UTC,
    Moment,
    as_instant,
    elapsed,
    first_instant,
    local_ordinal,
    show_day,
    show_instant,
    to_utc,
    zone_of,
)

_COUNTED_IN_DAYS: Final = frozenset({Days, Weeks, Months, Years, WorkingDays})
_DAYS_IN: Final[dict[type, int]] = {Days: 1, Weeks: 7}
_DAYS_IN_WEEK: Final = 7
_MONTHS_IN_YEAR: Final = 12
_LAST_ORDINAL: Final = dt.date.max.toordinal()
_A_MOMENT: Final = dt.timedelta(microseconds=1)
_FORWARD: Final = 1
_BACKWARD: Final = -1


class LastDay(Enum):
    """
    What happens to a last day that is a rest day.
    """

    STAYS = "stays"
    ROLLS_FORWARD = "rolls_forward"
    ROLLS_BACKWARD = "rolls_backward"


_STAYS: Final = LastDay.STAYS


class HourStart(Enum):
    """
    When a count of hours begins.
    """

    AT_ONCE = "at_once"
    """At the instant of the trigger."""
    NEXT_FULL_HOUR = "next_full_hour"
    """At the next full hour: the hour of the event is not counted."""


@frozen(kw_only=True)
class Counting:
    """
    A counting convention.

    >>> CIVIL_CODE.deadline(dt.date(2026, 3, 4), Days(6)).last_day
    Traceback (most recent call last):
    ...
    followup_rules.errors.CalendarRequiredError: rolling a last day off rest days needs a work calendar; pass calendar=..., for example followup_rules.timing.calendars.china()
    >>> HOUSE_RULES.deadline(dt.date(2026, 3, 4), Days(3)).last_day
    Date(2026, 3, 7)

    Attributes:
        zone: Where days begin and end.
        start_day_counted: Whether the day of the trigger is day 1.
        months_from_next_day: Whether months and years are measured from the first
            day counted, and end on the day before the corresponding one (Japan,
            Korea, Taiwan): 28 Feb + 1 month is then 31 Mar. Without it they end on
            the day that corresponds to the trigger's.
        working_days_up_to: Periods of up to so many days count working days only
            (short periods in England, Canada, Singapore, Hong Kong).
        rest_day_start: How a count of working days begins on a rest day.
        rest_day: What a last day on a rest day does when counting forward.
        rest_day_before: The same when counting backward from an event.
        day_ends: When the last day ends; None is 24:00. A close of business is
            the caller's to give, and that very instant is still in time.
        hour_start: When a count of hours begins.
        hours_roll: Whether hours that end on a rest day run on to the same time
            of the next working day.
        least_working_days: How many working days a period must hold.
        least_applies_from: The shortest period, in days, for which that holds;
            weeks, months and years always are long enough, hours never.
        bound_included: Whether the bound itself is in time (以内); without it (不满)
            a count of days ends a day sooner, and exactly n hours is too late.
    """

    zone: str = field(
        default="Asia/Shanghai", validator=validate, metadata=holds(Zone())
    )
    start_day_counted: bool = field(
        default=False, validator=validate, metadata=holds(Flag())
    )
    months_from_next_day: bool = field(
        default=False, validator=validate, metadata=holds(Flag())
    )
    working_days_up_to: int = field(
        default=0, validator=validate, metadata=holds(Whole())
    )
    rest_day_start: RestDayStart = field(
        default=RestDayStart.NEXT_IS_FIRST,
        validator=validate,
        metadata=holds(Member(RestDayStart)),
    )
    rest_day: LastDay = field(
        default=LastDay.STAYS, validator=validate, metadata=holds(Member(LastDay))
    )
    rest_day_before: LastDay = field(
        default=LastDay.STAYS, validator=validate, metadata=holds(Member(LastDay))
    )
    day_ends: dt.time | None = field(
        default=None, validator=validate, metadata=holds(Optional(Kind((dt.time,))))
    )
    hour_start: HourStart = field(
        default=HourStart.AT_ONCE, validator=validate, metadata=holds(Member(HourStart))
    )
    hours_roll: bool = field(default=False, validator=validate, metadata=holds(Flag()))
    least_working_days: int = field(
        default=0, validator=validate, metadata=holds(Whole())
    )
    least_applies_from: int = field(
        default=1, validator=validate, metadata=holds(Whole(1))
    )
    bound_included: bool = field(
        default=True, validator=validate, metadata=holds(Flag())
    )

    def __attrs_post_init__(self) -> None:
        if self.day_ends is not None and self.day_ends.tzinfo is not None:
            raise InvalidFieldError(
                "Counting.day_ends", self.day_ends, "a time of day without a zone"
            )

    @cached_property
    def _just_adds(self) -> bool:
        """Say whether days are just added up."""
        return self == Counting(zone=self.zone, hour_start=self.hour_start)

    def days_added(self, amount: Amount) -> int | None:
        """
        Return how many days *amount* adds where days are just added up, else None.

        It is the common case, and whoever judges many rows asks it once.
        """
        days = _DAYS_IN.get(type(amount))
        return amount.n * days if days and self._just_adds else None

    @cached_property
    def tz(self) -> pendulum.Timezone:
        """
        The zone itself.
        """
        return zone_of(self.zone)

    def deadline(
        self, trigger: Moment, amount: Amount, *, calendar: WorkCalendar | None = None
    ) -> "Deadline":
        """
        Return by when something is due that must be done within *amount*.

        Args:
            trigger: What starts the count: an instant, or a day where *amount* is
                not counted in hours.
            amount: How long.
            calendar: Needed only where working days matter.

        Raises:
            CalendarRequiredError: If working days matter and there is no calendar.
            CalendarNotCoveredError: If the count leaves the covered days.
            DateOutOfRangeError: If it leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If *trigger* is unusable.
        """
        if type(amount) is Hours:
            return self._after_hours(trigger, amount.n, calendar)
        start = local_ordinal(trigger, self.tz, "trigger")
        return self.ending(self.last_day(start, amount, calendar))

    def before(
        self, event: Moment, amount: Amount, *, calendar: WorkCalendar | None = None
    ) -> "Deadline":
        """
        Return by when something is due that must be done *amount* before *event*.

        The day of the event is not counted (unless the convention counts it), and
        the answer is the last day, or instant, that is early enough.

        Raises:
            CalendarRequiredError: If working days matter and there is no calendar.
            CalendarNotCoveredError: If the count leaves the covered days.
            DateOutOfRangeError: If it leaves the years 1 to 9999.
            NaiveTimeError, NotADayError, NotAnInstantError: If *event* is unusable.
        """
        if type(amount) is Hours:
            return self._before_hours(event, amount.n, calendar)
        start = local_ordinal(event, self.tz, "event")
        return self.ending(self.first_day(start, amount, calendar))

    def last_day(
        self, start: int, amount: Amount, calendar: WorkCalendar | None = None
    ) -> int:
        """
        Return the ordinal of the last day of *amount* counted forward from *start*.
        """
        if self.working_days_up_to:
            amount = self._as_counted(amount)
        last = self._plain_last(start, amount, calendar)
        if not 1 < last < _LAST_ORDINAL:
            raise DateOutOfRangeError(show_day(start), amount)
        if self.rest_day is not _STAYS:
            last = _rolled(last, self.rest_day, calendar)
        if self.least_working_days and self._holds_least(amount):
            first = start if self.start_day_counted else start + 1
            last = self._grown(first, last, _FORWARD, calendar)
        return last

    def first_day(
        self, event: int, amount: Amount, calendar: WorkCalendar | None = None
    ) -> int:
        """
        Return the ordinal of the day that is *amount* before the day *event*.
        """
        if self.working_days_up_to:
            amount = self._as_counted(amount)
        day = self._plain_first(event, amount, calendar)
        if not 1 < day < _LAST_ORDINAL:
            raise DateOutOfRangeError(show_day(event), amount)
        if self.rest_day_before is not _STAYS:
            day = _rolled(day, self.rest_day_before, calendar)
        if self.least_working_days and self._holds_least(amount):
            newest = event if self.start_day_counted else event - 1
            day = self._grown(newest, day, _BACKWARD, calendar)
        return day

    def ending(self, last: int) -> "Deadline":
        """
        Return the deadline whose last day has this ordinal.
        """
        last -= not self.bound_included
        if self.day_ends is None:
            return Deadline(last, None, self.zone)
        day = dt.date.fromordinal(last)
        end = dt.datetime.combine(day, self.day_ends, self.tz)
        return Deadline(last, to_utc(end), self.zone)

    # -------------------------------------------------------------- whole days

    def _plain_last(
        self, start: int, amount: Amount, calendar: WorkCalendar | None
    ) -> int:
        """Count forward, before rolling."""
        kind = type(amount)
        if kind not in _COUNTED_IN_DAYS:
            raise InvalidFieldError("amount", amount, _names(AMOUNTS))
        counted = self.start_day_counted and amount.n > 0
        if kind is Days:
            return start + amount.n - counted
        if kind is Weeks:
            return start + amount.n * _DAYS_IN_WEEK - counted
        if kind is Months:
            return self._months_on(start, amount.n)
        if kind is Years:
            return self._months_on(start, amount.n * _MONTHS_IN_YEAR)
        if amount.n == 0:
            return start
        home = _needed(calendar)
        return shift(home, start - counted, amount.n, self.rest_day_start)

    def _plain_first(
        self, event: int, amount: Amount, calendar: WorkCalendar | None
    ) -> int:
        """Count backward, before rolling."""
        kind = type(amount)
        if kind not in _COUNTED_IN_DAYS:
            raise InvalidFieldError("amount", amount, _names(AMOUNTS))
        counted = self.start_day_counted and amount.n > 0
        if kind is Days:
            return event - amount.n + counted
        if kind is Weeks:
            return event - amount.n * _DAYS_IN_WEEK + counted
        if kind is Months:
            return _add_months(event + counted, -amount.n)
        if kind is Years:
            return _add_months(event + counted, -amount.n * _MONTHS_IN_YEAR)
        if amount.n == 0:
            return event
        home = _needed(calendar)
        return shift(home, event + counted, -amount.n, self.rest_day_start)

    def _as_counted(self, amount: Amount) -> Amount:
        """Turn a short period of days into working days."""
        if type(amount) is Days and amount.n <= self.working_days_up_to:
            return WorkingDays(amount.n)
        return amount

    def _months_on(self, start: int, n: int) -> int:
        """Count months forward, from the trigger's day or from the first counted."""
        if self.months_from_next_day and not self.start_day_counted:
            return _add_months(start + 1, n, closing=True) if n else start
        return _add_months(start, n, closing=self.start_day_counted)

    def _holds_least(self, amount: Amount) -> bool:
        """Say whether the least number of working days is asked of *amount*."""
        if isinstance(amount, Days | WorkingDays):
            return amount.n >= self.least_applies_from
        return amount.n > 0

    def _grown(
        self, near: int, far: int, direction: int, calendar: WorkCalendar | None
    ) -> int:
        """Move the far end until enough working days lie between both ends."""
        days = days_of(_needed(calendar))
        if direction == _FORWARD:
            reached = days.nth_after(near - 1, self.least_working_days)
            return max(far, reached)
        reached = days.nth_before(near + 1, self.least_working_days)
        return min(far, reached)

    # ------------------------------------------------------------------- hours

    def _after_hours(
        self, trigger: Moment, n: int, calendar: WorkCalendar | None
    ) -> "Deadline":
        """Run the clock forward."""
        start = to_utc(as_instant(trigger, "trigger"))
        if self.hour_start is HourStart.NEXT_FULL_HOUR:
            start = self._full_hour(start) + dt.timedelta(hours=1)
        return self._hours_ending(start, n, self.rest_day, calendar)

    def _before_hours(
        self, event: Moment, n: int, calendar: WorkCalendar | None
    ) -> "Deadline":
        """Run the clock backward."""
        start = to_utc(as_instant(event, "event"))
        if self.hour_start is HourStart.NEXT_FULL_HOUR:
            start = self._full_hour(start)
        return self._hours_ending(start, -n, self.rest_day_before, calendar)

    def _full_hour(self, instant: dt.datetime) -> dt.datetime:
        """Return the full hour of local clocks that *instant* lies in."""
        local = instant.astimezone(self.tz)
        past = dt.timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        return instant - past

    def _hours_ending(
        self,
        start: dt.datetime,
        hours: int,
        rest_day: LastDay,
        calendar: WorkCalendar | None,
    ) -> "Deadline":
        """Run the clock, and let hours that end on a rest day run on."""
        home = self.tz
        try:
            end = start + dt.timedelta(hours=hours)
            local = end.astimezone(home)
        except OverflowError as error:
            raise DateOutOfRangeError(start, Hours(abs(hours))) from error
        if self.hours_roll and rest_day is not LastDay.STAYS:
            last = local.toordinal()
            rolled = _rolled(last, rest_day, calendar)
            if rolled != last:
                day = dt.date.fromordinal(rolled)
                end = to_utc(dt.datetime.combine(day, local.time(), home))
        if not self.bound_included:
            end -= _A_MOMENT
        return Deadline(end.astimezone(home).toordinal(), end, self.zone)


def _needed(calendar: WorkCalendar | None) -> WorkCalendar:
    """Return the calendar, or say that a count of working days needs one."""
    if calendar is None:
        raise CalendarRequiredError("counting working days")
    return calendar


def _rolled(ordinal: int, rest_day: LastDay, calendar: WorkCalendar | None) -> int:
    """Roll a last day off rest days."""
    if calendar is None:
        raise CalendarRequiredError("rolling a last day off rest days")
    direction = _FORWARD if rest_day is LastDay.ROLLS_FORWARD else _BACKWARD
    return roll(calendar, ordinal, direction)


def _names(classes: tuple[type, ...]) -> str:
    """List classes by name."""
    return ", ".join(kind.__name__ for kind in classes)


def _add_months(start: int, months: int, *, closing: bool = False) -> int:
    """
    Return the corresponding day so many months on, else that month's last day.

    With *closing*, the start day is day 1, so the period ends on the day before
    the corresponding one; where that is missing, on the month's last day.
    """
    day = dt.date.fromordinal(start)
    index = day.year * _MONTHS_IN_YEAR + day.month - 1 + months
    year, month = divmod(index, _MONTHS_IN_YEAR)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise DateOutOfRangeError(day, Months(abs(months)))
    last = stdlib_calendar.monthrange(year, month + 1)[1]
    if closing and months and day.day <= last:
        return dt.date(year, month + 1, day.day).toordinal() - 1
    return dt.date(year, month + 1, min(day.day, last)).toordinal()


def corresponding_day(
    start: dt.date, *, years: int = 0, months: int = 0
) -> pendulum.Date:
    """
    Return the corresponding day so long after (or before) *start*, in one step.

    A day that the month does not have becomes the month's last day.

    >>> corresponding_day(dt.date(2024, 2, 29), years=5)
    Date(2029, 2, 28)
    """
    ordinal = local_ordinal(start, UTC, "start")
    return show_day(_add_months(ordinal, years * _MONTHS_IN_YEAR + months))


# ------------------------------------------------------------------------ deadline


@frozen(repr=False, slots=False)
class Deadline:
    """
    By when something is due, and from when it may be done.

    Build one with `Counting.deadline`, `Counting.before` or `Counting.ending`.

    A count of days closes at the first instant that is too late; a count of hours,
    and a close of business, at the last instant in time. `closes_included` says
    which, and `met_by` is the only comparison anyone needs to write.

    >>> due = HOUSE_RULES.deadline(dt.date(2026, 3, 2), Days(2))
    >>> due.last_day, due.closes_included
    (Date(2026, 3, 4), False)
    >>> str(due)
    'by the end of Wed 2026-03-04'
    >>> due.wording("zh")
    '2026年3月4日24时前'
    """

    last_ordinal: int
    instant: dt.datetime | None
    zone: str
    opens_ordinal: int | None = None

    @property
    def last_day(self) -> pendulum.Date:
        """
        The local day on which it falls due.
        """
        return show_day(self.last_ordinal)

    @property
    def opens(self) -> pendulum.DateTime | None:
        """
        The first instant at which it may be done; None where there is no bound.
        """
        if self.opens_ordinal is None:
            return None
        home = zone_of(self.zone)
        return show_instant(first_instant(self.opens_ordinal, home), home)

    @property
    def first_day(self) -> pendulum.Date | None:
        """
        The first local day on which it may be done; None where there is no bound.
        """
        return None if self.opens_ordinal is None else show_day(self.opens_ordinal)

    @property
    def closes(self) -> pendulum.DateTime:
        """
        The first instant too late, or with `closes_included` the last in time.
        """
        home = zone_of(self.zone)
        if self.instant is None:
            return show_instant(first_instant(self.last_ordinal + 1, home), home)
        return show_instant(self.instant, home)

    @property
    def closes_included(self) -> bool:
        """
        Whether the instant `closes` itself is still in time.
        """
        return self.instant is not None

    def met_by(self, moment: Moment) -> bool:
        """
        Say whether something done at *moment* is not too late.

        A day is enough where the deadline is the end of a day.

        Raises:
            NaiveTimeError: If *moment* is a datetime without a zone.
            NotAnInstantError: If *moment* is a day, and the day is not enough.
        """
        ordinal = local_ordinal(moment, zone_of(self.zone), "moment")
        if self.instant is None or ordinal != self.last_ordinal:
            return ordinal <= self.last_ordinal
        if not isinstance(moment, dt.datetime):
            raise NotAnInstantError("moment", moment)
        return elapsed(moment, self.instant) >= dt.timedelta(0)

    def opened_by(self, moment: Moment) -> bool:
        """
        Say whether *moment* is not too early.
        """
        if self.opens_ordinal is None:
            return True
        return local_ordinal(moment, zone_of(self.zone), "moment") >= self.opens_ordinal

    def wording(self, language: str = "en") -> str:
        """
        Say the deadline as a person would, in "en" or "zh".
        """
        local = None if self.instant is None else self.closes
        day = self.last_day
        english = (
            f"by the end of {_weekday(day)} {day}"
            if local is None
            else f"no later than {_weekday(day)} {day} {_clock(local)}"
        )
        chinese = f"{day.year}年{day.month}月{day.day}日" + (
            "24时前" if local is None else f"{_clock(local)}前（含）"
        )
        return Text(english, chinese).in_language(language)

    def __str__(self) -> str:
        return self.wording("en")

    def __repr__(self) -> str:
        return f"<Deadline {self.wording('en')}, {self.zone}>"

    def __plain__(self) -> dict[str, Any]:
        return {
            "opens": None if self.opens is None else self.opens.isoformat(),
            "last_day": self.last_day.isoformat(),
            "closes": self.closes.isoformat(),
            "closes_included": self.closes_included,
        }


_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _weekday(day: dt.date) -> str:
    """Return the weekday in three letters, whatever the process's locale."""
    return _WEEKDAYS[(day.toordinal() - 1) % _DAYS_IN_WEEK]


def _clock(instant: dt.datetime) -> str:
    """Return the time of day, as exact as it is."""
    return instant.time().isoformat(
        timespec="microseconds"
        if instant.microsecond
        else "seconds"
        if instant.second
        else "minutes"
    )


HOUSE_RULES: Final = Counting()
"""Chinese house rules: the start day is not counted, the last day runs to 24:00 and
stays where it falls, hours run from the instant."""

CIVIL_CODE: Final = Counting(rest_day=LastDay.ROLLS_FORWARD)
"""PRC Civil Code arts. 201 to 203: as the house rules, but a last day on a rest day
moves to the next working day of the official calendar, make-up days included."""

US_FRCP_6A: Final = Counting(
    zone="America/New_York",
    rest_day=LastDay.ROLLS_FORWARD,
    rest_day_before=LastDay.ROLLS_BACKWARD,
    hours_roll=True,
)
"""US Federal Rule of Civil Procedure 6(a): rolls in the direction of counting; hours
that end on a rest day run on to the same time of the next working day."""

EU_REGULATION_1182_71: Final = Counting(
    zone="Europe/Brussels",
    rest_day=LastDay.ROLLS_FORWARD,
    hour_start=HourStart.NEXT_FULL_HOUR,
    least_working_days=2,
    least_applies_from=2,
)
"""EU Regulation 1182/71 art. 3: the hour of the event is not counted, periods of two
days or more hold at least two working days, and only counts after an event roll."""
