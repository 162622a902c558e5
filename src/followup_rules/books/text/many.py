"""
Rules that are asked of many rows at once: cells, shares, scores, events.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from followup_rules.books import feeds
from followup_rules.books.conditions import Ask
from followup_rules.books.drafts import Doubt, Draft, name_start
from followup_rules.books.drafts import kind_of_rows as _kind
from followup_rules.clauses import Text

if TYPE_CHECKING:
    from followup_rules.books.feeds import Merged

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
    subject: tuple[str, str] = ("book", ""),
    each: type | None = None,
    whose: Ask | None = None,
    counts: Ask | None = None,
    about: Ask | None = None,
    where: Ask | None = None,
    remark_others: bool = True,
    since: tuple[type, ...] = (),
    owed: Ask | None = None,
    began: Ask | None = None,
    ended: Ask | None = None,
    first_only: bool = False,
    **fields: Any,
) -> Draft:
    """
    Return how often, in each cell of the calendar.
    """
    feed = feeds.Cadence(
        of=_kind(of),
        where=where,
        counts=counts,
        about=about,
        each=_maybe(each),
        whose=whose,
        subject=subject,
        remark_others=remark_others,
        since=tuple(_kind(one) for one in since),
        owed=owed,
        began=began,
        ended=ended,
        first_only=first_only,
    )
    return Draft(id, Text(en, zh), owed_by, _CADENCE, fields, feed, doubts)


def rate(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    met: Ask,
    where: Ask | None = None,
    subject: tuple[str, str] = ("rate", ""),
    episodes: "Merged | None" = None,
    apart: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return a share of the rows of the period against a bound.

    *apart* says how rows are told apart, each group or cell with a share of its own:
    the fields `by`, `kind` and `cycle` of the feed.
    """
    feed = feeds.Rate(
        each=_kind(each),
        where=where,
        met=met,
        subject=subject,
        episodes=episodes,
        **(apart or {}),
    )
    return Draft(id, Text(en, zh), owed_by, _TARGET, fields, feed, doubts)


def quota(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    met: Ask,
    where: Ask | None = None,
    episodes: "Merged | None" = None,
    apart: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return the share of the rows of the period that a role owes.

    *apart* says how rows are told apart, as of a `rate`.
    """
    feed = feeds.Quota(
        each=_kind(each), where=where, met=met, episodes=episodes, **(apart or {})
    )
    return Draft(id, Text(en, zh), owed_by, _QUOTA, fields, feed, doubts)


def score(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    each: type,
    by: Ask,
    answer: Ask | None = None,
    answers: Mapping[str, Ask] | None = None,
    kind: str = "window",
    where: Ask | None = None,
    ratings: feeds.Ratings | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how answers become a score, a tier and a rank.

    *answer* asks for the one grade of a row, *answers* for each item of a form;
    *ratings* are the grades of a second instrument.
    """
    feed = feeds.Score(
        each=_kind(each),
        where=where,
        answer=answer,
        answers=answers or {},
        by=by,
        kind=kind,
        ratings=ratings,
    )
    return Draft(id, Text(en, zh), owed_by, _SCORING, fields, feed, doubts)


def intervals(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    of: type,
    each: type | None = None,
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return how long lies between one and the next.

    *asked* holds the questions of the feed, such as `since`, `ended` and `where`.
    """
    feed = feeds.Intervals(of=_kind(of), each=_maybe(each), **(asked or {}))
    return Draft(id, Text(en, zh), owed_by, _INTERVAL, fields, feed, doubts)


def streaks(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    of: type,
    each: type | None = None,
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return what it means that something happens again and again.

    *asked* holds the questions of the feed, such as `hit`, `cycle` and `until`.
    """
    feed = feeds.Streaks(of=_kind(of), each=_maybe(each), **(asked or {}))
    return Draft(id, Text(en, zh), owed_by, _STREAK, fields, feed, doubts)


def streaks_over(
    id: str,
    en: str,
    zh: str,
    *doubts: Doubt,
    owed_by: str,
    over: str,
    each: type | None = None,
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return what it means that another rule comes to the same in so many of its cells.

    *over* is the id of that rule; *asked* holds the questions to the rows of *each*:
    `done`, `since`, `until`.
    """
    feed = feeds.StreaksOfRule(over=over, each=_maybe(each), **(asked or {}))
    return Draft(id, Text(en, zh), owed_by, _STREAK, fields, feed, doubts)


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
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Draft:
    """
    Return the visits of a plan, each in its window.

    A visit is its words, its window, and the number of its clause where that is another
    one; *asked* holds the other questions of the feed, such as `ended`.
    """
    feed = feeds.Series(of=_kind(of), each=_kind(each), anchor=anchor, **(asked or {}))
    told = {"visits": visits, **fields}
    name_start(told, "anchor", anchor)
    return Draft(id, Text(en, zh), owed_by, _SERIES, told, feed, doubts)


def _maybe(row: type | None) -> str | None:
    """Return the kind of rows that a class declares, where there is one."""
    return None if row is None else _kind(row)
