"""
What comes too late, or is taken back, and turns nothing that was settled.

Rows that join a share after its period, rows that come to count after their cell, steps
whose condition holds no more, and records of matters that are opened again.
"""

import datetime as dt
from typing import Annotated, Any, Final

import pendulum
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.books import feeds
from followup_rules.books.conditions import parse
from followup_rules.books.conditions.lasting import falls, rises
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    Draft,
    cadence,
    checklist,
    clause,
    deadline,
    judged,
    procedure,
    regulation,
    score,
)
from followup_rules.errors import InvalidFieldError
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import ledger_of, row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.scoring import CUTS_90_60, POINTS_100_60_0, THREE_GRADES
from followup_rules.policies.targets import Bound
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Cycle, month
from followup_rules.timing.seasons import published
from followup_rules.verdicts import Status, Verdict

MET, LATE, BREACHED, PENDING, GONE = (
    Status.MET,
    Status.LATE,
    Status.BREACHED,
    Status.PENDING,
    Status.NOT_APPLICABLE,
)


def at(month_no: int, day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of 2026."""
    return pendulum.datetime(2026, month_no, day, hour, tz="Asia/Shanghai")


@row("case", "case", "案件", placed="opened_at")
class Case:
    """What is handled."""

    id: str
    opened_at: dt.datetime = said("opened", "立案时间")
    done_at: dt.datetime | None = said("done", "办结时间", default=None)
    told_at: dt.datetime | None = said("told", "告知时间", default=None)
    again_at: dt.datetime | None = said("opened again", "重启时间", default=None)
    about: dt.date | None = said("about", "所属日期", default=None)
    unit: str | None = said("unit", "单位", default=None)
    noted: bool | None = said("noted", "是否记录", default=None)
    signed: bool | None = said("signed", "是否签字", default=None)
    grade: str | None = said("the grade", "评价", default=None)
    entered_at: dt.datetime | None = None


@row("call", "call", "通话", placed="called_at", owner="case_id")
class Call:
    """A call about it."""

    id: str
    case_id: Annotated[str, Id("case")] = said("the case", "所属案件")
    called_at: dt.datetime = said("the call", "通话时间")
    entered_at: dt.datetime | None = None


@row("visit", "visit", "回访", placed="visited_at")
class Visit:
    """A visit to anybody."""

    id: str
    visited_at: dt.datetime = said("the visit", "回访时间")
    confirmed_at: dt.datetime | None = said("confirmed", "确认时间", default=None)
    void_at: dt.datetime | None = said("void", "作废时间", default=None)
    unit: str | None = said("unit", "单位", default=None)
    entered_at: dt.datetime | None = None


LEDGERS: Final = (Case, Call, Visit)
KNOWN: Final[dict[str, Any]] = {one.kind: one for one in map(ledger_of, LEDGERS)}
MARCH: Final = month(2026, 3)
DONE = "done_at has happened"


def book(*drafts: Draft) -> Rulebook:
    """Put rules together, each under a clause of its own."""
    passages = [
        clause(str(number), f"clause {number}", f"第{number}条", draft)
        for number, draft in enumerate(drafts, 1)
    ]
    return regulation("T", "1", "t", "试", *passages, source="t", ledgers=LEDGERS)


def share(kind: str = "Rate", **how: Any) -> Draft:
    """Return a rule that half of the cases are noted."""
    told: dict[str, Any] = {"each": "case", "met": "noted"} | how
    policy = (
        ("quotas", "QuotaPolicy") if kind == "Quota" else ("targets", "TargetPolicy")
    )
    feed = getattr(feeds, kind)(**told)
    bound: dict[str, Any] = {} if kind == "Quota" else {"bound": Bound.NOT_LESS_THAN}
    return judged(
        policy,
        "share",
        "the share",
        "比例",
        owed_by="office",
        rate="50%",
        by=feed,
        **bound,
    )


def found(rules: Rulebook, now: dt.datetime, **told: Any) -> list[Verdict]:
    """Return the verdicts on March, each of which replays."""
    every = list(rules.assess(told, as_of=now, period=MARCH))
    assert all(rules.replay(one.receipt()).is_same for one in every)
    return every


def frame(row_class: Any, rows: list[Any]) -> pl.DataFrame:
    """Return rows as columns."""
    names = [one.name for one in ledger_of(row_class).facts]
    kinds: dict[str, Any] = {
        name: pl.Datetime("us", "UTC") for name in names if name.endswith("_at")
    }
    kinds |= {"about": pl.Date, "unit": pl.String, "grade": pl.String} | dict.fromkeys(
        ("noted", "signed"), pl.Boolean
    )
    told = [{name: getattr(one, name) for name in ("id", *names)} for one in rows]
    held = {name: kind for name, kind in kinds.items() if name in names}
    return pl.DataFrame(told, schema_overrides=held)


class TestJoinedAfterThePeriod:
    """
    A share is settled with its period: whoever is meant only since is left out of it.
    """

    CASES: Final = [
        Case(id="a", opened_at=at(3, 2), done_at=at(3, 9), noted=True),
        Case(id="b", opened_at=at(3, 3), done_at=at(4, 2), noted=False),
        Case(id="c", opened_at=at(3, 4), done_at=at(4, 3), noted=False),
    ]

    @pytest.mark.parametrize("kind", ["Rate", "Quota"])
    def test_the_share_stays(self, kind: str) -> None:
        """
        One of one on 1 April; two more are done in April, neither of which is noted.
        """
        rules = book(share(kind, where=DONE))
        (before,) = found(rules, at(4, 1), case=self.CASES)
        (after,) = found(rules, at(4, 9), case=self.CASES)
        assert (before.status, after.status) == (MET, MET)
        assert "joined_later" not in [one.code for one in before.notes]
        (joined,) = (one for one in after.notes if one.code == "joined_later")
        assert joined["count"] == 2
        assert after.explain("en").endswith(
            "Left out, for they came to be counted only after the period: 2."
        )
        assert after.explain("zh").endswith(
            "期间结束后才符合统计条件、未予计入的数量为2。"
        )

    def test_nothing_is_made_good_by_others(self) -> None:
        """
        Nor does whoever joins late, and is noted, mend what was not reached.
        """
        cases = [
            Case(id="a", opened_at=at(3, 2), done_at=at(3, 9), noted=False),
            Case(id="b", opened_at=at(3, 3), done_at=at(4, 2), noted=True),
        ]
        rules = book(share(where=DONE))
        assert [found(rules, at(4, day), case=cases)[0].status for day in (1, 9)] == [
            BREACHED,
            BREACHED,
        ]

    def test_by_their_day(self) -> None:
        """
        Done in March and entered in April is of March.
        """
        late = Case(
            id="b",
            opened_at=at(3, 3),
            done_at=at(3, 30),
            noted=True,
            entered_at=at(4, 2),
        )
        (verdict,) = found(book(share(where=DONE)), at(4, 9), case=[late])
        assert verdict.status is MET
        assert verdict.notes == ()

    @pytest.mark.parametrize("kind", ["Rate", "Quota"])
    @pytest.mark.parametrize(
        "where", [DONE, f"{DONE} and noted", f"{DONE} or noted", "any call"]
    )
    def test_over_columns(self, kind: str, where: str) -> None:
        """
        The verdicts of columns are those of rows.
        """
        cases = [
            *self.CASES,
            Case(id="d", opened_at=at(3, 5)),
            Case(id="e", opened_at=at(3, 5), done_at=at(4, 1, 0)),
            Case(id="f", opened_at=at(3, 5), done_at=at(3, 31, 23)),
        ]
        calls = [Call(id="1", case_id="b", called_at=at(4, 2))]
        rules = book(share(kind, where=where))
        for now in (at(3, 20), at(4, 1, 0), at(4, 9)):
            (one,) = found(rules, now, case=cases, call=calls)
            tables = {"case": frame(Case, cases), "call": frame(Call, calls)}
            by_columns = assess_book(rules, tables, as_of=now, period=MARCH)
            verdicts = by_columns.verdicts.select("key", "status")
            assert list(verdicts.iter_rows()) == [(one.key, one.status.value)]
            assert bool(by_columns.by_rows) is (
                where == "any call" and now >= at(4, 1, 0)
            )

    def test_groups_and_cells(self) -> None:
        """
        Of a group too, and one that fell away since is counted in its own.
        """
        cases = [
            Case(id="a", opened_at=at(3, 2), again_at=at(4, 5), noted=True, unit="x"),
            Case(id="b", opened_at=at(3, 2), again_at=at(3, 5), noted=True, unit="y"),
        ]
        open_ = "not again_at has happened"
        rules = book(share(where=open_, by="unit"))
        told = [
            {
                one.key.split("/")[-2]: one.status
                for one in found(rules, now, case=cases)
            }
            for now in (at(3, 4), at(4, 1), at(4, 9))
        ]
        assert told == [
            {"x": PENDING, "y": PENDING},
            {"x": MET, "y": GONE},
            {"x": MET, "y": GONE},
        ]

    def test_against_others(self) -> None:
        """
        The visits of March beside the cases that were done in it, or were open still.
        """
        visits = [Visit(id="1", visited_at=at(3, 7))]
        for where, now in ((DONE, "joined"), ("not again_at has happened", "fell")):
            cases = [
                Case(id="a", opened_at=at(3, 2), done_at=at(3, 9), again_at=at(4, 5)),
                Case(id="b", opened_at=at(3, 2), done_at=at(3, 9), again_at=at(3, 5)),
                *[
                    Case(
                        id=str(n),
                        opened_at=at(3, 2),
                        done_at=at(4, 9),
                        again_at=at(3, 9),
                    )
                    for n in range(5)
                ],
            ]
            feed = feeds.Rate(
                each="visit",
                met="visited_at has happened",
                among=feeds.Among(of="case", where=where),
            )
            rules = book(
                judged(
                    ("targets", "TargetPolicy"),
                    "share",
                    "the share",
                    "比例",
                    owed_by="office",
                    rate="50%",
                    bound=Bound.NOT_LESS_THAN,
                    may_exceed=True,
                    by=feed,
                )
            )
            verdicts = [
                found(rules, at(4, day), case=cases, visit=visits)[0] for day in (1, 20)
            ]
            assert [one.status for one in verdicts] == [MET, MET]
            codes = [one.code for one in verdicts[1].notes]
            assert ("joined_later" in codes) is (now == "joined")

    def test_scores(self) -> None:
        """
        Of answers too: what is done in April is scored as little in March.
        """
        rules = book(
            score(
                "score",
                "the score",
                "得分",
                owed_by="office",
                each=Case,
                answer="grade",
                by="unit",
                where=DONE,
                scale=THREE_GRADES,
                points=POINTS_100_60_0,
                satisfied=("satisfied",),
                tiers=CUTS_90_60,
            )
        )
        told: dict[str, Any] = {"opened_at": at(3, 2), "unit": "x"}
        cases = [
            Case(id="a", done_at=at(3, 9), grade="satisfied", **told),
            Case(id="b", done_at=at(4, 2), grade="dissatisfied", **told),
        ]
        scored = [found(rules, at(4, day), case=cases)[0] for day in (1, 9)]
        assert [one.evidence.score for one in scored] == [100, 100]
        codes = [[note.code for note in one.notes] for one in scored]
        assert ["joined_later" in one for one in codes] == [False, True]


class TestCountedAfterTheCell:
    """
    Twice in each month, confirmed.
    """

    @staticmethod
    def rounds(**how: Any) -> Rulebook:
        """Return a book of a cadence."""
        told: dict[str, Any] = {"of": Visit, "counts": "confirmed_at has happened"}
        told |= {"owed_by": "office", "cycle": Cycle.MONTH} | how
        return book(cadence("rounds", "the visits", "回访", **told))

    def test_what_was_missed_is_late(self) -> None:
        """
        Visited in March and confirmed in April: missed on the 1st, and late since.
        """
        rules = self.rounds()
        visits = [Visit(id="1", visited_at=at(3, 7), confirmed_at=at(4, 3))]
        days = ((3, 20), (4, 1), (4, 2), (4, 3), (4, 20))
        verdicts = [found(rules, at(*day), visit=visits)[0] for day in days]
        assert [one.status for one in verdicts] == [
            PENDING,
            BREACHED,
            BREACHED,
            LATE,
            LATE,
        ]
        assert verdicts[-1].evidence.counted == 1
        assert verdicts[-1].explain("en") == (
            "The visits: at least 1 owed in 2026-03, 1 on record, but only 0 of them "
            "by the end of Tue 2026-03-31 (T-1)."
        )

    def test_one_in_time_is_enough(self) -> None:
        """
        Another that was confirmed in time meets it; one confirmed later changes nothing.
        """
        visits = [
            Visit(id="1", visited_at=at(3, 7), confirmed_at=at(4, 3)),
            Visit(id="2", visited_at=at(3, 8), confirmed_at=at(3, 31, 23)),
        ]
        (verdict,) = found(self.rounds(), at(4, 20), visit=visits)
        assert (verdict.status, verdict.evidence.counted) == (MET, 2)

    @pytest.mark.parametrize(
        ("done", "limit", "status"),
        [
            (at(4, 6), Days(6), MET),
            (at(4, 7), Days(6), LATE),
            (None, Days(6), BREACHED),
            # working days from 1 April: the 1st, the 2nd and the 3rd
            (at(4, 3), WorkingDays(3), MET),
            (at(4, 6), WorkingDays(3), LATE),
            (at(4, 20), None, MET),
        ],
    )
    def test_about_another_period(self, done: Any, limit: Any, status: Status) -> None:
        """
        Opened on 2 April, about March, and counted once it is done.
        """
        how: dict[str, Any] = {"of": Case, "counts": DONE, "about": "about"}
        rules = self.rounds(by=CountedBy.PERIOD_COVERED, limit=limit, **how)
        case = Case(id="1", opened_at=at(4, 2), done_at=done, about=dt.date(2026, 3, 1))
        told: dict[str, Any] = {"period": MARCH, "calendar": china()}
        (verdict,) = rules.assess({"case": [case]}, as_of=at(4, 25), **told)
        assert verdict.status is status

    @pytest.mark.parametrize(("micros", "status"), [(0, MET), (1, LATE)])
    def test_a_close_of_business(self, micros: int, status: Status) -> None:
        """
        What counts from 17:00 of the last day on is in time, and later not.
        """
        how: dict[str, Any] = {"of": Case, "counts": DONE, "about": "about"}
        how["counting"] = Counting(zone="Asia/Shanghai", day_ends=dt.time(17))
        rules = self.rounds(by=CountedBy.PERIOD_COVERED, limit=Days(6), **how)
        done = at(4, 6, 17) + dt.timedelta(microseconds=micros)
        case = Case(id="1", opened_at=at(4, 2), done_at=done, about=dt.date(2026, 3, 1))
        (verdict,) = found(rules, at(4, 25), case=[case])
        assert verdict.status is status

    def test_without_what_its_bound_needs(self) -> None:
        """
        The verdict says that no calendar was given, or that no period is known.
        """
        how: dict[str, Any] = {"of": Case, "counts": DONE, "about": "about"}
        rules = self.rounds(by=CountedBy.PERIOD_COVERED, limit=WorkingDays(3), **how)
        case = Case(
            id="1", opened_at=at(4, 2), done_at=at(4, 6), about=dt.date(2026, 3, 1)
        )
        (verdict,) = found(rules, at(4, 25), case=[case])
        assert verdict.reason.code == "calendar_missing"
        rules = self.rounds(by=CountedBy.PERIOD_COVERED, limit=Days(3), **how)
        (verdict,) = found(
            rules, at(4, 25), case=[Case(id="1", opened_at=at(4, 2), done_at=at(4, 6))]
        )
        assert verdict.reason["fact"] == "period_covered"

    def test_over_columns(self) -> None:
        """
        Columns leave it to rows, and say what for.
        """
        visits = [Visit(id="1", visited_at=at(3, 7), confirmed_at=at(4, 3))]
        by_columns = assess_book(
            self.rounds(), {"visit": frame(Visit, visits)}, as_of=at(4, 9), period=MARCH
        )
        assert by_columns.verdicts["status"].to_list() == ["late"]
        assert [one.why for one in by_columns.by_rows] == [
            "confirmed_at has happened, after the time of a cell"
        ]


class TestConditionsOfSteps:
    """
    While a case is not done the people are told within three days, and again in five.
    """

    @staticmethod
    def steps(*, apart: bool, condition: str = f"not {DONE}") -> Rulebook:
        """Return a book of a procedure."""
        steps: dict[str, Any] = {
            "tell": {"name": ("tell", "告知"), "at": "told_at", "limit": Days(3)},
            "again": {"name": ("again", "再告知"), "at": "again_at", "limit": Days(5)},
        }
        for one in steps.values():
            one["only_if"] = "open"
        return book(
            procedure(
                "steps",
                "the steps",
                "程序",
                owed_by="office",
                each=Case,
                since="opened_at",
                steps=steps,
                apart=apart,
                conditions={"open": condition},
            )
        )

    @pytest.mark.parametrize(
        ("told", "after"),
        [
            # told on the 4th and done on the 6th: the first step stays met
            ({"told_at": at(3, 4), "done_at": at(3, 6)}, [MET, GONE]),
            # done before anybody had to be told
            ({"done_at": at(3, 4)}, [GONE, GONE]),
            # done when the first step was overdue, and when both were
            ({"done_at": at(3, 6)}, [BREACHED, GONE]),
            ({"done_at": at(3, 9)}, [BREACHED, BREACHED]),
            # told late, after it was done
            ({"done_at": at(3, 6), "told_at": at(3, 7)}, [LATE, GONE]),
            (
                {"told_at": at(3, 4), "again_at": at(3, 5), "done_at": at(3, 6)},
                [MET, MET],
            ),
        ],
    )
    def test_each_step(self, told: dict[str, Any], after: list[Status]) -> None:
        """
        Opened on 2 March: due by the ends of the 5th and of the 7th.
        """
        rules = self.steps(apart=True)
        case = Case(id="1", opened_at=at(3, 2), **told)
        verdicts = found(rules, at(3, 20), case=[case])
        assert [one.status for one in verdicts] == after
        for one in verdicts:
            stands = "owed_until" in [each.code for each in one.notes]
            assert stands is (one.status is not GONE)

    @pytest.mark.parametrize(
        ("told", "before", "after"),
        [
            (
                {"told_at": at(3, 4), "again_at": at(3, 5), "done_at": at(3, 8)},
                MET,
                MET,
            ),
            ({"done_at": at(3, 8)}, BREACHED, BREACHED),
            ({"told_at": at(3, 4), "done_at": at(3, 7, 12)}, PENDING, MET),
        ],
    )
    def test_the_whole(
        self, told: dict[str, Any], before: Status, after: Status
    ) -> None:
        """
        Asked on while a step was broken, or when all were settled.
        """
        rules = self.steps(apart=False)
        case = Case(id="1", opened_at=at(3, 2), **told)
        statuses = [found(rules, at(3, day), case=[case])[0].status for day in (7, 20)]
        assert statuses == [before, after]

    def test_a_condition_that_comes(self) -> None:
        """
        A step that was done before it was owed stays done, however late it would be.
        """
        rules = self.steps(apart=True, condition=DONE)
        case = Case(id="1", opened_at=at(3, 2), told_at=at(3, 8), done_at=at(3, 10))
        before, after = (found(rules, at(3, day), case=[case]) for day in (9, 20))
        assert [one.status for one in before] == [MET, GONE]
        assert [one.status for one in after] == [MET, BREACHED]
        assert after[0].notes[-1].code == "met_as_it_stood"
        with pytest.raises(
            InvalidFieldError, match="no time brings a yes; with apart = true"
        ):
            self.steps(apart=False, condition=DONE)

    def test_one_that_never_held(self) -> None:
        """
        Of a case that was known only when it was done nothing was asked.
        """
        case = Case(id="1", opened_at=at(3, 2), done_at=at(3, 4), entered_at=at(3, 9))
        verdicts = found(self.steps(apart=True), at(3, 20), case=[case])
        assert [one.status for one in verdicts] == [GONE, GONE]


class TestRecordsOpenedAgain:
    """
    A record has to be whole when the matter is closed.
    """

    @staticmethod
    def record(*, apart: bool) -> Rulebook:
        """Return a book of a checklist."""
        return book(
            checklist(
                "record",
                "the record",
                "记录",
                owed_by="office",
                each=Case,
                items={"noted": ("noted", "记录"), "signed": ("signed", "签字")},
                closed="not again_at has happened",
                apart=apart,
                breach_at_once=False,
            )
        )

    @pytest.mark.parametrize("apart", [True, False])
    def test_what_was_missing_stays_so(self, *, apart: bool) -> None:
        """
        Unsigned while it was closed, and opened again on the 9th.
        """
        rules = self.record(apart=apart)
        case = Case(
            id="1", opened_at=at(3, 2), again_at=at(3, 9), noted=True, signed=False
        )
        before, after = (
            [one.status for one in found(rules, at(3, day), case=[case])]
            for day in (4, 20)
        )
        assert before == after == ([MET, BREACHED] if apart else [BREACHED])

    def test_what_was_never_closed(self) -> None:
        """
        Nothing is final of one that was open when it was entered.
        """
        told: dict[str, Any] = {"again_at": at(3, 4), "entered_at": at(3, 9)}
        case = Case(id="1", opened_at=at(3, 2), noted=True, signed=False, **told)
        (verdict,) = found(self.record(apart=False), at(3, 20), case=[case])
        assert verdict.status is Status.OPEN

    def test_over_columns(self) -> None:
        """
        Columns leave it to rows, and say what for.
        """
        case = Case(id="1", opened_at=at(3, 2), again_at=at(3, 9), signed=False)
        by_columns = assess_book(
            self.record(apart=False), {"case": frame(Case, [case])}, as_of=at(3, 20)
        )
        assert by_columns.verdicts["status"].to_list() == ["breached"]
        assert [one.why for one in by_columns.by_rows] == ["not again_at has happened"]


class TestBegunAgain:
    """
    Within three days of the last call, which is another one when the next comes.
    """

    CALLS: Final = [
        Call(id="a", case_id="1", called_at=at(3, 4)),
        Call(id="b", case_id="1", called_at=at(3, 12)),
    ]

    @staticmethod
    def answer() -> Rulebook:
        """Return a book of a deadline."""
        return book(
            deadline(
                "answer",
                "the answer",
                "答复",
                owed_by="office",
                each=Case,
                since="last call.called_at",
                done="done_at",
                limit=Days(3),
            )
        )

    @pytest.mark.parametrize(("done", "status"), [(5, MET), (9, LATE)])
    def test_what_was_done_stands(self, done: int, status: Status) -> None:
        """
        Called on the 4th and the 12th, and answered between them.
        """
        case = Case(id="1", opened_at=at(3, 2), done_at=at(3, done))
        rules = self.answer()
        told: dict[str, Any] = {"case": [case], "call": self.CALLS}
        (before,) = found(rules, at(3, 11), **told)
        (after,) = found(rules, at(3, 20), **told)
        assert (before.status, after.status) == (status, status)
        assert (before.key, before.deadline) == (after.key, after.deadline)
        assert after.explain("en").endswith(
            "What starts it came again at Thu 2026-03-12 09:00, when it had been done; "
            "what it had come to by then stands."
        )
        assert after.explain("zh").endswith(
            "2026年3月12日09:00起算事由再次发生，其时已经办理，此前的判定不变。"
        )
        tables = {"case": frame(Case, [case]), "call": frame(Call, self.CALLS)}
        by_columns = assess_book(rules, tables, as_of=at(3, 20), period=MARCH)
        assert by_columns.verdicts["status"].to_list() == [status.value]
        assert not len(by_columns.row_errors)

    @pytest.mark.parametrize("opened", [2, 4])
    def test_what_is_impossible_stays_so(self, opened: int) -> None:
        """
        Answered before the first call: an error of the row, and no verdict.

        Opened with that call, nothing was ever possible; before it, nothing was done.
        """
        case = Case(id="1", opened_at=at(3, opened), done_at=at(3, 3))
        told: dict[str, Any] = {"case": [case], "call": self.CALLS}
        report = self.answer().assess(told, as_of=at(3, 20))
        assert list(report) == []
        assert [error.kind for error in report.row_errors] == ["case"]


class TestRefused:
    """
    What would be taken and not used, or turn what was settled.
    """

    @pytest.mark.parametrize(
        "question",
        [
            "not any call",
            "count call at most 2",
            "count call less than 1/2 of count call",
            "count call is 2",
            "all call where not called_at has happened",
        ],
    )
    def test_items_that_pass(self, question: str) -> None:
        """
        An item that was there may not be there no more: one more call decides.
        """
        feed = feeds.Checklist(each="case", there={"calm": question})
        with pytest.raises(InvalidFieldError, match=r"Checklist\.there\.calm") as error:
            feed.bound(KNOWN)
        assert str(error.value).endswith("ask it of each row, or count with a streak")

    @pytest.mark.parametrize(
        ("question", "comes", "goes"),
        [
            ("count call at least 2", True, False),
            ("count call less than 2", False, True),
            ("days from opened_at to done_at less than 1/2 of count call", True, False),
            ("days from opened_at to done_at at least 1/2 of count call", False, True),
            ("days from opened_at to done_at at most 5", False, False),
        ],
    )
    def test_what_one_more_row_does(
        self, question: str, *, comes: bool, goes: bool
    ) -> None:
        """
        One more call makes a count larger, and so a share of it.
        """
        what = parse(question)
        assert (rises(what), falls(what)) == (comes, goes)

    def test_hits_that_pass(self) -> None:
        """
        An event that counted once counts.
        """
        feed = feeds.Streaks(of="visit", hit="not void_at has happened")
        with pytest.raises(InvalidFieldError, match=r"Streaks\.hit") as error:
            feed.bound(KNOWN)
        assert str(error.value).endswith("what came about counts")
        taken = feeds.Streaks(of="visit", hit="unit is x", at="confirmed_at")
        assert taken.bound(KNOWN).of == "visit"

    def test_seasons(self) -> None:
        """
        Of a book that counts none; a calculation may say that it looks them up.
        """
        rules = book(share())
        told: dict[str, Any] = {"as_of": at(3, 20), "seasons": published("beijing")}
        with pytest.raises(
            InvalidFieldError, match="no rule of this book counts seasons"
        ):
            rules.assess({}, **told)
        with pytest.raises(InvalidFieldError, match="seasons cannot be"):
            assess_book(rules, {"case": frame(Case, [])}, **told)
        seen: list[Any] = []

        def look(case: Any, _rule: Any) -> tuple[Verdict, ...]:
            """Look seasons up."""
            seen.append(case.seasons)
            return ()

        asking = judged(
            ("targets", "TargetPolicy"),
            "share",
            "the share",
            "比例",
            owed_by="office",
            rate="50%",
            bound=Bound.NOT_LESS_THAN,
            by=look,
            of=(Case,),
            asks_seasons=True,
        )
        assert list(book(asking).assess({}, **told)) == []
        assert seen == [told["seasons"]]

    def test_seasons_of_nothing(self) -> None:
        """
        A feed of its own says by itself what it looks up.
        """
        told: dict[str, Any] = {
            "owed_by": "office",
            "rate": "50%",
            "asks_seasons": True,
        }
        told["by"] = feeds.Rate(each="case", met="noted")
        with pytest.raises(InvalidFieldError, match="a function, which alone"):
            judged(("targets", "TargetPolicy"), "share", "the share", "比例", **told)


INSTANTS = st.one_of(
    st.none(),
    st.builds(at, st.just(3), st.integers(3, 31), st.sampled_from([0, 9, 23])),
    st.builds(at, st.just(4), st.integers(1, 6), st.sampled_from([0, 9])),
)
CASES: Final[Any] = st.builds(
    dict,
    opened_at=st.builds(at, st.just(3), st.integers(2, 31)),
    done_at=INSTANTS,
    told_at=INSTANTS,
    again_at=INSTANTS,
    unit=st.sampled_from(["x", "y"]),
    noted=st.sampled_from([True, False, None]),
)
WHERES = (
    DONE,
    f"not {DONE}",
    "any call",
    "not any call",
    f"{DONE} and not again_at has happened",
    "last call.called_at has happened",
    f"{DONE} or noted",
)
MAY_BECOME: Final = {MET: {MET}, LATE: {LATE}, BREACHED: {BREACHED, LATE}}


class TestOverTime:
    """
    Any cases and calls, day by day.
    """

    @settings(max_examples=30, deadline=None)
    @given(
        st.sampled_from(WHERES),
        st.lists(CASES, max_size=3),
        st.lists(st.tuples(st.integers(0, 2), INSTANTS.filter(bool)), max_size=3),
        st.booleans(),
    )
    def test_nothing_turns(
        self,
        what: str,
        cases: list[Any],
        called: list[Any],
        grouped: bool,  # noqa: FBT001 - drawn
    ) -> None:
        """
        Keys stay, and what was settled.
        """
        rules = book(
            share(where=what, **({"by": "unit"} if grouped else {})),
            cadence(
                "rounds",
                "the cases",
                "案件",
                owed_by="office",
                of=Case,
                counts=DONE,
                cycle=Cycle.MONTH,
            ),
            procedure(
                "steps",
                "the steps",
                "程序",
                owed_by="office",
                each=Case,
                since="opened_at",
                steps={
                    "tell": {
                        "name": ("tell", "告知"),
                        "at": "told_at",
                        "limit": Days(3),
                        "only_if": "open",
                    }
                },
                conditions={"open": what},
                apart=True,
            ),
        )
        rows = [Case(id=str(n), **one) for n, one in enumerate(cases)]
        calls = [
            Call(id=str(n), case_id=str(of), called_at=when)
            for n, (of, when) in enumerate(called)
            if of < len(rows) and when >= rows[of].opened_at
        ]
        before: dict[str, Verdict] = {}
        for now in (
            *(at(3, day, 12) for day in range(2, 32, 3)),
            *(at(4, day, hour) for day in range(1, 8) for hour in (0, 12)),
        ):
            verdicts = {
                one.key: one
                for one in rules.assess(
                    {"case": rows, "call": calls}, as_of=now, period=MARCH
                )
            }
            for key, old in before.items():
                assert key in verdicts, (now, key)
                allowed = MAY_BECOME.get(old.status)
                assert allowed is None or verdicts[key].status in allowed, (now, old)
            before = verdicts
