"""
Questions of how much, how long after, and at what hour, over columns.

Numbers are columns of whole numbers, days between two moments are day numbers less one
another, and the clock of a zone is what the engine says that clocks show.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NoReturn, Protocol

import narwhals as nw

from followup_rules.books.conditions import (
    Between,
    Compared,
    DaysFrom,
    Earliest,
    FallsOn,
    InSeason,
    Later,
    Latest,
    LatestTold,
    Provided,
    ShareOf,
)
from followup_rules.books.conditions.measures import WEEKDAYS
from followup_rules.frames.columns import Times, hidden
from followup_rules.frames.counting import add_months, days_from_march, microseconds
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.frames.outcomes import any_of
from followup_rules.timing.amounts import Hours, Minutes
from followup_rules.timing.counting.units import units_of

_DAY: Final = 86_400_000_000
_MINUTE: Final = 60_000_000
_WEEK: Final = len(WEEKDAYS)
_FIRST: Final = 3
"""The weekday of day 0, from Monday as 0."""
_LAST_DAY: Final = 3_652_059 - EPOCH
"""31 December 9999; what lies beyond is asked of rows, which refuse it."""
_LEAP_DAY: Final = 365
"""29 February, counted from 1 March as 0."""
_MOST: Final = 1_000_000
"""What may be multiplied by a whole number of a column, and stays a whole number."""


class Asked(Protocol):
    """
    What asks the rows of one ledger over columns.
    """

    @property
    def told(self) -> Any:
        """
        The ledger.
        """
        ...

    @property
    def others(self) -> Any:
        """
        All ledgers.
        """
        ...

    @property
    def asking(self) -> Any:
        """
        What it was read for.
        """
        ...

    @property
    def doubts(self) -> list[Any]:
        """
        Whether something is told of a row that only rows can judge.
        """
        ...

    @property
    def frame(self) -> Any:
        """
        The frame with everything that was added.
        """
        ...

    def keep(self, frame: Any) -> None:
        """
        Go on with a frame that has more columns.
        """
        ...

    def once(self, frame: Any) -> Any:
        """
        Work a frame out, where each query would plan it anew.
        """
        ...

    def fresh(self, name: str) -> str:
        """
        Return a name that no column has yet.
        """
        ...

    def ask(self, what: Any) -> Any:
        """
        Return the answer to a question.
        """
        ...

    def truth(self, what: Any) -> Any:
        """
        Return an answer of yes, no or not known.
        """
        ...

    def moment(self, what: Any) -> Times:
        """
        Return the answer to a question for a moment.
        """
        ...

    def refuse(self, what: Any) -> NoReturn:
        """
        Say that only rows can answer.
        """
        ...


def _compared(asked: Asked, what: Compared) -> Any:
    """Hold a number against another one; what is not known is neither."""
    got, (share, than) = _number(asked, what.what), _than(asked, what.than)
    if share is not None:
        if max(share.numerator, share.denominator) > _MOST:
            asked.refuse(what)
        for one in (got, than):
            large = (one > _MOST**2) | (one < -(_MOST**2))
            asked.doubts.append(large.fill_null(value=False))
        got, than = got * share.denominator, than * share.numerator
    found: Mapping[str, Callable[[], Any]] = {
        "at least": lambda: got >= than,
        "at most": lambda: got <= than,
        "more than": lambda: got > than,
        "less than": lambda: got < than,
    }
    return found[what.word]()


def _than(asked: Asked, than: Any) -> tuple[Any, Any]:
    """Return a share, where it is one, and the number that is held against."""
    if isinstance(than, ShareOf):
        return than.share, _number(asked, than.what)
    return None, _number(asked, than)


def _number(asked: Asked, what: Any) -> Any:
    """Return a number as a column."""
    if isinstance(what, int):
        return nw.lit(what).cast(nw.Int64)
    return asked.ask(what)


def _days_from(asked: Asked, what: DaysFrom) -> Any:
    """Count the days from one moment to another; backwards, nobody knows how many."""
    first, last = asked.moment(what.first), asked.moment(what.second)
    days = nw.col(last.day) - nw.col(first.day)
    return nw.when(days >= 0).then(days + int(what.begun))


def _between(asked: Asked, what: Between) -> Any:
    """Look at the clock, to the microsecond; a plain day shows none."""
    moment = asked.moment(what.what)
    if moment.us is None:
        asked.refuse(what)
    wall, day = asked.fresh("wall"), asked.fresh("wall_day")
    engine, zone = asked.told.work.engine, asked.asking.zone
    frame = engine.to_local(asked.frame, {wall: str(moment.us)}, zone)
    asked.keep(engine.local_days(frame, {day: str(moment.us)}, zone))
    at = nw.col(wall) - nw.col(day) * _DAY
    opens, closes = (
        (one.hour * 60 + one.minute) * _MINUTE for one in (what.opens, what.closes)
    )
    after, before = at >= opens, at <= closes
    return after & before if opens <= closes else after | before


def _falls_on(asked: Asked, what: FallsOn) -> Any:
    """Look at the calendar."""
    moment = asked.moment(what.what)
    day = (nw.col(moment.day) % _WEEK + _FIRST + _WEEK) % _WEEK
    found = day.is_in([WEEKDAYS.index(one) for one in what.days])
    return nw.when(moment.given).then(found)


def _in_season(asked: Asked, what: InSeason) -> Any:
    """
    Count from 1 March, so that a leap day is the last of its year.

    A season that begins with one begins a day earlier in other years: rows are asked.
    """
    first, last = (_from_march(one) for one in what.season.days)
    if first == _LEAP_DAY:
        asked.refuse(what)
    moment, place = asked.moment(what.what), asked.fresh("from_march")
    work = days_from_march(asked.told.work.also(asked.frame), nw.col(moment.day))
    asked.keep(work.frame.with_columns(nw.col(hidden("doy")).alias(place)))
    after, before = nw.col(place) >= first, nw.col(place) <= last
    return after & before if first <= last else after | before


def _from_march(day: str) -> int:
    """Return how many days a day such as `10-01` lies after 1 March."""
    month, number = map(int, day.split("-"))
    return (153 * ((month + 9) % 12) + 2) // 5 + number - 1


def _later(asked: Asked, what: Later) -> Times:
    """
    Return the moment so long after another one.

    Days and more end on a day; hours and minutes run from an instant.
    """
    start, amount = asked.moment(what.what), what.amount
    day, engine = asked.fresh("later_day"), asked.told.work.engine
    if isinstance(amount, Hours | Minutes):
        if start.us is None:
            asked.refuse(what)
        us = asked.fresh("later_us")
        run = nw.col(str(start.us)) + microseconds(amount)
        frame = asked.frame.with_columns(run.alias(us))
        asked.keep(engine.local_days(frame, {day: us}, asked.asking.zone))
        asked.doubts.append((nw.col(day) > _LAST_DAY).fill_null(value=False))
        return Times(day, us)
    months, days, _ = units_of(amount)
    asked.keep(asked.frame.with_columns(nw.col(start.day).alias(day)))
    if months:
        work = add_months(asked.told.work.also(asked.frame), day, day, months)
        asked.keep(asked.once(work.frame))  # else each question counts them again
    asked.keep(asked.frame.with_columns((nw.col(day) + days).alias(day)))
    asked.doubts.append((nw.col(day) > _LAST_DAY).fill_null(value=False))
    return Times(day)


def _latest(asked: Asked, what: Latest) -> Times:
    """Return the latest of some moments, where all are told."""
    moments = _alike(asked, what)
    found = _chosen(asked, moments, nw.max_horizontal)
    return _where(asked, found, ~any_of([~one.given for one in moments]))


def _latest_told(asked: Asked, what: LatestTold) -> Times:
    """Return the latest of those moments that are told."""
    return _chosen(asked, _alike(asked, what), nw.max_horizontal)


def _earliest(asked: Asked, what: Earliest) -> Times:
    """Return the earliest of those moments that are told."""
    return _chosen(asked, _alike(asked, what), nw.min_horizontal)


def _alike(asked: Asked, what: Any) -> list[Times]:
    """Return some moments, all of them days or all of them instants."""
    moments = [asked.moment(one) for one in what.parts]
    if len({one.us is None for one in moments}) > 1:
        asked.refuse(what)
    return moments


def _chosen(
    asked: Asked, moments: Iterable[Times], choose: Callable[..., Any]
) -> Times:
    """Return the one of some moments that is chosen."""
    told = [*moments]
    day, us = asked.fresh("chosen_day"), asked.fresh("chosen_us")
    made = {day: choose(*(nw.col(one.day) for one in told))}
    exact = told[0].us is not None
    if exact:
        made[us] = choose(*(nw.col(str(one.us)) for one in told))
    asked.keep(asked.frame.with_columns(**made))
    return Times(day, us if exact else None)


def _where(asked: Asked, found: Times, holds: Any) -> Times:
    """Return a moment where something holds."""
    day, us = asked.fresh("where_day"), asked.fresh("where_us")
    made = {day: nw.when(holds).then(nw.col(found.day))}
    if found.us is not None:
        made[us] = nw.when(holds).then(nw.col(found.us))
    asked.keep(asked.frame.with_columns(**made))
    return Times(day, None if found.us is None else us)


def _provided(asked: Asked, what: Provided) -> Any:
    """Return a value where a condition holds."""
    found = asked.ask(what.what)
    known = asked.truth(what.where)
    given = found.given if isinstance(found, Times) else ~found.is_null()
    asked.doubts.append(known.is_null() & given)  # which only rows take both ways
    holds = known.fill_null(value=False)
    if isinstance(found, Times):
        return _where(asked, found, holds)
    return nw.when(holds).then(found)


MEASURED: Mapping[type, Callable[[Asked, Any], Any]] = {
    Between: _between,
    Compared: _compared,
    DaysFrom: _days_from,
    Earliest: _earliest,
    FallsOn: _falls_on,
    InSeason: _in_season,
    Later: _later,
    Latest: _latest,
    LatestTold: _latest_told,
    Provided: _provided,
}
"""What is asked of numbers, lengths and clocks."""
