"""
The judgement of covers and claims over columns.
"""

import datetime as dt
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Optional, Whole
from followup_rules.frames.columns import (
    Times,
    Work,
    check_calendar,
    hidden,
    result_names,
    start,
)
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import column, first_of
from followup_rules.frames.warranty.covers import BASES, VOID
from followup_rules.frames.warranty.ends import Ask, check_counting
from followup_rules.frames.warranty.facts import (
    ByCategory,
    add_places,
    as_known,
    backwards,
    claimed,
    first_day,
    name_days,
    not_begun,
)
from followup_rules.frames.warranty.holding import hold
from followup_rules.frames.warranty.lengths import (
    Length,
    Spans,
    name_spans,
    read_spans,
    span_columns,
    statutory_spans,
    whole,
)
from followup_rules.frames.warranty.reasons import NONE, OUTCOMES, code, first_reason
from followup_rules.immutable import frozen
from followup_rules.policies.warranty import Duty, Start, WarrantyPolicy
from followup_rules.policies.warranty.claims import CLAIM, COVER, DUTY, known_question
from followup_rules.timing.amounts import Unlimited
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.seasons import SeasonSource
from followup_rules.verdicts import judged_at

RESULTS: Final = (
    "first_day",
    "last_day",
    "closes",
    "closes_included",
    "basis",
    "status",
    "margin_us",
    "clause",
    "reason",
)
_LONGEST_LIFE: Final = 500
_LIFE: Final = "design_life"
_COVERED: Final = (
    NONE,
    code("claim_absent"),
    code("fact_missing:occurred_at"),
    code("fact_missing:reported_at"),
)
"""What may be wrong with a row whose cover is shown."""


@frozen
class _Lengths:
    """
    The lengths of one call, as they were named.
    """

    contract: Spans
    extended_by: Spans
    design_life: str | int | None

    @property
    def columns(self) -> dict[str, str]:
        """
        The columns that hold them, by argument.
        """
        life = self.design_life
        return {
            **span_columns("contract", self.contract),
            **span_columns("extended_by", self.extended_by),
            **({_LIFE: life} if isinstance(life, str) else {}),
        }


@frozen
class _Call:
    """
    What is the same for all rows of one call.
    """

    policy: WarrantyPolicy
    question: str
    now: Now | None
    affects_use: Any

    @property
    def clauses(self) -> list[str]:
        """
        The clause of a row without a cover, and of each category.
        """
        policy = self.policy
        if self.question == DUTY:
            general = policy.duty_clause or policy.clause
            return [general.id] * (1 + len(policy.cases))
        return [policy.clause.id, *(case.clause.id for case in policy.cases)]


