"""
Judge a year of a 500-household estate and print what its director wants to know.

    python docs/examples/estate_year.py [--lang en|zh] [--data FOLDER]

A cell that cannot be read as a time is handed on as it stands: the library refuses
it, names row and field, and judges the rest.
"""

import argparse
import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from followup_rules.clauses import Text
from followup_rules.exact import show_decimal
from followup_rules.layout import wrap
from followup_rules.policies.cadence import coverage
from followup_rules.reports import Report
from followup_rules.rulebooks import community
from followup_rules.timing.cycles import year
from followup_rules.wording import say_cell, say_instant, term

DATA = Path(__file__).parent / "data" / "estate"
AS_OF = dt.datetime.fromisoformat("2026-02-10T09:00:00+08:00")
PERIOD = year(2025)
TIMES = frozenset({"appointed"})
COLUMNS = 80
SHOWN = 8

_JUDGED = Text("Judged as of {moment}.", "判定时间：{moment}。")
_RATES = Text("Rates", "处理率与投诉率")
_RHYTHM = Text("How often", "回访频次")
_REACHED = Text(
    "{rule}: {reached} of {judged} ({share}%).",
    "{rule}：{reached}/{judged}（{share}%）。",
)
_MISSED = Text("Missed: {cells}.", "未达标：{cells}。")
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


# ------------------------------------------------------------------------- reading


def judge(folder: Path) -> Report:
    """
    Read a folder and judge it.
    """
    return community.assess(
        read_estate(folder / "estate.json"),
        visits=read(folder / "visits.csv", community.Visit),
        matters=read(folder / "matters.csv", community.Matter),
        meetings=read(folder / "meetings.csv", community.Meeting),
        papers=read(folder / "papers.csv", community.Paper),
        callers=read(folder / "callers.csv", community.Caller),
        as_of=AS_OF,
        period=PERIOD,
    )


def read_estate(path: Path) -> community.Estate:
    """
    Read the estate with its posts and areas.
    """
    facts = json.loads(path.read_text(encoding="utf-8"))
    facts["posts"] = tuple(community.Post(**post) for post in facts["posts"])
    facts["areas"] = tuple(community.Area(**area) for area in facts["areas"])
    return community.Estate(**facts)


def read(path: Path, make: Callable[..., Any]) -> Iterator[Any]:
    """
    Yield the rows of a file as facts; an empty cell is a fact nobody knows.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield make(**{name: cell(name, text) for name, text in row.items()})


def cell(name: str, text: str) -> object:
    """
    Return a cell as a fact.
    """
    if text == "":
        return None
    if name.endswith("_at") or name in TIMES:
        return time(text)
    if name == "year":
        return int(text)
    return {"yes": True, "no": False}.get(text, text)


def time(text: str) -> object:
    """
    Return a day or an instant, or the text where it is neither.
    """
    try:
        if ":" in text:
            return dt.datetime.fromisoformat(text)
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


# ------------------------------------------------------------------------ printing


def page(report: Report, language: str) -> Iterator[str]:
    """
    Yield the lines of the report.
    """
    moment = say_instant(AS_OF, language)
    yield from wrap(_JUDGED.in_language(language).format(moment=moment), COLUMNS)
    yield report.table(language, columns=COLUMNS)
    yield from headed(_RATES, language)
    for rule in ("handling_rate", "complaint_rate"):
        for verdict in report.where(rule=rule):
            yield from wrap(verdict.explain(language), COLUMNS)
    yield from headed(_RHYTHM, language)
    for rule in ("director_rounds", "area_visits", "representatives_meeting"):
        yield from rhythm(report.where(rule=rule), language)
    count = len(report.violations)
    first = Text(_FIRST.en.format(count=count), _FIRST.zh.format(count=count))
    yield from headed(first, language)
    for verdict in report.violations[:SHOWN]:
        about = verdict.subject.in_language(language) if verdict.subject else ""
        colon = Text(": ", "：").in_language(language)
        yield from wrap(f"- {about}{colon}{verdict.explain(language)}", COLUMNS)


def headed(title: Text, language: str) -> Iterator[str]:
    """
    Yield a heading.
    """
    yield ""
    yield title.in_language(language)
    yield ""


def rhythm(cells: Report, language: str) -> Iterator[str]:
    """
    Yield the share of cells that were reached, and the missed ones by name.
    """
    found = coverage(cells)
    share = "-" if found.ratio is None else rounded_down(found.ratio)
    said = _REACHED.in_language(language).format(
        rule=cells.verdicts[0].policy.name.in_language(language),
        reached=found.reached,
        judged=found.judged,
        share=share,
    )
    yield from wrap(said[:1].upper() + said[1:], COLUMNS)
    named = [
        f"{term(subject.id, language)} {say_cell(subject.cell, language)}"
        for subject in found.missed
        if subject is not None
    ]
    if named:
        comma = Text(", ", "、").in_language(language)
        missed = _MISSED.in_language(language).format(cells=comma.join(named))
        yield from wrap(missed, COLUMNS)


def rounded_down(share: Fraction) -> str:
    """
    Return a share in percent; what is short of all never reads as 100.
    """
    return show_decimal(Fraction(share * 1000 // 1, 10), 1)


if __name__ == "__main__":
    sys.exit(main())
