"""
Numbers, lengths, clocks and counts over columns, held against the same asked of rows.

Each question is an item of one record with a verdict of its own. Some answers are
worked out by hand besides.
"""

import datetime as dt
from types import SimpleNamespace as Row
from typing import Any, cast

import attrs
import narwhals as nw
import pyarrow as pa
import pytest
from tests.frames.books.compare import tables
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules import frames, interchange
from followup_rules.books.conditions import parse
from followup_rules.frames.books import BookAssessment
from followup_rules.frames.books.measures import MEASURED
from followup_rules.frames.columns import Times
from followup_rules.frames.engines import engine_of
from followup_rules.frames.engines.zones import EPOCH, micros_of
from followup_rules.immutable import frozen

QUESTIONS = {
    "more": "beds more than 3",
    "least": "beds at least wanted",
    "most": "beds at most 2",
    "less": "beds less than wanted",
    "share": "beds at least 95% of wanted",
    "half": "beds more than 1/2 of wanted",
    "days": "days from came_on to left_on at most 28",
    "begun": "begun days from came_at to seen_at less than 3",
    "day_time": "seen_at between 09:00 and 17:00",
    "night": "seen_at between 22:00 and 06:00",
    "weekday": "seen_at falls on monday, friday",
    "day_of": "left_on falls on sunday",
    "season": "seen_at between 10-01 and 05-31",
    "summer": "left_on between 02-28 and 03-01",
    "months": "left_on before came_on + 1 month",
    "year": "left_on after came_on + 1 year",
    "weeks": "left_on before came_on + 2 weeks",
    "hours": "not seen_at after came_at + 72 hours",
    "minutes": "seen_at before came_at + 30 minutes",
    "latest": "(latest of came_at, seen_at) has happened",
    "told": "(latest told of came_at, seen_at) + 30 days before told_at",
    "earliest": "(earliest of told_at, seen_at) has passed",
    "first_day": "(earliest of came_on + 1 month, left_on) falls on saturday",
    "given": "(seen_at has been told and beds at least 0)",
    "provided": "beds at least 3 if wanted at least 1",
    "count": "count call at least 2",
    "counted": "(count call where good) at least 2",
    "some": "at least 2 call where good",
}
ITEMS = "\n".join(
    f'items.{name} = {{ name = {{ en = "{name}" }}, clause = "T-1" }}'
    for name in QUESTIONS
)
THERE = "\n".join(f'there.{name} = "{what}"' for name, what in QUESTIONS.items())
BOOK = interchange.loads(f"""
zone_of = "soon"
[regulation]
code = "T"
edition = "1"
title = {{ en = "Stays" }}
source = "a test"
[words]
ward = {{ text = {{ en = "ward" }} }}
[facts.stay]
words = {{ en = "stay" }}
placed = "came_on"
[facts.stay.attributes]
came_on = {{ type = "day", words = {{ en = "came" }} }}
left_on = {{ type = "day?", words = {{ en = "left" }} }}
came_at = {{ type = "instant?", words = {{ en = "came at" }} }}
seen_at = {{ type = "instant?", words = {{ en = "seen" }} }}
told_at = {{ type = "instant?", words = {{ en = "told" }} }}
known_on = {{ type = "moment?", words = {{ en = "known" }} }}
beds = {{ type = "number from 0 to 100?", words = {{ en = "beds" }} }}
wanted = {{ type = "number?", words = {{ en = "wanted" }} }}
[facts.call]
words = {{ en = "call" }}
placed = "made_on"
owner = "stay_id"
counts_if = "real"
[facts.call.attributes]
stay_id = {{ type = "id of stay", words = {{ en = "stay" }} }}
made_on = {{ type = "day", words = {{ en = "made" }} }}
real = {{ type = "yes or no", words = {{ en = "real" }} }}
good = {{ type = "yes or no?", words = {{ en = "good" }} }}
[clauses.T-1]
en = "All of it."
[rules.record]
kind = "checklist"
clause = "T-1"
name = {{ en = "the record" }}
owed_by = "ward"
{ITEMS}
[rules.record.feed]
each = "stay"
apart = true
{THERE}
[rules.soon]
kind = "deadline"
clause = "T-1"
name = {{ en = "the look" }}
owed_by = "ward"
limit = "1 day"
counting.zone = "Europe/Paris"
[rules.soon.feed]
each = "stay"
where = "beds more than 1 and count call at least 1"
since = "came_at if wanted at least 1"
done = "latest told of seen_at, told_at"
""")
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
"""14:00 in Paris."""


def at(month: int, number: int, *clock: int) -> dt.datetime:
    """Return an instant of 2026 in UTC; Paris is an hour ahead, two from 29 March."""
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    return dt.datetime(2026, month, number, hour, minute, second, tzinfo=dt.UTC)


def day(month: int, number: int) -> dt.date:
    """Return a day of 2026."""
    return dt.date(2026, month, number)


