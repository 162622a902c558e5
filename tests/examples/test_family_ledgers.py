"""
Basic public health and the warranty of cars: judged from the file, from rows of a host's
own, and by the command line, and counted by hand.
"""

import csv
import datetime as dt
import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from followup_rules import interchange
from followup_rules.__main__ import main
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import cell_named

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
CHINA = ZoneInfo("Asia/Shanghai")
Counted = dict[str, dict[str, str]]
CELLS = {"followups", "senior_exam", "same_fault"}
"""The rules of which one row has several verdicts."""
HALF = "2026-01-01..2026-06-30"
EXAMPLES = {
    "public_health": (dt.datetime(2026, 7, 10, 9, tzinfo=CHINA), HALF),
    "cars": (dt.datetime(2026, 6, 1, 9, tzinfo=CHINA), None),
}


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the count that imports nothing of the library."""
    monkeypatch.syspath_prepend(str(BOOKS))
    sys.modules.pop("count_family_by_hand", None)
    import count_family_by_hand  # type: ignore[import-not-found]  # noqa: PLC0415 - a script

    return count_family_by_hand


def files(name: str) -> list[str]:
    """Return the ledgers of a book."""
    return sorted(str(path) for path in (BOOKS / name).glob("*.csv"))


def named(rule: str, subject: str, cell: str | None) -> str:
    """Name a verdict as the count by hand does."""
    return f"{subject} {cell}" if rule in CELLS else subject


def counted(verdicts: Iterable[Any], rules: Iterable[str]) -> Counted:
    """Return what came of each row under some rules."""
    found: Counted = {rule: {} for rule in rules}
    for one in verdicts:
        if one.rule in found:
            name = named(one.rule, one.subject.id, one.subject.cell)
            found[one.rule][name] = one.status.value
    return found


def judged(name: str, rows: Any) -> Any:
    """Judge the ledgers of a book."""
    as_of, period = EXAMPLES[name]
    return interchange.read(BOOKS / f"{name}.toml").assess(
        rows,
        as_of=as_of,
        period=None if period is None else cell_named(period),
        calendar=china(),
    )


@pytest.mark.parametrize("name", EXAMPLES)
class TestLedgers:
    """
    The same answers behind each door.
    """

    def test_from_the_file(self, name: str, by_hand: Any) -> None:
        """The rows are read by the declaration in the file."""
        book = interchange.read(BOOKS / f"{name}.toml")
        told = interchange.read_ledgers(book, files(name))
        expected = getattr(by_hand, name)()

        assert counted(judged(name, told.rows), expected) == expected

    def test_from_rows_of_a_host(self, name: str, by_hand: Any) -> None:
        """Whatever has the attributes is a row."""
        book = interchange.read(BOOKS / f"{name}.toml")
        told = interchange.read_ledgers(book, files(name))
        own = {
            kind: [
                row
                if not hasattr(row, "id")
                else type("Own", (), _facts(row, book, kind))
                for row in rows
            ]
            for kind, rows in told.rows.items()
        }
        expected = getattr(by_hand, name)()

        assert counted(judged(name, own), expected) == expected

    def test_from_the_command_line(
        self, name: str, by_hand: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """One command judges the files."""
        as_of, period = EXAMPLES[name]
        spans = [] if period is None else ["--period", period]
        code = main(
            [
                *("assess", str(BOOKS / f"{name}.toml"), "--ledger", *files(name)),
                *("--as-of", as_of.strftime("%Y-%m-%dT%H:%M"), *spans),
                *("--calendar", "china", "--as", "csv", "--lang", "zh"),
            ]
        )
        expected = getattr(by_hand, name)()
        found: Counted = {rule: {} for rule in expected}
        for row in csv.DictReader(io.StringIO(capsys.readouterr().out)):
            if row["rule"] in found:
                key = named(row["rule"], row["id"], row["cell"])
                found[row["rule"]][key] = row["status"]

        assert code == 1
        assert found == expected


def _facts(row: Any, book: Any, kind: str) -> dict[str, Any]:
    """Return what a row holds, as a host would have it."""
    names = ("id", *(fact.name for fact in book.ledgers[kind].facts))
    return {name: getattr(row, name) for name in names}


def test_rows_in_error_are_named() -> None:
    """With their place in the file."""
    found = []
    for name in EXAMPLES:
        book = interchange.read(BOOKS / f"{name}.toml")
        told = interchange.read_ledgers(book, files(name))
        found += [
            told.where(error).partition(":")[0].rpartition("/")[2]
            for error in judged(name, told.rows).row_errors
        ]
    assert found == [
        "followups.csv, line 42, column 'seen_on'",
        "followups.csv, line 92, column 'controlled'",
        "followups.csv, line 122, column 'id'",
        "repairs.csv, line 32, column 'days'",
    ]


def test_the_ledgers_are_made_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The committed files are what the script makes."""
    monkeypatch.syspath_prepend(str(BOOKS))
    import make_family_ledgers  # type: ignore[import-not-found]  # noqa: PLC0415 - a script

    make_family_ledgers.main(tmp_path)
    made = sorted(tmp_path.rglob("*.csv"))

    assert len(made) == sum(len(files(name)) for name in EXAMPLES)
    for path in made:
        assert path.read_bytes() == (BOOKS / path.relative_to(tmp_path)).read_bytes()
