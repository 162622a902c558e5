"""
Ways out that end again: what falls due while one lasts is let off, and nothing else.

Every status is derived by hand from two days: when it came, and when it ended.
"""

import datetime as dt
import json
from typing import Annotated, Any

import pendulum
import pytest

from followup_rules.books.feeds import WayOut
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    actors,
    cadence,
    clause,
    deadline,
    intervals,
    rate,
    regulation,
    series,
)
from followup_rules.clauses import Text
from followup_rules.errors import ImpossibleOrderError, InvalidFieldError
from followup_rules.excuses import excuse_of, let_off
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.intervals import CountedFrom
from followup_rules.policies.series import Around
from followup_rules.policies.targets import Bound
from followup_rules.testing.invariants import check_invariants
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import Cycle, month, period
from followup_rules.verdicts import Status

Moment = dt.date | dt.datetime


def at(month_no: int, day: int, hour: int = 9) -> pendulum.DateTime:
    """Return an instant of 2026."""
    return pendulum.datetime(2026, month_no, day, hour, tz="Asia/Shanghai")


@row("lift", "lift", "电梯", placed="handed_at")
class Lift:
    """A lift, which may be out of use for a time."""

    id: str
    handed_at: dt.datetime = said("when it was handed over", "交付时间")
    checked_at: dt.datetime | None = said("the check", "检验时间", default=None)
    stopped_on: Moment | None = said("out of use from", "停用日期", default=None)
    resumed_on: Moment | None = said("in use again from", "恢复日期", default=None)
    known: bool | None = said("whether registered", "是否登记", default=True)


@row("service", "service", "维保", placed="served_at", owner="lift_id")
class Service:
    """A service of a lift."""

    id: str
    lift_id: Annotated[str, Id("lift")] = said("the lift", "电梯")
    served_at: dt.datetime = said("when", "时间")


STOPPED: dict[str, Any] = {
    "name": ("it is out of use", "电梯停用"),
    "clause": "9",
    "when": "stopped_on",
    "until": "resumed_on",
}
OUT: Any = {"ways_out": {"stopped": STOPPED}}


def book(*drafts: Any) -> Rulebook:
    """Return a regulation of lifts."""
    return regulation(
        "LIFT",
        "1",
        "Lifts",
        "电梯",
        clause("1", "Lifts are looked after.", "电梯维保。", *drafts),
        clause("9", "Not while out of use.", "停用期间除外。", not_computed=("-", "-")),
        source="a test",
        ledgers=(Lift, Service),
    )


CHECK = book(
    deadline(
        "check",
        "the check",
        "检验",
        owed_by="owner",
        each=Lift,
        since="handed_at",
        done="checked_at",
        limit=Days(10),
        **OUT,
    )
)


def lift(**facts: Any) -> Lift:
    """Return a lift that was handed over on 2 March."""
    return Lift(id="L1", handed_at=at(3, 2), **facts)


def served(*days: tuple[int, int]) -> list[Service]:
    """Return services, each on a day of a month."""
    return [
        Service(id=f"S{n}", lift_id="L1", served_at=at(*day))
        for n, day in enumerate(days)
    ]


def one(rules: Rulebook, as_of: Any, **facts: Any) -> Any:
    """Return the only verdict on one lift."""
    [verdict] = rules.assess({"lift": [lift(**facts)], "service": []}, as_of=as_of)
    return verdict


