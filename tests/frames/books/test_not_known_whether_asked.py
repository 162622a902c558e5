"""
Columns that do not say whether a rule is asked accuse nobody, as rows do not.
"""

import datetime as dt

import pytest
from tests.books.test_not_known_whether_asked import BOOK, KINDS, LATER, SEEN
from tests.frames.books.compare import compared

from followup_rules import interchange


@pytest.mark.parametrize("rule", ["checklist", "deadline", "keeping", "procedure"])
def test_columns_say_what_rows_say(rule: str, engine: str) -> None:
    """Known, known not to be and not known; done in time, late and not at all."""
    book = interchange.loads(BOOK + KINDS[rule].replace("ASKED", "serious"))
    rows = [
        {
            "id": f"{serious}-{hours}",
            "seen_at": SEEN,
            "serious": serious,
            "done_at": hours and SEEN.add(hours=hours),
            "gone_on": dt.date(2026, 3, 5),
        }
        for serious in (True, False, None)
        for hours in (None, 1, 200)
    ]
    count, wrong = compared(book, {"finding": rows}, engine, as_of=LATER)

    assert (count > 5, wrong) == (True, [])
