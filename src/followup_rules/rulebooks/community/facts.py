"""
What the estate rules must be told.

Any object with these attributes will do, an ORM row as well as anything else; the
small frozen classes are for those who have none. `None` is unknown and `False` is
no, unless an attribute says otherwise. A day is enough wherever no clock time counts.
"""

from collections.abc import Collection
from typing import Protocol

from attrs import field, frozen

from followup_rules.fields import as_tuple
from followup_rules.timing.moments import Moment


class PostFacts(Protocol):
    """
    One post of the office, such as the director's.
    """

    @property
    def id(self) -> str:
        """
        Its name; unique in the estate.
        """
        ...

    @property
    def role(self) -> str:
        """
        `management_director`, `deputy_director`, `office_director` or another.
        """
        ...

    @property
    def visits_in_duties(self) -> bool | None:
        """
        Whether its written duties name the visits to residents.
        """
        ...


class AreaFacts(Protocol):
    """
    One area of the estate.
    """

    @property
    def id(self) -> str:
        """
        Its name; unique in the estate.
        """
        ...

    @property
    def officers(self) -> Collection[str]:
        """
        The officers assigned to it in the period; empty where nobody is.
        """
        ...

    @property
    def households(self) -> Collection[str]:
        """
        The households in it; needed only where each household is counted.
        """
        ...


class EstateFacts(Protocol):
    """
    The estate and its office.
    """

    @property
    def id(self) -> str:
        """
        Its name.
        """
        ...

    @property
    def households(self) -> int | None:
        """
        How many households it serves.
        """
        ...

    @property
    def posts(self) -> Collection[PostFacts]:
        """
        The posts of the office.
        """
        ...

    @property
    def areas(self) -> Collection[AreaFacts]:
        """
        The areas that it is divided into.
        """
        ...

    @property
    def complaint_box(self) -> bool | None:
        """
        Whether there is a complaint box.
        """
        ...

    @property
    def complaint_phone(self) -> bool | None:
        """
        Whether there is a complaint phone.
        """
        ...

    @property
    def designees(self) -> Collection[str] | None:
        """
        Who is designated to receive complaints; empty is nobody.
        """
        ...


class VisitFacts(Protocol):
    """
    One visit: a round of the director, an officer's call on his area, any other.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def visited_at(self) -> Moment:
        """
        When it took place.
        """
        ...

    @property
    def role(self) -> str:
        """
        Whose visit it was: `office_director`, `property_officer` or another role.
        """
        ...

    @property
    def visitor(self) -> str | None:
        """
        Who came.
        """
        ...

    @property
    def channel(self) -> str:
        """
        `door_to_door`, `phone` or `other`.
        """
        ...

    @property
    def area(self) -> str | None:
        """
        The area visited; None where it was no visit to one area.
        """
        ...

    @property
    def households(self) -> Collection[str]:
        """
        The households that were met; needed only where each household is counted.
        """
        ...

    @property
    def recorded(self) -> bool | None:
        """
        Whether there is a record.
        """
        ...

    @property
    def closed(self) -> bool:
        """
        Whether the visit's file is closed, so that what is missing stays missing.
        """
        ...


class MatterFacts(Protocol):
    """
    One matter that a resident raised.

    The times are None where it has not happened.
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
        `question`, `opinion`, `request`, `suggestion` or `complaint`.
        """
        ...

    @property
    def source(self) -> str:
        """
        The channel: `visit`, `complaint_box`, `complaint_phone`, `caller` and so on.

        See `community.SOURCES`.
        """
        ...

    @property
    def raised_at(self) -> Moment:
        """
        When it was raised.
        """
        ...

    @property
    def answered_on_spot(self) -> bool | None:
        """
        Whether it was answered there and then; asked of visits alone.
        """
        ...

    @property
    def appointed(self) -> Moment | None:
        """
        The time named for the answer, an instant or a day; None where none was named.
        """
        ...

    @property
    def replied_at(self) -> Moment | None:
        """
        When the resident was answered; an answer on the spot needs no time of its own.
        """
        ...

    @property
    def settled_at(self) -> Moment | None:
        """
        When the matter had an outcome.
        """
        ...

    @property
    def own_entry(self) -> bool | None:
        """
        Whether it has an entry of its own in the list.
        """
        ...

    @property
    def decided(self) -> bool | None:
        """
        Whether it was studied and decided on.
        """
        ...

    @property
    def major(self) -> bool | None:
        """
        Whether the office holds it to be major.
        """
        ...

    @property
    def escalated_at(self) -> Moment | None:
        """
        When it was put to the company.
        """
        ...

    @property
    def upheld(self) -> bool | None:
        """
        Whether a complaint was found justified; needed only where that counts.
        """
        ...

    @property
    def received_by(self) -> str | None:
        """
        Who took it from the complaint box or phone.
        """
        ...

    @property
    def passed_on_at(self) -> Moment | None:
        """
        When it was passed to the office director.
        """
        ...

    @property
    def handled_at(self) -> Moment | None:
        """
        When the office director had handled it.
        """
        ...

    @property
    def closed_at(self) -> Moment | None:
        """
        When its file was closed, so that what is missing stays missing.
        """
        ...


class MeetingFacts(Protocol):
    """
    One meeting of the building representatives.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def held_at(self) -> Moment:
        """
        When it was held.
        """
        ...


