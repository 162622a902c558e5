"""
What the consulting firm's rules must be told.

Any object with these attributes will do, an ORM row as well as anything else; the
small frozen classes are for those who have none. `None` is unknown and `False` is
no, unless an attribute says otherwise. A day is enough wherever no clock time counts.
"""

import datetime as dt
from typing import Protocol

from attrs import frozen

from followup_rules.timing.moments import Moment


class ClientFacts(Protocol):
    """
    One client and its basic data.

    Of the five data, None and a blank text both mean that it is not on file.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def keeper(self) -> str | None:
        """
        The role of the person who keeps the data.
        """
        ...

    @property
    def name(self) -> str | None:
        """
        The client's name.
        """
        ...

    @property
    def address(self) -> str | None:
        """
        The address.
        """
        ...

    @property
    def postcode(self) -> str | None:
        """
        The postcode; a text, because it may begin with 0.
        """
        ...

    @property
    def contact(self) -> str | None:
        """
        The contact person.
        """
        ...

    @property
    def telephone(self) -> str | None:
        """
        The telephone number.
        """
        ...

    @property
    def electronic_file(self) -> bool | None:
        """
        Whether there is an electronic file.
        """
        ...

    @property
    def closed(self) -> bool:
        """
        Whether the client has been taken on, so that what is missing stays missing.
        """
        ...


class ClientReportFacts(Protocol):
    """
    One report on the clients.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def reported_at(self) -> Moment:
        """
        When it was made.
        """
        ...

    @property
    def reporter(self) -> str | None:
        """
        The role of the one who reported.
        """
        ...

    @property
    def recipient(self) -> str | None:
        """
        The role of the one reported to.
        """
        ...

    @property
    def about(self) -> dt.date | None:
        """
        A day of the period it covers; needed only where that decides.
        """
        ...


class VisitFacts(Protocol):
    """
    One client visit; the four topics are yes, no or unknown.
    """

    @property
    def id(self) -> str:
        """
        Its number, as the firm's visit plan gives it; unique in the ledger.
        """
        ...

    @property
    def client_id(self) -> str:
        """
        The client visited.
        """
        ...

    @property
    def visited_at(self) -> Moment:
        """
        When it took place.
        """
        ...

    @property
    def service_quality(self) -> bool | None:
        """
        The quality of the service was covered.
        """
        ...

    @property
    def competence_and_ethics(self) -> bool | None:
        """
        The practitioners' competence and ethics were covered.
        """
        ...

    @property
    def satisfaction(self) -> bool | None:
        """
        The client's satisfaction was covered.
        """
        ...

    @property
    def opinions_and_suggestions(self) -> bool | None:
        """
        The client's opinions and suggestions were covered.
        """
        ...

    @property
    def closed(self) -> bool:
        """
        Whether the visit's file is closed, so that what is missing stays missing.
        """
        ...


class OpinionFacts(Protocol):
    """
    One opinion that a client gave; the times are None where it has not happened.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def given_at(self) -> Moment:
        """
        When it was given.
        """
        ...

    @property
    def accepted_at(self) -> Moment | None:
        """
        When it was taken up.
        """
        ...

    @property
    def accepted_by(self) -> str | None:
        """
        The role of the one who took it up.
        """
        ...

    @property
    def feedback_at(self) -> Moment | None:
        """
        When the client got feedback.
        """
        ...

    @property
    def improvement(self) -> bool | None:
        """
        Whether the feedback proposes how to improve.
        """
        ...

    @property
    def closed_at(self) -> Moment | None:
        """
        When its file was closed, so that what is missing stays missing.
        """
        ...


class PaperFacts(Protocol):
    """
    One record of communication, or one piece of material from a visit.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def kind(self) -> str:
        """
        `communication` or `material`.
        """
        ...

    @property
    def made_at(self) -> Moment:
        """
        When it came about.
        """
        ...

    @property
    def filed_at(self) -> Moment | None:
        """
        When the records clerk filed it.
        """
        ...

    @property
    def closed_at(self) -> Moment | None:
        """
        When the job or visit was closed, so that what is not filed stays so.
        """
        ...


# ------------------------------------------------------- for those who have no classes


@frozen(kw_only=True)
class Client:
    """
    A client; see `ClientFacts`.
    """

    id: str
    keeper: str | None = None
    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    contact: str | None = None
    telephone: str | None = None
    electronic_file: bool | None = None
    closed: bool = True


@frozen(kw_only=True)
class ClientReport:
    """
    A report on the clients; see `ClientReportFacts`.
    """

    id: str
    reported_at: Moment
    reporter: str | None = None
    recipient: str | None = None
    about: dt.date | None = None


@frozen(kw_only=True)
class Visit:
    """
    A client visit; see `VisitFacts`. The topics default to unknown.
    """

    id: str
    client_id: str
    visited_at: Moment
    service_quality: bool | None = None
    competence_and_ethics: bool | None = None
    satisfaction: bool | None = None
    opinions_and_suggestions: bool | None = None
    closed: bool = True


@frozen(kw_only=True)
class Opinion:
    """
    A client's opinion; see `OpinionFacts`.
    """

    id: str
    given_at: Moment
    accepted_at: Moment | None = None
    accepted_by: str | None = None
    feedback_at: Moment | None = None
    improvement: bool | None = None
    closed_at: Moment | None = None


@frozen(kw_only=True)
class Paper:
    """
    A record of communication or a piece of material; see `PaperFacts`.
    """

    id: str
    kind: str
    made_at: Moment
    filed_at: Moment | None = None
    closed_at: Moment | None = None
