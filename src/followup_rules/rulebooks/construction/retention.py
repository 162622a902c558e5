"""
Retention money: the law's rules beside the text.

It is another clock than the warranty; what is paid back ends no warranty.
"""

from typing import Final

from followup_rules.clauses import Clause, Text
from followup_rules.policies.retention import RetentionCap, RetentionRefund

#: The law of retention money: the most that is held back, and when it is paid back.
RETENTION_CAP: Final = RetentionCap(
    id="retention_cap",
    clause=Clause(
        id="RETENTION-7",
        en="Of the settlement price at most 3 % is held back.",
        zh="预留的质量保证金不超过结算价的3%。",
    ),
    name=Text("the retention money", "质量保证金"),
    owed_by="developer",
)
RETENTION_REFUND: Final = RetentionRefund(
    id="retention_refund",
    clause=Clause(
        id="RETENTION-10",
        en="After the defects liability period an application is checked, and the money paid back.",
        zh="缺陷责任期届满后，核实返还申请并返还质量保证金。",
    ),
    name=Text("paying the retention money back", "返还质量保证金"),
    owed_by="developer",
)
