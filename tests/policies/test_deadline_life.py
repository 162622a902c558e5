"""
The life of a deadline: extended, stopped, of the case's own, from one of several events.

2026-03-02 is a Monday. Expected days are worked out by hand.
"""

import copy
import datetime as dt
import itertools
import json
import pickle
import zoneinfo
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.canonical import canonical_json, digest
from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarRequiredError,
    ClockStoppedError,
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NoLimitError,
    NotADayError,
    NotAnInstantError,
    UnknownNameError,
)
from followup_rules.policies.deadlines import (
    Case,
    CaseLimit,
    Conflict,
    DeadlinePolicy,
    Extension,
    ExtensionRequest,
    Pause,
    Start,
)
from followup_rules.receipts import replay
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    WorkingDays,
    WorkingHours,
)
from followup_rules.timing.calendars import china
from followup_rules.timing.counting import ClosesAt, Counting, LastDay
from followup_rules.timing.cycles import DayOf
from followup_rules.timing.hours import OfficeHours, Week, Window
from followup_rules.verdicts import Reason, Status, Verdict

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
MET, LATE, BREACHED = Status.MET, Status.LATE, Status.BREACHED
PENDING, UNDETERMINED = Status.PENDING, Status.UNDETERMINED
NOT_APPLICABLE = Status.NOT_APPLICABLE
CLAUSE, SECOND = (
    Clause(id=f"DEMO-{n}", en=f"article {n}", zh=f"第{n}条") for n in "12"
)
PROMPT = Clause(id="DEMO-4", en="promptly", zh="及时", timing=Force.OPEN_ENDED)
MONDAY = dt.date(2026, 3, 2)
FILED = dt.date(2026, 1, 5)
EVER = dt.datetime(2027, 1, 1, tzinfo=ZONE)
CHINA = china()


def day(number: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, 1) + dt.timedelta(days=number - 1)


def at(number: int, clock: str = "00:00") -> dt.datetime:
    """Return an instant of March 2026 in Shanghai."""
    return dt.datetime.combine(day(number), dt.time.fromisoformat(clock), ZONE)


def rule(**fields: Any) -> DeadlinePolicy:
    """Return a policy that is ordinary in whatever is not named."""
    ordinary = {
        "id": "demo",
        "clause": CLAUSE,
        "name": Text("the reply", "答复"),
        "owed_by": "office",
    }
    return DeadlinePolicy(**{**ordinary, **fields})


def asked(on: dt.date | None, more: Any = "30 days", **told: Any) -> dict[str, Any]:
    """Return an extension that was asked for on a day."""
    what = {"extended_to": more} if isinstance(more, dt.date) else {"amount": more}
    return {"asked_at": on, **what, **told}


def codes(verdict: Verdict) -> list[str]:
    """Return the remarks of a verdict."""
    return [note.code for note in verdict.notes]


def remark(verdict: Verdict, code: str) -> Reason:
    """Return one remark."""
    return next(note for note in verdict.notes if note.code == code)


def last_day(verdict: Verdict) -> str | None:
    """Return the last day of the bound."""
    return None if verdict.deadline is None else str(verdict.deadline.last_day)


def judge(policy: DeadlinePolicy, *args: Any, **told: Any) -> Verdict:
    """Judge, and hold that the receipt of it replays and that both languages speak."""
    verdict = policy.assess(*args, **{"as_of": EVER, **told})
    receipt = json.loads(json.dumps(verdict.receipt()))
    sources = {"calendar": told["calendar"]} if "calendar" in told else {}
    again = replay(policy, receipt, **sources)
    assert again.is_same
    assert {note.code for note in again.carried} <= {"later_fact"}
    assert again.verdict.reasons == verdict.reasons
    assert json.loads(json.dumps(verdict.to_dict())) == verdict.to_dict()
    for language in ("en", "zh"):
        assert "{" not in verdict.explain(language)
    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301 - our own
    return verdict


# ------------------------------------------------------------------------- extensions

SIXTY = rule(
    limit=Days(60),
    extension=Extension(at_a_time=Days(30), times=1, granted_by=("head", "board")),
)
"""60 days, once at most 30 more, granted by the head."""
HEAD: dict[str, Any] = {"granted_by": "head"}


