"""
How a rule of the book stands on a row: when it is due, was breached, was met.

A rule that another hangs on is judged once for each row, and both the report and the
other rule are told that one verdict.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field

from followup_rules.clauses import Clause, Text
from followup_rules.immutable import frozen
from followup_rules.ledgers.days import by_day
from followup_rules.timing.moments import Moment
from followup_rules.verdicts import AGAINST, Status, Verdict

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging

LET_OFF: Final = frozenset({Status.NOT_APPLICABLE, Status.EXCUSED})
"""Nothing is owed, or not any more."""

NOT_BEGUN: Final = frozenset(
    {
        "trigger_absent",
        "event_not_set",
        "anchor_absent",
        "procedure_not_begun",
        "keeping_not_begun",
    }
)
"""What is said where the start of a count has not happened, or is not known."""

_OPEN: Final = frozenset({Status.PENDING, Status.OPEN})
_DONE: Final = frozenset({Status.MET, Status.LATE})
_VAGUE: Final = frozenset({"shortest_limit", "longest_limit"})
"""The deadline is that of some category: what is certain is said, and not when."""

_RAN_OUT: Final = frozenset(
    {
        "not_done",
        "done_late",
        "step_overdue",
        "step_late",
        "window_missed",
        "done_after_window",
        "done_after_target",
        "refund_not_checked",
        "refund_not_paid",
        "refund_paid_late",
        "release_not_paid",
        "release_paid_late",
    }
)
_TOO_LATE_AT_CLOSE: Final = frozenset(
    {
        "not_done_at_close",
        "done_after_close",
        "step_not_done_at_close",
        "step_done_after_close",
    }
)


class Moments(Enum):
    """
    The moments of a rule.
    """

    DUE = "due"
    """The last day on which it is in time, or the last instant."""
    BREACH = "breach"
    """When its time ran out and it was not done, whether or not it was done later."""
    MEETING = "meeting"
    """When it was done, in time or late."""


def reached(row: Any, kind: str) -> Any:
    """
    Return the row itself, or the one of a kind that it belongs to or names; or None.
    """
    while row is not None and row.__ledger__.kind != kind:
        row = row.named.get(kind, row.owner)
    return row


def parted(name: str, rules: Mapping[str, Any]) -> tuple[str, str | None]:
    """
    Return the rule that a name names, and the step of it; an unknown one stays whole.

    >>> parted("visit.first.call", {"visit.first": 1}), parted("call", {})
    (('visit.first', 'call'), ('call', None))
    """
    rule, part = name, ""
    while rule and rule not in rules:
        rule, _, last = rule.rpartition(".")
        part = f"{last}.{part}" if part else last
    return (rule, part or None) if rule else (name, None)


@frozen
class Standing:
    """
    How a rule stands on a row at the moment of judgement.

    Attributes:
        name: What the rule asks, in words.
        clause: The clause that it is judged under.
        at: Each of its moments; None has not happened, or is not known.
        held: Whether each has happened; None is not known.
        unsure: The moments that are not known.
        is_open: Whether time alone may still change it.
        due_from: Where it is not known when it is due: before which it cannot be.
        is_stopped: Whether that is so because its clock stands still.
    """

    name: Text
    clause: Clause
    at: Mapping[Moments, Moment | None] = field(factory=lambda: dict.fromkeys(Moments))
    held: Mapping[Moments, bool | None] = field(
        factory=lambda: dict.fromkeys(Moments, False)
    )
    unsure: frozenset[Moments] = frozenset()
    is_open: bool = False
    due_from: Moment | None = None
    is_stopped: bool = False


def part_of(verdict: Verdict) -> Any:
    """
    Return the step, item or stage that a verdict is about; None is the whole rule.
    """
    return getattr(verdict.evidence, "only", None)


def standing(case: "Judging", name: str, row: Any) -> Standing:
    """
    Return how a rule, or a step of one, stands on a row or on one that it reaches.

    A rule that is not asked of the row has no moments, and one that the row's own error
    keeps from being judged has none that are known.
    """
    key = ("standing", name, id(row))
    found: Standing = case.once(key, lambda: _standing_of(case, name, row))
    return found


def _standing_of(case: "Judging", name: str, row: Any) -> Standing:
    """Ask the rule, of the row that it is asked of."""
    rule_id, part = parted(name, case.book.feeds)
    rule = case.book[rule_id]
    nothing = Standing(rule.name, rule.clause)
    home = reached(row, case.book.feeds[rule_id].each)
    if home is None:
        return nothing
    if not case.book.feeds[rule_id].by_row:
        return _again_and_again(case, rule_id, home, nothing)
    found, error = case.judged_on(rule_id, home)
    if error is not None:
        return _unknown(nothing)
    feed = case.book.feeds[rule_id]
    is_apart, is_known = getattr(feed, "apart", False), moves_known(feed, case, home)
    for verdict in found:
        if not is_apart or part_of(verdict) == part:
            return _read(case, verdict, is_known=is_known)
    return nothing


def moves_known(feed: Any, case: "Judging", row: Any) -> bool:
    """
    Say whether all is known of a row that may move the bound of a rule.
    """
    asked = getattr(feed, "moves_known", None)
    return asked is None or bool(asked(case, row))


def _again_and_again(
    case: "Judging", rule_id: str, row: Any, nothing: Standing
) -> Standing:
    """
    Return how a rule stands that a row owes in every cell, or again and again.

    It is breached where any is, and met where all are that were owed; it has no time.
    """
    found = {one.status for one in of_each(case, rule_id, row)} - LET_OFF
    unknown = Status.UNDETERMINED in found
    broken = bool(found & AGAINST)
    held: dict[Moments, bool | None] = {
        Moments.DUE: False,
        Moments.BREACH: True if broken else None if unknown else False,
        Moments.MEETING: None
        if unknown and found <= {*_DONE, Status.UNDETERMINED}
        else bool(found) and found <= _DONE,
    }
    unsure = frozenset(moment for moment, has in held.items() if has is None)
    is_open = not broken and bool(found & _OPEN)
    return evolve(nothing, held=held, unsure=unsure, is_open=is_open)


def of_each(case: "Judging", rule_id: str, row: Any) -> Iterable[Verdict]:
    """
    Return the verdicts of a rule that a row owes in every cell, or again and again.

    They are made for all rows at once; as things stood before, for the row alone.
    """
    if case.today is None:
        own = case.once(("of each", rule_id), lambda: _by_subject(case, rule_id))
        return own.get(case.subject(row).id, ())
    return case.once(("of each", rule_id, row.id), lambda: _of_one(case, rule_id, row))


def _of_one(case: "Judging", rule_id: str, row: Any) -> list[Verdict]:
    """Judge what one row owes, by the rows that may be its events."""
    feed = case.book.feeds[rule_id]
    events = events_of(case, rule_id, row)
    alone = {feed.each: (row,), feed.of: events}
    if feed.of == feed.each:
        alone[feed.of] = (*(one for one in events if one is not row), row)
    found = feed.all(case.narrowed(alone), case.book[rule_id])
    name = case.subject(row).id
    return [one for one in found if one.subject.id == name]


def events_of(case: "Judging", rule_id: str, row: Any) -> tuple[Any, ...]:
    """
    Return the known rows that may be events of a row, by what they name it with.
    """
    today = case if case.today is None else case.today
    piles = today.once(("events of", rule_id), lambda: _events_by(today, rule_id))
    own = (*piles.get(row.id, ()), *piles.get(None, ()))
    return own if case is today else tuple(filter(case.was_known, own))


def _events_by(case: "Judging", rule_id: str) -> Mapping[Any, list[Any]]:
    """Group the events of a rule by the rows that owe them; None may be anybody's."""
    feed = case.book.feeds[rule_id]
    piles: dict[Any, list[Any]] = {}
    for event in case.known(feed.of):
        piles.setdefault(feed.owner_of(case, event), []).append(event)
    return piles


