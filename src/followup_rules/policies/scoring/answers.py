"""
Answers as they come in, and what they add up to.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from attrs import frozen

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.exact import as_count
from followup_rules.policies.scoring.scales import GradeScale
from followup_rules.tables import Table

Form = Mapping[str, str | None]
"""The grade of each item on one form, or given in one call; None is a blank."""

Answers = Mapping[str, int] | Iterable[Form]
"""How often each grade was given, or the forms themselves."""


class Unit(Enum):
    """
    What is averaged.
    """

    ITEM_POOLED = "item_pooled"
    """Every answer to an item, all together."""
    MEAN_OF_FORMS = "mean_of_forms"
    """Every form's own mean."""
    MEAN_OF_ITEMS = "mean_of_items"
    """Every item's own mean."""
    OVERALL = "overall"
    """The answers to the overall item alone."""


class Blank(Enum):
    """
    What an item left blank on a form is.
    """

    SKIPPED = "skipped"
    LOWEST = "lowest"
    HIGHEST = "highest"


class NonResponse(Enum):
    """
    What somebody who gave no answer at all is.
    """

    EXCLUDED = "excluded"
    LOWEST = "lowest"
    HIGHEST = "highest"


@frozen
class Sheet:
    """
    Answers read: forms with known items and grades, or the counts of grades.
    """

    forms: tuple[tuple[tuple[str, str | None], ...], ...] | None
    counts: tuple[tuple[str, int], ...]
    blanks: int

    def given(self) -> Any:
        """
        Return the answers as plain arguments again.
        """
        if self.forms is None:
            return dict(self.counts)
        return tuple(dict(form) for form in self.forms)


def read_answers(answers: Answers, scale: GradeScale, items: tuple[str, ...]) -> Sheet:
    """
    Read answers, and count them by grade.

    Raises:
        UnknownNameError: If an item or a grade is unknown.
        ImpossibleCountError: If a count is negative or no whole number.
        InvalidFieldError: If *answers* are neither counts nor forms.
    """
    if isinstance(answers, Mapping):
        totals = dict.fromkeys(scale.ids, 0)
        for word, count in answers.items():
            totals[scale.read(word)] += as_count(f"answers[{word!r}]", count)
        return Sheet(None, tuple(totals.items()), 0)
    given: object = answers
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidFieldError("answers", given, "counts by grade, or forms")
    forms = tuple(_read_form(form, scale, items) for form in given)
    return _sheet(forms, scale)


def _read_form(
    form: Form, scale: GradeScale, items: tuple[str, ...]
) -> tuple[tuple[str, str | None], ...]:
    """Read one form; an item that it does not mention is a blank."""
    if not isinstance(form, Mapping):
        raise InvalidFieldError("form", form, "a table from item to grade")
    for item in form:
        if item not in items:
            raise UnknownNameError("item", item, items)
    return tuple(
        (item, None if form.get(item) is None else scale.read(form[item]))
        for item in items
    )


def pool(*batches: Answers) -> Any:
    """
    Return the answers of several rounds as those of one: for a year, by its counts.

    Raises:
        InvalidFieldError: If some batches are counts and others forms.

    >>> pool({"满意": 1}, {"满意": 2, "不满意": 1})
    {'满意': 3, '不满意': 1}
    """
    counted = [batch for batch in batches if isinstance(batch, Mapping)]
    if len(counted) not in {0, len(batches)}:
        raise InvalidFieldError("batches", batches, "all counts, or all forms")
    if not counted:
        return tuple(form for batch in batches for form in batch)
    total: Counter[str] = Counter()
    for batch in counted:
        total.update(batch)
    return dict(total)


def fill(
    sheet: Sheet,
    scale: GradeScale,
    items: tuple[str, ...],
    silent: int,
    *,
    blank: Blank,
    non_response: NonResponse,
) -> Sheet:
    """
    Return the sheet with blanks and silence counted as the rule says.
    """
    grade_of_blank = _grade(scale, blank.value)
    grade_of_silence = _grade(scale, non_response.value)
    forms, counts = sheet.forms, Counter(dict(sheet.counts))
    if forms is None:
        if grade_of_silence is not None:
            counts[grade_of_silence] += silent
        return Sheet(None, tuple(counts.items()), 0)
    if grade_of_silence is not None:
        forms += (tuple((item, grade_of_silence) for item in items),) * silent
    if grade_of_blank is not None:
        forms = tuple(
            tuple((item, grade or grade_of_blank) for item, grade in form)
            for form in forms
        )
    return _sheet(forms, scale)


def _sheet(
    forms: tuple[tuple[tuple[str, str | None], ...], ...], scale: GradeScale
) -> Sheet:
    """Count the grades of forms."""
    given = Counter(grade for form in forms for _, grade in form)
    return Sheet(forms, tuple((name, given[name]) for name in scale.ids), given[None])


def _grade(scale: GradeScale, end: str) -> str | None:
    """Return the grade at one end of the scale, or none."""
    return {"lowest": scale.ids[-1], "highest": scale.ids[0]}.get(end)


def average(
    sheet: Sheet, points: Table[Fraction], unit: Unit, overall: str | None
) -> tuple[Fraction | None, tuple[tuple[str, int], ...], int]:
    """
    Return the mean, the grades it is the mean of, and of how many units.

    The mean is None where there is nothing to average, never 0.
    """
    if sheet.forms is None:
        answered = sum(count for _, count in sheet.counts)
        return _mean_of_counts(sheet.counts, points), sheet.counts, answered
    answers = [
        [(item, grade) for item, grade in form if grade is not None]
        for form in sheet.forms
    ]
    if unit is Unit.OVERALL:
        answers = [[entry for entry in form if entry[0] == overall] for form in answers]
    counted = Counter(grade for form in answers for _, grade in form)
    counts = tuple((grade, counted[grade]) for grade in points)
    if unit is Unit.MEAN_OF_FORMS:
        groups = [[grade for _, grade in form] for form in answers if form]
        return _mean_of_means(groups, points), counts, len(groups)
    if unit is Unit.MEAN_OF_ITEMS:
        by_item: dict[str, list[str]] = {}
        for form in answers:
            for item, grade in form:
                by_item.setdefault(item, []).append(grade)
        return _mean_of_means(list(by_item.values()), points), counts, counted.total()
    return _mean_of_counts(counts, points), counts, counted.total()


def _mean_of_counts(
    counts: tuple[tuple[str, int], ...], points: Table[Fraction]
) -> Fraction | None:
    """Return the mean of pooled answers."""
    total = sum(count for _, count in counts)
    if not total:
        return None
    return sum((points[name] * n for name, n in counts), Fraction(0)) / total


def _mean_of_means(groups: list[list[str]], points: Table[Fraction]) -> Fraction | None:
    """Return the mean of the means of groups, none of which is empty."""
    if not groups:
        return None
    means = [sum((points[grade] for grade in g), Fraction(0)) / len(g) for g in groups]
    return sum(means, Fraction(0)) / len(means)
