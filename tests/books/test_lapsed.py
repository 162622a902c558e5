"""
Conditions that time takes back: what was settled under them stays, under its key.
"""

import datetime as dt
from typing import Annotated, Any, Final

import pendulum
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.books import feeds
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    Draft,
    checklist,
    clause,
    deadline,
    intervals,
    notice,
    procedure,
    regulation,
)
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import ledger_of, row, said
from followup_rules.ledgers.values import Id
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.verdicts import Status, Verdict

MET, LATE, BREACHED, PENDING, GONE = (
    Status.MET,
    Status.LATE,
    Status.BREACHED,
    Status.PENDING,
    Status.NOT_APPLICABLE,
)


def at(day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, tz="Asia/Shanghai")


@row("lift", "lift", "电梯", placed="begun_at")
class Lift:
    """What is looked after until it is taken out of use."""

    id: str
    begun_at: dt.datetime = said("begun", "启用时间")
    done_at: dt.datetime | None = said("done", "完成时间", default=None)
    gone_at: dt.datetime | None = said("gone", "停用时间", default=None)
    noted: bool | None = said("noted", "是否记录", default=None)
    entered_at: dt.datetime | None = None


@row("look", "look", "巡查", placed="looked_at", owner="lift_id")
class Look:
    """A look at a lift."""

    id: str
    lift_id: Annotated[str, Id("lift")] = said("the lift", "电梯编号")
    looked_at: dt.datetime = said("when", "巡查时间")
    void_at: dt.datetime | None = said("void", "作废时间", default=None)
    entered_at: dt.datetime | None = None


LEDGERS: Final[dict[str, Any]] = {one.kind: one for one in map(ledger_of, (Lift, Look))}
USED = "not gone_at has happened"


def kept(id: str = "kept", **how: Any) -> Draft:
    """Return the rule that is asked of lifts in use: within three days."""
    told: dict[str, Any] = {"since": "begun_at", "done": "done_at", "limit": Days(3)}
    told |= how
    return deadline(id, "the check", "检查", owed_by="firm", each=Lift, **told)


def book(*drafts: Draft) -> Rulebook:
    """Put rules together, each under a clause of its own."""
    passages = [
        clause(str(number), f"clause {number}", f"第{number}条", draft)
        for number, draft in enumerate(drafts, 1)
    ]
    ledgers = (Lift, Look)
    return regulation("T", "1", "t", "试", *passages, source="t", ledgers=ledgers)


def over_time(rules: Rulebook, lift: Lift, *looks: Look) -> list[Verdict]:
    """Return the verdict on a lift at noon of each day from the 2nd to the 14th."""
    told: dict[str, Any] = {"lift": [lift], "look": list(looks)}
    found = []
    for day in range(2, 15):
        (one,) = rules.assess(told, as_of=at(day, 12))
        found.append(one)
    return found