class TestOfWhatIsDueOnce:
    """
    Due by 12 March, ten days after 2 March.
    """

    @pytest.mark.parametrize(
        ("stopped", "resumed", "as_of", "status", "said"),
        [
            # it lasts when the check is due
            ((3, 5), None, at(3, 20), "EXCUSED", "let_off"),
            ((3, 12), None, at(3, 20), "EXCUSED", "let_off"),
            ((3, 5), (3, 13), at(3, 20), "EXCUSED", "let_off"),
            # it ended by then: the check is owed as ever
            ((3, 5), (3, 12), at(3, 20), "BREACHED", "let_off_ended"),
            ((3, 5), (3, 6), at(3, 20), "BREACHED", "let_off_ended"),
            ((3, 5), (3, 6), at(3, 9), "PENDING", "let_off_ended"),
            # it came too late
            ((3, 13), (3, 14), at(3, 20), "BREACHED", "let_off_too_late"),
            # it may still end before the check is due
            ((3, 5), None, at(3, 9), "PENDING", "let_off_so_far"),
            # the end lies ahead, and is not known yet
            ((3, 5), (3, 10), at(3, 9), "PENDING", "let_off_so_far"),
        ],
    )
    def test_by_hand(
        self, stopped: Any, resumed: Any, as_of: Any, status: str, said: str
    ) -> None:
        """Days on which it came and ended, around the bound."""
        days = {
            "stopped_on": dt.date(2026, *stopped),
            "resumed_on": resumed and dt.date(2026, *resumed),
        }
        verdict = one(CHECK, as_of, **days)

        assert verdict.status.name == status
        assert said in {reason.code for reason in verdict.reasons}

    def test_instants_to_the_second(self) -> None:
        """What ended with the bound itself is owed, what ended after it is not."""
        midnight = pendulum.datetime(2026, 3, 13, tz="Asia/Shanghai")
        for over, status in (
            (midnight, Status.EXCUSED),
            (midnight.subtract(seconds=1), Status.BREACHED),
        ):
            found = one(CHECK, at(3, 20), stopped_on=at(3, 5), resumed_on=over)
            assert found.status is status

    def test_it_is_done_all_the_same(self) -> None:
        """In time it is met."""
        found = one(CHECK, at(3, 20), stopped_on=at(3, 5), checked_at=at(3, 12))
        assert found.status is Status.MET

    def test_an_end_before_the_beginning_is_not_known(self) -> None:
        """Nobody knows what it let off; a way out never accuses."""
        days = {"stopped_on": dt.date(2026, 3, 5), "resumed_on": dt.date(2026, 3, 4)}
        found = one(CHECK, at(3, 20), **days)

        assert found.reason.code == "let_off_unknown"
        assert one(CHECK, at(3, 20), **days, checked_at=at(3, 12)).status is Status.MET
        same = {"stopped_on": dt.date(2026, 3, 5), "resumed_on": dt.date(2026, 3, 5)}
        assert one(CHECK, at(3, 20), **same).status is Status.BREACHED

    def test_sentences(self) -> None:
        """Both languages say since when, until when, and what is owed again."""
        lasting = one(
            CHECK,
            at(3, 20),
            stopped_on=dt.date(2026, 3, 5),
            resumed_on=dt.date(2026, 3, 15),
        )
        assert lasting.explain("en") == (
            "The check is excused: it is out of use (LIFT-9); nothing is held against "
            "anybody under LIFT-1. It is so since Thu 2026-03-05. "
            "It was so until Sun 2026-03-15."
        )
        assert lasting.explain("zh").endswith(
            "自2026年3月5日起如此。至2026年3月15日止。"
        )
        running = one(CHECK, at(3, 9), stopped_on=dt.date(2026, 3, 5))
        assert running.explain("en").endswith(
            "At present it is let off, as long as this lasts: it is out of use (LIFT-9)."
        )
        assert running.explain("zh").endswith(
            "因“电梯停用”依LIFT-9目前暂予免除，事由消失后恢复。"
        )
        over = one(
            CHECK,
            at(3, 20),
            stopped_on=dt.date(2026, 3, 5),
            resumed_on=dt.date(2026, 3, 6),
        )
        assert over.explain("en").endswith(
            "It was let off for a time and is owed again: it is out of use (LIFT-9) "
            "ended Fri 2026-03-06."
        )
        assert over.explain("zh").endswith(
            "“电梯停用”（LIFT-9）已于2026年3月6日终止，自该时起恢复义务。"
        )

    def test_the_excuse_and_its_receipt(self) -> None:
        """The verdict tells when it ended, and replays."""
        found = one(
            CHECK,
            at(3, 20),
            stopped_on=dt.date(2026, 3, 5),
            resumed_on=dt.date(2026, 3, 15),
        )
        excuse = excuse_of(found)
        assert excuse is not None
        assert (excuse.until, excuse.may_end) == (dt.date(2026, 3, 15), True)
        again = CHECK.replay(json.loads(json.dumps(found.receipt())))
        assert again.is_same
        assert again.verdict.explain("en") == found.explain("en")

    def test_time_turns_nothing(self) -> None:
        """What was let off stays so, and what is owed again never was."""
        for resumed in (None, (3, 6), (3, 12), (3, 13)):
            rows = [
                lift(
                    stopped_on=dt.date(2026, 3, 5),
                    resumed_on=resumed and dt.date(2026, *resumed),
                )
            ]
            ledgers = {"lift": rows, "service": []}
            moments = [at(3, day) for day in range(2, 20)]
            check_invariants(CHECK, ledgers, as_of=at(3, 20), moments=moments)


