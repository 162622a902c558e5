"""
The agenda: what is due, whatever the period, for every book.

Days are of 2026: 2 March is a Monday; 15 to 23 February are holidays, and Saturday
14 February is a make-up working day.
"""

import datetime as dt
import importlib
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import attrs
import pendulum
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followup_rules.agenda import Agenda, Entry, State, agenda, merge
from followup_rules.books.register import shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    clause,
    intervals,
    keeping,
    regulation,
    streaks,
    word,
)
from followup_rules.errors import (
    CalendarNotCoveredError,
    FollowupRulesError,
    ImpossibleOrderError,
    InvalidFieldError,
    NaiveTimeError,
    UnknownNameError,
)
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.streaks import Streak
from followup_rules.reasons import DECIDED_BY
from followup_rules.rulebooks import (
    community,
    construction,
    consulting,
    repair,
    service_centre,
)
from followup_rules.testing import situations
from followup_rules.timing.amounts import Days, Hours, WorkingDays, Years
from followup_rules.timing.calendars import china, from_exceptions
from followup_rules.timing.cycles import Period, month, period, week
from followup_rules.timing.moments import Moment
from followup_rules.verdicts import Status
from followup_rules.wording.problems import say_problem

ZONE = "Asia/Shanghai"
BOOKS = shelf()
MARCH = month(2026, 3)
CHINA = china()
THIRD = pendulum.datetime(2026, 3, 3, 9, tz=ZONE)


def made(row: Any, *told: Any, **facts: Any) -> Any:
    """Return a row that is told what matters alone."""
    return row(*told, **facts)


def at(mon: int, day: int, hour: int = 9, minute: int = 0) -> pendulum.DateTime:
    """Return an instant of 2026 in Shanghai."""
    return pendulum.datetime(2026, mon, day, hour, minute, tz=ZONE)


def job(number: int = 1, **facts: Any) -> Any:
    """Return a repair of 2 March that owes a visit within a week: by 9 March."""
    told = {
        "id": f"R{number}",
        "categories": "general",
        "completed_at": at(3, 2),
        "owes_visit": True,
    }
    return made(repair.Repair, **{**told, **facts})


def call(number: int = 1, **facts: Any) -> Any:
    """Return a complete visit to the repair of the same number, on 5 March."""
    told = {
        "id": f"V{number}",
        "repair_id": f"R{number}",
        "visited_at": at(3, 5),
        "visitors": [repair.Visitor("office", None)],
        "registered": True,
    }
    return made(repair.Visit, **{**told, **facts})


def repairs(
    *rows: Any, as_of: dt.datetime, span: Period = MARCH, **told: Any
) -> Agenda:
    """Return the agenda of repairs and visits."""
    ledgers: dict[str, list[Any]] = {"repair": [], "visit": []}
    for one in rows:
        ledgers["repair" if isinstance(one, repair.Repair) else "visit"].append(one)
    return agenda(repair.RULES, ledgers, as_of=as_of, span=span, **told)


def visit_of(found: Agenda) -> Entry:
    """Return the one entry on the visit of a repair."""
    (entry,) = [one for one in found if one.verdict.rule == "visit_deadline"]
    return entry


