"""
Make the ledgers of the service-hall example: February and March 2026.

Run it as `python docs/examples/make_service_hall.py [FOLDER]`; it writes the same
bytes each time. The hall has twelve windows and shuts for the Spring Festival. Its
applicants are numbers and nobody real is in it. Some things go wrong on purpose: a
clerk calls past the next reserve, a form is missing, replies come late.

The draws are made as a hall makes them: each seed was thrown with dice after the
ledgers of that morning were closed, and the receipt was kept.
"""

import csv
import datetime as dt
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from followup_rules.rulebooks import service_centre as gov

DATA = Path(__file__).parent / "data" / "hall"
SEED = 20260204
CHINA = dt.timezone(dt.timedelta(hours=8))
FIRST, LAST = dt.date(2026, 2, 2), dt.date(2026, 3, 31)
OFF = {dt.date(2026, 2, day) for day in range(15, 24)}
MAKE_UP = {dt.date(2026, 2, 14), dt.date(2026, 2, 28)}
DRAWS = [
    dt.date(2026, month, day)
    for month, days in ((2, (4, 11, 25)), (3, (4, 11, 18, 25, 31)))
    for day in days
]
PER_DAY = 210
WINDOWS = {
    # code: English, Chinese, share of the cases, how content people are, a device
    "A01": ("Company registration", "企业开办", 15, 0.90, True),
    "A02": ("Social insurance", "社会保险", 14, 0.84, True),
    "A03": ("Health insurance", "医疗保障", 13, 0.88, True),
    "A04": ("Real estate", "不动产登记", 12, 0.70, True),
    "A05": ("Taxes", "税务", 12, 0.92, True),
    "A06": ("Household registration", "户籍", 9, 0.86, True),
    "A07": ("Construction permits", "工程建设", 7, 0.66, True),
    "A08": ("Housing fund", "住房公积金", 6, 0.95, True),
    "A09": ("Civil affairs", "民政", 5, 0.97, True),
    "A10": ("Transport", "交通运输", 4, 0.80, True),
    "A11": ("Food and drugs", "食品药品", 2, 0.90, False),
    "A12": ("Culture and tourism", "文化旅游", 1, 0.93, True),
}
TOPICS = tuple(item.key for item in gov.TOPICS.items)
GRADES = ("满意", "基本满意", "不满意")
FIVE = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
VAIN = ("no answer", "wrong number", "asked not to be called")

Row = dict[str, Any]


def main(folder: Path = DATA) -> None:
    """
    Write every file into *folder*.
    """
    chance = random.Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    cases = list(make_cases(chance))
    rounds, calls = hold_rounds(cases, chance)
    forms = list(hand_out_forms(cases, chance))
    for name, rows in {
        "cases": cases,
        "calls": calls,
        "forms": forms,
        "ratings": list(count_ratings(cases, chance)),
        "findings": list(make_findings(chance)),
    }.items():
        write(folder / f"{name}.csv", rows)
    dump(folder / "rounds.json", rounds)
    names = {code: {"en": en, "zh": zh} for code, (en, zh, *_) in WINDOWS.items()}
    dump(folder / "windows.json", names)
    dump(folder / "holidays-2026.json", holidays())


# ------------------------------------------------------------------------- ledgers


def working_days() -> Iterator[dt.date]:
    """
    Yield the days on which the hall is open.
    """
    for place in range((LAST - FIRST).days + 1):
        day = FIRST + dt.timedelta(days=place)
        if day in MAKE_UP or (day.weekday() < 5 and day not in OFF):
            yield day


def make_cases(chance: random.Random) -> Iterator[Row]:
    """
    Yield the cases that the windows accepted, day by day.
    """
    codes = list(WINDOWS)
    shares = [WINDOWS[code][2] for code in codes]
    person = 0
    for day in working_days():
        count = PER_DAY + chance.randint(-25, 25)
        minutes = sorted(chance.randint(9 * 60, 17 * 60 - 1) for _ in range(count))
        for number, minute in enumerate(minutes, 1):
            person += 1
            again = chance.random() < 0.06 and person > 1
            who = chance.randint(1, person - 1) if again else person
            kind = chance.choices(("citizen", "enterprise"), (78, 22))[0]
            days = chance.choice((0, 0, 1, 2, 3, 5, 8, 13))
            yield {
                "id": f"{day:%y%m%d}-{number:03d}",
                "window": chance.choices(codes, shares)[0],
                "accepted_at": moment(day, minute),
                "completed_at": moment(day + dt.timedelta(days=days), 17 * 60),
                "applicant": f"P{who:05d}",
                "applicant_kind": "staff" if chance.random() < 0.002 else kind,
            }