class TestOfWhatIsDueAgainAndAgain:
    """
    Cells, intervals, plans and shares.
    """

    def judged(
        self, rules: Rulebook, *days: Any, as_of: Any, **facts: Any
    ) -> list[tuple[str | None, str]]:
        """Return what came of every cell."""
        report: Any = rules.assess(
            {"lift": [lift(**facts)], "service": served(*days)},
            as_of=as_of,
            period=period(dt.date(2026, 3, 1), dt.date(2026, 12, 31)),
        )
        return [
            (one.subject.cell, one.status.name)
            for one in report
            if one.status is not Status.PENDING
        ]

    def test_cells(self) -> None:
        """A month whose end falls into it is let off; the next one is owed."""
        rules = book(
            cadence(
                "monthly",
                "the service",
                "维保",
                owed_by="maintainer",
                of=Service,
                each=Lift,
                whose="lift_id",
                cycle=Cycle.MONTH,
                **OUT,
            )
        )
        found = self.judged(
            rules,
            as_of=at(7, 3),
            stopped_on=dt.date(2026, 4, 10),
            resumed_on=dt.date(2026, 6, 2),
        )
        assert found == [
            ("2026-03", "BREACHED"),
            ("2026-04", "EXCUSED"),
            ("2026-05", "EXCUSED"),
            ("2026-06", "BREACHED"),
        ]

    INTERVAL = staticmethod(
        lambda **more: book(
            intervals(
                "service",
                "the service",
                "维保",
                owed_by="maintainer",
                of=Service,
                each=Lift,
                asked={"since": "handed_at"},
                most=Days(15),
                **OUT,
                **more,
            )
        )
    )

    def test_intervals_are_counted_anew(self) -> None:
        """Fifteen days from its end, where the running one fell due in it."""
        # served 10 March, due 25 March: in it; anew from 20 April, due 5 May
        found = self.judged(
            self.INTERVAL(),
            (3, 10),
            (5, 4),
            as_of=at(5, 25),
            stopped_on=dt.date(2026, 3, 15),
            resumed_on=dt.date(2026, 4, 20),
        )
        assert found == [
            ("2026-03-02T09:00", "MET"),
            ("2026-03-10T09:00", "EXCUSED"),
            ("2026-04-20", "MET"),
            ("2026-05-04T09:00", "BREACHED"),
        ]

    def test_an_interval_that_fell_due_after_it_is_owed(self) -> None:
        """Nothing begins anew: it was out of use for two days."""
        found = self.judged(
            self.INTERVAL(),
            (3, 10),
            as_of=at(4, 2),
            stopped_on=dt.date(2026, 3, 12),
            resumed_on=dt.date(2026, 3, 14),
        )
        assert found == [("2026-03-02T09:00", "MET"), ("2026-03-10T09:00", "BREACHED")]

    def test_one_that_was_served_in_it_goes_on(self) -> None:
        """The service in it starts the next interval, which falls due after it."""
        found = self.judged(
            self.INTERVAL(),
            (3, 28),
            as_of=at(4, 20),
            stopped_on=dt.date(2026, 3, 15),
            resumed_on=dt.date(2026, 4, 5),
        )
        # due 17 March, in it, and done late; then due 12 April, after it
        assert found == [
            ("2026-03-02T09:00", "EXCUSED"),
            ("2026-03-28T09:00", "BREACHED"),
        ]

    def test_a_plan_stays(self) -> None:
        """What falls due in it is let off, stretch by stretch; the others are owed."""
        found = self.judged(
            self.INTERVAL(counted_from=CountedFrom.ANCHORED),
            as_of=at(5, 2),
            stopped_on=dt.date(2026, 3, 20),
            resumed_on=dt.date(2026, 4, 10),
        )
        # due 17 March, 1, 16 April and 1 May
        assert found == [
            ("2026-03-17", "BREACHED"),
            ("2026-04-01", "EXCUSED"),
            ("2026-04-16", "BREACHED"),
            ("2026-05-01", "BREACHED"),
        ]

    def test_visits_of_a_plan(self) -> None:
        """A window that closed while it lasted."""
        window = {
            key: ("a visit", "回访", Around(at=Days(n), early=Days(2), late=Days(2)))
            for key, n in (("first", 10), ("second", 20), ("third", 30))
        }
        rules = book(
            series(
                "plan",
                "the plan",
                "计划",
                owed_by="maintainer",
                of=Service,
                each=Lift,
                anchor="handed_at",
                visits=window,
                **OUT,
            )
        )
        # windows close on 14 and 24 March and on 3 April
        found = self.judged(
            rules,
            as_of=at(5, 2),
            stopped_on=dt.date(2026, 3, 20),
            resumed_on=dt.date(2026, 3, 30),
        )
        assert found == [
            ("first", "BREACHED"),
            ("second", "EXCUSED"),
            ("third", "BREACHED"),
        ]

    @pytest.mark.parametrize(
        ("resumed", "counts"), [(None, (1, 1)), ((4, 1), (1, 1)), ((3, 31), (2, 0))]
    )
    def test_shares(self, resumed: Any, counts: tuple[int, int]) -> None:
        """Who is out of use when the month ends is left out, and nobody else."""
        rules = book(
            rate(
                "checked",
                "the share checked",
                "检验率",
                owed_by="owner",
                each=Lift,
                met="checked_at",
                rate="100%",
                bound=Bound.NOT_LESS_THAN,
                **OUT,
            )
        )
        out = lift(
            stopped_on=dt.date(2026, 3, 20),
            resumed_on=resumed and dt.date(2026, *resumed),
        )
        done = Lift(id="L2", handed_at=at(3, 2), checked_at=at(3, 3))
        [share] = rules.assess(
            {"lift": [out, done], "service": []}, as_of=at(4, 20), period=month(2026, 3)
        )
        assert (share.evidence.denominator, share.evidence.excused) == counts
        [ever] = rules.assess({"lift": [out, done], "service": []}, as_of=at(4, 20))
        assert ever.evidence.excused == (resumed is None)


