"""
Rows that name rows of other ledgers, tables in rows, and rows in error.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from types import SimpleNamespace
from typing import Annotated, Any

import pytest

from followup_rules.books.assess import opened
from followup_rules.books.feeds import Ratings
from followup_rules.books.judging import Judging
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    actors,
    cadence,
    checklist,
    clause,
    judged,
    regulation,
    score,
    word,
)
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Flag, Whole, Words
from followup_rules.ledgers.facts import Ledger, ledger_of, row, said
from followup_rules.ledgers.values import Entries, GradeOf, Id, ItemOf, Plain, RowOf
from followup_rules.policies.scoring import CUTS_90_60, POINTS_100_60_0, THREE_GRADES
from followup_rules.timing.cycles import Cycle, month, week
from followup_rules.verdicts import Status

CHINA = dt.timezone(dt.timedelta(hours=8))


def at(day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of March 2026."""
    return dt.datetime(2026, 3, day, hour, tzinfo=CHINA)


@row("desk", "desk", "服务台")
class Desk:
    """A desk of a demo hall."""

    id: str
    kind: str = said("its kind", "种类")
    entered_at: dt.datetime | None = None


@row("room", "room", "房间")
class Room:
    """A room of it."""

    id: str
    entered_at: dt.datetime | None = None


@row("shift", "shift", "班次", placed="began_at", within=Cycle.WEEK)
class Shift:
    """A shift."""

    id: str
    began_at: dt.datetime = said("begin", "开始时间")
    entered_at: dt.datetime | None = None


@row("slip", "slip", "便条", placed="made_at", owner="desk_id")
class Slip:
    """A slip of a desk, which has no day of its own."""

    id: str
    desk_id: Annotated[str, Id("desk")] = said("its desk", "服务台")
    made_at: dt.datetime = said("its time", "时间")
    entered_at: dt.datetime | None = None


YES_NO = Plain(holds=Flag(), optional=True)


@row("entry", "entry", "登记", placed="made_at", owner="shift_id", own_day=True)
class Entry:
    """An entry of a shift about a desk."""

    id: str
    shift_id: Annotated[str, Id("shift")] = said("its shift", "班次")
    desk_id: Annotated[str | None, RowOf("desk")] = said("its desk", "服务台")
    room: Annotated[str | None, RowOf("room", if_kept=True)] = said(
        "room", "房间", default=None
    )
    made_at: dt.datetime = said("its time", "登记时间")
    asked: Annotated[
        Mapping[str, bool | None] | Collection[str] | None,
        Entries(names=ItemOf("topics"), each=YES_NO, listed=True),
    ] = said("what was asked", "询问内容", default=None)
    pressed: Annotated[
        Mapping[str, int] | None,
        Entries(names=GradeOf("scores"), each=Plain(holds=Whole()), added=True),
    ] = said("what was pressed", "评价次数", default=None)
    reasons: Annotated[
        Mapping[str, str] | None,
        Entries(names=Plain(holds=Words()), each=Plain(holds=Words())),
    ] = said("reasons", "原因", default=None)
    entered_at: dt.datetime | None = None


BOOK = regulation(
    "DEMO",
    "1",
    "Demo",
    "示例",
    clause("0", "Devices count.", "计入评价器。", not_computed=("-", "-")),
    clause(
        "1",
        "A demo.",
        "示例。",
        actors(
            "desks",
            "the desk",
            "服务台",
            owed_by="hall",
            allowed=("open",),
            each=Entry,
            by="desk.kind",
        ),
        checklist(
            "topics",
            "topics",
            "内容",
            owed_by="hall",
            each=Entry,
            given="asked",
            items={"tone": ("tone", "语气"), "speed": ("speed", "速度")},
        ),
        cadence(
            "entries",
            "entries",
            "登记",
            owed_by="hall",
            of=Entry,
            least=2,
            cycle=Cycle.WEEK,
            since=(Shift, Entry),
        ),
        score(
            "scores",
            "scores",
            "得分",
            owed_by="hall",
            each=Entry,
            where="room is nowhere",
            answer="room",
            by="room",
            scale=THREE_GRADES,
            points=POINTS_100_60_0,
            satisfied=("satisfied",),
            tiers=CUTS_90_60,
            items=("overall",),
            evaluator_clause="0",
            ratings=Ratings(of="desk", where="kind is none", by="kind", grade="kind"),
        ),
        judged(
            ("checklists", "ActorPolicy"),
            "asked",
            "-",
            "-",
            owed_by="hall",
            allowed=("a",),
        ),
    ),
    source="-",
    ledgers=(Desk, Room, Shift, Entry),
    words={"tone": word("tone", "语气", "态度")},
)


def entry(number: int = 1, **facts: Any) -> Entry:
    """Return an entry of the first shift, in order in whatever is not named."""
    given = {"id": f"E{number}", "shift_id": "S1", "desk_id": "D1", "made_at": at(3)}
    return Entry(**{**given, **facts})


