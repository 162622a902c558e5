"""
At least so many in each cell of the calendar.
"""

import datetime as dt
import json
import pickle
import zoneinfo
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    CalendarNotCoveredError,
    CalendarRequiredError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NotADayError,
)
from followup_rules.policies.cadence import (
    CadencePolicy,
    CountedBy,
    coverage,
)
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import china, from_exceptions
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Cycle, month, quarter, week, year
from followup_rules.timing.seasons import YearlySeason
from followup_rules.verdicts import Status, Subject, Verdict

CLAUSE = Clause(id="DEMO-1", en="regularly", zh="定期进行")
SHANGHAI = "Asia/Shanghai"


def policy(cycle: Cycle = Cycle.YEAR, **fields: Any) -> CadencePolicy:
    """Return a cadence."""
    return CadencePolicy(
        id="demo",
        clause=CLAUSE,
        name=Text("the meeting", "例会"),
        owed_by="office",
        cycle=cycle,
        **fields,
    )


def at(
    year_no: int, month_no: int, day: int, hour: int = 0, minute: int = 0, sec: int = 0
) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.datetime(year_no, month_no, day, hour, minute, sec, tz=SHANGHAI)


class TestCountInACell:
    """
    What lies in the cell counts, to the last instant of its last local day.
    """

    def test_half_past_eleven_on_the_last_evening(self) -> None:
        """31 December 23:30 is still that year."""
        verdict = policy().assess(
            [at(2025, 12, 31, 23, 30)], cell=year(2025), as_of=at(2026, 1, 1)
        )
        assert verdict.status is Status.MET
        assert (verdict.evidence.counted, verdict.required, verdict.shortfall) == (
            1,
            1,
            0,
        )

    def test_the_local_day_decides_the_cell(self) -> None:
        """17:00 UTC on 31 December is already the new year in Shanghai."""
        event = pendulum.datetime(2025, 12, 31, 17, tz="UTC")
        now = at(2026, 2, 1)
        assert (
            policy().assess([event], cell=year(2025), as_of=now).status
            is Status.BREACHED
        )
        assert policy().assess([event], cell=year(2026), as_of=now).status is Status.MET

    def test_a_plain_day_is_enough(self) -> None:
        """Days and instants may be mixed."""
        verdict = policy(Cycle.WEEK, least=2).assess(
            [dt.date(2026, 3, 9), dt.datetime.fromisoformat("2026-03-15T23:59+08:00")],
            cell=week(2026, 11),
            as_of=at(2026, 3, 16),
        )
        assert verdict.status is Status.MET

    def test_surplus_is_not_carried_over(self) -> None:
        """Two in the second quarter do not serve the third."""
        verdicts = policy(Cycle.QUARTER).assess_cells(
            [dt.date(2025, 4, 1), dt.date(2025, 6, 30)],
            first=dt.date(2025, 4, 1),
            last=dt.date(2025, 9, 30),
            as_of=at(2025, 10, 1),
        )
        assert [v.status for v in verdicts] == [Status.MET, Status.BREACHED]

    def test_more_than_usual_is_only_remarked(self) -> None:
        """Above the usual number the cell is met, with a note."""
        rule = policy(usual_most=2)
        days = [dt.date(2025, month_no, 1) for month_no in (3, 6, 9)]
        three = rule.assess(days, cell=year(2025), as_of=at(2026, 1, 1))
        two = rule.assess(days[:2], cell=year(2025), as_of=at(2026, 1, 1))
        assert three.status is two.status is Status.MET
        assert [n.code for n in three.notes] == ["above_usual"]
        assert two.notes == ()
        assert "usual 2" in three.explain("en")

    def test_a_running_cell_is_pending(self) -> None:
        """Until its last instant a cell can still be reached."""
        rule = policy(Cycle.MONTH, least=2)
        late = at(2026, 3, 31, 23, 59, 59)
        verdict = rule.assess([dt.date(2026, 3, 2)], cell=month(2026, 3), as_of=late)
        assert verdict.status is Status.PENDING
        assert verdict.shortfall == 1
        assert verdict.deadline.last_day == dt.date(2026, 3, 31)
        assert verdict.deadline.first_day == dt.date(2026, 3, 1)
        ended = rule.assess(
            [dt.date(2026, 3, 2)], cell=month(2026, 3), as_of=at(2026, 4, 1)
        )
        assert ended.status is Status.BREACHED
        assert ended.is_violation

    def test_a_cell_that_has_not_begun_is_pending(self) -> None:
        """The next year cannot be missed yet."""
        verdict = policy().assess([], cell=year(2027), as_of=at(2026, 1, 1))
        assert verdict.status is Status.PENDING

    def test_later_events_are_not_known(self) -> None:
        """An event after the moment of judgement is left out and remarked."""
        rule = policy(Cycle.MONTH)
        events = [at(2026, 3, 20, 10)]
        early = rule.assess(events, cell=month(2026, 3), as_of=at(2026, 3, 20, 9, 59))
        exact = rule.assess(events, cell=month(2026, 3), as_of=at(2026, 3, 20, 10))
        assert early.status is Status.PENDING
        assert [n.code for n in early.notes] == ["later_fact"]
        assert exact.status is Status.MET
        assert exact.notes == ()

    def test_a_day_in_the_cell_names_the_cell(self) -> None:
        """A cell may be given by any day in it."""
        rule = policy(Cycle.QUARTER)
        verdict = rule.assess([], cell=dt.date(2026, 5, 9), as_of=at(2026, 7, 1))
        assert verdict.subject == Subject("cadence", "demo", "2026-Q2")
        assert (verdict.evidence.first, verdict.evidence.last) == (
            dt.date(2026, 4, 1),
            dt.date(2026, 6, 30),
        )

    def test_the_subject_keeps_its_own_cell(self) -> None:
        """A caller's subject is completed, not replaced."""
        own = Subject("area", "east")
        rule = policy(Cycle.MONTH)
        verdict = rule.assess(
            [], cell=month(2026, 3), as_of=at(2026, 4, 1), subject=own
        )
        assert verdict.subject == Subject("area", "east", "2026-03")
        assert verdict.owed_by == "office"
        named = attrs.evolve(own, cell="spring")
        kept = rule.assess([], cell=month(2026, 3), as_of=at(2026, 4, 1), subject=named)
        assert kept.subject == named


