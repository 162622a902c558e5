"""
The page of a month: what stands on it, and whether it can be read.
"""

import datetime as dt
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dashboard
import pytest
from tests.integrations.browser import width_of

from followup_rules import Report, Status
from followup_rules.rulebooks import repair
from followup_rules.timing.cycles import month

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2026, 3, 20, 9, tzinfo=SHANGHAI)
MARCH = month(2026, 3)
VOID = {"meta"}


def at(day: int) -> dt.datetime:
    """
    Return a moment of March 2026.
    """
    return dt.datetime(2026, 3, day, 9, tzinfo=SHANGHAI)


def judged(*rows: repair.Repair, visits: Any = ()) -> Report:
    """
    Judge a month.
    """
    return repair.assess(rows, visits, as_of=NOW, period=MARCH)


def leak(name: str, day: int, **more: Any) -> repair.Repair:
    """
    Return a leak that is owed a visit within three days.
    """
    held = {"categories": "leak", "owes_visit": True, **more}
    return repair.Repair(id=name, completed_at=at(day), **held)


@pytest.fixture
def report() -> Report:
    """
    Twelve that are overdue since 6 to 17 March, one due on the 22nd, one met, one
    that nobody can read, and one whose visit lacks a signature.
    """
    rows = [leak(f"R{day:02}", day) for day in range(3, 15)]
    met, due, wrong = leak("MET", 2), leak("DUE", 19), leak("ODD", 2, categories="lift")
    seen = repair.Visit(
        id="V",
        repair_id="MET",
        visited_at=at(3),
        visitors=(repair.Visitor("office", None),),
        looked_on_site=True,
        asked_about_service=True,
        asked_for_suggestions=True,
        charges_checked=None,
        signed=False,
        registered=True,
    )
    return judged(*reversed(rows), met, due, wrong, visits=[seen])


class Page(HTMLParser):
    """
    What a page holds: its texts by section, and whether its tags close.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.section = ""
        self.headings: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self.targets: set[str] = set()
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.feed(text)
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        held = dict(attrs)
        if tag not in VOID:
            self.stack.append(tag)
        if tag == "section":
            self.section = held["id"]
            self.named.add(held["aria-labelledby"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if "id" in held:
            self.ids.append(held["id"])
        self.targets.add(held.get("href", "").removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.stack[-1:] == ["th"] and "tbody" in self.stack:
            self.rows.setdefault(self.section, []).append(data)


class TestContents:
    """Each verdict stands on the list it belongs to."""

    def test_lists(self, report: Report) -> None:
        found = Page(dashboard.page(report, NOW, MARCH)).rows

        assert found["late"] == [f"维修 R{day:02}" for day in range(3, 15)]
        assert found["due"][0] == "维修 DUE"
        assert found["other"] == ["回访 V"]
        assert found["unknown"] == ["回访 V"]
        assert found["owes"] == [
            "物业管理处", "办公室", "工程负责人", "维修责任人", "回访人",
        ]  # fmt: skip
        assert "电梯" not in str(found)
        assert found["errors"][0].startswith("维修ODD的类别为“lift”")

    def test_counts_lead_to_their_lists(self, report: Report) -> None:
        text = dashboard.page(report, NOW, MARCH)

        assert '<a href="#late"><b>12</b>逾期未办</a>' in text
        page = Page(text)
        assert page.targets - {""} <= set(page.ids)

    def test_the_eight_longest_overdue_are_open(self, report: Report) -> None:
        text = dashboard.page(report, NOW, MARCH)

        start = text[: text.index("<details>")]
        assert "R10" in start
        assert "R11" not in start
        assert "<summary>其余4项</summary>" in text

    def test_every_violation_is_on_the_page(self, report: Report) -> None:
        text = dashboard.page(report, NOW, MARCH, "en")

        for verdict in report.where(status=Status.BREACHED).violations:
            assert verdict.explain("en").replace("'", "&#x27;") in text

    def test_an_empty_month(self) -> None:
        text = dashboard.page(judged(), NOW, MARCH, "en")

        assert "March" in text or "2026-03" in text
        assert text.count("<p>Nothing.</p>") == 5

    def test_what_a_host_wrote_is_no_markup(self) -> None:
        report = judged(leak("<script>1</script>", 3, responsible="<b>"))
        text = dashboard.page(report, NOW, MARCH)

        assert "<script>" not in text
        assert "&lt;script&gt;1&lt;/script&gt;" in text


class TestReadable:
    """The page can be read on a phone, by a screen reader, and by tired eyes."""

    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("width", [360, 1280])
    def test_nothing_is_cut_off(
        self, report: Report, language: str, width: int, tmp_path: Path
    ) -> None:
        text = dashboard.page(report, NOW, MARCH, language)

        assert width_of(text, width, tmp_path) == (width, 0)

    def test_headings_and_names(self, report: Report) -> None:
        page = Page(dashboard.page(report, NOW, MARCH))

        assert page.headings == ["h1", *["h2"] * 6]
        assert page.named <= set(page.ids)
        assert len(page.ids) == len(set(page.ids))

    @pytest.mark.parametrize(
        ("language", "tag"), [("zh", '<html lang="zh-CN">'), ("en", '<html lang="en">')]
    )
    def test_its_language_is_said(
        self, report: Report, language: str, tag: str
    ) -> None:
        assert tag in dashboard.page(report, NOW, MARCH, language)

    def test_one_language_at_a_time(self, report: Report) -> None:
        assert not re.search(
            "[\u4e00-\u9fff]", dashboard.page(report, NOW, MARCH, "en")
        )

    @pytest.mark.parametrize("colour", ["ink", "soft", "late", "due", "calm"])
    @pytest.mark.parametrize("ground", ["ground", "#ffffff"])
    def test_colours_stand_out(self, colour: str, ground: str) -> None:
        """At least 4.5 to 1, as WCAG 2.2 asks of text."""
        said = dict(re.findall(r"--(\w+): (#\w+)", dashboard.STYLE))

        first, second = sorted(
            (light(said[colour]), light(said.get(ground, ground))), reverse=True
        )
        assert (first + 0.05) / (second + 0.05) >= 4.5


def light(colour: str) -> float:
    """
    Return the relative luminance of a colour, as WCAG 2.2 defines it.
    """
    parts = [int(colour[a:b], 16) / 255 for a, b in pairwise((1, 3, 5, 7))]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class TestBrowser:
    """The measure of width sees what is cut."""

    def test_a_page_that_is_too_wide(self, tmp_path: Path) -> None:
        page = '<!doctype html><body style="margin:0"><p style="width:500px">a</p>'

        assert width_of(page, 360, tmp_path) == (500, 1)
