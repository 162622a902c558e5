"""
A share over two ledgers: what was done in one against what is there in another.
"""

import datetime as dt
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules import interchange
from followup_rules.books.feeds import Among, Rate, WayOut
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.testing.columns import check_columns
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Status, Verdict

TEXT = """
[regulation]
code = "TWO"
edition = "2026"
title = { en = "Calls against visits", zh = "电话回访" }
source = "a test"
[words]
desk = { text = { en = "desk", zh = "窗口" } }
visits = { text = { en = "visits", zh = "上门服务" } }
[clauses.TWO-1]
en = "Calls are at least a fifth of the visits."
zh = "电话回访数不低于上门服务数的20%。"
[facts.call]
words = { en = "call", zh = "电话" }
placed = "made_on"
[facts.call.attributes]
made_on = { type = "day", words = { en = "made", zh = "拨打日期" } }
reached = { type = "yes or no?", default = true, words = { en = "reached", zh = "是否接通" } }
unit = { type = "name?", words = { en = "unit", zh = "单位" } }
[facts.visit]
words = { en = "visit", zh = "上门" }
placed = "done_on"
[facts.visit.attributes]
done_on = { type = "day", words = { en = "done", zh = "上门日期" } }
unit = { type = "name?", words = { en = "unit", zh = "单位" } }
paid = { type = "yes or no?", default = true, words = { en = "paid", zh = "是否收费" } }
[rules.calls]
kind = "target"
clause = "TWO-1"
name = { en = "the share of calls", zh = "电话回访比例" }
owed_by = "desk"
rate = "20%"
bound = "NOT_LESS_THAN"
denominator = "visits"
may_exceed = true
[rules.calls.feed]
each = "call"
met = "reached"
among = { of = "visit", where = "paid" }
"""
APART = TEXT.replace('met = "reached"', 'met = "reached"\nby = "unit"\nkind = "unit"')
APART = APART.replace('where = "paid" }', 'where = "paid", by = "unit" }')
WEEKLY = TEXT.replace('met = "reached"', 'met = "reached"\ncycle = "WEEK"')
CEILING = TEXT.replace("NOT_LESS_THAN", "NOT_MORE_THAN")
MARCH = month(2026, 3)
NOW = dt.datetime.fromisoformat("2026-04-10T09:00+08:00")
BOOKS = {
    text: interchange.loads(interchange.dumps(interchange.loads(text)))
    for text in (TEXT, APART, WEEKLY, CEILING)
}
BOOK = BOOKS[TEXT]


def call(number: int, day: Any = 5, **told: Any) -> Any:
    """Return a call of a day of March."""
    made = dt.date(2026, 3, day) if isinstance(day, int) else day
    usual = {"reached": True, "unit": "north", **told}
    return SimpleNamespace(id=f"c{number}", made_on=made, **usual)


def visit(number: int, day: Any = 5, **told: Any) -> Any:
    """Return a visit of a day of March."""
    done = dt.date(2026, 3, day) if isinstance(day, int) else day
    usual = {"paid": True, "unit": "north", **told}
    return SimpleNamespace(id=f"v{number}", done_on=done, **usual)


def judged(
    calls: list[Any],
    visits: list[Any],
    text: str = TEXT,
    now: dt.datetime = NOW,
    period: Any = MARCH,
) -> dict[str, Verdict]:
    """Return the verdicts by what they are about, each of which replays."""
    book = BOOKS[text]
    rows = {"call": calls, "visit": visits}
    report = book.assess(rows, as_of=now, period=period)
    for verdict in report:
        again = book.replay(verdict.receipt())
        assert again.is_same or verdict.reason.code == "row_unusable"
    return {f"{one.subject.id}/{one.subject.cell}": one for one in report}


def status(*args: Any, **told: Any) -> Status:
    """Return the status of the one verdict."""
    (verdict,) = judged(*args, **told).values()
    return verdict.status


def some(make: Any, count: int, **told: Any) -> list[Any]:
    """Return so many rows."""
    return [make(number, **told) for number in range(count)]


