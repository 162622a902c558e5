"""
Odd values in the arguments of rules and of timing: an answer, or an error of our own.
"""

import datetime as dt
import inspect
import itertools
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pendulum
import pytest
from tests.campaigns.calls import TRUST, questions, untyped
from tests.policies.test_nothing_unused import KIND_IDS, KINDS, calls_of

from followup_rules.errors import FollowupRulesError, NaiveTimeError
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


_NO_MOMENTS = (pd.NaT, dt.datetime(2026, 3, 2, 9))  # noqa: DTZ001 - it has no zone


@pytest.mark.parametrize("kind", KINDS, ids=KIND_IDS)
def test_a_refusal_names_what_the_caller_wrote(kind: Any) -> None:
    """
    A moment without a zone is refused under the name of its argument, or of the fact.
    """
    policy, told = calls_of(kind)[0]
    known = ["event", getattr(policy, "trigger", None), getattr(policy, "event", None)]
    misnamed = []
    for _, ask in questions(policy):
        names = [
            name for name in inspect.signature(ask).parameters if name not in TRUST
        ]
        given = {name: told[name] for name in names if name in told}
        for name, value in itertools.product(names, _NO_MOMENTS):
            table = given.get(name)
            entries = list(table) if isinstance(table, Mapping) else []
            own = [name, name.removesuffix("s"), *known, *entries]
            for put in (value, [value], dict.fromkeys(entries, value)):
                error = _refused(ask, {**given, name: put})
                if error is not None and error.field not in own:
                    misnamed.append((name, put, str(error)))
    assert misnamed == []


def _refused(ask: Callable[..., Any], told: Mapping[str, Any]) -> NaiveTimeError | None:
    """Return the refusal of a moment; what else is refused is another matter."""
    try:
        ask(**told)
    except NaiveTimeError as error:
        return error
    except (FollowupRulesError, TypeError, AttributeError, LookupError):
        return None
    return None


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
