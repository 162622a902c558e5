"""
Doing something within a period after a trigger.

2026-03-02 is a Monday.
"""

import copy
import datetime as dt
import itertools
import json
import pickle
import zoneinfo
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    DateOutOfRangeError,
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NoLimitError,
    NotADayError,
    NotAnInstantError,
    UnknownNameError,
    WrongEvidenceError,
)
from followup_rules.policies.deadlines import (
    Case,
    Conflict,
    DeadlinePolicy,
    Extension,
)
from followup_rules.receipts import replay
from followup_rules.timing.amounts import (
    Days,
    Hours,
    Months,
    Weeks,
    WorkingDays,
    WorkingHours,
)
from followup_rules.timing.calendars import china
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.verdicts import Basis, Status, Subject, Verdict
from followup_rules.verdicts.bases import LedgerMoment

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
MICRO = dt.timedelta(microseconds=1)
MET, LATE, BREACHED = Status.MET, Status.LATE, Status.BREACHED
PENDING, OPEN = Status.PENDING, Status.OPEN
GENERAL, SAFETY, LEAK = (
    Clause(id=f"DEMO-{name}", en=f"article {name}", zh=f"第{name}条") for name in "123"
)
PROMPT = Clause(id="DEMO-4", en="promptly", zh="及时", timing=Force.OPEN_ENDED)


def at(day: str, clock: str = "00:00") -> dt.datetime:
    """Return an instant in Shanghai."""
    return dt.datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE)


def rule(**fields: Any) -> DeadlinePolicy:
    """Return a policy that is ordinary in whatever is not named."""
    ordinary = {
        "id": "demo",
        "clause": GENERAL,
        "name": Text("the visit", "回访"),
        "owed_by": "office",
    }
    return DeadlinePolicy(**{**ordinary, **fields})


TWO_DAYS = rule(limit=Days(2))
DAY_AND_NIGHT = rule(limit=Hours(24))
PROMPTLY = rule(clause=PROMPT)
CASES = rule(
    cases=[
        Case(key="general", limit=Weeks(1), clause=GENERAL),
        Case(key="safety", limit=Days(2), clause=SAFETY),
        Case(key="leak", limit=Days(3), clause=LEAK),
    ]
)
WRITTEN = rule(limit=Hours(24), forms=["paper"], other_forms=["oral"])
BY_APPOINTMENT = rule(clause=PROMPT, self_set=True)
MONDAY = dt.date(2026, 3, 2)
NOON = at("2026-03-02", "12:00")
LATER = at("2027-01-01")


class TestDue:
    """
    `due` answers by when.
    """

    @pytest.mark.parametrize(
        ("limit", "last_day"),
        [
            (Days(0), "2026-03-02"),
            (Days(1), "2026-03-03"),
            (Days(30), "2026-04-01"),
            (Weeks(1), "2026-03-09"),
            (Months(1), "2026-04-02"),
        ],
    )
    def test_whole_days(self, limit: Any, last_day: str) -> None:
        """The start day is not counted, whether it came as a day or an instant."""
        policy = rule(limit=limit)

        for trigger in (MONDAY, NOON, pendulum.instance(NOON)):
            assert str(policy.due(trigger).last_day) == last_day

    def test_the_local_day_counts(self) -> None:
        """16:00 in UTC is the next day in Shanghai."""
        before = dt.datetime(2026, 3, 2, 15, 59, 59, tzinfo=dt.UTC)

        assert str(TWO_DAYS.due(before).last_day) == "2026-03-04"
        assert str(TWO_DAYS.due(before + dt.timedelta(seconds=1)).last_day) == (
            "2026-03-05"
        )

    def test_hours(self) -> None:
        """Hours run from the instant and close with the last one in time."""
        due = DAY_AND_NIGHT.due(NOON)

        assert due.closes == at("2026-03-03", "12:00")
        assert due.closes_included

    def test_working_days(self) -> None:
        """They are counted on the calendar that is passed."""
        policy = rule(limit=WorkingDays(3))

        due = policy.due(dt.date(2026, 9, 30), calendar=china())
        assert str(due.last_day) == "2026-10-10"  # a make-up Saturday
        with pytest.raises(CalendarRequiredError, match="calendar="):
            policy.due(MONDAY)
        with pytest.raises(CalendarNotCoveredError, match="2050-01-0"):
            policy.due(dt.date(2050, 1, 3), calendar=china())

    def test_an_open_ended_rule_has_none(self) -> None:
        """It says so, and the way out."""
        with pytest.raises(NoLimitError, match=r"DEMO-4 sets no limit.*evolve"):
            PROMPTLY.due(NOON)

    def test_categories(self) -> None:
        """Each category has its own limit; none is an error that lists them."""
        assert str(CASES.due(MONDAY, category="leak").last_day) == "2026-03-05"
        assert str(CASES.due(MONDAY, category=["safety"]).last_day) == "2026-03-04"
        nothings: tuple[Any, ...] = (None, (), set())
        for nothing in nothings:
            with pytest.raises(MissingFactError, match="general, safety, leak"):
                CASES.due(MONDAY, category=nothing)

    @pytest.mark.parametrize("category", ["leek", ["leak", "leek"], {"leek"}])
    def test_unknown_categories(self, category: Any) -> None:
        """An unknown category lists the known ones and the nearest."""
        with pytest.raises(UnknownNameError, match="nearest: 'leak'"):
            CASES.due(MONDAY, category=category)

    def test_a_category_at_the_end_of_all_days(self) -> None:
        """Nothing lies beyond the year 9999."""
        with pytest.raises(DateOutOfRangeError):
            CASES.due(dt.date(9999, 12, 30), category="leak")

    def test_a_category_without_cases(self) -> None:
        """A rule without cases knows no category."""
        with pytest.raises(UnknownNameError, match="unknown category 'leak'"):
            TWO_DAYS.due(MONDAY, category="leak")

    def test_a_trigger_that_is_no_time(self) -> None:
        """A naive moment, a text and a day for hours are refused with the way out."""
        with pytest.raises(NaiveTimeError, match="Attach the zone"):
            TWO_DAYS.due(dt.datetime(2026, 3, 2))  # noqa: DTZ001 - that is the error
        with pytest.raises(NotADayError, match=r"datetime.date"):
            TWO_DAYS.due("2026-03-02")  # type: ignore[arg-type]
        with pytest.raises(NotAnInstantError, match="aware datetime"):
            DAY_AND_NIGHT.due(MONDAY)

    @given(
        trigger=st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
        n=st.integers(0, 400),
    )
    def test_days_are_days(self, trigger: dt.date, n: int) -> None:
        """The last day is exactly n days later, in every category."""
        policy = rule(cases=[Case(key="only", limit=Days(n), clause=GENERAL)])

        expected = trigger + dt.timedelta(days=n)
        assert rule(limit=Days(n)).due(trigger).last_day == expected
        assert policy.due(trigger, category="only").last_day == expected
        assert policy.due(trigger, category=("only",)).last_day == expected


