"""
The doors for days, instants and zones.
"""

import datetime as dt
import zoneinfo
from pathlib import Path
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import ZONES, days, instants

from followup_rules.errors import (
    DateOutOfRangeError,
    InvalidZoneError,
    NaiveTimeError,
    NotADayError,
    NotAnInstantError,
)
from followup_rules.timing import moments

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
NAIVE = dt.datetime(2026, 3, 2, 10, 30)  # noqa: DTZ001 - naive on purpose
AWARE = dt.datetime(2026, 3, 2, 10, 30, tzinfo=SHANGHAI)
LATE = AWARE + dt.timedelta(days=300)


class Timeless(dt.tzinfo):
    """
    A zone that does not know its offset.
    """

    def utcoffset(self, _instant: dt.datetime | None) -> None:
        """
        Know nothing.
        """

    def dst(self, _instant: dt.datetime | None) -> None:
        """
        Know nothing.
        """

    def tzname(self, _instant: dt.datetime | None) -> str:
        """
        Have a name all the same.
        """
        return "nowhere"


class TestDoorForDays:
    """
    A day is a date; a moment has no day until a zone is chosen.
    """

    @pytest.mark.parametrize(
        "given_day", [dt.date(2026, 3, 2), pendulum.date(2026, 3, 2)]
    )
    def test_stdlib_and_pendulum_days(self, given_day: dt.date) -> None:
        """
        Both kinds of date come in, and a pendulum day goes out.
        """
        day = moments.as_day(given_day, "completed_on")

        assert type(day) is pendulum.Date
        assert day == dt.date(2026, 3, 2)

    @pytest.mark.parametrize("moment", [NAIVE, AWARE, pendulum.instance(AWARE)])
    def test_datetime_refused(self, moment: dt.datetime) -> None:
        """
        A datetime is refused, and the message says how to choose its day.
        """
        with pytest.raises(NotADayError) as caught:
            moments.as_day(moment, "completed_on")

        assert str(caught.value) == (
            f"completed_on must be a calendar day, got {moment!r}; "
            "a moment has no day until you choose its time zone: "
            "call .astimezone(zone).date() on it first"
        )

    @pytest.mark.parametrize("value", ["2026-03-02", 20260302, None, 1.0])
    def test_other_values_refused(self, value: object) -> None:
        """
        Texts, numbers and nothing are no days.
        """
        with pytest.raises(NotADayError) as caught:
            moments.day_ordinal(value, "day")

        assert str(caught.value) == (
            f"day must be a calendar day, got {value!r}; "
            "pass a datetime.date or pendulum.Date"
        )


class TestDoorForInstants:
    """
    An instant is a datetime with a zone; no zone is ever assumed.
    """

    def test_aware_passes(self) -> None:
        """
        Aware datetimes pass unchanged, whatever class their zone has.
        """
        fixed = dt.datetime(2026, 3, 2, tzinfo=dt.timezone(dt.timedelta(hours=8)))
        foreign = dt.datetime(2026, 3, 2, tzinfo=pendulum.FixedTimezone(28800))

        assert moments.as_instant(AWARE, "t") is AWARE
        assert moments.as_instant(fixed, "t") is fixed
        assert moments.as_instant(foreign, "t") is foreign
        assert moments.is_instant(AWARE)

    @pytest.mark.parametrize("moment", [NAIVE, NAIVE.replace(tzinfo=Timeless())])
    def test_naive_refused(self, moment: dt.datetime) -> None:
        """
        A datetime without an offset is refused, with the way out.
        """
        with pytest.raises(NaiveTimeError) as caught:
            moments.as_instant(moment, "found_at")

        assert str(caught.value) == (
            f"found_at has no time zone: {moment!r}. "
            "Attach the zone it was recorded in, for example "
            "pendulum.instance(value, tz='Asia/Shanghai')"
        )

    @pytest.mark.parametrize("value", [dt.date(2026, 3, 2), "now", None, 0])
    def test_other_values_refused(self, value: object) -> None:
        """
        A day, a text or a number is no instant.
        """
        with pytest.raises(NotAnInstantError) as caught:
            moments.as_instant(value, "found_at")

        assert str(caught.value) == (
            f"found_at must be a moment with a time zone, got {value!r}; "
            "pass an aware datetime or pendulum.DateTime"
        )
        unfit: Any = value
        with pytest.raises(NotAnInstantError, match="instant must be a moment"):
            moments.to_utc(unfit)

    @pytest.mark.parametrize("value", [NAIVE, dt.date(2026, 3, 2), "now"])
    def test_is_instant_says_no(self, value: object) -> None:
        """
        Asking never raises.
        """
        assert not moments.is_instant(value)