class TestExtensions:
    """
    An extension that counts moves the bound; any other is named.
    """

    def test_sixty_days_and_thirty_more(self) -> None:
        """Filed on 5 January, 60 days end on 6 March, and 30 more on 5 April."""
        extension = asked(day(1), granted_at=day(2), **HEAD)

        verdict = judge(SIXTY, FILED, day(36), extensions=[extension])

        assert verdict.status is MET
        assert last_day(verdict) == "2026-04-05"
        assert str(verdict.evidence.course.original.last_day) == "2026-03-06"
        assert codes(verdict) == ["bound_moved", "extension_granted"]
        assert verdict.explain("en") == (
            "The reply was due by the end of Sun 2026-04-05 and was done Sun "
            "2026-04-05; DEMO-1 is met. It was first due by the end of Fri "
            "2026-03-06. It was extended by the head; since then it is due by the end "
            "of Sun 2026-04-05."
        )
        assert verdict.explain("zh") == (
            "答复应于2026年4月5日24时前完成，实际完成时间为2026年4月5日，符合DEMO-1要求。"
            "原应于2026年3月6日24时前完成。"
            "经head批准延期，应于2026年4月5日24时前完成。"
        )
        assert SIXTY.due(FILED, extensions=[extension]) == verdict.deadline
        late = judge(SIXTY, FILED, day(37), extensions=[extension])
        assert late.status is LATE

    @pytest.mark.parametrize(
        ("extension", "code", "words"),
        [
            (
                asked(day(1), "31 days", **HEAD),
                "extension_too_far",
                "goes further than is allowed and does not count: 31 days.",
            ),
            (
                asked(day(1), day(37), **HEAD),
                "extension_too_far",
                "does not count: Mon 2026-04-06.",
            ),
            (
                asked(day(7), **HEAD),
                "extension_too_late",
                "asked for Sat 2026-03-07 came too late",
            ),
            (
                asked(None, granted_at=day(7), **HEAD),
                "extension_too_late",
                "asked for Sat 2026-03-07 came too late",
            ),
            (
                asked(day(1), granted_by="clerk"),
                "extension_not_entitled",
                "by the clerk does not count; it may be granted by: head, board.",
            ),
            (asked(day(1)), "extension_not_granted", "has not been granted"),
            (
                asked(day(1), day(6), **HEAD),
                "extension_without_gain",
                "gives no more time and does not count: Fri 2026-03-06.",
            ),
            (
                asked(day(1), "0 days", **HEAD),
                "extension_without_gain",
                "gives no more time",
            ),
        ],
    )
    def test_what_does_not_count_is_named(
        self, extension: Any, code: str, words: str
    ) -> None:
        """It is late without it, and the remark says why."""
        verdict = judge(SIXTY, FILED, day(36), extensions=[extension])

        assert verdict.status is LATE
        assert last_day(verdict) == "2026-03-06"
        assert codes(verdict) == [code]
        assert words in verdict.explain("en")
        assert verdict.evidence.course.extensions[0].why_not == code
        assert verdict.evidence.course.extensions[0].moved_to is None
        assert str(SIXTY.due(FILED, extensions=[extension]).last_day) == "2026-03-06"

    def test_on_the_last_day_it_is_in_time(self) -> None:
        """The bound itself is still in time for asking."""
        for moment in (day(6), at(6, "23:59:59")):
            verdict = judge(SIXTY, FILED, day(36), extensions=[asked(moment, **HEAD)])
            assert verdict.status is MET

    def test_how_often(self) -> None:
        """Once is once: a second one does not count, in the order of asking."""
        ten = [asked(day(3), "10 days", **HEAD), asked(day(1), "9 days", **HEAD)]

        verdict = judge(SIXTY, FILED, day(15), extensions=ten)

        assert last_day(verdict) == "2026-03-15"
        assert codes(verdict) == [
            "bound_moved",
            "extension_granted",
            "extension_too_often",
        ]
        assert "the most is: 1." in verdict.explain("en")
        twice = attrs.evolve(
            SIXTY, extension=Extension(at_a_time=Days(30), granted_by=("head",))
        )
        assert last_day(judge(twice, FILED, extensions=ten)) == "2026-03-25"

    def test_altogether(self) -> None:
        """In all at most 15 days, counted from the bound before any extension."""
        policy = rule(limit=Days(10), extension=Extension(in_all=Days(15)))
        ten = asked(day(3), "10 days")

        verdict = judge(policy, MONDAY, extensions=[ten, ten])

        assert codes(verdict) == [
            "bound_moved",
            "extension_counts",
            "extension_too_far",
        ]
        five = judge(policy, MONDAY, extensions=[ten, asked(day(13), "5 days")])
        assert last_day(five) == "2026-03-27"

    def test_until(self) -> None:
        """Never beyond so long after the start, or a day of a cell."""
        for until in (Days(90), DayOf(31, ahead=0)):
            policy = rule(limit=Days(10), extension=Extension(no_later_than=until))
            good = asked(day(3), "19 days")
            assert last_day(judge(policy, MONDAY, extensions=[good])) == "2026-03-31"
        policy = rule(limit=Days(10), extension=Extension(no_later_than=Days(29)))
        bad = asked(day(3), "20 days")
        assert codes(judge(policy, MONDAY, extensions=[bad])) == ["extension_too_far"]

    def test_as_long_as_the_limit(self) -> None:
        """Each may be as long as the limit of its category, and no longer."""
        policy = rule(
            cases=[
                Case(key="short", limit=Days(2), clause=CLAUSE),
                Case(key="long", limit=Days(9), clause=SECOND),
            ],
            extension=Extension(no_longer_than_limit=True),
        )
        told: dict[str, Any] = {"extensions": [asked(day(3), "3 days")]}

        short = judge(policy, MONDAY, category="short", **told)
        long = judge(policy, MONDAY, category="long", **told)

        assert codes(short) == ["extension_too_far"]
        assert last_day(long) == "2026-03-14"
        assert long.clause is SECOND

    def test_asked_so_long_before(self) -> None:
        """One working day before the limit, or two hours before the instant."""
        notice = Extension(least_notice=WorkingDays(1))
        policy = rule(limit=WorkingDays(5), extension=notice)
        for asked_on, expected in ((day(6), "2026-03-11"), (day(7), "2026-03-09")):
            told: dict[str, Any] = {
                "extensions": [asked(asked_on, "2 days")],
                "calendar": CHINA,
            }
            assert last_day(judge(policy, MONDAY, **told)) == expected
        clear = rule(
            limit=Days(6),
            counting=Counting(bound_included=False),
            extension=Extension(least_notice=Days(2)),
        )
        for asked_on, expected in ((day(5), "2026-03-08"), (day(6), "2026-03-07")):
            told = {"extensions": [asked(asked_on, "1 day")]}
            assert last_day(judge(clear, MONDAY, **told)) == expected
        hours = rule(limit=Hours(24), extension=Extension(least_notice=Hours(2)))
        for clock, count in (("10:00", 1), ("10:01", 0)):
            told = {"extensions": [asked(at(3, clock), "6 hours")]}
            verdict = judge(hours, at(2, "12:00"), **told)
            assert codes(verdict).count("extension_counts") == count

    def test_asked_at_any_time(self) -> None:
        """Where the text asks no time, one that comes afterwards moves the bound."""
        policy = rule(limit=Days(2), extension=Extension(asked_in_time=False))
        for one in (asked(day(9), "10 days"), asked(None, "10 days")):
            verdict = judge(policy, MONDAY, day(10), extensions=[one])
            assert verdict.status is MET

    def test_a_bound_that_rolls(self) -> None:
        """The extension runs on from the day to which the last day has rolled."""
        policy = rule(
            limit=Days(5),
            counting=Counting(rest_day=LastDay.ROLLS_FORWARD),
            extension=Extension(),
        )
        told: dict[str, Any] = {
            "extensions": [asked(day(3), "4 days")],
            "calendar": CHINA,
        }
        assert last_day(judge(policy, MONDAY, **told)) == "2026-03-13"

    @pytest.mark.parametrize(
        ("counting", "expected"),
        [
            ({"start_day_counted": True}, "2026-03-09"),
            ({"bound_included": False}, "2026-03-09"),
            ({"day_ends": dt.time(17)}, "2026-03-10"),
            ({"closes_at": ClosesAt.CLOCK_TIME}, "2026-03-10"),
            (
                {"closes_at": ClosesAt.CLOCK_TIME, "start_day_counted": True},
                "2026-03-09",
            ),
        ],
    )
    def test_what_the_bound_left_out_stays_left_out(
        self, counting: Any, expected: str
    ) -> None:
        """Five days and three: what is taken off, or counted, is so once."""
        policy = rule(
            limit=Days(5), counting=Counting(**counting), extension=Extension()
        )
        told: dict[str, Any] = {"extensions": [asked(day(3), "3 days")]}

        verdict = judge(policy, at(2, "11:00"), **told)

        assert last_day(verdict) == expected
        if "closes_at" in counting:
            assert verdict.deadline.closes.hour == 11

    def test_hours(self) -> None:
        """24 hours and 12; the end of a day and 12 hours."""
        told: dict[str, Any] = {"extensions": [asked(at(2, "13:00"), "12 hours")]}
        day_and_night = rule(limit=Hours(24), extension=Extension(at_a_time=Hours(12)))
        verdict = judge(day_and_night, at(2, "12:00"), **told)
        assert verdict.deadline.closes == at(4, "00:00")
        two_days = rule(limit=Days(2), extension=Extension())
        verdict = judge(two_days, at(2, "12:00"), **told)
        assert verdict.deadline.closes == at(5, "12:00")
        assert verdict.deadline.closes_included

    def test_it_is_known_from_when_it_was_granted(self) -> None:
        """What came after the moment of judgement is not known yet."""
        told: dict[str, Any] = {
            "extensions": [asked(day(1), granted_at=day(10), **HEAD)]
        }

        before = judge(SIXTY, FILED, as_of=at(9), **told)
        after = judge(SIXTY, FILED, as_of=at(10), **told)

        assert before.status is BREACHED
        assert "later_fact" in codes(before)
        assert before.evidence.course is None
        assert after.status is PENDING

    def test_what_is_not_known_decides_nothing_by_itself(self) -> None:
        """Who granted it, or when it was asked for: asked for where it matters."""
        nobody = [asked(day(1), granted_at=day(2))]
        late = judge(SIXTY, FILED, day(30), extensions=nobody)
        assert late.status is UNDETERMINED
        assert late.reason["fact"] == "extension_granted_by"
        assert judge(SIXTY, FILED, day(6), extensions=nobody).status is MET
        assert judge(SIXTY, FILED, day(60), extensions=nobody).status is LATE
        undated = [asked(None, **HEAD)]
        late = judge(SIXTY, FILED, day(30), extensions=undated)
        assert late.reason["fact"] == "extension_asked_at"
        assert "day on which the extension was asked for" in late.explain("en")
        in_time = judge(SIXTY, FILED, day(6), extensions=undated)
        assert codes(in_time) == ["extension_undated"]
        unnamed = judge(SIXTY, FILED, day(6), extensions=nobody)
        assert codes(unnamed) == ["extension_by_unrecorded"]
        clerk = judge(
            SIXTY, FILED, day(30), extensions=[asked(None, granted_by="clerk")]
        )
        assert clerk.status is LATE

    def test_without_a_day_no_later_pause_takes_it_back(self) -> None:
        """
        It was known from the first: the 7th, and with three days more the 10th.

        A pause from the 10th to the 13th moves that to the 14th; that is after the 11th,
        beyond which nothing is granted, and takes nothing back all the same.
        """
        policy = rule(
            limit=Days(5),
            stopped_by=("lab",),
            extension=Extension(
                granted_by=("head",), asked_in_time=False, no_later_than=Days(9)
            ),
        )
        told: dict[str, Any] = {
            "extensions": [asked(None, "3 days", **HEAD)],
            "pauses": [{"begins": day(10), "ends": day(14), "reason": "lab"}],
        }
        for now, last in ((at(9, "13:00"), 10), (at(20), 14)):
            found = judge(policy, MONDAY, at(9, "12:00"), as_of=now, **told)
            assert (found.status, last_day(found)) == (MET, str(day(last)))
        # where the clock stood still before, it is weighed as if it had not yet
        told["pauses"] = [{"begins": day(3), "ends": day(7), "reason": "lab"}]
        found = judge(policy, MONDAY, None, as_of=at(8), **told)
        assert last_day(found) == str(day(14))

    def test_several_that_are_not_known(self) -> None:
        """One that uses up the times could take another's place: nothing is said."""
        two = [asked(None, "1 days", **HEAD), asked(None, "20 days", **HEAD)]
        assert judge(SIXTY, FILED, day(6), extensions=two).status is MET
        assert judge(SIXTY, FILED, day(7), extensions=two).status is UNDETERMINED
        assert judge(SIXTY, FILED, day(27), extensions=two).status is UNDETERMINED
        assert judge(SIXTY, FILED, day(28), extensions=two).status is LATE

    def test_impossible_orders(self) -> None:
        """Granted before it was asked for; asked for before the start."""
        wrong = asked(day(2), granted_at=day(1), **HEAD)
        with pytest.raises(ImpossibleOrderError, match=r"granted_at.*asked_at"):
            SIXTY.assess(FILED, extensions=[wrong], as_of=EVER)
        early = asked(dt.date(2026, 1, 4), **HEAD)
        with pytest.raises(ImpossibleOrderError, match=r"asked_at.*trigger"):
            SIXTY.assess(FILED, extensions=[early], as_of=EVER)
        granted = asked(None, granted_at=dt.date(2026, 1, 4), **HEAD)
        with pytest.raises(ImpossibleOrderError, match=r"granted_at.*trigger"):
            SIXTY.due(FILED, extensions=[granted])
        back = asked(day(1), dt.date(2025, 12, 31), **HEAD)
        with pytest.raises(ImpossibleOrderError, match=r"extension\.extended_to"):
            SIXTY.assess(FILED, extensions=[back], as_of=EVER)

    def test_a_day_where_an_instant_is_needed(self) -> None:
        """On the very day on which hours end, a day is not enough."""
        policy = rule(limit=Hours(24), extension=Extension())
        with pytest.raises(NotAnInstantError, match=r"extension\.asked_at"):
            policy.assess(
                at(2, "12:00"), extensions=[asked(day(3), "1 days")], as_of=EVER
            )
        naive = asked(dt.datetime(2026, 3, 2, 12))  # noqa: DTZ001 - meant
        with pytest.raises(NaiveTimeError, match=r"extension\.asked_at"):
            policy.assess(at(2, "12:00"), extensions=[naive], as_of=EVER)

    @pytest.mark.parametrize(
        "wrong", ["30 days", {"amount": "30 days"}, 30, [30], [{"more": "30 days"}]]
    )
    def test_what_is_no_extension(self, wrong: Any) -> None:
        """The error says what may be told."""
        with pytest.raises(InvalidFieldError, match="any number of ExtensionRequest"):
            SIXTY.assess(FILED, extensions=wrong, as_of=EVER)

    def test_requests(self) -> None:
        """They may be objects; both, or neither, amount and day are refused."""
        one = ExtensionRequest(asked_at=day(1), granted_by="board", amount=Days(30))
        assert judge(SIXTY, FILED, day(36), extensions=[one]).status is MET
        both: dict[str, Any] = {"amount": "1 day", "extended_to": day(3)}
        for fields in ({}, both):
            with pytest.raises(InvalidFieldError, match="and not both"):
                ExtensionRequest(**fields)
        with pytest.raises(InvalidFieldError, match="a length such as"):
            ExtensionRequest(amount="soon")

    def test_fields_that_would_go_unused(self) -> None:
        """They are refused when the policy is built, or asked."""
        for fields, words in (
            ({"asked_in_time": False, "least_notice": Days(1)}, "least_notice"),
            ({"at_a_time": Days(1), "no_longer_than_limit": True}, "at_a_time"),
        ):
            with pytest.raises(InvalidFieldError, match=words):
                Extension(**fields)  # type: ignore[arg-type]
        with pytest.raises(InvalidFieldError, match=r"extension.*there is no limit"):
            rule(clause=PROMPT, extension=Extension())
        for own in ({"self_set": True}, {"case_limit": CaseLimit()}):
            with pytest.raises(InvalidFieldError, match="one that says how long"):
                rule(extension=Extension(no_longer_than_limit=True), **own)
        with pytest.raises(InvalidFieldError, match="OfficeHours"):
            rule(limit=Days(1), extension=Extension(at_a_time=WorkingHours(1)))
        for ask in (rule(limit=Days(2)).assess, rule(limit=Days(2)).due):
            with pytest.raises(InvalidFieldError, match="lets nobody extend it"):
                ask(MONDAY, extensions=[], **_now(ask))

    def test_an_agreed_day(self) -> None:
        """A day that was agreed can be extended as well."""
        policy = rule(self_set=True, extension=Extension())
        told: dict[str, Any] = {
            "appointed": day(10),
            "extensions": [asked(day(9), "5 days")],
        }
        assert last_day(judge(policy, MONDAY, **told)) == "2026-03-15"
        none = judge(policy, MONDAY, extensions=[asked(day(9), "5 days")])
        assert none.reason.code == "no_appointment"
        assert codes(none) == ["nothing_to_move"]
        with pytest.raises(NoLimitError):
            policy.due(MONDAY, extensions=[asked(day(9), "5 days")])


