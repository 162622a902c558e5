"""
Something due inside a window around an anchor.
"""

import datetime as dt
import json
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pendulum
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarRequiredError,
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NotADayError,
    WrongEvidenceError,
)
from followup_rules.policies.windows import After, Before, Given, WindowPolicy
from followup_rules.reasons import windows as wording
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Hours, Months, WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import month
from followup_rules.timing.seasons import Season
from followup_rules.verdicts import Status, Subject, Verdict

SHANGHAI = "Asia/Shanghai"
STRIVEN_FOR = Clause(
    id="DEMO-1", en="at about two years", zh="两年左右", timing=Force.TARGET
)
BINDING = Clause(id="DEMO-2", en="before it ends", zh="期满前")


def policy(span: Any, **fields: Any) -> WindowPolicy:
    """Return a window for a visit."""
    fields = {"clause": BINDING, "anchor": "ends_on", **fields}
    return WindowPolicy(
        id="demo",
        name=Text("the visit", "回访"),
        owed_by="project_department",
        span=span,
        **fields,
    )


TECHNICAL = policy(
    After(opens=Months(21), closes=Months(27)),
    clause=STRIVEN_FOR,
    anchor="delivered_on",
    only_if="four_new_used",
)
PRE_EXPIRY = policy(Before(lead=Days(60)))
SEASONAL = policy(Given(), anchor="season", count_late=False)
DELIVERED = dt.date(2023, 8, 31)
SEASONS = (
    (dt.date(2024, 11, 15), dt.date(2025, 3, 15)),
    (dt.date(2025, 11, 15), dt.date(2026, 3, 15)),
)


def at(
    year_no: int, month_no: int, day: int, hour: int = 0, minute: int = 0
) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.datetime(year_no, month_no, day, hour, minute, tz=SHANGHAI)


AFTERWARDS = at(2027, 1, 1)


def technical(done: Any, *, as_of: dt.datetime = AFTERWARDS, **facts: Any) -> Verdict:
    """Judge a technical visit of a building that used what is new."""
    return TECHNICAL.assess(DELIVERED, done, **{"owed": True, "as_of": as_of, **facts})


def codes(verdict: Verdict) -> tuple[str, ...]:
    """Return the reason codes of a verdict, the deciding one first."""
    return tuple(reason.code for reason in verdict.reasons)


