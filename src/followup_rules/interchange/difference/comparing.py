"""
What two regulations say otherwise, change by change.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

import attrs
from attrs import field

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text, spoken
from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.interchange.difference.saying import (
    Words,
    keyed,
    names_in,
    page_words,
    say_value,
    word_for,
)
from followup_rules.interchange.faults import Path, show_path
from followup_rules.interchange.labels import label
from followup_rules.ledgers.spelling import spell
from followup_rules.tables import Table


class Turn(Enum):
    """
    What became of something.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


_PATTERNS: Final = {
    Turn.ADDED: Text("{what}: new, {new}", "{what}：新增，{new}"),
    Turn.REMOVED: Text("{what}: removed, was {old}", "{what}：删除，原为{old}"),
    Turn.CHANGED: Text("{what}: {old} becomes {new}", "{what}：由{old}改为{new}"),
}

_READING: Final = Text(" (reading {id})", "（读法{id}）")


@frozen
class Change:
    """
    One thing that differs between two rulebooks.

    Attributes:
        path: Where, as in a rules file.
        turn: Whether it is new, gone or changed.
        about: What it is about, from the outside in: the rule, the case, the field.
        old: What it was; None where it is new or was nothing.
        new: What it is; None where it is gone or is nothing.
        clause: The id of the clause that is concerned, where it is one.
        reading: The id of the reading that decides it, where one does.
        words: The words of the regulation.
    """

    path: str
    turn: Turn
    about: tuple[Text, ...]
    old: Any = None
    new: Any = None
    clause: str | None = None
    reading: str | None = None
    words: Any = field(default=None, eq=False, repr=False)

    def in_language(self, language: str) -> str:
        """
        Say the change in one line.
        """
        language = spoken(language)
        parts = [text.in_language(language) for text in self.about]
        if self.clause is not None:
            parts[0] += (
                f" ({self.clause})" if language == "en" else f"（{self.clause}）"
            )
        what = (", " if language == "en" else "，").join(parts)
        old, new = _told_apart(self.old, self.new, language)
        line = (
            _PATTERNS[self.turn]
            .in_language(language)
            .format(
                what=what,
                old=say_value(old, language, self.words),
                new=say_value(new, language, self.words),
            )
        )
        if self.reading is not None:
            line += _READING.in_language(language).format(id=self.reading)
        return line[:1].upper() + line[1:]

    def __str__(self) -> str:
        return self.in_language("en")


def _told_apart(old: Any, new: Any, language: str) -> tuple[Any, Any]:
    """Return words that read alike in a language in the first in which they do not."""
    if isinstance(old, Text) and isinstance(new, Text):
        for tag in (language, *old.languages, *new.languages):
            before, after = (
                dict(text.said).get(tag, text.in_language(language))
                for text in (old, new)
            )
            if before != after:
                return Text(**{language: before}), Text(**{language: after})
    return old, new


def changes(old: Rulebook, new: Rulebook) -> tuple[Change, ...]:
    """
    Return everything that differs, in the order of the text.
    """
    return (
        *_edition(old, new),
        *_entries(_words(old), _words(new), ("words",)),
        *_entries(_facts(old), _facts(new), ("facts",)),
        *_entries(_clauses(old), _clauses(new), ("clauses",)),
        *_rules(old, new),
    )


