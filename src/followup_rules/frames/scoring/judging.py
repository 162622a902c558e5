"""
The windows of a frame, scored, ranked and judged; no float decides anything.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw
from attrs import field

from followup_rules.clauses import Force
from followup_rules.errors import (
    ColumnTakenError,
    GradeNameTakenError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.frames.columns import Work, hidden, read_names
from followup_rules.frames.moments import instant_us
from followup_rules.frames.outcomes import Outcomes, column, first_of
from followup_rules.frames.scoring.means import blend, count_up, mean, whole_numbers
from followup_rules.frames.scoring.reading import FAULTS, Asked
from followup_rules.frames.scoring.standings import rank, write_out
from followup_rules.frames.scoring.tallies import (
    add_windows,
    put_on_top,
    tally_answers,
    tally_ratings,
)
from followup_rules.immutable import frozen
from followup_rules.policies.scoring import ScoringPolicy, least_sample
from followup_rules.verdicts import judged_at

RESULTS: Final = (
    "answers",
    "answered",
    "good_answers",
    "blanks",
    "no_answer",
    "unknown_grade",
    "evaluator_answers",
    "score_numerator",
    "score_denominator",
    "score_text",
    "tier",
    "needed",
    "low_sample",
    "rank",
    "of",
    "status",
    "clause",
    "reason",
)
"""What comes out, after the columns of the window and those of each grade."""

EVALUATOR: Final = "evaluator"
_OUTCOMES: Final = (
    "fact_missing:window",
    "unknown_window",
    "unknown_grade",
    "unknown_topic",
    "fact_missing:topic",
    "fact_missing:form",
    "fact_missing:evaluator_grade",
    "duplicate_answer",
    "fact_missing:count",
    "impossible_count",
    "too_many_answers",
    "fact_missing:weights",
    "fact_missing:evaluator",
    "no_answers",
    "no_evaluator_data",
    "window_scored_so_far",
    "score_too_low",
    "score_below_target",
    "window_scored",
    "evaluator_blended",
)
_KEPT: Final = (
    "fault",
    "settles",
    "some",
    "mean_of",
    "numerator",
    "denominator",
    "ratings",
    "answers",
    "answered",
    "good",
    "blanks",
    "no_answer",
    "unknown_grade",
)
_REASONS: Final = {
    "topic_missing": "fact_missing:topic",
    "form_missing": "fact_missing:form",
    "rating_missing": "fact_missing:evaluator_grade",
    "count_missing": "fact_missing:count",
}


@frozen
class _Call:
    """
    What a call is judged on.
    """

    groups: tuple[str, ...]
    windows: tuple[str, ...] | None
    part: str | None
    settles: int | None
    now: int | None
    outcomes: Outcomes = field(repr=False)


def assess(
    frame: Any,
    policy: ScoringPolicy,
    *,
    window: str,
    grade: str | Mapping[str, str],
    by: str | Sequence[str] = (),
    topic: str | None = None,
    form: str | None = None,
    count: str | None = None,
    evaluator: Any = None,
    evaluator_grade: str | None = None,
    evaluator_count: str | None = None,
    windows: Sequence[str] | None = None,
    part: str | None = None,
    settles: str | dt.datetime | None = None,
    as_of: dt.datetime | None = None,
    zone: str | None = None,
) -> Any:
    """
    Return one row for each window: its tallies, score, tier, rank and status.

    The result has the columns of *by* and *window*, one for each grade of the scale,
    then `answers`, `answered` (answers, or forms where forms are averaged),
    `good_answers`, `blanks`, `no_answer`, `unknown_grade` (answers whose grade means
    nothing), `evaluator_answers`, `score_numerator`, `score_denominator` (the exact score, not
    in lowest terms), `score_text` (rounded, for display), `tier`, `needed`,
    `low_sample`, `rank`, `of`, `status`, `clause` and `reason`. Windows are ranked
    among those with the same values of *by*.

    Answers come in one of three shapes: a row for each form with a column for each
    item (*grade* is a table from item to column; a row without any grade is somebody
    who gave no answer); a row for each answer, with *form* and *topic*, which is put
    together to forms; or a row for each answer without a form, where nobody can tell
    who gave no answer, and a null grade is an item left blank. A rule of one item
    takes each row as a form. A row without topic and grade only says that the form,
    or the window, exists.

    The score of a year is that of all its answers, so it is judged in the same way,
    with the year among *by*.

    Args:
        frame: A polars, pandas, pyarrow, DuckDB or PySpark frame; a lazy one stays
            lazy and nothing is executed.
        policy: The rule.
        window: The column of the window's code.
        grade: The column of the grade, by any of its words, or that of each item.
        by: The columns of further groups, such as a month, in each of which windows
            are scored and ranked.
        topic: The column of the item that a grade is about.
        form: The column that tells the forms of a window apart.
        count: The column of how often a row occurred; without it, once.
        evaluator: A frame of rating devices, of the same engine, with the same columns
            *window* and *by*.
        evaluator_grade: Its column of the grade that was pressed.
        evaluator_count: Its column of how often.
        windows: All windows there are: one without a row is listed in every group that
            has a row, another one is undetermined.
        part: "evaluator" judges whether the devices were taken into account, under the
            clause that asks for it.
        settles: When all answers are in, as one moment or a column (the latest of the
            window holds); until then a score is pending. None is settled.
        as_of: The moment of judgement, needed with *settles*.
        zone: Where times without a zone were recorded.

    Raises:
        MissingColumnError, WrongColumnTypeError, NaiveColumnError: If a column is
            unusable.
        ColumnTakenError: If *window* or a column of *by* has the name of a result, of
            a grade or of another one.
        GradeNameTakenError: If a grade has the name of a result.
        InvalidFieldError: If a column is needed that was not named, or cannot be used
            with the others.
        UnknownNameError: If the part, or an item of *grade*, is unknown.
        MissingFactError: If *settles* is given without a moment of judgement.
        TooLargeProductError: If points, weights, sizes of forms or cut-offs cannot be
            multiplied exactly in 64 bits.
    """
    _check_part(part)
    groups = read_names("by", by)
    _check_names(policy, (*groups, *read_names("window", (window,))))
    rule = whole_numbers(policy)
    named = _codes(windows)
    call = _call(groups, named, part, settles, as_of)
    asked = Asked(window, groups, grade, topic, form, count)
    column_of = settles if isinstance(settles, str) else None
    work = tally_answers(frame, policy, asked, settles=column_of, zone=zone)
    if evaluator is not None:
        if evaluator_grade is None:
            allowed = "the column of the evaluator's frame that holds the grade"
            raise InvalidFieldError("evaluator_grade", None, allowed)
        pressed = Asked(window, groups, evaluator_grade, count=evaluator_count)
        ratings = tally_ratings(evaluator, policy, pressed)
        work = put_on_top([work, ratings], rule.layout, asked.keys)
    if named is not None:
        work = add_windows(work, rule.layout, named, asked.keys)
    work = blend(mean(count_up(_fault(work, call), rule), rule), rule)
    counts = [hidden(f"count_{grade}") for grade in rule.layout.grades]
    kept = (*asked.keys, *map(hidden, _KEPT), *counts)
    work = work.also(work.frame.select(*kept))
    work = rank(write_out(_tier(work, policy)), policy, groups)
    return _write(_decide(work, policy, call), policy, call, window)


def _check_part(part: Any) -> None:
    """Refuse what is no part of the rule."""
    if part is None:
        return
    if not isinstance(part, str):
        raise InvalidFieldError("part", part, f"{EVALUATOR!r} or nothing")
    if part != EVALUATOR:
        raise UnknownNameError("part", part, (EVALUATOR,))


def _codes(windows: Any) -> tuple[str, ...] | None:
    """Return the codes of all windows; None where they were not given."""
    if windows is None:
        return None
    given = None if isinstance(windows, str) else windows
    if (
        not isinstance(given, Sequence)
        or not given
        or not all(isinstance(code, str) for code in given)
    ):
        raise InvalidFieldError("windows", windows, "the codes of all windows")
    return tuple(given)


def _check_names(policy: ScoringPolicy, groups: tuple[str, ...]) -> None:
    """Refuse a column that would be overwritten."""
    for name in policy.scale.ids:
        if name in RESULTS:
            raise GradeNameTakenError(name)
    for place, name in enumerate(groups):
        if name in (*RESULTS, *policy.scale.ids, *groups[:place]):
            raise ColumnTakenError(name)


def _call(
    groups: tuple[str, ...],
    windows: tuple[str, ...] | None,
    part: str | None,
    settles: str | dt.datetime | None,
    as_of: dt.datetime | None,
) -> _Call:
    """Return what a call is judged on."""
    bound = now = None
    if settles is not None:
        now = instant_us(judged_at(as_of)[0], "as_of")
        if not isinstance(settles, str):
            bound = instant_us(settles, "settles")
    missing = [f"fact_missing:{name}" for name in groups]
    outcomes = Outcomes(*_OUTCOMES, *missing)
    return _Call(groups, windows, part, bound, now, outcomes)


def _fault(work: Work, call: _Call) -> Work:
    """Add why a window cannot be judged; null where it can."""
    code = call.outcomes.code
    branches = [
        (nw.col(name).is_null(), code(f"fact_missing:{name}")) for name in call.groups
    ]
    branches.append((column("window").is_null(), code("fact_missing:window")))
    if call.windows is not None:
        known = column("window").is_in(call.windows)
        branches.append((~known, code("unknown_window")))
    branches += [
        (column(fault) > 0, code(_REASONS.get(fault, fault))) for fault in FAULTS
    ]
    return work.with_columns(fault=first_of(branches, nw.lit(None).cast(nw.Int64)))


def _tier(work: Work, policy: ScoringPolicy) -> Work:
    """Add the tier, and whether there are enough answers to show it."""
    engine, tiers = work.engine, policy.tiers
    top, bottom = column("numerator"), column("denominator")
    reached = [
        (top * tier.least.denominator >= bottom * tier.least.numerator, place)
        for place, tier in enumerate(tiers)
    ]
    work = work.with_columns(tier=first_of(reached, nw.lit(None)).cast(nw.Int64))
    needs = [least_sample(tier.least / 100, policy.confidence) for tier in tiers]
    frame = engine.look_up(work.frame, {hidden("needs"): hidden("tier")}, needs)
    frame = engine.look_up(
        frame, {"tier": hidden("tier")}, [tier.key for tier in tiers]
    )
    none, needs_of = column("tier").is_null(), column("needs").cast(nw.Int64)
    work = work.also(frame).with_columns(needed=first_of([(none, 0)], needs_of))
    short = first_of(
        [(none, False), (column("needed").is_null(), True)],
        column("answered") < column("needed"),
    )
    return work.with_columns(low_sample=short)


def _decide(work: Work, policy: ScoringPolicy, call: _Call) -> Work:
    """Add the place of the outcome of each window, as the scalar path decides."""
    code = call.outcomes.code
    branches: list[tuple[Any, Any]] = [(~column("fault").is_null(), column("fault"))]
    end = "window_scored"
    if call.part is not None:
        branches.append((~column("some"), code("no_evaluator_data")))
        end = "evaluator_blended"
    if policy.weights is None:
        branches.append((column("some"), code("fact_missing:weights")))
    branches.append((column("answered") == 0, code("no_answers")))
    branches.append((column("mean_of").is_null(), code("too_many_answers")))
    branches.append((column("numerator").is_null(), code("fact_missing:evaluator")))
    if call.part is None and call.now is not None:
        bound = column("settles") if call.settles is None else nw.lit(call.settles)
        branches.append((bound > call.now, code("window_scored_so_far")))
    if call.part is None and policy.least is not None:
        asked, striven = policy.least, policy.clause.duty is Force.TARGET
        low = column("numerator") * asked.denominator < (
            column("denominator") * asked.numerator
        )
        name = "score_below_target" if striven else "score_too_low"
        branches.append((low, code(name)))
    return work.with_columns(code=first_of(branches, code(end)))


def _write(work: Work, policy: ScoringPolicy, call: _Call, window: str) -> Any:
    """Return the windows with the columns that the caller sees."""
    work = call.outcomes.write(work, hidden("code"), "")
    clause = (policy.evaluator_clause if call.part else None) or policy.clause
    ids = policy.scale.ids
    shown = work.frame.with_columns(
        column("window").alias(window),
        *(column(f"count_{g}").alias(grade) for g, grade in enumerate(ids)),
        **{name: column(name) for name in ("answers", "answered", "blanks")},
        good_answers=column("good"),
        **{name: column(name) for name in ("no_answer", "unknown_grade", "needed")},
        evaluator_answers=column("ratings"),
        score_numerator=column("numerator"),
        score_denominator=column("denominator"),
        low_sample=column("low_sample"),
        clause=nw.lit(clause.id),
    ).select(*call.groups, window, *ids, *RESULTS)
    return work.engine.finish(work.native, shown)
