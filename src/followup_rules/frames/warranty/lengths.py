"""
Lengths of cover over columns: one length for all rows, or columns of whole numbers.
"""

from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.frames.columns import Work
from followup_rules.frames.outcomes import column, first_of
from followup_rules.immutable import frozen
from followup_rules.policies.warranty import WarrantyPolicy, read_term
from followup_rules.timing.amounts import (
    Days,
    Months,
    Seasons,
    ServiceLife,
    Unlimited,
    Weeks,
    Years,
)

Length = Any
"""A length such as `Years(5)`; a column for each unit, as in `{"years": "agreed"}`;
or either of these by category."""

UNITS: Final[dict[str, type]] = {
    "days": Days,
    "weeks": Weeks,
    "months": Months,
    "years": Years,
    "seasons": Seasons,
}
_DAYS_IN: Final = {Days: 1, Weeks: 7}
_MONTHS_IN: Final = {Months: 1, Years: 12}
_MOST: Final = 9999
"""The longest number that a length is written with."""
_LONGEST: Final = 4_000_000
"""More days than there are in all the years that a date can have."""
_ALLOWED: Final = (
    "a length such as Years(5), a column for each unit such as "
    "{'years': 'contract_years'}, or either of them by category"
)
_WHOLE: Final = (
    nw.Int8,
    nw.Int16,
    nw.Int32,
    nw.Int64,
    nw.Int128,
    nw.UInt8,
    nw.UInt16,
    nw.UInt32,
    nw.UInt64,
    nw.UInt128,
)


@frozen
class Span:
    """
    A length that some categories have: so many of a unit, or a column of how many.

    Attributes:
        unit: The class of the length.
        n: How many, or the column.
        places: The places of the categories; None is every one.
    """

    unit: type
    n: int | str
    places: tuple[int, ...] | None = None

    def held_by(self, key: str) -> Any:
        """
        Whether a row has this length; *key* is the hidden column of the category.
        """
        own = column(key)
        held = ~own.is_null() if self.places is None else own.is_in(self.places)
        return held & ~column(self.n).is_null() if isinstance(self.n, str) else held

    @property
    def number(self) -> Any:
        """
        How many.
        """
        return column(self.n) if isinstance(self.n, str) else nw.lit(self.n)


Spans = tuple[Span, ...]


def absent() -> Any:
    """
    Return a whole number that is nowhere known.
    """
    return nw.lit(None).cast(nw.Int64)


def statutory_spans(policy: WarrantyPolicy) -> Spans:
    """
    Return the periods that the clauses set, each with the categories that have it.
    """
    found: dict[Any, list[int]] = {}
    for place, case in enumerate(policy.cases):
        if case.period is not None:
            found.setdefault(case.period, []).append(place)
    return tuple(_constant(term, tuple(places)) for term, places in found.items())


def _constant(term: Any, places: tuple[int, ...] | None) -> Span:
    """Return one length for all rows of some categories."""
    return Span(type(term), min(getattr(term, "n", 1), _LONGEST), places)


def name_spans(policy: WarrantyPolicy, argument: str, given: Length) -> Spans:
    """
    Read what an argument says about lengths; columns are only named.

    Raises:
        InvalidFieldError: If it says nothing that can be used.
        UnknownNameError: If there is no such unit or category.
    """
    return tuple(_named(policy, argument, given))


def _named(policy: WarrantyPolicy, argument: str, given: Length) -> Iterator[Span]:
    """Yield the lengths of an argument."""
    if not isinstance(given, Mapping) or _by_unit(given):
        yield from _of_one(argument, given, None)
        return
    for key, length in given.items():
        place = policy.cases.index(policy.case(key))
        yield from _of_one(argument, length, (place,))


def _by_unit(given: Mapping[Any, Any]) -> bool:
    """Say whether a table names columns."""
    return all(isinstance(value, str) for value in given.values())


