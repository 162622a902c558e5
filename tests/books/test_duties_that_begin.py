"""
Duties that begin and end with the row that owes them, and the questions that say when.

A person is owed a check each year from 65 on; a lift is serviced from its first day in
use to its last. Every cell is derived by hand.
"""

import datetime as dt
import json
from typing import Annotated, Any

import attrs
import pendulum
import pytest

from followup_rules import interchange
from followup_rules.books.conditions import parse
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import cadence, clause, deadline, rate, regulation
from followup_rules.errors import InvalidFieldError
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.targets import Bound
from followup_rules.testing.invariants import check_invariants
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, month, period

D = dt.date


def at(month_no: int, day: int, hour: int = 9) -> pendulum.DateTime:
    """Return an instant of 2026."""
    return pendulum.datetime(2026, month_no, day, hour, tz="Asia/Shanghai")


@row("person", "person", "居民", placed="known_on", lasting=True)
class Person:
    """Somebody who may be owed checks."""

    id: str
    known_on: dt.date = said("known since", "建档日期")
    born_on: dt.date | None = said("born", "出生日期", default=None)
    moved_at: dt.datetime | None = said("moved away", "迁出时间", default=None)


@row("check", "check", "体检", placed="done_at", owner="person_id", counts_if="whole")
class Check:
    """A check of somebody; half a one does not count."""

    id: str
    person_id: Annotated[str, Id("person")] = said("whose", "居民")
    done_at: dt.datetime = said("done", "体检时间")
    whole: bool = said("whether whole", "是否完整", default=True)
    good: bool | None = said("whether good", "是否正常", default=None)


def book(*drafts: Any) -> Rulebook:
    """Return a regulation of checks."""
    return regulation(
        "PH",
        "1",
        "Checks",
        "体检",
        clause("1", "People are checked.", "居民体检。", *drafts),
        source="a test",
        ledgers=(Person, Check),
    )


def checked(cycle: Cycle, **more: Any) -> Rulebook:
    """Return the duty to check each person in each cell."""
    return book(
        cadence(
            "check",
            "the check",
            "体检",
            owed_by="clinic",
            of=Check,
            each=Person,
            whose="person_id",
            cycle=cycle,
            **more,
        )
    )


SENIORS = checked(Cycle.YEAR, began="born_on + 65 years", ended="moved_at")
YEARS = period(D(2024, 1, 1), D(2026, 12, 31))


def judged(
    rules: Rulebook, people: list[Person], checks: Any = (), *, within: Any = YEARS
) -> list[tuple[str, str | None, str, str]]:
    """Return what came of every cell of every person on 1 March 2027."""
    report: Any = rules.assess(
        {"person": people, "check": list(checks)},
        as_of=pendulum.datetime(2027, 3, 1, tz="Asia/Shanghai"),
        period=within,
    )
    return [
        (one.subject.id, one.subject.cell, one.status.name, one.reason.code)
        for one in report
    ]


