"""
Reading the rows of an estate, and keeping what was known at the moment of judgement.
"""

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final

from attrs import frozen

from followup_rules.errors import RowError
from followup_rules.fields import Flag, Optional, Whole, Words
from followup_rules.ledger import Row, Sifted, Usable, known_by, sift, usable
from followup_rules.books.rulebook import Rulebook
from followup_rules.rulebooks.community.facts import (
    AreaFacts,
    CallerFacts,
    EstateFacts,
    MatterFacts,
    MeetingFacts,
    PaperFacts,
    PostFacts,
    VisitFacts,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import Moment, zone_of
from followup_rules.verdicts import Basis

CHANNELS: Final = ("door_to_door", "phone", "other")
KINDS: Final = ("question", "opinion", "request", "suggestion", "complaint")
COMPLAINT_SOURCES: Final = ("complaint_box", "complaint_phone")
SOURCES: Final = (
    "visit",
    *COMPLAINT_SOURCES,
    "caller",
    "meeting",
    "event",
    "survey",
)
PAPERS: Final = ("plan", "appraisal")

_YES_NO: Final = Optional(Flag())
_NAME: Final = Optional(Words())


@frozen(kw_only=True)
class Case:
    """
    What is judged, as far as it was known.

    Cells of the calendar are judged whole, on every known row; `inside` of each
    ledger are the rows of the period, which are judged one by one.
    """

    rules: Rulebook
    basis: Basis
    now: dt.datetime
    period: Period
    calendar: WorkCalendar | None
    zone_name: str
    estate: EstateFacts
    posts: tuple[PostFacts, ...]
    areas: tuple[AreaFacts, ...]
    visits: Sifted[VisitFacts]
    matters: Sifted[MatterFacts]
    meetings: Sifted[MeetingFacts]
    papers: Sifted[PaperFacts]
    callers: Sifted[CallerFacts]
    errors: tuple[RowError, ...]

    @property
    def zone(self) -> dt.tzinfo:
        """
        Where days begin.
        """
        return zone_of(self.zone_name)

    @property
    def left_out(self) -> dict[str, int]:
        """
        How many rows were left out, by reason.
        """
        every = (self.visits, self.matters, self.meetings, self.papers, self.callers)
        return {
            "later_facts": sum(ledger.later for ledger in every),
            "outside_period": sum(
                ledger.outside for ledger in (self.visits, self.matters, self.callers)
            ),
        }

    def known(self, moment: Moment | None) -> Moment | None:
        """
        Return a moment if it was known.
        """
        return known_by(self.now, moment, self.zone)


def read(
    estate: EstateFacts,
    *,
    visits: Iterable[VisitFacts],
    matters: Iterable[MatterFacts],
    meetings: Iterable[MeetingFacts],
    papers: Iterable[PaperFacts],
    callers: Iterable[CallerFacts],
    rules: Rulebook,
    basis: Basis,
    now: dt.datetime,
    period: Period,
    calendar: WorkCalendar | None,
) -> Case:
    """
    Check every row, and sort out what was not known yet.

    Raises:
        RowError: If the estate itself cannot be used.
    """
    home = rules["director_rounds"].counting.zone
    zone = zone_of(home)
    _check_estate(Row("estate", str(getattr(estate, "id", "?")), estate))
    posts = usable("post", estate.posts, _check_post)
    areas = usable("area", estate.areas, _check_area)
    checks = _Checks(rules, zone, frozenset(area.id for area in areas.rows))
    good_visits = usable("visit", visits, checks.visit)
    good_matters = usable("matter", matters, checks.matter)
    good_meetings = usable("meeting", meetings, lambda row: row.moment("held_at"))
    good_papers = usable("document", papers, _check_paper)
    good_callers = usable("caller", callers, _check_caller)

    def sifted(ledger: Usable[Any], when: str) -> Sifted[Any]:
        placed = attrgetter(when)
        return sift(ledger.rows, placed, now=now, period=period, zone=zone)

    return Case(
        rules=rules,
        basis=basis,
        now=now,
        period=period,
        calendar=calendar,
        zone_name=home,
        estate=estate,
        posts=posts.rows,
        areas=areas.rows,
        visits=sifted(good_visits, "visited_at"),
        matters=sifted(good_matters, "raised_at"),
        meetings=sifted(good_meetings, "held_at"),
        papers=sifted(good_papers, "issued_at"),
        callers=sifted(good_callers, "called_at"),
        errors=(
            *posts.errors,
            *areas.errors,
            *good_visits.errors,
            *good_matters.errors,
            *good_meetings.errors,
            *good_papers.errors,
            *good_callers.errors,
        ),
    )


def _check_estate(row: Row) -> None:
    """Check the estate itself."""
    row.holds("id", Words())
    row.holds("households", Optional(Whole()))
    row.holds("complaint_box", _YES_NO)
    row.holds("complaint_phone", _YES_NO)
    row.collection("posts")
    row.collection("areas")
    if row.get("designees") is not None:
        _check_names(row, "designees")


def _check_names(row: Row, field: str) -> None:
    """Check a collection of names."""
    for name in row.collection(field):
        if not Words().accepts(name):
            raise row.error(field, name, f"cannot hold {name!r}; {Words().allowed}")


def _check_post(row: Row) -> None:
    """Check a post."""
    row.holds("role", Words())
    row.holds("visits_in_duties", _YES_NO)


def _check_area(row: Row) -> None:
    """Check an area."""
    _check_names(row, "officers")
    _check_names(row, "households")


def _check_paper(row: Row) -> None:
    """Check a yearly paper."""
    row.one_of("kind", PAPERS)
    row.holds("year", Optional(Whole(1, 9998)))
    row.moment("issued_at")
    row.holds("covers_visits", _YES_NO)


def _check_caller(row: Row) -> None:
    """Check a caller."""
    row.moment("called_at")
    row.holds("registered", _YES_NO)
    row.holds("closed", Flag())


@frozen
class _Checks:
    """
    The checks that need to know the rules or the estate.
    """

    rules: Rulebook
    zone: dt.tzinfo
    areas: frozenset[str]

    def visit(self, row: Row) -> None:
        """
        Check a visit.
        """
        row.moment("visited_at")
        row.holds("role", Words())
        row.holds("visitor", _NAME)
        row.one_of("channel", CHANNELS)
        if row.get("area") is not None:
            row.one_of("area", sorted(self.areas))
        _check_names(row, "households")
        row.holds("recorded", _YES_NO)
        row.holds("closed", Flag())

    def matter(self, row: Row) -> None:
        """
        Check a matter, and the order of its facts.
        """
        row.one_of("kind", KINDS)
        row.one_of("source", SOURCES)
        row.moments_after(
            "raised_at",
            "appointed",
            "replied_at",
            "settled_at",
            "escalated_at",
            "passed_on_at",
            "handled_at",
            "closed_at",
            zone=self.zone,
        )
        for field in ("answered_on_spot", "own_entry", "decided", "major", "upheld"):
            row.holds(field, _YES_NO)
        row.holds("received_by", _NAME)
        self._appointment(row)

    def _appointment(self, row: Row) -> None:
        """Refuse a mere day where the appointment was an hour of that same day."""
        matter = row.source
        if matter.appointed is None:
            return
        due = self.rules["appointed_reply"].due(
            matter.raised_at, appointed=matter.appointed
        )
        if matter.replied_at is not None:
            row.check("replied_at", lambda: due.met_by(matter.replied_at))
        if matter.settled_at is not None:
            row.check("settled_at", lambda: due.met_by(matter.settled_at))
