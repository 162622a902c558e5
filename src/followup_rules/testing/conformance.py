"""
A system of the host's against the book: the same rows in, the same answers out.

The host's system keeps rows in its own tables, under its own names, and stores what
they came to; between the two there is room for lost time zones, stale statuses and
keys that are none. A subclass of `Conformance` says in three methods how to begin, how
to put a row in and how to ask; its tests put made-up situations through the system, and
a machine changes rows and asks again.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import attrs
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError, InvariantBrokenError
from followup_rules.fields.arguments import check_kind
from followup_rules.ledgers.facts import Fact
from followup_rules.ledgers.values import AnyMoment, Id, Inner, Instant
from followup_rules.ledgers.written import written_rows
from followup_rules.testing.lengths import lengths_of
from followup_rules.testing.made import Situation, situations
from followup_rules.testing.moments import FIRST, LAST
from followup_rules.testing.rowmaking import read
from followup_rules.testing.values import Given, Making, of_attribute
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period, cell_named

_SLOW: Final = (HealthCheck.too_slow, HealthCheck.data_too_large)
_A_WHILE: Final = dt.timedelta(days=20)
_STEPS: Final = 6


class Conformance:
    """
    Whether a system of the host's gives the answers of a book.

    Subclass it in a test, name the book, and write the three methods; pytest finds the
    tests that it brings.

    Attributes:
        book: The book that the system embeds.
        calendar: The work calendar that the system judges with.
        seasons: The season tables that it judges with.
        given: Strategies of the host's own, by `kind.attribute`, for what only some
            values may be, such as the ids of its staff.
        examples: How many situations each test tries.
    """

    book: ClassVar[Rulebook]
    calendar: ClassVar[WorkCalendar | None] = None
    seasons: ClassVar[Any] = None
    given: ClassVar[Given] = {}
    examples: ClassVar[int] = 100

    def begin(self) -> None:
        """
        Begin with a system that holds nothing.
        """
        raise NotImplementedError

    def put(self, kind: str, row: Any) -> None:
        """
        Put a row in, or in the place of the one with its id.

        Rows come owners first, and bring what is inside them. A system that answers
        only what it stored may judge here, or when it is asked.
        """
        raise NotImplementedError

    def answers(self, as_of: dt.datetime, period: Period | None) -> Mapping[str, str]:
        """
        Return what the system says of every obligation: its status by its key.

        Keys and statuses are spelled as `Verdict.key` and `Status.value` are. A system
        that keeps more than the status may return a text of all of it, and say in
        `expected` what it must be.
        """
        raise NotImplementedError

    def expected(self, situation: Situation) -> Mapping[str, str]:
        """
        Return what the system should say; a subclass may ask for more than the status.
        """
        return {verdict.key: verdict.status.value for verdict in situation.report()}

    def situations(self) -> st.SearchStrategy[Situation]:
        """
        Return the situations that the tests try.

        Raises:
            InvalidFieldError: If the class names no book, or the module that holds it.
        """
        return situations(
            self._named(),
            calendar=self.calendar,
            seasons=self.seasons,
            given=self.given,
        )

    def compare(self, situation: Situation) -> None:
        """
        Ask the system about a situation whose rows it holds, and compare.

        Raises:
            InvariantBrokenError: If it answers otherwise than the book.
            InvalidFieldError: If what it answers is no mapping.
        """
        answered = self.answers(situation.as_of, situation.period)
        if not isinstance(answered, Mapping):
            raise InvalidFieldError("answers", answered, "a mapping of statuses by key")
        said = dict(answered)
        right = dict(self.expected(situation))
        for key in sorted({*said, *right}):
            if said.get(key) != right.get(key):
                finding = (
                    f"{key} is {right.get(key)!r}, and the system says "
                    f"{said.get(key)!r}, as of {situation.as_of.isoformat()}"
                )
                raise InvariantBrokenError("the system answers as the book", finding)

    # ------------------------------------------------------------------------- tests

    def test_scenarios(self) -> None:
        """
        The scenarios that stand beside the book are answered for as the book answers.
        """
        for scenario in self._named().scenarios:
            rows = {
                kind: written_rows(self.book.ledgers[kind], own, self.book.zone)
                for kind, own in scenario.ledgers.items()
            }
            label = scenario.period
            situation = Situation(
                book=self.book,
                ledgers=rows,
                as_of=scenario.as_of,
                period=None if label is None else cell_named(label, "period"),
                calendar=self.calendar,
                seasons=self.seasons,
            )
            self.put_all(situation)
            self.compare(situation)

    def test_situations(self) -> None:
        """
        Rows are put in, and answered for as the book answers.
        """

        @self._tried
        def try_one(situation: Situation) -> None:
            self.put_all(situation)
            self.compare(situation)

        try_one()

    def test_judged_again_later(self) -> None:
        """
        The same rows are answered for at a later moment: nothing stays as it was.
        """

        @self._tried
        def try_one(situation: Situation) -> None:
            self.put_all(situation)
            self.compare(situation)
            later = attrs.evolve(situation, as_of=situation.as_of + _A_WHILE)
            self.compare(later)

        try_one()

    def test_put_twice(self) -> None:
        """
        Rows put in a second time change nothing.
        """

        @self._tried
        def try_one(situation: Situation) -> None:
            self.put_all(situation)
            self._put_rows(situation)
            self.compare(situation)

        try_one()

    def test_machine(self) -> None:
        """
        Rows come, change and are asked about in any order.
        """
        machine: Any = lambda: _Machine(self)  # noqa: E731 - one for each run
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=self.examples,
                stateful_step_count=_STEPS,
                deadline=None,
                suppress_health_check=_SLOW,
            ),
        )

    def _named(self) -> Rulebook:
        """Return the book of the class; one that is none is refused."""
        book: Any = getattr(self, "book", None)
        check_kind("book", book, Rulebook, "a Rulebook, such as repair.RULES")
        named: Rulebook = book
        return named

    def _tried(self, test: Any) -> Any:
        """Return a test that tries as many situations as were asked for."""
        tried = settings(
            max_examples=self.examples, deadline=None, suppress_health_check=_SLOW
        )
        return tried(given(self.situations())(test))

    def put_all(self, situation: Situation) -> None:
        """
        Begin, and put every row in.
        """
        self.begin()
        self._put_rows(situation)

    def _put_rows(self, situation: Situation) -> None:
        """Put every row in, owners first."""
        for kind, rows in situation.ledgers.items():
            for row in rows:
                self.put(kind, row)


class _Machine(RuleBasedStateMachine):
    """Rows come and change, time passes, and the system is asked."""

    def __init__(self, host: Conformance) -> None:
        super().__init__()
        self.host = host

    @initialize(data=st.data())
    def starts(self, data: st.DataObject) -> None:
        """Begin with the rows of a situation."""
        self.situation = data.draw(self.host.situations(), label="rows")
        self.host.put_all(self.situation)

    @rule(data=st.data())
    def changes(self, data: st.DataObject) -> None:
        """Put a row in again with another fact."""
        changeable = [
            (kind, number, fact)
            for kind, rows in self.situation.ledgers.items()
            for number in range(len(rows))
            for fact in self.situation.book.ledgers[kind].facts
            if _is_changeable(fact)
        ]
        assume(changeable)
        kind, number, fact = data.draw(st.sampled_from(changeable))
        rows = list(self.situation.ledgers[kind])
        value = data.draw(of_attribute(kind, fact, self._making()), label=fact.name)
        rows[number] = attrs.evolve(rows[number], **{fact.name: value})
        changed = {**self.situation.ledgers, kind: tuple(rows)}
        assume(not _errors(self.situation.book, changed))
        self.situation = attrs.evolve(self.situation, ledgers=changed)
        self.host.put(kind, rows[number])

    @rule(days=st.integers(0, 30))
    def passes(self, days: int) -> None:
        """Let time pass, and ask."""
        as_of = self.situation.as_of + dt.timedelta(days=days)
        self.situation = attrs.evolve(self.situation, as_of=as_of)
        self.host.compare(self.situation)

    def _making(self) -> Making:
        """Return what values are made with."""
        book, zone = self.situation.book, str(self.situation.as_of.tzinfo)
        return Making(book, FIRST, LAST, zone, self.host.given, lengths_of(book))


def _is_changeable(fact: Fact) -> bool:
    """Say whether a fact can change by itself: no name of a row, no rows inside."""
    fixed = isinstance(fact.value, Id | Inner)
    moment = isinstance(fact.value, Instant | AnyMoment)
    return not fixed and (not moment or fact.value.optional)


def _errors(book: Rulebook, ledgers: Mapping[str, Any]) -> bool:
    """Say whether a book cannot read all rows."""
    return any(part.errors for part in read(book, ledgers).ledgers.values())
