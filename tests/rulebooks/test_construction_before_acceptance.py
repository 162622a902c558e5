"""
Visits of a project that is not accepted yet: nothing has begun, and nothing is ruled out.
"""

import datetime as dt

import pendulum
import pytest

from followup_rules.errors import InvalidFieldError
from followup_rules.rulebooks import construction
from followup_rules.timing.seasons import published
from followup_rules.verdicts import Status, Verdict

NOW = pendulum.datetime(2026, 6, 1, tz="Asia/Shanghai")
WATCHED = ("rainy_season_visit", "heating_season_visit", "pre_expiry_visit")


def visits(*categories: str, accepted_on: dt.date | None) -> list[Verdict]:
    """Return the verdicts on the visits that a cover asks for."""
    project = construction.Project(
        id="P", categories=categories, accepted_on=accepted_on, place="beijing"
    )
    seasons = {"beijing": published("beijing")}
    report = construction.assess([project], as_of=NOW, seasons=seasons)
    found = [one for rule in WATCHED for one in report.where(rule=rule)]
    rules = construction.RULES
    local = seasons["beijing"]
    again = [rules.replay(one.receipt(), seasons=local) for one in found]
    assert [one.verdict.reason for one in again] == [one.reason for one in found]
    return found


def test_not_accepted() -> None:
    """
    What the visits follow has not happened; what is not built is never visited.
    """
    found = visits("roof_waterproofing", accepted_on=None)
    assert {one.status for one in found} == {Status.NOT_APPLICABLE}
    codes = [(one.clause.id, one.reason.code) for one in found]
    assert codes == [
        ("WAR-3.3a", "anchor_absent"),
        ("WAR-3.3b", "window_not_owed"),
        ("WAR-3.5a", "anchor_absent"),
    ]
    assert found[-1].explain("en") == (
        "What the visit before the warranty ends follows has not happened yet; "
        "WAR-3.5a does not apply yet."
    )
    assert (
        found[-1].explain("zh")
        == "保修期满前的回访的前提事项尚未发生，WAR-3.5a暂不适用。"
    )


def test_accepted() -> None:
    """
    Then the same keys come to what they are.
    """
    before = {one.key for one in visits("decoration", accepted_on=None)}
    after = visits("decoration", accepted_on=dt.date(2026, 3, 1))
    (last,) = (one for one in after if one.clause.id == "WAR-3.5a")
    assert last.status is Status.PENDING
    assert last.key in before


@pytest.mark.parametrize("begun", [False, None, 0])
def test_begun_beside_a_window(begun: bool | None) -> None:  # noqa: FBT001 - what is told
    """
    A window that is known has begun to be; and it is yes or no.
    """
    rule = construction.RULES["pre_expiry_visit"]
    with pytest.raises(InvalidFieldError, match="begun cannot be"):
        rule.assess(dt.date(2027, 1, 1), begun=begun, as_of=NOW)
    if begun is not False:
        with pytest.raises(InvalidFieldError, match="begun cannot be"):
            rule.assess(None, begun=begun, as_of=NOW)
