"""
What belongs to a book: its digest sees each part of it, and its name what can count.
"""

import copy
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules import Clause, Text, interchange
from followup_rules.books.fingerprint import TOLD, _form
from followup_rules.books.inside import clauses_in
from followup_rules.books.rulebook import Rulebook
from followup_rules.canonical import canonical_json, plain
from followup_rules.clauses import Force
from followup_rules.rulebooks import repair, service_centre
from followup_rules.tables import Table

BOOKS = (repair.RULES, service_centre.RULES)
BOOK = repair.RULES
NOW = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")


def other(value: Any) -> Iterator[Any]:
    """Yield what differs from a value in one place, whatever its class would say."""
    match value:
        case bool() | Enum() | str() | int() | Fraction():
            yield from _other_plain(value)
        case Text():
            yield Text(**{tag: f"{words}x" for tag, words in value.said})
        case tuple():
            for place, one in enumerate(value):
                before, after = value[:place], value[place + 1 :]
                yield (*before, *after)
                yield from ((*before, new, *after) for new in other(one))
        case Table():
            for name, one in value.items():
                pairs = dict(value.items())
                yield from (Table({**pairs, name: new}) for new in other(one))
        case type():
            yield type(value.__name__, (), {})
        case _:
            yield from _other_object(value)


def _other_plain(value: Any) -> Iterator[Any]:
    """Yield what differs from a value without parts."""
    match value:
        case bool():
            yield not value
        case Enum():
            yield from [one for one in type(value) if one is not value][:1]
        case str():
            yield f"{value}x"
        case _:
            yield value + 1


def _other_object(value: Any) -> Iterator[Any]:
    """Yield what differs from an object in one compared field, or another function."""
    if attrs.has(type(value)):
        yield from _other_fields(value)
    elif callable(value):
        yield _another


def _another() -> None:
    """Stand for another calculation."""


def _other_fields(value: Any) -> Iterator[Any]:
    """Yield what differs from an attrs object in one compared field."""
    for one in attrs.fields(type(value)):
        for new in other(getattr(value, one.name)) if one.eq else ():
            changed = copy.copy(value)
            object.__setattr__(changed, one.name, new)
            yield changed


def seen(part: Any, form: Any) -> list[Any]:
    """Return the changed ones of a part that have the same form."""
    was = canonical_json(form(part))
    return [new for new in other(part) if canonical_json(form(new)) == was]


@pytest.mark.parametrize("book", BOOKS, ids=str)
class TestEachPart:
    """
    Each place of each part, changed by itself, changes the form that is digested.
    """

    @pytest.mark.parametrize("name", TOLD)
    def test_of_what_is_said_and_told(self, book: Rulebook, name: str) -> None:
        """Every word, name, order and default."""
        held = getattr(book, name)
        parts = held.items() if isinstance(held, Table) else held
        parts = [held] if name == "regulation" else parts
        assert [one for part in parts for one in seen(part, _form)] == []

    def test_of_what_feeds_rules(self, book: Rulebook) -> None:
        """Every question, and the function that answers it."""
        for rule_id, feed in book.feeds.items():
            assert seen(feed, plain) == [], rule_id

    def test_of_the_rules(self, book: Rulebook) -> None:
        """Every field of every rule that is no sentence of a clause."""
        for rule_id, policy in book.rules.items():
            unseen = [
                one
                for one in seen(policy, plain)
                if not _differs_in_clauses(one, policy)
            ]
            assert unseen == [], rule_id


def _differs_in_clauses(one: Any, policy: Any) -> bool:
    """Say whether the clauses inside a rule are what differs."""
    return clauses_in(one) != clauses_in(policy)


def loaded(over: str) -> Rulebook:
    """Return the repair book with what a file says over it."""
    book: Rulebook = interchange.loads(f'based_on = "repair@2021"\n{over}')
    return book


