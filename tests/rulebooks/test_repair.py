"""
The repair rulebook, clause by clause, reading by reading, and as a whole ledger.

Dates are of spring 2026: 2026-03-02 is a Monday, 2026-02-15 to 02-23 are holidays
and Saturday 2026-02-14 is a make-up working day.
"""

# ruff: noqa: N801, FBT001 - classes are named after clause ids; facts are yes or no

import datetime as dt
import json
import math
import pickle
from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Force
from followup_rules.errors import (
    InvalidFieldError,
    NaiveTimeError,
    NotAnInstantError,
    RequirementNotMetError,
    UnknownNameError,
)
from followup_rules.policies.checklists import Item
from followup_rules.policies.quotas import Rounding
from followup_rules.reports import Report
from followup_rules.rulebooks import repair
from followup_rules.rulebooks.repair import Problem, Repair, Visit, Visitor, contacts
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import WorkCalendar, china
from followup_rules.timing.cycles import Period, month
from followup_rules.verdicts import Status, Verdict

ZONE = "Asia/Shanghai"
MARCH = month(2026, 3)
APRIL_30 = pendulum.datetime(2026, 4, 30, tz=ZONE)
MET, LATE, BREACHED = Status.MET, Status.LATE, Status.BREACHED
PENDING, OPEN = Status.PENDING, Status.OPEN
NOT_APPLICABLE, UNDETERMINED = Status.NOT_APPLICABLE, Status.UNDETERMINED
ITEMS = (
    "looked_on_site",
    "asked_about_service",
    "asked_for_suggestions",
    "charges_checked",
    "signed",
)
ROLES = ("office", "engineering_head", "repair_responsible")


def at(day: str, clock: str = "09:00") -> dt.datetime:
    """Return an instant in Shanghai."""
    return dt.datetime.fromisoformat(f"{day}T{clock}").replace(
        tzinfo=pendulum.timezone(ZONE)
    )


def job(number: int = 1, **facts: Any) -> Any:
    """Return a repair that is ordinary in whatever is not named."""
    given = {
        "id": f"R{number}",
        "categories": "general",
        "completed_at": at("2026-03-02"),
        "responsible": "Zhang",
    }
    return Repair(**{**given, **facts})


def call(number: int = 1, *roles: str, **facts: Any) -> Any:
    """Return a complete, registered visit to the repair of the same number."""
    given = {
        "id": f"V{number}",
        "repair_id": f"R{number}",
        "visited_at": at("2026-03-04"),
        "visitors": [Visitor(role) for role in roles or ("office",)],
        "registered": True,
        **dict.fromkeys(ITEMS, True),
    }
    return Visit(**{**given, **facts})


def judge(
    repairs: Any, visits: Any = (), as_of: dt.datetime = APRIL_30, **options: Any
) -> Report:
    """Judge a ledger."""
    return repair.assess(repairs, visits, as_of=as_of, **options)


def only(report: Report, rule: str) -> Verdict:
    """Return the one verdict of a rule."""
    (verdict,) = report.where(rule=rule)
    return verdict


def share(role: str, report: Report) -> Verdict:
    """Return the one verdict of a role's quota."""
    return only(report, f"visit_quota.{role}")


@pytest.fixture(name="calendar", scope="module")
def _calendar() -> WorkCalendar:
    """The official calendar of China."""
    return china()


class TestREPAIR_1a:
    """
    Visits are made by the office, the engineering head and the person responsible.
    """

    @pytest.mark.parametrize("role", ROLES)
    def test_each_of_the_three_may_visit(self, role: str) -> None:
        """Each of the three roles is enough by itself."""
        verdict = only(judge([job()], [call(1, role)]), "visitors")

        assert (verdict.status, verdict.clause.id) == (MET, "REPAIR-1a")
        assert verdict.owed_by == "property_office"

    def test_nobody_else_may(self) -> None:
        """A visit by somebody else alone is a breach that names the three."""
        verdict = only(judge([job()], [call(1, "guard")]), "visitors")

        assert verdict.status is BREACHED
        assert verdict.evidence.allowed == ROLES
        assert "guard" in verdict.explain("en")

    def test_others_may_come_along(self) -> None:
        """Company does no harm and is remarked."""
        verdict = only(judge([job()], [call(1, "office", "guard")]), "visitors")

        assert verdict.status is MET
        assert [note.code for note in verdict.notes] == ["others_present"]

    def test_no_visitor_recorded_is_unknown(self) -> None:
        """A visit without visitors is not judged, and the fact is named."""
        verdict = only(judge([job()], [call(visitors=[])]), "visitors")

        assert verdict.status is UNDETERMINED
        assert verdict.reason["fact"] == "roles"

    @pytest.mark.parametrize("role", ROLES)
    def test_it_may_count_for_any_role(self, role: str) -> None:
        """The one visit needed may have been made by each of the three."""
        verdict = share(role, judge([job()], [call(visitors=[])], period=MARCH))

        assert verdict.status is UNDETERMINED
        (unrecorded,) = [
            note for note in verdict.notes if note.code == "visitors_unrecorded"
        ]
        assert unrecorded["visits"] == ("V1",)

    @pytest.mark.parametrize(
        "facts", [{"signed": False}, {"registered": False}, {"reached": False}]
    )
    def test_what_cannot_count_is_no_doubt(self, facts: dict[str, Any]) -> None:
        """Whoever came, an incomplete or unregistered visit counts for nobody."""
        report = judge([job()], [call(visitors=[], **facts)], period=MARCH)

        assert share("office", report).status is BREACHED

    def test_a_doubt_that_is_too_small(self) -> None:
        """One visit by nobody knows whom cannot make up for two."""
        repairs = [job(n) for n in range(40)]

        report = judge(repairs, [call(visitors=[])], period=MARCH)
        assert share("office", report).status is BREACHED

    @pytest.mark.parametrize("owes_visit", [True, False, None])
    @pytest.mark.parametrize("day", ["2026-03-04", "2026-03-20"])
    def test_it_may_have_stopped_the_clock(
        self, owes_visit: bool | None, day: str
    ) -> None:
        """Whether the repair was visited is unknown, and so is its timing."""
        visit = call(visitors=[], visited_at=at(day))
        verdict = only(judge([job(owes_visit=owes_visit)], [visit]), "visit_deadline")

        assert verdict.status is UNDETERMINED
        assert verdict.reason["fact"] == "roles"
        assert "V1" in verdict.explain("en")
        assert "V1" in verdict.explain("zh")

    @pytest.mark.parametrize(
        ("nameless", "known", "status"),
        [
            ("2026-03-04", "2026-03-20", UNDETERMINED),
            ("2026-03-12", "2026-03-20", LATE),
            ("2026-03-04", "2026-03-05", MET),
            ("2026-03-20", "2026-03-05", MET),
        ],
    )
    def test_beside_a_known_contact(
        self, nameless: str, known: str, status: Status
    ) -> None:
        """It matters only where it may have come first and changes the answer."""
        visits = [
            call(visitors=[], visited_at=at(nameless)),
            call(1, id="V2", visited_at=at(known)),
        ]

        assert only(judge([job()], visits), "visit_deadline").status is status

    @pytest.mark.parametrize(
        ("signed", "owes_visit", "status"),
        [
            (True, True, UNDETERMINED),
            (None, True, UNDETERMINED),
            (False, True, BREACHED),
            (False, False, UNDETERMINED),
        ],
    )
    def test_where_only_a_complete_record_counts(
        self, signed: bool | None, owes_visit: bool, status: Status
    ) -> None:
        """An incomplete one stops no clock whoever came, but a visit it may be."""
        strict = repair.RULES.choose("A-71", "COMPLETE_RECORD")
        visit = call(visitors=[], signed=signed)
        report = judge([job(owes_visit=owes_visit)], [visit], rules=strict)

        assert only(report, "visit_deadline").status is status

    def test_an_attempt_is_not_judged(self) -> None:
        """An attempt that met nobody is no visit."""
        report = judge([job()], [call(reached=False)])

        assert len(report.where(rule="visitors")) == 0


def _ledger_of(visited: dict[str, int], size: int = 20) -> tuple[Any, Any]:
    """Return so many repairs, of which each role visited so many."""
    repairs = [job(n) for n in range(size)]
    visits = [
        call(n, role, id=f"{role}-{n}")
        for role, count in visited.items()
        for n in range(count)
    ]
    return repairs, visits


class TestREPAIR_1b:
    """
    The office visits at least 5 % of the repairs.
    """

    def test_exactly_five_percent_is_enough(self) -> None:
        """One of twenty is 5 %, and the bound is included."""
        verdict = share("office", judge(*_ledger_of({"office": 1}), period=MARCH))

        assert (verdict.status, verdict.clause.id) == (MET, "REPAIR-1b")
        assert (verdict.required, verdict.shortfall) == (1, 0)
        assert verdict.owed_by == "office"

    def test_one_of_twenty_one_is_too_few(self) -> None:
        """One of twenty-one is less than 5 %, so two are needed."""
        report = judge(*_ledger_of({"office": 1}, 21), period=MARCH)
        verdict = share("office", report)

        assert verdict.status is BREACHED
        assert (verdict.required, verdict.shortfall) == (2, 1)

    def test_none_of_seven(self) -> None:
        """0 of 7 is below 5 %; one is needed, for 0.35 rounds up."""
        verdict = share("office", judge(*_ledger_of({}, 7), period=MARCH))

        assert verdict.status is BREACHED
        assert (verdict.required, verdict.shortfall) == (1, 1)
        assert repair.VISIT_QUOTAS["office"].required(population=7) == 1

    def test_one_repair_needs_one_visit(self) -> None:
        """Of a single repair each role owes one visit."""
        report = judge([job()], period=MARCH)

        assert [share(role, report).required for role in ROLES] == [1, 1, 1]

    def test_199_of_200_is_what_it_is(self) -> None:
        """The share is exact: 10 of 200 is enough, 9 is not."""
        enough = judge(*_ledger_of({"office": 10}, 200), period=MARCH)
        short = judge(*_ledger_of({"office": 9}, 200), period=MARCH)

        assert share("office", enough).status is MET
        assert share("office", short).status is BREACHED


