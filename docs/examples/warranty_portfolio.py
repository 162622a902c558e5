"""
Judge a contractor's forty projects, and draw the warranty of one of them.

    python docs/examples/warranty_portfolio.py [--lang en|zh] [--as-of TIME]
        [--project P01] [--svg FILE] [--data FOLDER]

It reads `projects.csv`, `seasons.csv`, `visits.csv` and `claims.csv`, and asks the
rulebook: until when each part of each building is covered, which claims are the
contractor's to repair, and which visits are owed in the next quarter. The picture
shows one project: its covers, the local seasons, the visits owed and those made.
"""

import argparse
import csv
import datetime as dt
import io
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from attrs import frozen

from followup_rules.clauses import Text
from followup_rules.errors import SeasonNotCoveredError
from followup_rules.layout import table, width, wrap
from followup_rules.reports import Report
from followup_rules.rulebooks import construction
from followup_rules.tables import Table
from followup_rules.timing.counting import corresponding_day
from followup_rules.timing.cycles import Period, quarter
from followup_rules.timing.moments import as_day, local_ordinal, show_day
from followup_rules.timing.seasons import (
    KINDS,
    LocalSeasons,
    Season,
    SeasonTable,
    local,
    published,
    recurring,
)
from followup_rules.verdicts import Status, Verdict
from followup_rules.wording import say_cell, say_day, say_instant, term

T = TypeVar("T")

HERE = Path(__file__).parent
DATA = HERE / "data" / "portfolio"
FILES = ("projects.csv", "seasons.csv", "visits.csv", "claims.csv")
AS_OF = "2026-09-30T18:00:00+08:00"
DRAWN = "P01"
COLUMNS = 80
WARRANTY = construction.WARRANTY
ZONE = WARRANTY.counting.tz

# ------------------------------------------------------------------------- reading

CITIES = {
    "beijing": Text("Beijing", "北京"),
    "harbin": Text("Harbin", "哈尔滨"),
    "qingdao": Text("Qingdao", "青岛"),
    "shanghai": Text("Shanghai", "上海"),
    "zhengzhou": Text("Zhengzhou", "郑州"),
    "shenyang": Text("Shenyang", "沈阳"),
    "xian": Text("Xi'an", "西安"),
    "chongqing": Text("Chongqing", "重庆"),
    "guangzhou": Text("Guangzhou", "广州"),
}
Row = dict[str, str]


@frozen
class Portfolio:
    """
    What the files hold: projects, their names, and the seasons of their cities.
    """

    projects: tuple[construction.Project, ...]
    names: dict[str, Text]
    seasons: dict[str, LocalSeasons]

    def project(self, project_id: str) -> construction.Project:
        """
        Return one project.
        """
        return next(one for one in self.projects if one.id == project_id)


def read_portfolio(folder: Path) -> Portfolio:
    """
    Read the files of a folder.
    """
    visits = _grouped(_rows(folder, "visits.csv"), _visit)
    claims = _grouped(_rows(folder, "claims.csv"), _claim)
    rows = list(_rows(folder, "projects.csv"))
    tables: dict[str, list[SeasonTable]] = {}
    for row in _rows(folder, "seasons.csv"):
        tables.setdefault(row["place"], []).append(_season(row))
    return Portfolio(
        tuple(
            _project(row, visits.get(row["id"], []), claims.get(row["id"], []))
            for row in rows
        ),
        {row["id"]: Text(row["name_en"], row["name_zh"]) for row in rows},
        {place: local(*found) for place, found in tables.items()},
    )


def _rows(folder: Path, name: str) -> Iterator[Row]:
    """Read one file, row by row."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _grouped(rows: Iterable[Row], read: Callable[[Row], T]) -> dict[str, list[T]]:
    """Put what rows hold under the project they belong to."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(row["project_id"], []).append(read(row))
    return found


def _moments(row: Row, names: Iterable[str]) -> dict[str, Any]:
    """Read times with their zones; an empty cell is a thing that has not happened."""
    return {
        name: dt.datetime.fromisoformat(row[name]) if row[name] else None
        for name in names
    }


def _ticks(items: Iterable[str], ticked: Collection[str]) -> dict[str, Any]:
    """Read a form: what is not ticked was not done."""
    return {item: item in ticked for item in items}


