"""
Random draws that can be proved: tickets, readings of the number, receipts, calls.
"""

import datetime as dt
import hashlib
import itertools
import json
import os
import pickle
import random
import subprocess
import sys
import unicodedata
from collections import Counter
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.canonical import digest
from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    DuplicateIdError,
    FollowupRulesError,
    ImpossibleCountError,
    InvalidFieldError,
    InvalidIdError,
    InvalidReceiptError,
    MissingFactError,
    MissingSeedError,
    NaiveTimeError,
    NotADayError,
    UnknownNameError,
)
from followup_rules.policies.draws import (
    Call,
    DrawPolicy,
    DrawUnit,
    Repeat,
    Scope,
    TicketOrder,
    check_ids,
    frame_digest,
    merge,
    pick,
    review_calls,
    seed_string,
    shares,
    ticket,
    verify,
)
from followup_rules.receipts import replay
from followup_rules.verdicts import Status, Subject

SEED = "31415926535897932384"
LEDGER = [f"R2025-{number:04d}" for number in range(1, 1001)]
V1_PICKS = [
    f"R2025-{number}"
    for number in [
        "0034",
        "0650",
        "0557",
        "0511",
        "0309",
        "0469",
        "0214",
        "0593",
        "0742",
        "0631",
        "0917",
        "0351",
        "0201",
        "0406",
        "0751",
        "0036",
        "0790",
        "0789",
        "0514",
        "0455",
    ]
]
V1_RESERVES = [f"R2025-{number}" for number in ["0909", "0822", "0978", "0703", "0688"]]
V4_SEED = '["followup-rules/draw/1","31415926535897932384","phone","窗口03","2025-W07"]'
V4_IDS = [
    "张三#0001",
    "李四#0002",
    "王五#0003",
    "赵六#0004",
    "钱七#0005",
    "孙八#0006",
    "周九#0007",
    "吴十#0008",
]
WEDNESDAY = dt.date(2026, 3, 11)
NOW = dt.datetime(2026, 3, 16, tzinfo=dt.UTC)

RULE = DrawPolicy(
    id="phone_draw",
    clause=Clause(id="DEMO-1", en="twenty a week", zh="每周二十个"),
    name=Text("the phone follow-ups", "电话回访"),
    owed_by="supervision_section",
    size=20,
)
SMALL = attrs.evolve(RULE, size=3, reserves=2)

ids = st.lists(
    st.text("abcdefghij0123456789李王", min_size=1, max_size=6),
    unique=True,
    max_size=40,
)
seeds = st.text("0123456789", min_size=1, max_size=20)


def by_hand(seed: str, frame: list[str], k: int) -> list[str]:
    """
    Draw the slow way, from the published description alone.
    """
    head = hashlib.sha256(seed.encode()).hexdigest()

    def key(id_: str) -> tuple[str, str]:
        return hashlib.sha256((head + id_).encode()).hexdigest(), id_

    return sorted(frame, key=key)[:k]


def serials(count: int, start: int = 1) -> list[str]:
    """
    Return serial numbers of a window's ledger.
    """
    return [f"{number:04d}" for number in range(start, start + count)]


def yes(id_: str) -> Call:
    """
    Return a call that reached somebody.
    """
    return Call(id_, reached=True)


def no(id_: str, reason: str | None = None) -> Call:
    """
    Return a call in vain.
    """
    return Call(id_, reached=False, reason=reason)


class TestPublishedVectors:
    """
    The draws that were published with the scheme, and those of its elder.
    """

    def test_a_thousand_repairs(self) -> None:
        """The first published list, with its reserves, cut-off and digests."""
        picks = pick(seed_string=SEED, frame=LEDGER, k=25)

        assert list(picks[:20]) == V1_PICKS
        assert list(picks[20:]) == V1_RESERVES
        assert (
            hashlib.sha256(",".join(picks[:20]).encode()).hexdigest()
            == "ce423c405671d077ceb73d7834e40a31760dc4a2781610dcc8f0021544430730"
        )
        assert (
            ticket("R2025-0455", seed_string=SEED)
            == "0540299730f14eca76ce6f73033af2f7bda998d3fbee16ed1c1411a63536c4d7"
        )
        assert (
            frame_digest(LEDGER)
            == "eecd80abc98188f14e7bc5cd19ab9f0603a2c49b25ed3e25405d863b25a36a14"
        )

    def test_first_ticket(self) -> None:
        """The first pick's ticket begins as published."""
        assert ticket("R2025-0034", seed_string=SEED).startswith("008c0b9b2088935f")

    def test_without_the_first_three(self) -> None:
        """Without the first three, the next five are drawn."""
        frame = [id_ for id_ in LEDGER if id_ not in V1_PICKS[:3]]

        assert list(pick(seed_string=SEED, frame=frame, k=5)) == V1_PICKS[3:8]

    def test_chinese_ids_in_hex_order(self) -> None:
        """Chinese ids under a stratified seed string, in the order of hex tickets."""
        expected = ["周九", "张三", "赵六", "孙八", "王五", "李四", "钱七", "吴十"]
        picks = pick(seed_string=V4_SEED, frame=V4_IDS, k=8)

        assert [id_.split("#")[0] for id_ in picks] == expected

    def test_chinese_ids_in_rivest_order(self) -> None:
        """The same ids in the order that the tool of election audits prints."""
        expected = ["孙八", "赵六", "张三", "吴十", "钱七", "周九", "王五", "李四"]
        picks = pick(seed_string=V4_SEED, frame=V4_IDS, k=8, order="rivest")

        assert [id_.split("#")[0] for id_ in picks] == expected

    def test_seed_string_of_the_chinese_ids(self) -> None:
        """Its seed string is the canonical array, with the published digest."""
        text = seed_string(SEED, "phone", "窗口03", "2025-W07")

        assert text == V4_SEED
        assert hashlib.sha256(text.encode()).hexdigest().startswith("cbdb8a2b09eda77c")

    def test_consistent_sampler(self) -> None:
        """The example in the manual of consistent_sampler 1.0.10, to the digit."""
        frame = ["A-1", "A-2", "A-3", "B-1", "B-2", "B-3"]
        order = pick(seed_string="314159", frame=frame, k=6, order="rivest")
        digits = [ticket(id_, seed_string="314159", order="rivest") for id_ in order]

        assert order == ("B-2", "B-3", "A-3", "A-2", "B-1", "A-1")
        assert [text[:11] for text in digits[:4]] == [
            "0.410310858",
            "0.470960291",
            "0.471438751",
            "0.567089805",
        ]
        assert pick(
            seed_string="314159", frame=frame[3:], k=3, order=TicketOrder.RIVEST
        ) == ("B-2", "B-3", "B-1")

    def test_same_under_any_hash_seed(self) -> None:
        """A Python with other string hashes prints the same list."""
        script = (
            "from followup_rules.policies.draws import pick\n"
            "frame = {f'R2025-{n:04d}' for n in range(1, 1001)}\n"
            f"print(','.join(pick(seed_string={SEED!r}, frame=frame, k=20)))"
        )
        for hash_seed in ("0", "1"):
            run = subprocess.run(  # noqa: S603 - this very Python
                [sys.executable, "-c", script],
                env={**os.environ, "PYTHONHASHSEED": hash_seed},
                capture_output=True,
                text=True,
                check=True,
            )

            assert run.stdout.strip().split(",") == V1_PICKS


