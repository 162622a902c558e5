"""
What stands at the top of a file of rules, and in one of editions.
"""

from typing import Final

import attrs

from followup_rules.fields import holds_of
from followup_rules.interchange.classes import shape_of
from followup_rules.interchange.editions import Edition, Editions
from followup_rules.interchange.shapes import Shape

FORMAT: Final = "followup-rules/rules/1"
"""The name of the form, as it stands under `format`."""

HEAD: Final = ("$schema", "format")

SECTIONS: Final = (
    "regulation",
    "zone_of",
    "words",
    "facts",
    "clauses",
    "rules",
    "readings",
    "scenarios",
)

CHANGES: Final = ("based_on", "remove")

EDITION_FIELDS: Final = {
    "from": "first",
    "until": "last",
    "open_cases": "open_cases",
    "cycle": "cycle",
}
"""The fields of `Edition` by the name they have in a file."""

EDITION_SHAPES: Final[dict[str, Shape]] = {
    key: shape_of(holds_of(attrs.fields_dict(Edition)[name]))
    for key, name in EDITION_FIELDS.items()
}
"""What an edition says beside its rules."""

ZONE_SHAPE: Final = shape_of(holds_of(attrs.fields_dict(Editions)["zone"]))
"""Where the days of editions begin and end."""
