"""
Every reason code: the status it decides, and what is to be mended.

A code is for ever: another meaning is another code. A code that decides decides one
status wherever it stands; as a remark beside another it decides nothing.
"""

from collections.abc import Mapping
from typing import Final

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.reasons.statuses import Status

DECIDED_BY: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.MET: (
        "done_in_time",
        "done_without_limit",
        "done_in_window",
        "cell_reached",
        "share_reached",
        "bound_kept",
        "all_present",
        "actor_allowed",
        "team_complete",
        "team_as_asked",
        "step_done",
        "steps_all_done",
        "cover_running",
        "cover_ended",
        "claim_in_cover",
        "cover_unlimited",
        "claim_in_endless_cover",
        "duty_to_repair",
        "retention_within_cap",
        "refund_paid",
        "release_paid",
        "releases_paid",
        "subjects_reached",
        "window_scored",
        "evaluator_blended",
        "kept_long_enough",
        "interval_kept",
        "streak_answered",
        "streak_avoided",
        "visit_kept",
        "series_kept",
        "done_while_stopped",
    ),
    Status.LATE: (
        "done_late",
        "done_after_close",
        "done_after_window",
        "done_after_target",
        "cell_reached_late",
        "share_reached_late",
        "bound_kept_late",
        "step_late",
        "step_done_after_close",
        "refund_paid_late",
        "release_paid_late",
        "subjects_reached_late",
        "interval_exceeded_late",
        "streak_answered_late",
        "visit_late",
        "series_late",
        "items_late",
    ),
    Status.BREACHED: (
        "not_done",
        "not_done_at_close",
        "no_appointment",
        "window_missed",
        "cell_missed",
        "share_not_reached",
        "bound_not_kept",
        "bound_not_in_time",
        "items_missing",
        "actor_not_allowed",
        "team_incomplete",
        "team_too_small",
        "team_not_apart",
        "team_not_independent",
        "step_out_of_order",
        "step_not_in_advance",
        "step_not_announced",
        "step_overdue",
        "step_not_done_at_close",
        "steps_missing",
        "retention_above_cap",
        "refund_not_checked",
        "refund_not_paid",
        "release_not_paid",
        "draw_disproved",
        "subjects_not_reached",
        "disposed_early",
        "disposed_before_start",
        "gone_early",
        "gone_before_start",
        "interval_exceeded",
        "interval_too_short",
        "streak_not_answered",
        "streak_forbidden",
        "score_too_low",
        "visit_missed",
        "series_missed",
        "steps_late_so_far",
    ),
    Status.MISSED: ("done_before_window", "target_missed", "score_below_target"),
    Status.PENDING: (
        "not_due_yet",
        "window_ahead",
        "window_running",
        "cell_running",
        "cell_due_later",
        "share_open",
        "population_empty_so_far",
        "population_waived_so_far",
        "bound_open",
        "nothing_to_measure_so_far",
        "step_pending",
        "liability_running",
        "refund_in_check",
        "refund_due",
        "release_ahead",
        "subjects_open",
        "window_scored_so_far",
        "kept_so_far",
        "keeping_not_begun",
        "interval_running",
        "streak_answer_due",
        "streak_below",
        "visit_pending",
        "series_running",
        "clock_stopped",
        "step_announcement_open",
    ),
    Status.OPEN: (
        "open_without_limit",
        "cell_open",
        "items_outstanding",
        "step_open",
        "steps_outstanding",
        "steps_awaited",
        "refund_not_applied_for",
        "streak_unanswered",
    ),
    Status.NOT_APPLICABLE: (
        "trigger_absent",
        "event_not_set",
        "not_selected",
        "owed_no_more",
        "anchor_absent",
        "window_not_owed",
        "cell_exempt",
        "population_empty",
        "population_waived",
        "nothing_to_measure",
        "nothing_to_record",
        "items_waived",
        "procedure_not_begun",
        "no_step_needed",
        "step_not_needed",
        "step_not_required",
        "claim_after_cover",
        "cover_not_begun",
        "cover_used_up",
        "claim_beyond_meter",
        "claim_before_cover",
        "claim_after_void",
        "claim_absent",
        "cause_excluded",
        "no_duty_under_text",
        "frame_empty",
        "no_answers",
        "no_evaluator_data",
        "interval_without_next",
        "interval_cut_off",
        "streak_not_reached",
        "visit_not_owed",
        "visit_unscheduled",
        "series_not_owed",
        "cell_out_of_season",
        "cell_before_duty",
        "cell_after_duty",
        "no_limit_brought",
        "all_excused",
    ),
    Status.EXCUSED: ("let_off", "let_off_afterwards", "let_off_whenever"),
    Status.UNDETERMINED: (
        "fact_missing",
        "calendar_missing",
        "calendar_not_covered",
        "season_not_covered",
        "items_unknown",
        "share_unknown",
        "bound_unknown",
        "step_time_unclear",
        "step_order_open",
        "subjects_unknown",
        # of ledgers: a row that may decide it could not be read, or another rule is not
        # known on which it hangs
        "row_unusable",
        # of ways out
        "let_off_unknown",
        "let_off_undated",
        "rule_unknown",
        "rule_stopped",
        "not_known_to_count",
        # of columns alone: what a call refuses is a row that cannot be judged
        "date_out_of_range",
        "no_such_day",
        "open_time_not_laid_out",
        "impossible_order",
        "instant_needed",
        "invalid_fact",
        "unknown_category",
        "unknown_cause",
        "unknown_cause_category",
        "unknown_form",
        "unknown_window",
        "unknown_grade",
        "unknown_topic",
        "duplicate_answer",
        "impossible_count",
        "too_many_answers",
        "invalid_id",
        "duplicate_id",
        "invalid_window",
        "window_named_twice",
        "invalid_reason",
    ),
}
"""The codes that decide each status."""

