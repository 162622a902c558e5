"""
A regulation as one nested value, in the order of its text.

Under each clause stand its rules, under each rule the condition on which it applies
and its doubts. A rule is not told its clause: it is where the rule stands. A case,
item or step under another clause names it.

A word names what its rule cannot do without. Every other entry of its feed and every
field of its rule it takes as well, under the same name: `where`, `owed`, `limit`.
Entries of the feed may stand together as `asked`.

What lets off from a duty stands beside it, of whatever kind it is: `ways_out` is a table
of ways out, each with its name, the number of its `clause` where that is another one,
and the fields of a `WayOut`; its `attempts` are rungs, each with the fields of
`Attempts`. A share says as `keeps_excused` whether what is let off stays counted.
"""

from typing import TYPE_CHECKING

from followup_rules.books.drafts import Doubt, Draft, Passage
from followup_rules.books.text.clauses import (
    clause,
    reading,
    word,
)
from followup_rules.books.text.covers import (
    retention_cap,
    retention_refund,
    retention_release,
    warranty,
    window,
)
from followup_rules.books.text.draws import draw
from followup_rules.books.text.many import (
    cadence,
    intervals,
    quota,
    rate,
    score,
    series,
    streaks,
    streaks_over,
)
from followup_rules.books.text.rows import (
    actors,
    checklist,
    deadline,
    keeping,
    notice,
    procedure,
    team,
)
from followup_rules.books.text.whole import judged, regulation
from followup_rules.books.vocabulary import Word
from followup_rules.lazily import import_lazily

if TYPE_CHECKING:
    from followup_rules.books.feeds import Extensions, Lost, Merged, Pauses
else:
    __getattr__ = import_lazily(
        "followup_rules.books.feeds",
        {
            "episodes": ("Merged",),
            "lost": ("Lost",),
            "moves": ("Extensions", "Pauses"),
        },
    )

__all__ = [
    "Doubt",
    "Draft",
    "Extensions",
    "Lost",
    "Merged",
    "Passage",
    "Pauses",
    "Word",
    "actors",
    "cadence",
    "checklist",
    "clause",
    "deadline",
    "draw",
    "intervals",
    "judged",
    "keeping",
    "notice",
    "procedure",
    "quota",
    "rate",
    "reading",
    "regulation",
    "retention_cap",
    "retention_refund",
    "retention_release",
    "score",
    "series",
    "streaks",
    "streaks_over",
    "team",
    "warranty",
    "window",
    "word",
]
