"""
Ladders: what falls on the way to the end of one limit, and after it.
"""

import datetime as dt
import pickle
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules import interchange
from followup_rules.agenda import Agenda, Entry, State, agenda
from followup_rules.books.text import clause, deadline, regulation
from followup_rules.canonical import digest, plain
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InexactRateError, InvalidFieldError
from followup_rules.feeds import feed
from followup_rules.ledgers.facts import row, said
from followup_rules.policies.deadlines import (
    Case,
    CaseLimit,
    DeadlinePolicy,
    Extension,
    LadderStep,
)
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Minutes,
    Months,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
)
from followup_rules.timing.calendars import china, is_working_day
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import DayOf, month
from followup_rules.timing.hours import OfficeHours, Week, Window
from followup_rules.verdicts import Status

ZONE = "Asia/Shanghai"
LAW = Clause(id="L-1", en="answered in time", zh="按期答复")
OTHER = Clause(id="L-2", en="reminded", zh="催办")
HOTLINE = Path(__file__).parents[1] / "books" / "hotline.toml"


def at(day: int, hour: int = 9, minute: int = 0, zone: str = ZONE) -> dt.datetime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, hour, minute, tz=zone)


def step(key: str = "s", **told: Any) -> LadderStep:
    """Return a step of a ladder."""
    return LadderStep(key=key, name=Text(key, key), clause=OTHER, **told)


def rule(*steps: LadderStep, **told: Any) -> DeadlinePolicy:
    """Return a limit with a ladder."""
    said_of_it = {"limit": Days(15), **told}
    return DeadlinePolicy(
        id="reply",
        clause=LAW,
        name=Text("the reply", "答复"),
        owed_by="office",
        ladder=steps,
        **said_of_it,
    )


def falls(policy: DeadlinePolicy, trigger: Any, **told: Any) -> list[Any]:
    """Return when the steps fall: a day, or an instant."""
    calendar = told.pop("calendar", None)
    as_of = told.pop("as_of", pendulum.datetime(2026, 12, 1, tz=ZONE))
    verdict = policy.assess(trigger, calendar=calendar, as_of=as_of, **told)
    found = policy.rungs(verdict.evidence, calendar=calendar)
    return [
        None
        if one.falls is None
        else (one.falls.last_day if one.falls.instant is None else one.falls.closes)
        for one in found
    ]


def office(zone: str, opens: int, closes: int) -> OfficeHours:
    """Return an office of five days."""
    day = (Window(dt.time(opens), dt.time(closes)),)
    return OfficeHours(
        zone=zone, week=Week(mon=day, tue=day, wed=day, thu=day, fri=day)
    )


