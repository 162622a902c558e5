"""
Cadence over columns: every cell of the calendar, for every subject, met or missed.

What a cell asks for does not depend on the rows, so the scalar path answers it once
for each cell; rows are only placed and counted.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    ImpossibleOrderError,
    WrongColumnTypeError,
)
from followup_rules.frames.columns import (
    Times,
    Work,
    check_calendar,
    free_names,
    hidden,
    read_names,
    start,
)
from followup_rules.frames.engines.zones import EPOCH, micros_of
from followup_rules.frames.moments import Now, check_cell_day
from followup_rules.frames.outcomes import Outcomes, column, first_of
from followup_rules.immutable import frozen
from followup_rules.policies.cadence import CadencePolicy, CountedBy
from followup_rules.policies.cadence.cells import MOST_WORTH
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Deadline
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import day_ordinal

RESULTS: Final = (
    "cell",
    "counted",
    "counted_in_time",
    "uncertain",
    "required",
    "shortfall",
    "status",
    "clause",
    "reason",
)
_OUTCOMES: Final = Outcomes(
    "cell_reached",
    "cell_reached_late",
    "cell_missed",
    "cell_open",
    "cell_running",
    "cell_due_later",
    "cell_exempt",
    "cell_out_of_season",
    "calendar_missing",
    "calendar_not_covered",
    "fact_missing:whether_it_counts",
    "fact_missing:period_covered",
    "date_out_of_range",
)
_code = _OUTCOMES.code
_UNPLACED: Final = {
    CountedBy.PERIOD_COVERED: "fact_missing:period_covered",
    CountedBy.REPORT_DATE: "date_out_of_range",
}
"""Why it is not known in which cell an event counts."""
_WHOLE: Final = (
    nw.Int8,
    nw.Int16,
    nw.Int32,
    nw.Int64,
    nw.UInt8,
    nw.UInt16,
    nw.UInt32,
)
_MARKS: Final = ("counted", "in_time", "doubtful", "unplaced")


@frozen
class _Cell:
    """
    What one cell asks for, whoever the subject is.

    `unreached` is the outcome without any event, and `last` the last day on which one
    comes in time; None is that nothing can come too late.
    """

    period: Period
    deadline: Deadline | None
    unreached: int
    last: int | None


def assess(
    frame: Any,
    policy: CadencePolicy,
    *,
    event: str,
    first: dt.date,
    last: dt.date,
    as_of: dt.datetime,
    by: str | Sequence[str] = (),
    covered: str | None = None,
    counts: str | None = None,
    worth: str | None = None,
    zone: str | None = None,
    calendar: WorkCalendar | None = None,
) -> Any:
    """
    Return one row for each subject and cell: what was counted, and the status.

    Each row of *frame* is something that was done; a row without a time only says
    that the subject exists. The result has the columns of *by*, then `cell`,
    `counted`, `counted_in_time`, `uncertain`, `required`, `shortfall`, `status`,
    `clause` and `reason`.

    Args:
        frame: A polars, pandas, pyarrow, DuckDB or PySpark frame; a lazy one stays
            lazy and nothing is executed.
        policy: The rule.
        event: The column of when it was done; what was done later than *as_of* does
            not count yet.
        first: The first day that is asked about; its whole cell is.
        last: The last such day.
        as_of: The moment of judgement.
        by: The columns that tell subjects apart; without any there is one subject.
            A frame without rows has none: a subject that may have done nothing needs
            a row without a time.
        covered: The column of a day of the period it is about, for rules that count
            by the period covered; null is not known.
        counts: The column of whether it counts; null is not known.
        worth: The column of as how many it counts, from 0 to 10,000, such as the hours
            of a training; of any other number, and of none, it is not known whether
            that is enough. Without it each counts as one.
        zone: Where times without a zone were recorded.
        calendar: Needed only where working days matter.

    Raises:
        MissingColumnError, WrongColumnTypeError, NaiveColumnError: If a column is
            unusable.
            Plain days are where a cell ends at a time of day.
        ColumnTakenError: If a column of *by* has the name of a result, or is named
            twice.
        ImpossibleOrderError: If *last* lies before *first*.
        NotADayError: If either is no day.
    """
    check_calendar(calendar)
    groups = read_names("by", by)
    free_names(groups, RESULTS)
    now = Now.of(as_of, policy.counting.tz)
    bounds = {"first": first, "last": last}
    for name, day in bounds.items():
        check_cell_day(day_ordinal(day, name) - EPOCH, day, name)
    if last < first:
        raise ImpossibleOrderError("first", first, "last", last)
    cells = [
        _ask(policy, period, as_of, calendar) for period in policy.cells(first, last)
    ]
    named = {f"by#{place}": name for place, name in enumerate(groups)}
    columns = {"event": event, "covered": covered, "counts": counts, "worth": worth}
    work = start(frame, {**columns, **named}, needed=("event",))
    work.check_groups("by", groups)
    home = policy.counting.zone
    times = {"event": event, "covered": covered}
    work, read = work.times(times, zone=zone, home=home)
    _check_days(work, event, read["event"], cells)
    work = _place(work, policy, cells, read)
    work = _weigh(work, policy, worth)
    work = _mark(work, now, counts, read)
    keys = (*groups, hidden("all"), hidden("cell"))
    work = _sum(work.with_columns(all=nw.lit(0)), cells, keys)
    return _write(_decide(work, policy, cells), policy, cells, groups)


def _ask(
    policy: CadencePolicy,
    period: Period,
    as_of: dt.datetime,
    calendar: WorkCalendar | None,
) -> _Cell:
    """Ask the scalar path about a cell in which nothing was done."""
    verdict = policy.assess([], cell=period, calendar=calendar, as_of=as_of)
    unreached = _code(verdict.reason.code)
    try:
        deadline = policy.due(period, calendar=calendar)
    except (CalendarRequiredError, CalendarNotCoveredError):
        runs = verdict.reason.code == "cell_running"  # what came by now came in time
        return _Cell(period, None, unreached, None if runs else period.last.toordinal())
    last = None if deadline is None else deadline.last_ordinal
    return _Cell(period, deadline, unreached, last)


def _check_days(work: Work, name: str, event: Times, cells: list[_Cell]) -> None:
    """Refuse plain days where a cell ends at a time of day."""
    exact = any(cell.deadline and cell.deadline.instant for cell in cells)
    if exact and event.us is None and name not in work.empty:
        raise WrongColumnTypeError("event", name, "days", "times with a zone")


def _place(
    work: Work, policy: CadencePolicy, cells: list[_Cell], read: dict[str, Times]
) -> Work:
    """Add the place of the cell of each row, and whether that is unknown."""
    start_day = cells[0].period.first.toordinal() - EPOCH
    table = [place for place, cell in enumerate(cells) for _ in range(cell.period.days)]
    decides = read["event"]
    unknown = decides.unset
    if policy.by is CountedBy.PERIOD_COVERED:
        if "covered" not in read:
            nowhere = nw.lit(None).cast(nw.Int64)
            return work.with_columns(cell=nowhere, nowhere=nw.lit(value=True))
        decides = read["covered"]
        unknown = ~decides.given | decides.unset
    work = work.with_columns(day=nw.col(decides.day) - start_day, nowhere=unknown)
    names = {hidden("cell"): hidden("day")}
    work = work.also(work.engine.look_up(work.frame, names, table))
    return work.with_columns(cell=column("cell").cast(nw.Int64))


def _weigh(work: Work, policy: CadencePolicy, worth: str | None) -> Work:
    """Add as how many each row counts, and whether that is known."""
    if worth is None:
        one = nw.lit(1).cast(nw.Int64)
        return work.with_columns(many=one, weighed=nw.lit(value=True))
    work.holds("worth", worth, _WHOLE, "whole numbers")
    many = nw.col(worth).cast(nw.Int64)
    sound = many.is_between(0, MOST_WORTH).fill_null(value=False)
    enough = nw.lit(policy.least).cast(nw.Int64)
    return work.with_columns(
        many=nw.when(sound).then(many).otherwise(enough), weighed=sound
    )


def _mark(work: Work, now: Now, counts: str | None, read: dict[str, Times]) -> Work:
    """Say of each row whether it counts, may count, or has no known place."""
    event = read["event"]
    known = ~event.after(now.day, now.us).fill_null(value=True)
    may = known
    sure = known & column("weighed") & (~event.unset | column("nowhere"))
    if counts is not None:
        flag = work.flags("counts", counts)
        may = known & flag.fill_null(value=True)
        sure = sure & flag.fill_null(value=False)
    many = column("many")
    return work.with_columns(
        sure=sure,
        doubtful=(may & ~sure).cast(nw.Int64) * many,
        counted=(sure & ~column("nowhere")).cast(nw.Int64) * many,
        unplaced=(sure & column("nowhere")).cast(nw.Int64) * many,
        event_day=nw.col(event.day),
        event_us=nw.lit(None).cast(nw.Int64) if event.us is None else nw.col(event.us),
    )


def _in_time(work: Work, cells: list[_Cell]) -> Work:
    """Say of each row that counts whether it came before its cell's deadline."""
    lasts = [None if cell.last is None else cell.last - EPOCH for cell in cells]
    ends = [
        None if due is None or due.instant is None else micros_of(due.instant)
        for due in (cell.deadline for cell in cells)
    ]
    early = nw.lit(value=True)
    if any(last is not None for last in lasts):
        engine, names = work.engine, {hidden("cell_last"): hidden("cell")}
        work = work.also(engine.look_up(work.frame, names, lasts))
        early = (column("event_day") <= column("cell_last")).fill_null(value=True)
    if any(end is not None for end in ends):
        names = {hidden("cell_end"): hidden("cell")}
        work = work.also(work.engine.look_up(work.frame, names, ends))
        # An hour that the clocks show twice may lie on another day than the end.
        early = (column("event_us") <= column("cell_end")).fill_null(value=True)
    in_time = column("counted") * early.cast(nw.Int64)
    return work.with_columns(in_time=in_time)


