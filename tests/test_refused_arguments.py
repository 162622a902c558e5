"""
What would be taken in silence, or end in an error of Python's own, is refused.

Each line is one argument of a public callable, told something it cannot use: the error is
of the library, and says what came. Where an answer was given all the same, it was wrong.
"""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from types import SimpleNamespace
from typing import Any

import pendulum
import pytest
from attrs import evolve

from followup_rules import Clause, Text
from followup_rules.agenda import agenda
from followup_rules.canonical import canonical_json, digest
from followup_rules.errors import FollowupRulesError
from followup_rules.exact import (
    ceiling,
    show_decimal,
    show_money,
    show_rate,
    show_share,
)
from followup_rules.excuses import let_off
from followup_rules.feeds import feed, uid_of
from followup_rules.interchange import Edition, Editions
from followup_rules.policies.cadence import coverage
from followup_rules.policies.draws import (
    Call,
    SampleShare,
    Scope,
    frame_digest,
    review_calls,
    serial_of,
    shares,
    verify,
    window_of,
)
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.scoring import (
    net_score,
    numbered,
    ranks,
    top_box,
    wilson,
)
from followup_rules.policies.warranty import Meter, WarrantyCase
from followup_rules.policies.windows import After, WindowPolicy
from followup_rules.publication import Column, Section, draw_proof, notice_board, page
from followup_rules.publication import table as table_of_page
from followup_rules.reasons import status_of, to_mend
from followup_rules.receipts import replay
from followup_rules.rulebooks import construction, repair, service_centre
from followup_rules.tables import Table
from followup_rules.testing import days, instants
from followup_rules.timing.amounts import Days, Years
from followup_rules.timing.calendars import (
    bounds_of,
    china,
    count_working_days,
    from_exceptions,
    overlay,
    provisional,
)
from followup_rules.timing.cycles import month, year_from
from followup_rules.timing.moments import elapsed, show_instant, to_utc
from followup_rules.timing.seasons import declared, local, recurring

AT = pendulum.datetime(2026, 3, 2, 9, tz="Asia/Shanghai")
LATER = AT.add(days=20)
DAY = dt.date(2026, 3, 2)
NAIVE = dt.datetime(2026, 3, 2, 9)  # noqa: DTZ001 - no zone, on purpose
CHINA = china()
MARCH = month(2026, 3)
BOOK = repair.RULES
REPAIRS = (repair.Repair(id="R", categories="leak", completed_at=AT),)
REPORT: Any = repair.assess(REPAIRS, [], as_of=LATER, period=MARCH)
LATE: Any = REPORT.where(rule="visit_deadline").verdicts[0]
DUE: Any = agenda(BOOK, {"repair": REPAIRS, "visit": ()}, as_of=AT, span=MARCH)
PLAN: Any = repair.plan(REPAIRS, seed="314159", as_of=LATER, period=MARCH)
LEDGER = tuple(f"A/{n:02}" for n in range(30))
RULE = service_centre.PHONE_DRAW
DRAW = RULE.draw({"A": tuple(f"{n:02}" for n in range(30))}, seed="3141592653", on=DAY)
WINTER: Any = recurring("beijing", "heating", (11, 15), (3, 15), source="a notice")
WARRANTY: Any = construction.WARRANTY
ROOF: dict[str, Any] = {
    "category": "roof_waterproofing",
    "accepted_on": dt.date(2024, 2, 29),
}
CLAUSE = Clause(id="T-1", en="a clause", zh="某条")
NAMED: dict[str, Any] = {
    "clause": CLAUSE,
    "name": Text("it", "此事"),
    "owed_by": "office",
}
EVERY: Any = IntervalPolicy(id="every", most=Days(15), **NAMED)
WINDOW: Any = WindowPolicy(
    id="window", anchor="done", span=After(opens=Days(1), closes=Days(9)), **NAMED
)
METERED: Any = evolve(
    WARRANTY,
    cases=(
        WarrantyCase(
            key="car",
            period=Years(2),
            clause=CLAUSE,
            meter=Meter(most=50_000, unit=Text("km", "公里")),
        ),
    ),
)
CAR: Any = METERED.cover("car", accepted_on=DAY)
EDITIONS: Any = Editions(
    entries=(Edition(rules=BOOK, first=dt.date(2021, 1, 1)),), zone="Asia/Shanghai"
)
CALENDAR: dict[str, Any] = {
    "name": "own",
    "first": dt.date(2026, 1, 1),
    "last": dt.date(2026, 12, 31),
    "source": "own",
}
UNTIL = dt.date(2027, 3, 31)