def _day(text: str) -> dt.date | None:
    """Read a day; an empty cell is a thing that has not happened."""
    return dt.date.fromisoformat(text) if text else None


def _yes(text: str) -> bool | None:
    """Read yes or no; an empty cell is unknown, never no."""
    return {"yes": True, "no": False, "": None}[text]


def _many(text: str) -> tuple[str, ...]:
    """Read several words joined by +."""
    return tuple(text.split("+")) if text else ()


def _project(
    row: Row, visits: list[construction.SiteVisit], claims: list[construction.Claim]
) -> construction.Project:
    """Read a project; what the letter does not state is missing in it."""
    stated = _many(row["letter_states"])
    items = [item.key for item in construction.LETTER_CONTENTS.items]
    moments = ("handed_over_at", "letter_issued_at", *CLOSE_OUT)
    agreed = (entry.split(":") for entry in _many(row["contract"]))
    return construction.Project(
        id=row["id"],
        place=row["city"],
        categories=_many(row["categories"]),
        accepted_on=_day(row["accepted_on"]),
        delivered_on=_day(row["delivered_on"]),
        design_life=int(row["design_life"]) if row["design_life"] else None,
        contract=Table(dict(agreed)),
        four_new_used=_yes(row["four_new_used"]),
        visits=tuple(visits),
        claims=tuple(claims),
        **_moments(row, moments),
        **_ticks(items, stated),
    )


CLOSE_OUT = (
    "closed_out_at",
    "close_out_signed_at",
    "departments_notified_at",
    "close_out_filed_at",
)


def _visit(row: Row) -> construction.SiteVisit:
    """Read a visit; what its form does not tick was not done."""
    ticked = _many(row["ticked"])
    told = ("developer_notified_at", "company_notified_at")
    return construction.SiteVisit(
        id=row["id"],
        visited_at=dt.datetime.fromisoformat(row["visited_at"]),
        kinds=_many(row["kinds"]),
        organiser=row["organiser"] or None,
        members=tuple(_member(entry) for entry in _many(row["members"])),
        **_moments(row, told),
        **_ticks(FORM, ticked),
    )


FORM = tuple(
    item.key
    for policy in (
        construction.DEVELOPER_PRESENCE,
        construction.VISIT_CONTENTS,
        construction.VISIT_PAPER,
        construction.RAINY_SEASON_CONTENTS,
        construction.HEATING_SEASON_CONTENTS,
        construction.TECHNICAL_CONTENTS,
        construction.EXPIRY_ADVICE,
    )
    for item in policy.items
)


def _member(text: str) -> construction.Member:
    """Read a role and a staff number."""
    role, _, person = text.partition(":")
    return construction.Member(role, person)


def _claim(row: Row) -> construction.Claim:
    """Read a claim and how far its repair has come."""
    moments = [name for name in row if name.endswith("_at") and name != "reported_at"]
    asked = ("affects_use", "company_needed", "loss")
    answers: dict[str, Any] = {name: _yes(row[name]) for name in asked}
    return construction.Claim(
        id=row["id"],
        category=_many(row["categories"]),
        reported_at=dt.datetime.fromisoformat(row["reported_at"]),
        cause=row["cause"] or None,
        cause_category=row["cause_category"] or None,
        **_moments(row, moments),
        **answers,
    )


def _season(row: Row) -> SeasonTable:
    """Read the season of a place: published, or with bounds of its own."""
    if row["published_as"]:
        return published(row["published_as"], kind=row["kind"])
    starts, ends = (dt.date.fromisoformat(f"2000-{row[n]}") for n in ("starts", "ends"))
    return recurring(
        row["place"],
        row["kind"],
        (starts.month, starts.day),
        (ends.month, ends.day),
        source=row["source"],
    )


# ------------------------------------------------------------------------- judging


def judge(portfolio: Portfolio, as_of: dt.datetime) -> Report:
    """
    Judge every project against every clause.
    """
    return construction.assess(
        portfolio.projects, as_of=as_of, seasons=portfolio.seasons
    )


def covers(report: Report) -> dict[tuple[str, str], Verdict]:
    """
    Return the verdict on each cover, by project and category.
    """
    return {
        (verdict.subject.id, verdict.subject.cell): verdict
        for verdict in report
        if verdict.rule == WARRANTY.id
        and verdict.subject is not None
        and verdict.subject.kind == "project"
        and verdict.subject.cell is not None
    }


