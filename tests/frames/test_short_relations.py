"""
Short relations of DuckDB are worked out once; others stay what they are.
"""

from typing import Any

import duckdb
import narwhals as nw
import pytest

from followup_rules.frames.engines import in_duckdb

ENGINE = in_duckdb.DuckEngine()
FEW = "FROM range(3) t(a)"


def is_worked_out(native: Any, made: str = "*") -> bool:
    """Say whether what is made of a relation is worked out, and holds what it held."""
    frame = nw.from_native(native.project(made))
    found = ENGINE.worked_out(native, frame)
    assert found.collect().rows() == frame.collect().rows()
    return found is not frame


class TestShortRelations:
    """
    By how many rows there are, and by what the columns hold.
    """

    def test_few_rows(self) -> None:
        """
        Of plain types, in lists and structures too; the values stay.
        """
        plain = "a, [{'b': a, 'c': 'x'}] AS some, TIMESTAMPTZ '2026-03-01' AS at"
        assert is_worked_out(duckdb.sql(FEW), plain)

    @pytest.mark.parametrize(
        "value", ["1::HUGEINT", "TIME '10:00'", "'x'::ENUM('x')", "[1::HUGEINT]"]
    )
    def test_types_that_arrow_may_change(self, value: str) -> None:
        """
        They stay in the database, and so does the relation.
        """
        assert not is_worked_out(duckdb.sql(f"SELECT {value} AS a"))

    @pytest.mark.parametrize(("most", "made"), [(2, "*"), (3, "unnest([a, a]) AS a")])
    def test_many_rows(
        self, most: int, made: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        More than a few, in the relation that came or in what was made of it.
        """
        monkeypatch.setattr(in_duckdb, "_FEW", most)
        assert not is_worked_out(duckdb.sql(FEW), made)
