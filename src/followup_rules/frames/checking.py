"""
Which rows or groups of a frame cannot be judged, and why.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import narwhals as nw

from followup_rules.clauses import Text
from followup_rules.errors import (
    InvalidFieldError,
    MissingColumnError,
    RowError,
    as_shown,
)
from followup_rules.exact import as_count
from followup_rules.frames.columns import hidden, read_names
from followup_rules.frames.engines import Engine, engine_of
from followup_rules.frames.engines.bounds import DAYS, FIRST_US, LAST_US
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.outcomes import UNDETERMINED
from followup_rules.immutable import frozen
from followup_rules.layout import wrap
from followup_rules.policies.draws.selection import SEPARATOR, WHOLE_FRAME
from followup_rules.reasons import to_mend
from followup_rules.reasons.sentences import sentences
from followup_rules.wording import sentence

_INDENT: Final = "  "
_ROWS: Final = hidden("rows")
_REASON: Final = hidden("reason")
_MOST: Final = 2**31 - 1
"""More rows than these are listed by nobody."""
_CODED: Final = (nw.Categorical, nw.Enum)
_ORDERED: Final = (nw.String, nw.Categorical, nw.Enum, nw.Boolean, nw.Date, nw.Datetime)
_OWN: Final = "frame"
"""Which argument brought the columns that were read already."""

_COUNTED: Final = {
    "share_unknown": "uncertain",
    "fact_missing:whether_it_counts": "uncertain",
    "fact_missing:period_covered": "uncertain",
    "date_out_of_range": "uncertain",
    "unknown_grade": "unknown_grade",
}
"""The count that a group is undetermined for."""


@frozen
class _Kind:
    """
    How the results of one kind of policy are read.

    `named_by` are arguments whose columns name a row of the result, and `also` are
    columns of the result that do; `whole` says that rows of the frame are left out
    of the result, so that they are counted in the frame.
    """

    named_by: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    status: str = "status"
    grouped: bool = False
    whole: bool = False


_KINDS: Final = {
    "CadencePolicy": _Kind(("by",), ("cell",), grouped=True),
    "DrawPolicy": _Kind(("window", "id"), status="drawn", whole=True),
    "QuotaPolicy": _Kind(("by",), grouped=True),
    "ScoringPolicy": _Kind(("by", "window"), grouped=True),
}


@frozen
class Check:
    """
    What a check of a frame found.

    Attributes:
        rows: How many rows there are, or groups where a policy judges groups.
        counts: How many of them cannot be judged, by reason, the commonest first.
        listed: The first of them, by name and then by reason.
        reasons: The reason of each one listed.
        grouped: Whether they are groups.
    """

    rows: int
    counts: tuple[tuple[str, int], ...]
    listed: tuple[RowError, ...]
    reasons: tuple[str, ...] = ()
    grouped: bool = False

    @property
    def unjudged(self) -> int:
        """
        How many cannot be judged.
        """
        return sum(count for _, count in self.counts)

    def explain(self, language: str = "en", *, columns: int = 80) -> str:
        """
        Return what was found as text for a terminal.

        Raises:
            UnknownNameError: If the language is unknown.
        """
        lines = []
        for place, line in enumerate(self._lines(language)):
            indent = _INDENT if place else ""
            first, *others = wrap(line, columns - 2 * len(_INDENT))
            lines.append(indent + first)
            lines += [2 * _INDENT + other for other in others]
        return "\n".join(lines)

    def _lines(self, language: str) -> Iterator[str]:
        """Say what was found: in all, by reason, and one by one."""
        code = "groups_unjudged" if self.grouped else "rows_unjudged"
        values: dict[str, object] = {"unjudged": self.unjudged, "rows": self.rows}
        yield sentence(code, language, values)
        for reason, count in self.counts:
            values = {"count": count, "reason": _as_it_is(reason)}
            yield sentence("counted_by_reason", language, values)
        for error, reason in zip(self.listed, self.reasons, strict=True):
            values = {
                "row": _as_it_is(error.row),
                "column": _as_it_is(error.field),
                "value": _as_it_is(_shown(error.got)),
                "problem": _as_it_is(_problem(reason, language)),
            }
            bare = self.grouped and error.got is None
            code = "unjudged_group" if bare else "unjudged_row"
            yield sentence(code, language, values)
        more = self.unjudged - len(self.listed)
        if more:
            yield sentence("unjudged_not_listed", language, {"count": more})

    def __str__(self) -> str:
        return self.explain("en")

    def to_dict(self) -> dict[str, Any]:
        """
        Return what was found as data that `json.dumps` takes as it stands.
        """
        return {
            "rows": self.rows,
            "unjudged": self.unjudged,
            "grouped": self.grouped,
            "counts": dict(self.counts),
            "listed": [
                {
                    "rule": error.kind,
                    "row": error.row,
                    "column": error.field,
                    "value": _shown(error.got),
                    "reason": reason,
                    "problem": error.problem,
                }
                for error, reason in zip(self.listed, self.reasons, strict=True)
            ],
        }


def find_unjudged(
    frame: Any,
    policy: Any,
    judged: Any,
    *,
    row: str | Sequence[str] | None,
    limit: int,
    arguments: Mapping[str, Any],
) -> Check:
    """
    Execute, count the rows that cannot be judged, and list the first of them.

    Args:
        frame: What was judged.
        policy: The rule.
        judged: What `assess` gave.
        row: The columns that name a row of that.
        limit: How many are listed.
        arguments: What `assess` was given besides.

    Raises:
        MissingColumnError: If there is no column *row*.
        InvalidFieldError: If *row* is needed and None.
        ImpossibleCountError: If *limit* is no whole number of 0 or more.
    """
    kind = _KINDS.get(type(policy).__name__, _Kind())
    given = {name: value for name, value in arguments.items() if value is not None}
    prefix = given.get("prefix", "")
    names = engine_of(judged).names(judged)
    reading = _Reading(
        policy.id,
        kind,
        _names(kind, row, given, names),
        f"{prefix}{kind.status}",
        f"{prefix}reason",
        _columns(policy, given),
    )
    found = reading.narrow(judged, names)
    most = min(as_count("limit", limit), _MOST)
    queries = [reading.count(found)]
    if kind.whole:
        queries.append(nw.from_native(frame).lazy().select(nw.len().alias(_ROWS)))
    return reading.report(*_execute(queries, reading.first(found, most)))


@frozen
class _Reading:
    """
    How one result is read.

    `names` are the columns that name a row, `columns` those of each argument.
    """

    rule: str
    kind: _Kind
    names: tuple[str, ...]
    status: str
    reason: str
    columns: Mapping[str, tuple[str, ...]]

    def narrow(self, judged: Any, known: Sequence[str]) -> Any:
        """Return the columns that matter, lazily, as they are worked with."""
        counted = _COUNTED.values() if self.kind.grouped else ()
        told = [name for names in self.columns.values() for name in names]
        wanted = dict.fromkeys([self.status, self.reason, *told, *counted])
        columns = {name: _OWN for name in wanted if name in known}
        columns |= dict.fromkeys(self.names, "row")
        engine = engine_of(judged)
        return _that_can_be_shown(engine, engine.open(judged, columns), columns).lazy()

    def count(self, found: Any) -> Any:
        """Return the query of how many there are of each reason; null is judged."""
        reason = nw.when(self._bad).then(nw.col(self.reason)).alias(_REASON)
        return found.select(reason).group_by(_REASON).agg(nw.len().alias(_ROWS))

    def first(self, found: Any, limit: int) -> Any:
        """Return the query of the first by name, and then by whatever has an order."""
        schema = found.collect_schema()
        found = found.filter(self._bad).select(
            nw.col(name).cast(nw.String) if kind in _CODED else nw.col(name)
            for name, kind in schema.items()
        )
        keys = dict.fromkeys([*self.names, self.reason, *schema])
        ordered = [name for name in keys if _has_order(schema[name])]
        return found.sort(ordered, nulls_last=True).head(limit)

    @property
    def _bad(self) -> Any:
        """Whether a row cannot be judged."""
        return nw.col(self.status) == UNDETERMINED

    def report(self, counted: Any, *others: Any) -> Check:
        """Put the answers of the queries together."""
        *whole, listed = others
        sizes = {entry[_REASON]: int(entry[_ROWS]) for entry in counted}
        rows = int(whole[0][0][_ROWS]) if whole else sum(sizes.values())
        sizes.pop(None, None)
        counts = sorted(sizes.items(), key=lambda entry: (-entry[1], entry[0]))
        return Check(
            rows,
            tuple(counts),
            tuple(map(self._error, listed)),
            tuple(entry[self.reason] for entry in listed),
            self.kind.grouped,
        )

    def _error(self, entry: Mapping[str, Any]) -> RowError:
        """Say what is wrong with one row."""
        reason = entry[self.reason]
        arguments = to_mend(reason)
        columns = self._culprits(arguments, entry)
        if self.kind.grouped and _COUNTED.get(reason) in entry:
            columns = (_COUNTED[reason],)
        values = tuple(entry[name] for name in columns if name in entry)
        parts = [entry[name] for name in self.names]
        named = ["-" if part is None else str(part) for part in parts]
        return RowError(
            self.rule,
            SEPARATOR.join(named or [WHOLE_FRAME]),
            ", ".join(columns) or arguments[0],
            values if len(values) > 1 else next(iter(values), None),
            _problem(reason, "en"),
        )

    def _culprits(
        self, arguments: Sequence[str], entry: Mapping[str, Any]
    ) -> tuple[str, ...]:
        """Return the columns of the first argument that has a value in a row."""
        named = [self.columns[name] for name in arguments if self.columns.get(name)]
        for columns in named:
            if any(entry.get(name) is not None for name in columns):
                return columns
        return named[0] if named else ()


def _that_can_be_shown(engine: Engine, frame: Any, columns: Mapping[str, str]) -> Any:
    """Return columns; times that no datetime of Python can hold are left out."""
    frame = frame.select(*columns)
    inside = {nw.Datetime: (FIRST_US + DAY, LAST_US - DAY), nw.Date: DAYS}
    held = {
        hidden(f"shown_{place}"): (name, bounds)
        for place, (name, kind) in enumerate(frame.collect_schema().items())
        for times, bounds in inside.items()
        if kind == times
    }
    if not held:
        return frame
    frame = engine.numbers(frame, {new: name for new, (name, _) in held.items()})
    shown = [
        nw.when(nw.col(new).is_between(*bounds)).then(nw.col(name)).alias(name)
        for new, (name, bounds) in held.items()
    ]
    return frame.with_columns(*shown).select(*columns)


def _names(
    kind: _Kind,
    row: str | Sequence[str] | None,
    given: Mapping[str, Any],
    columns: tuple[str, ...],
) -> tuple[str, ...]:
    """Return the columns that name a row of the result."""
    if row is None:
        if not kind.named_by:
            raise InvalidFieldError("row", row, "a column that names each row")
        named = [_listed(given.get(argument, ())) for argument in kind.named_by]
        return (*(name for names in named for name in names), *kind.also)
    names = read_names("row", row)
    if not names:
        raise InvalidFieldError("row", row, "a column that names each row")
    for name in names:
        if name not in columns:
            raise MissingColumnError("row", name, columns)
    return names


def _columns(policy: Any, given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the columns of each argument that names some."""
    columns = {name: _listed(value) for name, value in given.items()}
    if hasattr(policy, "trigger"):
        columns.setdefault("trigger", (policy.trigger,))
    if "id" in columns:
        columns.setdefault("window", columns["id"])
    return columns


