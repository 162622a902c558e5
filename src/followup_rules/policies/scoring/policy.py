"""
A rule that turns answers into a score, a tier and a rank.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Annotated, Any

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleCountError,
    InvalidFieldError,
    MissingFactError,
    UnknownNameError,
)
from followup_rules.exact import as_count, as_name, parse_rate
from followup_rules.fields import (
    Count,
    Entries,
    Name,
    Number,
    Rate,
    SomeNames,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.policies.scoring.answers import (
    Answers,
    Blank,
    NonResponse,
    Sheet,
    Unit,
    average_counts,
    average_forms,
    fill,
    read_answers,
    read_counts,
)
from followup_rules.policies.scoring.bounds import NINETY_FIVE, least_sample
from followup_rules.policies.scoring.fitting import check
from followup_rules.policies.scoring.items import (
    ItemRule,
    ItemTerms,
    best_total,
    terms_of,
)
from followup_rules.policies.scoring.judging import on_blend, on_score
from followup_rules.policies.scoring.ranking import Ranking, Standing, ranks
from followup_rules.policies.scoring.results import (
    EVALUATOR,
    VISITS,
    MissingEvaluator,
    Score,
    ScoreEvidence,
    as_weights,
)
from followup_rules.policies.scoring.scales import (
    GradeScale,
    Tier,
    as_points,
    as_score_asked,
)
from followup_rules.tables import Table
from followup_rules.timing.moments import as_instant
from followup_rules.verdicts import (
    Subject,
    Verdict,
    basis_of,
)


@frozen(kw_only=True, field_transformer=held)
class ScoringPolicy:
    """
    Answers are graded, scored by window, and put into tiers and ranks.

    >>> from followup_rules.policies import scoring
    >>> rule = ScoringPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="score by window", zh="按窗口计分"),
    ...     name=Text("the window score", "窗口得分"),
    ...     owed_by="section",
    ...     scale=scoring.THREE_GRADES,
    ...     points=scoring.POINTS_100_60_0,
    ...     satisfied=["satisfied", "basically_satisfied"],
    ...     tiers=scoring.CUTS_90_60,
    ... )
    >>> found = rule.score({"满意": 8, "基本满意": 1, "不满意": 1})
    >>> found.score, found.rate, found.tier
    (Fraction(86, 1), Fraction(9, 10), 'basically_satisfied')

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that asks for the score.
        name: What is scored.
        owed_by: The party that owes the score.
        scale: The grades, and the words that mean them.
        points: What each grade is worth, -100 to 100, no better grade worth less.
        satisfied: The grades that the satisfaction rate counts.
        tiers: The tiers, the highest first; the last begins at 0, or at the least
            that answers can come to, where that is below 0.
        unit: What is averaged.
        items: The items of a form.
        item_rules: What is otherwise for some of the items: their weight, direction,
            scale or points. Only forms can then be scored, not counts of grades.
        overall: The item that `Unit.OVERALL` looks at.
        blanks: What an item left blank is.
        non_response: What somebody who gave no answer is.
        weights: The weights of follow-ups and rating devices, which add up to 1; None
            is not chosen, and then nothing can be blended.
        evaluator_clause: The clause that asks for the second instrument.
        missing_evaluator: What a score is without the second instrument.
        ranking: What ties do to ranks.
        least_answers: Windows with fewer answers are scored but not ranked.
        rank_low_sample: Whether windows flagged for few answers are ranked.
        confidence: How sure a bound is that makes the flag.
        least: The score that is asked for, and is itself enough; None is that none is.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    scale: GradeScale
    points: Table[Number] = field(converter=as_points)
    satisfied: SomeNames = field(converter=as_tuple)
    tiers: Annotated[tuple[Tier, ...], Entries(least=1, unique="key")] = field(
        converter=as_tuple
    )
    unit: Unit = Unit.ITEM_POOLED
    items: SomeNames = field(default=("overall",), converter=as_tuple)
    item_rules: Annotated[tuple[ItemRule, ...], Entries(unique="key")] = field(
        default=(), converter=as_tuple
    )
    overall: Name = "overall"
    blanks: Blank = Blank.SKIPPED  # A-59c
    non_response: NonResponse = NonResponse.EXCLUDED  # A-59b
    weights: Table[Number] | None = field(default=None, converter=as_weights)
    evaluator_clause: Clause | None = None
    missing_evaluator: MissingEvaluator = MissingEvaluator.VISITS_ALONE  # A-57b
    ranking: Ranking = Ranking.COMPETITION
    least_answers: Count = 0
    rank_low_sample: bool = True
    confidence: Rate = field(default=NINETY_FIVE, converter=parse_rate)
    least: Number | None = field(
        default=None,
        converter=as_score_asked,
        metadata={ADDED_LATER: True},
    )

    def __attrs_post_init__(self) -> None:
        scored: Any = self  # type checkers see converters where fields are
        check(scored)

    # ---------------------------------------------------------------- questions

    @property
    def least_score(self) -> Fraction:
        """
        The least that answers can come to, where that is below 0; else 0.
        """
        asked = self.item_terms.values()
        if self.unit is Unit.FORM_TOTAL:
            worst = sum((own.worst for own in asked), Fraction(0))
            return min(Fraction(0), worst * 100 / best_total(asked))
        return min(Fraction(0), *(own.worst for own in (self._common, *asked)))

    @property
    def item_terms(self) -> dict[str, ItemTerms]:
        """
        What the answers to each item mean and are worth.
        """
        return terms_of(self.items, self.item_rules, self._common)

    @property
    def _common(self) -> ItemTerms:
        """What the answers to an item are worth that has no terms of its own."""
        return ItemTerms(self.scale, self.points, self.satisfied)

    @property
    def w_visit(self) -> Fraction | None:
        """
        The weight of the follow-ups; None where it is not chosen.
        """
        return None if self.weights is None else self.weights[VISITS]

    def tier(self, score: Fraction) -> Tier:
        """
        Return the tier of an exact score; a score on the bound is in it.

        Raises:
            InvalidFieldError: If *score* is not exact, or below every tier.
        """
        least = self.tiers[-1].least
        given: object = score
        exact = isinstance(given, int | Fraction) and not isinstance(given, bool)
        if not exact or score < least:
            allowed = f"a whole number or a Fraction of at least {least}"
            raise InvalidFieldError("score", score, allowed)
        return next(tier for tier in self.tiers if score >= tier.least)

    def score(
        self,
        answers: Answers,
        *,
        evaluator: Mapping[str, int] | None = None,
        no_answer: int = 0,
    ) -> Score:
        """
        Return what answers come to; without any answer nothing is scored.

        Args:
            answers: Forms, each a table from item to grade, or the counts of grades.
            evaluator: The counts of grades from rating devices; None is no data.
            no_answer: How many were asked and gave no answer at all.

        Raises:
            UnknownNameError: If a grade or an item is unknown.
            ImpossibleCountError: If a count is negative or no whole number.
            InvalidFieldError: If answers or ratings come as counts of grades where only
                forms can be scored.
            MissingFactError: If there are ratings and the weights are not chosen.
        """
        sheet = self._read(answers)
        return self._score(sheet, self._ratings(evaluator), no_answer)

    def standings(
        self, results: Mapping[str, Score], *, windows: Collection[str] | None = None
    ) -> tuple[Standing, ...]:
        """
        Return the windows by rank, equal ranks in the order of the codes.

        Args:
            results: The score of each window, by its code.
            windows: All windows there are; one without a score is listed unranked.

        Raises:
            UnknownNameError: If a window with a score is not among *windows*.
        """
        if windows is not None:
            known = tuple(windows)
            among = frozenset(known)
            for window in results:
                if window not in among:
                    raise UnknownNameError("window", window, known)
            nothing = self.score({})
            results = {window: results.get(window, nothing) for window in known}
        ranked = ranks(
            {window: self._ranked(result) for window, result in results.items()},
            self.ranking,
        )
        return tuple(
            Standing(window, rank, results[window]) for window, rank in ranked.items()
        )

    def assess(
        self,
        answers: Answers,
        *,
        evaluator: Mapping[str, int] | None = None,
        no_answer: int = 0,
        rank: int | None = None,
        of: int | None = None,
        part: str | None = None,
        settles: dt.datetime | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether a window was scored, say what it came to, and whether it is enough.

        Args:
            answers: Forms, or the counts of grades.
            evaluator: The counts of grades from rating devices; None is no data.
            no_answer: How many were asked and gave no answer at all.
            rank: The place among the windows, from `standings`. Beside a part, or where
                nothing was scored, it stands in the evidence alone.
            of: How many windows were ranked; refused without a rank.
            part: "evaluator" judges whether the devices were taken into account, under
                the clause that asks for it; None judges the score.
            settles: The first instant at which all answers are in; until then a score
                is `PENDING`. None is settled.
            as_of: The moment of judgement.
            subject: What the verdict is about.

        Raises:
            UnknownNameError: If a grade, an item or the part is unknown.
            ImpossibleCountError: If a count is negative or no whole number, or *rank*
                is not from 1 to *of*.
            InvalidFieldError: If *of* is given without *rank*.
            MissingFactError: If *settles* is given without a moment of judgement.
        """
        if part is not None:
            as_name("part", part, (EVALUATOR,))
        if rank is not None:
            place = as_count("rank", rank)
            if as_count("rank", place, most=as_count("of", of)) == 0:
                raise ImpossibleCountError("rank", rank, "1 for the first")
        elif of is not None:
            raise InvalidFieldError(
                "of", of, "None, unless the rank among them is given"
            )
        as_count("no_answer", no_answer)
        if settles is not None:
            as_instant(settles, "settles")
        basis = basis_of(as_of, settles)
        sheet = self._read(answers)
        ratings = self._ratings(evaluator)
        result = None
        if ratings is None or self.weights is not None:
            result = self._score(sheet, ratings, no_answer)
        evidence = ScoreEvidence(
            result,
            rank,
            of,
            part,
            self._tier_name(result),
            sheet,
            self._counted(sheet, result),
            self._bounds(),
            None if ratings is None else ratings.counts,
            no_answer,
            settles,
        )
        if part is None:
            settled = basis.has_reached(settles, "settles")
            reasons = on_score(self, evidence, settled=settled)
        else:
            reasons = (on_blend(evidence, self.weights),)
        clause = self.evaluator_clause if part else None
        return Verdict(clause or self.clause, self, subject, evidence, reasons, basis)

    # ------------------------------------------------------------------ scoring

    def _read(self, answers: Answers) -> Sheet:
        """Read forms, or counts where every answer counts alike."""
        if not isinstance(answers, Mapping):
            return read_answers(answers, self.item_terms)
        counts: Any = answers
        sheet = read_counts(counts, self.scale)
        if self._needs_forms and any(count for _, count in sheet.counts):
            allowed = "forms, because the items do not count alike"
            raise InvalidFieldError("answers", dict(answers), allowed)
        return sheet

    @property
    def _needs_forms(self) -> bool:
        """Whether a grade means something only together with its item."""
        return bool(self.item_rules) or self.unit is Unit.FORM_TOTAL

    def _ratings(self, evaluator: Mapping[str, int] | None) -> Sheet | None:
        """Read the counts of the rating devices; none at all is no data."""
        if evaluator is None:
            return None
        if not isinstance(evaluator, Mapping):
            raise InvalidFieldError("evaluator", evaluator, "counts by grade")
        sheet = read_counts(evaluator, self.scale)
        if not any(count for _, count in sheet.counts):
            return None
        if self.unit is Unit.FORM_TOTAL:
            allowed = "none, because a total of points has no counts of grades"
            raise InvalidFieldError("evaluator", dict(evaluator), allowed)
        return sheet

    def _score(self, sheet: Sheet, ratings: Sheet | None, no_answer: int) -> Score:
        """Score answers that have been read."""
        silent = as_count("no_answer", no_answer)
        items = self.item_terms
        full = fill(
            sheet,
            items,
            self._common,
            silent,
            blank=self.blanks,
            non_response=self.non_response,
        )
        if full.forms is None:
            mean = average_counts(full, self._common)
        else:
            mean = average_forms(full, items, self.unit, self.overall)
        visits, answered = mean.score, mean.answered
        devices = None
        if ratings is not None:
            devices = average_counts(ratings, self._common).score
        score = self._blend(visits, devices)
        tier = None if score is None else self.tier(score)
        needed = 0 if tier is None else self._needed(tier)
        return Score(
            score=score,
            tier=None if tier is None else tier.key,
            answered=answered,
            counts=mean.counts,
            good=mean.good,
            blanks=sheet.blanks,
            no_answer=silent,
            parts=((VISITS, visits), (EVALUATOR, devices)),
            needed=needed,
            low_sample=needed is None or answered < needed,
            confidence=self.confidence,
        )

    def _needed(self, tier: Tier) -> int | None:
        """Return how many answers can show a tier at all, all of them the best."""
        share = (tier.least - self.least_score) / (100 - self.least_score)
        return least_sample(share, self.confidence)

    def _blend(
        self, visits: Fraction | None, devices: Fraction | None
    ) -> Fraction | None:
        """Return the score of both instruments; without follow-ups there is none."""
        if visits is None:
            return None
        if devices is not None:
            if self.weights is None:
                raise MissingFactError(
                    "weights", self.id, "choose them, for example blend_of('60%')"
                )
            return self.weights[VISITS] * visits + self.weights[EVALUATOR] * devices
        if self.missing_evaluator is MissingEvaluator.NOT_SCORED:
            return None
        if self.missing_evaluator is MissingEvaluator.ZERO and self.weights is not None:
            return self.weights[VISITS] * visits
        return visits

    def _ranked(self, result: Score) -> Fraction | None:
        """Return the score by which a window is ranked; None leaves it out."""
        if result.answered < self.least_answers:
            return None
        if result.low_sample and not self.rank_low_sample:  # A-59a
            return None
        return result.score

    # ----------------------------------------------------------------- evidence

    def _tier_name(self, result: Score | None) -> Text | None:
        """Return the name of the tier."""
        if result is None or result.score is None:
            return None
        return self.tier(result.score).name

    def _counted(self, sheet: Sheet, result: Score | None) -> Text:
        """Say what was averaged: answers, or forms."""
        n = 0 if result is None else result.answered
        of_forms = self.unit in {Unit.MEAN_OF_FORMS, Unit.FORM_TOTAL}
        more = "" if n == 1 else "s"
        if sheet.forms is not None and of_forms:
            return Text(f"{n} form{more}", f"{n}份意见表")
        return Text(f"{n} answered item{more}", f"{n}项评价")

    def _bounds(self) -> tuple[Fraction, ...]:
        """Return what a score is never shown as before it is reached."""
        cuts = tuple(tier.least for tier in self.tiers)
        return cuts if self.least is None else (*cuts, self.least)