def claims(report: Report) -> dict[str, tuple[Verdict, Verdict]]:
    """
    Return for each claim whether it is in cover, and whether it must be repaired.
    """
    found: dict[str, list[Verdict]] = {}
    for verdict in report:
        about = verdict.subject
        if verdict.rule == WARRANTY.id and about is not None and about.kind == "claim":
            found.setdefault(about.id, []).append(verdict)
    return {key: (pair[0], pair[1]) for key, pair in found.items()}


def windows(report: Report, project_id: str) -> dict[str, list[Verdict]]:
    """
    Return the verdicts on the visits that one project owes, by rule.
    """
    found: dict[str, list[Verdict]] = {}
    for verdict in report:
        about = verdict.subject
        if about is None or about.id != project_id:
            continue
        if verdict.evidence.shape == "window" and verdict.deadline is not None:
            found.setdefault(verdict.rule, []).append(verdict)
    return found


def next_quarter(as_of: dt.datetime) -> Period:
    """
    Return the quarter after the one that a moment lies in.
    """
    day = show_day(local_ordinal(as_of, ZONE, "as_of"))
    ahead = corresponding_day(day, months=3)
    return quarter(ahead.year, (ahead.month + 2) // 3)


# ------------------------------------------------------------------------ printing

MONTHS = 6
_JUDGED = Text(
    "Judged as of {as_of}. Read: {projects} projects, {visits} visits, {claims} claims. "
    "{verdicts} verdicts, {violations} of them violations of the project departments; "
    "{wrong} rows unusable.",
    "判定时间：{as_of}。共读取项目{projects}个、回访{visits}次、保修问题{claims}件。"
    "作出判定{verdicts}项，其中项目部违规{violations}项；数据有误{wrong}行。",
)
_COVERS = Text("Last day of cover, by project", "各项目保修期届满日")
_COVERS_NOTE = Text(
    "* agreed longer than the statute asks; ? a fact is missing; - no such work",
    "* 约定长于法定；? 缺少资料；- 无此项工程",
)
_COVERS_HEAD = (
    Text("no.", "编号"),
    Text("city", "城市"),
    Text("accepted", "竣工验收"),
    Text("roof", "屋面防水"),
    Text("heating", "供热"),
    Text("cooling", "供冷"),
    Text("decoration", "装修"),
)
_SHOWN = ("roof_waterproofing", "heating", "cooling", "decoration")
_ONE = Text("Every cover of {id}, {name}", "{id} {name}各项保修期")
_ONE_HEAD = (
    Text("category of work", "工程类别"),
    Text("last day", "届满日"),
    Text("clause", "条款"),
    Text("set by", "依据"),
)
_SET_BY = {
    "": Text("a fact is missing", "缺少资料"),
    "statute": Text("the statutory period", "法定保修期"),
    "contract": Text("the contract, which is longer", "合同约定（更长）"),
}
_CLAIMS = Text("Claims", "保修问题")
_CLAIMS_HEAD = (
    Text("in cover?", "是否在保修期内"),
    Text("to be repaired?", "是否须维修"),
    Text("claims", "件数"),
)
_ANSWERS = {
    Status.MET: Text("yes", "是"),
    Status.NOT_APPLICABLE: Text("no", "否"),
    Status.UNDETERMINED: Text("not known", "无法判定"),
}
_EXPLAINED = Text(
    "Claims of the last {months} months, with the last day of cover: {total}",
    "近{months}个月的保修问题及保修期届满日：{total}件",
)
_CLAIM = Text("{key}, {category} {end}: {said}", "{key}，{category}{end}：{said}")
_CELLS = Text("{name} ({cells})", "{name}（{cells}）")
_OWED = Text("Visits owed in {quarter}: {total}", "{quarter}应进行的回访：{total}次")
_OWED_HEAD = (
    Text("no.", "编号"),
    Text("from", "起"),
    Text("to", "止"),
    Text("clause", "条款"),
    Text("visit", "回访"),
)
_NONE = Text("Nothing.", "无。")
_DRAWN = Text("Timeline of {id}: {file}", "{id}保修时间轴：{file}")


def lines(
    portfolio: Portfolio, report: Report, project_id: str, language: str
) -> Iterator[str]:
    """
    Yield the whole page, line by line.
    """
    as_of = report.basis.as_of
    assert as_of is not None  # noqa: S101 - a report has one
    yield f"# {construction.REGULATION.title.in_language(language)}"
    yield ""
    yield from _opening(portfolio, report, as_of, language)
    yield from _cover_table(portfolio, report, language)
    yield from _one_project(portfolio, report, project_id, language)
    yield from _claims(portfolio, report, as_of, language)
    yield from _owed(portfolio, as_of, language)


def _heading(text: Text, language: str, **values: object) -> Iterator[str]:
    """Yield a heading with a blank line around it."""
    title = text.in_language(language).format(**values)
    yield from ("", *wrap(f"## {title}", COLUMNS), "")


def _entry(text: str) -> Iterator[str]:
    """Yield one entry of a list."""
    first, *rest = wrap(text, COLUMNS - 2)
    yield f"- {first}"
    for line in rest:
        yield f"  {line}"


def _table(
    head: tuple[Text, ...],
    rows: Sequence[tuple[str, ...]],
    language: str,
    numbers: frozenset[int] = frozenset(),
) -> Iterator[str]:
    """Yield rows under their heads."""
    titles = [title.in_language(language) for title in head]
    yield from table(titles, rows, numbers=numbers).split("\n")


def _opening(
    portfolio: Portfolio, report: Report, as_of: dt.datetime, language: str
) -> Iterator[str]:
    """Say what was judged, and when."""
    own = [one for one in report.violations if one.owed_by == WARRANTY.owed_by]
    said = _JUDGED.in_language(language).format(
        as_of=say_instant(as_of.astimezone(ZONE), language),
        projects=len(portfolio.projects),
        visits=sum(len(project.visits) for project in portfolio.projects),
        claims=sum(len(project.claims) for project in portfolio.projects),
        verdicts=len(report),
        violations=len(own),
        wrong=len(report.row_errors),
    )
    yield from wrap(said, COLUMNS)
    for error in report.row_errors:
        yield from _entry(str(error))


def _cover_table(portfolio: Portfolio, report: Report, language: str) -> Iterator[str]:
    """Yield the last covered days of all projects."""
    yield from _heading(_COVERS, language)
    held = covers(report)
    rows = []
    for project in portfolio.projects:
        ends = (_end(held.get((project.id, category))) for category in _SHOWN)
        city = CITIES[str(project.place)].in_language(language)
        rows.append((project.id, city, str(project.accepted_on), *ends))
    yield from _table(_COVERS_HEAD, rows, language)
    yield ""
    yield from wrap(_COVERS_NOTE.in_language(language), COLUMNS)


def _end(verdict: Verdict | None) -> str:
    """Write the end of a cover in a cell."""
    if verdict is None:
        return "-"
    if verdict.deadline is None:
        return "?"
    mark = "*" if verdict.evidence.cover.basis == "contract" else ""
    return f"{verdict.deadline.last_day}{mark}"


def _one_project(
    portfolio: Portfolio, report: Report, project_id: str, language: str
) -> Iterator[str]:
    """Explain every cover of one project."""
    name = portfolio.names[project_id].in_language(language)
    yield from _heading(_ONE, language, id=project_id, name=name)
    rows = [
        (
            term(category, language),
            _end(verdict).removesuffix("*"),
            verdict.clause.id,
            _SET_BY[_basis(verdict)].in_language(language),
        )
        for (owner, category), verdict in covers(report).items()
        if owner == project_id
    ]
    yield from _table(_ONE_HEAD, rows, language)


def _basis(verdict: Verdict) -> str:
    """Return what sets the end of a cover."""
    cover = verdict.evidence.cover
    return "" if cover is None else str(cover.basis)


def _claims(
    portfolio: Portfolio, report: Report, as_of: dt.datetime, language: str
) -> Iterator[str]:
    """Count the claims by their outcome, and explain the latest."""
    yield from _heading(_CLAIMS, language)
    judged = claims(report)
    outcomes = Counter((cover.status, duty.status) for cover, duty in judged.values())
    rows = [
        (*(_ANSWERS[status].in_language(language) for status in pair), str(number))
        for pair, number in sorted(outcomes.items(), key=lambda entry: -entry[1])
    ]
    yield from _table(_CLAIMS_HEAD, rows, language, frozenset({2}))
    since = corresponding_day(
        show_day(local_ordinal(as_of, ZONE, "as_of")), months=-MONTHS
    )
    latest = {
        f"{project.id}/{claim.id}"
        for project in portfolio.projects
        for claim in project.claims
        if local_ordinal(claim.reported_at, ZONE, "reported_at") > since.toordinal()
    }
    shown = {key: pair for key, pair in judged.items() if key in latest}
    yield from _heading(_EXPLAINED, language, months=MONTHS, total=len(shown))
    for key, (cover, duty) in shown.items():
        category = term(cover.evidence.category or "?", language)
        said = _CLAIM.in_language(language).format(
            key=key, category=category, end=_end(cover), said=duty.explain(language)
        )
        yield from _entry(said)


def _owed(portfolio: Portfolio, as_of: dt.datetime, language: str) -> Iterator[str]:
    """Yield the visits whose windows lie in the next quarter, the soonest first."""
    ahead = next_quarter(as_of)
    owed = construction.owed_visits(
        portfolio.projects,
        start=ahead.first,
        until=ahead.last,
        as_of=as_of,
        seasons=portfolio.seasons,
    )
    visits: dict[tuple[str, ...], list[str]] = {}
    for one in owed:
        name = one.name.in_language(language).removeprefix("the ")
        days = (str(one.opens), str(one.last_day))
        cells = visits.setdefault((one.subject.id, *days, one.clause.id, name), [])
        cells += [] if one.subject.cell is None else [term(one.subject.cell, language)]
    total = len(visits)
    quarter_name = say_cell(str(ahead), language)
    yield from _heading(_OWED, language, quarter=quarter_name, total=total)
    if not total:
        yield _NONE.in_language(language)
        return
    rows = [
        (*key[:-1], _named(key[-1], cells, language)) for key, cells in visits.items()
    ]
    yield from _table(_OWED_HEAD, rows, language)


def _named(name: str, cells: list[str], language: str) -> str:
    """Name a visit, and the covers or the season that it is for."""
    if not cells:
        return name
    comma = ", " if language == "en" else "、"
    listed = comma.join(cells)
    return _CELLS.in_language(language).format(name=name, cells=listed)


# ------------------------------------------------------------------------- drawing
#
# A picture is strips of blocks over one axis of days. Every block and dot carries its
# days as data, so that a program can read the picture too.


@frozen
class Block:
    """
    Some days on a strip: a cover, a season or a window.
    """

    kind: str
    look: str
    first: dt.date
    last: dt.date
    title: str
    label: str = ""


@frozen
class Strip:
    """
    One line of the picture: blocks, and the days on which something was done.
    """

    name: str
    blocks: tuple[Block, ...]
    dots: tuple[dt.date, ...] = ()


@frozen
class Picture:
    """
    Strips under headings, from one day to another.
    """

    title: str
    subtitle: str
    first: dt.date
    last: dt.date
    today: dt.date
    today_label: str
    groups: tuple[tuple[str, tuple[Strip, ...]], ...]
    legend: tuple[tuple[tuple[str, str], ...], ...]


WIDE, LEFT, RIGHT, TOP = 1360, 236, 128, 112
STRIP, HEAD, FOOT = 26, 42, 92
PLOT = WIDE - LEFT - RIGHT
STYLE = """
text { font: 13px 'Noto Sans CJK SC', 'Noto Sans', 'Microsoft YaHei', 'PingFang SC',
  sans-serif; fill: #24303f }
.title { font-size: 24px; font-weight: 700 }
.subtitle, .key { font-size: 13.5px; fill: #5a6675 }
.head { font-weight: 700; fill: #44506a }
.name { text-anchor: end }
.year { font-size: 12px; fill: #5a6675; text-anchor: middle }
.end { font-size: 12px; fill: #5a6675; paint-order: stroke; stroke: #fff;
  stroke-width: 4px }
.grid { stroke: #dfe4ea }
.line { stroke: #eef1f4 }
.today { stroke: #24303f; stroke-width: 1.5; stroke-dasharray: 5 4 }
.now { font-size: 12px; font-weight: 700; text-anchor: middle }
.life { fill: #6d7b8d } .five { fill: #2f74b5 } .seasonal { fill: #c9702a }
.two { fill: #5f9a63 } .agreed { fill: #8a63a8 } .ended { opacity: .42 }
.heating { fill: #eab08f } .cooling { fill: #a9d0ee } .flood { fill: #9fd3c3 }
.window { stroke-width: 1.5 }
.met { fill: #d9f0dc; stroke: #2c8a3b } .breached { fill: #fbdcdc; stroke: #c43131 }
.late, .missed { fill: #fdebc8; stroke: #b9770e }
.pending { fill: #fff; stroke: #7a8797; stroke-dasharray: 4 3 }
.cross { fill: none; stroke: #c43131; stroke-width: 2; stroke-linecap: round }
.dot { fill: #24303f; stroke: #fff; stroke-width: 1.5 }
"""
CROSS = "m -4 -4 l 8 8 m 0 -8 l -8 8"


def draw(picture: Picture) -> Iterator[str]:
    """
    Yield the lines of the SVG.
    """
    strips = sum(len(strips) for _, strips in picture.groups)
    bottom = TOP + len(picture.groups) * HEAD + strips * STRIP
    high = bottom + FOOT
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" '
        f'width="{WIDE}" height="{high}" role="img">'
    )
    yield f"<title>{escape(picture.title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield f'<rect width="{WIDE}" height="{high}" fill="#fff"/>'
    yield _text("title", 28, 42, picture.title)
    yield _text("subtitle", 28, 66, picture.subtitle)
    yield from _axis(picture, bottom + 8)
    y = TOP
    for name, group in picture.groups:
        yield _text("head", 28, y + 27, name)
        y += HEAD
        for strip in group:
            yield from _strip(picture, strip, y - 6)
            y += STRIP
    today = _x(picture, picture.today)
    yield _upright("today", today, TOP - 6, bottom + 8, f' data-on="{picture.today}"')
    yield _text("now", today, TOP - 12, picture.today_label)
    for number, keys in enumerate(picture.legend):
        yield from _legend(keys, bottom + 54 + 24 * number)
    yield "</svg>"


