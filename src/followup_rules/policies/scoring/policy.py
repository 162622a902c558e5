"""
A rule that turns answers into a score, a tier and a rank.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import field, frozen

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    ImpossibleCountError,
    InvalidFieldError,
    MissingFactError,
    UnknownNameError,
)
from followup_rules.exact import as_count, parse_rate, show_decimal
from followup_rules.fields import (
    Flag,
    Kind,
    Many,
    Member,
    Optional,
    Share,
    Whole,
    Words,
    as_tuple,
    holds,
    validate,
)
from followup_rules.policies.scoring.answers import (
    Answers,
    Blank,
    NonResponse,
    Sheet,
    Unit,
    average,
    fill,
    read_answers,
)
from followup_rules.policies.scoring.bounds import NINETY_FIVE, least_sample
from followup_rules.policies.scoring.ranking import Ranking, Standing, ranks
from followup_rules.policies.scoring.results import (
    EVALUATOR,
    INSTRUMENTS,
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
)
from followup_rules.tables import Table
from followup_rules.timing.moments import as_instant, elapsed
from followup_rules.verdicts import (
    Basis,
    Reason,
    Subject,
    Verdict,
    decides,
    judged_at,
    note,
)

_SCORED: Final = decides("window_scored")


@frozen(kw_only=True)
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
        points: What each grade is worth, 0 to 100, no better grade worth less.
        satisfied: The grades that the satisfaction rate counts.
        tiers: The tiers, the highest first; the last begins at 0.
        unit: What is averaged.
        items: The items of a form.
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
    """

    id: str = field(validator=validate, metadata=holds(Words()))
    clause: Clause = field(validator=validate, metadata=holds(Kind((Clause,))))
    name: Text = field(validator=validate, metadata=holds(Kind((Text,))))
    owed_by: str = field(validator=validate, metadata=holds(Words()))
    scale: GradeScale = field(validator=validate, metadata=holds(Kind((GradeScale,))))
    points: Table[Fraction] = field(
        converter=as_points, validator=validate, metadata=holds(Kind((Table,)))
    )
    satisfied: tuple[str, ...] = field(
        converter=as_tuple,
        validator=validate,
        metadata=holds(Many(Words(), least=1, unique="")),
    )
    tiers: tuple[Tier, ...] = field(
        converter=as_tuple,
        validator=validate,
        metadata=holds(Many(Kind((Tier,)), least=1, unique="id")),
    )
    unit: Unit = field(
        default=Unit.ITEM_POOLED, validator=validate, metadata=holds(Member(Unit))
    )
    items: tuple[str, ...] = field(
        default=("overall",),
        converter=as_tuple,
        validator=validate,
        metadata=holds(Many(Words(), least=1, unique="")),
    )
    overall: str = field(default="overall", validator=validate, metadata=holds(Words()))
    blanks: Blank = field(
        default=Blank.SKIPPED, validator=validate, metadata=holds(Member(Blank))
    )
    non_response: NonResponse = field(
        default=NonResponse.EXCLUDED,
        validator=validate,
        metadata=holds(Member(NonResponse)),
    )
    weights: Table[Fraction] | None = field(
        default=None,
        converter=as_weights,
        validator=validate,
        metadata=holds(Optional(Kind((Table,)))),
    )
    evaluator_clause: Clause | None = field(
        default=None, validator=validate, metadata=holds(Optional(Kind((Clause,))))
    )
    missing_evaluator: MissingEvaluator = field(
        default=MissingEvaluator.VISITS_ALONE,
        validator=validate,
        metadata=holds(Member(MissingEvaluator)),
    )
    ranking: Ranking = field(
        default=Ranking.COMPETITION,
        validator=validate,
        metadata=holds(Member(Ranking)),
    )
    least_answers: int = field(default=0, validator=validate, metadata=holds(Whole()))
    rank_low_sample: bool = field(
        default=True, validator=validate, metadata=holds(Flag())
    )
    confidence: Fraction = field(
        default=NINETY_FIVE,
        converter=parse_rate,
        validator=validate,
        metadata=holds(Share()),
    )

    def __attrs_post_init__(self) -> None:
        self._check_points()
        self._check_tiers()
        for grade in self.satisfied:
            if grade not in self.scale.ids:
                raise UnknownNameError("grade", grade, self.scale.ids)
        if self.overall not in self.items:
            raise UnknownNameError("item", self.overall, self.items)
        shares = None if self.weights is None else dict(self.weights)
        if shares is not None and (
            tuple(shares) != INSTRUMENTS or sum(shares.values()) != 1
        ):
            allowed = f"a share for each of {', '.join(INSTRUMENTS)}, adding up to 1"
            raise InvalidFieldError("ScoringPolicy.weights", shares, allowed)
        if not 0 < self.confidence < 1:
            raise InvalidFieldError(
                "ScoringPolicy.confidence", self.confidence, "a share inside 0 and 1"
            )

    def _check_points(self) -> None:
        """Refuse points that miss a grade, leave 0 to 100, or reward a worse grade."""
        values = tuple(self.points.values())
        falling = all(better >= worse for better, worse in pairwise(values))
        inside = all(0 <= value <= 100 for value in values)  # noqa: PLR2004 - percent
        if tuple(self.points) != self.scale.ids or not falling or not inside:
            allowed = f"0 to 100 for each of {', '.join(self.scale.ids)}, never rising"
            raise InvalidFieldError("ScoringPolicy.points", dict(self.points), allowed)

    def _check_tiers(self) -> None:
        """Refuse cut-offs that do not fall, or leave a score without a tier."""
        cuts = [tier.at_least for tier in self.tiers]
        falling = all(higher > lower for higher, lower in pairwise(cuts))
        if not falling or cuts[-1] != 0:
            raise InvalidFieldError(
                "ScoringPolicy.tiers",
                [str(cut) for cut in cuts],
                "cut-offs that fall from tier to tier, down to 0",
            )

    # ---------------------------------------------------------------- questions

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
        least = self.tiers[-1].at_least
        given: object = score
        exact = isinstance(given, int | Fraction) and not isinstance(given, bool)
        if not exact or score < least:
            allowed = f"a whole number or a Fraction of at least {least}"
            raise InvalidFieldError("score", score, allowed)
        return next(tier for tier in self.tiers if score >= tier.at_least)

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
            MissingFactError: If there are ratings and the weights are not chosen.
        """
        sheet = read_answers(answers, self.scale, self.items)
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
            for window in results:
                if window not in known:
                    raise UnknownNameError("window", window, known)
            results = {window: results.get(window, self.score({})) for window in known}
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
        basis: Basis | None = None,
    ) -> Verdict:
        """
        Judge whether a window was scored, and say what it came to.

        Args:
            answers: Forms, or the counts of grades.
            evaluator: The counts of grades from rating devices; None is no data.
            no_answer: How many were asked and gave no answer at all.
            rank: The place among the windows, from `standings`.
            of: How many windows were ranked.
            part: "evaluator" judges whether the devices were taken into account, under
                the clause that asks for it; None judges the score.
            settles: The first instant at which all answers are in; until then a score
                is `PENDING`. None is settled.
            as_of: The moment of judgement.
            subject: What the verdict is about.
            basis: What a whole ledger is judged on, instead of *as_of*.

        Raises:
            UnknownNameError: If a grade, an item or the part is unknown.
            ImpossibleCountError: If a count is negative or no whole number, or *rank*
                is not from 1 to *of*.
            MissingFactError: If *settles* is given without a moment of judgement.
        """
        if part not in {None, EVALUATOR}:
            raise UnknownNameError("part", part, (EVALUATOR,))
        if rank is not None:
            places = as_count("of", of)
            if as_count("rank", rank, at_most=places) == 0:
                raise ImpossibleCountError("rank", rank, "1 for the first")
        if as_of is None and basis is None and settles is None:
            basis = Basis()
        else:
            _, basis = judged_at(as_of, basis)
        sheet = read_answers(answers, self.scale, self.items)
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
            None if ratings is None else ratings.counts,
            no_answer,
            settles,
        )
        judge = self._judge if part is None else self._judge_blend
        reason = judge(evidence)
        if reason == _SCORED and not _passed(settles, basis):
            reason = decides("window_scored_so_far")
        reasons = (reason, *self._notes(evidence)) if part is None else (reason,)
        clause = self.evaluator_clause if part else None
        return Verdict(clause or self.clause, self, subject, evidence, reasons, basis)

    # ------------------------------------------------------------------ scoring

    def _ratings(self, evaluator: Mapping[str, int] | None) -> Sheet | None:
        """Read the counts of the rating devices; none at all is no data."""
        if evaluator is None:
            return None
        sheet = read_answers(evaluator, self.scale, self.items)
        return sheet if any(count for _, count in sheet.counts) else None

    def _score(self, sheet: Sheet, ratings: Sheet | None, no_answer: int) -> Score:
        """Score answers that have been read."""
        silent = as_count("no_answer", no_answer)
        full = fill(
            sheet,
            self.scale,
            self.items,
            silent,
            blank=self.blanks,
            non_response=self.non_response,
        )
        visits, counts, answered = average(full, self.points, self.unit, self.overall)
        devices = None
        if ratings is not None:
            devices, _, _ = average(ratings, self.points, self.unit, self.overall)
        score = self._blend(visits, devices)
        tier = None if score is None else self.tier(score)
        needed = (
            0 if tier is None else least_sample(tier.at_least / 100, self.confidence)
        )
        return Score(
            score=score,
            tier=None if tier is None else tier.id,
            answered=answered,
            counts=counts,
            good=sum(count for grade, count in counts if grade in self.satisfied),
            blanks=sheet.blanks,
            no_answer=silent,
            parts=((VISITS, visits), (EVALUATOR, devices)),
            needed=needed,
            low_sample=needed is None or answered < needed,
            confidence=self.confidence,
        )

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
        if result.low_sample and not self.rank_low_sample:
            return None
        return result.score

    # ------------------------------------------------------------------ judging

    def _tier_name(self, result: Score | None) -> Text | None:
        """Return the name of the tier."""
        if result is None or result.score is None:
            return None
        return self.tier(result.score).name

    def _judge(self, found: ScoreEvidence) -> Reason:
        """Judge the score."""
        if found.result is None:
            return decides("fact_missing", fact="weights")
        if not found.result.answered:
            return decides("no_answers")
        if found.score is None:
            return decides("fact_missing", fact=EVALUATOR)
        return _SCORED

    def _judge_blend(self, found: ScoreEvidence) -> Reason:
        """Judge whether the second instrument was taken into account."""
        if found.evaluator is None:
            return decides("no_evaluator_data")
        if found.result is None:
            return decides("fact_missing", fact="weights")
        if not found.result.answered:
            return decides("no_answers")
        parts = {
            name: show_decimal(part or Fraction(0)) for name, part in found.result.parts
        }
        assert self.weights is not None  # noqa: S101 - for type checkers
        shares = {f"w_{name}": share for name, share in self.weights.items()}
        return decides("evaluator_blended", **parts, **shares)

    def _notes(self, found: ScoreEvidence) -> tuple[Reason, ...]:
        """Remark on the rank, on few answers, and on what was left out."""
        if found.score is None or found.result is None:
            return ()
        notes = []
        if found.rank is not None:
            notes.append(note("ranked"))
        if found.evaluator is None and self.weights is not None:
            notes.append(note("visits_alone"))
        if found.low_sample:
            notes.append(note("low_sample"))
        if found.result.blanks:
            notes.append(note(f"blanks_{self.blanks.value}"))
        if found.result.no_answer:
            notes.append(note(f"silence_{self.non_response.value}"))
        return tuple(notes)


def _passed(bound: dt.datetime | None, basis: Basis) -> bool:
    """Say whether the moment of judgement has reached *bound*; None has passed."""
    if bound is None:
        return True
    now = as_instant(basis.as_of, "as_of")
    return elapsed(as_instant(bound, "settles"), now) >= dt.timedelta(0)
