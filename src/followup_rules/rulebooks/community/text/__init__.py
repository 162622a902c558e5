"""
Follow-up visits by a residential-estate office (小区管理处回访制度).

Source: a published estate rule, edition of 2021-05-24, two parts with eleven points.
Checked with: Civil Code arts. 200 and 1259 for what the text leaves to the general
law of periods and bounds.

Not encoded: the purpose (SC-0), conduct (SC-1.2a) and the channels without a number
(SC-2.4, SC-2.5); their clauses say why of each.
"""

from typing import Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import regulation
from followup_rules.rulebooks.community.facts import LEDGERS
from followup_rules.rulebooks.community.text.matters import MATTERS
from followup_rules.rulebooks.community.text.ways import WAYS
from followup_rules.rulebooks.community.text.words import WORDS

RULES: Final[Rulebook] = regulation(
    "SC",
    "2021",
    "Follow-up visits by a residential-estate office",
    "住宅小区管理处回访制度",
    *MATTERS,
    *WAYS,
    source="pmceo.com, 2021-05-24",
    ledgers=LEDGERS,
    words=WORDS,
    zone_of="director_rounds",
)
