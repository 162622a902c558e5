"""
A regulation's rules as one value, and the readings they were given.
"""

import datetime as dt
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest
from docs.clause_tables import found_rulebooks

from followup_rules.books.feeds import Unfed
from followup_rules.books.inside import cited_clauses, field_of, with_field
from followup_rules.books.readings import Reading
from followup_rules.books.rulebook import Rulebook
from followup_rules.canonical import plain
from followup_rules.clauses import Clause, Regulation, Text
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    UnknownNameError,
)
from followup_rules.interchange import read
from followup_rules.ledgers.accounts import Account
from followup_rules.policies.checklists import ChecklistPolicy, Item
from followup_rules.policies.deadlines import Case, DeadlinePolicy
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.timing.calendars import china
from followup_rules.verdicts import Basis, Subject
from followup_rules.verdicts.bases import LedgerMoment

BOOKS = found_rulebooks()
READINGS = [
    (name, reading.id) for name, book in BOOKS.items() for reading in book.readings
]
CHOICES = [
    (name, reading.id, choice)
    for name, book in BOOKS.items()
    for reading in book.readings
    for choice in reading.choices
]
ONE, TWO, THREE = (Clause(id=f"DEMO-{n}", en=f"art. {n}", zh=f"第{n}条") for n in "123")
AS_OF = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


def deadline(rule_id: str = "visit", clause: Clause = ONE) -> DeadlinePolicy:
    """Return a policy with one case."""
    return DeadlinePolicy(
        id=rule_id,
        clause=clause,
        name=Text("the visit", "回访"),
        owed_by="office",
        cases=[Case(key="leak", limit=Days(3), clause=TWO)],
    )


CASE_READING = Reading(
    id="A-1",
    question=Text("How many days?", "几天？"),
    rules=("visit", "again"),
    field="cases.leak.limit",
    choices=Table({"THREE": Days(3), "TWO": Days(2)}),
    ground=Text("so", "如此"),
)
BOOK = Rulebook.of(
    Regulation(code="DEMO", edition="1", title=Text("demo", "示例"), source="here"),
    (ONE, TWO),
    (CASE_READING,),
    deadline(),
    deadline("again"),
)


def test_a_rulebook_is_shown_by_its_edition() -> None:
    """Not by all its rules, so that an error that names it can be read."""
    assert repr(BOOK) == "<Rulebook DEMO@1, 2 rules>"


def test_parties_stand_in_the_order_of_the_text() -> None:
    """Each once, whatever rules they owe."""
    other = attrs.evolve(deadline("third"), owed_by="head")

    assert BOOK.parties == ("office",)
    assert Rulebook.of(
        BOOK.regulation, BOOK.clauses, (), other, deadline()
    ).parties == ("head", "office")
    assert pickle.loads(pickle.dumps(BOOK)) == BOOK  # noqa: S301 - our own


class TestEveryReading:
    """
    Each reading that ships is in force, and each alternative can be chosen.
    """

    @pytest.mark.parametrize(("name", "reading_id"), READINGS)
    def test_it_is_in_force(self, name: str, reading_id: str) -> None:
        """The fields of its rules hold the value it says was chosen."""
        book = BOOKS[name]

        assert book.in_force(reading_id) == book.reading(reading_id).chosen

    @pytest.mark.parametrize(("name", "reading_id", "choice"), CHOICES)
    def test_every_choice_can_be_read(
        self, name: str, reading_id: str, choice: str
    ) -> None:
        """Then it is in force, the others are as they were, and back is back."""
        book = BOOKS[name]
        read = book.choose(reading_id, choice)
        chosen = book.reading(reading_id).chosen

        assert read.in_force(reading_id) == choice
        assert (read == book) is (choice == chosen)
        assert read.choose(reading_id, chosen) == book
        assert (read.digest() == book.digest()) is (choice == chosen)
        assert (reading_id, choice) in read.readings_in_force()

    @pytest.mark.parametrize(("name", "reading_id"), READINGS)
    def test_it_says_what_it_decides(self, name: str, reading_id: str) -> None:
        """It has a question and a ground in both languages, and known rules."""
        book = BOOKS[name]
        reading = book.reading(reading_id)

        assert set(reading.rules) <= set(book.rules)
        for text in (reading.question, reading.ground):
            assert text.en
            assert text.zh
        assert len(set(reading.choices.values())) == len(reading.choices)

    @pytest.mark.parametrize("name", BOOKS)
    def test_the_ids_are_unique(self, name: str) -> None:
        """No reading stands twice."""
        ids = [reading.id for reading in BOOKS[name].readings]

        assert len(set(ids)) == len(ids)

    @pytest.mark.parametrize("name", BOOKS)
    def test_rulebooks_are_values(self, name: str) -> None:
        """Every rulebook is hashable, picklable and equal to its copy."""
        book = BOOKS[name]
        twin = pickle.loads(pickle.dumps(book))  # noqa: S301 - our own

        assert (twin, hash(twin), twin.digest()) == (book, hash(book), book.digest())


