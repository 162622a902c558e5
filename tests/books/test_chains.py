"""
Rules that hang on rules: the due time, the breach or the meeting of another one.
"""

import datetime as dt
import itertools
import pickle
from pathlib import Path
from typing import Annotated, Any

import attrs
import pandas as pd
import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules import interchange
from followup_rules.agenda import State, agenda
from followup_rules.books.conditions import parse
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.scenarios import run, unexercised
from followup_rules.books.standing import Moments
from followup_rules.books.text import (
    Draft,
    checklist,
    clause,
    deadline,
    intervals,
    procedure,
    rate,
    regulation,
    team,
)
from followup_rules.clauses import Text
from followup_rules.errors import (
    CircularRulesError,
    InvalidFieldError,
    InvalidReceiptError,
    RulesFileError,
    UnknownNameError,
)
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id, OneOf, RowOf
from followup_rules.policies.targets import Bound
from followup_rules.tables import Table
from followup_rules.testing import Situation, check_invariants, situations
from followup_rules.timing.amounts import Days, Hours, WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month
from followup_rules.timing.cycles import period as days_from
from followup_rules.verdicts import Status, Verdict

ZONE = "Asia/Shanghai"
KINDS = OneOf(
    Table(
        {
            "plain": Text("plain", "一般"),
            "urgent": Text("urgent", "加急"),
            "hourly": Text("hourly", "特急"),
        }
    )
)
HOTLINE = Path(__file__).parent / "hotline.toml"


def at(day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, minute, tz=ZONE)


@row("client", "client", "客户", placed="joined_at")
class Client:
    """Whoever cases belong to."""

    id: str
    joined_at: dt.datetime = said("joined", "加入时间")
    greeted_at: dt.datetime | None = said("greeted", "问候时间", default=None)
    entered_at: dt.datetime | None = None


@row("desk", "desk", "窗口", placed="set_up_at")
class Desk:
    """Where a case may be handled."""

    id: str
    set_up_at: dt.datetime = said("set up", "设立时间")
    opened_at: dt.datetime | None = said("opened", "启用时间", default=None)
    entered_at: dt.datetime | None = None


@row("case", "case", "案件", placed="opened_at", owner="client_id")
class Case:
    """What is answered, and what follows where it is not."""

    id: str
    client_id: Annotated[str, Id("client")] = said("the client", "所属客户")
    opened_at: dt.datetime = said("opened", "立案时间")
    kind: Annotated[str, KINDS] | None = said("kind", "类别", default="plain")
    replied_at: dt.datetime | None = said("the reply", "答复时间", default=None)
    reminded_at: dt.datetime | None = said("the reminder", "提醒时间", default=None)
    closed_at: dt.datetime | None = said("the end", "结案时间", default=None)
    desk: Annotated[str, RowOf("desk")] | None = said("desk", "窗口", default=None)
    noted: bool | None = said("noted", "是否记录", default=None)
    entered_at: dt.datetime | None = None


@row("call", "call", "通话", placed="called_at", owner="case_id")
class Call:
    """A call about a case."""

    id: str
    case_id: Annotated[str, Id("case")] = said("the case", "所属案件")
    called_at: dt.datetime = said("the call", "通话时间")
    written_at: dt.datetime | None = said("written up", "记录时间", default=None)
    entered_at: dt.datetime | None = None


LEDGERS = (Client, Desk, Case, Call)
OWNER = Client(id="K", joined_at=at(1))


def reply(**said_of_it: Any) -> Draft:
    """Return the rule on which others hang: five days, or one where it is urgent."""
    told: dict[str, Any] = {
        "each": Case,
        "since": "opened_at",
        "done": "replied_at",
        "closed": "closed_at",
        "category": "kind",
        "cases": {"plain": Days(5), "urgent": Days(1), "hourly": Hours(6)},
        **said_of_it,
    }
    return deadline("reply", "the reply", "答复", owed_by="office", **told)


def reminder(since: Any = "breach of reply", **said_of_it: Any) -> Draft:
    """Return a rule that hangs on another."""
    told: dict[str, Any] = {"done": "reminded_at", "limit": Days(1), **said_of_it}
    return deadline(
        told.pop("id", "reminder"),
        "the reminder",
        "书面提醒",
        owed_by="centre",
        each=told.pop("each", Case),
        since=since,
        **told,
    )


def book(*drafts: Draft, ledgers: tuple[type, ...] = LEDGERS) -> Rulebook:
    """Put rules together, each under a clause of its own."""
    passages = [
        clause(str(number), f"clause {number}", f"第{number}条", draft)
        for number, draft in enumerate(drafts, 1)
    ]
    return regulation("T", "1", "t", "试", *passages, source="t", ledgers=ledgers)


def judged(
    rules: Rulebook, *cases: Case, as_of: dt.datetime, **told: Any
) -> dict[tuple[str, str], Verdict]:
    """Return every verdict by its rule and the id of its row."""
    ledgers: dict[str, Any] = {"client": [OWNER], "case": cases}
    ledgers |= {kind: told.pop(kind, ()) for kind in ("desk", "call")}
    report = rules.assess(ledgers, as_of=as_of, **told)
    assert report.row_errors == ()
    return {(one.rule, one.subject.id): one for one in report if one.subject}


def case(number: str = "1", opened: int = 2, **told: Any) -> Case:
    """Return a case of the one client."""
    return Case(id=number, client_id="K", opened_at=at(opened), **told)


TWO = book(reply(), reminder())


