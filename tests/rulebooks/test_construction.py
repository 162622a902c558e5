"""
The project follow-up and warranty rule, clause by clause.
"""

import datetime as dt
import json
import pickle
from types import SimpleNamespace
from typing import Any, ClassVar

import attrs
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pendulum import Date

from followup_rules.books.inside import cited_clauses
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Force, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    NaiveTimeError,
    UnknownNameError,
)
from followup_rules.policies.procedures import ProcedurePolicy
from followup_rules.policies.warranty import Duty, WarrantyCase
from followup_rules.policies.windows import Before
from followup_rules.reports import Report
from followup_rules.rulebooks import construction
from followup_rules.rulebooks.construction import (
    Claim,
    InSeason,
    Member,
    Project,
    SiteVisit,
)
from followup_rules.timing.amounts import (
    Days,
    Months,
    Seasons,
    ServiceLife,
    WorkingDays,
    Years,
)
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.cycles import Period, period, quarter
from followup_rules.timing.seasons import declared, local, published, recurring
from followup_rules.verdicts import Status, Verdict

CHINA = dt.timezone(dt.timedelta(hours=8))
MET, LATE, BREACHED = Status.MET, Status.LATE, Status.BREACHED
PENDING, OPEN, MISSED = Status.PENDING, Status.OPEN, Status.MISSED
NOT_APPLICABLE, UNDETERMINED = Status.NOT_APPLICABLE, Status.UNDETERMINED

ACCEPTED = dt.date(2024, 5, 10)
BEIJING = local(published("beijing"), published("beijing", kind="flood"))
COOLING = recurring("plant", "cooling", (5, 15), (9, 15), source="contract")
PLACES = {"beijing": BEIJING, "plant": local(published("beijing"), COOLING)}
WEEKENDS = from_exceptions(
    "weekends", dt.date(2020, 1, 1), dt.date(2030, 1, 1), source="weekends only"
)


CLAUSE_OF = {"hand_over": "WAR-1b", "statutory_letter": "ORDER279-39"}


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return an instant in China."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=CHINA)


NOW = at(2026, 6, 1)
MAY_2026 = period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))


def building(**facts: Any) -> Project:
    """Return a project accepted on 10 May 2024."""
    given_facts: dict[str, Any] = {
        "id": "p1",
        "categories": ("decoration",),
        "accepted_on": ACCEPTED,
        "place": "beijing",
    } | facts
    return Project(**given_facts)


def visit(**facts: Any) -> SiteVisit:
    """Return a visit at which everything was done."""
    given_facts: dict[str, Any] = {
        "id": "v1",
        "visited_at": at(2025, 7, 1),
        "kinds": ("routine",),
        "organiser": "project_manager",
        "members": (
            Member("project_engineer", "Li"),
            Member("site_engineer", "Wu"),
            Member("quality_inspector", "Xu"),
        ),
        "developer_notified_at": at(2025, 6, 30),
        "company_notified_at": at(2025, 7, 1),
        "company_attended": True,
        "developer_present": True,
        "sides_heard": True,
        "defects_recorded": True,
        "site_inspected": True,
        "findings_verified": True,
        "record_written": True,
        "minutes_written": False,
    } | facts
    return SiteVisit(**given_facts)


def defect(**facts: Any) -> Claim:
    """Return a defect of workmanship that affects use, reported in May 2025."""
    given_facts: dict[str, Any] = {
        "id": "c1",
        "category": "decoration",
        "reported_at": at(2025, 5, 1),
        "cause": "construction",
        "affects_use": True,
        "loss": False,
        "company_needed": False,
    } | facts
    return Claim(**given_facts)


def judge(*projects: Any, **options: Any) -> Report:
    """Judge projects, and have every verdict explain itself in both languages."""
    given_options: dict[str, Any] = {"as_of": NOW, "seasons": PLACES} | options
    report = construction.assess(projects, **given_options)
    for verdict in report:
        assert "{" not in verdict.explain("en") + verdict.explain("zh")
    return report


def only(report: Report, rule: str, clause: str | None = None) -> Verdict:
    """Return the one verdict of a rule, under a clause."""
    (found,) = report.where(rule=rule, clause=clause)
    return found


def by_cell(report: Report, rule: str) -> dict[str | None, Status]:
    """Return the statuses of a rule by season or category."""
    return {
        None if verdict.subject is None else verdict.subject.cell: verdict.status
        for verdict in report.where(rule=rule)
    }


def codes(verdict: Verdict) -> list[str]:
    """Return the reason that decides, and the notes."""
    return [reason.code for reason in verdict.reasons]


def cover_of(report: Report, category: str) -> Verdict:
    """Return the verdict on a cover."""
    found = report.where(rule="warranty", subject="p1")
    return next(v for v in found if v.subject and v.subject.cell == category)


def duty_of(report: Report, name: str) -> Verdict:
    """Return the verdict on the duty to repair a defect."""
    return only(report.where(subject=f"p1/{name}"), "warranty", "WAR-4a")


def of_visit(rule: str, clause: str | None = None, **facts: Any) -> Verdict:
    """Judge one visit of a project."""
    return only(judge(building(visits=[visit(**facts)])), rule, clause)


def of_claim(rule: str, clause: str | None = None, **facts: Any) -> Verdict:
    """Judge one defect of a project."""
    return only(judge(building(claims=[defect(**facts)])), rule, clause)


# ------------------------------------------------------------------------- article 1


class TestWAR_1a:  # noqa: N801 - a clause id
    """
    Once completion acceptance is passed, the works are handed over for use.
    """

    def hand_over(self, **facts: Any) -> Verdict:
        """Judge the hand-over of a project."""
        return only(judge(building(**facts)), "hand_over", "WAR-1a")

    def test_after_acceptance(self) -> None:
        """Any day from acceptance on will do; the text sets no time."""
        assert self.hand_over(handed_over_at=ACCEPTED).status is MET
        assert self.hand_over(handed_over_at=at(2026, 5, 31)).status is MET

    def test_not_yet(self) -> None:
        """It stays open, and is no breach."""
        verdict = self.hand_over()

        assert verdict.status is OPEN
        assert not verdict.is_violation

    def test_before_acceptance(self) -> None:
        """What was handed over before acceptance is out of order."""
        verdict = self.hand_over(handed_over_at=dt.date(2024, 5, 9))

        assert verdict.status is BREACHED
        assert verdict.is_violation

    def test_closed_without_it(self) -> None:
        """Once the warranty is settled it is a breach."""
        assert self.hand_over(settled_at=at(2026, 5, 31)).status is BREACHED

    def test_no_acceptance(self) -> None:
        """Without acceptance there is nothing to hand over."""
        assert self.hand_over(accepted_on=None).status is NOT_APPLICABLE


class TestWAR_1b:  # noqa: N801 - a clause id
    """
    The warranty letter is filled in with the hand-over.
    """

    def letter(self, issued: Any, rule: str = "hand_over", **facts: Any) -> Verdict:
        """Judge the letter of a project handed over on 20 May 2024."""
        project = building(
            handed_over_at=at(2024, 5, 20), letter_issued_at=issued, **facts
        )
        return only(judge(project), rule, CLAUSE_OF[rule])

    @pytest.mark.parametrize(
        ("issued", "by_text", "by_statute"),
        [
            (at(2024, 5, 1), MET, MET),
            (dt.date(2024, 5, 10), MET, MET),
            (dt.date(2024, 5, 11), MET, BREACHED),
            (at(2024, 5, 20, 23, 59), MET, BREACHED),
            (at(2024, 5, 21, 0), LATE, BREACHED),
            (None, BREACHED, BREACHED),
        ],
    )
    def test_both_are_reported(
        self, issued: Any, by_text: Status, by_statute: Status
    ) -> None:
        """The text: on the day of the hand-over; the statute: by the acceptance."""
        text = self.letter(issued)
        statute = self.letter(issued, "statutory_letter")

        assert (text.status, statute.status) == (by_text, by_statute)
        assert text.is_violation is (by_text is not MET)
        assert not statute.is_violation

    def test_not_handed_over_yet(self) -> None:
        """Without a hand-over there is no day for it yet."""
        assert only(judge(building()), "hand_over", "WAR-1b").status is OPEN


class TestORDER279_39:  # noqa: N801 - a clause id
    """
    The statute wants the letter sooner, under a clause of its own.
    """

    def test_whoever_follows_the_text(self) -> None:
        """Handed over with its letter after acceptance: the text is met, not the law."""
        project = building(
            handed_over_at=dt.date(2024, 5, 12), letter_issued_at=dt.date(2024, 5, 12)
        )
        report = judge(project)
        by_law = only(report, "statutory_letter")

        assert only(report, "hand_over", "WAR-1b").status is MET
        assert (by_law.status, by_law.clause.id) == (BREACHED, "ORDER279-39")
        assert "WAR-1b" not in by_law.explain("en") + by_law.explain("zh")
        assert "39" in by_law.clause.text.in_language("en")
        assert "第三十九条" in by_law.clause.text.in_language("zh")
        assert not by_law.is_violation


class TestWAR_1c:  # noqa: N801 - a clause id
    """
    The letter states scope, periods and liability.
    """

    def contents(self, **facts: Any) -> Verdict:
        """Judge a letter that was issued."""
        given_facts: dict[str, Any] = {
            "letter_issued_at": ACCEPTED,
            "letter_scope": True,
            "letter_periods": True,
            "letter_liability": True,
        } | facts
        return only(judge(building(**given_facts)), "letter_contents")

    def test_all_three(self) -> None:
        """All three are stated."""
        assert self.contents().status is MET

    def test_one_is_missing(self) -> None:
        """A letter without one of them is incomplete."""
        verdict = self.contents(letter_periods=False, letter_liability=False)

        assert verdict.status is BREACHED
        assert verdict.missing == ("letter_periods", "letter_liability")
        assert verdict.clause.id == "WAR-1c"

    def test_one_is_unknown(self) -> None:
        """What is not known is not missing."""
        assert self.contents(letter_scope=None).status is UNDETERMINED

    def test_no_letter(self) -> None:
        """Without a letter there are no contents."""
        assert self.contents(letter_issued_at=None).status is NOT_APPLICABLE


# ------------------------------------------------------------------------- article 2


def ends(category: str, **facts: Any) -> Date:
    """Return the last covered day of a category."""
    given_facts: dict[str, Any] = {"accepted_on": dt.date(2024, 2, 29)} | facts
    last = construction.WARRANTY.cover(category, **given_facts).last_day
    assert last is not None
    return last


def claim(category: str, **facts: Any) -> Verdict:
    """Judge a claim on a project accepted on 29 February 2024."""
    given_facts: dict[str, Any] = {"accepted_on": dt.date(2024, 2, 29)} | facts
    return construction.WARRANTY.assess_claim(category, **given_facts)


class TestWAR_2_1:  # noqa: N801 - a clause id
    """
    Infrastructure, foundations and main structure: the design service life.
    """

    @pytest.mark.parametrize(
        "category", ["infrastructure", "foundation", "main_structure"]
    )
    def test_design_life(self, category: str) -> None:
        """Fifty years after a leap day end on a 28 February."""
        assert ends(category, design_life=50) == Date(2074, 2, 28)
        verdict = claim(category, design_life=50, occurred_at=at(2074, 2, 28, 23, 59))
        assert (verdict.status, verdict.clause.id) == (MET, "WAR-2.1")

    def test_unknown_design_life(self) -> None:
        """It is never assumed to be fifty years."""
        report = judge(building(categories=("foundation",)))
        verdict = only(report, "warranty", "WAR-2.5")

        assert verdict.status is UNDETERMINED
        assert verdict.reason["fact"] == "design_life"


class TestWAR_2_2:  # noqa: N801 - a clause id
    """
    Roof waterproofing and leak-proofing: five years.
    """

    @pytest.mark.parametrize("category", ["roof_waterproofing", "leak_proofing"])
    def test_five_years(self, category: str) -> None:
        """From a leap day to the last day of February."""
        assert ends(category) == Date(2029, 2, 28)
        assert claim(category, occurred_at=at(2029, 2, 28, 23)).status is MET
        outside = claim(category, occurred_at=at(2029, 3, 1, 0))
        assert (outside.status, outside.clause.id) == (NOT_APPLICABLE, "WAR-2.2")

    def test_end_on_a_sunday(self) -> None:
        """Accepted on Monday 15 March 2021, a leak of Monday 16 March 2026 is out."""
        facts = {"accepted_on": dt.date(2021, 3, 15), "occurred_at": at(2026, 3, 16, 8)}
        rolled = construction.RULES.choose("A-29", "CIVIL_CODE_203")["warranty"]

        assert claim("roof_waterproofing", **facts).status is NOT_APPLICABLE
        assert (
            rolled.assess_claim("roof_waterproofing", **facts, calendar=WEEKENDS).status
            is MET
        )


