"""
Judging a ledger of the firm, part by part.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

from attrs import frozen

from followup_rules.errors import RowError
from followup_rules.fields import Flag, Kind, Optional, Words
from followup_rules.ledger import Row, Sifted, Usable, known_by, sift, usable
from followup_rules.reports import Report
from followup_rules.rulebook import Rulebook
from followup_rules.rulebooks.consulting.facts import (
    ClientFacts,
    ClientReportFacts,
    OpinionFacts,
    PaperFacts,
    VisitFacts,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import Moment, zone_of
from followup_rules.verdicts import Basis, Subject, Verdict, note

PAPERS: Final = ("communication", "material")
_NAME: Final = Optional(Words())
_YES_NO: Final = Optional(Flag())


def judge(
    clients: Iterable[ClientFacts],
    *,
    reports: Iterable[ClientReportFacts],
    visits: Iterable[VisitFacts],
    opinions: Iterable[OpinionFacts],
    papers: Iterable[PaperFacts],
    plan: Collection[str] | None,
    basis: Basis,
    now: dt.datetime,
    period: Period,
    rules: Rulebook,
    calendar: WorkCalendar | None,
) -> Report:
    """
    Judge a ledger; the arguments are those of `assess`.
    """
    zone = zone_of(rules["quarterly_report"].counting.zone)
    good_clients = usable("client", clients, _check_client)
    good_reports = usable("report", reports, _check_report)
    good_visits = usable("visit", visits, lambda row: _check_visit(row, rules))
    good_opinions = usable("opinion", opinions, lambda row: _check_opinion(row, zone))
    good_papers = usable("document", papers, lambda row: _check_paper(row, zone))

    def sifted(ledger: Usable[Any], when: str) -> Sifted[Any]:
        placed = attrgetter(when)
        return sift(ledger.rows, placed, now=now, period=period, zone=zone)

    case = _Case(
        rules=rules,
        basis=basis,
        now=now,
        period=period,
        zone=zone,
        calendar=calendar,
        plan=plan,
        clients=good_clients.rows,
        reports=sifted(good_reports, "reported_at"),
        visits=sifted(good_visits, "visited_at"),
        opinions=sifted(good_opinions, "given_at"),
        papers=sifted(good_papers, "made_at"),
    )
    verdicts = [
        *_clients(case),
        *_quarterly_reports(case),
        *_filings(case),
        *_visits(case),
        *_opinions(case),
    ]
    errors: tuple[RowError, ...] = (
        *good_clients.errors,
        *good_reports.errors,
        *good_visits.errors,
        *good_opinions.errors,
        *good_papers.errors,
    )
    return rules.report(verdicts, basis, row_errors=errors, left_out=case.left_out)


# ------------------------------------------------------------------------- reading


def _check_client(row: Row) -> None:
    """Check a client."""
    row.holds("keeper", _NAME)
    for field in ("name", "address", "postcode", "contact", "telephone"):
        row.holds(field, Optional(Kind((str,))))
    row.holds("electronic_file", _YES_NO)
    row.holds("closed", Flag())


def _check_report(row: Row) -> None:
    """Check a report on the clients."""
    row.moment("reported_at")
    row.holds("reporter", _NAME)
    row.holds("recipient", _NAME)
    row.holds("about", Optional(Kind((dt.date,))))


def _check_visit(row: Row, rules: Rulebook) -> None:
    """Check a client visit."""
    row.holds("client_id", Words())
    row.moment("visited_at")
    for item in rules["visit_topics"].items:
        row.holds(item.id, _YES_NO)
    row.holds("closed", Flag())


def _check_opinion(row: Row, zone: dt.tzinfo) -> None:
    """Check an opinion, and the order of its facts."""
    row.moments_after("given_at", "accepted_at", "feedback_at", "closed_at", zone=zone)
    row.holds("accepted_by", _NAME)
    row.holds("improvement", _YES_NO)


def _check_paper(row: Row, zone: dt.tzinfo) -> None:
    """Check a record or a piece of material."""
    row.one_of("kind", PAPERS)
    row.moments_after("made_at", "filed_at", "closed_at", zone=zone)


@frozen(kw_only=True)
class _Case:
    """
    What is judged, as far as it was known.
    """

    rules: Rulebook
    basis: Basis
    now: dt.datetime
    period: Period
    zone: dt.tzinfo
    calendar: WorkCalendar | None
    plan: Collection[str] | None
    clients: tuple[ClientFacts, ...]
    reports: Sifted[ClientReportFacts]
    visits: Sifted[VisitFacts]
    opinions: Sifted[OpinionFacts]
    papers: Sifted[PaperFacts]

    @property
    def left_out(self) -> dict[str, int]:
        """
        How many rows were left out, by reason.
        """
        dated = (self.visits, self.opinions, self.papers)
        return {
            "later_facts": self.reports.later + sum(rows.later for rows in dated),
            "outside_period": sum(rows.outside for rows in dated),
        }


# ------------------------------------------------------------------ articles 1 and 2


def _clients(case: _Case) -> Iterator[Verdict]:
    """Arts. 1 and 2a: keeper, data and file of each client."""
    data = case.rules["client_data"]
    for client in case.clients:
        subject = Subject("client", client.id)
        yield case.rules["data_keeper"].assess(
            None if client.keeper is None else (client.keeper,),
            subject=subject,
            basis=case.basis,
        )
        yield data.assess(
            {
                item.id: bool((getattr(client, item.id) or "").strip())
                for item in data.items
            },
            closed=client.closed,
            subject=subject,
            basis=case.basis,
        )
        yield case.rules["client_file"].assess(
            {"electronic_file": client.electronic_file},
            closed=client.closed,
            subject=subject,
            basis=case.basis,
        )


def _quarterly_reports(case: _Case) -> Iterator[Verdict]:
    """Art. 2b: the clerk's report of each quarter to the manager in charge."""
    rule = case.rules["quarterly_report"]
    piles: dict[bool | None, list[tuple[Moment, dt.date | None]]] = {
        True: [],
        None: [],
        False: [],
    }
    for report in case.reports.known:
        piles[_counts(case, report)].append((report.reported_at, report.about))
    for cell in rule.cells(case.period.first, case.period.last):
        verdict = rule.assess(
            piles[True],
            uncertain=piles[None],
            cell=cell,
            calendar=case.calendar,
            subject=Subject("firm", "", rule.owed_by),
            basis=case.basis,
        )
        others = rule.assess(piles[False], cell=cell, basis=case.basis)
        other = others.evidence.counted
        yield verdict.with_notes(note("not_counted", count=other)) if other else verdict


