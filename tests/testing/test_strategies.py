"""
Made-up ledgers are readable, ordered, at the edges, and the host's own where it says.
"""

import datetime as dt
import importlib
from collections import Counter
from pathlib import Path
from random import Random
from typing import Annotated, Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from tests.fresh import modules_after, run

import followup_rules
from followup_rules import interchange, testing
from followup_rules.books.conditions import Pick
from followup_rules.books.register import shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import clause, deadline, regulation, word
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    MissingExtraError,
    UnknownNameError,
)
from followup_rules.fields import Later
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id, RowOf, Value, Vocabulary
from followup_rules.policies.scoring import ScoringPolicy, Tier
from followup_rules.rulebooks import repair
from followup_rules.testing import (
    Situation,
    amounts,
    calendars,
    days,
    entry,
    instances,
    instants,
    ledgers,
    periods,
    policies,
    rows,
    situations,
    types,
)
from followup_rules.testing.lengths import _asked, _near, lengths, lengths_of
from followup_rules.testing.moments import clock_changes
from followup_rules.testing.types import held_by
from followup_rules.testing.values import Making, values
from followup_rules.timing.amounts import (
    AMOUNTS,
    Days,
    Months,
    Seasons,
    ServiceLife,
    Unlimited,
    read_amount,
)
from followup_rules.timing.amounts.lengths import _Length
from followup_rules.timing.calendars import TableCalendar
from followup_rules.timing.cycles import Period, month
from followup_rules.timing.moments import to_utc, zone_of

BOOKS = shelf()
FIRST, LAST = dt.date(2026, 2, 1), dt.date(2026, 2, 28)

once = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def book_of(name: str) -> Rulebook:
    """Return a shipped book."""
    found: Rulebook = importlib.import_module(f"followup_rules.rulebooks.{name}").RULES
    return found


class TestLedgers:
    """
    Every book can read what is made up for it.
    """

    @pytest.mark.parametrize("name", BOOKS)
    def test_readable(self, name: str) -> None:
        """No row is in error, and each ledger has rows in some of them."""
        book = book_of(name)
        seen: Counter[str] = Counter()

        @settings(once, max_examples=10)
        @given(ledgers(book, most=3))
        def hold(made: dict[str, tuple[Any, ...]]) -> None:
            """Read one."""
            report = book.assess(
                made, as_of=month(2027, 1).begins(), period=month(2026, 2)
            )
            read = {kind: report.accounts[kind].in_error for kind in book.ledgers}
            assert not any(read.values())
            for kind, account in report.accounts.items():
                seen[kind] += account.given

        hold()
        assert {kind for kind, count in seen.items() if count} == {*book.ledgers}

    @pytest.mark.parametrize("name", BOOKS)
    def test_broken_ones_are_row_errors(self, name: str) -> None:
        """Some rows cannot be read: their ids, an attribute, a zone."""
        book = book_of(name)
        reports: list[set[str]] = []
        # Projects are few to a ledger, and what is said of them has happened or not.
        expected = (
            {"unfit"} if name == "construction" else {"unfit", "id_twice", "no_zone"}
        )

        def are_all_shown(made: dict[str, tuple[Any, ...]]) -> bool:
            """Read one; ten are enough where they show every fault."""
            report = book.assess(
                made, as_of=month(2027, 1).begins(), period=month(2026, 2)
            )
            reports.append({error.fault for error in report.row_errors})
            return len(reports) >= 10 and expected <= set().union(*reports)

        broken = ledgers(book, most=3, broken=True)
        more = settings(once, max_examples=300)
        find(broken, are_all_shown, settings=more, random=Random(1))

    def test_how_many_and_when(self) -> None:
        """As many rows and such days as are asked for."""

        @once
        @given(ledgers(repair.RULES, first=FIRST, last=LAST, most=1))
        def hold(made: dict[str, tuple[Any, ...]]) -> None:
            """Count and date one."""
            assert {len(rows_) for rows_ in made.values()} <= {0, 1}
            for one in made["repair"]:
                if one.completed_at is not None:
                    local = one.completed_at.astimezone(zone_of("Asia/Shanghai"))
                    assert FIRST <= local.date() <= LAST

        hold()

    def test_rows_one_by_one(self) -> None:
        """A single row of a ledger."""

        @once
        @given(rows(repair.RULES, "visit", given={"visit.channel": st.just("phone")}))
        def hold(one: Any) -> None:
            """Look at one."""
            assert isinstance(one, repair.Visit)
            assert one.channel == "phone"

        hold()

    def test_what_cannot_be_asked(self) -> None:
        """Days reversed, a ledger and an attribute that do not exist."""
        with pytest.raises(ImpossibleOrderError, match="last"):
            ledgers(repair.RULES, first=LAST, last=FIRST)
        with pytest.raises(UnknownNameError, match="ledger"):
            rows(repair.RULES, "job")
        with pytest.raises(UnknownNameError, match="nearest: 'responsible'"):
            situations(repair.RULES, given={"repair.responsibel": st.none()})


