"""
What every `assess` is handed beside its rows: refused with the way out, or taken.
"""

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from followup_rules.books.doors import check_rules
from followup_rules.books.register import shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    InvalidFieldError,
    NaiveTimeError,
    NotAnInstantError,
)
from followup_rules.rulebooks import (
    community,
    construction,
    consulting,
    repair,
    service_centre,
)
from followup_rules.tables import Table
from followup_rules.timing.calendars import TableCalendar, china
from followup_rules.timing.cycles import month
from followup_rules.timing.seasons import recurring

Door = Callable[..., Any]
NOW = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
MARCH = month(2026, 3)
CHINA = china()
RAIN = recurring("beijing", "flood", (6, 1), (9, 15), source="a test")


def _repair(**options: Any) -> Any:
    """Judge an empty ledger of repairs."""
    return repair.assess([], [], **{"as_of": NOW, "period": MARCH, **options})


def _plan(**options: Any) -> Any:
    """Plan the visits of an empty ledger."""
    return repair.plan([], **{"seed": "dice", "as_of": NOW, **options})


def _community(**options: Any) -> Any:
    """Judge an estate."""
    home = community.Estate(id="E1")
    return community.assess(home, **{"as_of": NOW, "period": MARCH, **options})


def _consulting(**options: Any) -> Any:
    """Judge a firm without clients."""
    return consulting.assess(**{"as_of": NOW, "period": MARCH, **options})


def _construction(**options: Any) -> Any:
    """Judge an empty portfolio."""
    return construction.assess([], **{"as_of": NOW, "period": MARCH, **options})


def _owed(**options: Any) -> Any:
    """List what an empty portfolio owes."""
    span = {"start": MARCH.first, "until": MARCH.last}
    return construction.owed_visits([], **{**span, **options})


def _hall(**options: Any) -> Any:
    """Judge an empty hall."""
    return service_centre.assess(**{"as_of": NOW, "period": MARCH, **options})


def _frame(**options: Any) -> Any:
    """Make the frame of a round from nothing."""
    return service_centre.phone_frame([], **{"at": NOW, **options})


def _draw(**options: Any) -> Any:
    """Draw a round from nothing."""
    return service_centre.draw_round([], **{"seed": "dice", "at": NOW, **options})


ASSESS = (_repair, _community, _consulting, _construction, _hall)
RULES = (*ASSESS, _plan, _owed, _frame, _draw)
CALENDARS = (*ASSESS, _plan, _owed)
PERIODS = (*ASSESS, _plan)
OWN = {
    _repair: repair,
    _plan: repair,
    _community: community,
    _consulting: consulting,
    _construction: construction,
    _owed: construction,
    _hall: service_centre,
    _frame: service_centre,
    _draw: service_centre,
}


def shipped(door: Door) -> Rulebook:
    """Return the rulebook that a call takes by itself."""
    rules: Rulebook = OWN[door].RULES
    return rules


def fewer_rules(book: Rulebook) -> Rulebook:
    """Return a rulebook without its first rule and what is said of it."""
    gone = next(iter(book.rules))
    return attrs.evolve(
        book,
        rules=Table(item for item in book.rules.items() if item[0] != gone),
        feeds=Table(item for item in book.feeds.items() if item[0] != gone),
        readings=tuple(one for one in book.readings if gone not in one.rules),
    )


def refused(door: Door, **option: Any) -> InvalidFieldError:
    """Return the refusal of one argument, which names it."""
    with pytest.raises(InvalidFieldError) as caught:
        door(**option)
    ((name, value),) = option.items()
    assert caught.value.field == name
    assert caught.value.got is value
    return caught.value


class TestRules:
    """
    A rulebook of the same regulation, whatever the host has changed.
    """

    @pytest.mark.parametrize("door", RULES)
    @pytest.mark.parametrize(
        "wrong", [None, "repair", 5, Rulebook, repair.VISIT_DEADLINE, repair.READINGS]
    )
    def test_no_rulebook(self, door: Door, wrong: object) -> None:
        """None is no way to say the shipped one; the message says which is."""
        said = str(refused(door, rules=wrong))

        code = shipped(door).regulation.code
        assert f"allowed: a Rulebook of {code}: leave rules= out" in said

    @pytest.mark.parametrize("door", RULES)
    def test_another_regulation(self, door: Door) -> None:
        """It is named by its edition, not printed out."""
        for name in shelf():
            book = import_module(f"followup_rules.rulebooks.{name}")
            if book is not OWN[door]:
                said = str(refused(door, rules=book.RULES))
                assert said.startswith("rules cannot be <Rulebook ")
                assert len(said) < 200

    @pytest.mark.parametrize("door", RULES)
    def test_another_name(self, door: Door) -> None:
        """A host's text under another code is the same one by clauses or rules."""
        book = shipped(door)
        renamed = attrs.evolve(
            book, regulation=attrs.evolve(book.regulation, code="OURS")
        )
        own_words = attrs.evolve(
            renamed,
            clauses=tuple(attrs.evolve(clause, en="own") for clause in book.clauses),
        )
        fewer = fewer_rules(renamed)

        door(rules=renamed)
        door(rules=own_words)
        assert check_rules(fewer, book) is fewer

    @pytest.mark.parametrize("door", RULES)
    def test_another_name_and_other_words_and_fewer_rules(self, door: Door) -> None:
        """Then nothing says that it is the same text."""
        book = shipped(door)
        stranger = attrs.evolve(
            book,
            regulation=attrs.evolve(book.regulation, code="OURS"),
            clauses=tuple(attrs.evolve(clause, en="own") for clause in book.clauses),
        )

        refused(door, rules=fewer_rules(stranger))


