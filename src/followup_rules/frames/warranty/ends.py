"""
Where a length that begins on some day ends, over columns.

An end is a last day, a last instant as local clocks show it where one is set, and the
day until which it lasts in any case. The last day alone is null while a season has no
end; all three are where there is no length, or something is wrong.
"""

from collections.abc import Mapping
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.calendar_tables import FIRST_DAY, LAST_DAY
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import (
    add_limit,
    add_months,
    refuse_open_hours,
)
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.outcomes import column, first_of
from followup_rules.frames.warranty.lengths import Measure, Spans, absent, measure
from followup_rules.frames.warranty.seasons import Found, clock, find, places_of
from followup_rules.immutable import frozen
from followup_rules.policies.warranty import SeasonCount, WarrantyPolicy
from followup_rules.timing.amounts import Amount, Days, Seasons, WorkingDays
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.seasons import SeasonSource

Problem = tuple[Any, str]
"""Whether a row has it, and the reason."""

PARTS: Final = ("last", "end", "sure")


@frozen
class Ask:
    """
    One question for covers, with everything that is the same for all rows.

    Attributes:
        policy: The rule.
        statutory: The periods of the clauses.
        contract: What was agreed.
        extended_by: What was added.
        life: The design service life in years.
        seasons: The seasons of the place.
        calendar: The work calendar.
    """

    policy: WarrantyPolicy
    statutory: Spans
    contract: Spans
    extended_by: Spans
    life: Any
    seasons: SeasonSource | None
    calendar: WorkCalendar | None

    @property
    def counting(self) -> Counting:
        """
        How days, months and years are counted.
        """
        return self.policy.counting


@frozen
class End:
    """
    Where lengths end, in hidden columns, and what is wrong, in the order of the search.
    """

    last: str
    end: str
    sure: str
    problems: list[Problem]

    @classmethod
    def under(cls, stem: str, problems: list[Problem]) -> "End":
        """
        Return the end whose columns begin with a stem.
        """
        return cls(f"{stem}_last", f"{stem}_end", f"{stem}_sure", problems)

    @property
    def absent(self) -> Any:
        """
        Whether there is none.
        """
        return column(self.sure).is_null()

    @property
    def open(self) -> Any:
        """
        Whether its season has no end yet.
        """
        return ~column(self.sure).is_null() & column(self.last).is_null()


def either(condition: Any, first: "End", second: "End") -> dict[str, Any]:
    """
    Return the parts of one end where a condition holds, else those of another.
    """
    return {
        part: nw.when(condition)
        .then(column(getattr(first, part)))
        .otherwise(column(getattr(second, part)))
        for part in PARTS
    }


def put(work: Work, stem: str, parts: Mapping[str, Any]) -> Work:
    """
    Add the columns of an end.
    """
    return work.with_columns(**{f"{stem}_{part}": made for part, made in parts.items()})


def check_counting(ask: Ask) -> None:
    """
    Refuse a convention that columns cannot follow.

    Raises:
        InvalidFieldError: If it asks for the hours of an office, if suspended days do
            not count or move what ends among them, or if short periods of days count working days only, and there
            may be such a period.
    """
    refuse_open_hours(ask.counting)
    if not ask.counting.suspended_days_count:
        raise InvalidFieldError(
            "counting.suspended_days_count",
            got=False,
            allowed="True, in columns of covers; judge such rows with assess()",
        )
    if ask.counting.days_after_recess:
        raise InvalidFieldError(
            "counting.days_after_recess",
            ask.counting.days_after_recess,
            "0, in columns of covers; judge such rows with assess()",
        )
    short = ask.counting.working_days_up_to
    for span in (*ask.statutory, *ask.contract, *ask.extended_by):
        if span.unit is Days and (isinstance(span.n, str) or span.n <= short) and short:
            raise InvalidFieldError(
                "counting.working_days_up_to",
                short,
                "0, where columns hold periods of days; judge such rows with assess()",
            )


@frozen(kw_only=True)
class Stretch:
    """
    Lengths that begin on a day.

    Attributes:
        spans: The lengths.
        key: The hidden column of the category's place among the cases.
        start: The hidden column of the day.
        rule: Whether the season that runs on that day counts.
        seasons_from: The hidden column of the day from which seasons are looked for.
    """

    spans: Spans
    key: str
    start: str
    rule: SeasonCount
    seasons_from: str


def add_end(work: Work, stem: str, ask: Ask, stretch: Stretch) -> tuple[Work, End]:
    """
    Add where lengths end, in columns whose names begin with a stem.
    """
    work, length = measure(work, stem, stretch.spans, stretch.key, ask.life)
    parts: list[End] = []
    if length.days or length.months:
        work, part = _days_on(work, f"{stem}_on", ask, length, stretch.start)
        parts.append(part)
    if length.seasons:
        work, part = _seasons_on(work, f"{stem}_of", ask, length.seasons, stretch)
        parts.append(part)
    there = ~column(stretch.start).is_null()
    problems = [(there & bad, why) for part in parts for bad, why in part.problems]
    if len(parts) == 1:
        return work, evolve(parts[0], problems=problems)
    made = {
        name: first_of(
            [(~part.absent, column(getattr(part, name))) for part in parts], absent()
        )
        for name in PARTS
    }
    return put(work, stem, made), End.under(stem, problems)


# ------------------------------------------------------------- days, months and years