class TestConflict:
    """
    Several categories may fit one subject.
    """

    @pytest.mark.parametrize(
        ("conflict", "clause", "last_day", "others"),
        [
            (Conflict.STRICTEST, "DEMO-2", "2026-03-04", ["DEMO-3", "DEMO-1"]),
            (Conflict.FIRST_NAMED, "DEMO-3", "2026-03-05", ["DEMO-1", "DEMO-2"]),
            (Conflict.LONGEST, "DEMO-1", "2026-03-09", ["DEMO-3", "DEMO-2"]),
        ],
    )
    def test_one_decides_and_the_others_are_evidence(
        self, conflict: Conflict, clause: str, last_day: str, others: list[str]
    ) -> None:
        """There is one verdict, under the clause of the limit that decides."""
        policy = attrs.evolve(CASES, conflict=conflict)
        keys = ["leak", "general", "safety", "leak"]
        verdict = policy.assess(MONDAY, category=keys, as_of=LATER)

        assert verdict.clause.id == clause
        assert str(verdict.deadline.last_day) == last_day
        assert [other for other, _ in verdict.evidence.others] == others
        assert verdict.notes[0]["others"] == tuple(others)
        assert str(policy.due(MONDAY, category=keys).last_day) == last_day

    @pytest.mark.parametrize(
        ("conflict", "deciding"),
        [(Conflict.STRICTEST, "DEMO-2"), (Conflict.LONGEST, "DEMO-3")],
    )
    def test_the_remark_names_the_one_that_decides(
        self, conflict: Conflict, deciding: str
    ) -> None:
        """It does not call the strictest what is not."""
        policy = attrs.evolve(CASES, conflict=conflict)
        verdict = policy.assess(NOON, category=["leak", "safety"], as_of=NOON)

        assert verdict.explain("en").endswith(f"but the limit of {deciding} decides.")
        assert verdict.explain("zh").endswith(f"以{deciding}的期限为准。")

    def test_one_category_has_no_others(self) -> None:
        """A single category makes no remark."""
        verdict = CASES.assess(MONDAY, category=["leak", "leak"], as_of=LATER)

        assert (verdict.clause, verdict.evidence.others, verdict.notes) == (
            LEAK,
            (),
            (),
        )

    def test_a_set_names_none_first(self) -> None:
        """Of a set the first in the order of the text is taken, in every process."""
        policy = attrs.evolve(CASES, conflict=Conflict.FIRST_NAMED)
        verdict = policy.assess(MONDAY, category={"leak", "safety"}, as_of=LATER)

        assert verdict.evidence.categories == ("safety", "leak")
        assert verdict.clause is SAFETY

    def test_hours_and_days_compare_by_when_they_close(self) -> None:
        """30 hours from noon end before the first day does."""
        cases = [
            Case(key=name, limit=limit, clause=clause)
            for name, limit, clause in (
                ("two", Days(2), GENERAL),
                ("hours", Hours(30), SAFETY),
                ("one", Days(1), LEAK),
            )
        ]
        policy = rule(cases=cases)
        verdict = policy.assess(NOON, category=["two", "hours", "one"], as_of=LATER)

        assert [other for other, _ in verdict.evidence.others] == ["DEMO-3", "DEMO-1"]
        assert verdict.clause is SAFETY

    @given(
        trigger=st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)),
        limits=st.lists(st.integers(0, 40), min_size=2, max_size=5),
    )
    def test_the_strictest_is_the_least(
        self, trigger: dt.date, limits: list[int]
    ) -> None:
        """The strictest of any categories is the shortest, the longest the longest."""
        cases = [
            Case(key=f"c{n}", limit=Days(limit), clause=GENERAL)
            for n, limit in enumerate(limits)
        ]
        keys = [case.key for case in cases]
        for conflict, best in ((Conflict.STRICTEST, min), (Conflict.LONGEST, max)):
            due = rule(cases=cases, conflict=conflict).due(trigger, category=keys)
            assert due.last_day == trigger + dt.timedelta(days=best(limits))


