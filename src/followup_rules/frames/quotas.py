"""
Quotas over columns: population, visited, required, shortfall and status per group.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import (
    TooLargeProductError,
    WrongColumnTypeError,
)
from followup_rules.frames.columns import (
    Times,
    Work,
    free_names,
    hidden,
    read_names,
    start,
)
from followup_rules.frames.moments import Now, instant_us, zone_name
from followup_rules.frames.outcomes import Outcomes, column, first_of
from followup_rules.frames.told import UNTOLD, Untold
from followup_rules.immutable import frozen
from followup_rules.policies.quotas import QuotaPolicy, Rounding
from followup_rules.timing.moments import zone_of

COUNTS: Final = (
    "population",
    "visited",
    "visited_in_time",
    "uncertain",
    "required",
    "shortfall",
)
_LARGEST: Final = 2**20
_OUTCOMES: Final = Outcomes(
    "population_empty",
    "population_empty_so_far",
    "population_waived",
    "population_waived_so_far",
    "share_open",
    "share_reached",
    "share_unknown",
    "fact_missing:member",
    "fact_missing:settles",
    "fact_missing:ends",
    "share_not_reached",
    "share_reached_late",
)
_code = _OUTCOMES.code
_NO: Final = 0


@frozen
class _Bounds:
    """
    What a call is judged on, and the moments that bound its groups.
    """

    now: Now
    zone: str
    settles: str | dt.datetime | Untold | None
    ends: str | dt.datetime | Untold | None


def assess(
    frame: Any,
    policy: QuotaPolicy,
    *,
    reached: str,
    as_of: dt.datetime,
    by: str | Sequence[str] = (),
    member: str | None = None,
    settles: str | dt.datetime | Untold | None = None,
    ends: str | dt.datetime | Untold | None = None,
    zone: str | None = None,
    home: str = "Asia/Shanghai",
) -> Any:
    """
    Return one row for each group: what it owes, what was reached, and the status.

    Each row of *frame* is one member of the population, or, with *member*, one visit
    or none to a member; a member counts once however often it was reached. The
    result has the columns of *by*, then `population`, `visited`, `visited_in_time`,
    `uncertain`, `required`, `shortfall`, `status`, `clause` and `reason`.

    Args:
        frame: A polars, pandas, pyarrow, DuckDB or PySpark frame; a lazy one stays
            lazy and nothing is executed.
        policy: The rule.
        reached: The column that says whether the member was reached: true, false, or
            null for not known; or when, and null for not reached. A time before all
            time, which stands for none, is not known.
        as_of: The moment of judgement; what was reached later does not count yet.
        by: The columns of the groups, such as role and month; without any, the whole
            frame is one group. A frame without rows has no groups.
        member: The column that tells members apart; a group in which it is null
            somewhere is undetermined.
        settles: When a group is final, as one moment or a column (the latest of the
            group holds); None is final already.
        ends: The first instant after the period, likewise.
        zone: Where times without a zone were recorded.
        home: Where days begin and end.

    Raises:
        MissingColumnError, WrongColumnTypeError, NaiveColumnError: If a column is
            unusable.
        ColumnTakenError: If a column of *by* has the name of a result, or is named
            twice.
        TooLargeProductError: If the rate cannot be multiplied exactly in 64 bits.
    """
    _check_size(policy)
    groups = read_names("by", by)
    named = {f"by#{place}": name for place, name in enumerate(groups)}
    bound_columns = {
        name: value if isinstance(value, str) else None
        for name, value in (("settles", settles), ("ends", ends))
    }
    work = start(
        frame,
        {"reached": reached, "member": member, **named, **bound_columns},
        needed=("reached",),
    )
    keys = groups if member is None else (*groups, member)
    free_names(keys, (*COUNTS, "status", "clause", "reason"))
    work.check_groups("by", groups)
    work.check_groups("member", keys[len(groups) :])
    bounds = _Bounds(
        Now.of(as_of, zone_of(zone_name(home, "home"))),
        home,
        settles,
        ends,
    )
    work = work.with_columns(all=nw.lit(_NO))
    work, read = work.times(bound_columns, zone=zone, home=home)
    work = _bound(work, bounds, read, (*groups, hidden("all")))
    work = _mark(work, reached, bounds, zone)
    work = _count(work, (*groups, hidden("all")), member)
    work = _decide(_require(work, policy), policy, bounds)
    return _write(work, policy, groups)


def _check_size(policy: QuotaPolicy) -> None:
    """Refuse a rate whose products could leave 64 bits."""
    for number in (policy.rate.numerator, policy.rate.denominator):
        if number > _LARGEST:
            what = f"{policy.id}: a part of its rate,"
            raise TooLargeProductError(what, number, _LARGEST)


def _bound(
    work: Work, bounds: _Bounds, read: dict[str, Times], groups: tuple[str, ...]
) -> Work:
    """Add the moments that bound each group, in microseconds; null is none."""
    for name in ("settles", "ends"):
        moment = getattr(bounds, name)
        if isinstance(moment, str):
            latest = {hidden(name): ("max", _instants(work, name, moment, read))}
            work = work.also(work.engine.spread(work.frame, latest, groups))
            continue
        given = None if moment is UNTOLD else moment
        us = None if given is None else instant_us(given, name)
        work = work.with_columns(**{name: nw.lit(us).cast(nw.Int64)})
    engine, names = work.engine, {hidden("settles_day"): hidden("settles")}
    return work.also(engine.local_days(work.frame, names, bounds.zone))


def _instants(work: Work, name: str, column: str, read: dict[str, Times]) -> str:
    """Return the numbers of a column of instants, or of one that holds nothing."""
    times = read[name]
    if times.us is None and column not in work.empty:
        raise WrongColumnTypeError(name, column, "days", "times with a zone")
    return times.us or times.day


def _mark(work: Work, reached: str, bounds: _Bounds, zone: str | None) -> Work:
    """Say of each row whether it counts, counts in time, or is not known to."""
    if reached in work.empty or work.schema[reached] == nw.Boolean:
        flag = work.flags("reached", reached)
        sure = flag.fill_null(value=False).cast(nw.Int64)
        unknown = flag.is_null().cast(nw.Int64)
        return work.with_columns(yes=sure, in_time=sure, maybe=unknown)
    work, times = work.times({"reached": reached}, zone=zone, home=bounds.zone)
    at = times["reached"]
    known = ~at.after(bounds.now.day, bounds.now.us).fill_null(value=True)
    work = work.with_columns(
        yes=(known & ~at.unset).cast(nw.Int64), maybe=at.unset.cast(nw.Int64)
    )
    if at.us is None:
        early = nw.col(at.day) < column("settles_day")
    else:
        early = nw.col(at.us) < column("settles")
    in_time = column("yes") * early.fill_null(value=True).cast(nw.Int64)
    return work.with_columns(in_time=in_time)


def _count(work: Work, groups: tuple[str, ...], member: str | None) -> Work:
    """Count each group; a member counts once."""
    bounds = [column(name).max() for name in ("settles", "ends")]
    marks = [hidden(name) for name in ("yes", "in_time", "maybe", "nobody")]
    frame = work.with_columns(nobody=nw.lit(_NO)).frame
    if member is not None:
        nobody = nw.col(member).is_null().cast(nw.Int64)
        frame = frame.with_columns(**{hidden("nobody"): nobody})
        best = [nw.col(name).max() for name in marks]
        frame = frame.group_by(*groups, member).agg(*best, *bounds)
        unsure = column("maybe") * (1 - column("yes"))
        frame = frame.with_columns(**{hidden("maybe"): unsure})
    sums = [nw.col(name).sum() for name in marks]
    counted = frame.group_by(*groups).agg(nw.len().alias("population"), *sums, *bounds)
    whole = {
        "population": nw.col("population").cast(nw.Int64),
        "visited": column("yes").cast(nw.Int64),
        "visited_in_time": column("in_time").cast(nw.Int64),
        "uncertain": column("maybe").cast(nw.Int64),
    }
    return work.also(counted.with_columns(**whole))


def _require(work: Work, policy: QuotaPolicy) -> Work:
    """Add how many each group owes, exactly."""
    numerator, denominator = policy.rate.numerator, policy.rate.denominator
    share = nw.col("population") * numerator
    if policy.rounding is Rounding.UP:
        share = share + (denominator - 1)
    if policy.rounding is Rounding.HALF_EVEN:
        share, denominator = share * 2 + denominator, denominator * 2
    work = work.with_columns(share=share)
    names = {hidden("required"): hidden("share")}
    work = work.also(work.engine.divide(work.frame, names, denominator))
    required = column("required")
    if policy.rounding is Rounding.HALF_EVEN:
        tie = column("share") == required * denominator
        required = required - (tie & (required % 2 == 1)).cast(nw.Int64)
    required = _bounded(required, policy)
    waived = nw.col("population") < policy.waive_below
    required = nw.when(waived).then(nw.lit(_NO)).otherwise(required)
    frame = work.frame.with_columns(required=required)
    missing = nw.col("required") - nw.col("visited")
    short = nw.when(missing > 0).then(missing).otherwise(nw.lit(_NO))
    return work.also(frame.with_columns(shortfall=short))


def _bounded(required: Any, policy: QuotaPolicy) -> Any:
    """Keep a number of members within the bounds of the rule, and of those there are."""
    if policy.least:
        required = (
            nw.when(required < policy.least).then(policy.least).otherwise(required)
        )
        there = nw.col("population")
        required = nw.when(required > there).then(there).otherwise(required)
    if policy.most is not None:
        required = nw.when(required > policy.most).then(policy.most).otherwise(required)
    return required


def _decide(work: Work, policy: QuotaPolicy, bounds: _Bounds) -> Work:
    """Add the place of the outcome of each group, as the scalar path decides."""
    ended = (column("ends") <= bounds.now.us).fill_null(value=True)
    settled = (column("settles") <= bounds.now.us).fill_null(value=True) & ended
    work = work.with_columns(ended=ended, settled=settled)
    ended, settled = column("ended"), column("settled")
    population, required = nw.col("population"), nw.col("required")
    visited, in_time = nw.col("visited"), nw.col("visited_in_time")
    more = nw.col("uncertain")
    short = visited < required
    possible = (in_time + more >= required) | (short & (visited + more >= required))
    waived = population < policy.waive_below
    code = first_of(
        [
            (column("nobody") > 0, _code("fact_missing:member")),
            ((population == 0) & settled, _code("population_empty")),
            (population == 0, _code("population_empty_so_far")),
            (waived & ended, _code("population_waived")),
            (waived, _code("population_waived_so_far")),
            *_untold(bounds, ended, settled, short),
            (~settled & (short | ~ended), _code("share_open")),
            (~settled | (in_time >= required), _code("share_reached")),
            (possible, _code("share_unknown")),
            (short, _code("share_not_reached")),
        ],
        _code("share_reached_late"),
    )
    return work.with_columns(code=code)


def _untold(
    bounds: _Bounds, ended: Any, settled: Any, short: Any
) -> list[tuple[Any, int]]:
    """Say what is not known where nobody said when a group is final, or its period over."""
    always = nw.lit(value=True)
    if bounds.settles is UNTOLD:
        running = [] if bounds.ends is UNTOLD else [(~ended, _code("share_open"))]
        return [*running, (always, _code("fact_missing:settles"))]
    if bounds.ends is UNTOLD:
        return [(~settled & ~short, _code("fact_missing:ends"))]
    return []


def _write(work: Work, policy: QuotaPolicy, groups: tuple[str, ...]) -> Any:
    """Return the groups with the columns that the caller sees."""
    work = _OUTCOMES.write(work, hidden("code"), "")
    frame = work.frame.with_columns(clause=nw.lit(policy.clause.id))
    shown = frame.select(*groups, *COUNTS, "status", "clause", "reason")
    return work.engine.finish(work.native, shown)
