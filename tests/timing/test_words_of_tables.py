"""
What tables of days are called, and where they were read: words that a sentence can name.
"""

from typing import Any

import pytest

from followup_rules.errors import InvalidFieldError
from followup_rules.timing.calendars import TableCalendar
from followup_rules.timing.seasons import SeasonTable

NO_WORDS = ["", "  ", "a\x1b[2Jb", "e\u0301", 5, None]


def seasons(**told: Any) -> SeasonTable:
    """
    Return a table of one year without a season.
    """
    given: dict[str, Any] = {"place": "x", "provenance": ("a list",), **told}
    return SeasonTable(kind="heating", recurrence=None, years=((2025, None),), **given)


def calendar(**told: Any) -> TableCalendar:
    """
    Return a calendar of one day.
    """
    given: dict[str, Any] = {"name": "x", "provenance": ("a list",), **told}
    return TableCalendar(first_ordinal=738_000, codes=b"\0", **given)


def test_words() -> None:
    """What says something is taken as it is."""
    assert seasons().place == calendar().name == "x"
    assert seasons().provenance == calendar().provenance == ("a list",)


@pytest.mark.parametrize("words", NO_WORDS)
def test_what_a_table_is_called(words: Any) -> None:
    """A place, or the name of a calendar."""
    with pytest.raises(InvalidFieldError, match="place"):
        seasons(place=words)
    with pytest.raises(InvalidFieldError, match="name"):
        calendar(name=words)


@pytest.mark.parametrize("words", NO_WORDS)
def test_where_it_was_read(words: Any) -> None:
    """Among sources that say something."""
    for table in (seasons, calendar):
        with pytest.raises(InvalidFieldError, match="source"):
            table(provenance=("a list", words))
