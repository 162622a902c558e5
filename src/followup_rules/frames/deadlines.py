"""
Deadlines over columns: by when, whether in time, by how much, under which clause.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import narwhals as nw
from attrs import evolve

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.categories import (
    Category,
    Keys,
    category_columns,
    read_categories,
)
from followup_rules.frames.certain import find_extremes, in_range
from followup_rules.frames.columns import (
    Work,
    check_calendar,
    result_names,
    start,
)
from followup_rules.frames.due_answers import (
    BREACHED,
    LATE,
    MET,
    PENDING,
    RESULTS,
    Beyond,
    Facts,
    Moved,
    code,
    problems,
    write,
)
from followup_rules.frames.limits import Choice, Terms, choose_limits
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import any_of, column, first_of
from followup_rules.frames.told import UNTOLD, Owed
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.timing.calendars import WorkCalendar


@frozen(kw_only=True)
class Asked:
    """
    The columns by which a rule is asked, and how; as `assess` takes them.

    Attributes:
        moved: Where its limits went; None is that nothing moves them.
    """

    trigger: str | None = None
    done: str | None = None
    category: Category | None = None
    form: str | None = None
    closed: str | None = None
    owed: str | Owed | None = None
    appointed: str | None = None
    early_counts: bool = False
    zone: str | None = None
    calendar: WorkCalendar | None = None
    prefix: str = ""
    moved: Moved | None = None

    @property
    def owing(self) -> Owed:
        """
        Whether rows are owed; a column alone says it of every row.
        """
        return self.owed if isinstance(self.owed, Owed) else Owed(self.owed)


def assess(
    frame: Any,
    policy: DeadlinePolicy,
    *,
    as_of: dt.datetime,
    trigger: str | None = None,
    done: str | None = None,
    category: Category | None = None,
    form: str | None = None,
    closed: str | None = None,
    owed: str | Owed | None = None,
    appointed: str | None = None,
    early_counts: bool = False,
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
    Where an office decides, its hours are laid out for the 20 years before the moment
    of judgement and the 5 after it; rows beyond have `open_time_not_laid_out`.

    Args:
        frame: A polars, pandas, pyarrow, DuckDB or PySpark frame; a lazy one stays
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
        owed: The column of whether it is owed at all; None is that every row is.
        appointed: The column of the time that the party set itself.
        early_counts: Whether what was done before the trigger counts, as where the
            breach of another rule starts the count; otherwise it cannot be.
        zone: Where times without a zone were recorded.
        calendar: Needed only where working days matter.
        prefix: What the new columns' names begin with.

    Raises:
        MissingColumnError, WrongColumnTypeError, NaiveColumnError: If a column is
            unusable.
        ColumnTakenError: If the frame already has one of the new columns.
        UnsupportedFrameError: If *frame* is none.
        UnknownNameError: If *category* maps a category that the policy has not.
        InvalidFieldError: If an argument names no column, or one that could decide
            nothing: *category* without cases, *form* without forms, *closed* where
            there is a limit, *appointed* where the party does not set its own; if
            *early_counts* is no flag; or if one of several events starts the count, or
            the case brings its limit, which only rows can tell.
    """
    told = Asked(
        trigger=trigger,
        done=done,
        category=category,
        form=form,
        closed=closed,
        owed=owed,
        appointed=appointed,
        early_counts=early_counts,
        zone=zone,
        calendar=calendar,
        prefix=prefix,
    )
    return judge(frame, policy, told, as_of=as_of)


