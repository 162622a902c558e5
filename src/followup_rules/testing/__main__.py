"""
Scenarios of a book as a file, for the tests of a system in another language.

    python -m followup_rules.testing MODULE [--tries N] [--number N] [--china]

MODULE is where the book is: `followup_rules.rulebooks.repair`, or a module of the
host's own with `RULES` in it. The scenarios are printed as JSON; their schema is
printed by `python -m followup_rules.testing --schema`.
"""

import argparse
import io
import sys
from importlib import import_module
from typing import Any

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.timing.calendars import china

FINE, FAILED = 0, 2


def main(arguments: list[str] | None = None) -> int:
    """
    Print scenarios, or their schema, and return the exit code.
    """
    parser = argparse.ArgumentParser(
        prog="python -m followup_rules.testing",
        description="Print scenarios of a book as JSON.",
    )
    parser.add_argument("module", metavar="MODULE", nargs="?")
    parser.add_argument("--tries", type=int, default=300, metavar="N")
    parser.add_argument("--number", type=int, default=0, metavar="N")
    parser.add_argument("--china", action="store_true", help="with China's work days")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema")
    options = parser.parse_args(arguments)
    if options.schema == (options.module is not None):
        parser.error("name a MODULE, or ask for the --schema")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        sys.stdout.write(_printed(options))
    except FollowupRulesError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    return FINE


def _printed(options: Any) -> str:
    """Return what is printed."""
    from followup_rules.testing import publishing  # noqa: PLC0415 - an optional extra

    if options.schema:
        return publishing.SCHEMA.read_text(encoding="utf-8")
    calendar = china() if options.china else None
    told = {"tries": options.tries, "number": options.number, "calendar": calendar}
    return publishing.render(publishing.scenarios(_book(options.module), **told))


def _book(module: str) -> Rulebook:
    """Return the book of a module."""
    try:
        found = getattr(import_module(module), "RULES", None)
    except ModuleNotFoundError:
        found = None
    if not isinstance(found, Rulebook):
        allowed = "a module with RULES, such as followup_rules.rulebooks.repair"
        raise InvalidFieldError("MODULE", module, allowed)
    return found


if __name__ == "__main__":
    sys.exit(main())
