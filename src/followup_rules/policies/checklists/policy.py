"""
What a record must hold by the time its matter is closed.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Annotated, Any, Final

from attrs import evolve, field

from followup_rules.clauses import Clause, Text, unknown_name
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_flag, as_name
from followup_rules.fields import (
    Entries,
    Name,
    Positive,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.policies.checklists.items import (
    Item,
    ItemsEvidence,
    Record,
    in_order,
)
from followup_rules.verdicts import (
    Basis,
    Reason,
    Subject,
    Verdict,
    basis_of,
    decides,
    note,
)


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
    ...             key=key,
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
    items: Annotated[tuple[Item, ...], Entries(least=1, unique="key")] = field(
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

    def item(self, key: str) -> Item:
        """
        Return one item.

        Raises:
            UnknownNameError: If the list has none with this key.
        """
        as_name("item", key, [item.key for item in self.items])
        return next(item for item in self.items if item.key == key)

    @cached_property
    def circumstances(self) -> tuple[str, ...]:
        """
        The circumstances that rule an item out or waive it, in the order of the items.
        """
        return tuple(
            dict.fromkeys(
                name
                for item in self.items
                for name in (*item.ruled_out_by, *item.waived_by)
            )
        )

    def facts_of_receipt(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """
        Return the facts of a receipt as a call is told them today.

        Receipts once kept every circumstance of a row, those that change no item too.
        """
        around = facts.get("circumstances", ())
        known = tuple(name for name in around if name in self.circumstances)
        return {**facts, "circumstances": known}

    def missing(
        self, record: Record, *, circumstances: Collection[str] = ()
    ) -> tuple[str, ...]:
        """
        Return the ids of the items that the record lacks, in the order of the text.

        An unknown item is not missing; where one of several is enough, nothing is
        missing once it is there.

        Raises:
            UnknownNameError: If the record has an item that is not in the list, or a
                circumstance changes no item.
        """
        around = self._around(circumstances)
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

        Raises:
            UnknownNameError: If the record, or *late*, has an item that is not in the
                list, or a circumstance changes no item.
            InvalidFieldError: If an entry or *closed* is no flag, *circumstances* or
                *late* are no collection of names, or *late* names an item that was
                not done, or a matter that is not closed.
        """
        basis = basis_of(as_of)
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
        around = self._around(circumstances)
        read = None if record is None else self._read(record)
        came_late = in_order("late", late)
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
            None if read is None else tuple([(i.key, read[i.key]) for i in items]),
            around,
            told.closed,
            None if only is None else only.key,
            self._names if only is None else ((only.key, only.name),),
            _needed_late(items, least, told) if told.late else (),
        )
        reason = self._judge(evidence)
        clause = self._deciding_clause(evidence) if only is None else only.clause
        notes = () if read is None or not around else _notes(items, read, around)
        return Verdict(clause, self, subject, evidence, (reason, *notes), basis)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        """The ids of the items."""
        return tuple(item.key for item in self.items)

    @cached_property
    def _names(self) -> tuple[tuple[str, Text], ...]:
        """The words for each item."""
        return tuple((item.key, item.name) for item in self.items)

    def assess_each(
        self,
        record: Record | None,
        *,
        circumstances: Collection[str] = (),
        closed: bool | None = True,
        late: Collection[str] = (),
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> tuple[Verdict, ...]:
        """
        Judge every item by itself, each under its own clause.

        The arguments are those of `assess`, and so are the errors.
        """
        basis = basis_of(as_of)
        told = self._told(record, circumstances, closed, late)
        return tuple([self._assess(told, item, subject, basis) for item in self.items])

    def _around(self, circumstances: Collection[str]) -> tuple[str, ...]:
        """Return the circumstances, each of which some item knows."""
        around = in_order("circumstances", circumstances)
        for name in around:
            if name not in self.circumstances:
                known = self.circumstances
                raise unknown_name("circumstance", name, known, self.clause)
        return around

    def _read(self, record: Record) -> dict[str, bool | None]:
        """Return every item with yes, no or unknown."""
        known = self._ids
        if isinstance(record, str) or not isinstance(record, Collection):
            raise InvalidFieldError("record", record, "a mapping or a set of item keys")
        for name in record:
            if name not in known and not self.open_list:  # A-64a
                said = [(item.key, item.name) for item in self.items]
                raise unknown_name("item", name, known, self.clause, said)
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
        for key in (*found.missing, *found.unknown, *found.late):
            return self.item(key).clause
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
        piles[_state(item, read[item.key], around)].append(item.key)
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
            if circumstance in item.waived_by and not read[item.key]:
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
