"""
Periods of some forty rules, worked out by hand from their articles, and of some desks.

A `Counting` and a calendar say the rule; a line says a start, a period and its last day,
and behind it stand the days that decide. Where a rule prints the example itself, the
comment says so.
"""

import datetime as dt
from typing import Any, Final
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from followup_rules.clauses import Clause, Text
from followup_rules.errors import CalendarRequiredError
from followup_rules.frames import assess
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.timing.amounts import Days, WorkingDays, read_amount
from followup_rules.timing.calendars import (
    RestDayStart,
    TableCalendar,
    china,
    extend,
    from_exceptions,
)
from followup_rules.timing.counting import (
    ClosesAt,
    Counting,
    HourStart,
    LastDay,
    OutsideHours,
)
from followup_rules.timing.counting.paused import paused_deadline
from followup_rules.timing.cycles import DayOf, WorkingDayOf
from followup_rules.timing.hours import OfficeHours

FORWARD: Final = LastDay.ROLLS_FORWARD
BACKWARD: Final = LastDay.ROLLS_BACKWARD
SUNDAYS: Final = (6,)
ISLAMIC: Final = (4, 5)
Lines = list[tuple[str, str, str]]


def day(text: str) -> dt.date:
    """
    Read a day.
    """
    return dt.date.fromisoformat(text)


def stretch(text: str) -> list[dt.date]:
    """
    Return the days of a stretch such as "2025-08-01/2025-08-31".
    """
    first, last = (day(one) for one in text.split("/"))
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def calendar(
    off: str = "", recess: str = "", weekend: tuple[int, ...] = (5, 6)
) -> TableCalendar:
    """
    Return a calendar of 2012 to 2027.
    """
    return from_exceptions(
        "of a rule",
        dt.date(2012, 1, 1),
        dt.date(2027, 12, 31),
        off=[day(one) for one in off.split()],
        suspended=[one for text in recess.split() for one in stretch(text)],
        weekend=weekend,
        source="a test",
    )


def off(recess: str) -> str:
    """
    Return the weekdays of some stretches, for a calendar in which none is worked.
    """
    found = (one for text in recess.split() for one in stretch(text))
    return " ".join(one.isoformat() for one in found if one.weekday() < 5)


ROLLS: Final = Counting(rest_day=FORWARD)
STAYS: Final = Counting()
STANDS_STILL: Final = Counting(rest_day=FORWARD, suspended_days_count=False)
FROM_NEXT_DAY: Final = Counting(rest_day=FORWARD, months_from_next_day=True)

LENGTHS: Final = {
    "working day 3 of the month": WorkingDayOf(3),
    "working day 3 from the end of the month": WorkingDayOf(-3),
}

