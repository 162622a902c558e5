"""
A plain day that is taken only where a condition holds, as one of several.

A yearly check in the last two months before its deadline counts as made on that day, so
that nobody loses time by coming early; one that came sooner, or late, counts from itself.
"""

import datetime as dt
from types import SimpleNamespace as Row

import pendulum
import pytest

from followup_rules import interchange

BOOK = """
[regulation]
code = "GAS"
edition = "2018"
title = { en = "Yearly checks" }
source = "an example"
[words]
landlord = { text = { en = "landlord" } }
[clauses.GAS-1]
en = "The next check is within twelve months."
[facts.check]
words = { en = "check" }
placed = "checked_on"
[facts.check.attributes]
checked_on = { type = "day", words = { en = "checked" } }
deadline_on = { type = "day?", words = { en = "the deadline it was for" } }
[rules.next]
kind = "deadline"
clause = "GAS-1"
name = { en = "the next check" }
owed_by = "landlord"
limit = "12 months"
feed = { each = "check", since = "SINCE" }
"""
SINCE = (
    "latest told of checked_on, "
    "(deadline_on if not checked_on + 2 months before deadline_on)"
)


def due(checked: dt.date, deadline: dt.date | None) -> dt.date:
    """Return by when the next check is due."""
    book = interchange.loads(BOOK.replace("SINCE", SINCE))
    row = Row(id="1", checked_on=checked, deadline_on=deadline)
    as_of = pendulum.datetime(2026, 6, 1, tz="Asia/Shanghai")
    [verdict] = book.assess({"check": [row]}, as_of=as_of).verdicts
    day: dt.date = verdict.deadline.last_day
    return day


class TestDayOfSeveral:
    """
    Two months before 28 February 2026 is 28 December 2025.
    """

    @pytest.mark.parametrize(
        ("checked", "next_due"),
        [
            (dt.date(2026, 2, 28), dt.date(2027, 2, 28)),
            (dt.date(2025, 12, 28), dt.date(2027, 2, 28)),
            (dt.date(2025, 12, 27), dt.date(2026, 12, 27)),
            (dt.date(2026, 3, 1), dt.date(2027, 3, 1)),
        ],
    )
    def test_a_check_that_is_not_too_early_keeps_its_day(
        self, checked: dt.date, next_due: dt.date
    ) -> None:
        """The first day of the two months, the day before it, and a late one."""
        assert due(checked, dt.date(2026, 2, 28)) == next_due

    def test_without_a_deadline_it_counts_from_itself(self) -> None:
        """A first check is for none."""
        assert due(dt.date(2026, 1, 5), None) == dt.date(2027, 1, 5)


def test_a_day_is_no_condition_though_one_stands_behind_it() -> None:
    """Where yes or no is asked, it says how to ask."""
    text = BOOK.replace("SINCE", "checked_on").replace(
        'since = "checked_on"',
        'since = "checked_on", where = "deadline_on if deadline_on has been told"',
    )
    with pytest.raises(interchange.RulesFileError, match="yes or no, such as"):
        interchange.loads(text)
