"""
The primitives of the engines, and what happens where an extra is not installed.
"""

import datetime as dt
import sys
import zoneinfo
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frames.ledgers import ENGINES
from tests.frames.test_deadlines import NOW, RULE, repairs
from tests.strategies import ZONES, instants

from followup_rules.errors import MissingExtraError
from followup_rules.frames import assess
from followup_rules.frames.engines import arrays, engine_of, in_polars
from followup_rules.frames.engines.arrays import to_local
from followup_rules.frames.engines.bounds import FAR, FIRST_US, LAST_US

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

    @pytest.mark.parametrize("far", [FIRST_US - 1, LAST_US + 1])
    def test_beyond_the_calendar(self, far: int) -> None:
        """
        What is out of range is none's offset: the others have theirs, which is 8 hours.
        """
        day = 20_000 * 86_400_000_000  # in 2024
        shown = to_local(np.array([far, day]), "Asia/Shanghai")
        assert shown[1] - day == 8 * 3_600_000_000

    def test_the_very_instant_of_a_change(self) -> None:
        """
        Clocks in Berlin went forward on 2026-03-29 at 01:00 UTC, and no second later.
        """
        change = micros(dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC))
        instants_ = np.array([change - 1, change])
        shown = to_local(instants_, "Europe/Berlin") - instants_
        assert shown.tolist() == [3_600_000_000, 7_200_000_000]

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

    def test_out_of_range(self) -> None:
        """
        What stands for a time out of range stays, alone and among others.
        """
        far = pl.Series([FAR, None, FAR])
        told: dict[str, Any] = {"zone": "Asia/Shanghai", "wall": False, "days": False}
        assert in_polars.move(far, **told).to_list() == [FAR, None, FAR]

        eight_hours = 8 * 3_600_000_000
        found = in_polars.move(pl.Series([0, FAR]), **told).to_list()
        assert found[0] == eight_hours


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

    def test_tickets_read_backwards(self) -> None:
        """
        255 is 0xff and 1600 is 0x640; an absent ticket stays absent.
        """
        found = in_polars.read_backwards(pl.Series(["ff", "640", None]))
        assert found.to_list() == ["0.552", "0.0061", None]


class TestGroups:
    """
    What a group comes to stands on each of its rows, in the order of the rows.
    """

    @pytest.mark.parametrize("engine", ["polars", "pyarrow", "pandas"])
    def test_many_groups(self, engine: str) -> None:
        """
        Fifty thousand groups of a large frame, and rows that belong to none.
        """
        rows = np.arange(200_000)
        keys = rows * 7919 % 50_021
        latest = np.zeros(50_021, dtype=np.int64)
        np.maximum.at(latest, keys, rows)
        absent = keys == 7
        table = pa.table(
            {
                "until": pa.array(rows * 1_000_000, pa.timestamp("us", "UTC")),
                "key": pa.array(keys, mask=absent),
                "letter": pa.array(np.where(keys % 2, "a", "b")),
            }
        )
        home = engine_of(ENGINES[engine](table))
        frame = home.open(
            ENGINES[engine](table), dict.fromkeys(("until", "key", "letter"), "by")
        )
        frame = home.numbers(frame, {"us": "until"})
        made = {"last": ("max", "us"), "size": ("count", "us")}
        found = home.spread(frame, made, ("letter", "key")).lazy().collect()
        assert (found["last"].to_numpy() // 1_000_000 == latest[keys]).all()
        sizes = np.bincount(keys)
        assert (found["size"].to_numpy() == sizes[keys]).all()

    def test_again(self) -> None:
        """
        A column that is there already is replaced.
        """
        table = pa.table({"key": ["a", "a"], "n": [1, 2]})
        home = engine_of(table)
        frame = home.open(table, {"key": "key", "n": "n"})
        frame = home.spread(frame, {"n": ("sum", "n")}, ("key",))
        assert frame.to_native().to_pydict() == {"key": ["a", "a"], "n": [3, 3]}


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
            assess(repairs(), RULE, as_of=NOW)

    def test_engine_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        An engine whose own module cannot be imported.
        """
        name = "followup_rules.frames.engines.in_arrow"
        monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.setitem(sys.modules, "pyarrow.compute", None)
        with pytest.raises(MissingExtraError, match="pip install"):
            assess(repairs(), RULE, as_of=NOW)
        assert isinstance(repairs(), pa.Table)
