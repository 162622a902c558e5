"""
All verdicts of one call: filters, counts, data and the table.
"""

import datetime as dt
import json
import pickle
from typing import Any

import pytest
from attrs import evolve

from followup_rules.clauses import Text
from followup_rules.errors import (
    InvalidFieldError,
    NaiveTimeError,
    NotAnInstantError,
    RequirementNotMetError,
    RowError,
    UnknownNameError,
)
from followup_rules.layout import width
from followup_rules.ledgers.accounts import Account
from followup_rules.reports import Report
from followup_rules.rulebooks import community, construction, consulting, repair
from followup_rules.rulebooks.repair import Repair, Visit, Visitor
from followup_rules.tables import Table
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Basis, Status, Subject

AS_OF = dt.datetime(2026, 3, 5, 4, tzinfo=dt.UTC)


def _repair(number: int, category: str, hour: int = 1, **facts: Any) -> Repair:
    """Return a repair of 2026-03-02."""
    completed = dt.datetime(2026, 3, 2, hour, tzinfo=dt.UTC)
    return Repair(
        id=f"R{number}",
        categories=category,
        completed_at=completed,
        owes_visit=True,
        **facts,
    )


@pytest.fixture(name="report")
def _report() -> Report:
    """A report with most statuses, one row in error and one later fact."""
    repairs = [
        _repair(1, "general"),
        _repair(2, "leak"),
        _repair(3, "safety_facility"),
        _repair(4, "general"),
        _repair(5, "leek"),
    ]
    visits = [
        Visit(
            id="V1",
            repair_id="R4",
            visited_at=dt.datetime(2026, 3, 3, tzinfo=dt.UTC),
            visitors=[Visitor("office")],
            registered=False,
        ),
        Visit(
            id="V2",
            repair_id="R1",
            visited_at=dt.datetime(2026, 3, 9, tzinfo=dt.UTC),
            visitors=[Visitor("office")],
        ),
    ]
    return repair.assess(repairs, visits, as_of=AS_OF, period=month(2026, 3))


