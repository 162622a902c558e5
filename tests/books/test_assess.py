"""
A call as a whole: what it leaves as it was.
"""

import datetime as dt
import gc
from collections.abc import Iterator

import pytest
from attrs import evolve

from followup_rules.books import assess as judging
from followup_rules.errors import InvalidFieldError
from followup_rules.rulebooks import community, repair
from followup_rules.wording.problems import say_problem

AS_OF = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
REPAIR = repair.Repair(
    id="R1",
    categories="leak",
    completed_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    owes_visit=True,
)


@pytest.fixture(name="collecting", params=[True, False])
def _collecting(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Return whether the garbage collector was at work before the call."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


class TestAsItStood:
    """
    The same call at a moment before.
    """

    def test_what_came_later_was_not_known(self) -> None:
        """Two repairs today; before the second was completed there was one."""
        later = evolve(
            REPAIR, id="R2", completed_at=dt.datetime(2026, 3, 9, tzinfo=dt.UTC)
        )  # type: ignore[misc]
        today = judging.opened(
            repair.RULES,
            {"repair": [REPAIR, later]},
            as_of=AS_OF,
            period=None,
            calendar=None,
        )
        before = today.as_it_stood(dt.datetime(2026, 3, 5, tzinfo=dt.UTC))

        assert [one.id for one in today.known("repair")] == ["R1", "R2"]
        assert [one.id for one in before.known("repair")] == ["R1"]


class TestTheCollectorOfGarbage:
    """
    It rests while a ledger is judged.
    """

    def test_it_is_left_as_it_was(self, collecting: bool) -> None:  # noqa: FBT001
        """A host who had turned it off does not find it turned on."""
        report = repair.assess([REPAIR], [], as_of=AS_OF)

        assert gc.isenabled() is collecting
        assert len(report.where(rule="visit_deadline")) == 1

    def test_after_an_error_too(self, collecting: bool) -> None:  # noqa: FBT001
        """A refused call leaves it so as well."""
        with pytest.raises(InvalidFieldError, match="period cannot be 7"):
            repair.assess([REPAIR], [], as_of=AS_OF, period=7)  # type: ignore[arg-type]

        assert gc.isenabled() is collecting

    @pytest.mark.parametrize("most", [0, 10**9])
    def test_what_a_host_froze_stays_frozen(
        self, most: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A host who keeps its objects from the collector keeps them so."""
        monkeypatch.setattr(judging, "_MANY", most)
        gc.freeze()
        try:
            frozen = gc.get_freeze_count()
            repair.assess([REPAIR], [], as_of=AS_OF)

            assert 0 < gc.get_freeze_count() <= frozen
        finally:
            gc.unfreeze()

    def test_after_a_small_call_the_young_stay_young(self) -> None:
        """A host's own objects are moved only where a call made very many."""
        gc.unfreeze()
        gc.enable()
        gc.collect()
        mine: list[list[int]] = [[]]
        repair.assess([REPAIR], [], as_of=AS_OF)

        assert not any(one is mine for one in gc.get_objects(generation=2))

    def test_nothing_is_left_frozen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What a call made is collected as anything else is."""
        monkeypatch.setattr(judging, "_MANY", 0)
        gc.unfreeze()
        gc.enable()
        repair.assess([REPAIR], [], as_of=AS_OF)

        assert gc.get_freeze_count() == 0


class TestAPeriodThatIsNeeded:
    """
    Some rules begin their cells with a period.
    """

    def test_who_needs_it_and_the_way_out(self) -> None:
        """The refusal names the rules, and where a period is told."""
        with pytest.raises(InvalidFieldError) as caught:
            community.RULES.assess({}, as_of=AS_OF)

        said = str(caught.value)
        assert said.startswith("period cannot be None; allowed: a Period, such as")
        assert "needed by " in said
        assert "--period" in said
        chinese = say_problem(caught.value, "zh")
        assert chinese.startswith(
            "期间不能为None；应为期间，如timing.cycles.month(2026, 3)"
        )
        assert "需要期间（命令行写--period" in chinese

    def test_what_is_no_period_in_chinese(self) -> None:
        """Something else in its place is told what a period looks like."""
        with pytest.raises(InvalidFieldError) as caught:
            repair.assess([], [], as_of=AS_OF, period=7)  # type: ignore[arg-type]

        said = say_problem(caught.value, "zh")
        assert said == "期间不能为7；应为期间，如timing.cycles.month(2026, 3)。"
