"""
Inputs at the edges that once gave an untyped error, or were taken in silence.

Each is what somebody met in use; the right value is worked out by hand.
"""

import datetime as dt
import inspect
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pandas as pd
import pendulum
import pytest
from tests.policies.test_nothing_unused import KINDS

from followup_rules import (
    HOUSE_RULES,
    CadencePolicy,
    Clause,
    Subject,
    Text,
    interchange,
)
from followup_rules.errors import (
    CalendarDataError,
    FollowupRulesError,
    InexactRateError,
    InvalidFieldError,
    InvalidZoneError,
    NaiveTimeError,
    NotADayError,
    UnknownNameError,
)
from followup_rules.exact import parse_fraction, parse_rate
from followup_rules.policies.retention import RetentionCap
from followup_rules.policies.retention_stages import ReleaseStage, RetentionRelease
from followup_rules.rulebooks import construction, repair, service_centre
from followup_rules.timing.amounts import Years
from followup_rules.timing.calendars import from_exceptions, from_holiday_cn
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Cycle, cell_of, month
from followup_rules.timing.hours import OfficeHours
from followup_rules.timing.moments import zone_of
from followup_rules.timing.seasons import declared

SHANGHAI = ZoneInfo("Asia/Shanghai")
AS_OF = dt.datetime(2026, 4, 1, tzinfo=SHANGHAI)
COMPLETED = dt.datetime(2026, 3, 1, tzinfo=SHANGHAI)
JANUARY = pendulum.datetime(2026, 1, 5, 9, tz="Asia/Shanghai")
NAMED: dict[str, Any] = {
    "id": "r",
    "clause": Clause(id="H-1", en="x", zh="某条"),
    "name": Text("it", "它"),
    "owed_by": "o",
}
HUGE = 10**5000
"""Longer than Python writes a whole number."""


def nested() -> list[Any]:
    """
    Return lists in lists, deeper than Python writes them.
    """
    deep: list[Any] = []
    for _ in range(3000):
        deep = [deep]
    return deep


class TestUnprintable:
    """
    What has no text of its own is refused in words all the same.
    """

    @pytest.mark.parametrize(
        "field",
        ["id", "categories", "completed_at", "responsible", "owes_visit", "premises"],
    )
    @pytest.mark.parametrize("value", [nested(), HUGE], ids=["deep", "huge"])
    def test_a_row(self, field: str, value: Any) -> None:
        """
        Such a value in any field is the error of its row, and costs no report.
        """
        given: dict[str, Any] = {
            "id": "R",
            "categories": "leak",
            "completed_at": COMPLETED,
        }
        good = repair.Repair(**given | {"id": "good"})
        bad = repair.Repair(**given | {field: value})

        report = repair.assess([good, bad], [], as_of=AS_OF)

        (error,) = report.row_errors
        assert error.field == field
        assert "too long or too deep to show" in str(error)
        assert "too long or too deep to show" in error.in_language("zh")
        assert "too long or too deep" in report.to_dict()["row_errors"][0]["got"]
        assert report.table("zh")
        assert {v.about() for v in report.where(rule="visit_deadline")} == {
            "repair good"
        }

    def test_a_single_call(self) -> None:
        """
        The same as an argument.
        """
        with pytest.raises(UnknownNameError, match="too long or too deep"):
            repair.VISIT_DEADLINE.assess(COMPLETED, category=nested(), as_of=AS_OF)

    @pytest.mark.parametrize(
        "rate",
        ["0." + "1" * 5000, Decimal("1E+10000000"), Decimal("1E-10000000"), HUGE],
        ids=["digits", "large", "small", "whole"],
    )
    def test_long_rates(self, rate: Any) -> None:
        """
        A number that nobody could write out is refused before anything is reckoned.
        """
        for read in (parse_rate, parse_fraction):
            with pytest.raises(InvalidFieldError) as caught:
                read(rate)
            assert caught.value.allowed in str(caught.value)

    def test_long_enough(self) -> None:
        """
        A thousand digits are read, and no more.
        """
        assert parse_fraction("1" * 1000) == (10**1000 - 1) // 9
        assert parse_fraction(Fraction(1, 10**1000 - 1)).denominator == 10**1000 - 1
        with pytest.raises(InvalidFieldError):
            parse_fraction(Fraction(1, 10**1001))


