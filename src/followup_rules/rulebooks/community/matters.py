"""
Part 1, point 4: the two rates, and when a matter counts as handled.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar

from followup_rules.books.feeds import OfOneBook
from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError
from followup_rules.fields import Names
from followup_rules.immutable import frozen
from followup_rules.ledgers.days import falls_in
from followup_rules.ledgers.facts import finds_nothing
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Cycle, cells
from followup_rules.timing.moments import Moment, is_before
from followup_rules.verdicts import AGAINST, Subject, Verdict, note


@frozen(kw_only=True)
class HandlingRate(OfOneBook):
    """
    The share of the matters of the period that were handled.

    One that is not handled yet waits while its appointed time runs or, without one,
    while the period runs.

    Attributes:
        kinds: The kinds of matters that are counted; empty is every kind.
    """

    ledgers: ClassVar[tuple[str, ...]] = ("matter", "estate")
    needs_period = True

    kinds: Names = ()

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield the verdict on the period.
        """
        counted = [
            (one, handled_at(case, one))
            for one in case.rows("matter")
            if not self.kinds or one.kind in self.kinds
        ]
        done = [(one, at) for one, at in counted if at is not None]
        in_time = sum(_in_own_time(case, one, at) for one, at in done)
        left = [one for one, at in counted if at is None]
        over = [one for one in left if not _in_own_time(case, one, case.now)]
        unreadable = case.unreadable(("matter",))
        for estate in case.rows("estate"):
            verdict, best = (
                rule.assess(
                    len(done) + more,
                    len(counted) + more,
                    in_time=in_time + more,
                    waiting=len(left) - len(over),
                    uncertain=sum(_may_be_handled(case, one) for one in over),
                    ends=case.ends,
                    subject=Subject("rate", estate.id, cell=case.cell),
                    as_of=case.as_of,
                )
                for more in (0, unreadable)
            )
            yield _fair(case, verdict, unreadable, certain=best.status in AGAINST)


@frozen(kw_only=True)
class ComplaintRate(OfOneBook):
    """
    The complaints of each calendar year, against the households.

    Attributes:
        kinds: The kinds of matters that are complaints.
        upheld_only: Whether only what was found justified is counted.
    """

    ledgers: ClassVar[tuple[str, ...]] = ("matter", "estate")
    needs_period = True

    kinds: Names = ("complaint",)
    upheld_only: bool = False

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield a verdict for each year.
        """
        period: Any = case.period
        unreadable = case.unreadable(("matter",))
        for year in cells(Cycle.YEAR, period.first, period.last):
            own = [
                one
                for one in case.known("matter")
                if (not self.kinds or one.kind in self.kinds)  # A-19a
                and falls_in(one.raised_at, year, case.zone)
            ]
            sure = [one for one in own if one.upheld or not self.upheld_only]
            unsure = [one for one in own if self.upheld_only and one.upheld is None]
            for estate in case.rows("estate"):
                verdict = rule.assess(
                    len(sure),
                    estate.households,
                    uncertain=len(unsure),
                    ends=year.closes(case.zone_name),
                    subject=Subject("rate", estate.id, cell=year.label),
                    as_of=case.as_of,
                )
                yield _fair(case, verdict, unreadable, certain=True)


def _fair(
    case: Judging, verdict: Verdict, unreadable: int, *, certain: bool
) -> Verdict:
    """
    Return a rate that no unreadable matter is held against the office in.

    What is certain is said: where a matter more cannot mend it, it stays. One more
    complaint never mends the complaint rate.
    """
    if unreadable and verdict.status in AGAINST and certain:
        return verdict.with_notes(note("rows_in_error", count=unreadable))
    return case.fair(verdict, unreadable)


def replied_at(case: Judging, matter: Any) -> Moment | None:
    """
    Return when the resident was answered: there and then, or later.
    """
    if matter.answered_on_spot and matter.replied_at is None:
        moment: Moment = matter.raised_at
        return moment
    return case.by_now(matter.replied_at)


def handled_at(case: Judging, matter: Any) -> Moment | None:
    """
    Return when a matter had both outcome and answer.
    """
    settled, replied = case.by_now(matter.settled_at), replied_at(case, matter)
    if settled is None or replied is None:
        return None
    return replied if is_before(settled, replied, case.zone) else settled


def _may_be_handled(case: Judging, matter: Any) -> bool:
    """
    Say whether only its answer on the spot is not known of a matter settled in time.

    Only on a visit is it asked whether there was one.
    """
    settled = case.by_now(matter.settled_at)
    return (
        settled is not None
        and matter.replied_at is None
        and matter.answered_on_spot is None
        and bool(matter.source == "visit")
        and _in_own_time(case, matter, settled)
    )


def _in_own_time(case: Judging, matter: Any, moment: Moment) -> bool:
    """Say whether a moment lies in the time that a matter was given."""
    if matter.appointed is None:
        ends: dt.datetime = case.ends  # type: ignore[assignment]  # the book asks for a period
        return is_before(moment, ends, case.zone)
    due = case.book["appointed_reply"].due(matter.raised_at, appointed=matter.appointed)
    return bool(due.met_by(moment))


def _days_apart(book: Any) -> str | None:
    """
    Say of which matters the appointment can be held against every other moment.

    Only one day's hour and that day as such cannot.
    """
    rule = book["appointed_reply"]
    plain = True, (), None, Counting(zone=rule.counting.zone)
    if (rule.self_set, rule.cases, rule.start, rule.counting) != plain:
        return None
    apart = (
        f"(not {name} has been told or {name} before appointed or appointed before {name})"
        for name in ("replied_at", "settled_at")
    )
    return f"not appointed has been told or {' and '.join(apart)}"


@finds_nothing(_days_apart)
def appointment(speech: Any, matter: Any) -> tuple[str, FollowupRulesError] | None:
    """
    Refuse a mere day where the appointment was an hour of that same day.
    """
    name, rule = "appointed", speech.book["appointed_reply"]
    if matter.appointed is None:
        return None
    try:
        due = rule.due(matter.raised_at, appointed=matter.appointed)
        for name in ("replied_at", "settled_at"):
            if getattr(matter, name) is not None:
                due.met_by(getattr(matter, name))
    except FollowupRulesError as error:
        return name, error
    return None