class TestFilters:
    """
    `where` keeps what fits, in the order of the text.
    """

    def test_by_clause_and_rule(self, report: Report) -> None:
        """Clauses and rules go by their ids."""
        assert [
            v.subject and v.subject.id for v in report.where(clause="REPAIR-2a")
        ] == [
            "R1",
            "R4",
        ]
        assert len(report.where(rule="visit_deadline")) == 4

    def test_by_status_party_and_subject(self, report: Report) -> None:
        """Filters are joined by and."""
        assert len(report.where(status=Status.BREACHED)) == 2
        assert [v.rule for v in report.where(party="office")] == ["visit_quota.office"]
        assert len(report.where(subject="R4", status=Status.MET)) == 1
        assert len(report.where(subject="R4", status=Status.LATE)) == 0

    def test_a_clause_without_verdicts_is_known(self, report: Report) -> None:
        """Nothing was found under art. 4, which is no typing error."""
        assert len(report.where(clause="REPAIR-4")) == 0
        assert len(report.where(rule="rectification")) == 0

    def test_a_party_without_verdicts_is_known(self) -> None:
        """Who owes nothing in an empty ledger is still a party of the rulebook."""
        empty = repair.assess([], [], as_of=AS_OF)

        assert len(empty.where(party="visitor")) == 0
        assert [v.rule for v in empty.where(party="office")] == ["visit_quota.office"]

    def test_a_party_of_a_step_is_known(self) -> None:
        """So are those that only a step names, and those that may act for another."""
        assert len(construction.assess([], as_of=AS_OF).where(party="company")) == 0
        assert len(construction.assess([], as_of=AS_OF).where(party="developer")) == 0
        assert "deputy_director" in community.RULES.parties
        assert repair.RULES.parties == (
            "property_office",
            "office",
            "engineering_head",
            "repair_responsible",
            "visitor",
        )

    def test_a_row_in_error_is_a_known_subject(self, report: Report) -> None:
        """It has no verdict, and the report still says what is wrong with it."""
        found = report.where(subject="R5")

        assert len(found) == 0
        assert [error.row for error in found.row_errors] == ["R5"]

    def test_a_subject_as_the_host_has_it(self) -> None:
        """A whole number is an id as well, and a subject asks for its kind and cell."""
        completed = AS_OF - dt.timedelta(days=20)
        seven: Any = 7
        row = Repair(id=seven, categories="leak", completed_at=completed)
        visit = Visit(
            id=seven,
            repair_id=seven,
            visited_at=completed,
            visitors=[Visitor("office")],
        )
        found = repair.assess([row], [visit], as_of=AS_OF)

        assert len(found.where(subject=7)) == len(found.where(subject="7")) == 8
        (about,) = {one.subject for one in found.where(subject=7, kind="repair")}
        assert [one.rule for one in found.where(subject=about)] == ["visit_deadline"]
        assert len(found.where(subject=Subject("repair", "7", "2026-W01"))) == 0
        with pytest.raises(InvalidFieldError, match="kind cannot be 'visit'"):
            found.where(subject=about, kind="visit")
        for odd in (True, 8, 7.0):
            with pytest.raises(UnknownNameError, match="unknown subject"):
                found.where(subject=odd)  # type: ignore[arg-type]

    def test_filtering_again_knows_the_same_names(self, report: Report) -> None:
        """What a filter left out is no typing error in the next."""
        late = report.where(status=Status.LATE)

        assert len(late) == 0
        assert len(late.where(subject="R4")) == 0
        assert len(late.where(party="office").where(rule="visit_deadline")) == 0
        with pytest.raises(UnknownNameError, match="unknown subject 'R9'"):
            late.where(subject="R9")

    def test_a_report_without_subjects_knows_none(self) -> None:
        """There is nothing to list, and nothing is found in silence."""
        bare = Report(Text("bare", "空"), (), Basis())

        with pytest.raises(UnknownNameError, match="allowed: none"):
            bare.where(subject="R1")
        with pytest.raises(UnknownNameError, match="allowed: none"):
            bare.where(party="office")

    def test_a_subject_without_an_id_is_asked_for_by_no_text(self) -> None:
        """The firm is the only one of its kind, and is not listed as a blank."""
        firm = consulting.assess(as_of=AS_OF, period=month(2026, 3))

        assert len(firm.where(subject="")) == len(firm) == 1
        with pytest.raises(UnknownNameError) as caught:
            firm.where(subject="R1")
        assert caught.value.allowed == ()

    @pytest.mark.parametrize(
        ("filters", "nearest"),
        [
            ({"clause": "REPAIR-2x"}, "REPAIR-2"),
            ({"rule": "visit_dedline"}, "visit_deadline"),
            ({"party": "ofice"}, "office"),
            ({"subject": "RR4"}, "R4"),
        ],
    )
    def test_a_typing_error_is_no_clean_report(
        self, report: Report, filters: dict[str, str], nearest: str
    ) -> None:
        """An unknown name is refused, with the nearest."""
        with pytest.raises(UnknownNameError, match=f"nearest: '{nearest}"):
            report.where(**filters)  # type: ignore[arg-type]

    def test_a_status_is_no_text(self, report: Report) -> None:
        """The name of a status would fit nothing, and is refused."""
        with pytest.raises(InvalidFieldError, match="status cannot be 'breached'"):
            report.where(status="breached")  # type: ignore[arg-type]

    def test_a_report_of_other_verdicts_knows_its_own(self, report: Report) -> None:
        """A report built by hand knows the clauses it has."""
        bare = Report(Text("bare", "空"), report.verdicts, Basis())

        assert len(bare.where(clause="REPAIR-2a")) == 2
        with pytest.raises(UnknownNameError, match="unknown clause 'REPAIR-4'"):
            bare.where(clause="REPAIR-4")