def _now(ask: Any) -> dict[str, Any]:
    """Return the moment of judgement, where one is asked for."""
    return {"as_of": EVER} if ask.__name__ == "assess" else {}


# ----------------------------------------------------------------------------- pauses

HELD = rule(limit=Days(10), stopped_by=("waiting_for_client", "inspection"))


def pause(begins: Any, ends: Any = None, reason: Any = "waiting_for_client") -> Any:
    """Return a pause."""
    return {"begins": begins, "ends": ends, "reason": reason}


class TestPauses:
    """
    The clock stands still for the reasons that the policy names.
    """

    def test_days(self) -> None:
        """Ten days from 2 March with four of pause end on the 16th."""
        verdict = judge(HELD, MONDAY, day(16), pauses=[pause(day(6), day(10))])

        assert verdict.status is MET
        assert last_day(verdict) == "2026-03-16"
        assert codes(verdict) == ["bound_moved", "clock_stood_still"]
        assert verdict.explain("zh").endswith(
            "原应于2026年3月12日24时前完成。不计入期限的期间：waiting_for_client。"
        )
        assert HELD.due(MONDAY, pauses=[Pause(**pause(day(6), day(10)))]) == (
            verdict.deadline
        )
        assert judge(HELD, MONDAY, day(17), pauses=[pause(day(6), day(10))]).status is (
            LATE
        )

    def test_other_reasons(self) -> None:
        """What stops another clock moves nothing, and is named."""
        told = [
            pause(day(6), day(10), "lunch"),
            pause(day(7), day(9), "lunch"),
            pause(day(6), day(8), "inspection"),
        ]
        verdict = judge(HELD, MONDAY, pauses=told)
        assert last_day(verdict) == "2026-03-14"
        assert remark(verdict, "pause_of_other_reason")["reasons"] == ("lunch",)
        assert remark(verdict, "clock_stood_still")["reasons"] == ("inspection",)
        only = judge(HELD, MONDAY, pauses=told[:1])
        assert codes(only) == ["pause_of_other_reason"]

    def test_after_the_end(self) -> None:
        """A pause that begins at the bound, or later, does not move it."""
        for begins in (at(13), day(13), day(20)):
            verdict = judge(HELD, MONDAY, pauses=[pause(begins)])
            assert verdict.status is BREACHED
            assert last_day(verdict) == "2026-03-12"
            assert codes(verdict) == ["pause_after_end"]
        assert last_day(judge(HELD, MONDAY, pauses=[pause(at(12), at(13))])) == (
            "2026-03-13"
        )

    def test_an_open_pause(self) -> None:
        """There is no end yet; what is left is said."""
        verdict = judge(HELD, MONDAY, as_of=at(20), pauses=[pause(day(6))])

        assert verdict.status is PENDING
        assert verdict.reason.code == "clock_stopped"
        assert verdict.deadline is None
        assert verdict.evidence.course.left == Days(7)
        assert verdict.explain("en").startswith(
            "The reply has not been done yet; its clock has stood still since Fri "
            "2026-03-06, with 7 days left (DEMO-1)."
        )
        assert verdict.explain("zh").startswith(
            "答复尚未完成，自2026年3月6日起暂停计时，剩余7天（DEMO-1）。"
        )
        done = judge(HELD, MONDAY, day(19), as_of=at(20), pauses=[pause(day(6))])
        assert done.status is MET
        assert done.reason.code == "done_while_stopped"
        with pytest.raises(ClockStoppedError, match="stood still since 2026-03-06"):
            HELD.due(MONDAY, pauses=[pause(day(6))])

    def test_an_end_to_come_is_not_known_yet(self) -> None:
        """A pause that ends tomorrow is not over; one that begins then has not begun."""
        told: dict[str, Any] = {"pauses": [pause(day(6), day(10))]}
        assert judge(HELD, MONDAY, as_of=at(9), **told).reason.code == "clock_stopped"
        assert judge(HELD, MONDAY, as_of=at(10), **told).reason.code == "not_due_yet"
        assert judge(HELD, MONDAY, as_of=at(5), **told).evidence.course is None

    def test_hours(self) -> None:
        """Hours stand still to the instant, and so does what is left."""
        policy = rule(limit=Hours(24), stopped_by=("wait",))
        told = pause(at(2, "20:00"), at(3, "06:00"), "wait")
        assert judge(policy, at(2, "12:00"), pauses=[told]).deadline.closes == at(
            3, "22:00"
        )
        stopped = pause(at(2, "20:00"), None, "wait")
        verdict = judge(policy, at(2, "12:00"), pauses=[stopped])
        assert verdict.evidence.course.left is None
        assert verdict.evidence.course.left_us == 16 * 3_600 * 1_000_000
        assert "with 16 hours left" in verdict.explain("en")
        with pytest.raises(NotAnInstantError):
            policy.assess(
                at(2, "12:00"), pauses=[pause(day(3), day(4), "wait")], as_of=EVER
            )

    def test_open_time(self) -> None:
        """Eight working hours from noon: five today, stopped at the close."""
        nine_to_five = (Window(dt.time(9), dt.time(17)),)
        week = Week(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), nine_to_five))
        office = OfficeHours(zone="Asia/Shanghai", week=week, on_make_up="fri")
        policy = rule(
            limit=WorkingHours(8),
            counting=Counting(hours=office),
            stopped_by=("wait",),
        )
        told: dict[str, Any] = {
            "pauses": [pause(at(2, "18:00"), None, "wait")],
            "calendar": CHINA,
        }
        verdict = judge(policy, at(2, "12:00"), **told)
        assert verdict.evidence.course.left_us == 3 * 3_600 * 1_000_000

    def test_working_days(self) -> None:
        """What is left of working days is said in working days."""
        policy = rule(limit=WorkingDays(10), stopped_by=("wait",))
        told: dict[str, Any] = {
            "pauses": [pause(day(6), None, "wait")],
            "calendar": CHINA,
        }
        verdict = judge(policy, MONDAY, **told)
        assert verdict.evidence.course.left == WorkingDays(7)
        assert "7个工作日" in verdict.explain("zh")
        unknown = judge(policy, MONDAY, pauses=[pause(day(6), None, "wait")])
        assert unknown.reason.code == "calendar_missing"
        with pytest.raises(CalendarRequiredError):
            policy.due(MONDAY, pauses=[pause(day(6), day(9), "wait")])

    def test_a_reason_that_is_not_known(self) -> None:
        """It is asked for where it decides."""
        unsure = [pause(day(6), day(10), None)]
        assert judge(HELD, MONDAY, day(12), pauses=unsure).status is MET
        between = judge(HELD, MONDAY, day(13), pauses=unsure)
        assert between.status is UNDETERMINED
        assert between.reason["fact"] == "pause_reason"
        assert "暂停事由" in between.explain("zh")
        assert judge(HELD, MONDAY, day(17), pauses=unsure).status is LATE
        stopped = judge(HELD, MONDAY, pauses=[pause(day(6), None, None)])
        assert stopped.status is UNDETERMINED
        done = judge(HELD, MONDAY, day(4), pauses=[pause(day(6), None, None)])
        assert done.status is MET
        assert codes(done) == ["pause_unexplained"]

    def test_several_categories(self) -> None:
        """The strictest as it stands decides, stopped or not."""
        cases = [
            Case(key="short", limit=Days(3), clause=CLAUSE),
            Case(key="long", limit=Days(9), clause=SECOND),
        ]
        policy = rule(cases=cases, stopped_by=("wait",))
        told: dict[str, Any] = {"category": ["short", "long"]}

        verdict = judge(policy, MONDAY, pauses=[pause(day(4), day(6), "wait")], **told)
        assert last_day(verdict) == "2026-03-07"
        assert verdict.clause is CLAUSE
        assert remark(verdict, "other_limits")["others"] == ("DEMO-2",)
        stopped = judge(policy, MONDAY, pauses=[pause(day(4), None, "wait")], **told)
        assert stopped.reason.code == "clock_stopped"
        assert stopped.evidence.course.left == Days(2)
        before = judge(policy, MONDAY, pauses=[pause(day(6), None, "wait")], **told)
        assert before.status is BREACHED
        for conflict, clause in (
            (Conflict.LONGEST, SECOND),
            (Conflict.FIRST_NAMED, SECOND),
        ):
            other = attrs.evolve(policy, conflict=conflict)
            found = judge(
                other,
                MONDAY,
                pauses=[pause(day(4), day(6), "wait")],
                category=["long", "short"],
            )
            assert found.clause is clause

    def test_an_unknown_category(self) -> None:
        """What comes to the same in every category is said."""
        cases = [
            Case(key="short", limit=Days(3), clause=CLAUSE),
            Case(key="long", limit=Days(9), clause=SECOND),
        ]
        policy = rule(cases=cases, stopped_by=("wait",), forms=["paper"])
        told: dict[str, Any] = {
            "pauses": [pause(day(4), day(6), "wait")],
            "form": "paper",
        }
        for done, expected in ((7, MET), (8, UNDETERMINED), (14, LATE)):
            assert judge(policy, MONDAY, day(done), **told).status is expected
        assert judge(policy, MONDAY, **told).status is BREACHED
        assert codes(judge(policy, MONDAY, day(7), **told))[0] == "shortest_limit"
        stopped = {"pauses": [pause(day(4), None, "wait")], "form": "paper"}
        assert judge(policy, MONDAY, day(20), **stopped).status is MET
        unformed = judge(policy, MONDAY, day(7), pauses=told["pauses"])
        assert unformed.reason["fact"] == "category"
        working = attrs.evolve(
            policy, cases=[Case(key="a", limit=WorkingDays(1), clause=CLAUSE)]
        )
        assert judge(working, MONDAY, day(7), **told).reason["fact"] == "category"

    def test_an_agreed_day_does_not_stand_still(self) -> None:
        """A day that was fixed stays where it is, and that is said."""
        policy = rule(limit=Days(2), self_set=True, stopped_by=("wait",))
        told: dict[str, Any] = {
            "pauses": [pause(day(5), day(9), "wait")],
            "appointed": day(10),
        }
        verdict = judge(policy, MONDAY, **told)
        assert last_day(verdict) == "2026-03-10"
        assert codes(verdict) == ["fixed_day_stands"]

    def test_what_is_owed_and_done_in_its_form(self) -> None:
        """Nothing else of the judgement changes."""
        told: dict[str, Any] = {"pauses": [pause(day(6), day(10))]}
        assert judge(HELD, MONDAY, owed=False, **told).reason.code == "not_selected"
        assert judge(HELD, None, **told).reason.code == "trigger_absent"
        assert judge(HELD, MONDAY, doubtful="record", **told).status is UNDETERMINED
        written = attrs.evolve(HELD, forms=["paper"], other_forms=["oral"])
        oral = judge(written, MONDAY, day(16), form="oral", **told)
        assert oral.status is BREACHED
        assert codes(oral)[0] == "form_not_accepted"
        host = attrs.evolve(HELD, clause=PROMPT)
        assert judge(host, MONDAY, **told).force is Force.CONFIGURED

    def test_a_pause_that_ends_before_it_begins(self) -> None:
        """That is an error of the row."""
        for begins, ends in ((day(9), day(4)), (at(9, "12:00"), at(9, "11:59"))):
            with pytest.raises(ImpossibleOrderError, match=r"pause\.ends"):
                HELD.assess(MONDAY, pauses=[pause(begins, ends)], as_of=EVER)

    def test_what_is_no_pause(self) -> None:
        """The error says what may be told."""
        wrongs: tuple[Any, ...] = (
            day(3),
            [day(3)],
            [{"from": day(3)}],
            {"begins": day(3)},
        )
        for wrong in wrongs:
            with pytest.raises(InvalidFieldError, match="any number of Pause"):
                HELD.assess(MONDAY, pauses=wrong, as_of=EVER)
        naive = pause(dt.datetime(2026, 3, 2, 12))  # noqa: DTZ001 - meant
        with pytest.raises(NaiveTimeError, match=r"pause\.begins"):
            HELD.assess(MONDAY, pauses=[naive], as_of=EVER)

    def test_fields_that_would_go_unused(self) -> None:
        """They are refused when the policy is built, or asked."""
        with pytest.raises(InvalidFieldError, match=r"stopped_by.*there is no limit"):
            rule(clause=PROMPT, stopped_by=("wait",))
        with pytest.raises(InvalidFieldError, match="may stand still"):
            rule(limit=DayOf(15), stopped_by=("wait",))
        for ask in (rule(limit=Days(2)).assess, rule(limit=Days(2)).due):
            with pytest.raises(InvalidFieldError, match="nothing stops 'demo'"):
                ask(MONDAY, pauses=[], **_now(ask))