def assess(
    frame: Any,
    policy: WarrantyPolicy,
    *,
    category: str,
    accepted_on: str | None = None,
    occurred_at: str | None = None,
    reported_at: str | None = None,
    cause: str | None = None,
    cause_category: str | None = None,
    affects_use: str | None = None,
    delivered_on: str | None = None,
    contract: Length = None,
    design_life: str | int | None = None,
    extended_by: Length = None,
    repaired_on: ByCategory | None = None,
    reaccepted_on: ByCategory | None = None,
    voided_on: ByCategory | None = None,
    question: str | None = None,
    as_of: dt.datetime | None = None,
    zone: str | None = None,
    seasons: SeasonSource | None = None,
    calendar: WorkCalendar | None = None,
    prefix: str = "",
) -> Any:
    """
    Add to each row from when to when it is covered, and whether its claim is.

    The new columns are `first_day` (covered, and not counted), `last_day`, `closes`
    (the first instant out of cover, or where `closes_included` holds the last in it),
    `basis` (`statute`, `contract` or `void`: what set the end), `status` (the value
    of a `Status`), `margin_us` (microseconds of cover left at the defect or at
    *as_of*, below zero after the end; whole days where a column holds days), `clause`
    and `reason`. A row that cannot be judged has the status `undetermined` and the
    reason; what is not known of its cover is null.

    The arguments are those of `WarrantyPolicy.assess`, and name columns. A row has
    one category; a defect that fits several is for `assess` itself.

    Args:
        frame: A polars, pandas, pyarrow, DuckDB or PySpark frame; a lazy one stays
            lazy and nothing is executed.
        policy: The rule.
        category: The column of the category, as a text.
        accepted_on: The column of the acceptance; needed unless delivery starts covers.
        occurred_at: The column of when the defect occurred.
        reported_at: The column of when it was reported.
        cause: The column of its cause.
        cause_category: The column of the category that caused it.
        affects_use: The column of whether it affects use.
        delivered_on: The column of the delivery for use.
        contract: What was agreed: a length such as `Years(5)` for all rows, a column
            of whole numbers for each unit (`{"years": "agreed_years"}`, of which a
            row has one at most), or either of these by category.
        design_life: The column of whole years of design service life, or one number.
        extended_by: A further length, in the shape of *contract*.
        repaired_on: The column of the day of the last warranty repair, or a table of
            such columns by category.
        reaccepted_on: The column of the day of its new acceptance, likewise.
        voided_on: The column of the day from which the cover is void, likewise.
        question: `cover`, `claim` or `duty`; None is a claim where *occurred_at* or
            *reported_at* is named, and else the cover.
        as_of: The moment of judgement; later facts are not known yet. A claim needs
            none; then all facts are taken as known.
        zone: Where times without a zone were recorded.
        seasons: The seasons of the place, the same for all rows; needed where seasons
            count. Judge the rows of each place by themselves.
        calendar: Needed only where rest days move the end.
        prefix: What the new columns' names begin with.

    Raises:
        MissingColumnError, WrongColumnTypeError, NaiveColumnError: If a column is
            unusable.
        ColumnTakenError: If the frame already has one of the new columns.
        UnsupportedFrameError: If *frame* is none.
        UnknownNameError: If the question, a unit, or a category in a table is unknown.
        InvalidFieldError: If *category* is not one column, a length is none, short
            periods of days count working days only, or a cover starts with one of
            several events, never ends, ends by use, has a period of its own for
            repairs, or a most that it is extended by: those are for `assess` itself,
            row by row.
        MissingFactError: If a cover is asked for without a moment of judgement.
    """
    check_calendar(calendar)
    if seasons is not None and not isinstance(seasons, SeasonSource):
        raise InvalidFieldError("seasons", seasons, "the seasons of a place")
    asked = _question(question, occurred_at, reported_at)
    _check_category(category)
    _check_policy(policy)
    moment = judged_at(as_of)[0] if asked == COVER else as_of
    now = None if moment is None else Now.of(moment, policy.counting.tz)
    times = {
        "accepted_on": accepted_on,
        "occurred_at": occurred_at,
        "reported_at": reported_at,
        "delivered_on": delivered_on,
        **name_days(policy, "repaired_on", repaired_on),
        **name_days(policy, "reaccepted_on", reaccepted_on),
        **name_days(policy, "voided_on", voided_on),
    }
    texts = {"category": category, "cause": cause, "cause_category": cause_category}
    flags = {"affects_use": affects_use}
    lengths = _Lengths(
        name_spans(policy, "contract", contract),
        name_spans(policy, "extended_by", extended_by),
        design_life,
    )
    results = result_names(prefix, RESULTS)
    columns = {**times, **texts, **flags, **lengths.columns}
    needed = ("accepted_on",) if policy.start is Start.ACCEPTANCE else ()
    work = start(frame, columns, results, needed=needed)

    def judged(part: Work) -> Work:
        """Judge some of the rows."""
        part, read = part.times(times, zone=zone, home=policy.counting.zone)
        affects = None
        if affects_use is not None:
            affects = part.flags("affects_use", affects_use)
        part, strange = add_places(part, policy, texts)
        part, ask, wrong = _read_lengths(part, policy, lengths, seasons, calendar)
        call = _Call(policy, asked, now, affects)
        part, known = as_known(part, read, now)
        part = _begin(part, call, read, known, strange, wrong)
        part, stem = hold(part, ask, known, cause_named=cause_category is not None)
        return _write(_decide(part, call, stem), call, stem, prefix)

    return work.in_slices(judged, results)


