"""
Checks of rows that a regulation writes for itself, as far as columns can tell of them.
"""

import narwhals as nw
from attrs import evolve

from followup_rules.books.conditions import parse
from followup_rules.frames.books.questions import NotInColumnsError, Questions
from followup_rules.frames.books.reading import ODD, Asking, Told
from followup_rules.ledgers.facts import plainly_sound


def checked(told: Told, asking: Asking) -> Told:
    """
    Leave to its check every row of which a check does not certainly find nothing.
    """
    book, ledger = asking.speech.book, told.ledger
    if told.whole is not None or ledger.check is None:
        return told
    why: str | None = None
    what = parse(str(plainly_sound(ledger, book))).bound(ledger, book.ledgers)
    try:
        sound = Questions(told, {}, asking).truth(what).fill_null(value=False)
    except NotInColumnsError as error:
        odd, why = nw.lit(value=True), str(error)
    else:
        odd = nw.col(ODD) | ~sound
    return evolve(told.has(told.work.frame.with_columns(odd.alias(ODD))), whole=why)
