"""
Shares of those of whom a duty that comes again and again was kept.

Four patients are seen in every quarter; counted by hand.
"""

import datetime as dt
from typing import Annotated, Any

import pendulum
import pytest

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    cadence,
    checklist,
    clause,
    deadline,
    intervals,
    rate,
    regulation,
)
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.targets import Bound
from followup_rules.testing.invariants import check_invariants
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, half_year

D = dt.date
HALF = half_year(2026, 1)


def at(month_no: int, day: int) -> pendulum.DateTime:
    """Return an instant of 2026."""
    return pendulum.datetime(2026, month_no, day, 9, tz="Asia/Shanghai")


@row("patient", "patient", "患者", placed="known_on", lasting=True)
class Patient:
    """Who is to be seen."""

    id: str
    known_on: dt.date = said("known since", "建档日期")
    exempt_at: dt.datetime | None = said("exempt", "免除时间", default=None)
    noted: bool | None = said("noted", "是否登记", default=True)


@row("visit", "visit", "随访", placed="seen_at", owner="patient_id")
class Visit:
    """A visit, face to face or not."""

    id: str
    patient_id: Annotated[str, Id("patient")] = said("whom", "患者")
    seen_at: dt.datetime = said("seen", "随访时间")
    in_person: bool | None = said("whether in person", "是否面访", default=True)


QUARTERLY = cadence(
    "seen",
    "the visit",
    "随访",
    owed_by="clinic",
    of=Visit,
    each=Patient,
    whose="patient_id",
    counts="in_person",
    began="known_on",
    cycle=Cycle.QUARTER,
    ways_out={
        "exempt": {"name": ("exempt", "免除"), "clause": "9", "when": "exempt_at"}
    },
)


def share(met: str, **more: Any) -> Any:
    """Return the share of those who are managed well."""
    return rate(
        "managed",
        "the share well managed",
        "规范管理率",
        owed_by="clinic",
        each=Patient,
        met=met,
        rate="1/2",
        bound=Bound.NOT_LESS_THAN,
        **more,
    )


def book(*drafts: Any) -> Rulebook:
    """Return a regulation of patients."""
    return regulation(
        "PH",
        "1",
        "Patients",
        "患者",
        clause("1", "Patients are seen each quarter.", "每季度随访。", *drafts),
        clause("9", "Unless exempt.", "免除的除外。", not_computed=("-", "-")),
        source="a test",
        ledgers=(Patient, Visit),
    )


PATIENTS = [
    Patient(id="both", known_on=D(2025, 1, 1)),
    Patient(id="one", known_on=D(2025, 1, 1)),
    Patient(id="later", known_on=D(2026, 5, 1)),
    Patient(id="exempt", known_on=D(2025, 1, 1), exempt_at=at(1, 9)),
]
VISITS = [
    Visit(id="1", patient_id="both", seen_at=at(3, 31)),
    Visit(id="2", patient_id="both", seen_at=at(4, 1)),
    Visit(id="3", patient_id="one", seen_at=at(2, 1)),
    Visit(id="4", patient_id="later", seen_at=at(6, 1)),
]


def managed(
    met: str, visits: Any = VISITS, *, as_of: Any = None, rules: Any = ()
) -> Any:
    """Return the verdict on the share of the first half of 2026."""
    report = book(QUARTERLY, share(met), *rules).assess(
        {"patient": PATIENTS, "visit": list(visits)},
        as_of=as_of or at(7, 10),
        period=HALF,
    )
    [one] = report.where(rule="managed")
    return one


class TestByHand:
    """
    Of four patients two were seen whenever they had to be.
    """

    def test_met_in_every_cell_that_was_owed(self) -> None:
        """The exempt one was seen in none, and is not among them."""
        found = managed("meeting of seen").evidence
        assert (found.numerator, found.denominator) == (2, 4)

    def test_broken_in_none(self) -> None:
        """The exempt one broke nothing."""
        found = managed("not breach of seen").evidence
        assert (found.numerator, found.denominator) == (3, 4)

    def test_while_a_cell_runs(self) -> None:
        """Who missed one is certain; of the others nobody knows yet."""
        found = managed("not breach of seen", as_of=at(5, 2))
        assert found.status.name == "PENDING"
        # "one" can still keep the second quarter, "later" has not been seen
        told = found.evidence
        assert (told.numerator, told.uncertain, told.denominator) == (2, 2, 4)

    def test_what_is_not_known_of_a_cell(self) -> None:
        """A visit of which nobody knows whether it was in person."""
        unsure = Visit(id="5", patient_id="one", seen_at=at(6, 1), in_person=None)
        for met, counts in (
            ("meeting of seen", (2, 1)),
            ("not breach of seen", (3, 1)),
        ):
            found = managed(met, [*VISITS, unsure]).evidence
            assert (found.numerator, found.uncertain) == counts

    def test_intervals_too(self) -> None:
        """At most a hundred days between two visits."""
        hundred = intervals(
            "apart",
            "the distance",
            "间隔",
            owed_by="clinic",
            of=Visit,
            each=Patient,
            most=Days(100),
            asked={"since": "known_on"},
        )
        found = managed("not breach of apart", rules=[hundred]).evidence
        # of the period: "both" and "one" had to be seen by 11 April 2025, before it
        assert (found.numerator, found.denominator) == (3, 4)

    def test_time_turns_nothing(self) -> None:
        """At every turn of the half-year."""
        rules = book(QUARTERLY, share("meeting of seen"))
        moments = [at(n, day) for n in range(1, 9) for day in (1, 15)]
        check_invariants(
            rules,
            {"patient": PATIENTS, "visit": VISITS},
            as_of=at(8, 1),
            moments=moments,
            period=HALF,
        )

    def test_there_and_back(self) -> None:
        """In a file it is the same."""
        rules = book(QUARTERLY, share("meeting of seen"))
        assert interchange.loads(interchange.dumps(rules)) == rules


class TestRefused:
    """
    It has no time of its own, and is owed by each row or not asked at all.
    """

    @pytest.mark.parametrize("since", ["due of seen", "breach of seen"])
    def test_no_moment(self, since: str) -> None:
        """Nothing can be counted from it."""
        told = deadline(
            "told",
            "telling",
            "告知",
            owed_by="clinic",
            each=Patient,
            since=since,
            done="exempt_at",
            limit=Days(3),
        )
        with pytest.raises(InvalidFieldError, match="none of them has a due time"):
            book(QUARTERLY, told)

    def test_of_other_rows(self) -> None:
        """A visit owes no visits."""
        record = checklist(
            "noted",
            "the note",
            "登记",
            owed_by="clinic",
            each=Visit,
            items={"in_person": ("in person", "面访")},
            where="not breach of all_visits",
        )
        whole = cadence(
            "all_visits",
            "visits",
            "随访",
            owed_by="clinic",
            of=Visit,
            cycle=Cycle.QUARTER,
        )
        with pytest.raises(UnknownNameError, match="all_visits"):
            book(record, whole)
