"""
Rules that hang on rules: what was met never turns, whatever comes of the other rule.

Its clock stops, somebody asks for more time, a way out comes, a call is entered late.
"""

import datetime as dt
from typing import Annotated, Any

import pendulum
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.books import feeds
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    Draft,
    Extensions,
    Pauses,
    clause,
    deadline,
    intervals,
    keeping,
    notice,
    procedure,
    regulation,
)
from followup_rules.books.text import (
    judged as policy_of,
)
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.deadlines import Extension
from followup_rules.policies.windows import Before
from followup_rules.timing.amounts import Days, Hours
from followup_rules.verdicts import AGAINST, Status, Verdict

ZONE = "Asia/Shanghai"


def at(day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, minute, tz=ZONE)


def day(number: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, number)


@row("case", "case", "案件", placed="opened_at")
class Case:
    """What is answered, and what goes before and after the answer."""

    id: str
    opened_at: dt.datetime = said("opened", "立案时间")
    replied_at: dt.datetime | None = said("the reply", "答复时间", default=None)
    noticed_at: dt.datetime | None = said("the notice", "告知时间", default=None)
    sent_at: dt.datetime | None = said("the order", "书面通知时间", default=None)
    withdrawn_at: dt.datetime | None = said("withdrawn", "撤回时间", default=None)
    noted: bool | None = said("noted", "是否记录", default=None)
    entered_at: dt.datetime | None = None


@row("call", "call", "通话", placed="called_at", owner="case_id")
class Call:
    """A call, by which a case may be answered as well."""

    id: str
    case_id: Annotated[str, Id("case")] = said("the case", "所属案件")
    called_at: dt.datetime = said("the call", "通话时间")
    entered_at: dt.datetime | None = None


@row("hold", "hold", "中止", placed="begins", owner="case_id")
class Hold:
    """A time for which the clock may stand still."""

    id: str
    case_id: Annotated[str, Id("case")] = said("the case", "所属案件")
    begins: dt.date = said("from", "开始")
    ends: dt.date | None = said("until", "结束", default=None)
    why: str | None = said("why", "原因", default="lab")
    meant: bool | None = said("meant", "是否适用", default=True)
    entered_at: dt.datetime | None = None


@row("more", "request for more time", "延期申请", placed="asked_at", owner="case_id")
class More:
    """A request for more time."""

    id: str
    case_id: Annotated[str, Id("case")] = said("the case", "所属案件")
    asked_at: dt.date = said("asked", "申请时间")
    granted_at: dt.date | None = said("granted", "批准时间", default=None)
    granted_by: str | None = said("by whom", "批准人", default=None)
    amount: str | None = said("how much", "时长", default="3 days")
    entered_at: dt.datetime | None = None


LEDGERS = (Case, Call, Hold, More)
WITHDRAWN = {
    "name": ("the applicant withdraws", "申请人撤回"),
    "when": "withdrawn_at",
}


def reply(**said_of_it: Any) -> Draft:
    """Return the rule on which others hang: five days, which may be moved."""
    told: dict[str, Any] = {
        "since": "opened_at",
        "done": "replied_at",
        "limit": Days(5),
        "stopped_by": ("lab",),
        "extension": Extension(granted_by=("head",)),
        "pauses": Pauses(
            of="hold", begins="begins", ends="ends", reason="why", where="meant"
        ),
        "extensions": Extensions(
            of="more",
            asked_at="asked_at",
            granted_at="granted_at",
            granted_by="granted_by",
            amount="amount",
        ),
        **said_of_it,
    }
    return deadline("reply", "the reply", "答复", owed_by="office", each=Case, **told)


def ahead(event: str = "due of reply", **said_of_it: Any) -> Draft:
    """Return a notice three days before the reply is due."""
    told: dict[str, Any] = {"lead": Days(3), "done": "noticed_at", **said_of_it}
    return notice(
        "ahead", "the notice", "告知", owed_by="office", each=Case, event=event, **told
    )


