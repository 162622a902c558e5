"""
Hand-over and close-out, the covers themselves, and supervision.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve

from followup_rules.policies.warranty import Cover
from followup_rules.rulebooks.construction.case import Case
from followup_rules.timing.moments import Moment, is_before, show_moment
from followup_rules.verdicts import Verdict


def hand_over(case: Case) -> Iterator[Verdict]:
    """
    WAR-1: the hand-over, the letter with it, and what the letter states.
    """
    project = case.project
    if not case.within(project.accepted_on):
        return
    letter = {"warranty_letter": project.letter_issued_at}
    yield from case.rules["hand_over"].assess_each(
        {"hand_over": project.handed_over_at, **letter},
        trigger=project.accepted_on,
        closed=project.settled_at,
        calendar=case.calendar,
        subject=case.subject,
        basis=case.basis,
    )
    yield case.rules["statutory_letter"].assess(
        letter,
        trigger=project.accepted_on,
        only="warranty_letter",
        calendar=case.calendar,
        subject=case.subject,
        basis=case.basis,
    )
    yield _letter_contents(case)


def _letter_contents(case: Case) -> Verdict:
    """WAR-1c: the letter is judged once it was issued."""
    rule = case.rules["letter_contents"]
    record = None
    if case.known(case.project.letter_issued_at) is not None:
        record = {item.id: getattr(case.project, item.id) for item in rule.items}
    verdict: Verdict = rule.assess(record, subject=case.subject, basis=case.basis)
    return verdict


def covers(case: Case) -> Iterator[Verdict]:
    """
    WAR-2.1 to 2.4: whether the cover of each category runs.
    """
    for category in case.covers:
        yield case.warranty.assess(
            category,
            question="cover",
            repaired_on=case.last_repairs(),
            **case.terms(),
            seasons=case.seasons,
            calendar=case.calendar,
            subject=evolve(case.subject, cell=category),
            basis=case.season_basis,
        )


# ------------------------------------------------------------------------ close-out


def last_finite_end(case: Case) -> tuple[Moment | None, bool | None]:
    """
    Return when the last finite cover ends, and whether all ends are known.

    The second is None where one is not; then the first is the last known one.
    """
    ends: list[dt.datetime] = []
    unknown = False
    for category in case.finite_categories:
        cover = case.covers[category]
        closes = cover.closes if isinstance(cover, Cover) else None
        if closes is None:
            unknown = True
        else:
            ends.append(closes)
    last = max(ends, default=None)
    if last is None and unknown:
        return case.accepted_on, None
    return last, None if unknown else True


def close_out(case: Case) -> Iterator[Verdict]:
    """
    WAR-5: the close-out after the last finite cover has ended.
    """
    project = case.project
    ended, known = last_finite_end(case)
    if not case.within(ended):
        return
    yield from case.rules["close_out"].assess_each(
        {
            "close_out": project.closed_out_at,
            "sign": project.close_out_signed_at,
            "notify_departments": project.departments_notified_at,
            "file": project.close_out_filed_at,
        },
        trigger=case.known(ended),
        conditions={"all_covers_ended": known},
        closed=project.settled_at,
        calendar=case.calendar,
        subject=case.subject,
        basis=case.basis,
    )


# ---------------------------------------------------------------------- supervision


def supervision(case: Case) -> Iterator[Verdict]:
    """
    WAR-6: the time from delivery to the first inspection, and from each to the next.

    Once the close-out is signed nothing is left to inspect.
    """
    rule = case.rules["supervision"]
    delivered = case.known(case.project.delivered_on)
    if delivered is None:
        yield rule.assess(None, subject=case.subject, basis=case.basis)
        return
    for start, end in _intervals(case, delivered):
        if case.within(case.now if end is None else end):
            yield rule.assess(
                start,
                end,
                calendar=case.calendar,
                subject=case.subject,
                basis=case.basis,
            )


def _intervals(case: Case, delivered: Moment) -> Iterator[tuple[Moment, Moment | None]]:
    """Cut the time since delivery at the known inspections."""
    made = [
        moment
        for moment in case.project.inspections
        if case.known(moment) is not None
        and not is_before(moment, delivered, case.zone)
    ]
    stops = [delivered, *sorted(made, key=lambda moment: _order(case, moment))]
    yield from pairwise(stops)
    if case.known(case.project.close_out_signed_at) is None:
        yield stops[-1], None


def _order(case: Case, moment: Moment) -> tuple[int, dt.time]:
    """Order days and instants by the local day, and within it by the clock."""
    local = show_moment(moment, case.zone)
    clock = local.time() if isinstance(local, dt.datetime) else dt.time.min
    return local.toordinal(), clock
