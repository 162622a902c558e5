"""
What is told of covers, for all categories at once or for each by itself.
"""

from collections.abc import Mapping
from typing import Any

from followup_rules.exact import as_name
from followup_rules.policies.warranty.claims import is_table, spelled
from followup_rules.policies.warranty.reckoning import check_told
from followup_rules.policies.warranty.terms import read_agreed, read_term


def told_of(
    categories: tuple[str, ...],
    *,
    accepted_on: Any = None,
    delivered_on: Any = None,
    events: Any = None,
    contract: Any = None,
    design_life: int | None = None,
    extended_by: Any = None,
    repaired_on: Any = None,
    reaccepted_on: Any = None,
    repair_owed: Any = True,
    voided_on: Any = None,
) -> dict[str, Any]:
    """
    Return what a cover turns on in the words of a claim, its tables checked.

    Raises:
        UnknownNameError: If a table tells of a category that is none of *categories*.
        InvalidFieldError: If a length, the design life or a flag is none.
    """
    check_told(design_life, repair_owed)
    for name, table in (
        ("contract", contract),
        ("extended_by", extended_by),
        ("repaired_on", repaired_on),
        ("reaccepted_on", reaccepted_on),
        ("repair_owed", repair_owed),
        ("voided_on", voided_on),
    ):
        if is_table(table):
            for key in table:
                as_name(f"{name} category", key, categories)
    return {
        "accepted_on": accepted_on,
        "delivered_on": delivered_on,
        "events": _plain(events),
        "contract": spelled(contract, read_agreed, "contract"),
        "design_life": design_life,
        "extended_by": spelled(extended_by, read_term, "extended_by"),
        "repaired_on": _plain(repaired_on),
        "reaccepted_on": _plain(reaccepted_on),
        "repair_owed": _plain(repair_owed),
        "voided_on": _plain(voided_on),
    }


def _plain(given: Any) -> Any:
    """Return what holds for all categories, or a plain table of what holds for each."""
    return dict(given) if isinstance(given, Mapping) else given
