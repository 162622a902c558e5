"""
Shares told apart: one for each unit, each week, each unit and week.

Every count is made by hand over a dozen rows.
"""

import datetime as dt
from typing import Any

import pendulum
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import clause, quota, rate, regulation, word
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.ledgers.facts import row, said
from followup_rules.policies.targets import Bound
from followup_rules.testing.invariants import check_invariants
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, month, week

BOUND: Any = {"rate": "1/2", "bound": Bound.NOT_LESS_THAN}


def at(month_no: int, day: int) -> pendulum.DateTime:
    """Return an instant of 2026."""
    return pendulum.datetime(2026, month_no, day, 9, tz="Asia/Shanghai")


@row("call", "call", "来电", placed="came_at")
class Call:
    """A call, of a unit."""

    id: str
    came_at: dt.datetime = said("when it came", "来电时间")
    unit: str | None = said("the unit", "单位", default=None)
    content: bool | None = said("whether content", "是否满意", default=None)
    asked: bool | None = said("whether asked", "是否回访", default=True)


@row("plan", "plan", "计划")
class Plan:
    """What has no day."""

    id: str
    good: bool = said("whether good", "是否良好", default=True)


def book(*drafts: Any) -> Rulebook:
    """Return a regulation of calls."""
    return regulation(
        "LINE",
        "1",
        "Calls",
        "热线",
        clause("1", "Half are content.", "满意率过半。", *drafts),
        source="a test",
        ledgers=(Call, Plan),
        words={"water": word("the water works", "自来水公司")},
    )


def content(**apart: Any) -> Rulebook:
    """Return the share of those asked who are content."""
    return book(
        rate(
            "content",
            "the share",
            "满意率",
            owed_by="centre",
            each=Call,
            where="asked",
            met="content",
            apart=apart,
            **BOUND,
        )
    )


def calls(*told: tuple[tuple[int, int], str | None, bool | None]) -> list[Call]:
    """Return calls, each on a day, of a unit, content or not."""
    return [
        Call(id=f"C{n}", came_at=at(*day), unit=unit, content=good)
        for n, (day, unit, good) in enumerate(told)
    ]


def judged(rules: Rulebook, rows: Any, *, as_of: Any = None, within: Any = None) -> Any:
    """Return what came of every share: subject, counts and status."""
    report: Any = rules.assess(
        {"call": rows, "plan": []}, as_of=as_of or at(6, 1), period=within
    )
    return [
        (
            one.subject.kind,
            one.subject.id,
            one.subject.cell,
            (one.evidence.numerator, one.evidence.denominator),
            one.status.name,
        )
        for one in report
    ]


# 2 to 8 March is the tenth week; the first of April lies in the fourteenth
ROWS = calls(
    ((3, 2), "water", True),
    ((3, 3), "water", False),
    ((3, 3), "gas", False),
    ((3, 10), "gas", True),
    ((3, 11), "gas", True),
    ((3, 12), "water", False),
    ((4, 1), "water", True),
)