def _counts(case: _Case, report: ClientReportFacts) -> bool | None:
    """Say whether a report went from the clerk to the manager; None is unknown."""
    clerk = case.rules["quarterly_report"].owed_by
    if report.reporter not in {None, clerk}:
        return False
    if report.recipient is None:
        return None
    if not case.rules["report_recipients"].allows((report.recipient,)):
        return False
    return None if report.reporter is None else True


# ------------------------------------------------------------------ articles 4 and 7


def _filings(case: _Case) -> Iterator[Verdict]:
    """Arts. 4 and 7: the filing of records and of material."""
    for paper in case.papers.inside:
        yield case.rules[f"{paper.kind}_filing"].assess(
            paper.made_at,
            paper.filed_at,
            closed=paper.closed_at,
            calendar=case.calendar,
            subject=Subject(paper.kind, paper.id),
            basis=case.basis,
        )


# ------------------------------------------------------------------------ article 5


def _visits(case: _Case) -> Iterator[Verdict]:
    """Art. 5: who arranged each visit, and what it covered."""
    topics = case.rules["visit_topics"]
    for visit in case.visits.inside:
        subject = Subject("visit", visit.id)
        yield case.rules["visit_arranger"].assess(
            _arranger(case, visit), subject=subject, basis=case.basis
        )
        yield topics.assess(
            {item.id: getattr(visit, item.id) for item in topics.items},
            closed=visit.closed,
            subject=subject,
            basis=case.basis,
        )


def _arranger(case: _Case, visit: VisitFacts) -> tuple[str, ...] | None:
    """Say who arranged a visit; None where the firm's plan is unknown."""
    if case.plan is None:
        return None
    return ("firm",) if visit.id in case.plan else ("somebody_else",)


# ------------------------------------------------------------------------ article 6


def _opinions(case: _Case) -> Iterator[Verdict]:
    """Art. 6: taking up, feedback, and the proposal in it."""
    for opinion in case.opinions.inside:
        subject = Subject("opinion", opinion.id)
        accepted = known_by(case.now, opinion.accepted_at, case.zone)
        yield case.rules["opinion_routing"].assess(
            {"accept": opinion.accepted_at},
            trigger=opinion.given_at,
            closed=opinion.closed_at,
            calendar=case.calendar,
            subject=subject,
            basis=case.basis,
        )
        if accepted is not None:
            by = opinion.accepted_by
            yield case.rules["opinion_acceptor"].assess(
                None if by is None else (by,), subject=subject, basis=case.basis
            )
        yield case.rules["feedback"].assess(
            opinion.given_at,
            opinion.feedback_at,
            closed=opinion.closed_at,
            calendar=case.calendar,
            subject=subject,
            basis=case.basis,
        )
        yield _content(case, opinion, subject)


def _content(case: _Case, opinion: OpinionFacts, subject: Subject) -> Verdict:
    """Judge what the feedback holds; until there is feedback the matter is open."""
    given = known_by(case.now, opinion.feedback_at, case.zone) is not None
    closed = known_by(case.now, opinion.closed_at, case.zone) is not None
    verdict: Verdict = case.rules["feedback_content"].assess(
        {"improvement": opinion.improvement if given else False},
        closed=given or closed,
        subject=subject,
        basis=case.basis,
    )
    return verdict
