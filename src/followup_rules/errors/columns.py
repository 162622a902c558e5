"""
Frames and columns that cannot be judged.
"""

from typing import Final

from followup_rules.errors.base import FollowupRulesError, nearest_hint

_MADE_BY: Final = {
    "days": "take the day of times first, as .dt.date of pandas and polars or CAST to DATE",
    "times or days": "read texts as times first, as pandas.to_datetime does",
    "times with a zone": "read texts as times first, as pandas.to_datetime does",
    "true or false": "turn texts into them first, as .map({'是': True, '否': False}) does",
}
"""How a column of the wrong kind is made one of the right kind, by what is allowed."""


class UnsupportedFrameError(FollowupRulesError, TypeError):
    """
    What came to be judged is no data frame of a known engine.
    """

    got: str
    allowed: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"a value of the type {self.got} has no rows to judge; "
            f"pass a frame of {', '.join(self.allowed)}"
        )


class MissingColumnError(FollowupRulesError, LookupError):
    """
    A frame has no column of the name that an argument gives, or a ledger must have.
    """

    argument: str
    column: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        kind, _, fact = self.argument.partition(".")
        way_out = f"; name yours by columns={{{kind!r}: {{{fact!r}: ...}}}}"
        return (
            f"{self.argument}={self.column!r}: the frame has no such column; "
            f"it has {', '.join(self.columns)}{nearest_hint(self.column, self.columns)}"
            f"{way_out if fact else ''}"
        )


class WrongColumnTypeError(FollowupRulesError, TypeError):
    """
    A column of a frame holds another kind of value than is needed.
    """

    argument: str
    column: str
    got: str
    allowed: str

    def __str__(self) -> str:
        way_out = _MADE_BY.get(self.allowed)
        return (
            f"{self.argument}={self.column!r}: the column holds {self.got}; "
            f"allowed: {self.allowed}{f' ({way_out})' if way_out else ''}"
        )


class NaiveColumnError(FollowupRulesError, ValueError):
    """
    A column holds times without a zone, and the caller named none.
    """

    argument: str
    column: str

    def __str__(self) -> str:
        return (
            f"{self.argument}={self.column!r}: the column holds times without a zone; "
            "name the zone they were recorded in, for example zone='Asia/Shanghai'"
        )


class ColumnTakenError(FollowupRulesError, ValueError):
    """
    A frame already has a column of a name that a result needs.
    """

    column: str

    def __str__(self) -> str:
        return (
            f"the frame already has a column {self.column!r}, and nothing is "
            "overwritten; rename the column, or give the results of deadlines and "
            "warranties another prefix="
        )


class GradeNameTakenError(FollowupRulesError, ValueError):
    """
    A grade has the name of another column of the result, where each grade has one.
    """

    grade: str

    def __str__(self) -> str:
        return (
            f"the result has a column for each grade and another one called "
            f"{self.grade!r}; give the grade another key, its words may stay"
        )


class UnusableColumnNameError(FollowupRulesError, ValueError):
    """
    A column of a frame cannot be found by its name alone.
    """

    column: str
    problem: str
    renamed_by: str

    def __str__(self) -> str:
        return (
            f"the column {self.column!r} cannot be used: {self.problem}; "
            f"rename it first, for example with {self.renamed_by}"
        )


class TooLargeProductError(FollowupRulesError, ValueError):
    """
    A product over columns could leave 64 bits, and would be wrong in silence.
    """

    what: str
    number: int
    most: int

    def __str__(self) -> str:
        return (
            f"{self.what} {self.number} is too large to be multiplied over columns "
            f"exactly; allowed: up to {self.most}. Judge it with assess(), or write "
            "the number in lower terms"
        )
