"""
Odd values in every argument of every public callable of policies and of timing.

    python -m tests.campaigns.calls [how many calls of each kind]

Whatever is put in comes to an answer or to an error of our own; anything else is listed,
and the run fails. A call that cannot be made from the values below is passed over and
counted.
"""

import datetime as dt
import importlib
import inspect
import pkgutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
import pendulum
from tests.campaigns.odd import VALUES
from tests.policies.test_nothing_unused import ASKED, KINDS, calls_of

import followup_rules.policies
import followup_rules.timing
from followup_rules.errors import FollowupRulesError
from followup_rules.timing.amounts import Days
from followup_rules.timing.calendars import china
from followup_rules.timing.counting import HOUSE_RULES
from followup_rules.timing.cycles import Cycle, month
from followup_rules.timing.seasons import recurring

DAY = dt.date(2026, 3, 2)
AT = pendulum.datetime(2026, 3, 2, 9, tz="Asia/Shanghai")
ORDINARY: Mapping[str, Any] = {
    **ASKED,
    "amount": Days(3),
    "as_of": AT,
    "calendar": china(),
    "cell": month(2026, 3),
    "cycle": Cycle.MONTH,
    "day": DAY,
    "end": AT.add(days=3),
    "first": DAY,
    "last": DAY.replace(day=20),
    "limit": Days(3),
    "moment": AT,
    "n": 3,
    "start": AT,
    "trigger": AT,
    "year": 2026,
    "zone": "Asia/Shanghai",
}
"""What an argument of a name is told where nothing odd is put in."""
OBJECTS = (
    china(),
    HOUSE_RULES,
    month(2026, 3),
    HOUSE_RULES.deadline(AT, Days(3)),
    recurring("beijing", "heating", (11, 15), (3, 15), source="a notice"),
)
"""What of timing has questions of its own."""
INSIDE = frozenset({"moments", "months"})
"""Modules whose arithmetic is asked with what other doors have checked."""
ORDINALS = frozenset(
    {
        "Counting.ending",
        "Counting.first_day",
        "Counting.last_day",
        "Counting.days_added",
        "SeasonTable.season_of",
        "TableCalendar.suspended_within",
        "TableCalendar.worked_within",
        "cells.write_cells",
        "periods.between",
    }
)
"""Questions in numbers of days and years, which other doors have checked."""
TRUST = frozenset(
    {"calendar", "cover", "draw", "language", "results", "seasons", "subject"}
)
"""What a type checker sees to: objects of ours, and the language of a sentence."""


def questions(value: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """
    Yield the public questions of an object.
    """
    for name, ask in inspect.getmembers(value, inspect.ismethod):
        if not name.startswith("_"):
            yield f"{type(value).__name__}.{name}", ask


def functions(package: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """
    Yield the public functions of a package.
    """
    seen: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for name, one in vars(importlib.import_module(module.name)).items():
            own = inspect.isfunction(one) and one.__module__.startswith(
                package.__name__
            )
            home = one.__module__.rpartition(".")[2] if own else ""
            if own and home not in INSIDE and not name.startswith("_"):
                seen[f"{home}.{name}"] = one
    yield from seen.items()


def callables(most: int) -> Iterator[tuple[str, Callable[..., Any], dict[str, Any]]]:
    """
    Yield every callable that can be called, with ordinary arguments.
    """
    for kind in KINDS:
        for policy, told in calls_of(kind)[:most]:
            for name, ask in questions(policy):
                yield name, ask, {**ORDINARY, **told}
    for value in OBJECTS:
        for name, ask in questions(value):
            yield name, ask, dict(ORDINARY)
    for name, ask in functions(followup_rules.timing):
        yield name, ask, dict(ORDINARY)


def untyped(most: int = 1) -> Iterator[tuple[str, str, Any, BaseException]]:
    """
    Yield what let something else out: the callable, the argument, the value, the error.
    """
    for name, ask, told in callables(most):
        asked = inspect.signature(ask).parameters
        free = list(asked)
        given = {k: told[k] for k in free if k in told}
        needed = {k for k in free if asked[k].default is inspect.Parameter.empty}
        passed_on = any(one.kind in _PASSED_ON for one in asked.values())
        if name in ORDINALS or passed_on or not needed <= given.keys():
            continue
        for argument in free:
            if argument in TRUST:
                continue
            for value in VALUES:
                error = _tried(ask, {**given, argument: value})
                if error is not None:
                    yield name, argument, value, error


_PASSED_ON = {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}


def _tried(ask: Callable[..., Any], given: dict[str, Any]) -> BaseException | None:
    """Return what a call let out that is no error of our own."""
    try:
        found = ask(**given)
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
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    found: Counter[str] = Counter()
    first: dict[str, str] = {}
    for name, argument, value, error in untyped(most):
        key = f"{name}({argument}): {type(error).__name__}"
        found[key] += 1
        first.setdefault(key, f"{value!r:.60}: {error!s:.80}")
    for key, count in found.most_common():
        print(f"{count:5d} {key}   {first[key]}")  # noqa: T201 - a report
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