def judge(
    frame: Any, policy: DeadlinePolicy, asked: Asked, *, as_of: dt.datetime
) -> Any:
    """
    Do what `assess` does, with limits that something may have moved.
    """
    _refuse_life(policy)
    if not isinstance(asked.early_counts, bool):
        raise InvalidFieldError("early_counts", asked.early_counts, "True or False")
    check_calendar(asked.calendar)
    _refuse_unused(policy, asked)
    times = {
        "trigger": policy.trigger if asked.trigger is None else asked.trigger,
        "done": asked.done,
        "closed": asked.closed,
        "appointed": asked.appointed,
    }
    texts = {"form": asked.form, "owed": asked.owing.named}
    texts |= category_columns(policy, asked.category)
    moved = asked.moved
    limits = {} if moved is None else {f"moved#{one}": one for one in moved.columns}
    results = result_names(asked.prefix, RESULTS)
    now = Now.of(as_of, policy.counting.tz)
    work = start(frame, {**times, **texts, **limits}, results)

    def judged(part: Work) -> Work:
        """Judge some of the rows."""
        read, facts = _read(part, policy, now, times, asked)
        read = _as_known(read, facts, early=asked.early_counts)
        read, keys = read_categories(read, policy, asked.category)
        told = facts.trigger, facts.now, facts.appointed, asked.calendar
        terms = Terms(policy, *told)
        if moved is not None:
            terms = evolve(terms, moved=moved.limits)
            facts = evolve(facts, stopped=moved.stopped, beyond=moved.beyond)
        read, choice = choose_limits(read, terms, keys)
        if facts.beyond is not None:
            read, choice = _beyond(read, choice, facts.beyond)
        read, choice = _decide(read, facts, keys, choice)
        return write(read, facts, keys, choice, asked.prefix)

    return work.in_slices(judged, results)


def _beyond(work: Work, choice: Choice, went: Beyond) -> tuple[Work, Choice]:
    """Let the limit of rows that extensions moved be where they led."""
    moved = nw.col(went.told)
    absent = nw.lit(None).cast(nw.Int64)
    last, end = (absent if one is None else one for one in (choice.last, choice.end))
    work = work.with_columns(
        last=nw.when(moved).then(nw.col(went.last)).otherwise(last),
        end=nw.when(moved).then(nw.col(went.end)).otherwise(end),
    )
    problems = [(bad & ~moved, why) for bad, why in choice.problems]
    more = {"last": column("last"), "end": column("end"), "problems": problems}
    return work, evolve(choice, **more)


def _read(
    work: Work,
    policy: DeadlinePolicy,
    now: Now,
    times: Mapping[str, str | None],
    asked: Asked,
) -> tuple[Work, Facts]:
    """Read the columns of a call."""
    work, read = work.times(times, zone=asked.zone, home=policy.counting.zone)
    form, owed = asked.form, asked.owing
    return work, Facts(
        policy,
        now,
        read["trigger"],
        read.get("done"),
        read.get("closed"),
        read.get("appointed"),
        form=None if form is None else work.texts("form", form),
        owed=_owed(work, owed),
        untold=owed.column is UNTOLD,
    )


def _owed(work: Work, owed: Owed) -> Any:
    """Return whether each row is owed, null where it is not known; None is that all are."""
    if owed.column is None:
        return None
    said: Any = nw.lit(None).cast(nw.Boolean)
    if isinstance(owed.column, str):
        said = work.flags("owed", owed.column)
    if not owed.once_done:
        return said
    return nw.when(column("done_given")).then(nw.lit(value=True)).otherwise(said)


def _refuse_life(policy: DeadlinePolicy) -> None:
    """Refuse a rule whose start, or limit, no single column holds."""
    for name, held in (("start", policy.start), ("case_limit", policy.case_limit)):
        if held is not None:
            allowed = "None in columns; judge such a rule by rows, with policy.assess"
            raise InvalidFieldError(f"policy.{name}", held, allowed)


def _refuse_unused(policy: DeadlinePolicy, asked: Asked) -> None:
    """Refuse columns that no row of this policy could be judged by."""
    open_ended = policy.limit is None and not policy.self_set
    used = {
        "category": (bool(policy.cases), "the policy has no cases"),
        "form": (bool(policy.forms), "the policy has no forms"),
        "closed": (open_ended and not policy.cases, "the policy sets a limit"),
        "appointed": (policy.self_set, "the party does not set its own limit"),
    }
    for argument, (decides, why) in used.items():
        name = getattr(asked, argument)
        if name is not None and not decides:
            raise InvalidFieldError(argument, name, f"no column: {why}")


