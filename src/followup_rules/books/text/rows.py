"""
Rules that are asked of each row by itself, one word a kind.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.drafts import Doubt, Draft, name_start
from followup_rules.books.drafts import kind_of_rows as _kind
from followup_rules.clauses import Force, Text
from followup_rules.tables import Table

if TYPE_CHECKING:
    from followup_rules.books.feeds import Extensions, Pauses

_ACTOR: Final = ("checklists", "ActorPolicy")
_CHECKLIST: Final = ("checklists", "ChecklistPolicy")
_DEADLINE: Final = ("deadlines", "DeadlinePolicy")
_TEAM: Final = ("teams", "TeamPolicy")
_PROCEDURE: Final = ("procedures", "ProcedurePolicy")
_KEEPING: Final = ("keeping", "KeepingPolicy")
_NOTICE: Final = ("notices", "NoticePolicy")


def actors(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    allowed: tuple[str, ...],
    each: type | None = None,
    by: Ask | None = None,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return who may act; without rows it is only asked by other rules.
    """
    feed = (
        feeds.Unfed()
        if each is None
        else feeds.Actors(each=_kind(each), where=where, by=by)
    )
    told = {"allowed": allowed, **fields}
    return Draft(id, Text(en, zh), owed_by, _ACTOR, told, feed, doubts)


def checklist(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    items: Mapping[str, tuple[str, ...] | Mapping[str, Any]],
    each: type,
    closed: Ask | bool = True,
    circumstances: Ask | None = None,
    filled: bool = False,
    apart: bool = False,
    where: Ask | None = None,
    given: Ask | None = None,
    made: Ask | bool = True,
    **fields: Any,
) -> Draft:
    """
    Return what a record must hold.

    An item is its words, and the number of its clause where that is another one; or a
    table with `name`, `clause`, the fields of an `Item`, and `there` and `came_late`,
    what the feed asks of it.
    """
    told = {key: said for key, said in items.items() if isinstance(said, Mapping)}
    feed = feeds.Checklist(
        each=_kind(each),
        where=where,
        given=given,
        made=made,
        closed=closed,
        **{
            name: {key: said[name] for key, said in told.items() if name in said}
            for name in ("there", "came_late")
        },
        circumstances=circumstances,
        filled=filled,
        apart=apart,
    )
    return Draft(
        id, Text(en, zh), owed_by, _CHECKLIST, {"items": items, **fields}, feed, doubts
    )


def deadline(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    done: Ask,
    since: Ask | None = None,
    closed: Ask | None = None,
    owed: Ask | bool = True,
    category: Ask | None = None,
    form: Ask | None = None,
    appointed: Ask | None = None,
    where: Ask | None = None,
    notes: Ask | None = None,
    timing: Force | None = None,
    limit_of: Ask | None = None,
    starts: Mapping[str, Ask] | None = None,
    extensions: "Extensions | None" = None,
    pauses: "Pauses | None" = None,
    **fields: Any,
) -> Draft:
    """
    Return by when something is due.

    A case is its limit, or its limit and the number of its clause. What the row brings
    as its own limit is *limit_of*; with *starts* one of several events starts the count.
    A step of its ladder is a table with `name`, `clause` where that is another one, and
    the other fields of a `LadderStep`.
    """
    feed = feeds.Deadline(
        each=_kind(each),
        where=where,
        since=since,
        done=done,
        closed=closed,
        owed=owed,
        category=category,
        form=form,
        appointed=appointed,
        notes=notes,
        limit=limit_of,
        starts=starts or {},
        extensions=extensions,
        pauses=pauses,
    )
    if starts:
        fields.setdefault("events", tuple(starts))
    name_start(fields, "trigger", since)
    return Draft(id, Text(en, zh), owed_by, _DEADLINE, fields, feed, doubts, timing)


def notice(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    event: Ask,
    done: Ask,
    owed: Ask | bool = True,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return what is due at least so long before an event.
    """
    feed = feeds.Notice(
        each=_kind(each), where=where, event=event, done=done, owed=owed
    )
    name_start(fields, "event", event)
    return Draft(id, Text(en, zh), owed_by, _NOTICE, fields, feed, doubts)


def team(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    members: Ask | None = None,
    who: Mapping[str, Ask] | None = None,
    bodies: Mapping[str, Ask] | None = None,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return which roles must be there, how many people, and who is not the same.
    """
    feed = feeds.Team(
        each=_kind(each),
        where=where,
        members=members,
        who=Table(who or {}),
        bodies=Table(bodies or {}),
    )
    return Draft(id, Text(en, zh), owed_by, _TEAM, fields, feed, doubts)


def procedure(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    since: Ask,
    steps: Mapping[str, Mapping[str, Any]],
    closed: Ask | None = None,
    conditions: Mapping[str, Ask] | None = None,
    apart: bool = False,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return what is done in order.

    A step is a table with `name`, `at` (its attribute), `clause` where that is another
    one, and the fields of a `Step`.
    """
    feed = feeds.Procedure(
        each=_kind(each),
        where=where,
        since=since,
        steps={key: said["at"] for key, said in steps.items()},
        closed=closed,
        conditions=conditions or {},
        apart=apart,
    )
    name_start(fields, "trigger", since)
    return Draft(
        id, Text(en, zh), owed_by, _PROCEDURE, {"steps": steps, **fields}, feed, doubts
    )


def keeping(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    since: Ask,
    disposed: Ask,
    kept: Ask | bool = True,
    category: Ask | None = None,
    where: Ask | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how long something is kept.

    A case is its length, or its length and the number of its clause.
    """
    feed = feeds.Keeping(
        each=_kind(each),
        where=where,
        since=since,
        disposed=disposed,
        kept=kept,
        category=category,
    )
    name_start(fields, "trigger", since)
    return Draft(id, Text(en, zh), owed_by, _KEEPING, fields, feed, doubts)