class TestWAR_2_3:  # noqa: N801 - a clause id
    """
    Heating: two heating seasons; cooling: two cooling seasons.
    """

    def test_running_season_is_not_counted(self) -> None:
        """Accepted in December 2023, the cover ends in March 2026."""
        accepted = dt.date(2023, 12, 20)
        fault = at(2025, 12, 1)
        full = claim(
            "heating", accepted_on=accepted, occurred_at=fault, seasons=BEIJING
        )
        partial = construction.RULES.choose("A-31", "PARTIAL_COUNTS")["warranty"]
        short = partial.assess_claim(
            "heating", accepted_on=accepted, occurred_at=fault, seasons=BEIJING
        )

        assert (full.status, full.deadline.last_day) == (MET, Date(2026, 3, 15))
        assert (short.status, short.deadline.last_day) == (
            NOT_APPLICABLE,
            Date(2025, 3, 15),
        )

    def test_combined_plant(self) -> None:
        """Heating and cooling of one plant end at different times."""
        facts = {"accepted_on": dt.date(2024, 6, 1), "seasons": PLACES["plant"]}
        heat = claim("heating", occurred_at=at(2026, 4, 1), **facts)
        cool = claim("cooling", occurred_at=at(2026, 8, 1), **facts)

        assert (heat.status, heat.deadline.last_day) == (
            NOT_APPLICABLE,
            Date(2026, 3, 15),
        )
        assert (cool.status, cool.deadline.last_day) == (MET, Date(2026, 9, 15))
        assert heat.clause.id == cool.clause.id == "WAR-2.3"

    def test_no_data_for_the_place(self) -> None:
        """A city without seasons at hand leaves the cover undetermined."""
        report = judge(building(categories=("heating",), place="shanghai"))
        verdict = only(report, "warranty")

        assert verdict.status is UNDETERMINED
        assert verdict.reason["fact"] == "seasons"


class TestWAR_2_4:  # noqa: N801 - a clause id
    """
    Electrical lines, pipes, equipment and decoration: two years.
    """

    @pytest.mark.parametrize(
        "category",
        [
            "electrical_lines",
            "supply_and_drainage_pipes",
            "equipment_installation",
            "decoration",
        ],
    )
    def test_two_years(self, category: str) -> None:
        """In on the last minute of 28 February 2026, out on 1 March."""
        assert ends(category) == Date(2026, 2, 28)
        inside = claim(category, occurred_at=at(2026, 2, 28, 23, 59))
        outside = claim(category, occurred_at=at(2026, 3, 1, 0))

        assert (inside.status, outside.status) == (MET, NOT_APPLICABLE)
        assert inside.clause.id == "WAR-2.4"

    @settings(max_examples=50)
    @given(accepted=st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)))
    @example(accepted=dt.date(2024, 2, 29))
    def test_anniversary(self, accepted: dt.date) -> None:
        """The last day is the anniversary, by another engine."""
        assert ends("decoration", accepted_on=accepted) == accepted + relativedelta(
            years=2
        )

    def test_contract(self) -> None:
        """A longer contract holds; a shorter one is raised to the minimum."""
        assert ends("decoration", contract=Years(3)) == Date(2027, 2, 28)
        verdict = claim(
            "decoration", contract=Years(1), occurred_at=at(2026, 2, 28), as_of=NOW
        )
        assert verdict.status is MET
        assert "contract_below_minimum" in codes(verdict)

    def test_contract_of_a_project(self) -> None:
        """Contracts are agreed by category."""
        report = judge(
            building(
                categories=("decoration", "electrical_lines"),
                contract={"decoration": "3 years"},
            )
        )

        assert [v.deadline.last_day for v in report.where(rule="warranty")] == [
            Date(2026, 5, 10),
            Date(2027, 5, 10),
        ]
        assert by_cell(report, "warranty") == {
            "electrical_lines": MET,
            "decoration": MET,
        }
        assert [v.reason.code for v in report.where(rule="warranty")] == [
            "cover_ended",
            "cover_running",
        ]


class TestWAR_2_5:  # noqa: N801 - a clause id
    """
    What arises in scope and in time is repaired, and the loss made good.
    """

    def test_repair_and_compensation(self) -> None:
        """Two duties, each open until it is done."""
        facts: dict[str, Any] = {"loss": True, "repaired_at": at(2025, 5, 20)}

        repair = of_claim("defect_repair", **facts)
        loss = of_claim("compensation", **facts)

        assert (repair.status, loss.status) == (MET, OPEN)
        assert repair.evidence.elapsed_days == 19
        assert repair.clause.id == loss.clause.id == "WAR-2.5"
        assert of_claim("compensation", **facts, compensated_at=NOW).status is MET

    def test_no_loss(self) -> None:
        """Without a loss there is nothing to make good."""
        assert of_claim("compensation").status is NOT_APPLICABLE
        assert of_claim("compensation", loss=None).status is UNDETERMINED

    @pytest.mark.parametrize(
        "facts",
        [
            {"reported_at": at(2026, 5, 11, 0)},
            {"cause": "misuse"},
            {"cause": "third_party", "loss": None},
            {"cause": "force_majeure", "loss": True},
        ],
    )
    def test_out_of_period_or_scope(self, facts: dict[str, Any]) -> None:
        """Neither is owed."""
        assert of_claim("defect_repair", **facts).status is NOT_APPLICABLE
        assert of_claim("compensation", **facts).status is NOT_APPLICABLE

    def test_unknown_cause(self) -> None:
        """Whether it is owed turns on the cause."""
        assert of_claim("defect_repair", cause=None).status is UNDETERMINED

    def test_closed_without_it(self) -> None:
        """Closing the file with the repair undone breaches the duty."""
        verdict = of_claim("defect_repair", closed_at=at(2025, 6, 1))

        assert verdict.status is BREACHED
        assert verdict.is_violation

    def test_limit_of_the_host(self) -> None:
        """A limit that the host sets judges lateness, and the verdict says whose."""
        limited = attrs.evolve(construction.DEFECT_REPAIR, limit=Days(15))
        rules = construction.RULES.replace("defect_repair", limited)
        project = building(claims=[defect(repaired_at=at(2025, 5, 17))])
        verdict = only(judge(project, rules=rules), "defect_repair")

        assert (verdict.status, verdict.force) == (LATE, Force.CONFIGURED)


# ------------------------------------------------------------------------- article 3


class TestWAR_3_1a:  # noqa: N801 - a clause id
    """
    The project manager organises the visit.
    """

    @pytest.mark.parametrize(
        ("organiser", "status"),
        [
            ("project_manager", MET),
            ("site_engineer", BREACHED),
            (None, UNDETERMINED),
        ],
    )
    def test_organiser(self, organiser: str | None, status: Status) -> None:
        """The manager need not attend."""
        verdict = of_visit("visit_organiser", organiser=organiser)

        assert (verdict.status, verdict.clause.id) == (status, "WAR-3.1a")


class TestWAR_3_1b:  # noqa: N801 - a clause id
    """
    Project engineer, site engineer and quality inspector come, each a person.
    """

    def test_all_three(self) -> None:
        """Three persons in three roles."""
        assert of_visit("visit_team").status is MET

    def test_one_is_missing(self) -> None:
        """The role is named."""
        verdict = of_visit("visit_team", members=[Member("project_engineer", "Li")])

        assert verdict.status is BREACHED
        assert verdict.missing == ("site_engineer", "quality_inspector")
        assert verdict.clause.id == "WAR-3.1b"

    def test_two_roles_of_one_person(self) -> None:
        """One person holds two roles only where that is allowed."""
        members = [
            Member("project_engineer", "Li"),
            Member("site_engineer", "Li"),
            Member("quality_inspector", "Xu"),
        ]
        project = building(visits=[visit(members=members)])
        dual = construction.RULES.choose("A-37", "DUAL_ROLES")

        assert only(judge(project), "visit_team").missing == ("site_engineer",)
        assert only(judge(project, rules=dual), "visit_team").status is MET

    def test_unknown(self) -> None:
        """A team that was not recorded is not known."""
        assert of_visit("visit_team", members=None).status is UNDETERMINED


class TestWAR_3_1c:  # noqa: N801 - a clause id
    """
    The developer is told of the visit beforehand.
    """

    @pytest.mark.parametrize(
        ("told", "status"),
        [
            (at(2025, 7, 1, 8, 59), MET),
            (dt.date(2025, 6, 30), MET),
            (at(2025, 7, 1), BREACHED),
            (at(2025, 7, 1, 9, 1), BREACHED),
            (dt.date(2025, 7, 1), UNDETERMINED),
            (None, BREACHED),
        ],
    )
    def test_strictly_before(self, told: Any, status: Status) -> None:
        """A minute before is enough, at the start is not."""
        verdict = of_visit("visit_notices", "WAR-3.1c", developer_notified_at=told)

        assert verdict.status is status

    def test_least_lead(self) -> None:
        """A host may ask for a day or three."""
        project = building(visits=[visit(developer_notified_at=at(2025, 6, 29))])

        def under(choice: str) -> Status:
            rules = construction.RULES.choose("A-38b", choice)
            return only(judge(project, rules=rules), "visit_notices", "WAR-3.1c").status

        assert under("ONE_DAY") is MET
        assert under("THREE_DAYS") is BREACHED


class TestWAR_3_1d:  # noqa: N801 - a clause id
    """
    The developer brings its people; that is the developer's to do.
    """

    @pytest.mark.parametrize(
        ("present", "status"), [(True, MET), (False, BREACHED), (None, UNDETERMINED)]
    )
    def test_owed_by_the_developer(
        self,
        present: bool | None,  # noqa: FBT001 - a fact
        status: Status,
    ) -> None:
        """Its absence is never the contractor's."""
        verdict = of_visit("developer_presence", developer_present=present)

        assert (verdict.status, verdict.owed_by) == (status, "developer")
        assert verdict.clause.id == "WAR-3.1d"


class TestWAR_3_1e:  # noqa: N801 - a clause id
    """
    All sides are heard, defects recorded, the site looked at, findings checked.
    """

    def test_all_four(self) -> None:
        """All were done."""
        assert of_visit("visit_contents").status is MET

    @pytest.mark.parametrize(
        "item",
        ["sides_heard", "defects_recorded", "site_inspected", "findings_verified"],
    )
    def test_each(self, item: str) -> None:
        """Each is needed; before the file is closed it may still come."""
        undone: dict[str, Any] = {item: False}
        unknown: dict[str, Any] = {item: None}
        missing = of_visit("visit_contents", **undone)

        assert (missing.status, missing.missing) == (BREACHED, (item,))
        assert missing.clause.id == "WAR-3.1e"
        assert of_visit("visit_contents", closed=False, **undone).status is OPEN
        assert of_visit("visit_contents", **unknown).status is UNDETERMINED


class TestWAR_3_1f:  # noqa: N801 - a clause id
    """
    A visit record or minutes are written.
    """

    @pytest.mark.parametrize(
        ("record", "minutes", "status"),
        [
            (True, False, MET),
            (False, True, MET),
            (True, True, MET),
            (False, False, BREACHED),
            (None, True, MET),
            (None, False, UNDETERMINED),
        ],
    )
    def test_one_is_enough(
        self,
        record: bool | None,  # noqa: FBT001 - a fact
        minutes: bool | None,  # noqa: FBT001 - a fact
        status: Status,
    ) -> None:
        """Either paper will do."""
        verdict = of_visit(
            "visit_paper", record_written=record, minutes_written=minutes
        )

        assert (verdict.status, verdict.clause.id) == (status, "WAR-3.1f")


class TestWAR_3_2a:  # noqa: N801 - a clause id
    """
    The quality and safety department is told, at the start of the visit at the latest.
    """

    @pytest.mark.parametrize(
        ("told", "status"),
        [
            (at(2025, 7, 1), MET),
            (dt.date(2025, 7, 1), MET),
            (at(2025, 7, 1, 9, 1), BREACHED),
            (None, BREACHED),
        ],
    )
    def test_by_the_start(self, told: Any, status: Status) -> None:
        """The start itself is in time."""
        verdict = of_visit("visit_notices", "WAR-3.2a", company_notified_at=told)

        assert verdict.status is status


class TestWAR_3_2b:  # noqa: N801 - a clause id
    """
    The company sends somebody; that is the company's to do, and only noted.
    """

    def test_noted_by_default(self) -> None:
        """Its absence is no breach."""
        assert of_visit("visit_notices", "WAR-3.2b").status is MET
        absent = of_visit("visit_notices", "WAR-3.2b", company_attended=False)
        assert (absent.status, absent.owed_by) == (NOT_APPLICABLE, "company")

    @pytest.mark.parametrize(
        ("attended", "status"), [(True, MET), (False, BREACHED), (None, UNDETERMINED)]
    )
    def test_where_required(
        self,
        attended: bool | None,  # noqa: FBT001 - a fact
        status: Status,
    ) -> None:
        """Where a host requires it, it is the company's breach."""
        rules = construction.RULES.choose("A-39", "REQUIRED")
        project = building(visits=[visit(company_attended=attended)])
        verdict = only(judge(project, rules=rules), "visit_notices", "WAR-3.2b")

        assert (verdict.status, verdict.owed_by) == (status, "company")


