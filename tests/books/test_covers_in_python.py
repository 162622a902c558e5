"""
Covers, money held back and windows: Python and a file say the same.
"""

import datetime as dt
from typing import Annotated, Any

import attrs
import pytest

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    clause,
    regulation,
    retention_cap,
    retention_refund,
    retention_release,
    warranty,
    window,
)
from followup_rules.clauses import Text
from followup_rules.errors import UnknownNameError
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import CategoryOf
from followup_rules.policies.warranty import Start
from followup_rules.policies.warranty.cover import Meter
from followup_rules.policies.windows import After
from followup_rules.timing.amounts import Days, Months, Seasons, Unlimited, Weeks, Years

FILE = """
[regulation]
code = "DEMO"
edition = "2026"
title = { en = "A demonstration", zh = "示例" }
source = "a test"

[facts.thing]
words = { en = "thing", zh = "事项" }
placed = "began_on"
[facts.thing.attributes]
began_on = { type = "day", words = { en = "begun", zh = "起始" } }
part = { type = "category of cover?", words = { en = "part", zh = "部件" } }
handed_on = { type = "day?", words = { en = "handed over", zh = "移交" } }
broke_on = { type = "day?", words = { en = "broken", zh = "损坏" } }
paid_on = { type = "day?", words = { en = "paid", zh = "支付" } }
km = { type = "number?", words = { en = "kilometres", zh = "里程" } }
price = { type = "text?", words = { en = "price", zh = "价款" } }
held = { type = "text?", words = { en = "held back", zh = "扣留" } }
new = { type = "yes or no?", words = { en = "new", zh = "新" } }

[clauses.DEMO-1]
en = "So it is."
zh = "如此。"

[clauses.DEMO-2]
en = "And so."
zh = "亦如此。"

[rules.cover]
kind = "warranty"
clause = "DEMO-1"
name = { en = "the cover", zh = "保修" }
owed_by = "seller"
start = "EARLIEST"
start_events.handed = {}
start_events.accepted_on = { after = "30 days" }
cases.car = { period = "3 years", meter = { most = 60000, unit = { en = "km", zh = "公里" } }, clause = "DEMO-1" }
cases.rust = { period = "unlimited", clause = "DEMO-2" }
cases.heating = { period = "2 seasons", season_kind = "heating", clause = "DEMO-2" }
cases.list = { period = false, clause = "DEMO-2" }
[rules.cover.feed]
each = "thing"
where = "new"
category = "part"
accepted_on = "began_on"
events.handed = "handed_on"
occurred_at = "broke_on"
reading = "km"
question = "claim"

[rules.cap]
kind = "retention_cap"
clause = "DEMO-1"
name = { en = "what is held back", zh = "预留金额" }
owed_by = "developer"
rate = "5%"
feed = { each = "thing", settlement = "price", retained = "held" }

[rules.refund]
kind = "retention_refund"
clause = "DEMO-1"
name = { en = "the refund", zh = "返还" }
owed_by = "developer"
check_within = "10 days"
feed = { each = "thing", accepted_on = "began_on", applied_on = "handed_on", paid_on = "paid_on" }

[rules.release]
kind = "retention_release"
clause = "DEMO-1"
name = { en = "the release", zh = "分期返还" }
owed_by = "developer"
rate = "3%"
stages.first = { name = { en = "the first half", zh = "前一半" }, share = "1/2", clause = "DEMO-2" }
stages.rest = { name = { en = "the rest", zh = "其余" }, share = "1/2", after = "24 months", clause = "DEMO-1" }
[rules.release.feed]
each = "thing"
started_on = "began_on"
price = "price"
paid.first = "handed_on"
paid.rest = "paid_on"
apart = true

[rules.visit]
kind = "window"
clause = "DEMO-2"
name = { en = "the visit", zh = "回访" }
owed_by = "seller"
anchor = "began_on"
span = { kind = "after", opens = "2 weeks", closes = "4 weeks" }
only_if = "new"
feed = { each = "thing", anchor = "began_on", done = "handed_on", owed = "new" }
"""


@row("thing", "thing", "事项", placed="began_on")
class Thing:
    """What is covered, held back for, and visited."""

    id: str
    began_on: dt.date = said("begun", "起始")
    part: Annotated[str, CategoryOf("cover")] | None = said(
        "part", "部件", default=None
    )
    handed_on: dt.date | None = said("handed over", "移交", default=None)
    broke_on: dt.date | None = said("broken", "损坏", default=None)
    paid_on: dt.date | None = said("paid", "支付", default=None)
    km: int | None = said("kilometres", "里程", default=None)
    price: str | None = said("price", "价款", default=None)
    held: str | None = said("held back", "扣留", default=None)
    new: bool | None = said("new", "新", default=None)
    entered_at: dt.datetime | None = None


