"""
A host's ledgers from CSV and JSON files: read by the declaration, refused by the line.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.errors import (
    CalendarDataError,
    InvalidFieldError,
    LedgerFileError,
    UnknownNameError,
)
from followup_rules.interchange import calendar_of, read, read_ledgers, shipped
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.spelling import read_type
from followup_rules.ledgers.values import Unread
from followup_rules.ledgers.written import (
    column,
    columns,
    read_cell,
    read_moment,
    written_row,
    written_rows,
)

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
DESK = read(BOOKS / "first.toml")
REPAIR = shipped("repair@2021")
COLUMNS = (
    "id, 编号, entered_at, when it was entered, 录入时间, received_at, received, "
    "urgency, answered_at, answered, noted, noted in the log"
)
"""What the columns of the help desk may be called: names, and words of each language."""
LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 3, 5, 9, tzinfo=ZoneInfo("Europe/Paris"))


def faults(book: Rulebook, *names: str) -> list[str]:
    """Return what is wrong with files, by the last part of their names."""
    with pytest.raises(LedgerFileError) as found:
        read_ledgers(book, names)
    assert str(found.value) == "\n".join(found.value.faults)
    return [fault.rpartition("/")[2] for fault in found.value.faults]


def file(folder: Path, name: str, text: str | bytes) -> str:
    """Write a file and return its name."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