def _question(question: Any, *moments: str | None) -> str:
    """Return what is asked: about claims where there is a column of them."""
    if question is not None:
        if not isinstance(question, str):
            allowed = f"{COVER!r}, {CLAIM!r} or {DUTY!r}"
            raise InvalidFieldError("question", question, allowed)
        return known_question(question)
    return COVER if moments == (None, None) else CLAIM


def _check_category(category: Any) -> None:
    """Refuse several categories of a row."""
    if not isinstance(category, str):
        allowed = "one column; judge a defect that fits several with assess()"
        raise InvalidFieldError("category", category, allowed)


def _check_policy(policy: WarrantyPolicy) -> None:
    """Refuse covers whose ends columns do not work out."""
    allowed = "one event; judge such covers row by row with assess()"
    if policy.start.of_several:
        raise InvalidFieldError("WarrantyPolicy.start", policy.start, allowed)
    for case in policy.cases:
        told = {
            "period": case.period if isinstance(case.period, Unlimited) else None,
            "repair_period": case.repair_period,
            "meter": case.meter,
            "most_extended": case.most_extended,
        }
        for name, value in told.items():
            if value is not None:
                allowed = "none in columns; judge such covers row by row with assess()"
                raise InvalidFieldError(f"WarrantyCase.{name}", str(value), allowed)


# ---------------------------------------------------------------------------- reading


def _read_lengths(
    work: Work,
    policy: WarrantyPolicy,
    lengths: _Lengths,
    seasons: SeasonSource | None,
    calendar: WorkCalendar | None,
) -> tuple[Work, Ask, list[tuple[Any, str]]]:
    """Read what is asked, and say which rows hold a length that is none."""
    work, contract, bad = read_spans(work, "contract", lengths.contract)
    work, further, worse = read_spans(work, "extended_by", lengths.extended_by)
    life, wrong_life = _life(work, lengths.design_life)
    ask = Ask(
        policy,
        statutory_spans(policy),
        contract,
        further,
        life,
        seasons,
        calendar,
    )
    check_counting(ask)
    wrong = [
        (bad, "invalid_fact:contract"),
        (worse, "invalid_fact:extended_by"),
        (wrong_life, f"invalid_fact:{_LIFE}"),
    ]
    return work, ask, wrong


def _life(work: Work, given: str | int | None) -> tuple[Any, Any]:
    """Return the design service life, and which rows hold one that is none."""
    if isinstance(given, str):
        return whole(work, _LIFE, given, 1, _LONGEST_LIFE)
    allowed = Optional(Whole(1, _LONGEST_LIFE))
    if not allowed.accepts(given):
        raise InvalidFieldError(_LIFE, given, allowed.allowed)
    return nw.lit(given).cast(nw.Int64), nw.lit(value=False)


def _begin(
    work: Work,
    call: _Call,
    read: dict[str, Times],
    known: dict[str, Times],
    strange: dict[str, Any],
    wrong: list[tuple[Any, str]],
) -> Work:
    """Add the first day, the moment, and what settles a row without its cover."""
    policy = call.policy
    work = work.with_columns(
        start=first_day(policy, known), **_moment(call, read, known)
    )
    branches = [
        (strange["category"], "unknown_category"),
        (column("category").is_null(), "fact_missing:category"),
        (strange["cause"], "unknown_cause"),
        *wrong,
        (backwards(read), "impossible_order"),
        (not_begun(policy, known), "trigger_absent"),
    ]
    if call.question != COVER:
        gone = column("moment").is_null()
        fact = "occurred_at" if policy.occurrence_decides else "reported_at"
        branches.append((gone & column("dropped"), "claim_absent"))
        branches.append((gone, f"fact_missing:{fact}"))
    branches.append((strange["cause_category"], "unknown_cause_category"))
    return work.with_columns(early=first_reason(branches))


