"""
What the project rules must be told.

Any object with these attributes will do, an ORM row as well as anything else; the
small frozen classes are for those who have none. `None` is unknown, or has not
happened, and `False` is no. A day is enough wherever no clock time counts.
"""

from collections.abc import Collection, Mapping
from typing import Protocol

from attrs import field, frozen

from followup_rules.fields import as_tuple
from followup_rules.policies.warranty import Term
from followup_rules.tables import Table
from followup_rules.timing.moments import Moment


class SiteVisitFacts(Protocol):
    """
    One visit of a project.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in its project.
        """
        ...

    @property
    def visited_at(self) -> Moment:
        """
        When it began, or is planned to begin.
        """
        ...

    @property
    def kinds(self) -> Collection[str]:
        """
        What it was for, once or more often.

        `routine`, `rainy_season`, `heating_season`, `technical`, `pre_expiry`.
        """
        ...

    @property
    def organiser(self) -> str | None:
        """
        The role of whoever organised it; None where it is not recorded.
        """
        ...

    @property
    def members(self) -> Collection[tuple[str, str | None]] | None:
        """
        The team, as pairs of a role and a name or None; None where it is not recorded.
        """
        ...

    @property
    def developer_notified_at(self) -> Moment | None:
        """
        When the developer was told.
        """
        ...

    @property
    def company_notified_at(self) -> Moment | None:
        """
        When the quality and safety department was told.
        """
        ...

    @property
    def company_attended(self) -> bool | None:
        """
        Whether the company sent somebody.
        """
        ...

    @property
    def developer_present(self) -> bool | None:
        """
        Whether people of the developer were there.
        """
        ...

    @property
    def sides_heard(self) -> bool | None:
        """
        All sides were heard.
        """
        ...

    @property
    def defects_recorded(self) -> bool | None:
        """
        The defects were recorded; 'none' is a record.
        """
        ...

    @property
    def site_inspected(self) -> bool | None:
        """
        The site was looked at.
        """
        ...

    @property
    def findings_verified(self) -> bool | None:
        """
        What was said was checked.
        """
        ...

    @property
    def record_written(self) -> bool | None:
        """
        A visit record was written.
        """
        ...

    @property
    def minutes_written(self) -> bool | None:
        """
        Visit minutes were written.
        """
        ...

    @property
    def roof_checked(self) -> bool | None:
        """
        In the rainy season: the waterproofing of the roof.
        """
        ...

    @property
    def walls_checked(self) -> bool | None:
        """
        In the rainy season: the waterproofing of the walls.
        """
        ...

    @property
    def boiler_checked(self) -> bool | None:
        """
        In winter: the boiler.
        """
        ...

    @property
    def heating_checked(self) -> bool | None:
        """
        In winter: the heating system.
        """
        ...

    @property
    def performance_reviewed(self) -> bool | None:
        """
        On a technical visit: how the new things perform.
        """
        ...

    @property
    def effect_reviewed(self) -> bool | None:
        """
        On a technical visit: how they serve.
        """
        ...

    @property
    def upkeep_advised(self) -> bool | None:
        """
        Before an expiry: the developer was advised on upkeep and use.
        """
        ...

    @property
    def has_leftovers(self) -> bool | None:
        """
        Before an expiry: whether anything was left over.
        """
        ...

    @property
    def leftovers_handled_at(self) -> Moment | None:
        """
        When all that was left over had been dealt with.
        """
        ...

    @property
    def closed(self) -> bool:
        """
        Whether its file is closed, so that what is missing stays missing.
        """
        ...