def stay(name: str, **told: Any) -> dict[str, Any]:
    """Return a stay that began on 31 January, of which little else is told."""
    blank = dict.fromkeys(
        ("left_on", "came_at", "seen_at", "told_at", "known_on", "beds", "wanted")
    )
    return {"id": name, "entered_at": None, "came_on": day(1, 31), **blank, **told}


STAYS = [
    stay("a", known_on=day(2, 1)),
    # 28 days; the corresponding day of February is its last; 96 of 100 are 95 %
    stay("b", left_on=day(2, 28), beds=96, wanted=100, came_at=at(1, 31, 8)),
    stay("c", left_on=day(3, 1), beds=95, wanted=100, seen_at=at(3, 1, 8)),
    stay("d", left_on=day(2, 27), beds=2, wanted=4, seen_at=at(3, 2, 7, 59, 59)),
    stay("e", left_on=day(1, 30), beds=0, wanted=0, seen_at=at(3, 1, 16)),
    # Two days on either side of the lost hour: 72 hours run over it
    stay("f", came_at=at(3, 27, 9), seen_at=at(3, 30, 9), told_at=at(5, 1)),
    stay("g", came_at=at(3, 27, 9), seen_at=at(3, 30, 9, 0, 1), beds=100),
    stay("h", came_at=at(3, 27, 22, 30), seen_at=at(3, 27, 23), told_at=at(1, 1)),
    stay("i", came_at=at(3, 27, 9), seen_at=at(3, 27, 9, 29, 59), beds=3, wanted=3),
    stay("j", left_on=dt.date(2027, 1, 31), seen_at=at(4, 1, 4, 0), wanted=1, beds=2),
    stay("k", left_on=dt.date(2027, 2, 1), seen_at=at(4, 1, 4, 0, 1), wanted=2**40),
    stay("l", seen_at=at(6, 1, 12), told_at=at(7, 2), beds=2, wanted=3),
    stay("m", left_on=dt.date(9999, 12, 31), came_on=dt.date(1969, 12, 31), beds=-1),
    stay("n", came_at=at(2, 1, 5), told_at=at(2, 2, 9), beds=50, wanted=1),
]
MADE: dict[str, list[tuple[bool, bool | None]]] = {
    "a": [(True, True), (True, None)],
    "b": [(True, True), (True, True), (False, True)],
    "c": [(True, None), (True, None), (True, True)],
    "d": [(True, False), (False, True)],
    "j": [(True, True)],
    "n": [(True, None), (True, False)],
}
"""Of each stay its calls: whether each was real, and whether it was good."""
CALLS: list[dict[str, Any]] = [
    {
        "id": f"{owner}{n}",
        "entered_at": None,
        "stay_id": owner,
        "made_on": day(2, 1 + n),
        "real": real,
        "good": good,
    }
    for owner, told in MADE.items()
    for n, (real, good) in enumerate(told)
]
ROWS = {"stay": STAYS, "call": CALLS}
OBJECTS = {kind: [Row(**one) for one in some] for kind, some in ROWS.items()}


def judged(engine: str) -> BookAssessment:
    """Judge the stays over the frames of an engine."""
    return frames.assess(BOOK, tables(BOOK, ROWS, engine), as_of=NOW)


def said(found: BookAssessment) -> dict[str, list[Any]]:
    """Return the status and the last day of each verdict."""
    return {
        row["key"]: [row["status"], row["last_day"]] for row in rows_of(found.verdicts)
    }


def _due(verdict: Any) -> dt.date | None:
    """Return the last day of what has one."""
    due = verdict.evidence.deadline if verdict.rule == "soon" else None
    return None if due is None else due.last_day


class TestMeasured:
    """
    What columns answer.
    """

    @pytest.mark.parametrize("engine", ["polars", "pyarrow", "pandas"])
    def test_as_of_rows(self, engine: str) -> None:
        """
        The verdicts of rows; only odd rows are asked of rows.
        """
        found = judged(engine)
        report = BOOK.assess(OBJECTS, as_of=NOW)
        by_rows = {one.key: [one.status.name.lower(), _due(one)] for one in report}
        told = said(found)
        assert by_rows.keys() == told.keys()
        assert [key for key in told if told[key] != by_rows[key]] == []
        assert found.by_rows == ()
        assert found.rows_taken["stay"] < len(STAYS) / 2

    @pytest.mark.parametrize(
        ("name", "yes", "no"),
        [
            ("share", "bcein", "d"),
            ("half", "bcijln", "de"),
            ("days", "bd", "cjk"),
            ("months", "de", "bcjk"),
            ("year", "k", "bcdej"),
            ("hours", "fhi", "g"),
            ("minutes", "i", "fgh"),
            ("day_time", "cefl", "dh"),
            ("night", "hj", "cdek"),
            ("weekday", "df", "cek"),
            ("count", "abcn", "dej"),
            ("some", "b", "dejn"),
            ("counted", "b", "dejn"),
            ("provided", "bcin", "dj"),
        ],
    )
    def test_by_hand(self, name: str, yes: str, no: str) -> None:
        """Which stays fit, and which do not."""
        report = BOOK.assess(OBJECTS, as_of=NOW)
        told = {
            one.subject.id: one.status.name
            for one in report
            if getattr(one.evidence, "only", None) == name and one.subject is not None
        }
        assert {told[one] for one in yes} == {"MET"}, told
        assert {told[one] for one in no} <= {"BREACHED"}, told