class TestStatus:
    """
    Met, late, pending or breached, to the microsecond.
    """

    @pytest.mark.parametrize(
        ("done", "status"),
        [
            (MONDAY, MET),
            (dt.date(2026, 3, 4), MET),
            (dt.date(2026, 3, 5), LATE),
            (at("2026-03-05") - MICRO, MET),
            (at("2026-03-05"), LATE),
        ],
    )
    def test_what_is_done(self, done: dt.date, status: Status) -> None:
        """The last day runs to 24:00; a day is enough."""
        for trigger in (MONDAY, at("2026-03-02")):
            assert TWO_DAYS.assess(trigger, done, as_of=LATER).status is status

    @pytest.mark.parametrize(
        ("as_of", "status"),
        [(at("2026-03-05") - MICRO, PENDING), (at("2026-03-05"), BREACHED)],
    )
    def test_what_is_not_done(self, as_of: dt.datetime, status: Status) -> None:
        """At midnight it is breached, and before that pending."""
        verdict = TWO_DAYS.assess(MONDAY, as_of=as_of)

        assert verdict.status is status
        assert verdict.is_violation is (status is BREACHED)

    @given(
        start=st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2050, 1, 1)),  # noqa: DTZ001 - a zone follows
        n=st.integers(0, 60),
        offset=st.sampled_from([-2 * MICRO, -MICRO, 0 * MICRO, MICRO]),
    )
    def test_it_flips_once_at_the_bound(
        self, start: dt.datetime, n: int, offset: dt.timedelta
    ) -> None:
        """Day counts flip at midnight, hour counts just after their last instant."""
        trigger = start.replace(tzinfo=ZONE)
        midnight = trigger.replace(hour=0, minute=0, second=0, microsecond=0)
        bounds = {
            rule(limit=Days(n)): midnight + dt.timedelta(days=n + 1),
            rule(limit=Hours(n)): trigger + dt.timedelta(hours=n) + MICRO,
        }
        for policy, first_too_late in bounds.items():
            moment = first_too_late + offset
            in_time = moment < first_too_late
            if moment < trigger:
                continue
            waiting = policy.assess(trigger, as_of=moment).status
            done = policy.assess(trigger, moment, as_of=LATER.replace(year=2100)).status
            assert waiting is (PENDING if in_time else BREACHED)
            assert done is (MET if in_time else LATE)

    @given(
        gaps=st.lists(st.integers(0, 5), min_size=2, max_size=2),
        moments=st.lists(st.integers(0, 12), min_size=2, max_size=6),
        shift=st.sampled_from([dt.timedelta(0), MICRO, -MICRO]),
    )
    def test_the_only_moves_in_time(
        self, gaps: list[int], moments: list[int], shift: dt.timedelta
    ) -> None:
        """Pending and open become anything, a breach may become late, no more."""
        trigger = at("2026-03-02")
        done, closed = (trigger + dt.timedelta(days=gap) for gap in gaps)
        policies = [TWO_DAYS, DAY_AND_NIGHT, PROMPTLY, BY_APPOINTMENT]
        for policy in policies:
            seen = [
                policy.assess(
                    trigger,
                    done,
                    closed=closed if policy.falls_due_at_close else None,
                    appointed=done if policy.self_set else None,
                    as_of=trigger + max(dt.timedelta(days=day) + shift, 0 * MICRO),
                ).status
                for day in sorted(moments)
            ]
            for old, new in itertools.pairwise(seen):
                moves = old in {PENDING, OPEN} or (old, new) == (BREACHED, LATE)
                assert moves or old is new


class TestOpenEnded:
    """
    A duty without a limit reports how long it has been open.
    """

    def test_it_is_never_late_by_itself(self) -> None:
        """After ten months it is open, with its elapsed time."""
        verdict = PROMPTLY.assess(NOON, as_of=LATER)

        assert (verdict.status, verdict.deadline) == (OPEN, None)
        assert verdict.evidence.elapsed == LATER - NOON
        assert verdict.evidence.elapsed_days == 305
        assert not verdict.is_violation

    def test_done_is_met(self) -> None:
        """Done whenever is met, with how long it took."""
        verdict = PROMPTLY.assess(
            dt.date(2026, 3, 1), dt.date(2026, 6, 30), as_of=LATER
        )

        assert verdict.status is MET
        assert verdict.evidence.elapsed == dt.timedelta(days=121)

    @pytest.mark.parametrize(
        ("done", "status"),
        [
            (None, BREACHED),
            (at("2026-03-10"), MET),
            (at("2026-03-10") + MICRO, LATE),
        ],
    )
    def test_it_falls_due_when_the_matter_closes(
        self, done: dt.datetime | None, status: Status
    ) -> None:
        """Not done when the matter closes is a breach; after that it is late."""
        verdict = PROMPTLY.assess(NOON, done, closed=at("2026-03-10"), as_of=LATER)

        assert verdict.status is status
        assert verdict.is_violation is (status is BREACHED)

    def test_a_later_closing_is_not_known(self) -> None:
        """Before the matter closes it is open."""
        closed = at("2026-03-10")

        assert PROMPTLY.assess(NOON, closed=closed, as_of=closed - MICRO).status is OPEN
        assert PROMPTLY.assess(NOON, closed=closed, as_of=closed).status is BREACHED

    def test_a_limit_that_no_text_spells(self) -> None:
        """What came is said, and what is allowed."""
        with pytest.raises(InvalidFieldError, match="limit cannot be 'soon'"):
            rule(limit="soon")

    def test_a_limit_of_the_host(self) -> None:
        """It judges as configured, and says that the host set it."""
        policy = attrs.evolve(PROMPTLY, limit=Days(7))
        done = policy.assess(NOON, at("2026-03-10"), as_of=LATER)

        assert (done.status, done.force) == (LATE, Force.CONFIGURED)
        assert done.is_violation
        assert [note.code for note in done.notes] == ["limit_set_by_host"]
        assert done.notes[0]["limit"] == Days(7)
        assert "7 days" in done.explain("en")
        assert policy.assess(NOON, as_of=NOON).force is Force.CONFIGURED

    def test_a_limit_of_the_host_by_category(self) -> None:
        """The same where the host set it for a category."""
        policy = rule(
            clause=PROMPT, cases=[Case(key="urgent", limit=Hours(2), clause=PROMPT)]
        )
        verdict = policy.assess(NOON, category="urgent", as_of=LATER)

        assert (verdict.status, verdict.force) == (BREACHED, Force.CONFIGURED)
        assert verdict.notes[0]["limit"] == Hours(2)

    def test_a_text_with_a_limit_is_not_configured(self) -> None:
        """A binding clause binds by itself."""
        assert TWO_DAYS.assess(NOON, as_of=LATER).force is Force.BINDING