class TestAfter:
    """
    From 21 to 27 months after delivery for use.
    """

    def test_window(self) -> None:
        """Both ends are one step from the anchor, and both belong to the window."""
        window = TECHNICAL.window(DELIVERED)
        assert window.first_day == dt.date(2025, 5, 31)
        assert window.last_day == dt.date(2025, 11, 30)
        assert window.opens == at(2025, 5, 31)
        assert window.closes == at(2025, 12, 1)
        assert not window.closes_included

    @pytest.mark.parametrize(
        ("visit", "status", "code"),
        [
            (dt.date(2025, 5, 31), Status.MET, "done_in_window"),
            (at(2025, 5, 31), Status.MET, "done_in_window"),
            (dt.date(2025, 11, 30), Status.MET, "done_in_window"),
            (at(2025, 11, 30, 23, 59), Status.MET, "done_in_window"),
            (dt.date(2025, 12, 1), Status.LATE, "done_after_target"),
            (at(2025, 12, 1), Status.LATE, "done_after_target"),
            (None, Status.BREACHED, "window_missed"),
        ],
    )
    def test_visits(self, visit: Any, status: Status, code: str) -> None:
        """Delivered 2023-08-31: 2025-11-30 is in time, 2025-12-01 is late."""
        verdict = technical(visit)
        assert verdict.status is status
        assert codes(verdict) == (code,)
        assert verdict.deadline.last_day == dt.date(2025, 11, 30)

    def test_late_breaks_nothing_and_absence_does(self) -> None:
        """The time is striven for; that the visit takes place is owed."""
        late = technical(dt.date(2025, 12, 1))
        assert late.force is Force.TARGET
        assert not late.is_violation
        absent = technical(None)
        assert absent.force is Force.BINDING
        assert absent.is_violation

    @pytest.mark.parametrize(
        "visit", [dt.date(2025, 5, 30), at(2025, 5, 30, 23, 59), dt.date(2024, 6, 1)]
    )
    def test_early_visit_does_not_count(self, visit: Any) -> None:
        """A visit before the window leaves the duty pending, and is remarked on."""
        before = technical(visit, as_of=at(2025, 5, 30, 23, 59))
        assert before.status is Status.PENDING
        assert codes(before) == ("window_ahead", "before_window")
        running = technical(visit, as_of=at(2025, 11, 30, 23, 59))
        assert running.status is Status.PENDING
        assert codes(running) == ("window_running", "before_window")

    def test_early_visit_once_the_window_is_over(self) -> None:
        """Where the time is only striven for, an early visit missed it, no more."""
        verdict = technical([dt.date(2025, 5, 30), dt.date(2026, 1, 5)])
        assert verdict.status is Status.MISSED
        assert codes(verdict) == ("done_before_window",)
        assert not verdict.is_violation
        assert "不予认可" not in verdict.explain("zh")

    def test_pending(self) -> None:
        """Without a visit the window is first ahead, then running, then missed."""
        found = [
            technical(None, as_of=moment).reason.code
            for moment in (
                at(2025, 5, 30, 23, 59),
                at(2025, 5, 31),
                at(2025, 11, 30, 23, 59),
                at(2025, 12, 1),
            )
        ]
        assert found == [
            "window_ahead",
            "window_running",
            "window_running",
            "window_missed",
        ]

    def test_several_visits(self) -> None:
        """One visit inside is enough, whatever came before and after it."""
        verdict = technical(
            [at(2026, 1, 1), dt.date(2025, 7, 1), dt.date(2024, 1, 1), at(2025, 6, 30)]
        )
        assert verdict.status is Status.MET
        assert codes(verdict) == ("done_in_window",)
        assert verdict.evidence.counted == at(2025, 6, 30)
        assert verdict.evidence.done[0] == dt.date(2024, 1, 1)

    def test_nothing_new_was_used(self) -> None:
        """Without anything new there is no technical visit."""
        verdict = technical(None, owed=False)
        assert verdict.status is Status.NOT_APPLICABLE
        assert codes(verdict) == ("window_not_owed",)

    def test_unknown_whether_it_is_owed(self) -> None:
        """Where nobody says whether anything new was used, the fact is named."""
        verdict = technical(dt.date(2025, 6, 1), owed=None)
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "four_new_used"

    def test_not_delivered(self) -> None:
        """Before delivery nothing is owed, and a later delivery is not known."""
        none = TECHNICAL.assess(None, owed=True, as_of=AFTERWARDS)
        assert none.status is Status.NOT_APPLICABLE
        assert codes(none) == ("anchor_absent",)
        later = technical(None, as_of=at(2023, 8, 30))
        assert later.status is Status.NOT_APPLICABLE
        assert codes(later) == ("anchor_absent", "later_fact")

    def test_later_visit_is_not_known(self) -> None:
        """A visit of tomorrow has not taken place."""
        verdict = technical(dt.date(2025, 6, 2), as_of=at(2025, 6, 1))
        assert verdict.status is Status.PENDING
        assert codes(verdict) == ("window_running", "later_fact")
        assert verdict.evidence.done == ()

    @given(
        anchor=st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)),
        opens=st.integers(0, 30),
        length=st.integers(0, 12),
        shift=st.sampled_from([-1, 0, 1]),
        last=st.booleans(),
    )
    @example(anchor=dt.date(2024, 2, 29), opens=21, length=6, shift=0, last=True)
    @example(anchor=dt.date(2023, 8, 31), opens=21, length=6, shift=1, last=True)
    @settings(max_examples=120, deadline=None)
    def test_against_dateutil(
        self,
        anchor: dt.date,
        opens: int,
        length: int,
        shift: int,
        last: bool,  # noqa: FBT001 - drawn
    ) -> None:
        """Around both ends the answer is what dateutil's month arithmetic says."""
        rule = policy(
            After(opens=Months(opens), closes=Months(opens + length)),
            clause=STRIVEN_FOR,
        )
        first_day = anchor + relativedelta(months=opens)
        last_day = anchor + relativedelta(months=opens + length)
        window = rule.window(anchor)
        assert (window.first_day, window.last_day) == (first_day, last_day)
        visit = (last_day if last else first_day) + dt.timedelta(days=shift)
        verdict = rule.assess(anchor, visit, as_of=at(2100, 1, 1))
        if visit < first_day:
            expected = Status.MISSED
        elif visit > last_day:
            expected = Status.LATE
        else:
            expected = Status.MET
        assert verdict.status is expected


