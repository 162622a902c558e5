"""
The visits that are owed, and what was done on those that were made.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from followup_rules.errors import SeasonNotCoveredError
from followup_rules.policies.warranty import Cover
from followup_rules.policies.windows import WindowPolicy
from followup_rules.rulebooks.construction.case import Case
from followup_rules.rulebooks.construction.facts import SiteVisitFacts
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import Moment, local_ordinal, show_day
from followup_rules.timing.seasons import Season, SeasonTable
from followup_rules.verdicts import Subject, Verdict

WATERPROOFED = ("roof_waterproofing", "leak_proofing")
HEATED = ("heating",)


# --------------------------------------------------------------------- visits owed


def windows(case: Case) -> Iterator[Verdict]:
    """
    WAR-3.3 to 3.5: the visits that seasons, delivery and ends of cover ask for.
    """
    owed = [
        *_seasonal(case, "rainy_season_visit", "rainy_season", "flood", WATERPROOFED),
        *_seasonal(case, "heating_season_visit", "heating_season", "heating", HEATED),
        _technical(case),
        *_before_expiry(case),
    ]
    for verdict in owed:
        window = verdict.deadline
        if window is None or case.overlaps(window.first_day, window.last_day):
            yield verdict


def _seasonal(
    case: Case, rule_id: str, visit_kind: str, kind: str, categories: tuple[str, ...]
) -> Iterator[Verdict]:
    """Judge a visit for each season inside the covers of these categories."""
    rule: WindowPolicy = case.rules[rule_id]
    held = [case.covers[key] for key in categories if key in case.covers]
    table = None if case.seasons is None else case.seasons.of_kind(kind)
    if not held or table is None:
        yield _judge(case, rule, None, (), owed=bool(held))
        return
    until = _last_day(held)
    found = _Inside(case, rule, table, until)
    made = [visit.visited_at for visit in case.of_kind(visit_kind)]
    previous = 0
    for season in found.seasons():
        last = None if season.last is None else season.last.toordinal()
        own = [m for m in made if previous < _day(case, m) <= (last or _day(case, m))]
        yield _judge(case, rule, season, own, owed=True, cell=season.label)
        previous = last or previous
    for year in found.unknown_years():
        yield _judge(case, rule, None, (), owed=True, cell=str(year))


def _last_day(held: list[Any]) -> dt.date | None:
    """
    Return the last day on which a season may begin inside the longest cover.

    Where the end of a season is awaited, no later one begins inside. None is not
    known.
    """
    if not all(isinstance(cover, Cover) for cover in held):
        return None
    return max(cover.last_day or show_day(cover.end.sure_until) for cover in held)


@frozen
class _Inside:
    """
    The seasons that begin while a cover runs.
    """

    case: Case
    rule: WindowPolicy
    table: SeasonTable
    until: dt.date | None

    def seasons(self) -> Iterator[Season]:
        """
        Yield the known ones, in order.
        """
        first = show_day(_day(self.case, self._accepted()))
        span: Any = self.rule.span
        if span.running:
            try:
                running = self.table.running_on(first)
            except SeasonNotCoveredError:
                running = None
            if running is not None and running.first < first:
                yield running
        for year in self._years():
            season = self._season(year)
            if season is not None and self._begins_inside(season, first):
                yield season

    def unknown_years(self) -> Iterator[int]:
        """
        Yield the years up to the moment of judgement that nothing is known of.
        """
        now = _day(self.case, self.case.now)
        for year in self._years():
            if year > show_day(now).year:
                return
            try:
                self.table.season_of(year)
            except SeasonNotCoveredError:
                yield year

    def _accepted(self) -> Moment:
        """Return the day from which seasons are looked for."""
        accepted = self.case.accepted_on
        assert accepted is not None  # noqa: S101 - for type checkers
        return accepted

    def _years(self) -> range:
        """Return the years in which a season may begin inside the cover."""
        first = show_day(_day(self.case, self._accepted())).year
        if self.until is not None:
            return range(first, self.until.year + 1)
        return range(first, show_day(_day(self.case, self.case.now)).year + 1)

    def _season(self, year: int) -> Season | None:
        """Return a year's season, where it is known and there is one."""
        try:
            return self.table.season_of(year)
        except SeasonNotCoveredError:
            return None

    def _begins_inside(self, season: Season, first: dt.date) -> bool:
        """Say whether a season begins while the cover runs."""
        if season.first < first:
            return False
        return self.until is None or season.first <= self.until


def _technical(case: Case) -> Verdict:
    """Judge the technical visit."""
    rule: WindowPolicy = case.rules["technical_visit"]
    project = case.project
    anchor = getattr(project, rule.anchor)
    made = [visit.visited_at for visit in case.of_kind("technical")]
    return _judge(case, rule, anchor, made, owed=project.four_new_used)


