"""
Grades, the words they are given in, and the tiers that scores fall into.
"""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Final

from attrs import field

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.exact import as_count, parse_fraction
from followup_rules.fields import Entries, Exact, Name, Names, as_tuple, held
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.tables import Table


@frozen(kw_only=True, field_transformer=held)
class Grade:
    """
    One grade that an answer may have.

    Attributes:
        key: Its machine name.
        name: Its name on the form.
        aliases: Other words that mean it, such as grades of a finer scale.
    """

    key: Name
    name: Text
    aliases: Names = field(default=(), converter=as_tuple)

    @property
    def words(self) -> tuple[str, ...]:
        """
        Every word that is read as this grade.
        """
        named = (self.key, self.name.en, self.name.zh, *self.aliases)
        return tuple(dict.fromkeys(named))


@frozen(kw_only=True, field_transformer=held)
class GradeScale:
    """
    The grades, the best first; no word may mean two of them.

    >>> THREE_GRADES.read("非常满意"), THREE_GRADES.ids
    ('satisfied', ('satisfied', 'basically_satisfied', 'dissatisfied'))
    """

    grades: Annotated[tuple[Grade, ...], Entries(least=2, unique="key")] = field(
        converter=as_tuple
    )

    def __attrs_post_init__(self) -> None:
        words = Counter(word for grade in self.grades for word in grade.words)
        for word, times in words.items():
            if times > 1:
                raise InvalidFieldError("GradeScale.grades", word, "each word once")

    @property
    def ids(self) -> tuple[str, ...]:
        """
        The machine names, the best grade first.
        """
        return tuple(grade.key for grade in self.grades)

    def read(self, word: object) -> str:
        """
        Return the grade that a word means.

        Raises:
            UnknownNameError: If it means none; an answer is never guessed.
        """
        for grade in self.grades:
            if word in grade.words:
                return grade.key
        known = tuple(word for grade in self.grades for word in grade.words)
        raise UnknownNameError("grade", word, known)


@frozen(kw_only=True, field_transformer=held)
class Tier:
    """
    A tier that a score falls into.

    Attributes:
        key: Its machine name.
        name: Its name.
        least: The lowest score in it; the bound is included. It is below 0 only
            where answers are worth less than nothing.
    """

    key: Name
    name: Text
    least: Annotated[Fraction, Exact(-100, 100)] = field(converter=parse_fraction)


def as_points(value: Mapping[str, Any]) -> Table[Fraction]:
    """
    Return exact points by grade.

    Raises:
        InexactRateError: If one is a float.
        InvalidFieldError: If one is no number, or there is no table.
    """
    if not isinstance(value, Mapping):
        raise InvalidFieldError("points", value, "a table from grade to points")
    pairs = [(name, parse_fraction(worth, field=name)) for name, worth in value.items()]
    return Table(pairs, kind="grade")


def as_score_asked(value: object) -> Fraction | None:
    """
    Return the score that is asked for, exactly; None is that none is.

    Raises:
        InexactRateError: If it is a float.
        InvalidFieldError: If it is no number.
    """
    return None if value is None else parse_fraction(value, field="least")


_A_SCALE: Final = "a GradeScale, such as THREE_GRADES"
_MOST_GRADES: Final = 1_000


def top_box(scale: GradeScale, best: int) -> Table[Fraction]:
    """
    Return points that make the score the percentage of the *best* so many grades.

    Raises:
        InvalidFieldError: If that is no grade, or every grade, or *scale* is no scale.

    >>> [str(worth) for worth in top_box(FIVE_GRADES, 2).values()]
    ['100', '100', '0', '0', '0']
    """
    check_kind("scale", scale, GradeScale, _A_SCALE)
    if not 0 < as_count("best", best) < len(scale.grades):
        allowed = f"1 to {len(scale.grades) - 1}, of {len(scale.grades)} grades"
        raise InvalidFieldError("best", best, allowed)
    return _across(scale, [100] * best, [])