class TestExemptCells:
    """
    A cell without a single working day is exempt where the rule says so.
    """

    RULE = policy(Cycle.WEEK, least=5, working_cells_only=True)

    def test_the_spring_festival_week(self) -> None:
        """16 to 22 February 2026 has no working day in China."""
        verdict = self.RULE.assess(
            [], cell=week(2026, 8), calendar=china(), as_of=at(2026, 3, 1)
        )
        assert verdict.status is Status.NOT_APPLICABLE
        assert verdict.reason.code == "cell_exempt"

    def test_one_working_day_binds(self) -> None:
        """The week of 9 to 15 February 2026 has working days and binds."""
        verdict = self.RULE.assess(
            [], cell=week(2026, 7), calendar=china(), as_of=at(2026, 3, 1)
        )
        assert verdict.status is Status.BREACHED
        assert verdict.shortfall == 5

    @pytest.mark.parametrize("worked", [9, 14, 15])
    def test_its_only_working_day_binds(self, worked: int) -> None:
        """A week off but for its Monday, or a make-up Saturday or Sunday, binds."""
        off = [dt.date(2026, 2, day) for day in range(9, 14) if day != worked]
        on = [dt.date(2026, 2, worked)] if worked > 13 else []
        shut = from_exceptions(
            "shut",
            dt.date(2026, 1, 1),
            dt.date(2026, 3, 31),
            off=off,
            on=on,
            source="a test",
        )
        assert self.RULE.is_exempt(week(2026, 7), calendar=shut) is False

    def test_a_rule_that_exempts_nothing(self) -> None:
        """Where every cell counts the calendar is not asked."""
        rule = attrs.evolve(self.RULE, working_cells_only=False)
        assert rule.is_exempt(week(2026, 8)) is False

    def test_reached_needs_no_calendar(self) -> None:
        """A cell that has enough is met whatever the calendar says."""
        events = [dt.date(2026, 2, 17)] * 5
        for calendar in (None, china()):
            verdict = self.RULE.assess(
                events, cell=week(2026, 8), calendar=calendar, as_of=at(2026, 3, 1)
            )
            assert verdict.status is Status.MET

    def test_without_a_calendar_nothing_is_guessed(self) -> None:
        """No calendar, no verdict."""
        verdict = self.RULE.assess([], cell=week(2026, 8), as_of=at(2026, 3, 1))
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason.code == "calendar_missing"
        with pytest.raises(CalendarRequiredError):
            self.RULE.is_exempt(week(2026, 8))

    def test_beyond_the_calendar_nothing_is_guessed(self) -> None:
        """A week of which no day is covered cannot be judged."""
        verdict = self.RULE.assess(
            [], cell=week(2030, 8), calendar=china(), as_of=at(2031, 3, 1)
        )
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason.code == "calendar_not_covered"
        assert verdict.reason["day"] == dt.date(2030, 2, 18)
        with pytest.raises(CalendarNotCoveredError):
            self.RULE.is_exempt(week(2030, 8), calendar=china())

    def test_a_known_working_day_binds_a_half_covered_week(self) -> None:
        """28 December 2026 is a covered Monday; the rest of its week is not."""
        cell = week(2026, 53)
        assert china().confirmed[1] == dt.date(2026, 12, 28)
        assert not self.RULE.is_exempt(cell, calendar=china())

    def test_other_rules_exempt_nothing(self) -> None:
        """Unless the rule says so, no calendar is asked."""
        assert not policy(Cycle.WEEK).is_exempt(week(2026, 8))


