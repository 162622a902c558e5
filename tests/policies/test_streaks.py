"""
Again and again: in a row, within a span, altogether.
"""

import datetime as dt
import itertools
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    NotADayError,
)
from followup_rules.policies.streaks import Reached, Streak, StreakPolicy
from followup_rules.receipts import replay
from followup_rules.timing.amounts import Days, Months, WorkingDays
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import month, quarter
from followup_rules.verdicts import Status, Verdict

CLAUSE = Clause(id="RATE-7", en="two months running", zh="连续两个月排名末位的约谈")
D = dt.date
M = [month(2026, number) for number in range(1, 13)]


def policy(number: int = 2, streak: Streak = Streak.IN_A_ROW, **fields: Any) -> Any:
    """Return a rule."""
    return StreakPolicy(
        id="summons",
        clause=CLAUSE,
        name=Text("the talk with the head", "约谈"),
        owed_by="authority",
        number=number,
        streak=streak,
        **fields,
    )


def at(day: dt.date, hour: int = 0) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.datetime(day.year, day.month, day.day, hour, tz="Asia/Shanghai")


def sound(rule: Any, verdict: Verdict) -> Verdict:
    """Return a verdict that can be said and computed again."""
    both = verdict.explain("en") + verdict.explain("zh")
    assert "{" not in both
    assert "None" not in both
    assert replay(rule, verdict.receipt()).is_same
    return verdict


class TestInARow:
    """
    Those that follow one another; one that does not count breaks the row.
    """

    @pytest.mark.parametrize(
        ("hits", "reached"),
        [
            ("101", ()),
            ("0110", (D(2026, 2, 28), D(2026, 3, 31))),
            ("1?1", ()),
            ("", ()),
            ("11", (D(2026, 1, 31), D(2026, 2, 28))),
        ],
    )
    def test_two_months_running(self, hits: str, reached: Any) -> None:
        """A month of which nothing is known is in no row."""
        outcome = {"1": True, "0": False, "?": None}
        months = [(M[place], outcome[one]) for place, one in enumerate(hits)]
        assert policy().reached(months) == reached

    def test_over_a_year_end(self) -> None:
        """December and January are neighbours."""
        cells = [(month(2025, 12), True), (M[0], True)]
        assert policy().reached(cells) == (D(2025, 12, 31), D(2026, 1, 31))

    def test_cells_that_are_no_neighbours(self) -> None:
        """A gap is refused, and so is one cell twice, or a quarter among months."""
        for other in (M[2], M[0], quarter(2026, 1)):
            with pytest.raises(InvalidFieldError, match="neighbours"):
                policy().reached([(M[0], True), (other, True)])

    def test_over_the_statuses_of_verdicts(self) -> None:
        """Late and missed months count here; an excused one does not, an open one may."""
        rule = policy(counts=[Status.BREACHED, Status.LATE])
        now = at(D(2026, 6, 1))
        both = [(M[0], Status.BREACHED), (M[1], Status.LATE)]
        assert rule.reached(both) == (D(2026, 1, 31), D(2026, 2, 28))
        off = rule.assess([(M[0], Status.BREACHED), (M[1], Status.EXCUSED)], as_of=now)
        assert off.status is Status.NOT_APPLICABLE
        maybe = rule.assess(
            [(M[0], Status.BREACHED), (M[1], Status.UNDETERMINED)], as_of=now
        )
        assert maybe.status is Status.UNDETERMINED
        for one in (off, maybe):
            sound(rule, one)

    def test_dated_events_in_a_row(self) -> None:
        """Two failed calls running, by their order."""
        calls = [(D(2026, 3, 3), False), (D(2026, 3, 1), True), (D(2026, 3, 5), True)]
        assert policy().reached(calls) == ()
        assert policy().reached([*calls, D(2026, 3, 6)]) == (
            D(2026, 3, 5),
            D(2026, 3, 6),
        )


class TestWithin:
    """
    Those of one span of time, wherever it begins.
    """

    @pytest.mark.parametrize(
        ("days", "reached"),
        [
            ([D(2026, 3, 1), D(2026, 3, 31)], True),  # 30 days after 1 March
            ([D(2026, 3, 1), D(2026, 4, 1)], False),
            ([D(2026, 1, 1), D(2026, 3, 10), D(2026, 4, 9)], True),
            ([], False),
        ],
    )
    def test_thirty_days(self, days: Any, reached: Any) -> None:
        """The start day is not counted, as everywhere."""
        rule = policy(2, Streak.WITHIN, span=Days(30))
        assert bool(rule.reached(days)) is reached

    def test_three_months_within_a_year(self) -> None:
        """From the first day of the first cell to the last day of the last."""
        rule = policy(3, Streak.WITHIN, span=Months(12))
        cells = [(cell, cell in {M[0], M[5], M[11]}) for cell in M]
        assert rule.reached(cells) == (
            D(2026, 1, 31),
            D(2026, 6, 30),
            D(2026, 12, 31),
        )
        more = [(cell, cell in {M[0], M[5]}) for cell in M] + [(month(2027, 1), True)]
        assert rule.reached(more) == ()

    def test_working_days(self) -> None:
        """Without a calendar nothing is guessed."""
        rule = policy(2, Streak.WITHIN, span=WorkingDays(5))
        verdict = rule.assess([D(2026, 3, 2), D(2026, 3, 9)], as_of=at(D(2026, 4, 1)))
        assert sound(rule, verdict).reason.code == "calendar_missing"