class TestMoments:
    """
    When what follows begins; five days after 2 March end on the 7th.
    """

    @pytest.mark.parametrize(
        ("since", "starts", "last_day"),
        [
            # from the last day: the 7th and one day
            ("due of reply", dt.date(2026, 3, 7), dt.date(2026, 3, 8)),
            # from the first instant that is too late: the 8th, 00:00, and one day
            ("breach of reply", at(8, 0), dt.date(2026, 3, 9)),
            # from when it was done, in time or late
            ("meeting of reply", at(10), dt.date(2026, 3, 11)),
        ],
    )
    def test_of_days(self, since: str, starts: Any, last_day: dt.date) -> None:
        """
        A count of days begins on the last day, or when it is over.
        """
        found = judged(
            book(reply(), reminder(since)), case(replied_at=at(10)), as_of=at(20)
        )
        told = found["reminder", "1"]
        assert found["reply", "1"].status is Status.LATE
        assert told.evidence.trigger == starts
        assert told.deadline.last_day == last_day
        assert told.status is Status.BREACHED

    def test_of_hours(self) -> None:
        """
        Six hours from nine end at three; both due time and breach are that instant.
        """
        for since in ("due of reply", "breach of reply"):
            rules = book(reply(), reminder(since, limit=Hours(2)))
            found = judged(rules, case(kind="hourly"), as_of=at(2, 16))
            assert found["reminder", "1"].deadline.closes == at(2, 17)
            assert found["reminder", "1"].status is Status.PENDING

    def test_in_time_to_the_instant(self) -> None:
        """
        At the last instant nothing is breached yet; a microsecond later it is.
        """
        rules = book(reply(), reminder(limit=Hours(2)))
        told = case(kind="hourly")
        before = judged(rules, told, as_of=at(2, 15))
        after = judged(rules, told, as_of=at(2, 15) + dt.timedelta(microseconds=1))
        assert before["reminder", "1"].status is Status.NOT_APPLICABLE
        assert after["reminder", "1"].status is Status.PENDING

    @pytest.mark.parametrize(
        ("told", "status"),
        [
            ({}, Status.BREACHED),
            ({"replied_at": at(4)}, Status.NOT_APPLICABLE),
            ({"replied_at": at(9)}, Status.BREACHED),
            ({"replied_at": at(9), "reminded_at": at(9)}, Status.MET),
            ({"reminded_at": at(10)}, Status.LATE),
            # sent before the time ran out: early, and done
            ({"reminded_at": at(6)}, Status.MET),
        ],
    )
    def test_a_consequence(self, told: dict[str, Any], status: Status) -> None:
        """
        It stays owed when the reply comes late; what was done early counts.
        """
        found = judged(TWO, case(**told), as_of=at(20))
        assert found["reminder", "1"].status is status

    def test_at_the_close(self) -> None:
        """
        A duty without a limit is broken by the close of the matter.
        """
        rules = book(reply(cases={}, category=None), reminder())
        told = case(closed_at=at(12))
        found = judged(rules, told, as_of=at(20))
        assert found["reply", "1"].reason.code == "not_done_at_close"
        assert found["reminder", "1"].evidence.trigger == at(12)
        late = judged(rules, case(closed_at=at(12), replied_at=at(13)), as_of=at(20))
        assert late["reply", "1"].reason.code == "done_after_close"
        assert late["reminder", "1"].evidence.trigger == at(12)

    def test_without_a_limit_there_is_no_due_time(self) -> None:
        """
        An open duty is neither due nor breached, and what hangs on it has not begun.
        """
        for since in ("due of reply", "breach of reply"):
            rules = book(reply(cases={}, category=None), reminder(since))
            found = judged(rules, case(), as_of=at(20))
            assert found["reply", "1"].status is Status.OPEN
            assert found["reminder", "1"].status is Status.NOT_APPLICABLE

    def test_what_is_not_asked_has_no_moments(self) -> None:
        """
        A rule that leaves a row out, or asks nothing of it, is never breached.
        """
        for left_out in ({"where": "kind is urgent"}, {"owed": "kind is urgent"}):
            rules = book(
                reply(**left_out), reminder(), reminder("due of reply", id="r")
            )
            found = judged(rules, case(), as_of=at(20))
            assert found["reminder", "1"].status is Status.NOT_APPLICABLE
            assert found["r", "1"].status is Status.NOT_APPLICABLE

    def test_whether_it_has_happened(self) -> None:
        """
        A moment as a question of yes and no; both meanings have one verdict.
        """
        one = "breach of reply and not meeting of reply"
        other = "breach of reply has happened and not meeting of reply has happened"
        for where in (one, other):
            rules = book(reply(), reminder("opened_at", where=where))
            late = judged(rules, case(replied_at=at(9)), as_of=at(20))
            never = judged(rules, case(), as_of=at(20))
            # it was due by then, and stays broken under its key when the reply comes
            assert late["reminder", "1"].status is Status.BREACHED
            assert late["reminder", "1"].notes[-1].code == "owed_until"
            assert never["reminder", "1"].status is Status.BREACHED

    def test_before_and_after(self) -> None:
        """
        The moments of a rule are compared with those of a row.
        """
        rules = book(
            reply(), reminder("opened_at", where="reminded_at before due of reply")
        )
        early = judged(rules, case(reminded_at=at(3)), as_of=at(20))
        late = judged(rules, case(reminded_at=at(9)), as_of=at(20))
        assert early["reminder", "1"].status is Status.MET
        assert ("reminder", "1") not in late

    def test_nothing_owed_begins_at_no_time(self) -> None:
        """
        Where nothing is owed, that what would start it came later is no fault.
        """
        owed = "not reminded_at has happened or reminded_at after replied_at"
        rules = book(reply(), reminder("meeting of reply", owed=owed))
        found = judged(rules, case(replied_at=at(6), reminded_at=at(4)), as_of=at(20))
        assert found["reminder", "1"].status is Status.NOT_APPLICABLE

    def test_what_has_not_happened_is_not_named(self) -> None:
        """
        A moment is named beside the verdict that it bears on, once there is one.
        """
        rules = book(reply(), reminder("opened_at", closed="meeting of reply"))
        before = judged(rules, case(), as_of=at(2, 12))["reminder", "1"]
        after = judged(rules, case(replied_at=at(3)), as_of=at(4))["reminder", "1"]
        assert before.notes == ()
        assert [one.code for one in after.notes] == ["follows_meeting"]
        assert after.explain("zh").endswith(
            "本项以答复的完成为准，完成时间为2026年3月3日09:00（T-1）。"
        )

    def test_what_came_before_the_meeting_that_it_follows(self) -> None:
        """
        Nobody knows whether it counts; before the meeting it had not begun.
        """
        rules = book(reply(), reminder("meeting of reply"))
        told = case(replied_at=at(6), reminded_at=at(4))
        before = judged(rules, told, as_of=at(5))["reminder", "1"]
        after = judged(rules, told, as_of=at(20))["reminder", "1"]
        assert before.status is Status.NOT_APPLICABLE
        assert (after.reason.code, after.reason["fact"]) == (
            "fact_missing",
            "whether_it_counts",
        )
        assert rules.replay(after.receipt()).is_same
        same = judged(rules, case(replied_at=at(6), reminded_at=at(6)), as_of=at(20))
        assert same["reminder", "1"].status is Status.MET