@frozen
class Plainly:
    """
    What asks columns without a book, so that DuckDB has one query to plan.
    """

    told: Any
    asking: Any
    frames: list[Any]
    doubts: list[Any]

    @property
    def frame(self) -> Any:
        """The frame with everything that was added."""
        return self.frames[-1]

    def keep(self, frame: Any) -> None:
        """Go on with a frame that has more columns."""
        self.frames.append(frame)

    def fresh(self, name: str) -> str:
        """Return a name that no column has yet."""
        return f"{name}_{len(self.frames)}"

    def once(self, frame: Any) -> Any:
        """Return the frame, which no later query names."""
        return frame

    def ask(self, what: Any) -> Any:
        """Return a number, or what is asked of one."""
        one = MEASURED.get(type(what))
        return nw.col(what.name) if one is None else one(cast(Any, self), what)

    def moment(self, what: Any) -> Any:
        """Return a moment, or what is asked for one."""
        one = MEASURED.get(type(what))
        named = Times(
            f"{getattr(what, 'name', '')}_day", f"{getattr(what, 'name', '')}_us"
        )
        return named if one is None else one(cast(Any, self), what)


class TestByRows:
    """
    What columns leave to rows, which say in words what is wrong.
    """

    @pytest.mark.parametrize(
        "what",
        [
            "beds at least 1/3000001 of wanted",
            "known_on between 09:00 and 17:00",
            "known_on before came_on + 24 hours",
            "(latest of came_on, seen_at) has happened",
            "came_on between 02-29 and 06-30",
        ],
    )
    def test_it_is_named(self, what: str) -> None:
        """The question stands in the reason; a share too fine, no time, a leap day."""
        feed = BOOK.feeds["soon"]
        asked = parse(what).bound(BOOK.ledgers["stay"], BOOK.ledgers)
        book = BOOK.replace("soon", feed=attrs.evolve(feed, where=asked))
        found = frames.assess(book, tables(book, ROWS, "polars"), as_of=NOW)
        [why] = [one.why for one in found.by_rows if one.rule == "soon"]
        assert why in what or why == "known_on + 24 hours"

    def test_a_day_where_a_condition_holds(self) -> None:
        """It is done on the day of leaving, where beds were told."""
        feed = BOOK.feeds["soon"]
        changed = attrs.evolve(
            feed, where=None, done=parse("left_on if beds at least 0")
        )
        book = BOOK.replace("soon", feed=changed)
        found = frames.assess(book, tables(book, ROWS, "polars"), as_of=NOW)
        report = book.assess(OBJECTS, as_of=NOW)
        by_rows = {one.key: one.status.name.lower() for one in report}
        assert found.by_rows == ()
        assert {key: status for key, (status, _) in said(found).items()} == by_rows


class TestDuckDB:
    """
    The same expressions in DuckDB, which plans a whole book for seconds.
    """

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("beds at least 95% of wanted", [True, True, False, None]),
            ("days from a to b at most 28", [True, False, None, None]),
            ("b between 22:00 and 06:00", [False, True, False, None]),
            ("b between 08:00 and 21:59", [True, False, True, None]),
            ("b falls on saturday, monday", [True, False, True, None]),
        ],
    )
    def test_of_one_row(self, text: str, expected: list[bool | None]) -> None:
        """
        31 January to 28 February; to 1 March, 23:00 in Paris; backwards; not known.
        """
        start = at(1, 31, 8)
        ends = (at(2, 28, 8), at(3, 1, 22), at(1, 26, 8), None)
        days = [one and one.date().toordinal() - EPOCH for one in ends]
        table = pa.table(
            {
                "a_us": pa.array([micros_of(start)] * 4, pa.int64()),
                "a_day": pa.array([start.date().toordinal() - EPOCH] * 4, pa.int64()),
                "b_us": pa.array([one and micros_of(one) for one in ends], pa.int64()),
                "b_day": pa.array(days, pa.int64()),
                "beds": pa.array([96, 95, 94, None], pa.int64()),
                "wanted": pa.array([100] * 4, pa.int64()),
                "n": pa.array(range(4), pa.int64()),
            }
        )
        native = ENGINES["duckdb"](table)
        engine = engine_of(native)
        told = Row(work=Row(native=native, engine=engine))
        asked = Plainly(told, Row(zone="Europe/Paris"), [nw.from_native(native)], [])
        found = asked.ask(parse(text))
        shown = asked.frame.select(nw.col("n"), answer=found).collect("pyarrow")
        assert shown.sort("n")["answer"].to_list() == expected
