"""
The visit before the end of each cover, and of each that began again.

A repair may begin a cover again after the visit before its end was made, or was missed.
What that had come to stays under its key, and the new end owes a visit of its own, under
the category and the day since when the cover is known to have begun again.  # A-36
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from attrs import evolve

from followup_rules.books.judging import Judging
from followup_rules.immutable import frozen
from followup_rules.policies.windows import WindowPolicy
from followup_rules.rulebooks.construction.covers import (
    REPAIR_OWED,
    finite_covers,
    standing,
)
from followup_rules.rulebooks.construction.owing import (
    judged_window,
    of_the_period,
    visits_made,
)
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import Moment
from followup_rules.verdicts import AGAINST, Reason, Status, Verdict

_SETTLED: Final = AGAINST | {Status.MET, Status.LATE}
_INSTANT: Final = dt.timedelta.resolution


@frozen
class Ending:
    """
    An end of a cover, before which a visit is owed.

    Attributes:
        cell: What tells it apart: the category, and the day since when it is known to
            have begun again after an end whose visit was settled.
        last_day: The last day of the cover; None is not known.
        owed: Whether a visit is; None is that the last day decides.
        why: Why the last day is not known.
        earlier: The windows of the visit before its cover began again.
        begun: Whether the cover has begun.
    """

    cell: str
    last_day: dt.date | None
    owed: bool | None
    why: tuple[Reason, ...] = ()
    earlier: tuple[Deadline, ...] = ()
    begun: bool = True


Endings = dict[str, tuple[tuple[Ending, Verdict], ...]]
"""The ends of each category, each with the verdict on its visit."""


def visit_before_expiry(case: Judging, rule: WindowPolicy) -> Iterator[Verdict]:
    """
    WAR-3.5a: a visit for the end of each finite cover.
    """
    for project in case.rows("project"):
        for ends in _judged(case, rule, project).values():
            for end, verdict in ends:
                earlier = () if verdict.deadline is None else end.earlier
                yield from of_the_period(case, project, verdict, *earlier)


def _judged(case: Judging, rule: WindowPolicy, project: Any) -> Endings:
    """Judge every end of every finite cover of a project."""
    key = ("endings", rule.id, project.id)
    return case.once(key, lambda: _judge(case, rule, project))


def _judge(case: Judging, rule: WindowPolicy, project: Any) -> Endings:
    """Judge every end by the visits of its window, and those of none."""
    made = visits_made(case, project, "pre_expiry")
    every = {
        one: _ends(case, rule, project, one) for one in finite_covers(case, project)
    }
    plain = _before_visits(case, rule, project, chain.from_iterable(every.values()))
    windows = {one.deadline for one in plain.values()} - {None}
    found: Endings = {}
    for category, ends in every.items():
        told = []
        for end in ends:
            window = plain[end].deadline
            own = [
                moment
                for moment in made
                if _is_in(window, moment)
                or not any(_is_in(other, moment) for other in windows)
            ]
            verdict = _asked(case, rule, project, end, own) if own else plain[end]
            told.append((end, verdict))
        found[category] = tuple(told)
    return found


def _before_visits(
    case: Judging, rule: WindowPolicy, project: Any, ends: Iterable[Ending]
) -> dict[Ending, Verdict]:
    """Judge ends as if nobody had come; covers may end on one day."""
    alike: dict[Any, Verdict] = {}
    found: dict[Ending, Verdict] = {}
    for end in ends:
        told = end.last_day, end.owed, end.begun, end.why
        verdict = alike.get(told)
        if verdict is None:
            verdict = alike[told] = _asked(case, rule, project, end, ())
        found[end] = verdict.on(case.subject(project, end.cell))
    return found


def _ends(
    case: Judging, rule: WindowPolicy, project: Any, category: str
) -> tuple[Ending, ...]:
    """Return the ends of a cover of which the visits were settled, and its last."""
    kept: tuple[Ending, ...] = ()
    earlier: tuple[Deadline, ...] = ()
    cell = category
    begun = standing(case, project).begun.get(category, ())
    if begun:
        then = case.as_it_stood(begun[-1] - _INSTANT)
        (*others, (last, verdict)) = _judged(then, rule, project)[category]
        kept, cell = tuple(end for end, _ in others), last.cell
        if verdict.status in _SETTLED:
            kept = (*kept, last)
            cell = f"{category} {case.day(begun[-1]).isoformat()}"
        else:
            window = verdict.deadline
            earlier = (*last.earlier, *(() if window is None else (window,)))
    last = _last(case, project, category, cell)
    return (*kept, evolve(last, earlier=earlier) if earlier else last)


def _last(case: Judging, project: Any, category: str, cell: str) -> Ending:
    """Return the end of a cover as it is known."""
    stands = standing(case, project)
    found = stands.covers[category]
    cover = found.evidence.cover
    if project.accepted_on is None:
        return Ending(cell, None, None, begun=False)
    if cover is None or category in stands.longest:
        why = found.reason if cover is None else REPAIR_OWED
        return Ending(cell, None, None, (evolve(why, decides=False),))
    return Ending(cell, cover.last_day, False if cover.basis == "void" else None)


def _asked(
    case: Judging, rule: WindowPolicy, project: Any, end: Ending, made: Any
) -> Verdict:
    """Judge the visit before an end."""
    verdict = judged_window(
        case,
        rule,
        project,
        end.last_day,
        made,
        owed=end.owed,
        begun=end.begun,
        cell=end.cell,
    )
    return verdict.with_notes(*end.why)


def _is_in(window: Deadline | None, moment: Moment) -> bool:
    """Say whether a moment lies in a window."""
    return window is not None and window.opened_by(moment) and window.met_by(moment)
