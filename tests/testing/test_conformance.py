"""
The conformance class: ten planted bugs are found, and a sound system passes.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.testing.hosts import BUGS, SHANGHAI, RepairConformance

from followup_rules import interchange
from followup_rules.errors import InvalidFieldError, InvariantBrokenError
from followup_rules.rulebooks import repair
from followup_rules.testing import Conformance, Situation, situations
from followup_rules.timing.cycles import Period, month, period

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
EXAMPLES = 400
FOUND_BY = {
    "a row that changed is not stored again": "test_machine",
    "statuses are not judged again": "test_judged_again_later",
}
"""What only one of the tests can find; the others are found by the first."""


def just_before_one_is_done(situation: Situation) -> Situation:
    """Judge a moment before the first job is completed, when it is not known yet."""
    done = [row.completed_at for row in situation.ledgers["repair"] if row.completed_at]
    if not done:
        return situation
    return attrs.evolve(situation, as_of=min(done) - dt.timedelta(microseconds=1))


class JustBefore(RepairConformance):
    """The back end, asked on the very day on which a job is completed."""

    def situations(self) -> st.SearchStrategy[Situation]:
        """Try moments of which only the clock time tells that they came before."""
        return super().situations().map(just_before_one_is_done)


def of_two_categories(situation: Situation) -> Situation:
    """Put every job under two categories, of which the second is the stricter."""
    both = tuple(
        attrs.evolve(row, categories=("general", "safety_facility"))
        for row in situation.ledgers["repair"]
    )
    return attrs.evolve(situation, ledgers={**situation.ledgers, "repair": both})


class OfTwo(RepairConformance):
    """The back end, asked of jobs under two categories."""

    def situations(self) -> st.SearchStrategy[Situation]:
        """Try jobs of which both categories must be kept."""
        return super().situations().map(of_two_categories)


def until_one_is_done(situation: Situation) -> Situation:
    """Judge the days until that on which the first job is completed."""
    done = [row.completed_at for row in situation.ledgers["repair"] if row.completed_at]
    if not done:
        return situation
    last = min(done).astimezone(SHANGHAI).date()
    days = period(last - dt.timedelta(days=1), last)
    return attrs.evolve(situation, period=days)


class UntilThatDay(RepairConformance):
    """The back end, asked of days of which a job is completed on the last."""

    def situations(self) -> st.SearchStrategy[Situation]:
        """Try periods that end on the day of a completion."""
        return super().situations().map(until_one_is_done)


ASKED: dict[str, type[RepairConformance]] = {
    "the last day of the period is left out": UntilThatDay,
    "of two categories the first is kept": OfTwo,
    "the clock time of the completion is lost": JustBefore,
}
"""What a situation made up at random would seldom show, and how it is asked instead."""


@pytest.fixture(autouse=True)
def _found_once() -> Iterator[None]:
    """Stop at the first thing found, and find the same every time."""
    before = settings.get_current_profile_name()
    settings.register_profile(
        "found once",
        settings(),
        max_examples=100,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
    )
    settings.load_profile("found once")
    yield
    settings.load_profile(before)


@pytest.mark.parametrize("bug", BUGS)
def test_every_bug_is_found(bug: str) -> None:
    """Each planted bug makes at least one of the tests fail, and says where."""
    host = ASKED.get(bug, RepairConformance)()
    host.bug = bug
    host.examples = EXAMPLES  # type: ignore[misc]
    test = getattr(host, FOUND_BY.get(bug, "test_situations"))

    with pytest.raises(InvariantBrokenError, match="the system answers as the book"):
        test()


class TestSoundJustBefore(JustBefore):
    """A sound back end passes where that is asked as well."""

    examples = 8


class TestSoundUntilThatDay(UntilThatDay):
    """And of such days."""

    examples = 3


class TestSoundOfTwo(OfTwo):
    """And of jobs under two categories."""

    examples = 8


class TestSoundBackEnd(RepairConformance):
    """A sound back end passes all of them."""

    examples = 8


class TestStatusAlone(RepairConformance):
    """What a system must say, where it says no more, is the status by the key."""

    examples = 5
    expected = Conformance.expected

    def answers(self, as_of: dt.datetime, span: Period | None) -> dict[str, str]:
        """Return the statuses alone."""
        stored = self.system.statuses(as_of, span)
        return {key: said.partition(" ")[0] for key, said in stored.items()}


class TestScenariosOfABook(Conformance):
    """The scenarios that a book in a file brings are put through a system as well."""

    book = interchange.read(BOOKS / "discharge.toml")
    examples = 3

    def begin(self) -> None:
        """Begin with no rows."""
        self.tables: dict[str, dict[str, Any]] = {
            kind: {} for kind in self.book.ledgers
        }

    def put(self, kind: str, row: Any) -> None:
        """Keep a row."""
        self.tables[kind][row.id] = row

    def answers(self, as_of: dt.datetime, span: Period | None) -> dict[str, str]:
        """Judge what is kept."""
        rows = {kind: list(table.values()) for kind, table in self.tables.items()}
        report = self.book.assess(rows, as_of=as_of, period=span)
        return {one.key: one.status.value for one in report}

    def test_a_system_that_answers_otherwise(self) -> None:
        """It is found by the scenarios alone."""
        wrong = type(self)()
        wrong.answers = lambda *_: {}  # type: ignore[method-assign]

        with pytest.raises(InvariantBrokenError, match="the system says None"):
            wrong.test_scenarios()


class TestOneKind(RepairConformance):
    """Where no fact can change by itself the machine has nothing to change."""

    examples = 3

    def situations(self) -> st.SearchStrategy[Situation]:
        """Try situations without a row."""
        return situations(self.book, most=0)


def test_each_method_is_asked_for() -> None:
    """A class without its methods says so; none of the three does nothing."""
    host = Conformance()
    asked: tuple[Callable[[], object], ...] = (
        host.begin,
        lambda: host.put("repair", None),
        lambda: host.answers(month(2026, 3).begins(), None),
    )
    for ask in asked:
        with pytest.raises(NotImplementedError):
            ask()


def test_a_book_is_asked_for() -> None:
    """A class without one, or with the module that holds it, is told what to name."""
    no_book: Any = repair
    named = type("Named", (Conformance,), {"book": no_book})
    for host in (Conformance(), named()):
        for test in (host.test_scenarios, host.test_situations, host.test_machine):
            with pytest.raises(InvalidFieldError, match=r"such as repair\.RULES"):
                test()


def test_strategies_of_the_host_are_used() -> None:
    """What only some values may be is drawn from what the host gives."""
    host = RepairConformance()
    host.given = {"repair.responsible": st.just("S12")}  # type: ignore[misc]

    @settings(max_examples=10)
    @given(host.situations())
    def only_those(situation: Situation) -> None:
        """Every repair names the one that was given."""
        assert {row.responsible for row in situation.ledgers["repair"]} <= {"S12"}

    only_those()
