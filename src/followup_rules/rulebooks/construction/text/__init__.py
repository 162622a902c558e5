"""
Project follow-up visits and warranty (工程的回访保修制度), the text as rules.

Source: a published contractor's rule, edition of 2021-05-24, six articles.
Checked with: State Council Order 279 arts. 39 to 41, Ministry of Construction Order 80
arts. 8 to 17, Civil Code arts. 201 to 203, and the 2017 measures on retention money.

Not encoded: the heading of article 2. Retention money is another clock than the
warranty; its rules are the law's and not the text's, so they stand in `retention`.
"""

from typing import Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import regulation
from followup_rules.rulebooks.construction.facts import LEDGERS
from followup_rules.rulebooks.construction.text.covered import COVERED
from followup_rules.rulebooks.construction.text.repairs import REPAIRS
from followup_rules.rulebooks.construction.text.visits import VISITS
from followup_rules.rulebooks.construction.text.words import WORDS

RULES: Final[Rulebook] = regulation(
    "WAR",
    "2021",
    "Project follow-up visits and warranty",
    "工程回访保修制度",
    *COVERED,
    *VISITS,
    *REPAIRS,
    source="pmceo.com, 2021-05-24",
    ledgers=LEDGERS,
    words=WORDS,
    zone_of="warranty",
)
