"""
Plain text in columns, where a Chinese character takes two.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_WIDE = frozenset("WF")


def width(text: str) -> int:
    """
    Return how many terminal columns *text* takes.

    >>> width("leak 漏水")
    9
    """
    return sum(
        0
        if unicodedata.combining(sign)
        else 2
        if unicodedata.east_asian_width(sign) in _WIDE
        else 1
        for sign in text
    )


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """
    Fill *text* with blanks up to *columns*, on its right or, for numbers, its left.
    """
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, columns: int) -> list[str]:
    """
    Break *text* into lines of at most *columns*, at blanks or between wide signs.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width(line + piece.rstrip()) > columns and line.strip():
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        *full, line = _cut(line, columns)
        lines += full
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


_NO_LINE_START = frozenset("，。；：、）】》”’！？%")
_NO_LINE_END = frozenset("（【《“‘")


def _pieces(text: str) -> Iterator[str]:
    """Cut a text where a line may end: after blanks and after wide signs."""
    piece = ""
    for place, sign in enumerate(text):
        piece += sign
        following = text[place + 1 : place + 2]
        wide = unicodedata.east_asian_width(sign) in _WIDE
        next_wide = bool(following) and unicodedata.east_asian_width(following) in _WIDE
        may_end = sign == " " or wide or next_wide
        if may_end and sign not in _NO_LINE_END and following not in _NO_LINE_START:
            yield piece
            piece = ""
    if piece:
        yield piece


def _cut(text: str, columns: int) -> Iterator[str]:
    """Cut a text that is too long where it is full, after one sign at least."""
    head, taken = "", 0
    for sign in text.rstrip():
        size = width(sign)
        if head and taken + size > columns:
            yield head
            head, taken = "", 0
        head, taken = head + sign, taken + size
    yield head + text[len(text.rstrip()) :]


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: frozenset[int] = frozenset(),
    columns: int = 80,
) -> str:
    """
    Set rows in columns under a head, and wrap the last column to *columns*.

    Args:
        head: The titles.
        rows: As many cells as titles, each row.
        numbers: Which columns are set to the right.
        columns: How wide a line may be.
    """
    body = [list(row) for row in rows]
    sizes = [max(map(width, cells)) for cells in zip(head, *body, strict=True)]
    room = max(8, columns - sum(sizes[:-1]) - 2 * (len(sizes) - 1))
    sizes[-1] = min(sizes[-1], room)
    lines = [*_row(head, sizes, numbers), "  ".join("-" * size for size in sizes)]
    for row in body:
        lines += _row(row, sizes, numbers)
    return "\n".join(lines)


def _row(
    cells: Sequence[str], sizes: Sequence[int], numbers: frozenset[int]
) -> Iterator[str]:
    """Set one row, over several lines where its last cell is long."""
    last = wrap(cells[-1], sizes[-1])
    for number, text in enumerate(last):
        fixed = cells[:-1] if number == 0 else [""] * (len(cells) - 1)
        parts = [
            pad(cell, size, right=place in numbers)
            for place, (cell, size) in enumerate(
                zip([*fixed, text], sizes, strict=True)
            )
        ]
        yield "  ".join(parts).rstrip()
