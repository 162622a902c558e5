"""
Ranks with ties, listed in the order of the codes.
"""

from collections import Counter
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from followup_rules.errors import UnknownNameError
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen


class Ranking(Enum):
    """
    What equal scores do to the ranks after them.
    """

    COMPETITION = "competition"
    """1 1 3: one more than how many are better."""
    MODIFIED = "modified"
    """2 2 3: how many are not worse."""
    DENSE = "dense"
    """1 1 2: one more than how many different scores are better."""


@frozen
class Standing:
    """
    One window's place; the rank is None where it is not ranked.
    """

    window: str
    rank: int | None
    score: Any


def ranks(
    scores: Mapping[str, Fraction | None], method: Ranking = Ranking.COMPETITION
) -> dict[str, int | None]:
    """
    Return the rank of each score, by code; None is not ranked.

    The ranked come first, by rank and then by code.

    Raises:
        UnknownNameError: If *method* is no `Ranking`.
        InvalidFieldError: If *scores* is no table from code to score.

    >>> ranks({"A": Fraction(86), "B": Fraction(80), "C": Fraction(86), "D": None})
    {'A': 1, 'C': 1, 'B': 3, 'D': None}
    """
    if not isinstance(method, Ranking):
        raise UnknownNameError("ranking", method, tuple(map(str, Ranking)))
    check_kind("scores", scores, Mapping, "a table from code to score")
    known = Counter(score for score in scores.values() if score is not None)
    places: dict[Fraction, int] = {}
    better = 0
    for place, score in enumerate(sorted(known, reverse=True), 1):
        places[score] = {
            Ranking.COMPETITION: better + 1,
            Ranking.MODIFIED: better + known[score],
            Ranking.DENSE: place,
        }[method]
        better += known[score]
    found = {
        code: None if score is None else places[score] for code, score in scores.items()
    }
    placed = sorted(code for code in found if found[code] is not None)
    placed.sort(key=lambda code: found[code] or 0)
    return {
        code: found[code]
        for code in (*placed, *sorted(code for code in found if found[code] is None))
    }
