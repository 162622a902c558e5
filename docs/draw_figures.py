"""
Draw the figures of the pages from the rules themselves, in both languages.

    python docs/draw_figures.py

They are 440 wide with letters of 14 and more, so that a phone shows them without a
glass, and black on white, so that paper does. A test fails while one of them is not
what this script draws.
"""  # noqa: INP001 - a script beside the pages

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Final

import attrs
import pendulum

from followup_rules.agenda import State, agenda
from followup_rules.clauses import Text
from followup_rules.rulebooks import construction, repair, service_centre
from followup_rules.timing.amounts import WorkingDays
from followup_rules.timing.calendars import DayKind, china
from followup_rules.timing.counting import Deadline
from followup_rules.timing.cycles import month
from followup_rules.timing.seasons import published

HERE: Final = Path(__file__).resolve().parent / "figures"
LANGUAGES: Final = ("en", "zh")
WIDTH: Final = 440
LETTER: Final = 14
EDGE: Final = 12
ZONE: Final = "Asia/Shanghai"

INK, DULL, LINE, PAPER = "#1f2328", "#57606a", "#d0d7de", "#ffffff"
BLUE, GREEN, RED, AMBER, REST = "#1d4ed8", "#0b6e4f", "#b42318", "#b45309", "#e5e7eb"
MAKE_UP: Final = "#dcfce7"


# ------------------------------------------------------------------------- how it is drawn


def words(
    x: float,
    y: float,
    said: str,
    *,
    anchor: str = "start",
    fill: str = INK,
    bold: bool = False,
) -> str:
    """
    Return a line of text.
    """
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{weight}>'
        f"{escape(said)}</text>"
    )


def box(x: float, y: float, wide: float, high: float, fill: str, edge: str = "") -> str:
    """
    Return a rectangle.
    """
    stroke = f' stroke="{edge}"' if edge else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        f'fill="{fill}"{stroke}/>'
    )


def line(points: Iterable[tuple[float, float]], ink: str, wide: float = 1) -> str:
    """
    Return a line through points.
    """
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{corners}" fill="none" stroke="{ink}" stroke-width="{wide}"/>'


def dot(x: float, y: float, fill: str) -> str:
    """
    Return a point.
    """
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}"/>'


def sheet(height: float, title: str, parts: Iterable[str]) -> str:
    """
    Return a whole figure under its title.
    """
    body = [
        box(0, 0, WIDTH, height, PAPER),
        words(EDGE, 24, title, bold=True),
        *parts,
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'width="{WIDTH}" height="{height:.0f}" font-family="sans-serif" '
        f'font-size="{LETTER}" role="img" aria-label="{escape(title)}">\n  '
        + "\n  ".join(body)
        + "\n</svg>\n"
    )


def said(language: str, en: str, zh: str) -> str:
    """
    Return one of two texts.
    """
    return en if language == "en" else zh


# -------------------------------------------------------- a deadline across a long holiday

FIXED: Final = pendulum.datetime(2026, 2, 13, 16, 30, tz=ZONE)
DAYS: Final = tuple(dt.date(2026, 2, 13) + dt.timedelta(days=n) for n in range(17))
WORKED: Final = frozenset({DayKind.WORKING, DayKind.MAKEUP_WORKING})
CONVENTIONS: Final = (
    ("HOUSE_RULES", Text("3 days, as the rule ships", "3日，按现行读法")),
    ("CIVIL_CODE_203", Text("3 days, put off from rest days", "3日，遇休息日顺延")),
    ("WORKING_DAYS", Text("3 working days", "3个工作日")),
)


def dues() -> dict[str, Deadline]:
    """
    Return by when a leak is visited, by three conventions.
    """
    rule = repair.VISIT_DEADLINE
    extended = repair.RULES.choose("A-05", "CIVIL_CODE_203")["visit_deadline"]
    cases = tuple(attrs.evolve(case, limit=WorkingDays(3)) for case in rule.cases)
    worked = attrs.evolve(rule, cases=cases)
    calendar = china()
    return {
        "HOUSE_RULES": rule.due(FIXED, category="leak"),
        "CIVIL_CODE_203": extended.due(FIXED, category="leak", calendar=calendar),
        "WORKING_DAYS": worked.due(FIXED, category="leak", calendar=calendar),
    }