class TestCounts:
    """
    Counts by clause, rule, party, subject and status.
    """

    def test_they_are_counts(self, report: Report) -> None:
        """Each of them counts every verdict once."""
        for counts in (
            report.by_clause(),
            report.by_rule(),
            report.by_party(),
            report.by_subject(),
        ):
            assert sum(sum(row.values()) for row in counts.values()) == len(report)
        assert sum(report.by_status().values()) == len(report)
        assert list(report.by_status()) == list(Status)

    def test_by_hand(self, report: Report) -> None:
        """Some of them counted by hand."""
        assert report.by_clause()["REPAIR-2a"] == {Status.PENDING: 1, Status.MET: 1}
        assert report.by_rule()["visit_deadline"] == {
            Status.PENDING: 2,
            Status.MET: 1,
            Status.BREACHED: 1,
        }
        assert report.by_subject()["repair", "R3"] == {Status.BREACHED: 1}
        assert report.by_subject()["visit", "V1"] == {
            Status.MET: 1,
            Status.BREACHED: 1,
            Status.UNDETERMINED: 5,
        }
        assert report.by_party()["visitor"][Status.UNDETERMINED] == 5
        assert report.by_status()[Status.LATE] == 0
        assert list(report.by_clause())[:3] == ["REPAIR-1a", "REPAIR-1b", "REPAIR-1c"]

    def test_violations(self, report: Report) -> None:
        """What breaks something binding; iterating gives every verdict."""
        assert [v.clause.id for v in report.violations] == ["REPAIR-1e", "REPAIR-2b"]
        assert len(list(report)) == len(report) == len(report.verdicts)

    def test_what_is_not_met_is_raised(self, report: Report) -> None:
        """Every finding, and the row that could not be read unless it is allowed."""
        with pytest.raises(RequirementNotMetError, match="3 not met") as caught:
            report.require()
        assert "repair 'R5', categories: unknown category 'leek'" in str(caught.value)
        with pytest.raises(RequirementNotMetError, match="2 not met"):
            report.require(allow_row_errors=True)
        fine = report.where(status=Status.MET)
        assert fine.require(allow_row_errors=True) is fine
        with pytest.raises(RequirementNotMetError, match="1 not met"):
            fine.require()

    def test_every_row_is_accounted_for(self, report: Report) -> None:
        """By the kind of its ledger, each once."""
        assert report.accounts == Table(
            {
                "repair": Account(5, 4, 0, 0, 0, 1),
                "visit": Account(2, 1, 1, 0, 0, 0),
                "problem": Account(0, 0, 0, 0, 0, 0),
            }
        )
        assert Report(Text("x", "x"), (), Basis()).accounts == Table()


class TestDue:
    """
    What falls due in a span.
    """

    def test_the_soonest_first(self, report: Report) -> None:
        """After the start, up to the end and including it."""
        start = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
        leak_closes = dt.datetime(2026, 3, 5, 16, tzinfo=dt.UTC)
        general_closes = dt.datetime(2026, 3, 9, 16, tzinfo=dt.UTC)
        micro = dt.timedelta(microseconds=1)

        def due(start: dt.datetime, until: dt.datetime) -> list[Any]:
            found = report.due_between(start, until)
            return [verdict.subject and verdict.subject.id for verdict in found]

        assert due(start, general_closes) == ["R2", "R1"]
        assert due(start, general_closes - micro) == ["R2"]
        assert due(leak_closes, general_closes) == ["R1"]
        assert due(leak_closes - micro, leak_closes) == ["R2"]

    def test_the_soonest_first_where_an_hour_comes_twice(self) -> None:
        """01:50 before clocks are put back comes before 01:20 after they are."""
        rule = evolve(
            repair.RECTIFICATION_NOTICE, counting=Counting(zone="America/New_York")
        )
        first, second = (
            dt.datetime.fromisoformat(f"2026-10-31T{clock}-04:00")
            for clock in ("01:50", "02:20")
        )
        verdicts = tuple(rule.assess(at, as_of=second) for at in (second, first))
        found = Report(Text("x", "x"), verdicts, Basis()).due_between(
            first, second + dt.timedelta(days=2)
        )
        closes = [verdict.deadline.closes.isoformat() for verdict in found]
        assert closes == ["2026-11-01T01:50:00-04:00", "2026-11-01T01:20:00-05:00"]

    def test_bounds_are_moments(self, report: Report) -> None:
        """A day has no moment until a zone is chosen."""
        with pytest.raises(NotAnInstantError, match="start"):
            report.due_between(dt.date(2026, 3, 5), AS_OF)  # type: ignore[arg-type]
        with pytest.raises(NaiveTimeError, match="until"):
            report.due_between(AS_OF, dt.datetime(2026, 3, 5))  # noqa: DTZ001 - that is the error


