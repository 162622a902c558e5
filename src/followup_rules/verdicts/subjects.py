"""
What a verdict is about.
"""

from typing import Any, Final

from followup_rules.clauses import spoken
from followup_rules.errors import (
    InvalidFieldError,
)
from followup_rules.fields.values import as_seen
from followup_rules.immutable import frozen
from followup_rules.reasons import Status as Status  # noqa: PLC0414 - handed on

_NAMED: Final = frozenset({"quota", "cadence"})
"""Kinds whose ids are names of the book, such as a role, and no ids of rows."""


@frozen(init=False)
class Subject:
    """
    What a verdict is about: a repair, a window, an officer's month.
    """

    kind: str
    id: str
    cell: str | None = None

    def __init__(self, kind: str, id: str, cell: str | None = None) -> None:
        # A ledger makes millions: 0.5 µs each, where what attrs writes takes 0.9 µs.
        _set_kind(self, kind)
        _set_id(self, id)
        _set_cell(self, cell)

    def in_language(self, language: str, words: Any = None) -> str:
        """
        Name the subject for a reader, in the words of its regulation.
        """
        from followup_rules.wording import (  # noqa: PLC0415 - loaded when asked
            say_cell,
            term,
        )

        language = spoken(language)
        own = term(self.id, language, words) if self.kind in _NAMED else self.id
        named = f"{term(self.kind, language, words)} {own}".rstrip()
        if self.cell is None:
            return as_seen(named)
        cell = say_cell(self.cell, language, words)
        return as_seen(
            f"{named}（{cell}）" if language == "zh" else f"{named} ({cell})"
        )


_parts: Any = Subject
_set_kind = _parts.kind.__set__
_set_id = _parts.id.__set__
_set_cell = _parts.cell.__set__


def as_subject(subject: object) -> Subject | None:
    """
    Return what a verdict is about.

    Raises:
        InvalidFieldError: If it is no `Subject`.
    """
    if subject is not None and not isinstance(subject, Subject):
        raise InvalidFieldError("subject", subject, "a Subject, or None")
    return subject
