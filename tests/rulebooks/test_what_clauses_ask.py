"""
What force each clause has, and of what a quota is taken, as the texts have it.

A clause without a time binds and is never overdue; a target is aimed at; some only tell.
"""

from typing import Final

import pytest

from followup_rules.books.register import find
from followup_rules.clauses import Force, Text
from followup_rules.policies.quotas import QuotaPolicy

NO_TIME: Final = {
    "community": "1.1b 1.2b 1.4a 1.4b 1.4c 2.6c 2.7",
    "construction": "1a 2.5 3.5c 4b 4c 4d 4e 4f 4g 5a 5c 6",
    "consulting": "4 6a 6b 7",
    "repair": "1e",
    "service_centre": "3.1c 3.2c 5a 5b 6f",
}
AIMED_AT: Final = {"SC-1.4e", "WAR-3.4"}
TOLD_ONLY: Final = {"SC-0", "ORDER279-39", "WAR-2", "GOV-0"}


@pytest.mark.parametrize("name", NO_TIME)
def test_force(name: str) -> None:
    """Of every clause of a regulation."""
    clauses = find(name).clauses
    timed = {
        one.id.partition("-")[2] for one in clauses if one.timing is Force.OPEN_ENDED
    }
    aimed = {one.id for one in clauses if Force.TARGET in {one.duty, one.timing}}
    told = {one.id for one in clauses if one.duty is Force.DESCRIPTIVE}
    ids = {one.id for one in clauses}

    assert timed == set(NO_TIME[name].split())
    assert aimed == AIMED_AT & ids
    assert told == TOLD_ONLY & ids


def test_of_what_a_quota_is_taken() -> None:
    """Each of three roles visits a part of the repairs that were completed."""
    rules = find("repair").rules
    quotas = [rule for rule in rules.values() if isinstance(rule, QuotaPolicy)]

    assert len(quotas) == 3
    assert {rule.members for rule in quotas} == {Text("repairs completed", "完成维修")}
