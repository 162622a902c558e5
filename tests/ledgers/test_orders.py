"""
Moments that cannot lie before another: of the row, of its owner, or of a row it names.
"""

import datetime as dt
from typing import Annotated, Any

import attrs
import pytest

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import actors, clause, regulation
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.ledgers.facts import (
    Fact,
    Ledger,
    ledger_of,
    part,
    row,
    said,
)
from followup_rules.ledgers.values import Id, RowOf, value_of

CHINA = dt.timezone(dt.timedelta(hours=8))


def at(day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of March 2026."""
    return dt.datetime(2026, 3, day, hour, tzinfo=CHINA)


@row("order", "order", "订单", placed="made_at")
class Order:
    """What was ordered."""

    id: str
    made_at: dt.date | dt.datetime = said("made", "下单时间")
    paid_at: dt.datetime | None = said("paid", "付款时间", default=None)
    gift: bool | None = said("whether it is a gift", "是否赠品", default=None)
    entered_at: dt.datetime | None = None


@row("shift", "shift", "班次", placed="began_at")
class Shift:
    """When somebody was there."""

    id: str
    began_at: dt.datetime = said("begin", "开始时间")
    entered_at: dt.datetime | None = None


@row("call", "call", "电话", placed="called_at", owner="shift_id", own_day=True)
class Call:
    """A call in a shift, about an order or about none."""

    id: str
    shift_id: Annotated[str, Id("shift")] = said("its shift", "班次")
    order_id: Annotated[str | None, RowOf("order")] = said(
        "its order", "订单", default=None
    )
    thanked_at: dt.datetime | None = said(
        "when the payer was thanked", "致谢时间", after="order.paid_at", default=None
    )
    called_at: dt.datetime = said("its time", "电话时间", after="order.made_at")
    caller: str | None = said("who called", "电话人员", default=None)
    entered_at: dt.datetime | None = None


def book(*ledgers: Any) -> Rulebook:
    """Return a book that asks who called."""
    return regulation(
        "DEMO",
        "1",
        "Demo",
        "示例",
        clause(
            "1",
            "The desk calls.",
            "由服务台致电。",
            actors(
                "callers",
                "the caller",
                "电话人员",
                owed_by="desk",
                allowed=("desk",),
                each=Call,
                by="caller",
            ),
        ),
        source="-",
        ledgers=ledgers,
    )


BOOK = book(Order, Shift, Call)


def problems(**told: Any) -> list[tuple[str, str]]:
    """Judge one call, and return what was wrong with it."""
    given: dict[str, Any] = {"id": "C", "shift_id": "S", "called_at": at(3)}
    ledgers: dict[str, Any] = {
        "order": [
            Order(id="day", made_at=dt.date(2026, 3, 3), paid_at=at(4)),
            Order(id="later", made_at=at(3, 10)),
            Order(id="never", made_at=at(31, 10)),
        ],
        "shift": [Shift(id="S", began_at=at(2))],
        "call": [Call(**given | told)],
    }
    report = BOOK.assess(ledgers, as_of=at(20))
    return [(error.field, error.fault) for error in report.row_errors]


class TestRowsNamed:
    """
    A row lies in no time before the one that it names.
    """

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({}, None),
            ({"order_id": "day"}, None),
            ({"order_id": "day", "thanked_at": at(4)}, None),
            ({"order_id": "day", "thanked_at": at(4, 8)}, "thanked_at"),
            ({"order_id": "later", "called_at": at(3, 10)}, None),
            ({"order_id": "later", "thanked_at": at(1)}, "called_at"),
            ({"order_id": "later", "called_at": at(4), "thanked_at": at(1)}, None),
            ({"order_id": "never"}, "called_at"),
            ({"called_at": at(1)}, "called_at"),
        ],
    )
    def test_order(self, told: dict[str, Any], field: str | None) -> None:
        """
        A day and an instant of it are in order; what is unknown is before nothing.
        """
        expected = [] if field is None else [(field, "order")]

        assert problems(**told) == expected


def without(kind: Any, **after: str) -> Ledger:
    """Return the ledger of a class with other orders."""
    ledger = ledger_of(kind)
    facts = [
        attrs.evolve(fact, after=after.get(fact.name, fact.after))
        for fact in ledger.facts
    ]
    return attrs.evolve(ledger, facts=tuple(facts))


class TestOrdersThatCannotBe:
    """
    What no row could be held to is refused when the rules are put together.
    """

    @pytest.mark.parametrize(
        ("fact", "after", "match"),
        [
            ("thanked_at", "thanked_at", "another attribute of the row"),
            ("thanked_at", "caller", r"call\.caller .*a day or an instant"),
            ("caller", "called_at", r"call\.caller .*a day or an instant"),
        ],
    )
    def test_in_a_row(self, fact: str, after: str, match: str) -> None:
        """
        Only a moment follows one, and another than itself.
        """
        with pytest.raises(InvalidFieldError, match=match):
            without(Call, **{fact: after})

    @pytest.mark.parametrize(
        ("after", "error", "match"),
        [
            ("clock.rang_at", UnknownNameError, "clock.*allowed: shift, order"),
            ("call.called_at", UnknownNameError, "allowed: shift, order"),
            (".", UnknownNameError, "allowed: shift, order"),
            ("order.nothing", UnknownNameError, "made_at, paid_at"),
            ("order.gift", InvalidFieldError, "a day or an instant"),
        ],
    )
    def test_of_other_rows(
        self, after: str, error: type[Exception], match: str
    ) -> None:
        """
        The other row is its owner or is named, and has such a moment.
        """
        changed: Any = {**BOOK.ledgers, "call": without(Call, thanked_at=after)}

        with pytest.raises(error, match=match):
            attrs.evolve(BOOK, ledgers=changed)

    def test_in_a_part(self) -> None:
        """
        Nothing holds the parts of a row to an order.
        """
        late = said("when they came", "到达时间", after="left_at", default=None)
        with pytest.raises(InvalidFieldError, match="parts of a row are held to no"):

            @part("person", "person", "人员")
            class Person:
                """Somebody at a call."""

                left_at: dt.datetime | None = said("left", "离开时间", default=None)
                came_at: dt.datetime | None = late


def test_plain_days_are_in_order() -> None:
    """A day that can be nothing else may follow, and be followed."""
    day = value_of(dt.date)
    first = Fact(name="first", words=Text("first", "首日"), value=day)
    last = attrs.evolve(first, name="last", after="first")

    ledger = Ledger(kind="trip", words=Text("trip", "行程"), facts=(first, last))

    assert not day.is_moment
    assert ledger.fact("last").is_dated
