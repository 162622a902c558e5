"""
The ledgers of the examples, as each example hands them to its book.
"""

import datetime as dt
import importlib.util
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from attrs import evolve, frozen

from followup_rules.books.rulebook import Rulebook
from followup_rules.reports import Report
from followup_rules.timing.cycles import Period

_AS_OF = dt.datetime.fromisoformat
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


class _AskedError(Exception):
    """Carries what an example asks, before anything is judged."""


@frozen(eq=False)
class Asked:
    """
    One call of `Rulebook.assess`.
    """

    book: Rulebook
    ledgers: Mapping[str, tuple[Any, ...]]
    as_of: dt.datetime
    period: Period | None
    sources: Mapping[str, Any]

    def judged(self, **changes: Any) -> Report:
        """
        Judge it, with another moment, period, book or ledger.
        """
        one = evolve(self, **changes)
        return one.book.assess(
            one.ledgers, as_of=one.as_of, period=one.period, **one.sources
        )


def _load(name: str) -> ModuleType:
    """Import an example by its file."""
    if str(EXAMPLES) not in sys.path:
        sys.path.insert(0, str(EXAMPLES))
    path = EXAMPLES / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"asked_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _repair(example: Any) -> None:
    """Ask for the first month."""
    ledger = example.read_ledger(EXAMPLES / "data")
    example.judge(ledger, _AS_OF(example.AS_OF), example.MONTHS[0])


def _portfolio(example: Any) -> None:
    """Ask for the portfolio."""
    portfolio = example.read_portfolio(example.DATA)
    example.judge(portfolio, _AS_OF(example.AS_OF))


def _folder(example: Any) -> None:
    """Ask for a folder of files."""
    example.judge(example.DATA)


_CALLS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "repair": ("repair_month", _repair),
    "community": ("estate_year", _folder),
    "consulting": ("consulting_quarter", _folder),
    "construction": ("warranty_portfolio", _portfolio),
    "service_centre": ("service_hall", _folder),
}
BOOKS = tuple(_CALLS)


@cache
def asked(name: str) -> Asked:
    """
    Return what the example of a book asks it.
    """
    script, call = _CALLS[name]
    found: list[Asked] = []

    def caught(
        book: Rulebook,
        ledgers: Mapping[str, Any],
        *,
        as_of: dt.datetime,
        period: Period | None = None,
        **sources: Any,
    ) -> Report:
        rows = {kind: tuple(given) for kind, given in ledgers.items()}
        found.append(Asked(book, rows, as_of, period, sources))
        raise _AskedError

    example = _load(script)
    with mock.patch.object(Rulebook, "assess", caught):
        try:
            call(example)
        except _AskedError:
            return found[0]
    raise AssertionError(f"{script} judged nothing")
