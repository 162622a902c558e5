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
            "taken_at between 10-01 and 05-31",
            "not (first visit.seen_at where good) between 02-29 and 03-01",
            "present at least 80% of staff",
            "count visit less than 1/3 of days from a to b",
            "year of made_on is 2026",
            "(previous call.made_at where reached) has happened",
            "days from (previous call.made_at where reached) to made_at at least 7",
            "(first visit.seen_at where good) before (last visit.seen_at where bad)",
            "(last call.grade where reached) is one of good, bad",
            "week of first visit.seen_at",
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
            "x between 10-01",
            "x between 10-01 or 05-31",
            "x between 10-01 and 05:31",
            "x between 10:01 and 05-31",
            "x between 10-1 and 05-31",
            "x falls on someday",
            "x falls on friday,",
            "days from a",
            "days from a to",
            "x at least 80% of",
            "days from (made_at) to b",
            "days from (first visit.seen_at where good to b",
            "(a or b) is yes",
            "x at least",
            "year of",
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
            (
                "indoor at least 68",
                "indoor at least 80% of taken_at",
                "a share of a number",
            ),
            ("outdoor less than 55", "year of indoor is 2026", "a moment"),
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

    @pytest.mark.parametrize(
        ("hour", "is_night"),
        [
            ("21:59", False),
            ("22:00", True),
            ("23:59", True),
            ("00:00", True),
            ("06:00", True),
            ("06:01", False),
        ],
    )
    def test_at_night(self, hour: str, is_night: bool) -> None:  # noqa: FBT001 - drawn
        """A span that ends before it begins runs over midnight."""
        book = read(FLAT.replace("06:00 and 22:00", "22:00 and 06:00"))
        at = dt.datetime.fromisoformat(f"2026-03-05T{hour}+08:00")
        row = SimpleNamespace(id="1", taken_at=at, indoor=60, outdoor=20, noted_on=None)
        assert len(judged(book, reading=[row])) == is_night

    @pytest.mark.parametrize(
        ("at", "is_winter"),
        [
            ("2026-05-31T23:59+08:00", True),
            ("2026-06-01T00:00+08:00", False),
            ("2026-09-30T23:59+08:00", False),
            ("2026-09-30T16:00+00:00", True),  # 1 October where days begin
            ("2024-02-29T12:00+08:00", True),
        ],
    )
    def test_in_the_heat_season(self, at: str, is_winter: bool) -> None:  # noqa: FBT001 - drawn
        """From 1 October to 31 May (New York, heat season)."""
        season = "taken_at between 10-01 and 05-31"
        book = read(FLAT.replace("taken_at between 06:00 and 22:00", season))
        assert season in str(book.feeds["heat"].where)
        row = SimpleNamespace(
            id="1", taken_at=dt.datetime.fromisoformat(at), indoor=60, outdoor=20,
            noted_on=None,
        )  # fmt: skip
        later = dt.datetime.fromisoformat("2027-01-01T00:00+08:00")
        assert len(book.assess({"reading": [row]}, as_of=later)) == is_winter

    @pytest.mark.parametrize(
        ("was", "problem"),
        [("02-30 and 03-31", "a day that its month has"), ("03-01 and 02-28", "whole")],
    )
    def test_no_season(self, was: str, problem: str) -> None:
        """A day that there is not, and all days."""
        with pytest.raises(InvalidFieldError, match=problem):
            parse(f"x between {was}")

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
least = { type = "number?", words = { en = "least", zh = "下限" } }
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
[rules.enough]
kind = "checklist"
clause = "NUM-1"
name = { en = "enough calls", zh = "拨打次数" }
owed_by = "owner"
items.enough = { name = { en = "as many as agreed", zh = "次数不少于约定" }, clause = "NUM-1" }
feed = { each = "case", there.enough = "count call at least least" }
[rules.end]
kind = "checklist"
clause = "NUM-1"
name = { en = "the end", zh = "结束" }
owed_by = "owner"
items.short = { name = { en = "within five days", zh = "五日内" }, clause = "NUM-1" }
items.friday = { name = { en = "on a Friday", zh = "周五" }, clause = "NUM-1" }
items.hours = { name = { en = "by day", zh = "日间" }, clause = "NUM-1" }
[rules.end.feed]
each = "call"
apart = true
there.short = "days from made_at to over_at at most 5"
there.friday = "over_at falls on friday"
there.hours = "over_at between 08:00 and 21:00"
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
least = 12
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

    def told(self, *calls: Any, least: int | None = 2) -> dict[str, Any]:
        """Return the verdicts by rule."""
        case = SimpleNamespace(id="k", opened_on=dt.date(2026, 1, 1), least=least)
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
        ("count", "least", "status"),
        [
            (2, 2, Status.MET),
            (3, 2, Status.MET),
            (1, 2, Status.BREACHED),
            (0, 0, Status.MET),
            (1, None, Status.UNDETERMINED),
        ],
    )
    def test_counts(self, count: int, least: int | None, status: Status) -> None:
        """As many as were agreed for the case."""
        calls = [call(n, "05T09:00", worth=0) for n in range(count)]

        found = self.told(*calls, least=least)["enough"]
        assert [one.status for one in found] == [status]

    @pytest.mark.parametrize(
        ("over", "found"),
        [
            ("06", [Status.MET, Status.MET, Status.UNDETERMINED]),
            ("07", [Status.BREACHED, Status.BREACHED, Status.UNDETERMINED]),
            (None, [Status.UNDETERMINED] * 3),
        ],
    )
    def test_of_what_is_not_known(self, over: str | None, found: list[Status]) -> None:
        """Neither days nor weekday nor hour; a day alone has no hour."""
        told = self.told(call(1, "01T09:00", over, worth=0))["end"]

        assert [one.status for one in told] == found

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
        case = SimpleNamespace(id="k", opened_on=dt.date(2026, 1, 1), least=9)
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


