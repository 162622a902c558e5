"""
What lets a row off from a duty, and what it makes of a verdict.
"""

import datetime as dt
from collections.abc import Callable, Container
from typing import Any

from attrs import evolve

from followup_rules.books.judging import Judging
from followup_rules.excuses import Excuse
from followup_rules.timing.moments import Moment, is_before, local_ordinal
from followup_rules.verdicts import AGAINST, Status, Verdict, decides


def let_off(
    feed: Any,
    case: Judging,
    row: Any,
    verdict: Verdict,
    was_broken: Callable[[Moment], bool] | None = None,
) -> Verdict:
    """
    Return a verdict on a row with the ways out that hold of it.

    What is certain comes first: one of which it is not known whether it holds decides
    nothing where another does. *was_broken* says of what has no bound of its own whether
    something was broken at a moment; what came afterwards mends nothing.
    """
    unsure: list[Any] = []
    for way in feed.ways_out:
        for holds, since in way.holds(case, row):
            excuse = way.excuse(case, row, since)
            asks = None if way.whenever or since is None else was_broken
            if asks is not None and since is not None and asks(since):
                verdict = excuse.after_breach(verdict) if holds else verdict
            elif holds:
                verdict = excuse.on(verdict)
            else:
                unsure.append(excuse)
    for excuse in unsure:
        verdict = excuse.perhaps_on(verdict)
    return verdict


def excuse_in_time(
    feed: Any, case: Judging, row: Any, ends: dt.datetime | None
) -> Excuse | bool | None:
    """
    Return by what a row of a population is let off; False is by nothing, None not known.

    One that came after the population was settled changes it no more. Of several that
    hold the first is named.
    """
    found: bool | None = False
    for way in feed.ways_out:
        for holds, since in way.holds(case, row):
            if since is None or ends is None or is_before(since, ends, case.zone):
                excuse: Excuse = way.excuse(case, row, since)
                if holds and excuse.ended_before(ends, case.zone):
                    continue
                if holds and not (since is None and way.is_dated):
                    return excuse
                found = None
    return found


def ended_excuses(feed: Any, case: Judging, row: Any) -> list[tuple[Excuse, Moment]]:
    """
    Return what let a row off for a time that is over, with its end, by their ends.
    """
    found = [
        way.excuse(case, row, since)
        for way in feed.ways_out
        for holds, since in way.holds(case, row)
        if holds
    ]
    over = [(one, one.until) for one in found if one.until is not None]
    return sorted(over, key=lambda one: local_ordinal(one[1], case.zone, "until"))


def unless_owed(verdict: Verdict) -> Verdict:
    """
    Return a verdict on what may not be owed at all, which accuses nobody.
    """
    return unless_known(verdict, "owed")


def unless_known(
    verdict: Verdict, fact: str, turned: Container[Status] = AGAINST
) -> Verdict:
    """
    Return a verdict that accuses nobody while a fact is not known that may turn it.
    """
    if verdict.status not in turned:
        return verdict
    unknown = decides("fact_missing", fact=fact)
    return evolve(verdict, reasons=(unknown, *verdict.notes))