SHIFTS = [Shift(id="S1", began_at=at(2)), Shift(id="S2", began_at=at(9))]
DESKS = [Desk(id="D1", kind="open"), Desk(id="D2", kind="shut")]


def case(*entries: Any, book: Rulebook = BOOK, **told: Any) -> Judging:
    """Open a call on entries."""
    ledgers = {"desk": DESKS, "shift": SHIFTS, "entry": entries, **told.pop("more", {})}
    ledgers = {kind: rows for kind, rows in ledgers.items() if rows is not None}
    given = {"as_of": at(31), "period": None, "calendar": None, **told}
    return opened(book, ledgers, **given)


def judge(*entries: Any, **told: Any) -> Any:
    """Judge entries."""
    ledgers: dict[str, Any] = {"desk": DESKS, "shift": SHIFTS, "entry": entries}
    return BOOK.assess(ledgers, as_of=at(31), **told)


def error(*entries: Any) -> tuple[str, str]:
    """Return field and problem of the one error."""
    (found,) = case(*entries).ledgers["entry"].errors
    return found.field, found.problem


class TestRowsOfOtherLedgers:
    """
    A row names rows of other ledgers, and may be asked for what they hold.
    """

    def test_asked_for(self) -> None:
        """The desk's kind decides; without a desk it is not known."""
        report = judge(entry(1), entry(2, desk_id="D2"), entry(3, desk_id=None))
        found = [verdict.status for verdict in report.where(rule="desks")]

        assert found == [Status.MET, Status.BREACHED, Status.UNDETERMINED]

    def test_not_there(self) -> None:
        """A desk that is not there makes the row unusable, and the nearest is named."""
        field, problem = error(entry(desk_id="D3"))

        assert field == "desk_id"
        assert "D1" in problem

    def test_only_where_it_is_kept(self) -> None:
        """Where no such ledger is kept a mere name will do, if that is said."""
        kept = {"room": [Room(id="R1")]}
        assert case(entry(room="R9")).known("entry")
        assert not case(entry(room="R9"), more=kept).known("entry")
        assert case(entry(room="R1"), more=kept).known("entry")
        assert not case(entry(), more={"desk": None}).known("entry")

    def test_unknown_owner_in_a_condition(self) -> None:
        """What is neither named nor an owner is refused with those that are."""
        wrong = BOOK.feeds["desks"]
        with pytest.raises(UnknownNameError, match="desk, room, shift"):
            BOOK.replace("desks", feed=type(wrong)(each="entry", by="hall.kind"))

    def test_unknown_attribute(self) -> None:
        """An attribute that the named row has not is refused."""
        wrong = BOOK.feeds["desks"]
        with pytest.raises(UnknownNameError, match="colour"):
            BOOK.replace("desks", feed=type(wrong)(each="entry", by="desk.colour"))

    def test_owner_of_an_owner(self) -> None:
        """An attribute of the owner is found as before."""
        wrong = BOOK.feeds["desks"]
        book = BOOK.replace(
            "desks", feed=type(wrong)(each="entry", by="shift.began_at")
        )
        assert str(book.feeds["desks"].by) == "shift.began_at"


class TestTables:
    """
    Tables from names to values.
    """

    def test_read(self) -> None:
        """Names are found by alias, grades by any word, and numbers are added up."""
        (made,) = case(
            entry(
                asked={"态度": True, "speed": None}, pressed={"满意": 1, "非常满意": 2}
            )
        ).known("entry")

        assert made.asked == {"tone": True, "speed": None}
        assert made.pressed == {"satisfied": 3}

    def test_list(self) -> None:
        """A list of names will do where that is said."""
        (made,) = case(entry(asked=["语气"])).known("entry")

        assert made.asked == ("tone",)

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"asked": {"weather": True}}, "asked"),
            ({"asked": {"tone": "yes"}}, "asked"),
            ({"asked": {"tone": True, "语气": True}}, "asked"),
            ({"asked": "tone"}, "asked"),
            ({"asked": 5}, "asked"),
            ({"pressed": ["满意"]}, "pressed"),
            ({"pressed": {"满意": None}}, "pressed"),
            ({"pressed": {"满意": 1.0}}, "pressed"),
            ({"reasons": {"a": ""}}, "reasons"),
            ({"reasons": {5: "a"}}, "reasons"),
        ],
    )
    def test_refused(self, facts: dict[str, Any], field: str) -> None:
        """What is no name or no value of the table is an error of the row."""
        assert error(entry(**facts))[0] == field