class TestSelfSet:
    """
    The party sets its own time.
    """

    @pytest.mark.parametrize(
        ("appointed", "done", "status"),
        [
            (at("2026-03-05", "15:00"), at("2026-03-05", "15:00"), MET),
            (at("2026-03-05", "15:00"), at("2026-03-05", "15:00") + MICRO, LATE),
            (dt.date(2026, 3, 5), at("2026-03-06") - MICRO, MET),
            (dt.date(2026, 3, 5), at("2026-03-06"), LATE),
            (dt.date(2026, 3, 5), None, BREACHED),
        ],
    )
    def test_an_instant_or_the_end_of_a_day(
        self, appointed: dt.date, done: dt.datetime | None, status: Status
    ) -> None:
        """With a clock time it is that instant, else that day to 24:00."""
        verdict = BY_APPOINTMENT.assess(NOON, done, appointed=appointed, as_of=LATER)

        assert verdict.status is status
        assert BY_APPOINTMENT.due(NOON, appointed=appointed) == verdict.deadline
        assert verdict.force is not Force.CONFIGURED

    def test_without_an_appointment(self) -> None:
        """It is breached, whatever came later."""
        verdict = BY_APPOINTMENT.assess(NOON, at("2026-03-03"), as_of=LATER)

        assert (verdict.status, verdict.reason.code) == (BREACHED, "no_appointment")
        with pytest.raises(NoLimitError):
            BY_APPOINTMENT.due(NOON)

    def test_an_appointment_before_the_question(self) -> None:
        """It cannot have been."""
        with pytest.raises(ImpossibleOrderError, match="appointed"):
            BY_APPOINTMENT.assess(NOON, appointed=NOON - MICRO, as_of=LATER)


class TestForms:
    """
    Where the text asks for a form, only that form counts.
    """

    @pytest.mark.parametrize(
        ("form", "status"), [("paper", MET), ("oral", BREACHED), (None, None)]
    )
    def test_the_form(self, form: str | None, status: Status | None) -> None:
        """Paper counts, words do not, and an unknown form is not judged."""
        verdict = WRITTEN.assess(NOON, NOON, form=form, as_of=LATER)

        assert verdict.status is (status or Status.UNDETERMINED)
        if form is None:
            assert verdict.reason["fact"] == "form"

    def test_words_are_pending_inside_the_limit(self) -> None:
        """Inside 24 hours the written notice may still come."""
        verdict = WRITTEN.assess(NOON, NOON, form="oral", as_of=NOON)

        assert verdict.status is PENDING
        assert verdict.notes[0]["accepted"] == ("paper",)
        assert "oral" in verdict.explain("en")

    def test_an_unknown_form_name(self) -> None:
        """It lists the forms that occur."""
        with pytest.raises(UnknownNameError, match="allowed: paper, oral"):
            WRITTEN.assess(NOON, NOON, form="papyrus", as_of=LATER)

    def test_any_form_will_do_where_none_is_asked(self) -> None:
        """A rule without forms takes any, and is told none."""
        assert TWO_DAYS.assess(NOON, NOON, as_of=LATER).status is MET
        with pytest.raises(InvalidFieldError, match="any form counts"):
            TWO_DAYS.assess(NOON, NOON, form="dance", as_of=LATER)

    def test_an_open_ended_duty_in_form(self) -> None:
        """Words leave an open-ended written duty open."""
        policy = attrs.evolve(WRITTEN, limit=None, clause=PROMPT)

        assert policy.assess(NOON, NOON, form="oral", as_of=LATER).status is OPEN
        assert policy.assess(NOON, NOON, form="paper", as_of=LATER).status is MET


class TestUnknownAndAbsent:
    """
    Not owed, not begun and not known are three different answers.
    """

    def test_not_owed(self) -> None:
        """What is not owed is not applicable, whatever else is missing."""
        verdict = CASES.assess(NOON, owed=False, as_of=LATER)

        assert (verdict.status, verdict.reason.code) == (
            Status.NOT_APPLICABLE,
            "not_selected",
        )

    def test_not_begun(self) -> None:
        """Without its trigger a rule does not apply."""
        verdict = TWO_DAYS.assess(None, as_of=LATER)

        assert (verdict.status, verdict.reason.code) == (
            Status.NOT_APPLICABLE,
            "trigger_absent",
        )
        assert verdict.evidence.elapsed is None
        assert verdict.evidence.elapsed_days is None

    @pytest.mark.parametrize(
        ("facts", "fact"),
        [
            ({"owed": None, "category": "leak"}, "owed"),
            ({"category": None}, "category"),
        ],
    )
    def test_not_known(self, facts: dict[str, Any], fact: str) -> None:
        """A missing fact is named."""
        verdict = CASES.assess(NOON, as_of=NOON, **facts)

        assert (verdict.status, verdict.reason["fact"]) == (Status.UNDETERMINED, fact)

    def test_no_calendar(self) -> None:
        """A missing calendar is said, and a day it does not cover is named."""
        policy = rule(limit=WorkingDays(3))
        none = policy.assess(NOON, as_of=LATER)
        beyond = policy.assess(
            at("2050-01-03"), as_of=at("2051-01-01"), calendar=china()
        )

        assert none.reason.code == "calendar_missing"
        assert beyond.reason.code == "calendar_not_covered"
        assert beyond.basis.sources == (("calendar", china().calendar_id),)

    def test_rolling_without_a_calendar_by_category(self) -> None:
        """The verdict stands under the category's clause where there is one."""
        policy = attrs.evolve(CASES, counting=Counting(rest_day=LastDay.ROLLS_FORWARD))
        verdict = policy.assess(NOON, category="leak", as_of=LATER)

        assert verdict.status is Status.UNDETERMINED
        both = policy.assess(NOON, category=["leak", "safety"], as_of=LATER)
        assert both.status is Status.UNDETERMINED


