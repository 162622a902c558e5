"""
Deadlines over columns: by when, whether in time, by how much, under which clause.
"""

import datetime as dt
from typing import Any, Final

import narwhals as nw
from attrs import evolve, frozen

from followup_rules.frames.categories import (
    NONE,
    Category,
    Keys,
    category_columns,
    read_categories,
)
from followup_rules.frames.columns import Times, Work, hidden, start
from followup_rules.frames.counting import FIRST_DAY, LAST_DAY, Limit, add_limit
from followup_rules.frames.engines.zones import DAY, EPOCH, SECOND, micros_of
from followup_rules.frames.outcomes import Outcomes, column, first_of
from followup_rules.policies.deadlines import Conflict, DeadlinePolicy
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.moments import as_instant, local_ordinal
from followup_rules.verdicts import Status

RESULTS: Final = (
    "due_day",
    "closes",
    "closes_included",
    "status",
    "margin_us",
    "clause",
    "reason",
)
_U: Final = Status.UNDETERMINED
_NA: Final = Status.NOT_APPLICABLE
_MET, _LATE, _PENDING, _BREACHED = range(4)
_OUTCOMES: Final = Outcomes(
    (Status.MET, "done_in_time"),
    (Status.LATE, "done_late"),
    (Status.PENDING, "not_due_yet"),
    (Status.BREACHED, "not_done"),
    (_NA, "not_selected"),
    (_NA, "trigger_absent"),
    (_U, "fact_missing:owed"),
    (_U, "fact_missing:category"),
    (_U, "fact_missing:form"),
    (_U, "calendar_missing"),
    (_U, "calendar_not_covered"),
    (_U, "date_out_of_range"),
    (_U, "instant_needed"),
    (_U, "impossible_order"),
    (_U, "unknown_category"),
    (_U, "unknown_form"),
    (Status.MET, "done_without_limit"),
    (Status.LATE, "done_after_close"),
    (Status.BREACHED, "not_done_at_close"),
    (Status.OPEN, "open_without_limit"),
    (Status.BREACHED, "no_appointment"),
)
_code = _OUTCOMES.code


@frozen
class _Facts:
    """
    The columns of one call, read.
    """

    policy: DeadlinePolicy
    now_day: int
    now_us: int
    trigger: Times
    done: Times | None = None
    closed: Times | None = None
    appointed: Times | None = None
    form: Any = None
    owed: Any = None


def judge(
    frame: Any,
    policy: DeadlinePolicy,
    *,
    as_of: dt.datetime,
    trigger: str | None = None,
    done: str | None = None,
    category: Category | None = None,
    form: str | None = None,
    closed: str | None = None,
    owed: str | None = None,
    appointed: str | None = None,
    zone: str | None = None,
    calendar: WorkCalendar | None = None,
    prefix: str = "",
) -> Any:
    """
    Add to each row by when it is due and whether it was done in time.

    The new columns are `due_day`, `closes` (the first instant too late, or where
    `closes_included` holds the last in time), `status` (the value of a `Status`),
    `margin_us` (microseconds left, below zero when late; whole days where a column
    holds days), `clause` and `reason`. A row that cannot be judged has the status
    `undetermined` and the reason; the limit columns are null where no limit decides.

    Args:
        frame: A polars, pandas, pyarrow or DuckDB frame; a lazy one stays
            lazy and nothing is executed.
        policy: The rule.
        as_of: The moment of judgement; later facts are not known yet.
        trigger: The column of what starts the count; by default of the same name as
            the policy's trigger.
        done: The column of when it was done; None where nothing has been done.
        category: The column of the category (a text, or a list of texts), several
            such columns, or the column of true or false for each category.
        form: The column of the form in which it was done.
        closed: The column of when the matter was closed.
        owed: The column of whether it is owed at all.
        appointed: The column of the time that the party set itself.
        zone: Where times without a zone were recorded.
        calendar: Needed only where working days matter.
        prefix: What the new columns' names begin with.

    Raises:
        MissingColumnError, WrongColumnTypeError, NaiveColumnError: If a column is
            unusable.
        ColumnTakenError: If the frame already has one of the new columns.
        UnsupportedFrameError: If *frame* is none.
        UnknownNameError: If *category* maps a category that the policy has not.
    """
    times = {
        "trigger": trigger or policy.trigger,
        "done": done,
        "closed": closed,
        "appointed": appointed,
    }
    texts = {"form": form, "owed": owed, **category_columns(policy, category)}
    results = [f"{prefix}{name}" for name in RESULTS]
    work = start(frame, {**times, **texts}, results)
    home = policy.counting
    work, read = work.times(times, zone=zone, home=home.zone)
    facts = _Facts(
        policy,
        local_ordinal(as_of, home.tz, "as_of") - EPOCH,
        micros_of(as_instant(as_of, "as_of")),
        **read,
        form=None if form is None else work.texts("form", form),
        owed=None if owed is None else work.flags("owed", owed),
    )
    work, keys = read_categories(_as_known(work, facts), policy, category)
    work, choice = _choose(work, facts, keys, calendar)
    work = _decide(work, facts, keys, choice)
    return _write(work, facts, keys, choice, prefix).close(results)


