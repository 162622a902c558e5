"""
The Excel page: what a ledger of an office looks like, and what is refused of it.
"""

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import workbook
from openpyxl import Workbook, load_workbook

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2026, 3, 6, 10, tzinfo=SHANGHAI)
HEADS = ("编号", "类别", "完工时间", "维修责任人", "是否应回访", "维修部位")
DONE = dt.datetime(2026, 3, 2, 16, 30)
SERIAL = 46083.6875
"""2 March 2026, 16:30: 46083 days after Excel's day 0, and 16.5 of 24 hours."""
VISITS = ("编号", "所属维修", "回访时间", "回访人员", "被回访人是否签名")


def book(tmp_path: Path, *repairs: Any, visits: Any = (), heads: Any = HEADS) -> Any:
    """
    Make a ledger with a title over its headings.
    """
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "维修"
    sheet.append(["维修台账", None, None, None, dt.date(2026, 3, 31)])
    sheet.merge_cells("A1:D1")
    for row in (heads, *repairs):
        sheet.append(row)
    sheet = made.create_sheet("回访")
    for row in (VISITS, *visits):
        sheet.append(row)
    path = tmp_path / "台账.xlsx"
    made.save(path)
    return path


def change(path: Path, cell: str, *, sheet: str = "维修", **more: Any) -> None:
    """
    Change one cell, or its format.
    """
    made = load_workbook(path)
    for name, value in more.items():
        setattr(made[sheet][cell], name, value)
    made.save(path)


def leak(number: Any = "WX-1", done: Any = DONE, **more: Any) -> tuple[Any, ...]:
    """
    Return a row of a leak that is owed a visit by the end of 5 March.
    """
    kind, owed = more.get("kind", "漏水"), more.get("owed", "是")
    return (number, kind, done, "李", owed, "户内")


def faults(path: Path) -> list[str]:
    """
    Return what cannot be read.
    """
    return [str(one) for one in workbook.read(path).wrong]


class TestReading:
    """What is certain is read."""

    @pytest.mark.parametrize(
        "done",
        [
            DONE,
            SERIAL,
            "2026-03-02 16:30",
            "2026/3/2 16:30:00",
            "2026年3月2日 16:30",
            " 2026-03-02T16:30 ",
        ],
        ids=repr,
    )
    def test_times(self, tmp_path: Path, done: Any) -> None:
        ledger = workbook.read(book(tmp_path, leak(done=done)))

        assert ledger.wrong == []
        assert ledger.rows["维修"][0].completed_at == DONE.replace(tzinfo=SHANGHAI)

    def test_every_minute_of_a_day_comes_back_from_its_serial(self) -> None:
        start = dt.datetime(2026, 3, 2)
        for minute in range(1, 1440):
            serial = 46083 + minute / 1440
            got = workbook.from_serial(serial, dt.datetime(1899, 12, 30))
            assert got == start + dt.timedelta(minutes=minute)

    @pytest.mark.parametrize(
        ("number", "read"), [(7, "7"), ("007", "007"), (" A ", "A")]
    )
    def test_numbers_of_orders(self, tmp_path: Path, number: Any, read: str) -> None:
        ledger = workbook.read(book(tmp_path, leak(number)))

        assert [one.id for one in ledger.rows["维修"]] == [read]

    def test_a_visit_with_its_people(self, tmp_path: Path) -> None:
        seen = (
            1,
            "WX-1",
            dt.datetime(2026, 3, 4, 9),
            "办公室:王；工程负责人：李",
            True,
        )
        ledger = workbook.read(book(tmp_path, leak(), visits=[seen]))

        (visit,) = ledger.rows["回访"]
        assert [(one.role, one.person) for one in visit.visitors] == [
            ("办公室", "王"),
            ("工程负责人", "李"),
        ]
        assert (visit.signed, visit.registered) == (True, None)

    def test_empty_rows_between_are_none(self, tmp_path: Path) -> None:
        ledger = workbook.read(book(tmp_path, leak("A"), (), leak("B")))

        assert [one.id for one in ledger.rows["维修"]] == ["A", "B"]

    def test_a_column_that_no_rule_needs(self, tmp_path: Path) -> None:
        path = book(tmp_path, (*leak(), "三号楼"), heads=(*HEADS, "楼栋"))

        with pytest.raises(workbook.WrongCell, match="维修!G2：楼栋，应为编号、类别"):
            workbook.read(path)
        assert workbook.read(path, other_columns=frozenset({"楼栋"})).wrong == []


