"""
Follow-up calls of a government service hall (政务中心电话回访制度).

>>> import datetime as dt
>>> from followup_rules.rulebooks import service_centre
>>> ledger = [f"{number:04d}" for number in range(1, 201)]
>>> draw = service_centre.PHONE_DRAW.draw(
...     ledger, seed="31415926535897932384", window="A", on=dt.date(2026, 3, 11)
... )
>>> len(draw.chosen), draw.chosen[:2], draw.receipt["period"]
(20, ('A/0151', 'A/0041'), '2026-W11')
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from followup_rules.books.doors import check_rules
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError
from followup_rules.fields.arguments import check_many
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.draws import Draw, DrawPolicy
from followup_rules.policies.procedures import ProcedurePolicy
from followup_rules.policies.scoring import ScoringPolicy
from followup_rules.rulebooks.service_centre.facts import (
    FINDINGS,
    Call,
    Case,
    Finding,
    Form,
    Rating,
    Round,
    Window,
)
from followup_rules.rulebooks.service_centre.frame import (
    PhoneFrame,
    by_month,
    draw_id,
    frame_at,
)
from followup_rules.rulebooks.service_centre.text import RULES
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.moments import Moment, zone_of

if TYPE_CHECKING:
    from followup_rules.books.progress import Progress
    from followup_rules.protocols.service_centre import (
        CallFacts,
        CaseFacts,
        FindingFacts,
        FormFacts,
        RatingFacts,
        RoundFacts,
    )
    from followup_rules.reports import Report
    from followup_rules.timing.cycles import Period

REGULATION: Final = RULES.regulation
CLAUSES: Final = RULES.clauses
READINGS: Final = RULES.readings
APPLICANTS: Final[ActorPolicy] = RULES["applicants"]
TOPICS: Final[ChecklistPolicy] = RULES["topics"]
PHONE_ROUND: Final[CadencePolicy] = RULES["phone_round"]
PHONE_ORGANISER: Final[ActorPolicy] = RULES["phone_organiser"]
PHONE_DRAW: Final[DrawPolicy] = RULES["phone_draw"]
CALL_RECORD: Final[ChecklistPolicy] = RULES["call_record"]
FORMS_ISSUED: Final[CadencePolicy] = RULES["forms_issued"]
FORMS_ORGANISER: Final[ActorPolicy] = RULES["forms_organiser"]
FORM_ON_SITE: Final[ChecklistPolicy] = RULES["form_on_site"]
FORMS_SUMMARY: Final[ChecklistPolicy] = RULES["forms_summary"]
DESIGNEES: Final[ActorPolicy] = RULES["designees"]
OPINIONS_SUMMARY: Final[ChecklistPolicy] = RULES["opinions_summary"]
RECTIFICATION: Final[DeadlinePolicy] = RULES["rectification"]
FEEDBACK: Final[DeadlinePolicy] = RULES["feedback"]
FORM_TOPICS: Final[ChecklistPolicy] = RULES["form_topics"]
FORM_GRADES: Final[ChecklistPolicy] = RULES["form_grades"]
STATISTICS: Final[DeadlinePolicy] = RULES["statistics"]
WINDOW_SCORE: Final[ScoringPolicy] = RULES["window_score"]
PUBLICATION: Final[ProcedurePolicy] = RULES["publication"]
YEAR_SCORE: Final[ScoringPolicy] = RULES["year_score"]


def draw_round(
    cases: Iterable["CaseFacts"],
    calls: Iterable["CallFacts"] = (),
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
        cases: The ledgers; cases that were accepted or entered later, and those of
            other months, are not in them.
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
    if excluded is not None and not isinstance(excluded, Mapping):
        raise InvalidFieldError("excluded", excluded, "a table from id to reason")
    frame = phone_frame(cases, calls, at=at, rules=rules)
    rule: DrawPolicy = rules["phone_draw"]
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
    cases: Iterable["CaseFacts"],
    calls: Iterable["CallFacts"] = (),
    *,
    at: Moment,
    rules: Rulebook = RULES,
) -> PhoneFrame:
    """
    Return what the draw of a round at *at* is made from.

    Raises:
        MissingFactError: If a case in scope has no applicant and persons are drawn.
    """
    book = check_rules(rules, RULES)
    allowed = "rows with what `CaseFacts` and `CallFacts` list"
    accepted = check_many("cases", cases, allowed)
    called = check_many("calls", calls, allowed)
    try:
        ledgers = by_month(accepted, called, zone_of(book["phone_draw"].zone))
        return frame_at(ledgers, at, book)
    except AttributeError as error:
        raise InvalidFieldError("cases and calls", str(error), allowed) from error


def assess(
    cases: Iterable["CaseFacts"] = (),
    *,
    rounds: Iterable["RoundFacts"] = (),
    calls: Iterable["CallFacts"] = (),
    forms: Iterable["FormFacts"] = (),
    ratings: Iterable["RatingFacts"] = (),
    findings: Iterable["FindingFacts"] = (),
    windows: Collection[str] | None = None,
    as_of: dt.datetime,
    period: "Period | None" = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
    progress: "Progress | None" = None,
) -> "Report":
    """
    Judge a service hall against every clause.

    Rounds, calls, forms and findings of the period are judged one by one, weeks
    wherever they have a day in it, and windows by all answers of the period. Draws
    are made again from the ledgers as they stood, so all cases and calls of the month
    are needed, whatever the period. What was not known at *as_of* is left out and
    counted; rows that cannot be judged are in the report's `row_errors` and never held
    against anybody.

    Args:
        cases: The windows' ledgers; see `Case`.
        rounds: The weekly rounds.
        calls: The calls, and attempts that reached nobody.
        forms: The feedback forms that were handed out.
        ratings: What the rating devices counted, by window and day.
        findings: Problems, opinions and suggestions.
        windows: The codes of all windows; None is those that occur.
        as_of: The moment of judgement.
        period: The days that are reported on; None is all.
        rules: The rulebook, with whatever the host has changed.
        calendar: The work calendar, for replies and for weeks without a working day.
        progress: Is told how many rows are done, of how many.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be.
    """
    ledgers: dict[str, Iterable[Any]] = {
        "case": cases,
        "round": rounds,
        "call": calls,
        "feedback_form": forms,
        "rating": ratings,
        "finding": findings,
    }
    if windows is not None:
        from followup_rules.ledgers.bare import as_rows  # noqa: PLC0415 - where asked

        ledgers["window"] = as_rows("windows", windows, Window)
    return check_rules(rules, RULES).assess(
        ledgers, as_of=as_of, period=period, calendar=calendar, progress=progress
    )


__all__ = [
    "APPLICANTS",
    "CALL_RECORD",
    "CLAUSES",
    "DESIGNEES",
    "FEEDBACK",
    "FINDINGS",
    "FORMS_ISSUED",
    "FORMS_ORGANISER",
    "FORMS_SUMMARY",
    "FORM_GRADES",
    "FORM_ON_SITE",
    "FORM_TOPICS",
    "OPINIONS_SUMMARY",
    "PHONE_DRAW",
    "PHONE_ORGANISER",
    "PHONE_ROUND",
    "PUBLICATION",
    "READINGS",
    "RECTIFICATION",
    "REGULATION",
    "RULES",
    "STATISTICS",
    "TOPICS",
    "WINDOW_SCORE",
    "YEAR_SCORE",
    "Call",
    "Case",
    "Finding",
    "Form",
    "PhoneFrame",
    "Rating",
    "Round",
    "Window",
    "assess",
    "draw_id",
    "draw_round",
    "phone_frame",
]
