"""
Project follow-up visits and warranty (工程的回访保修制度).

>>> import datetime as dt
>>> from followup_rules.rulebooks import construction
>>> from followup_rules.timing.seasons import published
>>> construction.WARRANTY.cover(
...     "roof_waterproofing", accepted_on=dt.date(2024, 2, 29)
... ).last_day
Date(2029, 2, 28)
>>> claim = construction.WARRANTY.assess_claim(
...     "heating",
...     accepted_on=dt.date(2023, 12, 20),
...     occurred_at=dt.date(2025, 12, 1),
...     seasons=published("beijing"),
... )
>>> claim.status.name, claim.deadline.last_day
('MET', Date(2026, 3, 15))
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from followup_rules.books.doors import check_rules
from followup_rules.books.rulebook import Rulebook
from followup_rules.lazily import import_lazily
from followup_rules.rulebooks.construction.covers import by_place
from followup_rules.rulebooks.construction.facts import (
    KINDS,
    Claim,
    Member,
    Project,
    SiteVisit,
)
from followup_rules.rulebooks.construction.text import RULES
from followup_rules.rulebooks.construction.visits import InSeason
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.seasons import SeasonSource

if TYPE_CHECKING:
    from followup_rules.books.progress import Progress
    from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy
    from followup_rules.policies.deadlines import DeadlinePolicy
    from followup_rules.policies.procedures import ProcedurePolicy
    from followup_rules.policies.teams import TeamPolicy
    from followup_rules.policies.warranty import WarrantyPolicy
    from followup_rules.policies.windows import WindowPolicy
    from followup_rules.protocols.construction import ProjectFacts
    from followup_rules.reports import Report
    from followup_rules.rulebooks.construction.owed import Owed, OwedList, owed_visits
    from followup_rules.rulebooks.construction.retention import (
        RETENTION_CAP,
        RETENTION_REFUND,
    )
    from followup_rules.timing.cycles import Period
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "owed": ("Owed", "OwedList", "owed_visits"),
            "retention": ("RETENTION_CAP", "RETENTION_REFUND"),
        },
    )

REGULATION: Final = RULES.regulation
CLAUSES: Final = RULES.clauses
READINGS: Final = RULES.readings
VISIT_KINDS: Final = tuple(KINDS.names)
HAND_OVER: Final["ProcedurePolicy"] = RULES["hand_over"]
STATUTORY_LETTER: Final["ProcedurePolicy"] = RULES["statutory_letter"]
LETTER_CONTENTS: Final["ChecklistPolicy"] = RULES["letter_contents"]
WARRANTY: Final["WarrantyPolicy"] = RULES["warranty"]
DEFECT_REPAIR: Final["DeadlinePolicy"] = RULES["defect_repair"]
COMPENSATION: Final["DeadlinePolicy"] = RULES["compensation"]
VISIT_ORGANISER: Final["ActorPolicy"] = RULES["visit_organiser"]
VISIT_TEAM: Final["TeamPolicy"] = RULES["visit_team"]
VISIT_NOTICES: Final["ProcedurePolicy"] = RULES["visit_notices"]
DEVELOPER_PRESENCE: Final["ChecklistPolicy"] = RULES["developer_presence"]
VISIT_CONTENTS: Final["ChecklistPolicy"] = RULES["visit_contents"]
VISIT_PAPER: Final["ChecklistPolicy"] = RULES["visit_paper"]
RAINY_SEASON_VISIT: Final["WindowPolicy"] = RULES["rainy_season_visit"]
RAINY_SEASON_CONTENTS: Final["ChecklistPolicy"] = RULES["rainy_season_contents"]
HEATING_SEASON_VISIT: Final["WindowPolicy"] = RULES["heating_season_visit"]
HEATING_SEASON_CONTENTS: Final["ChecklistPolicy"] = RULES["heating_season_contents"]
TECHNICAL_VISIT: Final["WindowPolicy"] = RULES["technical_visit"]
TECHNICAL_TEAM: Final["TeamPolicy"] = RULES["technical_team"]
TECHNICAL_CONTENTS: Final["ChecklistPolicy"] = RULES["technical_contents"]
PRE_EXPIRY_VISIT: Final["WindowPolicy"] = RULES["pre_expiry_visit"]
EXPIRY_ADVICE: Final["ChecklistPolicy"] = RULES["expiry_advice"]
LEFTOVERS: Final["DeadlinePolicy"] = RULES["leftovers"]
DISPATCH: Final["DeadlinePolicy"] = RULES["dispatch"]
WARRANTY_REPAIR: Final["ProcedurePolicy"] = RULES["warranty_repair"]
JOINT_APPRAISAL: Final["ChecklistPolicy"] = RULES["joint_appraisal"]
CLOSE_OUT: Final["ProcedurePolicy"] = RULES["close_out"]
SUPERVISION: Final["DeadlinePolicy"] = RULES["supervision"]


def assess(
    projects: Iterable["ProjectFacts"],
    *,
    as_of: dt.datetime,
    period: "Period | None" = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
    seasons: Mapping[str, SeasonSource] | None = None,
    progress: "Progress | None" = None,
) -> "Report":
    """
    Judge a portfolio of projects against every clause.

    Within *period* are the visits made, the defects reported, the acceptances, the
    ends of warranty and the inspections that fall in it, and the visits owed whose
    window has a day in it. What is dated after *as_of* is left out and counted; rows
    that cannot be judged are in the report's `row_errors`.

    Args:
        projects: The projects, with their visits and defects, as `Project` lists them.
        as_of: The moment of judgement.
        period: The days that are reported on; None is all.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only under readings that ask for working days.
        seasons: The season tables of each place, by the projects' `place`.
        progress: Is told how many rows are done, of how many.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be, such as
            *seasons* that are no mapping from place.
    """
    book = check_rules(rules, RULES)
    by_place(seasons)
    return book.assess(
        {"project": projects},
        as_of=as_of,
        period=period,
        calendar=calendar,
        progress=progress,
        seasons=seasons,
    )


__all__ = [
    "CLAUSES",
    "CLOSE_OUT",
    "COMPENSATION",
    "DEFECT_REPAIR",
    "DEVELOPER_PRESENCE",
    "DISPATCH",
    "EXPIRY_ADVICE",
    "HAND_OVER",
    "HEATING_SEASON_CONTENTS",
    "HEATING_SEASON_VISIT",
    "JOINT_APPRAISAL",
    "LEFTOVERS",
    "LETTER_CONTENTS",
    "PRE_EXPIRY_VISIT",
    "RAINY_SEASON_CONTENTS",
    "RAINY_SEASON_VISIT",
    "READINGS",
    "REGULATION",
    "RETENTION_CAP",
    "RETENTION_REFUND",
    "RULES",
    "STATUTORY_LETTER",
    "SUPERVISION",
    "TECHNICAL_CONTENTS",
    "TECHNICAL_TEAM",
    "TECHNICAL_VISIT",
    "VISIT_CONTENTS",
    "VISIT_KINDS",
    "VISIT_NOTICES",
    "VISIT_ORGANISER",
    "VISIT_PAPER",
    "VISIT_TEAM",
    "WARRANTY",
    "WARRANTY_REPAIR",
    "Claim",
    "InSeason",
    "Member",
    "Owed",
    "OwedList",
    "Project",
    "SiteVisit",
    "assess",
    "owed_visits",
]
