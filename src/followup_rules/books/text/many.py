"""
Rules that are asked of many rows at once: cells, shares, scores, events.
"""

from collections.abc import Mapping
from typing import Any, Final

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.drafts import Doubt, Draft, drafted, kind_of_rows

_CADENCE: Final = ("cadence", "CadencePolicy")
_TARGET: Final = ("targets", "TargetPolicy")
_QUOTA: Final = ("quotas", "QuotaPolicy")
_SCORING: Final = ("scoring", "ScoringPolicy")
_INTERVAL: Final = ("intervals", "IntervalPolicy")
_STREAK: Final = ("streaks", "StreakPolicy")
_SERIES: Final = ("series", "SeriesPolicy")


def cadence(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    of: type,
    since: tuple[type, ...] = (),
    **said: Any,
) -> Draft:
    """
    Return how often, in each cell of the calendar.
    """
    head = id, en, zh, owed_by, doubts
    kinds = tuple(map(kind_of_rows, since))
    return drafted(_CADENCE, feeds.Cadence, head, {"of": of, "since": kinds}, said)


def rate(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    met: Ask,
    apart: Mapping[str, Any] | None = None,
    **said: Any,
) -> Draft:
    """
    Return a share of the rows of the period against a bound.

    *apart* says how rows are told apart, each group or cell with a share of its own:
    the fields `by`, `kind` and `cycle` of the feed.
    """
    head = id, en, zh, owed_by, doubts
    asked = {"each": each, "met": met, **(apart or {})}
    return drafted(_TARGET, feeds.Rate, head, asked, said)


def quota(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    met: Ask,
    apart: Mapping[str, Any] | None = None,
    **said: Any,
) -> Draft:
    """
    Return the share of the rows of the period that a role owes.

    *apart* says how rows are told apart, as of a `rate`.
    """
    head = id, en, zh, owed_by, doubts
    asked = {"each": each, "met": met, **(apart or {})}
    return drafted(_QUOTA, feeds.Quota, head, asked, said)


def score(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    by: Ask,
    **said: Any,
) -> Draft:
    """
    Return how answers become a score, a tier and a rank.

    *answer* asks for the one grade of a row, *answers* for each item of a form;
    *ratings* are the grades of a second instrument.
    """
    head = id, en, zh, owed_by, doubts
    return drafted(_SCORING, feeds.Score, head, {"each": each, "by": by}, said)


def intervals(
    id: str, en: str, zh: str, *doubts: Doubt, owed_by: str, of: type, **said: Any
) -> Draft:
    """
    Return how long lies between one and the next.

    *asked* holds the questions of the feed, such as `since`, `ended` and `where`.
    """
    head = id, en, zh, owed_by, doubts
    return drafted(_INTERVAL, feeds.Intervals, head, {"of": of}, said)


def streaks(
    id: str, en: str, zh: str, *doubts: Doubt, owed_by: str, of: type, **said: Any
) -> Draft:
    """
    Return what it means that something happens again and again.

    *asked* holds the questions of the feed, such as `hit`, `cycle` and `until`.
    """
    head = id, en, zh, owed_by, doubts
    return drafted(_STREAK, feeds.Streaks, head, {"of": of}, said)


def streaks_over(
    id: str, en: str, zh: str, *doubts: Doubt, owed_by: str, over: str, **said: Any
) -> Draft:
    """
    Return what it means that another rule comes to the same in so many of its cells.

    *over* is the id of that rule; *asked* holds the questions to the rows of *each*:
    `done`, `since`, `until`.
    """
    head = id, en, zh, owed_by, doubts
    return drafted(_STREAK, feeds.StreaksOfRule, head, {"over": over}, said)


def series(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    of: type,
    each: type,
    anchor: Ask,
    visits: Mapping[str, tuple[Any, ...]],
    **said: Any,
) -> Draft:
    """
    Return the visits of a plan, each in its window.

    A visit is its words, its window, and the number of its clause where that is another
    one; *asked* holds the other questions of the feed, such as `ended`.
    """
    head = id, en, zh, owed_by, doubts
    said["visits"] = visits
    asked = {"of": of, "each": each, "anchor": anchor}
    return drafted(_SERIES, feeds.Series, head, asked, said, start=("anchor", "anchor"))
