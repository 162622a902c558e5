"""
Streaks told apart, and events that count as several; each derived by hand.

A car: the same fault mended for the fifth time, or in the workshop for more than thirty
days altogether.
"""

import datetime as dt
import json
from typing import Annotated, Any

import pendulum
import pytest

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import clause, regulation, streaks, word
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.streaks import Streak
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle

D = dt.date
NOW = pendulum.datetime(2026, 12, 1, tz="Asia/Shanghai")


@row("car", "car", "汽车", placed="bought_on", lasting=True)
class Car:
    """A car."""

    id: str
    bought_on: dt.date = said("bought", "购车日期")
    replaced_on: dt.date | None = said("replaced", "更换日期", default=None)


@row("repair", "repair", "修理", placed="done_on", owner="car_id")
class Repair:
    """A repair of it."""

    id: str
    car_id: Annotated[str, Id("car")] = said("the car", "汽车")
    done_on: dt.date = said("done", "修理日期")
    fault: str | None = said("the fault", "故障", default=None)
    days: int | None = said("days in the workshop", "占用天数", default=None)
    owed: bool | None = said("whether owed", "是否属三包", default=True)


def book(*drafts: Any) -> Rulebook:
    """Return a regulation of cars."""
    return regulation(
        "CAR",
        "1",
        "Cars",
        "汽车三包",
        clause(
            "1", "Replaced after too many repairs.", "多次修理的，予以更换。", *drafts
        ),
        source="a test",
        ledgers=(Car, Repair),
        words={"gearbox": word("the gearbox", "变速器")},
    )


def replaced(number: int, asked: dict[str, Any], **more: Any) -> Any:
    """Return that a car is replaced within ten days."""
    return streaks(
        "replacement",
        "the replacement",
        "更换",
        owed_by="seller",
        of=Repair,
        each=Car,
        asked={"done": "replaced_on", **asked},
        number=number,
        limit=Days(10),
        **{"streak": Streak.TOTAL, **more},
    )


SAME = book(replaced(3, {"by": "fault", "hit": "owed"}))
DAYS = book(replaced(31, {"worth": "days"}, unit=Text("days", "日")))


def repairs(*told: dict[str, Any]) -> list[Repair]:
    """Return repairs, one a month from January on."""
    return [
        Repair(id=str(n), car_id="1", done_on=D(2026, n, 5), **one)
        for n, one in enumerate(told, 1)
    ]


def judged(rules: Rulebook, rows: list[Repair], **car: Any) -> Any:
    """Return the verdicts on one car."""
    cars = [Car(id="1", bought_on=D(2025, 12, 1), **car)]
    return rules.assess({"car": cars, "repair": rows}, as_of=NOW)


def statuses(report: Any) -> list[tuple[str | None, str]]:
    """Return what came of each group."""
    return [(one.subject.cell, one.status.name) for one in report]