class TestSituations:
    """
    Moments lie at the limits of the book, and a microsecond or a day beside them.
    """

    def test_edges_are_reached(self) -> None:
        """Visits, and judgements, right at the bound and right after it."""
        beside: Counter[dt.timedelta] = Counter()
        judged: Counter[dt.timedelta] = Counter()
        owed = {
            "repair.owes_visit": st.just(True),  # noqa: FBT003 - Hypothesis takes it so
            "repair.categories": st.just("leak"),
            "visit.reached": st.just(True),  # noqa: FBT003 - Hypothesis takes it so
            "visit.visitors": st.just((repair.Visitor("office", None),)),
        }

        micro = dt.timedelta(microseconds=1)

        def are_reached(situation: Situation) -> bool:
            """Measure how far from its bound each visit is, and each judgement."""
            for verdict in situation.report().where(rule="visit_deadline"):
                if verdict.deadline is None:
                    continue
                closes = to_utc(verdict.deadline.closes)
                judged[to_utc(situation.as_of) - closes] += 1
                if verdict.evidence.done is not None:
                    beside[to_utc(verdict.evidence.done) - closes] += 1
            found = beside + judged
            return all((beside[dt.timedelta(0)], found[-micro], found[micro]))

        # It ends with the situation that brings the last of the three.
        find(
            situations(repair.RULES, given=owed, most=1),
            are_reached,
            settings=settings(once, max_examples=1000),
            random=Random(1),
        )

    def test_it_prints_its_rows(self) -> None:
        """A failing test shows rows that can be pasted, not the whole book."""
        facts: Any = {"id": "R1", "categories": "leak", "completed_at": None}
        job = repair.Repair(**facts)
        situation = Situation(
            book=repair.RULES,
            ledgers={"repair": (job,)},
            as_of=month(2026, 3).begins(),
            period=None,
        )

        class Printer:
            """What Hypothesis prints with."""

            said = ""

            def text(self, said: str) -> None:
                """Print."""
                self.said = said

        printer = Printer()
        situation._repr_pretty_(printer, False)  # noqa: FBT003 - as Hypothesis does

        assert printer.said == repr(situation)
        assert repr(situation) == (
            "<Situation of REPAIR@2021, as of 2026-03-01T00:00:00+08:00, None\n"
            f"    {job!r}>"
        )

    def test_a_book_that_needs_a_period_gets_one(self) -> None:
        """And one that does not is sometimes asked without."""

        @once
        @given(situations(book_of("consulting"), most=1))
        def hold(situation: Situation) -> None:
            """Look at one."""
            assert situation.period is not None

        hold()


