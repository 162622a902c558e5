"""
One thing to do: what, by whom, from when and until when.
"""

from enum import Enum
from typing import Final, TypedDict

import pendulum
from attrs import field

from followup_rules.clauses import Clause, Text
from followup_rules.immutable import frozen
from followup_rules.verdicts import Subject, Verdict


class State(Enum):
    """
    How an obligation stands at the moment of judgement.
    """

    OVERDUE = "overdue"
    """The bound has passed, and it is not done."""
    DUE_SOON = "due_soon"
    """It may be done, and the bound is near."""
    RUNNING = "running"
    """It may be done, and the bound is not near."""
    UPCOMING = "upcoming"
    """It may not be done yet."""
    UNBOUNDED = "unbounded"
    """It is owed, and the text sets no limit."""
    UNKNOWN = "unknown"
    """A fact is missing that decides whether, or by when, it is owed."""
    DONE = "done"
    """It was done, in time or late."""

    def in_language(self, language: str) -> str:
        """
        Return the state as a word for a reader.
        """
        return _WORDS[self].in_language(language)


_WORDS: Final = {
    State.OVERDUE: Text("overdue", "已逾期"),
    State.DUE_SOON: Text("due soon", "即将到期"),
    State.RUNNING: Text("running", "进行中"),
    State.UPCOMING: Text("upcoming", "未开始"),
    State.UNBOUNDED: Text("no limit", "未定时限"),
    State.UNKNOWN: Text("not known", "情况不明"),
    State.DONE: Text("done", "已完成"),
}


@frozen(kw_only=True)
class Entry:
    """
    One obligation.

    Attributes:
        key: Its key: the same before and after it is met.
        book: The edition of the book it comes from.
        name: What has to be done.
        clause: The clause.
        owed_by: Who owes it, as a machine name; `party` says it.
        subject: What it is about; `about` says it.
        opens: The first instant at which it may be done; None is no bound.
        closes: The instant it ends with; None where there is no limit.
        closes_included: Whether that instant is still in time.
        last_day: The day on which it falls due.
        state: How it stands.
        verdict: The verdict behind it, with its explanation and its receipt.
    """

    key: str
    book: str
    name: Text
    clause: Clause
    owed_by: str
    subject: Subject
    opens: pendulum.DateTime | None
    closes: pendulum.DateTime | None
    closes_included: bool
    last_day: pendulum.Date | None
    state: State
    verdict: Verdict = field(repr=False)

    def about(self, language: str = "en") -> str:
        """
        Name what it is about.
        """
        return self.verdict.about(language)

    def party(self, language: str = "en") -> str:
        """
        Name who owes it.
        """
        from followup_rules.wording import term  # noqa: PLC0415 - when asked

        return term(self.owed_by, language, self.clause.words)

    def row(self, language: str = "en") -> "EntryRow":
        """
        Return it flat, for a table of the host's or a spreadsheet.

        Days and times are ISO texts, times in the zone of the rule.
        """
        return {
            "key": self.key,
            "book": self.book,
            "state": self.state.value,
            "state_word": self.state.in_language(language),
            "name": self.name.in_language(language),
            "about": self.about(language),
            "clause": self.clause.id,
            "owed_by": self.owed_by,
            "party": self.party(language),
            "kind": self.subject.kind,
            "id": self.subject.id,
            "cell": self.subject.cell,
            "opens": None if self.opens is None else self.opens.isoformat(),
            "last_day": None if self.last_day is None else self.last_day.isoformat(),
            "closes": None if self.closes is None else self.closes.isoformat(),
            "closes_included": self.closes_included,
            "sentence": self.verdict.explain(language),
        }


class EntryRow(TypedDict):
    """
    One obligation, flat: a line of a table or a spreadsheet.
    """

    key: str
    book: str
    state: str
    state_word: str
    name: str
    about: str
    clause: str
    owed_by: str
    party: str
    kind: str
    id: str
    cell: str | None
    opens: str | None
    last_day: str | None
    closes: str | None
    closes_included: bool
    sentence: str
