"""
What is told of covers, for all categories at once or for each by itself.
"""

from typing import Any

from followup_rules.exact import as_name
from followup_rules.policies.warranty.claims import is_table, spelled
from followup_rules.policies.warranty.reckoning import check_told
from followup_rules.policies.warranty.starting import dated
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
        "events": dated(events),
        "contract": spelled(contract, read_agreed, "contract"),
        "design_life": design_life,
        "extended_by": spelled(extended_by, read_term, "extended_by"),
        "repaired_on": dated(repaired_on),
        "reaccepted_on": dated(reaccepted_on),
        "repair_owed": dated(repair_owed),
        "voided_on": dated(voided_on),
    }
