"""
Scenarios: what is otherwise than it must be is said, line by line.
"""

from pathlib import Path
from typing import Any

import attrs
import pytest

from followup_rules.books.scenarios import Expected, Scenario, run, unexercised
from followup_rules.interchange import read
from followup_rules.tables import Table
from followup_rules.verdicts import Status

DESK = read(Path(__file__).parents[2] / "docs" / "examples" / "books" / "first.toml")
(GOOD,) = DESK.scenarios


def misses(**fields: Any) -> tuple[str, ...]:
    """Run the scenario of the help desk, changed."""
    return run(DESK, attrs.evolve(GOOD, **fields)).misses


def expected(**fields: Any) -> Expected:
    """Expect something of the answer."""
    return Expected(**{"rule": "answer", "status": Status.LATE, **fields})


class TestRun:
    """
    Judging a scenario.
    """

    def test_what_holds(self) -> None:
        """
        It names the clauses whose verdicts it names.
        """
        outcome = run(DESK, GOOD)

        assert (outcome.misses, outcome.clauses) == ((), ("DESK-2",))
        assert unexercised(DESK, [outcome]) == ("DESK-1", "DESK-3")
        assert unexercised(DESK, []) == ("DESK-1", "DESK-2", "DESK-3")

    def test_another_status(self) -> None:
        """
        Both are said, and why.
        """
        (miss,) = misses(expect=[expected(status=Status.MET, subject="1")])

        assert miss.startswith("answer 1: MET expected, LATE came: The answer was due")

    @pytest.mark.parametrize(
        "fields", [{"subject": "2"}, {"clause": "DESK-1"}, {"cell": "2026-03"}]
    )
    def test_no_such_verdict(self, fields: dict[str, str]) -> None:
        """
        An expectation that speaks of nothing is not met.
        """
        (miss,) = misses(expect=[expected(**fields)])
        (said,) = fields.values()

        assert miss == f"answer {said}: LATE expected, and no such verdict"

    def test_rows_in_error(self) -> None:
        """
        They are expected or they are misses.
        """
        rows = Table({"request": (Table({"id": 1, "urgency": "prio 9"}),)})
        found = misses(ledgers=rows, expect=[expected()])

        assert found[1] == "0 rows in error expected, 1 came"
        assert found[2].startswith("request '1', received_at: ")
        assert len(misses(ledgers=rows, expect=[expected()], rows_in_error=1)) == 1

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"ledgers": Table({"request": (Table({"idd": 1}),)})}, "unknown column"),
            ({"ledgers": Table({"request": "x"})}, "a list of tables"),
            ({"period": "March"}, "period cannot be 'March'"),
        ],
    )
    def test_what_is_refused(self, fields: dict[str, Any], said: str) -> None:
        """
        A scenario that cannot be judged fails, and says why.
        """
        (miss,) = misses(**fields)

        assert said in miss

    def test_a_period(self) -> None:
        """
        A row outside it has no verdict.
        """
        assert misses(period="2026-03") == ()
        assert len(misses(period="2026-04")) == 1

    def test_by_itself(self) -> None:
        """
        It can be written in Python as well.
        """
        scenario = Scenario(
            name="nothing", as_of=GOOD.as_of, expect=[expected(status=Status.MET)]
        )
        assert len(run(DESK, scenario).misses) == 1
