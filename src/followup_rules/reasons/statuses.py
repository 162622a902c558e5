"""
What a rule can come to.
"""

from enum import Enum
from typing import Final

from followup_rules.clauses import Text


class Status(Enum):
    """
    What a rule came to. Each differs from every other on purpose.
    """

    MET = "met"
    """Done, and in time."""
    LATE = "late"
    """Done, after the bound."""
    BREACHED = "breached"
    """Not done and the bound has passed, or incomplete when the matter closed."""
    MISSED = "missed"
    """A bound that is only striven for was not met; nothing is broken."""
    PENDING = "pending"
    """Not done, and the bound has not passed."""
    OPEN = "open"
    """Not done, and the text sets no limit."""
    NOT_APPLICABLE = "not_applicable"
    """No subject, nothing to count, no trigger, or exempt."""
    EXCUSED = "excused"
    """Owed, and lawfully let off; counted apart, and never a violation."""
    UNDETERMINED = "undetermined"
    """A fact is missing; the reason names it."""

    def in_language(self, language: str, *, act: bool = False) -> str:
        """
        Return the status as a word for a reader.

        In Chinese an *act* that was not done is called otherwise than a number that
        was not reached.
        """
        word = _NOT_DONE if act and self is Status.BREACHED else _WORDS[self]
        return word.in_language(language)

    def __plain__(self) -> str:
        return self.value


_NOT_DONE: Final = Text("breached", "未履行")
_WORDS: Final = {
    Status.MET: Text("met", "达标"),
    Status.LATE: Text("late", "逾期完成"),
    Status.BREACHED: Text("breached", "未达标"),
    Status.MISSED: Text("target missed", "未达到目标"),
    Status.PENDING: Text("pending", "尚在期限内"),
    Status.OPEN: Text("open", "未定时限"),
    Status.NOT_APPLICABLE: Text("not applicable", "不适用"),
    Status.EXCUSED: Text("excused", "依规免除"),
    Status.UNDETERMINED: Text("undetermined", "无法判定"),
}