class TestWAR_3_3a:  # noqa: N801 - a clause id
    """
    In each rainy season inside the cover, roofs and walls are visited.
    """

    ROOF = ("roof_waterproofing",)

    def owed(self, *visits: SiteVisit, **options: Any) -> dict[str | None, Status]:
        """Judge the rainy seasons of a roof accepted on 10 May 2024."""
        facts = {"categories": self.ROOF, "visits": visits}
        project = building(**facts | options.pop("facts", {}))
        return by_cell(judge(project, **options), "rainy_season_visit")

    def test_one_for_each_season(self) -> None:
        """Five flood seasons begin between acceptance and May 2029."""
        rainy = visit(kinds=("rainy_season",), visited_at=at(2025, 9, 15, 23))

        assert self.owed(rainy) == {
            "2024": BREACHED,
            "2025": MET,
            "2026": PENDING,
            "2027": PENDING,
            "2028": PENDING,
        }

    def test_outside_the_season(self) -> None:
        """The day after the season is no visit in it, nor is one of another kind."""
        after = visit(kinds=("rainy_season",), visited_at=at(2025, 9, 16, 0))
        routine = visit(id="v2", kinds=("routine",))

        assert self.owed(after, routine)["2025"] is BREACHED

    def test_seasons_at_the_edges(self) -> None:
        """A season that begins on the first or the last covered day counts."""
        first = self.owed(facts={"accepted_on": dt.date(2021, 6, 1)})
        later = self.owed(facts={"accepted_on": dt.date(2021, 6, 2)})

        assert list(first) == ["2021", "2022", "2023", "2024", "2025", "2026"]
        assert list(later) == list(first)
        assert later["2021"] is NOT_APPLICABLE
        assert NOT_APPLICABLE not in first.values()

    def test_running_season(self) -> None:
        """A season that runs at acceptance counts only where read so."""
        rules = construction.RULES.choose("A-40", "RUNNING_TOO")
        facts = {"accepted_on": dt.date(2021, 6, 2)}

        assert self.owed(facts=facts)["2021"] is NOT_APPLICABLE
        assert self.owed(facts=facts, rules=rules)["2021"] is BREACHED
        assert next(iter(self.owed(rules=rules))) == "2024"
        assert rules.feeds["rainy_season_visit"] == InSeason(
            visit="rainy_season",
            season="flood",
            covered=("roof_waterproofing", "leak_proofing"),
            running=True,
        )
        assert rules.feeds["rainy_season_visit"].reads() == tuple(rules.ledgers)

    def test_running_season_in_a_period(self) -> None:
        """What is not owed in it is said where the period touches it."""
        facts = {"accepted_on": dt.date(2021, 6, 2)}

        assert self.owed(facts=facts, period=quarter(2021, 3)) == {
            "2021": NOT_APPLICABLE
        }
        assert self.owed(facts=facts, period=quarter(2022, 3)) == {"2022": BREACHED}

    def test_visit_in_the_running_season(self) -> None:
        """It belongs to that season, and is no early visit of the next."""
        facts = {
            "accepted_on": dt.date(2021, 6, 2),
            "categories": self.ROOF,
            "visits": [visit(kinds=("rainy_season",), visited_at=at(2021, 7, 1))],
        }
        found = judge(building(**facts)).where(rule="rainy_season_visit")

        assert [codes(v) for v in found][:2] == [["window_not_owed"], ["window_missed"]]

    def test_unreadable_visit(self) -> None:
        """A visit that cannot be read is never held against the contractor."""
        readable = visit(id="v1", kinds=("rainy_season",), visited_at=at(2024, 7, 1))
        strange = visit(id="v2", kinds=("rainy",), visited_at=at(2025, 7, 1))
        project = building(categories=self.ROOF, visits=[readable, strange])
        found = {
            v.subject.cell: v
            for v in judge(project).where(rule="rainy_season_visit")
            if v.subject
        }

        assert codes(found["2024"]) == ["done_in_window"]
        assert codes(found["2025"]) == ["row_unusable"]
        assert codes(found["2026"])[-1] == "rows_in_error"

    def test_longest_waterproofing_decides(self) -> None:
        """Roof and leak-proofing together ask for one visit a season."""
        both = {
            "categories": ("roof_waterproofing", "leak_proofing"),
            "contract": {"leak_proofing": Years(6)},
        }

        assert list(self.owed(facts=both))[-1] == "2029"

    def test_nothing_waterproofed(self) -> None:
        """Without roof or leak-proofing there is nothing to visit."""
        report = judge(building())

        assert only(report, "rainy_season_visit").status is NOT_APPLICABLE

    def test_no_flood_season_declared(self) -> None:
        """A roof in a city without data is undetermined."""
        report = judge(building(categories=self.ROOF, place="shanghai"))
        verdict = only(report, "rainy_season_visit")

        assert verdict.status is UNDETERMINED
        assert verdict.reason["fact"] == "flood_season"

    def test_year_not_declared(self) -> None:
        """A year that has come and was not declared is undetermined, a later one not."""
        floods = declared(
            "shanghai",
            "flood",
            {
                2024: (dt.date(2024, 6, 1), dt.date(2024, 9, 30)),
                2025: (dt.date(2025, 6, 1), dt.date(2025, 9, 30)),
            },
            source="headquarters",
        )
        owed = self.owed(seasons={"beijing": floods})

        assert owed == {"2024": BREACHED, "2025": BREACHED, "2026": UNDETERMINED}

    def test_running_season_not_declared(self) -> None:
        """Whether one ran at acceptance may not be known; the others still count."""
        floods = declared(
            "shanghai",
            "flood",
            {2024: (dt.date(2024, 6, 1), dt.date(2024, 9, 30)), 2025: None, 2026: None},
            source="headquarters",
        )
        rules = construction.RULES.choose("A-40", "RUNNING_TOO")

        assert self.owed(seasons={"beijing": floods}, rules=rules) == {"2024": BREACHED}

    def test_contents(self) -> None:
        """On such a visit both roof and walls are looked at."""
        verdict = of_visit(
            "rainy_season_contents",
            kinds=("rainy_season",),
            roof_checked=True,
            walls_checked=False,
        )

        assert (verdict.status, verdict.missing) == (BREACHED, ("walls_checked",))
        assert verdict.clause.id == "WAR-3.3a"


class TestWAR_3_3b:  # noqa: N801 - a clause id
    """
    In each heating season inside the cover, boilers and heating are visited.
    """

    HEATED = ("heating",)

    def owed(self, *visits: SiteVisit, **options: Any) -> dict[str | None, Status]:
        """Judge the winters of a heating system accepted on 10 May 2024."""
        facts = {"categories": self.HEATED, "visits": visits}
        project = building(**facts | options.pop("facts", {}))
        return by_cell(judge(project, **options), "heating_season_visit")

    def test_across_the_year_end(self) -> None:
        """The first and the last day of a season are in it, in either year."""
        first = visit(kinds=("heating_season",), visited_at=at(2024, 11, 15, 0))
        last = visit(id="v2", kinds=("heating_season",), visited_at=at(2026, 3, 15, 23))

        assert self.owed(first, last) == {"2024/25": MET, "2025/26": MET}

    def test_one_day_beside(self) -> None:
        """A day before, and a day after, are not."""
        early = visit(kinds=("heating_season",), visited_at=at(2024, 11, 14, 23))
        late = visit(id="v2", kinds=("heating_season",), visited_at=at(2026, 3, 16, 0))

        assert self.owed(early, late) == {"2024/25": BREACHED, "2025/26": BREACHED}

    def test_season_without_an_end_yet(self) -> None:
        """Of the running winter nothing is said before its end is declared."""
        table = published("beijing").with_year(
            2025, (dt.date(2025, 11, 8), None), source="notice"
        )
        owed = self.owed(seasons={"beijing": table}, as_of=at(2026, 2, 1))

        assert owed == {"2024/25": BREACHED, "2025/26": UNDETERMINED}

    def test_winter_not_declared(self) -> None:
        """Without the second winter neither the cover nor that visit is known.

        It is called as it will be once its days are known.
        """
        table = declared(
            "x",
            "heating",
            {2024: (dt.date(2024, 11, 1), dt.date(2025, 3, 1))},
            source="notice",
        )
        owed = self.owed(seasons={"beijing": table}, as_of=at(2025, 12, 1))

        assert owed == {"2024/25": BREACHED, "2025/26": UNDETERMINED}

    def test_no_heating(self) -> None:
        """Without a heating system it does not apply."""
        assert only(judge(building()), "heating_season_visit").status is NOT_APPLICABLE

    def test_no_season(self) -> None:
        """A system without a declared season is undetermined."""
        report = judge(building(categories=self.HEATED, place=None), seasons=None)
        verdict = only(report, "heating_season_visit")

        assert verdict.status is UNDETERMINED
        assert verdict.reason["fact"] == "heating_season"

    def test_void_cover(self) -> None:
        """After an avoidance no further winter asks for a visit."""
        facts = {"voided_on": {"heating": dt.date(2025, 6, 1)}}

        assert self.owed(facts=facts) == {"2024/25": BREACHED}

    def test_contents(self) -> None:
        """Both the boiler and the heating system are looked at."""
        verdict = of_visit(
            "heating_season_contents", kinds=("heating_season",), boiler_checked=False
        )

        assert verdict.status is BREACHED
        assert verdict.clause.id == "WAR-3.3b"


class TestWAR_3_4:  # noqa: N801 - a clause id
    """
    About two years after delivery, what was new is visited by technical staff.
    """

    def test_delivery_that_stands_for_never(self) -> None:
        """A day that no window can be counted from costs nothing but its own row."""
        report = judge(building(delivered_on=dt.date.max, four_new_used=True))

        assert only(report, "technical_visit").reason.code == "anchor_absent"

    @pytest.mark.parametrize("when", [quarter(2026, 1), quarter(2027, 4)])
    def test_listed_only_where_it_will_lie(self, when: Any) -> None:
        """Before delivery it is of the period in which its window will be."""
        project = building(delivered_on=dt.date(2026, 6, 10), four_new_used=True)
        report = judge(project, period=when, as_of=at(2026, 6, 1))

        assert ("technical_visit" in report.by_rule()) is False
        later = judge(project, period=quarter(2028, 2), as_of=at(2026, 6, 1))
        assert only(later, "technical_visit").status is NOT_APPLICABLE

    def technical(self, *visited: dt.datetime, **facts: Any) -> Verdict:
        """Judge a project delivered on 31 August 2023."""
        given_facts: dict[str, Any] = {
            "accepted_on": dt.date(2023, 8, 1),
            "delivered_on": dt.date(2023, 8, 31),
            "four_new_used": True,
            "visits": [
                visit(id=f"v{number}", kinds=("technical",), visited_at=moment)
                for number, moment in enumerate(visited)
            ],
        } | facts
        return only(judge(building(**given_facts)), "technical_visit")

    @pytest.mark.parametrize(
        ("visited", "status"),
        [
            (at(2025, 5, 30, 23), MISSED),
            (at(2025, 5, 31, 0), MET),
            (at(2025, 11, 30, 23), MET),
            (at(2025, 12, 1, 0), LATE),
        ],
    )
    def test_window(self, visited: dt.datetime, status: Status) -> None:
        """From 21 to 27 months, both ends included; beside it is no violation."""
        verdict = self.technical(visited)

        assert verdict.status is status
        assert verdict.deadline.first_day == Date(2025, 5, 31)
        assert verdict.deadline.last_day == Date(2025, 11, 30)
        assert not verdict.is_violation

    def test_never(self) -> None:
        """That it was not made at all is a violation."""
        verdict = self.technical()

        assert verdict.status is BREACHED
        assert verdict.is_violation

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"four_new_used": False}, NOT_APPLICABLE),
            ({"four_new_used": None}, UNDETERMINED),
            ({"delivered_on": None}, NOT_APPLICABLE),
            ({"delivered_on": dt.date(2025, 8, 31)}, PENDING),
        ],
    )
    def test_owed_at_all(self, facts: dict[str, Any], status: Status) -> None:
        """Only where anything new was used, and once delivered."""
        assert self.technical(**facts).status is status

    def test_from_acceptance_where_read_so(self) -> None:
        """Another reading counts from acceptance."""
        rules = construction.RULES.choose("A-41b", "ACCEPTANCE")
        project = building(accepted_on=dt.date(2023, 8, 1), four_new_used=True)

        assert only(
            judge(project, rules=rules), "technical_visit"
        ).deadline.first_day == Date(2025, 5, 1)

    def test_team_and_contents(self) -> None:
        """Technical staff look at performance and effect."""
        facts: dict[str, Any] = {"kinds": ("technical",), "performance_reviewed": True}
        team = of_visit("technical_team", **facts)
        contents = of_visit("technical_contents", **facts, effect_reviewed=False)

        assert (team.status, team.missing) == (BREACHED, ("technical_staff",))
        assert contents.missing == ("effect_reviewed",)
        assert {team.clause.id, contents.clause.id} == {"WAR-3.4"}


