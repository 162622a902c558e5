"""
What is made larger, place by place: how it is made, and what is done with it.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace
from typing import Any, Final

import attrs
import pendulum

from followup_rules import HOUSE_RULES, Days, WorkingDays, agenda, interchange
from followup_rules.layout import wrap
from followup_rules.policies import draws
from followup_rules.policies.scoring import ranks
from followup_rules.rulebooks import (
    community,
    construction,
    consulting,
    repair,
    service_centre,
)
from followup_rules.tables import Table
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.cycles import Cycle, cell_of, month
from followup_rules.timing.seasons import declared

Place = tuple[int, Callable[[int], Any], Callable[[Any], object]]
"""The smallest size, what makes the input, and what is done with it."""

AT: Final = pendulum.datetime(2026, 3, 2, 9, tz="Asia/Shanghai")
AS_OF: Final = AT.add(months=2)
MARCH: Final = month(2026, 3)
SEEN: Final = [repair.Visitor("office", "s")]


def _cases(n: int, **more: Any) -> list[service_centre.Case]:
    """Return cases of one window, each of its own applicant."""
    told = {"window": "A", "accepted_at": AT, "applicant_kind": "citizen"}
    return [
        service_centre.Case(**{"id": f"{i:06}", "applicant": f"p{i}", **told, **more})
        for i in range(n)
    ]


def _hall(told: dict[str, Any]) -> object:
    """Judge a hall."""
    return service_centre.assess(as_of=AS_OF, period=MARCH, **told)


def _one_person(n: int) -> dict[str, Any]:
    """Return a round in which all cases are of one person."""
    cases = _cases(n, applicant="p")
    draw = service_centre.draw_round(cases, seed="1", at=AT.add(days=9))
    held = service_centre.Round(id="W", drawn_at=AT.add(days=9), receipt=draw.receipt)
    return {"cases": cases, "rounds": [held]}


def _left_out(n: int) -> dict[str, Any]:
    """Return a round in which half of the cases are left out by hand."""
    cases, at = _cases(n), AT.add(days=9)
    out = {f"A/{i:06}": "moved" for i in range(0, n, 2)}
    draw = service_centre.draw_round(cases, seed="1", at=at, excluded=out)
    held = service_centre.Round(id="W", drawn_at=at, receipt=draw.receipt, excluded=out)
    return {"cases": cases, "rounds": [held]}


def _called(n: int) -> dict[str, Any]:
    """Return a round before which half of the cases were called."""
    cases, at = _cases(n), AT.add(days=9)
    calls = [
        service_centre.Call(
            id=f"L{i}",
            round_id="V",
            case_id=f"{i:06}",
            called_at=AT.add(days=3),
            reached=True,
        )
        for i in range(0, n, 2)
    ]
    draw = service_centre.draw_round(cases, calls, seed="1", at=at)
    first = service_centre.Round(id="V", drawn_at=AT.add(days=2))
    held = service_centre.Round(id="W", drawn_at=at, receipt=draw.receipt)
    return {"cases": cases, "rounds": [first, held], "calls": calls}


def _strangers(n: int) -> dict[str, Any]:
    """Return calls that name cases wrongly."""
    calls = [
        service_centre.Call(
            id=f"L{i}", round_id="W", case_id=f"A/{i:06}", called_at=AT.add(days=9)
        )
        for i in range(n)
    ]
    rounds = [service_centre.Round(id="W", drawn_at=AT.add(days=8))]
    return {"cases": _cases(n), "rounds": rounds, "calls": calls}


def _rounds(n: int) -> dict[str, Any]:
    """Return many rounds of one ledger."""
    rounds = [
        service_centre.Round(id=f"W{i}", drawn_at=AT.add(days=9, minutes=i))
        for i in range(n)
    ]
    return {"cases": _cases(40), "rounds": rounds}


def _estate(n: int) -> dict[str, Any]:
    """Return many areas, each with an officer and a visit."""
    areas = [
        community.Area(id=f"N{i}", officers=[f"o{i}"], households=[f"h{i}"])
        for i in range(n)
    ]
    visits = [
        community.Visit(
            id=f"V{i}",
            visited_at=AT,
            role="property_officer",
            visitor=f"o{i}",
            area=f"N{i}",
            recorded=True,
        )
        for i in range(n)
    ]
    return {"estate": community.Estate(id="E", areas=areas), "visits": visits}


def _households(n: int) -> dict[str, Any]:
    """Return many households of one area, each visited."""
    names = [f"h{i}" for i in range(n)]
    area = community.Area(id="N", officers=["o"], households=names)
    visits = [
        community.Visit(
            id=f"V{i}",
            visited_at=AT,
            role="office_director",
            visitor="d",
            channel="door_to_door",
            area="N",
            households=[name],
            recorded=True,
        )
        for i, name in enumerate(names)
    ]
    estate = community.Estate(id="E", areas=[area], households=n)
    return {"estate": estate, "visits": visits}


def _matters(n: int) -> dict[str, Any]:
    """Return many matters of one estate."""
    matters = [
        community.Matter(id=f"M{i}", kind="complaint", source="visit", raised_at=AT)
        for i in range(n)
    ]
    return {"estate": community.Estate(id="E", households=n), "matters": matters}


def _repairs(n: int, **more: Any) -> dict[str, Any]:
    """Return repairs, each visited once."""
    told = {"categories": "leak", "completed_at": AT, "owes_visit": True}
    rows = [repair.Repair(**{"id": f"R{i}", **told, **more}) for i in range(n)]
    visits = [
        repair.Visit(
            id=f"V{i}", repair_id=f"R{i}", visited_at=AT.add(days=1), visitors=SEEN
        )
        for i in range(n)
    ]
    return {"repairs": rows, "visits": visits}


def _late_ones(n: int) -> dict[str, Any]:
    """Return repairs to plan for, under the reading that late visits do not count."""
    rules: Any = repair.RULES
    for role in repair.VISIT_QUOTAS:
        name = f"visit_quota.{role}"
        feed = rules.feeds[name]
        if hasattr(feed, "count_late"):
            feeds = {**rules.feeds, name: attrs.evolve(feed, count_late=False)}
            rules = attrs.evolve(rules, feeds=feeds)
    return {**_repairs(n), "rules": rules}


def _on_one(n: int) -> dict[str, Any]:
    """Return one repair that was visited many times, by many people."""
    told = _repairs(1)
    people = [repair.Visitor("office", f"s{i}") for i in range(20)]
    told["visits"] = [
        repair.Visit(
            id=f"V{i}",
            repair_id="R0",
            visited_at=AT.add(minutes=i + 1),
            visitors=people,
        )
        for i in range(n)
    ]
    return told


def _portfolio(n: int) -> list[construction.Project]:
    """Return projects, each with a visit and a claim."""
    visit = construction.SiteVisit(id="V", visited_at=AT, kinds=["routine"])
    claim = construction.Claim(
        id="C", category="decoration", reported_at=AT, occurred_at=AT
    )
    return [
        construction.Project(
            id=f"P{i}",
            categories=["decoration"],
            accepted_on=dt.date(2024, 6, 1),
            visits=[visit],
            claims=[claim],
        )
        for i in range(n)
    ]


def _claims(n: int) -> list[construction.Project]:
    """Return one project with many claims."""
    whole: Any = _portfolio(1)[0]
    claims = [attrs.evolve(whole.claims[0], id=f"C{i}") for i in range(n)]
    return [attrs.evolve(whole, claims=claims)]


def _site_visits(n: int) -> list[construction.Project]:
    """Return one project with many visits."""
    whole: Any = _portfolio(1)[0]
    visits = [attrs.evolve(whole.visits[0], id=f"V{i}") for i in range(n)]
    return [attrs.evolve(whole, visits=visits)]


def _opinions(n: int) -> list[consulting.Opinion]:
    """Return many opinions of clients."""
    return [consulting.Opinion(id=f"O{i}", given_at=AT) for i in range(n)]


def _chain(n: int) -> Path:
    """Return the last of so many files, each based on the one before."""
    folder = Path(mkdtemp())
    before = "repair@2021"
    for number in range(n):
        path = folder / f"f{number}.toml"
        rate = f"{5 + number}/1000"
        path.write_text(
            f'based_on = "{before}"\n[rules."visit_quota.office"]\nrate = "{rate}"\n'
        )
        before = path.name
    return path


def editions(n: int) -> str:
    """Return editions in one text, each based on the one before."""
    parts = []
    before = "repair@2021"
    for number in range(n):
        first = dt.date(2000, 1, 1) + dt.timedelta(days=number)
        ends = "" if number == n - 1 else f"until = {first}\n"
        parts.append(
            f'[editions.e{number}]\nfrom = {first}\n{ends}based_on = "{before}"\n'
            f'[editions.e{number}.rules."visit_quota.office"]\nrate = "{number}/9999"\n'
        )
        before = f"edition e{number}"
    return "\n".join(parts)


def _wide(n: int) -> str:
    """Return a text with so many words that nobody knows."""
    lines = (
        f'w{number} = {{ text = {{ en = "a", zh = "b" }} }}' for number in range(n)
    )
    return 'based_on = "repair@2021"\n[words]\n' + "\n".join(lines)


def _long_error(n: int) -> Any:
    """Return a report with one long word in a row that cannot be read."""
    row = repair.Repair(id="R", categories="x" * n, completed_at=AT)
    return repair.assess([row], as_of=AS_OF)


def _scores(n: int) -> dict[str, Any]:
    """Return the scores of so many windows."""
    scoring = service_centre.WINDOW_SCORE
    one = scoring.score({"满意": 1})
    return {f"w{number}": one for number in range(n)}


def _lists(n: int) -> dict[str, Any]:
    """Return the lists of an agenda."""
    told = _repairs(n)
    return {"repair": told["repairs"], "visit": told["visits"]}


def _years(n: int) -> Any:
    """Return a calendar that covers so many days."""
    first = dt.date(2000, 1, 1)
    last = first + dt.timedelta(days=2 * n + 40)
    return from_exceptions("x", first, last, source="none")


def _own_calendar(n: int) -> Any:
    """Return a host's calendar, which is no table."""
    table = _years(n)
    return SimpleNamespace(
        calendar_id="own", confirmed=table.confirmed, kind=table.kind, size=n
    )