class TestREPAIR_1c:
    """
    The engineering head visits at least 10 % of the repairs.
    """

    def test_one_of_twenty_is_one_short(self) -> None:
        """One of twenty is 5 %, and two are needed."""
        report = judge(*_ledger_of({"engineering_head": 1}), period=MARCH)
        verdict = share("engineering_head", report)

        assert (verdict.status, verdict.clause.id) == (BREACHED, "REPAIR-1c")
        assert (verdict.required, verdict.shortfall) == (2, 1)
        assert verdict.is_violation

    def test_mid_month_it_is_pending(self) -> None:
        """On 20 March nothing is final; the counts are there."""
        report = judge(
            *_ledger_of({"engineering_head": 1}),
            at("2026-03-20", "00:00"),
            period=MARCH,
        )
        verdict = share("engineering_head", report)

        assert (verdict.status, verdict.shortfall) == (PENDING, 1)
        assert verdict.evidence.population == 20
        assert not verdict.is_violation

    def test_two_of_twenty_is_enough(self) -> None:
        """Two of twenty is exactly 10 %."""
        report = judge(*_ledger_of({"engineering_head": 2}), period=MARCH)

        assert share("engineering_head", report).status is MET


class TestREPAIR_1d:
    """
    The persons responsible for repairs visit at least 20 % of the repairs.
    """

    @pytest.mark.parametrize(("visited", "status"), [(3, BREACHED), (4, MET)])
    def test_four_of_twenty(self, visited: int, status: Status) -> None:
        """Four of twenty is exactly 20 %; three is one short."""
        report = judge(*_ledger_of({"repair_responsible": visited}), period=MARCH)
        verdict = share("repair_responsible", report)

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-1d")
        assert verdict.shortfall == 4 - visited

    def test_zero_repairs_owe_nothing(self) -> None:
        """A month without repairs is not applicable for all three."""
        report = judge([], [], period=MARCH)

        assert [share(role, report).status for role in ROLES] == [NOT_APPLICABLE] * 3

    def test_the_breakdown_names_the_persons(self) -> None:
        """For information the counts are split by the person responsible."""
        repairs = [job(1), job(2, responsible="Li"), job(3, responsible=None)]
        report = judge(repairs, [call(2, "repair_responsible")], period=MARCH)

        verdict = share("repair_responsible", report)
        assert verdict.evidence.breakdown == (("Li", 1, 1), ("Zhang", 1, 0))
        assert share("office", report).evidence.breakdown == ()


class TestREPAIR_1e:
    """
    Each visit is entered in a register.
    """

    @pytest.mark.parametrize(
        ("registered", "closed", "status"),
        [
            (True, True, MET),
            (False, True, BREACHED),
            (False, False, OPEN),
            (None, True, UNDETERMINED),
            (None, False, UNDETERMINED),
        ],
    )
    def test_the_entry(
        self, registered: bool | None, closed: bool, status: Status
    ) -> None:
        """A missing entry is open until the visit's file is closed."""
        visit = call(registered=registered, closed=closed)
        verdict = only(judge([job()], [visit]), "registration")

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-1e")
        assert verdict.clause.timing_force is Force.OPEN_ENDED


class TestREPAIR_2a:
    """
    A visit is made within one week after the repair.
    """

    def test_the_same_weekday_of_next_week_is_the_last(self) -> None:
        """A repair of a Monday is due by the end of next Monday."""
        due = repair.VISIT_DEADLINE.due(dt.date(2026, 3, 2), category="general")

        assert due.last_day == pendulum.date(2026, 3, 9)  # a Monday
        assert due.closes == at("2026-03-10", "00:00")
        assert not due.closes_included

    def test_rest_days_do_not_extend(self, calendar: WorkCalendar) -> None:
        """A week that ends in the spring holiday ends there all the same."""
        completed = at("2026-02-14")  # Saturday, a make-up working day
        verdict = repair.VISIT_DEADLINE.assess(
            completed,
            at("2026-02-24"),
            category="general",
            calendar=calendar,
            as_of=APRIL_30,
        )

        assert verdict.status is LATE
        assert verdict.deadline.last_day == pendulum.date(2026, 2, 21)

    def test_a_visit_at_once_is_in_time(self) -> None:
        """A visit at the very instant of completion is in time."""
        verdict = repair.VISIT_DEADLINE.assess(
            at("2026-03-02"), at("2026-03-02"), category="general", as_of=APRIL_30
        )

        assert verdict.status is MET


class TestREPAIR_2b:
    """
    After the repair of a safety facility, within two days.
    """

    @pytest.mark.parametrize(
        ("visited", "status"),
        [
            (at("2026-03-04", "23:59:59"), MET),
            (at("2026-03-04", "23:59:59.999999"), MET),
            (at("2026-03-05", "00:00:00"), LATE),
        ],
    )
    def test_two_days_to_midnight(self, visited: dt.datetime, status: Status) -> None:
        """It is two days to 24:00, not 48 hours."""
        repairs = [
            job(categories="safety_facility", completed_at=at("2026-03-02", "16:30"))
        ]
        verdict = only(judge(repairs, [call(visited_at=visited)]), "visit_deadline")

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-2b")
        assert verdict.deadline.closes == at("2026-03-05", "00:00")

    def test_both_categories_take_the_strictest(self) -> None:
        """A safety facility that leaked is due in two days."""
        for categories in (("leak", "safety_facility"), {"safety_facility", "leak"}):
            due = repair.VISIT_DEADLINE.due(dt.date(2026, 3, 2), category=categories)
            assert due.last_day == pendulum.date(2026, 3, 4)

        repairs = [job(categories=("leak", "safety_facility"), owes_visit=True)]
        verdict = only(judge(repairs), "visit_deadline")
        assert verdict.clause.id == "REPAIR-2b"
        assert [clause for clause, _ in verdict.evidence.others] == ["REPAIR-2c"]


class TestREPAIR_2c:
    """
    After the repair of a leak, within three days.
    """

    @pytest.mark.parametrize(
        ("visited", "status"),
        [
            (at("2026-03-05", "23:59:59.999999"), MET),
            (at("2026-03-06", "00:00:00"), LATE),
        ],
    )
    def test_three_days(self, visited: dt.datetime, status: Status) -> None:
        """The third day runs to 24:00."""
        report = judge([job(categories="leak")], [call(visited_at=visited)])
        verdict = only(report, "visit_deadline")

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-2c")
        assert verdict.deadline.last_day == pendulum.date(2026, 3, 5)


def _item_verdict(item: str, **facts: Any) -> Verdict:
    """Return the verdict on one item of the record of a visit."""
    premises = facts.pop("premises", "in_home")
    report = judge([job(premises=premises)], [call(**facts)])
    (verdict,) = (
        v for v in report.where(rule="visit_record") if v.evidence.only == item
    )
    return verdict


_ENTRIES = [
    (True, True, MET),
    (False, True, BREACHED),
    (False, False, OPEN),
    (None, True, UNDETERMINED),
    (None, False, UNDETERMINED),
]


class TestREPAIR_3_1:
    """
    The visitor looks at the repair on the spot.
    """

    @pytest.mark.parametrize(("entry", "closed", "status"), _ENTRIES)
    def test_the_entry(self, entry: bool | None, closed: bool, status: Status) -> None:
        """False is missing, None is unknown, and before closing nothing is final."""
        verdict = _item_verdict("looked_on_site", looked_on_site=entry, closed=closed)

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-3.1")

    def test_a_call_cannot_look(self) -> None:
        """By phone nothing is looked at, whatever the record says."""
        verdict = _item_verdict("looked_on_site", channel="phone")

        assert verdict.status is BREACHED
        assert [note.code for note in verdict.notes] == ["item_ruled_out"]


class TestREPAIR_3_2:
    """
    The visitor asks an owner, resident or family member about the service.
    """

    @pytest.mark.parametrize(("entry", "closed", "status"), _ENTRIES)
    def test_the_entry(self, entry: bool | None, closed: bool, status: Status) -> None:
        """False is missing, None is unknown, and before closing nothing is final."""
        facts = {"asked_about_service": entry, "closed": closed}
        verdict = _item_verdict("asked_about_service", **facts)

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-3.2")

    def test_nobody_is_at_home_in_a_common_area(self) -> None:
        """In a common area the question need not be asked."""
        verdict = _item_verdict(
            "asked_about_service", asked_about_service=False, premises="common_area"
        )

        assert verdict.status is NOT_APPLICABLE
        assert [note.code for note in verdict.notes] == ["item_waived"]

    def test_it_can_be_asked_by_phone(self) -> None:
        """A phone call can ask."""
        assert _item_verdict("asked_about_service", channel="phone").status is MET


class TestREPAIR_3_3:
    """
    The visitor asks what could be better.
    """

    @pytest.mark.parametrize(("entry", "closed", "status"), _ENTRIES)
    def test_the_entry(self, entry: bool | None, closed: bool, status: Status) -> None:
        """False is missing, None is unknown, and before closing nothing is final."""
        facts = {"asked_for_suggestions": entry, "closed": closed}
        verdict = _item_verdict("asked_for_suggestions", **facts)

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-3.3")

    def test_common_areas_are_no_exception(self) -> None:
        """It is owed in common areas too."""
        verdict = _item_verdict(
            "asked_for_suggestions", asked_for_suggestions=False, premises="common_area"
        )

        assert verdict.status is BREACHED


class TestREPAIR_3_4:
    """
    The visitor checks what was charged.
    """

    @pytest.mark.parametrize(("entry", "closed", "status"), _ENTRIES)
    def test_the_entry(self, entry: bool | None, closed: bool, status: Status) -> None:
        """False is missing, None is unknown, and before closing nothing is final."""
        facts = {"charges_checked": entry, "closed": closed}
        verdict = _item_verdict("charges_checked", **facts)

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-3.4")


