"""
What is in memory as a whole is judged slice by slice, and says the same.
"""

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.frames import assess, columns
from followup_rules.rulebooks import construction, repair, service_centre

SH = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 3, 6, 10, tzinfo=SH)
FIRST = dt.datetime(2026, 3, 1, 9, tzinfo=SH)
HOURS = (0, 1, 47, 48, 49, 72, 73, 96, 168, 192, None)
REPAIRS = 23


def ledger() -> pa.Table:
    """
    Return repairs that are done on either side of each limit, and some unknown.
    """
    rows: list[dict[str, Any]] = []
    for number in range(REPAIRS):
        begun = FIRST + dt.timedelta(hours=7 * number)
        hours = HOURS[number % len(HOURS)]
        done = None if hours is None else begun + dt.timedelta(hours=hours)
        category = (*repair.VISIT_DEADLINE.categories, "none such")[number % 4]
        rows.append({"completed_at": begun, "visited_at": done, "category": category})
    instant = pa.timestamp("us", "UTC")
    kinds = {
        "completed_at": instant,
        "visited_at": instant,
        "category": pa.string(),
    }
    return pa.Table.from_pylist(rows, pa.schema(kinds))


@pytest.mark.parametrize("size", [1, 5, REPAIRS - 1, REPAIRS])
@pytest.mark.parametrize("engine", ["pyarrow", "pandas"])
def test_slices_say_what_the_whole_says(
    engine: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows before and after a cut, and a last slice that is not full."""
    frame = ENGINES[engine](ledger())
    asked = {
        "done": "visited_at",
        "category": "category",
        "owed": None,
        "as_of": NOW,
    }
    whole = rows_of(assess(frame, repair.VISIT_DEADLINE, **asked))

    monkeypatch.setattr(columns, "SLICE", size)

    assert rows_of(assess(frame, repair.VISIT_DEADLINE, **asked)) == whole
    assert {row["status"] for row in whole} > {"met", "late", "pending"}


PROJECTS = 19
SCORE = service_centre.WINDOW_SCORE
ANSWERS = 41


def projects() -> pa.Table:
    """
    Return claims on either side of the end of each cover, and some that tell too little.
    """
    keys = (*construction.WARRANTY.categories, None, "none such")
    accepted = dt.date(2021, 3, 1)
    rows = [
        {
            "accepted_on": accepted + dt.timedelta(days=200 * (number % 5)),
            "category": keys[number % len(keys)],
            "occurred_at": FIRST + dt.timedelta(days=30 * number - 270),
            "cause": ("construction", "misuse", None)[number % 3],
            "years": (1, 3, 6, 0)[number % 4],
        }
        for number in range(PROJECTS)
    ]
    kinds = {
        "accepted_on": pa.date32(),
        "category": pa.string(),
        "occurred_at": pa.timestamp("us", "UTC"),
        "cause": pa.string(),
        "years": pa.int64(),
    }
    return pa.Table.from_pylist(rows, pa.schema(kinds))


@pytest.mark.parametrize("size", [7, PROJECTS - 1])
@pytest.mark.parametrize("engine", ["pyarrow", "pandas"])
def test_covers_in_slices(
    engine: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claims are judged row by row, wherever the cut is."""
    frame = ENGINES[engine](projects())
    asked = {
        "accepted_on": "accepted_on",
        "category": "category",
        "occurred_at": "occurred_at",
        "cause": "cause",
        "contract": {"years": "years"},
        "as_of": NOW,
    }
    whole = rows_of(assess(frame, construction.WARRANTY, **asked))

    monkeypatch.setattr(columns, "SLICE", size)

    assert rows_of(assess(frame, construction.WARRANTY, **asked)) == whole
    reasons = {row["reason"] for row in whole}
    assert reasons > {"claim_in_cover", "claim_after_cover", "unknown_category"}


def answers() -> pa.Table:
    """
    Return answers of three windows; a form and its second answer may lie far apart.
    """
    grades = (*SCORE.scale.ids, None, "none such")
    rows = [
        {
            "window": "ABC"[number % 3],
            "form": f"form {number % 14}",
            "topic": SCORE.items[number // 14 % len(SCORE.items)],
            "grade": grades[number % len(grades)],
            "n": number % 4,
            "settles": FIRST + dt.timedelta(days=number),
        }
        for number in range(ANSWERS)
    ]
    kinds = dict.fromkeys(("window", "form", "topic", "grade"), pa.string())
    types = {**kinds, "n": pa.int64(), "settles": pa.timestamp("us", "UTC")}
    return pa.Table.from_pylist(rows, pa.schema(types))


SHAPES: dict[str, dict[str, Any]] = {
    "forms in a row": {"grade": {SCORE.items[0]: "grade"}, "count": "n"},
    "answers": {"grade": "grade", "topic": "topic", "count": "n"},
    "answers of forms": {"grade": "grade", "topic": "topic", "form": "form"},
}


@pytest.mark.parametrize("size", [9, ANSWERS - 1])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("engine", ["pyarrow", "pandas"])
def test_scores_in_slices(
    engine: str, shape: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window is added up over all slices; so is a form that lies in several."""
    frame = ENGINES[engine](answers())
    devices = {
        "evaluator": ENGINES[engine](answers().select(["window", "grade", "n"])),
        "evaluator_grade": "grade",
        "evaluator_count": "n",
    }
    told = {"window": "window", "settles": "settles", "as_of": NOW}
    asked = {**told, **SHAPES[shape], **devices}

    def scored() -> dict[str, dict[str, Any]]:
        return {row["window"]: row for row in rows_of(assess(frame, SCORE, **asked))}

    whole = scored()

    monkeypatch.setattr(columns, "SLICE", size)

    assert scored() == whole
    assert len(whole) == len("ABC")
    assert all(row["answers"] for row in whole.values())
