"""
Files of rules and of rows that cannot be read, and editions that do not join.
"""

import datetime as dt
from typing import Any

from followup_rules.errors.base import FollowupRulesError


class RulesFileError(FollowupRulesError, ValueError):
    """
    A rules file, or data in its form, cannot be taken for rules.

    `faults` holds everything that is wrong in it; see `interchange.DataFault`.
    """

    source: str
    faults: tuple[Any, ...]

    def __str__(self) -> str:
        count = len(self.faults)
        head = f"{self.source}: {count} fault{'' if count == 1 else 's'}"
        return "\n  ".join([head, *map(str, self.faults)])

    def in_language(self, language: str) -> str:
        """
        Say in a language what is wrong, a line each.
        """
        said = tuple(fault.in_language(language) for fault in self.faults)
        if said == tuple(map(str, self.faults)):  # that is English, by whatever tag
            return str(self)
        return "\n  ".join([f"{self.source}：{len(self.faults)}处错误", *said])


class LedgerFileError(FollowupRulesError, ValueError):
    """
    Files cannot be read as the ledgers of a regulation.

    `faults` holds everything that is wrong with them, each with file and line, and
    `texts` the same in each language.
    """

    faults: tuple[str, ...]
    texts: tuple[Any, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self.faults)

    def in_language(self, language: str) -> str:
        """
        Say in a language what is wrong, a line each.
        """
        said = "\n".join(text.in_language(language) for text in self.texts)
        return said or str(self)


class NoEditionError(FollowupRulesError, LookupError):
    """
    No edition of a regulation was in force on a day.
    """

    regulation: str
    day: dt.date
    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        bounds = f"from {self.first or 'the start'} to {self.last or 'today and on'}"
        return (
            f"no edition of {self.regulation} was in force on {self.day}; the editions "
            f"known run {bounds}: add the one that held on that day"
        )


class EditionGapError(FollowupRulesError, ValueError):
    """
    Between two editions there are days on which neither is in force.
    """

    earlier: str
    later: str
    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return (
            f"no edition is in force from {self.first} to {self.last}, between "
            f"{self.earlier!r} and {self.later!r}; let the later one begin on "
            f"{self.first}, or the earlier one run to {self.last}"
        )


class EditionOverlapError(FollowupRulesError, ValueError):
    """
    On some days two editions would be in force.
    """

    earlier: str
    later: str
    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        return (
            f"{self.earlier!r} and {self.later!r} are both in force "
            f"from {self.first or 'the start'} to {self.last or 'the end'}; "
            "let one end on the day before the other begins"
        )