class TestREPAIR_3_5:
    """
    The person visited signs.
    """

    @pytest.mark.parametrize(("entry", "closed", "status"), _ENTRIES)
    def test_the_entry(self, entry: bool | None, closed: bool, status: Status) -> None:
        """False is missing, None is unknown, and before closing nothing is final."""
        verdict = _item_verdict("signed", signed=entry, closed=closed)

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-3.5")

    def test_nobody_signs_on_the_phone(self) -> None:
        """A signature cannot be given on the phone."""
        assert _item_verdict("signed", channel="phone").status is BREACHED

    def test_nobody_signs_in_a_common_area(self) -> None:
        """In a common area no signature is asked for."""
        verdict = _item_verdict("signed", signed=None, premises="common_area")

        assert verdict.status is NOT_APPLICABLE

    def test_a_phone_visit_as_a_whole_is_incomplete(self) -> None:
        """A phone call lacks the look and the signature, and nothing else."""
        assert repair.VISIT_RECORD.missing(
            dict.fromkeys(ITEMS, True), circumstances=["phone"]
        ) == ("looked_on_site", "signed")


FOUND = at("2026-03-04", "10:00")


def _notice(as_of: dt.datetime = APRIL_30, **facts: Any) -> Verdict:
    """Return the verdict on the notice of one problem."""
    problem = Problem(id="P1", found_at=FOUND, **facts)
    report = judge([job()], [call(problems=[problem])], as_of)
    return only(report, "rectification_notice")


class TestREPAIR_4:
    """
    The repair staff are told in writing within 24 hours, and they put it right.
    """

    @pytest.mark.parametrize(
        ("notified", "status"),
        [
            (at("2026-03-05", "10:00:00"), MET),
            (at("2026-03-05", "10:00:00.000001"), LATE),
            (at("2026-03-04", "10:00:00"), MET),
        ],
    )
    @pytest.mark.parametrize("form", ["paper", "data_message"])
    def test_exactly_24_hours_is_in_time(
        self, notified: dt.datetime, status: Status, form: str
    ) -> None:
        """Hours run from the instant, and exactly 24 of them is in time."""
        verdict = _notice(notified_at=notified, form=form)

        assert (verdict.status, verdict.clause.id) == (status, "REPAIR-4")
        assert verdict.deadline.closes == at("2026-03-05", "10:00")
        assert verdict.deadline.closes_included

    @pytest.mark.parametrize("form", ["oral", "phone"])
    @pytest.mark.parametrize(
        ("as_of", "status"),
        [
            (at("2026-03-05", "10:00:00"), PENDING),
            (at("2026-03-05", "10:00:00.000001"), BREACHED),
        ],
    )
    def test_words_alone_are_no_notice(
        self, form: str, as_of: dt.datetime, status: Status
    ) -> None:
        """An oral notice leaves it pending, then breached."""
        verdict = _notice(as_of, notified_at=at("2026-03-04", "11:00"), form=form)

        assert verdict.status is status
        assert [note.code for note in verdict.notes] == ["form_not_accepted"]

    def test_an_unknown_form_is_undetermined(self) -> None:
        """A notice without its form cannot be judged."""
        verdict = _notice(notified_at=at("2026-03-04", "11:00"))

        assert (verdict.status, verdict.reason["fact"]) == (UNDETERMINED, "form")

    def test_it_is_owed_by_the_visitor(self) -> None:
        """The visitor tells; the person responsible puts right."""
        problem = Problem(id="P1", found_at=FOUND)
        report = judge([job()], [call(problems=[problem])])

        assert only(report, "rectification_notice").owed_by == "visitor"
        assert only(report, "rectification").owed_by == "repair_responsible"
        assert only(report, "rectification").subject is not None

    def test_the_rectification_has_no_limit(self) -> None:
        """It stays open with its elapsed time and is never late."""
        problem = Problem(id="P1", found_at=FOUND)
        verdict = only(judge([job()], [call(problems=[problem])]), "rectification")

        assert (verdict.status, verdict.clause.id) == (OPEN, "REPAIR-4")
        assert verdict.evidence.elapsed == dt.timedelta(days=56, hours=14)
        assert not verdict.is_violation
        assert verdict.deadline is None

    def test_a_rectification_is_met_whenever_it_came(self) -> None:
        """Done is done; how long it took is evidence."""
        problem = Problem(id="P1", found_at=FOUND, rectified_at=at("2026-04-04"))
        verdict = only(judge([job()], [call(problems=[problem])]), "rectification")

        assert verdict.status is MET
        assert verdict.evidence.elapsed_days == 31

    def test_each_problem_has_both_verdicts(self) -> None:
        """Two problems make four verdicts under one clause."""
        problems = [Problem(id=key, found_at=FOUND) for key in ("P1", "P2")]
        report = judge([job()], [call(problems=problems)])

        subjects = [v.subject and v.subject.id for v in report.where(clause="REPAIR-4")]
        assert subjects == ["V1/P1", "V1/P1", "V1/P2", "V1/P2"]


# --------------------------------------------------------------------- readings


def _due(reading: str, choice: str, category: Any = "leak", **options: Any) -> Any:
    """Return a visit deadline under a reading, for a repair of Mon 2026-03-02."""
    rule = repair.RULES.choose(reading, choice)["visit_deadline"]
    return rule.due(at("2026-03-02", "16:30"), category=category, **options)


