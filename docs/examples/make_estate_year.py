"""
Make the ledger of the estate example: the year 2025, the same bytes each time.

Run it as `python docs/examples/make_estate_year.py [FOLDER]`. The estate has 500
households in ten areas; the people are staff numbers, and nobody real is in it.
A few rows are wrong on purpose, as real exports have them.
"""

import csv
import datetime as dt
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data" / "estate"
SEED = 20250101
CHINA = dt.timezone(dt.timedelta(hours=8))
YEAR = 2025
AREAS = tuple(f"A{n:02d}" for n in range(1, 11))
OFFICERS = {area: [f"P{place:02d}"] for place, area in enumerate(AREAS, 1)}
OFFICERS["A04"].append("P14")  # took over in July
OFFICERS["A09"] = []  # nobody since the last one left
KINDS = {
    "question": 90,
    "request": 70,
    "opinion": 60,
    "suggestion": 30,
    "complaint": 6,
}
NEVER_HANDLED = 77
CALLS = (0, *(1,) * 12, *(2,) * 8, *(3,) * 4)
SPRING_FESTIVAL = (dt.date(2025, 1, 28), dt.date(2025, 2, 4))

Row = dict[str, object]


def main(folder: Path = DATA) -> None:
    """
    Write every file into *folder*.
    """
    chance = random.Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(estate(), ensure_ascii=False, indent=2)
    (folder / "estate.json").write_text(text + "\n", encoding="utf-8")
    ledgers = {
        "visits": visits(chance),
        "matters": matters(chance),
        "meetings": meetings(),
        "papers": papers(),
        "callers": callers(chance),
    }
    for name, rows in ledgers.items():
        write(folder / f"{name}.csv", rows)


def write(path: Path, rows: Iterable[Row]) -> None:
    """
    Write rows as CSV with plain line ends.
    """
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, listed[0], lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(listed)


def instant(day: dt.date, chance: random.Random) -> dt.datetime:
    """
    Return a time of the working day.
    """
    clock = dt.time(chance.randint(8, 17), chance.randint(0, 59), tzinfo=CHINA)
    return dt.datetime.combine(day, clock)


def some_day(chance: random.Random, month: int | None = None) -> dt.date:
    """
    Return a day of the year, or of a month, outside the Spring Festival.
    """
    while True:
        day = dt.date(YEAR, month or chance.randint(1, 12), chance.randint(1, 28))
        if not SPRING_FESTIVAL[0] <= day <= SPRING_FESTIVAL[1]:
            return day


def likely(chance: random.Random, share: float) -> bool:
    """
    Say yes in that share of all cases.
    """
    return chance.random() < share


def yes(chance: random.Random, share: float) -> str:
    """
    Return yes in that share of all cases, and no in the others.
    """
    return "yes" if likely(chance, share) else "no"


def estate() -> Row:
    """
    Return the estate and its office.
    """
    return {
        "id": "Lakeside",
        "households": 500,
        "posts": [
            {"id": "D1", "role": "management_director", "visits_in_duties": True},
            {"id": "D2", "role": "deputy_director", "visits_in_duties": True},
            {"id": "D3", "role": "deputy_director", "visits_in_duties": False},
        ],
        "areas": [{"id": area, "officers": OFFICERS[area]} for area in AREAS],
        "complaint_box": True,
        "complaint_phone": True,
        "designees": ["C1"],
    }


