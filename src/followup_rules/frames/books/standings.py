"""
What one rule is told of another in columns.
"""

from typing import Any, Final

from followup_rules.books.standing import Moments
from followup_rules.frames.columns import Times, hidden
from followup_rules.immutable import frozen

KEY: Final = hidden("stands_on")
OPEN: Final = "open"
DOUBT: Final = "doubt"


@frozen
class Standing:
    """
    A frame with one row for each row that a rule is asked of.

    Attributes:
        kind: The kind of those rows.
        frame: Their ids under `KEY`, whether each moment has happened under its name,
            whether time may change it under `OPEN`, and whether only rows can tell
            under `DOUBT`.
        at: The columns of each moment; None where no column tells when it was.
    """

    kind: str
    frame: Any
    at: dict[Moments, Times | None]
