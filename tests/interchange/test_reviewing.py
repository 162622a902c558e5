"""
What looks wrong in rules that can be loaded.
"""

from pathlib import Path
from typing import Any

import attrs
import pytest

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.errors import RulesFileError
from followup_rules.interchange import (
    Edition,
    Editions,
    Finding,
    loads,
    review,
    shipped,
    shipped_names,
)
from followup_rules.interchange.findings import CODES
from followup_rules.interchange.statutes import is_shorter
from followup_rules.interchange.strictness import laxer
from followup_rules.policies.draws import DrawPolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.policies.retention import RetentionCap, RetentionRefund
from followup_rules.policies.retention_stages import ReleaseStage
from followup_rules.policies.targets import Bound, TargetPolicy
from followup_rules.policies.warranty import Meter, WarrantyCase
from followup_rules.tables import Table
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    Seasons,
    ServiceLife,
    Unlimited,
    Weeks,
    Years,
)

CLAUSE = Clause(id="DEMO-1", en="do it", zh="应做")
COMMON: dict[str, Any] = {
    "clause": CLAUSE,
    "name": Text("it", "该事项"),
    "owed_by": "office",
}


def repair(**fields: Any) -> Rulebook:
    """Return the repair rules with another visit deadline."""
    book = shipped("repair@2021")
    deadline = attrs.evolve(book["visit_deadline"], **fields)
    return book.replace("visit_deadline", deadline)


def with_rule(book: Rulebook, policy: Any) -> Rulebook:
    """Return rules with one more."""
    rules = Table({**dict(book.rules), policy.id: policy})
    return attrs.evolve(book, rules=rules, clauses=(*book.clauses, CLAUSE))


def found(what: Any, **options: Any) -> list[tuple[str, str, str | None]]:
    """Return code, path and clause of every finding, said in both languages."""
    findings = review(what, **options)
    for finding in findings:
        assert finding.code in CODES
        assert finding.in_language("en") == str(finding)
        assert finding.text.zh in finding.in_language("zh")
    return [
        (finding.code, finding.path, finding.clause)
        for finding in findings
        if finding.code not in OF_THE_BASE
    ]


OF_THE_BASE = {"laxer", "same_name"}
"""What is found of almost any change; `TestBase` is about them."""


def other(what: Any, **options: Any) -> list[str]:
    """Return what is found beside, in words."""
    return [
        finding.text.en
        for finding in review(what, **options)
        if finding.code not in OF_THE_BASE
    ]


class TestNothingToFind:
    """
    Sound rules have no findings.
    """

    @pytest.mark.parametrize("name", shipped_names())
    def test_in_shipped_rulebooks(self, name: str) -> None:
        """
        What ships is clean.
        """
        assert review(shipped(name)) == ()

    def test_under_any_reading(self) -> None:
        """
        No offered choice makes a dead or an unlawful rule.
        """
        for name in shipped_names():
            book = shipped(name)
            for reading in book.readings:
                for choice in reading.alternatives:
                    assert review(book.choose(reading.id, choice)) == ()


class TestClauses:
    """
    Clauses and the rules that answer them.
    """

    def test_uncited(self) -> None:
        """
        A clause of the host's own that no rule cites, and that says nothing.
        """
        book = shipped("repair@2021")
        more = attrs.evolve(book, clauses=(*book.clauses, CLAUSE))
        assert found(more) == [("uncited_clause", "clauses.DEMO-1", "DEMO-1")]
        why = attrs.evolve(CLAUSE, not_computed=Text("a purpose", "目的"))
        assert review(attrs.evolve(book, clauses=(*book.clauses, why))) == ()

    def test_of_an_unknown_regulation(self) -> None:
        """
        A regulation of the host's own is held against nothing that ships; a rule that
        no ledger feeds is never judged.
        """
        book = shipped("repair@2021")
        own = attrs.evolve(
            book, regulation=attrs.evolve(book.regulation, code="X"), base=None
        )
        assert review(own) == ()
        more = with_rule(own, QuotaPolicy(id="q", rate="5%", **COMMON))
        assert found(more) == [("dead", "rules.q", "DEMO-1")]