class TestZones:
    """
    Zones go by their names in the time zone database.
    """

    def test_known(self) -> None:
        """
        A known name gives that zone.
        """
        assert moments.zone_of("Europe/Brussels").key == "Europe/Brussels"

    @pytest.mark.parametrize("name", ["Asia/Peking", "", "../etc/passwd", 28800, None])
    def test_unknown(self, name: str) -> None:
        """
        Anything else is refused; a number is no offset.
        """
        with pytest.raises(InvalidZoneError) as caught:
            moments.zone_of(name)

        assert str(caught.value) == (
            f"unknown time zone {name!r}; "
            "pass an IANA name such as 'Asia/Shanghai' or 'Europe/Brussels'"
        )


class TestLocalDays:
    """
    The day of an instant is the local day in the zone that is asked for.
    """

    def test_utc_evening_is_next_day_in_shanghai(self) -> None:
        """
        16:00 UTC is midnight in Shanghai: the next day has begun.
        """
        before = dt.datetime(2026, 3, 2, 15, 59, 59, 999999, tzinfo=moments.UTC)
        after = before + dt.timedelta(microseconds=1)
        ordinals = [moments.local_ordinal(t, SHANGHAI, "t") for t in (before, after)]

        assert ordinals == [
            dt.date(2026, 3, 2).toordinal(),
            dt.date(2026, 3, 3).toordinal(),
        ]

    def test_a_day_is_its_own_day(self) -> None:
        """
        A plain day needs no zone.
        """
        day = dt.date(2026, 3, 2)

        assert moments.local_ordinal(day, SHANGHAI, "t") == day.toordinal()
        assert moments.local_ordinal(AWARE, SHANGHAI, "t") == day.toordinal()

    def test_naive_refused(self) -> None:
        """
        A naive datetime has no local day.
        """
        with pytest.raises(NaiveTimeError):
            moments.local_ordinal(NAIVE, SHANGHAI, "t")

    @given(moment=instants(), zone=st.sampled_from(ZONES))
    def test_same_as_stdlib(self, moment: dt.datetime, zone: str) -> None:
        """
        The day is what the standard library's conversion says.
        """
        home = zoneinfo.ZoneInfo(zone)
        expected = moment.astimezone(moments.UTC).astimezone(home).date()

        if moment.tzinfo is not home:
            assert moments.local_ordinal(moment, home, "t") == expected.toordinal()

    @pytest.mark.parametrize(
        ("zone", "clock"),
        [
            ("Asia/Shanghai", "2026-03-02T23:30"),
            ("Pacific/Apia", "2011-12-30T12:00"),  # a day that never was there
            ("Pacific/Apia", "2011-12-29T23:59"),
            ("America/Sao_Paulo", "2018-11-04T00:30"),  # the hour that was skipped
            ("America/Sao_Paulo", "2018-11-03T23:30"),
            ("America/New_York", "2026-11-01T01:30"),  # the hour that came twice
            ("Asia/Shanghai", "0001-01-01T23:30"),
            ("Asia/Shanghai", "9999-12-31T00:30"),
        ],
    )
    @pytest.mark.parametrize("fold", [0, 1])
    def test_the_same_zone_from_elsewhere(
        self, zone: str, clock: str, fold: int
    ) -> None:
        """
        Of the zone itself in another object, the day is what a conversion says.
        """
        home, ours = zoneinfo.ZoneInfo(zone), moments.zone_of(zone)
        moment = dt.datetime.fromisoformat(clock).replace(tzinfo=home, fold=fold)
        utc = moment.replace(tzinfo=None) - (moment.utcoffset() or dt.timedelta(0))
        expected = utc.replace(tzinfo=moments.UTC).astimezone(home).toordinal()

        assert home is not ours
        assert moments.local_ordinal(moment, ours, "t") == expected

    def test_a_zone_that_was_given_a_name(self) -> None:
        """
        A file under the name of another zone is not taken for that zone.
        """
        places = [Path(place, "America/New_York") for place in zoneinfo.TZPATH]
        file = next(one for one in places if one.exists())
        with file.open("rb") as data:
            liar = zoneinfo.ZoneInfo.from_file(data, key="Asia/Shanghai")
        moment = dt.datetime(2026, 3, 2, 20, tzinfo=liar)
        ours = moments.zone_of("Asia/Shanghai")

        found = moments.local_ordinal(moment, ours, "t")
        assert found == dt.date(2026, 3, 3).toordinal()

    def test_days_between_counts_midnights(self) -> None:
        """
        A minute around midnight is one day, a day before it minus one.
        """
        late = dt.datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)
        early = dt.datetime(2026, 3, 3, 0, 1, tzinfo=SHANGHAI)

        assert moments.days_between(late, early, SHANGHAI) == 1
        assert moments.days_between(early, late, SHANGHAI) == -1
        assert moments.days_between(dt.date(2026, 3, 1), late, SHANGHAI) == 1


