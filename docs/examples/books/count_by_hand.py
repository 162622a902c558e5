"""
Count the ledgers of the two regulations in files by plain arithmetic.

It imports nothing of `followup_rules`. It reads the files as a person would, leaves
out the rows that cannot be right, and says of every row and rule what comes of it on
the day of the examples. A test holds the library, the file and the command line to it.

    python docs/examples/books/count_by_hand.py
"""

import csv
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
CHINA, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
DISCHARGE_NOW = dt.datetime(2026, 4, 15, 9, tzinfo=CHINA)
AWAAB_NOW = dt.datetime(2026, 4, 20, 9, tzinfo=LONDON)
QINGMING = {dt.date(2026, 4, 6)}
"""The one weekday off in China between March and mid-April 2026."""
BANK_HOLIDAYS = {
    dt.date(2025, 12, 25),
    dt.date(2025, 12, 26),
    dt.date(2026, 1, 1),
    dt.date(2026, 4, 3),
    dt.date(2026, 4, 6),
    dt.date(2026, 5, 4),
    dt.date(2026, 5, 25),
}
ITEMS = ("recovery", "medicines", "next_visit", "satisfaction")
MAY_CALL = {"attending_doctor", "ward_nurse", "followup_centre"}
LIMITS = {"general": 7, "chronic": 30}
SATURDAY = 5

Counted = dict[str, dict[str, str]]
"""By rule and then by the id of the row: what came of it."""
Row = dict[str, str]