class TestOpenTime:
    """
    On the clock of an office; two published and agreed cases, and one counted by hand.
    """

    def test_an_hour_before_four_hours(self) -> None:
        """
        Paris, eight to six: from ten, a four-hour limit ends at two; the lead is at one.

        The case of a pull request of the help desk GLPI (22678, case 1).
        """
        hours = office("Europe/Paris", 8, 18)
        policy = rule(
            step("lead", before_end=WorkingHours(1)),
            step("end", share="100%"),
            limit=WorkingHours(4),
            counting=Counting(zone="Europe/Paris", hours=hours),
        )
        start = pendulum.datetime(2026, 1, 19, 10, tz="Europe/Paris")
        assert falls(policy, start) == [start.add(hours=3), start.add(hours=4)]

    def test_a_lead_longer_than_the_limit(self) -> None:
        """
        It falls at the start.
        """
        counting = Counting(zone="UTC", hours=office("UTC", 9, 17))
        policy = rule(
            step("lead", before_end=WorkingHours(3)),
            step("end", share=1),
            limit=WorkingHours(2),
            counting=counting,
        )
        start = at(2, 9, zone="UTC")
        assert falls(policy, start) == [start, at(2, 11, zone="UTC")]

    def test_over_the_night_and_the_week_end(self) -> None:
        """
        Friday 15:00, eight hours: half of it is on Monday at eleven.

        Two hours are left on Friday, so four hours end on Monday at 11:00, eight at
        15:00; eight more are on Tuesday at 15:00. None of it is the start on Saturday:
        the first open instant, where a start lies outside the hours.
        """
        counting = Counting(zone="UTC", hours=office("UTC", 9, 17))
        policy = rule(
            step("half", share="1/2"),
            step("after", after_end=WorkingHours(8)),
            step("none", share="0%"),
            limit=WorkingHours(8),
            counting=counting,
        )
        assert falls(policy, at(6, 15, zone="UTC")) == [
            at(9, 11, zone="UTC"),
            at(10, 15, zone="UTC"),
            at(6, 15, zone="UTC"),
        ]
        assert falls(policy, at(7, 12, zone="UTC"))[2] == at(9, 9, zone="UTC")

    @settings(max_examples=60, deadline=None)
    @given(
        start=st.integers(0, 7 * 24 * 60),
        n=st.integers(1, 40),
        share=st.fractions(0, 1, max_denominator=12),
        lead=st.integers(0, 50),
    )
    def test_minute_by_minute(
        self, start: int, n: int, share: Fraction, lead: int
    ) -> None:
        """
        Counted by walking through the minutes of the office, one after the other.
        """
        begun = at(2, 0, zone="UTC") + dt.timedelta(minutes=start)
        counting = Counting(zone="UTC", hours=office("UTC", 9, 17))
        policy = rule(
            step("share", share=share),
            step("lead", before_end=WorkingHours(lead)),
            step("lag", after_end=WorkingMinutes(lead)),
            limit=WorkingHours(n),
            counting=counting,
        )
        minutes = n * 60
        expected = [
            walked(begun, share.numerator * minutes // share.denominator),
            walked(begun, max(0, minutes - 60 * lead)),
            walked(begun, minutes + lead),
        ]
        assert falls(policy, begun) == expected

    @pytest.mark.parametrize(
        ("told", "half", "most"),
        [
            # four hours more: the end is on Tuesday at eleven, after twelve hours
            ({"extensions": [{"amount": "4 working hours"}]}, at(9, 13), at(9, 16)),
            # until Tuesday at eight in the evening: eighteen hours were open
            ({"extensions": [{"extended_to": at(10, 20)}]}, at(9, 16), at(10, 12, 30)),
            # until the end of Tuesday: the same
            (
                {"extensions": [{"extended_to": at(10).date()}]},
                at(9, 16),
                at(10, 12, 30),
            ),
            # the case's own, of twelve hours
            ({"limit": "12 working hours"}, at(9, 13), at(9, 16)),
        ],
    )
    def test_beside_more_time(self, told: dict[str, Any], half: Any, most: Any) -> None:
        """
        A share falls in open time: from Friday 15:00, two hours are left on that day.
        """
        policy = rule(
            step("half", share="50%"),
            step("most", share="75%"),
            limit=WorkingHours(8),
            case_limit=CaseLimit() if "limit" in told else None,
            extension=Extension(asked_in_time=False) if "extensions" in told else None,
            counting=Counting(zone=ZONE, hours=office(ZONE, 9, 17)),
        )
        assert falls(policy, at(6, 15), **told) == [half, most]

    @settings(max_examples=30, deadline=None)
    @given(
        start=st.integers(0, 7 * 24 * 60),
        more=st.integers(1, 9 * 24 * 60),
        share=st.fractions(0, 1, max_denominator=12),
        paused=st.integers(0, 24 * 60),
    )
    def test_minute_by_minute_until_a_moment(
        self, start: int, more: int, share: Fraction, paused: int
    ) -> None:
        """
        A new end at any minute, and a pause from the start on: what was open is shared.
        """
        begun = at(2, 0, zone="UTC") + dt.timedelta(minutes=start)
        policy = rule(
            step("share", share=share),
            limit=WorkingHours(1),
            stopped_by=("wait",),
            extension=Extension(asked_in_time=False),
            counting=Counting(zone="UTC", hours=office("UTC", 9, 17)),
        )
        goes_on = begun + dt.timedelta(minutes=paused)
        end = walked(goes_on, 60) + dt.timedelta(minutes=more)
        minute, worked = goes_on, 0
        while minute < end:
            worked += is_open(minute)
            minute += dt.timedelta(minutes=1)
        pause = {"begins": begun, "ends": goes_on, "reason": "wait"}
        (found,) = falls(
            policy, begun, extensions=[{"extended_to": end}], pauses=[pause]
        )
        used = share.numerator * worked // share.denominator
        assert found == walked(goes_on, used)


def walked(start: dt.datetime, minutes: int) -> dt.datetime:
    """Walk through open minutes; none at all is the first open instant."""
    now = start
    while not is_open(now):
        now += dt.timedelta(minutes=1)
    while minutes:
        if is_open(now):
            minutes -= 1
        now += dt.timedelta(minutes=1)
    return now


def is_open(moment: dt.datetime) -> bool:
    """Say whether the office is open in the minute that begins then."""
    return moment.weekday() < 5 and 9 <= moment.hour < 17


class TestWhatMoves:
    """
    A share while the clock stands still, and beside an extension that does not count.
    """

    @pytest.mark.parametrize(
        ("pauses", "share", "last"),
        [
            ([(3, 23)], "50%", 27),
            ([(8, 23)], "50%", 7),
            ([(7, 9)], "50%", 9),
            ([(1, 5), (13, 15)], "50%", 9),
            ([(12, 20), (25, None)], "50%", 7),
            ([(5, 20)], "100%", 27),
            ([(3, 20)], "0%", 2),
        ],
    )
    def test_days_that_stood_still_are_not_used_up(
        self, pauses: list[tuple[int, int | None]], share: str, last: int
    ) -> None:
        """Half of ten days from 2 March is five that ran: the 7th, later if stopped."""
        policy = rule(step(share=share), limit=Days(10), stopped_by=("wait",))
        told = [
            {
                "begins": dt.date(2026, 3, begins),
                "ends": None if ends is None else dt.date(2026, 3, ends),
                "reason": "wait",
            }
            for begins, ends in pauses
        ]
        assert falls(policy, dt.date(2026, 3, 2), pauses=told) == [
            dt.date(2026, 3, last)
        ]

    def test_what_had_fallen_before_the_clock_stopped(self) -> None:
        """The half fell on the 7th; nobody knows when nine tenths will, from the 8th."""
        steps = (step("half", share="50%"), step("more", share="90%"))
        policy = rule(*steps, limit=Days(10), stopped_by=("wait",))
        told = {"begins": dt.date(2026, 3, 8), "reason": "wait"}
        for moment in (at(8), at(9), at(30)):
            verdict = policy.assess(dt.date(2026, 3, 2), pauses=[told], as_of=moment)
            found = [one.falls for one in policy.rungs(verdict.evidence)]
            assert found[0] is not None
            assert found[0].last_day == dt.date(2026, 3, 7)
            assert found[1] is None
            said = [one.code for one in verdict.notes]
            assert said.count("ladder_step") == 1

    @pytest.mark.parametrize("begins", [at(3, 9), at(3, 10)])
    def test_a_step_after_an_end_at_which_the_clock_stops(
        self, begins: dt.datetime
    ) -> None:
        """Due on Tuesday at nine; the pause moves that no more, only what follows."""
        policy = rule(
            step("more", after_end=Hours(2)), limit=Hours(24), stopped_by=("wait",)
        )
        told = {"begins": begins, "reason": "wait"}
        verdict = policy.assess(at(2), pauses=[told], as_of=at(5))
        assert verdict.status is Status.BREACHED
        assert [one.falls for one in policy.rungs(verdict.evidence)] == [None]
        over = {**told, "ends": begins + dt.timedelta(hours=3)}
        assert falls(policy, at(2), pauses=[over]) == [at(3, 14)]

    def test_another_reason_moves_no_step(self) -> None:
        """What stops another clock leaves the half where it is."""
        policy = rule(step(share="50%"), limit=Days(10), stopped_by=("wait",))
        told = {"begins": dt.date(2026, 3, 3), "ends": dt.date(2026, 3, 9)}
        assert falls(policy, dt.date(2026, 3, 2), pauses=[{**told, "reason": "x"}]) == [
            dt.date(2026, 3, 7)
        ]

    def test_working_days_beside_more_time(self) -> None:
        """
        Three working days from Monday 2 March, and two more, end on Monday 9: four of
        the five are over on Friday.
        """
        policy = rule(step(share="80%"), limit=WorkingDays(3), extension=Extension())
        asked = [{"asked_at": dt.date(2026, 3, 4), "amount": "2 working days"}]
        told = {"extensions": asked, "calendar": china()}
        assert falls(policy, dt.date(2026, 3, 2), **told) == [dt.date(2026, 3, 6)]
        # until Sunday 15: nine working days; of seven the last is Wednesday 11
        asked = [{"asked_at": dt.date(2026, 3, 4), "extended_to": dt.date(2026, 3, 15)}]
        told = {"extensions": asked, "calendar": china()}
        assert falls(policy, dt.date(2026, 3, 2), **told) == [dt.date(2026, 3, 11)]

    def test_the_last_days_of_a_calendar(self) -> None:
        """
        The length is known as far as the calendar reaches, which is the whole of it.
        """
        days = china()
        last = days.confirmed[1]
        policy = rule(step(share="100%"), limit=WorkingDays(1), extension=Extension())
        start = last - dt.timedelta(days=20)
        asked = [{"asked_at": start, "extended_to": last}]
        told = {
            "extensions": asked,
            "calendar": days,
            "as_of": pendulum.datetime(2027, 1, 1, tz=ZONE),
        }
        end = last
        while not is_working_day(days, end):
            end -= dt.timedelta(days=1)
        assert falls(policy, start, **told) == [end]

    def test_several_categories_and_a_pause(self) -> None:
        """
        Of five working days and nine days the first decides, and is shared as it is.
        """
        cases = (
            Case(key="a", limit=WorkingDays(5), clause=LAW),
            Case(key="b", limit=Days(9), clause=LAW),
        )
        policy = rule(step(share="60%"), limit=None, cases=cases, stopped_by=("wait",))
        pause = {
            "begins": dt.date(2026, 3, 3),
            "ends": dt.date(2026, 3, 5),
            "reason": "wait",
        }
        # the 3rd and 4th stand still: 5, 6, 9, 10, 11; three of them end on the 9th
        told = {"category": ["a", "b"], "pauses": [pause], "calendar": china()}
        assert falls(policy, dt.date(2026, 3, 2), **told) == [dt.date(2026, 3, 9)]

    def test_an_extension_that_does_not_count(self) -> None:
        """Two fifths of ten working days are four, whatever was asked for in vain."""
        policy = rule(
            step(share="40%"),
            limit=WorkingDays(10),
            extension=Extension(granted_by=("head",)),
        )
        told = {"asked_at": dt.date(2026, 3, 3), "amount": "5 working days"}
        for asked in ([], [{**told, "granted_by": "nobody"}]):
            assert falls(
                policy, dt.date(2026, 3, 2), extensions=asked, calendar=china()
            ) == [dt.date(2026, 3, 6)]


class TestDays:
    """
    In the days of the limit: fifteen after 1 March end on the 16th.
    """

    @pytest.mark.parametrize(
        ("told", "day"),
        [
            ({"share": "75%"}, 12),  # eleven whole days of fifteen
            ({"share": "1/3"}, 6),
            ({"share": "100%"}, 16),
            ({"share": 0}, 1),
            ({"before_end": Days(3)}, 13),
            ({"before_end": Days(0)}, 16),
            ({"before_end": Days(20)}, 1),
            ({"after_end": Days(1)}, 17),
        ],
    )
    def test_of_a_limit_in_days(self, told: dict[str, Any], day: int) -> None:
        """
        Whole days, rounded down.
        """
        assert falls(rule(step(**told)), dt.date(2026, 3, 1)) == [dt.date(2026, 3, day)]

    def test_on_the_clock_of_a_limit_in_days(self) -> None:
        """
        Hours run from the end of the last day, forwards and back.
        """
        policy = rule(
            step("a", after_end=Hours(4)),
            step("b", before_end=Hours(30)),
            step("c", before_end=Hours(24 * 40)),
        )
        assert falls(policy, at(1)) == [at(17, 4), at(15, 18), at(1)]

    def test_where_the_first_day_counts(self) -> None:
        """
        Four days from the 2nd are the 2nd to the 5th: two of them end on the 3rd.
        """
        policy = rule(
            step("a", share="50%"),
            step("b", share="100%"),
            step("c", share="0%"),
            limit=Days(4),
            counting=Counting(start_day_counted=True),
        )
        days = [dt.date(2026, 3, day) for day in (3, 5, 2)]
        assert falls(policy, dt.date(2026, 3, 2)) == days

    def test_in_working_days(self) -> None:
        """
        Ten working days from Thursday 12 March end on the 26th.

        Half are five: Thursday the 19th. One before: the 25th; one after: the 27th.
        """
        policy = rule(
            step("a", share="50%"),
            step("b", before_end=WorkingDays(1)),
            step("c", after_end=WorkingDays(1)),
            step("d", before_end=Days(5)),
            limit=WorkingDays(10),
        )
        days = [dt.date(2026, 3, day) for day in (19, 25, 27, 21)]
        assert falls(policy, dt.date(2026, 3, 12), calendar=china()) == days

    def test_short_periods_that_count_working_days(self) -> None:
        """
        Four days are working days where short periods are: Tuesday to Monday, half Thursday.
        """
        policy = rule(
            step("a", share="50%"),
            limit=Days(4),
            counting=Counting(working_days_up_to=7),
        )
        assert falls(policy, dt.date(2026, 3, 10), calendar=china()) == [
            dt.date(2026, 3, 12)
        ]

    def test_in_months_and_to_a_day_of_a_cell(self) -> None:
        """
        In the days that they came to: 31 to 1 April, and 44 from 1 April to 15 May.
        """
        half = step("a", share="50%")
        assert falls(rule(half, limit=Months(1)), dt.date(2026, 3, 1)) == [
            dt.date(2026, 3, 16)
        ]
        until = rule(half, limit=DayOf(15, ahead=1))
        assert falls(until, dt.date(2026, 4, 1)) == [dt.date(2026, 4, 23)]

    def test_on_the_clock(self) -> None:
        """
        Hours and minutes of the clock, in whole minutes.
        """
        policy = rule(
            step("a", share="1/3"),
            step("b", before_end=Minutes(10)),
            step("c", after_end=Hours(1)),
            limit=Hours(1),
        )
        assert falls(policy, at(2)) == [at(2, 9, 20), at(2, 9, 50), at(2, 11)]

    def test_in_hours_and_days(self) -> None:
        """
        A length of several units: of what it came to on the clock.
        """
        policy = rule(step("a", share="1/2"), limit=Days(1) + Hours(12))
        assert falls(policy, at(2)) == [at(3, 3)]

    def test_to_a_time_that_the_party_set(self) -> None:
        """
        Of the time until then: of its days, or of its hours.
        """
        policy = rule(step("a", share="1/2"), limit=None, self_set=True)
        assert falls(policy, at(2), appointed=at(2, 19)) == [at(2, 14)]
        assert falls(policy, at(2), appointed=dt.date(2026, 3, 6)) == [
            dt.date(2026, 3, 4)
        ]
        assert falls(policy, dt.date(2026, 3, 2), appointed=at(6, 12)) == [
            dt.date(2026, 3, 4)
        ]
        assert falls(policy, at(2)) == []  # nothing was appointed

    def test_of_the_limit_that_decides(self) -> None:
        """
        Of several categories the strictest; one alone is that one.
        """
        cases = [
            Case(key="general", limit=Days(10), clause=LAW),
            Case(key="leak", limit=Hours(20), clause=LAW),
        ]
        policy = rule(step("a", share="1/2"), limit=None, cases=cases)
        assert falls(policy, at(2), category="general") == [dt.date(2026, 3, 7)]
        assert falls(policy, at(2), category=("general", "leak")) == [at(2, 19)]
        assert falls(policy, at(2)) == []  # late in any, and not known in which

    def test_beyond_the_calendar(self) -> None:
        """
        A step that the calendar does not reach has no day; the others have theirs.
        """
        policy = rule(
            step("a", share="50%"),
            step("b", after_end=WorkingDays(500)),
            limit=WorkingDays(4),
        )
        found = falls(policy, dt.date(2026, 3, 9), calendar=china())
        assert found == [dt.date(2026, 3, 11), None]


class TestRefused:
    """
    What could not be asked, or would go unused.
    """

    @pytest.mark.parametrize(
        "told",
        [
            {},
            {"share": "50%", "before_end": Days(1)},
            {"before_end": Days(1), "after_end": Days(1)},
        ],
    )
    def test_exactly_one_way(self, told: dict[str, Any]) -> None:
        """
        A step falls at a share, before or after.
        """
        with pytest.raises(InvalidFieldError, match="exactly one of"):
            step(**told)

    def test_shares(self) -> None:
        """
        Exact ones, and none above the whole.
        """
        with pytest.raises(InexactRateError):
            step(share=0.75)
        with pytest.raises(InvalidFieldError):
            step(share="120%")

    def test_policies(self) -> None:
        """
        A ladder needs a limit, keys of their own, and lengths that can be counted.
        """
        with pytest.raises(InvalidFieldError, match="ladder"):
            rule(step(share="50%"), limit=None)
        with pytest.raises(InvalidFieldError, match="ladder"):
            rule(step("a", share="50%"), step("a", share="75%"))
        with pytest.raises(InvalidFieldError, match="hours"):
            rule(step(before_end=WorkingHours(1)))


class TestVerdicts:
    """
    What has fallen is remarked until it is done.
    """

    POLICY = rule(
        step("first", share="50%", owed_by="centre"), step("last", after_end=Days(1))
    )

    @pytest.mark.parametrize(
        ("day", "done", "keys"),
        [
            (8, None, ["first"]),
            (7, None, []),
            (16, None, ["first"]),
            (17, None, ["first", "last"]),
            (20, at(10), []),
        ],
    )
    def test_remarks(self, day: int, done: dt.datetime | None, keys: list[str]) -> None:
        """
        Fifteen days from the 1st: half of them, seven whole ones, end on the 8th.
        """
        verdict = self.POLICY.assess(dt.date(2026, 3, 1), done, as_of=at(day))
        assert [one["key"] for one in verdict.notes] == keys

    def test_words(self) -> None:
        """
        In both languages, with the party and the clause of the step.
        """
        verdict = self.POLICY.assess(dt.date(2026, 3, 1), as_of=at(9))
        assert verdict.explain("en").endswith(
            "First fell on Sun 2026-03-08, owed by the centre (L-2)."
        )
        assert verdict.explain("zh").endswith("（L-2）。")

    def test_receipts(self) -> None:
        """
        The same remarks again.
        """
        verdict = self.POLICY.assess(dt.date(2026, 3, 1), category=None, as_of=at(9))
        from followup_rules.receipts import replay  # noqa: PLC0415

        again = replay(self.POLICY, verdict.receipt())
        assert again.is_same
        assert again.carried == ()
        assert again.verdict == verdict

    def test_a_rule_without_one_is_as_it_was(self) -> None:
        """
        Its fingerprint holds no ladder.
        """
        bare = attrs.evolve(self.POLICY, ladder=())
        assert "ladder" not in plain(bare)
        assert digest(bare) != digest(self.POLICY)
        assert pickle.loads(pickle.dumps(self.POLICY)) == self.POLICY  # noqa: S301


# -------------------------------------------------------------------------- the agenda


@row("case", "case", "案件", placed="opened_at")
class Matter:
    """What is to be answered."""

    id: str
    opened_at: dt.datetime = said("opened", "立案时间")
    owed: bool | None = said("owed", "是否应答复", default=True)
    replied_at: dt.datetime | None = said("reply", "答复时间", default=None)
    entered_at: dt.datetime | None = None


BOOK = regulation(
    "L",
    "1",
    "l",
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
            owed="owed",
            limit=Days(10),
            ladder={
                "remind": {
                    "name": ("the reminder", "催办"),
                    "clause": "2",
                    "share": "50%",
                    "owed_by": "centre",
                },
                "level/2": {"name": ("level two", "二级督办"), "after_end": Days(2)},
            },
        ),
    ),
    clause("2", "Reminded at half of it.", "过半催办。"),
    source="l",
    ledgers=(Matter,),
)


