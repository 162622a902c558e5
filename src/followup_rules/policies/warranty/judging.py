"""
Whether a claim is in cover, and whose it is to repair.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    MissingFactError,
    NotAnInstantError,
    SeasonNotCoveredError,
)
from followup_rules.immutable import frozen
from followup_rules.policies.warranty.asked import Warranty
from followup_rules.policies.warranty.claims import (
    CLAIM,
    COVER,
    DUTY,
    Claim,
    CoverEvidence,
    Duty,
)
from followup_rules.policies.warranty.cover import Cover
from followup_rules.policies.warranty.known import as_known, refuse_order
from followup_rules.policies.warranty.starting import Start
from followup_rules.timing.amounts import Unlimited
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.moments import Moment, local_ordinal, zone_of
from followup_rules.timing.seasons import SeasonSource
from followup_rules.verdicts import (
    Basis,
    Reason,
    Subject,
    Verdict,
    calendar_reason,
    decides,
    judged_at,
    name_sources,
    note,
)

LACKING: Final = (
    MissingFactError,
    SeasonNotCoveredError,
    CalendarRequiredError,
    CalendarNotCoveredError,
)
"""What is raised where a cover is not known for want of a fact, a season or a calendar."""
Lack = (
    MissingFactError
    | SeasonNotCoveredError
    | CalendarRequiredError
    | CalendarNotCoveredError
)


def judge(
    policy: Warranty,
    claim: Claim,
    seasons: SeasonSource | None,
    calendar: WorkCalendar | None,
    as_of: dt.datetime | None,
    subject: Subject | None,
) -> Verdict:
    """
    Judge a claim, or a cover at the moment of judgement.
    """
    sources = {"seasons": seasons, "calendar": calendar}
    if as_of is None and claim.question != COVER:
        basis = Basis(sources=name_sources(sources))
    else:
        _, basis = judged_at(as_of, **sources)
    refuse_order(claim, policy)
    known = as_known(claim, basis.as_of, policy.counting.tz)
    asked = _Question(policy, known, basis.as_of, seasons, calendar)
    return _verdict(asked, claim, subject, basis)


def judge_covers(
    policy: Warranty,
    told: Mapping[str, Any],
    about: Mapping[str, Subject | None],
    seasons: SeasonSource | None,
    calendar: WorkCalendar | None,
    as_of: dt.datetime | None,
) -> dict[str, Verdict]:
    """
    Judge the covers of some categories, of all of which the same is told.
    """
    now, basis = judged_at(as_of, seasons=seasons, calendar=calendar)
    found: dict[str, Verdict] = {}
    all_known = False
    for category, subject in about.items():
        claim = known = Claim(categories=(category,), question=COVER, **told)
        if not all_known:
            known = as_known(claim, now, policy.counting.tz)
            all_known = known is claim
        asked = _Question(policy, known, now, seasons, calendar)
        found[category] = _verdict(asked, claim, subject, basis)
    return found


def _verdict(
    asked: "_Question", claim: Claim, subject: Subject | None, basis: Basis
) -> Verdict:
    """Return what a claim comes to, of which a part may not have been known yet."""
    policy, known = asked.policy, asked.claim
    reasons, evidence = asked.answer(of_later=claim)
    if known is not claim:
        reasons = (*reasons, note("later_fact"))
    clause = policy.clause if evidence.cover is None else evidence.cover.clause
    if known.question == DUTY:
        clause = policy.duty_clause or policy.clause
    return Verdict(clause, policy, subject, evidence, reasons, basis)


def duty_beside(covered: Verdict, subject: Subject | None) -> Verdict:
    """
    Return the verdict on the duty to repair beside that on the claim.
    """
    policy: Any = covered.policy
    evidence = evolve(
        covered.evidence, claim=evolve(covered.evidence.claim, question=DUTY)
    )
    reasons = covered.reasons
    if covered.reason.code in {"claim_in_cover", "claim_in_endless_cover"}:
        asked = _Question(policy, evidence.claim, None, None, None)
        reasons = (asked.decide(evidence), *covered.notes)
    clause = policy.duty_clause or policy.clause
    return Verdict(clause, policy, subject, evidence, reasons, covered.basis)


_Answer = tuple[tuple[Reason, ...], CoverEvidence]


@frozen
class _Question:
    """
    One question with everything that its answer turns on.
    """

    policy: Warranty
    claim: Claim
    now: dt.datetime | None
    seasons: SeasonSource | None
    calendar: WorkCalendar | None

    def answer(self, *, of_later: Claim) -> _Answer:
        """Return reasons and evidence; a claim of later is none yet."""
        if not self._begun():
            return (decides("trigger_absent"),), CoverEvidence(claim=self.claim)
        moment = self._moment()
        if moment is None and not self.claim.same_moments(of_later):
            absent = CoverEvidence(claim=of_later)
            return (decides("claim_absent"),), absent
        if moment is None:
            reason = decides("fact_missing", fact=self._moment_fact())
            return (reason,), CoverEvidence(claim=self.claim)
        cover, inside, lack = self._held_against(moment)
        evidence = CoverEvidence(
            claim=self.claim,
            cover=cover,
            moment=moment,
            in_cover=inside,
            by_report=self._by_report(),
        )
        if lack is not None:
            return (lack,), evidence
        assert cover is not None  # noqa: S101 - for type checkers
        if self.claim.question == COVER:
            return self._state(evidence)
        evidence = self._weighed(evidence)
        reason = self.decide(evidence)
        return (reason, *self._notes(evidence), *cover.notes), evidence

    def _begun(self) -> bool:
        """
        Say whether what starts a cover has happened.

        Nothing is delivered before it was accepted, where there is an acceptance at all:
        beside one, a delivery that is not told is a fact that is missing.
        """
        start, accepted = self.policy.start, self.claim.accepted_on is not None
        if start is Start.ACCEPTANCE or (start is Start.DELIVERY and accepted):
            return accepted
        return self.policy.starts_on(**self.claim.starts) is not None

    # ------------------------------------------------------------------- moment

    def _moment(self) -> Moment | None:
        """Return the moment that decides."""
        if self.claim.question == COVER:
            return self.now
        if self._by_report():
            return self.claim.reported_at
        return self.claim.occurred_at

    def _by_report(self) -> bool:
        """Say whether the moment of the report decides."""
        return not self.policy.occurrence_decides or self.claim.occurred_at is None

    def _moment_fact(self) -> str:
        """Name the fact that the moment is read from."""
        return "occurred_at" if self.policy.occurrence_decides else "reported_at"

    # -------------------------------------------------------------------- cover

    def _keys(self) -> tuple[str, ...]:
        """Return the categories whose covers may decide."""
        cause = self.claim.cause_category
        if cause is None:
            return self.claim.categories
        self.policy.case(cause)
        if self.policy.cause_decides:
            return (cause,)
        return tuple(dict.fromkeys((*self.claim.categories, cause)))

    def _held_against(
        self, moment: Moment
    ) -> tuple[Cover | None, bool | None, Reason | None]:
        """Return the cover that decides, and whether the moment lies in it."""
        held: list[tuple[Cover, bool]] = []
        lacks: list[tuple[Cover | None, Reason]] = []
        for key in self._keys():
            cover = None
            try:
                may = [self._cover(key, owed) for owed in self.claim.owed_for(key)]
                cover = may[0]
                held.append(self._one_of(may, moment))
                if not held[-1][1]:
                    self._refuse_doubt(key, moment)
            except LACKING as error:
                lacks.append((cover, lack_of(error)))
            except NotAnInstantError:
                lacks.append((cover, decides("fact_missing", fact="clock_time")))
        inside = [cover for cover, covered in held if covered]
        if inside:
            return _longest(inside), True, None
        if lacks:
            return lacks[0][0], None, lacks[0][1]
        return _longest([cover for cover, _ in held]), False, None

    def _one_of(self, may: list[Cover], moment: Moment) -> tuple[Cover, bool]:
        """
        Return a cover and whether it covers the moment, whichever of them it is.

        Raises:
            MissingFactError: If that turns on whether the warranty owed a repair.
        """
        covered = [one.covers(moment, self.claim.reading) for one in may]
        if covered[0] != covered[-1]:
            raise MissingFactError("repair_owed", may[0].category)
        return may[0 if covered[0] else -1], covered[0]

    def _refuse_doubt(self, key: str, moment: Moment) -> None:
        """
        Leave open what a cover would come to that lasts as long as it may.

        Raises:
            MissingFactError: If it would cover a moment that the one that is told
                does not.
        """
        fact = self.claim.doubtful
        if fact is None:
            return
        owed = self.claim.owed_for(key)[-1]
        longest = self._cover(key, owed, extended_by=Unlimited())
        if longest.covers(moment, self.claim.reading):
            raise MissingFactError(fact, key)

    def _cover(self, key: str, repair_owed: bool, **other: Any) -> Cover:  # noqa: FBT001 - one fact
        """Return the cover of one category."""
        return self.policy.cover(
            key,
            **{**self.claim.terms_for(key), **other},
            repair_owed=repair_owed,
            seasons=self.seasons,
            calendar=self.calendar,
        )

    # ------------------------------------------------------------------ answers

    def _state(self, evidence: CoverEvidence) -> _Answer:
        """Say whether a cover runs."""
        cover = evidence.cover
        assert cover is not None  # noqa: S101 - for type checkers
        code = "cover_unlimited" if cover.never_ends else "cover_running"
        if not evidence.in_cover:
            code = _ENDED.get(_outside(evidence), "cover_ended")
        return (decides(code), *cover.notes), evidence

    def _weighed(self, evidence: CoverEvidence) -> CoverEvidence:
        """Say which duties there are, and who answers."""
        if not evidence.in_cover:
            return _with_duties(evidence, text=False, statute=False)
        cause = self.claim.cause
        text, statute = self._under_text(), self._under_statute()
        liable = None
        if cause is not None and cause in self.policy.excluded:
            liable = self.policy.excluded[cause]
        elif text if self.policy.duty is Duty.TEXT else statute:
            liable = self.policy.owed_by
        return _with_duties(evidence, text=text, statute=statute, liable=liable)

    def decide(self, evidence: CoverEvidence) -> Reason:
        """Answer whether a claim is in cover, or must be repaired."""
        if not evidence.in_cover:
            return decides(_outside(evidence))
        cause = self.claim.cause
        if cause is not None and cause in self.policy.excluded:
            return decides("cause_excluded")
        if self.claim.question == CLAIM:
            cover = evidence.cover
            endless = cover is not None and cover.never_ends
            return decides("claim_in_endless_cover" if endless else "claim_in_cover")
        by_text = self.policy.duty is Duty.TEXT
        duty = evidence.duty_under_text if by_text else evidence.duty_under_statute
        if duty is None:
            fact = "cause" if cause is None else "affects_use"
            return decides("fact_missing", fact=fact)
        if duty:
            return decides("duty_to_repair")
        return decides("no_duty_under_text")

    def _under_text(self) -> bool | None:
        """Say whether the text asks for repair, in cover."""
        if self.claim.affects_use is False:
            return False
        if self.claim.cause is None:
            return None
        return self.claim.cause in self.policy.text_causes and self.claim.affects_use

    def _under_statute(self) -> bool | None:
        """Say whether the statute asks for repair, in cover."""
        if self.claim.cause is None:
            return None
        return self.claim.cause not in self.policy.excluded

    def _notes(self, evidence: CoverEvidence) -> tuple[Reason, ...]:
        """Remark how a claim was judged, and in cover what its cause comes to."""
        cover = evidence.cover
        assert cover is not None  # noqa: S101 - for type checkers
        notes = []
        if len(self._keys()) > 1:
            others = tuple(key for key in self._keys() if key != cover.category)
            notes.append(note("longest_cover_decides", others=others))
        if self._by_report():
            notes.append(note("judged_by_report"))
        elif self._reported_late(cover):
            reported = self.claim.reported_at
            notes.append(note("reported_after_cover", reported=reported))
        if evidence.in_cover:
            notes.extend(self._notes_on_cause())
        return tuple(notes)

    def _notes_on_cause(self) -> Iterator[Reason]:
        """Remark who bears the cost, and which law asks for the repair."""
        cause, recourse = self.claim.cause, self.policy.recourse
        if cause is None:
            yield note("cause_unknown")
        elif cause in recourse:
            yield note("cost_falls_on", party=recourse[cause])
        if self._under_statute() and self._under_text() is False:
            yield note("statute_duty_only")

    def _reported_late(self, cover: Cover) -> bool:
        """Say whether a defect that occurred in cover was reported after it."""
        reported, deadline = self.claim.reported_at, cover.deadline
        if reported is None or deadline is None:
            return False
        return deadline.last_ordinal < local_ordinal(
            reported, self.policy.counting.tz, "reported_at"
        )


def _with_duties(
    evidence: CoverEvidence,
    *,
    text: bool | None,
    statute: bool | None,
    liable: str | None = None,
) -> CoverEvidence:
    """Return an evidence that says which duties there are, and who answers."""
    return CoverEvidence(
        claim=evidence.claim,
        cover=evidence.cover,
        moment=evidence.moment,
        in_cover=evidence.in_cover,
        duty_under_text=text,
        duty_under_statute=statute,
        liable=liable,
        by_report=evidence.by_report,
    )


def _outside(evidence: CoverEvidence) -> str:
    """Say on which side of its cover a claim lies."""
    cover = evidence.cover
    assert cover is not None and evidence.moment is not None  # noqa: PT018, S101
    if cover.basis == "void":
        return "claim_after_void"
    started = local_ordinal(evidence.moment, zone_of(cover.zone), "moment")
    if started < cover.start_ordinal:
        return "claim_before_cover"
    used_up = cover.used_up(evidence.claim.reading)
    return "claim_beyond_meter" if used_up else "claim_after_cover"


_ENDED: Final = {
    "claim_before_cover": "cover_not_begun",
    "claim_beyond_meter": "cover_used_up",
}
"""What is said of a cover that does not run, by why a claim would be out of it."""


def _longest(covers: list[Cover]) -> Cover:
    """Return the cover that ends last; one without a known end ends last of all."""
    if len(covers) == 1:
        return covers[0]
    unended = [cover for cover in covers if cover.closes is None]
    if unended:
        return max(unended, key=lambda cover: cover.never_ends)
    return max(covers, key=lambda cover: cover.deadline.closing)  # type: ignore[union-attr]


def lack_of(error: Lack) -> Reason:
    """
    Say what is missing without which a cover is not known.
    """
    if isinstance(error, MissingFactError):
        return decides("fact_missing", fact=error.fact)
    if isinstance(error, SeasonNotCoveredError):
        return decides(
            "season_not_covered",
            season_kind=f"{error.kind}_season",
            year=error.year,
            place=error.place,
        )
    return calendar_reason(error)
