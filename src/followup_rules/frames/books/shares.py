"""
Shares over the columns of a ledger: rows are counted, and the rule is asked once.

What decides a share is how many rows are of it, how many are not, and of how many that
is not known. Columns count the rows that are not strange, in one row of numbers; the
strange ones are counted one by one, and the verdict is the feed's own on both.
"""

from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.books.feeds import Quota, Rate
from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books.judging import rows_asked
from followup_rules.frames.books.questions import NotInColumnsError, Questions
from followup_rules.frames.books.reading import INSIDE, STRANGE, Asking, Told
from followup_rules.frames.books.values import YES

SHARES: Final = (Quota, Rate)
"""The feeds that only count rows."""
COUNTS: Final = ("reached", "unknown", "missing")


def count(
    book: Rulebook, rule_id: str, ledgers: Mapping[str, Told], asking: Asking
) -> Any:
    """
    Return one row that counts the rows of a share; None where there are no rows.

    Its columns are those of `COUNTS`.

    Raises:
        NotInColumnsError: If they can be counted one by one only.
    """
    feed = book.feeds[rule_id]
    if feed.episodes is not None:
        raise NotInColumnsError("some of its rows count as one")
    if feed.by is not None or feed.cycle is not None:
        apart = feed.cycle if feed.by is None else feed.by
        raise NotInColumnsError(f"told apart by {apart}")
    told = rows_asked(book, feed, ledgers)
    if told is None:
        return None
    asked = Questions(told, ledgers, asking)
    asked.keep(asked.frame.filter(nw.col(INSIDE) & ~nw.col(STRANGE)))
    meant = YES if feed.where is None else asked.truth(feed.where)
    met = asked.truth(feed.met)
    found = asked.frame.with_columns(meant=meant, met=met)
    meant, met = nw.col("meant"), nw.col("met")
    sure = meant.fill_null(value=False)
    counted = {
        "reached": sure & met.fill_null(value=False),
        "unknown": meant.is_null() | (sure & met.is_null()),
        "missing": sure & ~met.fill_null(value=True),
    }
    numbers = {name: one.cast(nw.Int64) for name, one in counted.items()}
    shown = found.select(**numbers)
    return shown.select(nw.col(name).sum() for name in COUNTS)