ASKED: Any = SimpleNamespace(
    canonical_json=canonical_json,
    digest=digest,
    ceiling=ceiling,
    show_decimal=show_decimal,
    show_money=show_money,
    show_rate=show_rate,
    show_share=show_share,
    let_off=let_off,
    feed=feed,
    uid_of=uid_of,
    coverage=coverage,
    SampleShare=SampleShare,
    frame_digest=frame_digest,
    review_calls=review_calls,
    serial_of=serial_of,
    shares=shares,
    verify=verify,
    window_of=window_of,
    net_score=net_score,
    numbered=numbered,
    ranks=ranks,
    top_box=top_box,
    wilson=wilson,
    draw_proof=draw_proof,
    notice_board=notice_board,
    page=page,
    table_of_page=table_of_page,
    status_of=status_of,
    to_mend=to_mend,
    replay=replay,
    Table=Table,
    days=days,
    instants=instants,
    bounds_of=bounds_of,
    count_working_days=count_working_days,
    from_exceptions=from_exceptions,
    overlay=overlay,
    provisional=provisional,
    year_from=year_from,
    elapsed=elapsed,
    show_instant=show_instant,
    to_utc=to_utc,
    declared=declared,
    local=local,
    recurring=recurring,
    Text=Text,
)
"""What is asked below with what type checkers refuse as well."""


