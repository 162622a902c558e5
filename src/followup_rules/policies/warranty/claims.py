"""
A claim, the questions that are asked of it, and what a verdict about it rests on.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, ClassVar, Final

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError, MeterRunsBackError
from followup_rules.exact import as_count, as_name
from followup_rules.fields import validate
from followup_rules.immutable import frozen
from followup_rules.policies.warranty.cover import Cover
from followup_rules.policies.warranty.reckoning import WarrantyCase
from followup_rules.timing.moments import Moment, show_instant, zone_of


class Duty(Enum):
    """
    Whose duty to repair decides.
    """

    EITHER = "either"
    """The duty under the text or under the statute: one is enough."""
    TEXT = "text"
    """Only the duty under the text."""


COVER: Final = "cover"
CLAIM: Final = "claim"
DUTY: Final = "duty"
QUESTIONS: Final = (COVER, CLAIM, DUTY)
"""Does a cover run; is a defect in cover; must it be repaired."""


def known_question(question: str) -> str:
    """
    Refuse a question that is none of the three.
    """
    return as_name("question", question, QUESTIONS)


def _check_flag(owner: object, attribute: Any, value: Any) -> None:
    """Refuse what is neither yes, no nor unknown; a ledger asks millions of times."""
    if not (value is None or type(value) is bool):
        validate(owner, attribute, value)


@frozen(kw_only=True)
class Claim:
    """
    The facts of one call, in the words of `WarrantyPolicy.assess`.
    """

    categories: tuple[str, ...]
    accepted_on: Moment | None
    occurred_at: Moment | None
    reported_at: Moment | None
    cause: str | None
    cause_category: str | None
    affects_use: bool | None = field(validator=_check_flag)
    delivered_on: Moment | None
    contract: Any
    design_life: int | None
    extended_by: Any
    repaired_on: Any
    reaccepted_on: Any
    voided_on: Any
    question: str
    events: Any = field(default=None, metadata={ADDED_LATER: True})
    repair_owed: Any = field(default=True, metadata={ADDED_LATER: True})
    reading: int | None = field(default=None, metadata={ADDED_LATER: True})
    first_reading: int = field(default=0, metadata={ADDED_LATER: True})
    doubtful: str | None = field(default=None, metadata={ADDED_LATER: True})

    @property
    def starts(self) -> dict[str, Any]:
        """
        What may start a cover.
        """
        return {
            "accepted_on": self.accepted_on,
            "delivered_on": self.delivered_on,
            "events": self.events,
        }

    def same_moments(self, other: "Claim") -> bool:
        """
        Say whether the moments of the defect and its report are the same.
        """
        mine = (self.occurred_at, self.reported_at)
        return mine == (other.occurred_at, other.reported_at)

    def terms_for(self, category: str) -> dict[str, Any]:
        """
        Return the arguments of `cover` for one category.
        """
        return {
            "accepted_on": self.accepted_on,
            "delivered_on": self.delivered_on,
            "events": self.events,
            "design_life": self.design_life,
            "first_reading": self.first_reading,
            "contract": _for(self.contract, category),
            "extended_by": _for(self.extended_by, category),
            "repaired_on": _for(self.repaired_on, category),
            "reaccepted_on": _for(self.reaccepted_on, category),
            "voided_on": _for(self.voided_on, category),
        }

    def owed_for(self, category: str) -> tuple[bool, ...]:
        """
        Return whether the warranty owed the repair; both where that is not known.
        """
        owed = self.repair_owed
        if owed is True:
            return _OWED
        if isinstance(owed, Mapping):
            owed = owed.get(category, True)
        return (False, True) if owed is None else (owed,)


def is_table(value: Any) -> bool:
    """
    Say whether categories are told apart; most such tables are plain ones.
    """
    if value is None:
        return False
    return type(value) is dict or isinstance(value, Mapping)


def _for(value: Any, category: str) -> Any:
    """Return what holds for one category, where categories are told apart."""
    return value.get(category) if is_table(value) else value


_OWED: Final = (True,)


def spelled(given: Any, read: Callable[[Any, str], object], name: str) -> Any:
    """
    Return a length of cover as text, or a mapping of them.
    """
    if given is None:
        return None
    if isinstance(given, Mapping):
        return {key: spelled(value, read, name) for key, value in given.items()}
    return str(read(given, name))


def read_meter(
    cases: tuple[WarrantyCase, ...], reading: int | None, first_reading: int
) -> int | None:
    """
    Return a reading, or refuse one that goes unused, or is below the first.

    Raises:
        ImpossibleCountError: If one is no whole number of 0 or more.
        MeterRunsBackError: If the later one is lower.
        InvalidFieldError: If no category has a meter.
    """
    first = as_count("first_reading", first_reading)
    known = None if reading is None else as_count("reading", reading)
    given = known is not None or first > 0
    if given and all(case.meter is None for case in cases):
        allowed = "none, because no category has a meter"
        raise InvalidFieldError("reading", (first_reading, reading), allowed)
    if known is not None and known < first:
        raise MeterRunsBackError(first, known)
    return known


@frozen(kw_only=True)
class CoverEvidence:
    """
    What a verdict about a cover or a claim rests on.

    Attributes:
        claim: The facts, as known at the moment of judgement.
        cover: The cover that decides; None where there is none, or it is not known.
        moment: The moment that was held against it.
        in_cover: Whether it lies in cover; None where that is not known.
        duty_under_text: Whether the text asks for repair: in cover, of construction
            quality, and affecting use.
        duty_under_statute: Whether the statute does: in cover, and of no excluded
            cause.
        liable: Who answers for it; None where that is not known.
        by_report: Whether the moment is that of the report.
    """

    shape: ClassVar[str] = "cover"

    claim: Claim
    cover: Cover | None = None
    moment: Moment | None = None
    in_cover: bool | None = None
    duty_under_text: bool | None = None
    duty_under_statute: bool | None = None
    liable: str | None = None
    by_report: bool = False

    @property
    def only(self) -> str:
        """
        The question that was asked of it.
        """
        return self.claim.question

    @property
    def deadline(self) -> Any:
        """
        When the cover ends; None where that is not known.
        """
        return None if self.cover is None else self.cover.deadline

    @property
    def category(self) -> str | None:
        """
        The category whose cover decides.
        """
        return None if self.cover is None else self.cover.category

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        claim = self.claim
        given = {
            "occurred_at": claim.occurred_at,
            "reported_at": claim.reported_at,
            "cause": claim.cause,
            "cause_category": claim.cause_category,
            "affects_use": claim.affects_use,
            "delivered_on": claim.delivered_on,
            "contract": claim.contract,
            "design_life": claim.design_life,
            "extended_by": claim.extended_by,
            "repaired_on": claim.repaired_on,
            "reaccepted_on": claim.reaccepted_on,
            "voided_on": claim.voided_on,
            "events": claim.events,
            "reading": claim.reading,
            "doubtful": claim.doubtful,
        }
        unusual = {
            "repair_owed": (claim.repair_owed, True),
            "first_reading": (claim.first_reading, 0),
        }
        return {
            "category": claim.categories,
            "accepted_on": claim.accepted_on,
            "question": claim.question,
            **{name: value for name, value in given.items() if value is not None},
            **{name: one for name, (one, usual) in unusual.items() if one != usual},
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        cover = self.cover
        return {
            "category": self.claim.categories if cover is None else cover.category,
            "first_day": None if cover is None else cover.first_day,
            "last_day": None if cover is None else cover.last_day,
            "moment": self._local(),
            "came": "reported" if self.by_report else "occurred",
            "cause": self.claim.cause,
            "liable": self.liable,
            "reading": self.claim.reading,
            "most_reading": None if cover is None else cover.most_reading,
            "unit": cover.meter.unit if cover is not None and cover.meter else None,
        }

    def _local(self) -> Moment | None:
        """Show the moment in the zone of the cover."""
        if isinstance(self.moment, dt.datetime) and self.cover is not None:
            return show_instant(self.moment, zone_of(self.cover.zone))
        return self.moment