class TestWhatIsAboutAPeriod:
    """
    A paper about a period belongs to that period, whenever it is written.
    """

    RULE = policy(by=CountedBy.PERIOD_COVERED)

    def test_written_in_the_next_january(self) -> None:
        """An appraisal of 2025 written in January 2026 is of 2025."""
        event = (dt.date(2026, 1, 12), dt.date(2025, 12, 31))
        now = at(2026, 2, 1)
        assert (
            self.RULE.assess([event], cell=year(2025), as_of=now).status is Status.MET
        )
        assert (
            self.RULE.assess([event], cell=year(2026), as_of=now).status
            is Status.PENDING
        )

    def test_after_its_cell_it_is_open(self) -> None:
        """The text sets no limit after the period, so nothing is late."""
        running = self.RULE.assess([], cell=year(2025), as_of=at(2025, 12, 31, 23))
        ended = self.RULE.assess([], cell=year(2025), as_of=at(2026, 1, 1))
        assert running.status is Status.PENDING
        assert ended.status is Status.OPEN
        assert ended.deadline is None
        assert self.RULE.due(year(2025)) is None

    def test_a_limit_of_the_host_makes_it_judgeable(self) -> None:
        """With 20 days after the year: due, late, breached, under the host's force."""
        rule = attrs.evolve(self.RULE, limit=Days(20))
        cell = year(2025)
        paper = dt.date(2025, 12, 31)
        due = rule.due(cell)
        assert due is not None
        assert due.last_day == dt.date(2026, 1, 20)
        waiting = rule.assess([], cell=cell, as_of=at(2026, 1, 20, 23, 59))
        assert (waiting.status, waiting.reason.code) == (
            Status.PENDING,
            "cell_due_later",
        )
        late = rule.assess(
            [(dt.date(2026, 1, 21), paper)], cell=cell, as_of=at(2026, 2, 1)
        )
        assert (late.status, late.force) == (Status.LATE, Force.BINDING)
        assert late.evidence.counted_in_time == 0
        in_time = rule.assess(
            [(dt.date(2026, 1, 20), paper)], cell=cell, as_of=at(2026, 2, 1)
        )
        assert in_time.status is Status.MET
        gone = rule.assess([], cell=cell, as_of=at(2026, 1, 21))
        assert (gone.status, gone.force) == (Status.BREACHED, Force.BINDING)
        assert gone.notes == ()

    def test_a_limit_that_the_text_does_not_set(self) -> None:
        """Where the clause sets no time the limit is the host's, and says so."""
        open_ended = attrs.evolve(CLAUSE, timing=Force.OPEN_ENDED)
        rule = attrs.evolve(self.RULE, limit=Days(20), clause=open_ended)
        gone = rule.assess([], cell=year(2025), as_of=at(2026, 1, 21))
        assert (gone.status, gone.force) == (Status.BREACHED, Force.CONFIGURED)
        assert [one.code for one in gone.notes] == ["limit_set_by_host"]

    def test_a_limit_in_working_days_needs_a_calendar(self) -> None:
        """3 working days after 2025 end on 6 January 2026, by the published calendar."""
        rule = attrs.evolve(self.RULE, limit=WorkingDays(3))
        verdict = rule.assess([], cell=year(2025), as_of=at(2026, 1, 20))
        assert verdict.status is Status.UNDETERMINED
        assert verdict.deadline is None
        judged = rule.assess(
            [], cell=year(2025), calendar=china(), as_of=at(2026, 1, 20)
        )
        # 1 to 3 January are off, Sunday the 4th is made up; 4, 5, 6 January.
        assert judged.deadline.last_day == dt.date(2026, 1, 6)
        assert judged.status is Status.BREACHED
        # While the year runs no calendar is needed: what has come came in time.
        paper = (dt.date(2025, 12, 1), dt.date(2025, 12, 1))
        running = rule.assess([], cell=year(2025), as_of=at(2025, 12, 31, 23, 59))
        assert running.reason.code == "cell_running"
        done = rule.assess([paper], cell=year(2025), as_of=at(2025, 12, 31, 23, 59))
        assert done.status is Status.MET

    def test_an_unknown_period_is_not_guessed(self) -> None:
        """A paper of which nobody knows what it is about leaves the cell unknown."""
        for unknown in (dt.date(2026, 1, 5), (dt.date(2026, 1, 5), None)):
            verdict = self.RULE.assess([unknown], cell=year(2025), as_of=at(2026, 2, 1))
            assert verdict.status is Status.UNDETERMINED
            assert verdict.reason["fact"] == "period_covered"
            assert verdict.evidence.uncertain == 1
        verdicts = self.RULE.assess_cells(
            [(dt.date(2026, 1, 5), None)],
            first=dt.date(2024, 1, 1),
            last=dt.date(2025, 1, 1),
            as_of=at(2026, 2, 1),
        )
        assert [v.status for v in verdicts] == [Status.UNDETERMINED] * 2

    def test_by_its_date_what_it_is_about_does_not_matter(self) -> None:
        """The same pair under the other reading counts by its date."""
        rule = policy(Cycle.QUARTER)
        event = (dt.date(2025, 1, 2), dt.date(2024, 12, 31))
        verdict = rule.assess([event], cell=quarter(2025, 1), as_of=at(2025, 4, 1))
        assert verdict.status is Status.MET


