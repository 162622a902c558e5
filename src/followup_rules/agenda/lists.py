"""
Entries together, the soonest first; of several books, and what changed in between.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from attrs import field

from followup_rules.agenda.entries import Entry, State
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    RowError,
    UnknownNameError,
)
from followup_rules.fields.arguments import check_kind, check_many
from followup_rules.immutable import frozen
from followup_rules.reports.changes import Unread
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    UTC,
    is_before,
    to_utc,
)

_FAR: Final = dt.datetime.max.replace(tzinfo=UTC)


@frozen(kw_only=True)
class Agenda:
    """
    Obligations, the soonest first; those without a limit come last.

    Attributes:
        as_of: The moment of judgement.
        span: The days of interest.
        entries: The obligations that concern the span.
        beyond: Those that do not, such as what was done before it or opens after it.
        row_errors: The rows that could not be read, or that a rule refused; what they
            owe is not here.
        parties: The parties that the books name.
    """

    as_of: dt.datetime
    span: Period
    entries: tuple[Entry, ...]
    beyond: tuple[Entry, ...] = field(default=(), repr=False)
    row_errors: tuple[RowError, ...] = ()
    parties: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of(self, *states: State, party: str | None = None) -> tuple[Entry, ...]:
        """
        Return the entries in some states, and of one party if it is named.

        Raises:
            UnknownNameError: If no rule of the books names such a party.
            InvalidFieldError: If one of *states* is no `State`.
        """
        check_many("states", states, f"some of {', '.join(map(str, State))}", State)
        if party is not None and party not in self.parties:
            raise UnknownNameError("party", party, self.parties)
        return tuple(
            entry
            for entry in self.entries
            if (not states or entry.state in states) and party in {None, entry.owed_by}
        )

    def by_key(self) -> dict[str, Entry]:
        """
        Return the entries by their keys.
        """
        return {entry.key: entry for entry in self.entries}

    @property
    def unread(self) -> Unread:
        """
        The rows that could not be judged, whose obligations are missing here.
        """
        listed = (*self.entries, *self.beyond)
        return Unread(self.row_errors, {entry.subject.kind for entry in listed})

    def changes_since(self, earlier: "Agenda") -> "AgendaChanges":
        """
        Return what a host must insert, update and remove since an earlier agenda.

        An entry that left the span is changed if it is otherwise than it was, such as
        done before the new span began, and is left alone if it is not; it is gone only
        if it is not owed any more, or its row is. What is missing because its row could
        not be read is `unreadable`, and no reason to remove anything.

        Raises:
            InvalidFieldError: If *earlier* is no agenda.
            ImpossibleOrderError: If *earlier* was made later.
        """
        check_kind("earlier", earlier, Agenda, "an Agenda")
        if is_before(self.as_of, earlier.as_of, UTC):
            raise ImpossibleOrderError(
                "earlier.as_of", earlier.as_of, "as_of", self.as_of
            )
        old, now = earlier.by_key(), self.by_key()
        every = {entry.key: entry for entry in (*self.beyond, *self.entries)}
        missing = {key: entry for key, entry in old.items() if key not in every}
        hidden = set(filter(self.unread.may_hide, missing))
        return AgendaChanges(
            new=tuple(now[key] for key in now if key not in old),
            changed=tuple(
                entry
                for key, entry in every.items()
                if key in old and _told(entry) != _told(old[key])
            ),
            gone=tuple(missing[key] for key in missing if key not in hidden),
            unreadable=tuple(missing[key] for key in missing if key in hidden),
        )


@frozen(kw_only=True)
class AgendaChanges:
    """
    What differs between two agendas.

    Attributes:
        new: Obligations that the earlier one did not list.
        changed: Those whose state, bounds, party, clause or name is another.
        gone: Those that are owed no longer, as they last stood.
        unreadable: Those of which nobody knows, because the row could not be read this
            time or was refused by a rule, as they last stood.
    """

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    unreadable: tuple[Entry, ...] = ()

    def __len__(self) -> int:
        parts = self.new, self.changed, self.gone, self.unreadable
        return sum(map(len, parts))


_ONE_KEY: Final = (
    "a key that no other entry has; a book goes in once, and one of your own has a "
    "code of its own"
)


def merge(*agendas: Agenda) -> Agenda:
    """
    Return one agenda of several books, made at one moment for one span.

    Raises:
        InvalidFieldError: If there is none, one is no agenda, they were made at
            different moments or for different spans, or two of them hold one key: the
            same book twice, or two that bear one code.
    """
    if not agendas:
        raise InvalidFieldError("agendas", (), "at least one")
    check_many("agendas", agendas, "an Agenda", Agenda)
    first = agendas[0]
    for one in agendas:
        if one.as_of != first.as_of:
            allowed = f"one moment for all: {first.as_of.isoformat()}"
            raise InvalidFieldError("as_of", one.as_of.isoformat(), allowed)
        if one.span != first.span:
            raise InvalidFieldError("span", str(one.span), f"one for all: {first.span}")
    seen: set[str] = set()
    for entry in (entry for one in agendas for entry in (*one.entries, *one.beyond)):
        if entry.key in seen:
            raise InvalidFieldError("key", entry.key, _ONE_KEY)
        seen.add(entry.key)
    return Agenda(
        as_of=first.as_of,
        span=first.span,
        entries=tuple(sorted((e for one in agendas for e in one.entries), key=order)),
        beyond=tuple(sorted((e for one in agendas for e in one.beyond), key=order)),
        row_errors=tuple(error for one in agendas for error in one.row_errors),
        parties=tuple(dict.fromkeys(name for one in agendas for name in one.parties)),
    )


def order(entry: Entry) -> tuple[dt.datetime, str]:
    """
    Put the soonest first, and what has no limit last.
    """
    return _FAR if entry.closes is None else to_utc(entry.closes), entry.key


def _told(entry: Entry) -> tuple[object, ...]:
    """Return what a host must be told again when it changes."""
    return (
        entry.state,
        entry.opens,
        entry.closes,
        entry.owed_by,
        entry.clause,
        entry.name,
    )
