"""
One rule at a time over frames: what columns judge of it, and what is asked of rows.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

import polars as pl
import pyarrow as pa
import pytest
from tests.frames.books.random_ledgers import NOW, SH
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames
from followup_rules.books.feeds import Actors, Checklist, Deadline, WayOut
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Regulation, Text
from followup_rules.fields import Flag, Words
from followup_rules.frames.books import BookAssessment
from followup_rules.ledgers.facts import ledger_of, part, row, said
from followup_rules.ledgers.values import CategoryOf, Entries, FormOf, Plain
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import Case, DeadlinePolicy
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days, Hours
from followup_rules.timing.cycles.due_days import DayOf
from followup_rules.verdicts import Policy

RULE = "rule"
CLAUSES = {
    name: Clause(id=f"DESK-{name}", en="see to it", zh="办理")
    for name in ("general", "first", "second")
}
FLAGS = Entries(names=Plain(holds=Words()), each=Plain(holds=Flag(), optional=True))


@part("guest", "guest", "来宾")
class Guest:
    """Who came along."""

    name: str = said("the name", "姓名")


@row("matter", "matter", "事项", placed="came_at")
class Matter:
    """Something that came in, of which most need not be told."""

    id: str
    came_at: dt.datetime = said("when it came in", "收到时间")
    answered_at: dt.date | dt.datetime | None = said("when it was answered", "答复")
    met_on: dt.date | None = said("the day of the meeting", "会面日期")
    promised: dt.date | dt.datetime | None = said("what was promised", "约定时间")
    sort: Annotated[str, CategoryOf(RULE)] | None = said("the category", "类别")
    form: Annotated[str, FormOf(RULE)] | None = said("the form", "形式")
    urgent: bool | None = said("whether it is urgent", "是否紧急")
    opened: bool | None = said("whether it was opened", "是否打开")
    read: bool | None = said("whether it was read", "是否阅读")
    signed: str | None = said("the signature", "签名")
    marks: Annotated[Mapping[str, bool | None] | None, FLAGS] = said("marks", "标记")
    guests: tuple[Guest, ...] | None = said("who came along", "来宾")
    entered_at: dt.datetime | None = None


def book(kind: type[Any], feed: Any, **fields: Any) -> Rulebook:
    """Return a regulation of one rule over matters."""
    policy: Policy = kind(
        id=RULE,
        clause=CLAUSES["general"],
        name=Text("the matter", "事项"),
        owed_by="desk",
        **fields,
    )
    return Rulebook(
        regulation=Regulation(
            code="DESK", edition="1", title=Text("Desk", "柜台"), source="for a test"
        ),
        clauses=tuple(CLAUSES.values()),
        readings=(),
        rules=Table({RULE: policy}),
        feeds=Table({RULE: feed}),
        ledgers=Table({"matter": ledger_of(Matter)}),
    )


def item(name: str, clause: str) -> Item:
    """Return an item of a record."""
    return Item(key=name, clause=CLAUSES[clause], name=Text(name, name))


def march(day: int, hour: int = 9) -> dt.datetime:
    """Return a time in March in Shanghai."""
    return dt.datetime(2026, 3, day, hour, tzinfo=SH)


def matters(**columns: Any) -> pl.DataFrame:
    """Return matters that came in on 10 March, numbered from M1."""
    count = len(next(iter(columns.values())))
    ids = [f"M{number}" for number in range(1, count + 1)]
    told = {"id": ids, "came_at": [march(10)] * count, **columns}
    return pl.DataFrame(told)


def assess(rules: Rulebook, table: Any) -> BookAssessment:
    """Judge matters on 20 March."""
    found: BookAssessment = frames.assess(rules, {"matter": table}, as_of=NOW)
    return found


def shown(found: BookAssessment, *names: str) -> dict[str, tuple[Any, ...]]:
    """Return some columns of the verdicts by the id of the row."""
    return {
        row["id"]: tuple(row[name] for name in names) for row in rows_of(found.verdicts)
    }


def errors(found: BookAssessment) -> list[tuple[Any, ...]]:
    """Return which field of which row is at fault, and how."""
    return [
        (row["row"], row["field"], row["fault"]) for row in rows_of(found.row_errors)
    ]


def why(found: BookAssessment) -> str:
    """Return why the rule was judged row by row."""
    [one] = found.by_rows
    assert one.rule == RULE
    return one.why


class TestDeadlines:
    """
    By when something is due, from what the columns of a ledger tell.
    """

    def test_each_category_has_its_own_limit(self) -> None:
        """
        Three days or seven; without a category, five days are neither nor.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(
                each="matter", since="came_at", done="answered_at", category="sort"
            ),
            cases=(
                Case(key="leak", limit=Days(3), clause=CLAUSES["first"]),
                Case(key="other", limit=Days(7), clause=CLAUSES["second"]),
            ),
        )
        table = matters(
            sort=["leak", "leak", "other", None],
            answered_at=[march(13), march(14), march(14), march(15)],
        )
        found = assess(rules, table)
        assert shown(found, "status", "reason", "clause", "last_day") == {
            "M1": ("met", "done_in_time", "DESK-first", dt.date(2026, 3, 13)),
            "M2": ("late", "done_late", "DESK-first", dt.date(2026, 3, 13)),
            "M3": ("met", "done_in_time", "DESK-second", dt.date(2026, 3, 17)),
            "M4": ("undetermined", "fact_missing:category", "DESK-general", None),
        }
        assert (found.by_rows, found.rows_taken) == ((), {"matter": 0})

    def test_some_forms_do_not_count(self) -> None:
        """
        What was said by phone was not done, and of an unknown form nobody can tell.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(each="matter", since="came_at", done="answered_at", form="form"),
            limit=Days(3),
            forms=("paper",),
            other_forms=("phone",),
        )
        table = matters(
            form=["paper", "phone", None, None],
            answered_at=[march(12), march(12), march(12), None],
        )
        found = assess(rules, table)
        assert shown(found, "status", "reason") == {
            "M1": ("met", "done_in_time"),
            "M2": ("breached", "not_done"),
            "M3": ("undetermined", "fact_missing:form"),
            "M4": ("breached", "not_done"),
        }
        assert (found.by_rows, found.rows_taken) == ((), {"matter": 0})

    def test_a_party_sets_its_own_limit(self) -> None:
        """
        The day that was promised binds, and without a promise the limit of the rule.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(
                each="matter",
                since="came_at",
                done="answered_at",
                appointed="promised",
            ),
            limit=Days(2),
            self_set=True,
        )
        table = matters(
            promised=[dt.date(2026, 3, 15), dt.date(2026, 3, 13), None],
            answered_at=[march(14)] * 3,
        )
        found = assess(rules, table)
        assert shown(found, "status", "last_day") == {
            "M1": ("met", dt.date(2026, 3, 15)),
            "M2": ("late", dt.date(2026, 3, 13)),
            "M3": ("late", dt.date(2026, 3, 12)),
        }
        assert (found.by_rows, found.rows_taken) == ((), {"matter": 0})

    def test_a_day_without_a_column(self) -> None:
        """
        No row tells when it was done, so that all are past their two days.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(each="matter", since="came_at", done="met_on"),
            limit=Days(2),
        )
        found = assess(rules, matters(urgent=[True, None]))
        assert shown(found, "status", "reason", "last_day") == {
            name: ("breached", "not_done", dt.date(2026, 3, 12))
            for name in ("M1", "M2")
        }
        assert (found.by_rows, found.rows_taken) == ((), {"matter": 0})

    def test_a_plain_day(self) -> None:
        """
        The day of a meeting is a day, and one after the bound is too late.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(each="matter", since="came_at", done="met_on"),
            limit=Days(2),
        )
        days = [dt.date(2026, 3, 12), dt.date(2026, 3, 13), None]
        found = assess(rules, matters(met_on=days))
        assert shown(found, "status", "margin_us") == {
            "M1": ("met", 0),
            "M2": ("late", -86_400_000_000),
            "M3": ("breached", -(7 * 24 + 10) * 3_600_000_000),
        }
        assert found.by_rows == ()

    def test_a_day_of_the_month(self) -> None:
        """
        By the fifteenth is looked up in the month that each matter came in.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(each="matter", since="came_at", done="answered_at"),
            limit=DayOf(15),
        )
        found = assess(rules, matters(answered_at=[march(15), march(16)]))
        assert found.by_rows == ()
        assert shown(found, "status", "last_day") == {
            "M1": ("met", dt.date(2026, 3, 15)),
            "M2": ("late", dt.date(2026, 3, 15)),
        }

    @pytest.mark.parametrize(
        ("asked", "column", "held", "field"),
        [
            ("appointed", "promised", march(15), "appointed"),
            ("form", "signed", "paper", "form"),
            ("category", "signed", "leak", RULE),
        ],
    )
    def test_what_the_rule_does_not_ask(
        self, asked: str, column: str, held: Any, field: str
    ) -> None:
        """
        A row that tells it all the same is refused, as it is in a list of rows.
        """
        feed: dict[str, Any] = {
            "each": "matter",
            "since": "came_at",
            "done": "answered_at",
        }
        rules = book(DeadlinePolicy, Deadline(**{**feed, asked: column}), limit=Days(2))
        table = matters(answered_at=[march(11)] * 2, **{column: [held, None]})
        found = assess(rules, table)
        assert why(found) == column
        assert shown(found, "status", "reason") == {"M2": ("met", "done_in_time")}
        assert errors(found) == [("M1", field, "unfit")]

    def test_a_category_that_is_no_text_is_asked_of_rows(self) -> None:
        """
        A flag names no category: each row that has one is refused by its own name.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(
                each="matter", since="came_at", done="answered_at", category="urgent"
            ),
            cases=(Case(key="leak", limit=Days(3), clause=CLAUSES["first"]),),
        )
        table = matters(urgent=[True, None], answered_at=[march(12)] * 2)
        found = assess(rules, table)
        assert why(found) == "urgent: Boolean, not texts"
        assert shown(found, "status", "reason") == {"M2": ("met", "done_in_time")}
        assert errors(found) == [("M1", "category", "unfit")]


