"""
What is told of the life of one deadline: who asked for more time, when the clock stopped.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from attrs import field

from followup_rules.errors import ImpossibleOrderError, InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import Amount, read_amount
from followup_rules.timing.moments import (
    UTC,
    Moment,
    is_before,
    local_ordinal,
    place_of,
)

T = TypeVar("T")

_UNTIL: Final = "an amount or a new last day, and not both"


def _as_amount(value: Any) -> Any:
    """Read an amount from its text."""
    return read_amount(value, "amount") if isinstance(value, str) else value


@frozen(kw_only=True, field_transformer=held)
class Pause:
    """
    A time for which a clock may stand still: from when, until when, and why.

    >>> Pause(begins=dt.date(2026, 3, 4), ends=dt.date(2026, 3, 9), reason="hold").reason
    'hold'

    Attributes:
        begins: When it begins.
        ends: When it is over, which already counts again; None is not yet.
        reason: Why; None is not known.
    """

    begins: Moment
    ends: Moment | None = None
    reason: Name | None = None


@frozen(kw_only=True, field_transformer=held)
class ExtensionRequest:
    """
    More time that was asked for, and perhaps granted.

    Attributes:
        asked_at: When it was asked for; None is not known.
        granted_at: When it was granted; None is not, or not recorded.
        granted_by: The role of whoever granted it; None is nobody, or not recorded.
        amount: How much more, as an amount or its text, counted from the bound that it
            moves.
        extended_to: Instead, the new last day, or the last instant.

    Raises:
        InvalidFieldError: If it says neither an amount nor a new last day, or both.
    """

    asked_at: Moment | None = None
    granted_at: Moment | None = None
    granted_by: Name | None = None
    amount: Amount | None = field(default=None, converter=_as_amount)
    extended_to: Moment | None = None

    def __attrs_post_init__(self) -> None:
        if (self.amount is None) is (self.extended_to is None):
            raise InvalidFieldError("extension.amount", self.amount, _UNTIL)

    @property
    def dated(self) -> Moment | None:
        """
        When it is known from: when it was granted, else asked for.
        """
        return self.asked_at if self.granted_at is None else self.granted_at

    @property
    def placed(self) -> Moment | None:
        """
        When it has to be in time: when it was asked for, else granted.
        """
        return self.granted_at if self.asked_at is None else self.asked_at


def read_all(kind: type[T], told: Any, name: str) -> tuple[T, ...]:
    """
    Return facts of one class, from objects of it or from tables of its fields.

    Raises:
        InvalidFieldError: If there is anything else among them.
    """
    allowed = f"any number of {kind.__name__}, or tables of its fields"
    if not isinstance(told, Iterable) or isinstance(told, str | Mapping):
        raise InvalidFieldError(name, told, allowed)
    return tuple(_read(kind, one, name, allowed) for one in told)


def _read(kind: type[T], one: Any, name: str, allowed: str) -> T:
    """Return one fact."""
    if isinstance(one, Mapping):
        try:
            return kind(**one)
        except TypeError:
            raise InvalidFieldError(name, dict(one), allowed) from None
    if not isinstance(one, kind):
        raise InvalidFieldError(name, one, allowed)
    return one


def known_pauses(
    pauses: Iterable[Pause], now: dt.datetime, zone: dt.tzinfo
) -> tuple[Pause, ...]:
    """
    Return the pauses that had begun; one whose end is still to come is not over.

    Raises:
        ImpossibleOrderError: If one ends before it begins.
        NaiveTimeError: If one is told in a time without a zone.
    """
    known = []
    for pause in pauses:
        local_ordinal(pause.begins, zone, "pause.begins")
        ends = pause.ends
        if ends is not None:
            local_ordinal(ends, zone, "pause.ends")
            if is_before(ends, pause.begins, zone):
                raise ImpossibleOrderError(
                    "pause.begins", pause.begins, "pause.ends", ends
                )
            ends = None if is_before(now, ends, zone) else ends
        if not is_before(now, pause.begins, zone):
            known.append(Pause(begins=pause.begins, ends=ends, reason=pause.reason))
    return tuple(known)


def known_extensions(
    extensions: Iterable[ExtensionRequest], now: dt.datetime, zone: dt.tzinfo
) -> tuple[ExtensionRequest, ...]:
    """
    Return what had been granted, or asked for, in the order in which it became known.

    So what is known later never takes the place of what was granted before.

    Raises:
        ImpossibleOrderError: If one was granted before it was asked for.
        NaiveTimeError: If one is told in a time without a zone.
    """
    known = []
    for one in extensions:
        for name in ("asked_at", "granted_at", "extended_to"):
            value = getattr(one, name)
            if value is not None:
                local_ordinal(value, zone, f"extension.{name}")
        asked, granted = one.asked_at, one.granted_at
        if (
            asked is not None
            and granted is not None
            and is_before(granted, asked, zone)
        ):
            raise ImpossibleOrderError(
                "extension.asked_at", asked, "extension.granted_at", granted
            )
        if one.dated is None or not is_before(now, one.dated, zone):
            known.append(one)
    return tuple(sorted(known, key=lambda one: _order(one, zone)))


def _order(one: ExtensionRequest, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """Return where an extension stands; one without a day comes first."""
    known, asked = (
        dt.datetime.min.replace(tzinfo=UTC) if at is None else place_of(at, zone)
        for at in (one.dated, one.placed)
    )
    return known, asked
