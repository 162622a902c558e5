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
    "frames/engines/in_arrow.py:_group_codes: 1 -> 2 (3)": (
        "A larger factor keeps the numbers of two columns apart just as well."
    ),
    "frames/engines/zones.py:: 7 -> 8": (
        "No zone changes twice within eight days in the years of plain yearly rules."
    ),
    "frames/opening.py:Opening.leads: zip(lows, highs, strict=True) -> "
    "zip(lows, highs)": "Both have one entry for each stretch.",
    "policies/draws/tickets.py:_each_once: return True -> return None": (
        "A false alarm, after which each id is looked at: the answer is the same."
    ),
    "policies/series/policy.py:: 12 -> 13": (
        "The last day of December is then one of another year: the same day of a year."
    ),
    "policies/warranty/claims.py:CoverEvidence: False -> True": (
        "Whoever builds it says which moment it was judged by."
    ),
    "policies/warranty/cover.py:SeasonCount: frozen(field_transformer=held) -> "
    "frozen()": "What reads its one field refuses all that is no share.",
    "policies/windows/policy.py:_belongs: 0 -> 1": (
        "Only what came before a window is asked of, and that one has a first day."
    ),
    "testing/moments.py:_about: 3 -> 4": "One more moment is tried at each change.",
    "timing/cycles/due_days.py:DayOf.last_day: self.number > 0 -> self.number >= 0": (
        "There is no day number 0."
    ),
    "timing/moments.py:_is_day_of: 1 -> 2": (
        "Then the day is read off the clock, which answers alike and takes longer."
    ),
}
"""By the name of the mutant: why nothing can notice it."""