class TestPick:
    """
    What any draw of the smallest tickets must keep.
    """

    @settings(max_examples=100)
    @given(frame=ids, seed=seeds, k=st.integers(0, 45))
    def test_is_what_the_description_says(
        self, frame: list[str], seed: str, k: int
    ) -> None:
        """It is the list that one gets by hand, and as long as it can be."""
        picks = pick(seed_string=seed, frame=frame, k=k)

        assert list(picks) == by_hand(seed, frame, k)
        assert len(set(picks)) == min(k, len(frame))

    @settings(max_examples=50)
    @given(frame=ids, seed=seeds, k=st.integers(0, 45), shuffle=st.randoms())
    def test_ignores_the_order_of_the_ledger(
        self, frame: list[str], seed: str, k: int, shuffle: random.Random
    ) -> None:
        """Any order and any iterable give the same draw."""
        mixed = list(frame)
        shuffle.shuffle(mixed)

        assert pick(seed_string=seed, frame=frame, k=k) == pick(
            seed_string=seed, frame=iter(mixed), k=k
        )

    @settings(max_examples=50)
    @given(frame=ids, seed=seeds, a=st.integers(0, 20), b=st.integers(0, 20), order=...)
    def test_smaller_draw_is_a_prefix(
        self, frame: list[str], seed: str, a: int, b: int, order: TicketOrder
    ) -> None:
        """A smaller draw is the beginning of a larger one, in both orders."""
        small, large = sorted((a, b))
        whole = pick(seed_string=seed, frame=frame, k=large, order=order)

        assert whole[:small] == pick(
            seed_string=seed, frame=frame, k=small, order=order
        )

    @settings(max_examples=50)
    @given(frame=ids, more=ids, seed=seeds, k=st.integers(0, 20))
    def test_added_rows_displace_at_most_as_many(
        self, frame: list[str], more: list[str], seed: str, k: int
    ) -> None:
        """New picks come only from added rows, and at most so many leave."""
        added = [id_ for id_ in more if id_ not in frame]
        before = set(pick(seed_string=seed, frame=frame, k=k))
        after = set(pick(seed_string=seed, frame=frame + added, k=k))

        if len(frame) >= k:
            assert after - before <= set(added)
        assert len(before - after) <= len(added)

    @settings(max_examples=50)
    @given(frame=ids, seed=seeds, k=st.integers(0, 20), cut=st.integers(0, 40))
    def test_shards_merge(self, frame: list[str], seed: str, k: int, cut: int) -> None:
        """The draw of the parts' draws is the draw of the whole."""
        parts = [
            pick(seed_string=seed, frame=part, k=k)
            for part in (frame[:cut], frame[cut:])
        ]

        assert merge(*parts, seed_string=seed, k=k) == pick(
            seed_string=seed, frame=frame, k=k
        )

    @settings(max_examples=50)
    @given(frame=ids, seed=seeds, k=st.integers(0, 20), out=ids)
    def test_exclusion_commutes(
        self, frame: list[str], seed: str, k: int, out: list[str]
    ) -> None:
        """Leaving ids out before the draw is skipping them in its order."""
        everyone = pick(seed_string=seed, frame=frame, k=len(frame))
        skipped = [id_ for id_ in everyone if id_ not in out][:k]
        left = [id_ for id_ in frame if id_ not in out]

        assert list(pick(seed_string=seed, frame=left, k=k)) == skipped

    @settings(max_examples=50)
    @given(frame=ids.filter(bool), seed=seeds, k=st.integers(1, 20))
    def test_removing_others_changes_nothing(
        self, frame: list[str], seed: str, k: int
    ) -> None:
        """Without the rows not picked, and drawn again, the picks stay the same."""
        picks = pick(seed_string=seed, frame=frame, k=k)

        assert pick(seed_string=seed, frame=picks, k=k) == picks

    @settings(max_examples=50)
    @given(frame=ids.filter(bool), seed=seeds, k=st.integers(1, 20))
    def test_picks_are_those_up_to_the_cut_off(
        self, frame: list[str], seed: str, k: int
    ) -> None:
        """Exactly the ids whose tickets do not exceed the last pick's are picked."""
        picks = pick(seed_string=seed, frame=frame, k=k)
        cutoff = ticket(picks[-1], seed_string=seed)

        assert set(picks) == {
            id_ for id_ in frame if ticket(id_, seed_string=seed) <= cutoff
        }

    @settings(max_examples=100)
    @given(
        parts=st.lists(st.text('ab,"[]\\', min_size=1), min_size=4, max_size=4),
        other=st.lists(st.text('ab,"[]\\', min_size=1), min_size=4, max_size=4),
    )
    def test_seed_fields_cannot_run_into_one_another(
        self, parts: list[str], other: list[str]
    ) -> None:
        """Two lists of fields give one seed string only if they are the same."""
        assert (seed_string(*parts) == seed_string(*other)) == (parts == other)
        assert json.loads(seed_string(*parts))[1:] == parts

    def test_many_ids_by_the_inner_loop(self) -> None:
        """From thousands of ids the quick way gives the same as sorting all."""
        frame = [f"{number:05d}" for number in range(4000)]

        for k in (0, 1, 20, 400):
            assert list(pick(seed_string=SEED, frame=frame, k=k)) == by_hand(
                SEED, frame, k
            )

    def test_every_id_is_equally_likely(self) -> None:
        """Over 4000 fixed seeds each of 50 ids is drawn about 400 times in 4000."""
        frame = [f"{number:02d}" for number in range(50)]
        counts: Counter[str] = Counter()
        firsts: Counter[str] = Counter()
        for seed in range(4000):
            picks = pick(seed_string=f"seed {seed}", frame=frame, k=5)
            counts.update(picks)
            firsts.update(picks[:1])
        # each inclusion has p = 1/10; without replacement the variance of the
        # counts is 4000 * p * (1 - p), so the sum below is chi-square with 49 df
        # after the factor 49/50
        chi_square = sum((counts[id_] - 400) ** 2 / 360 for id_ in frame) * 49 / 50
        first_square = sum((firsts[id_] - 80) ** 2 / 80 for id_ in frame)

        assert sum(counts.values()) == 20_000
        assert 23.98 < chi_square < 85.35  # the middle 99.8 % of chi-square, 49 df
        assert 23.98 < first_square < 85.35

    def test_weekly_draws_with_exclusion_exhaust_the_ledger(self) -> None:
        """Draws that leave out those already called are disjoint and reach everyone."""
        left, called = serials(85), []
        for week in range(11, 16):
            seed = seed_string(SEED, "phone", "*", f"2026-W{week}")
            called.append(pick(seed_string=seed, frame=left, k=20))
            left = [id_ for id_ in left if id_ not in called[-1]]

        assert [len(picks) for picks in called] == [20, 20, 20, 20, 5]
        assert len(set(itertools.chain(*called))) == 85


