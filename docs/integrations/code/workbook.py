"""
An office that lives in Excel: a ledger in, a sheet of results out.

A cell that cannot be read for certain is refused by its name, such as `维修!C5`. Its
row is then a row in error; the others are judged.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_type_hints
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from attrs import NOTHING, Factory, fields, frozen
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.properties import PageSetupProperties

from followup_rules.ledgers import ledger_of
from followup_rules.reports import Report
from followup_rules.rulebooks import repair

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHEETS = {"维修": repair.Repair, "回访": repair.Visit}
YES_NO = {"是": True, "否": False, True: True, False: False}
WRITTEN = re.compile(
    r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?[ T](\d{1,2}):(\d{2})(?::(\d{2}))?"
)
ROLE_AND_NAME = re.compile(r"\s*([^:：]*[^:：\s])\s*[:：]\s*(.*\S)\s*")
NO_TIME = "应为时间，例如2026-03-02 16:30"
DAY_ONLY = "只有日期，请补上时间"
LAST_SERIAL = 2_958_466
"""Excel's last day is 9999-12-31; a larger number is no day, but perhaps 20260302."""


@frozen
class WrongCell(Exception):  # noqa: N818 - a cell, listed and not raised to the user
    """
    A cell that cannot be read, and why.
    """

    cell: str
    got: object
    why: str

    @property
    def shown(self) -> str:
        """
        What stands in the cell, as text.
        """
        return "" if self.got is None else str(self.got)

    def __str__(self) -> str:
        return f"{self.cell}：{self.shown}，{self.why}"


@frozen
class Ledger:
    """
    What a workbook holds.

    Attributes:
        rows: The rows of each sheet. What cannot be read of one stands in it as a
            `WrongCell`: the rulebook refuses such a row and counts it, and holds
            nothing against anybody that it might have told.
        wrong: The cells that could not be read.
        cells: Where each attribute of each row stands.
    """

    rows: dict[str, list[Any]] = Factory(dict)
    wrong: list[WrongCell] = Factory(list)
    cells: dict[tuple[str, str, str], str] = Factory(dict)


def from_serial(number: float, epoch: dt.datetime) -> dt.datetime:
    """
    Read a serial number of Excel's: days since its first, and parts of a day.
    """
    if not 1 <= number < LAST_SERIAL:
        raise ValueError(NO_TIME)
    if number == int(number):
        raise ValueError(DAY_ONLY)
    found = from_excel(number, epoch)
    assert isinstance(found, dt.datetime)
    return found


def moment(value: Any) -> dt.datetime:
    """
    Read a local time: one of Excel's, or one written out.
    """
    if isinstance(value, str) and (found := WRITTEN.fullmatch(value.strip())):
        value = dt.datetime(*map(int, found.groups("0")))  # type: ignore[arg-type]
    if not isinstance(value, dt.datetime):
        raise ValueError(NO_TIME)  # noqa: TRY004 - readers raise one kind of error
    return value.replace(tzinfo=SHANGHAI)


def yes_no(value: Any) -> bool:
    """
    Read 是 or 否; the numbers 1 and 0 may mean anything.
    """
    if not isinstance(value, (str, bool)) or value not in YES_NO:
        raise ValueError("应为是或否，不清楚的留空")
    return YES_NO[value]


def people(value: Any) -> tuple[repair.Visitor, ...]:
    """
    Read `办公室:王；工程负责人:李`.
    """
    parts = [part for part in re.split("[;；]", str(value)) if part.strip()]
    found = [ROLE_AND_NAME.fullmatch(part) for part in parts]
    named = [one.groups() for one in found if one is not None]
    if not named or len(named) < len(found):
        raise ValueError("应为“角色:姓名”，多人以分号隔开")
    return tuple(repair.Visitor(role, name) for role, name in named)


def text(value: Any) -> str:
    """
    Read a text; a whole number will do, as for the number of a work order.
    """
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value).strip()
    raise ValueError("应为文字或整数")