class TestReadings:
    """
    Each reading, by its default and by its alternatives.
    """

    def test_a01_the_start_day(self) -> None:
        """Three days after Monday end on Thursday, or on Wednesday if Monday counts."""
        assert _due("A-01", "START_DAY_EXCLUDED").last_day.day == 5
        assert _due("A-01", "START_DAY_INCLUDED").last_day.day == 4

    def test_a02_a_week_is_seven_days(self) -> None:
        """There is no other choice: it ends on the same weekday."""
        assert repair.RULES.reading("A-02").alternatives == ()
        assert _due("A-02", "SEVEN_DAYS", "general").last_day.day == 9

    def test_a03_completion_starts_it(self) -> None:
        """The rule says what starts it; a redo is a repair of its own."""
        redo = job(2, completed_at=at("2026-03-20"), owes_visit=True)
        report = judge([job(owes_visit=True), redo])

        due = [str(v.deadline.last_day) for v in report.where(rule="visit_deadline")]
        assert due == ["2026-03-09", "2026-03-27"]
        assert repair.VISIT_DEADLINE.trigger == "completed_at"

    def test_a04_a_close_of_business_may_end_the_day(self) -> None:
        """A host with business hours sets the time at which the last day ends."""
        rule = attrs.evolve(
            repair.VISIT_DEADLINE,
            counting=attrs.evolve(repair.VISIT_DEADLINE.counting, day_ends=dt.time(18)),
        )
        rules = repair.RULES.replace("visit_deadline", rule)
        visits = [
            call(1, visited_at=at("2026-03-09", "18:00")),
            call(2, visited_at=at("2026-03-09", "18:00:00.000001")),
        ]
        report = judge([job(1), job(2)], visits, rules=rules)

        assert [v.status for v in report.where(rule="visit_deadline")] == [MET, LATE]
        assert rules.in_force("A-04") is None

    def test_a05_rest_days(self, calendar: WorkCalendar) -> None:
        """Under Civil Code art. 203 a last day in the holiday moves to 24 February."""
        visits = [call(visited_at=at("2026-02-24", "23:00"))]
        repairs = [job(completed_at=at("2026-02-14"))]
        rolled = repair.RULES.choose("A-05", "CIVIL_CODE_203")

        strict = judge(repairs, visits)
        lenient = judge(repairs, visits, rules=rolled, calendar=calendar)
        assert only(strict, "visit_deadline").status is LATE
        assert only(lenient, "visit_deadline").status is MET
        assert lenient.basis.sources == (("calendar", calendar.calendar_id),)
        assert ("A-05", "CIVIL_CODE_203") in lenient.basis.readings

    def test_a05_without_a_calendar_nothing_is_guessed(self) -> None:
        """The deadline and the quotas that hang on it are undetermined."""
        rolled = repair.RULES.choose("A-05", "CIVIL_CODE_203")
        report = judge([job(owes_visit=True)], rules=rolled, period=MARCH)

        verdict = only(report, "visit_deadline")
        assert (verdict.status, verdict.reason.code) == (
            UNDETERMINED,
            "calendar_missing",
        )
        quota = share("office", report)
        assert (quota.status, quota.reason["fact"]) == (UNDETERMINED, "calendar")
        assert "calendar_missing" in [note.code for note in quota.notes]
        first, *rest = quota.reasons
        assert first.decides
        assert not any(note.decides for note in rest)

    def test_a05_outside_the_calendar_nothing_is_guessed(
        self, calendar: WorkCalendar
    ) -> None:
        """A day that no notice covers is named, on the quotas too."""
        rolled = repair.RULES.choose("A-05", "CIVIL_CODE_203")
        beyond = dt.datetime(2040, 1, 5, 9, tzinfo=dt.UTC)
        report = judge(
            [job(completed_at=beyond, owes_visit=True)],
            as_of=dt.datetime(2040, 6, 1, tzinfo=dt.UTC),
            rules=rolled,
            calendar=calendar,
        )

        verdict = only(report, "visit_deadline")
        assert (verdict.status, verdict.reason.code) == (
            UNDETERMINED,
            "calendar_not_covered",
        )
        assert verdict.reason["day"] == dt.date(2040, 1, 12)
        quota = share("office", report)
        assert (quota.status, quota.reason["fact"]) == (UNDETERMINED, "calendar")
        assert "2040" in quota.explain("zh")

    def test_a06_the_bound(self) -> None:
        """Without the bound the last day is a day sooner, and 24 hours are too long."""
        assert _due("A-06", "INCLUDED").last_day.day == 5
        assert _due("A-06", "EXCLUDED").last_day.day == 4
        notice = repair.RULES.choose("A-06", "EXCLUDED")["rectification_notice"]
        assert not notice.due(FOUND).met_by(at("2026-03-05", "10:00"))
        assert notice.due(FOUND).met_by(at("2026-03-05", "09:59:59.999999"))

    def test_a07_the_hours(self) -> None:
        """From the instant, or from the next full hour."""
        found = at("2026-03-04", "10:15")
        notice = repair.RULES.choose("A-07", "NEXT_HOUR")["rectification_notice"]

        assert repair.RECTIFICATION_NOTICE.due(found).closes == at(
            "2026-03-05", "10:15"
        )
        assert notice.due(found).closes == at("2026-03-05", "11:00")

    def test_a08_what_is_written(self) -> None:
        """A message counts, unless only paper does; it is then no error of the row."""
        problem = Problem(
            id="P1",
            found_at=FOUND,
            notified_at=at("2026-03-04", "12:00"),
            form="data_message",
        )
        visits = [call(problems=[problem])]
        strict = repair.RULES.choose("A-08", "PAPER_ONLY")

        assert only(judge([job()], visits), "rectification_notice").status is MET
        report = judge([job()], visits, rules=strict)
        verdict = only(report, "rectification_notice")
        assert report.row_errors == ()
        assert verdict.status is BREACHED
        assert verdict.notes[0]["accepted"] == ("paper",)

    def test_a09_several_categories(self) -> None:
        """The strictest, the first named, or the longest limit."""
        both = ("leak", "safety_facility")
        assert _due("A-09", "STRICTEST", both).last_day.day == 4
        assert _due("A-09", "FIRST_NAMED", both).last_day.day == 5
        assert _due("A-09", "LONGEST", (*both, "general")).last_day.day == 9

    @pytest.mark.parametrize(
        ("as_of", "status"),
        [
            (at("2026-04-01", "00:00"), PENDING),
            (at("2026-04-05", "23:59:59.999999"), PENDING),
            (at("2026-04-06", "00:00"), BREACHED),
        ],
    )
    def test_a10_it_settles_with_the_last_deadline(
        self, as_of: dt.datetime, status: Status
    ) -> None:
        """A repair of Sunday 29 March may be visited until 5 April."""
        repairs = [job(1), job(2, completed_at=at("2026-03-29"))]

        report = judge(repairs, as_of=as_of, period=MARCH)
        assert share("office", report).status is status

    def test_a10_it_settles_not_before_the_period_ends(self) -> None:
        """Of a cohort whose deadlines have passed, more may still be completed."""
        early = judge([job()], as_of=at("2026-03-31", "23:59:59.999999"), period=MARCH)
        final = judge([job()], as_of=at("2026-04-01", "00:00"), period=MARCH)

        assert share("office", early).status is PENDING
        assert share("office", final).status is BREACHED

    def test_a10_the_period_end_alone(self) -> None:
        """Under the other reading the month's end is final."""
        rules = repair.RULES.choose("A-10", "PERIOD_END")
        repairs = [job(completed_at=at("2026-03-29"))]
        visits = [call(visited_at=at("2026-04-02"))]

        report = judge(repairs, visits, rules=rules, period=MARCH)
        assert share("office", report).status is LATE
        assert share("office", judge(repairs, visits, period=MARCH)).status is MET

    def test_a10_reached_later_is_late(self) -> None:
        """A visit at the settling instant no longer makes the share in time."""
        repairs = [job(completed_at=at("2026-03-29"))]
        late = [call(visited_at=at("2026-04-06", "00:00"))]
        in_time = [call(visited_at=at("2026-04-05", "23:59:59.999999"))]

        verdict = share("office", judge(repairs, late, period=MARCH))
        assert verdict.status is LATE
        assert verdict.evidence.counted_in_time == 0
        assert verdict.is_violation
        assert share("office", judge(repairs, in_time, period=MARCH)).status is MET

    def test_a10_reached_so_far(self) -> None:
        """What is reached in the middle of the period is not met for good."""
        report = judge([job()], [call()], at("2026-03-05"), period=MARCH)
        verdict = share("office", report)

        assert verdict.status is PENDING
        assert "reached_so_far" in [note.code for note in verdict.notes]
        over = judge([job()], [call()], at("2026-04-01"), period=MARCH)
        assert share("office", over).status is MET

    def test_a10_a_close_of_business_is_still_in_time(self) -> None:
        """Where the last day ends at 18:00, that very instant settles nothing yet."""
        counting = attrs.evolve(repair.VISIT_DEADLINE.counting, day_ends=dt.time(18))
        rule = attrs.evolve(repair.VISIT_DEADLINE, counting=counting)
        rules = repair.RULES.replace("visit_deadline", rule)
        closing = at("2026-03-09", "18:00")

        pending = judge([job()], as_of=closing, rules=rules)
        assert share("office", pending).status is PENDING
        met = judge([job()], [call(visited_at=closing)], rules=rules)
        assert share("office", met).status is MET

    def test_a10_with_nothing_so_far(self) -> None:
        """An empty month that still runs is pending, not inapplicable."""
        report = judge([], as_of=at("2026-03-05"), period=MARCH)

        assert [share(role, report).status for role in ROLES] == [PENDING] * 3

    @pytest.mark.parametrize(
        ("choice", "met"),
        [
            ("EVERY_ROLE", {"office", "engineering_head"}),
            ("FIRST_NAMED", {"engineering_head"}),
            ("NO_ROLE", set()),
        ],
    )
    def test_a11_joint_visits(self, choice: str, met: set[str]) -> None:
        """A joint visit counts for every role, the first named, or none."""
        rules = repair.RULES
        for reading in ("A-11",):
            rules = rules.choose(reading, choice)
        visits = [call(1, "engineering_head", "guard", "office")]
        report = judge([job()], visits, rules=rules, period=MARCH)

        assert {role for role in ROLES if share(role, report).status is MET} == met

    def test_a11_company_makes_no_joint_visit(self) -> None:
        """Somebody who owes no share does not take the visit from who does."""
        rules = repair.RULES.choose("A-11", "NO_ROLE")
        report = judge([job()], [call(1, "guard", "office")], rules=rules)

        assert share("office", report).status is MET

    def test_a11_repairs_count_not_visits(self) -> None:
        """Three visits to one repair are one of twenty."""
        repairs, _ = _ledger_of({})
        visits = [call(1, "office", id=f"V{n}") for n in range(3)]

        assert share("office", judge(repairs, visits)).evidence.counted == 1

    def test_a11_the_union_is_for_information(self) -> None:
        """All roles together are counted without a duty."""
        repairs, visits = _ledger_of({"office": 1, "engineering_head": 2})
        report = judge(repairs, visits, period=MARCH)

        (note,) = (
            n for n in share("office", report).notes if n.code == "union_coverage"
        )
        assert (note["union"], note["population"]) == (2, 20)

    def test_a12_three_roles(self) -> None:
        """The three roles are one list in one place."""
        assert repair.VISITORS.allowed == ROLES
        assert tuple(repair.VISIT_QUOTAS) == ROLES

    def test_a13_per_person(self) -> None:
        """Each person owes the share of the jobs of their own."""
        rules = repair.RULES.choose("A-13", "PER_PERSON")
        repairs = [job(n, responsible="Li" if n > 5 else "Zhang") for n in range(1, 11)]
        visits = [call(1, "repair_responsible"), call(2, "repair_responsible")]
        report = judge(repairs, visits, rules=rules, period=MARCH)

        found = {
            v.subject and v.subject.id: (v.status, v.required, v.evidence.counted)
            for v in report.where(rule="visit_quota.repair_responsible")
        }
        assert found == {"Zhang": (MET, 1, 2), "Li": (BREACHED, 1, 0)}
        pooled = share("repair_responsible", judge(repairs, visits, period=MARCH))
        assert (pooled.status, pooled.required) == (MET, 2)

    def test_a13_per_person_it_is_the_person_who_visits(self) -> None:
        """A visit by a named colleague is not the person's own."""
        rules = repair.RULES.choose("A-13", "PER_PERSON")
        other = call(visitors=[Visitor("repair_responsible", "Li")])
        own = call(visitors=[Visitor("repair_responsible", "Zhang")])

        for visit, status in ((other, BREACHED), (own, MET)):
            report = judge([job()], [visit], rules=rules, period=MARCH)
            assert share("repair_responsible", report).status is status

    def test_a13_per_person_needs_the_person(self) -> None:
        """A repair without its person cannot be counted then, and is named."""
        rules = repair.RULES.choose("A-13", "PER_PERSON")
        report = judge([job(responsible=None)], rules=rules, period=MARCH)

        assert [error.field for error in report.row_errors] == ["responsible"]
        assert share("repair_responsible", report).status is NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("choice", "population", "required"),
        [
            ("UP", 30, 2),
            ("DOWN", 30, 1),
            ("HALF_EVEN", 30, 2),
            ("HALF_EVEN", 10, 0),
            ("DOWN", 19, 0),
            ("UP", 19, 1),
        ],
    )
    def test_a14_rounding(self, choice: str, population: int, required: int) -> None:
        """5 % of 30 is 1.5, of 10 is 0.5."""
        quota = repair.RULES.choose("A-14", choice)["visit_quota.office"]

        assert quota.required(population) == required

    def test_a15_a_host_may_waive_few_repairs(self) -> None:
        """There is no waiver in the text; a host may set one."""
        quota = attrs.evolve(repair.VISIT_QUOTAS["office"], waive_below=5)
        rules = repair.RULES.replace("visit_quota.office", quota)
        report = judge([job()], rules=rules, period=MARCH)

        assert share("office", report).status is NOT_APPLICABLE
        assert share("engineering_head", report).status is BREACHED
        assert rules.in_force("A-15") is None

    def test_a16a_late_visits(self) -> None:
        """A late visit counts for the share, unless the host says otherwise."""
        visits = [call(visited_at=at("2026-03-20"))]
        strict = repair.RULES.choose("A-16a", "DO_NOT_COUNT")

        lenient = judge([job()], visits, period=MARCH)
        assert only(lenient, "visit_deadline").status is LATE
        assert share("office", lenient).status is MET
        report = judge([job()], visits, period=MARCH, rules=strict)
        assert share("office", report).status is BREACHED
        in_time = judge([job()], [call()], period=MARCH, rules=strict)
        assert share("office", in_time).status is MET

    def test_a16a_without_a_calendar_lateness_is_not_known(self) -> None:
        """Whether a visit counts is unknown where its deadline is."""
        strict = repair.RULES.choose("A-16a", "DO_NOT_COUNT").choose(
            "A-05", "CIVIL_CODE_203"
        )
        verdict = share("office", judge([job()], [call()], rules=strict))

        assert verdict.status is UNDETERMINED
        assert verdict.evidence.uncertain == 1

    def test_a16b_incomplete_visits(self) -> None:
        """A visit that lacks an item does not count, unless the host says so."""
        visits = [call(signed=False)]
        lenient = repair.RULES.choose("A-16b", "COUNT")

        assert share("office", judge([job()], visits)).status is BREACHED
        assert share("office", judge([job()], visits, rules=lenient)).status is MET

    def test_a16c_unregistered_visits(self) -> None:
        """A visit that is not registered does not count, unless the host says so."""
        visits = [call(registered=False)]
        lenient = repair.RULES.choose("A-16c", "COUNT")

        assert share("office", judge([job()], visits)).status is BREACHED
        assert share("office", judge([job()], visits, rules=lenient)).status is MET

    def test_a17_all_five(self) -> None:
        """A common-area visit is complete without the question and the signature."""
        visits = [call(asked_about_service=None, signed=False)]

        in_home = judge([job()], visits)
        common = judge([job(premises="common_area")], visits)
        assert share("office", in_home).status is BREACHED
        assert share("office", common).status is MET

    def test_a17_a_phone_visit_does_not_count(self) -> None:
        """By phone the record stays incomplete, so the share is not reached."""
        report = judge([job()], [call(channel="phone")])

        assert share("office", report).status is BREACHED
        assert only(report, "visit_deadline").status is MET

    def test_a65_a_host_may_set_a_limit(self, calendar: WorkCalendar) -> None:
        """Lateness then binds as configured, and says that the host set it."""
        rule = attrs.evolve(repair.RECTIFICATION, limit=WorkingDays(3))
        rules = repair.RULES.replace("rectification", rule)
        problem = Problem(id="P1", found_at=FOUND, rectified_at=at("2026-03-10"))
        verdict = only(
            judge([job()], [call(problems=[problem])], rules=rules, calendar=calendar),
            "rectification",
        )

        assert verdict.deadline.last_day == pendulum.date(2026, 3, 9)
        assert (verdict.status, verdict.force) == (LATE, Force.CONFIGURED)
        assert verdict.is_violation
        assert [note.code for note in verdict.notes] == ["limit_set_by_host"]
        assert rules.in_force("A-65") is None

    @pytest.mark.parametrize(
        ("choice", "statuses"),
        [
            ("SELECTED", [NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE]),
            ("SPECIAL_CATEGORIES", [NOT_APPLICABLE, BREACHED, BREACHED]),
            ("EVERY_REPAIR", [BREACHED, BREACHED, BREACHED]),
        ],
    )
    def test_a66_who_owes_a_visit(self, choice: str, statuses: list[Status]) -> None:
        """Only the selected, or the special categories, or every repair."""
        repairs = [
            job(n, categories=category)
            for n, category in enumerate(("general", "safety_facility", "leak"))
        ]
        report = judge(repairs, rules=repair.RULES.choose("A-66", choice))

        assert [v.status for v in report.where(rule="visit_deadline")] == statuses

    def test_a66_not_selected_says_so(self) -> None:
        """A repair without a visit that owes none is not applicable."""
        verdict = only(judge([job()]), "visit_deadline")

        assert verdict.reason.code == "not_selected"

    def test_a66_marked_repairs_owe_one(self) -> None:
        """A marked repair is pending, then breached."""
        repairs = [job(owes_visit=True)]

        last = judge(repairs, as_of=at("2026-03-09", "23:59:59.999999"))
        after = judge(repairs, as_of=at("2026-03-10", "00:00"))
        assert only(last, "visit_deadline").status is PENDING
        assert only(after, "visit_deadline").status is BREACHED

    def test_a66_a_visited_repair_is_judged(self) -> None:
        """A repair with a visit is judged even if it was not selected."""
        report = judge([job()], [call(visited_at=at("2026-03-20"))])

        assert only(report, "visit_deadline").status is LATE

    def test_a66_the_rule_itself_presumes_it(self) -> None:
        """Asked for one repair, the rule takes it that the visit is owed."""
        verdict = repair.VISIT_DEADLINE.assess(
            at("2026-03-02"), category="general", as_of=APRIL_30
        )

        assert verdict.status is BREACHED

    def test_a66_unknown_selection_is_undetermined(self) -> None:
        """Whether a repair was selected may be unknown, unless it owes one anyway."""
        every = repair.RULES.choose("A-66", "EVERY_REPAIR")
        repairs = [job(owes_visit=None)]

        verdict = only(judge(repairs), "visit_deadline")
        assert (verdict.status, verdict.reason["fact"]) == (UNDETERMINED, "owed")
        assert only(judge(repairs, rules=every), "visit_deadline").status is BREACHED

    def test_a72_the_first_contact_meets_the_duty(self) -> None:
        """One verdict a repair; a role that came too late is noted, no more."""
        visits = [
            call(1, "repair_responsible", id="a", visited_at=at("2026-03-09")),
            call(1, "office", id="b", visited_at=at("2026-03-10")),
        ]
        verdict = only(judge([job()], visits), "visit_deadline")

        assert (verdict.status, verdict.owed_by) == (MET, "property_office")
        (late,) = [n for n in verdict.notes if n.code == "contact_out_of_time"]
        assert (late["role"], late["at"]) == ("office", at("2026-03-10"))
        before = only(judge([job()], [], at("2026-03-03")), "visit_deadline")
        assert before.subject == verdict.subject

    def test_a72_each_role_besides(self) -> None:
        """Two roles that came on different days are judged apart, besides."""
        every = repair.RULES.choose("A-72", "EVERY_ROLE")
        visits = [
            call(1, "repair_responsible", id="a", visited_at=at("2026-03-09")),
            call(1, "office", id="b", visited_at=at("2026-03-10")),
            call(1, "office", id="c", visited_at=at("2026-03-11")),
        ]
        report: Any = judge([job()], visits, rules=every)

        found = {v.subject.cell: v.status for v in report.where(rule="visit_deadline")}
        assert found == {None: MET, "office": LATE, "repair_responsible": MET}

    @pytest.mark.parametrize(
        ("choice", "status"),
        [("WHEN_THE_VISIT_IS_CLOSED", OPEN), ("AT_ONCE", BREACHED)],
    )
    def test_a68_when_a_missing_entry_is_a_breach(
        self, choice: str, status: Status
    ) -> None:
        """When the visit is closed, or at once."""
        rules = repair.RULES.choose("A-68", choice)
        visits = [call(registered=False, closed=False)]

        assert (
            only(judge([job()], visits, rules=rules), "registration").status is status
        )

    def test_a70_written_after_24_hours_is_late(self) -> None:
        """A written notice that follows an oral one counts from its own time."""
        verdict = _notice(notified_at=at("2026-03-06"), form="paper")

        assert verdict.status is LATE

    def test_a71_attempts_stop_no_clock(self) -> None:
        """An attempt that met nobody is remarked and leaves the duty."""
        visits = [call(reached=False), call(1, id="V2", reached=False)]
        report = judge([job(owes_visit=True)], visits)

        verdict = only(report, "visit_deadline")
        assert verdict.status is BREACHED
        assert verdict.notes[0]["count"] == 2

    def test_a71_an_incomplete_contact_stops_the_clock(self) -> None:
        """By default any completed contact does; else it is as if nobody came."""
        visits = [call(signed=False), call(1, id="V2", visited_at=at("2026-03-20"))]
        strict = repair.RULES.choose("A-71", "COMPLETE_RECORD")

        assert only(judge([job()], visits), "visit_deadline").status is MET
        assert (
            only(judge([job()], visits, rules=strict), "visit_deadline").status is LATE
        )

    def test_a71_a_visited_repair_still_owes_the_complete_visit(self) -> None:
        """With an incomplete contact only, the repair is judged and not waived."""
        strict = repair.RULES.choose("A-71", "COMPLETE_RECORD")
        verdict = only(
            judge([job()], [call(signed=False)], rules=strict), "visit_deadline"
        )

        assert verdict.status is BREACHED

    def test_a71_a_role_without_a_complete_record(self) -> None:
        """Where each role is judged besides, one that cannot count has no verdict."""
        strict = repair.RULES.choose("A-71", "COMPLETE_RECORD")
        rules = strict.choose("A-72", "EVERY_ROLE")

        def found(*, signed: bool) -> dict[str | None, Status]:
            head = call(1, "engineering_head", id="V2", signed=signed)
            report: Any = judge([job()], [call(), head], rules=rules)
            return {v.subject.cell: v.status for v in report.where(rule=rule)}

        rule = "visit_deadline"
        assert found(signed=False) == {None: MET, "office": MET}
        assert found(signed=True) == {
            None: MET,
            "office": MET,
            "engineering_head": MET,
        }

    def test_a71_an_unknown_record_decides_nothing(self) -> None:
        """Whether the contact counts is then unknown, and so is the verdict."""
        strict = repair.RULES.choose("A-71", "COMPLETE_RECORD")
        report = judge([job()], [call(signed=None)], rules=strict)
        verdict = only(report, "visit_deadline")

        assert verdict.status is UNDETERMINED
        assert verdict.reason["fact"] == "record"
        assert "contact_uncertain" in [note.code for note in verdict.notes]
        assert "V1" in verdict.explain("zh")

    def test_a71_an_unknown_record_that_changes_nothing(self) -> None:
        """Where both ways give the same status, that is the status."""
        strict = repair.RULES.choose("A-71", "COMPLETE_RECORD")
        visits = [call(signed=None), call(1, id="V2", visited_at=at("2026-03-05"))]

        verdict = only(judge([job()], visits, rules=strict), "visit_deadline")
        assert verdict.status is MET

    def test_a71_somebody_else_stops_no_clock(self) -> None:
        """A visit by a role that art. 1 does not name is no follow-up visit."""
        report = judge([job(owes_visit=True)], [call(1, "guard")])

        assert only(report, "visit_deadline").status is BREACHED