class TestUncertainOnes:
    """
    Where something may or may not count, and that decides, there is no verdict.
    """

    def test_they_decide(self) -> None:
        """One more is needed, and one may count."""
        rule = policy(Cycle.MONTH)
        may = [dt.date(2026, 3, 5), dt.date(2026, 2, 5), dt.date(2026, 5, 1)]
        verdict = rule.assess(
            [], uncertain=may, cell=month(2026, 3), as_of=at(2026, 4, 1)
        )
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "whether_it_counts"
        assert verdict.evidence.uncertain == 1

    def test_they_do_not_decide(self) -> None:
        """Enough without them; too few with them; not final yet; not known yet."""
        rule = policy(Cycle.MONTH, least=2)
        may, cell = [dt.date(2026, 3, 5)], month(2026, 3)
        end = at(2026, 4, 1)
        assert (
            rule.assess(may * 2, uncertain=may, cell=cell, as_of=end).status
            is Status.MET
        )
        assert (
            rule.assess([], uncertain=may, cell=cell, as_of=end).status
            is Status.BREACHED
        )
        assert (
            rule.assess(may, uncertain=may, cell=cell, as_of=at(2026, 3, 9)).status
            is Status.PENDING
        )
        early = rule.assess(may, uncertain=may, cell=cell, as_of=at(2026, 3, 4))
        assert early.evidence.uncertain == 0

    def test_replay(self) -> None:
        """Their receipts replay too."""
        rule = policy(Cycle.MONTH)
        verdict = rule.assess(
            [], uncertain=[at(2026, 3, 5)], cell=month(2026, 3), as_of=at(2026, 4, 1)
        )
        receipt = json.loads(json.dumps(verdict.receipt()))
        assert replay(rule, receipt).is_same


