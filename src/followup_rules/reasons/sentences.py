"""
Every sentence of the register; loaded when asked for.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final

from followup_rules.clauses import Text

MODULES: Final = (
    "common",
    "deadlines",
    "quotas",
    "checklists",
    "cadence",
    "procedures",
    "targets",
    "windows",
    "warranty",
    "retention",
    "draws",
    "scoring",
    "teams",
    "keeping",
    "intervals",
    "streaks",
    "series",
    "ways_out",
    "frames",
)
"""The modules that hold sentences, one for each kind of rule."""


@cache
def sentences() -> Mapping[str, Text]:
    """
    Return every code with its pattern.
    """
    joined: dict[str, Text] = {}
    for name in MODULES:
        joined |= import_module(f"followup_rules.reasons.{name}").SENTENCES
    return joined