class TestWAR_3_5a:  # noqa: N801 - a clause id
    """
    A visit is made before each cover ends.
    """

    REPAIR: ClassVar[dict[str, Any]] = {
        "occurred_at": at(2026, 4, 15),
        "reported_at": at(2026, 4, 15),
    }
    """A defect while the decoration is covered, which is until 10 May 2026."""

    @pytest.mark.parametrize(
        ("visited", "cause", "old", "new"),
        [
            # visited in the window and repaired on the 25th: covered until 25 April 2028
            (at(2026, 4, 1), "construction", MET, PENDING),
            # repaired while it is not known whether the warranty owed that
            (at(2026, 4, 1), None, MET, UNDETERMINED),
            # a visit that came after the repair is none of the new window
            (at(2026, 5, 2), "construction", PENDING, None),
        ],
    )
    def test_a36_what_was_made_stays(
        self, visited: dt.datetime, cause: str | None, old: Status, new: Status | None
    ) -> None:
        """A repair begins the cover again: the new end owes a visit of its own."""
        rules = construction.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        made = at(2026, 4, 25)
        claims = [defect(cause=cause, repaired_at=made, **self.REPAIR)]
        told: dict[str, Any] = {"facts": {"claims": claims}, "rules": rules}
        before = self.owed(visited, as_of=at(2026, 4, 24), **told)
        after = self.owed(visited, as_of=at(2026, 6, 1), **told)
        assert set(before) == {"decoration"}
        assert before["decoration"].status is (old if new else PENDING)
        again = {} if new is None else {"decoration 2026-04-25": new}
        assert {cell: one.status for cell, one in after.items()} == {
            "decoration": old,
            **again,
        }
        if new is PENDING:
            assert after["decoration"].deadline.last_day == Date(2026, 5, 10)
            assert after["decoration 2026-04-25"].deadline.last_day == Date(2028, 4, 25)

    def test_a36_what_was_missed_stays(self) -> None:
        """The end passed without a visit, and the repair was entered after it.

        Repaired again before the second end, whose visit is not due yet: that one moves.
        """
        rules = construction.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        told = self.REPAIR | {"entered_at": at(2026, 5, 20)}
        claims = [
            defect(id="c1", repaired_at=at(2026, 5, 15), **told),
            defect(
                id="c2",
                occurred_at=at(2026, 5, 25),
                reported_at=at(2026, 5, 25),
                repaired_at=dt.date(2026, 5, 28),
            ),
        ]
        found = self.owed(as_of=NOW, rules=rules, facts={"claims": claims})
        assert {cell: one.status for cell, one in found.items()} == {
            "decoration": BREACHED,
            "decoration 2026-05-20": PENDING,
        }
        last = found["decoration 2026-05-20"].deadline.last_day
        assert last == Date(2028, 5, 28)

    def test_a36_what_was_listed_stays(self) -> None:
        """A window that moves is of the periods that it lay in before, too."""
        rules = construction.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        told: dict[str, Any] = {"rules": rules, "period": MAY_2026}
        cases = (("construction", PENDING), (None, UNDETERMINED))
        for cause, status in cases:
            claims = [defect(cause=cause, repaired_at=at(2026, 4, 25), **self.REPAIR)]
            facts = {"claims": claims}
            found = [
                self.owed(as_of=at(2026, 4, day), facts=facts, **told)
                for day in (24, 26)
            ]
            assert [
                {cell: one.status for cell, one in told_.items()} for told_ in found
            ] == [
                {"decoration": PENDING},
                {"decoration": status},
            ]

    @pytest.mark.parametrize(
        ("facts", "before", "after"),
        [
            # handed over on the 12th, signed on the 20th, notified a day late
            (
                {
                    "closed_out_at": at(2026, 5, 12),
                    "close_out_signed_at": at(2026, 5, 20),
                    "departments_notified_at": at(2026, 5, 21),
                    "close_out_filed_at": at(2026, 5, 22),
                },
                [MET, MET, LATE, MET],
                [MET, MET, LATE, MET],
            ),
            # settled, and never closed out
            ({"settled_at": at(2026, 5, 18)}, [BREACHED] * 4, [BREACHED] * 4),
            # signed before the cover ended: in vain
            (
                {"close_out_signed_at": at(2026, 5, 9)},
                [OPEN] * 4,
                [NOT_APPLICABLE] * 4,
            ),
            ({}, [OPEN] * 4, [NOT_APPLICABLE] * 4),
        ],
    )
    def test_a36_what_was_closed_out_stays(
        self, facts: dict[str, Any], before: list[Status], after: list[Status]
    ) -> None:
        """A defect of April is repaired on 25 May, when the cover had ended."""
        rules = construction.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        claims = [defect(repaired_at=at(2026, 5, 25), **self.REPAIR)]
        project = building(claims=claims, **facts)
        told: dict[str, Any] = {"rules": rules, "period": MAY_2026}
        found = [
            [
                one.status
                for one in judge(project, as_of=at(2026, 5, day), **told).where(
                    rule="close_out"
                )
            ]
            for day in (24, 26)
        ]
        assert found == [before, after]

    def test_a36_what_it_is_called(self) -> None:
        """A cover that began again is told apart by the day since when that is known."""
        rules = construction.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        claims = [defect(repaired_at=at(2026, 4, 25), **self.REPAIR)]
        made = visit(kinds=("pre_expiry",), visited_at=at(2026, 4, 1))
        report = judge(building(visits=[made], claims=claims), rules=rules)
        said = [
            [one["about"] for one in report.rows(language) if one["cell"]]
            for language in ("en", "zh")
        ]
        assert "project p1 (decoration, from 2026-04-25)" in said[0]
        assert "工程 p1（装修工程，2026年4月25日起）" in said[1]

    def owed(self, *visited: dt.datetime, **options: Any) -> dict[str | None, Verdict]:
        """Judge a decoration whose cover ends on 10 May 2026."""
        visits = [
            visit(id=f"v{number}", kinds=("pre_expiry",), visited_at=moment)
            for number, moment in enumerate(visited)
        ]
        project = building(visits=visits, **options.pop("facts", {}))
        report = judge(project, **options)
        return {
            verdict.subject.cell: verdict  # type: ignore[union-attr]
            for verdict in report.where(rule="pre_expiry_visit")
        }

    @pytest.mark.parametrize(
        ("visited", "as_of", "status", "noted"),
        [
            (at(2026, 3, 10), at(2026, 3, 10, 12), PENDING, ["before_window"]),
            (at(2026, 3, 10), at(2026, 5, 1), PENDING, ["before_window"]),
            (at(2026, 3, 10), NOW, BREACHED, ["before_window"]),
            (at(2026, 3, 11, 0), NOW, MET, []),
            (at(2026, 5, 10, 23), NOW, MET, []),
            (at(2026, 5, 11, 0), NOW, LATE, []),
        ],
    )
    def test_sixty_days(
        self, visited: dt.datetime, as_of: dt.datetime, status: Status, noted: list[str]
    ) -> None:
        """From the 60th day before the end to 24:00 of the end date."""
        verdict = self.owed(visited, as_of=as_of)["decoration"]

        assert verdict.status is status
        assert codes(verdict)[1:] == noted
        assert verdict.deadline.first_day == Date(2026, 3, 11)
        assert verdict.deadline.last_day == Date(2026, 5, 10)

    def test_each_finite_cover(self) -> None:
        """One visit serves all covers that end that day; a design life asks for none."""
        facts = {
            "categories": (
                "main_structure",
                "roof_waterproofing",
                "decoration",
                "electrical_lines",
            )
        }
        owed = self.owed(at(2026, 4, 1), facts=facts)

        assert {cell: verdict.status for cell, verdict in owed.items()} == {
            "roof_waterproofing": PENDING,
            "electrical_lines": MET,
            "decoration": MET,
        }
        assert codes(owed["roof_waterproofing"]) == ["window_ahead"]

    def test_unknown_end(self) -> None:
        """An end that is not known is undetermined, and says what it lacks."""
        facts = {"categories": ("heating", "decoration"), "place": None}
        verdict = self.owed(at(2026, 4, 1), facts=facts)["heating"]

        assert verdict.status is UNDETERMINED
        assert codes(verdict) == ["fact_missing", "fact_missing"]
        assert verdict.notes[0]["fact"] == "seasons"

    def test_void_cover(self) -> None:
        """A cover that is void asks for none."""
        facts = {"voided_on": {"decoration": dt.date(2025, 1, 1)}}

        assert self.owed(facts=facts)["decoration"].status is NOT_APPLICABLE

    def test_a_month(self) -> None:
        """Another reading opens the window a month before."""
        rules = construction.RULES.choose("A-43", "ONE_MONTH")
        verdict = self.owed(rules=rules)["decoration"]

        assert verdict.deadline.first_day == Date(2026, 4, 10)

    def test_working_days_without_a_calendar(self) -> None:
        """A host's working days need a calendar, and nothing is guessed."""
        changed = attrs.evolve(
            construction.PRE_EXPIRY_VISIT, span=Before(lead=WorkingDays(30))
        )
        rules = construction.RULES.replace("pre_expiry_visit", changed)

        assert self.owed(at(2026, 4, 1), rules=rules)["decoration"].status is (
            UNDETERMINED
        )


class TestWAR_3_5b:  # noqa: N801 - a clause id
    """
    On that visit the developer is advised on upkeep and use.
    """

    @pytest.mark.parametrize(
        ("advised", "status"), [(True, MET), (False, BREACHED), (None, UNDETERMINED)]
    )
    def test_advice(
        self,
        advised: bool | None,  # noqa: FBT001 - a fact
        status: Status,
    ) -> None:
        """It is part of the visit."""
        verdict = of_visit(
            "expiry_advice", kinds=("pre_expiry",), upkeep_advised=advised
        )

        assert (verdict.status, verdict.clause.id) == (status, "WAR-3.5b")


class TestWAR_3_5c:  # noqa: N801 - a clause id
    """
    What is left over is dealt with.
    """

    def leftovers(self, project: dict[str, Any] | None = None, **facts: Any) -> Verdict:
        """Judge what was left over at a visit before an expiry."""
        made = visit(kinds=("pre_expiry",), **facts)
        return only(judge(building(visits=[made], **project or {})), "leftovers")

    def test_open_until_handled(self) -> None:
        """The text sets no time."""
        assert self.leftovers(has_leftovers=True).status is OPEN
        done = self.leftovers(has_leftovers=True, leftovers_handled_at=at(2025, 7, 11))
        assert (done.status, done.evidence.elapsed_days) == (MET, 10)
        assert done.clause.id == "WAR-3.5c"

    def test_nothing_left_over(self) -> None:
        """Then there is nothing to do, and what is not known is not known."""
        assert self.leftovers(has_leftovers=False).status is NOT_APPLICABLE
        assert self.leftovers().status is UNDETERMINED

    def test_settled_without(self) -> None:
        """Once the warranty is settled it is a breach."""
        settled = {"settled_at": at(2026, 5, 20)}

        assert self.leftovers(settled, has_leftovers=True).status is BREACHED


# ------------------------------------------------------------------------- article 4


class TestWAR_4a:  # noqa: N801 - a clause id
    """
    In period, of workmanship, affecting use: the text's trigger; the statute's is wider.
    """

    @pytest.mark.parametrize(
        ("facts", "status", "text", "statute"),
        [
            ({}, MET, True, True),
            ({"affects_use": False}, MET, False, True),
            ({"cause": "design"}, MET, False, True),
            ({"cause": "misuse"}, NOT_APPLICABLE, False, False),
            ({"reported_at": at(2026, 5, 11, 0)}, NOT_APPLICABLE, False, False),
            ({"cause": None}, UNDETERMINED, None, None),
        ],
    )
    def test_two_duties(
        self,
        facts: dict[str, Any],
        status: Status,
        text: bool | None,  # noqa: FBT001 - a fact
        statute: bool | None,  # noqa: FBT001 - a fact
    ) -> None:
        """Both are reported; together they decide."""
        verdict = of_claim("warranty", "WAR-4a", **facts)

        assert verdict.status is status
        assert verdict.evidence.duty_under_text is text
        assert verdict.evidence.duty_under_statute is statute

    def test_text_alone(self) -> None:
        """Under the other reading the text alone decides."""
        rules = construction.RULES.choose("A-44", "TEXT_ONLY")
        project = building(claims=[defect(affects_use=False)])

        assert only(judge(project, rules=rules), "warranty", "WAR-4a").status is (
            NOT_APPLICABLE
        )
        assert rules["warranty"].duty is Duty.TEXT

    def test_occurrence_decides(self) -> None:
        """Occurred on the last day and reported after it is in period."""
        verdict = of_claim(
            "warranty",
            "WAR-4a",
            occurred_at=dt.date(2026, 5, 10),
            reported_at=at(2026, 5, 20),
        )

        assert verdict.status is MET

    def test_category_of_the_cause(self) -> None:
        """A leak from a pipe is the pipe's; unknown, the longest cover decides."""
        facts: dict[str, Any] = {
            "category": ("leak_proofing", "supply_and_drainage_pipes"),
            "reported_at": at(2026, 5, 20),
        }

        unknown = of_claim("warranty", "WAR-4a", **facts)
        pipe = of_claim(
            "warranty", "WAR-4a", **facts, cause_category="supply_and_drainage_pipes"
        )

        assert (unknown.status, pipe.status) == (MET, NOT_APPLICABLE)
        assert "longest_cover_decides" in codes(unknown)


class TestWAR_4b:  # noqa: N801 - a clause id
    """
    People are sent to look as soon as can be.
    """

    def test_no_number(self) -> None:
        """Open with its elapsed time, however long; done, it is met."""
        waiting = of_claim("dispatch")
        done = of_claim("dispatch", inspected_at=at(2026, 5, 1))

        assert (waiting.status, waiting.evidence.elapsed_days) == (OPEN, 396)
        assert (done.status, done.evidence.elapsed_days) == (MET, 365)
        assert waiting.clause.id == "WAR-4b"

    def test_benchmark_of_seven_days(self) -> None:
        """From 28 April 2026 to 5 May, a holiday; with art. 203 to 6 May."""
        seven = construction.RULES.choose("A-45", "SEVEN_DAYS")["dispatch"]
        noticed = dt.date(2026, 4, 28)
        holiday = from_exceptions(
            "may",
            dt.date(2026, 4, 1),
            dt.date(2026, 6, 1),
            off=[dt.date(2026, 5, day) for day in (1, 4, 5)],
            source="notice for 2026",
        )
        rolling = attrs.evolve(
            seven,
            counting=attrs.evolve(
                seven.counting,
                rest_day=type(seven.counting.rest_day).ROLLS_FORWARD,
            ),
        )

        assert seven.due(noticed).last_day == Date(2026, 5, 5)
        assert rolling.due(noticed, calendar=holiday).last_day == Date(2026, 5, 6)

    @pytest.mark.parametrize(
        ("inspected", "status"), [(at(2025, 5, 8, 23), MET), (at(2025, 5, 9, 0), LATE)]
    )
    def test_benchmark_is_the_hosts(
        self, inspected: dt.datetime, status: Status
    ) -> None:
        """Under it a late visit is late, by the host's limit."""
        rules = construction.RULES.choose("A-45", "SEVEN_DAYS")
        project = building(claims=[defect(inspected_at=inspected)])
        verdict = only(judge(project, rules=rules), "dispatch")

        assert verdict.status is status
        assert "limit_set_by_host" in codes(verdict)

    def test_emergency(self) -> None:
        """An emergency is noted; it has no number either."""
        verdict = of_claim("dispatch", emergency=True)

        assert verdict.status is OPEN
        assert codes(verdict)[-1] == "emergency_at_once"
        assert "emergency_at_once" not in codes(
            of_claim("dispatch", emergency=True, cause="misuse")
        )

    def test_before_the_cause_is_known(self) -> None:
        """People are sent to find the cause; out of cover nobody is."""
        assert of_claim("dispatch", cause=None).status is OPEN
        assert of_claim("dispatch", reported_at=NOW).status is NOT_APPLICABLE
        assert of_claim("dispatch", category="foundation").status is UNDETERMINED


