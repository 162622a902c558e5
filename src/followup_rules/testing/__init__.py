"""
For the tests of whoever embeds the rules: made-up ledgers, and what must hold of them.

Needs the extra `testing`, which brings Hypothesis; importing this package does not
import it, and its names do when they are first used. Everything is derived from the
declaration of the book that is given, one of ours or a host's own.

`situations` makes ledgers of a book with a moment of judgement, leaning towards the
edges of its limits; `check_invariants` holds a book and a ledger to what must be true
of every book and ledger; `Conformance` compares a system of the host's with the book;
`scenarios` writes such situations down as data, for systems in other languages.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from followup_rules.errors import MissingExtraError
from followup_rules.lazily import import_lazily

if TYPE_CHECKING:
    from followup_rules.testing.conformance import Conformance
    from followup_rules.testing.invariants import check_invariants
    from followup_rules.testing.made import Situation, ledgers, rows, situations
    from followup_rules.testing.moments import days, instants
    from followup_rules.testing.publishing import scenarios
    from followup_rules.testing.types import (
        amounts,
        calendars,
        instances,
        periods,
        policies,
    )

_HOMES = {
    "conformance": ("Conformance",),
    "invariants": ("check_invariants",),
    "made": ("Situation", "ledgers", "rows", "situations"),
    "moments": ("days", "instants"),
    "publishing": ("scenarios",),
    "types": ("amounts", "calendars", "instances", "periods", "policies"),
}
__all__ = [
    "Conformance",
    "Situation",
    "amounts",
    "calendars",
    "check_invariants",
    "days",
    "instances",
    "instants",
    "ledgers",
    "periods",
    "policies",
    "rows",
    "scenarios",
    "situations",
]


def _with_the_extra(find: Callable[[str], Any]) -> Callable[[str], Any]:
    """Say which extra is missing where Hypothesis is."""

    def found(name: str) -> Any:
        try:
            return find(name)
        except ModuleNotFoundError as error:
            if error.name != "hypothesis":
                raise
            raise MissingExtraError("followup_rules.testing", "testing") from error

    return found


if not TYPE_CHECKING:
    __getattr__ = _with_the_extra(import_lazily(__name__, _HOMES))


def __dir__() -> list[str]:
    """
    List the public names.
    """
    return [*__all__]
