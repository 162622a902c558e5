"""
The charts of the performance page, as plain SVG.

They carry their own paper and ink, for light and for dark screens, and are no wider than
their letters allow to be read on a phone.
"""  # noqa: INP001 - a module beside the pages

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Final

WIDTH: Final = 480
LETTERS: Final = 15
LINE_CHART: Final = 420
LEFT, RIGHT, TOP, BOTTOM = 64, 104, 48, 58
APART: Final = 19
"""How far apart the names of lines stand, at least."""

BAR, GAP, HEADING = 22, 7, 36
NAMES: Final = 190
TIMES: Final = 72

LIGHT: Final = ("#0b6e4f", "#c2410c", "#1d4ed8", "#8b5cf6", "#a16207", "#be185d")
DARK: Final = ("#34d399", "#fb923c", "#7aa2ff", "#c4b5fd", "#eab308", "#f472b6")
HALO: Final = "text{stroke-width:4px;paint-order:stroke}"
"""Paper around each letter, so that no line runs through a word."""
UNITS: Final = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))

Growth = Mapping[str, Sequence[tuple[float, float]]]
"""For each engine how many rows took how many seconds."""

Bars = Mapping[str, Mapping[str, float]]
"""For each question how many seconds each way takes; ours comes first."""


def scale(value: float, low: float, high: float, start: float, end: float) -> float:
    """
    Place a value on a logarithmic axis.

    >>> scale(100, 10, 1000, 0, 80)
    40.0
    """
    part = math.log10(value / low) / math.log10(high / low)
    return start + part * (end - start)


def bounds(values: Iterable[float]) -> tuple[float, float]:
    """
    Return the powers of ten around values.

    >>> bounds([0.002, 3])
    (0.001, 10.0)
    """
    powers = [math.log10(value) for value in values]
    return 10.0 ** math.floor(min(powers)), 10.0 ** math.ceil(max(powers))


def steps(low: float, high: float) -> list[float]:
    """
    Return the powers of ten from *low* to *high*.

    >>> steps(0.01, 1)
    [0.01, 0.1, 1.0]
    """
    first, last = round(math.log10(low)), round(math.log10(high))
    return [10.0**power for power in range(first, last + 1)]


def brief(seconds: float) -> str:
    """
    Say a time with two digits that count.

    >>> [brief(time) for time in (1e-7, 0.0000064, 0.00042, 1.0)]
    ['100 ns', '6.4 µs', '420 µs', '1 s']
    """
    rounded = float(f"{seconds:.2g}")
    size, unit = next(
        ((size, unit) for size, unit in UNITS if rounded >= size), UNITS[-1]
    )
    return f"{float(f'{rounded / size:.2g}'):g} {unit}"


def spread_out(places: Sequence[float], apart: float = APART) -> list[float]:
    """
    Move places down until each is far enough below the one above it.

    >>> spread_out([100, 95, 40], apart=10)
    [105, 95, 40]
    """
    moved = list(places)
    order = sorted(range(len(places)), key=places.__getitem__)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + apart)
    return moved


def text(x: float, y: float, said: str, anchor: str = "middle", kind: str = "") -> str:
    """
    Return a line of text.
    """
    of_kind = f' class="{kind}"' if kind else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{of_kind}>'
        f"{escape(said)}</text>"
    )


def style() -> str:
    """
    Return the colours, by day and by night.
    """

    def rules(paper: str, ink: str, grid: str, dull: str, lines: Sequence[str]) -> str:
        drawn = "".join(
            f".line{n}{{stroke:{colour}}}.name{n}{{fill:{colour}}}"
            for n, colour in enumerate(lines)
        )
        return (
            f".paper{{fill:{paper}}}text{{fill:{ink};stroke:{paper}}}.grid{{stroke:{grid}}}"
            f".ours{{fill:{lines[0]}}}.other{{fill:{dull}}}{drawn}"
        )

    by_day = rules("#ffffff", "#1f2328", "#d8dee4", "#8c959f", LIGHT)
    by_night = rules("#0d1117", "#e6edf3", "#30363d", "#6e7681", DARK)
    dark = f"@media(prefers-color-scheme:dark){{{by_night}}}"
    return f"<style>{by_day}{HALO}.title{{font-weight:bold}}{dark}</style>"


