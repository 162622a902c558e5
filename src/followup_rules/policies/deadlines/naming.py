"""
The remarks on what moved a bound, and on what was told and does not count.
"""

from collections.abc import Iterator

from followup_rules.policies.deadlines.course import (
    Course,
    JudgedExtension,
    JudgedPause,
)
from followup_rules.policies.deadlines.moving import Moved
from followup_rules.policies.deadlines.terms import Start, Terms
from followup_rules.timing.amounts import read_amount
from followup_rules.timing.moments import Moment, place_of, show_moment
from followup_rules.verdicts import Reason, note


def named_moves(
    policy: Terms, moved: Moved, course: Course, by: str | None
) -> Iterator[Reason]:
    """
    Yield a remark on whatever moved a bound, or was told and does not count.

    Args:
        policy: The rule.
        moved: The limit that decides.
        course: What was told.
        by: The event that starts the count, of several.
    """
    if by is not None:
        earliest = policy.start is Start.EARLIEST
        yield note("starts_earliest" if earliest else "starts_latest", event=by)
    if course.limit is not None:
        yield note("limit_from_case", limit=_shown(policy, course.limit))
    if moved.basic.why is not None:
        yield note(moved.basic.why)
    if moved.bound != moved.original:
        yield note("bound_moved", original=moved.original)
    for one in course.extensions:
        yield _on_extension(policy, one)
    yield from _on_pauses(policy, moved, course)


def _on_extension(policy: Terms, one: JudgedExtension) -> Reason:
    """Say what became of an extension."""
    if one.moved_to is not None:
        code = "extension_counts" if one.granted_by is None else "extension_granted"
        return note(code, by=one.granted_by, after=one.moved_to)
    asked = one.granted_at if one.asked_at is None else one.asked_at
    may = () if policy.extension is None else policy.extension.granted_by
    times = None if policy.extension is None else policy.extension.times
    params: dict[str, dict[str, object]] = {
        "extension_not_entitled": {"by": one.granted_by, "may": may},
        "extension_too_late": {"asked": _shown(policy, asked)},
        "extension_too_often": {"times": times},
        "extension_too_far": {"wanted": _wanted(policy, one)},
        "extension_without_gain": {"wanted": _wanted(policy, one)},
    }
    code = str(one.why_not)
    return note(code, **params.get(code, {}))


def _wanted(policy: Terms, one: JudgedExtension) -> object:
    """Return what an extension asked for: an amount, or a day."""
    return _shown(policy, one.amount if one.extended_to is None else one.extended_to)


def _on_pauses(policy: Terms, moved: Moved, course: Course) -> Iterator[Reason]:
    """Say which pauses stopped the clock, and which did not."""
    if any(one.counts is None for one in course.pauses):
        yield note("pause_unexplained")
    others = [one for one in course.pauses if one.counts is False]
    if others:
        yield note("pause_of_other_reason", reasons=_reasons(others))
    counting = [one for one in course.pauses if one.counts]
    if not counting:
        return
    if moved.basic.fixed is not None and not any(
        one.moved_to is not None and one.extended_to is None
        for one in course.extensions
    ):
        yield note("fixed_day_stands", reasons=_reasons(counting))
        return
    ends = moved.resumed.closing
    zone = policy.counting.tz
    early = [one for one in counting if place_of(one.begins, zone) < ends]
    late = [one for one in counting if one not in early]
    if early:
        yield note("clock_stood_still", reasons=_reasons(early))
    if late:
        yield note("pause_after_end", reasons=_reasons(late))


def _reasons(pauses: list[JudgedPause]) -> tuple[str | None, ...]:
    """Return why, each reason once."""
    return tuple(dict.fromkeys(one.reason for one in pauses))


def _shown(policy: Terms, what: Moment | str | None) -> object:
    """Return a moment in the zone of the rule, and the length that a text spells."""
    if isinstance(what, str):
        return read_amount(what)
    if what is None:
        return None
    return show_moment(what, policy.counting.tz)
