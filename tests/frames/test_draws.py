"""
Draws over columns: the same picks as the scalar draw.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.frames.ledgers import CONNECTION, ENGINES, rows_of

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ColumnTakenError,
    DuplicateIdError,
    InvalidFieldError,
    InvalidIdError,
    MissingColumnError,
    MissingFactError,
    MissingSeedError,
    TooLargeProductError,
    WrongColumnTypeError,
)
from followup_rules.frames import assess, draws
from followup_rules.policies.draws import (
    Draw,
    DrawPolicy,
    DrawUnit,
    Repeat,
    Scope,
    TicketOrder,
    ticket,
    verify,
)

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
STRATIFIED = attrs.evolve(RULE, scope=Scope.TOTAL_STRATIFIED)
PER_WINDOW = attrs.evolve(RULE, scope=Scope.PER_WINDOW)
BACKWARDS = [name for name in ENGINES if name != "duckdb"]
LISTS = ("called", "excluded", "person", "phone")


def policies(orders: tuple[TicketOrder, ...]) -> st.SearchStrategy[DrawPolicy]:
    """
    Every option, with small numbers.
    """
    return st.builds(
        lambda **fields: attrs.evolve(RULE, **fields),
        size=st.integers(0, 6),
        reserves=st.integers(0, 3),
        scope=st.sampled_from(Scope),
        repeat=st.sampled_from(Repeat),
        unit=st.sampled_from(DrawUnit),
        order=st.sampled_from(orders),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, list[Any]]:
    """
    Cases of some windows and persons, some called before, some not eligible.
    """
    keys = st.tuples(
        st.sampled_from(("A", "B", "漏")), st.integers(1, 30).map("{:04d}".format)
    )
    cases = draw(st.lists(keys, min_size=1, max_size=24, unique=True))

    def several(values: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(values, min_size=len(cases), max_size=len(cases)))

    return {
        "window": [window for window, _ in cases],
        "serial": [serial for _, serial in cases],
        "called": several(st.sampled_from((True, False, False))),
        "excluded": several(st.sampled_from((None, None, "withdrawn", "no phone"))),
        "person": several(st.sampled_from(("Li", "Wu", "Ma", "Xu", "Yu", "Zhou"))),
        "phone": several(st.just("-")),
    }


def table_of(ledger: Mapping[str, list[Any]]) -> pa.Table:
    """
    Return cases as a table.
    """
    kinds = {name: pa.string() for name in ledger} | {"called": pa.bool_()}
    return pa.table(
        {name: pa.array(values, kinds[name]) for name, values in ledger.items()}
    )


def whole_ids(ledger: Mapping[str, list[Any]]) -> list[str]:
    """
    Return the ids with their windows.
    """
    pairs = zip(ledger["window"], ledger["serial"], strict=True)
    return [f"{window}/{serial}" for window, serial in pairs]


def scalar(policy: DrawPolicy, ledger: Mapping[str, list[Any]]) -> Draw:
    """
    Draw from the ids by the scalar path.
    """
    ids = whole_ids(ledger)
    reasons = zip(ids, ledger["excluded"], strict=True)
    return policy.draw(
        ids,
        seed=SEED,
        on=ON,
        persons=dict(zip(ids, ledger["person"], strict=True)),
        called=[i for i, flag in zip(ids, ledger["called"], strict=True) if flag],
        excluded={id_: reason for id_, reason in reasons if reason},
    )


COLUMNS: dict[str, Any] = {
    "id": "serial",
    "window": "window",
    "person": "person",
    "called": "called",
    "excluded": "excluded",
}
DATED: dict[str, Any] = {"seed": SEED, "on": ON}


def drawn(engine: str, table: pa.Table, policy: DrawPolicy, **others: Any) -> Any:
    """
    Draw in an engine and return the rows in order.
    """
    arguments = {"id": "serial", "window": "window", **DATED, **others}
    found = rows_of(assess(ENGINES[engine](table), policy, **arguments))
    return sorted(found, key=lambda row: (row["place"] or 0, row["ticket"] or ""))


def in_groups(ids: tuple[str, ...], scope: Scope) -> dict[str, list[str]]:
    """
    Put ids together by window, in their order, unless they are drawn in total.
    """
    groups: dict[str, list[str]] = {}
    for id_ in ids:
        name = "*" if scope is Scope.TOTAL else id_.partition("/")[0]
        groups.setdefault(name, []).append(id_)
    return groups


def hold_against(found: list[dict[str, Any]], wanted: Draw, rule: DrawPolicy) -> None:
    """
    Compare rows with a scalar draw: who, in which order, with which tickets.
    """
    for kind, ids in (("chosen", wanted.chosen), ("reserve", wanted.reserves)):
        rows = tuple(row["drawn_id"] for row in found if row["drawn"] == kind)
        assert in_groups(rows, rule.scope) == in_groups(ids, rule.scope)
    for row in found:
        assert row["reason"] is None
        assert row["phone"] == "-"
        text = wanted.terms.seed_string
        expected = ticket(row["drawn_id"], seed_string=text, order=rule.order)
        assert row["ticket"] == expected
    groups = in_groups(tuple(row["drawn_id"] for row in found), rule.scope)
    places = {row["drawn_id"]: row["place"] for row in found}
    for names in groups.values():
        assert [places[name] for name in names] == list(range(1, len(names) + 1))


class TestSamePicks:
    """
    The picks and reserves are those of the scalar draw, whatever the options.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    @given(ledger=ledgers(), rule=policies((TicketOrder.HEX,)))
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    def test_hexadecimal(
        self, engine: str, ledger: dict[str, list[Any]], rule: DrawPolicy
    ) -> None:
        """
        By hexadecimal tickets, which every engine can sort.
        """
        found = drawn(engine, table_of(ledger), rule, **COLUMNS)

        hold_against(found, scalar(rule, ledger), rule)

    @pytest.mark.parametrize("engine", BACKWARDS)
    @given(ledger=ledgers(), rule=policies((TicketOrder.RIVEST,)))
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    def test_backwards(
        self, engine: str, ledger: dict[str, list[Any]], rule: DrawPolicy
    ) -> None:
        """
        By the order of election audits, where ids can be taken one by one.
        """
        found = drawn(engine, table_of(ledger), rule, **COLUMNS)

        hold_against(found, scalar(rule, ledger), rule)

    @pytest.mark.parametrize("engine", ENGINES)
    @given(ledger=ledgers(), rule=policies((TicketOrder.HEX,)))
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    def test_whole_ids(
        self, engine: str, ledger: dict[str, list[Any]], rule: DrawPolicy
    ) -> None:
        """
        Ids that name their windows give the same draw as serials with a column.
        """
        table = table_of({**ledger, "serial": whole_ids(ledger)})
        columns = {**COLUMNS, "window": None}
        found = drawn(engine, table, rule, **columns)

        hold_against(found, scalar(rule, ledger), rule)

    @pytest.mark.parametrize("engine", ENGINES)
    @given(ledger=ledgers(), rule=policies((TicketOrder.HEX,)))
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    def test_receipt(
        self, engine: str, ledger: dict[str, list[Any]], rule: DrawPolicy
    ) -> None:
        """
        The draw with a receipt has the scalar picks, and its receipt is proved.
        """
        frame = ENGINES[engine](table_of(ledger))
        found = draws.draw(frame, rule, **COLUMNS, **DATED, seed_source="the lottery")
        wanted = scalar(rule, ledger)

        assert found.selection == wanted.selection
        assert found.receipt["seed_source"] == "the lottery"
        assert found.receipt["excluded"] == wanted.receipt["excluded"]
        assert verify(found.receipt, whole_ids(ledger)) == []


