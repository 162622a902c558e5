"""
What a book says about frames, held against what it says about the same rows.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow as pa
from attrs import asdict, evolve
from tests.frames.books.random_ledgers import Rows, as_objects
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books import BookAssessment, assess_book, verdicts
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import Entries, Inner, Instant, Names, Plain
from followup_rules.tables import Table
from followup_rules.timing.moments import elapsed
from followup_rules.verdicts import Verdict

INSTANT = pa.timestamp("us", "UTC")


def only(book: Rulebook, *rules: str) -> Rulebook:
    """
    Return a book with some of its rules, which is judged in as much less time.
    """
    return evolve(
        book,
        readings=(),  # of rules that are left out, too
        rules=Table((name, book[name]) for name in rules),
        feeds=Table((name, book.feeds[name]) for name in rules),
        zone_of=rules[0],
    )


def tables(book: Rulebook, rows: Rows, engine: str) -> dict[str, Any]:
    """
    Return rows as the frames of an engine.
    """
    made = _in_pandas if engine == "pandas" else ENGINES[engine]
    return {kind: made(_table(book.ledgers[kind], some)) for kind, some in rows.items()}


def _in_pandas(table: pa.Table) -> Any:
    """
    Return a frame whose whole numbers stay so where some are absent.

    Lists of times stay with Arrow, for pandas of itself drops their zone.
    """
    kept = {
        pa.int64(): pd.Int64Dtype(),
        pa.list_(INSTANT): pd.ArrowDtype(pa.list_(INSTANT)),
    }
    frame = table.to_pandas(date_as_object=True, types_mapper=kept.get)
    for field in table.schema:
        if pa.types.is_struct(field.type):
            frame[field.name] = pd.Series(table[field.name].to_pylist(), dtype=object)
    return frame


def _table(ledger: Ledger, rows: list[dict[str, Any]]) -> pa.Table:
    """Return one ledger as a typed table."""
    names = rows[0] if rows else ["id", "entered_at", *ledger.by_name]
    types = {"id": pa.string(), "entered_at": INSTANT}
    types |= {
        fact.name: _type(fact, [row[fact.name] for row in rows if fact.name in row])
        for fact in ledger.facts
    }
    return pa.table(
        {name: pa.array([row[name] for row in rows], types[name]) for name in names}
    )


def _type(fact: Fact, held: list[Any]) -> Any:
    """Return the type of the column of a fact."""
    value = fact.value
    if isinstance(value, Instant):
        return INSTANT
    if value.is_moment:
        days = any(type(one) is dt.date for one in held)
        return pa.date32() if days else INSTANT
    if isinstance(value, Inner):
        parts: dict[str, Any] = {"id": pa.string()} if value.ledger.keyed else {}
        parts |= {
            one.name: _type(
                one, [part.get(one.name) for row in held for part in row or () if part]
            )
            for one in value.ledger.facts
        }
        return pa.list_(pa.struct(parts))
    if isinstance(value, Names):
        every = [one for row in held for one in row or ()]
        return pa.list_(_type(evolve(fact, value=value.each, default=None), every))
    if isinstance(value, Entries):
        inner = evolve(fact, value=value.each, default=None)
        keys = sorted({key for row in held for key in row or ()})
        every = [v for row in held for v in (row or {}).values()]
        return pa.struct({key: _type(inner, every) for key in keys or ["none"]})
    if isinstance(value, Plain):
        kind = value.holds.allowed
        if kind == "True or False":
            return pa.bool_()
        if kind.startswith("a whole"):
            return pa.int64()
        return pa.date32() if kind == "date" else pa.string()
    return pa.string()


def verdicts_by_rows(report: Any) -> Counter[tuple[Any, ...]]:
    """
    Return what a report says, by key, as columns spell it.
    """
    return Counter(map(_said, report))


_DUE = ("deadline", "notice")
_US = dt.timedelta(microseconds=1)


def _margin(verdict: Any, due: Any) -> int:
    """Return the microseconds left when it was done, in days where it was on a day."""
    evidence, forms = verdict.evidence, getattr(verdict.policy, "forms", ())
    counts = not forms or evidence.form in forms
    if evidence.done is None or not counts:
        return elapsed(evidence.judged_at, due.closes) // _US
    if isinstance(evidence.done, dt.datetime):
        return elapsed(evidence.done, due.closes) // _US
    days = due.last_day.toordinal() - evidence.done.toordinal()
    return dt.timedelta(days=days) // _US


def _said(verdict: Any) -> tuple[Any, ...]:
    """Return one verdict of a report."""
    about = verdict.subject
    fact = dict(verdict.reason.params).get("fact")
    code = verdict.reason.code
    due = verdict.evidence.deadline if verdict.evidence.shape in _DUE else None
    return (
        verdict.key,
        verdict.rule,
        verdict.clause.id,
        verdict.status.value,
        verdict.owed_by,
        about.kind,
        about.id,
        about.cell,
        None if due is None else dt.date.fromordinal(due.last_day.toordinal()),
        None if due is None else due.closes.timestamp(),
        None if due is None else _margin(verdict, due),
        f"{code}:{fact}" if code == "fact_missing" else code,
    )


def verdicts_by_columns(found: BookAssessment) -> Counter[tuple[Any, ...]]:
    """
    Return the verdicts of frames likewise.
    """
    return Counter(
        (
            row["key"],
            row["rule"],
            row["clause"],
            row["status"],
            row["party"],
            row["kind"],
            row["id"],
            row["cell"],
            row["last_day"],
            None if row["closes"] is None else row["closes"].timestamp(),
            row["margin_us"],
            row["reason"],
        )
        for row in rows_of(found.verdicts)
    )


def differences(
    book: Rulebook, rows: Rows, engine: str, **context: Any
) -> list[tuple[Any, ...]]:
    """
    Return all that a book says otherwise over frames than over rows.
    """
    return compared(book, rows, engine, **context)[1]


def compared(
    book: Rulebook, rows: Rows, engine: str, *, limit: int = 1_000, **context: Any
) -> tuple[int, list[tuple[Any, ...]]]:
    """
    Return how many verdicts were held against each other, and all that differs.

    Of the rows in error the first are compared, as many as are listed, and how many
    more there are.
    """
    found = assess_book(book, tables(book, rows, engine), limit=limit, **context)
    return against_rows(found, book, rows, limit=limit, **context)


def agreed(book: Rulebook, rows: Rows, engine: str, **context: Any) -> BookAssessment:
    """
    Return what a book says over frames, once rows were seen to say the same.
    """
    found = assess_book(book, tables(book, rows, engine), **context)
    assert against_rows(found, book, rows, **context)[1] == []
    return found


def against_rows(
    found: BookAssessment,
    book: Rulebook,
    rows: Rows,
    *,
    limit: int = 1_000,
    **context: Any,
) -> tuple[int, list[tuple[Any, ...]]]:
    """
    Return how many verdicts of frames were held against rows, and all that differs.
    """
    report = book.assess(as_objects(book, rows), **context)
    over_rows, over_columns = verdicts_by_rows(report), verdicts_by_columns(found)
    wrong: list[tuple[Any, ...]] = [("rows", one) for one in over_rows - over_columns]
    wrong += [("columns", one) for one in over_columns - over_rows]
    errors, more = _first(report.row_errors, limit)
    named = Counter(
        (r["ledger"], r["row"], r["field"], r["fault"])
        for r in rows_of(found.row_errors)
    )
    wrong += [("error of rows", one) for one in errors - named]
    wrong += [("error of columns", one) for one in named - errors]
    unlisted = Counter({(one.ledger, one.fault): one.rows for one in found.unlisted})
    wrong += [
        ("not listed", one, more[one], unlisted[one])
        for one in more | unlisted
        if more[one] != unlisted[one]
    ]
    counted = {row.pop("ledger"): row for row in rows_of(found.accounts)}
    for kind, one in report.accounts.items():
        if counted[kind] != asdict(one):
            wrong.append(("account", kind, one, counted[kind]))
    return over_rows.total(), wrong


def _first(errors: Any, limit: int) -> tuple[Counter[Any], Counter[Any]]:
    """Return the first errors of each ledger and fault, and how many more there are."""
    seen: Counter[tuple[str, str]] = Counter()
    first: Counter[Any] = Counter()
    for one in errors:
        about = one.kind, one.fault
        seen[about] += 1
        if seen[about] <= limit:
            first[one.kind, one.row, one.field, one.fault] += 1
    return first, Counter(
        {about: count - limit for about, count in seen.items() if count > limit}
    )


def explanations(
    book: Rulebook, rows: Rows, engine: str, **context: Any
) -> tuple[int, list[tuple[Any, ...]]]:
    """
    Return how many rows of verdicts were explained, and those explained otherwise.

    Each is looked up by the key that stands in the frame of verdicts. Receipts show
    instants on the clocks that they came with, and from frames on those of the book.
    """
    home = as_objects(book, _on_clocks(rows, ZoneInfo(book.zone)))
    report = {one.key: one for one in book.assess(home, **context)}
    given = tables(book, rows, engine)
    keys = [row["key"] for row in rows_of(assess_book(book, given, **context).verdicts)]
    made = verdicts(book, given, keys, **context)
    return len(keys), [
        (key, say(report[key]), say(found))
        for key, found in zip(keys, made, strict=True)
        for say in _SAYINGS
        if say(found) != say(report[key])
    ]


def _on_clocks(value: Any, zone: dt.tzinfo) -> Any:
    """Return what stands in rows, with all instants as some clocks show them."""
    if isinstance(value, dt.datetime):
        return value.astimezone(zone)
    if isinstance(value, list):
        return [_on_clocks(one, zone) for one in value]
    if isinstance(value, dict):
        return {name: _on_clocks(one, zone) for name, one in value.items()}
    return value


def _in_chinese(verdict: Verdict) -> str:
    """Explain one."""
    return verdict.explain("zh")


_SAYINGS: Final[tuple[Callable[[Verdict], Any], ...]] = (
    Verdict.explain,
    _in_chinese,
    Verdict.receipt,
)