class TestNothing:
    """
    pandas writes what is absent as a time that equals nothing.
    """

    def test_a_single_call(self) -> None:
        """
        It is told what it is, and not to get a zone.
        """
        with pytest.raises(NaiveTimeError, match=r"done is NaT, .*pass None"):
            repair.VISIT_DEADLINE.assess(
                COMPLETED,
                pd.NaT,  # what a row of a frame holds
                category="leak",
                as_of=AS_OF,
            )

    def test_a_row(self) -> None:
        """
        In a ledger too, where the row is an error.
        """
        row = repair.Repair(id="R", categories="leak", completed_at=pd.NaT)

        (error,) = repair.assess([row], [], as_of=AS_OF).row_errors

        assert "completed_at is NaT" in str(error)
        assert "pass None" in str(error)

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (pd.NaT, "NaT"),
            (
                dt.datetime(
                    2026, 3, 1, 10, tzinfo=dt.timezone(dt.timedelta(hours=8, seconds=1))
                ),
                "2026年3月1日10:00（UTC+08:00:01）",
            ),
            (dt.datetime(2026, 3, 1, 10), "2026年3月1日10:00"),  # noqa: DTZ001 - none
        ],
        ids=["none", "seconds", "no zone"],
    )
    def test_in_chinese(self, value: Any, said: str) -> None:
        """
        A time where none belongs is said in Chinese like any other value.
        """
        row = repair.Repair(id="R", categories=value, completed_at=COMPLETED)

        (error,) = repair.assess([row], [], as_of=AS_OF).row_errors

        assert f"为{said}，" in error.in_language("zh")


class TestNames:
    """
    What is asked for by a name that is none.
    """

    @pytest.mark.parametrize("key", [1, None, ("a",), [1], b"x"], ids=repr)
    def test_a_rule(self, key: Any) -> None:
        """
        Not even something of another kind ends in an error of Python's own.
        """
        with pytest.raises(UnknownNameError, match="unknown rule"):
            repair.RULES[key]

    def test_bytes(self) -> None:
        """
        Bytes are no collection of categories.
        """
        with pytest.raises(UnknownNameError, match="unknown category b'x'"):
            repair.VISIT_DEADLINE.due(COMPLETED, category=b"x")  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "sign", ["\u200b", "\u2060", "\u00ad", "\ufe0f", "\u202e", "\u3164"], ids=ascii
    )
    def test_ids_that_look_alike(self, sign: str) -> None:
        """
        A sign that nobody sees makes no second id, in whatever ledger.
        """
        row: Any = repair.Repair(id="回访1", categories="leak", completed_at=COMPLETED)
        twin = attrs.evolve(row, id=f"回访{sign}1")
        visit = repair.Visit(
            id="V", repair_id=f"回访1{sign}", visited_at=COMPLETED, visitors=[]
        )

        report = repair.assess([row, twin], [visit], as_of=AS_OF)

        found = {(error.kind, error.field) for error in report.row_errors}
        assert found == {("repair", "id"), ("visit", "repair_id")}


