"""
When what was done came to count, where a later row may make it do so.

An order was closed on the 3rd, and counts once a check of it was passed, on the 20th:
what had to be done by the 8th was overdue until then, and is late. It is never in time
after all.
"""

import datetime as dt
from typing import Any

from followup_rules.books.conditions import Pick
from followup_rules.books.conditions.lasting import comes_to_count
from followup_rules.books.conditions.questions import all_in
from followup_rules.books.judging import Judging
from followup_rules.timing.moments import (
    Moment,
    first_instant,
    is_before,
    local_ordinal,
    show_instant,
    show_moment,
)
from followup_rules.verdicts import Reason, note


def may_come_to_count(what: Any) -> bool:
    """
    Say whether a question picks rows that may come to count only after their day.
    """
    return any(
        isinstance(one, Pick) and comes_to_count(one.where) for one in all_in(what)
    )


def as_counted(
    what: Any, case: Judging, rule_id: str, row: Any
) -> tuple[Moment | None, tuple[Reason, ...]]:
    """
    Return when something was done that counts, and the remark that it counts only since.

    Args:
        what: The question when it was done, which may come to count.
        case: The call.
        rule_id: The rule that asks.
        row: The row that is asked.
    """
    done: Moment | None = what.of(case, row)
    if case.by_now(done) is None:
        return done, ()
    assert done is not None  # noqa: S101 - it has happened
    since = _counts_since(what, case, rule_id, row, done)
    if since is None:
        return done, ()
    at = show_instant(since, case.zone)
    return at, (note("counts_since", done=show_moment(done, case.zone), at=at),)


def _counts_since(
    what: Any, case: Judging, rule_id: str, row: Any, done: Moment
) -> dt.datetime | None:
    """Return since when it counts; None is from when it was done, by the days of rows."""
    if _counted(what, case, row, min(_end_of(done, case.zone), case.now)):
        return None
    from followup_rules.books.stood import moments  # noqa: PLC0415 - seldom

    came = moments(rule_id, case, row)
    later = sorted(one for one in came if is_before(done, one, case.zone))
    return next((one for one in later if _counted(what, case, row, one)), case.now)


def _counted(what: Any, case: Judging, row: Any, moment: dt.datetime) -> bool:
    """Say whether anything was done that counted at a moment."""
    then = case.as_dated(moment)
    return then.by_now(what.of(then, row)) is not None


def _end_of(done: Moment, zone: dt.tzinfo) -> dt.datetime:
    """Return an instant, or the last one of a day."""
    if isinstance(done, dt.datetime):
        return done
    day = local_ordinal(done, zone, "done")
    return first_instant(day + 1, zone) - dt.datetime.resolution
