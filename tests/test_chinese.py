"""
Chinese as an administrator writes it: what no sentence may hold, whatever fills it.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pendulum
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.books.example_ledgers import BOOKS, asked

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarDataError,
    DateOutOfRangeError,
    ImpossibleCountError,
    InvalidFieldError,
    LedgerFileError,
    MissingExtraError,
    MissingFactError,
    NaiveTimeError,
    NoEditionError,
    UnknownNameError,
)
from followup_rules.interchange.faults import PROBLEMS, DataFault
from followup_rules.interchange.faults_in_chinese import IN_CHINESE
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.faults import Faults
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.draws import DrawPolicy
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.policies.scoring import ScoringPolicy, Tier
from followup_rules.policies.series import Around, PlannedVisit, SeriesPolicy
from followup_rules.policies.streaks import Reached, Streak, StreakPolicy
from followup_rules.policies.targets import Bound, TargetPolicy
from followup_rules.policies.windows import After, WindowPolicy
from followup_rules.reasons.sentences import sentences
from followup_rules.rulebooks import service_centre
from followup_rules.timing.amounts import Days, Hours, Months
from followup_rules.timing.cycles import Cycle, Every, cell_of, month
from followup_rules.verdicts import Subject, note
from followup_rules.wording import say_cell, sentence
from followup_rules.wording.allowed import quoted, say_allowed
from followup_rules.wording.problems import say_problem
from followup_rules.wording.terms import TERMS

ISO = re.compile(r"(?<!\d)\d{4}-\d{2}(?!\d)|\d{2}T\d{2}")
HALF_QUOTE = re.compile(r"[一-鿿，。；：）]['\"]|['\"][一-鿿，。；：（]")
TWICE = re.compile(r"(对|的|于|应|未|已|在|为|以|共|各|不|与|将|无须|事项)\1")
MEASURED = re.compile(r"(?<!本)[个项件名份户位]\{(?!so_far|still|gap)\w+\}")
"""A measure word before a blank: what fills it may need another."""

CLAUSE = Clause(id="DEMO-1", en="in a week", zh="一星期内")
NOW = dt.datetime.fromisoformat("2026-04-01T00:00+08:00")
COMMON: dict[str, Any] = {"id": "demo", "clause": CLAUSE, "owed_by": "office"}


def at(text: str) -> dt.datetime:
    """Return a moment in Shanghai."""
    return dt.datetime.fromisoformat(f"{text}+08:00")


def named() -> Iterator[str]:
    """Yield what every shipped rule, step and item is called."""
    for name in BOOKS:
        for policy in asked(name).book.rules.values():
            yield policy.name.zh
            for part in (*getattr(policy, "steps", ()), *getattr(policy, "items", ())):
                if not isinstance(part, str):
                    yield part.name.zh


class TestKinds:
    """
    What no sentence holds, whichever it is.
    """

    def test_no_word_twice(self) -> None:
        """Whatever rule it speaks of: 未对 before 对客户的反馈 was one."""
        names = {*named()}
        speak = re.compile(r"\{(?:rule|step|next_step)\}")
        for text in sentences().values():
            for name in names if speak.search(text.zh) else [""]:
                said = re.sub(r"\{\w+\}", "某", speak.sub(name, text.zh))
                assert not TWICE.search(said), said

    def test_no_measure_word_before_an_unknown_noun(self) -> None:
        """A person is counted by another word than a place."""
        said = [text.zh for text in sentences().values()]
        assert [one for one in said if MEASURED.search(one)] == []

    def test_no_day_as_machines_write_it(self) -> None:
        """Nor a quotation mark of another script."""
        for text in sentences().values():
            assert not ISO.search(text.zh), text.zh
            assert not set("'\"") & set(text.zh), text.zh

    @pytest.mark.parametrize("name", BOOKS)
    def test_what_whole_ledgers_say(self, name: str) -> None:
        """Every verdict of every example, and every row in error."""
        report = asked(name).judged()
        said = [verdict.explain("zh") for verdict in report]
        said += [error.in_language("zh") for error in report.row_errors]

        assert said
        for line in said:
            assert not HALF_QUOTE.search(line), line
            assert not TWICE.search(line), line
            ours = re.sub("“[^”]*”", "", line)
            assert not ISO.search(ours), line


class TestStreaks:
    """
    In a row is not altogether.
    """

    @pytest.mark.parametrize(
        ("streak", "span", "english", "full", "most"),
        [
            (Streak.IN_A_ROW, None, "2 in a row", "已连续2次", "最多连续1次"),
            (
                Streak.WITHIN,
                Months(6),
                "2 within 6 months",
                "6个月内已达2次",
                "6个月内最多1次",
            ),
            (Streak.TOTAL, None, "2 altogether", "已累计2次", "累计1次"),
        ],
    )
    def test_how_many(
        self, streak: Streak, span: Any, english: str, full: str, most: str
    ) -> None:
        """Each is said once, in the way that it is counted."""
        rule = StreakPolicy(
            **COMMON,
            name=Text("the last place", "排名末位"),
            number=2,
            streak=streak,
            span=span,
            then=Reached.BREACHED,
        )
        days = [dt.date(2026, 1, 31), dt.date(2026, 2, 28)]
        said = rule.assess(days, as_of=NOW)

        assert said.explain("zh") == (
            f"排名末位：截至2026年2月28日，{full}，不符合DEMO-1要求。"
        )
        assert said.explain("en") == (
            f"The last place: {english} by Sat 2026-02-28; DEMO-1 is not met."
        )
        assert rule.assess(days[:1], as_of=NOW).explain("zh") == (
            f"排名末位：目前{most}，不足2次，期间尚未结束（DEMO-1）。"
        )

    def test_the_most_is_not_the_last(self) -> None:
        """What was broken off since is not said to go on."""
        rule = StreakPolicy(
            **COMMON, name=Text("a talk", "约谈"), number=3, streak=Streak.IN_A_ROW
        )
        cells = [(month(2026, n), hit) for n, hit in ((1, True), (2, True), (3, False))]

        assert rule.assess(cells, as_of=NOW).explain("zh") == (
            "约谈：目前最多连续2次，不足3次，DEMO-1不适用。"
        )


class TestDraws:
    """
    A window that is judged by itself is named.
    """

    RULE = DrawPolicy(**COMMON, name=Text("the call", "电话回访"), size=2)

    def test_each_window(self) -> None:
        """None of them is called the ledger."""
        found = self.RULE.assess_windows({"A": 3, "B": 3}, {"A": 2})

        assert [one.explain("zh").partition("：")[0] for one in found] == [
            "电话回访（窗口A）",
            "电话回访（窗口B）",
        ]
        assert found[0].explain("en").startswith("The call, window A: 2 owed")

    @pytest.mark.parametrize(
        ("eligible", "subject", "said"),
        [
            (3, None, "电话回访（台账）"),
            ({"A": 1, "B": 2}, None, "电话回访（台账）"),
            ({"A": 3}, Subject("round", "1", "2026-W11"), "电话回访（2026年第11周）"),
            ({"A": 3}, Subject("round", "1", "A"), "电话回访（窗口A）"),
        ],
    )
    def test_what_it_is_of(self, eligible: Any, subject: Any, said: str) -> None:
        """The week, the window, or the ledger."""
        verdict = self.RULE.assess(eligible, 0, subject=subject)

        assert verdict.explain("zh").startswith(f"{said}：")

    def test_a_day_of_a_receipt(self) -> None:
        """A discrepancy of days and weeks is said in words."""
        found = [("drawn_on", "2026-03-10", "2026-03-11"), ("period", "2026-W11", "")]
        verdict = self.RULE.assess(3, 2, discrepancies=found)

        assert "抽取日期：凭证记为2026年3月10日，应为2026年3月11日" in (
            verdict.explain("zh")
        )
        assert "所属期间：凭证记为2026年第11周，应为无" in verdict.explain("zh")

    def test_what_another_reading_says(self) -> None:
        """It is a sentence."""
        verdict = self.RULE.assess({"A": 2, "B": 2}, {"A": 2})

        assert "应回访4个，结论为未达标。" in verdict.explain("zh")


class TestDays:
    """
    A day is said as one.
    """

    def test_an_unscheduled_visit(self) -> None:
        """It is named by its day."""
        plan = SeriesPolicy(
            **COMMON,
            name=Text("the check", "检查"),
            visits=[
                PlannedVisit(
                    key="m1",
                    name=Text("1 month", "满1月龄"),
                    clause=CLAUSE,
                    when=Around(at=Months(1)),
                )
            ],
        )
        found = plan.assess_each(dt.date(2026, 3, 1), [dt.date(2026, 3, 2)], as_of=NOW)

        assert found[1].explain("zh") == (
            "检查：2026年3月2日的一次属计划外，不对应计划中的任何一次（DEMO-1）。"
        )
        assert "made on Mon 2026-03-02 belongs" in found[1].explain("en")
        waiting = plan.assess(None, only="m1", as_of=NOW)
        assert waiting.reason.code == "anchor_absent"

    @pytest.mark.parametrize(
        ("label", "said"),
        [
            ("2026-11-15..?", "2026年11月15日至未定"),
            ("2026-04..2027-03", "2026年4月至2027年3月"),
            ("2026-03-01T09:05:00+08:00", "2026年3月1日09:05"),
            ("2026-03-01 09:05:07+08:00", "2026年3月1日09:05:07"),
        ],
    )
    def test_cells(self, label: str, said: str) -> None:
        """Days on both sides, one that is not declared yet, and instants."""
        assert say_cell(label, "zh") == said

    @given(
        day=st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)),
        cycle=st.sampled_from([*Cycle, Every("2 weeks", dt.date(2026, 1, 5))]),
    )
    def test_every_cell(self, day: dt.date, cycle: Any) -> None:
        """No label of a cell is left as machines write it."""
        assert re.fullmatch(
            r"[\d年月日季度周上下半第至]+", say_cell(cell_of(cycle, day).label, "zh")
        )


class TestHours:
    """
    A count of hours includes its last instant.
    """

    @pytest.mark.parametrize(
        ("done", "said"),
        [
            ("2026-03-02T14:05", "上门最迟应于2026年3月2日14:05完成，实际完成时间为"),
            ("2026-03-02T14:06", "上门最迟应于2026年3月2日14:05完成，实际于"),
            (None, "已超过期限（最迟应于2026年3月2日14:05完成）"),
        ],
    )
    def test_at_the_latest(self, done: str | None, said: str) -> None:
        """Not before it."""
        rule = DeadlinePolicy(**COMMON, name=Text("the visit", "上门"), limit=Hours(4))
        came = None if done is None else at(done)
        verdict = rule.assess(at("2026-03-02T10:05"), came, as_of=NOW)

        assert said in verdict.explain("zh")
        assert "前（含）" not in verdict.explain("zh")

    def test_a_day_stays_as_it_is(self) -> None:
        """It ends at 24."""
        rule = DeadlinePolicy(**COMMON, name=Text("the visit", "上门"), limit=Days(1))
        verdict = rule.assess(at("2026-03-02T10:05"), as_of=NOW)

        assert "（应于2026年3月3日24时前完成）" in verdict.explain("zh")

    def test_an_interval(self) -> None:
        """The next one is due at the latest."""
        rule = IntervalPolicy(**COMMON, name=Text("the round", "巡查"), most=Hours(4))
        verdict = rule.assess(at("2026-03-02T10:05"), as_of=NOW)

        assert "下一次最迟应于2026年3月2日14:05进行" in verdict.explain("zh")


class TestCounts:
    """
    What is known of a count is said, and no more.
    """

    RATE = TargetPolicy(
        **COMMON,
        name=Text("the handling rate", "处理率"),
        rate="100%",
        bound=Bound.NOT_LESS_THAN,
    )

    def test_one_that_still_may(self) -> None:
        """Of two that are missing, one is not late yet."""
        told: dict[str, Any] = {"ends": at("2026-05-01T00:00"), "as_of": NOW}
        verdict = self.RATE.assess(198, 200, waiting=1, **told)

        assert verdict.explain("zh") == (
            "处理率为99%（198/200），要求不低于100%，还差2，不符合DEMO-1要求。"
            "尚在期限内、暂未计入的数量为1。"
        )
        assert "2 short; DEMO-1 is not met. Of those not counted, still in" in (
            verdict.explain("en")
        )
        assert "尚在期限内" not in self.RATE.assess(198, 200).explain("zh")

    def test_one_that_was_late(self) -> None:
        """All that are missing may still come; one that came did not in time."""
        told: dict[str, Any] = {"ends": at("2026-05-01T00:00"), "as_of": NOW}
        verdict = self.RATE.assess(198, 200, in_time=197, **told)

        assert [one.code for one in verdict.notes] == ["still_in_time"]
        assert verdict.notes[0]["count"] == 2

    def test_a_bound_above(self) -> None:
        """There are too many, and not too few."""
        rule = evolve(self.RATE, rate="1%", bound=Bound.NOT_MORE_THAN)

        assert "，超出4，不符合" in rule.assess(6, 200).explain("zh")
        assert ", 4 too many; " in rule.assess(6, 200).explain("en")

    @pytest.mark.parametrize(
        ("members", "said"), [(None, "共20项，"), ("完成维修", "共完成维修20项，")]
    )
    def test_members_that_are_not_named(self, members: str | None, said: str) -> None:
        """项 alone says that they are matters."""
        more: dict[str, Any] = {}
        if members is not None:
            more["members"] = Text("repairs", members)
        rule = QuotaPolicy(**COMMON, name=Text("x", "回访率"), rate="5%", **more)
        verdict = rule.assess(20, 1, subject=Subject("quota", "office", "2026-03"))

        assert verdict.explain("zh").startswith(f"2026年3月{said}回访率不得低于5%")

    @pytest.mark.parametrize("kind", ["property_officer", "household", "area"])
    def test_people_and_places(self, kind: str) -> None:
        """None is counted by 个."""
        about = {"kind": kind, "cell": "2026年3月", "covered": 1, "subjects": 2}
        word = TERMS[kind].zh

        assert sentence("cells_covered", "zh", about) == (
            f"2026年3月{word}覆盖情况为1/2，仅供参考。"
        )

    def test_more_answers_than_there_can_be(self) -> None:
        """A tier that no number can show is not given a number."""
        rule: ScoringPolicy = service_centre.WINDOW_SCORE
        best = Tier(key="best", name=Text("best", "最佳"), least="100")
        strict = evolve(rule, tiers=(best, *rule.tiers))
        verdict = strict.assess(
            {"satisfied": 3, "basically_satisfied": 0, "dissatisfied": 0}
        )

        assert "仅3项评价，不足以支持该等次，数量再多亦不足以支持。" in (
            verdict.explain("zh")
        )
        assert "no number of them could." in verdict.explain("en")


class TestWindows:
    """
    What came early is not judged twice.
    """

    RULE = WindowPolicy(
        **COMMON,
        name=Text("the visit", "回访"),
        anchor="delivered_on",
        span=After(opens=Months(1), closes=Months(2)),
    )

    def test_where_it_breaks_nothing(self) -> None:
        """It is no violation, and is not said to count for nothing."""
        striven = evolve(CLAUSE, timing=Force.TARGET)
        rule = evolve(self.RULE, clause=striven)
        verdict = rule.assess(dt.date(2026, 1, 1), [dt.date(2026, 1, 2)], as_of=NOW)

        assert verdict.reason.code == "done_before_window"
        assert verdict.notes == ()

    def test_where_it_is_missed(self) -> None:
        """It is said why what came does not count."""
        verdict = self.RULE.assess(
            dt.date(2026, 1, 1), [dt.date(2026, 1, 2)], as_of=NOW
        )

        assert verdict.reason.code == "window_missed"
        assert "不予认可" in verdict.explain("zh")


class TestLacks:
    """
    A season is not missing, its days are.
    """

    def test_of_a_season(self) -> None:
        """And a cause is not known."""
        said = [
            sentence(
                "fact_missing", "zh", {"fact": fact, "rule": Text("x", "冬季回访")}
            )
            for fact in ("heating_season", "cause", "category")
        ]
        assert [line.partition("，")[0] for line in said] == [
            "采暖期起止日期不明",
            "原因不明",
            "缺少类别",
        ]
        told = {"fact": "cause", "rule": "x"}
        assert sentence("fact_missing", "en", told).startswith(
            "x cannot be judged: the cause is not known."
        )

    def test_of_a_host(self) -> None:
        """A word of the regulation comes before ours."""
        told = {"fact": "cause", "rule": "x"}
        words = {"cause": Text("reason", "投诉事由")}

        assert sentence("fact_missing", "zh", told, words=words).startswith(
            "缺少投诉事由，"
        )


class TestRowErrors:
    """
    What is wrong with a row is said in its language alone.
    """

    FAULTS = Faults(Ledger(kind="call", words=Text("call", "来电")), {})

    @pytest.mark.parametrize(
        ("got", "said"),
        [
            ("电梯", "“电梯”"),
            (["电梯", 3], "“电梯”、3"),
            ([], "[]"),
            (3, "3"),
            (None, "空"),
            (dt.date(2026, 3, 2), "2026年3月2日"),
            (dt.datetime(2026, 3, 2, 16, 30), "2026年3月2日16:30"),  # noqa: DTZ001 - what came
            (at("2026-03-02T16:30"), "2026年3月2日16:30（UTC+08:00）"),
            (
                pendulum.datetime(2026, 3, 2, 16, 30, 1, tz="UTC"),
                "2026年3月2日16:30:01（UTC+00:00）",
            ),
        ],
    )
    def test_what_came(self, got: Any, said: str) -> None:
        """In full-width quotation marks, and days as days."""
        error = self.FAULTS.of(
            "1", "x", got, InvalidFieldError("x", got, "a whole number, 1 or more")
        )

        assert error.in_language("zh") == (
            f"来电1的x为{said}，无法使用；应为不小于1的整数。"
        )

    @pytest.mark.parametrize(
        ("problem", "said"),
        [
            (
                ImpossibleCountError("x", -1, "a whole number, 0 or more"),
                "来电1的x为-1，无法使用；应为不小于0的整数。",
            ),
            (
                DateOutOfRangeError("x", "y"),
                "来电1的x为-1，无法使用；应为公元1年至9999年之间的日期。",
            ),
            (NaiveTimeError("x", -1), "来电1的x为-1，没有时区；请补上记录时的时区。"),
        ],
    )
    def test_each_refusal(self, problem: Any, said: str) -> None:
        """No English stands in it."""
        assert self.FAULTS.of("1", "x", -1, problem).in_language("zh") == said


class TestAllowed:
    """
    What a value may be.
    """

    @pytest.mark.parametrize(
        ("described", "chinese"),
        [
            ("None or a whole number, 2 or more", "不小于2的整数或空"),
            ("a whole number from 1 to 4", "1至4的整数"),
            ("None or a whole number from 1 to 4", "整数或空"),
            ("True or False", "是或否"),
            ("yes or no, true or false", "是或否，也可写yes或no、true或false、1或0"),
            ("a day, such as 2026-03-02", "日期，如2026-03-02"),
            (
                "a day, such as 2026-03-02, or a time, such as 2026-03-02T16:30",
                "日期，如2026-03-02，或者带钟点的时间，如2026-03-02 16:30",
            ),
            (
                "an exact number; one that is not whole as text, such as '3/2'",
                "精确的数；不是整数的写成文本，如“3/2”",
            ),
            (
                "an exact number from 0; one that is not whole as text, such as '3/2'",
                "不小于0的精确的数；不是整数的写成文本，如“3/2”",
            ),
            (
                "an exact number from -9 up to 9; one that is not whole as text, "
                "such as '3/2'",
                "-9至9的精确的数；不是整数的写成文本，如“3/2”",
            ),
            ("a time of day, such as '17:30'", "钟点，如“17:30”"),
            (
                "a window such as '09:00-12:00', '22:00-06:00' or '00:00-24:00'",
                "时段，如“09:00-12:00”“22:00-06:00”或“00:00-24:00”",
            ),
            ("UP, DOWN", "UP、DOWN"),
            ("a, b; a new rule says its kind", "a、b；新增的规则要写kind"),
            ("'3 days' or '1 week'", "“3 days”、“1 week”"),
            ("none of these, as it were", "none of these, as it were"),
            ("date_of_birth", "date_of_birth"),
        ],
    )
    def test_in_chinese(self, described: str, chinese: str) -> None:
        """What has no words stays."""
        assert say_allowed(described, "zh") == chinese
        if not described.startswith(("None", "True")):
            assert say_allowed(described, "en") == described

    def test_quoted(self) -> None:
        """In English as programmers do."""
        assert quoted("a", "en") == "'a'"
        assert quoted({"a": 1}, "zh") == "{'a': 1}"


class TestProblems:
    """
    What a command could not do.
    """

    @pytest.mark.parametrize(
        ("error", "chinese"),
        [
            (
                UnknownNameError("ledger", "visits", ("visit", "repair")),
                "没有名为“visits”的台账；可用：visit、repair；最接近：visit。",
            ),
            (
                UnknownNameError("ledger", "x", ()),
                "没有名为“x”的台账；可用：尚无任何名称。",
            ),
            (
                UnknownNameError("thing", 3, tuple(map(str, range(60)))),
                "没有名为3的thing；可用："
                + "、".join(map(str, range(50)))
                + "，另有10个；最接近：3。",
            ),
            (
                InvalidFieldError(
                    "--as-of",
                    "noon",
                    "a time, such as 2026-04-01T09:00,"
                    " or with an offset 2026-04-01T09:00+08:00",
                ),
                "--as-of（判定时间）不能为“noon”；应为时间，如2026-04-01 09:00，"
                "带时区的写作2026-04-01T09:00+08:00。",
            ),
            (
                UnknownNameError("attribute of visit", "x", ("y",)),
                "没有名为“x”的visit的属性；可用：y。",
            ),
            (MissingFactError("period", "x"), "x缺少期间。"),
            (
                CalendarDataError("a.json", "it is no table", "mend it"),
                "a.json不能读作日历或季节日期表：it is no table。",
            ),
            (
                MissingExtraError("x", "data"),
                "缺少所需的软件包；请在存放followup-rules的位置安装附加项data："
                "pip install '/path/to/followup-rules[data]'",
            ),
            (
                LedgerFileError(("x: y",), (Text("x: y", "x：有误"),)),
                "x：有误",
            ),
        ],
    )
    def test_each(self, error: Any, chinese: str) -> None:
        """In Chinese, and in English as ever."""
        assert say_problem(error, "zh") == chinese
        assert say_problem(error, "en") == str(error)

    def test_one_without_words(self) -> None:
        """It is said in English."""
        error = NoEditionError("REPAIR", dt.date(2020, 1, 1), None, None)

        assert say_problem(error, "zh") == str(error)


class TestRulesFiles:
    """
    What is wrong in a rules file.
    """

    def test_every_fault_has_chinese(self) -> None:
        """None is said in English for want of words."""
        assert IN_CHINESE.keys() == PROBLEMS.keys()
        assert all(re.search("[一-鿿]", said) for said in IN_CHINESE.values())

    @pytest.mark.parametrize(
        ("fault", "chinese"),
        [
            (
                DataFault(
                    "a.b",
                    "not_allowed",
                    PROBLEMS["not_allowed"],
                    "up",
                    "UP, DOWN",
                    "UP",
                ),
                "a.b：“up”不在允许的范围之内；应为UP、DOWN；最接近：UP",
            ),
            (
                DataFault(
                    "", "syntax", "cannot be parsed: Expected x", line=3, column=4
                ),
                "第3行第4列：语法有误",
            ),
            (
                DataFault("", "wrong_type", PROBLEMS["wrong_type"], 3, "a table"),
                "文件：“3”类型不对；应为一张表",
            ),
            (
                DataFault("x", "unknown_key", PROBLEMS["unknown_key"], "长" * 70),
                f"x：“{'长' * 30}…{'长' * 30}”不是已知的键",
            ),
        ],
    )
    def test_each(self, fault: DataFault, chinese: str) -> None:
        """Where, what came, what is allowed, and the nearest."""
        assert fault.in_language("zh") == chinese
        assert fault.in_language("en") == str(fault)


def test_remarks_are_sentences() -> None:
    """A remark on a first contact says a time."""
    remark = note("contact_out_of_time", role="office", at=dt.date(2026, 3, 2))

    assert sentence(remark.code, "zh", dict(remark.params)) == (
        "办公室首次回访时间为2026年3月2日，已过期限，仅供参考。"
    )
