"""
What the engine does for the kinds of rules, held against the standard library.
"""

import datetime as dt
import hashlib
import itertools
import random
import sys
import unicodedata
import zoneinfo
from typing import Any

import narwhals as nw
import pyarrow as pa
import pytest
from pyspark.sql import functions as F  # noqa: N812 - as all of Spark writes it
from tests.spark.clusters import in_spark, rows_of
from tests.strategies import ZONES

from followup_rules.errors import InvalidFieldError, InvalidIdError
from followup_rules.frames.engines import in_spark as engine_room
from followup_rules.frames.engines import normal_form, spark_zones, zones
from followup_rules.frames.engines.in_spark import SparkEngine
from followup_rules.policies.draws.tickets import check_ids, ticket

ENGINE = SparkEngine()
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICRO = dt.timedelta(microseconds=1)
DAY = 86_400_000_000
SEED = "31415926535897932384"
UNASSIGNED = {"Cn", "Co", "Cs"}


def frame_of(**columns: Any) -> Any:
    """
    Return columns as a frame of narwhals, with their places to find rows again.
    """
    table = pa.table({**columns, "row": range(len(next(iter(columns.values()))))})
    return nw.from_native(in_spark(table))


def column_of(frame: Any, name: str) -> list[Any]:
    """
    Execute, and return a column in the order of the rows that came.
    """
    found = rows_of(frame.to_native().select("row", name))
    return [row[name] for row in sorted(found, key=lambda row: row["row"])]


def micros(instant: dt.datetime) -> int:
    """
    Return an instant in microseconds since 1970.
    """
    return (instant.astimezone(dt.UTC) - EPOCH) // MICRO


def edges(zone: str) -> list[int]:
    """
    Return moments around the changes of a zone, far past and far future included.
    """
    changes = [
        *zones.shifts(zone, 1850, 2060),
        *zones.shifts(zone, 2430, 2445),
        *zones.shifts(zone, 2840, 2850),
    ]
    near = {
        shift.at + step + nudge
        for shift in changes
        for step in (0, shift.before, shift.after, shift.before - shift.after)
        for nudge in (-1, 0, 1)
    }
    sampler = random.Random(zone)
    spread = [sampler.randrange(-62_000_000, 253_000_000) for _ in range(200)]
    return sorted({*near, *(second * 1_000_000_000 + 1 for second in spread)})


class TestZones:
    """
    Instants, days and clocks of every kind of zone, to the microsecond.
    """

    @pytest.mark.parametrize("zone", ZONES)
    def test_every_change(self, zone: str) -> None:
        """
        Around each change of the clocks, near and far, both ways.
        """
        home = zoneinfo.ZoneInfo(zone)
        numbers = edges(zone)
        frame = frame_of(at=numbers)
        frame = ENGINE.to_local(frame, {"shown": "at"}, zone)
        frame = ENGINE.local_days(frame, {"day": "at"}, zone)
        frame = ENGINE.to_utc(frame, {"there": "at"}, zone)
        found = sorted(rows_of(frame.to_native()), key=lambda row: row["row"])

        assert len(found) == len(numbers)
        for row, number in zip(found, numbers, strict=True):
            instant = EPOCH + number * MICRO
            local = instant.astimezone(home)
            shown = local.replace(tzinfo=dt.UTC)
            assert row["shown"] == micros(shown)
            assert row["day"] == (shown.date() - EPOCH.date()).days
            assert row["there"] == micros(instant.replace(tzinfo=home, fold=0))

    def test_several_changes_at_once(self) -> None:
        """
        Where clocks changed three times within weeks, each change is found.
        """
        assert spark_zones._changes("Africa/Tunis", wall=False).most == 3  # noqa: SLF001
        numbers = [
            shift.at + nudge
            for shift in zones.shifts("Africa/Tunis", 1850, 2100)
            for nudge in (-1, 0)
        ]
        frame = ENGINE.to_local(frame_of(at=numbers), {"at": "at"}, "Africa/Tunis")
        home = zoneinfo.ZoneInfo("Africa/Tunis")
        assert column_of(frame, "at") == [
            micros((EPOCH + number * MICRO).astimezone(home).replace(tzinfo=dt.UTC))
            for number in numbers
        ]

    def test_nothing(self) -> None:
        """
        An absent instant has no day.
        """
        frame = frame_of(at=pa.array([None, 0], pa.int64()))
        for zone in ("America/New_York", "UTC"):
            assert (
                column_of(ENGINE.local_days(frame, {"x": "at"}, zone), "x")[0] is None
            )


def test_the_cluster_holds_a_frame() -> None:
    """
    Nothing of it is in this process before it is asked for.
    """
    assert not ENGINE.is_eager(frame_of(at=[1]).to_native())


