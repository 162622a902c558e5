"""
Odd values in every argument of what hosts call besides rules and timing.

    python -m tests.campaigns.doors

Books, reports, verdicts, files, agendas, publication, ways out: an answer, or an error of
our own. Anything else is listed, and the run fails.
"""

import datetime as dt
import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import pendulum
from attrs import frozen
from tests.campaigns.odd import VALUES

from followup_rules import agenda, excuses, interchange, publication
from followup_rules.errors import FollowupRulesError
from followup_rules.receipts import replay
from followup_rules.rulebooks import (
    community,
    construction,
    consulting,
    repair,
    service_centre,
)
from followup_rules.tables import Table
from followup_rules.timing.cycles import month

AT = pendulum.datetime(2026, 3, 2, 9, tz="Asia/Shanghai")
MARCH = month(2026, 3)
REPAIRS = (repair.Repair(id="R", categories="leak", completed_at=AT),)
VISITS = (
    repair.Visit(
        id="V",
        repair_id="R",
        visited_at=AT.add(days=1),
        visitors=[repair.Visitor("office")],
    ),
)
PROJECTS = (
    construction.Project(
        id="P", categories=["decoration"], accepted_on=dt.date(2024, 3, 1)
    ),
)
CASES = tuple(
    service_centre.Case(
        id=f"{number}",
        window="A",
        accepted_at=AT,
        applicant=f"p{number}",
        applicant_kind="citizen",
    )
    for number in range(3)
)
RULES = repair.RULES
LEDGERS = {"repair": REPAIRS, "visit": VISITS}
AS_OF = AT.add(months=1)
JUDGED: dict[str, Any] = {"as_of": AS_OF, "period": MARCH}
LATER = AT.add(days=3)
OF_HOSTS = frozenset({"interchange.diff.assess"})
"""What is the code of a host, whose errors are its own."""


@frozen
class Door:
    """
    Something public, and what it is ordinarily told.
    """

    name: str
    ask: Callable[..., Any]
    told: Mapping[str, Any]


def doors() -> Iterator[Door]:
    """
    Yield everything that is asked.
    """
    yield from _books()
    yield from _answers()
    yield from _files()
    yield from _pages()


def _books() -> Iterator[Door]:
    """Yield what judges ledgers, and what changes a book."""
    told = {"repairs": REPAIRS, "visits": VISITS, **JUDGED}
    yield Door("repair.assess", repair.assess, told)
    yield Door("repair.plan", repair.plan, {**told, "seed": "1"})
    estate = {"estate": community.Estate(id="E"), **JUDGED}
    yield Door("community.assess", community.assess, estate)
    yield Door("consulting.assess", consulting.assess, {"clients": [], **JUDGED})
    built = {"projects": PROJECTS, "as_of": AS_OF}
    yield Door("construction.assess", construction.assess, built)
    span = {"start": MARCH.first, "until": MARCH.last, "projects": PROJECTS}
    yield Door("construction.owed_visits", construction.owed_visits, span)
    yield Door(
        "service_centre.assess", service_centre.assess, {"cases": CASES, **JUDGED}
    )
    drawn = {"cases": CASES, "at": LATER}
    yield Door("draw_round", service_centre.draw_round, {**drawn, "seed": "1"})
    yield Door("phone_frame", service_centre.phone_frame, drawn)
    yield Door("Rulebook.assess", RULES.assess, {"ledgers": LEDGERS, **JUDGED})
    yield Door("Rulebook[]", RULES.__getitem__, {"rule": "visit_deadline"})
    chosen = {"reading": "A-05", "name": "CIVIL_CODE_203"}
    yield Door("Rulebook.choose", RULES.choose, _by_place(RULES.choose, chosen))
    put = {"rule": "visit_deadline", "policy": repair.VISIT_DEADLINE}
    yield Door("Rulebook.replace", RULES.replace, _by_place(RULES.replace, put))
    for name in ("clause", "reading", "rules_for"):
        ask = getattr(RULES, name)
        yield Door(f"Rulebook.{name}", ask, _by_place(ask, {"id": "x"}))


