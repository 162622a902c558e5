"""
Count the ledgers of basic public health and of cars by plain arithmetic.

It imports nothing of `followup_rules`. It reads the files as a person would, leaves out
the rows that cannot be right, and says of every row and rule what comes of it on the day
of the examples. A test holds the library, the file and the command line to it.

    python docs/examples/books/count_family_by_hand.py
"""

import csv
import datetime as dt
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
TODAY = dt.date(2026, 7, 10)
"""Of basic public health; the first half of 2026 is reported on."""
CARS_TODAY = dt.date(2026, 6, 1)
QUARTERS = {
    "2026-Q1": (dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
    "2026-Q2": (dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
}
HALF = (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
FORTNIGHT = dt.timedelta(14)

Counted = dict[str, dict[str, str]]
"""By rule, and then by the id of the row and the cell: what came of it."""
Row = dict[str, str]


def rows(*path: str) -> Iterator[Row]:
    """
    Read the rows of a file.
    """
    with HERE.joinpath(*path).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(cell: str) -> dt.date | None:
    """
    Read a day, or the day of a clock time; a blank is none.
    """
    return dt.date.fromisoformat(cell[:10]) if cell else None


def years_on(start: dt.date, years: int) -> dt.date:
    """
    Return the same day so many years later; of a leap day the last of February.
    """
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return dt.date(start.year + years, 2, 28)


# ------------------------------------------------------------------ public health


def public_health() -> Counted:
    """
    Count what was owed to patients and to older people.
    """
    patients = {row["id"]: row for row in rows("public_health", "patients.csv")}
    seen, lost = usable_followups()
    by_patient: dict[str, list[Row]] = {name: [] for name in patients}
    for row in seen:
        by_patient[row["patient_id"]].append(row)
    cells = {
        f"{name} {cell}": quarter(one, by_patient[name], lost.get(name, []), *span)
        for name, one in patients.items()
        for cell, span in QUARTERS.items()
    }
    inside = [row for row in seen if HALF[0] <= day_of(row) <= HALF[1]]
    return {
        "followups": cells,
        "followup_record": {row["id"]: record(row) for row in inside},
        "uncontrolled": {
            row["id"]: again(row, by_patient[row["patient_id"]], lost)
            for row in inside
            if row["controlled"] == "no" and row["emergency"] == "no"
        },
        "emergency": {
            row["id"]: again(row, by_patient[row["patient_id"]], lost)
            for row in inside
            if row["emergency"] == "yes"
        },
        "referral": {
            name: referral(one, by_patient[name], lost=name in lost)
            for name, one in patients.items()
        },
        "managed": managed(patients, cells),
        "senior_exam": seniors(),
    }


def day_of(row: Row) -> dt.date:
    """
    Return the day of a follow-up.
    """
    return dt.date.fromisoformat(row["seen_on"])


def usable_followups() -> tuple[list[Row], dict[str, list[dt.date | None]]]:
    """
    Return the follow-ups that can be right, and of whom others cannot, each with its day.
    """
    kept: dict[str, Row] = {}
    lost: dict[str, list[dt.date | None]] = {}
    for row in rows("public_health", "followups.csv"):
        sound = row["seen_on"] != "soon" and row["controlled"] in {"yes", "no"}
        if sound and row["id"] not in kept:
            kept[row["id"]] = row
        else:
            when = None if row["seen_on"] == "soon" else day_of(row)
            lost.setdefault(row["patient_id"], []).append(when)
    known = [row for row in kept.values() if day_of(row) <= TODAY]
    return sorted(known, key=day_of), lost


def quarter(
    one: Row,
    own: list[Row],
    lost: list[dt.date | None],
    first: dt.date,
    last: dt.date,
) -> str:
    """
    Judge one quarter of one patient; a row that cannot be read may lie in it.
    """
    if any(first <= day_of(row) <= last and row["in_person"] == "yes" for row in own):
        return "met"
    enrolled, ended = day(one["enrolled_on"]), day(one["ended_on"])
    if enrolled is not None and enrolled > last:
        return "not_applicable"
    if ended is not None and ended <= last:
        return "not_applicable"
    refused, away, back = (
        day(one[name]) for name in ("refused_on", "away_on", "back_on")
    )
    if refused is not None and refused <= last:
        return "excused"
    if away is not None and away <= last and (back is None or back > last):
        return "excused"
    perhaps = any(when is None or first <= when <= last for when in lost)
    return "undetermined" if perhaps else "breached"


def record(row: Row) -> str:
    """
    Judge what was noted.
    """
    whole = all(row[name] == "yes" for name in ("value", "medicines", "advice"))
    return "met" if whole else "breached"


def again(row: Row, own: list[Row], lost: Collection[str]) -> str:
    """
    Judge the next follow-up, which is due in a fortnight.
    """
    last = day_of(row) + FORTNIGHT
    later = [day_of(one) for one in own if day_of(one) > day_of(row)]
    if later and min(later) <= last:
        return "met"
    if not later and last >= TODAY:
        return "pending"
    if row["patient_id"] in lost:
        return "undetermined"
    return "late" if later else "breached"


def referral(one: Row, own: list[Row], *, lost: bool) -> str:
    """
    Judge the referral after two in a row that were not controlled.
    """
    full: dt.date | None = None
    for before, now in pairwise(own):
        if before["controlled"] == now["controlled"] == "no":
            full = day_of(now)
            break
    if full is None:
        return "not_applicable"
    last, done = full + FORTNIGHT, day(one["referred_on"])
    if done is not None and done <= last:
        return "met"
    if done is None and last >= TODAY:
        return "pending"
    if lost:
        return "undetermined"
    return "late" if done is not None else "breached"


def managed(patients: dict[str, Row], cells: dict[str, str]) -> dict[str, str]:
    """
    Judge the share of each station: 60 % of those who did not refuse.
    """
    found = {}
    for station in {one["station"] for one in patients.values()}:
        kept, open_, every = 0, 0, 0
        for name, one in patients.items():
            if one["station"] != station:
                continue
            came = {cells[f"{name} {cell}"] for cell in QUARTERS}
            came -= {"not_applicable", "excused"}
            refused = day(one["refused_on"])
            if came == {"met"}:
                kept += 1
            elif came and came <= {"met", "undetermined"}:
                open_ += 1
            elif refused is not None and refused <= HALF[1]:
                continue
            every += 1
        enough, perhaps = kept * 100 >= every * 60, (kept + open_) * 100 >= every * 60
        found[station] = "met" if enough else "undetermined" if perhaps else "breached"
    return found


def seniors() -> dict[str, str]:
    """
    Judge the examination of 2026, for which there is time until its end.
    """
    examined = {
        row["person_id"]
        for row in rows("public_health", "exams.csv")
        if row["done_on"].startswith("2026")
    }
    found = {}
    for one in rows("public_health", "persons.csv"):
        born, moved = day(one["born_on"]), day(one["moved_on"])
        if born is None:
            continue
        if one["id"] in examined:
            came = "met"
        elif years_on(born, 65) > dt.date(2026, 12, 31) or moved is not None:
            came = "not_applicable"
        else:
            came = "pending"
        found[f"{one['id']} 2026"] = came
    return found


# --------------------------------------------------------------------------- cars


def cars() -> Counted:
    """
    Count what became of the defects and repairs of cars.
    """
    owned = {row["id"]: row for row in rows("cars", "cars.csv")}
    repairs, lost = [], set()
    for row in rows("cars", "repairs.csv"):
        if row["days"] == "many":
            lost.add(row["car_id"])
        else:
            repairs.append(row)
    repairs.sort(key=lambda row: row["brought_at"])
    defects = list(rows("cars", "defects.csv"))
    own = {name: [row for row in repairs if row["car_id"] == name] for name in owned}
    return {
        "repair_cover": covers(defects, owned, years=3, most=60_000),
        "validity": covers(defects, owned, years=2, most=50_000),
        "repair_record": {row["id"]: noted(row) for row in repairs},
        "short_repair": {row["id"]: short(row) for row in repairs},
        "other_car": {row["id"]: lent(row) for row in repairs if row["owed"] == "yes"},
        "same_fault": {
            f"{name} {fault}": same_fault(fault, one, own[name])
            for name, one in owned.items()
            for fault in sorted({row["fault"] for row in own[name]} - {""})
        },
        "days_altogether": {
            name: altogether(one, own[name]) for name, one in owned.items()
        },
        "handing_over": {
            name: "met"
            if one["handed_papers"] == one["told_duties"] == "yes"
            else "breached"
            for name, one in owned.items()
        },
    }


def covers(
    defects: list[Row], owned: dict[str, Row], *, years: int, most: int
) -> dict[str, str]:
    """
    Judge which defects a cover holds; both its bounds belong to it.
    """
    found = {}
    for row in defects:
        start = dt.date.fromisoformat(owned[row["car_id"]]["delivered_on"])
        late = dt.date.fromisoformat(row["occurred_on"]) > years_on(start, years)
        if late or (row["km"] and int(row["km"]) > most):
            found[row["id"]] = "not_applicable"
        else:
            found[row["id"]] = "met" if row["km"] else "undetermined"
    return found


def noted(row: Row) -> str:
    """
    Judge the record of a repair.
    """
    items = ("record_number", "record_fault", "record_parts", "record_signed")
    return "met" if all(row[name] == "yes" for name in items) else "breached"


def short(row: Row) -> str:
    """
    Judge whether a repair took five days.
    """
    brought, done = day(row["brought_at"]), day(row["done_at"])
    assert brought is not None  # noqa: S101 - every repair has its days
    assert done is not None  # noqa: S101 - likewise
    return "met" if done <= brought + dt.timedelta(5) else "late"


def lent(row: Row) -> str:
    """
    Judge the other car, which is owed on the sixth day.
    """
    if short(row) == "met":
        return "not_applicable"
    brought, came = day(row["brought_at"]), day(row["lent_at"])
    assert brought is not None  # noqa: S101 - every repair has its day
    if came is None:
        return "breached"
    return "met" if came <= brought + dt.timedelta(6) else "late"


def in_time(one: Row, own: list[Row]) -> Iterator[Row]:
    """
    Yield the repairs that the warranty owed, in the two years after the delivery.
    """
    end = years_on(dt.date.fromisoformat(one["delivered_on"]), 2)
    for row in own:
        brought = day(row["brought_at"])
        if row["owed"] == "yes" and brought is not None and brought <= end:
            yield row


def same_fault(fault: str, one: Row, own: list[Row]) -> str:
    """
    Judge whether one fault was mended five times; one that is not named may be it.
    """
    mended = [row["fault"] for row in in_time(one, own)]
    if mended.count(fault) >= 5:
        return "open"
    perhaps = mended.count(fault) + mended.count("")
    return "undetermined" if perhaps >= 5 else "not_applicable"


def altogether(one: Row, own: list[Row]) -> str:
    """
    Judge whether a car was in the workshop for more than thirty days.
    """
    days = [row["days"] for row in in_time(one, own)]
    if sum(int(one) for one in days if one) > 30:
        return "open"
    return "undetermined" if "" in days else "not_applicable"


def main() -> int:
    """
    Print how often each rule came to what.
    """
    for name, counted in (("public health", public_health()), ("cars", cars())):
        print(name)
        for rule, came in counted.items():
            counts = ", ".join(
                f"{n} {word}" for word, n in sorted(Counter(came.values()).items())
            )
            print(f"  {rule}: {counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
