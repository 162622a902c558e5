"""
The closed language: its text, its three values, and what it refuses.
"""

import datetime as dt
import itertools
from collections.abc import Collection
from typing import Annotated, Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.books.conditions import parse
from followup_rules.books.text import checklist, clause, regulation
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.ledgers.facts import ledger_of, part, row, said
from followup_rules.ledgers.values import Id, OneOf
from followup_rules.tables import Table
from followup_rules.timing.cycles import Period, month
from followup_rules.timing.moments import Moment

ZONE = "Asia/Shanghai"
NOW = pendulum.datetime(2026, 3, 10, tz=ZONE)
KIND = OneOf(Table({"a": Text("kind a", "甲"), "b": Text("kind b", "乙")}))


def at(day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, tz=ZONE)


@part("guest", "guest", "来客")
class Guest:
    """Somebody who came."""

    name: str = said("the name", "姓名")


@row("case", "case", "案件", placed="opened_at")
class Matter:
    """A matter."""

    id: str
    opened_at: dt.datetime = said("the opening", "立案时间")
    kind: Annotated[str, KIND] | None = said("kind", "种类", default=None)
    p: bool | None = said("p", "甲项", default=None)
    q: bool | None = said("q", "乙项", default=None)
    r: bool | None = said("r", "丙项", default=None)
    closed_at: dt.datetime | None = said(
        "the end", "结案时间", after="opened_at", default=None
    )
    tags: tuple[str, ...] | None = said("tags", "标签", default=())
    guests: Collection[Guest] | None = said("guests", "来客", default=None)
    due_on: Moment | None = said("the day", "日期", default=None)
    entered_at: dt.datetime | None = None


@row("call", "call", "来电", placed="called_at", owner="case_id", counts_if="reached")
class Call:
    """A call about a matter."""

    id: str
    case_id: Annotated[str, Id("case")] = said("the matter", "所属案件")
    called_at: dt.datetime = said("the call", "来电时间")
    reached: bool = said("reached", "是否接通", default=True)
    fine: bool | None = said("fine", "是否满意", default=None)
    entered_at: dt.datetime | None = None


@row("note", "note", "备注")
class Note:
    """A row that belongs to nothing."""

    id: str
    entered_at: dt.datetime | None = None


KNOWN = {one.kind: one for one in map(ledger_of, (Matter, Call, Note))}


def asked(text: str, matter: Matter, *calls: Call, period: Period | None = None) -> Any:
    """Ask a matter through a whole book: the answer is what a rule is given."""
    found: list[Any] = []

    def told(case: Any, one: Any) -> dict[str, bool]:
        found.append(parse(text).bound(KNOWN["case"], KNOWN).of(case, one))
        return {"item": True}

    book = regulation(
        "T",
        "1",
        "t",
        "t",
        clause(
            "1",
            "t",
            "t",
            checklist(
                "rule",
                "t",
                "t",
                owed_by="x",
                each=Matter,
                given=told,
                items={"item": ("t", "t")},
            ),
        ),
        source="t",
        ledgers=(Matter, Call, Note),
    )
    report = book.assess({"case": [matter], "call": calls}, as_of=NOW, period=period)
    assert report.row_errors == ()
    return found[0]


THREE = (True, False, None)


