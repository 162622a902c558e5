"""
The same policies over columns, in the engine where the rows already are.

`judge` adds columns to a frame of polars, pandas, pyarrow, DuckDB or PySpark and
executes nothing on a lazy one; `check` executes, and lists the rows that cannot be
judged. Both need the extra `frames`, and for PySpark the extra `spark`.

>>> import polars as pl
>>> import pendulum
>>> from followup_rules.rulebooks import repair
>>> repairs = pl.LazyFrame({
...     "repair_id": ["R-1", "R-2"],
...     "category": ["leak", "leek"],
...     "completed_at": ["2026-03-01T10:00", "2026-03-01T10:00"],
... }).with_columns(pl.col("completed_at").str.to_datetime(time_unit="us"))
>>> known = dict(
...     category="category",
...     zone="Asia/Shanghai",
...     as_of=pendulum.datetime(2026, 3, 20, tz="Asia/Shanghai"),
... )
>>> judged = judge(repairs, repair.VISIT_DEADLINE, **known)
>>> judged.select("status", "clause", "reason").collect().rows()
[('breached', 'REPAIR-2c', 'not_done'), ('undetermined', 'REPAIR-2a', 'unknown_category')]
>>> print(check(repairs, repair.VISIT_DEADLINE, row="repair_id", **known))
1 of 2 rows cannot be judged
  1 x unknown_category
  R-2, category='leek': the rule has no such category
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from followup_rules.errors import MissingExtraError, UnknownNameError

if TYPE_CHECKING:
    from followup_rules.frames.checking import Check

_MODULES: Final = {
    "CadencePolicy": "cadence",
    "DeadlinePolicy": "deadlines",
    "DrawPolicy": "draws",
    "QuotaPolicy": "quotas",
    "ScoringPolicy": "scoring",
    "WarrantyPolicy": "warranty",
}


def judge(frame: Any, policy: Any, **arguments: Any) -> Any:
    """
    Add to the rows of a frame what a policy says about them.

    The arguments name the columns; they are those of `judge` in the module of the
    policy's kind, such as `followup_rules.frames.deadlines.judge`.

    Raises:
        UnknownNameError: If policies of this kind cannot be judged over rows.
        MissingExtraError: If the extra `frames` is not installed.
    """
    kind = type(policy).__name__
    if kind not in _MODULES:
        raise UnknownNameError("kind of policy", kind, tuple(_MODULES))
    return _module(_MODULES[kind]).judge(frame, policy, **arguments)


def check(
    frame: Any,
    policy: Any,
    *,
    row: str | Sequence[str] | None = None,
    limit: int = 20,
    **arguments: Any,
) -> "Check":
    """
    Execute, and count and list the rows that cannot be judged.

    Where a policy judges groups (quotas, cadence, scores), groups are counted and
    listed. They are listed in the order of their names and then of the reasons, which
    is the same on every engine; so names should differ. Polars does everything in one
    run; DuckDB and Spark run once to count, and once more only if something is to be
    listed. For a draw, the rows of *frame* are counted besides.

    Args:
        frame: As for `judge`.
        policy: As for `judge`.
        row: The column, or columns, of the result that name each row. None is fine for
            groups, which are then named by the columns of *by*, and the window or the
            cell; and for draws, whose rows are named by their ids.
        limit: How many of them are listed; all are counted.
        arguments: As for `judge`.

    Raises:
        MissingColumnError: If the result has no column *row*.
        InvalidFieldError: If *row* is needed and None.
        ImpossibleCountError: If *limit* is no whole number of 0 or more.
    """
    judged = judge(frame, policy, **arguments)
    found: Check = _module("checking").find_unjudged(
        frame, policy, judged, row=row, limit=limit, arguments=arguments
    )
    return found


def _module(name: str) -> Any:
    """Import a module that needs the extra."""
    try:
        return import_module(f"{__name__}.{name}")
    except ImportError as error:
        raise MissingExtraError("followup_rules.frames", "frames") from error
