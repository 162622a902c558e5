"""
Which limit decides for each row of a deadline, among those that its categories name.
"""

import datetime as dt
from typing import Any

import narwhals as nw
from attrs import evolve

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.by_hours import closing_days, received
from followup_rules.frames.calendar_tables import FIRST_DAY, LAST_DAY
from followup_rules.frames.categories import NONE, Keys
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import (
    Limit,
    add_limit,
)
from followup_rules.frames.engines.zones import DAY, SECOND
from followup_rules.frames.hanging import add_due_day
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import column, first_of
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines import Conflict, DeadlinePolicy
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import ClosesAt, Counting
from followup_rules.timing.cycles import DueDay


@frozen
class Terms:
    """
    What limits are counted from, or what moved ones have come to.
    """

    policy: DeadlinePolicy
    trigger: Times
    now: Now
    appointed: Times | None = None
    calendar: WorkCalendar | None = None
    begun: Times | None = None
    moved: tuple[Limit, ...] = ()

    @property
    def counted(self) -> Times:
        """
        Return from when is counted: what came while an office was closed waits.
        """
        return self.trigger if self.begun is None else self.begun


@frozen
class Choice:
    """
    The limit that decides for each row, as expressions.

    `problems` are conditions under which a row cannot be judged, each with the
    reason; `last` and `end` are None where no row has a limit. `every` are the limits
    of all cases, which are counted from `begun`.
    """

    pick: Any
    problems: list[tuple[Any, str]]
    last: Any = None
    end: Any = None
    every: tuple[Limit, ...] = ()
    begun: Times | None = None


def choose_limits(work: Work, terms: Terms, keys: Keys) -> tuple[Work, Choice]:
    """
    Find the limit that decides for each row.
    """
    told = terms.policy.counting, terms.trigger, terms.calendar, terms.now
    work, begun, problems = received(work, *told)
    work, choice = _chosen(work, evolve(terms, begun=begun), keys)
    return work, evolve(choice, problems=[*problems, *choice.problems], begun=begun)


def _chosen(work: Work, terms: Terms, keys: Keys) -> tuple[Work, Choice]:
    """Find the limit among those that the policy sets."""
    policy = terms.policy
    amounts = [case.limit for case in policy.cases]
    if not amounts and policy.self_set:
        return _agreed(work, terms)
    if not amounts and policy.limit is None:
        return work, Choice(nw.lit(NONE), [])
    work, limits = _limits(work, terms, amounts or [policy.limit])
    if not amounts:
        return _single(work, terms, limits, nw.lit(0))
    every = tuple(limits)
    if not keys.flags:
        work, choice = _single(work, terms, limits, keys.only)
        return work, evolve(choice, every=every)
    work, limits = spell_out(work, terms, limits)
    work, pick = _among(work, terms, limits, keys)
    broken = _first_broken(terms, limits, keys)
    work, choice = _single(work, terms, limits, pick)
    return work, evolve(choice, problems=[*broken, *choice.problems], every=every)


def _limits(work: Work, terms: Terms, amounts: list[Any]) -> tuple[Work, list[Limit]]:
    """Count every amount, or take what it has come to."""
    if terms.moved:
        return work, list(terms.moved)
    limits = []
    counting, now = terms.policy.counting, terms.now
    for place, amount in enumerate(amounts):
        told = counting, amount, terms.counted, terms.calendar, now
        if isinstance(amount, DueDay):
            work, limit = add_due_day(work, f"case_{place}", *told[:-1])
        else:
            work, limit = add_limit(work, f"case_{place}", *told)
        limits.append(limit)
    return work, limits


def spell_out(
    work: Work, terms: Terms, limits: list[Limit]
) -> tuple[Work, list[Limit]]:
    """
    Give every limit a column of its own.
    """
    spelled = []
    for place, limit in enumerate(limits):
        if limit.added is None:
            spelled.append(limit)
            continue
        last = nw.col(terms.counted.day) + limit.added
        work = work.with_columns(**{f"case_{place}_last": last})
        spelled.append(Limit(hidden(f"case_{place}_last")))
    return work, spelled


