"""
What a deadline asks of rows and no row tells, or is told and does not ask for.

Each half stands in a place of its own, the rule and its feed, so that one of them is
easily forgotten: a clock that stands still for reasons of which no row tells any never
stands still, and pauses of a rule that knows none are refused of every row.
"""

from collections.abc import Iterator
from typing import Any, Final

from followup_rules.books.feeds import Deadline
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.interchange.faults import Path
from followup_rules.policies.deadlines import DeadlinePolicy

_HALVES: Final = {
    "cases": "category",
    "forms": "form",
    "self_set": "appointed",
    "case_limit": "limit",
    "extension": "extensions",
    "stopped_by": "pauses",
}
"""The fields of a rule that need an answer of each row, and what the feed calls it."""


def untold(book: Rulebook) -> Iterator[tuple[Path, str, Text]]:
    """
    Yield the halves that stand alone: place, id of the clause, what is wrong.
    """
    for rule_id, policy in book.rules.items():
        fed = book.feeds.get(rule_id)
        if isinstance(policy, DeadlinePolicy) and type(fed) is Deadline:
            for said, told in _HALVES.items():
                found = _alone(policy, fed, said, told)
                if found is not None:
                    place = ("rules", rule_id, "feed", told)
                    yield place, policy.clause.id, found


def _alone(policy: DeadlinePolicy, fed: Any, said: str, told: str) -> Text | None:
    """Say which of two halves is missing; None where both stand, or neither."""
    asks, tells = bool(getattr(policy, said)), getattr(fed, told) is not None
    if asks is tells or (asks and said == "cases"):  # found with every other kind
        return None
    if asks:
        return Text(
            f"the rule has {said}, and no row tells of any: say it here",
            f"规则写明了{said}，却没有任何一行提供，请在此处写明由哪个属性提供",
        )
    return Text(
        f"the rule has no {said}, so that this is refused of every row that tells it",
        f"规则没有写明{said}，凡提供此项的行都会被拒绝",
    )