TIMES = (dt.datetime, dt.datetime | None)
READ: dict[Any, Callable[[Any], Any]] = {  # by attribute, or by its type
    **dict.fromkeys(TIMES, moment),
    bool: yes_no,
    bool | None: yes_no,
    "visitors": people,
}


def columns(row: Any) -> dict[str, str]:
    """
    Return the attribute under each heading: the words of the regulation's own facts.

    Problems are rows inside rows and want a sheet of their own; they are left out here.
    """
    facts = [fact for fact in ledger_of(row).facts if fact.name != "problems"]
    named = {fact.words.zh: fact.name for fact in facts}
    return {"编号": "id", **named, "录入时间": "entered_at"}


def read(path: Path, *, other_columns: frozenset[str] = frozenset()) -> Ledger:
    """
    Read the sheets 维修 and 回访.

    Args:
        path: The workbook.
        other_columns: Headings that no rule needs; any other stranger is refused, as
            it may be a heading with a slip of the pen.

    Raises:
        WrongCell: If a sheet or a heading is not as it must be; nothing is judged then.
    """
    ledger = Ledger()
    shown, written = load_workbook(path, data_only=True), load_workbook(path)
    for name, row in SHEETS.items():
        if name not in shown.sheetnames:
            raise WrongCell(name, None, "没有这张工作表")
        sheet = Sheet(name, row, shown[name], written[name], shown.epoch)
        ledger.rows[name] = list(sheet.rows(sheet.heads(other_columns), ledger))
    return ledger


@frozen
class Sheet:
    """
    One sheet, as Excel shows it and as it is written, with its formulas.
    """

    name: str
    row: Any
    shown: Any
    written: Any
    epoch: dt.datetime

    def heads(self, others: frozenset[str]) -> dict[str, Any]:
        """
        Find the cell that heads each attribute, below whatever title the sheet has.
        """
        known = columns(self.row)
        for line in self.shown.iter_rows():
            found = {
                str(one.value).strip(): one for one in line if one.value is not None
            }
            if "编号" not in found:
                continue
            for head, one in found.items():
                if head not in known and head not in others:
                    raise WrongCell(self.at(one), head, f"应为{'、'.join(known)}")
            for head, attribute in known.items():
                if head not in found and attribute in self.required():
                    raise WrongCell(self.name, None, f"缺少“{head}”一列")
            return {known[head]: one for head, one in found.items() if head in known}
        raise WrongCell(self.name, None, "没有标题行：应有一格为“编号”")

    def required(self) -> set[str]:
        """
        Return the attributes without which there is no row.
        """
        return {one.name for one in fields(self.row) if one.default is NOTHING}

    def rows(self, heads: dict[str, Any], ledger: Ledger) -> Iterator[Any]:
        """
        Yield the rows below the headings; one that is wholly empty is none.
        """
        merged = {
            f"{get_column_letter(column)}{row}": block.coord
            for block in self.shown.merged_cells.ranges
            for row, column in block.cells
        }
        for number in range(heads["id"].row + 1, self.shown.max_row + 1):
            cells = {
                at: self.shown.cell(number, one.column) for at, one in heads.items()
            }
            if all(self.is_empty(cell) for cell in cells.values()):
                continue
            held = {at: self.held(at, cell, merged) for at, cell in cells.items()}
            wrong = [one for one in held.values() if isinstance(one, WrongCell)]
            ledger.wrong.extend(wrong)
            made = self.row(**{at: one for at, one in held.items() if one is not None})
            kind = ledger_of(self.row).kind
            for at, cell in cells.items():
                ledger.cells[kind, str(made.id), at] = self.at(cell)
            yield made

    def is_empty(self, cell: Any) -> bool:
        """
        Say whether nothing stands in a cell; a formula is something.
        """
        return cell.value is None and self.written[cell.coordinate].value is None

    def held(self, attribute: str, cell: Any, merged: dict[str, str]) -> Any:
        """
        Return what a cell says, None where it is empty, or why it cannot be read.
        """
        block = merged.get(cell.coordinate)
        empty = block is None and self.is_empty(cell)
        if empty and attribute not in self.required():
            return None
        try:
            return self.value(attribute, cell, block)
        except ValueError as error:
            written = self.written[cell.coordinate].value
            return WrongCell(self.at(cell), written, str(error))

    def value(self, attribute: str, cell: Any, block: str | None) -> Any:
        """
        Read one cell as its attribute is declared.
        """
        value = cell.value
        if block is not None:
            raise ValueError(f"属于合并单元格{block}，请取消合并，逐行填写")
        if value is None and self.is_empty(cell):
            raise ValueError("不能为空")
        if value is None:
            raise ValueError("公式没有结果，请在Excel中打开并保存")
        if cell.data_type == "e":
            raise ValueError("单元格为错误值")
        kind = get_type_hints(self.row).get(attribute)
        reader = READ.get(attribute) or READ.get(kind, text)
        if kind in TIMES:
            if type(value) in {int, float}:
                value = from_serial(value, self.epoch)
            elif (
                isinstance(value, dt.datetime) and "h" not in cell.number_format.lower()
            ):
                raise ValueError(DAY_ONLY)
        return reader(value)

    def at(self, cell: Any) -> str:
        """
        Name a cell as Excel does.
        """
        return f"{self.name}!{cell.coordinate}"


