"""
The closed little language in which a regulation asks of its rows.

An attribute, of the row, of one that it belongs to, of the parts of a list; the first,
the last, the next, the previous, any, all, at least so many or the count of the rows
that belong to a row; a moment and so long after it, the latest or the earliest of some; is, is one of,
before, after, has happened, has passed, has been told, has any, in the period; numbers
held against one another, days from a moment to another, the time of the day, the day
of the week and the season; due, breach and meeting of another rule, or what one names; a value if a condition holds; and
three-valued and, or, not. It is one set of small frozen values: Python and files write
the same text, rows and columns are asked the same question.

>>> str(parse("kind is communication and not filed_at has happened"))
'kind is communication and not filed_at has happened'
"""

from followup_rules.books.conditions.belonging import (
    Belonging,
    Count,
    Pick,
    Some,
    asks_beside,
)
from followup_rules.books.conditions.measures import (
    Between,
    CellOf,
    Compared,
    DaysFrom,
    FallsOn,
    InSeason,
    ShareOf,
)
from followup_rules.books.conditions.questions import (
    Condition,
    Known,
    Question,
    belonging,
    beside,
    ledger_of_kind,
    refuse_timeless,
)
from followup_rules.books.conditions.single import (
    HasAny,
    InPeriod,
    IsTold,
    Passed,
)
from followup_rules.books.conditions.texts import (
    Answer,
    Ask,
    Asks,
    AsksForValue,
    Needed,
    asked,
    compared,
    parse,
)
from followup_rules.books.conditions.truths import (
    Both,
    Happened,
    Is,
    IsNamed,
    Not,
    Order,
    Provided,
    all_of,
    any_of,
    truth,
)
from followup_rules.books.conditions.values import (
    Attribute,
    By,
    Earliest,
    Later,
    Latest,
    LatestTold,
    Listed,
    OfRule,
)

__all__ = [
    "Answer",
    "Ask",
    "Asks",
    "AsksForValue",
    "Attribute",
    "Belonging",
    "Between",
    "Both",
    "By",
    "CellOf",
    "Compared",
    "Condition",
    "Count",
    "DaysFrom",
    "Earliest",
    "FallsOn",
    "Happened",
    "HasAny",
    "InPeriod",
    "InSeason",
    "Is",
    "IsNamed",
    "IsTold",
    "Known",
    "Later",
    "Latest",
    "LatestTold",
    "Listed",
    "Needed",
    "Not",
    "OfRule",
    "Order",
    "Passed",
    "Pick",
    "Provided",
    "Question",
    "ShareOf",
    "Some",
    "all_of",
    "any_of",
    "asked",
    "asks_beside",
    "belonging",
    "beside",
    "compared",
    "ledger_of_kind",
    "parse",
    "refuse_timeless",
    "truth",
]
