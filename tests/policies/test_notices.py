"""
Notices: something at least so long before an event.
"""

import datetime as dt
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.agenda import State, agenda
from followup_rules.books.text import clause, deadline, notice, regulation
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError, NotAnInstantError
from followup_rules.interchange.strictness import laxer
from followup_rules.ledgers.facts import row, said
from followup_rules.policies.notices import NoticePolicy
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Hours, WorkingDays, WorkingHours
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status

ZONE = "Asia/Shanghai"


def at(day: int, hour: int = 9) -> dt.datetime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, tz=ZONE)


def rule(**told: Any) -> NoticePolicy:
    """Return a notice of three days."""
    return NoticePolicy(
        id="notice",
        clause=Clause(id="N-1", en="told three days ahead", zh="提前三日告知"),
        name=Text("the notice", "告知"),
        owed_by="office",
        event="meeting_on",
        **{"lead": Days(3), **told},
    )


MEETING = dt.date(2026, 3, 20)


class TestJudging:
    """
    Three days before the 20th is the 17th.
    """

    @pytest.mark.parametrize(
        ("done", "now", "status"),
        [
            (None, 17, Status.PENDING),
            (None, 18, Status.BREACHED),
            (None, 25, Status.BREACHED),
            (17, 18, Status.MET),
            (18, 18, Status.LATE),
            (24, 25, Status.LATE),
            (18, 17, Status.PENDING),
        ],
    )
    def test_before_a_day(self, done: int | None, now: int, status: Status) -> None:
        """
        The event may lie ahead; what was done later is not known yet.
        """
        told = None if done is None else at(done)
        verdict = rule().assess(MEETING, told, as_of=at(now, 12))
        assert verdict.status is status
        assert verdict.deadline.last_day == dt.date(2026, 3, 17)
        later = done is not None and done > now
        assert [one.code for one in verdict.notes] == ["later_fact"] * later
        assert replay(rule(), verdict.receipt()).is_same

    def test_before_an_instant(self) -> None:
        """
        To the instant; a day alone is not enough on that day.
        """
        policy = rule(lead=Hours(48))
        event = at(20, 15)
        assert policy.due(event).closes == at(18, 15)
        met = policy.assess(event, at(18, 15), as_of=at(25))
        late = policy.assess(
            event, at(18, 15) + dt.timedelta(microseconds=1), as_of=at(25)
        )
        assert (met.status, late.status) == (Status.MET, Status.LATE)
        with pytest.raises(NotAnInstantError) as caught:
            policy.assess(event, dt.date(2026, 3, 18), as_of=at(25))
        assert caught.value.field == "done"

    def test_in_working_days(self) -> None:
        """
        One working day before Monday the 9th is Friday the 6th.
        """
        policy = rule(lead=WorkingDays(1))
        monday = dt.date(2026, 3, 9)
        assert policy.due(monday, calendar=china()).last_day == dt.date(2026, 3, 6)
        verdict = policy.assess(monday, as_of=at(1))
        assert verdict.reason.code == "calendar_missing"

    def test_what_is_not_owed_or_not_known(self) -> None:
        """
        No event, nothing owed, nobody knows.
        """
        policy = rule()
        assert policy.assess(None, as_of=at(1)).reason.code == "event_not_set"
        assert policy.assess(None, as_of=at(1)).status is Status.NOT_APPLICABLE
        owed = policy.assess(MEETING, owed=False, as_of=at(25))
        assert owed.reason.code == "not_selected"
        unknown = policy.assess(MEETING, owed=None, as_of=at(25))
        assert unknown.reason["fact"] == "owed"
        with pytest.raises(InvalidFieldError):
            policy.assess(MEETING, owed="yes", as_of=at(25))  # type: ignore[arg-type]

    def test_lengths_that_cannot_be_counted(self) -> None:
        """
        Working hours need an office.
        """
        with pytest.raises(InvalidFieldError, match="hours"):
            rule(lead=WorkingHours(2))

    def test_a_shorter_lead_is_laxer(self) -> None:
        """
        Less time ahead asks less.
        """
        shorter, longer = rule(lead=Days(2)), rule(lead=Days(4))
        assert [one.path for one in laxer(shorter, rule())] == [("lead",)]
        assert list(laxer(longer, rule())) == []

    def test_words(self) -> None:
        """
        In both languages.
        """
        late = rule().assess(MEETING, dt.date(2026, 3, 19), as_of=at(25))
        assert late.explain("en") == (
            "The notice was due by the end of Tue 2026-03-17 and was done Thu "
            "2026-03-19, 2 days late under N-1."
        )
        absent = rule().assess(None, as_of=at(25))
        assert absent.explain("en") == (
            "What the notice precedes has no time yet; N-1 does not apply yet."
        )
        assert absent.explain("zh") == "告知所先行的事项尚未定有时间，N-1暂不适用。"
        assert "告知" in rule().assess(MEETING, at(19), as_of=at(25)).explain("zh")

    @given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 60))
    def test_any_day(self, event: dt.date, lead: int) -> None:
        """
        Counted back by plain subtraction.
        """
        due = rule(lead=Days(lead)).due(event).last_day
        assert due == event - dt.timedelta(days=lead)


