"""
Rows of frames as rows of a list, and their verdicts as rows of a frame.

What columns cannot hold or judge is taken from the frame and asked of the book, so
that the answer is never another one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import narwhals as nw

from followup_rules.books.assess import judged, opened
from followup_rules.books.judging import Judging
from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books.clocks import Clocks, holds_moments
from followup_rules.frames.books.reading import AT, Asking, Told, defaults
from followup_rules.frames.books.values import in_years
from followup_rules.frames.columns import hidden
from followup_rules.frames.engines.zones import EPOCH, micros_of
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Entries, Inner, TableOf
from followup_rules.verdicts import Verdict

_FAR = "a time outside the years 1 to 9999"
_UNHELD = "a time that no datetime of Python holds"
_TOO_FAR = (OverflowError, ValueError)
"""What is raised of times that no datetime of Python can be."""
_TABLES = (Entries, TableOf)
_DUE = ("deadline", "notice")
"""The shapes of evidence that say by when something is due."""
_DAY_US = dt.timedelta(days=1) // dt.timedelta(microseconds=1)


def rows_of(told: Told, asking: Asking, chosen: Any = None) -> list[Any]:
    """
    Return rows as objects, in the order in which they came.

    Args:
        told: The ledger.
        asking: What it was read for.
        chosen: Which rows, as an expression; None is all of them.
    """
    frame = told.work.frame if chosen is None else told.work.frame.filter(chosen)
    engine, far = told.work.engine, []
    beside = set() if told.aside is None else set(told.aside.columns)
    shown = {
        name: nw.col(name)
        for name in told.held
        if name not in told.times and name not in beside
    }
    for name, times in told.times.items():
        flag, exact = hidden(f"far_{name}"), hidden(f"shown_{name}")
        frame = frame.with_columns(
            (times.given & ~in_years(times)).fill_null(value=False).alias(flag)
        )
        number = times.day if times.us is None else times.us
        frame = frame.with_columns(
            nw.when(~nw.col(flag)).then(nw.col(number)).alias(hidden("safe"))
        )
        if times.us is None:
            frame = engine.dates(frame, {exact: hidden("safe")})
        else:
            frame = engine.times(frame, {exact: hidden("safe")}, asking.zone)
        shown |= {name: nw.col(exact), flag: nw.col(flag)}
        far.append((name, flag))
    frame = frame.select(AT, **shown)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    rest, inner = defaults(told), _inner(told.ledger)
    rows = sorted(_taken(frame), key=lambda one: one[AT])
    lists = _aside(told, [row[AT] for row in rows])
    tables = [one.name for one in told.facts if isinstance(one.value, _TABLES)]
    clocks = Clocks(asking.clocks, asking.zone)
    nested = [one for one in told.facts if holds_moments(one.value)]
    found = []
    for row in rows:
        held = {**rest, **row, **lists.get(row[AT], {})}
        for name, flag in far:
            held[name] = _FAR if held.pop(flag) else clocks.shown(held[name])
        for name in tables:
            held[name] = _table(held[name], told.work.schema.get(name))
        for one in nested:
            held[one.name] = clocks.inside(one.value, held[one.name])
        for name, part in inner.items():
            held[name] = _parts(part, held[name])
        found.append(SimpleNamespace(**held))
    return found


def _taken(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame; a value that Python cannot hold is told in words."""
    try:
        found: list[dict[str, Any]] = frame.rows(named=True)
    except _TOO_FAR:
        table = frame.to_arrow()
        columns = [[_held(one) for one in column] for column in table.columns]
        names = table.column_names
        found = [
            dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)
        ]
    return found


def _held(value: Any) -> Any:
    """Return a value of Arrow as one of Python."""
    try:
        return value.as_py()
    except _TOO_FAR:
        return _UNHELD


def _aside(told: Told, places: list[int]) -> dict[int, dict[str, Any]]:
    """Return the columns of lists that stand aside, by place."""
    if told.aside is None:
        return {}
    found = told.aside.filter(nw.col(AT).is_in(places))
    return {row[AT]: row for row in _taken(found)}


def _inner(ledger: Ledger) -> dict[str, Ledger]:
    """Return the ledgers of the rows inside rows, by attribute."""
    return {
        fact.name: fact.value.ledger
        for fact in ledger.facts
        if isinstance(fact.value, Inner)
    }


def _table(given: Any, kind: Any) -> Any:
    """
    Return a table from names to values; a name without a value stands for none.

    A column of structures holds every name in every row, and one of maps holds pairs.
    An empty list is no table, unless it stands in a column of that *kind*.
    """
    if isinstance(given, Mapping):
        return {name: value for name, value in given.items() if value is not None}
    if isinstance(given, list) and all(isinstance(one, tuple) for one in given):
        return dict(given) if given or kind == nw.Map else given
    return given


def _parts(ledger: Ledger, given: Any) -> Any:
    """Return the rows inside a row as objects; what is no list stays."""
    if not isinstance(given, list | tuple):
        return given
    absent = {fact.name: fact.default for fact in ledger.facts}
    inner = _inner(ledger)
    made = []
    for one in given:
        if not isinstance(one, Mapping):
            made.append(one)
            continue
        held = {**absent, **one}
        for name, part in inner.items():
            held[name] = _parts(part, held.get(name))
        made.append(SimpleNamespace(**held))
    return tuple(made)


def case_of(
    book: Rulebook, rows: Mapping[str, Iterable[Any]], told: Mapping[str, Any]
) -> Judging:
    """
    Read rows; the ids that stand for missing ones are those of the whole frame.
    """
    return opened(book, rows, **told)


def verdicts_of(case: Judging, rules: Iterable[str]) -> Iterator[Verdict]:
    """
    Judge some of the rules.
    """
    return judged(case, frozenset(rules))


def as_rows(verdicts: Iterable[Verdict]) -> list[tuple[Any, ...]]:
    """
    Return verdicts as rows of the result.
    """
    return [_row(verdict) for verdict in verdicts]


def _row(verdict: Verdict) -> tuple[Any, ...]:
    """Return one verdict as a row."""
    about, evidence = verdict.subject, verdict.evidence
    deadline = getattr(evidence, "deadline", None)
    last = closes = margin = None
    if deadline is not None and evidence.shape in _DUE:
        last = deadline.last_ordinal - EPOCH
        closes = micros_of(deadline.closes)
        margin = _margin(verdict, closes)
    return (
        verdict.key,
        verdict.rule,
        verdict.clause.id,
        verdict.status.value,
        verdict.owed_by,
        about.kind if about is not None else None,
        about.id if about is not None else None,
        about.cell if about is not None else None,
        last,
        closes,
        margin,
        reason_of(verdict),
    )


def reason_of(verdict: Verdict) -> str:
    """
    Return the reason that decides, with the fact that it lacks.
    """
    fact = dict(verdict.reason.params).get("fact")
    code = verdict.reason.code
    return f"{code}:{fact}" if code == "fact_missing" else code


def _margin(verdict: Verdict, closes: int) -> int:
    """Return how long is left, or was: until it was done, else until now."""
    evidence, rule = verdict.evidence, verdict.policy
    forms = getattr(rule, "forms", ())
    done = evidence.done if not forms or evidence.form in forms else None
    if done is None:
        return closes - micros_of(evidence.judged_at)
    if isinstance(done, dt.datetime):
        return closes - micros_of(done)
    days: int = evidence.deadline.last_ordinal - done.toordinal()
    return days * _DAY_US
