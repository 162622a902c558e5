"""
What feeds the rules that are asked of each row by itself.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import chain
from typing import Any, ClassVar, Final

from attrs import evolve, field

from followup_rules.books.conditions import (
    Answer,
    By,
    Known,
    Listed,
    Needed,
    OfRule,
    truth,
)
from followup_rules.books.feeds.asking import (
    NO_BOUND,
    Each,
    about_row,
    alike,
    answer,
    ask,
    bind,
    let_off,
    read_table,
    whether,
)
from followup_rules.books.feeds.moves import UNSURE, Extensions, Pauses
from followup_rules.books.judging import Judging
from followup_rules.books.standing import Moments, standing
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import held, restore, state_of
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact
from followup_rules.ledgers.values import value_of
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


@frozen(kw_only=True, field_transformer=held)
class Actors(Each):
    """
    Who may act, asked of each row.

    Attributes:
        by: The role, or the roles, of those who acted.
    """

    never_overdue: ClassVar[str | None] = NO_BOUND
    moments: ClassVar[frozenset[Moments]] = frozenset()

    needed: ClassVar[tuple[str, ...]] = ("by",)

    by: Answer = ask()

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        roles = answer(case, row, self.by)
        given = (roles,) if isinstance(roles, str) else roles
        return alike(
            case, self, row, given, lambda about: (rule.assess(given, **about),)
        )


@frozen(kw_only=True, field_transformer=held)
class Checklist(Each):
    """
    What a record must hold; an item is the attribute of its name.

    Attributes:
        given: What lists the items instead, or says yes or no of each; where it is not
            told, nothing is known of any.
        made: Whether there is a record at all; without one nothing is judged.
        closed: Whether the matter is closed, so that what is missing is final.
        there: Of an item that is no attribute, whether it is there, such as
            `called_at between 09:00 and 20:00`.
        came_late: Of an item, whether it came only after the matter was closed.
        circumstances: What rules an item out or waives it; one name or several.
        filled: Whether an item is a text that counts when it is not blank.
        apart: Whether each item has a verdict of its own.

    Raises:
        InvalidFieldError: If an entry would go unused.
    """

    never_overdue: ClassVar[str | None] = NO_BOUND
    moments: ClassVar[frozenset[Moments]] = frozenset()

    given: Answer = ask()
    made: Answer = whether(default=True)
    closed: Answer = whether(default=True)
    came_late: Table[Needed] = field(
        default=Table(), converter=read_table, metadata={ADDED_LATER: True}
    )
    circumstances: Answer = ask()
    filled: bool = False
    apart: bool = False
    there: Table[Needed] = field(
        default=Table(), converter=read_table, metadata={ADDED_LATER: True}
    )

    def __getstate__(self) -> dict[str, object]:
        return state_of(self)

    def __setstate__(self, state: dict[str, object]) -> None:
        restore(self, state)

    def __attrs_post_init__(self) -> None:
        for name in ("filled", "there"):
            if getattr(self, name) and self.given is not None:
                allowed = "none, where given is set"
                raise InvalidFieldError(f"Checklist.{name}", self.given, allowed)
        if self.came_late and self.closed in (False, None):
            allowed = "none, where the matter is never known to be closed"
            raise InvalidFieldError(
                "Checklist.came_late", tuple(self.came_late), allowed
            )

    def bound(self, known: Known) -> "Checklist":
        """
        Hold its questions, and those of its items, against the facts.
        """
        found: Checklist = bind(self, self.each, known)
        ledger = known[self.each]
        there, late = (
            {name: truth(what, ledger, known) for name, what in part.items()}
            for part in (self.there, self.came_late)
        )
        return evolve(found, there=there, came_late=late)

    def suits(self, rule: Any) -> None:
        """
        Refuse a question for what is no item of the rule.

        Raises:
            UnknownNameError: If one is none.
        """
        names = tuple(item.id for item in getattr(rule, "items", ()))
        for key in (*self.there, *self.came_late):
            if key not in names:
                raise UnknownNameError("item", key, names)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        made = answer(case, row, self.made) is not False
        facts = self.record(case, rule, row) if made else None
        closed = answer(case, row, self.closed)
        around = self._around(case, row)
        late = self._came_late(case, row, facts) if closed else ()

        def judge(about: dict[str, Any]) -> Iterable[Verdict]:
            told = {"closed": closed, "circumstances": around, "late": late, **about}
            if self.apart:
                found: Iterable[Verdict] = rule.assess_each(facts, **told)
                return found
            return (rule.assess(facts, **told),)

        return alike(case, self, row, as_key(facts, closed, around, late), judge)

    def _around(self, case: Judging, row: Any) -> tuple[str, ...]:
        """Return the circumstances of a row."""
        found = answer(case, row, self.circumstances)
        listed = found if isinstance(found, tuple) else (found,)
        return tuple([one for one in listed if one is not None])

    def _came_late(self, case: Judging, row: Any, facts: Any) -> tuple[str, ...]:
        """Return the items that came only after the matter was closed."""
        return tuple(
            [
                name
                for name, what in self.came_late.items()
                if facts and facts.get(name) and what.of(case, row) is True
            ]
        )

    def more(self, rule: Any, known: Known) -> tuple[Fact, ...]:
        """
        Return the items that a host has added to the record, as facts of its rows.
        """
        if self.given is not None:
            return ()
        value = value_of(str | None if self.filled else bool | None)
        return tuple(
            Fact(name=item.id, words=item.name, value=value, default=None)
            for item in rule.items
            if item.id not in {*known[self.each].by_name, *self.there}
        )

    def record(self, case: Judging, rule: Any, row: Any) -> Any:
        """
        Return what the record of a row says, item by item.
        """
        if self.given is not None:
            given = self.given.of(case, row)
            return {} if given is None else given
        asked = {name: what.of(case, row) for name, what in self.there.items()}
        facts = {
            item.id: getattr(row, item.id)
            for item in rule.items
            if item.id not in asked
        }
        if self.filled:
            facts = {name: _is_filled(name, text) for name, text in facts.items()}
        return {**facts, **asked}


def as_key(facts: Any, closed: Any, *others: Any) -> Any:
    """
    Return by what a record is known again; None where it holds what is no flag.
    """
    if facts is None:
        return (None, closed, *others) if type(closed) in _FLAGS else None
    if type(facts) is not dict:
        return None
    flags = (closed, *facts.values())
    if not _FLAGS.issuperset(map(type, flags)):  # for 1 is no True
        return None
    return (*facts, *flags, *others)


_FLAGS: Final = frozenset({bool, type(None)})


def _is_filled(name: str, text: object) -> bool:
    """Say whether an item that is a text is not blank."""
    if not isinstance(text, str | None):
        raise InvalidFieldError(name, text, "a text, where items count when filled")
    return bool((text or "").strip())


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

    since: Answer = ask()
    done: Answer = ask()
    closed: Answer = ask()
    owed: Answer = whether(default=True)
    category: Answer = ask()
    form: Answer = ask()
    appointed: Answer = ask()
    notes: Answer = ask()
    limit: Answer = ask(added_later=True)
    starts: Table[Needed] = field(
        default=Table(), converter=read_table, metadata={ADDED_LATER: True}
    )
    extensions: Extensions | None = field(default=None, metadata={ADDED_LATER: True})
    pauses: Pauses | None = field(default=None, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if self.since is not None and self.starts:
            allowed = "none beside since, which is what starts the count"
            raise InvalidFieldError("Deadline.starts", tuple(self.starts), allowed)

    def __getstate__(self) -> dict[str, object]:
        return state_of(self)

    def __setstate__(self, state: dict[str, object]) -> None:
        restore(self, state)

    def bound(self, known: Known) -> "Deadline":
        """
        Hold its questions, and those of what moves the bound, against the facts.
        """
        found: Deadline = bind(self, self.each, known)
        ledger = known[self.each]
        starts = {key: what.bound(ledger, known) for key, what in self.starts.items()}
        moves: dict[str, Any] = {
            name: one.bound(self.each, known)
            for name, one in self._moves.items()
            if one is not None
        }
        return evolve(found, starts=starts, **moves)

    def reads(self) -> tuple[str, ...]:
        """
        Name its ledgers, and those of what moves the bound.
        """
        moved = (one.reads() for one in self._moves.values() if one is not None)
        return tuple(dict.fromkeys((*super().reads(), *chain(*moved))))

    @property
    def _moves(self) -> dict[str, Extensions | Pauses | None]:
        """What may move the bound."""
        return {"extensions": self.extensions, "pauses": self.pauses}

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
        told = {
            name: answer(case, row, getattr(self, name))
            for name in ("closed", "owed", "category", "form", "appointed")
        }
        start, done = answer(case, row, self.since), answer(case, row, self.done)
        if self.limit is not None:
            told["limit"] = self.limit.of(case, row)
        moves, sure = self._life(case, row)
        told |= moves
        told |= _early(self.since, start, done, rule)
        since = start
        if since is None and self.starts:
            since = self._events(case, rule, row)
        verdict: Verdict = rule.assess(
            since,
            done,
            **told,
            calendar=case.calendar,
            **about_row(case, row),
        )
        if not sure and verdict.status in AGAINST:  # more time could have mended it
            told["doubtful"] = UNSURE
            verdict = rule.assess(
                since, done, **told, calendar=case.calendar, **about_row(case, row)
            )
        remarks = answer(case, row, self.notes) or ()
        return (verdict.with_notes(*_attempts(self, case, row), *remarks),)

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
            if one is not None:
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


def _attempts(feed: Deadline, case: Judging, row: Any) -> tuple[Any, ...]:
    """Remark the attempts among the rows by which it would be done."""
    kinds = () if feed.done is None else dict.fromkeys(feed.done.kinds())
    counts = sum(
        case.attempts(kind, row)
        for kind in kinds
        if case.ledgers[kind].ledger.counts_if is not None
    )
    return (note("failed_attempts", count=counts),) if counts else ()


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

    event: Answer = ask()
    done: Answer = ask()
    owed: Answer = whether(default=True)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        verdict: Verdict = rule.assess(
            answer(case, row, self.event),
            answer(case, row, self.done),
            owed=answer(case, row, self.owed),
            calendar=case.calendar,
            **about_row(case, row),
        )
        return (verdict,)


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

    since: Answer = ask()
    steps: Table[Needed] = field(converter=read_table)
    closed: Answer = ask()
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
        found: Procedure = bind(self, self.each, known)
        ledger = known[self.each]
        steps = {key: what.bound(ledger, known) for key, what in self.steps.items()}
        holding = {
            name: truth(what, ledger, known) for name, what in self.conditions.items()
        }
        return evolve(found, steps=steps, conditions=holding)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        done = {key: what.of(case, row) for key, what in self.steps.items()}
        told = {
            "trigger": answer(case, row, self.since),
            "conditions": {
                name: what.of(case, row) for name, what in self.conditions.items()
            },
            "closed": answer(case, row, self.closed),
            "calendar": case.calendar,
            **about_row(case, row),
        }
        if self.apart:
            found: Iterable[Verdict] = rule.assess_each(done, **told)
            return found
        return (rule.assess(done, **told),)

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


@frozen(kw_only=True, field_transformer=held)
class Team(Each):
    """
    Who was there, each with the role held.

    Attributes:
        members: The roles and the names, as `members.role, members.name`; or the pairs
            of both; or the roles alone, each of a person who is not recorded.
        who: Instead, for each role the name, or the names, of those who held it; a
            name that is not known is that of somebody not recorded.
        bodies: For each of these roles the body that they are of, where that matters.
    """

    never_overdue: ClassVar[str | None] = NO_BOUND
    moments: ClassVar[frozenset[Moments]] = frozenset()

    members: Answer = ask()
    who: Table[Needed] = field(default=Table(), converter=read_table)
    bodies: Table[Needed] = field(default=Table(), converter=read_table)

    def __attrs_post_init__(self) -> None:
        if (self.members is None) is not bool(self.who):
            raise InvalidFieldError("Team.who", tuple(self.who), "this, or members")
        for role in self.bodies:
            self.who[role]

    def bound(self, known: Known) -> "Team":
        """
        Hold its questions, and those of its roles, against the facts.
        """
        found: Team = bind(self, self.each, known)
        ledger = known[self.each]
        who, bodies = (
            {role: what.bound(ledger, known) for role, what in part.items()}
            for part in (self.who, self.bodies)
        )
        return evolve(found, who=who, bodies=bodies)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        told = self._held(case, row) if self.who else self._paired(case, row)
        return alike(case, self, row, told, lambda about: (rule.assess(told, **about),))

    def _paired(self, case: Judging, row: Any) -> Any:
        """Return each member with the role held; None where there is no list of them."""
        found = self.members.of(case, row)
        if isinstance(self.members, Listed):
            return None if None in found else tuple(zip(*found, strict=True))
        if not isinstance(found, tuple):
            return found
        return tuple((one, None) if isinstance(one, str) else one for one in found)

    def _held(self, case: Judging, row: Any) -> tuple[tuple[str | None, ...], ...]:
        """Return each role with who held it, and of which body."""
        found: list[tuple[str | None, ...]] = []
        for role, what in self.who.items():
            names = what.of(case, row)
            body = self.bodies.get(role)
            of = () if body is None else (body.of(case, row),)
            listed = names if isinstance(names, tuple) else (names,)
            found += [(role, name, *of) for name in listed]
        return tuple(found)
