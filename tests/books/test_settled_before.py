"""
What was broken, late or met, and stays so though another row has come since.

A row may come to count only later, may count no more, or may begin a count again. By the
days of the rows what was settled is settled; the events of a plan say when they counted.
"""

import datetime as dt
from typing import Annotated, Any, Final

import pendulum
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frames.books.compare import differences

from followup_rules.books import feeds
from followup_rules.books.conditions import parse
from followup_rules.books.conditions.lasting import comes_to_count
from followup_rules.books.feeds.counted import may_come_to_count
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    Draft,
    clause,
    deadline,
    intervals,
    notice,
    procedure,
    regulation,
    series,
    streaks,
)
from followup_rules.errors import InvalidFieldError
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import ledger_of, row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.deadlines import Start
from followup_rules.policies.series import Around
from followup_rules.policies.streaks import Reached, Streak
from followup_rules.timing.amounts import Days
from followup_rules.verdicts import Status, Verdict

MET, LATE, BREACHED, PENDING, UNKNOWN = (
    Status.MET,
    Status.LATE,
    Status.BREACHED,
    Status.PENDING,
    Status.UNDETERMINED,
)


def at(day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, tz="Asia/Shanghai")


@row("client", "client", "客户", placed="begun_at")
class Client:
    """Who ordered."""

    id: str
    begun_at: dt.datetime = said("begun", "开始时间")
    done_at: dt.datetime | None = said("done", "办结时间", default=None)
    entered_at: dt.datetime | None = None


@row("order", "order", "订单", placed="closed_at", owner="client_id")
class Order:
    """What was ordered."""

    id: str
    client_id: Annotated[str, Id("client")] = said("the client", "所属客户")
    closed_at: dt.datetime = said("closed", "完成时间")
    signed_at: dt.datetime | None = said("signed", "签字时间", default=None)
    void_at: dt.datetime | None = said("void", "作废时间", default=None)
    good: bool | None = said("good", "是否合格", default=None)
    closed_on: dt.date | None = said("the day", "完成日期", default=None)
    entered_at: dt.datetime | None = None


@row("check", "check", "检查", placed="checked_at", owner="order_id")
class Check:
    """A check of an order."""

    id: str
    order_id: Annotated[str, Id("order")] = said("the order", "所属订单")
    checked_at: dt.datetime = said("checked", "检查时间")
    entered_at: dt.datetime | None = None


LEDGERS: Final = (Client, Order, Check)
KNOWN: Final[dict[str, Any]] = {one.kind: one for one in map(ledger_of, LEDGERS)}


def book(draft: Draft) -> Rulebook:
    """Put a rule into a book."""
    passage = clause("1", "a clause", "某条", draft)
    return regulation("T", "1", "t", "试", passage, source="t", ledgers=LEDGERS)


def due(**how: Any) -> Rulebook:
    """Return a book in which something is due within four days."""
    told: dict[str, Any] = {"since": "begun_at", "limit": Days(4), "each": Client}
    return book(deadline("r", "the order", "订单", owed_by="firm", **told | how))


def ledgers(*rows: Any) -> dict[str, Any]:
    """Return rows by their kinds."""
    return {
        one.kind: [r for r in rows if ledger_of(type(r)) is one]
        for one in KNOWN.values()
    }


def found(rules: Rulebook, now: dt.datetime, *rows: Any) -> list[Verdict]:
    """Return the verdicts, each of which replays."""
    every = list(rules.assess(ledgers(*rows), as_of=now))
    sure = (one for one in every if one.status is not UNKNOWN)
    assert all(rules.replay(one.receipt()).is_same for one in sure)
    return every


def statuses(rules: Rulebook, days: tuple[int, ...], *rows: Any) -> list[Status]:
    """Return what the one verdict was on some days, at noon."""
    return [found(rules, at(day, 12), *rows)[0].status for day in days]


CLIENT: Final = Client(id="c", begun_at=at(1))
ORDER: Final = Order(id="o", client_id="c", closed_at=at(3))


