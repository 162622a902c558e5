"""
What became of the verdicts of a ledger when the rules changed.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, cast

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text, spoken
from followup_rules.errors import InvalidFieldError
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.interchange.difference.comparing import Change, changes
from followup_rules.reports import Report
from followup_rules.verdicts import Status, Subject, Verdict
from followup_rules.wording import term


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
