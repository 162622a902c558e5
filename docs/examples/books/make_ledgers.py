"""
Make the ledgers of the two regulations in files: the same bytes each time.

Run it as `python docs/examples/books/make_ledgers.py [FOLDER]`. Nobody real is in
them. A few rows are wrong on purpose, as real exports have them. The problems that
patients raised have Chinese headings, as their hospital's export has them.
"""

import csv
import datetime as dt
import random
import sys
from pathlib import Path

DATA = Path(__file__).parent
SEED = 20260301
WARDS = ("3A", "3B", "5A", "5C")
KINDS = ("general", "general", "general", "high_risk", "chronic")
CALLERS = ("attending_doctor", "ward_nurse", "ward_nurse", "followup_centre")
GRADES = ("satisfied",) * 6 + ("basically_satisfied", "dissatisfied", "")
ITEMS = ("recovery", "medicines", "next_visit", "satisfaction")
# Around the limit of each kind, in hours after the discharge.
DELAYS = {"general": (24, 190), "high_risk": (12, 84), "chronic": (96, 720)}

Row = dict[str, object]


def main(folder: Path = DATA) -> None:
    """
    Write all ledgers below *folder*.
    """
    chance = random.Random(SEED)
    discharges = [discharge(chance, number) for number in range(1, 241)]
    calls = [row for one in discharges for row in calls_after(chance, one)]
    problems = [problem(chance, row) for row in discharges if likely(chance, 0.17)]
    for number, row in enumerate(problems, 1):
        row["编号"] = f"P{number:03}"
    spoil(discharges, calls, problems)
    end(random.Random(SEED + 2), discharges, calls)
    write(folder / "discharge" / "discharges.csv", discharges)
    write(folder / "discharge" / "calls.csv", calls)
    write(
        folder / "discharge" / "problems.csv",
        [{"id": row.pop("编号"), **row} for row in problems],
    )
    chance = random.Random(SEED + 1)
    write(folder / "awaab" / "hazards.csv", hazards(chance))


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


def minute(moment: dt.datetime) -> str:
    """
    Write a time of the place's own clock.
    """
    return moment.strftime("%Y-%m-%d %H:%M")