class TestWAR_4c:  # noqa: N801 - a clause id
    """
    The company joins where needed; that is the company's to do.
    """

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"company_needed": False}, NOT_APPLICABLE),
            ({"company_needed": True}, OPEN),
            ({"company_needed": True, "company_joined_at": at(2025, 5, 3)}, MET),
            ({"company_needed": None}, UNDETERMINED),
            ({"company_needed": True, "closed_at": at(2025, 6, 1)}, BREACHED),
        ],
    )
    def test_where_needed(self, facts: dict[str, Any], status: Status) -> None:
        """It is a condition that the host states."""
        verdict = of_claim("warranty_repair", "WAR-4c", **facts)

        assert (verdict.status, verdict.owed_by) == (status, "company")


#: The steps of a repair, a day each.
STEPS: dict[str, Any] = {
    "inspected_at": at(2025, 5, 2),
    "appraised_at": at(2025, 5, 3),
    "appraised_jointly": True,
    "planned_at": at(2025, 5, 4),
    "repaired_at": at(2025, 5, 5),
    "recorded_at": at(2025, 5, 6),
    "signed_at": at(2025, 5, 7),
}


def step(key: str, **facts: Any) -> Verdict:
    """Judge one step of a repair."""
    report = judge(building(claims=[defect(**facts)]))
    (found,) = (
        verdict
        for verdict in report.where(rule="warranty_repair")
        if verdict.evidence.only == key
    )
    return found


class TestWAR_4d:  # noqa: N801 - a clause id
    """
    Inspected, appraised with the developer, and planned, in this order.
    """

    @pytest.mark.parametrize("key", ["inspect", "appraise", "plan"])
    def test_in_order(self, key: str) -> None:
        """Each step follows the one before it."""
        verdict = step(key, **STEPS)

        assert (verdict.status, verdict.clause.id) == (MET, "WAR-4d")

    def test_out_of_order(self) -> None:
        """A plan before the appraisal breaks the order."""
        verdict = step("plan", **STEPS | {"planned_at": at(2025, 5, 2, 12)})

        assert verdict.status is BREACHED

    def test_not_done(self) -> None:
        """Open until the file is closed, then a breach; none where nothing is owed."""
        assert step("appraise").status is OPEN
        assert step("appraise", closed_at=at(2025, 6, 1)).status is BREACHED
        assert step("appraise", cause="misuse").status is NOT_APPLICABLE
        assert step("appraise", cause=None).status is UNDETERMINED

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            (STEPS, MET),
            (STEPS | {"appraised_jointly": False}, BREACHED),
            (STEPS | {"appraised_jointly": None}, UNDETERMINED),
            ({}, NOT_APPLICABLE),
            (STEPS | {"cause": "misuse"}, NOT_APPLICABLE),
        ],
    )
    def test_jointly(self, facts: dict[str, Any], status: Status) -> None:
        """An appraisal is made with the developer."""
        verdict = of_claim("joint_appraisal", **facts)

        assert (verdict.status, verdict.clause.id) == (status, "WAR-4d")


class TestWAR_4e:  # noqa: N801 - a clause id
    """
    The defect is put right.
    """

    def test_promptly_has_no_number(self) -> None:
        """Open, however long; met when it is done."""
        assert step("repair").status is OPEN
        assert step("repair", **STEPS).status is MET
        assert step("repair", **STEPS).clause.id == "WAR-4e"


class TestWAR_4f:  # noqa: N801 - a clause id
    """
    The repair is entered in the warranty letter.
    """

    def test_entry(self) -> None:
        """Missing when the developer has signed, it stays missing."""
        assert step("record", **STEPS).status is MET
        missing = step("record", **STEPS | {"recorded_at": None})
        assert (missing.status, missing.clause.id) == (BREACHED, "WAR-4f")
        unsigned = STEPS | {"recorded_at": None, "signed_at": None}
        assert step("record", **unsigned).status is OPEN

    def test_entry_after_the_signature(self) -> None:
        """An entry after the signature came too late."""
        assert step("record", **STEPS | {"recorded_at": at(2025, 5, 8)}).status is LATE


class TestWAR_4g:  # noqa: N801 - a clause id
    """
    Only the developer's signature completes the repair.
    """

    def test_signature(self) -> None:
        """Completion claimed without it is a breach; before that it is open."""
        assert step("sign", **STEPS).status is MET
        unsigned = STEPS | {"signed_at": None}
        assert step("sign", **unsigned).status is OPEN
        claimed = step("sign", **unsigned, closed_at=at(2025, 5, 7))
        assert (claimed.status, claimed.clause.id) == (BREACHED, "WAR-4g")

    def test_next_step(self) -> None:
        """The procedure says what comes next, and is complete only when signed."""
        rule: ProcedurePolicy = construction.WARRANTY_REPAIR
        conditions = {"duty_to_repair": True, "company_needed": False}
        done: dict[str, Any] = {"inspect": at(2025, 5, 2), "appraise": at(2025, 5, 3)}

        assert rule.next_step(done, conditions=conditions) == "plan"
        done |= {
            "plan": at(2025, 5, 4),
            "repair": at(2025, 5, 5),
            "record": at(2025, 5, 6),
        }
        assert rule.next_step(done, conditions=conditions) == "sign"
        assert (
            rule.next_step(done | {"sign": at(2025, 5, 7)}, conditions=conditions)
            is None
        )


# ------------------------------------------------------------------------- article 5


def closing(**facts: Any) -> Report:
    """Judge a project whose last finite cover ended on 10 May 2026."""
    return judge(building(**facts))


class TestWAR_5a:  # noqa: N801 - a clause id
    """
    After the last finite cover the warranty is closed out, in a signed paper.
    """

    def steps(self, **facts: Any) -> list[Status]:
        """Return the statuses of the close-out and its signature."""
        report = closing(**facts)
        return [v.status for v in report.where(rule="close_out", clause="WAR-5a")]

    def test_after_the_end(self) -> None:
        """From 11 May 2026; a paper of the last covered day does not count yet."""
        first = {"closed_out_at": at(2026, 5, 11, 0)}

        assert self.steps(**first, close_out_signed_at=at(2026, 5, 11, 0)) == [MET, MET]
        assert self.steps(**first) == [MET, OPEN]
        assert self.steps(closed_out_at=at(2026, 5, 10, 23)) == [OPEN, OPEN]

    def test_not_ended_yet(self) -> None:
        """Before the last end nothing is owed; the longest finite cover decides."""
        report = closing(categories=("decoration", "roof_waterproofing"))
        found = report.where(rule="close_out", clause="WAR-5a")

        assert [v.status for v in found] == [NOT_APPLICABLE, NOT_APPLICABLE]
        assert codes(found.verdicts[0]) == ["procedure_not_begun"]

    def test_a_list_of_last_days(self) -> None:
        """The day on the list is the end, where it is not below the statute."""
        listed = {"decoration": dt.date(2026, 5, 12)}
        report = closing(contract=listed)
        ended = cover_of(report, "decoration")

        assert ended.deadline.last_day == dt.date(2026, 5, 12)
        assert self.steps(closed_out_at=at(2026, 5, 12), contract=listed)[0] is OPEN
        assert self.steps(closed_out_at=at(2026, 5, 13), contract=listed)[0] is MET

    def test_a_cover_without_end(self) -> None:
        """It is waited for as little as a design life, and visited for no end."""
        agreed = {"decoration": "unlimited", "heating": "unlimited"}
        report = closing(contract=agreed, categories=("decoration", "heating"))

        assert cover_of(report, "decoration").reason.code == "cover_unlimited"
        assert not report.where(rule="pre_expiry_visit").verdicts
        assert {v.status for v in report.where(rule="close_out")} == {NOT_APPLICABLE}
        winters = by_cell(report, "heating_season_visit")
        assert set(winters) == {"2024/25", "2025/26", "2026/27"}

    def test_only_a_design_life(self) -> None:
        """A design life ends in no foreseeable time."""
        assert self.steps(categories=("foundation",), design_life=50) == [
            NOT_APPLICABLE,
            NOT_APPLICABLE,
        ]

    @pytest.mark.parametrize("categories", [("heating",), ("heating", "decoration")])
    def test_unknown_end(self, categories: tuple[str, ...]) -> None:
        """If one end is not known, whether all have ended is not either."""
        assert self.steps(categories=categories, place=None) == [
            UNDETERMINED,
            UNDETERMINED,
        ]

    def test_unknown_end_beside_a_later_one(self) -> None:
        """While a known cover still runs, nothing is owed in any case."""
        categories = ("heating", "roof_waterproofing")

        assert self.steps(categories=categories, place=None) == [
            NOT_APPLICABLE,
            NOT_APPLICABLE,
        ]

    def test_settled_without(self) -> None:
        """Once settled, what is missing is a breach."""
        assert self.steps(settled_at=at(2026, 5, 20)) == [BREACHED, BREACHED]


class TestWAR_5b:  # noqa: N801 - a clause id
    """
    The departments are told at the same time.
    """

    @pytest.mark.parametrize(
        ("told", "status"),
        [
            (at(2026, 5, 12, 23), MET),
            (dt.date(2026, 5, 12), MET),
            (at(2026, 5, 13, 0), LATE),
            (None, BREACHED),
        ],
    )
    def test_same_day(self, told: Any, status: Status) -> None:
        """At the same time is on the same day."""
        report = closing(closed_out_at=at(2026, 5, 12), departments_notified_at=told)

        assert only(report, "close_out", "WAR-5b").status is status

    @pytest.mark.parametrize(
        ("told", "filed"),
        [
            (None, None),
            (at(2026, 5, 12), at(2026, 5, 12)),
            (at(2026, 5, 9), dt.date(2026, 5, 9)),
            (at(2026, 5, 8), at(2026, 5, 10)),
            (dt.date(2026, 4, 1), at(2026, 5, 12)),
        ],
    )
    def test_close_out_that_does_not_count(self, told: Any, filed: Any) -> None:
        """While art. 5a is open, so is what goes with it: what was filed is nothing."""
        early = at(2026, 5, 9)
        report = closing(
            closed_out_at=early,
            close_out_signed_at=early,
            departments_notified_at=told,
            close_out_filed_at=filed,
        )
        found = report.where(rule="close_out")

        assert [v.status for v in found] == [OPEN] * 4
        remarks = [codes(v)[1:] for v in found]
        assert remarks[:2] == [["step_too_early"]] * 2
        assert remarks[2:] == ([["step_in_vain"]] * 2 if told else [[], []])
        assert not any(v.is_violation for v in found)

    def test_told_before_it_counts(self) -> None:
        """A notice is no worse for being early, once there is a close-out that counts."""
        told = {"departments_notified_at": at(2026, 5, 8)}

        def status(**facts: Any) -> Status:
            return only(closing(**told, **facts), "close_out", "WAR-5b").status

        assert status(closed_out_at=at(2026, 5, 9)) is OPEN
        assert status(closed_out_at=at(2026, 5, 11)) is MET
        assert status() is MET

    def test_closed_out_again(self) -> None:
        """A close-out after the end sets the day, whatever came before."""
        report = closing(
            closed_out_at=at(2026, 5, 11),
            departments_notified_at=at(2026, 5, 11),
            close_out_filed_at=at(2026, 5, 11),
        )

        assert only(report, "close_out", "WAR-5b").status is MET
        assert only(report, "close_out", "WAR-5c").status is MET

    def test_before_the_close_out(self) -> None:
        """Without a close-out there is no day for it yet."""
        assert only(closing(), "close_out", "WAR-5b").status is OPEN


class TestWAR_5c:  # noqa: N801 - a clause id
    """
    The close-out is filed with the quality and safety department.
    """

    def test_filing(self) -> None:
        """Open until it is filed, a breach once all is settled."""
        done = {"closed_out_at": at(2026, 5, 12)}

        def status(**facts: Any) -> Status:
            return only(closing(**done | facts), "close_out", "WAR-5c").status

        assert status() is OPEN
        assert status(close_out_filed_at=at(2026, 5, 20)) is MET
        assert status(settled_at=at(2026, 5, 20)) is BREACHED
        assert status(close_out_filed_at=at(2026, 5, 11)) is BREACHED


# ------------------------------------------------------------------------- article 6


