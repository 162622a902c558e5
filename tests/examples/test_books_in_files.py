"""
Two regulations in one file each: judged from Python, from the file and by the command
line, and counted by hand.
"""

import contextlib
import csv
import datetime as dt
import io
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest

from followup_rules import interchange
from followup_rules.__main__ import main
from followup_rules.books.conditions import parse
from followup_rules.books.scenarios import run, unexercised
from followup_rules.reports import Report
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
ENGLAND = BOOKS / "england_bank_holidays.json"
Counted = dict[str, dict[str, str]]


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the count that imports nothing of the library."""
    monkeypatch.syspath_prepend(str(BOOKS))
    sys.modules.pop("count_by_hand", None)
    import count_by_hand  # type: ignore[import-not-found]  # noqa: PLC0415 - a script

    return count_by_hand


def counted(verdicts: Iterable[Any]) -> Counted:
    """Return what came of each row under each rule."""
    found: Counted = {}
    for verdict in verdicts:
        subject = verdict.subject
        whole = subject.kind in {"rate", "quota"}
        name = subject.cell if whole else subject.id
        found.setdefault(verdict.rule, {})[name] = verdict.status.value
    return found


def instants(zone: str, *names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what reads the clock times of a row, as a host's own code would."""

    def read(row: dict[str, Any]) -> dict[str, Any]:
        home = ZoneInfo(zone)
        for name in names:
            cell = row[name]
            with contextlib.suppress(ValueError):  # the library refuses it
                moment = dt.datetime.fromisoformat(cell) if cell else None
                row[name] = moment and moment.replace(tzinfo=home)
        return row

    return read


def rows_of(
    book: Any, kind: str, path: Path, read: Callable[[dict[str, Any]], dict[str, Any]]
) -> list[Any]:
    """Return rows as objects of the host's own."""
    words = {"yes": True, "no": False, "": None}
    known = {fact.words.zh: fact.name for fact in book.ledgers[kind].facts}
    defaults = {fact.name: fact.default for fact in book.ledgers[kind].facts}
    with path.open(encoding="utf-8", newline="") as file:
        found = []
        for line in csv.DictReader(file):
            row = {known.get(name, name): cell for name, cell in line.items()}
            told = read({name: words.get(cell, cell) for name, cell in row.items()})
            if "callers" in told:
                told["callers"] = [told["callers"]]
            found.append(type("Row", (), {**defaults, **told}))
    return found


