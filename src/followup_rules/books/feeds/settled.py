"""
What a row of a share came to when its period was over; what comes later is late.

A share is settled with its period: what was not of it then, and is now, came late, and
what was of it then stays so. Of a row that another rule leaves open at the end of the
period it is what that rule first comes to.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from followup_rules.books.conditions import Attribute, Both, Happened, Not, OfRule
from followup_rules.books.conditions.lasting import falls, is_lasting, rises
from followup_rules.books.feeds.asking import for_good
from followup_rules.books.judging import Judging
from followup_rules.books.standing import Moments
from followup_rules.timing.moments import is_before


def has_ended(case: Judging, ends: dt.datetime | None) -> bool:
    """
    Say whether a period is over; without one nothing is settled.
    """
    return ends is not None and not is_before(case.now, ends, case.zone)


def is_own(what: Any) -> bool:
    """
    Say whether a question asks nothing but whether moments of the row have come.
    """
    match what:
        case Happened(what=Attribute()):
            return True
        case Both(parts=parts):
            return all(map(is_own, parts))
    return is_lasting(what)


def stays(what: Any) -> bool:
    """
    Say whether an answer of yes or no that another rule has settled is never taken back.

    That a rule was broken is, as long as nothing moves its bound.
    """
    match what:
        case Happened(what=OfRule(moment=Moments.BREACH)):
            return True
        case Not(what=inner):
            return stays(inner)
        case Both(parts=parts):
            return all(map(stays, parts))
    return is_lasting(what)


def passes(where: Any) -> bool:
    """
    Say whether time alone may change which rows are meant.
    """
    return falls(where) or rises(where)


def meant_then(
    case: Judging,
    rule_id: str,
    row: Any,
    where: Any,
    fits: bool | None,  # noqa: FBT001 - what it is today
    ends: dt.datetime | None,
) -> bool | None:
    """
    Say whether a row was meant when a period was over, or is while it runs.

    What nobody knew then is what is known first; else it is what it is today.
    """
    if ends is None or not passes(where) or not has_ended(case, ends):
        return fits
    return next(answers(case, rule_id, row, where, ends), fits)


def once_meant(
    fits: Callable[[Judging, Any], bool | None],
    rule_id: str,
    where: Any,
    case: Judging,
    row: Any,
) -> bool | None:
    """
    Say whether a row is meant; one that was and is not any more, is not known to be.

    Its group has a share all the same, for a row that fell away after the period is
    counted, and a key that was listed stays.
    """
    found = fits(case, row)
    if found is not False:
        return found
    from followup_rules.books.stood import moments  # noqa: PLC0415 - for what is over

    came = moments(rule_id, case, row)
    was = any(for_good(case.as_dated(moment), row, where) for moment in came)
    return None if was else False


def answers(
    case: Judging, rule_id: str, row: Any, what: Any, ends: dt.datetime
) -> Iterator[bool]:
    """
    Yield what a question of yes or no came to as a period ended, and then, where known.

    By the days of rows, and not by when they were entered. What came at the very instant
    with which the period is over came after it.

    Args:
        case: The call, at a moment after it.
        rule_id: The rule that asks.
        row: The row that is asked.
        what: The question.
        ends: The first instant after the period.
    """
    from followup_rules.books.stood import moments  # noqa: PLC0415 - for what is over

    came = moments(rule_id, case, row)
    last = ends - dt.datetime.resolution
    later = (one for one in came if is_before(last, one, case.zone))
    for moment in (last, *sorted(later)):
        found: bool | None = for_good(case.as_dated(moment), row, what)
        if found is not None:
            yield found
