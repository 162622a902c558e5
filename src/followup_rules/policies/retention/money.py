"""
How much may be kept back, and for how long a contractor is liable.
"""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar, Final

import pendulum
from attrs import field

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    InvalidFieldError,
)
from followup_rules.exact import parse_rate, parse_sum, show_money
from followup_rules.fields import Name, Rate, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Days, Months, Weeks, Years, read_amount
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import show_day
from followup_rules.verdicts import (
    Reason,
    Subject,
    Verdict,
    basis_of,
    decides,
)

NOT_AGREED: Final = "not agreed"
"""Said of a length that the parties left open; then what the law sets holds."""
_LENGTHS: Final = (Days, Weeks, Months, Years)
_LENGTH_NAMES: Final = "Days, Weeks, Months, Years, or NOT_AGREED"
Agreed = Days | Weeks | Months | Years | str


def as_agreed(name: str, value: object) -> Any:
    """Return an agreed length, or None where none was agreed."""
    if isinstance(value, str) and value == NOT_AGREED:
        return None
    length = read_amount(value, name)
    if not isinstance(length, _LENGTHS):
        raise InvalidFieldError(name, value, _LENGTH_NAMES)
    return length


# ----------------------------------------------------------------------------- cap


@frozen(kw_only=True)
class RetentionEvidence:
    """
    What a verdict on the sum that is held back rests on.
    """

    shape: ClassVar[str] = "retention"

    settlement: Fraction | None
    retained: Fraction | None
    required: Fraction | None

    @property
    def excess(self) -> Fraction | None:
        """
        How much too much is held back.
        """
        if self.retained is None or self.required is None:
            return None
        return max(Fraction(0), self.retained - self.required)

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {"settlement": self.settlement, "retained": self.retained}

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        sums = {
            "settlement": self.settlement,
            "retained": self.retained,
            "most": self.required,
            "excess": self.excess,
        }
        return {name: _show(value) for name, value in sums.items()}


def _show(value: Fraction | None) -> Text | None:
    """Write a sum without rounding it."""
    if value is None:
        return None
    shown = show_money(value)
    return Text(f"{shown} yuan", f"{shown.replace(' ', '又')}元")


@frozen(kw_only=True, field_transformer=held)
class RetentionCap:
    """
    At most a share of the settlement price may be held back.

    >>> cap = RetentionCap(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-7", en="at most 3 %", zh="不超过3%"),
    ...     name=Text("the retention money", "质量保证金"),
    ...     owed_by="developer",
    ... )
    >>> cap.most(1_000_000)
    Fraction(30000, 1)

    Attributes:
        id: The id of the rule.
        clause: The clause that sets the share.
        name: What is held back.
        owed_by: The party that holds it back.
        rate: The largest share; the bound itself is allowed.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    rate: Rate = field(default=Fraction(3, 100), converter=parse_rate)

    def most(self, settlement: object) -> Fraction:
        """
        Return the most that may be held back, a guarantee by a bank included.

        Raises:
            InexactRateError: If *settlement* is a float.
            InvalidFieldError: If it is no sum of money.
        """
        return self.rate * parse_sum(settlement, field="settlement")

    def assess(
        self,
        settlement: object,
        retained: object,
        *,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge a sum that is held back; None is not known.

        Raises:
            InexactRateError: If a sum is a float.
            InvalidFieldError: If a sum is none.
        """
        basis = basis_of(as_of)
        price = (
            None if settlement is None else parse_sum(settlement, field="settlement")
        )
        held = None if retained is None else parse_sum(retained, field="retained")
        most = None if price is None else self.most(price)
        if most is None or held is None:
            fact = "settlement" if most is None else "retained"
            reason = decides("fact_missing", fact=fact)
        elif held > most:
            reason = decides("retention_above_cap")
        else:
            reason = decides("retention_within_cap")
        evidence = RetentionEvidence(settlement=price, retained=held, required=most)
        return Verdict(self.clause, self, subject, evidence, (reason,), basis)


# -------------------------------------------------------------------------- period


@frozen(kw_only=True)
class LiabilityPeriod:
    """
    A defects liability period (缺陷责任期).

    Attributes:
        start_ordinal: The ordinal of the day that starts it, which is not counted.
        deadline: When it ends.
        notes: How the start or the length came about.
    """

    start_ordinal: int
    deadline: Deadline
    notes: tuple[Reason, ...] = ()

    @property
    def first_day(self) -> pendulum.Date:
        """
        The day that starts it.
        """
        return show_day(self.start_ordinal)

    @property
    def last_day(self) -> pendulum.Date:
        """
        Its last day.
        """
        return self.deadline.last_day

    @property
    def closes(self) -> pendulum.DateTime:
        """
        The first instant after it.
        """
        return self.deadline.closes
