"""
Unicode's form NFC as a pattern, for engines that cannot normalize texts.

The pattern is read from the tables of this Python, by which single calls check ids
too, so that columns and single calls cannot disagree. It is written for the regular
expressions of Java, by code point, and leans on none of Java's own tables.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

HARMLESS: Final = (
    range(0x0300),
    range(0x0388, 0x0483),
    range(0x3001, 0x302A),
    range(0x3041, 0x3097),
    range(0x30A0, 0x3100),
    range(0x3400, 0xA000),
    range(0xAC00, 0xD7A4),
    range(0xFF01, 0xFFF0),
)
"""Latin, Greek, Cyrillic, Chinese, Japanese, Korean: a text of them alone is in NFC."""

_LEADS: Final = range(0x1100, 0x1113)
_VOWELS: Final = range(0x1161, 0x1176)
_TAILS: Final = range(0x11A8, 0x11C3)
_OPEN_SYLLABLES: Final = range(0xAC00, 0xD7A4, 28)
"""Hangul is composed by arithmetic, and stands in no table."""
_UNSEEN: Final = {"Cf", "Zl", "Zp"}
_UNASSIGNED: Final = {"Cn", "Co", "Cs"}


def suspect() -> str:
    """
    Return a pattern for a sign that is not harmless; most ids hold none.
    """
    return f"[^{_any_of(code for span in HARMLESS for code in span)[1:]}"


@cache
def unseen() -> str:
    """
    Return a pattern for signs that control or separate, and that nobody sees.

    They are those of Python's tables: a Java may know an earlier Unicode.
    """
    codes = range(sys.maxunicode + 1)
    return _any_of(code for code in codes if unicodedata.category(chr(code)) in _UNSEEN)


@cache
def not_composed() -> str:
    r"""
    Return a pattern that is found in a text exactly if it is not in the form NFC.

    Such a text holds a sign that always gives way to others; or marks in another
    order than that of their classes; or a sign, then at most marks of lower classes,
    then a mark with which the sign becomes another.

    >>> r"[\x{1100}-\x{1112}][\x{1161}-\x{1175}]" in not_composed()
    True
    """
    signs = [chr(code) for code in range(sys.maxunicode + 1)]
    signs = [sign for sign in signs if unicodedata.category(sign) not in _UNASSIGNED]
    giving_way = [sign for sign in signs if not _is_composed(sign)]
    classes: dict[int, list[str]] = {}
    for sign in signs:
        classes.setdefault(unicodedata.combining(sign), []).append(sign)
    del classes[0]
    ranks = [classes[rank] for rank in sorted(classes)]
    return "|".join(
        [
            _any_of(map(ord, giving_way)),
            *_disorders(ranks),
            *_meetings([sign for sign in signs if _is_composed(sign)], classes),
            _any_of(_LEADS) + _any_of(_VOWELS),
            _any_of(_OPEN_SYLLABLES) + _any_of(_TAILS),
        ]
    )


def _is_composed(text: str) -> bool:
    """Say whether a text is in the form NFC."""
    return unicodedata.is_normalized("NFC", text)


def _disorders(ranks: Sequence[list[str]]) -> Iterator[str]:
    """Yield patterns for a mark that follows one of a higher class, by halves."""
    if len(ranks) > 1:
        middle = len(ranks) // 2
        lower, higher = ranks[:middle], ranks[middle:]
        yield _any_of_all(higher) + _any_of_all(lower)
        yield from _disorders(lower)
        yield from _disorders(higher)


def _meetings(signs: list[str], classes: dict[int, list[str]]) -> Iterator[str]:
    """Yield patterns for a sign and a later one with which it becomes another."""
    parts = {sign: unicodedata.decomposition(sign).split() for sign in signs}
    parted = {
        sign: [chr(int(part, 16)) for part in found]
        for sign, found in parts.items()
        if found and not found[0].startswith("<")
    }
    firsts = {*parted, *(found[0] for found in parted.values())}
    for last in sorted({found[-1] for found in parted.values()}):
        meeting = [ord(sign) for sign in firsts if not _is_composed(sign + last)]
        own = unicodedata.combining(last)
        lower = [classes[rank] for rank in classes if rank < own]
        between = f"{_any_of_all(lower)}*" if lower else ""
        yield _any_of(meeting) + between + _any_of([ord(last)])


def _any_of_all(ranks: Iterable[list[str]]) -> str:
    """Return the class of the marks of several classes."""
    return _any_of(ord(mark) for marks in ranks for mark in marks)


def _any_of(codes: Iterable[int]) -> str:
    """Return a class of signs."""
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    shown = [
        rf"\x{{{low:x}}}" if low == high else rf"\x{{{low:x}}}-\x{{{high:x}}}"
        for low, high in spans
    ]
    return f"[{''.join(shown)}]"