class TestRowsThatARuleRefuses:
    """
    A row for which a rule has no answer is asked again by itself, and named.
    """

    def test_what_was_done_before_it_began(self) -> None:
        """
        One answer of three lies before the question; the two others are judged.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(each="matter", since="came_at", done="answered_at"),
            limit=Days(2),
        )
        table = matters(answered_at=[march(11), march(9), march(13)])
        found = assess(rules, table)
        assert shown(found, "status") == {"M1": ("met",), "M3": ("late",)}
        assert errors(found) == [("M2", RULE, "order")]
        assert (found.by_rows, found.rows_taken) == ((), {"matter": 1})

    def test_a_day_where_an_hour_decides(self) -> None:
        """
        On the last day nobody can say whether it was before nine; the day before it was.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(each="matter", since="came_at", done="answered_at"),
            limit=Hours(48),
        )
        table = matters(
            answered_at=[dt.date(2026, 3, day) for day in (11, 12, 13)],
        )
        found = assess(rules, table)
        assert shown(found, "status") == {"M1": ("met",), "M3": ("late",)}
        assert errors(found) == [("M2", "done", "unfit")]
        assert (found.by_rows, found.rows_taken) == ((), {"matter": 1})


class TestChecklists:
    """
    What a record holds, item by item.
    """

    def test_one_of_several_is_enough(self) -> None:
        """
        One of two: with it nothing is missing, without it the first item that decides.
        """
        rules = book(
            ChecklistPolicy,
            Checklist(each="matter"),
            items=(item("opened", "first"), item("read", "second")),
            least=1,
        )
        table = matters(
            opened=[True, False, False, None, False],
            read=[None, True, False, False, None],
        )
        found = assess(rules, table)
        assert shown(found, "status", "reason", "clause") == {
            "M1": ("met", "all_present", "DESK-general"),
            "M2": ("met", "all_present", "DESK-general"),
            "M3": ("breached", "items_missing", "DESK-first"),
            "M4": ("undetermined", "items_unknown", "DESK-first"),
            "M5": ("undetermined", "items_unknown", "DESK-second"),
        }
        assert (found.by_rows, found.rows_taken) == ((), {"matter": 0})

    def test_two_of_three_are_enough(self) -> None:
        """
        One that is there and one unknown may be two; one and none cannot.
        """
        rules = book(
            ChecklistPolicy,
            Checklist(each="matter"),
            items=(
                item("urgent", "general"),
                item("opened", "first"),
                item("read", "second"),
            ),
            least=2,
        )
        table = matters(
            urgent=[True, True, True, None],
            opened=[False, False, False, None],
            read=[True, None, False, False],
        )
        found = assess(rules, table)
        assert shown(found, "status", "reason", "clause") == {
            "M1": ("met", "all_present", "DESK-general"),
            "M2": ("undetermined", "items_unknown", "DESK-second"),
            "M3": ("breached", "items_missing", "DESK-first"),
            "M4": ("undetermined", "items_unknown", "DESK-general"),
        }

    def test_a_text_of_strange_signs_is_asked_of_its_row(self) -> None:
        """
        A wide blank is blank in a record as any other; only Python can tell.
        """
        rules = book(
            ChecklistPolicy,
            Checklist(each="matter", filled=True),
            items=(item("signed", "first"),),
        )
        found = assess(rules, matters(signed=["Li", "\u3000", "", "\u3000é"]))
        assert shown(found, "status", "reason") == {
            "M1": ("met", "all_present"),
            "M2": ("breached", "items_missing"),
            "M3": ("breached", "items_missing"),
            "M4": ("met", "all_present"),
        }
        assert (found.by_rows, found.rows_taken) == ((), {"matter": 2})

    @pytest.mark.parametrize(
        ("name", "held"), [("met_on", dt.date(2026, 3, 11)), ("signed", "Li")]
    )
    def test_an_item_that_is_no_flag_is_asked_of_rows(
        self, name: str, held: Any
    ) -> None:
        """
        A day and a text are neither yes nor no; what is not told is not known.
        """
        rules = book(
            ChecklistPolicy,
            Checklist(each="matter"),
            items=(item(name, "first"),),
        )
        found = assess(rules, matters(**{name: [held, None]}))
        assert why(found) == name
        assert shown(found, "status", "reason") == {
            "M2": ("undetermined", "items_unknown")
        }
        assert errors(found) == [("M1", f"record['{name}']", "unfit")]
        assert found.rows_taken == {"matter": 2}


