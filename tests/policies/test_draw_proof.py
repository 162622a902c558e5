"""
Attacks on the proof of a draw: what fits itself is not yet what was owed.
"""

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.canonical import digest
from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    DateOutOfRangeError,
    FollowupRulesError,
    InvalidFieldError,
    InvalidIdError,
    InvalidReceiptError,
    MissingFactError,
    UnknownNameError,
)
from followup_rules.policies.draws import (
    Call,
    Course,
    Discrepancy,
    Draw,
    DrawPolicy,
    DrawUnit,
    Repeat,
    Scope,
    Stratum,
    TicketOrder,
    pick,
    serial_of,
    shares,
    ticket,
    verify,
    whole_id,
)
from followup_rules.receipts import replay
from followup_rules.timing.cycles import Every

SEED = "31415926535897932384"
WEDNESDAY = dt.date(2026, 3, 18)
RULE = DrawPolicy(
    id="phone_draw",
    clause=Clause(id="DEMO-1", en="twenty a week", zh="每周二十个"),
    name=Text("the phone follow-ups", "电话回访"),
    owed_by="supervision_section",
    size=20,
)
LEDGER = [f"{'AB'[number % 2]}/{number:04d}" for number in range(1000)]
HONEST = RULE.draw(LEDGER, seed=SEED, on=WEDNESDAY)


def drawn(rule: DrawPolicy = RULE, on: dt.date = WEDNESDAY, seed: str = SEED) -> Draw:
    """Return a draw from the whole ledger."""
    return rule.draw(LEDGER, seed=seed, on=on)