STATUS_OF: Final[Mapping[str, Status]] = {
    code: status for status, codes in DECIDED_BY.items() for code in codes
}
"""The status that each deciding code decides."""

NOTES: Final = frozenset(
    {
        # of any kind
        "later_fact",
        "limit_set_by_host",
        "rows_in_error",
        "period_still_open",
        "reached_so_far",
        # ways out
        "let_off_by",
        "let_off_since",
        "let_off_too_late",
        "let_off_after_breach",
        "let_off_until",
        "let_off_so_far",
        "let_off_ended",
        "excused_left_out",
        "excused_kept",
        "excused_by",
        "follows_due",
        "follows_breach",
        "follows_meeting",
        "counted_over",
        "due_not_before",
        "met_as_it_stood",
        "begun_again",
        "counts_since",
        "stands_as_before",
        "too_late_if_it_counts",
        "owed_until",
        "overdue_as_it_stood",
        # deadlines and windows
        "form_not_accepted",
        "other_limits",
        "shortest_limit",
        "longest_limit",
        "failed_attempts",
        "contact_out_of_time",
        "ladder_step",
        "before_window",
        # the life of a deadline
        "bound_moved",
        "clock_stood_still",
        "extension_by_unrecorded",
        "extension_counts",
        "extension_granted",
        "extension_not_entitled",
        "extension_not_granted",
        "extension_too_far",
        "extension_too_late",
        "extension_too_often",
        "extension_undated",
        "extension_without_gain",
        "fixed_day_stands",
        "limit_cut",
        "limit_from_case",
        "limit_raised",
        "nothing_to_move",
        "pause_after_end",
        "pause_of_other_reason",
        "pause_unexplained",
        "starts_earliest",
        "starts_latest",
        # shares, cells and rates
        "union_coverage",
        "contact_uncertain",
        "visitors_unrecorded",
        "self_visit",
        "not_counted",
        "cells_covered",
        "episodes_merged",
        "counted_for",
        "counted_in",
        "above_usual",
        "bound_exceeded_so_far",
        "still_in_time",
        "joined_later",
        # records, actors, teams and steps
        "item_waived",
        "item_ruled_out",
        "others_present",
        "dual_role",
        "visits_behind",
        "visits_unscheduled",
        "step_too_early",
        "step_in_vain",
        # covers, claims and retention money
        "contract_below_minimum",
        "contract_ends_early",
        "repair_covered",
        "extension_capped",
        "repair_not_owed",
        "cover_extended",
        "cover_may_restart",
        "cover_restarted",
        "cover_restarted_by_acceptance",
        "repair_restarts_nothing",
        "cover_voided",
        "longest_cover_decides",
        "judged_by_report",
        "reported_after_cover",
        "cause_unknown",
        "cost_falls_on",
        "emergency_at_once",
        "statute_duty_only",
        "liability_not_agreed",
        "liability_cut",
        "liability_starts_itself",
        "refund_deemed_agreed",
        # draws and scores
        "census",
        "reserves_exhausted",
        "draw_unproven",
        "substitute_out_of_order",
        "attempt_without_reason",
        "under_other_scope",
        "ranked",
        "low_sample",
        "visits_alone",
        "items_weighed",
        "items_reversed",
        "blanks_skipped",
        "blanks_lowest",
        "blanks_highest",
        "silence_excluded",
        "silence_lowest",
        "silence_highest",
    }
)
"""The codes that only remark."""

