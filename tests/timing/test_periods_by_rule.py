"""
Periods of some forty more rules, worked out by hand from their articles.

A line says a start, a period and its last day; behind it stand the days that decide.
Where authorities publish the very day, the comment says so.
"""

import datetime as dt
from typing import Final

import pytest

from followup_rules.timing.amounts import read_amount
from followup_rules.timing.calendars import TableCalendar, china, from_exceptions
from followup_rules.timing.counting import Counting, LastDay
from followup_rules.timing.cycles import as_limit

FORWARD: Final = LastDay.ROLLS_FORWARD
BACKWARD: Final = LastDay.ROLLS_BACKWARD
SUNDAYS: Final = (6,)
Lines = list[tuple[str, str, str]]
Rule = tuple[Counting, TableCalendar, Lines]


def day(text: str) -> dt.date:
    """Read a day."""
    return dt.date.fromisoformat(text)


def calendar(
    off: str = "", on: str = "", weekend: tuple[int, ...] = (5, 6)
) -> TableCalendar:
    """Return a calendar of 2017 to 2030."""
    return from_exceptions(
        "of a rule",
        dt.date(2017, 1, 1),
        dt.date(2030, 12, 31),
        off=[day(one) for one in off.split()],
        on=[day(one) for one in on.split()],
        weekend=weekend,
        source="a test",
    )


ROLLS: Final = Counting(rest_day=FORWARD)
STAYS: Final = Counting()
FROM_NEXT_DAY: Final = Counting(rest_day=FORWARD, months_from_next_day=True)
WITH_THE_FIRST: Final = Counting(start_day_counted=True)
UP_TO_SIX: Final = Counting(rest_day=FORWARD, working_days_up_to=6)

