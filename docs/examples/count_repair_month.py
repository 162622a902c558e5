"""
Count the example ledger by plain arithmetic, as one would in a spreadsheet.

It imports nothing of `followup_rules`. It reads the three files, throws out the
wrong rows and counts what the four articles give under the readings that ship:
the start day is not counted (A-01), a week is seven days (A-02), the last day
runs to midnight (A-04) also on a rest day (A-05), the shortest limit wins (A-09), a
share is met once it is reached and the month is over (A-10), the first contact meets
the duty of a repair (A-72), and a row that cannot be read is held against nobody (A-74).

    python docs/examples/count_repair_month.py           compare with the stored count
    python docs/examples/count_repair_month.py --write   store the count
"""

import csv
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
EXPECTED = "repair_month_expected.json"
CHINA = dt.timezone(dt.timedelta(hours=8))
DAY = dt.timedelta(days=1)

MOMENTS = (
    "2026-02-20T12:00:00+08:00",
    "2026-03-01T00:00:00+08:00",
    "2026-04-03T18:00:00+08:00",
    "2026-04-20T18:00:00+08:00",
)
MONTHS = {
    "2026-02": ("2026-02-01", "2026-03-01"),
    "2026-03": ("2026-03-01", "2026-04-01"),
}
# Article 2, shortest first: category, days, clause.
LIMITS = (
    ("safety_facility", 2, "REPAIR-2b"),
    ("leak", 3, "REPAIR-2c"),
    ("general", 7, "REPAIR-2a"),
)
# Article 1: one visit in so many repairs.
QUOTAS = {
    "office": (20, "REPAIR-1b"),
    "engineering_head": (10, "REPAIR-1c"),
    "repair_responsible": (5, "REPAIR-1d"),
}
ITEMS = {
    "looked_on_site": "REPAIR-3.1",
    "asked_about_service": "REPAIR-3.2",
    "asked_for_suggestions": "REPAIR-3.3",
    "charges_checked": "REPAIR-3.4",
    "signed": "REPAIR-3.5",
}
NOT_BY_PHONE = {"looked_on_site", "signed"}
NOT_IN_COMMON_AREAS = {"asked_about_service", "signed"}
Row = dict[str, Any]


class WrongRowError(Exception):
    """
    A row that cannot be counted, with the field that is wrong.
    """


# ------------------------------------------------------------------------- reading


