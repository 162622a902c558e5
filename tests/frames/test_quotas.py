"""
Quotas over columns: the same counts and verdicts as one call for each group.
"""

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ColumnTakenError,
    NotAnInstantError,
    TooLargeProductError,
    WrongColumnTypeError,
)
from followup_rules.frames import assess
from followup_rules.policies.quotas import QuotaPolicy, Rounding

BASE = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
RULE = QuotaPolicy(
    id="quota",
    clause=Clause(id="DEMO-9", en="a share", zh="比例"),
    name=Text("the share", "比例"),
    owed_by="office",
    rate="5%",
)
HOURS = st.integers(-3, 3).map(lambda hours: BASE + dt.timedelta(hours=hours))


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, Any]:
    """
    A rule, and members in two groups, some of them visited twice.
    """
    low = draw(st.integers(1, 12))
    policy = attrs.evolve(
        RULE,
        rate=Fraction(draw(st.integers(0, low)), low),
        rounding=draw(st.sampled_from(Rounding)),
        waive_below=draw(st.integers(0, 3)),
        least=(least := draw(st.integers(0, 4))),
        most=draw(st.none() | st.integers(least + 1, least + 4)),
    )
    timed = draw(st.booleans())
    reached = HOURS if timed else st.booleans()
    row = st.tuples(
        st.sampled_from(("north", "south")),
        st.integers(0, 6),
        st.none() | reached,
    )
    return {
        "policy": policy,
        "rows": draw(st.lists(row, min_size=1, max_size=12)),
        "timed": timed,
        "members": draw(st.booleans()),
        "settles": draw(st.none() | HOURS),
        "ends": draw(st.none() | HOURS),
        "as_of": draw(HOURS),
        "as_columns": draw(st.booleans()),
    }


def scalar(ledger: dict[str, Any], group: str) -> dict[str, Any]:
    """
    Count one group by hand, and judge the counts.
    """
    rows = [row for row in ledger["rows"] if row[0] == group]
    keys = range(len(rows)) if not ledger["members"] else [row[1] for row in rows]
    reached: dict[int, list[Any]] = {}
    for key, row in zip(keys, rows, strict=True):
        reached.setdefault(key, []).append(row[2])
    now, settles = ledger["as_of"], ledger["settles"]
    visited = in_time = uncertain = 0
    for marks in reached.values():
        if ledger["timed"]:
            known = [mark for mark in marks if mark is not None and mark <= now]
            visited += bool(known)
            in_time += any(settles is None or mark < settles for mark in known)
        else:
            visited += True in marks
            in_time += True in marks
            uncertain += True not in marks and None in marks
    verdict = ledger["policy"].assess(
        len(reached),
        visited,
        visited_in_time=in_time,
        uncertain=uncertain,
        settles=settles,
        ends=ledger["ends"],
        as_of=now,
    )
    return {
        "group": group,
        "population": len(reached),
        "visited": visited,
        "visited_in_time": in_time,
        "uncertain": uncertain,
        "required": verdict.required,
        "shortfall": verdict.shortfall,
        "status": verdict.status.value,
        "clause": "DEMO-9",
        "reason": verdict.reason.code,
    }


def agree(engine: str, ledger: dict[str, Any]) -> None:
    """
    Judge a ledger both ways.
    """
    kind = pa.timestamp("us", "UTC") if ledger["timed"] else pa.bool_()
    groups, members, reached = zip(*ledger["rows"], strict=True)
    table = pa.table(
        {
            "group": pa.array(groups, pa.string()),
            "member": pa.array(members, pa.int64()),
            "reached": pa.array(reached, kind),
        }
    )
    bounds = {"settles": ledger["settles"], "ends": ledger["ends"]}
    if ledger["as_columns"]:
        for name, bound in bounds.items():
            values = pa.array([bound] * len(groups), pa.timestamp("us", "UTC"))
            table = table.append_column(name, values)
            bounds[name] = name
    found = rows_of(
        assess(
            ENGINES[engine](table),
            ledger["policy"],
            reached="reached",
            by="group",
            member="member" if ledger["members"] else None,
            **bounds,
            as_of=ledger["as_of"],
        )
    )
    wanted = [scalar(ledger, group) for group in sorted(set(groups))]
    assert sorted(found, key=lambda row: row["group"]) == wanted


