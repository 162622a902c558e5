"""
Rules without a clock of their own tell every instant on that of their book.

Four in the afternoon in London is the next day in Shanghai: rows and the moment of
judgement in UTC, the days of the book at home.
"""

import datetime as dt
from typing import Any, Final

import pytest
from tests.books.test_ways_out import MARCH, Patient, book

from followup_rules.books.text import checklist, quota, rate, team
from followup_rules.clauses import Clause, Text
from followup_rules.policies.draws import DrawPolicy
from followup_rules.policies.targets import Bound
from followup_rules.verdicts import Status

LEFT: Final = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
REFUSED: Final = dt.datetime(2026, 3, 20, 17, tzinfo=dt.UTC)
WAY: Final[dict[str, Any]] = {
    "refused": {
        "name": ("the patient refuses", "患者拒绝随访"),
        "clause": "9a",
        "when": "refused_at",
    }
}
RULES: Final[dict[str, Any]] = {
    "checklist": checklist(
        "r",
        "the record",
        "记录",
        owed_by="ward",
        each=Patient,
        items={"noted": ("noted", "登记")},
        ways_out=WAY,
    ),
    "team": team(
        "r",
        "the team",
        "小组",
        owed_by="ward",
        each=Patient,
        members=lambda _case, _row: (),
        roles=("nurse",),
        ways_out=WAY,
    ),
}


@pytest.mark.parametrize("kind", RULES)
def test_a_way_out(kind: str) -> None:
    """
    It came at one in the morning of the 21st.
    """
    patient = Patient(id="P", left_at=LEFT, refused_at=REFUSED, noted=False)
    as_of = dt.datetime(2026, 3, 31, 17, tzinfo=dt.UTC)
    (verdict,) = book(RULES[kind]).assess({"patient": [patient]}, as_of=as_of)
    assert verdict.status is Status.EXCUSED
    assert verdict.explain("en").endswith("It is so since Sat 2026-03-21 01:00.")
    assert verdict.explain("zh").endswith("自2026年3月21日01:00起如此。")


@pytest.mark.parametrize("kind", ["quota", "rate"])
def test_a_share(kind: str) -> None:
    """
    What was left out of it is no moment, and what is not known yet is told at home.
    """
    told: dict[str, Any] = {"owed_by": "ward", "each": Patient, "met": "noted"}
    told |= {"rate": "50%", "ways_out": WAY}
    rule = (
        quota("r", "it", "它", **told)
        if kind == "quota"
        else rate("r", "it", "它", bound=Bound.NOT_LESS_THAN, **told)
    )
    patients = [
        Patient(id="P", left_at=LEFT, noted=True),
        Patient(id="Q", left_at=LEFT, refused_at=REFUSED),
    ]
    as_of = dt.datetime(2026, 3, 25, 17, tzinfo=dt.UTC)
    report = book(rule).assess({"patient": patients}, as_of=as_of, period=MARCH)
    (verdict,) = report.verdicts
    assert "16:00" not in verdict.explain("en")
    assert "17:00" not in verdict.explain("en")


def test_a_draw() -> None:
    """
    A draw has a zone, in which its week ends.
    """
    rule = DrawPolicy(
        id="draw",
        clause=Clause(id="T-1", en="-", zh="-"),
        name=Text("the calls", "电话"),
        owed_by="ward",
        size=2,
    )
    settles = dt.datetime(2026, 3, 15, 16, tzinfo=dt.UTC)
    verdict = rule.assess(4, 1, settles=settles, as_of=LEFT)
    assert "it settles at the end of Sun 2026-03-15" in verdict.explain("en")
