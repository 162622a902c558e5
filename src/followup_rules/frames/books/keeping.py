"""
Keeping over the columns of a ledger: whether something was kept long enough.
"""

from collections.abc import Iterator
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import FollowupRulesError
from followup_rules.frames.books.dues import moment
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    is_text,
)
from followup_rules.frames.books.subjects import about, without_limit
from followup_rules.frames.books.values import NO
from followup_rules.frames.calendar_tables import FIRST_DAY, LAST_DAY
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import Limit, add_limit
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.timing.counting import ClosesAt, Counting

_PLACE: Final = hidden("kept_for")
_REASONS: Final = (
    "disposed_before_start",
    "gone_before_start",
    "fact_missing:kept",
    "fact_missing:disposed",
    "fact_missing:category",
    "keeping_not_begun",
    "disposed_early",
    "kept_long_enough",
    "kept_so_far",
    "gone_early",
)
"""Those that decide; for others rows are asked, and it is not known."""


def keeping(
    asked: Questions, feed: Any, rule: Any, *, calendar: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """
    Judge what is there, and what is gone, against the period of its category.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    _check(rule.counting)
    since = moment(asked, feed.since)
    gone = Times(hidden("no_day")) if feed.disposed is None else None
    gone = moment(asked, feed.disposed) if gone is None else gone
    kept = asked.truth(feed.kept)
    _category(asked, feed, rule)
    work = asked.told.work.also(
        asked.frame.with_columns(
            **{hidden("kept"): kept, hidden("no_day"): nw.lit(None).cast(nw.Int64)}
        )
    )
    lengths = [case.keep_for for case in rule.cases] or [rule.keep_for]
    work, limits = _periods(asked, work, rule, lengths, since, calendar)
    asked.keep(work.frame)
    reason = _reason(asked, limits, since, gone, cases=bool(rule.cases))
    clauses = [
        (nw.col(_PLACE) == place, case.clause.id)
        for place, case in enumerate(rule.cases)
    ]
    clause = first_of(clauses, rule.clause.id)
    made = about(asked, reason=reason, clause=clause)
    yield without_limit(made, _REASONS), None


def _check(counting: Counting) -> None:
    """Leave to rows what ends with an office, or at a time of day."""
    if counting.day_ends is not None or counting.closes_at is not ClosesAt.DAY_END:
        raise NotInColumnsError("its last day ends at a time of day")


def _category(asked: Questions, feed: Any, rule: Any) -> None:
    """Add the place of the case of each row; -1 is that none is known."""
    if (feed.category is None) is bool(rule.cases):
        if feed.category is not None:
            raise NotInColumnsError(str(feed.category))
        asked.keep(asked.frame.with_columns(nw.lit(-1).alias(_PLACE)))
        return
    if feed.category is None:
        asked.keep(asked.frame.with_columns(nw.lit(0).alias(_PLACE)))
        return
    if not is_text(asked, feed.category):
        raise NotInColumnsError(str(feed.category))
    name = asked.ask(feed.category).cast(nw.String)
    places = [(name == case.key, place) for place, case in enumerate(rule.cases)]
    found = first_of(places, -1)
    asked.doubts.append(~name.is_null() & (found == -1))
    asked.keep(asked.frame.with_columns(found.alias(_PLACE)))


def _periods(
    asked: Questions,
    work: Work,
    rule: Any,
    lengths: list[Any],
    since: Times,
    calendar: Any,
) -> tuple[Work, list[Limit]]:
    """Count every period; what only rows can count of a row is marked."""
    limits = []
    for place, length in enumerate(lengths):
        name = f"period_{place}"
        try:
            told = rule.counting, length, since, calendar, asked.asking.now
            work, limit = add_limit(work, name, *told)
        except FollowupRulesError as error:
            raise NotInColumnsError(str(error)) from error
        if limit.added is not None:
            last = nw.col(since.day) + limit.added
            work = work.with_columns(**{f"{name}_last": last})
            limit = Limit(hidden(f"{name}_last"))
        limits.append(limit)
    return work, limits


def _reason(
    asked: Questions, limits: list[Limit], since: Times, gone: Times, *, cases: bool
) -> Any:
    """Say what each row comes to, in the order of the rule."""
    now = asked.asking.now
    place, said = nw.col(_PLACE), nw.col(hidden("kept"))
    begun = since.given & ~since.after(now.day, now.us).fill_null(value=True)
    went = gone.given & ~gone.after(now.day, now.us).fill_null(value=True)
    still = gone.given & ~went  # until a disposal that lies ahead it is there
    kept = nw.when(still).then(nw.lit(value=True)).otherwise(said)
    branches: list[tuple[Any, str]] = [
        (~begun & went, "disposed_before_start"),
        (~begun & (~kept).fill_null(value=False), "gone_before_start"),
        (~begun & kept.is_null(), "fact_missing:kept"),
        (~begun, "keeping_not_begun"),
    ]
    if cases:
        branches.append((place == -1, "fact_missing:category"))
    for number, limit in enumerate(limits):
        own = (place == number) if cases else nw.lit(value=True)
        branches += [
            (own & bad, why) for bad, why in _against(limit, gone, went, kept, now)
        ]
    return first_of(branches, "by_rows")


def _against(
    limit: Limit, gone: Times, went: Any, kept: Any, now: Any
) -> list[tuple[Any, str]]:
    """Judge against one period; its problems come first."""
    if limit.problem == "instant_needed":
        return [(nw.lit(value=True), "by_rows")]
    if limit.problem is not None:
        return [(nw.lit(value=True), limit.problem)]
    last = nw.col(str(limit.last))
    beyond = (last < FIRST_DAY) | (last > LAST_DAY)
    odd = [nw.col(bad) for bad, why in limit.absent if why != "calendar_not_covered"]
    if limit.end is None:
        early = nw.col(gone.day) <= last
        over = last < now.day
        vague = NO
    else:
        end = nw.col(limit.end)
        over = end <= now.us
        early = nw.col(gone.day) < last if gone.us is None else nw.col(gone.us) < end
        vague = (nw.col(gone.day) == last) if gone.us is None else NO
    here = kept.fill_null(value=False)
    return [
        (any_of([*odd, beyond, went & vague]), "by_rows"),
        (last.is_null(), "calendar_not_covered"),
        (went & early, "disposed_early"),
        (went, "kept_long_enough"),
        (here & over, "kept_long_enough"),
        (here, "kept_so_far"),
        (~kept & ~over, "gone_early"),
        (kept.is_null(), "fact_missing:kept"),
        (~kept, "fact_missing:disposed"),
    ]
