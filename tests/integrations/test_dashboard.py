"""
The page of a month: what stands on it, and whether it can be read.
"""

import datetime as dt
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dashboard
import pytest
from tests.integrations.browser import width_of
from tests.publication.reading import cells, faults, read

from followup_rules import Report, Status
from followup_rules.publication.style import STYLE
from followup_rules.rulebooks import repair
from followup_rules.timing.cycles import month

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2026, 3, 20, 9, tzinfo=SHANGHAI)
MARCH = month(2026, 3)


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


def subjects(text: str) -> dict[str, list[str]]:
    """
    Return the first cell of each row of a page, by the section it stands in.
    """
    return {
        str(one.attributes["id"]): [
            row[0] for body in one.all("table") for row in cells(body)
        ]
        for one in read(text).all("section")
    }


class TestContents:
    """Each verdict stands on the list it belongs to."""

    def test_lists(self, report: Report) -> None:
        found = subjects(dashboard.month_page(report, NOW, MARCH))

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
        text = dashboard.month_page(report, NOW, MARCH)

        assert '<a href="#late"><b>12</b>逾期未办</a>' in text
        assert faults(text) == []

    def test_the_eight_longest_overdue_are_open(self, report: Report) -> None:
        text = dashboard.month_page(report, NOW, MARCH)

        start = text[: text.index("<details>")]
        assert "R10" in start
        assert "R11" not in start
        assert "<summary>其余4项</summary>" in text

    def test_every_violation_is_on_the_page(self, report: Report) -> None:
        text = dashboard.month_page(report, NOW, MARCH, "en")

        for verdict in report.where(status=Status.BREACHED).violations:
            assert verdict.explain("en").replace("'", "&#x27;") in text

    def test_an_empty_month(self) -> None:
        text = dashboard.month_page(judged(), NOW, MARCH, "en")

        assert "March" in text or "2026-03" in text
        assert text.count("<p>Nothing.</p>") == 5

    def test_what_a_host_wrote_is_no_markup(self) -> None:
        report = judged(leak("<script>1</script>", 3, responsible="<b>"))
        text = dashboard.month_page(report, NOW, MARCH)

        assert "<script>" not in text
        assert "&lt;script&gt;1&lt;/script&gt;" in text


class TestReadable:
    """The page can be read on a phone, by a screen reader, and by tired eyes."""

    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("width", [360, 1280])
    def test_nothing_is_cut_off(
        self, report: Report, language: str, width: int, tmp_path: Path
    ) -> None:
        text = dashboard.month_page(report, NOW, MARCH, language)

        assert width_of(text, width, tmp_path) == (width, 0)

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_by_ear_by_keys_and_offline(self, report: Report, language: str) -> None:
        assert faults(dashboard.month_page(report, NOW, MARCH, language)) == []

    @pytest.mark.parametrize(
        ("language", "tag"), [("zh", '<html lang="zh-CN">'), ("en", '<html lang="en">')]
    )
    def test_its_language_is_said(
        self, report: Report, language: str, tag: str
    ) -> None:
        assert tag in dashboard.month_page(report, NOW, MARCH, language)

    def test_one_language_at_a_time(self, report: Report) -> None:
        assert not re.search(
            "[\u4e00-\u9fff]", dashboard.month_page(report, NOW, MARCH, "en")
        )

    def test_its_own_style_has_the_colours_of_the_sheet(self) -> None:
        """Those are held to 4.5 to 1 where they are written."""
        assert "#" not in dashboard.STYLE
        used = set(re.findall(r"var\(--([\w-]+)\)", dashboard.STYLE))

        assert used <= set(re.findall(r"--([\w-]+): #", STYLE))


class TestBrowser:
    """The measure of width sees what is cut."""

    def test_a_page_that_is_too_wide(self, tmp_path: Path) -> None:
        page = '<!doctype html><body style="margin:0"><p style="width:500px">a</p>'

        assert width_of(page, 360, tmp_path) == (500, 1)