class TestBothTogether:
    """
    A pause inside an extension moves its end; an open one leaves the whole.
    """

    POLICY = rule(limit=Days(10), extension=Extension(), stopped_by=("wait",))

    def test_pauses_before_and_inside(self) -> None:
        """10 days to 12 March, 5 more to 17; two days of pause before, three after."""
        told: dict[str, Any] = {
            "extensions": [asked(day(5), "5 days")],
            "pauses": [
                pause(day(6), day(8), "wait"),
                pause(day(16), day(19), "wait"),
            ],
        }
        verdict = judge(self.POLICY, MONDAY, **told)
        assert last_day(verdict) == "2026-03-22"
        assert str(verdict.evidence.course.original.last_day) == "2026-03-12"

    def test_an_open_pause_in_an_extension(self) -> None:
        """Stopped on the 14th, four days are left of the extension."""
        told: dict[str, Any] = {
            "extensions": [asked(day(5), "5 days")],
            "pauses": [pause(day(14), None, "wait")],
        }
        verdict = judge(self.POLICY, MONDAY, **told)
        assert verdict.reason.code == "clock_stopped"
        assert verdict.evidence.course.left == Days(4)

    def test_asked_for_while_the_clock_stands_still(self) -> None:
        """That is before the end, whenever the clock goes on: 7 days left and 5 more."""
        told: dict[str, Any] = {
            "extensions": [asked(day(25), "5 days"), asked(day(26), "1 day")],
            "pauses": [pause(day(6), None, "wait")],
        }
        verdict = judge(self.POLICY, MONDAY, **told)
        assert verdict.reason.code == "clock_stopped"
        assert verdict.evidence.course.left == Days(13)
        with pytest.raises(ClockStoppedError):
            self.POLICY.due(MONDAY, **told)
        over = {**told, "pauses": [pause(day(6), day(28), "wait")]}
        assert str(self.POLICY.due(MONDAY, **over).last_day) == "2026-04-09"

    def test_a_new_last_day_is_fixed(self) -> None:
        """A new last day stands, whatever stops the clock before it."""
        told: dict[str, Any] = {
            "extensions": [asked(day(5), day(25))],
            "pauses": [pause(day(6), day(8), "wait")],
        }
        assert last_day(judge(self.POLICY, MONDAY, **told)) == "2026-03-25"

    def test_a_new_last_day_while_the_clock_stands_still(self) -> None:
        """It is the bound then, as long as it is later than what is left gives."""
        told: dict[str, Any] = {
            "extensions": [asked(day(5), "1 day"), asked(day(8), day(25))],
            "pauses": [pause(day(6), None, "wait")],
        }
        verdict = judge(self.POLICY, MONDAY, as_of=at(10), **told)
        assert last_day(verdict) == "2026-03-25"
        assert verdict.status is PENDING
        later = judge(self.POLICY, MONDAY, as_of=at(26), **told)
        assert later.reason.code == "clock_stopped"
        assert "extension_without_gain" in codes(later)

    def test_stopped_before_it_began(self) -> None:
        """All of it is left."""
        verdict = judge(self.POLICY, MONDAY, pauses=[pause(day(1), None, "wait")])
        assert verdict.evidence.course.left == Days(10)


