"""
The visits that are owed, when the department inspected, and who came.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any, ClassVar

from attrs import evolve

from followup_rules.books.feeds import OfOneBook
from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError, SeasonNotCoveredError
from followup_rules.fields import Name, Names
from followup_rules.immutable import frozen
from followup_rules.ledgers.days import by_day
from followup_rules.policies.windows import WindowPolicy
from followup_rules.rulebooks.construction.covers import (
    REPAIR_OWED,
    season_moment,
    seasons_of,
    standing,
)
from followup_rules.rulebooks.construction.expiry import (
    visit_before_expiry as visit_before_expiry,  # noqa: PLC0414 - where receipts know it
)
from followup_rules.rulebooks.construction.owing import (
    fair_to_visits,
    judged_window,
    of_the_period,
    overlaps,
    visits_made,
)
from followup_rules.timing.moments import Moment, is_before, local_ordinal, show_day
from followup_rules.timing.seasons import Season, SeasonTable
from followup_rules.verdicts import AGAINST, Verdict

# --------------------------------------------------------------------- visits owed


@frozen(kw_only=True)
class InSeason(OfOneBook):
    """
    A visit in each season that begins while some work is covered.

    Attributes:
        visit: The kind of visit.
        season: The kind of season.
        covered: The categories; the longest cover decides.
        running: Whether a visit is owed in the season that runs at acceptance, too.
    """

    ledgers: ClassVar[tuple[str, ...]] = ("project", "site_visit", "claim")
    needs_period = False
    asks_seasons: ClassVar[bool] = True
    each: ClassVar[str] = "project"

    visit: Name
    season: Name
    covered: Names
    running: bool = False

    def all(self, case: Judging, rule: WindowPolicy) -> Iterator[Verdict]:
        """
        Yield a verdict for each season of each project.
        """
        for project in case.rows("project"):
            for verdict, span in self._seasons(case, rule, project):
                if span is None or overlaps(case, *span):
                    told = evolve(verdict, basis=season_moment(case, project).basis)
                    yield fair_to_visits(case, project, told)

    def _seasons(
        self, case: Judging, rule: WindowPolicy, project: Any
    ) -> Iterator[tuple[Verdict, tuple[dt.date, dt.date] | None]]:
        """Judge the seasons of one project, each with its days where they are known."""
        stands = standing(case, project)
        held = [stands.covers[key] for key in self.covered if key in stands.covers]
        source = seasons_of(case, project)
        table = None if source is None else source.of_kind(self.season)
        if project.accepted_on is None or not held or table is None:
            owed, begun = bool(held), not held or project.accepted_on is not None
            verdict = judged_window(
                case, rule, project, None, (), owed=owed, begun=begun
            )
            yield verdict, None
            return
        first = case.day(project.accepted_on)
        surely = _last_day([one.evidence.cover for one in held])
        most = [stands.longest[key] for key in self.covered if key in stands.longest]
        until = _last_day([*(one.evidence.cover for one in held), *most])
        inside = _Inside(case, table, first, until)
        made = visits_made(case, project, self.visit)
        previous = 0
        for season in inside.seasons():
            last = None if season.last is None else season.last.toordinal()
            own = [
                m for m in made if previous < _day(case, m) <= (last or _day(case, m))
            ]
            owed = season.first >= first or self.running
            cell = self._cell(season.year, season)
            verdict = judged_window(
                case, rule, project, season, own, owed=owed, cell=cell
            )
            if surely is not None and season.first > surely:
                verdict = _unless_again(verdict)
            yield verdict, None if season.last is None else (season.first, season.last)
            previous = last or previous
        for year in inside.unknown_years():
            cell = self._cell(year, None)
            yield (
                judged_window(case, rule, project, None, (), owed=True, cell=cell),
                None,
            )

    def _cell(self, year: int, season: Season | None) -> str:
        """Name a season alike before and after its days are known."""
        if season is not None and season.last is not None:
            return season.label
        winter = f"{year:04d}/{(year + 1) % 100:02d}"
        return winter if self.season == "heating" else f"{year:04d}"


@frozen
class _Inside:
    """
    The seasons that run at acceptance, or begin while a cover runs.

    `until` is the last day on which one may begin; None is not known.
    """

    case: Judging
    table: SeasonTable
    first: dt.date
    until: dt.date | None

    def seasons(self) -> Iterator[Season]:
        """
        Yield the known ones, in order.
        """
        try:
            running = self.table.running_on(self.first)
        except SeasonNotCoveredError:
            running = None
        if running is not None and running.first < self.first:
            yield running
        for season, _ in self._years().values():
            if season is not None and self._begins_inside(season):
                yield season

    def unknown_years(self) -> Iterator[int]:
        """
        Yield the years up to the moment of judgement that nothing is known of.
        """
        now = self.case.day(self.case.now).year
        for year, (_, is_known) in self._years().items():
            if year <= now and not is_known:
                yield year

    def _years(self) -> dict[int, tuple[Season | None, bool]]:
        """Return when one may begin inside: its season, and whether that is known."""
        found: dict[int, tuple[Season | None, bool]] = {}
        last = (self.until or self.case.day(self.case.now)).year
        for year in range(self.first.year, last + 1):
            try:
                found[year] = self.table.season_of(year), True
            except SeasonNotCoveredError:
                found[year] = None, False
        return found

    def _begins_inside(self, season: Season) -> bool:
        """Say whether a season begins while the cover runs."""
        until = self.until
        return season.first >= self.first and (until is None or season.first <= until)


def _unless_again(verdict: Verdict) -> Verdict:
    """Hold nothing against anybody that is owed only if a cover began again."""
    if verdict.status not in AGAINST:
        return verdict
    return verdict.because(REPAIR_OWED, *verdict.notes)


def _last_day(covers: list[Any]) -> dt.date | None:
    """
    Return the last day on which a season may begin inside the longest cover.

    Where the end of a season is awaited, no later one begins inside. None is not
    known, and of a cover that never ends there is none.
    """
    if any(cover is None or cover.never_ends for cover in covers):
        return None
    return max(cover.last_day or show_day(cover.end.sure_until) for cover in covers)


def technical_visit(case: Judging, rule: WindowPolicy) -> Iterator[Verdict]:
    """
    WAR-3.4: the visit at about two years, where anything new was used.
    """
    for project in case.rows("project"):
        anchor = getattr(project, rule.anchor)  # A-41b
        made = visits_made(case, project, "technical")
        owed = project.four_new_used
        verdict = judged_window(case, rule, project, anchor, made, owed=owed)
        window = None
        if anchor is not None and case.by_now(anchor) is None:
            with suppress(FollowupRulesError):  # the verdict says why, once it has come
                window = rule.window(anchor, calendar=case.calendar)
        yield from of_the_period(case, project, verdict, window)


def _day(case: Judging, moment: Moment) -> int:
    """Return the local day of a moment."""
    return local_ordinal(moment, case.zone, "moment")


# --------------------------------------------------------------------- inspections


def supervision(case: Judging, rule: Any) -> Iterator[Verdict]:
    """
    WAR-6: the time from delivery to the first inspection, and from each to the next.

    The first has no cell, and each later one the day on which it begins. Each is of
    every period that it touches. Once the close-out is signed nothing is left to
    inspect. Inspections of one day are one.
    """
    for project in case.rows("project"):
        for number, (start, end) in enumerate(_intervals(case, project)):
            if not _touches(case, project, start, end):
                continue
            since = None
            if number and start is not None:
                since = case.day(start).isoformat()
            begun, done = case.by_now(start), case.by_now(end)
            closed = case.by_now(project.close_out_signed_at) is not None
            yield rule.assess(
                begun,
                done,
                owed=begun is None or done is not None or not closed,
                calendar=case.calendar,
                subject=case.subject(project, since),
                as_of=case.as_of,
            )


def _intervals(
    case: Judging, project: Any
) -> Iterator[tuple[Moment | None, Moment | None]]:
    """Cut the time since delivery at every inspection; what has not begun is left."""
    delivered = project.delivered_on
    if delivered is None:
        yield None, None
        return
    made = sorted(project.inspections, key=lambda moment: by_day(moment, case.zone))
    stops = {_day(case, delivered): delivered}
    for moment in made:
        if not is_before(moment, delivered, case.zone):
            stops.setdefault(_day(case, moment), moment)
    for number, (start, end) in enumerate(pairwise([*stops.values(), None])):
        if number == 0 or case.by_now(start) is not None:
            yield start, end


def _touches(
    case: Judging, project: Any, start: Moment | None, end: Moment | None
) -> bool:
    """
    Say whether the time from one moment to the next has a day in the period.

    It ends with the close-out where no inspection follows, and what is not known is of
    every period.
    """
    if case.period is None or start is None:
        return True
    stop = end or project.close_out_signed_at or case.period.last
    first = case.day(start)
    return overlaps(case, first, max(first, case.day(stop)))
