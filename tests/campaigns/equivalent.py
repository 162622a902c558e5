"""
Planted faults that change no answer, each with the reason.
"""

from collections.abc import Mapping
from typing import Final

EQUIVALENT: Final[Mapping[str, str]] = {
    "frames/engines/bounds.py:: 32000000 -> 32000001": (
        "Any number of days will do that is beyond the calendar and in 64 bits."
    ),
    "frames/engines/in_arrow.py:_opened: "
    "nw.from_native(pa.table(plain), eager_only=True) -> "
    "nw.from_native(pa.table(plain))": "A table of pyarrow is never lazy.",
    "frames/warranty/seasons.py:places_of: "
    "zip(seasons, runs, strict=bool(runs)) -> zip(seasons, runs)": (
        "The runs are none, or one for each season."
    ),
}
"""By the name of the mutant: why nothing can notice it."""
