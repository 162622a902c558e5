"""
What judging asks of a rulebook.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from followup_rules.errors import RowError
from followup_rules.ledgers.accounts import Account
from followup_rules.ledgers.facts import Ledger
from followup_rules.tables import Table
from followup_rules.verdicts import (
    Basis,
    Verdict,
)

if TYPE_CHECKING:
    from followup_rules.reports.report import Due, Report


class Book(Protocol):
    """
    What judging asks of a rulebook.
    """

    @property
    def feeds(self) -> Table[Any]:
        """
        What feeds each rule, by its id, in the order of the text.
        """
        ...

    @property
    def chains(self) -> Table[tuple[str, ...]]:
        """
        The rules that each rule hangs on, by its id.
        """
        ...

    @property
    def asked(self) -> frozenset[str]:
        """
        The rules that others hang on.
        """
        ...

    @property
    def ledgers(self) -> Table[Ledger]:
        """
        What it is told, by kind.
        """
        ...

    @property
    def words(self) -> Table[Any]:
        """
        Its parties, roles and categories.
        """
        ...

    @property
    def parties(self) -> tuple[str, ...]:
        """
        The parties and roles that its rules name.
        """
        ...

    @property
    def zone(self) -> str:
        """
        Where days begin.
        """
        ...

    def __getitem__(self, rule: str) -> Any: ...

    def basis(self, as_of: dt.datetime, **sources: Any) -> Basis:
        """
        Return what all verdicts of one call share.
        """
        ...

    def report(
        self,
        verdicts: Iterable[Verdict],
        as_of: dt.datetime,
        *,
        row_errors: Iterable[RowError] = (),
        accounts: Mapping[str, Account] | None = None,
        subjects: Iterable[str] = (),
        due: "Due | None" = None,
    ) -> "Report":
        """
        Return verdicts as a report, with what was found of their rows.
        """
        ...
