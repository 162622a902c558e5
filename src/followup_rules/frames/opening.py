"""
Open hours over columns, from the same table of stretches as in single calls.

The running sum of open time makes the instant at which so much is worked a look-up: from
the stretch in which a row starts, the rule's amount leads to one of few others, whatever
the amount. Stretches are laid out for the years around the moment of judgement.
"""

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import narwhals as nw
from attrs import field

from followup_rules.errors import CalendarNotCoveredError, InvalidFieldError
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.engines.bounds import LAST_DAY
from followup_rules.frames.engines.zones import EPOCH, micros_of
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import column, first_of
from followup_rules.immutable import frozen
from followup_rules.timing.calendars import (
    LONGEST_CLOSURE,
    TableCalendar,
    WorkCalendar,
)
from followup_rules.timing.hours import AtClosing, OfficeHours
from followup_rules.timing.hours.table import OpenTime
from followup_rules.timing.hours.walls import instant_of
from followup_rules.timing.moments import first_instant, show_day, zone_of

LAID_OUT: Final = (20 * 366, 5 * 366)
"""How many days before and after the day of judgement are laid out."""
NOT_LAID_OUT: Final = "open_time_not_laid_out"
NOT_COVERED: Final = "calendar_not_covered"
Leads = tuple[list[list[int | None]], list[list[int | None]]]
"""The limits of the steps in each stretch, and what each step adds."""