def _by_subject(case: "Judging", rule_id: str) -> Mapping[str, list[Verdict]]:
    """Return the verdicts of a rule by the row that owes them."""
    piles: dict[str, list[Verdict]] = {}
    for verdict in case.book.feeds[rule_id].all(case, case.book[rule_id]):
        subject: Any = verdict.subject
        piles.setdefault(subject.id, []).append(verdict)
    return piles


def _unknown(nothing: Standing) -> Standing:
    """Return how a rule stands of which nothing is known."""
    return evolve(nothing, held=dict.fromkeys(Moments, None), unsure=frozenset(Moments))


def _read(case: "Judging", verdict: Verdict, *, is_known: bool) -> Standing:
    """
    Read how a rule stands from its verdict.

    Args:
        case: The call.
        verdict: Its verdict.
        is_known: Whether all is known that may move its bound.
    """
    status, told = verdict.status, verdict.evidence
    names = dict(getattr(told, "names", ()))
    unknown = status is Status.UNDETERMINED
    due, is_vague = _due(verdict)
    course = getattr(told, "course", None)
    may_move = course is not None and course.is_doubtful
    is_stopped = (
        status is Status.PENDING and getattr(course, "stopped_since", None) is not None
    )
    due_from = None
    if status not in LET_OFF and not is_vague:
        if is_stopped or unknown:
            original = None if course is None else course.original
            due_from = None if original is None else original.last_moment
        elif may_move or not is_known:
            due_from, due = due, None
    happened = {
        Moments.BREACH: status in AGAINST,
        Moments.MEETING: status in _DONE,
    }
    at = {
        Moments.DUE: due,
        Moments.BREACH: None if is_vague else _breached(verdict),
        Moments.MEETING: _met(verdict) if status in _DONE else None,
    }
    unsure = {
        which
        for which, has in happened.items()
        if unknown or (has and at[which] is None)
    }
    if due is None and (unknown or is_vague or due_from is not None):
        unsure.add(Moments.DUE)
    by_now = None if Moments.DUE in unsure else case.by_now(due) is not None
    if is_stopped:
        by_now = False
    return Standing(
        names.get(part_of(verdict), verdict.policy.name),
        verdict.clause,
        at,
        {
            Moments.DUE: by_now,
            **{which: None if unknown else has for which, has in happened.items()},
        },
        frozenset(unsure),
        status in _OPEN or verdict.reason.code in NOT_BEGUN,
        due_from,
        is_stopped,
    )