class TestStates:
    """
    An obligation is upcoming, running, due soon, overdue, unbounded, unknown or done.
    """

    @pytest.mark.parametrize(
        ("moment", "state"),
        [
            (at(3, 5, 23, 59), State.RUNNING),
            (at(3, 6, 0), State.DUE_SOON),
            (at(3, 9, 23, 59), State.DUE_SOON),
            (at(3, 10, 0), State.OVERDUE),
        ],
    )
    def test_before_near_and_after_the_bound(
        self, moment: dt.datetime, state: State
    ) -> None:
        """Due soon is from three days before the last day, which is 9 March, to it."""
        entry = visit_of(repairs(job(), as_of=moment))

        assert entry.state is state
        assert (entry.last_day, entry.closes) == (
            pendulum.date(2026, 3, 9),
            at(3, 10, 0),
        )
        assert entry.closes_included is False

    @pytest.mark.parametrize("day", [5, 20])
    def test_done_in_time_or_late(self, day: int) -> None:
        """Both are done."""
        visit = call(visited_at=at(3, day))

        assert visit_of(repairs(job(), visit, as_of=at(3, 25))).state is State.DONE

    def test_unknown(self) -> None:
        """Without a category nobody knows by when."""
        entry = visit_of(repairs(job(categories=None), as_of=at(3, 3)))

        assert (entry.state, entry.closes, entry.last_day) == (
            State.UNKNOWN,
            None,
            None,
        )

    def test_unbounded(self) -> None:
        """A problem is to be put right, and the text sets no limit."""
        found = made(
            repair.Problem,
            id="P1",
            found_at=at(3, 5),
            notified_at=at(3, 5),
            form="paper",
        )
        entries = repairs(job(), call(problems=[found]), as_of=at(3, 6))

        (entry,) = entries.of(State.UNBOUNDED)
        assert entry.key == "REPAIR/rectification//problem/V1%2FP1/"
        assert entry.closes is None

    def test_upcoming(self) -> None:
        """The technical visit, at about two years, may not be made yet."""
        project = made(
            construction.Project,
            id="P1",
            categories=["decoration"],
            accepted_on=dt.date(2026, 1, 5),
            delivered_on=dt.date(2026, 1, 5),
            four_new_used=True,
        )
        found = agenda(
            construction.RULES,
            {"project": [project]},
            as_of=at(3, 2),
            span=period(dt.date(2026, 3, 1), dt.date(2028, 3, 1)),
        )

        (entry,) = [one for one in found if one.verdict.rule == "technical_visit"]
        assert entry.state is State.UPCOMING
        assert entry.opens is not None
        assert entry.opens > at(3, 2)

    def test_every_state_has_its_words(self) -> None:
        """In both languages, each its own."""
        for language in ("en", "zh"):
            words = {state.in_language(language) for state in State}
            assert len(words) == len(State)

    def test_a_step_is_called_by_its_own_name(self) -> None:
        """Where steps are judged apart the entry says which."""
        claim = made(
            construction.Claim, id="C1", category="decoration", reported_at=at(3, 2)
        )
        project = made(
            construction.Project,
            id="P1",
            categories=["decoration"],
            accepted_on=dt.date(2026, 1, 5),
            claims=[claim],
        )
        found = agenda(
            construction.RULES, {"project": [project]}, as_of=at(3, 3), span=MARCH
        )

        names = {
            one.name.en
            for one in (*found, *found.beyond)
            if one.verdict.rule == "warranty_repair"
        }
        assert names
        assert construction.WARRANTY_REPAIR.name.en not in names


class TestWhatIsListed:
    """
    What can still be done, or was done, by a time; the rest is for the report.
    """

    def test_what_is_not_owed_is_not(self) -> None:
        """A repair that nobody selected, and a problem that is none."""
        found = repairs(job(owes_visit=False), as_of=at(3, 3))

        assert [*found, *found.beyond] == []

    def test_how_it_was_done_is_not(self) -> None:
        """Who came, and a closed record that lacks something, are no obligations."""
        visit = call(
            visitors=[repair.Visitor("guard", None)], registered=False, signed=False
        )
        found = repairs(job(), visit, as_of=at(3, 20))

        rules = {one.verdict.rule for one in (*found, *found.beyond)}
        assert rules == {"visit_deadline"}

    def test_an_open_record_is(self) -> None:
        """What a record lacks while its matter is open is still to be done."""
        visit = call(registered=False, closed=False)
        found = repairs(job(), visit, as_of=at(3, 20))

        (entry,) = [one for one in found if one.verdict.rule == "registration"]
        assert entry.state is State.UNBOUNDED

    def test_a_warranty_is_not(self) -> None:
        """A cover that runs to 2028 is nothing to be done."""
        project = made(
            construction.Project,
            id="P1",
            categories=["decoration"],
            accepted_on=dt.date(2026, 1, 5),
        )
        found = agenda(
            construction.RULES,
            {"project": [project]},
            as_of=at(3, 2),
            span=month(2028, 1),
        )

        assert "warranty" not in {one.verdict.rule for one in (*found, *found.beyond)}

    def test_what_doing_it_now_would_not_mend_is_not(self) -> None:
        """No time was appointed for the answer: none can be kept any more."""
        matter = made(
            community.Matter,
            id="M1",
            kind="question",
            source="visit",
            raised_at=at(3, 2),
            answered_on_spot=False,
            replied_at=at(3, 3),
            closed_at=at(3, 4),
        )
        found = agenda(
            community.RULES, {"matter": [matter]}, as_of=at(3, 20), span=MARCH
        )

        listed = {one.verdict.rule for one in (*found, *found.beyond)}
        report = community.RULES.assess(
            {"matter": [matter]}, as_of=at(3, 20), period=MARCH
        )
        (reply,) = report.where(rule="appointed_reply")
        assert (reply.status, reply.reason.code) == (Status.BREACHED, "no_appointment")
        assert "appointed_reply" not in listed

    def test_reasons_against_somebody_are_told_apart(self) -> None:
        """Whoever adds a reason decides whether anything is left to do."""
        from followup_rules.agenda.making import _BEYOND_MENDING, _OF_REPORTS  # noqa: PLC0415

        against = {*DECIDED_BY[Status.BREACHED], *DECIDED_BY[Status.MISSED]}
        assert against >= _BEYOND_MENDING
        assert against - _BEYOND_MENDING == {
            # a time has passed, and it can be done late
            "not_done",
            "not_done_at_close",
            "window_missed",
            "target_missed",
            "step_overdue",
            "step_not_done_at_close",
            "steps_missing",
            "subjects_not_reached",
            "refund_not_checked",
            "refund_not_paid",
            "release_not_paid",
            "interval_exceeded",
            "streak_not_answered",
            "visit_missed",
            "series_missed",
            "steps_late_so_far",
            # the cell or the period has passed
            "cell_missed",
            "share_not_reached",
            "bound_not_kept",
            "bound_not_in_time",
            "score_too_low",
            "score_below_target",
            # told apart by their evidence
            "items_missing",
            "actor_not_allowed",
            "team_incomplete",
            "team_not_apart",
            "team_not_independent",
            "team_too_small",
            "retention_above_cap",
        }
        assert {"actors", "team", "retention"} <= _OF_REPORTS


