"""
The command line for people who keep rules files.

    python -m followup_rules assess REGULATION --ledger FILE ... --as-of TIME
        [--period 2026-03] [--calendar china] [--seasons FILE] [--lang zh]
        [--as table|json|csv]
    python -m followup_rules test FILE [--lang zh]
    python -m followup_rules review FILE [--lang zh]
    python -m followup_rules show REGULATION [--lang zh]
    python -m followup_rules diff OLD NEW [--lang zh]
    python -m followup_rules schema

REGULATION, OLD and NEW are a rules file, or an installed rulebook such as
`repair@2021`. On a terminal a bar shows how far `assess` has come, where that takes
longer than a second and the extra `progress` is installed. The exit code is 0 where
there is nothing to report, 1 where something was found or differs, and 2 where the
command could not be carried out.
"""

import argparse
import contextlib
import csv
import datetime as dt
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from followup_rules.books.progress import Progress
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text, spoken
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.layout import wrap

FINE, FOUND, FAILED = 0, 1, 2
COLUMNS = 80
"""How much a terminal holds in a line, and a printed page."""
PATIENCE = 1
"""How many seconds nobody minds waiting for."""
_REGULATION = "a rules file, or an installed rulebook such as repair or repair@2021"
_TIME = "a time, such as 2026-04-01T09:00, or with an offset 2026-04-01T09:00+08:00"


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
        _say(_problem(error, getattr(options, "lang", "en")), sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever reads this has read enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code


def _say(what: object, stream: TextIO) -> None:
    """Write a line, or a page."""
    stream.write(f"{what}\n")


def _say_in_lines(text: str, first: str, rest: str) -> None:
    """Write a text in lines that a terminal holds, each behind its indent."""
    for number, line in enumerate(wrap(text, COLUMNS - len(rest))):
        _say(f"{rest if number else first}{line}", sys.stdout)


def _problem(error: FollowupRulesError, language: str) -> str:
    """Say in the language of the command why it could not be carried out."""
    from followup_rules.wording.problems import say_problem  # noqa: PLC0415 - when asked

    return say_problem(error, language)


def _language(text: str) -> str:
    """Read the language of sentences."""
    try:
        return spoken(text)
    except UnknownNameError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the commands."""
    parser = argparse.ArgumentParser(
        prog="python -m followup_rules", description="Keep follow-up rules in files."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    assess = commands.add_parser("assess", help="judge ledgers in CSV or JSON files")
    assess.add_argument("regulation", metavar="REGULATION", help=_REGULATION)
    assess.add_argument(
        "--ledger",
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="CSV or JSON files of rows; KIND=FILE where the name does not say of what",
    )
    assess.add_argument(
        "--as-of",
        required=True,
        metavar="TIME",
        help="the moment of judgement, such as 2026-04-01T09:00; without an offset it "
        "is one of the zone of the regulation",
    )
    assess.add_argument(
        "--period",
        metavar="PERIOD",
        help="the days to report on, such as 2026-03, 2026-Q1, 2026-H1 or "
        "2026-03-01..2026-03-15; all unless told",
    )
    assess.add_argument(
        "--calendar",
        nargs="+",
        action="extend",
        default=[],
        metavar="CALENDAR",
        help="the work calendar: china (extra china), or files of days; needed where "
        "a rule counts working days",
    )
    assess.add_argument(
        "--seasons",
        metavar="FILE",
        help="a JSON file of local seasons, needed where a rule asks for them",
    )
    assess.add_argument(
        "--as",
        dest="form",
        choices=("table", "json", "csv"),
        default="table",
        help="counts by clause (table, unless told), a line for each verdict with its "
        "sentence (csv), or the whole report (json)",
    )
    assess.set_defaults(run=_assess)
    test = commands.add_parser("test", help="run the scenarios of a rules file")
    test.add_argument("file", metavar="FILE", help="a rules file")
    test.set_defaults(run=_test)
    review = commands.add_parser("review", help="say what is wrong in a rules file")
    review.add_argument("file", metavar="FILE", help="a rules file")
    review.add_argument(
        "--population",
        type=int,
        metavar="N",
        help="how many cases a period usually has, to hold fixed samples to shares",
    )
    review.set_defaults(run=_review)
    show = commands.add_parser("show", help="print clauses, numbers and readings")
    show.add_argument("regulation", metavar="REGULATION", help=_REGULATION)
    show.set_defaults(run=_show)
    diff = commands.add_parser("diff", help="say what differs between two rulebooks")
    diff.add_argument("old", metavar="OLD", help=_REGULATION)
    diff.add_argument("new", metavar="NEW", help=_REGULATION)
    diff.set_defaults(run=_diff)
    schema = commands.add_parser("schema", help="print the JSON Schema of rules files")
    schema.set_defaults(run=_schema)
    for command in (assess, test, review, show, diff):
        command.add_argument(
            "--lang",
            type=_language,
            default="en",
            metavar="LANGUAGE",
            help="en, unless told, or zh",
        )
    return parser


# ------------------------------------------------------------------------- judging


def _assess(options: argparse.Namespace) -> int:
    """Judge ledgers, and print the report."""
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency
    from followup_rules.timing.cycles import cell_named  # noqa: PLC0415 - when asked

    book = _rules(options.regulation, (Rulebook,))
    ledgers = interchange.read_ledgers(book, options.ledger)
    calendar = interchange.calendar_of(options.calendar) if options.calendar else None
    seasons = interchange.seasons_of(options.seasons) if options.seasons else None
    as_of = _moment(options.as_of, book)
    period = None if options.period is None else cell_named(options.period, "period")
    with progress_bar(options.lang) as progress:
        report = book.assess(
            ledgers.rows,
            as_of=as_of,
            period=period,
            calendar=calendar,
            seasons=seasons,
            progress=progress,
        )
    _say(_formed(report, options.form, options.lang), sys.stdout)
    language = options.lang
    rows = (ledgers.where(error, language) for error in report.row_errors)
    wrong = [*ledgers.strays_in(language), *rows]
    for line in wrong:
        _say(line, sys.stderr)
    return FOUND if report.violations or wrong else FINE


@contextlib.contextmanager
def progress_bar(language: str) -> Iterator[Progress | None]:
    """
    Show on a terminal how far judging has come, if it takes longer than a second.
    """
    if not sys.stderr.isatty():
        yield None
        return
    try:
        from tqdm import tqdm  # noqa: PLC0415 - an optional dependency
    except ImportError:  # then there is no bar
        yield None
        return
    said = Text("judging", "判定中"), Text(" rows", "行")
    words, unit = (one.in_language(language) for one in said)
    with tqdm(
        desc=words, unit=unit, delay=PATIENCE, leave=False, file=sys.stderr
    ) as bar:

        def tell(done: int, rows: int) -> None:
            bar.total = rows
            bar.update(done - bar.n)

        yield tell


def _formed(report: Any, form: str, language: str) -> str:
    """Return a report as a table for a terminal, as JSON or as CSV."""
    if form == "json":
        return json.dumps(report.to_dict(), ensure_ascii=False, indent=1)
    if form == "table":
        table: str = report.table(language)
        return table
    page = io.StringIO()
    rows = report.rows(language)
    if rows:
        writer = csv.DictWriter(page, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return page.getvalue().rstrip("\n")


def _moment(text: str, book: Rulebook) -> dt.datetime:
    """Read the moment of judgement; without an offset it is one of the book's zone."""
    from followup_rules.ledgers.written import read_moment  # noqa: PLC0415 - when asked

    found = read_moment(text, book.zone)
    if not isinstance(found, dt.datetime):
        raise InvalidFieldError("--as-of", text, _TIME)
    return found


def _test(options: argparse.Namespace) -> int:
    """Run the scenarios of a file."""
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency
    from followup_rules.books.scenarios import (  # noqa: PLC0415 - when asked
        run,
        unexercised,
    )

    book = _rules(options.file, (Rulebook,))
    outcomes = []
    for scenario in book.scenarios:
        folder, named = Path(options.file).parent, scenario.seasons
        names = () if scenario.calendar is None else (scenario.calendar,)
        calendar = interchange.calendar_of(names, folder) if names else None
        seasons = interchange.seasons_of(named, folder) if named else None
        outcome = run(book, scenario, calendar, seasons)
        outcomes.append(outcome)
        _say_outcome(outcome, options.lang)
    failed = sum(bool(outcome.misses) for outcome in outcomes)
    many = len(outcomes)
    counted = Text(
        f"{many} scenario{'' if many == 1 else 's'}, {failed} failed",
        f"共{many}个例子，{failed}个不符",
    )
    _say(counted.in_language(options.lang), sys.stdout)
    idle = unexercised(book, outcomes)
    if idle:
        left = Text(
            f"no scenario exercises {', '.join(idle)}",
            f"没有例子涉及：{'、'.join(idle)}",
        )
        _say(left.in_language(options.lang), sys.stdout)
    return FOUND if failed or not outcomes else FINE


def _say_outcome(outcome: Any, language: str) -> None:
    """Print what a scenario came to."""
    came = Text("FAILED", "不符") if outcome.misses else Text("ok", "符合")
    _say_in_lines(f"{came.in_language(language)}  {outcome.scenario.name}", "", "    ")
    for miss in outcome.misses_in(language):
        _say_in_lines(miss, " " * 8, " " * 8)


# ------------------------------------------------------------------- looking at rules


def _review(options: argparse.Namespace) -> int:
    """Print what is wrong in a file."""
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency

    findings = interchange.review(options.file, population=options.population)
    for finding in findings:
        broken = finding.code == "not_loadable"
        said = finding.text if broken else finding
        stream = sys.stderr if broken else sys.stdout
        _say(said.in_language(options.lang), stream)
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
    for line in found.in_language(options.lang).split("\n"):
        _say_in_lines(line, "", "  ")
    return FOUND if found else FINE


def _rules(name: str, wanted: tuple[type, ...]) -> Any:
    """Return the rules of a file, or installed ones."""
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
