"""
Answers as they come in, and what they add up to.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.exact import as_count
from followup_rules.immutable import frozen
from followup_rules.policies.scoring.items import ItemTerms
from followup_rules.policies.scoring.scales import GradeScale

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
    FORM_TOTAL = "form_total"
    """Every form's points added up, in percent of what its answers could be worth."""


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


def read_answers(answers: Answers, items: Mapping[str, ItemTerms]) -> Sheet:
    """
    Read answers, and count them by grade; each item by its own scale.

    Raises:
        UnknownNameError: If an item or a grade is unknown.
        InvalidFieldError: If *answers* are no forms.
    """
    given: object = answers
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        raise InvalidFieldError("answers", given, "counts by grade, or forms")
    forms = tuple(_read_form(form, items) for form in given)
    return _sheet(forms, items)


def read_counts(counts: Mapping[str, int], scale: GradeScale) -> Sheet:
    """
    Read how often each grade was given.

    Raises:
        UnknownNameError: If a grade is unknown.
        ImpossibleCountError: If a count is negative or no whole number.
    """
    totals = dict.fromkeys(scale.ids, 0)
    for word, count in counts.items():
        totals[scale.read(word)] += as_count(f"answers[{word!r}]", count)
    return Sheet(None, tuple(totals.items()), 0)


def _read_form(
    form: Form, items: Mapping[str, ItemTerms]
) -> tuple[tuple[str, str | None], ...]:
    """Read one form; an item that it does not mention is a blank."""
    if not isinstance(form, Mapping):
        raise InvalidFieldError("form", form, "a table from item to grade")
    for item in form:
        if item not in items:
            raise UnknownNameError("item", item, tuple(items))
    return tuple(
        (item, None if form.get(item) is None else own.scale.read(form[item]))
        for item, own in items.items()
    )


def pool(*batches: Answers) -> Any:
    """
    Return the answers of several rounds as those of one: for a year, by its counts.

    Raises:
        InvalidFieldError: If some batches are counts and others forms.

    >>> pool({"满意": 1}, {"满意": 2, "不满意": 1})
    {'满意': 3, '不满意': 1}
    """
    counted: list[Any] = [batch for batch in batches if isinstance(batch, Mapping)]
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
    items: Mapping[str, ItemTerms],
    common: ItemTerms,
    silent: int,
    *,
    blank: Blank,
    non_response: NonResponse,
) -> Sheet:
    """
    Return the sheet with blanks and silence counted as the rule says.
    """
    forms, counts = sheet.forms, Counter(dict(sheet.counts))
    if forms is None:
        if non_response is not NonResponse.EXCLUDED:
            counts[common.ends[non_response.value]] += silent
        return Sheet(None, tuple(counts.items()), 0)
    if non_response is not NonResponse.EXCLUDED:
        ends = {item: own.ends[non_response.value] for item, own in items.items()}
        forms += (tuple(ends.items()),) * silent
    if blank is not Blank.SKIPPED:
        ends = {item: own.ends[blank.value] for item, own in items.items()}
        forms = tuple(
            tuple((item, grade or ends[item]) for item, grade in form) for form in forms
        )
    return _sheet(forms, items)


def _sheet(
    forms: tuple[tuple[tuple[str, str | None], ...], ...],
    items: Mapping[str, ItemTerms],
) -> Sheet:
    """Count the grades of forms."""
    given = Counter(grade for form in forms for _, grade in form)
    names = dict.fromkeys(grade for own in items.values() for grade in own.scale.ids)
    return Sheet(forms, tuple((name, given[name]) for name in names), given[None])


# ------------------------------------------------------------------------- the mean


@frozen
class Mean:
    """
    What answers come to.

    Attributes:
        score: The mean; None where there is nothing to average, never 0.
        counts: The grades it is the mean of.
        answered: How many units were averaged.
        good: How many of the answers count as satisfied.
    """

    score: Fraction | None
    counts: tuple[tuple[str, int], ...]
    answered: int
    good: int


