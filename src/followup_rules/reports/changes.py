"""
What became of each obligation between two reports, by its key.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar

from followup_rules.errors import InvalidFieldError, RowError
from followup_rules.immutable import frozen
from followup_rules.reports.data import AnswerData, answer_of
from followup_rules.verdicts import Verdict
from followup_rules.verdicts.keys import read_key

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
        after: What it is; None where it is gone, or its row could not be read.
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
        unreadable: Those that it does not have either, because the row could not be
            read this time, was refused by a rule, or may be one whose id cannot be
            read. They are owed as they were, for all that is known.
    """

    new: tuple[Change[B], ...]
    changed: tuple[Change[B], ...]
    gone: tuple[Change[B], ...]
    unreadable: tuple[Change[B], ...] = ()

    def __len__(self) -> int:
        parts = self.new, self.changed, self.gone, self.unreadable
        return sum(map(len, parts))


@frozen
class Unread:
    """
    The rows that could not be judged, by which obligations may be missing.

    Attributes:
        errors: What is wrong with them.
        ledgers: The kinds of which it is known that they are ledgers, so that equal ids
            of two of them are not mistaken for one another.
    """

    errors: Iterable[RowError]
    ledgers: Collection[str]

    def may_hide(self, key: str) -> bool:
        """
        Say whether an obligation may be missing because its row could not be judged.
        """
        parts = read_key(key)
        if parts is None:
            return False
        *_, kind, row, _ = parts
        return any(self._is_of(error, kind, row) for error in self.errors)

    def _is_of(self, error: RowError, kind: str, row: str) -> bool:
        """Say whether an error may be that of a row, or of the one that it stands in."""
        if error.kind != kind and {error.kind, kind} <= set(self.ledgers):
            return False
        if error.field == "id" and error.fault != "id_twice":
            return error.kind == kind or kind not in self.ledgers
        return row == error.row or row.startswith(f"{error.row}/")


def compare(
    earlier: Iterable[Verdict], later: Iterable[Verdict], unread: Unread
) -> Changes[Verdict]:
    """
    Return what differs between the verdicts of two reports.
    """
    old = {verdict.key: verdict for verdict in earlier}
    now = {verdict.key: verdict for verdict in later}
    changed = {key for key in old.keys() & now if _differ(old[key], now[key])}
    return _told(old, now, changed, unread)


def compare_rows(
    earlier: Iterable[Mapping[str, Any]], later: Iterable[Verdict], unread: Unread
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
    return _told(old, now, changed, unread)


def _told(
    old: Mapping[str, B],
    now: Mapping[str, Verdict],
    changed: set[str],
    unread: Unread,
) -> Changes[B]:
    """Sort the obligations of both sides by what became of them."""
    missing = [Change(key, old[key], None) for key in old if key not in now]
    hidden = {one.key for one in missing if unread.may_hide(one.key)}
    return Changes(
        new=tuple(Change(key, None, now[key]) for key in now if key not in old),
        changed=tuple(Change(key, old[key], now[key]) for key in now if key in changed),
        gone=tuple(one for one in missing if one.key not in hidden),
        unreadable=tuple(one for one in missing if one.key in hidden),
    )


def _kept(row: Any) -> Mapping[str, Any]:
    """Refuse what is no flat row."""
    if not isinstance(row, Mapping) or not {"key", *_COMPARED} <= row.keys():
        raise InvalidFieldError("earlier", row, _ALLOWED)
    return row


def _differ(before: Verdict, after: Verdict) -> bool:
    """Say whether two answers differ; the parameters of the reason are a part of it."""
    return before.reason != after.reason or answer_of(before) != answer_of(after)