FORMERLY: Final[Mapping[str, str]] = {
    "items_waived": "nothing_to_record",
    "done_after_target": "done_after_window",
}
"""What a code was part of before it had a name of its own; old receipts say that."""

_MENDS: Final[Mapping[str, tuple[str, ...]]] = {
    "calendar_missing": ("calendar",),
    "calendar_not_covered": ("trigger", "accepted_on", "event"),
    "date_out_of_range": ("trigger", "accepted_on"),
    "no_such_day": ("trigger",),
    "open_time_not_laid_out": ("trigger",),
    "season_not_covered": ("accepted_on",),
    "impossible_order": ("done", "appointed", "reported_at", "occurred_at"),
    "instant_needed": ("trigger",),
    "unknown_category": ("category",),
    "unknown_cause": ("cause",),
    "unknown_cause_category": ("cause_category",),
    "unknown_form": ("form",),
    "invalid_id": ("id",),
    "duplicate_id": ("id",),
    "window_named_twice": ("id",),
    "invalid_window": ("window",),
    "invalid_reason": ("excluded",),
    "unknown_window": ("window",),
    "unknown_topic": ("topic",),
    "duplicate_answer": ("form",),
    "impossible_count": ("count",),
    "too_many_answers": ("count",),
}


def status_of(reason: str) -> Status:
    """
    Return the status that a code decides.

    In a column a code may stand with the fact that is to be mended.

    Raises:
        UnknownNameError: If no such code decides anything.
        InvalidFieldError: If *reason* is no text.

    >>> status_of("done_late").value, status_of("fact_missing:category").value
    ('late', 'undetermined')
    """
    code, _ = _parted(reason)
    known = STATUS_OF.get(code)
    if known is None:
        raise UnknownNameError("deciding reason", code, tuple(STATUS_OF))
    return known


def to_mend(reason: str) -> tuple[str, ...]:
    """
    Return the facts of which one is to be mended, the likeliest first.

    Raises:
        InvalidFieldError: If *reason* is no text.

    >>> to_mend("fact_missing:category"), to_mend("unknown_form")
    (('category',), ('form',))
    """
    code, fact = _parted(reason)
    return (fact,) if fact else _MENDS.get(code, (code,))


def _parted(reason: object) -> tuple[str, str]:
    """Return a code, and the fact that stands with it or nothing."""
    if not isinstance(reason, str):
        raise InvalidFieldError("reason", reason, "the code of a reason")
    code, _, fact = reason.partition(":")
    return code, fact
