"""
Clocks that pauses stop, over the columns of a ledger.

What a bound comes to is worked out by hand where it turns, and held against single rows
on ledgers full of pauses: beside and inside one another, at the start and at the bound,
on rest days, at closing, not over, of reasons that do not count.
"""

import datetime as dt
import random
from functools import cache
from typing import Any

import polars as pl
import pytest
from tests.frames.books.compare import differences, tables
from tests.frames.books.random_ledgers import NOW, SH
from tests.frames.ledgers import rows_of

from followup_rules import frames, interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.timing.calendars import china

CHINA = china()
DESK = {
    "zone": "Asia/Shanghai",
    "on_make_up": "MON",
    "week": {
        "mon": ["09:00-12:00", "13:30-17:30"],
        **dict.fromkeys(("tue", "wed", "thu"), ["09:00-17:00"]),
        "fri": ["22:00-06:00"],
    },
}
COUNTED: dict[str, tuple[str, dict[str, Any]]] = {
    "days": ("5 days", {}),
    "days_out": ("5 days", {"bound_included": False}),
    "days_first": ("5 days", {"start_day_counted": True}),
    "days_roll": ("4 days", {"rest_day": "ROLLS_FORWARD"}),
    "days_back": ("4 days", {"rest_day": "ROLLS_BACKWARD", "hours_roll": True}),
    "days_by_17": ("4 days", {"day_ends": "17:00:00"}),
    "days_office": ("4 days", {"closes_at": "OFFICE_CLOSE", "hours": DESK}),
    "days_clock": ("4 days", {"closes_at": "CLOCK_TIME"}),
    "weeks": ("1 week", {}),
    "months": ("1 month", {"months_from_next_day": True}),
    "span": ("1 month 3 days", {"rest_day": "ROLLS_FORWARD"}),
    "half": ("1 half-month", {}),
    "worked": ("3 working days", {}),
    "worked_rolled": ("3 working days", {"rest_day_start": "ROLL_THEN_COUNT"}),
    "worked_short": ("3 days", {"working_days_up_to": 3}),
    "worked_first": ("3 working days", {"start_day_counted": True}),
    "hours": ("50 hours", {}),
    "hours_out": ("50 hours", {"bound_included": False, "hour_start": "NEXT_FULL_HOUR"}),
    "hours_roll": ("50 hours", {"hours_roll": True, "rest_day": "ROLLS_FORWARD"}),
    "hours_stand": ("30 hours", {"hours_stand_still": True}),
    "open": ("12 working hours", {"hours": DESK}),
    "open_next": (
        "15 working minutes",
        {"hours": {**DESK, "at_closing": "NEXT_OPENING"}, "bound_included": False},
    ),
    "received": (
        "2 days",
        {"hours": DESK, "outside_hours": "NEXT_OPENING"},
    ),
}
"""Limits and how they are counted, by the id of the rule."""


def words(text: str) -> dict[str, str]:
    """Return words in both languages."""
    return {"en": text, "zh": text}


def fact(kind: str, **more: Any) -> dict[str, Any]:
    """Return what an attribute is."""
    return {"type": kind, "words": words("what is told"), **more}


