"""
What is due: facts in, obligations out, whatever the period that is reported on.

An agenda asks a book for every obligation of its ledgers and puts those of a span of
days in order: what has to be done from when, until when, by whom, for what, under
which clause. Each goes by its key, so that a host can update its own list; agendas of
several books merge into one.

An agenda lists what can still be done, or was done, by a time. How something was done,
such as by whom, and what a warranty covers, are for the report of the book.
"""

from followup_rules.agenda.entries import (
    Entry,
    EntryRow,
    State,
)
from followup_rules.agenda.lists import (
    Agenda,
    AgendaChanges,
    merge,
)
from followup_rules.agenda.making import (
    agenda,
)

__all__ = [
    "Agenda",
    "AgendaChanges",
    "Entry",
    "EntryRow",
    "State",
    "agenda",
    "merge",
]
