"""
What rows of WAR must offer, for type checkers.

Made from the facts of the book; `python -m tests.make_protocols` writes it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol

from followup_rules.timing.amounts.lengths import (
    Days,
    Months,
    Seasons,
    ServiceLife,
    Unlimited,
    Weeks,
    Years,
)


class MemberFacts(Protocol):
    """One member of the visit team."""

    @property
    def role(self) -> str:
        """The role."""
        ...

    @property
    def name(self) -> str | None:
        """The name."""
        ...


class SiteVisitFacts(Protocol):
    """One site visit."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def visited_at(self) -> dt.date | dt.datetime:
        """The time it began, or is to begin."""
        ...

    @property
    def kinds(self) -> Iterable[str]:
        """What it was for."""
        ...

    @property
    def organiser(self) -> str | None:
        """Who organised it."""
        ...

    @property
    def members(self) -> Iterable[MemberFacts] | None:
        """The team."""
        ...

    @property
    def developer_notified_at(self) -> dt.date | dt.datetime | None:
        """The time the developer was told."""
        ...

    @property
    def company_notified_at(self) -> dt.date | dt.datetime | None:
        """The time the quality and safety department was told."""
        ...

    @property
    def company_attended(self) -> bool | None:
        """Whether the company sent somebody."""
        ...

    @property
    def developer_present(self) -> bool | None:
        """Whether the developer's people were there."""
        ...

    @property
    def sides_heard(self) -> bool | None:
        """Whether all sides were heard."""
        ...

    @property
    def defects_recorded(self) -> bool | None:
        """Whether defects were recorded; 'none' is a record."""
        ...

    @property
    def site_inspected(self) -> bool | None:
        """Whether the site was looked at."""
        ...

    @property
    def findings_verified(self) -> bool | None:
        """Whether findings were checked."""
        ...

    @property
    def record_written(self) -> bool | None:
        """Whether a record was written."""
        ...

    @property
    def minutes_written(self) -> bool | None:
        """Whether minutes were written."""
        ...

    @property
    def roof_checked(self) -> bool | None:
        """Whether the roof was checked."""
        ...

    @property
    def walls_checked(self) -> bool | None:
        """Whether the walls were checked."""
        ...

    @property
    def boiler_checked(self) -> bool | None:
        """Whether the boiler was checked."""
        ...

    @property
    def heating_checked(self) -> bool | None:
        """Whether the heating was checked."""
        ...

    @property
    def performance_reviewed(self) -> bool | None:
        """Whether it was seen how the new things perform."""
        ...

    @property
    def effect_reviewed(self) -> bool | None:
        """Whether it was seen how they serve."""
        ...

    @property
    def upkeep_advised(self) -> bool | None:
        """Whether upkeep was advised on."""
        ...

    @property
    def has_leftovers(self) -> bool | None:
        """Whether anything was left over."""
        ...

    @property
    def leftovers_handled_at(self) -> dt.date | dt.datetime | None:
        """The time all of it had been dealt with."""
        ...

    @property
    def closed(self) -> bool:
        """Whether the file is closed."""
        ...