def rule(limit: str | None, counting: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a deadline that papers stop."""
    feed = {"each": "case", "since": "came_at", "done": "done_at", **more.pop("feed", {})}
    made = {
        "kind": "deadline",
        "clause": "STOP-1",
        "name": words("reply"),
        "owed_by": "desk",
        "trigger": "came_at",
        "stopped_by": ["papers"],
        "counting": counting,
        "feed": {"pauses": HOLDS, **feed},
        **more,
    }
    return made if limit is None else {"limit": limit, **made}


HOLDS = {
    "of": "hold",
    "where": "meant",
    "begins": "began_at",
    "ends": "ended_at",
    "reason": "ground",
}
MORE = {
    "of": "request",
    "asked_at": "asked_at",
    "granted_at": "granted_at",
    "granted_by": "by",
    "amount": "more",
    "extended_to": "until",
}
EXTENDED: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "any": ("5 days", {}, {}),
    "any_time": ("3 working days", {}, {"asked_in_time": False}),
    "once": ("3 days", {"rest_day": "ROLLS_FORWARD"}, {"times": 1}),
    "by_head": ("1 month", {}, {"granted_by": ["head"], "at_a_time": "3 days"}),
    "as_long": (
        "4 days",
        {"start_day_counted": True, "bound_included": False},
        {"no_longer_than_limit": True, "granted_by": ["head", "desk"], "times": 2},
    ),
    "in_all": ("2 working days", {}, {"in_all": "5 working days"}),
    "never_later": ("3 days", {"rest_day": "ROLLS_BACKWARD"}, {"no_later_than": "9 days"}),
    "not_in_columns": ("50 hours", {}, {"times": 1}),
    "with_notice": ("9 days", {}, {"least_notice": "1 day"}),
}
"""Limits, how they are counted, and what may be granted."""

OWN = {"begins": "stopped_at", "ends": "went_on_at", "reason": "why"}
TEXT: dict[str, Any] = {
    "regulation": {
        "code": "STOP",
        "edition": "1",
        "title": words("Stops"),
        "source": "made for a test",
    },
    "words": {"desk": {"text": words("desk")}},
    "facts": {
        "case": {
            "words": words("case"),
            "placed": "came_at",
            "attributes": {
                "came_at": fact("instant"),
                "done_at": fact("instant?"),
                "sort": fact("category of sorted?"),
                "stopped_at": fact("instant?"),
                "went_on_at": fact("instant?"),
                "why": fact("one of papers, ill?"),
                "told_at": fact("instant?"),
                "extra": fact("text?"),
            },
        },
        "request": {
            "words": words("request"),
            "placed": "asked_at",
            "owner": "case_id",
            "lasting": True,
            "attributes": {
                "case_id": fact("id of case"),
                "asked_at": fact("instant?"),
                "granted_at": fact("instant?"),
                "by": fact("one of head, desk?"),
                "more": fact("text?"),
                "until": fact("day?"),
            },
        },
        "hold": {
            "words": words("hold"),
            "placed": "began_at",
            "owner": "case_id",
            "lasting": True,
            "attributes": {
                "case_id": fact("id of case"),
                "began_at": fact("instant?"),
                "ended_at": fact("instant?"),
                "ground": fact("one of papers, ill?"),
                "meant": fact("yes or no?"),
            },
        },
    },
    "clauses": {"STOP-1": words("Answer."), "STOP-2": words("At once.")},
    "rules": {
        **{name: rule(*counted) for name, counted in COUNTED.items()},
        "sorted": rule(
            None,
            {},
            cases={
                "slow": {"limit": "3 working days", "clause": "STOP-1"},
                "fast": {"limit": "30 hours", "clause": "STOP-2"},
            },
            feed={"category": "sort"},
        ),
        **{
            name: {
                **rule(limit, counting, feed={"extensions": MORE}),
                "extension": says,
            }
            for name, (limit, counting, says) in EXTENDED.items()
        },
        "sorted_more": {
            **rule(
                None,
                {},
                cases={
                    "slow": {"limit": "3 working days", "clause": "STOP-1"},
                    "fast": {"limit": "2 days", "clause": "STOP-2"},
                },
                feed={"category": "sort", "extensions": MORE},
            ),
            "extension": {"no_longer_than_limit": True},
        },
        "own_more": {
            **rule("3 days", {}, feed={"extensions": {"amount": "extra"}}),
            "extension": {"asked_in_time": False, "times": 1},
        },
        "own": rule("3 days", {}, feed={"pauses": OWN}),
        "latest": {
            **rule("3 days", {}),
            "start": "LATEST",
            "events": ["came_at", "told_at"],
            "feed": {
                "each": "case",
                "done": "done_at",
                "starts": {"came_at": "came_at", "told_at": "told_at"},
                "pauses": HOLDS,
            },
        },
        "brought": rule(None, {}, case_limit={}, feed={"limit": "why"}),
        "after": {
            **rule("1 day", {}, feed={"since": "due of days"}),
            "stopped_by": [],
        },
        "broken": {
            **rule("1 day", {}, feed={"since": "breach of days"}),
            "stopped_by": [],
        },
    },
}
del TEXT["rules"]["latest"]["trigger"], TEXT["rules"]["latest"]["feed"]["pauses"]
TEXT["rules"]["latest"]["feed"]["pauses"] = HOLDS
for _name in ("after", "broken"):
    del TEXT["rules"][_name]["feed"]["pauses"], TEXT["rules"][_name]["stopped_by"]


@cache
def book(*rules: str) -> Rulebook:
    """Return the book with some of its rules."""
    kept = {name: TEXT["rules"][name] for name in rules}
    facts = TEXT["facts"]
    if "sorted" not in rules:
        case = dict(facts["case"]["attributes"], sort=fact("text?"))
        facts = {**facts, "case": {**facts["case"], "attributes": case}}
    made: Rulebook = interchange.load({**TEXT, "facts": facts, "rules": kept})
    return made


def at(dice: random.Random, near: dt.datetime) -> dt.datetime:
    """Return a moment around another, at the edges of days and of hours."""
    day = near.date() + dt.timedelta(days=dice.randrange(-3, 12))
    clock = dice.choice([(0, 0), (6, 0), (9, 0), (12, 0), (17, 0), (17, 30), (23, 59)])
    return dt.datetime(day.year, day.month, day.day, *clock, tzinfo=SH)


def ledgers(seed: int, *, odd: float = 0.05) -> dict[str, list[dict[str, Any]]]:
    """Return cases with many pauses; a share of what is told is told badly."""
    dice = random.Random(seed)
    cases, holds, requests = [], [], list[dict[str, Any]]()
    for number in range(12):
        came = at(dice, NOW - dt.timedelta(days=dice.choice([3, 10, 20, 40])))
        came = min(came, NOW) if dice.random() > odd else came
        done = at(dice, came + dt.timedelta(days=dice.choice([2, 6, 12])))
        stopped = at(dice, came)
        went_on = stopped + dt.timedelta(days=dice.randrange(4))
        own = dice.random() < 0.5
        cases.append(
            {
                "id": f"C{number}",
                "came_at": came,
                "done_at": max(done, came) if dice.random() < 0.6 else None,
                "sort": dice.choice(["slow", "fast", "slow", None]),
                "stopped_at": stopped if own else None,
                "went_on_at": went_on if own and dice.random() < 0.8 else None,
                "why": dice.choice(["papers", "ill"]) if own else None,
                "told_at": at(dice, came) if dice.random() < 0.7 else None,
                "extra": dice.choice([None, "1 day", "2 working days", "5 weeks"]),
            }
        )
        requests += asked_for(dice, number, came, odd)
        for _ in range(0 if dice.random() < 0.4 else dice.choice([0, 1, 2, 3, 5])):
            began = at(dice, came + dt.timedelta(days=dice.choice([0, 0, 5, 9])))
            over: dt.datetime | None = began + dt.timedelta(
                hours=dice.choice([0, 1, 5, 24, 49, 96, 200])
            )
            if dice.random() < odd:
                over = began - dt.timedelta(hours=1)
            meant = True if dice.random() > odd else dice.choice([None, False])
            holds.append(
                {
                    "id": f"H{len(holds)}",
                    "case_id": f"C{number}",
                    "began_at": began if dice.random() > odd / 2 else None,
                    "ended_at": None if dice.random() < 0.15 else over,
                    "ground": dice.choice(["papers", "papers", "papers", "ill"])
                    if dice.random() > odd / 2
                    else None,
                    "meant": meant,
                }
            )
    for place, one in enumerate(requests):
        one["id"] = f"R{place}"
    return {"case": cases, "hold": holds, "request": requests}


def asked_for(
    dice: random.Random, number: int, came: dt.datetime, odd: float
) -> list[dict[str, Any]]:
    """Return what more time was asked for of a case."""
    made = []
    for _ in range(dice.choice([0, 0, 1, 1, 2, 3, 4])):
        asked = max(came, at(dice, came)) if dice.random() > odd else at(dice, came)
        more: str | None = dice.choice(
            ["1 day", "3 days", "1 week", "2 working days", "30 working days", "0 days"]
        )
        until = None
        if dice.random() < 0.3:
            more, until = None, asked.date() + dt.timedelta(days=dice.randrange(12))
        if dice.random() < odd:
            more = dice.choice(["soon", "1 month", None, "2 days"])
        made.append(
            {
                "id": "",
                "case_id": f"C{number}",
                "asked_at": asked if dice.random() > odd / 2 else None,
                "granted_at": asked + dt.timedelta(days=dice.choice([0, 0, 1, 9]))
                if dice.random() < 0.8
                else None,
                "by": dice.choice(["head", "head", "desk", None]),
                "more": more,
                "until": until,
            }
        )
    return made


RULES = tuple(TEXT["rules"])
IN_DAYS = tuple(name for name in RULES if name.startswith(("days", "worked")))
BY_THE_CLOCK = ("hours", "hours_out", "hours_roll", "hours_stand", "open", "open_next")
OTHERS = ("weeks", "months", "span", "half", "received", "sorted", "own", "latest")
CHAINED = ("days", "after", "broken", "brought")
MORE_TIME = (*EXTENDED, "own_more")


class TestTheSameVerdicts:
    """
    Whatever pauses and extensions do, columns say what rows say.
    """

    @pytest.mark.parametrize(
        ("engine", "rules", "seed"),
        [
            ("polars", IN_DAYS, 1),
            ("pyarrow", IN_DAYS, 2),
            ("polars", BY_THE_CLOCK, 3),
            ("pyarrow", BY_THE_CLOCK, 4),
            ("pandas", OTHERS, 5),
            ("polars lazy", OTHERS, 6),
            ("polars", CHAINED, 7),
            ("polars", MORE_TIME, 8),
            ("pyarrow", MORE_TIME, 9),
            ("pyarrow", ("sorted", "sorted_more"), 10),
        ],
    )
    def test_in_memory(self, engine: str, rules: tuple[str, ...], seed: int) -> None:
        """
        Days, months, working days, hours, open hours; what is told, and told badly.
        """
        rows = ledgers(seed, odd=0.05 * (seed % 2))
        assert differences(book(*rules), rows, engine, as_of=NOW, calendar=CHINA) == []

    @pytest.mark.parametrize("rule", ["days", "open", "by_head"])
    def test_in_a_database(self, rule: str) -> None:
        """
        The windows over pauses, and extensions side by side, as SQL.
        """
        rows = ledgers(11, odd=0.0)
        assert differences(book(rule), rows, "duckdb", as_of=NOW, calendar=CHINA) == []

    @pytest.mark.parametrize("rules", [IN_DAYS, BY_THE_CLOCK, MORE_TIME])
    def test_without_a_calendar(self, rules: tuple[str, ...]) -> None:
        """
        What needs one is not known, and the rest is.
        """
        rows = ledgers(12, odd=0.0)
        assert differences(book(*rules), rows, "pyarrow", as_of=NOW) == []
