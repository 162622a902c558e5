"""
What feeds the rules that are asked of each row by itself.

`times` holds those on when something is done, `records` those on who came and on what a
row must hold.
"""

from followup_rules.books.feeds.rows.records import Actors, Checklist, Team
from followup_rules.books.feeds.rows.times import Deadline, Notice, Procedure

__all__ = ["Actors", "Checklist", "Deadline", "Notice", "Procedure", "Team"]
