"""
What answers came to, and the evidence of a verdict on it.
"""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Final

from attrs import field

from followup_rules.clauses import Text
from followup_rules.exact import parse_rate, show_decimal
from followup_rules.immutable import frozen
from followup_rules.policies.scoring.answers import Sheet
from followup_rules.policies.scoring.bounds import wilson
from followup_rules.tables import Table

VISITS: Final = "visits"
EVALUATOR: Final = "evaluator"
INSTRUMENTS: Final = (VISITS, EVALUATOR)
"""The two instruments: follow-ups by phone and form, and rating devices."""


class MissingEvaluator(Enum):
    """
    What a score is where the second instrument has no data.
    """

    VISITS_ALONE = "visits_alone"
    NOT_SCORED = "not_scored"
    ZERO = "zero"
    """The second instrument counts as 0 points."""


def blend_of(w_visit: object) -> Table[Fraction]:
    """
    Return the weights of follow-ups and rating devices, from that of the follow-ups.

    Raises:
        InexactRateError: If it is a float.
        InvalidFieldError: If it is no share from 0 to 1.

    >>> dict(blend_of("60%"))
    {'visits': Fraction(3, 5), 'evaluator': Fraction(2, 5)}
    """
    share = parse_rate(w_visit, field="w_visit")
    return Table({VISITS: share, EVALUATOR: 1 - share}, kind="instrument")


def as_weights(value: Any) -> Any:
    """Read the spellings of weights; anything else passes, to be refused."""
    if not isinstance(value, Mapping):
        return value
    pairs = [(name, parse_rate(share, field=name)) for name, share in value.items()]
    return Table(pairs, kind="instrument")


@frozen(kw_only=True)
class Score:
    """
    What one window's answers came to.

    Attributes:
        score: The exact score; None is not scored, which is not 0.
        tier: The key of the tier; None where there is no score.
        answered: How many units were averaged: answers, or forms.
        counts: How often each grade was given.
        good: How many answers count as satisfied.
        blanks: How many items were left blank.
        no_answer: How many gave no answer at all.
        parts: The score of each instrument.
        needed: How many answers could show the tier at all; None where none could.
        low_sample: Whether there were fewer.
        confidence: How sure the bounds are.
    """

    score: Fraction | None
    tier: str | None
    answered: int
    counts: tuple[tuple[str, int], ...]
    good: int
    blanks: int
    no_answer: int
    parts: tuple[tuple[str, Fraction | None], ...]
    needed: int | None
    low_sample: bool
    confidence: Fraction

    @property
    def answers(self) -> int:
        """
        How many answers were given, whatever is averaged.
        """
        return sum(count for _, count in self.counts)

    @property
    def rate(self) -> Fraction | None:
        """
        The satisfaction rate; None where there is no answer.
        """
        return Fraction(self.good, self.answers) if self.answers else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """
        The Wilson bounds of the rate: for a flag or a picture, never to decide.
        """
        return wilson(self.good, self.answers, self.confidence)


@frozen
class ScoreEvidence:
    """
    What a verdict on a score rests on.
    """

    shape: ClassVar[str] = "score"

    result: Score | None
    rank: int | None
    of: int | None
    part: str | None
    tier_name: Text | None = field(eq=False)
    answers: Sheet = field(eq=False)
    counted: Text = field(eq=False)
    cuts: tuple[Fraction, ...] = field(eq=False)
    evaluator: tuple[tuple[str, int], ...] | None = field(eq=False)
    no_answer: int = field(eq=False)
    settles: dt.datetime | None = None

    @property
    def only(self) -> str | None:
        """
        The part of the clause that was judged by itself.
        """
        return self.part

    @property
    def score(self) -> Fraction | None:
        """
        The exact score; None is not scored.
        """
        return None if self.result is None else self.result.score

    @property
    def tier(self) -> str | None:
        """
        The key of the tier.
        """
        return None if self.result is None else self.result.tier

    @property
    def rate(self) -> Fraction | None:
        """
        The satisfaction rate.
        """
        return None if self.result is None else self.result.rate

    @property
    def low_sample(self) -> bool:
        """
        Whether there were too few answers to show the tier.
        """
        return self.result is not None and self.result.low_sample

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "answers": self.answers.given(),
            "evaluator": None if self.evaluator is None else dict(self.evaluator),
            "no_answer": self.no_answer,
            "rank": self.rank,
            "of": self.of,
            "part": self.part,
            "settles": self.settles,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        found = self.result
        if found is None or found.score is None:
            return {"blanks": 0 if found is None else found.blanks}
        return {
            "score": _beside(found.score, self.cuts, 2),
            "tier": self.tier_name,
            "answered": self.counted,
            "rate": f"{_beside((found.rate or Fraction(0)) * 100, _ENDS, 1)}%",
            "blanks": found.blanks,
            "no_answer": found.no_answer,
            "settles": self.settles,
            "needed": self._needed(found),
            "rank": self.rank,
            "of": self.of,
        }

    def _needed(self, found: Score) -> Text:
        """Say how many of what was averaged could show the tier."""
        if found.needed is None:
            return Text("no number of them could", "数量再多亦不足以支持")
        unit = self.counted.zh.removeprefix(str(found.answered))[:1]
        return Text(f"{found.needed} could", f"至少需要{found.needed}{unit}")


_ENDS: Final = (Fraction(0), Fraction(100))


def _beside(value: Fraction, bounds: tuple[Fraction, ...], places: int) -> str:
    """
    Write a value for display, and never as a bound that it has not reached.

    >>> _beside(Fraction(199900, 2000), _ENDS, 1), _beside(Fraction(1, 40), _ENDS, 1)
    ('99.9', '0.1')
    """
    shown = show_decimal(value, places)
    read = Fraction(shown)
    step = Fraction(1, 10**places)
    if any(read <= bound < value for bound in bounds):
        return show_decimal(-(-value // step) * step, places)
    return shown
