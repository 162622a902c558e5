"""
Make the ledger of the example: two months of repairs, the same bytes each time.

Run it as `python docs/examples/make_repair_month.py [FOLDER]`; it writes
`repairs.csv`, `visits.csv` and `problems.csv`. The months are February and March
2026, with the Spring Festival (15 to 23 February) and its make-up working days
(14 and 28 February). The people are staff numbers; nobody real is in it.

Some rows are wrong on purpose, one of each kind that real exports have.
"""

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
Row = dict[str, str]
Plan = dict[str, list[str]]

DATA = Path(__file__).parent / "data"
SEED = 20260201
CHINA = dt.timezone(dt.timedelta(hours=8))
FIRST, LAST = dt.date(2026, 2, 1), dt.date(2026, 3, 31)
FESTIVAL = (dt.date(2026, 2, 15), dt.date(2026, 2, 23))
MAKE_UP = (dt.date(2026, 2, 14), dt.date(2026, 2, 28))
LIMITS = {"general": 7, "safety_facility": 2, "leak": 3}

FITTERS = ("S11", "S12", "S13", "S14", "S15", "S16", "S17")
CLERKS = ("S31", "S32", "S33")
HEAD = "S02"
ITEMS = (
    "looked_on_site",
    "asked_about_service",
    "asked_for_suggestions",
    "charges_checked",
    "signed",
)
REPAIR_FIELDS = (
    "id",
    "categories",
    "completed_at",
    "responsible",
    "owes_visit",
    "premises",
)
VISIT_FIELDS = (
    "id",
    "repair_id",
    "visited_at",
    "visitors",
    "channel",
    "reached",
    *ITEMS,
    "registered",
    "closed",
)
PROBLEM_FIELDS = ("id", "visit_id", "found_at", "notified_at", "form", "rectified_at")

#: On the day the example judges; what it found has not been passed on yet.
LAST_VISIT = "2026-04-03T11:20:00+08:00"

#: How many repairs each role visits, by month of completion.
PLANNED = {
    "office": {2: 7, 3: 11},
    "engineering_head": {2: 17, 3: 30},
    "repair_responsible": {2: 52, 3: 49},
}