def _days_on(
    work: Work, stem: str, ask: Ask, length: Measure, start: str
) -> tuple[Work, End]:
    """Count days, months and years."""
    counting = ask.counting
    work, plain = _plain(work, stem, counting, length, start)
    near = (plain >= FIRST_DAY) & (plain <= LAST_DAY)
    problems: list[Problem] = [
        (length.lives & ask.life.is_null(), "fact_missing:design_life"),
        ((~near).fill_null(value=False), "date_out_of_range"),
    ]
    last = nw.when(near).then(plain)
    if counting.rest_day is not LastDay.STAYS or counting.least_working_days:
        work = work.with_columns(**{f"{stem}_kept": last})
        work, last, lacks = _working(work, stem, ask, length, start)
        problems += lacks
    end = absent()
    if counting.day_ends is not None:
        end = last * DAY + clock(counting.day_ends)
    work = put(work, stem, {"last": last, "end": end, "sure": last})
    return work, End.under(stem, problems)


def _plain(
    work: Work, stem: str, counting: Counting, length: Measure, start: str
) -> tuple[Work, Any]:
    """Return the last day before rest days matter."""
    origin, branches = column(start), []
    if length.days:
        days = column(length.days)
        counted = (days > 0).cast(nw.Int64) * int(counting.start_day_counted)
        branches.append((~days.is_null(), origin + days - counted))
    if length.months:
        months = column(length.months)
        from_next = counting.months_from_next_day and not counting.start_day_counted
        work = add_months(
            work,
            hidden(f"{stem}_month"),
            hidden(start),
            months,
            skipped=from_next,
            closing=from_next or counting.start_day_counted,
        )
        branches.append((months == 0, origin))
        branches.append((~months.is_null(), column(f"{stem}_month")))
    last = first_of(branches, absent()) - int(not counting.bound_included)
    work = work.with_columns(**{f"{stem}_counted": last})
    return work, column(f"{stem}_counted")


def _working(
    work: Work, stem: str, ask: Ask, length: Measure, start: str
) -> tuple[Work, Any, list[Problem]]:
    """Roll last days off rest days, and let periods hold enough working days."""
    counting, kept = ask.counting, f"{stem}_kept"
    rolling = Counting(zone=counting.zone, rest_day=counting.rest_day)
    name = f"{stem}_rolled"
    work, last, problems = _asked(work, name, ask, rolling, Days(0), kept)
    if not counting.least_working_days:
        return work, last, problems
    grows = [
        (held, number >= (counting.least_applies_from if unit is Days else 1))
        for unit, held, number in length.numbers
    ]
    long = first_of(grows, nw.lit(value=False)) & ~column(kept).is_null()
    work = work.with_columns(**{f"{stem}_long": long.fill_null(value=False)})
    plain = Counting(zone=counting.zone, start_day_counted=counting.start_day_counted)
    needed = WorkingDays(counting.least_working_days)
    work, held, lacks = _asked(work, f"{stem}_held", ask, plain, needed, start)
    long = column(f"{stem}_long")
    problems += [(long & bad, why) for bad, why in lacks]
    return work, nw.when(long & (held > last)).then(held).otherwise(last), problems


def _asked(
    work: Work, name: str, ask: Ask, counting: Counting, amount: Amount, start: str
) -> tuple[Work, Any, list[Problem]]:
    """Count one amount from days, by the calendar where that is needed."""
    trigger = Times(hidden(start))
    work, limit = add_limit(work, name, counting, amount, trigger, ask.calendar)
    there = ~column(start).is_null()
    if limit.problem is not None:
        return work, absent(), [(there, limit.problem)]
    if limit.last is None:
        return work, column(start), []
    last = nw.col(limit.last)
    return work, last, [(there & last.is_null(), "calendar_not_covered")]


# --------------------------------------------------------------------------- seasons


def _seasons_on(
    work: Work, stem: str, ask: Ask, number: str, stretch: Stretch
) -> tuple[Work, End]:
    """Count the seasons that each category turns on."""
    key = column(stretch.key)
    problems: list[Problem] = []
    found: list[tuple[Any, Found]] = []
    for kind, places in _kinds(ask.policy, stretch.spans).items():
        wanted = key.is_in(places) & ~column(number).is_null()
        if kind is None:
            problems.append((wanted, "fact_missing:season_kind"))
            continue
        table = None if ask.seasons is None else ask.seasons.of_kind(kind)
        if table is None:
            problems.append((wanted, "fact_missing:seasons"))
            continue
        seasons = places_of(table, stretch.rule)
        name = f"{stem}_{kind}"
        work, season = find(work, name, seasons, stretch.seasons_from, number)
        problems.append((wanted & season.unsure, "fact_missing:season_end"))
        problems.append((wanted & season.sure.is_null(), "season_not_covered"))
        found.append((wanted, season))
    made = {
        part: first_of(
            [(wanted, getattr(season, part)) for wanted, season in found], absent()
        )
        for part in PARTS
    }
    return put(work, stem, made), End.under(stem, problems)


def _kinds(policy: WarrantyPolicy, spans: Spans) -> dict[str | None, list[int]]:
    """Return which seasons the categories with lengths in seasons turn on."""
    places: set[int] = set()
    for span in spans:
        if span.unit is Seasons:
            every = range(len(policy.cases))
            places.update(every if span.places is None else span.places)
    kinds: dict[str | None, list[int]] = {}
    for place in sorted(places):
        kinds.setdefault(policy.cases[place].season_kind, []).append(place)
    return kinds