def write(path: Path, rows: list[Row]) -> None:
    """
    Write rows as CSV.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# ---------------------------------------------------------------- discharged patients


def discharge(chance: random.Random, number: int) -> Row:
    """
    Return one patient who left in March 2026.
    """
    day = dt.datetime(2026, 3, 1) + dt.timedelta(days=(number - 1) * 31 // 240)  # noqa: DTZ001 - the ward's clock
    left = day + dt.timedelta(minutes=chance.randrange(8 * 60, 17 * 60))
    return {
        "id": f"D{number:03}",
        "ward": chance.choice(WARDS),
        "discharged_at": minute(left),
        "categories": chance.choice(KINDS),
        "checked_by_head": said(likely(chance, 0.27)),
    }


def calls_after(chance: random.Random, one: Row) -> list[Row]:
    """
    Return the attempts to reach a patient; the last of them may reach nobody either.
    """
    if likely(chance, 0.02):
        return []
    left = dt.datetime.strptime(str(one["discharged_at"]), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the ward's clock
    low, high = DELAYS[str(one["categories"])]
    at = left + dt.timedelta(minutes=chance.randrange(low * 60, high * 60))
    attempts = [at]
    while likely(chance, 0.2):
        attempts.append(attempts[-1] + dt.timedelta(hours=chance.randrange(2, 30)))
    reached = likely(chance, 0.96)
    return [
        call(
            chance,
            str(one["id"]),
            number,
            moment,
            reached=reached and number == len(attempts),
        )
        for number, moment in enumerate(attempts, 1)
    ]


def call(
    chance: random.Random, home: str, number: int, at: dt.datetime, *, reached: bool
) -> Row:
    """
    Return one call, or one attempt that reached nobody.
    """
    items = {name: said(likely(chance, 0.97)) if reached else "" for name in ITEMS}
    return {
        "id": f"{home}-{number}",
        "discharge_id": home,
        "called_at": minute(at),
        "callers": chance.choice(CALLERS) if likely(chance, 0.98) else "intern",
        "reached": said(reached),
        "registered": said(likely(chance, 0.96)) if reached else "",
        **items,
        "grade": chance.choice(GRADES) if reached else "",
        "closed": "yes",
    }


def problem(chance: random.Random, home: Row) -> Row:
    """
    Return one problem that a patient raised, with the headings of the export.
    """
    left = dt.datetime.strptime(str(home["discharged_at"]), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the ward's clock
    raised = left + dt.timedelta(hours=chance.randrange(20, 200))
    answered = raised + dt.timedelta(hours=chance.randrange(2, 150))
    solved = answered + dt.timedelta(hours=chance.randrange(0, 90))
    return {
        "编号": "",
        "出院编号": home["id"],
        "提出时间": minute(raised),
        "反馈时间": minute(answered) if likely(chance, 0.95) else "",
        "解决时间": minute(solved) if likely(chance, 0.9) else "",
    }


def spoil(discharges: list[Row], calls: list[Row], problems: list[Row]) -> None:
    """
    Make some rows wrong.
    """
    discharges[41]["categories"] = "vip"
    discharges.append({**discharges[10], "ward": "5A"})
    calls[30]["called_at"] = "2026-02-01 09:00"
    calls[77]["recovery"] = "maybe"
    calls[101]["called_at"] = "2026-03-32 10:00"
    problems[7]["反馈时间"] = "2026-02-28 08:00"


def end(chance: random.Random, discharges: list[Row], calls: list[Row]) -> None:
    """
    Let some patients refuse or die, and give up some whom nobody reached.
    """
    reached = {row["discharge_id"] for row in calls if row["reached"] == "yes"}
    for one in discharges:
        left = dt.datetime.strptime(str(one["discharged_at"]), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the ward's clock
        hours = chance.randrange(20, 300)
        share = 0.02 if one["id"] in reached else 0.3
        refuses, dies = likely(chance, share), likely(chance, share / 2)
        one["refused_at"] = minute(left + dt.timedelta(hours=hours)) if refuses else ""
        one["died_at"] = minute(left + dt.timedelta(hours=hours * 2)) if dies else ""
        one["letter_sent_at"] = ""
        if one["id"] not in reached and likely(chance, 0.6):
            give_up(chance, one, left, calls)


def give_up(
    chance: random.Random, one: Row, left: dt.datetime, calls: list[Row]
) -> None:
    """
    Try some more calls in vain, then send a letter.
    """
    at = left + dt.timedelta(hours=chance.randrange(2, 20))
    for number in range(11, 11 + chance.randrange(2, 5)):
        home = str(one["id"])
        calls.append(call(chance, home, number, at, reached=False))
        at += dt.timedelta(hours=chance.randrange(4, 40))
    one["letter_sent_at"] = minute(at)


# ---------------------------------------------------------------------------- hazards


def hazards(chance: random.Random) -> list[Row]:
    """
    Return what a landlord became aware of from November 2025 to mid-April 2026.
    """
    rows = []
    for number in range(1, 161):
        day = dt.datetime(2025, 11, 3) + dt.timedelta(days=number)  # noqa: DTZ001 - the landlord's clock
        aware = day + dt.timedelta(minutes=chance.randrange(7 * 60, 20 * 60))
        rows.append(hazard(chance, f"H{number:03}", aware))
    rows[-1] |= dict.fromkeys(
        [key for key in rows[-1] if key not in {"id", "aware_at"}], ""
    )
    rows[50]["kind"] = "draught"
    rows[70]["summary_at"] = "soon"
    rows[90]["investigated_at"] = "2025-01-01 10:00"
    return rows


def hazard(chance: random.Random, name: str, aware: dt.datetime) -> Row:
    """
    Return one hazard as its file stood on 20 April 2026.
    """
    kind = (
        "emergency"
        if likely(chance, 0.25)
        else chance.choice(("significant", "damp and mould"))
    )
    urgent = kind == "emergency"
    found = aware + dt.timedelta(
        hours=chance.randrange(2, 30) if urgent else chance.randrange(30, 420)
    )
    confirmed = likely(chance, 0.8)
    rehousing = confirmed and likely(chance, 0.1)
    further = confirmed and likely(chance, 0.5)
    start = chance.choice(("prompt", "deferred")) if further else ""
    safe = (aware if urgent else found) + dt.timedelta(
        hours=chance.randrange(3, 28) if urgent else chance.randrange(4, 200)
    )
    begun = found + dt.timedelta(
        hours=chance.randrange(10, 190)
        if start == "prompt"
        else chance.randrange(200, 2200)
    )
    row: Row = {
        "id": name,
        "aware_at": minute(aware),
        "kind": kind,
        "investigated_at": minute(found),
        "confirmed": said(confirmed),
        "summary_at": minute(found + dt.timedelta(hours=chance.randrange(1, 130))),
        "safe_at": minute(max(safe, found)) if confirmed and not rehousing else "",
        "rehousing": said(rehousing),
        "rehoused_at": minute(max(safe, found)) if rehousing else "",
        "further": said(further),
        "start": start,
        "begun_at": minute(begun) if further and likely(chance, 0.9) else "",
        "completed_at": "",
    }
    if row["begun_at"] and likely(chance, 0.7):
        row["completed_at"] = minute(begun + dt.timedelta(days=chance.randrange(2, 40)))
    return row


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