class TestByHand:
    """
    Begun on 2 March and due by the end of the 5th.
    """

    @pytest.mark.parametrize("how", [{"where": USED}, {"owed": USED}])
    @pytest.mark.parametrize(
        ("told", "days"),
        [
            # checked on the 4th, out of use on the 6th: it stays met
            ({"done_at": at(4), "gone_at": at(6)}, {2: PENDING, 4: MET, 14: MET}),
            # out of use on the 4th, unchecked: nothing is owed from then on
            ({"gone_at": at(4)}, {3: PENDING, 4: GONE, 14: GONE}),
            # overdue on the 6th and out of use on the 8th: it stays broken
            ({"gone_at": at(8)}, {5: PENDING, 6: BREACHED, 14: BREACHED}),
            # and checked late on the 10th
            ({"gone_at": at(8), "done_at": at(10)}, {9: BREACHED, 10: LATE, 14: LATE}),
            # late on the 7th, and then out of use
            ({"gone_at": at(8), "done_at": at(7)}, {6: BREACHED, 7: LATE, 14: LATE}),
        ],
    )
    def test_what_it_had_come_to(
        self, how: dict[str, str], told: dict[str, Any], days: dict[int, Status]
    ) -> None:
        """
        What was met or broken by then stays; what was open is owed no more.
        """
        rules = book(kept(**how))
        found = over_time(rules, Lift(id="1", begun_at=at(2), **told))
        assert {one.key for one in found} == {"T/kept//lift/1/"}
        assert {day: found[day - 2].status for day in days} == days
        assert all(rules.replay(one.receipt()).is_same for one in found)

    def test_sentences(self) -> None:
        """
        Each says since when it is asked no more.
        """
        rules = book(kept(where=USED))
        open_ = over_time(rules, Lift(id="1", begun_at=at(2), gone_at=at(4)))[-1]
        assert open_.explain("en") == (
            "The check is not owed any more since Wed 2026-03-04 09:00; T-1 does not apply."
        )
        assert open_.explain("zh") == "自2026年3月4日09:00起不再要求检查，T-1不适用。"
        done: dict[str, Any] = {"done_at": at(3), "gone_at": at(4)}
        met = over_time(rules, Lift(id="1", begun_at=at(2), **done))[-1]
        assert met.explain("en").endswith(
            "It is asked for no more since Wed 2026-03-04 09:00; what it had come to by "
            "then stands."
        )
        assert met.explain("zh").endswith(
            "自2026年3月4日09:00起不再要求，此前的判定不变。"
        )

    def test_a_day_that_was_told_before(self) -> None:
        """
        A length after a moment takes it back as well: five days after the 2nd.
        """
        rules = book(kept(where="not begun_at + 5 days has happened", limit=Days(9)))
        found = over_time(rules, Lift(id="1", begun_at=at(2)))
        assert [one.status for one in found] == [PENDING] * 5 + [GONE] * 8

    def test_what_never_held(self) -> None:
        """
        Of what was gone before it was known nothing was ever asked.
        """
        told: dict[str, Any] = {"gone_at": at(4), "entered_at": at(6)}
        lift = Lift(id="1", begun_at=at(2), **told)
        for how, many in (({"where": USED}, 0), ({"owed": USED}, 1)):
            found = list(book(kept(**how)).assess({"lift": [lift]}, as_of=at(8)))
            assert [one.reason.code for one in found] == ["not_selected"] * many

    def test_rows_that_belong(self) -> None:
        """
        All of none is yes, and the first look takes it back.
        """
        rules = book(kept(where="not any look"))
        look = Look(id="a", lift_id="1", looked_at=at(4))
        found = over_time(rules, Lift(id="1", begun_at=at(2)), look)
        assert [one.status for one in found] == [PENDING] * 2 + [GONE] * 11

    def test_other_kinds(self) -> None:
        """
        A record, a notice and the steps of a procedure stay as they were.
        """
        rules = book(
            checklist(
                "record",
                "the record",
                "记录",
                owed_by="firm",
                each=Lift,
                items={"noted": ("noted", "记录")},
                where=USED,
            ),
            notice(
                "ahead",
                "the notice",
                "告知",
                owed_by="firm",
                each=Lift,
                event="gone_at",
                done="done_at",
                lead=Days(1),
                where=USED,
            ),
            procedure(
                "steps",
                "the steps",
                "程序",
                owed_by="firm",
                each=Lift,
                since="begun_at",
                steps={
                    "one": {"name": ("one", "一"), "at": "done_at", "limit": Days(3)}
                },
                apart=True,
                where=USED,
            ),
        )
        lift = Lift(id="1", begun_at=at(2), done_at=at(4), gone_at=at(6), noted=False)
        before, after = (
            {one.key: one.status for one in rules.assess({"lift": [lift]}, as_of=now)}
            for now in (at(5), at(9))
        )
        assert before == after
        assert set(after.values()) == {MET, BREACHED}

    def test_a_record(self) -> None:
        """
        Whether there is a record at all is taken back as little.
        """
        rules = book(
            checklist(
                "record",
                "the record",
                "记录",
                owed_by="firm",
                each=Lift,
                items={"noted": ("noted", "记录")},
                made=USED,
            )
        )
        lift = Lift(id="1", begun_at=at(2), gone_at=at(6), noted=False)
        assert {one.status for one in over_time(rules, lift)} == {BREACHED}

    def test_a_question_for_no_item(self) -> None:
        """
        Of an item that the record has not, nothing is asked.
        """
        told: dict[str, Any] = {"owed_by": "firm", "each": Lift}
        told["items"] = {"noted": ("noted", "记录")}
        rules = book(checklist("record", "the record", "记录", **told))
        odd = feeds.Checklist(each="lift", there={"notd": "noted"})
        with pytest.raises(UnknownNameError, match="nearest: 'noted'"):
            evolve(rules, feeds=Table({"record": odd}, kind="rule"))

    @pytest.mark.parametrize(
        "done",
        ["last look.looked_at", "first look.looked_at where not void_at has happened"],
    )
    def test_what_another_row_would_turn(self, done: str) -> None:
        """
        A look in time met it; that a later one comes, or it is void, turns nothing.
        """
        rules = book(kept(done=done))
        looks = [
            Look(id="a", lift_id="1", looked_at=at(4), void_at=at(9)),
            Look(id="b", lift_id="1", looked_at=at(8)),
        ]
        found = over_time(rules, Lift(id="1", begun_at=at(2)), *looks)
        assert [one.status for one in found] == [PENDING] * 2 + [MET] * 11
        assert found[-1].notes[-1].code == "met_as_it_stood"
        # late from the first on, it stays late
        found = over_time(rules, Lift(id="1", begun_at=at(2)), looks[1])
        assert found[-1].status is LATE

    def test_over_columns(self) -> None:
        """
        The verdicts of columns are those of rows.
        """
        rules = book(
            kept(where=USED),
            kept("owed", owed=USED),
            kept("last", done="last look.looked_at"),
        )
        told: list[dict[str, Any]] = [
            {},
            {"gone_at": at(4)},
            {"done_at": at(4), "gone_at": at(6)},
        ]
        lifts = [Lift(id=str(n), begun_at=at(2), **one) for n, one in enumerate(told)]
        names = ("id", "begun_at", "done_at", "gone_at")
        frame = pl.DataFrame(
            [{name: getattr(one, name) for name in names} for one in lifts],
            schema_overrides=dict.fromkeys(names[1:], pl.Datetime("us", "UTC")),
        )
        frame = frame.with_columns(noted=pl.lit(None, pl.Boolean))
        columns = assess_book(rules, {"lift": frame}, as_of=at(9)).verdicts
        rows = rules.assess({"lift": lifts}, as_of=at(9))
        assert dict(columns.select("key", "status").iter_rows()) == {
            one.key: one.status.value for one in rows
        }