RULES: dict[str, Rule] = {
    "Germany, BGB §§ 187(1), 188(2), 193": (
        ROLLS,
        calendar(
            "2025-04-18 2025-04-21 2025-05-01 2025-05-29 2025-10-03 2025-12-25 2025-12-26"
        ),
        [
            ("2025-01-31", "1 month", "2025-02-28"),
            ("2024-01-31", "1 month", "2024-02-29"),
            ("2025-03-31", "1 month", "2025-04-30"),
            ("2025-04-04", "2 weeks", "2025-04-22"),  # Good Friday
            ("2025-05-15", "14 days", "2025-05-30"),  # Ascension Day
            ("2025-09-19", "2 weeks", "2025-10-06"),  # Unity Day, a Friday
            ("2025-12-11", "2 weeks", "2025-12-29"),  # Christmas, a weekend
            ("2024-08-30", "6 months", "2025-02-28"),
            ("2025-02-01", "1 half-month", "2025-02-17"),  # § 189: 15 days, a Sunday
            ("2025-01-31", "1 month 15 days", "2025-03-17"),  # the months come first
        ],
    ),
    "Germany, BGB § 187(2): the first day counts": (
        WITH_THE_FIRST,
        calendar(),
        [
            ("2025-01-01", "1 month", "2025-01-31"),
            ("2025-02-01", "1 month", "2025-02-28"),
            ("2025-01-31", "1 month", "2025-02-28"),  # § 188(3)
            ("2024-01-29", "1 month", "2024-02-28"),
            ("2024-01-30", "1 month", "2024-02-29"),
            ("2025-06-04", "1 week", "2025-06-10"),
            ("2000-02-29", "18 years", "2018-02-28"),  # of age on 1 March
            ("2004-02-29", "20 years", "2024-02-28"),
        ],
    ),
    "Germany, UStG § 18: the tenth of the next month": (
        ROLLS,
        calendar(),
        [
            ("2025-01-31", "day 10 of the next month", "2025-02-10"),
            ("2025-04-30", "day 10 of the next month", "2025-05-12"),  # a Saturday
        ],
    ),
    "France, CPC arts. 641 and 642": (
        ROLLS,
        calendar("2025-04-21 2025-05-08 2025-07-14 2025-08-15 2025-11-11"),
        [
            ("2025-04-30", "1 month", "2025-05-30"),
            ("2025-01-31", "1 month", "2025-02-28"),
            ("2025-04-08", "1 month", "2025-05-09"),  # 8 May
            ("2025-03-21", "1 month", "2025-04-22"),  # Easter Monday
            ("2025-06-29", "15 days", "2025-07-15"),  # 14 July
            ("2025-10-11", "1 month", "2025-11-12"),  # 11 November
            ("2024-08-31", "6 months", "2025-02-28"),
            ("2025-08-01", "2 weeks", "2025-08-18"),  # Assumption, a Friday
        ],
    ),
    "Japan, 民法 arts. 140 to 143": (
        FROM_NEXT_DAY,
        calendar("2025-04-29 2025-05-05 2025-05-06 2025-09-15"),
        [
            ("2025-01-31", "1 month", "2025-02-28"),  # 1 to 28 February
            ("2025-02-28", "1 month", "2025-03-31"),  # all of March
            ("2025-03-30", "1 month", "2025-04-30"),  # from the 31st
            ("2025-04-22", "2 weeks", "2025-05-07"),  # 6 May, a substitute
            ("2024-01-29", "1 month", "2024-02-29"),  # from the 30th
            ("2024-02-28", "1 year", "2025-02-28"),  # from 29 February
            ("2024-02-29", "1 year", "2025-02-28"),  # from 1 March
            ("2025-09-01", "2 weeks", "2025-09-16"),
        ],
    ),
    "Korea, 민법 art. 161": (
        FROM_NEXT_DAY,
        calendar(
            "2025-03-03 2025-05-05 2025-05-06"
            " 2025-10-03 2025-10-06 2025-10-07 2025-10-08 2025-10-09"
        ),
        [
            ("2025-02-17", "14 days", "2025-03-04"),  # 3 March, a substitute
            ("2025-09-19", "14 days", "2025-10-10"),  # 3 to 9 October
            ("2024-12-31", "2 months", "2025-02-28"),
            ("2025-04-21", "14 days", "2025-05-07"),
            ("2025-05-31", "1 month", "2025-06-30"),
        ],
    ),
    "Taiwan, 民法 arts. 120 to 122": (
        FROM_NEXT_DAY,
        calendar("2025-02-28 2025-10-06 2025-10-10"),
        [
            ("2025-09-10", "30 days", "2025-10-13"),  # Friday 10 October
            ("2025-08-31", "1 month", "2025-09-30"),
            ("2025-01-31", "1 month", "2025-03-03"),  # 28 February, a Friday
            ("2025-09-22", "14 days", "2025-10-07"),  # Mid-Autumn
        ],
    ),
    "Hong Kong, Cap. 1 s. 71: Saturdays count, up to six days leave holidays out": (
        UP_TO_SIX,
        calendar(
            "2025-04-18 2025-04-19 2025-04-21 2025-10-01"
            " 2025-12-25 2025-12-26 2026-01-01",
            weekend=SUNDAYS,
        ),
        [
            ("2025-04-17", "5 days", "2025-04-26"),  # Tuesday to Saturday
            ("2025-04-11", "7 days", "2025-04-22"),  # Good Friday to Easter Monday
            ("2025-09-24", "7 days", "2025-10-02"),  # National Day
            ("2025-09-29", "3 days", "2025-10-03"),  # 30, 2, 3
            ("2025-12-24", "6 days", "2026-01-03"),  # 27, 29-31, 2, 3
            ("2025-01-31", "1 month", "2025-02-28"),
        ],
    ),
    "Singapore, Interpretation Act s. 50": (
        UP_TO_SIX,
        calendar("2025-03-31 2025-04-18", weekend=SUNDAYS),
        [
            ("2025-03-28", "3 days", "2025-04-02"),  # Saturday, 1 and 2 April
            ("2025-04-11", "7 days", "2025-04-19"),  # Good Friday, then a Saturday
        ],
    ),
    "Malaysia, Interpretation Acts s. 54": (
        UP_TO_SIX,
        calendar("2025-03-31 2025-04-01", weekend=SUNDAYS),
        [("2025-03-28", "5 days", "2025-04-05")],  # 29, 2-5
    ),
    "India, General Clauses Act ss. 9 and 10, more": (
        ROLLS,
        calendar("2025-01-26 2025-08-15", weekend=SUNDAYS),
        [
            ("2025-07-16", "30 days", "2025-08-16"),  # Independence Day
            ("2024-12-27", "30 days", "2025-01-27"),  # Republic Day, a Sunday
            ("2025-01-31", "1 month", "2025-02-28"),
        ],
    ),
    "India, CGST Rules r. 61: the twentieth of the next month": (
        STAYS,
        calendar(),
        [("2025-01-31", "day 20 of the next month", "2025-02-20")],
    ),
    "Brazil, CPC art. 219": (
        STAYS,
        calendar("2025-04-18 2025-04-21 2025-05-01"),
        [
            ("2025-04-17", "5 working days", "2025-04-28"),  # over Tiradentes
            ("2025-04-30", "2 working days", "2025-05-05"),
        ],
    ),
    "Mexico, LFPA art. 28": (
        STAYS,
        calendar("2025-03-17 2025-05-01 2025-05-05"),
        [
            ("2025-03-14", "15 working days", "2025-04-07"),  # Juárez
            ("2025-04-30", "3 working days", "2025-05-07"),  # 2, 6, 7: the 5th is off
        ],
    ),
    "Poland, KC arts. 111 to 115 and KPC art. 165": (
        ROLLS,
        calendar("2025-01-06 2025-06-19 2025-08-15 2025-11-11"),
        [
            ("2025-08-01", "2 weeks", "2025-08-18"),  # a Friday
            ("2025-10-28", "14 days", "2025-11-12"),
            ("2025-06-05", "14 days", "2025-06-20"),  # Corpus Christi
            ("2024-12-23", "14 days", "2025-01-07"),  # Epiphany
            ("2024-08-31", "6 months", "2025-02-28"),
        ],
    ),
    "England, CPR 2.8: five days or less leave rest days out": (
        Counting(rest_day=FORWARD, working_days_up_to=5),
        calendar("2024-12-25 2024-12-26 2025-01-01 2025-04-18 2025-04-21 2025-05-05"),
        [
            ("2025-04-04", "14 days", "2025-04-22"),  # Good Friday, 2.8(5)
            ("2025-04-17", "3 days", "2025-04-24"),
            ("2024-12-24", "5 days", "2025-01-03"),  # 27, 30, 31, 2, 3
            ("2025-04-28", "7 days", "2025-05-06"),  # the early May holiday
            ("2025-01-31", "1 month", "2025-02-28"),  # 2.10
        ],
    ),
    "United Kingdom, FOIA s. 10: twenty working days": (
        STAYS,
        calendar("2025-12-25 2025-12-26 2026-01-01"),
        [("2025-12-19", "20 working days", "2026-01-21")],  # 6 in December
    ),
    "United Kingdom, Companies Act s. 443: from the last day of a month to another": (
        STAYS,
        calendar(),
        [
            # published there: 30 September and 30 June, 28 February and 30 November
            ("2024-09-30", "last day of the month 9 ahead", "2025-06-30"),
            ("2025-02-28", "last day of the month 9 ahead", "2025-11-30"),
            ("2025-06-30", "last day of the month 9 ahead", "2026-03-31"),
        ],
    ),
    "United Kingdom, VAT: a month and seven days after the period": (
        STAYS,
        calendar(),
        [
            # published there: 7 May, 7 June
            ("2025-03-31", "day 7 of the month 2 ahead", "2025-05-07"),
            ("2025-04-30", "day 7 of the month 2 ahead", "2025-06-07"),
        ],
    ),
    "Ireland, Interpretation Act 2005 s. 18(h): the first day is within": (
        WITH_THE_FIRST,
        calendar(),
        [
            ("2025-06-01", "21 days", "2025-06-21"),  # a Saturday, and it stays
            ("2025-01-01", "1 month", "2025-01-31"),
            ("2025-01-31", "1 month", "2025-02-28"),
        ],
    ),
    "Ireland, RSC O. 122 r. 2: of the holidays Good Friday and Christmas alone": (
        Counting(rest_day=FORWARD, working_days_up_to=5),
        calendar("2025-04-18 2025-12-25"),
        [("2025-04-16", "5 days", "2025-04-24")],  # 17, 21, 22, 23, 24
    ),
    "New Zealand, Legislation Act 2019 ss. 13 and 54: 25 December to 2 January": (
        ROLLS,
        calendar(
            "2025-12-25 2025-12-26 2025-12-29 2025-12-30 2025-12-31"
            " 2026-01-01 2026-01-02 2026-02-06"
        ),
        [
            ("2025-12-22", "5 working days", "2026-01-07"),  # 23, 24, 5, 6, 7
            ("2025-12-20", "10 days", "2026-01-05"),  # the 30th moves on
            ("2026-01-09", "4 weeks", "2026-02-09"),  # Waitangi Day
        ],
    ),
    "New Zealand, RMA s. 2: 20 December to 10 January": (
        STAYS,
        calendar(
            "2025-12-22 2025-12-23 2025-12-24 2025-12-25 2025-12-26 2025-12-29"
            " 2025-12-30 2025-12-31 2026-01-01 2026-01-02 2026-01-05 2026-01-06"
            " 2026-01-07 2026-01-08 2026-01-09 2026-02-06"
        ),
        [
            ("2025-12-18", "20 working days", "2026-02-05")
        ],  # the 19th, then from the 12th
    ),
    "Australia, Acts Interpretation Act s. 36, more": (
        ROLLS,
        calendar("2025-01-27"),
        [("2024-12-28", "30 days", "2025-01-28")],
    ),
    "Canada, Interpretation Act ss. 26 to 28: Saturdays are no holidays": (
        ROLLS,
        calendar("2025-05-19 2025-07-01 2025-09-01", weekend=SUNDAYS),
        [
            ("2025-06-01", "30 days", "2025-07-02"),  # Canada Day
            ("2025-08-02", "30 days", "2025-09-02"),  # Labour Day
            ("2025-05-05", "14 days", "2025-05-20"),  # Victoria Day
            ("2025-05-03", "14 days", "2025-05-17"),  # a Saturday
            ("2024-11-30", "3 months", "2025-02-28"),
        ],
    ),
    "UNCITRAL Rules art. 2(6), and CISG art. 20": (
        ROLLS,
        calendar("2025-12-25 2026-01-01"),
        [
            ("2025-12-02", "30 days", "2026-01-02"),
            ("2025-11-25", "30 days", "2025-12-26"),
        ],
    ),
    "UCP 600 arts. 14(b) and 29(a)": (
        ROLLS,
        calendar("2025-12-25 2025-12-26 2026-01-01"),
        [
            ("2025-12-24", "5 working days", "2026-01-05"),  # 29, 30, 31, 2, 5
            ("2025-11-27", "29 days", "2025-12-29"),  # Boxing Day, a Friday
        ],
    ),
    "Geneva Convention on bills, arts. 36 and 72": (
        ROLLS,
        calendar(),
        [
            ("2025-01-31", "1 month 15 days", "2025-03-17"),  # Saturday 15 March
            ("2025-04-01", "1 half-month", "2025-04-16"),
        ],
    ),
    "EPC, Rules 131 and 134, PCT Rule 80, Paris Convention art. 4 C": (
        ROLLS,
        calendar(),
        [
            ("2025-12-10", "2 months", "2026-02-10"),
            ("2024-02-29", "12 months", "2025-02-28"),
            ("2023-04-30", "30 months", "2025-10-30"),
            ("2023-08-31", "30 months", "2026-03-02"),  # Saturday 28 February
            ("2025-08-31", "18 months", "2027-03-01"),  # Sunday 28 February
        ],
    ),
    "United States, FRCP 6(a) and FRAP 26, more": (
        Counting(rest_day=FORWARD),
        calendar("2025-05-26 2025-07-04 2025-10-13 2025-11-27"),
        [
            ("2025-06-20", "14 days", "2025-07-07"),  # Independence Day
            ("2025-11-13", "14 days", "2025-11-28"),  # Thanksgiving
            ("2025-10-03", "10 days", "2025-10-14"),  # Columbus Day
            ("2025-05-02", "30 days", "2025-06-02"),  # a Sunday
        ],
    ),
    "United States, SEC Rule 0-3: the days that are published for periodic reports": (
        ROLLS,
        calendar("2025-07-04"),
        [
            ("2023-12-31", "60 days", "2024-02-29"),
            ("2024-12-31", "60 days", "2025-03-03"),  # Saturday 1 March
            ("2024-12-31", "75 days", "2025-03-17"),  # a Sunday
            ("2024-12-31", "90 days", "2025-03-31"),
            ("2025-03-31", "40 days", "2025-05-12"),  # a Saturday
            ("2025-03-31", "45 days", "2025-05-15"),
            ("2025-06-30", "40 days", "2025-08-11"),  # a Saturday
            ("2025-06-30", "45 days", "2025-08-14"),
            ("2025-09-30", "40 days", "2025-11-10"),  # a Sunday
        ],
    ),
    "United States, Form 8-K: four business days, the first after a rest day counts": (
        STAYS,
        calendar("2025-07-04"),
        [
            ("2025-03-14", "4 working days", "2025-03-20"),
            ("2025-03-15", "4 working days", "2025-03-20"),  # Saturday: from Monday on
            ("2025-07-02", "4 working days", "2025-07-09"),  # 3, 7, 8, 9
            ("2025-07-03", "1 working day", "2025-07-07"),  # T+1
        ],
    ),
    "United States, IRC §§ 6072 and 7503: the fifteenth of the fourth month": (
        ROLLS,
        calendar("2022-04-15 2023-04-17"),
        [
            # as the IRS published them
            ("2021-12-31", "day 15 of the month 4 ahead", "2022-04-18"),
            ("2022-12-31", "day 15 of the month 4 ahead", "2023-04-18"),
            ("2023-12-31", "day 15 of the month 4 ahead", "2024-04-15"),
            ("2024-12-31", "day 15 of the month 4 ahead", "2025-04-15"),
        ],
    ),
    "China, 民事诉讼法 art. 85 and 民法典 art. 203": (
        ROLLS,
        china(),
        [
            ("2025-04-16", "15 days", "2025-05-06"),  # 1 to 5 May
            ("2025-09-16", "15 days", "2025-10-09"),  # 1 to 8 October
            ("2025-01-13", "15 days", "2025-02-05"),  # 28 January to 4 February
            ("2025-12-17", "15 days", "2026-01-04"),  # a Sunday, worked
            ("2026-02-01", "15 days", "2026-02-24"),  # 15 to 23 February
            ("2025-08-31", "6 months", "2026-02-28"),  # a Saturday, worked
            ("2025-08-02", "60 days", "2025-10-09"),
            ("2025-04-03", "6 months", "2025-10-09"),
        ],
    ),
    "China, 行政处罚法 art. 85, more": (
        Counting(working_days_up_to=7),
        china(),
        [
            ("2025-09-26", "5 days", "2025-10-10"),  # Sunday 28 is worked
            ("2026-02-13", "3 days", "2026-02-25"),  # Saturday 14 is worked
            ("2026-04-30", "7 days", "2026-05-13"),  # 6-9 May, Saturday 9 worked, 11-13
        ],
    ),
    "Thailand, CCC ss. 193/3 to 193/8": (
        ROLLS,
        calendar("2025-04-14 2025-04-15 2025-04-16"),
        [("2025-03-30", "15 days", "2025-04-17")],  # Songkran
    ),
    "Vietnam, Civil Code arts. 147 and 148": (
        ROLLS,
        calendar("2025-04-30 2025-05-01 2025-05-02"),
        [
            ("2025-04-15", "15 days", "2025-05-05"),
            ("2025-06-13", "1 half-month", "2025-06-30"),
        ],
    ),
    "Russia, ГК arts. 191 to 193": (
        ROLLS,
        calendar("2025-05-01 2025-05-02 2025-05-08 2025-05-09"),
        [
            ("2025-04-01", "1 month", "2025-05-05"),
            ("2025-04-08", "1 month", "2025-05-12"),
            ("2024-08-31", "6 months", "2025-02-28"),
        ],
    ),
    "Hungary, Ptk. 8:3: Saturdays that are worked": (
        ROLLS,
        calendar("2025-05-02 2025-10-23 2025-10-24", on="2025-05-17 2025-10-18"),
        [
            ("2025-10-09", "15 days", "2025-10-27"),  # Friday 24 is off
            ("2025-05-02", "15 days", "2025-05-17"),  # a Saturday, worked
        ],
    ),
    "Norway, domstolloven §§ 148 and 149": (
        ROLLS,
        calendar("2025-04-17 2025-04-18 2025-04-21 2025-05-01"),
        [
            ("2025-04-03", "2 weeks", "2025-04-22"),  # Maundy Thursday
            ("2025-04-17", "2 weeks", "2025-05-02"),
            ("2025-01-31", "1 month", "2025-02-28"),
        ],
    ),
    "South Africa, Uniform Rule 1: dies non from 16 December to 15 January": (
        STAYS,
        calendar(
            "2025-12-16 2025-12-17 2025-12-18 2025-12-19 2025-12-22 2025-12-23"
            " 2025-12-24 2025-12-25 2025-12-26 2025-12-29 2025-12-30 2025-12-31"
            " 2026-01-01 2026-01-02 2026-01-05 2026-01-06 2026-01-07 2026-01-08"
            " 2026-01-09 2026-01-12 2026-01-13 2026-01-14 2026-01-15"
        ),
        [
            ("2025-12-10", "10 working days", "2026-01-26")
        ],  # 11, 12, 15, then 16, 19-23, 26
    ),
    "Nigeria and Kenya, Interpretation Acts": (
        UP_TO_SIX,
        calendar("2025-04-18 2025-04-21 2025-05-01", weekend=SUNDAYS),
        [
            ("2025-04-16", "3 days", "2025-04-22"),  # Thu 17, Sat 19, Tue 22
            ("2025-04-17", "14 days", "2025-05-02"),
        ],
    ),
    "Switzerland, OR arts. 77 and 78": (
        ROLLS,
        calendar("2025-08-01"),
        [
            ("2025-03-31", "1 month", "2025-04-30"),
            ("2025-07-01", "1 month", "2025-08-04"),  # the national day, a Friday
            ("2025-07-02", "1 half-month", "2025-07-17"),
        ],
    ),
}