class TestKnowledge:
    """
    What is dated after the moment of judgement is not known yet.
    """

    def test_a_later_deed(self) -> None:
        """It is left out with a remark."""
        verdict = TWO_DAYS.assess(NOON, at("2026-03-04"), as_of=at("2026-03-03"))

        assert (verdict.status, verdict.evidence.done) == (PENDING, None)
        assert [note.code for note in verdict.notes] == ["later_fact"]

    def test_a_deed_of_this_very_instant(self) -> None:
        """It is known."""
        assert TWO_DAYS.assess(NOON, NOON, as_of=NOON).status is MET

    def test_a_later_trigger(self) -> None:
        """A rule whose trigger lies later does not apply yet."""
        verdict = TWO_DAYS.assess(NOON, NOON + MICRO, as_of=NOON - MICRO)

        assert verdict.status is Status.NOT_APPLICABLE
        assert verdict.evidence.trigger is None
        assert [note.code for note in verdict.notes] == ["later_fact"]

    def test_an_impossible_order(self) -> None:
        """Done before its trigger is an error that names both."""
        with pytest.raises(ImpossibleOrderError, match=r"done.*lies before.*trigger"):
            TWO_DAYS.assess(NOON, NOON - MICRO, as_of=LATER)
        with pytest.raises(ImpossibleOrderError, match="found_at"):
            attrs.evolve(TWO_DAYS, trigger="found_at").assess(
                MONDAY, dt.date(2026, 3, 1), as_of=LATER
            )

    def test_a_moment_of_judgement_is_needed(self) -> None:
        """Nothing here reads a clock."""
        with pytest.raises(MissingFactError, match="reads a clock"):
            TWO_DAYS.assess(NOON)
        with pytest.raises(NaiveTimeError, match="as_of"):
            TWO_DAYS.assess(NOON, as_of=dt.datetime(2026, 3, 2))  # noqa: DTZ001 - that is the error
        with pytest.raises(NotAnInstantError, match="as_of"):
            TWO_DAYS.assess(NOON, as_of=MONDAY)  # type: ignore[arg-type]

    def test_the_moment_of_a_ledger(self) -> None:
        """It brings what all verdicts on the ledger share."""
        basis = Basis(as_of=LATER)

        assert TWO_DAYS.assess(NOON, as_of=LedgerMoment.on(basis)).basis is basis


class TestUnusableFacts:
    """
    What is no moment is refused under the name of the argument.
    """

    @pytest.mark.parametrize("name", ["trigger", "done", "closed"])
    @pytest.mark.parametrize(
        ("value", "error"),
        [(dt.datetime(2026, 3, 3), NaiveTimeError), ("2026-03-03", NotADayError)],  # noqa: DTZ001 - the point
    )
    def test_each_is_named(self, name: str, value: Any, error: type[Exception]) -> None:
        """Whichever it is, and whatever it is compared with."""
        facts = {"trigger": NOON, "done": at("2026-03-04"), "closed": LATER}

        with pytest.raises(error, match=f"^{name} "):
            PROMPTLY.assess(**{**facts, name: value}, as_of=LATER)

    def test_an_appointment(self) -> None:
        """The same of the time that the party set itself."""
        naive = dt.datetime(2026, 3, 3)  # noqa: DTZ001 - the point

        with pytest.raises(NaiveTimeError, match=r"^appointed "):
            BY_APPOINTMENT.assess(NOON, appointed=naive, as_of=LATER)

    def test_a_day_that_is_not_enough(self) -> None:
        """On its last day, 24 hours need an instant; before it the day will do."""
        with pytest.raises(NotAnInstantError, match=r"^done "):
            DAY_AND_NIGHT.assess(NOON, dt.date(2026, 3, 3), as_of=LATER)
        assert DAY_AND_NIGHT.assess(NOON, MONDAY, as_of=LATER).status is MET

    def test_no_category_at_all(self) -> None:
        """A number is neither a category nor a collection of them."""
        with pytest.raises(InvalidFieldError, match="category cannot be 3"):
            CASES.due(NOON, category=3)  # type: ignore[arg-type]


class TestDoubt:
    """
    A fact may be missing without which nobody knows whether it was done.
    """

    def test_it_decides_nothing(self) -> None:
        """The fact is named, and the receipt gives the same verdict again."""
        verdict = CASES.assess(NOON, category="leak", doubtful="roles", as_of=LATER)

        assert (verdict.status, verdict.clause) == (Status.UNDETERMINED, LEAK)
        assert verdict.reason["fact"] == "roles"
        stored = json.loads(json.dumps(verdict.receipt()))
        assert replay(CASES, stored).is_same

    def test_what_is_not_owed_or_not_begun_needs_no_fact(self) -> None:
        """Doubt matters only where there is something to judge."""
        idle = CASES.assess(
            NOON, category="leak", doubtful="roles", owed=False, as_of=LATER
        )
        absent = TWO_DAYS.assess(None, doubtful="roles", as_of=LATER)

        assert idle.status is absent.status is Status.NOT_APPLICABLE

    def test_no_limit_is_needed_either(self) -> None:
        """Limits that cannot be compared do not matter where none decides."""
        hours_too = rule(
            cases=[
                Case(key="urgent", limit=Hours(2), clause=SAFETY),
                Case(key="leak", limit=Days(9_000_000), clause=LEAK),
            ]
        )
        both = ("urgent", "leak")
        for began in (dt.date(2026, 3, 2), NOON):
            verdict = hours_too.assess(began, category=both, owed=None, as_of=LATER)

            assert (verdict.reason.code, verdict.reason["fact"]) == (
                "fact_missing",
                "owed",
            )
            assert verdict.clause == hours_too.clause
        with pytest.raises(NotAnInstantError):
            hours_too.assess(dt.date(2026, 3, 2), category=both, as_of=LATER)
        with pytest.raises(DateOutOfRangeError):
            hours_too.assess(NOON, category=both, as_of=LATER)


AGREED = rule(limit=Days(2), self_set=True)
APPOINTED = dt.date(2026, 3, 20)


class TestTheAgreedTimeOrTheLimit:
    """
    The limit, unless a time was agreed.
    """

    @pytest.mark.parametrize(
        ("appointed", "done", "status"),
        [
            (None, dt.date(2026, 3, 4), MET),
            (None, dt.date(2026, 3, 5), LATE),
            (APPOINTED, dt.date(2026, 3, 20), MET),
            (APPOINTED, dt.date(2026, 3, 21), LATE),
            (at("2026-03-03", "09:00"), at("2026-03-03", "09:00"), MET),
            (at("2026-03-03", "09:00"), at("2026-03-03", "09:00") + MICRO, LATE),
        ],
    )
    def test_which_binds(self, appointed: Any, done: Any, status: Status) -> None:
        """Two days from Monday end on Wednesday; the 20th is what was agreed."""
        verdict = AGREED.assess(MONDAY, done, appointed=appointed, as_of=LATER)
        assert verdict.status is status
        assert AGREED.due(MONDAY, appointed=appointed) == verdict.deadline

    def test_who_set_the_limit(self) -> None:
        """On an open-ended duty the host set the limit, and the party the time."""
        policy = attrs.evolve(AGREED, clause=PROMPT)
        unasked = policy.assess(MONDAY, as_of=LATER)
        agreed = policy.assess(MONDAY, appointed=APPOINTED, as_of=LATER)
        assert [n.code for n in unasked.notes] == ["limit_set_by_host"]
        assert agreed.notes == ()
        assert unasked.status is agreed.status is BREACHED


