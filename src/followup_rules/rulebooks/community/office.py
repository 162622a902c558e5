"""
What the office itself owes: duties, papers, channels and the register of callers.
"""

import datetime as dt
from collections.abc import Iterator

from followup_rules.rulebooks.community.case import PAPERS, Case
from followup_rules.rulebooks.community.facts import PaperFacts
from followup_rules.timing.moments import local_ordinal
from followup_rules.verdicts import Subject, Verdict


def duties(case: Case) -> Iterator[Verdict]:
    """
    SC-1.1a: the written duties of the director and of each deputy.
    """
    rule = case.rules["job_duties"]
    holders = case.rules["duty_holders"]
    posts = [post for post in case.posts if holders.allows((post.role,))]
    for post in posts:
        yield rule.assess(
            {"visits_in_duties": post.visits_in_duties},
            subject=Subject("post", post.id, post.role),
            basis=case.basis,
        )
    if not posts:
        yield rule.assess(
            {"visits_in_duties": None},
            subject=Subject("estate", case.estate.id),
            basis=case.basis,
        )


def papers(case: Case) -> Iterator[Verdict]:
    """
    SC-1.1b: the plan and the appraisal of each year, and what each paper holds.
    """
    for kind in PAPERS:
        rule = case.rules[f"yearly_{kind}"]
        own = [paper for paper in case.papers.known if paper.kind == kind]
        yield from rule.assess_cells(
            [_event(paper) for paper in own if paper.covers_visits],
            uncertain=[_event(paper) for paper in own if paper.covers_visits is None],
            first=case.period.first,
            last=case.period.last,
            subject=Subject("estate", case.estate.id),
            basis=case.basis,
        )
    years = range(case.period.first.year, case.period.last.year + 1)
    by_issue = sorted(
        case.papers.known,
        key=lambda paper: local_ordinal(paper.issued_at, case.zone, "issued_at"),
    )
    latest = {
        (paper.kind, paper.year): paper for paper in by_issue if paper.year in years
    }
    for paper in latest.values():
        yield case.rules["yearly_paper"].assess(
            {"covers_visits": paper.covers_visits},
            subject=Subject(paper.kind, paper.id, None, str(paper.year)),
            basis=case.basis,
        )


def _event(paper: PaperFacts) -> tuple[object, dt.date | None]:
    """Return when a paper was issued, and a day of the year it is about."""
    about = None if paper.year is None else dt.date(paper.year, 1, 1)
    return paper.issued_at, about


def complaint_channels(case: Case) -> Iterator[Verdict]:
    """
    SC-2.6a and 2.6b: box and phone, and who receives what comes in.
    """
    estate = case.estate
    subject = Subject("estate", estate.id)
    yield from case.rules["complaint_channels"].assess_each(
        {
            "complaint_box": estate.complaint_box,
            "complaint_phone": estate.complaint_phone,
        },
        subject=subject,
        basis=case.basis,
    )
    named = None if estate.designees is None else bool(estate.designees)
    yield case.rules["complaint_designee"].assess(
        {"designee_named": named}, subject=subject, basis=case.basis
    )


def callers(case: Case) -> Iterator[Verdict]:
    """
    SC-2.7: the register entry of each caller.
    """
    rule = case.rules["caller_register"]
    for caller in case.callers.inside:
        yield rule.assess(
            {"registered": caller.registered},
            closed=caller.closed,
            subject=Subject("caller", caller.id),
            basis=case.basis,
        )