class TestLedgers:
    """
    On which rows another rule may be asked.
    """

    def test_on_the_owner(self) -> None:
        """
        A case asks the rule on its client; a call the rule on the client of its case.
        """
        greeting = deadline(
            "greeting",
            "the greeting",
            "问候",
            owed_by="office",
            each=Client,
            since="joined_at",
            done="greeted_at",
            limit=Days(3),
        )
        written = reminder("breach of greeting", each=Call, done="written_at", id="w")
        rules = book(greeting, reminder("breach of greeting"), written)
        calls = [Call(id="C", case_id="1", called_at=at(3))]
        found = judged(rules, case(), as_of=at(20), call=calls)
        assert found["reminder", "1"].evidence.trigger == at(5, 0)
        assert found["w", "C"].evidence.trigger == at(5, 0)

    def test_on_a_row_that_it_names(self) -> None:
        """
        The rule on its desk; a case that names none is not asked.
        """
        opening = reminder("set_up_at", id="opening", each=Desk, done="opened_at")
        rules = book(opening, reminder("breach of opening"))
        told = (case("1", desk="D"), case("2"))
        desks = [Desk(id="D", set_up_at=at(3))]
        found = judged(rules, *told, as_of=at(20), desk=desks)
        assert found["reminder", "1"].evidence.trigger == at(5, 0)
        assert found["reminder", "2"].status is Status.NOT_APPLICABLE

    def test_of_the_rows_that_belong_to_it(self) -> None:
        """
        Any or all of the calls: three-valued, as any question to them.
        """
        written = deadline(
            "write_up",
            "the record",
            "记录",
            owed_by="office",
            each=Call,
            since="called_at",
            done="written_at",
            limit=Days(1),
        )
        where = "any call where breach of write_up"
        rules = book(reply(), written, reminder("opened_at", where=where))
        calls = [
            Call(id="C1", case_id="1", called_at=at(3), written_at=at(3)),
            Call(id="C2", case_id="2", called_at=at(3)),
        ]
        found = judged(rules, case("1"), case("2"), as_of=at(20), call=calls)
        assert ("reminder", "1") not in found
        assert found["reminder", "2"].status is Status.BREACHED

    def test_a_share_of_the_rows(self) -> None:
        """
        A rate counts the cases whose reply was not late; an unknown one is uncertain.
        """
        share = rate(
            "in_time",
            "the share in time",
            "按期率",
            owed_by="office",
            each=Case,
            met="not breach of reply",
            rate="60%",
            bound=Bound.NOT_LESS_THAN,
        )
        rules = book(reply(), share)
        told = (case("1", replied_at=at(4)), case("2"), case("3", kind=None))
        report = rules.assess(
            {"client": [OWNER], "case": told},
            as_of=pendulum.datetime(2026, 4, 2, tz=ZONE),
            period=month(2026, 3),
        )
        (found,) = (one for one in report if one.rule == "in_time")
        assert found.status is Status.BREACHED  # the third is late in any category
        report = rules.assess(
            {"client": [OWNER], "case": told}, as_of=at(5), period=month(2026, 3)
        )
        (found,) = (one for one in report if one.rule == "in_time")
        # the second is not late yet, and may be; of the third it is not known
        assert found.evidence.uncertain == 2
        report = rules.assess(
            {"client": [OWNER], "case": told[:2]},
            as_of=pendulum.datetime(2026, 3, 5, tz=ZONE),
            period=days_from(dt.date(2026, 3, 1), dt.date(2026, 3, 4)),
        )
        (found,) = (one for one in report if one.rule == "in_time")
        assert found.status is Status.UNDETERMINED

    def test_a_share_that_may_still_turn(self) -> None:
        """
        What another rule may still turn is not known, so that what is met stays so.
        """
        for met in ("meeting of reply and not breach of reply", "not breach of reply"):
            share = rate(
                "in_time",
                "the share in time",
                "按期率",
                owed_by="office",
                each=Case,
                met=met,
                rate="60%",
                bound=Bound.NOT_LESS_THAN,
            )
            rules = book(reply(), share)
            for now, unknown in ((5, 1), (20, 0)):
                report = rules.assess(
                    {"client": [OWNER], "case": [case(opened=4)]},
                    as_of=at(now),
                    period=days_from(dt.date(2026, 3, 1), dt.date(2026, 3, 4)),
                )
                (found,) = (one for one in report if one.rule == "in_time")
                assert found.evidence.uncertain == unknown
            assert found.status is Status.BREACHED

    def test_a_step_of_a_procedure(self) -> None:
        """
        Where each step is judged by itself, a step is named behind a dot.
        """
        steps = procedure(
            "repair",
            "the repair",
            "维修",
            owed_by="office",
            each=Case,
            since="opened_at",
            steps={
                "look": {"name": ("the look", "检查"), "at": "replied_at"},
                "mend": {
                    "name": ("the mending", "修理"),
                    "at": "closed_at",
                    "limit": Days(4),
                },
            },
            apart=True,
        )
        rules = book(steps, reminder("breach of repair.mend"))
        found = judged(rules, case(), as_of=at(20))
        assert found["reminder", "1"].evidence.trigger == at(7, 0)
        assert "the mending" in found["reminder", "1"].explain("en")
        met = book(steps, reminder("meeting of repair.look"))
        found = judged(met, case(replied_at=at(4)), as_of=at(20))
        assert found["reminder", "1"].evidence.trigger == at(4)
        for name in ("repair", "repair.melt"):
            with pytest.raises(UnknownNameError, match="step of repair"):
                book(steps, reminder(f"breach of {name}"))
        # a step that broke the order was broken at no time that is known
        ordered = procedure(
            "repair",
            "the repair",
            "维修",
            owed_by="office",
            each=Case,
            since="opened_at",
            steps={
                "look": {"name": ("the look", "检查"), "at": "replied_at"},
                "mend": {
                    "name": ("the mending", "修理"),
                    "at": "closed_at",
                    "after": ("look",),
                },
            },
            apart=True,
        )
        rules = book(ordered, reminder("breach of repair.mend"))
        found = judged(rules, case(replied_at=at(6), closed_at=at(4)), as_of=at(20))
        assert found["repair", "1"].reason.code == "step_out_of_order"
        assert found["reminder", "1"].reason.code == "rule_unknown"

    def test_a_record_or_a_team(self) -> None:
        """
        What has no time is asked only whether it is broken or kept.
        """
        record = checklist(
            "record",
            "the record",
            "记录",
            owed_by="office",
            each=Case,
            items={"noted": ("a note", "记录")},
        )
        rules = book(record, reminder("opened_at", where="breach of record"))
        found = judged(
            rules, case("1", noted=True), case("2", noted=False), as_of=at(20)
        )
        assert ("reminder", "1") not in found
        assert found["reminder", "2"].status is Status.BREACHED
        for moment in ("breach", "due"):
            with pytest.raises(InvalidFieldError, match=f"allowed: {moment} of reply"):
                book(reply(), record, reminder(f"{moment} of record"))
        with pytest.raises(InvalidFieldError, match="no rule here"):
            book(record, reminder("opened_at", where="due of record", id="r"))

    def test_a_rule_of_a_regulations_own(self) -> None:
        """
        The visit deadline of the repair rules is fed by a calculation of its own.
        """
        from followup_rules.rulebooks import repair  # noqa: PLC0415 - for this test

        told = reminder(
            "breach of visit_deadline", each=repair.Repair, done="closed_at"
        )
        fed: Any = told.feed
        feed = attrs.evolve(fed, done=parse("completed_at"))
        policy = attrs.evolve(TWO["reminder"], clause=repair.RULES.clauses[0])
        rules = attrs.evolve(
            repair.RULES,
            rules=repair.RULES.rules.with_("reminder", policy)
            if "reminder" in repair.RULES.rules
            else Table(
                [*repair.RULES.rules.items(), ("reminder", policy)], kind="rule"
            ),
            feeds=Table([*repair.RULES.feeds.items(), ("reminder", feed)], kind="rule"),
        )
        job = repair.Repair(
            id="R1", categories="leak", completed_at=at(2), owes_visit=True
        )
        report = rules.assess(
            {"repair": [job], "visit": []}, as_of=at(20), period=month(2026, 3)
        )
        (found,) = (one for one in report if one.rule == "reminder")
        assert found.evidence.trigger == at(6, 0)  # three days after the 2nd


