"""
Questions of how much and at what hour: in conditions, as items of a record, as sums.

The regulations are those of indoor temperatures (New York, heat season), of calls at
decent hours, of hours of training, and of days in the workshop.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules import interchange
from followup_rules.books.conditions import parse
from followup_rules.errors import InvalidFieldError
from followup_rules.reports import Report
from followup_rules.testing.columns import check_columns
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status

NOW = dt.datetime.fromisoformat("2026-04-10T09:00+08:00")
MARCH = month(2026, 3)
HEAD = """
[regulation]
code = "NUM"
edition = "2026"
title = { en = "Measures", zh = "数值" }
source = "a test"
[words]
owner = { text = { en = "owner", zh = "业主" } }
[clauses.NUM-1]
en = "So it is."
zh = "如此。"
"""
FLAT = (
    HEAD
    + """
[facts.reading]
words = { en = "reading", zh = "读数" }
placed = "taken_at"
[facts.reading.attributes]
taken_at = { type = "instant", words = { en = "taken", zh = "测量时间" } }
indoor = { type = "number from -60 to 140?", words = { en = "indoor", zh = "室内" } }
outdoor = { type = "number from -60 to 140?", words = { en = "outdoor", zh = "室外" } }
noted_on = { type = "day?", words = { en = "noted", zh = "记录日期" } }
[rules.heat]
kind = "checklist"
clause = "NUM-1"
name = { en = "heat", zh = "供暖" }
owed_by = "owner"
items.warm = { name = { en = "68 degrees by day", zh = "日间温度" }, clause = "NUM-1" }
[rules.heat.feed]
each = "reading"
where = "taken_at between 06:00 and 22:00 and outdoor less than 55"
there.warm = "indoor at least 68"
"""
)


def read(text: str) -> Any:
    """Return the book of a file, which was written and read again."""
    book = interchange.loads(text)
    assert interchange.loads(interchange.dumps(book)) == book
    return book


def judged(book: Any, **rows: list[Any]) -> Report:
    """Return the report on ledgers."""
    report: Report = book.assess(rows, as_of=NOW, period=MARCH)
    for verdict in report:
        if verdict.reason.code != "row_unusable":
            assert book.replay(verdict.receipt()).is_same
    return report


class TestLanguage:
    """
    What is written is read back.
    """

    @pytest.mark.parametrize(
        "text",
        [
            "beds more than 30",
            "count visit at least 3",
            "(count visit where good) at most 2",
            "days from brought_at to done_at less than ward.most",
            "begun days from a to first visit.b at least 5",
            "called_at between 22:00 and 06:00 and not called_at falls on friday, sunday",
            "temperature less than -18",
            "at least 4 visit where beds at least 2",
        ],
    )
    def test_the_same_again(self, text: str) -> None:
        """Its text is its plain form."""
        assert str(parse(text)) == text
        assert parse(str(parse(text))) == parse(text)

    @pytest.mark.parametrize(
        "text",
        [
            "beds more than",
            "x between 25:00 and 01:00",
            "x between 9:00 and 10:00",
            "x between 10:00 or 11:00",
            "x between 10:00",
            "x between",
            "x falls on someday",
            "x falls on friday,",
            "days from a",
            "days from a to",
        ],
    )
    def test_refused(self, text: str) -> None:
        """With what may be said."""
        with pytest.raises(InvalidFieldError, match="between 09:00 and 20:00"):
            parse(text)

    @pytest.mark.parametrize(
        ("was", "now", "problem"),
        [
            ("indoor at least", "taken_at at least", "a number, a count"),
            ("indoor at least 68", "indoor at least noted_on", "a number, a count"),
            ("taken_at between", "noted_on between", "has a time"),
            ("taken_at between", "indoor between", "a moment"),
            ("indoor at least 68", "indoor falls on friday", "a moment"),
            ("outdoor less than", "days from indoor to taken_at less than", "a moment"),
            (
                "outdoor less than",
                "days from due of heat to taken_at less than",
                "a rule of its own|a rule",
            ),
            ("indoor at least", "indor at least", "indoor"),
        ],
    )
    def test_what_has_no_measure(self, was: str, now: str, problem: str) -> None:
        """Files are told."""
        with pytest.raises(interchange.RulesFileError, match=problem):
            interchange.loads(FLAT.replace(was, now))


class TestItemsThatAreAsked:
    """
    A condition is an item of a record, and so a rule.
    """

    BOOK = read(FLAT)

    @pytest.mark.parametrize(
        ("hour", "indoor", "outdoor", "status"),
        [
            ("06:00", 68, 54, Status.MET),
            ("06:00", 67, 54, Status.BREACHED),
            ("22:00", 67, 54, Status.BREACHED),
            ("12:00", 67, 55, None),
            ("05:59", 60, 20, None),
            ("22:01", 60, 20, None),
            ("12:00", None, 20, Status.UNDETERMINED),
            ("12:00", 70, -20, Status.MET),
        ],
    )
    def test_heat(
        self, hour: str, indoor: Any, outdoor: int, status: Status | None
    ) -> None:
        """68 degrees by day while it is less than 55 outside."""
        at = dt.datetime.fromisoformat(f"2026-03-05T{hour}+08:00")
        row = SimpleNamespace(
            id="1", taken_at=at, indoor=indoor, outdoor=outdoor, noted_on=None
        )
        report = judged(self.BOOK, reading=[row])

        assert [one.status for one in report] == ([] if status is None else [status])
        check_columns(
            self.BOOK, {"reading": (row,)}, report, lambda it: it, period=MARCH
        )

    def test_a_question_for_no_item(self) -> None:
        """Is refused with the nearest."""
        with pytest.raises(interchange.RulesFileError, match="warm"):
            interchange.loads(
                FLAT.replace('there.warm = "indoor', 'there.wram = "indoor')
            )

    def test_beside_a_function(self) -> None:
        """One of the two would go unused."""
        from followup_rules.books.feeds import Checklist  # noqa: PLC0415 - by its name alone

        with pytest.raises(InvalidFieldError, match=r"Checklist\.there"):
            Checklist(each="x", given=lambda *_: {}, there={"a": "b"})


CALLS = (
    HEAD
    + """
