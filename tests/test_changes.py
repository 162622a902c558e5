"""
What became of each obligation since the night before.
"""

from collections.abc import Mapping
from typing import Any

import pendulum
import pytest

from followup_rules.errors import InvalidFieldError, RowError
from followup_rules.reports import Report
from followup_rules.reports.changes import Unread
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


class TestUnreadable:
    """What could not be read this time is not gone."""

    def judged(self, *repairs: Any) -> Report:
        """Judge repairs as they stand."""
        report = repair.assess(repairs, [], as_of=at(3, 8))
        return report.where(rule="visit_deadline")

    def job(self, row: Any, **told: Any) -> Any:
        """Return a leak of 2 March."""
        ordinary: dict[str, Any] = {
            "categories": "leak",
            "completed_at": at(3, 2),
            "owes_visit": True,
        }
        return repair.Repair(id=row, **{**ordinary, **told})

    def test_a_value(self, form: Any) -> None:
        earlier = self.judged(*map(self.job, ("R1", "R/2", "R3")))
        broken = self.job("R/2", completed_at="yesterday")

        changes = self.judged(self.job("R1"), broken).changes_since(form(earlier))

        assert [one.key for one in changes.unreadable] == [KEY.format("R%2F2")]
        assert [one.key for one in changes.gone] == [KEY.format("R3")]
        assert changes.unreadable[0].after is None
        assert len(changes) == 2

    def test_an_id_that_may_be_any(self, form: Any) -> None:
        earlier = self.judged(self.job("R1"), self.job("R2"))

        changes = self.judged(self.job("R1"), self.job(None)).changes_since(
            form(earlier)
        )

        assert [one.key for one in changes.unreadable] == [KEY.format("R2")]
        assert changes.gone == ()

    def test_an_id_that_stands_twice(self, form: Any) -> None:
        """It is that of a row that was judged; the other one is gone."""
        earlier = self.judged(self.job("R1"), self.job("R2"))

        changes = self.judged(self.job("R1"), self.job("R1")).changes_since(
            form(earlier)
        )

        assert [one.key for one in changes.gone] == [KEY.format("R2")]
        assert changes.unreadable == ()

    def test_another_kind_of_the_same_id(self, form: Any) -> None:
        """A visit R2 that cannot be read is no repair R2."""
        earlier = self.judged(self.job("R1"), self.job("R2"))
        visit = repair.Visit(
            id="R2",
            repair_id="R1",
            visited_at="soon",  # type: ignore[arg-type]
            visitors=(),
        )
        later = repair.assess([self.job("R1")], [visit], as_of=at(3, 8))

        changes = later.where(rule="visit_deadline").changes_since(form(earlier))

        assert [one.key for one in changes.gone] == [KEY.format("R2")]

    @pytest.mark.parametrize(
        ("error", "key", "hides"),
        [
            (("matter", "M1", "x"), "A/r//matter/M1/1/", False),
            (("matter", "M1", "x"), "A/r//matter/M1%2F1/", True),
            (("matter", "M1", "x"), "A/r//matter/M10/", False),
            (("matter", "M1", "x"), "A/r//complaint/M1/", True),
            (("matter", "M1", "x"), "A/r//visit/M1/", False),
            (("photo", "M1", "x"), "A/r//matter/M1/", True),
            (("matter", "no. 1", "id"), "A/r//matter/M1/", True),
            (("matter", "no. 1", "id"), "A/r//complaint/M1/", True),
            (("matter", "no. 1", "id"), "A/r//visit/M1/", False),
            (("photo", "no. 1", "id"), "A/r//matter/M1/", False),
        ],
    )
    def test_which_row_it_is(
        self, error: tuple[str, str, str], key: str, *, hides: bool
    ) -> None:
        """
        Matters are named as complaints, and hold photos; visits are a ledger besides.
        """
        errors = [RowError(*error, None, "is wrong")]

        assert Unread(errors, ("matter", "visit")).may_hide(key) is hides


class TestBadInput:
    """What is no row of a report is refused."""

    @pytest.mark.parametrize("row", [{}, {"key": "a", "status": "met"}], ids=repr)
    def test_no_row_of_a_report(self, row: Any) -> None:
        with pytest.raises(InvalidFieldError, match=r"Report\.rows.*last_day"):
            judge("R1", as_of=at(3, 3)).changes_since([row])

    @pytest.mark.parametrize("row", [None, "REPAIR"], ids=repr)
    def test_no_row_at_all(self, row: Any) -> None:
        with pytest.raises(InvalidFieldError, match="report, or the rows of one"):
            judge("R1", as_of=at(3, 3)).changes_since([row])
