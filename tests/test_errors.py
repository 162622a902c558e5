"""
Everything raised on purpose: one family, with fields, and the way out.
"""

import copy
import datetime as dt
import pickle
import types
import typing
from fractions import Fraction
from typing import Any

import attrs
import pytest

from followup_rules import errors
from followup_rules.errors import FollowupRulesError

CLASSES = tuple(
    getattr(errors, name)
    for name in sorted(errors.__all__)
    if name.endswith("Error") and name != FollowupRulesError.__name__
)
_SAMPLES: dict[Any, Any] = {
    str: "sample",
    object: 3,
    int: 7,
    bool: True,
    dt.date: dt.date(2026, 3, 2),
    tuple[str, ...]: ("leak", "general"),
    Fraction: Fraction(1, 3),
}


def _sample_of(hint: Any) -> Any:
    """Return a value for an annotation."""
    if hint in _SAMPLES:
        return _SAMPLES[hint]
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        return _sample_of(typing.get_args(hint)[0])
    if typing.get_origin(hint) is tuple:
        return (_sample_of(typing.get_args(hint)[0]),)
    if attrs.has(hint):
        return _filled(hint)
    return None


def _fields_of(kind: Any) -> tuple[str, ...]:
    """Return the names of the fields of an error, or of an attrs class."""
    if issubclass(kind, FollowupRulesError):
        return tuple(kind.fields)
    return tuple(field.name for field in attrs.fields(kind))


def _filled(kind: type[Any]) -> Any:
    """Build an object with a value in every field."""
    hints = typing.get_type_hints(kind)
    return kind(*(_sample_of(hints[name]) for name in _fields_of(kind)))


class TestEveryError:
    """
    What holds for each class.
    """

    @pytest.mark.parametrize("kind", CLASSES)
    def test_it_is_of_the_family(self, kind: type[FollowupRulesError]) -> None:
        """It ends in Error, says what it is, and is no bare Exception."""
        assert kind.__name__.endswith("Error")
        assert kind.__doc__
        builtin = {entry for entry in kind.__mro__ if entry.__module__ == "builtins"}
        own = builtin - {Exception, BaseException, object}
        assert own or kind is errors.RequirementNotMetError

    @pytest.mark.parametrize("kind", CLASSES)
    def test_it_speaks(self, kind: type[FollowupRulesError]) -> None:
        """Its message is made of its fields, and no field is shown as an object."""
        message = str(_filled(kind))

        assert message
        assert " object at 0x" not in message
        assert not message.endswith("; ")

    @pytest.mark.parametrize("kind", CLASSES)
    def test_it_travels(self, kind: type[FollowupRulesError]) -> None:
        """It is equal to its pickle and its copy, and hashable."""
        error = _filled(kind)

        for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - our own
            assert (type(twin), twin, str(twin)) == (kind, error, str(error))
            assert hash(twin) == hash(error)
            assert twin != "an error"

    @pytest.mark.parametrize("kind", CLASSES)
    def test_it_is_raised_and_never_changed(self, kind: Any) -> None:
        """It can be raised from another, and its fields stay what they were."""
        error = _filled(kind)

        with pytest.raises(FollowupRulesError) as caught:
            raise error from KeyError("cause")
        assert isinstance(caught.value.__cause__, KeyError)
        with pytest.raises(AttributeError, match="an error never changes"):
            setattr(error, kind.fields[0], None)

    def test_a_changed_one_is_another(self) -> None:
        """`but` gives the same error with a field changed."""
        error = errors.RowError("visit", "V1", "signed", None, "is missing")

        assert error.but(row="V1/P1") == errors.RowError(
            "visit", "V1/P1", "signed", None, "is missing"
        )
        assert error.row == "V1"

    def test_a_remark_may_be_added(self) -> None:
        """What is no field can be set, as Python itself does with notes."""
        error: Any = errors.RowError("visit", "V1", "signed", None, "is missing")
        error.seen_in = "visits.csv"

        assert error.seen_in == "visits.csv"

    @pytest.mark.parametrize("kind", CLASSES)
    def test_its_fields_are_named(self, kind: Any) -> None:
        """It takes its fields by name too, and refuses any others."""
        error = _filled(kind)
        named = {name: getattr(error, name) for name in kind.fields}

        assert kind(**named) == error
        for wrong in ({**named, "colour": 1}, {}):
            with pytest.raises(TypeError, match=f"{kind.__name__} takes"):
                kind(**wrong)
        with pytest.raises(TypeError, match=f"{kind.__name__} takes"):
            kind(*named.values(), "one too many")


class TestOneOfAHost:
    """
    A host may add an error of its own to the family.
    """

    def test_it_stays_where_it_is(self) -> None:
        """Ours say that they come from one place; another one does not."""

        class LostPaperError(FollowupRulesError):
            """A paper is lost."""

            paper: str

            def __str__(self) -> str:
                return f"{self.paper} is lost"

        error = LostPaperError("the form")
        assert (error.paper, str(error)) == ("the form", "the form is lost")
        assert LostPaperError.__module__ == __name__
        assert errors.RowError.__module__ == "followup_rules.errors"


class TestMessages:
    """
    What came, what is allowed, and the way out.
    """

    @pytest.mark.parametrize(
        ("error", "message"),
        [
            (
                errors.UnknownNameError("category", "leek", ("general", "leak")),
                "unknown category 'leek'; allowed: general, leak; nearest: 'leak'",
            ),
            (
                errors.UnknownNameError("role", "zzz", ("office",)),
                "unknown role 'zzz'; allowed: office",
            ),
            (
                errors.UnknownNameError("round_id", "R1", ()),
                "unknown round_id 'R1'; allowed: none, because none are known",
            ),
            (
                errors.UnknownNameError(
                    "case_id", "n1", tuple("n" * n for n in range(1, 252))
                ),
                "unknown case_id 'n1'; allowed: "
                + ", ".join("n" * n for n in range(1, 51))
                + " and 201 more",
            ),
            (
                errors.MissingFactError("as_of", "assess()"),
                "assess() needs the fact 'as_of'",
            ),
            (
                errors.MissingFactError("as_of", "assess()", "pass it"),
                "assess() needs the fact 'as_of'; pass it",
            ),
            (
                errors.NotADayError("day", 5),
                "day must be a calendar day, got 5; pass a datetime.date or pendulum.Date",
            ),
            (
                errors.RowError("repair", "R1", "premises", "x", "unknown 'x'"),
                "repair 'R1', premises: unknown 'x'",
            ),
            (
                errors.RequirementNotMetError(("one", "two")),
                "2 not met: one; two",
            ),
            (
                errors.MissingExtraError("the China calendar", "china"),
                "the China calendar needs an optional dependency; install followup-rules with the extra 'china', from where you have it: pip install '/path/to/followup-rules[china]'",
            ),
        ],
    )
    def test_they_read(self, error: FollowupRulesError, message: str) -> None:
        """Word for word."""
        assert str(error) == message

    def test_a_moment_has_no_day(self) -> None:
        """A datetime where a day is wanted is told about time zones."""
        moment = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)

        assert "choose its time zone" in str(errors.NotADayError("day", moment))