def visits(chance: random.Random) -> Iterator[Row]:
    """
    Yield the officers' calls and the director's rounds.
    """
    number = 0
    for month in range(1, 13):
        for area in AREAS:
            officers = OFFICERS[area]
            for _ in range(chance.choice(CALLS) if officers else 0):
                number += 1
                yield {
                    "id": f"V{number:03d}",
                    "visited_at": instant(some_day(chance, month), chance),
                    "role": "property_officer",
                    "visitor": officers[0 if month in range(1, 7) else -1],
                    "channel": "door_to_door",
                    "area": area,
                    "recorded": yes(chance, 0.97),
                    "closed": "yes",
                }
    rounds = ("2025-04-19T09:30:00+08:00", "2025-12-31T20:15:00+08:00")
    director = {"role": "office_director", "visitor": "D4", "area": ""}
    done = {"channel": "door_to_door", "recorded": "yes", "closed": "yes"}
    for number, time in enumerate(rounds, 1):
        yield {"id": f"R{number}", "visited_at": time, **director, **done}
    officer = {"role": "property_officer", "visitor": "P01"}
    yield {"id": "V998", "visited_at": "2025-02-30", **officer, "area": "A01", **done}
    yield {"id": "V999", "visited_at": "2025-05-06", **officer, "area": "A11", **done}


def matters(chance: random.Random) -> Iterator[Row]:
    """
    Yield what residents raised; one is never handled, one has its dates mixed up.
    """
    kinds = [kind for kind, count in KINDS.items() for _ in range(count)]
    chance.shuffle(kinds)
    for number, kind in enumerate(kinds, 1):
        yield matter(chance, f"M{number:03d}", kind, handled=number != NEVER_HANDLED)
    wrong = matter(chance, "M999", "opinion", handled=False)
    yield {**wrong, "raised_at": "2025-06-10", "settled_at": "2025-06-01"}


def matter(chance: random.Random, number: str, kind: str, *, handled: bool) -> Row:
    """
    Return one matter, from raising to closing.
    """
    raised = instant(some_day(chance), chance)
    boxes = ("complaint_box", "complaint_phone")
    source = chance.choice(boxes if kind == "complaint" else ("visit", "caller"))
    on_spot = source == "visit" and likely(chance, 0.6)
    later = raised.date() + dt.timedelta(days=chance.choice((1, 1, 2, 2, 3, 4)))
    replied = raised if on_spot else instant(later, chance)
    appointed = raised.date() + dt.timedelta(days=chance.choice((3, 5, 7, 7, 7)))
    named = source == "visit" and not on_spot and likely(chance, 0.93)
    major = kind != "question" and likely(chance, 0.04)
    boxed = source in boxes
    return {
        "id": number,
        "kind": kind,
        "source": source,
        "raised_at": raised,
        "answered_on_spot": ("yes" if on_spot else "no") if source == "visit" else "",
        "appointed": appointed if named else "",
        "replied_at": replied if handled else "",
        "settled_at": replied if handled else "",
        "own_entry": yes(chance, 0.98),
        "decided": "yes",
        "major": "yes" if major else "no",
        "escalated_at": raised if major else "",
        "received_by": ("C1" if likely(chance, 0.9) else "G7") if boxed else "",
        "passed_on_at": raised if boxed else "",
        "handled_at": replied if boxed and handled else "",
        "closed_at": replied + dt.timedelta(days=1) if handled else "",
    }


def meetings() -> Iterator[Row]:
    """
    Yield the meetings; the second quarter's slipped into July.
    """
    for number, day in enumerate(
        ("2025-03-31", "2025-07-01", "2025-09-12", "2025-12-05"), 1
    ):
        yield {"id": f"B{number}", "held_at": day}


def papers() -> Iterator[Row]:
    """
    Yield the plan of the year, and its appraisal, written in January.
    """
    plan = {"id": "plan-2025", "kind": "plan", "issued_at": "2025-01-10"}
    appraisal = {"id": "sum-2025", "kind": "appraisal", "issued_at": "2026-01-16"}
    for paper in (plan, appraisal):
        yield {**paper, "year": YEAR, "covers_visits": "yes"}


def callers(chance: random.Random) -> Iterator[Row]:
    """
    Yield the callers at the office.
    """
    for number in range(1, 181):
        yield {
            "id": f"K{number:03d}",
            "called_at": instant(some_day(chance), chance),
            "registered": yes(chance, 0.98),
            "closed": "yes",
        }


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
