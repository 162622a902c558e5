"""
Agendas, ways out and columns are held to the report, and each finding is made.
"""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.testing.test_invariants import AT, made

from followup_rules import interchange
from followup_rules.agenda import Agenda, State, agenda
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvariantBrokenError
from followup_rules.fields import Flag, Kind, Whole, Words
from followup_rules.ledgers.values import Plain
from followup_rules.ledgers.written import written_rows
from followup_rules.reports import Report
from followup_rules.rulebooks import construction, repair
from followup_rules.tables import Table
from followup_rules.testing import Situation, check_invariants, duties, situations
from followup_rules.testing.columns import _column, _type_of_none, check_columns
from followup_rules.testing.invariants import _may_become
from followup_rules.timing.calendars import china
from followup_rules.verdicts import Status, Verdict

FILES = Path(__file__).parents[2] / "docs" / "examples" / "books"

a_few = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def book_of(name: str) -> Rulebook:
    """Return the book of an example file."""
    found = interchange.loads((FILES / f"{name}.toml").read_text(encoding="utf-8"))
    assert isinstance(found, Rulebook)
    return found


@pytest.mark.parametrize("name", ["discharge", "hotline", "insurance", "lifts"])
def test_books_in_files_keep_them(name: str) -> None:
    """
    Ways out, ladders, extensions and pauses, over rows and over columns.

    Not over time: a rate of theirs counts what came late, and a lift that is put out of
    use is asked no more.
    """
    book = book_of(name)

    @a_few
    @given(situations(book, most=2, calendar=china()))
    def hold(situation: Situation) -> None:
        """Hold one situation to them."""
        check_invariants(
            book,
            situation.ledgers,
            as_of=situation.as_of,
            period=situation.period,
            calendar=situation.calendar,
            framed=pl.from_arrow,
            moments=(),
        )

    hold()


def test_lazy_frames() -> None:
    """What makes the frames may be any engine's, one that waits to be asked too."""

    @a_few
    @given(situations(repair.RULES, most=3))
    def hold(situation: Situation) -> None:
        """Hold one situation to them."""
        check_invariants(
            repair.RULES,
            situation.ledgers,
            as_of=situation.as_of,
            period=situation.period,
            framed=lambda table: pl.from_arrow(table).lazy(),  # type: ignore[union-attr]
            moments=(),
        )

    hold()


def job(name: str, day: int) -> Any:
    """Return a leak of March that owes a visit by three days later."""
    done = AT.replace(day=day)
    told = {"categories": "leak", "completed_at": done, "owes_visit": True}
    return made(repair.Repair, id=name, **told)


LEDGERS = {"repair": (job("R1", 2), job("R2", 6), job("R3", 7))}
AS_OF = AT.replace(day=8)
"""R1 is overdue, R2 is due on the 9th and R3 on the 10th."""


