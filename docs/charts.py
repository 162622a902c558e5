"""
Draw the chart of the performance page from the figures of the benchmark.

    python tests/benchmarks/frames.py docs/performance-frames.json
    python docs/charts.py
"""  # noqa: INP001 - a script beside the pages

import json
import math
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
FIGURES: Final = HERE / "performance-frames.json"
CHART: Final = HERE / "performance-frames.svg"

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 70, 130, 40, 50
COLOURS: Final = ("#0b6e4f", "#c8553d", "#3d5a80", "#9a6fb0")
GREY: Final = "#8888"

Point = tuple[float, float]


def scale(value: float, low: float, high: float, start: float, end: float) -> float:
    """
    Place a value on a logarithmic axis.
    """
    part = math.log10(value / low) / math.log10(high / low)
    return start + part * (end - start)


def bounds(values: list[float]) -> tuple[float, float]:
    """
    Return the powers of ten around values.
    """
    return (
        10.0 ** math.floor(math.log10(min(values))),
        10.0 ** math.ceil(math.log10(max(values))),
    )


def steps(low: float, high: float) -> list[float]:
    """
    Return the powers of ten from *low* to *high*.
    """
    first, last = round(math.log10(low)), round(math.log10(high))
    return [10.0**power for power in range(first, last + 1)]


def text(x: float, y: float, said: str, anchor: str = "middle", fill: str = "") -> str:
    """
    Return a line of text.
    """
    colour = f' fill="{fill}"' if fill else ' fill="currentColor"'
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{colour}>{said}</text>'


def growth_chart(growth: dict[str, list[list[float]]]) -> str:
    """
    Return time against rows for each engine, both axes logarithmic, as SVG.
    """
    rows = bounds([size for points in growth.values() for size, _ in points])
    took = bounds([spent for points in growth.values() for _, spent in points])

    def place(size: float, spent: float) -> Point:
        return (
            scale(size, *rows, LEFT, WIDTH - RIGHT),
            scale(spent, *took, HEIGHT - BOTTOM, TOP),
        )

    parts = [text(LEFT, 22, "Seconds to judge so many repairs", "start")]
    for size in steps(*rows):
        x, bottom = place(size, took[0])
        parts.append(f'<path d="M{x:.1f} {TOP}V{bottom:.1f}" stroke="{GREY}"/>')
        parts.append(text(x, bottom + 20, f"{size:,.0f}"))
    for spent in steps(*took):
        left, y = place(rows[0], spent)
        parts.append(f'<path d="M{left} {y:.1f}H{WIDTH - RIGHT}" stroke="{GREY}"/>')
        parts.append(text(left - 8, y + 4, f"{spent:g}", "end"))
    for number, (name, points) in enumerate(growth.items()):
        colour = COLOURS[number % len(COLOURS)]
        placed = [place(size, spent) for size, spent in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" '
            'stroke-width="2.5"/>'
        )
        y = TOP + 14 + 20 * number
        parts.append(text(WIDTH - RIGHT + 12, y, name, "start", colour))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13" role="img" '
        'aria-label="Time against rows for each engine">\n  '
        + "\n  ".join(parts)
        + "\n</svg>\n"
    )


def main() -> None:
    """
    Draw the chart.
    """
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    CHART.write_text(growth_chart(figures["growth"]), encoding="utf-8")


if __name__ == "__main__":
    main()
