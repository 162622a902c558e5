"""
Sentences are true of what a verdict knows, and say no more.
"""

import datetime as dt
import re
from fractions import Fraction
from typing import Literal

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from tests.make_sentences import FILE, listed

from followup_rules.clauses import Clause, Force, Text
from followup_rules.exact import show_decimal, show_money, show_rate, show_share
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.retention import RetentionCap
from followup_rules.policies.targets import Bound, TargetPolicy
from followup_rules.policies.teams import TeamPolicy
from followup_rules.policies.windows import WindowPolicy
from followup_rules.reasons.sentences import sentences
from followup_rules.rulebooks import construction, repair, service_centre
from followup_rules.timing.cycles import Cycle
from followup_rules.verdicts import Status, Subject, Verdict, note
from followup_rules.wording import say_bound, say_lack, sentence
from followup_rules.wording.terms import TERMS

AS_OF = dt.datetime.fromisoformat("2026-04-01T00:00+08:00")
CLAUSE = Clause(id="DEMO-1", en="visit within a week", zh="一星期内回访")
RATES = st.builds(
    Fraction, st.integers(0, 5000), st.integers(1, 4000).map(lambda n: max(1, n))
)
HASTE = re.compile(r"及时|尽快|立即|马上|promptly|at once|as soon as|without delay")
HALF_WIDTH = re.compile(r"[一-鿿）」”]\s*[,;:?!()\[\]]|[,;:?!(\[]\s*[一-鿿]|\.\s*$")


def both(verdict: Verdict) -> tuple[str, str]:
    """Return what a verdict says in both languages."""
    return verdict.explain("en"), verdict.explain("zh")


def at(text: str) -> dt.datetime:
    """Return a moment in Shanghai."""
    return dt.datetime.fromisoformat(f"{text}+08:00")


class TestSnapshot:
    """
    What a reader may meet stands in one file.
    """

    def test_every_sentence(self) -> None:
        """`python -m tests.make_sentences` writes it again."""
        assert FILE.read_text(encoding="utf-8") == listed()


class TestGuards:
    """
    What no sentence may do.
    """

    def test_no_half_width_mark_in_chinese(self) -> None:
        """Commas, brackets and stops beside Chinese are full-width."""
        for code, text in sentences().items():
            filled = re.sub(r"\{\w+\}", "某", text.zh)
            assert not HALF_WIDTH.search(filled), code
            assert " " not in filled, code

    def test_no_haste_that_a_clause_lacks(self) -> None:
        """How soon a thing is to be done, the clause says, and no sentence."""
        hasty = {code for code, text in sentences().items() if HASTE.search(text.zh)}
        hasty |= {code for code, text in sentences().items() if HASTE.search(text.en)}

        assert hasty == set()

    def test_the_words_for_a_lack_need_no_case(self) -> None:
        """No fact is called the case of a fact."""
        assert not [
            name
            for name, text in TERMS.items()
            if text.zh.endswith("的情况") and name != "finding"
        ]

    @given(share=RATES, bound=st.fractions(0, 1))
    @example(Fraction(1999, 2000), Fraction(1))
    @example(Fraction(9996, 10000), Fraction(99, 100))
    @example(Fraction(1, 100000), Fraction(1, 100))
    @example(Fraction(10001, 10000), Fraction(1))
    @example(Fraction(9996, 10000), Fraction(9995, 10000))  # needs two decimals
    def test_a_rate_never_reads_as_its_bound(
        self, share: Fraction, bound: Fraction
    ) -> None:
        """It stays on its side of the bound, of nothing and of all."""
        shown = show_share(share, bound)
        if share == bound:
            assert shown == show_rate(bound)
            return
        value = Fraction(shown.removesuffix("%")) / 100

        for mark in (bound, Fraction(0), Fraction(1)):
            assert (value > mark) == (share > mark)
            assert (value < mark) == (share < mark)
        assert abs(value - share) < Fraction(1, 1000)

    @given(share=RATES)
    def test_a_rate_without_a_bound_is_rounded_down(self, share: Fraction) -> None:
        """But never to nothing."""
        value = Fraction(show_share(share).removesuffix("%")) / 100

        assert (value == 0) == (share == 0)
        assert value <= share or share < Fraction(1, 1000)

    @given(value=st.fractions(0, 100))
    def test_a_score_is_rounded_down(self, value: Fraction) -> None:
        """So it never reads as a cut-off that it misses."""
        shown = Fraction(show_decimal(value))

        assert shown <= value < shown + Fraction(1, 100)

    @given(
        amount=st.fractions(-(10**9), 10**9)
        | st.decimals(0, 10**9, places=2).map(Fraction)
    )
    def test_money_is_exact(self, amount: Fraction) -> None:
        """Read back, it is the same sum."""
        shown = show_money(amount)
        sign = -1 if shown.startswith("-") else 1
        parts = shown.removeprefix("-").replace(",", "").split(" ")

        assert sign * sum(map(Fraction, parts)) == amount

    @pytest.mark.parametrize(
        ("amount", "shown"),
        [
            (Fraction(10_000_000), "10,000,000"),
            (Fraction(30_000_001, 100), "300,000.01"),
            (Fraction(1, 10), "0.10"),
            (Fraction(1, 1000), "0.001"),
            (Fraction(4, 3), "1 1/3"),
            (Fraction(-1, 3), "-1/3"),
            (Fraction(-5, 2), "-2.50"),
        ],
    )
    def test_money_in_groups(self, amount: Fraction, shown: str) -> None:
        """Thousands in groups, and two places at least where there are any."""
        assert show_money(amount) == shown


