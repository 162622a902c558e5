"""
Scenarios: what is otherwise than it must be is said, line by line.
"""

from pathlib import Path
from typing import Any

import attrs
import pytest

from followup_rules.books.scenarios import Expected, Scenario, run, unexercised
from followup_rules.interchange import loads, read
from followup_rules.tables import Table
from followup_rules.verdicts import Status

DESK = read(Path(__file__).parents[2] / "docs" / "examples" / "books" / "first.toml")
(GOOD,) = DESK.scenarios

STEPS = """
[regulation]
code = "OPEN"
edition = "1"
title = { en = "Openings" }
source = "a test"
[words]
desk = { text = { en = "desk" } }
[facts.shop]
words = { en = "shop" }
placed = "asked_on"
[facts.shop.attributes]
asked_on = { type = "day", words = { en = "asked" } }
looked_on = { type = "moment?", words = { en = "looked" } }
decided_on = { type = "moment?", words = { en = "decided" } }
[clauses.OPEN-1]
en = "Looked at in two days, decided three days after."
[rules.opening]
kind = "procedure"
clause = "OPEN-1"
name = { en = "the opening" }
owed_by = "desk"
trigger = "asked_on"
steps.looked = { name = { en = "the look" }, clause = "OPEN-1", limit = "2 days" }
[rules.opening.steps.decided]
name = { en = "the decision" }
clause = "OPEN-1"
limit = "3 days"
since = "looked"
[rules.opening.feed]
each = "shop"
since = "asked_on"
steps = { looked = "looked_on", decided = "decided_on" }
apart = true
[[scenarios]]
name = "one clause, two steps"
as_of = "2026-02-01T09:00:00+08:00"
expect = [
  { rule = "opening", part = "looked", subject = "1", status = "MET" },
  { rule = "opening", part = "decided", subject = "1", status = "MET" },
  { rule = "opening", part = "signed", subject = "1", status = "MET" },
]
[[scenarios.ledgers.shop]]
id = "1"
asked_on = "2026-01-03"
looked_on = "2026-01-05"
decided_on = "2026-01-09"
"""


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

        assert miss == (
            f"answer {said}: LATE expected, and no such verdict, but of 1 DESK-2"
        )

    def test_a_part_of_a_matter(self) -> None:
        """
        Two steps of one clause are told apart by their names.
        """
        book = loads(STEPS)
        outcome = run(book, book.scenarios[0])
        assert outcome.misses == (
            "opening decided 1: MET expected, LATE came: The decision was due by the end "
            "of Thu 2026-01-08 and was done Fri 2026-01-09, late under OPEN-1.",
            "opening signed 1: MET expected, and no such verdict, "
            "but of looked 1 OPEN-1, decided 1 OPEN-1",
        )

    def test_nothing_of_a_rule(self) -> None:
        """
        Where a rule has no verdict at all there is none to name.
        """
        (miss,) = misses(ledgers=Table(), expect=[expected(rule="log")])
        assert miss == "log: LATE expected, and no such verdict"

    def test_many_others(self) -> None:
        """
        Of many verdicts the first are named.
        """
        told = GOOD.ledgers["request"][0]
        many = tuple(Table({**told, "id": str(n)}) for n in range(1, 8))
        ledgers = Table({"request": many})
        (miss,) = misses(ledgers=ledgers, expect=[expected(subject="9")])
        named = ", ".join(f"{n} DESK-2" for n in range(1, 6))
        assert miss.endswith(f"no such verdict, but of {named}, ...")

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
        assert misses(period="2026-H1") == ()
        assert len(misses(period="2026-04")) == 1

    def test_by_itself(self) -> None:
        """
        It can be written in Python as well.
        """
        scenario = Scenario(
            name="nothing", as_of=GOOD.as_of, expect=[expected(status=Status.MET)]
        )
        assert len(run(DESK, scenario).misses) == 1