class TestAgenda:
    """
    What an agenda may not do.
    """

    @staticmethod
    def found(monkeypatch: pytest.MonkeyPatch, change: Any) -> str:
        """Return what is found of an agenda that was changed."""
        plainly = agenda

        def changed(*args: Any, **told: Any) -> Agenda:
            """Return another agenda."""
            listed = plainly(*args, **told)
            return attrs.evolve(listed, entries=change(listed.entries))

        monkeypatch.setattr(duties, "agenda", changed)
        with pytest.raises(InvariantBrokenError) as caught:
            check_invariants(repair.RULES, LEDGERS, as_of=AS_OF)
        assert caught.value.invariant == "the agenda says what the report says"
        return caught.value.finding

    @pytest.mark.parametrize(
        ("change", "finding"),
        [
            (lambda own: own[:2], "REPAIR/visit_deadline//repair/R3/ is not listed"),
            (
                lambda own: (*own, own[2]),
                "REPAIR/visit_deadline//repair/R3/ is listed twice",
            ),
            (
                lambda own: (own[0], own[2], own[1]),
                "REPAIR/visit_deadline//repair/R2/ stands behind "
                "REPAIR/visit_deadline//repair/R3/, and is due before it",
            ),
            (
                lambda own: (attrs.evolve(own[0], closes=None), *own[1:]),
                "REPAIR/visit_deadline//repair/R2/ stands behind "
                "REPAIR/visit_deadline//repair/R1/, and is due before it",
            ),
            (
                lambda own: (attrs.evolve(own[0], state=State.DONE), *own[1:]),
                "REPAIR/visit_deadline//repair/R1/ is DONE, and BREACHED",
            ),
            (
                lambda own: (
                    attrs.evolve(own[0], verdict=as_status(own[0], "EXCUSED")),
                    *own[1:],
                ),
                "REPAIR/visit_deadline//repair/R1/ is not owed, and listed; "
                "REPAIR/visit_deadline//repair/R1/ is OVERDUE, and BREACHED",
            ),
        ],
    )
    def test_findings(
        self, monkeypatch: pytest.MonkeyPatch, change: Any, finding: str
    ) -> None:
        """Left out, twice, out of order, in another state, or not owed."""
        assert self.found(monkeypatch, change) == finding

    def test_what_has_no_limit_stands_last(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """At the end it is out of no order."""
        plainly = agenda

        def changed(*args: Any, **told: Any) -> Agenda:
            """Take the limit of the last."""
            listed = plainly(*args, **told)
            *rest, last = listed.entries
            entries = (*rest, attrs.evolve(last, closes=None))
            return attrs.evolve(listed, entries=entries)

        monkeypatch.setattr(duties, "agenda", changed)
        assert len(check_invariants(repair.RULES, LEDGERS, as_of=AS_OF)) > 3


class Otherwise:
    """
    A verdict that says another status.
    """

    def __init__(self, verdict: Verdict, status: str) -> None:
        self.verdict = verdict
        self.status = Status[status]

    def __getattr__(self, name: str) -> Any:
        """Answer all else as the verdict does."""
        return getattr(self.verdict, name)


def as_status(entry: Any, status: str) -> Any:
    """Return the verdict of an entry with another status."""
    return Otherwise(entry.verdict, status)


class TestWaysOut:
    """
    A patient refused the call, and is excused.
    """

    BOOK = book_of("discharge")

    def case(self) -> tuple[Any, Report]:
        """Return the rows of the scenario in which somebody is excused, and its report."""
        for scenario in self.BOOK.scenarios:
            rows = {
                kind: tuple(written_rows(self.BOOK.ledgers[kind], own, self.BOOK.zone))
                for kind, own in scenario.ledgers.items()
            }
            report = self.BOOK.assess(rows, as_of=scenario.as_of, calendar=china())
            if len(report.where(rule="first_call", status=Status.EXCUSED)):
                return rows, report
        raise AssertionError("no scenario has a way out")

    def found(self, change: Any) -> str:
        """Return what is found of a report whose excused verdict was changed."""
        rows, report = self.case()

        class Changed:
            """The report, but for that."""

            basis = report.basis

            def where(self, rule: str) -> list[Any]:
                """Return the verdicts of a rule, changed."""
                return [change(one) for one in report.where(rule=rule)]

        lying: Any = Changed()
        with pytest.raises(InvariantBrokenError) as caught:
            duties.check_ways_out(self.BOOK, rows, lying, calendar=china(), period=None)
        assert caught.value.invariant == "a way out lets off and does nothing else"
        return caught.value.finding

    def test_it_lets_off(self) -> None:
        """What holds is found to hold."""
        rows, report = self.case()

        duties.check_ways_out(self.BOOK, rows, report, calendar=china(), period=None)

    @pytest.mark.parametrize("status", ["LATE", "MET"])
    def test_it_changes_nothing_else(self, status: str) -> None:
        """What it excuses may not come out as anything but excused."""
        found = self.found(
            lambda one: Otherwise(one, status) if one.status is Status.EXCUSED else one
        )

        assert f" is {status}, and without it " in found

    def test_it_makes_no_obligation(self) -> None:
        """What is not there without it is found."""

        class Other(Otherwise):
            """A verdict of another key."""

            key = "another"

        found = self.found(lambda one: Other(one, one.status.name))

        assert found.endswith("and without it nothing")


@pytest.mark.parametrize(
    ("bounded", "code", "may"),
    [
        (True, "let_off", False),
        (True, "let_off_afterwards", True),
        (False, "let_off", True),
    ],
)
def test_what_was_broken_is_excused_only_where_the_text_says(
    bounded: bool,  # noqa: FBT001 - one case of a table
    code: str,
    may: bool,  # noqa: FBT001 - the same
) -> None:
    """After its bound, a way out lets off what was overdue if it says so."""
    was: Any = SimpleNamespace(status=Status.BREACHED)
    evidence = SimpleNamespace(deadline=object() if bounded else None)
    later: Any = SimpleNamespace(
        status=Status.EXCUSED, evidence=evidence, reason=SimpleNamespace(code=code)
    )

    assert _may_become(was, later) is may


class TestColumns:
    """
    What columns say otherwise.
    """

    ROWS = LEDGERS
    REPORT = repair.RULES.assess(LEDGERS, as_of=AS_OF)

    def found(self, report: Any) -> str:
        """Return what is found of a report that is otherwise."""
        with pytest.raises(InvariantBrokenError) as caught:
            check_columns(
                repair.RULES, self.ROWS, report, lambda table: table, period=None
            )
        assert caught.value.invariant == "columns say what rows say"
        return caught.value.finding

    def test_a_verdict_less(self) -> None:
        """A key that only one of them has."""
        fewer = attrs.evolve(self.REPORT, verdicts=self.REPORT.verdicts[:-1])

        assert "None by rows" in self.found(fewer)

    def test_an_account_that_is_otherwise(self) -> None:
        """A row that only one of them judged."""
        account = self.REPORT.accounts["repair"]
        more = attrs.evolve(account, judged=account.judged + 1)
        accounts = Table({**self.REPORT.accounts, "repair": more})

        found = self.found(attrs.evolve(self.REPORT, accounts=accounts))
        assert found.startswith("repair: Account(given=3, judged=4")

    @pytest.mark.parametrize("framed", [pl.from_arrow, pa.Table.to_pandas])
    def test_days_of_every_engine(self, framed: Any) -> None:
        """A day is a day, also where an engine holds it as an instant."""
        assert any(
            verdict.evidence.shape == "deadline" and verdict.evidence.deadline
            for verdict in self.REPORT
        )
        check_columns(repair.RULES, self.ROWS, self.REPORT, framed, period=None)

    def test_rows_that_no_column_holds(self) -> None:
        """An attribute of two types is left alone, and so is a ledger of inner rows."""
        odd = {"repair": (job("R1", 2), attrs.evolve(job("R2", 3), premises=5))}
        apart = {**LEDGERS, "problem": ()}

        for rows in (odd, apart, {}):
            check_columns(repair.RULES, rows, self.REPORT, pl.from_arrow, period=None)

    @pytest.mark.parametrize(
        ("holds", "kind"),
        [
            (Flag(), pa.bool_()),
            (Whole(0), pa.int64()),
            (Kind((dt.date,)), pa.date32()),
            (Words(), pa.string()),
        ],
    )
    def test_a_column_of_which_nothing_is_known(self, holds: Any, kind: Any) -> None:
        """It has the type that the declaration says."""
        assert _type_of_none(Plain(holds=holds)) == kind

    def test_days_and_instants_are_two_types(self) -> None:
        """A day beside an instant would lose its hour, or gain one."""
        days = (dt.date(2026, 3, 2), dt.datetime(2026, 3, 3, tzinfo=dt.UTC))
        rows = {
            "project": tuple(
                made(construction.Project, id=f"P{n}", categories=(), accepted_on=day)
                for n, day in enumerate(days)
            )
        }

        check_columns(
            construction.RULES, rows, self.REPORT, pa.Table.to_pandas, period=None
        )


def test_one_name_or_several_in_one_attribute() -> None:
    """All are lists then, and what is not known stays so."""
    value: Any = None  # asked only where nothing is known
    made = _column(["a", None, ["b", "c"]], value)

    assert made.to_pylist() == [["a"], None, ["b", "c"]]