def hold_rounds(cases: list[Row], chance: random.Random) -> tuple[list[Row], list[Row]]:
    """
    Draw the weekly rounds and make their calls.
    """
    ledger = [as_case(row) for row in cases]
    windows = {row["id"]: row["window"] for row in cases}
    rounds: list[Row] = []
    calls: list[Row] = []
    for day in DRAWS:
        week = f"R{day.isocalendar().week:02d}"
        at = time(day, 8 * 60 + 30)
        dice = "".join(str(chance.randint(1, 6)) for _ in range(24))
        draw = gov.draw_round(
            ledger,
            [as_call(row) for row in calls],
            seed=dice,
            at=at,
            seed_source="24 dice, thrown before two applicants 当众掷骰二十四枚",
        )
        made = list(phone(week, day, draw.chosen, draw.reserves, windows, chance))
        calls += made
        rounds.append(file_round(week, day, at, draw.receipt))
    return rounds, calls


def phone(
    week: str,
    day: dt.date,
    chosen: tuple[str, ...],
    reserves: tuple[str, ...],
    windows: dict[str, str],
    chance: random.Random,
) -> Iterator[Row]:
    """
    Call the picks, and after each vain attempt the next reserve.
    """
    waiting = list(reserves)
    if week == "R12":
        waiting[0], waiting[1] = waiting[1], waiting[0]  # out of turn
    line = list(chosen)
    minute, number = 9 * 60, 0
    while line:
        minute, number = minute + chance.randint(4, 11), number + 1
        case_id = line.pop(0).partition("/")[2]
        lazy = week == "R10" and number == 7
        reached = chance.random() < 0.86 and not lazy
        if not reached:
            line.append(waiting.pop(0))
        late = week == "R13" and not line
        yield {
            "id": f"{week}-{number:02d}",
            "round_id": week,
            "case_id": case_id,
            "called_at": moment(day + dt.timedelta(days=6 * late), minute),
            "reached": yes_no(reached),
            "reason": "" if reached or lazy else chance.choice(VAIN),
            "callers": "designee",
            "asked": "" if not reached else " ".join(asked(week, number)),
            **answers(windows[case_id], chance, given=reached),
            "recorded": yes_no(not (week == "R07" and number == 4)),
        }


def asked(week: str, number: int) -> tuple[str, ...]:
    """
    Return the topics of a call; one caller forgets the last two in one week.
    """
    return TOPICS[:4] if week == "R11" and number in {3, 8} else TOPICS


def answers(window: str, chance: random.Random, *, given: bool) -> Row:
    """
    Return a grade for each topic, now and then none.
    """
    content = WINDOWS[window][3]
    row: Row = {}
    for topic in TOPICS:
        weights = (content, (1 - content) * 0.7, (1 - content) * 0.3)
        grade = chance.choices(GRADES, weights)[0]
        blank = chance.random() < 0.03
        row[topic] = "" if blank or not given else grade
    return row


def file_round(week: str, day: dt.date, at: dt.datetime, receipt: Any) -> Row:
    """
    Return what became of a round: statistics, publication, file.
    """
    counted = day + dt.timedelta(days=10 if week == "R11" else 6)
    if week == "R13":
        counted = day + dt.timedelta(days=7)
    shown = counted + dt.timedelta(days=1)
    return {
        "id": week,
        "drawn_at": at.isoformat(),
        "organisers": ["supervision_section"],
        "form_topics": list(TOPICS),
        "form_grades": list(GRADES),
        "forms_summarised": week != "R10",
        "opinions": None
        if week == "R06"
        else {"sorted_out": True, "analysed": True, "summed_up": week != "R14"},
        "statistics_at": counted.isoformat(),
        "website_at": shown.isoformat(),
        "notice_board_at": None if week == "R09" else shown.isoformat(),
        "closed_at": None
        if week == "R14"
        else (shown + dt.timedelta(days=3)).isoformat(),
        "receipt": receipt,
    }


def hand_out_forms(cases: list[Row], chance: random.Random) -> Iterator[Row]:
    """
    Yield five forms a week, six in some, four in one.
    """
    for day in DRAWS:
        week = f"R{day.isocalendar().week:02d}"
        count = {"R13": 4, "R06": 6, "R11": 7}.get(week, 5)
        today = [row for row in cases if row["accepted_at"].startswith(day.isoformat())]
        for number, row in enumerate(chance.sample(today, count), 1):
            back = chance.random() < 0.93
            home = week == "R12" and number == 2
            yield {
                "id": f"F{week[1:]}-{number}",
                "round_id": week,
                "window": row["window"],
                "issued_at": row["accepted_at"],
                "organisers": "supervision_section",
                "returned": yes_no(back),
                "filled_on_site": yes_no(not home) if back else "",
                "followed_up_on_site": yes_no(not home) if back else "",
                **answers(row["window"], chance, given=back),
            }


