"""
The portfolio: its data, its covers counted again, its page, and its picture.
"""

import datetime as dt
import importlib.util
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from followup_rules.layout import width
from followup_rules.rulebooks import construction
from followup_rules.verdicts import Status

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DATA = EXAMPLES / "data" / "portfolio"
FILES = ("projects.csv", "seasons.csv", "visits.csv", "claims.csv")
SCRIPT = EXAMPLES / "warranty_portfolio.py"
SVG = "{http://www.w3.org/2000/svg}"
AS_OF = dt.datetime.fromisoformat("2026-09-30T18:00:00+08:00")
TWO_YEARS = (
    "electrical_lines",
    "supply_and_drainage_pipes",
    "equipment_installation",
    "decoration",
)


def _load(name: str) -> ModuleType:
    """Import a script of the examples under a name of its own."""
    found = importlib.util.spec_from_file_location(
        f"example_{name}", EXAMPLES / f"{name}.py"
    )
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


@pytest.fixture(name="example", scope="module")
def _example() -> ModuleType:
    """The example itself."""
    return _load("warranty_portfolio")


@pytest.fixture(name="portfolio", scope="module")
def _portfolio(example: ModuleType) -> Any:
    """The committed portfolio."""
    return example.read_portfolio(DATA)


@pytest.fixture(name="report", scope="module")
def _report(example: ModuleType, portfolio: Any) -> Any:
    """The whole portfolio, judged."""
    return example.judge(portfolio, AS_OF)


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the example as a newcomer does."""
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


class TestData:
    """
    The portfolio is made by a seeded script that stands beside it.
    """

    def test_making_it_again_gives_the_same_bytes(self, tmp_path: Path) -> None:
        """
        The committed files are what the script writes.
        """
        _load("make_warranty_portfolio").make(tmp_path)

        for name in FILES:
            assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()

    def test_it_holds_every_case_that_it_promises(self, portfolio: Any) -> None:
        """
        Forty projects in nine cities, accepted from 2019 to 2026, and what is missing.
        """
        projects = portfolio.projects
        assert len(projects) == 40
        assert len({name.en for name in portfolio.names.values()}) == 40
        assert {"beijing", "harbin", "qingdao", "shanghai"} <= {
            project.place for project in projects
        }
        years = {project.accepted_on.year for project in projects}
        assert {2019, 2026} <= years
        assert dt.date(2024, 2, 29) in {project.accepted_on for project in projects}
        assert None in {project.four_new_used for project in projects}
        assert None in {project.design_life for project in projects}
        assert {len(project.contract) for project in projects} == {0, 1, 2}
        assert any("heating" not in project.categories for project in projects)
        kinds = {
            kind for project in projects for v in project.visits for kind in v.kinds
        }
        assert kinds == {"rainy_season", "heating_season", "technical", "pre_expiry"}
        claims = [claim for project in projects for claim in project.claims]
        assert {None, "construction", "design", "misuse"} <= {c.cause for c in claims}
        assert None in {claim.occurred_at for claim in claims}

    def test_no_row_is_unusable(self, report: Any, portfolio: Any) -> None:
        """
        Every visit and claim of the files was judged.
        """
        assert report.row_errors == ()
        assert {one.later for one in report.accounts.values()} == {0}
        judged = {v.subject.id for v in report if v.subject.kind == "claim"}
        assert len(judged) == sum(len(p.claims) for p in portfolio.projects)


def _last_day(project: Any, category: str, seasons: Any) -> dt.date:
    """Count the last covered day again, without the warranty policy."""
    accepted: dt.date = project.accepted_on
    if category in {"foundation", "main_structure"}:
        return accepted + relativedelta(years=project.design_life)
    if category in TWO_YEARS:
        statutory = accepted + relativedelta(years=2)
    elif category in {"roof_waterproofing", "leak_proofing"}:
        statutory = accepted + relativedelta(years=5)
    else:
        statutory = _end_of_season(accepted, 2, seasons.of_kind(category))
    agreed: str | None = project.contract.get(category)
    if agreed is None:
        return statutory
    ends: dt.date
    number, unit = agreed.split(" ")
    if unit.startswith("season"):
        ends = _end_of_season(accepted, int(number), seasons.of_kind(category))
    else:
        length = {unit.removesuffix("s") + "s": int(number)}
        ends = accepted + relativedelta(**length)  # type: ignore[arg-type]
    return max(statutory, ends)


def _end_of_season(day: dt.date, number: int, table: Any) -> dt.date:
    """Walk day by day until so many whole seasons have passed."""
    passed = 0
    inside = day in (table.season_of(day.year) or ()) and (
        table.season_of(day.year).first == day
    )
    while True:
        season = table.season_of(day.year)
        if season is not None and day == season.first:
            inside = True
        before = table.season_of(day.year - 1)
        ends = {found.last for found in (season, before) if found is not None}
        if inside and day in ends:
            passed, inside = passed + 1, False
            if passed == number:
                return day
        day += dt.timedelta(days=1)


class TestCovers:
    """
    The covers of all projects, counted again.
    """

    def test_every_last_day(
        self, example: ModuleType, portfolio: Any, report: Any
    ) -> None:
        """
        With dateutil for years and months, and day by day for seasons.
        """
        covers = example.covers(report)
        checked = 0
        for project in portfolio.projects:
            for category in project.categories:
                verdict = covers[project.id, category]
                life = category in {"foundation", "main_structure"}
                if life and project.design_life is None:
                    assert verdict.status is Status.UNDETERMINED
                    assert verdict.reason["fact"] == "design_life"
                    continue
                seasons = portfolio.seasons[project.place]
                assert verdict.deadline.last_day == _last_day(
                    project, category, seasons
                ), (project.id, category)
                checked += 1
        assert checked > 300

    @pytest.mark.parametrize(
        ("accepted", "category", "occurred", "status"),
        [
            ("2024-02-29", "decoration", "2026-02-28T23:59:00+08:00", Status.MET),
            (
                "2024-02-29",
                "decoration",
                "2026-03-01T00:00:00+08:00",
                Status.NOT_APPLICABLE,
            ),
            ("2023-12-20", "heating", "2025-12-01T07:30:00+08:00", Status.MET),
            (
                "2023-12-20",
                "heating",
                "2026-03-16T07:30:00+08:00",
                Status.NOT_APPLICABLE,
            ),
        ],
    )
    def test_claims_on_the_edges(
        self,
        example: ModuleType,
        portfolio: Any,
        report: Any,
        accepted: str,
        category: str,
        occurred: str,
        status: Status,
    ) -> None:
        """
        The last minute of a cover is covered, and the first after it is not.
        """
        (found,) = [
            f"{project.id}/{claim.id}"
            for project in portfolio.projects
            for claim in project.claims
            if str(project.accepted_on) == accepted
            and claim.category == (category,)
            and claim.occurred_at == dt.datetime.fromisoformat(occurred)
        ]
        cover, _ = example.claims(report)[found]
        assert cover.status is status


@pytest.fixture(name="pages", scope="module")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """The page and the picture in both languages."""
    folder = tmp_path_factory.mktemp("pictures")
    made = {}
    for language in ("en", "zh"):
        file = folder / f"{language}.svg"
        done = _run("--lang", language, "--svg", str(file))
        assert done.returncode == 0, done.stderr
        assert not done.stderr
        made[language] = (done.stdout, file.read_text(encoding="utf-8"))
    return made


class TestPage:
    """
    What is printed can be read on a terminal, in either language.
    """

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_no_line_is_wider_than_80_columns(
        self, pages: dict[str, tuple[str, str]], language: str
    ) -> None:
        """
        A Chinese character takes two columns.
        """
        lines = pages[language][0].split("\n")
        assert [line for line in lines if width(line) > 80] == []

    def test_the_english_page_is_english(
        self, pages: dict[str, tuple[str, str]]
    ) -> None:
        """
        There is nothing in it that is not plain text.
        """
        assert pages["en"][0].isascii()

    def test_it_says_what_was_asked(self, pages: dict[str, tuple[str, str]]) -> None:
        """
        The covers of all projects, the claims with reasons, the visits ahead.
        """
        english, chinese = pages["en"][0], pages["zh"][0]
        assert "P02  Beijing    2024-02-29  2029-02-28   2026-03-15" in english
        assert "decoration                 2025-06-18  WAR-2.4  the contract" in english
        assert "## Visits owed in 2026-Q4: " in english
        assert "P07  2026-11-15  2027-03-15  WAR-3.3b  visit in winter (2026/27)" in (
            english
        )
        assert "the longest cover decides" in english
        assert "## 2026年第4季度应进行的回访：" in chinese
        assert "冬季回访（2026/27）" in chinese

    def test_the_chinese_page_is_chinese(
        self, pages: dict[str, tuple[str, str]]
    ) -> None:
        """
        Latin letters are left to ids, clauses and the name of the file.
        """
        page = pages["zh"][0]
        words = "".join(sign if sign.isascii() else " " for sign in page).split()
        latin = {word.strip(".,:()-#") for word in words if word[:1].isalpha()}
        assert {w for w in latin if not w.startswith(("P", "C", "WAR-"))} == {"zh.svg"}

    def test_visits_ahead_are_counted(
        self, example: ModuleType, portfolio: Any, report: Any
    ) -> None:
        """
        Each visit of the next quarter is pending, and its window has a day in it.
        """
        ahead = example.next_quarter(AS_OF)
        assert (str(ahead.first), str(ahead.last)) == ("2026-10-01", "2026-12-31")
        owed = construction.owed_visits(
            portfolio.projects,
            start=ahead.first,
            until=ahead.last,
            as_of=AS_OF,
            seasons=portfolio.seasons,
        )
        pending = {
            (v.subject.id, v.rule, v.deadline.first_day, v.deadline.last_day)
            for v in report
            if v.evidence.shape == "window" and v.status is Status.PENDING
        }
        found = {(o.subject.id, o.rule, o.opens, o.last_day) for o in owed}
        assert found == {
            entry
            for entry in pending
            if entry[2] <= ahead.last and entry[3] >= ahead.first
        }

    @pytest.mark.parametrize(
        ("moment", "quarter"),
        [
            ("2026-09-30T23:59:59+08:00", "2026-Q4"),
            ("2026-10-01T00:00:00+08:00", "2027-Q1"),
            ("2026-12-31T16:00:00+00:00", "2027-Q2"),
        ],
    )
    def test_next_quarter(self, example: ModuleType, moment: str, quarter: str) -> None:
        """
        The quarter after the one of the local day.
        """
        found = example.next_quarter(dt.datetime.fromisoformat(moment))
        assert str(found) == quarter

    def test_a_row_that_cannot_be_judged_is_named(
        self, example: ModuleType, tmp_path: Path
    ) -> None:
        """
        A defect reported before the acceptance is no fact, and the rest is judged.
        """
        for name in FILES:
            (tmp_path / name).write_bytes((DATA / name).read_bytes())
        file = tmp_path / "claims.csv"
        text = file.read_text(encoding="utf-8")
        row = "C999,P01,decoration,,2022-06-17T09:00:00+08:00,,,,,,,,,,,"
        file.write_text(f"{text}{row}\n", encoding="utf-8")
        portfolio = example.read_portfolio(tmp_path)
        report = example.judge(portfolio, AS_OF)
        page = "\n".join(example.lines(portfolio, report, "P01", "en"))
        assert [error.row for error in report.row_errors] == ["P01/C999"]
        assert "1 rows\nunusable" in page or "1 rows unusable" in page
        assert "- claim 'P01/C999', reported_at" in page

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--as-of", "2026-04-03T18:00:00"), "has no time zone"),
            (("--project", "P99"), "no project 'P99'"),
        ],
    )
    def test_bad_arguments_are_refused(
        self, arguments: tuple[str, ...], said: str
    ) -> None:
        """
        No zone is ever assumed, and an unknown project is named.
        """
        done = _run(*arguments)
        assert done.returncode == 2
        assert said in done.stderr


def _shapes(svg: str, kind: str) -> list[tuple[str, str, str]]:
    """Return look, first and last day of all blocks of one kind."""
    root = ET.fromstring(svg)  # noqa: S314 - our own file
    return [
        (
            " ".join(shape.get("class", "").split()[1:]),
            shape.get("data-first", ""),
            shape.get("data-last", ""),
        )
        for shape in root.iter(f"{SVG}g")
        if shape.get("data-kind") == kind
    ]


class TestPicture:
    """
    The picture is parsed, and its days are compared with the policies'.
    """

    def test_covers(self, pages: dict[str, tuple[str, str]], portfolio: Any) -> None:
        """
        One bar for each category, from acceptance to the last covered day.
        """
        project = portfolio.project("P01")
        drawn = _shapes(pages["en"][1], "cover")
        expected = []
        for category in project.categories:
            cover = construction.WARRANTY.cover(
                category,
                accepted_on=project.accepted_on,
                design_life=project.design_life,
                contract=project.contract.get(category),
                seasons=portfolio.seasons["beijing"],
            )
            expected.append((str(cover.first_day), str(cover.last_day)))
        assert [(first, last) for _, first, last in drawn] == expected
        assert drawn[0] == ("life", "2022-06-18", "2072-06-18")
        assert drawn[2] == ("five", "2022-06-18", "2027-06-18")
        assert drawn[4] == ("seasonal ended", "2022-06-18", "2024-03-15")
        assert drawn[-1] == ("agreed ended", "2022-06-18", "2025-06-18")

    def test_seasons(self, pages: dict[str, tuple[str, str]]) -> None:
        """
        Every season from acceptance on, across the year end.
        """
        drawn = _shapes(pages["en"][1], "season")
        heating = [(first, last) for look, first, last in drawn if look == "heating"]
        assert heating == [
            (f"{year}-11-15", f"{year + 1}-03-15") for year in range(2022, 2028)
        ]
        flood = [(first, last) for look, first, last in drawn if look == "flood"]
        assert flood == [
            (f"{year}-06-01", f"{year}-09-15") for year in range(2022, 2028)
        ]

    def test_windows(self, pages: dict[str, tuple[str, str]]) -> None:
        """
        Each visit owed, with what became of it.
        """
        assert _shapes(pages["en"][1], "window") == [
            ("met", "2023-06-01", "2023-09-15"),
            ("met", "2024-06-01", "2024-09-15"),
            ("met", "2025-06-01", "2025-09-15"),
            ("met", "2026-06-01", "2026-09-15"),
            ("pending", "2027-06-01", "2027-09-15"),
            ("breached", "2022-11-15", "2023-03-15"),
            ("met", "2023-11-15", "2024-03-15"),
            ("late", "2024-04-16", "2024-10-16"),
            ("pending", "2027-04-19", "2027-06-18"),
            ("breached", "2024-01-15", "2024-03-15"),
            ("breached", "2024-07-17", "2024-09-15"),
            ("breached", "2024-04-19", "2024-06-18"),
            ("met", "2025-04-19", "2025-06-18"),
        ]

    def test_visits_made(
        self, pages: dict[str, tuple[str, str]], portfolio: Any
    ) -> None:
        """
        One dot for each visit.
        """
        root = ET.fromstring(pages["en"][1])  # noqa: S314 - our own file
        drawn = [dot.get("data-on") for dot in root.iter(f"{SVG}circle")]
        made = [str(v.visited_at.date()) for v in portfolio.project("P01").visits]
        assert sorted(day for day in drawn if day) == sorted(made)

    def test_days_lie_where_they_belong(
        self, pages: dict[str, tuple[str, str]]
    ) -> None:
        """
        Every bar begins and ends on a straight line from day to place.
        """
        root = ET.fromstring(pages["en"][1])  # noqa: S314 - our own file
        begins = dt.date(2022, 6, 18)
        days = (dt.date(2027, 12, 31) - begins).days + 1
        for group in root.iter(f"{SVG}g"):
            rect = group.find(f"{SVG}rect")
            if rect is None:
                continue
            first = max(dt.date.fromisoformat(group.get("data-first", "")), begins)
            last = dt.date.fromisoformat(group.get("data-last", ""))
            left = 236 + (first - begins).days * 996 / days
            right = 236 + ((last - begins).days + 1) * 996 / days
            x, wide = float(rect.get("x", "")), float(rect.get("width", ""))
            assert abs(x - left) < 0.2
            assert abs(x + wide - right) < 0.2

    def test_every_look_is_in_the_legend(
        self, pages: dict[str, tuple[str, str]]
    ) -> None:
        """
        Nothing is drawn that the legend does not explain.
        """
        svg = pages["en"][1]
        root = ET.fromstring(svg)  # noqa: S314 - our own file
        keys = {
            look
            for key in root.findall(f"{SVG}rect")
            for look in key.get("class", "").split()
        }
        drawn = {
            look
            for kind in ("cover", "season", "window")
            for looks, _, _ in _shapes(svg, kind)
            for look in looks.split()
        }
        assert drawn <= keys
        assert len(list(root.findall(f"{SVG}circle"))) == 8

    def test_the_committed_pictures_are_the_ones_drawn(
        self, pages: dict[str, tuple[str, str]]
    ) -> None:
        """
        What stands in the documentation is what the example draws today.
        """
        for language, (_, svg) in pages.items():
            kept = EXAMPLES / f"warranty_timeline_{language}.svg"
            assert kept.read_text(encoding="utf-8") == svg

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_project_can_be_drawn(
        self, example: ModuleType, portfolio: Any, report: Any, language: str
    ) -> None:
        """
        Also one without a design life, without seasons at hand, or just accepted.
        """
        for project in portfolio.projects:
            picture = example.picture_of(portfolio, report, project.id, language)
            root = ET.fromstring("\n".join(example.draw(picture)))  # noqa: S314 - ours
            assert root.find(f"{SVG}title") is not None
