"""
What an import brings along: nothing optional, and nothing before it is asked for.

Times stand in the benchmarks. Here is what does not move with the machine, and one
ratio with so much room that only a heavy import can fill it.
"""

import importlib

import pytest
from tests.fresh import (
    FOUNDATION,
    RULEBOOKS,
    modules_after,
    run,
    strangers_after,
)

OURS = "followup_rules"
KINDS = f"{OURS}.policies."
FRONT_DOOR = {OURS, "followup_rules.lazily"}
LATER = (
    "followup_rules.wording",
    "followup_rules.receipts",
    "followup_rules.reports",
    "followup_rules.agenda",
    "followup_rules.interchange",
    "followup_rules.frames",
    "followup_rules.testing",
    "followup_rules.feeds",
    "followup_rules.publication",
)
"""What no rulebook needs to say by when something is due."""
WHEN_ASKED = (
    "followup_rules.books.assess",
    "followup_rules.books.feeds.episodes",
    "followup_rules.books.feeds.lost",
    "followup_rules.books.feeds.moves",
    "followup_rules.books.feeds.plainly",
    "followup_rules.ledgers.accounts",
    "followup_rules.ledgers.rows",
    "followup_rules.policies.deadlines.course",
    "followup_rules.policies.deadlines.life",
    "followup_rules.timing.hours",
    "followup_rules.timing.seasons.cities",
    "followup_rules.timing.seasons.making",
)
"""What judging a ledger needs, and what none of the five books declares."""

DECISION = """
import datetime as dt
from followup_rules.rulebooks import repair
done = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
judged = dt.datetime(2026, 3, 9, tzinfo=dt.UTC)
verdict = repair.VISIT_DEADLINE.assess(done, category="leak", as_of=judged)
"""

TABLES = """
import sys
from functools import _lru_cache_wrapper as Cache
import attrs
import {module} as book

def is_filled(made, name):
    try:
        object.__getattribute__(made, name)
    except AttributeError:
        return False
    return True

{asked}
for rule in book.RULES.rules.values():
    for made in filter(None, (rule, getattr(rule, "counting", None))):
        fields = [entry.name for entry in attrs.fields(type(made))]
        tables = {{*type(made).__slots__}} - {{*fields, "__weakref__"}}
        print(*(name for name in tables if is_filled(made, name)))
for module in [name for name in sys.modules if name.startswith("followup_rules")]:
    for name, kept in vars(sys.modules[module]).items():
        if isinstance(kept, Cache) and kept.cache_info().currsize:
            print(name)
"""
"""A program that prints every table and every cache that holds something."""

ASKED = """
import datetime as dt
book.VISIT_DEADLINE.due(dt.datetime(2026, 3, 2, tzinfo=dt.UTC), category="leak")
"""

WHILE_BUILDING = {"parse", "entries_that_ask", "_fields_in", "_held"}
"""Caches of how the text of a book is read, and its classes are walked through."""

BUDGETS = {OURS: 1.3} | dict.fromkeys(RULEBOOKS, 2.0)
ROOM = 3
"""How many times its budget an import may take here before the test fails."""
TRIES = 7


def ours_after(statement: str) -> set[str]:
    """Return the modules of ours that a statement loads."""
    return {name for name in modules_after(statement) if name.split(".")[0] == OURS}


def import_times(statement: str) -> dict[str, int]:
    """Return what each import of a statement took in microseconds, all in all."""
    found = {}
    for line in run(statement, "-X", "importtime").stderr.splitlines():
        marker, _, times = line.partition("import time:")
        cells = times.split("|")
        if not marker and len(cells) == 3 and cells[1].strip().isdigit():
            name = cells[2].removeprefix(" ")
            if not name.startswith(" "):  # an indented one is within the next
                found[name] = int(cells[1])
    return found


def ratio_of(module: str) -> float:
    """Return what a module costs in all, against what it is built on, in one run."""
    took = import_times(f"import {FOUNDATION}, {module}")
    base = sum(took[name] for name in FOUNDATION.split(", "))
    ours = sum(time for name, time in took.items() if name.split(".")[0] == OURS)
    return (base + ours) / base


class TestNothingOptional:
    """
    The core needs attrs and pendulum alone.
    """

    @pytest.mark.parametrize(
        "statement",
        [
            "import followup_rules",
            "from followup_rules import *",
            "import followup_rules.books.rulebook, followup_rules.wording",
            "from followup_rules.rulebooks import repair; repair.assess",
            *(f"import {name}" for name in RULEBOOKS),
        ],
    )
    def test_no_stranger_comes_along(self, statement: str) -> None:
        """No package is loaded that attrs and pendulum do not load themselves."""
        assert strangers_after(statement) == set()

    def test_a_stranger_would_be_seen(self) -> None:
        """An import of an extra is seen."""
        assert "narwhals" in strangers_after("import followup_rules, narwhals")


