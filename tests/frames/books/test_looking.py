"""
Verdicts that stand in a frame, looked up by their keys: they explain as in a ledger.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl
import pytest
from docs.clause_tables import found_rulebooks
from tests.campaigns.books import books
from tests.frames.books.compare import explanations
from tests.frames.books.random_ledgers import NOW, Maker, told
from tests.frames.books.test_books import DOCUMENTS, Q1, context, judged, moment
from tests.frames.ledgers import rows_of

from followup_rules import frames
from followup_rules.errors import InvalidFieldError
from followup_rules.frames.books.by_rows import case_of
from followup_rules.rulebooks import consulting, repair
from followup_rules.timing.cycles import month

SHIPPED = tuple(found_rulebooks())
FAST = ("polars", "pyarrow", "pandas", "polars lazy")
ENOUGH = 2
"""So many ledgers of a book that come to verdicts."""
TABLES = {"document": DOCUMENTS}
TOLD: dict[str, Any] = {"as_of": NOW, "period": Q1}
KEYS = (
    "COST/communication_filing//communication/D1/",
    "COST/quarterly_report//firm//2026-Q1",
)


@pytest.mark.parametrize(("place", "name"), list(enumerate(books())))
def test_every_verdict_of_every_book(place: int, name: str) -> None:
    """
    In both languages, and its receipt; among few rows that nobody can read, and many.

    Two engines a book, other ones for the next.
    """
    book = books()[name]
    counts: list[int] = []
    for seed in (place, place + 1, 0, 3):
        rows = told(book, Maker(book, seed, bad=(0.03, 0.15)[seed % 2]).ledgers())
        engine = FAST[seed % len(FAST)]
        if rows and len(counts) < ENOUGH:
            count, wrong = explanations(book, rows, engine, **context(book, seed))
            assert wrong == []
            counts += [count] if count else []
    assert counts


@pytest.mark.parametrize("order", [KEYS, KEYS[::-1], KEYS[:1] * 2, ()])
def test_they_come_in_the_order_of_the_keys(order: tuple[str, ...]) -> None:
    """
    As often as one is asked for.
    """
    found = frames.verdicts(consulting.RULES, TABLES, iter(order), **TOLD)

    assert tuple(verdict.key for verdict in found) == order


def test_what_a_frame_has_no_room_for() -> None:
    """
    When it was done, in words.
    """
    [filed] = frames.verdicts(consulting.RULES, TABLES, KEYS[:1], **TOLD)

    assert filed.status.name == "MET"
    assert filed.evidence.done == moment(2026, 3, 2, 9)
    assert "2026年3月2日09:00" in filed.explain("zh")


def test_the_arguments_of_the_call() -> None:
    """
    Other names of columns, and times without a zone, are told again.
    """
    bare = DOCUMENTS.rename({"filed_at": "gdsj"}).with_columns(
        pl.col("made_at", "gdsj", "closed_at").dt.replace_time_zone(None)
    )
    more = {"columns": {"document": {"filed_at": "gdsj"}}, "zone": "Asia/Shanghai"}
    [filed] = frames.verdicts(
        consulting.RULES, {"document": bare}, KEYS[:1], **TOLD, **more
    )

    assert filed.evidence.done == moment(2026, 3, 2, 9)


REPAIRS = pl.DataFrame(
    {
        "id": ["R1", "R2", "R3"],
        "categories": ["leak", "general", "leek"],
        "completed_at": [moment(2026, 3, 1, 9)] * 3,
    }
)
VISITS = pl.DataFrame(
    {
        "id": ["V1", "V2"],
        "repair_id": ["R1", "R2"],
        "visited_at": [moment(2026, 3, 2, 9)] * 2,
        "visitors": [[{"role": "office", "person": "Li"}]] * 2,
    }
)


@pytest.mark.parametrize(
    ("key", "taken"),
    [
        ("REPAIR/visit_deadline//repair/R1/", {"repair": 2, "visit": 1}),
        ("REPAIR/registration//visit/V2/", {"repair": 2, "visit": 1}),
        ("REPAIR/visit_quota.office//quota/office/2026-03", {"repair": 3, "visit": 2}),
    ],
    ids=["a repair", "a visit", "a share of all repairs"],
)
def test_no_other_rows_leave_their_frame(
    key: str, taken: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    One repair of three is in error, and is read whatever is asked for.
    """
    counts: list[dict[str, int]] = []

    def counted(book: Any, rows: Mapping[str, Iterable[Any]], told: Any) -> Any:
        counts.append({kind: len(list(some)) for kind, some in rows.items()})
        return case_of(book, rows, told)

    monkeypatch.setattr("followup_rules.frames.books.calls.case_of", counted)
    tables = {"repair": REPAIRS, "visit": VISITS}
    asked = {"as_of": NOW, "period": month(2026, 3)}
    [found] = frames.verdicts(repair.RULES, tables, [key], **asked)

    assert found.key == key
    assert counts[-1] == taken


class TestKeys:
    """
    A key under which there is nothing is refused, and so is what is no list of them.
    """

    @pytest.mark.parametrize(
        "key",
        [
            "D1",
            "COST/filing//communication/D1/",
            "COST/communication_filing//communication/D9/",
            "COST/communication_filing//communication/D3/",
            "SC/communication_filing//communication/D1/",
            7,
        ],
    )
    def test_that_are_none(self, key: Any) -> None:
        """No such rule, row or book; a row in error; no text."""
        assert key not in {row["key"] for row in rows_of(judged(DOCUMENTS).verdicts)}
        with pytest.raises(InvalidFieldError, match=r"^keys cannot be .*assess\("):
            frames.verdicts(consulting.RULES, TABLES, [KEYS[0], key], **TOLD)

    @pytest.mark.parametrize("keys", [KEYS[0], None])
    def test_that_are_not_several(self, keys: Any) -> None:
        """A text is read as its letters otherwise."""
        with pytest.raises(InvalidFieldError, match=r"several keys, such as \[key\]"):
            frames.verdicts(consulting.RULES, TABLES, keys, **TOLD)
