"""
How many are to be drawn: a number, a share with its bounds, or for each stratum its own.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import field

from followup_rules.clauses import Text, spoken
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_count, ceiling, parse_rate, show_rate
from followup_rules.fields import Count, Name, Rate, held
from followup_rules.immutable import frozen
from followup_rules.tables import Table


def as_share(value: Any) -> Any:
    """
    Read the spellings of a share; None passes.
    """
    return None if value is None else parse_rate(value, field="share")


@frozen
class SampleShare:
    """
    A share of those who can be drawn: at least *least*, at most *most*.

    The share is rounded up (不低于). A floor above the number there is asks for all of
    them, which `shares` sees to.

    >>> [SampleShare(Fraction(1, 10), 3, None).of(n) for n in (0, 12, 30, 31)]
    [3, 3, 3, 4]
    """

    share: Fraction
    least: int
    most: int | None

    def of(self, population: int) -> int:
        """
        Return how many are asked for of so many.

        Raises:
            ImpossibleCountError: If that is no whole number of 0 or more.
        """
        as_count("population", population)
        asked = max(self.least, ceiling(self.share * population))
        return asked if self.most is None else min(self.most, asked)

    def wording(self, language: str) -> str:
        """
        Say the share with its bounds.

        >>> SampleShare(Fraction(1, 10), 3, 50).wording("zh")
        '10%（不少于3个，不超过50个）'
        """
        language = spoken(language)
        said = show_rate(self.share)
        bounds = []
        if self.least:
            bounds.append(Text(f"at least {self.least}", f"不少于{self.least}个"))
        if self.most is not None:
            bounds.append(Text(f"at most {self.most}", f"不超过{self.most}个"))
        if not bounds:
            return said
        names = [bound.in_language(language) for bound in bounds]
        if language == "zh":
            return f"{said}（{'，'.join(names)}）"
        return f"{said} but {' and '.join(names)}"

    def __plain__(self) -> dict[str, Any]:
        return {"share": str(self.share), "least": self.least, "most": self.most}


Size = int | SampleShare | Table[Any]
"""A number, a share, or a table from stratum to either."""


def wanted(size: Size, population: int, stratum: str | None = None) -> int:
    """
    Return how many are asked for, though there may be fewer.

    Raises:
        UnknownNameError: If a stratum has no number of its own.
    """
    if isinstance(size, Table):
        return wanted(size[str(stratum)], population)
    return size if isinstance(size, int) else size.of(population)


def say_size(size: Size) -> Text:
    """
    Return how many are asked for, as a sentence may say it.
    """
    if isinstance(size, int):
        return Text(str(size), f"{size}个")
    if isinstance(size, SampleShare):
        return Text(size.wording("en"), size.wording("zh"))
    said = {name: say_size(own) for name, own in size.items()}
    return Text(
        ", ".join(f"{name} {own.en}" for name, own in said.items()),
        "、".join(f"{name}{own.zh}" for name, own in said.items()),
    )


def read_size(data: Any) -> Size:
    """
    Return the size that a receipt records.

    Raises:
        FollowupRulesError: If it records none.
    """
    match data:
        case {"share": share, "least": least, "most": most}:
            return SampleShare(
                parse_rate(share, field="k.share"),
                as_count("k.least", least),
                None if most is None else as_count("k.most", most),
            )
        case Mapping():
            pairs = [(name, read_size(own)) for name, own in data.items()]
            return Table(pairs, kind="stratum")
    return as_count("k", data)


def asked_for(
    owner: str, size: int | None, share: Fraction | None, least: int, most: int | None
) -> int | SampleShare:
    """
    Return a number or a share with its bounds, of which one is given.

    Raises:
        InvalidFieldError: If both or neither are given, a bound stands without a share,
            or the bounds leave the share nothing to decide.
    """
    if (size is None) is (share is None):
        given = {"size": size, "share": None if share is None else show_rate(share)}
        raise InvalidFieldError(f"{owner}.size", given, "either a size or a share")
    if share is not None:
        if most is not None and most <= least:
            allowed = f"None, or more than the least, which is {least}"
            raise InvalidFieldError(f"{owner}.most", most, allowed)
        return SampleShare(share, least, most)
    for name, bound, none in (("least", least, 0), ("most", most, None)):
        if bound != none:
            allowed = f"{none}, because the size is no share"
            raise InvalidFieldError(f"{owner}.{name}", bound, allowed)
    assert size is not None  # noqa: S101 - for type checkers
    return size


@frozen(kw_only=True, field_transformer=held)
class Stratum:
    """
    How many are drawn from one stratum, where each has a number of its own.

    The stratum stands before the separator in each id, as a window does.

    >>> Stratum(key="urgent", share="20%", least=5).asked.of(12)
    5

    Attributes:
        key: Its name.
        size: How many; or else
        share: what share of those who can be drawn, rounded up,
        least: of which at least so many,
        most: and at most so many.

    Raises:
        InvalidFieldError: If the four do not go together.
    """

    key: Name
    size: Count | None = None
    share: Rate | None = field(default=None, converter=as_share)
    least: Count = 0
    most: Count | None = None

    def __attrs_post_init__(self) -> None:
        _ = self.asked

    @property
    def asked(self) -> int | SampleShare:
        """
        The number, or the share with its bounds.
        """
        return asked_for("Stratum", self.size, self.share, self.least, self.most)