class TestQuestions:
    """
    Cells, the next one due, and the sum of many.
    """

    def test_cells(self) -> None:
        """Every cell with a day in the range, the ends included."""
        cells = policy(Cycle.QUARTER).cells(dt.date(2025, 12, 31), dt.date(2026, 4, 1))
        assert [cell.label for cell in cells] == ["2025-Q4", "2026-Q1", "2026-Q2"]

    def test_next_due_is_the_running_cell(self) -> None:
        """The running cell is due until it is reached, then the one after."""
        rule = policy(Cycle.MONTH)
        now = at(2026, 3, 10)
        assert rule.next_due([], as_of=now) == month(2026, 3)
        assert rule.next_due([dt.date(2026, 3, 2)], as_of=now) == month(2026, 4)

    def test_next_due_passes_over_exempt_cells(self) -> None:
        """In the Spring Festival week nothing is due until the week after."""
        rule = policy(Cycle.WEEK, working_cells_only=True)
        due = rule.next_due([], as_of=at(2026, 2, 18), calendar=china())
        assert due == week(2026, 9)

    def test_coverage_lists_each_missed_cell(self) -> None:
        """Two of three months: the exact share, and the missed one by name."""
        verdicts = policy(Cycle.MONTH).assess_cells(
            [dt.date(2026, 1, 5), dt.date(2026, 3, 5)],
            first=dt.date(2026, 1, 1),
            last=dt.date(2026, 4, 30),
            as_of=at(2026, 4, 2),
        )
        found = coverage(verdicts)
        assert found.ratio == Fraction(2, 3)
        assert (found.reached, found.judged, found.waiting) == (2, 3, 1)
        assert found.missed == (Subject("cadence", "demo", "2026-02"),)

    def test_coverage_of_nothing_is_no_number(self) -> None:
        """No final cell, no share."""
        assert coverage([]).ratio is None


class TestBadInput:
    """
    Nothing is repaired in silence.
    """

    @pytest.mark.parametrize(
        "fields",
        [
            {"least": 0},
            {"least": 2.0},
            {"least": 3, "usual_most": 2},
            {"limit": Days(3)},
            {"cycle": "year"},
        ],
    )
    def test_fields(self, fields: dict[str, Any]) -> None:
        """A field holds what its rule allows."""
        with pytest.raises(InvalidFieldError):
            policy(**{"cycle": Cycle.YEAR, **fields})

    def test_a_period_that_is_no_cell(self) -> None:
        """March is no quarter."""
        with pytest.raises(InvalidFieldError, match="a quarter"):
            policy(Cycle.QUARTER).assess([], cell=month(2026, 3), as_of=at(2026, 4, 1))

    def test_a_naive_event(self) -> None:
        """No zone is assumed."""
        with pytest.raises(NaiveTimeError):
            policy().assess(
                [dt.datetime(2026, 3, 1)],  # noqa: DTZ001 - naive on purpose
                cell=year(2026),
                as_of=at(2026, 4, 1),
            )

    def test_an_event_that_is_no_day(self) -> None:
        """A text is no day."""
        events: Any = ["2026-03-01"]
        with pytest.raises(NotADayError):
            policy().assess(events, cell=year(2026), as_of=at(2026, 4, 1))

    @pytest.mark.parametrize("events", [None, dt.date(2026, 3, 1), "2026-03-01"])
    def test_events_are_many(self, events: Any) -> None:
        """One day alone, a text or nothing is no list of events."""
        with pytest.raises(InvalidFieldError, match="a list of days"):
            policy().assess(events, cell=year(2026), as_of=at(2026, 4, 1))
        days = {"first": dt.date(2026, 1, 1), "last": dt.date(2026, 3, 1)}
        with pytest.raises(InvalidFieldError, match="a list of days"):
            policy().assess_cells(events, **days, as_of=at(2026, 4, 1))
        with pytest.raises(InvalidFieldError, match="a list of days"):
            policy().next_due(events, as_of=at(2026, 4, 1))

    def test_no_moment(self) -> None:
        """Nothing reads a clock."""
        with pytest.raises(MissingFactError):
            policy().assess([], cell=year(2026))


def _one_of_each() -> list[Verdict]:
    """Return one verdict for every reason code of this kind."""
    papers = policy(by=CountedBy.PERIOD_COVERED)
    limited = attrs.evolve(papers, limit=Days(20))
    weekly = policy(Cycle.WEEK, working_cells_only=True)
    late = [(dt.date(2026, 2, 2), dt.date(2025, 1, 1))]
    return [
        policy(usual_most=1).assess(
            [dt.date(2025, 1, 1)] * 2, cell=year(2025), as_of=at(2026, 1, 1)
        ),
        policy().assess([at(2026, 5, 1)], cell=year(2026), as_of=at(2026, 1, 1)),
        policy().assess([], cell=year(2025), as_of=at(2026, 1, 1)),
        papers.assess([], cell=year(2025), as_of=at(2026, 1, 1)),
        papers.assess([dt.date(2025, 2, 2)], cell=year(2025), as_of=at(2026, 1, 1)),
        limited.assess([], cell=year(2025), as_of=at(2026, 1, 1)),
        limited.assess(late, cell=year(2025), as_of=at(2026, 3, 1)),
        weekly.assess([], cell=week(2026, 8), calendar=china(), as_of=at(2026, 3, 1)),
    ]