def _as_known(work: Work, facts: Facts, *, early: bool) -> Work:
    """Leave out what was not known yet, and see what stands in no possible order."""
    trigger, done, closed = facts.trigger, facts.done, facts.closed
    done_given, backwards = nw.lit(value=False), nw.lit(value=False)
    if done is not None:
        later = done.after(facts.now.day, facts.now.us)
        done_given = ~later.fill_null(value=True)
        if not early:
            backwards = done.before(trigger).fill_null(value=False)
    if closed is not None and not early:
        backwards = backwards | closed.before(trigger).fill_null(value=False)
    work = work.with_columns(done_given=done_given, backwards=backwards)
    ahead = trigger.after(facts.now.day, facts.now.us).fill_null(value=True)
    started = ~ahead
    if done is not None:
        started = started | (column("done_given") & trigger.given)
    work = work.with_columns(started=started)
    if closed is None:
        return work
    gone = closed.passed(facts.now.day, facts.now.us).fill_null(value=False)
    return work.with_columns(closed_given=gone)


# ----------------------------------------------------------------------- judging


def _decide(
    work: Work, facts: Facts, keys: Keys, choice: Choice
) -> tuple[Work, Choice]:
    """Add the place of the outcome of each row; return the limit it was held to."""
    policy = facts.policy
    counted = column("done_given")
    branches: list[tuple[Any, Any]] = [(keys.unknown, code("unknown_category"))]
    formless = nw.lit(value=False)
    if facts.form is not None:
        work = work.with_columns(form=facts.form)
        form = column("form")
        known = (*policy.forms, *policy.other_forms)
        strange = ~form.is_null() & ~form.is_in(known).fill_null(value=False)
        branches.append((strange, code("unknown_form")))
        formless = form.is_null()
    elif policy.forms:
        formless = nw.lit(value=True)
    work = work.with_columns(formless=formless & counted)
    if policy.forms and facts.form is not None:
        counted = counted & column("form").is_in(policy.forms).fill_null(value=False)
    elif policy.forms:
        counted = nw.lit(value=False)
    work = work.with_columns(counted=counted)
    work, choice, unsure = _in_any_category(work, facts, keys, choice)
    branches += [
        (column("backwards"), code("impossible_order")),
        *_undecidable(facts, unsure),
        *problems(choice),
    ]
    if facts.untold:
        branches.append((facts.owed.is_null(), code("fact_missing:owed")))
    work, judged = _against(work, facts, choice)
    return work.with_columns(code=first_of(branches, judged)), choice


def _in_any_category(
    work: Work, facts: Facts, keys: Keys, choice: Choice
) -> tuple[Work, Choice, Any]:
    """Hold rows without a category to the limit that tells, and say where none does."""
    # Spark's planner takes minutes over the limits of every category at once.
    if not choice.every or not work.engine.holds_any_category:
        return work, choice, keys.missing
    terms = Terms(facts.policy, facts.trigger, facts.now, begun=choice.begun)
    work = work.with_columns(no_category=keys.missing)
    missing = column("no_category")
    work, extremes = find_extremes(work, terms, choice.every)
    if extremes is None:
        return work, choice, missing
    shortest, longest = (one.as_choice(choice) for one in extremes)
    counted, vague = column("counted"), column("formless")
    vague = vague | ~in_range(extremes)
    for one in (shortest, longest):
        vague = vague | _same_day(facts, one)
    early = counted & ~_too_late(facts, shortest)[0]
    late, missed = _too_late(facts, longest)
    sure = early | (counted & late) | (~counted & missed)
    work = work.with_columns(
        early=missing & early & ~vague, unsure=missing & (vague | ~sure)
    )
    told = missing & ~column("unsure")
    work = work.with_columns(told_short=told & column("early"), told=told)
    return work, _held_to(choice, shortest, longest), column("unsure")