def summed(engine: str, table: pa.Table, rule: DrawPolicy, **columns: Any) -> Any:
    """
    Return the summary of a draw by group.
    """
    found = rows_of(draws.summary(ENGINES[engine](table), rule, **columns))
    return {row["group"]: row for row in found}


class TestSummary:
    """
    What is published beside the picks.
    """

    @pytest.mark.parametrize("engine", ENGINES)
    @given(ledger=ledgers(), rule=policies((TicketOrder.HEX, TicketOrder.RIVEST)))
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    def test_counts(
        self, engine: str, ledger: dict[str, list[Any]], rule: DrawPolicy
    ) -> None:
        """
        Eligible, shares, chances and shortfall are those of the scalar draw.
        """
        found = summed(engine, table_of(ledger), rule, **COLUMNS)
        wanted = scalar(rule, ledger)
        ids = in_groups(tuple(whole_ids(ledger)), rule.scope)

        assert found.keys() == ids.keys()
        for name, row in found.items():
            chance = wanted.chance(name)
            assert row["frame_size"] == len(ids[name])
            assert row["undetermined"] == 0
            assert row["eligible"] == wanted.eligible.get(name, 0)
            assert row["excluded"] == len(ids[name]) - row["eligible"]
            assert row["share"] == wanted.shares.get(name, 0)
            assert row["chance_k"] == chance * row["chance_n"]
            assert (row["chance_n"] > 0) is (name in dict(wanted.selection.chances))
        if rule.scope is Scope.PER_WINDOW:
            missing = (rule.size or 0) * (len(ids) - len(wanted.shares))
            short = sum(row["shortfall"] for row in found.values())
            assert short == wanted.shortfall + missing
        else:
            assert {row["shortfall"] for row in found.values()} == {wanted.shortfall}

    @pytest.mark.parametrize("engine", ENGINES)
    def test_by_hand(self, engine: str) -> None:
        """
        Twenty of 52: window A has 12 cases and gets 5 calls, B has 40 and gets 15.
        """
        windows = ["A"] * 12 + ["B"] * 40 + ["C"]
        serials = [f"{number:03d}" for number in range(53)]
        table = pa.table(
            {
                "window": windows,
                "serial": serials,
                "excluded": pa.array([None] * 52 + ["closed"], pa.string()),
            }
        )
        columns = {"id": "serial", "window": "window", "excluded": "excluded"}
        rule = attrs.evolve(STRATIFIED, size=20)
        found = summed(engine, table, rule, **columns)
        told = ("frame_size", "excluded", "eligible", "share", "shortfall")
        chance = ("chance_k", "chance_n")

        assert {
            name: [row[key] for key in (*told, *chance)] for name, row in found.items()
        } == {
            "A": [12, 0, 12, 5, 0, 5, 12],
            "B": [40, 0, 40, 15, 0, 15, 40],
            "C": [1, 1, 0, 0, 0, 0, 0],
        }
        picks = drawn(engine, table, rule, excluded="excluded")
        chosen = [row["window"] for row in picks if row["drawn"] == "chosen"]
        assert (chosen.count("A"), chosen.count("B")) == (5, 15)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_called_fill_up(self, engine: str) -> None:
        """
        Three of four were called before: the fourth is certain, two fill up.
        """
        table = pa.table({"serial": list("abcd"), "called": [True, True, True, False]})
        rule = attrs.evolve(RULE, size=3, repeat=Repeat.FILL_UP)
        columns = {"id": "serial", "called": "called"}
        found = summed(engine, table, rule, **columns)["*"]

        assert (found["eligible"], found["share"], found["shortfall"]) == (4, 3, 0)
        assert (found["chance_k"], found["chance_n"]) == (1, 1)
        picks = drawn(engine, table, rule, window=None, called="called")
        assert picks[0]["serial"] == "d"
        assert [row["place"] for row in picks] == [1, 2, 3, 4]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_undetermined_rows(self, engine: str) -> None:
        """
        They are counted, and those without a window stand by themselves.
        """
        table = pa.table(
            {"window": ["A", "A", None], "serial": pa.array(["1", None, "3"])}
        )
        columns = {"id": "serial", "window": "window"}
        found = summed(engine, table, PER_WINDOW, **columns)

        assert found["A"]["undetermined"] == 1
        assert found["A"]["eligible"] == 1
        assert (found[None]["undetermined"], found[None]["share"]) == (1, 0)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_empty_frame(self, engine: str) -> None:
        """
        A frame without rows has no groups.
        """
        table = pa.table({"serial": pa.array([], pa.string())})
        assert summed(engine, table, RULE, id="serial") == {}

    def test_stays_lazy(self) -> None:
        """
        Nothing is executed on a lazy frame.
        """
        lazy = pl.LazyFrame({"serial": ["1"]})
        assert isinstance(draws.summary(lazy, RULE, id="serial"), pl.LazyFrame)