class TestRefused:
    """What is not certain is refused by the name of its cell; the rest is judged."""

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (leak(done=20260302), "维修!C3：20260302，应为时间，例如2026-03-02 16:30"),
            (leak(done=46083), "维修!C3：46083，只有日期，请补上时间"),
            (leak(done="3月2日"), "维修!C3：3月2日，应为时间，例如2026-03-02 16:30"),
            (leak(done="2026-02-30 10:00"), "维修!C3：2026-02-30 10:00，"),
            (leak(done=True), "维修!C3：True，应为时间，例如2026-03-02 16:30"),
            (leak(done=0.5), "维修!C3：0.5，应为时间，例如2026-03-02 16:30"),
            (leak(done="46083.6875"), "维修!C3：46083.6875，应为时间，例如"),
            (leak(owed="1"), "维修!E3：1，应为是或否，不清楚的留空"),
            (leak(owed="要"), "维修!E3：要，应为是或否，不清楚的留空"),
            (leak(owed=1), "维修!E3：1，应为是或否，不清楚的留空"),
            (leak(7.5), "维修!A3：7.5，应为文字或整数"),
            (leak(done="#N/A"), "维修!C3：#N/A，单元格为错误值"),
            (leak(None), "维修!A3：，不能为空"),
        ],
        ids=lambda value: value[:12] if isinstance(value, str) else "",
    )
    def test_cells(self, tmp_path: Path, row: Any, said: str) -> None:
        path = book(tmp_path, row, leak("WX-2"))

        (only,) = faults(path)
        assert only.startswith(said)
        report = workbook.judge(path, tmp_path / "结果.xlsx", NOW)
        judged = [v.about("zh") for v in report.where(rule="visit_deadline")]
        assert judged == ["维修 WX-2"]
        assert report.accounts["repair"].in_error == 1

    def test_a_day_without_its_time(self, tmp_path: Path) -> None:
        path = book(tmp_path, leak(done=dt.datetime(2026, 3, 2)))
        change(path, "C3", number_format="yyyy-mm-dd")

        assert faults(path) == ["维修!C3：2026-03-02 00:00:00，只有日期，请补上时间"]

    def test_merged_cells(self, tmp_path: Path) -> None:
        path = book(tmp_path, leak("A"), leak("B"), leak("C"))
        made = load_workbook(path)
        made["维修"].merge_cells("B3:B4")
        made.save(path)

        assert set(faults(path)) == {
            "维修!B3：漏水，属于合并单元格B3:B4，请取消合并，逐行填写",
            "维修!B4：，属于合并单元格B3:B4，请取消合并，逐行填写",
        }
        report = workbook.judge(path, tmp_path / "结果.xlsx", NOW)
        assert [v.about("zh") for v in report.where(rule="visit_deadline")] == [
            "维修 C"
        ]

    def test_a_formula_without_a_result(self, tmp_path: Path) -> None:
        path = book(tmp_path, leak(done="=NOW()"))

        assert faults(path) == ["维修!C3：=NOW()，公式没有结果，请在Excel中打开并保存"]

    @pytest.mark.parametrize("who", ["王", ":王", "办公室:", "；", 3])
    def test_people(self, tmp_path: Path, who: Any) -> None:
        seen = (1, "WX-1", dt.datetime(2026, 3, 4, 9), who, "是")

        (only,) = faults(book(tmp_path, leak(), visits=[seen]))
        assert only.startswith("回访!D2：")
        assert only.endswith("应为“角色:姓名”，多人以分号隔开")

    def test_what_a_row_in_error_might_have_told_is_held_against_nobody(
        self, tmp_path: Path
    ) -> None:
        seen = (1, "WX-1", "3月4日", "办公室:王", "是")
        path = book(tmp_path, leak(), visits=[seen])

        report = workbook.judge(path, tmp_path / "结果.xlsx", NOW)

        (only,) = report.where(rule="visit_deadline")
        assert only.status.name == "UNDETERMINED"

    @pytest.mark.parametrize(
        ("titles", "said"),
        [
            ({}, "维修：，没有这张工作表"),
            ({"维修": ()}, "维修：，没有标题行：应有一格为“编号”"),
            ({"维修": HEADS}, "回访：，没有这张工作表"),
            (
                {"维修": HEADS, "回访": ("编号", "回访时间", "回访人员")},
                "回访：，缺少“所属维修”一列",
            ),
            ({"维修": ("编号", "类型")}, "维修!B1：类型，应为编号、类别、完工时间"),
        ],
        ids=lambda value: "、".join(value) if isinstance(value, dict) else "",
    )
    def test_sheets_and_headings(
        self, tmp_path: Path, titles: dict[str, Any], said: str
    ) -> None:
        made = Workbook()
        for title, heads in titles.items():
            made.create_sheet(title).append(heads)
        made.save(tmp_path / "空.xlsx")

        with pytest.raises(workbook.WrongCell) as caught:
            workbook.read(tmp_path / "空.xlsx")
        assert str(caught.value).startswith(said)