class PaperFacts(Protocol):
    """
    One yearly paper.
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
        `plan` or `appraisal`.
        """
        ...

    @property
    def year(self) -> int | None:
        """
        The year that it is about.
        """
        ...

    @property
    def issued_at(self) -> Moment:
        """
        When it was issued.
        """
        ...

    @property
    def covers_visits(self) -> bool | None:
        """
        Whether it deals with the visits.
        """
        ...


class CallerFacts(Protocol):
    """
    One caller at the office.
    """

    @property
    def id(self) -> str:
        """
        The number of the call; unique in the ledger.
        """
        ...

    @property
    def called_at(self) -> Moment:
        """
        When the caller came.
        """
        ...

    @property
    def registered(self) -> bool | None:
        """
        Whether the register has an entry.
        """
        ...

    @property
    def closed(self) -> bool:
        """
        Whether the call is over, so that what is missing stays missing.
        """
        ...


# ------------------------------------------------------- for those who have no classes


@frozen(kw_only=True)
class Post:
    """
    A post of the office; see `PostFacts`.
    """

    id: str
    role: str
    visits_in_duties: bool | None = None


@frozen(kw_only=True)
class Area:
    """
    An area of the estate; see `AreaFacts`.
    """

    id: str
    officers: tuple[str, ...] = ()
    households: tuple[str, ...] = ()


@frozen(kw_only=True)
class Estate:
    """
    The estate; see `EstateFacts`.
    """

    id: str
    households: int | None = None
    posts: tuple[Post, ...] = ()
    areas: tuple[Area, ...] = ()
    complaint_box: bool | None = None
    complaint_phone: bool | None = None
    designees: tuple[str, ...] | None = None


@frozen(kw_only=True)
class Visit:
    """
    A visit; see `VisitFacts`. The record defaults to unknown, never to kept.
    """

    id: str
    visited_at: Moment
    role: str
    visitor: str | None = None
    channel: str = "door_to_door"
    area: str | None = None
    households: tuple[str, ...] = field(default=(), converter=as_tuple)
    recorded: bool | None = None
    closed: bool = True


@frozen(kw_only=True)
class Matter:
    """
    A matter that a resident raised; see `MatterFacts`.
    """

    id: str
    kind: str
    source: str
    raised_at: Moment
    answered_on_spot: bool | None = None
    appointed: Moment | None = None
    replied_at: Moment | None = None
    settled_at: Moment | None = None
    own_entry: bool | None = None
    decided: bool | None = None
    major: bool | None = None
    escalated_at: Moment | None = None
    upheld: bool | None = None
    received_by: str | None = None
    passed_on_at: Moment | None = None
    handled_at: Moment | None = None
    closed_at: Moment | None = None


@frozen(kw_only=True)
class Meeting:
    """
    A meeting of the building representatives; see `MeetingFacts`.
    """

    id: str
    held_at: Moment


@frozen(kw_only=True)
class Paper:
    """
    A yearly paper; see `PaperFacts`.
    """

    id: str
    kind: str
    year: int | None
    issued_at: Moment
    covers_visits: bool | None = None


@frozen(kw_only=True)
class Caller:
    """
    A caller at the office; see `CallerFacts`.
    """

    id: str
    called_at: Moment
    registered: bool | None = None
    closed: bool = True