# ------------------------------------------------------------- agreed and brought limits


class TestAgreedTime:
    """
    The time that was agreed, or the limit where none was.
    """

    POLICY = rule(limit=Days(2), self_set=True)

    def test_agreed(self) -> None:
        """Two days, done on 10 March, agreed for the 20th: met."""
        assert judge(self.POLICY, MONDAY, day(10), appointed=day(20)).status is MET

    def test_none_agreed(self) -> None:
        """None agreed: late."""
        assert judge(self.POLICY, MONDAY, day(10)).status is LATE


class TestCaseLimits:
    """
    The limit that a case brings, not below the least and not above the most.
    """

    TARGET = rule(case_limit=CaseLimit())
    BOUNDED = rule(
        limit=Days(7), case_limit=CaseLimit(shortest=Days(5), longest=Days(20))
    )

    def test_a_stored_target(self) -> None:
        """It is the deadline, and without one nothing is owed."""
        for target in (day(9), at(9, "12:00")):
            assert judge(self.TARGET, MONDAY, day(8), limit=target).status is MET
            late = judge(self.TARGET, MONDAY, day(10), limit=target)
            assert late.status is LATE
            assert codes(late) == ["limit_from_case"]
        for done in (None, day(40)):
            none = judge(self.TARGET, MONDAY, done)
            assert none.status is NOT_APPLICABLE
            assert none.reason.code == "no_limit_brought"
        with pytest.raises(NoLimitError):
            self.TARGET.due(MONDAY)
        assert str(self.TARGET.due(MONDAY, limit=day(9)).last_day) == "2026-03-09"

    @pytest.mark.parametrize(
        ("limit", "expected", "notes"),
        [
            (None, "2026-03-09", []),
            ("8 days", "2026-03-10", ["limit_from_case"]),
            (Days(8), "2026-03-10", ["limit_from_case"]),
            ("3 days", "2026-03-07", ["limit_from_case", "limit_raised"]),
            (day(3), "2026-03-07", ["limit_from_case", "limit_raised"]),
            ("2 months", "2026-03-22", ["limit_from_case", "limit_cut"]),
            (at(30, "12:00"), "2026-03-22", ["limit_from_case", "limit_cut"]),
            ("5 days", "2026-03-07", ["limit_from_case"]),
            ("20 days", "2026-03-22", ["limit_from_case"]),
        ],
    )
    def test_least_and_most(self, limit: Any, expected: str, notes: list[str]) -> None:
        """Of 5 to 20 days; 7 where the case brings none."""
        verdict = judge(self.BOUNDED, MONDAY, limit=limit)
        assert last_day(verdict) == expected
        assert codes(verdict) == notes

    def test_it_is_extended_and_stopped(self) -> None:
        """A length that was brought stands still; a moment does not."""
        policy = attrs.evolve(self.BOUNDED, stopped_by=("wait",), extension=Extension())
        told: dict[str, Any] = {"pauses": [pause(day(4), day(6), "wait")]}
        assert last_day(judge(policy, MONDAY, limit="8 days", **told)) == "2026-03-12"
        fixed = judge(policy, MONDAY, limit=day(12), **told)
        assert last_day(fixed) == "2026-03-12"
        assert codes(fixed) == ["limit_from_case", "fixed_day_stands"]
        more = judge(
            policy, MONDAY, limit=day(12), extensions=[asked(day(9), "2 days")], **told
        )
        assert last_day(more) == "2026-03-14"
        with pytest.raises(InvalidFieldError, match="may stand still"):
            policy.assess(at(2), limit=Days(9) + Hours(3), as_of=EVER, **told)

    @pytest.mark.parametrize(
        ("limit", "expected"),
        [("3 days", "2026-03-09"), ("4 days", "2026-03-09"), ("9 days", "2026-03-12")],
    )
    def test_least_and_most_stand_still_too(self, limit: str, expected: str) -> None:
        """
        The 5th does not count. Three days end on the 6th, four on Saturday 7; four
        working days (3, 4, 6, 9) on the 9th; nine days on the 12th.
        """
        policy = rule(
            case_limit=CaseLimit(shortest=WorkingDays(4)), stopped_by=("wait",)
        )
        told: dict[str, Any] = {"pauses": [pause(day(5), day(6), "wait")]}
        found = judge(policy, MONDAY, limit=limit, calendar=CHINA, **told)
        assert last_day(found) == expected
        raised = "limit_raised" in codes(found)
        assert raised is (expected == "2026-03-09")
        most = attrs.evolve(policy, case_limit=CaseLimit(longest=WorkingDays(4)))
        found = judge(most, MONDAY, limit=limit, calendar=CHINA, **told)
        by_itself = {"3 days": "2026-03-06", "4 days": "2026-03-07"}
        assert last_day(found) == by_itself.get(limit, "2026-03-09")

    def test_the_least_runs_while_the_limit_has_run_out(self) -> None:
        """One day ends on the 3rd; the least is stopped on the 4th, two days before."""
        policy = rule(case_limit=CaseLimit(shortest=Days(3)), stopped_by=("wait",))
        for limit in ("1 day", day(3)):
            told: dict[str, Any] = {"pauses": [pause(day(4), None, "wait")]}
            still = judge(policy, MONDAY, limit=limit, as_of=at(10, "09:00"), **told)
            assert still.reason.code == "clock_stopped"
            assert still.evidence.course.left == Days(2)  # the 4th and the 5th
            with pytest.raises(ClockStoppedError):
                policy.due(MONDAY, limit=limit, **told)
        most = attrs.evolve(policy, case_limit=CaseLimit(longest=Days(1)))
        told = {"pauses": [pause(day(4), None, "wait")]}
        assert str(most.due(MONDAY, limit="9 days", **told).last_day) == "2026-03-03"

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(1, 20), st.integers(0, 5)), max_size=3),
        st.sampled_from([None, Days(4), WorkingDays(4), Months(1)]),
        st.sampled_from([None, Days(9), WorkingDays(6), Months(2)]),
        st.sampled_from([Days, WorkingDays]),
        st.integers(0, 12),
    )
    def test_a_longer_limit_is_never_due_earlier(
        self,
        waits: list[tuple[int, int]],
        shortest: Any,
        longest: Any,
        unit: Any,
        n: int,
    ) -> None:
        """Whatever the pauses, the least and the most."""
        policy = rule(
            case_limit=CaseLimit(shortest=shortest, longest=longest),
            stopped_by=("wait",),
        )
        pauses = [
            pause(day(first), day(first + length), "wait") for first, length in waits
        ]
        shorter, longer = (
            policy.due(MONDAY, limit=unit(n + more), pauses=pauses, calendar=CHINA)
            for more in (0, 1)
        )
        assert shorter.last_day <= longer.last_day

    def test_the_host_does_not_set_it(self) -> None:
        """On an open-ended duty, the case's own limit is not the host's."""
        policy = rule(clause=PROMPT, case_limit=CaseLimit())
        assert judge(policy, MONDAY, limit=day(9)).force is Force.BINDING

    @pytest.mark.parametrize("wrong", [3, DayOf(15), True, ("3 days",)])
    def test_what_is_no_limit(self, wrong: Any) -> None:
        """The error says what may be told."""
        with pytest.raises(InvalidFieldError, match="a length, the text of one"):
            self.TARGET.assess(MONDAY, limit=wrong, as_of=EVER)

    def test_bad_limits(self) -> None:
        """A text that spells no length; an office that is not there; an early target."""
        with pytest.raises(InvalidFieldError, match="a length such as"):
            self.TARGET.assess(MONDAY, limit="soon", as_of=EVER)
        with pytest.raises(InvalidFieldError, match="OfficeHours"):
            self.TARGET.assess(MONDAY, limit="3 working hours", as_of=EVER)
        with pytest.raises(ImpossibleOrderError, match="limit"):
            self.TARGET.assess(MONDAY, limit=day(1), as_of=EVER)
        with pytest.raises(NaiveTimeError, match="limit"):
            self.TARGET.assess(MONDAY, limit=dt.datetime(2026, 3, 9), as_of=EVER)  # noqa: DTZ001 - meant

    def test_fields_that_would_go_unused(self) -> None:
        """They are refused when the policy is built, or asked."""
        cases = [Case(key="a", limit=Days(1), clause=CLAUSE)]
        with pytest.raises(InvalidFieldError, match=r"case_limit.*each case"):
            rule(cases=cases, case_limit=CaseLimit())
        with pytest.raises(InvalidFieldError, match=r"self_set.*brings its limit"):
            rule(self_set=True, case_limit=CaseLimit())
        with pytest.raises(InvalidFieldError, match="OfficeHours"):
            rule(case_limit=CaseLimit(shortest=WorkingHours(2)))
        for ask in (rule(limit=Days(2)).assess, rule(limit=Days(2)).due):
            with pytest.raises(InvalidFieldError, match="takes no limit of a case"):
                ask(MONDAY, limit="3 days", **_now(ask))