def _as_known(work: Work, facts: _Facts) -> Work:
    """Leave out what was not known yet, and see what stands in no possible order."""
    trigger, done, closed = facts.trigger, facts.done, facts.closed
    done_given, backwards = nw.lit(value=False), nw.lit(value=False)
    if done is not None:
        later = done.after(facts.now_day, facts.now_us)
        done_given = ~later.fill_null(value=True)
        backwards = done.before(trigger).fill_null(value=False)
    work = work.with_columns(done_given=done_given, backwards=backwards)
    ahead = trigger.after(facts.now_day, facts.now_us).fill_null(value=True)
    started = ~ahead
    if done is not None:
        started = started | (column("done_given") & trigger.given)
    work = work.with_columns(started=started)
    if closed is None:
        return work
    gone = ~closed.after(facts.now_day, facts.now_us).fill_null(value=True)
    return work.with_columns(closed_given=gone)


# ------------------------------------------------------------------------- limits


@frozen
class _Choice:
    """
    The limit that decides for each row, as expressions.

    `problems` are conditions under which a row cannot be judged, each with the place
    of its outcome; `last` and `end` are None where no row has a limit.
    """

    pick: Any
    problems: list[tuple[Any, int]]
    last: Any = None
    end: Any = None


def _choose(
    work: Work, facts: _Facts, keys: Keys, calendar: WorkCalendar | None
) -> tuple[Work, _Choice]:
    """Find the limit that decides for each row."""
    policy = facts.policy
    amounts = [case.limit for case in policy.cases]
    if not amounts and policy.self_set:
        return _appointed(work, facts)
    if not amounts and policy.limit is None:
        return work, _Choice(nw.lit(NONE), [])
    work, limits = _limits(work, facts, amounts or [policy.limit], calendar)
    if not amounts:
        return _single(work, facts, limits, nw.lit(0))
    if not keys.flags:
        return _single(work, facts, limits, keys.only)
    work, limits = _spelled_out(work, facts, limits)
    work, pick = _among(work, facts, limits, keys)
    broken = _first_broken(facts, limits, keys)
    work, choice = _single(work, facts, limits, pick)
    return work, evolve(choice, problems=[*broken, *choice.problems])


def _limits(
    work: Work, facts: _Facts, amounts: list[Any], calendar: WorkCalendar | None
) -> tuple[Work, list[Limit]]:
    """Count every amount."""
    limits = []
    counting = facts.policy.counting
    for place, amount in enumerate(amounts):
        name = f"case_{place}"
        work, limit = add_limit(work, name, counting, amount, facts.trigger, calendar)
        limits.append(limit)
    return work, limits