class TestCsv:
    """
    Files with a line of columns and a line for each row.
    """

    def test_names_of_files(self, tmp_path: Path) -> None:
        """
        A file goes by the name of its ledger, by its words, or says it.
        """
        text = "id,completed_at,categories\nR1,2026-03-02 10:00,漏水\n"
        for name in ("repair.csv", "repairs.csv", "Repairs.csv", "维修.csv"):
            rows = read_ledgers(REPAIR, [file(tmp_path, name, text)]).rows
            assert [row.id for row in rows["repair"]] == ["R1"]  # type: ignore[attr-defined]
        march = file(tmp_path, "march.csv", text)
        assert list(read_ledgers(REPAIR, [f"repair={march}"]).rows) == ["repair"]
        with pytest.raises(UnknownNameError, match="ledger of a file"):
            read_ledgers(REPAIR, [march])
        with pytest.raises(UnknownNameError, match="unknown ledger 'repairs'"):
            read_ledgers(REPAIR, [f"repairs={march}"])
        with pytest.raises(UnknownNameError, match=r"\.csv, \.json"):
            read_ledgers(REPAIR, ["march.xlsx"])
        assert "deliveries" not in REPAIR.ledgers

    def test_what_excel_writes(self, tmp_path: Path) -> None:
        """
        A byte order mark, ends of lines of its own, and a blank line at the end.
        """
        text = "\ufeffid,received,urgency,answered\r\n1,2026-03-02 10:00,other,\r\n\r\n"
        rows = read_ledgers(DESK, [file(tmp_path, "request.csv", text)]).rows["request"]
        report = DESK.assess({"request": rows}, as_of=NOW)

        assert [verdict.status.value for verdict in report] == ["breached"]

    def test_what_is_wrong_with_a_file(self, tmp_path: Path) -> None:
        """
        Everything at once, each with file and line.
        """
        assert faults(
            DESK,
            file(tmp_path, "request.csv", "id,recieved,urgency,urgency\n1,,,\n"),
            str(tmp_path / "nowhere" / "requests.csv"),
        ) == [
            (
                "request.csv, line 1: unknown column of request 'recieved'; allowed: "
                f"{COLUMNS}; nearest: 'received'"
            ),
            "request.csv, line 1: two columns are 'urgency'",
            "request.csv, line 1: there is no column 'received_at'",
            "requests.csv: cannot be read: No such file or directory",
        ]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "request.csv: is empty; its first line names the columns"),
            (b"id\xff", "request.csv: is not UTF-8; save it as 'CSV UTF-8'"),
            (
                "id,received,urgency\n1,2026-03-02 10:00\n",
                "request.csv, line 2: has 2 cells, and the first line 3",
            ),
            (
                'id,received,urgency\n1,"2026"x,other\n',
                "request.csv, line 2: is no CSV: ',' expected after '\"'",
            ),
        ],
    )
    def test_a_broken_file(self, tmp_path: Path, text: Any, said: str) -> None:
        """
        It is refused, and nothing of it is judged.
        """
        assert faults(DESK, file(tmp_path, "request.csv", text)) == [said]

    def test_heads_in_chinese(self, tmp_path: Path) -> None:
        """
        The id and the time of entry go by the words that errors say.
        """
        text = "编号,received,urgency,录入时间\n7,,,2026-03-04 08:00\n"
        rows: list[Any] = read_ledgers(
            DESK, [file(tmp_path, "request.csv", text + "8,,,\n")]
        ).rows["request"]

        assert [row.id for row in rows] == ["7", "8"]
        assert rows[0].entered_at.isoformat() == "2026-03-04T08:00:00+01:00"
        assert rows[1].entered_at is None

    def test_a_head_of_the_book_comes_first(self) -> None:
        """
        An attribute that a book itself calls 编号 keeps that head.
        """
        number = Fact(
            name="number", words=Text("number", "编号"), value=read_type("text")
        )
        ledger = Ledger(kind="call", words=Text("call", "来电"), facts=(number,))
        known = columns(ledger)

        assert known["编号"] is number
        assert [column(known, "call", name) for name in ("编号", "id", "录入时间")] == [
            "number",
            "id",
            "entered_at",
        ]

    def test_one_attribute_twice(self, tmp_path: Path) -> None:
        """
        By its name and by its word it is the same column.
        """
        assert faults(
            DESK, file(tmp_path, "request.csv", "id,编号,received,urgency\n")
        ) == ["request.csv, line 1: two columns are 'id'"]

    def test_rows_inside_rows(self, tmp_path: Path) -> None:
        """
        A file of their own names the row that they are inside of.
        """
        repairs = "id,completed_at,categories\nR1,2026-03-02 10:00,leak\n"
        visits = "id,repair_id,visited_at,visitors\nV1,R1,2026-03-03 10:00,office:A+visitor\n"
        problems = (
            "id,visit_id,found_at\nP1,V1,2026-03-03 10:05\nP1,V1,2026-03-03 10:06\n"
            "P2,V9,2026-03-03 10:05\n"
        )
        ledgers = read_ledgers(
            REPAIR,
            [
                file(tmp_path, "problems.csv", problems),
                file(tmp_path, "repairs.csv", repairs),
                file(tmp_path, "visits.csv", visits),
            ],
        )
        report = REPAIR.assess(ledgers.rows, as_of=NOW)

        assert [one.rpartition("/")[2] for one in ledgers.strays] == [
            "problems.csv, line 4: no visit 'V9' in the files"
        ]
        (error,) = report.row_errors
        assert (
            ledgers.where(error)
            .rpartition("/problems")[2]
            .startswith(".csv, line 3, column 'id': ")
        )
        (notice,) = report.where(rule="rectification_notice")
        assert notice.subject is not None
        assert notice.subject.id == "V1/P1"

    def test_two_kinds_of_rows_inside_rows(self, tmp_path: Path) -> None:
        """
        Visits and defects of a project stay apart, each where it belongs.
        """
        visits = (
            "id,project_id,visited_at,kinds\n"
            "V1,P1,2026-03-03,routine\nV2,P2,2026-03-04,routine\n"
        )
        claims = (
            "id,project_id,category,reported_at\n"
            "C1,P1,decoration,2026-03-05\nC2,P9,decoration,2026-03-06\n"
        )
        told = [{"id": "P1"}, {"id": "P2"}]
        ledgers = read_ledgers(
            shipped("construction@2021"),
            [
                file(tmp_path, "site_visit.csv", visits),
                file(tmp_path, "claim.csv", claims),
                file(tmp_path, "project.json", json.dumps(told)),
            ],
        )
        projects: list[Any] = ledgers.rows["project"]
        held = [
            (
                row.id,
                [one.id for one in row.visits or ()],
                [one.id for one in row.claims or ()],
            )
            for row in projects
        ]

        assert held == [("P1", ["V1"], ["C1"]), ("P2", ["V2"], [])]
        assert [one.rpartition("/")[2] for one in ledgers.strays] == [
            "claim.csv, line 3: no project 'P9' in the files"
        ]

    def test_a_row_without_an_id(self, tmp_path: Path) -> None:
        """
        It is named by its number, and found by its line.
        """
        text = "id,received,urgency\n,2026-03-02 10:00,other\n"
        ledgers = read_ledgers(DESK, [file(tmp_path, "request.csv", text)])
        (error,) = DESK.assess(ledgers.rows, as_of=NOW).row_errors

        assert error.row == "no. 1"
        assert "request.csv, line 2, column 'id'" in ledgers.where(error)

    def test_where_a_row_of_nobody_stands(self, tmp_path: Path) -> None:
        """
        An error of rows that no file had is said as it is.
        """
        text = "id,received,urgency\n1,2026-03-02 10:00,other\n"
        ledgers = read_ledgers(DESK, [file(tmp_path, "request.csv", text)])
        (error,) = DESK.assess({"request": [object()]}, as_of=NOW).row_errors

        assert ledgers.where(error) == str(error)