class TestNames:
    """
    What can change a verdict stands in the name, and what can not in the digest alone.
    """

    @pytest.mark.parametrize(
        ("over", "changes"),
        [
            (
                '[rules.visit_deadline.cases.leak]\nlimit = "2 days"',
                ("visit_deadline",),
            ),
            ('[clauses."REPAIR-2c"]\nduty = "TARGET"', ("visit_deadline",)),
            ('[clauses."REPAIR-2c"]\nen = "within three days"', ("visit_deadline",)),
            ('[words.office]\naliases = ["物业办"]', ("words.office",)),
            ('[words.office]\ntext.zh = "物业办"', ("words.office",)),
            (
                "[rules.visit_deadline.feed]\ncount_incomplete = false",
                ("visit_deadline",),
            ),
            ('[clauses."REPAIR-9"]\nen = "a house rule"', ("clauses.REPAIR-9",)),
            (
                "[regulation]\ntitle.zh = '另一标题'\n"
                '[rules."visit_quota.office"]\nrate = "8%"',
                ("visit_quota.office",),
            ),
        ],
    )
    def test_what_can_change_a_verdict(
        self, over: str, changes: tuple[str, ...]
    ) -> None:
        """It is named, counted, and makes receipts stale."""
        book = loaded(over)
        assert book.changes == changes
        assert book.edition == f"REPAIR@2021+{len(changes)} change"
        assert book.digest() != BOOK.digest()
        verdict = judged(BOOK)
        again = book.replay(verdict.receipt())
        assert again.stale[-1].en.startswith("another edition: REPAIR@2021, not")
        assert BOOK.replay(verdict.receipt()).is_same

    @pytest.mark.parametrize(
        "over",
        [
            "[regulation]\ntitle.zh = '另一标题'",
            "[regulation]\nsource = 'elsewhere'",
            "[readings.A-05]\nground.zh = '另一理由'",
            "[readings.A-05]\nquestion.en = 'Which day?'",
        ],
    )
    def test_what_is_only_said(self, over: str) -> None:
        """The digest alone sees it, and so does the basis of every verdict."""
        book = loaded(over)
        assert (book.changes, book.edition) == ((), "REPAIR@2021")
        assert book.digest() != BOOK.digest()
        assert book.basis(NOW) != BOOK.basis(NOW)
        assert book.replay(judged(BOOK).receipt()).is_same

    def test_a_file_that_changes_nothing(self) -> None:
        """It is the book itself."""
        assert loaded("").basis(NOW) == BOOK.basis(NOW)

    def test_scenarios(self) -> None:
        """They try a book, and are no part of it."""
        other = attrs.evolve(service_centre.RULES, scenarios=())
        assert other.digest() == service_centre.RULES.digest()

    @pytest.mark.parametrize("name", ["zone_of", "ledgers", "words", "rules"])
    def test_every_part_counts(self, name: str) -> None:
        """What is told, what is named, where days begin, and a rule taken away."""
        book = copy.copy(BOOK)
        for kept in ("_digest", "digest_of_told", "changes"):
            vars(book).pop(kept, None)
        held = getattr(BOOK, name)
        less = Table(list(held.items())[1:]) if isinstance(held, Table) else None
        object.__setattr__(book, name, less)
        object.__setattr__(book, "base", BOOK)
        gone = {"ledgers": "facts.repair", "words": "words.in_home"}
        expected = gone.get(name, "visitors" if name == "rules" else name)
        assert book.changes[0] == expected
        assert book.digest() != BOOK.digest()

    def test_a_rule_that_cites_its_clause_in_other_words(self) -> None:
        """The digest sees what the table of clauses does not say."""
        rule = BOOK["visit_deadline"]
        said = attrs.evolve(rule.clause, en="in other words")
        book = BOOK.replace("visit_deadline", attrs.evolve(rule, clause=said))
        assert book.changes == ("visit_deadline",)
        assert book.digest() != BOOK.digest()


def judged(book: Rulebook) -> Any:
    """Return a verdict under a book."""
    completed = NOW.subtract(days=9)
    done = repair.Repair(id="R1", categories="leak", completed_at=completed)
    report = book.assess(
        {"repair": [done], "visit": []},
        as_of=NOW,
    )
    return report.where(rule="visit_deadline").verdicts[0]


def test_a_class_of_a_list() -> None:
    """A type is known by its names and their values, a kind of value by its words."""
    assert _form(Force)[1][0] == ["BINDING", "binding"]
    assert _form(Clause(id="X-1", en="x"))[0] == "followup_rules.clauses.Clause"
    assert _form(Text("a")) == ["followup_rules.clauses.Text", [["en", "a"]]]
