"""
What judging a rule answers: a status, its clause, its evidence and its reasons.

A verdict is small and built fast; sentences, receipts and plain data are made
only when asked for. Evidence is one small frozen class per kind of rule, defined
beside its policy; what it must offer is the `Evidence` protocol.
"""

from followup_rules.reasons import Status
from followup_rules.verdicts.bases import (
    Basis,
    basis_of,
    judged_at,
    name_sources,
    source_id,
)
from followup_rules.verdicts.reasons import (
    Reason,
    calendar_reason,
    decides,
    note,
)
from followup_rules.verdicts.shapes import (
    BasisData,
    Evidence,
    Policy,
    ReasonData,
    SubjectData,
    VerdictData,
)
from followup_rules.verdicts.subjects import (
    Subject,
    as_subject,
)
from followup_rules.verdicts.verdict import (
    AGAINST,
    NOT_BY_RULE,
    OF_WAYS_OUT,
    RECEIPT_SCHEME,
    Verdict,
    withheld,
)

__all__ = [
    "AGAINST",
    "NOT_BY_RULE",
    "OF_WAYS_OUT",
    "RECEIPT_SCHEME",
    "Basis",
    "BasisData",
    "Evidence",
    "Policy",
    "Reason",
    "ReasonData",
    "Status",
    "Subject",
    "SubjectData",
    "Verdict",
    "VerdictData",
    "as_subject",
    "basis_of",
    "calendar_reason",
    "decides",
    "judged_at",
    "name_sources",
    "note",
    "source_id",
    "withheld",
]