class TestAgainstTheShipped:
    """
    What the regulation's own judgement asks for, and what it never does.
    """

    def test_a_case_that_is_gone(self) -> None:
        """
        A repair of that category could not be judged.
        """
        cases = shipped("repair@2021")["visit_deadline"].cases
        assert found(repair(cases=cases[:2])) == [
            ("uncited_clause", "clauses.REPAIR-2c", "REPAIR-2c"),
            ("gap", "rules.visit_deadline.cases.leak", "REPAIR-2a"),
        ]

    def test_a_rule_that_is_gone(self) -> None:
        """
        The whole ledger could not be judged.
        """
        book = shipped("repair@2021")
        rules = [
            (name, rule) for name, rule in book.rules.items() if name != "visitors"
        ]
        feeds = {name: feed for name, feed in book.feeds.items() if name != "visitors"}
        fewer = attrs.evolve(
            book, rules=Table(rules), feeds=Table(feeds), readings=(), base=book
        )
        assert ("gap", "rules.visitors", "REPAIR-1a") in found(fewer)

    def test_a_rule_that_nothing_asks(self) -> None:
        """
        Its id is none of the regulation's; one more of a family is asked.
        """
        quota = QuotaPolicy(id="lift_quota", rate="5%", **COMMON)
        assert found(with_rule(shipped("repair@2021"), quota)) == [
            ("dead", "rules.lift_quota", "DEMO-1")
        ]
        guard = attrs.evolve(quota, id="visit_quota.guard")
        assert other(with_rule(shipped("repair@2021"), guard)) == []


class TestDeadRules:
    """
    Numbers that decide nothing.
    """

    def test_forms_that_count_and_do_not(self) -> None:
        """
        A form in both lists counts; where all are in both, the second is idle.
        """
        both = repair(forms=("paper",), other_forms=("paper", "oral"))
        assert found(both) == [
            ("overlap", "rules.visit_deadline.other_forms", "REPAIR-2a")
        ]

    @pytest.mark.parametrize(
        ("bound", "rate", "may_exceed", "code"),
        [
            (Bound.NOT_LESS_THAN, "0", False, "dead"),
            (Bound.NOT_LESS_THAN, "1%", False, None),
            (Bound.NOT_LESS_THAN, "100%", False, None),
            (Bound.NOT_MORE_THAN, "100%", False, "dead"),
            (Bound.NOT_MORE_THAN, "100%", True, None),
            (Bound.NOT_MORE_THAN, "0", False, None),
            (Bound.MORE_THAN, "0", False, None),
            (Bound.LESS_THAN, "100%", False, None),
        ],
    )
    def test_targets(
        self, bound: Bound, rate: str, code: str | None, *, may_exceed: bool
    ) -> None:
        """
        A bound that everything keeps is idle.
        """
        target = TargetPolicy(
            id="t", bound=bound, rate=rate, may_exceed=may_exceed, **COMMON
        )
        assert found(target) == ([] if code is None else [(code, "rate", "DEMO-1")])

    def test_nought(self) -> None:
        """
        A share of nothing, and a draw of nobody.
        """
        assert found(QuotaPolicy(id="q", rate="0", **COMMON)) == [
            ("dead", "rate", "DEMO-1")
        ]
        assert found(DrawPolicy(id="d", size=0, **COMMON)) == [
            ("dead", "size", "DEMO-1")
        ]

    def test_an_item_that_is_ruled_out_and_waived(self) -> None:
        """
        One circumstance cannot do both.
        """
        record = shipped("repair@2021")["visit_record"]
        item = attrs.evolve(record.items[0], waived_by=("phone",))
        changed = attrs.evolve(record, items=(item, *record.items[1:]))
        book = shipped("repair@2021").replace("visit_record", changed)
        assert found(book) == [
            (
                "overlap",
                "rules.visit_record.items.looked_on_site.waived_by",
                "REPAIR-3.1",
            )
        ]


