"""
Editions: chosen by the day of the event, without a gap and without an overlap.
"""

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    EditionGapError,
    EditionOverlapError,
    ImpossibleOrderError,
    InvalidFieldError,
    NaiveTimeError,
    NoEditionError,
    NotADayError,
    RulesFileError,
    UnknownNameError,
)
from followup_rules.interchange import (
    Edition,
    Editions,
    OpenCases,
    dump,
    dumps,
    load,
    loads,
    read,
    shipped,
)
from followup_rules.interchange.documents import reading
from followup_rules.interchange.whole import read_rulebook
from followup_rules.rulebooks import repair
from followup_rules.timing.cycles import Cycle, month, period

DAY = dt.timedelta(days=1)
JUNE_30 = dt.date(2026, 6, 30)
JULY_1 = dt.date(2026, 7, 1)


def rules(name: str, rate: str = "5%") -> Rulebook:
    """Return the repair rules under the name of another edition."""
    book = shipped("repair@2021")
    regulation = attrs.evolve(book.regulation, edition=name)
    quota = attrs.evolve(book["visit_quota.office"], rate=rate)
    changed = book.replace("visit_quota.office", quota)
    return attrs.evolve(changed, regulation=regulation)


def two(**later: Any) -> Editions:
    """Return an edition up to June 2026 and one from July on."""
    return Editions(
        [
            Edition(rules=rules("2021"), last=JUNE_30),
            Edition(rules=rules("2026", "8%"), first=JULY_1, **later),
        ]
    )


def noon(day: dt.date) -> dt.datetime:
    """Return noon in Shanghai."""
    return pendulum.datetime(day.year, day.month, day.day, 12, tz="Asia/Shanghai")


class TestByTheDayOfTheEvent:
    """
    January's event is January's rule, whatever August says.
    """

    @pytest.mark.parametrize(
        ("day", "name"),
        [
            (dt.date(1, 1, 1), "2021"),
            (dt.date(2026, 6, 29), "2021"),
            (dt.date(2026, 6, 30), "2021"),
            (dt.date(2026, 7, 1), "2026"),
            (dt.date(2026, 7, 2), "2026"),
            (dt.date(9999, 12, 31), "2026"),
        ],
    )
    def test_the_edges(self, day: dt.date, name: str) -> None:
        """
        The last day is the old edition's, the first day the new one's.
        """
        assert two().on(day).name == name

    def test_an_instant_lies_on_its_local_day(self) -> None:
        """
        16:00 UTC on 30 June is already July in Shanghai.
        """
        edge = dt.datetime(2026, 6, 30, 16, tzinfo=dt.UTC)
        assert two().on(edge).name == "2026"
        assert two().on(edge - dt.timedelta(microseconds=1)).name == "2021"
        utc = attrs.evolve(two(), zone="UTC")
        assert utc.on(edge).name == "2021"

    @settings(max_examples=100)
    @given(
        firsts=st.lists(
            st.dates(dt.date(2020, 1, 2), dt.date(2030, 1, 1)),
            min_size=1,
            max_size=4,
            unique=True,
        ),
        data=st.data(),
    )
    def test_every_day_has_exactly_one(
        self, firsts: list[dt.date], data: st.DataObject
    ) -> None:
        """
        Found by hand: the last edition that had begun.
        """
        firsts.sort()
        entries = [Edition(rules=rules("0"), last=firsts[0] - DAY)]
        for number, first in enumerate(firsts, 1):
            following = firsts[number] - DAY if number < len(firsts) else None
            entries.append(
                Edition(rules=rules(str(number)), first=first, last=following)
            )
        editions = Editions(data.draw(st.permutations(entries)))
        edge = data.draw(st.sampled_from(firsts))
        day = edge + DAY * data.draw(st.integers(-1, 1))
        begun = sum(first <= day for first in firsts)
        assert editions.on(day).name == str(begun)
        assert sum(day in entry for entry in editions.entries) == 1

    def test_before_a_dated_first_edition(self) -> None:
        """
        The error names the day, and the days that are covered.
        """
        editions = Editions(
            [Edition(rules=rules("2026"), first=JULY_1, last=dt.date(2027, 6, 30))]
        )
        with pytest.raises(NoEditionError) as caught:
            editions.on(JUNE_30)
        assert str(caught.value) == (
            "no edition of REPAIR was in force on 2026-06-30; the editions known run "
            "from 2026-07-01 to 2027-06-30: add the one that held on that day"
        )
        with pytest.raises(NoEditionError, match="2027-07-01"):
            editions.on(dt.date(2027, 7, 1))

    def test_shipped_editions_are_open_at_the_start(self) -> None:
        """
        The texts give no first day.
        """
        editions = Editions([Edition(rules=shipped("repair@2021"))])
        assert editions.on(dt.date(1, 1, 1)).name == "2021"
        assert editions.names == ("2021",)
        assert editions.edition("2021").first is None

    def test_no_moment(self) -> None:
        """
        A naive datetime has no day, and a text is none.
        """
        with pytest.raises(NaiveTimeError):
            two().on(dt.datetime(2026, 7, 1))  # noqa: DTZ001 - that is the test
        with pytest.raises(NotADayError):
            two().on("2026-07-01")  # type: ignore[arg-type]
        with pytest.raises(UnknownNameError, match="unknown edition '2022'"):
            two().edition("2022")


