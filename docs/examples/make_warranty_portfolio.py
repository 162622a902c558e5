"""
Make the data of the example: forty projects, the same bytes each time.

Run it as `python docs/examples/make_warranty_portfolio.py [FOLDER]`; it writes
`projects.csv`, `seasons.csv`, `visits.csv` and `claims.csv`. The projects, people and
events are made up. Seasons marked `published` are those that the library has a source
for; the others are agreed in a contract, or assumed for this example only.

Some facts are missing on purpose, as they are in real portfolios: a design life that
nobody wrote down, a city whose flood season nobody declared.
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
Span = tuple[dt.date, dt.date]

DATA = Path(__file__).parent / "data" / "portfolio"
SEED = 20260930
CHINA = dt.timezone(dt.timedelta(hours=8))
TODAY = dt.date(2026, 9, 30)
ASSUMED = "assumed for this example"
CONTRACT = "contract"
PUBLISHED = "published"

#: City, its Chinese name, how many projects, and whether it is heated from outside.
CITIES = (
    ("beijing", "北京", 9, True),
    ("harbin", "哈尔滨", 5, True),
    ("qingdao", "青岛", 6, True),
    ("shanghai", "上海", 7, False),
    ("zhengzhou", "郑州", 4, True),
    ("shenyang", "沈阳", 3, True),
    ("xian", "西安", 2, True),
    ("chongqing", "重庆", 2, False),
    ("guangzhou", "广州", 2, False),
)

#: Place, kind, bounds and where they come from; published bounds are not repeated,
#: but the visits are planned by the last column, which is written nowhere.
SEASONS = (
    ("beijing", "heating", PUBLISHED, "beijing", ((11, 15), (3, 15))),
    ("beijing", "cooling", CONTRACT, "", ((5, 15), (9, 15))),
    ("beijing", "flood", PUBLISHED, "beijing", ((6, 1), (9, 15))),
    ("harbin", "heating", PUBLISHED, "harbin", ((10, 20), (4, 20))),
    ("harbin", "flood", ASSUMED, "", ((6, 15), (9, 15))),
    ("qingdao", "heating", PUBLISHED, "qingdao", ((11, 16), (4, 5))),
    ("qingdao", "cooling", CONTRACT, "", ((6, 1), (9, 30))),
    ("qingdao", "flood", ASSUMED, "", ((6, 15), (9, 20))),
    ("shanghai", "cooling", CONTRACT, "", ((5, 15), (9, 30))),
    ("shanghai", "flood", ASSUMED, "", ((6, 1), (9, 30))),
    ("zhengzhou", "heating", PUBLISHED, "zhengzhou", ((11, 15), (3, 15))),
    ("zhengzhou", "cooling", CONTRACT, "", ((5, 15), (9, 15))),
    ("zhengzhou", "flood", PUBLISHED, "henan", ((5, 15), (9, 30))),
    ("shenyang", "heating", PUBLISHED, "shenyang", ((11, 1), (3, 31))),
    ("shenyang", "flood", ASSUMED, "", ((6, 20), (9, 10))),
    ("xian", "heating", PUBLISHED, "xian", ((11, 15), (3, 15))),
    ("chongqing", "cooling", CONTRACT, "", ((5, 1), (10, 10))),
    ("chongqing", "flood", PUBLISHED, "chongqing", ((5, 1), (9, 30))),
    ("guangzhou", "cooling", CONTRACT, "", ((4, 20), (10, 31))),
    ("guangzhou", "flood", PUBLISHED, "guangdong", ((4, 4), (10, 15))),
)

NAMES = (
    ("Riverside", "滨河"),
    ("East Bank", "东岸"),
    ("Maple Garden", "枫林"),
    ("Harbour", "港湾"),
    ("Lotus Lake", "莲湖"),
    ("North Gate", "北门"),
    ("Sunrise", "朝阳"),
    ("Pine Hill", "松岭"),
    ("Jade Court", "翠苑"),
    ("Station", "站前"),
)
TYPES = (
    ("Residences", "住宅"),
    ("School", "学校"),
    ("Office Tower", "写字楼"),
    ("Hospital", "医院"),
)

#: Acceptances that lie on an edge: a leap day, month ends, the first and the last day
#: of a heating season.
EDGES = {
    ("beijing", 0): dt.date(2022, 6, 18),
    ("beijing", 1): dt.date(2024, 2, 29),
    ("beijing", 2): dt.date(2022, 11, 15),
    ("beijing", 3): dt.date(2023, 3, 15),
    ("beijing", 4): dt.date(2023, 12, 20),
    ("harbin", 0): dt.date(2024, 10, 20),
    ("qingdao", 0): dt.date(2024, 5, 10),
    ("shanghai", 0): dt.date(2023, 8, 31),
    ("shenyang", 0): dt.date(2025, 1, 31),
}
FIRST_ID = "P01"
DRAWN = ("beijing", 0)
#: Design lives that are not left to chance; nobody wrote down the one in Harbin.
LIVES = {**dict.fromkeys(EDGES, "50"), ("harbin", 2): ""}
FOUR_NEW = (*(["yes"] * 5), *(["no"] * 4), "")
FIRST, LAST = dt.date(2019, 3, 1), dt.date(2026, 8, 31)

TWO_YEARS = (
    "electrical_lines",
    "supply_and_drainage_pipes",
    "equipment_installation",
    "decoration",
)
FIVE_YEARS = ("roof_waterproofing", "leak_proofing")
FOR_LIFE = ("foundation", "main_structure")
AGREED = (
    "decoration:3 years",
    "roof_waterproofing:8 years",
    "leak_proofing:6 years+decoration:30 months",
    "electrical_lines:1 year",
    "equipment_installation:5 years",
    "heating:3 seasons",
)
CAUSES = (
    *(["construction"] * 7),
    "design",
    "developer_material",
    "misuse",
    "third_party",
    "",
)
TEAM = ("project_engineer", "site_engineer", "quality_inspector")
LETTER = ("letter_scope", "letter_periods", "letter_liability")
#: What the form of each kind of visit asks to be ticked.
FORM = {
    "": (
        "developer_present",
        "sides_heard",
        "defects_recorded",
        "site_inspected",
        "findings_verified",
        "record_written",
    ),
    "rainy_season": ("roof_checked", "walls_checked"),
    "heating_season": ("boiler_checked", "heating_checked"),
    "technical": ("performance_reviewed", "effect_reviewed"),
    "pre_expiry": ("upkeep_advised",),
}

PROJECT_FIELDS = (
    "id",
    "name_en",
    "name_zh",
    "city",
    "accepted_on",
    "delivered_on",
    "design_life",
    "categories",
    "four_new_used",
    "contract",
    "handed_over_at",
    "letter_issued_at",
    "letter_states",
    "closed_out_at",
    "close_out_signed_at",
    "departments_notified_at",
    "close_out_filed_at",
)
SEASON_FIELDS = ("place", "kind", "starts", "ends", "source", "published_as")
VISIT_FIELDS = (
    "id",
    "project_id",
    "kinds",
    "visited_at",
    "organiser",
    "members",
    "developer_notified_at",
    "company_notified_at",
    "ticked",
)
CLAIM_FIELDS = (
    "id",
    "project_id",
    "categories",
    "occurred_at",
    "reported_at",
    "cause",
    "cause_category",
    "affects_use",
    "company_needed",
    "loss",
    "inspected_at",
    "appraised_at",
    "planned_at",
    "repaired_at",
    "recorded_at",
    "signed_at",
)
STEPS = CLAIM_FIELDS[-6:]


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

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """
        Return a day from *first* to *last*, both included.
        """
        return first + dt.timedelta(days=self.whole(0, (last - first).days))

    def hour(self, day: dt.date) -> dt.datetime:
        """
        Return a moment of a working day.
        """
        clock = dt.time(self.whole(8, 16), 15 * self.whole(0, 3), tzinfo=CHINA)
        return dt.datetime.combine(day, clock)


# ------------------------------------------------------------------------ projects


def make_projects(dice: Dice) -> list[Row]:
    """
    Return the projects, city by city.
    """
    rows: list[Row] = []
    for city, _, number, heated in CITIES:
        for place in range(number):
            row = make_project(dice, city, place, heated=heated)
            row["id"] = f"P{len(rows) + 1:02d}"
            rows.append(row | name_of(len(rows), city))
    return rows


def name_of(place: int, city: str) -> Row:
    """
    Return a name that no other project has.
    """
    chinese = next(entry[1] for entry in CITIES if entry[0] == city)
    part, kind = NAMES[place % len(NAMES)], TYPES[place % len(TYPES)]
    english = "Xi'an" if city == "xian" else city.capitalize()
    return {
        "name_en": f"{english} {part[0]} {kind[0]}",
        "name_zh": f"{chinese}{part[1]}{kind[1]}",
    }


def make_project(dice: Dice, city: str, place: int, *, heated: bool) -> Row:
    """
    Return one project.
    """
    is_drawn, is_edge = (city, place) == DRAWN, (city, place) in EDGES
    accepted = EDGES.get((city, place)) or dice.day(FIRST, LAST)
    delivered = accepted + dt.timedelta(days=dice.whole(0, 60))
    if is_edge and city == "shanghai":
        delivered = accepted
    systems = ["heating"] if heated else []
    if any(row[:2] == (city, "cooling") for row in SEASONS) and dice.chance(0.7):
        systems.append("cooling")
    handed_over = dice.hour(delivered)
    works = [*FOR_LIFE, *FIVE_YEARS, *systems, *TWO_YEARS]
    agreed = dice.one(AGREED) if dice.chance(0.45) else ""
    if agreed.startswith("heating") and not heated:
        agreed = "decoration:30 months"
    if is_edge:
        agreed = AGREED[0] if is_drawn else ""
    life = dice.one(["50"] * 8 + ["100", "25"])
    return {
        "city": city,
        "accepted_on": accepted.isoformat(),
        "delivered_on": delivered.isoformat() if delivered < TODAY else "",
        "design_life": LIVES.get((city, place), life),
        "categories": "+".join(works),
        "four_new_used": "yes" if is_edge else dice.one(FOUR_NEW),
        "contract": agreed,
        "handed_over_at": handed_over.isoformat() if delivered < TODAY else "",
        **letter(dice, accepted, handed_over),
        **close_out(dice, accepted),
    }


def letter(dice: Dice, accepted: dt.date, handed_over: dt.datetime) -> Row:
    """
    Return when the warranty letter was issued, and what it states.
    """
    issued = handed_over
    if dice.chance(0.3):
        issued = dice.hour(accepted - dt.timedelta(days=dice.whole(3, 20)))
    elif dice.chance(0.1):
        issued = dice.hour(handed_over.date() + dt.timedelta(days=2))
    return {
        "letter_issued_at": issued.isoformat() if issued.date() < TODAY else "",
        "letter_states": "+".join(part for part in LETTER if dice.chance(0.97)),
    }


def close_out(dice: Dice, accepted: dt.date) -> Row:
    """
    Return the steps of the close-out, some days after five years.
    """
    names = PROJECT_FIELDS[-4:]
    first = later(accepted, 60) + dt.timedelta(days=dice.whole(1, 40))
    day, goes_on = first, dice.chance(0.7)
    row: Row = dict.fromkeys(names, "")
    for name in names:
        if name == names[-1]:
            day += dt.timedelta(days=dice.whole(1, 9))
        goes_on = goes_on and dice.chance(0.93)
        moment = dice.hour(day)
        if goes_on and day < TODAY:
            row[name] = moment.isoformat()
    return row


# ------------------------------------------------------------------------- seasons


def make_seasons() -> Iterator[Row]:
    """
    Yield the seasons of each city.
    """
    for place, kind, source, published_as, (starts, ends) in SEASONS:
        is_published = source == PUBLISHED
        yield {
            "place": place,
            "kind": kind,
            "starts": "" if is_published else "{:02d}-{:02d}".format(*starts),
            "ends": "" if is_published else "{:02d}-{:02d}".format(*ends),
            "source": source,
            "published_as": published_as,
        }


def seasons(city: str, kind: str, after: dt.date, before: dt.date) -> list[Span]:
    """
    Return the seasons that begin between two days.
    """
    bounds = [row[-1] for row in SEASONS if row[:2] == (city, kind)]
    found = []
    for starts, ends in bounds:
        for year in range(after.year, before.year + 1):
            first = dt.date(year, *starts)
            last = dt.date(year + (ends < starts), *ends)
            if after <= first <= before:
                found.append((first, last))
    return found


def later(day: dt.date, months: int) -> dt.date:
    """
    Return the corresponding day, else the month's last day.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month, min(number, day.day))
        except ValueError:
            continue
    raise ValueError(day)