@row("case", "case", "案件", placed="opened_at")
class Matter:
    """What is answered, and reported inside before that."""

    id: str
    opened_at: dt.datetime = said("opened", "立案时间")
    replied_at: dt.datetime | None = said("reply", "答复时间", default=None)
    told_at: dt.datetime | None = said("feedback", "反馈时间", default=None)
    late: bool | None = said("late", "是否逾期", default=False)
    entered_at: dt.datetime | None = None


def book(event: str = "due of reply") -> Any:
    """Return a reply, and a feedback inside that precedes it."""
    return regulation(
        "N",
        "1",
        "n",
        "试",
        clause(
            "1",
            "Answered in ten days.",
            "十日内答复。",
            deadline(
                "reply",
                "the reply",
                "答复",
                owed_by="office",
                each=Matter,
                since="opened_at",
                done="replied_at",
                limit=Days(10),
            ),
        ),
        clause(
            "2",
            "Told inside two days before.",
            "期限届满二日前内部反馈。",
            notice(
                "feedback",
                "the feedback",
                "内部反馈",
                owed_by="unit",
                each=Matter,
                event=event,
                done="told_at",
                lead=Days(2),
            ),
            deadline(
                "warning",
                "the warning",
                "警示",
                owed_by="office",
                each=Matter,
                since="breach of feedback",
                done="replied_at",
                limit=Days(1),
            ),
        ),
        source="n",
        ledgers=(Matter,),
    )


class TestBeforeAnotherRule:
    """
    Ten days from the 2nd end on the 12th; two days before is the 10th.
    """

    def test_it_precedes_a_due_time(self) -> None:
        """
        It is owed while the due time still lies ahead, and hangs on it by name.
        """
        matters = {"case": [Matter(id="1", opened_at=at(2))]}
        for now, status in ((10, Status.PENDING), (11, Status.BREACHED)):
            report = book().assess(matters, as_of=at(now))
            found = {one.rule: one for one in report}
            assert found["feedback"].status is status
            assert found["feedback"].deadline.last_day == dt.date(2026, 3, 10)
            assert (
                found["feedback"]
                .explain("zh")
                .endswith("本项以答复的期限（2026年3月12日）为准（N-1）。")
            )
        assert found["warning"].evidence.trigger == at(11, 0)
        done = Matter(id="1", opened_at=at(2), told_at=at(9), replied_at=at(9))
        found = {one.rule: one for one in book().assess({"case": [done]}, as_of=at(20))}
        assert found["feedback"].status is Status.MET
        assert found["warning"].status is Status.NOT_APPLICABLE

    def test_on_the_agenda(self) -> None:
        """
        With its own bound.
        """
        found = agenda(
            book(),
            {"case": [Matter(id="1", opened_at=at(2))]},
            as_of=at(8),
            span=month(2026, 3),
        ).by_key()
        entry = found["N/feedback//case/1/"]
        assert (entry.last_day, entry.state) == (dt.date(2026, 3, 10), State.DUE_SOON)

    def test_it_precedes_what_follows_its_meeting(self) -> None:
        """
        The meeting of a notice may start another count.
        """
        rules = book("meeting of reply")
        matter = Matter(id="1", opened_at=at(2), replied_at=at(9), told_at=at(8))
        found = {
            one.rule: one for one in rules.assess({"case": [matter]}, as_of=at(20))
        }
        assert found["feedback"].status is Status.LATE
        assert found["warning"].evidence.trigger == at(8, 0)
