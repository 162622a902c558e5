"""
What a regulation is told: facts declared once, and rows read by that declaration.
"""

from followup_rules.ledgers.accounts import Account, Read
from followup_rules.ledgers.facts import Fact, Ledger, ledger_of, part, row, said
from followup_rules.ledgers.rows import read
from followup_rules.ledgers.values import CategoryOf, GradeOf, Id, OneOf, Role

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
