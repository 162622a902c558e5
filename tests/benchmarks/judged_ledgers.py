"""
A whole ledger, row by row, in this build or in a former one: run in a process of its own.

    python -m tests.benchmarks.judged_ledgers BOOK ROWS

prints one line of JSON: how long the processors judged and looked at every verdict, how
many there were, and what memory that took besides the rows. It asks only for what both builds have, so that
`builds` can run it with either on the path.
"""

import datetime as dt
import json
import random
import sys
from collections.abc import Callable
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
from tests.benchmarks.turns import peak_megabytes

SH = ZoneInfo("Asia/Shanghai")
AS_OF = pendulum.datetime(2026, 4, 20, tz="Asia/Shanghai")
FIRST = dt.datetime(2026, 3, 1, tzinfo=SH)
YEARS_AGO = dt.date(2021, 1, 1)
ROLES = ("office", "engineering_head", "repair_responsible")
ITEMS = (
    "looked_on_site",
    "asked_about_service",
    "asked_for_suggestions",
    "charges_checked",
    "signed",
    "registered",
)


def repair_ledger(rows: int) -> tuple[list[Any], list[Any]]:
    """
    Return so many repairs of a month, and visits to two in five of them.
    """
    from followup_rules.rulebooks.repair import (  # noqa: PLC0415 - of either build
        Repair,
        Visit,
        Visitor,
    )

    dice = random.Random(20260301)
    repairs, visits = [], []
    for number in range(rows):
        done = FIRST + dt.timedelta(minutes=dice.randrange(30 * 24 * 60))
        category = dice.choice(("general", "safety_facility", "leak"))
        repairs.append(
            Repair(
                id=f"R-{number}",
                categories=category,
                completed_at=done,
                responsible=f"P-{number % 40}",
                owes_visit=True,
            )
        )
        if dice.randrange(5) < 2:
            role = dice.choice(ROLES)
            items: dict[str, Any] = {item: dice.randrange(50) > 0 for item in ITEMS}
            visits.append(
                Visit(
                    id=f"V-{number}",
                    repair_id=f"R-{number}",
                    visited_at=done + dt.timedelta(minutes=dice.randrange(9 * 24 * 60)),
                    visitors=(Visitor(role, f"P-{dice.randrange(90)}"),),
                    **items,
                )
            )
    return repairs, visits


def by_repair(rows: int) -> tuple[Callable[[], Any], int]:
    """
    Return the judging of a ledger of repairs, and how many repairs it has.
    """
    from followup_rules.rulebooks import repair  # noqa: PLC0415 - of either build
    from followup_rules.timing.cycles import month  # noqa: PLC0415

    repairs, visits = repair_ledger(rows)
    march = month(2026, 3)
    return lambda: repair.assess(repairs, visits, as_of=AS_OF, period=march), rows


def by_construction(rows: int) -> tuple[Callable[[], Any], int]:
    """
    Return the judging of projects with two claims each, and how many rows there are.
    """
    from followup_rules.rulebooks import construction  # noqa: PLC0415 - of either build

    dice = random.Random(20210101)
    every = tuple(construction.WARRANTY.categories)
    projects = []
    for number in range(rows // 3):
        accepted = YEARS_AGO + dt.timedelta(days=dice.randrange(1500))
        claims = [
            construction.Claim(
                id=f"C-{number}-{place}",
                category=every[(number + place) % len(every)],
                reported_at=accepted + dt.timedelta(days=dice.randrange(60, 400)),
                cause="quality" if "quality" in construction.WARRANTY.causes else None,
            )
            for place in range(2)
        ]
        projects.append(
            construction.Project(
                id=f"P-{number}",
                categories=every,
                accepted_on=accepted,
                design_life=50,
                claims=claims,
            )
        )
    return lambda: construction.assess(projects, as_of=AS_OF), rows // 3 * 3


def by_deadline(rows: int) -> tuple[Callable[[], Any], int]:
    """
    Return the judging of so many repairs by a plain deadline alone, call by call.
    """
    from followup_rules.rulebooks import repair  # noqa: PLC0415 - of either build

    repairs, visits = repair_ledger(rows)
    seen = {visit.repair_id: visit.visited_at for visit in visits}
    calls = [(one.completed_at, seen.get(one.id), one.categories) for one in repairs]
    assess = repair.VISIT_DEADLINE.assess

    def judge() -> list[Any]:
        return [
            assess(completed, visited, category=category, as_of=AS_OF)
            for completed, visited, category in calls
        ]

    return judge, rows


BOOKS = {"repair": by_repair, "construction": by_construction, "deadline": by_deadline}


def main() -> None:
    """
    Judge one ledger, and print what it took.
    """
    book, rows = sys.argv[1], int(sys.argv[2])
    BOOKS[book](30)[0]()  # what is imported and worked out once
    judge, count = BOOKS[book](rows)
    held = peak_megabytes()
    start = process_time()
    report = judge()
    verdicts = sum(1 for verdict in report if verdict.status)
    took = process_time() - start
    memory = peak_megabytes() - held
    found = {"rows": count, "seconds": took, "memory": memory, "verdicts": verdicts}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