class TestWAR_6:  # noqa: N801 - a clause id
    """
    The quality department keeps inspecting.
    """

    def intervals(self, **facts: Any) -> list[tuple[Status, int | None]]:
        """Judge the inspections of a project delivered on 1 June 2024."""
        given_facts: dict[str, Any] = {"delivered_on": dt.date(2024, 6, 1)} | facts
        report = judge(building(**given_facts))
        found = report.where(rule="supervision")
        assert {v.owed_by for v in found} == {"quality_safety_department"}
        return [(v.status, v.evidence.elapsed_days) for v in found]

    def test_each_interval(self) -> None:
        """From delivery to the first, from each to the next, and since the last."""
        inspected = [at(2025, 6, 1), dt.date(2024, 12, 1), at(2026, 6, 2)]

        assert self.intervals(inspections=inspected) == [
            (MET, 183),
            (MET, 182),
            (OPEN, 365),
        ]

    def test_never(self) -> None:
        """Often has no number: open, with its elapsed time."""
        assert self.intervals() == [(OPEN, 730)]

    def test_limit_of_the_host(self) -> None:
        """A host may set one."""
        limited = attrs.evolve(construction.SUPERVISION, limit=Months(6))
        rules = construction.RULES.replace("supervision", limited)
        project = building(
            delivered_on=dt.date(2024, 6, 1), inspections=[dt.date(2024, 12, 1)]
        )
        found = judge(project, rules=rules).where(rule="supervision")

        assert [v.status for v in found] == [MET, BREACHED]

    def test_before_delivery_and_after_the_close_out(self) -> None:
        """Nothing delivered, or all closed out, asks for no inspection."""
        assert self.intervals(delivered_on=None) == [(NOT_APPLICABLE, None)]
        early = [dt.date(2024, 5, 20)]
        done = {"close_out_signed_at": at(2026, 5, 20), "inspections": early}
        report = judge(building(delivered_on=dt.date(2024, 6, 1), **done))

        (found,) = report.where(rule="supervision")
        assert (found.status, found.reason.code) == (NOT_APPLICABLE, "not_selected")

    def test_keys_stay(self) -> None:
        """Before delivery, while it runs, once inspected and once closed out."""
        project = building(
            delivered_on=dt.date(2024, 6, 1),
            inspections=[dt.date(2024, 9, 2)],
            close_out_signed_at=at(2026, 5, 20),
        )
        seen: dict[str, list[str]] = {}
        for moment in (at(2024, 5, 31), at(2024, 6, 5), at(2024, 9, 3), NOW):
            for one in judge(project, as_of=moment).where(rule="supervision"):
                seen.setdefault(one.key, []).append(one.status.name)

        assert seen == {
            "WAR/supervision//project/p1/": ["NOT_APPLICABLE", "OPEN", "MET", "MET"],
            "WAR/supervision//project/p1/2024-09-02": ["OPEN", "NOT_APPLICABLE"],
        }

    def test_every_period_that_it_touches(self) -> None:
        """Listed while it ran, whether it has ended since or not."""
        project = building(
            delivered_on=dt.date(2026, 1, 5), inspections=[dt.date(2026, 4, 9)]
        )

        def listed(period: Any, moment: Any) -> list[str]:
            report = judge(project, period=period, as_of=moment)
            return [one.status.name for one in report.where(rule="supervision")]

        first, second = quarter(2026, 1), quarter(2026, 2)
        assert listed(first, at(2026, 4, 1)) == ["OPEN"]
        assert listed(first, NOW) == ["MET"]
        assert listed(second, NOW) == ["MET", "OPEN"]
        assert listed(quarter(2025, 4), NOW) == []
        assert listed(quarter(2025, 4), at(2026, 1, 1)) == []


# --------------------------------------------------------------------------- readings


class TestReadings:
    """
    Each reading is in force, and each alternative reaches a verdict.
    """

    RULES = construction.RULES

    def test_all_in_force(self) -> None:
        """Every shipped rule holds the value that its reading says."""
        held = {r.id: self.RULES.in_force(r.id) for r in construction.READINGS}

        assert held == {r.id: r.chosen for r in construction.READINGS}
        assert {f"A-{n}" for n in range(28, 49)} <= {reading[:4] for reading in held}

    @pytest.mark.parametrize(
        ("reading", "choice"),
        [
            (reading.id, choice)
            for reading in construction.READINGS
            for choice in reading.alternatives
        ],
    )
    def test_alternatives_can_be_read(self, reading: str, choice: str) -> None:
        """A rulebook under another reading judges, and says so in its basis."""
        rules = self.RULES.choose(reading, choice)
        project = building(
            categories=("heating", "leak_proofing", "decoration"),
            delivered_on=dt.date(2024, 6, 1),
            visits=[visit()],
            claims=[defect(repaired_at=at(2025, 5, 5))],
        )
        report = judge(project, rules=rules, calendar=WEEKENDS)

        assert (reading, choice) in report.basis.readings
        assert report.row_errors == ()

    def test_a28_delivery(self) -> None:
        """The cover runs from delivery, and is unknown without it."""
        rules = self.RULES.choose("A-28", "DELIVERY")
        delivered = judge(building(delivered_on=dt.date(2024, 6, 30)), rules=rules)
        waiting = judge(building(), rules=rules)

        assert only(delivered, "warranty").deadline.last_day == Date(2026, 6, 30)
        assert only(waiting, "warranty").reason["fact"] == "delivered_on"

    @pytest.mark.parametrize(
        ("choice", "last"),
        [
            ("NO_RESTART", Date(2026, 5, 10)),
            ("RESTART_AT_COMPLETION", Date(2027, 5, 5)),
            ("RESTART_AT_REACCEPTANCE", Date(2027, 5, 7)),
        ],
    )
    def test_a36_restart(self, choice: str, last: Date) -> None:
        """The period begins again with the last repair, or with its acceptance."""
        rules = self.RULES.choose("A-36", choice)
        early = {"repaired_at": at(2025, 4, 1), "reported_at": at(2025, 3, 1)}
        project = building(
            categories=("decoration", "heating", "leak_proofing"),
            claims=[
                defect(**STEPS),
                defect(id="c2", **early),
                defect(id="c3", reported_at=at(2026, 5, 20)),
                defect(
                    id="c4",
                    reported_at=at(2025, 2, 1),
                    cause_category="heating",
                    repaired_at=at(2025, 2, 3),
                    signed_at=at(2025, 2, 4),
                ),
            ],
        )
        report = judge(project, rules=rules)

        assert cover_of(report, "decoration").deadline.last_day == last
        assert duty_of(report, "c3").status is (
            NOT_APPLICABLE if choice == "NO_RESTART" else MET
        )

    @pytest.mark.parametrize(
        "first",
        [
            {"cause": "misuse", "repaired_at": at(2026, 3, 1)},
            {"occurred_at": at(2026, 6, 1), "repaired_at": at(2026, 7, 1)},
            {"repaired_at": None},
        ],
    )
    def test_a36_only_what_was_owed(self, first: dict[str, Any]) -> None:
        """A repair of misuse, or a favour after the end, begins nothing again."""
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        facts = {"reported_at": at(2025, 12, 1)} | first
        if "occurred_at" in first:
            facts["reported_at"] = first["occurred_at"]
        project = building(
            claims=[defect(**facts), defect(id="c2", reported_at=at(2026, 8, 1))]
        )
        report = judge(project, rules=rules, as_of=at(2026, 9, 1))

        assert cover_of(report, "decoration").deadline.last_day == Date(2026, 5, 10)
        assert duty_of(report, "c2").status is NOT_APPLICABLE

    def test_a36_cause_unknown(self) -> None:
        """
        Nobody knows whether a repair of an unknown cause began the period again.

        It ends on 10 May 2026, or on 1 March 2028 if the repair of 1 March 2026 was owed.
        """
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        days = [(2026, 5, 10), (2026, 5, 11), (2028, 3, 1), (2028, 3, 2)]
        claims = [
            defect(reported_at=at(2025, 12, 1), cause=None, repaired_at=at(2026, 3, 1)),
            *(defect(id=f"c{day}", reported_at=at(*day)) for day in days),
        ]
        project = building(claims=claims)
        report = judge(project, rules=rules, as_of=at(2028, 6, 1))
        plain = judge(project, as_of=at(2028, 6, 1))

        def found(of: Report) -> list[Status]:
            return [duty_of(of, f"c{day}").status for day in days]

        assert found(report) == [MET, UNDETERMINED, UNDETERMINED, NOT_APPLICABLE]
        assert found(plain) == [MET, *[NOT_APPLICABLE] * 3]
        unsure = duty_of(report, f"c{days[1]}")
        assert unsure.reason["fact"] == "repair_owed"
        assert rules.replay(unsure.receipt(), seasons=BEIJING).is_same
        for day in days:
            now = cover_of(judge(project, rules=rules, as_of=at(*day)), "decoration")
            assert (now.status, "cover_may_restart" in codes(now)) == (MET, True)
            assert now.deadline.last_day == Date(2026, 5, 10)

    def test_a36_sure_beside_unknown(self) -> None:
        """
        What a repair that was owed began again is covered, whatever another may add.

        To 15 January 2027 for certain, and perhaps to 1 March 2028.
        """
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        claims = [
            defect(reported_at=at(2025, 1, 2), repaired_at=at(2025, 1, 15)),
            defect(
                id="c2",
                reported_at=at(2025, 12, 1),
                cause=None,
                repaired_at=at(2026, 3, 1),
            ),
            defect(id="c3", reported_at=at(2027, 1, 15)),
            defect(id="c4", reported_at=at(2027, 1, 16)),
        ]
        report = judge(building(claims=claims), rules=rules, as_of=at(2027, 6, 1))

        assert duty_of(report, "c3").status is MET
        assert duty_of(report, "c3").deadline.last_day == Date(2027, 1, 15)
        assert duty_of(report, "c4").status is UNDETERMINED
        # a later one that was owed settles it: to 1 May 2028
        claims[2] = defect(
            id="c3", reported_at=at(2026, 4, 15), repaired_at=at(2026, 5, 1)
        )
        report = judge(building(claims=claims), rules=rules, as_of=at(2027, 6, 1))
        assert duty_of(report, "c4").status is MET
        assert cover_of(report, "decoration").status is MET

    def test_a36_cause_unknown_of_a_later_repair(self) -> None:
        """
        A repair after a defect begins no period that the defect could lie in.
        """
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        claims = [
            defect(id="c1", reported_at=at(2026, 5, 11)),
            defect(
                id="c2",
                reported_at=at(2026, 5, 9),
                cause=None,
                repaired_at=at(2026, 6, 15),
            ),
        ]
        report = judge(building(claims=claims), rules=rules, as_of=at(2026, 9, 1))
        assert duty_of(report, "c1").status is NOT_APPLICABLE

    def test_a36_cause_unknown_and_what_is_owed(self) -> None:
        """
        While the end is not known no visit before it, and no close-out, is held against any.

        A roof of 2019 ends on 10 May 2024, or with the repair of 1 April 2024 in 2029:
        rainy seasons from 2024 on are owed only then.
        """
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        floods = recurring("town", "flood", (6, 1), (9, 15), source="town")
        claims = [
            defect(
                category="roof_waterproofing",
                reported_at=at(2024, 3, 1),
                cause=None,
                repaired_at=at(2024, 4, 1),
            )
        ]
        project = building(
            categories=("roof_waterproofing",),
            accepted_on=dt.date(2019, 5, 10),
            settled_at=at(2024, 6, 1),
            visits=[visit(visited_at=at(2025, 7, 1), kinds=("rainy_season",))],
            claims=claims,
        )
        told = {"as_of": at(2026, 10, 1), "seasons": {"beijing": local(floods)}}
        plain, again = judge(project, **told), judge(project, rules=rules, **told)

        assert by_cell(plain, "rainy_season_visit") == {
            str(year): BREACHED for year in range(2019, 2024)
        }
        assert by_cell(again, "rainy_season_visit") == {
            **{str(year): BREACHED for year in range(2019, 2024)},
            "2024": UNDETERMINED,
            "2025": MET,
            "2026": UNDETERMINED,
            **{str(year): PENDING for year in (2027, 2028)},
        }
        for rule in ("pre_expiry_visit", "close_out"):
            assert {one.status for one in plain.where(rule=rule)} == {BREACHED}
            assert {one.status for one in again.where(rule=rule)} == {UNDETERMINED}

    def test_a36_chain(self) -> None:
        """A repair counts if it was owed under what the one before had begun again.

        The first ends the cover on 2 May 2028, so the second of 2028 is owed, and it
        ends it in 2030; each in whatever order they are handed over.
        """
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        claims = [
            defect(id="c3", reported_at=at(2030, 3, 31)),
            defect(id="c2", reported_at=at(2028, 3, 1), repaired_at=at(2028, 4, 1)),
            defect(id="c1", reported_at=at(2026, 5, 1), repaired_at=at(2026, 5, 2)),
        ]
        report = judge(building(claims=claims), rules=rules, as_of=at(2031, 1, 1))

        assert [duty_of(report, f"c{n}").status for n in (1, 2, 3)] == [MET] * 3
        assert cover_of(report, "decoration").deadline.last_day == Date(2030, 4, 1)

    def test_a36_on_one_day(self) -> None:
        """A repair of the day on which a defect arose does not reach it."""
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        day = dt.date(2026, 5, 10)
        claims = [
            defect(reported_at=at(2026, 5, 1), repaired_at=day),
            defect(id="c2", reported_at=at(2026, 5, 2), repaired_at=at(2026, 5, 9)),
            defect(id="c3", reported_at=at(2026, 5, 10, 12)),
        ]
        report = judge(building(claims=claims), rules=rules)

        assert duty_of(report, "c3").deadline.last_day == Date(2028, 5, 9)
        assert cover_of(report, "decoration").deadline.last_day == Date(2028, 5, 10)

    def test_a36_several_categories(self) -> None:
        """Where the cause is not told, the repair begins each category again."""
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        both = ("leak_proofing", "decoration")
        project = building(
            categories=both, claims=[defect(category=both, repaired_at=at(2025, 5, 5))]
        )
        report = judge(project, rules=rules)

        assert cover_of(report, "leak_proofing").deadline.last_day == Date(2030, 5, 5)
        assert cover_of(report, "decoration").deadline.last_day == Date(2027, 5, 5)

    def test_a36_restart_from_delivery(self) -> None:
        """Where delivery starts the cover, a repair before it begins nothing again."""
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        rules = rules.choose("A-28", "DELIVERY")
        claims = [defect(repaired_at=at(2025, 5, 5))]
        later = building(claims=claims, delivered_on=dt.date(2025, 6, 1))
        never = building(claims=claims)
        report = judge(later, rules=rules)

        assert only(report, "close_out", "WAR-5b").status is NOT_APPLICABLE
        assert cover_of(report, "decoration").deadline.last_day == Date(2027, 6, 1)
        assert judge(never, rules=rules).row_errors == ()

    def test_a36_unreadable_repair(self) -> None:
        """A defect that cannot be read may have begun the period again.

        Then the end of the warranty is not known, and nothing is held against anybody.
        """
        strange = defect(cause="weather", repaired_at=at(2025, 5, 5))
        settled = {"settled_at": at(2026, 5, 20), "claims": [strange]}
        project = building(**settled)
        rules = self.RULES.choose("A-36", "RESTART_AT_COMPLETION")
        plain, again = judge(project), judge(project, rules=rules)

        def steps(report: Report) -> set[Status]:
            return {v.status for v in report.where(rule="close_out")}

        assert steps(plain) == {BREACHED}
        assert steps(again) == {UNDETERMINED}
        assert only(plain, "pre_expiry_visit").status is BREACHED
        assert only(again, "pre_expiry_visit").status is UNDETERMINED
        assert codes(cover_of(plain, "decoration")) == ["cover_ended"]
        assert codes(cover_of(again, "decoration")) == ["cover_ended", "rows_in_error"]

    def test_a33_further_category(self) -> None:
        """A host adds insulation as a case of its own."""
        insulation = WarrantyCase(
            key="insulation",
            period=Years(5),
            clause=construction.RULES.clause("WAR-2.2"),
        )
        changed = attrs.evolve(
            construction.WARRANTY, cases=(*construction.WARRANTY.cases, insulation)
        )
        rules = self.RULES.replace("warranty", changed)
        report = judge(building(categories=("insulation",)), rules=rules)

        assert only(report, "warranty").deadline.last_day == Date(2029, 5, 10)


