"""
Rows inside rows over columns, and what a book says of them in the closed language.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import narwhals as nw
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from tests.frames.books.compare import differences
from tests.frames.books.demo import CLAUSE, WARD
from tests.frames.books.random_ledgers import NOW, SH, Maker, Rows, told
from tests.frames.books.test_questions import SO
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames
from followup_rules.books.conditions import Attribute, HasAny
from followup_rules.books.feeds import Checklist
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import Speech
from followup_rules.frames.books.credits import credited
from followup_rules.frames.books.dues import moment
from followup_rules.frames.books.judging import Call
from followup_rules.frames.books.questions import NotInColumnsError, Questions
from followup_rules.frames.books.reading import Asking
from followup_rules.frames.books.stops import moment_of
from followup_rules.frames.engines import ABSENT, engine_of
from followup_rules.frames.moments import Now
from followup_rules.ledgers.facts import ledger_of, part, row, said
from followup_rules.rulebooks import repair
from followup_rules.tables import Table
from followup_rules.timing.cycles import month

BOOK = repair.RULES
MARCH = month(2026, 3)
QUOTAS = tuple(rule for rule in BOOK.rules if rule.startswith("visit_quota."))
DONE = dt.datetime(2026, 3, 2, 9, tzinfo=SH)
ASKED: dict[str, Any] = {"as_of": NOW, "period": MARCH}


class TestEntries:
    """
    Each entry of a list becomes a row.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    def test_what_is_in_them(self, engine: str) -> None:
        """
        Two entries, none, no list, and an entry that is none at all.
        """
        lists = [[{"a": "x", "b": 1}, {"a": None, "b": 2}], [], None, [None]]
        held = pa.list_(pa.struct({"a": pa.string(), "b": pa.int64()}))
        table = pa.table({"id": list("pqrs"), "some": pa.array(lists, held)})
        native = ENGINES[engine](table)
        frame = engine_of(native).open(native, {"id": "id", "some": "some"})
        found = engine_of(native).unfolded(frame, "some", "id", {"new": "a", "b": "b"})
        eager = found.collect() if isinstance(found, nw.LazyFrame) else found
        assert eager.columns == ["id", ABSENT, "new", "b"]
        assert sorted(eager.rows(), key=str) == [
            ("p", False, "x", 1),
            ("p", False, None, 2),
            ("s", True, None, None),
        ]


def repairs(*names: str) -> list[dict[str, Any]]:
    """Return repairs of one day."""
    return [
        {"id": name, "categories": "leak", "completed_at": DONE, "owes_visit": True}
        for name in names
    ]


def visit(name: str, repair_id: str, days: float, **more: Any) -> dict[str, Any]:
    """Return a visit of the office so many days later, with a complete record."""
    items = dict.fromkeys(
        [
            "looked_on_site",
            "asked_about_service",
            "asked_for_suggestions",
            "charges_checked",
            "signed",
            "registered",
        ],
        True,
    )
    held = {
        "id": name,
        "repair_id": repair_id,
        "visited_at": DONE + dt.timedelta(days=days),
        "visitors": [{"role": "office", "person": "Li"}],
        "problems": [],
    }
    return {**held, **items, **more}


def problem(name: str, days: float, **more: Any) -> dict[str, Any]:
    """Return a problem found so many days after the repair."""
    found = DONE + dt.timedelta(days=days)
    return {"id": name, "found_at": found, "rectified_at": None, **more}


def statuses(found: Any) -> dict[str, str]:
    """Return the status of each verdict by its key, without the name of the book."""
    return {
        row["key"].partition("/")[2]: row["status"] for row in rows_of(found.verdicts)
    }


ROWS: Rows = {
    "repair": repairs("R1", "R2", "R3", "R4"),
    "visit": [
        visit("V1", "R1", 3, problems=[problem("p", 3), problem("q", 4)]),
        visit("V2", "R2", 4),
        visit("V3", "R3", 1, visitors=[]),
    ],
}