def _x(picture: Picture, day: dt.date) -> float:
    """Return where a day begins."""
    days = (picture.last - picture.first).days + 1
    return round(LEFT + (day - picture.first).days * PLOT / days, 1)


def _text(look: str, x: float, y: float, text: str) -> str:
    """Write some words."""
    return f'<text class="{look}" x="{x}" y="{y}">{escape(text)}</text>'


def _upright(look: str, x: float, top: float, bottom: float, more: str = "") -> str:
    """Draw an upright line."""
    return f'<line class="{look}"{more} x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>'


def _axis(picture: Picture, bottom: int) -> Iterator[str]:
    """Draw the years."""
    for year in range(picture.first.year, picture.last.year + 1):
        begins = max(dt.date(year, 1, 1), picture.first)
        ends = min(dt.date(year, 12, 31), picture.last)
        yield _upright("grid", _x(picture, begins), TOP, bottom)
        if (ends - begins).days > ROOM_FOR_A_YEAR:
            middle = (_x(picture, begins) + _x(picture, ends)) / 2
            yield _text("year", round(middle, 1), bottom + 17, str(year))
    yield _upright("grid", LEFT + PLOT, TOP, bottom)


ROOM_FOR_A_YEAR = 60


def _strip(picture: Picture, strip: Strip, y: int) -> Iterator[str]:
    """Draw one line of the picture."""
    middle = y + STRIP // 2
    end = LEFT + PLOT
    yield f'<line class="line" x1="{LEFT}" x2="{end}" y1="{middle}" y2="{middle}"/>'
    yield _text("name", LEFT - 12, middle + 4.5, strip.name)
    for block in strip.blocks:
        yield from _block(picture, block, middle)
    for day in strip.dots:
        yield (
            f'<circle class="dot" data-on="{day}" cx="{_x(picture, day)}" '
            f'cy="{middle}" r="5"><title>{day}</title></circle>'
        )


