"""
A share is settled with its period: what comes later is late, and turns nothing.
"""

import datetime as dt
from typing import Annotated, Any, Final

import pendulum
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.books import feeds
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import Draft, clause, deadline, judged, regulation
from followup_rules.clauses import Text
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.targets import Bound
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status

MET, LATE, BREACHED, PENDING, UNSURE = (
    Status.MET,
    Status.LATE,
    Status.BREACHED,
    Status.PENDING,
    Status.UNDETERMINED,
)


def at(month_no: int, day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of 2026."""
    return pendulum.datetime(2026, month_no, day, hour, tz="Asia/Shanghai")


@row("case", "case", "案件", placed="opened_at")
class Case:
    """What a share is taken of."""

    id: str
    opened_at: dt.datetime = said("opened", "立案时间")
    done_at: dt.datetime | None = said("done", "办结时间", default=None)
    again_at: dt.datetime | None = said("opened again", "重启时间", default=None)
    refused_at: dt.datetime | None = said("refused", "拒绝时间", default=None)
    noted: bool | None = said("noted", "是否记录", default=None)
    entered_at: dt.datetime | None = None


@row("call", "call", "通话", placed="called_at", owner="case_id")
class Call:
    """A call about it."""

    id: str
    case_id: Annotated[str, Id("case")] = said("the case", "所属案件")
    called_at: dt.datetime = said("the call", "通话时间")
    entered_at: dt.datetime | None = None


ANSWER = deadline(
    "answer",
    "the answer",
    "答复",
    owed_by="office",
    each=Case,
    since="opened_at",
    done="done_at",
    limit=Days(3),
)


def rate(met: str, bound: Bound = Bound.NOT_LESS_THAN, **how: Any) -> Draft:
    """Return a rule of one half of the cases."""
    return judged(
        ("targets", "TargetPolicy"),
        "rate",
        "the rate",
        "比率",
        owed_by="office",
        rate="50%",
        bound=bound,
        by=feeds.Rate(each="case", met=met, **how),
    )


def quota(met: str, **how: Any) -> Draft:
    """Return a rule of one half of the cases that somebody owes."""
    return judged(
        ("quotas", "QuotaPolicy"),
        "rate",
        "the share",
        "抽查",
        owed_by="office",
        rate="50%",
        by=feeds.Quota(each="case", met=met, **how),
    )


def book(*drafts: Draft) -> Rulebook:
    """Put rules together, each under a clause of its own."""
    passages = [
        clause(str(number), f"clause {number}", f"第{number}条", draft)
        for number, draft in enumerate(drafts, 1)
    ]
    ledgers = (Case, Call)
    return regulation("T", "1", "t", "试", *passages, source="t", ledgers=ledgers)


MARCH: Final = month(2026, 3)


def status(rules: Rulebook, told: dict[str, Any], now: dt.datetime) -> Status:
    """Return what the share of March comes to."""
    report = rules.assess(told, as_of=now, period=MARCH)
    (found,) = (one for one in report if one.rule == "rate")
    assert rules.replay(found.receipt()).is_same
    return found.status


def over_columns(rules: Rulebook, told: dict[str, Any], now: dt.datetime) -> str:
    """Return what the share of March comes to over columns."""
    plain: dict[str, Any] = {"noted": pl.Boolean, "case_id": pl.String}
    frames = {
        kind: pl.DataFrame(
            [
                {one: getattr(row, one) for one in ("id", *row.__ledger__.by_name)}
                for row in told[kind]
            ],
            schema={"id": pl.String}
            | {
                name: plain.get(name, pl.Datetime("us", "UTC"))
                for name in ledger.by_name
            },
        )
        for kind, ledger in rules.ledgers.items()
    }
    found = assess_book(rules, frames, as_of=now, period=MARCH)
    (share,) = found.verdicts.filter(pl.col("rule") == "rate")["status"].to_list()
    return str(share)


def cases(*told: dict[str, Any]) -> dict[str, Any]:
    """Return cases of 30 March, with a call of each at the times told."""
    calls = [
        Call(id=f"{n}-{m}", case_id=str(n), called_at=one)
        for n, facts in enumerate(told)
        for m, one in enumerate(facts.pop("calls", ()))
    ]
    opened = at(3, 30)
    return {
        "case": [
            Case(id=str(n), opened_at=opened, **facts) for n, facts in enumerate(told)
        ],
        "call": calls,
    }


class TestByHand:
    """
    Two cases of 30 March, of which one must be done: the month ends on 1 April, 0:00.
    """

    @pytest.mark.parametrize("made", [rate, quota])
    @pytest.mark.parametrize("met", ["done_at", "any call"])
    @pytest.mark.parametrize(
        ("done", "days"),
        [
            # by the end of March: reached, and met with the month's end
            (at(3, 31, 23), {(3, 31, 23): PENDING, (4, 1, 0): MET, (5, 1, 0): MET}),
            # at the first instant after it, which is none of March
            (at(4, 1, 0), {(3, 31, 23): PENDING, (4, 1, 0): LATE}),
            # after it: broken first, and then reached late
            (at(4, 1, 1), {(4, 1, 0): BREACHED, (4, 1, 1): LATE, (5, 1, 0): LATE}),
        ],
    )
    def test_what_came_after_the_period(
        self, made: Any, met: str, done: dt.datetime, days: dict[Any, Status]
    ) -> None:
        """
        What was broken is mended late at the most.
        """
        facts = {"done_at": done} if met == "done_at" else {"calls": (done,)}
        rules = book(made(met))
        found = {day: status(rules, cases(dict(facts), {}), at(*day)) for day in days}
        assert found == days

    @pytest.mark.parametrize("made", [rate, quota])
    def test_what_was_undone_after_the_period(self, made: Any) -> None:
        """
        What was of the share when the month ended stays so.
        """
        rules = book(made("done_at and not again_at has happened"))
        told = cases({"done_at": at(3, 31), "again_at": at(4, 2)}, {})
        assert status(rules, told, at(4, 1)) is MET
        assert status(rules, told, at(4, 3)) is MET
        told = cases({"done_at": at(3, 30, 10), "again_at": at(3, 31)}, {})
        assert status(rules, told, at(4, 1)) is BREACHED

    def test_an_upper_bound(self) -> None:
        """
        Of what may not be too much, what comes later is of no month any more.
        """
        rules = book(rate("again_at", Bound.LESS_THAN))
        told = cases({"again_at": at(4, 2)}, {})
        assert status(rules, told, at(4, 1)) is MET
        assert status(rules, told, at(4, 3)) is MET
        told = cases({"again_at": at(3, 31)}, {})
        assert status(rules, told, at(4, 1)) is BREACHED

    def test_another_rule_that_was_open(self) -> None:
        """
        A case of the 30th may be answered until 2 April: till then nothing is settled.
        """
        rules = book(ANSWER, rate("not breach of answer"))
        told = cases({"done_at": at(4, 2)}, {})
        assert status(rules, told, at(4, 1)) is UNSURE
        assert status(rules, told, at(4, 3)) is MET
        rules = book(ANSWER, rate("meeting of answer"))
        assert status(rules, told, at(4, 2, 10)) is MET
        # answered on the 4th, when it had been broken since the 3rd
        told = cases({"done_at": at(4, 4)}, {})
        assert status(rules, told, at(4, 3)) is BREACHED
        assert status(rules, told, at(4, 5)) is LATE

    @pytest.mark.parametrize("keeps", [False, True])
    def test_one_let_off_before(self, keeps: bool) -> None:  # noqa: FBT001 - drawn
        """
        Who was let off when the month ended is no late one when he comes after all.
        """
        way = feeds.WayOut(
            key="refused",
            name=Text("the applicant refuses", "申请人拒绝"),
            clause="T-1",
            when="refused_at",
        )
        rules = book(rate("done_at", ways_out=(way,), keeps_excused=keeps))
        let_off = {"refused_at": at(3, 31), "done_at": at(4, 2)}
        told = cases({"done_at": at(3, 31)}, let_off)
        assert status(rules, told, at(4, 1)) is MET
        assert status(rules, told, at(4, 3)) is MET

    def test_let_off_perhaps(self) -> None:
        """
        Of three one is in time, and of one that comes late nobody knows.

        Counted all the same he is one of three; left out, one of two would do.
        """
        way = feeds.WayOut(
            key="refused",
            name=Text("the applicant refuses", "申请人拒绝"),
            clause="T-1",
            when="noted",
            whenever=True,
        )
        for keeps, came_to in ((True, BREACHED), (False, UNSURE)):
            rules = book(rate("done_at", ways_out=(way,), keeps_excused=keeps))
            told = cases(
                {"done_at": at(3, 31), "noted": False},
                {"done_at": at(4, 2)},
                {"noted": False},
            )
            assert status(rules, told, at(4, 3)) is came_to

    def test_one_that_was_in(self) -> None:
        """
        A case that was opened again in April was a case of March.
        """
        rules = book(rate("done_at", where="not again_at has happened"))
        told = cases({"done_at": at(3, 31), "again_at": at(4, 2)}, {})
        assert status(rules, told, at(4, 1)) is MET
        assert status(rules, told, at(4, 3)) is MET
        # one that had left by the end of March is none of it
        told = cases({"done_at": at(3, 31), "again_at": at(3, 31)}, {})
        assert status(rules, told, at(4, 3)) is BREACHED

    @pytest.mark.parametrize("met", ["done_at has happened", "any call"])
    def test_the_last_instant(self, met: str) -> None:
        """
        Midnight belongs to April; the microsecond before it to March.
        """
        rules, midnight = book(rate(met)), at(4, 1, 0)
        for when, came_to in (
            (midnight - dt.timedelta(microseconds=1), MET),
            (midnight, LATE),
        ):
            facts = {"calls": [when]} if met == "any call" else {"done_at": when}
            told = cases(facts, {})
            assert status(rules, told, at(4, 3)) is came_to
            assert over_columns(rules, told, at(4, 3)) == came_to.value

    def test_entered_late(self) -> None:
        """
        A call of March counts for March, whenever it was entered.
        """
        rules = book(rate("any call"))
        told = cases({}, {})
        entered = {"called_at": at(3, 31), "entered_at": at(4, 5)}
        told["call"] = [Call(id="c", case_id="0", **entered)]
        assert status(rules, told, at(4, 1)) is BREACHED
        assert status(rules, told, at(4, 6)) is MET


INSTANTS = st.one_of(
    st.none(),
    st.builds(at, st.just(3), st.integers(30, 31), st.sampled_from([9, 23])),
    st.builds(at, st.just(4), st.integers(1, 4), st.sampled_from([0, 9])),
)
METS = (
    "done_at",
    "any call",
    "done_at and not again_at has happened",
    "noted or done_at has happened",
    "not noted and done_at has happened",
)
LAWFUL: Final = {MET: {MET}, LATE: {LATE}, BREACHED: {BREACHED, LATE}}


@st.composite
def ledgers(draw: Any) -> dict[str, Any]:
    """Return up to four cases."""
    told = []
    for _ in range(draw(st.integers(1, 4))):
        names = ("done_at", "again_at", "refused_at")
        facts = {name: draw(INSTANTS) for name in names}
        facts["noted"] = draw(st.sampled_from([None, True, False]))
        facts["calls"] = tuple(filter(None, [draw(INSTANTS)]))
        told.append(facts)
    return cases(*told)


class TestLaws:
    """
    Any cases, at one moment after another.
    """

    @settings(max_examples=30, deadline=None)
    @given(
        ledgers(), st.sampled_from(METS), st.sampled_from([rate, quota]), st.booleans()
    )
    def test_nothing_turns(
        self,
        told: dict[str, Any],
        met: str,
        made: Any,
        let_off: bool,  # noqa: FBT001 - drawn
    ) -> None:
        """
        What was met stays met; what was broken is at the most reached late.
        """
        way = feeds.WayOut(
            key="refused",
            name=Text("the applicant refuses", "申请人拒绝"),
            clause="T-1",
            when="refused_at",
        )
        rules = book(made(met, ways_out=(way,) if let_off else ()))
        was = PENDING
        for day in ((3, 31), (4, 1), (4, 2), (4, 3), (4, 4), (4, 5)):
            for hour in (0, 10):
                found = status(rules, told, at(*day, hour))
                assert found in LAWFUL.get(was, set(Status)), (was, found, day)
                was = found

    @settings(max_examples=10, deadline=None)
    @given(ledgers(), st.sampled_from(METS), st.sampled_from([rate, quota]))
    def test_over_columns(self, told: dict[str, Any], met: str, made: Any) -> None:
        """
        Columns count what rows count.
        """
        rules, now = book(made(met)), at(4, 3)
        assert over_columns(rules, told, now) == status(rules, told, now).value


class TestEvidence:
    """
    What a share was judged by: the counts, and the instant at which it is final.
    """

    def test_it_settles_with_its_month(self) -> None:
        """March ends on 1 April, 0:00; one case was done in it, one after it."""
        told = cases({"done_at": at(3, 31)}, {"done_at": at(4, 2)}, {})
        rules = book(quota("done_at"))
        (found,) = rules.assess(told, as_of=at(5, 1), period=MARCH)
        assert found.evidence.settles == found.evidence.ends == at(4, 1, 0)

    def test_what_was_let_off_is_counted(self) -> None:
        """Of three cases one was refused: it is left out of the population."""
        told = cases({"done_at": at(3, 31)}, {"refused_at": at(3, 31)}, {})
        way = feeds.WayOut(
            key="refused",
            name=Text("it was refused", "拒绝"),
            clause="T-1",
            when="refused_at",
        )
        (found,) = book(quota("done_at", ways_out=(way,))).assess(
            told, as_of=at(5, 1), period=MARCH
        )
        counts = found.evidence
        assert (counts.population, counts.counted, counts.excused) == (2, 1, 1)
        assert (counts.required, counts.uncertain) == (1, 0)