def _counted(calendar: Any) -> object:
    """Count many working days on a host's calendar."""
    start = calendar.confirmed[0]
    days = WorkingDays(calendar.size)
    return HOUSE_RULES.deadline(start, days, calendar=calendar).last_day


def _seasons(n: int) -> dict[int, Any]:
    """Return so many seasons that were declared."""
    return {
        1000 + i: (dt.date(1000 + i, 11, 15), dt.date(1001 + i, 3, 15))
        for i in range(n)
    }


def _events(n: int) -> list[dt.date]:
    """Return events of one rule of rounds."""
    first = dt.date(2000, 1, 1)
    return [first + dt.timedelta(days=number) for number in range(n)]


PLACES: Final[dict[str, Place]] = {
    "hall: cases of one person in a draw": (1000, _one_person, _hall),
    "hall: cases left out by hand": (1000, _left_out, _hall),
    "hall: cases called before": (500, _called, _hall),
    "hall: calls of unknown cases": (250, _strangers, _hall),
    "hall: rounds of one ledger": (50, _rounds, _hall),
    "community: areas and visits": (
        100,
        _estate,
        lambda told: community.assess(**told, as_of=AS_OF, period=MARCH),
    ),
    "community: households and visits": (
        100,
        _households,
        lambda told: community.assess(
            **told, as_of=AS_OF, period=cell_of(Cycle.YEAR, AT.date())
        ),
    ),
    "community: matters": (
        100,
        _matters,
        lambda told: community.assess(**told, as_of=AS_OF, period=MARCH),
    ),
    "repair: repairs and visits": (
        250,
        _repairs,
        lambda told: repair.assess(**told, as_of=AS_OF, period=MARCH),
    ),
    "repair: visits of one repair": (
        50,
        _on_one,
        lambda told: repair.assess(**told, as_of=AS_OF, period=MARCH),
    ),
    "repair: plan": (
        250,
        _repairs,
        lambda told: repair.plan(**told, as_of=AS_OF, period=MARCH, seed="1"),
    ),
    "repair: plan without late visits": (
        250,
        _late_ones,
        lambda told: repair.plan(**told, as_of=AS_OF, period=MARCH, seed="1"),
    ),
    "construction: projects": (
        25,
        _portfolio,
        lambda told: construction.assess(told, as_of=AS_OF),
    ),
    "construction: claims of one project": (
        50,
        _claims,
        lambda told: construction.assess(told, as_of=AS_OF),
    ),
    "construction: visits of one project": (
        50,
        _site_visits,
        lambda told: construction.assess(told, as_of=AS_OF),
    ),
    "consulting: opinions": (
        250,
        _opinions,
        lambda told: consulting.assess([], opinions=told, as_of=AS_OF, period=MARCH),
    ),
    "files: each based on the one before": (2, _chain, interchange.read),
    "files: editions of one text": (4, editions, interchange.loads),
    "files: words": (250, _wide, interchange.loads),
    "report: a long word in a table": (4000, _long_error, lambda told: told.table()),
    "layout: one word": (8000, lambda n: "x" * n, lambda text: wrap(text, 60)),
    "layout: many words": (4000, lambda n: "漏 " * n, lambda text: wrap(text, 60)),
    "tables: names": (
        4000,
        lambda n: {f"name {i}": i for i in range(n)},
        Table,
    ),
    "scoring: ranks": (
        1000,
        lambda n: {f"w{i}": i % 97 for i in range(n)},
        ranks,
    ),
    "scoring: standings": (250, _scores, service_centre.WINDOW_SCORE.standings),
    "draws: pick": (
        4000,
        lambda n: [f"A/{i:07}" for i in range(n)],
        lambda ids: draws.pick(seed_string="1", frame=ids, k=20),
    ),
    "draws: pick of a half": (
        4000,
        lambda n: [f"A/{i:07}" for i in range(n)],
        lambda ids: draws.pick(seed_string="1", frame=ids, k=len(ids) // 2),
    ),
    "agenda: obligations": (
        100,
        _lists,
        lambda told: agenda.agenda(
            repair.RULES, told, as_of=AT, span=MARCH, lead=Days(3)
        ),
    ),
    "time: working days on a host's calendar": (2000, _own_calendar, _counted),
    "time: a calendar of many days": (4000, lambda n: n, _years),
    "time: seasons declared": (
        250,
        _seasons,
        lambda years: declared("x", "heating", years, source="s"),
    ),
    "cadence: events": (
        500,
        _events,
        lambda events: community.RULES["director_rounds"].assess_cells(
            events, first=events[0], last=events[-1], as_of=AS_OF
        ),
    ),
}
