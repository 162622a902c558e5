"""
What only rows can tell of a condition that time takes back, and of a single move.
"""

import datetime as dt
from typing import Annotated, Any, Final

import polars as pl
from tests.books.test_lapsed import USED, Lift, Look, at, book, kept, over_time
from tests.frames.books.test_stopped_clocks import day, hold, judged
from tests.frames.ledgers import rows_of

from followup_rules.books.text import clause, regulation
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import RowOf
from followup_rules.verdicts import Status

TIMES = ("begun_at", "done_at", "gone_at")


def lifts(*told: dict[str, Any]) -> pl.DataFrame:
    """Return lifts in use since 2 March, numbered from 1."""
    rows: list[dict[str, Any]] = [
        {"id": str(place), "begun_at": at(2), **dict.fromkeys(TIMES[1:]), **one}
        for place, one in enumerate(told, 1)
    ]
    frame = pl.DataFrame(
        rows, schema_overrides=dict.fromkeys(TIMES, pl.Datetime("us", "UTC"))
    )
    return frame.with_columns(noted=pl.lit(None, pl.Boolean))


class TestWhere:
    """
    Checked within three days of 2 March, while a lift is in use.
    """

    def test_a_rule_that_time_takes_back_stands_alone(self) -> None:
        """
        The first is overdue since the 6th; the second was gone on the 4th, unchecked;
        the third was checked on the 4th and gone on the 6th, and stays met.
        """
        frame = lifts({}, {"gone_at": at(4)}, {"done_at": at(4), "gone_at": at(6)})
        found = assess_book(book(kept(where=USED)), {"lift": frame}, as_of=at(9))
        assert {row["id"]: row["status"] for row in rows_of(found.verdicts)} == {
            "1": "breached",
            "2": "not_applicable",
            "3": "met",
        }
        assert [(one.rule, one.why) for one in found.by_rows] == [
            ("kept", "not gone_at has happened")
        ]


class TestWhatNobodyKnew:
    """
    Asked of noted lifts in use; whether one was noted nobody ever said.
    """

    def test_it_ends_under_its_key(self) -> None:
        """
        Nothing was due until it was gone on the 4th, and from then on it is certainly
        not asked.
        """
        rules = book(kept(where=f"noted and {USED}"))
        found = over_time(rules, Lift(id="1", begun_at=at(2), gone_at=at(4)))
        assert {one.key for one in found} == {"T/kept//lift/1/"}
        assert [one.status for one in found] == [
            *[Status.PENDING] * 2,
            *[Status.NOT_APPLICABLE] * 11,
        ]
        assert {one.reason.code for one in found[2:]} == {"owed_no_more"}


class TestOneMove:
    """
    A single pause is enough for a row to be asked, where columns cannot weigh it.
    """

    def test_where_days_off_do_not_count(self) -> None:
        """
        Three days from 3 March end with the 6th; two days of a pause make that the 8th.
        """
        assert judged("recess") == ([("not_done", day(6))], {})
        assert judged("recess", hold=[hold(1, 5, 7)]) == (
            [("not_done", day(8))],
            {"case": 1, "hold": 1},
        )


@row("tour", "tour", "巡检", placed="made_at")
class Tour:
    """
    What names a look, which belongs to a lift; no rule asks for it.
    """

    id: str
    look_id: Annotated[str, RowOf("look")] = said("the look", "巡查")
    made_at: dt.datetime = said("made", "时间")
    entered_at: dt.datetime | None = None


class TestRowsThatNoRuleReads:
    """
    Rows that name rows of another ledger are read one by one.
    """

    RULES: Final = regulation(
        "T",
        "1",
        "t",
        "试",
        clause("1", "clause 1", "第一条", kept()),
        source="t",
        ledgers=(Lift, Look, Tour),
    )

    def test_what_they_name_is_read_along(self) -> None:
        """
        The look that is named, and its lift; the rule of lifts runs in columns.
        """
        looks = pl.DataFrame({"id": ["a"], "lift_id": ["1"], "looked_at": [at(3)]})
        tours = pl.DataFrame({"id": ["t"], "look_id": ["a"], "made_at": [at(4)]})
        tables = {"lift": lifts({}, {}), "look": looks, "tour": tours}
        found = assess_book(self.RULES, tables, as_of=at(9))
        assert found.by_rows == ()
        assert rows_of(found.row_errors) == []
        assert found.rows_taken == {"lift": 2, "look": 1, "tour": 1}
        assert [row["status"] for row in rows_of(found.verdicts)] == ["breached"] * 2