def average_counts(sheet: Sheet, common: ItemTerms) -> Mean:
    """
    Return what counts of grades come to: the mean of all of them together.
    """
    total = sum(count for _, count in sheet.counts)
    points = sum((common.worth[name] * n for name, n in sheet.counts), Fraction(0))
    good = sum(n for name, n in sheet.counts if name in common.good)
    return Mean(points / total if total else None, sheet.counts, total, good)


def average_forms(
    sheet: Sheet, items: Mapping[str, ItemTerms], unit: Unit, overall: str
) -> Mean:
    """
    Return what forms come to, in the unit that is averaged.
    """
    assert sheet.forms is not None  # noqa: S101 - for type checkers
    asked = {overall} if unit is Unit.OVERALL else items.keys()
    answers = [
        [(item, grade) for item, grade in form if grade is not None and item in asked]
        for form in sheet.forms
    ]
    pairs = Counter(entry for form in answers for entry in form)
    counted: Counter[str] = Counter()
    for (_, grade), n in pairs.items():
        counted[grade] += n
    means, answered = _UNITS[unit](answers, pairs, items)
    return Mean(
        _weighed(means),
        tuple((grade, counted[grade]) for grade, _ in sheet.counts),
        counted.total() if answered is None else answered,
        sum(n for (item, grade), n in pairs.items() if grade in items[item].good),
    )


_Answered = list[list[tuple[str, str]]]
_Pairs = Counter[tuple[str, str]]
_Weighed = list[tuple[Fraction, Fraction]]
"""Values, each with its weight."""
_Means = tuple[_Weighed, int | None]
"""What is averaged, and how many units that are, where they are no answers."""


def _weighed(values: _Weighed) -> Fraction | None:
    """Return the weighed mean; None of nothing."""
    total = sum((weight for _, weight in values), Fraction(0))
    if not total:
        return None
    return sum((value * weight for value, weight in values), Fraction(0)) / total


def _of_answers(_: _Answered, pairs: _Pairs, items: Mapping[str, ItemTerms]) -> _Means:
    """Every answer, by the weight of its item."""
    return [
        (items[item].worth[grade], items[item].weight * n)
        for (item, grade), n in pairs.items()
    ], None


def _of_items(_: _Answered, pairs: _Pairs, items: Mapping[str, ItemTerms]) -> _Means:
    """The mean of every item that was answered, by its weight."""
    by_item: dict[str, _Weighed] = {}
    for (item, grade), n in pairs.items():
        by_item.setdefault(item, []).append((items[item].worth[grade], Fraction(n)))
    means = [(_weighed(values), items[item].weight) for item, values in by_item.items()]
    return [(mean, weight) for mean, weight in means if mean is not None], None


def _of_forms(forms: _Answered, _: _Pairs, items: Mapping[str, ItemTerms]) -> _Means:
    """The weighed mean of every form that has an answer."""
    means = [
        _weighed([(items[i].worth[grade], items[i].weight) for i, grade in form])
        for form in forms
    ]
    return _each(means)


def _of_totals(forms: _Answered, _: _Pairs, items: Mapping[str, ItemTerms]) -> _Means:
    """The points of every form, of 100 that its answers could have been worth."""
    means = []
    for form in forms:
        reachable = sum((items[item].best for item, _ in form), Fraction(0))
        points = sum((items[item].worth[grade] for item, grade in form), Fraction(0))
        means.append(points * 100 / reachable if reachable else None)
    return _each(means)


def _each(means: list[Fraction | None]) -> _Means:
    """Give every form that has a mean the weight 1."""
    known = [(mean, Fraction(1)) for mean in means if mean is not None]
    return known, len(known)


_UNITS: Final[
    Mapping[Unit, Callable[[_Answered, _Pairs, Mapping[str, ItemTerms]], _Means]]
] = {
    Unit.ITEM_POOLED: _of_answers,
    Unit.OVERALL: _of_answers,
    Unit.MEAN_OF_ITEMS: _of_items,
    Unit.MEAN_OF_FORMS: _of_forms,
    Unit.FORM_TOTAL: _of_totals,
}
