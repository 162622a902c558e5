"""
What changed between two rulebooks, in words; and whose verdicts change with it.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, Final, cast

import attrs
from attrs import field

from followup_rules.books.conditions import Question
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import spoken_words
from followup_rules.clauses import LANGUAGES, Clause, Text, spoken
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import show_decimal, show_rate
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.interchange.classes import LENGTHS
from followup_rules.interchange.faults import Path, show_path
from followup_rules.interchange.kinds import KINDS
from followup_rules.interchange.labels import label, label_of_member
from followup_rules.ledgers.spelling import spell
from followup_rules.policies.procedures import ProcedurePolicy
from followup_rules.reports import Report
from followup_rules.tables import Table
from followup_rules.timing.cycles import Every
from followup_rules.verdicts import Status, Subject, Verdict
from followup_rules.wording import say, term

Words = Mapping[str, Text] | None

_ATOMS: Final = (*LENGTHS, Every, Text, Clause, Question)
_KINDS: Final = tuple(KINDS.values())


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
_NOTHING: Final = Text("none", "无")
_QUOTED: Final = Text("'{}'", "“{}”")
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
        line = (
            _PATTERNS[self.turn]
            .in_language(language)
            .format(
                what=what,
                old=say_value(self.old, language, self.words),
                new=say_value(self.new, language, self.words),
            )
        )
        if self.reading is not None:
            line += _READING.in_language(language).format(id=self.reading)
        return line[:1].upper() + line[1:]

    def __str__(self) -> str:
        return self.in_language("en")


def say_value(value: Any, language: str, words: Words = None) -> str:
    """
    Say what a field of a policy, or of what feeds it, holds.

    Args:
        value: What it holds.
        language: "en" or "zh".
        words: The words of the regulation, which come before the field's own.
    """
    language = spoken(language)
    match value:
        case Text():
            return _QUOTED.in_language(language).format(value.in_language(language))
        case None | ():
            return _NOTHING.in_language(language)
        case Enum():
            return label_of_member(value).in_language(language)
        case Fraction():
            return str(value) if value > 1 else show_rate(value)
        case Question():
            return _QUOTED.in_language(language).format(value)
    if isinstance(value, tuple | Table):
        return _say_many(value, language, words)
    if isinstance(value, _KINDS):
        return say_value(value.name, language, words)
    if attrs.has(type(value)) and not isinstance(value, _ATOMS):
        return _say_fields(value, language, words)
    return value.id if isinstance(value, Clause) else say(value, language, words)


def _say_many(value: Any, language: str, words: Words) -> str:
    """Say a list or a table."""
    semicolon = "；" if language == "zh" else "; "
    comma = "、" if language == "zh" else ", "
    if isinstance(value, Table):
        worth = value.kind == "grade"
        pairs = [
            (
                term(name, language, words),
                show_decimal(held) if worth else say_value(held, language, words),
            )
            for name, held in value.items()
        ]
        return semicolon.join(f"{name} {said}" for name, said in pairs)
    if _names_in(value):
        return semicolon.join(_say_entry(entry, language, words) for entry in value)
    said = [say_value(entry, language, words) for entry in value]
    named = all(isinstance(entry, str) for entry in value)  # two names of one word
    return comma.join(dict.fromkeys(said) if named else said)


def _say_entry(value: Any, language: str, words: Words) -> str:
    """Say an entry that has a key of its own."""
    key = getattr(value, "key", None) or value.id
    name = getattr(value, "name", None) or _term(key, words)
    fields = _fields_said(value, language, words)
    bare = name.in_language(language)
    if not fields:
        return bare
    pattern = Text("{name} ({fields})", "{name}（{fields}）").in_language(language)
    return pattern.format(name=bare, fields=fields)


_POINTS: Final = frozenset({"at_least", "weight"})
"""The fields whose numbers are no shares: 0 points are not 0 %."""


def _say_fields(value: Any, language: str, words: Words) -> str:
    """Say an object inside a policy by its fields, or by what it is."""
    said = _fields_said(value, language, words)
    return said or term(type(value).__name__.lower(), language)


def _fields_said(value: Any, language: str, words: Words) -> str:
    """Say those fields of an object that say something."""
    comma = "，" if language == "zh" else ", "
    said = []
    for part in attrs.fields(type(value)):
        held = getattr(value, part.name)
        if part.name in {"key", "id", "name"} or held == part.default:
            continue
        points = part.name in _POINTS
        text = show_decimal(held) if points else say_value(held, language, words)
        if not isinstance(held, Clause):
            text = f"{label(part.name).in_language(language)} {text}"
        said.append(text)
    return comma.join(said)


# ------------------------------------------------------------------------ comparing


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


def page_words(book: Rulebook) -> Table[Text]:
    """
    Return how a page about a book calls each name: attributes, words and kinds.
    """
    facts = {
        fact.name: fact.words
        for ledger in book.ledgers.values()
        for fact in ledger.facts
    }
    steps = {
        step.key: step.name
        for policy in book.rules.values()
        if isinstance(policy, ProcedurePolicy)
        for step in policy.steps
    }
    said = spoken_words(book.words, book.ledgers.values())
    return Table({**steps, **facts, **said}, kind="word")


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
        names = _names_in(old), _names_in(new)
        if None in names or (type(old) is not type(new)):
            path = show_path(self.path)
            turn = _turn(old, new) if len(self.path) == _RULE else Turn.CHANGED
            reading = self.readings.get(path)
            yield self.change(path, turn, self.about, old, new, reading)
        elif isinstance(old, tuple | Table):
            yield from self._compare_entries(_keyed(old), _keyed(new))
        else:
            for name in names[1] or ():
                before, after = getattr(old, name), getattr(new, name)
                here = self.into(name, label(name))
                if _names_in(before) and isinstance(before, tuple):
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
            text = named if isinstance(named, Text) else _term(key, self.words)
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


def _term(name: str, words: Words) -> Text:
    """Return the word for a machine name."""
    return Text(*(term(name, language, words) for language in LANGUAGES))


def _keyed(value: Any) -> dict[str, Any]:
    """Return entries by their keys."""
    if isinstance(value, Table):
        return dict(value.items())
    return {getattr(entry, "key", None) or entry.id: entry for entry in value}


def _names_in(value: Any) -> tuple[str, ...] | None:
    """Return what is inside a value that can be looked into, or None."""
    if isinstance(value, Table):
        return tuple(value)
    if isinstance(value, tuple):
        keyed = all(hasattr(entry, "key") or hasattr(entry, "id") for entry in value)
        return tuple(_keyed(value)) if keyed else None
    if attrs.has(type(value)) and not isinstance(value, _ATOMS):
        return tuple(f.name for f in attrs.fields(type(value)) if f.init and f.eq)
    return None


# ------------------------------------------------------------------------- judging


@frozen
class Shift:
    """
    One verdict that is another under the new rules; None where there is none.
    """

    rule: str
    subject: Subject | None
    old: Verdict | None
    new: Verdict | None

    @property
    def turn(self) -> tuple[Status | None, Status | None]:
        """
        The status under the old rules and under the new ones.
        """
        statuses = (None if v is None else v.status for v in (self.old, self.new))
        return cast("tuple[Status | None, Status | None]", tuple(statuses))

    @property
    def party(self) -> str:
        """
        Whose verdict it is.
        """
        return self._one.owed_by

    @property
    def name(self) -> Text:
        """
        What was judged.
        """
        return self._one.policy.name

    @property
    def _one(self) -> Verdict:
        """Return the verdict there is, the new one first."""
        one = self.old if self.new is None else self.new
        assert one is not None  # noqa: S101 - one of the two is always there
        return one


@frozen
class Difference:
    """
    What changed between two rulebooks and, given a ledger, what comes of it.

    Attributes:
        old: The old edition.
        new: The new edition.
        changes: What changed, in the order of the text.
        shifts: The verdicts whose status changes; empty without a ledger.
        judged: How many verdicts there are under the new rules; None without a
            ledger.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    shifts: tuple[Shift, ...] = ()
    judged: int | None = None

    def __bool__(self) -> bool:
        return bool(self.changes or self.shifts)

    def by_party(self) -> dict[str, int]:
        """
        Count the verdicts that change, by whose they are.
        """
        counts: dict[str, int] = {}
        for shift in self.shifts:
            counts[shift.party] = counts.get(shift.party, 0) + 1
        return counts

    def in_language(self, language: str) -> str:
        """
        Say everything, a line each.

        Raises:
            UnknownNameError: If *language* is neither "en" nor "zh".
        """
        language = spoken(language)
        head = _HEAD if self.changes else _SAME
        lines = [head.in_language(language).format(old=self.old, new=self.new)]
        lines += [f"- {change.in_language(language)}" for change in self.changes]
        if self.judged is not None:
            lines += ["", *self._effects(language)]
        return "\n".join(lines)

    def _effects(self, language: str) -> Iterator[str]:
        """Say how many verdicts change, and whose."""
        counts: dict[Any, int] = {}
        for shift in self.shifts:
            key = shift.name, shift.turn, shift.party
            counts[key] = counts.get(key, 0) + 1
        head = _EFFECT if counts else _NO_EFFECT
        yield head.in_language(language).format(n=len(self.shifts), of=self.judged)
        for (name, (old, new), party), count in counts.items():
            yield "- " + _SHIFT.in_language(language).format(
                name=name.in_language(language),
                party=term(party, language),
                old=_say_status(old, language),
                new=_say_status(new, language),
                count=count,
            )

    def __str__(self) -> str:
        return self.in_language("en")


