"""
Rules about several events of one thing, fed from the rows of whole books.

The regulations are those of lift maintenance (Special Equipment ordinance, art. 31, and
the technical rules beside it), of the rating of public services, of insurance call-backs,
of the checks of children, and of the rate of discharged patients who are followed up.
"""

import datetime as dt
from typing import Annotated, Any

import pendulum
import pytest

from followup_rules.books import feeds
from followup_rules.books.register import calculations_of
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    Merged,
    clause,
    intervals,
    keeping,
    quota,
    rate,
    regulation,
    series,
    streaks,
    team,
)
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.intervals import CountedFrom
from followup_rules.policies.series import Around
from followup_rules.policies.streaks import Streak
from followup_rules.policies.targets import Bound
from followup_rules.timing.amounts import Days, Months, Years
from followup_rules.timing.cycles import Cycle, month
from followup_rules.timing.episodes import Kept
from followup_rules.verdicts import Status

D = dt.date


def at(month_no: int, day: int, hour: int = 9, year: int = 2026) -> Any:
    """Return an instant in Shanghai."""
    return pendulum.datetime(year, month_no, day, hour, tz="Asia/Shanghai")


# ------------------------------------------------------------------------------- rows


@row("lift", "lift", "电梯", lasting=True, placed="in_use_on")
class Lift:
    """A lift."""

    id: str
    in_use_on: dt.date = said("put into use", "投入使用日期")
    out_of_use_on: dt.date | None = said("taken out of use", "停用日期", default=None)
    maintained: bool | None = said("maintained by us", "是否由本单位维护", default=True)
    replaced_on: dt.date | None = said(
        "the part replaced", "部件更换日期", default=None
    )
    cover_ends_on: dt.date | None = said(
        "end of warranty", "保修期截止日期", default=None
    )
    entered_at: dt.datetime | None = None


@row(
    "service",
    "service",
    "维护保养",
    owner="lift_id",
    placed="done_on",
    counts_if="done",
)
class Service:
    """A service, or an attempt at one."""

    id: str
    lift_id: Annotated[str, Id("lift")] = said("the lift", "所属电梯")
    done_on: dt.date = said("the service", "维护保养日期")
    full: bool | None = said("whether in full", "是否完整", default=True)
    done: bool = said("whether it took place", "是否完成", default=True)
    record_gone_on: dt.date | None = said(
        "record disposed of", "记录处置日期", default=None
    )
    entered_at: dt.datetime | None = None


@row("ranking", "ranking", "排名", placed="of_month")
class Ranking:
    """The place of a unit in one month."""

    id: str
    unit: str = said("the unit", "单位")
    of_month: dt.date = said("a day of the month", "所属月份")
    bottom: bool | None = said("at the bottom", "是否末位")
    entered_at: dt.datetime | None = None


@row("complaint", "complaint", "投诉", placed="settled_at")
class Complaint:
    """A complaint and those who had to do with it."""

    id: str
    settled_at: dt.datetime = said("settled", "处理时间")
    handler: str | None = said("who settled it", "处理人", default=None)
    seller: str | None = said("who sold", "销售人员", default=None)
    present: tuple[str, ...] = said("who was there", "在场人员", default=())
    firm: str | None = said("firm of the handler", "处理人所属单位", default=None)
    entered_at: dt.datetime | None = None


@row("child", "child", "儿童", lasting=True, placed="born_on")
class Child:
    """A child."""

    id: str
    born_on: dt.date = said("born", "出生日期")
    moved_on: dt.date | None = said("moved away", "迁出日期", default=None)
    entered_at: dt.datetime | None = None


@row("check", "check", "检查", placed="checked_on")
class Check:
    """A check of a child."""

    id: str
    child_id: str | None = said("the child", "儿童")
    checked_on: dt.date = said("checked", "检查日期")
    entered_at: dt.datetime | None = None


