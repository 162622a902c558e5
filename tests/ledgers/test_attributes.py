"""
Reading many rows at once: what is refused, and in which order, as one by one.
"""

import datetime as dt
import pickle
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest

from followup_rules.books.vocabulary import Speech
from followup_rules.errors import RowError
from followup_rules.ledgers.attributes import Attributes, Maker
from followup_rules.ledgers.facts import ledger_of, row, said
from followup_rules.ledgers.faults import Faults
from followup_rules.ledgers.values import Unread, as_id
from followup_rules.rulebooks import repair
from followup_rules.timing.cycles import month

VISIT = repair.RULES.ledgers["visit"]
FAULTS = Faults(VISIT, {})
AT = dt.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def visit(**changes: Any) -> SimpleNamespace:
    """Return a visit, with some attributes changed."""
    told: dict[str, Any] = {fact.name: None for fact in VISIT.facts}
    told |= {"repair_id": "R1", "visited_at": AT, "channel": "phone", "reached": True}
    told |= {"closed": True, "visitors": [], "problems": (), **changes}
    return SimpleNamespace(**told)


def reader() -> Attributes:
    """Return what reads the attributes of visits."""
    return Attributes(VISIT.facts, Speech(repair.RULES))


def read(**changes: Any) -> dict[str, Any] | None:
    """Read a visit at once; None is that it has to be read one by one."""
    made = reader()
    values = made.read(visit(**changes), "V1", FAULTS)
    if values is None:
        return None
    return {fact.name: value for fact, value in zip(made.facts, values, strict=True)}


class TestIds:
    """
    An id is a plain text, whatever kind of text came.
    """

    def test_a_text_of_another_class(self) -> None:
        """As frames and databases hand them out; it is kept as a plain one."""

        class Code(str):
            """A text that knows more."""

            __slots__ = ()

        found = as_id(Code("R-1"), "id")
        assert (found, type(found)) == ("R-1", str)


class TestAtOnce:
    """
    What is as it should be, and what has to be looked at more closely.
    """

    def test_a_sound_row(self) -> None:
        """Names are found by their words, lists are frozen, flags and times stay."""
        values = read(channel="电话", repair_id=7, visited_at=pendulum.instance(AT))

        assert values is not None
        assert values["channel"] == "phone"
        assert values["repair_id"] == "7"
        assert values["visited_at"] == AT
        assert values["visitors"] == ()
        assert values["signed"] is None

    @pytest.mark.parametrize(
        ("name", "odd"),
        [
            ("signed", 1),
            ("signed", "yes"),
            ("reached", None),
            ("visited_at", None),
            ("visited_at", AT.date()),
            ("visited_at", AT.replace(tzinfo=None)),
            ("visited_at", AT.replace(year=1)),
            ("visited_at", AT.replace(year=9999)),
            ("channel", "letter"),
        ],
    )
    def test_an_odd_value(self, name: str, odd: Any) -> None:
        """A row with anything odd is left to be read one by one."""
        assert read(**{name: odd}) is None

    def test_an_attribute_that_is_missing(self) -> None:
        source = visit()
        del source.signed

        assert reader().read(source, "V1", FAULTS) is None

    @pytest.mark.parametrize(
        ("name", "odd"),
        [
            ("visitors", "Li"),
            ("channel", 3),
            ("problems", Unread("x", "rows")),
            ("repair_id", None),
        ],
    )
    def test_what_is_read_last(self, name: str, odd: Any) -> None:
        """What may be read through only once is refused at once, and never read twice."""
        with pytest.raises(RowError, match=name):
            read(**{name: odd})

    def test_the_first_fault_is_told(self) -> None:
        """Of two attributes that cannot be read the first in order is named."""
        with pytest.raises(RowError) as caught:
            read(visitors=3, channel=4, problems=5)

        names = [fact.name for fact in VISIT.facts]
        first = min(("visitors", "channel", "problems"), key=names.index)
        assert caught.value.field == first

    def test_an_iterator_is_read_once(self) -> None:
        """Beside an odd value it is whole for whoever looks closer."""
        visitors = iter([SimpleNamespace(role="office", person="Li")])
        made = reader()

        assert made.read(visit(visitors=visitors, signed=3), "V1", FAULTS) is None
        assert len([*visitors]) == 1

    def test_more_names_than_are_kept(self) -> None:
        """Names without end are read as the first ones were."""
        facts = repair.RULES.ledgers["repair"].facts
        names = Attributes(facts, Speech(repair.RULES))
        place = [fact.name for fact in facts].index("responsible")
        for number in range(300):
            source = SimpleNamespace(
                categories="漏水",
                completed_at=AT,
                responsible=f"Li {number}",
                owes_visit=None,
                premises="in_home",
            )
            values = names.read(source, "R1", FAULTS)
            assert values is not None
            assert values[place] == f"Li {number}"
            assert values[0] == "leak"


@row("note", "note", "便条")
class Note:
    """Rows with nothing to tell."""

    id: str
    entered_at: dt.datetime | None = None


@row("single", "single", "单项")
class Single:
    """Rows with one attribute."""

    id: str
    text: str | None = said("the text", "内容", default=None)
    entered_at: dt.datetime | None = None


class TestShapes:
    """
    Rows with no attribute, with one, and with more than are declared.
    """

    @pytest.mark.parametrize(
        ("cls", "expected"), [(Note, []), (Single, ["x"])], ids=["none", "one"]
    )
    def test_few(self, cls: Any, expected: list[str]) -> None:
        attributes = Attributes(ledger_of(cls).facts, Speech(repair.RULES))

        assert attributes.read(SimpleNamespace(text="x"), "1", FAULTS) == expected

    def test_more(self) -> None:
        """What is not declared is held beside the slots."""
        maker = Maker(ledger_of(Single), ("id", "entered_at", "text", "more"))
        made = maker.made(("1", None, "x", "y"))
        maker.place(made, None, {})

        assert (made.id, made.text, made.more, made.owner) == ("1", "x", "y", None)
        assert isinstance(made, Single)
        assert pickle.loads(pickle.dumps(made)).more == "y"  # noqa: S301 - our own

    def test_a_report_with_its_rows(self) -> None:
        """A report keeps its rows for what is due, and pickles with them."""
        done = repair.Repair(
            id="R1", categories="leak", completed_at=AT, owes_visit=True
        )
        report = repair.assess([done], as_of=AT, period=month(2026, 3))
        again = pickle.loads(pickle.dumps(report))  # noqa: S301 - our own
        week = AT + dt.timedelta(days=7)

        assert [one.key for one in again.due_between(AT, week)] == [
            one.key for one in report.due_between(AT, week)
        ]
        assert len(again.due_between(AT, week)) == 1
