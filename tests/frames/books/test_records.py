"""
Records over columns: items that are asked for, that came late, that need not be there.
"""

import datetime as dt
from typing import Annotated, Any

import pytest
from tests.frames.books.compare import differences
from tests.frames.books.compare import tables as tables_of
from tests.frames.books.random_ledgers import NOW, Maker, told
from tests.frames.books.test_page import UNTOLD

from followup_rules import frames
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import checklist, clause, regulation, word
from followup_rules.clauses import Text
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import OneOf
from followup_rules.tables import Table
from followup_rules.timing.cycles import quarter
from followup_rules.timing.moments import Moment

WAYS = OneOf(Table({"phone": Text("phone", "电话"), "site": Text("on site", "上门")}))
PLACES = OneOf(Table({"home": Text("home", "户内"), "yard": Text("yard", "院内")}))


@row("matter", "matter", "事项", placed="raised_at")
class Matter:
    """A matter, with the record of what became of it."""

    id: str
    raised_at: dt.datetime = said("when it was raised", "提出时间")
    way: Annotated[str, WAYS] | None = said("how", "方式", default=None)
    place: Annotated[str, PLACES] | None = said("where", "地点", default=None)
    looked: bool | None = said("whether somebody looked", "是否查看", default=None)
    signed: bool | None = said("whether it was signed", "是否签字", default=None)
    settled_at: Moment | None = said("when settled", "解决时间", default=None)
    told_at: Moment | None = said("when answered", "答复时间", default=None)
    closed_at: Moment | None = said("when closed", "办结时间", default=None)
    entered_at: dt.datetime | None = None


AROUND: dict[str, Any] = {
    "looked": {"name": ("the look", "查看"), "ruled_out_by": ("phone",)},
    "signed": {
        "name": ("the signature", "签字"),
        "ruled_out_by": ("phone",),
        "waived_by": ("yard", "site"),
    },
}
ASKED: dict[str, Any] = {
    "outcome": {
        "name": ("the outcome", "结果"),
        "there": "settled_at has happened",
        "came_late": "settled_at after closed_at",
    },
    "reply": {
        "name": ("the answer", "答复"),
        "clause": "2",
        "there": "told_at has happened or (signed has been told and signed)",
        "came_late": "told_at after closed_at",
    },
    "looked": ("the look", "查看"),
}
FEED: dict[str, Any] = {"owed_by": "desk", "each": Matter}
CLOSED = "closed_at has passed"


def book() -> Rulebook:
    """Return a regulation of records."""
    ways: dict[str, Any] = {
        "closed": CLOSED,
        "circumstances": "way, place",
        "items": AROUND,
        **FEED,
    }
    rules = (
        checklist("asked", "it", "它", closed=CLOSED, items=ASKED, **FEED),
        checklist("each", "it", "它", closed=CLOSED, items=ASKED, apart=True, **FEED),
        checklist("around", "it", "它", **ways),
        checklist("around_each", "it", "它", apart=True, **ways),
        checklist("one_of", "it", "它", least=1, **ways),
        checklist("where", "it", "它", **{**ways, "circumstances": "way"}),
        checklist(
            "now", "it", "它", items=AROUND, where="told_at in the period", **FEED
        ),
    )
    return regulation(
        "REC",
        "1",
        "records",
        "记录",
        clause("1", "It is recorded.", "应当记录。", *rules),
        clause("2", "It is answered.", "应当答复。"),
        source="t",
        ledgers=(Matter,),
        words={"desk": word("desk", "服务台")},
    )


BOOK = book()


@pytest.mark.parametrize("seed", range(12))
def test_columns_say_what_rows_say(seed: int) -> None:
    """
    Every rule in the engine, on random matters, some of which cannot be read.
    """
    rows = told(BOOK, Maker(BOOK, seed, bad=(0, 0.03, 0.1)[seed % 3]).ledgers(12))
    engine = ("polars", "polars lazy", "pandas", "pyarrow")[seed % 4]
    period = None if seed % 2 else quarter(2026, 1)
    assert rows == {} or (
        differences(BOOK, rows, engine, as_of=NOW, period=period) == []
    )


def test_no_rule_goes_by_rows() -> None:
    """
    What the closed language says of a record, columns say.
    """
    made = tables_of(BOOK, {"matter": []}, "polars")
    found = frames.assess(BOOK, made, as_of=NOW)
    assert [one for one in found.by_rows if one.why != UNTOLD] == []


def test_which_of_several_came_late_is_asked_of_rows() -> None:
    """
    Where so many of some items are enough, an item may have come late and not be needed.
    """
    rule = checklist("few", "it", "它", closed=CLOSED, items=ASKED, least=1, **FEED)
    few = regulation(
        "REC",
        "1",
        "records",
        "记录",
        clause("1", "It is recorded.", "应当记录。", rule),
        clause("2", "It is answered.", "应当答复。"),
        source="t",
        ledgers=(Matter,),
        words={"desk": word("desk", "服务台")},
    )
    found = frames.assess(few, tables_of(few, {"matter": []}, "polars"), as_of=NOW)
    assert [one.why for one in found.by_rows] == ["which of several items came late"]
    for seed in range(3):
        rows = told(few, Maker(few, seed).ledgers(12))
        assert differences(few, rows, "polars", as_of=NOW) == []
