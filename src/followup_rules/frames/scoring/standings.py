"""
Scores over columns as texts and as ranks, by long division.
"""

from fractions import Fraction
from typing import Any, Final

import narwhals as nw

from followup_rules.exact import show_decimal
from followup_rules.frames.columns import Work, hidden
from followup_rules.frames.outcomes import column
from followup_rules.frames.scoring.means import WIDTH
from followup_rules.frames.scoring.reading import ones
from followup_rules.policies.scoring import Ranking, ScoringPolicy

_STEPS: Final = 8
"""How often four decimal places are taken: denominators have 15 digits at most, so
two different scores differ in the first 30 places."""


def write_out(work: Work) -> Work:
    """
    Add the score as a text, rounded down to two places, never to decide.
    """
    engine = work.engine
    number = column("numerator") * 100
    work = work.with_columns(rest=number % column("denominator"))
    work = work.with_columns(cents=_quotient(number, column("rest")))
    frame = engine.divide(work.frame, {hidden("units"): hidden("cents")}, 100)
    work = work.also(frame)
    work = work.with_columns(cents=column("cents") - column("units") * 100)
    endings = [show_decimal(Fraction(cent, 100))[1:] for cent in range(100)]
    names = {hidden("ending"): hidden("cents")}
    work = work.also(engine.look_up(work.frame, names, endings))
    text = nw.concat_str(column("units").cast(nw.String), column("ending"))
    return work.also(work.frame.with_columns(score_text=text))


def rank(work: Work, policy: ScoringPolicy, groups: tuple[str, ...]) -> Work:
    """
    Add the rank of each window, and of how many.

    Windows are sorted by what they lack to 100 points, written out in so many places
    that two different scores cannot agree in them; so nothing is multiplied.
    """
    ranked = ~column("numerator").is_null() & (
        column("answered") >= policy.least_answers
    )
    if not policy.rank_low_sample:
        ranked = ranked & ~column("low_sample")
    work = work.with_columns(ranked=ranked)
    bottom, digits = column("denominator"), []
    number = bottom * 100 - column("numerator")
    for step in range(_STEPS + 1):
        rest = column(f"rest_{step}")
        work = work.with_columns(**{f"rest_{step}": number % bottom})
        digits.append((_quotient(number, rest) + WIDTH).cast(nw.String))
        number = rest * WIDTH
    work = work.with_columns(key=nw.concat_str(*digits))
    work = work.with_columns(key=nw.when(column("ranked")).then(column("key")))
    same = (hidden("all"), *groups)
    work = _order(work, policy.ranking, same)
    work = work.with_columns(one=ones(column("ranked")))
    ranked_in_all = {hidden("of"): ("sum", hidden("one"))}
    frame = work.engine.spread(work.frame, ranked_in_all, same)
    return work.also(
        frame.with_columns(
            rank=nw.when(column("ranked")).then(column("rank").cast(nw.Int64)),
            of=nw.when(column("ranked")).then(column("of").cast(nw.Int64)),
        )
    )


def _order(work: Work, ranking: Ranking, same: tuple[str, ...]) -> Work:
    """Number the windows by their keys, equal ones equally."""
    engine, key = work.engine, hidden("key")
    work = work.also(engine.ranked(work.frame, hidden("place"), (key,), same))
    tied = (*same, key)
    if ranking is Ranking.MODIFIED:
        return _over_ties(work, "max", "place", tied)
    if ranking is Ranking.DENSE:
        work = work.also(
            engine.spread(work.frame, {hidden("first"): ("min", hidden("place"))}, tied)
        )
        leads = column("place") == column("first")
        work = work.with_columns(lead=nw.when(leads).then(column("key")))
        names = (hidden("lead"),)
        work = work.also(engine.ranked(work.frame, hidden("step"), names, same))
        step = nw.when(~column("lead").is_null()).then(column("step"))
        return _over_ties(work.with_columns(step=step), "min", "step", tied)
    return _over_ties(work, "min", "place", tied)


def _over_ties(work: Work, how: str, name: str, tied: tuple[str, ...]) -> Work:
    """Give all windows with the same score one place."""
    made = {hidden("rank"): (how, hidden(name))}
    return work.also(work.engine.spread(work.frame, made, tied))


def _quotient(number: Any, rest: Any) -> Any:
    """
    Return how often the denominator goes into a number, less what is left over.

    The half that is added keeps it exact where an engine divides by way of floats.
    """
    bottom = column("denominator")
    return ((number - rest) * 2 + bottom) // (bottom * 2)
