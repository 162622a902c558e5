"""
Ledgers as frames: what a fact without a column stands for, and which rows are clean.
"""

import datetime as dt
from collections.abc import Collection
from typing import Annotated, Any

import polars as pl
import pytest
from attrs import evolve
from tests.frames.books.compare import differences
from tests.frames.books.demo import CLAUSE, WARD
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames
from followup_rules.books.feeds import Actors, Deadline
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.ledgers.facts import ledger_of, row, said
from followup_rules.ledgers.values import CategoryOf, FormOf, Id, OneOf
from followup_rules.policies.checklists import ActorPolicy
from followup_rules.policies.deadlines import Case, DeadlinePolicy
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days

NOW = dt.datetime(2026, 3, 20, 2, tzinfo=dt.UTC)
ROLES = OneOf(Table({"nurse": Text("a nurse", "护士"), "aide": Text("aide", "护工")}))
ALLOWED = ActorPolicy(
    id="caller",
    clause=CLAUSE,
    name=Text("the caller", "致电人"),
    owed_by="ward",
    allowed=("nurse",),
)
DUE = DeadlinePolicy(
    id="due",
    clause=CLAUSE,
    name=Text("the call", "回访"),
    owed_by="ward",
    limit=Days(2),
)
BY_KIND = evolve(
    DUE,
    limit=None,
    cases=(
        Case(key="burn", limit=Days(2), clause=CLAUSE),
        Case(key="fall", limit=Days(10), clause=CLAUSE),
    ),
)
BY_FORM = evolve(DUE, forms=("visit",), other_forms=("letter",))


@row("stay", "stay", "住院", placed="left_on")
class Stay:
    """A time in hospital."""

    id: str
    left_on: dt.date | dt.datetime = said("when the patient left", "出院时间")
    closed_at: dt.date | dt.datetime | None = said("when it was closed", "结案")
    urgent: bool = said("whether it is urgent", "是否紧急", default=True)
    by: Annotated[str, ROLES] = said("who", "谁", default="护士")
    beds: int | None = said("how many beds", "床位", default=2)
    kinds: Annotated[str | Collection[str] | None, CategoryOf("due")] = said(
        "the kinds", "类别"
    )
    form: Annotated[str | None, FormOf("due")] = said("the form", "形式")


@row("memo", "memo", "备注", owner="stay_id")
class Memo:
    """What was written of a stay, whenever."""

    id: str
    stay_id: Annotated[str, Id("stay")] = said("the stay", "住院")
    by: str | None = said("who wrote it", "记录人")


@row("log", "log", "日志", placed="noted_on", owner="stay_id")
class Log:
    """What was noted of a stay, in the order of another ledger's moments."""

    id: str
    stay_id: Annotated[str, Id("stay")] = said("the stay", "住院")
    noted_on: dt.date | dt.datetime = said("when", "时间")
    sent_on: dt.date | dt.datetime = said("sent", "发送", after="stay.closed_at")
    by: str | None = said("who wrote it", "记录人")


@row("leave", "leave", "请假", placed="from_on")
class Leave:
    """A leave by plain days."""

    id: str
    from_on: dt.date = said("the first day", "开始日")
    back_on: dt.date | None = said("the day of return", "返回日", after="from_on")
    by: str | None = said("who agreed", "批准人")


@row("shift", "shift", "班次", placed="begun_on")
class Shift:
    """A shift that begins on the same day for all, unless another is told."""

    id: str
    begun_on: dt.date | dt.datetime = said(
        "the day", "日期", default=dt.date(2026, 3, 1)
    )
    by: str | None = said("who", "谁")


@row("pager", "pager", "传呼", placed="lent_on")
class Pager:
    """A pager that is said to be back unless it is told otherwise."""

    id: str
    lent_on: dt.date | dt.datetime = said("when it was lent", "借出日")
    back_on: dt.date | dt.datetime | None = said(
        "when it came back", "归还日", default=dt.date(2026, 3, 2)
    )
    by: str | None = said("who", "谁")


@row("key", "key", "钥匙", placed="lent_on")
class Key:
    """A key whose holder must be told, with a default that nobody can read."""

    id: str
    lent_on: dt.date | dt.datetime = said("when it was lent", "借出日")
    holder: str = said("who holds it", "持有人", default=None)
    by: str | None = said("who", "谁")


CLASSES = (Stay, Memo, Log, Leave, Shift, Pager, Key)


def book(feed: Any, rule: Any = ALLOWED) -> Rulebook:
    """Return a regulation of one rule."""
    known = DUE if rule is ALLOWED else rule
    unused = Deadline(each="stay", since="left_on", done="closed_at", owed=False)
    fed = {known.id: (known, unused), rule.id: (rule, feed)}
    return Rulebook(
        regulation=WARD.regulation,
        clauses=(CLAUSE,),
        readings=(),
        rules=Table((one.id, one) for one, _ in fed.values()),
        feeds=Table((one.id, fed_by) for one, fed_by in fed.values()),
        ledgers=Table((one.kind, one) for one in map(ledger_of, CLASSES)),
    )