class TestIds:
    """
    What an id may be; nothing is repaired in silence.
    """

    @pytest.mark.parametrize(
        ("bad", "problem"),
        [
            ("", "blank"),
            (" ", "blank"),
            (" A1", "edge"),
            ("A1 ", "edge"),
            ("A1\u3000", "edge"),
            ("\xa0A1", "edge"),
            ("A\n1", "control"),
            ("A\x00", "control"),
            ("A\x7f1", "control"),
            ("A\x851", "control"),
            ("A\ud800", "control"),
            ("A\u200b1", "nobody sees"),
            ("A\u2060", "nobody sees"),
            ("A\u00ad1", "nobody sees"),
            ("A\xa01", "takes for a space"),
            ("a\u3000b", "takes for a space"),
            ("A\u2009b", "takes for a space"),
            ("A\u2800", "nobody sees"),
            ("A\u202e1", "nobody sees"),
            ("A\u2028x", "nobody sees"),
            ("A\ufe0f1", "nobody sees"),
            ("A\U000e01001", "nobody sees"),
            ("A\u3164", "nobody sees"),
            (unicodedata.normalize("NFD", "é"), "NFC"),
            (1, "no text"),
            (None, "no text"),
            (b"A1", "no text"),
        ],
    )
    def test_unusable(self, bad: object, problem: str) -> None:
        """An id that cannot be told apart by eye is refused, and its place named."""
        with pytest.raises(InvalidIdError, match=problem) as caught:
            pick(seed_string="1", frame=["A2", bad, "A3"], k=1)  # type: ignore[list-item]

        assert caught.value.place == 2
        assert "id no. 2" in str(caught.value)

    def test_mark_that_would_join_the_id_before_it(self) -> None:
        """Ids are normal each by itself, whatever stands beside them in bulk."""
        assert check_ids(["e", "\u0301x"]) == ["e", "\u0301x"]

    @pytest.mark.parametrize("good", ["A 1", "张 三", "Ａ1", "'; drop--", "\ue863"])
    def test_usable(self, good: str) -> None:
        """Blanks inside, wide letters, quotes, rare signs of names: taken as they are."""
        assert pick(seed_string="1", frame=[good], k=1) == (good,)

    @pytest.mark.parametrize(
        ("friend", "spelt"),
        [
            ("A/0001", "А/0001"),  # a Cyrillic letter
            ("A/0001", "Ａ/０００１"),  # wide forms
            ("HO-1", "ΗΟ-1"),
        ],
    )
    def test_spellings_that_look_alike(self, friend: str, spelt: str) -> None:
        """Two ids that a reader takes for one would be two tickets of one friend."""
        assert pick(seed_string="1", frame=[spelt], k=1) == (spelt,)
        with pytest.raises(InvalidIdError, match="looks like"):
            pick(seed_string="1", frame=[friend, "窗口", spelt], k=1)

    @pytest.mark.parametrize(
        "frame", [["A1", "A2", "A1"], ["A1", "A1"], ["B", "A", "A"]]
    )
    def test_duplicate(self, frame: list[str]) -> None:
        """An id that stands twice is refused, in a sorted ledger and in any other."""
        with pytest.raises(DuplicateIdError, match="already stands earlier"):
            pick(seed_string="1", frame=frame, k=1)

    def test_duplicate_over_shards(self) -> None:
        """An id drawn in two parts is refused."""
        with pytest.raises(DuplicateIdError):
            merge(["A"], ["A"], seed_string="1", k=1)

    @pytest.mark.parametrize("frame", ["A1", b"A1", 7, None])
    def test_one_text_is_no_frame(self, frame: object) -> None:
        """A text is no collection of its letters."""
        with pytest.raises(InvalidFieldError, match="a collection of ids"):
            pick(seed_string="1", frame=frame, k=1)  # type: ignore[arg-type]

    @pytest.mark.parametrize("k", [-1, 1.0, True, "2"])
    def test_impossible_number(self, k: object) -> None:
        """A number that is no count is refused."""
        with pytest.raises(ImpossibleCountError):
            pick(seed_string="1", frame=["A"], k=k)  # type: ignore[arg-type]

    def test_unknown_order(self) -> None:
        """An unknown order lists the known ones."""
        with pytest.raises(UnknownNameError, match="hex, rivest"):
            pick(seed_string="1", frame=["A"], k=1, order="random")

    @pytest.mark.parametrize("seed", ["", None, 3])
    def test_seed_string_that_is_no_text(self, seed: object) -> None:
        """An empty seed string, or one that is no text, is refused."""
        with pytest.raises(InvalidFieldError, match="seed_string"):
            pick(seed_string=seed, frame=["A"], k=1)  # type: ignore[arg-type]

    def test_empty_frame(self) -> None:
        """From nothing nobody is drawn, and that is no error."""
        assert pick(seed_string="1", frame=[], k=3) == ()

    def test_part_of_a_seed_that_is_blank(self) -> None:
        """A blank period names the part and what is allowed."""
        with pytest.raises(InvalidFieldError, match="period cannot be ''"):
            seed_string("1", "phone", "*", "")


class TestShares:
    """
    The three readings of the number (A-49).
    """

    def test_total(self) -> None:
        """In total it is one number, at most as many as there are."""
        assert shares(20, {"A": 12, "B": 40}, Scope.TOTAL) == {"*": 20}
        assert shares(20, {"A": 12}, Scope.TOTAL) == {"*": 12}

    def test_per_window(self) -> None:
        """Per window each owes the number, or all it has."""
        assert shares(20, {"A": 12, "B": 40, "C": 0}, Scope.PER_WINDOW) == {
            "A": 12,
            "B": 20,
            "C": 0,
        }

    @pytest.mark.parametrize(
        ("eligible", "expected"),
        [
            ({"A": 12, "B": 40, "C": 0}, {"A": 5, "B": 15, "C": 0}),
            ({"A": 1, "B": 999}, {"A": 1, "B": 19}),
            ({"A": 3, "B": 4}, {"A": 3, "B": 4}),
            ({"A": 50, "B": 50}, {"A": 10, "B": 10}),
            # 53/24/23 of 100: exact shares 10.6, 4.8, 4.6
            ({"A": 53, "B": 24, "C": 23}, {"A": 10, "B": 5, "C": 5}),
            ({"A": 2, "B": 2, "C": 96}, {"A": 1, "B": 1, "C": 18}),
        ],
    )
    def test_stratified(
        self, eligible: dict[str, int], expected: dict[str, int]
    ) -> None:
        """Stratified it is shared by size, and each window with cases has one."""
        assert shares(20, eligible, Scope.TOTAL_STRATIFIED) == expected

    def test_more_windows_than_the_number(self) -> None:
        """With more windows than the number, each still has its one."""
        eligible = {f"{number:02d}": 9 for number in range(25)}

        assert shares(20, eligible, Scope.TOTAL_STRATIFIED) == dict.fromkeys(
            eligible, 1
        )

    @settings(max_examples=60)
    @given(
        sizes=st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 30)),
        k=st.integers(0, 40),
    )
    def test_stratified_properties(self, sizes: dict[str, int], k: int) -> None:
        """No share exceeds its window or shrinks with the number; none is wasted."""
        due = shares(k, sizes, Scope.TOTAL_STRATIFIED)
        more = shares(k + 1, sizes, Scope.TOTAL_STRATIFIED)
        windows = sum(n > 0 for n in sizes.values())
        expected = 0 if k == 0 else max(min(k, sum(sizes.values())), windows)

        assert sum(due.values()) == expected
        assert all(min(1, n, k) <= due[name] <= n for name, n in sizes.items())
        assert all(more[name] >= due[name] for name in sizes)


