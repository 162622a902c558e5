"""
Covers that are judged at once, against each judged by itself; ends that covers share.
"""

import datetime as dt
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policies.test_warranty import RULE

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.policies.warranty import WarrantyCase
from followup_rules.timing.amounts import Days, Months, ServiceLife, Weeks, Years
from followup_rules.timing.counting import HOUSE_RULES
from followup_rules.timing.seasons import local, published
from followup_rules.verdicts import Status, Subject

CHINA = dt.timezone(dt.timedelta(hours=8))
ABOUT = {key: Subject("project", "P-1", key) for key in RULE.categories}
SEASONS = local(published("beijing"))
MOMENTS = st.one_of(
    st.none(),
    st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31)),
    st.datetimes(dt.datetime(2019, 1, 1), dt.datetime(2026, 12, 31)).map(  # noqa: DTZ001 - given its zone below
        lambda moment: moment.replace(tzinfo=CHINA)
    ),
)


def on_some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """
    Return nothing, one value for all categories, or one each for some.
    """
    tables = st.dictionaries(st.sampled_from(RULE.categories), values, max_size=2)
    return st.one_of(st.none(), values, tables)


@settings(max_examples=25)
@given(
    accepted_on=MOMENTS,
    as_of=st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2027, 1, 1)),  # noqa: DTZ001 - given its zone below
    contract=on_some(st.sampled_from(["3 years", "8 years", "2 years"])),
    extended_by=on_some(st.just("6 months")),
    design_life=st.sampled_from([None, 50]),
    seasons=st.sampled_from([None, SEASONS]),
)
def test_all_at_once_is_each_by_itself(
    as_of: dt.datetime, seasons: Any, **facts: Any
) -> None:
    """
    The same verdicts, to the last letter of their data and receipts.
    """
    now = as_of.replace(tzinfo=CHINA)
    at_once = RULE.assess_covers(ABOUT, as_of=now, seasons=seasons, **facts)
    assert list(at_once) == list(ABOUT)
    for key, about in ABOUT.items():
        alone = RULE.assess(
            key, as_of=now, seasons=seasons, question="cover", subject=about, **facts
        )
        assert at_once[key] == alone
        assert at_once[key].to_dict() == alone.to_dict()
        assert at_once[key].receipt() == alone.receipt()


def test_what_is_not_known_yet_is_left_out_of_all() -> None:
    """
    An acceptance that lies ahead is remarked on every cover.
    """
    accepted, judged = dt.date(2026, 3, 2), dt.datetime(2026, 3, 1, 9, tzinfo=CHINA)
    found = RULE.assess_covers(ABOUT, accepted_on=accepted, as_of=judged)
    for verdict in found.values():
        assert verdict.status is Status.NOT_APPLICABLE
        assert [one.code for one in verdict.notes] == ["later_fact"]


def test_an_unknown_category_or_fact_is_refused() -> None:
    """
    As `assess` refuses it.
    """
    now = dt.datetime(2026, 3, 1, tzinfo=CHINA)
    with pytest.raises(UnknownNameError):
        RULE.assess_covers({"roof": None}, as_of=now)
    with pytest.raises(UnknownNameError):
        RULE.assess_covers({}, as_of=now, contract={"roof": "3 years"})
    with pytest.raises(InvalidFieldError):
        RULE.assess_covers({}, as_of=now, contract="three")
    with pytest.raises(TypeError):
        RULE.assess_covers({}, as_of=now, reported_at=now)


def test_what_was_agreed_to_the_day_of_the_text_is_the_text_s() -> None:
    """
    Both ends are then one value, and it is the clause that sets it.
    """
    cover = RULE.cover(
        "decoration", accepted_on=dt.date(2024, 2, 29), contract=Years(2)
    )
    assert cover.basis == "statute"
    assert cover.last_day == dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("period", "years"),
    [
        (Years(2), 2),
        (Months(30), 30),
        (Weeks(9), 9),
        (Days(40), 40),
        (ServiceLife(), 500),
        (None, 0),
    ],
)
def test_no_cover_lasts_longer_than_its_most(period: Any, years: int) -> None:
    """
    A thousand years are left for whatever moves an end.
    """
    clause = RULE.cases[0].clause
    rule = evolve(RULE, cases=[WarrantyCase(key="x", period=period, clause=clause)])
    assert rule.most_years == 1_000 + years
    if period is not None:
        cover = rule.cover("x", accepted_on=dt.date(2024, 1, 1), design_life=500)
        assert cover.last_day is not None
        assert cover.last_day.year <= 2024 + rule.most_years


def test_windows_and_days_end_as_they_did() -> None:
    """
    A day's end is one object for all that fall due on it, and a plain value.
    """
    first = HOUSE_RULES.deadline(dt.date(2026, 3, 2), Days(2))
    second = HOUSE_RULES.deadline(dt.date(2026, 3, 3), Days(1))
    assert first is second
    assert first.opens is None
    assert first == evolve(first)
    assert not hasattr(first, "__dict__")