class TestJson:
    """
    Tables, of one ledger or of several.
    """

    def test_of_several_ledgers(self, tmp_path: Path) -> None:
        """
        A table of lists, each under the kind of its ledger.
        """
        parts = [{"role": "office", "person": "A"}, {"role": "visitor"}]
        data = {
            "repair": [
                {"id": 1, "completed_at": "2026-03-02 10:00", "categories": ["leak"]}
            ],
            "visit": [
                {
                    "id": 1,
                    "repair_id": 1,
                    "visited_at": "2026-03-03T10:00+08:00",
                    "visitors": parts,
                    "registered": True,
                    "problems": [{"id": 1, "found_at": "2026-03-03 10:00"}],
                }
            ],
        }
        name = file(tmp_path, "all.json", json.dumps(data))
        report = REPAIR.assess(read_ledgers(REPAIR, [name]).rows, as_of=NOW)

        assert report.row_errors == ()
        assert report.where(rule="registration").verdicts[0].status.value == "met"

    def test_of_one_ledger(self, tmp_path: Path) -> None:
        """
        A list of the ledger that its name says, or that is named beside it.
        """
        rows = [{"id": 1, "received": "2026-03-02 10:00", "urgency": "other"}]
        plain = file(tmp_path, "requests.json", json.dumps(rows))
        other = file(tmp_path, "x.json", json.dumps(rows))
        for name in (plain, f"request={other}"):
            ledgers = read_ledgers(DESK, [name])
            assert len(ledgers.rows["request"]) == 1

    def test_what_is_wrong(self, tmp_path: Path) -> None:
        """
        Everything at once, each with its row.
        """
        data = {"request": [{"id": 1, "recieved": ""}, 3]}
        assert faults(
            DESK,
            file(tmp_path, "a.json", json.dumps(data)),
            file(tmp_path, "b.json", "{"),
            file(tmp_path, "c.json", '{"request": {}}'),
        ) == [
            (
                "a.json, request, row 1: unknown column of request 'recieved'; allowed: "
                f"{COLUMNS}; nearest: 'received'"
            ),
            "a.json, request, row 2: is no table",
            (
                "b.json, line 1: is no JSON: Expecting property name enclosed in double "
                "quotes: line 1 column 2 (char 1)"
            ),
            "c.json: request is no list of rows",
        ]
        with pytest.raises(UnknownNameError, match="unknown ledger 'requests'"):
            read_ledgers(DESK, [file(tmp_path, "d.json", '{"requests": []}')])


def cell(kind: str, text: Any, default: Any = None) -> Any:
    """Read one cell in London."""
    value = read_type(kind)
    options = {} if default is None else {"default": default}
    fact = Fact(name="x", words=Text("x"), value=value, **options)
    return read_cell(fact, text, LONDON)


