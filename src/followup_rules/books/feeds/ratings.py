"""
The second instrument of a score: what rating devices counted, beside the answers.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, Final

from followup_rules.books.conditions import Answer
from followup_rules.books.feeds.asking import (
    Part,
    answer,
    ask,
    is_meant,
    whether,
)
from followup_rules.books.feeds.settled import meant_then
from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.fields import Name, Whole, held
from followup_rules.immutable import frozen

_OFTEN: Final = Whole(0)
"""How often a grade may have been given."""


@frozen(kw_only=True, field_transformer=held)
class Ratings(Part):
    """
    The grades that a second instrument gave: the presses of rating devices.

    A row that says not where it belongs, or no grade of the scale, is an error of that
    row. One of which it is not known whether it is meant counts for nothing.

    Attributes:
        of: The kind of the rows.
        where: Which of them; None is all.
        by: What they are pooled by, as the answers are.
        grade: The grade that a row tells.
        count: How often it was given; None is once for each row.

    Raises:
        InvalidFieldError: If nothing tells where a row belongs, or its grade.
    """

    of: Name
    where: Answer = whether()
    by: Answer = ask()
    grade: Answer = ask()
    count: Answer = ask()

    def __attrs_post_init__(self) -> None:
        for name in ("by", "grade"):
            if getattr(self, name) is None:
                raise InvalidFieldError(f"Ratings.{name}", None, "a question")

    def refuse_unfit(self, each: str, rule: Any) -> None:
        """
        Refuse a score that no grades of another instrument can be blended with.

        Raises:
            InvalidFieldError: If it is of totals, or of the same rows.
        """
        if self.of == each:
            allowed = f"another ledger than {each!r}, whose rows are the answers"
            raise InvalidFieldError("Ratings.of", self.of, allowed)
        from followup_rules.policies.scoring import (  # noqa: PLC0415 - a rule of that kind asks
            Unit,
        )

        if rule.unit is Unit.FORM_TOTAL:
            allowed = "None, because a total of points has no counts of grades"
            raise InvalidFieldError("Score.ratings", self.of, allowed)

    def counts(
        self, case: Judging, rule: Any
    ) -> tuple[Mapping[str, Mapping[str, int]], int]:
        """
        Return how often each grade was given, by what rows are pooled by.

        And how many rows tell no place, no grade or no number, and are refused.
        """
        found: dict[str, Counter[str]] = defaultdict(Counter)
        lost = 0
        for row in case.rows(self.of):
            today = is_meant(case, row, self.where)
            if not meant_then(case, rule.id, row, self.where, today, case.ends):
                continue
            try:
                place, grade, often = self._told(case, rule, row)
            except FollowupRulesError as error:
                case.refuse(row, rule, error)
                lost += 1
                continue
            found[place][grade] += often
        return found, lost

    def _told(self, case: Judging, rule: Any, row: Any) -> tuple[str, str, int]:
        """
        Return where a row belongs, its grade, and how often that was given.

        Raises:
            InvalidFieldError: If it does not tell one of them.
            UnknownNameError: If the grade is none of the scale.
        """
        place, grade = pooled_by(case, row, self.by), answer(case, row, self.grade)
        if grade is None:
            raise InvalidFieldError(str(self.grade), None, "a grade of the scale")
        often = 1 if self.count is None else answer(case, row, self.count)
        if not _OFTEN.accepts(often):
            raise InvalidFieldError(str(self.count), often, _OFTEN.allowed)
        return place, rule.scale.read(str(grade)), int(often)


def pooled_by(case: Judging, row: Any, what: Any) -> str:
    """
    Return what a row is pooled by.

    Raises:
        InvalidFieldError: If it tells none.
    """
    place = answer(case, row, what)
    if not isinstance(place, str):
        raise InvalidFieldError(str(what), place, "what answers are pooled by")
    return place
