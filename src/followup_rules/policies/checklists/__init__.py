"""
What a record must hold, what must be covered, and who may act.

In a record `False` is missing and `None` is unknown. A missing part is a breach
once the matter is closed; before that the verdict is `OPEN` and names it.
"""

from followup_rules.policies.checklists.actors import ActorPolicy, ActorsEvidence
from followup_rules.policies.checklists.items import Item, ItemsEvidence, Record
from followup_rules.policies.checklists.policy import ChecklistPolicy

__all__ = [
    "ActorPolicy",
    "ActorsEvidence",
    "ChecklistPolicy",
    "Item",
    "ItemsEvidence",
    "Record",
]
