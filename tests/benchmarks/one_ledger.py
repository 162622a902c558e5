"""
Judges one made-up ledger with whichever build is on the path, and prints what it took.

    python tests/benchmarks/one_ledger.py repair 10000 time

It needs nothing but the package, so that an older build can run it as well.
"""

import datetime as dt
import gc
import json
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from types import SimpleNamespace as Row
from typing import Any
from zoneinfo import ZoneInfo

from followup_rules.rulebooks import construction, repair
from followup_rules.timing.cycles import month
from followup_rules.timing.seasons import published

SHANGHAI = ZoneInfo("Asia/Shanghai")
AS_OF = dt.datetime(2026, 4, 20, 12, tzinfo=SHANGHAI)
CATEGORIES = ("general", "leak", "safety_facility")
ROLES = ("office", "engineering_head", "repair_responsible")
WORKS = (
    "roof_waterproofing",
    "leak_proofing",
    "heating",
    "cooling",
    "electrical_lines",
    "decoration",
    "main_structure",
)
VISITS, CLAIMS = 3, 2
"""Of each project."""
OLD_TEAMS = hasattr(construction, "SiteVisitFacts")
"""Whether members of a team are pairs, as they were once."""


def repair_ledger(count: int) -> tuple[list[Row], list[Row]]:
    """
    Return the repairs of a month, and two visits to every five of them.
    """
    dice = random.Random(1)
    start = dt.datetime(2026, 3, 1, 8, tzinfo=SHANGHAI)
    repairs = [
        Row(
            id=f"R{number}",
            categories=dice.choice(CATEGORIES),
            completed_at=start + dt.timedelta(minutes=dice.randrange(30 * 24 * 60)),
            responsible=dice.choice(("Li", "Wang", "Zhao", "Sun")),
            owes_visit=dice.random() < 0.5,
            premises=dice.choice(("in_home", "common_area")),
            entered_at=None,
        )
        for number in range(count)
    ]
    visits = [
        visit(dice, dice.choice(repairs), number) for number in range(count * 2 // 5)
    ]
    return repairs, visits


def visit(dice: random.Random, of: Row, number: int) -> Row:
    """
    Return one visit to a repair; one in ten finds a problem.
    """
    at = of.completed_at + dt.timedelta(hours=dice.randrange(1, 200))
    told = at + dt.timedelta(hours=dice.randrange(1, 40))
    problem = Row(
        id="1",
        found_at=at,
        notified_at=told,
        form="paper",
        rectified_at=None,
        entered_at=None,
    )
    return Row(
        id=f"V{number}",
        repair_id=of.id,
        visited_at=at,
        visitors=[Row(role=dice.choice(ROLES), person="Li")],
        channel=dice.choice(("on_site", "phone")),
        reached=dice.random() < 0.95,
        looked_on_site=True,
        asked_about_service=True,
        asked_for_suggestions=dice.random() < 0.95,
        charges_checked=True,
        signed=True,
        registered=dice.random() < 0.9,
        closed=True,
        problems=[problem] if dice.random() < 0.1 else [],
        entered_at=None,
    )


def portfolio(count: int) -> list[Row]:
    """
    Return projects, each with three visits and two defects.
    """
    dice = random.Random(1)
    return [project(dice, number) for number in range(count)]


def project(dice: random.Random, number: int) -> Row:
    """
    Return one project.
    """
    accepted = dt.date(2022, 1, 1) + dt.timedelta(days=dice.randrange(1200))
    papers = ("closed_out_at", "close_out_signed_at", "departments_notified_at")
    return Row(
        id=f"P{number}",
        categories=dice.sample(WORKS, 4),
        accepted_on=accepted,
        place="beijing",
        delivered_on=accepted,
        design_life=50,
        contract={},
        extended_by={},
        voided_on={},
        four_new_used=dice.random() < 0.3,
        handed_over_at=accepted + dt.timedelta(days=10),
        letter_issued_at=accepted,
        letter_scope=True,
        letter_periods=True,
        letter_liability=True,
        close_out_filed_at=None,
        settled_at=None,
        inspections=[],
        visits=[site_visit(dice, accepted, place) for place in range(VISITS)],
        claims=[claim(dice, accepted, place) for place in range(CLAIMS)],
        entered_at=None,
        **dict.fromkeys(papers),
    )


def site_visit(dice: random.Random, accepted: dt.date, place: int) -> Row:
    """
    Return one visit of a project.
    """
    at = accepted + dt.timedelta(days=dice.randrange(30, 700))
    done = [
        "company_attended",
        "developer_present",
        "sides_heard",
        "defects_recorded",
        "site_inspected",
        "findings_verified",
        "record_written",
        "minutes_written",
        "roof_checked",
        "walls_checked",
        "boiler_checked",
        "heating_checked",
        "performance_reviewed",
        "effect_reviewed",
        "upkeep_advised",
    ]
    team = (("project_manager", "Li"), ("technician", "Wang"))
    return Row(
        id=f"v{place}",
        visited_at=at,
        kinds=[dice.choice(construction.VISIT_KINDS)],
        organiser="project_department",
        members=[*team] if OLD_TEAMS else [Row(role=r, name=n) for r, n in team],
        developer_notified_at=at - dt.timedelta(days=5),
        company_notified_at=at - dt.timedelta(days=5),
        has_leftovers=False,
        leftovers_handled_at=None,
        closed=True,
        entered_at=None,
        **{name: dice.random() < 0.95 for name in done},
    )


def claim(dice: random.Random, accepted: dt.date, place: int) -> Row:
    """
    Return one defect that was put right.
    """
    at = accepted + dt.timedelta(days=dice.randrange(30, 900))

    def after(days: int) -> dt.date:
        return at + dt.timedelta(days=days)

    return Row(
        id=f"c{place}",
        category=dice.choice(WORKS),
        reported_at=at,
        occurred_at=at,
        cause=None,
        cause_category=None,
        affects_use=True,
        emergency=False,
        inspected_at=after(1),
        company_needed=False,
        company_joined_at=None,
        appraised_at=after(2),
        appraised_jointly=True,
        planned_at=after(3),
        repaired_at=after(8),
        recorded_at=after(9),
        signed_at=after(9),
        loss=False,
        compensated_at=None,
        closed_at=after(10),
        entered_at=None,
    )


def work(what: str, count: int) -> tuple[Callable[[], Any], int]:
    """
    Return what judges a ledger, and how many rows it has.
    """
    if what == "repair":
        repairs, visits = repair_ledger(count)
        march = month(2026, 3)
        return lambda: repair.assess(repairs, visits, as_of=AS_OF, period=march), count
    projects, places = portfolio(count), {"beijing": published("beijing")}
    rows = count * (1 + VISITS + CLAIMS)
    return lambda: construction.assess(projects, as_of=AS_OF, seasons=places), rows


def one_verdict(count: int) -> float:
    """
    Return the seconds of one deadline, judged by itself on the times of a ledger.
    """
    repairs, visits = repair_ledger(count)
    by_id = {one.id: one for one in repairs}
    pairs = [(by_id[one.repair_id], one.visited_at) for one in visits]
    judge, best = repair.VISIT_DEADLINE.assess, float("inf")
    for _ in range(3):
        start = time.process_time()
        for of, at in pairs:
            judge(of.completed_at, at, category=of.categories, as_of=AS_OF)
        best = min(best, time.process_time() - start)
    return best / len(pairs)


def timed(judge: Callable[[], Any]) -> tuple[float, int]:
    """
    Return the shortest time of three, and the number of verdicts.
    """
    best, verdicts = float("inf"), 0
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        report = judge()
        best = min(best, time.process_time() - start)
        verdicts = len(report.verdicts)
        del report
    return best, verdicts


def main(what: str, count: int, how: str) -> None:
    """
    Print, as JSON, the seconds of a row, of a verdict and of one verdict by itself, or
    the bytes of a row at the peak, less the rows.
    """
    judge, rows = work(what, count)
    work(what, 5)[0]()
    if how == "memory":
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        report = judge()
        peak = tracemalloc.get_traced_memory()[1] - before
        del report
        found = {"row": peak / rows}
    else:
        took, verdicts = timed(judge)
        found = {"row": took / rows, "verdict": took / verdicts}
        if what == "repair":
            found["single"] = one_verdict(min(count, 20_000))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
