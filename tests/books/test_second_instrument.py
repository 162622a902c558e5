"""
Scores of two instruments, follow-up calls and rating devices, by a rule in a file.

Calls are worth 100, 60 or 0 points and weigh 60 %, the presses of devices 40 %. What is
expected is worked out by hand.
"""

import datetime as dt
from fractions import Fraction
from types import SimpleNamespace as Row
from typing import Any

import attrs
import pendulum
import polars as pl
import pytest

from followup_rules import interchange
from followup_rules.books import feeds
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import score
from followup_rules.errors import InvalidFieldError, RulesFileError
from followup_rules.frames import assess
from followup_rules.ledgers.facts import row, said
from followup_rules.policies.scoring import Unit
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status

TEXT = """
[regulation]
code = "HALL"
edition = "2026"
title = { en = "Rating of windows", zh = "窗口评价" }
source = "a test"
[words]
hall = { text = { en = "hall", zh = "大厅" } }
[facts.call]
words = { en = "call", zh = "回访" }
placed = "on"
[facts.call.attributes]
on = { type = "day", words = { en = "on", zh = "日期" } }
window = { type = "name", words = { en = "window", zh = "窗口" } }
answer = { type = "grade of score?", words = { en = "answer", zh = "评价" } }
[facts.press]
words = { en = "presses of a device", zh = "评价器按键" }
placed = "on"
[facts.press.attributes]
on = { type = "day", words = { en = "on", zh = "日期" } }
window = { type = "name?", words = { en = "window", zh = "窗口" } }
pressed = { type = "text?", words = { en = "grade", zh = "等次" } }
often = { type = "number?", words = { en = "how often", zh = "次数" } }
trial = { type = "yes or no?", default = false, words = { en = "on trial", zh = "试用" } }
[clauses.HALL-1]
en = "Windows are scored."
zh = "按窗口计分。"
[clauses.HALL-2]
en = "Rating devices are taken into account."
zh = "结合评价器的评价。"
[rules.score]
kind = "score"
clause = "HALL-1"
name = { en = "the score", zh = "得分" }
owed_by = "hall"
satisfied = ["good"]
points = { good = 100, fair = 60, poor = 0 }
scale.grades.good = { name = { en = "good", zh = "满意" } }
scale.grades.fair = { name = { en = "fair", zh = "基本满意" } }
scale.grades.poor = { name = { en = "poor", zh = "不满意" } }
tiers.pass = { name = { en = "passed", zh = "合格" }, least = 60 }
tiers.fail = { name = { en = "failed", zh = "不合格" }, least = 0 }
weights = { visits = "3/5", evaluator = "2/5" }
evaluator_clause = "HALL-2"
[rules.score.feed]
each = "call"
by = "window"
answer = "answer"
ratings = { of = "press", where = "not trial", by = "window", grade = "pressed", count = "often" }
"""
BOOK = interchange.loads(TEXT)
RULE = BOOK["score"]
FEED = BOOK.feeds["score"]
AFTER = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")
MARCH = month(2026, 3)
DAY = dt.date(2026, 3, 5)


def call(number: int, answer: str | None, window: str = "A") -> Row:
    """Return a call of March."""
    return Row(id=f"c{number}", on=DAY, window=window, answer=answer)


def press(number: int, pressed: Any, often: Any = 1, **told: Any) -> Row:
    """Return what a device counted on a day of March."""
    said = {"window": "A", "on": DAY, "trial": False, **told}
    return Row(id=f"p{number}", pressed=pressed, often=often, **said)


def judged(*rows: Row, book: Rulebook = BOOK, as_of: Any = AFTER) -> Any:
    """Judge calls and presses of March."""
    told: dict[str, Any] = {
        "call": [one for one in rows if one.id.startswith("c")],
        "press": [one for one in rows if one.id.startswith("p")],
    }
    return book.assess(told, as_of=as_of, period=MARCH)


def one(*rows: Row, part: str | None = None, **more: Any) -> Any:
    """Return the verdict on the one window, on its score or on one part of it."""
    [found] = [v for v in judged(*rows, **more) if v.evidence.part == part]
    return found


CALLS = (call(1, "满意"), call(2, "fair"))  # (100 + 60) / 2 = 80


