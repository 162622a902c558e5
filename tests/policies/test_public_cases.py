"""
Cases of people who do this job, by the numbers under which they were collected.

K12 to K15, and use in K16, stand with covers and with retention paid in stages; the
bounds of a quota in K3 with quotas, and a season of one's own in K10 with seasons.
"""

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.deadlines import CaseLimit, DeadlinePolicy, Extension
from followup_rules.policies.draws import DrawPolicy, Repeat
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.scoring import (
    THREE_GRADES,
    ItemRule,
    ScoringPolicy,
    Tier,
    Unit,
    net_score,
    numbered,
)
from followup_rules.policies.windows import After, WindowPolicy
from followup_rules.timing.amounts import read_amount
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.counting import ClosesAt, Counting, OutsideHours
from followup_rules.timing.cycles import Cycle, Every, cell_of, week_from, year_from
from followup_rules.timing.hours import OfficeHours
from followup_rules.timing.seasons import YearlySeason

HEAD: dict[str, Any] = {
    "id": "case",
    "clause": Clause(id="DEMO-1", en="so it is", zh="如此"),
    "name": Text("the case", "事项"),
    "owed_by": "office",
}
SHANGHAI = "Asia/Shanghai"
NOW = pendulum.datetime(2026, 6, 1, tz=SHANGHAI)
WEEKDAYS = from_exceptions(
    "weekdays", dt.date(2026, 1, 1), dt.date(2026, 12, 31), source="a test"
)
OFFICE = OfficeHours(zone=SHANGHAI, week={"mon-fri": "09:00-17:00"})
LIKERT = ScoringPolicy(
    **HEAD,
    scale=numbered(1, 5),
    points={"5": 100, "4": 75, "3": 50, "2": 25, "1": 0},
    satisfied=["5", "4"],
    tiers=[
        Tier(key="good", name=Text("good", "好"), least="50"),
        Tier(key="poor", name=Text("poor", "差"), least="0"),
    ],
    items=["q1", "q2"],
    overall="q1",
    unit=Unit.MEAN_OF_FORMS,
)


def item(name: str, **fields: Any) -> ItemRule:
    """Return an item that differs from the others."""
    return ItemRule(key=name, name=Text(name, name), **fields)


def at(text: str) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.instance(dt.datetime.fromisoformat(text), tz=SHANGHAI)


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("15 minutes", "2026-03-06T09:15"),
        ("90 minutes", "2026-03-06T10:30"),
        ("1 day 4 hours", "2026-03-07T13:00"),
    ],
)
def test_k1_limits_of_minutes(limit: str, due: str) -> None:
    """To be on the spot in a quarter of an hour; a length may be its text."""
    rule = DeadlinePolicy(**HEAD, limit=limit)

    assert rule.limit == read_amount(limit)
    assert rule.due(at("2026-03-06T09:00")).closes == at(due)


@pytest.mark.parametrize(
    ("cycle", "day", "cell"),
    [
        (Cycle.HALF_YEAR, "2026-03-05", "2026-H1"),
        (Cycle.DAY, "2026-03-09", "2026-03-09"),
        (week_from(6), "2016-09-18", "2016-09-18..2016-09-24"),
        (year_from(2), "2021-01-31", "2020-02-01..2021-01-31"),
        (
            Every("3 months", dt.date(2021, 2, 1)),
            "2021-04-30",
            "2021-02-01..2021-04-30",
        ),
        (Every("2 weeks", dt.date(2026, 1, 5)), "2026-01-19", "2026-01-19..2026-02-01"),
    ],
)
def test_k2_cells_that_the_calendar_has_no_name_for(
    cycle: Any, day: str, cell: str
) -> None:
    """Days, half-years, weeks from Sunday, financial years and their quarters."""
    assert cell_of(cycle, dt.date.fromisoformat(day)).label == cell


