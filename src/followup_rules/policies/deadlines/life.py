"""
Judging a deadline of which a life is told: what started it, and what moved its bound.

Whatever is told is named in the answer, whether it counts or not. Where a fact is
missing that could decide, what comes to the same either way is said all the same.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from typing import Any, Final

from attrs import evolve

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
)
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines import judging
from followup_rules.policies.deadlines.course import (
    Course,
    JudgedExtension,
    JudgedPause,
)
from followup_rules.policies.deadlines.evidence import DeadlineEvidence
from followup_rules.policies.deadlines.facts import (
    ExtensionRequest,
    Pause,
)
from followup_rules.policies.deadlines.judging import Reasons
from followup_rules.policies.deadlines.ladder import remarked
from followup_rules.policies.deadlines.limits import (
    NO_LIMIT,
    clause_of,
)
from followup_rules.policies.deadlines.moving import (
    UNKNOWN_REASON,
    Basic,
    Life,
    Moved,
)
from followup_rules.policies.deadlines.naming import named_moves
from followup_rules.policies.deadlines.starting import (
    Started,
    read_limit,
    started,
)
from followup_rules.policies.deadlines.telling import (
    check_order,
    in_order,
    limits_told,
    read_moves,
)
from followup_rules.policies.deadlines.terms import Case, Extension, Terms
from followup_rules.reasons import STATUS_OF, Status
from followup_rules.timing.amounts import Amount
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.moments import Moment
from followup_rules.verdicts import (
    Basis,
    Reason,
    Subject,
    Verdict,
    calendar_reason,
    decides,
    note,
)

_STOPPED: Final[Reasons] = (decides("clock_stopped"),)
_DONE_BEFORE: Final[Reasons] = (decides("done_while_stopped"),)
_NOTHING_MOVES: Final = (note("nothing_to_move"),)
_IN_TIME: Final = (judging.MET, _DONE_BEFORE)
_MICROSECOND: Final = dt.timedelta(microseconds=1)


@frozen(kw_only=True)
class Told:
    """
    All that one call is told, as far as it was known.
    """

    start: Started
    trigger: Moment | None
    done: Moment | None
    closed: Moment | None
    keys: tuple[str, ...]
    form: str | None
    owed: bool | None
    appointed: Moment | None
    doubtful: str | None
    calendar: WorkCalendar | None
    extensions: tuple[ExtensionRequest, ...]
    pauses: tuple[Pause, ...]
    limit: Amount | Moment | None
    early_counts: bool


@frozen
class Found:
    """
    What a call comes to, and the limits that it rests on; the first decides.

    `least` is the limit of which it is not known where it went.
    """

    reasons: Reasons
    limits: tuple[Moved, ...] = ()
    notes: Reasons = ()
    least: Moved | None = None


def assess_life(
    policy: Terms,
    now: dt.datetime,
    *,
    trigger: Any,
    done: Moment | None,
    closed: Moment | None,
    extensions: Any,
    pauses: Any,
    limit: Any,
    subject: Subject | None,
    basis: Basis,
    early_counts: bool,
    **facts: Any,
) -> Verdict:
    """
    Judge a deadline of which a life is told.

    Raises:
        InvalidFieldError: If something is told that the policy asks nothing of.
        UnknownNameError: If an event is unknown.
        ImpossibleOrderError: If a pause ends before it begins, an extension is granted
            before it is asked for, or something lies before what starts the period.
    """
    asked, paused, later = read_moves(policy, extensions, pauses, now)
    brought = read_limit(policy, limit)
    start = started(policy, trigger, now)
    begun, done, closed, notes = judging.as_known(
        policy, now, start.floor, done, closed, early=early_counts
    )
    told = Told(
        start=start,
        trigger=begun if policy.start is None else start.at,
        done=done,
        closed=closed,
        extensions=asked,
        pauses=paused,
        limit=brought,
        early_counts=early_counts,
        **facts,
    )
    if (later or start.later) and not notes:
        notes = judging.LATER
    found = _Judge(policy, told, now).found()
    return _answered(policy, told, now, found, notes, subject, basis)


def _otherwise(life: Life, doubts: tuple[str, ...]) -> Iterator[Life]:
    """
    Yield what a life may be for all that is known.

    Of several extensions that may count one could take another's place, so that the
    least is none at all, and the most is whatever was asked for.
    """
    if not doubts:
        return
    if sum(doubt != UNKNOWN_REASON for doubt in doubts) > 1:
        yield evolve(life, extensions=())
        rule: Any = life.policy
        free = evolve(rule, extension=Extension(asked_in_time=False))
        yield evolve(life, policy=free, pauses_count=True)
    for pauses_count, extensions_count in itertools.product((False, True), repeat=2):
        yield evolve(life, pauses_count=pauses_count, extensions_count=extensions_count)


def _status(found: Found) -> Status:
    """Return what a call comes to."""
    return STATUS_OF[found.reasons[0].code]


@frozen
class _Judge:
    """One call."""

    policy: Terms
    told: Told
    now: dt.datetime

    def found(self) -> Found:
        """Judge."""
        policy, told = self.policy, self.told
        reasons = judging.undecidable(
            policy,
            told.trigger,
            told.done,
            told.keys,
            told.form,
            told.owed,
            told.doubtful,
        )
        if reasons is judging.ABSENT and told.start.unsure is not None:
            reasons = judging.unknown(told.start.unsure)
        if told.trigger is None:
            assert reasons is not None  # noqa: S101 - for type checkers
            return Found(reasons)
        if told.start.unsure is None:
            check_order(policy, told.trigger, told.extensions)
        life = Life(
            policy,
            told.trigger,
            self.now,
            told.calendar,
            told.extensions,
            told.pauses,
        )
        if reasons is judging.NO_CATEGORY:
            return self._in_any_category(life)
        if reasons is not None:
            return Found(reasons)
        try:
            return self._certain(life, self._by_limit)
        except (CalendarRequiredError, CalendarNotCoveredError) as error:
            return Found((calendar_reason(error),))

    def _certain(self, life: Life, judge: Callable[[Life], Found]) -> Found:
        """Say what comes to the same whatever is not known."""
        found = judge(life)
        doubts = found.limits[0].doubts if found.limits else ()
        for other in _otherwise(life, doubts):
            if _status(judge(other)) is not _status(found):
                unknown = judging.unknown(next(iter(doubts)))
                return Found(unknown, least=found.limits[0])
        unsure = self.told.start.unsure
        if unsure is not None and found.reasons[:1] not in judging.TOO_LATE:
            return Found(judging.unknown(unsure))
        return found

    def _by_limit(self, life: Life) -> Found:
        """Judge against the limit that decides."""
        policy, told = self.policy, self.told
        basics = limits_told(
            policy,
            life.start,
            told.keys,
            told.appointed,
            told.limit,
            told.calendar,
        )
        formed = judging.on_form(policy, self._counted, told.done)
        if not basics:
            reasons = judging.without_limit(policy, self._counted, told.closed)
            idle = told.extensions or told.pauses
            return Found(reasons, (), (*formed, *(_NOTHING_MOVES if idle else ())))
        limits = in_order(policy, [life.moved(one) for one in basics])
        first, others = limits[0], limits[1:]
        notes: list[Reason] = [*formed]
        if others:
            ids = tuple(one.basic.clause.id for one in others)
            notes.append(note("other_limits", others=ids))
        if told.appointed is None and told.limit is None:
            notes += judging.hosts_own(first.basic.clause, first.basic.amount)
        return Found(self._against(first), limits, tuple(notes))

    def _in_any_category(self, life: Life) -> Found:
        """Say what comes to the same in every category."""
        told, policy = self.told, self.policy
        unformed = policy.forms and told.done is not None and told.form is None
        if told.doubtful is None and not unformed:
            for place, which, enough in (
                (0, "shortest_limit", _IN_TIME),
                (-1, "longest_limit", judging.TOO_LATE),
            ):
                found = self._of_categories(life, policy.cases, place)
                if found is not None and found.reasons[:1] in enough:
                    said = (*found.reasons, note(which), *found.notes)
                    return evolve(found, reasons=said, notes=())
        return Found(judging.NO_CATEGORY)

    def _of_categories(
        self, life: Life, cases: tuple[Case, ...], place: int
    ) -> Found | None:
        """Judge against the shortest, or the longest, limit of any category."""

        def judge(life: Life) -> Found:
            moved = [life.moved(Basic(case.clause, case.limit)) for case in cases]
            one = sorted(moved, key=lambda limit: limit.resumed.closing)[place]
            formed = judging.on_form(self.policy, self._counted, self.told.done)
            own = judging.hosts_own(self.policy.clause, one.basic.amount)
            return Found(self._against(one), (one,), (*formed, *own))

        try:
            return self._certain(life, judge)
        except NO_LIMIT:
            return None

    @property
    def _counted(self) -> Moment | None:
        """When it was done in a form that counts."""
        forms, told = self.policy.forms, self.told
        return told.done if not forms or told.form in forms else None

    def _against(self, moved: Moved) -> Reasons:
        """Judge against one limit."""
        counted = self._counted
        if moved.bound is not None:
            return judging.against_limit(moved.bound, counted, self.now)
        return _STOPPED if counted is None else _DONE_BEFORE


# ------------------------------------------------------------------------- answers


def _answered(
    policy: Terms,
    told: Told,
    now: dt.datetime,
    found: Found,
    notes: Reasons,
    subject: Subject | None,
    basis: Basis,
) -> Verdict:
    """Return the verdict, with what moved the bound."""
    first = found.limits[0] if found.limits else None
    in_any = bool(policy.cases) and not told.keys
    if first is None or in_any:
        clause = clause_of(policy, told.trigger, told.keys, told.calendar)
    else:
        clause = first.basic.clause
    course = _course(policy, told, first, found.least)
    evidence = DeadlineEvidence(
        None if first is None else first.bound,
        told.trigger,
        told.done,
        now,
        policy.counting.zone,
        told.keys,
        told.form,
        told.closed,
        told.owed,
        told.appointed,
        tuple(
            (one.basic.clause.id, one.bound)
            for one in found.limits[1:]
            if one.bound is not None
        ),
        told.doubtful,
        None if course == _NOTHING else course,
        told.early_counts,
    )
    named = () if first is None else named_moves(policy, first, course, told.start.by)
    steps = remarked(policy, evidence, found.reasons, told.calendar)
    reasons = (*found.reasons, *notes, *found.notes, *named, *steps)
    return Verdict(clause, policy, subject, evidence, reasons, basis)


_NOTHING: Final = Course()


def _course(
    policy: Terms, told: Told, first: Moved | None, least: Moved | None
) -> Course:
    """Return what was told of the life of the bound, and what became of it."""
    pauses = tuple(
        JudgedPause(
            one.begins,
            one.ends,
            one.reason,
            None if one.reason is None else one.reason in policy.stopped_by,
        )
        for one in told.pauses
    )
    limit = told.limit
    shown = limit if limit is None or isinstance(limit, dt.date) else str(limit)
    if first is None:
        asked = tuple(map(JudgedExtension.of, told.extensions))
        original = None if least is None else least.original
        return Course(original, asked, pauses, told.start.events, shown)
    days = None if isinstance(first.left, dt.timedelta) else first.left
    exact = first.left // _MICROSECOND if isinstance(first.left, dt.timedelta) else None
    moves = told.extensions or told.pauses or told.start.events or shown is not None
    return Course(
        first.original if moves else None,
        first.extensions,
        pauses,
        told.start.events,
        shown,
        first.stopped_since,
        days,
        exact,
    )