def _spelled_out(
    work: Work, facts: _Facts, limits: list[Limit]
) -> tuple[Work, list[Limit]]:
    """Give every limit a column of its own."""
    spelled = []
    for place, limit in enumerate(limits):
        if limit.added is None:
            spelled.append(limit)
            continue
        last = nw.col(facts.trigger.day) + limit.added
        work = work.with_columns(**{f"case_{place}_last": last})
        spelled.append(Limit(hidden(f"case_{place}_last")))
    return work, spelled


def _single(
    work: Work, facts: _Facts, limits: list[Limit], pick: Any
) -> tuple[Work, _Choice]:
    """Take the values of the limit that was picked."""
    work = work.with_columns(pick=pick)
    pick = column("pick")
    problems = [
        (pick == place, _code(limit.problem))
        for place, limit in enumerate(limits)
        if limit.problem is not None
    ]
    if all(limit.added is not None for limit in limits):
        added = [(pick == place, limit.added) for place, limit in enumerate(limits)]
        if len(limits) == 1:
            added = [(pick == 0, limits[0].added)]
        days = first_of(added, nw.lit(None).cast(nw.Int32))
        work = work.with_columns(last=nw.col(facts.trigger.day) + days)
        problems += _bounds(facts, column("last"), covered=True)
    else:
        work, limits = _spelled_out(work, facts, limits)
        work = _taken(work, limits)
        problems += _bounds(facts, column("last"))
    ends = any(limit.end is not None for limit in limits)
    if facts.policy.counting.day_ends is not None:
        work = _closing_time(work, facts, hours=ends)
        ends = True
    end = column("end") if ends else None
    return work, _Choice(pick, problems, column("last"), end)


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


def _bounds(
    facts: _Facts, last: Any, *, covered: bool = False
) -> list[tuple[Any, int]]:
    """Say what is wrong with a last day."""
    cut = int(not facts.policy.counting.bound_included)
    far = (last < FIRST_DAY - cut) | (last > LAST_DAY - cut)
    beyond = (far, _code("date_out_of_range"))
    if covered:
        return [beyond]
    return [(last.is_null(), _code("calendar_not_covered")), beyond]


def _first_broken(
    facts: _Facts, limits: list[Limit], keys: Keys
) -> list[tuple[Any, int]]:
    """Return what is wrong with the first limit that is in question at all."""
    branches: list[tuple[Any, int]] = []
    for flag, limit in zip(keys.flags, limits, strict=True):
        if limit.problem is not None:
            branches.append((flag, _code(limit.problem)))
        else:
            bounds = _bounds(facts, nw.col(str(limit.last)))
            branches += [(flag & bad, code) for bad, code in bounds]
    return branches


def _closing_time(work: Work, facts: _Facts, *, hours: bool) -> Work:
    """Let days end at the close of business; hours keep their own end."""
    counting = facts.policy.counting
    wall = column("last") * DAY + _clock(counting.day_ends)
    work = work.with_columns(wall=wall)
    names = {hidden("day_end"): hidden("wall")}
    work = work.also(work.engine.to_utc(work.frame, names, counting.zone))
    own = column("day_end")
    if hours:
        end = column("end")
        own = nw.when(end.is_null()).then(own).otherwise(end)
    return work.with_columns(end=own)


def _clock(time: dt.time | None) -> int:
    """Return a time of day in microseconds; none is midnight."""
    time = time or dt.time()
    seconds = (time.hour * 60 + time.minute) * 60 + time.second
    return seconds * SECOND + time.microsecond


def _among(
    work: Work, facts: _Facts, limits: list[Limit], keys: Keys
) -> tuple[Work, Any]:
    """Pick one of several limits."""
    conflict = facts.policy.conflict
    if conflict is Conflict.FIRST_NAMED:
        return work, keys.first
    usable = [limit for limit in limits if limit.last is not None]
    if any(limit.end for limit in usable):
        work = _closings(work, facts, limits)
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