class TestWords:
    """
    Every reason code has its sentence in both languages, and replays.
    """

    CODES = frozenset(
        {
            "cell_reached",
            "cell_running",
            "cell_missed",
            "cell_open",
            "fact_missing",
            "cell_due_later",
            "cell_reached_late",
            "cell_exempt",
        }
    )

    def test_every_code_occurs_and_is_said(self) -> None:
        """No sentence has a hole."""
        verdicts = _one_of_each()
        assert {v.reason.code for v in verdicts} == self.CODES
        for verdict in verdicts:
            for language in ("en", "zh"):
                said = verdict.explain(language)
                assert said
                assert "{" not in said
                assert "None" not in said

    def test_chinese(self) -> None:
        """The sentence names the cell, the number owed and the number found."""
        verdict = policy(Cycle.QUARTER).assess(
            [], cell=quarter(2026, 2), as_of=at(2026, 7, 1)
        )
        assert verdict.explain("zh") == (
            "例会（2026年第2季度）至少应有1次，实有0次，还差1次，不符合DEMO-1要求。"
        )

    @pytest.mark.parametrize("number", range(8))
    def test_receipts_replay(self, number: int) -> None:
        """A receipt, through JSON, gives the same verdict."""
        verdict = _one_of_each()[number]
        receipt = json.loads(json.dumps(verdict.receipt()))
        rule: Any = verdict.policy
        calendar = china() if "calendar" in receipt["sources"] else None
        again = replay(rule, receipt, calendar=calendar)
        assert again.is_same, again.stale
        assert again.verdict.subject == verdict.subject

    def test_pickle_and_hash(self) -> None:
        """A policy is a value."""
        rule = policy(usual_most=2)
        assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 - our own bytes
        assert hash(rule) == hash(policy(usual_most=2))


EDGES = st.sampled_from(
    [
        dt.date(year_no, month_no, day_no) + dt.timedelta(days=step)
        for year_no in (2024, 2025, 2026)
        for month_no in (1, 4, 7, 10)
        for day_no in (1,)
        for step in (-1, 0, 1)
    ]
)
ANY_DAY = st.dates(dt.date(2023, 12, 25), dt.date(2026, 12, 31)) | EDGES
FORMATS: dict[Cycle, Callable[[dt.date], str]] = {
    Cycle.YEAR: lambda day: f"{day.year}",
    Cycle.MONTH: lambda day: f"{day.year}-{day.month:02d}",
    Cycle.QUARTER: lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    Cycle.WEEK: lambda day: f"{day.isocalendar().year}-W{day.isocalendar().week:02d}",
    Cycle.DAY: str,
    Cycle.HALF_MONTH: lambda day: f"{day:%Y-%m}-H{1 + (day.day > 15)}",
    Cycle.HALF_YEAR: lambda day: f"{day.year}-H{1 + (day.month > 6)}",
}


