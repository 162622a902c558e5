"""
Planted faults that change no answer, each with the reason.
"""

from collections.abc import Mapping
from typing import Final

EQUIVALENT: Final[Mapping[str, str]] = {}
"""By the name of the mutant: why nothing can notice it."""