# ---------------------------------------------------------------------- ledgers


class TestUnknownFacts:
    """
    What is not known makes a verdict undetermined, and is named.
    """

    def test_unknown_items_may_still_fill_a_quota(self) -> None:
        """One visit with an unknown item may make the share, so it is not breached."""
        verdict = share("office", judge([job()], [call(signed=None)], period=MARCH))

        assert (verdict.status, verdict.evidence.uncertain) == (UNDETERMINED, 1)
        assert verdict.reason.code == "share_unknown"

    def test_unknown_registration_may_too(self) -> None:
        """The register may still show the visit."""
        verdict = share("office", judge([job()], [call(registered=None)]))

        assert verdict.status is UNDETERMINED

    def test_too_few_even_so(self) -> None:
        """Where the unknown ones would not suffice either, it is a breach."""
        repairs, _ = _ledger_of({}, 40)
        verdict = share("office", judge(repairs, [call(signed=None)], period=MARCH))

        assert verdict.status is BREACHED

    def test_late_or_in_time_may_hang_on_it(self) -> None:
        """Reached late for sure, in time perhaps: that is not known to be late."""
        visits = [call(signed=None), call(1, id="V2", visited_at=at("2026-04-20"))]
        verdict = share("office", judge([job()], visits, period=MARCH))

        assert verdict.status is UNDETERMINED
        assert verdict.evidence.uncertain == 0
        assert verdict.evidence.uncertain_in_time == 1

    def test_a_repair_without_category(self) -> None:
        """Between the shortest limit and the longest its category decides."""
        repairs = [job(categories=None, completed_at=at("2026-03-31"), owes_visit=True)]
        report = judge(repairs, as_of=at("2026-04-05"), period=MARCH)

        verdict = only(report, "visit_deadline")
        assert (verdict.status, verdict.reason["fact"]) == (UNDETERMINED, "category")
        quota = share("office", report)
        assert (quota.status, quota.reason["fact"]) == (UNDETERMINED, "category")

    @pytest.mark.parametrize(
        ("as_of", "deadline", "quota"),
        [
            (at("2026-04-01"), UNDETERMINED, PENDING),
            (at("2026-04-02", "23:59:59.999999"), UNDETERMINED, PENDING),
            (at("2026-04-03"), UNDETERMINED, UNDETERMINED),
            (at("2026-04-07", "23:59:59.999999"), UNDETERMINED, UNDETERMINED),
            (at("2026-04-08"), BREACHED, BREACHED),
            (at("2026-04-20"), BREACHED, BREACHED),
        ],
    )
    def test_nothing_done_in_any_category(
        self, as_of: dt.datetime, deadline: Status, quota: Status
    ) -> None:
        """From 31 March two days end with the 2nd of April, a week with the 7th."""
        repairs = [job(categories=None, completed_at=at("2026-03-31"), owes_visit=True)]
        report = judge(repairs, as_of=as_of, period=MARCH)

        assert only(report, "visit_deadline").status is deadline
        assert [share(role, report).status for role in ROLES] == [quota] * 3

    @pytest.mark.parametrize(
        ("visited", "deadline", "quota"),
        [
            (at("2026-04-02", "23:59:59.999999"), MET, MET),
            (at("2026-04-03"), UNDETERMINED, UNDETERMINED),
            (at("2026-04-07", "23:59:59.999999"), UNDETERMINED, UNDETERMINED),
            (at("2026-04-08"), LATE, LATE),
        ],
    )
    def test_done_in_any_category(
        self, visited: dt.datetime, deadline: Status, quota: Status
    ) -> None:
        """What no limit allows is late, what every limit allows is in time."""
        repairs = [job(categories=None, completed_at=at("2026-03-31"), owes_visit=True)]
        visits = [call(visited_at=visited)]
        report = judge(repairs, visits, as_of=at("2026-05-01"), period=MARCH)

        assert only(report, "visit_deadline").status is deadline
        assert share("office", report).status is quota

    def test_a_repair_without_category_may_be_special(self) -> None:
        """Whether it owes a visit by its category is then unknown too."""
        rules = repair.RULES.choose("A-66", "SPECIAL_CATEGORIES")
        verdict = only(judge([job(categories=())], rules=rules), "visit_deadline")

        assert (verdict.status, verdict.reason["fact"]) == (UNDETERMINED, "owed")

    def test_work_in_progress_is_not_counted(self) -> None:
        """A repair that is not completed is in no cohort and is no later fact."""
        report = judge([job(completed_at=None)])

        assert report.accounts["visit"].later == 0
        assert share("office", report).status is NOT_APPLICABLE