_HEAD: Final = Text("From {old} to {new}:", "由{old}改为{new}：")
_SAME: Final = Text("{old} and {new} say the same.", "{old}与{new}内容相同。")
_EFFECT: Final = Text(
    "Of {of} verdicts on this ledger, {n} change:",
    "按本台账判定{of}项，其中{n}项结果改变：",
)
_NO_EFFECT: Final = Text(
    "Of {of} verdicts on this ledger, none changes.",
    "按本台账判定{of}项，结果均不变。",
)
_SHIFT: Final = Text(
    "{name} ({party}), {old} becomes {new}: {count}",
    "{name}（{party}），由{old}变为{new}：{count}项",
)
_NOT_JUDGED: Final = Text("not judged", "未判定")


def _say_status(status: Status | None, language: str) -> str:
    """Say a status, or that there is none."""
    text = _NOT_JUDGED if status is None else status
    return text.in_language(language)


def diff(
    old: Rulebook,
    new: Rulebook,
    *,
    assess: Callable[[Rulebook], Report] | None = None,
) -> Difference:
    """
    Return what changed between two rulebooks, in words of both languages.

    Args:
        old: The rules as they were.
        new: The rules as they are now.
        assess: Judges one ledger by a rulebook; with it the difference also says
            whose verdicts change, and how many.
    """
    for name, book in (("old", old), ("new", new)):
        check_kind(name, book, Rulebook, "a Rulebook")
    if assess is not None and not callable(assess):
        raise InvalidFieldError("assess", assess, "what judges a ledger by a book")
    names = old.edition, new.edition
    if assess is None:
        return Difference(*names, changes(old, new))
    before, after = assess(old), assess(new)
    return Difference(
        *names, changes(old, new), tuple(_shifts(before, after)), len(after)
    )


def _shifts(before: Report, after: Report) -> Iterator[Shift]:
    """Yield the verdicts whose status is another."""
    old, new = _by_subject(before), _by_subject(after)
    for key in dict.fromkeys((*old, *new)):
        shift = Shift(key[0], key[1], old.get(key), new.get(key))
        if shift.turn[0] is not shift.turn[1]:
            yield shift


def _by_subject(report: Report) -> dict[tuple[str, Subject | None, int], Verdict]:
    """Return verdicts by rule and subject, and by their number where that is one."""
    found: dict[tuple[str, Subject | None, int], Verdict] = {}
    counts: dict[tuple[str, Subject | None], int] = {}
    for verdict in report:
        key = verdict.rule, verdict.subject
        counts[key] = counts.get(key, 0) + 1
        found[(*key, counts[key])] = verdict
    return found