class TestCells:
    """
    What a cell means, by the type of its attribute.
    """

    @pytest.mark.parametrize(
        ("kind", "text", "expected"),
        [
            ("yes or no", "YES", True),
            ("yes or no", "是", True),
            ("yes or no", "0", False),
            ("yes or no", True, True),
            ("yes or no", " ", None),
            ("yes or no?", "", None),
            ("number", "12", 12),
            ("number", 12, 12),
            ("number from 1 to 5", " 3 ", 3),
            ("text", " as it is ", " as it is "),
            ("name", "A", "A"),
            ("day", "2026-03-02", dt.date(2026, 3, 2)),
            ("day", dt.date(2026, 3, 2), dt.date(2026, 3, 2)),
            ("moment", "2026-03-02", dt.date(2026, 3, 2)),
            ("moment", "2026-03-02 10:00", dt.datetime(2026, 3, 2, 10, tzinfo=LONDON)),
            (
                "instant",
                "2026-03-02T10:00+00:00",
                dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC),
            ),
            (
                "instant",
                dt.datetime(2026, 3, 2, 10),  # noqa: DTZ001 - a cell
                dt.datetime(2026, 3, 2, 10, tzinfo=LONDON),
            ),
            # as a sheet exports it where the year comes first
            ("day", "2026/3/2", dt.date(2026, 3, 2)),
            ("day", "2026/03/02", dt.date(2026, 3, 2)),
            ("moment", "2026/3/2", dt.date(2026, 3, 2)),
            ("instant", "2026-03-02T16", dt.datetime(2026, 3, 2, 16, tzinfo=LONDON)),
            ("instant", "2026/3/2 9:05", dt.datetime(2026, 3, 2, 9, 5, tzinfo=LONDON)),
            (
                "instant",
                "2026/11/12 19:05:06",
                dt.datetime(2026, 11, 12, 19, 5, 6, tzinfo=LONDON),
            ),
            ("instant", 3, 3),
            ("list of name", "A; B+C、D|E", ("A", "B", "C", "D", "E")),
            ("list of number", "1+2", (1, 2)),
            ("list of name", 7, (7,)),
            ("category of x", "a", "a"),
            ("category of x", "a+b", ("a", "b")),
            ("category of x", ["a"], "a"),
            ("role", " office ", "office"),
            ("role", 7, 7),
            ("id", 7, 7),
        ],
    )
    def test_that_can_be_read(self, kind: str, text: Any, expected: Any) -> None:
        """
        As people write it.
        """
        assert cell(kind, text) == expected

    @pytest.mark.parametrize(
        ("kind", "text", "allowed"),
        [
            ("yes or no", "maybe", "yes or no, true or false"),
            ("number", "1.5", "a whole number"),
            ("number", "٣x", "a whole number"),
            ("day", "2.3.2026", "a day, such as"),
            ("day", "2026-03-32", "a day, such as"),
            ("moment", "soon", "a day, such as 2026-03-02, or a time"),
            ("instant", "2026-03-02", "a time, such as"),
            ("instant", "2026/3/2", "a time, such as"),
            ("instant", "2026/2/30 9:00", "a time, such as"),
            ("instant", "2026/3/2 24:00", "a time, such as"),
            ("instant", "2026/3-2 9:00", "a time, such as"),
            ("day", "3/2/2026", "a day, such as"),
            ("day", "26/3/2", "a day, such as"),
            ("day", "2026/3/2 9:00", "a day, such as"),
            ("instant", "20260302T10", "a time, such as"),
            (
                "instant",
                "2026-03-02 10:00:00.000000000000000000000000",
                "a time, such as",
            ),
            # the clocks go back, and forward
            ("instant", "2026-10-25 01:30", "a clock time that comes once"),
            ("instant", "2026-03-29 01:30", "a clock time that comes once"),
        ],
    )
    def test_that_cannot(self, kind: str, text: str, allowed: str) -> None:
        """
        It is never taken for a blank; it says what is allowed.
        """
        found = cell(kind, text)

        assert isinstance(found, Unread)
        assert repr(found) == repr(text)
        assert found.allowed.startswith(allowed)

    def test_a_blank_where_it_must_be_known(self) -> None:
        """
        The default stands in, where there is one.
        """
        assert cell("yes or no", "", default=True) is True
        assert cell("yes or no?", "", default=True) is None

    def test_what_is_not_told(self) -> None:
        """
        It is as in a row of our own class.
        """
        ledger = REPAIR.ledgers["visit"]
        row: Any = written_row(ledger, columns(ledger), {"id": "V1"}, "Asia/Shanghai")

        assert (row.reached, row.channel, row.registered, row.visited_at) == (
            True,
            "on_site",
            None,
            None,
        )
        assert row.entered_at is None
        told = {"id": "V1", "entered_at": "2026-03-02 10:00"}
        entered: Any = written_row(ledger, columns(ledger), told, "Asia/Shanghai")
        assert entered.entered_at.utcoffset() == dt.timedelta(hours=8)

    def test_parts_of_a_row(self) -> None:
        """
        They stand in one cell in their order, or in tables.
        """
        fact = REPAIR.ledgers["visit"].fact("visitors")
        found = read_cell(fact, "office:A + visitor", LONDON)
        assert [(one.role, one.person) for one in found] == [
            ("office", "A"),
            ("visitor", None),
        ]
        assert isinstance(read_cell(fact, "office:A:B", LONDON), Unread)
        problems = REPAIR.ledgers["visit"].fact("problems")
        assert isinstance(read_cell(problems, "P1:now", LONDON), Unread)

    def test_what_is_no_row(self) -> None:
        """
        Rows are a list of tables.
        """
        ledger: Ledger = DESK.ledgers["request"]
        with pytest.raises(InvalidFieldError, match="a list of tables"):
            written_rows(ledger, {"id": 1}, DESK.zone)
        with pytest.raises(InvalidFieldError, match="a table"):
            written_rows(ledger, ["1"], DESK.zone)
        assert len(written_rows(ledger, [{"id": 1}], DESK.zone)) == 1

    def test_a_moment_by_itself(self) -> None:
        """
        The command line reads its own the same way.
        """
        assert read_moment("2026-03-02", "Europe/London", day=True) == dt.date(
            2026, 3, 2
        )