class TestFirstInstant:
    """
    A day begins at its first instant, wherever clocks put it.
    """

    @pytest.mark.parametrize(
        ("zone", "day", "expected"),
        [
            ("Asia/Shanghai", dt.date(2026, 3, 5), "2026-03-05T00:00:00+08:00"),
            # Clocks went from 24:00 on Saturday straight to 01:00 on Sunday.
            ("America/Sao_Paulo", dt.date(2018, 11, 4), "2018-11-04T01:00:00-02:00"),
            # Clocks went from 24:00 DST back to 23:00, so this midnight is standard.
            ("America/Sao_Paulo", dt.date(2018, 2, 18), "2018-02-18T00:00:00-03:00"),
            # Friday the 30th was left out: the next day began instead.
            ("Pacific/Apia", dt.date(2011, 12, 30), "2011-12-31T00:00:00+14:00"),
            ("Pacific/Apia", dt.date(2011, 12, 31), "2011-12-31T00:00:00+14:00"),
        ],
    )
    def test_clock_changes(self, zone: str, day: dt.date, expected: str) -> None:
        """
        A skipped midnight is shown as the time the clocks jump to.
        """
        home = moments.zone_of(zone)
        shown = moments.show_instant(moments.first_instant(day.toordinal(), home), home)

        assert type(shown) is pendulum.DateTime
        assert shown.isoformat() == expected

    @given(day=days(), zone=st.sampled_from(ZONES))
    def test_the_microsecond_before_is_another_day(
        self, day: dt.date, zone: str
    ) -> None:
        """
        The instant just before a day's first one lies on an earlier day.
        """
        home = moments.zone_of(zone)
        begins = moments.to_utc(moments.first_instant(day.toordinal(), home))
        before = begins - dt.timedelta(microseconds=1)

        assert begins.astimezone(home).date() == day
        assert before.astimezone(home).date() == day - dt.timedelta(days=1)


class TestPassing:
    """
    An instant has passed once it is there, a day once it is over.
    """

    @pytest.mark.parametrize(
        ("moment", "hour", "passed"),
        [
            (dt.date(2026, 3, 4), 23, False),
            (dt.date(2026, 3, 4), 24, True),
            (dt.date(2026, 3, 5), 24, False),
            (dt.datetime(2026, 3, 4, 12, tzinfo=moments.UTC), 19, False),
            (dt.datetime(2026, 3, 4, 12, tzinfo=moments.UTC), 20, True),
        ],
    )
    def test_by_hand(self, moment: Any, hour: int, *, passed: bool) -> None:
        """The day of Shanghai, whatever the zone of the moment."""
        home = moments.zone_of("Asia/Shanghai")
        now = pendulum.datetime(2026, 3, 4, tz="Asia/Shanghai").add(hours=hour)

        assert moments.has_passed(moment, now, home) is passed