def test_k2_half_yearly_visits() -> None:
    """Visits on 5 March and 1 May: the first half is met, the second is not."""
    rule = CadencePolicy(**HEAD, cycle=Cycle.HALF_YEAR)
    visits = [dt.date(2026, 3, 5), dt.date(2026, 5, 1)]
    later = pendulum.datetime(2027, 2, 1, tz=SHANGHAI)
    found = [
        rule.assess(visits, cell=dt.date(2026, month, 1), as_of=later).status.name
        for month in (1, 7)
    ]

    assert found == ["MET", "BREACHED"]


def test_k2_a_draw_a_day() -> None:
    """Two days of one week are two draws where the cell is a day, and one where not."""
    ids = [f"{n:03}" for n in range(60)]
    drawn = {
        cycle: [
            DrawPolicy(**HEAD, size=3, reserves=0, repeat=Repeat.IGNORED, cycle=cycle)
            .draw(ids, seed="314159", window="A", on=dt.date(2026, 3, day))
            .chosen
            for day in (9, 10)
        ]
        for cycle in (Cycle.DAY, Cycle.WEEK)
    }

    assert drawn[Cycle.DAY][0] != drawn[Cycle.DAY][1]
    assert drawn[Cycle.WEEK][0] == drawn[Cycle.WEEK][1]


def test_k4_received_after_closing() -> None:
    """Friday 18:30 counts as Monday; a working day to the same clock time."""
    desk = Counting(
        hours=OFFICE,
        outside_hours=OutsideHours.NEXT_OPENING,
        closes_at=ClosesAt.OFFICE_CLOSE,
    )
    one = DeadlinePolicy(**HEAD, limit="1 working day", counting=desk)
    same = attrs.evolve(one, counting=Counting(closes_at=ClosesAt.CLOCK_TIME))

    found = one.due(at("2026-03-06T18:30"), calendar=WEEKDAYS)
    assert found.closes == at("2026-03-10T17:00")
    found = same.due(at("2026-03-05T09:58:36"), calendar=WEEKDAYS)
    assert found.closes == at("2026-03-06T09:58:36")


@pytest.mark.parametrize(
    ("more", "last", "code"),
    [
        ("30 days", dt.date(2026, 4, 5), "extension_counts"),
        ("31 days", dt.date(2026, 3, 6), "extension_too_far"),
    ],
)
def test_k5_an_extension_of_at_most_so_much(
    more: str, last: dt.date, code: str
) -> None:
    """60 days from 5 January, and at most 30 more."""
    rule = DeadlinePolicy(
        **HEAD, limit="60 days", extension=Extension(at_a_time="30 days")
    )
    asked = {"asked_at": dt.date(2026, 2, 1), "amount": more}
    verdict = rule.assess(dt.date(2026, 1, 5), None, extensions=[asked], as_of=NOW)

    assert verdict.deadline.last_day == last
    assert code in [reason.code for reason in verdict.reasons]


def test_k6_the_agreed_time_else_the_limit() -> None:
    """Two days unless a time was agreed; done on 10 March."""
    rule = DeadlinePolicy(**HEAD, limit="2 days", self_set=True)
    facts: dict[str, Any] = {
        "trigger": dt.date(2026, 3, 2),
        "done": dt.date(2026, 3, 10),
    }
    agreed = rule.assess(**facts, appointed=dt.date(2026, 3, 20), as_of=NOW)

    assert agreed.status.name == "MET"
    assert rule.assess(**facts, as_of=NOW).status.name == "LATE"


def test_k7_the_target_that_a_case_brings() -> None:
    """A stored day is the deadline; where there is none, nothing is owed."""
    rule = DeadlinePolicy(**HEAD, case_limit=CaseLimit())
    facts: dict[str, Any] = {
        "trigger": dt.date(2026, 3, 2),
        "done": dt.date(2026, 3, 10),
    }
    stored = rule.assess(**facts, limit=dt.date(2026, 3, 10), as_of=NOW)

    assert stored.status.name == "MET"
    assert rule.assess(**facts, as_of=NOW).status.name == "NOT_APPLICABLE"