def on_agenda(day: int, *matters: Matter) -> Agenda:
    """Return the agenda of March."""
    return agenda(BOOK, {"case": matters}, as_of=at(day), span=month(2026, 3))


def entries(day: int, *matters: Matter) -> dict[str, Entry]:
    """Return its entries by their keys."""
    return on_agenda(day, *matters).by_key()


STOPPED = """
zone_of = "reply"
[regulation]
code = "S"
edition = "1"
title = { en = "s" }
source = "s"
[words]
office = { text = { en = "office" } }
wait = { text = { en = "waiting" } }
[facts.case]
words = { en = "case" }
placed = "opened_at"
[facts.case.attributes]
opened_at = { type = "instant", words = { en = "opened" } }
replied_at = { type = "instant?", words = { en = "replied" } }
held_at = { type = "instant?", words = { en = "held" } }
why = { type = "one of wait?", words = { en = "why" } }
[clauses.S-1]
en = "A reply within a day."
[rules.reply]
kind = "deadline"
clause = "S-1"
name = { en = "the reply" }
owed_by = "office"
limit = "24 hours"
stopped_by = ["wait"]
ladder.after = { name = { en = "the report" }, clause = "S-1", after_end = "2 hours" }
[rules.reply.feed]
each = "case"
since = "opened_at"
done = "replied_at"
pauses = { begins = "held_at", reason = "why" }
"""