@row("lift", "lift", "电梯", lasting=True, placed="in_use_on")
class Lift:
    """A lift of a book of one's own."""

    id: str
    in_use_on: Moment = said("in use", "启用时间")
    entered_at: dt.datetime | None = None


@row("service", "service", "维护保养", owner="lift_id", placed="done_on")
class Service:
    """A service of a lift."""

    id: str
    lift_id: Annotated[str, Id("lift")] = said("the lift", "所属电梯")
    done_on: Moment = said("the service", "维护保养时间")
    gone_on: Moment | None = said("record disposed of", "记录处置时间", default=None)
    entered_at: dt.datetime | None = None


class TestRulesAboutSeveralEvents:
    """
    What lies between one and the next, what is kept, and what happens again and again.
    """

    @staticmethod
    def listed(*rules: Any, in_use: Any, as_of: dt.datetime) -> list[Entry]:
        """Return the entries of one lift that was never serviced."""
        book = regulation(
            "LIFT",
            "2026",
            "Lifts",
            "电梯",
            clause("1", "Lifts are serviced.", "电梯须维护保养。", *rules),
            source="made up",
            ledgers=(Lift, Service),
            words={"maintainer": word("maintainer", "维保单位")},
        )
        lift = made(Lift, id="L1", in_use_on=in_use)
        service = made(Service, id="S1", lift_id="L1", done_on=in_use)
        ledgers = {"lift": [lift], "service": [service]}
        found = agenda(book, ledgers, as_of=as_of, span=MARCH)
        return [*found.entries, *found.beyond]

    @pytest.mark.parametrize(
        ("in_use", "least", "opens"),
        [
            (dt.date(2026, 3, 1), Days(10), at(3, 11, 0)),
            (at(3, 1, 15), Days(10), at(3, 11, 0)),
            (at(3, 1, 15), Hours(240), at(3, 11, 15)),
        ],
    )
    def test_not_too_soon_after_the_last(
        self, in_use: Any, least: Any, opens: Any
    ) -> None:
        """At least ten days, or 240 hours, and at most fifteen days after the last."""
        rule = intervals(
            "service",
            "the service",
            "维护保养",
            owed_by="maintainer",
            of=Service,
            each=Lift,
            least=least,
            most=Days(15),
        )
        (early,) = self.listed(rule, in_use=in_use, as_of=at(3, 5))
        (late,) = self.listed(rule, in_use=in_use, as_of=at(3, 12))

        assert (early.state, early.opens) == (State.UPCOMING, opens)
        assert early.last_day == pendulum.date(2026, 3, 16)
        assert late.state is State.RUNNING

    def test_what_is_kept_is_no_to_do(self) -> None:
        """Nothing falls due when the time is over, and before it is a report's."""
        rule = keeping(
            "records",
            "the record",
            "记录",
            owed_by="maintainer",
            each=Service,
            since="done_on",
            disposed="gone_on",
            keep_for=Years(4),
        )
        assert self.listed(rule, in_use=dt.date(2026, 3, 1), as_of=at(3, 5)) == []

    def test_what_has_not_happened_often_enough(self) -> None:
        """One of two in a row asks for nothing yet."""
        rule = streaks(
            "again",
            "the talk",
            "约谈",
            owed_by="maintainer",
            of=Service,
            each=Lift,
            number=2,
            streak=Streak.WITHIN,
            span=Days(30),
        )
        assert self.listed(rule, in_use=dt.date(2026, 3, 1), as_of=at(3, 5)) == []


