"""
The next and the previous row beside a row; who owes a cell at all; weeks and days.

Derived by hand.
"""

import datetime as dt
from typing import Annotated, Any

import pendulum
import pytest

from followup_rules import interchange
from followup_rules.books.conditions import parse
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    cadence,
    clause,
    deadline,
    intervals,
    keeping,
    regulation,
    series,
)
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import CategoryOf, Id
from followup_rules.policies.series import Around, Between
from followup_rules.timing.amounts import Days, Span, Weeks, WorkingDays, Years
from followup_rules.timing.cycles import Cycle, month

D = dt.date


def at(day: int, hour: int = 9) -> pendulum.DateTime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, tz="Asia/Shanghai")


@row("patient", "patient", "患者", placed="known_on", lasting=True)
class Patient:
    """Who is seen."""

    id: str
    known_on: dt.date = said("known", "建档日期")
    at_risk: bool | None = said("whether at risk", "是否高危", default=True)


@row(
    "visit", "visit", "随访", placed="seen_at", owner="patient_id", counts_if="reached"
)
class Visit:
    """A visit; one that reached nobody does not count."""

    id: str
    patient_id: Annotated[str, Id("patient")] = said("whom", "患者")
    seen_at: dt.datetime = said("when", "随访时间")
    reached: bool = said("whether reached", "是否见到", default=True)
    good: bool | None = said("whether good", "是否良好", default=None)
    kept: Annotated[str, CategoryOf("records")] | None = said(
        "record", "记录", default=None
    )


@row("test", "test", "化验", placed="taken_at", owner="patient_id")
class Test:
    """A test of somebody."""

    __test__ = False
    id: str
    patient_id: Annotated[str, Id("patient")] = said("whom", "患者")
    taken_at: dt.datetime = said("when", "化验时间")


RECORDS = keeping(
    "records",
    "the record",
    "记录",
    owed_by="clinic",
    each=Visit,
    since="seen_at",
    disposed="seen_at",
    where="kept is one of short, long",
    category="kept",
    cases={"short": Years(1), "long": Years(5)},
)


def book(*drafts: Any) -> Rulebook:
    """Return a regulation of visits."""
    return regulation(
        "PH",
        "1",
        "Visits",
        "随访",
        clause("1", "Patients are seen.", "随访患者。", *drafts, RECORDS),
        source="a test",
        ledgers=(Patient, Visit, Test),
    )


def again(done: str, **more: Any) -> Any:
    """Return that who was not well is seen again within a week."""
    return deadline(
        "again",
        "the next visit",
        "再次随访",
        owed_by="clinic",
        each=Visit,
        where="not good",
        since="seen_at",
        done=done,
        limit=Days(7),
        **more,
    )


NEXT = book(again("next visit.seen_at"))


def visits(*told: tuple[int, bool | None]) -> list[Visit]:
    """Return visits on days, good or not."""
    return [
        Visit(id=f"V{day}", patient_id="1", seen_at=at(day), good=good)
        for day, good in told
    ]


def judged(rules: Rulebook, rows: list[Any], tests: Any = (), **more: Any) -> Any:
    """Judge one patient's visits at the end of March."""
    patients = [
        Patient(id="1", known_on=D(2026, 1, 1)),
        Patient(id="2", known_on=D(2026, 1, 1)),
    ]
    told = {"patient": patients, "visit": rows, "test": list(tests)}
    return rules.assess(told, as_of=at(31), **more)


class TestTheNextOne:
    """
    The row that follows, of the same patient.
    """

    @pytest.mark.parametrize(
        ("told", "found"),
        [
            ([(2, False), (9, True)], [("V2", "MET")]),
            ([(2, False), (10, True)], [("V2", "LATE")]),
            ([(2, False)], [("V2", "BREACHED")]),
            # one before it is none
            ([(1, True), (2, False)], [("V2", "BREACHED")]),
            ([(2, False), (8, False), (12, True)], [("V2", "MET"), ("V8", "MET")]),
            ([(12, True), (2, False), (8, False)], [("V2", "MET"), ("V8", "MET")]),
        ],
    )
    def test_by_hand(self, told: Any, found: Any) -> None:
        """Whatever the order in which rows are given."""
        report = judged(NEXT, visits(*told)).where(rule="again")
        assert [(one.subject.id, one.status.name) for one in report] == found

    def test_it_is_of_the_same_patient_and_counts(self) -> None:
        """Another's visit is none, nor is one that reached nobody."""
        first = visits((2, False))
        other = Visit(id="X", patient_id="2", seen_at=at(4), good=True)
        vain = Visit(id="Y", patient_id="1", seen_at=at(5), reached=False, good=True)
        [one] = judged(NEXT, [*first, other, vain]).where(rule="again")
        assert one.status.name == "BREACHED"

    def test_with_a_condition_and_of_another_kind(self) -> None:
        """The next good one, and the next test."""
        good = book(again("next visit.seen_at where good"))
        found = judged(good, visits((2, False), (4, False), (10, True)))
        assert next(iter(found.where(rule="again"))).status.name == "LATE"
        found = judged(good, visits((2, False), (4, None), (10, True)))  # or the fourth
        assert next(iter(found.where(rule="again"))).status.name == "UNDETERMINED"
        tested = book(again("next test.taken_at"))
        tests = [Test(id="T", patient_id="1", taken_at=at(9, 23))]
        [one] = judged(tested, visits((2, False)), tests).where(rule="again")
        assert one.status.name == "MET"

    def test_the_previous_one(self) -> None:
        """Owed only where the visit before was not good either."""
        rules = book(
            again("next visit.seen_at", owed="previous visit.seen_at has happened")
        )
        found = judged(rules, visits((2, False), (5, False))).where(rule="again")
        assert [one.status.name for one in found] == ["NOT_APPLICABLE", "BREACHED"]

    def test_an_unreadable_row_may_be_the_next_one(self) -> None:
        """So nobody is accused whom it may be of."""
        bad = type("Row", (), {"id": "B", "patient_id": "1", "seen_at": "soon"})()
        bad.reached, bad.good, bad.kept = True, True, None
        others = [Visit(id="X", patient_id="2", seen_at=at(2), good=False)]
        found = judged(NEXT, [*visits((2, False)), *others, bad]).where(rule="again")
        assert [(one.subject.id, one.status.name) for one in found] == [
            ("V2", "UNDETERMINED"),
            ("X", "BREACHED"),
        ]

    def test_of_what_belongs_to_nobody_there_is_none(self) -> None:
        """A patient stands beside nobody, and a visit beside no patient."""
        with pytest.raises(UnknownNameError, match="ledger beside a patient"):
            book(
                deadline(
                    "x",
                    "x",
                    "事",
                    owed_by="clinic",
                    each=Patient,
                    since="known_on",
                    done="next patient.known_on",
                    limit=Days(1),
                )
            )
        with pytest.raises(UnknownNameError, match="ledger beside a visit"):
            book(again("next patient.known_on"))

    def test_there_and_back(self) -> None:
        """As text, and in a file, where the message names the place."""
        assert str(parse("next visit.seen_at where good")) == (
            "next visit.seen_at where good"
        )
        assert interchange.loads(interchange.dumps(NEXT)) == NEXT
        text = interchange.dumps(NEXT).replace("next visit.seen_at", "next patient.id")
        with pytest.raises(interchange.RulesFileError) as caught:
            interchange.loads(text)
        [fault] = caught.value.faults
        assert fault.problem == "is no ledger beside a visit"
        assert fault.allowed == "visit, test"