RULES: dict[str, tuple[Counting, TableCalendar, Lines]] = {
    "Austria, AVG § 33(2): Good Friday and 24 December are days off": (
        ROLLS,
        calendar("2025-04-18 2025-04-21 2025-12-24 2025-12-25 2025-12-26"),
        [
            ("2025-12-10", "14 days", "2025-12-29"),  # Wed 24, Christmas, a weekend
            ("2025-03-21", "4 weeks", "2025-04-22"),  # Good Friday to Easter Monday
            ("2025-01-31", "1 month", "2025-02-28"),
        ],
    ),
    "Austria, ZPO § 222: 15 July to 17 August, 24 December to 6 January": (
        STANDS_STILL,
        calendar("", "2025-07-15/2025-08-17 2025-12-24/2026-01-06"),
        [
            ("2025-07-10", "4 weeks", "2025-09-10"),  # 4 days, then 24 from 18 August
            ("2025-07-20", "4 weeks", "2025-09-15"),  # 18 August + 27: a Sunday
            ("2025-12-19", "14 days", "2026-01-16"),  # 4 days, then 10 from 7 January
            ("2025-06-16", "4 weeks", "2025-07-14"),  # the last day before
        ],
    ),
    "Austria, ZPO § 222 as the Supreme Court reckons it, the summer ending on 25 August": (
        STANDS_STILL,
        calendar("", "2025-07-15/2025-08-25 2025-12-24/2026-01-06"),
        [
            ("2025-07-20", "4 weeks", "2025-09-22"),  # the day that it names
            ("2025-12-30", "4 weeks", "2026-02-03"),  # and that of the winter
        ],
    ),
    "Netherlands, Algemene termijnenwet arts. 1 and 2: two working days in three": (
        Counting(rest_day=FORWARD, least_working_days=2, least_applies_from=3),
        calendar("2026-04-03 2026-04-06 2026-04-27 2026-05-05 2026-05-14"),
        [
            ("2026-03-05", "3 days", "2026-03-09"),  # Sunday to Monday: Fri and Mon
            ("2026-03-06", "3 days", "2026-03-10"),  # Monday alone is one
            ("2026-03-06", "2 days", "2026-03-09"),  # two days ask for no two
            ("2026-04-02", "4 days", "2026-04-08"),  # Tue 7 is one, Wed 8 is two
            ("2026-02-23", "6 weeks", "2026-04-07"),  # Easter Monday
            ("2026-04-24", "3 days", "2026-04-29"),  # King's Day: Tue 28, Wed 29
        ],
    ),
    "France, CPC arts. 641 and 642: a délai franc is a day longer": (
        ROLLS,
        calendar("2025-05-01"),
        [
            ("2025-01-15", "2 months 1 day", "2025-03-17"),  # Sunday 16 March
            ("2025-04-16", "14 days", "2025-04-30"),
        ],
    ),
    "France, Code du travail: jours ouvrables are all but Sundays and holidays": (
        STAYS,
        calendar("2025-05-01 2025-05-08", weekend=SUNDAYS),
        [
            ("2025-02-03", "5 working days", "2025-02-08"),  # Tuesday to Saturday
            ("2025-04-30", "5 working days", "2025-05-07"),  # 2, 3, 5, 6 and 7 May
        ],
    ),
    "Spain, LPAC art. 30.2, 30.4 and 30.5": (
        ROLLS,
        calendar("2025-04-17 2025-04-18 2025-05-01 2025-08-15"),
        [
            ("2025-04-15", "10 working days", "2025-05-02"),  # 16, 21-25, 28-30, 2 May
            ("2025-01-31", "1 month", "2025-02-28"),  # no equivalent day: the last
            ("2025-07-15", "1 month", "2025-08-18"),  # the 15th is off, a Friday
        ],
    ),
    "Spain, LEC arts. 130.2 and 133: August and the turn of the year do not count": (
        ROLLS,
        calendar(off("2025-08-01/2025-08-31 2025-12-24/2026-01-06")),
        [
            ("2025-07-18", "20 working days", "2025-09-15"),  # 9 in July, 11 after
            ("2025-12-22", "5 working days", "2026-01-12"),  # the 23rd, then 4
            ("2025-07-10", "1 month", "2025-09-01"),  # 10 August is off
        ],
    ),
    "Portugal, CPC art. 138: judicial holidays suspend": (
        STANDS_STILL,
        calendar(
            "", "2025-04-13/2025-04-21 2025-07-16/2025-08-31 2025-12-22/2026-01-03"
        ),
        [
            ("2025-07-10", "10 days", "2025-09-05"),  # 11-15 July, 1-5 September
            ("2025-04-04", "30 days", "2025-05-13"),  # 8, then 22 from 22 April
            ("2025-12-19", "10 days", "2026-01-12"),  # 2, then 8: Sunday 11 January
        ],
    ),
    "Portugal, CPC art. 138 and CC art. 279 e): six months run on and end after": (
        ROLLS,
        calendar("", "2025-07-16/2025-08-31"),
        [("2025-01-20", "6 months", "2025-09-01")],  # 20 July lies in the holidays
    ),
    "Portugal, CPA art. 87: dias úteis": (
        STAYS,
        calendar("2025-04-25 2025-05-01"),
        [("2025-04-24", "10 working days", "2025-05-12")],  # 28-30, 2, 5-9, 12
    ),
    "Italy, CPC art. 155: holidays and Saturdays move on": (
        ROLLS,
        calendar("2025-04-21 2025-04-25"),
        [
            ("2025-03-21", "30 days", "2025-04-22"),  # Easter Sunday and Monday
            ("2025-11-30", "3 months", "2026-03-02"),  # Saturday 28 February
        ],
    ),
    "Belgium, Code judiciaire arts. 52 to 54": (
        FROM_NEXT_DAY,
        calendar("2025-05-29 2025-06-09"),
        [
            ("2025-04-10", "1 month", "2025-05-12"),  # 11 April to Saturday 10 May
            ("2025-05-16", "15 days", "2025-06-02"),  # Saturday 31 May
        ],
    ),
    "Poland, KPA art. 57": (
        ROLLS,
        calendar("2025-05-01"),
        [
            ("2025-04-17", "14 days", "2025-05-02"),  # 1 May moves to Friday
            ("2025-04-26", "7 days", "2025-05-05"),  # 3 May: a holiday, a Saturday
            ("2025-01-31", "1 month", "2025-02-28"),
            ("2025-03-03", "2 weeks", "2025-03-17"),
        ],
    ),
    "Czechia, Správní řád § 40": (
        ROLLS,
        calendar("2025-05-01 2025-05-08"),
        [
            ("2025-04-24", "14 days", "2025-05-09"),  # 8 May moves to Friday
            ("2025-04-17", "14 days", "2025-05-02"),
        ],
    ),
    "Sweden, Lag 1930:173 § 2: Midsummer Eve is a day off": (
        ROLLS,
        calendar("2025-06-06 2025-06-20 2025-12-24 2025-12-25 2025-12-26 2025-12-31"),
        [
            ("2025-05-30", "3 weeks", "2025-06-23"),  # Friday 20 June
            ("2025-12-03", "3 weeks", "2025-12-29"),  # Christmas Eve
        ],
    ),
    "Finland, Laki 150/1930": (
        ROLLS,
        calendar(""),
        [("2025-11-06", "30 days", "2025-12-08")],  # Independence Day, a Saturday
    ),
    "Germany, SGB IV § 23: the third last banking day": (
        STAYS,
        calendar("2026-01-01 2026-04-03 2026-04-06 2026-12-24 2026-12-25 2026-12-31"),
        [
            ("2026-01-01", "working day 3 from the end of the month", "2026-01-28"),
            ("2026-02-01", "working day 3 from the end of the month", "2026-02-25"),
            ("2026-03-01", "working day 3 from the end of the month", "2026-03-27"),
            ("2026-04-01", "working day 3 from the end of the month", "2026-04-28"),
            ("2026-12-01", "working day 3 from the end of the month", "2026-12-28"),
        ],
    ),
    "Germany, BGB § 573c: the third working day of a month, Saturdays among them": (
        STAYS,
        calendar("2026-01-01 2026-05-01", weekend=SUNDAYS),
        [
            ("2026-01-01", "working day 3 of the month", "2026-01-05"),  # 2, 3, 5
            ("2026-05-01", "working day 3 of the month", "2026-05-05"),  # 2, 4, 5
        ],
    ),
    "Germany, ZPO § 517 as a handbook reckons it": (
        ROLLS,
        calendar(),
        [
            ("2018-02-19", "1 month", "2018-03-19"),
            ("2018-01-25", "1 month", "2018-02-26"),  # a Sunday
            ("2018-01-30", "1 month", "2018-02-28"),
        ],
    ),
    "Brazil, CPC art. 231: what is filed on a Sunday is of Monday": (
        Counting(rest_day_start=RestDayStart.ROLL_THEN_COUNT),
        calendar(off("2024-12-20/2025-01-20")),
        [("2024-12-01", "15 working days", "2025-01-22")],  # 13 from the 3rd, then 2
    ),
    "England, PD 6A 10: the second day after posting, if it is a business day": (
        ROLLS,
        calendar("2025-04-18 2025-04-21 2025-05-05"),
        [
            ("2025-03-03", "2 days", "2025-03-05"),  # printed there: Monday, Wednesday
            ("2025-03-07", "2 days", "2025-03-10"),  # printed there: Friday, Monday
            ("2025-05-05", "2 days", "2025-05-07"),  # printed there: a bank holiday
        ],
    ),
    "Great Britain, ERA s. 111: three months beginning with a date": (
        Counting(start_day_counted=True),
        calendar(""),
        [
            ("2025-01-15", "3 months", "2025-04-14"),
            ("2024-11-30", "3 months", "2025-02-28"),  # from the 29th on
            ("2025-01-31", "3 months", "2025-04-30"),
        ],
    ),
    "United Kingdom, UK GDPR art. 12(3) as the regulator explains it": (
        ROLLS,
        calendar("2025-04-18 2025-04-21"),
        [
            ("2025-09-03", "1 month", "2025-10-03"),  # printed there
            ("2025-03-31", "1 month", "2025-04-30"),  # printed there: no 31 April
            ("2025-03-21", "1 month", "2025-04-22"),  # Easter Monday
        ],
    ),
    "United States, Regulation Z § 1026.23: all days but Sundays and holidays": (
        STAYS,
        calendar("2018-07-04", weekend=SUNDAYS),
        [
            ("2018-06-01", "3 working days", "2018-06-05"),  # Saturday, Monday, Tuesday
            ("2018-06-07", "3 working days", "2018-06-11"),
            ("2018-07-03", "3 working days", "2018-07-07"),  # over Independence Day
        ],
    ),
    "United States, MPEP 710.01(a)": (
        ROLLS,
        calendar("2025-05-26"),
        [
            ("2024-11-30", "3 months", "2025-02-28"),  # printed there
            ("2025-02-28", "3 months", "2025-05-28"),  # printed there: not the 31st
            ("2024-05-25", "12 months", "2025-05-27"),  # Sunday, then Memorial Day
        ],
    ),
    "New York, General Construction Law §§ 20 and 25-a": (
        ROLLS,
        calendar("2025-09-01"),
        [
            ("2025-07-25", "30 days", "2025-08-25"),  # a Sunday
            ("2025-08-02", "30 days", "2025-09-02"),  # Labor Day
        ],
    ),
    "Canada, Federal Courts Rules, r. 6(3): 21 December to 7 January": (
        Counting(rest_day=FORWARD, suspended_days_count=False, working_days_up_to=6),
        calendar("", "2024-12-21/2025-01-07"),
        [
            ("2024-12-10", "30 days", "2025-01-27"),  # 10, then 20 from 8 January
            ("2024-12-19", "5 days", "2025-01-13"),  # Fri 20, then Wed 8 to Mon 13
        ],
    ),
    "Ontario, r. 3.01(1): seven days or less leave holidays out": (
        Counting(rest_day=FORWARD, working_days_up_to=7),
        calendar("2025-10-13"),
        [
            ("2025-10-09", "7 days", "2025-10-21"),  # 10, 14-17, 20, 21
            ("2025-10-03", "10 days", "2025-10-14"),  # Thanksgiving
        ],
    ),
    "Quebec, CPC art. 83": (
        ROLLS,
        calendar("2025-06-24"),
        [("2025-05-25", "30 days", "2025-06-25")],  # the national holiday
    ),
    "Australia, Federal Court Rules, r. 1.61": (
        Counting(rest_day=FORWARD, suspended_days_count=False, working_days_up_to=5),
        calendar("2025-01-27", "2024-12-24/2025-01-14"),
        [
            ("2024-12-10", "28 days", "2025-01-29"),  # 13, then 15 from 15 January
            ("2024-12-20", "5 days", "2025-01-20"),  # Mon 23, 15-17, 20
            ("2024-12-27", "14 days", "2025-01-28"),  # inside: from the 15th
        ],
    ),
    "Australia, Acts Interpretation Act s. 36(2)": (
        ROLLS,
        calendar("2025-04-25"),
        [("2025-03-28", "28 days", "2025-04-28")],  # Anzac Day, a Friday
    ),
    "Japan, 民事訴訟法 art. 95(3): 29 December to 3 January": (
        FROM_NEXT_DAY,
        calendar(off("2025-12-29/2026-01-03")),
        [
            ("2025-12-18", "2 weeks", "2026-01-05"),  # 1 January, then a weekend
            ("2025-01-30", "1 month", "2025-02-28"),  # from the 31st
        ],
    ),
    "Korea, 민법 arts. 157 to 161": (
        FROM_NEXT_DAY,
        calendar("2025-01-27 2025-01-28 2025-01-29 2025-01-30"),
        [
            ("2025-01-14", "14 days", "2025-01-31"),  # Seollal
            ("2025-02-28", "1 month", "2025-03-31"),  # all of March
        ],
    ),
    "Taiwan, 行政程序法 art. 48(5): what burdens a person": (
        Counting(start_day_counted=True),
        calendar("2025-02-28"),
        [("2025-02-19", "10 days", "2025-02-28")],  # day 1, and a holiday stays
    ),
    "China, 行政复议法 art. 88 and 行政处罚法 art. 85": (
        Counting(working_days_up_to=10),
        china(),
        [
            ("2025-04-25", "5 days", "2025-05-06"),  # Sunday 27 April is worked
            ("2025-01-24", "7 days", "2025-02-10"),  # 26 January and 8 February are
            ("2025-04-25", "15 days", "2025-05-10"),  # longer ones are calendar days
        ],
    ),
    "China, 政府信息公开条例 art. 33: twenty working days": (
        STAYS,
        china(),
        [("2025-09-15", "20 working days", "2025-10-17")],  # 28 Sep and 11 Oct worked
    ),
    "India, General Clauses Act ss. 9 and 10": (
        ROLLS,
        calendar("2025-10-02", weekend=SUNDAYS),
        [("2025-09-02", "30 days", "2025-10-03")],  # Gandhi Jayanti
    ),
    "Israel, Interpretation Law s. 10, and the recess of its courts": (
        STANDS_STILL,
        calendar("", "2025-07-21/2025-09-05", weekend=ISLAMIC),
        [
            ("2025-07-10", "30 days", "2025-09-25"),  # 10, then 20 from 6 September
            ("2025-05-04", "12 days", "2025-05-18"),  # Friday moves to Sunday
            ("2025-05-04", "14 days", "2025-05-18"),  # a Sunday is worked
        ],
    ),
    "Turkey, HMK arts. 92, 93 and 104: a week after the holiday of the courts": (
        Counting(rest_day=FORWARD, days_after_recess=7),
        calendar(
            "", "2013-07-20/2013-08-31 2025-07-20/2025-08-31 2026-07-20/2026-08-31"
        ),
        [
            ("2025-07-10", "15 days", "2025-09-08"),  # 25 July: Sunday 7 September
            ("2026-08-10", "2 weeks", "2026-09-07"),  # 24 August: a Monday
            ("2025-07-01", "1 month", "2025-09-08"),  # 1 August
            ("2025-07-03", "2 weeks", "2025-07-17"),  # before it
            ("2025-08-25", "2 weeks", "2025-09-08"),  # through it: Monday the 8th
            (
                "2013-08-16",
                "15 days",
                "2013-09-09",
            ),  # a lawyer's: 31 August, Saturday 7
            ("2013-08-17", "15 days", "2013-09-02"),  # and 1 September: a Sunday
            ("2025-07-01", "10 weeks", "2025-09-09"),  # so long as to end after it
        ],
    ),
    "Turkey, the same as its reasons reckon it, the holiday ending on 5 September": (
        Counting(days_after_recess=7),
        calendar("", "2012-07-20/2012-09-05"),
        [
            ("2012-07-20", "15 days", "2012-09-12"),
            ("2012-08-02", "15 days", "2012-09-12"),
            ("2012-09-03", "15 days", "2012-09-18"),
        ],
    ),
    "Brunei: Fridays and Sundays": (
        STAYS,
        calendar(weekend=(4, 6)),
        [("2025-03-06", "2 working days", "2025-03-10")],  # Saturday, Monday
    ),
    "Iran: Thursdays and Fridays": (
        STAYS,
        calendar(weekend=(3, 4)),
        [("2025-03-05", "2 working days", "2025-03-09")],  # Saturday, Sunday
    ),
    "Brazil, CPC arts. 219, 220 and 224: working days, none from 20 Dec to 20 Jan": (
        STAYS,
        calendar(
            off("2022-12-20/2023-01-20 2024-12-20/2025-01-20")
            + " 2025-03-03 2025-03-04 2025-06-19"
        ),
        [
            ("2022-12-13", "15 working days", "2023-02-06"),  # a lawyer's: 4, then 11
            ("2024-12-10", "15 working days", "2025-01-30"),  # 7, then 8 from the 21st
            ("2025-02-27", "5 working days", "2025-03-10"),  # over Carnival
            ("2025-05-29", "16 working days", "2025-06-23"),  # made available, then 15
        ],
    ),
    "Chile, CPC art. 66: Saturdays are worked": (
        STAYS,
        calendar("2025-05-21", weekend=SUNDAYS),
        [
            ("2025-05-15", "10 working days", "2025-05-28")
        ],  # 16, 17, 19, 20, 22-24, 26-28
    ),
    "South Africa, Uniform Rule 1: court days": (
        STAYS,
        calendar("2025-04-18 2025-04-21 2025-04-28 2025-05-01"),
        [("2025-04-17", "10 working days", "2025-05-07")],  # 22-25, 29, 30, 2, 5-7
    ),
    "South Africa, Interpretation Act s. 4: a Saturday stays": (
        ROLLS,
        calendar(weekend=SUNDAYS),
        [
            ("2025-04-24", "30 days", "2025-05-24"),
            ("2025-04-25", "30 days", "2025-05-26"),  # a Sunday does not
        ],
    ),
    "Philippines, Rule 22": (
        ROLLS,
        calendar("2025-04-09"),
        [("2025-03-25", "15 days", "2025-04-10")],  # Araw ng Kagitingan
    ),
    "European Union, Court of Justice, Rules arts. 49 and 51: ten days of distance": (
        ROLLS,
        calendar("2025-04-18 2025-04-21"),
        [
            ("2025-01-15", "2 months 10 days", "2025-03-25"),
            ("2024-12-31", "2 months 10 days", "2025-03-10"),  # 28 February first
            ("2025-02-09", "2 months 10 days", "2025-04-22"),  # Saturday 19 April
        ],
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_last_days(rule: str) -> None:
    """
    Every line of a rule.
    """
    counting, known, lines = RULES[rule]
    found = []
    for start, text, _ in lines:
        amount = LENGTHS[text] if text in LENGTHS else read_amount(text)
        due = counting.deadline(day(start), amount, calendar=known)
        found.append((start, text, due.last_day.isoformat()))
    assert found == lines


BEFORE: dict[str, tuple[Counting, TableCalendar, Lines]] = {
    "Germany, AktG §§ 121(7) and 123: a general meeting, weekends stay": (
        Counting(bound_included=False),
        calendar("2026-05-14"),
        [
            (
                "2026-05-21",
                "30 days",
                "2026-04-20",
            ),  # the day of convening is not counted
            ("2026-05-21", "6 days", "2026-05-14"),  # Ascension Day
        ],
    ),
    "Germany, AktG § 123(4): the 21st day before it": (
        STAYS,
        calendar(),
        [("2026-05-21", "21 days", "2026-04-30")],
    ),
    "Japan, 会社法 art. 299: two full weeks lie between": (
        Counting(bound_included=False),
        calendar(),
        [("2026-06-26", "2 weeks", "2026-06-11")],
    ),
    "Italy, CPC art. 155: back from a hearing, off a holiday": (
        Counting(rest_day_before=BACKWARD),
        calendar("2025-04-21 2025-04-25 2025-05-01"),
        [("2025-05-05", "10 days", "2025-04-24")],  # 25 April is off
    ),
    "California, CCP §§ 12c and 1005(b): sixteen court days": (
        STAYS,
        calendar("2025-06-19"),
        [("2025-06-25", "16 working days", "2025-06-02")],
    ),
}


@pytest.mark.parametrize("rule", BEFORE)
def test_before_an_event(rule: str) -> None:
    """
    Every line of a rule that counts back.
    """
    counting, known, lines = BEFORE[rule]
    found = [
        counting.before(day(event), read_amount(text), calendar=known).last_day
        for event, text, _ in lines
    ]
    assert [one.isoformat() for one in found] == [last for *_, last in lines]


class TestAfterARecess:
    """
    A last day among suspended days, in Turkey a week later.
    """

    RULE = Counting(days_after_recess=7, bound_included=False)
    COURT = calendar("", "2025-07-20/2025-08-31")

    def test_the_bound_comes_off_first(self) -> None:
        """
        Under 15 days from 5 July: the 19th, before the recess; from the 6th, inside.
        """
        ends = [
            self.RULE.deadline(day(start), Days(15), calendar=self.COURT).last_day
            for start in ("2025-07-05", "2025-07-06")
        ]
        assert ends == [day("2025-07-19"), day("2025-09-07")]

    def test_backward_it_stays(self) -> None:
        """
        Only what is counted forward ends later.
        """
        rule = Counting(days_after_recess=7)
        lead = rule.before(day("2025-08-20"), Days(5), calendar=self.COURT)
        assert lead.last_day == day("2025-08-15")

    def test_a_calendar_is_needed(self) -> None:
        """
        Nobody could tell what is suspended.
        """
        with pytest.raises(CalendarRequiredError, match="after suspended days"):
            self.RULE.deadline(day("2025-07-05"), Days(15))

    def test_in_columns(self) -> None:
        """
        Lengths and days of a cell are looked up; without a calendar nothing is known.
        """
        starts = [day("2025-07-03"), day("2025-07-10"), day("2025-08-20")]
        frame = pa.table({"at": starts})
        told: dict[str, Any] = {
            "trigger": "at",
            "as_of": dt.datetime(2025, 10, 1, tzinfo=dt.UTC),
        }
        for limit in (Days(15), read_amount("1 month 2 days"), DayOf(25)):
            rule = DeadlinePolicy(
                id="x",
                clause=Clause(id="X-1", en="so", zh="如此"),
                name=Text("it", "其"),
                owed_by="office",
                trigger="at",
                limit=limit,
                counting=Counting(days_after_recess=7),
            )
            found = assess(frame, rule, **told, calendar=self.COURT)
            assert found["due_day"].to_pylist() == [
                rule.due(start, calendar=self.COURT).last_day for start in starts
            ]
        assert str(found["due_day"][0]) == "2025-09-07"
        bare = assess(frame, rule, **told)
        assert set(bare["reason"].to_pylist()) == {"calendar_missing"}


class TestStepByStep:
    """
    Periods that begin where another one ends: each is counted, and rolls, by itself.
    """

    @pytest.mark.parametrize(
        ("posted", "known_on", "objection"),
        [
            ("2025-03-06", "2025-03-10", "2025-04-10"),
            ("2025-03-03", "2025-03-07", "2025-04-07"),
            ("2025-03-04", "2025-03-10", "2025-04-10"),  # the fourth day is a Saturday
        ],
    )
    def test_deemed_notice(self, posted: str, known_on: str, objection: str) -> None:
        """
        Germany, AO §§ 122(2) and 355: the fourth day after posting, then a month.
        """
        known = calendar("2025-04-18 2025-04-21")
        notice = ROLLS.deadline(day(posted), Days(4), calendar=known).last_day
        assert notice == day(known_on)
        due = ROLLS.deadline(notice, read_amount("1 month"), calendar=known)
        assert due.last_day == day(objection)

    def test_published_in_the_official_journal(self) -> None:
        """
        EU General Court, Rules arts. 59 and 60: fourteen days, two months, ten days.
        """
        known = calendar("2025-05-01 2025-05-29")
        seen = STAYS.deadline(day("2025-03-03"), Days(14)).last_day
        due = ROLLS.deadline(seen, read_amount("2 months 10 days"), calendar=known)
        assert (seen, due.last_day) == (day("2025-03-17"), day("2025-05-27"))

    def test_court_days_and_days_for_the_post(self) -> None:
        """
        California, CCP § 12c(b): five days for the post, back from the sixteenth.
        """
        known = calendar("2025-06-19")
        served = STAYS.before(day("2025-06-25"), WorkingDays(16), calendar=known)
        posted = STAYS.before(served.last_day, Days(5))
        assert posted.last_day == day("2025-05-28")

    def test_three_days_with_a_fine(self) -> None:
        """
        Portugal, CPC art. 139(5): three working days after 5 September 2025, a Friday.
        """
        known = calendar()
        late = STAYS.deadline(day("2025-09-05"), WorkingDays(3), calendar=known)
        assert late.last_day == day("2025-09-10")

    def test_an_interrupted_period(self) -> None:
        """
        Philippines, Rule 22 s. 2: fifteen days from 2 June; a motion of the 9th, which is
        left out, is denied on the 30th. Six are used, and nine follow from 1 July.
        """
        held = (day("2025-06-09"), day("2025-07-01"))
        due = paused_deadline(STAYS, day("2025-06-02"), Days(15), [held])
        assert due is not None
        assert due.last_day == day("2025-07-09")

    def test_the_first_two_hours(self) -> None:
        """
        Argentina, CPCCN art. 124: until 9:30 of the day after the fifth.
        """
        grace = Counting(zone="America/Argentina/Buenos_Aires", day_ends=dt.time(9, 30))
        due = grace.deadline(day("2025-05-06"), WorkingDays(6), calendar=calendar())
        assert due.closes.isoformat() == "2025-05-14T09:30:00-03:00"


class TestWeekendsThatMove:
    """
    Two calendars with different weekends, joined.
    """

    @staticmethod
    def joined(last: str, old: tuple[int, ...], new: tuple[int, ...]) -> TableCalendar:
        """Return a calendar whose weekend is another one after a day."""
        before = from_exceptions(
            "old", dt.date(2010, 1, 1), day(last), weekend=old, source="a test"
        )
        first = day(last) + dt.timedelta(days=1)
        after = from_exceptions(
            "new", first, dt.date(2023, 12, 31), weekend=new, source="a test"
        )
        return extend(before, after)

    def test_saudi_arabia(self) -> None:
        """
        From 29 June 2013 Fridays and Saturdays: Wed 26, Sun 30, Mon 1 July.
        """
        known = self.joined("2013-06-28", (3, 4), (4, 5))
        due = STAYS.deadline(day("2013-06-25"), WorkingDays(3), calendar=known)
        assert due.last_day == day("2013-07-01")

    def test_emirates(self) -> None:
        """
        From 2022 Saturdays and Sundays: Thu 30 December, Mon 3 and Tue 4 January.
        """
        known = self.joined("2021-12-31", (4, 5), (5, 6))
        due = STAYS.deadline(day("2021-12-29"), WorkingDays(3), calendar=known)
        assert due.last_day == day("2022-01-04")


def at(text: str, zone: str) -> dt.datetime:
    """
    Return the instant at which clocks in a zone show this.
    """
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def of_office(zone: str, week: dict[str, str], **more: Any) -> OfficeHours:
    """
    Return an office.
    """
    return OfficeHours(zone=zone, week=week, **more)


class TestHours:
    """
    Hours of the clock, of an office, and a receipt after its close.
    """

    LONDON = "Europe/London"

    @pytest.mark.parametrize(
        ("sent", "deemed"),
        [
            ("2025-03-08T15:00", "2025-03-10"),  # printed there: a Saturday
            ("2025-03-09T12:00", "2025-03-10"),  # printed there: a Sunday
            ("2025-04-17T16:31", "2025-04-22"),  # printed there: before Good Friday
            ("2025-03-10T16:29", "2025-03-10"),
            ("2025-03-10T16:30", "2025-03-11"),  # from closing on
        ],
    )
    def test_deemed_service(self, sent: str, deemed: str) -> None:
        """
        England, CPR 6.26 and PD 6A 10: by 4.30 p.m. on a business day, else the next.
        """
        office = of_office(self.LONDON, {"mon-fri": "00:00-16:30"})
        counting = Counting(
            zone=self.LONDON, hours=office, outside_hours=OutsideHours.NEXT_OPENING
        )
        known = calendar("2025-04-18 2025-04-21")
        due = counting.deadline(at(sent, self.LONDON), Days(0), calendar=known)
        assert due.last_day == day(deemed)

    @pytest.mark.parametrize(
        ("start", "hours", "ends"),
        [
            ("2025-03-07T15:00", 24, "2025-03-10T15:00:00+01:00"),  # Fri to Mon
            ("2025-03-08T11:00", 24, "2025-03-11T00:00:00+01:00"),  # all of Monday
            ("2025-04-17T20:00", 6, "2025-04-22T02:00:00+02:00"),  # over Easter
        ],
    )
    def test_hours_of_working_days(self, start: str, hours: int, ends: str) -> None:
        """
        Germany, ZPO § 222(3): Sundays, holidays and Saturdays are not counted.
        """
        counting = Counting(zone="Europe/Berlin", hours_stand_still=True)
        known = calendar("2025-04-18 2025-04-21")
        moment, amount = at(start, "Europe/Berlin"), read_amount(f"{hours} hours")
        due = counting.deadline(moment, amount, calendar=known)
        assert due.closes.isoformat() == ends

    @pytest.mark.parametrize(
        ("delivered", "ends"),
        [
            ("2025-03-08T10:00", "2025-03-20"),  # Saturday counts as Monday the 10th
            ("2025-03-10T10:00", "2025-03-20"),
            ("2025-04-18T10:00", "2025-05-02"),  # Good Friday as Tuesday the 22nd
        ],
    )
    def test_delivered_on_a_rest_day(self, delivered: str, ends: str) -> None:
        """
        Switzerland, ZPO art. 142(1bis): a letter of a rest day is of the next working day.
        """
        zone = "Europe/Zurich"
        counting = Counting(
            zone=zone,
            hours=of_office(zone, {"mon-fri": "00:00-24:00"}),
            outside_hours=OutsideHours.NEXT_OPENING,
            rest_day=FORWARD,
        )
        known = calendar("2025-04-18 2025-04-21")
        due = counting.deadline(at(delivered, zone), Days(10), calendar=known)
        assert due.last_day == day(ends)

    def test_the_hour_of_an_event_is_not_counted(self) -> None:
        """
        China, 民事诉讼法 art. 85: 48 hours for a preservation, from the next full hour.
        """
        counting = Counting(hour_start=HourStart.NEXT_FULL_HOUR)
        start = at("2025-03-04T09:00", "Asia/Shanghai")
        due = counting.deadline(start, read_amount("48 hours"))
        assert due.closes.isoformat() == "2025-03-06T10:00:00+08:00"

    def test_a_half_day(self) -> None:
        """
        Emirates: Fridays until 12:00. Two hours on Friday and two on Monday.
        """
        office = of_office(
            "Asia/Dubai", {"mon-thu": "07:30-15:30", "fri": "07:30-12:00"}
        )
        due = office.due(at("2025-03-07T10:00", "Asia/Dubai"), dt.timedelta(hours=4))
        assert due.isoformat() == "2025-03-10T09:30:00+04:00"

    def test_a_desk_of_sundays_to_thursdays(self) -> None:
        """
        An hour on Thursday and three on Sunday.
        """
        office = of_office("Asia/Riyadh", {"sun-thu": "08:00-16:00"})
        due = office.due(at("2025-03-06T15:00", "Asia/Riyadh"), dt.timedelta(hours=4))
        assert due.isoformat() == "2025-03-09T11:00:00+03:00"

    @pytest.mark.parametrize(
        ("start", "minutes", "ends"),
        [
            ("2025-03-28T16:30", 60, "2025-03-31T08:30:00+01:00"),  # clocks go forward
            ("2025-03-28T17:00", 540, "2025-03-31T17:00:00+01:00"),  # at the closing
            ("2025-10-24T16:00", 120, "2025-10-27T09:00:00+00:00"),  # and back
            ("2025-12-24T16:00", 120, "2025-12-29T09:00:00+00:00"),  # over Christmas
        ],
    )
    def test_eight_to_five(self, start: str, minutes: int, ends: str) -> None:
        """
        The schedule that service desks ship: weekdays from 8 to 17 without holidays.
        """
        office = of_office(self.LONDON, {"mon-fri": "08:00-17:00"})
        known = calendar("2025-12-25 2025-12-26")
        amount = dt.timedelta(minutes=minutes)
        due = office.due(at(start, self.LONDON), amount, calendar=known)
        assert due.isoformat() == ends

    def test_while_a_customer_is_asked(self) -> None:
        """
        Nine hours from Monday 9:00, with the customer from 16:00 until Wednesday 10:00:
        seven on Monday, two more from 10:00 on Wednesday.
        """
        office = of_office(self.LONDON, {"mon-fri": "09:00-17:00"})
        start, asked, told = (
            at(one, self.LONDON)
            for one in ("2025-03-03T09:00", "2025-03-03T16:00", "2025-03-05T10:00")
        )
        due = office.due(start, dt.timedelta(hours=9), pauses=[(asked, told)])
        assert due is not None
        assert due.isoformat() == "2025-03-05T12:00:00+00:00"


def test_a_day_of_the_next_month() -> None:
    """
    China, 增值税暂行条例 art. 23: by the 15th of the next month, moved off a rest day;
    1 to 8 October 2025 do not reach it, and 15 November is a Saturday.
    """
    found = [
        ROLLS.deadline(day(start), DayOf(15, ahead=1), calendar=china()).last_day
        for start in ("2025-09-10", "2025-10-31")
    ]
    assert found == [day("2025-10-15"), day("2025-11-17")]


NINE_TO_FIVE: Final = {"mon-fri": "09:00-17:00"}
THREE_DAYS: Final = {"mon": "09:00-17:00", "fri": "09:00-17:00", "sat": "10:00-15:00"}
ALL_DAY: Final = {"mon": "00:00-24:00", "fri": "00:00-24:00", "sat": "11:00-15:00"}
TWO_WINDOWS: Final = {"mon": "07:00-12:00, 13:00-18:00"}
DESKS: Final = [
    # business_time: printed in its tests
    ("UTC", NINE_TO_FIVE, "2010-08-04T09:35", 480, "2010-08-05T09:35"),
    ("UTC", NINE_TO_FIVE, "2010-08-04T09:35", -480, "2010-08-03T09:35"),
    ("UTC", NINE_TO_FIVE, "2010-04-09T16:50", 60, "2010-04-12T09:50"),
    ("UTC", NINE_TO_FIVE, "2010-04-12T09:50", -60, "2010-04-09T16:50"),
    ("UTC", NINE_TO_FIVE, "2010-07-02T16:50", 60, "2010-07-06T09:50"),  # 5 July is off
    ("UTC", NINE_TO_FIVE, "2010-04-12T09:50", 180, "2010-04-12T12:50"),
    ("UTC", NINE_TO_FIVE, "2010-04-26T04:30", 0, "2010-04-26T09:00"),
    ("UTC", NINE_TO_FIVE, "2010-04-26T18:00", 0, "2010-04-27T09:00"),
    ("UTC", NINE_TO_FIVE, "2010-04-25T12:06:56", -60, "2010-04-23T16:00"),
    ("UTC", THREE_DAYS, "2010-12-24T15:00", 540, "2010-12-27T11:00"),
    ("UTC", THREE_DAYS, "2010-12-24T08:00", 900, "2010-12-27T11:00"),
    ("UTC", ALL_DAY, "2010-12-24T15:00", 1440, "2010-12-27T11:00"),
    ("UTC", ALL_DAY, "2010-12-25T08:00", 900, "2010-12-27T11:00"),
    ("UTC", {"fri": "09:00-17:00"}, "2010-12-24T08:00", 480, "2010-12-24T17:00"),
    # working_hours: the same
    ("UTC", NINE_TO_FIVE, "1991-11-15T14:00:42", 120, "1991-11-15T16:00:42"),
    ("UTC", NINE_TO_FIVE, "1991-11-18T14:00:42", -420, "1991-11-15T15:00:42"),
    ("Asia/Tokyo", NINE_TO_FIVE, "1991-11-15T16:00", 180, "1991-11-18T11:00"),
    ("UTC", TWO_WINDOWS, "1991-11-11T05:00", 360, "1991-11-11T14:00"),
    ("UTC", NINE_TO_FIVE, "1991-11-15T16:30:42", 45, "1991-11-18T09:15:42"),
    ("UTC", NINE_TO_FIVE, "1991-11-15T16:59:42", 2, "1991-11-18T09:01:42"),
    ("UTC", {"mon": "00:00-24:00"}, "2014-04-07T23:59:30", 1, "2014-04-14T00:00:30"),
    (
        "UTC",
        {"mon": "00:00-24:00", "tue": "08:00-18:00"},
        "2014-04-08T00:00:30",
        -1,
        "2014-04-07T23:59:00",
    ),
    ("UTC", NINE_TO_FIVE, "2014-05-01T12:00", 0, "2014-05-02T09:00"),  # 1 May is off
    ("UTC", TWO_WINDOWS, "2014-04-07T12:00", 0, "2014-04-07T13:00"),
]


@pytest.mark.parametrize(("zone", "week", "start", "minutes", "ends"), DESKS)
def test_what_libraries_publish(
    zone: str, week: dict[str, str], start: str, minutes: int, ends: str
) -> None:
    """
    Open time after an instant, and before one.
    """
    closed = [day("2010-07-05"), day("2014-05-01")]
    office = of_office(zone, week, dates=dict.fromkeys(closed, ()))
    moment, amount = at(start, zone), dt.timedelta(minutes=abs(minutes))
    found = office.due_before if minutes < 0 else office.due
    assert found(moment, amount) == at(ends, zone)


class TestGlpi:
    """
    Seven working days from Monday 19 November 2018, 10:00, printed in its tests: to the
    same clock time, or to the end of the day, of a desk of 8 to 20 and of one that never
    closes on a weekday.
    """

    START = at("2018-11-19T10:00", "UTC")
    KNOWN = calendar()

    @pytest.mark.parametrize(
        ("windows", "closes_at", "after", "before"),
        [
            (
                "08:00-20:00",
                ClosesAt.CLOCK_TIME,
                "2018-11-28T10:00",
                "2018-11-08T10:00",
            ),
            (
                "08:00-20:00",
                ClosesAt.OFFICE_CLOSE,
                "2018-11-28T20:00",
                "2018-11-08T20:00",
            ),
            (
                "00:00-24:00",
                ClosesAt.OFFICE_CLOSE,
                "2018-11-29T00:00",
                "2018-11-09T00:00",
            ),
        ],
    )
    def test_seven_days(
        self, windows: str, closes_at: ClosesAt, after: str, before: str
    ) -> None:
        """
        After it and before it.
        """
        office = of_office("UTC", {"mon-fri": windows})
        counting = Counting(zone="UTC", hours=office, closes_at=closes_at)
        told: dict[str, Any] = {"calendar": self.KNOWN}
        due = counting.deadline(self.START, WorkingDays(7), **told)
        lead = counting.before(self.START, WorkingDays(7), **told)
        assert (due.closes, lead.closes) == (at(after, "UTC"), at(before, "UTC"))

    @pytest.mark.parametrize(
        ("start", "end", "hours"),
        [
            ("2019-01-01T07:00", "2019-01-01T09:00", 1),
            ("2019-01-01T06:00", "2019-01-01T07:00", 0),
            ("2019-01-01T00:00", "2019-01-08T00:00", 60),
        ],
    )
    def test_time_between(self, start: str, end: str, hours: int) -> None:
        """
        What was open between two instants.
        """
        office = of_office("UTC", {"mon-fri": "08:00-20:00"})
        worked = office.worked(at(start, "UTC"), at(end, "UTC"))
        assert worked == dt.timedelta(hours=hours)
