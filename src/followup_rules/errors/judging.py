"""
What is asked of a verdict, a report or a row that has no answer.
"""

from typing import Any

from followup_rules.errors.base import FollowupRulesError


class NoLimitError(FollowupRulesError, LookupError):
    """
    A date was asked of a rule whose text sets no limit.

    `assess` never raises this; it answers `OPEN` with the elapsed time.
    """

    rule: str
    clause: str

    def __str__(self) -> str:
        return (
            f"{self.clause} sets no limit for {self.rule!r}; assess() reports the "
            "elapsed time, or set a limit of your own: "
            "attrs.evolve(policy, limit=Days(7))"
        )


class WrongEvidenceError(FollowupRulesError, TypeError):
    """
    A verdict was asked for a value that its kind of evidence does not hold.
    """

    asked: str
    shape: str
    held: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"a verdict with {self.shape} evidence has no {self.asked!r}; "
            f"it holds: {', '.join(self.held)}"
        )


class NoTruthValueError(FollowupRulesError, TypeError):
    """
    A verdict was used as true or false; it has nine answers, not two.
    """

    status: str

    def __str__(self) -> str:
        return (
            f"a verdict ({self.status}) is neither true nor false; "
            "compare verdict.status, ask verdict.is_violation, or, whether there is "
            "one at all, `verdict is None`"
        )


class RequirementNotMetError(FollowupRulesError):
    """
    `require()` was called and at least one verdict is a violation.
    """

    findings: tuple[str, ...]

    def __str__(self) -> str:
        return f"{len(self.findings)} not met: " + "; ".join(self.findings)


class RowError(FollowupRulesError, ValueError):
    """
    One row of a ledger cannot be judged; the rest of the ledger still is.

    Reports hold these as values in `row_errors`; they are not raised there. `fault` is
    the kind of the problem, `allowed` the names that would do, and `words` those of the
    regulation, so that it can be said in each of its languages.
    """

    kind: str
    row: str
    field: str
    got: object
    problem: str
    fault: str = "refused"
    allowed: tuple[str, ...] = ()
    words: Any = None

    def __str__(self) -> str:
        return f"{self.kind} {self.row!r}, {self.field}: {self.problem}"

    def __repr__(self) -> str:
        return f"<RowError {self}>"  # the words of a whole regulation are no part of it

    def in_language(self, language: str) -> str:
        """
        Say in a language what is wrong with the row and what is allowed.
        """
        from followup_rules.wording.rows import (  # noqa: PLC0415 - loaded when asked
            say_row_error,
        )

        return say_row_error(self, language)


class NotOneCaseError(FollowupRulesError, LookupError):
    """
    An id that was drawn stands for no case of the host, or for several.
    """

    drawn: str
    cases: tuple[str, ...]

    def __str__(self) -> str:
        several = f"{len(self.cases)} cases ({', '.join(self.cases)})"
        return (
            f"the drawn id {self.drawn!r} stands for {several if self.cases else 'no case'}; "
            "give each case the id under which it stood in the ledger, such as "
            "whole_id(window, serial)"
        )
