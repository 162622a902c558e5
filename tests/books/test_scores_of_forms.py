"""
Forms of several items from a ledger: scored by a rule that stands in a file.

The form has 100 points: attitude and speed 30, 20 or 0 each, the waiting time up to 20
keyed the other way round, and 20 for a place that was left clean. Expected scores are
added up by hand.
"""

import datetime as dt
from fractions import Fraction
from types import SimpleNamespace as Row
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules import interchange
from followup_rules.books.conditions import parse
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InexactRateError, InvalidFieldError, UnknownNameError
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status, Subject, Verdict

TEXT = """
[regulation]
code = "SAT"
edition = "2026"
title = { en = "Satisfaction", zh = "满意度测评" }
source = "a test"
[words]
firm = { text = { en = "firm", zh = "物业" } }
estate = { text = { en = "estate", zh = "小区" } }
[facts.form]
words = { en = "form", zh = "问卷" }
placed = "on"
[facts.form.attributes]
on = { type = "day", words = { en = "on", zh = "日期" } }
estate = { type = "name?", words = { en = "estate", zh = "小区" } }
attitude = { type = "grade of score?", words = { en = "attitude", zh = "态度" } }
speed = { type = "text?", words = { en = "speed", zh = "及时" } }
waited = { type = "number?", words = { en = "waited long", zh = "等候久" } }
cleaned = { type = "yes or no?", words = { en = "left clean", zh = "清理现场" } }
false_one = { type = "yes or no?", default = false, words = { en = "malicious", zh = "恶意" } }
[clauses.SAT-1]
en = "Scored of 100."
zh = "百分制评分。"
[rules.score]
kind = "score"
clause = "SAT-1"
name = { en = "the score", zh = "得分" }
owed_by = "firm"
unit = "FORM_TOTAL"
items = ["attitude", "speed", "waited", "cleaned"]
overall = "attitude"
satisfied = ["good"]
points = { good = 30, fair = 20, poor = 0 }
scale.grades.good = { name = { en = "good", zh = "好" } }
scale.grades.fair = { name = { en = "fair", zh = "中" } }
scale.grades.poor = { name = { en = "poor", zh = "差" } }
tiers.pass = { name = { en = "passed", zh = "合格" }, least = 60 }
tiers.fail = { name = { en = "failed", zh = "不合格" }, least = 0 }
[rules.score.item_rules.cleaned]
name = { en = "left clean", zh = "清理现场" }
scale.grades.yes = { name = { en = "yes", zh = "是" } }
scale.grades.no = { name = { en = "no", zh = "否" } }
points = { yes = 20, no = 0 }
satisfied = ["yes"]
[rules.score.item_rules.waited]
name = { en = "waited long", zh = "等候久" }
reversed = true
scale.grades.3 = { name = { en = "3", zh = "3" } }
scale.grades.2 = { name = { en = "2", zh = "2" } }
scale.grades.1 = { name = { en = "1", zh = "1" } }
points = { 3 = 20, 2 = 10, 1 = 0 }
satisfied = ["3"]
[rules.score.feed]
each = "form"
by = "estate"
kind = "estate"
answers = { attitude = "attitude", speed = "speed", waited = "waited", cleaned = "cleaned" }
ways_out.false_one = { name = { en = "it is malicious", zh = "恶意差评" }, clause = "SAT-1", when = "false_one", whenever = true }
"""
BOOK = interchange.loads(TEXT)
NOW = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")


def form(number: int, **told: Any) -> Row:
    """Return a form of the East estate that says nothing else."""
    blank = dict.fromkeys(("attitude", "speed", "waited", "cleaned"))
    facts = {**blank, "estate": "East", "false_one": False, **told}
    return Row(id=str(number), on=dt.date(2026, 3, 2), **facts)


def judged(*forms: Row, book: Rulebook = BOOK) -> Any:
    """Judge forms of March."""
    return book.assess({"form": list(forms)}, as_of=NOW, period=month(2026, 3))


