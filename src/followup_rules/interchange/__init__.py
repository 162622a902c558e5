"""
Rules as data: load and dump, schema, editions, checks and differences.

Needs the extra `data`. A rules file starts from a shipped regulation and says only
what differs; what is loaded is a `Rulebook` and goes into any `assess(rules=...)`.

>>> stricter = loads('''
... based_on = "repair@2021"
... [rules."visit_quota.office"]
... rate = "8%"
... ''')
>>> stricter["visit_quota.office"].required(population=100)
8
"""

from followup_rules.errors import MissingExtraError, RulesFileError

try:
    import tomlkit  # noqa: F401 - asked for before anything here is used
except ImportError as error:
    raise MissingExtraError("followup_rules.interchange", "data") from error

from followup_rules.interchange.calendars import calendar_of
from followup_rules.interchange.difference import Change, Difference, Shift, Turn, diff
from followup_rules.interchange.documents import (
    FORMAT,
    dump,
    dumps,
    find,
    load,
    loads,
    read,
    shipped,
    shipped_names,
)
from followup_rules.interchange.editions import Edition, Editions, Judged, OpenCases
from followup_rules.interchange.faults import CROSS_FIELD, DataFault
from followup_rules.interchange.findings import Finding
from followup_rules.interchange.kinds import KINDS
from followup_rules.interchange.ledgers import Ledgers, read_ledgers, read_rows
from followup_rules.interchange.reports import (
    make_report_schema,
    render_report_schema,
    report_schema_text,
)
from followup_rules.interchange.reviewing import review
from followup_rules.interchange.schema import make_schema, render_schema, schema_text
from followup_rules.interchange.seasons import seasons_of
from followup_rules.interchange.showing import show

__all__ = [
    "CROSS_FIELD",
    "FORMAT",
    "KINDS",
    "Change",
    "DataFault",
    "Difference",
    "Edition",
    "Editions",
    "Finding",
    "Judged",
    "Ledgers",
    "OpenCases",
    "RulesFileError",
    "Shift",
    "Turn",
    "calendar_of",
    "diff",
    "dump",
    "dumps",
    "find",
    "load",
    "loads",
    "make_report_schema",
    "make_schema",
    "read",
    "read_ledgers",
    "read_rows",
    "render_report_schema",
    "render_schema",
    "report_schema_text",
    "review",
    "schema_text",
    "seasons_of",
    "shipped",
    "shipped_names",
    "show",
]