class TestShares:
    """
    Windows share a draw exactly as in the scalar path.
    """

    @given(
        eligible=st.lists(st.integers(1, 40), min_size=1, max_size=7),
        size=st.integers(0, 60),
    )
    @example(eligible=[6, 6, 2], size=7)
    @example(eligible=[3, 3, 3, 1], size=2)
    @example(eligible=[10, 10], size=7)
    @settings(max_examples=40, deadline=None)
    def test_seats(self, eligible: list[int], size: int) -> None:
        """
        Whatever the sizes; of equals the window of the smaller code comes first.
        """
        names = ["A", "AB", "B", "a", "漏", "漏水", "\U00020000"][: len(eligible)]
        counts = dict(zip(names, eligible, strict=True))
        rule = attrs.evolve(STRATIFIED, size=size, reserves=0)
        cases = pl.DataFrame(
            [
                {"window": name, "serial": f"{number:02d}"}
                for name, count in counts.items()
                for number in range(count)
            ]
        )
        columns = {"id": "serial", "window": "window"}
        found = draws.summary(cases, rule, **columns)
        picks = assess(cases, rule, **columns, **DATED)
        by_window = dict(picks.group_by("window").len().rows())

        assert dict(found.select("group", "share").rows()) == rule.shares(counts)
        assert by_window == {k: n for k, n in rule.shares(counts).items() if n}

    def test_fractions_that_nearly_agree(self) -> None:
        """
        Of 22 for 23 cases, the seat that stays empty is the twelfth of twelve, with
        12/23 = 0.522, and not the eleventh of eleven, with 11/21 = 0.524.
        """
        windows = ["A"] * 12 + ["B"] * 11
        serials = [f"{number:02d}" for number in range(23)]
        cases = pl.DataFrame({"window": windows, "serial": serials})
        rule = attrs.evolve(STRATIFIED, size=22, reserves=0)
        found = draws.summary(cases, rule, id="serial", window="window")
        assert dict(found.select("group", "share").rows()) == {"A": 11, "B": 11}

        picks = assess(cases, rule, id="serial", window="window", **DATED)
        assert dict(picks.group_by("window").len().rows()) == {"A": 11, "B": 11}

    @pytest.mark.parametrize("engine", ENGINES)
    def test_a_large_draw(self, engine: str) -> None:
        """
        A hundred thousand may be shared out; more could not be compared exactly.
        """
        table = pa.table({"window": list("AAB"), "serial": list("123")})
        rule = attrs.evolve(STRATIFIED, size=100_000)
        found = drawn(engine, table, rule)
        assert [row["drawn"] for row in found] == ["chosen"] * 3

        larger = attrs.evolve(STRATIFIED, size=100_001)
        with pytest.raises(TooLargeProductError, match="100001"):
            drawn(engine, table, larger)
        with pytest.raises(TooLargeProductError):
            summed(engine, table, larger, id="serial", window="window")

    @pytest.mark.parametrize("engine", ENGINES)
    def test_a_share(self, engine: str) -> None:
        """
        Columns draw a number; a share is refused with the way out.
        """
        table = pa.table({"window": list("AAB"), "serial": list("123")})
        rule = attrs.evolve(STRATIFIED, size=None, share="10%")
        with pytest.raises(InvalidFieldError, match=r"DrawPolicy\.draw"):
            drawn(engine, table, rule)
        with pytest.raises(InvalidFieldError, match=r"DrawPolicy\.draw"):
            summed(engine, table, rule, id="serial", window="window")