def _edition(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Compare what the regulations call themselves."""
    for name, text in _REGULATION.items():
        before = getattr(old.regulation, name)
        after = getattr(new.regulation, name)
        if before != after:
            path = show_path(("regulation", name))
            yield Change(path, Turn.CHANGED, (text,), before, after)


_REGULATION: Final = {
    "code": Text("code", "代号"),
    "edition": Text("edition", "版本"),
    "title": Text("title", "名称"),
    "source": Text("source", "来源"),
}


def _clauses(book: Rulebook) -> dict[str, tuple[Text, Text]]:
    """Return the clauses by id, each with what it is called and what it says."""
    called = Text("clause", "条款")
    return {
        clause.id: (Text(f"{called.en} {clause.id}", f"{called.zh}{clause.id}"), text)
        for clause in book.clauses
        for text in [_said(clause)]
    }


def _said(clause: Clause) -> Text:
    """Say everything about a clause that can change."""
    forces = f" [{clause.duty.name}, {clause.timing_force.name}]"
    return Text(
        **{
            tag: f"{said}{forces}{_why_not(clause, tag)}"
            for tag, said in clause.text.said
        }
    )


def _why_not(clause: Clause, language: str) -> str:
    """Say in brackets why nothing judges a clause, where it says so."""
    if clause.not_computed is None:
        return ""
    why = clause.not_computed.in_language(language)
    return f"（{why}）" if language == "zh" else f" ({why})"


def _entries(
    old: dict[str, tuple[Text, Text]], new: dict[str, tuple[Text, Text]], path: Path
) -> Iterator[Change]:
    """Compare named texts."""
    for name in dict.fromkeys((*old, *new)):
        about = (new.get(name) or old[name])[0]
        before = old[name][1] if name in old else None
        after = new[name][1] if name in new else None
        if before != after:
            yield Change(
                show_path((*path, name)), _turn(before, after), (about,), before, after
            )


def _turn(before: Any, after: Any) -> Turn:
    """Say what became of something that is now there and now not."""
    if before is None:
        return Turn.ADDED
    return Turn.REMOVED if after is None else Turn.CHANGED


def _rules(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Compare rules, and what feeds them, by their ids."""
    readings = {
        show_path(("rules", rule_id, *inside, *reading.field.split("."))): reading.id
        for reading in new.readings
        for rule_id in reading.rules
        for inside in ((), ("feed",))
    }
    words = page_words(new)
    for rule_id in dict.fromkeys((*old.rules, *new.rules)):
        before, after = old.rules.get(rule_id), new.rules.get(rule_id)
        policy = before if after is None else after
        path = ("rules", rule_id)
        here = _Here(path, (policy.name,), policy.clause.id, readings, words)
        yield from here.compare(before, after)
        if before is not None and after is not None:
            feeds = old.feeds.get(rule_id), new.feeds.get(rule_id)
            yield from here.into("feed", _FEED).compare(*feeds)


def _facts(book: Rulebook) -> dict[str, tuple[Text, Text]]:
    """Return the attributes of all ledgers, each with what it is called and holds."""
    return {
        f"{ledger.kind}.attributes.{fact.name}": (
            Text(
                **{
                    tag: f"{ledger.words.in_language(tag)}, {said}"
                    for tag, said in fact.words.said
                }
            ),
            Text(_spelled(fact.value)),
        )
        for ledger in book.ledgers.values()
        for fact in ledger.facts
    }


def _spelled(value: Any) -> str:
    """Spell the type of an attribute; one that files do not know by its class."""
    try:
        return spell(value)
    except InvalidFieldError:
        return type(value).__name__


def _words(book: Rulebook) -> dict[str, tuple[Text, Text]]:
    """Return the words of a book, each with its aliases."""
    return {
        name: (
            word.text,
            Text(
                **{
                    tag: ", ".join((said, *word.aliases))
                    for tag, said in word.text.said
                }
            ),
        )
        for name, word in book.words.items()
    }


@frozen
class _Here:
    """
    A place in two rules that are compared.
    """

    path: Path
    about: tuple[Text, ...]
    clause: str
    readings: dict[str, str]
    words: Words = None

    def into(self, name: str, text: Text, inner: Any = None) -> "_Here":
        """Return a place further in; an entry may have a clause of its own."""
        own = getattr(inner, "clause", None)
        clause = own.id if isinstance(own, Clause) else self.clause
        return attrs.evolve(
            self, path=(*self.path, name), about=(*self.about, text), clause=clause
        )

    def change(
        self,
        path: str,
        turn: Turn,
        about: tuple[Text, ...],
        old: Any,
        new: Any,
        reading: str | None = None,
    ) -> Change:
        """
        Return what differs here.
        """
        return Change(path, turn, about, old, new, self.clause, reading, self.words)

    def compare(self, old: Any, new: Any) -> Iterator[Change]:
        """Yield what differs here and further in."""
        if old == new and type(old) is type(new):
            return
        names = names_in(old), names_in(new)
        if None in names or (type(old) is not type(new)):
            path = show_path(self.path)
            turn = _turn(old, new) if len(self.path) == _RULE else Turn.CHANGED
            reading = self.readings.get(path)
            yield self.change(path, turn, self.about, old, new, reading)
        elif isinstance(old, tuple | Table):
            yield from self._compare_entries(keyed(old), keyed(new))
        else:
            for name in names[1] or ():
                before, after = getattr(old, name), getattr(new, name)
                here = self.into(name, label(name))
                if names_in(before) and isinstance(before, tuple):
                    # The entries are named; what they are entries of is understood.
                    here = attrs.evolve(here, about=self.about)
                yield from here.compare(before, after)

    def _compare_entries(
        self, old: dict[str, Any], new: dict[str, Any]
    ) -> Iterator[Change]:
        """Yield what differs between entries that have a key."""
        for key in dict.fromkeys((*old, *new)):
            entry = new.get(key, old.get(key))
            named = getattr(entry, "name", None)
            text = named if isinstance(named, Text) else word_for(key, self.words)
            here = self.into(key, text, entry)
            if key in old and key in new:
                yield from here.compare(old[key], new[key])
            else:
                turn = Turn.ADDED if key in new else Turn.REMOVED
                path = show_path(here.path)
                values = old.get(key), new.get(key)
                yield here.change(path, turn, here.about, *values)
        if list(old) != list(new) and set(old) == set(new):
            about = (*self.about, _ORDER)
            values = tuple(old), tuple(new)
            path = show_path(self.path)
            yield self.change(path, Turn.CHANGED, about, *values)


_RULE: Final = 2
_ORDER: Final = Text("order", "顺序")
_FEED: Final = Text("what it is asked of", "判定依据")
