"""
What a feed of one book comes to in the closed language, where that can say it.

Columns know no regulation. A feed that one writes for itself is judged there by what it
says here of most rows; the few of which it says more are asked of the feed itself.
"""

from typing import Any

from followup_rules.books.conditions import Condition
from followup_rules.immutable import frozen


@frozen
class Plainly:
    """
    A feed of every book that gives the same verdicts.

    Attributes:
        feed: That feed.
        unless: The rows of which it does not, or may not.
    """

    feed: Any
    unless: Condition | None = None


@frozen
class Credits:
    """
    How rows of a share are counted by the rows that belong to them.

    Attributes:
        kind: The kind of those, of which one that counts is enough; an instant dates
            each.
        where: Whether one counts; None is not known.
        unless: The rows that are counted one by one.
        bound: What says by when each row of the share is settled, as a rule and its
            feed; None is that the share is settled with its period.
    """

    kind: str
    where: Condition
    unless: Condition
    bound: tuple[str, Any] | None = None