def _closings(work: Work, facts: _Facts, limits: list[Limit]) -> Work:
    """Add the instant at which each limit closes, for comparison."""
    counting = facts.policy.counting
    past = 1 if counting.day_ends is None else 0
    clock = _clock(counting.day_ends)
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


def _appointed(work: Work, facts: _Facts) -> tuple[Work, _Choice]:
    """Take the limit that the party set itself."""
    appointed, counting = facts.appointed, facts.policy.counting
    absent = nw.lit(None).cast(nw.Int64)
    if appointed is None:
        work = work.with_columns(last=absent)
        return work, _Choice(nw.lit(NONE), [], column("last"))
    early = appointed.before(facts.trigger).fill_null(value=False)
    cut = int(appointed.us is None and not counting.bound_included)
    work = work.with_columns(
        last=nw.col(appointed.day) - cut,
        end=absent if appointed.us is None else nw.col(appointed.us),
    )
    if appointed.us is None and counting.day_ends is not None:
        work = _closing_time(work, facts, hours=False)
    exact = appointed.us is not None or counting.day_ends is not None
    end = column("end") if exact else None
    problems = [(early, _code("impossible_order"))]
    return work, _Choice(nw.lit(NONE), problems, column("last"), end)


# ----------------------------------------------------------------------- judging


def _decide(work: Work, facts: _Facts, keys: Keys, choice: _Choice) -> Work:
    """Add the place of the outcome of each row."""
    policy = facts.policy
    counted = column("done_given")
    branches: list[tuple[Any, Any]] = [(keys.unknown, _code("unknown_category"))]
    formless = nw.lit(value=False)
    if facts.form is not None:
        work = work.with_columns(form=facts.form)
        form = column("form")
        known = (*policy.forms, *policy.other_forms)
        if known:
            strange = ~form.is_null() & ~form.is_in(known).fill_null(value=False)
            branches.append((strange, _code("unknown_form")))
        formless = form.is_null()
    elif policy.forms:
        formless = nw.lit(value=True)
    branches += [
        (column("backwards"), _code("impossible_order")),
        *_undecidable(facts, keys, counted & formless),
        *choice.problems,
    ]
    if policy.forms and facts.form is not None:
        counted = counted & column("form").is_in(policy.forms).fill_null(value=False)
    elif policy.forms:
        counted = nw.lit(value=False)
    work = work.with_columns(counted=counted)
    work, judged = _against(work, facts, choice)
    return work.with_columns(code=first_of(branches, judged))


def _undecidable(facts: _Facts, keys: Keys, formless: Any) -> list[tuple[Any, Any]]:
    """Answer what no limit decides, in the order of the scalar path."""
    branches: list[tuple[Any, Any]] = []
    if facts.owed is not None:
        branches.append((~facts.owed, _code("not_selected")))
    branches.append((~column("started"), _code("trigger_absent")))
    if facts.owed is not None:
        branches.append((facts.owed.is_null(), _code("fact_missing:owed")))
    if facts.policy.cases:
        branches.append((keys.missing, _code("fact_missing:category")))
    if facts.policy.forms:
        branches.append((formless, _code("fact_missing:form")))
    return branches


def _against(work: Work, facts: _Facts, choice: _Choice) -> tuple[Work, Any]:
    """Judge against the limit, or without one."""
    if choice.last is None:
        return work, _without_limit(facts)
    late, missed = _too_late(facts, choice)
    counted = column("counted")
    branches: list[tuple[Any, Any]] = []
    if facts.policy.self_set and not facts.policy.cases:
        branches.append((choice.last.is_null(), _code("no_appointment")))
    if choice.end is not None and facts.done is not None and facts.done.us is None:
        same = (nw.col(facts.done.day) == choice.last) & ~choice.end.is_null()
        branches.append((counted & same, _code("instant_needed")))
    judged = [(counted & ~late, _MET), (counted, _LATE), (~missed, _PENDING)]
    return work, first_of([*branches, *judged], _BREACHED)


