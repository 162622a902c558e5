"""
Odd values in the arguments of rules and of timing: an answer, or an error of our own.
"""

import datetime as dt

import pendulum
import pytest
from tests.campaigns.calls import untyped
from tests.policies.test_nothing_unused import KINDS, calls_of

from followup_rules.errors import FollowupRulesError
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.timing.cycles import Cycle, cell_of, cells, next_cell
from followup_rules.timing.moments import elapsed


@pytest.mark.filterwarnings("ignore")
def test_nothing_untyped_comes_out() -> None:
    """One call of each kind of rule, with each odd value in each argument."""
    assert list(untyped(1)) == []


def test_every_kind_is_asked() -> None:
    """The sample above is not empty."""
    assert all(calls_of(kind) for kind in KINDS)


class TestTheEdgesOfTheCalendar:
    """
    The first and the last year that a date can have.
    """

    @pytest.mark.parametrize("cycle", Cycle)
    def test_the_last_cells(self, cycle: Cycle) -> None:
        """The cells of the last days end with the calendar, and none follows."""
        try:
            found = list(cells(cycle, dt.date(9999, 12, 1), dt.date.max))
        except FollowupRulesError:
            assert cycle is Cycle.WEEK  # the last week ends in the year 10000
            return
        assert found[-1].last == dt.date.max
        with pytest.raises(FollowupRulesError, match="9999"):
            next_cell(cycle, found[-1])

    def test_what_is_no_cell(self) -> None:
        """A day is no cell, and a word no cycle."""
        with pytest.raises(FollowupRulesError, match="a Period"):
            next_cell(Cycle.MONTH, dt.date(2026, 3, 1))  # type: ignore[arg-type]
        with pytest.raises(FollowupRulesError, match=r"Cycle\.WEEK"):
            cell_of("month", dt.date(2026, 3, 1))  # type: ignore[arg-type]

    def test_time_since_the_first_instant(self) -> None:
        """East of Greenwich the first midnight has no time in UTC."""
        unset = dt.datetime(1, 1, 1, tzinfo=pendulum.timezone("Asia/Shanghai"))
        later = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
        assert elapsed(unset, later) > dt.timedelta(days=1)
        assert elapsed(later, unset) == -elapsed(unset, later)

    def test_an_unset_bound(self) -> None:
        """A quota whose end was never set is over."""
        rule = next(rule for rule, _ in _quotas())
        unset = dt.datetime(1, 1, 1, tzinfo=pendulum.timezone("Asia/Shanghai"))
        now = pendulum.datetime(2026, 3, 1, tz="Asia/Shanghai")
        assert rule.assess(20, 20, settles=unset, as_of=now).status.name == "MET"


def _quotas() -> list[tuple[QuotaPolicy, object]]:
    """Return the kept calls of quotas."""
    return list(calls_of(QuotaPolicy))
