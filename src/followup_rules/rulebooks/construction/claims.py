"""
Defects: whether they are covered, whose they are, and how they were repaired.
"""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from followup_rules.rulebooks.construction.case import Case
from followup_rules.rulebooks.construction.facts import ClaimFacts
from followup_rules.verdicts import Status, Subject, Verdict, note


def claims(case: Case) -> Iterator[Verdict]:
    """
    WAR-2 and WAR-4: every defect of the period, from its report to the signature.
    """
    for claim in case.claims.inside:
        yield from _Defect(case, claim).verdicts()


@frozen
class _Defect:
    """
    One defect of a project.
    """

    case: Case
    claim: ClaimFacts

    @property
    def about(self) -> dict[str, Any]:
        """
        What its verdicts are about, and on what they were judged.
        """
        subject = Subject("claim", f"{self.case.project.id}/{self.claim.id}")
        return {"subject": subject, "basis": self.case.basis}

    def verdicts(self) -> Iterator[Verdict]:
        """
        Yield every verdict on it, cover and duty first.
        """
        facts = self._facts()
        covered = self.case.warranty.assess_claim(**facts)
        duty = self.case.warranty.assess_duty(**facts)
        yield covered
        yield duty
        owed = _yes_no(duty)
        yield self._deadline("defect_repair", self.claim.repaired_at, owed=owed)
        loss = _both(owed, self.claim.loss)
        yield self._deadline("compensation", self.claim.compensated_at, owed=loss)
        yield self._dispatch(covered, owed=owed)
        yield from self._steps(owed=owed)
        yield self._joint_appraisal(owed=owed)

    def _facts(self) -> dict[str, Any]:
        """Return what the warranty must be told."""
        case, claim = self.case, self.claim
        arisen = claim.occurred_at or claim.reported_at
        return {
            "category": claim.category,
            "occurred_at": claim.occurred_at,
            "reported_at": claim.reported_at,
            "cause": claim.cause,
            "cause_category": claim.cause_category,
            "affects_use": claim.affects_use,
            "repaired_on": case.last_repairs(before=arisen),
            **case.terms(),
            "seasons": case.seasons,
            "calendar": case.calendar,
            **self.about,
            "basis": case.season_basis,
        }

    def _deadline(self, rule_id: str, done: Any, *, owed: bool | None) -> Verdict:
        """Judge something that is owed from the report on."""
        verdict: Verdict = self.case.rules[rule_id].assess(
            self.claim.reported_at,
            done,
            owed=owed,
            closed=self.claim.closed_at,
            calendar=self.case.calendar,
            **self.about,
        )
        return verdict

    def _dispatch(self, covered: Verdict, *, owed: bool | None) -> Verdict:
        """
        WAR-4b: people are sent while the cause is not known, for they find it out.
        """
        look = True if owed is None and covered.status is Status.MET else owed
        verdict = self._deadline("dispatch", self.claim.inspected_at, owed=look)
        if self.claim.emergency and look is not False:
            return verdict.with_notes(note("emergency_at_once"))
        return verdict

    def _steps(self, *, owed: bool | None) -> tuple[Verdict, ...]:
        """WAR-4c to 4g: the steps of the repair."""
        claim = self.claim
        verdicts: tuple[Verdict, ...] = self.case.rules["warranty_repair"].assess_each(
            {
                "company_joins": claim.company_joined_at,
                "inspect": claim.inspected_at,
                "appraise": claim.appraised_at,
                "plan": claim.planned_at,
                "repair": claim.repaired_at,
                "record": claim.recorded_at,
                "sign": claim.signed_at,
            },
            trigger=claim.reported_at,
            conditions={
                "duty_to_repair": owed,
                "company_needed": _both(owed, claim.company_needed),
            },
            closed=claim.closed_at,
            calendar=self.case.calendar,
            **self.about,
        )
        return verdicts

    def _joint_appraisal(self, *, owed: bool | None) -> Verdict:
        """WAR-4d: an appraisal that was made is one with the developer."""
        made = self.case.known(self.claim.appraised_at) is not None
        record = {"appraised_jointly": self.claim.appraised_jointly}
        verdict: Verdict = self.case.rules["joint_appraisal"].assess(
            record if made and owed is not False else None, **self.about
        )
        return verdict


def _yes_no(duty: Verdict) -> bool | None:
    """Return a duty as a fact; None is not known."""
    if duty.status is Status.UNDETERMINED:
        return None
    return duty.status is Status.MET


def _both(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001 - facts
    """Return whether two facts hold; None is not known."""
    if first is False or second is False:
        return False
    return True if first and second else None