class TestGroups:
    """
    One for each unit.
    """

    def test_by_hand(self) -> None:
        """Each unit that has rows in the period, by its name."""
        found = judged(content(by="unit", kind="unit"), ROWS, within=month(2026, 3))
        assert found == [
            ("unit", "gas", "2026-03", (2, 3), "MET"),
            ("unit", "water", "2026-03", (1, 3), "BREACHED"),
        ]

    def test_without_a_period(self) -> None:
        """All rows, and a group where nothing says what it is called."""
        assert judged(content(by="unit"), ROWS) == [
            ("group", "gas", None, (2, 3), "MET"),
            ("group", "water", None, (2, 4), "MET"),
        ]

    def test_who_has_no_rows_that_are_meant_has_no_share(self) -> None:
        """Nothing was asked of the gas works."""
        rows = [
            Call(id="1", came_at=at(3, 2), unit="gas", asked=False),
            Call(id="2", came_at=at(3, 2), unit="water", content=True),
            Call(id="3", came_at=at(3, 2), unit="heat", content=True, asked=None),
        ]
        assert judged(content(by="unit"), rows) == [
            ("group", "heat", None, (0, 1), "UNDETERMINED"),
            ("group", "water", None, (1, 1), "MET"),
        ]

    def test_a_row_without_a_group_is_refused_and_may_be_of_any(self) -> None:
        """What it could turn is not held against anybody; what it could not stays."""
        rows = calls(
            ((3, 2), "water", False),
            ((3, 2), "heat", False),
            ((3, 3), "heat", False),
            ((3, 2), "gas", True),
            ((3, 2), None, True),
        )
        report: Any = content(by="unit").assess(
            {"call": rows, "plan": []}, as_of=at(6, 1)
        )
        assert [(one.subject.id, one.status.name) for one in report] == [
            ("gas", "MET"),
            ("heat", "BREACHED"),
            ("water", "UNDETERMINED"),
        ]
        [error] = report.row_errors
        assert error.field == "unit"
        assert "one name, by which rows are told apart" in str(error)

    def test_an_unreadable_row_concerns_its_own_group(self) -> None:
        """Its unit can be read, so no other may doubt."""
        bad = type("Row", (), {"id": "X", "came_at": at(3, 2), "unit": "gas"})()
        bad.content, bad.asked = "perhaps", True
        rows = [*calls(((3, 2), "water", False), ((3, 2), "gas", False)), bad]

        assert judged(content(by="unit"), rows) == [
            ("group", "gas", None, (0, 1), "UNDETERMINED"),
            ("group", "water", None, (0, 1), "BREACHED"),
        ]

    def test_sentences(self) -> None:
        """The group in the words of the book, or as it is called."""
        report = content(by="unit").assess(
            {"call": ROWS, "plan": []}, as_of=at(6, 1), period=month(2026, 3)
        )
        gas, water = report
        assert gas.explain("en").endswith("Counted for gas.")
        assert water.explain("en").endswith("Counted for the water works.")
        assert water.explain("zh").endswith("统计对象：自来水公司。")

    def test_a_category_is_a_group_where_it_is_one(self) -> None:
        """Of several nobody can say to which it belongs."""
        several: dict[str, tuple[str, ...]] = {"C0": ("gas",), "C1": ("gas", "water")}
        rules = content(by=lambda _case, row: several[row.id])
        report: Any = rules.assess(
            {
                "call": calls(((3, 2), None, True), ((3, 3), None, True)),
                "plan": [],
            },
            as_of=at(6, 1),
        )
        assert [(one.subject.id, one.evidence.denominator) for one in report] == [
            ("gas", 1)
        ]
        assert len(report.row_errors) == 1


class TestCells:
    """
    One for each week.
    """

    def test_every_week_that_the_period_touches(self) -> None:
        """Whole weeks, and those without a row as well."""
        found = judged(content(cycle=Cycle.WEEK), ROWS, within=month(2026, 3))
        assert [(cell, counts, status) for _, _, cell, counts, status in found] == [
            ("2026-W09", (0, 0), "NOT_APPLICABLE"),
            ("2026-W10", (1, 3), "BREACHED"),
            ("2026-W11", (2, 3), "MET"),
            ("2026-W12", (0, 0), "NOT_APPLICABLE"),
            ("2026-W13", (0, 0), "NOT_APPLICABLE"),
            ("2026-W14", (1, 1), "MET"),
        ]

    def test_without_a_period(self) -> None:
        """From the week of the first row to the one of the moment of judgement."""
        rules = content(cycle=Cycle.WEEK)
        found = judged(rules, ROWS, as_of=at(3, 12))
        assert [(cell, counts, status) for _, _, cell, counts, status in found] == [
            ("2026-W10", (1, 3), "BREACHED"),
            ("2026-W11", (2, 3), "PENDING"),
        ]
        assert judged(rules, []) == []

    def test_each_unit_in_each_week(self) -> None:
        """Rows that are not there make no share."""
        rules = content(by="unit", kind="unit", cycle=Cycle.WEEK)
        assert judged(rules, ROWS, within=month(2026, 3)) == [
            ("unit", "gas", "2026-W10", (0, 1), "BREACHED"),
            ("unit", "water", "2026-W10", (1, 2), "MET"),
            ("unit", "gas", "2026-W11", (2, 2), "MET"),
            ("unit", "water", "2026-W11", (0, 1), "BREACHED"),
            ("unit", "water", "2026-W14", (1, 1), "MET"),
        ]

    def test_sentences(self) -> None:
        """The week in words."""
        report = content(cycle=Cycle.WEEK).assess(
            {"call": ROWS, "plan": []}, as_of=at(6, 1), period=week(2026, 10)
        )
        assert report.verdicts[0].explain("zh").endswith("统计期间：2026年第10周。")
        assert report.verdicts[0].explain("en").endswith("Counted in 2026-W10.")

    def test_an_unreadable_row_concerns_its_own_week(self) -> None:
        """Unless its day cannot be read: then it may be of any."""
        bad = type("Row", (), {"id": "X", "came_at": at(3, 10), "unit": "gas"})()
        bad.content, bad.asked = "perhaps", True
        rows = [*calls(((3, 2), "gas", False), ((3, 11), "gas", False)), bad]
        rules = content(cycle=Cycle.WEEK)

        assert [one[-1] for one in judged(rules, rows, as_of=at(3, 16))][:2] == [
            "BREACHED",
            "UNDETERMINED",
        ]
        bad.came_at = "soon"
        assert [one[-1] for one in judged(rules, rows, as_of=at(3, 16))][:2] == [
            "UNDETERMINED",
            "UNDETERMINED",
        ]