class TestIds:
    """
    An id is never altered.
    """

    def test_of_a_visit(self) -> None:
        """Nothing is raised in Chinese, and in English only words of ours."""
        verdict = repair.VISIT_DEADLINE.assess(
            at("2026-03-02T10:00"), doubtful="roles", category="leak", as_of=AS_OF
        ).with_notes(note("visitors_unrecorded", visits=("hf-0304",)))

        english, chinese = both(verdict)
        assert english == (
            "The follow-up visit cannot be judged: the fact 'role of the one who did "
            "it' is missing. It can be once that is known. Who came is not recorded "
            "for hf-0304."
        )
        assert chinese == (
            "缺少办理人身份，回访暂时无法判定；补充后可重新判定。"
            "hf-0304未记录回访人身份。"
        )

    def test_of_a_person(self) -> None:
        """A person is called as he is written."""
        team = TeamPolicy(
            id="team",
            clause=CLAUSE,
            name=Text("the team", "回访小组"),
            owed_by="office",
            roles=["office", "engineering_head"],
        )
        english, chinese = both(
            team.assess([("office", "o'brien"), ("engineering_head", "o'brien")])
        )

        assert "Held more than one of the roles: o'brien." in english
        assert "o'brien一人兼任多个角色。" in chinese

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_a_blank_that_comes_first(self, language: Literal["en", "zh"]) -> None:
        """What fills a blank is as it was, unless it is a word of ours."""
        for code, texts in sentences().items():
            blanks = re.findall(r"\{(\w+)\}", getattr(texts, language))
            values = dict.fromkeys(blanks, "hf-0304")
            said = sentence(code, language, values, first_word=language == "en")
            assert "Hf-0304" not in said, code


