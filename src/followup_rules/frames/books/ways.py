"""
Ways out over columns: which rows may be let off at all.

Those are asked of rows, where the way out has its bound and its words; all others are
judged as if nothing could let them off.
"""

from typing import Any

from followup_rules.frames.books.questions import Questions, belonging, for_good


def may_let_off(asked: Questions, feed: Any) -> None:
    """
    Note of each row whether something may let it off.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    for way in feed.ways_out:
        if way.attempts:
            first = way.attempts[0]
            tried = belonging(
                asked, first.of, first.where, least=first.least, attempts=True
            )
            asked.ways.append(tried)
        else:
            asked.ways.append(for_good(asked, way.when).fill_null(value=True))