class TestMoments:
    """
    Days and instants inside what is asked, at its edges too.
    """

    @once
    @given(days(FIRST, LAST), instants(FIRST, LAST))
    def test_inside(self, day: dt.date, instant: dt.datetime) -> None:
        """Both ends included, as days of the zone."""
        local = instant.astimezone(zone_of("Asia/Shanghai"))
        assert FIRST <= day <= LAST
        assert FIRST <= local.date() <= LAST


@attrs.frozen
class Weight(Value):
    """A kind of value of a host's own."""

    given: tuple[Any, ...] = ()

    @property
    def examples(self) -> tuple[Any, ...]:
        """Those given."""
        return self.given

    def read(self, got: Any, name: str, book: Vocabulary) -> Any:
        """Take anything."""
        return (got, name, book)[0]


@attrs.frozen
class Length(Value):
    """Another, which says nothing of what it reads."""

    def read(self, got: Any, name: str, book: Vocabulary) -> Any:
        """Take anything."""
        return (got, name, book)[0]


@row("parcel", "parcel", "包裹", placed="sent_at")
class Parcel:
    """A row of a book of one's own."""

    id: str
    sent_at: dt.datetime | None = said("sent", "寄出时间")
    got_at: dt.datetime | None = said("got", "签收时间", after="sent_at")
    weight: Annotated[str, Weight(("1 kg",))] = said("weight", "重量")
    route: Annotated[str, Id("route")] = said("route", "路线")
    hub: Annotated[str, RowOf("route", if_kept=True)] = said("hub", "枢纽")
    entered_at: dt.datetime | None = None


@row("route", "route", "路线")
class Route:
    """What parcels name."""

    id: str
    entered_at: dt.datetime | None = None


class TestBooksOfOnesOwn:
    """
    Nothing knows a shipped book.
    """

    @staticmethod
    def book(*order: Any) -> Rulebook:
        """Return a book with parcels and routes."""
        return regulation(
            "POST",
            "2026",
            "Parcels",
            "包裹",
            clause(
                "1",
                "A parcel arrives within two days.",
                "包裹两日内送达。",
                deadline(
                    "delivery",
                    "the delivery",
                    "送达",
                    owed_by="carrier",
                    each=Parcel,
                    since="sent_at",
                    done="got_at",
                    limit=Days(2),
                ),
            ),
            source="made up",
            ledgers=order,
            words={"carrier": word("carrier", "承运人")},
        )

    def test_rows_that_name_others(self) -> None:
        """Ids of rows made before; without such rows there are none."""

        @once
        @given(ledgers(self.book(Route, Parcel)))
        def hold(made: dict[str, tuple[Any, ...]]) -> None:
            """Look at one."""
            ids = {one.id for one in made["route"]}
            assert {one.route for one in made["parcel"]} <= ids
            assert {one.weight for one in made["parcel"]} <= {"1 kg"}

        hold()

    def test_a_kind_of_value_without_examples(self) -> None:
        """It is refused with the way out."""
        making = Making(self.book(Route, Parcel), FIRST, LAST, "UTC", {})

        with pytest.raises(InvalidFieldError, match=r"by 'kind\.attribute'"):
            values(Weight(), making)
        with pytest.raises(InvalidFieldError, match="Weight"):
            values(Weight(optional=True), making)
        with pytest.raises(InvalidFieldError, match="Length"):
            values(Length(), making)


