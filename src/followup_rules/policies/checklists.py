"""
What a record must hold, what must be covered, and who may act.

In a record `False` is missing and `None` is unknown. A missing part is a breach
once the matter is closed; before that the verdict is `OPEN` and names it.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Annotated, Any, ClassVar, Final

from attrs import evolve, field

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.exact import as_flag, as_name
from followup_rules.fields import (
    Entries,
    Name,
    Names,
    Positive,
    SomeNames,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.verdicts import (
    Basis,
    Reason,
    Subject,
    Verdict,
    decides,
    judged_at,
    note,
)

_EVERYTHING: Final = Text("everything required", "全部应有要素")
Record = Mapping[str, bool | None] | Collection[str]
"""What was done: yes, no or unknown by item id; or just the ids of what was done."""


@frozen(kw_only=True, field_transformer=held)
class Item:
    """
    One thing that a record must hold.

    Attributes:
        id: Its id in a record.
        name: What it is.
        clause: The clause that asks for it.
        ruled_out_by: Circumstances under which it cannot have been done.
        waived_by: Circumstances under which it need not be done.
    """

    id: Name
    name: Text
    clause: Clause
    ruled_out_by: Names = field(default=(), converter=as_tuple)
    waived_by: Names = field(default=(), converter=as_tuple)


@frozen
class ItemsEvidence:
    """
    What a checklist verdict rests on: item ids, in the order of the text.
    """

    shape: ClassVar[str] = "items"

    done: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    waived: tuple[str, ...]
    record: tuple[tuple[str, bool | None], ...] | None
    circumstances: tuple[str, ...]
    closed: bool | None
    only: str | None
    names: tuple[tuple[str, Text], ...]
    late: tuple[str, ...] = ()

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "record": None if self.record is None else dict(self.record),
            "circumstances": self.circumstances,
            "closed": self.closed,
            "only": self.only,
            **self._came_late(tuple),
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        names = dict(self.names)
        return {
            "missing": tuple(names.get(item, item) for item in self.missing),
            "unknown": tuple(names.get(item, item) for item in self.unknown),
            "waived": tuple(names.get(item, item) for item in self.waived),
            **self._came_late(lambda ids: tuple(names[item] for item in ids)),
            "content": _EVERYTHING if self.only is None else names[self.only],
        }

    def __plain__(self) -> dict[str, Any]:
        return {
            "required": [item for item, _ in self.names],
            "done": list(self.done),
            "missing": list(self.missing),
            "unknown": list(self.unknown),
            "waived": list(self.waived),
            **self._came_late(list),
        }

    def _came_late(self, shown: Callable[[Iterable[str]], Any]) -> dict[str, Any]:
        """Return what came late, where anything did."""
        return {"late": shown(self.late)} if self.late else {}


@frozen(kw_only=True, field_transformer=held)
class ChecklistPolicy:
    """
    A record must hold certain items.

    >>> rule = ChecklistPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="look and sign", zh="查看并签名"),
    ...     name=Text("the record", "回访记录"),
    ...     owed_by="visitor",
    ...     items=[
    ...         Item(
    ...             id=key,
    ...             name=Text(key, key),
    ...             clause=Clause(id="DEMO-1", en="look and sign", zh="查看并签名"),
    ...         )
    ...         for key in ("looked", "signed")
    ...     ],
    ... )
    >>> rule.missing({"looked": True, "signed": False})
    ('signed',)

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The general clause.
        name: What kind of record it is.
        owed_by: The party that owes it.
        items: The items, in the order of the text.
        least: How many of them are needed; None is all.
        open_list: Whether the list is a minimum, so that further items may occur.
        breach_at_once: Whether a missing item is a breach before the matter closes.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    items: Annotated[tuple[Item, ...], Entries(least=1, unique="id")] = field(
        converter=as_tuple
    )
    least: Positive | None = None
    open_list: bool = False
    breach_at_once: bool = False

    def __attrs_post_init__(self) -> None:
        if self.least is not None and self.least > len(self.items):
            raise InvalidFieldError(
                "ChecklistPolicy.least", self.least, f"1 to {len(self.items)}"
            )

    def item(self, item_id: str) -> Item:
        """
        Return one item.

        Raises:
            UnknownNameError: If the list has none with this id.
        """
        as_name("item", item_id, [item.id for item in self.items])
        return next(item for item in self.items if item.id == item_id)

    def missing(
        self, record: Record, *, circumstances: Collection[str] = ()
    ) -> tuple[str, ...]:
        """
        Return the ids of the items that the record lacks, in the order of the text.

        An unknown item is not missing; where one of several is enough, nothing is
        missing once it is there.

        Raises:
            UnknownNameError: If the record has an item that is not in the list.
        """
        around = _in_order("circumstances", circumstances)
        return _sort(self.items, self.least, self._read(record), around).missing

    def assess(
        self,
        record: Record | None,
        *,
        circumstances: Collection[str] = (),
        closed: bool | None = True,
        late: Collection[str] = (),
        only: str | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
        basis: Basis | None = None,
    ) -> Verdict:
        """
        Judge whether a record has everything.

        The verdict stands under the clause of the first item that is missing or
        unknown, else under the general one.

        Args:
            record: What was done; None where there is nothing to record.
            circumstances: Facts that rule an item out or waive it, such as "phone".
            closed: Whether the matter is closed, so that a missing item is final.
            late: The ids of items that were done only after the matter was closed.
            only: Judge this one item, under its own clause.
            as_of: The moment of judgement.
            subject: What the verdict is about.
            basis: What a whole ledger is judged on, instead of *as_of*.

        Raises:
            UnknownNameError: If the record, or *late*, has an item that is not in the
                list.
            InvalidFieldError: If an entry or *closed* is no flag, *circumstances* or
                *late* are no collection of names, or *late* names an item that was
                not done, or a matter that is not closed.
        """
        basis = _basis(as_of, basis)
        told = self._told(record, circumstances, closed, late)
        chosen = None if only is None else self.item(only)
        return self._assess(told, chosen, subject, basis)

    def _told(
        self,
        record: Record | None,
        circumstances: Collection[str],
        closed: bool | None,  # noqa: FBT001 - a fact
        late: Collection[str],
    ) -> "_Told":
        """Read what a call was told."""
        as_flag("closed", closed)
        around = _in_order("circumstances", circumstances)
        read = None if record is None else self._read(record)
        came_late = _in_order("late", late)
        for name in came_late:
            self.item(name)
            if not (closed and read and read[name]):
                allowed = "items that were done, of a matter that is closed"
                raise InvalidFieldError("late", name, allowed)
        return _Told(read, around, closed, came_late)

    def _assess(
        self,
        told: "_Told",
        only: Item | None,
        subject: Subject | None,
        basis: Basis,
    ) -> Verdict:
        """Judge a record that was read, or one item of it."""
        items = self.items if only is None else (only,)
        least = self.least if only is None else None
        read, around = told.record, told.circumstances
        found = _NOTHING if read is None else _sort(items, least, read, around)
        evidence = ItemsEvidence(
            found.done,
            found.missing,
            found.unknown,
            found.waived,
            None if read is None else tuple([(i.id, read[i.id]) for i in items]),
            around,
            told.closed,
            None if only is None else only.id,
            self._names if only is None else ((only.id, only.name),),
            _needed_late(items, least, told) if told.late else (),
        )
        reason = self._judge(evidence)
        clause = self._deciding_clause(evidence) if only is None else only.clause
        notes = () if read is None or not around else _notes(items, read, around)
        return Verdict(clause, self, subject, evidence, (reason, *notes), basis)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        """The ids of the items."""
        return tuple(item.id for item in self.items)

    @cached_property
    def _names(self) -> tuple[tuple[str, Text], ...]:
        """The words for each item."""
        return tuple((item.id, item.name) for item in self.items)

    def assess_each(
        self,
        record: Record | None,
        *,
        circumstances: Collection[str] = (),
        closed: bool | None = True,
        late: Collection[str] = (),
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
        basis: Basis | None = None,
    ) -> tuple[Verdict, ...]:
        """
        Judge every item by itself, each under its own clause.

        The arguments are those of `assess`, and so are the errors.
        """
        basis = _basis(as_of, basis)
        told = self._told(record, circumstances, closed, late)
        return tuple([self._assess(told, item, subject, basis) for item in self.items])

    def _read(self, record: Record) -> dict[str, bool | None]:
        """Return every item with yes, no or unknown."""
        known = self._ids
        if isinstance(record, str) or not isinstance(record, Collection):
            raise InvalidFieldError("record", record, "a mapping or a set of item ids")
        for name in record:
            if name not in known and not self.open_list:
                raise UnknownNameError("item", name, known)
        if not isinstance(record, Mapping):
            return {name: name in record for name in known}
        for name, entry in record.items():
            as_flag(f"record[{name!r}]", entry)
        return {name: record.get(name) for name in known}

    def _judge(self, found: ItemsEvidence) -> Reason:
        """Return the reason that decides."""
        if found.record is None:
            return decides("nothing_to_record")
        if len(found.waived) == len(found.names):
            return decides("items_waived")
        if found.missing:
            return self._judge_incomplete(found.closed)
        if found.unknown:
            return decides("items_unknown")
        return decides("items_late" if found.late else "all_present")

    def _judge_incomplete(self, closed: bool | None) -> Reason:  # noqa: FBT001 - a fact
        """Judge a record that lacks something."""
        if closed or self.breach_at_once:
            return decides("items_missing")
        if closed is None:
            return decides("fact_missing", fact="closed")
        return decides("items_outstanding")

    def _deciding_clause(self, found: ItemsEvidence) -> Clause:
        """Return the clause of the first item that decides."""
        for item_id in (*found.missing, *found.unknown, *found.late):
            return self.item(item_id).clause
        return self.clause


