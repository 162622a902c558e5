"""
Input that cannot be, in a file and in rows: what came, what is allowed, the way out.

Each is told in English and in Chinese, and never half in one and half in the other.
"""

import datetime as dt
import re
from types import SimpleNamespace as Row
from typing import Any

import attrs
import pendulum
import pytest
from tests.books.test_covers_in_python import FILE as COVERS
from tests.books.test_second_instrument import TEXT as SCORES
from tests.interchange.mutations import BOOKS
from tests.policies.test_bad_input_of_kinds import ABOUT, SCORE, TARGET

from followup_rules.errors import (
    FollowupRulesError,
    ImpossibleCountError,
    InvalidFieldError,
    MeterRunsBackError,
    RulesFileError,
)
from followup_rules.interchange import DataFault, loads
from followup_rules.policies.streaks import Streak, StreakPolicy
from followup_rules.timing.cycles import month
from followup_rules.wording.problems import say_problem

DISCHARGE = (BOOKS / "discharge.toml").read_text(encoding="utf-8")
HOTLINE = (BOOKS / "hotline_12345.toml").read_text(encoding="utf-8")
BOTH = (
    'by = "window"\nanswer',
    'by = "window"\nanswers = { overall = "answer" }\nanswer',
)


def fault_in(text: str, found: str, instead: str) -> DataFault:
    """Return the one fault of a file in which something else is written."""
    assert text.count(found) >= 1, found
    with pytest.raises(RulesFileError) as caught:
        loads(text.replace(found, instead, 1))
    [fault] = caught.value.faults
    assert isinstance(fault, DataFault)
    return fault


class TestFiles:
    """
    A rules file that says it.
    """

    @pytest.mark.parametrize(
        ("text", "found", "instead", "english", "chinese"),
        [
            # unknown names, with the nearest
            (
                SCORES,
                'satisfied = ["good"]',
                'satisfied = ["god"]',
                "unknown grade 'god'; allowed: good, fair, poor; nearest: 'good'",
                "“god”不是已知的等次；可用：good、fair、poor；最接近：good",
            ),
            (
                SCORES,
                'of = "press"',
                'of = "pres"',
                "'pres' is no ledger of these rules; allowed: call, press; nearest: "
                "'press'",
                "“pres”不是本制度的台账；应为call、press；最接近：press",
            ),
            (
                SCORES,
                'kind = "score"',
                'kind = "scor"',
                "nearest: 'score'",
                "最接近：score",
            ),
            # dead combinations
            (
                SCORES,
                *BOTH,
                "Score.answer cannot be 'answer'; allowed: None beside answers, which "
                "asks for each item",
                "answer不能为“answer”；应不填；answers已经写明各项",
            ),
            (
                COVERS,
                'reading = "km"\n',
                'first_reading = "km"\n',
                "allowed: None without reading, from which it is taken",
                "应不填，除非写明reading",
            ),
            # a ladder without an end
            (
                DISCHARGE,
                "least = 3\n",
                "",
                "least: is missing; allowed: a whole number, 1 or more",
                "least：没有写；应为不小于1的整数",
            ),
            (
                DISCHARGE,
                "least = 3\n",
                "least = 0\n",
                "0 is not allowed; allowed: a whole number, 1 or more",
                "“0”不在允许的范围之内；应为不小于1的整数",
            ),
            # weights that sum to nothing
            (
                SCORES,
                'visits = "3/5", evaluator = "2/5"',
                "visits = 0, evaluator = 0",
                "allowed: a share for each of visits, evaluator, adding up to 1",
                "应为visits、evaluator各一个比率，合计为1",
            ),
            (
                SCORES,
                "[rules.score.feed]",
                '[rules.score.item_rules.overall]\nname = { en = "x", zh = "项" }\n'
                "weight = 0\n[rules.score.feed]",
                "ItemRule.weight cannot be '0'; allowed: more than 0",
                "weight不能为“0”；应为大于0",
            ),
            (
                COVERS,
                'share = "1/2", clause',
                'share = "0%", clause',
                "shares above 0 that add up to 1",
                "大于0、合计为1的比率",
            ),
        ],
    )
    def test_it_is_said(
        self, text: str, found: str, instead: str, english: str, chinese: str
    ) -> None:
        """Under its place in the file."""
        fault = fault_in(text, found, instead)
        assert english in str(fault)
        assert chinese in fault.in_language("zh")
        assert fault.path