@row("stay", "stay", "住院", placed="left_at")
class Stay:
    """A stay in hospital."""

    id: str
    patient: str | None = said("the patient", "患者")
    came_at: dt.datetime | None = said("admitted", "入院时间")
    left_at: dt.datetime = said("discharged", "出院时间")
    followed_up: bool | None = said("followed up", "是否回访", default=False)
    entered_at: dt.datetime | None = None


def book(*rules: Any, ledgers: tuple[type, ...]) -> Rulebook:
    """Return a book of one clause."""
    return regulation(
        "X",
        "1",
        "x",
        "某制度",
        clause("1", "x", "某条", *rules),
        source="t",
        ledgers=ledgers,
    )


def told(report: Any) -> list[tuple[str, str | None, str]]:
    """Return ids, cells and statuses; every key is unique and every row accounted for."""
    assert report.row_errors == ()
    keys = [one.key for one in report.verdicts]
    assert len(set(keys)) == len(keys)
    for one in report.verdicts:
        assert "{" not in one.explain("en") + one.explain("zh")
    return [
        (one.subject.id, one.subject.cell, one.status.name) for one in report.verdicts
    ]


# ------------------------------------------------------------------------------ tests


class TestLiftMaintenance:
    """
    Serviced at least every 15 days; records kept at least four years.
    """

    BOOK = book(
        intervals(
            "service",
            "the service",
            "维护保养",
            owed_by="maintainer",
            of=Service,
            each=Lift,
            asked={
                "since": "in_use_on",
                "ended": "out_of_use_on",
                "owed": "maintained",
                "where": "full",
            },
            most=Days(15),
        ),
        keeping(
            "records",
            "the service record",
            "维护保养记录",
            owed_by="maintainer",
            each=Service,
            since="done_on",
            disposed="record_gone_on",
            keep_for=Years(4),
        ),
        ledgers=(Lift, Service),
    )
    LIFT = Lift(id="L1", in_use_on=D(2026, 3, 1))

    def judge(self, lifts: list[Lift], services: list[Service], **more: Any) -> Any:
        """Judge the intervals."""
        more.setdefault("as_of", at(5, 1))
        report = self.BOOK.assess({"lift": lifts, "service": services}, **more)
        return told(report.where(rule="service"))

    def test_from_service_to_service(self) -> None:
        """16 March is the fifteenth day, 1 April the sixteenth."""
        services = [
            Service(id="1", lift_id="L1", done_on=D(2026, 3, 16)),
            Service(id="2", lift_id="L1", done_on=D(2026, 4, 1)),
        ]
        found = self.judge([self.LIFT], services)
        assert found == [
            ("L1", "2026-03-01", "MET"),
            ("L1", "2026-03-16", "LATE"),
            ("L1", "2026-04-01", "BREACHED"),
        ]

    def test_an_interval_is_of_the_period_in_which_it_falls_due(self) -> None:
        """Every one is of one month, whichever months are asked for."""
        services = [
            Service(id="1", lift_id="L1", done_on=D(2026, 3, 16)),
            Service(id="2", lift_id="L1", done_on=D(2026, 4, 1)),
        ]
        march = self.judge([self.LIFT], services, period=month(2026, 3))
        april = self.judge([self.LIFT], services, period=month(2026, 4))
        assert [cell for _, cell, _ in march] == ["2026-03-01", "2026-03-16"]
        assert [cell for _, cell, _ in april] == ["2026-04-01"]

    def test_what_does_not_count(self) -> None:
        """Neither an attempt nor half a service; of an unknown one nothing is held."""
        attempt = Service(id="1", lift_id="L1", done_on=D(2026, 3, 9), done=False)
        half = Service(id="2", lift_id="L1", done_on=D(2026, 3, 9), full=False)
        assert self.judge([self.LIFT], [attempt, half]) == [
            ("L1", "2026-03-01", "BREACHED")
        ]
        unknown = Service(id="3", lift_id="L1", done_on=D(2026, 3, 9), full=None)
        assert self.judge([self.LIFT], [unknown]) == [
            ("L1", "2026-03-01", "UNDETERMINED")
        ]
        pending = self.judge([self.LIFT], [unknown], as_of=at(3, 12))
        assert pending == [("L1", "2026-03-01", "PENDING")]

    def test_lifts_that_owe_none(self) -> None:
        """Those of others, one out of use, and one of which nobody knows whose it is."""
        others = [
            Lift(id="L2", in_use_on=D(2026, 3, 1), maintained=False),
            Lift(id="L3", in_use_on=D(2026, 3, 1), maintained=None),
            Lift(id="L4", in_use_on=D(2026, 3, 1), out_of_use_on=D(2026, 3, 10)),
        ]
        found = self.judge(others, [])
        assert found == [
            ("L3", "2026-03-01", "UNDETERMINED"),
            ("L4", "2026-03-01", "NOT_APPLICABLE"),
        ]

    def test_a_start_that_is_not_told(self) -> None:
        """Counted from a day that a row does not have, nothing is owed yet."""
        rules = book(
            intervals(
                "after_repair",
                "the look",
                "复查",
                owed_by="maintainer",
                of=Service,
                each=Lift,
                asked={"since": "replaced_on", "at": "record_gone_on"},
                most=Days(15),
            ),
            ledgers=(Lift, Service),
        )
        services = [
            Service(id="1", lift_id="L2", done_on=D(2026, 3, 2)),
            Service(
                id="2",
                lift_id="L2",
                done_on=D(2026, 3, 2),
                record_gone_on=D(2026, 3, 20),
            ),
        ]
        lifts = [
            self.LIFT,
            Lift(id="L2", in_use_on=D(2026, 1, 1), replaced_on=D(2026, 3, 10)),
        ]
        report = rules.assess({"lift": lifts, "service": services}, as_of=at(3, 21))
        assert told(report) == [
            ("L1", None, "NOT_APPLICABLE"),
            ("L2", "2026-03-10", "MET"),
            ("L2", "2026-03-20", "PENDING"),
        ]

    def test_an_unreadable_service_is_held_against_nobody(self) -> None:
        """It may be the one that is missing."""
        bad = {"id": "1", "lift_id": "L1", "done_on": "yesterday"}
        report = self.BOOK.assess(
            {"lift": [self.LIFT], "service": [bad]}, as_of=at(5, 1)
        )
        (found,) = report.where(rule="service").verdicts
        assert found.reason.code == "row_unusable"

    def test_records(self) -> None:
        """Kept to the same day four years on."""
        services = [
            Service(id="1", lift_id="L1", done_on=D(2022, 5, 1)),
            Service(
                id="2",
                lift_id="L1",
                done_on=D(2022, 4, 30),
                record_gone_on=D(2026, 4, 30),
            ),
        ]
        old = Lift(id="L1", in_use_on=D(2022, 1, 1))
        report = self.BOOK.assess({"lift": [old], "service": services}, as_of=at(5, 2))
        found = told(report.where(rule="records"))
        assert found == [("2", None, "BREACHED"), ("1", None, "MET")]
        assert self.BOOK["records"].trigger == "done_on"