[facts.case]
words = { en = "case", zh = "案件" }
placed = "opened_on"
lasting = true
[facts.case.attributes]
opened_on = { type = "day", words = { en = "opened", zh = "立案日期" } }
most = { type = "number?", words = { en = "most", zh = "上限" } }
[facts.call]
words = { en = "call", zh = "电话" }
placed = "made_at"
owner = "case_id"
[facts.call.attributes]
case_id = { type = "id of case", words = { en = "case", zh = "案件" } }
made_at = { type = "moment", words = { en = "made", zh = "拨打时间" } }
over_at = { type = "moment?", words = { en = "over", zh = "结束时间" } }
worth = { type = "number?", words = { en = "hours", zh = "学时" } }
[rules.decent]
kind = "target"
clause = "NUM-1"
name = { en = "calls at decent hours", zh = "适当时间拨打" }
owed_by = "owner"
rate = "100%"
bound = "NOT_LESS_THAN"
feed = { each = "call", met = "made_at between 08:00 and 21:00" }
[rules.few]
kind = "checklist"
clause = "NUM-1"
name = { en = "few calls", zh = "拨打次数" }
owed_by = "owner"
items.few = { name = { en = "no more than allowed", zh = "次数不超过上限" }, clause = "NUM-1" }
feed = { each = "case", there.few = "count call at most most" }
[rules.fridays]
kind = "cadence"
clause = "NUM-1"
name = { en = "the Friday call", zh = "周五回访" }
owed_by = "owner"
cycle = "WEEK"
feed = { of = "call", where = "made_at falls on friday", subject = "book" }
[rules.hours]
kind = "cadence"
clause = "NUM-1"
name = { en = "hours of training", zh = "培训学时" }
owed_by = "owner"
cycle = "MONTH"
at_least = 12
unit = { en = "hours", zh = "学时" }
feed = { of = "call", subject = "training", worth = "worth", remark_others = true }
[rules.workshop]
kind = "streak"
clause = "NUM-1"
name = { en = "days in the workshop", zh = "修理日数" }
owed_by = "owner"
number = 31
streak = "TOTAL"
unit = { en = "days", zh = "日" }
feed = { of = "call", each = "case", worth = "begun days from made_at to over_at" }
"""
)


def call(number: int, at: str, over: str | None = None, **told: Any) -> Any:
    """Return a call of a moment of March."""
    made = (
        dt.datetime.fromisoformat(f"2026-03-{at}+08:00")
        if "T" in at
        else dt.date(2026, 3, int(at))
    )
    last = None if over is None else dt.date(2026, 3, int(over))
    usual = {"worth": None, "over_at": last, **told}
    return SimpleNamespace(id=f"c{number}", case_id="k", made_at=made, **usual)


class TestCalls:
    """
    Hours of the day, counts, weekdays, sums, days.
    """

    BOOK = read(CALLS)

    def told(self, *calls: Any, most: int | None = 2) -> dict[str, Report]:
        """Return the verdicts by rule."""
        case = SimpleNamespace(id="k", opened_on=dt.date(2026, 1, 1), most=most)
        report = judged(self.BOOK, case=[case], call=list(calls))
        return {name: report.where(rule=name) for name in self.BOOK.rules}

    @pytest.mark.parametrize(
        ("at", "status"),
        [
            ("05T08:00", Status.MET),
            ("05T21:00:00", Status.MET),
            ("05T21:00:01", Status.BREACHED),
            ("05T07:59:59", Status.BREACHED),
            ("05", Status.UNDETERMINED),
        ],
    )
    def test_decent_hours(self, at: str, status: Status) -> None:
        """Both ends belong to it, and a day alone tells no hour."""
        assert [one.status for one in self.told(call(1, at))["decent"]] == [status]

    @pytest.mark.parametrize(
        ("count", "most", "status"),
        [
            (2, 2, Status.MET),
            (3, 2, Status.BREACHED),
            (0, 0, Status.MET),
            (1, None, Status.UNDETERMINED),
        ],
    )
    def test_counts(self, count: int, most: int | None, status: Status) -> None:
        """As many as the case allows."""
        calls = [call(n, "05T09:00", worth=0) for n in range(count)]

        assert [x.status for x in self.told(*calls, most=most)["few"]] == [status]

    def test_fridays(self) -> None:
        """The 6th and the 13th of March 2026 were Fridays."""
        found = self.told(call(1, "06T09:00"), call(2, "12T09:00"))["fridays"]

        met = [one.subject.cell for one in found if one.status is Status.MET]
        assert met == ["2026-W10"]

    @pytest.mark.parametrize(
        ("hours", "status", "counted"),
        [
            ([4, 8], Status.MET, 12),
            ([4, 7], Status.BREACHED, 11),
            ([4, None], Status.UNDETERMINED, 4),
            ([12, None], Status.MET, 12),
            ([0], Status.BREACHED, 0),
            ([], Status.BREACHED, 0),
        ],
    )
    def test_sums(self, hours: list[Any], status: Status, counted: int) -> None:
        """Twelve hours in the month, whatever the number of trainings."""
        calls = [call(n, "05T09:00", worth=many) for n, many in enumerate(hours)]
        [verdict] = self.told(*calls)["hours"].verdicts

        assert (verdict.status, verdict.evidence.counted) == (status, counted)

    @pytest.mark.parametrize("odd", [-1, 20_000])
    def test_hours_that_are_none(self, odd: int) -> None:
        """Are an error of their row, which may be worth anything."""
        case = SimpleNamespace(id="k", opened_on=dt.date(2026, 1, 1), most=9)
        rows = [call(1, "05T09:00", worth=4), call(2, "06T09:00", worth=odd)]
        report = judged(self.BOOK, case=[case], call=rows)
        [verdict] = report.where(rule="hours").verdicts

        assert verdict.status is Status.UNDETERMINED
        assert {one.row for one in report.row_errors} == {"c2"}

    def test_days_in_the_workshop(self) -> None:
        """A begun day is a day: 20 and 11 are 31, and 20 and 10 are not."""
        enough = [call(1, "01T09:00", "20"), call(2, "11T17:00", "21")]
        almost = [call(1, "01T09:00", "20"), call(2, "11T17:00", "20")]
        unsure = [call(1, "01T09:00", "20"), call(2, "11T17:00")]
        back = [call(1, "01T09:00", "20"), call(2, "11T17:00", "10")]
        found = [
            self.told(*each)["workshop"].verdicts[0].status
            for each in (enough, almost, unsure, back)
        ]

        assert found == [
            Status.OPEN,
            Status.NOT_APPLICABLE,
            Status.UNDETERMINED,
            Status.UNDETERMINED,
        ]


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_numbers(one: int, other: int) -> None:
    """The four comparisons are those of numbers."""
    row = SimpleNamespace(a=one, b=other)
    found = {
        word: parse(f"a {word} b").of(None, row)
        for word in ("at least", "at most", "more than", "less than")
    }

    assert found == {
        "at least": one >= other,
        "at most": one <= other,
        "more than": one > other,
        "less than": one < other,
    }
    assert parse(f"a at least {other}").of(None, row) is (one >= other)
    assert parse("a at least b").of(None, SimpleNamespace(a=one, b=None)) is None