def merged(engine: str, table: pa.Table, parts: list[int], rule: DrawPolicy) -> Any:
    """
    Draw from parts of a table, put the results together, and draw again.
    """
    ids: list[dict[str, Any]] = []
    for part in sorted(set(parts)):
        rows = [place for place, number in enumerate(parts) if number == part]
        ids += drawn(engine, table.take(rows), rule, **COLUMNS)
    for row in ids:
        for name in draws.RESULTS:
            del row[name]
    together = table.schema.empty_table()
    if ids:
        together = pa.Table.from_pylist(ids, table.schema)
    return drawn(engine, together, rule, **COLUMNS)


class TestShards:
    """
    The draw of draws is the draw of the whole, where it can be.
    """

    @pytest.mark.parametrize("scope", [Scope.TOTAL, Scope.PER_WINDOW])
    @given(
        ledger=ledgers(),
        rule=policies((TicketOrder.HEX,)),
        parts=st.lists(st.integers(0, 2), min_size=24, max_size=24),
    )
    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    def test_merging(
        self,
        engine: str,
        scope: Scope,
        ledger: dict[str, list[Any]],
        rule: DrawPolicy,
        parts: list[int],
    ) -> None:
        """
        In total and per window, wherever the rows lie, if each case has its ticket.
        """
        rule = attrs.evolve(rule, scope=scope, unit=DrawUnit.CASE)
        table = table_of(ledger)

        again = merged(engine, table, parts[: len(table)], rule)
        assert again == drawn(engine, table, rule, **COLUMNS)

    @given(ledger=ledgers(), rule=policies((TicketOrder.RIVEST,)))
    @settings(max_examples=15, deadline=None)
    def test_merging_persons(
        self, ledger: dict[str, list[Any]], rule: DrawPolicy
    ) -> None:
        """
        With persons too, where all cases of a person lie in one shard, and all say
        that the person was called.
        """
        scope = Scope.TOTAL if (rule.size or 0) % 2 else Scope.PER_WINDOW
        rule = attrs.evolve(rule, scope=scope, unit=DrawUnit.PERSON)
        pairs = list(zip(ledger["person"], ledger["called"], strict=True))
        reached = {person for person, called in pairs if called}
        called = [person in reached for person, _ in pairs]
        table = table_of({**ledger, "called": called})
        parts = [len(person) for person in ledger["person"]]

        again = merged("polars", table, parts, rule)
        assert again == drawn("polars", table, rule, **COLUMNS)

    def test_shares_do_not_merge(self) -> None:
        """
        Of four, a window of 30 has three in the whole and one of 10 has one; drawn
        from four of each, they would have two each.
        """
        windows = ["A"] * 30 + ["B"] * 10
        serials = [f"{number:02d}" for number in range(40)]
        table = pa.table({"window": windows, "serial": serials})
        rule = attrs.evolve(STRATIFIED, size=4, reserves=0)
        whole = drawn("polars", table, rule)
        assert sorted(row["window"] for row in whole) == ["A", "A", "A", "B"]

        parts = [drawn("polars", table.slice(*cut), rule) for cut in ((0, 30), (30,))]
        rows = [(row["window"], row["serial"]) for part in parts for row in part]
        names, numbers = zip(*rows, strict=True)
        together = pa.table({"window": names, "serial": numbers})
        again = drawn("polars", together, rule)
        assert sorted(row["window"] for row in again) == ["A", "A", "B", "B"]