INSPECTIONS = (
    HEAD
    + """
[facts.firm]
words = { en = "firm", zh = "企业" }
placed = "listed_on"
lasting = true
[facts.firm.attributes]
listed_on = { type = "day", words = { en = "listed", zh = "列入日期" } }
[facts.visit]
words = { en = "inspection", zh = "检查" }
placed = "made_on"
owner = "firm_id"
[facts.visit.attributes]
firm_id = { type = "id of firm", words = { en = "firm", zh = "企业" } }
made_on = { type = "day", words = { en = "made", zh = "检查日期" } }
staff = { type = "number?", words = { en = "staff", zh = "应到人数" } }
present = { type = "number?", words = { en = "present", zh = "实到人数" } }
[rules.once]
kind = "streak"
clause = "NUM-1"
name = { en = "the third inspection in a year", zh = "年度第三次检查" }
owed_by = "owner"
number = 3
streak = "TOTAL"
then = "BREACHED"
feed = { of = "visit", each = "firm", by = "year of made_on" }
[rules.enough]
kind = "checklist"
clause = "NUM-1"
name = { en = "the drill", zh = "演练" }
owed_by = "owner"
items.there = { name = { en = "two thirds of the staff", zh = "三分之二到场" }, clause = "NUM-1" }
feed = { each = "visit", there.there = "present at least 2/3 of staff" }
"""
)