class TestNothingEarly:
    """
    What is not asked for is not loaded, and no table is built.
    """

    def test_the_front_door(self) -> None:
        """The package itself is two files, and nothing heavier than `importlib`."""
        loaded = modules_after("import followup_rules") - modules_after(
            "import importlib"
        )

        assert loaded == FRONT_DOOR

    def test_one_name(self) -> None:
        """A name brings its own module and what that is written with."""
        assert ours_after("import followup_rules; followup_rules.Days") == {
            *FRONT_DOOR,
            "followup_rules.clauses",
            "followup_rules.errors",
            "followup_rules.errors.base",
            "followup_rules.errors.values",
            "followup_rules.fields",
            "followup_rules.fields.annotations",
            "followup_rules.fields.values",
            "followup_rules.immutable",
            "followup_rules.timing",
            "followup_rules.timing.amounts",
            "followup_rules.timing.amounts.lengths",
            "followup_rules.timing.amounts.spelled",
        }

    @pytest.mark.parametrize("module", RULEBOOKS)
    def test_a_rulebook(self, module: str) -> None:
        """A rulebook loads no other, no sentences and nothing from above."""
        loaded = ours_after(f"import {module}")

        assert module in loaded
        assert not loaded & {*LATER, *RULEBOOKS} - {module}

    @pytest.mark.parametrize("module", RULEBOOKS)
    def test_the_kinds_of_a_rulebook(self, module: str) -> None:
        """A rulebook loads the kinds of its rules, and no other kind."""
        rules = importlib.import_module(module).RULES.rules.values()
        own = {
            type(rule).__module__.removeprefix(KINDS).split(".")[0] for rule in rules
        }
        loaded = {
            name.removeprefix(KINDS).split(".")[0]
            for name in modules_after(f"import {module}")
            if name.startswith(KINDS)
        }

        assert loaded == own

    @pytest.mark.parametrize("module", RULEBOOKS)
    def test_what_no_rulebook_declares(self, module: str) -> None:
        """Offices, moved bounds and the reading of rows come where they are used."""
        assert not ours_after(f"import {module}") & {*WHEN_ASKED}

    def test_a_ledger_would_be_seen(self) -> None:
        """What judging a ledger loads is seen."""
        judged = (
            "import datetime as dt; from followup_rules.rulebooks import repair; "
            "repair.assess([], as_of=dt.datetime(2026, 3, 9, tzinfo=dt.UTC))"
        )
        assert {"followup_rules.books.assess", "followup_rules.ledgers.rows"} <= (
            ours_after(judged)
        )

    def test_a_decision(self) -> None:
        """Judging loads no sentences; explaining does."""
        assert "followup_rules.wording" not in ours_after(DECISION)
        explained = ours_after(f"{DECISION}\nverdict.explain()")
        assert "followup_rules.reasons.deadlines" in explained

    @pytest.mark.parametrize("module", RULEBOOKS)
    def test_no_table_is_built(self, module: str) -> None:
        """No look-up table of a rule is filled by an import, and no cache of answers."""
        filled = run(TABLES.format(module=module, asked="")).stdout.split()

        assert {*filled} <= WHILE_BUILDING

    def test_a_table_would_be_seen(self) -> None:
        """What the first question builds is seen."""
        program = TABLES.format(module="followup_rules.rulebooks.repair", asked=ASKED)

        assert {"_added", "zone_of"} <= set(run(program).stdout.split())


class TestImportTime:
    """
    `python -X importtime`, as a ratio to attrs and pendulum in the same run.
    """

    @pytest.mark.parametrize(("module", "budget"), BUDGETS.items())
    def test_a_light_import(self, module: str, budget: float) -> None:
        """One of several runs stays within thrice the budget, however busy it is."""
        found: list[float] = []
        while len(found) < TRIES and (not found or found[-1] > ROOM * budget):
            found.append(ratio_of(module))

        assert found[-1] <= ROOM * budget, found

    def test_the_times_are_read(self) -> None:
        """Both sides of the ratio are found, and within are not counted twice."""
        took = import_times("import attrs, pendulum, json.tool, followup_rules")

        assert {"attrs", "pendulum", "json.tool", OURS} <= set(took)
        assert not {"attr", "json.decoder", "pendulum.date"} & set(took)
        assert all(time > 0 for time in took.values())