class TestTypes:
    """
    Strategies for the public types.
    """

    @pytest.mark.parametrize(
        "name",
        [*entry._POLICIES, *entry._DECLARED, *entry._LENGTHS],  # noqa: SLF001 - ours
    )
    def test_objects_of_every_declared_class(self, name: str) -> None:
        """Whatever the class accepts."""
        cls = getattr(followup_rules, name)

        @settings(once, max_examples=8, suppress_health_check=list(HealthCheck))
        @given(instances(cls))
        def hold(made: Any) -> None:
            """Look at one."""
            assert isinstance(made, cls)

        hold()

    def test_what_several_classes_have_in_common(self) -> None:
        """A length of any unit, where no unit is named."""
        seen = set()

        @settings(once, max_examples=40, suppress_health_check=list(HealthCheck))
        @given(instances(_Length))
        def hold(made: Any) -> None:
            """Keep its unit."""
            assert isinstance(made, _Length)
            seen.add(type(made))

        hold()
        assert len(seen) > 1

    def test_no_class_is_forgotten(self) -> None:
        """Every kind of rule at the front door, and every length."""
        rules = {name for name in followup_rules.__all__ if name.endswith("Policy")}
        assert set(entry._POLICIES) == rules  # noqa: SLF001 - ours
        lengths = {cls.__name__ for cls in (*AMOUNTS, Seasons, ServiceLife, Unlimited)}
        assert set(entry._LENGTHS) == lengths  # noqa: SLF001 - ours

    def test_scorings_fit_together(self) -> None:
        """Points, tiers and grades of one scale."""

        @once
        @given(instances(ScoringPolicy))
        def hold(policy: ScoringPolicy) -> None:
            """Score with one."""
            best = policy.scale.ids[0]
            assert policy.score({best: 2}).score == policy.points[best]

        hold()

    @once
    @given(amounts(5), periods(FIRST, LAST), calendars(FIRST, LAST))
    def test_amounts_periods_and_calendars(
        self, amount: Any, span: Period, calendar: TableCalendar
    ) -> None:
        """Small lengths, spans with a day in question, calendars of those days."""
        assert 0 <= amount.n <= 5
        assert span.first <= LAST
        assert span.last >= FIRST
        assert calendar.confirmed == (FIRST, LAST)

    def test_rules_of_a_book_with_another_number(self) -> None:
        """Each can take the place of the one that ships; some are changed."""
        changed: Counter[str] = Counter()

        books = [book_of(name) for name in BOOKS]

        @settings(once, max_examples=100)
        @given(
            st.sampled_from(books).flatmap(
                lambda one: policies(one).map(lambda rule: (one, rule))
            )
        )
        def hold(found: tuple[Rulebook, Any]) -> None:
            """Put one in."""
            book, policy = found
            changed.update(book.replace(policy.id, policy).changes)

        hold()
        assert len(changed) > 10

    def test_what_may_hold_anything_stays(self) -> None:
        """Only numbers and choices are changed, and nothing is made up for the rest."""
        clause_fields = attrs.fields_dict(followup_rules.Clause)

        assert not types._is_free(clause_fields["words"])  # noqa: SLF001 - ours
        assert not types._is_free(clause_fields["id"])  # noqa: SLF001 - ours
        assert types._is_free(clause_fields["duty"])  # noqa: SLF001 - ours

    def test_bounds_that_are_exact(self) -> None:
        """A tier begins from -100 to 100."""

        @once
        @given(instances(Tier))
        def hold(tier: Tier) -> None:
            """Look at one."""
            assert -100 <= tier.least <= 100

        hold()

    def test_what_is_no_class_of_ours(self) -> None:
        """It is refused."""
        with pytest.raises(InvalidFieldError, match="a class of ours"):
            instances(int)

    def test_an_annotation_that_is_looked_up_later(self) -> None:
        """A class may name itself in quotes."""
        later = Later("Text | None", "followup_rules.clauses")

        @once
        @given(held_by(later))
        def hold(made: Any) -> None:
            """Look at one."""
            assert made is None or isinstance(made, followup_rules.Text)

        hold()