class TestItems:
    """
    The verdict on one item speaks of the item.
    """

    RECORD = repair.VISIT_RECORD

    def test_one_that_is_there(self) -> None:
        """Although another is missing."""
        record = {item.key: item.key != "charges_checked" for item in self.RECORD.items}
        each = self.RECORD.assess_each(record)

        assert both(each[1]) == (
            (
                "The visit record includes the question about the staff's service; "
                "REPAIR-3.2 is met."
            ),
            "回访记录已包含了解服务情况，符合REPAIR-3.2要求。",
        )
        assert both(each[3])[1] == "回访记录缺少核对收费情况，不符合REPAIR-3.4要求。"

    def test_all_of_them(self) -> None:
        """The whole list has everything required, and only then says so."""
        whole = self.RECORD.assess({item.key: True for item in self.RECORD.items})

        assert both(whole) == (
            "The visit record includes everything required; REPAIR-3.1 is met.",
            "回访记录已包含全部应有要素，符合REPAIR-3.1要求。",
        )

    def test_one_that_is_waived(self) -> None:
        """There is a record; it need not hold that."""
        waived = self.RECORD.assess(
            {}, only="asked_about_service", circumstances=["common_area"]
        )

        assert (waived.status, waived.reason.code) == (
            Status.NOT_APPLICABLE,
            "items_waived",
        )
        assert both(waived)[1] == (
            "此情形下回访记录无须包含了解服务情况，REPAIR-3.2不适用。"
            "了解服务情况在此情形（公共部位）下不适用。"
        )

    def test_no_record_at_all(self) -> None:
        """That is another reason."""
        assert both(self.RECORD.assess(None)) == (
            "There is nothing to look at for the visit record; REPAIR-3.1 does not apply.",
            "尚无回访记录可查，REPAIR-3.1不适用。",
        )

    @pytest.mark.parametrize("entry", [True, False, None])
    def test_what_a_phone_call_cannot_do(self, entry: bool | None) -> None:  # noqa: FBT001 - an entry
        """Whatever was entered, the reason is given."""
        verdict = self.RECORD.assess(
            {"looked_on_site": entry}, only="looked_on_site", circumstances=["phone"]
        )

        english, chinese = both(verdict)
        assert english == (
            "The visit record does not include the look at the repair on site; "
            "REPAIR-3.1 is not met. The look at the repair on site cannot be done by "
            "phone and would not count."
        )
        assert chinese == (
            "回访记录缺少实地查看，不符合REPAIR-3.1要求。"
            "实地查看不能以电话方式完成，即使有记录亦不予认可。"
        )

    def test_nothing_is_accused(self) -> None:
        """A topic that was not asked about is not what a follow-up lacks."""
        topics = service_centre.RULES["topics"]
        first = topics.items[0].key
        english, _ = both(topics.assess({first: False}, only=first))

        assert "lack" not in english
        assert "does not include" in english

    def test_unknown(self) -> None:
        """An item of which nothing is known is not called a case."""
        _, chinese = both(self.RECORD.assess({}, only="signed"))

        assert chinese == (
            "尚不清楚回访记录是否包含被回访人签名，暂时无法判定；"
            "补充后可重新判定（REPAIR-3.5）。"
        )