def order(since: str, id: str = "order", **said_of_it: Any) -> Draft:
    """Return what follows the reply within a day."""
    told: dict[str, Any] = {"done": "sent_at", "limit": Days(1), **said_of_it}
    return deadline(
        id, "the order", "书面通知", owed_by="centre", each=Case, since=since, **told
    )


def book(*drafts: Draft) -> Rulebook:
    """Put rules together, each under a clause of its own."""
    passages = [
        clause(str(number), f"clause {number}", f"第{number}条", draft)
        for number, draft in enumerate(drafts, 1)
    ]
    return regulation("T", "1", "t", "试", *passages, source="t", ledgers=LEDGERS)


def judged(
    rules: Rulebook, told: dict[str, Any], now: dt.datetime
) -> dict[str, Verdict]:
    """Return every verdict by its rule, and by its step."""
    report = rules.assess(told, as_of=now)
    return {one.key: one for one in report}


# ------------------------------------------------------------------------ any ledger

LEAVING = {"withdrawn": WITHDRAWN, "dropped": {**WITHDRAWN, "whenever": True}}
EVERY = (
    ahead(),
    order("due of reply"),
    order("breach of reply", "breached"),
    order("meeting of reply", "met"),
    order("opened_at", "closed", limit=None, closed="due of reply"),
    order("opened_at", "unless", owed="not breach of reply", limit=Days(6)),
    order("opened_at", "until", owed="not meeting of reply", limit=Days(6)),
    order("breach of ahead", "second"),
    order("opened_at", "earlier", owed="sent_at before due of reply", limit=Days(8)),
    policy_of(
        ("windows", "WindowPolicy"),
        "window",
        "the visit",
        "回访",
        owed_by="office",
        anchor="due of reply",
        span=Before(lead=Days(4)),
        by=feeds.Windows(each="case", anchor="due of reply", done="sent_at"),
    ),
    keeping(
        "keeping",
        "the file",
        "档案",
        owed_by="office",
        each=Case,
        since="meeting of reply",
        disposed="sent_at",
        keep_for=Days(2),
    ),
    procedure(
        "steps",
        "the steps",
        "程序",
        owed_by="office",
        each=Case,
        since="due of reply",
        steps={
            "one": {"name": ("one", "一"), "at": "noticed_at", "limit": Days(2)},
            "two": {"name": ("two", "二"), "at": "sent_at", "after": ("one",)},
        },
        apart=True,
    ),
)
BOOKS = [
    book(reply(**how), *EVERY)
    for how in (
        {},
        {"done": "first call.called_at"},
        {"limit": Hours(100)},
        {"ways_out": {"withdrawn": WITHDRAWN}},
        {"ways_out": {"dropped": {**WITHDRAWN, "whenever": True}}},
        {"owed": "not noted"},
    )
]

DAYS = st.integers(3, 16)
INSTANTS = st.builds(at, DAYS, st.sampled_from([0, 9, 13, 23]))
LATE_ENTRIES = st.one_of(st.none(), INSTANTS)


