"""
Exact means over columns: tallies into points over answers, and two instruments into one.

A score is two whole numbers. It is not in lowest terms, which few engines could
compute; its denominator is known instead, so that a person can check it by hand.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from math import lcm
from operator import add
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import InvalidFieldError, TooLargeProductError
from followup_rules.frames.columns import Work
from followup_rules.frames.outcomes import column, first_of
from followup_rules.frames.scoring.reading import ones
from followup_rules.frames.scoring.tallies import Layout
from followup_rules.immutable import frozen
from followup_rules.policies.scoring import MissingEvaluator, ScoringPolicy, Unit

WIDTH: Final = 10_000
"""What a denominator may still be multiplied by."""

_VISITS: Final = "visits"
_LARGEST: Final = 2**20
_ROOM: Final = 2**61
"""What such a product may come to, so that twice of it stays in 64 bits."""


@frozen
class Rule:
    """
    The numbers of a rule as whole numbers, and how large a denominator may become.

    Attributes:
        scale: What points are multiplied by, to be whole.
        points: The points of each grade, so multiplied.
        sizes: What the points of forms are multiplied by, whatever their size.
        share: What weights are multiplied by, to be whole.
        weights: The weights of both instruments, so multiplied; None is not chosen.
        most: The largest denominator, without *scale* and *share*.
    """

    policy: ScoringPolicy
    scale: int
    points: tuple[int, ...]
    sizes: int
    share: int
    weights: tuple[int, int] | None
    most: int

    @property
    def layout(self) -> Layout:
        """
        Which sums the rule needs.
        """
        return Layout(self.policy)


def whole_numbers(policy: ScoringPolicy) -> Rule:
    """
    Return the numbers of a rule as whole numbers, if they are small enough.

    Raises:
        InvalidFieldError: If items do not count alike, or answers may be worth less
            than 0: columns score neither.
        TooLargeProductError: If their products could leave 64 bits.
    """
    if policy.item_rules or policy.unit is Unit.FORM_TOTAL or policy.least_score < 0:
        allowed = "a rule of items that count alike, from 0 on; use `rule.score`"
        raise InvalidFieldError("policy", policy.id, allowed)
    scale = lcm(*(worth.denominator for worth in policy.points.values()))
    sizes = 1
    if policy.unit is Unit.MEAN_OF_FORMS:
        sizes = lcm(*range(1, len(policy.items) + 1))
    share, weights = 1, None
    if policy.weights is not None:
        share = policy.weights[_VISITS].denominator
        visits = int(policy.weights[_VISITS] * share)
        weights = (visits, share - visits)
    cuts = max(tier.least.denominator for tier in policy.tiers)
    for what, number in (
        (
            "the denominator of points, weights and sizes of forms,",
            scale * sizes * share,
        ),
        ("the denominator of a cut-off,", cuts),
    ):
        if number > _LARGEST:
            raise TooLargeProductError(f"{policy.id}: {what}", number, _LARGEST)
    return Rule(
        policy,
        scale,
        tuple(int(worth * scale) for worth in policy.points.values()),
        sizes,
        share,
        weights,
        _ROOM // max(WIDTH, 100 * cuts) // (scale * share),
    )


def count_up(work: Work, rule: Rule) -> Work:
    """
    Add how many answers there are of each grade, and in all.
    """
    layout, ids = rule.layout, rule.policy.scale.ids
    work = work.with_columns(
        **{
            f"count_{g}": _total(layout.tally(p, g) for p in range(layout.parts))
            for g in layout.grades
        },
        ratings=_total(layout.rating(g) for g in layout.grades),
    )
    good = [f"count_{ids.index(grade)}" for grade in rule.policy.satisfied]
    work = work.with_columns(
        answers=_total(f"count_{g}" for g in layout.grades), good=_total(good)
    )
    forms = rule.policy.unit is Unit.MEAN_OF_FORMS
    return work.with_columns(answered=column("forms" if forms else "answers"))


def mean(work: Work, rule: Rule) -> Work:
    """
    Add the mean of the answers, in points of the rule over its scale.

    The columns are null where nothing was answered, or too much to multiply.
    """
    layout = rule.layout
    if rule.policy.unit is Unit.MEAN_OF_ITEMS:
        work = _common_size(work, rule)
    else:
        few = (column("answered") > 0) & (column("answered") <= rule.most // rule.sizes)
        work = work.with_columns(size=nw.when(few).then(column("answered")))
        work = work.with_columns(mean_of=column("size") * rule.sizes)
    names = [layout.tally(p, g) for p in range(layout.parts) for g in layout.grades]
    known = ~column("mean_of").is_null()
    work = work.with_columns(
        **{name: nw.when(known).then(column(name)) for name in names}
    )
    sums = [
        _points(rule, [layout.tally(p, g) for g in layout.grades])
        for p in range(layout.parts)
    ]
    if rule.policy.unit is Unit.MEAN_OF_ITEMS:
        each = [made * column(f"fold_{p}") for p, made in enumerate(sums)]
    else:
        each = [made * (rule.sizes // (p + 1)) for p, made in enumerate(sums)]
    return work.with_columns(mean=reduce(add, each))


def _common_size(work: Work, rule: Rule) -> Work:
    """
    Add a common multiple of how often the items were answered, and of how many were.

    Items answered equally often count once in it.
    """
    layout, parts = rule.layout, range(rule.layout.parts)
    work = work.with_columns(
        **{f"n_{p}": _total(layout.tally(p, g) for g in layout.grades) for p in parts},
        size=nw.lit(1).cast(nw.Int64),
    )
    most = rule.most // layout.parts
    for p in parts:
        own = column(f"n_{p}")
        counted = reduce(
            lambda found, q: found | (own == column(f"n_{q}")), range(p), own == 0
        )
        factor = nw.when(counted).then(nw.lit(1)).otherwise(own)
        work = work.with_columns(factor=factor, most=nw.lit(most))
        fits = column("size") <= column("most") // column("factor")
        grown = nw.when(fits).then(column("size")) * column("factor")
        work = work.with_columns(size=grown)
    items = reduce(add, [ones(column(f"n_{p}") > 0) for p in parts])
    folds = {
        f"fold_{p}": column("size")
        // first_of([(column(f"n_{p}") == 0, 1)], column(f"n_{p}"))
        for p in parts
    }
    work = work.with_columns(items=items, **folds)
    some = nw.when(column("items") > 0).then(column("items"))
    return work.with_columns(mean_of=column("size") * some)


def blend(work: Work, rule: Rule) -> Work:
    """
    Add the score of both instruments; null where there is none.
    """
    policy, layout = rule.policy, rule.layout
    some = column("ratings") > 0
    work = work.with_columns(
        some=some,
        pressed=nw.when(some).then(column("ratings")).otherwise(nw.lit(1)),
        most=nw.lit(rule.most),
    )
    fits = column("mean_of") <= column("most") // column("pressed")
    work = work.with_columns(mean_of=nw.when(fits).then(column("mean_of")))
    known = ~column("mean_of").is_null()
    ratings = [layout.rating(g) for g in layout.grades]
    work = work.with_columns(
        **{name: nw.when(known).then(column(name)) for name in ratings},
        pressed=nw.when(known).then(column("pressed")),
        mean=nw.when(known).then(column("mean")),
    )
    alone = (column("mean"), column("mean_of") * rule.scale)
    both: tuple[Any, Any] = (nw.lit(None), nw.lit(None))
    if rule.weights is not None:
        visits, devices = rule.weights
        of = column("mean_of") * (rule.scale * rule.share)
        if policy.missing_evaluator is MissingEvaluator.ZERO:
            alone = (column("mean") * visits, of)
        points = _points(rule, ratings) * column("mean_of")
        sums = column("mean") * column("pressed") * visits + points * devices
        both = (sums, of * column("pressed"))
    if policy.missing_evaluator is MissingEvaluator.NOT_SCORED:
        alone = (nw.lit(None), nw.lit(None))
    sound = column("fault").is_null()
    names = ("numerator", "denominator")
    return work.with_columns(
        **{
            name: first_of([(sound & some, two), (sound, one)], nw.lit(None)).cast(
                nw.Int64
            )
            for name, one, two in zip(names, alone, both, strict=True)
        }
    )


def _points(rule: Rule, names: Sequence[str]) -> Any:
    """Return the points that counts of the grades come to."""
    each = [
        column(name) * worth for name, worth in zip(names, rule.points, strict=True)
    ]
    return reduce(add, each)


def _total(names: Iterable[str]) -> Any:
    """Return the sum of hidden columns."""
    return reduce(add, map(column, names))
