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

import pytest
from attrs import evolve
from tests.frames.books.compare import differences, tables
from tests.frames.books.random_ledgers import NOW
from tests.frames.books.test_stopped_clocks import (
    CHINA,
    DESK,
    MORE,
    TEXT,
    at,
    at_most_two,
    case,
    day,
    fact,
    hold,
    ledgers,
    moment,
    request,
    rule,
)
from tests.frames.ledgers import rows_of

from followup_rules import frames, interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books import granted
from followup_rules.timing.amounts import Days, Hours

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
    "3日",
    "1个月减4天",
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
BY_DAY = {"begins": "stopped_on", "ends": "stopped_on", "reason": "why"}
RULES = (
    STOPPED
    | ALONE
    | {
        name: both("5 days", counting, {}, feed={"pauses": BY_DAY})
        for name, counting in (("by_day", {}), ("by_day_17", {"day_ends": "17:00:00"}))
    }
    | {
        "abroad": both("5 days", {"zone": "Asia/Tokyo"}, {}),
        "brought": both(None, {}, {}, case_limit={}, feed={"limit": "why"}),
        "closing": both("5 days", {"hours": DESK, "closes_at": "OFFICE_CLOSE"}, {}),
        "in_hours": both("5 days", {}, {"in_all": "5 hours"}, feed={"pauses": BY_DAY}),
    }
)


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


def judged(
    name: str, **rows: list[dict[str, Any]]
) -> tuple[list[tuple[Any, ...]], dict[str, int]]:
    """Return reason and bound of each case, and how many rows were taken."""
    every = [{"until_at": None, **one} for one in rows.pop("request", [])]
    given = {"case": [case(1)], "hold": [], "request": every, **rows}
    made_ = tables(book(name), given, "pyarrow")
    found = frames.assess(book(name), made_, as_of=NOW, calendar=CHINA)
    taken = {kind: count for kind, count in found.rows_taken.items() if count}
    return [
        (row["reason"], row["last_day"], row["closes"])
        for row in rows_of(found.verdicts)
    ], taken


class TestTheSameVerdicts:
    """
    Whatever is asked for, and whatever stops the clock besides, columns say what rows say.
    """

    @pytest.mark.parametrize(
        ("engine", "rules", "seed"),
        [
            ("polars", ("next_day_alone", "short_alone", "until_17_alone", "cell"), 1),
            ("pyarrow", ("rolls", "notice_hours"), 2),
            ("polars", ("hours_roll", "sorted"), 3),
            ("pyarrow", ("notice_open",), 4),
            ("pandas", ("hours_out_alone", "stand_alone", "first_day_alone"), 6),
            ("polars lazy", ("back",), 8),
        ],
    )
    def test_in_memory(self, engine: str, rules: tuple[str, ...], seed: int) -> None:
        """
        Each unit as a limit, as what is asked for, as what may be granted, as notice.
        """
        for name in rules:
            rows = made(seed, odd=0.02 * (seed % 2))
            found = differences(book(name), rows, engine, as_of=NOW, calendar=CHINA)
            assert (name, found) == (name, [])

    def test_in_a_database(self) -> None:
        """
        As SQL, which grows with each further request of one case: two are enough.
        """
        rows, told = at_most_two(made(7)), book("hours_alone")
        assert differences(told, rows, "duckdb", as_of=NOW, calendar=CHINA) == []

    @pytest.mark.parametrize("name", ["by_day", "by_day_17"])
    def test_pauses_of_whole_days(self, name: str) -> None:
        """
        Weighed by the day; where days end early, rows tell whether one was over by then.
        """
        found = differences(book(name), made(5), "polars", as_of=NOW, calendar=CHINA)
        assert found == []

    @pytest.mark.parametrize(
        ("name", "seed"),
        [("worked", 9), ("rolls_alone", 9), ("stand", 9), ("stand", 1)],
    )
    def test_without_a_calendar(self, name: str, seed: int) -> None:
        """
        What needs one is not known, and the rest is.
        """
        assert differences(book(name), made(seed), "pyarrow", as_of=NOW) == []


