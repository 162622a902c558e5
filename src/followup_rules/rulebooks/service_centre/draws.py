"""
Article 3 (1): whether the draw of a round is proven, and its subjects were reached.

The draw is made again from the ledger as it stood, and the receipt is held against
it: its own arithmetic, and whom it left out.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, ClassVar, Final

from attrs import evolve, frozen

from followup_rules.books.conditions import Known
from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError
from followup_rules.policies.draws import (
    Call,
    CallReview,
    Draw,
    DrawPolicy,
    FrameMonth,
    Scope,
    review_calls,
    seed_string,
    verify,
    window_of,
)
from followup_rules.rulebooks.service_centre.frame import (
    Ledgers,
    PhoneFrame,
    by_month,
    draw_from,
    draw_id,
    frame_at,
    frame_months,
    month_of,
)
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.timing.moments import is_before
from followup_rules.verdicts import Subject, Verdict

_READ: Final = ("window", "case", "round", "call")


@frozen(kw_only=True)
class Drawing:
    """
    What the draw of a round is made from, and what it is judged by.

    Attributes:
        frame_month: Whose cases count where a week spans two months.
        only_completed: Whether only finished cases are in the frame.
    """

    by_row: ClassVar[bool] = False
    needs_period: ClassVar[bool] = False

    frame_month: FrameMonth = FrameMonth.DRAW_DATE
    only_completed: bool = False

    def bound(self, _known: Known) -> "Drawing":
        """
        It asks no question of the rows.
        """
        return self

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers.
        """
        return _READ

    def all(self, case: Judging, rule: DrawPolicy) -> Iterator[Verdict]:
        """
        Yield the verdict on each round of the period; on each window where windows owe.
        """
        for held in case.rows("round"):
            course = _follow(case, rule, held)
            if rule.scope is Scope.PER_WINDOW:
                for window in course.eligible:
                    subject = Subject("round", held.id, cell=window)
                    yield _judged(case, rule, held, course.facts(window), subject)
            else:
                yield _judged(case, rule, held, course.facts(), case.subject(held))


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


@frozen
class _Course:
    """
    The frame of a round's draw and what its calls came to, late ones included.
    """

    eligible: dict[str, int]
    problems: tuple[str, ...] | None
    found: CallReview
    early: CallReview
    closes: dt.datetime

    def facts(self, window: str | None = None) -> dict[str, Any]:
        """
        Return the arguments of `assess`, of all windows or of one.
        """
        windows = tuple(self.eligible) if window is None else (window,)

        def mine(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(i for i in ids if window is None or window_of(i) == window)

        def count(ids: tuple[str, ...]) -> dict[str, int]:
            return {name: sum(window_of(i) == name for i in ids) for name in windows}

        exhausted = dict(self.found.exhausted)
        return {
            "eligible": {name: self.eligible[name] for name in windows},
            "reached": count(self.found.reached),
            "reached_in_time": count(self.early.reached),
            "exhausted": exhausted
            if window is None
            else {window: exhausted.get(window, 0)},
            "uncertain": len(mine(self.found.uncertain)),
            "out_of_order": mine(self.found.out_of_order),
            "unlogged": mine(self.found.unlogged),
            "discrepancies": self.problems,
            "settles": self.closes,
        }


def _judged(
    case: Judging, rule: DrawPolicy, held: Any, facts: dict[str, Any], about: Subject
) -> Verdict:
    """Judge a draw; no row that cannot be read is held against anybody."""
    verdict = rule.assess(**facts, subject=about, basis=case.basis)
    unreadable = case.unreadable(("call",), held)
    if facts["discrepancies"]:
        unreadable = _in_doubt(case, held)
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


def _follow(case: Judging, rule: DrawPolicy, held: Any) -> _Course:
    """Take the draw of a round and its calls together."""
    closes = week_of(case, held).closes(rule.zone)
    calls = [
        (call.called_at, Call(draw_id(call.named["case"]), call.reached, call.reason))
        for call in case.own("call", held)
    ]
    early = [call for at, call in calls if is_before(at, closes, case.zone)]
    everyone = [call for _, call in calls]
    picks = _listed(held, "chosen", [call.subject for call in everyone])
    reserves = _listed(held, "reserves", ())
    by_window = rule.scope is not Scope.TOTAL
    again, problems = _proof(case, rule, held)
    return _Course(
        {window: again.windows.get(window, 0) for window in windows_of(case)},
        problems,
        review_calls(picks, reserves, everyone, by_window=by_window),
        review_calls(picks, reserves, early, by_window=by_window),
        closes,
    )


# ---------------------------------------------------------------------------- proof


def _proof(
    case: Judging, rule: DrawPolicy, held: Any
) -> tuple[Draw, tuple[str, ...] | None]:
    """
    Return the draw made again, and what disproves the receipt.

    A call whose row cannot be used took the person out of the later draws of the month
    all the same, if it says whom and when; so the draw is proven with it or without.
    """
    every: tuple[Ledgers, ...] = case.once("ledgers", lambda: tuple(_ledgers(case)))
    found = [_held_against(case, rule, held, ledgers) for ledgers in every]
    return next((one for one in found if not one[1]), found[0])


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


def _held_against(
    case: Judging, rule: DrawPolicy, held: Any, ledgers: Ledgers
) -> tuple[Draw, tuple[str, ...] | None]:
    """Hold a receipt against the draw from one state of the ledgers."""
    frame = frame_at(ledgers, held.drawn_at, case.book)
    again = draw_from(
        frame,
        seed=_public_seed(held),
        at=held.drawn_at,
        excluded={i: why for i, why in held.excluded.items() if i in frame.persons},
        rule=rule,
    )
    if held.receipt is None:
        return again, None
    try:
        problems = [str(problem) for problem in verify(held.receipt, frame.ids)]
    except FollowupRulesError as error:
        return again, (str(error),)
    return again, (*problems, *_left_out_otherwise(held, frame, again))


def _left_out_otherwise(held: Any, frame: PhoneFrame, again: Draw) -> Iterator[str]:
    """Name whom the receipt leaves out and the draw does not, and the reverse."""
    strangers = [[i, why] for i, why in held.excluded.items() if i not in frame.persons]
    due = [list(entry) for entry in again.terms.excluded] + strangers
    recorded = held.receipt["excluded"]
    for entry in (*recorded, *due):
        if entry not in recorded or entry not in due:
            yield f"excluded: {entry}"


def _public_seed(held: Any) -> str:
    """Return the seed that a receipt names; without one any text counts a frame."""
    receipt: Mapping[str, Any] = held.receipt or {}
    try:
        seed = json.loads(receipt["seed_string"])[1]
        seed_string(seed, "-", "-", "-")
    except (LookupError, ValueError, TypeError):
        return "none"
    return str(seed)


def _listed(held: Any, name: str, otherwise: Sequence[str]) -> Sequence[str]:
    """Return the ids that a receipt lists; one that lists none is disproved."""
    ids = (held.receipt or {}).get(name)
    readable = isinstance(ids, list | tuple) and all(isinstance(i, str) for i in ids)
    return ids if ids is not None and readable else otherwise