def _due(verdict: Verdict) -> tuple[Moment | None, bool]:
    """Return when something is due, and whether that is some category's and not known."""
    deadline = getattr(verdict.evidence, "deadline", None)
    is_vague = any(reason.code in _VAGUE for reason in verdict.notes)
    is_cover = verdict.evidence.shape == "cover"  # it ends, whether anything is owed
    if deadline is None or is_vague or (verdict.status in LET_OFF and not is_cover):
        return None, is_vague
    return deadline.last_moment, False


def _breached(verdict: Verdict) -> Moment | None:
    """Return when what is held against somebody began; None is not known."""
    code, told = verdict.reason.code, verdict.evidence
    if code in _RAN_OUT:
        ran_out: Moment = told.deadline.closes
        return ran_out
    closed: Moment | None = told.closed if code in _TOO_LATE_AT_CLOSE else None
    return closed


def _met(verdict: Verdict) -> Moment | None:
    """Return when something was done; None is not known, or has no time."""
    told = verdict.evidence
    met: Moment | None = None
    match told.shape:
        case "steps":
            met = dict(told.done).get(told.only)
        case "deadline" | "notice":
            met = told.done
        case "window":
            met = told.counted
        case "refund":
            met = dict(told.given)["paid_on"]
        case "release":
            paid = dict(told.paid)
            met = paid.get(told.only) if told.only else _last(verdict, paid.values())
    return met


def _last(verdict: Verdict, moments: Iterable[Moment]) -> Moment:
    """Return the last of several moments."""
    policy: Any = verdict.policy
    zone = policy.counting.tz
    return max(moments, key=lambda one: by_day(one, zone))
