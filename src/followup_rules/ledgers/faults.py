"""
What is wrong with a row, with the words in which its regulation says so.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from followup_rules.clauses import Text
from followup_rules.errors import (
    DateOutOfRangeError,
    FollowupRulesError,
    ImpossibleCountError,
    ImpossibleOrderError,
    InvalidFieldError,
    MeterRunsBackError,
    NaiveTimeError,
    NotADayError,
    NotAnInstantError,
    RowError,
    UnknownNameError,
    as_shown,
)
from followup_rules.ledgers.facts import Fact, Ledger


class Faults:
    """
    The errors of the rows of one ledger; all share the words of the regulation.
    """

    def __init__(
        self,
        ledger: Ledger,
        said: Mapping[str, Text],
        more: Iterable[Fact] = (),
        owner: Ledger | None = None,
    ) -> None:
        self.kind = ledger.kind
        self._facts = (*ledger.facts, *more)
        self._owner = owner
        self._said = {**said, ledger.kind: ledger.words}

    @cached_property
    def words(self) -> dict[str, Text]:
        """
        The words of the regulation, of the ledger, of its attributes and its owners'.
        """
        own = {f"{self.kind}.{fact.name}": fact.words for fact in self._facts}
        if self._owner is not None:
            for fact in self._owner.facts:
                own.setdefault(f"{self.kind}.{fact.name}", fact.words)
                own[f"{self._owner.kind}.{fact.name}"] = fact.words
        return {**self._said, **own}

    def remark(self, error: Exception, row_id: str, name: str) -> None:
        """
        Note on a host's own error which attribute of which row was being read.
        """
        error.add_note(f"while {name!r} of {self.kind} {row_id} was read")

    def of(
        self, row_id: str, name: str, got: Any, problem: FollowupRulesError
    ) -> RowError:
        """
        Return the error that names the row, for what refused its value.
        """
        said = str(problem)
        allowed: tuple[str, ...] = ()
        match problem:
            case InvalidFieldError() | ImpossibleCountError():
                said = f"cannot be {as_shown(problem.got)}; allowed: {problem.allowed}"
                fault, allowed = "unfit", (problem.allowed,)
            case UnknownNameError():
                fault, allowed = "unfit", tuple(problem.allowed)
            case ImpossibleOrderError():
                fault, allowed = "order", (str(problem.earlier),)
            case MeterRunsBackError():
                fault, allowed = "runs_back", (str(problem.earlier),)
            case NaiveTimeError():
                fault = "no_zone"
            case NotAnInstantError():
                fault, allowed = "unfit", ("an aware datetime",)
            case NotADayError():
                fault, allowed = "unfit", ("a day or an aware datetime",)
            case DateOutOfRangeError():
                fault, allowed = "unfit", ("a day of the years 1 to 9999",)
            case _:
                fault = "refused"
        return self.refused(row_id, name, got, said, fault, allowed)

    def refused(
        self,
        row_id: str,
        name: str,
        got: Any,
        problem: str,
        fault: str,
        allowed: tuple[str, ...] = (),
    ) -> RowError:
        """
        Return the error that names the row, by the kind of its fault.
        """
        return RowError(
            self.kind, row_id, name, got, problem, fault, allowed, self.words
        )