def maybe(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return something, or nothing."""
    return st.one_of(st.none(), what)


@st.composite
def ledgers(draw: Any) -> dict[str, Any]:
    """Return one case, with what may have moved its reply."""
    told = Case(
        id="1",
        opened_at=at(2),
        replied_at=draw(maybe(INSTANTS)),
        noticed_at=draw(maybe(INSTANTS)),
        sent_at=draw(maybe(INSTANTS)),
        withdrawn_at=draw(maybe(INSTANTS)),
        noted=draw(st.sampled_from([None, False, True])),
    )
    calls = [
        Call(id=f"C{n}", case_id="1", called_at=one, entered_at=draw(LATE_ENTRIES))
        for n, one in enumerate(draw(st.lists(INSTANTS, max_size=2)))
    ]
    holds = []
    for n in range(draw(st.integers(0, 2))):
        first = draw(DAYS)
        lasts = draw(maybe(st.integers(0, 5)))
        holds.append(
            Hold(
                id=f"H{n}",
                case_id="1",
                begins=day(first),
                ends=None if lasts is None else day(first + lasts),
                why=draw(st.sampled_from(["lab", "lab", "rain", None])),
                meant=draw(st.sampled_from([True, True, False, None])),
                entered_at=draw(LATE_ENTRIES),
            )
        )
    mores = []
    for n in range(draw(st.integers(0, 2))):
        asked = draw(DAYS)
        after = draw(maybe(st.integers(0, 4)))
        mores.append(
            More(
                id=f"M{n}",
                case_id="1",
                asked_at=day(asked),
                granted_at=None if after is None else day(asked + after),
                granted_by=draw(st.sampled_from(["head", "head", "clerk", None])),
                amount=draw(st.sampled_from(["3 days", "1 day", None])),
                entered_at=draw(LATE_ENTRIES),
            )
        )
    return {"case": [told], "call": calls, "hold": holds, "more": mores}


SWEPT = [at(n, hour) for n in range(2, 20) for hour in (0, 16)]


class TestNeverTurns:
    """
    The same ledger, judged at one moment after another.
    """

    @settings(max_examples=12, deadline=None)
    @given(st.integers(0, len(BOOKS) - 1), ledgers())
    def test_what_was_met(self, number: int, told: dict[str, Any]) -> None:
        """
        What was met stays met; what was held against somebody is not forgotten.
        """
        met: set[str] = set()
        against: set[str] = set()
        for now in SWEPT:
            for key, one in judged(BOOKS[number], told, now).items():
                if one.rule == "reply":
                    continue
                if key in met:
                    assert one.status is Status.MET, (now, one.explain())
                if key in against and one.status not in AGAINST:
                    assert "overdue_as_it_stood" in codes(one), (now, one.explain())
                met |= {key} if one.status is Status.MET else set()
                against |= {key} if one.status in AGAINST else set()


def codes(verdict: Verdict) -> set[str]:
    """Return the codes of all that a verdict says."""
    return {reason.code for reason in verdict.reasons}


def one_case(**told: Any) -> dict[str, Any]:
    """Return a ledger of one case, opened on 2 March, with the rows beside it."""
    rows = {kind: told.pop(kind, []) for kind in ("call", "hold", "more")}
    return {"case": [Case(id="1", opened_at=at(2), **told)], **rows}


def hold(first: int, last: int | None = None, **told: Any) -> Hold:
    """Return a time for which the clock stands still."""
    ends = None if last is None else day(last)
    return Hold(id="H", case_id="1", begins=day(first), ends=ends, **told)


def of(rules: Rulebook, rule: str, told: dict[str, Any], now: dt.datetime) -> Verdict:
    """Return the one verdict of a rule."""
    (found,) = (one for one in rules.assess(told, as_of=now) if one.rule == rule)
    assert rules.replay(found.receipt()).is_same
    return found


class TestANotice:
    """
    Five days after 2 March end on the 7th; three days before that, the last day is the 4th.
    """

    RULES = book(reply(ways_out={"withdrawn": WITHDRAWN}), ahead())

    def status(self, told: dict[str, Any], now: dt.datetime) -> Status:
        """Return what the notice comes to."""
        return of(self.RULES, "ahead", told, now).status

    def test_the_clock_stops_afterwards(self) -> None:
        """
        The reply can only be due later; that the notice was in time is certain.
        """
        told = one_case(noticed_at=at(4), hold=[hold(6)])
        for now in (at(4, 9), at(5), at(6), at(8), at(30)):
            assert self.status(told, now) is Status.MET
        # four days stood still: the 11th, and the notice by the 8th
        told = one_case(noticed_at=at(4), hold=[hold(6, 10)])
        found = of(self.RULES, "ahead", told, at(10))
        assert (found.status, found.deadline.last_day) == (Status.MET, day(8))

    def test_while_the_clock_stands_still(self) -> None:
        """
        By the day on which the reply would have been due it is in time whenever it is.
        """
        told = one_case(noticed_at=at(4), hold=[hold(3)])
        found = of(self.RULES, "ahead", told, at(5))
        assert found.status is Status.MET
        assert found.explain("en").endswith(
            "It hangs on the reply, of which it is not known when it is due; not before "
            "Sat 2026-03-07 (T-1)."
        )
        assert found.explain("zh").endswith(
            "本项以答复的期限为准，该期限尚不确定，但不早于2026年3月7日（T-1）。"
        )
        # a day later nobody knows
        found = of(
            self.RULES, "ahead", one_case(noticed_at=at(5), hold=[hold(3)]), at(6)
        )
        assert found.reason.code == "rule_stopped"
        assert found.explain("en") == (
            "The notice cannot be judged: it hangs on the reply (T-1), whose clock "
            "stands still. It can be once that goes on."
        )
        # the clock stood still from the 3rd to the 5th: the 10th, and so the 7th
        told = one_case(noticed_at=at(5), hold=[hold(3, 6)])
        assert self.status(told, at(6)) is Status.MET

    def test_a_day_that_does_not_come_while_the_clock_stands_still(self) -> None:
        """
        What is asked once a reply is due is not asked as long as it never gets so far.
        """
        rules = book(reply(), order("opened_at", where="due of reply"))

        for held, due in ((), True), ([hold(3)], False), ([hold(3, 6)], True):
            keys = judged(rules, one_case(hold=held), at(30))
            assert any(key.startswith("T/order/") for key in keys) is due

    def test_what_was_overdue_is_not_forgotten(self) -> None:
        """
        It is not held against anybody while the clock stands still, and remarked after.
        """
        told = one_case(noticed_at=at(7), hold=[hold(6, 10)])
        assert self.status(told, at(5)) is Status.BREACHED
        still = of(self.RULES, "ahead", told, at(7))
        assert still.reason.code == "rule_stopped"
        assert "overdue_as_it_stood" in codes(still)
        met = of(self.RULES, "ahead", told, at(10))
        assert met.status is Status.MET
        assert met.explain("en").endswith(
            "As things stood until Fri 2026-03-06 00:00 it was overdue; what it hangs on "
            "has changed since."
        )
        # not at all: the 8th is over when the clock goes on
        assert self.status(one_case(hold=[hold(6, 10)]), at(10)) is Status.BREACHED

    @pytest.mark.parametrize("noticed", [3, 4])
    def test_nobody_knows_who_granted_more_time(self, noticed: int) -> None:
        """
        The reply is not judged, or judged; the notice was in time by the nearer day.
        """
        more = More(id="M", case_id="1", asked_at=day(3), granted_at=day(3))
        told = one_case(noticed_at=at(noticed), more=[more])
        for now in (at(4), at(6), at(8), at(30)):
            assert self.status(told, now) is Status.MET

    def test_more_time_that_may_count_is_held_against_nobody(self) -> None:
        """
        With it the 10th, and the notice by the 7th; without it the 4th.
        """
        more = More(id="M", case_id="1", asked_at=day(3), granted_at=day(3))
        for told in (one_case(more=[more]), one_case(noticed_at=at(6), more=[more])):
            found = of(self.RULES, "ahead", told, at(6))
            assert found.reason.code == "rule_unknown"
        untold = More(
            id="M", case_id="1", asked_at=day(3), granted_by="head", amount=None
        )
        found = of(self.RULES, "ahead", one_case(more=[untold]), at(6))
        assert found.reason.code == "rule_unknown"

    def test_a_way_out_afterwards(self) -> None:
        """
        Nothing comes any more that a notice would precede; one that was given was.
        """
        told = one_case(noticed_at=at(4), withdrawn_at=at(6))
        found = of(self.RULES, "ahead", told, at(8))
        assert found.status is Status.MET
        assert found.explain("en").endswith(
            "It was met as things stood until Fri 2026-03-06 09:00; what has come since "
            "changes nothing."
        )
        assert found.explain("zh").endswith(
            "按截至2026年3月6日09:00的情况已经达标；此后的变化不影响判定。"
        )
        late = of(self.RULES, "ahead", one_case(withdrawn_at=at(6)), at(8))
        assert late.status is Status.NOT_APPLICABLE
        assert "overdue_as_it_stood" in codes(late)
        early = of(self.RULES, "ahead", one_case(withdrawn_at=at(3)), at(8))
        assert early.status is Status.NOT_APPLICABLE
        assert codes(early) == {"event_not_set"}


class TestWhatFollows:
    """
    What starts when another rule is due, was broken or was met.
    """

    def test_while_the_clock_stands_still(self) -> None:
        """
        What starts when it is due has not begun; what was done early was done in time.
        """
        rules = book(reply(), order("due of reply"))
        told = one_case(hold=[hold(4)])
        found = of(rules, "order", told, at(20))
        assert codes(found) == {"trigger_absent"}
        found = of(rules, "order", one_case(sent_at=at(8), hold=[hold(4)]), at(20))
        assert found.status is Status.MET  # the 7th and a day, or later

    def test_a_breach_that_is_let_off(self) -> None:
        """
        The time ran out on the 8th at 00:00; the order was sent in time, then it is all
        let off.
        """
        dropped = {**WITHDRAWN, "whenever": True}
        rules = book(reply(ways_out={"dropped": dropped}), order("breach of reply"))
        told = one_case(sent_at=at(8), withdrawn_at=at(12))
        assert of(rules, "reply", told, at(20)).status is Status.EXCUSED
        assert of(rules, "order", told, at(20)).status is Status.MET
        found = of(rules, "order", one_case(withdrawn_at=at(12)), at(20))
        assert found.status is Status.NOT_APPLICABLE
        assert "overdue_as_it_stood" in codes(found)

    def test_a_call_that_is_entered_late(self) -> None:
        """
        The order was owed by what was known; that there had been a call came later.
        """
        rules = book(reply(done="first call.called_at"), order("breach of reply"))
        call = Call(id="C", case_id="1", called_at=at(6), entered_at=at(11))
        told = one_case(sent_at=at(8), call=[call])
        assert of(rules, "order", told, at(10)).status is Status.MET
        assert of(rules, "reply", told, at(12)).status is Status.MET
        assert of(rules, "order", told, at(12)).status is Status.MET

    @pytest.mark.parametrize("withdrawn", [None, at(16)])
    def test_an_order_that_was_overdue(self, withdrawn: Any) -> None:
        """
        The same call, and no order by the 9th: that it was overdue is not forgotten,
        whether or not a way out came since.
        """
        ways = {"ways_out": {"withdrawn": WITHDRAWN}}
        rules = book(
            reply(done="first call.called_at", **ways), order("breach of reply")
        )
        call = Call(id="C", case_id="1", called_at=at(6), entered_at=at(11))
        told = one_case(call=[call], withdrawn_at=withdrawn)
        assert of(rules, "order", told, at(10)).status is Status.BREACHED
        for now in (at(12), at(20)):
            found = of(rules, "order", told, now)
            assert found.status is Status.NOT_APPLICABLE
            assert codes(found) == {"trigger_absent", "overdue_as_it_stood"}

    def test_what_is_owed_unless_another_rule_is_broken(self) -> None:
        """
        Sent on the 5th while it was owed; the reply is broken on the 8th.
        """
        rules = book(
            reply(), order("opened_at", owed="not breach of reply", limit=Days(6))
        )
        for now in (at(5), at(7), at(9)):
            assert of(rules, "order", one_case(sent_at=at(5)), now).status is Status.MET
        found = of(rules, "order", one_case(sent_at=at(9)), at(10))
        assert found.status is Status.NOT_APPLICABLE

    def test_a_rule_on_a_rule_on_a_rule(self) -> None:
        """
        The notice is overdue from the 5th, an order follows it on the 5th, in time.
        """
        rules = book(reply(), ahead(), order("breach of ahead"))
        told = one_case(sent_at=at(5), hold=[hold(6, 20)])
        for now in (at(5), at(6), at(15), at(25)):
            assert of(rules, "order", told, now).status is Status.MET

    def test_what_was_refused_then(self) -> None:
        """
        By the call that was known then more time was asked for before the count began.
        """
        later = order(
            "meeting of reply",
            extension=Extension(granted_by=("head",)),
            extensions=Extensions(
                of="more", asked_at="asked_at", granted_by="granted_by", amount="amount"
            ),
        )
        rules = book(reply(done="first call.called_at"), later)
        calls = [
            Call(id="C1", case_id="1", called_at=at(7)),
            Call(id="C2", case_id="1", called_at=at(3), entered_at=at(11)),
        ]
        more = More(id="M", case_id="1", asked_at=day(5), granted_by="head")
        told = one_case(sent_at=at(8), call=calls, more=[more])
        assert rules.assess(told, as_of=at(10)).row_errors
        found = of(rules, "order", told, at(12))
        assert found.status is Status.LATE  # the 4th was the last day

    def test_what_was_overdue_after_it_was_met(self) -> None:
        """
        Visited on the 4th, in the four days before the 7th; with the time granted on
        the 11th the window is from the 6th to the 10th, and then nobody knows.
        """
        visit = next(one for one in EVERY if one.id == "window")
        rules = book(reply(), visit)
        more = [
            More(
                id="M1",
                case_id="1",
                asked_at=day(7),
                granted_at=day(11),
                granted_by="head",
            ),
            More(id="M2", case_id="1", asked_at=day(10), granted_at=day(13)),
        ]
        told = one_case(sent_at=at(4), more=more)
        for now in (at(5), at(9), at(11), at(12), at(13), at(20)):
            assert of(rules, "window", told, now).status is Status.MET

    def test_what_was_not_asked_then(self) -> None:
        """
        Asked only where the reply is broken, on the 11th with the time that was granted.
        """
        rules = book(reply(), order("opened_at", where="breach of reply"))
        more = More(
            id="M", case_id="1", asked_at=day(3), granted_at=day(3), granted_by="head"
        )
        told = one_case(sent_at=at(5), more=[more])
        assert of(rules, "order", told, at(12)).status is Status.LATE
        assert {one.rule for one in rules.assess(told, as_of=at(10))} == {"reply"}

    def test_what_is_owed_again_and_again(self) -> None:
        """
        What was met while no call was too late stays met, and says until when.
        """
        calls = intervals(
            "calls",
            "the calls",
            "通话",
            owed_by="office",
            of=Call,
            each=Case,
            most=Days(7),
        )
        rules = book(calls, order("opened_at", owed="not breach of calls"))
        told = one_case(
            sent_at=at(3), call=[Call(id="C", case_id="1", called_at=at(2, 10))]
        )
        assert of(rules, "order", told, at(5)).status is Status.MET
        found = of(rules, "order", told, at(20))
        assert (found.status, codes(found) - {"done_in_time"}) == (
            Status.MET,
            {"met_as_it_stood"},
        )
        # a week after the 2nd ends with the 9th
        assert found.explain("en").endswith(
            "It was met as things stood until Tue 2026-03-10 00:00; what has come since "
            "changes nothing."
        )
        never = one_case(call=told["call"])
        assert of(rules, "order", never, at(4)).status is Status.BREACHED
        turned = of(rules, "order", never, at(20))
        assert turned.status is Status.NOT_APPLICABLE
        assert "overdue_as_it_stood" in codes(turned)

    def test_a_row_in_error_that_was_entered_late(self) -> None:
        """
        Before it was entered it was in nobody's way: what was met then stays met.
        """
        rules = book(reply(), order("meeting of reply"))
        unclear: Any = 5
        late = {"replied_at": at(9), "sent_at": at(9, 12)}
        told = one_case(**late, hold=[hold(3, entered_at=at(12), why=unclear)])
        for now in (at(10), at(11), at(12), at(20)):
            assert of(rules, "order", told, now).status is Status.MET
        assert "met_as_it_stood" in codes(of(rules, "order", told, at(20)))
        # without a day of entry the clock may have stood still from the 3rd on
        told = one_case(**late, hold=[hold(3, why=unclear)])
        assert of(rules, "order", told, at(20)).status is Status.UNDETERMINED

    def test_a_case_that_was_entered_late(self) -> None:
        """
        Before it was entered nothing stood in any way.
        """
        rules = book(reply(), order("opened_at", owed="not breach of reply"))
        told = one_case(sent_at=at(3), entered_at=at(9))
        found = of(rules, "order", told, at(10))
        assert codes(found) == {"not_selected"}


class TestInColumns:
    """
    Over columns the same; where only rows can tell what was before, rows are judged.
    """

    PLAIN = (
        order("due of reply"),
        order("breach of reply", "breached"),
        order("opened_at", "owed", owed="breach of reply"),
        order("opened_at", "unless", owed="not breach of reply", limit=Days(6)),
        order("opened_at", "any", owed="any call where not breach of reply"),
        order("opened_at", "both", owed="breach of reply and not meeting of reply"),
    )
    RULES = book(
        deadline(
            "reply",
            "the reply",
            "答复",
            owed_by="office",
            each=Case,
            since="opened_at",
            done="replied_at",
            limit=Days(5),
        ),
        *PLAIN,
    )

    @pytest.mark.parametrize("entered", [None, at(12)])
    def test_the_same_as_over_rows(self, entered: Any) -> None:
        """
        Sent on the 5th while it was owed; the reply was broken on the 8th.
        """
        names = [
            "opened_at",
            "replied_at",
            "sent_at",
            *(["entered_at"] * bool(entered)),
        ]
        made: list[dict[str, Any]] = [
            {"replied_at": None, "sent_at": at(5)},
            {"replied_at": at(9), "sent_at": at(5)},
            {"replied_at": at(3), "sent_at": at(9)},
            {"replied_at": at(4), "sent_at": None},
        ]
        rows = [
            {"id": str(n), "opened_at": at(2), "entered_at": entered, **one}
            for n, one in enumerate(made)
        ]
        times = dict.fromkeys(names, pl.Datetime("us", ZONE))
        shown = [{name: one[name] for name in ("id", *names)} for one in rows]
        frame = pl.DataFrame(shown, schema={"id": pl.String, **times})
        found = assess_book(self.RULES, {"case": frame}, as_of=at(20))
        report = self.RULES.assess(
            {"case": [Case(**one) for one in rows]}, as_of=at(20)
        )
        over_columns = dict(
            zip(found.verdicts["key"], found.verdicts["status"], strict=True)
        )
        assert over_columns == {one.key: one.status.value for one in report}
        unless = {
            one.subject.id: one
            for one in report
            if one.rule == "unless" and one.subject is not None
        }
        met = Status.NOT_APPLICABLE if entered else Status.MET
        assert unless["0"].status is met
        why = {one.rule: one.why for one in found.by_rows}
        if entered:
            assert set(why.values()) == {"case.entered_at", *self.asking_not()}
        else:
            assert set(why) == {"unless", "any", "both"}

    def asking_not(self) -> set[str]:
        """Return the questions that time may turn."""
        return {
            "not breach of reply has happened",
            "any call where not breach of reply has happened",
            "breach of reply has happened and not meeting of reply has happened",
        }