def _single(
    work: Work, terms: Terms, limits: list[Limit], pick: Any
) -> tuple[Work, Choice]:
    """Take the values of the limit that was picked."""
    work = work.with_columns(pick=pick)
    pick = column("pick")
    problems = [
        ((pick == place) & nw.col(bad), why)
        for place, limit in enumerate(limits)
        for bad, why in limit.absent
    ]
    problems += [
        (pick == place, limit.problem)
        for place, limit in enumerate(limits)
        if limit.problem is not None
    ]
    if all(limit.added is not None for limit in limits):
        added = [(pick == place, limit.added) for place, limit in enumerate(limits)]
        if len(limits) == 1:
            added = [(pick == 0, limits[0].added)]
        days = first_of(added, nw.lit(None).cast(nw.Int32))
        work = work.with_columns(last=nw.col(terms.counted.day) + days)
        problems += _bounds(column("last"), covered=True)
    else:
        work, limits = spell_out(work, terms, limits)
        work = _taken(work, limits)
        problems += _bounds(column("last"))
    ends = any(limit.end is not None for limit in limits)
    if _closes_early(terms.policy.counting):
        work, more = _closing_time(work, terms, hours=ends)
        problems += more
        ends = True
    end = column("end") if ends else None
    return work, Choice(pick, problems, column("last"), end)


def _closes_early(counting: Counting) -> bool:
    """Say whether a last day may close before its end."""
    return counting.day_ends is not None or counting.closes_at is not ClosesAt.DAY_END


def _taken(work: Work, limits: list[Limit]) -> Work:
    """Add the last day, and the last instant, of the limit that was picked."""
    pick, absent = column("pick"), nw.lit(None).cast(nw.Int64)
    lasts = [
        (pick == place, nw.col(limit.last))
        for place, limit in enumerate(limits)
        if limit.last is not None
    ]
    ends = [
        (pick == place, nw.col(limit.end))
        for place, limit in enumerate(limits)
        if limit.end is not None
    ]
    work = work.with_columns(last=first_of(lasts, absent))
    return work.with_columns(end=first_of(ends, absent)) if ends else work


def is_out_of_range(last: Any) -> Any:
    """
    Say whether a last day lies beyond the calendar.
    """
    return (last < FIRST_DAY) | (last > LAST_DAY)


def _bounds(last: Any, *, covered: bool = False) -> list[tuple[Any, str]]:
    """Say what is wrong with a last day."""
    beyond = (is_out_of_range(last), "date_out_of_range")
    if covered:
        return [beyond]
    return [(last.is_null(), "calendar_not_covered"), beyond]


def _first_broken(
    terms: Terms, limits: list[Limit], keys: Keys
) -> list[tuple[Any, str]]:
    """Return what is wrong with the first limit that is in question at all."""
    wrong = [_broken(limit) for limit in limits]
    flags = [*zip(keys.flags, wrong, strict=True)]
    if terms.policy.conflict is Conflict.FIRST_NAMED:
        in_order = [
            (named == place, found)
            for named in keys.named
            for place, found in enumerate(wrong)
        ]
        flags = [*in_order, *flags]
    return [(flag & bad, code) for flag, found in flags for bad, code in found]


def _broken(limit: Limit) -> list[tuple[Any, str]]:
    """Return what can be wrong with a limit."""
    absent = [(nw.col(bad), why) for bad, why in limit.absent]
    if limit.problem is not None:
        return [*absent, (nw.lit(value=True), limit.problem)]
    return [*absent, *_bounds(nw.col(str(limit.last)))]


def _closing_time(
    work: Work, terms: Terms, *, hours: bool
) -> tuple[Work, list[tuple[Any, str]]]:
    """Let days end at the close of business; hours keep their own end."""
    counting = terms.policy.counting
    problems: list[tuple[Any, str]] = []
    if counting.day_ends is None:
        told = hidden("last"), terms.counted, terms.calendar, terms.now
        work, problems = closing_days(work, counting, *told)
    else:
        wall = column("last") * DAY + clock_of(counting.day_ends)
        work = work.with_columns(wall=wall)
        names = {hidden("day_end"): hidden("wall")}
        work = work.also(work.engine.to_utc(work.frame, names, counting.zone))
    own = column("day_end")
    if hours:
        by_hours = ~column("end").is_null()
        own = nw.when(by_hours).then(column("end")).otherwise(own)
        problems = [(bad & ~by_hours, why) for bad, why in problems]
    work = work.with_columns(end=own)
    if counting.closes_at is ClosesAt.OFFICE_CLOSE:  # of a night it closes a day later
        names = {hidden("closing_day"): hidden("end")}
        work = work.also(work.engine.local_days(work.frame, names, counting.zone))
        later = nw.max_horizontal(column("last"), column("closing_day"))
        work = work.with_columns(last=later)
    return work, problems


def clock_of(time: dt.time | None) -> int:
    """
    Return a time of day in microseconds; none is midnight.
    """
    time = time or dt.time()
    seconds = (time.hour * 60 + time.minute) * 60 + time.second
    return seconds * SECOND + time.microsecond