# -------------------------------------------------------------------------- visits


def make_visits(dice: Dice, projects: list[Row]) -> list[Row]:
    """
    Return all visits in the order of time.
    """
    rows = [row for project in projects for row in visits_to(dice, project)]
    rows = [row for row in rows if row["visited_at"][:10] <= TODAY.isoformat()]
    rows.sort(key=lambda row: (row["visited_at"], row["project_id"], row["kinds"]))
    for number, row in enumerate(rows, 1):
        row["id"] = f"V{number:03d}"
    return rows


def visits_to(dice: Dice, project: Row) -> Iterator[Row]:
    """
    Yield the visits to one project: most in time, some late, some early, some never.
    """
    accepted = dt.date.fromisoformat(project["accepted_on"])
    share = 0.9 if project["id"] == FIRST_ID else dice.one((0.6, 0.8, 0.9))
    for kind, season, years in (
        ("rainy_season", "flood", 5),
        ("heating_season", "heating", 2),
    ):
        if season == "flood" or "heating" in project["categories"]:
            for window in seasons(
                project["city"], season, accepted, later(accepted, 12 * years)
            ):
                if dice.chance(share):
                    yield visit(dice, project, kind, dice.day(*window))
    if project["four_new_used"] == "yes" and project["delivered_on"]:
        delivered = dt.date.fromisoformat(project["delivered_on"])
        window = (later(delivered, 21), later(delivered, 27))
        day = around(dice, window)
        if project["id"] == FIRST_ID:
            yield visit(dice, project, "technical", window[1] + dt.timedelta(days=23))
        elif dice.chance(share):
            yield visit(dice, project, "technical", day)
    agreed = [36] if project["contract"] == AGREED[0] else []
    for months in (24, *agreed, 60):
        end = later(accepted, months)
        window = (end - dt.timedelta(days=60), end)
        if dice.chance(share):
            yield visit(dice, project, "pre_expiry", around(dice, window))