class TestDeadlines:
    """
    A clause is said to ask for what it asks for.
    """

    OPEN = DeadlinePolicy(
        id="demo",
        clause=evolve(CLAUSE, timing=Force.OPEN_ENDED),
        name=Text("the rectification", "整改"),
        owed_by="office",
    )

    def test_without_a_limit(self) -> None:
        """No adverb that the clause may not have."""
        start = at("2026-03-02T10:00")

        assert both(self.OPEN.assess(start, as_of=AS_OF)) == (
            (
                "DEMO-1 sets no limit for the rectification; it has been open for 29 days "
                "14 hours since Mon 2026-03-02 10:00 and is not counted as late."
            ),
            (
                "整改尚未办结，自2026年3月2日10:00起已过29天14小时；"
                "DEMO-1未规定时限，不按逾期处理。"
            ),
        )
        assert both(self.OPEN.assess(start, at("2026-03-03T10:00"), as_of=AS_OF)) == (
            (
                "The rectification was done Tue 2026-03-03 10:00, 1 day after it arose; "
                "DEMO-1 sets no limit."
            ),
            "整改已于2026年3月3日10:00办结，历时1天；DEMO-1未规定时限。",
        )

    def test_at_once(self) -> None:
        """What took no second was done at once."""
        start = at("2026-03-02T10:00")
        english, chinese = both(self.OPEN.assess(start, start, as_of=AS_OF))

        assert "10:00, at once; DEMO-1" in english
        assert "办结，当场完成；DEMO-1" in chinese

    def test_not_selected(self) -> None:
        """What is not marked is not said to need no visit."""
        verdict = repair.VISIT_DEADLINE.assess(
            at("2026-03-02T10:00"), category="general", owed=False, as_of=AS_OF
        )

        assert both(verdict) == (
            "REPAIR-2a does not apply to the follow-up visit in this case.",
            "本件回访不适用REPAIR-2a。",
        )

    @pytest.mark.parametrize(
        ("fact", "english", "chinese"),
        [
            ("owed", "it is not known whether this case owes it", "本件是否须办理尚"),
            ("closed", "it is not known whether the matter is closed", "是否办结尚"),
            ("category", "the fact 'category' is missing", "缺少类别"),
        ],
    )
    def test_what_is_not_known(self, fact: str, english: str, chinese: str) -> None:
        """A question is not known, and a fact is missing."""
        assert say_lack(TERMS[fact].en, "en") == english
        assert say_lack(TERMS[fact].zh, "zh").startswith(chinese)

    def test_what_has_not_happened(self) -> None:
        """It may yet."""
        assert both(self.OPEN.assess(None, as_of=AS_OF)) == (
            (
                "What starts the rectification has not happened yet; DEMO-1 does not apply "
                "yet."
            ),
            "整改的起算事项尚未发生，DEMO-1暂不适用。",
        )


class TestBounds:
    """
    Midnight is the end of a day, in both languages.
    """

    @pytest.mark.parametrize(
        ("moment", "english", "chinese"),
        [
            ("2026-03-01T00:00", "the end of Sat 2026-02-28", "2026年2月28日24时"),
            ("2026-03-01T00:01", "Sun 2026-03-01 00:01", "2026年3月1日00:01"),
            ("0001-01-01T00:00", "Mon 0001-01-01 00:00", "1年1月1日00:00"),
        ],
    )
    def test_of_a_bound(self, moment: str, english: str, chinese: str) -> None:
        """Nothing lies before the first day."""
        assert say_bound(at(moment), "en") == english
        assert say_bound(at(moment), "zh") == chinese

    def test_when_a_share_settles(self) -> None:
        """A share settles when a day has ended."""
        verdict = repair.VISIT_QUOTAS["office"].assess(
            40, 0, settles=at("2026-03-01T00:00"), as_of=at("2026-02-10T00:00")
        )

        assert "it settles at the end of Sat 2026-02-28" in both(verdict)[0]
        assert "至2026年2月28日24时方可定论" in both(verdict)[1]


class TestCounts:
    """
    What was counted is named, and what was not is not explained away.
    """

    CELL = CadencePolicy(
        id="demo",
        clause=CLAUSE,
        name=Text("the weekly call", "每周电话回访"),
        owed_by="office",
        cycle=Cycle.WEEK,
        least=1,
    )

    def test_a_week_of_weekly_calls(self) -> None:
        """The week stands behind the name."""
        verdict = self.CELL.assess(
            [],
            cell=dt.date(2026, 2, 3),
            as_of=AS_OF,
            subject=Subject("area", "A01"),
        ).with_notes(
            note("not_counted", count=1), note("cells_covered", covered=9, subjects=10)
        )

        assert both(verdict) == (
            (
                "The weekly call: at least 1 owed in 2026-W06, 0 on record, 1 short; DEMO-1 "
                "is not met. On record besides, and not counted under DEMO-1: 1. In "
                "2026-W06, reached 9 of 10, counted by area (for information)."
            ),
            (
                "每周电话回访（2026年第6周）至少应有1次，实有0次，还差1次，"
                "不符合DEMO-1要求。另有1次不符合DEMO-1的计数条件，未计入。"
                "2026年第6周区域覆盖情况为9/10，仅供参考。"
            ),
        )