class TestUnlawful:
    """
    Order 279 art. 40, and the rules on retention money.
    """

    @pytest.mark.parametrize(
        ("category", "period", "lawful"),
        [
            ("roof_waterproofing", Years(5), True),
            ("roof_waterproofing", Years(4), False),
            ("roof_waterproofing", Months(60), True),
            ("roof_waterproofing", Months(59), False),
            ("roof_waterproofing", None, False),
            ("leak_proofing", Years(10), True),
            ("electrical_lines", Years(1), False),
            ("decoration", Days(731), True),
            ("decoration", Days(730), False),
            ("heating", Years(2), False),
            ("main_structure", Years(50), False),
        ],
    )
    def test_warranty_periods(
        self, category: str, period: Any, *, lawful: bool
    ) -> None:
        """
        Each category has its least period; the bound itself is lawful.
        """
        book = shipped("construction@2021")
        rule = next(
            rule
            for rule in book.rules.values()
            if type(rule).__name__ == "WarrantyPolicy"
        )
        case = rule.case(category)
        other = attrs.evolve(case, period=period)
        cases = tuple(other if one == case else one for one in rule.cases)
        changed = book.replace(rule.id, attrs.evolve(rule, cases=cases))
        path = f"rules.{rule.id}.cases.{category}.period"
        expected = [] if lawful else [("unlawful", path, case.clause.id)]
        assert found(changed) == expected

    def test_causes_in_two_lists(self) -> None:
        """
        A cause is borne by one party only.
        """
        book = shipped("construction@2021")
        rule = next(
            rule
            for rule in book.rules.values()
            if type(rule).__name__ == "WarrantyPolicy"
        )
        twice = attrs.evolve(rule, excluded=Table({"design": "user"}))
        assert [code for code, _, _ in found(twice)] == ["overlap"]

    @pytest.mark.parametrize(("rate", "lawful"), [("3%", True), ("301/10000", False)])
    def test_retention(self, rate: str, *, lawful: bool) -> None:
        """
        Three per cent may be held back, and not a hair more.
        """
        cap = RetentionCap(id="cap", rate=rate, **COMMON)
        assert found(cap) == ([] if lawful else [("unlawful", "rate", "DEMO-1")])

    @pytest.mark.parametrize(
        ("longest", "lawful"),
        [(Months(24), True), (Years(2), True), (Months(25), False), (Years(3), False)],
    )
    def test_liability_period(self, longest: Any, *, lawful: bool) -> None:
        """
        Two years at most.
        """
        refund = RetentionRefund(id="refund", longest=longest, **COMMON)
        expected = [] if lawful else [("unlawful", "longest", "DEMO-1")]
        assert found(refund) == expected

    @pytest.mark.parametrize(
        ("period", "least", "shorter"),
        [
            (Years(5), Years(5), False),
            (Days(1827), Years(5), False),
            (Days(1826), Years(5), True),
            (Weeks(261), Years(5), False),
            (Weeks(260), Years(5), True),
            (Days(61), Months(2), True),
            (Days(62), Months(2), False),
            (Hours(10**6), Years(2), True),
            (Seasons(2), Seasons(2), False),
            (Seasons(1), Seasons(2), True),
            (Seasons(3), Seasons(2), False),
            (Seasons(9), Years(2), True),
            (Years(9), Seasons(2), True),
            (ServiceLife(), ServiceLife(), False),
            (ServiceLife(), Years(5), True),
            (Years(100), ServiceLife(), True),
        ],
    )
    def test_which_is_shorter(self, period: Any, least: Any, *, shorter: bool) -> None:
        """
        Five years have 1826 or 1827 days; what cannot be compared may be shorter.
        """
        assert is_shorter(period, least) is shorter


