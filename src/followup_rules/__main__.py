"""
The command line for people who keep rules files.

    python -m followup_rules check FILE
    python -m followup_rules show REGULATION [--lang zh]
    python -m followup_rules diff OLD NEW [--lang zh]
    python -m followup_rules schema

REGULATION, OLD and NEW are a rules file, or a shipped rulebook such as `repair@2021`.
The exit code is 0 where there is nothing to report, 1 where something was found or
differs, and 2 where the command could not be carried out.
"""

import argparse
import io
import os
import sys
from typing import Any, TextIO

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import LANGUAGES
from followup_rules.errors import FollowupRulesError, InvalidFieldError

FINE, FOUND, FAILED = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """
    Run one command and return its exit code.
    """
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except FollowupRulesError as error:
        _say(error, sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever reads this has read enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code


def _say(what: object, stream: TextIO) -> None:
    """Write a line, or a page."""
    stream.write(f"{what}\n")


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the commands."""
    parser = argparse.ArgumentParser(
        prog="python -m followup_rules", description="Keep follow-up rules in files."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say what is wrong in a rules file")
    check.add_argument("file", metavar="FILE")
    check.add_argument("--population", type=int, metavar="N")
    check.set_defaults(run=_check)
    show = commands.add_parser("show", help="print clauses, numbers and readings")
    show.add_argument("regulation", metavar="REGULATION")
    show.set_defaults(run=_show)
    diff = commands.add_parser("diff", help="say what differs between two rulebooks")
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW")
    diff.set_defaults(run=_diff)
    schema = commands.add_parser("schema", help="print the JSON Schema of rules files")
    schema.set_defaults(run=_schema)
    for command in (check, show, diff):
        command.add_argument("--lang", choices=LANGUAGES, default="en")
    return parser


def _check(options: argparse.Namespace) -> int:
    """Print what is wrong in a file."""
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency

    findings = interchange.check(options.file, population=options.population)
    for finding in findings:
        broken = finding.code == "not_loadable"
        said = finding.text.en if broken else finding.in_language(options.lang)
        _say(said, sys.stderr if broken else sys.stdout)
    return FOUND if findings else FINE


def _show(options: argparse.Namespace) -> int:
    """Print a rulebook."""
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency

    rules = _rules(options.regulation, (Rulebook, interchange.Editions))
    _say(interchange.show(rules, options.lang), sys.stdout)
    return FINE


def _diff(options: argparse.Namespace) -> int:
    """Print what differs."""
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency

    old, new = (_rules(name, (Rulebook,)) for name in (options.old, options.new))
    found = interchange.diff(old, new)
    _say(found.in_language(options.lang), sys.stdout)
    return FOUND if found else FINE


def _rules(name: str, wanted: tuple[type, ...]) -> Any:
    """Return the rules of a file, or shipped ones."""
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency

    rules = interchange.find(name)
    if not isinstance(rules, wanted):
        kinds = " or ".join(kind.__name__ for kind in wanted)
        raise InvalidFieldError(name, type(rules).__name__, kinds)
    return rules


def _schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema, made anew."""
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency

    _say(interchange.render_schema().rstrip(), sys.stdout)
    return FINE


if __name__ == "__main__":
    sys.exit(main())
