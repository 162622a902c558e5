"""
Shares over frames: rows are counted in columns, and the rule is asked once.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.books.test_duties_that_begin import AT_LEAST
from tests.books.test_rows_beside import NEXT
from tests.frames.books.compare import INSTANT, differences
from tests.frames.books.random_ledgers import NOW, SH, Maker, Rows, told
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames, interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books import BookAssessment
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import Period, month, quarter

HERE = Path(__file__).parent
FILES = Path(__file__).parents[3] / "docs" / "examples" / "books"
SHOP: dict[str, Any] = tomllib.loads((HERE / "shares.toml").read_text(encoding="utf-8"))
BY_ROWS = {
    "merged": "some of its rows count as one",
}
FAST = ("polars", "polars lazy", "pandas", "pyarrow")
FEBRUARY = month(2026, 2)


def shop(*rules: str) -> Rulebook:
    """Return the regulation of the shop with some of its rules."""
    kept = {name: one for name, one in SHOP["rules"].items() if name in rules}
    found: Rulebook = interchange.load({**SHOP, "rules": kept})
    return found


IN_COLUMNS = shop(*(SHOP["rules"].keys() - BY_ROWS.keys()))
WHOLE: Rulebook = interchange.load(SHOP)
PERIODS = (FEBRUARY, None, month(2026, 1), quarter(2026, 1))


def made(book: Rulebook, seed: int) -> Rows:
    """Return ledgers of many rows, of which none, few or some cannot be read."""
    maker = Maker(book, seed, bad=(0, 0.004, 0.012, 0.06)[seed % 4])
    return told(book, maker.ledgers(40)) or {"client": []}


class TestTheSameVerdicts:
    """
    Generated ledgers: verdicts, rows in error and accounts agree with those of rows.
    """

    @pytest.mark.parametrize("seed", [0, 3, 5, 6, 9, 10, 12, 15])
    def test_shares_that_columns_count(self, seed: int) -> None:
        """
        Only strange rows are taken from the frames, if every ledger is given.
        """
        rows, engine = made(IN_COLUMNS, seed), FAST[seed // 2 % 4]
        context = {"as_of": NOW, "period": PERIODS[seed // 4 % 4], "calendar": None}
        assert differences(IN_COLUMNS, rows, engine, **context) == []

    @pytest.mark.parametrize("seed", range(4))
    def test_beside_shares_that_they_do_not(self, seed: int) -> None:
        """
        All rows are taken from the frames, and none is counted twice.
        """
        rows, engine = made(WHOLE, seed), FAST[seed]
        context = {"as_of": NOW, "period": FEBRUARY, "calendar": None}
        assert differences(WHOLE, rows, engine, **context) == []

    @pytest.mark.parametrize(
        ("name", "seed"),
        [
            (file.stem, place % 3)
            for place, file in enumerate(sorted(FILES.glob("*.toml")))
        ],
    )
    def test_books_in_files(self, name: str, seed: int) -> None:
        """
        Every regulation that the pages show in a file.
        """
        book = interchange.read(FILES / f"{name}.toml")
        rows = told(book, Maker(book, seed, bad=(0, 0.03, 0.15)[seed]).ledgers())
        context = {"as_of": NOW, "period": FEBRUARY, "calendar": china()}
        assert differences(book, rows, FAST[seed], **context) == []

    @pytest.mark.parametrize("seed", range(2))
    def test_what_only_rows_can_answer(self, seed: int) -> None:
        """
        At least so many of the rows that belong to one, and the row beside a row.
        """
        for book in (AT_LEAST, NEXT):
            rows = told(book, Maker(book, seed, bad=0).ledgers(20)) or {"patient": []}
            context = {"as_of": NOW, "period": FEBRUARY, "calendar": None}
            assert differences(book, rows, FAST[seed], **context) == []

    def test_in_a_database(self) -> None:
        """
        Few rules: DuckDB binds every step anew, whatever the rows are.
        """
        book = shop("closing", "closed", "failed", "passed")
        rows, context = made(book, 3), {"as_of": NOW, "period": FEBRUARY}
        assert len(rows) == 3
        assert differences(book, rows, "duckdb", **context) == []


# -------------------------------------------------------------------- counted by hand


def at(day: int, *clock: int, of: int = 2) -> dt.datetime:
    """Return a time in February 2026, or another month, in Shanghai."""
    return dt.datetime(2026, of, day, *(clock or (9,)), tzinfo=SH)  # type: ignore[misc, arg-type]


def order(number: int, **more: Any) -> dict[str, Any]:
    """Return an order of 10 February that was closed the day after."""
    held = {
        "id": f"O{number}",
        "client_id": "C1",
        "came_at": at(10),
        "sort": "plain",
        "urgent": True,
        "closed_at": at(11),
        "entered_at": None,
    }
    return {**held, **more}


def orders(count: int, **more: Any) -> list[dict[str, Any]]:
    """Return some orders alike, their numbers by what is told of them."""
    start = 100 * len(more)
    return [order(start + number, **more) for number in range(count)]


ORDERS = pa.schema(
    [
        ("id", pa.string()),
        ("client_id", pa.string()),
        ("came_at", INSTANT),
        ("sort", pa.string()),
        ("urgent", pa.bool_()),
        ("closed_at", INSTANT),
        ("entered_at", INSTANT),
    ]
)
CHECKS = pa.schema(
    [
        ("id", pa.string()),
        ("order_id", pa.string()),
        ("done_at", INSTANT),
        ("passed", pa.bool_()),
    ]
)


def table_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Return orders as a table."""
    return pa.Table.from_pylist(rows, ORDERS)


