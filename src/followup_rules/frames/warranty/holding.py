"""
Which cover decides for each row, and whether the moment lies in it.
"""

from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.outcomes import column, first_of
from followup_rules.frames.warranty.covers import Days, add_cover, closing_wall
from followup_rules.frames.warranty.ends import Ask
from followup_rules.frames.warranty.facts import pick_day
from followup_rules.frames.warranty.reasons import ERRORS, NONE, code, first_reason

HELD: Final = (
    "case",
    "last",
    "exact",
    "basis",
    "closes",
    "bad",
    "error",
    "lack",
    "inside",
)


def hold(
    work: Work, ask: Ask, known: Mapping[str, Times], *, cause_named: bool
) -> tuple[Work, str]:
    """
    Add the cover that decides for each row, and what the moment comes to.

    Args:
        work: The frame, with the first day and the moment of each row.
        ask: What is asked.
        known: The days that were known.
        cause_named: Whether there is a column of the category of the cause.

    Returns:
        The work, and what the names of the hidden columns begin with: `case` (the
        place of the category), `last`, `closes`, `exact` (whether `closes` itself is
        covered), `basis`, `bad` (why there is no cover), `error` (why a single call
        would raise), `lack` (why the answer is not known) and `inside`.
    """
    own, cause = column("category"), column("cause_category")
    if not cause_named:
        return _held(work, "one", ask, own, known), "one"
    if ask.policy.cause_decides:
        key = nw.when(cause.is_null()).then(own).otherwise(cause)
        return _held(work, "one", ask, key, known), "one"
    other = nw.when(cause != own).then(cause)
    work = _held(work, "one", ask, own, known)
    return _longest(_held(work, "two", ask, other, known)), "both"


def _held(
    work: Work, stem: str, ask: Ask, key: Any, known: Mapping[str, Times]
) -> Work:
    """Add the cover of one category of each row, with the moment held against it."""
    case = f"{stem}_case"
    work = work.with_columns(**{case: key})
    work, repaired = pick_day(work, f"{stem}_repaired", case, "repaired_on", known)
    work, again = pick_day(work, f"{stem}_accepted", case, "reaccepted_on", known)
    work, voided = pick_day(work, f"{stem}_void", case, "voided_on", known)
    days = Days(
        key=case, start="start", repaired=repaired, reaccepted=again, voided=voided
    )
    work, cover = add_cover(work, stem, ask, days)
    undelivered = (column("start").is_null(), "fact_missing:delivered_on")
    there, end = ~column(case).is_null(), cover.end
    problems = [(there & bad, why) for bad, why in (undelivered, *end.problems)]
    made = {
        "wall": closing_wall(end),
        "last": column(end.last),
        "sure": column(end.sure),
        "exact": ~column(end.end).is_null(),
        "basis": cover.basis.cast(nw.Int64),
        "bad": first_reason(problems),
    }
    work = work.with_columns(**{f"{stem}_{name}": expr for name, expr in made.items()})
    names = {hidden(f"{stem}_closes"): hidden(f"{stem}_wall")}
    zone = ask.counting.zone
    return _against(work.also(work.engine.to_utc(work.frame, names, zone)), stem)


def _against(work: Work, stem: str) -> Work:
    """Say whether the moment lies in a cover, or why that is not known."""
    names = ("case", "last", "sure", "exact", "closes", "bad")
    case, last, sure, exact, closes, bad = (column(f"{stem}_{name}") for name in names)
    moment, us = column("moment"), column("moment_us")
    started = moment >= column("start")
    endless = started & last.is_null()
    at_noon = started & (moment == last) & exact
    lack = first_of(
        [
            (bad != NONE, bad),
            (at_noon & us.is_null(), code("fact_missing:clock_time")),
            (endless & (moment > sure), code("fact_missing:season_end")),
        ],
        NONE,
    )
    within = first_of(
        [
            (case.is_null() | (bad != NONE), nw.lit(value=False)),
            (endless, moment <= sure),
            (at_noon, us <= closes),
        ],
        started & (moment <= last),
    )
    made = {
        "lack": lack,
        "inside": within.fill_null(value=False),
        "error": nw.when(bad.is_in(ERRORS)).then(bad).otherwise(nw.lit(NONE)),
    }
    return work.with_columns(**{f"{stem}_{name}": expr for name, expr in made.items()})


def _longest(work: Work) -> Work:
    """Take the longest cover that the moment lies in, or else the longest."""
    there = ~column("two_case").is_null()
    later = (column("two_closes") > column("one_closes")).fill_null(value=False)
    longer = ~column("one_last").is_null() & (column("two_last").is_null() | later)
    first, second = column("one_inside"), column("two_inside")
    takes = first_of(
        [
            (first & second, longer),
            (first, nw.lit(value=False)),
            (second, nw.lit(value=True)),
            (column("one_lack") != NONE, nw.lit(value=False)),
            (column("two_lack") != NONE, nw.lit(value=True)),
        ],
        there & longer,
    )
    work = work.with_columns(second=takes)
    made = {
        f"both_{name}": nw.when(column("second"))
        .then(column(f"two_{name}"))
        .otherwise(column(f"one_{name}"))
        for name in HELD
    }
    error = column("one_error")
    made["both_error"] = (
        nw.when(error != NONE).then(error).otherwise(column("two_error"))
    )
    return work.with_columns(**made)
