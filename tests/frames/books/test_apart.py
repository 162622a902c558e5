"""
Shares of groups and of cells over frames: counted in columns, as over rows.
"""

import datetime as dt
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.frames.books.compare import differences, tables
from tests.frames.books.random_ledgers import NOW, SH, Rows
from tests.frames.ledgers import rows_of

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books import BookAssessment, assess_book
from followup_rules.timing.cycles import Period, month, quarter

HERE = Path(__file__).parent
SHOP: dict[str, Any] = tomllib.loads((HERE / "shares.toml").read_text(encoding="utf-8"))
FAST = ("polars", "polars lazy", "pandas", "pyarrow")
FEBRUARY = month(2026, 2)
SHARE = {
    "kind": "quota",
    "clause": "SHOP-1",
    "name": {"en": "orders closed", "zh": "办结率"},
    "owed_by": "shop",
    "rate": "1/2",
}
LOW = {
    **SHARE,
    "kind": "target",
    "bound": "NOT_MORE_THAN",
    "rate": "1/3",
    "numerator": "some",
    "denominator": "every",
}
FEEDS: dict[str, dict[str, Any]] = {
    "by_sort": {"by": "sort", "met": "closed_at has happened"},
    "by_week": {"cycle": "WEEK", "met": "closed_at has happened"},
    "by_both": {
        "cycle": "MONTH",
        "by": "sort",
        "kind": "sort",
        "where": "urgent",
        "met": "any check where passed",
    },
    "refused": {
        "by": "sort",
        "cycle": "MONTH",
        "met": "closed_at has happened",
        "ways_out": {
            "refused": {
                "name": {"en": "it was refused", "zh": "客户拒绝"},
                "clause": "SHOP-2",
                "when": "refused_at has happened",
                "came_at": "refused_at",
            }
        },
    },
    "low": {"by": "sort", "met": "not urgent", "where": "closed_at has happened"},
    "joined": {"cycle": "MONTH", "met": "urgent", "where": "closed_at has happened"},
}


def shop(*rules: str, **more: Any) -> Rulebook:
    """Return the regulation of the shop with some of these rules."""
    made = {
        name: {
            **(LOW if name == "low" else SHARE),
            "feed": {"each": "order", **FEEDS[name], **more},
        }
        for name in rules or FEEDS
    }
    made["closing"] = SHOP["rules"]["closing"]
    found: Rulebook = interchange.load({**SHOP, "rules": made})
    return found


BOOK = shop()


def dense(seed: int, orders: int = 30, odd: float = 0) -> Rows:
    """
    Return ledgers whose rows lie where cells turn; a few cannot be read by columns.
    """
    dice = random.Random(seed)

    def moment(*, absent: float = 0.3) -> Any:
        if dice.random() < absent:
            return None
        edge = dice.choice([(1, 31), (2, 1), (2, 2), (2, 28), (3, 1), (3, 20), (2, 8)])
        clock = dice.choice([(0, 0), (9, 59), (10, 0), (23, 59)])
        days = dt.timedelta(dice.choice((-1, 0, 0, 1, -9)))
        at = dt.time(*clock, tzinfo=SH)
        return dt.datetime.combine(dt.date(2026, *edge), at) + days

    def later(than: Any) -> Any:
        found = moment()
        return None if found is None else max(found, than)

    came = [moment(absent=0) for _ in range(orders)]
    clients = [
        {
            "id": f"C{n}",
            "since": dt.datetime(2025, 1, 1, tzinfo=SH),
            "regular": True,
            "entered_at": None,
        }
        for n in range(orders)
    ]
    made = [
        {
            "id": f"O{n}" if dice.random() >= odd else "\u3000",
            "client_id": f"C{n}",
            "came_at": at,
            "sort": dice.choice(("gift", "plain", "礼品" if odd else "plain")),
            "urgent": dice.choice((True, False, None)),
            "closed_at": later(at),
            "due_on": None,
            "refused_at": later(at),
            "entered_at": later(at) if dice.random() < 0.3 else None,
        }
        for n, at in enumerate(came)
    ]
    if odd:
        for one in made:
            one["sort"] = None if dice.random() < odd else one["sort"]
    checks = [
        {
            "id": f"K{n}",
            "order_id": f"O{n % orders}",
            "done_at": later(came[n % orders]) or NOW,
            "passed": dice.choice((True, False, None)),
            "by": None,
            "real": dice.random() < 0.8,
            "entered_at": None,
        }
        for n in range(orders)
    ]
    return {"client": clients, "order": made, "check": checks}