class TestUnknown:
    """
    What is not known of the first rule is never held against anybody in the second.
    """

    def test_the_category(self) -> None:
        """
        Between the shortest and the longest limit nobody knows; the rule is named.
        """
        found = judged(TWO, case(kind=None), as_of=at(5))
        told = found["reminder", "1"]
        assert told.status is Status.UNDETERMINED
        assert told.reason.code == "rule_unknown"
        assert told.explain("en") == (
            "The reminder cannot be judged: it hangs on the reply (T-1), which cannot be "
            "judged yet. It can be once that is known."
        )
        assert told.explain("zh") == (
            "书面提醒以答复（T-1）为前提，后者尚无法判定，故暂时无法判定；"
            "查明后可重新判定。"
        )

    def test_that_it_is_broken_and_not_since_when(self) -> None:
        """
        Late in any category: so much is certain, and not when the time ran out.
        """
        found = judged(TWO, case(kind=None), as_of=at(20))
        assert found["reply", "1"].status is Status.BREACHED
        assert found["reminder", "1"].reason.code == "rule_unknown"
        rules = book(reply(), reminder("opened_at", where="breach of reply"))
        found = judged(rules, case(kind=None), as_of=at(20))
        assert found["reminder", "1"].status is Status.BREACHED
        rules = book(reply(), reminder("due of reply"))
        found = judged(rules, case(kind=None, replied_at=at(2, 10)), as_of=at(20))
        assert found["reminder", "1"].reason.code == "rule_unknown"

    def test_a_calendar(self) -> None:
        """
        Without the calendar neither rule can be judged.
        """
        rules = book(reply(category=None, cases={}, limit=WorkingDays(3)), reminder())
        found = judged(rules, case(), as_of=at(20))
        assert found["reply", "1"].reason.code == "calendar_missing"
        assert found["reminder", "1"].reason.code == "rule_unknown"
        found = judged(rules, case(), as_of=at(20), calendar=china())
        assert found["reminder", "1"].evidence.trigger == at(6, 0)

    def test_a_row_that_the_first_rule_refuses(self) -> None:
        """
        The row is in error once, under the first rule.
        """
        told = case(replied_at=at(1))
        report = TWO.assess({"client": [OWNER], "case": [told]}, as_of=at(20))
        assert len(report.row_errors) == 1
        (found,) = report
        assert (found.rule, found.reason.code) == ("reminder", "rule_unknown")

    def test_rows_that_cannot_be_read(self) -> None:
        """
        A call that may have been the reply: the breach is withheld from both.
        """
        rules = book(reply(done="first call.called_at"), reminder(done="reminded_at"))
        broken = Call(id="C", case_id="1", called_at="yesterday")  # type: ignore[arg-type]
        ledgers: dict[str, list[Any]] = {
            "client": [OWNER],
            "case": [case()],
            "call": [broken],
        }
        found = {one.rule: one for one in rules.assess(ledgers, as_of=at(20))}
        assert found["reply"].reason.code == "row_unusable"
        assert found["reminder"].reason.code == "rule_unknown"
        # when it was due is known all the same
        rules = book(reply(done="first call.called_at"), reminder("due of reply"))
        found = {one.rule: one for one in rules.assess(ledgers, as_of=at(20))}
        assert found["reminder"].status is Status.BREACHED

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({"owed": "breach of reply"}, Status.UNDETERMINED),
            ({"owed": "not breach of reply"}, Status.UNDETERMINED),
            ({"where": "meeting of reply"}, Status.UNDETERMINED),
            ({"where": "due of reply has happened"}, Status.UNDETERMINED),
            ({"owed": "due of reply before reminded_at"}, Status.UNDETERMINED),
            ({"owed": "breach of reply or noted"}, Status.BREACHED),
            ({"owed": "breach of reply and not noted"}, Status.NOT_APPLICABLE),
            ({"where": "any call where breach of reply"}, Status.UNDETERMINED),
            ({"done": "meeting of reply"}, Status.UNDETERMINED),
            ({"owed": "breach of reply and noted"}, Status.UNDETERMINED),
        ],
    )
    def test_in_any_question(self, asked: dict[str, Any], expected: Status) -> None:
        """
        What is certain whatever the other rule comes to is said.
        """
        rules = book(reply(), reminder("opened_at", **asked))
        calls = [Call(id="C", case_id="1", called_at=at(3))]
        told = case(kind=None, noted=True)
        found = judged(rules, told, as_of=at(5), call=calls)
        assert found["reminder", "1"].status is expected
        if expected is Status.UNDETERMINED:
            assert found["reminder", "1"].reason.code == "rule_unknown"

    def test_what_is_not_owed_stays_so(self) -> None:
        """
        Nothing is owed whenever it began: that is certain.
        """
        rules = book(reply(), reminder(owed="not noted"))
        found = judged(rules, case(kind=None, noted=True), as_of=at(5))
        assert found["reminder", "1"].status is Status.NOT_APPLICABLE

    def test_a_chain_of_them(self) -> None:
        """
        Each names the one that it hangs on.
        """
        second = reminder("breach of reminder", id="second", done="closed_at")
        found = judged(book(reply(), reminder(), second), case(kind=None), as_of=at(5))
        assert found["second", "1"].reason["other_clause"] == "T-2"

    def test_a_step_that_is_not_known(self) -> None:
        """
        A procedure that starts with what is not known has not begun for certain.
        """
        steps = procedure(
            "after",
            "what follows",
            "后续",
            owed_by="office",
            each=Case,
            since="breach of reply",
            steps={"look": {"name": ("the look", "检查"), "at": "reminded_at"}},
        )
        found = judged(book(reply(), steps), case(kind=None), as_of=at(5))
        assert found["after", "1"].reason.code == "rule_unknown"
        found = judged(book(reply(), steps), case(), as_of=at(5))
        assert found["after", "1"].reason.code == "procedure_not_begun"


