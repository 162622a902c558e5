"""
What is handed back: verdicts, rows in error and accounts, as frames of one kind.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals as nw
import pyarrow as pa
from attrs import asdict, fields

from followup_rules.books.judging import Judging
from followup_rules.errors import RowError
from followup_rules.frames.books.collecting import together
from followup_rules.frames.books.reading import AT, Told
from followup_rules.frames.books.subjects import CLOSES, RESULTS
from followup_rules.frames.columns import Work, hidden
from followup_rules.immutable import frozen
from followup_rules.ledgers.accounts import Account

_LAST: Final = hidden("last")
_TEXT = pa.string()
_TYPES: Final = {
    **dict.fromkeys(RESULTS, _TEXT),
    "last_day": pa.int64(),
    "closes": pa.int64(),
    "margin_us": pa.int64(),
}
_NAMELESS: Final = "no. "
_ERRORS: Final = ("ledger", "row", "field", "value", "problem", "fault")


@frozen
class ByRows:
    """
    A rule that was judged row by row, and why.

    Attributes:
        rule: The id of the rule.
        why: What columns cannot hold or judge of it.
        rows: How many rows were taken from the frames for it.
    """

    rule: str
    why: str
    rows: int


@frozen
class Unlisted:
    """
    Rows in error of one ledger that are counted, and stand in no list.

    Attributes:
        ledger: The kind of the ledger.
        fault: What is wrong with them, as in `row_errors`.
        rows: How many more there are than are listed.
    """

    ledger: str
    fault: str
    rows: int


@frozen
class BookAssessment:
    """
    What a whole regulation says about frames; frames of the kind that came.

    Attributes:
        verdicts: One row a verdict: `key`, `rule`, `clause`, `status`, `party`, `kind`,
            `id`, `cell`, `last_day`, `closes`, `margin_us`, `reason`.
        row_errors: One row for each row that cannot be judged: `ledger`, `row`,
            `field`, `value`, `problem`, `fault`; of each ledger and fault no more than
            `limit`, the first.
        unlisted: How many more there are, of each ledger and fault that has more.
        accounts: What became of the rows of each ledger, each counted once.
        by_rows: The rules that were judged row by row, and why.
        rows_taken: How many rows of each ledger were taken from its frame, because
            such a rule asks for them or because columns could not read them.
        untold: The facts of each ledger for which its frame has no column, so that no
            row tells them; a column that is called otherwise shows itself here.
    """

    verdicts: Any
    row_errors: Any
    unlisted: tuple[Unlisted, ...]
    accounts: Any
    by_rows: tuple[ByRows, ...]
    rows_taken: Mapping[str, int]
    untold: Mapping[str, tuple[str, ...]]


@frozen
class Results:
    """
    Makes frames of the kind that the caller's were.
    """

    work: Work
    zone: str

    def verdicts(self, frames: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Any:
        """
        Return all verdicts as one frame.
        """
        engine = self.work.engine
        made = self._frame(_TYPES, rows)
        made = engine.dates(made, {_LAST: "last_day"})
        made = made.select(
            *(
                nw.col(_LAST if name == "last_day" else name).alias(name)
                for name in RESULTS
            )
        )
        every = together(engine, [*frames, made])
        every = every.with_columns(nw.col("closes").alias(CLOSES)).drop("closes")
        every = engine.times(every, {"closes": CLOSES}, self.zone)
        return engine.finish(self.work.native, every.select(*RESULTS))

    def errors(self, errors: Iterable[RowError]) -> Any:
        """
        Return the rows in error.
        """
        rows = [
            (one.kind, one.row, one.field, str(one.got), one.problem, one.fault)
            for one in errors
        ]
        made = self._frame(dict.fromkeys(_ERRORS, _TEXT), rows)
        return self.work.engine.finish(self.work.native, made)

    def accounts(self, accounts: Mapping[str, Account]) -> Any:
        """
        Return the account of each ledger.
        """
        rows = [(kind, *asdict(one).values()) for kind, one in accounts.items()]
        counts = dict.fromkeys((one.name for one in fields(Account)), pa.int64())
        made = self._frame({"ledger": _TEXT, **counts}, rows)
        return self.work.engine.finish(self.work.native, made)

    def _frame(self, types: Mapping[str, Any], rows: Iterable[Sequence[Any]]) -> Any:
        """Return rows as a frame that stands beside those of the call."""
        rows = list(rows)
        made = pa.table(
            {
                name: pa.array([row[place] for row in rows], kind)
                for place, (name, kind) in enumerate(types.items())
            }
        )
        return self.work.engine.beside(self.work.frame.to_native(), made)


def told_errors(
    case: Judging,
    rows: Mapping[str, Sequence[Any]],
    whole: Collection[str],
    ledgers: Mapping[str, Told],
) -> list[RowError]:
    """
    Return the rows in error; one without an id is named by its place in its frame.
    """
    found = []
    for kind, part in case.ledgers.items():
        named = {}
        if kind in rows and kind not in whole:
            named = _named(part.errors, rows[kind], ledgers[kind].work)
        found += [one.but(row=named.get(one.row, one.row)) for one in part.errors]
    return [*found, *case.refused]


def listed(
    errors: Iterable[RowError], surplus: Mapping[str, Mapping[str, int]], limit: int
) -> tuple[list[RowError], tuple[Unlisted, ...]]:
    """
    Return the first errors of each ledger and fault, and how many more there are.

    Args:
        errors: Those of the rows that were read.
        surplus: How many rows were counted only, by ledger and fault.
        limit: How many are listed.
    """
    found: Counter[tuple[str, str]] = Counter()
    first = []
    for one in errors:
        about = one.kind, one.fault
        found[about] += 1
        if found[about] <= limit:
            first.append(one)
    more = Counter({about: found[about] - limit for about in found})
    for kind, counts in surplus.items():
        more.update({(kind, fault): rows for fault, rows in counts.items()})
    return first, tuple(
        Unlisted(kind, fault, rows) for (kind, fault), rows in more.items() if rows > 0
    )


def _named(
    errors: Sequence[RowError], rows: Sequence[Any], work: Work
) -> dict[str, str]:
    """Return what rows without an id are called, by what they were called among few."""
    nameless = {one.row for one in errors if one.row.startswith(_NAMELESS)}
    numbers = {
        f"{_NAMELESS}{place}": getattr(one, AT) for place, one in enumerate(rows, 1)
    }
    asked = {name: numbers[name] for name in nameless & numbers.keys()}
    if not asked:
        return {}
    places = work.engine.places(work.native, asked.values())
    return {name: f"{_NAMELESS}{places[at] + 1}" for name, at in asked.items()}