class TestSharesAndYears:
    """
    Twice a calendar year at most; two thirds of those on the list.
    """

    BOOK = read(INSPECTIONS)

    def told(self, *days: dt.date, **numbers: Any) -> Any:
        """Return the report on inspections of these days."""
        firm = SimpleNamespace(id="f", listed_on=dt.date(2020, 1, 1))
        visits = [
            SimpleNamespace(
                id=f"v{n}",
                firm_id="f",
                made_on=day,
                **{"staff": None, "present": None, **numbers},
            )
            for n, day in enumerate(days)
        ]
        return self.BOOK.assess({"firm": [firm], "visit": visits}, as_of=NOW)

    def test_a_cap_in_a_year(self) -> None:
        """Three within twelve months of two years are no third of one."""
        two = (dt.date(2025, 12, 1), dt.date(2025, 12, 30), dt.date(2026, 1, 2))
        found = {
            one.subject.cell: one.is_violation
            for one in self.told(*two).where(rule="once")
        }
        third = {
            one.subject.cell: one.is_violation
            for one in self.told(*two, dt.date(2025, 12, 31)).where(rule="once")
        }

        assert found == {"2025": False, "2026": False}
        assert third == {"2025": True, "2026": False}

    @pytest.mark.parametrize(
        ("staff", "present", "status"),
        [
            (10, 7, Status.MET),
            (10, 6, Status.BREACHED),
            (9, 6, Status.MET),
            (9, None, Status.UNDETERMINED),
            (None, 9, Status.UNDETERMINED),
        ],
    )
    def test_a_share_of_a_number(
        self, staff: int | None, present: int | None, status: Status
    ) -> None:
        """Exact: six of nine are two thirds."""
        report = self.told(dt.date(2026, 3, 2), staff=staff, present=present)

        assert [one.status for one in report.where(rule="enough")] == [status]


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_numbers(one: int, other: int) -> None:
    """The four comparisons are those of numbers."""
    row = SimpleNamespace(a=one, b=other)
    case: Any = SimpleNamespace(once=lambda _key, made: made())
    found = {
        word: parse(f"a {word} b").of(case, row)
        for word in ("at least", "at most", "more than", "less than")
    }

    assert found == {
        "at least": one >= other,
        "at most": one <= other,
        "more than": one > other,
        "less than": one < other,
    }
    assert parse(f"a at least {other}").of(case, row) is (one >= other)
    assert parse("a at least b").of(case, SimpleNamespace(a=one, b=None)) is None


@given(
    st.dates(dt.date(1896, 1, 1), dt.date(2105, 12, 31)),
    st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31)),
    st.integers(1, 360),
)
def test_seasons(day: dt.date, begins: dt.date, length: int) -> None:
    """Months and days compared as such, but for a leap day in a common year."""
    ends = begins + dt.timedelta(days=length)
    first, last, here = ((one.month, one.day) for one in (begins, ends, day))
    leap = (2, 29)
    if first == leap or (first, last) == ((3, 1), leap):
        return
    expected = first <= here <= last if first <= last else here >= first or here <= last
    text = f"x between {first[0]:02d}-{first[1]:02d} and {last[0]:02d}-{last[1]:02d}"
    case: Any = SimpleNamespace(zone=dt.UTC)
    assert parse(text).of(case, SimpleNamespace(x=day)) is expected


def test_what_an_interval_refuses_is_an_error_of_its_row() -> None:
    """A day has no hour from which hours could be counted; the others are judged."""
    text = CALLS.replace(
        "[rules.decent]",
        '[rules.hourly]\nkind = "interval"\nclause = "NUM-1"\n'
        'name = { en = "the patrol", zh = "巡查" }\nowed_by = "owner"\n'
        'most = "2 hours"\n'
        'feed = { of = "call", each = "case", whose = "case_id" }\n[rules.decent]',
    )
    case = SimpleNamespace(opened_on=dt.date(2026, 1, 1), least=9)
    cases = [SimpleNamespace(**vars(case), id=name) for name in ("k", "n")]
    calls = [call(1, "05"), call(2, "06T09:00")]
    calls[1].case_id = "n"
    report = read(text).assess({"case": cases, "call": calls}, as_of=NOW, period=MARCH)

    assert [(one.kind, one.row) for one in report.row_errors][:1] == [("case", "k")]
    assert {one.subject.id for one in report.where(rule="hourly")} == {"n"}