class TestCounts:
    """
    So many of one ledger, against so many of the other.
    """

    @settings(max_examples=25)
    @given(st.integers(0, 8), st.integers(0, 12), st.integers(0, 3), st.integers(0, 3))
    def test_the_quotient(self, hits: int, paid: int, vain: int, free: int) -> None:
        """Attempts and visits that do not count are in neither."""
        calls = [*some(call, hits), *(call(20 + n, reached=False) for n in range(vain))]
        visits = [*some(visit, paid), *(visit(20 + n, paid=False) for n in range(free))]
        (verdict,) = judged(calls, visits).values()

        assert (verdict.evidence.numerator, verdict.evidence.denominator) == (
            hits,
            paid,
        )
        if paid == 0:
            assert verdict.status is Status.NOT_APPLICABLE
        else:
            met = Fraction(hits, paid) >= Fraction(1, 5)
            assert verdict.status is (Status.MET if met else Status.BREACHED)

    def test_other_months_are_in_neither(self) -> None:
        """Each row is of the month of its own day."""
        before = dt.date(2026, 2, 28)
        calls = [call(1), call(2, before)]
        visits = [*some(visit, 5), visit(9, before)]

        assert status(calls, visits) is Status.MET

    def test_while_the_month_runs(self) -> None:
        """Both may grow."""
        now = dt.datetime.fromisoformat("2026-03-20T09:00+08:00")

        assert status(some(call, 1), some(visit, 10), now=now) is Status.PENDING

    def test_both_languages(self) -> None:
        """The counts stand in the sentence."""
        (verdict,) = judged(some(call, 1), some(visit, 10)).values()

        assert "10% (1 of 10)" in verdict.explain("en")
        assert "电话回访比例为10%（1/10），要求不低于20%" in verdict.explain("zh")


class TestUnknown:
    """
    What is not known of either ledger is held against nobody.
    """

    def test_of_what_is_counted(self) -> None:
        """One more call could reach the bound, or not."""
        doubt = call(9, reached=None)

        assert status([call(1), doubt], some(visit, 10)) is Status.UNDETERMINED
        assert status([call(1), doubt], some(visit, 11)) is Status.BREACHED

    @pytest.mark.parametrize(("sure", "met"), [(4, True), (5, False), (6, False)])
    def test_of_what_it_is_counted_against(self, sure: int, met: bool) -> None:  # noqa: FBT001 - a table
        """One call is enough for five visits, and not for six."""
        visits = [*some(visit, sure), visit(9, paid=None)]
        (verdict,) = judged(some(call, 1), visits).values()

        expected = Status.MET if met else Status.UNDETERMINED
        assert verdict.status is (expected if sure < 6 else Status.BREACHED)
        if verdict.status is Status.UNDETERMINED:
            assert verdict.explain("zh").startswith("缺少上门服务")

    @pytest.mark.parametrize(
        ("calls", "visits", "found"),
        [
            ([call(1), call(2, "soon")], some(visit, 6), Status.UNDETERMINED),
            ([call(1), call(2, "soon")], some(visit, 11), Status.BREACHED),
            ([call(1)], [*some(visit, 6), visit(9, "soon")], Status.BREACHED),
            ([call(1)], [*some(visit, 5), visit(9, "soon")], Status.MET),
        ],
    )
    def test_rows_that_cannot_be_read(
        self, calls: list[Any], visits: list[Any], found: Status
    ) -> None:
        """A breach stays where no such row could have mended it."""
        assert status(calls, visits) is found

    def test_below_a_ceiling(self) -> None:
        """There one more visit could have mended it."""
        calls = some(call, 2)

        assert (
            status(calls, [*some(visit, 9), visit(9, "soon")], CEILING)
            is Status.UNDETERMINED
        )
        assert (
            status(calls, [*some(visit, 8), visit(9, "soon")], CEILING)
            is Status.BREACHED
        )
        assert (
            status(calls, [*some(visit, 9), visit(9, paid=None)], CEILING)
            is Status.UNDETERMINED
        )


