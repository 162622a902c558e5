"""
Strange rows are found once: their ids are fetched, unless there are too many of them.
"""

import datetime as dt
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from tests.frames.books.compare import differences
from tests.frames.books.demo import WARD
from tests.frames.books.random_ledgers import NOW, SH, Maker, Rows, told

from followup_rules.frames.books import collecting, strangers

LEFT = dt.datetime(2026, 3, 2, 9, tzinfo=SH)


def discharge(id_: str | None, **more: Any) -> dict[str, Any]:
    """Return a discharge."""
    closed = LEFT + dt.timedelta(days=3)
    return {"id": id_, "left_at": LEFT, "urgent": True, "closed_at": closed, **more}


def call(id_: str | None, owner: str, hours: int, **more: Any) -> dict[str, Any]:
    """Return a call so many hours after its discharge."""
    held = {
        "id": id_,
        "discharge_id": owner,
        "called_at": LEFT + dt.timedelta(hours=hours),
        "answered": True,
        "by": "nurse",
        "real": True,
    }
    return held | more


BAD_CALL: Rows = {
    "discharge": [discharge("D1"), discharge("D2")],
    "call": [
        call("C1", "D1", 2),
        call("C2", "D1", -1),
        call("C3", "D1", 4),
        call("C4", "D2", 5),
    ],
}
"""One row is odd, and four are strange with it: its discharge and the calls of that."""


class TestTheSameVerdicts:
    """
    Over rows and over columns, however many ids are fetched.
    """

    @pytest.mark.parametrize("most", [0, 1, 2, 10_000])
    @pytest.mark.parametrize("engine", ["polars lazy", "pyarrow"])
    def test_too_many_odd_or_strange(
        self, most: int, engine: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """None may be fetched, or the odd one but not all that belong to it."""
        monkeypatch.setattr(strangers, "MOST", most)
        assert differences(WARD, BAD_CALL, engine, as_of=NOW) == []

    @pytest.mark.parametrize("most", [0, 3])
    @pytest.mark.parametrize("seed", range(3))
    def test_random_ledgers(
        self, most: int, seed: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Many rows that cannot be read."""
        monkeypatch.setattr(strangers, "MOST", most)
        rows = told(WARD, Maker(WARD, seed, bad=0.2).ledgers())
        assert differences(WARD, rows or BAD_CALL, "polars", as_of=NOW) == []

    @pytest.mark.parametrize(
        "rows",
        [
            {
                "discharge": [discharge("D1"), discharge("D2")],
                "call": [call(None, "D1", 2), call("C2", "D2", 3)],
            },
            {"discharge": [discharge(None), discharge("D2")], "call": []},
            {
                "discharge": [discharge("D1"), discharge("D1"), discharge("D2")],
                "call": [call("C1", "D1", 2), call("C2", "D2", 3)],
            },
        ],
        ids=["a call without an id", "nobody's discharge", "an id that stands twice"],
    )
    @pytest.mark.parametrize("engine", ["polars", "pyarrow"])
    def test_rows_that_no_id_tells_apart(self, rows: Rows, engine: str) -> None:
        """They take along what belongs to them, too."""
        assert differences(WARD, rows, engine, as_of=NOW) == []


class TestCollected:
    """
    Small frames are executed, whatever they are.
    """

    def test_lazy_and_eager(self) -> None:
        """An eager frame passes through."""
        eager = pl.DataFrame({"id": ["a"]})
        for frame in (eager, eager.lazy()):
            found = collecting.collected(nw.from_native(frame))
            assert found["id"].to_list() == ["a"]
