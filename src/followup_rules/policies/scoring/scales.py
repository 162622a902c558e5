"""
Grades, the words they are given in, and the tiers that scores fall into.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Final

from attrs import field, frozen

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.exact import parse_fraction
from followup_rules.fields import Entries, Exact, Name, Names, as_tuple, held
from followup_rules.tables import Table


@frozen(kw_only=True, field_transformer=held)
class Grade:
    """
    One grade that an answer may have.

    Attributes:
        id: Its machine name.
        name: Its name on the form.
        aliases: Other words that mean it, such as grades of a finer scale.
    """

    id: Name
    name: Text
    aliases: Names = field(default=(), converter=as_tuple)

    @property
    def words(self) -> tuple[str, ...]:
        """
        Every word that is read as this grade.
        """
        named = (self.id, self.name.en, self.name.zh, *self.aliases)
        return tuple(dict.fromkeys(named))


@frozen(kw_only=True, field_transformer=held)
class GradeScale:
    """
    The grades, the best first; no word may mean two of them.

    >>> THREE_GRADES.read("非常满意"), THREE_GRADES.ids
    ('satisfied', ('satisfied', 'basically_satisfied', 'dissatisfied'))
    """

    grades: Annotated[tuple[Grade, ...], Entries(least=2, unique="id")] = field(
        converter=as_tuple
    )

    def __attrs_post_init__(self) -> None:
        words = [word for grade in self.grades for word in grade.words]
        for word in words:
            if words.count(word) > 1:
                raise InvalidFieldError("GradeScale.grades", word, "each word once")

    @property
    def ids(self) -> tuple[str, ...]:
        """
        The machine names, the best grade first.
        """
        return tuple(grade.id for grade in self.grades)

    def read(self, word: object) -> str:
        """
        Return the grade that a word means.

        Raises:
            UnknownNameError: If it means none; an answer is never guessed.
        """
        for grade in self.grades:
            if word in grade.words:
                return grade.id
        known = tuple(word for grade in self.grades for word in grade.words)
        raise UnknownNameError("grade", word, known)


@frozen(kw_only=True, field_transformer=held)
class Tier:
    """
    A tier that a score falls into.

    Attributes:
        id: Its machine name.
        name: Its name.
        at_least: The lowest score in it; the bound is included.
    """

    id: Name
    name: Text
    at_least: Annotated[Fraction, Exact(0, 100)] = field(converter=parse_fraction)


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


_SATISFIED: Final = Text("satisfied", "满意")
_BASICALLY: Final = Text("basically satisfied", "基本满意")
_DISSATISFIED: Final = Text("dissatisfied", "不满意")
_VERY_SATISFIED: Final = Text("very satisfied", "非常满意")
_VERY_DISSATISFIED: Final = Text("very dissatisfied", "非常不满意")

THREE_GRADES: Final = GradeScale(
    grades=(
        Grade(
            id="satisfied",
            name=_SATISFIED,
            aliases=("very_satisfied", _VERY_SATISFIED.en, _VERY_SATISFIED.zh),
        ),
        Grade(id="basically_satisfied", name=_BASICALLY),
        Grade(
            id="dissatisfied",
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
        Grade(id="very_satisfied", name=_VERY_SATISFIED),
        Grade(id="satisfied", name=_SATISFIED),
        Grade(id="basically_satisfied", name=_BASICALLY),
        Grade(id="dissatisfied", name=_DISSATISFIED),
        Grade(id="very_dissatisfied", name=_VERY_DISSATISFIED),
    )
)
"""The five grades of the national scheme (好差评); the last two are poor ratings."""

POINTS_100_60_0: Final[Table[Fraction]] = Table(
    {
        "satisfied": Fraction(100),
        "basically_satisfied": Fraction(60),
        "dissatisfied": Fraction(0),
    },
    kind="grade",
)
"""A convention, not a text: 100, 60 and 0 points for the three grades."""

CUTS_90_60: Final = (
    Tier(id="satisfied", name=Text("satisfied", "满意"), at_least="90"),
    Tier(
        id="basically_satisfied",
        name=Text("basically satisfied", "基本满意"),
        at_least="60",
    ),
    Tier(id="dissatisfied", name=Text("dissatisfied", "不满意"), at_least="0"),
)
"""A convention, not a text: 90 and more, 60 and more, and the rest."""