class TestProperties:
    """
    Cells against counting by hand.
    """

    @given(
        cycle=st.sampled_from(Cycle),
        days=st.lists(ANY_DAY, max_size=12),
        now=ANY_DAY,
        least=st.integers(1, 3),
    )
    @example(
        cycle=Cycle.WEEK,
        days=[dt.date(2025, 1, 1)],
        now=dt.date(2025, 1, 6),
        least=1,
    )
    @settings(max_examples=120, deadline=None)
    def test_against_labels_counted_by_hand(
        self, cycle: Cycle, days: list[dt.date], now: dt.date, least: int
    ) -> None:
        """Count known days by label; a cell is final once another label has begun."""
        label = FORMATS[cycle]
        rule = policy(cycle, least=least)
        moment = at(now.year, now.month, now.day, 12)
        verdicts = rule.assess_cells(
            days, first=dt.date(2024, 1, 1), last=dt.date(2026, 12, 31), as_of=moment
        )
        for verdict in verdicts:
            cell = verdict.evidence.cell
            known = [day for day in days if day <= now and label(day) == cell]
            if len(known) >= least:
                expected = Status.MET
            elif now > verdict.evidence.last:
                expected = Status.BREACHED
            else:
                expected = Status.PENDING
            assert verdict.evidence.counted == len(known)
            assert verdict.status is expected
            assert verdict.shortfall == max(0, least - len(known))
        assert len({v.evidence.cell for v in verdicts}) == len(verdicts)
        assert {v.evidence.cell for v in verdicts} == {
            label(dt.date(2024, 1, 1) + dt.timedelta(days=n)) for n in range(1096)
        }

    @given(days=st.lists(ANY_DAY, max_size=8), extra=ANY_DAY)
    @settings(max_examples=60, deadline=None)
    def test_one_more_event_changes_its_own_cell_only(
        self, days: list[dt.date], extra: dt.date
    ) -> None:
        """Nothing is carried over into another month."""
        rule = policy(Cycle.MONTH, least=2)
        span: dict[str, Any] = {
            "first": dt.date(2024, 1, 1),
            "last": dt.date(2026, 12, 31),
            "as_of": at(2027, 2, 1),
        }
        before = rule.assess_cells(days, **span)
        after = rule.assess_cells([*days, extra], **span)
        for old, new in zip(before, after, strict=True):
            if old.evidence.cell == FORMATS[Cycle.MONTH](extra):
                assert new.evidence.counted == old.evidence.counted + 1
            else:
                assert new.answer() == old.answer()

    @given(
        zone=st.sampled_from(["Asia/Shanghai", "Europe/Brussels", "America/St_Johns"]),
        edge=st.sampled_from(
            [(y, m) for y in (2024, 2025, 2026) for m in (1, 3, 4, 7, 10, 11)]
        ),
        micro=st.integers(-1, 1),
        cycle=st.sampled_from([Cycle.MONTH, Cycle.YEAR]),
    )
    @settings(max_examples=100, deadline=None)
    def test_a_microsecond_around_midnight(
        self, zone: str, edge: tuple[int, int], micro: int, cycle: Cycle
    ) -> None:
        """An instant, given in UTC, lies in the cell of its local day, to the tick."""
        home = zoneinfo.ZoneInfo(zone)
        midnight = dt.datetime(*edge, 1, tzinfo=home).astimezone(dt.UTC)
        event = midnight + dt.timedelta(microseconds=micro)
        before = dt.date(*edge, 1) - dt.timedelta(days=1)
        day = before if micro < 0 else dt.date(*edge, 1)
        rule = policy(cycle, counting=Counting(zone=zone))
        verdicts = rule.assess_cells(
            [event],
            first=before,
            last=dt.date(*edge, 1),
            as_of=pendulum.datetime(2027, 1, 2, tz="UTC"),
        )
        found = [v.evidence.cell for v in verdicts if v.status is Status.MET]
        assert found == [FORMATS[cycle](day)]
        at_end = rule.assess([], cell=before, as_of=event)
        final = FORMATS[cycle](day) != FORMATS[cycle](before)
        assert at_end.status is (Status.BREACHED if final else Status.PENDING)


class TestInASeason:
    """
    A cadence that holds only in a season: a cell without a day of it is exempt.
    """

    RULE = policy(
        Cycle.MONTH,
        season=YearlySeason(first_month=11, first_day=15, last_month=3, last_day=15),
    )

    def test_month_by_month(self) -> None:
        """One day of the season binds the month: November to March."""
        found = self.RULE.assess_cells(
            [dt.date(2026, 7, 1)],
            first=dt.date(2026, 1, 1),
            last=dt.date(2026, 12, 31),
            as_of=at(2027, 1, 1),
        )
        assert [one.status.name for one in found] == [
            *["BREACHED"] * 3,
            *["NOT_APPLICABLE"] * 3,
            "MET",
            *["NOT_APPLICABLE"] * 3,
            *["BREACHED"] * 2,
        ]
        assert found[3].reason.code == "cell_out_of_season"
        assert "11月15日至3月15日" in found[3].explain("zh")
        assert "{" not in found[3].explain("en")
        assert replay(self.RULE, found[3].receipt()).is_same

    def test_next_due(self) -> None:
        """Over the summer the next one is that of November."""
        found = self.RULE.next_due([dt.date(2026, 3, 2)], as_of=at(2026, 3, 20))
        assert str(found) == "2026-11"

    def test_old_receipts_hold(self) -> None:
        """A cadence without a season is written as it was before."""
        assert (
            "season"
            not in policy()
            .assess([], cell=year(2026), as_of=at(2026, 1, 1))
            .receipt()["parameters"]
        )
