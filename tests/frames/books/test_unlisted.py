"""
Rows in error in great numbers: listed to a limit, counted beyond it, held against nobody.
"""

import datetime as dt
import random
from collections import Counter
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from tests.campaigns.books import books
from tests.frames.books.compare import compared, explanations, tables
from tests.frames.books.random_ledgers import NOW, Maker, Rows, told
from tests.frames.books.test_bad_ledgers import repairs, statuses, visits
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import ImpossibleCountError
from followup_rules.frames.books import Unlisted, assess_book, collecting, strangers
from followup_rules.frames.engines import engine_of
from followup_rules.rulebooks import repair
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month

MARCH = month(2026, 3)
MADE = ("repair", "awaab", "shares")
"""Books whose ledgers belong to others, one or two deep."""


def crowded(book: Rulebook, rows: Rows, seed: int) -> Rows:
    """Repeat rows with their ids, and add rows that belong to nobody."""
    dice = random.Random(seed)
    found: Rows = {}
    for kind, some in rows.items():
        owner = book.ledgers[kind].owner
        more = [*some]
        for row in some * 2:
            if dice.random() < 0.6:
                more.append({**dice.choice(some), "id": row["id"]})
            if owner is not None:
                name = f"{kind}x{dice.randrange(99)}"
                more.append({**row, "id": name, owner: f"nobody{dice.randrange(9)}"})
        dice.shuffle(more)
        found[kind] = more
    return found


def made(name: str, seed: int) -> tuple[Rulebook, Rows, dict[str, Any]]:
    """Return a book, a ledger full of errors, and what it is asked for."""
    book = books()[name]
    rows = told(book, Maker(book, seed, bad=(0, 0.05)[seed % 2]).ledgers())
    asked = {"as_of": NOW, "period": MARCH, "calendar": china()}
    return book, crowded(book, rows, seed), asked


def judged(engine: str, limit: int, **given: Any) -> Any:
    """Judge ledgers of repairs."""
    held = {kind: ENGINES[engine](table) for kind, table in given.items()}
    return frames.assess(repair.RULES, held, as_of=NOW, period=MARCH, limit=limit)


def listed(found: Any) -> list[tuple[str, str, str]]:
    """Return the rows that are listed, in order."""
    return [
        (row["ledger"], row["row"], row["fault"]) for row in rows_of(found.row_errors)
    ]


def account(found: Any, kind: str) -> dict[str, int]:
    """Return what became of the rows of a ledger."""
    [one] = [row for row in rows_of(found.accounts) if row["ledger"] == kind]
    return one


