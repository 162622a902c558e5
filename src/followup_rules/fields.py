"""
What a policy's field may hold, declared once.

A rule rides in the attrs metadata of its field. The validator reads it there,
and so can a loader, a schema or an error message.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Any, Protocol

import attrs
from attrs import frozen

from followup_rules.errors import InvalidFieldError

METADATA_KEY = "rule"


class FieldRule(Protocol):
    """
    Says what a field may hold.
    """

    @property
    def allowed(self) -> str:
        """
        The allowed values, in words for an error message.
        """
        ...

    def accepts(self, value: object) -> bool:
        """
        Say whether the field may hold *value*.
        """
        ...


@frozen(repr=False)
class Whole:
    """
    A whole number of at least *minimum*, and of at most *maximum* if there is one.
    """

    minimum: int = 0
    maximum: int | None = None

    @property
    def allowed(self) -> str:
        """
        The bounds in words.
        """
        if self.maximum is None:
            return f"a whole number, {self.minimum} or more"
        return f"a whole number from {self.minimum} to {self.maximum}"

    def accepts(self, value: object) -> bool:
        """
        Refuse everything that is no int; `True` is no number.
        """
        return (
            isinstance(value, int)
            and not isinstance(value, bool)
            and value >= self.minimum
            and (self.maximum is None or value <= self.maximum)
        )


@frozen(repr=False)
class Share:
    """
    An exact share from 0 to 1; spellings such as "5%" are read on the way in.
    """

    @property
    def allowed(self) -> str:
        """
        The spellings in words.
        """
        return "a share from 0 to 1, such as '5%' or '1/20'"

    def accepts(self, value: object) -> bool:
        """
        Take fractions from 0 to 1.
        """
        return isinstance(value, Fraction) and 0 <= value <= 1


@frozen(repr=False)
class Exact:
    """
    An exact number of at least *minimum*, and of at most *maximum* if there is one.
    """

    minimum: int | None = None
    maximum: int | None = None

    @property
    def allowed(self) -> str:
        """
        The bounds in words.
        """
        bounds = {"from": self.minimum, "up to": self.maximum}
        words = [
            f"{word} {bound}" for word, bound in bounds.items() if bound is not None
        ]
        return " ".join(["an exact number", *words])

    def accepts(self, value: object) -> bool:
        """
        Take fractions inside the bounds.
        """
        return (
            isinstance(value, Fraction)
            and (self.minimum is None or value >= self.minimum)
            and (self.maximum is None or value <= self.maximum)
        )


@frozen(repr=False)
class Words:
    """
    A text that is not blank, without control characters, in Unicode's form NFC.
    """

    @property
    def allowed(self) -> str:
        """
        The demands in words.
        """
        return "a text without edge blanks or control characters, in NFC"

    def accepts(self, value: object) -> bool:
        """
        Refuse what cannot be told apart by eye.
        """
        return (
            isinstance(value, str)
            and value != ""
            and value == value.strip()
            and unicodedata.is_normalized("NFC", value)
            and not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value)
        )


@frozen(repr=False)
class Flag:
    """
    True or false.
    """

    @property
    def allowed(self) -> str:
        """
        Both values.
        """
        return "True or False"

    def accepts(self, value: object) -> bool:
        """
        Refuse everything but the two.
        """
        return isinstance(value, bool)


@frozen(repr=False)
class Member:
    """
    One member of an enumeration.
    """

    of: type[Enum]

    @property
    def allowed(self) -> str:
        """
        The members by name.
        """
        return ", ".join(f"{self.of.__name__}.{name}" for name in self.of.__members__)

    def accepts(self, value: object) -> bool:
        """
        Refuse names and values; the member itself is meant.
        """
        return isinstance(value, self.of)


@frozen(repr=False)
class Kind:
    """
    An object of one of the given classes.
    """

    classes: tuple[type, ...]

    @property
    def allowed(self) -> str:
        """
        The classes by name.
        """
        return " or ".join(kind.__name__ for kind in self.classes)

    def accepts(self, value: object) -> bool:
        """
        Take instances; a datetime is not taken for a date.
        """
        if dt.date in self.classes and isinstance(value, dt.datetime):
            return False
        return isinstance(value, self.classes)


@frozen(repr=False)
class Zone:
    """
    The name of a time zone in the IANA database.
    """

    @property
    def allowed(self) -> str:
        """
        An example in words.
        """
        return "an IANA time zone name, such as 'Asia/Shanghai'"

    def accepts(self, value: object) -> bool:
        """
        Ask the time zone database.
        """
        import zoneinfo  # noqa: PLC0415 - asked for only where a zone is set

        if not isinstance(value, str):
            return False
        try:
            zoneinfo.ZoneInfo(value)
        except (ValueError, LookupError, OSError):
            return False
        return True


@frozen(repr=False)
class Optional:
    """
    Nothing, or what another rule allows.
    """

    inner: FieldRule

    @property
    def allowed(self) -> str:
        """
        The inner rule, or None.
        """
        return f"None or {self.inner.allowed}"

    def accepts(self, value: object) -> bool:
        """
        Take None.
        """
        return value is None or self.inner.accepts(value)


@frozen(repr=False)
class Many:
    """
    A tuple of at least *least* entries, each allowed by *inner*.

    With *unique*, no two entries may give the same value of that attribute
    (or be equal, where *unique* is the empty text).
    """

    inner: FieldRule
    least: int = 0
    unique: str | None = None

    @property
    def allowed(self) -> str:
        """
        The inner rule, the least length and the uniqueness in words.
        """
        words = f"a tuple of {self.least} or more, each {self.inner.allowed}"
        if self.unique is None:
            return words
        return f"{words}, no {self.unique or 'entry'} twice"

    def accepts(self, value: object) -> bool:
        """
        Refuse lists and generators: a policy never changes.
        """
        if not isinstance(value, tuple) or len(value) < self.least:
            return False
        if not all(self.inner.accepts(entry) for entry in value):
            return False
        if self.unique is None:
            return True
        keys = [
            getattr(entry, self.unique) if self.unique else entry for entry in value
        ]
        return len(set(keys)) == len(keys)


def as_tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    """
    Freeze a list that a caller wrote where a tuple is kept.

    Anything else passes unchanged, for the validator to refuse: a text is no list
    of letters, and a set has no order.
    """
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]


def holds(rule: FieldRule) -> dict[str, FieldRule]:
    """
    Return the attrs metadata of a field that holds what *rule* allows.

    >>> @attrs.frozen(kw_only=True)
    ... class Sample:
    ...     size: int = attrs.field(validator=validate, metadata=holds(Whole(1)))
    >>> Sample(size=0)
    Traceback (most recent call last):
    ...
    followup_rules.errors.InvalidFieldError: Sample.size cannot be 0; allowed: a whole number, 1 or more
    """
    return {METADATA_KEY: rule}


def rule_of(attribute: "attrs.Attribute[Any]") -> FieldRule:
    """
    Return the rule that *attribute* was declared with.
    """
    rule: FieldRule = attribute.metadata[METADATA_KEY]
    return rule


def validate(owner: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """
    Hold *value* against the rule in the attribute's metadata.

    Raises:
        InvalidFieldError: Naming the class, the field, the value, and what is allowed.
    """
    rule = rule_of(attribute)
    if not rule.accepts(value):
        name = f"{type(owner).__name__}.{attribute.name}"
        raise InvalidFieldError(name, value, rule.allowed)
