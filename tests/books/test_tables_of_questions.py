"""
The tables of questions that feeds hold: what they read is told like that of any other.
"""

from typing import Any

import attrs
import pendulum
import pytest
from tests.books.book_of_every_kind import BOOK, Call, Hold

from followup_rules.books import feeds
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status


class TestLedgersThatTablesRead:
    """
    What a question under a key reads is read like that of any other question.
    """

    @pytest.mark.parametrize(
        "feed",
        [
            feeds.Procedure(each="call", steps={"first": "first hold.done"}),
            feeds.Procedure(
                each="call", steps={"first": "done"}, conditions={"x": "any hold"}
            ),
            feeds.Team(each="call", who={"one": "first hold.who"}),
            feeds.Team(
                each="call", who={"one": "who"}, bodies={"one": "first hold.whom"}
            ),
            feeds.Releases(each="call", paid={"first": "last hold.done"}),
            feeds.Warranty(each="call", events={"handed": "first hold.begun"}),
            feeds.Deadline(each="call", starts={"one": "first hold.begun"}),
        ],
    )
    def test_they_are_named(self, feed: Any) -> None:
        """Its own first."""
        assert feed.reads() == ("call", "hold")

    @pytest.mark.parametrize("broken", [False, True])
    def test_a_row_that_cannot_be_read_is_held_against_nobody(
        self, *, broken: bool
    ) -> None:
        """It may be the one that says when the step was done."""
        begun = pendulum.datetime(2026, 3, 2, tz="Asia/Shanghai")
        call = Call(id="c1", at=begun, begun=begun, yes=True)
        done: Any = "soon" if broken else None
        hold = Hold(id="h1", call_id="c1", at=begun, done=done)
        feed = attrs.evolve(
            BOOK.feeds["steps"],
            steps={"first": "first hold.done", "then": "done"},
        )
        told: Any = {"call": [call], "hold": [hold]}
        [verdict] = (
            BOOK.replace("steps", feed=feed)
            .assess(told, as_of=begun.add(days=30), period=month(2026, 3))
            .where(rule="steps")
        )
        assert verdict.status is (Status.UNDETERMINED if broken else Status.BREACHED)