class TestActors:
    """
    Who acted.
    """

    def test_a_moment_is_no_role(self) -> None:
        """
        The rows are asked, and refused where they hold one.
        """
        rules = book(
            ActorPolicy, Actors(each="matter", by="answered_at"), allowed=("nurse",)
        )
        found = assess(rules, matters(answered_at=[march(11), None]))
        assert why(found) == "answered_at"
        assert shown(found, "status", "reason") == {
            "M2": ("undetermined", "fact_missing:roles")
        }
        assert errors(found) == [("M1", "actors", "unfit")]


class TestRows:
    """
    Rows that are taken from a frame are those of a list.
    """

    def test_a_time_that_no_calendar_has(self) -> None:
        """
        The year 10000 is named in the row that holds it, and costs no other one.
        """
        rules = book(
            DeadlinePolicy,
            Deadline(each="matter", since="came_at", done="answered_at"),
            limit=Days(2),
        )
        ninth = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
        times = pl.Series([march(11), ninth], dtype=pl.Datetime("us", "UTC"))
        table = matters(answered_at=times.dt.offset_by("1d"))
        found = assess(rules, table)
        assert shown(found, "status") == {"M1": ("met",)}
        [error] = rows_of(found.row_errors)
        assert (error["row"], error["field"], error["value"]) == (
            "M2",
            "answered_at",
            "a time outside the years 1 to 9999",
        )

    @pytest.mark.parametrize("engine", ["pyarrow", "duckdb"])
    def test_a_column_of_maps(self, engine: str) -> None:
        """
        Pairs of names and values are a table; a name that is not there is not known.
        """
        rules = book(
            ChecklistPolicy,
            Checklist(each="matter", given="marks"),
            items=(item("opened", "first"), item("read", "second")),
        )
        table = matters(urgent=[None] * 4).drop("urgent").to_arrow()
        marks = [
            [("opened", True), ("read", True)],
            [("opened", True), ("read", False)],
            [("opened", True)],
            [],
        ]
        column = pa.array(marks, pa.map_(pa.string(), pa.bool_()))
        found = assess(rules, ENGINES[engine](table.append_column("marks", column)))
        assert why(found) == "marks"
        assert errors(found) == []
        assert shown(found, "status", "reason", "clause") == {
            "M1": ("met", "all_present", "DESK-general"),
            "M2": ("breached", "items_missing", "DESK-second"),
            "M3": ("undetermined", "items_unknown", "DESK-second"),
            "M4": ("undetermined", "items_unknown", "DESK-first"),
        }

    def test_a_column_of_lists(self) -> None:
        """
        A list of names is no table from names to values, not even an empty one.
        """
        rules = book(
            ChecklistPolicy,
            Checklist(each="matter", given="marks"),
            items=(item("opened", "first"),),
        )
        found = assess(rules, matters(marks=[["opened"], [], None]))
        assert errors(found) == [("M1", "marks", "unfit"), ("M2", "marks", "unfit")]

    def test_a_list_with_a_gap(self) -> None:
        """
        Where nothing stands in the place of a guest, the row is in error.
        """
        rules = book(
            ChecklistPolicy,
            Checklist(each="matter"),
            items=(item("opened", "first"),),
        )
        table = matters(
            opened=[True] * 3,
            guests=[[{"name": "Li"}], [{"name": "Li"}, None], []],
        )
        found = assess(rules, table)
        assert shown(found, "status") == {"M1": ("met",), "M3": ("met",)}
        assert errors(found) == [("M2", "name", "no_attribute")]


class TestWaysOut:
    """
    What lets off is asked of rows, so that the answer is never another one.
    """

    def test_rows_are_asked_and_that_is_said(self) -> None:
        """
        Excused before the bound of 15 March, and not after it; the third tells nothing.
        """
        way = WayOut(
            key="withdrawn",
            name=Text("it was withdrawn", "撤回"),
            clause="DESK-first",
            when="promised",
        )
        rules = book(
            DeadlinePolicy,
            Deadline(
                each="matter", since="came_at", done="answered_at", ways_out=(way,)
            ),
            limit=Days(5),
        )
        found = assess(
            rules,
            matters(promised=[march(15), march(16), None], answered_at=[None] * 3),
        )

        assert (found.by_rows, found.rows_taken) == ((), {"matter": 2})
        assert shown(found, "status", "reason") == {
            "M1": ("excused", "let_off"),
            "M2": ("breached", "not_done"),
            "M3": ("breached", "not_done"),
        }