class TestAltogether:
    """
    All of them, between two days.
    """

    RULE = policy(5, Streak.TOTAL)

    def test_the_fifth_repair_within_the_warranty(self) -> None:
        """From acceptance to the last day of cover, both included."""
        first = D(2026, 1, 10)
        repairs = [first, *(D(2026, n, 10) for n in range(2, 6)), D(2026, 1, 9)]
        told = {"since": first, "as_of": at(D(2026, 12, 1))}
        four = self.RULE.assess(repairs, until=D(2026, 5, 9), **told)
        assert sound(self.RULE, four).reason.code == "streak_not_reached"
        assert (four.required, four.shortfall) == (5, 1)
        five = self.RULE.assess(repairs, until=D(2026, 5, 10), **told)
        assert sound(self.RULE, five).status is Status.OPEN
        assert five.evidence.counted[-1] == D(2026, 5, 10)

    def test_later_ones_are_not_known(self) -> None:
        """A cell is known when it has ended, an event when it happened."""
        cells = [(M[0], True), (M[1], True)]
        early = policy().assess(cells, as_of=at(D(2026, 2, 28), 23))
        assert early.status is Status.NOT_APPLICABLE
        assert [remark.code for remark in early.notes] == ["later_fact"]
        ended = policy().assess(cells, as_of=at(D(2026, 3, 1)))
        assert (ended.status, ended.notes) == (Status.OPEN, ())


class TestWhatIsOwed:
    """
    When the number is full something is owed, or that is the breach.
    """

    CELLS = ((M[0], True), (M[1], True))
    RULE = policy(limit=Days(10))

    @pytest.mark.parametrize(
        ("done", "now", "code"),
        [
            (None, D(2026, 3, 10), "streak_answer_due"),
            (None, D(2026, 3, 11), "streak_not_answered"),
            (D(2026, 3, 10), D(2026, 4, 1), "streak_answered"),
            (D(2026, 3, 11), D(2026, 4, 1), "streak_answered_late"),
            (D(2026, 3, 9), D(2026, 3, 8), "streak_answer_due"),
        ],
    )
    def test_within_ten_days(self, done: Any, now: dt.date, code: str) -> None:
        """Counted from the last day that filled the number."""
        verdict = self.RULE.assess(self.CELLS, done=done, as_of=at(now))
        assert sound(self.RULE, verdict).reason.code == code
        assert verdict.deadline.last_day == D(2026, 3, 10)

    def test_without_a_limit(self) -> None:
        """Open until it is done."""
        now = at(D(2027, 1, 1))
        rule = policy()
        assert sound(rule, rule.assess(self.CELLS, as_of=now)).status is Status.OPEN
        done = rule.assess(self.CELLS, done=D(2026, 12, 1), as_of=now)
        assert sound(rule, done).status is Status.MET

    def test_between_the_last_two_of_three(self) -> None:
        """The number is full with the last of them, and not with the second."""
        days = [(D(2026, month, 1), True) for month in (1, 2, 3)]
        rule = policy(3, Streak.TOTAL)
        with pytest.raises(ImpossibleOrderError, match="reached"):
            rule.assess(days, done=D(2026, 2, 15), as_of=at(D(2027, 1, 1)))
        after = rule.assess(days, done=D(2026, 3, 2), as_of=at(D(2027, 1, 1)))
        assert after.status is Status.MET

    def test_before_the_number_was_full(self) -> None:
        """What was done before cannot have been done for it."""
        with pytest.raises(ImpossibleOrderError, match="reached"):
            policy().assess(self.CELLS, done=D(2026, 2, 1), as_of=at(D(2026, 4, 1)))

    def test_the_number_itself_is_the_breach(self) -> None:
        """Pending below it, and met when nothing more can count."""
        rule = policy(then=Reached.BREACHED)
        now = at(D(2026, 4, 1))
        full = rule.assess(self.CELLS, as_of=now)
        assert sound(rule, full).is_violation
        below = rule.assess(self.CELLS[:1], as_of=now)
        assert sound(rule, below).reason.code == "streak_below"
        over = rule.assess(self.CELLS[:1], until=D(2026, 3, 31), as_of=now)
        assert sound(rule, over).reason.code == "streak_avoided"
        last = rule.assess(self.CELLS[:1], until=D(2026, 4, 1), as_of=now)
        assert last.reason.code == "streak_below"
        with pytest.raises(InvalidFieldError, match="nothing is owed"):
            rule.assess(self.CELLS, done=D(2026, 3, 1), as_of=now)