class TestQuotaAndSample:
    """
    A share grows with the ledger, a fixed sample does not.
    """

    def book(
        self, size: int = 20, owed_by: str = "office", rate: str = "8%"
    ) -> Rulebook:
        """Return the repair rules with a draw for the office's visits."""
        draw = DrawPolicy(
            id="visit_quota.draw", size=size, **{**COMMON, "owed_by": owed_by}
        )
        book = shipped("repair@2021")
        quota = attrs.evolve(book["visit_quota.office"], rate=rate)
        return with_rule(book.replace("visit_quota.office", quota), draw)

    def test_from_how_many_on(self) -> None:
        """
        20 drawn are 8 % of 250; of 251 the share asks for 21.
        """
        path = 'rules."visit_quota.office".rate'
        expected = [("sample_too_small", path, "REPAIR-1b")]
        assert found(self.book()) == expected
        (said,) = other(self.book())
        assert "from 251 on" in said
        assert "数量达到251时" in review(self.book())[-1].text.zh
        assert found(self.book(), population=251) == expected
        assert found(self.book(), population=250) == []

    @pytest.mark.parametrize(
        ("rate", "least"), [("100%", 21), ("1%", 2001), ("1/3", 61)]
    )
    def test_other_shares(self, rate: str, least: int) -> None:
        """
        The first population is the least whose share exceeds the draw.
        """
        assert f"from {least} on" in other(self.book(rate=rate))[0]

    def test_of_another_party(self) -> None:
        """
        A draw that somebody else owes says nothing about this share.
        """
        assert other(self.book(owed_by="supervision_section")) == []
        codes = [code for code, _, _ in found(self.book(rate="0"))]
        assert codes == ["dead"]
        assert [code for code, _, _ in found(self.book(size=0))] == ["dead"]

    @pytest.mark.parametrize(
        ("rate", "least", "most", "codes"),
        [
            ("8%", 0, 20, []),
            ("8%", 0, 21, ["sample_too_small"]),
            ("0", 20, None, []),
            ("0", 21, None, ["sample_too_small"]),
            ("8%", 21, None, ["sample_too_small"]),
        ],
    )
    def test_a_share_with_bounds(
        self, rate: str, least: int, most: int | None, codes: list[str]
    ) -> None:
        """
        A ceiling of 20 is never more than 20 drawn; a floor is a demand of its own.
        """
        book = self.book(rate=rate)
        quota = attrs.evolve(book["visit_quota.office"], least=least, most=most)
        result = found(book.replace("visit_quota.office", quota))

        assert [code for code, _, _ in result] == codes


class TestFiles:
    """
    Files and editions.
    """

    def test_a_file_at_fault(self, tmp_path: Path) -> None:
        """
        Every fault becomes a finding; a file that is not there raises.
        """
        path = tmp_path / "estate.toml"
        path.write_text(
            'based_on = "repair@2021"\n[rules."visit_quota.office"]\nrate = 0.08\n'
        )
        assert found(path) == [
            ("not_loadable", 'rules."visit_quota.office".rate', None)
        ]
        assert found(str(path)) == found(path)
        with pytest.raises(RulesFileError, match="cannot be read"):
            review(tmp_path / "nowhere.toml")

    def test_a_finding_about_the_whole_file(self) -> None:
        """
        Without a path it is said of the file.
        """
        finding = Finding("not_loadable", "", None, Text("is empty", "为空"))
        assert str(finding) == "the file: is empty"
        assert finding.in_language("zh") == "文件：为空"

    def test_editions(self) -> None:
        """
        The path says in which edition.
        """
        both = repair(forms=("paper",), other_forms=("paper", "oral"))
        assert found(Editions([Edition(rules=both)])) == [
            ("overlap", "editions.2021.rules.visit_deadline.other_forms", "REPAIR-2a")
        ]

    def test_the_estate(self) -> None:
        """
        The example file is clean.
        """
        folder = Path(__file__).parents[2] / "docs" / "examples" / "data"
        assert review(folder / "own_rules" / "estate.toml") == ()
        assert loads('based_on = "repair@2021"') == shipped("repair@2021")


