"""
What rows of GOV must offer, for type checkers.

Made from the facts of the book; `python -m tests.make_protocols` writes it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class WindowFacts(Protocol):
    """One window."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...


class CaseFacts(Protocol):
    """One case."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def window(self) -> str | int:
        """The code of the window."""
        ...

    @property
    def accepted_at(self) -> dt.date | dt.datetime:
        """The time of acceptance."""
        ...

    @property
    def completed_at(self) -> dt.date | dt.datetime | None:
        """The time it was finished."""
        ...

    @property
    def applicant(self) -> str | int | None:
        """A key for the person, the same for all cases of one."""
        ...

    @property
    def applicant_kind(self) -> str | None:
        """Enterprise, citizen or another word."""
        ...


class RoundFacts(Protocol):
    """One round."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def drawn_at(self) -> dt.datetime:
        """When the ledger was closed and drawn from."""
        ...

    @property
    def receipt(self) -> Mapping[str, Any] | None:
        """The receipt of the draw."""
        ...

    @property
    def excluded(self) -> Mapping[str, str]:
        """Ids left out by hand, each with the reason."""
        ...

    @property
    def organisers(self) -> Iterable[str] | None:
        """Who held the round."""
        ...

    @property
    def form_topics(self) -> Iterable[str] | None:
        """The topics on the form."""
        ...

    @property
    def form_grades(self) -> Iterable[str] | None:
        """The grades on the form."""
        ...

    @property
    def forms_summarised(self) -> bool | None:
        """Whether the forms were summarised."""
        ...

    @property
    def opinions(self) -> Mapping[str, bool | None] | None:
        """What was done with opinions; None where nobody said anything."""
        ...

    @property
    def statistics_at(self) -> dt.date | dt.datetime | None:
        """When the statistics were finished."""
        ...

    @property
    def website_at(self) -> dt.date | dt.datetime | None:
        """When it was published on the website."""
        ...

    @property
    def notice_board_at(self) -> dt.date | dt.datetime | None:
        """When it was published on the notice board."""
        ...

    @property
    def closed_at(self) -> dt.date | dt.datetime | None:
        """When the file of the round was closed."""
        ...


class CallFacts(Protocol):
    """One call."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def round_id(self) -> str | int:
        """The round it belongs to."""
        ...

    @property
    def case_id(self) -> str | int:
        """The case drawn."""
        ...

    @property
    def called_at(self) -> dt.datetime:
        """The time of the call."""
        ...

    @property
    def reached(self) -> bool | None:
        """Whether somebody was reached."""
        ...

    @property
    def reason(self) -> str | None:
        """Why not, as logged."""
        ...

    @property
    def callers(self) -> Iterable[str] | None:
        """In what capacity the caller acted."""
        ...

    @property
    def asked(self) -> Mapping[str, bool | None] | Iterable[str]:
        """Which of the topics were asked about."""
        ...

    @property
    def answers(self) -> Mapping[str, str | None]:
        """The grade given to each topic."""
        ...

    @property
    def recorded(self) -> bool | None:
        """Whether a record was kept."""
        ...


class FormFacts(Protocol):
    """One feedback form."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def window(self) -> str | int:
        """The window that served the applicant."""
        ...

    @property
    def issued_at(self) -> dt.date | dt.datetime:
        """When it was handed out."""
        ...

    @property
    def round_id(self) -> str | int | None:
        """The round it was summarised with; without it, that of its week."""
        ...

    @property
    def organisers(self) -> Iterable[str] | None:
        """Who handed it out."""
        ...

    @property
    def returned(self) -> bool:
        """Whether it came back."""
        ...

    @property
    def filled_on_site(self) -> bool | None:
        """Whether it was filled in there."""
        ...

    @property
    def followed_up_on_site(self) -> bool | None:
        """Whether it was talked over there."""
        ...

    @property
    def answers(self) -> Mapping[str, str | None]:
        """The grade given to each topic."""
        ...


class RatingFacts(Protocol):
    """One device count."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def window(self) -> str | int:
        """The window."""
        ...

    @property
    def rated_at(self) -> dt.date | dt.datetime:
        """The day."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each grade was pressed."""
        ...


class FindingFacts(Protocol):
    """One finding."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def window(self) -> str | int:
        """The window it is about."""
        ...

    @property
    def kind(self) -> str:
        """Kind."""
        ...

    @property
    def recorded_at(self) -> dt.date | dt.datetime:
        """The time it was recorded."""
        ...

    @property
    def needs_feedback(self) -> bool | None:
        """Whether a reply is needed."""
        ...

    @property
    def applicant_told_at(self) -> dt.date | dt.datetime | None:
        """The time the applicant was told."""
        ...

    @property
    def section_told_at(self) -> dt.date | dt.datetime | None:
        """The time the supervision section was told."""
        ...

    @property
    def rectified_at(self) -> dt.date | dt.datetime | None:
        """The time it was put right."""
        ...
