"""
Streaks over what another rule came to, cell after cell.

The weeks are those of March 2026: W10 begins on Monday the 2nd.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from types import SimpleNamespace as Row
from typing import Any

import pendulum
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules import frames, interchange
from followup_rules.books import feeds
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    cadence,
    clause,
    regulation,
    streaks_over,
    word,
)
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.ledgers.facts import row, said
from followup_rules.policies.streaks import Streak
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, month
from followup_rules.verdicts import Status, Verdict

TEXT = """
[regulation]
code = "LINE"
edition = "2026"
title = { en = "Hotline", zh = "热线" }
source = "a test"
[words]
office = { text = { en = "office", zh = "办公室" } }
[clauses.LINE-1]
en = "Of each unit at least 85 % are satisfied in each week."
zh = "各单位每周满意率不低于85%。"
[clauses.LINE-2]
en = "Two weeks running below: the head is summoned within ten days."
zh = "连续两周不达标的，十日内约谈。"
[facts.unit]
words = { en = "unit", zh = "单位" }
placed = "listed_on"
lasting = true
[facts.unit.attributes]
listed_on = { type = "day", words = { en = "listed", zh = "登记日期" } }
summoned_on = { type = "moment?", words = { en = "summoned", zh = "约谈日期" } }
closed_on = { type = "moment?", words = { en = "closed", zh = "撤销日期" } }
[facts.ticket]
words = { en = "ticket", zh = "工单" }
placed = "closed_at"
[facts.ticket.attributes]
closed_at = { type = "instant", words = { en = "closed", zh = "办结时间" } }
unit = { type = "name", words = { en = "unit", zh = "承办单位" } }
satisfied = { type = "yes or no?", words = { en = "satisfied", zh = "是否满意" } }
[rules.satisfaction]
kind = "target"
clause = "LINE-1"
name = { en = "the satisfaction rate", zh = "满意率" }
owed_by = "office"
rate = "85%"
bound = "NOT_LESS_THAN"
feed = { each = "ticket", met = "satisfied", by = "unit", kind = "unit", cycle = "WEEK" }
[rules.summons]
kind = "streak"
clause = "LINE-2"
name = { en = "the talk", zh = "约谈" }
owed_by = "office"
number = 2
streak = "IN_A_ROW"
counts = ["BREACHED", "LATE"]
limit = "10 days"
[rules.summons.feed]
over = "satisfaction"
each = "unit"
done = "summoned_on"
[rules.summons.feed.ways_out.closed]
name = { en = "the unit is closed", zh = "单位撤销" }
clause = "LINE-2"
when = "closed_on"
"""
BOOK: Rulebook = interchange.loads(TEXT)
MONDAYS = [dt.date(2026, 3, 2) + dt.timedelta(weeks=n) for n in range(6)]
NOW = pendulum.datetime(2026, 4, 20, tz="Asia/Shanghai")


def unit(name: str, summoned_on: Any = None, closed_on: Any = None) -> Row:
    """Return a unit."""
    listed = dt.date(2026, 1, 1)
    return Row(id=name, listed_on=listed, summoned_on=summoned_on, closed_on=closed_on)


def tickets(name: str, weeks: Iterable[bool | str | None]) -> list[Row]:
    """Return a ticket for each week; of a week that is blank none."""
    return [
        Row(
            id=f"{name}{n}",
            closed_at=pendulum.datetime(
                day.year, day.month, day.day, 9, tz="Asia/Shanghai"
            ),
            unit=name,
            satisfied=None if good == "?" else good,
        )
        for n, (day, good) in enumerate(zip(MONDAYS, weeks, strict=False))
        if good is not None
    ]


def summons(
    units: list[Row], rows: list[Row], as_of: dt.datetime = NOW, **more: Any
) -> dict[str, Verdict]:
    """Return the verdict on each unit."""
    report = BOOK.assess({"unit": units, "ticket": rows}, as_of=as_of, **more)
    found = report.where(rule="summons").verdicts
    return {str(one.subject and one.subject.id): one for one in found}


class TestShares:
    """
    Weeks in which a share was missed.
    """

    @pytest.mark.parametrize(
        ("weeks", "status"),
        [
            ((False, False), "BREACHED"),  # full on Sunday the 15th, due on the 25th
            ((False, True, False), "NOT_APPLICABLE"),
            ((False, None, False), "NOT_APPLICABLE"),  # nothing to count breaks a row
            ((False, "?", True), "UNDETERMINED"),  # the week between may have been
            ((True, True), "NOT_APPLICABLE"),
            ((), "NOT_APPLICABLE"),
        ],
    )
    def test_in_a_row(self, weeks: tuple[Any, ...], status: str) -> None:
        """A week that was met, or in which nothing was owed, breaks the row."""
        assert (
            summons([unit("Gas")], tickets("Gas", weeks))["Gas"].status.name == status
        )

    def test_what_follows_is_judged_by_its_limit(self) -> None:
        """The tenth day after Sunday 15 March is the 25th."""
        units = [
            unit("A", summoned_on=dt.date(2026, 3, 25)),
            unit("B", summoned_on=dt.date(2026, 3, 26)),
            unit("C", closed_on=dt.date(2026, 3, 20)),
        ]
        rows = [one for name in "ABC" for one in tickets(name, (False, False))]
        found = summons(units, rows)
        names = {name: verdict.status.name for name, verdict in found.items()}
        assert names == {"A": "MET", "B": "LATE", "C": "EXCUSED"}

    def test_cells_before_the_period_count(self) -> None:
        """The second week is asked of the period, the first lies before it."""
        rows = tickets("Gas", (False, False))
        found = summons([unit("Gas")], rows, period=month(2026, 4))
        assert found["Gas"].status is Status.BREACHED

    def test_a_running_cell_is_not_there_yet(self) -> None:
        """On the second Friday nobody knows what that week comes to."""
        friday = pendulum.datetime(2026, 3, 13, tz="Asia/Shanghai")
        rows = tickets("Gas", (False, False))
        found = summons([unit("Gas")], rows, as_of=friday)
        assert found["Gas"].status is Status.NOT_APPLICABLE

    def test_a_group_without_a_row_is_asked_all_the_same(self) -> None:
        """Nobody tells whether its head was summoned, so it is what it is."""
        found = summons([], tickets("Gas", (False, False)))
        assert found["Gas"].status is Status.BREACHED

    def test_says_what_it_counts(self) -> None:
        """In both languages, and its receipt replays."""
        verdict = summons([unit("Gas")], tickets("Gas", (False, False)))["Gas"]
        assert verdict.explain("en") == (
            "2 in a row by Sun 2026-03-15; the talk was due by the end of Wed 2026-03-25 "
            "and has not been done by Mon 2026-04-20 00:00; LINE-2 is not met. What is "
            "counted is what the satisfaction rate came to in each cell (LINE-1)."
        )
        assert verdict.explain("zh").endswith(
            "计入的是满意率在各期的判定结果（LINE-1）。"
        )
        assert verdict.key == "LINE/summons//unit/Gas/"
        assert BOOK.replay(verdict.receipt()).is_same

    def test_an_answer_before_it_was_owed_is_a_row_error(self) -> None:
        """The talk was on the Friday before the second week was over."""
        units = [unit("Gas", summoned_on=dt.date(2026, 3, 13)), unit("Water")]
        told = {"unit": units, "ticket": tickets("Gas", (False, False))}
        report = BOOK.assess(told, as_of=NOW)
        assert [one.row for one in report.row_errors] == ["Gas"]
        found = report.where(rule="summons").verdicts
        assert [str(one.subject and one.subject.id) for one in found] == ["Water"]

    def test_an_unreadable_unit_accuses_nobody(self) -> None:
        """It may say that the head was summoned."""
        units = [unit("Gas", summoned_on="soon")]
        found = summons(units, tickets("Gas", (False, False)))
        assert found["Gas"].status is Status.BREACHED  # of the group, which no row is
        assert "Gas" in found

    def test_columns_say_the_same(self) -> None:
        """They judge it by rows, with the rows of the other rule."""
        rows = tickets("Gas", (False, False)) + tickets("Water", (False, True))
        table = pl.DataFrame([vars(one) for one in rows])
        units = pl.DataFrame({"id": ["Gas"], "listed_on": [dt.date(2026, 1, 1)]})
        found = frames.assess(BOOK, {"ticket": table, "unit": units}, as_of=NOW)
        told = found.verdicts.filter(pl.col("rule") == "summons")
        seen = dict(zip(told["id"], told["status"], strict=True))
        assert seen == {
            "Gas": Status.BREACHED.value,
            "Water": Status.NOT_APPLICABLE.value,
        }

    @given(st.lists(st.sampled_from((True, False, None)), max_size=6))
    def test_against_a_walk(self, weeks: list[bool | None]) -> None:
        """Two neighbours that were missed, wherever they lie."""
        pairs = pairwise(weeks)
        full = any(one is False and other is False for one, other in pairs)
        found = summons([unit("Gas")], tickets("Gas", weeks))["Gas"].status
        assert (found is not Status.NOT_APPLICABLE) is full

    @given(st.lists(st.sampled_from((True, False, None)), max_size=6), st.data())
    def test_met_never_turns(self, weeks: list[bool | None], data: Any) -> None:
        """What was answered stays answered, whatever the next weeks come to."""
        many = data.draw(st.integers(0, 49))
        early = pendulum.datetime(2026, 3, 1, tz="Asia/Shanghai").add(days=many)
        rows, units = tickets("Gas", weeks), [unit("Gas", dt.date(2026, 3, 16))]
        before = summons(units, rows, as_of=early).get("Gas")
        if before is not None and before.status is Status.MET:
            assert summons(units, rows)["Gas"].status is Status.MET


@row("patient", "patient", "患者", placed="enrolled_on", lasting=True)
class Patient:
    """Somebody who is followed up."""

    id: str
    enrolled_on: dt.date = said("enrolled", "建档日期")
    letter_on: dt.date | dt.datetime | None = said("letter", "寄信日期", default=None)


@row("visit", "visit", "随访", placed="made_on")
class Visit:
    """A visit."""

    id: str
    made_on: dt.date = said("made", "随访日期")
    whom: str = said("whom", "患者编号")


def of_quarters(**more: Any) -> Rulebook:
    """Return a book of quarters without a visit."""
    visits = cadence(
        "visits", "the visit", "随访", owed_by="clinic", of=Visit, each=Patient,
        whose="whom", since=(Patient,), began="enrolled_on", cycle=Cycle.QUARTER,
    )  # fmt: skip
    letter = streaks_over(
        "letter", "the letter", "寄信", owed_by="clinic", over="visits",
        number=2, streak=Streak.IN_A_ROW, counts=[Status.BREACHED, Status.LATE], **more,
    )  # fmt: skip
    return regulation(
        "CARE", "2026", "Care", "随访",
        clause("1", "Once a quarter.", "每季度一次。", visits),
        clause("2", "Two without: a letter.", "连续两季度未随访的，寄信。", letter),
        source="a test", ledgers=(Patient, Visit),
        words={"clinic": word("the clinic", "卫生院")},
    )  # fmt: skip


class TestCadences:
    """
    Quarters without a visit.
    """

    def test_absence_is_counted(self) -> None:
        """No row tells of the two quarters in which nobody came."""
        book = of_quarters(each=Patient, asked={"done": "letter_on"}, limit=Days(7))
        begun = dt.date(2026, 1, 5)
        patients = [
            Patient(id="A", enrolled_on=begun, letter_on=dt.date(2026, 7, 7)),
            Patient(id="B", enrolled_on=begun),
            Patient(id="C", enrolled_on=dt.date(2026, 4, 1)),
        ]
        visits = [Visit(id="V", made_on=dt.date(2026, 6, 30), whom="B")]
        now = pendulum.datetime(2026, 7, 8, tz="Asia/Shanghai")
        report = book.assess({"patient": patients, "visit": visits}, as_of=now)
        found = [one.status.name for one in report.where(rule="letter")]
        assert found == ["MET", "NOT_APPLICABLE", "NOT_APPLICABLE"]

    def test_nobody_need_answer(self) -> None:
        """Without each it is said of everybody who owes the cadence."""
        begun = dt.date(2026, 1, 5)
        now = pendulum.datetime(2026, 7, 8, tz="Asia/Shanghai")
        rows = {"patient": [Patient(id="A", enrolled_on=begun)], "visit": []}
        report = of_quarters().assess(rows, as_of=now)
        assert [one.status.name for one in report.where(rule="letter")] == ["OPEN"]


class TestRefused:
    """
    What could not be counted.
    """

    @pytest.mark.parametrize(
        ("old", "new", "said_so"),
        [
            (
                'over = "satisfaction"',
                'over = "satisfied"',
                "rules.summons.feed.over: 'satisfied' is no rule whose cells are known "
                "without a period; allowed: satisfaction; nearest: 'satisfaction'",
            ),
            (
                ', cycle = "WEEK" }',
                " }",
                "rules.summons.feed.over: 'satisfaction' is no rule whose cells are "
                "known without a period; allowed: none",
            ),
            (
                '["BREACHED", "LATE"]',
                '["BREACHED"]',
                "one of these two never without the other",
            ),
            ('counts = ["BREACHED", "LATE"]', "", "what the other rule comes to"),
            (
                'over = "satisfaction"\neach = "unit"',
                'of = "ticket"',
                "none, where rows are counted",
            ),
            (
                'over = "satisfaction"',
                'over = "satisfaction"\nof = "ticket"',
                "'of' is no known key; allowed: over, each, done",
            ),
        ],
    )
    def test_in_a_file(self, old: str, new: str, said_so: str) -> None:
        """With the place and the way out."""
        told = TEXT.replace(old, new, 1)
        if "of = " in new and "each" in old:
            told = told[: told.index('done = "summoned_on"')]
        with pytest.raises(interchange.RulesFileError) as caught:
            interchange.loads(told)
        assert said_so in str(caught.value)

    def test_questions_to_nobody(self) -> None:
        """Without rows there is nobody to say when it was done."""
        with pytest.raises(InvalidFieldError, match="None without each"):
            feeds.StreaksOfRule(over="visits", done="letter_on")

    def test_in_python(self) -> None:
        """A rule that is not there."""
        with pytest.raises(UnknownNameError, match="unknown rule whose cells"):
            BOOK.replace("summons", feed=feeds.StreaksOfRule(over="nothing"))

    def test_goes_to_a_file_and_back(self) -> None:
        """Its keys tell which feed it is."""
        written = interchange.dumps(BOOK)
        assert "fed_by" not in written
        assert interchange.loads(written) == BOOK
