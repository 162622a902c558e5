"""
The same policies over columns, in the engine where the rows already are.

`judge` adds columns to a frame of polars, pandas, pyarrow or DuckDB and
executes nothing on a lazy one; `check` executes, and lists the rows that cannot be
judged. Both need the extra `frames`.

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
  visit_deadline 'R-2', category: the rule has no such category
"""

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
    frame: Any, policy: Any, *, row: str, limit: int = 20, **arguments: Any
) -> "Check":
    """
    Execute, and list the rows that cannot be judged.

    Args:
        frame: As for `judge`.
        policy: As for `judge`.
        row: The column that names each row.
        limit: How many of them are listed; all are counted.
        arguments: As for `judge`.

    Raises:
        MissingColumnError: If there is no column *row*.
    """
    judged = judge(frame, policy, **arguments)
    found: Check = _module("checking").find_unjudged(
        judged,
        rule=policy.id,
        row=row,
        limit=limit,
        columns={"trigger": getattr(policy, "trigger", None), **arguments},
        prefix=arguments.get("prefix", ""),
    )
    return found


def _module(name: str) -> Any:
    """Import a module that needs the extra."""
    try:
        return import_module(f"{__name__}.{name}")
    except ImportError as error:
        raise MissingExtraError("followup_rules.frames", "frames") from error