def count_ratings(cases: list[Row], chance: random.Random) -> Iterator[Row]:
    """
    Yield what each window's rating device counted in each week.
    """
    weeks: dict[tuple[str, str], dict[str, int]] = {}
    for row in cases:
        _, _, _, content, has_device = WINDOWS[row["window"]]
        if has_device and chance.random() < 0.45:
            day = dt.date.fromisoformat(row["accepted_at"][:10])
            friday = day + dt.timedelta(days=4 - day.weekday())
            last = min(max(day, friday), LAST)
            weights = (
                content * 0.6,
                content * 0.4,
                (1 - content) * 0.7,
                (1 - content) * 0.2,
                (1 - content) * 0.1,
            )
            grade = chance.choices(FIVE, weights)[0]
            counts = weeks.setdefault(
                (last.isoformat(), row["window"]), dict.fromkeys(FIVE, 0)
            )
            counts[grade] += 1
    for (day_text, window), counts in sorted(weeks.items()):
        yield {
            "id": f"{window}-{day_text}",
            "window": window,
            "rated_at": day_text,
            **counts,
        }


def make_findings(chance: random.Random) -> Iterator[Row]:
    """
    Yield what came up, with its replies; some across the Spring Festival.
    """
    days = [dt.date(2026, 2, 5), dt.date(2026, 2, 11), dt.date(2026, 2, 13)]
    days += [dt.date(2026, 2, 14), dt.date(2026, 2, 14), dt.date(2026, 2, 25)]
    days += [dt.date(2026, 3, day) for day in (4, 5, 6, 7, 11, 12, 18, 19, 25, 27, 31)]
    replies = {
        3: dt.date(2026, 2, 25),
        4: dt.date(2026, 2, 26),
        5: dt.date(2026, 2, 27),
    }
    for number, day in enumerate(days, 1):
        needed = number not in {8, 15}
        told = replies.get(number, day + dt.timedelta(days=chance.randint(1, 3)))
        if number in {11, 17}:
            told = day + dt.timedelta(days=9)
        never = number == 13 or not needed
        fixed = day + dt.timedelta(days=chance.randint(2, 20))
        yield {
            "id": f"N{number:02d}",
            "window": chance.choice(list(WINDOWS)),
            "kind": ("problem", "suggestion", "problem", "opinion")[number % 4],
            "recorded_at": moment(day, 15 * 60 + number),
            "needs_feedback": yes_no(needed),
            "applicant_told_at": "" if never else moment(told, 16 * 60),
            "section_told_at": moment(told, 10 * 60) if told > day else "",
            "rectified_at": "" if number % 5 == 0 else moment(fixed, 11 * 60),
        }


# --------------------------------------------------------------------------- forms


def as_case(row: Row) -> gov.Case:
    """
    Return a row as the library takes it.
    """
    return gov.Case(
        id=row["id"],
        window=row["window"],
        accepted_at=dt.datetime.fromisoformat(row["accepted_at"]),
        applicant=row["applicant"],
        applicant_kind=row["applicant_kind"],
    )


def as_call(row: Row) -> gov.Call:
    """
    Return a row as the library takes it; who was called is all that a draw asks.
    """
    return gov.Call(
        id=row["id"],
        round_id=row["round_id"],
        case_id=row["case_id"],
        called_at=dt.datetime.fromisoformat(row["called_at"]),
        reached=row["reached"] == "yes",
    )


def time(day: dt.date, minute: int) -> dt.datetime:
    """
    Return a minute of a day.
    """
    return dt.datetime(day.year, day.month, day.day, tzinfo=CHINA) + dt.timedelta(
        minutes=minute
    )


def moment(day: dt.date, minute: int) -> str:
    """
    Write a minute of a day.
    """
    return time(day, minute).isoformat(timespec="minutes")


def yes_no(value: object) -> str:
    """
    Write yes or no.
    """
    return "yes" if value else "no"


def holidays() -> Row:
    """
    Return the notice for 2026 in the widespread holiday-cn shape.
    """
    spans = ((1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27))
    off = [
        (m, d)
        for m, first, last in (*spans, (10, 1, 7))
        for d in range(first, last + 1)
    ]
    work = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
    days = [(*day, True) for day in off] + [(*day, False) for day in work]
    return {
        "year": 2026,
        "papers": ["State Council General Office, notice of holidays for 2026"],
        "days": [
            {"name": "", "date": f"2026-{m:02d}-{d:02d}", "isOffDay": is_off}
            for m, d, is_off in sorted(days)
        ],
    }


def write(path: Path, rows: Iterable[Row]) -> None:
    """
    Write rows as CSV with plain line ends.
    """
    entries = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(entries[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(entries)


def dump(path: Path, data: object) -> None:
    """
    Write data as JSON.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