def resealed(receipt: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a receipt with other values, and a digest that fits them."""
    body = {name: value for name, value in receipt.items() if name != "digest"}
    body |= changes
    return {**body, "digest": digest(body)}


def fields(found: list[Discrepancy]) -> list[str]:
    """Return which fields differ."""
    return [one.field for one in found]


def called_all(ids: tuple[str, ...]) -> list[Call]:
    """Return one successful call of each."""
    return [Call(id_, reached=True) for id_ in ids]


class TestAnotherDraw:
    """
    A draw that was honestly made for something else proves nothing here.
    """

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"id": "phone_draw_135"}, "rule"),
            ({"size": 400}, "k"),
            ({"size": None, "share": "40%"}, "k"),
            ({"order": TicketOrder.RIVEST}, "order"),
            ({"scope": Scope.PER_WINDOW}, "scope"),
            ({"scope": Scope.TOTAL_STRATIFIED}, "scope"),
            ({"repeat": Repeat.IGNORED}, "repeat"),
            ({"reserves": 500}, "reserves_kept"),
        ],
    )
    def test_of_another_rule(self, change: dict[str, Any], field: str) -> None:
        """
        Its receipt fits itself and the ledger, and says otherwise in one thing.
        """
        other = drawn(attrs.evolve(RULE, **change)).receipt

        assert verify(other, LEDGER) == []
        assert fields(verify(other, LEDGER, rule=RULE, on=WEDNESDAY)) == [field]
        assert fields(RULE.hold_against(other, LEDGER, on=WEDNESDAY)) == [field]

    @pytest.mark.parametrize(
        ("on", "field"),
        [
            (dt.date(2026, 3, 11), "period"),
            (dt.date(2026, 3, 19), "drawn_on"),
            (dt.date(9999, 1, 4), "period"),
        ],
    )
    def test_of_another_day(self, on: dt.date, field: str) -> None:
        """
        Another week is told as the week, another day of the same week as the day.
        """
        other = drawn(on=on).receipt

        assert verify(other, LEDGER) == []
        assert fields(RULE.hold_against(other, LEDGER, on=WEDNESDAY)) == [field]

    def test_cells_of_its_own(self) -> None:
        """
        A draw of every fortnight from a day is named by that fortnight's days.
        """
        fortnights = Every("2 weeks", dt.date(2026, 3, 9))
        rule = attrs.evolve(RULE, cycle=fortnights)
        receipt = drawn(rule).receipt

        assert receipt["period"] == "2026-03-09..2026-03-22"
        assert verify(receipt, LEDGER) == []
        assert rule.hold_against(receipt, LEDGER, on=WEDNESDAY) == []
        later = resealed(receipt, drawn_on="2026-03-23")
        assert fields(verify(later, LEDGER)) == ["period"]
        never = resealed(receipt, period="the second fortnight of March")
        assert "period" in fields(verify(never, LEDGER))

    def test_week_chosen_for_a_friend(self) -> None:
        """
        Trying weeks until a friend is drawn is what the week in the seed is against.
        """
        friend = LEDGER[7]
        tries = (WEDNESDAY + dt.timedelta(weeks=n) for n in range(1, 400))
        steered = next(
            draw for day in tries if friend in (draw := drawn(on=day)).chosen
        )

        assert friend not in HONEST.chosen
        assert fields(RULE.hold_against(steered.receipt, LEDGER, on=WEDNESDAY)) == [
            "period"
        ]

    def test_day_written_over(self) -> None:
        """
        The right week under a day of another week is told as the day.
        """
        forged = resealed(HONEST.receipt, drawn_on="2026-03-25")

        assert fields(verify(forged, LEDGER)) == ["period"]
        assert fields(RULE.hold_against(forged, LEDGER, on=WEDNESDAY)) == ["drawn_on"]

    def test_honest(self) -> None:
        """
        What was owed is proved, by both.
        """
        receipt = json.loads(json.dumps(HONEST.receipt))

        assert verify(receipt, LEDGER, rule=RULE, on=WEDNESDAY) == []
        assert RULE.hold_against(receipt, iter(LEDGER), on=WEDNESDAY) == []

    @pytest.mark.parametrize("half", [{"rule": RULE}, {"on": WEDNESDAY}])
    def test_half_of_it(self, half: dict[str, Any]) -> None:
        """
        A rule without a day, and a day without a rule, would decide nothing.
        """
        with pytest.raises(MissingFactError, match="alone decides nothing"):
            verify(HONEST.receipt, LEDGER, **half)

    def test_draw_of_another_rule_is_assessed(self) -> None:
        """
        The draw itself is held against the rule as well.
        """
        other = drawn(attrs.evolve(RULE, size=400))
        verdict = RULE.assess_draw(other, called_all(other.chosen[-20:]))

        assert verdict.status.name == "BREACHED"
        assert verdict.evidence.discrepancies == (("k", "400", "20"),)


class TestToldOnce:
    """
    One thing that is wrong is one discrepancy.
    """

    def test_row_entered_later(self) -> None:
        """
        A ledger of one more is one thing, though it shows in seven fields.
        """
        found = RULE.hold_against(HONEST.receipt, [*LEDGER, "B/zz"], on=WEDNESDAY)

        assert fields(found) == ["frame_digest"]
        assert found[0].recorded["frame_size"] == 1000
        assert found[0].computed["frame_size"] == 1001
        assert "not_in_it" not in found[0].computed

    def test_pick_taken_out_of_the_ledger(self) -> None:
        """
        Who was named by the receipt and is gone is named.
        """
        gone = HONEST.chosen[3]
        left = [id_ for id_ in LEDGER if id_ != gone]
        (one,) = verify(HONEST.receipt, left)

        assert one.computed["not_in_it"] == [gone]

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"chosen": [LEDGER[0], *HONEST.chosen[1:]]}, "chosen"),
            ({"chosen": HONEST.chosen[::-1], "reserves": []}, "chosen"),
            ({"reserves": []}, "reserves"),
            ({"eligible": {"*": 7}}, "eligible"),
            ({"shares": {"*": 7}}, "shares"),
            ({"chances": {"*": "1/2"}}, "chances"),
            ({"cutoff": "0"}, "cutoff"),
            ({"shortfall": 3}, "shortfall"),
            ({"frame_size": 3}, "frame_size"),
            ({"tickets": {}}, "tickets"),
            ({"cases": {}}, "cases"),
            ({"summary": {}}, "summary"),
            ({"excluded": [["A/0000", "ill"]]}, "eligible"),
            ({"called": ["C/9"]}, "called"),
            ({"note": "drawn fairly"}, "note"),
            ({"seed_source": "dice"}, "digest"),
        ],
    )
    def test_forged_field(self, changes: dict[str, Any], told: str) -> None:
        """
        A field that was written over is told, and nothing that follows from it.
        """
        assert fields(verify({**HONEST.receipt, **changes}, LEDGER)) == [told]

    def test_receipts_without_what_was_added(self) -> None:
        """
        A receipt of a release that published no tickets still proves its draw.
        """
        old = dict(HONEST.receipt)
        for name in ("tickets", "cases", "summary"):
            del old[name]

        assert verify(resealed(old), LEDGER) == []

    def test_whoever_is_left_out(self) -> None:
        """
        Each exclusion that is not owed is told, and each owed one that is missing.
        """
        receipt = RULE.draw(
            LEDGER, seed=SEED, on=WEDNESDAY, excluded={"A/0000": "no consent"}
        ).receipt
        held = RULE.hold_against
        one = held(receipt, LEDGER, on=WEDNESDAY)
        other = held(HONEST.receipt, LEDGER, on=WEDNESDAY, excluded={"A/0000": "ill"})

        assert verify(receipt, LEDGER, rule=RULE, on=WEDNESDAY) == []
        assert one == [Discrepancy("excluded", ["A/0000", "no consent"], None)]
        assert other == [Discrepancy("excluded", None, ["A/0000", "ill"])]

    @pytest.mark.parametrize("recorded", [True, False])
    def test_strangers_left_out(self, recorded: bool) -> None:  # noqa: FBT001
        """
        Somebody who was never in the ledger cannot be left out of it.
        """
        receipt = HONEST.receipt
        if recorded:
            receipt = resealed(receipt, excluded=[["A/x", "moved"]])
        found = RULE.hold_against(
            receipt, LEDGER, on=WEDNESDAY, excluded={"A/x": "moved"}
        )

        assert fields(found) == ["excluded"]

    def test_those_called_before(self) -> None:
        """
        With those called used to fill up, the receipt must name the same.
        """
        rule = attrs.evolve(RULE, repeat=Repeat.FILL_UP)
        receipt = rule.draw(LEDGER, seed=SEED, on=WEDNESDAY, called=["A/0000"]).receipt

        assert rule.hold_against(receipt, LEDGER, on=WEDNESDAY, called=["A/0002"]) == [
            Discrepancy("called", "A/0000", None),
            Discrepancy("called", None, "A/0002"),
        ]


class TestReasons:
    """
    The text may say for which reasons somebody is left out.
    """

    STRICT = attrs.evolve(RULE, may_exclude=["moved away"])

    def test_drawing(self) -> None:
        """
        Another reason is refused when it is drawn.
        """
        draw = self.STRICT.draw(
            LEDGER, seed=SEED, on=WEDNESDAY, excluded={"A/0000": "moved away"}
        )
        assert draw.summary["excluded"] == {"moved away": 1}
        with pytest.raises(InvalidFieldError, match="allowed: moved away"):
            self.STRICT.draw(
                LEDGER, seed=SEED, on=WEDNESDAY, excluded={"A/0000": "a bother"}
            )
        with pytest.raises(InvalidFieldError, match="nobody is left out"):
            attrs.evolve(RULE, may_exclude=()).draw(
                LEDGER, seed=SEED, on=WEDNESDAY, excluded={"A/0000": "moved away"}
            )

    def test_proving(self) -> None:
        """
        A receipt that leaves somebody out for another reason is disproved.
        """
        out = {"A/0000": "a bother"}
        receipt = RULE.draw(LEDGER, seed=SEED, on=WEDNESDAY, excluded=out).receipt

        assert RULE.hold_against(receipt, LEDGER, on=WEDNESDAY, excluded=out) == []
        assert self.STRICT.hold_against(
            receipt, LEDGER, on=WEDNESDAY, excluded=out
        ) == [Discrepancy("excluded", ["A/0000", "a bother"], None)]

    def test_same_person(self) -> None:
        """
        That a person has one ticket is the rule's own reason and needs no leave.
        """
        persons = dict.fromkeys(LEDGER[:3], "p") | {i: i for i in LEDGER[3:]}
        receipt = self.STRICT.draw(
            LEDGER, seed=SEED, on=WEDNESDAY, persons=persons
        ).receipt

        assert (
            self.STRICT.hold_against(receipt, LEDGER, on=WEDNESDAY, persons=persons)
            == []
        )
        assert fields(
            attrs.evolve(self.STRICT, unit=DrawUnit.CASE).hold_against(
                receipt, LEDGER, on=WEDNESDAY, persons=persons
            )
        ) == ["excluded", "excluded"]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 10**30)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["9999-12-31", "0001-01-01", "A/B", "\ud800", "[" * 3000]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner)
    ),
    max_leaves=6,
)


class TestAnything:
    """
    Whatever is handed in as a receipt: a refusal or discrepancies, never an accident.
    """

    @given(name=st.sampled_from(sorted(HONEST.receipt)), value=JSON)
    @settings(max_examples=300, deadline=None)
    def test_any_value_in_any_field(self, name: str, value: object) -> None:
        """
        `verify` answers or refuses; `hold_against` always answers.
        """
        few = LEDGER[:30]
        honest = RULE.draw(few, seed=SEED, on=WEDNESDAY).receipt
        forged = {**honest, name: value}
        try:
            found = verify(forged, few)
        except FollowupRulesError:
            found = [Discrepancy("receipt", "", "")]
        held = RULE.hold_against(forged, few, on=WEDNESDAY)

        same = type(value) is type(honest[name]) and value == honest[name]
        assert bool(found) is bool(held) is (not same)
        for one in held:
            assert one.wording("en")
            assert one.wording("zh")
            assert str(one)

    @pytest.mark.parametrize("receipt", [None, 5, "x", [], {}, {"scheme": "other/1"}])
    def test_no_receipt_at_all(self, receipt: Any) -> None:
        """
        What is no receipt proves nothing.
        """
        found = RULE.hold_against(receipt, LEDGER, on=WEDNESDAY)

        assert fields(found) == ([] if receipt is None else ["receipt"])
        with pytest.raises(InvalidReceiptError):
            verify(receipt, LEDGER)

    def test_refers_to_itself(self) -> None:
        """
        A table inside itself has no JSON.
        """
        loop: dict[str, Any] = dict(HONEST.receipt)
        loop["note"] = loop

        with pytest.raises(InvalidReceiptError, match="JSON"):
            verify(loop, LEDGER)

    def test_last_week_of_the_calendar(self) -> None:
        """
        The week of 31 December 9999 has no end: a refusal, or a discrepancy.
        """
        never = dt.date(9999, 12, 31)
        forged = resealed(HONEST.receipt, drawn_on="9999-12-31")

        with pytest.raises(DateOutOfRangeError):
            drawn(on=never)
        assert fields(verify(forged, LEDGER)) == ["summary"]
        assert fields(RULE.hold_against(forged, LEDGER, on=WEDNESDAY)) == ["drawn_on"]

    def test_seed_with_half_a_surrogate(self) -> None:
        """
        What UTF-8 cannot write has no hash.
        """
        with pytest.raises(InvalidFieldError, match="surrogate"):
            pick(seed_string="\ud800", frame=["a"], k=1)


class TestSlashes:
    """
    The separator stands once between window and serial, and a code cannot hold it.
    """

    def test_whole_ids(self) -> None:
        """
        A window "3F/A" would read as the window "3F".
        """
        assert whole_id("3F-A", "2026/1") == "3F-A/2026/1"
        assert serial_of("3F-A/2026/1") == "2026/1"
        assert serial_of("0001") == "0001"
        for window in ("3F/A", "", " A", "A\u200b"):
            with pytest.raises(InvalidIdError):
                whole_id(window, "0001")
        with pytest.raises(InvalidIdError):
            whole_id("A", "")

    def test_counts_of_other_windows_are_no_all_clear(self) -> None:
        """
        Windows of which nothing was counted do not hide that the draw is disproved.
        """
        verdict = RULE.assess({"3F/A": 0}, 0, discrepancies=["another ledger"])

        assert verdict.status.name == "BREACHED"
        assert "another ledger" in verdict.explain("en")


class TestWindowsOfReceipts:
    """
    A receipt says of which window its ledger is, and of none where it is of several.
    """

    @pytest.mark.parametrize(
        ("ids", "window", "right"),
        [
            (["A/1", "B/2", "A/3"], "x", None),
            (["A/1", "B/2", "A/3"], "A", None),
            (["A/1", "A/3"], "x", "A"),
            (["1", "2"], "A", None),
            (["A/1", "A/3"], "A", "A"),
        ],
    )
    def test_of_another_window(
        self, ids: list[str], window: str, right: str | None
    ) -> None:
        """
        Resealed with a window that is not that of its ids, it proves nothing.
        """
        receipt = RULE.draw(ids, seed=SEED, on=WEDNESDAY).receipt

        found = verify(resealed(receipt, window=window), ids, rule=RULE, on=WEDNESDAY)

        expected = [] if right == window else [Discrepancy("window", window, right)]
        assert found == expected

    def test_of_its_own(self) -> None:
        """
        Serials of a window, its whole ids and a table of it are one ledger.
        """
        receipt = RULE.draw(["1", "2"], window="A", seed=SEED, on=WEDNESDAY).receipt
        ledgers: list[Any] = [["1", "2"], ["A/1", "A/2"], {"A": ["1", "2"]}]

        assert [verify(receipt, one) for one in ledgers] == [[], [], []]


class TestCourse:
    """
    What became of a draw, from its receipt, the ledger and the calls.
    """

    def follow(self, receipt: Any, ledger: Any = LEDGER, **more: Any) -> Course:
        """Follow the calls of every pick."""
        ids = HONEST.chosen if receipt is None else receipt["chosen"]
        return RULE.follow(receipt, ledger, called_all(ids), on=WEDNESDAY, **more)

    def test_honest(self) -> None:
        """
        Everyone was reached.
        """
        course = self.follow(HONEST.receipt, in_time=[])
        verdict = RULE.assess(**course.facts())

        assert verdict.status.name == "LATE"
        assert verdict.evidence.counted == 20
        assert course.windows == ("A", "B")

    def test_ledger_corrected_after_the_draw(self) -> None:
        """
        Half of the ledger is gone: a disproved draw, though more were reached than are.
        """
        course = self.follow(HONEST.receipt, LEDGER[:15])
        verdict = RULE.assess(**course.facts())

        assert verdict.status.name == "BREACHED"
        assert verdict.reason.code == "draw_disproved"

    def test_counts_that_cannot_be_are_refused_of_a_proven_draw(self) -> None:
        """
        Where nothing is disproved, counts of windows that there are not are mistakes.
        """
        for facts in (
            {"exhausted": {"B": 3}},
            {"reached_in_time": {"ZZ": 3}},
            {"exhausted": {"A": 4}},
        ):
            with pytest.raises(FollowupRulesError):
                RULE.assess({"A": 3}, {"A": 0}, **facts)  # type: ignore[arg-type]
        RULE.assess({"A": 3}, {"B": 9}, discrepancies=["x"])

    def test_no_receipt(self) -> None:
        """
        Nobody can tell whether it was random.
        """
        verdict = RULE.assess(**self.follow(None).facts())

        assert verdict.status.name == "UNDETERMINED"

    def test_by_window(self) -> None:
        """
        Each window is judged by its own, and an unknown one is refused.
        """
        rule = attrs.evolve(RULE, scope=Scope.PER_WINDOW)
        draw = drawn(rule)
        course = rule.follow(
            draw.receipt, LEDGER, called_all(draw.chosen_in("A")), on=WEDNESDAY
        )
        statuses = {
            window: rule.assess(**course.facts(window)).status.name
            for window in course.windows
        }

        assert statuses == {"A": "MET", "B": "BREACHED"}
        with pytest.raises(UnknownNameError, match="window 'C'"):
            course.facts("C")

    def test_without_windows(self) -> None:
        """
        Ids that name no window are counted together.
        """
        plain = [f"R{number}" for number in range(30)]
        draw = RULE.draw(plain, seed=SEED, on=WEDNESDAY)
        course = RULE.follow(draw.receipt, plain, called_all(draw.chosen), on=WEDNESDAY)

        assert RULE.assess(**course.facts()).status.name == "MET"

    @pytest.mark.parametrize("ids", [5, [5], None, "A/0001"])
    def test_receipt_that_lists_nobody(self, ids: Any) -> None:
        """
        A receipt without readable picks is disproved, whoever was called.
        """
        forged = {**HONEST.receipt, "chosen": ids}
        course = RULE.follow(forged, LEDGER, called_all(HONEST.chosen), on=WEDNESDAY)

        assert RULE.assess(**course.facts()).reason.code == "draw_disproved"

    def test_forged_windows_spend_nothing(self) -> None:
        """
        Windows that a forged receipt makes up count nowhere.
        """
        rule = attrs.evolve(RULE, scope=Scope.TOTAL_STRATIFIED)
        forged = resealed(drawn(rule).receipt, chosen=["X/1"], reserves=[])
        calls = [Call("X/1", reached=False, reason="no answer")]
        course = rule.follow(forged, LEDGER, calls, on=WEDNESDAY)

        assert course.facts()["exhausted"] == {}
        assert rule.assess(**course.facts()).status.name == "BREACHED"


class TestWords:
    """
    The sentence names what was found, in both languages.
    """

    def test_names_the_first_three(self) -> None:
        """
        Three are named and the rest counted; the verdict replays from its receipt.
        """
        found = [Discrepancy("k", 400, 20), *("abcd")]
        verdict = RULE.assess(30, 0, discrepancies=found)

        english, chinese = verdict.explain("en"), verdict.explain("zh")
        assert "the number to be drawn: the receipt says 400, right is 20" in english
        assert "and 2 more" in english
        assert "应抽取数：凭证记为400，应为20；a；b；另有2处" in chinese
        again = replay(RULE, json.loads(json.dumps(verdict.receipt())))
        assert again.verdict == verdict

    def test_odd_values(self) -> None:
        """
        Nothing raw of a forged receipt reaches a terminal, and nothing is endless.
        """
        said = Discrepancy("no\x1b[31mte", "\x1b[2J", ["x" * 500]).wording("en")

        assert said.isprintable()
        assert len(said) < 250
        assert Discrepancy("called", None, "A/1").wording("zh") == (
            "已回访对象：凭证记为无，应为A/1"
        )


class TestPublication:
    """
    What a publication needs stands in the receipt.
    """

    def test_tickets_and_cases(self) -> None:
        """
        The ticket of each pick and reserve, and the serial behind each id.
        """
        taken = (*HONEST.chosen, *HONEST.reserves)
        text = HONEST.terms.seed_string

        assert list(HONEST.receipt["tickets"]) == list(taken)
        assert all(
            HONEST.tickets[id_] == ticket(id_, seed_string=text) for id_ in taken
        )
        assert HONEST.receipt["cases"] == {id_: id_[2:] for id_ in taken}
        assert HONEST.cases == HONEST.receipt["cases"]

    def test_summary(self) -> None:
        """
        Counts, chances and reasons, and nobody by name.
        """
        draw = RULE.draw(
            LEDGER[:25],
            seed=SEED,
            on=WEDNESDAY,
            called=[LEDGER[0], LEDGER[1]],
            excluded={LEDGER[2]: "moved away"},
        )
        assert draw.summary == {
            "rule": "phone_draw",
            "period": "2026-W12",
            "drawn_on": "2026-03-18",
            "frame_size": 25,
            "excluded": {"already called": 2, "moved away": 1},
            "eligible": 22,
            "chosen": 20,
            "reserves": 2,
            "shortfall": 0,
            "chances": {"*": "10/11"},
        }

    def test_chances(self) -> None:
        """
        In total everybody has the same chance; a window that is not there has none.
        """
        assert HONEST.chance() == HONEST.chance("A") == Fraction(1, 50)
        with pytest.raises(UnknownNameError):
            HONEST.chance("typo")
        with pytest.raises(UnknownNameError):
            HONEST.chosen_in("typo")
        by_window = drawn(attrs.evolve(RULE, scope=Scope.PER_WINDOW))
        assert by_window.chance("A") == Fraction(20, 500)
        with pytest.raises(UnknownNameError):
            by_window.chance()


class TestSizes:
    """
    A share with a floor and a ceiling, and strata with numbers of their own.
    """

    SHARE = attrs.evolve(RULE, size=None, share="10%", least=3)

    @pytest.mark.parametrize(
        ("there", "owed"), [(0, 0), (2, 2), (12, 3), (29, 3), (30, 3), (31, 4), (37, 4)]
    )
    def test_share_with_a_floor(self, there: int, owed: int) -> None:
        """
        At least 10 %, at least 3, never more than there are.
        """
        assert self.SHARE.required(there) == owed
        ledger = [f"A/{number}" for number in range(there)]
        draw = self.SHARE.draw(ledger, seed=SEED, on=WEDNESDAY)
        assert len(draw.chosen) == owed
        assert draw.shortfall == max(0, 3 - there)
        assert self.SHARE.hold_against(draw.receipt, ledger, on=WEDNESDAY) == []
        assert verify(json.loads(json.dumps(draw.receipt)), ledger) == []

    def test_ceiling(self) -> None:
        """
        At most 50, however many there are.
        """
        capped = attrs.evolve(self.SHARE, most=50)

        assert [capped.required(n) for n in (20, 499, 500, 501, 10**6)] == [
            3, 50, 50, 50, 50,
        ]  # fmt: skip

    @given(
        n=st.integers(0, 400),
        percent=st.integers(0, 100),
        least=st.integers(0, 20),
        room=st.none() | st.integers(1, 30),
    )
    def test_against_the_words(
        self, n: int, percent: int, least: int, room: int | None
    ) -> None:
        """
        The least whole number not below the share, raised to the floor, then cut.
        """
        most = None if room is None else least + room
        rule = attrs.evolve(
            RULE, size=None, share=f"{percent}%", least=least, most=most
        )
        asked = next(k for k in range(n + 1) if k * 100 >= percent * n)
        expected = max(asked, least)
        if most is not None:
            expected = min(expected, most)
        assert rule.required(n) == min(expected, n)

    def test_share_of_each_window(self) -> None:
        """
        Per window the share is of each window, stratified of all together.
        """
        eligible = {"A": 12, "B": 100}
        by_window = attrs.evolve(self.SHARE, scope=Scope.PER_WINDOW)
        shared = attrs.evolve(self.SHARE, scope=Scope.TOTAL_STRATIFIED)

        assert by_window.shares(eligible) == {"A": 3, "B": 10}
        assert shared.required(eligible) == 12

    def test_strata(self) -> None:
        """
        Five of the urgent, and one in ten of the rest, at least two.
        """
        rule = attrs.evolve(
            RULE,
            size=None,
            scope=Scope.PER_WINDOW,
            strata=[
                Stratum(key="urgent", size=5),
                Stratum(key="rest", share="10%", least=2),
            ],
        )
        ledger = {
            "urgent": [f"{n}" for n in range(4)],
            "rest": [f"{n}" for n in range(31)],
        }
        draw = rule.draw(ledger, seed=SEED, on=WEDNESDAY)

        assert draw.shares == {"rest": 4, "urgent": 4}
        assert draw.shortfall == 1
        receipt = json.loads(json.dumps(draw.receipt))
        assert receipt["k"] == {
            "urgent": 5,
            "rest": {"share": "1/10", "least": 2, "most": None},
        }
        assert rule.hold_against(receipt, ledger, on=WEDNESDAY) == []
        verdict = rule.assess({"urgent": 4, "rest": 31}, {"urgent": 4, "rest": 4})
        assert verdict.status.name == "MET"
        assert "urgent 5, rest 10% but at least 2" in verdict.explain("en")
        assert "urgent5个、rest10%（不少于2个）" in verdict.explain("zh")
        with pytest.raises(UnknownNameError, match="stratum 'other'"):
            rule.draw(["other/1"], seed=SEED, on=WEDNESDAY)
        census = rule.assess({"urgent": 4, "rest": 2}, {"urgent": 4, "rest": 2})
        assert [note.code for note in census.notes] == ["census"]

    def test_says_the_share(self) -> None:
        """
        The sentence says the share and its bounds, in both languages.
        """
        verdict = attrs.evolve(self.SHARE, most=50).assess(31, 4)

        assert "10% but at least 3 and at most 50 in total" in verdict.explain("en")
        assert "合计10%（不少于3个，不超过50个）" in verdict.explain("zh")
        plain = attrs.evolve(RULE, size=None, share="10%").assess(31, 3)
        assert "合计10%，应" in plain.explain("zh")
        again = replay(self.SHARE, self.SHARE.assess(31, 4).receipt())
        assert again.verdict == self.SHARE.assess(31, 4)

    @pytest.mark.parametrize(
        "change",
        [
            {"size": None},
            {"share": "10%"},
            {"least": 3},
            {"most": 30},
            {"size": None, "share": "10%", "least": 5, "most": 5},
            {"strata": [Stratum(key="A", size=2)]},
            {"strata": [Stratum(key="A", size=2)], "size": None},
            {
                "strata": [Stratum(key="A", size=2)],
                "size": None,
                "least": 3,
                "scope": Scope.PER_WINDOW,
            },
        ],
    )
    def test_what_would_decide_nothing(self, change: dict[str, Any]) -> None:
        """
        A size beside a share, a bound without one, or strata beside either.
        """
        with pytest.raises(InvalidFieldError):
            attrs.evolve(RULE, **change)

    def test_strata_without_a_size(self) -> None:
        """
        A stratum says how many as well.
        """
        with pytest.raises(InvalidFieldError, match=r"Stratum\.size"):
            Stratum(key="A")

    @given(
        sizes=st.dictionaries(
            st.sampled_from("ABCDEFGH"), st.integers(0, 60), min_size=1
        ),
        k=st.integers(0, 120),
    )
    def test_stratified_by_the_greatest_quotient(
        self, sizes: dict[str, int], k: int
    ) -> None:
        """
        One seat each, then always to the window with the greatest n/(2s+1).
        """
        seats = {name: min(1, n, k) for name, n in sizes.items()}
        for _ in range(min(k, sum(sizes.values())) - sum(seats.values())):
            able = [name for name in sorted(sizes) if seats[name] < sizes[name]]
            most = max(able, key=lambda n: Fraction(sizes[n], 2 * seats[n] + 1))
            seats[most] += 1

        assert shares(k, sizes, Scope.TOTAL_STRATIFIED) == seats


class TestPersons:
    """
    Who stands behind an id.
    """

    @pytest.mark.parametrize(
        ("persons", "error"),
        [
            ({"A/1": ""}, MissingFactError),
            ({"A/1": ["p"]}, InvalidFieldError),
            ({"A/1": None}, InvalidFieldError),
        ],
    )
    def test_nobody(self, persons: Any, error: type[Exception]) -> None:
        """
        A blank key would make one person of all who have none.
        """
        with pytest.raises(error):
            RULE.draw(["A/1"], seed=SEED, on=WEDNESDAY, persons=persons)
