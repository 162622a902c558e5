"""
Rows that a host has as texts: of SQLite, of JSON, of a form; and teams of bare roles.
"""

import datetime as dt
import json
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from followup_rules.errors import (
    InvalidFieldError,
    LedgerFileError,
    UnknownNameError,
)
from followup_rules.interchange import loads, read, read_ledgers, read_rows, shipped

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
DESK = read(BOOKS / "first.toml")
REPAIR = shipped("repair@2021")
NOW = dt.datetime(2026, 3, 5, 9, tzinfo=ZoneInfo("Europe/Paris"))

VISITS = loads(
    """
[regulation]
code = "HOME"
edition = "2026"
title = { en = "Home visits" }
source = "a school"
[words]
tutor = { text = { en = "tutor" }, aliases = ["form teacher"] }
subject = { text = { en = "subject teacher" } }
[facts.visit]
words = { en = "visit" }
[facts.visit.attributes]
teachers = { type = "list of role", words = { en = "teachers" } }
[clauses.HOME-1]
en = "The tutor and a subject teacher go together."
[rules.pair]
kind = "team"
clause = "HOME-1"
name = { en = "the pair" }
owed_by = "tutor"
roles = ["tutor", "subject"]
feed = { each = "visit", members = "teachers" }
"""
)


class TestReadRows:
    """
    Cells of rows are read as cells of files are.
    """

    def test_as_a_file(self) -> None:
        """Texts of SQLite come to what the same file of the page comes to."""
        told = BOOKS / "first" / "requests.csv"
        lines = told.read_text(encoding="utf-8").splitlines()
        head, *rows = [line.split(",") for line in lines]
        base = sqlite3.connect(":memory:")
        base.row_factory = sqlite3.Row
        quoted = ", ".join(f'"{name}"' for name in head)
        base.execute(f"create table request ({quoted})")
        marks = ", ".join("?" * len(head))
        base.executemany(f"insert into request values ({marks})", rows)  # noqa: S608 - of this test

        found = read_rows(DESK, {"request": base.execute("select * from request")})

        from_file = read_ledgers(DESK, [str(told)])
        reports = [DESK.assess(one.rows, as_of=NOW) for one in (found, from_file)]
        assert reports[0].to_dict() == reports[1].to_dict()
        (error,) = reports[0].row_errors
        assert found.where(error).startswith("request, row 5, column 'urgency': ")
        assert found.where(error, "zh").startswith("request第5条：")

    def test_values_of_their_own(self) -> None:
        """A day, a time and a number stay what they are; 1 is yes and None unknown."""
        row = {
            "id": 7,
            "received_at": dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC),
            "urgency": "prio 1",
            "answered_at": None,
            "noted": 1,
        }
        (read_row,) = read_rows(DESK, {"request": [row]}).rows["request"]
        held: Any = read_row
        assert held.received_at == row["received_at"]
        assert (held.id, held.answered_at, held.noted) == (7, None, True)

    def test_rows_inside_rows(self) -> None:
        """A problem names its visit."""
        visit = {
            "id": "V1",
            "repair_id": "R1",
            "visited_at": "2026-03-03 09:00",
            "visitors": "office",
        }
        tables: dict[str, list[dict[str, Any]]] = {
            "repair": [],
            "visit": [visit],
            "problem": [{"id": "P1", "visit_id": "V1"}],
        }
        rows: Any = read_rows(REPAIR, tables).rows
        assert [one.id for one in rows["visit"][0].problems] == ["P1"]

    def test_refused(self) -> None:
        """No rows, an unknown ledger, a row that is none, a column that is unknown."""
        with pytest.raises(UnknownNameError, match="requets"):
            read_rows(DESK, {"requets": []})
        with pytest.raises(InvalidFieldError, match=r"tables\['request'\]"):
            read_rows(DESK, {"request": "id"})  # type: ignore[dict-item]
        with pytest.raises(InvalidFieldError, match="tables cannot be"):
            read_rows(DESK, [{"id": 1}])  # type: ignore[arg-type]
        with pytest.raises(LedgerFileError) as caught:
            read_rows(DESK, {"request": [["id", 1], {"id": 1, "prio": "x"}]})  # type: ignore[list-item]
        first, second = caught.value.faults
        assert first == "request, row 1: is no table"
        assert second.startswith("request, row 2: unknown column of request 'prio'")