class TestWhoOwesACell:
    """
    A condition on the row that owes it, three-valued.
    """

    @pytest.mark.parametrize(
        ("at_risk", "found"),
        [(True, ["BREACHED"]), (False, []), (None, ["UNDETERMINED"])],
    )
    def test_cells_and_intervals(self, at_risk: bool | None, found: list[str]) -> None:  # noqa: FBT001 - a case
        """What is not known accuses nobody, and is not passed over."""
        monthly = cadence(
            "monthly",
            "the visit",
            "随访",
            owed_by="clinic",
            of=Visit,
            each=Patient,
            whose="patient_id",
            owed="at_risk",
            cycle=Cycle.MONTH,
        )
        apart = intervals(
            "apart",
            "the visit",
            "随访",
            owed_by="clinic",
            of=Visit,
            each=Patient,
            most=Days(20),
            asked={"since": "known_on", "owed": "at_risk"},
        )
        one = Patient(id="1", known_on=D(2026, 2, 20), at_risk=at_risk)
        for rules, rule in ((book(monthly), "monthly"), (book(apart), "apart")):
            report = rules.assess(
                {"patient": [one], "visit": [], "test": []},
                as_of=pendulum.datetime(2026, 4, 2, tz="Asia/Shanghai"),
                period=month(2026, 3),
            )
            assert [v.status.name for v in report.where(rule=rule)] == found


class TestWeeksAndDays:
    """
    Windows of a plan, to the day.
    """

    def test_a_window(self) -> None:
        """Weeks 16 to 20 end with the last day of the twentieth."""
        rules = book(
            series(
                "plan",
                "the plan",
                "计划",
                owed_by="clinic",
                of=Visit,
                each=Patient,
                anchor="known_on",
                visits={
                    "w16": (
                        "weeks 16 to 20",
                        "孕16至20周",
                        Between(opens=Weeks(16), closes=Span((Weeks(20), Days(6)))),
                    ),
                    "w22": (
                        "week 22",
                        "孕22周",
                        Around(at=Span((Weeks(22), Days(1))), late=Days(2)),
                    ),
                },
            )
        )
        plan: Any = rules["plan"]
        windows = dict(plan.windows(D(2026, 1, 1)))
        # 1 January and 146 days; and 155 days, and two more
        assert windows["w16"].last_day == D(2026, 5, 27)
        assert (windows["w22"].first_day, windows["w22"].last_day) == (
            D(2026, 6, 5),
            D(2026, 6, 7),
        )
        assert interchange.loads(interchange.dumps(rules)) == rules

    def test_one_that_closes_before_it_opens(self) -> None:
        """Is refused, in one unit or in several."""
        for closes in (Weeks(2), Span((Weeks(2), Days(6)))):
            with pytest.raises(InvalidFieldError, match=r"Between\.closes"):
                Between(opens=Weeks(3), closes=closes)
        with pytest.raises(InvalidFieldError, match=r"Between\.closes"):
            Between(opens=Span((Weeks(2), Days(6))), closes=WorkingDays(3))


@pytest.mark.parametrize("name", ["class", "seen-at", "seen at", "1st"])
def test_a_name_that_no_row_could_have(name: str) -> None:
    """Is refused when the file is read, and costs nobody a report."""
    text = interchange.dumps(NEXT).replace(
        "[facts.visit.attributes.good]", f'[facts.visit.attributes."{name}"]'
    )
    with pytest.raises(interchange.RulesFileError) as caught:
        interchange.loads(text)
    assert "no word of Python such as 'class'" in str(caught.value)


def test_what_is_kept_has_categories() -> None:
    """A row may name them, and any other is refused with those there are."""
    row_of = Visit(id="1", patient_id="1", seen_at=at(2), kept="shrt")
    [error] = judged(book(), [row_of]).row_errors
    assert "allowed: short, long" in str(error)