def season(starts: Any) -> Any:
    """Declare a season that begins on something."""
    return ASKED.recurring("b", "heating", starts, (3, 15), source="x")


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    # ------------------------------------------------ taken in silence before
    "a state that is none": (lambda: DUE.of("overdue"), "states cannot be 'overdue'"),
    "a calendar that is none": (
        lambda: ASKED.feed(DUE, calendar="china"),
        "calendar cannot be 'china'",
    ),
    "an alarm at no time": (
        lambda: ASKED.feed(DUE, alarm_at=9),
        "alarm_at cannot be 9",
    ),
    "an alarm in a zone": (
        lambda: ASKED.feed(DUE, alarm_at=dt.time(9, tzinfo=dt.UTC)),
        "alarm_at cannot be",
    ),
    "a link that is none": (lambda: ASKED.feed(DUE, link="x"), "link cannot be 'x'"),
    "weekend of no day": (
        lambda: ASKED.provisional(CHINA, until=UNTIL, weekend=["Sunday"]),
        "'Sunday' is no day of the week",
    ),
    "weekend of a flag": (
        lambda: ASKED.from_exceptions(**CALENDAR, weekend=(True,)),
        "True is no day of the week",
    ),
    "weekend of a half": (
        lambda: ASKED.from_exceptions(**CALENDAR, weekend=(5.5,)),
        "5.5 is no day of the week",
    ),
    "weekend of a float": (
        lambda: ASKED.from_exceptions(**CALENDAR, weekend=(5.0,)),
        "5.0 is no day of the week",
    ),
    "a set as a day of a year": (lambda: season({15, 11}), "is no day of a year"),
    "a flag as a month": (lambda: season((True, 5)), "is no day of a year"),
    "a set as a season": (
        lambda: ASKED.declared("b", "flood", {2024: {DAY, LATER.date()}}, source="x"),
        "is no season",
    ),
    "a year from a flag": (lambda: ASKED.year_from(month=True), "year_from cannot be"),
    "a source of a season": (
        lambda: WINTER.with_year(2026, None, source=5),
        "source cannot be 5",
    ),
    "no confidence": (lambda: ASKED.wilson(3, 5, Fraction(0)), "confidence cannot be"),
    "certainty": (lambda: ASKED.wilson(3, 5, Fraction(1)), "confidence cannot be"),
    "a text as a frame": (lambda: ASKED.frame_digest("abc"), "frame cannot be 'abc'"),
    "a text as picks": (
        lambda: ASKED.review_calls("ab", [], []),
        "chosen cannot be 'ab'",
    ),
    "a text as reserves": (
        lambda: ASKED.review_calls([], "ab", []),
        "reserves cannot be 'ab'",
    ),
    "by no window": (
        lambda: ASKED.review_calls([], [], [], by_window="no"),
        "by_window cannot be 'no'",
    ),
    "a scope that is none": (
        lambda: ASKED.shares(3, {"A": 5}, "total"),
        "scope cannot be",
    ),
    "less than nothing to draw": (
        lambda: ASKED.shares(-1, {"A": 5}, Scope.TOTAL),
        "k cannot be -1",
    ),
    "less than nobody": (
        lambda: ASKED.SampleShare(Fraction(1, 2), 0, None).of(-3),
        "population cannot be -3",
    ),
    "two keys of one text": (lambda: ASKED.canonical_json({1: 2, "1": 3}), "one text"),
    "a line of no columns": (lambda: REPORT.table(columns=0), "columns cannot be 0"),
    "less than no errors": (
        lambda: REPORT.table(most_errors=-1),
        "most_errors cannot be -1",
    ),
    "a source that nobody asks for": (
        lambda: ASKED.replay(repair.VISIT_DEADLINE, LATE.receipt(), calender=CHINA),
        "unknown source 'calender'; allowed: calendar, seasons; nearest: 'calendar'",
    ),
    "a flag that is none": (
        lambda: ASKED.draw_proof(DRAW, LEDGER, language="en", phones="no"),
        "phones cannot be 'no'",
    ),
    "a file name that is none": (
        lambda: ASKED.draw_proof(DRAW, LEDGER, language="en", file_name=5),
        "file_name cannot be 5",
    ),
    "words that are none": (
        lambda: ASKED.draw_proof(DRAW, LEDGER, language="en", words=5),
        "words cannot be 5",
    ),
    "no words": (
        lambda: ASKED.let_off(LATE, clause="H-1", reason="flood", name="flood"),
        "name cannot be 'flood'",
    ),
    "a number as words": (lambda: ASKED.Text(5, "x"), "Text.en cannot be 5"),
    "a day of delivery": (
        lambda: WARRANTY.cover(**ROOF, delivered_on="soon"),
        "delivered_on must be a calendar day",
    ),
    "a reading without a meter": (
        lambda: WARRANTY.cover(**ROOF, first_reading=5),
        "because no category has a meter",
    ),
    "a role that owes nothing": (lambda: PLAN.of("ofice"), "nearest: 'office'"),
    "no flag, to count": (
        lambda: ASKED.count_working_days(CHINA, DAY, DAY, include_start="no"),
        "include_start cannot be 'no'",
    ),
    "a calendar, of no days": (
        lambda: ASKED.count_working_days("china", DAY, DAY),
        "calendar cannot be 'china'",
    ),
    "a day as the moment": (
        lambda: EVERY.next_due([DAY], as_of=DAY),
        "as_of must be a moment with a time zone",
    ),
    "no zone": (lambda: ASKED.to_utc(NAIVE), "instant has no time zone"),
    "no zone, to show": (
        lambda: ASKED.show_instant(NAIVE, dt.UTC),
        "instant has no time zone",
    ),
    "no zone, to subtract": (
        lambda: ASKED.elapsed(NAIVE, AT),
        "start has no time zone",
    ),
    "bytes as a title": (
        lambda: ASKED.page(b"x", language="en", sections=()),
        "title cannot be b'x'",
    ),
    "a number as a lead": (
        lambda: ASKED.page("x", language="en", sections=(), lead=5),
        "lead cannot be 5",
    ),
    "a list as a style": (
        lambda: ASKED.page("x", language="en", sections=(), style=["a"]),
        "style cannot be",
    ),
    "a number as a caption": (
        lambda: ASKED.table_of_page(["id"], [], caption=5),
        "caption cannot be 5",
    ),
    # ------------------------------------------------ errors of Python's before
    "no key": (lambda: ASKED.uid_of(5), "key cannot be 5"),
    "a key that nobody can write": (lambda: ASKED.uid_of("\ud800"), "key cannot be"),
    "no id": (lambda: ASKED.serial_of(5), "id no. 1 cannot be 5"),
    "no id of a window": (lambda: ASKED.window_of(5), "id no. 1 cannot be 5"),
    "no windows": (lambda: ASKED.shares(3, [5], Scope.TOTAL), "eligible cannot be"),
    "no calls": (lambda: ASKED.review_calls([], [], 5), "calls cannot be 5"),
    "no rule": (
        lambda: ASKED.verify(DRAW.receipt, LEDGER, rule="phone_draw", on=DAY),
        "rule cannot be 'phone_draw'",
    ),
    "no scale": (lambda: ASKED.top_box("three", 1), "scale cannot be 'three'"),
    "no scale, net": (
        lambda: ASKED.net_score("three", 1, 1),
        "scale cannot be 'three'",
    ),
    "a scale without an end": (lambda: ASKED.numbered(0, 10**30), "a scale people use"),
    "no scores": (lambda: ASKED.ranks([5]), "scores cannot be"),
    "no reason": (lambda: ASKED.status_of(5), "reason cannot be 5"),
    "nothing to mend": (lambda: ASKED.to_mend(5), "reason cannot be 5"),
    "no pairs": (lambda: ASKED.Table(5), "name cannot be 5"),
    "texts as pairs": (lambda: ASKED.Table(["leak"]), "name cannot be"),
    "no base": (lambda: ASKED.overlay(5, name="a", source="b"), "calendar cannot be 5"),
    "no calendar to bound": (lambda: ASKED.bounds_of(5), "calendar cannot be 5"),
    "no days off": (
        lambda: ASKED.provisional(CHINA, until=UNTIL, off=5),
        "off cannot be 5",
    ),
    "no tables": (lambda: ASKED.local("heating"), "tables cannot be 'heating'"),
    "no seasons": (
        lambda: WARRANTY.cover(
            "heating", accepted_on=ROOF["accepted_on"], seasons="beijing"
        ),
        "seasons cannot be 'beijing'",
    ),
    "no years": (
        lambda: ASKED.declared("b", "flood", [2024], source="x"),
        "seasons cannot be",
    ),
    "no verdicts": (lambda: ASKED.coverage(5), "verdicts cannot be 5"),
    "verdicts that are none": (
        lambda: ASKED.coverage(["met"]),
        "verdicts cannot be 'met'",
    ),
    "no events": (lambda: EVERY.assess_each(5, as_of=AT), "events cannot be 5"),
    "no events, next": (lambda: EVERY.next_due(5, as_of=AT), "events cannot be 5"),
    "no anchors": (lambda: WINDOW.windows(5), "anchors cannot be 5"),
    "no reading": (lambda: CAR.covers(DAY, "many"), "reading cannot be 'many'"),
    "no cell": (lambda: EDITIONS.for_cell(DAY), "cell cannot be"),
    "no edition": (
        lambda: ASKED.replay(repair.VISIT_DEADLINE, LATE.receipt(), edition=[]),
        "edition cannot be",
    ),
    "a text that nobody can write": (lambda: ASKED.digest("\ud800"), "UTF-8"),
    "no days to draw": (lambda: ASKED.days("first"), "first must be a calendar day"),
    "no instants to draw": (lambda: ASKED.instants(AT), "first must be a calendar day"),
    "no sections": (
        lambda: ASKED.page("x", language="en", sections=5),
        "sections cannot be 5",
    ),
    "no heads": (lambda: ASKED.table_of_page(5, [], caption="x"), "heads cannot be 5"),
    "no rows": (
        lambda: ASKED.table_of_page(["id"], 5, caption="x"),
        "rows cannot be 5",
    ),
    "no row": (
        lambda: ASKED.table_of_page(["id"], [5], caption="x"),
        "row cannot be 5",
    ),
    **{
        f"a float in {name}": (partial(getattr(ASKED, name), 0.5), " cannot be 0.5")
        for name in ("show_rate", "show_decimal", "show_share", "show_money", "ceiling")
    },
    "a float as a bound": (
        lambda: ASKED.show_share(Fraction(1, 3), 0.5),
        " cannot be 0.5",
    ),
    "no number": (lambda: ASKED.show_money("5"), "amount cannot be '5'"),
    "a flag as a number": (
        lambda: ASKED.show_money(amount=True),
        "amount cannot be True",
    ),
    "places without an end": (
        lambda: ASKED.show_decimal(Fraction(1, 3), 10**30),
        "places cannot be",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused(case: str) -> None:
    """With an error of the library's own that says what came."""
    ask, said = REFUSED[case]

    with pytest.raises(FollowupRulesError) as caught:
        ask()

    assert said in str(caught.value)


class TestReadOnce:
    """
    What can be walked through once only is what the same things in a list are.
    """

    def test_a_weekend(self) -> None:
        listed = ASKED.from_exceptions(**CALENDAR, weekend=(4, 5))

        assert ASKED.from_exceptions(**CALENDAR, weekend=iter((4, 5))) == listed

    def test_a_provisional_weekend(self) -> None:
        listed = ASKED.provisional(CHINA, until=UNTIL, weekend=(4, 5))

        assert ASKED.provisional(CHINA, until=UNTIL, weekend=iter((4, 5))) == listed

    def test_the_sections_of_a_page(self) -> None:
        part = Section(id="one", heading="One", body=("<p>1</p>",))
        listed = ASKED.page("x", language="en", sections=(part,))

        assert "<p>1</p>" in listed
        assert ASKED.page("x", language="en", sections=iter((part,))) == listed

    def test_the_columns_of_a_notice_board(self) -> None:
        shown = (Column.CLAUSE, Column.STATUS)
        listed = ASKED.notice_board(REPORT, language="en", shown=shown)

        assert ASKED.notice_board(REPORT, language="en", shown=iter(shown)) == listed

    def test_the_rows_of_a_table(self) -> None:
        listed = ASKED.table_of_page(["id"], [["1"]], caption="x")
        once = ASKED.table_of_page(iter(["id"]), iter([iter(["1"])]), caption="x")

        assert once == listed

    def test_the_ids_of_calls(self) -> None:
        calls = (Call("a", reached=False, reason="away"), Call("b", reached=True))
        listed = ASKED.review_calls(["a"], ["b"], calls)

        assert listed.reached == ("b",)
        assert ASKED.review_calls(iter("a"), iter("b"), iter(calls)) == listed


class TestStillTaken:
    """
    What stands in one row with what is read is no mistake of the caller's.
    """

    def test_a_delivery_beside_the_acceptance_that_starts_a_cover(self) -> None:
        told = WARRANTY.cover(**ROOF, delivered_on=dt.date(2024, 6, 1))

        assert told == WARRANTY.cover(**ROOF)

    def test_what_a_meter_showed_at_the_start(self) -> None:
        cover = METERED.cover("car", accepted_on=DAY, first_reading=12)

        assert cover.most_reading == 50_012

    def test_a_source_that_the_rule_does_not_ask_for(self) -> None:
        found = ASKED.replay(repair.VISIT_DEADLINE, LATE.receipt(), seasons=WINTER)

        assert found.stale == ()
        assert found.verdict.answer() == LATE.answer()


class TestRowsInBothLanguages:
    """
    What a row holds is shown as it came, and what would do is said whole.
    """

    @staticmethod
    def said(responsible: object) -> tuple[str, str]:
        """Say in both languages what is wrong with who is responsible for a repair."""
        row = SimpleNamespace(
            id="R", categories="leak", completed_at=AT, responsible=responsible
        )
        judged: Any = repair.assess([row], [], as_of=LATER, period=MARCH)
        (error,) = judged.row_errors
        return error.in_language("en"), error.in_language("zh")

    def test_a_list_of_one_text_is_no_text(self) -> None:
        english, chinese = self.said(["Li"])

        assert "cannot be ['Li']" in english
        assert "维修责任人为[“Li”]" in chinese

    def test_a_text_with_blanks_at_its_edges(self) -> None:
        """It is a text: the sentence says what sort of text would do."""
        english, chinese = self.said(" Li ")

        assert "allowed: a text without edge blanks and control characters" in english
        assert "应为首尾无空白、没有控制字符的文本，或空" in chinese
