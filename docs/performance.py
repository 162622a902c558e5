"""
Write the figures of the benchmarks into the performance page, and draw its charts.

    python -m tests.benchmarks.budgets --page

measures and does this too; `python -m docs.performance` writes figures that are there
already. Whatever depends on a figure, such as whether a budget is met, is written here between
markers, so that the page cannot say what was not measured. A test fails while page
and charts are not what this script writes.
"""  # noqa: INP001 - a script beside the pages

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from docs.charts import decision_chart, growth_chart
from docs.clause_tables import fill
from tests.benchmarks.tables import (
    comparison,
    decisions_table,
    figure,
    growth_table,
    large_table,
    memory_table,
    spread,
)
from tests.benchmarks.turns import Row

HERE: Final = Path(__file__).parent
PAGE: Final = HERE / "performance.md"
FIGURES: Final = HERE / "performance.json"
LARGE: Final = HERE / "scale.json"
"""The figures of ledgers larger than memory."""
SCALE: Final = HERE / "scale.md"
SPARK: Final = HERE / "performance-spark.json"
"""The figures of a cluster engine, measured by itself, if there are any."""

Figures = dict[str, Any]

CHINESE: Final = {
    "within 2, 3 or 7 days": "2、3、7日以内",
    "within 2, 3 or 7 working days": "2、3、7个工作日以内",
    "100,000 at once, within 2, 3 or 7 days": "一次判定十万项，2、3、7日以内",
    "1,000,000 at once, within 2, 3 or 7 days": "一次判定一百万项，2、3、7日以内",
    "the rule": "本库",
    "the rule, polars": "本库（polars）",
    "pendulum by hand": "pendulum手写",
    "holidays by hand": "holidays手写",
    "OpenFisca, one by one": "OpenFisca（逐项）",
    "OpenFisca, arrays": "OpenFisca（数组）",
}
"""What the benchmark decides and by which way; what is not here is a name."""


def measured(figures: Path = FIGURES, spark: Path = SPARK) -> Figures:
    """
    Return all figures, with those of Spark where they were taken.
    """
    found: Figures = json.loads(figures.read_text(encoding="utf-8"))
    if spark.exists():
        more = json.loads(spark.read_text(encoding="utf-8"))
        found["growth"] |= more["growth"]
        found["budgets"] += more.get("budgets", [])
    return found


def rows_of(figures: Figures) -> list[Row]:
    """
    Return the comparisons.
    """
    return [Row(**entry) for entry in figures["budgets"]]


def verdict(rows: Iterable[Row], *, quick: bool = False) -> str:
    """
    Say which budgets are met, which are not, and which could have gone either way.
    """
    if quick:
        return "These figures are of small sizes and few turns, and decide nothing."
    judged = [row for row in rows if row.met is not None]
    missed = [row for row in judged if not row.met]
    close = [row for row in judged if row.met and _is_crossed(row)]
    kept = len(judged) - len(missed)
    if not missed:
        lines = [f"In this run all {kept} budgets are met."]
    else:
        lines = [f"In this run {kept} of {len(judged)} budgets are met. Not met:", ""]
        lines += map(_item, missed)
    if close:
        lines += [
            "",
            "Met by the least times, but not in every turn of the middle half:",
            "",
        ]
        lines += map(_item, close)
    return "\n".join(lines)


def _is_crossed(row: Row) -> bool:
    """Say whether the middle half of the ratios reaches over the budget."""
    if row.most is not None:
        return row.high > row.most
    return row.least is not None and row.low < row.least


def _item(row: Row) -> str:
    """Say what came of one budget."""
    return (
        f"- {row.work}, against {row.against}: {figure(row.ratio)} "
        f"({spread(row.low, row.high)}), budget {row.budget}"
    )


def bars(decisions: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """
    Return the time of each way, by question.
    """
    found: dict[str, dict[str, float]] = {}
    for entry in decisions:
        found.setdefault(entry["question"], {})[entry["way"]] = entry["seconds"]
    return found


def in_chinese(decisions: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """
    Return the same with questions and ways by their names in Chinese.

    >>> in_chinese({"within 2, 3 or 7 days": {"rule-engine": 1.0, "the rule": 0.1}})
    {'2、3、7日以内': {'rule-engine': 1.0, '本库': 0.1}}
    """
    return {
        CHINESE[question]: {CHINESE.get(way, way): time for way, time in ways.items()}
        for question, ways in decisions.items()
    }


def current(page: str, figures: Figures) -> str:
    """
    Return the page with the figures as they were measured.
    """
    rows = rows_of(figures)
    parts = {
        "machine": f"> Commit {figures['commit']}. {figures['machine']}",
        "verdict": verdict(rows, quick=figures["quick"]),
        "budgets": comparison(rows),
        "growth": growth_table(figures["growth"]),
        "memory": memory_table(figures["memory"]),
        "decisions": decisions_table(figures["decisions"]),
    }
    for marker, said in parts.items():
        page = fill(page, marker, f"\n{said}\n")
    return page


def current_scale(page: str, figures: Figures) -> str:
    """
    Return the page on scale with the figures as they were measured.
    """
    said = f"> {figures['machine']}\n\n{large_table(figures)}"
    return fill(page, "large", f"\n{said}\n")


def charts(figures: Figures) -> dict[Path, str]:
    """
    Return every drawing, by its place.
    """
    return {
        HERE / "performance-growth.svg": growth_chart(figures["growth"]),
        HERE / "performance-decisions.svg": decision_chart(bars(figures["decisions"])),
        HERE / "performance-decisions-zh.svg": decision_chart(
            in_chinese(bars(figures["decisions"])), "判定一次的耗时，每格相差十倍"
        ),
    }


def main() -> None:
    """
    Write the page and the charts anew.
    """
    figures = measured()
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(current(page, figures), encoding="utf-8")
    large = json.loads(LARGE.read_text(encoding="utf-8"))
    page = SCALE.read_text(encoding="utf-8")
    SCALE.write_text(current_scale(page, large), encoding="utf-8")
    for place, drawing in charts(figures).items():
        place.write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main()