def _before_expiry(case: Case) -> Iterator[Verdict]:
    """Judge a visit for the end of each finite cover."""
    made = [visit.visited_at for visit in case.of_kind("pre_expiry")]
    plain = {key: _of_cover(case, key, ()) for key in case.finite_categories}
    for category, verdict in plain.items():
        elsewhere = [
            other.deadline
            for other in plain.values()
            if other.deadline not in {None, verdict.deadline}
        ]
        own = [
            moment
            for moment in made
            if _is_in(verdict.deadline, moment)
            or not any(_is_in(window, moment) for window in elsewhere)
        ]
        yield _of_cover(case, category, own)


def _of_cover(case: Case, category: str, made: Any) -> Verdict:
    """Judge the visit before the end of one cover."""
    cover = case.covers[category]
    rule = case.rules["pre_expiry_visit"]
    if not isinstance(cover, Cover):
        verdict = _judge(case, rule, None, made, owed=None, cell=category)
        return verdict.with_notes(evolve(cover, decides=False))
    owed = False if cover.basis == "void" else None
    return _judge(case, rule, cover.last_day, made, owed=owed, cell=category)


def _is_in(window: Deadline | None, moment: Moment) -> bool:
    """Say whether a moment lies in a window."""
    return window is not None and window.opened_by(moment) and window.met_by(moment)


def _judge(
    case: Case,
    rule: WindowPolicy,
    anchor: Any,
    made: Any,
    *,
    owed: bool | None,
    cell: str | None = None,
) -> Verdict:
    """Judge one window."""
    return rule.assess(
        anchor,
        tuple(made),
        owed=owed,
        calendar=case.calendar,
        subject=evolve(case.subject, cell=cell),
        basis=case.basis,
    )


def _day(case: Case, moment: Moment) -> int:
    """Return the local day of a moment."""
    return local_ordinal(moment, case.zone, "moment")


# --------------------------------------------------------------------- visits made


def records(case: Case) -> Iterator[Verdict]:
    """
    WAR-3.1 and 3.2: who came, who was told, and what was written, visit by visit.
    """
    for visit in case.visits.inside:
        about: dict[str, Any] = {"subject": _subject(case, visit), "basis": case.basis}
        organiser = None if visit.organiser is None else (visit.organiser,)
        yield case.rules["visit_organiser"].assess(organiser, **about)
        yield case.rules["visit_team"].assess(visit.members, **about)
        yield from _notices(case, visit)
        for rule_id in ("developer_presence", "visit_contents"):
            yield _contents(case, visit, rule_id)
        yield _contents(case, visit, "visit_paper")
        yield from _of_its_kind(case, visit)


def _subject(case: Case, visit: SiteVisitFacts) -> Subject:
    """Name a visit."""
    return Subject("site_visit", f"{case.project.id}/{visit.id}")


def _notices(case: Case, visit: SiteVisitFacts) -> tuple[Verdict, ...]:
    """WAR-3.1c, 3.2a and 3.2b: the notices of a visit, and the company's presence."""
    attended = visit.company_attended
    done = {
        "notify_developer": visit.developer_notified_at,
        "notify_company": visit.company_notified_at,
        "company_attends": visit.visited_at if attended else None,
    }
    verdicts: tuple[Verdict, ...] = case.rules["visit_notices"].assess_each(
        done,
        trigger=visit.visited_at,
        conditions={"attendance_recorded": None if attended is None else True},
        closed=visit.visited_at if visit.closed else None,
        calendar=case.calendar,
        subject=_subject(case, visit),
        basis=case.basis,
    )
    return verdicts


def _contents(case: Case, visit: SiteVisitFacts, rule_id: str) -> Verdict:
    """Judge what a visit holds against a checklist."""
    rule = case.rules[rule_id]
    verdict: Verdict = rule.assess(
        {item.id: getattr(visit, item.id) for item in rule.items},
        closed=visit.closed,
        subject=_subject(case, visit),
        basis=case.basis,
    )
    return verdict


def _of_its_kind(case: Case, visit: SiteVisitFacts) -> Iterator[Verdict]:
    """WAR-3.3 to 3.5: what the kind of a visit asks for."""
    subject = _subject(case, visit)
    if "rainy_season" in visit.kinds:
        yield _contents(case, visit, "rainy_season_contents")
    if "heating_season" in visit.kinds:
        yield _contents(case, visit, "heating_season_contents")
    if "technical" in visit.kinds:
        yield case.rules["technical_team"].assess(
            visit.members, subject=subject, basis=case.basis
        )
        yield _contents(case, visit, "technical_contents")
    if "pre_expiry" in visit.kinds:
        yield _contents(case, visit, "expiry_advice")
        yield case.rules["leftovers"].assess(
            visit.visited_at,
            visit.leftovers_handled_at,
            owed=visit.has_leftovers,
            closed=case.project.settled_at,
            calendar=case.calendar,
            subject=subject,
            basis=case.basis,
        )
