"""
What is handed back: verdicts, rows in error and accounts, as frames of one kind.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals as nw
import pyarrow as pa
from attrs import asdict, fields, frozen

from followup_rules.books.judging import Judging
from followup_rules.errors import RowError
from followup_rules.frames.books.reading import AT
from followup_rules.frames.books.subjects import CLOSES, RESULTS
from followup_rules.frames.columns import Work, hidden
from followup_rules.ledgers.rows import Account

_LAST: Final = hidden("last")
_TEXT = pa.string()
_TYPES: Final = {
    **dict.fromkeys(RESULTS, _TEXT),
    "last_day": pa.int64(),
    "closes": pa.int64(),
    "margin_us": pa.int64(),
}
_ERRORS: Final = ("ledger", "row", "field", "value", "problem", "fault")


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
        every = nw.concat([*frames, made], how="vertical")
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
        table_made = pa.table(
            {
                name: pa.array([row[place] for row in rows], kind)
                for place, (name, kind) in enumerate(types.items())
            }
        )
        native = self.work.frame.to_native()
        family = type(native).__module__.partition(".")[0].lstrip("_")
        if family == "polars":
            import polars as pl  # noqa: PLC0415 - the caller's own library

            made: Any = pl.from_arrow(table_made)
            return nw.from_native(made.lazy())
        if family == "duckdb":
            return nw.from_native(native.query("__fr_none", "SELECT * FROM table_made"))
        return nw.from_native(table_made, eager_only=True)


def told_errors(
    case: Judging, rows: Mapping[str, Sequence[Any]], whole: Collection[str]
) -> list[RowError]:
    """
    Return the rows in error; one without an id is named by its place in its frame.
    """
    found = []
    for kind, part in case.ledgers.items():
        places = {}
        if kind in rows and kind not in whole:
            places = {
                f"no. {number}": f"no. {getattr(one, AT) + 1}"
                for number, one in enumerate(rows[kind], 1)
            }
        found += [one.but(row=places.get(one.row, one.row)) for one in part.errors]
    return [*found, *case.refused]