def deadline_figure(language: str) -> str:
    """
    Draw the days of the Spring Festival, and where a deadline ends among them.
    """
    title = said(
        language,
        "A leak repaired on Fri 13 Feb 2026",
        "2026年2月13日（周五）完工的漏水维修",
    )
    cell = (WIDTH - 2 * EDGE) / len(DAYS)
    calendar = china()
    parts = []
    for n, day in enumerate(DAYS):
        kind = calendar.kind(day)
        made_up = kind is DayKind.MAKEUP_WORKING
        fill = MAKE_UP if made_up else PAPER if kind in WORKED else REST
        x = EDGE + n * cell
        parts += [
            box(x, 44, cell, 30, fill, LINE),
            words(x + cell / 2, 64, str(day.day), anchor="middle"),
        ]
    y = 100.0
    due = dues()
    for name, text in CONVENTIONS:
        last = due[name].last_day
        start = EDGE + cell / 2
        end = EDGE + (DAYS.index(last) + 1) * cell
        until = f"{last.day} {last.strftime('%b')}, 24:00"
        by = said(language, until, f"{last.month}月{last.day}日24时")
        parts += [
            words(EDGE, y, text.in_language(language), fill=DULL),
            line([(start, y + 16), (end, y + 16)], BLUE, 4),
            dot(start, y + 16, INK),
            line([(end, y + 8), (end, y + 24)], RED, 3),
            words(WIDTH - EDGE, y, by, anchor="end", fill=RED, bold=True),
        ]
        y += 48
    for fill, text in (
        (REST, Text("rest day", "休息日")),
        (MAKE_UP, Text("make-up working day", "调休上班日")),
    ):
        parts += [
            box(EDGE, y - 13, 16, 16, fill, LINE),
            words(EDGE + 24, y, text.in_language(language), fill=DULL),
        ]
        y += 24
    return sheet(y, title, parts)


# ---------------------------------------------------------------- how long work is covered

ACCEPTED: Final = dt.date(2024, 2, 29)
WORKS: Final = (
    "roof_waterproofing",
    "leak_proofing",
    "heating",
    "electrical_lines",
    "decoration",
)
YEARS: Final = tuple(range(2024, 2031))
LATEST: Final = dt.date(2030, 1, 1)


def cover_ends() -> dict[str, dt.date]:
    """
    Return until when each category of work of a building is covered.
    """
    seasons = published("beijing")
    ends: dict[str, dt.date] = {}
    for category in WORKS:
        cover = construction.WARRANTY.cover(
            category, accepted_on=ACCEPTED, seasons=seasons
        )
        assert cover.last_day is not None  # noqa: S101 - its seasons are known
        ends[category] = cover.last_day
    return ends


def warranty_figure(language: str) -> str:
    """
    Draw a bar for each category of work, from acceptance to the last day of its cover.
    """
    title = said(
        language,
        "A building accepted on 29 Feb 2024, in Beijing",
        "2024年2月29日竣工验收合格的房屋（北京）",
    )
    first = dt.date(YEARS[0], 1, 1)
    scale = (WIDTH - 2 * EDGE) / (LATEST - first).days

    def x(day: dt.date) -> float:
        return EDGE + (day - first).days * scale

    ends = cover_ends()
    bottom = 64 + len(WORKS) * 46
    parts = []
    for year in YEARS[:-1]:
        at = x(dt.date(year, 1, 1))
        parts += [
            line([(at, 56), (at, bottom)], LINE),
            words(at + 2, 50, str(year), fill=DULL),
        ]
    for n, category in enumerate(WORKS):
        y = 80 + n * 46
        last = ends[category]
        name = construction.RULES.words[category].text.in_language(language)
        parts += [
            words(x(ACCEPTED), y, name),
            box(x(ACCEPTED), y + 6, x(last) - x(ACCEPTED), 18, GREEN),
            words(
                x(last) - 4,
                y + 20,
                last.isoformat(),
                anchor="end",
                fill=PAPER,
                bold=True,
            ),
        ]
    return sheet(bottom + 8, title, parts)


# --------------------------------------------------------------------- a share, step by step

MOST: Final = 60


