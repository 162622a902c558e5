"""
Reading a portfolio, and keeping what was known at the moment of judgement.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError, RowError, UnknownNameError
from followup_rules.fields import Flag, Optional, Whole, Words
from followup_rules.ledger import Row, Sifted, falls_in, known_by, sift, usable
from followup_rules.policies.warranty import (
    LACKING,
    Cover,
    Start,
    WarrantyPolicy,
    lack_of,
    read_term,
)
from followup_rules.rulebooks.construction.facts import (
    ClaimFacts,
    ProjectFacts,
    SiteVisitFacts,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import Moment, is_before, local_ordinal, zone_of
from followup_rules.timing.seasons import LocalSeasons, SeasonSource, SeasonTable
from followup_rules.verdicts import Basis, Reason, Subject, name_sources

VISIT_KINDS: Final = (
    "routine",
    "rainy_season",
    "heating_season",
    "technical",
    "pre_expiry",
)

_YES_NO: Final = Optional(Flag())
_NAME: Final = Optional(Words())
_PROJECT_FLAGS: Final = (
    "four_new_used",
    "letter_scope",
    "letter_periods",
    "letter_liability",
)
_PROJECT_MOMENTS: Final = (
    "accepted_on",
    "delivered_on",
    "handed_over_at",
    "letter_issued_at",
    "closed_out_at",
    "close_out_signed_at",
    "departments_notified_at",
    "close_out_filed_at",
    "settled_at",
)
_VISIT_FLAGS: Final = (
    "company_attended",
    "developer_present",
    "sides_heard",
    "defects_recorded",
    "site_inspected",
    "findings_verified",
    "record_written",
    "minutes_written",
    "roof_checked",
    "walls_checked",
    "boiler_checked",
    "heating_checked",
    "performance_reviewed",
    "effect_reviewed",
    "upkeep_advised",
    "has_leftovers",
)
_CLAIM_STEPS: Final = (
    "inspected_at",
    "company_joined_at",
    "appraised_at",
    "planned_at",
    "repaired_at",
    "recorded_at",
    "signed_at",
    "compensated_at",
    "closed_at",
)


@frozen(kw_only=True)
class Case:
    """
    One project, as far as it was known, with its covers.

    `covers` holds the cover of each category, or why it is not known; `planned` are
    the visits that lie ahead.
    """

    rules: Rulebook
    basis: Basis
    now: dt.datetime
    period: Period | None
    calendar: WorkCalendar | None
    seasons: SeasonSource | None
    project: ProjectFacts
    visits: Sifted[SiteVisitFacts]
    planned: tuple[SiteVisitFacts, ...]
    claims: Sifted[ClaimFacts]
    covers: dict[str, Cover | Reason]

    @property
    def warranty(self) -> WarrantyPolicy:
        """
        The warranty rule.
        """
        rule: WarrantyPolicy = self.rules["warranty"]
        return rule

    @property
    def zone(self) -> dt.tzinfo:
        """
        Where days begin.
        """
        return self.warranty.counting.tz

    @property
    def subject(self) -> Subject:
        """
        The project, as a subject.
        """
        return Subject("project", self.project.id)

    @property
    def season_basis(self) -> Basis:
        """
        The basis of verdicts that were given the seasons.
        """
        sources = (*self.basis.sources, *name_sources({"seasons": self.seasons}))
        return evolve(self.basis, sources=sources)

    @property
    def accepted_on(self) -> Moment | None:
        """
        The acceptance, if it was known.
        """
        return self.known(self.project.accepted_on)

    @property
    def finite_categories(self) -> tuple[str, ...]:
        """
        The categories of the project whose cover ends in a foreseeable time.
        """
        return tuple(key for key in self.covers if self.warranty.case(key).is_finite)

    def known(self, moment: Moment | None) -> Moment | None:
        """
        Return a moment if it was known.
        """
        return known_by(self.now, moment, self.zone)

    def within(self, moment: Moment | None) -> bool:
        """
        Say whether a moment is one of the period; what is not known is.
        """
        if self.period is None or moment is None:
            return True
        return falls_in(moment, self.period, self.zone)

    def overlaps(self, first: dt.date, last: dt.date) -> bool:
        """
        Say whether days from *first* to *last* have one in the period.
        """
        if self.period is None:
            return True
        return first <= self.period.last and last >= self.period.first

    def terms(self) -> dict[str, Any]:
        """
        Return the facts that every cover of the project turns on.
        """
        project = self.project
        return {
            "accepted_on": project.accepted_on,
            "delivered_on": project.delivered_on,
            "contract": project.contract,
            "design_life": project.design_life,
            "extended_by": project.extended_by,
            "voided_on": project.voided_on,
        }

    def of_kind(self, kind: str) -> Iterator[SiteVisitFacts]:
        """
        Yield the known visits of one kind.
        """
        return (visit for visit in self.visits.known if kind in visit.kinds)

    def last_repairs(self, before: Moment | None = None) -> dict[str, Moment]:
        """
        Return by category when the last warranty repair was finished.

        It is empty where a repair does not begin the period again, and what was
        repaired before the cover began does not.
        """
        latest: dict[str, Moment] = {}
        begins = self.project.accepted_on
        if self.warranty.start is Start.DELIVERY:
            begins = self.project.delivered_on
        if not self.warranty.restart_after_repair or begins is None:
            return latest
        for claim in self.claims.known:
            repaired = self.known(claim.repaired_at)
            if repaired is None or is_before(repaired, begins, self.zone):
                continue
            if before is not None and not is_before(repaired, before, self.zone):
                continue
            for category in _repaired_categories(claim):
                held = latest.get(category)
                if held is None or is_before(held, repaired, self.zone):
                    latest[category] = repaired
        return latest


def _repaired_categories(claim: ClaimFacts) -> tuple[str, ...]:
    """Return the categories that a repair was made in."""
    if claim.cause_category is not None:
        return (claim.cause_category,)
    category = claim.category
    return (category,) if isinstance(category, str) else tuple(category)


@frozen
class Portfolio:
    """
    The projects that can be judged, and what is wrong with the rest.
    """

    cases: tuple[Case, ...]
    errors: tuple[RowError, ...]
    later: int
    outside: int


def read(
    projects: Iterable[ProjectFacts],
    *,
    rules: Rulebook,
    basis: Basis,
    now: dt.datetime,
    period: Period | None,
    calendar: WorkCalendar | None,
    seasons: Mapping[str, SeasonSource] | None,
) -> Portfolio:
    """
    Check every row, and sort out what was not known yet.

    Raises:
        InvalidFieldError: If *seasons* is no mapping from place.
    """
    places = _places(seasons)
    checks = _Checks(rules, places, calendar)
    good = usable("project", projects, checks.project)
    errors = list(good.errors)
    cases = []
    later = outside = 0
    for project in good.rows:
        case, wrong = checks.case(project, basis, now, period)
        errors += wrong
        later += case.visits.later + case.claims.later
        outside += case.visits.outside + case.claims.outside
        if project.accepted_on is not None and case.accepted_on is None:
            later += 1
        else:
            cases.append(case)
    return Portfolio(tuple(cases), tuple(errors), later, outside)


def _places(seasons: object) -> Mapping[str, SeasonSource]:
    """Refuse anything but season tables by place."""
    if seasons is None:
        return {}
    allowed = "a mapping from a project's place to its season tables"
    if not isinstance(seasons, Mapping):
        raise InvalidFieldError("seasons", seasons, allowed)
    for table in seasons.values():
        if not isinstance(table, SeasonTable | LocalSeasons):
            raise InvalidFieldError("seasons", table, allowed)
    return seasons


@frozen
class _Checks:
    """
    The checks, with what they need to know.
    """

    rules: Rulebook
    places: Mapping[str, SeasonSource]
    calendar: WorkCalendar | None

    @property
    def zone(self) -> dt.tzinfo:
        """
        Where days begin.
        """
        return zone_of(self.rules["warranty"].counting.zone)

    # ----------------------------------------------------------------- checking

    def project(self, row: Row) -> None:
        """
        Check a project by itself.
        """
        for field in _PROJECT_MOMENTS:
            row.moment(field, optional=True)
        for field in _PROJECT_FLAGS:
            row.holds(field, _YES_NO)
        row.holds("place", _NAME)
        row.holds("design_life", Optional(Whole(1, 500)))
        for category in row.collection("categories"):
            self._category(row, "categories", category)
        for field in ("contract", "extended_by"):
            for category, term in self._by_category(row, field).items():
                self._category(row, field, category)
                _term(row, field, term)
        for category, day in self._by_category(row, "voided_on").items():
            self._category(row, "voided_on", category)
            _check_day(row, "voided_on", day, self.zone)
        for day in row.collection("inspections"):
            _check_day(row, "inspections", day, self.zone)
        row.collection("visits")
        row.collection("claims")
        row.check("accepted_on", lambda: self.covers(row.source))

    def visit(self, project: ProjectFacts, row: Row) -> None:
        """
        Check a visit of a project.
        """
        self._after_acceptance(project, row, "visited_at")
        for field in ("developer_notified_at", "company_notified_at"):
            row.moment(field, optional=True)
        row.moments_after("visited_at", "leftovers_handled_at", zone=self.zone)
        for kind in row.collection("kinds"):
            _check_kind(row, kind)
        row.holds("organiser", _NAME)
        if row.get("members") is not None:
            row.check(
                "members",
                lambda: self.rules["visit_team"].missing(row.collection("members")),
            )
        for field in _VISIT_FLAGS:
            row.holds(field, _YES_NO)
        row.holds("closed", Flag())

    def claim(self, project: ProjectFacts, row: Row) -> None:
        """
        Check a claim of a project.
        """
        self._after_acceptance(project, row, "reported_at")
        row.moments_after("reported_at", *_CLAIM_STEPS, zone=self.zone)
        row.holds("affects_use", _YES_NO)
        row.holds("company_needed", _YES_NO)
        row.holds("appraised_jointly", _YES_NO)
        row.holds("loss", _YES_NO)
        row.holds("emergency", Flag())
        row.moment("occurred_at", optional=True)
        for field in ("category", "cause", "cause_category"):
            row.get(field)
        claim = row.source
        row.check(
            "occurred_at",
            lambda: self.rules["warranty"].assess_claim(
                claim.category,
                accepted_on=project.accepted_on,
                occurred_at=claim.occurred_at,
                reported_at=claim.reported_at,
                cause=claim.cause,
                cause_category=claim.cause_category,
                design_life=project.design_life,
            ),
        )

    def _after_acceptance(self, project: ProjectFacts, row: Row, field: str) -> None:
        """Refuse what lies before the acceptance."""
        value, accepted = row.moment(field), project.accepted_on
        if accepted is None:
            raise row.error(field, value, "the project has not been accepted")
        if is_before(value, accepted, self.zone):
            problem = f"lies before the acceptance ({accepted})"
            raise row.error(field, value, problem)

    def _by_category(self, row: Row, field: str) -> Mapping[str, Any]:
        """Return a mapping from category."""
        value = row.get(field)
        if not isinstance(value, Mapping):
            raise row.error(field, value, "must be a mapping from category")
        return value

    def _category(self, row: Row, field: str, category: str) -> None:
        """Refuse a category that the warranty does not know."""
        row.check(field, lambda: self.rules["warranty"].case(category))

    # ------------------------------------------------------------------ sifting

    def case(
        self,
        project: ProjectFacts,
        basis: Basis,
        now: dt.datetime,
        period: Period | None,
    ) -> tuple[Case, list[RowError]]:
        """
        Return a project with what was known of it, and its unusable rows.
        """
        visits = usable("visit", project.visits, lambda r: self.visit(project, r))
        claims = usable("claim", project.claims, lambda r: self.claim(project, r))
        errors = [
            error.but(row=f"{project.id}/{error.row}")
            for error in (*visits.errors, *claims.errors)
        ]
        known: dict[str, Any] = {"now": now, "period": period, "zone": self.zone}
        case = Case(
            rules=self.rules,
            basis=basis,
            now=now,
            period=period,
            calendar=self.calendar,
            seasons=self.places.get(project.place or ""),
            project=project,
            visits=sift(visits.rows, lambda visit: visit.visited_at, **known),
            planned=tuple(
                visit
                for visit in visits.rows
                if is_before(now, visit.visited_at, self.zone)
            ),
            claims=sift(claims.rows, lambda claim: claim.reported_at, **known),
            covers={},
        )
        if case.accepted_on is None:
            return case, errors
        voided = {
            category: day
            for category, day in project.voided_on.items()
            if case.known(day) is not None
        }
        covers = self.covers(project, voided=voided, repaired=case.last_repairs())
        return evolve(case, covers=covers), errors

    def covers(
        self,
        project: ProjectFacts,
        *,
        voided: Mapping[str, Moment] | None = None,
        repaired: Mapping[str, Moment] | None = None,
    ) -> dict[str, Cover | Reason]:
        """
        Return the cover of each category, in the order of the text, or what it lacks.
        """
        if project.accepted_on is None:
            return {}
        rule: WarrantyPolicy = self.rules["warranty"]
        void = project.voided_on if voided is None else voided
        found: dict[str, Cover | Reason] = {}
        for category in rule.categories:
            if category not in project.categories:
                continue
            try:
                found[category] = rule.cover(
                    category,
                    accepted_on=project.accepted_on,
                    delivered_on=project.delivered_on,
                    contract=project.contract.get(category),
                    design_life=project.design_life,
                    extended_by=project.extended_by.get(category),
                    repaired_on=(repaired or {}).get(category),
                    voided_on=void.get(category),
                    seasons=self.places.get(project.place or ""),
                    calendar=self.calendar,
                )
            except LACKING as error:
                found[category] = lack_of(error)
        return found


def _term(row: Row, field: str, term: Any) -> None:
    """Refuse what is no length of cover."""
    row.check(field, lambda: read_term(term, field))


def _check_day(row: Row, field: str, day: Any, zone: dt.tzinfo) -> None:
    """Refuse what is neither a day nor an instant."""
    row.check(field, lambda: local_ordinal(day, zone, field))


def _check_kind(row: Row, kind: object) -> None:
    """Refuse a kind of visit that is none."""
    if kind not in VISIT_KINDS:
        unknown = UnknownNameError("kind of visit", kind, VISIT_KINDS)
        raise row.error("kinds", kind, str(unknown))
