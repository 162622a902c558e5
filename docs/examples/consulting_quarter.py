"""
Judge a consulting firm's first quarter and print what its manager wants to know.

    python docs/examples/consulting_quarter.py [--lang en|zh] [--data FOLDER]

The text sets no limit for feedback. The firm sets one of five working days, so the
report judges it and says that the limit is the firm's own.
"""

import argparse
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

from followup_rules.clauses import Text
from followup_rules.layout import wrap
from followup_rules.reports import Report
from followup_rules.rulebooks import consulting
from followup_rules.timing.amounts import WorkingDays
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.cycles import quarter
from followup_rules.verdicts import Status
from followup_rules.wording import say_instant

DATA = Path(__file__).parent / "data" / "consulting"
AS_OF = dt.datetime.fromisoformat("2026-04-20T09:00:00+08:00")
PERIOD = quarter(2026, 1)
COLUMNS = 80
SHOWN = 8
CALENDAR = from_exceptions(
    "china-2026-spring",
    dt.date(2026, 1, 1),
    dt.date(2026, 4, 30),
    off=[
        *(dt.date(2026, 1, day) for day in range(1, 4)),
        *(dt.date(2026, 2, day) for day in range(15, 24)),
        *(dt.date(2026, 4, day) for day in range(4, 7)),
    ],
    on=[dt.date(2026, 1, 4), dt.date(2026, 2, 14), dt.date(2026, 2, 28)],
    source="State Council notice on the holidays of 2026",
)
RULES = consulting.RULES.replace(
    "feedback", attrs.evolve(consulting.FEEDBACK, limit=WorkingDays(5))
)

_JUDGED = Text("Judged as of {moment}.", "判定时间：{moment}。")
_QUARTER = Text("The quarter's report", "季度汇报")
_FEEDBACK = Text("Feedback: {counts}", "反馈：{counts}")
_FIRST = Text("The first of {count} violations", "{count}项违规中的前几项")


def main() -> int:
    """
    Print the report.
    """
    options = argparse.ArgumentParser(description=(__doc__ or "").strip())
    options.add_argument("--lang", choices=("en", "zh"), default="en")
    options.add_argument("--data", type=Path, default=DATA)
    given = options.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print("\n".join(page(judge(given.data), given.lang)))
    return 0


def judge(folder: Path) -> Report:
    """
    Read a folder and judge it under the firm's own limit.
    """
    return consulting.assess(
        read(folder / "clients.json", consulting.Client),
        reports=read(folder / "reports.json", consulting.ClientReport),
        visits=read(folder / "visits.json", consulting.Visit),
        opinions=read(folder / "opinions.json", consulting.Opinion),
        papers=read(folder / "papers.json", consulting.Paper),
        plan=json.loads((folder / "plan.json").read_text(encoding="utf-8")),
        as_of=AS_OF,
        period=PERIOD,
        rules=RULES,
        calendar=CALENDAR,
    )


def read(path: Path, make: Callable[..., Any]) -> Iterator[Any]:
    """
    Yield the rows of a file as facts.
    """
    for row in json.loads(path.read_text(encoding="utf-8")):
        yield make(**{name: fact(name, value) for name, value in row.items()})


def fact(name: str, value: object) -> object:
    """
    Return a day where the field holds days, and anything else as it stands.
    """
    if name.endswith("_at") and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def page(report: Report, language: str) -> Iterator[str]:
    """
    Yield the lines of the report.
    """
    moment = say_instant(AS_OF, language)
    yield _JUDGED.in_language(language).format(moment=moment)
    yield report.table(language, columns=COLUMNS)
    yield from headed(_QUARTER, language)
    for verdict in report.where(rule="quarterly_report"):
        yield from wrap(verdict.explain(language), COLUMNS)
    feedback = report.where(rule="feedback")
    comma = Text(", ", "，").in_language(language)
    counts = comma.join(
        f"{status.in_language(language)} {count}"
        for status, count in feedback.by_status().items()
        if count
    )
    title = Text(_FEEDBACK.en.format(counts=counts), _FEEDBACK.zh.format(counts=counts))
    yield from headed(title, language)
    for verdict in feedback.where(status=Status.LATE).verdicts[:1]:
        yield from wrap(verdict.explain(language), COLUMNS)
    count = len(report.violations)
    first = Text(_FIRST.en.format(count=count), _FIRST.zh.format(count=count))
    yield from headed(first, language)
    colon = Text(": ", "：").in_language(language)
    for verdict in report.violations[:SHOWN]:
        about = verdict.subject.in_language(language) if verdict.subject else ""
        yield from wrap(f"- {about}{colon}{verdict.explain(language)}", COLUMNS)


def headed(title: Text, language: str) -> Iterator[str]:
    """
    Yield a heading.
    """
    yield ""
    yield title.in_language(language)
    yield ""


if __name__ == "__main__":
    sys.exit(main())
