"""
Arguments of another kind than they must be: refused by name, before anything is done.
"""

from collections.abc import Iterable
from typing import Any

from followup_rules.errors import InvalidFieldError
from followup_rules.fields.values import Words


def check_kind(
    name: str, value: object, kinds: type | tuple[type, ...], allowed: str
) -> None:
    """
    Refuse an argument that is of none of these kinds.

    >>> check_kind("columns", "80", int, "a whole number")
    Traceback (most recent call last):
    ...
    followup_rules.errors.InvalidFieldError: columns cannot be '80'; allowed: a whole number

    Raises:
        InvalidFieldError: If it is.
    """
    wanted = kinds if isinstance(kinds, tuple) else (kinds,)
    # True is a whole number to Python, and to nobody else.
    a_flag = isinstance(value, bool) and bool not in wanted and object not in wanted
    if a_flag or not isinstance(value, wanted):
        raise InvalidFieldError(name, value, allowed)


def check_words(name: str, value: object) -> None:
    """
    Refuse what is no text that a sentence could name.

    Raises:
        InvalidFieldError: If it is no text, blank, or holds what acts or hides.
    """
    words = Words()
    if not words.accepts(value):
        raise InvalidFieldError(name, value, words.allowed)


def check_many(
    name: str, values: Any, allowed: str, kind: type | None = None
) -> tuple[Any, ...]:
    """
    Return the values of an argument that is to hold several, each of a kind.

    Raises:
        InvalidFieldError: If it is one text, cannot be walked through, or holds what is
            of another kind.
    """
    one = isinstance(values, str | bytes | bytearray | memoryview)
    if one or not isinstance(values, Iterable):
        raise InvalidFieldError(name, values, allowed)
    listed = tuple(values)
    for value in listed:
        if kind is not None and not isinstance(value, kind):
            raise InvalidFieldError(name, value, allowed)
    return listed