class TestDraw:
    """
    Drawing by a rule: seed, window, exclusions, the receipt.
    """

    def test_call_site(self) -> None:
        """Bare serials of a window become window/serial; the week is in the seed."""
        draw = RULE.draw(serials(30), seed=SEED, window="A", on=WEDNESDAY)
        text = f'["followup-rules/draw/1","{SEED}","phone_draw","*","2026-W11"]'
        frame = [f"A/{serial}" for serial in serials(30)]

        assert list(draw.chosen) == by_hand(text, frame, 20)
        assert list(draw.reserves) == by_hand(text, frame, 30)[20:]
        assert draw.receipt["seed_string"] == text
        assert draw.chance() == Fraction(2, 3)
        assert draw.shortfall == 0
        assert draw.cutoff == ticket(draw.chosen[-1], seed_string=text)

    def test_short_ledger(self) -> None:
        """From a short ledger everyone is drawn, and the shortfall recorded."""
        draw = RULE.draw(serials(7), seed=SEED, window="A", on=WEDNESDAY)

        assert len(draw.chosen) == 7
        assert draw.reserves == ()
        assert draw.receipt["shortfall"] == 13
        assert draw.receipt["chances"] == {"*": "1"}

    @pytest.mark.parametrize("scope", list(Scope))
    def test_empty_ledger(self, scope: Scope) -> None:
        """From an empty ledger nobody is drawn, and nothing fails."""
        rule = attrs.evolve(RULE, scope=scope)
        draw = rule.draw([], seed=SEED, window="A", on=WEDNESDAY)

        assert (draw.chosen, draw.reserves, draw.cutoff) == ((), (), None)
        assert draw.shortfall == 20
        assert draw.chance() == 0
        assert verify(draw.receipt, []) == []

    def test_iterator_is_read_once(self) -> None:
        """A ledger may come as an iterator."""
        draw = RULE.draw(iter(serials(30)), seed=SEED, window="A", on=WEDNESDAY)

        assert draw.receipt["frame_size"] == 30

    @pytest.mark.parametrize(
        "on",
        [
            dt.date(2026, 3, 9),
            dt.date(2026, 3, 15),
            # Sunday 16:30 in London is Monday 00:30 in Shanghai ... a day later:
            dt.datetime(2026, 3, 8, 16, 30, tzinfo=dt.UTC),
        ],
    )
    def test_week_of_the_draw(self, on: dt.date) -> None:
        """Monday to Sunday are one week, by the local day."""
        draw = RULE.draw(serials(3), seed=SEED, window="A", on=on)

        assert draw.receipt["period"] == "2026-W11"

    def test_day_that_is_none(self) -> None:
        """A naive datetime or a text is no day."""
        with pytest.raises(NaiveTimeError):
            RULE.draw([], seed=SEED, on=dt.datetime(2026, 3, 9))  # noqa: DTZ001 - meant
        with pytest.raises(NotADayError):
            RULE.draw([], seed=SEED, on="2026-03-09")  # type: ignore[arg-type]

    def test_no_seed(self) -> None:
        """Without a seed there is no draw, and the message says where one is from."""
        with pytest.raises(MissingSeedError, match="named before"):
            RULE.draw(serials(3), window="A", on=WEDNESDAY)
        with pytest.raises(InvalidFieldError, match=r"^seed cannot"):
            RULE.draw(serials(3), seed="", window="A", on=WEDNESDAY)

    def test_total_restricted_to_a_window_is_a_prefix_of_it(self) -> None:
        """In every reading a window's picks begin its ticket order."""
        for seed in range(60):
            ledger = {"A": serials(12), "B": serials(40), "C": serials(5)}
            facts = {"seed": str(seed), "on": WEDNESDAY}
            for scope in Scope:
                rule = attrs.evolve(RULE, scope=scope)
                draw = rule.draw(ledger, **facts)  # type: ignore[arg-type]
                for window, numbers in ledger.items():
                    order = RULE.draw(numbers, window=window, **facts)  # type: ignore[arg-type]
                    picks = draw.chosen_in(window)

                    assert picks == (order.chosen + order.reserves)[: len(picks)]

    def test_by_window(self) -> None:
        """Shares, chances and reserves stand by window where windows have shares."""
        rule = attrs.evolve(SMALL, scope=Scope.PER_WINDOW)
        ledger = {"A": serials(2), "B": serials(9)}
        draw = rule.draw(ledger, seed=SEED, on=WEDNESDAY)

        assert draw.shares == {"A": 2, "B": 3}
        assert draw.eligible == draw.windows == {"A": 2, "B": 9}
        assert draw.chance("B") == Fraction(1, 3)
        assert draw.shortfall == 1
        assert {id_[0] for id_ in draw.reserves} == {"B"}
        assert verify(draw.receipt, ledger) == []

    def test_windows_have_shares_and_an_id_names_none(self) -> None:
        """Shares by window need ids that name their window."""
        rule = attrs.evolve(RULE, scope=Scope.PER_WINDOW)

        with pytest.raises(MissingFactError, match="window/serial"):
            rule.draw(["0001"], seed=SEED, on=WEDNESDAY)
        assert RULE.draw(["0001"], seed=SEED, on=WEDNESDAY).windows == {}

    def test_serial_that_names_its_window(self) -> None:
        """A window is not written twice, and holds no separator."""
        with pytest.raises(InvalidIdError, match="already names its window"):
            RULE.draw(["A/0001"], seed=SEED, window="A", on=WEDNESDAY)
        with pytest.raises(InvalidIdError, match="cannot hold"):
            RULE.draw(["0001"], seed=SEED, window="A/B", on=WEDNESDAY)

    def test_already_called_are_left_out(self) -> None:
        """Those called this month are excluded, in either spelling, with the reason."""
        first = SMALL.draw(serials(6), seed=SEED, window="A", on=WEDNESDAY)
        again = SMALL.draw(
            serials(6),
            seed=SEED,
            window="A",
            on=dt.date(2026, 3, 18),
            called=[first.chosen[0], first.chosen[1][2:], first.chosen[2], "B/0001"],
        )

        assert not set(first.chosen) & set(again.chosen)
        assert len(again.chosen) == 3
        assert again.receipt["excluded"] == [
            [id_, "already called"] for id_ in sorted(first.chosen)
        ]
        assert again.windows == {"A": 3}

    def test_already_called_fill_up(self) -> None:
        """Under the other reading they come after everyone else."""
        rule = attrs.evolve(SMALL, repeat=Repeat.FILL_UP)
        first = rule.draw(serials(5), seed=SEED, window="A", on=WEDNESDAY)
        facts = {"seed": SEED, "window": "A", "on": dt.date(2026, 3, 18)}
        again = rule.draw(serials(5), called=first.chosen, **facts)  # type: ignore[arg-type]
        plain = rule.draw(serials(5), **facts)  # type: ignore[arg-type]
        order = plain.chosen + plain.reserves
        fresh = [id_ for id_ in order if id_ not in first.chosen]
        late = [id_ for id_ in order if id_ in first.chosen]

        assert list(again.chosen + again.reserves) == fresh + late
        assert again.chance() == 1
        assert verify(again.receipt, serials(5)) == []

    def test_already_called_fill_up_by_window(self) -> None:
        """They come last over all windows too."""
        rule = attrs.evolve(SMALL, repeat=Repeat.FILL_UP, scope=Scope.PER_WINDOW)
        ledger = {"A": serials(3), "B": serials(3)}
        draw = rule.draw(
            ledger, seed=SEED, on=WEDNESDAY, called=["A/0001", "A/0002", "A/0003"]
        )

        assert {id_[0] for id_ in draw.chosen[:3]} == {"B"}
        assert {id_[0] for id_ in draw.chosen[3:]} == {"A"}
        assert draw.chance("A") == 1

    def test_already_called_ignored(self) -> None:
        """Under the third reading they are drawn like everyone else."""
        rule = attrs.evolve(SMALL, repeat=Repeat.IGNORED)
        facts = {"seed": SEED, "window": "A", "on": WEDNESDAY}
        plain = rule.draw(serials(6), **facts)  # type: ignore[arg-type]

        assert (
            rule.draw(serials(6), called=plain.chosen, **facts).chosen  # type: ignore[arg-type]
            == plain.chosen
        )

    def test_exclusions_have_reasons(self) -> None:
        """Whoever is left out stands in the receipt with a reason."""
        draw = SMALL.draw(
            serials(4),
            seed=SEED,
            window="A",
            on=WEDNESDAY,
            excluded={"0002": "not an applicant"},
        )

        assert draw.receipt["excluded"] == [["A/0002", "not an applicant"]]
        assert "A/0002" not in draw.chosen

    def test_unknown_exclusion(self) -> None:
        """An exclusion that is not in the ledger is a slip, and refused."""
        with pytest.raises(UnknownNameError, match="excluded id 'A/9'"):
            SMALL.draw(
                serials(3), seed=SEED, window="A", on=WEDNESDAY, excluded={"A/9": "x"}
            )

    def test_one_ticket_for_each_person(self) -> None:
        """A person with five cases has one ticket, that of the smallest id."""
        people = dict.fromkeys(serials(5), "Li") | {"0006": "Wang"}
        facts = {"seed": SEED, "window": "A", "on": WEDNESDAY, "persons": people}
        draw = SMALL.draw(serials(6), **facts)  # type: ignore[arg-type]
        cases = attrs.evolve(SMALL, unit=DrawUnit.CASE)

        assert set(draw.chosen) == {"A/0001", "A/0006"}
        assert draw.receipt["excluded"][0] == ["A/0002", "same person"]
        assert cases.draw(serials(6), **facts).eligible == {"*": 6}  # type: ignore[arg-type]

    def test_person_called_over_another_case(self) -> None:
        """Whoever was called this month is not drawn again over a further case."""
        people = {"0001": "Li", "0002": "Li", "0003": "Wang", "0009": "Zhao"}
        facts = {"seed": SEED, "window": "A", "on": WEDNESDAY, "persons": people}
        draw = SMALL.draw(serials(3), called=["0001"], **facts)  # type: ignore[arg-type]
        filling = attrs.evolve(SMALL, repeat=Repeat.FILL_UP)
        filled = filling.draw(serials(3), called=["A/0002"], **facts)  # type: ignore[arg-type]
        elsewhere = SMALL.draw(serials(3), called=["0009"], **facts)  # type: ignore[arg-type]

        assert draw.chosen == ("A/0003",)
        assert filled.chosen == ("A/0003", "A/0001")
        assert set(elsewhere.chosen) == {"A/0001", "A/0003"}

    def test_person_that_is_not_known(self) -> None:
        """An id whose person is not known is refused."""
        with pytest.raises(MissingFactError, match="A/0002"):
            SMALL.draw(
                serials(2), seed=SEED, window="A", on=WEDNESDAY, persons={"0001": "Li"}
            )

    def test_pickles_and_compares_by_value(self) -> None:
        """A draw survives pickling; the same facts give an equal draw."""
        draw = SMALL.draw(serials(9), seed=SEED, window="A", on=WEDNESDAY)

        assert pickle.loads(pickle.dumps(draw)) == draw  # noqa: S301 - our own
        assert hash(SMALL) == hash(attrs.evolve(SMALL))

    def test_rivest_order(self) -> None:
        """The second order is recorded, and verified as such."""
        rule = attrs.evolve(SMALL, order=TicketOrder.RIVEST)
        draw = rule.draw(serials(9), seed=SEED, window="A", on=WEDNESDAY)

        assert draw.receipt["order"] == "rivest"
        assert draw.receipt["cutoff"].startswith("0.")
        assert verify(draw.receipt, serials(9)) == []


