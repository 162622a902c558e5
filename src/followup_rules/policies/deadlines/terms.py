"""
The words of a deadline: its cases, what starts it, and what may move its bound.
"""

from enum import Enum
from typing import Any, Protocol

from attrs import field

from followup_rules.clauses import Clause
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, Names, Positive, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount, as_amount
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Limit, as_limit
from followup_rules.verdicts import Policy


class Conflict(Enum):
    """
    Which limit decides where several categories fit one subject.
    """

    STRICTEST = "strictest"
    FIRST_NAMED = "first_named"
    LONGEST = "longest"


@frozen(kw_only=True, field_transformer=held)
class Case:
    """
    The limit for one category, with the clause that sets it.
    """

    key: Name
    limit: Limit = field(converter=as_limit)
    clause: Clause


class Start(Enum):
    """
    Which of several events starts the count.
    """

    EARLIEST = "earliest"
    LATEST = "latest"


@frozen(kw_only=True, field_transformer=held)
class Extension:
    """
    More time that may be granted.

    It runs on from the bound that it moves, as that bound stands with its rest days:
    the first day that it adds is the day after the last one.

    Attributes:
        at_a_time: At most how much at a time; None sets no such bound.
        no_longer_than_limit: Whether each may be at most as long as the limit itself.
        in_all: At most how much altogether, counted from the bound as it was before
            any extension.
        no_later_than: Never beyond this, counted from what starts the period; a length, or a
            day of a cell.
        times: How often at most.
        granted_by: The roles that may grant it; none is that it need not be granted.
        asked_in_time: Whether it has to be asked for while the bound as it then stands
            has not passed.
        least_notice: How long before that bound it has to be asked for at the latest.

    Raises:
        InvalidFieldError: If a field would go unused: *least_notice* where it may be
            asked for at any time, *at_a_time* beside the length of the limit.
    """

    at_a_time: Amount | None = field(default=None, converter=as_amount)
    no_longer_than_limit: bool = False
    in_all: Amount | None = field(default=None, converter=as_amount)
    no_later_than: Limit | None = field(default=None, converter=as_limit)
    times: Positive | None = None
    granted_by: Names = field(default=(), converter=as_tuple)
    asked_in_time: bool = True
    least_notice: Amount | None = field(default=None, converter=as_amount)

    def __attrs_post_init__(self) -> None:
        if self.least_notice is not None and not self.asked_in_time:
            allowed = "None where it may be asked for at any time"
            raise InvalidFieldError(
                "Extension.least_notice", self.least_notice, allowed
            )
        if self.at_a_time is not None and self.no_longer_than_limit:
            allowed = "None where each may be as long as the limit"
            raise InvalidFieldError("Extension.at_a_time", self.at_a_time, allowed)


@frozen(kw_only=True, field_transformer=held)
class CaseLimit:
    """
    A limit that each case brings with it: of another statute, or a stored target.

    Attributes:
        shortest: The bound is never earlier than this gives, after the same pauses.
        longest: The bound is never later than this gives, after the same pauses; it
            comes before *shortest*.
    """

    shortest: Limit | None = field(default=None, converter=as_limit)
    longest: Limit | None = field(default=None, converter=as_limit)


class Terms(Policy, Protocol):
    """
    What judging asks of a policy; of its tuples type checkers see the converters.
    """

    @property
    def limit(self) -> Any:  # pyright sees a converter where the field is
        """
        How long, or a day of a cell.
        """
        ...

    @property
    def self_set(self) -> bool:
        """
        Whether the party sets its own limit by an appointment.
        """
        ...

    @property
    def cases(self) -> Any:
        """
        A limit for each category.
        """
        ...

    @property
    def conflict(self) -> Conflict:
        """
        Which limit decides where several categories fit.
        """
        ...

    @property
    def counting(self) -> Counting:
        """
        How the period is counted.
        """
        ...

    @property
    def trigger(self) -> str:
        """
        The name of the fact that starts the count.
        """
        ...

    @property
    def forms(self) -> Any:
        """
        The forms in which it counts as done.
        """
        ...

    @property
    def other_forms(self) -> Any:
        """
        Forms that occur but do not count.
        """
        ...

    @property
    def ladder(self) -> Any:
        """
        What falls on the way to the end of the limit, and after it.
        """
        ...

    @property
    def extension(self) -> Extension | None:
        """
        What more time may be granted.
        """
        ...

    @property
    def stopped_by(self) -> Any:
        """
        The reasons for which the clock stands still.
        """
        ...

    @property
    def case_limit(self) -> CaseLimit | None:
        """
        That each case may bring its own limit.
        """
        ...

    @property
    def falls_due_at_close(self) -> bool:
        """
        Whether nothing limits it, so that it falls due when the matter is closed.
        """
        ...

    @property
    def start(self) -> Start | None:
        """
        Which of several events starts the count.
        """
        ...

    @property
    def events(self) -> Any:
        """
        The names of those events.
        """
        ...

    @property
    def categories(self) -> tuple[str, ...]:
        """
        The categories that have a limit of their own.
        """
        ...

    def case(self, category: str) -> Case:
        """
        Return the case of one category.
        """
        ...
