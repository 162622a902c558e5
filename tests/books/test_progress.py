"""
How far judging has come, as its caller is told.
"""

import gc
import io
import sys
from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from tests.books.example_ledgers import BOOKS, asked

from followup_rules import __main__ as command
from followup_rules.books.progress import Course
from followup_rules.errors import InvalidFieldError, NotAnInstantError
from followup_rules.rulebooks import repair
from followup_rules.timing.cycles import month


def told(name: str, **changes: Any) -> tuple[list[tuple[int, int]], Any]:
    """Judge the ledger of an example; return what was told, and the report."""
    calls: list[tuple[int, int]] = []
    one = asked(name)

    def tell(done: int, rows: int) -> None:
        calls.append((done, rows))

    given = {"ledgers": one.ledgers, "as_of": one.as_of, "period": one.period}
    sources = {**given, **one.sources, **changes, "progress": tell}
    report = one.book.assess(**sources)
    return calls, report


class TestWhatIsTold:
    """
    How many rows are done of how many: from none to all, each time more.
    """

    @pytest.mark.parametrize("name", BOOKS)
    def test_from_none_to_all(self, name: str) -> None:
        calls, report = told(name)
        rows = sum(len(given) for given in asked(name).ledgers.values())
        done = [one for one, _ in calls]

        assert {of for _, of in calls} == {rows}
        assert done[0] == 0
        assert done[-1] == rows
        assert all(one < two for one, two in pairwise(done))
        assert report == asked(name).judged()

    def test_not_too_often(self) -> None:
        """A thousand rows are told in a hundred parts at most."""
        one = asked("repair")
        made = one.ledgers["repair"][0]
        rows = [
            SimpleNamespace(
                id=str(number),
                categories="leak",
                completed_at=made.completed_at,
                responsible=None,
                owes_visit=True,
                premises="in_home",
                entered_at=None,
            )
            for number in range(1000)
        ]
        calls, _ = told("repair", ledgers={"repair": rows}, period=None)

        assert 30 < len(calls) <= 101
        assert calls[1] == (10, 1000)

    def test_a_rule_about_many_rows_is_one_step(self) -> None:
        """The three shares of the repairs: a fifth of all steps each, told at once."""
        made = asked("repair").ledgers["repair"][0]
        rows = [
            repair.Repair(id=str(n), categories="leak", completed_at=made.completed_at)
            for n in range(1000)
        ]
        calls, _ = told("repair", ledgers={"repair": rows}, period=None)
        leaps = [two - one for (one, _), (two, _) in pairwise(calls) if two - one > 10]

        assert leaps == [200, 200, 200]

    def test_no_rows(self) -> None:
        """Nothing is told once, at the start."""
        calls, _ = told("repair", ledgers={})

        assert calls == [(0, 0)]

    def test_what_can_be_read_through_once(self) -> None:
        """Rows that come one by one are listed, and counted."""
        one = asked("repair")
        once = {kind: iter(rows) for kind, rows in one.ledgers.items()}
        calls, report = told("repair", ledgers=once)

        assert calls == told("repair")[0]
        assert report == one.judged()

    def test_rows_without_a_length(self) -> None:
        """What does not say how many rows it has counts for none, and is judged."""

        class Query:
            def __iter__(self) -> Iterator[Any]:
                return iter(asked("repair").ledgers["repair"])

        one = asked("repair")
        calls, report = told("repair", ledgers={**one.ledgers, "repair": Query()})

        assert calls[-1] == (len(one.ledgers["visit"]),) * 2
        assert report == one.judged()

    def test_nothing_of_the_period(self) -> None:
        """Rows of other periods are done at once."""
        calls, _ = told("repair", period=month(1999, 1))

        assert calls[-1][0] == calls[-1][1] > 0


class TestErrors:
    """
    What cannot be called is refused, and what a callback raises goes through.
    """

    def test_no_function(self) -> None:
        with pytest.raises(InvalidFieldError, match="progress"):
            repair.assess([], as_of=asked("repair").as_of, progress=3)  # type: ignore[arg-type]

    @pytest.mark.parametrize("after", [0, 1, 3])
    @pytest.mark.parametrize("error", [KeyboardInterrupt, NotAnInstantError("x", 1)])
    def test_its_own_exception(self, after: int, error: Any) -> None:
        calls: list[int] = []

        def stop(done: int, _rows: int) -> None:
            calls.append(done)
            if len(calls) > after:
                raise error

        one = asked("repair")
        with pytest.raises(type(error) if isinstance(error, Exception) else error):
            one.book.assess(
                one.ledgers, as_of=one.as_of, period=one.period, progress=stop
            )
        assert len(calls) == after + 1
        assert gc.isenabled()


class Terminal(io.StringIO):
    """
    A stream that a person looks at.
    """

    def isatty(self) -> bool:
        return True


class TestBar:
    """
    The command line shows a bar on a terminal, where it takes long.
    """

    @pytest.mark.parametrize(
        ("patience", "shown"), [(0, True), (command.PATIENCE, False)]
    )
    def test_on_a_terminal(
        self, monkeypatch: pytest.MonkeyPatch, patience: float, *, shown: bool
    ) -> None:
        seen = Terminal()
        monkeypatch.setattr(sys, "stderr", seen)
        monkeypatch.setattr(command, "PATIENCE", patience)
        with command.progress_bar("zh") as tell:
            assert tell is not None
            tell(0, 40)
            tell(40, 40)

        assert ("判定中" in seen.getvalue()) is shown

    def test_in_a_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is written where nobody looks."""
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        with command.progress_bar("en") as tell:
            assert tell is None

    def test_without_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the library there is no bar, and no error."""
        monkeypatch.setattr(sys, "stderr", Terminal())
        monkeypatch.setitem(sys.modules, "tqdm", None)
        with command.progress_bar("en") as tell:
            assert tell is None


class TestSteps:
    """
    A row is a step when it is read, and one more for each rule that is asked of it.
    """

    def test_half_is_reading(self) -> None:
        """Four rows and one rule: when all are read, two of four are done."""
        calls: list[tuple[int, int]] = []
        rows = ["a", "b", "c", "d"]
        book: Any = SimpleNamespace(feeds={"rule": SimpleNamespace(each="kind")})
        course = Course(lambda *far: calls.append(far), book, {"kind": rows})

        assert list(course.reading("kind")) == rows
        assert calls == [(0, 4), (1, 4), (2, 4)]
        assert list(course.judging("kind", tuple(rows), 1)) == rows
        assert calls[3:] == [(3, 4), (4, 4)]