@frozen
class _Told:
    """
    What a call was told, as it was read.
    """

    record: Mapping[str, bool | None] | None
    circumstances: tuple[str, ...]
    closed: bool | None
    late: tuple[str, ...]


@frozen
class _Found:
    """
    The ids of a list's items, sorted by what became of them.
    """

    done: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    waived: tuple[str, ...]


def _sort(
    items: tuple[Item, ...],
    least: int | None,
    read: Mapping[str, bool | None],
    around: tuple[str, ...],
) -> _Found:
    """Sort items by what became of them."""
    piles: dict[str, list[str]] = {name: [] for name in _PILES}
    for item in items:
        piles[_state(item, read[item.id], around)].append(item.id)
    found = _Found(*(tuple(piles[name]) for name in _PILES))
    if least is None:
        return found
    enough = len(found.done) + len(found.waived)
    if enough >= least:
        return evolve(found, missing=(), unknown=())
    if enough + len(found.unknown) >= least:
        return evolve(found, missing=())
    return found


def _needed_late(
    items: tuple[Item, ...], least: int | None, told: _Told
) -> tuple[str, ...]:
    """Return the items that were lacking when the matter was closed and came later."""
    assert told.record is not None  # noqa: S101 - what came later is in the record
    then = {**told.record, **dict.fromkeys(told.late, False)}
    lacking = _sort(items, least, then, told.circumstances).missing
    return tuple(name for name in told.late if name in lacking)


