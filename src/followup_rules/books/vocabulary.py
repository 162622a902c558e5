"""
The words of a book: what rows may call a party, a role, a category or a kind.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import field

from followup_rules.books.told import Book
from followup_rules.clauses import Text
from followup_rules.fields import Names, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import closed_list
from followup_rules.tables import Table


@frozen(kw_only=True, field_transformer=held)
class Word:
    """
    A word of a regulation, and by what other names rows may call it.

    Attributes:
        text: How sentences call it.
        aliases: How rows may call it beside.
    """

    text: Text
    aliases: Names = field(default=(), converter=as_tuple)


@frozen(slots=False, eq=False)
class Speech:
    """
    What a book answers while rows are read; see `ledgers.values.Vocabulary`.
    """

    book: Book

    @cached_property
    def _means(self) -> dict[tuple[str, ...], dict[str, str]]:
        """What each word means, by the names among which it is looked up."""
        return {}

    @property
    def said(self) -> Mapping[str, Text]:
        """
        How sentences call each name.
        """
        return self._said

    @cached_property
    def _said(self) -> Mapping[str, Text]:
        """The words, put together once."""
        return spoken_words(self.book.words, self.book.ledgers.values())

    def categories(self, rule_id: str) -> tuple[str, ...]:
        """
        Return the categories that a rule has limits for.
        """
        found: tuple[str, ...] = self.book[rule_id].categories
        return found

    def forms(self, rule_id: str) -> tuple[str, ...]:
        """
        Return the forms that a rule knows, whether they count or not.
        """
        rule = self.book[rule_id]
        return tuple(dict.fromkeys((*rule.forms, *rule.other_forms)))

    def rule(self, rule_id: str) -> Any:
        """
        Return a rule of the book.
        """
        return self.book[rule_id]

    def grade(self, rule_id: str, given: str) -> str:
        """
        Return the grade that a rule's scale reads in a word.
        """
        found: str = self.book[rule_id].scale.read(given)
        return found

    def parties(self) -> tuple[str, ...]:
        """
        Return the parties and roles that its rules name.
        """
        return self.book.parties

    def named(self, names: Collection[str], given: str) -> str | None:
        """
        Return which of some names a word or an alias means; None is none of them.
        """
        if given in names:
            return given
        key = tuple(names)
        if key not in self._means:
            self._means[key] = aliases(self.book.words, names)
        return self._means[key].get(given)


def aliases(words: Any, names: Collection[str]) -> dict[str, str]:
    """
    Return which name each declared alias, and each word of a name, means.

    A word that two names share means neither; an alias is never shared.
    """
    means: dict[str, str] = {}
    shared: set[str] = set()
    own: Any = names if isinstance(names, Mapping) else {}
    for name in names:
        word = words.get(name)
        means.update(dict.fromkeys(() if word is None else word.aliases, name))
        text = own.get(name) if word is None else word.text
        for spoken in () if text is None else _spoken(text):
            if means.get(spoken, name) != name:
                shared.add(spoken)
            means.setdefault(spoken, name)
    return {word: name for word, name in means.items() if word not in shared}


def shared_aliases(
    words: Mapping[str, Word | None],
) -> Iterator[tuple[str, int, str, str]]:
    """
    Yield each alias that means another thing as well: whose, its place, and the other.

    The other has that alias too, or is called so in a language.
    """
    means = {name: name for name in words}
    said: dict[str, dict[str, None]] = {}
    for name, word in words.items():
        for spoken in () if word is None else _spoken(word.text):
            said.setdefault(spoken, {})[name] = None
    for name, word in words.items():
        for place, alias in enumerate(() if word is None else word.aliases):
            others = (means.setdefault(alias, name), *said.get(alias, ()))
            other = next((one for one in others if one != name), None)
            if other is not None:
                yield name, place, alias, other


def alias_of_one(other: str) -> str:
    """
    Return what an alias may be that means another thing as well.
    """
    return f"an alias of one thing; it is {other!r} as well"


def spoken_words(words: Mapping[str, Word], ledgers: Iterable[Ledger]) -> Table[Text]:
    """
    Return how sentences call each name: its word, its kind of rows, its choice.

    An alias is called what it is one of, unless it is a name itself.
    """
    ledgers = tuple(ledgers)
    said = closed_lists(ledgers)
    said.update({ledger.kind: ledger.words for ledger in ledgers})
    said.update({name: one.text for name, one in words.items()})
    for one in words.values():
        for alias in one.aliases:
            said.setdefault(alias, one.text)
    return Table(said, kind="word")


def with_lists(words: Mapping[str, Word], ledgers: Iterable[Ledger]) -> Table[Word]:
    """
    Return the words of a book with the names of its closed lists before them.

    A name that means something else in a list than elsewhere in the book has a word
    for the list as well, under `ledger.attribute.name`.
    """
    listed: dict[str, Word] = {}
    for ledger in ledgers:
        for fact in ledger.facts:
            one_of = closed_list(fact.value)
            for name, text in () if one_of is None else one_of.names.items():
                known = words.get(name) or listed.setdefault(name, Word(text=text))
                if known.text != text:
                    listed[f"{ledger.kind}.{fact.name}.{name}"] = Word(text=text)
    return Table({**listed, **words}, kind="word")


def closed_lists(ledgers: Iterable[Ledger]) -> dict[str, Text]:
    """
    Return the names of which attributes are one, with their words.
    """
    said: dict[str, Text] = {}
    for ledger in ledgers:
        for fact in ledger.facts:
            one_of = closed_list(fact.value)
            if one_of is not None:
                said.update(one_of.names)
    return said


def _spoken(text: Text) -> tuple[str, ...]:
    """Return the words of a text in each language."""
    return tuple(words for _, words in text.said)