# ----------------------------------------------------------------------------- starts

LATEST = rule(limit=Days(10), start=Start.LATEST, events=("completion", "handover"))
EARLIEST = attrs.evolve(LATEST, start=Start.EARLIEST)


class TestStarts:
    """
    The earliest, or the latest, of several events starts the count.
    """

    @pytest.mark.parametrize("start", Start)
    def test_done_before_the_one_that_is_known(self, start: Start) -> None:
        """The other may have been before it, so that no fact is impossible."""
        policy = rule(limit=Days(10), start=start, events=("a", "b"))
        for known in (day(10), dt.date(2026, 4, 1)):
            events = {"a": known, "b": None}
            verdict = judge(policy, events, day(5), as_of=at(12))
            assert verdict.status in {UNDETERMINED, NOT_APPLICABLE}
            with pytest.raises(ImpossibleOrderError):
                policy.assess({**events, "b": day(11)}, day(5), as_of=at(12))

    def test_asked_for_before_the_one_that_is_known(self) -> None:
        """The other may have started it before, so that no request is impossible."""
        policy = rule(
            limit=Days(10),
            start=Start.EARLIEST,
            events=("a", "b"),
            extension=Extension(),
        )
        told: dict[str, Any] = {"extensions": [asked(day(5))], "as_of": at(12)}
        assert judge(policy, {"a": day(10), "b": None}, **told).status is UNDETERMINED
        with pytest.raises(ImpossibleOrderError):
            policy.assess({"a": day(10), "b": False}, **told)

    @pytest.mark.parametrize("told", [False, dt.date(2026, 4, 1)])
    def test_the_latest_of_which_one_has_not_happened(self, told: Any) -> None:
        """Nothing has begun then, whatever is not known of the other."""
        policy = rule(limit=Days(10), start=Start.LATEST, events=("a", "b"))
        for events in ({"a": told, "b": None}, {"a": None, "b": told}):
            verdict = judge(policy, events, as_of=at(9))
            assert verdict.status is NOT_APPLICABLE

    def test_all_known(self) -> None:
        """The later of two, the earlier of two, days and instants side by side."""
        told: dict[str, Any] = {"completion": day(2), "handover": at(5, "09:00")}
        latest, earliest = judge(LATEST, told), judge(EARLIEST, told)
        assert last_day(latest) == "2026-03-15"
        assert last_day(earliest) == "2026-03-12"
        assert remark(latest, "starts_latest")["event"] == "handover"
        assert remark(earliest, "starts_earliest")["event"] == "completion"
        assert "从" not in latest.explain("zh")
        assert "自handover起算（以最晚者为准）。" in latest.explain("zh")
        assert latest.evidence.trigger == at(5, "09:00")
        assert str(LATEST.due(told).last_day) == "2026-03-15"

    def test_the_latest_needs_them_all(self) -> None:
        """One that is not known leaves it open, and is named."""
        for told in ({"completion": day(2)}, {"completion": day(2), "handover": None}):
            verdict = judge(LATEST, told)
            assert verdict.status is UNDETERMINED
            assert verdict.reason["fact"] == "handover"
            with pytest.raises(MissingFactError, match="handover"):
                LATEST.due(told)
        assert (
            judge(LATEST, {"completion": day(2)}, owed=False).status is NOT_APPLICABLE
        )

    def test_one_that_did_not_happen(self) -> None:
        """The latest has not begun then; the earliest does without it."""
        told: dict[str, Any] = {"completion": day(2), "handover": False}
        assert judge(LATEST, told).reason.code == "trigger_absent"
        assert last_day(judge(EARLIEST, told)) == "2026-03-12"
        with pytest.raises(NoLimitError):
            LATEST.due(told)
        nothing = judge(EARLIEST, {"completion": False, "handover": False})
        assert nothing.reason.code == "trigger_absent"
        assert judge(LATEST, None).reason.code == "trigger_absent"

    def test_the_earliest_says_what_is_certain(self) -> None:
        """It was then or before: what is late is late, what is in time may not be."""
        told: dict[str, Any] = {"completion": day(2), "handover": None}
        assert judge(EARLIEST, told, day(13)).status is LATE
        assert judge(EARLIEST, told).status is BREACHED
        for certain in (
            judge(EARLIEST, told, day(12)),
            judge(EARLIEST, told, as_of=at(10)),
            judge(EARLIEST, {}),
        ):
            assert certain.status is UNDETERMINED
        assert judge(EARLIEST, told, day(12)).reason["fact"] == "handover"

    def test_an_event_to_come(self) -> None:
        """It has not happened yet, as far as anybody knows."""
        told: dict[str, Any] = {"completion": day(2), "handover": day(20)}
        latest = judge(LATEST, told, as_of=at(10))
        assert latest.reason.code == "trigger_absent"
        assert codes(latest) == ["later_fact"]
        assert judge(EARLIEST, told, as_of=at(10)).status is PENDING

    def test_categories_from_the_earliest(self) -> None:
        """A category that is not known beside an event that is not."""
        policy = rule(
            cases=[
                Case(key="short", limit=Days(3), clause=CLAUSE),
                Case(key="long", limit=Days(9), clause=SECOND),
            ],
            start=Start.EARLIEST,
            events=("completion", "handover"),
        )
        told: dict[str, Any] = {"completion": day(2)}
        assert judge(policy, told, day(12)).status is LATE
        assert judge(policy, told, day(4)).status is UNDETERMINED

    def test_without_a_limit(self) -> None:
        """An open-ended duty has a start as well."""
        policy = attrs.evolve(LATEST, clause=PROMPT, limit=None)
        told = {"completion": day(2), "handover": day(5)}
        assert judge(policy, told).status is Status.OPEN

    def test_done_while_it_waits(self) -> None:
        """What waits for the latest may be done before it, and not before them all."""
        told = {"completion": day(2), "handover": day(5)}
        assert judge(LATEST, told, day(4)).status is MET
        for policy, as_of in (
            (LATEST, EVER),
            (LATEST, at(1, "12:00")),
            (EARLIEST, EVER),
        ):
            with pytest.raises(ImpossibleOrderError, match="done"):
                policy.assess(told, day(1), as_of=as_of)

    def test_bad_events(self) -> None:
        """What is no table of the events that are named."""
        with pytest.raises(InvalidFieldError, match="a table of completion, handover"):
            LATEST.assess(MONDAY, as_of=EVER)
        with pytest.raises(UnknownNameError, match="nearest: 'handover'"):
            LATEST.assess({"hand_over": day(2)}, as_of=EVER)
        for wrong in (True, 3, "2026-03-02"):
            with pytest.raises(InvalidFieldError, match="did not happen"):
                LATEST.assess({"completion": wrong}, as_of=EVER)  # type: ignore[dict-item]
        with pytest.raises(NotADayError):
            rule(limit=Days(2)).assess({"completion": day(2)}, as_of=EVER)

    def test_fields_that_would_go_unused(self) -> None:
        """Events without a start, a start without two events."""
        with pytest.raises(InvalidFieldError, match="none without a start"):
            rule(limit=Days(2), events=("a", "b"))
        for events in ((), ("a",)):
            with pytest.raises(InvalidFieldError, match="without two events"):
                rule(limit=Days(2), start=Start.LATEST, events=events)