class TestNothingIsTakenAndNotUsed:
    """
    A combination in which something would go unused is refused.
    """

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"cases": CASES.cases, "limit": Days(2)}, "limit cannot be .* each case"),
            ({"cases": CASES.cases, "self_set": True}, "self_set cannot be True"),
            ({"conflict": Conflict.LONGEST}, "without two cases"),
            ({"conflict": Conflict.LONGEST, "cases": CASES.cases[:1]}, "two cases"),
            ({"other_forms": ["oral"]}, "any form counts"),
        ],
    )
    def test_fields(self, fields: dict[str, Any], says: str) -> None:
        """It says which field, and why."""
        with pytest.raises(InvalidFieldError, match=says):
            rule(**fields)

    @pytest.mark.parametrize("policy", [TWO_DAYS, PROMPTLY, CASES])
    def test_a_time_that_nobody_may_set(self, policy: DeadlinePolicy) -> None:
        """Asked or judged, an appointment that cannot count is refused."""
        told: dict[str, Any] = {"category": "leak"} if policy.cases else {}
        with pytest.raises(InvalidFieldError, match="lets nobody set a time"):
            policy.due(MONDAY, appointed=APPOINTED, **told)
        with pytest.raises(InvalidFieldError, match="lets nobody set a time"):
            policy.assess(MONDAY, appointed=APPOINTED, as_of=LATER, **told)

    @pytest.mark.parametrize("owed", [0, 1, "no", "否", float("nan")])
    def test_a_flag_is_a_flag(self, owed: Any) -> None:
        """Whatever looks true or false is neither."""
        for done in (None, NOON):
            with pytest.raises(InvalidFieldError, match="owed cannot be"):
                CASES.assess(NOON, done, category="leak", owed=owed, as_of=LATER)


class TestWithoutACategory:
    """
    What comes to the same in every category is said.
    """

    @pytest.mark.parametrize(
        ("done", "as_of", "status", "note"),
        [
            (None, NOON, Status.UNDETERMINED, None),
            (None, at("2026-03-10") - MICRO, Status.UNDETERMINED, None),
            (None, at("2026-03-10"), BREACHED, "longest_limit"),
            (at("2026-03-05") - MICRO, LATER, MET, "shortest_limit"),
            (at("2026-03-05"), LATER, Status.UNDETERMINED, None),
            (at("2026-03-10") - MICRO, LATER, Status.UNDETERMINED, None),
            (at("2026-03-10"), LATER, LATE, "longest_limit"),
        ],
    )
    def test_two_days_to_a_week(
        self, done: Any, as_of: dt.datetime, status: Status, note: str | None
    ) -> None:
        """From Monday the 2nd the shortest ends on the 4th, the longest on the 9th."""
        verdict = CASES.assess(NOON, done, as_of=as_of)
        assert verdict.status is status
        assert [n.code for n in verdict.notes] == ([note] if note else [])
        assert verdict.clause == GENERAL

    def test_not_where_more_is_unknown(self) -> None:
        """Whether it was done, in which form, and when days end, may be unknown too."""
        assert CASES.assess(NOON, doubtful="visited_at", as_of=LATER).status is (
            Status.UNDETERMINED
        )
        formal = attrs.evolve(CASES, forms=["paper"])
        assert formal.assess(NOON, NOON, as_of=LATER).status is Status.UNDETERMINED
        assert formal.assess(NOON, as_of=LATER).status is BREACHED
        orally = attrs.evolve(formal, other_forms=["oral"])
        spoken = orally.assess(NOON, NOON, form="oral", as_of=LATER)
        assert [n.code for n in spoken.notes] == ["longest_limit", "form_not_accepted"]
        assert formal.assess(NOON, NOON, form="paper", as_of=LATER).status is MET
        working = attrs.evolve(
            CASES,
            cases=[*CASES.cases, Case(key="w", limit=WorkingDays(1), clause=LEAK)],
        )
        assert working.assess(NOON, as_of=LATER).status is Status.UNDETERMINED
        hours = attrs.evolve(
            CASES, cases=[*CASES.cases, Case(key="h", limit=Hours(1), clause=LEAK)]
        )
        assert hours.assess(MONDAY, as_of=LATER).status is Status.UNDETERMINED

    def test_limits_of_the_host(self) -> None:
        """On an open-ended duty it says that the text sets none."""
        policy = attrs.evolve(CASES, clause=PROMPT)
        verdict = policy.assess(NOON, NOON, as_of=LATER)
        assert verdict.status is MET
        assert verdict.notes[1]["limit"] == Days(2)

    @given(
        limits=st.lists(st.integers(0, 9), min_size=1, max_size=4),
        done=st.none() | st.integers(0, 12),
        now=st.integers(0, 14),
    )
    def test_it_is_what_every_category_comes_to(
        self, limits: list[int], done: int | None, now: int
    ) -> None:
        """Judged under each category by itself, and compared."""
        policy = rule(
            cases=[
                Case(key=f"c{n}", limit=Days(limit), clause=LEAK)
                for n, limit in enumerate(limits)
            ]
        )
        facts: dict[str, Any] = {
            "trigger": MONDAY,
            "done": None if done is None else MONDAY + dt.timedelta(days=done),
            "as_of": NOON + dt.timedelta(days=now),
        }
        each = {
            policy.assess(category=key, **facts).status for key in policy.categories
        }
        found = policy.assess(**facts).status
        sure = each if each <= {MET, LATE, BREACHED} and len(each) == 1 else set()
        assert {found} == (sure or {Status.UNDETERMINED})