class TestBase:
    """
    Against the book that a file is based on.
    """

    @pytest.mark.parametrize(
        ("text", "path", "said"),
        [
            (
                '[rules."visit_quota.office"]\nrate = "3%"',
                'rules."visit_quota.office".rate',
                "3% is laxer than the 5% of REPAIR@2021",
            ),
            (
                '[rules."visit_quota.office"]\nwaive_below = 3',
                'rules."visit_quota.office".waive_below',
                "3 is laxer than the 0 of REPAIR@2021",
            ),
            (
                '[rules.visit_deadline.cases.leak]\nlimit = "9 days"',
                "rules.visit_deadline.cases.leak.limit",
                "9 days is laxer than the 3 days of REPAIR@2021",
            ),
            (
                '[rules.visit_deadline.cases.leak]\nlimit = "3 working days"',
                "rules.visit_deadline.cases.leak.limit",
                "3 working days is laxer than the 3 days of REPAIR@2021",
            ),
            (
                (
                    '[rules.visitors]\nallowed = ["office", "engineering_head", '
                    '"repair_responsible", "visitor"]'
                ),
                "rules.visitors.allowed",
                (
                    "office, engineering head, repair-responsible person, visitor is laxer "
                    "than the office, engineering head, repair-responsible person of "
                    "REPAIR@2021"
                ),
            ),
            (
                "[rules.visit_record]\nleast = 3",
                "rules.visit_record.least",
                "3 is laxer than the none of REPAIR@2021",
            ),
            (
                '[rules.visit_record.items.signed]\nwaived_by = ["common_area", "phone"]',
                "rules.visit_record.items.signed.waived_by",
                "common area, phone is laxer than the common area of REPAIR@2021",
            ),
        ],
    )
    def test_what_is_laxer(self, text: str, path: str, said: str) -> None:
        """
        A house rule may be stricter than the regulation, not weaker.
        """
        findings = review(loads(f'based_on = "repair@2021"\n{text}'))
        lax = [one for one in findings if one.code == "laxer"]

        assert [(one.path, one.text.en) for one in lax] == [(path, said)]

    @pytest.mark.parametrize(
        "text",
        [
            '[rules."visit_quota.office"]\nrate = "8%"',
            '[rules.visit_deadline.cases.general]\nlimit = "6 days"',
            '[rules.visitors]\nallowed = ["office"]',
        ],
    )
    def test_what_is_stricter(self, text: str) -> None:
        """
        Stricter rules are only told to take a name of their own.
        """
        findings = review(loads(f'based_on = "repair@2021"\n{text}'))

        assert [one.code for one in findings] == ["same_name"]
        assert findings[0].text.en.startswith("1 rule differs from REPAIR@2021")

    def test_a_name_of_its_own(self) -> None:
        """
        An edition with a name may differ.
        """
        text = (
            '[regulation]\nedition = "2026"\n[rules."visit_quota.office"]\nrate = "8%"'
        )
        assert review(loads(f'based_on = "repair@2021"\n{text}')) == ()

    def test_two_of_a_name_differ(self) -> None:
        """
        They are counted.
        """
        shares = '[rules."visit_quota.{}"]\nrate = "30%"\n'
        text = "".join(map(shares.format, ("office", "engineering_head")))
        finding = review(loads(f'based_on = "repair@2021"\n{text}'))[-1]

        assert finding.text.en.startswith("2 rules differ from REPAIR@2021")
        assert finding.text.zh.startswith("有2条规则与REPAIR@2021不同")

    def test_the_file_between(self, tmp_path: Path) -> None:
        """
        A file is held against the file it is based on, not the regulation above.
        """
        city = 'based_on = "repair@2021"\n[rules."visit_quota.office"]\nrate = "9%"\n'
        (tmp_path / "city.toml").write_text(city)
        house = 'based_on = "city.toml"\n[rules."visit_quota.office"]\nrate = "6%"\n'
        (tmp_path / "house.toml").write_text(house)
        findings = review(tmp_path / "house.toml")

        assert findings[0].text.en == "6% is laxer than the 9% of REPAIR@2021"