class TestLengthsOfSeveralUnits:
    """
    A month, give or take four days.
    """

    def test_around_a_month(self) -> None:
        """
        From 31 January that is 24 February to 4 March.
        """
        around = After(opens=Months(1) - Days(4), closes=Months(1) + Days(4))
        window = attrs.evolve(TECHNICAL, span=around).window(dt.date(2026, 1, 31))

        assert window.first_day == dt.date(2026, 2, 24)
        assert window.last_day == dt.date(2026, 3, 4)

    def test_no_window_has_hours(self) -> None:
        """
        Not inside a length of several units either.
        """
        length = Days(1) + Hours(3)
        makes: dict[str, Callable[[], object]] = {
            "After.opens": lambda: After(opens=length, closes=Days(3)),
            "After.closes": lambda: After(opens=Days(0), closes=length),
            "Before.lead": lambda: Before(lead=length),
        }
        for name, make in makes.items():
            with pytest.raises(InvalidFieldError) as caught:
                make()
            assert str(caught.value) == (
                f"{name} cannot be '1 day 3 hours'; allowed: a length without hours or "
                "minutes, because a window has days"
            )


class TestBefore:
    """
    From the 60th day before the end of a warranty to that end.
    """

    END = dt.date(2026, 5, 10)

    def test_window(self) -> None:
        """The end itself is not counted, and is the last day of the window."""
        window = PRE_EXPIRY.window(self.END)
        assert window.first_day == dt.date(2026, 3, 11)
        assert window.last_day == self.END
        assert window.closes == at(2026, 5, 11)

    @pytest.mark.parametrize(
        ("visit", "as_of", "status"),
        [
            (dt.date(2026, 3, 10), at(2026, 4, 1), Status.PENDING),
            (dt.date(2026, 3, 10), at(2026, 5, 11), Status.BREACHED),
            (dt.date(2026, 3, 11), at(2026, 5, 11), Status.MET),
            (dt.date(2026, 5, 10), at(2026, 5, 11), Status.MET),
            (at(2026, 5, 10, 23, 59), at(2026, 5, 11), Status.MET),
            (at(2026, 5, 11), at(2026, 5, 12), Status.LATE),
            (None, at(2026, 5, 11), Status.BREACHED),
            (None, at(2026, 3, 10, 23, 59), Status.PENDING),
        ],
    )
    def test_visits(self, visit: Any, as_of: dt.datetime, status: Status) -> None:
        """The 60th day before 2026-05-10 is 2026-03-11."""
        verdict = PRE_EXPIRY.assess(self.END, visit, as_of=as_of)
        assert verdict.status is status
        early = visit == dt.date(2026, 3, 10)
        assert ("before_window" in codes(verdict)) is early

    def test_binding_time(self) -> None:
        """Here the time is binding: late is a violation, and so is too early alone."""
        late = PRE_EXPIRY.assess(self.END, dt.date(2026, 5, 11), as_of=AFTERWARDS)
        assert late.is_violation
        early = PRE_EXPIRY.assess(self.END, dt.date(2026, 3, 10), as_of=AFTERWARDS)
        assert early.is_violation

    def test_lead_can_be_changed(self) -> None:
        """A host that sets a month before the end gets the corresponding day."""
        monthly = attrs.evolve(PRE_EXPIRY, span=Before(lead=Months(1)))
        assert monthly.window(self.END).first_day == dt.date(2026, 4, 10)
        assert monthly.window(dt.date(2026, 3, 31)).first_day == dt.date(2026, 2, 28)

    def test_default_lead(self) -> None:
        """Without a word the window opens on the 60th day before."""
        assert Before() == Before(lead=Days(60))

    def test_several_ends(self) -> None:
        """Each cover that ends owes a visit of its own, and one may serve two."""
        ends = (self.END, dt.date(2026, 4, 20), dt.date(2029, 5, 10))
        verdicts = PRE_EXPIRY.assess_each(ends, dt.date(2026, 4, 1), as_of=AFTERWARDS)
        assert [v.status for v in verdicts] == [
            Status.MET,
            Status.MET,
            Status.PENDING,
        ]
        assert [v.subject and v.subject.cell for v in verdicts] == [
            "2026-05-10",
            "2026-04-20",
            "2029-05-10",
        ]

    def test_unknown_end(self) -> None:
        """An end that is not known makes the visit undetermined, not idle."""
        verdict = PRE_EXPIRY.assess(None, as_of=AFTERWARDS)
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "ends_on"

    def test_instant_of_another_zone(self) -> None:
        """A visit recorded in UTC counts on its day in Shanghai."""
        visit = pendulum.datetime(2026, 3, 10, 16, tz="UTC")
        assert PRE_EXPIRY.assess(self.END, visit, as_of=AFTERWARDS).status is (
            Status.MET
        )
        before = visit.subtract(microseconds=1)
        assert PRE_EXPIRY.assess(self.END, before, as_of=AFTERWARDS).status is (
            Status.BREACHED
        )

    def test_working_days(self) -> None:
        """A lead in working days needs a calendar."""
        rule = policy(Before(lead=WorkingDays(2)))
        with pytest.raises(CalendarRequiredError):
            rule.window(dt.date(2026, 3, 10))
        # Tue 10 March, Mon 9, Fri 6: two working days before.
        window = rule.window(dt.date(2026, 3, 10), calendar=china())
        assert window.first_day == dt.date(2026, 3, 6)
        facts: dict[str, Any] = {"as_of": AFTERWARDS}
        unknown = rule.assess(dt.date(2026, 3, 10), **facts)
        assert unknown.status is Status.UNDETERMINED
        assert codes(unknown) == ("calendar_missing",)
        beyond = rule.assess(dt.date(2040, 3, 10), calendar=china(), **facts)
        assert codes(beyond) == ("calendar_not_covered",)

    @given(
        end=st.dates(dt.date(2001, 1, 1), dt.date(2060, 12, 31)),
        lead=st.integers(0, 400),
        offset=st.sampled_from([-1, 0, 1]),
        last=st.booleans(),
    )
    @settings(max_examples=100, deadline=None)
    def test_against_subtraction(
        self,
        end: dt.date,
        lead: int,
        offset: int,
        last: bool,  # noqa: FBT001 - drawn
    ) -> None:
        """Around both ends the answer is what plain subtraction of days says."""
        rule = policy(Before(lead=Days(lead)))
        first = end - dt.timedelta(days=lead)
        visit = (end if last else first) + dt.timedelta(days=offset)
        verdict = rule.assess(end, visit, as_of=at(2100, 1, 1))
        expected = (
            Status.BREACHED
            if visit < first
            else Status.LATE
            if visit > end
            else Status.MET
        )
        assert verdict.status is expected
        assert verdict.deadline.first_day == first