def judged(book: Rulebook, rows: Rows, **more: Any) -> BookAssessment:
    """Judge rows over frames of polars, in February."""
    context: dict[str, Any] = {"as_of": NOW, "period": FEBRUARY, **more}
    return assess_book(book, tables(book, rows, "polars"), **context)


class TestTheSameVerdicts:
    """
    Generated ledgers: what columns say is what rows say.
    """

    @pytest.mark.parametrize("seed", range(4))
    def test_generated(self, seed: int) -> None:
        """Without a period, some take the whole ledger, and others count in columns."""
        periods: tuple[Period | None, ...] = (
            FEBRUARY,
            None,
            quarter(2026, 1),
            month(2026, 1),
        )
        rows = dense(seed, 12, (0, 0.05, 0.2, 0)[seed])
        context = {"as_of": NOW, "period": periods[seed], "calendar": None}
        assert differences(BOOK, rows, FAST[seed], **context) == []

    def test_no_row_is_taken(self) -> None:
        """Where nothing lets off, and all can be read."""
        book = shop("by_sort", "by_week", "by_both", "low")
        found = judged(book, dense(1))
        assert (found.by_rows, set(found.rows_taken.values())) == ((), {0})

    def test_in_a_database(self) -> None:
        """One rule of both."""
        context = {"as_of": NOW, "period": quarter(2026, 1), "calendar": None}
        assert differences(shop("by_both"), dense(3, 6), "duckdb", **context) == []

    def test_nothing_was_told(self) -> None:
        """A cell has its share anyhow, and a group has none."""
        context = {"as_of": NOW, "period": FEBRUARY, "calendar": None}
        rows: Rows = {"client": dense(0, 2)["client"]}
        assert differences(BOOK, rows, "polars", **context) == []
        told = {row["rule"] for row in rows_of(judged(BOOK, rows).verdicts)}
        assert told == {"by_week", "joined"}


class TestByHand:
    """
    Four orders in the last week of January, which ends on 1 February.
    """

    def test_a_week_that_two_months_share(self) -> None:
        """February asks for whole weeks: half of four were closed, one of them late."""
        came = dt.datetime(2026, 1, 28, 9, tzinfo=SH)
        closed = (came, dt.datetime(2026, 2, 3, 9, tzinfo=SH), None, None)
        first = dense(0, 4)
        rows = {
            **first,
            "order": [
                {**one, "came_at": came, "closed_at": at, "entered_at": None}
                for one, at in zip(first["order"], closed, strict=True)
            ],
            "check": [],
        }
        found = {
            row["cell"]: row["reason"]
            for row in rows_of(judged(shop("by_week"), rows).verdicts)
            if row["rule"] == "by_week"
        }
        assert found["2026-W05"] == "share_reached_late"
        assert found["2026-W06"] == "population_empty"
        assert set(found) == {
            "2026-W05",
            "2026-W06",
            "2026-W07",
            "2026-W08",
            "2026-W09",
        }


class TestByRows:
    """
    What columns leave to rows, and why.
    """

    @pytest.mark.parametrize(
        ("rule", "more", "context", "why"),
        [
            (
                "by_week",
                {},
                {"period": None},
                "without a period its cells begin with its first row",
            ),
            ("by_week", {"cycle": "DAY"}, {}, "28 cells, of more than 24"),
            ("by_sort", {"by": "urgent"}, {}, "told apart by urgent"),
            (
                "by_sort",
                {"where": "not (refused_at has happened)"},
                {},
                "not refused_at has happened, which time takes back",
            ),
        ],
    )
    def test_it_is_said(
        self, rule: str, more: dict[str, Any], context: dict[str, Any], why: str
    ) -> None:
        """And both say the same, the errors of rows among it."""
        book, rows = shop(rule, **more), dense(1, 8)
        told = {"as_of": NOW, "period": FEBRUARY, **context}
        assert differences(book, rows, "polars", **told) == []
        [one] = judged(book, rows, **context).by_rows
        assert (one.rule, one.why) == (rule, why)
