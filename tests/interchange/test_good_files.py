"""
Good rules files: what each says, checked against rules made in code.
"""

import datetime as dt
from pathlib import Path

import attrs

from followup_rules.clauses import Clause, Force
from followup_rules.interchange import (
    OpenCases,
    dump,
    dumps,
    load,
    loads,
    read,
    shipped,
)
from followup_rules.policies.deadlines import Case
from followup_rules.timing.amounts import Days
from followup_rules.timing.counting import HourStart
from followup_rules.timing.cycles import Cycle

FOLDER = Path(__file__).parents[1] / "fixtures" / "rules" / "good"


class TestGoodFiles:
    """
    The committed files.
    """

    def test_every_one_survives(self) -> None:
        """
        What is read is written and read again, in both forms.
        """
        paths = sorted(FOLDER.iterdir())
        assert len(paths) == 5
        for path in paths:
            held = read(path)
            assert load(dump(held)) == held
            assert loads(dumps(held)) == held
            assert loads(dumps(held, "json"), "json") == held

    def test_a_file_on_a_file(self) -> None:
        """
        The building changes the estate, which changes the regulation.
        """
        book = read(FOLDER / "building.toml")
        clause = Clause(
            id="LAKE-1",
            en="After the repair of a lift, a visit on the same or the next day.",
            zh="电梯维修的，当日或次日回访。",
            timing=Force.TARGET,
        )
        base = shipped("repair@2021")
        deadline = base["visit_deadline"]
        general, safety, _ = deadline.cases
        expected = attrs.evolve(
            deadline,
            cases=(
                attrs.evolve(general, limit=Days(3)),
                safety,
                Case(key="lift", limit=Days(1), clause=clause),
            ),
            counting=attrs.evolve(deadline.counting, day_ends=dt.time(17, 30)),
        )
        assert book.clause("LAKE-1") == clause
        assert book["visit_deadline"] == expected
        assert book["visit_quota.office"].required(100) == 8
        hours = book["rectification_notice"].counting.hour_start
        assert hours is HourStart.NEXT_FULL_HOUR
        assert book.edition == "REPAIR@2026-b"

    def test_editions(self) -> None:
        """
        Three editions, one based on a file, one on its neighbour.
        """
        editions = read(FOLDER / "editions.toml")
        days = [(entry.name, entry.first, entry.last) for entry in editions.entries]
        assert days == [
            ("2021", None, dt.date(2026, 6, 30)),
            ("2026", dt.date(2026, 7, 1), dt.date(2027, 12, 31)),
            ("2028", dt.date(2028, 1, 1), None),
        ]
        second = editions.edition("2026")
        assert second.open_cases is OpenCases.NEW_RULE_FROM_NEXT_CYCLE
        assert second.cycle is Cycle.QUARTER
        required = [
            entry.rules["visit_quota.office"].required(100)
            for entry in editions.entries
        ]
        assert required == [5, 8, 34]

    def test_a_whole_rulebook_and_a_policy(self) -> None:
        """
        Written out whole they are the shipped ones.
        """
        assert (
            read(FOLDER / "quota.json") == shipped("repair@2021")["visit_quota.office"]
        )
        assert read(FOLDER / "community.json").edition == "SC@2021"