class TestSpans:
    """
    An obligation concerns the days on which it may be done or falls due.
    """

    @pytest.mark.parametrize(
        ("first", "last", "listed"),
        [
            (3, 9, True),  # it falls due on its last day
            (10, 20, False),
            (9, 9, True),
        ],
    )
    def test_what_was_done_concerns_its_days_alone(
        self,
        first: int,
        last: int,
        listed: bool,  # noqa: FBT001 - drawn
    ) -> None:
        """Done on 5 March, due on 9 March: not of the days from the 10th."""
        span = period(dt.date(2026, 3, first), dt.date(2026, 3, last))
        found = repairs(job(), call(), as_of=at(3, 25), span=span)

        piles = (found.entries, found.beyond)
        assert [
            len([one for one in pile if one.verdict.rule == "visit_deadline"])
            for pile in piles
        ] == [listed, not listed]

    def test_overdue_concerns_every_span(self) -> None:
        """What is not done stays on the list, also in April."""
        found = repairs(job(), as_of=at(4, 2), span=month(2026, 4))

        assert visit_of(found).state is State.OVERDUE

    def test_the_month_of_completion_is_nothing_to_it(self) -> None:
        """A repair of 29 March owes its visit in April; F6 of many reports."""
        late = job(completed_at=at(3, 29))

        found = repairs(late, as_of=at(4, 1), span=month(2026, 4))
        assert visit_of(found).state is State.RUNNING

    def test_a_last_instant_that_is_in_time_counts(self) -> None:
        """24 hours from midnight to midnight: that midnight is of the day it begins."""
        found = made(repair.Problem, id="P1", found_at=at(3, 6, 0))
        rows = (job(), call(problems=[found]))
        done = made(
            repair.Problem,
            id="P1",
            found_at=at(3, 6, 0),
            notified_at=at(3, 6, 1),
            form="paper",
        )
        for problem in (found, done):
            rows = (job(), call(problems=[problem]))
            day = repairs(
                *rows,
                as_of=at(3, 6, 12),
                span=period(dt.date(2026, 3, 7), dt.date(2026, 3, 7)),
            )
            (entry,) = [
                one for one in day if one.verdict.rule == "rectification_notice"
            ]
            assert (entry.closes, entry.closes_included) == (at(3, 7, 0), True)

    def test_it_opens_before_the_span_ends(self) -> None:
        """A window that opens on the day after the span is beyond it."""
        project = made(
            construction.Project,
            id="P1",
            categories=["decoration"],
            accepted_on=dt.date(2026, 1, 5),
            delivered_on=dt.date(2026, 1, 5),
            four_new_used=True,
        )

        def listed(last: pendulum.Date) -> list[str]:
            """Return the rules of the agenda up to a day."""
            found = agenda(
                construction.RULES,
                {"project": [project]},
                as_of=at(3, 2),
                span=period(dt.date(2026, 3, 1), last),
            )
            return [one.verdict.rule for one in found]

        window = construction.TECHNICAL_VISIT.assess(
            dt.date(2026, 1, 5), owed=True, as_of=at(3, 2)
        ).deadline
        assert "technical_visit" in listed(window.first_day)
        assert "technical_visit" not in listed(window.first_day.subtract(days=1))

    def test_cells_are_those_that_the_span_touches(self) -> None:
        """The weekly round of every week that has a day in the span."""
        found = agenda(
            service_centre.RULES,
            {"case": [], "round": [], "window": [service_centre.Window(id="A")]},
            as_of=at(3, 4),
            span=period(dt.date(2026, 3, 8), dt.date(2026, 3, 9)),
            calendar=CHINA,
        )

        cells = {one.subject.cell for one in found if one.verdict.rule == "phone_round"}
        assert cells == {"2026-W10", "2026-W11"}


