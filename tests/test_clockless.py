"""
Nothing reads a clock.

Every call into C is watched while a whole ledger is judged, explained, printed and
computed again; one that could tell the time fails the test.
"""

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pendulum
import pytest

from followup_rules.rulebooks import repair
from followup_rules.rulebooks.repair import Problem, Repair, Visit, Visitor
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month

CLOCKS = frozenset(
    {
        "now",
        "utcnow",
        "today",
        "time",
        "time_ns",
        "localtime",
        "gmtime",
        "ctime",
        "monotonic",
        "monotonic_ns",
        "perf_counter",
        "perf_counter_ns",
        "clock_gettime",
        "process_time",
    }
)
_OWNERS = ("time", "datetime", "date", "DateTime", "Date")


def _tells_time(called: Any) -> bool:
    """Say whether a built-in function reads a clock."""
    owner = getattr(called, "__self__", None)
    named = getattr(owner, "__name__", type(owner).__name__)
    return called.__name__ in CLOCKS and named in _OWNERS


@contextmanager
def watched() -> Iterator[list[str]]:
    """Collect every reading of a clock inside the block."""
    seen: list[str] = []

    def watch(frame: FrameType, event: str, called: Any) -> None:
        of_the_tests = "hypothesis" in frame.f_code.co_filename  # it hooks into gc
        if event == "c_call" and not of_the_tests and _tells_time(called):
            place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
            seen.append(f"{called.__qualname__} in {place}")

    old = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield seen
    finally:
        sys.setprofile(old)


def _ledger() -> tuple[list[Repair], list[Visit], dt.datetime]:
    """Return a small ledger in which everything happens."""
    done = pendulum.datetime(2026, 3, 2, 9, tz="Asia/Shanghai")
    repairs = [
        Repair(id=f"R{n}", categories=("leak", "general"), completed_at=done)
        for n in range(5)
    ]
    visit = Visit(
        id="V1",
        repair_id="R1",
        visited_at=done.add(days=1),
        visitors=[Visitor("office")],
        problems=[Problem(id="P1", found_at=done.add(days=1))],
    )
    return repairs, [visit], done.add(months=2)


class TestClockless:
    """
    The moment of judgement is always an argument.
    """

    @pytest.mark.parametrize(
        "reading", ["NOT_EXTENDED", "CIVIL_CODE_203"], ids=["house", "civil code"]
    )
    def test_a_whole_ledger(self, reading: str) -> None:
        """Judging, explaining, printing and replaying read no clock."""
        repairs, visits, as_of = _ledger()
        calendar = china()
        with watched() as seen:
            rules = repair.RULES.choose("A-05", reading)
            report = repair.assess(
                repairs,
                visits,
                as_of=as_of,
                period=month(2026, 3),
                rules=rules,
                calendar=calendar,
            )
            for verdict in report:
                verdict.explain("en")
                verdict.explain("zh")
                rules.replay(verdict.receipt(), calendar=calendar)
            report.table("zh")
            json.dumps(report.to_dict())

        assert len(report) > 10
        assert seen == []

    @pytest.mark.parametrize(
        "reads",
        [
            lambda: dt.datetime.now(dt.UTC),  # noqa: TID251 - it must be seen
            lambda: dt.date.today(),  # noqa: DTZ011, PLW0108, TID251 - it must be seen
            lambda: time.time(),  # noqa: PLW0108, TID251 - it must be seen
            lambda: time.localtime(),  # noqa: PLW0108, TID251 - it must be seen
            lambda: time.monotonic_ns(),  # noqa: PLW0108 - it must be seen
            lambda: pendulum.now("UTC"),  # noqa: TID251 - it must be seen
            lambda: pendulum.today("UTC"),  # noqa: TID251 - it must be seen
        ],
    )
    def test_a_clock_would_be_seen(self, reads: Callable[[], object]) -> None:
        """Every way of asking the time is caught."""
        with watched() as seen:
            reads()

        assert seen