def day(number: int) -> dt.date:
    """Return a day of March."""
    return dt.date(2026, 3, number)


def reasons(made: Rulebook, tables: Any, rule: str = "caller") -> dict[str, str]:
    """Return the reason of each verdict of a rule, by row."""
    found = frames.assess(made, tables, as_of=NOW)
    return {
        one["id"]: one["reason"]
        for one in rows_of(found.verdicts)
        if one["rule"] == rule
    }


def why(made: Rulebook, tables: Any) -> dict[str, str]:
    """Return why rows were asked, by rule."""
    found = frames.assess(made, tables, as_of=NOW)
    return {one.rule: one.why for one in found.by_rows}


def errors(made: Rulebook, tables: Any) -> list[tuple[str, str]]:
    """Return the row and the field of each error."""
    found = frames.assess(made, tables, as_of=NOW)
    return [(one["row"], one["field"]) for one in rows_of(found.row_errors)]


class TestFactsWithoutAColumn:
    """
    All rows hold what a row of our own class holds by default, read as rows are.
    """

    STAYS = pl.DataFrame({"id": ["S1"], "left_on": [day(1)]})

    def test_a_default_in_the_words_of_a_list(self) -> None:
        """
        The default of the role is the Chinese word for a nurse, who may act.
        """
        made = book(Actors(each="stay", where="urgent", by="by"))
        tables = {"stay": self.STAYS}
        assert reasons(made, tables) == {"S1": "actor_allowed"}
        assert why(made, tables) == {}

    def test_a_default_that_no_column_holds(self) -> None:
        """
        Two beds are two beds, by rows.
        """
        made = book(Actors(each="stay", where="beds is 3", by="by"))
        tables = {"stay": self.STAYS}
        assert reasons(made, tables) == {}
        assert why(made, tables) == {"caller": "beds is 3"}
        made = book(Actors(each="stay", where="beds is 2", by="by"))
        assert reasons(made, tables) == {"S1": "actor_allowed"}
        assert why(made, tables) == {"caller": "beds is 2"}
        made = book(Actors(each="stay", where="beds at least 2", by="by"))
        assert reasons(made, tables) == {"S1": "actor_allowed"}
        assert why(made, tables) == {"caller": "beds"}

    def test_a_day_for_all_rows(self) -> None:
        """
        Every shift began on the 1st, so each is judged.
        """
        made = book(Actors(each="shift", by="by"))
        tables = {"shift": pl.DataFrame({"id": ["F1", "F2"], "by": ["nurse", "aide"]})}
        expected = {"F1": "actor_allowed", "F2": "actor_not_allowed"}
        assert reasons(made, tables) == expected
        [cause] = why(made, tables).values()
        assert cause == "it is dated or ordered by what is no column of moments"

    def test_a_moment_for_all_rows(self) -> None:
        """
        Every pager came back on the 2nd, although it need not be told.
        """
        made = book(Actors(each="pager", where="back_on has happened", by="by"))
        tables = {
            "pager": pl.DataFrame({"id": ["P1"], "lent_on": [day(1)], "by": ["nurse"]})
        }
        assert reasons(made, tables) == {"P1": "actor_allowed"}
        [cause] = why(made, tables).values()
        assert cause == "a moment that has no column is the same in all rows"

    def test_a_default_that_cannot_be_read(self) -> None:
        """
        Nobody holds the key, and it must be told who does: no row can be read.
        """
        made = book(Actors(each="key", by="by"))
        tables = {
            "key": pl.DataFrame(
                {"id": ["K1", "K2"], "lent_on": [day(1)] * 2, "by": ["nurse"] * 2}
            )
        }
        assert reasons(made, tables) == {}
        assert errors(made, tables) == [("K1", "holder"), ("K2", "holder")]


