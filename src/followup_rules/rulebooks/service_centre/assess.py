"""
Facts and rules into a report, clause by clause.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from followup_rules.books.rulebook import Rulebook, basis_of
from followup_rules.rulebooks.service_centre.rules import RULES
from followup_rules.timing.calendars import WorkCalendar

if TYPE_CHECKING:
    from followup_rules.reports import Report
    from followup_rules.rulebooks.service_centre.facts import (
        CallFacts,
        CaseFacts,
        FindingFacts,
        FormFacts,
        RatingFacts,
        RoundFacts,
    )
    from followup_rules.timing.cycles import Period


def assess(
    cases: "Iterable[CaseFacts]" = (),
    *,
    rounds: "Iterable[RoundFacts]" = (),
    calls: "Iterable[CallFacts]" = (),
    forms: "Iterable[FormFacts]" = (),
    ratings: "Iterable[RatingFacts]" = (),
    findings: "Iterable[FindingFacts]" = (),
    windows: Collection[str] | None = None,
    as_of: dt.datetime,
    period: "Period | None" = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
) -> "Report":
    """
    Judge a service hall against every clause.

    Rounds, calls, forms and findings of the period are judged one by one, weeks
    wherever they have a day in it, and windows by all answers of the period. Draws
    are made again from the ledgers as they stood, so all cases and calls of the month
    are needed, whatever the period. What is dated after *as_of* is left out and
    counted; rows that cannot be judged are in the report's `row_errors`.

    Args:
        cases: The windows' ledgers; see `facts.CaseFacts`.
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

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be.
    """
    from followup_rules.ledger import check_ids  # noqa: PLC0415 - for a ledger only
    from followup_rules.rulebooks.service_centre.whole import (  # noqa: PLC0415 - a hall
        judge_hall,
    )

    basis = basis_of(rules, RULES, as_of, period=period, calendar=calendar)
    check_ids("windows", windows)
    return judge_hall(
        cases=cases,
        rounds=rounds,
        calls=calls,
        forms=forms,
        ratings=ratings,
        findings=findings,
        windows=None if windows is None else tuple(windows),
        basis=basis,
        now=as_of,
        period=period,
        rules=rules,
        calendar=calendar,
    )
