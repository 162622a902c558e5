"""
Two facts cannot stand in an impossible order; what is reckoned from one may.

Somebody moved away in May 2024. Where the row itself says that the duty began later, one
of the two is wrong; where it would have begun on the 65th birthday, nothing is.
"""

import datetime as dt
from typing import Annotated, Any

import pendulum
import pytest

from followup_rules.books.conditions import parse
from followup_rules.books.feeds.reckoned import never_began
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    clause,
    deadline,
    intervals,
    procedure,
    regulation,
    series,
    streaks,
)
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.series import Between
from followup_rules.policies.streaks import Streak
from followup_rules.timing.amounts import Days, Months
from followup_rules.timing.moments import zone_of

D = dt.date
NOW = pendulum.datetime(2027, 1, 1, tz="Asia/Shanghai")
HOME = zone_of("Asia/Shanghai")


@row("person", "person", "居民", placed="known_on", lasting=True)
class Person:
    """Somebody who may be owed checks."""

    id: str
    known_on: D = said("known since", "建档日期")
    born_on: D | None = said("born", "出生日期", default=None)
    moved_on: D | None = said("moved away", "迁出日期", default=None)
    looked_on: D | None = said("looked at", "查看日期", default=None)
    entered_at: dt.datetime | None = None


@row("check", "check", "体检", placed="done_on", owner="person_id")
class Check:
    """A check of somebody."""

    id: str
    person_id: Annotated[str, Id("person")] = said("whose", "居民")
    done_on: D = said("done", "体检日期")
    entered_at: dt.datetime | None = None


def _intervals(start: str) -> Any:
    asked = {"since": start, "ended": "moved_on"}
    told: dict[str, Any] = {"owed_by": "clinic", "of": Check, "each": Person}
    told["asked"] = asked
    return intervals("rule", "the check", "体检", **told, most=Months(12))


def _series(start: str) -> Any:
    window = Between(opens=Days(10), closes=Days(40))
    return series(
        "rule",
        "the checks",
        "体检",
        owed_by="clinic",
        of=Check,
        each=Person,
        anchor=start,
        visits={"first": ("the first check", "首次体检", window)},
        asked={"ended": "moved_on"},
    )


def _streaks(start: str) -> Any:
    asked = {"since": start, "until": "moved_on"}
    told: dict[str, Any] = {"owed_by": "clinic", "of": Check, "each": Person}
    told |= {"asked": asked, "number": 2, "streak": Streak.TOTAL}
    return streaks("rule", "the talk", "约谈", **told)


def _deadline(start: str) -> Any:
    told: dict[str, Any] = {"owed_by": "clinic", "each": Person, "done": "looked_on"}
    return deadline("rule", "the visit", "回访", **told, since=start, closed="moved_on")


def _procedure(start: str) -> Any:
    return procedure(
        "rule",
        "the visit",
        "回访",
        owed_by="clinic",
        each=Person,
        since=start,
        steps={"look": {"name": ("the look", "查看"), "at": "looked_on"}},
        closed="moved_on",
    )


KINDS = {
    "intervals": (_intervals, ["interval_cut_off"]),
    "series": (_series, ["visit_not_owed"]),
    "streaks": (_streaks, ["streak_not_reached"]),
    "deadline": (_deadline, ["open_without_limit"]),
    "procedure": (_procedure, ["steps_outstanding"]),
}


def book(draft: Any) -> Rulebook:
    """Return a regulation of one rule."""
    first = clause("1", "People are checked.", "居民体检。", draft)
    told: Any = {"source": "a test", "ledgers": (Person, Check)}
    return regulation("PH", "1", "Checks", "体检", first, **told)


def judged(rules: Rulebook, **told: Any) -> Any:
    """Judge one who was checked twice before 2024, and another who is in order."""
    checks = [Check(id=f"C{n}", person_id="P1", done_on=D(2023, n, 1)) for n in (5, 6)]
    people = [
        Person(id="P1", known_on=D(2020, 1, 1), moved_on=D(2024, 5, 1), **told),
        Person(id="P2", known_on=D(2020, 1, 1), born_on=D(2020, 6, 1)),
    ]
    return rules.assess({"person": people, "check": checks}, as_of=NOW)


@pytest.mark.parametrize("kind", KINDS)
class TestKinds:
    """
    Each kind that is told when something begins, and when it is over.
    """

    def test_two_facts(self, kind: str) -> None:
        """An error of the row, which costs the other person nothing."""
        report = judged(book(KINDS[kind][0]("born_on")), born_on=D(2024, 5, 2))
        (error,) = report.row_errors
        assert error.row == "P1"
        assert "lies before" in error.problem
        assert {one.subject.id for one in report.verdicts} == {"P2"}

    def test_a_beginning_that_is_reckoned(self, kind: str) -> None:
        """No fact is wrong, and nobody is accused."""
        make, codes = KINDS[kind]
        report = judged(book(make("born_on + 65 years")), born_on=D(1960, 6, 1))
        assert report.row_errors == ()
        found = [one for one in report.verdicts if one.subject.id == "P1"]
        assert {*codes} <= {one.reason.code for one in found}
        assert not any(one.is_violation for one in found)


@pytest.mark.parametrize(
    ("asked", "start", "end", "never"),
    [
        ("born_on", D(2025, 1, 1), D(2024, 1, 1), False),
        ("born_on + 1 year", D(2025, 1, 1), D(2024, 1, 1), True),
        ("born_on + 1 year", D(2025, 1, 1), D(2025, 1, 1), False),
        ("born_on + 1 year", None, D(2024, 1, 1), False),
        ("born_on + 1 year", D(2025, 1, 1), None, False),
        ("born_on + 1 year", {"a": D(2025, 1, 1)}, D(2024, 1, 1), False),
    ],
)
def test_never_began(asked: str, start: Any, end: Any, never: bool) -> None:  # noqa: FBT001 - drawn
    """Only what is reckoned, and only where both are moments."""
    assert never_began(parse(asked), start, end, HOME) is never
