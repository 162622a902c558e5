"""
Covers, money held back and windows, as a regulation in Python says them.

Each says what a file says of the same kind: the fields of the rule, and as *asked* the
questions of its feed. `books.text` has these words beside the others.
"""

from collections.abc import Mapping
from typing import Any, Final

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.drafts import Doubt, Draft, kind_of_rows, name_start
from followup_rules.clauses import Text

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
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how long each category is covered, or whether a claim is.

    A case is its length, the number of its clause and, where seasons count, their kind;
    or a table with `period`, `clause` where that is another one, and the other fields of
    a `WarrantyCase`. A start of several events is a table of them as *start_events*, each
    with how long after it, or None. *asked* holds the other questions of the feed, such
    as `accepted_on`, `events`, `reading` and `question`.
    """
    feed = feeds.Warranty(each=kind_of_rows(each), category=category, **(asked or {}))
    told = {"cases": cases, **fields}
    return Draft(id, Text(en, zh), owed_by, _WARRANTY, told, feed, doubts)


def retention_cap(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    settlement: Ask,
    retained: Ask,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how much of a price may be held back at most.
    """
    feed = feeds.Retained(
        each=kind_of_rows(each), where=where, settlement=settlement, retained=retained
    )
    return Draft(id, Text(en, zh), owed_by, _CAP, fields, feed, doubts)


def retention_refund(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    accepted_on: Ask,
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how what was held back is asked for, checked and paid.

    *asked* holds the other questions of the feed, such as `applied_on` and `paid_on`.
    """
    feed = feeds.Refund(
        each=kind_of_rows(each), accepted_on=accepted_on, **(asked or {})
    )
    return Draft(id, Text(en, zh), owed_by, _REFUND, fields, feed, doubts)


def retention_release(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    started_on: Ask,
    stages: Mapping[str, Mapping[str, Any]],
    price: Ask | None = None,
    apart: bool = False,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return in which stages what was held back is paid.

    A stage is a table with `name`, `paid` (its attribute), `clause` where that is another
    one, and the fields of a `ReleaseStage`.
    """
    feed = feeds.Releases(
        each=kind_of_rows(each),
        where=where,
        started_on=started_on,
        price=price,
        paid={key: said["paid"] for key, said in stages.items() if "paid" in said},
        apart=apart,
    )
    told = {"stages": stages, **fields}
    return Draft(id, Text(en, zh), owed_by, _RELEASE, told, feed, doubts)


def window(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    anchor: Ask,
    done: Ask,
    owed: Ask | None = None,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return in which days around an anchor something is done.
    """
    feed = feeds.Windows(
        each=kind_of_rows(each), where=where, anchor=anchor, done=done, owed=owed
    )
    name_start(fields, "anchor", anchor)
    return Draft(id, Text(en, zh), owed_by, _WINDOW, fields, feed, doubts)
