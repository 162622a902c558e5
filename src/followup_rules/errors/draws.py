"""
Draws and receipts that prove nothing.
"""

from followup_rules.errors.base import FollowupRulesError, as_shown


class MissingSeedError(FollowupRulesError, TypeError):
    """
    A draw was asked for without a public seed; there is no default.
    """

    rule: str

    def __str__(self) -> str:
        return (
            f"{self.rule} needs seed=...: a text from outside that nobody here can "
            "choose, such as dice thrown in public or a lottery number, named before "
            "and known after the ledger was closed"
        )


class InvalidIdError(FollowupRulesError, ValueError):
    """
    An id in a frame is unusable; nothing is repaired in silence.
    """

    place: int
    got: object
    problem: str

    def __str__(self) -> str:
        return (
            f"id no. {self.place} cannot be {as_shown(self.got)}: {self.problem}; allowed: a "
            "text in NFC without edge blanks or control characters"
        )


class DuplicateIdError(FollowupRulesError, ValueError):
    """
    An id stands in a frame twice, and would have two tickets.
    """

    place: int
    got: object

    def __str__(self) -> str:
        return (
            f"id no. {self.place}, {as_shown(self.got)}, already stands earlier in the frame; "
            "give each subject one id"
        )


class InvalidReceiptError(FollowupRulesError, ValueError):
    """
    A receipt is not of a scheme this release can read.
    """

    problem: str

    def __str__(self) -> str:
        return f"unreadable receipt: {self.problem}"


class DrawNotProvedError(FollowupRulesError, ValueError):
    """
    The receipt of a draw does not follow from the ledger it is to be published with.
    """

    found: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"the receipt does not follow from this ledger: {'; '.join(self.found)}. "
            "Pass the ledger as it stood at the draw, with everyone who was left out"
        )
