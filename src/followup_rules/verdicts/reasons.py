"""
Why a verdict is what it is.
"""

from functools import lru_cache
from typing import Any, Final

from followup_rules.canonical import plain
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    UnknownNameError,
)
from followup_rules.immutable import frozen
from followup_rules.reasons import NOTES, STATUS_OF
from followup_rules.reasons import Status as Status  # noqa: PLC0414 - handed on


@frozen
class Reason:
    """
    Why a verdict is what it is: a stable machine code with its parameters.

    `decides` marks the reason for the status, which the register holds; the others
    are notes beside it.
    """

    code: str
    decides: bool = True
    params: tuple[tuple[str, Any], ...] = ()

    def __getitem__(self, name: str) -> Any:
        return dict(self.params)[name]

    def __plain__(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "role": "decides" if self.decides else "note",
            "params": {name: plain(value) for name, value in self.params},
        }


_DECIDING: Final = {code: Reason(code) for code in STATUS_OF}
_REMARKS: Final = {code: Reason(code, decides=False) for code in NOTES}
"""Reasons without parameters are shared by all verdicts."""


def decides(code: str, **params: Any) -> Reason:
    """
    Return the reason for the status that its code decides.

    Raises:
        UnknownNameError: If the register has no such code that decides.
    """
    bare = _DECIDING.get(code)
    if bare is None:
        raise UnknownNameError("deciding reason", code, tuple(STATUS_OF))
    return _with(code, True, tuple(params.items())) if params else bare  # noqa: FBT003 - positional is fast


def note(code: str, **params: Any) -> Reason:
    """
    Return a remark beside the reason for a status.

    Raises:
        UnknownNameError: If the register has no such remark.
    """
    bare = _REMARKS.get(code)
    if bare is None:
        raise UnknownNameError("remark", code, tuple(sorted(NOTES)))
    return _with(code, False, tuple(params.items())) if params else bare  # noqa: FBT003 - positional is fast


def _with(
    code: str,
    deciding: bool,  # noqa: FBT001 - positional is fast
    params: tuple[tuple[str, Any], ...],
) -> Reason:
    """Return a reason with parameters; one that only has texts is one of few."""
    for _, value in params:
        if type(value) is not str:
            return Reason(code, deciding, params)
    return _of_texts(code, deciding, params)


@lru_cache(maxsize=1024)
def _of_texts(
    code: str,
    deciding: bool,  # noqa: FBT001
    params: tuple[tuple[str, str], ...],
) -> Reason:
    """Return a reason that many verdicts of a ledger share, such as a missing fact."""
    return Reason(code, deciding, params)


def calendar_reason(
    error: CalendarRequiredError | CalendarNotCoveredError,
) -> Reason:
    """
    Return why a calendar that is absent or too short leaves a rule undetermined.
    """
    if isinstance(error, CalendarRequiredError):
        return decides("calendar_missing")
    return decides(
        "calendar_not_covered", day=error.day, first=error.first, last=error.last
    )
