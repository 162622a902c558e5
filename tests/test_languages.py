"""
A language may be asked for by any tag that means it, at every door that says anything.
"""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from tests.test_bad_input import MARCH, Job, at, listed

from followup_rules import interchange
from followup_rules.errors import LedgerFileError, UnknownNameError
from followup_rules.feeds import feed
from followup_rules.policies.draws import Discrepancy, whole_id
from followup_rules.policies.draws.sizes import SampleShare
from followup_rules.publication import draw_proof, notice_board
from followup_rules.rulebooks import construction, repair, service_centre
from followup_rules.timing.amounts import Days, HalfMonths, Months, Years
from followup_rules.timing.cycles import DayOf, WeekdayAfter, WorkingDayOf
from followup_rules.wording.problems import say_problem

IDS = [whole_id("A", f"{number:02d}") for number in range(9)]
BROKEN = """
based_on = "repair@2021"
[rules."visit_quota.ofice"]
rate = "8%"
[rules.visit_deadline.cases.general]
limit = 3
"""


class Lift(Job):
    """A category that no rule knows."""

    id = "W2"
    categories = "lift"


class Nameless(Job):
    """A row that lacks its id."""

    id = ""


REPORT = repair.assess([Job(), Lift(), Nameless()], [], as_of=at(20), period=MARCH)


def faults(language: str) -> list[str]:
    """Say what is wrong in a rules file, together and one by one."""
    with pytest.raises(interchange.RulesFileError) as caught:
        interchange.loads(BROKEN)
    each = [fault.in_language(language) for fault in caught.value.faults]
    return [caught.value.in_language(language), *each]


def cells(language: str) -> str:
    """Say what is wrong with the rows of a file."""
    with pytest.raises(LedgerFileError) as caught:
        interchange.read_rows(repair.RULES, {"repair": [{"colour": "red"}]})
    return caught.value.in_language(language)


def proof(language: str) -> str:
    """Return the page of a draw."""
    draw = service_centre.PHONE_DRAW.draw(IDS, seed="3141", on=dt.date(2026, 3, 11))
    return draw_proof(draw, IDS, language=language).page()


def lengths(language: str) -> list[str]:
    """Say lengths and days that hang on a cell."""
    lengths: tuple[Any, ...] = (
        *(HalfMonths(1), HalfMonths(3), Years(1) + Days(15), Months(1) - Days(4)),
        *(DayOf(15, ahead=1), WorkingDayOf(-1), WeekdayAfter(4)),
    )
    return [one.in_language(language) for one in lengths]


DOORS: dict[str, Callable[[str], Any]] = {
    "table": REPORT.table,
    "rows": REPORT.rows,
    "sentences": lambda tag: [one.explain(tag) for one in REPORT],
    "row errors": lambda tag: [one.in_language(tag) for one in REPORT.row_errors],
    "agenda": lambda tag: [one.row(tag) for one in listed(Job())],
    "feed": lambda tag: feed(listed(Job()), language=tag).content,
    "board": lambda tag: notice_board(REPORT, language=tag),
    "proof": proof,
    "book": lambda tag: interchange.show(repair.RULES, tag),
    "rules file": faults,
    "rows of texts": cells,
    "problem": lambda tag: say_problem(UnknownNameError("ledger", "x", ("y",)), tag),
    "lengths": lengths,
    "share": SampleShare(Fraction(1, 10), 3, 50).wording,
    "discrepancy": Discrepancy("k", 400, 20).wording,
    "cover": construction.WARRANTY.cover(
        "roof_waterproofing", accepted_on=dt.date(2024, 2, 29)
    ).wording,
}


@pytest.mark.parametrize("door", DOORS)
def test_by_any_tag(door: str) -> None:
    """With a region, a script or capitals it is the same to the last sign."""
    say = DOORS[door]

    assert say("zh-CN") == say("zh_Hans") == say("zh")
    assert say("EN") == say("en-GB") == say("en") != say("zh")


@pytest.mark.parametrize("door", DOORS)
def test_in_no_other(door: str) -> None:
    """A language without sentences is refused by name."""
    with pytest.raises(UnknownNameError, match="language 'fr'"):
        DOORS[door]("fr")
