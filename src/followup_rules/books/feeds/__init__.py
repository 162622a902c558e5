"""
What feeds each kind of rule: which rows, which of their attributes, on what condition.

One small frozen class a kind. A feed is data: it names ledgers and attributes, holds
questions of the closed language, and says how a rule is asked; the numbers are the
rule's own.
"""

from typing import TYPE_CHECKING

from followup_rules.books.feeds.asking import (
    GENERIC,
    About,
    AskedFor,
    Episodes,
    Together,
    Topic,
    Ways,
    bound_question,
    questions,
    row_asked,
)
from followup_rules.books.feeds.each import Each, Rows
from followup_rules.books.feeds.every import Feed, OfOneBook
from followup_rules.lazily import import_lazily

if TYPE_CHECKING:
    from followup_rules.books.feeds.among import Among
    from followup_rules.books.feeds.calls import Calls
    from followup_rules.books.feeds.covers import (
        Refund,
        Releases,
        Retained,
        Warranty,
        Windows,
    )
    from followup_rules.books.feeds.draws import Draws
    from followup_rules.books.feeds.episodes import Merged
    from followup_rules.books.feeds.events import Events, Intervals, Keeping, Series
    from followup_rules.books.feeds.lost import Lost
    from followup_rules.books.feeds.moves import Extensions, Pauses
    from followup_rules.books.feeds.own import Own, Unfed
    from followup_rules.books.feeds.periods import Cadence
    from followup_rules.books.feeds.ratings import Ratings
    from followup_rules.books.feeds.rows import (
        Actors,
        Checklist,
        Deadline,
        Notice,
        Procedure,
        Team,
    )
    from followup_rules.books.feeds.scores import Score
    from followup_rules.books.feeds.shares import Quota, Rate, Share
    from followup_rules.books.feeds.streaks import Streaks
    from followup_rules.books.feeds.verdicts import StreaksOfRule
    from followup_rules.books.feeds.ways_out import Attempts, WayOut
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "among": ("Among",),
            "calls": ("Calls",),
            "covers": ("Refund", "Releases", "Retained", "Warranty", "Windows"),
            "draws": ("Draws",),
            "episodes": ("Merged",),
            "events": ("Events", "Intervals", "Keeping", "Series"),
            "lost": ("Lost",),
            "moves": ("Extensions", "Pauses"),
            "own": ("Own", "Unfed"),
            "periods": ("Cadence",),
            "ratings": ("Ratings",),
            "rows": ("Actors", "Checklist", "Deadline", "Notice", "Procedure", "Team"),
            "scores": ("Score",),
            "shares": ("Quota", "Rate", "Share"),
            "streaks": ("Streaks",),
            "verdicts": ("StreaksOfRule",),
            "ways_out": ("Attempts", "WayOut"),
        },
    )

__all__ = [
    "GENERIC",
    "About",
    "Actors",
    "Among",
    "AskedFor",
    "Attempts",
    "Cadence",
    "Calls",
    "Checklist",
    "Deadline",
    "Draws",
    "Each",
    "Episodes",
    "Events",
    "Extensions",
    "Feed",
    "Intervals",
    "Keeping",
    "Lost",
    "Merged",
    "Notice",
    "OfOneBook",
    "Own",
    "Pauses",
    "Procedure",
    "Quota",
    "Rate",
    "Ratings",
    "Refund",
    "Releases",
    "Retained",
    "Rows",
    "Score",
    "Series",
    "Share",
    "Streaks",
    "StreaksOfRule",
    "Team",
    "Together",
    "Topic",
    "Unfed",
    "Warranty",
    "WayOut",
    "Ways",
    "Windows",
    "bound_question",
    "questions",
    "row_asked",
]
