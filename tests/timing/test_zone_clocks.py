"""
The clocks of zones, against what Python's own conversions say of the same instants.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.errors import NaiveTimeError, NotAnInstantError
from followup_rules.timing.hours import walls
from followup_rules.timing.hours.walls import ZoneClocks, clocks_of
from followup_rules.timing.moments import zone_of

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
DAY = 86_400_000_000
CHANGES = {
    "Africa/Cairo": ("2026-04-23T22:00", "2026-10-29T21:00"),  # at midnight, to 23:00
    "America/Havana": ("2026-03-08T05:00", "2026-11-01T05:00"),  # 01:00 to midnight
    "America/Scoresbysund": ("2024-03-31T00:00", "2024-03-31T01:00"),
    "Antarctica/Troll": ("2026-03-29T01:00", "2026-10-25T01:00"),  # two hours
    "Asia/Shanghai": ("1991-04-13T18:00", "1991-09-14T15:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),  # half an hour
    "Europe/Berlin": ("2026-03-29T01:00", "2026-10-25T01:00"),
    "Pacific/Apia": ("2011-12-30T10:00", "2011-09-24T14:00"),  # a day left out
    "Pacific/Kwajalein": ("1969-09-30T13:00", "1993-08-21T12:00"),  # back by 23 hours
}


@st.composite
def instants(draw: st.DrawFn) -> tuple[str, dt.datetime]:
    """
    Draw an instant around a change of the clocks of a zone.
    """
    zone = draw(st.sampled_from(sorted(CHANGES)))
    change = dt.datetime.fromisoformat(draw(st.sampled_from(CHANGES[zone])))
    around = st.one_of(
        st.integers(-3 * DAY, 3 * DAY),
        st.integers(-72, 72).map(lambda hours: hours * DAY // 24),
        st.sampled_from((-1, 0, 1)),
    )
    return zone, change.replace(tzinfo=dt.UTC) + draw(around) * MICROSECOND


@given(instants(), st.sampled_from((0, 1)))
@settings(max_examples=300)
def test_an_instant_goes_to_its_clock_and_back(
    case: tuple[str, dt.datetime], fold: int
) -> None:
    """
    Shown as Python shows it, and read from there as Python reads it, skipped times too.
    """
    zone, instant = case
    clocks, stamp = clocks_of(zone), (instant - EPOCH) // MICROSECOND
    local = instant.astimezone(ZoneInfo(zone))
    shown = clocks.shown(stamp)
    assert (shown.replace(tzinfo=None), shown.fold) == (
        local.replace(tzinfo=None, fold=local.fold),
        local.fold,
    )
    assert shown.utcoffset() == local.utcoffset()
    assert clocks.stamp(shown, "start") == clocks.stamp(instant, "start") == stamp
    wall = local.replace(fold=fold)  # which may be one that the clocks never show
    other = pendulum.DateTime(
        *wall.timetuple()[:6], wall.microsecond, tzinfo=zone_of(zone), fold=fold
    )
    read = (wall - EPOCH) // MICROSECOND  # two zones, so by the offsets
    assert clocks.stamp(other, "start") == clocks.stamp(wall, "start") == read


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_the_ends_of_the_years(zone: str) -> None:
    """
    The first and the last days are shown as Python shows them, and nothing beyond.
    """
    clocks = clocks_of(zone)
    for day in (dt.date(1, 1, 3), dt.date(9999, 12, 29)):
        noon = dt.datetime.combine(day, dt.time(12), tzinfo=zone_of(zone))
        stamp = clocks.stamp(noon, "start")
        assert stamp == (noon - EPOCH) // MICROSECOND
        assert clocks.shown(stamp) == noon
    edge = dt.datetime(9999, 12, 31, 12, tzinfo=zone_of(zone))
    assert clocks.stamp(edge, "start") == (edge - EPOCH) // MICROSECOND
    with pytest.raises(OverflowError):
        clocks.shown((dt.date(9999, 12, 31).toordinal() + 9 - walls.EPOCH) * DAY)


def test_what_is_kept_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A zone that is asked of ever more days forgets the earlier ones, and says the same.
    """
    monkeypatch.setattr(walls, "_MOST_DAYS", 3)
    clocks = ZoneClocks(zone_of("Asia/Shanghai"))
    for stamp in [*range(0, 9 * DAY, DAY), 0]:
        assert clocks.stamp(clocks.shown(stamp), "start") == stamp
    assert len(clocks._ahead) <= 3  # noqa: SLF001 - no answer tells how much is kept


def test_no_instant_is_refused_by_its_name() -> None:
    """
    A day, a time and a datetime without a zone are no instants.
    """
    clocks = clocks_of("Asia/Shanghai")
    for value in (dt.date(2026, 3, 6), dt.time(9, tzinfo=zone_of("Asia/Shanghai"))):
        with pytest.raises(NotAnInstantError, match="start"):
            clocks.stamp(value, "start")
    with pytest.raises(NaiveTimeError, match="start"):
        clocks.stamp(dt.datetime(2026, 3, 6, 9), "start")  # noqa: DTZ001 - that is the point