def page(height: float, label: str, parts: Iterable[str]) -> str:
    """
    Return a whole drawing.
    """
    body = "\n  ".join(
        [
            style(),
            f'<rect class="paper" width="{WIDTH}" height="{height:.0f}"/>',
            *parts,
        ]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'font-family="sans-serif" font-size="{LETTERS}" role="img" '
        f'aria-label="{escape(label)}">\n  {body}\n</svg>\n'
    )


def growth_chart(growth: Growth) -> str:
    """
    Return time against rows for each engine, both axes logarithmic.
    """
    title = "Time to judge so many repairs"
    rows = bounds(size for points in growth.values() for size, _ in points)
    took = bounds(spent for points in growth.values() for _, spent in points)
    bottom, right = LINE_CHART - BOTTOM, WIDTH - RIGHT

    def place(size: float, spent: float) -> tuple[float, float]:
        return scale(size, *rows, LEFT, right), scale(spent, *took, bottom, TOP)

    parts = [text(LEFT, 26, title, "start", "title")]
    for size in steps(*rows):
        x, _ = place(size, took[0])
        parts.append(f'<path class="grid" d="M{x:.1f} {TOP}V{bottom}"/>')
        parts.append(text(x, bottom + 20, f"{size:,.0f}"))
    parts.append(text((LEFT + right) / 2, bottom + 42, "rows"))
    for spent in steps(*took):
        _, y = place(rows[0], spent)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{right}"/>')
        parts.append(text(LEFT - 8, y + 4, brief(spent), "end"))
    lines = [[place(*point) for point in points] for points in growth.values()]
    names = spread_out([line[-1][1] for line in lines])
    for number, (engine, line) in enumerate(zip(growth, lines, strict=True)):
        colour = number % len(LIGHT)
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        parts.append(
            f'<polyline class="line{colour}" points="{corners}" fill="none" '
            'stroke-width="2.5"/>'
        )
        parts += (
            f'<circle class="name{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
            for x, y in line
        )
        parts.append(
            text(line[-1][0] + 12, names[number] + 4, engine, "start", f"name{colour}")
        )
    return page(LINE_CHART, f"{title}, for each engine", parts)


def decision_chart(
    questions: Bars, title: str = "Time for one decision; each line is ten times"
) -> str:
    """
    Return a bar for each way to decide, on a logarithmic axis.
    """
    times = bounds(time for ways in questions.values() for time in ways.values())
    count = sum(map(len, questions.values()))
    bottom = TOP + count * (BAR + GAP) + len(questions) * HEADING
    right = WIDTH - TIMES
    parts = [text(16, 26, title, "start", "title")]
    for number, time in enumerate(steps(*times)):
        x = scale(time, *times, NAMES, right)
        parts.append(f'<path class="grid" d="M{x:.1f} {TOP}V{bottom}"/>')
        if number % 2 == 0:
            parts.append(text(x, bottom + 20, brief(time)))
    y = float(TOP)
    for question, ways in questions.items():
        parts.append(text(16, y + HEADING - 12, question, "start"))
        y += HEADING
        parts += _bars(ways, times, y)
        y += len(ways) * (BAR + GAP)
    return page(bottom + 36, title, parts)


def _bars(
    ways: Mapping[str, float], times: tuple[float, float], top: float
) -> Iterator[str]:
    """Yield the bars below one another, ours first."""
    for number, (way, time) in enumerate(ways.items()):
        y = top + number * (BAR + GAP)
        end = scale(time, *times, NAMES, WIDTH - TIMES)
        kind = "other" if number else "ours"
        yield text(NAMES - 10, y + BAR - 5, way, "end")
        yield (
            f'<rect class="{kind}" x="{NAMES}" y="{y:.1f}" '
            f'width="{end - NAMES:.1f}" height="{BAR}" rx="2"/>'
        )
        yield text(end + 8, y + BAR - 5, brief(time), "start")