class TestNumbers:
    """
    Times and days become whole numbers and come back, and are divided exactly.
    """

    def test_times(self) -> None:
        """
        Instants, clocks without a zone, days and columns of nothing, old and far.
        """
        far = 253_402_214_399_999_999
        numbers = [-62_135_510_400_000_000, -1, 0, 1, 1_773_021_600_000_001, far, None]
        days = [None if n is None else n // DAY for n in numbers]
        frame = frame_of(
            instant=pa.array(numbers, pa.timestamp("us", "UTC")),
            clock=pa.array(numbers, pa.timestamp("us")),
            day=pa.array(days, pa.int32()).cast(pa.date32()),
            nothing=pa.nulls(len(numbers)),
        )
        names = {f"__{name}": name for name in ("instant", "clock", "day", "nothing")}
        frame = ENGINE.numbers(frame, names)
        for name, wanted in (
            ("__instant", numbers),
            ("__clock", numbers),
            ("__day", days),
            ("__nothing", [None] * len(numbers)),
        ):
            assert column_of(frame, name) == wanted
        frame = ENGINE.times(frame, {"back": "__instant"}, "UTC")
        frame = ENGINE.dates(frame, {"date": "__day"})
        assert column_of(frame, "back") == column_of(frame, "instant")
        assert column_of(frame, "date") == column_of(frame, "day")

    def test_division(self) -> None:
        """
        Beyond 2**53, where floating point is off by one, and below zero.
        """
        sampler = random.Random(53)
        large = [sampler.randrange(2**53, 2**63) for _ in range(200)]
        large += [number // 7 * 7 - step for number in large[:50] for step in (0, 1)]
        large += [2**63 - 1, 2**53 + 1, 0, 1, 6, 7, -1, -7, -8, -(2**62)]
        for by in (7, 146_097, 2**40 + 1):
            frame = ENGINE.divide(frame_of(n=large), {"q": "n"}, by)
            assert column_of(frame, "q") == [number // by for number in large]
        assert any(number // 7 != int(number / 7) for number in large)


class TestTables:
    """
    Places become entries, as an array or by a join.
    """

    @pytest.mark.parametrize("most", [1, engine_room._JOINED_ABOVE])  # noqa: SLF001
    @pytest.mark.parametrize(
        "values", [[3, None, 2**62], ["漏水", 'it\'s \\ "so"\n', "\u0001"]]
    )
    def test_entries(
        self, monkeypatch: pytest.MonkeyPatch, most: int, values: list[Any]
    ) -> None:
        """
        Inside the table, outside it, far outside it, and nowhere.
        """
        monkeypatch.setattr(engine_room, "_JOINED_ABOVE", most)
        places = [2, -1, 0, 3, 1, None, 2**40, -(2**40), 0, 0]
        frame = frame_of(place=pa.array(places, pa.int64()))
        frame = ENGINE.look_up(frame, {"entry": "place", "again": "place"}, values)

        inside = [
            None if place is None or not 0 <= place <= 2 else values[place]
            for place in places
        ]
        assert column_of(frame, "entry") == inside
        assert column_of(frame, "again") == inside

    @pytest.mark.parametrize("size", [7_000, 30_000])
    def test_thousands(self, size: int) -> None:
        """
        A table of many years of days: rows keep their number, and their entries.
        """
        places = [place * 7 % (size + 5) - 2 for place in range(1000)]
        frame = frame_of(place=places)
        frame = ENGINE.look_up(frame, {"entry": "place"}, [n * n for n in range(size)])
        plan = frame.to_native()._jdf.queryExecution().optimizedPlan().toString()  # noqa: SLF001

        assert ("Join" in plan) == (size > engine_room._JOINED_ABOVE)  # noqa: SLF001
        assert "from_json" not in plan.partition("Join")[0]
        assert column_of(frame, "entry") == [
            place * place if 0 <= place < size else None for place in places
        ]

    def test_lists(self) -> None:
        """
        What is known, what is not, nothing in a list, and no list at all.
        """
        lists = [["a"], ["a", "x"], [], [None], None, ["A"], ["a", "b"]]
        frame = frame_of(lists=pa.array(lists, pa.list_(pa.string())))
        frame = ENGINE.lists_others(frame, {"other": "lists"}, ("a", "b"))
        wanted = [False, True, False, True, False, True, False]
        assert column_of(frame, "other") == wanted

    @pytest.mark.parametrize("count", [0, 1, 3])
    def test_times_over(self, count: int) -> None:
        """
        Each row so many times, numbered from 0.
        """
        frame = ENGINE.times_over(frame_of(n=[5, 6]), "copy", count)
        found = sorted((row["n"], row["copy"]) for row in rows_of(frame.to_native()))
        assert found == list(itertools.product((5, 6), range(count)))

    def test_ranks(self) -> None:
        """
        Numbers within each group, absent values last, by signs and not by language.
        """
        frame = frame_of(
            group=["x", "x", "x", "x", "y", None],
            key=pa.array(["b", None, "B", "a", "z", "q"], pa.string()),
        )
        grouped = ENGINE.ranked(frame, "place", ("key",), ("group",))
        assert column_of(grouped, "place") == [3, 4, 1, 2, 1, 1]
        whole = ENGINE.ranked(frame, "place", ("key", "row"), ())
        assert column_of(whole, "place") == [3, 6, 1, 2, 5, 4]


def is_sound(text: str) -> bool:
    """
    Say what the single call says of an id.
    """
    try:
        check_ids([text])
    except InvalidIdError:
        return False
    return True


def difficult(count: int) -> list[str]:
    """
    Return texts of signs that compose, reorder or give way, in every mixture.
    """
    sampler = random.Random(15)
    marks, parted, firsts, plain = [], [], [], list("aeoA1é漏가각")
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        parts = unicodedata.decomposition(sign)
        if unicodedata.combining(sign):
            marks.append(sign)
        if parts and "<" not in parts:
            parted.append(sign)
            firsts += [chr(int(part, 16)) for part in parts.split()]
    hangul = [*map(chr, range(0x1100, 0x1113)), *map(chr, range(0x1161, 0x1176))]
    hangul += [*map(chr, range(0x11A7, 0x11C3)), "가", "각", "힣", "히"]
    pools = [marks, marks, parted, firsts, hangul, plain]
    return [
        "".join(
            sampler.choice(sampler.choice(pools)) for _ in range(sampler.randint(1, 5))
        )
        for _ in range(count)
    ]


class TestIds:
    """
    Tickets are those that are published, and unusable ids have none.
    """

    def verdicts(self, ids: list[str]) -> list[bool]:
        """
        Say for each id whether it has a ticket.
        """
        frame = ENGINE.tickets(frame_of(id=ids), {"ticket": "id"}, SEED)
        return [found is not None for found in column_of(frame, "ticket")]

    def test_published_ticket(self) -> None:
        """
        The hash of the hash of the seed and the id.
        """
        head = hashlib.sha256(SEED.encode()).hexdigest()
        for id_ in ("R2025-0034", "漏水-é"):
            frame = ENGINE.tickets(frame_of(id=[id_]), {"ticket": "id"}, SEED)
            (found,) = column_of(frame, "ticket")
            assert found == hashlib.sha256((head + id_).encode()).hexdigest()
            assert found == ticket(id_, seed_string=SEED)

    def test_every_sign(self) -> None:
        """
        Each sign first and last, doubtful ones alone and within, as a single call says.
        """
        signs = [chr(code) for code in range(0x10000)]
        signs += [
            chr(code) for code in range(0x10000, sys.maxunicode) if code % 16 == 0
        ]
        signs = [sign for sign in signs if unicodedata.category(sign) not in UNASSIGNED]
        doubtful = [s for s in signs if unicodedata.category(s)[0] in "CMZ"]
        ids = [pattern.replace("?", s) for s in signs for pattern in ("?1", "1?")]
        ids += [pattern.replace("?", s) for s in doubtful for pattern in ("?", "1?1")]
        for found, id_ in zip(self.verdicts(ids), ids, strict=True):
            assert found == is_sound(id_), ascii(id_)

    def test_every_meeting(self) -> None:
        """
        Signs that compose with others, and marks out of order, as the single call says.
        """
        ids = difficult(40_000)
        sound = [is_sound(id_) for id_ in ids]
        assert 5_000 < sum(sound) < 35_000
        for found, wanted, id_ in zip(self.verdicts(ids), sound, ids, strict=True):
            assert found == wanted, ascii(id_)

    def test_harmless_signs(self) -> None:
        """
        None gives way, none is a mark, and none is what another composes with.
        """
        parts = [unicodedata.decomposition(chr(n)).split() for n in range(0x110000)]
        pairs = [found for found in parts if len(found) == 2 and found[0][0] != "<"]
        lasts = {int(last, 16) for _, last in pairs}
        lasts |= {*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)}
        for code in itertools.chain(*normal_form.HARMLESS):
            assert not unicodedata.combining(chr(code))
            assert unicodedata.is_normalized("NFC", chr(code))
            assert code not in lasts
        assert normal_form.suspect().startswith(r"[^\x{0}-\x{2ff}\x{388}-")

    def test_no_text_at_all(self, spark: Any) -> None:
        """
        Bytes that are no UTF-8 cannot be an id, though Spark holds them as a text.
        """
        texts = spark.createDataFrame([(0,)], "row int").select(
            "row", F.expr("CAST(X'31ED20' AS STRING)").alias("id")
        )
        frame = ENGINE.tickets(nw.from_native(texts), {"ticket": "id"}, SEED)
        assert column_of(frame, "ticket") == [None]

    def test_no_decimals(self) -> None:
        """
        Spark cannot read tickets backwards, and says which engines can.
        """
        with pytest.raises(InvalidFieldError, match="toArrow"):
            ENGINE.decimals(frame_of(x=["ab"]), {"x": "x"})
