"""
What became of the rows: each in one account, and errors and accounts agree.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pendulum
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followup_rules.books.register import find, shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import clause, deadline, regulation
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.accounts import Account
from followup_rules.ledgers.facts import row, said
from followup_rules.reports import Report
from followup_rules.testing import ledgers
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import month

ZONE = "Asia/Shanghai"
NOW = pendulum.datetime(2026, 3, 30, tz=ZONE)


def at(day: int, month: int = 3) -> dt.datetime:
    """Return a day of 2026 at nine."""
    return pendulum.datetime(2026, month, day, 9, tz=ZONE)


@row("case", "case", "案件", placed="opened_at")
class Case:
    """What is answered and closed."""

    id: str
    opened_at: dt.datetime = said("opened", "立案时间")
    replied_at: dt.datetime | None = said("the reply", "答复时间", default=None)
    closed_at: dt.datetime | None = said("closed", "结案时间", default=None)
    noted: bool | None = said("noted", "是否记录", default=None)
    entered_at: dt.datetime | None = None


def _due(name: str, done: str, limit: Any) -> Any:
    """Return a rule that refuses what was done before the case was opened."""
    return deadline(
        name,
        name,
        name,
        owed_by="office",
        each=Case,
        since="opened_at",
        done=done,
        limit=limit,
    )


BOOK: Rulebook = regulation(
    "A",
    "1",
    "accounts",
    "台账",
    clause("1", "reply", "答复", _due("reply", "replied_at", Days(5))),
    clause("2", "close", "结案", _due("close", "closed_at", Days(9))),
    source="t",
    ledgers=(Case,),
)


def agrees(report: Report) -> None:
    """Hold the accounts of a report against its errors."""
    for kind, one in report.accounts.items():
        parts = one.judged, one.later, one.outside, one.not_begun, one.in_error
        assert min(parts) >= 0, (kind, one)
        assert sum(parts) == one.given, (kind, one)
    errors = [(error.kind, error.row) for error in report.row_errors]
    assert len(set(errors)) <= report.rows_in_error <= len(errors)


class TestByHand:
    """
    Rows that cannot be read, and rows that rules refuse.
    """

    ROWS = (
        Case(id="1", opened_at=at(2), replied_at=at(3)),
        # refused by both rules
        Case(id="2", opened_at=at(9), replied_at=at(3), closed_at=at(4)),
        # refused by one of them
        Case(id="3", opened_at=at(9), replied_at=at(3), closed_at=at(10)),
        # cannot be read
        Case(id="3", opened_at=at(9)),
        Case(id="4", opened_at="soon"),  # type: ignore[arg-type]
        # later, and refused while nobody asks
        Case(id="5", opened_at=at(2, 4), replied_at=at(1, 4)),
        # of another month, and refused while nobody asks
        Case(id="6", opened_at=at(9, 2), replied_at=at(3, 2)),
    )

    def test_each_in_one_account(self) -> None:
        """
        Seven given: one judged, four in error, one later, one of February.
        """
        report = BOOK.assess({"case": self.ROWS}, as_of=NOW, period=month(2026, 3))
        assert report.accounts["case"] == Account(
            given=7, judged=1, later=1, outside=1, not_begun=0, in_error=4
        )
        assert len(report.row_errors) == 5
        assert report.rows_in_error == 4
        agrees(report)
        english, chinese = report.table("en"), report.table("zh")
        assert "Rows that could not be read or judged: 4." in english
        assert "无法读取或判定的数据：4行。" in chinese

    def test_in_columns(self) -> None:
        """
        The same accounts, and the same errors.
        """
        rows = [
            {
                "id": one.id,
                "opened_at": one.opened_at,
                "replied_at": one.replied_at,
                "closed_at": one.closed_at,
            }
            for one in self.ROWS
            if one.id != "4"
        ]
        kind = pl.Datetime("us", ZONE)
        names = ("opened_at", "replied_at", "closed_at")
        frame = pl.DataFrame(
            rows, schema={"id": pl.String, **dict.fromkeys(names, kind)}
        )
        found = assess_book(BOOK, {"case": frame}, as_of=NOW, period=month(2026, 3))
        (account,) = found.accounts.to_dicts()
        assert account == {
            "ledger": "case",
            "given": 6,
            "judged": 1,
            "later": 1,
            "outside": 1,
            "not_begun": 0,
            "in_error": 3,
        }
        assert len(found.row_errors) == 4

    def test_without_accounts(self) -> None:
        """
        A report that a host puts together counts its errors.
        """
        made = BOOK.assess({"case": self.ROWS}, as_of=NOW, period=month(2026, 3))
        bare = BOOK.report((), NOW, row_errors=made.row_errors)
        assert bare.rows_in_error == 5


DAYS = st.integers(1, 28).map(at)


class TestOddLedgers:
    """
    Whatever stands in them.
    """

    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(
            st.builds(
                SimpleNamespace,
                id=st.sampled_from(["1", "2", "3", None, ""]),
                opened_at=st.one_of(DAYS, st.none(), st.just("soon")),
                replied_at=st.one_of(DAYS, st.none(), st.just(3)),
                closed_at=st.one_of(DAYS, st.none()),
                noted=st.sampled_from([True, None, "yes"]),
                entered_at=st.one_of(DAYS, st.none()),
            ),
            max_size=6,
        ),
        DAYS,
    )
    def test_rows_that_rules_refuse(self, rows: list[Any], now: dt.datetime) -> None:
        """
        Every row is in one account, and errors are of the rows in error.
        """
        agrees(BOOK.assess({"case": rows}, as_of=now, period=month(2026, 3)))

    @pytest.mark.parametrize("name", shelf())
    def test_of_every_book(self, name: str) -> None:
        """
        The same of every book that is shipped.
        """
        book = find(name)

        @settings(
            max_examples=12,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow],
        )
        @given(ledgers(book, most=3, broken=True))
        def hold(made: dict[str, tuple[Any, ...]]) -> None:
            """Judge one ledger."""
            agrees(book.assess(made, as_of=NOW, period=month(2026, 2)))

        hold()