class TestWindows:
    """
    A date that is striven for is not called due.
    """

    def rule(self, timing: Force | None) -> WindowPolicy:
        """Return the technical visit under another force."""
        rule = construction.RULES["technical_visit"]
        assert isinstance(rule, WindowPolicy)
        return evolve(rule, clause=evolve(rule.clause, timing=timing), only_if=None)

    def test_after_a_target(self) -> None:
        """It was striven for, and breaks nothing."""
        verdict = self.rule(Force.TARGET).assess(
            dt.date(2024, 2, 29), at("2026-05-30T08:00"), as_of=at("2026-06-10T00:00")
        )

        assert (verdict.status, verdict.reason.code) == (
            Status.LATE,
            "done_after_target",
        )
        assert not verdict.is_violation
        english, chinese = both(verdict)
        assert english.startswith("The technical visit was striven for from ")
        assert "after that; this breaks nothing" in english
        assert "宜在" in chinese
        assert "不计为违规" in chinese

    def test_after_what_binds(self) -> None:
        """Where the date binds, it is late."""
        verdict = self.rule(None).assess(
            dt.date(2024, 2, 29), at("2026-05-30T08:00"), as_of=at("2026-06-10T00:00")
        )

        assert verdict.reason.code == "done_after_window"
        assert "已逾期" in verdict.explain("zh")

    @pytest.mark.parametrize(("days", "said"), [(366, True), (367, False)])
    def test_what_belongs_to_another_window(self, days: int, said: bool) -> None:  # noqa: FBT001 - expected
        """What lies more than a year before it is left out."""
        rule = self.rule(None)
        opens = rule.window(dt.date(2024, 2, 29)).first_day
        assert opens is not None
        early = dt.date.fromordinal(opens.toordinal() - days)
        verdict = rule.assess(
            dt.date(2024, 2, 29), [early], as_of=at("2026-01-01T00:00")
        )

        assert ("before_window" in [n.code for n in verdict.notes]) is said


class TestRates:
    """
    A figure is not read as its bound.
    """

    RATE = TargetPolicy(
        id="demo",
        clause=CLAUSE,
        name=Text("the handling rate", "处理率"),
        owed_by="office",
        rate="100%",
        bound=Bound.NOT_LESS_THAN,
    )

    @pytest.mark.parametrize(
        ("numerator", "denominator", "shown"),
        [(2, 3, "66.6%"), (255, 256, "99.6%"), (1999, 2000, "99.9%")],
    )
    def test_rounded_away(self, numerator: int, denominator: int, shown: str) -> None:
        """One decimal, and the counts beside it."""
        english, chinese = both(self.RATE.assess(numerator, denominator))

        assert f"is {shown} ({numerator} of {denominator})" in english
        assert f"处理率为{shown}（{numerator}/{denominator}）" in chinese

    def test_satisfaction(self) -> None:
        """One that is dissatisfied is seen."""
        english, chinese = both(
            service_centre.WINDOW_SCORE.assess(
                {"satisfied": 1999, "basically_satisfied": 0, "dissatisfied": 1}
            )
        )

        assert "from 2000 answered items" in english
        assert "2000项评价" in chinese
        assert "满意率99.9%" in chinese
        assert "100" not in chinese

    def test_a_score_short_of_its_tier(self) -> None:
        """Just under 90 points is not 90."""
        rule = service_centre.WINDOW_SCORE
        answers = {"satisfied": 22499, "basically_satisfied": 0, "dissatisfied": 2501}
        verdict = rule.assess(answers)

        assert verdict.evidence.score < 90
        assert "得89.99分" in verdict.explain("zh")

    def test_few_answers(self) -> None:
        """What was counted is named as what it is."""
        verdict = service_centre.WINDOW_SCORE.assess(
            {"satisfied": 3, "basically_satisfied": 0, "dissatisfied": 0}
        )

        assert "仅3项评价，不足以支持该等次，至少需要35项。" in verdict.explain("zh")
        assert "Only 3 answered items: too few to show this tier; 35 could." in (
            verdict.explain("en")
        )

    def test_one_answer(self) -> None:
        """One is one item, and not one items."""
        said = service_centre.WINDOW_SCORE.assess({"satisfied": 1}).explain("en")

        assert "100 points from 1 answered item, tier" in said
        assert "Only 1 answered item: too few" in said

    def test_a_window_without_any_data(self) -> None:
        """Nothing is said to stand alone where there is nothing."""
        rule = service_centre.WINDOW_SCORE
        verdict = rule.assess({}, part="evaluator")

        assert verdict.explain("zh") == "电子评价器没有数据，GOV-6d不适用。"

    def test_money(self) -> None:
        """A sum has its unit, its groups and all its places."""
        cap = RetentionCap(
            id="demo",
            clause=CLAUSE,
            name=Text("the retention money", "质量保证金"),
            owed_by="developer",
        )

        assert both(cap.assess(10_000_000, "300000.01")) == (
            (
                "Of a settlement of 10,000,000 yuan, 300,000.01 yuan are held back as the "
                "retention money, 0.01 yuan more than the 300,000 yuan allowed; DEMO-1 "
                "is not met."
            ),
            (
                "结算价10,000,000元，预留质量保证金300,000.01元，上限为300,000元，"
                "超出0.01元，不符合DEMO-1要求。"
            ),
        )
        assert "预留质量保证金1又1/3元" in both(cap.assess(1000, Fraction(4, 3)))[1]


