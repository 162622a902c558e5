"""
The same policies over columns, in the engine where the rows already are.

`assess` adds columns to a frame of polars, pandas, pyarrow, DuckDB or PySpark and
executes nothing on a lazy one; `check` executes, and lists the rows that cannot be
judged. Given a book and a frame for each of its ledgers, `assess` judges the whole
regulation. Both need the extra `frames`, and for PySpark the extra `spark`.

>>> import polars as pl
>>> import pendulum
>>> from followup_rules.rulebooks import repair
>>> repairs = pl.LazyFrame({
...     "repair_id": ["R-1", "R-2"],
...     "category": ["leak", "leek"],
...     "completed_at": ["2026-03-01T10:00", "2026-03-01T10:00"],
...     "selected": [True, True],
... }).with_columns(pl.col("completed_at").str.to_datetime(time_unit="us"))
>>> known = dict(
...     category="category",
...     owed="selected",
...     zone="Asia/Shanghai",
...     as_of=pendulum.datetime(2026, 3, 20, tz="Asia/Shanghai"),
... )
>>> judged = assess(repairs, repair.VISIT_DEADLINE, **known)
>>> judged.select("status", "clause", "reason").collect().rows()
[('breached', 'REPAIR-2c', 'not_done'), ('undetermined', 'REPAIR-2a', 'unknown_category')]
>>> print(check(repairs, repair.VISIT_DEADLINE, row="repair_id", **known))
1 of 2 rows cannot be judged
  1 x unknown_category
  R-2, category='leek': the rule has no such category
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, overload

from followup_rules.errors import (
    InvalidFieldError,
    MissingExtraError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from followup_rules.books.rulebook import Rulebook
    from followup_rules.frames.books import BookAssessment
    from followup_rules.frames.checking import Check
    from followup_rules.timing.calendars import WorkCalendar
    from followup_rules.timing.cycles import Period
    from followup_rules.verdicts import Policy, Verdict

_MODULES: Final = {
    "CadencePolicy": "cadence",
    "DeadlinePolicy": "deadlines",
    "DrawPolicy": "draws",
    "QuotaPolicy": "quotas",
    "ScoringPolicy": "scoring",
    "WarrantyPolicy": "warranty",
}
_ONE_RULE: Final = (
    "one rule of a book, behind a frame; the book itself stands first, "
    "as in assess(book, {ledger: frame}, as_of=...)"
)


@overload
def assess(
    frame: "Rulebook",
    policy: Mapping[str, Any],
    *,
    as_of: dt.datetime,
    period: "Period | None" = None,
    calendar: "WorkCalendar | None" = None,
    seasons: Any = None,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    zone: str | None = None,
    limit: int = 1_000,
) -> "BookAssessment": ...
@overload
def assess(frame: Any, policy: "Policy", **arguments: Any) -> Any: ...
def assess(frame: Any, policy: Any, **arguments: Any) -> Any:
    """
    Judge a frame by one rule, or the frames of all ledgers by a whole regulation.

    `assess(frame, policy, ...)` adds to the rows of a frame what the policy says about
    them. The arguments name the columns; they are those of `assess` in the module of
    the policy's kind, such as `followup_rules.frames.deadlines.assess`.

    A rule of a book answers as the book does, or says what it was not told: where the
    book does not take every row as owed, a row is `undetermined` without `owed=`
    (`fact_missing:owed`), and so is a share without `settles=` and `ends=`. None says
    that every row is owed, and that every share is final.

    `assess(book, tables, as_of=...)` takes a frame for each ledger of a book, finds its
    columns by the names of the facts, and gives the verdicts of `book.assess` as frames;
    see `followup_rules.frames.books.assess_book`.

    Raises:
        UnknownNameError: If policies of this kind cannot be judged over rows.
        InvalidFieldError: If a book stands where its tables belong.
        MissingExtraError: If the extra `frames` is not installed.
    """
    if isinstance(policy, Mapping) or type(frame).__name__ == "Rulebook":
        return _module("books").assess_book(frame, policy, **arguments)
    kind = type(policy).__name__
    if kind == "Rulebook":
        raise InvalidFieldError("policy", policy, _ONE_RULE)
    if kind not in _MODULES:
        raise UnknownNameError("kind of policy", kind, tuple(_MODULES))
    told = _module("told").as_its_book(policy, arguments)
    return _module(_MODULES[kind]).assess(frame, policy, **told)


def verdicts(
    book: "Rulebook", tables: Mapping[str, Any], keys: Iterable[str], **told: Any
) -> "tuple[Verdict, ...]":
    """
    Return some of the verdicts of a book on frames, as objects that explain themselves.

    A row of the verdicts that `assess(book, tables, ...)` gives has no room for what was
    counted, what is missing and who came. Its key, with the arguments of that call, has:

    >>> import datetime as dt
    >>> import polars as pl
    >>> from followup_rules.rulebooks import consulting
    >>> from followup_rules.timing.cycles import quarter
    >>> made = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    >>> tables = {
    ...     "document": pl.DataFrame(
    ...         {"id": ["D-1"], "kind": ["communication"], "made_at": [made]}
    ...     )
    ... }
    >>> told = {"as_of": made + dt.timedelta(days=30), "period": quarter(2026, 1)}
    >>> found = assess(consulting.RULES, tables, **told).verdicts
    >>> [key] = found.filter(pl.col("rule") == "communication_filing")["key"]
    >>> [verdict] = verdicts(consulting.RULES, tables, [key], **told)
    >>> print(verdict.explain("zh"))
    沟通记录的归档尚未办结，自2026年3月2日20:00起已过30天；COST-4未规定时限，不按逾期处理。

    Raises:
        InvalidFieldError: If there is no verdict of such a key.
        MissingExtraError: If the extra `frames` is not installed.
    """
    found: tuple[Verdict, ...] = _module("books").verdicts(book, tables, keys, **told)
    return found


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
        frame: As for `assess`.
        policy: As for `assess`.
        row: The column, or columns, of the result that name each row. None is fine for
            groups, which are then named by the columns of *by*, and the window or the
            cell; and for draws, whose rows are named by their ids.
        limit: How many of them are listed; all are counted.
        arguments: As for `assess`.

    Raises:
        MissingColumnError: If the result has no column *row*.
        InvalidFieldError: If *row* is needed and None.
        ImpossibleCountError: If *limit* is no whole number of 0 or more.
    """
    judged: Any = assess(frame, policy, **arguments)
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