class TestComparing:
    """
    Two instants are compared by the moment itself, not by wall clocks.
    """

    @given(first=instants(), second=instants())
    def test_order_of_instants(self, first: dt.datetime, second: dt.datetime) -> None:
        """
        The order is that of UTC, within one zone too.
        """
        expected = first.astimezone(moments.UTC) < second.astimezone(moments.UTC)

        assert moments.is_before(first, second, SHANGHAI) is expected

    @given(
        moment=instants(),
        length=st.sampled_from([0, 1, 999999, 1800000000, 3600000000, 5400000000]),
        sign=st.sampled_from([-1, 1]),
    )
    def test_neighbours_in_one_zone(
        self, moment: dt.datetime, length: int, sign: int
    ) -> None:
        """
        Neighbours across a clock change keep their order, to the microsecond.
        """
        start = moment.astimezone(moments.UTC)
        step = dt.timedelta(microseconds=sign * length)
        first, second = (t.astimezone(moment.tzinfo) for t in (start, start + step))

        assert moments.is_before(first, second, SHANGHAI) is (step > dt.timedelta(0))
        assert moments.elapsed(first, second) == step

    @given(
        first=instants(), second=instants(), hours=st.integers(-80, 80), data=st.data()
    )
    def test_surely_in_order(
        self,
        first: dt.datetime,
        second: dt.datetime,
        hours: int,
        data: st.DataObject,
    ) -> None:
        """
        What dates alone tell is so, within one zone and between two.
        """
        step = dt.timedelta(hours=hours)
        near = (first.astimezone(moments.UTC) + step).astimezone(first.tzinfo)
        three = data.draw(st.permutations([first, near, second]))
        utc = [moment.astimezone(moments.UTC) for moment in three]

        assert not moments.surely_in_order(*three) or utc[0] < utc[1] < utc[2]

    def test_when_dates_tell(self) -> None:
        """
        A day between two of one zone is enough, between two zones it takes two; of days,
        of nothing and of strange zones nothing is said.
        """
        one, two, three = (AWARE + dt.timedelta(days=days) for days in (0, 2, 4))
        other = two.astimezone(moments.UTC)
        strange = two.replace(tzinfo=Timeless())

        assert moments.surely_in_order(one, two, three)
        assert not moments.surely_in_order(one, AWARE + dt.timedelta(days=1), three)
        assert not moments.surely_in_order(one, two, AWARE + dt.timedelta(days=3))
        assert not moments.surely_in_order(one, other, three)
        assert moments.surely_in_order(one, other + dt.timedelta(days=1), LATE)
        for odd in (None, two.date(), two.replace(tzinfo=None), strange, two.timetz()):
            assert not moments.surely_in_order(one, odd, LATE)
            assert not moments.surely_in_order(odd, three, LATE)

    def test_repeated_hour(self) -> None:
        """
        01:30 before the clocks go back lies before 01:10 after they have.
        """
        new_york = zoneinfo.ZoneInfo("America/New_York")
        first = dt.datetime(2026, 11, 1, 1, 30, tzinfo=new_york)
        second = dt.datetime(2026, 11, 1, 1, 10, tzinfo=new_york, fold=1)

        assert moments.is_before(first, second, new_york)
        assert not moments.is_before(second, first, new_york)
        assert moments.elapsed(first, second) == dt.timedelta(minutes=40)

    @pytest.mark.parametrize(
        ("zone", "change"),
        [
            ("Antarctica/Casey", "2010-03-04T15:00+00:00"),  # back by three hours
            ("America/St_Johns", "2010-11-07T02:31+00:00"),  # at a minute past midnight
        ],
    )
    def test_clocks_that_go_back_over_midnight(self, zone: str, change: str) -> None:
        """
        The order holds where the later moment shows the day before.
        """
        home = zoneinfo.ZoneInfo(zone)
        instant = dt.datetime.fromisoformat(change)
        half = dt.timedelta(seconds=30)
        first, second = (t.astimezone(home) for t in (instant - half, instant + half))

        assert first.date() > second.date()
        assert moments.is_before(first, second, SHANGHAI)
        assert not moments.is_before(second, first, SHANGHAI)

    def test_far_apart(self) -> None:
        """
        Months apart, wall clocks of one zone are enough.
        """
        later = AWARE.replace(month=9, hour=0)

        assert moments.is_before(AWARE, AWARE.replace(hour=23), SHANGHAI)
        assert not moments.is_before(AWARE, AWARE.replace(hour=1), SHANGHAI)
        assert moments.is_before(AWARE, later, SHANGHAI)
        assert not moments.is_before(later, AWARE, SHANGHAI)

    def test_a_day_and_an_instant(self) -> None:
        """
        A day and an instant are compared by local days only.
        """
        assert not moments.is_before(dt.date(2026, 3, 2), AWARE, SHANGHAI)
        assert not moments.is_before(AWARE, dt.date(2026, 3, 2), SHANGHAI)
        assert moments.is_before(AWARE, dt.date(2026, 3, 3), SHANGHAI)
        assert moments.is_before(dt.date(2026, 3, 1), dt.date(2026, 3, 2), SHANGHAI)

    @pytest.mark.parametrize("hours", [-23, 23])
    def test_zones_as_far_apart_as_they_can_be(self, hours: int) -> None:
        """
        The date may be two days ahead where the moment is the earlier one.
        """
        east, west = (
            dt.timezone(dt.timedelta(hours=sign * hours, minutes=sign * 59))
            for sign in (1, -1)
        )
        noon = dt.datetime(2026, 3, 2, 12, tzinfo=moments.UTC)
        for minutes in (-1, 1):
            other = noon + dt.timedelta(minutes=minutes)
            for far in (2, 3):
                later = other + dt.timedelta(days=far)
                assert moments.is_before(
                    noon.astimezone(east), later.astimezone(west), SHANGHAI
                )
                assert not moments.is_before(
                    later.astimezone(west), noon.astimezone(east), SHANGHAI
                )
            assert moments.is_before(
                noon.astimezone(east), other.astimezone(west), SHANGHAI
            ) is (minutes > 0)

    @pytest.mark.parametrize("zone", [pendulum.FixedTimezone(28800), moments.UTC])
    def test_far_apart_in_zones_of_any_class(self, zone: dt.tzinfo) -> None:
        """
        Months apart, the order is that of the instants.
        """
        later = dt.datetime(2026, 9, 2, tzinfo=zone)

        assert moments.is_before(AWARE, later, SHANGHAI)
        assert not moments.is_before(later, AWARE, SHANGHAI)
        assert moments.is_before(later, later.replace(year=2027), SHANGHAI)

    @pytest.mark.parametrize("pair", [(NAIVE, AWARE), (AWARE, NAIVE), (NAIVE, NAIVE)])
    def test_naive_refused(self, pair: tuple[dt.datetime, dt.datetime]) -> None:
        """
        A naive datetime is refused on either side.
        """
        first, second = pair
        with pytest.raises(NaiveTimeError):
            moments.is_before(first, second, SHANGHAI)
        with pytest.raises(NaiveTimeError):
            moments.is_before(first, second.replace(year=2027), SHANGHAI)

    def test_a_day_has_24_hours_only_without_clock_changes(self) -> None:
        """
        From noon to noon over a change of clocks it is 23 hours.
        """
        brussels = zoneinfo.ZoneInfo("Europe/Brussels")
        start = dt.datetime(2026, 3, 28, 12, tzinfo=brussels)
        end = dt.datetime(2026, 3, 29, 12, tzinfo=brussels)

        assert moments.elapsed(start, end) == dt.timedelta(hours=23)