class TestTheSameVerdicts:
    """
    Verdicts, accounts and the first errors are those of the rows.
    """

    @pytest.mark.parametrize("name", MADE)
    def test_random_ledgers(self, name: str) -> None:
        """Three are listed of each fault, and most are beyond them."""
        verdicts = 0
        for seed in range(3):
            book, rows, asked = made(name, seed)
            count, wrong = compared(book, rows, "polars", limit=3, **asked)
            assert not wrong
            verdicts += count
        assert verdicts

    @pytest.mark.parametrize("engine", ENGINES)
    def test_every_engine(self, engine: str) -> None:
        """One is listed of each fault; DuckDB, which binds every step anew, has few."""
        book, rows, asked = made("first" if engine == "duckdb" else "awaab", 2)
        assert compared(book, rows, engine, limit=1, **asked)[1] == []

    @pytest.mark.parametrize(
        ("name", "seed"),
        [
            ("hotline_12345", 2),
            ("lifts", 2),
            ("public_health", 1),
            ("service_centre", 1),
        ],
    )
    def test_what_rows_are_asked_for(self, name: str, seed: int) -> None:
        """Shares apart, plans and cells, and ledgers that only rows can read."""
        book, rows, asked = made(name, seed)
        count, wrong = compared(book, rows, "polars", limit=0, **asked)
        assert count
        assert not wrong

    def test_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Explanations count the rows in error that nobody read, too."""
        monkeypatch.setattr(frames.books, "LISTED", 2)
        book, rows, asked = made("repair", 4)
        count, wrong = explanations(book, rows, "polars", **asked)
        assert count
        assert not wrong


@pytest.mark.parametrize("engine", ENGINES)
class TestIdsThatStandTwice:
    """
    The first row of an id is judged; the others are counted.
    """

    def test_most_are_counted(self, engine: str) -> None:
        """Thirty of one id, of which two are listed, and only those leave their frame."""
        ids = ["R1"] * 30 + ["R2"]
        found = judged(engine, 2, repair=repairs(ids), visit=visits(["R1"]))

        assert statuses(found) == {"R1": "met", "R2": "breached"}
        assert listed(found) == [("repair", "R1", "id_twice")] * 2
        assert found.unlisted == (Unlisted("repair", "id_twice", 27),)
        assert found.rows_taken == {"repair": 3, "visit": 1}
        one = account(found, "repair")
        assert (one["given"], one["judged"], one["in_error"]) == (31, 2, 29)

    def test_the_first_is_no_repair(self, engine: str) -> None:
        """Where the first cannot be read the second is judged, by rows."""
        sorts = ["leek", "leak", "leak", "leak"]
        given = repairs(["R1"] * 4, categories=sorts)
        found = judged(engine, 1, repair=given, visit=visits(["R1"]))

        assert statuses(found) == {"R1": "met"}
        assert Counter(listed(found)) == {
            ("repair", "R1", "unfit"): 1,
            ("repair", "R1", "id_twice"): 1,
        }
        assert found.unlisted == (Unlisted("repair", "id_twice", 1),)
        assert found.rows_taken["repair"] == 4


@pytest.mark.parametrize("engine", ENGINES)
class TestRowsOfNobody:
    """
    A visit to a repair that is in no row may have been to any of them.
    """

    def test_nobody_is_accused(self, engine: str) -> None:
        """What they may have met is not known; what is met stays."""
        owners = ["X1"] * 9 + ["R1"]
        found = judged(engine, 1, repair=repairs(["R1", "R2"]), visit=visits(owners))

        assert statuses(found) == {"R1": "met", "R2": "undetermined"}
        assert listed(found) == [("visit", "V0", "no_owner")]
        assert found.unlisted == (Unlisted("visit", "no_owner", 8),)
        assert found.rows_taken == {"repair": 0, "visit": 1}

    def test_none_is_listed(self, engine: str) -> None:
        """They are held against nobody all the same."""
        found = judged(engine, 0, repair=repairs(["R2"]), visit=visits(["X1"]))

        assert statuses(found) == {"R2": "undetermined"}
        assert listed(found) == []
        assert found.unlisted == (Unlisted("visit", "no_owner", 1),)

    def test_of_a_later_day(self, engine: str) -> None:
        """A visit after the moment of judgement could not have met anything."""
        later = visits(["X1"] * 3)
        at = later["visited_at"].type
        days = [NOW + dt.timedelta(days=1)] * 3
        place = later.column_names.index("visited_at")
        later = later.set_column(
            place, "visited_at", [pl.Series(days).to_arrow().cast(at)]
        )
        found = judged(engine, 0, repair=repairs(["R2"]), visit=later)

        assert statuses(found) == {"R2": "breached"}
        assert found.unlisted == (Unlisted("visit", "no_owner", 3),)
        assert account(found, "visit")["in_error"] == 3

    def test_of_a_repair_that_cannot_be_read(self, engine: str) -> None:
        """It belongs to that repair, and to no other."""
        given = repairs(["R1", "R2"], categories=["leek", "leak"])
        found = judged(engine, 0, repair=given, visit=visits(["R1"] * 3))

        assert statuses(found) == {"R2": "breached"}
        assert set(found.unlisted) == {
            Unlisted("repair", "unfit", 1),
            Unlisted("visit", "no_owner", 3),
        }


class TestOfManyFaults:
    """
    Each fault of each ledger has a list of its own.
    """

    def test_faults_that_are_read(self) -> None:
        """What only rows can tell is listed to the limit as well."""
        given = repairs(["R1", "R2", "R3"], categories=["leek"] * 3)
        found = judged("polars", 2, repair=given, visit=visits([]))

        assert listed(found) == [("repair", "R1", "unfit"), ("repair", "R2", "unfit")]
        assert found.unlisted == (Unlisted("repair", "unfit", 1),)

    @pytest.mark.parametrize("limit", [-1, "3", 1.5])
    def test_an_odd_limit(self, limit: Any) -> None:
        """It is a whole number of 0 or more."""
        with pytest.raises(ImpossibleCountError, match="limit"):
            judged("polars", limit, repair=repairs(["R1"]), visit=visits([]))

    def test_on_a_lazy_frame_with_more_than_are_fetched(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of a limit that is higher than what is fetched, all are counted."""
        monkeypatch.setattr(strangers, "MOST", 2)
        given = repairs(["R1"] * 9)
        found = judged("polars lazy", 4, repair=given, visit=visits([]))

        assert len(listed(found)) == 4
        assert found.unlisted == (Unlisted("repair", "id_twice", 4),)


class TestUnderEachOther:
    """
    Verdicts of many rules are one frame, however many steps each took.
    """

    def test_in_a_session_of_duckdb_as_it_comes(self) -> None:
        """Thirty relations of fifty steps each, where a thousand are allowed."""
        session = duckdb.connect()
        made = []
        for place in range(30):
            one = session.query(f"SELECT {place} AS a")
            for _ in range(50):
                one = one.project("a + 0 AS a")
            made.append(nw.from_native(one))
        engine = engine_of(made[0].to_native())
        found = collecting.together(engine, made).to_native()

        assert sorted(found.fetchall()) == [(place,) for place in range(30)]

    @pytest.mark.parametrize("count", [1, 8, 9, 65])
    def test_none_is_lost(self, count: int) -> None:
        """In their order."""
        made = [nw.from_native(pl.DataFrame({"a": [one]})) for one in range(count)]
        found = collecting.together(engine_of(pl.DataFrame()), made)
        assert found["a"].to_list() == list(range(count))


def test_what_leaves_its_frame() -> None:
    """
    A rule that is judged by rows has the rows that are counted in columns, too.
    """
    book, rows, asked = made("shares", 3)
    found = assess_book(book, tables(book, rows, "polars"), limit=0, **asked)
    taken = {kind for one in found.by_rows for kind in book.feeds[one.rule].reads()}
    assert taken
    assert all(
        found.rows_taken[kind] == len(rows[kind]) for kind in taken & rows.keys()
    )