class TestByHand:
    """
    Tickets that anyone can recompute, and rows that have none.
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

    def test_own_columns_come_back(self, engine: str) -> None:
        """
        Every column of the caller's, in front of the new ones.
        """
        table = pa.table(
            {"day": pa.array([ON], pa.date32()), "serial": ["1"], "note": ["late"]}
        )
        (row,) = drawn(engine, table, RULE, window=None)
        assert list(row) == ["day", "serial", "note", *draws.RESULTS]
        assert (row["day"], row["note"]) == (ON, "late")

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

    @pytest.mark.parametrize(
        ("window", "serial", "reason"),
        [
            (None, "1", "fact_missing:window"),
            ("", "1", "invalid_window"),
            (" A", "1", "invalid_window"),
            ("A ", "1", "invalid_window"),
            ("A/B", "1", "invalid_window"),
            ("A", "", "invalid_id"),
            ("A", " 1", "invalid_id"),
            ("A", "1 ", "invalid_id"),
            ("A", None, "invalid_id"),
            ("A", "A/1", "window_named_twice"),
            ("A", "A/", "window_named_twice"),
            ("e\u0301", "1", "invalid_id"),
            ("A", "B/1", None),
            ("A", "AA/1", None),
            ("A", "1/A/1", None),
            ("漏水", "1 1", None),
        ],
    )
    def test_windows(
        self, engine: str, window: str | None, serial: str | None, reason: str | None
    ) -> None:
        """
        What the scalar path refuses of a window and its serials is undetermined.
        """
        texts = {"window": [window], "serial": [serial]}
        table = pa.table({k: pa.array(v, pa.string()) for k, v in texts.items()})
        for rule in (RULE, PER_WINDOW, STRATIFIED):
            (row,) = drawn(engine, table, rule)
            assert row["reason"] == reason
            assert row["drawn"] == ("undetermined" if reason else "chosen")
        if reason:
            with pytest.raises((InvalidIdError, MissingFactError)):
                draws.draw(
                    ENGINES[engine](table), RULE, id="serial", window="window", **DATED
                )

    def test_ids_without_a_window(self, engine: str) -> None:
        """
        A draw by window needs one, in a column or in the id.
        """
        table = pa.table({"serial": ["A/1", "2"]})
        for rule in (PER_WINDOW, STRATIFIED):
            found = drawn(engine, table, rule, window=None)
            assert {row["serial"]: row["reason"] for row in found} == {
                "A/1": None,
                "2": "fact_missing:window",
            }
        assert len(drawn(engine, table, RULE, window=None)) == 2
        with pytest.raises(MissingFactError, match="window"):
            draws.draw(ENGINES[engine](table), PER_WINDOW, id="serial", **DATED)

    def test_duplicates(self, engine: str) -> None:
        """
        Neither row of an id that stands twice has a ticket.
        """
        table = pa.table({"serial": ["1", "1", "2"]})
        found = drawn(engine, table, RULE, window=None)
        assert [(row["serial"], row["drawn"], row["reason"]) for row in found] == [
            ("1", "undetermined", "duplicate_id"),
            ("1", "undetermined", "duplicate_id"),
            ("2", "chosen", None),
        ]
        with pytest.raises(DuplicateIdError):
            draws.draw(ENGINES[engine](table), RULE, id="serial", **DATED)

    def test_flags_that_are_not_known(self, engine: str) -> None:
        """
        Whether someone was called, or is not eligible, must be known.
        """
        table = pa.table(
            {
                "serial": ["1", "2", "3", "4"],
                "out": pa.array([False, None, True, False]),
                "called": pa.array([False, False, True, None]),
            }
        )
        flags: dict[str, Any] = {"excluded": "out", "called": "called"}
        found = drawn(engine, table, RULE, window=None, **flags)
        assert {row["serial"]: row["reason"] for row in found} == {
            "1": None,
            "2": "fact_missing:excluded",
            "4": "fact_missing:called",
        }
        for rows, fact in (([1], "excluded"), ([3], "called")):
            part = ENGINES[engine](table.take(rows))
            with pytest.raises(MissingFactError, match=fact):
                draws.draw(part, RULE, id="serial", **flags, **DATED)

    def test_called_is_not_asked(self, engine: str) -> None:
        """
        Where repeats are ignored, it does not matter who was called.
        """
        table = pa.table({"serial": ["1"], "called": pa.array([None], pa.bool_())})
        rule = attrs.evolve(RULE, repeat=Repeat.IGNORED)
        found = drawn(engine, table, rule, window=None, called="called")
        assert [row["drawn"] for row in found] == ["chosen"]

    def test_the_name_of_a_flag_is_a_reason(self, engine: str) -> None:
        """
        The receipt says why a row was excluded by true or false.
        """
        table = pa.table({"serial": ["1", "2"], "withdrawn": [True, False]})
        frame = ENGINES[engine](table)
        found = draws.draw(frame, RULE, id="serial", excluded="withdrawn", **DATED)
        assert found.receipt["excluded"] == [["1", "withdrawn"]]
        assert found.chosen == ("2",)

    @pytest.mark.parametrize("reason", ["", " ", "late ", "a\tb"])
    def test_unusable_reasons(self, engine: str, reason: str) -> None:
        """
        An exclusion without a reason that one can read is none.
        """
        table = pa.table({"serial": ["1", "2"], "why": pa.array([reason, None])})
        found = drawn(engine, table, RULE, window=None, excluded="why")
        assert {row["serial"]: row["reason"] for row in found} == {
            "1": "invalid_reason",
            "2": None,
        }
        frame = ENGINES[engine](table)
        with pytest.raises(InvalidFieldError, match="excluded"):
            draws.draw(frame, RULE, id="serial", excluded="why", **DATED)

    def test_nothing_known_about_exclusions(self, engine: str) -> None:
        """
        A column without any value says nothing, rather than that all are eligible.
        """
        for kind in (pa.bool_(), pa.null()):
            table = pa.table({"serial": ["1"], "why": pa.array([None], kind)})
            (row,) = drawn(engine, table, RULE, window=None, excluded="why")
            assert row["reason"] == "fact_missing:excluded"

        texts = pa.table({"serial": ["1"], "why": pa.array([None], pa.string())})
        (row,) = drawn(engine, texts, RULE, window=None, excluded="why")
        assert row["drawn"] == "chosen"

    def test_persons(self, engine: str) -> None:
        """
        One ticket for each person, that of the smallest id which may be drawn.
        """
        table = pa.table(
            {
                "serial": ["1", "2", "3", "4", "5"],
                "who": pa.array(["Li", "Li", "Li", None, ""]),
                "why": pa.array(["moved", None, None, None, None], pa.string()),
            }
        )
        columns: dict[str, Any] = {"window": None, "person": "who", "excluded": "why"}
        found = drawn(engine, table, RULE, **columns)
        assert {row["serial"]: row["reason"] for row in found} == {
            "2": None,
            "4": "fact_missing:person",
            "5": "fact_missing:person",
        }
        frame = ENGINES[engine](table)
        with pytest.raises(MissingFactError, match="person"):
            draws.draw(frame, RULE, id="serial", person="who", **DATED)
        rule = attrs.evolve(RULE, size=9, unit=DrawUnit.CASE)
        assert len(drawn(engine, table, rule, window=None, person="who")) == 5

    def test_other_cases_of_who_was_called(self, engine: str) -> None:
        """
        Whoever was called about one case was called, whichever case comes up.
        """
        table = pa.table(
            {
                "serial": ["1", "2", "3", "4"],
                "who": ["Li", "Li", "Wu", "Wu"],
                "called": [False, True, False, False],
            }
        )
        columns: dict[str, Any] = {"window": None, "person": "who", "called": "called"}
        found = drawn(engine, table, RULE, **columns)
        assert [row["serial"] for row in found] == ["3"]

        late = attrs.evolve(RULE, repeat=Repeat.FILL_UP)
        found = drawn(engine, table, late, **columns)
        assert [row["serial"] for row in found] == ["3", "1"]

    def test_empty_frame(self, engine: str) -> None:
        """
        Nothing is drawn from nothing.
        """
        table = pa.table(
            {name: pa.array([], pa.string()) for name in ("window", "serial")}
        )
        for rule in (RULE, PER_WINDOW, STRATIFIED):
            assert drawn(engine, table, rule) == []
        found = draws.draw(ENGINES[engine](table), RULE, id="serial", **DATED)
        assert (found.chosen, found.shortfall) == ((), 2)

    def test_all_null(self, engine: str) -> None:
        """
        Of a column without any value every row is undetermined.
        """
        table = pa.table({"serial": pa.nulls(3)})
        found = drawn(engine, table, RULE, window=None)
        assert [row["reason"] for row in found] == ["invalid_id"] * 3

    def test_bad_columns(self, engine: str) -> None:
        """
        A missing column, a wrong type, and a column that would be overwritten.
        """
        table = pa.table({"serial": ["1"], "n": [1], "place": [1]})
        with pytest.raises(ColumnTakenError, match="place"):
            drawn(engine, table, RULE, window=None)
        table = table.drop_columns(["place"])
        for argument in ("window", "person", "called", "excluded"):
            with pytest.raises(MissingColumnError, match=f"{argument}='nr'"):
                drawn(engine, table, RULE, **{"window": None, argument: "nr"})
            with pytest.raises(WrongColumnTypeError, match=f"{argument}='n'"):
                drawn(engine, table, RULE, **{"window": None, argument: "n"})

    def test_many_rows(self, engine: str) -> None:
        """
        Rows keep what belongs to them in a frame that is worked on in pieces.
        """
        size = 70_000
        number = pa.array(range(size))
        table = pa.table(
            {
                "serial": number.cast(pa.string()),
                "window": [f"W{place % 7}" for place in range(size)],
                "person": [f"P{place * 7919 % 30_000}" for place in range(size)],
                "note": number,
            }
        )
        rule = attrs.evolve(STRATIFIED, size=20)
        found = drawn(engine, table, rule, person="person")

        columns: dict[str, Any] = {"id": "serial", "window": "window"}
        columns["person"] = "person"
        wanted = draws.draw(table, rule, **columns, **DATED)
        chosen = {row["drawn_id"] for row in found if row["drawn"] == "chosen"}
        assert chosen == set(wanted.chosen)
        for row in found:
            assert row["serial"] == str(row["note"])
            assert row["drawn_id"] == f"W{row['note'] % 7}/{row['note']}"
            assert row["person"] == f"P{row['note'] * 7919 % 30_000}"


class TestPandas:
    """
    The index and the types of a pandas frame stay.
    """

    def test_index(self) -> None:
        """
        Each row comes back under its own label.
        """
        frame = pd.DataFrame(
            {"serial": ["1", "2", "3"], "mixed": [1, "x", None]}, index=[7, 8, 9]
        )
        found = assess(frame, RULE, id="serial", **DATED)
        assert found["mixed"].equals(frame["mixed"].loc[found.index])
        assert (found["serial"] == frame["serial"].loc[found.index]).all()


class TestLazyFrames:
    """
    Drawing from a lazy frame executes nothing.
    """

    @pytest.mark.parametrize("rule", [RULE, PER_WINDOW, STRATIFIED])
    def test_nothing_runs(self, rule: DrawPolicy) -> None:
        """
        A relation that would fail when it runs can still be drawn from.
        """
        bomb = CONNECTION.sql(
            "select 'A' as window, 'Li' as person, false as called, null::varchar as why,"
            " 'x' || range as serial from range(3) where error('ran' || range) is null"
        )
        columns = {**COLUMNS, "excluded": "why"}
        found = assess(bomb, rule, **columns, **DATED)
        with pytest.raises(duckdb.Error, match="ran"):
            found.fetchall()
        counted = draws.summary(bomb, rule, **columns)
        with pytest.raises(duckdb.Error, match="ran"):
            counted.fetchall()

        lazy = pl.LazyFrame(schema={"serial": pl.String, "window": pl.String})
        found = assess(lazy, rule, id="serial", window="window", **DATED)
        assert isinstance(found, pl.LazyFrame)


class TestRefusals:
    """
    What would not be the same draw is refused.
    """

    def test_no_seed(self) -> None:
        """
        There is no default seed.
        """
        with pytest.raises(MissingSeedError):
            assess(pa.table({"id": ["1"]}), RULE, id="id", on=ON)
        with pytest.raises(MissingSeedError):
            draws.draw(pa.table({"id": ["1"]}), RULE, id="id", on=ON)

    def test_backwards_in_a_database(self) -> None:
        """
        DuckDB cannot read tickets backwards; the error names the way out.
        """
        relation = ENGINES["duckdb"](pa.table({"id": ["1"]}))
        rule = attrs.evolve(RULE, order=TicketOrder.RIVEST)
        with pytest.raises(InvalidFieldError, match=r"relation\.pl\(\)"):
            assess(relation, rule, id="id", **DATED)
        found = assess(relation.pl(), rule, id="id", **DATED)
        text = draws.draw(relation, rule, id="id", **DATED).terms.seed_string
        assert found["ticket"].to_list() == [
            ticket("1", seed_string=text, order="rivest")
        ]
