"""
Many conditions at once, whatever their number.
"""

import itertools
from collections.abc import Sequence

import narwhals as nw
import polars as pl
import pytest

from followup_rules.frames.outcomes import any_of, first_of


def answers(rows: Sequence[tuple[bool | None, ...]], asked: nw.Expr) -> list[object]:
    """Return what is answered of each row of flags."""
    columns = {f"c{place}": held for place, held in enumerate(zip(*rows, strict=True))}
    frame = nw.from_native(pl.DataFrame(columns))
    return list(frame.select(answer=asked)["answer"].to_list())


@pytest.mark.parametrize("many", [1, 2, 3, 5])
def test_any_of_many(many: int) -> None:
    """One that holds will do."""
    rows = list(itertools.product([True, False], repeat=many))
    asked = any_of([nw.col(f"c{place}") for place in range(many)])

    assert answers(rows, asked) == [True in row for row in rows]


@pytest.mark.parametrize("many", [1, 2, 64, 65, 131])
def test_the_first_that_holds(many: int) -> None:
    """Of each place alone, of the last two, of none, and of what is not known."""
    rows = [tuple(place == here for place in range(many)) for here in range(many)]
    rows.append((False,) * (many - 1) + (True,))
    rows += [(True,) * many, (False,) * many]
    unknown = [(None, *row[1:]) for row in rows]
    asked = first_of([(nw.col(f"c{place}"), place) for place in range(many)], -1)

    for some in (rows, unknown):
        expected = [row.index(True) if True in row else -1 for row in some]
        assert answers(some, asked) == expected