_NAIVE = dt.datetime(2026, 3, 2, 9)  # noqa: DTZ001 - that is the error


class TestRowErrors:
    """
    A row that cannot be judged is named, and the rest of the ledger is judged.
    """

    @pytest.mark.parametrize(
        ("facts", "field", "says"),
        [
            ({"categories": "leek"}, "categories", "nearest: 'leak'"),
            ({"categories": ("leak", "x")}, "categories", "unknown category 'x'"),
            ({"categories": 5}, "categories", "a category, or a list of them"),
            ({"completed_at": _NAIVE}, "completed_at", "no time zone"),
            ({"completed_at": "2026-03-02"}, "completed_at", "time zone"),
            ({"premises": "in_hom"}, "premises", "nearest: 'in_home'"),
            ({"owes_visit": "yes"}, "owes_visit", "True or False"),
            ({"responsible": " "}, "responsible", "None or a text"),
            ({"id": 7.0}, "id", "a text"),
            ({"id": True}, "id", "a text"),
            ({"id": ""}, "id", "a text"),
        ],
    )
    def test_repairs(self, facts: dict[str, Any], field: str, says: str) -> None:
        """The kind, row, field, value and what is allowed are there."""
        bad = job(**{"id": "bad", **facts})
        report = judge([bad, job(2)], period=MARCH)

        (error,) = report.row_errors
        assert (error.kind, error.field) == ("repair", field)
        assert error.row == (str(bad.id) or "no. 1")
        assert says in error.problem
        assert share("office", report).evidence.population == 1

    def test_any_iterable_is_a_list(self) -> None:
        """A generator is read once, as a query set of a host is."""
        visit = call()
        row = SimpleNamespace(
            **{**attrs.asdict(visit, recurse=False), "visitors": iter(visit.visitors)}
        )
        assert only(judge([job()], [row]), "visitors").status is MET

    def test_whole_numbers_are_ids(self) -> None:
        """A host's integer keys are written out as texts."""
        report = judge([job(id=1)], [call(id=7, repair_id=1)])
        assert report.row_errors == ()
        subject = only(report, "visit_deadline").subject
        assert subject is not None
        assert subject.id == "1"

    @pytest.mark.parametrize(
        ("facts", "field", "says"),
        [
            ({"visited_at": at("2026-03-02", "08:59")}, "visited_at", "lies before"),
            ({"visited_at": _NAIVE}, "visited_at", "no time zone"),
            ({"repair_id": "R9"}, "repair_id", "no usable repair 'R9'"),
            ({"repair_id": ["R1"]}, "repair_id", "a text"),
            ({"channel": "fone"}, "channel", "nearest: 'phone'"),
            ({"reached": None}, "reached", "True or False"),
            ({"closed": 1}, "closed", "True or False"),
            ({"registered": "yes"}, "registered", "None or True or False"),
            ({"signed": 1}, "signed", "None or True or False"),
            ({"visitors": ["office"]}, "role", "no such attribute"),
            ({"visitors": [Visitor(" ")]}, "role", "a text"),
            ({"visitors": [Visitor("office", "")]}, "person", "None or a text"),
        ],
    )
    def test_visits(self, facts: dict[str, Any], field: str, says: str) -> None:
        """A visit in error is never held against anybody (A-74)."""
        report = judge([job()], [call(**facts)], period=MARCH)

        (error,) = report.row_errors
        assert error.field == field
        assert says in error.problem
        verdict = share("office", report)
        assert (verdict.status, verdict.reason.code) == (UNDETERMINED, "row_unusable")
        assert verdict.reason["count"] == 1
        assert report.accounts["visit"].in_error == 1

    def test_what_is_certain_is_said(self) -> None:
        """One unreadable visit cannot make up for two that are short (A-74)."""
        jobs = [job(n) for n in range(1, 31)]
        report = judge(jobs, [call(visited_at=None)], period=MARCH)

        verdict = share("office", report)
        assert (verdict.status, verdict.shortfall) == (BREACHED, 2)
        assert "rows_in_error" in [note.code for note in verdict.notes]

    def test_a_repair_whose_visit_cannot_be_read(self) -> None:
        """Somebody went, nobody noted when: not known, and no breach (A-74)."""
        jobs = [job(1, owes_visit=True), job(2, owes_visit=True)]
        report: Any = judge(jobs, [call(1, visited_at=None)])

        found = {v.subject.id: v for v in report.where(rule="visit_deadline")}
        assert found["R1"].reason.code == "row_unusable"
        assert found["R2"].status is BREACHED

    @pytest.mark.parametrize("field", ["visitors", "problems"])
    @pytest.mark.parametrize("value", [None, "office", 3])
    def test_what_should_be_a_list(self, field: str, value: object) -> None:
        """None, a text and a number are no lists."""
        row = SimpleNamespace(**{**attrs.asdict(call(), recurse=False), field: value})
        report = judge([job()], [row])

        assert [error.field for error in report.row_errors] == [field]

    @pytest.mark.parametrize(
        ("facts", "field", "says"),
        [
            ({"found_at": at("2026-03-01")}, "found_at", "lies before"),
            ({"found_at": None}, "found_at", "time zone"),
            ({"notified_at": at("2026-03-04", "09:59")}, "notified_at", "lies before"),
            ({"rectified_at": at("2026-03-04")}, "rectified_at", "lies before"),
            ({"form": "papper"}, "form", "nearest: 'paper'"),
            ({"id": None}, "id", "a text"),
        ],
    )
    def test_problems(self, facts: dict[str, Any], field: str, says: str) -> None:
        """A problem in error is left out; its visit still counts."""
        problem = Problem(**{"id": "P1", "found_at": FOUND, **facts})
        report = judge([job()], [call(problems=[problem])], period=MARCH)

        (error,) = report.row_errors
        assert (error.kind, error.field) == ("problem", field)
        assert error.row.startswith("V1/")
        assert says in error.problem
        assert share("office", report).status is MET
        assert len(report.where(clause="REPAIR-4")) == 0

    def test_ids_occur_once(self) -> None:
        """The second row of an id is an error, for all three kinds of row."""
        problems = [Problem(id="P1", found_at=FOUND)] * 2
        report = judge([job(), job()], [call(problems=problems), call()])

        found = [(error.kind, error.row, error.field) for error in report.row_errors]
        assert found == [
            ("repair", "R1", "id"),
            ("visit", "V1", "id"),
            ("problem", "V1/P1", "id"),
        ]

    def test_a_visit_before_completion(self) -> None:
        """A visit of a repair that is not completed is an error of the visit."""
        report = judge([job(completed_at=None)], [call()])

        assert [error.field for error in report.row_errors] == ["visited_at"]

    def test_a_missing_attribute(self) -> None:
        """A row that lacks an attribute is named by its place if it has no id."""
        report = judge([SimpleNamespace(categories="leak")])
        other = judge([SimpleNamespace(id="R1", categories="leak")])

        assert (report.row_errors[0].row, report.row_errors[0].field) == ("no. 1", "id")
        assert other.row_errors[0].field == "completed_at"

    def test_they_are_in_the_report(self) -> None:
        """The report counts, prints and dumps them."""
        report = judge([job(categories="leek")])

        assert "leek" in report.table("en")
        assert "无法读取或判定的数据：1行。" in report.table("zh")
        assert json.loads(json.dumps(report.to_dict()))["row_errors"][0]["row"] == "R1"

    def test_a_period_is_a_period(self) -> None:
        """A year's number is no period."""
        number: Any = 2026
        as_of = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")
        with pytest.raises(InvalidFieldError, match="a Period"):
            repair.assess([], [], as_of=as_of, period=number)

    @pytest.mark.parametrize(
        ("as_of", "error"), [(_NAIVE, NaiveTimeError), (None, NotAnInstantError)]
    )
    def test_the_moment_of_judgement_is_no_row(
        self, as_of: Any, error: type[Exception]
    ) -> None:
        """Without a usable moment there is no report at all."""
        with pytest.raises(error, match="as_of"):
            judge([job()], as_of=as_of)