class TestBlended:
    """
    What two instruments come to.
    """

    def test_by_the_weights(self) -> None:
        """80 from the calls, (3 * 100 + 60 + 0) / 5 = 72 from the devices."""
        presses = (press(1, "good", 3), press(2, "基本满意"), press(3, "不满意"))
        found = one(*CALLS, *presses)
        assert found.status is Status.MET
        assert found.evidence.result.score == Fraction(80 * 3 + 72 * 2, 5)
        assert found.clause.id == "HALL-1"

    def test_the_clause_of_the_devices(self) -> None:
        """It has a verdict of its own, in words."""
        found = one(*CALLS, press(1, "poor"), part="evaluator")
        assert (found.status, found.clause.id) == (Status.MET, "HALL-2")
        assert "80 points from the follow-ups (60%) and 0" in found.explain("en")
        assert "电子评价器得0分（占40%）" in found.explain("zh")

    def test_without_data(self) -> None:
        """The calls alone count, as the rule says."""
        assert one(*CALLS).evidence.result.score == 80
        assert one(*CALLS, part="evaluator").status is Status.NOT_APPLICABLE

    def test_once_for_each_row(self) -> None:
        """Where no number is told."""
        once = BOOK.replace(
            "score",
            feed=attrs.evolve(FEED, ratings=attrs.evolve(FEED.ratings, count=None)),
        )
        presses = (press(1, "good", 3), press(2, "poor", 1))
        found = one(*CALLS, *presses, book=once)
        assert found.evidence.result.score == Fraction(80 * 3 + 50 * 2, 5)

    def test_only_those_that_are_meant(self) -> None:
        """Of this period, and not on trial, nor perhaps."""
        presses = (
            press(1, "good"),
            press(2, "poor", trial=True),
            press(3, "poor", trial=None),
            press(4, "poor", on=dt.date(2026, 2, 28)),
            press(5, "poor", 0),
        )
        assert one(*CALLS, *presses).evidence.result.score == 80 * 3 / 5 + 40

    def test_while_the_period_runs(self) -> None:
        """So far, and not for good."""
        found = one(*CALLS, press(1, "good"), as_of=AFTER.subtract(days=2))
        assert found.status is Status.PENDING

    def test_ranks_by_what_is_blended(self) -> None:
        """B has the better calls, A the better devices."""
        told = (
            *CALLS,
            press(1, "good", 9),
            call(3, "good", "B"),
            press(2, "poor", 9, window="B"),
        )
        found = {
            v.subject.id: (v.evidence.result.score, v.evidence.rank, v.evidence.of)
            for v in judged(*told)
            if v.evidence.part is None
        }
        assert found == {"A": (88, 1, 2), "B": (60, 2, 2)}

    def test_a_window_that_only_devices_know(self) -> None:
        """It is not scored, for nobody was asked."""
        assert one(press(1, "good")).status is Status.NOT_APPLICABLE

    def test_without_weights(self) -> None:
        """What was rated cannot be blended; what was not can be scored and ranked."""
        book = BOOK.replace("score", attrs.evolve(RULE, weights=None))
        told = (*CALLS, press(1, "good"), call(3, "good", "B"))
        found = {
            v.subject.id: (v.status, v.evidence.rank)
            for v in judged(*told, book=book)
            if v.evidence.part is None
        }
        assert found == {"A": (Status.UNDETERMINED, None), "B": (Status.MET, 1)}

    def test_columns_say_the_same(self) -> None:
        """They judge it by rows."""
        told = (*CALLS, press(1, "good"), press(2, "poor", window="B"))
        tables = {
            kind: pl.DataFrame([vars(r) for r in told if r.id.startswith(kind[0])])
            for kind in ("call", "press")
        }
        frames = assess(BOOK, tables, as_of=AFTER, period=MARCH).verdicts
        expected = {v.key: v.status.value for v in judged(*told)}
        assert dict(zip(frames["key"], frames["status"], strict=True)) == expected


class TestRowsInError:
    """
    What a row of the second instrument does not say is held against nobody.
    """

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"pressed": "great"}, "score"),
            ({"pressed": None}, "pressed"),
            ({"pressed": "good", "window": None}, "window"),
            ({"pressed": "good", "often": None}, "often"),
            ({"pressed": "good", "often": -1}, "often"),
        ],
    )
    def test_it_is_told(self, told: dict[str, Any], field: str) -> None:
        """And the score remarks that a row is missing."""
        report = judged(*CALLS, press(1, **told), press(2, "good"))
        [error] = report.row_errors
        assert (error.kind, error.row) == ("press", "p1")
        assert field in f"{error.field} {error.problem}"
        [score] = [v for v in report if v.evidence.part is None]
        assert score.evidence.result.score == 88
        assert "rows_in_error" in [reason.code for reason in score.reasons]


class TestRefused:
    """
    What would never be used.
    """

    @pytest.mark.parametrize(
        ("found", "instead", "words"),
        [
            ('grade = "pressed", ', "", "grade"),
            ('by = "window", grade', "grade", "by"),
            ('of = "press"', 'of = "pres"', "nearest: 'press'"),
            ('grade = "pressed"', 'grade = "presed"', "nearest: 'pressed'"),
            ("[rules.score.feed]", 'unit = "FORM_TOTAL"\n[rules.score.feed]', "total"),
        ],
    )
    def test_in_a_file(self, found: str, instead: str, words: str) -> None:
        """With the place, and what is meant."""
        assert TEXT.count(found) == 1
        text = TEXT.replace(found, instead)
        with pytest.raises(RulesFileError) as caught:
            interchange.loads(text)
        assert words in str(caught.value)

    def test_a_total_of_points(self) -> None:
        """It has no counts of grades, whatever the weights."""
        rule = attrs.evolve(RULE, unit=Unit.FORM_TOTAL, weights=None)
        with pytest.raises(InvalidFieldError, match="a total of points has no counts"):
            FEED.suits(rule)

    def test_the_answers_themselves(self) -> None:
        """They are no second instrument."""
        ratings = attrs.evolve(FEED.ratings, of="call")
        with pytest.raises(InvalidFieldError, match="another ledger than 'call'"):
            attrs.evolve(FEED, ratings=ratings).suits(RULE)

    def test_a_clause_that_nothing_answers(self) -> None:
        """A clause of the devices, and none that are asked."""
        with pytest.raises(InvalidFieldError, match="None without ratings in its feed"):
            BOOK.replace("score", feed=attrs.evolve(FEED, ratings=None))


def test_in_python() -> None:
    """The text of a regulation says it as well."""

    @row("call", "call", "回访")
    class Call:
        id: str
        window: str = said("window", "窗口")

    ratings = feeds.Ratings(of="press", by="window", grade="pressed")
    draft = score(
        "s", "s", "分", owed_by="hall", each=Call, by="window", ratings=ratings
    )
    feed: Any = draft.feed
    assert feed.ratings == ratings
