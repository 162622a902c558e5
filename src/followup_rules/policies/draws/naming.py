"""
Who is named besides the ledger: those already called, left out, or behind several ids.
"""

from collections.abc import Collection, Mapping

from followup_rules.errors import InvalidFieldError, MissingFactError
from followup_rules.fields import Words
from followup_rules.policies.draws.selection import SEPARATOR
from followup_rules.policies.draws.tickets import check_ids


def check_named(called: object, excluded: object, persons: object) -> None:
    """
    Refuse what is no list of ids, no table of reasons, or no table of persons.
    """
    if isinstance(called, str | bytes) or not isinstance(called, Collection):
        raise InvalidFieldError("called", called, "a collection of ids")
    check_ids(tuple(dict.fromkeys(called)))
    if persons is not None and not isinstance(persons, Mapping):
        raise InvalidFieldError("persons", persons, "a table from id to person")
    if excluded is not None and not isinstance(excluded, Mapping):
        raise InvalidFieldError("excluded", excluded, "a table from id to reason")
    for id_, reason in (excluded or {}).items():
        if not Words().accepts(reason):
            raise InvalidFieldError(f"excluded[{id_!r}]", reason, Words().allowed)


def in_frame(
    ids: Collection[str], known: frozenset[str], window: str | None
) -> tuple[str, ...]:
    """
    Return those ids that are in the frame, whole, each once and sorted.
    """
    found = set()
    for id_ in ids:
        for whole in (id_, f"{window}{SEPARATOR}{id_}"):
            if whole in known:
                found.add(whole)
                break
    return tuple(sorted(found))


def with_other_cases(
    named: tuple[str, ...],
    called: Collection[str],
    known: frozenset[str],
    persons: Mapping[str, str],
    window: str | None,
) -> tuple[str, ...]:
    """
    Add the other cases of those who were called.
    """
    reached = {persons[id_] for id_ in (*named, *called) if id_ in persons}
    prefix = f"{window}{SEPARATOR}"
    others = {
        id_
        for id_ in known
        if persons.get(id_, persons.get(id_.removeprefix(prefix))) in reached
    }
    return tuple(sorted({*named, *others}))


def same_persons(
    ids: Collection[str], persons: Mapping[str, str], window: str | None
) -> list[str]:
    """
    Return every id of a person but the smallest.
    """
    seen: set[str] = set()
    doubles = []
    for id_ in sorted(ids):
        bare = id_.removeprefix(f"{window}{SEPARATOR}")
        person = persons.get(id_, persons.get(bare))
        if person is None:
            raise MissingFactError("person", f"the id {id_!r}", "add it to persons")
        if person in seen:
            doubles.append(id_)
        seen.add(person)
    return doubles
