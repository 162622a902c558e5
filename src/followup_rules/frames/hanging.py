"""
Days that hang on a cell, over columns: by the 15th of the next month, on Fridays.

Where no calendar is asked, they come again in the same order every 400 years.
"""

import datetime as dt
from functools import lru_cache
from typing import Final

import narwhals as nw

from followup_rules.errors import NoSuchDayError
from followup_rules.frames.calendar_tables import NO_SUCH_DAY, last_days
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import Limit
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.cycles import DueDay, cell_of
from followup_rules.timing.cycles.due_days import DayOf, WeekdayAfter, WorkingDayOf
from followup_rules.timing.moments import show_day

_CYCLE_DAYS: Final = 146_097
_CELLS_FROM: Final = dt.date(2000, 1, 1).toordinal() - EPOCH


def add_due_day(
    work: Work,
    name: str,
    counting: Counting,
    limit: DueDay,
    trigger: Times,
    calendar: WorkCalendar | None,
) -> tuple[Work, Limit]:
    """
    Look a day up in the cell of each trigger, or in one of the next, into columns.

    Where a cell has no such day, or it is over, a column of `Limit.absent` says so.
    """
    last, why = hidden(f"{name}_last"), f"{name}_why"
    needed = (
        isinstance(limit, WorkingDayOf)
        or counting.rest_day is not LastDay.STAYS
        or not counting.suspended_days_count
        or counting.days_after_recess
    )
    if needed and calendar is None and not isinstance(limit, DayOf):
        return work, Limit(problem="calendar_missing")
    start, beyond = nw.col(trigger.day), nw.lit(value=False)
    if needed and calendar is not None:
        first, table = last_days(counting, limit, calendar)
        work = work.with_columns(place=start - first)
        frame = work.engine.look_up(work.frame, {last: hidden("place")}, table)
        work = work.also(frame)
        beyond = nw.col(last) == NO_SUCH_DAY
    elif isinstance(limit, WeekdayAfter):
        begun = start + int(not counting.start_day_counted)
        ahead = (limit.weekday - (begun + EPOCH - 1)) % 7
        work = work.also(work.frame.with_columns(**{last: begun + ahead}))
    else:
        begun = start - _CELLS_FROM
        work = work.with_columns(
            place=(begun % _CYCLE_DAYS + _CYCLE_DAYS) % _CYCLE_DAYS
        )
        names = {hidden("ahead"): hidden("place")}
        work = work.also(work.engine.look_up(work.frame, names, _days_ahead(limit)))
        beyond = nw.col(hidden("ahead")).is_null() & ~start.is_null()
        found = start + nw.col(hidden("ahead"))
        work = work.also(work.frame.with_columns(**{last: found}))
    if not needed and not counting.bound_included:
        work = work.also(work.frame.with_columns(**{last: nw.col(last) - 1}))
    work = work.with_columns(**{why: beyond})
    absent = ((hidden(why), "no_such_day"),)
    if needed and calendar is None:
        return work, Limit(problem="calendar_missing", absent=absent)
    return work, Limit(last, absent=absent)


@lru_cache(maxsize=16)
def _days_ahead(limit: DueDay) -> list[int | None]:
    """Return how far ahead a day is from each day of 400 years; None is that none is."""
    found: list[int | None] = []
    day = show_day(_CELLS_FROM + EPOCH)
    while len(found) < _CYCLE_DAYS:
        cell = cell_of(limit.of, day)  # type: ignore[union-attr]  # not the next weekday
        try:
            due = limit.last_day(cell.first.toordinal(), None, counted=False)
        except NoSuchDayError:
            due = 0
        starts = range(day.toordinal(), cell.last.toordinal() + 1)
        found += [due - start if due >= start else None for start in starts]
        day = show_day(cell.last.toordinal() + 1)
    return found[:_CYCLE_DAYS]
