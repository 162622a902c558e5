"""
What the service hall's rules must be told.

Any object with these attributes will do, an ORM row as well as anything else; the
small frozen classes are for those who have none.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Protocol

from attrs import field, frozen

from followup_rules.timing.moments import Moment


class CaseFacts(Protocol):
    """
    One case that a window accepted: a row of its ledger.
    """

    @property
    def id(self) -> str:
        """
        The serial number; unique in the hall. No phone number, no name.
        """
        ...

    @property
    def window(self) -> str:
        """
        The code of the window.
        """
        ...

    @property
    def accepted_at(self) -> Moment:
        """
        When it was accepted.
        """
        ...

    @property
    def completed_at(self) -> Moment | None:
        """
        When it was finished; None while it goes on.
        """
        ...

    @property
    def applicant(self) -> str | None:
        """
        A key for the person; the same for all cases of one person.
        """
        ...

    @property
    def applicant_kind(self) -> str | None:
        """
        `enterprise`, `citizen` or another word; None is unknown.
        """
        ...


class RoundFacts(Protocol):
    """
    One weekly round: its draw, its form, and what became of its results.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def drawn_at(self) -> dt.datetime:
        """
        When the ledger was closed and the draw made.
        """
        ...

    @property
    def receipt(self) -> Mapping[str, Any] | None:
        """
        The receipt of the draw; without one nobody can tell whether it was random.
        """
        ...

    @property
    def excluded(self) -> Mapping[str, str]:
        """
        Ids that were left out by hand before the draw, each with the reason.
        """
        ...

    @property
    def organisers(self) -> Collection[str] | None:
        """
        Who held the round, such as `supervision_section`; None is unknown.
        """
        ...

    @property
    def form_topics(self) -> Collection[str] | None:
        """
        The topics on the form; None where there is no form to look at.
        """
        ...

    @property
    def form_grades(self) -> Collection[str] | None:
        """
        The grades on the form; None where there is no form to look at.
        """
        ...

    @property
    def forms_summarised(self) -> bool | None:
        """
        Whether the forms were summarised.
        """
        ...

    @property
    def opinions(self) -> Mapping[str, bool | None] | None:
        """
        Whether what applicants said was `sorted_out`, `analysed` and `summed_up`.

        None where nobody said anything.
        """
        ...

    @property
    def statistics_at(self) -> Moment | None:
        """
        When the statistics were finished.
        """
        ...

    @property
    def website_at(self) -> Moment | None:
        """
        When the results were published on the website.
        """
        ...

    @property
    def notice_board_at(self) -> Moment | None:
        """
        When the results were published on the notice board.
        """
        ...

    @property
    def closed_at(self) -> Moment | None:
        """
        When the file of the round was closed, so that what is missing stays missing.
        """
        ...


class CallFacts(Protocol):
    """
    One call, or one attempt that reached nobody.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def round_id(self) -> str:
        """
        The round it belongs to.
        """
        ...

    @property
    def case_id(self) -> str:
        """
        The case that was drawn.
        """
        ...

    @property
    def called_at(self) -> dt.datetime:
        """
        When.
        """
        ...

    @property
    def reached(self) -> bool | None:
        """
        Whether the applicant was reached.
        """
        ...

    @property
    def reason(self) -> str | None:
        """
        Why not, as logged at the attempt.
        """
        ...

    @property
    def callers(self) -> Collection[str] | None:
        """
        In what capacity the caller acted, such as `designee`.
        """
        ...

    @property
    def asked(self) -> Mapping[str, bool | None] | Collection[str]:
        """
        Which of the six topics were asked about.
        """
        ...

    @property
    def answers(self) -> Mapping[str, str | None]:
        """
        The grade given to each topic, in any word the scale knows.
        """
        ...

    @property
    def recorded(self) -> bool | None:
        """
        Whether a record was kept.
        """
        ...


class FormFacts(Protocol):
    """
    One feedback form that was handed out in the hall.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def round_id(self) -> str | None:
        """
        The round it was summarised with; where it is not said, that of its week.
        """
        ...

    @property
    def window(self) -> str:
        """
        The window that served the applicant.
        """
        ...

    @property
    def issued_at(self) -> Moment:
        """
        When it was handed out.
        """
        ...

    @property
    def organisers(self) -> Collection[str] | None:
        """
        Who handed it out, such as `supervision_section`.
        """
        ...

    @property
    def returned(self) -> bool:
        """
        Whether it came back.
        """
        ...

    @property
    def filled_on_site(self) -> bool | None:
        """
        Whether it was filled in on the spot.
        """
        ...

    @property
    def followed_up_on_site(self) -> bool | None:
        """
        Whether it was talked over on the spot.
        """
        ...

    @property
    def answers(self) -> Mapping[str, str | None]:
        """
        The grade given to each topic; a topic that is not there was left blank.
        """
        ...