class TestDueSoon:
    """
    How near is near, in days and in working days.
    """

    def test_days_of_the_calendar(self) -> None:
        """No days is the last day itself."""
        states = [
            visit_of(repairs(job(), as_of=at(3, day), lead=Days(0))).state
            for day in (8, 9)
        ]
        assert states == [State.RUNNING, State.DUE_SOON]

    @pytest.mark.parametrize(
        ("day", "lead", "state"),
        [
            (12, 2, State.RUNNING),
            (13, 2, State.DUE_SOON),
            (14, 2, State.DUE_SOON),
            (12, 3, State.DUE_SOON),
            (14, 1, State.DUE_SOON),
            (13, 1, State.RUNNING),
            (18, 0, State.RUNNING),
            (19, 0, State.DUE_SOON),
        ],
    )
    def test_across_the_spring_festival(
        self, day: int, lead: int, state: State
    ) -> None:
        """
        Due on Thursday 19 February, in the holidays. One working day before it is
        Saturday the 14th, which is worked; two, Friday the 13th; three, the 12th.
        """
        found = repairs(
            job(completed_at=at(2, 12, 8)),
            as_of=at(2, day),
            lead=WorkingDays(lead),
            calendar=CHINA,
            span=month(2026, 2),
        )

        entry = visit_of(found)
        assert (entry.last_day, entry.state) == (pendulum.date(2026, 2, 19), state)

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 60), st.integers(0, 20), st.integers(0, 5))
    def test_it_is_so_many_working_days_before(
        self, started: int, ahead: int, lead: int
    ) -> None:
        """Counted by hand: working days after today, up to and with the last day."""
        done = dt.date(2026, 1, 20) + dt.timedelta(days=started)
        today = done + dt.timedelta(days=min(ahead, 7))
        as_of = pendulum.datetime(today.year, today.month, today.day, 12, tz=ZONE)
        row = job(
            completed_at=pendulum.datetime(done.year, done.month, done.day, 9, tz=ZONE)
        )
        entry = visit_of(
            repairs(
                row,
                as_of=as_of,
                span=period(done, dt.date(2026, 4, 30)),
                lead=WorkingDays(lead),
                calendar=CHINA,
            )
        )

        last = done + dt.timedelta(days=7)
        found = last
        left = lead
        while left:
            found -= dt.timedelta(days=1)
            left -= _is_worked(found)
        assert entry.state is (State.DUE_SOON if today >= found else State.RUNNING)

    def test_beyond_the_calendar(self) -> None:
        """A lead that leaves the calendar is refused, not guessed."""
        short = from_exceptions(
            "short", dt.date(2026, 3, 1), dt.date(2026, 3, 5), source="test"
        )

        with pytest.raises(CalendarNotCoveredError):
            repairs(job(), as_of=at(3, 4), lead=WorkingDays(5), calendar=short)


def _is_worked(day: dt.date) -> bool:
    """Say whether a day of early 2026 was worked, from the notice of the year."""
    off = {
        *(dt.date(2026, 1, number) for number in (1, 2, 3)),
        *(dt.date(2026, 2, number) for number in range(15, 24)),
        dt.date(2026, 4, 4),
        dt.date(2026, 4, 5),
        dt.date(2026, 4, 6),
    }
    on = {dt.date(2026, 1, 4), dt.date(2026, 2, 14), dt.date(2026, 2, 28)}
    return day in on or (day not in off and day.weekday() < 5)


class TestRefusals:
    """
    What cannot be asked is refused, with the way out.
    """

    def test_arguments(self) -> None:
        """No period, a length in hours, working days without a calendar."""
        with pytest.raises(InvalidFieldError, match=r"timing\.cycles\.month"):
            repairs(job(), as_of=at(3, 3), span=(1, 2))  # type: ignore[arg-type]
        with pytest.raises(InvalidFieldError, match=r"Days\(n\) or WorkingDays\(n\)"):
            repairs(job(), as_of=at(3, 3), lead=Hours(5))
        with pytest.raises(InvalidFieldError, match="a work calendar"):
            repairs(job(), as_of=at(3, 3), lead=WorkingDays(2))
        with pytest.raises(InvalidFieldError, match="period"):
            repairs(job(), as_of=at(3, 3), reporting="2026-03")
        with pytest.raises(NaiveTimeError):
            repairs(job(), as_of=dt.datetime.fromisoformat("2026-03-03"))
        with pytest.raises(UnknownNameError, match="repair"):
            agenda(repair.RULES, {"repairs": []}, as_of=at(3, 3), span=MARCH)

    def test_a_span_that_ends_before_it_begins(self) -> None:
        """Made by hand; `period` itself refuses to make one."""
        with pytest.raises(ImpossibleOrderError):
            period(dt.date(2026, 3, 9), dt.date(2026, 3, 1))
        turned = Period(MARCH.last, MARCH.first, "turned")
        with pytest.raises(ImpossibleOrderError, match=r"span\.last"):
            repairs(job(), as_of=at(3, 3), span=turned)

    def test_rows_without_ids_are_row_errors(self) -> None:
        """The rest is listed."""
        found = repairs(job(), job(2, id=None), as_of=at(3, 3))

        assert [error.field for error in found.row_errors] == ["id"]
        assert visit_of(found).subject.id == "R1"

    def test_rows_that_a_rule_refuses_are_row_errors(self) -> None:
        """What a rule refuses costs its row, not the agenda."""

        def refuse(_case: Any, _row: Any) -> None:
            """Refuse every row."""
            raise InvalidFieldError("form", "pigeon", "paper")

        feed = attrs.evolve(repair.RULES.feeds["rectification"], notes=refuse)
        book = repair.RULES.replace("rectification", feed=feed)
        problem = made(repair.Problem, id="P1", found_at=at(3, 5))
        ledgers: Any = {"repair": [job()], "visit": [call(problems=[problem])]}

        found = agenda(book, ledgers, as_of=at(3, 6), span=MARCH)

        (error,) = found.row_errors
        assert (error.kind, error.row, error.field) == ("problem", "V1/P1", "form")
        assert visit_of(found).state is State.DONE

    def test_an_empty_portfolio(self) -> None:
        """Nothing is owed for rows that are not there."""
        found = agenda(repair.RULES, {}, as_of=at(3, 3), span=MARCH)

        assert (len(found), found.row_errors, found.by_key()) == (0, (), {})