# ------------------------------------------------------------------------------- laws

dates = st.integers(min_value=2, max_value=60).map(day)
policies = st.builds(
    lambda limit, roll, shifted: rule(
        limit=limit,
        counting=Counting(rest_day=roll, start_day_counted=shifted),
        extension=Extension(),
        stopped_by=("wait",),
    ),
    st.one_of(
        st.builds(Days, st.integers(min_value=0, max_value=40)),
        st.builds(WorkingDays, st.integers(min_value=0, max_value=20)),
        st.builds(Months, st.integers(min_value=0, max_value=2)),
    ),
    st.sampled_from(LastDay),
    st.booleans(),
)
some_extensions = st.lists(
    st.builds(
        asked,
        dates,
        st.one_of(
            st.integers(min_value=0, max_value=20).map(lambda n: f"{n} days"), dates
        ),
    ),
    max_size=3,
)
some_pauses = st.lists(
    st.builds(
        lambda begins, n, reason: pause(begins, begins + dt.timedelta(n), reason),
        dates,
        st.integers(min_value=0, max_value=10),
        st.sampled_from(("wait", "lunch")),
    ),
    max_size=3,
)


class TestLaws:
    """
    What is true of every life.
    """

    @settings(deadline=None)
    @given(policy=policies, extensions=some_extensions, pauses=some_pauses)
    def test_nothing_that_counts_brings_a_bound_forward(
        self, policy: DeadlinePolicy, extensions: list[Any], pauses: list[Any]
    ) -> None:
        """Neither an extension nor a pause, one by one or together."""
        told: dict[str, Any] = {"calendar": CHINA}
        plain = policy.due(MONDAY, **told)
        stopped = policy.due(MONDAY, pauses=pauses, **told)
        both = policy.due(MONDAY, pauses=pauses, extensions=extensions, **told)

        assert stopped.closes >= plain.closes
        assert both.closes >= stopped.closes

    @settings(deadline=None)
    @given(
        policy=policies,
        done=st.none() | dates,
        as_of=st.integers(min_value=0, max_value=80),
    )
    def test_without_facts_nothing_changes(
        self, policy: DeadlinePolicy, done: Any, as_of: int
    ) -> None:
        """Byte for byte: what may happen and did not is not to be seen."""
        bare = attrs.evolve(policy, extension=None, stopped_by=())
        told: dict[str, Any] = {"calendar": CHINA, "as_of": at(as_of)}

        before = bare.assess(MONDAY, done, **told)
        nothings: tuple[dict[str, Any], ...] = ({}, {"extensions": ()}, {"pauses": ()})
        for nothing in nothings:
            after = policy.assess(MONDAY, done, **nothing, **told)
            assert canonical_json(after.to_dict()) == canonical_json(before.to_dict())
            assert after.explain("zh") == before.explain("zh")

    @settings(deadline=None)
    @given(
        clauses=st.lists(st.sampled_from((CLAUSE, SECOND, PROMPT)), min_size=3),
        limits=st.lists(
            st.sampled_from((Days(2), Days(9), Days(9), WorkingDays(4), Months(1))),
            min_size=2,
            max_size=2,
        ),
        conflict=st.sampled_from(Conflict),
        shape=st.sampled_from(("cases", "limit", "none", "agreed")),
        forms=st.sampled_from(((), ("paper",))),
        told=st.fixed_dictionaries(
            {
                "done": st.none() | dates,
                "closed": st.none() | dates,
                "owed": st.sampled_from((True, True, False, None)),
                "doubtful": st.sampled_from((None, None, "record")),
                "category": st.sampled_from((None, "a", "b", ("b", "a"))),
                "form": st.sampled_from((None, "paper", "oral")),
                "appointed": st.none() | dates,
                "as_of": st.integers(min_value=0, max_value=60).map(at),
            }
        ),
    )
    def test_without_facts_nothing_changes_in_any_shape(
        self,
        clauses: list[Clause],
        limits: list[Any],
        conflict: Conflict,
        shape: str,
        forms: tuple[str, ...],
        told: dict[str, Any],
    ) -> None:
        """Cases, forms, agreed times and open ends are judged alike on both paths."""
        fields: dict[str, Any] = {"clause": clauses[0], "forms": forms}
        if forms:
            fields["other_forms"] = ("oral",)
        else:
            del told["form"]
        if shape == "cases":
            cases = zip("ab", limits, clauses[1:], strict=False)
            fields["cases"] = [Case(key=k, limit=n, clause=c) for k, n, c in cases]
            fields["conflict"] = conflict
        else:
            del told["category"]
            fields["limit"] = None if shape == "none" else limits[0]
        if shape != "none":
            del told["closed"]
        fields["self_set"] = shape == "agreed"
        if shape != "agreed":
            del told["appointed"]
        events: dict[str, Any] = {"start": Start.LATEST, "events": ("one", "two")}
        bare = rule(**fields)
        stopped: dict[str, Any] = {} if shape == "none" else {"stopped_by": ("wait",)}
        moved = attrs.evolve(bare, **stopped, **events)
        both = {"one": MONDAY, "two": MONDAY}

        before = bare.assess(MONDAY, calendar=CHINA, **told)
        more: dict[str, Any] = {"pauses": ()} if stopped else {}
        after = moved.assess(both, calendar=CHINA, **more, **told)

        notes = [note for note in after.notes if note.code != "starts_latest"]
        assert after.status is before.status
        assert after.reason == before.reason
        assert after.clause is before.clause
        assert after.force is before.force
        assert notes == list(before.notes)
        evidence = attrs.evolve(after.evidence, course=None)
        assert evidence == before.evidence

    @settings(deadline=None)
    @given(
        policy=policies,
        done=st.none() | dates,
        extensions=some_extensions,
        pauses=some_pauses,
        moments=st.lists(
            st.integers(min_value=0, max_value=200), min_size=2, max_size=4
        ),
    )
    def test_what_is_met_stays_met(
        self,
        policy: DeadlinePolicy,
        done: Any,
        extensions: list[Any],
        pauses: list[Any],
        moments: list[int],
    ) -> None:
        """As time goes on and pauses end, a verdict in time never turns."""
        told: dict[str, Any] = {
            "calendar": CHINA,
            "extensions": extensions,
            "pauses": pauses,
        }
        seen = [
            policy.assess(MONDAY, done, as_of=at(moment), **told).status
            for moment in sorted(moments)
        ]
        for earlier, later in itertools.pairwise(seen):
            if earlier is MET:
                assert later is MET

    @pytest.mark.parametrize(
        ("says", "more"),
        [
            ({"times": 1}, "5 days"),
            ({"in_all": Days(30)}, "5 days"),
            ({"in_all": Days(30)}, day(14)),
        ],
    )
    def test_a_later_grant_takes_no_earlier_ones_place(
        self, says: dict[str, Any], more: Any
    ) -> None:
        """Granted on the 6th, thirty days count, whatever is granted on the 20th."""
        policy = rule(limit=Days(10), extension=Extension(granted_by=("head",), **says))
        told = {
            "extensions": [
                asked(day(3), more, granted_at=day(20), granted_by="head"),
                asked(day(5), granted_at=day(6), granted_by="head"),
            ]
        }
        for moment in (19, 20, 40):
            verdict = judge(policy, MONDAY, day(18), as_of=at(moment), **told)
            assert verdict.status is MET
            assert verdict.deadline is not None
            assert verdict.deadline.last_day == dt.date(2026, 4, 11)

    @pytest.mark.parametrize(
        ("policy", "more", "done", "held", "last"),
        [
            (
                rule(
                    limit=Days(10),
                    extension=Extension(no_later_than=Days(25)),
                    stopped_by=("waiting_for_client",),
                ),
                "10 days",
                day(15),
                pause(day(16), day(25)),
                day(31),
            ),
            (
                rule(
                    limit=WorkingDays(5),
                    extension=Extension(no_longer_than_limit=True),
                    stopped_by=("waiting_for_client",),
                ),
                "7 days",
                day(13),
                pause(day(14), day(20)),
                day(22),
            ),
        ],
    )
    def test_a_later_pause_takes_back_no_grant(
        self,
        policy: DeadlinePolicy,
        more: str,
        done: dt.date,
        held: dict[str, Any],
        last: dt.date,
    ) -> None:
        """What went no further than it may when it was granted goes on by a pause."""
        told = {
            "extensions": [asked(day(5), more)],
            "pauses": [held],
            "calendar": CHINA,
        }
        for moment in (15, 20, 26, 40):
            verdict = judge(policy, MONDAY, done, as_of=at(moment), **told)
            assert verdict.status is MET
        assert verdict.deadline is not None
        assert verdict.deadline.last_day == last

    def test_a_new_last_day_that_a_pause_outruns(self) -> None:
        """Until the 14th, of which twelve days stopped from the 9th make nothing."""
        policy = rule(
            limit=Days(10),
            extension=Extension(),
            stopped_by=("waiting_for_client",),
        )
        told = {
            "extensions": [asked(day(5), day(14))],
            "pauses": [pause(day(9), day(20))],
        }
        verdict = judge(policy, MONDAY, day(23), **told)
        assert verdict.status is MET
        assert verdict.deadline is not None
        assert verdict.deadline.last_day == day(23)
        assert "extension_without_gain" in {note.code for note in verdict.notes}

    def test_old_values_keep_their_digest(self) -> None:
        """What does not use a new field has the digest of before it was there."""
        plain = rule(limit=Days(2))
        assert digest(plain) != digest(attrs.evolve(plain, extension=Extension()))
        assert "extension" not in canonical_json(plain)
        assert "course" not in canonical_json(
            plain.assess(MONDAY, as_of=EVER).to_dict()
        )

    def test_old_pickles(self) -> None:
        """A pickle from before the fields were there is read."""
        plain: Any = rule(limit=Days(2))
        verdict = plain.assess(MONDAY, as_of=EVER)
        state = {
            name: value
            for name, value in plain.__getstate__().items()
            if name not in {"extension", "stopped_by", "case_limit", "start", "events"}
        }
        old: Any = object.__new__(DeadlinePolicy)
        old.__setstate__(state)
        assert old == plain
        evidence = copy.copy(verdict.evidence)
        del evidence.__dict__["course"]
        again = pickle.loads(pickle.dumps(evidence))  # noqa: S301 - our own
        assert again == verdict.evidence


@pytest.mark.parametrize("done", [None, day(2), day(30)])
@pytest.mark.parametrize(
    ("category", "clause"), [(None, CLAUSE), ("slow", SECOND), ("quick", PROMPT)]
)
def test_clause_of_an_unknown_category(
    category: str | None, clause: Clause, done: dt.date | None
) -> None:
    """
    What holds in any category stands under the rule's own clause, and not under one's.
    """
    cases = (
        Case(key="slow", limit=Days(5), clause=SECOND),
        Case(key="quick", limit=Days(2), clause=PROMPT),
    )
    policy = rule(cases=cases, extension=Extension(at_a_time=Days(1)))

    verdict = policy.assess(
        MONDAY,
        done,
        category=category,
        extensions=[asked(MONDAY, "1 day")],
        as_of=EVER,
    )

    assert verdict.clause == clause