def _held_to(choice: Choice, shortest: Choice, longest: Choice) -> Choice:
    """Return the limit of each row, where some are held to that of any category."""
    told = [(column("told_short"), shortest), (column("told"), longest)]
    last = first_of([(row, one.last) for row, one in told], choice.last)
    problems = [(bad & ~column("told"), why) for bad, why in choice.problems]
    choice = evolve(choice, problems=problems)
    if {choice.end is None, shortest.end is None} == {True}:
        return evolve(choice, last=last)
    absent = nw.lit(None).cast(nw.Int64)
    end = first_of(
        [(row, absent if one.end is None else one.end) for row, one in told],
        absent if choice.end is None else choice.end,
    )
    return evolve(choice, last=last, end=end)


def _same_day(facts: Facts, choice: Choice) -> Any:
    """Say whether a day was told where a limit ends at an instant of that day."""
    if choice.end is None or facts.done is None or facts.done.us is not None:
        return nw.lit(value=False)
    same = (nw.col(facts.done.day) == choice.last) & ~choice.end.is_null()
    return (column("counted") & same).fill_null(value=False)


def _undecidable(facts: Facts, unsure: Any) -> list[tuple[Any, Any]]:
    """Answer what no limit decides, in the order of the scalar path."""
    branches: list[tuple[Any, Any]] = []
    if facts.owed is not None:
        branches.append((~facts.owed, code("not_selected")))
    branches.append((~column("started"), code("trigger_absent")))
    if facts.owed is not None and not facts.untold:
        branches.append((facts.owed.is_null(), code("fact_missing:owed")))
    if facts.policy.cases:
        branches.append((unsure, code("fact_missing:category")))
    if facts.policy.forms:
        branches.append((column("formless"), code("fact_missing:form")))
    return branches


def _against(work: Work, facts: Facts, choice: Choice) -> tuple[Work, Any]:
    """Judge against the limit, or without one."""
    if choice.last is None:
        return work, _without_limit(facts)
    late, missed = _too_late(facts, choice)
    counted = column("counted")
    branches: list[tuple[Any, Any]] = []
    if facts.policy.self_set and facts.policy.limit is None:
        branches.append((choice.last.is_null(), code("no_appointment")))
    stands = _standing(facts, choice)
    if stands:
        branches.append((any_of(stands) & counted, code("done_while_stopped")))
        branches.append((any_of(stands), code("clock_stopped")))
    if choice.end is not None and facts.done is not None and facts.done.us is None:
        branches.append((_same_day(facts, choice), code("instant_needed")))
    judged = [(counted & ~late, MET), (counted, LATE), (~missed, PENDING)]
    return work, first_of([*branches, *judged], BREACHED)


def _standing(facts: Facts, choice: Choice) -> list[Any]:
    """Say in which ways the clock of a row may stand still now."""
    stands = [
        (choice.pick == place) & nw.col(one).fill_null(value=False)
        for place, one in enumerate(facts.stopped)
    ]
    went = facts.beyond
    if went is None or not stands:
        return stands
    told = nw.col(went.told)
    return [*(one & ~told for one in stands), told & nw.col(went.stands)]


def _too_late(facts: Facts, choice: Choice) -> tuple[Any, Any]:
    """Say whether what was done, and whether now, lies past the limit."""
    missed = choice.last < facts.now.day
    late = nw.lit(value=False)
    if facts.done is not None:
        late = nw.col(facts.done.day) > choice.last
    if choice.end is not None:
        # An hour that the clocks show twice may lie on another day than the end.
        exact = ~choice.end.is_null()
        missed = nw.when(exact).then(choice.end < facts.now.us).otherwise(missed)
        if facts.done is not None and facts.done.us is not None:
            past = nw.col(facts.done.us) > choice.end
            late = nw.when(exact).then(past).otherwise(late)
    return late.fill_null(value=False), missed.fill_null(value=False)


def _without_limit(facts: Facts) -> Any:
    """Judge a duty without a limit: it falls due when the matter closes."""
    after, gone = nw.lit(value=False), nw.lit(value=False)
    if facts.closed is not None:
        gone = column("closed_given")
        if facts.done is not None:
            after = (gone & facts.closed.before(facts.done)).fill_null(value=False)
    counted = column("counted")
    return first_of(
        [
            (counted & after, code("done_after_close")),
            (counted, code("done_without_limit")),
            (gone, code("not_done_at_close")),
        ],
        code("open_without_limit"),
    )