RESULT = {
    "事项": "about",
    "要求": "rule_name",
    "条款": "clause",
    "状态": "status_word",
    "期限": "last_day",
    "责任方": "party",
    "说明": "sentence",
}
WIDTHS = (18, 18, 13, 13, 13, 16, 80)
LINE_HEIGHT = 17


def write(path: Path, report: Report, ledger: Ledger) -> None:
    """
    Write the sheets 结果 and 有误: verdicts, and cells to mend.
    """
    book = Workbook()
    del book["Sheet"]
    rows = map(result, report.rows("zh"))
    fill(book.create_sheet("结果"), tuple(RESULT), WIDTHS, rows)
    errors = [(one.cell, one.shown, one.why) for one in ledger.wrong]
    for error in report.row_errors:
        if isinstance(error.got, WrongCell):
            continue
        cell = ledger.cells.get((error.kind, error.row, error.field), error.row)
        errors.append((cell, str(error.got), error.in_language("zh")))
    fill(
        book.create_sheet("有误"),
        ("单元格", "内容", "原因"),
        (18, 24, 80),
        iter(errors),
    )
    book.save(path)


def result(row: Any) -> tuple[Any, ...]:
    """
    Return one line of the results, its term as a day that Excel can sort by.
    """
    values = {**row}
    if values["last_day"] is not None:
        values["last_day"] = dt.date.fromisoformat(values["last_day"])
    return tuple(values[name] for name in RESULT.values())


def fill(
    sheet: Any, heads: tuple[str, ...], widths: tuple[int, ...], rows: Iterator[Any]
) -> None:
    """
    Fill a sheet: headings that stay in sight, a filter, no text taken for a formula.

    A row is as high as its longest text, which not every program sees to by itself. On
    paper a line is as wide as the page, and each page has the headings.
    """
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
            if isinstance(cell.value, dt.date):
                cell.number_format = "yyyy-mm-dd"
            cell.alignment = Alignment("left", "top", wrap_text=True)
        lines = max(map(lines_of, cells, widths))
        sheet.row_dimensions[cells[0].row].height = LINE_HEIGHT * lines
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.print_title_rows = "1:1"


def lines_of(cell: Any, width: int) -> int:
    """
    Count the lines of a cell; a Chinese sign is as wide as two digits.
    """
    if not isinstance(cell.value, str):
        return 1
    wide = sum(east_asian_width(sign) in "FW" for sign in cell.value)
    return max(1, -(-(len(cell.value) + wide) // (width - 1)))


def judge(source: Path, target: Path, as_of: dt.datetime) -> Report:
    """
    Read a workbook, judge it, write the results.
    """
    ledger = read(source)
    report = repair.assess(ledger.rows["维修"], ledger.rows["回访"], as_of=as_of)
    write(target, report, ledger)
    return report
