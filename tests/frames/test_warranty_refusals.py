"""
Covers whose ends columns do not work out are refused, and never judged otherwise.
"""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.frames import assess
from followup_rules.policies.warranty import (
    Meter,
    Restart,
    Start,
    StartEvent,
    WarrantyCase,
    WarrantyPolicy,
)
from followup_rules.timing.amounts import Months, Unlimited, Years

CLAUSE = Clause(id="DEMO-1", en="covered", zh="保修")
FRAME = pl.DataFrame(
    {"accepted": [dt.date(2024, 3, 1)], "part": ["car"], "at": [dt.date(2025, 3, 1)]}
)


def judged(case: dict[str, Any], rule: dict[str, Any], **told: Any) -> Any:
    """Judge one claim in columns."""
    fields = {"key": "car", "period": Years(2), "clause": CLAUSE, **case}
    policy = WarrantyPolicy(
        id="cover",
        clause=CLAUSE,
        name=Text("the cover", "保修"),
        owed_by="seller",
        cases=[WarrantyCase(**fields)],
        **rule,
    )
    return assess(
        FRAME, policy, accepted_on="accepted", category="part", occurred_at="at", **told
    )


def test_an_ordinary_cover() -> None:
    """The claim of the tests below, where nothing stands in the way."""
    assert judged({}, {})["status"].to_list() == ["met"]


@pytest.mark.parametrize(
    ("case", "rule", "told", "field"),
    [
        ({"period": Unlimited()}, {}, {}, "WarrantyCase.period"),
        (
            {"meter": Meter(most=9, unit=Text("km", "公里"))},
            {},
            {},
            "WarrantyCase.meter",
        ),
        (
            {"repair_period": Months(3)},
            {"restart": Restart.COMPLETION},
            {},
            "WarrantyCase.repair_period",
        ),
        (
            {},
            {
                "start": Start.LATEST,
                "start_events": [
                    StartEvent(key="accepted_on"),
                    StartEvent(key="handed_over_on"),
                ],
            },
            {},
            "WarrantyPolicy.start",
        ),
        ({}, {}, {"contract": Unlimited()}, "contract"),
    ],
)
def test_what_columns_do_not_work_out(
    case: dict[str, Any], rule: dict[str, Any], told: dict[str, Any], field: str
) -> None:
    """The message says where to go instead."""
    with pytest.raises(
        InvalidFieldError, match=r"row by row with assess\(\)"
    ) as caught:
        judged(case, rule, **told)

    assert caught.value.field == field