class Dice:
    """
    Chance from `random.Random.random` alone: Python promises to keep its sequence.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def chance(self, share: float) -> bool:
        """
        Say yes in that share of the cases.
        """
        return self._random() < share

    def whole(self, low: int, high: int) -> int:
        """
        Return a whole number from *low* to *high*, both included.
        """
        return low + int(self._random() * (high - low + 1))

    def one(self, options: Sequence[T]) -> T:
        """
        Return one of several.
        """
        return options[self.whole(0, len(options) - 1)]

    def some(self, options: Sequence[T], number: int) -> list[T]:
        """
        Return *number* of several, in their order.
        """
        tickets = sorted((self._random(), place) for place in range(len(options)))
        return [options[place] for place in sorted(p for _, p in tickets[:number])]


# ------------------------------------------------------------------------- repairs


def make_repairs(dice: Dice) -> list[Row]:
    """
    Return the repairs of both months in the order of their completion.
    """
    rows = [
        make_repair(dice, moment)
        for day in days()
        for moment in sorted(clock(dice, day) for _ in range(how_many(dice, day)))
    ]
    rows += [
        repair("safety_facility", "2026-03-02T16:30:00+08:00", "S12"),
        repair("safety_facility", "2026-03-02T16:30:00+08:00", "S13"),
        repair("general", "2026-02-14T10:00:00+08:00", "S14"),
        repair("leak", "2026-02-28T15:59:59+00:00", "S15"),
        repair("leak", "2026-02-28T16:00:00+00:00", "S15"),
    ]
    rows.sort(key=lambda row: instant(row["completed_at"]))
    rows += [repair(dice.one(list(LIMITS)), "", dice.one(FITTERS)) for _ in range(3)]
    for number, row in enumerate(rows, 1):
        row["id"] = f"R{number:04d}"
    return rows


def days() -> Iterator[dt.date]:
    """
    Yield every day of the two months.
    """
    for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


def how_many(dice: Dice, day: dt.date) -> int:
    """
    Return how many repairs are finished on a day: few at the festival.
    """
    if FESTIVAL[0] <= day <= FESTIVAL[1]:
        return dice.whole(1, 3)
    is_weekend = day.isoweekday() in {6, 7} and day not in MAKE_UP
    return dice.whole(2, 5) if is_weekend else dice.whole(5, 9)


def clock(dice: Dice, day: dt.date) -> dt.datetime:
    """
    Return a moment of a working day, now and then close to midnight.
    """
    hour = dice.whole(21, 23) if dice.chance(0.06) else dice.whole(8, 19)
    return dt.datetime(
        day.year, day.month, day.day, hour, dice.whole(0, 59), tzinfo=CHINA
    )


def make_repair(dice: Dice, completed: dt.datetime) -> Row:
    """
    Return one repair; emergencies only at the festival.
    """
    at_festival = FESTIVAL[0] <= completed.date() <= FESTIVAL[1]
    share = 0.25 if at_festival else 0.62
    if dice.chance(share):
        categories = "general"
    else:
        categories = dice.one(
            ["leak"] * 10 + ["safety_facility"] * 7 + ["safety_facility+leak"] * 2
        )
    safety = categories.startswith("safety")
    premises = "common_area" if dice.chance(0.6 if safety else 0.08) else "in_home"
    return repair(categories, completed.isoformat(), dice.one(FITTERS), premises)


def repair(
    categories: str, completed: str, responsible: str, premises: str = "in_home"
) -> Row:
    """
    Return a repair that nobody has visited yet.
    """
    return {
        "categories": categories,
        "completed_at": completed,
        "responsible": responsible,
        "owes_visit": "no",
        "premises": premises,
    }


def instant(text: str) -> dt.datetime:
    """
    Return a written moment.
    """
    return dt.datetime.fromisoformat(text)


def month_of(row: Row) -> int:
    """
    Return the month of completion in local time, or 0 while the work goes on.
    """
    done = row["completed_at"]
    return instant(done).astimezone(CHINA).month if done else 0


# -------------------------------------------------------------------------- visits


def make_visits(dice: Dice, repairs: list[Row], planned: Plan) -> list[Row]:
    """
    Return all visits and failed attempts in the order of time.
    """
    rows: list[Row] = []
    for work in repairs:
        if work["id"] in planned:
            rows += visits_to(dice, work, planned[work["id"]])
    for month in (FIRST.month, LAST.month):
        idle = [row for row in repairs if is_idle(row, planned, month)]
        for work in dice.some(idle, 6):
            work["owes_visit"] = "yes"
            if dice.chance(0.4):
                rows.append(attempt(dice, work, 1))
    fresh = [r for r in repairs if is_idle(r, planned, LAST.month)][-20:]
    for work in dice.some(fresh, 6):
        work["owes_visit"] = "yes"
    rows += edge_visits(repairs)
    rows += catch_up_visits(dice, [row for row in repairs if is_idle(row, planned)])
    rows.sort(key=lambda row: (instant(row["visited_at"]), row["repair_id"]))
    for number, row in enumerate(rows, 1):
        row["id"] = f"V{number:04d}"
    return rows


def plan(dice: Dice, repairs: list[Row]) -> Plan:
    """
    Return the roles that visit each repair that anybody visits.
    """
    planned: Plan = {}
    for role, by_month in PLANNED.items():
        for month, number in by_month.items():
            base = [row for row in repairs if month_of(row) == month]
            for work in dice.some(base, number):
                planned.setdefault(work["id"], []).append(role)
    return planned


def is_idle(work: Row, planned: Plan, month: int = FIRST.month) -> bool:
    """
    Say whether nobody is to visit a repair of that month.
    """
    return (
        month_of(work) == month
        and work["id"] not in planned
        and work["owes_visit"] == "no"
    )


def visits_to(dice: Dice, work: Row, roles: list[str]) -> list[Row]:
    """
    Return the visits to one repair: joint, or one by one.
    """
    work["owes_visit"] = "no" if dice.chance(0.2) else "yes"
    found = [attempt(dice, work, 0)] if dice.chance(0.07) else []
    if len(roles) > 1 and dice.chance(0.7):
        return [*found, visit(dice, work, roles)]
    return [*found, *(visit(dice, work, [role]) for role in roles)]


def visit(dice: Dice, work: Row, roles: list[str]) -> Row:
    """
    Return a visit that met somebody.
    """
    is_phone = dice.chance(0.07)
    is_common = work["premises"] == "common_area"
    row = {
        "repair_id": work["id"],
        "visited_at": when(dice, work).isoformat(),
        "visitors": "+".join(f"{role}:{person(dice, role, work)}" for role in roles),
        "channel": "phone" if is_phone else "on_site",
        "reached": "yes",
        "registered": dice.one(["yes"] * 30 + ["no"] * 2 + [""]),
        "closed": "no" if dice.chance(0.05) else "yes",
    }
    for item in ITEMS:
        row[item] = dice.one(["yes"] * 55 + ["no"] * 2 + [""])
    if is_common:
        row |= {"asked_about_service": "", "signed": ""}
    if is_phone:
        row |= {"looked_on_site": "no", "signed": "no"}
    if dice.chance(0.02):
        row["visitors"] = f"property_officer:S{dice.whole(41, 44)}"
    return row


def person(dice: Dice, role: str, work: Row) -> str:
    """
    Return who comes; a fitter often visits his own repair.
    """
    if role == "engineering_head":
        return HEAD
    if role == "office":
        return dice.one(CLERKS)
    return work["responsible"] if dice.chance(0.4) else dice.one(FITTERS)


def when(dice: Dice, work: Row) -> dt.datetime:
    """
    Return when a visit takes place: mostly in time, rarely at the festival.
    """
    done = instant(work["completed_at"]).astimezone(CHINA)
    limit = min(LIMITS[name] for name in work["categories"].split("+"))
    wait = dice.whole(0, limit)
    if dice.chance(0.1):
        wait = limit + dice.whole(1, 5)
    moment = clock(dice, done.date() + dt.timedelta(days=wait))
    if FESTIVAL[0] <= moment.date() <= FESTIVAL[1] and dice.chance(0.6):
        moment = clock(dice, FESTIVAL[1] + dt.timedelta(days=1))
    moment = max(moment, done + dt.timedelta(minutes=dice.whole(20, 50)))
    return moment.astimezone(dt.UTC) if dice.chance(0.05) else moment


def attempt(dice: Dice, work: Row, wait: int) -> Row:
    """
    Return an attempt that met nobody.
    """
    done = instant(work["completed_at"]).astimezone(CHINA)
    moment = clock(dice, done.date() + dt.timedelta(days=wait))
    return {
        "repair_id": work["id"],
        "visited_at": max(moment, done + dt.timedelta(minutes=5)).isoformat(),
        "visitors": f"office:{dice.one(CLERKS)}",
        "channel": "on_site",
        "reached": "no",
        **dict.fromkeys((*ITEMS, "registered"), ""),
        "closed": "yes",
    }


def catch_up_visits(dice: Dice, idle: list[Row]) -> Iterator[Row]:
    """
    Yield visits with which the office makes up February's share in mid-March.
    """
    for place, work in enumerate(dice.some(idle, 3)):
        yield perfect(work, f"2026-03-{12 + place}T10:15:00+08:00", "office:S32")


def edge_visits(repairs: list[Row]) -> Iterator[Row]:
    """
    Yield visits at the very edge of their time.
    """
    safe = [r for r in repairs if r["completed_at"] == "2026-03-02T16:30:00+08:00"]
    general = [r for r in repairs if r["completed_at"] == "2026-02-14T10:00:00+08:00"]
    fresh = next(row for row in repairs if row["completed_at"] >= "2026-03-30")
    for work, moment in (
        (safe[0], "2026-03-04T23:59:59+08:00"),
        (safe[1], "2026-03-05T00:00:00+08:00"),
        (general[0], "2026-02-24T09:30:00+08:00"),
        (fresh, LAST_VISIT),
    ):
        work["owes_visit"] = "yes"
        yield perfect(work, moment, "office:S31")


def perfect(work: Row, moment: str, visitors: str) -> Row:
    """
    Return a visit with everything in order.
    """
    return {
        "repair_id": work["id"],
        "visited_at": moment,
        "visitors": visitors,
        "channel": "on_site",
        "reached": "yes",
        **dict.fromkeys((*ITEMS, "registered", "closed"), "yes"),
    }


# ------------------------------------------------------------------------ problems


def make_problems(dice: Dice, visits: list[Row]) -> list[Row]:
    """
    Return the problems found at some of the visits, and their notices.
    """
    rows: list[Row] = []
    for seen in visits:
        is_last = seen["visited_at"] == LAST_VISIT
        if seen["reached"] == "no" or not (is_last or dice.chance(0.3)):
            continue
        for _ in range(dice.one([1, 1, 1, 2])):
            rows.append(problem(dice, seen) | {"id": f"P{len(rows) + 1:03d}"})
        if is_last:
            rows[-1] |= {"notified_at": "", "form": "", "rectified_at": ""}
    return rows


def problem(dice: Dice, seen: Row) -> Row:
    """
    Return one problem: the notice in time, late, by phone, or missing.
    """
    found = instant(seen["visited_at"])
    hours = dice.one([dice.whole(1, 23)] * 9 + [24] + [dice.whole(25, 60)] * 2)
    told = found + dt.timedelta(hours=hours)
    form = dice.one(["paper"] * 6 + ["data_message"] * 5 + ["phone", "oral"])
    row = {
        "visit_id": seen["id"],
        "found_at": found.isoformat(),
        "notified_at": told.isoformat(),
        "form": form,
        "rectified_at": "",
    }
    if dice.chance(0.08):
        row |= {"notified_at": "", "form": ""}
    elif dice.chance(0.04):
        row["form"] = ""
    if dice.chance(0.7):
        row["rectified_at"] = (told + dt.timedelta(days=dice.whole(1, 9))).isoformat()
    return row


# ---------------------------------------------------------------------- wrong rows


def spoil(repairs: list[Row], visits: list[Row], problems: list[Row]) -> None:
    """
    Make some rows wrong, as they come out of real systems.
    """
    visited = {row["repair_id"] for row in visits}
    idle = [
        row for row in repairs if row["id"] not in visited and row["owes_visit"] == "no"
    ]
    february = [row for row in idle if month_of(row) == FIRST.month]
    march = [row for row in idle if month_of(row) == LAST.month]
    february[10]["categories"] = "water_leak"
    february[20]["completed_at"] = february[20]["completed_at"].removesuffix("+08:00")
    february[30]["completed_at"] = "2026-02-30T09:00:00+08:00"
    march[10]["id"] = repairs[0]["id"]
    good = [row for row in visits if row["reached"] == "yes"]
    with_problems = {row["visit_id"] for row in problems}
    quiet = [row for row in good if row["id"] not in with_problems]
    early = next(row for row in good[15:] if row["id"] in with_problems)
    moment = instant(early["visited_at"]) - dt.timedelta(days=20)
    early["visited_at"] = moment.isoformat()
    quiet[30]["signed"] = "maybe"
    quiet[45]["repair_id"] = february[10]["id"]
    problems[-3]["visit_id"] = "V9999"
    told = next(row for row in problems[20:] if row["notified_at"])
    before = instant(told["found_at"]) - dt.timedelta(hours=2)
    told["notified_at"] = before.isoformat()


# -------------------------------------------------------------------------- writing


def write(path: Path, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """
    Write rows as UTF-8 with plain line ends, on every system alike.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make(folder: Path) -> None:
    """
    Write the three files into *folder*.
    """
    dice = Dice(SEED)
    repairs = make_repairs(dice)
    visits = make_visits(dice, repairs, plan(dice, repairs))
    problems = make_problems(dice, visits)
    spoil(repairs, visits, problems)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "repairs.csv", REPAIR_FIELDS, repairs)
    write(folder / "visits.csv", VISIT_FIELDS, visits)
    write(folder / "problems.csv", PROBLEM_FIELDS, problems)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else DATA)