def _sum(work: Work, cells: list[_Cell], keys: tuple[str, ...]) -> Work:
    """Count each cell of each subject; cells without an event count nothing."""
    engine, cell = work.engine, hidden("cell")
    work = _in_time(work, cells)
    marks = [hidden(name) for name in _MARKS]
    subjects = keys[:-1]
    sums = [nw.col(mark).sum() for mark in marks]
    whole = [nw.col(mark).cast(nw.Int64) for mark in marks]
    placed = work.frame.filter(~nw.col(cell).is_null()).select(*keys, *marks)
    # What has no place may lie in any cell: it is counted before it is repeated.
    nowhere = column("nowhere").cast(nw.Int64)
    floating = [nw.col(mark) * nowhere for mark in marks]
    every = work.frame.with_columns(*floating).group_by(*subjects).agg(*sums)
    every = every.with_columns(*whole)
    every = engine.times_over(every, cell, len(cells)).select(*keys, *marks)
    stacked = nw.concat([placed, every], how="vertical")
    return work.also(stacked.group_by(*keys).agg(*sums).with_columns(*whole))


def _decide(work: Work, policy: CadencePolicy, cells: list[_Cell]) -> Work:
    """Add the place of the outcome of each cell."""
    engine, names = work.engine, {hidden("unreached"): hidden("cell")}
    frame = engine.look_up(work.frame, names, [cell.unreached for cell in cells])
    work = work.also(frame)
    unreached, counted = column("unreached"), column("counted")
    uncertain = column("doubtful") + column("unplaced")
    final = (unreached == _code("cell_missed")) | (unreached == _code("cell_open"))
    least = policy.least
    possible = (counted + uncertain >= least) & (counted < least)
    code = first_of(
        [
            (column("in_time") >= least, _code("cell_reached")),
            (~final, unreached),
            (
                possible & (column("doubtful") > 0),
                _code("fact_missing:whether_it_counts"),
            ),
            (possible, _code(_UNPLACED[policy.by])),
            (unreached == _code("cell_open"), unreached),
            (counted >= least, _code("cell_reached_late")),
        ],
        _code("cell_missed"),
    )
    return work.with_columns(code=code, uncertain=uncertain)


def _write(
    work: Work, policy: CadencePolicy, cells: list[_Cell], groups: tuple[str, ...]
) -> Any:
    """Return the cells with the columns that the caller sees."""
    work = _OUTCOMES.write(work, hidden("code"), "")
    labels = [cell.period.label for cell in cells]
    frame = work.engine.look_up(work.frame, {"cell": hidden("cell")}, labels)
    missing = policy.least - column("counted")
    shown = frame.with_columns(
        counted=column("counted"),
        counted_in_time=column("in_time"),
        uncertain=column("uncertain"),
        required=nw.lit(policy.least).cast(nw.Int64),
        shortfall=nw.when(missing > 0).then(missing).otherwise(nw.lit(0)),
        clause=nw.lit(policy.clause.id),
    ).select(*groups, *RESULTS)
    return work.engine.finish(work.native, shown)
