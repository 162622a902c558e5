"""
Make the ledger of the consulting example: one quarter, the same bytes each time.

Run it as `python docs/examples/make_consulting_quarter.py [FOLDER]`. The firm has 36
clients; they are numbers with made-up names, and nobody real is in it. A few rows are
wrong on purpose, as real exports have them.
"""

import datetime as dt
import json
import random
import sys
from pathlib import Path

DATA = Path(__file__).parent / "data" / "consulting"
SEED = 20260101
FIRST, LAST = dt.date(2026, 1, 5), dt.date(2026, 3, 30)
SPRING_FESTIVAL = (dt.date(2026, 2, 15), dt.date(2026, 2, 23))
WRONG_KEEPER, WRONG_POSTCODE = 20, 11
PLACES = ("Harbour", "Bridge", "Orchard", "Mill", "Station", "Garden")
TRADES = ("Works", "Estates", "Roads", "Schools", "Clinics", "Homes")
TOPICS = (
    "service_quality",
    "competence_and_ethics",
    "satisfaction",
    "opinions_and_suggestions",
)

Row = dict[str, object]


def main(folder: Path = DATA) -> None:
    """
    Write the ledger into *folder*, one row to a line.
    """
    chance = random.Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    visits = [visit(chance, number) for number in range(1, 49)]
    opinions = [opinion(chance, row) for row in visits if likely(chance, 0.6)]
    opinions[-1]["feedback_at"] = str(FIRST)
    ledgers = {
        "clients": [client(chance, number) for number in range(36)],
        "reports": reports(),
        "visits": visits,
        "opinions": opinions,
        "papers": [paper(chance, number) for number in range(1, 121)],
    }
    for name, rows in ledgers.items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    plan = [row["id"] for row in visits if row["id"] != "V31"]
    (folder / "plan.json").write_text(json.dumps(plan) + "\n", encoding="utf-8")


def likely(chance: random.Random, share: float) -> bool:
    """
    Say yes in that share of all cases.
    """
    return chance.random() < share


def day(chance: random.Random, first: dt.date = FIRST) -> dt.date:
    """
    Return a weekday from *first* to the end of the quarter, festival excepted.
    """
    while True:
        number = chance.randint(first.toordinal(), LAST.toordinal())
        found = dt.date.fromordinal(number)
        festive = SPRING_FESTIVAL[0] <= found <= SPRING_FESTIVAL[1]
        if found.weekday() in range(5) and not festive:
            return found


def after(chance: random.Random, start: dt.date, most: int) -> str:
    """
    Return a day that is at most so many days after *start*.
    """
    return str(start + dt.timedelta(days=chance.randint(0, most)))


def client(chance: random.Random, number: int) -> Row:
    """
    Return one client; some data are blank, and one postcode is a number.
    """
    name = f"{PLACES[number // 6]} {TRADES[number % 6]}"
    postcode = f"01{chance.randint(0, 9999):04d}"
    return {
        "id": f"K{number + 1:02d}",
        "keeper": "accountant" if number == WRONG_KEEPER else "records_clerk",
        "name": name,
        "address": f"{chance.randint(1, 200)} {PLACES[number % 6]} Road",
        "postcode": 10010 if number == WRONG_POSTCODE else postcode,
        "contact": "" if likely(chance, 0.06) else f"contact {number + 1}",
        "telephone": " " if likely(chance, 0.06) else f"000-{number + 1:04d}",
        "electronic_file": likely(chance, 0.96),
        "closed": True,
    }


def reports() -> list[Row]:
    """
    Return the reports: the first quarter's went to a partner, not to the manager.
    """
    roles = {"reporter": "records_clerk", "recipient": "manager_in_charge"}
    return [
        {"id": "B1", "reported_at": "2025-12-30", **roles},
        {"id": "B2", "reported_at": "2026-03-27", **roles, "recipient": "partner"},
        {"id": "B3", "reported_at": "2026-04-02", **roles},
    ]


def visit(chance: random.Random, number: int) -> Row:
    """
    Return one client visit.
    """
    topics = {topic: likely(chance, 0.97) for topic in TOPICS}
    return {
        "id": f"V{number:02d}",
        "client_id": f"K{chance.randint(1, 36):02d}",
        "visited_at": str(day(chance)),
        **topics,
        "closed": True,
    }


def opinion(chance: random.Random, row: Row) -> Row:
    """
    Return what the client said on a visit, and what became of it.
    """
    given = dt.date.fromisoformat(str(row["visited_at"]))
    answered = likely(chance, 0.9)
    by = "records_clerk" if likely(chance, 0.12) else "manager_in_charge"
    return {
        "id": f"O{str(row['id'])[1:]}",
        "given_at": str(given),
        "accepted_at": after(chance, given, 3),
        "accepted_by": by,
        "feedback_at": after(chance, given + dt.timedelta(3), 6) if answered else None,
        "improvement": likely(chance, 0.92) if answered else None,
    }


def paper(chance: random.Random, number: int) -> Row:
    """
    Return a record of communication, or material of a visit.
    """
    made = day(chance)
    filed = likely(chance, 0.93)
    closed = made + dt.timedelta(days=20)
    return {
        "id": f"P{number:03d}",
        "kind": "communication" if number % 3 else "material",
        "made_at": str(made),
        "filed_at": after(chance, made, 9) if filed else None,
        "closed_at": str(closed),
    }


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