class TestCells:
    """
    A cell is owed where the duty holds at its end.
    """

    @pytest.mark.parametrize(
        ("born", "codes"),
        [
            # 65 on the last day of 2024, and on the first of 2025
            (D(1959, 12, 31), ["cell_missed", "cell_missed", "cell_missed"]),
            (D(1960, 1, 1), ["cell_before_duty", "cell_missed", "cell_missed"]),
            # born on a leap day: 65 on 28 February 2025
            (D(1960, 2, 29), ["cell_before_duty", "cell_missed", "cell_missed"]),
            (D(1962, 1, 1), ["cell_before_duty"] * 3),
            # not known when: nothing is owed yet
            (None, []),
        ],
    )
    def test_from_an_age(self, born: dt.date | None, codes: list[str]) -> None:
        """Years from the birthday on."""
        person = Person(id="1", known_on=D(2020, 1, 1), born_on=born)
        assert [one[-1] for one in judged(SENIORS, [person])] == codes

    @pytest.mark.parametrize(
        ("moved", "codes"),
        [
            (at(12, 31, 23), ["cell_missed", "cell_missed", "cell_after_duty"]),
            (
                pendulum.datetime(2027, 1, 1, tz="Asia/Shanghai"),
                ["cell_missed", "cell_missed", "cell_missed"],
            ),
            # it lies ahead of the moment of judgement
            (
                pendulum.datetime(2027, 3, 2, tz="Asia/Shanghai"),
                ["cell_missed", "cell_missed", "cell_missed"],
            ),
        ],
    )
    def test_until_somebody_moved(self, moved: Any, codes: list[str]) -> None:
        """The year in which it ended is owed no more, those before are."""
        person = Person(
            id="1", known_on=D(2020, 1, 1), born_on=D(1950, 1, 1), moved_at=moved
        )
        assert [one[-1] for one in judged(SENIORS, [person])] == codes

    def test_what_was_done_all_the_same(self) -> None:
        """Is met, before the duty began and in its last cell."""
        person = Person(
            id="1", known_on=D(2020, 1, 1), born_on=D(1960, 6, 1), moved_at=at(5, 1)
        )
        checks = [
            Check(
                id=str(year),
                person_id="1",
                done_at=pendulum.datetime(year, 2, 1, tz="Asia/Shanghai"),
            )
            for year in (2024, 2026)
        ]
        assert [one[2] for one in judged(SENIORS, [person], checks)] == [
            "MET",
            "BREACHED",
            "MET",
        ]

    def test_sentences_and_receipts(self) -> None:
        """In both languages, and back through JSON."""
        person = Person(
            id="1", known_on=D(2020, 1, 1), born_on=D(1960, 6, 1), moved_at=at(5, 1)
        )
        report: Any = SENIORS.assess(
            {"person": [person], "check": []},
            as_of=pendulum.datetime(2027, 3, 1, tz="Asia/Shanghai"),
            period=YEARS,
        )
        before, _, after = report
        assert before.explain("en") == (
            "The check is owed from Sun 2025-06-01 on, which is after 2024; PH-1 does "
            "not apply."
        )
        assert (
            before.explain("zh")
            == "体检自2025年6月1日起方须进行，2024年在此之前，PH-1不适用。"
        )
        assert after.explain("en") == (
            "The duty of the check ended Fri 2026-05-01 09:00, before 2026 was over; "
            "PH-1 does not apply."
        )
        assert after.explain("zh") == (
            "体检的义务已于2026年5月1日09:00终止，其时2026年尚未结束，PH-1不适用。"
        )
        for verdict in report:
            again = SENIORS.replay(json.loads(json.dumps(verdict.receipt())))
            assert again.is_same
            assert again.verdict.explain("zh") == verdict.explain("zh")

    def test_time_turns_nothing(self) -> None:
        """At the turn of every month."""
        rules = checked(Cycle.MONTH, began="known_on", ended="moved_at")
        people = [
            Person(id="1", known_on=D(2026, 3, 15), moved_at=at(6, 30)),
            Person(id="2", known_on=D(2026, 3, 31)),
        ]
        moments = [
            at(n, day, 0) for n in range(1, 10) for day in (1, 2, 15, 30) if n > 2
        ]
        ledgers = {"person": people, "check": []}
        report = check_invariants(
            rules,
            ledgers,
            as_of=at(9, 1),
            moments=moments,
            period=period(D(2026, 1, 1), D(2026, 7, 31)),
        )
        assert [one.reason.code for one in report.verdicts[:7]] == [
            "cell_before_duty",
            "cell_before_duty",
            "cell_missed",
            "cell_missed",
            "cell_missed",
            "cell_after_duty",
            "cell_after_duty",
        ]

    def test_who_moved_before_it_began(self) -> None:
        """Owed nothing, ever."""
        person = Person(
            id="1", known_on=D(2020, 1, 1), born_on=D(1960, 6, 1), moved_at=at(5, 1)
        )
        moved = pendulum.datetime(2024, 5, 1, tz="Asia/Shanghai")
        gone = attrs.evolve(person, moved_at=moved)  # type: ignore[misc]
        assert [one[-1] for one in judged(SENIORS, [gone])] == [
            "cell_before_duty",
            "cell_after_duty",
            "cell_after_duty",
        ]

    def test_without_rows_that_owe_it(self) -> None:
        """Nobody's duty begins with nobody."""
        with pytest.raises(InvalidFieldError, match=r"Cadence\.began"):
            book(
                cadence(
                    "check",
                    "the check",
                    "体检",
                    owed_by="clinic",
                    of=Check,
                    cycle=Cycle.YEAR,
                    began="done_at",
                )
            )


