"""
Time that does not count, as instants.
"""

import datetime as dt
from collections.abc import Iterable

from followup_rules.errors import ImpossibleOrderError, InvalidFieldError
from followup_rules.timing.hours.walls import stamp_of
from followup_rules.timing.moments import as_instant

Pause = tuple[dt.datetime, dt.datetime | None]
"""From when until when a clock stands still; None is not over yet."""

_PAUSE = "a pair of instants, from and until, the second None while it lasts"


def join_pauses(pauses: Iterable[Pause]) -> list[tuple[int, int | None]]:
    """
    Return pauses in order, those that overlap or touch joined, empty ones left out.

    Raises:
        ImpossibleOrderError: If one ends before it begins.
        InvalidFieldError: If one is no pair, or they are none at all.
        NaiveTimeError, NotAnInstantError: If one is not made of instants.
    """
    if not isinstance(pauses, Iterable):
        raise InvalidFieldError(
            "pauses", pauses, f"any number of pauses, each {_PAUSE}"
        )
    return join_stretches(map(_stamps, pauses))


def join_stretches(
    stretches: Iterable[tuple[int, int | None]],
) -> list[tuple[int, int | None]]:
    """
    Return stretches in order, those that overlap or touch joined, empty ones left out.

    One whose end is None goes on for good.
    """
    joined: list[tuple[int, int | None]] = []
    for start, end in sorted(stretches, key=lambda stretch: stretch[0]):
        if end == start:
            continue
        if joined:
            begun, last = joined[-1]
            if last is None:
                break
            if start <= last:
                joined[-1] = begun, None if end is None else max(last, end)
                continue
        joined.append((start, end))
    return joined


def _stamps(pause: Pause) -> tuple[int, int | None]:
    """Return both ends of a pause."""
    try:
        first, last = pause
    except (TypeError, ValueError):
        raise InvalidFieldError("pause", pause, _PAUSE) from None
    start = stamp_of(as_instant(first, "paused"))
    if last is None:
        return start, None
    end = stamp_of(as_instant(last, "resumed"))
    if end < start:
        raise ImpossibleOrderError("paused", first, "resumed", last)
    return start, end
