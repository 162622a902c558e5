"""
What rows of COST must offer, for type checkers.

Made from the facts of the book; `python -m tests.make_protocols` writes it.
"""

import datetime as dt
from typing import Protocol


class ClientFacts(Protocol):
    """One client."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def keeper(self) -> str | None:
        """The role that keeps the data."""
        ...

    @property
    def name(self) -> str | None:
        """Name."""
        ...

    @property
    def address(self) -> str | None:
        """Address."""
        ...

    @property
    def postcode(self) -> str | None:
        """Postcode; a text, it may begin with 0."""
        ...

    @property
    def contact(self) -> str | None:
        """Contact person."""
        ...

    @property
    def telephone(self) -> str | None:
        """Telephone number."""
        ...

    @property
    def electronic_file(self) -> bool | None:
        """Whether there is an electronic file."""
        ...

    @property
    def closed(self) -> bool:
        """Whether the client was taken on."""
        ...


class ClientReportFacts(Protocol):
    """One report."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def reported_at(self) -> dt.date | dt.datetime:
        """The time of the report."""
        ...

    @property
    def reporter(self) -> str | None:
        """Who reported."""
        ...

    @property
    def recipient(self) -> str | None:
        """Who was reported to."""
        ...

    @property
    def about(self) -> dt.date | None:
        """A day of the period it is about."""
        ...


class PlannedFacts(Protocol):
    """One visit in the firm's plan."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...


class VisitFacts(Protocol):
    """One visit."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def client_id(self) -> str | int:
        """The client."""
        ...

    @property
    def visited_at(self) -> dt.date | dt.datetime:
        """The time of the visit."""
        ...

    @property
    def service_quality(self) -> bool | None:
        """Whether service was asked about."""
        ...

    @property
    def competence_and_ethics(self) -> bool | None:
        """Whether competence and ethics were asked about."""
        ...

    @property
    def satisfaction(self) -> bool | None:
        """Whether satisfaction was asked about."""
        ...

    @property
    def opinions_and_suggestions(self) -> bool | None:
        """Whether opinions and suggestions were asked for."""
        ...

    @property
    def closed(self) -> bool:
        """Whether the file is closed."""
        ...


class OpinionFacts(Protocol):
    """One opinion."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def given_at(self) -> dt.date | dt.datetime:
        """The time it was given."""
        ...

    @property
    def accepted_at(self) -> dt.date | dt.datetime | None:
        """The time it was accepted."""
        ...

    @property
    def accepted_by(self) -> str | None:
        """Who accepted it."""
        ...

    @property
    def feedback_at(self) -> dt.date | dt.datetime | None:
        """The time of the feedback."""
        ...

    @property
    def improvement(self) -> bool | None:
        """Whether an improvement was proposed."""
        ...

    @property
    def closed_at(self) -> dt.date | dt.datetime | None:
        """The time the file was closed."""
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
    def made_at(self) -> dt.date | dt.datetime:
        """The time it was made."""
        ...

    @property
    def filed_at(self) -> dt.date | dt.datetime | None:
        """The time it was filed."""
        ...

    @property
    def closed_at(self) -> dt.date | dt.datetime | None:
        """The time the file was closed."""
        ...