class ClaimFacts(Protocol):
    """One defect."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def category(self) -> str | Iterable[str]:
        """The category; several where it is not clear which."""
        ...

    @property
    def reported_at(self) -> dt.date | dt.datetime:
        """The time it was found or reported."""
        ...

    @property
    def occurred_at(self) -> dt.date | dt.datetime | None:
        """The time it occurred."""
        ...

    @property
    def cause(self) -> str | None:
        """Cause."""
        ...

    @property
    def cause_category(self) -> str | None:
        """Category of the work that caused it."""
        ...

    @property
    def affects_use(self) -> bool | None:
        """Whether it affects use."""
        ...

    @property
    def emergency(self) -> bool:
        """Whether it endangers the structure or severely impairs a function."""
        ...

    @property
    def inspected_at(self) -> dt.date | dt.datetime | None:
        """The time it was looked at."""
        ...

    @property
    def company_needed(self) -> bool | None:
        """Whether the company had to join."""
        ...

    @property
    def company_joined_at(self) -> dt.date | dt.datetime | None:
        """The time the company joined."""
        ...

    @property
    def appraised_at(self) -> dt.date | dt.datetime | None:
        """The time of the appraisal."""
        ...

    @property
    def appraised_jointly(self) -> bool | None:
        """Whether the developer took part in that."""
        ...

    @property
    def planned_at(self) -> dt.date | dt.datetime | None:
        """The time of the repair plan."""
        ...

    @property
    def repaired_at(self) -> dt.date | dt.datetime | None:
        """The time the repair was finished."""
        ...

    @property
    def recorded_at(self) -> dt.date | dt.datetime | None:
        """The time it was entered in the warranty letter."""
        ...

    @property
    def signed_at(self) -> dt.date | dt.datetime | None:
        """The time the developer accepted and signed it."""
        ...

    @property
    def loss(self) -> bool | None:
        """Whether there was damage."""
        ...

    @property
    def compensated_at(self) -> dt.date | dt.datetime | None:
        """The time the damage was made good."""
        ...

    @property
    def closed_at(self) -> dt.date | dt.datetime | None:
        """The time completion was claimed or the file closed."""
        ...


class ProjectFacts(Protocol):
    """One project."""

    @property
    def id(self) -> str | int:
        """The id."""
        ...

    @property
    def categories(self) -> Iterable[str]:
        """The categories of work it has."""
        ...

    @property
    def accepted_on(self) -> dt.date | dt.datetime | None:
        """The day of acceptance."""
        ...

    @property
    def place(self) -> str | None:
        """The key of its season tables."""
        ...

    @property
    def delivered_on(self) -> dt.date | dt.datetime | None:
        """The day of delivery for use."""
        ...

    @property
    def design_life(self) -> int | None:
        """The years in its design papers."""
        ...

    @property
    def contract(
        self,
    ) -> Mapping[
        str,
        Days
        | Weeks
        | Months
        | Years
        | Seasons
        | ServiceLife
        | Unlimited
        | dt.date
        | str,
    ]:
        """Agreed periods."""
        ...

    @property
    def extended_by(
        self,
    ) -> Mapping[
        str, Days | Weeks | Months | Years | Seasons | ServiceLife | Unlimited | str
    ]:
        """Extensions."""
        ...

    @property
    def voided_on(self) -> Mapping[str, dt.date | dt.datetime]:
        """The days from which covers are void."""
        ...

    @property
    def four_new_used(self) -> bool | None:
        """Whether new materials, techniques, processes or equipment were used."""
        ...

    @property
    def handed_over_at(self) -> dt.date | dt.datetime | None:
        """The time of the hand-over."""
        ...

    @property
    def letter_issued_at(self) -> dt.date | dt.datetime | None:
        """The time the warranty letter was issued."""
        ...

    @property
    def letter_scope(self) -> bool | None:
        """Whether the letter names the scope."""
        ...

    @property
    def letter_periods(self) -> bool | None:
        """Whether the letter names periods."""
        ...

    @property
    def letter_liability(self) -> bool | None:
        """Whether the letter says who pays."""
        ...

    @property
    def closed_out_at(self) -> dt.date | dt.datetime | None:
        """The time of the close-out."""
        ...

    @property
    def close_out_signed_at(self) -> dt.date | dt.datetime | None:
        """The time the close-out was signed."""
        ...

    @property
    def departments_notified_at(self) -> dt.date | dt.datetime | None:
        """The time the departments were told."""
        ...

    @property
    def close_out_filed_at(self) -> dt.date | dt.datetime | None:
        """The time the close-out was filed."""
        ...

    @property
    def settled_at(self) -> dt.date | dt.datetime | None:
        """The time of the settlement."""
        ...

    @property
    def inspections(self) -> Iterable[dt.date | dt.datetime]:
        """Days of inspection."""
        ...

    @property
    def visits(self) -> Iterable[SiteVisitFacts]:
        """Visits made and planned."""
        ...

    @property
    def claims(self) -> Iterable[ClaimFacts]:
        """Defects."""
        ...