class TestSideBySide:
    """
    Gaps and overlaps are refused, with their days.
    """

    @pytest.mark.parametrize("days", [-2, -1, 0, 1, 2, 40])
    def test_the_days_between(self, days: int) -> None:
        """
        One day too many is a gap, one too few an overlap.
        """
        first = JULY_1 + days * DAY
        entries = [
            Edition(rules=rules("2021"), last=JUNE_30),
            Edition(rules=rules("2026"), first=first),
        ]
        if days == 0:
            assert Editions(entries).names == ("2021", "2026")
        elif days > 0:
            with pytest.raises(EditionGapError) as gap:
                Editions(entries)
            assert (gap.value.first, gap.value.last) == (JULY_1, first - DAY)
            assert "let the later one begin on 2026-07-01" in str(gap.value)
        else:
            with pytest.raises(EditionOverlapError) as overlap:
                Editions(entries)
            assert (overlap.value.first, overlap.value.last) == (first, JUNE_30)

    def test_two_open_ends(self) -> None:
        """
        Two editions without a day between them overlap for ever.
        """
        with pytest.raises(EditionOverlapError, match="from the start to the end"):
            Editions([Edition(rules=rules("a")), Edition(rules=rules("b"))])

    def test_names_and_regulations(self) -> None:
        """
        Each edition has a name of its own, and all are of one regulation.
        """
        with pytest.raises(InvalidFieldError, match="each name once"):
            Editions(
                [
                    Edition(rules=rules("2021"), last=JUNE_30),
                    Edition(rules=rules("2021"), first=JULY_1),
                ]
            )
        with pytest.raises(InvalidFieldError, match="editions of REPAIR"):
            Editions(
                [
                    Edition(rules=rules("2020"), last=JUNE_30),
                    Edition(rules=shipped("community@2021"), first=JULY_1),
                ]
            )
        with pytest.raises(InvalidFieldError):
            Editions([])
        with pytest.raises(InvalidFieldError):
            Editions("2021")

    def test_an_end_before_the_beginning(self) -> None:
        """
        An edition holds for a day at least.
        """
        assert JULY_1 in Edition(rules=rules("x"), first=JULY_1, last=JULY_1)
        with pytest.raises(ImpossibleOrderError):
            Edition(rules=rules("x"), first=JULY_1, last=JUNE_30)