class TestRefused:
    """
    Where rows are counted, what counted once counts.
    """

    @staticmethod
    def refused(by: Any) -> str:
        """Return what is said of a feed that cannot stand."""
        with pytest.raises(InvalidFieldError) as error:
            by.bound(LEDGERS)
        return str(error.value)

    def test_owed(self) -> None:
        """
        When a duty ends there is a name for.
        """
        said = self.refused(feeds.Intervals(of="look", each="lift", owed=USED))
        assert said.startswith(f"Intervals.owed cannot be {USED!r}")
        assert said.endswith("say when its duty ended with ended")
        said = self.refused(feeds.Streaks(of="look", each="lift", owed=USED))
        assert said.endswith("say until when events count with until")
        said = self.refused(
            feeds.Cadence(of="look", each="lift", whose="lift_id", owed=USED)
        )
        assert said.startswith("Cadence.owed")

    @pytest.mark.parametrize("name", ["where", "counts"])
    def test_what_counts(self, name: str) -> None:
        """
        A look that is void later was one when it was counted.
        """
        told: dict[str, Any] = {name: "not void_at has happened"}
        said = self.refused(feeds.Cadence(of="look", **told))
        assert said.startswith(f"Cadence.{name}")
        assert said.endswith("what was done counts")

    def test_events(self) -> None:
        """
        So of intervals; what no time takes back is taken.
        """
        told: dict[str, Any] = {"of": "look", "each": "lift"}
        said = self.refused(feeds.Intervals(where="not void_at has happened", **told))
        assert said.startswith("Intervals.where")
        known = LEDGERS
        assert feeds.Intervals(at="void_at", **told).bound(known)


MAY_BECOME: Final = {
    MET: {MET},
    LATE: {LATE},
    BREACHED: {BREACHED, LATE},
}
INSTANTS = st.one_of(
    st.none(), st.builds(at, st.integers(3, 12), st.sampled_from([0, 9, 23]))
)
WHERES = (
    USED,
    "not gone_at has happened or noted",
    "not (gone_at has happened and done_at has happened)",
    "not any look",
    "all look where void_at has happened",
    "not any look where looked_at after lift.done_at",
    "not begun_at + 4 days has happened",
)


