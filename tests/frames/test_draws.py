"""
Draws over columns: the same picks as the scalar draw.
"""

import datetime as dt
from typing import Any

import attrs
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.frames.ledgers import ENGINES, rows_of

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError, MissingSeedError
from followup_rules.frames import judge
from followup_rules.policies.draws import DrawPolicy, Repeat, Scope
from followup_rules.policies.draws.tickets import TicketOrder

ON = dt.date(2026, 3, 11)
SEED = "31415926535897932384"
RULE = DrawPolicy(
    id="phone_draw",
    clause=Clause(id="DEMO-1", en="some a week", zh="每周若干"),
    name=Text("the draw", "抽访"),
    owed_by="section",
    size=2,
    reserves=1,
)


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, Any]:
    """
    A rule, and cases of two windows, some called before, some not eligible.
    """
    keys = st.tuples(st.sampled_from("AB"), st.integers(1, 30).map("{:04d}".format))
    cases = draw(st.lists(keys, min_size=1, max_size=20, unique=True))
    flags = st.lists(st.booleans(), min_size=len(cases), max_size=len(cases))
    return {
        "policy": attrs.evolve(
            RULE,
            size=draw(st.integers(0, 5)),
            reserves=draw(st.integers(0, 3)),
            scope=draw(st.sampled_from((Scope.TOTAL, Scope.PER_WINDOW))),
            repeat=draw(st.sampled_from(Repeat)),
        ),
        "cases": cases,
        "called": draw(flags),
        "excluded": draw(flags),
    }


def table_of(ledger: dict[str, Any]) -> pa.Table:
    """
    Return the cases as a table.
    """
    windows, serials = zip(*ledger["cases"], strict=True)
    flags = {name: ledger[name] for name in ("called", "excluded")}
    return pa.table({"window": windows, "serial": serials, **flags})


def drawn(engine: str, table: pa.Table, policy: DrawPolicy, **others: Any) -> Any:
    """
    Draw in an engine and return the rows in order.
    """
    arguments = {"id": "serial", "window": "window", "seed": SEED, "on": ON, **others}
    found = rows_of(judge(ENGINES[engine](table), policy, **arguments))
    return sorted(found, key=lambda row: (row["place"] or 0, row["ticket"] or ""))


class TestSamePicks:
    """
    The picks and reserves are those of the scalar draw.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    @given(ledger=ledgers())
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_pick(self, engine: str, ledger: dict[str, Any]) -> None:
        """
        Whatever the scope and the rule for those called before.
        """
        whole = ["/".join(case) for case in ledger["cases"]]
        chosen = {
            name: [id_ for id_, flag in zip(whole, ledger[name], strict=True) if flag]
            for name in ("called", "excluded")
        }
        scalar = ledger["policy"].draw(
            whole,
            seed=SEED,
            on=ON,
            called=chosen["called"],
            excluded=dict.fromkeys(chosen["excluded"], "withdrawn"),
        )
        found = drawn(
            engine,
            table_of(ledger),
            ledger["policy"],
            called="called",
            excluded="excluded",
        )
        for kind, wanted in (("chosen", scalar.chosen), ("reserve", scalar.reserves)):
            ids = [row["drawn_id"] for row in found if row["drawn"] == kind]
            assert sorted(ids) == sorted(wanted)
        if ledger["policy"].scope is Scope.TOTAL:
            order = [row["drawn_id"] for row in found]
            assert order == [*scalar.chosen, *scalar.reserves]


@pytest.mark.parametrize("engine", ENGINES)
class TestByHand:
    """
    Tickets that anyone can recompute, and ids that have none.
    """

    def test_known_draw(self, engine: str) -> None:
        """
        The draw of the policy's own example.
        """
        table = pa.table({"window": ["A"] * 3, "serial": ["0001", "0002", "0003"]})
        found = drawn(engine, table, RULE)
        assert [(row["drawn_id"], row["drawn"]) for row in found] == [
            ("A/0003", "chosen"),
            ("A/0001", "chosen"),
            ("A/0002", "reserve"),
        ]

    def test_shards_merge(self, engine: str) -> None:
        """
        Drawing from the draws of two parts is drawing from the whole.
        """
        serials = [f"{number:04d}" for number in range(40)]
        whole = pa.table({"window": ["A"] * 40, "serial": serials})
        parts = [drawn(engine, whole.slice(start, 20), RULE) for start in (0, 20)]
        merged = pa.table(
            {
                "window": ["A"] * 6,
                "serial": [row["serial"] for part in parts for row in part],
            }
        )
        again = drawn(engine, merged, RULE)
        assert again == drawn(engine, whole, RULE)

    @pytest.mark.parametrize(
        "bad", [None, "", " 1", "1 ", "1\u00a0", "a\tb", "\u007f1", "e\u0301"]
    )
    def test_unusable_ids(self, engine: str, bad: str | None) -> None:
        """
        An id that cannot have a ticket comes back as undetermined.
        """
        table = pa.table({"serial": pa.array([bad, "1", "漏水-é"], pa.string())})
        found = drawn(engine, table, RULE, window=None)
        assert [row["drawn"] for row in found] == ["undetermined", "chosen", "chosen"]
        assert found[0]["reason"] == "invalid_id"
        assert found[0]["place"] is None

    def test_duplicates_and_unknown_flags(self, engine: str) -> None:
        """
        An id that stands twice, and a flag that is not known.
        """
        table = pa.table(
            {"serial": ["1", "1", "2"], "out": pa.array([False, False, None])}
        )
        found = drawn(engine, table, RULE, window=None, excluded="out")
        assert {row["reason"] for row in found} == {
            None,
            "duplicate_id",
            "fact_missing:excluded",
        }
        assert [row["drawn"] for row in found if row["place"]] == ["chosen"]

    def test_empty_frame(self, engine: str) -> None:
        """
        Nothing is drawn from nothing.
        """
        table = pa.table({"serial": pa.array([], pa.string())})
        assert drawn(engine, table, RULE, window=None) == []


class TestRefusals:
    """
    What would not be the same draw is refused.
    """

    def test_no_seed(self) -> None:
        """
        There is no default seed.
        """
        with pytest.raises(MissingSeedError):
            judge(pa.table({"id": ["1"]}), RULE, id="id", on=ON)

    @pytest.mark.parametrize(
        "change",
        [
            {"scope": Scope.TOTAL_STRATIFIED},
            {"scope": Scope.PER_WINDOW},
            {"order": TicketOrder.RIVEST},
        ],
    )
    def test_other_draws(self, change: dict[str, Any]) -> None:
        """
        Shares of windows, windows without a column, and the other ticket order.
        """
        rule = attrs.evolve(RULE, **change)
        with pytest.raises(InvalidFieldError):
            judge(pa.table({"id": ["1"]}), rule, id="id", on=ON, seed=SEED)