class TestAnchoredAndApart:
    """
    A plan from the day of the row; a least distance without rows that owe it.
    """

    def test_a_plan(self) -> None:
        """Monthly from the day of use, whatever was done when."""
        rules = book(
            intervals(
                "monthly",
                "the look",
                "月检",
                owed_by="user",
                of=Service,
                each=Lift,
                asked={"since": "in_use_on"},
                most=Months(1),
                counted_from=CountedFrom.ANCHORED,
            ),
            ledgers=(Lift, Service),
        )
        lift = Lift(id="L1", in_use_on=D(2026, 1, 31))
        done = [Service(id="1", lift_id="L1", done_on=D(2026, 2, 3))]
        report = rules.assess({"lift": [lift], "service": done}, as_of=at(4, 1))
        assert told(report) == [
            ("L1", "2026-02-28", "MET"),
            ("L1", "2026-03-31", "BREACHED"),
            ("L1", "2026-04-30", "PENDING"),
        ]

    def test_at_least_apart(self) -> None:
        """One of which it is not known whether it counts may come between."""
        rules = book(
            intervals(
                "apart",
                "the check",
                "检查",
                owed_by="clinic",
                of=Check,
                asked={"subject": ("book", "clinic"), "where": "not (child_id is x)"},
                least=Days(7),
            ),
            ledgers=(Check,),
        )
        checks = [
            Check(id=str(n), child_id="y", checked_on=D(2026, 3, day))
            for n, day in enumerate((1, 8, 10))
        ]
        sure = told(rules.assess({"check": checks}, as_of=at(4, 1)))
        assert sure == [
            ("clinic", "2026-03-01", "MET"),
            ("clinic", "2026-03-08", "BREACHED"),
            ("clinic", "2026-03-10", "NOT_APPLICABLE"),
        ]
        open_ = [*checks, Check(id="9", child_id=None, checked_on=D(2026, 3, 4))]
        found = told(rules.assess({"check": open_}, as_of=at(4, 1)))
        assert [status for _, _, status in found] == [
            "UNDETERMINED",
            "UNDETERMINED",
            "NOT_APPLICABLE",
        ]
        april = rules.assess({"check": checks}, as_of=at(4, 1), period=month(2026, 4))
        assert told(april) == []


