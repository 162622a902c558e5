"""
Roles that only a rule's terms name: rows tell them in the words of the book.
"""

from pathlib import Path
from typing import Any, Final

import attrs
import pendulum
import pytest

from followup_rules.books.rulebook import Rulebook
from followup_rules.interchange import (
    RulesFileError,
    loads,
    read,
    read_rows,
    review,
)
from followup_rules.reports import Report
from followup_rules.rulebooks.community import HANDLING_RATE

BOOKS: Final = Path(__file__).parents[2] / "docs" / "examples" / "books"
LINE: Final[Rulebook] = read(BOOKS / "hotline.toml")
NOW = pendulum.datetime(2026, 5, 1, tz="Asia/Shanghai")

TEAM = """
[regulation]
code = "MED"
edition = "2026"
title = { zh = "调解规定" }
source = "示例"
[words]
office = { text = { zh = "办公室" } }
seller = { text = { zh = "销售人员" }, aliases = ["业务员"] }
caller = { text = { zh = "回访人员" } }
[facts.matter]
words = { zh = "纠纷" }
placed = "met_on"
[facts.matter.attributes]
met_on = { type = "day", words = { zh = "调解日期" } }
mediators = { type = "list of name", default = [], words = { zh = "调解人员" } }
people = { type = "rows of person", default = [], words = { zh = "参加人" } }
[facts.person]
words = { zh = "人员" }
keyed = false
[facts.person.attributes]
role = { type = "role", words = { zh = "身份" } }
name = { type = "name?", words = { zh = "姓名" } }
[clauses.MED-1]
zh = "调解由两人以上进行，销售人员不得兼任回访人员。"
[rules.mediation]
kind = "team"
clause = "MED-1"
name = { zh = "调解" }
owed_by = "office"
"""
BY_NAME = (
    'least_people = 2\nfeed = { each = "matter", who = { mediator = "mediators" } }\n'
)
BY_ROLE = (
    'exclusive = ["seller", "caller"]\n'
    'feed = { each = "matter", members = "people.role, people.name" }\n'
)


def letter(**told: Any) -> Report:
    """Judge a letter of 5 January that was closed on 5 April."""
    row = {
        "id": 1,
        "accepted_on": "2026-01-05",
        "closed_on": "2026-04-05",
        "asked_on": "2026-03-06",
        "granted_by": "head",
        "more": "30 days",
    }
    rows = read_rows(LINE, {"letter": [{**row, **told}]}).rows
    return LINE.assess(rows, as_of=NOW)


def mediated(book: Rulebook, **told: Any) -> Report:
    """Judge one matter."""
    row = {"id": 1, "met_on": "2026-03-02", **told}
    return book.assess(read_rows(book, {"matter": [row]}).rows, as_of=NOW)


def statuses(report: Report) -> list[str]:
    """Return what was found, where no row is in error."""
    assert [str(error) for error in report.row_errors] == []
    return [verdict.status.name for verdict in report]


class TestWhoGrants:
    """
    LINE-4: the head of the organ may grant at most thirty days more.
    """

    @pytest.mark.parametrize("said", ["head", "head of the organ", "机关负责人"])
    def test_in_any_words(self, said: str) -> None:
        """The role is named by the terms of the extension, and by nothing else."""
        assert "head" in LINE.parties
        assert statuses(letter(granted_by=said)) == ["MET"]

    def test_somebody_else(self) -> None:
        """Whom the rule does not name may grant nothing."""
        assert statuses(letter(granted_by="clerk")) == ["LATE"]

    def test_a_length_that_is_none(self) -> None:
        """The fault names the attribute of the row, and says what a length is."""
        (error,) = letter(more="三十日").row_errors

        assert error.field == "more"
        assert error.in_language("zh") == (
            "来信1的延长为“三十日”，无法使用；应为一段时间，"
            "如“30分钟”“15个工作日”“1年6个月”“1个月减4天”。"
        )

    def test_a_limit_that_is_none(self) -> None:
        """So does that of a limit which the row brings."""
        row = {
            "id": 1,
            "passed_on_at": "2026-03-02 10:00",
            "own_law": "yes",
            "statute_allows": "soon",
        }
        report = LINE.assess(read_rows(LINE, {"order": [row]}).rows, as_of=NOW)
        (error,) = report.row_errors

        assert error.field == "statute_allows"


class TestWhoTookPart:
    """
    MED-1: at least two people, and nobody as seller and caller at once.
    """

    @pytest.mark.parametrize(
        ("names", "status"),
        [("甲;乙", "MET"), ("甲;甲", "BREACHED"), ("甲", "BREACHED")],
    )
    def test_names_stand_under_their_role(self, names: str, status: str) -> None:
        """One person twice is one person."""
        book = loads(TEAM + BY_NAME)

        assert statuses(mediated(book, mediators=names)) == [status]

    def test_names_are_no_roles(self) -> None:
        """Each would pass for the role of somebody else, and one person for two."""
        text = 'least_people = 2\nfeed = { each = "matter", members = "mediators" }\n'
        with pytest.raises(RulesFileError) as caught:
            loads(TEAM + text)
        (fault,) = caught.value.faults

        assert fault.path == "rules.mediation.feed.members"
        assert "a list of names stands under who" in str(fault)
        assert "按所任角色写在who之下" in fault.in_language("zh")

    @pytest.mark.parametrize("said", ["seller", "销售人员", "业务员"])
    def test_exclusive_roles_in_any_words(self, said: str) -> None:
        """They are named by what they exclude, and by nothing else."""
        book = loads(TEAM + BY_ROLE)
        assert {"seller", "caller"} <= {*book.parties}

        assert statuses(mediated(book, people=f"{said}:甲; caller:甲")) == ["BREACHED"]
        assert statuses(mediated(book, people=f"{said}:甲; caller:乙")) == ["MET"]


class TestPeopleWithIds:
    """
    Rows inside a row are rows of a ledger, unless the file says that they have no ids.
    """

    def test_both_ways_out(self) -> None:
        """One of them is asked for, or all of them as a list."""
        with pytest.raises(RulesFileError) as caught:
            loads((TEAM + BY_ROLE).replace("keyed = false", 'inside = "matter.people"'))
        (fault,) = caught.value.faults

        assert "'first person.role' or 'last person.role'" in str(fault)
        assert "facts.person says keyed = false" in str(fault)
        assert "在facts.person写明keyed = false" in fault.in_language("zh")


class TestWhatIsCounted:
    """
    A share of rows counts them itself, and asks for no word for that.
    """

    def test_no_finding(self) -> None:
        """What the file does not name is not missing in it."""
        text = TEAM.partition("[rules.mediation]")[0] + (
            "[rules.share]\n"
            'kind = "target"\n'
            'clause = "MED-1"\n'
            'name = { zh = "比率" }\n'
            'owed_by = "office"\n'
            'rate = "98%"\n'
            'bound = "NOT_LESS_THAN"\n'
            'feed = { each = "matter", met = "mediators has any" }\n'
        )
        assert [str(one) for one in review(loads(text))] == []

    def test_a_single_call(self) -> None:
        """Asked by itself it says in words what was not told."""
        rule = attrs.evolve(HANDLING_RATE, numerator="numerator")
        verdict = rule.assess(None, 5, as_of=NOW)

        assert "how many count" in verdict.explain("en")
        assert "计入的数量" in verdict.explain("zh")