class TestShowing:
    """
    What leaves the library is a pendulum type.
    """

    @given(day=days())
    def test_days(self, day: dt.date) -> None:
        """
        A shown day is the same day.
        """
        shown = moments.show_day(day.toordinal())

        assert type(shown) is pendulum.Date
        assert shown == day

    def test_moments(self) -> None:
        """
        A moment that is a day stays one; an instant is shown in the zone.
        """
        day = dt.date(2026, 3, 2)
        shown = moments.show_moment(AWARE, moments.zone_of("Europe/Brussels"))

        assert moments.show_moment(day, SHANGHAI) is day
        assert shown.isoformat() == "2026-03-02T03:30:00+01:00"

    @given(moment=instants(), zone=st.sampled_from(ZONES))
    def test_instants(self, moment: dt.datetime, zone: str) -> None:
        """
        A shown instant is the same instant, in the zone that was asked for.
        """
        shown = moments.show_instant(moment, moments.zone_of(zone))

        assert type(shown) is pendulum.DateTime
        assert shown.timezone_name == zone
        assert shown.astimezone(moments.UTC) == moment.astimezone(moments.UTC)


class TestPlaceOf:
    """
    Moments among others, days and instants of any zone.
    """

    def test_a_day_stands_where_it_begins(self) -> None:
        """In Shanghai that is 16:00 of the day before in UTC."""
        found = moments.place_of(dt.date(2026, 3, 2), SHANGHAI)

        assert found == dt.datetime(2026, 3, 1, 16, tzinfo=dt.UTC)

    def test_what_is_no_moment_is_refused_by_its_name(self) -> None:
        """A text, and a time without a zone."""
        with pytest.raises(NotADayError, match="begins"):
            moments.place_of("soon", SHANGHAI, "begins")  # type: ignore[arg-type]
        with pytest.raises(NaiveTimeError, match="begins"):
            moments.place_of(dt.datetime(2026, 3, 2), SHANGHAI, "begins")  # noqa: DTZ001

    def test_a_day_that_begins_before_all_years_is_refused(self) -> None:
        """The first day of all begins in the east when UTC has no day yet."""
        with pytest.raises(DateOutOfRangeError):
            moments.place_of(dt.date.min, SHANGHAI)
