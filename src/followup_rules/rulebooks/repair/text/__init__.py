"""
Follow-up visits after property repairs (维修回访工作制度).

Source: a published property-management rule, edition of 2021-05-24, four articles.
Checked with: Civil Code arts. 200 to 203, 469 and 1259 for what the text leaves to
the general law of periods and of written form.

Not encoded: nothing; every clause is judged by a rule below.
"""

from typing import Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import regulation
from followup_rules.rulebooks.repair.facts import LEDGERS
from followup_rules.rulebooks.repair.text.shares import SHARES
from followup_rules.rulebooks.repair.text.visits import VISITS
from followup_rules.rulebooks.repair.text.words import WORDS

RULES: Final[Rulebook] = regulation(
    "REPAIR",
    "2021",
    "Follow-up visits after property repairs",
    "维修回访工作制度",
    *SHARES,
    *VISITS,
    source="pmceo.com, 2021-05-24",
    ledgers=LEDGERS,
    words=WORDS,
    zone_of="visit_deadline",
)