class TestSoLongAfter:
    """
    A moment and so long after it, as any other moment.
    """

    def due(self, since: str) -> Rulebook:
        """Return the duty to be told within ten days."""
        return book(
            deadline(
                "told",
                "telling",
                "告知",
                owed_by="clinic",
                each=Person,
                since=since,
                done="moved_at",
                limit=Days(10),
            )
        )

    @pytest.mark.parametrize(
        ("since", "last_day"),
        [
            ("known_on + 30 days", D(2026, 3, 12)),
            ("known_on + 1 month", D(2026, 3, 10)),
            ("known_on + 1 month + 1 week", D(2026, 3, 17)),
        ],
    )
    def test_it_starts_a_count(self, since: str, last_day: dt.date) -> None:
        """31 January and 30 days are 2 March; and a month, 28 February."""
        person = Person(id="1", known_on=D(2026, 1, 31))
        [one] = self.due(since).assess(
            {"person": [person], "check": []}, as_of=at(4, 1)
        )
        assert one.deadline.last_day == last_day

    def test_hours_run_from_an_instant(self) -> None:
        """Through the night: 36 hours after 9 o'clock are 21 o'clock of the next day."""
        rules = book(
            deadline(
                "told",
                "telling",
                "告知",
                owed_by="clinic",
                each=Check,
                since="done_at + 36 hours",
                done="person.moved_at",
                where="not done_at + 35 hours after person.moved_at",
                limit=Days(1),
            )
        )
        person = Person(id="1", known_on=D(2026, 1, 1))
        checks = [
            Check(id=str(hour), person_id="1", done_at=at(3, 2, hour))
            for hour in (9, 10)
        ]
        report: Any = rules.assess(
            {"person": [person], "check": checks}, as_of=at(3, 3, 21)
        )
        begun, ahead = report
        assert begun.deadline.last_day == D(2026, 3, 4)
        assert ahead.status.name == "NOT_APPLICABLE"

    @pytest.mark.parametrize(
        ("text", "match"),
        [
            ("born_on + 65", "a length after"),
            ("born_on + 3 working days", "a length after"),
            ("born_on + 2 seasons", "a length after"),
            ("born_on +", "a length after"),
        ],
    )
    def test_what_is_no_length(self, text: str, match: str) -> None:
        """Is refused with what is allowed."""
        with pytest.raises(InvalidFieldError, match=match):
            parse(text)

    def test_what_is_no_moment_of_a_row(self) -> None:
        """A name, a flag or the moment of a rule."""
        for since in ("id + 1 day", "due of told + 1 day"):
            with pytest.raises((InvalidFieldError, LookupError, ValueError)):
                self.due(since)


AT_LEAST = book(
    rate(
        "managed",
        "the share well managed",
        "规范管理率",
        owed_by="clinic",
        each=Person,
        met="at least 2 check where good",
        rate="1/2",
        bound=Bound.NOT_LESS_THAN,
    )
)


class TestAtLeast:
    """
    At least so many of the rows that belong to one.
    """

    @pytest.mark.parametrize(
        ("goods", "counts"),
        [
            ([], (0, 0)),
            ([True], (0, 0)),
            ([True, False], (0, 0)),
            ([True, None], (0, 1)),
            ([None, None], (0, 1)),
            ([True, True], (1, 0)),
            ([True, True, None, False], (1, 0)),
        ],
    )
    def test_three_valued(
        self, goods: list[bool | None], counts: tuple[int, int]
    ) -> None:
        """Of the share, and of how many it is not known."""
        checks = [
            Check(id=str(n), person_id="1", done_at=at(3, 2 + n), good=good)
            for n, good in enumerate(goods)
        ]
        half = Check(id="half", person_id="1", done_at=at(3, 9), good=True, whole=False)
        [one] = AT_LEAST.assess(
            {
                "person": [Person(id="1", known_on=D(2026, 3, 1))],
                "check": [*checks, half],
            },
            as_of=at(4, 1),
            period=month(2026, 3),
        )
        assert (one.evidence.numerator, one.evidence.uncertain) == counts

    @pytest.mark.parametrize("text", ["at least 0 check", "at least check", "at least"])
    def test_what_is_no_number(self, text: str) -> None:
        """Is refused with the grammar."""
        with pytest.raises(InvalidFieldError, match="at least 4 visit"):
            parse(text)

    def test_there_and_back(self) -> None:
        """In a file it is the same text."""
        assert interchange.loads(interchange.dumps(AT_LEAST)) == AT_LEAST
        assert interchange.loads(interchange.dumps(SENIORS)) == SENIORS