class TestShares:
    """
    A share is owed by a period; it is listed when its period is named.
    """

    def test_only_of_the_period_named(self) -> None:
        """Each quota under the key that the report of the month gives it."""
        rows = (job(), job(2, completed_at=at(2, 3)))
        without = repairs(*rows, as_of=at(3, 3))
        with_them = repairs(*rows, as_of=at(3, 3), reporting=MARCH)
        report = repair.assess(rows, as_of=at(3, 3), period=MARCH)

        quotas = {one.key for one in report if one.rule.startswith("visit_quota")}
        assert {*with_them.by_key()} - {*without.by_key()} == quotas
        assert len(quotas) == 3

    def test_until_it_settles(self) -> None:
        """The shares of March are due when March is over."""
        found = repairs(job(), as_of=at(3, 3), reporting=MARCH)

        entry = found.by_key()["REPAIR/visit_quota.office//quota/office/2026-03"]
        assert (entry.last_day, entry.closes) == (
            pendulum.date(2026, 3, 31),
            at(4, 1, 0),
        )
        assert (entry.state, entry.party("zh")) == (State.RUNNING, "办公室")

    def test_rows_may_be_iterators(self) -> None:
        """They are read twice, and gone through once."""
        found = agenda(
            repair.RULES,
            {"repair": iter([job()])},
            as_of=at(3, 3),
            span=MARCH,
            reporting=MARCH,
        )

        assert len(found) == 4


class TestReading:
    """
    What a host does with an agenda.
    """

    def test_order_filters_and_lookup(self) -> None:
        """The soonest first; states and parties as filters."""
        rows = (job(), job(2, categories="leak"), job(3, categories=None))
        found = repairs(*rows, as_of=at(3, 3))

        assert [one.subject.id for one in found] == ["R2", "R1", "R3"]
        assert [one.subject.id for one in found.of(State.DUE_SOON)] == ["R2"]
        assert len(found.of(party="property_office")) == len(found.of()) == 3
        assert found.of(party="office") == ()
        assert found.by_key()["REPAIR/visit_deadline//repair/R1/"].name.zh == "回访"
        with pytest.raises(UnknownNameError, match="property_office"):
            found.of(party="propertyoffice")

    def test_a_flat_row(self) -> None:
        """In the language asked, with ISO texts."""
        row = visit_of(repairs(job(), as_of=at(3, 3))).row("zh")

        assert row == {
            "key": "REPAIR/visit_deadline//repair/R1/",
            "book": "REPAIR@2021",
            "state": "running",
            "state_word": "进行中",
            "name": "回访",
            "about": "维修 R1",
            "clause": "REPAIR-2a",
            "owed_by": "property_office",
            "party": "物业管理处",
            "kind": "repair",
            "id": "R1",
            "cell": None,
            "opens": None,
            "last_day": "2026-03-09",
            "closes": "2026-03-10T00:00:00+08:00",
            "closes_included": False,
            "sentence": row["sentence"],
        }
        assert "2026年3月9日" in row["sentence"]
        unknown = visit_of(repairs(job(categories=None), as_of=at(3, 3))).row()
        assert (unknown["last_day"], unknown["closes"], unknown["opens"]) == (None,) * 3

    def test_when_it_opens(self) -> None:
        """A week's round opens on its Monday."""
        found = agenda(consulting.RULES, {}, as_of=at(3, 3), span=month(2026, 5))

        (entry,) = found
        assert entry.row()["opens"] == "2026-04-01T00:00:00+08:00"
        assert (entry.subject.cell, entry.state) == ("2026-Q2", State.UPCOMING)