def both(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001
    """Kleene's and, by its table: false wins, then not known."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


class TestThreeValues:
    """
    And, or, not by Kleene's tables.
    """

    @pytest.mark.parametrize(("p", "q"), list(itertools.product(THREE, THREE)))
    def test_and_or_not(self, p: bool | None, q: bool | None) -> None:  # noqa: FBT001
        """Or is and turned round."""
        matter = Matter(id="1", opened_at=at(1), p=p, q=q)
        turned = {True: False, False: True, None: None}
        assert asked("p and q", matter) is both(p, q)
        assert asked("p or q", matter) is turned[both(turned[p], turned[q])]
        assert asked("not p", matter) is turned[p]

    @given(p=st.sampled_from(THREE), q=st.sampled_from(THREE), r=st.sampled_from(THREE))
    def test_de_morgan_and_distribution(
        self,
        p: bool | None,  # noqa: FBT001
        q: bool | None,  # noqa: FBT001
        r: bool | None,  # noqa: FBT001
    ) -> None:
        """The laws hold with what is not known."""
        matter = Matter(id="1", opened_at=at(1), p=p, q=q, r=r)
        assert asked("not (p and q)", matter) is asked("not p or not q", matter)
        assert asked("p and (q or r)", matter) is asked("p and q or p and r", matter)


class TestValues:
    """
    What is compared, and what was known.
    """

    def test_is(self) -> None:
        """A value, one of several, another; what is not known stays so."""
        matter = Matter(id="1", opened_at=at(1), kind="a")
        assert asked("kind is a", matter) is True
        assert asked("kind is one of a, b", matter) is True
        assert asked("kind is not a", matter) is False
        assert asked("kind is b", Matter(id="1", opened_at=at(1))) is None

    def test_a_list_is_what_any_of_its_entries_is(self) -> None:
        """Tags."""
        matter = Matter(id="1", opened_at=at(1), tags=("x", "y"))
        assert asked("tags is y", matter) is True
        assert asked("tags is z", matter) is False

    @pytest.mark.parametrize(
        ("closed", "happened"), [(None, False), (NOW, True), (at(10, 1), False)]
    )
    def test_has_happened(self, closed: dt.datetime | None, happened: bool) -> None:  # noqa: FBT001
        """The moment of judgement itself is known, the next one is not."""
        matter = Matter(id="1", opened_at=at(1), closed_at=closed)
        assert asked("closed_at has happened", matter) is happened
        assert asked("not closed_at", matter) is not happened

    def test_before_and_after(self) -> None:
        """Strictly; a missing moment decides nothing."""
        matter = Matter(id="1", opened_at=at(1), closed_at=at(2))
        assert asked("opened_at before closed_at", matter) is True
        assert asked("opened_at after closed_at", matter) is False
        assert asked("opened_at before opened_at", matter) is False
        assert (
            asked("closed_at after opened_at", Matter(id="1", opened_at=at(1))) is None
        )


class TestWhatIsSaidOfOneValue:
    """
    Passed, told, any, in the period.
    """

    @pytest.mark.parametrize(
        ("due", "happened", "passed"),
        [
            (None, False, False),
            (dt.date(2026, 3, 9), True, True),
            (dt.date(2026, 3, 10), True, False),
            (dt.date(2026, 3, 11), False, False),
            (NOW, True, True),
            (NOW.add(seconds=1), False, False),
        ],
    )
    def test_has_passed(self, due: Any, happened: bool, passed: bool) -> None:  # noqa: FBT001
        """Judged at the first instant of 10 March: that day has begun, and is not over."""
        matter = Matter(id="1", opened_at=at(1), due_on=due)
        assert asked("due_on has happened", matter) is happened
        assert asked("due_on has passed", matter) is passed

    @pytest.mark.parametrize("told", THREE)
    def test_has_been_told(self, told: bool | None) -> None:  # noqa: FBT001
        """No is told as well as yes."""
        matter = Matter(id="1", opened_at=at(1), p=told)
        assert asked("p has been told", matter) is (told is not None)
        assert asked("p has been told and p", matter) is (told is True)

    @pytest.mark.parametrize(
        ("tags", "answer"), [(None, None), ((), False), (("x",), True)]
    )
    def test_has_any(self, tags: tuple[str, ...] | None, answer: bool | None) -> None:  # noqa: FBT001
        """A list that was not told may have an entry."""
        matter = Matter(id="1", opened_at=at(1), tags=tags)
        assert asked("tags has any", matter) is answer

    @pytest.mark.parametrize(
        ("due", "answer"),
        [
            (None, True),
            (dt.date(2026, 2, 28), False),
            (dt.date(2026, 3, 1), True),
            (dt.date(2026, 3, 31), True),
            (dt.date(2026, 4, 1), False),
        ],
    )
    def test_in_the_period(self, due: dt.date | None, answer: bool) -> None:  # noqa: FBT001
        """Both ends are of it, and what is not known may be; all days are without one."""
        matter = Matter(id="1", opened_at=at(1), due_on=due)
        text = "due_on in the period"
        assert asked(text, matter, period=month(2026, 3)) is answer
        assert asked(text, matter) is True


class TestWhatIsMadeOfValues:
    """
    The latest of some, a value if a condition holds, several, those of the parts.
    """

    @pytest.mark.parametrize(
        ("due", "closed", "answer"),
        [
            (None, at(3), None),
            (at(4), None, None),
            (at(4), at(3), at(4)),
            (at(2), at(3), at(3)),
            (dt.date(2026, 3, 4), at(3), dt.date(2026, 3, 4)),
        ],
    )
    def test_the_latest(self, due: Any, closed: Any, answer: Any) -> None:
        """All of them must be told."""
        matter = Matter(id="1", opened_at=at(1), due_on=due, closed_at=closed)
        assert asked("latest of closed_at, due_on", matter) == answer
        happened = asked("latest of closed_at, due_on has happened", matter)
        assert happened is (answer is not None)

    @pytest.mark.parametrize(
        ("due", "closed", "earliest", "latest"),
        [
            (None, None, None, None),
            (None, at(3), at(3), at(3)),
            (at(4), None, at(4), at(4)),
            (at(4), at(3), at(3), at(4)),
            (dt.date(2026, 3, 4), at(3), at(3), dt.date(2026, 3, 4)),
        ],
    )
    def test_of_those_that_are_told(
        self, due: Any, closed: Any, earliest: Any, latest: Any
    ) -> None:
        """What is not told has not happened, and is none of them."""
        matter = Matter(id="1", opened_at=at(1), due_on=due, closed_at=closed)
        assert asked("earliest of closed_at, due_on", matter) == earliest
        assert asked("latest told of closed_at, due_on", matter) == latest
        happened = asked("earliest of closed_at, due_on has happened", matter)
        assert happened is (earliest is not None)

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("earliest of opened_at + 1 day, closed_at", dt.date(2026, 3, 2)),
            ("earliest of opened_at + 24 hours, closed_at", at(2)),
            ("latest of opened_at + 3 days, closed_at", dt.date(2026, 3, 4)),
            ("(latest of opened_at, closed_at) + 3 days", dt.date(2026, 3, 6)),
            ("(earliest of opened_at, closed_at) + 24 hours before closed_at", True),
            ("closed_at before (latest of opened_at, closed_at) + 24 hours", True),
            ("latest told of closed_at, last call.called_at", at(5)),
            ("earliest of closed_at, (first call.called_at where reached)", at(3)),
        ],
    )
    def test_so_long_after_some_of_them(self, text: str, answer: Any) -> None:
        """A length belongs to the moment that it stands beside."""
        matter = Matter(id="1", opened_at=at(1), closed_at=at(3))
        call = Call(id="c", case_id="1", called_at=at(5))
        assert asked(text, matter, call) == answer

    @pytest.mark.parametrize("holds", THREE)
    def test_if(self, holds: bool | None) -> None:  # noqa: FBT001
        """Where it does not hold, and where that is not known, there is nothing."""
        matter = Matter(id="1", opened_at=at(1), p=holds)
        assert asked("opened_at if p", matter) == (at(1) if holds else None)
        assert asked("p if closed_at", matter) is None

    def test_of_the_parts_of_a_list(self) -> None:
        """One entry a part, none without parts, nothing without a list."""
        guests = (Guest(name="Li"), Guest(name="Wu"))
        matter = Matter(id="1", opened_at=at(1), guests=guests)
        assert asked("guests.name", matter) == ("Li", "Wu")
        assert asked("guests.name is Wu", matter) is True
        assert asked("guests.name", Matter(id="1", opened_at=at(1), guests=())) == ()
        assert asked("guests.name", Matter(id="1", opened_at=at(1))) is None

    def test_several(self) -> None:
        """Side by side, in their order."""
        matter = Matter(id="1", opened_at=at(1), kind="a", p=False)
        assert asked("kind, p, q", matter) == ("a", False, None)

    @pytest.mark.parametrize(
        "text",
        [
            "breach of rule has passed",
            "due of rule in the period",
            "breach of rule has been told",
            "opened_at if breach of rule",
            "due of rule if p",
            "opened_at if not (p and meeting of rule)",
        ],
    )
    def test_what_another_rule_says_is_not_asked_there(self, text: str) -> None:
        """It would have to be said what it hangs on."""
        with pytest.raises(InvalidFieldError, match="what a row itself tells"):
            parse(text).bound(KNOWN["case"], KNOWN)

    @pytest.mark.parametrize(
        ("text", "allowed"),
        [
            ("p has any", "a list"),
            ("count call has any", "a list"),
            ("p has passed", "a moment"),
            ("kind in the period", "a moment"),
            ("latest of p, opened_at", "a moment"),
            ("earliest of opened_at, p", "a moment"),
            ("latest told of opened_at, tags", "a moment"),
        ],
    )
    def test_what_has_no_such_thing(self, text: str, allowed: str) -> None:
        """A flag is no list and no moment."""
        with pytest.raises(InvalidFieldError, match=allowed):
            parse(text).bound(KNOWN["case"], KNOWN)

    def test_a_part_has_no_such_attribute(self) -> None:
        """It is named, with the nearest."""
        with pytest.raises(UnknownNameError, match="name"):
            parse("guests.nam").bound(KNOWN["case"], KNOWN)

    def test_what_they_read(self) -> None:
        """The ledgers of what is asked inside."""
        for text in (
            "opened_at if any call",
            "first call.called_at has passed",
            "any call has been told",
        ):
            assert list(parse(text).bound(KNOWN["case"], KNOWN).kinds()) == ["call"]
        for text in ("kind, p", "latest of opened_at, closed_at", "guests.name"):
            assert list(parse(text).bound(KNOWN["case"], KNOWN).kinds()) == []


class TestBelonging:
    """
    First, last, any, all, count of the rows that belong to a row.
    """

    CALLS = (
        Call(id="late", case_id="1", called_at=at(5), fine=True),
        Call(id="tried", case_id="1", called_at=at(2), reached=False, fine=False),
        Call(id="early", case_id="1", called_at=at(3), fine=None),
        Call(id="unknown", case_id="1", called_at=at(11), fine=False),
    )
    MATTER = Matter(id="1", opened_at=at(1))

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("first call.called_at", at(3)),
            ("last call.called_at", at(5)),
            ("first call.called_at where fine", at(5)),
            ("last call.called_at where not fine", None),
            ("any call", True),
            ("any call where fine", True),
            ("any call where not fine", None),
            ("all call where fine", None),
            ("all call", True),
            ("count call", 2),
            ("count call where fine", 1),
            ("count call where (fine or not fine)", 1),
            ("count call where case.kind is a", 0),
        ],
    )
    def test_known_ones_that_count(self, text: str, answer: object) -> None:
        """An attempt, and a call that was not known yet, are none of them."""
        assert asked(text, self.MATTER, *self.CALLS) == answer

    def test_none(self) -> None:
        """Without a row nothing is the first, no one is any, and all are."""
        assert asked("first call.called_at", self.MATTER) is None
        assert asked("any call", self.MATTER) is False
        assert asked("all call where fine", self.MATTER) is True


TEXTS = (
    "p",
    "not p",
    "kind is a",
    "kind is one of a, b",
    "not kind is a",
    "closed_at has happened",
    "opened_at before closed_at",
    "first call.called_at after closed_at",
    "any call",
    "all call where fine",
    "count call where (fine and reached)",
    "first call.called_at where fine",
    "not (p and q)",
    "p and q and not r",
    "p and (q or r)",
    "p or q and r",
    "not (p or q)",
    "closed_at has passed",
    "p has been told and p",
    "tags has any",
    "opened_at in the period",
    "latest of opened_at, closed_at",
    "latest of opened_at, closed_at has happened",
    "latest told of opened_at, closed_at + 3 days",
    "earliest of opened_at, closed_at + 3 days has happened",
    "(latest of opened_at, closed_at) + 3 days",
    "(first call.called_at where fine) + 3 days",
    "opened_at if closed_at has passed or p",
    "kind, case.p, q",
)


class TestText:
    """
    A text reads back as itself.
    """

    @pytest.mark.parametrize("text", TEXTS)
    def test_round_trip(self, text: str) -> None:
        """The text of what was read is the text."""
        assert str(parse(text)) == text
        assert parse(str(parse(text))) == parse(text)
        assert parse(text).__plain__() == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "and",
            "p and",
            "p q",
            "(p",
            "p)",
            "kind is",
            "kind is one of",
            "not",
            "first call",
            "any",
            "p before",
            "p has",
            "kind is one of a,",
            "count where p",
            "p has been",
            "p in period",
            "opened_at if",
            "latest of",
            "latest of p, not q",
            "p,",
            "p and q, r",
        ],
    )
    def test_refused(self, text: str) -> None:
        """What is none of the language is refused with what is."""
        with pytest.raises(InvalidFieldError, match=r"first visit\.visited_at"):
            parse(text)


class TestBinding:
    """
    What a text names must be there, and able to occur.
    """

    @pytest.mark.parametrize(
        ("text", "nearest"),
        [
            ("clozed_at has happened", "closed_at"),
            ("kind is c", "a"),
            ("first call.caled_at", "called_at"),
            ("any cal", "call"),
            ("any note", "call"),
            ("owner.kind is a", None),
        ],
    )
    def test_unknown(self, text: str, nearest: str | None) -> None:
        """With the nearest name."""
        with pytest.raises(UnknownNameError) as caught:
            parse(text).bound(KNOWN["case"], KNOWN)
        assert nearest is None or nearest in str(caught.value)

    def test_rows_that_belong_to_the_row(self) -> None:
        """There may be several, so one of them is picked first."""
        with pytest.raises(
            InvalidFieldError, match=r"'first call\.fine' or 'last call"
        ):
            parse("call.fine").bound(KNOWN["case"], KNOWN)

    @pytest.mark.parametrize("text", ["case.closed_at", "desk.closed_at"])
    def test_an_owner_that_is_not_there(self, text: str) -> None:
        """A file may name an owner and forget its ledger; that is said, not raised."""
        alone = {"call": KNOWN["call"]}

        with pytest.raises(UnknownNameError):
            parse(text).bound(KNOWN["call"], alone)

    @pytest.mark.parametrize(
        "text", ["p has happened", "p before q", "count call before p"]
    )
    def test_no_moment(self, text: str) -> None:
        """What is no moment has no time."""
        with pytest.raises(InvalidFieldError, match="a moment"):
            parse(text).bound(KNOWN["case"], KNOWN)

    def test_of_an_owner(self) -> None:
        """A row may be asked of the row it belongs to."""
        bound = parse("case.closed_at before called_at").bound(KNOWN["call"], KNOWN)
        assert list(bound.kinds()) == []

    def test_of_what_is_counted(self) -> None:
        """A count reads the rows that it counts, as every question about them does."""
        for text in ("count call where fine", "any call", "first call.called_at"):
            bound = parse(text).bound(KNOWN["case"], KNOWN)
            assert list(bound.kinds()) == ["call"]

    def test_of_what_decides_which_are_counted(self) -> None:
        """It reads the rows that say which of them fit, too, for any may be in error."""
        for text in (
            "count call where any note",
            "first call.called_at where any note",
        ):
            assert list(parse(text).kinds()) == ["call", "note"]
