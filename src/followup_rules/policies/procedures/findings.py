"""
What a step of a procedure came to.
"""

from collections.abc import Mapping
from typing import Any, Final

from followup_rules.clauses import Clause, Force
from followup_rules.immutable import frozen
from followup_rules.policies.procedures.steps import Step
from followup_rules.reasons import Status, status_of
from followup_rules.timing.counting import Deadline
from followup_rules.verdicts import Reason, decides, note


@frozen
class Finding:
    """
    What a step, or the whole procedure, came to.
    """

    clause: Clause
    reasons: tuple[Reason, ...]
    deadline: Deadline | None = None

    @property
    def status(self) -> Status:
        """
        What it came to, which its deciding reason says.
        """
        return status_of(self.reasons[0].code)


Bare = Mapping[tuple[str, str], Finding]


_BARE: Final = (
    "procedure_not_begun",
    "step_announcement_open",
    "step_not_announced",
    "step_not_needed",
    "step_not_required",
    "step_open",
)


def bare_findings(steps: tuple[Step, ...]) -> Bare:
    """
    Return what steps come to on which there is nothing more to say.

    Most steps of a ledger come to one of these, which all verdicts then share.
    """
    bare = {(step.key, code): finding(step, code) for step in steps for code in _BARE}
    unknown = {
        (step.key, "fact_missing"): finding(step, "fact_missing", fact=step.only_if)
        for step in steps
        if step.only_if is not None
    }
    return {**bare, **unknown}


def finding(
    step: Step,
    code: str,
    deadline: Deadline | None = None,
    **params: Any,
) -> Finding:
    """
    Return what a step came to, and whether the host set its limit.
    """
    reasons: tuple[Reason, ...] = (decides(code, step=step.name, **params),)
    by_host = step.limit is not None and step.clause.timing is Force.OPEN_ENDED
    if deadline is not None and by_host:
        reasons = (*reasons, note("limit_set_by_host", limit=step.limit))
    return Finding(step.clause, reasons, deadline)