class TestByHand:
    """
    Where a bound goes, and that no row is taken for it.
    """

    def test_months_and_several_units(self) -> None:
        """
        Five days end on the 8th, a month later on 8 April, and less four days on the 4th.
        """
        found, taken = judged("plain", request=[request(1, 4, "1 month")])
        assert (found[0][:2], taken) == (("not_due_yet", day(8, 4)), {})
        found, taken = judged("plain", request=[request(1, 4, "1 month - 4 days")])
        assert (found[0][:2], taken) == (("not_due_yet", day(4, 4)), {})

    def test_hours(self) -> None:
        """
        Fifty hours from the 3rd at 9:00 end on the 5th at 11:00, five more at 16:00. Five
        days end with the 8th, and five hours more on the 9th at 5:00.
        """
        found, taken = judged("hours", request=[request(1, 4, "5 hours")])
        assert (found, taken) == ([("not_done", day(5), moment(5, 16))], {})
        found, taken = judged("plain", request=[request(1, 4, "5 hours")])
        assert (found, taken) == ([("not_done", day(9), moment(9, 5))], {})

    def test_notice(self) -> None:
        """
        Nine days end on Thursday the 12th; two working days before it is the 10th.
        """
        found, _ = judged("notice", request=[request(1, 10, "1 day")])
        assert found[0][:2] == ("not_done", day(13))
        found, taken = judged("notice", request=[request(1, 11, "1 day")])
        assert (found[0][:2], taken) == (("not_done", day(12)), {})

    def test_what_was_known_when_it_was_granted(self) -> None:
        """
        Five days end on the 8th, and so a day more asked for on the 9th is too late. A
        hold from the 5th to the 7th made that the 10th: then it is the 11th. Of one that
        began on the 10th nobody knew then, and it moves the bound on all the same.
        """
        late = [request(1, 9, "1 day")]
        assert judged("plain", request=late)[0][0][1] == day(8)
        assert judged("plain", request=late, hold=[hold(1, 5, 7)])[0][0][1] == day(11)
        both = [hold(1, 5, 7), hold(2, 10, 14)]
        found, taken = judged("plain", request=late, hold=both)
        assert (found[0][:2], taken) == (("not_done", day(15)), {})

    def test_a_clock_that_stands_still(self) -> None:
        """
        Since the 6th: no bound, unless a new last day was granted.
        """
        asked, still = [request(1, 4, "1 day")], [hold(1, 6, None)]
        assert judged("plain", request=asked, hold=still)[0][0][0] == "clock_stopped"
        until = [request(1, 4, None, until=day(30))]
        found, taken = judged("plain", request=until, hold=still)
        assert (found[0][:2], taken) == (("not_due_yet", day(30)), {})

    def test_more_than_columns_follow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Rows are asked, and say the same.
        """
        monkeypatch.setattr(granted, "MOST", 1)
        two = [request(n, 4, "1 day") for n in (1, 2)]
        found, taken = judged("plain", request=two)
        assert (found[0][1], taken) == (day(10), {"case": 1, "request": 2})

    @pytest.mark.parametrize(
        ("name", "closes"),
        [
            ("abroad", moment(9, 4)),
            ("closing", moment(9, 5)),
            ("in_hours", moment(9, 5)),
        ],
    )
    def test_what_columns_do_not_weigh(self, name: str, closes: dt.datetime) -> None:
        """
        Days of another zone, ends at the office's close, and hours beside pauses of whole
        days: five days, which in Tokyo end an hour earlier, and five hours more.
        """
        found, taken = judged(name, request=[request(1, 4, "5 hours")])
        assert (found, taken) == (
            [("not_done", day(9), closes)],
            {"case": 1, "request": 1},
        )

    def test_hours_that_stand_still(self) -> None:
        """
        Thirty hours from the 3rd at 9:00 end on the 4th at 15:00, and five more at 20:00;
        a hold from the 4th at 9:00 to the next morning makes that a day later.
        """
        asked = [request(1, 4, "5 hours")]
        found, taken = judged("stand", request=asked)
        assert (found, taken) == ([("not_done", day(4), moment(4, 20))], {})
        found, taken = judged("stand", request=asked, hold=[hold(1, 4, 5)])
        assert (found, taken) == ([("not_done", day(5), moment(5, 20))], {})

    def test_open_hours_beside_a_pause(self) -> None:
        """
        In columns, and as rows say.
        """
        asked = [{"until_at": None, **request(1, 4, "6 working hours")}]
        rows = {"case": [case(1)], "hold": [hold(1, 4, 5)], "request": asked}
        assert (
            differences(book("open"), rows, "polars", as_of=NOW, calendar=CHINA) == []
        )
        assert judged("open", request=asked, hold=[hold(1, 4, 5)])[1] == {}

    def test_a_limit_that_is_not_brought(self) -> None:
        """
        There is nothing to be extended.
        """
        found, taken = judged("brought", request=[request(1, 4, "1 day")])
        assert (found, taken) == (
            [("no_limit_brought", None, None)],
            {"case": 1, "request": 1},
        )

    @pytest.mark.parametrize("most", [Hours(30_000_000_000), Days(10_000_000)])
    def test_a_ceiling_beyond_all_time(self, most: Any) -> None:
        """
        Rows are asked, and refuse it.
        """
        told = book("plain")
        rule_: Any = told.rules["plain"]
        far = evolve(rule_.extension, in_all=most)
        changed = told.replace("plain", evolve(rule_, extension=far))
        asked = [{"until_at": None, **request(1, 4, "1 day")}]
        rows = {"case": [case(1)], "hold": [], "request": asked}
        assert differences(changed, rows, "polars", as_of=NOW, calendar=CHINA) == []

    @pytest.mark.parametrize(
        "more", ["999999999999999 hours", "999999 days", "2 seasons", "design life"]
    )
    def test_lengths_beyond_all_time(self, more: str) -> None:
        """
        Rows are asked, and refuse them.
        """
        assert judged("plain", request=[request(1, 4, more)]) == (
            [],
            {"case": 1, "request": 1},
        )