class TestChanges:
    """
    What a host inserts, updates and removes.
    """

    def test_new_changed_and_gone(self) -> None:
        """Done is a change; a repair that owes no visit any more is gone."""
        before = repairs(job(), job(2), job(3), as_of=at(3, 3))
        after = repairs(
            job(), call(), job(2, owes_visit=False), job(4), job(3), as_of=at(3, 6, 8)
        )

        changes = after.changes_since(before)

        assert [
            one.subject.id
            for one in changes.new
            if one.verdict.rule == "visit_deadline"
        ] == ["R4"]
        assert [(one.subject.id, one.state) for one in changes.changed] == [
            ("R1", State.DONE),
            ("R3", State.DUE_SOON),
        ]
        assert [one.subject.id for one in changes.gone] == ["R2"]
        assert len(changes) == len(changes.new) + 3

    def test_nothing_changes_by_itself(self) -> None:
        """The same list an hour later is the same."""
        before = repairs(job(), as_of=at(3, 3))

        assert len(repairs(job(), as_of=at(3, 3, 10)).changes_since(before)) == 0

    def test_a_span_that_moves_on(self) -> None:
        """What left the span is told of once if it changed, and never as gone."""
        before = repairs(job(), job(2), call(2), as_of=at(3, 6), span=MARCH)
        after = repairs(
            job(),
            call(visited_at=at(3, 7)),
            job(2),
            call(2),
            as_of=at(4, 1),
            span=month(2026, 4),
        )

        changes = after.changes_since(before)

        assert [(one.subject.id, one.state) for one in changes.changed] == [
            ("R1", State.DONE)
        ]
        assert (changes.new, changes.gone) == ((), ())

    def test_earlier_is_earlier(self) -> None:
        """The other way round is refused."""
        early, late = (repairs(job(), as_of=at(3, day)) for day in (3, 4))

        with pytest.raises(ImpossibleOrderError, match=r"earlier\.as_of"):
            early.changes_since(late)


class TestMerge:
    """
    One list of several books.
    """

    @staticmethod
    def of(book: Rulebook, as_of: dt.datetime = THIRD, span: Period = MARCH) -> Agenda:
        """Return the agenda of a book with a broken row."""
        ledgers = {next(iter(book.ledgers)): [object()]}
        return agenda(book, ledgers, as_of=as_of, span=span)

    def test_books_side_by_side(self) -> None:
        """In one order, with the errors and the parties of all."""
        mine = repairs(job(), call(visited_at=at(3, 3)), as_of=at(3, 3))
        other = self.of(consulting.RULES)

        both = merge(mine, other)

        assert {*both.by_key()} == {*mine.by_key(), *other.by_key()}
        closes = [one.closes for one in both if one.closes is not None]
        assert closes == sorted(closes)
        assert len(both.row_errors) == 1
        assert {*both.parties} == {*repair.RULES.parties, *consulting.RULES.parties}
        assert both.beyond == (*mine.beyond, *other.beyond)
        assert merge(mine) == mine

    def test_what_cannot_be_merged(self) -> None:
        """None at all, two moments, two spans, one book twice."""
        mine = repairs(job(), as_of=at(3, 3))
        with pytest.raises(InvalidFieldError, match="at least one"):
            merge()
        with pytest.raises(InvalidFieldError, match="one moment for all"):
            merge(mine, self.of(consulting.RULES, at(3, 4)))
        with pytest.raises(InvalidFieldError, match="one for all: 2026-03"):
            merge(mine, self.of(consulting.RULES, span=month(2026, 4)))
        with pytest.raises(InvalidFieldError, match="REPAIR/visit_deadline"):
            merge(mine, mine)


def _books() -> Iterator[tuple[str, Rulebook]]:
    """Yield the five books."""
    for name in BOOKS:
        yield name, importlib.import_module(f"followup_rules.rulebooks.{name}").RULES


