"""
Draws, as a regulation in Python says them.
"""

from collections.abc import Mapping
from typing import Any, Final

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.drafts import Doubt, Draft, drafted, kind_of_rows

_DRAW: Final = ("draws", "DrawPolicy")


def draw(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    of: type,
    calls: Mapping[str, Any],
    receipt: Ask,
    **said: Any,
) -> Draft:
    """
    Return how many are drawn in each round, from which rows, and who was reached.

    *calls* is a table with `of` (a class of rows of a round), `subject`, and what else a
    `Calls` holds. *asked* holds the other entries of the feed, such as `within`,
    `window`, `person` and `left_out`.
    """
    head = id, en, zh, owed_by, doubts
    tried = feeds.Calls(**{**calls, "of": kind_of_rows(calls["of"])})
    asked = {"each": each, "of": of, "calls": tried, "receipt": receipt}
    return drafted(_DRAW, feeds.Draws, head, asked, said)