def _among(
    work: Work, terms: Terms, limits: list[Limit], keys: Keys
) -> tuple[Work, Any]:
    """Pick one of several limits."""
    conflict = terms.policy.conflict
    if conflict is Conflict.FIRST_NAMED:
        return work, keys.first
    usable = [limit for limit in limits if limit.last is not None]
    if any(limit.end for limit in usable):
        if terms.policy.counting.closes_at is not ClosesAt.DAY_END:
            allowed = "ClosesAt.DAY_END in columns, beside limits of hours"
            name, got = "counting.closes_at", terms.policy.counting.closes_at
            raise InvalidFieldError(name, got, allowed)
        work = _closings(work, terms, limits)
        closing = [column(f"closing_{place}") for place in range(len(limits))]
    else:
        closing = [
            nw.lit(0) if limit.last is None else nw.col(limit.last) for limit in limits
        ]
    work = work.with_columns(best=nw.lit(None).cast(nw.Int64), pick=nw.lit(NONE))
    for place, flag in enumerate(keys.flags):
        own, best = closing[place], column("best")
        wins = own > best if conflict is Conflict.LONGEST else own < best
        taken = flag & (best.is_null() | wins.fill_null(value=False))
        work = work.with_columns(
            best=nw.when(taken).then(own).otherwise(best),
            pick=nw.when(taken).then(nw.lit(place)).otherwise(column("pick")),
        )
    return work, column("pick")


def _closings(work: Work, terms: Terms, limits: list[Limit]) -> Work:
    """Add the instant at which each limit closes, for comparison."""
    counting = terms.policy.counting
    past = 1 if counting.day_ends is None else 0
    clock = clock_of(counting.day_ends)
    for place, limit in enumerate(limits):
        name = f"closing_{place}"
        if limit.end is not None:
            work = work.with_columns(**{name: nw.col(limit.end)})
        elif limit.last is not None:
            work = work.with_columns(wall=(nw.col(limit.last) + past) * DAY + clock)
            names = {hidden(name): hidden("wall")}
            work = work.also(work.engine.to_utc(work.frame, names, counting.zone))
        else:
            work = work.with_columns(**{name: nw.lit(0)})
    return work


def _agreed(work: Work, terms: Terms) -> tuple[Work, Choice]:
    """Take the limit that the party set itself, or the general one where it set none."""
    limit = terms.policy.limit
    if limit is None:
        return _appointed(work, terms)
    work, limits = _limits(work, terms, [limit])
    work, general = _single(work, terms, limits, nw.lit(0))
    if terms.appointed is None:
        return work, general
    absent = nw.lit(None).cast(nw.Int64)
    end = absent if general.end is None else general.end
    troubles = {f"trouble_{n}": bad for n, (bad, _) in enumerate(general.problems)}
    work = work.with_columns(general_last=general.last, general_end=end, **troubles)
    work, own = _appointed(work, terms)
    unasked = ~terms.appointed.given
    ends = own.end is not None or general.end is not None
    own_end = absent if own.end is None else own.end
    work = work.with_columns(
        last=nw.when(unasked).then(column("general_last")).otherwise(own.last),
        end=nw.when(unasked).then(column("general_end")).otherwise(own_end),
    )
    problems = [
        (unasked & column(f"trouble_{n}"), why)
        for n, (_, why) in enumerate(general.problems)
    ]
    end = column("end") if ends else None
    return work, Choice(own.pick, [*own.problems, *problems], column("last"), end)


def _appointed(work: Work, terms: Terms) -> tuple[Work, Choice]:
    """Take the limit that the party set itself."""
    appointed, counting = terms.appointed, terms.policy.counting
    absent = nw.lit(None).cast(nw.Int64)
    if appointed is None:
        work = work.with_columns(last=absent)
        return work, Choice(nw.lit(NONE), [], column("last"))
    early = appointed.before(terms.trigger).fill_null(value=False)
    work = work.with_columns(
        last=nw.col(appointed.day),
        end=absent if appointed.us is None else nw.col(appointed.us),
    )
    problems = [(early, "impossible_order")]
    closes = appointed.us is None and _closes_early(counting)
    if closes:
        if counting.closes_at is ClosesAt.CLOCK_TIME:
            problems.append((appointed.given, "instant_needed"))
        else:
            work, more = _closing_time(work, terms, hours=False)
            problems += more
    end = column("end") if closes or appointed.us is not None else None
    return work, Choice(nw.lit(NONE), problems, column("last"), end)
