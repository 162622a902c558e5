"""
More time of every kind over the columns of a ledger, beside pauses and without them.

Requests in months, hours, open hours and several units, many of one case, and pauses that
came before and after what was granted, held against single rows; where it turns, against
what is worked out by hand.
"""

import copy
import datetime as dt
import random
from functools import cache
from typing import Any

from tests.frames.books.test_stopped_clocks import (
    DESK,
    MORE,
    TEXT,
    at,
    fact,
    ledgers,
    rule,
)

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook

AMOUNTS = (
    "1 day",
    "3 days",
    "1 week",
    "2 working days",
    "1 month",
    "1 half-month",
    "3 half-months",
    "1 year",
    "5 hours",
    "90 minutes",
    "1 month 3 days",
    "1 month - 4 days",
    "1 day 5 hours",
    "6 working hours",
    "45 working minutes",
)
UNTIL_THEN = {**MORE, "extended_to": "until_at"}
IN_DAYS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "plain": ("5 days", {}, {}),
    "first_day": ("5 days", {"start_day_counted": True}, {"at_a_time": "1 month"}),
    "next_day": (
        "1 month",
        {"months_from_next_day": True},
        {"in_all": "1 month 2 days"},
    ),
    "short": ("3 days", {"working_days_up_to": 3}, {"no_longer_than_limit": True}),
    "by_17": ("4 days", {"day_ends": "17:00:00"}, {}),
    "rolls": ("4 days", {"rest_day": "ROLLS_FORWARD", "hours_roll": True}, {}),
    "back": ("1 half-month", {"rest_day": "ROLLS_BACKWARD"}, {"times": 3}),
    "out": ("1 week", {"bound_included": False}, {"no_later_than": "20 days"}),
    "notice": ("9 days", {}, {"least_notice": "2 working days"}),
    "notice_hours": (
        "9 days",
        {"start_day_counted": True},
        {"least_notice": "30 hours"},
    ),
    "worked": ("3 working days", {}, {"least_notice": "1 day", "granted_by": ["head"]}),
}
IN_HOURS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "hours": ("50 hours", {}, {"no_longer_than_limit": True}),
    "hours_out": (
        "50 hours",
        {"bound_included": False, "hour_start": "NEXT_FULL_HOUR"},
        {"in_all": "2 days"},
    ),
    "hours_roll": ("50 hours", {"hours_roll": True, "rest_day": "ROLLS_FORWARD"}, {}),
    "stand": ("30 hours", {"hours_stand_still": True}, {}),
    "open": ("12 working hours", {"hours": DESK}, {"at_a_time": "8 working hours"}),
    "received": ("2 days", {"hours": DESK, "outside_hours": "NEXT_OPENING"}, {}),
    "notice_open": (
        "12 working hours",
        {"hours": DESK},
        {"least_notice": "4 working hours"},
    ),
}
CASES = {
    "slow": {"limit": "3 working days", "clause": "STOP-1"},
    "fast": {"limit": "30 hours", "clause": "STOP-2"},
}


def without_pauses(made: dict[str, Any]) -> dict[str, Any]:
    """Return a rule that nothing stops."""
    feed = {key: one for key, one in made["feed"].items() if key != "pauses"}
    kept = {key: one for key, one in made.items() if key != "stopped_by"}
    return {**kept, "feed": feed}


def both(
    limit: str | None, counting: dict[str, Any], says: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """Return a rule that is stopped, and may be extended."""
    feed = {"extensions": MORE, **more.pop("feed", {})}
    return {**rule(limit, counting, feed=feed, **more), "extension": says}


STOPPED = {
    **{name: both(*told) for name, told in (IN_DAYS | IN_HOURS).items()},
    "sorted": both(
        None,
        {},
        {"no_longer_than_limit": True},
        cases=CASES,
        feed={"category": "sort"},
    ),
    "until_then": both("5 days", {}, {}, feed={"extensions": UNTIL_THEN}),
    "until_17": both(
        "5 days", {"day_ends": "17:00:00"}, {}, feed={"extensions": UNTIL_THEN}
    ),
}
ALONE = {f"{name}_alone": without_pauses(made) for name, made in STOPPED.items()} | {
    "cell": without_pauses(
        both("day 25 of the month", {}, {"no_later_than": "day 10 of the next month"})
    ),
}
RULES = STOPPED | ALONE


@cache
def book(*rules: str) -> Rulebook:
    """Return a book with some of the rules."""
    told = copy.deepcopy(TEXT)
    told["rules"] = {name: RULES[name] for name in rules}
    facts = told["facts"]
    facts["request"]["attributes"]["until_at"] = fact("instant?")
    if not any(name.startswith("sorted") for name in rules):
        facts["case"]["attributes"]["sort"] = fact("text?")
    else:
        named = next(name for name in rules if name.startswith("sorted"))
        facts["case"]["attributes"]["sort"] = fact(f"category of {named}?")
    made: Rulebook = interchange.load(told)
    return made


def made(seed: int, *, odd: float = 0.0) -> dict[str, list[dict[str, Any]]]:
    """Return cases with pauses, and with requests of every kind."""
    rows = ledgers(seed, odd=odd)
    dice = random.Random(seed)
    rows["request"] = []
    for number, one in enumerate(rows["case"]):
        for _ in range(dice.choice([0, 1, 1, 2, 3, 5])):
            came = one["came_at"]
            asked = max(came, at(dice, came))
            amount: str | None = dice.choice(AMOUNTS)
            until = until_at = None
            if dice.random() < 0.25:
                amount, until_at = None, at(dice, asked + dt.timedelta(days=4))
                until_at = max(until_at, came)
                until = until_at.date()
            granted = asked + dt.timedelta(days=dice.choice([0, 0, 1, 9]))
            rows["request"].append(
                {
                    "id": f"R{len(rows['request'])}",
                    "case_id": f"C{number}",
                    "asked_at": asked if dice.random() > odd else None,
                    "granted_at": granted if dice.random() < 0.8 else None,
                    "by": dice.choice(["head", "head", "desk"]),
                    "more": amount if dice.random() > odd else "soon",
                    "until": until,
                    "until_at": until_at,
                }
            )
    return rows