class TestTheShippedBook:
    """
    Contacts, shares and problems run in the engine; few rows leave it.
    """

    def test_only_what_is_odd_leaves_it(self) -> None:
        """
        A visit of nobody is asked of rows with its repair; the others are not.

        A leak is visited within three days, by the end of 5 March: R1 is in time, R2 a
        day late, R4 not visited. Of four repairs the office owes one visit.
        """
        made = {kind: pl.DataFrame(some) for kind, some in ROWS.items()}
        found = frames.assess(BOOK, made, **ASKED)
        assert found.by_rows == ()
        assert found.rows_taken == {"repair": 1, "visit": 1}
        said_of = statuses(found)
        deadlines = [said_of[f"visit_deadline//repair/R{n}/"] for n in (1, 2, 3, 4)]
        assert deadlines == ["met", "late", "undetermined", "breached"]
        assert said_of["visitors//visit/V1/"] == "met"
        assert said_of["visitors//visit/V3/"] == "undetermined"
        assert said_of["rectification//problem/V1%2Fp/"] == "open"
        assert said_of["rectification//problem/V1%2Fq/"] == "open"
        assert said_of["visit_quota.office//quota/office/2026-03"] == "pending"
        assert differences(BOOK, ROWS, "polars", **ASKED) == []

    @pytest.mark.parametrize(
        ("engine", "odd"),
        [
            (
                "polars lazy",
                [
                    {"problems": [problem("p", 3), problem("p", 3)]},
                    {"visitors": [{"role": "x ", "person": None}]},
                    {"visitors": None},
                ],
            ),
            (
                "pyarrow",
                [
                    {"problems": [problem("p", -1)]},
                    {"visitors": [{"role": "办公室", "person": None}]},
                    {"visitors": [None]},
                    {"visitors": None},
                ],
            ),
            (
                "pandas",
                [
                    {"problems": [problem("p", 4, rectified_at=DONE)]},
                    {"visitors": [None]},
                    {"problems": None},
                ],
            ),
        ],
    )
    def test_odd_entries(self, engine: str, odd: list[dict[str, Any]]) -> None:
        """
        One in error, or in other words, takes its visit and its repair along.
        """
        rows = {kind: [*some] for kind, some in ROWS.items()}
        for place, more in enumerate(odd):
            rows["repair"] += repairs(f"O{place}")
            rows["visit"].append(visit(f"W{place}", f"O{place}", 2) | more)
        assert differences(BOOK, rows, engine, **ASKED) == []

    @pytest.mark.parametrize(
        "visitors",
        [
            [["office"], ["office"], []],
            [[{"person": "Li"}], [{"person": "Li"}], []],
            [[{"role": 1}], [{"role": 2}], []],
        ],
    )
    def test_lists_of_something_else(self, visitors: list[Any]) -> None:
        """
        Texts, entries without a role, roles that are numbers: rows are refused in words.
        """
        made = {kind: pl.DataFrame(some) for kind, some in ROWS.items()}
        lists = pl.Series("visitors", visitors)
        made["visit"] = made["visit"].drop("visitors").with_columns(lists)
        found = frames.assess(BOOK, made, **ASKED)
        assert {one.rule for one in found.by_rows} >= {"visitors", "visit_deadline"}
        named = {row["row"] for row in rows_of(found.row_errors)}
        assert {"V1", "V2"} <= named

    def test_an_empty_ledger(self) -> None:
        """
        Without a period and without repairs no share has a day by which it is final.
        """
        nobody: Rows = {"repair": [], "visit": []}
        context = {**ASKED, "period": None}
        assert differences(BOOK, nobody, "polars", **context) == []

    def test_without_a_column_nothing_lies_inside(self) -> None:
        """
        Visits without `problems` have none, and no rule is asked of rows for that.
        """
        made = {kind: pl.DataFrame(some) for kind, some in ROWS.items()}
        made["visit"] = made["visit"].drop("problems")
        found = frames.assess(BOOK, made, **ASKED)
        assert found.by_rows == ()
        assert not [key for key in statuses(found) if key.startswith("rectification")]

    def test_nothing_to_count(self) -> None:
        """
        Without a frame of the rows nothing is counted in columns.
        """
        asking = Asking(
            Speech(BOOK), Now.of(NOW, SH), NOW, MARCH, "Asia/Shanghai", None, 9
        )
        with pytest.raises(NotInColumnsError):
            credited(Call(BOOK, {}, asking, NOW, None), QUOTAS[0])


def _chosen(reading: str, choice: str) -> Rulebook:
    """Return the shipped book under a reading."""
    return BOOK.choose(reading, choice)


def _record(**more: Any) -> Rulebook:
    """Return the shipped book with another record."""
    return BOOK.replace("visit_record", evolve(BOOK["visit_record"], **more))


