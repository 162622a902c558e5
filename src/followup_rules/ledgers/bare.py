"""
Rows that have nothing but an id, such as the visits of a plan.
"""

from collections.abc import Callable, Collection
from typing import Any

from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.ledgers.values import as_id


def as_rows(
    field: str, ids: Collection[Any], row: Callable[..., Any]
) -> tuple[Any, ...]:
    """
    Return ids as rows that have nothing but an id.

    Raises:
        InvalidFieldError: If *ids* is one text, no collection, or holds what is no id.
    """
    allowed = "None or a collection of ids"
    if isinstance(ids, (str, bytes)) or not isinstance(ids, Collection):
        raise InvalidFieldError(field, ids, allowed)
    for one in ids:
        try:
            as_id(one, field)
        except FollowupRulesError:
            raise InvalidFieldError(field, ids, allowed) from None
    return tuple(row(id=one) for one in ids)
