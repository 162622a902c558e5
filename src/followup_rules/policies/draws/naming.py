"""
Who is named besides the ledger: those already called, left out, or behind several ids.
"""

from collections.abc import Collection, Mapping
from typing import Final

from attrs import evolve

from followup_rules.errors import (
    InvalidFieldError,
    InvalidIdError,
    MissingFactError,
    UnknownNameError,
)
from followup_rules.fields import Words
from followup_rules.immutable import frozen
from followup_rules.policies.draws.selection import SEPARATOR, DrawUnit, Repeat
from followup_rules.policies.draws.tickets import check_ids

SAME_PERSON: Final = "same person"
ALREADY_CALLED: Final = "already called"


@frozen
class Named:
    """
    What is said of some of the ids of a ledger, in which those of one window are bare.

    Attributes:
        persons: Who stands behind each id; None where nobody has asked.
        called: Who was called already.
        excluded: Who is left out, each with the reason.
        window: The window of ids that name none.
    """

    persons: Mapping[str, str] | None
    called: tuple[str, ...]
    excluded: Mapping[str, str]
    window: str | None

    @property
    def anybody(self) -> bool:
        """
        Whether anything is said of anybody.
        """
        return bool(self.called or self.excluded or self.persons)

    def inside(
        self, known: frozenset[str], may_exclude: tuple[str, ...] | None
    ) -> "tuple[Named, dict[str, str]]":
        """
        Return the same without exclusions that nobody may make, and those of strangers.
        """
        kept, strangers = {}, {}
        for id_, reason in self.excluded.items():
            if not _in_frame([id_], known, self.window):
                strangers[id_] = reason
            elif may_exclude is None or reason in may_exclude:
                kept[id_] = reason
        return evolve(self, excluded=kept), strangers

    def already_called(self, known: frozenset[str], unit: DrawUnit) -> tuple[str, ...]:
        """
        Return who of the frame was called, with the other cases of the same persons.
        """
        named = _in_frame(self.called, known, self.window)
        if self.persons is None or unit is DrawUnit.CASE:
            return named
        persons = self.persons
        reached = {persons[id_] for id_ in (*named, *self.called) if id_ in persons}
        others = {id_ for id_ in known if self._person(id_) in reached}
        return tuple(sorted({*named, *others}))

    def exclusions(
        self,
        known: frozenset[str],
        called: tuple[str, ...],
        *,
        repeat: Repeat,
        unit: DrawUnit,
    ) -> tuple[tuple[str, str], ...]:
        """
        Return who is not drawn from, each with one reason, by id.

        Raises:
            UnknownNameError: If an excluded id is not in the frame.
            MissingFactError: If nobody knows who stands behind an id.
        """
        reasons: dict[str, str] = {}
        if repeat is Repeat.EXCLUDED:  # A-51b
            reasons |= dict.fromkeys(called, ALREADY_CALLED)
        for id_, reason in self.excluded.items():
            (whole,) = _in_frame([id_], known, self.window) or (None,)
            if whole is None:
                raise UnknownNameError("excluded id", id_, tuple(sorted(known)[:3]))
            reasons.setdefault(whole, reason)
        if self.persons is not None and unit is DrawUnit.PERSON:  # A-51a
            doubles = self._doubles(known - reasons.keys())
            reasons |= dict.fromkeys(doubles, SAME_PERSON)
        return tuple(sorted(reasons.items()))

    def _doubles(self, ids: Collection[str]) -> list[str]:
        """Return every id of a person but the smallest."""
        seen: set[str] = set()
        doubles = []
        for id_ in sorted(ids):
            person = self._person(id_)
            if not person:
                raise MissingFactError("person", f"the id {id_!r}", "add it to persons")
            if person in seen:
                doubles.append(id_)
            seen.add(person)
        return doubles

    def _person(self, id_: str) -> str | None:
        """Return who stands behind an id of the frame."""
        persons = self.persons or {}
        return persons.get(
            id_, persons.get(id_.removeprefix(f"{self.window}{SEPARATOR}"))
        )


def read_named(
    persons: Mapping[str, str] | None,
    called: Collection[str],
    excluded: Mapping[str, str] | None,
    window: str | None,
) -> Named:
    """
    Return what is said of some of the ids, once it has been looked at.

    Raises:
        InvalidFieldError: If it is no list of ids, no table of reasons, or no table of
            persons.
        InvalidIdError: If an id that was called is unusable.
    """
    given: object = called
    if isinstance(given, str | bytes) or not isinstance(given, Collection):
        raise InvalidFieldError("called", given, "a collection of ids")
    for place, id_ in enumerate(called, 1):
        if not isinstance(id_, str):
            raise InvalidIdError(place, id_, "it is no text")
    ids = tuple(dict.fromkeys(called))
    check_ids(ids)
    for name, table, what in (
        ("persons", persons, "person"),
        ("excluded", excluded, "reason"),
    ):
        if table is not None and not isinstance(table, Mapping):
            raise InvalidFieldError(name, table, f"a table from id to {what}")
    for id_, person in (persons or {}).items():
        if not isinstance(person, str):
            raise InvalidFieldError(f"persons[{id_!r}]", person, "a text")
    for id_, reason in (excluded or {}).items():
        if not Words().accepts(reason):
            raise InvalidFieldError(f"excluded[{id_!r}]", reason, Words().allowed)
    return Named(persons, ids, excluded or {}, window)


def refuse_odd_texts(told: Mapping[str, str | None]) -> None:
    """
    Refuse a text that is blank, padded or none, by the name of its argument.

    Raises:
        InvalidFieldError: If one is.
    """
    words = Words()
    for name, text in told.items():
        if text is not None and not words.accepts(text):
            raise InvalidFieldError(name, text, words.allowed)


def _in_frame(
    ids: Collection[str], known: frozenset[str], window: str | None
) -> tuple[str, ...]:
    """Return those ids that are in the frame, whole, each once and sorted."""
    found = set()
    for id_ in ids:
        for whole in (id_, f"{window}{SEPARATOR}{id_}"):
            if whole in known:
                found.add(whole)
                break
    return tuple(sorted(found))