class TestWords:
    """
    Words that are missing.
    """

    def test_in_a_language_of_the_book(self) -> None:
        """
        They are said once for each language, with the first places.
        """
        text = 'based_on = "repair@2021"\n[regulation]\nedition = "2"\n'
        title = 'title = { en = "a", fr = "b" }\n'
        (finding,) = review(loads(text + title))

        assert finding.code == "missing_word"
        assert finding.text.en.endswith("more")
        assert "texts are not in 'fr': words.in_home.text, " in finding.text.en
        assert "没有“fr”文本" in finding.text.zh

    def test_in_few_places(self) -> None:
        """
        All of them are named where they are few.
        """
        text = (
            'based_on = "repair@2021"\n[regulation]\nedition = "2"\n'
            "[words.intern]\ntext = { en = 'intern' }\n"
            "[clauses.REPAIR-1a]\nzh = false\n"
        )
        (finding,) = review(loads(text))

        assert finding.text.en == (
            "2 texts are not in 'zh': words.intern.text, clauses.REPAIR-1a"
        )
        assert finding.text.zh == (
            "有2处没有“zh”文本：words.intern.text, clauses.REPAIR-1a"
        )

    def test_of_a_name(self) -> None:
        """
        A party, a category or a choice without a word is said as it stands.
        """
        text = """
        based_on = "repair@2021"
        [regulation]
        edition = "2"
        [rules.visitors]
        owed_by = "care_team"
        [rules.visit_deadline.cases.roof]
        limit = "1 day"
        clause = "REPAIR-2b"
        [facts.visit.attributes.channel]
        type = "one of on_site, phone, by_drone"
        """
        assert found(loads(text)) == [
            ("missing_word", "words.care_team", "REPAIR-1a"),
            ("missing_word", "words.roof", "REPAIR-2a"),
            ("missing_word", "words.by_drone", None),
        ]

    def test_of_what_starts_a_period_and_of_a_role(self) -> None:
        """
        What is kept says what its period begins with, and a team who was not there.
        """
        text = Path("docs/examples/books/first.toml").read_text(encoding="utf-8")
        more = """
        [rules.paper]
        kind = "keeping"
        clause = "DESK-3"
        name = { en = "the paper" }
        owed_by = "desk"
        trigger = "answered_at"
        keep_for = "1 year"
        feed = { each = "request", since = "answered_at" }
        [facts.request.attributes.there]
        type = "list of role?"
        words = { en = "who was there" }
        [rules.two]
        kind = "team"
        clause = "DESK-3"
        name = { en = "the answer" }
        owed_by = "desk"
        roles = ["desk", "second_reader"]
        feed = { each = "request", members = "there" }
        """
        assert found(loads(text + more)) == [
            ("missing_word", "words.answered_at", "DESK-3"),
            ("missing_word", "words.second_reader", "DESK-3"),
        ]


class TestLaxerCovers:
    """
    What of a cover, and of money paid back in stages, is laxer than it was.
    """

    CLAUSE = Clause(id="DEMO-1", en="covered", zh="保修")
    KM = Meter(most=60_000, unit=Text("km", "公里"))

    @pytest.mark.parametrize(
        ("old", "new", "fields"),
        [
            ({}, {}, []),
            ({}, {"period": Unlimited()}, []),
            ({"period": Unlimited()}, {}, ["period"]),
            ({}, {"meter": KM}, ["meter"]),
            ({"meter": KM}, {}, []),
            ({"meter": KM}, {"meter": attrs.evolve(KM, most=60_001)}, []),
            ({"meter": KM}, {"meter": attrs.evolve(KM, most=59_999)}, ["meter"]),
            (
                {"meter": KM},
                {"meter": attrs.evolve(KM, unit=Text("miles", "英里"))},
                ["meter"],
            ),
            (
                {"repair_period": Months(3)},
                {"repair_period": Months(2)},
                ["repair_period"],
            ),
        ],
    )
    def test_covers(
        self, old: dict[str, Any], new: dict[str, Any], fields: list[str]
    ) -> None:
        """A shorter one, one that use ends sooner, or that use ends at all."""
        before, now = (
            WarrantyCase(
                **{"key": "car", "period": Years(3), "clause": self.CLAUSE, **one}
            )
            for one in (old, new)
        )

        assert [one.path[-1] for one in laxer(now, before)] == fields

    @pytest.mark.parametrize(
        ("old", "new", "is_laxer"),
        [
            (None, None, False),
            (None, Months(1), True),
            (Months(1), None, False),
            (Months(1), Months(2), True),
            (Months(2), Months(1), False),
        ],
    )
    def test_stages(self, old: Any, new: Any, *, is_laxer: bool) -> None:
        """One that is paid later; none is on the very day."""
        before, now = (
            ReleaseStage(
                key="a", name=Text("a", "a"), share=1, after=one, clause=self.CLAUSE
            )
            for one in (old, new)
        )

        assert bool(list(laxer(now, before))) is is_laxer