class TestCountedLater:
    """
    Due by the 5th. Closed on the 3rd, and counted once it is checked or signed.
    """

    CHECKED: Final = "first order.closed_at where any check"

    @pytest.mark.parametrize(
        ("day", "last"), [(3, MET), (5, MET), (6, LATE), (10, LATE)]
    )
    def test_by_when_it_counts(self, day: int, last: Status) -> None:
        """
        Overdue until it counts, it is never in time after all.
        """
        rows = (CLIENT, ORDER, Check(id="k", order_id="o", checked_at=at(day)))
        late = [] if last is MET else [BREACHED] * (day - 6)
        days = (*range(6, max(day, 6)), day, 20)
        assert statuses(due(done=self.CHECKED), days, *rows) == [*late, last, last]

    def test_it_is_said(self) -> None:
        """
        Both moments are.
        """
        rows = (CLIENT, ORDER, Check(id="k", order_id="o", checked_at=at(10)))
        (verdict,) = found(due(done=self.CHECKED), at(20), *rows)
        assert verdict.evidence.done == at(10)
        assert verdict.explain("en").endswith(
            "It was done Tue 2026-03-03 09:00, and counts only since Tue 2026-03-10 09:00."
        )
        assert verdict.explain("zh").endswith(
            "2026年3月3日09:00已办理，但自2026年3月10日09:00起方可计入。"
        )

    def test_entered_late(self) -> None:
        """
        A check of the 4th that was entered on the 10th was of the 4th.
        """
        check = Check(id="k", order_id="o", checked_at=at(4), entered_at=at(10))
        days = (7, 12)
        told = statuses(due(done=self.CHECKED), days, CLIENT, ORDER, check)
        assert told == [BREACHED, MET]

    def test_at_this_very_moment(self) -> None:
        """
        It counts from the moment of judgement on.
        """
        order = Order(id="o", client_id="c", closed_at=at(3), signed_at=at(10))
        rules = due(done="first order.closed_at where signed_at has happened")
        (verdict,) = found(rules, at(10), CLIENT, order)
        assert (verdict.status, verdict.evidence.done) == (LATE, at(10))

    @pytest.mark.parametrize(("day", "told"), [(3, MET), (7, LATE)])
    def test_of_a_day(self, day: int, told: Status) -> None:
        """
        On a plain day, that day is left for what makes it count.
        """
        order = Order(
            id="o", client_id="c", closed_at=at(3), closed_on=dt.date(2026, 3, 3)
        )
        rows = (CLIENT, order, Check(id="k", order_id="o", checked_at=at(day, 23)))
        rules = due(done="first order.closed_on where any check")
        assert statuses(rules, (20,), *rows) == [told]

    def test_the_earliest_of_two(self) -> None:
        """
        What lies ahead still is not done, and does not make the other count sooner.
        """
        client = Client(id="c", begun_at=at(1), done_at=at(18))
        rows = (client, ORDER, Check(id="k", order_id="o", checked_at=at(8)))
        rules = due(done=f"earliest of done_at, {self.CHECKED}")
        told = statuses(rules, (7, 9, 20), *rows)
        assert told == [BREACHED, LATE, LATE]

    def test_over_columns(self) -> None:
        """
        Columns leave it to rows.
        """
        rows = (CLIENT, ORDER, Check(id="k", order_id="o", checked_at=at(10)))
        result = assess_book(due(done=self.CHECKED), tables(*rows), as_of=at(20))
        assert result.verdicts["status"].to_list() == ["late"]

    def test_of_a_notice_and_of_steps(self) -> None:
        """
        Two days before the 12th; a step within four days, apart or of the whole.
        """
        client = Client(id="c", begun_at=at(1), done_at=at(12))
        rows = (client, ORDER, Check(id="k", order_id="o", checked_at=at(11)))
        told: dict[str, Any] = {"owed_by": "firm", "each": Client}
        before = notice(
            "r", "it", "它", event="done_at", done=self.CHECKED, lead=Days(2), **told
        )
        assert statuses(book(before), (10, 11, 20), *rows) == [PENDING, LATE, LATE]
        for apart in (True, False):
            step = {"name": ("a", "甲"), "at": self.CHECKED, "limit": Days(4)}
            steps = procedure(
                "r",
                "it",
                "它",
                since="begun_at",
                steps={"a": step},
                apart=apart,
                **told,
            )
            (verdict,) = found(book(steps), at(20), *rows)
            assert verdict.status is LATE
            assert [one.code for one in verdict.notes][-1] == "counts_since"

    def test_which_questions(self) -> None:
        """
        An attribute does not change, and another rule is not known before it is settled.
        """
        for text, comes in (
            ("good", False),
            ("signed_at has happened", True),
            ("good and signed_at has happened", True),
            ("not void_at has happened", False),
            ("breach of r has happened", False),
            ("count check at least 2", True),
        ):
            assert comes_to_count(parse(text)) is comes, text
        assert not may_come_to_count(parse("last order.closed_at where good"))


