"""
Written follow-up-visit regulations as immutable policy objects.

The regulations are in `followup_rules.rulebooks`, one package each; the names here
are what an integrator's own code needs beside them. Each is imported when it is
first used.

>>> import followup_rules
>>> followup_rules.Status.MET.in_language("zh")
'达标'
"""

from followup_rules.lazily import import_lazily

TYPE_CHECKING = False  # true for type checkers; `typing` is half of what this loads
if TYPE_CHECKING:
    from followup_rules.books.readings import Reading
    from followup_rules.books.rulebook import Rulebook
    from followup_rules.clauses import Clause, Force, Regulation, Text
    from followup_rules.errors import FollowupRulesError
    from followup_rules.excuses import Excuse, excuse_of, let_off
    from followup_rules.policies.cadence import CadencePolicy
    from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
    from followup_rules.policies.deadlines import Case, DeadlinePolicy, LadderStep
    from followup_rules.policies.draws import DrawPolicy
    from followup_rules.policies.intervals import IntervalPolicy
    from followup_rules.policies.keeping import KeepingPolicy
    from followup_rules.policies.notices import NoticePolicy
    from followup_rules.policies.procedures import ProcedurePolicy
    from followup_rules.policies.quotas import QuotaPolicy
    from followup_rules.policies.scoring import ScoringPolicy
    from followup_rules.policies.series import SeriesPolicy
    from followup_rules.policies.streaks import StreakPolicy
    from followup_rules.policies.targets import TargetPolicy
    from followup_rules.policies.teams import TeamPolicy
    from followup_rules.policies.warranty import WarrantyPolicy
    from followup_rules.policies.windows import WindowPolicy
    from followup_rules.receipts import Replay, replay
    from followup_rules.reports import Report
    from followup_rules.tables import Table
    from followup_rules.timing.amounts import (
        Days,
        HalfMonths,
        Hours,
        Minutes,
        Months,
        Seasons,
        ServiceLife,
        Span,
        Unlimited,
        Weeks,
        WorkingDays,
        WorkingHours,
        WorkingMinutes,
        Years,
    )
    from followup_rules.timing.calendars import TableCalendar, WorkCalendar
    from followup_rules.timing.counting import (
        CIVIL_CODE,
        HOUSE_RULES,
        Counting,
        Deadline,
    )
    from followup_rules.timing.cycles import Cycle, Period
    from followup_rules.timing.hours import OfficeHours
    from followup_rules.timing.seasons import SeasonTable
    from followup_rules.verdicts import Reason, Status, Subject, Verdict

_HOMES = {
    "books.readings": ("Reading",),
    "books.rulebook": ("Rulebook",),
    "clauses": ("Clause", "Force", "Regulation", "Text"),
    "errors": ("FollowupRulesError",),
    "excuses": ("Excuse", "excuse_of", "let_off"),
    "policies.cadence": ("CadencePolicy",),
    "policies.checklists": ("ActorPolicy", "ChecklistPolicy", "Item"),
    "policies.deadlines": ("Case", "DeadlinePolicy", "LadderStep"),
    "policies.quotas": ("QuotaPolicy",),
    "policies.draws": ("DrawPolicy",),
    "policies.intervals": ("IntervalPolicy",),
    "policies.keeping": ("KeepingPolicy",),
    "policies.notices": ("NoticePolicy",),
    "policies.procedures": ("ProcedurePolicy",),
    "policies.scoring": ("ScoringPolicy",),
    "policies.series": ("SeriesPolicy",),
    "policies.streaks": ("StreakPolicy",),
    "policies.targets": ("TargetPolicy",),
    "policies.teams": ("TeamPolicy",),
    "policies.warranty": ("WarrantyPolicy",),
    "policies.windows": ("WindowPolicy",),
    "receipts": ("Replay", "replay"),
    "reports": ("Report",),
    "tables": ("Table",),
    "timing.amounts": (
        "Days",
        "HalfMonths",
        "Hours",
        "Minutes",
        "Months",
        "Seasons",
        "ServiceLife",
        "Span",
        "Unlimited",
        "Weeks",
        "WorkingDays",
        "WorkingHours",
        "WorkingMinutes",
        "Years",
    ),
    "timing.calendars": ("TableCalendar", "WorkCalendar"),
    "timing.counting": ("CIVIL_CODE", "HOUSE_RULES", "Counting", "Deadline"),
    "timing.cycles": ("Cycle", "Period"),
    "timing.hours": ("OfficeHours",),
    "timing.seasons": ("SeasonTable",),
    "verdicts": ("Reason", "Status", "Subject", "Verdict"),
}
__all__ = [
    "CIVIL_CODE",
    "HOUSE_RULES",
    "ActorPolicy",
    "CadencePolicy",
    "Case",
    "ChecklistPolicy",
    "Clause",
    "Counting",
    "Cycle",
    "Days",
    "Deadline",
    "DeadlinePolicy",
    "DrawPolicy",
    "Excuse",
    "FollowupRulesError",
    "Force",
    "HalfMonths",
    "Hours",
    "IntervalPolicy",
    "Item",
    "KeepingPolicy",
    "LadderStep",
    "Minutes",
    "Months",
    "NoticePolicy",
    "OfficeHours",
    "Period",
    "ProcedurePolicy",
    "QuotaPolicy",
    "Reading",
    "Reason",
    "Regulation",
    "Replay",
    "Report",
    "Rulebook",
    "ScoringPolicy",
    "SeasonTable",
    "Seasons",
    "SeriesPolicy",
    "ServiceLife",
    "Span",
    "Status",
    "StreakPolicy",
    "Subject",
    "Table",
    "TableCalendar",
    "TargetPolicy",
    "TeamPolicy",
    "Text",
    "Unlimited",
    "Verdict",
    "WarrantyPolicy",
    "Weeks",
    "WindowPolicy",
    "WorkCalendar",
    "WorkingDays",
    "WorkingHours",
    "WorkingMinutes",
    "Years",
    "excuse_of",
    "let_off",
    "replay",
]

if not TYPE_CHECKING:
    __getattr__ = import_lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    """
    List the public names.
    """
    return [*__all__]