class TestCalls:
    """
    What no file holds: numbers and cells that come with a call.
    """

    def refused(self, make: Any) -> FollowupRulesError:
        """Return what a call raises."""
        with pytest.raises((ImpossibleCountError, InvalidFieldError)) as caught:
            make()
        error: FollowupRulesError = caught.value
        return error

    def test_a_population_that_shrinks_below_zero(self) -> None:
        """More were let off than there are."""
        error = self.refused(lambda: TARGET.assess(0, 9, excused=10))
        assert str(error) == "excused cannot be 10; allowed: a whole number from 0 to 9"
        assert say_problem(error, "zh") == "excused不能为10；应为0至9的整数。"

    def test_a_streak_over_cells_that_are_no_neighbours(self) -> None:
        """The one between may have broken it."""
        rule = StreakPolicy(**ABOUT, number=2, streak=Streak.IN_A_ROW)
        told = [(month(2026, 1), True), (month(2026, 3), True)]
        error = self.refused(lambda: rule.reached(told))
        assert "allowed: cells that are neighbours" in str(error)
        assert say_problem(error, "zh").endswith(
            "；应为前后相接的周期；不知道的周期也要写上，写作None。"
        )

    def test_a_meter_that_runs_backwards(self) -> None:
        """What a call with the two readings raises."""
        error = MeterRunsBackError(9, 8)
        assert say_problem(error, "en") == str(error)
        assert say_problem(error, "zh") == (
            "用量读数不能从9倒退到8；请更正其中之一，换过表的把两块表的读数加起来。"
        )

    def test_weights_of_nothing(self) -> None:
        """In Python as in a file."""
        weights = {"visits": 0, "evaluator": 0}
        error = self.refused(lambda: attrs.evolve(SCORE, weights=weights))
        assert say_problem(error, "zh").endswith(
            "；应为visits、evaluator各一个比率，合计为1。"
        )


class TestRows:
    """
    Rows that say what cannot be are errors, and cost no report.
    """

    def test_a_meter_that_runs_backwards(self) -> None:
        """The car was handed over with more kilometres than it broke down with."""
        book = loads(
            COVERS.replace(
                'reading = "km"\n', 'reading = "km"\nfirst_reading = "first_km"\n'
            ).replace(
                "[facts.thing.attributes]\n",
                "[facts.thing.attributes]\nfirst_km = { type = "
                '"number?", words = { en = "at the start", zh = "起始里程" } }\n',
            )
        )
        day = dt.date(2026, 3, 2)
        blank = {fact.name: None for fact in book.ledgers["thing"].facts}
        told = {"began_on": day, "handed_on": day, "broke_on": day, "new": True}
        thing = Row(id="T1", **{**blank, **told, "part": "car", "km": 8, "first_km": 9})
        report = book.assess(
            {"thing": [thing]},
            as_of=pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai"),
            period=month(2026, 3),
            seasons=None,
        )
        [error] = [one for one in report.row_errors if one.fault == "runs_back"]
        assert error.row == "T1"
        assert "a meter cannot run back from 9 to 8; correct one" in str(error)
        assert "a meter cannot run back from 9 to 8" in error.in_language("en")
        said = error.in_language("zh")
        assert "用量读数小于起始读数9，不能倒退；请更正其中之一" in said
        assert not re.search(r"[A-Za-z]+ [A-Za-z]+", said)
