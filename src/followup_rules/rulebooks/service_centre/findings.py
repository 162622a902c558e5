"""
Articles 5b and 5c: what came up, put right and replied to.
"""

from collections.abc import Iterator
from typing import Any

from followup_rules.ledger import known_by
from followup_rules.rulebooks.service_centre.facts import FindingFacts
from followup_rules.rulebooks.service_centre.hall import Hall
from followup_rules.rulebooks.service_centre.rounds import latest
from followup_rules.verdicts import Subject, Verdict


def judge_findings(hall: Hall) -> Iterator[Verdict]:
    """
    Arts. 5b and 5c: each finding of the period.
    """
    for finding in hall.findings.inside:
        subject = Subject("finding", finding.id)
        facts: dict[str, Any] = {
            "calendar": hall.calendar,
            "subject": subject,
            "basis": hall.basis,
        }
        rule = hall.rules["rectification"]
        if finding.kind == "problem":
            yield rule.assess(
                finding.recorded_at, _done(hall, finding, rule.finishes), **facts
            )
        rule = hall.rules["feedback"]
        yield rule.assess(
            finding.recorded_at,
            _done(hall, finding, rule.finishes),
            owed=finding.needs_feedback,
            **facts,
        )


def _done(hall: Hall, finding: FindingFacts, names: tuple[str, ...]) -> Any:
    """Return when the last of several facts happened; None while one is missing."""
    moments = [known_by(hall.now, getattr(finding, name), hall.zone) for name in names]
    return latest(moments, hall.zone)
