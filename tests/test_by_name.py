"""
What is declared is declared by name, is held to its kind, and takes a list for a tuple.

The order of the fields may change between releases.
"""

import importlib
import inspect
from typing import Any, Final

import attrs
import pytest

from followup_rules.errors import InvalidFieldError

BY_NAME: Final = {
    "agenda": "Agenda AgendaChanges Entry",
    "books.feeds.each": "Each Rows",
    "books.feeds.covers": "Refund Releases Retained Warranty Windows",
    "books.feeds.episodes": "Merged",
    "books.feeds.events": "Events Intervals Keeping Series",
    "books.feeds.streaks": "Streaks",
    "books.feeds.moves": "Extensions Moves Pauses",
    "books.feeds.own": "Own",
    "books.feeds.periods": "Cadence",
    "books.feeds.ratings": "Ratings",
    "books.feeds.scores": "Score",
    "books.feeds.rows": "Actors Checklist Deadline Notice Procedure Team",
    "books.feeds.shares": "Quota Rate Share",
    "books.feeds.ways_out": "Attempts WayOut",
    "books.readings": "Reading",
    "books.rulebook": "Rulebook",
    "books.scenarios": "Expected Scenario",
    "books.vocabulary": "Word",
    "clauses": "Clause Regulation",
    "excuses": "Excuse",
    "feeds": "Feed",
    "interchange.editions": "Edition",
    "ledgers.facts": "Fact Ledger",
    "ledgers.values": "Entries Inner Names Plain",
    "policies.cadence": "CadencePolicy",
    "policies.checklists": "ActorPolicy ChecklistPolicy Item",
    "policies.deadlines.facts": "ExtensionRequest Pause",
    "policies.deadlines.ladder": "LadderStep",
    "policies.deadlines.policy": "DeadlinePolicy",
    "policies.deadlines.terms": "Case CaseLimit Extension",
    "policies.draws.policy": "DrawPolicy",
    "policies.draws.selection": "DrawTerms",
    "policies.draws.sizes": "Stratum",
    "policies.intervals.policy": "IntervalPolicy",
    "policies.keeping": "KeepingCase KeepingPolicy",
    "policies.notices": "NoticePolicy",
    "policies.procedures.policy": "ProcedurePolicy",
    "policies.procedures.steps": "Step",
    "policies.quotas": "QuotaPolicy",
    "policies.retention": "LiabilityPeriod RefundEvidence RefundSteps RetentionCap RetentionEvidence RetentionRefund",
    "policies.retention_stages": "Release ReleaseEvidence ReleaseStage RetentionRelease",
    "policies.scoring.items": "ItemRule",
    "policies.scoring.policy": "ScoringPolicy",
    "policies.scoring.results": "Score",
    "policies.scoring.scales": "Grade Tier",
    "policies.series.plan": "Around Between PlannedVisit",
    "policies.series.policy": "SeriesPolicy",
    "policies.streaks": "StreakPolicy",
    "policies.targets": "TargetPolicy",
    "policies.teams": "TeamPolicy",
    "policies.warranty.claims": "Claim CoverEvidence",
    "policies.warranty.cover": "Cover Meter",
    "policies.warranty.policy": "WarrantyPolicy",
    "policies.warranty.reckoning": "WarrantyCase",
    "policies.warranty.starting": "StartEvent",
    "policies.windows": "After WindowPolicy",
    "publication.proofs": "Proof",
    "rulebooks.community.facts": "Area Caller Estate Matter Meeting Paper Post Visit",
    "rulebooks.construction.facts": "Claim Project SiteVisit",
    "rulebooks.construction.owed": "Owed",
    "rulebooks.consulting": "Client ClientReport Opinion Paper Planned Visit",
    "rulebooks.repair.planning": "Plan",
    "rulebooks.repair.facts": "Problem Repair Visit",
    "rulebooks.service_centre.facts": "Call Case Finding Form Rating Round Window",
    "testing.made": "Situation",
    "timing.counting.convention": "Counting",
    "timing.hours.office": "OfficeHours",
    "timing.seasons.cities": "Published",
    "timing.seasons.season": "Recurrence Season",
    "timing.seasons.yearly": "YearlySeason",
}

