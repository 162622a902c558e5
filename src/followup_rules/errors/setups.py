"""
What is not installed, and what a test of a host's own system finds.
"""

from typing import Any

from followup_rules.errors.base import FollowupRulesError


class MissingExtraError(FollowupRulesError, ImportError):
    """
    A feature needs an optional dependency that is not installed.
    """

    needed_for: str
    extra: str

    def __str__(self) -> str:
        return (
            f"{self.needed_for} needs an optional dependency; install followup-rules "
            f"with the extra {self.extra!r}, from where you have it: "
            f"pip install '/path/to/followup-rules[{self.extra}]'"
        )


class InvariantBrokenError(FollowupRulesError, AssertionError):
    """
    Something that must be true of every ledger is not, or two systems disagree.
    """

    invariant: str
    finding: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.finding}"


class ClockStoppedError(FollowupRulesError, LookupError):
    """
    A date was asked of a rule whose clock stands still, so that there is none yet.

    `assess` never raises this; it answers `PENDING` with what is left.
    """

    rule: str
    since: Any

    def __str__(self) -> str:
        return (
            f"the clock of {self.rule!r} has stood still since {self.since}, so that "
            "nothing falls due; assess() says what is left, or tell when the pause ends"
        )