def _block(picture: Picture, block: Block, middle: int) -> Iterator[str]:
    """Draw some days; what goes on beyond the picture ends in a point."""
    left = _x(picture, max(block.first, picture.first))
    right = _x(picture, min(block.last, picture.last) + dt.timedelta(days=1))
    half = 9 if block.kind == "window" else 7
    yield (
        f'<g class="{block.kind} {block.look}" data-kind="{block.kind}" '
        f'data-first="{block.first}" data-last="{block.last}">'
        f"<title>{escape(block.title)}</title>"
    )
    if block.last > picture.last:
        yield (
            f'<path d="M {left} {middle - half} H {right} l {half} {half} '
            f'l {-half} {half} H {left} Z"/>'
        )
        right += half
    else:
        yield (
            f'<rect x="{left}" y="{middle - half}" width="{max(right - left, 2):.1f}" '
            f'height="{2 * half}" rx="3"/>'
        )
    yield "</g>"
    if block.look == "breached":
        centre = f"M {(left + right) / 2:.1f} {middle} {CROSS}"
        yield f'<path class="cross" d="{centre}"/>'
    if block.label:
        yield _text("end", round(right + 7, 1), middle + 4.5, block.label)


def _legend(keys: Iterable[tuple[str, str]], y: int) -> Iterator[str]:
    """Say what the looks mean."""
    x = 28
    for look, name in keys:
        if look == "dot":
            yield f'<circle class="dot" cx="{x + 11}" cy="{y - 4}" r="5"/>'
        else:
            yield (
                f'<rect class="{look}" x="{x}" y="{y - 11}" width="22" height="13" '
                'rx="3"/>'
            )
        yield _text("key", x + 30, y, name)
        x += 58 + 7 * width(name)