class TestRefused:
    """
    What asks nothing, and what cannot be counted.
    """

    @pytest.mark.parametrize(
        "fields",
        [
            {"number": 1},
            {"number": 0},
            {"span": Days(3)},
            {"streak": Streak.WITHIN},
            {"limit": Days(3), "then": Reached.BREACHED},
            {"counts": [Status.PENDING]},
            {"counts": [Status.LATE, Status.LATE]},
        ],
    )
    def test_combinations(self, fields: dict[str, Any]) -> None:
        """One is no repetition; a field that nothing asks is refused."""
        with pytest.raises(InvalidFieldError):
            policy(**fields)

    @pytest.mark.parametrize(
        ("occasions", "error"),
        [
            ([D(2026, 1, 1), (M[0], True)], InvalidFieldError),
            ([(M[0], True, 3)], InvalidFieldError),
            ([(M[0], "yes")], InvalidFieldError),
            ([(M[0], Status.LATE)], InvalidFieldError),
            ([((D(2026, 1, 1),), True)], InvalidFieldError),
            ([((D(2026, 1, 2), D(2026, 1, 1)), True)], ImpossibleOrderError),
            ([("2026-01", True)], NotADayError),
        ],
    )
    def test_occasions(self, occasions: Any, error: type[Exception]) -> None:
        """Events and cells mixed, outcomes that are none, statuses unasked for."""
        with pytest.raises(error):
            policy().reached(occasions)

    def test_no_moment(self) -> None:
        """Nothing reads a clock."""
        with pytest.raises(MissingFactError, match="as_of"):
            policy().assess([])


def by_trying(
    days: list[tuple[int, bool]], number: int, streak: Streak, span: int
) -> Any:
    """Try every choice of so many hits, the one that ends soonest first."""
    hits = [place for place, (_, hit) in enumerate(days) if hit]
    found = []
    for chosen in itertools.combinations(hits, number):
        first, last = chosen[0], chosen[-1]
        if streak is Streak.IN_A_ROW and last - first != number - 1:
            continue
        if streak is Streak.WITHIN and days[last][0] - days[first][0] > span:
            continue
        found.append(chosen)
    return min((chosen[-1] for chosen in found), default=None)


@given(
    days=st.dictionaries(st.integers(0, 30), st.booleans(), max_size=8),
    number=st.integers(2, 4),
    streak=st.sampled_from(Streak),
    span=st.integers(1, 12),
)
def test_by_trying_every_choice(
    days: dict[int, bool], number: int, streak: Streak, span: int
) -> None:
    """An engine that tries every choice finds the number full on the same day."""
    first = D(2026, 2, 10)
    rule = policy(number, streak, span=Days(span) if streak is Streak.WITHIN else None)
    listed = sorted(days.items())
    reached = rule.reached([(first + dt.timedelta(day), hit) for day, hit in listed])
    expected = by_trying(listed, number, streak, span)
    assert (reached == ()) is (expected is None)
    if expected is not None:
        assert reached[-1] == first + dt.timedelta(listed[expected][0])
        assert len(reached) == number


@given(hits=st.lists(st.sampled_from((True, False, None)), max_size=7))
def test_unknown_ones_by_every_reading(hits: list[bool | None]) -> None:
    """It is undetermined if, and only if, the unknown ones can turn it."""
    rule, now = policy(), at(D(2027, 1, 1))
    months = list(zip(M, hits, strict=False))
    every = itertools.product(
        *[(one,) if one is not None else (True, False) for one in hits]
    )
    answers = {bool(rule.reached(zip(M, one, strict=False))) for one in every}
    status = rule.assess(months, as_of=now).status
    if len(answers) > 1:
        assert status is Status.UNDETERMINED
    else:
        assert status is (Status.OPEN if True in answers else Status.NOT_APPLICABLE)


def test_in_an_hour_that_comes_twice_the_order_is_that_of_the_moments() -> None:
    """01:10 after the clocks went back in New York follows 01:30 before, and 02:00."""
    rule = policy(counting=Counting(zone="America/New_York"))
    home = "America/New_York"
    occasions = [
        (pendulum.datetime(2026, 11, 1, 1, 10, tz=home, fold=1), True),
        (pendulum.datetime(2026, 11, 1, 1, 20, tz=home, fold=0), True),
        (pendulum.datetime(2026, 11, 1, 1, 30, tz=home, fold=0), False),
    ]

    assert rule.reached(occasions) == ()