class TestFields:
    """
    What a policy may hold.
    """

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"limit": 2}, "limit cannot be 2; allowed: None or Hours"),
            ({"id": ""}, "id cannot be ''"),
            ({"clause": "DEMO-1"}, "clause cannot be 'DEMO-1'; allowed: Clause"),
            ({"name": "visit"}, "name cannot be 'visit'; allowed: Text"),
            ({"owed_by": " office"}, "owed_by"),
            ({"forms": "paper"}, "forms cannot be 'paper'; allowed: a tuple"),
            ({"forms": ("paper", "paper")}, "no entry twice"),
            ({"conflict": "STRICTEST"}, "allowed: Conflict.STRICTEST"),
            ({"self_set": 1}, "True or False"),
            ({"counting": None}, "allowed: Counting"),
            ({"cases": (CASES.cases[0], CASES.cases[0])}, "no key twice"),
        ],
    )
    def test_a_field_that_cannot_be(self, fields: dict[str, Any], says: str) -> None:
        """The message names the field, the value and what is allowed."""
        with pytest.raises(InvalidFieldError, match=says):
            rule(**fields)

    @pytest.mark.parametrize(
        "fields",
        [
            {"limit": WorkingHours(3)},
            {"cases": (Case(key="leak", limit=WorkingHours(3), clause=LEAK),)},
            {"limit": Days(2), "extension": Extension(at_a_time=WorkingHours(3))},
        ],
    )
    def test_open_time_without_an_office(self, fields: dict[str, Any]) -> None:
        """Whatever is counted in open time needs the hours of an office."""
        with pytest.raises(InvalidFieldError, match="hours"):
            rule(**fields)

    def test_case(self) -> None:
        """A case is asked by its key."""
        assert CASES.categories == ("general", "safety", "leak")
        assert CASES.case("leak").limit == Days(3)
        with pytest.raises(UnknownNameError, match="nearest: 'leak'"):
            CASES.case("laek")

    def test_it_is_a_value(self) -> None:
        """Equal, hashable, picklable, copied and never changed."""
        for policy in (TWO_DAYS, CASES, WRITTEN, BY_APPOINTMENT):
            for twin in (
                pickle.loads(pickle.dumps(policy)),  # noqa: S301 - our own
                copy.copy(policy),
                copy.deepcopy(policy),
                attrs.evolve(policy),
            ):
                assert twin == policy
                assert hash(twin) == hash(policy)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            TWO_DAYS.limit = Days(3)  # type: ignore[misc]

    def test_a_changed_copy_answers_by_its_own_fields(self) -> None:
        """What was derived from the old fields does not survive `evolve`."""
        longer = attrs.evolve(
            CASES, cases=[Case(key="leak", limit=Days(30), clause=LEAK)]
        )
        counted = attrs.evolve(CASES, counting=Counting(start_day_counted=True))

        assert str(longer.due(MONDAY, category="leak").last_day) == "2026-04-01"
        assert str(counted.due(MONDAY, category="leak").last_day) == "2026-03-04"
        assert str(CASES.due(MONDAY, category="leak").last_day) == "2026-03-05"


_SITUATIONS: list[tuple[DeadlinePolicy, dict[str, Any], str]] = [
    (TWO_DAYS, {"trigger": NOON, "done": NOON}, "done_in_time"),
    (TWO_DAYS, {"trigger": MONDAY, "done": dt.date(2026, 3, 9)}, "done_late"),
    (TWO_DAYS, {"trigger": NOON, "done": at("2026-03-09")}, "done_late"),
    (DAY_AND_NIGHT, {"trigger": NOON, "done": at("2026-03-09")}, "done_late"),
    (TWO_DAYS, {"trigger": NOON}, "not_done"),
    (TWO_DAYS, {"trigger": NOON, "as_of": NOON}, "not_due_yet"),
    (PROMPTLY, {"trigger": NOON, "done": NOON}, "done_without_limit"),
    (PROMPTLY, {"trigger": NOON}, "open_without_limit"),
    (PROMPTLY, {"trigger": NOON, "closed": NOON}, "not_done_at_close"),
    (
        PROMPTLY,
        {"trigger": NOON, "done": at("2026-03-09"), "closed": NOON},
        "done_after_close",
    ),
    (BY_APPOINTMENT, {"trigger": NOON}, "no_appointment"),
    (BY_APPOINTMENT, {"trigger": NOON, "appointed": NOON}, "not_done"),
    (TWO_DAYS, {"trigger": None}, "trigger_absent"),
    (TWO_DAYS, {"trigger": NOON, "owed": False}, "not_selected"),
    (TWO_DAYS, {"trigger": NOON, "owed": None}, "fact_missing"),
    (CASES, {"trigger": NOON, "category": ["leak", "safety"]}, "not_done"),
    (CASES, {"trigger": LATER}, "fact_missing"),
    (CASES, {"trigger": NOON}, "not_done"),
    (CASES, {"trigger": NOON, "done": NOON}, "done_in_time"),
    (CASES, {"trigger": NOON, "done": LATER}, "done_late"),
    (WRITTEN, {"trigger": NOON, "done": NOON, "form": "oral"}, "not_done"),
    (rule(limit=WorkingDays(1)), {"trigger": NOON}, "calendar_missing"),
    (attrs.evolve(PROMPTLY, limit=Days(7)), {"trigger": NOON}, "not_done"),
]