def _listed(value: Any) -> tuple[str, ...]:
    """Return the columns that an argument names: one, several, or none."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if not isinstance(value, Sequence):
        return ()
    return tuple(name for entry in value for name in _listed(entry))


def _has_order(kind: Any) -> bool:
    """Say whether values of a type come in the same order on every engine."""
    return kind.is_numeric() or any(kind == ordered for ordered in _ORDERED)


def _execute(queries: Sequence[Any], first: Any) -> Iterator[list[dict[str, Any]]]:
    """
    Yield the rows of each query, and those of *first* if anything is to be listed.

    Polars runs them all in one go, so that what they share is done once.
    """
    if first.implementation.is_polars():
        module = first.implementation.to_native_namespace()
        lazy = [query.to_native() for query in (*queries, first)]
        for frame in module.collect_all(lazy):
            yield frame.to_dicts()
        return
    counted = _rows(queries[0])
    yield counted
    yield from map(_rows, queries[1:])
    unjudged = any(entry[_REASON] is not None for entry in counted)
    yield _rows(first) if unjudged else []


def _rows(query: Any) -> list[dict[str, Any]]:
    """Execute a query."""
    found: list[dict[str, Any]] = query.collect().rows(named=True)
    return found


def _problem(reason: str, language: str) -> str:
    """Say what is wrong with a row."""
    code = reason.partition(":")[0]
    known = code if f"unjudged_{code}" in sentences() else "otherwise"
    return sentence(f"unjudged_{known}", language, {})


def _as_it_is(text: str) -> Text:
    """Return what is the same in both languages, without signs that act or hide."""
    shown = text if text.isprintable() else repr(text)
    return Text(shown, shown)


def _shown(got: object) -> str:
    """Show what came in a row; days and times as they are written."""
    if isinstance(got, tuple):
        return f"({', '.join(map(_shown, got))})"
    return str(got) if isinstance(got, dt.date) else as_shown(got)