def _of_one(
    argument: str, given: Length, places: tuple[int, ...] | None
) -> Iterator[Span]:
    """Yield the length of one category, or of every one."""
    if given is None:
        return
    if isinstance(given, Mapping) and _by_unit(given):
        for unit, name in given.items():
            if unit not in UNITS:
                raise UnknownNameError("unit of length", unit, tuple(UNITS))
            yield Span(UNITS[unit], name, places)
        return
    if isinstance(given, str | Mapping):
        raise InvalidFieldError(argument, given, _ALLOWED)
    term = read_term(given, argument)
    if isinstance(term, Unlimited):
        allowed = "a length that ends; judge what never ends row by row with assess()"
        raise InvalidFieldError(argument, str(term), allowed)
    yield _constant(read_term(str(term), argument), places)


def span_columns(argument: str, spans: Spans) -> dict[str, str]:
    """
    Return the columns of lengths, by argument.
    """
    return {
        f"{argument}#{number}": span.n
        for number, span in enumerate(spans)
        if isinstance(span.n, str)
    }


def read_spans(work: Work, argument: str, spans: Spans) -> tuple[Work, Spans, Any]:
    """
    Read the columns of lengths.

    Returns:
        The work, the lengths with hidden columns, and whether a row has one that is
        none: below 0 (or no season at all), above 9999, or in two units at once.

    Raises:
        WrongColumnTypeError: If a column does not hold whole numbers.
    """
    read, made, given = [], {}, []
    wrong = nw.lit(value=False)
    for number, span in enumerate(spans):
        if not isinstance(span.n, str):
            read.append(span)
            continue
        name, least = f"{argument}_{number}", int(span.unit is Seasons)
        made[name], bad = whole(work, argument, span.n, least, _MOST)
        wrong = wrong | bad
        given.append((span.places, ~nw.col(span.n).is_null()))
        read.append(evolve(span, n=name))
    for (places, first), (others, second) in combinations(given, 2):
        if places == others:
            wrong = wrong | (first & second)
    return work.with_columns(**made) if made else work, tuple(read), wrong


def whole(
    work: Work, argument: str, name: str, least: int, most: int
) -> tuple[Any, Any]:
    """
    Return a column of whole numbers, and which of them are out of bounds.

    Raises:
        WrongColumnTypeError: If it holds anything else.
    """
    words = "whole numbers (in pandas Int64, where some are absent)"
    dtype = work.holds(argument, name, _WHOLE, words)
    own = nw.col(name).cast(nw.Int64) if dtype is None else nw.col(name)
    kind = nw.UInt64 if dtype == nw.UInt64 else nw.Int64  # for arrow compares no others
    inside = (own >= nw.lit(least, kind)) & (own <= nw.lit(most, kind))
    wrong = (~own.is_null() & ~inside).fill_null(value=False)
    return nw.when(inside).then(own).cast(nw.Int64), wrong


@frozen
class Measure:
    """
    How long, for each row, in hidden columns; None where no row is so measured.

    Attributes:
        days: How many days.
        months: How many months.
        seasons: How many seasons.
        lives: Whether it is the design service life.
        numbers: Each length with whether a row has it.
    """

    days: str | None
    months: str | None
    seasons: str | None
    lives: Any
    numbers: list[tuple[type, Any, Any]]


def measure(
    work: Work, stem: str, spans: Spans, key: str, life: Any
) -> tuple[Work, Measure]:
    """
    Put the lengths of all rows into columns of days, of months and of seasons.
    """
    numbers = [(span.unit, span.held_by(key), span.number) for span in spans]
    lives = [held for unit, held, _ in numbers if unit is ServiceLife]
    units: dict[str, list[tuple[Any, Any]]] = {
        "days": [
            (held, number * _DAYS_IN[unit])
            for unit, held, number in numbers
            if unit in _DAYS_IN
        ],
        "months": [
            *(
                (held, number * _MONTHS_IN[unit])
                for unit, held, number in numbers
                if unit in _MONTHS_IN
            ),
            *((held, life * 12) for held in lives),
        ],
        "seasons": [
            (held, number) for unit, held, number in numbers if unit is Seasons
        ],
    }
    made = {
        f"{stem}_{unit}": first_of(found, absent()).cast(nw.Int64)
        for unit, found in units.items()
        if found
    }
    names = {unit: f"{stem}_{unit}" if found else None for unit, found in units.items()}
    measured = Measure(
        **names, lives=reduce(or_, lives, nw.lit(value=False)), numbers=numbers
    )
    return work.with_columns(**made) if made else work, measured