class TestSeveralLimits:
    """
    Several limits at once, where one cannot be counted or none is the text's.
    """

    def test_no_calendar_for_either(self) -> None:
        """Working days without a calendar leave the general clause undetermined."""
        policy = rule(
            clause=GENERAL,
            cases=[
                Case(key="safety", limit=WorkingDays(2), clause=SAFETY),
                Case(key="leak", limit=WorkingDays(3), clause=LEAK),
            ],
        )
        verdict = policy.assess(MONDAY, category=("safety", "leak"), as_of=LATER)

        assert (verdict.status, verdict.clause) == (Status.UNDETERMINED, GENERAL)
        assert verdict.reason.code == "calendar_missing"
        waived = policy.assess(
            MONDAY, category=("safety", "leak"), owed=False, as_of=LATER
        )
        assert (waived.status, waived.clause) == (Status.NOT_APPLICABLE, GENERAL)

    def test_absent_trigger_of_several(self) -> None:
        """What does not apply to several categories stands under a clause of theirs."""
        verdict = CASES.assess(
            MONDAY, category=CASES.categories, owed=False, as_of=LATER
        )

        assert verdict.status is Status.NOT_APPLICABLE

    def test_host_limits(self) -> None:
        """The remark names the limit that decides, not the first one."""
        slow, quick = (
            Clause(id=f"DEMO-{n}", en="promptly", zh="及时", timing=Force.OPEN_ENDED)
            for n in (8, 9)
        )
        policy = rule(
            clause=PROMPT,
            cases=[
                Case(key="slow", limit=Days(9), clause=slow),
                Case(key="quick", limit=Days(2), clause=quick),
            ],
        )
        verdict = policy.assess(MONDAY, category=("slow", "quick"), as_of=LATER)
        limits = [
            found["limit"]
            for found in verdict.notes
            if found.code == "limit_set_by_host"
        ]

        assert (verdict.status, verdict.clause, limits) == (BREACHED, quick, [Days(2)])

    @pytest.mark.parametrize(
        ("conflict", "limit"),
        [
            (Conflict.STRICTEST, Days(2)),
            (Conflict.LONGEST, Days(9)),
            (Conflict.FIRST_NAMED, Days(4)),
        ],
    )
    def test_host_limits_under_one_clause(
        self, conflict: Conflict, limit: Days
    ) -> None:
        """Cases that share a clause are told apart by the limit that decides."""
        policy = rule(
            clause=PROMPT,
            conflict=conflict,
            cases=[
                Case(key="slow", limit=Days(9), clause=PROMPT),
                Case(key="quick", limit=Days(2), clause=PROMPT),
                Case(key="middling", limit=Days(4), clause=PROMPT),
            ],
        )
        several = policy.assess(
            MONDAY, category=("middling", "slow", "quick"), as_of=LATER
        )
        one = policy.assess(MONDAY, category="quick", as_of=LATER)

        def told(verdict: Verdict) -> list[Any]:
            return [n["limit"] for n in verdict.notes if n.code == "limit_set_by_host"]

        assert told(several) == [limit]
        assert told(one) == [Days(2)]

    @pytest.mark.parametrize("wrong", ["done", "closed"])
    def test_which_fact_is_naive(self, wrong: str) -> None:
        """A naive time is refused under the name of the fact it came as."""
        naive = dt.datetime(2026, 3, 3, 9)  # noqa: DTZ001 - refused on purpose
        facts: dict[str, Any] = {wrong: naive}

        with pytest.raises(NaiveTimeError) as caught:
            PROMPTLY.assess(NOON, as_of=LATER, **facts)
        assert caught.value.field == wrong


def _situation(policy: DeadlinePolicy, facts: dict[str, Any]) -> Verdict:
    """Judge one situation."""
    return policy.assess(
        **{"as_of": LATER, **facts},
        subject=Subject("repair", "R1", "2026-03"),
    )


class TestVerdicts:
    """
    Every situation explains itself, is a value, and can be computed again.
    """

    @pytest.mark.parametrize(("policy", "facts", "code"), _SITUATIONS)
    def test_it_explains_itself(
        self, policy: DeadlinePolicy, facts: dict[str, Any], code: str
    ) -> None:
        """In both languages, with nothing left in braces."""
        verdict = _situation(policy, facts)

        assert verdict.reason.code == code
        english, chinese = verdict.explain("en"), verdict.explain("zh")
        assert "the visit" in english.lower() or "the fact" in english
        assert "回访" in chinese
        assert not {"{", "}"} & {*english, *chinese}

    @pytest.mark.parametrize(("policy", "facts", "code"), _SITUATIONS)
    def test_it_replays(
        self, policy: DeadlinePolicy, facts: dict[str, Any], code: str
    ) -> None:
        """A receipt that went through JSON gives the same verdict."""
        verdict = _situation(policy, facts)
        receipt = json.loads(json.dumps(verdict.receipt()))

        replayed = replay(policy, receipt)
        assert replayed.is_same
        assert replayed.verdict == verdict
        assert replayed.verdict.reason.code == code

    @pytest.mark.parametrize(("policy", "facts", "code"), _SITUATIONS)
    def test_it_is_a_value(
        self, policy: DeadlinePolicy, facts: dict[str, Any], code: str
    ) -> None:
        """Verdicts are equal, hashable and picklable; their data is JSON."""
        verdict = _situation(policy, facts)

        twin = pickle.loads(pickle.dumps(verdict))  # noqa: S301 - our own
        assert twin == verdict == _situation(policy, facts)
        assert hash(twin) == hash(verdict)
        assert json.loads(json.dumps(verdict.to_dict()))["reasons"][0]["code"] == code

    def test_what_is_as_ever_is_not_kept(self) -> None:
        """Evidence holds what was told; the rest is what it is by default."""
        bare = TWO_DAYS.assess(NOON, as_of=LATER).evidence
        told = {"form": "paper", "closed": NOON, "owed": None, "appointed": NOON}
        told |= {"others": (("DEMO-1", bare.deadline),), "doubtful": "record"}
        full = attrs.evolve(bare, early_counts=True, **told)

        assert {**told, "early_counts": True}.items() <= attrs.asdict(
            full, recurse=False
        ).items()
        fields = attrs.fields_dict(type(bare))
        for name in (*told, "course", "early_counts"):
            assert getattr(bare, name) == fields[name].default
            assert name not in vars(bare)
        assert bare != full
        for one in (bare, full):
            assert copy.copy(one) == one == pickle.loads(pickle.dumps(one))  # noqa: S301 - our own

    def test_how_late_is_said(self) -> None:
        """Between instants to the second, between days in days."""
        instants = TWO_DAYS.assess(NOON, at("2026-03-06", "03:00"), as_of=LATER)
        days = TWO_DAYS.assess(MONDAY, dt.date(2026, 3, 6), as_of=LATER)

        assert "1 day 3 hours late" in instants.explain("en")
        assert "2 days late" in days.explain("en")

    def test_other_shapes_are_refused(self) -> None:
        """A deadline verdict has no count, and says what it has."""
        verdict = TWO_DAYS.assess(NOON, as_of=LATER)

        with pytest.raises(WrongEvidenceError, match=r"has no 'required'.*deadline"):
            _ = verdict.required
