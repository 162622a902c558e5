"""
Make the ledgers of basic public health and of cars: the same bytes each time.

Run it as `python docs/examples/books/make_family_ledgers.py [FOLDER]`. Nobody real is in
them. A few rows are wrong on purpose, as real exports have them.
"""

import csv
import datetime as dt
import random
import sys
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parent
SEED = 20260701
STATIONS = ("North", "South", "Riverside", "Old Town")
FAULTS = ("noise", "gear", "lamp", "paint", "")
PARTS = ("whole_car", "engine", "gearbox", "battery", "brakes", "steering")
YEAR = dt.date(2026, 1, 1)

Row = dict[str, object]


def main(folder: Path = DATA) -> None:
    """
    Write all ledgers below *folder*.
    """
    chance = random.Random(SEED)
    patients = [patient(chance, number) for number in range(1, 121)]
    followups = [row for one in patients for row in seen(chance, one)]
    followups[40]["seen_on"] = "soon"
    followups[90]["controlled"] = "perhaps"
    followups[120]["id"] = followups[119]["id"]
    write(folder / "public_health" / "patients.csv", patients)
    write(folder / "public_health" / "followups.csv", followups)
    people = [person(chance, number) for number in range(1, 81)]
    write(folder / "public_health" / "persons.csv", people)
    write(folder / "public_health" / "exams.csv", examined(chance, people))
    chance = random.Random(SEED + 1)
    cars = [car(chance, number) for number in range(1, 61)]
    repairs = [row for one in cars for row in repaired(chance, one)]
    repairs[30]["days"] = "many"
    defects = [row for one in cars for row in found(chance, one)]
    write(folder / "cars" / "cars.csv", cars)
    write(folder / "cars" / "repairs.csv", repairs)
    write(folder / "cars" / "defects.csv", defects)


def likely(chance: random.Random, share: float) -> bool:
    """
    Say yes in that share of all cases.
    """
    return chance.random() < share


def said(yes: bool) -> str:  # noqa: FBT001 - one word for one word
    """
    Write yes or no.
    """
    return "yes" if yes else "no"


