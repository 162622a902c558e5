"""
What pauses take away: how much had run when each began, and how far a bound goes on.

Of a case they are put in order; what those before a pause have taken away is a running
sum, so that no limit is followed from one to the next.
"""

from collections.abc import Callable
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.by_hours import closing_days
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.limits import clock_of
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import any_of, column
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import ClosesAt, Counting
from followup_rules.timing.counting.units import needs_an_instant

OF: Final = hidden("stopped_of")
"""The case that a pause is of."""
CASE: Final = hidden("case_of_view")
"""The case itself, where what pauses do to it is asked as of several moments."""
KEPT: Final = hidden("kept_")
"""What the names of numbers begin with that a case keeps while pauses are added up."""
_ENDLESS: Final = 2**60
"""Where a pause ends that is not over."""
LONGEST: Final = 100 * 366
"""How many days of pauses columns add up; rows tell what is too long."""


@frozen
class Pauses:
    """
    The pauses that count, as columns.

    Attributes:
        frame: One row a pause, with `OF` for the case that it is of.
        begins: When it begins.
        ends: When it ends; null has not, by now.
        lasting: The column of whether it is not over, where each has an end.
    """

    frame: Any
    begins: Times
    ends: Times
    lasting: str | None = None


@frozen
class Stopping:
    """
    One limit of one call.
    """

    name: str
    counting: Counting
    amount: Amount
    start: Times
    pauses: Pauses
    calendar: WorkCalendar | None
    now: Now


Points = Callable[[Work, Stopping], Work]
"""Adds where each pause begins and ends: its days, or its instants."""
Scale = Callable[[Work, str, str], Work]
"""Adds how much has run until such a point; null where that is not known."""


def moved_by(
    work: Work, told: Stopping, points: Points, scale: Scale, most: Any = None
) -> Work:
    """
    Add what pauses take away from each case, and whether one still does.

    Args:
        work: The cases, with `floor`, before which nothing runs, and with `goal`, at
            which the limit is used up on its scale.
        told: The limit.
        points: Where pauses begin and end.
        scale: How much has run until then.
        most: What is too long to be added up; None is what the limit says.
    """
    pauses = points(_with_pauses(work, told), told)
    begins = nw.max_horizontal(column("from"), column("floor"))
    ends = nw.max_horizontal(column("until"), column("floor"))
    pauses = pauses.with_columns(begins_at=begins, ends_at=ends)
    pauses = scale(pauses, hidden("begins_at"), hidden("begun"))
    pauses = scale(pauses, hidden("ends_at"), hidden("over"))
    there, lasts = column("is_pause"), column("lasts")
    over = nw.max_horizontal(column("over"), column("begun"))
    known = ~column("begun").is_null() & (lasts | ~column("over").is_null())
    if told.pauses.lasting is None:
        over = nw.when(lasts).then(nw.lit(_ENDLESS)).otherwise(over)
    pauses = pauses.with_columns(
        odd=there & ~known.fill_null(value=False),
        begun=column("begun").fill_null(0),
        over=over.fill_null(0),
    )
    pauses = _side_by_side(pauses)
    moves = there & (column("run") < column("goal")).fill_null(value=False)
    adds = moves & ~lasts if told.pauses.lasting is None else moves
    pauses = pauses.with_columns(
        lost=nw.when(adds).then(column("adds")).otherwise(nw.lit(0)),
        stands=(moves & lasts).cast(nw.Int64),
        odd=column("odd").cast(nw.Int64),
        next=nw.when(there & ~moves).then(column("from")),
    )
    found = pauses.frame.group_by(*_keys(work)).agg(
        nw.col(hidden("lost")).sum(),
        nw.col(hidden("stands")).max(),
        nw.col(hidden("odd")).max(),
        nw.col(hidden("next")).min(),
        *(nw.col(one).max() for one in _carried(work)),
    )
    if most is None:
        most = LONGEST * (DAY if needs_an_instant(told.amount) else 1)
    lost = column("lost").cast(nw.Int64)  # DuckDB sums into wider ones
    return work.also(found).with_columns(
        lost=lost,
        stands=column("stands") == 1,
        unsure=(column("odd") == 1) | (lost > most),
    )