@frozen
class Opening:
    """
    The open hours of an office as tables to be looked up.

    Attributes:
        office: The office.
        calendar: Its work calendar.
        table: Its stretches.
        begins: Whether the calendar begins with it, so that nothing is known before.
        ends: Whether the calendar ends with it.
    """

    office: OfficeHours
    calendar: WorkCalendar | None
    table: OpenTime = field(repr=False)
    begins: bool
    ends: bool

    @property
    def first(self) -> int:
        """
        The number of its first day.
        """
        return self.table.first - EPOCH

    @property
    def last(self) -> int:
        """
        The number of its last day.
        """
        return self.table.last - EPOCH

    def places(self) -> tuple[list[int], int]:
        """
        Return for each day the first stretch that ends after its beginning.

        Beside it stands how many stretches may lie between two such days at most.
        """
        zone = zone_of(self.office.zone)
        days = range(self.table.first, self.table.last + 2)
        begins = [micros_of(first_instant(day, zone)) for day in days]
        found = [bisect_right(self.table.closes, begun) for begun in begins]
        most = max(after - here for here, after in pairwise(found))
        return found[:-1], most

    def by_amount(self) -> tuple[int, list[int], int]:
        """
        Return, for each share of all open time, the stretch in which it is reached.

        Before them stands how long a share is, and behind them how many stretches may
        lie between the first of two neighbours and what is reached before the second.
        """
        before = self.table.before
        wide = max(1, before[-1] // max(1, len(self.table.opens)))
        shares = range(0, before[-1] + wide + 1, wide)
        found = [bisect_left(before, max(1, share)) - 1 for share in shares]
        most = max(after - here for here, after in pairwise(found))
        return wide, found, most

    def leads(self, amount: int) -> Leads:
        """
        Return where an amount leads from the beginning of each stretch.

        First how far into a stretch a row may start for it to be used up in one of
        those it leads to, then what is added to how far in it started.
        """
        before, opens = self.table.before, self.table.opens
        count = len(opens)
        lows = [bisect_left(before, before[i] + amount) - 1 for i in range(count)]
        highs = [bisect_left(before, before[i + 1] + amount) - 1 for i in range(count)]
        most = max(
            (min(b, count) - a for a, b in zip(lows, highs, strict=True)), default=0
        )
        limits: list[list[int | None]] = []
        shifts: list[list[int | None]] = []
        for step in range(most + 1):
            limits.append(
                [
                    before[low + step + 1] - before[i] - amount
                    if low + step < count
                    else None
                    for i, low in enumerate(lows)
                ]
            )
            shifts.append(
                [
                    opens[low + step] - before[low + step] + before[i] + amount
                    if low + step < count
                    else None
                    for i, low in enumerate(lows)
                ]
            )
        return limits, shifts

    def leads_back(self, amount: int) -> Leads:
        """
        Return where an amount leads back to, from within each stretch or before it.

        First how far into a stretch a row must lie to leave one of those that it leads
        to, then what is added to how far in it lies; the last entry is for what comes
        after all of them.
        """
        before, opens = self.table.before, self.table.opens
        count = len(opens)
        ends = [*before[1:], before[-1]]
        lows = [bisect_right(before, begun - amount) - 1 for begun in before]
        highs = [bisect_right(before, end - amount) - 1 for end in ends]
        most = max(high - low for low, high in zip(lows, highs, strict=True))
        limits: list[list[int | None]] = []
        shifts: list[list[int | None]] = []
        for step in range(most + 1):
            places = [low + step for low in lows]
            limits.append(
                [
                    before[place + 1] - before[i] + amount if place < count else None
                    for i, place in enumerate(places)
                ]
            )
            shifts.append(
                [
                    opens[place] - before[place] + before[i] - amount
                    if 0 <= place < count
                    else None
                    for i, place in enumerate(places)
                ]
            )
        return limits, shifts


Problem = Callable[[Opening, Times, Any], list[tuple[Any, str]]]
"""Says why no instant was found from a start, or before an event."""


def opening_of(office: OfficeHours, calendar: WorkCalendar | None, now: Now) -> Opening:
    """
    Lay the hours of an office out around the moment of judgement.

    Raises:
        InvalidFieldError: If they say nothing of make-up days, and there are some.
    """
    behind, ahead = LAID_OUT
    first, last = now.day + EPOCH - behind, now.day + EPOCH + ahead
    lay: Callable[..., OpenTime] = _laid_out
    if calendar is None or isinstance(calendar, TableCalendar):
        lay = _kept
    table = lay(office, calendar, first, last)
    if table.unsaid_days:
        day = show_day(table.unsaid_days[0])
        allowed = f"said as well: {day} is a make-up day (on_make_up, make_up_windows)"
        raise InvalidFieldError("counting.hours", "its make-up days", allowed)
    begins, ends = table.first > first, table.last < last
    if table.closures:
        table = lay(office, calendar, *_between_closures(table, office, now))
    return Opening(office, calendar, table, begins, ends)


def _between_closures(
    table: OpenTime, office: OfficeHours, now: Now
) -> tuple[int, int]:
    """
    Return the days around the moment of judgement between which nobody refuses to look on.

    A single call passes over no time in which nothing is open for ten years. So much of
    such a time is laid out as can be looked through, and no row finds what lies beyond.
    """
    zone = zone_of(office.zone)
    first, last = table.first, table.last
    for begins, ends in table.closures:
        closed, open_ = (
            instant_of(stamp).astimezone(zone).toordinal() for stamp in (begins, ends)
        )
        if ends <= now.us:
            first = max(first, open_ - LONGEST_CLOSURE + 1)
        else:
            last = min(last, closed + LONGEST_CLOSURE - 1)
    return first, last


@lru_cache(maxsize=16)
def _kept(
    office: OfficeHours, calendar: TableCalendar | None, first: int, last: int
) -> OpenTime:
    """Keep the tables of calls that follow one another."""
    return _laid_out(office, calendar, first, last)


def _laid_out(
    office: OfficeHours, calendar: WorkCalendar | None, first: int, last: int
) -> OpenTime:
    """Lay open time out; a calendar that covers none of it leaves nothing open."""
    days = show_day(max(first, 3)), show_day(min(last, LAST_DAY + EPOCH - 2))
    try:
        return office.laid_out(*days, calendar=calendar)
    except CalendarNotCoveredError:
        begun = days[0].toordinal()
        start = micros_of(first_instant(begun, zone_of(office.zone)))
        return OpenTime(begun, begun - 1, start, start, (), (), (0,), (), ())


# ------------------------------------------------------------------------- questions


def next_open(
    work: Work, opening: Opening, start: Times, name: str
) -> tuple[Work, Times]:
    """
    Go to the first open instant at or after each start; null where none is known.
    """
    table = opening.table
    work = _in_stretch(work, opening, start)
    names = {hidden("opens"): hidden("stretch")}
    work = work.also(work.engine.look_up(work.frame, names, _table(table.opens)))
    us, begun = nw.col(str(start.us)), column("opens")
    found = nw.when(~begun.is_null()).then(nw.max_horizontal(us, begun))
    work = work.with_columns(**{f"{name}_us": found})
    zone = opening.office.zone
    days = {hidden(f"{name}_day"): hidden(f"{name}_us")}
    work = work.also(work.engine.local_days(work.frame, days, zone))
    return work, Times(hidden(f"{name}_day"), hidden(f"{name}_us"))


def worked(
    work: Work, opening: Opening, start: Times, amount: int, target: str
) -> Work:
    """
    Add the instant at which so much has been worked; null where none is known.
    """
    engine = work.engine
    if not amount:
        work, found = next_open(work, opening, start, "opening")
        return work.also(work.frame.with_columns(**{target: nw.col(str(found.us))}))
    work = _in_stretch(work, opening, start)
    place = hidden("stretch")
    opens = {hidden("opens"): place}
    work = work.also(engine.look_up(work.frame, opens, _table(opening.table.opens)))
    inside = nw.max_horizontal(nw.col(str(start.us)) - column("opens"), nw.lit(0))
    work = work.with_columns(inside=nw.when(~column("opens").is_null()).then(inside))
    frame, shift = _stepped(work, opening.leads(amount), operator.le)
    work = work.also(frame.with_columns(**{target: shift + column("inside")}))
    return _at_closing(work, opening, target)


def _at_closing(work: Work, opening: Opening, target: str) -> Work:
    """Go on to the next opening where an office wants it of what ends at a closing."""
    if opening.office.at_closing is not AtClosing.NEXT_OPENING:
        return work
    work, found = _onward(work, opening, target)
    return work.also(work.frame.with_columns(**{target: nw.col(str(found.us))}))


def open_before(work: Work, opening: Opening, at: Times, name: str) -> Work:
    """
    Add how much lies before each instant, since the table begins; null beyond it.
    """
    table, place = opening.table, hidden("stretch")
    work = _in_stretch(work, opening, at)
    frame = work.engine.look_up(
        work.frame, {hidden("opens"): place}, _table(table.opens)
    )
    frame = work.engine.look_up(frame, {hidden("before"): place}, table.before)
    inside = nw.max_horizontal(nw.col(str(at.us)) - column("opens"), nw.lit(0))
    inside = nw.when(~column("opens").is_null()).then(inside).otherwise(nw.lit(0))
    return work.also(frame).with_columns(**{name: column("before") + inside})


def used_up(work: Work, opening: Opening, goal: str, target: str) -> Work:
    """
    Add the instant until which so much has run since the table begins; null beyond it.
    """
    engine, wanted = work.engine, nw.col(goal)
    wide, places, most = opening.by_amount()
    inside = (wanted >= 1) & (wanted <= opening.table.before[-1])
    work = work.with_columns(wanted=nw.when(inside).then(wanted))
    share = {hidden("share"): hidden("wanted")}
    work = work.also(engine.divide(work.frame, share, wide))
    names = {hidden("stretch"): hidden("share")}
    work = work.also(engine.look_up(work.frame, names, _table(places)))
    before = opening.table.before
    for _ in range(most):
        names = {hidden("until"): hidden("stretch")}
        work = work.also(engine.look_up(work.frame, names, before[1:] or (None,)))
        short = (column("until") < wanted).fill_null(value=False).cast(nw.Int64)
        work = work.with_columns(stretch=column("stretch") + short)
    shifts = [
        opens - ran for opens, ran in zip(opening.table.opens, before, strict=False)
    ]
    names = {hidden("shift"): hidden("stretch")}
    work = work.also(engine.look_up(work.frame, names, _table(shifts)))
    found = column("shift") + column("wanted")
    work = work.also(work.frame.with_columns(**{target: found}))
    return _at_closing(work, opening, target)


def worked_before(
    work: Work, opening: Opening, event: Times, amount: int, target: str
) -> Work:
    """
    Add the latest instant from which so much is worked until an event, which is not now.

    It is null where none is known; with nothing to work it is the event itself.
    """
    engine, us = work.engine, nw.col(str(event.us))
    if not amount:
        return work.also(work.frame.with_columns(**{target: us}))
    work = _in_stretch(work, opening, event, past=True)
    place = hidden("stretch")
    opens = {hidden("opens"): place}
    work = work.also(engine.look_up(work.frame, opens, _table(opening.table.opens)))
    inside = nw.max_horizontal(us - column("opens"), nw.lit(0))
    inside = nw.when(~column("opens").is_null()).then(inside).otherwise(nw.lit(0))
    work = work.with_columns(inside=inside)
    frame, shift = _stepped(work, opening.leads_back(amount), operator.lt)
    found = nw.when(us <= opening.table.until).then(shift + column("inside"))
    return work.also(frame.with_columns(**{target: found}))


def _stepped(
    work: Work, leads: Leads, is_within: Callable[[Any, Any], Any]
) -> tuple[Any, Any]:
    """
    Look up what is added to how far inside a stretch a row lies, by the stretch.

    Args:
        work: With the stretch of each row, and how far inside it lies.
        leads: The limits of the steps in each stretch, and what each step adds.
        is_within: How a row lies to the limit of the step that it takes.
    """
    frame, place = work.frame, hidden("stretch")
    steps = list(zip(*leads, strict=True))
    for step, (limit, shift) in enumerate(steps):
        for name, values in (("limit", limit), ("shift", shift)):
            names = {hidden(f"{name}_{step}"): place}
            frame = work.engine.look_up(frame, names, _table(values))
    reached = [
        (is_within(column("inside"), column(f"limit_{step}")), column(f"shift_{step}"))
        for step in range(len(steps))
    ]
    return frame, first_of(reached, nw.lit(None).cast(nw.Int64))


def _onward(work: Work, opening: Opening, target: str) -> tuple[Work, Times]:
    """Go to the next opening from what is used up at a closing."""
    day = hidden("used_up_day")
    zone = opening.office.zone
    work = work.also(work.engine.local_days(work.frame, {day: target}, zone))
    return next_open(work, opening, Times(day, target), "used_up")


def _in_stretch(
    work: Work, opening: Opening, start: Times, *, past: bool = False
) -> Work:
    """
    Add the place of the first stretch that ends after each start.

    On the day *past* the last one there may be an event, at its very beginning.
    """
    places, most = opening.places() if opening.last >= opening.first else ([], 0)
    if past:
        places = [*places, len(opening.table.opens)]
    engine, us = work.engine, nw.col(str(start.us))
    work = work.with_columns(since_first=nw.col(start.day) - opening.first)
    names = {hidden("stretch"): hidden("since_first")}
    work = work.also(engine.look_up(work.frame, names, _table(places)))
    closes = _table(opening.table.closes)
    for _ in range(most):
        ends = {hidden("ends"): hidden("stretch")}
        work = work.also(engine.look_up(work.frame, ends, closes))
        over = (column("ends") <= us).fill_null(value=False).cast(nw.Int64)
        work = work.with_columns(stretch=column("stretch") + over)
    return work


def _table(entries: Sequence[int | None]) -> Sequence[int | None]:
    """Return a table that every engine can look up; an empty one holds nothing."""
    return entries or (None,)


def problem_of(opening: Opening, start: Times, found: Any) -> list[tuple[Any, str]]:
    """
    Say why no instant was found from a start that is there.
    """
    absent = found.is_null() & start.given
    early = nw.lit(opening.begins) & (nw.col(start.day) < opening.first)
    late = nw.lit(opening.ends) & (nw.col(start.day) >= opening.first)
    known = nw.lit(opening.calendar is not None)
    return [
        (absent & known & (early | late), NOT_COVERED),
        (absent, NOT_LAID_OUT),
    ]


def problem_before(opening: Opening, event: Times, found: Any) -> list[tuple[Any, str]]:
    """
    Say why no instant was found before an event that is there.
    """
    absent = found.is_null() & event.given
    later = nw.col(event.day) > opening.last
    unknown = nw.when(later).then(opening.ends).otherwise(opening.begins)
    known = nw.lit(opening.calendar is not None)
    return [(absent & known & unknown, NOT_COVERED), (absent, NOT_LAID_OUT)]