class TestTwoMonthsRunning:
    """
    Two months running at the bottom of the list: summoned.
    """

    def judge(self, rankings: list[Ranking], **feed: Any) -> Any:
        """Judge one unit."""
        rules = book(
            streaks(
                "summons",
                "the summons",
                "约谈",
                owed_by="authority",
                of=Ranking,
                asked={
                    "subject": ("unit", "A"),
                    "where": "unit is A",
                    "hit": "bottom",
                    "cycle": Cycle.MONTH,
                    **feed,
                },
                number=2,
                streak=Streak.IN_A_ROW,
            ),
            ledgers=(Ranking,),
        )
        return told(rules.assess({"ranking": rankings}, as_of=at(12, 1)))

    def months(self, hits: dict[int, bool | None]) -> list[Ranking]:
        """Return the places of unit A, and one of another unit."""
        own = [
            Ranking(id=str(n), unit="A", of_month=D(2026, n, 15), bottom=hit)
            for n, hit in hits.items()
        ]
        return [*own, Ranking(id="b", unit="B", of_month=D(2026, 2, 1), bottom=True)]

    @pytest.mark.parametrize(
        ("hits", "status"),
        [
            ({1: True, 2: True}, "OPEN"),
            ({1: True, 2: False, 3: True}, "NOT_APPLICABLE"),
            ({1: True, 3: True}, "UNDETERMINED"),  # of February nothing is told
            ({1: True, 2: None}, "UNDETERMINED"),
            ({1: True, 2: False}, "NOT_APPLICABLE"),
            ({}, "NOT_APPLICABLE"),
        ],
    )
    def test_by_month(self, hits: Any, status: str) -> None:
        """A month of which nothing is told is not known."""
        assert self.judge(self.months(hits)) == [("A", None, status)]

    def test_two_rows_in_a_month(self) -> None:
        """One of them is enough, whatever is not known of the other."""
        first = [Ranking(id="x", unit="A", of_month=D(2026, 1, 2), bottom=None)]
        hits = self.months({1: True, 2: True})
        assert self.judge([*first, *hits]) == [("A", None, "OPEN")]
        known = self.months({1: False, 2: True})
        assert self.judge([*first, *known]) == [("A", None, "UNDETERMINED")]

    def test_the_third_service_within_the_warranty(self) -> None:
        """Counted to the last day of cover, and answered by a new part."""
        rules = book(
            streaks(
                "replace",
                "the new part",
                "更换部件",
                owed_by="maker",
                of=Service,
                each=Lift,
                asked={
                    "since": "in_use_on",
                    "until": "cover_ends_on",
                    "done": "replaced_on",
                },
                number=3,
                streak=Streak.TOTAL,
                limit=Days(30),
            ),
            ledgers=(Lift, Service),
        )
        lifts = [
            Lift(id=name, in_use_on=D(2026, 1, 1), cover_ends_on=ends, replaced_on=new)
            for name, ends, new in (
                ("L1", D(2026, 3, 2), None),
                ("L2", D(2026, 3, 1), None),
                ("L3", D(2026, 3, 2), D(2026, 4, 1)),
            )
        ]
        services = [
            Service(id=f"{lift.id}-{n}", lift_id=lift.id, done_on=day)
            for lift in lifts
            for n, day in enumerate((D(2026, 1, 5), D(2026, 2, 5), D(2026, 3, 2)))
        ]
        report = rules.assess({"lift": lifts, "service": services}, as_of=at(5, 1))
        assert told(report) == [
            ("L1", None, "BREACHED"),
            ("L2", None, "NOT_APPLICABLE"),
            ("L3", None, "MET"),
        ]


