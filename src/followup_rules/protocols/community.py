"""
What rows of SC must offer, for type checkers.

Made from the facts of the book; `python -m tests.make_protocols` writes it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol


class PostFacts(Protocol):
    """One post."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def role(self) -> str:
        """The role."""
        ...

    @property
    def visits_in_duties(self) -> bool | None:
        """Whether its written duties name the visits."""
        ...


class AreaFacts(Protocol):
    """One area."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def officers(self) -> Iterable[str]:
        """The officers assigned."""
        ...

    @property
    def households(self) -> Iterable[str]:
        """Its households."""
        ...


class EstateFacts(Protocol):
    """One estate."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def households(self) -> int | None:
        """How many households it serves."""
        ...

    @property
    def posts(self) -> Iterable[PostFacts]:
        """The posts of the office."""
        ...

    @property
    def areas(self) -> Iterable[AreaFacts]:
        """Its areas."""
        ...

    @property
    def complaint_box(self) -> bool | None:
        """Whether there is a complaint box."""
        ...

    @property
    def complaint_phone(self) -> bool | None:
        """Whether there is a complaint phone."""
        ...

    @property
    def designees(self) -> Iterable[str] | None:
        """Who is designated to receive complaints; empty is nobody."""
        ...


class VisitFacts(Protocol):
    """One visit."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def visited_at(self) -> dt.date | dt.datetime:
        """When it took place."""
        ...

    @property
    def role(self) -> str:
        """Whose visit it was."""
        ...

    @property
    def visitor(self) -> str | None:
        """Who came."""
        ...

    @property
    def channel(self) -> str:
        """How it was made."""
        ...

    @property
    def area(self) -> str | int | None:
        """The area visited."""
        ...

    @property
    def households(self) -> Iterable[str]:
        """The households that were met."""
        ...

    @property
    def recorded(self) -> bool | None:
        """Whether there is a record."""
        ...

    @property
    def closed(self) -> bool:
        """Whether its file is closed."""
        ...


class MatterFacts(Protocol):
    """One matter."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def kind(self) -> str:
        """Kind."""
        ...

    @property
    def source(self) -> str:
        """The channel."""
        ...

    @property
    def raised_at(self) -> dt.date | dt.datetime:
        """The time it was raised."""
        ...

    @property
    def answered_on_spot(self) -> bool | None:
        """Whether it was answered there and then."""
        ...

    @property
    def appointed(self) -> dt.date | dt.datetime | None:
        """The time named for the answer."""
        ...

    @property
    def replied_at(self) -> dt.date | dt.datetime | None:
        """When the resident was answered."""
        ...

    @property
    def settled_at(self) -> dt.date | dt.datetime | None:
        """When the matter had an outcome."""
        ...

    @property
    def own_entry(self) -> bool | None:
        """Whether it has an entry of its own."""
        ...

    @property
    def decided(self) -> bool | None:
        """Whether it was decided on."""
        ...

    @property
    def major(self) -> bool | None:
        """Whether it is major."""
        ...

    @property
    def escalated_at(self) -> dt.date | dt.datetime | None:
        """When it was put to the company."""
        ...

    @property
    def upheld(self) -> bool | None:
        """Whether a complaint was justified."""
        ...

    @property
    def received_by(self) -> str | None:
        """Who received it."""
        ...

    @property
    def passed_on_at(self) -> dt.date | dt.datetime | None:
        """When it was passed to the office director."""
        ...

    @property
    def handled_at(self) -> dt.date | dt.datetime | None:
        """When the office director had handled it."""
        ...

    @property
    def closed_at(self) -> dt.date | dt.datetime | None:
        """When its file was closed."""
        ...


class MeetingFacts(Protocol):
    """One meeting."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def held_at(self) -> dt.date | dt.datetime:
        """When it was held."""
        ...


class PaperFacts(Protocol):
    """One document."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def kind(self) -> str:
        """Kind."""
        ...

    @property
    def year(self) -> int | None:
        """The year that it is about."""
        ...

    @property
    def issued_at(self) -> dt.date | dt.datetime:
        """When it was issued."""
        ...

    @property
    def covers_visits(self) -> bool | None:
        """Whether it deals with visits."""
        ...


class CallerFacts(Protocol):
    """One caller."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def called_at(self) -> dt.date | dt.datetime:
        """When the caller came."""
        ...

    @property
    def registered(self) -> bool | None:
        """Whether the register has an entry."""
        ...

    @property
    def closed(self) -> bool:
        """Whether the call is over."""
        ...