class TestTheSameFault:
    """
    The third repair of one fault.
    """

    @pytest.mark.parametrize(
        ("faults", "found"),
        [
            (
                ["gearbox", "brake"],
                [("brake", "NOT_APPLICABLE"), ("gearbox", "NOT_APPLICABLE")],
            ),
            (
                ["gearbox", "brake", "gearbox", "brake", "gearbox"],
                [("brake", "NOT_APPLICABLE"), ("gearbox", "BREACHED")],
            ),
            # one of which nobody knows the fault may be of either
            (
                ["gearbox", "gearbox", None, "brake"],
                [("brake", "NOT_APPLICABLE"), ("gearbox", "UNDETERMINED")],
            ),
            (["gearbox", "gearbox", "gearbox", None], [("gearbox", "BREACHED")]),
            ([None, None, None], []),
            ([], []),
        ],
    )
    def test_by_hand(self, faults: list[str | None], found: list[Any]) -> None:
        """Each fault is counted by itself."""
        rows = repairs(*({"fault": fault} for fault in faults))
        assert statuses(judged(SAME, rows)) == found

    def test_what_does_not_count(self) -> None:
        """A repair that was not owed, and one of which that is not known."""
        three: list[Any] = [
            {"fault": "gearbox"},
            {"fault": "gearbox"},
            {"fault": "gearbox"},
        ]
        for owed, status in ((False, "NOT_APPLICABLE"), (None, "UNDETERMINED")):
            told = [*three[:2], {"fault": "gearbox", "owed": owed}]
            assert statuses(judged(SAME, repairs(*told))) == [("gearbox", status)]
        nobody = [*three[:2], {"owed": False}]
        assert statuses(judged(SAME, repairs(*nobody))) == [
            ("gearbox", "NOT_APPLICABLE")
        ]

    def test_what_is_done_for_it(self) -> None:
        """Within ten days of the third, in March."""
        three = repairs(*({"fault": "gearbox"} for _ in range(3)))
        for day, status in ((15, "MET"), (16, "LATE")):
            assert statuses(judged(SAME, three, replaced_on=D(2026, 3, day))) == [
                ("gearbox", status)
            ]

    def test_sentences(self) -> None:
        """The fault in the words of the book."""
        [one] = judged(SAME, repairs(*({"fault": "gearbox"} for _ in range(3))))
        assert one.explain("en").endswith("Counted for the gearbox.")
        assert one.explain("zh").startswith("截至2026年3月5日，已累计3次，更换应于")
        assert one.explain("zh").endswith("统计对象：变速器。")
        again = SAME.replay(json.loads(json.dumps(one.receipt())))
        assert again.is_same


class TestDaysAltogether:
    """
    More than thirty days: the thirty-first is too many.
    """

    @pytest.mark.parametrize(
        ("days", "status"),
        [
            ([30], "NOT_APPLICABLE"),
            ([31], "BREACHED"),
            ([10, 20], "NOT_APPLICABLE"),
            ([10, 20, 1], "BREACHED"),
            ([10, 20, 0], "NOT_APPLICABLE"),
            ([10, None], "UNDETERMINED"),
            ([31, None], "BREACHED"),
            ([1_000_000_000], "BREACHED"),
            ([], "NOT_APPLICABLE"),
        ],
    )
    def test_by_hand(self, days: list[int | None], status: str) -> None:
        """Days are summed."""
        rows = repairs(*({"days": one} for one in days))
        assert statuses(judged(DAYS, rows)) == [(None, status)]

    def test_the_day_on_which_it_is_full(self) -> None:
        """That of the repair which made it so."""
        [one] = judged(DAYS, repairs({"days": 20}, {"days": 15}, {"days": 1}))
        assert one.deadline.last_day == D(2026, 2, 15)

    def test_sentences(self) -> None:
        """In days, and not in times."""
        [full] = judged(DAYS, repairs({"days": 31}))
        [few] = judged(DAYS, repairs({"days": 12}))
        assert full.explain("en").startswith("31 days altogether by Mon 2026-01-05;")
        assert full.explain("zh").startswith("截至2026年1月5日，已累计31日，")
        assert few.explain("en") == (
            "The replacement: 12 days altogether so far, 31 days would make it owed "
            "(CAR-1)."
        )
        assert few.explain("zh") == "更换：目前累计12日，不足31日，CAR-1不适用。"

    def test_what_is_no_number_of_days(self) -> None:
        """Is an error of the row, and may be any number."""
        rules = book(replaced(31, {"worth": lambda _case, _row: "many"}))
        report = judged(rules, repairs({}))
        assert statuses(report) == [(None, "UNDETERMINED")]
        [error] = report.row_errors
        assert "a whole number from 0 on" in str(error)

    def test_beside_cells(self) -> None:
        """Each cell is one."""
        with pytest.raises(InvalidFieldError, match=r"Streaks\.worth cannot be"):
            book(
                replaced(
                    2,
                    {"worth": "days", "cycle": Cycle.MONTH},
                    streak=Streak.IN_A_ROW,
                )
            )


def test_there_and_back() -> None:
    """In a file it is the same."""
    for rules in (SAME, DAYS):
        assert interchange.loads(interchange.dumps(rules)) == rules