HELD: Final = {
    "books.conditions.values": "By",
    "books.feeds.each": "Rows",
    "books.feeds.covers": "Refund Releases Retained Warranty Windows",
    "books.feeds.episodes": "Merged",
    "books.feeds.events": "Intervals Keeping Series",
    "books.feeds.streaks": "Streaks",
    "books.feeds.moves": "Extensions Pauses",
    "books.feeds.own": "Own",
    "books.feeds.periods": "Cadence",
    "books.feeds.ratings": "Ratings",
    "books.feeds.scores": "Score",
    "books.feeds.rows": "Actors Checklist Deadline Notice Procedure Team",
    "books.feeds.shares": "Quota Rate",
    "books.feeds.ways_out": "Attempts WayOut",
    "books.scenarios": "Expected Scenario",
    "books.vocabulary": "Word",
    "clauses": "Clause Regulation",
    "interchange.editions": "Edition Editions",
    "ledgers.facts": "Fact Ledger",
    "policies.cadence": "CadencePolicy",
    "policies.checklists": "ActorPolicy ChecklistPolicy Item",
    "policies.deadlines.facts": "ExtensionRequest Pause",
    "policies.deadlines.ladder": "LadderStep",
    "policies.deadlines.policy": "DeadlinePolicy",
    "policies.deadlines.terms": "Case CaseLimit Extension",
    "policies.draws.calls": "Call",
    "policies.draws.policy": "DrawPolicy",
    "policies.draws.sizes": "Stratum",
    "policies.intervals.policy": "IntervalPolicy",
    "policies.keeping": "KeepingCase KeepingPolicy",
    "policies.notices": "NoticePolicy",
    "policies.procedures.policy": "ProcedurePolicy",
    "policies.procedures.steps": "Step",
    "policies.quotas": "QuotaPolicy",
    "policies.retention": "RetentionCap RetentionRefund",
    "policies.retention_stages": "ReleaseStage RetentionRelease",
    "policies.scoring.items": "ItemRule",
    "policies.scoring.policy": "ScoringPolicy",
    "policies.scoring.scales": "Grade GradeScale Tier",
    "policies.series.plan": "Around Between PlannedVisit",
    "policies.series.policy": "SeriesPolicy",
    "policies.streaks": "StreakPolicy",
    "policies.targets": "TargetPolicy",
    "policies.teams": "TeamPolicy",
    "policies.warranty.cover": "Meter SeasonCount",
    "policies.warranty.policy": "WarrantyPolicy",
    "policies.warranty.reckoning": "WarrantyCase",
    "policies.warranty.starting": "StartEvent",
    "policies.windows": "After Before WindowPolicy",
    "timing.amounts": "Seasons Span",
    "timing.counting.convention": "Counting",
    "timing.cycles.due_days": "WeekdayAfter",
    "timing.hours.office": "OfficeHours",
    "timing.hours.windows": "DateHours DatedWeek Week Window",
    "timing.seasons.yearly": "YearlySeason",
}
LISTS: Final = {
    "books.feeds.each.Each": "ways_out",
    "books.feeds.covers.Refund": "ways_out",
    "books.feeds.covers.Releases": "ways_out",
    "books.feeds.covers.Retained": "ways_out",
    "books.feeds.covers.Warranty": "ways_out",
    "books.feeds.covers.Windows": "ways_out",
    "books.feeds.events.Events": "ways_out",
    "books.feeds.events.Intervals": "ways_out",
    "books.feeds.events.Keeping": "ways_out",
    "books.feeds.events.Series": "ways_out",
    "books.feeds.streaks.Streaks": "ways_out",
    "books.feeds.periods.Cadence": "since ways_out",
    "books.feeds.own.Own": "of",
    "books.feeds.scores.Score": "ways_out",
    "books.feeds.rows.Actors": "ways_out",
    "books.feeds.rows.Checklist": "ways_out",
    "books.feeds.rows.Deadline": "ways_out",
    "books.feeds.rows.Notice": "ways_out",
    "books.feeds.rows.Procedure": "ways_out",
    "books.feeds.rows.Team": "ways_out",
    "books.feeds.shares.Quota": "ways_out",
    "books.feeds.shares.Rate": "ways_out",
    "books.feeds.shares.Share": "ways_out",
    "books.feeds.ways_out.WayOut": "attempts",
    "books.vocabulary.Word": "aliases",
    "policies.checklists.Item": "ruled_out_by waived_by",
    "policies.deadlines.policy.DeadlinePolicy": "cases forms other_forms stopped_by events ladder",
    "policies.deadlines.terms.Extension": "granted_by",
    "policies.draws.policy.DrawPolicy": "strata",
    "policies.keeping.KeepingPolicy": "cases",
    "policies.procedures.steps.Step": "after",
    "policies.scoring.items.ItemRule": "satisfied",
    "policies.scoring.policy.ScoringPolicy": "item_rules",
    "policies.scoring.scales.Grade": "aliases",
    "policies.streaks.StreakPolicy": "counts",
    "policies.teams.TeamPolicy": "roles exclusive independent",
    "policies.warranty.policy.WarrantyPolicy": "start_events",
    "timing.hours.office.OfficeHours": "dates dated_weeks make_up_windows",
}


@pytest.mark.parametrize("home", BY_NAME)
def test_no_field_is_told_by_its_place(home: str) -> None:
    """Every field of these classes has to be called by its name."""
    module = importlib.import_module(f"followup_rules.{home}")
    for name in BY_NAME[home].split():
        told = inspect.signature(getattr(module, name)).parameters.values()
        by_place = [one.name for one in told if one.kind is not one.KEYWORD_ONLY]
        assert (name, by_place) == (name, [])


@pytest.mark.parametrize("called", LISTS)
def test_a_list_is_kept_as_a_tuple(called: str) -> None:
    """What is never changed may be written as a list."""
    home, _, name = called.rpartition(".")
    declared = getattr(importlib.import_module(f"followup_rules.{home}"), name)
    fields = attrs.fields_dict(declared)
    for field in LISTS[called].split():
        converter: Any = fields[field].converter
        assert (field, converter([])) == (field, ())


@pytest.mark.parametrize("home", HELD)
def test_a_field_holds_what_it_says_and_nothing_else(home: str) -> None:
    """What is of no kind at all is refused, with the field and what it may hold."""
    module = importlib.import_module(f"followup_rules.{home}")
    for name in HELD[home].split():
        declared = getattr(module, name)
        told = inspect.signature(declared).parameters.values()
        needed = [one.name for one in told if one.default is one.empty]
        given = dict.fromkeys(needed or [next(iter(told)).name], object())
        with pytest.raises(InvalidFieldError, match="cannot be <object object"):
            declared(**given)