class TestReading:
    """
    A reading is a choice among named values.
    """

    def test_the_chosen_one_is_a_choice(self) -> None:
        """A reading cannot have chosen what it does not offer."""
        with pytest.raises(UnknownNameError, match="FOUR"):
            BOOK.choose("A-1", "FOUR")
        assert CASE_READING.alternatives == ("TWO",)

    def test_a_field_inside_a_case(self) -> None:
        """A path goes through a tuple by key, and changes every rule named."""
        read = BOOK.choose("A-1", "TWO")

        assert read["visit"].case("leak").limit == Days(2)
        assert read["again"].case("leak").limit == Days(2)
        assert BOOK["visit"].case("leak").limit == Days(3)

    def test_none_of_the_choices(self) -> None:
        """A value of the host's own, or two rules apart, is none of them."""
        half = BOOK.replace("visit", BOOK.choose("A-1", "TWO")["visit"])

        assert half.in_force("A-1") is None
        assert half.readings_in_force() == (("A-1", "other"),)

    def test_unknown_ones(self) -> None:
        """They are refused with what there is."""
        with pytest.raises(UnknownNameError, match="unknown reading 'A-9'"):
            BOOK.choose("A-9", "TWO")
        with pytest.raises(UnknownNameError, match="allowed: THREE, TWO"):
            BOOK.choose("A-1", "ONE")
        assert CASE_READING.__plain__() == "A-1"


class TestReplace:
    """
    A changed rule in a changed rulebook.
    """

    def test_a_changed_rule(self) -> None:
        """The old rulebook is as it was."""
        changed = attrs.evolve(deadline(), owed_by="head")
        book = BOOK.replace("visit", changed)

        assert book["visit"] is changed
        assert BOOK["visit"].owed_by == "office"
        assert list(book.rules) == list(BOOK.rules)

    def test_one_change_after_another(self) -> None:
        """All count from the text itself, and what is changed back is none."""
        first = BOOK.replace("again", attrs.evolve(deadline("again"), owed_by="head"))
        second = first.replace("visit", attrs.evolve(deadline(), owed_by="head"))

        assert (first.changes, first.edition) == (("again",), "DEMO@1+1 change")
        assert second.changes == ("visit", "again")
        assert second.edition == "DEMO@1+2 changes"
        assert second.replace("again", deadline("again")).changes == ("visit",)

    def test_a_file_based_on_a_changed_book(self, tmp_path: Path) -> None:
        """It counts from the text too, and not from the file that it is based on."""
        house, branch = tmp_path / "house.toml", tmp_path / "branch.toml"
        law, office = 'based_on = "repair@2021"', '[rules."visit_quota.office"]'
        house.write_text(f'{law}\n{office}\nrate = "10%"\n')
        head = office.replace("office", "engineering_head")
        branch.write_text(f'based_on = "house.toml"\n{head}\nrate = "20%"\n')
        book = read(branch)

        assert book.base == read(house)
        assert book.changes == ("visit_quota.office", "visit_quota.engineering_head")
        assert book.edition == "REPAIR@2021+2 changes"

    @pytest.mark.parametrize(
        ("policy", "error", "says"),
        [
            (deadline("other"), InvalidFieldError, "rule id cannot be 'other'"),
            (deadline(clause=THREE), UnknownNameError, "unknown clause 'DEMO-3'"),
            ("text", InvalidFieldError, "allowed: a DeadlinePolicy"),
            (
                ChecklistPolicy(
                    id="visit",
                    clause=ONE,
                    name=Text("x", "x"),
                    owed_by="x",
                    items=[Item(id="x", name=Text("x", "x"), clause=ONE)],
                ),
                InvalidFieldError,
                "allowed: a DeadlinePolicy",
            ),
        ],
    )
    def test_what_cannot_stand_there(
        self, policy: Any, error: type[Exception], says: str
    ) -> None:
        """Another kind, another id and an unknown clause are refused."""
        with pytest.raises(error, match=says):
            BOOK.replace("visit", policy)

    def test_an_unknown_rule(self) -> None:
        """It lists the rules and the nearest."""
        with pytest.raises(UnknownNameError, match="nearest: 'visit'"):
            BOOK.replace("vist", deadline())
        with pytest.raises(UnknownNameError, match="unknown rule"):
            BOOK["vist"]

    def test_ids_occur_once(self) -> None:
        """Two rules cannot have one id."""
        with pytest.raises(InvalidFieldError, match="each name once"):
            Rulebook.of(BOOK.regulation, BOOK.clauses, (), deadline(), deadline())