class TestSums:
    """
    A float that is a sum of money is no rate, and is not spoken of as one.
    """

    def test_the_way_out(self) -> None:
        """
        5 % of 8,001.95 is 400.0975, once the sum is written as text.
        """
        cap = RetentionCap(**NAMED, rate="5%")

        with pytest.raises(InexactRateError) as caught:
            cap.most(8001.95)

        assert "settlement cannot be the float 8001.95" in str(caught.value)
        assert "Write '8001.95' or Decimal('8001.95')" in str(caught.value)
        assert "rate" not in str(caught.value)
        assert cap.most("8001.95") == Fraction("400.0975")

    @pytest.mark.parametrize("given", ["5%", "8,001.95", "-1", True, "", None])
    def test_what_is_no_sum(self, given: Any) -> None:
        """
        Nor is a share a sum of money, and no way out speaks of shares.
        """
        stage = ReleaseStage(
            key="a", name=NAMED["name"], share=1, clause=NAMED["clause"], after=Years(1)
        )
        stages = RetentionRelease(**NAMED, rate="3%", stages=[stage])
        asks: list[Any] = [
            lambda: RetentionCap(**NAMED, rate="5%").most(given),
            lambda: stages.held_back(given),
        ]
        if given is not None:
            asks.append(
                lambda: stages.assess(COMPLETED, price=given, only="a", as_of=AS_OF)
            )

        for ask in asks:
            with pytest.raises(
                InvalidFieldError, match=r"such as '8001\.95'"
            ) as caught:
                ask()
            assert "%'" not in caught.value.allowed

    @pytest.mark.parametrize("given", [float("inf"), float("-inf"), float("nan")])
    def test_no_number(self, given: float) -> None:
        """
        Of what is no number nobody is told to write it as text.
        """
        with pytest.raises(InexactRateError, match=r"no (finite )?number$"):
            RetentionCap(**NAMED, rate="5%").most(given)


class TestZones:
    """
    A zone means the same on every machine.
    """

    @pytest.mark.parametrize(
        "name",
        ["localtime", "posixrules", "Factory", "right/Asia/Shanghai", "posix/UTC"],
    )
    def test_of_a_machine(self, name: str) -> None:
        """
        What the machine is set to, and zones with leap seconds, are refused.
        """
        with pytest.raises(InvalidFieldError, match="IANA time zone name"):
            attrs.evolve(HOUSE_RULES, zone=name)
        with pytest.raises(InvalidZoneError):
            zone_of(name)


class TestDaysOfLists:
    """
    Lists of days say what they mean, or are refused.
    """

    def test_a_worked_weekday(self) -> None:
        """
        Friday 9 February 2024 is worked anyhow; Sunday the 4th is a make-up day.
        """
        bounds = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
        friday, sunday = dt.date(2024, 2, 9), dt.date(2024, 2, 4)

        with pytest.raises(CalendarDataError, match=r"2024-02-09.*no weekend day"):
            from_exceptions("x", *bounds, on=[friday], source="a feed")
        gulf = from_exceptions("x", *bounds, on=[friday], weekend=(4, 5), source="f")

        assert gulf.kind(friday).is_working
        assert (
            from_exceptions("x", *bounds, on=[sunday], source="a feed")
            .kind(sunday)
            .is_working
        )

    @pytest.mark.parametrize("written", ["20260101", "2026-W01-4", 20260101])
    def test_other_spellings(self, written: Any) -> None:
        """
        A notice writes its days as YYYY-MM-DD alone.
        """
        day = {"name": "New Year", "date": written, "isOffDay": True}

        with pytest.raises(CalendarDataError, match="YYYY-MM-DD"):
            from_holiday_cn({"year": 2026, "papers": [], "days": [day]})

    @pytest.mark.parametrize("event", [(dt.date(2026, 2, 1), None, 3), (1,), ()])
    def test_events_of_other_lengths(self, event: Any) -> None:
        """
        What stands beside a pair would be passed over.
        """
        rule = CadencePolicy(**NAMED, cycle=Cycle.YEAR)
        cell = cell_of(Cycle.YEAR, dt.date(2026, 1, 1))

        asked: list[dict[str, Any]] = [
            {"events": [event]},
            {"events": [], "uncertain": [event]},
        ]
        for told in asked:
            with pytest.raises(InvalidFieldError, match="in a pair with the day"):
                rule.assess(**told, cell=cell, as_of=AS_OF)
        with pytest.raises(InvalidFieldError, match="in a pair with the day"):
            rule.assess_cells([event], first=cell.first, last=cell.last, as_of=AS_OF)

    def test_events_in_pairs(self) -> None:
        """
        What the second half of a pair holds is looked at even where it decides nothing.
        """
        rule = CadencePolicy(**NAMED, cycle=Cycle.YEAR)

        with pytest.raises(NotADayError, match="period covered"):
            rule.assess(
                [(dt.date(2026, 2, 1), "x")],  # type: ignore[list-item]
                cell=dt.date(2026, 1, 1),
                as_of=AS_OF,
            )