def rows_of(folder: Path, name: str) -> Iterator[tuple[int, Row]]:
    """
    Yield the line number and the cells of each row of a file.
    """
    with (folder / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, dict(row)


def moment(row: Row, field: str) -> dt.datetime | None:
    """
    Return a time in local time; None where the cell is empty.
    """
    if not row[field]:
        return None
    try:
        read = dt.datetime.fromisoformat(row[field])
    except ValueError as error:
        raise WrongRowError(field) from error
    if read.tzinfo is None:
        raise WrongRowError(field)
    return read.astimezone(CHINA)


def read_repair(row: Row, known: dict[str, Row]) -> None:
    """
    Turn one repair's cells into facts.
    """
    row["completed"] = moment(row, "completed_at")
    if row["id"] in known:
        raise WrongRowError("id")
    row["kinds"] = set(row["categories"].split("+"))
    if not row["kinds"] <= {name for name, _, _ in LIMITS}:
        raise WrongRowError("categories")
    row["visits"] = []
    row["unreadable"] = []
    known[row["id"]] = row


def read_visit(row: Row, repairs: dict[str, Row], known: dict[str, Row]) -> None:
    """
    Turn one visit's cells into facts, and hang it on its repair.
    """
    for field in (*ITEMS, "registered"):
        if row[field] not in {"yes", "no", ""}:
            raise WrongRowError(field)
    if row["repair_id"] not in repairs:
        raise WrongRowError("repair_id")
    work = repairs[row["repair_id"]]
    row["at"] = moment(row, "visited_at")
    if work["completed"] is None or row["at"] < work["completed"]:
        raise WrongRowError("visited_at")
    row["roles"] = {entry.split(":")[0] for entry in row["visitors"].split("+")}
    row["problems"] = []
    work["visits"].append(row)
    known[row["id"]] = row


def read_problem(row: Row, visits: dict[str, Row]) -> None:
    """
    Turn one problem's cells into facts, and hang it on its visit.
    """
    for field in ("found_at", "notified_at", "rectified_at"):
        row[field] = moment(row, field)
    if row["visit_id"] not in visits:
        raise WrongRowError("visit_id")
    for field in ("notified_at", "rectified_at"):
        if row[field] and row[field] < row["found_at"]:
            raise WrongRowError(field)
    visits[row["visit_id"]]["problems"].append(row)


def least(row: Row) -> dt.datetime:
    """
    Return when an unreadable visit took place; where that is wrong too, any time.
    """
    try:
        return moment(row, "visited_at") or midnight("0001-01-02")
    except WrongRowError:
        return midnight("0001-01-02")


def read(folder: Path) -> tuple[list[Row], list[list[Any]]]:
    """
    Return the repairs with everything hung on them, and the wrong rows.
    """
    repairs: dict[str, Row] = {}
    visits: dict[str, Row] = {}
    wrong: list[list[Any]] = []
    doors: tuple[tuple[str, Callable[[Row], None]], ...] = (
        ("repairs.csv", lambda row: read_repair(row, repairs)),
        ("visits.csv", lambda row: read_visit(row, repairs, visits)),
        ("problems.csv", lambda row: read_problem(row, visits)),
    )
    for name, door in doors:
        for line, row in rows_of(folder, name):
            try:
                door(row)
            except WrongRowError as error:
                wrong.append([name, line, str(error)])
                if name == "visits.csv" and row["repair_id"] in repairs:
                    repairs[row["repair_id"]]["unreadable"].append(least(row))
    return list(repairs.values()), wrong


# ------------------------------------------------------------------------ counting


def midnight(day: str) -> dt.datetime:
    """
    Return the first instant of a day.
    """
    return dt.datetime.fromisoformat(f"{day}T00:00:00+08:00")


def limit_of(work: Row) -> tuple[str, dt.datetime]:
    """
    Return the clause of the shortest limit, and the first instant too late.
    """
    for name, days, clause in LIMITS:
        if name in work["kinds"]:
            start = midnight(work["completed"].date().isoformat())
            return clause, start + (days + 1) * DAY
    raise AssertionError


def item_status(seen: Row, work: Row, item: str) -> str:
    """
    Judge one of the five items of article 3.
    """
    entry = seen[item]
    if seen["channel"] == "phone" and item in NOT_BY_PHONE:
        entry = "no"
    if entry == "yes":
        return "MET"
    if work["premises"] == "common_area" and item in NOT_IN_COMMON_AREAS:
        return "NOT_APPLICABLE"
    if entry == "":
        return "UNDETERMINED"
    return "BREACHED" if seen["closed"] == "yes" else "OPEN"


def count_visit(seen: Row, work: Row, now: dt.datetime) -> Iterator[tuple[str, str]]:
    """
    Yield clause and status of what one visit answers: 1a, 1e, 3 and 4.
    """
    is_allowed = bool(seen["roles"] & set(QUOTAS))
    yield "REPAIR-1a", "MET" if is_allowed else "BREACHED"
    open_or_not = "BREACHED" if seen["closed"] == "yes" else "OPEN"
    entry = {"yes": "MET", "no": open_or_not, "": "UNDETERMINED"}
    yield "REPAIR-1e", entry[seen["registered"]]
    for item, clause in ITEMS.items():
        yield clause, item_status(seen, work, item)
    for problem in seen["problems"]:
        yield "REPAIR-4", notice_status(problem, now)
        fixed = problem["rectified_at"]
        yield "REPAIR-4", "MET" if fixed and fixed <= now else "OPEN"


def notice_status(problem: Row, now: dt.datetime) -> str:
    """
    Judge the written notice within 24 hours.
    """
    limit = problem["found_at"] + DAY
    told = problem["notified_at"]
    if told and told <= now and problem["form"] == "":
        return "UNDETERMINED"
    if told and told <= now and problem["form"] in {"paper", "data_message"}:
        return "MET" if told <= limit else "LATE"
    return "PENDING" if now <= limit else "BREACHED"


def count_times(
    work: Row, seen: list[Row], now: dt.datetime
) -> Iterator[tuple[str, str]]:
    """
    Yield clause and status of article 2: the first contact of a repair, or none.
    """
    clause, too_late = limit_of(work)
    contacts = [row["at"] for row in seen if row["roles"] & set(QUOTAS)]
    if contacts:
        status = "MET" if min(contacts) < too_late else "LATE"
    elif work["owes_visit"] == "yes":
        status = "PENDING" if now < too_late else "BREACHED"
    else:
        status = "NOT_APPLICABLE"
    unreadable = any(at <= now for at in work["unreadable"])
    unfair = unreadable and status in {"LATE", "BREACHED"}
    yield clause, "UNDETERMINED" if unfair else status


def counts(row: Row, work: Row, role: str, *, doubtful: bool) -> bool:
    """
    Say whether a visit counts for a role: registered, and with all five items.
    """
    states = {item_status(row, work, item) for item in ITEMS}
    sure = {"MET", "NOT_APPLICABLE"}
    if doubtful:
        entries = row["registered"] != "no" and states <= {*sure, "UNDETERMINED"}
    else:
        entries = row["registered"] == "yes" and states <= sure
    return role in row["roles"] and entries


def count_quota(
    role: str,
    cohort: list[tuple[Row, list[Row]]],
    end: dt.datetime,
    now: dt.datetime,
    unreadable: int,
) -> dict[str, Any]:
    """
    Return the numbers and the status of one role's share.
    """
    one_in, clause = QUOTAS[role]
    required = -(-len(cohort) // one_in)
    settles = max([end, *(limit_of(work)[1] for work, _ in cohort)])
    visited = in_time = at_best = at_best_in_time = 0
    for work, seen in cohort:
        good = [row for row in seen if counts(row, work, role, doubtful=False)]
        maybe = [row for row in seen if counts(row, work, role, doubtful=True)]
        visited += bool(good)
        in_time += any(row["at"] < settles for row in good)
        at_best += bool(maybe)
        at_best_in_time += any(row["at"] < settles for row in maybe)
    if not cohort:
        status = "NOT_APPLICABLE" if now >= settles else "PENDING"
    elif now < settles:
        status = "MET" if visited >= required and now >= end else "PENDING"
    elif in_time >= required:
        status = "MET"
    elif at_best_in_time >= required or visited < required <= at_best:
        status = "UNDETERMINED"
    else:
        status = "LATE" if visited >= required else "BREACHED"
    needed = -(-(len(cohort) + unreadable) // one_in)
    rescued = max(at_best_in_time, in_time) + unreadable >= needed
    if unreadable and status in {"LATE", "BREACHED"} and rescued:
        status = "UNDETERMINED"
    return {
        "clause": clause,
        "status": status,
        "population": len(cohort),
        "required": required,
        "visited": visited,
    }


def count_month(
    repairs: list[Row], wrong: int, month: tuple[str, str], now: dt.datetime
) -> dict[str, Any]:
    """
    Return the count of one month as known at one moment.
    """
    start, end = midnight(month[0]), midnight(month[1])
    cohort = [
        (
            work,
            [
                row
                for row in work["visits"]
                if row["reached"] == "yes" and row["at"] <= now
            ],
        )
        for work in repairs
        if work["completed"]
        and start <= work["completed"] < end
        and work["completed"] <= now
    ]
    unreadable = wrong + sum(
        at <= now for work, _ in cohort for at in work["unreadable"]
    )
    quotas = {role: count_quota(role, cohort, end, now, unreadable) for role in QUOTAS}
    found = [(quota["clause"], quota["status"]) for quota in quotas.values()]
    for work, seen in cohort:
        found += count_times(work, seen, now)
        for row in seen:
            found += count_visit(row, work, now)
    table: dict[str, dict[str, int]] = {}
    for (clause, status), number in sorted(Counter(found).items()):
        table.setdefault(clause, {})[status] = number
    return {"by_clause": table, "quotas": quotas}


def count(folder: Path) -> dict[str, Any]:
    """
    Return the whole count: wrong rows, and each month at each moment.
    """
    repairs, wrong = read(folder)
    # Repairs that cannot be read, and visits of repairs that cannot be read.
    strays = sum(
        name == "repairs.csv" or (name, field) == ("visits.csv", "repair_id")
        for name, _, field in wrong
    )
    return {
        "wrong_rows": wrong,
        "counts": [
            {"as_of": as_of, "month": month}
            | count_month(
                repairs, strays, MONTHS[month], dt.datetime.fromisoformat(as_of)
            )
            for as_of in MOMENTS
            for month in MONTHS
        ],
    }


def main(arguments: list[str]) -> int:
    """
    Compare with the stored count, or store it.
    """
    path = DATA / EXPECTED
    text = json.dumps(count(DATA), indent=1) + "\n"
    if arguments == ["--write"]:
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.name}")
        return 0
    is_same = text == path.read_text(encoding="utf-8")
    print("the stored count holds" if is_same else "the count differs")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