class TestChecksOfAChild:
    """
    At one and three months, each with a fortnight.
    """

    BOOK = book(
        series(
            "checks",
            "the checks of the child",
            "儿童健康检查",
            owed_by="clinic",
            of=Check,
            each=Child,
            anchor="born_on",
            visits={
                "m1": ("one month", "满1月龄", Around(at=Months(1), late=Days(14))),
                "m3": (
                    "three months",
                    "满3月龄",
                    Around(at=Months(3), late=Days(14)),
                    "1",
                ),
            },
            asked={"whose": "child_id", "ended": "moved_on"},
        ),
        ledgers=(Child, Check),
    )
    CHILD = Child(id="C", born_on=D(2026, 1, 31))

    def test_each(self) -> None:
        """Made, missed, unscheduled; each of the period of its window."""
        checks = [
            Check(id="1", child_id="C", checked_on=D(2026, 3, 1)),
            Check(id="2", child_id="C", checked_on=D(2026, 3, 20)),
            Check(id="3", child_id="D", checked_on=D(2026, 3, 21)),
        ]
        ledgers: dict[str, Any] = {"child": [self.CHILD], "check": checks}
        report = self.BOOK.assess(ledgers, as_of=at(6, 1))
        assert told(report) == [
            ("C", "m1", "MET"),
            ("C", "m3", "BREACHED"),
            ("C", "2026-03-20", "NOT_APPLICABLE"),
        ]
        march = self.BOOK.assess(ledgers, as_of=at(6, 1), period=month(2026, 3))
        assert [cell for _, cell, _ in told(march)] == ["m1", "2026-03-20"]

    def test_moved_away(self) -> None:
        """What could still come is not owed."""
        child = Child(id="C", born_on=D(2026, 1, 31), moved_on=D(2026, 4, 1))
        report = self.BOOK.assess({"child": [child]}, as_of=at(6, 1))
        assert told(report) == [("C", "m1", "BREACHED"), ("C", "m3", "NOT_APPLICABLE")]


class TestNotTheSeller:
    """
    A complaint is settled by somebody other than the seller.
    """

    def judge(self, complaint: Complaint, **fields: Any) -> Any:
        """Judge one complaint."""
        told_ = {
            "who": {"handler": "handler", "seller": "seller"},
            "roles": ("handler",),
            "exclusive": ("handler", "seller"),
            **fields,
        }
        rules = book(
            team(
                "apart",
                "the handling",
                "投诉处理",
                owed_by="insurer",
                each=Complaint,
                **told_,
            ),
            ledgers=(Complaint,),
        )
        report = rules.assess({"complaint": [complaint]}, as_of=at(5, 1))
        ((_, _, status),) = told(report)
        return status

    @pytest.mark.parametrize(
        ("handler", "seller", "status"),
        [("Li", "Wu", "MET"), ("Li", "Li", "BREACHED"), ("Li", None, "UNDETERMINED")],
    )
    def test_names(self, handler: Any, seller: Any, status: str) -> None:
        """From two attributes of the row."""
        one = Complaint(id="1", settled_at=at(4, 1), handler=handler, seller=seller)
        assert self.judge(one) == status

    def test_at_least_two(self) -> None:
        """An attribute may name several people."""
        one = Complaint(id="1", settled_at=at(4, 1), present=("Li", "Wu"))
        asked = {
            "who": {"officer": "present"},
            "roles": (),
            "exclusive": (),
            "least_people": 2,
        }
        assert self.judge(one, **asked) == "MET"

    def test_bodies(self) -> None:
        """Of which firm each was may matter too."""
        one = Complaint(
            id="1", settled_at=at(4, 1), handler="Li", seller="Wu", firm="agency"
        )
        asked = {
            "bodies": {"handler": "firm", "seller": "firm"},
            "independent": ("handler", "seller"),
        }
        assert self.judge(one, **asked) == "BREACHED"

    def test_refused(self) -> None:
        """Neither members nor who; a body of a role that nobody held."""
        who: Any = {"handler": "handler"}
        refused: list[dict[str, Any]] = [{}, {"members": "present", "who": who}]
        for more in refused:
            with pytest.raises(InvalidFieldError, match=r"Team\.who"):
                feeds.Team(each="complaint", **more)
        bodies: Any = {"handlr": "firm"}
        with pytest.raises(UnknownNameError, match="handlr"):
            feeds.Team(each="complaint", who=who, bodies=bodies)


