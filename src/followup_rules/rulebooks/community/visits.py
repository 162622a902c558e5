"""
Visits and meetings: how often, by whom, and with what record.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from attrs import evolve, frozen

from followup_rules.ledger import falls_in
from followup_rules.policies.cadence import CadencePolicy, Scope
from followup_rules.rulebooks.community.case import Case
from followup_rules.rulebooks.community.facts import AreaFacts, VisitFacts
from followup_rules.timing.moments import Moment
from followup_rules.verdicts import Status, Subject, Verdict, decides, note


def records(case: Case) -> Iterator[Verdict]:
    """
    SC-1.2b: the record of each visit of the period.
    """
    rule = case.rules["visit_record"]
    for visit in case.visits.inside:
        yield rule.assess(
            {"recorded": visit.recorded},
            closed=visit.closed,
            subject=Subject("visit", visit.id, visit.role),
            basis=case.basis,
        )


@frozen
class _Counted:
    """
    The visits of one subject: those that count, may count, and do not count.
    """

    sure: tuple[Moment, ...]
    unsure: tuple[Moment, ...]
    other: tuple[Moment, ...]

    @classmethod
    def of(cls, marked: Iterable[tuple[VisitFacts, bool | None]]) -> "_Counted":
        """
        Sort visits by whether they count; None may.
        """
        piles: dict[bool | None, list[Moment]] = {True: [], None: [], False: []}
        for visit, counts in marked:
            piles[counts].append(visit.visited_at)
        return cls(*(tuple(piles[key]) for key in (True, None, False)))


def director_rounds(case: Case) -> Iterator[Verdict]:
    """
    SC-2.1: the office director's rounds of each year.
    """
    rule = case.rules["director_rounds"]
    visitors = case.rules["round_visitors"]
    marked = [
        (visit, visit.channel == "door_to_door")
        for visit in case.visits.known
        if visitors.allows((visit.role,))
    ]
    if rule.scope is Scope.PER_HOUSEHOLD:
        yield from _with_coverage(list(_households(case, rule, lambda _area: marked)))
    else:
        subject = Subject("estate", case.estate.id, rule.owed_by)
        yield from _cells(case, rule, _Counted.of(marked), subject)


def area_officers(case: Case) -> Iterator[Verdict]:
    """
    SC-2.2: each area has an officer.
    """
    rule = case.rules["area_officers"]
    for area in case.areas:
        yield rule.assess(
            {"officer_assigned": bool(area.officers)},
            subject=Subject("area", area.id),
            basis=case.basis,
        )


def area_visits(case: Case) -> Iterator[Verdict]:
    """
    SC-2.2: the officers' visits of each month, and how many areas were reached.
    """
    rule = case.rules["area_visits"]
    by_area: dict[str | None, list[VisitFacts]] = defaultdict(list)
    for visit in case.visits.known:
        if visit.role == rule.owed_by:
            by_area[visit.area].append(visit)

    def marked(area: AreaFacts) -> list[tuple[VisitFacts, bool | None]]:
        return [(visit, _by_the_officer(visit, area)) for visit in by_area[area.id]]

    if rule.scope is Scope.PER_HOUSEHOLD:
        verdicts = list(_households(case, rule, marked))
    else:
        verdicts = [
            verdict
            for area in case.areas
            for verdict in _cells(
                case,
                rule,
                _Counted.of(marked(area)),
                Subject("area", area.id, rule.owed_by),
            )
        ]
    yield from _with_coverage(verdicts)


def _by_the_officer(visit: VisitFacts, area: AreaFacts) -> bool | None:
    """Say whether a visit is a recorded one by an officer of the area."""
    if visit.recorded is False or not area.officers:
        return False
    if visit.visitor is not None and visit.visitor not in area.officers:
        return False
    return True if visit.recorded and visit.visitor is not None else None


def meetings(case: Case) -> Iterator[Verdict]:
    """
    SC-2.3: the building representatives' meeting of each quarter.
    """
    rule = case.rules["representatives_meeting"]
    held = tuple(meeting.held_at for meeting in case.meetings.known)
    subject = Subject("estate", case.estate.id)
    yield from _cells(case, rule, _Counted(held, (), ()), subject)


# --------------------------------------------------------------------------- cells


def _cells(
    case: Case, rule: CadencePolicy, counted: _Counted, subject: Subject
) -> Iterator[Verdict]:
    """Judge every cell of one subject."""
    for cell in rule.cells(case.period.first, case.period.last):
        verdict = rule.assess(
            counted.sure,
            uncertain=counted.unsure,
            cell=cell,
            subject=subject,
            basis=case.basis,
        )
        other = sum(falls_in(moment, cell, case.zone) for moment in counted.other)
        if other:
            verdict = verdict.with_notes(note("not_counted", count=other))
        yield verdict


def _households(
    case: Case,
    rule: CadencePolicy,
    marked: Callable[[AreaFacts], Iterable[tuple[VisitFacts, bool | None]]],
) -> Iterator[Verdict]:
    """Judge every cell of each household, on the visits that met it."""
    for area in case.areas:
        visits = tuple(marked(area))
        for household in area.households:
            own = [entry for entry in visits if household in entry[0].households]
            subject = Subject("household", household, rule.owed_by)
            yield from _cells(case, rule, _Counted.of(own), subject)
    if not any(area.households for area in case.areas):
        nobody = Subject("estate", case.estate.id, rule.owed_by)
        missing = (decides("fact_missing", fact="households"),)
        for verdict in _cells(case, rule, _Counted((), (), ()), nobody):
            yield evolve(verdict, reasons=missing)


def _with_coverage(verdicts: list[Verdict]) -> Iterator[Verdict]:
    """Remark on every verdict how many subjects its cell reached."""
    cells = Counter(verdict.evidence.cell for verdict in verdicts)
    covered = Counter(
        verdict.evidence.cell for verdict in verdicts if verdict.status is Status.MET
    )
    for verdict in verdicts:
        cell = verdict.evidence.cell
        yield verdict.with_notes(
            note("cells_covered", covered=covered[cell], subjects=cells[cell])
        )
