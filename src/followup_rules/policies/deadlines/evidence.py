"""
What a deadline verdict rests on.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import NOTHING, field, fields

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import LANGUAGES, Text
from followup_rules.immutable import frozen, restore
from followup_rules.lazily import import_lazily
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import (
    Moment,
    days_between,
    elapsed,
    show_instant,
    zone_of,
)

if TYPE_CHECKING:
    from followup_rules.policies.deadlines.course import Course
else:  # hardly any deadline has one
    __getattr__ = import_lazily(
        "followup_rules.policies.deadlines", {"course": ("Course",)}
    )


@frozen(slots=False, init=False)
class DeadlineEvidence:
    """
    What a deadline verdict rests on.

    `others` are the limits that bind too but do not decide, as (clause id,
    deadline). `deadline` is None where the text sets no limit. `doubtful` is the fact
    for want of which nobody knows whether it was done. `course` is what was told of
    extensions, pauses, the events that start it and a limit of the case's own; None
    where nothing was.
    """

    shape: ClassVar[str] = "deadline"

    deadline: Deadline | None
    trigger: Moment | None
    done: Moment | None
    judged_at: dt.datetime
    zone: str
    categories: tuple[str, ...] = ()
    form: str | None = None
    closed: Moment | None = None
    owed: bool | None = True
    appointed: Moment | None = None
    others: tuple[tuple[str, Deadline], ...] = ()
    doubtful: str | None = None
    course: "Course | None" = field(default=None, metadata={ADDED_LATER: True})
    early_counts: bool = field(default=False, metadata={ADDED_LATER: True})

    def __init__(  # noqa: PLR0917 - one for each field
        self,
        deadline: Deadline | None,
        trigger: Moment | None,
        done: Moment | None,
        judged_at: dt.datetime,
        zone: str,
        categories: tuple[str, ...] = (),
        form: str | None = None,
        closed: Moment | None = None,
        owed: bool | None = True,  # noqa: FBT001, FBT002 - a fact
        appointed: Moment | None = None,
        others: tuple[tuple[str, Deadline], ...] = (),
        doubtful: str | None = None,
        course: "Course | None" = None,
        early_counts: bool = False,  # noqa: FBT001, FBT002 - a fact
    ) -> None:
        # A ledger makes millions, and hardly any is told the rest: what is as ever is
        # the class's. What attrs writes takes half as long again, and twice the memory.
        told = self.__dict__
        told["deadline"] = deadline
        told["trigger"] = trigger
        told["done"] = done
        told["judged_at"] = judged_at
        told["zone"] = zone
        told["categories"] = categories
        if form is not None:
            told["form"] = form
        if closed is not None:
            told["closed"] = closed
        if owed is not True:
            told["owed"] = owed
        if appointed is not None:
            told["appointed"] = appointed
        if others:
            told["others"] = others
        if doubtful is not None:
            told["doubtful"] = doubtful
        if course is not None:
            told["course"] = course
        if early_counts:
            told["early_counts"] = early_counts

    def __setstate__(self, state: dict[str, Any]) -> None:
        restore(self, state)

    @property
    def elapsed(self) -> dt.timedelta | None:
        """
        How long it took, or has been open so far; None before it starts.
        """
        if self.trigger is None:
            return None
        return self._length(self.trigger, self._end())

    @property
    def elapsed_days(self) -> int | None:
        """
        The same in local calendar days.
        """
        if self.trigger is None:
            return None
        return days_between(self.trigger, self._end(), zone_of(self.zone))

    def _end(self) -> Moment:
        """Return when it was done, or the moment of judgement."""
        return self.judged_at if self.done is None else self.done

    def _length(self, start: Moment, end: Moment) -> dt.timedelta:
        """Measure between two instants, or between days where one is a day."""
        if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
            return elapsed(start, end)
        return dt.timedelta(days=days_between(start, end, zone_of(self.zone)))

    def _local(self, moment: Moment | None) -> Moment | None:
        """Show an instant in the zone of the rule."""
        if isinstance(moment, dt.datetime):
            return show_instant(moment, zone_of(self.zone))
        return moment

    def _took(self) -> Text | None:
        """Say how long it took, in whole seconds; less than one is at once."""
        from followup_rules.wording import say_length  # noqa: PLC0415 - when asked

        if self.elapsed is None:
            return None
        if self.elapsed < dt.timedelta(seconds=1):
            return Text("at once", "当场完成")
        english, chinese = (say_length(self.elapsed, lang) for lang in LANGUAGES)
        return Text(f"{english} after it arose", f"历时{chinese}")

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        facts = {
            "done": self.done,
            "category": self.categories or None,
            "form": self.form,
            "closed": self.closed,
            "appointed": self.appointed,
            "doubtful": self.doubtful,
            "early_counts": self.early_counts or None,
        }
        given = {name: value for name, value in facts.items() if value is not None}
        told = {"trigger": self.trigger, **given, "owed": self.owed}
        if self.course is None:
            return told
        events = dict(self.course.events)
        return {
            **told,
            **({"trigger": events} if events else {}),
            **self.course.facts(),
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        due, done = self.deadline, self.done
        left = None if due is None else elapsed(self.judged_at, due.closes)
        return {
            "took": self._took(),
            "deadline": due,
            "trigger": self._local(self.trigger),
            "done": self._local(done),
            "closed": self._local(self.closed),
            "elapsed": self.elapsed,
            "late_by": None if due is None or done is None else due.late_by(done),
            "remaining": left,
            "form": self.form,
            **self._moved(),
        }

    def _moved(self) -> Mapping[str, Any]:
        """Return what may be said of what moved the bound."""
        return {} if self.course is None else self.course.words(zone_of(self.zone))


_always: Any = DeadlineEvidence
for _field in fields(DeadlineEvidence):
    if _field.default is not NOTHING:
        setattr(_always, _field.name, _field.default)