class TestEpisodes:
    """
    Of a patient admitted again within 31 days, the last discharge counts.
    """

    LAST = Merged(by="patient", begins="came_at", ends="left_at", gap=Days(31))

    def judge(self, stays: list[Stay], episodes: Merged = LAST, **more: Any) -> Any:
        """Return population, those followed up, and statuses, of share and rate."""
        rules = book(
            quota(
                "all",
                "the follow-up",
                "出院回访",
                owed_by="ward",
                each=Stay,
                met="followed_up",
                episodes=episodes,
                rate="100%",
            ),
            rate(
                "most",
                "the rate of follow-up",
                "回访率",
                owed_by="ward",
                each=Stay,
                met="followed_up",
                episodes=episodes,
                bound=Bound.NOT_LESS_THAN,
                rate="50%",
            ),
            ledgers=(Stay,),
        )
        more = {"as_of": at(6, 1), "period": month(2026, 3), **more}
        report = rules.assess({"stay": stays}, **more)
        share, most = report.verdicts
        notes = {remark.code for one in (share, most) for remark in one.notes}
        return (
            share.evidence.population,
            share.evidence.counted,
            share.status,
            most.status,
            notes,
        )

    def stay(self, n: int, came: Any, left: Any, *, followed_up: bool = False) -> Stay:
        """Return a stay of one patient."""
        return Stay(
            id=str(n), patient="p", came_at=came, left_at=left, followed_up=followed_up
        )

    def test_the_last_counts(self) -> None:
        """The first discharge of March gives way to the second."""
        stays = [
            self.stay(1, at(3, 1), at(3, 3)),
            self.stay(2, at(3, 20), at(3, 25), followed_up=True),
        ]
        met = Status.MET
        assert self.judge(stays) == (1, 1, met, met, {"episodes_merged"})
        first = Merged(
            by="patient",
            begins="came_at",
            ends="left_at",
            gap=Days(31),
            stands=Kept.FIRST,
        )
        assert self.judge(stays, first)[:2] == (1, 0)

    def test_one_that_goes_on_into_april(self) -> None:
        """It is counted in April, and March is not final before that is sure."""
        stays = [
            self.stay(1, at(3, 1), at(3, 30)),
            self.stay(2, at(4, 20), at(4, 25), followed_up=True),
        ]
        assert self.judge(stays)[:3] == (0, 0, Status.NOT_APPLICABLE)
        assert self.judge(stays, period=month(2026, 4))[:2] == (1, 1)
        early = self.judge(stays[:1], as_of=at(5, 1))
        assert early[2:4] == (Status.PENDING, Status.PENDING)
        final = self.judge(stays[:1], as_of=at(5, 2))
        assert final[2:4] == (Status.BREACHED, Status.BREACHED)

    def test_what_is_not_known_stands_for_itself(self) -> None:
        """No patient, no admission, or one after the discharge."""
        stays = [
            self.stay(1, at(3, 1), at(3, 3)),
            self.stay(2, None, at(3, 4)),
            self.stay(3, at(3, 9), at(3, 5)),
            Stay(id="4", patient=None, came_at=at(3, 4), left_at=at(3, 6)),
        ]
        assert self.judge(stays)[0] == 4

    def test_without_a_period(self) -> None:
        """All days are asked, and nothing is ever to come."""
        stays = [self.stay(1, at(3, 1), at(3, 3))]
        assert self.judge(stays, period=None)[2] is Status.BREACHED

    def test_at_one_moment(self) -> None:
        """Where a row has one time alone."""
        once = Merged(by="patient", begins="left_at", gap=Days(31))
        stays = [self.stay(1, None, at(3, 3)), self.stay(2, None, at(3, 9))]
        assert self.judge(stays, once)[0] == 1

    def test_its_questions_are_those_of_its_rule(self) -> None:
        """A function among them is one that the book calculates with."""

        def of_one_family(_case: Any, stay: Any) -> Any:
            return stay.patient[:1]

        once = Merged(by=of_one_family, begins="left_at", gap=Days(31))
        rule = quota(
            "all",
            "the follow-up",
            "出院回访",
            owed_by="ward",
            each=Stay,
            met="followed_up",
            episodes=once,
            rate="100%",
        )
        made = book(rule, ledgers=(Stay,))

        assert list(calculations_of(made)) == [of_one_family]

    def test_refused(self) -> None:
        """Without whose it is, or when."""
        with pytest.raises(InvalidFieldError, match=r"Merged\.by"):
            Merged(begins="left_at", gap=Days(31))


