"""
Article 3 (1): whether the draw of a round is proven, and its subjects were reached.

The draw is made again from the ledger as it stood, and the receipt is held against
it, whatever it is wrong in.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, ClassVar, Final

from attrs import evolve

from followup_rules.books.feeds import OfOneBook
from followup_rules.books.judging import Judging
from followup_rules.immutable import frozen
from followup_rules.policies.draws import Call, Course, DrawPolicy, Scope
from followup_rules.rulebooks.service_centre.frame import (
    FrameMonth,
    Ledgers,
    by_month,
    draw_id,
    frame_at,
    frame_months,
    month_of,
)
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.timing.moments import is_before
from followup_rules.verdicts import Subject, Verdict, withheld

_WHATEVER_THE_LEDGER: Final = frozenset(
    {"receipt", "rule", "period", "drawn_on", "seed_string", "k", "scope", "order"}
    | {"repeat", "reserves_kept"}
)
"""What no row of a ledger can put right in a receipt."""


@frozen(kw_only=True)
class Drawing(OfOneBook):
    """
    What the draw of a round is made from, and what it is judged by.

    Attributes:
        frame_month: Whose cases count where a week spans two months.
        only_completed: Whether only finished cases are in the frame.
    """

    ledgers: ClassVar[tuple[str, ...]] = ("window", "case", "round", "call")
    needs_period = False

    frame_month: FrameMonth = FrameMonth.DRAW_DATE
    only_completed: bool = False

    def all(self, case: Judging, rule: DrawPolicy) -> Iterator[Verdict]:
        """
        Yield the verdict on each round of the period; on each window where windows owe.
        """
        for held in case.rows("round"):
            course = _follow(case, rule, held)
            if rule.scope is Scope.PER_WINDOW:
                for window in windows_of(case):
                    subject = Subject("round", held.id, cell=window)
                    yield _judged(case, rule, held, _of(course, window), subject)
            else:
                facts = _in_all(course, windows_of(case))
                yield _judged(case, rule, held, facts, case.subject(held))


def windows_of(case: Judging) -> tuple[str, ...]:
    """
    Return the codes of all windows: those listed, or else those that occur.
    """
    listed = tuple(one.id for one in case.known("window"))
    kinds = ("case", "feedback_form", "rating")
    rows = (row for kind in kinds for row in case.ledgers[kind].usable.values())
    return listed or tuple(sorted({row.window for row in rows}))


def week_of(case: Judging, held: Any) -> Period:
    """
    Return the week of a round.
    """
    return cell_of(Cycle.WEEK, case.day(held.drawn_at))


def _of(course: Course, window: str) -> dict[str, Any]:
    """Return the arguments of `assess` for one window; one without cases owes none."""
    if window in course.windows:
        return course.facts(window)
    none = {window: 0}
    return {"eligible": none, "reached": none, "discrepancies": course.discrepancies}


def _in_all(course: Course, windows: tuple[str, ...]) -> dict[str, Any]:
    """Return the arguments of `assess` for all windows, those without cases too."""
    told = course.facts()
    counts = ("eligible", "reached", "reached_in_time")
    named = {name: {one: told[name].get(one, 0) for one in windows} for name in counts}
    return {**told, **named}


def _judged(
    case: Judging, rule: DrawPolicy, held: Any, facts: dict[str, Any], about: Subject
) -> Verdict:
    """Judge a draw; no row that cannot be read is held against anybody."""
    settles = week_of(case, held).closes(rule.zone)
    verdict = rule.assess(**facts, settles=settles, subject=about, as_of=case.as_of)
    wrong = {one.field for one in facts["discrepancies"] or ()}
    if wrong & _WHATEVER_THE_LEDGER:
        return verdict
    nobody = verdict.reason.code == "frame_empty"
    if nobody and (unread := _in_doubt(case, held)):
        return withheld(verdict, unread)
    unreadable = _in_doubt(case, held) if wrong else case.unreadable(("call",), held)
    return case.fair(verdict, unreadable)


def _in_doubt(case: Judging, held: Any) -> int:
    """Count the unreadable cases and calls that may belong to a round's frame."""
    months = frame_months(case.book, held.drawn_at)
    days = [
        row.get(placed)
        for kind, placed in (("case", "accepted_at"), ("call", "called_at"))
        for row in case.ledgers[kind].partly
    ]
    return sum(day is None or month_of(day, case.zone) in months for day in days)


def _follow(case: Judging, rule: DrawPolicy, held: Any) -> Course:
    """
    Follow a round's draw through its calls.

    A call whose row cannot be used took the person out of the later draws of the month
    all the same, if it says whom and when; so the draw is proven with it or without.
    """
    every: tuple[Ledgers, ...] = case.once("ledgers", lambda: tuple(_ledgers(case)))
    courses = [_from(case, rule, held, ledgers) for ledgers in every]
    return next((one for one in courses if not one.discrepancies), courses[0])


def _from(case: Judging, rule: DrawPolicy, held: Any, ledgers: Ledgers) -> Course:
    """Follow a round's draw, made from one state of the ledgers."""
    frame = frame_at(ledgers, held.drawn_at, case.book)
    closes = week_of(case, held).closes(rule.zone)
    calls = [
        (call.called_at, Call(draw_id(call.named["case"]), call.reached, call.reason))
        for call in case.own("call", held)
    ]
    return rule.follow(
        held.receipt,
        frame.ids,
        [call for _, call in calls],
        in_time=[call for at, call in calls if is_before(at, closes, case.zone)],
        on=held.drawn_at,
        persons=frame.persons,
        called=frame.called,
        excluded={**frame.excluded, **held.excluded},
    )


def _ledgers(case: Judging) -> Iterator[Ledgers]:
    """Yield the ledgers by month, and again with the calls in unusable rows."""
    plain = by_month(case.known("case"), case.known("call"), case.zone)
    yield plain
    half_read = [
        SimpleNamespace(**row)
        for row in case.ledgers["call"].partly
        if row.get("case_id") is not None and row.get("called_at") is not None
    ]
    if half_read:
        calls = (*case.known("call"), *half_read)
        yield evolve(plain, calls=by_month((), calls, case.zone).calls)
