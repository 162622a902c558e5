"""
What must be true of every book and every ledger, held against the five shipped books.
"""

import datetime as dt
import importlib
from typing import Any

import attrs
import pendulum
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followup_rules.books.register import shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError, InvariantBrokenError
from followup_rules.reports import Report
from followup_rules.rulebooks import repair
from followup_rules.testing import (
    check_invariants,
    invariants,
    ledgers,
    policies,
    scenarios,
    situations,
)
from followup_rules.timing.calendars import china
from followup_rules.timing.seasons import published
from followup_rules.verdicts import Subject, Verdict


def made(row: Any, *told: Any, **facts: Any) -> Any:
    """Return a row that is told what matters alone."""
    return row(*told, **facts)


BOOKS = shelf()
AT = pendulum.datetime(2026, 3, 2, 9, tz="Asia/Shanghai")


AGAIN = ("A-36", "RESTART_AT_COMPLETION")
"""The reading under which the end of a cover, and what hangs on it, may move."""


@pytest.mark.parametrize(
    ("name", "reading"), [*((one, None) for one in BOOKS), ("construction", AGAIN)]
)
def test_shipped_books_keep_them(name: str, reading: tuple[str, str] | None) -> None:
    """Made-up ledgers of every book, some rows of which cannot be read."""
    book: Rulebook = importlib.import_module(f"followup_rules.rulebooks.{name}").RULES
    book = book if reading is None else book.choose(*reading)
    seasons = {"Li": published("beijing")} if name == "construction" else None

    @settings(
        max_examples=10,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.booleans(), st.data())
    def hold(broken: bool, data: st.DataObject) -> None:  # noqa: FBT001 - drawn
        """Hold one situation to them."""
        given_ = situations(
            book, most=3, broken=broken, calendar=china(), seasons=seasons
        )
        situation = data.draw(given_)
        check_invariants(
            book,
            situation.ledgers,
            as_of=situation.as_of,
            period=situation.period,
            calendar=situation.calendar,
            seasons=situation.seasons,
            framed=pl.from_arrow,
        )

    hold()


