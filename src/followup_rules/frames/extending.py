"""
Extensions over columns: each is weighed in turn against the bound as it then stands.

Unlike pauses they cannot be added up, for whether one counts hangs on where those before
it led. So a few of a case are set side by side, and the bound goes from one to the next.
"""

from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.calendar_tables import rolls
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import Limit, add_limit
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import any_of, column, first_of
from followup_rules.frames.pausing import last_of, worked_days
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines.terms import Extension
from followup_rules.timing.calendars import RestDayStart, WorkCalendar
from followup_rules.timing.counting import ClosesAt, Counting, LastDay
from followup_rules.timing.counting.units import needs_an_instant

MOST: Final = 3
"""Of more extensions of one case only rows tell where they led."""
PARTS: Final = ("days", "worked", "until", "placed", "entitled")
"""What is told of each: how much more, or the new last day, when it was asked for, and
whether it is granted by whom it must be."""


@frozen
class Weighing:
    """
    One limit of one call, and what may be granted.
    """

    name: str
    says: Extension
    counting: Counting
    amount: Any
    start: Times
    calendar: WorkCalendar | None
    now: Now


def check_extended(counting: Counting, says: Extension) -> None:
    """
    Refuse a convention under which columns do not weigh extensions.

    Raises:
        InvalidFieldError: Naming what does not go.
    """
    usual = {
        "closes_at": ClosesAt.DAY_END,
        "day_ends": None,
        "suspended_days_count": True,
        "days_after_recess": 0,
        "least_working_days": 0,
        "working_days_up_to": 0,
        "rest_day_start": RestDayStart.NEXT_IS_FIRST,
    }
    for name, allowed in usual.items():
        if getattr(counting, name) != allowed:
            message = f"{allowed} in columns where more time may be granted"
            raise InvalidFieldError(
                f"counting.{name}", getattr(counting, name), message
            )
    if says.least_notice is not None:
        message = "None in columns"
        raise InvalidFieldError("Extension.least_notice", says.least_notice, message)


def extended_limit(work: Work, told: Weighing, first: Any) -> tuple[Work, Limit, str]:
    """
    Weigh the extensions of each case, and return where its limit went.

    Beside it stands the column of whether only rows can tell.

    Args:
        work: The cases, with what is told of each of their extensions as hidden columns
            such as `days_0`.
        told: The limit.
        first: Its last day before any extension, as an expression; None counts it.

    Raises:
        InvalidFieldError: If columns cannot count it.
    """
    for more in (told.amount, told.says.at_a_time, told.says.in_all):
        if more is not None and needs_an_instant(more):
            message = "days or more in columns where more time may be granted"
            raise InvalidFieldError("limit", more, message)
    if first is None:
        work, first = _counted(work, told, told.counting, told.amount, told.start)
    work = work.with_columns(bound=first, unsure=first.is_null(), used=nw.lit(0))
    ceilings: list[str] = []
    says, onward = told.says, evolve(told.counting, bound_included=True)
    if says.in_all is not None:
        work, found = _onward(work, told, onward, says.in_all)
        work = work.with_columns(in_all=found)
        ceilings.append("in_all")
    if says.no_later_than is not None:
        counting = told.counting
        work, found = _counted(work, told, counting, says.no_later_than, told.start)
        work = work.with_columns(no_later=found)
        ceilings.append("no_later")
    for place in range(MOST):
        work = _weighed(work, told, onward, place, ceilings)
    last = hidden(f"{told.name}_last")
    work = work.also(work.frame.with_columns(**{last: column("bound")}))
    return work, Limit(last), hidden("unsure")


def _weighed(
    work: Work, told: Weighing, onward: Counting, place: int, ceilings: list[str]
) -> Work:
    """Weigh one extension against the bound."""
    says = told.says
    part = {name: column(f"{name}_{place}") for name in PARTS}
    work = _wanted(work, told, part)
    there, wanted, bound = (
        ~part["entitled"].is_null(),
        column("wanted"),
        column("bound"),
    )
    tops = [column(one) for one in ceilings]
    each = told.amount if says.no_longer_than_limit else says.at_a_time
    if each is not None:
        work, found = _onward(work, told, onward, each)
        work = work.with_columns(each=found)
        tops.append(column("each"))
    counts = (part["entitled"] == 1) & (wanted > bound)
    if says.asked_in_time:
        counts = counts & (part["placed"] <= bound)
    if says.times is not None:
        counts = counts & (column("used") < says.times)
    for top in tops:
        counts = counts & (wanted <= top)
    counts = (there & counts).fill_null(value=False)
    unknown = any_of([one.is_null() for one in (wanted, *tops)])
    return work.with_columns(
        unsure=column("unsure") | (there & unknown),
        used=column("used") + counts.cast(nw.Int64),
        bound=nw.when(counts).then(wanted).otherwise(bound),
    )


def _wanted(work: Work, told: Weighing, part: dict[str, Any]) -> Work:
    """Add the last day that an extension asks for."""
    counting, calendar, engine = told.counting, told.calendar, work.engine
    later = column("bound") + part["days"]
    worked = nw.lit(None).cast(nw.Int64)
    if calendar is not None:
        first, before, days = worked_days(calendar)
        work = work.with_columns(place=column("bound") + 1 - first)
        names = {hidden("so_far"): hidden("place")}
        work = work.also(engine.look_up(work.frame, names, before))
        work = work.with_columns(place=column("so_far") + part["worked"] - 1)
        names = {hidden("on_worked"): hidden("place")}
        work = work.also(engine.look_up(work.frame, names, days))
        worked = column("on_worked")
    # Without a calendar there is no limit either that rolls.
    if counting.rest_day is not LastDay.STAYS and calendar is not None:
        low, table = rolls(calendar, counting.rest_day)
        work = work.with_columns(place=later - low)
        names = {hidden("on_days"): hidden("place")}
        work = work.also(engine.look_up(work.frame, names, table))
        later = column("on_days")
    kinds = [
        (~part["days"].is_null(), later),
        (~part["worked"].is_null(), worked),
    ]
    return work.with_columns(wanted=first_of(kinds, part["until"]))


def _onward(
    work: Work, told: Weighing, counting: Counting, amount: Any
) -> tuple[Work, Any]:
    """Count on from the bound as it stands."""
    work = work.with_columns(on_from=column("bound") + int(counting.start_day_counted))
    return _counted(work, told, counting, amount, Times(hidden("on_from")))


def _counted(
    work: Work, told: Weighing, counting: Counting, amount: Any, start: Times
) -> tuple[Work, Any]:
    """
    Count an amount that is the same for all.

    Raises:
        InvalidFieldError: If it hangs on a cell, or ends at an instant.
    """
    work, limit = add_limit(
        work, "more", counting, amount, start, told.calendar, told.now
    )
    if limit.problem is not None or limit.end is not None:
        message = "what days can be counted to in columns"
        raise InvalidFieldError("limit", amount, message)
    work = work.with_columns(counted=last_of(limit, start))
    return work, column("counted")