class TestData:
    """
    The report as data.
    """

    def test_it_is_json_as_it_stands(self, report: Report) -> None:
        """`json.dumps` needs no help, and the way back is the same."""
        data = report.to_dict()

        assert json.loads(json.dumps(data)) == data
        assert data["title"]["zh"] == "维修回访工作制度"
        assert data["basis"]["edition"] == "REPAIR@2021"
        assert data["basis"]["readings"]["A-66"] == "SELECTED"
        assert data["counts"]["REPAIR-2a"] == {"pending": 1, "met": 1}
        assert data["accounts"]["repair"] == {
            "given": 5,
            "judged": 4,
            "later": 0,
            "outside": 0,
            "not_begun": 0,
            "in_error": 1,
        }
        assert data["scheme"] == "followup-rules/report/1"
        assert data["row_errors"][0]["got"] == "'leek'"
        assert len(data["verdicts"]) == len(report)

    def test_it_is_a_value(self, report: Report) -> None:
        """Equal, hashable and picklable, with its row errors."""
        twin = pickle.loads(pickle.dumps(report))  # noqa: S301 - our own

        assert (twin, hash(twin)) == (report, hash(report))
        assert isinstance(twin.row_errors[0], RowError)


class TestTable:
    """
    The table for a person.
    """

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize("columns", [80, 100])
    def test_no_line_is_too_wide(
        self, report: Report, language: str, columns: int
    ) -> None:
        """A Chinese character takes two columns; nothing runs over."""
        lines = report.table(language, columns=columns).splitlines()

        assert max(map(width, lines)) <= columns
        head, rule = lines[2:4]
        assert width(head) <= width(rule) <= columns

    def test_what_it_says(self, report: Report) -> None:
        """Title, counts, violations, what was left out, and rows in error."""
        english, chinese = str(report), report.table("zh")

        assert english.startswith("Follow-up visits after property repairs\n")
        assert "Violations: 2." in english
        assert "REPAIR-2a" in english
        assert "nearest: leak." in english.replace("\n", " ")
        assert "违规：2项。" in chinese
        assert "当时未知" in chinese

    def test_an_empty_report(self) -> None:
        """Nothing judged is a table of nothing."""
        empty = Report(Text("empty", "空"), (), Basis())

        assert "Violations: 0." in str(empty)

    def test_a_language_is_one_of_two(self, report: Report) -> None:
        """There is no third."""
        with pytest.raises(UnknownNameError, match="unknown language"):
            report.table("fr")


class TestSubjects:
    """
    Ids of two kinds may be equal, and a list of errors may be long.
    """

    def test_by_kind(self, report: Report) -> None:
        """A kind is one of the subjects, or of the ledgers."""
        assert {v.subject.kind for v in report.where(kind="visit") if v.subject} == {
            "visit"
        }
        assert len(report.where(kind="problem")) == 0
        assert len(report.where(kind="repair", subject="V1")) == 0
        with pytest.raises(UnknownNameError, match="nearest: 'visit'"):
            report.where(kind="visits")

    def test_what_is_due_follows_the_filter(self, report: Report) -> None:
        """A to-do list of one clause holds nothing of another."""
        start, until = AS_OF, AS_OF + dt.timedelta(days=30)
        every = {v.clause.id for v in report.due_between(start, until)}
        leaks = report.where(clause="REPAIR-2c").where(status=Status.PENDING)

        assert every == {"REPAIR-2a", "REPAIR-2c"}
        assert [v.clause.id for v in leaks.due_between(start, until)] == ["REPAIR-2c"]
        assert len(report.where(status=Status.MET).due_between(start, until)) == 0

    def test_a_to_do_list_knows_no_period(self) -> None:
        """What was completed in February and is due in March stands in March's."""
        done = dt.datetime(2026, 2, 27, 4, tzinfo=dt.UTC)
        row = Repair(id="R", categories="general", completed_at=done, owes_visit=True)
        march = repair.assess(
            [row], as_of=AS_OF - dt.timedelta(3), period=month(2026, 3)
        )

        assert march.accounts["repair"].outside == 1
        due = march.due_between(AS_OF - dt.timedelta(3), AS_OF + dt.timedelta(9))
        assert [v.key for v in due] == ["REPAIR/visit_deadline//repair/R/"]

    def test_many_errors(self) -> None:
        """The first ones are said, the others counted."""
        rows = [_repair(number, "leek") for number in range(1, 14)]
        said = repair.assess(rows, as_of=AS_OF).table("en", most_errors=2)

        assert said.count("cannot be 'leek'") == 2
        assert "11" in said
