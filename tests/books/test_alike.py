"""
Rows that tell a rule the same are judged once, and only those.
"""

import datetime as dt
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pendulum
import pytest

from followup_rules.books.feeds import Checklist
from followup_rules.books.judging import Judging
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import checklist, clause, regulation, word
from followup_rules.ledgers.facts import row, said
from followup_rules.verdicts import Status

AS_OF = pendulum.datetime(2026, 4, 15, tz="Asia/Shanghai")
TOLD: dict[str, Any] = {}
"""What the function of the regulation answers, by the id of a row."""


@row("sheet", "sheet", "表格", placed="made_at")
class Sheet:
    """A sheet that must be filled in and signed."""

    id: str
    made_at: dt.datetime = said("when", "制表时间")
    entered_at: dt.datetime | None = None


def told(_case: Judging, sheet: Sheet) -> Any:
    """Return what the sheet says, in whatever form."""
    return TOLD[sheet.id]


def book() -> Rulebook:
    """Return a regulation of one clause."""
    return regulation(
        "SHEET",
        "2026",
        "Sheets",
        "表格",
        clause(
            "1",
            "A sheet is filled in and signed.",
            "表格应填写并签名。",
            checklist(
                "sheet",
                "the sheet",
                "表格",
                owed_by="clerk",
                each=Sheet,
                given=told,
                items={
                    "filled": ("the entries", "填写"),
                    "signed": ("the name", "签名"),
                },
            ),
        ),
        source="made up",
        ledgers=(Sheet,),
        words={"clerk": word("clerk", "文员")},
    )


def judged(*answers: Any) -> list[tuple[Status, tuple[str, ...], tuple[str, ...]]]:
    """Judge one sheet for each answer; return statuses with what lacks and is unknown."""
    TOLD.clear()
    TOLD.update({str(number): answer for number, answer in enumerate(answers)})
    sheets = [Sheet(id=name, made_at=AS_OF) for name in TOLD]
    report = book().assess({"sheet": sheets}, as_of=AS_OF)
    assert not report.row_errors
    return [(one.status, one.missing, one.evidence.unknown) for one in report]


class TestRecords:
    """
    Two records are alike where every item is, under its own name.
    """

    def test_other_names_with_the_same_answers(self) -> None:
        """A record that tells one item is another than one that tells the other."""
        unknown = Status.UNDETERMINED

        assert judged({"filled": True}, {"signed": True}, {"filled": True}) == [
            (unknown, (), ("signed",)),
            (unknown, (), ("filled",)),
            (unknown, (), ("signed",)),
        ]

    @pytest.mark.parametrize("first", [["filled"], {"filled"}, ("filled",)])
    def test_lists_of_what_was_done(self, first: Any) -> None:
        """What is no table is judged each time."""
        lacking = (Status.BREACHED, ("signed",), ())

        assert judged(first, first) == [lacking, lacking]

    def test_what_was_not_told(self) -> None:
        """Nothing is known of any item; that there is no record, `made` says."""
        assert [one for one, *_ in judged(None, {"filled": True, "signed": True})] == [
            Status.UNDETERMINED,
            Status.MET,
        ]

    def test_a_number_is_no_flag(self) -> None:
        """One equals True, and is refused all the same."""
        good: Mapping[str, Any] = {"filled": True, "signed": True}
        TOLD.update({"0": good, "1": {"filled": 1, "signed": True}})
        sheets = [Sheet(id=name, made_at=AS_OF) for name in ("0", "1")]
        report = book().assess({"sheet": sheets}, as_of=AS_OF)

        assert [one.subject.id for one in report if one.subject] == ["0"]
        assert [error.row for error in report.row_errors] == ["1"]

    def test_each_about_its_own_row(self) -> None:
        """The evidence is shared, the subject is the row's."""
        TOLD.update({str(number): {"filled": False} for number in range(3)})
        sheets = [Sheet(id=str(number), made_at=AS_OF) for number in range(3)]
        report = book().assess({"sheet": sheets}, as_of=AS_OF)

        assert [one.subject.id for one in report if one.subject] == ["0", "1", "2"]
        assert len({id(one.evidence) for one in report}) == 1
        assert len({one.key for one in report}) == 3


@pytest.mark.parametrize("names", [(), ("signed",), ("signed", "stamped")])
def test_items_of_a_record(names: tuple[str, ...]) -> None:
    """Each item is the attribute of its name, however many there are."""
    items = [SimpleNamespace(key=name) for name in names]
    case = SimpleNamespace(once=lambda _key, make: make())
    row = SimpleNamespace(signed=True, stamped=None, other=1)
    feed = Checklist(each="visit")

    found = feed.record(case, SimpleNamespace(items=items), row)  # type: ignore[arg-type]
    assert found == {name: getattr(row, name) for name in names}