class TestPeriodAndKnowledge:
    """
    The cohort is by completion; what is dated later is not known yet.
    """

    @pytest.mark.parametrize(
        ("completed", "inside"),
        [
            (at("2026-02-28", "23:59:59.999999"), False),
            (at("2026-03-01", "00:00"), True),
            (at("2026-03-31", "23:59:59.999999"), True),
            (at("2026-04-01", "00:00"), False),
            (dt.datetime(2026, 2, 28, 16, tzinfo=dt.UTC), True),
        ],
    )
    def test_the_days_of_the_period(self, completed: dt.datetime, inside: bool) -> None:
        """Days are local days, whatever zone the instant was recorded in."""
        report = judge([job(completed_at=completed)], period=MARCH)

        assert share("office", report).evidence.population == inside
        assert report.accounts["repair"].outside == (not inside)

    def test_visits_follow_their_repair(self) -> None:
        """A visit in April of a repair of March belongs to March."""
        repairs = [job(completed_at=at("2026-03-31"))]
        visits = [call(visited_at=at("2026-04-03"))]
        april = judge(repairs, visits, period=month(2026, 4))

        assert share("office", judge(repairs, visits, period=MARCH)).status is MET
        assert april.accounts["repair"].outside == 1
        assert april.accounts["visit"].outside == 1

    def test_later_facts_are_left_out_and_counted(self) -> None:
        """A full ledger can be judged as of last month."""
        repairs = [job(1), job(2, completed_at=at("2026-03-10"))]
        visits = [call(1), call(2, visited_at=at("2026-03-12"))]
        as_of = at("2026-03-04", "08:59:59.999999")
        report = judge(repairs, visits, as_of, period=MARCH)

        assert report.accounts["repair"].later == 1
        assert report.accounts["visit"].later == 2
        assert share("office", report).evidence.population == 1
        assert share("office", report).evidence.counted == 0
        assert "当时未知" in report.table("zh")

    def test_a_fact_of_this_very_instant_is_known(self) -> None:
        """The bound of knowledge is included."""
        report = judge([job()], [call()], at("2026-03-04"))

        assert report.accounts["visit"].later == 0
        assert only(report, "visit_deadline").status is MET

    def test_a_repair_completed_at_this_very_instant_is_known(self) -> None:
        """A repair is in the cohort from the instant of its completion."""
        known = judge([job()], as_of=at("2026-03-02"))
        unknown = judge([job()], as_of=at("2026-03-02", "08:59:59.999999"))

        assert share("office", known).evidence.population == 1
        assert unknown.accounts["repair"].later == 1
        assert len(unknown.where(rule="visit_deadline")) == 0

    def test_an_unfinished_repair_is_accounted_for(self) -> None:
        """It has not begun to owe anything, and is counted (D2, F7)."""
        report = judge([job(1, completed_at=None), job(2)], period=MARCH)
        account = report.accounts["repair"]
        assert (account.given, account.judged, account.not_begun) == (2, 1, 1)

    def test_a_row_is_known_since_it_was_entered(self) -> None:
        """A visit typed in later was not known before (A-73)."""
        entered = call(entered_at=at("2026-03-20"))
        before = judge([job(owes_visit=True)], [entered], at("2026-03-19"))
        after = judge([job(owes_visit=True)], [entered], at("2026-03-20"))

        assert only(before, "visit_deadline").status is BREACHED
        assert before.accounts["visit"].later == 1
        assert only(after, "visit_deadline").status is MET

    def test_a_notice_dated_later_is_not_known(self) -> None:
        """A later notice leaves the verdict pending, with a remark."""
        verdict = _notice(
            at("2026-03-04", "12:00"),
            notified_at=at("2026-03-04", "13:00"),
            form="paper",
        )

        assert verdict.status is PENDING
        assert [note.code for note in verdict.notes] == ["later_fact"]

    def test_without_a_period_everything_is_in(self) -> None:
        """No period is the whole ledger, and the verdicts say so."""
        report = judge([job(1), job(2, completed_at=at("2025-01-01"))])

        assert share("office", report).evidence.population == 2
        assert share("office", report).explain("zh").startswith("台账共完成维修2项")


class TestHosts:
    """
    What an integrator brings or changes.
    """

    def test_plain_objects_will_do(self) -> None:
        """Rows of any class with the same attributes are judged as they are."""
        rows = [SimpleNamespace(**attrs.asdict(job(n), recurse=False)) for n in (1, 2)]
        stated: Any = Problem(id="P", found_at=FOUND)
        problem = SimpleNamespace(
            **attrs.asdict(stated, recurse=False),
        )
        visit = SimpleNamespace(
            **{
                **attrs.asdict(call(), recurse=False),
                "visitors": [SimpleNamespace(role="office", person=None)],
                "problems": [problem],
            }
        )
        report = judge(rows, [visit], period=MARCH)

        same = judge(
            [job(1), job(2)],
            [call(problems=[Problem(id="P", found_at=FOUND)])],
            period=MARCH,
        )
        assert report.to_dict() == same.to_dict()
        assert report.row_errors == ()

    def test_generators_will_do(self) -> None:
        """Repairs and visits are read once."""
        report = judge((job(n) for n in (1, 2)), (call(n) for n in (1, 2)))

        assert share("office", report).evidence.counted == 2

    def test_a_changed_share_reaches_the_verdict(self) -> None:
        """At 8 % of twenty repairs two are needed."""
        stricter = repair.RULES.replace(
            "visit_quota.office",
            attrs.evolve(repair.VISIT_QUOTAS["office"], rate="8%"),
        )
        repairs, visits = _ledger_of({"office": 1})
        verdict = share("office", judge(repairs, visits, rules=stricter))

        assert (verdict.status, verdict.required) == (BREACHED, 2)
        assert share("office", judge(repairs, visits)).status is MET

    def test_a_changed_limit_reaches_the_verdict(self) -> None:
        """A leak in one day instead of three."""
        cases = tuple(
            attrs.evolve(case, limit=Days(1)) if case.key == "leak" else case
            for case in repair.VISIT_DEADLINE.cases
        )
        rules = repair.RULES.replace(
            "visit_deadline", attrs.evolve(repair.VISIT_DEADLINE, cases=cases)
        )
        report = judge([job(categories="leak")], [call()], rules=rules)

        assert only(report, "visit_deadline").status is LATE

    def test_further_items_reach_the_record(self) -> None:
        """A host that asks a sixth item gives its rows the attribute."""
        photo = Item(
            key="photographed",
            name=repair.CLAUSES[0].text,
            clause=repair.RULES.clause("REPAIR-3.1"),
        )
        rule = attrs.evolve(
            repair.VISIT_RECORD, items=(*repair.VISIT_RECORD.items, photo)
        )
        rules = repair.RULES.replace("visit_record", rule)
        plain = attrs.asdict(call(), recurse=False)
        visit = SimpleNamespace(**plain, photographed=False)
        report = judge([job()], [visit], rules=rules)

        assert len(report.where(rule="visit_record")) == 6
        assert share("office", report).status is BREACHED
        missing = judge([job()], [call()], rules=rules)
        assert [error.field for error in missing.row_errors] == ["photographed"]

    def test_further_allowed_roles(self) -> None:
        """A host may let another role visit."""
        rule = attrs.evolve(repair.VISITORS, allowed=(*ROLES, "guard"))
        rules = repair.RULES.replace("visitors", rule)
        report = judge([job()], [call(1, "guard")], rules=rules)

        assert only(report, "visitors").status is MET
        assert only(report, "visit_deadline").status is MET

    def test_a_clause_of_the_host(self) -> None:
        """A rule may cite a clause of the host's own once that is in the rulebook."""
        own = Clause(id="HOUSE-7", en="at least 30 %", zh="不低于30%")
        quota = attrs.evolve(repair.VISIT_QUOTAS["office"], rate="30%", clause=own)

        with pytest.raises(UnknownNameError, match="unknown clause 'HOUSE-7'"):
            repair.RULES.replace("visit_quota.office", quota)
        wider = attrs.evolve(repair.RULES, clauses=(*repair.CLAUSES, own))
        rules = wider.replace("visit_quota.office", quota)
        assert share("office", judge([job()], rules=rules)).clause is own

    def test_self_visits_are_remarked(self) -> None:
        """A visit by the person who did the repair says so."""
        visit = call(visitors=[Visitor("repair_responsible", "Zhang")])
        report = judge([job()], [visit])

        assert "self_visit" in [
            n.code for n in share("repair_responsible", report).notes
        ]
        assert "self_visit" not in [n.code for n in share("office", report).notes]

    def test_require_raises_with_every_finding(self) -> None:
        """A report may be made to stop a program."""
        report = judge([job(owes_visit=True)], period=MARCH)

        with pytest.raises(RequirementNotMetError, match="4 not met") as caught:
            report.require()
        assert len(caught.value.findings) == 4

    def test_the_report_is_a_value(self) -> None:
        """Equal facts give equal reports, which pickle."""
        first, second = judge([job()], [call()]), judge([job()], [call()])

        assert first == second
        assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own
        assert hash(first.verdicts) == hash(second.verdicts)

    def test_every_verdict_explains_itself_and_replays(
        self, calendar: WorkCalendar
    ) -> None:
        """A receipt that went through JSON gives the same verdict, with the calendar."""
        problems = [
            Problem(id="a", found_at=FOUND),
            Problem(id="b", found_at=FOUND, notified_at=FOUND, form="oral"),
        ]
        visits = [
            call(1, "office", "guard", problems=problems),
            call(2, reached=False),
            call(3, "repair_responsible", signed=None, closed=False, channel="phone"),
        ]
        repairs = [job(n, owes_visit=n == 4) for n in range(1, 6)]
        for rules in (repair.RULES, repair.RULES.choose("A-05", "CIVIL_CODE_203")):
            for known in (None, calendar):
                report = judge(repairs, visits, rules=rules, calendar=known)
                assert len(report) > 20
                for verdict in report:
                    assert verdict.explain("en") != verdict.explain("zh")
                    receipt = json.loads(json.dumps(verdict.receipt()))
                    replayed = rules.replay(receipt, calendar=known)
                    assert (replayed.stale, replayed.verdict.status) == (
                        (),
                        verdict.status,
                    )

    def test_the_order_of_the_text(self) -> None:
        """Verdicts stand in the order of the clauses."""
        order = [clause.id for clause in repair.CLAUSES]
        problem = Problem(id="a", found_at=FOUND)
        report = judge(
            [job(1, categories="leak"), job(2)], [call(problems=[problem]), call(2)]
        )

        places = [order.index(verdict.clause.id) for verdict in report]
        assert places == sorted(places)


