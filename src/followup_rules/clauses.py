"""
What a rule is quoted from: regulations, their clauses, and how they bind.
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import Annotated, Any, Final

from attrs import field

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Name, Words, held
from followup_rules.immutable import frozen

LANGUAGES: tuple[str, ...] = ("en", "zh")
"""The languages in which reasons are sentences; words may be in any."""

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def spoken(language: str) -> str:
    """
    Return which of the languages that sentences are in a language tag means.

    >>> spoken("zh-CN"), spoken("zh_Hans"), spoken("EN")
    ('zh', 'zh', 'en')

    Raises:
        UnknownNameError: If there are no sentences in that language.
    """
    found = _primary(language)
    if found not in LANGUAGES:
        raise UnknownNameError("language", language, LANGUAGES)
    return found


def _primary(language: object) -> str:
    """Return the language of a tag without script and region."""
    if not isinstance(language, str) or not _TAG.fullmatch(language):
        raise UnknownNameError("language", language, LANGUAGES)
    return re.split("[-_]", language)[0].lower()


def _place(pair: tuple[str, str]) -> tuple[int, str]:
    """Put English first, then Chinese, then the others by their tags."""
    tag = pair[0]
    return (LANGUAGES.index(tag) if tag in LANGUAGES else len(LANGUAGES), tag)


# Not held when it is built, only when it is read from a file: sentences are put
# together from texts with a blank at an edge.
@frozen(init=False, repr=False)
class Text:
    """
    One thing said in plain words, in one language or in several.

    >>> Text("leak repair", "漏水项目维修").in_language("zh")
    '漏水项目维修'
    >>> Text("leak repair", fr="réparation de fuite").in_language("fr-CA")
    'réparation de fuite'

    Attributes:
        said: Each language, by its tag, with the words in it.
    """

    said: tuple[tuple[str, str], ...]

    def __init__(
        self, en: str | None = None, zh: str | None = None, **more: str
    ) -> None:
        if zh is not None and en is not None and not more:
            self._hold((("en", en), ("zh", zh)))
            return
        told = {"en": en, "zh": zh, **more}
        pairs = [(tag, words) for tag, words in told.items() if words is not None]
        if not pairs:
            raise InvalidFieldError("Text", told, "words in at least one language")
        for tag, _ in pairs:
            if tag != _primary(tag):
                allowed = "a language without script or region, such as 'zh'"
                raise InvalidFieldError("Text", tag, allowed)
        self._hold(tuple(sorted(pairs, key=_place)))

    def _hold(self, said: tuple[tuple[str, str], ...]) -> None:
        """Keep what it says; nothing changes it later."""
        for tag, words in said:
            if not isinstance(words, str):
                raise InvalidFieldError(f"Text.{tag}", words, "words in that language")
        object.__setattr__(self, "said", said)

    def __repr__(self) -> str:
        return f"Text({', '.join(f'{tag}={words!r}' for tag, words in self.said)})"

    def __plain__(self) -> dict[str, str]:
        return {"kind": "Text", **dict(self.said)}

    @property
    def languages(self) -> tuple[str, ...]:
        """
        The languages that it is in; English first, then Chinese.
        """
        return tuple(tag for tag, _ in self.said)

    @property
    def en(self) -> str:
        """
        The words in English, or those there are.
        """
        return self._in("en")

    @property
    def zh(self) -> str:
        """
        The words in Chinese, or those there are.
        """
        return self._in("zh")

    def in_language(self, language: str) -> str:
        """
        Return the words in a language; `zh-CN` and `zh_Hans` mean `zh`.

        Where there are none in a language that sentences are in, those that there are
        stand in for them, so that a regulation in English alone is explained in
        Chinese sentences with English words.

        Raises:
            UnknownNameError: If there are neither words nor sentences in *language*.
        """
        tag = _primary(language)
        if tag not in LANGUAGES and tag not in self.languages:
            known = tuple(dict.fromkeys((*self.languages, *LANGUAGES)))
            raise UnknownNameError("language", language, known)
        return self._in(tag)

    def _in(self, tag: str) -> str:
        """Return the words in a language, or those there are."""
        for own, words in self.said:
            if own == tag:
                return words
        return self.said[0][1]


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
    source: Annotated[str, Words()]

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
    by its duty. A clause that no policy can decide says why in `not_computed`. What it
    says in languages beside English and Chinese stands in `also`; it says it in one
    language at least. With it travel the words of its regulation, so that a verdict
    under it can be explained.

    >>> wait = Clause(
    ...     id="DEMO-1", en="visit within a week", zh="一星期内回访"
    ... )
    >>> str(wait), wait.duty is wait.timing_force is Force.BINDING
    ('DEMO-1', True)
    """

    id: Name
    en: Annotated[str, Words()] | None = None
    zh: Annotated[str, Words()] | None = None
    also: Text | None = None
    duty: Force = Force.BINDING
    timing: Force | None = None
    not_computed: Text | None = None
    words: Any = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.en is None and self.zh is None and self.also is None:
            allowed = "words in at least one language"
            raise InvalidFieldError("Clause.en", None, allowed)

    @property
    def text(self) -> Text:
        """
        What the clause says.
        """
        more = {} if self.also is None else dict(self.also.said)
        return Text(**{**more, **self._both()})

    def _both(self) -> dict[str, str]:
        """Return what it says in English and in Chinese, as far as it does."""
        both = {"en": self.en, "zh": self.zh}
        return {tag: words for tag, words in both.items() if words is not None}

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


def refuse_words(
    field_name: str, given: Iterable[str], names: Iterable[str], clause: Clause
) -> None:
    """
    Refuse a word, or an alias, that a regulation has for one of the names of a rule.

    A rule asked by itself takes roles by their names, as it holds them, and any other
    role as another one; so that of a role told in the words of the regulation it would
    say that somebody else had acted.

    Raises:
        InvalidFieldError: If one of *given* is such a word.
    """
    known = [*names]
    for word in given:
        name = "" if word in known else name_meant(word, known, clause)
        if name:
            allowed = f"{name!r}, by which the rule knows it"
            raise InvalidFieldError(field_name, word, allowed)


def name_meant(word: object, names: Iterable[str], clause: Clause) -> str:
    """
    Return which of the names of a rule its regulation has a word, or an alias, for.

    An empty text is none of them.
    """
    said = clause.words or {}
    for name in names if isinstance(word, str) else ():
        text = said.get(name)
        if text is not None and (
            said.get(word) == text or word in [spoken for _, spoken in text.said]
        ):
            return name
    return ""


def unknown_name(
    kind: str,
    got: object,
    names: Iterable[str],
    clause: Clause,
    said: Iterable[tuple[str, Text]] = (),
) -> UnknownNameError:
    """
    Return the error of a name that a rule does not know, and which one it is a word for.

    Args:
        kind: What it should name.
        got: What came.
        names: Those that the rule knows.
        clause: The clause of the rule, with the words of its regulation.
        said: The words that the rule itself has for its names.
    """
    known = tuple(names)
    spoken_by = said if isinstance(got, str) else ()
    own = [one for one, text in spoken_by if got in [words for _, words in text.said]]
    meant = own[0] if own else name_meant(got, known, clause)
    return UnknownNameError(kind, got, known, meant)
