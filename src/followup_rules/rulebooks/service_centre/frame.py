"""
Who can be drawn for a round, and the draw itself.

The frame is the ledger of the current month as it stood at the draw. Whoever is out
of scope, not finished under a stricter reading, or was called this month is left out
with the reason; nobody disappears.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from attrs import frozen

from followup_rules.errors import MissingFactError
from followup_rules.policies.draws import (
    Draw,
    DrawPolicy,
    DrawUnit,
    FrameMonth,
    whole_id,
)
from followup_rules.rulebook import Rulebook, check_rules
from followup_rules.rulebooks.service_centre.facts import CallFacts, CaseFacts
from followup_rules.rulebooks.service_centre.rules import RULES
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.timing.moments import (
    Moment,
    is_before,
    local_ordinal,
    show_day,
    zone_of,
)

OUT_OF_SCOPE = "not an applicant in the sense of the rules"
NOT_COMPLETED = "not completed"


@frozen(kw_only=True)
class PhoneFrame:
    """
    What a round's draw is made from.

    Attributes:
        ids: The ids of the month's cases, `window/serial`.
        persons: The applicant behind each id.
        excluded: Who is left out, each with the reason.
        called: The ids of everyone who was called this month.
    """

    ids: tuple[str, ...]
    persons: Mapping[str, str]
    excluded: Mapping[str, str]
    called: tuple[str, ...]


def draw_id(case: CaseFacts) -> str:
    """
    Return the id under which a case is drawn.
    """
    return whole_id(case.window, case.id)


def draw_round(
    cases: Iterable[CaseFacts],
    calls: Iterable[CallFacts] = (),
    *,
    seed: str | None = None,
    at: Moment,
    excluded: Mapping[str, str] | None = None,
    seed_source: str | None = None,
    rules: Rulebook = RULES,
) -> Draw:
    """
    Draw a round from the windows' ledgers of the current month.

    Args:
        cases: The ledgers; later cases and those of other months are not in them.
        calls: The calls so far; whoever was called this month is not drawn again.
        seed: The public seed; there is no default.
        at: When the ledgers were closed; a day takes all its cases.
        excluded: Ids that are left out by hand, each with the reason.
        seed_source: Where the seed came from, for the receipt.
        rules: The rulebook, with whatever the host has changed.

    Raises:
        MissingSeedError: If there is no seed.
        MissingFactError: If a case in scope has no applicant and persons are drawn.
        InvalidIdError, DuplicateIdError: If a serial number is unusable.
    """
    return draw_from(
        phone_frame(cases, calls, at=at, rules=rules),
        seed=seed,
        at=at,
        excluded=excluded,
        seed_source=seed_source,
        rules=rules,
    )


def draw_from(
    frame: PhoneFrame,
    *,
    seed: str | None,
    at: Moment,
    excluded: Mapping[str, str] | None = None,
    seed_source: str | None = None,
    rules: Rulebook = RULES,
) -> Draw:
    """
    Draw a round from a frame; the arguments are those of `draw_round`.
    """
    rule: DrawPolicy = check_rules(rules, RULES)["phone_draw"]
    return rule.draw(
        frame.ids,
        seed=seed,
        on=at,
        persons=frame.persons,
        called=frame.called,
        excluded={**frame.excluded, **(excluded or {})},
        seed_source=seed_source,
    )


def phone_frame(
    cases: Iterable[CaseFacts],
    calls: Iterable[CallFacts] = (),
    *,
    at: Moment,
    rules: Rulebook = RULES,
) -> PhoneFrame:
    """
    Return what the draw of a round at *at* is made from.

    Raises:
        MissingFactError: If a case in scope has no applicant.
    """
    rule: DrawPolicy = check_rules(rules, RULES)["phone_draw"]
    zone = zone_of(rule.zone)
    months = frame_months(rule, at)
    everything = tuple(cases)
    rows = [
        case
        for case in everything
        if _in(months, case.accepted_at, zone)
        and not is_before(at, case.accepted_at, zone)
    ]
    excluded = {}
    persons = {}
    for case in rows:
        id_ = draw_id(case)
        if not rules["applicants"].allows((case.applicant_kind or "",)):
            excluded[id_] = OUT_OF_SCOPE
        elif rule.only_completed and _open_at(case, at, zone):
            excluded[id_] = NOT_COMPLETED
        needed = rule.unit is DrawUnit.PERSON and id_ not in excluded
        persons[id_] = _person(case, needed=needed)
    return PhoneFrame(
        ids=tuple(persons),
        persons=persons,
        excluded=excluded,
        called=_called(
            rows, _persons_called(everything, calls, at=at, months=months, zone=zone)
        ),
    )


def frame_months(rule: DrawPolicy, at: Moment) -> tuple[Period, ...]:
    """
    Return the month, or months, whose cases can be drawn on a day.
    """
    ordinal = local_ordinal(at, zone_of(rule.zone), "at")
    day = show_day(ordinal)
    week = cell_of(Cycle.WEEK, day)
    if rule.frame_month is FrameMonth.ISO_THURSDAY:
        return (cell_of(Cycle.MONTH, show_day(week.first.toordinal() + 3)),)
    if rule.frame_month is FrameMonth.BOTH:
        found = (cell_of(Cycle.MONTH, week.first), cell_of(Cycle.MONTH, week.last))
        return tuple(dict.fromkeys(found))
    return (cell_of(Cycle.MONTH, day),)


def _in(months: tuple[Period, ...], moment: Moment, zone: dt.tzinfo) -> bool:
    """Say whether a moment falls in one of the months."""
    day = show_day(local_ordinal(moment, zone, "moment"))
    return any(day in month for month in months)


def _open_at(case: CaseFacts, at: Moment, zone: dt.tzinfo) -> bool:
    """Say whether a case was not finished yet."""
    return case.completed_at is None or is_before(at, case.completed_at, zone)


def _person(case: CaseFacts, *, needed: bool) -> str:
    """Return the key of the applicant; who is not drawn from needs none."""
    if case.applicant is None and needed:
        raise MissingFactError(
            "applicant", f"case {case.id!r}", "one person has one ticket; name a key"
        )
    return case.applicant or draw_id(case)


def _persons_called(
    cases: tuple[CaseFacts, ...],
    calls: Iterable[CallFacts],
    *,
    at: Moment,
    months: tuple[Period, ...],
    zone: dt.tzinfo,
) -> frozenset[str]:
    """Return the persons, and the cases, that were called this month before *at*."""
    behind = {case.id: case.applicant for case in cases}
    earlier = {
        call.case_id
        for call in calls
        if is_before(call.called_at, at, zone) and _in(months, call.called_at, zone)
    }
    people = (behind.get(case_id) for case_id in earlier)
    return frozenset(earlier | {person for person in people if person is not None})


def _called(rows: list[CaseFacts], called: frozenset[str]) -> tuple[str, ...]:
    """Return the ids of the month's cases whose person, or which, was called."""
    return tuple(draw_id(case) for case in rows if {case.id, case.applicant} & called)