def quota_figure(language: str) -> str:
    """
    Draw how many visits each role owes of so many repairs.
    """
    title = said(
        language, "Visits owed, by repairs completed", "按完成维修数应回访的项数"
    )
    left, right, top, bottom = 40.0, WIDTH - 110.0, 48.0, 280.0
    highest = max(q.required(population=MOST) for q in repair.VISIT_QUOTAS.values())

    def at(repairs: float, visits: float) -> tuple[float, float]:
        x = left + repairs / MOST * (right - left)
        return x, bottom - visits / highest * (bottom - top)

    parts = []
    for visits in range(0, highest + 1, 3):
        x, y = at(0, visits)
        parts += [
            line([(left, y), (right, y)], LINE),
            words(x - 6, y + 5, str(visits), anchor="end", fill=DULL),
        ]
    for repairs in range(0, MOST + 1, 20):
        x, y = at(repairs, 0)
        parts.append(words(x, y + 20, str(repairs), anchor="middle", fill=DULL))
    for ink, (role, quota) in zip(
        (AMBER, GREEN, BLUE), repair.VISIT_QUOTAS.items(), strict=True
    ):
        steps = [at(0, 0)]
        for repairs in range(1, MOST + 1):
            needed = quota.required(population=repairs)
            steps += [at(repairs - 1, needed), at(repairs, needed)]
        name = repair.RULES.words[role].text.in_language(language)
        x, y = steps[-1]
        percent = f"{quota.rate * 100}%"
        parts += [
            line(steps, ink, 2.5),
            words(x + 6, y + 2, percent, fill=ink, bold=True),
            *(
                words(x + 6, y + 18 + 15 * n, part, fill=ink)
                for n, part in enumerate(said_short(name, language))
            ),
        ]
    below = said(language, "repairs completed in the month", "当月完成的维修项数")
    parts.append(
        words((left + right) / 2, bottom + 40, below, anchor="middle", fill=DULL)
    )
    return sheet(bottom + 52, title, parts)


def said_short(name: str, language: str) -> list[str]:
    """
    Break a name where it is too long for the edge of a figure.

    >>> said_short("repair-responsible person", "en")
    ['repair-', 'responsible', 'person']
    """
    if language == "zh":
        return [name]
    return name.replace("-", "- ").split()


# ------------------------------------------------------------------ a score and its bounds

ANSWERS: Final[Mapping[str, Mapping[str, int]]] = {
    "A": {"满意": 92, "基本满意": 5, "不满意": 3},
    "B": {"满意": 24, "基本满意": 4, "不满意": 2},
    "C": {"满意": 13, "基本满意": 4, "不满意": 8},
    "D": {"满意": 4},
}


def score_figure(language: str) -> str:
    """
    Draw for four windows the share of good answers, and how sure one can be of it.
    """
    title = said(
        language,
        "Four windows: good answers, score, tier",
        "四个窗口：满意率、得分、等次",
    )
    left, right = 115.0, WIDTH - 180.0

    def x(share: float) -> float:
        return left + share * (right - left)

    rule = service_centre.WINDOW_SCORE
    bottom = 60 + 48 * len(ANSWERS)
    parts = []
    for percent in (0, 50, 100):
        at = x(percent / 100)
        parts += [
            line([(at, 52), (at, bottom)], LINE),
            words(at, 46, f"{percent}%", anchor="middle", fill=DULL),
        ]
    for n, (window, answers) in enumerate(ANSWERS.items()):
        y = 84 + n * 48
        score = rule.score(answers)
        assert score.bounds is not None  # noqa: S101 - each window has answers
        assert score.score is not None  # noqa: S101 - the same
        low, high = score.bounds
        tier = next(one for one in rule.tiers if one.key == score.tier)
        count = said(language, f"{score.answered} answers", f"{score.answered}份评价")
        few = said(language, "too few", "样本不足")
        parts += [
            words(EDGE, y - 2, said(language, f"Window {window}", f"{window}窗口")),
            words(EDGE, y + 16, count, fill=DULL),
            line([(x(float(low)), y), (x(float(high)), y)], BLUE, 3),
            dot(x(score.good / score.answered), y, BLUE),
            words(right + 16, y - 2, f"{float(score.score):g}", bold=True),
            words(
                right + 16,
                y + 16,
                few if score.low_sample else tier.name.in_language(language),
                fill=RED if score.low_sample else DULL,
            ),
        ]
    note = said(
        language,
        "point: answers so far; line: 95 % bounds (Wilson)",
        "圆点：已有评价；线段：95%置信区间（威尔逊）",
    )
    parts.append(words(EDGE, bottom + 20, note, fill=DULL))
    return sheet(bottom + 32, title, parts)


