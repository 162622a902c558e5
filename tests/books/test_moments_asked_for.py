"""
What asks for a moment is refused of what never tells one, as a book is built.
"""

from typing import Any, Final

import attrs
import pytest
from tests.books.book_of_every_kind import BOOK

from followup_rules.errors import InvalidFieldError

ASKED: Final = {
    "Cadence": ("began", "ended"),
    "Deadline": ("appointed", "closed", "done", "since"),
    "Intervals": ("at", "ended", "since"),
    "Keeping": ("disposed", "since"),
    "Notice": ("done", "event"),
    "Procedure": ("closed", "since"),
    "Refund": (
        "accepted_on",
        "applied_on",
        "checked_on",
        "paid_on",
        "reminded_on",
        "reported_on",
    ),
    "Releases": ("started_on",),
    "Series": ("anchor", "at", "ended"),
    "Warranty": (
        "accepted_on",
        "delivered_on",
        "occurred_at",
        "reaccepted_on",
        "repaired_on",
        "reported_at",
        "voided_on",
    ),
    "Windows": ("anchor", "done"),
}
"""The questions whose answers are moments, by the kind of the feed."""
TABLES: Final[dict[str, dict[str, Any]]] = {
    "Deadline": {"since": None, "starts": {"one": "yes"}},
    "Procedure": {"steps": {"one": "yes"}},
    "Releases": {"paid": {"one": "yes"}},
    "Warranty": {"events": {"one": "yes"}},
}
"""The tables of which each question asks for a moment."""
ONE_OF_EACH: Final = {type(feed).__name__: rule for rule, feed in BOOK.feeds.items()}
"""A rule with a feed of each kind."""
NO_MOMENT: Final = "allowed: an attribute that is a moment"


class TestQuestions:
    """
    A yes or no, a name or a grade is none.
    """

    @pytest.mark.parametrize("told", ["yes", "who", "grade"])
    @pytest.mark.parametrize(
        ("kind", "name"), [(kind, name) for kind in ASKED for name in ASKED[kind]]
    )
    def test_no_moment(self, kind: str, name: str, told: str) -> None:
        """Each question of each kind of feed."""
        rule = ONE_OF_EACH[kind]
        feed: Any = attrs.evolve(BOOK.feeds[rule], **{name: told})

        with pytest.raises(InvalidFieldError, match=NO_MOMENT):
            BOOK.replace(rule, feed=feed)

    @pytest.mark.parametrize("kind", TABLES)
    def test_no_moment_in_a_table(self, kind: str) -> None:
        """Each question under a key."""
        rule = ONE_OF_EACH[kind]
        feed: Any = attrs.evolve(BOOK.feeds[rule], **TABLES[kind])

        with pytest.raises(InvalidFieldError, match=NO_MOMENT):
            BOOK.replace(rule, feed=feed)