class TestRefused:
    """
    Feeds that could not be asked.
    """

    def test_questions_of_a_row_that_is_not_there(self) -> None:
        """Without rows that owe it, nothing can be asked of them."""
        for name in ("since", "ended", "owed", "whose"):
            more: dict[str, Any] = {name: "checked_on"}
            with pytest.raises(InvalidFieldError, match=rf"Intervals\.{name}"):
                feeds.Intervals(of="check", **more)

    @pytest.mark.parametrize(
        "subject", ["ward", ("ward",), ("ward", 7), ("a ward", "")]
    )
    def test_what_a_rate_is_about(self, subject: Any) -> None:
        """A kind in one word and an id, which may be empty."""
        allowed = "a kind and an id, such as 'firm' or 'cadence phone_round'"
        with pytest.raises(InvalidFieldError, match=allowed):
            feeds.Rate(each="stay", met="followed_up", subject=subject)

    @pytest.mark.parametrize("steps", ["checked_on", ["checked_on"], None])
    def test_steps_that_are_no_table(self, steps: Any) -> None:
        """Each has a key of its own."""
        with pytest.raises(InvalidFieldError, match="steps cannot be"):
            feeds.Procedure(each="check", since="checked_on", steps=steps)

    def test_events_that_belong_to_nothing(self) -> None:
        """They must name the row that owes them."""
        with pytest.raises(InvalidFieldError, match=r"Intervals\.whose"):
            book(
                intervals(
                    "x", "x", "某", owed_by="x", of=Check, each=Child, most=Days(1)
                ),
                ledgers=(Child, Check),
            )

    @pytest.mark.parametrize(
        ("of", "each", "asked", "name"),
        [
            ("chek", "child", {}, "chek"),
            ("check", "chld", {}, "chld"),
            ("check", "child", {"where": "chekd"}, "chekd"),
            ("check", "child", {"since": "checked_on"}, "checked_on"),
        ],
    )
    def test_unknown_names(self, of: str, each: str, asked: Any, name: str) -> None:
        """Ledgers and attributes, each of the rows that is asked."""
        with pytest.raises(UnknownNameError, match=name):
            book(
                intervals(
                    "x",
                    "x",
                    "某",
                    owed_by="x",
                    of=of,  # type: ignore[arg-type]
                    each=each,
                    asked={"whose": "child_id", **asked},
                    most=Days(1),
                ),
                ledgers=(Child, Check),
            )
