"""
Cases of working time, most of them published by help desks, with their sources.

`fixtures/open-hours/cases.json` holds the facts: an office, a question, and the
answer as published or as counted by hand. Where no field says otherwise, times are
those of the office's clocks.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from followup_rules.errors import ImpossibleOrderError
from followup_rules.timing.calendars import WorkCalendar, china
from followup_rules.timing.hours import AtClosing, OfficeHours, Pause

FILE = Path(__file__).parents[1] / "fixtures" / "open-hours" / "cases.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))


class Given:
    """
    A case, read.
    """

    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        fields = dict(case["office"])
        for name in ("dates", "dated_weeks"):
            days = fields.get(name, {}).items()
            fields[name] = {dt.date.fromisoformat(day): held for day, held in days}
        self.office = OfficeHours(**fields)
        self.calendar: WorkCalendar | None = china() if "calendar" in case else None
        self.pauses: list[Pause] = [
            (self.moment(start), end and self.moment(end))
            for start, end in case.get("pauses", [])
        ]

    def moment(self, text: str) -> dt.datetime:
        """Read an instant."""
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return moment.replace(tzinfo=ZoneInfo(self.office.zone))
        return moment

    def at(self, name: str) -> dt.datetime:
        """Return the instant of a field."""
        return self.moment(self.case[name])

    @property
    def amount(self) -> dt.timedelta:
        """How much is to be worked."""
        return dt.timedelta(seconds=self.case["seconds"])

    def due(self, amount: dt.timedelta, office: OfficeHours | None = None) -> Any:
        """Return when so much is due, by the office's clocks."""
        found = (office or self.office).due(
            self.at("start"), amount, calendar=self.calendar, pauses=self.pauses
        )
        return found and found.replace(tzinfo=None).isoformat()

    def worked(self, start: dt.datetime, end: dt.datetime) -> float:
        """Return the seconds between two instants."""
        found = self.office.worked(
            start, end, calendar=self.calendar, pauses=self.pauses
        )
        return found.total_seconds()

    def step(self, text: str) -> Any:
        """Return when a step of a ladder is due: a share, or a lead before it."""
        if text.endswith("%"):
            return self.due(self.amount * int(text[:-1]) // 100)
        lead = dt.timedelta(hours=int(text.removeprefix("-").removesuffix(" h")))
        return self.due(max(dt.timedelta(0), self.amount - lead))

    def answer(self) -> Any:
        """Answer the question of the case."""
        match self.case["question"]:
            case "due":
                return self.due(self.amount)
            case "due_before":
                found = self.office.due_before(
                    self.at("event"), self.amount, calendar=self.calendar
                )
                return found.replace(tzinfo=None).isoformat()
            case "worked":
                return self.worked(self.at("start"), self.at("end"))
            case "steps":
                return [self.step(text) for text in self.case["steps"]]
            case "late":
                due, done = self.moment(self.due(self.amount)), self.at("done")
                late = self.worked(due, done)
                return {"late": done > due, "late_working_s": late}
        left = self.office.left(
            self.at("start"), self.amount, self.at("as_of"), pauses=self.pauses
        )
        return {"due": self.due(self.amount), "left_s": left.total_seconds()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_answer_is_the_published_one(case: dict[str, Any]) -> None:
    """
    Every case gives its answer, or its refusal.
    """
    given = Given(case)
    if case["answer"] == "error":
        with pytest.raises(ImpossibleOrderError):
            given.answer()
        return

    assert given.answer() == case["answer"]


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if "answer_at_next_opening" in case],
    ids=lambda case: case["id"],
)
def test_the_other_answer_at_a_closing(case: dict[str, Any]) -> None:
    """
    Some peers go on to the next opening, and an office may say so.
    """
    given = Given(case)
    office = attrs.evolve(given.office, at_closing=AtClosing.NEXT_OPENING)

    assert given.due(given.amount, office) == case["answer_at_next_opening"]