def around(dice: Dice, window: Span) -> dt.date:
    """
    Return a day of a window, now and then one before or after it.
    """
    if dice.chance(0.12):
        return window[0] - dt.timedelta(days=dice.whole(1, 20))
    if dice.chance(0.12):
        return window[1] + dt.timedelta(days=dice.whole(1, 30))
    return dice.day(*window)


def visit(dice: Dice, project: Row, kind: str, day: dt.date) -> Row:
    """
    Return one visit with its notices and its team.
    """
    start = dice.hour(day)
    told = dice.hour(day - dt.timedelta(days=dice.whole(1, 6)))
    if dice.chance(0.04):
        told = start
    roles = (*TEAM, "technical_staff") if kind == "technical" else TEAM
    team = [f"{role}:S{dice.whole(10, 60)}" for role in roles if dice.chance(0.97)]
    company = start - dt.timedelta(hours=dice.one((0, 24, 48)))
    return {
        "project_id": project["id"],
        "kinds": kind,
        "visited_at": start.isoformat(),
        "organiser": dice.one(["project_manager"] * 15 + ["project_engineer"]),
        "members": "+".join(team),
        "developer_notified_at": told.isoformat() if dice.chance(0.96) else "",
        "company_notified_at": company.isoformat() if dice.chance(0.93) else "",
        "ticked": "+".join(
            item for item in (*FORM[""], *FORM[kind]) if dice.chance(0.98)
        ),
    }