def _by_place(ask: Callable[..., Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments under the names that a callable has for them."""
    return dict(zip(inspect.signature(ask).parameters, told.values(), strict=False))


def _answers() -> Iterator[Door]:
    """Yield the questions of reports, verdicts, deadlines and tables."""
    report = repair.assess(REPAIRS, VISITS, **JUDGED)
    verdict = report.where(rule="visit_deadline").verdicts[0]
    receipt = verdict.receipt()
    yield Door("replay", replay, {"rule": repair.VISIT_DEADLINE, "receipt": receipt})
    late = repair.VISIT_DEADLINE.assess(AT, category="leak", as_of=AS_OF)
    way = {"verdict": late, "clause": "H-1", "reason": "flood"}
    yield Door("let_off", excuses.let_off, way)
    yield Door("excuse_of", excuses.excuse_of, {"verdict": late})
    for one in (report, verdict, verdict.deadline, Table({"a": 1})):
        for name, _ in inspect.getmembers(type(one), inspect.isfunction):
            if not name.startswith("_"):
                ask = getattr(one, name)
                told = {"start": AT, "end": LATER} if name == "due_between" else {}
                yield Door(f"{type(one).__name__}.{name}", ask, _by_place(ask, told))


def _files() -> Iterator[Door]:
    """Yield what reads and writes files."""
    text = 'based_on = "repair@2021"\n'
    told: dict[str, dict[str, Any]] = {
        "calendar_of": {"names": ["china"]},
        "diff": {"old": RULES, "new": RULES},
        "dump": {"value": RULES},
        "dumps": {"value": RULES},
        "find": {"name": "repair"},
        "load": {"data": {"based_on": "repair@2021"}},
        "loads": {"text": text},
        "read": {"path": "nowhere.toml"},
        "read_ledgers": {"book": RULES, "names": []},
        "read_rows": {"book": RULES, "tables": {}},
        "review": {"what": RULES},
        "seasons_of": {"name": "nowhere.json"},
        "show": {"rules": RULES},
    }
    for name, given in told.items():
        yield Door(f"interchange.{name}", getattr(interchange, name), given)


def _pages() -> Iterator[Door]:
    """Yield what is made of answers for people to read."""
    report = repair.assess(REPAIRS, VISITS, **JUDGED)
    board = {"report": report, "language": "en"}
    yield Door("notice_board", publication.notice_board, board)
    asked = {"book": RULES, "ledgers": LEDGERS, "as_of": AS_OF, "span": MARCH}
    yield Door("agenda", agenda.agenda, asked)


def untyped(
    every: Sequence[Any] = VALUES,
) -> Iterator[tuple[str, str, Any, BaseException]]:
    """
    Yield what let something else out: the door, the argument, the value, the error.
    """
    for door in doors():
        asked = inspect.signature(door.ask).parameters
        for argument, parameter in asked.items():
            if parameter.kind in _PASSED_ON or f"{door.name}.{argument}" in OF_HOSTS:
                continue
            for value in every:
                if argument == "progress" and callable(value):
                    continue  # a host's function, whose errors are its own
                error = _tried(door, argument, value)
                if error is not None:
                    yield door.name, argument, value, error


_PASSED_ON = {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}


def _tried(door: Door, argument: str, value: Any) -> BaseException | None:
    """Return what a call let out that is no error of our own."""
    asked = inspect.signature(door.ask).parameters
    needed = {
        name
        for name, one in asked.items()
        if one.default is inspect.Parameter.empty and one.kind not in _PASSED_ON
    }
    told = {name: given for name, given in door.told.items() if name in asked}
    if needed - told.keys() - {argument}:
        return None
    places = {
        name
        for name, one in asked.items()
        if one.kind is inspect.Parameter.POSITIONAL_ONLY
    }
    told[argument] = value
    try:
        found = door.ask(*(told.pop(name) for name in asked if name in places), **told)
        if attrs.has(type(found)):
            repr(found)
    except FollowupRulesError:
        return None
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        return error
    return None


def main() -> int:
    """
    Run all of it, and list what was found.
    """
    found: Counter[str] = Counter()
    first: dict[str, str] = {}
    for name, argument, value, error in untyped():
        key = f"{name}({argument}): {type(error).__name__}"
        found[key] += 1
        first.setdefault(key, f"{value!r:.60}: {error!s:.80}")
    for key, count in found.most_common():
        sys.stdout.write(f"{count:5d} {key}   {first[key]}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
