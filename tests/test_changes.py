"""
What became of each obligation since the night before.
"""

from collections.abc import Mapping
from typing import Any

import pendulum
import pytest

from followup_rules.errors import InvalidFieldError
from followup_rules.reports import Report
from followup_rules.rulebooks import repair

KEY = "REPAIR/visit_deadline//repair/{}/"


def at(month: int, day: int) -> pendulum.DateTime:
    """
    Return a morning of 2026.
    """
    return pendulum.datetime(2026, month, day, 10, tz="Asia/Shanghai")


def judge(*ids: str, as_of: pendulum.DateTime, category: str = "leak") -> Report:
    """
    Judge leaks of 2 March; R1 was visited in time, the others never.
    """
    repairs = [
        repair.Repair(
            id=row, categories=category, completed_at=at(3, 2), owes_visit=True
        )
        for row in ids
    ]
    visit = repair.Visit(
        id="V",
        repair_id="R1",
        visited_at=at(3, 4),
        visitors=(repair.Visitor("office"),),
    )
    visits = [visit] if "R1" in ids else []
    report = repair.assess(repairs, visits, as_of=as_of)
    return report.where(rule="visit_deadline")


def kept(report: Report) -> list[Mapping[str, Any]]:
    """
    Return the rows as a host keeps them.
    """
    return [dict(row) for row in report.rows("zh")]


@pytest.fixture(params=["report", "rows"])
def form(request: pytest.FixtureRequest) -> Any:
    """
    The earlier side as it is, and as the rows that a host kept of it.
    """
    return kept if request.param == "rows" else lambda report: report


class TestChanges:
    """An obligation is found again by its key."""

    def test_the_same_answer_at_two_moments_is_no_change(self, form: Any) -> None:
        later = judge("R2", as_of=at(3, 4))

        assert len(later.changes_since(form(judge("R2", as_of=at(3, 3))))) == 0

    def test_new_changed_and_gone(self, form: Any) -> None:
        earlier = judge("R1", "R2", "R3", as_of=at(3, 3))

        changes = judge("R4", "R2", "R1", as_of=at(3, 8)).changes_since(form(earlier))

        assert [one.key for one in changes.new] == [KEY.format("R4")]
        assert [one.key for one in changes.gone] == [KEY.format("R3")]
        assert [one.key for one in changes.changed] == list(
            map(KEY.format, ("R2", "R1"))
        )
        assert [
            one.after.status.name for one in changes.changed if one.after is not None
        ] == ["BREACHED", "MET"]
        assert len(changes) == 4
        assert changes.new[0].before is None
        assert changes.gone[0].after is None

    def test_another_term_is_a_change(self, form: Any) -> None:
        earlier = judge("R2", as_of=at(3, 3), category="general")

        (only,) = judge("R2", as_of=at(3, 3)).changes_since(form(earlier)).changed

        assert only.key == KEY.format("R2")

    def test_before_is_held_as_it_was_given(self) -> None:
        earlier = judge("R2", as_of=at(3, 3))
        later = judge("R2", as_of=at(3, 8))

        assert later.changes_since(earlier).changed[0].before is earlier.verdicts[0]
        assert later.changes_since(kept(earlier)).changed[0].before == kept(earlier)[0]


class TestBadInput:
    """What is no row of a report is refused."""

    @pytest.mark.parametrize(
        "row", [None, "REPAIR", {}, {"key": "a", "status": "met"}], ids=repr
    )
    def test_no_row_of_a_report(self, row: Any) -> None:
        with pytest.raises(InvalidFieldError, match=r"Report\.rows.*last_day"):
            judge("R1", as_of=at(3, 3)).changes_since([row])
