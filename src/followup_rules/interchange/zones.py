"""
One zone for a whole regulation: days begin for every rule where they begin for one.

A rule of a file that tells no zone counts in that of the rule that `zone_of` names, so
that no rule of a book counts in another zone by oversight.
"""

from collections.abc import Mapping
from typing import Any, Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import FollowupRulesError
from followup_rules.interchange.kinds import KINDS
from followup_rules.timing.counting import Counting
from followup_rules.timing.moments import zone_of as zone_named

_COUNTING: Final = "counting"
_ZONE: Final = "zone"
_DEFAULT: Final = Counting().zone


def in_one_zone(rules: Any, rule_id: object) -> Any:
    """
    Return the rules of a file, each with the zone of the one that says it for all.

    What cannot be read stays as it is, for its own fault.
    """
    if not isinstance(rules, dict) or not isinstance(rule_id, str):
        return rules
    zone = _zone_told(rules.get(rule_id))
    if zone is None:
        return rules
    return {name: _in_zone(rule, zone) for name, rule in rules.items()}


def with_its_zone(
    written: dict[str, Any], policy: Any, book: Rulebook
) -> dict[str, Any]:
    """
    Return a written rule that tells its zone, where it would else be read in another.
    """
    place = getattr(policy, _COUNTING, policy)
    if book.zone == _DEFAULT or getattr(place, _ZONE, None) != _DEFAULT:
        return written
    told: dict[str, Any] = _in_zone(written, _DEFAULT)
    return told


def _zone_told(rule: Any) -> str | None:
    """Return the zone that a rule tells, if it is one."""
    if not isinstance(rule, dict):
        return None
    place = rule.get(_COUNTING, rule)
    zone = place.get(_ZONE) if isinstance(place, dict) else None
    if not isinstance(zone, str):
        return None
    try:
        zone_named(zone)
    except FollowupRulesError:
        return None
    return zone


def _in_zone(rule: Any, zone: str) -> Any:
    """Return a rule that counts in a zone, unless it tells another or counts nothing."""
    kind = rule.get("kind") if isinstance(rule, dict) else None
    policy = KINDS.get(kind) if isinstance(kind, str) else None
    fields: Mapping[str, Any] = getattr(policy, "__annotations__", {})
    if _COUNTING in fields:
        counting = rule.get(_COUNTING, {})
        if isinstance(counting, dict) and _ZONE not in counting:
            return {**rule, _COUNTING: {**counting, _ZONE: zone}}
    elif _ZONE in fields and _ZONE not in rule:
        return {**rule, _ZONE: zone}
    return rule