class TestGiven:
    """
    One verdict for each season that the caller gives.
    """

    def test_windows(self) -> None:
        """A season's first and last day are the window's."""
        windows = SEASONAL.windows(SEASONS)
        assert [(w.first_day, w.last_day) for w in windows] == list(SEASONS)

    def test_one_verdict_each(self) -> None:
        """A visit in the second winter does not make good the first, late."""
        first, second = SEASONAL.assess_each(
            SEASONS, dt.date(2025, 12, 1), as_of=AFTERWARDS
        )
        assert first.status is Status.BREACHED
        assert second.status is Status.MET
        assert first.subject == Subject(
            "visit_window", "demo", cell="2024-11-15..2025-03-15"
        )

    @pytest.mark.parametrize(
        ("visit", "status"),
        [
            (dt.date(2024, 11, 14), Status.BREACHED),
            (dt.date(2024, 11, 15), Status.MET),
            (dt.date(2025, 3, 15), Status.MET),
            (at(2025, 3, 15, 23, 59), Status.MET),
            (dt.date(2025, 3, 16), Status.BREACHED),
        ],
    )
    def test_edges(self, visit: Any, status: Status) -> None:
        """Both days of a season belong to it, across the year end."""
        verdict = SEASONAL.assess(SEASONS[0], visit, as_of=AFTERWARDS)
        assert verdict.status is status

    def test_seasons_as_objects(self) -> None:
        """Whatever has a first and a last day will do, and may name itself."""
        winter = Season(
            kind="heating",
            first=pendulum.date(2025, 11, 15),
            last=pendulum.date(2026, 3, 15),
        )
        (verdict,) = SEASONAL.assess_each(
            [winter],
            dt.date(2026, 1, 5),
            as_of=AFTERWARDS,
            subject=Subject("project", "P-1"),
        )
        assert verdict.status is Status.MET
        assert verdict.subject == Subject("project", "P-1", cell="2025/26")
        assert SEASONAL.window(month(2026, 3)).last_day == dt.date(2026, 3, 31)

    def test_season_without_an_end(self) -> None:
        """A season whose end is not declared cannot be judged once it has begun."""
        open_ended = (dt.date(2025, 11, 15), None)
        (verdict,) = SEASONAL.assess_each(
            [open_ended], dt.date(2025, 12, 1), as_of=AFTERWARDS
        )
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "last_day"
        assert verdict.subject is not None
        assert verdict.subject.cell == "2025-11-15..?"
        with pytest.raises(MissingFactError, match="last_day"):
            SEASONAL.window(open_ended)

    def test_no_season_known(self) -> None:
        """Heating without a declared season is undetermined; no heating is no duty."""
        verdict = SEASONAL.assess(None, as_of=AFTERWARDS)
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "season"
        none = SEASONAL.assess(None, owed=False, as_of=AFTERWARDS)
        assert none.status is Status.NOT_APPLICABLE

    def test_next_season_is_pending(self) -> None:
        """A season ahead is pending, and becomes due when it begins."""
        ahead = SEASONAL.assess(SEASONS[1], as_of=at(2025, 11, 14, 23, 59))
        assert (ahead.status, ahead.reason.code) == (Status.PENDING, "window_ahead")
        running = SEASONAL.assess(SEASONS[1], as_of=at(2025, 11, 15))
        assert running.reason.code == "window_running"

    @given(
        days=st.lists(st.dates(dt.date(2024, 11, 1), dt.date(2026, 4, 1)), max_size=4)
    )
    @settings(max_examples=60, deadline=None)
    def test_against_counting_day_by_day(self, days: list[dt.date]) -> None:
        """Each season is met exactly where one of its days was a visit."""
        verdicts = SEASONAL.assess_each(SEASONS, days, as_of=AFTERWARDS)
        for (first, last), verdict in zip(SEASONS, verdicts, strict=True):
            season = {
                first + dt.timedelta(days=n) for n in range((last - first).days + 1)
            }
            visited = bool(season & set(days))
            assert verdict.status is (Status.MET if visited else Status.BREACHED)


