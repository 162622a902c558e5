"""
Fields that came later leave the digest of what does not use them as it was.

The list is written down, as what others keep hangs on it: receipts name the digest of
a rule, and one of a rule that says nothing new must not change.
"""

import importlib
from typing import Final

import attrs
import pytest

from followup_rules.canonical import ADDED_LATER, plain
from followup_rules.clauses import Clause, Text
from followup_rules.policies.quotas import QuotaPolicy

LATER: Final = {
    "books.feeds.covers.Refund": "ways_out",
    "books.feeds.covers.Releases": "ways_out",
    "books.feeds.covers.Retained": "ways_out",
    "books.feeds.covers.Warranty": "ways_out lost",
    "books.feeds.covers.Windows": "ways_out",
    "books.feeds.draws.Draws": "ways_out",
    "books.feeds.each.Each": "ways_out",
    "books.feeds.events.Events": "ways_out",
    "books.feeds.events.Intervals": "ways_out",
    "books.feeds.events.Keeping": "ways_out",
    "books.feeds.events.Series": "ways_out",
    "books.feeds.periods.Cadence": "ways_out owed began ended worth first_only",
    "books.feeds.own.Own": "asks_seasons",
    "books.feeds.rows.records.Actors": "ways_out",
    "books.feeds.rows.records.Checklist": "ways_out came_late there",
    "books.feeds.rows.records.Team": "ways_out",
    "books.feeds.rows.times.Deadline": "ways_out limit starts extensions pauses",
    "books.feeds.rows.times.Notice": "ways_out",
    "books.feeds.rows.times.Procedure": "ways_out",
    "books.feeds.scores.Score": "ways_out answers ratings",
    "books.feeds.shares.Quota": "ways_out keeps_excused by kind cycle",
    "books.feeds.shares.Rate": "ways_out keeps_excused by kind cycle among",
    "books.feeds.shares.Share": "ways_out keeps_excused by kind cycle",
    "books.feeds.streaks.Streaks": "ways_out by worth",
    "books.feeds.verdicts.StreaksOfRule": "ways_out",
    "books.feeds.ways_out.WayOut": "until",
    "books.scenarios.Expected": "part",
    "policies.cadence.cells.CellsEvidence": "began ended late",
    "policies.cadence.policy.CadencePolicy": "season",
    "policies.deadlines.evidence.DeadlineEvidence": "course early_counts",
    "policies.deadlines.policy.DeadlinePolicy": "extension stopped_by case_limit start events ladder",
    "policies.quotas.QuotaEvidence": "least most excused",
    "policies.quotas.QuotaPolicy": "least most",
    "policies.scoring.policy.ScoringPolicy": "least",
    "policies.streaks.policy.StreakPolicy": "unit",
    "policies.targets.evidence.TargetEvidence": "excused",
    "policies.teams.TeamEvidence": "people least together bodies",
    "policies.teams.TeamPolicy": "least_people exclusive independent",
    "policies.warranty.claims.Claim": "events repair_owed reading first_reading doubtful",
    "policies.warranty.policy.WarrantyPolicy": "start_events",
    "policies.warranty.reckoning.WarrantyCase": "repair_period meter most_extended",
    "policies.windows.spans.WindowEvidence": "begun",
    "timing.counting.convention.Counting": "suspended_days_count days_after_recess hours outside_hours closes_at hours_stand_still",
    "timing.counting.terms.Terms": "suspended_days_count days_after_recess hours outside_hours closes_at hours_stand_still",
}


@pytest.mark.parametrize("called", LATER)
def test_a_field_that_came_later(called: str) -> None:
    """It says nothing while it is at its default, and has one."""
    home, _, name = called.rpartition(".")
    declared = getattr(importlib.import_module(f"followup_rules.{home}"), name)
    fields = attrs.fields_dict(declared)

    for field in LATER[called].split():
        assert fields[field].metadata.get(ADDED_LATER), field
        assert fields[field].default is not attrs.NOTHING, field


def test_what_the_digest_sees() -> None:
    """A quota without a least and a most has the form that it had before both."""
    rule = QuotaPolicy(
        id="share",
        clause=Clause(id="X-1", en="x", zh="某条"),
        name=Text("it", "它"),
        owed_by="unit",
        rate="5%",
    )

    assert {"least", "most"}.isdisjoint(plain(rule))
    assert plain(attrs.evolve(rule, most=9))["most"] == 9