# -------------------------------------------------------------------------- claims


def make_claims(dice: Dice, projects: list[Row]) -> list[Row]:
    """
    Return all claims in the order of their report.
    """
    rows = [
        make_claim(dice, project)
        for project in projects
        for _ in range(dice.whole(0, 3))
        if dt.date.fromisoformat(project["accepted_on"]) < TODAY
    ]
    rows += edge_claims(projects)
    rows.sort(key=lambda row: (row["reported_at"], row["project_id"]))
    for number, row in enumerate(rows, 1):
        row["id"] = f"C{number:03d}"
    return rows


def make_claim(dice: Dice, project: Row) -> Row:
    """
    Return one claim, and how far its repair has come.
    """
    accepted = dt.date.fromisoformat(project["accepted_on"])
    latest = min(TODAY, later(accepted, 66))
    reported = dice.hour(dice.day(accepted + dt.timedelta(days=1), latest))
    seen = reported - dt.timedelta(hours=dice.whole(1, 36))
    occurred = "" if dice.chance(0.15) or seen.date() <= accepted else seen.isoformat()
    works = project["categories"].split("+")
    named = [dice.one(works)]
    if dice.chance(0.12):
        named = list(dict.fromkeys([*named, "leak_proofing"]))
    cause = dice.one(CAUSES)
    row = {
        "project_id": project["id"],
        "categories": "+".join(named),
        "occurred_at": occurred,
        "reported_at": reported.isoformat(),
        "cause": cause,
        "cause_category": "",
        "affects_use": dice.one(["yes"] * 6 + ["no", ""]),
        "company_needed": "no",
        "loss": "no",
    }
    return row | dict(steps(dice, reported, repaired=cause not in {"misuse", ""}))