class TestCalendars:
    """
    Anything that knows what kind of day a day is.
    """

    @pytest.mark.parametrize("door", CALENDARS)
    @pytest.mark.parametrize(
        "wrong", [5, "china", dt.date(2026, 1, 1), RAIN, TableCalendar, {}, False]
    )
    def test_no_calendar(self, door: Door, wrong: object) -> None:
        """Season tables are none, and neither is the class of calendars."""
        said = str(refused(door, calendar=wrong))

        assert said.endswith("a WorkCalendar, such as timing.calendars.china()")

    @pytest.mark.parametrize("door", CALENDARS)
    def test_a_calendar_of_the_host(self, door: Door) -> None:
        """It need not be of a class of ours."""
        own = SimpleNamespace(
            calendar_id="own", confirmed=CHINA.confirmed, kind=CHINA.kind
        )

        door(calendar=own)
        door(calendar=CHINA)
        door(calendar=None)


class TestPeriods:
    """
    The days that are reported on.
    """

    @pytest.mark.parametrize("door", PERIODS)
    @pytest.mark.parametrize("wrong", [2026, "2026-03", dt.date(2026, 3, 1), (3, 2026)])
    def test_no_period(self, door: Door, wrong: object) -> None:
        """A year is no period, even where no row would be asked."""
        assert "timing.cycles.month" in str(refused(door, period=wrong))

    @pytest.mark.parametrize("door", [_community, _consulting])
    def test_cells_need_a_period(self, door: Door) -> None:
        """Where months or quarters are judged whole there must be one."""
        assert "timing.cycles.month" in str(refused(door, period=None))

    @pytest.mark.parametrize("door", [_repair, _plan, _construction, _hall])
    def test_elsewhere_none_is_all(self, door: Door) -> None:
        """None takes every row."""
        door(period=None)


class TestMoments:
    """
    The moment of judgement.
    """

    @pytest.mark.parametrize("door", [*ASSESS, _plan])
    @pytest.mark.parametrize("wrong", [None, dt.date(2026, 3, 5), "2026-03-05", 5])
    def test_no_moment(self, door: Door, wrong: object) -> None:
        """Nothing reads a clock instead."""
        with pytest.raises(NotAnInstantError, match="as_of"):
            door(as_of=wrong)

    @pytest.mark.parametrize("door", [*ASSESS, _plan])
    def test_no_zone(self, door: Door) -> None:
        """A moment without a zone is none."""
        with pytest.raises(NaiveTimeError, match="as_of"):
            door(as_of=dt.datetime(2026, 3, 5))  # noqa: DTZ001 - that is the error


class TestOthers:
    """
    Season tables by place, ids, and rows.
    """

    @pytest.mark.parametrize("door", [_construction, _owed])
    @pytest.mark.parametrize("wrong", [RAIN, 5, "beijing", CHINA, [RAIN]])
    def test_seasons_go_by_place(self, door: Door, wrong: object) -> None:
        """One table does not say which projects it is for."""
        assert "from a project's place" in str(refused(door, seasons=wrong))

    def test_seasons_are_tables(self) -> None:
        """A calendar is none."""
        with pytest.raises(InvalidFieldError, match="seasons cannot be"):
            _construction(seasons={"beijing": CHINA})

    @pytest.mark.parametrize(
        ("door", "name"), [(_consulting, "plan"), (_hall, "windows")]
    )
    @pytest.mark.parametrize("wrong", [5, "A1", b"A1", [None], iter(["A1"])])
    def test_ids_are_texts(self, door: Door, name: str, wrong: object) -> None:
        """One text is no collection, and neither is what can be read only once."""
        assert "a collection of ids" in str(refused(door, **{name: wrong}))

    @pytest.mark.parametrize(
        ("door", "name"), [(_consulting, "plan"), (_hall, "windows")]
    )
    @pytest.mark.parametrize("fine", [None, [], ["A1"], {"A1"}, {"A1": 1}.keys()])
    def test_ids_may_stand_in_any_collection(
        self, door: Door, name: str, fine: object
    ) -> None:
        """Lists, sets and the keys of a table."""
        door(**{name: fine})

    @pytest.mark.parametrize(
        "name", ["cases", "rounds", "calls", "forms", "ratings", "findings"]
    )
    @pytest.mark.parametrize("wrong", [None, 5, "A1", object()])
    def test_rows_of_a_hall(self, name: str, wrong: object) -> None:
        """They are refused as the rows of every other ledger are."""
        with pytest.raises(InvalidFieldError, match="allowed: a list of rows"):
            _hall(**{name: wrong})
