"""
What a field may hold: single values, and what holds others.
"""

import datetime as dt
import re
import unicodedata
from abc import ABC, abstractmethod
from enum import Enum
from fractions import Fraction
from typing import Final

from followup_rules.errors.base import UNSEEN
from followup_rules.immutable import frozen

_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""The signs of Unicode's categories Cc and Cs."""
_SHOWS_NOTHING: Final = re.compile(UNSEEN)
_CONTROLS: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""The categories of signs that control, or that nobody sees."""


def has_controls(text: str) -> bool:
    """
    Say whether a text holds a sign that controls, or that nobody sees.
    """
    return any(unicodedata.category(sign) in _CONTROLS for sign in text)


def as_seen(text: str) -> str:
    r"""
    Return a text in which such signs are written out, so that none of them acts.

    >>> as_seen("回访\x1b[31m")
    '回访\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(
        sign.encode("unicode_escape").decode() if has_controls(sign) else sign
        for sign in text
    )


def shows_nothing(text: str) -> bool:
    """
    Say whether a text holds a sign that shows nothing, or a blank that is no space.
    """
    return _SHOWS_NOTHING.search(text) is not None


def can_be_seen(text: str) -> bool:
    """
    Say whether every sign of a text can be seen, as an id asks.

    >>> can_be_seen("回访-1"), can_be_seen("A\u200b")
    (True, False)
    """
    return text.isascii() or not (has_controls(text) or shows_nothing(text))


class Holds(ABC):
    """
    Says what a field may hold.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def allowed(self) -> str:
        """
        The allowed values, in words for an error message.
        """

    @abstractmethod
    def accepts(self, value: object, /) -> bool:
        """
        Say whether the field may hold *value*.
        """

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.allowed}>"


# -------------------------------------------------------------------- single values


@frozen(repr=False)
class Whole(Holds):
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


class Share(Holds):
    """
    An exact share from 0 to 1; spellings such as "5%" are read on the way in.
    """

    __slots__ = ()

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
class Exact(Holds):
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


class Words(Holds):
    """
    A text that is not blank, without control characters, in Unicode's form NFC.
    """

    __slots__ = ()

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
        if not isinstance(value, str) or value == "" or value != value.strip():
            return False
        if value.isascii() and value.isprintable():  # as most ids are
            return True
        return unicodedata.is_normalized("NFC", value) and not _UNSEEN.search(value)


class Label(Words):
    """
    A text by which something is found: every sign of it can be told apart by eye.

    A no-break space, an ideographic space or a blank of braille looks like a space, and
    a zero-width sign like nothing, so that two names would look like one.
    """

    __slots__ = ()

    @property
    def allowed(self) -> str:
        """
        The demands in words.
        """
        return (
            "a text without edge blanks, control characters or characters that nobody "
            "sees, in NFC"
        )

    def accepts(self, value: object) -> bool:
        """
        Refuse what looks like another text.
        """
        return super().accepts(value) and can_be_seen(str(value))


class Given(Holds):
    """
    Anything; what is beside it says what it may be.
    """

    __slots__ = ()

    @property
    def allowed(self) -> str:
        """
        The demand in words.
        """
        return "a value of the kind that stands beside it"

    def accepts(self, _value: object) -> bool:
        """
        Take anything.
        """
        return True


class Flag(Holds):
    """
    True or false.
    """

    __slots__ = ()

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
class Member(Holds):
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
class Kind(Holds):
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
        if isinstance(value, dt.datetime) and dt.datetime not in self.classes:
            return False
        return isinstance(value, self.classes)


_OF_THE_MACHINE: Final = frozenset({"localtime", "posixrules", "Factory"})
_OTHER_CLOCKS: Final = ("right/", "posix/")


def is_of_a_place(name: str) -> bool:
    """
    Say whether a name of the time zone database means the same on every machine.

    Its folder also holds what a machine is set to, and on some machines the zones over
    again with leap seconds, which are half a minute off.
    """
    return name not in _OF_THE_MACHINE and not name.startswith(_OTHER_CLOCKS)


class Zone(Holds):
    """
    The name of a time zone in the IANA database.
    """

    __slots__ = ()

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

        if not isinstance(value, str) or not is_of_a_place(value):
            return False
        try:
            zoneinfo.ZoneInfo(value)
        except (ValueError, LookupError, OSError):
            return False
        return True


# --------------------------------------------------------- what holds others


@frozen(repr=False)
class Optional(Holds):
    """
    Nothing, or what another rule allows.
    """

    inner: Holds

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
class Many(Holds):
    """
    A tuple of at least *least* entries, each allowed by *inner*.

    With *unique*, no two entries may give the same value of that attribute
    (or be equal, where *unique* is the empty text).
    """

    inner: Holds
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


@frozen(repr=False)
class Entries:
    """
    Says of an annotated tuple how many entries it has at least, and what is unique.

    `unique` is as in `Many`.
    """

    least: int = 0
    unique: str | None = None