class TestLedgersOnlyByRows:
    """
    Where columns cannot tell which rows are clean, all rows are read.
    """

    def test_rows_dated_by_plain_days(self) -> None:
        """
        The first leave is judged, the second ends before it begins, the third is to
        come.
        """
        made = book(Actors(each="leave", by="by"))
        leaves = pl.DataFrame(
            {
                "id": ["L1", "L2", "L3"],
                "from_on": [day(1), day(5), day(21)],
                "back_on": [day(3), day(4), None],
                "by": ["nurse"] * 3,
            }
        )
        assert reasons(made, {"leave": leaves}) == {"L1": "actor_allowed"}
        assert errors(made, {"leave": leaves}) == [("L2", "back_on")]
        found = frames.assess(made, {"leave": leaves}, as_of=NOW)
        [account] = [one for one in rows_of(found.accounts) if one["ledger"] == "leave"]
        assert account == {
            "ledger": "leave",
            "given": 3,
            "judged": 1,
            "later": 1,
            "outside": 0,
            "not_begun": 0,
            "in_error": 1,
        }

    def test_moments_after_those_of_another_ledger(self) -> None:
        """
        What is sent before the stay is closed is an error of its row.
        """
        made = book(Actors(each="log", by="by"))
        stays = pl.DataFrame({"id": ["S1"], "left_on": [day(1)], "closed_at": [day(5)]})
        logs = pl.DataFrame(
            {
                "id": ["L1", "L2"],
                "stay_id": ["S1", "S1"],
                "noted_on": [day(2), day(2)],
                "sent_on": [day(6), day(4)],
                "by": ["nurse", "nurse"],
            }
        )
        tables = {"stay": stays, "log": logs}
        assert reasons(made, tables) == {"L1": "actor_allowed"}
        assert errors(made, tables) == [("L2", "sent_on")]
        cause = "its moments follow those of another ledger"
        assert why(made, tables) == {"caller": cause}


class TestRowsOfOwners:
    """
    Rows that belong to others.
    """

    def test_rows_without_a_day(self) -> None:
        """
        A memo has no day that could lie before its stay; a stray one is an error.
        """
        made = book(Actors(each="memo", by="by"))
        stays = pl.DataFrame({"id": ["S1"], "left_on": [day(1)]})
        memos = pl.DataFrame(
            {
                "id": ["M1", "M2", "M3"],
                "stay_id": ["S1", "S1", "S9"],
                "by": ["nurse", None, "nurse"],
            }
        )
        tables = {"stay": stays, "memo": memos}
        expected = {"M1": "actor_allowed", "M2": "fact_missing:roles"}
        assert reasons(made, tables) == expected
        assert errors(made, tables) == [("M3", "stay_id")]
        assert why(made, tables) == {}


class TestRowsThatARuleRefuses:
    """
    What columns find impossible is refused by rows, in their words.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    def test_an_impossible_order(self, engine: str) -> None:
        """
        The first stay was closed before the patient left; the second within two days.
        """
        feed = Deadline(each="stay", since="left_on", done="closed_at")
        made = book(feed, DUE)
        rows = {
            "stay": [
                {"id": "S1", "left_on": day(3), "closed_at": day(2)},
                {"id": "S2", "left_on": day(3), "closed_at": day(5)},
            ]
        }
        context = {"as_of": NOW, "period": None, "calendar": None}
        assert differences(made, rows, engine, **context) == []
        if engine == "polars":
            table = pl.DataFrame(rows["stay"])
            assert reasons(made, {"stay": table}, "due") == {"S2": "done_in_time"}
            assert errors(made, {"stay": table}) == [("S1", "due")]


class TestCategoriesAndForms:
    """
    Names that a rule knows, as texts and as lists.
    """

    def test_lists_of_categories(self) -> None:
        """
        Closed five days after it began: a burn is late, a fall in time, both late by
        the strictest; none of them leaves it open, and an unknown one is an error.
        """
        feed = Deadline(
            each="stay", since="left_on", done="closed_at", category="kinds"
        )
        made = book(feed, BY_KIND)
        ids = ["burn", "fall", "both", "none", "untold", "odd"]
        stays = pl.DataFrame(
            {
                "id": ids,
                "left_on": [day(1)] * 6,
                "closed_at": [day(6)] * 6,
                "kinds": [["burn"], ["fall"], ["burn", "fall"], [], None, ["flu"]],
            }
        )
        assert reasons(made, {"stay": stays}, "due") == {
            "burn": "done_late",
            "fall": "done_in_time",
            "both": "done_late",
            "none": "fact_missing:category",
            "untold": "fact_missing:category",
        }
        assert errors(made, {"stay": stays}) == [("odd", "kinds")]
        found = frames.assess(made, {"stay": stays}, as_of=NOW)
        assert found.rows_taken == {"stay": 2}
        assert found.by_rows == ()

    def test_forms(self) -> None:
        """
        A visit counts, a letter does not, and anything else is an error.
        """
        feed = Deadline(each="stay", since="left_on", done="closed_at", form="form")
        made = book(feed, BY_FORM)
        stays = pl.DataFrame(
            {
                "id": ["S1", "S2", "S3"],
                "left_on": [day(1)] * 3,
                "closed_at": [day(2)] * 3,
                "form": ["visit", "letter", "fax"],
            }
        )
        expected = {"S1": "done_in_time", "S2": "not_done"}
        assert reasons(made, {"stay": stays}, "due") == expected
        assert errors(made, {"stay": stays}) == [("S3", "form")]