# -------------------------------------------------------------------- the agenda of a month

AS_OF: Final = pendulum.datetime(2026, 3, 18, 9, tz=ZONE)
JOBS: Final = (
    ("R1", "general", 2, 6),
    ("R2", "leak", 4, None),
    ("R3", "safety_facility", 9, 10),
    ("R4", "general", 10, None),
    ("R5", "leak", 16, None),
    ("R6", "general", 17, None),
    ("R7", "safety_facility", 17, None),
)
STATES: Final = {
    State.DONE: GREEN,
    State.OVERDUE: RED,
    State.DUE_SOON: AMBER,
    State.RUNNING: BLUE,
}


def agenda_of_month() -> dict[dt.date, list[tuple[str, State]]]:
    """
    Return what falls due on each day of a month, and how it stands.
    """

    def at(day: int) -> pendulum.DateTime:
        return pendulum.datetime(2026, 3, day, 15, tz=ZONE)

    repairs = [
        repair.Repair(id=id_, categories=kind, completed_at=at(done), owes_visit=True)
        for id_, kind, done, _ in JOBS
    ]
    visits = [
        repair.Visit(
            id=f"V{id_}",
            repair_id=id_,
            visited_at=at(visited),
            visitors=[repair.Visitor("office")],
        )
        for id_, _, _, visited in JOBS
        if visited is not None
    ]
    listed = agenda(
        repair.RULES,
        {"repair": repairs, "visit": visits},
        as_of=AS_OF,
        span=month(2026, 3),
    )
    found: dict[dt.date, list[tuple[str, State]]] = {}
    for entry in listed.entries:
        if entry.last_day is not None and entry.verdict.rule == "visit_deadline":
            found.setdefault(entry.last_day, []).append((entry.subject.id, entry.state))
    return found


def agenda_figure(language: str) -> str:
    """
    Draw a month with the visits that fall due in it.
    """
    title = said(
        language, "Visits due, as of 18 March 2026", "应回访事项，截至2026年3月18日"
    )
    days = agenda_of_month()
    cell, high, top = (WIDTH - 2 * EDGE) / 7, 50.0, 60.0
    names = said(
        language, "Mon Tue Wed Thu Fri Sat Sun", "一 二 三 四 五 六 日"
    ).split()
    parts = [
        words(EDGE + (n + 0.5) * cell, 50, name, anchor="middle", fill=DULL)
        for n, name in enumerate(names)
    ]
    first = dt.date(2026, 3, 1)
    rows = 0
    for day in (first + dt.timedelta(days=n) for n in range(31)):
        row = (day.day - 1 + first.weekday()) // 7
        rows = max(rows, row + 1)
        x, y = EDGE + day.weekday() * cell, top + row * high
        today = day == AS_OF.date()
        parts += [
            box(x, y, cell, high, "#fef9c3" if today else PAPER, LINE),
            words(x + 4, y + 16, str(day.day), fill=DULL),
        ]
        for n, (name, state) in enumerate(days.get(day, ())):
            parts += [
                box(x + 2 + 28 * n, y + 24, 26, 20, STATES[state]),
                words(x + 15 + 28 * n, y + 39, name, anchor="middle", fill=PAPER),
            ]
    y = top + rows * high + 22
    x = float(EDGE)
    for state, fill in STATES.items():
        name = state.in_language(language)
        parts += [box(x, y - 13, 16, 16, fill), words(x + 22, y, name)]
        x += 105
    return sheet(y + 14, title, parts)


FIGURES: Final = {
    "deadline": deadline_figure,
    "warranty": warranty_figure,
    "quota": quota_figure,
    "score": score_figure,
    "agenda": agenda_figure,
}


def drawn() -> Iterator[tuple[Path, str]]:
    """
    Yield every figure with the file it stands in.
    """
    for name, draw in FIGURES.items():
        for language in LANGUAGES:
            yield HERE / f"{name}_{language}.svg", draw(language)


def main() -> None:
    """
    Draw them all.
    """
    HERE.mkdir(exist_ok=True)
    for path, text in drawn():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
