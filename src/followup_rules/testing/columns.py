"""
The same rows as columns: what a book says of the one it must say of the other.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs
import narwhals as nw
import pyarrow as pa

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvariantBrokenError
from followup_rules.fields import Flag, Kind, Whole
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner, Plain, Value
from followup_rules.reports import Report
from followup_rules.timing.moments import to_utc
from followup_rules.verdicts import Verdict

_INSTANT = pa.timestamp("us", "UTC")
_NAMELESS = pa.struct([("none", pa.string())])
"""A column has a name, at least; one that is never told is no entry."""
_SAME = "columns say what rows say"


def check_columns(
    book: Rulebook,
    rows: Mapping[str, tuple[Any, ...]],
    report: Report,
    framed: Callable[[Any], Any],
    **told: Any,
) -> None:
    """
    Judge rows as frames too, each *framed* from a table of pyarrow, and compare.

    Rows that columns cannot hold are left alone: a column has one type, so days and
    instants in one attribute, and values that no column has, are for rows.

    Raises:
        InvariantBrokenError: If a verdict, or what became of the rows, is not the same.
    """
    standing = {
        kind: own for kind, own in rows.items() if book.ledgers[kind].inside is None
    }
    if not standing or any(book.ledgers[kind].inside for kind in rows):
        return
    try:
        tables = {
            kind: framed(_table(book.ledgers[kind], own))
            for kind, own in standing.items()
        }
    except pa.ArrowException:
        return
    as_of: Any = report.basis.as_of
    found = assess_book(book, tables, as_of=as_of, **told)
    by_rows = {verdict.key: _said(verdict) for verdict in report}
    by_columns = {row["key"]: _row(row) for row in _rows(found.verdicts)}
    for key in sorted({*by_rows, *by_columns}):
        one, two = by_rows.get(key), by_columns.get(key)
        if one != two:
            raise InvariantBrokenError(_SAME, f"{key}: {one} by rows, {two} by columns")
    counted = {row.pop("ledger"): row for row in _rows(found.accounts)}
    for kind, account in report.accounts.items():
        if counted[kind] != attrs.asdict(account):
            finding = f"{kind}: {account} by rows, {counted[kind]} by columns"
            raise InvariantBrokenError(_SAME, finding)


def _rows(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame of any kind."""
    held = nw.from_native(frame)
    whole: Any = held.collect() if isinstance(held, nw.LazyFrame) else held
    found: list[dict[str, Any]] = whole.to_arrow().to_pylist()
    return found


def _said(verdict: Verdict) -> tuple[Any, ...]:
    """Return what a verdict says, as columns spell it."""
    due = verdict.evidence.deadline if verdict.evidence.shape == "deadline" else None
    fact = dict(verdict.reason.params).get("fact")
    code = verdict.reason.code
    return (
        verdict.status.value,
        verdict.clause.id,
        f"{code}:{fact}" if code == "fact_missing" else code,
        None if due is None else dt.date.fromordinal(due.last_day.toordinal()),
        None if due is None else to_utc(due.closes),
    )


def _row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the same of a row of the verdicts over columns."""
    closes, last = row["closes"], row["last_day"]
    return (
        row["status"],
        row["clause"],
        row["reason"],
        # pandas holds a day as its midnight
        last.date() if isinstance(last, dt.datetime) else last,
        None if closes is None else to_utc(closes),
    )


def _table(ledger: Ledger, rows: Iterable[Any]) -> pa.Table:
    """Return one ledger as a table."""
    every = [_told(ledger, row) for row in rows]
    made = {
        "id": pa.array([row["id"] for row in every], pa.string()),
        "entered_at": pa.array([row["entered_at"] for row in every], _INSTANT),
    }
    for fact in ledger.facts:
        made[fact.name] = _column([row[fact.name] for row in every], fact.value)
    return pa.table(made)


def _column(held: list[Any], value: Value) -> pa.Array:
    """
    Return a column; of one or of several names in one attribute, all are lists.

    Raises:
        ArrowException: If no column can hold them.
    """
    known = [one for one in held if one is not None]
    if not known:
        return pa.array(held, _type_of_none(value))
    timed = [isinstance(one, dt.datetime) for one in known]
    if any(timed):
        if not all(timed):
            raise pa.ArrowTypeError("days and instants in one attribute")
        return pa.array(held, _INSTANT)
    if any(isinstance(one, list) for one in known):
        held = [[one] if isinstance(one, str) else one for one in held]
    column = pa.array(held)
    nameless = pa.types.is_struct(column.type) and column.type.num_fields == 0
    return pa.array(held, _NAMELESS) if nameless else column


def _type_of_none(value: Value) -> pa.DataType:
    """Return the type of a column of which nothing is known."""
    if value.is_moment:
        return _INSTANT
    match value:
        case Plain(holds=Flag()):
            return pa.bool_()
        case Plain(holds=Whole()):
            return pa.int64()
        case Plain(holds=Kind(classes=classes)) if dt.date in classes:
            return pa.date32()
    return pa.string()


def _told(ledger: Ledger, row: Any) -> dict[str, Any]:
    """Return what a row tells, as plain data."""
    told = {
        fact.name: _plain(getattr(row, fact.name), fact.value) for fact in ledger.facts
    }
    if ledger.keyed:
        told["id"] = str(row.id)
        told["entered_at"] = getattr(row, "entered_at", None)
    return told


def _plain(held: Any, value: Any) -> Any:
    """Return a value as a column holds it."""
    if held is None or isinstance(held, dt.date):
        return held
    if isinstance(value, Inner):
        return [_told(value.ledger, one) for one in held]
    if isinstance(held, Mapping):
        return {str(key): _plain(one, None) for key, one in held.items()}
    if isinstance(held, list | tuple | set | frozenset):
        return [_plain(one, None) for one in held]
    return held