def _carried(work: Work) -> list[str]:
    """Return the columns of a case that matter after its pauses."""
    times = ("since", "received", "begun")
    names = [
        "goal",
        "floor",
        *(f"{one}_{unit}" for one in times for unit in ("day", "us")),
    ]
    held = work.frame.columns
    found = [hidden(one) for one in names if hidden(one) in held]
    return [*found, *(one for one in held if one.startswith(KEPT))]


def _keys(work: Work) -> list[str]:
    """Return what tells one case, or one view of it, from others."""
    return ["id", *(one for one in work.frame.columns if one == CASE)]


def _with_pauses(work: Work, told: Stopping) -> Work:
    """Return each case with each of its pauses; one without any has an absent one."""
    cases = work.frame.select(*_keys(work), *_carried(work))
    frame = cases.join(told.pauses.frame, left_on="id", right_on=OF, how="left")
    there = ~nw.col(told.pauses.begins.day).is_null()
    lasts = there & nw.col(told.pauses.ends.day).is_null()
    if told.pauses.lasting is not None:
        lasts = there & (nw.col(told.pauses.lasting) == 1)
    return work.also(frame).with_columns(is_pause=there, lasts=lasts)


def _side_by_side(pauses: Work) -> Work:
    """
    Add what each pause adds to those that began before it, and how much had run then.
    """
    order, groups = [hidden("begun"), hidden("over")], ["id"]
    over = {hidden("over_before"): ("max", hidden("over"))}
    pauses = pauses.also(pauses.engine.preceding(pauses.frame, over, order, groups))
    begun = nw.max_horizontal(
        column("begun"), column("over_before").fill_null(-_ENDLESS)
    )
    pauses = pauses.with_columns(begun_alone=begun)
    adds = nw.max_horizontal(column("over") - column("begun_alone"), nw.lit(0))
    pauses = pauses.with_columns(adds=adds)
    added = {hidden("added"): ("sum", hidden("adds"))}
    pauses = pauses.also(pauses.engine.preceding(pauses.frame, added, order, groups))
    return pauses.with_columns(run=column("begun_alone") - column("added").fill_null(0))


def instants(pauses: Work, told: Stopping) -> Work:
    """
    Return the instants between which a pause lasts.
    """
    begins, ends = told.pauses.begins, told.pauses.ends
    return pauses.with_columns(
        **{"from": nw.col(str(begins.us)), "until": nw.col(str(ends.us))}
    )


def days_of_pauses(pauses: Work, told: Stopping) -> Work:
    """
    Return the day from which a pause takes days away, and that of going on.
    """
    for new, times in (("from", told.pauses.begins), ("until", told.pauses.ends)):
        pauses = _running_day(pauses, told, times, new)
    return pauses


def _running_day(pauses: Work, told: Stopping, times: Times, new: str) -> Work:
    """Add the day that runs at a moment: after its close it is the next."""
    counting, engine = told.counting, pauses.engine
    if times.us is None:
        return pauses.with_columns(**{new: nw.col(times.day)})
    names = {hidden(new): times.us}
    pauses = pauses.also(engine.local_days(pauses.frame, names, counting.zone))
    if counting.day_ends is not None:
        wall = column(new) * DAY + clock_of(counting.day_ends)
        pauses = pauses.with_columns(wall=wall)
        ends = {hidden("day_end"): hidden("wall")}
        pauses = pauses.also(engine.to_utc(pauses.frame, ends, counting.zone))
    elif counting.closes_at is not ClosesAt.DAY_END:
        office = hidden(new), told.start, told.calendar, told.now
        pauses, problems = closing_days(pauses, counting, *office)
        doubt = any_of([bad for bad, _ in problems]).fill_null(value=False)
        pauses = pauses.with_columns(
            **{new: nw.when(~doubt).then(column(new))}  # which is odd, as what is null
        )
    else:
        return pauses
    over = (nw.col(times.us) >= column("day_end")).fill_null(value=False)
    return pauses.with_columns(**{new: column(new) + over.cast(nw.Int64)})