class ClaimFacts(Protocol):
    """
    One defect, from its report to the developer's signature.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in its project.
        """
        ...

    @property
    def category(self) -> str | Collection[str]:
        """
        The category of the work; several where it is not clear which.
        """
        ...

    @property
    def occurred_at(self) -> Moment | None:
        """
        When the defect occurred; None where it is not known.
        """
        ...

    @property
    def reported_at(self) -> Moment:
        """
        When it was found on a visit, or reported by the developer.
        """
        ...

    @property
    def cause(self) -> str | None:
        """
        One of `WARRANTY.causes`; None where it is not known.
        """
        ...

    @property
    def cause_category(self) -> str | None:
        """
        The category of the work that caused it; None where it is not known.
        """
        ...

    @property
    def affects_use(self) -> bool | None:
        """
        Whether it affects use.
        """
        ...

    @property
    def emergency(self) -> bool:
        """
        Whether it endangers the structure or severely impairs a function.
        """
        ...

    @property
    def inspected_at(self) -> Moment | None:
        """
        When the people sent arrived to look.
        """
        ...

    @property
    def company_needed(self) -> bool | None:
        """
        Whether the company had to join.
        """
        ...

    @property
    def company_joined_at(self) -> Moment | None:
        """
        When it did.
        """
        ...

    @property
    def appraised_at(self) -> Moment | None:
        """
        When the defect was appraised.
        """
        ...

    @property
    def appraised_jointly(self) -> bool | None:
        """
        Whether the developer took part in that.
        """
        ...

    @property
    def planned_at(self) -> Moment | None:
        """
        When the repair plan was proposed.
        """
        ...

    @property
    def repaired_at(self) -> Moment | None:
        """
        When the repair was finished.
        """
        ...

    @property
    def recorded_at(self) -> Moment | None:
        """
        When it was entered in the warranty letter.
        """
        ...

    @property
    def signed_at(self) -> Moment | None:
        """
        When the developer accepted it and signed.
        """
        ...

    @property
    def loss(self) -> bool | None:
        """
        Whether the defect did damage.
        """
        ...

    @property
    def compensated_at(self) -> Moment | None:
        """
        When the damage was made good.
        """
        ...

    @property
    def closed_at(self) -> Moment | None:
        """
        When completion was claimed, or the file closed.
        """
        ...


class ProjectFacts(Protocol):
    """
    One project, with its visits and claims.
    """

    @property
    def id(self) -> str:
        """
        Its number; unique in the portfolio.
        """
        ...

    @property
    def place(self) -> str | None:
        """
        The key under which the call finds its seasons; None where it needs none.
        """
        ...

    @property
    def categories(self) -> Collection[str]:
        """
        The categories of work it has; see `WARRANTY.categories`.
        """
        ...

    @property
    def accepted_on(self) -> Moment | None:
        """
        The day that completion acceptance was passed; None where it was not.
        """
        ...

    @property
    def delivered_on(self) -> Moment | None:
        """
        The day of delivery for use; None where it is not delivered.
        """
        ...

    @property
    def design_life(self) -> int | None:
        """
        The years in its design papers; None where they are not known.
        """
        ...

    @property
    def contract(self) -> Mapping[str, Term | str]:
        """
        What was agreed, by category; lengths such as `Years(3)` or `'3 years'`.
        """
        ...

    @property
    def extended_by(self) -> Mapping[str, Term | str]:
        """
        By how much a cover was extended, by category.
        """
        ...

    @property
    def voided_on(self) -> Mapping[str, Moment]:
        """
        From which day a cover is void, by category.
        """
        ...

    @property
    def four_new_used(self) -> bool | None:
        """
        Whether new materials, techniques, processes or equipment were used.
        """
        ...

    @property
    def handed_over_at(self) -> Moment | None:
        """
        When it was handed over for use.
        """
        ...

    @property
    def letter_issued_at(self) -> Moment | None:
        """
        When the warranty letter was issued.
        """
        ...

    @property
    def letter_scope(self) -> bool | None:
        """
        The letter states what is covered.
        """
        ...

    @property
    def letter_periods(self) -> bool | None:
        """
        The letter states the periods.
        """
        ...

    @property
    def letter_liability(self) -> bool | None:
        """
        The letter states who pays.
        """
        ...

    @property
    def closed_out_at(self) -> Moment | None:
        """
        When the warranty was closed out with the developer.
        """
        ...

    @property
    def close_out_signed_at(self) -> Moment | None:
        """
        When the paper of the close-out was signed.
        """
        ...

    @property
    def departments_notified_at(self) -> Moment | None:
        """
        When the departments were told to settle the warranty.
        """
        ...

    @property
    def close_out_filed_at(self) -> Moment | None:
        """
        When the close-out was filed with the company.
        """
        ...

    @property
    def settled_at(self) -> Moment | None:
        """
        When the warranty settlement was paid; what is missing then stays missing.
        """
        ...

    @property
    def inspections(self) -> Collection[Moment]:
        """
        When the quality department inspected its follow-up.
        """
        ...

    @property
    def visits(self) -> Collection[SiteVisitFacts]:
        """
        The visits made, and those planned.
        """
        ...

    @property
    def claims(self) -> Collection[ClaimFacts]:
        """
        The defects found or reported.
        """
        ...


