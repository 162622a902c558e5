"""
k at random from a ledger, so that anyone can prove it.

No random-number generator: every id has a ticket, the hash of a public seed and the
id, and the k smallest tickets are drawn. The same ids and the same seed give the
same draw on every machine, whatever the order of the ledger.
"""

from followup_rules.policies.draws.calls import Call, CallReview, review_calls
from followup_rules.policies.draws.course import Course
from followup_rules.policies.draws.judging import DrawEvidence
from followup_rules.policies.draws.policy import DrawPolicy
from followup_rules.policies.draws.proof import Discrepancy, verify
from followup_rules.policies.draws.records import Draw
from followup_rules.policies.draws.selection import (
    DrawTerms,
    DrawUnit,
    Repeat,
    Scope,
    serial_of,
    shares,
    whole_id,
    window_of,
)
from followup_rules.policies.draws.sizes import SampleShare, Stratum
from followup_rules.policies.draws.tickets import (
    SCHEME,
    TicketOrder,
    check_ids,
    frame_digest,
    merge,
    pick,
    seed_string,
    ticket,
)

__all__ = [
    "SCHEME",
    "Call",
    "CallReview",
    "Course",
    "Discrepancy",
    "Draw",
    "DrawEvidence",
    "DrawPolicy",
    "DrawTerms",
    "DrawUnit",
    "Repeat",
    "SampleShare",
    "Scope",
    "Stratum",
    "TicketOrder",
    "check_ids",
    "frame_digest",
    "merge",
    "pick",
    "review_calls",
    "seed_string",
    "serial_of",
    "shares",
    "ticket",
    "verify",
    "whole_id",
    "window_of",
]