BEFORE: dict[str, Rule] = {
    "United States, FRCP 6(a)(5): on back to a day that is worked": (
        Counting(rest_day_before=BACKWARD),
        calendar("2025-01-20 2025-07-04"),
        [
            ("2025-07-18", "14 days", "2025-07-03"),  # Independence Day
            ("2025-12-01", "7 days", "2025-11-24"),
            ("2025-02-10", "21 days", "2025-01-17"),  # King's birthday, a weekend
        ],
    ),
    "California, CCP § 1005(b), over César Chávez Day": (
        STAYS,
        calendar("2025-03-31"),
        [("2025-04-18", "16 working days", "2025-03-26")],
    ),
    "England, CPR 2.8(3): clear days": (
        Counting(bound_included=False, working_days_up_to=5),
        calendar("2025-04-18 2025-04-21"),
        [
            ("2025-04-24", "3 days", "2025-04-16"),  # 23, 22, 17 lie between
            ("2025-10-24", "14 days", "2025-10-09"),
        ],
    ),
    "China, 公司法 art. 115: twenty days before a meeting": (
        STAYS,
        calendar(),
        [
            ("2025-06-30", "20 days", "2025-06-10"),
            ("2024-03-20", "20 days", "2024-02-29"),
        ],
    ),
    "United Kingdom, Companies Act s. 360: fourteen clear days": (
        Counting(bound_included=False),
        calendar(),
        [("2025-06-30", "14 days", "2025-06-15")],
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_last_days(rule: str) -> None:
    """Every line of a rule."""
    counting, known, lines = RULES[rule]
    found = [
        counting.deadline(day(start), as_limit(text), calendar=known).last_day
        for start, text, _ in lines
    ]
    assert [one.isoformat() for one in found] == [last for *_, last in lines]


@pytest.mark.parametrize("rule", BEFORE)
def test_before_an_event(rule: str) -> None:
    """Every line of a rule that counts back."""
    counting, known, lines = BEFORE[rule]
    found = [
        counting.before(day(event), read_amount(text), calendar=known).last_day
        for event, text, _ in lines
    ]
    assert [one.isoformat() for one in found] == [last for *_, last in lines]