class TestSameVerdicts:
    """
    Counts and verdicts are those of the scalar path.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    @given(ledger=ledgers())
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_group(self, engine: str, ledger: dict[str, Any]) -> None:
        """
        Population, visited, required, shortfall and status agree.
        """
        agree(engine, ledger)


@pytest.mark.parametrize("engine", ENGINES)
class TestByHand:
    """
    One office and its five per cent.
    """

    def test_one_of_seven(self, engine: str) -> None:
        """
        Five per cent of seven is one; without groups the frame is one group.
        """
        table = pa.table({"seen": [True, *([False] * 6)]})
        (found,) = rows_of(
            assess(ENGINES[engine](table), RULE, reached="seen", as_of=BASE)
        )
        assert (found["population"], found["required"], found["visited"]) == (7, 1, 1)
        assert (found["status"], found["shortfall"]) == ("met", 0)

    def test_days_reached(self, engine: str) -> None:
        """
        Plain days count up to the day before the quota settles.
        """
        days = pa.array([dt.date(2026, 3, 31), dt.date(2026, 4, 1)])
        settles = dt.datetime(2026, 3, 31, 16, tzinfo=dt.UTC)  # midnight in Shanghai
        (found,) = rows_of(
            assess(
                ENGINES[engine](pa.table({"on": days})),
                attrs.evolve(RULE, rate="100%"),
                reached="on",
                settles=settles,
                as_of=BASE + dt.timedelta(days=3),
            )
        )
        assert (found["visited"], found["visited_in_time"]) == (2, 1)
        assert found["status"] == "late"

    def test_empty_frame(self, engine: str) -> None:
        """
        Without rows there is no group.
        """
        table = pa.table({"seen": pa.array([], pa.bool_())})
        assert not rows_of(
            assess(ENGINES[engine](table), RULE, reached="seen", as_of=BASE)
        )

    def test_nothing_known(self, engine: str) -> None:
        """
        A column that holds nothing leaves the share unknown.
        """
        table = pa.table({"seen": pa.nulls(3)})
        (found,) = rows_of(
            assess(ENGINES[engine](table), RULE, reached="seen", as_of=BASE)
        )
        assert (found["status"], found["uncertain"]) == ("undetermined", 3)

    def test_members_not_known(self, engine: str) -> None:
        """
        Where a member is not named, nobody knows how many there are.
        """
        table = pa.table(
            {
                "seen": [True, False, False, True],
                "who": [None, None, "x", "y"],
                "month": ["3", "3", "3", "4"],
            }
        )
        frame = ENGINES[engine](table)
        found = rows_of(
            assess(frame, RULE, reached="seen", by="month", member="who", as_of=BASE)
        )
        shown = {row["month"]: (row["status"], row["reason"]) for row in found}
        assert shown == {
            "3": ("undetermined", "fact_missing:member"),
            "4": ("met", "share_reached"),
        }

    def test_no_bound_known(self, engine: str) -> None:
        """
        A bound that is null everywhere bounds nothing: the group is final.
        """
        table = pa.table({"seen": [True, False], "until": pa.nulls(2)})
        (found,) = rows_of(
            assess(
                ENGINES[engine](table),
                attrs.evolve(RULE, rate="100%"),
                reached="seen",
                settles="until",
                as_of=BASE,
            )
        )
        assert (found["status"], found["shortfall"]) == ("breached", 1)


class TestRefusals:
    """
    What cannot be counted exactly is refused.
    """

    def test_member_among_the_groups(self) -> None:
        """
        A column tells groups apart or members, and stands once.
        """
        table = pa.table({"seen": [True], "who": ["x"]})
        with pytest.raises(ColumnTakenError, match="who"):
            assess(table, RULE, reached="seen", by="who", member="who", as_of=BASE)

    def test_large_rate(self) -> None:
        """
        A rate whose products could leave 64 bits.
        """
        table = pa.table({"seen": [True]})
        rule = attrs.evolve(RULE, rate=Fraction(1, 2**20))
        (found,) = rows_of(assess(table, rule, reached="seen", as_of=BASE))
        assert found["status"] == "met"
        for parts in (2**20 + 1, 2**21):
            rule = attrs.evolve(RULE, rate=Fraction(1, parts))
            with pytest.raises(TooLargeProductError, match=str(parts)):
                assess(table, rule, reached="seen", as_of=BASE)

    def test_taken_name(self) -> None:
        """
        A group column with the name of a result.
        """
        table = pa.table({"seen": [True], "status": ["x"]})
        with pytest.raises(ColumnTakenError, match="status"):
            assess(table, RULE, reached="seen", by="status", as_of=BASE)

    def test_days_as_bounds(self) -> None:
        """
        A quota settles at a moment, not on a day.
        """
        table = pa.table({"seen": [True], "on": [dt.date(2026, 4, 1)]})
        with pytest.raises(WrongColumnTypeError, match="settles"):
            assess(table, RULE, reached="seen", settles="on", as_of=BASE)
        with pytest.raises(NotAnInstantError, match="settles"):
            assess(table, RULE, reached="seen", settles=dt.date(2026, 4, 1), as_of=BASE)