class TestBareRoles:
    """
    A list of roles says who was there, and no names.
    """

    @pytest.mark.parametrize(
        ("teachers", "status"),
        [
            ("form teacher+subject", "MET"),
            ("tutor", "BREACHED"),
            ("tutor;tutor", "BREACHED"),
        ],
    )
    def test_each_role_is_a_person(self, teachers: str, status: str) -> None:
        """Two roles are filled by two; one that is there twice fills itself alone."""
        rows = read_rows(VISITS, {"visit": [{"id": 1, "teachers": teachers}]}).rows
        report = VISITS.assess(rows, as_of=NOW)
        assert [one.status.name for one in report] == [status]


ROUNDS = loads(
    """
[regulation]
code = "SPOT"
edition = "2026"
title = { en = "Spot checks", zh = "抽查" }
source = "an office"
[words]
office = { text = { en = "office", zh = "办公室" } }
[facts.firm]
words = { en = "firm", zh = "企业" }
placed = "listed_on"
[facts.firm.attributes]
listed_on = { type = "day", words = { en = "listed", zh = "列入日期" } }
[facts.round]
words = { en = "round", zh = "抽查" }
placed = "drawn_on"
[facts.round.attributes]
drawn_on = { type = "day", words = { en = "drawn", zh = "抽取日期" } }
receipt = { type = "table?", words = { en = "receipt", zh = "抽取凭证" } }
[facts.visit]
words = { en = "visit", zh = "检查" }
placed = "made_at"
owner = "round_id"
[facts.visit.attributes]
round_id = { type = "id of round", words = { en = "round", zh = "抽查编号" } }
firm_id = { type = "row of firm", words = { en = "firm", zh = "企业编号" } }
made_at = { type = "instant", words = { en = "made", zh = "检查时间" } }
[clauses.SPOT-1]
en = "Every month two firms are drawn and visited."
zh = "每月抽查两家企业。"
[rules.checks]
kind = "draw"
clause = "SPOT-1"
name = { en = "the checks", zh = "抽查" }
owed_by = "office"
size = 2
cycle = "MONTH"
[rules.checks.feed]
each = "round"
receipt = "receipt"
of = "firm"
calls = { of = "visit", subject = "firm_id" }
"""
)


class TestReceiptsInDatabases:
    """
    A receipt is a table, and a column of a database holds it as a text of JSON.
    """

    def judged(self, receipt: object) -> Any:
        """Judge a round whose receipt came so, long afterwards."""
        firms = [{"id": f"F{n}", "listed_on": "2025-01-01"} for n in range(5)]
        visits = [
            {"id": n, "round_id": 1, "firm_id": firm, "made_at": "2026-03-09 10:00"}
            for n, firm in enumerate(self.drawn().chosen)
        ]
        told: dict[str, Any] = {
            "firm": firms,
            "round": [{"id": 1, "drawn_on": "2026-03-04", "receipt": receipt}],
            "visit": visits,
        }
        return ROUNDS.assess(read_rows(ROUNDS, told).rows, as_of=NOW.replace(month=5))

    def drawn(self) -> Any:
        """Draw two of five firms."""
        rule: Any = ROUNDS["checks"]
        firms = [f"F{n}" for n in range(5)]
        return rule.draw(firms, seed="271828", on=dt.date(2026, 3, 4))

    def test_a_text_of_json(self) -> None:
        """It proves the draw as the table itself does."""
        receipt = dict(self.drawn().receipt)
        for came in (receipt, json.dumps(receipt), json.dumps(receipt, indent=1)):
            report = self.judged(came)
            [verdict] = report.where(rule="checks")
            assert verdict.status.name == "MET"
            assert not report.row_errors

    @pytest.mark.parametrize("came", ["F1, F2", "[1, 2]", "3", "{", "[" * 100_000])
    def test_what_is_no_table(self, came: str) -> None:
        """It is an error of its row, with what a cell may hold in either language."""
        [error, *_] = self.judged(came).row_errors

        assert 'a table, in one cell as JSON, such as {"k": 3}' in str(error)
        said = error.in_language("zh")
        assert said.endswith('由名称和取值组成的表，写在一格里的用JSON，如{"k": 3}。')
        assert len(said) < 400

    def test_a_row_that_was_not_read(self) -> None:
        """An object whose receipt is a text says how a table is made of it."""
        row = SimpleNamespace(id="1", drawn_on=dt.date(2026, 3, 4), receipt="{}")
        report = ROUNDS.assess({"round": [row]}, as_of=NOW)
        [error] = report.row_errors

        assert "json.loads" in error.in_language("en")
        assert "json.loads" in error.in_language("zh")
        assert "Mapping" not in error.in_language("zh")