class TestApart:
    """
    Each unit, and each week, by itself.
    """

    def test_by_unit(self) -> None:
        """A unit that stands in one ledger alone has a share too."""
        calls = [call(1), call(2, unit="south")]
        visits = [*some(visit, 5), visit(9, unit="west")]
        found = {name: one.status for name, one in judged(calls, visits, APART).items()}

        assert found == {
            "north/2026-03": Status.MET,
            "south/2026-03": Status.NOT_APPLICABLE,
            "west/2026-03": Status.BREACHED,
        }

    def test_by_week(self) -> None:
        """The weeks that the month touches."""
        found = judged([call(1), call(2, 12)], [*some(visit, 6), visit(9, 12)], WEEKLY)

        assert {name: one.status.name for name, one in found.items()} == {
            "/2026-W09": "NOT_APPLICABLE",
            "/2026-W10": "BREACHED",
            "/2026-W11": "MET",
            "/2026-W12": "NOT_APPLICABLE",
            "/2026-W13": "NOT_APPLICABLE",
            "/2026-W14": "NOT_APPLICABLE",
        }

    def test_a_unit_that_cannot_be_read(self) -> None:
        """A row of nobody may be of a unit that has none."""
        found = judged([call(1, "soon")], [visit(1, unit="west")], APART)

        assert found["west/2026-03"].status is Status.UNDETERMINED

    def test_weeks_of_one_ledger_alone(self) -> None:
        """Without a period the weeks are those of the rows of either."""
        found = judged([call(1, 20)], [visit(9, 5)], WEEKLY, period=None)

        assert found["/2026-W10"].status is Status.BREACHED
        assert found["/2026-W12"].status is Status.NOT_APPLICABLE


class TestRefused:
    """
    What would go unused, or is not there.
    """

    def test_more_of_one_than_of_the_other(self) -> None:
        """Nine calls for one visit are many, and no mistake: the rule must say so."""
        assert status(some(call, 9), some(visit, 1)) is Status.MET
        with pytest.raises(interchange.RulesFileError, match="may_exceed"):
            interchange.loads(TEXT.replace("may_exceed = true", ""))

    @pytest.mark.parametrize(
        ("told", "among", "field"),
        [
            ({"by": "unit"}, {"of": "visit"}, r"Among\.by"),
            ({}, {"of": "visit", "by": "unit"}, r"Among\.by"),
            ({}, {"of": "call"}, r"Among\.of"),
            (
                {
                    "ways_out": (
                        WayOut(
                            key="gone",
                            name=Text("gone", "迁出"),
                            clause="TWO-1",
                            when="made_on",
                        ),
                    )
                },
                {"of": "visit"},
                r"Rate\.ways_out",
            ),
        ],
    )
    def test_fields(
        self, told: dict[str, Any], among: dict[str, Any], field: str
    ) -> None:
        """Groups in both or in neither, two ledgers, nobody let off."""
        with pytest.raises(InvalidFieldError, match=field):
            Rate(each="call", among=Among(**among), **told)

    def test_names(self) -> None:
        """Files are told of the ledger and of its attributes."""
        for was, now, code in (
            ('of = "visit"', 'of = "visits"', "unknown_ledger"),
            ('where = "paid"', 'where = "payed"', "unknown_attribute"),
        ):
            with pytest.raises(interchange.RulesFileError) as caught:
                interchange.loads(TEXT.replace(was, now))
            assert [fault.code for fault in caught.value.faults] == [code]


def test_columns_count_it_by_rows() -> None:
    """A whole book over columns gives the verdicts of rows."""
    polars = pytest.importorskip("polars")
    rows = {"call": tuple(some(call, 1)), "visit": tuple(some(visit, 10))}
    report = BOOK.assess(rows, as_of=NOW, period=MARCH)

    check_columns(BOOK, rows, report, polars.from_arrow, period=MARCH)
    assert [one.status for one in report] == [Status.BREACHED]
