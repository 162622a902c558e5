"""
What a regulation is told: facts declared once, and rows read by that declaration.
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.ledgers.facts import Fact, Ledger, ledger_of, part, row, said
from followup_rules.ledgers.values import CategoryOf, GradeOf, Id, OneOf, Role

if TYPE_CHECKING:
    from followup_rules.ledgers.accounts import Account, Read
    from followup_rules.ledgers.rows import read
else:  # for a ledger only
    __getattr__ = import_lazily(
        __name__, {"accounts": ("Account", "Read"), "rows": ("read",)}
    )

__all__ = [
    "Account",
    "CategoryOf",
    "Fact",
    "GradeOf",
    "Id",
    "Ledger",
    "OneOf",
    "Read",
    "Role",
    "ledger_of",
    "part",
    "read",
    "row",
    "said",
]
