"""
What became of the rows of a ledger that were judged in columns, each counted once.
"""

from typing import Any, Final

import narwhals as nw

from followup_rules.frames.books.reading import INSIDE, KNOWN, LATER, STRANGE, Told
from followup_rules.ledgers.accounts import Account

_COUNTS: Final = ("given", "known", "inside", "later")


def counts(told: Told) -> Any:
    """
    Count the rows that were judged in columns.
    """
    flags = {"known": KNOWN, "inside": INSIDE, "later": LATER}
    return told.work.frame.filter(~nw.col(STRANGE)).select(
        nw.len().cast(nw.Int64).alias("given"),
        *(nw.col(one).cast(nw.Int64).sum().alias(name) for name, one in flags.items()),
    )


def with_columns(account: Account, row: Any, told: Told, *, cells: bool) -> Account:
    """
    Add the rows that were judged in columns, and those in error that were counted.
    """
    given, known, inside, later = (int(row[name][0] or 0) for name in _COUNTS)
    judged = known if cells else inside
    wrong = 0 if told.surplus is None else sum(told.surplus.rows.values())
    return Account(
        given=account.given + given + wrong,
        judged=account.judged + judged,
        later=account.later + later,
        outside=account.outside + known - judged,
        not_begun=account.not_begun + given - known - later,
        in_error=account.in_error + wrong,
    )
