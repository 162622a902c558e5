"""
What a rule is quoted from: regulations, their clauses, and how they bind.
"""

from enum import Enum
from typing import Any

from attrs import field, frozen

from followup_rules.errors import UnknownNameError
from followup_rules.fields import Name, held

LANGUAGES: tuple[str, ...] = ("en", "zh")


# Not held when it is built, only when it is read from a file: sentences are put
# together from texts with a blank at an edge.
@frozen
class Text:
    """
    One thing said twice, in plain English and plain Chinese.

    >>> Text("leak repair", "漏水项目维修").in_language("zh")
    '漏水项目维修'
    """

    en: Name
    zh: Name

    def in_language(self, language: str) -> str:
        """
        Return the wording in *language*.

        Raises:
            UnknownNameError: If *language* is neither "en" nor "zh".
        """
        if language not in LANGUAGES:
            raise UnknownNameError("language", language, LANGUAGES)
        return self.zh if language == "zh" else self.en


class Force(Enum):
    """
    How a clause binds.
    """

    BINDING = "binding"
    """It must be done, or be done in time."""
    TARGET = "target"
    """It is striven for (力争, 左右): missing it breaks nothing."""
    OPEN_ENDED = "open_ended"
    """It must be done, but the text sets no limit (及时, 尽快)."""
    DESCRIPTIVE = "descriptive"
    """It explains; there is nothing to judge."""
    CONFIGURED = "configured"
    """The text sets no limit; the host system set one."""


@frozen(kw_only=True, field_transformer=held)
class Regulation:
    """
    A written regulation in one edition.

    Attributes:
        code: The short name that its clause ids begin with, such as `REPAIR`.
        edition: The year of the text.
        title: Its name.
        source: Where the text was read.
    """

    code: Name
    edition: Name
    title: Text
    source: Name

    def __plain__(self) -> str:
        return f"{self.code}@{self.edition}"

    def __str__(self) -> str:
        return f"{self.code}@{self.edition}"


@frozen(kw_only=True, field_transformer=held)
class Clause:
    """
    One rule of a regulation, in our own words.

    `duty` says how it binds that the thing is done at all, `timing` how it binds
    that it is done in time; without a timing of its own a clause judges lateness
    by its duty. A clause that no policy can decide says why in `not_computed`. With it
    travel the words of its regulation, so that a verdict under it can be explained.

    >>> wait = Clause(
    ...     id="DEMO-1", en="visit within a week", zh="一星期内回访"
    ... )
    >>> str(wait), wait.duty is wait.timing_force is Force.BINDING
    ('DEMO-1', True)
    """

    id: Name
    en: Name
    zh: Name
    duty: Force = Force.BINDING
    timing: Force | None = None
    not_computed: Text | None = None
    words: Any = field(default=None, eq=False, repr=False)

    @property
    def text(self) -> Text:
        """
        What the clause says, in both languages.
        """
        return Text(self.en, self.zh)

    @property
    def timing_force(self) -> Force:
        """
        How lateness is judged.
        """
        return self.duty if self.timing is None else self.timing

    def __plain__(self) -> str:
        return self.id

    def __str__(self) -> str:
        return self.id
