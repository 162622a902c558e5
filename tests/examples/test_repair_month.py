"""
The example: its ledger, its independent count, and the page it prints.
"""

import datetime as dt
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from followup_rules.layout import width
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DATA = EXAMPLES / "data"
FILES = ("repairs.csv", "visits.csv", "problems.csv")


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
    return _load("repair_month")


@pytest.fixture(name="expected", scope="module")
def _expected() -> dict[str, Any]:
    """The count that plain arithmetic gave."""
    read: dict[str, Any] = json.loads(
        (DATA / "repair_month_expected.json").read_text(encoding="utf-8")
    )
    return read


def _run(*arguments: str) -> str:
    """Run the example as a newcomer does, and return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(EXAMPLES / "repair_month.py"), *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert not done.stderr
    return done.stdout


class TestLedger:
    """
    The ledger is made by a seeded script that stands beside it.
    """

    def test_making_it_again_gives_the_same_bytes(self, tmp_path: Path) -> None:
        """
        The committed files are what the script writes.
        """
        _load("make_repair_month").make(tmp_path)

        for name in FILES:
            assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()

    def test_it_holds_every_case_that_it_promises(self, example: ModuleType) -> None:
        """
        At least 300 repairs, and at least one of each thing worth showing.
        """
        ledger = example.read_ledger(DATA)
        visits = ledger.visits
        problems = [problem for visit in visits for problem in visit.problems]
        by_id = {repair.id: repair for repair in ledger.repairs}

        assert len(ledger.repairs) >= 300
        kinds = {repair.categories for repair in ledger.repairs}
        assert {("safety_facility", "leak"), ("general",), ("leak",)} <= kinds
        assert any(repair.premises == "common_area" for repair in ledger.repairs)
        assert any(repair.completed_at is None for repair in ledger.repairs)
        assert any(len(visit.visitors) > 1 for visit in visits)
        assert any(not visit.reached for visit in visits)
        assert any(visit.channel == "phone" for visit in visits)
        assert any(visit.signed is None for visit in visits if visit.reached)
        assert any(visit.registered is False for visit in visits)
        assert any(not visit.closed for visit in visits)
        assert {problem.form for problem in problems} >= {"paper", "phone", None}
        assert {problem.rectified_at is None for problem in problems} == {True, False}
        assert any(
            visitor.person == by_id[visit.repair_id].responsible
            for visit in visits
            if visit.repair_id in by_id
            for visitor in visit.visitors
        )


class TestCount:
    """
    A script that knows nothing of the library counts the same ledger.
    """

    def test_the_stored_count_is_what_the_script_counts(
        self, expected: dict[str, Any]
    ) -> None:
        """
        The committed numbers come from the committed rows.
        """
        assert _load("count_repair_month").count(DATA) == expected

    def test_the_script_knows_nothing_of_the_library(self) -> None:
        """
        Its agreement would prove nothing if it asked the code under test.
        """
        text = (EXAMPLES / "count_repair_month.py").read_text(encoding="utf-8")
        imports = [line for line in text.splitlines() if "import " in line]

        assert not [line for line in imports if "followup_rules" in line.split("#")[0]]

    def test_the_library_counts_the_same(
        self, example: ModuleType, expected: dict[str, Any]
    ) -> None:
        """
        Clause by clause and status by status, at four moments, for both months.
        """
        ledger = example.read_ledger(DATA)

        for row in expected["counts"]:
            period = month(*map(int, row["month"].split("-")))
            as_of = dt.datetime.fromisoformat(row["as_of"])
            report = example.judge(ledger, as_of, period)
            table = {
                clause: {status.name: n for status, n in counts.items()}
                for clause, counts in report.by_clause().items()
            }
            assert table == row["by_clause"], (row["as_of"], row["month"])
            quotas = {
                verdict.owed_by: {
                    "clause": verdict.clause.id,
                    "status": verdict.status.name,
                    "population": verdict.evidence.population,
                    "required": verdict.required,
                    "visited": verdict.evidence.counted,
                }
                for verdict in report
                if verdict.rule.startswith("visit_quota.")
            }
            assert quotas == row["quotas"], (row["as_of"], row["month"])

    def test_the_same_rows_are_wrong(
        self, example: ModuleType, expected: dict[str, Any]
    ) -> None:
        """
        What the reader refuses and what the library refuses, with file and line.
        """
        ledger = example.read_ledger(DATA)
        as_of = dt.datetime.fromisoformat(example.AS_OF)
        refused = ledger.find(example.judge(ledger, as_of, month(2026, 2)).row_errors)
        found = [[row.file, row.line, row.field] for row in (*ledger.wrong, *refused)]

        assert sorted(found) == sorted(expected["wrong_rows"])
        assert 0 < len(ledger.wrong) < len(found)

    def test_no_row_is_dropped_in_silence(self, example: ModuleType) -> None:
        """
        Every line of the files is a fact in the ledger or a named wrong row.
        """
        ledger = example.read_ledger(DATA)
        problems = sum(len(visit.problems) for visit in ledger.visits)
        read = len(ledger.repairs) + len(ledger.visits) + problems
        lines = sum(
            len((DATA / name).read_text(encoding="utf-8").splitlines()) - 1
            for name in FILES
        )

        assert read + len(ledger.wrong) == lines


@pytest.fixture(name="pages", scope="module")
def _pages() -> dict[str, str]:
    """The page in both languages."""
    return {language: _run("--lang", language) for language in ("en", "zh")}


class TestPage:
    """
    What is printed can be read on a terminal, in either language.
    """

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_no_line_is_wider_than_80_columns(
        self, pages: dict[str, str], language: str
    ) -> None:
        """
        A Chinese character takes two columns.
        """
        assert [line for line in pages[language].split("\n") if width(line) > 80] == []

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_numbers_stand_under_their_heads(
        self, pages: dict[str, str], language: str
    ) -> None:
        """
        Each rule of dashes is as wide as the head above and the rows below.
        """
        lines = pages[language].split("\n")
        rules = [n for n, line in enumerate(lines) if set(line) == {"-", " "}]

        assert len(rules) >= 3
        for number in rules:
            wide = len(lines[number])
            if lines[number - 1].startswith(("violated", "违反条款")):
                continue  # texts, which are as long as they are
            assert width(lines[number - 1]) == wide
            below = lines[number + 1 : lines.index("", number) if number else None]
            assert {width(line) for line in below if line} == {wide}

    def test_the_chinese_page_is_chinese(self, pages: dict[str, str]) -> None:
        """
        Latin letters are left to ids, names of files and fields, and cells.
        """
        known = {*FILES, "yes", "no", "maybe", "general", "leak", "safety_facility"}
        words = {
            word.strip(".")
            for word in "".join(
                sign if sign.isascii() and (sign.isalnum() or sign in "._") else " "
                for sign in pages["zh"]
            ).split()
            if word.isascii() and word[0].isalpha()
        }
        fields = {"categories", "completed_at", "id", "visited_at", "signed"}
        cells = {"repair_id", "visit_id", "notified_at", "water_leak", "REPAIR"}
        rest = words - known - fields - cells

        assert [word for word in sorted(rest) if not word[-1].isdigit()] == [
            word for word in sorted(rest) if word in {"1a", "1b", "1c", "1d", "1e"}
        ]

    def test_no_line_ends_with_an_opening_bracket(self, pages: dict[str, str]) -> None:
        """
        What a bracket opens stands beside it.
        """
        assert [line for line in pages["zh"].split("\n") if line.endswith("（")] == []

    def test_the_english_page_is_english(self, pages: dict[str, str]) -> None:
        """
        There is nothing in it that is not plain text.
        """
        assert pages["en"].isascii()

    @pytest.mark.parametrize(
        ("language", "head"), [("en", "## Due in the next"), ("zh", "## 未来七天到期")]
    )
    def test_what_is_due_stands_there_once(
        self, pages: dict[str, str], language: str, head: str
    ) -> None:
        """
        What is due belongs to no month, and is not said once for each.
        """
        (part,) = [
            part
            for part in pages[language].split("\n\n## ")
            if f"## {part}".startswith(head)
        ]
        title, _, rest = part.partition("\n\n")
        entries = rest.split("\n- ")

        assert len(entries) == len(set(entries)) == 7
        assert "7" in title

    def test_every_wrong_row_is_named(
        self, pages: dict[str, str], expected: dict[str, Any]
    ) -> None:
        """
        With file, line, field, value and what is allowed.
        """
        assert "categories: 'water_leak'; allowed: general," in pages["en"]
        assert "categories：'water_leak'；应为general、" in pages["zh"]
        wrong = len(expected["wrong_rows"])
        assert pages["en"].count(".csv, line ") == wrong
        assert pages["zh"].count(".csv第") == wrong

    def test_another_moment_gives_another_page(self) -> None:
        """
        After the last deadline nothing is pending any more.
        """
        page = _run("--as-of", "2026-04-20T18:00:00+08:00", "--lang", "en")

        assert "Due in the next seven days: 0" in page
        assert "pending" not in page

    def test_a_moment_without_a_zone_is_refused(self) -> None:
        """
        No zone is ever assumed.
        """
        done = subprocess.run(  # noqa: S603 - our own script
            [
                sys.executable,
                str(EXAMPLES / "repair_month.py"),
                "--as-of",
                "2026-04-03T18:00:00",
            ],
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

        assert done.returncode == 2
        assert "has no time zone" in done.stderr


class TestReading:
    """
    The reader turns text into facts, and refuses what is no fact.
    """

    def test_an_empty_item_is_unknown_and_never_no(self, example: ModuleType) -> None:
        """
        Nothing stands in for a missing fact.
        """
        cells = example.Cells("visits.csv", 2, {"signed": "", "looked_on_site": "no"})

        assert cells.item("signed") is None
        assert cells.item("looked_on_site") is False

    @pytest.mark.parametrize(
        ("ask", "name", "value"),
        [("item", "signed", "ja"), ("time", "completed_at", "yesterday")],
    )
    def test_a_cell_that_is_no_fact_goes_to_the_library(
        self, example: ModuleType, ask: str, name: str, value: str
    ) -> None:
        """
        As it stands: the library refuses it, and knows that a row was there.
        """
        cells = example.Cells("visits.csv", 7, {name: value})

        assert getattr(cells, ask)(name) == value

    def test_a_row_that_is_too_short_is_named(self, example: ModuleType) -> None:
        """
        A missing cell is not an empty one.
        """
        with pytest.raises(example.WrongRow):
            example.Cells("visits.csv", 2, {}).item("signed")

    def test_of_two_rows_with_one_id_the_second_is_named(
        self, example: ModuleType, tmp_path: Path
    ) -> None:
        """
        The first is judged.
        """
        for name in FILES:
            (tmp_path / name).write_bytes((DATA / name).read_bytes())
        text = (
            "id,categories,completed_at,responsible,owes_visit,premises\n"
            "A,general,2026-02-01T09:00:00+08:00,S11,no,in_home\n"
            "A,leak,2026-02-02T09:00:00+08:00,S11,no,in_home\n"
        )
        (tmp_path / "repairs.csv").write_text(text, encoding="utf-8")
        (tmp_path / "visits.csv").write_text("id\n", encoding="utf-8")
        (tmp_path / "problems.csv").write_text("id\n", encoding="utf-8")

        ledger = example.read_ledger(tmp_path)
        as_of = dt.datetime.fromisoformat(example.AS_OF)
        report = example.judge(ledger, as_of, month(2026, 2))

        assert [(row.line, row.field) for row in ledger.find(report.row_errors)] == [
            (3, "id")
        ]
        assert report.by_rule()["visit_deadline"] == {Status.NOT_APPLICABLE: 1}
