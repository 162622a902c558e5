"""
Part 2, points 1 and 2: whom the director's rounds and the officers' visits reach.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, ClassVar

from attrs import evolve

from followup_rules.books import feeds
from followup_rules.books.conditions import By
from followup_rules.books.judging import Judging
from followup_rules.immutable import frozen
from followup_rules.verdicts import Status, Subject, Verdict, decides, note

Marks = Callable[[Judging, Any, Any], bool | None]
"""Whether a visit counts for a subject; None is not known."""


class RoundUnit(Enum):
    """
    Whom the director's rounds must reach (A-21).
    """

    ROUND = "round"
    PER_HOUSEHOLD = "per_household"


class AreaUnit(Enum):
    """
    Who owes, or is owed, the officers' visits (A-22).
    """

    PER_OFFICER = "per_officer"
    """Each officer of an area owes it a visit."""
    PER_AREA = "per_area"
    """One visit by any of its officers is enough."""
    PER_HOUSEHOLD = "per_household"
    """Each household is owed one."""


@frozen(kw_only=True)
class Rounds(feeds.OfOneBook):
    """
    The visits of the one who goes from door to door.

    Attributes:
        scope: Whom they must reach.
    """

    ledgers: ClassVar[tuple[str, ...]] = ("visit", "estate", "area")
    needs_period = True

    scope: RoundUnit = RoundUnit.ROUND

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield a verdict for each year.
        """
        allowed = case.book["round_visitors"]
        visits = [one for one in case.known("visit") if allowed.allows((one.role,))]
        if self.scope is RoundUnit.PER_HOUSEHOLD:  # A-21a
            yield from _covered(list(_households(case, rule, visits, _at_the_door)))
            return
        for estate in case.rows("estate"):
            subject = case.subject(estate)
            yield from _cells(case, rule, visits, _at_the_door, estate, subject)


@frozen(kw_only=True)
class AreaVisits(feeds.OfOneBook):
    """
    The recorded visits of the officers to their areas.

    Attributes:
        scope: Who owes them, or is owed them.
    """

    ledgers: ClassVar[tuple[str, ...]] = ("visit", "estate", "area")
    needs_period = True

    scope: AreaUnit = AreaUnit.PER_OFFICER

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield a verdict for each month, and say how many subjects it reached.
        """
        visits = [one for one in case.known("visit") if one.role == rule.owed_by]
        if self.scope is AreaUnit.PER_HOUSEHOLD:
            verdicts = _households(case, rule, visits, _by_an_officer)
        else:
            verdicts = self._areas(case, rule, visits)
        yield from _covered(list(verdicts))

    def _areas(self, case: Judging, rule: Any, visits: list[Any]) -> Iterator[Verdict]:
        """Judge each officer of each area, or each area."""
        for area in case.rows("area"):
            own = [one for one in visits if one.area in {area.id, None}]
            if self.scope is AreaUnit.PER_AREA or not area.officers:
                subject = case.subject(area)
                yield from _cells(case, rule, own, _by_an_officer, area, subject)
                continue
            for officer in area.officers:
                subject = Subject("officer", f"{area.id}/{officer}")
                yield from _cells(case, rule, own, _by(officer), area, subject)


def _at_the_door(_case: Judging, visit: Any, _estate: Any) -> bool:
    """Say whether a visit went from door to door."""
    return bool(visit.channel == "door_to_door")


def _by_an_officer(_case: Judging, visit: Any, area: Any) -> bool | None:
    """Say whether a visit is a recorded one by an officer of the area."""
    return _recorded(visit, area.officers)


def _by(officer: str) -> Marks:
    """Return what says whether a visit is a recorded one by one officer."""
    return lambda _case, visit, _area: _recorded(visit, (officer,))


def _recorded(visit: Any, officers: Collection[str]) -> bool | None:
    """Say whether a visit is a recorded one by one of some officers."""
    if visit.recorded is False or not officers:
        return False
    if visit.visitor is not None and visit.visitor not in officers:
        return False
    is_known = visit.visitor is not None and visit.area is not None
    return True if is_known and visit.recorded else None


# --------------------------------------------------------------------------- cells


def _cells(
    case: Judging,
    rule: Any,
    visits: Iterable[Any],
    counts: Marks,
    home: Any,
    subject: Subject,
    *others: Any,
) -> Iterator[Verdict]:
    """Judge every cell of one subject, whose home may be several areas."""
    homes = {one.id: one for one in (home, *others)}

    def count(at: Judging, one: Any) -> bool | None:
        """Say whether a visit counts, by the area that it was to, or by any."""
        to = getattr(one, "area", None)
        asked = (homes[to],) if to in homes else homes.values()
        found = {counts(at, one, area) for area in asked}
        return found.pop() if len(found) == 1 else None

    feed = feeds.Cadence(of="visit", counts=By(count))
    rows = [(one, True) for one in visits]
    may = _may_be_of(case, rule, home, *others)
    yield from feed.cells(case, rule, rows, subject, may)


def _may_be_of(
    case: Judging, rule: Any, home: Any, *others: Any
) -> Callable[[Mapping[str, Any]], bool]:
    """Return what says whether a visit that cannot be read may be one of a subject."""
    asked = {"role": case.book["round_visitors"].allowed}
    if rule.id == "area_visits":
        asked = {"role": (rule.owed_by,)}
    if home.__ledger__.kind == "area":
        asked["area"] = tuple(one.id for one in (home, *others))
    return lambda read: all(
        read[name] in allowed for name, allowed in asked.items() if name in read
    )


def _households(
    case: Judging, rule: Any, visits: list[Any], counts: Marks
) -> Iterator[Verdict]:
    """
    Judge every cell of each household, on the visits that met it.

    One that stands in several areas is one household, and an officer of any serves.
    """
    homes: dict[str, dict[str, Any]] = defaultdict(dict)
    for area in case.rows("area"):
        for household in area.households:
            homes[household][area.id] = area
    for household, areas in homes.items():
        met = [
            one
            for one in visits
            if household in one.households
            and (counts is not _by_an_officer or one.area is None or one.area in areas)
        ]
        subject = Subject("household", household)
        first, *others = areas.values()
        yield from _cells(case, rule, met, counts, first, subject, *others)
    if not homes:
        yield from _nobody(case, rule)


def _nobody(case: Judging, rule: Any) -> Iterator[Verdict]:
    """Say that nobody told which households there are."""
    missing = (decides("fact_missing", fact="households"),)
    for estate in case.rows("estate"):
        subject = case.subject(estate)
        for verdict in _cells(case, rule, (), _at_the_door, estate, subject):
            yield evolve(verdict, reasons=missing)


def _covered(verdicts: list[Verdict]) -> Iterator[Verdict]:
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
