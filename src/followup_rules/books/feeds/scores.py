"""
What feeds the rules that turn answers into scores.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from attrs import define, field

from followup_rules.books.conditions import Answer, Needed
from followup_rules.books.feeds.asking import (
    UNSURE,
    WaysOut,
    answer,
    ask,
    read_table,
    ways,
)
from followup_rules.books.feeds.each import Rows
from followup_rules.books.feeds.letting_off import excuse_in_time, unless_known
from followup_rules.books.feeds.ratings import Ratings, pooled_by
from followup_rules.books.feeds.settled import meant_then
from followup_rules.books.feeds.tallies import grounds, joined_too_late
from followup_rules.books.judging import Judging
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.excuses import Excuse
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.tables import Table
from followup_rules.verdicts import Subject, Verdict, note


@frozen(kw_only=True, field_transformer=held)
class Score(Rows):
    """
    Answers pooled by a window, scored and ranked.

    An answer that may not be meant, or may be let off, is none, and one that says not
    where it belongs, or is no grade of the scale, is an error of its row.

    Attributes:
        answer: The grade; or else
        answers: The answer to each item of a form: a word of its scale, a whole number
            of a scale of numbers, or yes or no.
        by: What they are pooled by.
        kind: What that is called in verdicts.
        ways_out: What leaves an answer out of the score, such as that it was found to be
            malicious; counted apart.
        ratings: The grades of a second instrument, which the weights of the rule blend
            with the answers; None is that there is none.
    """

    never_overdue: ClassVar[str | None] = "a score is settled with its period"
    needed: ClassVar[tuple[str, ...]] = ("by",)

    answer: Answer = ask()
    by: Answer = ask()
    kind: Name = "window"
    ways_out: WaysOut = ways()
    answers: Table[Needed] = field(
        default=Table(), converter=read_table, metadata={ADDED_LATER: True}
    )
    ratings: Ratings | None = field(default=None, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if self.answers and self.answer is not None:
            allowed = "None beside answers, which asks for each item"
            raise InvalidFieldError("Score.answer", str(self.answer), allowed)

    def suits(self, rule: Any) -> None:
        """
        Refuse a question for what is no item of the form, and an item without one.

        Raises:
            UnknownNameError: If one is no item.
            InvalidFieldError: If an item could never be answered, or a second instrument
                never be blended.
        """
        super().suits(rule)
        if self.ratings is not None:
            self.ratings.refuse_unfit(self.each, rule)
        elif rule.evaluator_clause is not None:
            what, got = "ScoringPolicy.evaluator_clause", rule.evaluator_clause.id
            raise InvalidFieldError(what, got, "None without ratings in its feed")
        items = rule.items
        for key in self.answers:
            if key not in items:
                raise UnknownNameError("item", key, items)
        if self.answers and len(self.answers) < len(items):
            allowed = f"a question for each of {', '.join(items)}"
            raise InvalidFieldError("Score.answers", tuple(self.answers), allowed)

    def _form(self, case: Judging, rule: Any, row: Any) -> dict[str, str | None]:
        """
        Return the grade of each item that a row tells.

        Raises:
            UnknownNameError: If an answer is no grade of the scale of its item.
        """
        asked = self.answers or {rule.overall: self.answer}
        told = {item: answer(case, row, what) for item, what in asked.items()}
        return {
            item: None if got is None else rule.item_terms[item].scale.read(_word(got))
            for item, got in told.items()
        }

    def all(self, case: Judging, rule: Any) -> Iterator[Verdict]:
        """
        Yield a verdict for each window.
        """
        piles, nowhere = self._piles(case, rule)
        rated, lost = (
            ({}, 0) if self.ratings is None else self.ratings.counts(case, rule)
        )
        every = sorted({*(one for one in piles if piles[one].is_told), *rated})
        told = {
            one: {
                "answers": piles[one].forms,
                "evaluator": rated.get(one),
                "no_answer": piles[one].silent,
            }
            for one in every
        }
        scores = {
            one: rule.score(**said)
            for one, said in told.items()
            if one not in rated or rule.weights is not None
        }
        unreadable = nowhere + lost + case.unreadable(self.reads())
        rank_of = {one.window: one.rank for one in rule.standings(scores)}
        ranked = sum(rank is not None for rank in rank_of.values())
        from followup_rules.policies.scoring.results import (  # noqa: PLC0415 - a rule of that kind asks
            EVALUATOR,
        )

        parts = (None,) if rule.evaluator_clause is None else (None, EVALUATOR)
        for window in dict.fromkeys((*rank_of, *every)):
            rank = rank_of.get(window)
            for part in parts:
                verdict = rule.assess(
                    **told[window],
                    rank=rank,
                    of=None if rank is None else ranked,
                    part=part,
                    settles=case.ends,
                    subject=Subject(self.kind, window, cell=case.cell),
                    as_of=case.as_of,
                )
                yield case.fair(piles[window].remarked(verdict, part), unreadable)

    def _piles(self, case: Judging, rule: Any) -> tuple[dict[str, "_Pile"], int]:
        """Return what was told of each window, and how many rows cannot be placed."""
        piles: dict[str, _Pile] = defaultdict(_Pile)
        nowhere = 0
        for row in case.rows(self.each):
            today = self.fits(case, row)
            fits = meant_then(case, rule.id, row, self.where, today, case.ends)
            if fits is False:
                piles[str(answer(case, row, self.by))].joined += today is not False
                continue
            excuse = excuse_in_time(self, case, row, case.ends)
            try:
                place, form = pooled_by(case, row, self.by), self._form(case, rule, row)
            except FollowupRulesError as error:
                case.refuse(row, rule, error)
                nowhere += 1
            else:
                piles[place].take(form, excuse, fits=fits)
        return piles, nowhere


@define
class _Pile:
    """
    What was told of one window.

    Attributes:
        forms: The answers that count, form by form.
        silent: How many are none.
        gone: Why others were left out.
        joined: How many came to be meant only after the period.
        unsure: Whether an answer may count or not.
    """

    forms: list[Any] = field(factory=list)
    silent: int = 0
    gone: list[Excuse] = field(factory=list)
    joined: int = 0
    unsure: bool = False

    @property
    def is_told(self) -> bool:
        """
        Whether anything was told of it in time.
        """
        return bool(self.forms or self.silent or self.gone)

    def take(
        self, form: Mapping[str, str | None], excuse: Any, *, fits: bool | None
    ) -> None:
        """
        Take the answers of a row that is meant, or may be.
        """
        answered = any(grade is not None for grade in form.values())
        if isinstance(excuse, Excuse):
            self.gone.append(excuse)
        elif answered and fits and excuse is not None:
            self.forms.append(form)
        else:
            self.silent += 1
            self.unsure |= answered

    def remarked(self, verdict: Verdict, part: str | None) -> Verdict:
        """
        Return a verdict on it that is certain, with what there is to remark of it.
        """
        if self.unsure:
            verdict = unless_known(verdict, UNSURE)
        if part is not None:
            return verdict
        apart = (note("excused_left_out", count=len(self.gone)),) if self.gone else ()
        later = joined_too_late(self.joined)
        return verdict.with_notes(*apart, *later, *grounds(self.gone))


def _word(got: Any) -> str:
    """Return the word of a scale that an answer means: yes, no, or a number."""
    if isinstance(got, bool):
        return "yes" if got else "no"
    return str(got)