CALLED = """
zone_of = "reply"
[regulation]
code = "S"
edition = "1"
title = { en = "s" }
source = "s"
[words]
office = { text = { en = "office" } }
[facts.case]
words = { en = "case" }
placed = "opened_at"
[facts.case.attributes]
opened_at = { type = "instant", words = { en = "opened" } }
[facts.call]
words = { en = "call" }
placed = "called_at"
owner = "case_id"
[facts.call.attributes]
case_id = { type = "id of case", words = { en = "case" } }
called_at = { type = "instant", words = { en = "called" } }
[clauses.S-1]
en = "A call within a day."
[rules.reply]
kind = "deadline"
clause = "S-1"
name = { en = "the call" }
owed_by = "office"
limit = "24 hours"
ladder.after = { name = { en = "the report" }, clause = "S-1", after_end = "2 hours" }
[rules.reply.feed]
each = "case"
since = "opened_at"
done = "first call.called_at"
"""


class TestAgenda:
    """
    Ten days from the 2nd end on the 12th; half of them on the 7th; level two on the 14th.
    """

    REPLY = "L/reply//case/1/"
    REMIND = "L/reply/remind/case/1/"
    SECOND = "L/reply/level%2F2/case/1/"

    @pytest.mark.parametrize(("replied", "steps"), [(at(3, 8), 0), (None, 1)])
    def test_a_step_that_never_falls(
        self, replied: dt.datetime | None, steps: int
    ) -> None:
        """Done before the clock stopped for good, nothing is left to find out."""
        book = interchange.loads(STOPPED)
        case = SimpleNamespace(
            id="1", opened_at=at(2), replied_at=replied, held_at=at(3), why="wait"
        )
        found = agenda(book, {"case": [case]}, as_of=at(4), span=month(2026, 3))
        late = [one for one in found if one.key.startswith("S/reply/after/")]
        assert [one.state for one in late] == [State.UNKNOWN] * steps

    def test_a_step_of_what_cannot_be_read(self) -> None:
        """A call that nobody can read may have come before the step."""
        book = interchange.loads(CALLED)
        case = SimpleNamespace(id="1", opened_at=at(2))
        call = SimpleNamespace(id="1", case_id="1", called_at="soon")
        rows = {"case": [case], "call": [call]}
        found = agenda(book, rows, as_of=at(6), span=month(2026, 3)).by_key()
        assert found["S/reply/after/case/1/"].state is State.UNKNOWN

    def test_entries_of_their_own(self) -> None:
        """
        Each with its key, its day, its party and its clause.
        """
        found = entries(3, Matter(id="1", opened_at=at(2)))
        assert set(found) == {self.REPLY, self.REMIND, self.SECOND}
        remind = found[self.REMIND]
        assert remind.last_day == dt.date(2026, 3, 7)
        assert remind.opens == at(7, 0)
        assert remind.closes == at(8, 0)
        assert (remind.clause.id, remind.owed_by) == ("L-2", "centre")
        assert (remind.name.zh, remind.state) == ("催办", State.UPCOMING)
        assert found[self.SECOND].owed_by == "office"
        assert found[self.SECOND].clause.id == "L-1"
        assert "centre" in BOOK.parties

    @pytest.mark.parametrize(
        ("day", "replied", "remind", "second"),
        [
            (6, None, State.UPCOMING, State.UPCOMING),
            (7, None, State.RUNNING, State.UPCOMING),
            (14, None, State.RUNNING, State.RUNNING),
            (10, at(6), None, None),
            (10, at(9), State.DONE, None),
            (20, at(15), State.DONE, State.DONE),
        ],
    )
    def test_states(
        self,
        day: int,
        replied: dt.datetime | None,
        remind: State | None,
        second: State | None,
    ) -> None:
        """
        A step falls, runs until the reply, and never falls after it.
        """
        found = entries(day, Matter(id="1", opened_at=at(2), replied_at=replied))
        states = [
            found[key].state if key in found else None
            for key in (self.REMIND, self.SECOND)
        ]
        assert states == [remind, second]

    def test_what_is_not_owed_has_none(self) -> None:
        """
        Neither has what is not known to be owed.
        """
        assert entries(20, Matter(id="1", opened_at=at(2), owed=False)) == {}
        found = entries(20, Matter(id="1", opened_at=at(2), owed=None))
        assert set(found) == {self.REPLY}

    def test_changes(self) -> None:
        """
        The keys stay, so that a host can upsert; a step that never falls is gone.
        """
        open_one = Matter(id="1", opened_at=at(2))
        before, after = on_agenda(6, open_one), on_agenda(8, open_one)
        changed = after.changes_since(before).changed
        assert [one.key for one in changed] == [self.REMIND]
        done = on_agenda(9, Matter(id="1", opened_at=at(2), replied_at=at(9)))
        gone = done.changes_since(after).gone
        assert [one.key for one in gone] == [self.SECOND]

    def test_from_a_file(self) -> None:
        """
        The complaints line: reminded one working day before, reported five after.

        Five working days from Monday the 2nd end on Monday the 9th; one before is Friday
        the 6th, five after Monday the 16th.
        """
        book = interchange.read(HOTLINE)
        ticket = {"id": "T", "received_at": at(2, 10), "kind": "complaint"}
        found = agenda(
            book,
            {"ticket": [_Row(ticket, book)]},
            as_of=at(5),
            span=month(2026, 3),
            calendar=china(),
        ).by_key()
        days = {key.split("/")[2]: one.last_day for key, one in found.items()}
        assert days == {
            "": dt.date(2026, 3, 9),
            "reminder": dt.date(2026, 3, 6),
            "report": dt.date(2026, 3, 16),
        }
        for form in ("toml", "json"):
            assert interchange.loads(interchange.dumps(book, form), form) == book

    def test_to_the_instant(self) -> None:
        """
        Half of ten hours is an instant; that very instant it has fallen.
        """
        policy = attrs.evolve(BOOK["reply"], limit=Hours(10))
        book = BOOK.replace("reply", policy)
        for minute, state in ((59, State.UPCOMING), (60, State.RUNNING)):
            found = agenda(
                book,
                {"case": [Matter(id="1", opened_at=at(2))]},
                as_of=at(2, 13) + dt.timedelta(minutes=minute),
                span=month(2026, 3),
            ).by_key()[self.REMIND]
            assert found.opens == found.closes == at(2, 14)
            assert found.closes_included
            assert found.state is state

    def test_in_a_calendar(self) -> None:
        """
        Each step is a to-do of its own, on its day.
        """
        found = feed(on_agenda(3, Matter(id="1", opened_at=at(2))), language="zh")
        assert found.written == 3
        text = found.content.decode("utf-8")
        assert "DUE;VALUE=DATE:20260307" in text
        assert "催办" in text

    def test_beyond_the_calendar(self) -> None:
        """
        A step that has no day yet is listed as not known, and never left out.
        """
        ticket = {"id": "T", "received_at": at(2, 10), "kind": "complaint"}
        book = interchange.read(HOTLINE)
        policy = book["reply"]
        far = attrs.evolve(policy.ladder[1], after_end=WorkingDays(500))
        book = book.replace("reply", attrs.evolve(policy, ladder=(far,)))
        found = agenda(
            book,
            {"ticket": [_Row(ticket, book)]},
            as_of=at(5),
            span=month(2026, 3),
            calendar=china(),
        ).by_key()
        entry = found["LINE/reply/report/ticket/T/"]
        assert (entry.state, entry.last_day) == (State.UNKNOWN, None)


class _Row:
    """A row of the complaints line."""

    def __init__(self, told: dict[str, Any], book: Any) -> None:
        for fact in book.ledgers["ticket"].facts:
            setattr(self, fact.name, told.get(fact.name))
        self.id = told["id"]
        self.entered_at = None