class TestBegunAgain:
    """
    Within four days of the last order.
    """

    AGAIN: Final = Order(id="p", client_id="c", closed_at=at(12))
    RULES: Final = due(since="last order.closed_at", done="done_at")

    def test_what_was_broken_stays_so(self) -> None:
        """
        Nobody came by the 7th; another order on the 12th makes nothing of that good.
        """
        rows = (Client(id="c", begun_at=at(1), done_at=at(13)), ORDER, self.AGAIN)
        days = (7, 8, 12, 13, 20)
        told = statuses(self.RULES, days, *rows)
        assert told == [PENDING, BREACHED, BREACHED, LATE, LATE]
        (verdict,) = found(self.RULES, at(20), *rows)
        assert verdict.deadline.last_day == dt.date(2026, 3, 7)
        assert verdict.explain("en").endswith(
            "Other rows have come since that it hangs on; what it had come to stands."
        )

    def test_what_is_open_begins_again(self) -> None:
        """
        On the 6th it is open still, and then due by the 10th.
        """
        again = Order(id="p", client_id="c", closed_at=at(6))
        client = Client(id="c", begun_at=at(1), done_at=at(9))
        told = statuses(self.RULES, (5, 8, 9), client, ORDER, again)
        assert told == [PENDING, PENDING, MET]

    def test_void_since(self) -> None:
        """
        An order that was void by the time it was due is none; later it was one.
        """
        rules = due(
            since="last order.closed_at where not void_at has happened", done="done_at"
        )
        for void, told in ((5, Status.NOT_APPLICABLE), (9, BREACHED)):
            order = Order(id="o", client_id="c", closed_at=at(3), void_at=at(void))
            assert statuses(rules, (20,), CLIENT, order) == [told]

    def test_met_as_it_was_entered(self) -> None:
        """
        Reported as met on the 9th, before an order of the 2nd was entered.
        """
        rules = due(
            since="first order.closed_at where not void_at has happened", done="done_at"
        )
        client = Client(id="c", begun_at=at(1), done_at=at(9))
        order = Order(id="p", client_id="c", closed_at=at(6))
        early = Order(id="o", client_id="c", closed_at=at(2), entered_at=at(15))
        rows = (client, order, early)
        assert statuses(rules, (9, 20), *rows) == [MET, MET]
        tardy = Client(id="c", begun_at=at(1), done_at=at(18))
        assert statuses(rules, (9, 20), tardy, order, early) == [PENDING, LATE]

    def test_one_of_several_events(self) -> None:
        """
        The earliest of the last order and a day of its own.
        """
        rules = due(
            since=None,
            starts={"ordered": "last order.closed_at", "begun": "done_at"},
            start=Start.EARLIEST,
            done="last order.signed_at",
        )
        told = statuses(rules, (7, 8, 13), CLIENT, ORDER, self.AGAIN)
        assert told == [PENDING, BREACHED, BREACHED]

    @pytest.mark.parametrize(("closed", "told"), [(4, MET), (8, LATE)])
    def test_what_is_void_was_done(self, closed: int, told: Status) -> None:
        """
        In time or late: that it is void since changes neither.
        """
        rules = due(done="first order.closed_at where not void_at has happened")
        order = Order(id="o", client_id="c", closed_at=at(closed), void_at=at(10))
        assert statuses(rules, (9, 10, 20), CLIENT, order) == [told] * 3