# --------------------------------------------------------------------- the picture

_SUBTITLE = Text(
    "{city} · accepted {accepted} · delivered for use {delivered} · design service "
    "life {life} years",
    "{city} · {accepted}竣工验收 · {delivered}交付使用 · 设计使用年限{life}年",
)
_GROUPS = (
    Text("Warranty covers", "保修期"),
    Text("Local seasons", "当地季节"),
    Text("Visits owed, and made", "应进行与已进行的回访"),
)
_SEASONS = {
    "heating": Text("heating season", "采暖期"),
    "cooling": Text("cooling season", "供冷期"),
    "flood": Text("flood season", "汛期"),
}
_VISITS = {
    "rainy_season": Text("in the rainy season", "雨季回访"),
    "heating_season": Text("in the heating season", "冬季回访"),
    "technical": Text("technical, at two years", "技术性回访"),
    "pre_expiry": Text("before a cover ends", "保修期满前回访"),
}
_TODAY = Text("as of {day}", "判定日 {day}")
_LOOKS = {
    "WAR-2.1": "life",
    "WAR-2.2": "five",
    "WAR-2.3": "seasonal",
    "WAR-2.4": "two",
}
_LEGEND = (
    (
        ("life", Text("design service life", "设计使用年限")),
        ("five", Text("5 years", "5年")),
        ("seasonal", Text("2 seasons", "2个采暖期或供冷期")),
        ("two", Text("2 years", "2年")),
        ("agreed", Text("agreed longer", "约定更长")),
        ("two ended", Text("paler: ended", "浅色：已届满")),
        *_SEASONS.items(),
    ),
    (
        ("window met", Text("visited in time", "按期回访")),
        ("window late", Text("too early or too late", "提前或逾期回访")),
        ("window breached", Text("no visit", "未回访")),
        ("window pending", Text("still to come", "尚未到期")),
        ("dot", Text("a visit made", "已进行的回访")),
    ),
)