def _moment(
    call: _Call, read: dict[str, Times], known: dict[str, Times]
) -> dict[str, Any]:
    """Return the moment that is held against the covers."""
    if call.question != COVER or call.now is None:
        return claimed(call.policy, read, known)
    moments = {"moment": call.now.day, "moment_us": call.now.us}
    return {name: nw.lit(value).cast(nw.Int64) for name, value in moments.items()}


# ---------------------------------------------------------------------------- judging


def _decide(work: Work, call: _Call, stem: str) -> Work:
    """Add the place of the outcome of each row."""
    if call.question == COVER:
        within: Any = nw.lit(code("cover_running"))
        outside: Any = nw.lit(code("cover_ended"))
    else:
        within = _within(call)
        outside = first_of(
            [
                (column(f"{stem}_basis") == VOID, code("claim_after_void")),
                (column("moment") < column("start"), code("claim_before_cover")),
            ],
            code("claim_after_cover"),
        )
    settled = [
        (column(name) != NONE, column(name)) for name in ("early", f"{stem}_error")
    ]
    lack = column(f"{stem}_lack")
    judged = [(column(f"{stem}_inside"), within), (lack != NONE, lack)]
    return work.with_columns(code=first_of([*settled, *judged], outside))


def _within(call: _Call) -> Any:
    """Answer claims that lie in cover."""
    policy = call.policy
    cause = column("cause")
    excluded = cause.is_in([policy.causes.index(key) for key in policy.excluded])
    branches = [(excluded, code("cause_excluded"))]
    if call.question == CLAIM:
        return first_of(branches, code("claim_in_cover"))
    unknown = (cause.is_null(), code("fact_missing:cause"))
    if policy.duty is Duty.EITHER:
        return first_of([*branches, unknown], code("duty_to_repair"))
    affects = call.affects_use
    if affects is None:
        affects = nw.lit(None).cast(nw.Boolean)
    by_text = cause.is_in([policy.causes.index(key) for key in policy.text_causes])
    none = code("no_duty_under_text")
    branches += [
        (~affects, none),
        unknown,
        (~by_text, none),
        (affects.is_null(), code("fact_missing:affects_use")),
    ]
    return first_of(branches, code("duty_to_repair"))


def _write(work: Work, call: _Call, stem: str, prefix: str) -> Work:
    """Add the columns that the caller sees."""
    engine = work.engine
    early, last = column("early"), column(f"{stem}_last")
    known = (column(f"{stem}_bad") == NONE) & (column(f"{stem}_error") == NONE)
    known = known & early.is_in(_COVERED)
    judged = known & (early == NONE)
    clause = nw.when(judged).then(column(f"{stem}_case") + 1).otherwise(nw.lit(0))
    shown = {
        "first": column("start"),
        "last": last,
        "closes": column(f"{stem}_closes"),
        "basis": column(f"{stem}_basis"),
    }
    made: dict[str, Any] = {
        hidden(f"shown_{name}"): nw.when(known).then(source)
        for name, source in shown.items()
    }
    made[hidden("shown_clause")] = clause
    made[f"{prefix}margin_us"] = nw.when(known).then(_margin(last, shown["closes"]))
    exact = nw.when(known & ~last.is_null()).then(column(f"{stem}_exact"))
    made[f"{prefix}closes_included"] = exact
    frame = work.frame.with_columns(**made)
    work = OUTCOMES.write(work.also(frame), hidden("code"), prefix)
    tables = {"basis": list(BASES), "clause": call.clauses}
    for name, entries in tables.items():
        names = {f"{prefix}{name}": hidden(f"shown_{name}")}
        work = work.also(engine.look_up(work.frame, names, entries))
    days = {
        f"{prefix}{name}_day": hidden(f"shown_{name}") for name in ("first", "last")
    }
    times = {f"{prefix}closes": hidden("shown_closes")}
    frame = engine.dates(work.frame, days)
    return work.also(engine.times(frame, times, call.policy.counting.zone))


def _margin(last: Any, closes: Any) -> Any:
    """Return how much cover is left at the moment; less than nothing after it."""
    moment, us = column("moment"), column("moment_us")
    days = (last - moment) * DAY
    return nw.when(us.is_null()).then(days).otherwise(closes - us)
