"""
What the repair rules must be told.

Any object with these attributes will do, an ORM row as well as anything else; the
small frozen classes are for those who have none.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Protocol

from attrs import field, frozen

PREMISES = ("in_home", "common_area")
CHANNELS = ("on_site", "phone")


class RepairFacts(Protocol):
    """
    One repair. A redo (返修) is a repair of its own.
    """

    @property
    def id(self) -> str:
        """
        The work-order number; unique in the ledger.
        """
        ...

    @property
    def categories(self) -> str | Collection[str] | None:
        """
        `general`, `safety_facility` or `leak`, or several of them; None is unknown.
        """
        ...

    @property
    def completed_at(self) -> dt.datetime | None:
        """
        When the work was finished; None while it goes on.
        """
        ...

    @property
    def responsible(self) -> str | None:
        """
        The person responsible for the repair; None where it is not known.
        """
        ...

    @property
    def owes_visit(self) -> bool | None:
        """
        Whether the repair was selected for a visit; None where it is not known.
        """
        ...

    @property
    def premises(self) -> str:
        """
        `in_home` or `common_area`.
        """
        ...


class VisitorFacts(Protocol):
    """
    One person at a visit, in the role held on that day.
    """

    @property
    def role(self) -> str:
        """
        `office`, `engineering_head`, `repair_responsible` or another role.
        """
        ...

    @property
    def person(self) -> str | None:
        """
        Who it was; None where it is not recorded.
        """
        ...


class ProblemFacts(Protocol):
    """
    One problem found on a visit, and its written notice.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique within its visit.
        """
        ...

    @property
    def found_at(self) -> dt.datetime:
        """
        When it was found: at the visit, not when it was typed in.
        """
        ...

    @property
    def notified_at(self) -> dt.datetime | None:
        """
        When the repair staff were told; of several notices the first written one.
        """
        ...

    @property
    def form(self) -> str | None:
        """
        `paper`, `data_message`, `phone` or `oral`.
        """
        ...

    @property
    def rectified_at(self) -> dt.datetime | None:
        """
        When it was put right.
        """
        ...


class VisitFacts(Protocol):
    """
    One visit, or one attempt that met nobody.

    The five items are yes (True), no (False) or unknown (None).
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def repair_id(self) -> str:
        """
        The repair it follows up.
        """
        ...

    @property
    def visited_at(self) -> dt.datetime:
        """
        When it took place.
        """
        ...

    @property
    def visitors(self) -> Collection[VisitorFacts]:
        """
        Who came; several at a joint visit.
        """
        ...

    @property
    def channel(self) -> str:
        """
        `on_site` or `phone`.
        """
        ...

    @property
    def reached(self) -> bool:
        """
        Whether somebody was met; an attempt that met nobody is no visit.
        """
        ...

    @property
    def looked_on_site(self) -> bool | None:
        """
        The repair was looked at on the spot.
        """
        ...

    @property
    def asked_about_service(self) -> bool | None:
        """
        Somebody of the household was asked about the repair staff's service.
        """
        ...

    @property
    def asked_for_suggestions(self) -> bool | None:
        """
        Suggestions were asked for.
        """
        ...

    @property
    def charges_checked(self) -> bool | None:
        """
        The charges were checked; "no charge" is a check.
        """
        ...

    @property
    def signed(self) -> bool | None:
        """
        The person visited signed.
        """
        ...

    @property
    def registered(self) -> bool | None:
        """
        The visit was entered in the register.
        """
        ...

    @property
    def closed(self) -> bool:
        """
        Whether the visit's file is closed, so that what is missing stays missing.
        """
        ...

    @property
    def problems(self) -> Collection[ProblemFacts]:
        """
        What was found.
        """
        ...


@frozen(kw_only=True)
class Repair:
    """
    A repair, for hosts without a class of their own; see `RepairFacts`.
    """

    id: str
    categories: str | tuple[str, ...] | None
    completed_at: dt.datetime | None
    responsible: str | None = None
    owes_visit: bool | None = False
    premises: str = "in_home"


@frozen
class Visitor:
    """
    A person at a visit; see `VisitorFacts`.
    """

    role: str
    person: str | None = None


@frozen(kw_only=True)
class Problem:
    """
    A problem found on a visit; see `ProblemFacts`.
    """

    id: str
    found_at: dt.datetime
    notified_at: dt.datetime | None = None
    form: str | None = None
    rectified_at: dt.datetime | None = None


def _visitors(given: Iterable[Visitor]) -> tuple[Visitor, ...]:
    """Freeze visitors; a plain `tuple` as converter tells type checkers nothing."""
    return tuple(given)


def _problems(given: Iterable[Problem]) -> tuple[Problem, ...]:
    """Freeze problems."""
    return tuple(given)


@frozen(kw_only=True)
class Visit:
    """
    A visit, for hosts without a class of their own; see `VisitFacts`.

    The items default to unknown, never to done.
    """

    id: str
    repair_id: str
    visited_at: dt.datetime
    visitors: tuple[Visitor, ...] = field(converter=_visitors)
    channel: str = "on_site"
    reached: bool = True
    looked_on_site: bool | None = None
    asked_about_service: bool | None = None
    asked_for_suggestions: bool | None = None
    charges_checked: bool | None = None
    signed: bool | None = None
    registered: bool | None = None
    closed: bool = True
    problems: tuple[Problem, ...] = field(default=(), converter=_problems)