def picture_of(
    portfolio: Portfolio, report: Report, project_id: str, language: str
) -> Picture:
    """
    Return the timeline of one project.
    """
    project = portfolio.project(project_id)
    as_of = report.basis.as_of
    assert as_of is not None  # noqa: S101 - a report has one
    today = show_day(local_ordinal(as_of, ZONE, "as_of"))
    first = as_day(project.accepted_on, "accepted_on")
    strips = tuple(_cover_strips(report, project, today, language))
    ends = [
        block.last
        for strip in strips
        for block in strip.blocks
        if not block.look.startswith("life")
    ]
    last = dt.date(max(*ends, today).year, 12, 31)
    groups = (
        strips,
        tuple(_season_strips(portfolio, project, first, last, language)),
        tuple(_visit_strips(report, project, language)),
    )
    subtitle = _SUBTITLE.in_language(language).format(
        city=CITIES[str(project.place)].in_language(language),
        accepted=first,
        delivered=project.delivered_on or "-",
        life=project.design_life or "?",
    )
    return Picture(
        title=portfolio.names[project.id].in_language(language),
        subtitle=subtitle,
        first=first,
        last=last,
        today=today,
        today_label=_TODAY.in_language(language).format(day=today),
        groups=tuple(
            (name.in_language(language), strips)
            for name, strips in zip(_GROUPS, groups, strict=True)
        ),
        legend=tuple(
            tuple((look, name.in_language(language)) for look, name in row)
            for row in _LEGEND
        ),
    )


