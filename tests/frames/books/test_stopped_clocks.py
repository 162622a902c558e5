"""
Clocks that pauses stop, over the columns of a ledger.

What a bound comes to is worked out by hand where it turns, and held against single rows
on ledgers full of pauses: beside and inside one another, at the start and at the bound,
on rest days, at closing, not over, of reasons that do not count.
"""

import datetime as dt
import random
from collections import Counter
from functools import cache
from typing import Any

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
        **{day: ["09:00-17:00"] for day in ("tue", "wed", "thu")},
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
    "hours_out": (
        "50 hours",
        {"bound_included": False, "hour_start": "NEXT_FULL_HOUR"},
    ),
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
    feed = {
        "each": "case",
        "since": "came_at",
        "done": "done_at",
        **more.pop("feed", {}),
    }
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
    "never_later": (
        "3 days",
        {"rest_day": "ROLLS_BACKWARD"},
        {"no_later_than": "9 days"},
    ),
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
                "stopped_on": fact("day?"),
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
    cases, holds, requests = (list[dict[str, Any]]() for _ in range(3))
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
                "stopped_on": came.date() if dice.random() < 0.5 else None,
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


def at_most_two(rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return ledgers in which no case has more than two requests."""
    seen = Counter[str]()
    kept = []
    for one in rows["request"]:
        seen[one["case_id"]] += 1
        if seen[one["case_id"]] <= 2:
            kept.append(one)
    return {**rows, "request": kept}


RULES = tuple(TEXT["rules"])
BY_DAY = {"begins": "stopped_on", "ends": "stopped_on", "reason": "why"}
OWN_MORE = {"amount": "extra", "asked_at": "stopped_on"}


def longer(limit: str | None, counting: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a deadline that may be extended, and that nothing stops."""
    feed = {"pauses": None, "extensions": OWN_MORE, **more.pop("feed", {})}
    made = {**rule(limit, counting, **more), "extension": {"times": 1}}
    del made["stopped_by"]
    made["feed"] = {**made["feed"], **feed}
    made["feed"] = {key: one for key, one in made["feed"].items() if one is not None}
    return made


CASES = {
    "slow": {"limit": "3 days", "clause": "STOP-1"},
    "fast": {"limit": "2 days", "clause": "STOP-2"},
}
TEXT["rules"] |= {
    "agreed": rule("3 days", {}, self_set=True, feed={"appointed": "told_at"}),
    "agreed_more": longer("3 days", {}, self_set=True, feed={"appointed": "told_at"}),
    "recess": rule("3 days", {"suspended_days_count": False}),
    "worked_out": rule("3 working days", {"bound_included": False}),
    "no_sort": rule(None, {}, cases=CASES),
    "no_sort_more": longer(None, {}, cases=CASES),
    "by_day": rule("3 days", {}, feed={"pauses": BY_DAY}),
    "by_day_hours": rule("50 hours", {}, feed={"pauses": BY_DAY}),
    "from_day_hours": rule("50 hours", {}, feed={"since": "stopped_on"}),
    "from_day_open": rule(
        "5 working hours", {"hours": DESK}, feed={"since": "stopped_on"}
    ),
    "elsewhere": rule("3 days", {"zone": "America/New_York"}),
    "elsewhere_more": longer("3 days", {"zone": "America/New_York"}),
    "on_the_25th": longer("day 25 of the month", {}),
    "hours_more": longer("50 hours", {}),
    "by_17_more": longer("3 days", {"day_ends": "17:00:00"}),
    "days_more": longer("3 days", {}),
    "until_then": longer("3 days", {}, feed={"extensions": {"extended_to": "told_at"}}),
}
TEXT["rules"] |= {
    "rolled_more": longer("3 days", {"rest_day": "ROLLS_FORWARD"}),
    "odd_reason": rule("3 days", {}, feed={"pauses": {**OWN, "reason": "stopped_on"}}),
    "odd_amount": longer("3 days", {}, feed={"extensions": {"amount": "stopped_on"}}),
    "seen": {
        **rule("1 day", {}),
        "trigger": "began_at",
        "feed": {"each": "hold", "since": "began_at", "done": "ended_at"},
    },
    "hung": rule(
        "3 days", {}, feed={"pauses": {**HOLDS, "where": "breach of seen has happened"}}
    ),
}
TEXT["rules"]["answered"] = {
    **TEXT["rules"]["seen"],
    "trigger": "asked_at",
    "feed": {"each": "request", "since": "asked_at", "done": "granted_at"},
}
TEXT["rules"]["hung_more"] = longer(
    "3 days",
    {},
    feed={"extensions": {**MORE, "where": "breach of answered has happened"}},
)
for _name in ("seen", "answered"):
    del TEXT["rules"][_name]["stopped_by"]
MORE_RULES = tuple(name for name in TEXT["rules"] if name not in RULES)
IN_DAYS = tuple(name for name in RULES if name.startswith(("days", "worked")))
BY_THE_CLOCK = ("hours", "hours_out", "hours_roll", "hours_stand", "open", "open_next")
OTHERS = ("weeks", "months", "span", "half", "received", "sorted", "own", "latest")
CHAINED = ("days", "after", "broken", "brought")
MORE_TIME = (*EXTENDED, "own_more")
BESIDE = {
    **dict.fromkeys(("after", "broken"), ("days",)),
    "hung": ("seen",),
    "hung_more": ("answered",),
    "sorted_more": ("sorted",),
}
"""The rule that another hangs on."""
UNTOLD = (
    *("days", "days_roll", "worked", "worked_rolled", "worked_short"),
    *("hours", "hours_roll", "hours_stand", "open_next"),
    *("any_time", "once", "in_all", "rolled_more"),
)
"""Of each way to count one that needs a calendar, and some that need none."""


class HostsOwn:
    """
    The days of China in 2026, told one by one.
    """

    calendar_id = "the host's own"
    confirmed = (dt.date(2025, 6, 1), dt.date(2026, 9, 30))

    def kind(self, day: dt.date) -> Any:
        """Say of what kind a day is."""
        return CHINA.kind(day)


class TestTheSameVerdicts:
    """
    Whatever pauses and extensions do, columns say what rows say.
    """

    @pytest.mark.parametrize(
        ("engine", "rules", "seed"),
        [
            ("polars", IN_DAYS[::2], 1),
            ("pyarrow", IN_DAYS[1::2], 2),
            ("polars", BY_THE_CLOCK[::2], 3),
            ("pyarrow", BY_THE_CLOCK[1::2], 4),
            ("pandas", OTHERS[::2], 5),
            ("polars lazy", OTHERS[1::2], 6),
            ("polars", CHAINED, 7),
            ("polars", MORE_TIME[::2], 8),
            ("pyarrow", MORE_TIME[1::2], 9),
            ("pyarrow", ("sorted", "sorted_more"), 10),
        ],
    )
    def test_in_memory(self, engine: str, rules: tuple[str, ...], seed: int) -> None:
        """
        Days, months, working days, hours, open hours; what is told, and told badly. Each
        rule of one engine; the campaign of clocks asks every one of them.
        """
        rows = ledgers(seed, odd=0.05 * (seed % 2))
        assert differences(book(*rules), rows, engine, as_of=NOW, calendar=CHINA) == []

    def test_in_a_database(self) -> None:
        """
        The windows over pauses, and extensions side by side, as SQL, which grows with
        each further request of one case: two are enough.
        """
        rows = at_most_two(ledgers(11, odd=0.0))
        assert differences(book("any"), rows, "duckdb", as_of=NOW, calendar=CHINA) == []

    def test_what_rows_are_asked_for(self) -> None:
        """
        Agreed times, recesses, other zones, days beside instants: never otherwise.
        """
        rows = ledgers(13, odd=0.0)
        told = book(*MORE_RULES)
        assert differences(told, rows, "pyarrow", as_of=NOW, calendar=CHINA) == []

    def test_another_calendar(self) -> None:
        """
        One of the host's own, which is asked day by day.
        """
        rows, told = ledgers(14, odd=0.0), book("worked")
        own: Any = HostsOwn()
        assert differences(told, rows, "polars", as_of=NOW, calendar=own) == []

    def test_without_a_calendar(self) -> None:
        """
        What needs one is not known, and the rest is.
        """
        rows = ledgers(12, odd=0.0)
        assert differences(book(*UNTOLD), rows, "pyarrow", as_of=NOW) == []


def moment(day: int, hour: int = 9) -> dt.datetime:
    """Return a time in March 2026 in Shanghai."""
    return dt.datetime(2026, 3, day, hour, tzinfo=SH)


def case(number: int, **facts: Any) -> dict[str, Any]:
    """Return a case that came on Tuesday 3 March."""
    untold = dict.fromkeys(TEXT["facts"]["case"]["attributes"])
    return {"id": f"C{number}", **untold, "came_at": moment(3), **facts}


def hold(number: int, first: int, last: int | None, **facts: Any) -> dict[str, Any]:
    """Return a hold of the first case for papers, between mornings of March."""
    over = None if last is None else moment(last)
    given = {"case_id": "C1", "began_at": moment(first), "ended_at": over}
    return {"id": f"H{number}", **given, "ground": "papers", "meant": True, **facts}


def request(number: int, on: int, more: str | None, **facts: Any) -> dict[str, Any]:
    """Return a request for the first case, made and granted on a day of March."""
    when = {"asked_at": moment(on), "granted_at": moment(on)}
    told = {"case_id": "C1", "by": "head", "more": more, "until": None}
    return {"id": f"R{number}", **told, **when, **facts}


def judged(
    rule: str, engine: str = "pyarrow", **rows: list[dict[str, Any]]
) -> tuple[list[tuple[Any, ...]], dict[str, int]]:
    """Return reason and last day of each case, and how many rows were taken."""
    given = {"case": [case(1)], "hold": [], "request": [], **rows}
    made = tables(book(rule), given, engine)
    found = frames.assess(book(rule), made, as_of=NOW, calendar=CHINA)
    rows_ = sorted(rows_of(found.verdicts), key=lambda row: row["key"])
    taken = {kind: count for kind, count in found.rows_taken.items() if count}
    return [(row["reason"], row["last_day"]) for row in rows_], taken


def day(number: int, month: int = 3) -> dt.date:
    """Return a day of 2026, of March unless told."""
    return dt.date(2026, month, number)


class TestPausesByHand:
    """
    Where a bound goes, and that no row is taken for it.
    """

    def test_days(self) -> None:
        """
        Five days from the 3rd end on the 8th. From the 5th to the 7th two days stand
        still, and one inside them adds nothing: the 10th. The next begins on that day
        and adds three, the one after it on the 14th and nothing.
        """
        holds = [hold(1, 5, 7), hold(2, 6, 7), hold(3, 10, 13), hold(4, 14, 19)]
        assert judged("days", hold=holds) == ([("not_done", day(13))], {})

    def test_what_comes_after_the_bound_moves_nothing(self) -> None:
        """
        On the 9th the five days are over.
        """
        assert judged("days", hold=[hold(1, 9, 12)]) == ([("not_done", day(8))], {})

    def test_a_clock_that_stands_still(self) -> None:
        """
        Since the 8th, which is the last day, nothing runs: no bound. Done meanwhile it
        is in time, and one that began on the 9th came too late to stop anything.
        """
        found = judged("days", hold=[hold(1, 8, None)])
        assert found == ([("clock_stopped", None)], {})
        done = [case(1, done_at=moment(19))]
        found = judged("days", case=done, hold=[hold(1, 8, None)])
        assert found == ([("done_while_stopped", None)], {})
        found = judged("days", hold=[hold(1, 9, None)])
        assert found == ([("not_done", day(8))], {})

    def test_working_days(self) -> None:
        """
        Three working days from Tuesday end on Friday the 6th; a hold from Thursday to
        Monday takes two of them: Tuesday the 10th.
        """
        found = judged("worked", hold=[hold(1, 5, 9)])
        assert found == ([("not_done", day(10))], {})

    def test_open_hours(self) -> None:
        """
        Twelve open hours from Tuesday at 9:00 end on Wednesday at 13:00; a hold from
        Tuesday 16:00 to Wednesday 10:00 takes two of them, and one in the night none.
        """
        night = hold(2, 4, None, began_at=moment(4, 20), ended_at=moment(5, 8))
        held = hold(1, 3, None, began_at=moment(3, 16), ended_at=moment(4, 10))
        made = tables(
            book("open"), {"case": [case(1)], "hold": [held, night]}, "polars"
        )
        found = frames.assess(book("open"), made, as_of=NOW, calendar=CHINA)
        [row] = rows_of(found.verdicts)
        assert row["closes"].astimezone(SH) == moment(4, 15)
        assert found.rows_taken["case"] == 0

    def test_rest_days_and_a_pause_behind_them(self) -> None:
        """
        Four days from the 3rd end on Saturday the 7th, and roll to Monday the 9th; a
        hold that begins on that Monday is asked of rows, which roll on to its end.
        """
        assert judged("days_roll") == ([("not_done", day(9))], {})
        found, taken = judged("days_roll", hold=[hold(1, 9, 11)])
        assert (found, taken) == ([("not_done", day(11))], {"case": 1, "hold": 1})

    def test_what_nobody_knows(self) -> None:
        """
        Whether a hold is meant, or when one began: nothing is held against anybody. Of
        one without a ground rows are asked.
        """
        unsure: Any = ([("fact_missing:whether_it_counts", None)], {})
        assert judged("days", hold=[hold(1, 5, 7, meant=None)]) == unsure
        assert judged("days", hold=[hold(1, 5, 7, began_at=None)]) == unsure
        _, taken = judged("days", hold=[hold(1, 5, 7, ground=None)])
        assert taken == {"case": 1, "hold": 1}


class TestExtensionsByHand:
    """
    Which requests count, and where they lead.
    """

    def test_one_after_another(self) -> None:
        """
        Five days end on the 8th; three more on the 11th; two working days asked for on
        the 10th end on Friday the 13th, and one asked for on the 14th comes too late.
        """
        asked = [
            request(1, 14, "1 week"),
            request(2, 5, "3 days"),
            request(3, 10, "2 working days"),
        ]
        assert judged("any", request=asked) == ([("not_done", day(13))], {})

    def test_a_new_last_day(self) -> None:
        """
        Until the 20th; one until the 7th gains nothing.
        """
        asked = [
            request(1, 4, None, until=day(20)),
            request(2, 5, None, until=day(7)),
        ]
        assert judged("any", request=asked) == ([("not_due_yet", day(20))], {})

    def test_by_whom_how_much_and_how_often(self) -> None:
        """
        A month from the 3rd ends on 3 April. The desk may grant nothing, nobody has
        granted the second, four days go too far, and three end on the 6th.
        """
        asked = [
            request(1, 5, "1 day", by="desk"),
            request(2, 6, "2 days", by=None, granted_at=None),
            request(3, 7, "4 days"),
        ]
        assert judged("by_head", request=asked) == ([("not_due_yet", day(3, 4))], {})
        found = judged("by_head", request=[request(4, 8, "3 days")])
        assert found == ([("not_due_yet", day(6, 4))], {})
        asked = [request(1, 4, "1 day"), request(2, 5, "1 day")]
        assert judged("once", request=asked) == ([("not_done", day(9))], {})

    def test_many_and_beside_a_pause(self) -> None:
        """
        Four of one case end on the 12th. A day more from the 8th is the 9th, and a hold
        of one day on the 5th moves both on: the 10th. No row is taken for either.
        """
        four = [request(n, 4, "1 day") for n in range(1, 5)]
        assert judged("any", request=four) == ([("not_done", day(12))], {})
        both: Any = {"request": [request(1, 4, "1 day")], "hold": [hold(1, 5, 6)]}
        assert judged("any", **both) == ([("not_done", day(10))], {})