class TestRefused:
    """
    What would end nothing.
    """

    def test_beside_whenever(self) -> None:
        """What is let off even when it was overdue ends with nothing."""
        with pytest.raises(InvalidFieldError, match="None beside whenever"):
            WayOut(
                key="stopped",
                name=Text("stopped", "停用"),
                clause="LIFT-9",
                when="stopped_on",
                until="resumed_on",
                whenever=True,
            )

    def test_where_nothing_falls_due(self) -> None:
        """A record has no day on which it could have lasted."""
        rule = actors(
            "who",
            "the inspector",
            "检验人",
            owed_by="owner",
            allowed=("owner",),
            each=Lift,
            by="known",
            **OUT,
        )
        with pytest.raises(InvalidFieldError, match=r"WayOut\.until cannot be"):
            book(rule)

    def test_an_end_that_is_no_moment(self) -> None:
        """The name of a flag is refused with what is needed."""
        with pytest.raises(InvalidFieldError, match="moment"):
            book(
                deadline(
                    "check",
                    "the check",
                    "检验",
                    owed_by="owner",
                    each=Lift,
                    since="handed_at",
                    done="checked_at",
                    ways_out={"stopped": {**STOPPED, "until": "known"}},
                )
            )


def test_one_verdict_without_a_book() -> None:
    """A host says the end of the verdict, as a feed does."""
    due = one(CHECK, at(3, 20))
    told: dict[str, Any] = {
        "clause": "HOUSE-1",
        "reason": "force_majeure",
        "at": dt.date(2026, 3, 5),
    }
    assert let_off(due, **told, until=dt.date(2026, 3, 13)).status is Status.EXCUSED
    assert let_off(due, **told, until=dt.date(2026, 3, 12)).status is Status.BREACHED


def test_what_a_host_cannot_say() -> None:
    """An end beside what nothing ends, and one before the beginning."""
    due = one(CHECK, at(3, 20))
    told: dict[str, Any] = {"clause": "HOUSE-1", "reason": "force_majeure"}
    with pytest.raises(InvalidFieldError, match="None beside whenever"):
        let_off(due, **told, whenever=True, until=dt.date(2026, 3, 12))
    with pytest.raises(ImpossibleOrderError, match="until"):
        let_off(due, **told, at=dt.date(2026, 3, 5), until=dt.date(2026, 3, 4))