class TestSeasons:
    """
    A season belongs to the year in which it begins, and is over within a year.
    """

    WINTER = dt.date(2024, 11, 15), dt.date(2025, 3, 15)

    @pytest.mark.parametrize(
        ("last", "taken"), [(dt.date(2021, 6, 1), False), (dt.date(2020, 12, 31), True)]
    )
    def test_longer_than_a_year(self, last: dt.date, *, taken: bool) -> None:
        """
        A longer one would overlap another unseen.
        """
        years = {2020: (dt.date(2020, 1, 1), last)}

        if taken:
            table = declared("x", "heating", years, source="s")
            assert table.running_on(dt.date(2020, 12, 31)) is not None
        else:
            with pytest.raises(CalendarDataError, match="more than a year"):
                declared("x", "heating", years, source="s")

    @pytest.mark.parametrize(
        "time", ["12:00", dt.time(12, tzinfo=dt.UTC)], ids=["text", "zone"]
    )
    def test_times_of_one_year(self, time: Any) -> None:
        """
        What is declared later is checked like what was declared first.
        """
        table = declared("x", "heating", {2024: self.WINTER}, source="s")
        season = dt.date(2025, 11, 15), dt.date(2026, 3, 15)

        for name in ("starts_at", "ends_at"):
            with pytest.raises(CalendarDataError, match="no time of day"):
                table.with_year(2025, season, source="n", **{name: time})

    def test_no_year(self) -> None:
        """
        A day written for a year is refused before the years between are counted.
        """
        with pytest.raises(CalendarDataError, match="20241115 is no year"):
            declared("x", "heating", {2024: self.WINTER, 20241115: None}, source="s")


class TestEndsOfDays:
    """
    A day ends at 24:00 unless an hour is set.
    """

    def test_midnight(self) -> None:
        """
        00:00 would end the count as its last day begins, a day short.
        """
        with pytest.raises(InvalidFieldError, match="the day ends at 24:00"):
            attrs.evolve(HOUSE_RULES, day_ends=dt.time(0))
        assert attrs.evolve(HOUSE_RULES, day_ends=dt.time(0, 1)).day_ends

    @pytest.mark.parametrize("written", ["24:00", "00:00"])
    def test_in_a_file(self, written: str) -> None:
        """
        A file is told the way out, whichever of the two it writes.
        """
        text = (
            'based_on = "repair@2021"\n[rules.visit_deadline.counting]\n'
            f'day_ends = "{written}"\n'
        )

        with pytest.raises(FollowupRulesError, match="24:00"):
            interchange.loads(text)


class TestTablesByName:
    """
    A table keyed by names that nobody knows is refused.
    """

    @pytest.mark.parametrize(
        ("argument", "value"),
        [
            ("contract", "5 years"),
            ("extended_by", "1 year"),
            ("voided_on", dt.date(2025, 1, 1)),
            ("repaired_on", dt.date(2025, 1, 1)),
            ("reaccepted_on", dt.date(2025, 1, 1)),
            ("repair_owed", True),
        ],
    )
    def test_a_misspelt_category(self, argument: str, value: Any) -> None:
        """
        Misspelt it would leave the cover as it is, and the claim out of it.
        """
        facts: dict[str, Any] = {
            "accepted_on": dt.date(2024, 1, 1),
            "occurred_at": dt.date(2026, 6, 1),
            argument: {"decoraton": value},
        }

        with pytest.raises(
            UnknownNameError, match=f"{argument}.*nearest: 'decoration'"
        ):
            construction.WARRANTY.assess("decoration", **facts)

    def test_exclusions(self) -> None:
        """
        A list of ids gives no reasons.
        """
        with pytest.raises(InvalidFieldError, match="from id to reason"):
            service_centre.draw_round(
                [],
                seed="1",
                at=AS_OF,
                excluded=["A/1"],  # type: ignore[arg-type]
            )