OTHERWISE: dict[str, tuple[Rulebook, set[str]]] = {
    "the period settles a share": (_chosen("A-10", "PERIOD_END"), set()),
    "joint visits by the first named": (_chosen("A-11", "FIRST_NAMED"), {*QUOTAS}),
    "each person": (_chosen("A-13", "PER_PERSON"), {QUOTAS[2]}),
    "late visits do not count": (_chosen("A-16a", "DO_NOT_COUNT"), {*QUOTAS}),
    "incomplete visits count": (_chosen("A-16b", "COUNT"), set()),
    "unregistered visits count": (_chosen("A-16c", "COUNT"), set()),
    "two categories owe a visit": (_chosen("A-66", "SPECIAL_CATEGORIES"), set()),
    "only complete visits": (_chosen("A-71", "COMPLETE_RECORD"), {"visit_deadline"}),
    "each role": (_chosen("A-72", "EVERY_ROLE"), {"visit_deadline"}),
    "four of five items": (_record(least=4), {*QUOTAS}),
    "nobody else": (
        BOOK.replace("visitors", evolve(BOOK["visitors"], allowed=("office",))),
        {*QUOTAS[1:]},
    ),
}


class TestOtherReadings:
    """
    Under each reading columns say what rows say, and leave to rows what they cannot.
    """

    @pytest.mark.parametrize("name", OTHERWISE)
    def test_the_same_verdicts(self, name: str) -> None:
        """
        A generated ledger each, of a month or of all days.
        """
        book, by_rows = OTHERWISE[name]
        place = [*OTHERWISE].index(name)
        rows = told(book, Maker(book, 4 + place, bad=0.03).ledgers(12))
        context = {**ASKED, "period": MARCH if place % 2 else None}
        assert differences(book, rows, "polars", **context) == []
        made = {kind: pl.DataFrame(some) for kind, some in ROWS.items()}
        found = frames.assess(book, made, **ASKED)
        assert {one.rule for one in found.by_rows} == by_rows


@part("guest", "guest", "访客")
class Guest:
    """Somebody at a party."""

    name: str = said("the name", "姓名")


@row("party", "party", "聚会")
class Party:
    """People together."""

    id: str
    guests: tuple[Guest, ...] = said("who came", "来客")
    staff: tuple[Guest, ...] | None = said("who served", "服务", default=None)


PARTIES = pl.DataFrame(
    {
        "id": ["P1", "P2"],
        "guests": [[{"name": "Li"}, {"name": "Wang"}], []],
        "staff": [[{"name": "Li"}], None],
    }
)


def of_parties(question: str) -> Any:
    """Ask parties whether something is so."""
    feed = Checklist(each="party", there={"it": question})
    ledger = ledger_of(Party)
    book = Rulebook(
        regulation=WARD.regulation,
        clauses=(CLAUSE,),
        readings=(),
        rules=Table([(SO.id, SO)]),
        feeds=Table([(SO.id, feed)]),
        ledgers=Table([(ledger.kind, ledger)]),
    )
    return frames.assess(book, {"party": PARTIES}, as_of=NOW)


class TestQuestions:
    """
    What may be asked of entries.
    """

    @pytest.mark.parametrize(
        ("question", "first", "second"),
        [
            ("guests has any", "met", "breached"),
            ("guests.name is Wang", "met", "breached"),
            ("guests.name is one of Zhao, Li", "met", "breached"),
            ("not guests.name is Zhao", "met", "met"),
        ],
    )
    def test_in_columns(self, question: str, first: str, second: str) -> None:
        """
        Whether there is any, and whether any is one of some.
        """
        found = of_parties(question)
        assert found.by_rows == ()
        status = {row["id"]: row["status"] for row in rows_of(found.verdicts)}
        assert status == {"P1": first, "P2": second}

    @pytest.mark.parametrize("question", ["staff has any", "staff.name is Li"])
    def test_a_list_that_may_be_untold(self, question: str) -> None:
        """
        It is asked of rows.
        """
        [one] = of_parties(question).by_rows
        assert one.why == "staff"

    def test_a_moment_that_is_none(self) -> None:
        """
        A book refuses it as it is built; whoever asks all the same is sent to the rows.
        """
        asked: Any = SimpleNamespace(ask=lambda what: nw.lit(str(what)))
        with pytest.raises(NotInColumnsError, match="noted"):
            moment(asked, "noted")
        with pytest.raises(NotInColumnsError, match="noted"):
            moment_of(asked, "noted", "Asia/Shanghai", "done")

    def test_a_list_of_another_row(self) -> None:
        """
        It stands in no column of the row that is asked.
        """
        asked: Any = Questions(told=None, others={}, asking=None)  # type: ignore[arg-type]
        with pytest.raises(NotInColumnsError, match="guests"):
            asked.ask(HasAny(Attribute("guests", "house")))