class TestOwed:
    """Whether it is owed at all."""

    def test_it_is_yes_no_or_unknown(self) -> None:
        """The text 'no' is not taken for a yes."""
        with pytest.raises(InvalidFieldError, match="owed cannot be 'no'"):
            technical(DELIVERED, owed="no")


class TestErrors:
    """
    Bad input is refused with the way out.
    """

    def test_bad_anchors(self) -> None:
        """A naive time, a text, a single day for a season and a triple are refused."""
        naive = dt.datetime(2026, 3, 2, 9)  # noqa: DTZ001 - on purpose
        with pytest.raises(NaiveTimeError, match="delivered_on"):
            TECHNICAL.window(naive)
        with pytest.raises(NotADayError, match="ends_on"):
            PRE_EXPIRY.window("2026-05-10")  # type: ignore[arg-type]
        for wrong in (dt.date(2026, 5, 10), (dt.date(2026, 5, 10),)):
            with pytest.raises(InvalidFieldError, match="a first and a last day"):
                SEASONAL.window(wrong)  # type: ignore[arg-type]
        with pytest.raises(NotADayError, match=r"season\.first"):
            SEASONAL.window((at(2026, 1, 1), dt.date(2026, 5, 10)))
        with pytest.raises(NotADayError, match=r"season\.last"):
            SEASONAL.window((dt.date(2026, 1, 1), "May"))  # type: ignore[arg-type]

    def test_bad_visits(self) -> None:
        """A naive visit is refused, and so is judging without a moment."""
        naive = dt.datetime(2026, 3, 2, 9)  # noqa: DTZ001 - on purpose
        with pytest.raises(NaiveTimeError, match="done"):
            technical(naive)
        with pytest.raises(MissingFactError, match="as_of"):
            PRE_EXPIRY.assess(dt.date(2026, 5, 10))

    def test_window_that_closes_before_it_opens(self) -> None:
        """A window turned round is refused, in the rule as in the season."""
        with pytest.raises(ImpossibleOrderError, match="closes"):
            SEASONAL.window((dt.date(2026, 5, 11), dt.date(2026, 5, 10)))
        turned = policy(After(opens=Months(2), closes=Days(59)))
        with pytest.raises(ImpossibleOrderError):
            turned.window(dt.date(2026, 7, 1))
        # One day is a window.
        assert SEASONAL.window((dt.date(2026, 5, 10),) * 2).first_day == dt.date(
            2026, 5, 10
        )

    def test_hours_are_no_window(self) -> None:
        """Windows are counted in days and longer."""
        with pytest.raises(InvalidFieldError, match=r"Before\.lead"):
            Before(lead=Hours(24))  # type: ignore[arg-type]
        with pytest.raises(InvalidFieldError, match=r"WindowPolicy\.span"):
            policy(Months(21))

    def test_other_evidence(self) -> None:
        """A verdict on a window has no quota to ask for."""
        with pytest.raises(WrongEvidenceError):
            _ = technical(None).required


