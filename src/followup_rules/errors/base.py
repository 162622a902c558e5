"""
What every error of this package is: a value, with fields a program can read.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Self, dataclass_transform

UNSEEN = (
    "[\u00a0\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u202f\u205f"
    "\u2800\u3000\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Signs that show nothing of their own, and blanks that look like a space, as a pattern."""
_UNSEEN = re.compile(UNSEEN)
_ABSENT = object()
_SHOWN = 300
"""How many signs of a value a message shows."""
_LONGEST = 100
_SHORTEST = 3
_AS_NEAR = 5
"""Of a name how much is compared, how much says it, and how many are."""
_HOME = "followup_rules.errors"


def as_shown(value: object, write: Callable[[object], str] = repr) -> str:
    """
    Return a value as a message shows it, even one that has no `repr`.

    Lists that hold lists by the thousand, and whole numbers of thousands of digits,
    have none; the error that names them must still be readable, and a cell that holds a
    whole receipt is told by how it begins. Signs that nobody sees are written out, by
    their code points.
    """
    try:
        return _UNSEEN.sub(_written_out, shortened(write(value)))
    except (RecursionError, ValueError):
        return f"<{type(value).__name__}, too long or too deep to show>"


def shortened(text: str) -> str:
    """
    Return a text as far as a message shows it; what it leaves out is an ellipsis.
    """
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _written_out(found: re.Match[str]) -> str:
    """Return a sign as its code point."""
    return found[0].encode("unicode_escape").decode()


def nearest_of(got: object, allowed: Iterable[str]) -> str | None:
    """
    Return the name that was most likely meant, or None where none is near.

    Capitals make no difference, nor what stands before a dot; the beginning of one name
    alone means it, and of names that are equally near the first.

    >>> nearest_of("roof", ["foundation", "roof_waterproofing"])
    'roof_waterproofing'
    >>> nearest_of("A-5", ["A-04", "A-05", "A-65"])
    'A-05'
    """
    import difflib  # noqa: PLC0415 - for an error message only

    said = as_shown(got, str)[:_LONGEST].casefold()
    names: dict[str, str] = {}
    for name in map(str, allowed):
        names.setdefault(name.casefold(), name)
        names.setdefault(name.casefold().rpartition(".")[2], name)
    if said in names:
        return names[said]
    begun = {full for name, full in names.items() if name.startswith(said)}
    if len(begun) == 1 and len(said) >= _SHORTEST:
        return begun.pop()
    ratio: dict[str, float] = {}
    for name in difflib.get_close_matches(said, names, n=_AS_NEAR):
        ratio[name] = difflib.SequenceMatcher(None, name, said).ratio()
    best = [name for name in names if ratio.get(name) == max(ratio.values(), default=0)]
    return names[best[0]] if best else None


def nearest_hint(got: object, allowed: Iterable[str]) -> str:
    """Return the hint "; nearest: 'leak'", or nothing where no name is near."""
    near = nearest_of(got, allowed)
    return "" if near is None else f"; nearest: {near!r}"


@dataclass_transform(frozen_default=True, eq_default=False)
class FollowupRulesError(Exception):
    """
    The parent of every error this package raises on purpose.

    A subclass declares its fields as annotations and takes them in that order, by
    position or by name. Errors are values: they never change, they pickle, and two
    of one class with equal fields are equal. They are made without generated code,
    because everything imports them.

    >>> from followup_rules.errors import InvalidFieldError
    >>> error = InvalidFieldError("rate", 2, "a share from 0 to 1")
    >>> error.field, str(error)
    ('rate', 'rate cannot be 2; allowed: a share from 0 to 1')
    """

    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.__module__.startswith(f"{_HOME}."):
            cls.__module__ = _HOME  # where it is imported from, and pickled as
        cls.fields = tuple(cls.__annotations__)

    def __init__(self, *values: object, **named: object) -> None:
        given = dict(zip(self.fields, values, strict=False)) | named
        filled = {
            name: given.get(name, getattr(type(self), name, _ABSENT))
            for name in self.fields
        }
        expected = len(values) + len(named) == len(given) and given.keys() <= {
            *self.fields
        }
        if not expected or any(value is _ABSENT for value in filled.values()):
            message = f"{type(self).__name__} takes {', '.join(self.fields)}"
            raise TypeError(message)
        super().__init__(*filled.values())
        self.__dict__.update(filled)

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.fields:
            message = f"an error never changes, so {name!r} stays as it is"
            raise AttributeError(message)
        super().__setattr__(name, value)

    def but(self, **changes: object) -> Self:
        """
        Return the same error with some fields changed.
        """
        held = {name: getattr(self, name) for name in self.fields}
        return type(self)(**{**held, **changes})

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FollowupRulesError):
            return NotImplemented
        return type(self) is type(other) and self.args == other.args

    def __hash__(self) -> int:
        return hash((type(self).__name__, str(self)))
