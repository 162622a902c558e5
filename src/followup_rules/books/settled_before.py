"""
What was broken or late before another row moved what it was counted from.

Within three days of the last call: whoever let the first one wait is not in time
because somebody calls again. An order that was closed too late was closed, though it is
void since. Only what was entered late, or was wrong, is judged anew.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

from attrs import evolve

from followup_rules.books.chains import Path
from followup_rules.books.conditions import Pick, Question
from followup_rules.books.conditions.lasting import falls, wavers
from followup_rules.books.conditions.questions import all_in
from followup_rules.books.feeds.asking import DONE, AskedFor, questions
from followup_rules.books.judging import Judging
from followup_rules.books.stood import as_of_today, is_entered, moments, verdict_then
from followup_rules.immutable import frozen
from followup_rules.verdicts import AGAINST, Status, Verdict, note

_STARTS: Final = frozenset(
    {"since", "event", "starts", "closed", "appointed", "category", "limit"}
)
"""The questions by which a bound is set."""
_SETTLED: Final = frozenset({*AGAINST, Status.MET})
_STANDS: Final = note("stands_as_before")


@frozen
class Fixed(Question):
    """
    What a question came to when something was broken, whatever has come since.
    """

    value: Any

    def of(self, case: Judging, row: Any) -> Any:
        """
        Return it.
        """
        del case, row
        return self.value


def moved_by_rows(feed: Any) -> tuple[Path, ...]:
    """
    Return the questions of a feed by which another row may move a bound.
    """
    return tuple(
        path
        for path, what, asks in questions(feed)
        if path[0] in _STARTS and asks is not AskedFor.YES_NO and wavers(what)
    )


def may_be_undone(feed: Any) -> bool:
    """
    Say whether what was done may count no more.
    """
    return any(
        isinstance(one, Pick) and falls(one.where)
        for path, what, _ in questions(feed)
        if path[0] in DONE
        for one in all_in(what)
    )


def settled_before(
    verdict: Verdict,
    feed: Any,
    rule: Any,
    hung: Mapping[Path, Any],
    case: Judging,
    row: Any,
) -> Verdict | None:
    """
    Return what a verdict is, where it was broken or late before by the days of rows.

    None is that it was not, or was met before that.
    """
    then = partial(verdict_then, verdict, rule=rule, hung=hung, row=row)
    course = partial(_course, then, feed, row, sorted(moments(rule.id, case, row)))
    if is_entered(rule.id, case, row):  # what was reported as met is met
        first, _, _ = course(case.as_it_stood)
        if first is not None and first.status is Status.MET:
            return None
    first, asked, late = course(case.as_dated)
    if first is None or first.status is Status.MET:
        return None
    today = then(asked, then=case)
    is_late = today is not None and today.status is Status.LATE
    if late is not None and not hung and not is_late:
        return as_of_today(late, case, _STANDS)
    if today is None or today.evidence == verdict.evidence:
        return today
    return today.with_notes(_STANDS)


def _course(
    then: Callable[..., Verdict | None],
    feed: Any,
    row: Any,
    came: Iterable[dt.datetime],
    at: Callable[[dt.datetime], Judging],
) -> tuple[Verdict | None, Any, Verdict | None]:
    """
    Return what something came to first, the feed that asks on, and how it was late.

    From when it was broken on, what sets its bound is asked no more.
    """
    asked, first = feed, None
    for moment in came:
        before = then(asked, then=at(moment))
        if before is None or before.status not in _SETTLED:
            continue
        if first is None:
            first, asked = before, _fixed(feed, at(moment), row)
        if before.status in {Status.MET, Status.LATE}:
            return first, asked, before if before.status is Status.LATE else None
    return first, asked, None


def _fixed(feed: Any, then: Judging, row: Any) -> Any:
    """Return a feed of which what sets the bound is as it was."""
    moved = moved_by_rows(feed)
    fixed: dict[str, Any] = {
        str(path[0]): Fixed(getattr(feed, str(path[0])).of(then, row))
        for path in moved
        if len(path) == 1
    }
    events = {path[-1] for path in moved if len(path) > 1}
    if events:
        fixed["starts"] = {
            key: Fixed(what.of(then, row)) if key in events else what
            for key, what in feed.starts.items()
        }
    return evolve(feed, **fixed)