def test_quotas_are_told_apart_as_well() -> None:
    """So many of the calls of each unit, and at least two."""
    rules = book(
        quota(
            "asked",
            "the calls",
            "回访",
            owed_by="centre",
            each=Call,
            met="content",
            rate="1/2",
            least=2,
            apart={"by": "unit", "kind": "unit"},
        )
    )
    report: Any = rules.assess(
        {"call": ROWS, "plan": []}, as_of=at(6, 1), period=month(2026, 3)
    )
    assert [(one.subject.id, one.required, one.status.name) for one in report] == [
        ("gas", 2, "MET"),
        ("water", 2, "BREACHED"),
    ]
    assert report.verdicts[1].explain("zh").endswith("统计对象：自来水公司。")


def test_episodes_are_of_their_own_week() -> None:
    """A call that was followed within five days gives way, in its own week."""
    from followup_rules.books.feeds import Merged  # noqa: PLC0415

    rules = book(
        rate(
            "content",
            "the share",
            "满意率",
            owed_by="centre",
            each=Call,
            met="content",
            episodes=Merged(by="unit", begins="came_at", gap=Days(5)),
            apart={"cycle": Cycle.WEEK},
            **BOUND,
        )
    )
    rows = calls(
        ((3, 6), "gas", False), ((3, 9), "gas", True), ((3, 6), "water", False)
    )
    found = judged(rules, rows, within=week(2026, 10))
    assert found == [("rate", "", "2026-W10", (0, 1), "BREACHED")]
    # a call by 13 March could still take one out of that week
    assert judged(rules, rows, within=week(2026, 10), as_of=at(3, 13))[0][-1] != "MET"
    assert judged(rules, rows, within=week(2026, 11))[0][3] == (1, 1)
    [verdict] = rules.assess(
        {"call": rows, "plan": []}, as_of=at(6, 1), period=week(2026, 10)
    )
    assert "episodes_merged" in {one.code for one in verdict.notes}


class TestRefused:
    """
    What would go unused, or cannot be.
    """

    def test_what_a_group_is_called_without_groups(self) -> None:
        """Nothing bears the name."""
        with pytest.raises(InvalidFieldError, match=r"Rate\.kind cannot be 'unit'"):
            content(kind="unit")

    def test_a_subject_beside_groups(self) -> None:
        """Each group is the subject."""
        with pytest.raises(InvalidFieldError, match=r"Rate\.subject cannot be"):
            book(
                rate(
                    "content",
                    "the share",
                    "满意率",
                    owed_by="centre",
                    each=Call,
                    met="content",
                    subject=("rate", "content"),
                    apart={"by": "unit"},
                    **BOUND,
                )
            )

    def test_cells_of_rows_without_a_day(self) -> None:
        """No attribute dates a plan."""
        with pytest.raises(InvalidFieldError, match="no attribute dates a plan"):
            book(
                rate(
                    "good",
                    "the share",
                    "良好率",
                    owed_by="centre",
                    each=Plan,
                    met="good",
                    apart={"cycle": Cycle.WEEK},
                    **BOUND,
                )
            )

    def test_an_attribute_that_is_not_there(self) -> None:
        """With the nearest name."""
        with pytest.raises(UnknownNameError, match="nearest: 'unit'"):
            content(by="units")


DAYS = st.tuples(st.sampled_from([3, 4]), st.integers(1, 28))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            DAYS,
            st.sampled_from(["gas", "water"]),
            st.sampled_from([True, False, None]),
        ),
        max_size=8,
    ),
    DAYS,
)
def test_time_turns_nothing(told: Any, today: tuple[int, int]) -> None:
    """Neither does the order of the rows; and the parts are the whole."""
    rows = calls(*told)
    rules = content(by="unit", cycle=Cycle.WEEK)
    check_invariants(
        rules, {"call": rows, "plan": []}, as_of=at(*today), period=month(2026, 3)
    )
    parts = judged(rules, rows, within=week(2026, 11))
    [whole] = judged(content(), rows, within=week(2026, 11))
    assert sum(one[3][0] for one in parts) == whole[3][0]
    assert sum(one[3][1] for one in parts) == whole[3][1]