class TestEntryPoint:
    """
    Importing the package never imports Hypothesis; Hypothesis finds our types.
    """

    def test_hypothesis_is_not_imported(self) -> None:
        """By the package, nor by its names before they are used."""
        found = modules_after(
            "import followup_rules.testing; dir(followup_rules.testing)"
        )

        assert "followup_rules.testing" in found
        assert not [name for name in found if name.split(".")[0] == "hypothesis"]

    def test_registering_twice_does_no_harm(self) -> None:
        """Hypothesis may do so when tests reload it."""
        entry.register()
        entry.register()

        @settings(once, max_examples=5)
        @given(st.from_type(Period), st.from_type(TableCalendar), st.from_type(Days))
        def hold(span: Period, calendar: TableCalendar, length: Days) -> None:
            """Look at one of each."""
            assert span.days > 0
            assert calendar.calendar_id
            assert length.n >= 0

        hold()

    def test_our_types_alone_are_registered(self) -> None:
        """What is told to Hypothesis is ours, and each can be drawn from."""
        program = """
from hypothesis import strategies as st, find, settings
told = []
plainly = st.register_type_strategy
st.register_type_strategy = lambda cls, made: (told.append(cls), plainly(cls, made))
from followup_rules.testing.entry import register
register()
assert {cls.__module__.split(".")[0] for cls in told} == {"followup_rules"}
from followup_rules import Days, Period, TableCalendar
for cls in (Days, Period, TableCalendar):
    assert isinstance(find(st.from_type(cls), lambda _: True), cls)
print(len(told))
"""
        assert int(run(program).stdout) > 20

    def test_names(self) -> None:
        """The public names, all of which can be had."""
        assert dir(testing) == sorted(testing.__all__)
        assert all(getattr(testing, name) is not None for name in testing.__all__)
        with pytest.raises(AttributeError, match="situation"):
            getattr(testing, "situation")  # noqa: B009 - asked for as hosts misspell it

    def test_without_hypothesis(self) -> None:
        """The error says how to install it."""
        program = """
import sys
sys.modules["hypothesis"] = None
import followup_rules.testing
try:
    followup_rules.testing.situations
except ImportError as error:
    print(type(error).__name__, error)
"""
        said_ = run(program).stdout

        assert said_.startswith("MissingExtraError followup_rules.testing needs")
        assert "pip install '/path/to/followup-rules[testing]'" in said_
        assert MissingExtraError.__name__ in said_

    @pytest.mark.parametrize(
        ("missing", "error"),
        [("hypothesis", MissingExtraError), ("another", ModuleNotFoundError)],
    )
    def test_what_is_missing(self, missing: str, error: type[Exception]) -> None:
        """What is missing is not always Hypothesis."""

        def find(name: str) -> None:
            """Fail as an import does."""
            raise ModuleNotFoundError(name, name=missing)

        with pytest.raises(error):
            testing._with_the_extra(find)("situations")  # noqa: SLF001 - ours

    def test_another_module_that_is_missing(self) -> None:
        """Nor is it, where a module of ours cannot be loaded."""
        program = """
import sys
sys.modules["followup_rules.testing.rowmaking"] = None
import followup_rules.testing
try:
    followup_rules.testing.situations
except ModuleNotFoundError as error:
    print(type(error).__name__)
"""
        assert run(program).stdout == "ModuleNotFoundError\n"


