"""
What is said of a score, of the second instrument, and beside either.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final, Protocol

from followup_rules.clauses import Clause, Force, Text
from followup_rules.exact import show_decimal
from followup_rules.policies.scoring.answers import Blank, NonResponse
from followup_rules.policies.scoring.results import EVALUATOR, ScoreEvidence
from followup_rules.tables import Table
from followup_rules.verdicts import Reason, decides, note

_SCORED: Final = decides("window_scored")
_SO_FAR: Final = decides("window_scored_so_far")


class _Scored(Protocol):
    """
    The fields of a scoring rule that judging asks for; `ScoringPolicy` has them.
    """

    @property
    def clause(self) -> Clause: ...
    @property
    def least(self) -> Any: ...  # pyright sees a converter where the field is
    @property
    def weights(self) -> Any: ...
    @property
    def item_rules(self) -> Any: ...
    @property
    def blanks(self) -> Blank: ...
    @property
    def non_response(self) -> NonResponse: ...


def on_score(
    policy: _Scored, found: ScoreEvidence, *, settled: bool
) -> tuple[Reason, ...]:
    """
    Judge a score, and remark on its rank, on few answers and on what was left out.
    """
    if found.result is None:
        return (decides("fact_missing", fact="weights"),)
    if not found.result.answered:
        return (decides("no_answers"),)
    if found.score is None:
        return (decides("fact_missing", fact=EVALUATOR),)
    return (_final(policy, found.score) if settled else _SO_FAR, *_notes(policy, found))


def on_blend(found: ScoreEvidence, weights: Table[Fraction] | None) -> Reason:
    """
    Judge whether the second instrument was taken into account.
    """
    if found.evaluator is None:
        return decides("no_evaluator_data")
    if found.result is None or weights is None:
        return decides("fact_missing", fact="weights")
    if not found.result.answered:
        return decides("no_answers")
    parts = {
        name: show_decimal(part or Fraction(0)) for name, part in found.result.parts
    }
    shares = {f"w_{name}": share for name, share in weights.items()}
    return decides("evaluator_blended", **parts, **shares)


def _final(policy: _Scored, score: Fraction) -> Reason:
    """Judge whether a score is as high as is asked for, or striven for."""
    if policy.least is None or score >= policy.least:
        return _SCORED
    striven = policy.clause.duty is Force.TARGET
    code = "score_below_target" if striven else "score_too_low"
    return decides(code, least=show_decimal(policy.least))


def _notes(policy: _Scored, found: ScoreEvidence) -> Iterator[Reason]:
    """Remark on the rank, on few answers, and on what was left out."""
    assert found.result is not None  # noqa: S101 - for type checkers
    if found.rank is not None:
        yield note("ranked")
    if found.evaluator is None and policy.weights is not None:
        yield note("visits_alone")
    if found.low_sample:
        yield note("low_sample")
    yield from _notes_on_items(policy)
    if found.result.blanks:
        yield note(f"blanks_{policy.blanks.value}")
    if found.result.no_answer:
        yield note(f"silence_{policy.non_response.value}")


def _notes_on_items(policy: _Scored) -> Iterator[Reason]:
    """Say which items count otherwise than the others."""
    weighed = [own for own in policy.item_rules if own.weight != 1]
    turned = tuple(own.name for own in policy.item_rules if own.reversed)
    if weighed:
        shown = [(own.name, show_decimal(own.weight)) for own in weighed]
        weights = tuple(
            Text(f"{name.en} {weight}", f"{name.zh}{weight}") for name, weight in shown
        )
        yield note("items_weighed", weights=weights)
    if turned:
        yield note("items_reversed", items=turned)