def specimens() -> list[Verdict]:
    """Return a verdict of every kind."""
    end = TestBefore.END
    return [
        technical(dt.date(2025, 6, 1)),
        technical(at(2025, 12, 1, 9)),
        technical(dt.date(2025, 1, 1)),
        technical(None),
        technical(None, owed=False),
        technical(None, owed=None),
        TECHNICAL.assess(None, owed=True, as_of=AFTERWARDS),
        PRE_EXPIRY.assess(end, dt.date(2026, 3, 10), as_of=at(2026, 3, 10, 12)),
        PRE_EXPIRY.assess(end, as_of=at(2026, 3, 12)),
        *SEASONAL.assess_each(SEASONS, dt.date(2025, 1, 1), as_of=AFTERWARDS),
        SEASONAL.assess((dt.date(2025, 11, 15), None), as_of=AFTERWARDS),
        PRE_EXPIRY.assess(end, at(2026, 6, 1, 9), as_of=AFTERWARDS),
    ]


class TestAnswers:
    """
    Every answer explains itself, and can be computed again from its receipt.
    """

    @pytest.mark.parametrize("verdict", specimens(), ids=repr)
    def test_receipts_replay(self, verdict: Verdict) -> None:
        """The receipt, through JSON, gives the same verdict."""
        receipt = json.loads(json.dumps(verdict.receipt()))
        again = replay(verdict.policy, receipt)  # type: ignore[arg-type]
        assert again.stale == ()
        assert again.verdict.reasons == verdict.reasons

    def test_every_code_is_said(self) -> None:
        """The specimens produce every reason code of this kind, in both languages."""
        found: set[str] = set()
        for verdict in specimens():
            found.update(codes(verdict))
            for language in ("en", "zh"):
                said = verdict.explain(language)
                assert "{" not in said
                assert "None" not in said
        assert found >= set(wording.SENTENCES)

    def test_english(self) -> None:
        """An early visit is explained with its day and the window's."""
        verdict = PRE_EXPIRY.assess(
            TestBefore.END, dt.date(2026, 3, 10), as_of=at(2026, 3, 10, 12)
        )
        assert verdict.explain("en") == (
            "The visit is due from Wed 2026-03-11 to Sun 2026-05-10; the window is not "
            "open yet (DEMO-2). What was done Tue 2026-03-10 came before the window "
            "opened Wed 2026-03-11 and does not count."
        )

    def test_chinese(self) -> None:
        """A late visit is explained as a reader of the field would write it."""
        assert technical(dt.date(2025, 12, 1)).explain("zh") == (
            "回访宜在2025年5月31日至2025年11月30日期间进行，"
            "实际于2025年12月1日进行，晚于该期间，不计为违规（DEMO-1）。"
        )

    def test_policy_is_a_value(self) -> None:
        """Policies pickle, compare, hash and can be changed by evolving."""
        assert pickle.loads(pickle.dumps(TECHNICAL)) == TECHNICAL  # noqa: S301 - ours
        assert hash(attrs.evolve(SEASONAL)) == hash(SEASONAL)
        longer = attrs.evolve(
            TECHNICAL, span=After(opens=Months(18), closes=Months(30))
        )
        assert longer.window(DELIVERED).first_day == dt.date(2025, 2, 28)