class TestNamed:
    """
    Who was called, left out, or stands behind an id is a list or a table, or refused.
    """

    @pytest.mark.parametrize(
        ("facts", "message"),
        [
            ({"called": "A/0001"}, "called cannot be 'A/0001'"),
            ({"called": None}, "called cannot be None"),
            ({"excluded": ["A/0001"]}, "excluded cannot be"),
            ({"excluded": {"A/0001": ""}}, r"excluded\['A/0001'\] cannot be ''"),
            ({"excluded": {"A/0001": None}}, "cannot be None"),
            ({"persons": ["p1"]}, "persons cannot be"),
        ],
    )
    def test_refused(self, facts: dict[str, object], message: str) -> None:
        """A text is no list, a list is no table, and an exclusion has its reason."""
        with pytest.raises(InvalidFieldError, match=message):
            SMALL.draw(serials(12), seed=SEED, window="A", on=WEDNESDAY, **facts)  # type: ignore[arg-type]

    def test_called_ids_are_texts(self) -> None:
        """A number among those called is refused; an id named twice is not."""
        with pytest.raises(InvalidIdError):
            SMALL.draw(serials(12), seed=SEED, window="A", on=WEDNESDAY, called=[1])  # type: ignore[list-item]
        draw = SMALL.draw(
            serials(12), seed=SEED, window="A", on=WEDNESDAY, called=["0001", "0001"]
        )
        assert draw.terms.excluded == (("A/0001", "already called"),)


