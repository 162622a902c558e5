"""
One visit that is owed: whether it was made, and of which periods it is.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from followup_rules.books.judging import Judging
from followup_rules.policies.windows import WindowPolicy
from followup_rules.rulebooks.construction.covers import unknown_repairs
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import Moment
from followup_rules.verdicts import AGAINST, Status, Verdict

_UNDONE: Final = AGAINST | {Status.PENDING}
"""What one more visit could change."""


def visits_made(case: Judging, project: Any, kind: str) -> list[Moment]:
    """
    Return when the visits of a kind were made.
    """
    own = case.own("site_visit", project)
    return [visit.visited_at for visit in own if kind in visit.kinds]


def judged_window(
    case: Judging,
    rule: WindowPolicy,
    project: Any,
    anchor: Any,
    made: Any,
    *,
    cell: str | None = None,
    **told: Any,
) -> Verdict:
    """
    Judge one window, of a visit that is *told* to be owed, or not, or not begun.
    """
    return rule.assess(
        anchor,
        tuple(made),
        calendar=case.calendar,
        subject=case.subject(project, cell),
        as_of=case.as_of,
        **told,
    )


def of_the_period(
    case: Judging, project: Any, verdict: Verdict, *others: Deadline | None
) -> Iterator[Verdict]:
    """
    Yield a verdict whose window, or another of it, has a day in the period.

    One of which no window is known is of every period.
    """
    windows: list[Any] = [  # each of them has a first day
        one for one in (verdict.deadline, *others) if one is not None
    ]
    if not windows or any(
        overlaps(case, one.first_day, one.last_day) for one in windows
    ):
        yield fair_to_visits(case, project, verdict)


def overlaps(case: Judging, first: dt.date, last: dt.date) -> bool:
    """
    Say whether days from *first* to *last* have one in the period.
    """
    span = case.period
    return span is None or (first <= span.last and last >= span.first)


def fair_to_visits(case: Judging, project: Any, verdict: Verdict) -> Verdict:
    """
    Hold no row against anybody that may be the visit, or moves a cover.
    """
    visits = ("site_visit",) if verdict.status in _UNDONE else ()
    unreadable = case.unreadable(visits, project)
    repairs = unknown_repairs(case, case.book["warranty"], project)
    return case.fair(verdict, unreadable + repairs)
