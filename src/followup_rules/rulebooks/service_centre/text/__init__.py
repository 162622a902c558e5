"""
Follow-up calls of a government service hall (政务中心电话回访制度), the text as rules.

Source: a published rule of a service hall, edition of 2021-05-24, six articles.
Checked with: Civil Code arts. 200 to 203 and 1259 for periods; the State Council's
yearly notices for working days; the national rating scheme for the grades.

Not encoded: the purpose (GOV-0), which there is nothing to judge in.
"""

from typing import Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import regulation
from followup_rules.rulebooks.service_centre.facts import LEDGERS
from followup_rules.rulebooks.service_centre.text.replies import REPLIES
from followup_rules.rulebooks.service_centre.text.results import RESULTS
from followup_rules.rulebooks.service_centre.text.rounds import ROUNDS
from followup_rules.rulebooks.service_centre.text.words import WORDS

RULES: Final[Rulebook] = regulation(
    "GOV",
    "2021",
    "Follow-up calls of a government service hall",
    "政务中心电话回访制度",
    *ROUNDS,
    *REPLIES,
    *RESULTS,
    source="pmceo.com, 2021-05-24",
    ledgers=LEDGERS,
    words=WORDS,
    zone_of="phone_draw",
)