class TestOpenCases:
    """
    What becomes of a case that is open when a new edition begins.
    """

    @pytest.mark.parametrize(
        ("open_cases", "first", "takes_over"),
        [
            (OpenCases.OLD_RULE, JULY_1, None),
            (OpenCases.NEW_RULE, JULY_1, JULY_1),
            (OpenCases.NEW_RULE, dt.date(2026, 7, 15), dt.date(2026, 7, 15)),
            (OpenCases.NEW_RULE_FROM_NEXT_CYCLE, JULY_1, JULY_1),
            (
                OpenCases.NEW_RULE_FROM_NEXT_CYCLE,
                dt.date(2026, 7, 2),
                dt.date(2026, 8, 1),
            ),
            (
                OpenCases.NEW_RULE_FROM_NEXT_CYCLE,
                dt.date(2026, 7, 31),
                dt.date(2026, 8, 1),
            ),
            (OpenCases.NEW_RULE, None, None),
        ],
    )
    def test_from_when(
        self, open_cases: OpenCases, first: Any, takes_over: Any
    ) -> None:
        """
        The new rule takes over never, at once, or when the next month begins.
        """
        entry = Edition(rules=rules("x"), first=first, open_cases=open_cases)
        assert entry.takes_over == takes_over

    def test_other_cycles(self) -> None:
        """
        A quarter that has begun is judged to its end by the old rule.
        """
        entry = Edition(
            rules=rules("x"),
            first=dt.date(2026, 7, 2),
            open_cases=OpenCases.NEW_RULE_FROM_NEXT_CYCLE,
            cycle=Cycle.QUARTER,
        )
        assert entry.takes_over == dt.date(2026, 10, 1)

    @pytest.mark.parametrize(
        ("open_cases", "closed", "as_of", "name"),
        [
            (OpenCases.OLD_RULE, None, dt.date(2026, 12, 1), "2021"),
            (OpenCases.NEW_RULE, None, JUNE_30, "2021"),
            (OpenCases.NEW_RULE, None, JULY_1, "2026"),
            (OpenCases.NEW_RULE, JUNE_30, dt.date(2026, 12, 1), "2021"),
            (OpenCases.NEW_RULE, JULY_1, dt.date(2026, 12, 1), "2026"),
        ],
    )
    def test_a_case_of_june(
        self, open_cases: OpenCases, closed: Any, as_of: dt.date, name: str
    ) -> None:
        """
        Closed by the last day of June it stays with the old rule; open on 1 July it
        is judged by the new one, once that day has come.
        """
        editions = two(open_cases=open_cases)
        found = editions.for_case(dt.date(2026, 6, 28), as_of=as_of, closed=closed)
        assert found.name == name

    def test_two_amendments(self) -> None:
        """
        A case that two editions passed over may still come under a third.
        """
        editions = Editions(
            [
                Edition(rules=rules("1"), last=JUNE_30),
                Edition(rules=rules("2"), first=JULY_1, last=dt.date(2026, 7, 31)),
                Edition(
                    rules=rules("3"),
                    first=dt.date(2026, 8, 1),
                    open_cases=OpenCases.NEW_RULE,
                ),
            ]
        )
        june = dt.date(2026, 6, 1)
        assert editions.for_case(june, as_of=dt.date(2026, 7, 31)).name == "1"
        assert editions.for_case(june, as_of=dt.date(2026, 8, 1)).name == "3"

    def test_a_cell_as_a_whole(self) -> None:
        """
        A month in which an edition begins is the old one's, unless it says NEW_RULE.
        """
        middle = dt.date(2026, 7, 15)
        for open_cases, name in (
            (OpenCases.OLD_RULE, "2021"),
            (OpenCases.NEW_RULE_FROM_NEXT_CYCLE, "2021"),
            (OpenCases.NEW_RULE, "2026"),
        ):
            editions = Editions(
                [
                    Edition(rules=rules("2021"), last=middle - DAY),
                    Edition(rules=rules("2026"), first=middle, open_cases=open_cases),
                ]
            )
            assert editions.for_cell(month(2026, 6)).name == "2021"
            assert editions.for_cell(month(2026, 7)).name == name
            assert editions.for_cell(month(2026, 8)).name == "2026"
            assert editions.for_cell(period(middle, middle)).name == "2026"


class TestJudging:
    """
    Every row is judged by its own edition, and the report says by which.
    """

    def repairs(self) -> list[repair.Repair]:
        """Return a repair finished on each of four days."""
        days = (dt.date(2026, 6, 29), JUNE_30, JULY_1, dt.date(2026, 7, 2))
        return [
            repair.Repair(id=str(day), categories="general", completed_at=noon(day))
            for day in days
        ]

    def test_two_reports(self) -> None:
        """
        Two repairs fall to each edition, and each report names it.
        """
        as_of = noon(dt.date(2026, 9, 1))
        found = two().judge(
            self.repairs(),
            lambda rows, book: repair.assess(rows, [], as_of=as_of, rules=book),
            event=lambda row: row.completed_at,
            as_of=as_of,
        )
        assert [(entry.edition.name, len(entry.rows)) for entry in found] == [
            ("2021", 2),
            ("2026", 2),
        ]
        assert [entry.report.basis.edition for entry in found] == [
            "REPAIR@2021",
            "REPAIR@2026",
        ]

    def test_a_repair_that_is_not_completed(self) -> None:
        """
        What has not happened is judged by the edition in force when judging.
        """
        rows = [repair.Repair(id="R", categories="general", completed_at=None)]
        for day, name in ((JUNE_30, "2021"), (JULY_1, "2026")):
            as_of = noon(day)
            found = two().judge(
                rows,
                lambda kept, book: repair.assess(
                    kept, [], as_of=noon(JULY_1), rules=book
                ),
                event=lambda row: row.completed_at,
                as_of=as_of,
            )
            assert [entry.edition.name for entry in found] == [name]

    def test_an_edition_without_rows_reports_nothing(self) -> None:
        """
        Where nothing falls to an edition there is no report of it.
        """
        as_of = noon(dt.date(2026, 9, 1))
        found = two(open_cases=OpenCases.NEW_RULE).judge(
            self.repairs(),
            lambda rows, book: repair.assess(rows, [], as_of=as_of, rules=book),
            event=lambda row: row.completed_at,
            as_of=as_of,
        )
        assert [entry.edition.name for entry in found] == ["2026"]