def only(*forms: Row, book: Rulebook = BOOK) -> Verdict:
    """Return the one verdict on some forms."""
    verdict: Verdict
    [verdict] = judged(*forms, book=book).verdicts
    found: Verdict = verdict
    return found


FULL = {"attitude": "好", "speed": "fair", "waited": 1, "cleaned": True}
"""30 + 20 + 20 (the reversed 1 is worth what a 3 is) + 20: 90 of 100."""


class TestForms:
    """
    What forms come to.
    """

    @pytest.mark.parametrize(
        ("told", "score"),
        [
            (FULL, Fraction(90)),
            ({**FULL, "waited": 3}, Fraction(70)),
            ({**FULL, "cleaned": False}, Fraction(70)),
            ({**FULL, "speed": "差"}, Fraction(70)),
            # 30 + 20 + 20 of the 80 that these three could be worth
            ({**FULL, "cleaned": None}, Fraction(70 * 100, 80)),
            ({"waited": 2}, Fraction(50)),
        ],
    )
    def test_one(self, told: dict[str, Any], score: Fraction) -> None:
        """Words, whole numbers and yes or no, each by the scale of its item."""
        verdict = only(form(1, **told))
        assert (verdict.status, verdict.evidence.result.score) == (Status.MET, score)
        assert verdict.subject == Subject("estate", "East", "2026-03")

    def test_several(self) -> None:
        """The mean of the forms; one without any answer is nobody's."""
        verdict = only(form(1, **FULL), form(2, waited=2), form(3))
        assert verdict.evidence.result.score == Fraction(90 + 50, 2)
        assert verdict.evidence.result.no_answer == 1

    def test_apart(self) -> None:
        """Each estate by itself, and ranked."""
        found = judged(
            form(1, **FULL), form(2, **FULL, estate="West"), form(3, waited=3)
        )
        said = {one.subject.id: one.evidence.result.score for one in found}
        assert said == {"East": Fraction(45), "West": Fraction(90)}
        first = next(one for one in found if one.subject.id == "West")
        assert "Rank 1 of 2." in first.explain("en")
        assert "在2个参评对象中列第1名。" in first.explain("zh")

    def test_let_off(self) -> None:
        """A malicious form is left out, and said so."""
        verdict = only(form(1, **FULL), form(2, speed="poor", false_one=True))
        assert verdict.evidence.result.score == Fraction(90)
        assert "excused_left_out" in [one.code for one in verdict.notes]

    @pytest.mark.parametrize(
        "told", [{"speed": "so-so"}, {"waited": 4}, {"estate": None}]
    )
    def test_what_cannot_be_read(self, told: dict[str, Any]) -> None:
        """It is an error of its row, and the score of the others is not certain."""
        report = judged(form(1, **FULL), form(2, **{**FULL, **told}))
        assert [error.row for error in report.row_errors] == ["2"]
        [verdict] = report.verdicts
        assert verdict.evidence.result.score == Fraction(90)
        assert "rows_in_error" in [one.code for one in verdict.notes]

    def test_again_from_its_own_text(self) -> None:
        """What is written out is read back as the same book."""
        again = interchange.loads(interchange.dumps(BOOK))
        assert again == BOOK
        assert only(form(1, **FULL), book=again).evidence.result.score == Fraction(90)


