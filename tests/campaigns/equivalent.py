"""
Planted faults that change no answer, each with the reason.
"""

from collections.abc import Mapping
from typing import Final

EQUIVALENT: Final[Mapping[str, str]] = {
    "books/feeds/moves.py:Moves: frozen(kw_only=True, field_transformer=held) -> "
    "frozen(kw_only=True)": (
        "Nobody builds it; the classes below it hold these fields as well."
    ),
    "books/stood.py:_unturned: True -> False": (
        "Evidence that says nothing of being done was not left undone: it is only asked "
        "whether it is None."
    ),
    "frames/books/keeping.py:_against: last > LAST_DAY -> last <= LAST_DAY": (
        "Then every row is asked by itself, which answers alike and takes longer."
    ),
    "frames/engines/arrays.py:offsets: low < FIRST_US -> low >= FIRST_US": (
        "What is out of range has no offset that anybody reads; more years are looked at."
    ),
    "frames/engines/arrays.py:offsets: low < FIRST_US -> low <= FIRST_US": (
        "What is out of range has no offset that anybody reads; more years are looked at."
    ),
    "frames/engines/bounds.py:: 32000000 -> 32000001": (
        "Any number of days will do that is beyond the calendar and in 64 bits."
    ),
    "frames/engines/in_arrow.py:_opened: "
    "nw.from_native(pa.table(plain), eager_only=True) -> "
    "nw.from_native(pa.table(plain))": "A table of pyarrow is never lazy.",
    "frames/outcomes.py:first_of: 2 -> 3": (
        "Where the branches are cut decides how deep they nest, and no answer."
    ),
    "frames/warranty/seasons.py:places_of: "
    "zip(seasons, runs, strict=bool(runs)) -> zip(seasons, runs)": (
        "The runs are none, or one for each season."
    ),
    "timing/hours/office.py:: 8 -> 9": "How many calendars are kept decides no answer.",
}
"""By the name of the mutant: why nothing can notice it."""