class TestAsData:
    """
    Editions in a file.
    """

    TEXT = """
        [editions.2021]
        based_on = "repair@2021"
        until = 2026-06-30

        [editions.2026]
        based_on = "edition 2021"
        from = 2026-07-01
        open_cases = "NEW_RULE_FROM_NEXT_CYCLE"
        cycle = "QUARTER"
        [editions.2026.rules."visit_quota.office"]
        rate = "8%"
    """

    def test_an_amendment_says_only_what_it_amends(self) -> None:
        """
        The edition is named by its key, and is based on the one before.
        """
        editions = loads(self.TEXT)
        assert editions == Editions(
            [
                Edition(rules=rules("2021"), last=JUNE_30),
                Edition(
                    rules=rules("2026", "8%"),
                    first=JULY_1,
                    open_cases=OpenCases.NEW_RULE_FROM_NEXT_CYCLE,
                    cycle=Cycle.QUARTER,
                ),
            ]
        )

    @pytest.mark.parametrize("form", ["toml", "json"])
    @pytest.mark.parametrize("based_on", [None, "repair@2021"])
    def test_round_trip(self, form: str, based_on: str | None) -> None:
        """
        Editions survive, written out whole or based on the shipped rules.
        """
        editions = attrs.evolve(loads(self.TEXT), zone="UTC")
        assert loads(dumps(editions, form, based_on=based_on), form) == editions
        assert load(dump(editions, based_on=based_on)) == editions

    def test_a_name_that_is_said_twice(self) -> None:
        """
        The key and the regulation may not name two editions.
        """
        text = (
            '[editions.2026]\nbased_on = "repair@2021"\n'
            'regulation = { edition = "2027" }\n'
        )
        with pytest.raises(RulesFileError, match=r"regulation\.edition: '2027'"):
            loads(text)

    def test_a_file_at_fault_below(self, tmp_path: Any) -> None:
        """
        A fault in the file that an edition is based on names that file.
        """
        (tmp_path / "base.toml").write_text('based_on = "repair@2012"\n')
        main = tmp_path / "editions.toml"
        main.write_text('[editions.2026]\nbased_on = "base.toml"\n')
        with pytest.raises(RulesFileError) as caught:
            read(main)
        assert caught.value.source.endswith("base.toml")


class TestLongChains:
    """
    Editions that hang on one another are read once each, whatever their order.
    """

    NUMBER = 60

    def chain(self, *, backwards: bool = False, end: str = "repair@2021") -> str:
        """Return editions, each based on the one before."""
        parts = []
        for number in range(self.NUMBER):
            first = dt.date(2020, 1, 1) + dt.timedelta(days=number)
            last = number == self.NUMBER - 1
            until = "" if last else f"until = {first}\n"
            base = f"edition e{number - 1}" if number else end
            parts.append(
                f"[editions.e{number}]\nfrom = {first}\n{until}"
                f'based_on = "{base}"\n'
                f'[editions.e{number}.rules."visit_quota.office"]\n'
                f'rate = "{number}/1000"\n'
            )
        return "\n".join(reversed(parts) if backwards else parts)

    @pytest.mark.parametrize("backwards", [False, True])
    def test_read_once(
        self, monkeypatch: pytest.MonkeyPatch, *, backwards: bool
    ) -> None:
        """So many editions are so many readings, and the last has its own number."""
        read: list[str] = []
        whole = read_rulebook

        def counted(body: Any, at: Any, *more: Any) -> Any:
            read.append(body["regulation"]["edition"])
            return whole(body, at, *more)

        monkeypatch.setattr(reading, "read_rulebook", counted)
        editions = loads(self.chain(backwards=backwards))

        assert sorted(read) == sorted(f"e{number}" for number in range(self.NUMBER))
        last = next(one for one in editions.entries if one.name == "e59")
        assert last.rules["visit_quota.office"].rate == Fraction(59, 1000)

    @pytest.mark.parametrize("backwards", [False, True])
    def test_a_chain_that_hangs_on_nothing(
        self, monkeypatch: pytest.MonkeyPatch, *, backwards: bool
    ) -> None:
        """What is wrong at its end is told once, and costs no more."""
        asked: list[object] = []
        find = reading._base_edition  # noqa: SLF001 - how often it is asked

        def counted(*told: Any) -> Any:
            asked.append(told)
            return find(*told)

        monkeypatch.setattr(reading, "_base_edition", counted)
        with pytest.raises(RulesFileError) as caught:
            loads(self.chain(backwards=backwards, end="edition gone"))

        (fault,) = caught.value.faults
        assert (fault.path, fault.code) == ("editions.e0.based_on", "unknown_edition")
        assert len(asked) <= 2 * self.NUMBER
