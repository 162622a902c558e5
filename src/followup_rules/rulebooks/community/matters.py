"""
What residents raised, and what became of it.
"""

from collections.abc import Iterator

from followup_rules.ledger import falls_in
from followup_rules.policies.targets import TargetPolicy
from followup_rules.rulebooks.community.case import COMPLAINT_SOURCES, Case
from followup_rules.rulebooks.community.facts import MatterFacts
from followup_rules.timing.cycles import Cycle, cells
from followup_rules.timing.moments import Moment, is_before
from followup_rules.verdicts import Subject, Verdict, note


def _subject(matter: MatterFacts) -> Subject:
    """Name a matter."""
    return Subject(matter.kind, matter.id)


def appointments(case: Case) -> Iterator[Verdict]:
    """
    SC-1.3: the answer to what was raised on a visit and not answered there.
    """
    rule = case.rules["appointed_reply"]
    for matter in case.matters.inside:
        if matter.source == "visit":
            spot = matter.answered_on_spot
            yield rule.assess(
                matter.raised_at,
                matter.replied_at,
                appointed=matter.appointed,
                owed=None if spot is None else not spot,
                subject=_subject(matter),
                basis=case.basis,
            )


def entries(case: Case) -> Iterator[Verdict]:
    """
    SC-1.4a: the list, the decision and the settlement of each matter.
    """
    for matter in case.matters.inside:
        yield case.rules["matter_register"].assess(
            {"own_entry": matter.own_entry, "decided": matter.decided},
            closed=case.known(matter.closed_at) is not None,
            subject=_subject(matter),
            basis=case.basis,
        )
        yield case.rules["settlement"].assess(
            matter.raised_at,
            matter.settled_at,
            closed=matter.closed_at,
            calendar=case.calendar,
            subject=_subject(matter),
            basis=case.basis,
        )


def escalations(case: Case) -> Iterator[Verdict]:
    """
    SC-1.4b: the request for instructions in each major matter.
    """
    for matter in case.matters.inside:
        yield case.rules["escalation"].assess(
            {"escalate": matter.escalated_at},
            trigger=matter.raised_at,
            conditions={"major": matter.major},
            closed=matter.closed_at,
            calendar=case.calendar,
            subject=_subject(matter),
            basis=case.basis,
        )


def conclusions(case: Case) -> Iterator[Verdict]:
    """
    SC-1.4c: the outcome and the answer in each matter.
    """
    for matter in case.matters.inside:
        yield case.rules["outcome_and_reply"].assess(
            {
                "outcome": case.known(matter.settled_at) is not None,
                "reply": _replied(case, matter) is not None,
            },
            closed=case.known(matter.closed_at) is not None,
            subject=_subject(matter),
            basis=case.basis,
        )


# --------------------------------------------------------------------------- rates


def handling_rate(case: Case, *, unusable: int) -> Verdict:
    """
    SC-1.4d: the share of the matters of the period that were handled.

    One that is not handled yet waits while its appointed time runs or, without one,
    while the period runs.
    """
    rule: TargetPolicy = case.rules["handling_rate"]
    ends = case.period.closes(case.zone_name)
    counted = [
        matter
        for matter in case.matters.inside
        if not rule.kinds or matter.kind in rule.kinds
    ]
    handled = [(matter, _handled(case, matter)) for matter in counted]
    done = [(matter, moment) for matter, moment in handled if moment is not None]
    waiting = sum(
        _in_own_time(case, matter, case.now)
        for matter, moment in handled
        if moment is None
    )
    in_time = sum(_in_own_time(case, matter, moment) for matter, moment in done)
    verdict = rule.assess(
        len(done),
        len(counted),
        in_time=in_time,
        waiting=waiting,
        ends=ends,
        subject=Subject("rate", case.estate.id, None, str(case.period)),
        basis=case.basis,
    )
    return _with_unusable(verdict, unusable)


def _replied(case: Case, matter: MatterFacts) -> Moment | None:
    """Return when the resident was answered: there and then, or later."""
    if matter.answered_on_spot and matter.replied_at is None:
        return matter.raised_at
    return case.known(matter.replied_at)


def _handled(case: Case, matter: MatterFacts) -> Moment | None:
    """Return when a matter had both outcome and answer."""
    settled, replied = case.known(matter.settled_at), _replied(case, matter)
    if settled is None or replied is None:
        return None
    return replied if is_before(settled, replied, case.zone) else settled


def _in_own_time(case: Case, matter: MatterFacts, moment: Moment) -> bool:
    """Say whether a moment lies in the time that a matter was given."""
    if matter.appointed is None:
        return is_before(moment, case.period.closes(case.zone_name), case.zone)
    due = case.rules["appointed_reply"].due(
        matter.raised_at, appointed=matter.appointed
    )
    return bool(due.met_by(moment))


def complaint_rates(case: Case, *, unusable: int) -> Iterator[Verdict]:
    """
    SC-1.4e: the complaints of each calendar year, against the households.
    """
    rule: TargetPolicy = case.rules["complaint_rate"]
    for year in cells(Cycle.YEAR, case.period.first, case.period.last):
        own = [
            matter
            for matter in case.matters.known
            if (not rule.kinds or matter.kind in rule.kinds)
            and falls_in(matter.raised_at, year, case.zone)
        ]
        sure = [matter for matter in own if matter.upheld or not rule.upheld_only]
        unsure = [
            matter for matter in own if rule.upheld_only and matter.upheld is None
        ]
        verdict = rule.assess(
            len(sure),
            case.estate.households,
            uncertain=len(unsure),
            ends=year.closes(case.zone_name),
            subject=Subject("rate", case.estate.id, None, year.label),
            basis=case.basis,
        )
        yield _with_unusable(verdict, unusable)


def _with_unusable(verdict: Verdict, count: int) -> Verdict:
    """Remark how many rows could not be counted."""
    return verdict.with_notes(note("rows_in_error", count=count)) if count else verdict


# ---------------------------------------------------------------------- complaints


def complaint_handling(case: Case) -> Iterator[Verdict]:
    """
    SC-2.6b and 2.6c: who received a complaint, and its way to the office director.
    """
    rule = case.rules["complaint_routing"]
    for matter in case.matters.inside:
        if matter.source not in COMPLAINT_SOURCES:
            continue
        yield case.rules["complaint_receiver"].assess(
            _receiver(case, matter), subject=_subject(matter), basis=case.basis
        )
        for step in rule.steps:
            yield rule.assess(
                {"pass_on": matter.passed_on_at, "handle": matter.handled_at},
                trigger=matter.raised_at,
                closed=matter.closed_at,
                only=step.key,
                calendar=case.calendar,
                subject=_subject(matter),
                basis=case.basis,
            )


def _receiver(case: Case, matter: MatterFacts) -> tuple[str, ...] | None:
    """Say whether a designated person received a complaint; None is unknown."""
    designees = case.estate.designees
    if designees is None or matter.received_by is None:
        return None
    designated = matter.received_by in designees
    return ("designated_person",) if designated else ("another_person",)