MONEY: dict[str, Any] = {"owed_by": "developer", "each": Thing}
COVER = warranty(
    "cover",
    "the cover",
    "保修",
    owed_by="seller",
    each=Thing,
    category="part",
    cases={
        "car": {
            "period": Years(3),
            "meter": Meter(most=60_000, unit=Text("km", "公里")),
        },
        "rust": (Unlimited(), "2"),
        "heating": (Seasons(2), "2", "heating"),
        "list": {"period": None, "clause": "2"},
    },
    start=Start.EARLIEST,
    start_events={"handed": None, "accepted_on": Days(30)},
    asked={
        "where": "new",
        "accepted_on": "began_on",
        "events": {"handed": "handed_on"},
        "occurred_at": "broke_on",
        "reading": "km",
        "question": "claim",
    },
)
HELD = retention_cap(
    "cap",
    "what is held back",
    "预留金额",
    settlement="price",
    retained="held",
    rate="5%",
    **MONEY,
)
BACK = retention_refund(
    "refund",
    "the refund",
    "返还",
    accepted_on="began_on",
    asked={"applied_on": "handed_on", "paid_on": "paid_on"},
    check_within=Days(10),
    **MONEY,
)
HALF = {"share": "1/2"}
STAGED = retention_release(
    "release",
    "the release",
    "分期返还",
    started_on="began_on",
    price="price",
    apart=True,
    rate="3%",
    stages={
        "first": {
            "name": ("the first half", "前一半"),
            "paid": "handed_on",
            "clause": "2",
            **HALF,
        },
        "rest": {
            "name": ("the rest", "其余"),
            "paid": "paid_on",
            "after": Months(24),
            **HALF,
        },
    },
    **MONEY,
)
VISIT = window(
    "visit",
    "the visit",
    "回访",
    owed_by="seller",
    each=Thing,
    anchor="began_on",
    done="handed_on",
    owed="new",
    span=After(opens=Weeks(2), closes=Weeks(4)),
    only_if="new",
)


def book(*drafts: Any) -> Rulebook:
    """Return a regulation of things, with the visit under its second clause."""
    return regulation(
        "DEMO",
        "2026",
        "A demonstration",
        "示例",
        clause("1", "So it is.", "如此。", *drafts),
        clause("2", "And so.", "亦如此。", VISIT),
        source="a test",
        ledgers=(Thing,),
    )


def test_a_file_says_the_same() -> None:
    """Rule by rule, and question by question."""
    written, told = interchange.loads(FILE), book(COVER, HELD, BACK, STAGED)

    for rule_id in written.rules:
        assert told[rule_id] == written[rule_id]
        assert told.feeds[rule_id] == written.feeds[rule_id]
    assert interchange.loads(interchange.dumps(told)) == told


def test_a_clause_that_is_not_there() -> None:
    """Is refused with those that are."""
    with pytest.raises(UnknownNameError, match="'3'"):
        book(
            warranty(
                "cover",
                "the cover",
                "保修",
                owed_by="seller",
                each=Thing,
                category="part",
                cases={"car": (Years(3), "3")},
            )
        )


def test_a_window_around_what_is_calculated() -> None:
    """Then the rule says itself what it lies around."""
    drawn = window(
        "look",
        "the look",
        "查看",
        owed_by="seller",
        each=Thing,
        anchor=lambda _case, one: one.began_on,
        done="handed_on",
        span=After(opens=Days(1), closes=Days(3)),
    )
    with pytest.raises(TypeError, match="anchor"):
        book(drawn)
    named = attrs.evolve(drawn, fields={**drawn.fields, "anchor": "began_on"})
    assert book(named).feeds["look"].each == "thing"


def test_without_several_starts_and_payments() -> None:
    """The plain forms: one start, stages of which nobody records the payment."""
    plain = warranty(
        "cover",
        "the cover",
        "保修",
        owed_by="seller",
        each=Thing,
        category="part",
        cases={"car": (Years(3), "1")},
        asked={"accepted_on": "began_on"},
    )
    bare = retention_release(
        "release",
        "the release",
        "分期返还",
        started_on="began_on",
        stages={"all": {"name": ("all of it", "全部"), "share": "100%"}},
        **MONEY,
    )
    report = book(plain, bare).assess(
        {"thing": [Thing(id="1", began_on=dt.date(2024, 2, 29), part="car")]},
        as_of=dt.datetime.fromisoformat("2026-04-01T09:00+08:00"),
    )
    assert report.where(rule="cover").verdicts[0].deadline.last_day == dt.date(
        2027, 2, 28
    )