class TestLengths:
    """
    What a rule asks a length of is a length, near those of the rule.
    """

    LINE = interchange.loads(
        (Path(__file__).parents[2] / "docs/examples/books/hotline.toml").read_text(
            encoding="utf-8"
        )
    )

    def test_which_and_near_what(self) -> None:
        """More time of a letter: the sixty days, the thirty, and a day beside each."""
        assert lengths_of(self.LINE) == {
            ("extension", "more"): (
                "4 working days", "5 working days", "6 working days",
            ),
            ("order", "statute_allows"): (
                "4 working days", "5 working days", "6 working days",
            ),
            ("letter", "more"): (
                "59 days", "60 days", "61 days", "29 days", "30 days", "31 days",
            ),
        }  # fmt: skip

    def test_a_closed_list_is_drawn_as_it_is_declared(self) -> None:
        """Only a text says nothing of what it may be."""
        file = Path(__file__).parents[2] / "docs/examples/books/hotline.toml"
        text = file.read_text(encoding="utf-8")
        closed = text.replace('more = { type = "text?"', 'more = { type = "role?"')

        found = lengths_of(interchange.loads(closed))
        assert ("letter", "more") not in found
        assert ("extension", "more") in found

    def test_of_a_first_or_last_row(self) -> None:
        """A question that picks one of the rows that belong to a row, or none."""
        assert [*_asked(Pick("first", "extension", "more"), "order")] == [
            ("extension", "more")
        ]
        assert [*_asked(None, "order")] == []

    def test_drawn(self) -> None:
        """Every length is read; those of the rule are among them, and none at all."""
        seen: Counter[str | None] = Counter()
        tried: list[Any] = []
        near = {one for own in lengths_of(self.LINE).values() for one in own}

        def are_enough(made: dict[str, tuple[Any, ...]]) -> bool:
            """Read each; ten ledgers are enough that show five lengths of the rule."""
            for one in (*made["letter"], *made["extension"]):
                seen[one.more] += 1
                assert one.more is None or read_amount(one.more)
            tried.append(made)
            return len(tried) >= 10 and len(near & {*seen}) > 4 and None in seen

        find(
            ledgers(self.LINE, most=3),
            are_enough,
            settings=settings(once, max_examples=400),
            random=Random(1),
        )
        assert not {*seen} & {"Zhang", "Li", "王芳"}

    def test_the_callers_own_come_first(self) -> None:
        """A strategy that is given is what is drawn."""

        @once
        @given(ledgers(self.LINE, given={"letter.more": st.just("7 days")}))
        def hold(made: dict[str, tuple[Any, ...]]) -> None:
            """Only that one."""
            assert all(one.more == "7 days" for one in made["letter"])

        hold()

    def test_one_and_none_beside_the_bound(self) -> None:
        """A rule of one day has no day less; a span of two units leans to nothing."""
        one = deadline_of(Days(1))

        assert [*_near(one)] == ["1 day", "2 days"]
        assert [*_near(deadline_of(Months(1) + Days(15)))] == []
        assert not lengths(()).is_empty


def deadline_of(limit: Any) -> Any:
    """Return a rule with a limit."""
    return attrs.evolve(repair.RULES["rectification"], limit=limit)


class TestClocks:
    """
    Instants lean to the nights on which clocks change.
    """

    @pytest.mark.parametrize(
        ("zone", "year", "changes"),
        [
            # Directive 2000/84/EC: at 01:00 UTC on the last Sundays of March, October.
            (
                "Europe/Berlin",
                2026,
                ["2026-03-29T01:00:00+00:00", "2026-10-25T01:00:00+00:00"],
            ),
            # 15 U.S.C. 260a: at 2 o'clock, second Sunday of March, first of November.
            (
                "America/New_York",
                2026,
                ["2026-03-08T07:00:00+00:00", "2026-11-01T06:00:00+00:00"],
            ),
            ("Asia/Shanghai", 2026, []),
        ],
    )
    def test_when(self, zone: str, year: int, changes: list[str]) -> None:
        """To the instant."""
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)

        found = clock_changes(first, last, zone)
        assert [one.isoformat() for one in found] == changes

    def test_drawn(self) -> None:
        """The hour that comes twice is drawn, both times, and the change itself."""
        first, last = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
        change = dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC)
        beside: Counter[int] = Counter()

        @settings(max_examples=200, deadline=None, derandomize=True, database=None)
        @given(instants(first, last, zone="Europe/Berlin"))
        def hold(moment: dt.datetime) -> None:
            """Count those within an hour."""
            gap = moment - change
            if abs(gap) <= dt.timedelta(hours=1):
                beside[gap // dt.timedelta(minutes=30)] += 1

        hold()
        assert sum(beside.values()) > 20
        assert min(beside) < 0 <= max(beside)