class TestVerify:
    """
    A receipt proves a draw, and every change shows.
    """

    @pytest.mark.parametrize("receipt", [None, "x", [], 5])
    def test_no_table(self, receipt: object) -> None:
        """What is no table is no receipt."""
        with pytest.raises(InvalidReceiptError, match="is no table"):
            verify(receipt, ["A/0001"])  # type: ignore[arg-type]

    def test_exclusion_without_a_reason(self) -> None:
        """An exclusion whose reason is blank shows, even where the digest agrees."""
        draw = SMALL.draw(
            serials(12),
            seed=SEED,
            window="A",
            on=WEDNESDAY,
            excluded={"0002": "moved away"},
        )
        body = {**draw.receipt, "excluded": [["A/0002", " "]]}
        body["digest"] = digest({k: v for k, v in body.items() if k != "digest"})

        found = verify(body, serials(12))
        assert [(one.field, one.recorded) for one in found] == [
            ("excluded", ["A/0002", " "])
        ]

    @pytest.fixture(name="receipt")
    def _receipt(self) -> dict[str, object]:
        """A receipt as it comes back from JSON."""
        draw = SMALL.draw(
            serials(12),
            seed=SEED,
            window="A",
            on=WEDNESDAY,
            called=["0001"],
            seed_source="dice, thrown in the hall",
        )
        receipt: dict[str, object] = json.loads(json.dumps(draw.receipt))
        return receipt

    @pytest.mark.parametrize(
        "frame",
        [
            serials(12),
            [f"A/{serial}" for serial in serials(12)],
            {"A": serials(12)},
            iter(reversed(serials(12))),
        ],
    )
    def test_proven(self, receipt: dict[str, object], frame: object) -> None:
        """With the ledger of that day nothing differs, however it is written."""
        assert verify(receipt, frame) == []  # type: ignore[arg-type]

    @pytest.mark.parametrize("frame", [serials(13), serials(11, 2), [], ["A/0001"]])
    def test_another_ledger(self, receipt: dict[str, object], frame: list[str]) -> None:
        """With another ledger its digest differs."""
        fields = [found.field for found in verify(receipt, frame)]

        assert "frame_digest" in fields

    def test_every_field_counts(self, receipt: dict[str, object]) -> None:
        """Whichever field is changed, it shows."""
        for name, value in receipt.items():
            changed: object = {
                str: f"{value}0",
                int: 7,
                list: [*value, "A/0005"] if isinstance(value, list) else None,
                dict: {"*": 1},
            }[type(value)]
            if name == "excluded":
                changed = [["A/0001", "ill"]]
            tampered = {**receipt, name: changed}
            try:
                found = verify(tampered, serials(12))
            except InvalidReceiptError:
                continue

            assert found, name

    def test_chosen_friend(self, receipt: dict[str, object]) -> None:
        """A friend among the picks is named, with whom the tickets chose."""
        chosen = receipt["chosen"]
        found = verify({**receipt, "chosen": ["A/0003"]}, serials(12))

        assert [entry.field for entry in found] == ["chosen"]
        assert found[0].computed == chosen
        assert "recorded ['A/0003']" in str(found[0])

    def test_resealed_forgery(self, receipt: dict[str, object]) -> None:
        """Another seed for another period shows even under a fresh digest."""
        week = seed_string(SEED, "phone_draw", "*", "2026-W12")
        fields = {
            found.field
            for found in verify({**receipt, "seed_string": week}, serials(12))
        }
        other = {
            found.field
            for found in verify({**receipt, "period": "2026-W12"}, serials(12))
        }

        assert fields == {"seed_string"}
        assert other == {"period"}

    @pytest.mark.parametrize("text", ["314", "{}", "[1]", '["followup-rules/draw/1"]'])
    def test_seed_string_that_is_no_array(
        self, receipt: dict[str, object], text: str
    ) -> None:
        """A seed string of another form is named."""
        found = verify({**receipt, "seed_string": text}, serials(12))

        assert "seed_string" in [entry.field for entry in found]

    def test_stranger_excluded(self, receipt: dict[str, object]) -> None:
        """An exclusion of somebody who was never in the ledger is named."""
        changed = {**receipt, "excluded": [["A/9", "x"], ["A/0001", "already called"]]}
        found = verify(changed, serials(12))

        assert [(entry.field, entry.recorded) for entry in found] == [
            ("excluded", ["A/9", "x"])
        ]

    @pytest.mark.parametrize(
        "change",
        [
            {"scheme": "other/1"},
            {"k": "3"},
            {"k": True},
            {"k": -1},
            {"scope": "some"},
            {"drawn_on": "yesterday"},
            {"excluded": [1]},
            {"excluded": [["A/0001", 3]]},
            {"window": None, "scope": "per_window", "frame_digest": ""},
        ],
    )
    def test_unreadable(
        self, receipt: dict[str, object], change: dict[str, object]
    ) -> None:
        """What is no receipt of this scheme is refused."""
        with pytest.raises(InvalidReceiptError):
            verify({**receipt, **change}, serials(12))

    def test_lacking_a_field(self, receipt: dict[str, object]) -> None:
        """A receipt without its seed is refused."""
        del receipt["seed_string"]

        with pytest.raises(InvalidReceiptError, match="seed_string"):
            verify(receipt, serials(12))


class TestCalls:
    """
    Substitutes are only ever the next reserve, after a logged attempt (A-51).
    """

    def test_all_reached(self) -> None:
        """Picks may be called in any order."""
        found = review_calls(["a", "b"], ["c"], [yes("b"), yes("a")])

        assert set(found.reached) == {"a", "b"}
        assert found.exhausted == (("*", 0),)

    def test_next_reserve_stands_in(self) -> None:
        """After a logged attempt the next reserve stands in."""
        calls = [no("a", "no answer"), yes("c"), yes("b")]

        assert set(review_calls(["a", "b"], ["c", "d"], calls).reached) == {"b", "c"}

    @pytest.mark.parametrize(
        "calls",
        [
            [no("a", "no answer"), yes("d")],
            [yes("c")],
            [yes("a"), yes("c")],
            [no("a"), yes("c")],
            [no("a", "x"), yes("c"), yes("d")],
            [yes("z")],
        ],
    )
    def test_out_of_turn(self, calls: list[Call]) -> None:
        """A reserve out of turn, too early, or a stranger is not counted."""
        found = review_calls(["a", "b"], ["c", "d"], calls)

        assert found.out_of_order == (calls[-1].subject,)
        assert calls[-1].subject not in found.reached

    def test_reserve_out_of_turn_is_passed_over(self) -> None:
        """A reserve called out of turn never counts; those after it still may."""
        calls = [
            no("a", "busy"),
            yes("d"),
            yes("c"),
            no("b", "busy"),
            yes("d"),
            yes("e"),
        ]
        found = review_calls(["a", "b"], ["c", "d", "e"], calls)

        assert found.reached == ("c", "e")
        assert found.out_of_order == ("d",)

    def test_several_attempts_count_once(self) -> None:
        """A second attempt that reaches counts; a later failure takes nothing back."""
        calls = [no("a", "busy"), yes("a"), no("a", "busy")]

        assert review_calls(["a"], ["b"], calls).reached == ("a",)

    def test_exhausted(self) -> None:
        """When everyone was tried and logged, the missing picks count as done."""
        calls = [
            no("a", "wrong number"),
            yes("b"),
            no("c", "no answer"),
        ]

        assert review_calls(["a", "b"], ["c"], calls).exhausted == (("*", 1),)
        assert review_calls(["a", "b"], ["c"], calls[:2]).exhausted == (("*", 0),)

    def test_unlogged(self) -> None:
        """An attempt in vain without a reason is named, and exhausts nothing."""
        found = review_calls(["a"], [], [no("a")])

        assert found.unlogged == ("a",)
        assert found.exhausted == (("*", 0),)

    def test_by_window(self) -> None:
        """Where windows have shares, a substitute comes from the same window."""
        calls = [
            no("A/1", "x"),
            yes("B/2"),
            yes("A/2"),
            yes("C/1"),
        ]
        found = review_calls(["A/1", "B/1"], ["B/2", "A/2"], calls, by_window=True)

        assert found.reached == ("A/2",)
        assert found.out_of_order == ("B/2", "C/1")

    def test_unknown_outcome(self) -> None:
        """An attempt of unknown outcome is counted as such."""
        assert review_calls(["a"], [], [Call("a", None)]).uncertain == ("a",)

    def test_call_is_checked(self) -> None:
        """A call's fields are checked when it is made."""
        with pytest.raises(InvalidFieldError, match=r"Call\.reached"):
            Call("a", "yes")  # type: ignore[arg-type]