# ------------------------------------------------------------------------- the ledger


class TestBadInput:
    """
    A row that cannot be judged is named; the rest of the portfolio still is.
    """

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"id": " p1"}, "id"),
            ({"categories": ("roof",)}, "categories"),
            ({"categories": "decoration"}, "categories"),
            ({"accepted_on": "2024-05-10"}, "accepted_on"),
            ({"accepted_on": dt.datetime(2024, 5, 10)}, "accepted_on"),  # noqa: DTZ001
            ({"design_life": 0}, "design_life"),
            ({"design_life": 50.0}, "design_life"),
            ({"contract": {"roof": Years(5)}}, "contract"),
            ({"contract": {"decoration": "two years"}}, "contract"),
            ({"contract": [("decoration", Years(2))]}, "contract"),
            ({"contract": {"decoration": dt.date(2024, 5, 9)}}, "contract"),
            (
                {
                    "contract": {"decoration": "unlimited"},
                    "extended_by": {"decoration": Years(1)},
                },
                "extended_by",
            ),
            ({"extended_by": {"decoration": 3}}, "extended_by"),
            ({"voided_on": {"decoration": "2025"}}, "voided_on"),
            ({"voided_on": {"decoration": dt.date(2024, 5, 9)}}, "voided_on"),
            ({"accepted_on": dt.date(9998, 1, 1)}, "accepted_on"),
            ({"categories": (("decoration",),)}, "categories"),
            ({"voided_on": {"roof": dt.date(2025, 5, 9)}}, "voided_on"),
            ({"four_new_used": "yes"}, "four_new_used"),
            ({"place": ""}, "place"),
            ({"inspections": ["yesterday"]}, "inspections"),
            ({"visits": "v1"}, "visits"),
        ],
    )
    def test_project(self, facts: dict[str, Any], field: str) -> None:
        """The field and the value are in the error."""
        report = judge(building(**facts), building(id="p2"))
        (error,) = report.row_errors

        assert (error.kind, error.field) == ("project", field)
        assert {v.subject.id for v in report if v.subject} == {"p2"}

    def test_double_id(self) -> None:
        """Of two projects with one id the first is kept."""
        assert [e.field for e in judge(building(), building()).row_errors] == ["id"]

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"visited_at": dt.date(2024, 5, 9)}, "visited_at"),
            ({"visited_at": None}, "visited_at"),
            ({"kinds": ("rainy",)}, "kinds"),
            ({"kinds": "routine"}, "kinds"),
            ({"organiser": " "}, "organiser"),
            ({"members": ["Li"]}, "role"),
            ({"members": [("site_engineer", "Li")]}, "role"),
            ({"members": [Member(" ", "Li")]}, "role"),
            ({"members": "Li"}, "members"),
            ({"roof_checked": 1}, "roof_checked"),
            ({"closed": None}, "closed"),
            ({"leftovers_handled_at": at(2025, 6, 1)}, "leftovers_handled_at"),
        ],
    )
    def test_visit(self, facts: dict[str, Any], field: str) -> None:
        """A visit is named with its project."""
        (error,) = judge(building(visits=[visit(**facts)])).row_errors

        kind = "member" if field == "role" else "site_visit"
        assert (error.kind, error.row, error.field) == (kind, "p1/v1", field)

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"reported_at": dt.date(2024, 5, 9)}, "reported_at"),
            ({"occurred_at": dt.date(2024, 5, 9)}, "occurred_at"),
            ({"occurred_at": at(2025, 5, 2)}, "reported_at"),
            ({"category": "roof"}, "category"),
            ({"category": ()}, "category"),
            ({"cause": "weather"}, "cause"),
            ({"cause_category": "roof"}, "cause_category"),
            ({"inspected_at": at(2025, 4, 30)}, "inspected_at"),
            ({"affects_use": "yes"}, "affects_use"),
            ({"emergency": None}, "emergency"),
        ],
    )
    def test_claim(self, facts: dict[str, Any], field: str) -> None:
        """A claim before the acceptance, or of no known category, is an error."""
        (error,) = judge(building(claims=[defect(**facts)])).row_errors

        assert (error.kind, error.row, error.field) == ("claim", "p1/c1", field)

    def test_not_accepted(self) -> None:
        """Without acceptance there is nothing to visit or to claim."""
        report = judge(building(accepted_on=None, visits=[visit()], claims=[defect()]))

        assert [e.field for e in report.row_errors] == ["visited_at", "reported_at"]

    def test_missing_attribute(self) -> None:
        """A row of another shape is told what it lacks."""
        (error,) = judge(Member("7", None)).row_errors
        assert error.field == "id"
        (error,) = judge(defect()).row_errors
        assert (error.kind, error.field) == ("project", "categories")
        assert "no such attribute" in error.problem

    def test_void_before_delivery(self) -> None:
        """Where delivery starts the cover, it cannot be void before that."""
        rules = construction.RULES.choose("A-28", "DELIVERY")
        void = {"voided_on": {"decoration": dt.date(2024, 6, 1)}}
        delivered = building(**void, delivered_on=dt.date(2024, 6, 2))

        (error,) = judge(delivered, rules=rules).row_errors
        assert (error.field, "delivered_on" in error.problem) == ("voided_on", True)
        assert judge(building(**void), rules=rules).row_errors == ()
        waiting = building(**void, delivered_on=dt.date(2024, 6, 2), accepted_on=None)
        (error,) = judge(waiting, rules=rules).row_errors
        assert (error.field, "delivered_on" in error.problem) == ("voided_on", True)

    @pytest.mark.parametrize("seasons", [BEIJING, {"beijing": "winter"}])
    def test_seasons(self, seasons: Any) -> None:
        """Seasons come by place."""
        with pytest.raises(InvalidFieldError, match="seasons"):
            judge(building(), seasons=seasons)

    def test_naive_moment_of_judgement(self) -> None:
        """No zone is assumed."""
        with pytest.raises(NaiveTimeError):
            judge(building(), as_of=dt.datetime(2026, 6, 1))  # noqa: DTZ001


class TestPeriodAndKnowledge:
    """
    What is judged is what was known, and what lies in the period.
    """

    def test_later_facts(self) -> None:
        """Visits, claims and acceptances of later are left out and counted."""
        late = building(
            visits=[visit(visited_at=at(2026, 7, 1))],
            claims=[defect(reported_at=at(2026, 7, 1))],
        )
        report = judge(late, building(id="p2", accepted_on=dt.date(2026, 6, 2)))

        assert {kind: one.later for kind, one in report.accounts.items()} == {
            "project": 1,
            "site_visit": 1,
            "claim": 1,
        }
        assert "visit_team" not in report.by_rule()
        assert {v.subject.id for v in report if v.subject} == {"p1"}

    def test_later_avoidance(self) -> None:
        """An avoidance of tomorrow leaves today's covers as they are."""
        project = building(
            categories=("roof_waterproofing",),
            voided_on={"roof_waterproofing": dt.date(2026, 6, 2)},
        )
        report = judge(project)

        assert only(report, "warranty").status is MET
        assert by_cell(report, "pre_expiry_visit") == {"roof_waterproofing": PENDING}

    def test_period(self) -> None:
        """A quarter holds its own visits, claims, windows and ends."""
        project = building(
            categories=("roof_waterproofing", "decoration"),
            delivered_on=dt.date(2024, 6, 1),
            visits=[visit(), visit(id="v2", visited_at=at(2026, 4, 1))],
            claims=[defect(), defect(id="c2", reported_at=at(2026, 4, 2))],
            inspections=[dt.date(2026, 3, 31), dt.date(2026, 4, 1)],
        )
        spring: Period = quarter(2026, 2)
        report = judge(project, period=spring)
        subjects = {v.subject.id for v in report if v.subject}

        assert subjects == {"p1", "p1/v2", "p1/c2"}
        assert {kind: one.outside for kind, one in report.accounts.items()} == {
            "project": 0,
            "site_visit": 1,
            "claim": 1,
        }
        assert by_cell(report, "rainy_season_visit") == {"2026": PENDING}
        assert by_cell(report, "pre_expiry_visit") == {"decoration": BREACHED}
        assert "hand_over" not in report.by_rule()
        assert len(report.where(rule="supervision")) == 2
        assert "close_out" not in report.by_rule()

    def test_period_without_the_moment_of_judgement(self) -> None:
        """What runs on is of every period since it began."""
        project = building(delivered_on=dt.date(2024, 6, 1))
        before = judge(project, period=quarter(2024, 1))
        (found,) = judge(project, period=quarter(2026, 1)).where(rule="supervision")

        assert "supervision" not in before.by_rule()
        assert found.status is OPEN


class TestNoSilence:
    """
    What does not apply yet is said, and every verdict has a key of its own.
    """

    def test_not_accepted_yet(self) -> None:
        """Covers and the visits before their ends are there before acceptance."""
        categories = ("main_structure", "roof_waterproofing", "decoration")
        report = judge(building(accepted_on=None, categories=categories))

        covers = by_cell(report, "warranty")
        assert covers == dict.fromkeys(categories, NOT_APPLICABLE)
        visits = by_cell(report, "pre_expiry_visit")
        assert visits == dict.fromkeys(categories[1:], NOT_APPLICABLE)
        assert {v.status for v in report.where(rule="close_out")} == {NOT_APPLICABLE}

    def test_accepted_later(self) -> None:
        """A project accepted after the moment of judgement is counted as later."""
        report = judge(building(accepted_on=dt.date(2026, 6, 2)))

        assert len(report) == 0
        assert report.accounts["project"].later == 1

    def test_keys(self) -> None:
        """No two verdicts are on one obligation, before and after it is met."""
        visits = [
            visit(kinds=construction.VISIT_KINDS),
            visit(id="v2", visited_at=at(2025, 12, 1)),
        ]
        project = building(
            categories=construction.WARRANTY.categories,
            place="plant",
            design_life=50,
            delivered_on=dt.date(2024, 6, 1),
            four_new_used=True,
            visits=visits,
            claims=[defect(**STEPS), defect(id="c2", category="heating")],
            inspections=[at(2025, 1, 1), at(2025, 1, 1, 12), dt.date(2025, 3, 1)],
        )
        for as_of in (at(2024, 6, 2), at(2025, 2, 1), NOW):
            keys = [key_of(v) for v in judge(project, as_of=as_of)]
            assert len(keys) == len(set(keys))
        early = {key_of(v) for v in judge(project, as_of=at(2025, 2, 1))}
        assert early <= {key_of(v) for v in judge(project)}

    def test_inspections_of_one_day(self) -> None:
        """They are one; a day of delivery is no inspection of its own."""
        delivered = dt.date(2024, 6, 1)
        days = [at(2024, 6, 1, 15), at(2025, 1, 1), dt.date(2025, 1, 1)]
        report = judge(building(delivered_on=delivered, inspections=days))
        found = report.where(rule="supervision")

        assert [v.subject.cell for v in found if v.subject] == [None, "2025-01-01"]
        assert [v.status for v in found] == [MET, OPEN]


def key_of(verdict: Verdict) -> tuple[Any, ...]:
    """Return what tells one obligation from another."""
    assert verdict.subject is not None
    step = getattr(verdict.evidence, "only", None)
    about = verdict.subject
    return verdict.rule, step, about.kind, about.id, about.cell


class TestSources:
    """
    Which season tables a report was judged with.
    """

    def test_named_in_the_report_and_in_receipts(self) -> None:
        """The report names every table by its place, a receipt its own."""
        report = judge(building(place="beijing", categories=("heating",)))
        tables = {f"seasons.{key}": one.seasons_id for key, one in PLACES.items()}

        assert dict(report.basis.sources) == tables
        assert report.to_dict()["basis"]["sources"] == tables
        for rule in ("warranty", "heating_season_visit"):
            for verdict in report.where(rule=rule):
                sources = verdict.receipt()["sources"]
                assert sources == {"seasons": PLACES["beijing"].seasons_id}
                again = construction.RULES.replay(
                    verdict.receipt(), seasons=PLACES["beijing"]
                )
                assert again.is_same

    def test_nothing_to_name(self) -> None:
        """Without tables none is named."""
        report = judge(building(), seasons=None)

        assert report.basis.sources == ()