def write(path: Path, rows: list[Row]) -> None:
    """
    Write rows as CSV.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# ------------------------------------------------------------------ public health


def patient(chance: random.Random, number: int) -> Row:
    """
    Return one patient, most of them known for long.
    """
    new = likely(chance, 0.15)
    enrolled = YEAR + dt.timedelta(chance.randrange(0, 170)) if new else YEAR
    enrolled -= dt.timedelta(0 if new else chance.randrange(30, 700))
    after = max(enrolled, YEAR)
    away = after + dt.timedelta(chance.randrange(1, 90))
    back = away + dt.timedelta(chance.randrange(20, 120))
    fate = chance.random()
    ended = after + dt.timedelta(chance.randrange(1, 180))
    return {
        "id": f"H{number:03}",
        "station": chance.choice(STATIONS),
        "disease": chance.choice(("hypertension", "hypertension", "diabetes")),
        "enrolled_on": enrolled,
        "referred_on": "",
        "away_on": away if fate < 0.1 else "",
        "back_on": back if fate < 0.07 else "",
        "refused_on": ended if 0.1 < fate < 0.16 else "",
        "ended_on": ended if 0.16 < fate < 0.2 else "",
    }


def seen(chance: random.Random, one: Row) -> list[Row]:
    """
    Return the follow-ups of a patient in the first half of 2026, and a few days more.
    """
    days = sorted(chance.sample(range(188), chance.choice((1, 2, 2, 3, 4, 5))))
    rows: list[Row] = []
    for number, after in enumerate(days, 1):
        day = YEAR + dt.timedelta(after)
        if day < dt.date.fromisoformat(str(one["enrolled_on"])):
            continue
        controlled = likely(chance, 0.7)
        rows.append(
            {
                "id": f"{one['id']}-{number}",
                "patient_id": one["id"],
                "seen_on": day,
                "in_person": said(likely(chance, 0.9)),
                "controlled": said(controlled),
                "emergency": said(not controlled and likely(chance, 0.1)),
                "value": "yes",
                "medicines": said(likely(chance, 0.95)),
                "advice": said(likely(chance, 0.95)),
            }
        )
    worse = [
        now["seen_on"]
        for before, now in pairwise(rows)
        if before["controlled"] == now["controlled"] == "no"
    ]
    if worse and likely(chance, 0.7):
        first = dt.date.fromisoformat(str(worse[0]))
        one["referred_on"] = first + dt.timedelta(chance.randrange(0, 20))
    return rows


def person(chance: random.Random, number: int) -> Row:
    """
    Return one resident around 65.
    """
    born = dt.date(1961, 1, 1) + dt.timedelta(chance.randrange(-900, 900))
    moved = YEAR + dt.timedelta(chance.randrange(0, 180))
    return {
        "id": f"P{number:03}",
        "registered_on": dt.date(2020, 1, 1) + dt.timedelta(number),
        "born_on": born if likely(chance, 0.97) else "",
        "moved_on": moved if likely(chance, 0.05) else "",
    }


def examined(chance: random.Random, people: list[Row]) -> list[Row]:
    """
    Return the examinations of the last year and of this one.
    """
    return [
        {"id": f"{one['id']}-{year}", "person_id": one["id"], "done_on": day}
        for one in people
        for year in (2025, 2026)
        if likely(chance, 0.6)
        for day in (dt.date(year, 1, 1) + dt.timedelta(chance.randrange(0, 180)),)
    ]


# --------------------------------------------------------------------------- cars


def car(chance: random.Random, number: int) -> Row:
    """
    Return one car.
    """
    day = dt.date(2023, 1, 1) + dt.timedelta(chance.randrange(0, 900))
    return {
        "id": f"K{number:03}",
        "invoiced_on": day,
        "delivered_on": day + dt.timedelta(chance.randrange(0, 20)),
        "replaced_on": "",
        "handed_papers": said(likely(chance, 0.97)),
        "handed_tools": "yes",
        "told_duties": said(likely(chance, 0.9)),
    }


def repaired(chance: random.Random, one: Row) -> list[Row]:
    """
    Return the repairs of a car, a lemon's more than others'.
    """
    bought = dt.date.fromisoformat(str(one["delivered_on"]))
    lemon = likely(chance, 0.25)
    rows: list[Row] = []
    for number in range(chance.randrange(5, 10) if lemon else chance.randrange(0, 4)):
        day = bought + dt.timedelta(chance.randrange(5, 800))
        if day > dt.date(2026, 5, 20):
            continue
        days = chance.choice((1, 1, 2, 3, 5, 6, 7, 12))
        lent = day + dt.timedelta(chance.randrange(4, 9))
        exchanged = "gearbox" if likely(chance, 0.1) else ""
        rows.append(
            {
                "id": f"{one['id']}-{number}",
                "car_id": one["id"],
                "fault": chance.choice(FAULTS[:2] if lemon else FAULTS),
                "brought_at": f"{day} 09:00",
                "done_at": f"{day + dt.timedelta(days - 1)} 17:00",
                "days": days if likely(chance, 0.97) else "",
                "owed": said(likely(chance, 0.93)),
                "grave": said(likely(chance, 0.1)),
                "exchanged": exchanged,
                "lent_at": f"{lent} 10:00" if likely(chance, 0.7) else "",
                "record_number": "yes",
                "record_fault": "yes",
                "record_parts": said(likely(chance, 0.95)),
                "record_signed": said(likely(chance, 0.9)),
            }
        )
    return rows


def found(chance: random.Random, one: Row) -> list[Row]:
    """
    Return the defects of a car, some at the very end of a cover.
    """
    bought = dt.date.fromisoformat(str(one["delivered_on"]))
    rows: list[Row] = []
    for number in range(chance.randrange(1, 4)):
        exact = chance.choice((60, 730, 731, 1095, 1096, None, None, None))
        after = chance.randrange(1, 1200) if exact is None else exact
        day = bought + dt.timedelta(after)
        if day > dt.date(2026, 5, 20):
            continue
        km = chance.choice((3_000, 3_001, 50_000, 50_001, 60_000, 60_001, after * 40))
        rows.append(
            {
                "id": f"{one['id']}/{number}",
                "car_id": one["id"],
                "part": chance.choice(PARTS),
                "occurred_on": day,
                "km": km if likely(chance, 0.95) else "",
            }
        )
    return rows


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:]))
