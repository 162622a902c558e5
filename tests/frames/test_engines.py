"""
The primitives of the engines, and what happens where an extra is not installed.
"""

import datetime as dt
import sys
import zoneinfo

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frames.test_deadlines import NOW, RULE, repairs
from tests.strategies import ZONES, instants

from followup_rules.errors import MissingExtraError
from followup_rules.frames import judge
from followup_rules.frames.engines import arrays, in_polars

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICRO = dt.timedelta(microseconds=1)
DAY = 86_400_000_000


def micros(instant: dt.datetime) -> int:
    """
    Return an instant in microseconds since 1970.
    """
    return (instant.astimezone(dt.UTC) - EPOCH) // MICRO


class TestZones:
    """
    Batches of instants become local days as the zone database has them.
    """

    @given(
        batch=st.lists(st.none() | instants(), max_size=6),
        zone=st.sampled_from(ZONES),
    )
    @settings(max_examples=100, deadline=None)
    def test_local_days(self, batch: list[dt.datetime | None], zone: str) -> None:
        """
        Near and far instants in one batch, and absent ones between them.
        """
        home = zoneinfo.ZoneInfo(zone)
        numbers = pl.Series(
            [None if at is None else micros(at) for at in batch], dtype=pl.Int64
        )
        found = in_polars.move(numbers, zone=zone, wall=False, days=True)
        first = dt.date(1970, 1, 1).toordinal()
        assert found.to_list() == [
            None
            if at is None
            else at.astimezone(dt.UTC).astimezone(home).toordinal() - first
            for at in batch
        ]

    @given(
        batch=st.lists(instants(("UTC",)), min_size=1, max_size=6),
        zone=st.sampled_from(ZONES),
    )
    @settings(max_examples=100, deadline=None)
    def test_wall_clocks(self, batch: list[dt.datetime], zone: str) -> None:
        """
        A time that clocks show twice is the earlier, a skipped one reads as before.
        """
        home = zoneinfo.ZoneInfo(zone)
        numbers = pl.Series([micros(at) for at in batch], dtype=pl.Int64)
        found = in_polars.move(numbers, zone=zone, wall=True, days=False)
        assert found.to_list() == [
            micros(at.replace(tzinfo=home, fold=0)) for at in batch
        ]

    def test_nothing(self) -> None:
        """
        An empty array has no offset to look for.
        """
        empty = pl.Series([], dtype=pl.Int64).to_numpy()
        assert len(arrays.local_days(empty, "Asia/Shanghai")) == 0


class TestTables:
    """
    Places become entries, and hashes of ids become tickets.
    """

    def test_outside_the_table(self) -> None:
        """
        A place outside the table has no entry.
        """
        places = pl.Series([-1, 0, None, 1, 2], dtype=pl.Int64)
        found = in_polars.take(places, table=pl.Series(["a", "b"]))
        assert found.to_list() == [None, "a", None, "b", None]
        inside = in_polars.take(pl.Series([1, 0]), table=pl.Series(["a", "b"]))
        assert inside.to_list() == ["b", "a"]

    def test_published_tickets(self) -> None:
        """
        The ticket that the single call publishes; an unusable id has none.
        """
        ids = pl.Series(["R2025-0034", " "])
        found = in_polars.hash_ids(ids, seed_string="31415926535897932384").to_list()
        assert str(found[0]).startswith("008c0b9b2088935f")
        assert found[1] is None


class TestMissingExtra:
    """
    Without the extra the error gives the line that installs it.
    """

    @pytest.mark.parametrize("absent", ["narwhals", "numpy"])
    def test_install_line(self, monkeypatch: pytest.MonkeyPatch, absent: str) -> None:
        """
        Whatever part of it is missing.
        """
        for name in [name for name in sys.modules if ".frames." in name]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, absent, None)
        with pytest.raises(MissingExtraError, match=r"followup-rules\[frames\]"):
            judge(repairs(), RULE, as_of=NOW)

    def test_engine_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        An engine whose own module cannot be imported.
        """
        name = "followup_rules.frames.engines.in_arrow"
        monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.setitem(sys.modules, "pyarrow.compute", None)
        with pytest.raises(MissingExtraError, match="pip install"):
            judge(repairs(), RULE, as_of=NOW)
        assert isinstance(repairs(), pa.Table)
