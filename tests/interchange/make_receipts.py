"""
Write the receipts and pickles of this release, for later releases to be tested on.

    python tests/interchange/make_receipts.py

It judges the ledgers of the examples, keeps the first verdict of every rule and
status, and writes them to `tests/fixtures/receipts/<version>/`: the receipts as
JSON, and the verdicts, their rules and the calendars and season tables they used as
a pickle. Run it when a release is made; the folders of earlier releases stay as they
are for ever.
"""

import datetime as dt
import importlib.util
import json
import pickle
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from followup_rules.books.rulebook import Rulebook
from followup_rules.reports import Report
from followup_rules.rulebooks import community, construction, repair
from followup_rules.timing.calendars import from_holiday_cn
from followup_rules.verdicts import Verdict, source_id

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
FOLDER = ROOT / "tests" / "fixtures" / "receipts"
Judged = tuple[str, Rulebook, Report, dict[str, Any]]


def example(name: str) -> ModuleType:
    """
    Return a script of the examples as a module.
    """
    if str(EXAMPLES) not in sys.path:
        # The examples import their neighbours.
        sys.path.append(str(EXAMPLES))
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def judged() -> Iterator[Judged]:
    """
    Yield every example: its name, its rules, its report, and its outside data.
    """
    month = example("repair_month")
    ledger = month.read_ledger(month.DATA)
    as_of = dt.datetime.fromisoformat(month.AS_OF)
    report = month.judge(ledger, as_of, month.MONTHS[1])
    yield "repair", repair.RULES, report, {}
    year = example("estate_year")
    yield "community", community.RULES, year.judge(year.DATA), {}
    quarter = example("consulting_quarter")
    calendar = {"calendar": quarter.CALENDAR}
    yield "consulting", quarter.RULES, quarter.judge(quarter.DATA), calendar
    works = example("warranty_portfolio")
    portfolio = works.read_portfolio(works.DATA)
    report = works.judge(portfolio, dt.datetime.fromisoformat(works.AS_OF))
    yield "construction", construction.RULES, report, {"seasons": portfolio.seasons}
    hall = example("service_hall")
    report, _ = hall.judge(hall.DATA)
    calendar = {"calendar": from_holiday_cn(hall.DATA / "holidays-2026.json")}
    yield "service_centre", hall.hall_rules(), report, calendar


def chosen(report: Report) -> list[Verdict]:
    """
    Return the first verdict of every rule and status.
    """
    found: dict[Any, Verdict] = {}
    for verdict in report:
        found.setdefault((verdict.rule, verdict.status), verdict)
    return list(found.values())


def used(verdicts: list[Verdict], given: dict[str, Any]) -> dict[str, Any]:
    """
    Return the outside data that the verdicts name, by id.
    """
    every = [
        source
        for entry in given.values()
        for source in (entry.values() if isinstance(entry, dict) else [entry])
    ]
    by_id = {source_id(source, "given"): source for source in every}
    named = {name for verdict in verdicts for _, name in verdict.basis.sources}
    return {name: by_id[name] for name in sorted(named)}


def main() -> None:
    """
    Write the corpus of this release.
    """
    folder = FOLDER / version("followup-rules")
    folder.mkdir(parents=True, exist_ok=True)
    for name, rules, report, given in judged():
        verdicts = chosen(report)
        receipts = [verdict.receipt() for verdict in verdicts]
        text = json.dumps(receipts, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        body = {
            "rules": rules,
            "verdicts": verdicts,
            "sources": used(verdicts, given),
        }
        (folder / f"{name}.pickle").write_bytes(pickle.dumps(body, protocol=4))


if __name__ == "__main__":
    main()
