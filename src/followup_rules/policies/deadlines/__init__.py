"""
Do something within a period after a trigger.

What starts the count is named by the policy; the start day is not counted and the
last day counts, unless its `Counting` says otherwise. A policy without a limit is
open-ended: it reports elapsed time and is never late.

A bound has a life: an `Extension` may move it, the clock may stand still for the
reasons that the policy names, a case may bring its own limit, and the count may start
from the earliest or the latest of several events.

`terms` holds what a policy says, `facts` what is told of one case, `judging` what it
comes to; `moving` follows a bound, `life` judges it, and `naming` says what moved it.
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.policies.deadlines.evidence import DeadlineEvidence
from followup_rules.policies.deadlines.facts import ExtensionRequest, Pause
from followup_rules.policies.deadlines.ladder import LadderStep, Rung
from followup_rules.policies.deadlines.policy import DeadlinePolicy
from followup_rules.policies.deadlines.terms import (
    Case,
    CaseLimit,
    Conflict,
    Extension,
    Start,
)

if TYPE_CHECKING:
    from followup_rules.policies.deadlines.course import (
        Course,
        JudgedExtension,
        JudgedPause,
    )
else:  # for a deadline that has a life
    __getattr__ = import_lazily(
        __name__, {"course": ("Course", "JudgedExtension", "JudgedPause")}
    )

__all__ = [
    "Case",
    "CaseLimit",
    "Conflict",
    "Course",
    "DeadlineEvidence",
    "DeadlinePolicy",
    "Extension",
    "ExtensionRequest",
    "JudgedExtension",
    "JudgedPause",
    "LadderStep",
    "Pause",
    "Rung",
    "Start",
]