def net_score(scale: GradeScale, good: int, bad: int) -> Table[Fraction]:
    """
    Return points that make the score the good answers less the bad, in percent.

    The best *good* grades are worth 100, the last *bad* ones -100, those between
    nothing. Of 11 grades from 10 to 0, two good and seven bad are the net promoter
    score.

    Raises:
        InvalidFieldError: If there are not so many grades, or *scale* is no scale.

    >>> [str(worth) for worth in net_score(THREE_GRADES, 1, 1).values()]
    ['100', '0', '-100']
    """
    check_kind("scale", scale, GradeScale, _A_SCALE)
    counts = as_count("good", good), as_count("bad", bad)
    if not all(counts) or sum(counts) > len(scale.grades):
        allowed = f"1 or more of each, at most {len(scale.grades)} together"
        raise InvalidFieldError("good, bad", counts, allowed)
    return _across(scale, [100] * good, [-100] * bad)


def _across(scale: GradeScale, first: list[int], last: list[int]) -> Table[Fraction]:
    """Return points of which the first and the last are given, with 0 between."""
    between = [0] * (len(scale.grades) - len(first) - len(last))
    points = [Fraction(worth) for worth in (*first, *between, *last)]
    return Table(zip(scale.ids, points, strict=True), kind="grade")


def numbered(lowest: int, highest: int) -> GradeScale:
    """
    Return a scale of whole numbers, the highest the best.

    Raises:
        ImpossibleCountError: If a bound is no whole number of 0 or more.
        InvalidFieldError: If they are not two numbers, the lower first, or they make
            more than a thousand grades.

    >>> numbered(0, 10).ids[:3], numbered(1, 5).read("5")
    (('10', '9', '8'), '5')
    """
    if as_count("lowest", lowest) >= as_count("highest", highest):
        raise InvalidFieldError("highest", highest, f"more than {lowest}")
    if highest - lowest >= _MOST_GRADES:
        allowed = f"less than {lowest + _MOST_GRADES}, so that it is a scale people use"
        raise InvalidFieldError("highest", highest, allowed)
    names = [str(number) for number in range(highest, lowest - 1, -1)]
    return GradeScale(grades=[Grade(key=name, name=Text(name, name)) for name in names])


_SATISFIED: Final = Text("satisfied", "满意")
_BASICALLY: Final = Text("basically satisfied", "基本满意")
_DISSATISFIED: Final = Text("dissatisfied", "不满意")
_VERY_SATISFIED: Final = Text("very satisfied", "非常满意")
_VERY_DISSATISFIED: Final = Text("very dissatisfied", "非常不满意")

THREE_GRADES: Final = GradeScale(
    grades=(
        Grade(
            key="satisfied",
            name=_SATISFIED,
            aliases=("very_satisfied", _VERY_SATISFIED.en, _VERY_SATISFIED.zh),
        ),
        Grade(key="basically_satisfied", name=_BASICALLY),
        Grade(
            key="dissatisfied",
            name=_DISSATISFIED,
            aliases=(
                "very_dissatisfied",
                _VERY_DISSATISFIED.en,
                _VERY_DISSATISFIED.zh,
            ),
        ),
    )
)
"""Three grades; the two outer ones of the national scale of five are read as these."""

FIVE_GRADES: Final = GradeScale(
    grades=(
        Grade(key="very_satisfied", name=_VERY_SATISFIED),
        Grade(key="satisfied", name=_SATISFIED),
        Grade(key="basically_satisfied", name=_BASICALLY),
        Grade(key="dissatisfied", name=_DISSATISFIED),
        Grade(key="very_dissatisfied", name=_VERY_DISSATISFIED),
    )
)
"""The five grades of the national scheme (好差评); the last two are poor ratings."""

YES_NO: Final = GradeScale(
    grades=(
        Grade(key="yes", name=Text("yes", "是")),
        Grade(key="no", name=Text("no", "否")),
    )
)
"""Yes and no, as items of a form that is otherwise graded."""

POINTS_100_60_0: Final[Table[Fraction]] = Table(  # A-56a
    {
        "satisfied": Fraction(100),
        "basically_satisfied": Fraction(60),
        "dissatisfied": Fraction(0),
    },
    kind="grade",
)
"""A convention, not a text: 100, 60 and 0 points for the three grades."""

CUTS_90_60: Final = (  # A-56b
    Tier(key="satisfied", name=Text("satisfied", "满意"), least="90"),
    Tier(
        key="basically_satisfied",
        name=Text("basically satisfied", "基本满意"),
        least="60",
    ),
    Tier(key="dissatisfied", name=Text("dissatisfied", "不满意"), least="0"),
)
"""A convention, not a text: 90 and more, 60 and more, and the rest."""
