"""
What of a claim was known at the moment of judgement, and whether it can be.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve

from followup_rules.errors import ImpossibleOrderError
from followup_rules.policies.warranty.asked import Warranty
from followup_rules.policies.warranty.claims import Claim, is_table
from followup_rules.timing.moments import is_before


def refuse_order(claim: Claim, policy: Warranty) -> None:
    """
    Refuse a defect or a report before acceptance, or a report before the defect.

    What comes before one of several events that may start a cover can have happened.
    """
    zone = policy.counting.tz
    if claim.occurred_at is None and claim.reported_at is None:
        return
    events = (
        ("accepted_on", None if policy.start.of_several else claim.accepted_on),
        ("occurred_at", claim.occurred_at),
        ("reported_at", claim.reported_at),
    )
    for place, (name, value) in enumerate(events):
        for later_name, later_value in events[place + 1 :]:
            if value is None or later_value is None:
                continue
            if is_before(later_value, value, zone, (later_name, name)):
                raise ImpossibleOrderError(name, value, later_name, later_value)


_DATED: Final = (
    "accepted_on",
    "occurred_at",
    "reported_at",
    "delivered_on",
    "repaired_on",
    "reaccepted_on",
    "voided_on",
    "events",
)


def as_known(claim: Claim, now: dt.datetime | None, zone: dt.tzinfo) -> Claim:
    """Leave out what is dated after the moment of judgement."""
    if now is None:
        return claim
    for name in _DATED:
        value = getattr(claim, name)
        if value is not None and _is_later(value, now, zone, name):
            break
    else:
        return claim

    def known(value: Any) -> Any:
        if isinstance(value, Mapping):
            told = {key: known(entry) for key, entry in value.items()}
            return {key: entry for key, entry in told.items() if entry is not None}
        return None if value is None or is_before(now, value, zone) else value

    return evolve(claim, **{name: known(getattr(claim, name)) for name in _DATED})


def _is_later(value: Any, now: dt.datetime, zone: dt.tzinfo, name: str) -> bool:
    """Say whether a moment, or one of a table of them, lies after another."""
    if is_table(value):
        return any(_is_later(entry, now, zone, key) for key, entry in value.items())
    return value is not None and is_before(now, value, zone, ("as_of", name))