class TestTerminals:
    """
    Nothing of a file reaches a terminal as it is.
    """

    def test_an_unknown_key(self) -> None:
        """
        A key with an escape is written by its number, in both languages.
        """
        text = 'based_on = "repair@2021"\n"\\u001b[31mX" = 1\n'

        with pytest.raises(FollowupRulesError) as caught:
            interchange.loads(text)

        assert "\x1b" not in str(caught.value)
        (fault,) = caught.value.faults  # type: ignore[attr-defined]
        assert fault.path == '"\\U0000001b[31mX"'
        assert "\x1b" not in fault.in_language("zh")

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_a_row(self, language: str) -> None:
        """
        Nor does a value of a row that cannot be read.
        """
        row = repair.Repair(id="R", categories="\x1b[31mX", completed_at=COMPLETED)

        report = repair.assess([row], [], as_of=AS_OF)

        assert "\x1b" not in report.row_errors[0].in_language(language)
        assert "\x1b" not in report.table(language)

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_an_id(self, language: str) -> None:
        """
        Nor an id that is refused: it is written out, where the row is named too.
        """
        row = repair.Repair(id="R\x1b[31m", categories="leak", completed_at=COMPLETED)

        report = repair.assess([row], [], as_of=AS_OF)

        for said in (
            report.row_errors[0].in_language(language),
            report.table(language),
        ):
            assert "\x1b" not in said
            assert said.count("R\\x1b[31m") == 2

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize(
        ("sign", "shown"),
        [("\x1b", "\\x1b"), ("\u202e", "\\u202e"), ("\u3000", "\u3000")],
    )
    def test_words_of_a_single_call(self, language: str, sign: str, shown: str) -> None:
        """
        Nor a role, or what a host calls the subject; a wide blank stays one.
        """
        rule = repair.RULES["visitors"]
        verdict = rule.assess([f"a{sign}b"], as_of=AS_OF)
        subject = Subject(f"k{sign}d", f"i{sign}j", f"c{sign}l")

        assert f"a{shown}b" in verdict.explain(language)
        said = subject.in_language(language)
        assert f"i{shown}j" in said
        assert f"c{shown}l" in said
        assert sign == shown or sign not in said + verdict.explain(language)


class TestShown:
    """
    A regulation is printed as a lawyer reads it.
    """

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize("name", interchange.shipped_names())
    def test_no_names_of_code(self, name: str, language: str) -> None:
        """
        But for the ids of its rules, which head their entries.
        """
        book = interchange.shipped(name)
        said = interchange.show(book, language).replace("\n", " ")
        for rule in sorted(book.rules, key=len, reverse=True):
            said = said.replace(rule, "")

        assert re.findall(r"[a-z]+_[a-z_]+", said) == []

    def test_each_alias_once(self) -> None:
        """
        A grade's other names are not told twice, be they keys or words.
        """
        page = interchange.show(service_centre.RULES, "zh").replace("\n", "")

        assert "非常满意、very satisfied、非常满意" not in page
        assert "别名 非常满意、very satisfied）" in page.replace(" ", "").replace(
            "别名", "别名 "
        ).replace("verysatisfied", "very satisfied")