class TestEvents:
    """
    Of events again and again it is asked when they counted.
    """

    @pytest.mark.parametrize(
        "where", ["any check", "signed_at has happened", "count check at least 2"]
    )
    def test_what_counts_only_later_is_refused(self, where: str) -> None:
        """
        With the way out.
        """
        told: dict[str, Any] = {"of": "order", "each": "client", "where": where}
        for feed in (
            feeds.Intervals(**told),
            feeds.Series(anchor="begun_at", **told),
            feeds.Streaks(**told),
        ):
            name = rf"{type(feed).__name__}\.where cannot be .*ask with at when it came"
            with pytest.raises(InvalidFieldError, match=name):
                feed.bound(KNOWN)
        with pytest.raises(InvalidFieldError, match=r"Streaks\.hit cannot be"):
            feeds.Streaks(of="order", each="client", hit=where).bound(KNOWN)

    def test_the_way_out(self) -> None:
        """
        Signed on the 10th, an order counts on the 10th.
        """
        asked = {"since": "begun_at", "at": "signed_at"}
        rule = intervals(
            "r",
            "it",
            "它",
            owed_by="firm",
            of=Order,
            each=Client,
            asked=asked,
            most=Days(4),
        )
        order = Order(id="o", client_id="c", closed_at=at(3), signed_at=at(10))
        assert statuses(book(rule), (8, 12), CLIENT, order) == [BREACHED, LATE]

    @pytest.mark.parametrize(("day", "told"), [(4, UNKNOWN), (9, BREACHED)])
    def test_what_may_count_mends_nothing_late(self, day: int, told: Status) -> None:
        """
        Of one by the 5th nobody knows whether it met it; one of the 9th cannot have.
        """
        asked: dict[str, Any] = {"where": "good"}
        order = Order(id="o", client_id="c", closed_at=at(day))
        every = intervals(
            "r",
            "it",
            "它",
            owed_by="firm",
            of=Order,
            each=Client,
            asked=asked | {"since": "begun_at"},
            most=Days(4),
        )
        plan = series(
            "r",
            "it",
            "它",
            owed_by="firm",
            of=Order,
            each=Client,
            anchor="begun_at",
            asked=asked,
            visits={"a": ("a", "甲", Around(at=Days(3), late=Days(1)))},
        )
        for rule in (every, plan):
            assert statuses(book(rule), (20,), CLIENT, order) == [told]

    def test_how_near_is_not_known(self) -> None:
        """
        One that may count may be too near to another.
        """
        rule = intervals(
            "r",
            "it",
            "它",
            owed_by="firm",
            of=Order,
            each=Client,
            asked={"where": "good"},
            least=Days(4),
        )
        orders = [
            Order(id=str(day), client_id="c", closed_at=at(day), good=good)
            for day, good in ((1, True), (3, None), (9, True))
        ]
        assert UNKNOWN in {
            one.status for one in found(book(rule), at(20), CLIENT, *orders)
        }

    @pytest.mark.parametrize(
        ("goods", "told"),
        [((True, True, None), BREACHED), ((True, None, True), UNKNOWN)],
    )
    def test_a_row_of_them(self, goods: Any, told: Status) -> None:
        """
        Two in a row are two, whatever comes after; what lies between may break it.
        """
        rule = streaks(
            "r",
            "it",
            "它",
            owed_by="firm",
            of=Order,
            each=Client,
            asked={"where": "good"},
            number=2,
            streak=Streak.IN_A_ROW,
            then=Reached.BREACHED,
        )
        orders = [
            Order(id=str(n), client_id="c", closed_at=at(n + 2), good=good)
            for n, good in enumerate(goods)
        ]
        assert statuses(book(rule), (20,), CLIENT, *orders) == [told]


def tables(*rows: Any) -> dict[str, Any]:
    """Return rows as columns."""
    made = {}
    for kind, own in ledgers(*rows).items():
        names = [one.name for one in KNOWN[kind].facts]
        kinds: dict[str, Any] = {
            name: pl.Datetime("us", "UTC") for name in names if name.endswith("_at")
        }
        told = [{name: getattr(one, name) for name in ("id", *names)} for one in own]
        made[kind] = pl.DataFrame(told, schema_overrides=kinds)
    return made


WHERES: Final = (
    "any check",
    "count check at least 2",
    "count check less than 2",
    "count check is 1",
    "signed_at has happened",
    "not void_at has happened",
    "not any check",
    "good",
)
LATER = st.one_of(st.none(), st.integers(0, 8))
ORDERS: Final = st.lists(
    st.tuples(
        st.integers(1, 12),
        LATER,
        LATER,
        st.sampled_from([True, False, None]),
        st.lists(st.integers(0, 8), max_size=2),
    ),
    max_size=3,
)
MAY_BECOME: Final = {MET: {MET}, LATE: {LATE}, BREACHED: {BREACHED, LATE}}