def steps(
    dice: Dice, reported: dt.datetime, *, repaired: bool
) -> Iterator[tuple[str, str]]:
    """
    Yield the steps of a repair: in order, some still to come, one left out at times.
    """
    moment, goes_on = reported, True
    left_out = dice.one([*STEPS] * 2 + [""] * 30)
    for step in STEPS:
        moment = dice.hour((moment + dt.timedelta(days=dice.whole(1, 6))).date())
        goes_on = goes_on and dice.chance(0.95) and moment.date() <= TODAY
        is_done = goes_on and step != left_out and (repaired or step == STEPS[0])
        yield step, moment.isoformat() if is_done else ""


def edge_claims(projects: list[Row]) -> Iterator[Row]:
    """
    Yield claims on the edges.

    The last minute of a cover and the first after it, a season's end, and a pipe that
    leaks into a bathroom.
    """
    by_date = {row["accepted_on"]: row["id"] for row in projects}
    for accepted, categories, occurred, cause_category in (
        ("2024-02-29", "decoration", "2026-02-28T23:59:00+08:00", ""),
        ("2024-02-29", "decoration", "2026-03-01T00:00:00+08:00", ""),
        ("2023-12-20", "heating", "2025-12-01T07:30:00+08:00", ""),
        ("2023-12-20", "heating", "2026-03-16T07:30:00+08:00", ""),
        (
            "2024-05-10",
            "leak_proofing",
            "2026-06-02T21:10:00+08:00",
            "supply_and_drainage_pipes",
        ),
        (
            "2024-05-10",
            "leak_proofing+supply_and_drainage_pipes",
            "2026-06-05T21:10:00+08:00",
            "",
        ),
    ):
        instant = dt.datetime.fromisoformat(occurred)
        yield {
            "project_id": by_date[accepted],
            "categories": categories,
            "occurred_at": occurred,
            "reported_at": (instant + dt.timedelta(hours=9)).isoformat(),
            "cause": "construction",
            "cause_category": cause_category,
            "affects_use": "yes",
            "company_needed": "no",
            "loss": "no",
            **dict.fromkeys(STEPS, ""),
        }


# ------------------------------------------------------------------------- writing


def write(path: Path, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """
    Write one file.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make(folder: Path) -> None:
    """
    Write the four files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    dice = Dice(SEED)
    projects = make_projects(dice)
    write(folder / "projects.csv", PROJECT_FIELDS, projects)
    write(folder / "seasons.csv", SEASON_FIELDS, make_seasons())
    write(folder / "visits.csv", VISIT_FIELDS, make_visits(dice, projects))
    write(folder / "claims.csv", CLAIM_FIELDS, make_claims(dice, projects))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