class TestAsked:
    """
    A score that is asked for: 85 of 100.
    """

    BOOK = BOOK.replace("score", attrs.evolve(BOOK["score"], least=85))

    @pytest.mark.parametrize(
        ("told", "status", "said"),
        [
            (FULL, Status.MET, "90 points"),  # 30 + 20 + 20 + 20
            ({**FULL, "speed": "poor"}, Status.BREACHED, "70 points"),
            ({**FULL, "attitude": "中"}, Status.BREACHED, "80 points"),
        ],
    )
    def test_enough_or_not(
        self, told: dict[str, Any], status: Status, said: str
    ) -> None:
        """The points are added up by hand."""
        verdict = only(form(1, **told), book=self.BOOK)
        assert verdict.status is status
        assert said in verdict.explain("en")
        if status is Status.BREACHED:
            assert "at least 85 are asked for; SAT-1 is not met" in verdict.explain(
                "en"
            )
            assert "低于85分，不符合SAT-1要求" in verdict.explain("zh")
            assert self.BOOK.replay(verdict.receipt()).is_same

    def test_is_pending_before_its_period_ends(self) -> None:
        """More forms may come."""
        noon = pendulum.datetime(2026, 3, 20, tz="Asia/Shanghai")
        rows = {"form": [form(1, **{**FULL, "speed": "poor"})]}
        report = self.BOOK.assess(rows, as_of=noon, period=month(2026, 3))
        assert [one.status for one in report] == [Status.PENDING]

    def test_an_answer_that_may_not_count_accuses_nobody(self) -> None:
        """It may be the one by which the score is high enough."""
        feed = attrs.evolve(BOOK.feeds["score"], where=parse("cleaned"))
        book = self.BOOK.replace("score", feed=feed)
        low, perhaps = {**FULL, "speed": "poor"}, {**FULL, "cleaned": None}
        verdict = only(form(1, **low), form(2, **perhaps), book=book)
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "whether_it_counts"

    @pytest.mark.parametrize("asked", [0, 101, "-1"])
    def test_a_bound_that_decides_nothing(self, asked: Any) -> None:
        """Every score is at least 0, and none is more than 100."""
        with pytest.raises(InvalidFieldError, match="more than 0, up to 100"):
            attrs.evolve(BOOK["score"], least=asked)

    def test_no_float(self) -> None:
        """As everywhere."""
        with pytest.raises(InexactRateError):
            attrs.evolve(BOOK["score"], least=84.5)

    @pytest.mark.parametrize(
        ("asked", "status"),
        [("250/3", Status.MET), ("83.334", Status.BREACHED)],
    )
    def test_the_whole_value_decides(self, asked: str, status: Status) -> None:
        """90, 90 and 70 are 250/3, which no two digits show."""
        book = BOOK.replace("score", attrs.evolve(BOOK["score"], least=asked))
        rows = [form(1, **FULL), form(2, **FULL), form(3, **{**FULL, "speed": "poor"})]
        assert only(*rows, book=book).status is status


class TestRefusals:
    """
    What a file says that cannot be.
    """

    @pytest.mark.parametrize(
        ("old", "new", "path", "said"),
        [
            ('cleaned = "cleaned" }', 'clean = "cleaned" }', ".clean", "'cleaned'"),
            (', cleaned = "cleaned" }', " }", "", "a question for each of attitude"),
            ('cleaned = "cleaned" }', 'cleaned = "claned" }', ".cleaned", "'cleaned'"),
        ],
    )
    def test_items(self, old: str, new: str, path: str, said: str) -> None:
        """An item that is none, one that nobody asks for, and no attribute."""
        with pytest.raises(interchange.RulesFileError) as caught:
            interchange.loads(TEXT.replace(old, new))
        [fault] = caught.value.faults
        assert fault.path == f"rules.score.feed.answers{path}"
        assert said in str(caught.value)

    def test_beside_a_single_answer(self) -> None:
        """One of the two would go unused."""
        with pytest.raises(interchange.RulesFileError, match="None beside answers"):
            interchange.loads(
                TEXT.replace("answers = {", 'answer = "attitude"\nanswers = {')
            )

    def test_in_python(self) -> None:
        """The same where a book is changed."""
        feed = BOOK.feeds["score"]
        less = {name: what for name, what in feed.answers.items() if name != "speed"}
        with pytest.raises(InvalidFieldError, match="a question for each"):
            BOOK.replace(
                "score", feed=type(feed)(each="form", by="estate", answers=less)
            )
        more = {**feed.answers, "sped": "speed"}
        with pytest.raises(UnknownNameError, match="speed"):
            BOOK.replace(
                "score", feed=type(feed)(each="form", by="estate", answers=more)
            )