class TestAssess:
    """
    As many must be reached as there are, up to the number.
    """

    def test_three_windows_in_total(self) -> None:
        """32 of 52 were reached and 20 owed in total; the other readings are noted."""
        verdict = RULE.assess({"A": 12, "B": 40, "C": 0}, {"A": 12, "B": 20})
        others = {
            entry["other"]: (entry["outcome"], entry["other_required"])
            for entry in verdict.notes
        }

        assert verdict.status is Status.MET
        assert (verdict.required, verdict.shortfall) == (20, 0)
        assert others == {
            "scope_total_stratified": (Status.MET, 20),
            "scope_per_window": (Status.MET, 32),
        }

    def test_three_windows_each(self) -> None:
        """Per window a census of 12 meets it, 20 of 40 meets it, none owes nothing."""
        rule = attrs.evolve(RULE, scope=Scope.PER_WINDOW)
        verdicts = rule.assess_windows({"A": 12, "B": 40, "C": 0}, {"A": 12, "B": 20})

        assert [verdict.status.name for verdict in verdicts] == [
            "MET",
            "MET",
            "NOT_APPLICABLE",
        ]
        assert [verdict.subject.id for verdict in verdicts] == ["A", "B", "C"]  # type: ignore[union-attr]
        assert [entry.code for entry in verdicts[0].notes] == ["census"]

    def test_surplus_of_one_window_fills_no_other(self) -> None:
        """Per window 40 calls in one do not make up for none in another."""
        rule = attrs.evolve(RULE, scope=Scope.PER_WINDOW)
        verdict = rule.assess({"A": 12, "B": 40}, {"A": 0, "B": 40})

        assert (verdict.status, verdict.shortfall) == (Status.BREACHED, 12)
        assert rule.required({"A": 12, "B": 40}) == 32

    @pytest.mark.parametrize(
        ("eligible", "reached", "status", "required", "shortfall"),
        [
            (20, 20, Status.MET, 20, 0),
            (21, 19, Status.BREACHED, 20, 1),
            (19, 19, Status.MET, 19, 0),
            (19, 18, Status.BREACHED, 19, 1),
            (0, 0, Status.NOT_APPLICABLE, 0, 0),
            (1, 0, Status.BREACHED, 1, 1),
        ],
    )
    def test_edges(
        self, eligible: int, reached: int, status: Status, required: int, shortfall: int
    ) -> None:
        """The duty is the number, or all there are."""
        verdict = RULE.assess(eligible, reached)

        assert verdict.status is status
        assert (verdict.required, verdict.shortfall) == (required, shortfall)

    def test_week_still_open(self) -> None:
        """Before the week closes a shortfall is pending; at its close it is final."""
        closes = dt.datetime(2026, 3, 15, 16, tzinfo=dt.UTC)
        before = closes - dt.timedelta(microseconds=1)

        assert RULE.assess(30, 4, settles=closes, as_of=before).status is Status.PENDING
        assert (
            RULE.assess(30, 4, settles=closes, as_of=closes).status is Status.BREACHED
        )

    def test_reached_late(self) -> None:
        """Reached after the week closed is late."""
        verdict = RULE.assess(30, 20, reached_in_time=19, settles=NOW, as_of=NOW)

        assert verdict.status is Status.LATE
        assert verdict.reason["in_time"] == 19
        assert (
            RULE.assess(30, 20, reached_in_time=20, settles=NOW, as_of=NOW).status
            is Status.MET
        )

    def test_settling_needs_a_moment(self) -> None:
        """A rule that settles needs the moment of judgement."""
        with pytest.raises(MissingFactError, match="as_of"):
            RULE.assess(30, 4, settles=NOW)

    def test_exhausted_reserves(self) -> None:
        """Picks that nobody is left to stand in for count as done, and it is said."""
        verdict = RULE.assess(12, 11, exhausted=1)

        assert verdict.status is Status.MET
        assert "reserves_exhausted" in [entry.code for entry in verdict.notes]

    def test_unknown_outcome(self) -> None:
        """Where unknown outcomes could fill the shortfall, nothing is decided."""
        assert RULE.assess(30, 18, uncertain=2).status is Status.UNDETERMINED
        assert RULE.assess(30, 18, uncertain=1).status is Status.BREACHED

    def test_disproved(self) -> None:
        """A draw that its receipt does not prove breaks the rule."""
        verdict = RULE.assess(30, 20, discrepancies=("chosen: ...",))

        assert verdict.status is Status.BREACHED
        assert verdict.reason.code == "draw_disproved"

    def test_no_receipt(self) -> None:
        """Without a receipt nobody knows whether the draw was random."""
        verdict = RULE.assess(30, 20, discrepancies=None)

        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "receipt"

    @pytest.mark.parametrize(
        ("told", "status", "shortfall"),
        [
            ({"settles": NOW}, Status.BREACHED, 18),
            ({"settles": NOW + dt.timedelta(seconds=1)}, Status.PENDING, 18),
            ({"settles": NOW, "uncertain": 17}, Status.BREACHED, 18),
            ({"settles": NOW, "uncertain": 18}, Status.UNDETERMINED, 18),
            ({"settles": NOW, "exhausted": 18}, Status.UNDETERMINED, 0),
        ],
    )
    def test_too_few_without_a_receipt(
        self, told: dict[str, Any], status: Status, shortfall: int
    ) -> None:
        """Two of twenty were reached, whoever was drawn: that is certain once it settles."""
        verdict = RULE.assess(30, 2, discrepancies=None, as_of=NOW, **told)

        assert (verdict.status, verdict.shortfall) == (status, shortfall)
        assert ("draw_unproven" in [one.code for one in verdict.notes]) is (
            status is Status.BREACHED
        )

    def test_enough_only_late_without_a_receipt(self) -> None:
        """Twenty are reached since: late, if they were drawn, and never in time."""
        told: dict[str, Any] = {"discrepancies": None, "settles": NOW, "as_of": NOW}
        late = RULE.assess(30, 20, reached_in_time=19, **told)
        assert (late.status, late.reason["in_time"]) == (Status.LATE, 19)
        perhaps = RULE.assess(30, 20, reached_in_time=19, uncertain=1, **told)
        assert perhaps.status is Status.UNDETERMINED
        assert RULE.assess(30, 20, reached_in_time=20, **told).status is (
            Status.UNDETERMINED
        )
        assert late.explain("en").endswith(
            "There is no receipt; whoever was drawn, no more of them can have been "
            "reached."
        )
        assert late.explain("zh").endswith(
            "没有抽取凭证；无论抽中何人，已完成数都不会更多。"
        )

    @given(
        st.lists(
            st.tuples(
                st.sampled_from("abcd"),
                st.sampled_from([True, False, None]),
                st.sampled_from([None, "busy"]),
            ),
            max_size=6,
        )
    )
    @settings(max_examples=40, deadline=None)
    def test_no_receipt_makes_good_what_is_certain(self, made: list[Any]) -> None:
        """Two of four and one reserve: whatever order they would have been drawn in."""
        rule = attrs.evolve(RULE, size=2, reserves=1, scope=Scope.TOTAL)
        calls = [Call(who, reached, why) for who, reached, why in made]
        told: dict[str, Any] = {"settles": NOW, "as_of": NOW}
        course = rule.follow(None, list("abcd"), calls, on=WEDNESDAY)
        without = rule.assess(**course.facts(), **told).status
        if without is not Status.UNDETERMINED:
            for drawn in itertools.permutations("abcd", 3):
                found = review_calls(drawn[:2], drawn[2:], calls)
                verdict = rule.assess(
                    4,
                    len(found.reached),
                    exhausted=dict(found.exhausted),
                    uncertain=len(found.uncertain),
                    **told,
                )
                assert verdict.status is without is Status.BREACHED, drawn

    def test_from_a_draw_and_its_calls(self) -> None:
        """A draw is judged by its calls, by window, with its notes."""
        draw = SMALL.draw({"A": serials(3), "B": serials(3)}, seed=SEED, on=WEDNESDAY)
        one, two, three = draw.chosen
        spare, last = draw.reserves
        calls = [
            yes(one),
            no(two, "no answer"),
            yes(last),
            yes(spare),
            yes(three),
        ]
        verdict = SMALL.assess_draw(draw, calls, in_time=calls[:3])

        assert verdict.status is Status.LATE
        assert verdict.evidence.eligible == (("A", 3), ("B", 3))
        assert verdict.evidence.chance == Fraction(1, 2)
        assert verdict.evidence.out_of_order == (last,)
        assert {entry.code for entry in verdict.notes} == {
            "substitute_out_of_order",
            "under_other_scope",
        }
        assert SMALL.assess_draw(draw, calls[1:2]).evidence.unlogged == ()
        assert SMALL.assess_draw(draw, [no(one)]).notes[0].code == (
            "attempt_without_reason"
        )

    def test_from_a_draw_without_windows(self) -> None:
        """Where ids name no window, the counts stand in total."""
        draw = SMALL.draw(serials(9), seed=SEED, on=WEDNESDAY)
        verdict = SMALL.assess_draw(draw, [yes(id_) for id_ in draw.chosen])

        assert verdict.status is Status.MET
        assert verdict.evidence.reached == (("*", 3),)
        assert verdict.notes == ()

    def test_nobody_eligible(self) -> None:
        """Where nobody is eligible there is no chance to speak of."""
        assert RULE.assess({}, {}).evidence.chance is None

    @pytest.mark.parametrize(
        ("facts", "error"),
        [
            ({"eligible": -1, "reached": 0}, ImpossibleCountError),
            ({"eligible": 3, "reached": 4}, ImpossibleCountError),
            ({"eligible": {"A": 3, "B": 9}, "reached": {"A": 4}}, ImpossibleCountError),
            ({"eligible": {"A": 3}, "reached": {"B": 1}}, UnknownNameError),
            (
                {"eligible": 3, "reached": 2, "reached_in_time": 3},
                ImpossibleCountError,
            ),
            ({"eligible": 3, "reached": 2.0}, ImpossibleCountError),
            ({"eligible": 3, "reached": 2, "uncertain": -1}, ImpossibleCountError),
        ],
    )
    def test_impossible_counts(
        self, facts: dict[str, object], error: type[FollowupRulesError]
    ) -> None:
        """Counts that cannot be are refused."""
        with pytest.raises(error):
            RULE.assess(**facts)  # type: ignore[arg-type]

    def test_shares_need_counts_by_window(self) -> None:
        """Per window one number for all says too little."""
        rule = attrs.evolve(RULE, scope=Scope.PER_WINDOW)

        with pytest.raises(ImpossibleCountError, match="by window"):
            rule.assess({"A": 3, "B": 3}, 4)
        with pytest.raises(UnknownNameError, match="window 'C'"):
            rule.assess_windows({"A": 3}, {"C": 1})
        with pytest.raises(InvalidFieldError, match="eligible cannot be 3"):
            rule.assess_windows(3, {"A": 1})  # type: ignore[arg-type]
        with pytest.raises(InvalidFieldError, match="reached cannot be 1"):
            rule.assess_windows({"A": 3}, 1)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "facts",
        [
            {"eligible": 30, "reached": 20},
            {"eligible": 30, "reached": 20, "reached_in_time": 1},
            {"eligible": 30, "reached": 2},
            {"eligible": 30, "reached": 2, "settles": NOW + dt.timedelta(days=1)},
            {"eligible": 30, "reached": 19, "uncertain": 1},
            {"eligible": 0, "reached": 0},
            {"eligible": 30, "reached": 20, "discrepancies": ("x",)},
            {"eligible": 30, "reached": 20, "discrepancies": None},
            {
                "eligible": {"A": 2, "B": 3},
                "reached": {"A": 1},
                "exhausted": 1,
                "out_of_order": ("A/1",),
                "unlogged": ("A/2",),
            },
        ],
    )
    def test_says_why_and_replays(self, facts: dict[str, object]) -> None:
        """Every answer has sentences in both languages and replays from its receipt."""
        subject = Subject("round", "W11", cell="2026-W11")
        verdict = RULE.assess(**facts, as_of=NOW, subject=subject)  # type: ignore[arg-type]
        receipt = json.loads(json.dumps(verdict.receipt()))

        for language in ("en", "zh"):
            assert "{" not in verdict.explain(language)
        assert replay(RULE, receipt).is_same
        assert verdict.to_dict()["status"] == verdict.status.value

    def test_explains_in_both_languages(self) -> None:
        """The sentences read like this."""
        verdict = RULE.assess(
            {"A": 12, "B": 40},
            {"A": 1},
            subject=Subject("round", "1", "2026-W11"),
        )

        assert verdict.explain("en").startswith(
            "The phone follow-ups, 2026-W11: 20 owed (20 in total, 52 eligible), "
            "1 done, 19 short; DEMO-1 is not met."
        )
        assert verdict.explain("zh").startswith(
            "电话回访（2026年第11周）：可抽取对象52个，合计20个，应回访20个，已完成1个，"
            "还差19个，不符合DEMO-1要求。"
        )


class TestFields:
    """
    What the rule's own fields may hold.
    """

    @pytest.mark.parametrize(
        "change",
        [
            {"size": -1},
            {"size": "20"},
            {"scope": "total"},
            {"reserves": None},
            {"zone": "Mars"},
            {"repeat": 1},
        ],
    )
    def test_refused(self, change: dict[str, object]) -> None:
        """A field that cannot be is refused and named."""
        name = next(iter(change))

        with pytest.raises(InvalidFieldError, match=f"DrawPolicy.{name}"):
            attrs.evolve(RULE, **change)  # type: ignore[arg-type]

    def test_lists_are_kept_as_tuples(self) -> None:
        """Grounds to leave somebody out may be listed."""
        changed = attrs.evolve(RULE, may_exclude=["refused"])

        assert changed.may_exclude == ("refused",)