class TestRefused:
    """
    What cannot be asked is refused when the book is built.
    """

    def test_a_rule_that_is_not_there(self) -> None:
        """
        The nearest one is named; so it is once a rule is taken out.
        """
        with pytest.raises(UnknownNameError, match="nearest: 'reply'"):
            book(reply(), reminder("breach of repply"))
        rules, feeds = (
            Table((name, one) for name, one in part.items() if name != "reply")
            for part in (TWO.rules, TWO.feeds)
        )
        with pytest.raises(UnknownNameError, match="unknown rule 'reply'"):
            attrs.evolve(TWO, rules=rules, feeds=feeds)
        with pytest.raises(UnknownNameError, match="unknown rule 'reply'"):
            attrs.evolve(TWO, feeds=feeds)

    def test_a_rule_of_other_rows(self) -> None:
        """
        A rule on calls, or on a period, is not asked of a case.
        """
        of_call = deadline(
            "write_up",
            "the record",
            "记录",
            owed_by="office",
            each=Call,
            since="called_at",
            done="written_at",
            limit=Days(1),
        )
        share = rate(
            "in_time",
            "the share in time",
            "按期率",
            owed_by="office",
            each=Case,
            met="not breach of reply",
            rate="60%",
            bound=Bound.NOT_LESS_THAN,
        )
        for other, name in ((of_call, "write_up"), (share, "in_time")):
            with pytest.raises(UnknownNameError, match="asked of each case"):
                book(reply(), other, reminder(f"breach of {name}"))

    @pytest.mark.parametrize("length", [1, 2, 3, 7])
    def test_circles(self, length: int) -> None:
        """
        Of any length; the circle is named in the order in which the rules ask.
        """
        names = [f"r{number}" for number in range(length)]
        following = [*names[1:], names[0]]
        drafts = [
            reminder(f"breach of {other}", id=name)
            for name, other in zip(names, following, strict=True)
        ]
        with pytest.raises(CircularRulesError) as caught:
            book(*drafts, reminder("breach of r0", id="outside"))
        assert caught.value.circle == tuple(names)
        assert " -> ".join((*names, names[0])) in str(caught.value)

    def test_a_circle_behind_a_way_in(self) -> None:
        """
        What leads into a circle is no part of it.
        """
        drafts = [
            reminder("breach of b", id="a"),
            reminder("breach of c", id="b"),
            reminder("breach of b", id="c"),
        ]
        with pytest.raises(CircularRulesError) as caught:
            book(*drafts)
        assert caught.value.circle == ("b", "c")

    def test_two_ways_to_one_rule_are_no_circle(self) -> None:
        """
        A rule may be asked by several, and several by one.
        """
        third = reminder("breach of reminder", id="third", where="breach of reply")
        rules = book(reply(), reminder(), third)
        assert dict(rules.chains) == {
            "reminder": ("reply",),
            "third": ("reply", "reminder"),
        }
        assert rules.asked == {"reply", "reminder"}

    def test_very_long_chains(self) -> None:
        """
        At most 32 rules in a row: the 32nd is judged, the 33rd refused.
        """

        def chained(length: int) -> Rulebook:
            later = [
                reminder(f"due of r{number - 1}", id=f"r{number}", limit=Days(0))
                for number in range(1, length)
            ]
            first = reminder("opened_at", id="r0", limit=Days(0))
            return book(first, *reversed(later))

        found = judged(chained(32), case(), as_of=at(20))
        assert found["r31", "1"].deadline.last_day == dt.date(2026, 3, 2)
        with pytest.raises(InvalidFieldError, match="at most 32"):
            chained(33)
        with pytest.raises(InvalidFieldError, match="at most 32"):
            chained(500)

    @pytest.mark.parametrize(
        "asked",
        [
            {"notes": "count call where breach of reply"},
            {"done": "first call.called_at where breach of reply"},
            {"where": "last call.called_at where (breach of reply) before opened_at"},
        ],
    )
    def test_where_rows_are_picked(self, asked: dict[str, str]) -> None:
        """
        A row that is not known to be picked would be passed over in silence.
        """
        with pytest.raises(InvalidFieldError, match="under any or all"):
            book(reply(), reminder("opened_at", **asked))

    def test_where_rows_are_counted(self) -> None:
        """
        A rule on many rows asks whether, and not when; and nothing of who owes them.
        """

        def between(**asked: Any) -> Draft:
            return intervals(
                "between",
                "the time between",
                "间隔",
                owed_by="office",
                of=Case,
                each=Client,
                asked=asked,
                most=Days(30),
            )

        assert book(reply(), between(where="breach of reply")).chains["between"]
        for asked in (
            {"at": "meeting of reply"},
            {"where": "due of reply before opened_at"},
        ):
            with pytest.raises(InvalidFieldError, match="yes or no"):
                book(reply(), between(**asked))
        greeting = reminder("joined_at", id="greeting", each=Client, done="greeted_at")
        with pytest.raises(InvalidFieldError, match="yes or no"):
            book(greeting, between(owed="breach of greeting"))

    @pytest.mark.parametrize(
        "asked", ["breach of reply is urgent", "due of reply is x, y"]
    )
    def test_a_moment_is_no_name(self, asked: str) -> None:
        """
        A moment is compared with moments.
        """
        asked = asked.replace("is x, y", "is one of x, y")
        with pytest.raises(InvalidFieldError, match="has happened"):
            book(reply(), reminder("opened_at", where=asked))

    def test_the_language(self) -> None:
        """
        Its text is read back; the new words are reserved for nothing else.
        """
        for moment in Moments:
            text = f"not {moment.value} of visit.first and {moment.value} before a"
            assert str(parse(text)) == text
        with pytest.raises(InvalidFieldError):
            parse("breach of and a")

    def test_a_team(self) -> None:
        """
        Whether the right people were there may be asked as well.
        """
        members = team(
            "team",
            "the team",
            "人员",
            owed_by="office",
            each=Case,
            who={"visitor": "kind"},
            roles=("visitor",),
        )
        rules = book(members, reminder("opened_at", where="meeting of team"))
        found = judged(rules, case(), as_of=at(20))
        assert found["reminder", "1"].status is Status.BREACHED


