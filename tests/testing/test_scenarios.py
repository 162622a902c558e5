"""
Scenarios as data: they fit their schema, and come to what they say.
"""

import datetime as dt
import io
import json
import subprocess
import sys
from functools import cache
from typing import Any

import jsonschema
import pytest

from followup_rules.errors import InvalidFieldError
from followup_rules.rulebooks import community, construction, repair
from followup_rules.testing.__main__ import main
from followup_rules.testing.publishing import SCHEMA, scenarios
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import Period, period


@cache
def published() -> dict[str, Any]:
    """
    Return the scenarios of repairs, looked for once.
    """
    return scenarios(repair.RULES, tries=60, calendar=china())


def moment(text: str | None) -> Any:
    """Read a day or a time, as another language would."""
    if text is None or len(text) == len("2026-03-02"):
        return text and dt.date.fromisoformat(text)
    return dt.datetime.fromisoformat(text)


def repairs(rows: list[dict[str, Any]]) -> list[repair.Repair]:
    """Read repairs."""
    times = ("completed_at", "entered_at")
    return [
        repair.Repair(**{**row, **{name: moment(row[name]) for name in times}})
        for row in rows
    ]


def visits(rows: list[dict[str, Any]]) -> list[repair.Visit]:
    """Read visits."""
    found = []
    for row in rows:
        problems = [
            repair.Problem(
                **{
                    name: moment(value) if name.endswith("_at") else value
                    for name, value in one.items()
                }
            )
            for one in row["problems"] or ()
        ]
        people = row["visitors"]
        made: Any = repair.Visit
        found.append(
            made(
                **{
                    **row,
                    "visited_at": moment(row["visited_at"]),
                    "entered_at": moment(row["entered_at"]),
                    "problems": problems if row["problems"] is not None else None,
                    "visitors": None
                    if people is None
                    else [repair.Visitor(**one) for one in people],
                }
            )
        )
    return found


def hold(told: dict[str, Any]) -> None:
    """
    Hold what a scenario comes to against what it says.
    """
    span = told["period"]
    ends = None if span is None else [moment(span[end]) for end in ("first", "last")]
    labelled = None
    if ends is not None:
        plain = period(*ends)
        labelled = Period(plain.first, plain.last, span["label"])
    report = repair.assess(
        repairs(told["ledgers"]["repair"]),
        visits(told["ledgers"]["visit"]),
        as_of=moment(told["as_of"]),
        period=labelled,
    )

    assert [
        (one.key, one.status.value, one.clause.id, one.reason.code) for one in report
    ] == [
        (one["key"], one["status"], one["clause"], one["reason"])
        for one in told["expect"]
    ]
    assert [
        {"kind": one.kind, "row": one.row, "field": one.field}
        for one in report.row_errors
    ] == told["rows_in_error"]


class TestData:
    """
    What is written is what another system needs, and no more.
    """

    def test_schema(self) -> None:
        """Every book's scenarios fit it, with a calendar and without."""
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        check = jsonschema.Draft202012Validator(schema)
        check.validate(published())
        for book in (community.RULES, construction.RULES):
            check.validate(json.loads(json.dumps(scenarios(book, tries=4))))

    def test_they_come_to_what_they_say(self) -> None:
        """Read back from JSON, every verdict is the one expected."""
        for scenario in published()["scenarios"]:
            hold(json.loads(json.dumps(scenario)))

    def test_each_shows_something_new(self) -> None:
        """And together all that was seen; the smallest comes first."""
        seen: set[tuple[str, str]] = set()
        for scenario in published()["scenarios"]:
            shown = {(one["rule"], one["reason"]) for one in scenario["expect"]}
            seen |= shown
        assert ("visit_deadline", "not_done") in seen
        sizes = [
            sum(map(len, scenario["ledgers"].values()))
            for scenario in published()["scenarios"]
        ]
        assert sizes == sorted(sizes)

    def test_the_calendar_is_written_out(self) -> None:
        """Days that are otherwise than Monday to Friday."""
        calendar = published()["calendar"]

        assert "2026-02-14" in calendar["on"]
        assert "2026-02-16" in calendar["off"]
        assert "2026-02-15" not in calendar["off"]  # a Sunday

    def test_the_same_again(self) -> None:
        """Asked twice they are the same; another number brings others."""
        again = scenarios(repair.RULES, tries=8)

        assert again == scenarios(repair.RULES, tries=8)
        assert again != scenarios(repair.RULES, tries=8, number=1)

    def test_no_tries(self) -> None:
        """None at all is refused."""
        with pytest.raises(InvalidFieldError, match="tries"):
            scenarios(repair.RULES, tries=0)


class TestCommand:
    """
    A file for other languages, made by a command.
    """

    def test_prints_scenarios(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Of a module with a book."""
        code = main(["followup_rules.rulebooks.repair", "--tries", "5", "--china"])

        data = json.loads(capsys.readouterr().out)
        assert (code, data["book"]) == (0, "REPAIR@2021")
        assert data["calendar"]["id"] == china().calendar_id

    def test_prints_the_schema(self, capsys: pytest.CaptureFixture[str]) -> None:
        """As it stands in the package."""
        assert main(["--schema"]) == 0
        assert capsys.readouterr().out == SCHEMA.read_text(encoding="utf-8")

    def test_as_a_command(self) -> None:
        """In a process of its own, in UTF-8 whatever the terminal is."""
        command = [sys.executable, "-m", "followup_rules.testing", "--schema"]
        done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - ours

        assert done.stdout == SCHEMA.read_bytes()

    def test_into_another_stream(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A host may catch what is printed."""
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stdout", stream)

        assert main(["--schema"]) == 0
        assert json.loads(stream.getvalue())["title"]

    @pytest.mark.parametrize("module", ["json", "no_such_module"])
    def test_no_book(self, module: str, capsys: pytest.CaptureFixture[str]) -> None:
        """A module without one, and none at all."""
        assert main([module]) == 2
        assert "a module with RULES" in capsys.readouterr().err

    @pytest.mark.parametrize("arguments", [[], ["json", "--schema"]])
    def test_one_or_the_other(self, arguments: list[str]) -> None:
        """Either a module or the schema."""
        with pytest.raises(SystemExit):
            main(arguments)