def _cover_strips(
    report: Report, project: construction.Project, today: dt.date, language: str
) -> Iterator[Strip]:
    """Yield a strip for each cover."""
    for (owner, category), verdict in covers(report).items():
        cover = verdict.evidence.cover
        if owner != project.id or cover is None or cover.last_day is None:
            continue
        agreed = cover.basis == "contract"
        look = "agreed" if agreed else _LOOKS[verdict.clause.id]
        if cover.last_day < today:
            look += " ended"
        name = term(category, language)
        said = verdict.explain(language)
        block = Block(
            "cover", look, cover.first_day, cover.last_day, said, str(cover.last_day)
        )
        yield Strip(name[:1].upper() + name[1:], (block,))


def _season_strips(
    portfolio: Portfolio,
    project: construction.Project,
    first: dt.date,
    last: dt.date,
    language: str,
) -> Iterator[Strip]:
    """Yield a strip for each kind of season of the place."""
    for kind in KINDS:
        found = portfolio.seasons[str(project.place)].of_kind(kind)
        if found is None:
            continue
        name = _SEASONS[kind].in_language(language)
        blocks = (
            _season_block(season, name, language)
            for year in range(first.year - 1, last.year + 1)
            if (season := _season_of(found, year)) is not None
        )
        yield Strip(
            name[:1].upper() + name[1:],
            tuple(block for block in blocks if block.last >= first),
        )


def _season_of(table: SeasonTable, year: int) -> Season | None:
    """Return a year's season where it is known, and its end too."""
    try:
        season = table.season_of(year)
    except SeasonNotCoveredError:
        return None
    return season if season is None or season.last is not None else None


def _season_block(season: Season, name: str, language: str) -> Block:
    """Return one season as a block."""
    assert season.last is not None  # noqa: S101 - those without an end are not drawn
    first, last = (say_day(day, language) for day in (season.first, season.last))
    return Block(
        "season", season.kind, season.first, season.last, f"{name} {first} - {last}"
    )


def _visit_strips(
    report: Report, project: construction.Project, language: str
) -> Iterator[Strip]:
    """Yield a strip for each kind of visit: the windows, and the visits made."""
    found = windows(report, project.id)
    for kind, name in _VISITS.items():
        verdicts = {
            (one.deadline.first_day, one.deadline.last_day): one
            for one in found.get(f"{kind}_visit", [])
        }
        made = tuple(
            show_day(local_ordinal(visit.visited_at, ZONE, "visited_at"))
            for visit in project.visits
            if kind in visit.kinds
        )
        blocks = tuple(
            Block(
                "window",
                "late" if one.status is Status.MISSED else one.status.value,
                *days,
                one.explain(language),
            )
            for days, one in verdicts.items()
        )
        said = name.in_language(language)
        yield Strip(said[:1].upper() + said[1:], blocks, made)


# ------------------------------------------------------------------------- running


def _instant(text: str) -> dt.datetime:
    """Read the moment of judgement; a time without a zone is no moment."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no time zone; write {AS_OF}")
    return moment


def main(arguments: list[str] | None = None) -> int:
    """
    Print the page, and draw the picture.
    """
    parser = argparse.ArgumentParser(description="Judge forty projects.")
    parser.add_argument("--lang", choices=("en", "zh"), default="en")
    parser.add_argument("--as-of", type=_instant, default=AS_OF, metavar="TIME")
    parser.add_argument("--project", default=DRAWN, metavar="ID")
    parser.add_argument("--svg", type=Path, metavar="FILE")
    parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    portfolio = read_portfolio(options.data)
    if options.project not in portfolio.names:
        parser.error(f"no project {options.project!r} in {options.data}")
    report = judge(portfolio, options.as_of)
    for line in lines(portfolio, report, options.project, options.lang):
        print(line)
    file = options.svg or HERE / f"warranty_timeline_{options.lang}.svg"
    picture = picture_of(portfolio, report, options.project, options.lang)
    file.write_text("\n".join(draw(picture)) + "\n", encoding="utf-8", newline="\n")
    print()
    said = _DRAWN.in_language(options.lang).format(id=options.project, file=file.name)
    print(said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