class TestDays:
    """
    Rows by their own day, and the cell that is named beside a row.
    """

    def test_own_day(self) -> None:
        """An entry of the 10th in a shift of the 2nd is of the second week."""
        report = judge(entry(made_at=at(10)), period=week(2026, 11))

        assert [verdict.subject.id for verdict in report.where(rule="desks")] == ["E1"]
        assert report.accounts["shift"].outside == 0

    def test_before_its_owner(self) -> None:
        """An entry before its shift is in an impossible order."""
        assert error(entry(made_at=at(1)))[0] == "made_at"

    def test_of_an_owner_without_a_day(self) -> None:
        """Nothing comes before what has always been there."""
        book = regulation(
            "SLIP", "1", "Slips", "便条", source="-", ledgers=(Desk, Slip)
        )
        slips = [Slip(id="1", desk_id="D1", made_at=at(1))]
        report = book.assess({"desk": DESKS, "slip": slips}, as_of=at(31))

        assert report.row_errors == ()
        assert (report.accounts["slip"].given, report.accounts["slip"].judged) == (1, 1)

    def test_cell(self) -> None:
        """The week of a shift is named beside it."""
        found = case()
        subject = found.subject(found.known("shift")[1])

        assert (subject.kind, subject.id, subject.cell) == ("shift", "S2", "2026-W11")

    @pytest.mark.parametrize("facts", [{"own_day": True}, {"within": Cycle.WEEK}])
    def test_needs_a_day(self, facts: dict[str, Any]) -> None:
        """Rows without a day have neither."""
        with pytest.raises(InvalidFieldError, match="placed"):
            Ledger(kind="x", words=ledger_of(Desk).words, facts=(), **facts)


class TestRowsInError:
    """
    What can be read of a row in error is kept.
    """

    def test_partly(self) -> None:
        """A bad desk leaves the time readable, a bad time the desk."""
        found = case(entry(1, desk_id="D3"), entry(2, made_at="noon")).ledgers["entry"]
        first, second = found.partly

        assert (first["made_at"], first["entered_at"]) == (at(3), None)
        assert second["desk_id"] == "D1"
        assert "made_at" not in second

    def test_entered_at_cannot_be_read(self) -> None:
        """A bad time of entry leaves the rest readable."""
        bad = SimpleNamespace(**{**entry().__dict__, "entered_at": "noon"})
        (held,) = case(bad).ledgers["entry"].partly

        assert "entered_at" not in held
        assert held["made_at"] == at(3)

    @pytest.mark.parametrize(
        ("shift", "first", "second"),
        [("S1", 1, 0), ("S2", 0, 1), ("S9", 1, 1), (None, 1, 1)],
    )
    def test_whose_it_may_be(self, shift: str | None, first: int, second: int) -> None:
        """A row whose owner nobody knows may be anybody's."""
        found = case(entry(shift_id=shift, desk_id="D3"))
        counts = [found.unreadable(("entry",), one) for one in found.known("shift")]

        assert counts == [first, second]

    def test_owner_in_error(self) -> None:
        """A row of an owner that is in error is that one's, and nobody else's."""
        more = {"shift": [*SHIFTS, Shift(id="S3", began_at=dt.date(2026, 3, 9))]}  # type: ignore[arg-type]
        found = case(entry(shift_id="S3"), more=more)

        assert found.unreadable(("entry",), found.known("shift")[0]) == 0


class TestCells:
    """
    Cells of the calendar and rows in error.
    """

    def test_without_a_period(self) -> None:
        """Cells begin with the first row and end with the moment of judgement."""
        report = judge(entry(1, made_at=at(10)))
        cells = [verdict.subject.cell for verdict in report.where(rule="entries")]

        assert cells == [f"2026-W{number}" for number in range(10, 15)]

    def test_without_rows(self) -> None:
        """Without rows and without a period there are none."""
        report = BOOK.assess({}, as_of=at(31))

        assert report.verdicts == ()

    def test_with_a_period(self) -> None:
        """With a period its cells are judged."""
        assert len(judge(period=month(2026, 3)).where(rule="entries").verdicts) == 6

    @pytest.mark.parametrize(
        ("entries", "status", "notes"),
        [
            ([entry(1), entry(2)], Status.MET, 0),
            ([entry(1), entry(2), entry(3, desk_id="D3")], Status.MET, 0),
            ([entry(1), entry(3, desk_id="D3")], Status.UNDETERMINED, 0),
            ([entry(3, desk_id="D3")], Status.BREACHED, 1),
            ([entry(1), entry(3, desk_id="D3", made_at=at(10))], Status.BREACHED, 0),
            ([entry(1), entry(3, made_at="noon")], Status.UNDETERMINED, 0),
        ],
    )
    def test_fair(self, entries: list[Any], status: Status, notes: int) -> None:
        """Rows in error are held against nobody, where they could have mended it."""
        report = judge(*entries, period=week(2026, 10))
        (verdict,) = report.where(rule="entries")

        assert verdict.status is status
        assert [one.code for one in verdict.notes] == ["rows_in_error"] * notes


class TestText:
    """
    A clause that a rule cites besides its own.
    """

    def test_other_clause_of_a_rule(self) -> None:
        """It is named by its number."""
        assert BOOK["scores"].evaluator_clause == BOOK.clause("DEMO-0")