@frozen(kw_only=True)
class SiteVisit:
    """
    A visit, for hosts without a class of their own; see `SiteVisitFacts`.

    What was done defaults to unknown, never to done.
    """

    id: str
    visited_at: Moment
    kinds: tuple[str, ...] = field(converter=as_tuple)
    organiser: str | None = None
    members: tuple[tuple[str, str | None], ...] | None = field(
        default=None, converter=as_tuple
    )
    developer_notified_at: Moment | None = None
    company_notified_at: Moment | None = None
    company_attended: bool | None = None
    developer_present: bool | None = None
    sides_heard: bool | None = None
    defects_recorded: bool | None = None
    site_inspected: bool | None = None
    findings_verified: bool | None = None
    record_written: bool | None = None
    minutes_written: bool | None = None
    roof_checked: bool | None = None
    walls_checked: bool | None = None
    boiler_checked: bool | None = None
    heating_checked: bool | None = None
    performance_reviewed: bool | None = None
    effect_reviewed: bool | None = None
    upkeep_advised: bool | None = None
    has_leftovers: bool | None = None
    leftovers_handled_at: Moment | None = None
    closed: bool = True


@frozen(kw_only=True)
class Claim:
    """
    A defect, for hosts without a class of their own; see `ClaimFacts`.
    """

    id: str
    category: str | tuple[str, ...] = field(converter=as_tuple)
    reported_at: Moment
    occurred_at: Moment | None = None
    cause: str | None = None
    cause_category: str | None = None
    affects_use: bool | None = None
    emergency: bool = False
    inspected_at: Moment | None = None
    company_needed: bool | None = None
    company_joined_at: Moment | None = None
    appraised_at: Moment | None = None
    appraised_jointly: bool | None = None
    planned_at: Moment | None = None
    repaired_at: Moment | None = None
    recorded_at: Moment | None = None
    signed_at: Moment | None = None
    loss: bool | None = None
    compensated_at: Moment | None = None
    closed_at: Moment | None = None


@frozen(kw_only=True)
class Project:
    """
    A project, for hosts without a class of their own; see `ProjectFacts`.
    """

    id: str
    categories: tuple[str, ...] = field(converter=as_tuple)
    accepted_on: Moment | None
    place: str | None = None
    delivered_on: Moment | None = None
    design_life: int | None = None
    contract: Mapping[str, Term | str] = Table()
    extended_by: Mapping[str, Term | str] = Table()
    voided_on: Mapping[str, Moment] = Table()
    four_new_used: bool | None = None
    handed_over_at: Moment | None = None
    letter_issued_at: Moment | None = None
    letter_scope: bool | None = None
    letter_periods: bool | None = None
    letter_liability: bool | None = None
    closed_out_at: Moment | None = None
    close_out_signed_at: Moment | None = None
    departments_notified_at: Moment | None = None
    close_out_filed_at: Moment | None = None
    settled_at: Moment | None = None
    inspections: tuple[Moment, ...] = field(default=(), converter=as_tuple)
    visits: tuple[SiteVisitFacts, ...] = field(default=(), converter=as_tuple)
    claims: tuple[ClaimFacts, ...] = field(default=(), converter=as_tuple)