class TestFindings:
    """
    Each of them is found where it does not hold.
    """

    @staticmethod
    def job(**facts: Any) -> Any:
        """Return a repair of 2 March that owes a visit."""
        told = {
            "id": "R1",
            "categories": "leak",
            "completed_at": AT,
            "owes_visit": True,
        }
        return made(repair.Repair, **{**told, **facts})

    def broken(self, ledgers: Any, **told: Any) -> InvariantBrokenError:
        """Return what was found."""
        with pytest.raises(InvariantBrokenError) as caught:
            check_invariants(repair.RULES, ledgers, as_of=AT.add(days=9), **told)
        return caught.value

    def test_a_report_is_returned(self) -> None:
        """What holds gives the report, whose rows were read once from any iterable."""
        report = check_invariants(
            repair.RULES, {"repair": iter([self.job()])}, as_of=AT.add(days=9)
        )

        assert len(report.where(rule="visit_deadline")) == 1

    def test_a_row_that_answers_otherwise_each_time(self) -> None:
        """An adapter whose property wavers is found by turning the rows."""
        calls: list[int] = []

        class Wavering:
            """A row whose time of completion is another each time."""

            def __getattr__(self, name: str) -> Any:
                """Answer as a repair does, but for one attribute."""
                if name == "completed_at":
                    calls.append(1)
                    return AT.add(days=len(calls) % 2)
                return getattr(TestFindings.job(), name)

        found = self.broken({"repair": [Wavering()]})

        assert found.invariant == "the order of rows changes nothing"
        assert "REPAIR/visit_deadline//repair/R1/" in found.finding

    def test_a_row_that_is_an_error_at_times(self) -> None:
        """Rows in error are compared, and by which attribute."""
        asked: list[str] = []

        class Wavering:
            """A row in which another attribute cannot be read each time."""

            def __getattr__(self, name: str) -> Any:
                """Answer as a repair does, but for two attributes."""
                asked.append(name)
                # A row in error is gone through twice: for what else can be read of it.
                turn = (asked.count("entered_at") + 1) // 2 % 2
                if name == ("premises" if turn else "responsible"):
                    return 5
                return getattr(TestFindings.job(), name)

        found = self.broken({"repair": [Wavering()]})

        assert found.invariant == "the order of rows changes nothing"

    @pytest.mark.parametrize(
        ("later", "invariant"),
        [("BREACHED", "only what is open moves"), (None, "keys stay")],
    )
    def test_what_time_must_not_move(
        self, monkeypatch: pytest.MonkeyPatch, later: str | None, invariant: str
    ) -> None:
        """A verdict that was met and turns, and an obligation that is lost, are found."""
        visit = made(
            repair.Visit,
            id="V1",
            repair_id="R1",
            visited_at=AT.add(days=1),
            visitors=[repair.Visitor("office", None)],
        )
        ledgers: Any = {"repair": [self.job()], "visit": [visit]}
        unmet = repair.RULES.assess({"repair": [self.job()]}, as_of=AT.add(days=30))
        plainly = Rulebook.report
        moments = [AT.add(days=9), AT.add(days=40)]

        def report(book: Rulebook, verdicts: Any, as_of: Any, **told: Any) -> Report:
            """Turn the verdict on the visit after a week."""
            found = list(verdicts)
            if as_of == moments[1]:
                kept = [one for one in found if one.rule != "visit_deadline"]
                found = kept + (
                    [] if later is None else [*unmet.where(rule="visit_deadline")]
                )
            return plainly(book, found, as_of, **told)

        monkeypatch.setattr(Rulebook, "report", report)
        found = self.broken(ledgers, moments=moments)

        assert found.invariant == invariant
        assert "REPAIR/visit_deadline//repair/R1/" in found.finding
        check_invariants(
            repair.RULES,
            ledgers,
            as_of=AT.add(days=9),
            moments=moments,
            unsteady=("visit_deadline",),
        )

    def test_a_row_in_error_that_comes_later(self) -> None:
        """It may be the visit that was in time, so what was late is held back (A-74)."""
        late, lost = (
            made(
                repair.Visit,
                id=id_,
                repair_id=to,
                visited_at=AT.add(days=after),
                visitors=[repair.Visitor("office", None)],
            )
            for id_, to, after in (("V1", "R1", 9), ("V2", "R9", 20))
        )
        ledgers: Any = {"repair": [self.job()], "visit": [late, lost]}
        moments = [AT.add(days=12), AT.add(days=30)]
        statuses = [
            next(iter(found.where(rule="visit_deadline"))).status.name
            for found in (repair.RULES.assess(ledgers, as_of=at) for at in moments)
        ]

        assert statuses == ["LATE", "UNDETERMINED"]
        check_invariants(repair.RULES, ledgers, as_of=moments[1], moments=moments)

    @pytest.mark.parametrize(
        ("change", "invariant"),
        [
            (lambda one: [one, one], "one key for each obligation"),
            (
                lambda one: [Silent(*attrs.astuple(one, recurse=False))],
                "everything can be said",
            ),
            (
                lambda one: [
                    attrs.evolve(one, evidence=attrs.evolve(one.evidence, trigger=AT))
                ],
                "every receipt replays",
            ),
        ],
    )
    def test_what_a_verdict_must_be(
        self, monkeypatch: pytest.MonkeyPatch, change: Any, invariant: str
    ) -> None:
        """Two of one key, one that says nothing, and one that does not replay."""
        plainly = Rulebook.report

        def report(book: Rulebook, verdicts: Any, as_of: Any, **told: Any) -> Report:
            """Spoil the verdict on the visit."""
            found = [
                made
                for one in verdicts
                for made in (change(one) if one.rule == "visit_deadline" else [one])
            ]
            return plainly(book, found, as_of, **told)

        monkeypatch.setattr(Rulebook, "report", report)
        late = self.job(completed_at=AT.add(days=2))

        assert self.broken({"repair": [late]}).invariant == invariant

    def test_a_row_that_is_not_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Accounts that do not add up to the rows given are found."""
        plainly = Rulebook.report

        def report(
            book: Rulebook, *verdicts: Any, accounts: Any, **told: Any
        ) -> Report:
            """Lose a row."""
            lost = attrs.evolve(accounts["repair"], judged=0)
            return plainly(
                book, *verdicts, accounts={**accounts, "repair": lost}, **told
            )

        monkeypatch.setattr(Rulebook, "report", report)

        found = self.broken({"repair": [self.job()]})

        assert found.invariant == "every row is accounted for"
        assert str(found).startswith("every row is accounted for: repair: 1 rows given")

    def test_rows_in_error_that_are_not_counted(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """More rows in error than there are errors are found."""
        plainly = Rulebook.report

        def report(
            book: Rulebook, *verdicts: Any, accounts: Any, **told: Any
        ) -> Report:
            """Count a row that was judged among those in error."""
            moved = attrs.evolve(accounts["repair"], judged=0, in_error=1)
            return plainly(
                book, *verdicts, accounts={**accounts, "repair": moved}, **told
            )

        monkeypatch.setattr(Rulebook, "report", report)

        found = self.broken({"repair": [self.job()]})

        assert found.invariant == "rows in error are accounted for"

    def test_moments_without_a_zone_are_passed_over(self) -> None:
        """A naive time makes a row error and is no moment to judge at."""
        naive = self.job(completed_at=dt.datetime.fromisoformat("2026-03-02T09:00"))
        report = check_invariants(
            repair.RULES, {"repair": [naive]}, as_of=AT.add(days=9)
        )

        assert len(report.row_errors) == 1

    def test_rows_with_one_id_are_not_turned(self) -> None:
        """Of two rows with one id the first counts, so that order may matter."""
        rows = [self.job(), self.job(categories="general")]

        report = check_invariants(repair.RULES, {"repair": rows}, as_of=AT.add(days=9))

        assert len(report.row_errors) == 1


class Silent(Verdict):
    """A verdict that says nothing."""

    def explain(self, language: str = "en") -> str:
        """Say nothing."""
        return "" if language else language


class TestWhatIsNoBook:
    """
    The module of a book is not the book.
    """

    def test_each_door(self) -> None:
        """It is refused, and the way out said, before anything is drawn."""
        doors: tuple[Any, ...] = (situations, ledgers, policies, scenarios)
        for door in doors:
            with pytest.raises(InvalidFieldError, match=r"such as repair\.RULES"):
                door(repair)

    def test_invariants(self) -> None:
        """So are ledgers that do not stand under their kinds."""
        wrong: Any = repair
        with pytest.raises(InvalidFieldError, match="a Rulebook"):
            check_invariants(wrong, {}, as_of=AT)
        rows: Any = []
        with pytest.raises(InvalidFieldError, match="by the kind of their ledger"):
            check_invariants(repair.RULES, rows, as_of=AT)


class TestWhatMayTurn:
    """
    A share of rows that are never all there: one that no window closes.
    """

    @pytest.mark.parametrize(
        ("subject", "turns"),
        [
            (None, True),
            (Subject("unit", "U1"), True),
            (Subject("unit", "U1", "2026-03"), False),
        ],
    )
    def test_shares(self, subject: Subject | None, *, turns: bool) -> None:
        """What is about a window is settled with it."""
        rule = next(
            one
            for one in repair.RULES.rules.values()
            if type(one).__name__ == "QuotaPolicy"
        )
        verdict = rule.assess(10, 9, subject=subject)

        assert invariants._may_turn(verdict) is turns  # noqa: SLF001 - one question