class TestResults:
    """The results are a workbook again."""

    def judged(self, tmp_path: Path, *rows: Any) -> Any:
        """
        Judge a ledger and open the results.
        """
        target = tmp_path / "结果.xlsx"
        workbook.judge(book(tmp_path, *rows), target, NOW)
        return load_workbook(target)

    def test_status_and_term_in_chinese(self, tmp_path: Path) -> None:
        rows = self.judged(tmp_path, leak(), leak("WX-2", kind="一般"))["结果"]

        found = {
            row[0]: row[3:5]
            for row in rows.iter_rows(values_only=True)
            if row[2].startswith("REPAIR-2")
        }
        assert found == {
            "维修 WX-1": ("未履行", dt.datetime(2026, 3, 5)),
            "维修 WX-2": ("尚在期限内", dt.datetime(2026, 3, 9)),
        }
        assert [cell.value for cell in rows[1]] == list(workbook.RESULT)
        assert rows.freeze_panes == "A2"

    def test_a_row_is_as_high_as_its_longest_text(self) -> None:
        """
        In a column that is 80 wide, 39 Chinese signs stand in a line, or 79 letters.
        """
        made: Any = Workbook().active
        rows = iter([("回" * 39, 1), ("回" * 40, 1), ("a" * 79, 1), ("a" * 80, 1)])
        workbook.fill(made, ("说明", "数"), (80, 3), rows)

        heights = [made.row_dimensions[number].height for number in range(2, 6)]
        assert heights == [17, 34, 17, 34]

    def test_a_line_is_as_wide_as_the_paper(self, tmp_path: Path) -> None:
        for sheet in self.judged(tmp_path, leak()):
            setup = sheet.page_setup

            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (setup.orientation, setup.fitToHeight) == ("landscape", 0)
            assert sheet.print_title_rows == "$1:$1"

    def test_what_the_rules_refuse_has_its_cell(self, tmp_path: Path) -> None:
        wrong = self.judged(
            tmp_path, leak(), leak("WX-2", kind="电梯"), leak("WX-3", "x")
        )

        lines = list(wrong["有误"].iter_rows(values_only=True))
        assert [line[:2] for line in lines[1:]] == [
            ("维修!C5", "x"),
            ("维修!B4", "电梯"),
        ]
        assert "应为一般维修、安全设施、漏水项目" in lines[2][2]

    def test_no_text_becomes_a_formula(self, tmp_path: Path) -> None:
        rows = self.judged(tmp_path, leak("=1+1"), leak(done="x", kind="=2+2"))

        cells = [cell for sheet in rows for line in sheet.iter_rows() for cell in line]
        assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