# ------------------------------------------------------------------ what must not change


MOMENTS = st.none() | st.integers(0, 20 * 24 * 4).map(
    lambda quarter: at(1, 0) + dt.timedelta(minutes=15 * quarter)
)
CASES = st.lists(
    st.builds(
        lambda opened, kind, replied, reminded, closed, noted: {
            "opened_at": opened or at(3),
            "kind": kind,
            "replied_at": replied,
            "reminded_at": reminded,
            "closed_at": closed,
            "noted": noted,
        },
        MOMENTS,
        st.sampled_from([None, "plain", "urgent", "hourly"]),
        MOMENTS,
        MOMENTS,
        MOMENTS,
        st.sampled_from([None, True, False]),
    ),
    max_size=4,
)
NOW = st.integers(0, 22 * 24).map(lambda hour: at(1, 0) + dt.timedelta(hours=hour))


def cases_of(told: list[dict[str, Any]]) -> list[Case]:
    """Return cases with ids of their own."""
    return [Case(id=str(n), client_id="K", **one) for n, one in enumerate(told)]


def about(verdict: Verdict) -> str:
    """Return the id of the row that a verdict is about."""
    assert verdict.subject is not None
    return verdict.subject.id


def due_by_hand(one: Case) -> dt.datetime | None:
    """Count by hand when the reply was due: the first instant, or the last, of it."""
    if one.kind == "hourly":
        return one.opened_at + dt.timedelta(hours=6)
    days = {"plain": 5, "urgent": 1}.get(one.kind or "")
    if days is None:
        return None
    start = one.opened_at.replace(hour=0, minute=0)
    return start + dt.timedelta(days=days + 1)


LINE = interchange.read(HOTLINE)


