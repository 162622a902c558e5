"""
What every verdict of a call is judged on.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, Self, SupportsIndex

from followup_rules.canonical import plain
from followup_rules.errors import (
    InvalidFieldError,
    MissingFactError,
)
from followup_rules.immutable import frozen
from followup_rules.reasons import Status as Status  # noqa: PLC0414 - handed on
from followup_rules.timing.moments import as_instant, elapsed


@frozen(slots=False)
class Basis:
    """
    What a whole call was judged on; shared by all its verdicts.

    Attributes:
        as_of: The moment of judgement; later facts were not known yet.
        edition: The rulebook's regulation and edition, if a rulebook was asked.
        readings: The readings in force, by id and choice.
        sources: The ids of the calendars and season tables used, by argument name.
        regulation: The code of the regulation, if a rulebook was asked.
        digest: The fingerprint of that rulebook's numbers.
    """

    as_of: dt.datetime | None = None
    edition: str | None = None
    readings: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    regulation: str | None = None
    digest: str | None = None

    def has_reached(self, bound: dt.datetime | None, field: str) -> bool:
        """
        Say whether the moment of judgement has reached a *bound*; None has passed.

        Raises:
            NaiveTimeError, NotAnInstantError: If one of the two is no aware datetime.
        """
        if bound is None:
            return True
        instant, now = as_instant(bound, field), as_instant(self.as_of, "as_of")
        return elapsed(instant, now) >= dt.timedelta(0)

    def __plain__(self) -> dict[str, Any]:
        return {
            "as_of": plain(self.as_of),
            "edition": self.edition,
            "digest": self.digest,
            "readings": dict(self.readings),
            "sources": dict(self.sources),
        }


class LedgerMoment(dt.datetime):
    """
    The moment at which a whole ledger is judged, with what else it is judged on.

    A rule is told one moment of judgement. A ledger hands this one to every rule, so
    that all its verdicts share one basis: no rule needs a second argument that could
    say otherwise. `judged_at` and `basis_of` take it apart again.

    Attributes:
        basis: What all verdicts on the ledger share; its moment is this one.
    """

    __slots__ = ("basis",)

    basis: Basis

    def __new__(cls, *args: Any, **more: Any) -> Self:
        """Return a plain datetime: what is reckoned from the moment is another one."""
        return dt.datetime(*args, **more)  # type: ignore[return-value]  # noqa: DTZ001 - passed on

    def replace(self, *args: Any, **more: Any) -> dt.datetime:  # type: ignore[override]
        """Return a plain datetime, as every other reckoning does."""
        return as_instant(self.basis.as_of, "as_of").replace(*args, **more)

    @classmethod
    def on(cls, basis: Basis) -> "LedgerMoment":
        """
        Return the moment of a basis, which is then told to every rule.

        Raises:
            NaiveTimeError, NotAnInstantError: If *basis* has none.
        """
        moment = as_instant(basis.as_of, "as_of")
        # All of it, for `combine` forgets which of two times of a clock put back it is.
        day_and_time = moment.timetuple()[:6]
        rest = (moment.microsecond, moment.tzinfo)
        told = super().__new__(cls, *day_and_time, *rest, fold=moment.fold)
        told.basis = basis
        return told

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        return LedgerMoment.on, (self.basis,)


def judged_at(
    as_of: dt.datetime | None, calendar: Any = None, seasons: Any = None
) -> tuple[dt.datetime, Basis]:
    """
    Return the moment of judgement of one call, and its basis.

    A ledger's `LedgerMoment` brings the basis of all its verdicts; of any other moment
    one is made, which names the *calendar* and the *seasons* that were given.

    Raises:
        MissingFactError: If there is no moment.
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
    """
    if type(as_of) is LedgerMoment:
        basis = as_of.basis
        return basis.as_of, basis  # type: ignore[return-value]  # it has one: see `on`
    if as_of is None:
        raise MissingFactError(
            "as_of", "assess()", "nothing here reads a clock, so pass the moment"
        )
    # Written out, for a single decision in working days waits for it.
    used: tuple[tuple[str, str], ...] = ()
    if calendar is not None:
        used = (("calendar", source_id(calendar, "calendar")),)
    if seasons is not None:
        used = (*used, ("seasons", source_id(seasons, "seasons")))
    last = _LAST[0]
    if last.as_of is as_of and last.sources == used:
        return as_of, last
    basis = _LAST[0] = Basis(as_instant(as_of, "as_of"), None, (), used)
    return as_of, basis


_LAST: Final = [Basis()]
"""The last one made: who asks one rule after another mostly asks at one moment."""


def basis_of(as_of: dt.datetime | None, *awaited: dt.datetime | None) -> Basis:
    """
    Return the basis of a call whose answer no moment changes, unless one is awaited.

    Raises:
        MissingFactError: If one of *awaited* is given, and no moment of judgement.
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
    """
    if as_of is None and all(one is None for one in awaited):
        return Basis()
    return judged_at(as_of)[1]


def name_sources(sources: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """
    Return the ids of the calendars and season tables that were given, by name.
    """
    return tuple(
        (name, source_id(source, name))
        for name, source in sources.items()
        if source is not None
    )


def source_id(source: Any, told_as: str) -> str:
    """
    Return the id of a calendar or season table, which an argument of that name holds.

    Raises:
        InvalidFieldError: If *source* has none.
    """
    own = getattr(source, "calendar_id", None)
    if own is None:
        own = getattr(source, "seasons_id", None)
    if own is None:
        allowed = _SOURCES.get(told_as, "a calendar or season table with an id")
        raise InvalidFieldError(told_as, source, allowed)
    return str(own)


_SOURCES: Final = {
    "calendar": "a work calendar, such as timing.calendars.china()",
    "seasons": "a season table, such as timing.seasons.recurring(...) makes",
}
"""What an argument that holds outside data may be."""