class TestCallsBeforeCases:
    """
    A case whose acceptance lies after its call, such as one with a mistyped year.
    """

    @pytest.mark.parametrize("year", [2026, 2027])
    def test_the_call_is_the_error(self, year: int) -> None:
        """
        Nobody is called about what is not accepted yet; the draw is not settled by it.
        """
        hall = service_centre
        drawn = pendulum.datetime(2026, 3, 11, 9, tz="Asia/Shanghai")
        case = hall.Case(
            id="001",
            window="A",
            accepted_at=dt.datetime(year, 3, 20, tzinfo=SHANGHAI),
            applicant="p",
            applicant_kind="citizen",
        )
        call = hall.Call(
            id="L1", round_id="W1", case_id="001", called_at=drawn, reached=True
        )

        report = hall.assess(
            [case],
            rounds=[hall.Round(id="W1", drawn_at=drawn)],
            calls=[call],
            as_of=AS_OF,
            period=month(2026, 3),
        )

        (verdict,) = report.where(rule="phone_draw")
        assert verdict.reason.code == "row_unusable"
        assert report.accounts["case"].later == (year == 2027)
        (error,) = report.row_errors
        assert (error.row, error.field) == ("L1", "called_at")
        assert "lies before case.accepted_at" in str(error)


class TestLedgersNobodyCanRead:
    """
    A draw from a ledger of which no row can be read lets nobody off.
    """

    @pytest.mark.parametrize(
        ("changed", "status"),
        [
            ({"window": "3F/A"}, "UNDETERMINED"),
            ({"accepted_at": None}, "UNDETERMINED"),
            ({"window": "3F/A", "accepted_at": JANUARY}, "NOT_APPLICABLE"),
            ({"accepted_at": JANUARY}, "NOT_APPLICABLE"),
        ],
        ids=["a slash", "no time", "a slash in January", "all in January"],
    )
    def test_an_empty_frame(self, changed: dict[str, Any], status: str) -> None:
        """
        What may belong to the month withholds the verdict; of another month it does not.
        """
        hall = service_centre
        case: Any = hall.Case(
            id="001",
            window="A",
            accepted_at=JANUARY.add(months=2),
            applicant="p",
            applicant_kind="citizen",
        )

        report = hall.assess(
            [attrs.evolve(case, **changed)],
            rounds=[hall.Round(id="W", drawn_at=JANUARY.add(months=2, days=9))],
            as_of=AS_OF,
            period=month(2026, 3),
        )

        (verdict,) = report.where(rule="phone_draw")
        assert verdict.status.name == status
        assert len(report.row_errors) == (changed != {"accepted_at": JANUARY})


class TestDutiesInFiles:
    """
    Whom a file names as owing a share is whose visits are counted for it.
    """

    @pytest.mark.parametrize(
        ("role", "code"),
        [("manager", "share_unknown"), ("office", "share_not_reached")],
    )
    def test_another_title(self, role: str, code: str) -> None:
        """
        One visit whose record is not known: the manager's may count, the office's not.
        """
        rules = interchange.loads(
            'based_on = "repair@2021"\n[regulation]\nedition = "2026"\n'
            '[rules."visit_quota.office"]\nowed_by = "manager"\n'
            "[rules.visitors]\nallowed = "
            '["manager", "office", "engineering_head", "repair_responsible"]\n'
        )
        row = repair.Repair(id="R", categories="leak", completed_at=COMPLETED)
        visit = repair.Visit(
            id="V",
            repair_id="R",
            visited_at=COMPLETED + dt.timedelta(days=1),
            visitors=[repair.Visitor(role)],
        )

        report = repair.assess(
            [row], [visit], as_of=AS_OF, period=month(2026, 3), rules=rules
        )

        (verdict,) = report.where(rule="visit_quota.office")
        assert (verdict.owed_by, verdict.reason.code) == ("manager", code)


@pytest.mark.parametrize("kind", [*KINDS, OfficeHours, Counting])
def test_rules_are_told_by_name(kind: Any) -> None:
    """
    Nothing of a rule may be given by its place.
    """
    asked = inspect.signature(kind).parameters.values()

    assert {one.kind for one in asked} == {inspect.Parameter.KEYWORD_ONLY}