class TestActors:
    """
    Who acted is said without a verb that fits one rule alone.
    """

    def test_a_person_followed_up(self) -> None:
        """A citizen is followed up, and does not do it."""
        verdict = service_centre.RULES["applicants"].assess(["citizen"])

        assert both(verdict) == (
            "The choice of the person followed up: citizen, as GOV-1 asks.",
            "回访对象：群众，符合GOV-1要求。",
        )


class TestWithdrawn:
    """
    What was found untrue, unnatural or unclear once is said nowhere again.
    """

    PHRASES = (
        *("要素齐全", "要求及时办理", "因人员或方式不合要求", "份评价", "此项无须办理"),
        *("担任", "没有需要", "引起", "的情况下不适用", "早于其应当遵循的前一步骤"),
        *("每周电话回访", "不足1秒", "本期共", "不能证明系随机抽取（"),
        *("has everything required", "promptly", "done by whom", "items were left"),
        *("that the feedback form", "is about has not happened", "whether it is owed"),
        *(
            "whether they count",
            "discrepancies:",
            "less than 1 second",
            "gave no answer and are",
        ),
    )

    @pytest.mark.parametrize("phrase", PHRASES)
    def test_in_no_sentence(self, phrase: str) -> None:
        """Neither the sentences nor the words for what they lack hold it."""
        said = FILE.read_text(encoding="utf-8")
        said += "".join(f"{text.en} {text.zh}\n" for text in TERMS.values())

        assert phrase not in said

    @pytest.mark.parametrize(
        ("judged", "zh"),
        [
            (
                repair.VISIT_DEADLINE.assess(
                    at("2026-03-01T10:00"), category="leak", as_of=AS_OF
                ),
                "未履行",
            ),
            (repair.VISIT_QUOTAS["office"].assess(20, 0, as_of=AS_OF), "未达标"),
            (
                construction.TECHNICAL_VISIT.assess(
                    dt.date(2022, 1, 1), None, owed=True, as_of=AS_OF
                ),
                "未履行",
            ),
            (repair.RULES["visitors"].assess(["x"], as_of=AS_OF), "未达标"),
        ],
    )
    def test_an_act_and_a_number(self, judged: Verdict, zh: str) -> None:
        """An act that was not done is 未履行, a number that was not reached 未达标."""
        assert judged.status_word("zh") == zh
        assert judged.status_word() == judged.status.in_language("en")
