"""
What Hypothesis finds through its entry point: strategies for our own types only.

Hypothesis calls `register` when it is imported, in every environment that holds this
package and Hypothesis; so that `st.from_type(Period)` and `st.builds` of a class with
such a field work without a line in the host's tests.
"""

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import Any, Final

_POLICIES: Final = (
    "ActorPolicy",
    "CadencePolicy",
    "ChecklistPolicy",
    "DeadlinePolicy",
    "DrawPolicy",
    "IntervalPolicy",
    "KeepingPolicy",
    "NoticePolicy",
    "ProcedurePolicy",
    "QuotaPolicy",
    "ScoringPolicy",
    "SeriesPolicy",
    "StreakPolicy",
    "TargetPolicy",
    "TeamPolicy",
    "WarrantyPolicy",
    "WindowPolicy",
)
_DECLARED: Final = ("Case", "Clause", "Counting", "Item", "Regulation", "Text")
_LENGTHS: Final = (
    "Days",
    "HalfMonths",
    "Hours",
    "Minutes",
    "Months",
    "Seasons",
    "ServiceLife",
    "Span",
    "Unlimited",
    "Weeks",
    "WorkingDays",
    "WorkingHours",
    "WorkingMinutes",
    "Years",
)


def register() -> None:
    """
    Tell Hypothesis how our types are made.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - it is being imported

    ours = import_module("followup_rules")  # for whoever uses Hypothesis only

    def later(name: str, *told: Any) -> Any:
        """Make a strategy when it is first drawn from."""
        types = partial(import_module, "followup_rules.testing.types")
        return st.deferred(lambda: getattr(types(), name)(*told))

    made: list[tuple[Iterable[str], Callable[[Any], Any]]] = [
        ((*_POLICIES, *_DECLARED, *_LENGTHS), lambda cls: later("instances", cls)),
        (("Period",), lambda _cls: later("periods")),
        (("TableCalendar",), lambda _cls: later("calendars")),
    ]
    for names, strategy in made:
        for name in names:
            cls = getattr(ours, name)
            st.register_type_strategy(cls, strategy(cls))
