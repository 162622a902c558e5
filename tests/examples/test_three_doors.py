"""
The example ledgers of every book, judged from Python, by a file and by the command
line: the same answers behind each door.
"""

import csv
import datetime as dt
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from followup_rules import interchange
from followup_rules.__main__ import FAILED, main
from followup_rules.books import assess as judging
from followup_rules.books.rulebook import Rulebook
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner
from followup_rules.reports import Report
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import month

SATURDAY = 5
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@frozen
class Call:
    """
    What an example hands to its book, and what came of it.
    """

    book: Rulebook
    rows: Mapping[str, tuple[Any, ...]]
    told: Mapping[str, Any]
    report: Report


def script(name: str) -> Any:
    """
    Load an example as a module.
    """
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(name: str) -> Any:
    """
    Judge an example as it judges itself.
    """
    module = script(name)
    data = EXAMPLES / "data"
    match name:
        case "repair_month":
            ledger = module.read_ledger(data)
            as_of = dt.datetime.fromisoformat(module.AS_OF)
            return module.judge(ledger, as_of, month(2026, 3))
        case "consulting_quarter":
            return module.judge(data / "consulting")
        case "estate_year":
            return module.judge(data / "estate")
        case "service_hall":
            return module.judge(data / "hall")
    return module.judge(
        module.read_portfolio(data / "portfolio"),
        dt.datetime.fromisoformat(module.AS_OF),
    )


NAMES = (
    "repair_month",
    "consulting_quarter",
    "estate_year",
    "service_hall",
    "warranty_portfolio",
)


@pytest.fixture(name="call", scope="module", params=NAMES)
def _call(request: pytest.FixtureRequest) -> Call:
    """The one call of an example."""
    kept: list[Call] = []
    honest = judging.assess

    def watched(book: Rulebook, ledgers: Any, **told: Any) -> Report:
        rows = {kind: tuple(filter(zoned, given)) for kind, given in ledgers.items()}
        report = honest(book, rows, **told)
        kept.append(Call(book, rows, told, report))
        return report

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(EXAMPLES)
        patch.setattr(judging, "assess", watched)
        judged(request.param)
    (found,) = kept
    return found


def zoned(row: Any) -> bool:
    """
    Leave out a time without a zone: a row is refused for it, and a file has a zone.
    """
    held = (getattr(row, name, None) for name in row.__ledger__.by_name)
    return not any(isinstance(at, dt.datetime) and at.tzinfo is None for at in held)


def written(ledger: Ledger, row: Any) -> dict[str, Any]:
    """
    Return a row as a file writes it.
    """
    told = {
        name: cell(fact.value, getattr(row, name))
        for name, fact in ledger.by_name.items()
    }
    return {"id": row.id, **told} if ledger.keyed else told


def cell(value: Any, held: Any) -> Any:
    """
    Return what a row holds as JSON has it.
    """
    if isinstance(value, Inner) and held is not None:
        return [written(value.ledger, one) for one in held]
    return json.loads(json.dumps(held, default=_plain))


def _plain(held: Any) -> Any:
    """Return what JSON has no form for."""
    if isinstance(held, dt.date):
        return held.isoformat()
    return dict(held) if isinstance(held, Mapping) else list(held)


class TestThreeDoors:
    """
    The same rows, behind each door.
    """

    def test_by_a_file_of_the_book(self, call: Call) -> None:
        """
        The book written to a file and read again comes to the same.
        """
        again = interchange.loads(interchange.dumps(call.book))
        report = again.assess(call.rows, **call.told)
        assert answers(report.to_dict()) == answers(call.report.to_dict())

    def test_by_the_command_line(
        self, call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        The rows written to a file, and judged by the command.
        """
        book = tmp_path / "book.toml"
        book.write_text(interchange.dumps(call.book), encoding="utf-8")
        rows = {
            kind: [written(call.book.ledgers[kind], row) for row in given]
            for kind, given in call.rows.items()
        }
        asked = ["assess", str(book), "--as", "json"]
        asked += ["--ledger", kept(tmp_path, "ledger", rows)]
        asked += ["--as-of", call.told["as_of"].isoformat()]
        if call.told["period"] is not None:
            asked += ["--period", call.told["period"].label]
        if call.told["calendar"] is not None:
            days = house_calendar(call.told["calendar"])
            asked += ["--calendar", kept(tmp_path, "calendar", days)]
        if call.told["seasons"] is not None:
            asked += ["--seasons", kept(tmp_path, "seasons", seasons())]
        code = main(asked)
        printed = capsys.readouterr()
        assert code != FAILED, printed.err
        assert answers(json.loads(printed.out)) == answers(call.report.to_dict())


def kept(folder: Path, name: str, data: Any) -> str:
    """
    Write data to a file, and return its name.
    """
    path = folder / f"{name}.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def house_calendar(calendar: WorkCalendar) -> dict[str, Any]:
    """
    Return a calendar as a list of the days that are otherwise than in any week.
    """
    first, last = calendar.confirmed
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    works = {day: calendar.kind(day).is_working for day in days}
    return {
        "name": calendar.calendar_id,
        "first": str(first),
        "last": str(last),
        "source": "the calendar of the example",
        "off": [
            str(day) for day in days if day.weekday() < SATURDAY and not works[day]
        ],
        "on": [str(day) for day in days if day.weekday() >= SATURDAY and works[day]],
    }


def seasons() -> dict[str, list[dict[str, str]]]:
    """
    Return the seasons of the portfolio as a file of seasons has them.
    """
    found: dict[str, list[dict[str, str]]] = {}
    path = EXAMPLES / "data" / "portfolio" / "seasons.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place, kind = row.pop("place"), row["kind"]
            named = {"kind": kind, "published": row.pop("published_as")}
            found.setdefault(place, []).append(named if named["published"] else row)
    return found


def answers(report: Mapping[str, Any]) -> Any:
    """
    Return every verdict of a report by its key.
    """
    return {one["key"]: (one["status"], one["reasons"]) for one in report["verdicts"]}