def rows_of(orders: Any, done: int | None) -> list[Any]:
    """Return a client, its orders and their checks, none entered late."""
    made: list[Any] = [
        Client(id="c", begun_at=at(1), done_at=None if done is None else at(done))
    ]
    for n, (day, signed, void, good, checks) in enumerate(orders):
        later = {
            name: None if many is None else at(day + many, 10)
            for name, many in (("signed_at", signed), ("void_at", void))
        }
        made.append(
            Order(id=f"o{n}", client_id="c", closed_at=at(day), good=good, **later)
        )
        made += [
            Check(id=f"k{n}{m}", order_id=f"o{n}", checked_at=at(day + many, 11))
            for m, many in enumerate(checks)
        ]
    return made


class TestTooLateBothWays:
    """
    Due by the 5th, and not done. On the 7th something is, of which nobody knows whether
    it counts: late if it does, broken if not, and so never in time.
    """

    ORDER: Final = Order(id="o", client_id="c", closed_at=at(7))
    IN_TIME: Final = Order(id="p", client_id="c", closed_at=at(4))

    def test_it_stays_broken(self) -> None:
        """It says so, and that what came since is too late in any case."""
        rules = due(done="first order.closed_at where good")

        assert statuses(rules, (6, 7, 20), CLIENT, self.ORDER) == [BREACHED] * 3
        (last,) = found(rules, at(8), CLIENT, self.ORDER)
        assert [one.code for one in last.reasons] == [
            "not_done",
            "too_late_if_it_counts",
        ]
        assert last.explain("zh").endswith(
            "此后所办的是否计入尚不清楚，即使计入也已逾期。"
        )

    def test_it_may_have_been_in_time(self) -> None:
        """Then nobody is accused."""
        rules = due(done="first order.closed_at where good")

        assert (
            statuses(rules, (6, 7, 20), CLIENT, self.ORDER, self.IN_TIME)
            == [UNKNOWN] * 3
        )

    @pytest.mark.parametrize("engine", ["polars", "pandas"])
    def test_so_it_is_in_columns(self, engine: str) -> None:
        """Row by row."""
        rules = due(done="first order.closed_at where good")
        rows = {
            "client": [{"id": "c", "begun_at": at(1)}],
            "order": [
                {"id": "o", "client_id": "c", "closed_at": at(7), "good": None},
                {"id": "p", "client_id": "c", "closed_at": at(9), "good": False},
            ],
        }
        assert differences(rules, rows, engine, as_of=at(12)) == []


class TestOverTime:
    """
    Any orders and checks, day by day: what was settled stays, and so does its key.
    """

    @settings(max_examples=20, deadline=None)
    @given(
        st.sampled_from(WHERES),
        st.sampled_from(["first", "last"]),
        st.sampled_from(["done", "since", "event", "notice"]),
        ORDERS,
        st.one_of(st.none(), st.integers(1, 20)),
    )
    def test_nothing_turns(
        self, where: str, which: str, role: str, orders: Any, done: int | None
    ) -> None:
        """
        Neither met nor broken, whatever a rule asks of rows beside.
        """
        picked = f"{which} order.closed_at where {where}"
        told: dict[str, Any] = {"owed_by": "firm", "each": Client}
        ahead: dict[str, Any] = {"event": picked, "done": "done_at"}
        rules = {
            "done": lambda: due(done=picked),
            "since": lambda: due(since=picked, done="done_at"),
            "event": lambda: book(
                notice("r", "it", "它", lead=Days(2), **ahead, **told)
            ),
            "notice": lambda: book(
                notice(
                    "r", "it", "它", lead=Days(2), event="done_at", done=picked, **told
                )
            ),
        }[role]()
        rows = rows_of(orders, done)
        before: dict[str, Verdict] = {}
        for day in range(1, 24):
            every = {
                one.key: one for one in rules.assess(ledgers(*rows), as_of=at(day, 12))
            }
            for key, old in before.items():
                allowed = MAY_BECOME.get(old.status)
                if allowed is not None:
                    assert key in every, (day, old)
                    assert every[key].status in allowed, (day, old, every[key])
            before |= every
