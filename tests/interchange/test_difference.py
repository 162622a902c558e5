"""
What changed between two rulebooks, in words, and whose verdicts change.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.interchange import Edition, Editions, diff, read, shipped, show
from followup_rules.interchange.difference import (
    Change,
    Difference,
    Turn,
    changes,
    say_value,
)
from followup_rules.policies.deadlines import Case
from followup_rules.reports import Report
from followup_rules.rulebooks import repair
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.verdicts import Status

ESTATE = (
    Path(__file__).parents[2]
    / "docs"
    / "examples"
    / "data"
    / "own_rules"
    / "estate.toml"
)
BOOK = shipped("repair@2021")
CLAUSE = Clause(id="HOST-1", en="visit lifts", zh="回访电梯")


def edited(rule_id: str, **fields: Any) -> Rulebook:
    """Return the repair rules with another policy."""
    return BOOK.replace(rule_id, attrs.evolve(BOOK[rule_id], **fields))


def lines(old: Rulebook, new: Rulebook, language: str = "en") -> list[str]:
    """Return every change in words."""
    return [change.in_language(language) for change in changes(old, new)]


class TestTheEstate:
    """
    The invented estate against the shipped regulation.
    """

    def test_in_english(self) -> None:
        """
        Eight lines, and no surprise in them.
        """
        assert str(diff(BOOK, read(ESTATE))).splitlines() == [
            "From REPAIR@2021 to REPAIR@2026:",
            "- Edition: 2021 becomes 2026",
            (
                "- Title: 'Follow-up visits after property repairs' becomes "
                "'Follow-up visits at Lakeside Court'"
            ),
            (
                "- Source: pmceo.com, 2021-05-24 becomes "
                "House rules of Lakeside Court, 2026-01-01"
            ),
            "- The office's follow-up rate (REPAIR-1b), share: 5% becomes 8%",
            (
                "- The engineering head's follow-up rate (REPAIR-1c), share: "
                "10% becomes 12%"
            ),
            (
                "- The follow-up rate of the persons responsible (REPAIR-1d), share: "
                "20% becomes 25%"
            ),
            (
                "- The follow-up visit (REPAIR-2a), general repair, limit: "
                "1 week becomes 3 days (reading A-02)"
            ),
        ]

    def test_in_chinese(self) -> None:
        """
        The same in Chinese.
        """
        said = diff(BOOK, read(ESTATE)).in_language("zh").splitlines()
        assert said == [
            "由REPAIR@2021改为REPAIR@2026：",
            "- 版本：由2021改为2026",
            "- 名称：由“维修回访工作制度”改为“湖畔苑维修回访制度”",
            (
                "- 来源：由pmceo.com, 2021-05-24改为House rules of Lakeside Court, "
                "2026-01-01"
            ),
            "- 办公室回访率（REPAIR-1b），比率：由5%改为8%",
            "- 工程负责人回访率（REPAIR-1c），比率：由10%改为12%",
            "- 维修责任人回访率（REPAIR-1d），比率：由20%改为25%",
            "- 回访（REPAIR-2a），一般维修，时限：由1个星期改为3天（读法A-02）",
        ]

    def test_nothing(self) -> None:
        """
        A rulebook does not differ from itself, and says so.
        """
        same = diff(BOOK, BOOK)
        assert not same
        assert same.changes == ()
        assert str(same) == "REPAIR@2021 and REPAIR@2021 say the same."
        with pytest.raises(UnknownNameError):
            same.in_language("fr")


class TestChanges:
    """
    Every sort of change.
    """

    @pytest.mark.parametrize(
        ("rule_id", "fields", "said"),
        [
            (
                "visit_quota.office",
                {"waive_below": 3},
                (
                    "The office's follow-up rate (REPAIR-1b), population below which "
                    "nothing is owed: 0 becomes 3 (reading A-15)"
                ),
            ),
            (
                "rectification",
                {"limit": Days(7)},
                (
                    "The rectification of the problem (REPAIR-4), limit: "
                    "none becomes 7 days (reading A-65)"
                ),
            ),
            (
                "rectification_notice",
                {"forms": ("paper",)},
                (
                    "The written notice to the repair staff (REPAIR-4), forms that count: "
                    "paper, retrievable message becomes paper (reading A-08)"
                ),
            ),
            (
                "visit_record",
                {"least": 3},
                ("The visit record (REPAIR-3.1), least: none becomes 3 (reading A-17)"),
            ),
            (
                "visitors",
                {"clause": BOOK.clause("REPAIR-1b")},
                "The follow-up visit (REPAIR-1b), clause: REPAIR-1a becomes REPAIR-1b",
            ),
            (
                "visitors",
                {"name": Text("a visit", "走访")},
                "A visit (REPAIR-1a), name: 'the follow-up visit' becomes 'a visit'",
            ),
        ],
    )
    def test_of_a_field(self, rule_id: str, fields: dict[str, Any], said: str) -> None:
        """
        Rule, clause, field, old value, new value, and the reading that decides it.
        """
        assert lines(BOOK, edited(rule_id, **fields)) == [said]
        assert len(lines(BOOK, edited(rule_id, **fields), "zh")) == 1

    def test_of_a_nested_field(self) -> None:
        """
        A choice in the way of counting is said as what it means.
        """
        assert lines(BOOK, BOOK.choose("A-05", "CIVIL_CODE_203")) == [
            (
                "The follow-up visit (REPAIR-2a), way of counting, a last day on a rest "
                "day: stays becomes moves to the next working day (reading A-05)"
            )
        ]
        assert lines(BOOK, BOOK.choose("A-05", "CIVIL_CODE_203"), "zh") == [
            (
                "回访（REPAIR-2a），期间计算，末日遇休息日：由不顺延改为顺延至下一工作日"
                "（读法A-05）"
            )
        ]

    def test_of_cases(self) -> None:
        """
        A case can come, go, or stand elsewhere.
        """
        cases = BOOK["visit_deadline"].cases
        lift = Case(key="lift", limit=Days(1), clause=BOOK.clause("REPAIR-2b"))
        more = edited("visit_deadline", cases=(*cases, lift))
        assert lines(BOOK, more) == [
            "The follow-up visit (REPAIR-2b), lift: new, limit 1 day, REPAIR-2b"
        ]
        assert lines(more, BOOK, "zh") == [
            "回访（REPAIR-2b），lift：删除，原为时限 1天，REPAIR-2b"
        ]
        turned = edited("visit_deadline", cases=cases[::-1])
        assert lines(BOOK, turned) == [
            (
                "The follow-up visit (REPAIR-2a), order: general repair, safety facility, "
                "leak becomes leak, safety facility, general repair"
            )
        ]

    def test_of_what_feeds_a_rule(self) -> None:
        """
        An option, a question, or the whole of it.
        """
        late = BOOK.choose("A-16a", "DO_NOT_COUNT")
        assert lines(BOOK, late)[0] == (
            "The office's follow-up rate (REPAIR-1b), what it is asked of, whether what "
            "is late counts: yes becomes no (reading A-16a)"
        )
        feed = attrs.evolve(BOOK.feeds["registration"], where="reached and closed")
        assert lines(BOOK, BOOK.replace("registration", feed=feed)) == [
            (
                "The registration of the visit (REPAIR-1e), what it is asked of, condition: "
                "'reached' becomes 'reached and closed'"
            )
        ]

    def test_of_rules_and_clauses(self) -> None:
        """
        A rule and a clause can come and go.
        """
        quota = attrs.evolve(
            BOOK["visit_quota.office"], id="visit_quota.guard", clause=CLAUSE
        )
        more = attrs.evolve(
            BOOK,
            clauses=(*BOOK.clauses, CLAUSE),
            rules=Table({**dict(BOOK.rules), quota.id: quota}),
        )
        assert lines(BOOK, more) == [
            "Clause HOST-1: new, 'visit lifts [BINDING, BINDING]'",
            "The office's follow-up rate (HOST-1): new, 'the office's follow-up rate'",
        ]
        assert [change.turn for change in changes(more, BOOK)] == [
            Turn.REMOVED,
            Turn.REMOVED,
        ]
        why = attrs.evolve(CLAUSE, not_computed=Text("a wish", "愿望"))
        reason = attrs.evolve(BOOK, clauses=(*BOOK.clauses, why))
        assert "(a wish)" in lines(BOOK, reason)[0]
        assert "（愿望）" in lines(BOOK, reason, "zh")[0]

    def test_of_a_table_and_of_kinds_of_windows(self) -> None:
        """
        Whatever the other regulations hold is said as well.
        """
        for name in ("construction@2021", "service_centre@2021", "community@2021"):
            book = shipped(name)
            for reading in book.readings:
                for choice in reading.alternatives:
                    for language in ("en", "zh"):
                        said = lines(book, book.choose(reading.id, choice), language)
                        assert said
                        assert not any("(n=" in line or "<" in line for line in said)

    def test_paths_are_those_of_a_file(self) -> None:
        """
        A change is found again in a rules file.
        """
        change = changes(BOOK, edited("visit_quota.office", rate="8%"))[0]
        assert isinstance(change, Change)
        assert change.path == 'rules."visit_quota.office".rate'
        assert str(change).endswith("5% becomes 8%")

    def test_values(self) -> None:
        """
        Tables, lists and objects are said as a person would.
        """
        assert say_value(Table({"leak": "office"}), "zh") == "漏水项目 办公室"
        assert say_value(("a", "b"), "zh") == "a、b"
        assert say_value((), "zh") == "无"
        case = BOOK["visit_deadline"].cases[1:2]
        assert say_value(case, "en") == "safety facility (limit 2 days, REPAIR-2b)"


def noon(day: int) -> pendulum.DateTime:
    """Return noon of a day in March 2026."""
    return pendulum.datetime(2026, 3, day, 12, tz="Asia/Shanghai")


def ledger(rules: Rulebook) -> Report:
    """Judge four general repairs visited after 3, 4, 7 and 8 days."""
    repairs = [
        repair.Repair(id=f"R{n}", categories="general", completed_at=noon(2))
        for n in (3, 4, 7, 8)
    ]
    visits = [
        repair.Visit(
            id=f"V{n}",
            repair_id=f"R{n}",
            visited_at=noon(2 + n),
            visitors=(repair.Visitor("office", "x"),),
        )
        for n in (3, 4, 7, 8)
    ]
    return repair.assess(repairs, visits, as_of=noon(31), rules=rules)


class TestAlikeInOneLanguage:
    """
    Words that changed in another language than the one asked are said in that one.
    """

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                Text("Visits", "回访"),
                Text("Visits", "上门回访"),
                "'回访' becomes '上门回访'",
            ),
            (
                Text("Visits"),
                Text("Visits", de="Besuche"),
                "'Visits' becomes 'Besuche'",
            ),
            (Text("Visits"), Text("Calls", "回访"), "'Visits' becomes 'Calls'"),
            (Text("Visits"), Text("Visits", de="Visits"), "'Visits' becomes 'Visits'"),
        ],
    )
    def test_a_title(self, old: Text, new: Text, said: str) -> None:
        change = Change("regulation.title", Turn.CHANGED, (Text("title"),), old, new)

        assert change.in_language("en") == f"Title: {said}"


class TestVerdicts:
    """
    Given a ledger, whose verdicts change, and how many.
    """

    def test_what_cannot_judge(self) -> None:
        """What judges is called, and nothing else can be."""
        with pytest.raises(InvalidFieldError, match="judges a ledger by a book"):
            diff(repair.RULES, repair.RULES, assess=7)  # type: ignore[arg-type]

    def test_two_visits_become_late(self) -> None:
        """
        Under three days instead of a week, those after 4 and 7 days are late.
        """
        found = diff(BOOK, read(ESTATE), assess=ledger)
        late = [shift for shift in found.shifts if shift.rule == "visit_deadline"]
        assert [(shift.subject.id, shift.turn) for shift in late if shift.subject] == [
            ("R4", (Status.MET, Status.LATE)),
            ("R7", (Status.MET, Status.LATE)),
        ]
        assert found.judged == len(ledger(BOOK))
        assert sum(found.by_party().values()) == len(found.shifts)
        assert "met becomes late: 2" in str(found)
        assert "由达标变为逾期完成：2项" in found.in_language("zh")

    def test_none_changes(self) -> None:
        """
        A change that touches no row of this ledger says so.
        """
        more = edited("rectification", limit=Days(7))
        found = diff(BOOK, more, assess=ledger)
        assert found.shifts == ()
        assert found
        assert str(found).endswith("none changes.")
        assert found.in_language("zh").endswith("结果均不变。")

    def test_verdicts_that_come_and_go(self) -> None:
        """
        A verdict that is there only under one of the two is told as not judged.
        """

        def only_new(rules: Rulebook) -> Report:
            report = ledger(rules)
            return report if rules is not BOOK else attrs.evolve(report, verdicts=())

        other = edited("rectification", limit=Days(7))
        found = diff(BOOK, other, assess=only_new)
        assert len(found.shifts) == found.judged
        assert "not judged becomes met" in str(found)
        back = diff(other, BOOK, assess=only_new)
        assert back.judged == 0
        assert "met becomes not judged" in str(back)
        assert back.shifts[0].name.zh

    def test_a_difference_is_plain(self) -> None:
        """
        It can be built and compared like any value.
        """
        assert Difference("a", "b", ()) == Difference("a", "b", ())


class TestShow:
    """
    A rulebook as a page.
    """

    def test_in_both_languages(self) -> None:
        """
        Every clause, rule and reading stands on it, in lines of at most 80.
        """
        for name in ("repair@2021", "construction@2021", "service_centre@2021"):
            book = shipped(name)
            for language in ("en", "zh"):
                page = show(book, language)
                for clause in book.clauses:
                    assert f"\n{clause.id}  " in page
                for rule_id in book.rules:
                    assert f"\n{rule_id}  " in page
                for reading in book.readings:
                    assert f"\n{reading.id}  " in page
        with pytest.raises(UnknownNameError):
            show(BOOK, "fr")

    def test_of_the_estate(self) -> None:
        """
        The numbers in force are the file's.
        """
        page = show(read(ESTATE))
        assert "# Follow-up visits at Lakeside Court (REPAIR@2026)" in page
        assert "  share: 8%\n" in page
        assert "general repair (limit 3 days, REPAIR-2a)" in page
        assert "\nA-05  Is a last day on a rest day put off?\n" in page
        assert "  NOT_EXTENDED; other choices: CIVIL_CODE_203\n" in page

    def test_of_editions(self) -> None:
        """
        Each edition says from when to when it holds.
        """
        later = attrs.evolve(
            BOOK, regulation=attrs.evolve(BOOK.regulation, edition="2026")
        )
        editions = Editions(
            [
                Edition(rules=BOOK, last=dt.date(2026, 6, 30)),
                Edition(rules=later, first=dt.date(2026, 7, 1)),
            ]
        )
        page = show(editions, "zh")
        assert page.startswith("施行期间：起始至2026年6月30日\n")
        assert "\n施行期间：2026年7月1日至另行通知\n" in page

    def test_a_clause_without_a_rule(self) -> None:
        """
        A clause that nothing decides says why, or shows that nothing does.
        """
        why = attrs.evolve(CLAUSE, not_computed=Text("a wish", "愿望"))
        page = show(attrs.evolve(BOOK, clauses=(*BOOK.clauses, why)))
        assert "HOST-1  visit lifts\n  Not judged: a wish\n" in page
        page = show(attrs.evolve(BOOK, clauses=(*BOOK.clauses, CLAUSE)))
        assert "HOST-1  visit lifts\n  Judged by: -\n" in page