_PILES = ("done", "missing", "unknown", "waived")
_NOTHING: Final = _Found((), (), (), ())


def _notes(
    items: tuple[Item, ...], read: Mapping[str, bool | None], around: tuple[str, ...]
) -> tuple[Reason, ...]:
    """Say which items a circumstance waived or rules out, whatever was entered."""
    notes = []
    for item in items:
        for circumstance in around:
            if circumstance in item.waived_by and not read[item.id]:
                code = "item_waived"
            elif circumstance in item.ruled_out_by:
                code = "item_ruled_out"
            else:
                continue
            notes.append(note(code, items=item.name, circumstance=circumstance))
    return tuple(notes)


def _state(item: Item, entry: bool | None, around: tuple[str, ...]) -> str:  # noqa: FBT001 - a record's entry
    """Say what an entry comes to under the circumstances."""
    if around and any(fact in item.ruled_out_by for fact in around):
        entry = False
    if entry:
        return "done"
    if around and any(fact in item.waived_by for fact in around):
        return "waived"
    return "missing" if entry is False else "unknown"


def _basis(as_of: dt.datetime | None, basis: Basis | None) -> Basis:
    """Return the basis of a call whose answer no moment changes."""
    if as_of is None and basis is None:
        return Basis()
    return judged_at(as_of, basis)[1]


def _in_order(field_name: str, names: Collection[str]) -> tuple[str, ...]:
    """Return names, each once, as given; those of a set in alphabetical order."""
    given: object = names
    if type(given) is tuple and not given:
        return ()
    several = isinstance(given, Collection) and not isinstance(given, str)
    if not several or not all(isinstance(name, str) for name in names):
        raise InvalidFieldError(field_name, names, "a collection of names")
    ordered = sorted(names) if isinstance(names, AbstractSet) else names
    return tuple(dict.fromkeys(ordered))


# -------------------------------------------------------------------------- actors


@frozen
class ActorsEvidence:
    """
    Who acted, and who may.
    """

    shape: ClassVar[str] = "actors"

    actors: tuple[str, ...] | None
    allowed: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """
        Those who acted and are not among the allowed.
        """
        return tuple(actor for actor in self.actors or () if actor not in self.allowed)

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {"actors": self.actors}

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        return {
            "actors": self.actors,
            "allowed": self.allowed,
            "others": self.others,
        }


@frozen(kw_only=True, field_transformer=held)
class ActorPolicy:
    """
    Something must be done by certain roles.

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that names the roles.
        name: What is done.
        owed_by: The party that owes it.
        allowed: The roles that may do it; one of them is enough.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    allowed: SomeNames = field(converter=as_tuple)

    def allows(self, actors: Collection[str]) -> bool:
        """
        Say whether at least one of *actors* may do it.

        Raises:
            InvalidFieldError: If *actors* is no collection of roles.
        """
        return any(actor in self.allowed for actor in _in_order("actors", actors))

    def assess(
        self,
        actors: Collection[str] | None,
        *,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
        basis: Basis | None = None,
    ) -> Verdict:
        """
        Judge who did it.

        Args:
            actors: The roles of those who did it; None is unknown.
            as_of: The moment of judgement.
            subject: What the verdict is about.
            basis: What a whole ledger is judged on, instead of *as_of*.

        Raises:
            InvalidFieldError: If *actors* is no collection of roles.
        """
        basis = _basis(as_of, basis)
        named = None if actors is None else _in_order("actors", actors)
        evidence = ActorsEvidence(named, self.allowed)
        reasons: tuple[Reason, ...]
        if not named:
            reasons = (decides("fact_missing", fact="roles"),)
        elif not self.allows(named):
            reasons = (decides("actor_not_allowed"),)
        else:
            reasons = (decides("actor_allowed"),)
            if evidence.others:
                reasons = (*reasons, note("others_present"))
        return Verdict(self.clause, self, subject, evidence, reasons, basis)