class TestClocksThatGoBack:
    """
    What was done is put in the order in which it was, whatever clocks showed.
    """

    def test_in_an_hour_that_comes_twice_the_first_moment_counts(self) -> None:
        """01:30 before the clocks go back in New York lies before 01:10 after that."""
        home = "America/New_York"
        rule = policy(Before(lead=Days(5)), counting=Counting(zone=home))
        first = pendulum.datetime(2026, 11, 1, 1, 30, tz=home, fold=0)
        second = pendulum.datetime(2026, 11, 1, 1, 10, tz=home, fold=1)
        late = pendulum.datetime(2026, 12, 1, tz=home)
        found = rule.assess(dt.date(2026, 11, 3), [second, first], as_of=late)

        assert found.evidence.counted == first
        assert [one.minute for one in found.evidence.done] == [30, 10]

    def test_a_later_moment_may_lie_on_the_day_before(self) -> None:
        """St. John's, 2010: at a minute past midnight it is 23:01 again."""
        home = "America/St_Johns"
        change = dt.datetime(2010, 11, 7, 2, 31, tzinfo=dt.UTC)
        inside, early = (change + dt.timedelta(seconds=n) for n in (-30, 30))
        rule = policy(Given(), counting=Counting(zone=home))
        days = dt.date(2010, 11, 7), dt.date(2010, 11, 8)
        found = rule.assess(days, [early, inside], as_of=change.replace(month=12))

        assert found.status is Status.MET
        assert found.evidence.counted.isoformat() == "2010-11-07T00:00:30-02:30"
