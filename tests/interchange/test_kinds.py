"""
Every kind of policy is known to files, and every field of it has words.
"""

from enum import Enum
from typing import Any

import attrs
import pytest

from followup_rules.books import feeds
from followup_rules.books.feeds.episodes import Merged
from followup_rules.books.register import calculations
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import (
    METADATA_KEY,
    Flag,
    Kind,
    Later,
    Many,
    Member,
    Optional,
    holds_of,
)
from followup_rules.interchange import KINDS, shipped, shipped_names
from followup_rules.interchange.classes import LENGTHS, shape_of
from followup_rules.interchange.docstrings import fields_said
from followup_rules.interchange.kinds import FEEDS, FURTHER, kind_of
from followup_rules.interchange.labels import FIELDS, label
from followup_rules.interchange.labels_of_options import MEMBERS, label_of_member
from followup_rules.interchange.readings import field_of
from followup_rules.ledgers.values import Value
from followup_rules.timing.cycles import Every


def shipped_books() -> list[Rulebook]:
    """Return every shipped rulebook."""
    return [shipped(name) for name in shipped_names()]


def inside(cls: Any, seen: set[Any]) -> set[Any]:
    """Return every attrs class and enumeration that a class holds."""
    if cls in seen or cls in {*LENGTHS, Every, Text, Clause}:
        return seen
    seen.add(cls)
    if attrs.has(cls):
        for field in attrs.fields(cls):
            for found in named(field.metadata.get(METADATA_KEY)):
                inside(found, seen)
    return seen


def named(rule: Any) -> tuple[Any, ...]:
    """Return the classes that a rule names."""
    if isinstance(rule, Later):
        return named(rule.found)
    if isinstance(rule, Optional | Many):
        return named(rule.inner)
    if isinstance(rule, Member):
        return (rule.of,)
    return rule.classes if isinstance(rule, Kind) else ()


EVERYTHING: set[Any] = set()
for kind in KINDS.values():
    inside(kind, EVERYTHING)

FED: set[Any] = set()
inside(feeds.WayOut, FED)
inside(Merged, FED)
BESIDE = [cls for one in FURTHER.values() for cls in one.values()]
for cls in (*FEEDS.values(), *BESIDE, feeds.Own, *calculations().values()):
    if isinstance(cls, type) and not issubclass(cls, Value):
        for part in attrs.fields(cls):  # type: ignore[arg-type]
            for one in named(holds_of(part)):
                inside(one, FED)
        FED.add(cls)


class TestKinds:
    """
    The one table of kinds.
    """

    def test_holds_every_policy_that_ships(self) -> None:
        """
        A new kind of policy fails here until it has a name in the table.
        """
        for book in shipped_books():
            for policy in book.rules.values():
                assert type(policy) in KINDS.values(), type(policy)
                assert KINDS[kind_of(policy)] is type(policy)

    def test_refuses_another_class(self) -> None:
        """
        What is no kind of policy cannot be written.
        """
        with pytest.raises(UnknownNameError, match="unknown kind of policy 'Text'"):
            kind_of(Text("a", "b"))

    def test_every_field_declares_what_it_holds(self) -> None:
        """
        A field without a rule could be neither checked nor described.
        """
        for cls in EVERYTHING:
            for field in attrs.fields(cls) if attrs.has(cls) else ():
                assert METADATA_KEY in field.metadata or not field.init

    def test_a_rule_without_a_form(self) -> None:
        """
        A flag that may be missing has no form, because false already says none.
        """
        with pytest.raises(InvalidFieldError, match="a form in plain data"):
            shape_of(Optional(Flag()))


class TestWords:
    """
    Words for fields and options, for differences and pages.
    """

    def test_every_field_has_words(self) -> None:
        """
        And no word is there for a field that is not.
        """
        fields = {
            field.name
            for cls in EVERYTHING | FED
            if attrs.has(cls)
            for field in attrs.fields(cls)
            if field.init
        }
        assert fields - {"id", "key"} == set(FIELDS)
        assert label("rate").zh == "比率"
        assert label("no_such_field") == Text("no_such_field", "no_such_field")

    def test_every_option_has_words(self) -> None:
        """
        And no word is there for an option that is not.
        """
        members = {
            f"{cls.__name__}.{member.name}"
            for cls in EVERYTHING | FED
            if isinstance(cls, type) and issubclass(cls, Enum)
            for member in cls
        }
        assert members == set(MEMBERS)

        class Other(Enum):
            ONE = 1

        assert label_of_member(Other.ONE) == Text("ONE", "ONE")

    def test_what_a_class_says_about_its_fields(self) -> None:
        """
        The descriptions in the schema are those of the classes themselves.
        """
        said = fields_said(KINDS["quota"])
        assert said["waive_below"] == "Populations smaller than this owe nothing."
        for cls in KINDS.values():
            required = {field.name for field in attrs.fields(cls) if field.init}
            assert set(fields_said(cls)) == required


class TestFieldsOfReadings:
    """
    A reading names its field by a path with dots.
    """

    @pytest.mark.parametrize(
        ("kind", "path"),
        [
            ("deadline", "counting.rest_day"),
            ("deadline", "cases.general.limit"),
            ("deadline", "cases.general"),
            ("window", "span.opens"),
            ("window", "span.lead"),
            ("quota", "rate"),
        ],
    )
    def test_found(self, kind: str, path: str) -> None:
        """
        Through a nested object, a case by its key, and the kinds of a window.
        """
        assert field_of(KINDS[kind], path) is not None

    @pytest.mark.parametrize(
        ("kind", "path"),
        [
            ("deadline", ""),
            ("deadline", "limits"),
            ("deadline", "counting.rest_days"),
            ("deadline", "limit.n.x"),
            ("deadline", "forms.x"),
            ("window", "span.x"),
        ],
    )
    def test_not_found(self, kind: str, path: str) -> None:
        """
        A path that leads nowhere is no field.
        """
        assert field_of(KINDS[kind], path) is None