@pytest.mark.parametrize(("name", "book"), list(_books()), ids=BOOKS)
class TestEveryBook:
    """
    What holds of the agenda of any book, on ledgers made up for it.
    """

    def test_laws(self, name: str, book: Rulebook) -> None:
        """
        A narrower span lists no more and nothing else; keys are those of the report;
        no reporting period decides anything; rows in error are those of the report.
        """

        @settings(
            max_examples=8,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow],
        )
        @given(situations(book, most=2, broken=name != "repair", calendar=CHINA))
        def hold(situation: Any) -> None:
            """Hold one situation to them."""
            told = {"as_of": situation.as_of, "calendar": CHINA}
            wide = agenda(
                book,
                situation.ledgers,
                span=period(dt.date(2026, 1, 1), dt.date(2026, 4, 30)),
                **told,
            )
            narrow = agenda(book, situation.ledgers, span=week(2026, 9), **told)
            other = agenda(
                book, situation.ledgers, span=week(2026, 9), reporting=MARCH, **told
            )
            report = book.assess(situation.ledgers, period=wide.span, **told)

            every = {one.key: one for one in (*wide.entries, *wide.beyond)}
            for entry in narrow:
                assert entry.key in wide.by_key()
            for entry in (*narrow.entries, *narrow.beyond):
                same = every[entry.key]
                assert (entry.state, entry.opens, entry.closes, entry.last_day) == (
                    same.state,
                    same.opens,
                    same.closes,
                    same.last_day,
                )
            assert {*narrow.by_key()} <= {*other.by_key()}
            assert len(every) == len(wide.entries) + len(wide.beyond)
            judged = {verdict.key: verdict for verdict in report}
            for key, entry in every.items():
                if key in judged:
                    assert entry.verdict.status is judged[key].status
            assert {str(error) for error in report.row_errors} <= {
                str(error) for error in wide.row_errors
            }

        hold()


class TestRefusalsInChinese:
    """
    What an agenda cannot be made of is said in Chinese, to the last word.
    """

    def test_each(self) -> None:
        """Lists that do not fit together, spans, leads, times without a zone."""
        mine = repairs(job(), as_of=at(3, 3))
        other = attrs.evolve(mine, span=month(2026, 4))
        later = attrs.evolve(mine, as_of=at(3, 4))
        back = Period(pendulum.Date(2026, 3, 2), pendulum.Date(2026, 3, 1), "")
        asked: list[tuple[Callable[[], object], str]] = [
            (merge, "待办清单不能为()；应为至少一份。"),
            (
                lambda: merge(mine, other),
                "起止日不能为“2026-04”；应为各份相同，即2026-03。",
            ),
            (
                lambda: merge(mine, later),
                "判定时间（as_of）不能为“2026-03-04T09:00:00+08:00”；"
                "应为各份相同，即2026-03-03T09:00:00+08:00。",
            ),
            (
                lambda: merge(mine, mine),
                "key不能为“REPAIR/visit_deadline//repair/R1/”；"
                "应为各项互不相同的键；同一制度只能并入一次，另立的制度应有自己的代号。",
            ),
            (
                lambda: mine.changes_since(later),
                f"判定时间（as_of）（{mine.as_of}）早于前一次的判定时间（{later.as_of}），"
                "请更正其中之一。",
            ),
            (
                lambda: mine.changes_since(3),  # type: ignore[arg-type]
                "前一次的待办清单不能为3；应为待办清单（Agenda）。",
            ),
            (
                lambda: merge(mine, 3),  # type: ignore[arg-type]
                "待办清单不能为3；应为待办清单（Agenda）。",
            ),
            (
                lambda: repairs(job(), as_of=at(3, 3), span=back),
                "截止日（2026-03-01）早于起始日（2026-03-02），请更正其中之一。",
            ),
            (
                lambda: repairs(job(), as_of=at(3, 3), lead=3),
                "临近的天数（lead）不能为3；应为Days(n)或WorkingDays(n)。",
            ),
            (
                lambda: repairs(job(), as_of=at(3, 3), lead=WorkingDays(2)),
                "工作日历不能为None；应为工作日历，按工作日计算时不可缺少。",
            ),
            (
                lambda: repairs(job(), as_of=dt.datetime(2026, 3, 3)),  # noqa: DTZ001 - the naive one
                "判定时间（as_of）没有时区：datetime.datetime(2026, 3, 3, 0, 0)；"
                "请写明记录时所用的时区，如pendulum.instance(value, tz='Asia/Shanghai')。",
            ),
        ]
        for ask, expected in asked:
            with pytest.raises(FollowupRulesError) as caught:
                ask()
            assert say_problem(caught.value, "zh") == expected