class TestOverTime:
    """
    Any lift, whatever takes the condition back.
    """

    @settings(max_examples=25, deadline=None)
    @given(
        st.sampled_from(WHERES),
        st.sampled_from(["where", "owed"]),
        st.tuples(INSTANTS, INSTANTS),
        st.sampled_from([None, True, False]),
        st.lists(st.tuples(INSTANTS.filter(bool), INSTANTS), max_size=2),
    )
    def test_nothing_turns(
        self,
        what: str,
        name: str,
        told: tuple[Any, Any],
        noted: bool | None,  # noqa: FBT001 - drawn
        looked: list[tuple[Any, Any]],
    ) -> None:
        """
        A key that was there stays, and what was settled under it.
        """
        rules = book(kept(**{name: what}))
        done, gone = told
        lift = Lift(id="1", begun_at=at(2), done_at=done, gone_at=gone, noted=noted)
        looks = [
            Look(id=str(n), lift_id="1", looked_at=one, void_at=void)
            for n, (one, void) in enumerate(looked)
        ]
        was: Verdict | None = None
        for day in range(2, 15):
            for hour in (0, 12):
                report = rules.assess(
                    {"lift": [lift], "look": looks}, as_of=at(day, hour)
                )
                found = next(iter(report), None)
                if was is not None:
                    assert found is not None, (was.explain(), day)
                    lawful = MAY_BECOME.get(was.status, set(Status))
                    assert found.status in lawful, (was.explain(), found.explain())
                was = was if found is None else found


@row("lap", "lap", "巡检", placed="done_at")
class Lap:
    """A round that names the round it follows."""

    id: str
    follows: Annotated[str, Id("lap")] | None = said("after", "前次", default=None)
    done_at: dt.datetime | None = said("done", "完成时间", default=None)
    noted_at: dt.datetime | None = said("noted", "记录时间", default=None)
    entered_at: dt.datetime | None = None


class TestRowsThatFollowRows:
    """
    Rounds of one ledger, each the event of the round that it names.
    """

    RULES: Final = regulation(
        "T",
        "1",
        "t",
        "试",
        clause(
            "1",
            "clause 1",
            "第一条",
            intervals(
                "laps",
                "the next round",
                "下一次巡检",
                owed_by="firm",
                of=Lap,
                each=Lap,
                asked={"whose": "follows"},
                most=Days(3),
            ),
        ),
        clause(
            "2",
            "clause 2",
            "第二条",
            deadline(
                "note",
                "the note",
                "记录",
                owed_by="firm",
                each=Lap,
                since="done_at",
                done="noted_at",
                owed="not breach of laps",
                limit=Days(2),
            ),
        ),
        source="t",
        ledgers=(Lap,),
    )

    def test_what_was_met_stays(self) -> None:
        """
        Noted on the 3rd, and no next round by the 5th: the note stays met.
        """
        first = Lap(id="1", done_at=at(2), noted_at=at(3))
        second = Lap(id="2", follows="1", done_at=at(4))
        for day in (4, 12):
            report = self.RULES.assess({"lap": [first, second]}, as_of=at(day))
            (note, *_) = report.where(rule="note")
            assert (note.about(), note.status) == ("lap 1", MET)


class TestOpenBesideWhatIsOwedAgain:
    """
    A duty once something is broken that is owed again and again, while it is open.
    """

    def test_pending(self) -> None:
        """
        No look for three days is broken on the 6th; the call is due by the 11th.
        """
        rules = book(
            intervals(
                "looks",
                "looks",
                "巡查",
                owed_by="firm",
                of=Look,
                each=Lift,
                asked={"since": "begun_at"},
                most=Days(3),
            ),
            kept("call", owed="breach of looks", limit=Days(9)),
        )
        lift = Lift(id="1", begun_at=at(2))
        found = {
            day: rules.assess({"lift": [lift], "look": []}, as_of=at(day, 12)).where(
                rule="call"
            )
            for day in (5, 7, 12)
        }
        assert [one.status for one in found[5]] == [GONE]
        assert [one.status for one in found[7]] == [PENDING]
        assert [one.status for one in found[12]] == [BREACHED]
