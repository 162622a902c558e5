"""
Ids that a reader would take for one another: refused of rows, of columns and in files.
"""

import datetime as dt
from typing import Any, Final

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from followup_rules import frames, interchange
from followup_rules.errors import InvalidFieldError, InvalidIdError
from followup_rules.frames.books import assess_book
from followup_rules.interchange import RulesFileError
from followup_rules.policies.draws import DrawPolicy, check_ids
from followup_rules.rulebooks import repair, service_centre
from followup_rules.tables import Table

AT: Final = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
UNSEEN: Final = {
    "\xa0": "\\xa0",
    "\u2009": "\\u2009",
    "\u3000": "\\u3000",
    "\u2800": "\\u2800",
    "\u200b": "\\u200b",
    "\u2060": "\\u2060",
    "\ufeff": "\\ufeff",
    "\u00ad": "\\xad",
    "\ufe0f": "\\ufe0f",
}
"""Blanks that are no space, and signs of no width, as messages write them."""


@pytest.mark.parametrize("sign", UNSEEN, ids=UNSEEN.values())
def test_a_row(sign: str) -> None:
    """
    The row is in error, and the message names the code point.
    """
    row = repair.Repair(id=f"R{sign}1", categories="leak", completed_at=AT)
    report = repair.assess([row], [], as_of=AT)
    (error,) = report.row_errors
    assert UNSEEN[sign] in str(error)
    assert not list(report.where(rule="visit_deadline"))
    assert report.accounts["repair"].in_error == 1


@pytest.mark.parametrize("engine", ["polars", "lazy", "pandas", "pyarrow", "duckdb"])
def test_columns(engine: str) -> None:
    """
    On every engine, row by row as over rows.
    """
    ids = [f"R{sign}1" for sign in UNSEEN] + ["R 1"]
    told: dict[str, Any] = {
        "id": ids,
        "categories": ["leak"] * len(ids),
        "completed_at": [AT] * len(ids),
    }
    frame: Any = pl.DataFrame(told)
    if engine == "lazy":
        frame = frame.lazy()
    elif engine == "pandas":
        frame = pd.DataFrame(told)
    elif engine == "pyarrow":
        frame = pa.table(told)
    elif engine == "duckdb":
        import duckdb  # noqa: PLC0415 - for one engine

        frame = duckdb.from_arrow(pa.table(told))
    found = assess_book(repair.RULES, {"repair": frame}, as_of=AT, period=None)
    errors: Any = found.row_errors
    for step in ("collect", "to_arrow_table"):
        errors = getattr(errors, step)() if hasattr(errors, step) else errors
    assert len(errors) == len(UNSEEN)


def test_a_draw() -> None:
    """
    In a frame, as a window's code, and over columns; a space is a space.
    """
    rule: DrawPolicy = service_centre.PHONE_DRAW
    for sign, shown in UNSEEN.items():
        with pytest.raises(InvalidIdError) as error:
            check_ids([f"A/{sign}1"])
        assert shown in str(error.value)
        with pytest.raises(InvalidIdError):
            rule.draw({f"A{sign}1": ["1"]}, seed="1", on=dt.date(2026, 3, 2))
    frame = pl.DataFrame({"id": [*(f"A/{sign}1" for sign in UNSEEN), "A/ 1"]})
    drawn = frames.assess(frame, rule, id="id", seed="1", on=dt.date(2026, 3, 2))
    assert drawn.filter(pl.col("id") == "A/ 1").height == 1
    assert "invalid_id" in set(drawn["reason"].to_list())


def test_names() -> None:
    """
    Of rules, categories and tables, in code and in a file.
    """
    for sign, shown in UNSEEN.items():
        with pytest.raises(InvalidFieldError) as error:
            repair.RULES.replace(
                "visit_deadline",
                type(repair.VISIT_DEADLINE)(
                    id=f"visit{sign}deadline",
                    clause=repair.VISIT_DEADLINE.clause,
                    name=repair.VISIT_DEADLINE.name,
                    owed_by="office",
                    limit="3 days",
                ),
            )
        assert shown in str(error.value)
        with pytest.raises(RulesFileError) as refused:
            interchange.loads(
                f'based_on = "repair@2021"\n[rules."a{sign}b"]\nkind = "quota"\n'
            )
        assert "holds a character that nobody sees" in str(refused.value)
        assert shown in str(refused.value) or f"{ord(sign):08x}" in str(refused.value)
    assert list(Table({"a b": 1})) == ["a b"]