def test_k8_a_month_more_or_less_four_days() -> None:
    """Monthly, four days early or late: 24 February to 4 March."""
    month, four = read_amount("1 month - 4 days"), read_amount("1 month 4 days")
    rule = WindowPolicy(
        **HEAD,
        anchor="visited_on",
        span=After(opens=month, closes=four),
    )
    window = rule.window(dt.date(2026, 1, 31))

    assert (window.first_day, window.last_day) == (
        dt.date(2026, 2, 24),
        dt.date(2026, 3, 4),
    )


def test_k9_at_most_thirty_days_apart() -> None:
    """31 January, 1 March and 10 April: 29 days, then 40."""
    rule = IntervalPolicy(**HEAD, most="30 days")
    visits = [dt.date(2026, 1, 31), dt.date(2026, 3, 1), dt.date(2026, 4, 10)]
    asked = pendulum.datetime(2026, 4, 20, tz=SHANGHAI)
    found = [one.status.name for one in rule.assess_each(visits, as_of=asked)]

    assert found == ["MET", "LATE", "PENDING"]


@pytest.mark.parametrize(
    ("number", "drawn"), [(0, 0), (2, 2), (12, 3), (30, 3), (31, 4), (37, 4)]
)
def test_k3_a_share_as_the_size_of_a_draw(number: int, drawn: int) -> None:
    """10 % of 37 are 4; at least 3, and never more than there are."""
    rule = DrawPolicy(**HEAD, share="10%", least=3, reserves=0, repeat=Repeat.IGNORED)
    ids = [f"{n:04}" for n in range(number)]
    draw = rule.draw(ids, seed="314159", window="A", on=dt.date(2026, 3, 11))

    assert len(draw.chosen) == drawn


@pytest.mark.parametrize(("month", "status"), [(5, "BREACHED"), (7, "NOT_APPLICABLE")])
def test_k10_only_within_a_season(month: int, status: str) -> None:
    """Monthly from April to June, and not in July."""
    rule = CadencePolicy(
        **HEAD,
        cycle=Cycle.MONTH,
        season=YearlySeason(first_month=4, first_day=1, last_month=6, last_day=30),
    )
    verdict = rule.assess(
        [],
        cell=dt.date(2026, month, 1),
        as_of=pendulum.datetime(2026, 9, 1, tz="Asia/Shanghai"),
    )

    assert verdict.status.name == status


@pytest.mark.parametrize(
    ("rules", "score"),
    [
        ([item("q2", reversed=True)], 100),
        ([item("q1", weight=3)], 75),
        ([], 50),
    ],
)
def test_k11_directions_and_weights(rules: list[ItemRule], score: int) -> None:
    """A form of 5 and 1: reversed 100, weighted 3 to 1 75, as it stands 50."""
    rule = attrs.evolve(LIKERT, item_rules=rules)

    assert rule.score([{"q1": "5", "q2": "1"}]).score == score


def test_k11_good_less_bad() -> None:
    """22, 13 and 15 of 50: 44 % less 30 %; promoters 18, 11 and 2 of 31: 1600/31."""
    alone = attrs.evolve(
        LIKERT,
        items=["q1"],
        unit=Unit.OVERALL,
        scale=THREE_GRADES,
        points=net_score(THREE_GRADES, 1, 1),
        satisfied=["satisfied"],
        tiers=[Tier(key="any", name=Text("any", "任何"), least="-100")],
    )
    promoters = attrs.evolve(
        alone,
        scale=numbered(0, 10),
        points=net_score(numbered(0, 10), good=2, bad=7),
        satisfied=["10", "9"],
    )

    assert alone.score({"满意": 22, "基本满意": 13, "不满意": 15}).score == 14
    assert promoters.score({"9": 18, "8": 11, "3": 2}).score == Fraction(1600, 31)