def rows(*path: str) -> Iterator[Row]:
    """
    Read the rows of a file.
    """
    with HERE.joinpath(*path).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def at(cell: str, zone: ZoneInfo) -> dt.datetime | None:
    """
    Read a clock time; a blank is none.
    """
    if not cell:
        return None
    return dt.datetime.strptime(cell, "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """
    Return the first instant after a day.
    """
    return dt.datetime.combine(day + dt.timedelta(1), dt.time(), zone)


def hours_on(start: dt.datetime, n: int) -> dt.datetime:
    """
    Return the instant *n* hours of real time later.
    """
    utc = start.astimezone(dt.UTC) + dt.timedelta(hours=n)
    return utc + dt.timedelta(microseconds=1)  # the bound itself is in time


def working_days_on(
    start: dt.datetime, n: int, off: set[dt.date], zone: ZoneInfo
) -> dt.datetime:
    """
    Return the first instant after the *n*th working day; the first is not counted.
    """
    day = start.astimezone(zone).date()
    while n:
        day += dt.timedelta(1)
        n -= day.weekday() < SATURDAY and day not in off
    return midnight(day, zone)


def outcome(done: dt.datetime | None, too_late: dt.datetime, now: dt.datetime) -> str:
    """
    Say what comes of something that is due.
    """
    if done is not None:
        return (
            "met" if done.astimezone(dt.UTC) < too_late.astimezone(dt.UTC) else "late"
        )
    return (
        "pending"
        if now.astimezone(dt.UTC) < too_late.astimezone(dt.UTC)
        else "breached"
    )


# ---------------------------------------------------------------- discharged patients


def discharges() -> Counted:
    """
    Count the follow-up of the patients discharged in March 2026.
    """
    homes: dict[str, Row] = {}
    for row in rows("discharge", "discharges.csv"):
        if row["categories"] in {*LIMITS, "high_risk"} and row["id"] not in homes:
            homes[row["id"]] = row
    calls, lost = usable_calls(homes)
    problems = [
        row
        for row in rows("discharge", "problems.csv")
        if row["出院编号"] in homes
        and in_order(row["提出时间"], row["反馈时间"])
        and by_now(row["提出时间"])
    ]
    reached = [
        row for row in calls if row["reached"] == "yes" and by_now(row["called_at"])
    ]
    in_vain = [
        row for row in calls if row["reached"] == "no" and by_now(row["called_at"])
    ]
    return {
        "first_call": first_calls(homes, reached, in_vain, lost),
        "callers": {
            row["id"]: "met" if row["callers"] in MAY_CALL else "breached"
            for row in reached
        },
        "registration": {
            row["id"]: "met" if row["registered"] == "yes" else "breached"
            for row in reached
        },
        "call_record": {
            row["id"]: "met"
            if all(row[name] == "yes" for name in ITEMS)
            else "breached"
            for row in reached
        },
        "feedback": {row["id"]: feedback(row) for row in problems},
        "ward_score": {row["ward"]: "met" for row in homes.values()},
        **shares(homes, reached, problems),
    }


def usable_calls(homes: dict[str, Row]) -> tuple[list[Row], set[str]]:
    """
    Return the calls that can be right, and whose calls cannot be read.
    """
    kept, lost = [], set()
    for row in rows("discharge", "calls.csv"):
        home = homes.get(row["discharge_id"])
        sound = (
            home is not None
            and is_time(row["called_at"])
            and in_order(home["discharged_at"], row["called_at"])
            and all(row[name] in {"yes", "no", ""} for name in ITEMS)
        )
        if sound:
            kept.append(row)
        else:
            lost.add(row["discharge_id"])
    return kept, lost


def is_time(cell: str) -> bool:
    """
    Say whether a cell holds a time.
    """
    try:
        return at(cell, CHINA) is not None
    except ValueError:
        return False


def by_now(cell: str) -> bool:
    """
    Say whether something had happened on the morning of 15 April.
    """
    moment = at(cell, CHINA)
    return moment is not None and moment <= DISCHARGE_NOW


def in_order(first: str, second: str) -> bool:
    """
    Say whether a time lies before another, or is missing.
    """
    return not second or first <= second


def first_calls(
    homes: dict[str, Row], reached: list[Row], in_vain: list[Row], lost: set[str]
) -> dict[str, str]:
    """
    Judge the first call of each patient; a lost row is held against nobody.

    Who is let off is not held to it, unless it was made in time all the same.
    """
    found = {}
    for name, home in homes.items():
        left = at(home["discharged_at"], CHINA)
        assert left is not None  # noqa: S101 - every discharge has its time
        own = [
            at(row["called_at"], CHINA)
            for row in reached
            if row["discharge_id"] == name
        ]
        done = min((one for one in own if one is not None), default=None)
        if home["categories"] == "high_risk":
            too_late = hours_on(left, 72)
        else:
            days = dt.timedelta(LIMITS[home["categories"]])
            too_late = midnight(left.date() + days, CHINA)
        came = outcome(done, too_late, DISCHARGE_NOW)
        tried = [row for row in in_vain if row["discharge_id"] == name]
        if came != "met" and is_let_off(home, tried, too_late):
            came = "excused"
        against = came in {"late", "breached"} and name in lost
        found[name] = "undetermined" if against else came
    return found


def is_let_off(home: Row, tried: list[Row], too_late: dt.datetime) -> bool:
    """
    Say whether a patient refused, died, or was given up: three days and a letter.

    Death lets off whenever it came; the others, before the call was due.
    """
    if by_now(home["died_at"]):
        return True
    days: dict[str, str] = {}
    for row in sorted(tried, key=lambda one: one["called_at"]):
        days.setdefault(row["called_at"][:10], row["called_at"])
    third = sorted(days.values())[2:3]
    letter = home["letter_sent_at"]
    ended = letter if third and letter >= third[0] else ""
    return any(
        by_now(cell)
        and at(cell, CHINA).astimezone(dt.UTC) < too_late.astimezone(dt.UTC)  # type: ignore[union-attr]
        for cell in (home["refused_at"], ended)
    )


def feedback(row: Row) -> str:
    """
    Judge the answer to one problem: three working days.
    """
    raised = at(row["提出时间"], CHINA)
    assert raised is not None  # noqa: S101 - every problem has its time
    too_late = working_days_on(raised, 3, QINGMING, CHINA)
    done = row["反馈时间"] if by_now(row["反馈时间"]) else ""
    return outcome(at(done, CHINA), too_late, DISCHARGE_NOW)


def shares(homes: dict[str, Row], reached: list[Row], problems: list[Row]) -> Counted:
    """
    Judge the four shares of the month, which are all final.
    """
    checked = sum(row["checked_by_head"] == "yes" for row in homes.values())
    met = {row["discharge_id"] for row in reached}
    called = len(met)
    counted = [
        row
        for name, row in homes.items()
        if name in met or not (in_march(row["refused_at"]) or in_march(row["died_at"]))
    ]
    graded = [row["grade"] for row in reached if row["grade"]]
    content = sum(grade != "dissatisfied" for grade in graded)
    solved = sum(by_now(row["解决时间"]) for row in problems)
    month = "2026-03"
    return {
        "head_check": {
            month: "met" if checked * 100 >= len(homes) * 30 else "breached"
        },
        "response_rate": {
            month: "met" if called * 100 >= len(counted) * 95 else "breached"
        },
        "satisfaction_rate": {
            month: "met" if content * 100 >= len(graded) * 90 else "missed"
        },
        "resolution_rate": {month: "met" if solved == len(problems) else "breached"},
    }


def in_march(cell: str) -> bool:
    """
    Say whether something happened before the month was over.
    """
    return bool(cell) and cell < "2026-04-01"


# ---------------------------------------------------------------------------- hazards

URGENT = {"emergency"}
NOT_URGENT = {"significant", "damp and mould"}


def hazards() -> Counted:
    """
    Count what became of each hazard by 20 April 2026.
    """
    counted: Counted = {}
    for row in rows("awaab", "hazards.csv"):
        if is_sound(row):
            for rule, came in judged(row).items():
                counted.setdefault(rule, {})[row["id"]] = came
    return counted


def is_sound(row: Row) -> bool:
    """
    Say whether a row can be right.
    """
    return (
        row["kind"] in {*URGENT, *NOT_URGENT, ""}
        and row["summary_at"] != "soon"
        and in_order(row["aware_at"], row["investigated_at"])
    )


def judged(row: Row) -> dict[str, str]:
    """
    Judge one hazard under every rule; what has not happened by now is not known.
    """
    aware = at(row["aware_at"], LONDON)
    assert aware is not None  # noqa: S101 - every hazard has its time
    found = known(row["investigated_at"])
    if not row["kind"]:
        first = ("investigation", "emergency_work", "emergency_rehousing")
        later = ("summary", "safety_work", "rehousing", "further_start")
        return {
            **dict.fromkeys(first, "undetermined"),
            **dict.fromkeys(later, "not_applicable"),
        }
    urgent = row["kind"] in URGENT
    confirmed, moved = row["confirmed"] == "yes", row["rehousing"] == "yes"
    further = confirmed and row["further"] == "yes"
    came = {
        "investigation": due(row["investigated_at"], hours_on(aware, 24))
        if urgent
        else due(row["investigated_at"], days(aware, 10)),
        "summary": after(found, row["summary_at"], 3),
    }
    work, elsewhere = confirmed and not moved, confirmed and moved
    if urgent:
        limit = hours_on(aware, 24)
        came["emergency_work"] = (
            due(row["safe_at"], limit) if work else "not_applicable"
        )
        came["emergency_rehousing"] = (
            due(row["rehoused_at"], limit) if elsewhere else "not_applicable"
        )
    else:
        came["safety_work"] = (
            after(found, row["safe_at"], 5) if work else "not_applicable"
        )
        came["rehousing"] = (
            after(found, row["rehoused_at"], 5) if elsewhere else "not_applicable"
        )
    came["further_start"] = begun(row, found) if further else "not_applicable"
    if known(row["begun_at"]) is not None:
        came["further_completion"] = completed(row) if further else "not_applicable"
    return came


def known(cell: str) -> dt.datetime | None:
    """
    Read a time that lies at or before now.
    """
    found = at(cell, LONDON)
    return None if found is None or found > AWAAB_NOW else found


def due(cell: str, too_late: dt.datetime) -> str:
    """
    Judge what is due, by what is known.
    """
    return outcome(known(cell), too_late, AWAAB_NOW)


def days(start: dt.datetime, n: int) -> dt.datetime:
    """
    Count working days in England.
    """
    return working_days_on(start, n, BANK_HOLIDAYS, LONDON)


def after(found: dt.datetime | None, cell: str, n: int) -> str:
    """
    Judge what is due after the investigation, which may not be over.
    """
    return "not_applicable" if found is None else due(cell, days(found, n))


def begun(row: Row, found: dt.datetime | None) -> str:
    """
    Judge the start of the further work.
    """
    if found is None:
        return "not_applicable"
    if row["start"] == "prompt":
        return due(row["begun_at"], days(found, 5))
    return due(row["begun_at"], midnight(found.date() + dt.timedelta(weeks=12), LONDON))


def completed(row: Row) -> str:
    """
    Judge the completion, for which there is no number of days.
    """
    return "open" if known(row["completed_at"]) is None else "met"


def main() -> int:
    """
    Print how often each rule came to what.
    """
    for name, counted in (("discharge", discharges()), ("awaab", hazards())):
        print(name)
        for rule, came in counted.items():
            counts = ", ".join(
                f"{n} {word}" for word, n in sorted(Counter(came.values()).items())
            )
            print(f"  {rule}: {counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