class TestCalendars:
    """
    Work calendars by name or from files.
    """

    def test_of_china(self, tmp_path: Path) -> None:
        """
        By its name, or from the year's documents.
        """
        assert calendar_of(["china"]).calendar_id.startswith("china")
        year = {
            "year": 2026,
            "papers": [],
            "days": [{"name": "x", "date": "2026-01-01", "isOffDay": True}],
        }
        name = file(tmp_path, "2026.json", json.dumps(year))
        assert not calendar_of([name]).kind(dt.date(2026, 1, 1)).is_working
        assert (
            not calendar_of(["2026.json"], tmp_path)
            .kind(dt.date(2026, 1, 1))
            .is_working
        )

    def test_of_listed_days(self, tmp_path: Path) -> None:
        """
        Ordinary weeks with the days that are off and on.
        """
        days = {
            "name": "house",
            "first": "2026-01-01",
            "last": "2026-01-31",
            "off": ["2026-01-05"],
            "on": ["2026-01-09"],
            "weekend": [4, 5],
            "source": "a test",
        }
        calendar = calendar_of([file(tmp_path, "house.json", json.dumps(days))])
        worked = [
            calendar.kind(dt.date(2026, 1, day)).is_working for day in range(4, 12)
        ]

        assert worked == [True, False, True, True, True, True, False, True]

    @pytest.mark.parametrize(
        "text",
        [
            "[]",
            "{",
            "{}",
            '{"name": "a", "first": "2026-01-01", "last": "x", "source": "s"}',
            '{"name": "a", "first": "2026-01-01", "last": "2026-01-02", "source": "s", "of": []}',
            '{"name": "a", "first": "2026-01-01", "last": "2026-01-02", "source": "s", "off": 1}',
            '{"name": "a", "first": "2026-01-01", "last": "2026-01-02", "source": "s", "off": [1]}',
        ],
    )
    def test_of_nothing_usable(self, tmp_path: Path, text: str) -> None:
        """
        It is refused with the way out.
        """
        with pytest.raises(CalendarDataError):
            calendar_of([file(tmp_path, "c.json", text)])
        with pytest.raises(CalendarDataError):
            calendar_of(["nowhere.json"], tmp_path)