class TestLaws:
    """
    What holds of every ledger.
    """

    @settings(max_examples=60, deadline=None)
    @given(told=CASES, now=NOW)
    def test_the_first_rule_is_judged_as_before(
        self, told: list[dict[str, Any]], now: dt.datetime
    ) -> None:
        """
        That others hang on it changes neither its verdicts nor their order.
        """
        alone = book(
            reply(),
            deadline(
                "own",
                "its own",
                "自身",
                owed_by="x",
                each=Case,
                since="opened_at",
                done="reminded_at",
                limit=Days(2),
            ),
        )
        with_chain = attrs.evolve(
            alone,
            rules=Table([*alone.rules.items(), ("reminder", TWO["reminder"])]),
            clauses=(*alone.clauses, *TWO.clauses[2:]),
            feeds=Table([*alone.feeds.items(), ("reminder", TWO.feeds["reminder"])]),
        )
        ledgers: dict[str, list[Any]] = {"client": [OWNER], "case": cases_of(told)}
        first = alone.assess(ledgers, as_of=now)
        both = with_chain.assess(ledgers, as_of=now)
        kept = [one.to_dict() for one in both if one.rule != "reminder"]
        assert kept == [one.to_dict() for one in first]
        keys = [one.key for one in both]
        assert len(keys) == len({*keys})

    @settings(max_examples=80, deadline=None)
    @given(told=CASES, now=NOW)
    def test_triggers_by_hand(
        self, told: list[dict[str, Any]], now: dt.datetime
    ) -> None:
        """
        When the reminder began is what the verdicts on the reply say, and the calendar.
        """
        rules = cases_of(told)
        report = TWO.assess({"client": [OWNER], "case": rules}, as_of=now)
        by_id = {one.id: one for one in rules}
        first = {about(one): one for one in report if one.rule == "reply"}
        errors = {error.row for error in report.row_errors}
        for found in (one for one in report if one.rule == "reminder"):
            one, other = by_id[about(found)], first.get(about(found))
            if other is None:
                assert one.id in errors
                assert found.reason.code == "rule_unknown"
                continue
            late = other.status in {Status.LATE, Status.BREACHED}
            due = due_by_hand(one)
            if other.status is Status.UNDETERMINED or (late and due is None):
                assert found.reason.code == "rule_unknown"
            elif not late:
                assert found.status is Status.NOT_APPLICABLE
            else:
                assert found.evidence.trigger == due
                day = due.date() + dt.timedelta(days=1)
                assert found.deadline.last_day == day
                done = one.reminded_at
                known = done if done is not None and done <= now else None
                over = (known or now).date() > day
                expected = {
                    (True, True): Status.LATE,
                    (True, False): Status.MET,
                    (False, True): Status.BREACHED,
                    (False, False): Status.PENDING,
                }[known is not None, over]
                assert found.status is expected
                replayed = TWO.replay(found.receipt())
                assert replayed.is_same, replayed.stale

    @settings(max_examples=8, deadline=None)
    @given(situations(LINE, most=2, calendar=china(), broken=True))
    def test_of_every_book(self, found: Situation) -> None:
        """
        Order, keys, accounts, time and receipts, on made-up ledgers of the line.
        """
        check_invariants(
            LINE,
            found.ledgers,
            as_of=found.as_of,
            period=found.period,
            calendar=china(),
        )

    @settings(max_examples=60, deadline=None)
    @given(told=CASES, now=NOW, later=st.integers(1, 400))
    def test_time_only_settles(
        self, told: list[dict[str, Any]], now: dt.datetime, later: int
    ) -> None:
        """
        As time goes on what is certain of the reminder never turns.
        """
        ledgers: dict[str, list[Any]] = {"client": [OWNER], "case": cases_of(told)}
        then = now + dt.timedelta(hours=later)
        first, second = (
            {one.key: one for one in TWO.assess(ledgers, as_of=when)}
            for when in (now, then)
        )
        sure = {Status.MET, Status.LATE}
        for key, one in first.items():
            if key in second and one.status in sure:
                assert second[key].status is one.status
            if key in second and one.status is Status.BREACHED:
                assert second[key].status in {Status.BREACHED, Status.LATE}

    def test_each_rule_is_judged_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        However many rules hang on it.
        """
        third = reminder("due of reply", id="third", where="breach of reply")
        rules = book(reply(), reminder(), third)
        seen: list[str] = []
        kind = type(rules["reply"])
        real = kind.assess

        def counted(policy: Any, *told: Any, **named: Any) -> Any:
            seen.append(policy.id)
            return real(policy, *told, **named)

        monkeypatch.setattr(kind, "assess", counted)
        judged(rules, case("1"), case("2"), as_of=at(20))
        assert sorted(seen) == sorted(["reply", "reminder", "third"] * 2)


# -------------------------------------------------------------------------- other faces


class TestReceipts:
    """
    A verdict that hangs on another is replayed without that other.
    """

    def test_of_what_is_unknown(self) -> None:
        """
        The receipt holds which rule was not known.
        """
        found = judged(TWO, case(kind=None), as_of=at(5))["reminder", "1"]
        receipt = found.receipt()
        again = TWO.replay(receipt)
        assert again.is_same
        assert again.verdict.explain("zh") == found.explain("zh")
        for broken in ("reply", {"code": "not_done", "params": {}}, 3):
            with pytest.raises(InvalidReceiptError, match="hangs_on"):
                TWO.replay({**receipt, "hangs_on": broken})

    def test_of_what_was_done_early(self) -> None:
        """
        That it came before it was owed is among the facts.
        """
        found = judged(TWO, case(reminded_at=at(6)), as_of=at(20))["reminder", "1"]
        assert found.receipt()["facts"]["early_counts"] is True
        again = TWO.replay(found.receipt())
        assert again.is_same
        assert [one.code for one in again.carried] == ["follows_breach"]
        assert again.verdict.explain("en") == found.explain("en")

    def test_books_pickle(self) -> None:
        """
        With their chains.
        """
        again = pickle.loads(pickle.dumps(TWO))  # noqa: S301 - our own
        assert again == TWO
        assert again.chains == TWO.chains


class TestFiles:
    """
    The book of the complaints line, in one file.
    """

    BOOK = LINE

    def test_scenarios(self) -> None:
        """
        Counted by hand in the file; every clause is exercised.
        """
        outcomes = [run(self.BOOK, one, china()) for one in self.BOOK.scenarios]
        assert [one.misses for one in outcomes] == [(), ()]
        assert unexercised(self.BOOK, outcomes) == ()
        assert interchange.review(self.BOOK) == ()

    def test_round_trip(self) -> None:
        """
        As TOML and as JSON.
        """
        for form in ("toml", "json"):
            text = interchange.dumps(self.BOOK, form)
            assert interchange.loads(text, form) == self.BOOK

    @pytest.mark.parametrize(
        ("old", "new", "place", "code", "near"),
        [
            (
                '"breach of reply"',
                '"breach of repply"',
                "order.feed.since",
                "unknown_rule",
                "reply",
            ),
            (
                '"breach of reply"',
                '"breach of in_time"',
                "order.feed.since",
                "unknown_rule",
                None,
            ),
            (
                '"breach of reply"',
                '"breach of criticism"',
                "order.feed.since",
                "cycle",
                None,
            ),
            (
                'since = "received_at", done = "answered_at"',
                'since = "due of reply", done = "answered_at"',
                "reply.feed.since",
                "cycle",
                None,
            ),
            (
                'met = "not breach of reply"',
                'met = "due of reply is x"',
                "in_time.feed.met",
                "does_not_fit",
                None,
            ),
            (
                'met = "not breach of reply"',
                'met = "due of reply before received_at"',
                "in_time.feed.met",
                "does_not_fit",
                None,
            ),
        ],
    )
    def test_faults(
        self, old: str, new: str, place: str, code: str, near: str | None
    ) -> None:
        """
        Each with its path and the nearest name.
        """
        text = HOTLINE.read_text(encoding="utf-8")
        assert old in text
        with pytest.raises(RulesFileError) as caught:
            interchange.loads(text.replace(old, new, 1))
        (fault,) = caught.value.faults
        assert (fault.path, fault.code) == (f"rules.{place}", code)
        if near is not None:
            assert fault.nearest == near

    def test_a_rule_with_faults_of_its_own(self) -> None:
        """
        What hangs on it is not blamed besides.
        """
        text = HOTLINE.read_text(encoding="utf-8")
        broken = text.replace('name = { en = "the reply", zh = "答复" }', "name = 3")
        with pytest.raises(RulesFileError) as caught:
            interchange.loads(broken)
        assert [one.path for one in caught.value.faults] == ["rules.reply.name"]

    def test_differences_in_words(self) -> None:
        """
        Another start is said as it is asked.
        """
        text = HOTLINE.read_text(encoding="utf-8")
        other = interchange.loads(
            text.replace('"breach of reply"', '"due of reply"', 1)
        )
        said = str(interchange.diff(self.BOOK, other))
        assert "due of reply" in said
        assert "breach of reply" in said

    def test_over_columns(self) -> None:
        """
        What hangs on another rule is judged by rows, says so, and agrees.
        """
        from followup_rules.ledgers.written import written_rows  # noqa: PLC0415

        scenario = self.BOOK.scenarios[0]
        rows = list(
            written_rows(
                self.BOOK.ledgers["ticket"],
                scenario.ledgers["ticket"],
                self.BOOK.zone,
            )
        )
        told = {
            "as_of": scenario.as_of,
            "period": month(2026, 3),
            "calendar": china(),
        }
        report = self.BOOK.assess({"ticket": rows}, **told)
        names = ("id", *self.BOOK.ledgers["ticket"].by_name)
        frame = pd.DataFrame(
            {name: [getattr(one, name, None) for one in rows] for name in names}
        )
        moments = [one for one in names if one.endswith("_at")]
        frame = frame.astype(dict.fromkeys(moments, "datetime64[us, Asia/Shanghai]"))
        found = assess_book(self.BOOK, {"ticket": frame}, **told)
        keys = dict(zip(found.verdicts["key"], found.verdicts["status"], strict=True))
        assert keys == {one.key: one.status.value for one in report}
        assert not found.by_rows

    def test_on_the_agenda(self) -> None:
        """
        What follows a breach is listed once it is owed.
        """
        from followup_rules.ledgers.written import written_rows  # noqa: PLC0415

        scenario = self.BOOK.scenarios[0]
        rows = list(
            written_rows(
                self.BOOK.ledgers["ticket"],
                scenario.ledgers["ticket"],
                self.BOOK.zone,
            )
        )
        entries = agenda(
            self.BOOK,
            {"ticket": rows[:1]},
            as_of=at(20),
            span=month(2026, 3),
            calendar=china(),
        ).by_key()
        state = {
            one.verdict.rule: one.state
            for key, one in entries.items()
            if key == one.verdict.key  # and no step of a ladder
        }
        assert state == {
            "reply": State.OVERDUE,
            "request": State.DONE,
            "order": State.DONE,
            "reply_to_order": State.OVERDUE,
            "criticism": State.DUE_SOON,
        }
        again = agenda(
            self.BOOK,
            {"ticket": rows[:1]},
            as_of=at(9),
            span=month(2026, 3),
            calendar=china(),
        )
        assert {one.verdict.rule for one in again} == {"reply", "request"}


def test_every_moment_of_every_status() -> None:
    """
    No status of the first rule leaves what hangs on it without an answer.
    """
    times = (None, at(3), at(9))
    for replied, closed, kind in itertools.product(times, times, (None, "plain")):
        told = case(replied_at=replied, closed_at=closed, kind=kind)
        for moment in Moments:
            rules = book(reply(), reminder(f"{moment.value} of reply"))
            found = judged(rules, told, as_of=at(20))
            assert ("reminder", "1") in found
