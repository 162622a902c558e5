"""
What feeds the rules on when something is done, asked of each row by itself.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import field

from followup_rules.books.chains import named_in
from followup_rules.books.conditions import (
    Answer,
    By,
    Known,
    Needed,
    OfRule,
)
from followup_rules.books.conditions.lasting import falls, rises
from followup_rules.books.feeds.asking import (
    UNSURE,
    answer,
    as_length,
    ask,
    ask_when,
    parts,
    read_table,
    whether,
)
from followup_rules.books.feeds.each import Each, about_row
from followup_rules.books.feeds.letting_off import let_off
from followup_rules.books.feeds.reckoned import never_began
from followup_rules.books.judging import Judging
from followup_rules.books.standing import Moments, standing
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import held
from followup_rules.immutable import frozen
from followup_rules.lazily import import_lazily
from followup_rules.policies.deadlines.terms import Start
from followup_rules.tables import Table
from followup_rules.timing.moments import (
    Moment,
    first_instant,
    is_before,
    local_ordinal,
    show_instant,
)
from followup_rules.verdicts import AGAINST, Verdict, note

if TYPE_CHECKING:
    from followup_rules.books.feeds.moves import Extensions, Pauses
else:  # most bounds never move
    __getattr__ = import_lazily(
        "followup_rules.books.feeds", {"moves": ("Extensions", "Pauses")}
    )


@frozen(kw_only=True, field_transformer=held)
class Deadline(Each):
    """
    By when something is due after an attribute of each row.

    Attributes:
        since: What starts the count.
        done: When it was done.
        closed: When the matter was closed.
        owed: Whether it is owed at all.
        category: The categories of the row.
        form: In which form it was done.
        appointed: The time that the party set itself.
        notes: A function that returns remarks.
        limit: The limit that the row brings.
        starts: Instead of `since`, the events of which one starts the count. Of the
            earliest, what has no answer has not happened; of the latest, it is not
            known.
        extensions: What more time was asked for.
        pauses: When the clock stood still.

    Raises:
        InvalidFieldError: If both `since` and `starts` say what starts the count.
    """

    later_is_easier: ClassVar[tuple[str, ...]] = ("since", "closed")

    since: Answer = ask_when()
    done: Answer = ask_when()
    closed: Answer = ask_when()
    owed: Answer = whether(default=True)
    category: Answer = ask()
    form: Answer = ask()
    appointed: Answer = ask_when()
    notes: Answer = ask()
    limit: Answer = ask(added_later=True)
    starts: Table[Needed] = field(
        default=Table(), converter=read_table, metadata={ADDED_LATER: True}
    )
    extensions: "Extensions | None" = field(default=None, metadata={ADDED_LATER: True})
    pauses: "Pauses | None" = field(default=None, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if self.since is not None and self.starts:
            allowed = "none beside since, which is what starts the count"
            raise InvalidFieldError("Deadline.starts", tuple(self.starts), allowed)

    @cached_property
    def _moves(self) -> dict[str, Any]:
        """What may move the bound."""
        return dict(parts(self))

    @cached_property
    def _told(self) -> tuple[dict[str, bool | None], dict[str, Needed]]:
        """What every row is told alike, and what is asked of each."""
        names = ("closed", "owed", "category", "form", "appointed")
        every = {name: getattr(self, name) for name in names}
        fixed = {
            name: what
            for name, what in every.items()
            if what is None or isinstance(what, bool)
        }
        return fixed, {name: every[name] for name in names if name not in fixed}

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        """The ledgers of the rows by which it would be done."""
        return () if self.done is None else tuple(dict.fromkeys(self.done.kinds()))

    def suits(self, rule: Any) -> None:
        """
        Refuse a start that the rule does not have, or that nothing tells.

        Raises:
            UnknownNameError: If an event is none of the rule.
            InvalidFieldError: If nothing starts the count, or one event of several.
        """
        events = rule.events if rule.start is not None else ()
        for key in self.starts:
            if events and key not in events:
                raise UnknownNameError("event", key, events)
        if self.starts and len(self.starts) != len(events):
            told = f"a question to each of {', '.join(events)}"
            allowed = told if events else "none, because one event starts the count"
            raise InvalidFieldError("Deadline.starts", tuple(self.starts), allowed)
        if not self.starts and (self.since is None or _is_one(self.since, events)):
            name = "starts" if events else "since"
            raise InvalidFieldError(f"Deadline.{name}", None, "a question")

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        fixed, asked = self._told
        told = {**fixed, **{name: what.of(case, row) for name, what in asked.items()}}
        if not rule.falls_due_at_close:
            told.pop("closed", None)
        start = answer(case, row, self.since)
        if never_began(self.since, start, told.get("closed"), rule.counting.tz):
            told["closed"] = None
        done, counted = self.when_done(case, rule, row, "done")
        if self.limit is not None:
            told["limit"] = as_length(self.limit.of(case, row), self.limit)
        moves, sure = self._life(case, row) if self._moves else ({}, True)
        told |= moves
        told |= _early(self.since, start, done, rule)
        since = start
        if since is None and self.starts:
            since = self._events(case, rule, row)
        told |= {"calendar": case.calendar, **about_row(case, row)}
        verdict: Verdict = rule.assess(since, done, **told)
        if not sure and verdict.status in AGAINST:  # more time could have mended it
            verdict = rule.assess(since, done, **{**told, "doubtful": UNSURE})
        remarks = answer(case, row, self.notes) or ()
        notes = (*counted, *self._attempts(case, row), *remarks)
        return (verdict.with_notes(*notes),)

    def _attempts(self, case: Judging, row: Any) -> tuple[Any, ...]:
        """Remark the attempts among the rows by which it would be done."""
        counts = [
            case.attempts(kind, row)
            for kind in self._kinds
            if case.ledgers[kind].ledger.counts_if is not None
        ]
        return (note("failed_attempts", count=sum(counts)),) if any(counts) else ()

    def _events(self, case: Judging, rule: Any, row: Any) -> dict[str, Any]:
        """
        Return the events of which one starts the count.

        Whichever is first starts it, so that one without a time holds up none of the
        others, unless it is that of a rule of which nobody knows how it stands.
        """
        told = {name: what.of(case, row) for name, what in self.starts.items()}
        if rule.start is not Start.EARLIEST:
            return told
        return {
            name: False
            if at is None and _is_known(self.starts[name], case, row)
            else at
            for name, at in told.items()
        }

    def moves_known(self, case: Judging, row: Any) -> bool:
        """
        Say whether all is known of a row that may move the bound of the rule.
        """
        return self._life(case, row)[1]

    def _life(self, case: Judging, row: Any) -> tuple[dict[str, Any], bool]:
        """Return what may move the bound of a row, and whether all of it is known."""
        told: dict[str, Any] = {}
        sure = True
        for name, one in self._moves.items():
            told[name], known = one.told(case, row)
            sure = sure and known
        return told, sure


def _is_one(since: Any, events: tuple[str, ...]) -> bool:
    """Say whether a rule of several events is told one; a function may tell them all."""
    return bool(events) and not isinstance(since, By)


def _is_known(what: Any, case: Judging, row: Any) -> bool:
    """Say whether it is known that a moment is none; of another rule it may not be."""
    if not isinstance(what, OfRule):
        return True
    return what.moment not in standing(case, what.rule, row).unsure


def _early(since: Any, start: Any, done: Any, rule: Any) -> dict[str, Any]:
    """
    Say what comes of what was done before another rule starts the count.

    What follows a breach may be done before it is owed. Of what was done before the
    meeting that it is to follow, nobody knows whether it counts.
    """
    if not isinstance(since, OfRule):
        return {}
    follows = since.moment is Moments.MEETING and None not in {start, done}
    unclear = follows and is_before(done, start, rule.counting.tz)
    doubtful = {"doubtful": UNSURE} if unclear else {}
    return {"early_counts": True, **doubtful}


@frozen(kw_only=True, field_transformer=held)
class Notice(Each):
    """
    How long before an event of each row something is due.

    Attributes:
        event: What it precedes, which may lie ahead.
        done: When it was done.
        owed: Whether it is owed at all.
    """

    later_is_easier: ClassVar[tuple[str, ...]] = ("event",)

    needed: ClassVar[tuple[str, ...]] = ("event",)

    event: Answer = ask_when()
    done: Answer = ask_when()
    owed: Answer = whether(default=True)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        done, counted = self.when_done(case, rule, row, "done")
        verdict: Verdict = rule.assess(
            answer(case, row, self.event),
            done,
            owed=answer(case, row, self.owed),
            calendar=case.calendar,
            **about_row(case, row),
        )
        return (verdict.with_notes(*counted),)


@frozen(kw_only=True, field_transformer=held)
class Procedure(Each):
    """
    What is done in order, step by step.

    Attributes:
        since: What it is about.
        steps: The attribute of each step, by its key.
        closed: When the matter was closed.
        conditions: What is asked of each condition of the rule.
        apart: Whether each step has a verdict of its own.
    """

    since: Answer = ask_when()
    steps: Table[Needed] = field(converter=read_table)
    closed: Answer = ask_when()
    conditions: Table[Needed] = field(default=Table(), converter=read_table)
    apart: bool = False

    def __attrs_post_init__(self) -> None:
        ends = [way.key for way in self.ways_out if way.until is not None]
        if ends and not self.apart:
            allowed = "True beside a way out with until, for the whole is due on no day"
            raise InvalidFieldError("Procedure.apart", self.apart, allowed)

    def bound(self, known: Known) -> "Procedure":
        """
        Hold its questions, and those of its steps, against the facts.
        """
        found: Procedure = super().bound(known)
        for name, what in found.conditions.items():
            hangs = any(named_in(what, self.each, as_moment=False))
            if not self.apart and rises(what) and not hangs:
                allowed = (
                    "a question to which no time brings a yes; with apart = true each "
                    "step is judged by itself, and no whole is met before it comes"
                )
                field_name = f"Procedure.conditions.{name}"
                raise InvalidFieldError(field_name, str(what), allowed)
        return found

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        found: Iterable[Verdict]
        if self._passing:
            from followup_rules.books.feeds.recalled import (  # noqa: PLC0415 - seldom
                as_it_held,
            )

            found = as_it_held(self, self._passing, case, rule, row)
        elif self.apart:
            found = rule.assess_each(**self.told(case, rule, row))
        else:
            found = (rule.assess(**self.told(case, rule, row)),)
        if not self._comes_to_count:
            return found
        return [self._remarked(one, case, rule, row) for one in found]

    def _remarked(
        self, verdict: Verdict, case: Judging, rule: Any, row: Any
    ) -> Verdict:
        """Return a verdict that says which of its steps count only since later."""
        only = verdict.evidence.only
        steps = self.steps if only is None else (only,)
        notes = (self.when_done(case, rule, row, "steps", key)[1] for key in steps)
        return verdict.with_notes(*chain(*notes))

    def told(self, case: Judging, rule: Any, row: Any) -> dict[str, Any]:
        """
        Return what the rule is told of a row.
        """
        start, over = answer(case, row, self.since), answer(case, row, self.closed)
        never = never_began(self.since, start, over, rule.counting.tz)
        return {
            "done": {
                key: self.when_done(case, rule, row, "steps", key)[0]
                for key in self.steps
            },
            "trigger": start,
            "conditions": {
                name: what.of(case, row) for name, what in self.conditions.items()
            },
            "closed": None if never else over,
            "calendar": case.calendar,
            **about_row(case, row),
        }

    @cached_property
    def _passing(self) -> dict[str, Any]:
        """Its conditions that time alone may take back, or bring."""
        return {
            name: what
            for name, what in self.conditions.items()
            if falls(what) or rises(what)
        }

    def excused(self, case: Judging, rule: Any, row: Any, verdict: Verdict) -> Verdict:
        """
        Return a verdict on a step, or on the whole, with the ways out that hold of it.

        The whole has no bound of its own: what was broken when a way out came stays
        broken, and what could still be kept then is let off.
        """
        if self.apart:
            return super().excused(case, rule, row, verdict)

        def was_broken(since: Moment) -> bool:
            """Say what the whole came to when a way out came; of a day, as it began."""
            told = dict(verdict.evidence.facts())
            del told["only"]
            day = local_ordinal(since, case.zone, "since")
            begins = show_instant(first_instant(day, case.zone), case.zone)
            as_of = since if isinstance(since, dt.datetime) else begins
            then = rule.assess(**told, calendar=case.calendar, as_of=as_of)
            return then.status in AGAINST

        return let_off(self, case, row, verdict, was_broken)