class RatingFacts(Protocol):
    """
    What a window's electronic rating device counted on one day.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def window(self) -> str:
        """
        The window.
        """
        ...

    @property
    def rated_at(self) -> Moment:
        """
        The day.
        """
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """
        How often each grade was pressed.
        """
        ...


class FindingFacts(Protocol):
    """
    One problem, opinion or suggestion that came up.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the ledger.
        """
        ...

    @property
    def window(self) -> str:
        """
        The window it is about.
        """
        ...

    @property
    def kind(self) -> str:
        """
        `problem`, `opinion` or `suggestion`; problems are to be put right.
        """
        ...

    @property
    def recorded_at(self) -> Moment:
        """
        When it was recorded.
        """
        ...

    @property
    def needs_feedback(self) -> bool | None:
        """
        Whether a reply is needed.
        """
        ...

    @property
    def applicant_told_at(self) -> Moment | None:
        """
        When the applicant was told.
        """
        ...

    @property
    def section_told_at(self) -> Moment | None:
        """
        When the supervision section was told.
        """
        ...

    @property
    def rectified_at(self) -> Moment | None:
        """
        When it was put right.
        """
        ...


@frozen(kw_only=True)
class Case:
    """
    A case, for hosts without a class of their own; see `CaseFacts`.
    """

    id: str
    window: str
    accepted_at: Moment
    completed_at: Moment | None = None
    applicant: str | None = None
    applicant_kind: str | None = None


@frozen(kw_only=True)
class Round:
    """
    A weekly round, for hosts without a class of their own; see `RoundFacts`.
    """

    id: str
    drawn_at: dt.datetime
    receipt: Mapping[str, Any] | None = None
    excluded: Mapping[str, str] = field(factory=dict)
    organisers: tuple[str, ...] | None = None
    form_topics: tuple[str, ...] | None = None
    form_grades: tuple[str, ...] | None = None
    forms_summarised: bool | None = None
    opinions: Mapping[str, bool | None] | None = None
    statistics_at: Moment | None = None
    website_at: Moment | None = None
    notice_board_at: Moment | None = None
    closed_at: Moment | None = None


@frozen(kw_only=True)
class Call:
    """
    A call, for hosts without a class of their own; see `CallFacts`.
    """

    id: str
    round_id: str
    case_id: str
    called_at: dt.datetime
    reached: bool | None
    reason: str | None = None
    callers: tuple[str, ...] | None = None
    asked: Mapping[str, bool | None] | Collection[str] = field(factory=dict)
    answers: Mapping[str, str | None] = field(factory=dict)
    recorded: bool | None = None


@frozen(kw_only=True)
class Form:
    """
    A feedback form, for hosts without a class of their own; see `FormFacts`.
    """

    id: str
    window: str
    issued_at: Moment
    round_id: str | None = None
    organisers: tuple[str, ...] | None = None
    returned: bool = True
    filled_on_site: bool | None = None
    followed_up_on_site: bool | None = None
    answers: Mapping[str, str | None] = field(factory=dict)


@frozen(kw_only=True)
class Rating:
    """
    A day's ratings, for hosts without a class of their own; see `RatingFacts`.
    """

    id: str
    window: str
    rated_at: Moment
    counts: Mapping[str, int]


@frozen(kw_only=True)
class Finding:
    """
    A finding, for hosts without a class of their own; see `FindingFacts`.
    """

    id: str
    window: str
    kind: str
    recorded_at: Moment
    needs_feedback: bool | None = None
    applicant_told_at: Moment | None = None
    section_told_at: Moment | None = None
    rectified_at: Moment | None = None
