"""
Reading a host's rows: what is usable is judged, what is not is named.

A row is any object with the attributes that a rulebook's `facts` module lists.
Nothing is repaired: a row that cannot be judged becomes a `RowError` with its kind,
id, field, value and what is allowed, and the rest of the ledger is judged.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import Any, Generic, TypeVar, overload

from attrs import frozen

from followup_rules.errors import (
    FollowupRulesError,
    ImpossibleOrderError,
    InvalidFieldError,
    RowError,
    UnknownNameError,
)
from followup_rules.fields import Holds, Words
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import (
    Moment,
    as_instant,
    is_before,
    local_ordinal,
    zone_of,
)

R = TypeVar("R")
_ABSENT = object()
_CALENDAR_PARTS = ("calendar_id", "confirmed", "kind")


@frozen
class Row:
    """
    One row while its fields are checked; each check raises `RowError`.
    """

    kind: str
    id: str
    source: Any

    def get(self, field: str) -> Any:
        """
        Return an attribute.

        Raises:
            RowError: If the row has no such attribute.
        """
        value = getattr(self.source, field, _ABSENT)
        if value is _ABSENT:
            raise self.error(
                field, None, "the row has no such attribute; see the facts"
            )
        return value

    def error(self, field: str, got: object, problem: str) -> RowError:
        """
        Return the error that names this row and a field of it.
        """
        return RowError(self.kind, self.id, field, got, problem)

    @overload
    def instant(self, field: str) -> dt.datetime: ...
    @overload
    def instant(self, field: str, *, optional: bool) -> dt.datetime | None: ...
    def instant(self, field: str, *, optional: bool = False) -> dt.datetime | None:
        """
        Return an aware datetime, or None where that is allowed.
        """
        value = self.get(field)
        if value is None and optional:
            return None
        return self._through(field, value, lambda got: as_instant(got, field))

    def moment(self, field: str, *, optional: bool = False) -> Any:
        """
        Return a day or an aware datetime, or None where that is allowed.
        """
        value = self.get(field)
        if value is None and optional:
            return None
        utc = zone_of("UTC")
        self._through(field, value, lambda got: local_ordinal(got, utc, field))
        return value

    def moments_after(self, first: str, *later: str, zone: dt.tzinfo) -> None:
        """
        Check a moment, and that each of the *later* ones is none or not before it.
        """
        start = self.moment(first)
        for field in later:
            value = self.moment(field, optional=True)
            if value is not None and is_before(value, start, zone):
                problem = ImpossibleOrderError(first, start, field, value)
                raise self.error(field, value, str(problem))

    def one_of(self, field: str, allowed: Collection[str]) -> str:
        """
        Return one of the allowed names.
        """
        value = self.get(field)
        if value not in allowed:
            unknown = UnknownNameError(field, value, tuple(allowed))
            raise self.error(field, value, str(unknown))
        return str(value)

    def holds(self, field: str, rule: Holds) -> Any:
        """
        Return an attribute that fits a field rule.
        """
        value = self.get(field)
        if not rule.accepts(value):
            raise self.error(
                field, value, f"cannot be {value!r}; allowed: {rule.allowed}"
            )
        return value

    def collection(self, field: str) -> Collection[Any]:
        """
        Return a list, tuple or set, which can be read more than once.
        """
        value = self.get(field)
        if isinstance(value, str) or not isinstance(value, Collection):
            raise self.error(
                field, value, f"cannot be {value!r}; allowed: a list, tuple or set"
            )
        return value

    def check(self, field: str, ask: Callable[[], R]) -> R:
        """
        Return what *ask* answers, and name this row where it refuses.
        """
        return self._through(field, self.get(field), lambda _got: ask())

    def _through(self, field: str, value: Any, door: Callable[[Any], R]) -> R:
        """Apply a check, and name this row where it refuses."""
        try:
            return door(value)
        except RowError:
            raise
        except FollowupRulesError as error:
            raise self.error(field, value, str(error)) from error


@frozen
class Usable(Generic[R]):
    """
    The rows that can be judged, and what is wrong with the others.
    """

    rows: tuple[R, ...]
    errors: tuple[RowError, ...]


def usable(kind: str, rows: Iterable[R], check: Callable[[Row], None]) -> Usable[R]:
    """
    Return the rows that pass *check*, whose ids are sound and occur once.

    Of two rows with one id the first is kept and the second is an error.

    Raises:
        InvalidFieldError: If *rows* is no collection of rows.
    """
    if isinstance(rows, (str, bytes)) or not isinstance(rows, Iterable):
        raise InvalidFieldError(f"the rows ({kind})", rows, "a list of rows")
    kept: list[R] = []
    errors: list[RowError] = []
    seen: set[str] = set()
    words = Words()
    for number, source in enumerate(rows, 1):
        row_id = getattr(source, "id", None)
        row = Row(kind, str(row_id) if row_id is not None else f"no. {number}", source)
        try:
            row.holds("id", words)
            if row.id in seen:
                raise row.error("id", row.id, "the id already stands in an earlier row")
            check(row)
        except RowError as error:
            errors.append(error)
        else:
            kept.append(source)
            seen.add(row.id)
    return Usable(tuple(kept), tuple(errors))


@frozen
class Sifted(Generic[R]):
    """
    The rows known at the moment of judgement.

    Attributes:
        known: All of them, whatever their day.
        inside: Those of the period.
        later: How many were not known yet.
    """

    known: tuple[R, ...]
    inside: tuple[R, ...]
    later: int

    @property
    def outside(self) -> int:
        """
        How many known rows are not of the period.
        """
        return len(self.known) - len(self.inside)


def sift(
    rows: Iterable[R],
    when: Callable[[R], Moment],
    *,
    now: dt.datetime,
    period: Period | None,
    zone: dt.tzinfo,
) -> Sifted[R]:
    """
    Tell the rows that were known at *now*, and among them those of the period.

    Args:
        rows: Usable rows.
        when: The day or instant by which a row is placed.
        now: The moment of judgement.
        period: The days of interest; None is all.
        zone: Where days begin.

    Raises:
        InvalidFieldError: If *period* is no `Period`.
    """
    check_period(period)
    given = tuple(rows)
    known = tuple(row for row in given if not is_before(now, when(row), zone))
    inside = tuple(
        row for row in known if period is None or falls_in(when(row), period, zone)
    )
    return Sifted(known, inside, len(given) - len(known))


def check_period(period: Period | None, *, needed: bool = False) -> None:
    """
    Refuse what is no period, such as a year's number.

    Raises:
        InvalidFieldError: If *period* is no `Period`; None is taken unless *needed*.
    """
    if not isinstance(period, Period) and (needed or period is not None):
        allowed = "a Period, such as timing.cycles.month(2026, 3)"
        raise InvalidFieldError("period", period, allowed)


def check_calendar(calendar: object) -> None:
    """
    Refuse what cannot say what kind of day a day is, and a class of calendars.

    Raises:
        InvalidFieldError: If *calendar* is neither None nor a `WorkCalendar`.
    """
    parts = all(hasattr(calendar, part) for part in _CALENDAR_PARTS)
    if calendar is not None and (isinstance(calendar, type) or not parts):
        allowed = "None or a WorkCalendar, such as timing.calendars.china()"
        raise InvalidFieldError("calendar", calendar, allowed)


def check_ids(field: str, ids: object) -> None:
    """
    Refuse what is no collection of ids; None is none given.

    Raises:
        InvalidFieldError: If *ids* is one text, no collection, or holds no texts.
    """
    if ids is None or (
        isinstance(ids, Collection)
        and not isinstance(ids, (str, bytes))
        and all(map(Words().accepts, ids))
    ):
        return
    raise InvalidFieldError(field, ids, "None or a collection of ids as texts")


def falls_in(moment: Moment, period: Period, zone: dt.tzinfo) -> bool:
    """
    Say whether a day, or the local day of an instant, is a day of the period.
    """
    day = local_ordinal(moment, zone, "moment")
    return period.first.toordinal() <= day <= period.last.toordinal()


def known_by(now: dt.datetime, moment: Moment | None, zone: dt.tzinfo) -> Moment | None:
    """
    Return *moment* if it was known at *now*, and None otherwise.
    """
    return None if moment is None or is_before(now, moment, zone) else moment
