"""
Rules that are asked of each row by itself, one word a kind.
"""

from collections.abc import Mapping
from typing import Any, Final

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.drafts import Doubt, Draft, drafted
from followup_rules.clauses import Force

_ACTOR: Final = ("checklists", "ActorPolicy")
_CHECKLIST: Final = ("checklists", "ChecklistPolicy")
_DEADLINE: Final = ("deadlines", "DeadlinePolicy")
_TEAM: Final = ("teams", "TeamPolicy")
_PROCEDURE: Final = ("procedures", "ProcedurePolicy")
_KEEPING: Final = ("keeping", "KeepingPolicy")
_NOTICE: Final = ("notices", "NoticePolicy")
_TRIGGER: Final = ("trigger", "since")


def actors(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    allowed: tuple[str, ...],
    each: type | None = None,
    **said: Any,
) -> Draft:
    """
    Return who may act; without rows it is only asked by other rules.
    """
    head = id, en, zh, owed_by, doubts
    said["allowed"] = allowed
    if each is None:
        return drafted(_ACTOR, feeds.Unfed, head, {}, said)
    return drafted(_ACTOR, feeds.Actors, head, {"each": each}, said)


def checklist(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    items: Mapping[str, tuple[str, ...] | Mapping[str, Any]],
    each: type,
    **said: Any,
) -> Draft:
    """
    Return what a record must hold.

    An item is its words, and the number of its clause where that is another one; or a
    table with `name`, `clause`, the fields of an `Item`, and `there` and `came_late`,
    what the feed asks of it.
    """
    head = id, en, zh, owed_by, doubts
    tables = {key: item for key, item in items.items() if isinstance(item, Mapping)}
    asked = {
        name: {key: item[name] for key, item in tables.items() if name in item}
        for name in ("there", "came_late")
    }
    said["items"] = items
    return drafted(_CHECKLIST, feeds.Checklist, head, {"each": each, **asked}, said)


def deadline(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    done: Ask,
    since: Ask | None = None,
    limit_of: Ask | None = None,
    starts: Mapping[str, Ask] | None = None,
    timing: Force | None = None,
    **said: Any,
) -> Draft:
    """
    Return by when something is due.

    A case is its limit, or its limit and the number of its clause. What the row brings
    as its own limit is *limit_of*; with *starts* one of several events starts the count.
    A step of its ladder is a table with `name`, `clause` where that is another one, and
    the other fields of a `LadderStep`.
    """
    head = id, en, zh, owed_by, doubts
    if starts:
        said.setdefault("events", tuple(starts))
    asked = {
        "each": each,
        "done": done,
        "since": since,
        "starts": starts or {},
        "limit": limit_of,
    }
    return drafted(
        _DEADLINE,
        feeds.Deadline,
        head,
        asked,
        said,
        start=_TRIGGER,
        timing=timing,
    )


def notice(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    event: Ask,
    done: Ask,
    **said: Any,
) -> Draft:
    """
    Return what is due at least so long before an event.
    """
    head = id, en, zh, owed_by, doubts
    asked = {"each": each, "event": event, "done": done}
    return drafted(_NOTICE, feeds.Notice, head, asked, said, start=("event", "event"))


def team(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    **said: Any,
) -> Draft:
    """
    Return which roles must be there, how many people, and who is not the same.

    Either *members* asks for all who were there, or *who* for those of each role.
    """
    head = id, en, zh, owed_by, doubts
    return drafted(_TEAM, feeds.Team, head, {"each": each}, said)


def procedure(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    since: Ask,
    steps: Mapping[str, Mapping[str, Any]],
    **said: Any,
) -> Draft:
    """
    Return what is done in order.

    A step is a table with `name`, `at` (its attribute), `clause` where that is another
    one, and the fields of a `Step`.
    """
    head = id, en, zh, owed_by, doubts
    said["steps"] = steps
    at = {key: step["at"] for key, step in steps.items()}
    asked = {"each": each, "since": since, "steps": at}
    return drafted(_PROCEDURE, feeds.Procedure, head, asked, said, start=_TRIGGER)


def keeping(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    since: Ask,
    disposed: Ask,
    **said: Any,
) -> Draft:
    """
    Return how long something is kept.

    A case is its length, or its length and the number of its clause.
    """
    head = id, en, zh, owed_by, doubts
    asked = {"each": each, "since": since, "disposed": disposed}
    return drafted(_KEEPING, feeds.Keeping, head, asked, said, start=_TRIGGER)
