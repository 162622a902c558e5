"""
Covers, money held back and windows, as a regulation in Python says them.

Each says what a file says of the same kind: the fields of the rule, and as *asked* the
questions of its feed. `books.text` has these words beside the others.
"""

from collections.abc import Mapping
from typing import Any, Final

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.drafts import Doubt, Draft, drafted

_WARRANTY: Final = ("warranty", "WarrantyPolicy")
_CAP: Final = ("retention", "RetentionCap")
_REFUND: Final = ("retention", "RetentionRefund")
_RELEASE: Final = ("retention_stages", "RetentionRelease")
_WINDOW: Final = ("windows", "WindowPolicy")


def warranty(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    category: Ask,
    cases: Mapping[str, Any],
    **said: Any,
) -> Draft:
    """
    Return how long each category is covered, or whether a claim is.

    A case is its length, the number of its clause and, where seasons count, their kind;
    or a table with `period`, `clause` where that is another one, and the other fields of
    a `WarrantyCase`. A start of several events is a table of them as *start_events*, each
    with how long after it, or None. *asked* holds the other questions of the feed, such
    as `accepted_on`, `events`, `reading` and `question`.
    """
    head = id, en, zh, owed_by, doubts
    said["cases"] = cases
    return drafted(
        _WARRANTY, feeds.Warranty, head, {"each": each, "category": category}, said
    )


def retention_cap(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    settlement: Ask,
    retained: Ask,
    **said: Any,
) -> Draft:
    """
    Return how much of a price may be held back at most.
    """
    head = id, en, zh, owed_by, doubts
    asked = {"each": each, "settlement": settlement, "retained": retained}
    return drafted(_CAP, feeds.Retained, head, asked, said)


def retention_refund(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    accepted_on: Ask,
    **said: Any,
) -> Draft:
    """
    Return how what was held back is asked for, checked and paid.

    *asked* holds the other questions of the feed, such as `applied_on` and `paid_on`.
    """
    head = id, en, zh, owed_by, doubts
    return drafted(
        _REFUND, feeds.Refund, head, {"each": each, "accepted_on": accepted_on}, said
    )


def retention_release(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    started_on: Ask,
    stages: Mapping[str, Mapping[str, Any]],
    **said: Any,
) -> Draft:
    """
    Return in which stages what was held back is paid.

    A stage is a table with `name`, `paid` (its attribute), `clause` where that is another
    one, and the fields of a `ReleaseStage`.
    """
    head = id, en, zh, owed_by, doubts
    paid = {key: stage["paid"] for key, stage in stages.items() if "paid" in stage}
    said["stages"] = stages
    asked = {"each": each, "started_on": started_on, "paid": paid}
    return drafted(_RELEASE, feeds.Releases, head, asked, said)


def window(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    anchor: Ask,
    done: Ask,
    **said: Any,
) -> Draft:
    """
    Return in which days around an anchor something is done.
    """
    head = id, en, zh, owed_by, doubts
    asked = {"each": each, "anchor": anchor, "done": done}
    return drafted(
        _WINDOW, feeds.Windows, head, asked, said, start=("anchor", "anchor")
    )
