"""
Rulebooks, policies and editions as plain data, and back.

A document is one of three: a policy (it has a `kind`), editions (it has `editions`),
or a rulebook. A rulebook is written out whole, or says what it is based on and only
what differs; `FORMAT` names the form, so that a later one can tell.
"""

from followup_rules.interchange.documents.laying import (
    choice_in,
)
from followup_rules.interchange.documents.layout import (
    CHANGES,
    EDITION_SHAPES,
    FORMAT,
    HEAD,
    SECTIONS,
    ZONE_SHAPE,
)
from followup_rules.interchange.documents.reading import (
    Origin,
    find,
    load,
    loads,
    read,
    shipped,
    shipped_names,
)
from followup_rules.interchange.documents.writing import (
    dump,
    dumps,
)

__all__ = [
    "CHANGES",
    "EDITION_SHAPES",
    "FORMAT",
    "HEAD",
    "SECTIONS",
    "ZONE_SHAPE",
    "Origin",
    "choice_in",
    "dump",
    "dumps",
    "find",
    "load",
    "loads",
    "read",
    "shipped",
    "shipped_names",
]