class TestDischarge:
    """
    The follow-up of discharged patients.
    """

    FILE = BOOKS / "discharge.toml"
    LEDGERS = tuple(
        str(BOOKS / "discharge" / f"{name}.csv")
        for name in ("discharges", "calls", "problems")
    )
    NOW = dt.datetime(2026, 4, 15, 9, tzinfo=ZoneInfo("Asia/Shanghai"))

    def report(self, ledgers: Any) -> Report:
        """Judge the ledgers."""
        book = interchange.read(self.FILE)
        report: Report = book.assess(
            ledgers, as_of=self.NOW, period=month(2026, 3), calendar=china()
        )
        return report

    def test_from_the_file(self, by_hand: Any) -> None:
        """
        The rows are read by the declaration in the file.
        """
        book = interchange.read(self.FILE)
        ledgers = interchange.read_ledgers(book, self.LEDGERS)
        report = self.report(ledgers.rows)

        assert counted(report) == by_hand.discharges()
        assert [
            ledgers.where(error).partition(":")[0] for error in report.row_errors
        ] == [
            f"{self.LEDGERS[0]}, line 43, column 'categories'",
            f"{self.LEDGERS[0]}, line 242, column 'id'",
            f"{self.LEDGERS[1]}, line 32, column 'called_at'",
            f"{self.LEDGERS[1]}, line 47, column 'discharge_id'",
            f"{self.LEDGERS[1]}, line 79, column 'recovery'",
            f"{self.LEDGERS[1]}, line 103, column 'called_at'",
            f"{self.LEDGERS[2]}, line 9, column 'answered_at'",
        ]

    def test_from_python(self, by_hand: Any) -> None:
        """
        A host gives rows of its own.
        """
        book = interchange.read(self.FILE)
        times = {
            "discharge": ("discharged_at", "refused_at", "died_at", "letter_sent_at"),
            "call": ("called_at",),
            "problem": ("raised_at", "answered_at", "resolved_at"),
        }
        ledgers = {
            kind: rows_of(
                book, kind, Path(path), instants("Asia/Shanghai", *times[kind])
            )
            for kind, path in zip(times, self.LEDGERS, strict=True)
        }

        assert counted(self.report(ledgers)) == by_hand.discharges()

    def test_from_the_command_line(
        self, by_hand: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        One command judges the files.
        """
        code = main(
            [
                *("assess", str(self.FILE), "--ledger", *self.LEDGERS),
                *("--as-of", "2026-04-15T09:00", "--period", "2026-03"),
                *("--calendar", "china", "--as", "csv", "--lang", "zh"),
            ]
        )
        said = capsys.readouterr()

        assert code == 1
        assert from_page(said.out) == by_hand.discharges()
        assert len(said.err.splitlines()) == 7

    def test_its_scenarios(self) -> None:
        """
        They hold, and name a verdict under every clause that can be judged.
        """
        book = interchange.read(self.FILE)
        outcomes = [
            run(book, one, china() if one.calendar else None) for one in book.scenarios
        ]

        assert [outcome.misses for outcome in outcomes] == [()] * 6
        assert unexercised(book, outcomes) == ()


class TestAwaab:
    """
    Awaab's law, in English alone.
    """

    FILE = BOOKS / "awaab.toml"
    LEDGER = str(BOOKS / "awaab" / "hazards.csv")
    NOW = dt.datetime(2026, 4, 20, 9, tzinfo=ZoneInfo("Europe/London"))

    def test_from_the_file(self, by_hand: Any) -> None:
        """
        The rows are read by the declaration in the file.
        """
        book = interchange.read(self.FILE)
        rows = interchange.read_ledgers(book, [self.LEDGER]).rows
        calendar = interchange.calendar_of([str(ENGLAND)])

        assert counted(book.assess(rows, as_of=self.NOW, calendar=calendar)) == (
            by_hand.hazards()
        )

    def test_from_python(self, by_hand: Any) -> None:
        """
        A host gives rows of its own.
        """
        book = interchange.read(self.FILE)
        calendar = interchange.calendar_of([str(ENGLAND)])
        head = Path(self.LEDGER).read_text(encoding="utf-8").splitlines()[0].split(",")
        times = tuple(
            fact.name
            for fact in book.ledgers["hazard"].facts
            if fact.value.is_moment and fact.name in head
        )
        read = instants("Europe/London", *times)
        rows = rows_of(book, "hazard", Path(self.LEDGER), read)
        report = book.assess({"hazard": rows}, as_of=self.NOW, calendar=calendar)

        assert counted(report) == by_hand.hazards()

    def test_from_the_command_line(
        self, by_hand: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        One command judges the file.
        """
        code = main(
            [
                *("assess", str(self.FILE), "--ledger", self.LEDGER),
                *("--as-of", "2026-04-20T09:00", "--calendar", str(ENGLAND)),
                *("--as", "csv"),
            ]
        )

        assert code == 1
        assert from_page(capsys.readouterr().out) == by_hand.hazards()

    def test_its_scenarios(self) -> None:
        """
        They hold, and name a verdict under every clause that can be judged.
        """
        book = interchange.read(self.FILE)
        calendar = interchange.calendar_of([str(ENGLAND)])
        outcomes = [run(book, one, calendar) for one in book.scenarios]

        assert [outcome.misses for outcome in outcomes] == [()] * 4
        assert unexercised(book, outcomes) == ()

    def test_the_calendar_has_the_bank_holidays_of_england(self) -> None:
        """
        As another library lists them.
        """
        calendar = interchange.calendar_of([str(ENGLAND)])
        known = holidays.country_holidays("GB", subdiv="ENG", years=(2025, 2026))
        first, last = calendar.confirmed
        days = [
            first + dt.timedelta(n)
            for n in range(last.toordinal() - first.toordinal() + 1)
        ]
        weekdays = [
            dt.date(day.year, day.month, day.day) for day in days if day.weekday() < 5
        ]

        off = [day for day in weekdays if not calendar.kind(day).is_working]
        assert off == sorted(day for day in known if day.weekday() < 5)

    def test_it_speaks_chinese_with_english_words(self) -> None:
        """
        Sentences exist in both languages; words are those of the book.
        """
        book = interchange.read(self.FILE)
        rows = interchange.read_ledgers(book, [self.LEDGER]).rows
        report = book.assess(
            rows, as_of=self.NOW, calendar=interchange.calendar_of([str(ENGLAND)])
        )

        assert "the investigation" in report.verdicts[0].explain("zh-CN")
        assert interchange.review(self.FILE) == ()


def from_page(text: str) -> Counted:
    """Return what a page in CSV says of each row under each rule."""
    found: Counted = {}
    for row in csv.DictReader(io.StringIO(text)):
        name = row["cell"] if row["kind"] in {"rate", "quota"} else row["id"]
        found.setdefault(row["rule"], {})[name] = row["status"]
    return found


def test_the_ledgers_are_made_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The committed files are what the script makes.
    """
    monkeypatch.syspath_prepend(str(BOOKS))
    import make_ledgers  # type: ignore[import-not-found]  # noqa: PLC0415 - a script

    make_ledgers.main(tmp_path)
    made = sorted(tmp_path.rglob("*.csv"))

    assert len(made) == 4
    for path in made:
        assert path.read_bytes() == (BOOKS / path.relative_to(tmp_path)).read_bytes()


def test_the_page_shows_the_first_file_as_it_is() -> None:
    """
    What a stranger copies from the page is what the examples run.
    """
    page = (BOOKS.parents[1] / "how-to" / "write-your-own-rules.md").read_text("utf-8")
    shown = page.partition("```toml\n")[2].partition("```")[0]

    assert shown == (BOOKS / "first.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "head", "most"),
    [
        ("how-to/write-your-own-rules.md", "| question | what it asks |", "at least"),
        ("zh/own-rules.md", "| 写法 | 问的是什么 |", "不少于"),
    ],
)
def test_every_question_that_the_page_shows_is_one(
    page: str, head: str, most: str
) -> None:
    """
    Each is read by the language, and the table says what each word of it means.
    """
    text = (BOOKS.parents[1] / page).read_text(encoding="utf-8")
    table = text.partition(head)[2].partition("\n\n")[0]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| `")]
    asked = [one for row in rows for one in re.findall("`([^`]+)`", row[1])]

    assert len(asked) > 35
    assert [str(parse(one)) for one in asked] == asked
    assert most in table


def test_the_first_file(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Its scenario holds, and it says which clauses none exercises.
    """
    assert main(["test", str(BOOKS / "first.toml")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ok  Four hours and one minute are too long for an urgent request",
        "1 scenario, 0 failed",
        "no scenario exercises DESK-1, DESK-3",
    ]
    assert interchange.review(BOOKS / "first.toml") == ()


def test_the_housing_code_comes_true() -> None:
    """
    Its scenarios come to what they say, and leave out the general clause alone.
    """
    book = interchange.read(BOOKS / "hpd.toml")
    outcomes = [run(book, one) for one in book.scenarios]

    assert [miss for one in outcomes for miss in one.misses] == []
    assert unexercised(book, outcomes) == ("HPD-1",)
    assert tuple(interchange.review(book)) == ()
