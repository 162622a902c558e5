"""
What rows of REPAIR must offer, for type checkers.

Made from the facts of the book; `python -m tests.make_protocols` writes it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol


class RepairFacts(Protocol):
    """One repair."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def categories(self) -> str | Iterable[str] | None:
        """The category, or several."""
        ...

    @property
    def completed_at(self) -> dt.datetime | None:
        """When the work was finished."""
        ...

    @property
    def responsible(self) -> str | None:
        """The person responsible."""
        ...

    @property
    def owes_visit(self) -> bool | None:
        """Whether it was selected for a visit."""
        ...

    @property
    def premises(self) -> str:
        """Where it was."""
        ...


class VisitorFacts(Protocol):
    """One visitor."""

    @property
    def role(self) -> str:
        """The role."""
        ...

    @property
    def person(self) -> str | None:
        """Who it was."""
        ...


class ProblemFacts(Protocol):
    """One problem."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def found_at(self) -> dt.datetime:
        """When it was found, at the visit."""
        ...

    @property
    def notified_at(self) -> dt.datetime | None:
        """When the repair staff were told in writing."""
        ...

    @property
    def form(self) -> str | None:
        """The form of the notice."""
        ...

    @property
    def rectified_at(self) -> dt.datetime | None:
        """When it was put right."""
        ...


class VisitFacts(Protocol):
    """One visit."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def repair_id(self) -> str | int:
        """The repair."""
        ...

    @property
    def visited_at(self) -> dt.datetime:
        """When it took place."""
        ...

    @property
    def visitors(self) -> Iterable[VisitorFacts]:
        """Who came."""
        ...

    @property
    def channel(self) -> str:
        """How it was made."""
        ...

    @property
    def reached(self) -> bool:
        """Whether somebody was met."""
        ...

    @property
    def looked_on_site(self) -> bool | None:
        """Whether the repair was looked at on the spot."""
        ...

    @property
    def asked_about_service(self) -> bool | None:
        """Whether the staff's service was asked about."""
        ...

    @property
    def asked_for_suggestions(self) -> bool | None:
        """Whether suggestions were asked for."""
        ...

    @property
    def charges_checked(self) -> bool | None:
        """Whether the charges were checked; no charge is a check."""
        ...

    @property
    def signed(self) -> bool | None:
        """Whether the person visited signed."""
        ...

    @property
    def registered(self) -> bool | None:
        """Whether the register has an entry."""
        ...

    @property
    def closed(self) -> bool:
        """Whether its file is closed."""
        ...

    @property
    def problems(self) -> Iterable[ProblemFacts]:
        """What was found."""
        ...
