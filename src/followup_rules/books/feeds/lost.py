"""
The days on which the use of something was lost, by which its cover lasts longer.
"""

from collections.abc import Iterable
from typing import Any

from followup_rules.books.conditions import (
    Answer,
    Known,
    ledger_of_kind,
)
from followup_rules.books.feeds.asking import ask, ask_when
from followup_rules.books.feeds.moves import Moves
from followup_rules.books.judging import Judging
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_count
from followup_rules.fields import held
from followup_rules.immutable import frozen
from followup_rules.timing.moments import local_ordinal

Stretch = tuple[int, int]
"""The ordinals of two days."""


@frozen(kw_only=True, field_transformer=held)
class Lost(Moves):
    """
    The days of repairs, and of waiting for them, that are added to a cover.

    They are told by a number with each row, or counted from when the use was lost to
    when it was had again: each day once, however many rows it lies in, and as long as
    that lasts, up to the moment of judgement. A repair that the cover did not owe adds
    nothing where *where* says so.

    Attributes:
        of: The kind of the rows, which belong to the row that is judged, or to the row
            that it belongs to; None is that row itself.
        where: Which of them are meant; while that is not known of one that could decide,
            neither is the answer.
        given: A function that returns a table of `begins` and `ends`, or of `days`, for
            each instead.
        begins: When the use was lost; the day itself is not counted.
        ends: When it was had again; the day itself is counted.
        days: Instead, how many days.
        begun_days: Whether the day on which the use was lost is counted as well.

    Raises:
        InvalidFieldError: If neither both ends nor the number are asked for, or both.
    """

    begins: Answer = ask_when()
    ends: Answer = ask_when()
    days: Answer = ask()
    begun_days: bool = False

    def _check(self, kind: str) -> None:
        """Ask for both ends, or for the number."""
        ends = {"begins": self.begins, "ends": self.ends}
        for name, got in ends.items():
            if self.days is None and got is None:
                allowed = "a question, without days"
                raise InvalidFieldError(f"{kind}.{name}", got, allowed)
            if self.days is not None and got is not None:
                allowed = "None beside days, which are told"
                raise InvalidFieldError(f"{kind}.{name}", str(got), allowed)
        if self.days is not None and self.begun_days:
            allowed = "False beside days, which are told"
            raise InvalidFieldError(f"{kind}.begun_days", self.begun_days, allowed)

    def _check_home(self, kind: str, known: Known) -> None:
        """Take rows that belong to the owner of a row as well."""
        of, owner = self.of, known[kind].owner_kind
        if of is None or owner is None or ledger_of_kind(of, known).owner_kind != owner:
            super()._check_home(kind, known)

    def _rows(self, case: Judging, row: Any) -> tuple[Any, ...]:
        """Return the rows that belong to a row, or to the row that it belongs to."""
        if self.of is None:
            return (row,)
        return case.own(self.of, self._whose(case, row))

    def _whose(self, case: Judging, row: Any) -> Any:
        """Return the row that the others belong to."""
        if self.of is None:
            return row
        owner = case.ledgers[self.of].ledger.owner_kind
        return row if row.__ledger__.kind == owner else row.owner

    def _is_told(self, facts: dict[str, Any]) -> bool:
        """Say whether it tells of lost days."""
        return facts["begins" if self.days is None else "days"] is not None

    def in_all(self, case: Judging, row: Any) -> tuple[int, bool]:
        """
        Return how many days were lost, and whether all that may count is known.

        Raises:
            ImpossibleCountError: If a number of days is none.
        """
        told, sure = self.told(case, row)
        if case.unreadable(self.reads(), self._whose(case, row)):
            sure = False
        days = sum(as_count("days", one["days"]) for one in told if "days" in one)
        stretches = [
            _stretch(case, one)
            for one in told
            if "days" not in one and case.by_now(one["begins"]) is not None
        ]
        first = 0 if self.begun_days else 1
        days += _covered((start + first, last) for start, last in stretches)
        return days, sure and all(start <= last for start, last in stretches)


def _stretch(case: Judging, told: dict[str, Any]) -> Stretch:
    """Return on which day the use was lost, and had again, or until when it was not."""
    again = case.by_now(told.get("ends"))
    return (
        local_ordinal(told["begins"], case.zone, "begins"),
        local_ordinal(case.now if again is None else again, case.zone, "ends"),
    )


def _covered(stretches: Iterable[Stretch]) -> int:
    """Count the days that lie in one stretch or more, both ends included."""
    counted, reached = 0, 0
    for first, last in sorted(stretches):
        counted += max(0, last - max(first - 1, reached))
        reached = max(reached, last)
    return counted