# ------------------------------------------------------------------ brute force

_BASE = dt.datetime(2026, 3, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_MICRO = dt.timedelta(microseconds=1)
_LIMITS = {"general": 7, "safety_facility": 2, "leak": 3}
_SHARES = {
    "office": Fraction(1, 20),
    "engineering_head": Fraction(1, 10),
    "repair_responsible": Fraction(1, 5),
}


def _plain_due(row: dict[str, Any]) -> dt.datetime:
    """Return the first instant too late, by plain arithmetic on wall clocks."""
    completed: dt.datetime = row["completed_at"]
    day = completed.replace(hour=0, minute=0, second=0, microsecond=0)
    least = min(_LIMITS[category] for category in row["categories"])
    return day + dt.timedelta(days=least + 1)


def _plain_deadlines(
    repairs: list[dict[str, Any]], visits: list[dict[str, Any]], now: dt.datetime
) -> set[tuple[str, str | None, str]]:
    """Return (repair, role, status) of every visit deadline, by brute force."""
    found: set[tuple[str, str | None, str]] = set()
    for row in repairs:
        if row["completed_at"] > now:
            continue
        first: dict[str, dt.datetime] = {}
        for visit in visits:
            if visit["repair_id"] == row["id"] and visit["visited_at"] <= now:
                for role in visit["roles"] if visit["reached"] else ():
                    old = first.get(role, visit["visited_at"])
                    first[role] = min(old, visit["visited_at"])
        due = _plain_due(row)
        if first:
            done = min(first.values())
            found.add((row["id"], None, "MET" if done < due else "LATE"))
        if not first and row["owes_visit"]:
            found.add((row["id"], None, "PENDING" if now < due else "BREACHED"))
        if not first and not row["owes_visit"]:
            found.add((row["id"], None, "NOT_APPLICABLE"))
    return found


def _plain_quota(
    role: str,
    repairs: list[dict[str, Any]],
    visits: list[dict[str, Any]],
    now: dt.datetime,
) -> tuple[str, int, int, int]:
    """Return status, population, required and reached of one role, by brute force."""
    known = [row for row in repairs if row["completed_at"] <= now]
    april = _BASE + dt.timedelta(days=31)
    settles = max([april, *map(_plain_due, known)])
    good = [
        visit
        for visit in visits
        if visit["visited_at"] <= now
        and visit["reached"]
        and role in visit["roles"]
        and visit["whole"]
    ]
    ids = {row["id"] for row in known}
    reached = {visit["repair_id"] for visit in good} & ids
    early = {v["repair_id"] for v in good if v["visited_at"] < settles} & ids
    needed = math.ceil(_SHARES[role] * len(known))
    if not known:
        status = "NOT_APPLICABLE" if now >= settles else "PENDING"
    elif now < april:
        status = "PENDING"
    elif len(reached) < needed:
        status = "BREACHED" if now >= settles else "PENDING"
    else:
        status = "MET" if now < settles or len(early) >= needed else "LATE"
    return status, len(known), needed, len(reached)


_edges = st.builds(
    lambda day, shift: _BASE + dt.timedelta(days=day) + shift,
    st.integers(0, 30),
    st.sampled_from([dt.timedelta(0), _MICRO, dt.timedelta(hours=13), -_MICRO]),
).map(lambda moment: max(moment, _BASE))


@st.composite
def _ledgers(
    draw: Callable[..., Any],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dt.datetime]:
    """Draw repairs of March, visits near the edges, and a moment of judgement."""
    categories = st.lists(st.sampled_from(sorted(_LIMITS)), min_size=1, unique=True)
    repairs = [
        {
            "id": f"R{n}",
            "completed_at": min(draw(_edges), _BASE + dt.timedelta(days=31) - _MICRO),
            "categories": tuple(draw(categories)),
            "owes_visit": draw(st.booleans()),
        }
        for n in range(draw(st.integers(0, 12)))
    ]
    visits = []
    for n in range(draw(st.integers(0, 10)) if repairs else 0):
        row = draw(st.sampled_from(repairs))
        near = draw(
            st.sampled_from([row["completed_at"], _plain_due(row), draw(_edges)])
        )
        shift = draw(st.sampled_from([dt.timedelta(0), _MICRO, -_MICRO]))
        visits.append(
            {
                "id": f"V{n}",
                "repair_id": row["id"],
                "visited_at": max(near + shift, row["completed_at"]),
                "roles": draw(
                    st.lists(st.sampled_from(ROLES), min_size=1, unique=True)
                ),
                "reached": draw(st.booleans()),
                "whole": draw(st.booleans()),
            }
        )
    bounds = [_plain_due(row) for row in repairs] + [_BASE + dt.timedelta(days=31)]
    as_of = draw(st.sampled_from(bounds)) + draw(
        st.sampled_from([dt.timedelta(0), _MICRO, -_MICRO, dt.timedelta(days=30)])
    )
    return repairs, visits, as_of


class TestAgainstBruteForce:
    """
    A few lines of plain arithmetic over plain rows come to the same.
    """

    @settings(max_examples=200, deadline=None)
    @given(ledger=_ledgers())
    def test_deadlines_and_quotas(
        self,
        ledger: tuple[list[dict[str, Any]], list[dict[str, Any]], dt.datetime],
    ) -> None:
        """Every deadline status and every quota count agree."""
        repairs, visits, now = ledger
        rows = [Repair(**row) for row in repairs]
        calls = [
            call(
                id=visit["id"],
                repair_id=visit["repair_id"],
                visited_at=visit["visited_at"],
                visitors=[Visitor(role) for role in visit["roles"]],
                reached=visit["reached"],
                signed=visit["whole"],
            )
            for visit in visits
        ]
        report = judge(rows, calls, now, period=MARCH)

        assert report.row_errors == ()
        found = {
            (v.subject.id, v.subject.cell, v.status.name)
            for v in report.where(rule="visit_deadline")
            if v.subject is not None
        }
        assert found == _plain_deadlines(repairs, visits, now)
        for role in ROLES:
            verdict = share(role, report)
            counts = verdict.evidence
            assert (
                verdict.status.name,
                counts.population,
                counts.required,
                counts.counted,
            ) == _plain_quota(role, repairs, visits, now)


class TestRulebook:
    """
    The rulebook as a value.
    """

    def test_it_is_a_value(self) -> None:
        """It is hashable, picklable, and equal to its copy."""
        copy = pickle.loads(pickle.dumps(repair.RULES))  # noqa: S301 - our own

        assert copy == repair.RULES
        assert hash(copy) == hash(repair.RULES)
        assert copy.digest() == repair.RULES.digest()

    def test_a_quota_is_no_deadline(self) -> None:
        """A rule keeps its kind."""
        with pytest.raises(InvalidFieldError, match="a QuotaPolicy"):
            repair.RULES.replace("visit_quota.office", repair.VISIT_DEADLINE)

    def test_the_constants_are_the_entries(self) -> None:
        """Module constants are names for the rulebook's entries."""
        rules = repair.RULES
        assert rules["visit_deadline"] is repair.VISIT_DEADLINE
        assert rules["visit_record"] is repair.VISIT_RECORD
        assert rules["rectification_notice"] is repair.RECTIFICATION_NOTICE
        assert rules["rectification"] is repair.RECTIFICATION
        assert rules["registration"] is repair.REGISTRATION
        assert rules["visitors"] is repair.VISITORS
        for role, quota in repair.VISIT_QUOTAS.items():
            assert rules[f"visit_quota.{role}"] is quota
            assert quota.rounding is Rounding.UP

    def test_unknown_roles_are_refused(self) -> None:
        """A misspelt role is told which are known."""
        with pytest.raises(UnknownNameError, match="nearest: 'office'"):
            repair.VISIT_QUOTAS["ofice"]

    def test_a_period_is_a_period(self) -> None:
        """The fixtures mean what they say."""
        assert isinstance(MARCH, Period)
        assert repair.RULES.edition == "REPAIR@2021"


class TestRecords:
    """
    The same record is judged once, and one that cannot be told apart each time.
    """

    def test_what_has_no_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        The answers are the same without any key.
        """
        jobs = [job(1), job(2), job(3)]
        calls = [call(1), call(2, signed=False), call(3, signed=None)]
        once = judge(jobs, calls).to_dict()
        monkeypatch.setattr(contacts, "as_key", lambda *_: None)

        assert judge(jobs, calls).to_dict() == once