def _too_late(facts: _Facts, choice: _Choice) -> tuple[Any, Any]:
    """Say whether what was done, and whether now, lies past the limit."""
    missed = choice.last < facts.now_day
    late = nw.lit(value=False)
    if facts.done is not None:
        late = nw.col(facts.done.day) > choice.last
    if choice.end is not None:
        same = choice.last == facts.now_day
        missed = missed | (same & (choice.end < facts.now_us)).fill_null(value=False)
        if facts.done is not None and facts.done.us is not None:
            same = nw.col(facts.done.day) == choice.last
            past = (nw.col(facts.done.us) > choice.end).fill_null(value=False)
            late = late | (same & past)
    return late.fill_null(value=False), missed.fill_null(value=False)


def _without_limit(facts: _Facts) -> Any:
    """Judge a duty without a limit: it falls due when the matter closes."""
    after, gone = nw.lit(value=False), nw.lit(value=False)
    if facts.closed is not None:
        gone = column("closed_given")
        if facts.done is not None:
            after = (gone & facts.closed.before(facts.done)).fill_null(value=False)
    counted = column("counted")
    return first_of(
        [
            (counted & after, _code("done_after_close")),
            (counted, _code("done_without_limit")),
            (gone, _code("not_done_at_close")),
        ],
        _code("open_without_limit"),
    )


# ----------------------------------------------------------------------- results


def _write(work: Work, facts: _Facts, keys: Keys, choice: _Choice, prefix: str) -> Work:
    """Add the columns that the caller sees."""
    engine, zone = work.engine, facts.policy.counting.zone
    work = _OUTCOMES.write(work, hidden("code"), prefix)
    work = _write_clause(work, facts, keys, choice, prefix)
    absent = nw.lit(None).cast(nw.Int64)
    last = absent if choice.last is None else choice.last
    limited = column("code") <= _BREACHED
    work = work.with_columns(last=nw.when(limited).then(last))
    work = work.with_columns(wall=(column("last") + 1) * DAY)
    midnight = {hidden("midnight"): hidden("wall")}
    work = work.also(engine.to_utc(work.frame, midnight, zone))
    exact = nw.lit(value=False)
    if choice.end is not None:
        exact = ~choice.end.is_null()
        closing = nw.when(limited & exact).then(choice.end)
        work = work.with_columns(midnight=closing.otherwise(column("midnight")))
    work = work.also(
        work.frame.with_columns(
            **{
                f"{prefix}closes_included": nw.when(limited).then(exact),
                f"{prefix}margin_us": _margin(facts),
            }
        )
    )
    frame = engine.dates(work.frame, {f"{prefix}due_day": hidden("last")})
    return work.also(engine.times(frame, {f"{prefix}closes": hidden("midnight")}, zone))


def _margin(facts: _Facts) -> Any:
    """Return how long is left, or was: until it was done, else until now."""
    closes = column("midnight")
    left = closes - facts.now_us
    if facts.done is None:
        return left
    if facts.done.us is None:
        kept = (column("last") - nw.col(facts.done.day)) * DAY
    else:
        kept = closes - nw.col(facts.done.us)
    return nw.when(column("counted")).then(kept).otherwise(left)


def _write_clause(
    work: Work, facts: _Facts, keys: Keys, choice: _Choice, prefix: str
) -> Work:
    """Add the clause that each row stands under."""
    policy = facts.policy
    ids = [policy.clause.id, *(case.clause.id for case in policy.cases)]
    place = keys.only
    if keys.flags:
        work = work.with_columns(troubled=first_of(choice.problems, NONE))
        settled = column("started") & (column("troubled") == NONE)
        place = (
            nw.when((keys.only == NONE) & settled).then(choice.pick).otherwise(place)
        )
    work = work.with_columns(clause=place + 1)
    return work.also(
        work.engine.look_up(work.frame, {f"{prefix}clause": hidden("clause")}, ids)
    )
