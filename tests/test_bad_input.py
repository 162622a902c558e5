"""
What hosts hand over by mistake, and the words in which they are told.

Nothing is lost by it: the other rows are judged, and what is the host's own error comes
through as it was raised. Spreadsheets have their list in `integrations/test_workbook`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import Phase, settings

from followup_rules import agenda
from followup_rules.agenda import merge
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    NaiveTimeError,
)
from followup_rules.feeds import feed
from followup_rules.publication import notice_board
from followup_rules.rulebooks import consulting, repair
from followup_rules.testing import Conformance, check_invariants
from followup_rules.timing.cycles import Period, month, period

MARCH = month(2026, 3)


def at(day: int) -> pendulum.DateTime:
    """Return nine in the morning of a day of March 2026."""
    return pendulum.datetime(2026, 3, day, 9, tz="Asia/Shanghai")


class Job:
    """
    A host's own row.
    """

    id: Any = "W1"
    categories: Any = "leak"
    responsible = None
    owes_visit = True
    premises = "in_home"
    completed_at: Any = at(2)


def listed(*rows: Any, **told: Any) -> agenda.Agenda:
    """Return the agenda of some jobs."""
    asked = {"as_of": at(3), "span": MARCH, **told}
    return agenda.agenda(repair.RULES, {"repair": rows}, **asked)


class TestAnEmptyPortfolio:
    """Nothing is owed, and everything says so."""

    def test_everywhere(self) -> None:
        report = repair.assess([], [], as_of=at(3).add(months=2), period=MARCH)
        board = notice_board(report.where(rule="visit_deadline"), language="zh")

        assert [verdict.explain("zh") for verdict in report] == [
            f"2026年3月内没有可计的对象，REPAIR-{clause}不适用。"
            "各角色合计回访0项（共0项），仅供参考。"
            for clause in ("1b", "1c", "1d")
        ]
        assert "本期无判定事项。" in board
        assert len(listed()) == 0
        assert b"BEGIN:VEVENT" not in feed(listed()).content
        assert len(check_invariants(repair.RULES, {}, as_of=at(3))) == 3


class TestReversedSpans:
    """They are refused where they are made, and where they are handed in."""

    def test_the_two_days_are_named(self) -> None:
        with pytest.raises(ImpossibleOrderError) as caught:
            period(dt.date(2026, 3, 5), dt.date(2026, 3, 1))
        assert str(caught.value) == (
            "last (2026-03-01) lies before first (2026-03-05); "
            "correct one of the two facts"
        )
        with pytest.raises(ImpossibleOrderError, match=r"span\.last .2026-03-01. lies"):
            listed(Job(), span=Period(MARCH.last, MARCH.first, "turned"))


class TestFactsWithoutIds:
    """Such a row goes by its place, and the others are judged."""

    @pytest.mark.parametrize("name", ["None", "absent", "empty"])
    def test_by_place(self, name: str) -> None:
        class Nameless(Job):
            """A row that lacks its id."""

        Nameless.id = {"None": None, "absent": None, "empty": ""}[name]
        row: Any = Nameless()
        report = repair.assess([Job(), row], [], as_of=at(3))

        (error,) = report.row_errors
        held = "''" if name == "empty" else "None"
        assert str(error) == (
            f"repair 'no. 2', id: cannot be {held}; allowed: a whole number, or a text "
            "without edge blanks, control characters or characters that nobody "
            "sees, in NFC"
        )
        said = error.in_language("zh")
        assert said.startswith("维修第2条的编号为")
        assert said.endswith("应为整数，或首尾不留空格、不含换行和不可见字符的文本。")
        assert repr(error) == f"<RowError {error}>"
        assert report.accounts["repair"].judged == 1


class TestAFeedWithoutAZone:
    """A calendar of times that are nowhere is not written."""

    def test_the_way_out_is_said(self) -> None:
        found = listed(Job())
        (entry,) = found.entries
        naive: Any = pendulum.naive(2026, 3, 6)
        wrong = attrs.evolve(found, entries=(attrs.evolve(entry, closes=naive),))

        with pytest.raises(NaiveTimeError) as caught:
            feed(wrong)
        assert str(caught.value) == (
            "closes has no time zone: DateTime(2026, 3, 6, 0, 0, 0). Attach the zone it "
            "was recorded in, for example pendulum.instance(value, tz='Asia/Shanghai')"
        )


class TestTwoBooksWithOneKey:
    """One list cannot hold two obligations of one name."""

    def test_the_key_is_named(self) -> None:
        one = listed(Job())
        other = agenda.agenda(consulting.RULES, {}, as_of=at(3), span=MARCH)

        assert len(merge(one, other)) == len(one) + len(other)
        changed = repair.RULES.choose("A-05", "CIVIL_CODE_203")
        rows = {"repair": [Job()]}
        same_code = agenda.agenda(changed, rows, as_of=at(3), span=MARCH)
        for twin in (one, same_code):
            with pytest.raises(InvalidFieldError) as caught:
                merge(one, twin)
            assert str(caught.value) == (
                "key cannot be 'REPAIR/visit_deadline//repair/W1/'; "
                "allowed: a key that no other entry has; a book goes in once, and one "
                "of your own has a code of its own"
            )


class LostError(Exception):
    """
    What a host raises.
    """


class Lame(Job):
    """
    A row of which one property fails.
    """

    @property
    def completed_at(self) -> Any:
        """Fail as a database does."""
        raise LostError("the connection is gone")


class Mistyped(Job):
    """
    A row of which one property has a slip.
    """

    @property
    def completed_at(self) -> Any:
        """Ask for what is not there."""
        return self.wgjs  # type: ignore[attr-defined]


class TestWhatIsTheHostsOwn:
    """An adapter or a property that raises: its own error, with its own line."""

    def test_a_property(self) -> None:
        with pytest.raises(LostError, match="the connection is gone") as error:
            repair.assess([Job(), Lame()], [], as_of=at(3))
        (said,) = error.value.__notes__
        assert said == "while 'completed_at' of repair no. 2 was read"
        with pytest.raises(AttributeError, match="no attribute 'wgjs'"):
            repair.assess([Mistyped()], [], as_of=at(3))
        with pytest.raises(LostError):
            check_invariants(repair.RULES, {"repair": [Lame()]}, as_of=at(3))
        with pytest.raises(LostError):
            listed(Lame())

    def test_rows_that_stop_half_way(self) -> None:
        def rows() -> Iterator[Job]:
            """Yield one, and fail."""
            yield Job()
            raise LostError("the cursor is closed")

        with pytest.raises(LostError, match="the cursor is closed") as error:
            repair.assess(rows(), [], as_of=at(3))
        said = "while the rows (repair) were read, after 1 of them"
        assert error.value.__notes__ == [said]

    def test_an_adapter_of_the_conformance_kit(self) -> None:
        one = settings(max_examples=1, phases=[Phase.generate], database=None)

        class Broken(Conformance):
            """A system that cannot be asked."""

            book = repair.RULES
            examples = 1

            def begin(self) -> None:
                """Begin."""

            def put(self, kind: str, row: Any) -> None:
                """Keep nothing."""

            def answers(self, as_of: Any, period: Any) -> Mapping[str, str]:
                """Fail."""
                raise LostError(f"no route to host for {as_of} {period}")

        class Silent(Broken):
            """A system whose adapter forgets to return."""

            def answers(self, as_of: Any, period: Any) -> Any:
                """Return nothing."""

        before = settings.get_current_profile_name()
        settings.register_profile("one", one)
        settings.load_profile("one")
        try:
            with pytest.raises(LostError, match="no route to host"):
                Broken().test_situations()
            with pytest.raises(InvalidFieldError) as caught:
                Silent().test_situations()
        finally:
            settings.load_profile(before)
        assert str(caught.value) == (
            "answers cannot be None; allowed: a mapping of statuses by key"
        )