class TestLedgers:
    """
    The same book, asked with its ledgers by name.
    """

    def test_by_name(self) -> None:
        """The visits and defects come inside the projects; ids may be numbers."""
        project = building(id=7, visits=[visit(id=1)], claims=[defect(id=2)])
        told: dict[str, Any] = {"as_of": NOW, "seasons": PLACES}
        report = construction.RULES.assess({"project": [project]}, **told)

        assert [*report] == [*judge(project)]
        assert {v.subject.id for v in report if v.subject} == {"7", "7/1", "7/2"}
        with pytest.raises(InvalidFieldError, match="seasons"):
            construction.RULES.assess(
                {"project": [project]}, as_of=NOW, seasons=BEIJING
            )

    def test_words_people_write(self) -> None:
        """Categories, causes, kinds and roles are known by what offices call them."""
        project = building(
            categories=("装修", "屋面"),
            contract={"装修": "3 years"},
            visits=[
                visit(
                    organiser="项目经理",
                    kinds=("雨季回访",),
                    members=[Member("质检员", "Xu")],
                )
            ],
            claims=[defect(category="漏水", cause="施工质量", cause_category="装修")],
        )
        report = judge(project)

        assert report.row_errors == ()
        assert cover_of(report, "decoration").deadline.last_day == Date(2027, 5, 10)
        assert only(report, "visit_organiser").status is MET
        assert "quality_inspector" not in only(report, "visit_team").missing
        assert duty_of(report, "c1").status is MET

    def test_words_of_its_names(self) -> None:
        """Every party, category, cause and kind has a word in both languages."""
        book, rule = construction.RULES, construction.WARRANTY
        liable = (*rule.recourse.values(), *rule.excluded.values())
        roles = (*construction.VISIT_TEAM.roles, *construction.TECHNICAL_TEAM.roles)
        names = {*book.parties, *rule.categories, *rule.causes, *liable, *roles}
        said = construction.CLAUSES[0].words

        assert names | {*construction.VISIT_KINDS} <= {*said}
        assert not any(said[name].zh.isascii() for name in names)

    def test_entered_later(self) -> None:
        """A visit filled in later was not known, and nor was a planned one."""
        made = visit(
            kinds=("rainy_season",),
            visited_at=at(2025, 7, 1),
            entered_at=at(2026, 6, 2),
        )
        project = building(categories=("roof_waterproofing",), visits=[made])

        assert by_cell(judge(project), "rainy_season_visit")["2025"] is BREACHED
        later = judge(project, as_of=at(2026, 6, 3))
        assert by_cell(later, "rainy_season_visit")["2025"] is MET

    def test_every_row_is_accounted_for(self) -> None:
        """Given are judged, later, outside the period, or in error."""
        project = building(
            visits=[visit(), visit(id="v2", visited_at=NOW.replace(month=7))],
            claims=[defect(), defect(id="c2", cause="weather")],
        )
        report = judge(project, building(id="p2", accepted_on="soon"))
        account = {kind: attrs.astuple(one) for kind, one in report.accounts.items()}

        assert account == {
            "project": (2, 1, 0, 0, 0, 1),
            "site_visit": (2, 1, 1, 0, 0, 0),
            "claim": (2, 1, 0, 0, 0, 1),
        }

    def test_letter_of_a_host(self) -> None:
        """A host may add to what the letter states, and to what a visit holds."""
        rule = construction.LETTER_CONTENTS
        phone = attrs.evolve(
            rule.items[0], key="hotline", name=Text("the hotline", "报修电话")
        )
        changed = attrs.evolve(rule, items=(*rule.items, phone))
        rules = construction.RULES.replace("letter_contents", changed)
        facts = {item.key: True for item in rule.items}
        plain = building(letter_issued_at=ACCEPTED, **facts)
        full = SimpleNamespace(**vars(plain), hotline=False)

        missing = only(judge(full, rules=rules), "letter_contents")
        assert (missing.status, missing.missing) == (BREACHED, ("hotline",))
        assert "hotline" in str(judge(plain, rules=rules).row_errors[0])


class TestReceipts:
    """
    Every verdict can be computed again from its receipt.
    """

    def test_replay(self) -> None:
        """Through JSON, with the seasons from the caller where they were used."""
        project = building(
            categories=("heating", "leak_proofing", "decoration", "foundation"),
            contract={"decoration": Months(30)},
            delivered_on=dt.date(2024, 6, 1),
            four_new_used=True,
            visits=[visit(kinds=construction.VISIT_KINDS)],
            claims=[defect(**STEPS), defect(id="c2", category="heating")],
            handed_over_at=at(2024, 5, 20),
            letter_issued_at=at(2024, 5, 20),
        )
        for verdict in judge(project):
            receipt = json.loads(json.dumps(verdict.receipt()))
            used = {"seasons": BEIJING} if receipt["sources"] else {}
            again = construction.RULES.replay(receipt, **used)

            assert again.is_same, (verdict.rule, again.stale)


class TestOwed:
    """
    What is still to be visited or announced in a span of days.
    """

    def owed(self, *projects: Any, **options: Any) -> list[tuple[str, Any, Date, Date]]:
        """List what is owed in the third quarter of 2026."""
        given_options: dict[str, Any] = {
            "start": dt.date(2026, 7, 1),
            "until": dt.date(2026, 9, 30),
            "seasons": PLACES,
        } | options
        found = construction.owed_visits(projects, **given_options)
        return [
            (entry.rule, entry.subject.cell, entry.opens, entry.last_day)
            for entry in found
        ]

    def test_windows_of_the_span(self) -> None:
        """Every window with a day in the span, the soonest first."""
        project = building(
            categories=("roof_waterproofing", "heating", "decoration"),
            accepted_on=dt.date(2024, 9, 20),
            delivered_on=dt.date(2024, 10, 31),
            four_new_used=True,
        )

        assert self.owed(project) == [
            ("rainy_season_visit", "2026", Date(2026, 6, 1), Date(2026, 9, 15)),
            ("pre_expiry_visit", "decoration", Date(2026, 7, 22), Date(2026, 9, 20)),
            ("technical_visit", None, Date(2026, 7, 31), Date(2027, 1, 31)),
        ]

    def test_made_already(self) -> None:
        """What was visited before the span is owed no more; what comes in it still is."""
        rainy = {"kinds": ("rainy_season",)}
        made = visit(**rainy, visited_at=at(2026, 6, 30, 23))
        planned = visit(**rainy, visited_at=at(2026, 7, 1, 0, 1))
        roof = {"categories": ("roof_waterproofing",)}

        assert self.owed(building(**roof, visits=[made])) == []
        still = self.owed(building(**roof, visits=[planned]), until=dt.date(2026, 7, 1))
        assert [entry[0] for entry in still] == ["rainy_season_visit"]

    def test_notices_of_planned_visits(self) -> None:
        """A planned visit is announced strictly before it, and to the company by then."""
        planned = visit(
            visited_at=at(2026, 8, 3, 14),
            developer_notified_at=None,
            company_notified_at=None,
        )
        found = construction.owed_visits(
            [building(visits=[planned])],
            start=dt.date(2026, 7, 1),
            until=dt.date(2026, 9, 30),
            seasons=PLACES,
        )

        assert [(e.clause.id, e.owed_by, e.last_day) for e in found] == [
            ("WAR-3.1c", "project_department", Date(2026, 8, 3)),
            ("WAR-3.2a", "project_department", Date(2026, 8, 3)),
        ]
        assert {e.closes for e in found} == {at(2026, 8, 3, 14)}
        assert {e.opens for e in found} == {Date(2026, 7, 1)}
        assert len(found) == 2

    def test_notice_of_a_day(self) -> None:
        """Of a visit on a day the developer knows the day before, the company then."""
        planned = visit(
            visited_at=dt.date(2026, 8, 3),
            developer_notified_at=None,
            company_notified_at=None,
        )

        assert [entry[3] for entry in self.owed(building(visits=[planned]))] == [
            Date(2026, 8, 2),
            Date(2026, 8, 3),
        ]

    def test_notice_with_a_least_lead(self) -> None:
        """Three days before, where the host asks for three."""
        planned = visit(
            visited_at=at(2026, 8, 3, 14),
            developer_notified_at=None,
            company_notified_at=at(2026, 6, 1),
        )
        rules = construction.RULES.choose("A-38b", "THREE_DAYS")
        found = self.owed(building(visits=[planned]), rules=rules)

        assert found == [("visit_notices", None, Date(2026, 7, 1), Date(2026, 7, 31))]

    def test_planned_and_entered_later(self) -> None:
        """A plan of tomorrow is not known today, nor one of a project of tomorrow."""
        ahead: dict[str, Any] = {
            "visited_at": at(2026, 8, 3, 14),
            "developer_notified_at": None,
        }
        late = visit(**ahead, entered_at=at(2026, 7, 2))
        new = building(accepted_on=dt.date(2026, 7, 20), visits=[visit(**ahead)])

        assert self.owed(building(visits=[late])) == []
        assert self.owed(new) == []
        assert len(self.owed(building(visits=[visit(**ahead)]))) == 1

    def test_planned_outside_the_span(self) -> None:
        """A visit planned for later is announced later."""
        planned = visit(visited_at=at(2026, 10, 1), developer_notified_at=None)

        assert self.owed(building(visits=[planned])) == []

    def test_as_of(self) -> None:
        """Facts are known up to another moment, where one is given."""
        roof = building(
            categories=("roof_waterproofing",),
            visits=[visit(kinds=("rainy_season",), visited_at=at(2026, 7, 5))],
        )

        assert self.owed(roof, as_of=at(2026, 7, 6)) == []

    def test_undetermined(self) -> None:
        """A visit whose days cannot be said is not passed over."""
        found = construction.owed_visits(
            [building(categories=("heating",), place="shanghai")],
            start=dt.date(2026, 7, 1),
            until=dt.date(2026, 7, 2),
        )

        assert len(found) == 0
        assert [verdict.rule for verdict in found.undetermined] == [
            "heating_season_visit",
            "pre_expiry_visit",
        ]

    def test_row_errors(self) -> None:
        """What cannot be judged is listed beside it."""
        found = construction.owed_visits(
            [building(design_life=0)],
            start=dt.date(2026, 7, 1),
            until=dt.date(2026, 7, 2),
        )

        assert [error.field for error in found.row_errors] == ["design_life"]
        with pytest.raises(ImpossibleOrderError):
            self.owed(start=dt.date(2026, 10, 1))


class TestRetention:
    """
    Retention money stands beside the text, on a clock of its own.
    """

    def test_two_clocks(self) -> None:
        """The money may be due while the warranty still runs."""
        period_of_liability = construction.RETENTION_REFUND.period(
            ACCEPTED, agreed=Months(12)
        )
        cover = construction.WARRANTY.cover("decoration", accepted_on=ACCEPTED)

        assert period_of_liability.last_day == Date(2025, 5, 10)
        assert cover.last_day == Date(2026, 5, 10)
        assert construction.RETENTION_CAP.most(1_000_000) == 30_000
        for rule in (construction.RETENTION_CAP, construction.RETENTION_REFUND):
            assert rule.id not in construction.RULES.rules


class TestRulebook:
    """
    The rulebook as a value.
    """

    def test_value(self) -> None:
        """It is hashable, picklable, and equal to its copy."""
        copy = pickle.loads(pickle.dumps(construction.RULES))  # noqa: S301 - our own

        assert copy == construction.RULES
        assert hash(copy) == hash(construction.RULES)
        assert copy.edition == "WAR@2021"

    def test_clauses(self) -> None:
        """All clauses are there in the order of the text, and each is judged."""
        ids = [clause.id for clause in construction.CLAUSES]
        judged = {
            clause
            for policy in construction.RULES.rules.values()
            for clause in cited_clauses(policy)
        }

        assert len(ids) == len(set(ids)) == 35
        assert set(ids) - judged == {"WAR-2"}
        assert construction.RULES.clause("WAR-2").not_computed is not None

    def test_every_clause_reaches_a_report(self) -> None:
        """One full project has a verdict under each clause that can be computed."""
        project = building(
            categories=construction.WARRANTY.categories,
            place="plant",
            design_life=50,
            delivered_on=dt.date(2024, 6, 1),
            visits=[visit(kinds=construction.VISIT_KINDS)],
            claims=[defect()],
        )
        report = judge(project)
        everything = {clause.id for clause in construction.CLAUSES}

        assert set(report.by_clause()) == everything - {"WAR-2"}

    def test_a_changed_number_reaches_every_verdict(self) -> None:
        """The covers, the visits and the close-out all follow the warranty."""
        cases = tuple(
            attrs.evolve(case, period=Years(3)) if case.key == "decoration" else case
            for case in construction.WARRANTY.cases
        )
        changed = attrs.evolve(construction.WARRANTY, cases=cases)
        rules: Rulebook = construction.RULES.replace("warranty", changed)
        report = judge(building(), rules=rules)

        assert only(report, "warranty").deadline.last_day == Date(2027, 5, 10)
        assert only(report, "pre_expiry_visit").deadline.last_day == Date(2027, 5, 10)
        assert only(report, "close_out", "WAR-5b").status is NOT_APPLICABLE

    def test_names(self) -> None:
        """A misspelt category is told which are known."""
        with pytest.raises(UnknownNameError, match="nearest: 'decoration'"):
            construction.WARRANTY.cover("decorations", accepted_on=ACCEPTED)
        assert construction.WARRANTY.case("foundation").period == ServiceLife()
        assert construction.WARRANTY.case("cooling").period == Seasons(2)
        assert period(ACCEPTED, ACCEPTED).days == 1