class TestQuestions:
    """
    What a rulebook says about itself.
    """

    def test_clauses_and_rules(self) -> None:
        """Clauses by id, and which rules answer them."""
        assert BOOK.clause("DEMO-2") is TWO
        assert BOOK.rules_for("DEMO-2") == ("visit", "again")
        assert BOOK.edition == str(BOOK.regulation) == "DEMO@1"
        assert plain(BOOK.regulation) == "DEMO@1"
        assert (str(TWO), TWO.text) == ("DEMO-2", Text("art. 2", "第2条"))
        with pytest.raises(UnknownNameError, match="unknown clause 'DEMO-9'"):
            BOOK.rules_for("DEMO-9")

    def test_cited_clauses(self) -> None:
        """Every clause inside a policy counts, its own first."""
        assert cited_clauses(deadline()) == ("DEMO-1", "DEMO-2")
        assert cited_clauses(Table({"a": TWO, "b": ONE})) == ("DEMO-2", "DEMO-1")
        assert cited_clauses(7) == ()

    def test_the_basis(self) -> None:
        """When, under which readings and edition, on which outside data."""
        calendar = china()
        basis = BOOK.basis(AS_OF, calendar=calendar, seasons=None)

        assert basis == Basis(
            as_of=AS_OF,
            edition="DEMO@1",
            readings=(("A-1", "THREE"),),
            sources=(("calendar", calendar.calendar_id),),
            regulation="DEMO",
            digest=BOOK.digest(),
        )
        with pytest.raises(NaiveTimeError, match="as_of"):
            BOOK.basis(dt.datetime(2026, 4, 1))  # noqa: DTZ001 - that is the error

    def test_a_report_in_the_order_of_the_text(self) -> None:
        """Verdicts are sorted by clause, and keep their order under one."""
        as_of = LedgerMoment.on(BOOK.basis(AS_OF))
        day = dt.date(2026, 3, 2)
        about = Subject("repair", "R1")
        later = BOOK["again"].assess(day, category="leak", as_of=as_of, subject=about)
        first = BOOK["visit"].assess(None, as_of=as_of, subject=about)
        about = Subject("repair", "1")
        later = attrs.evolve(later, subject=about)
        first = attrs.evolve(first, subject=about)
        rows = Account(3, 1, 2, 0, 0, 0)
        report = BOOK.report([later, first], as_of, accounts={"repair": rows})

        assert report.verdicts == (first, later)
        assert report.accounts == Table({"repair": rows})
        assert report.clauses == ("DEMO-1", "DEMO-2")
        assert report.rules == ("visit", "again")
        assert report.basis is as_of.basis
        assert BOOK.report([], AS_OF).accounts == Table()
        assert BOOK.report([], AS_OF).basis == BOOK.basis(AS_OF)
        with pytest.raises(MissingFactError, match="subject"):
            BOOK.report([attrs.evolve(first, subject=None)], as_of)


class TestWhatIsNotThere:
    """
    A book that names what it does not hold is refused when it is built.
    """

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"clauses": (ONE, TWO, ONE)}, "clause cannot be 'DEMO-1'"),
            ({"readings": (CASE_READING, CASE_READING)}, "reading cannot be 'A-1'"),
            (
                {"readings": (attrs.evolve(CASE_READING, rules=("vist",)),)},
                "unknown rule 'vist'",
            ),
            (
                {"readings": (attrs.evolve(CASE_READING, field="cases.lift.limit"),)},
                "unknown field 'lift'; allowed: leak",
            ),
            (
                {"readings": (attrs.evolve(CASE_READING, field="limits"),)},
                "unknown field 'limits'",
            ),
            (
                {"readings": (attrs.evolve(CASE_READING, field="limit.n"),)},
                "unknown field 'n'; allowed: none",
            ),
            ({"feeds": Table({"vist": Unfed()}, kind="rule")}, "unknown rule 'vist'"),
            ({"zone_of": "vist"}, "unknown rule 'vist'"),
        ],
    )
    def test_it_is_refused(self, changes: dict[str, Any], says: str) -> None:
        """With what there is, and the nearest."""
        with pytest.raises(FollowupRulesError, match=says):
            attrs.evolve(BOOK, **changes)

    def test_a_case_of_a_field(self) -> None:
        """One case gives way to another; an unknown one to none."""
        old = deadline()
        own = Case(key="leak", limit=Days(1), clause=ONE)

        assert with_field(old, "cases.leak", own).cases == (own,)
        assert field_of(old, "cases.leak.limit") == Days(3)
        with pytest.raises(UnknownNameError, match="unknown field 'lift'"):
            with_field(old, "cases.lift.limit", Days(1))