def judged(
    rule: str,
    rows: list[dict[str, Any]],
    engine: str = "polars",
    checks: list[dict[str, Any]] | None = None,
    period: Period | None = FEBRUARY,
) -> BookAssessment:
    """Judge one share on 20 March."""
    start = pa.array([at(1, of=1)] * 2, INSTANT)
    client = pa.table({"id": ["C1", "C2"], "since": start})
    given = {"client": client, "order": table_of(rows)}
    if checks is not None:
        given["check"] = pa.Table.from_pylist(checks, CHECKS)
    return frames.assess(
        shop("closing", rule),
        {kind: ENGINES[engine](one) for kind, one in given.items()},
        as_of=NOW,
        period=period,
    )


def said(found: BookAssessment, rule: str) -> tuple[str, str]:
    """Return status and reason of the one verdict of a share."""
    [one] = [row for row in rows_of(found.verdicts) if row["rule"] == rule]
    return one["status"], one["reason"]


MET = ("met", "share_reached")
BREACHED = ("breached", "share_not_reached")
UNUSABLE = ("undetermined", "row_unusable")


class TestCounts:
    """
    Six of ten must be closed; at each threshold one row decides.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    def test_six_of_ten(self, engine: str) -> None:
        """
        Six are enough and five are not; nothing is taken from the frames.
        """
        for closed, expected in ((6, MET), (5, BREACHED)):
            rows = orders(closed) + orders(10 - closed, closed_at=None)
            found = judged("closed", rows, engine)
            assert said(found, "closed") == expected
            assert found.by_rows == ()
            assert found.rows_taken == {"client": 0, "order": 0}

    def test_what_the_verdict_names(self) -> None:
        """
        A quota is about who owes it, in the period; it has no limit.
        """
        found = judged("closed", orders(1))
        [one] = [row for row in rows_of(found.verdicts) if row["rule"] == "closed"]
        assert one == {
            "key": "SHOP/closed//quota/manager/2026-02",
            "rule": "closed",
            "clause": "SHOP-1",
            "status": "met",
            "party": "manager",
            "kind": "quota",
            "id": "manager",
            "cell": "2026-02",
            "last_day": None,
            "closes": None,
            "margin_us": None,
            "reason": "share_reached",
        }

    @pytest.mark.parametrize(
        ("came_at", "inside"),
        [
            (at(31, 23, 59, 59, 999_999, of=1), False),
            (at(1, 0), True),
            (at(28, 23, 59, 59, 999_999), True),
            (at(1, 0, of=3), False),
        ],
    )
    def test_the_edges_of_the_period(
        self, came_at: dt.datetime, *, inside: bool
    ) -> None:
        """
        Of five with three closed, one more that is not is too many: 4 of 6 are owed.
        """
        rows = orders(3) + orders(2, closed_at=None)
        rows += [order(9, came_at=came_at, closed_at=None)]
        expected = BREACHED if inside else MET
        assert said(judged("closed", rows), "closed") == expected

    def test_what_was_not_known_yet(self) -> None:
        """
        An order entered after the moment of judgement is of no share, one entered then is.
        """
        for entered, expected in ((NOW, BREACHED), (NOW + dt.timedelta(0, 1), MET)):
            rows = orders(3) + orders(2, closed_at=None)
            rows += [order(9, closed_at=None, entered_at=entered)]
            assert said(judged("closed", rows), "closed") == expected

    def test_a_closing_that_lies_ahead(self) -> None:
        """
        At the moment of judgement it has not happened, and done it came after the month.
        """
        rows = orders(5) + orders(4, closed_at=None)
        late = ("late", "share_reached_late")
        for closed, expected in ((NOW, late), (NOW + dt.timedelta(0, 1), BREACHED)):
            found = judged("closed", [*rows, order(9, closed_at=closed)])
            assert said(found, "closed") == expected

    def test_no_rows_and_no_table(self) -> None:
        """
        An empty population owes nothing, whether its frame is given or not.
        """
        empty = ("not_applicable", "population_empty")
        assert said(judged("closed", []), "closed") == empty
        found = frames.assess(
            shop("closing", "closed"),
            {"client": ENGINES["polars"](pa.table({"id": ["C1"], "since": [at(1)]}))},
            as_of=NOW,
            period=FEBRUARY,
        )
        assert said(found, "closed") == empty


class TestNotKnown:
    """
    A row that may be meant, or may be of the share, accuses nobody.
    """

    def failed(self, rows: list[dict[str, Any]], **of: bool) -> tuple[str, str]:
        """Judge orders with a check failed, of those not urgent or gifts."""
        checks = [
            {
                "id": f"K{number}",
                "order_id": row["id"],
                "done_at": at(12),
                "passed": False,
            }
            for number, row in enumerate(rows)
            if of.get(row["id"], True)
        ]
        return said(judged("failed", rows, checks=checks), "failed")

    def test_without_a_category(self) -> None:
        """
        Fewer than two of five may have failed. Two others that are urgent gifts have;
        an urgent order without a sort may be a gift, and does not turn it.
        """
        fine = {f"O{number}": False for number in range(3)}
        rows = [order(number, sort="gift") for number in range(5)]
        assert self.failed(rows, **fine) == ("breached", "bound_not_kept")
        rows[4] = order(4, sort=None)
        assert self.failed(rows, **fine) == ("undetermined", "bound_unknown")
        rows[4] = order(4, sort="plain")
        assert self.failed(rows, **fine) == ("met", "bound_kept")

    def test_urgent_or_not(self) -> None:
        """
        A check that may have passed: three of four sure, or three of five at the worst.
        """
        rows = [order(1), order(2, urgent=None), order(3, urgent=False)]
        held = (True, True, True, None)
        for on, expected in (
            ("O1", ("undetermined", "bound_unknown")),
            ("O2", ("met", "bound_kept")),
            ("O3", ("met", "bound_kept")),
        ):
            checks = [
                {
                    "id": f"K{number}",
                    "order_id": "O1" if number < 3 else on,
                    "done_at": at(12),
                    "passed": passed,
                }
                for number, passed in enumerate(held)
            ]
            checks[2]["passed"] = on != "O1"
            found = judged("passed", rows, checks=checks)
            assert (said(found, "passed"), found.by_rows) == (expected, ())


class TestRowsInError:
    """
    What cannot be read is held against nobody, and mends no more than it could.
    """

    @pytest.mark.parametrize("engine", FAST)
    def test_as_many_as_could_mend_it(self, engine: str) -> None:
        """
        Five of ten are closed. With one more closed six of eleven are not the seven
        that are owed, and with three more eight of thirteen are.
        """
        rows = orders(5) + orders(5, closed_at=None)
        for bad, expected in ((1, BREACHED), (2, BREACHED), (3, UNUSABLE)):
            more = {"client_id": "C2", "sort": "odd"}
            odd = [order(50 + number, **more) for number in range(bad)]
            found = judged("closed", rows + odd, engine)
            assert said(found, "closed") == expected
            assert found.rows_taken == {"client": 1, "order": bad}
            assert len(rows_of(found.row_errors)) == bad

    def test_a_check_that_may_be_of_any_order(self) -> None:
        """
        Of five orders two were checked and three are owed; a check of nobody knows
        which order may be of a third. One of a known order may be of that one alone.
        """
        rows = orders(5)
        checks = [
            {
                "id": f"K{number}",
                "order_id": f"O{number}",
                "done_at": at(12),
                "passed": True,
            }
            for number in range(2)
        ]
        stray = {"id": "K8", "order_id": "none", "done_at": at(12), "passed": True}
        early = {"id": "K9", "order_id": "O1", "done_at": at(9), "passed": True}
        fifth = {**early, "order_id": "O4"}
        kept = ("breached", "bound_not_kept")
        for odd, expected in (
            ([], kept),
            ([stray], UNUSABLE),
            ([early], kept),
            ([fifth], UNUSABLE),
        ):
            found = judged("checked", rows, checks=checks + odd)
            assert said(found, "checked") == expected
            assert found.by_rows == ()

    @pytest.mark.parametrize("engine", FAST)
    def test_a_row_two_ledgers_down(self, engine: str) -> None:
        """
        A check is of an order, and nobody asks of whose: it may be of any client's. Of
        four clients two are owed, and two checks that cannot be read may be of two.
        """
        book = shop("closing", "served", "thanks")
        start = pa.array([at(1, of=1)] * 4, INSTANT)
        checks = [
            {"id": name, "order_id": "O1", "done_at": at(9), "passed": True}
            for name in ("K1", "K2")
        ]
        for odd, quota, thanks in (
            ([], BREACHED, ("breached", "not_done")),
            (checks[:1], BREACHED, UNUSABLE),
            (checks, UNUSABLE, UNUSABLE),
        ):
            given = {
                "client": pa.table({"id": ["C1", "C2", "C3", "C4"], "since": start}),
                "order": table_of([order(1)]),
                "check": pa.Table.from_pylist(odd, CHECKS),
            }
            found = frames.assess(
                book,
                {kind: ENGINES[engine](one) for kind, one in given.items()},
                as_of=NOW,
                period=None,
            )
            told = {
                (row["rule"], row["id"]): (row["status"], row["reason"])
                for row in rows_of(found.verdicts)
            }
            assert told["served", "shop"] == quota
            assert told["thanks", "C2"] == thanks
            whys = {one.rule: one.why for one in found.by_rows}
            assert whys == {"thanks": "another row may turn what it comes to"}


class TestByRows:
    """
    What columns cannot count is said.
    """

    @pytest.mark.parametrize("rule", BY_ROWS)
    def test_why(self, rule: str) -> None:
        """
        Rows that count as one.
        """
        found = judged(rule, orders(1))
        assert {one.rule: one.why for one in found.by_rows} == {rule: BY_ROWS[rule]}
        assert said(found, rule) == MET
