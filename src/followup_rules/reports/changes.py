"""
What became of each obligation between two reports, by its key.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Generic, TypeVar

from attrs import frozen

from followup_rules.errors import InvalidFieldError
from followup_rules.reports.data import AnswerData, answer_of
from followup_rules.verdicts import Verdict

B = TypeVar("B", bound="Verdict | Mapping[str, Any]")
"""How the earlier side is held: as verdicts, or as the flat rows that a host kept."""

_COMPARED: Final = tuple(AnswerData.__annotations__)
_ALLOWED: Final = f"rows as `Report.rows` gives them, with key, {', '.join(_COMPARED)}"


@frozen
class Change(Generic[B]):
    """
    One obligation in two reports.

    Attributes:
        key: Its key.
        before: What it was; None where it is new.
        after: What it is; None where it is gone.
    """

    key: str
    before: B | None
    after: Verdict | None


@frozen
class Changes(Generic[B]):
    """
    What differs between two reports; in the order of the later one, then the earlier.

    Attributes:
        new: Obligations that the earlier report did not have.
        changed: Those whose answer is another one; when it was asked is no change.
        gone: Those that the later report does not have.
    """

    new: tuple[Change[B], ...]
    changed: tuple[Change[B], ...]
    gone: tuple[Change[B], ...]

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)


def compare(earlier: Iterable[Verdict], later: Iterable[Verdict]) -> Changes[Verdict]:
    """
    Return what differs between the verdicts of two reports.
    """
    old = {verdict.key: verdict for verdict in earlier}
    now = {verdict.key: verdict for verdict in later}
    return _told(
        old, now, {key for key in old.keys() & now if _differ(old[key], now[key])}
    )


def compare_rows(
    earlier: Iterable[Mapping[str, Any]], later: Iterable[Verdict]
) -> Changes[Mapping[str, Any]]:
    """
    Return what differs between flat rows that were kept and the verdicts of a report.

    Raises:
        InvalidFieldError: If a row lacks what is compared.
    """
    old = {_kept(row)["key"]: row for row in earlier}
    now = {verdict.key: verdict for verdict in later}
    changed = set()
    for key in old.keys() & now:
        answer: Mapping[str, Any] = answer_of(now[key])
        if any(old[key][name] != answer[name] for name in _COMPARED):
            changed.add(key)
    return _told(old, now, changed)


def _told(
    old: Mapping[str, B], now: Mapping[str, Verdict], changed: set[str]
) -> Changes[B]:
    """Sort the obligations of both sides by what became of them."""
    return Changes(
        new=tuple(Change(key, None, now[key]) for key in now if key not in old),
        changed=tuple(Change(key, old[key], now[key]) for key in now if key in changed),
        gone=tuple(Change(key, old[key], None) for key in old if key not in now),
    )


def _kept(row: Any) -> Mapping[str, Any]:
    """Refuse what is no flat row."""
    if not isinstance(row, Mapping) or not {"key", *_COMPARED} <= row.keys():
        raise InvalidFieldError("earlier", row, _ALLOWED)
    return row


def _differ(before: Verdict, after: Verdict) -> bool:
    """Say whether two answers differ; the parameters of the reason are a part of it."""
    return before.reason != after.reason or answer_of(before) != answer_of(after)
