"""
What became of each obligation between two reports, by its key.
"""

from collections.abc import Iterable

from attrs import frozen

from followup_rules.verdicts import Verdict


@frozen
class Change:
    """
    One obligation in two reports.

    Attributes:
        key: Its key.
        before: What it was; None where it is new.
        after: What it is; None where it is gone.
    """

    key: str
    before: Verdict | None
    after: Verdict | None


@frozen
class Changes:
    """
    What differs between two reports; in the order of the later one, then the earlier.

    Attributes:
        new: Obligations that the earlier report did not have.
        changed: Those whose answer is another one; when it was asked is no change.
        gone: Those that the later report does not have.
    """

    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    gone: tuple[Change, ...]

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)


def compare(earlier: Iterable[Verdict], later: Iterable[Verdict]) -> Changes:
    """
    Return what differs between the verdicts of two reports.
    """
    old = {verdict.key: verdict for verdict in earlier}
    now = {verdict.key: verdict for verdict in later}
    both = [(key, old[key], verdict) for key, verdict in now.items() if key in old]
    return Changes(
        new=tuple(Change(key, None, now[key]) for key in now if key not in old),
        changed=tuple(
            Change(key, before, after)
            for key, before, after in both
            if _answer(before) != _answer(after)
        ),
        gone=tuple(Change(key, old[key], None) for key in old if key not in now),
    )


def _answer(verdict: Verdict) -> tuple[object, ...]:
    """Return what a host would store of a verdict, without the moment of judgement."""
    deadline = getattr(verdict.evidence, "deadline", None)
    counted = getattr(verdict.evidence, "counted", None)
    return verdict.status, verdict.clause.id, verdict.reason, deadline, counted
