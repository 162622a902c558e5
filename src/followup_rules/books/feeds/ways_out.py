"""
Ways out of a duty: what a row may tell by which nothing is held against anybody.

An exemption, a refusal, an event that ends the matter, or attempts that may lawfully
end. Each stands beside the feed of its rule, with the clause that lets off.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, field

from followup_rules.books.conditions import (
    Answer,
    By,
    Count,
    Happened,
    Known,
    truth,
)
from followup_rules.books.feeds.asking import (
    AskedFor,
    answer,
    ask,
    ask_when,
    for_good,
    own_questions,
    whether,
)
from followup_rules.books.judging import Judging
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.excuses import Excuse
from followup_rules.fields import Name, Positive, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.timing.moments import Moment, is_before, show_moment

Held = tuple[bool | None, Moment | None]
"""That a way out holds, None for that it may, and since when; None is not known."""


@frozen(kw_only=True, field_transformer=held)
class Attempts:
    """
    One rung of a ladder: something was tried so many times, and then that was enough.

    Attributes:
        of: The kind of the rows that are attempts; they belong to the row.
        where: Which of them; None is all, those that do not count among them.
        least: How many there must be, without which a ladder has no end.
        on_different_days: Whether several of one day are one.
        ended_by: When what ends it was done, such as a letter; None is the last attempt.
            What was done before it ends nothing.
    """

    of: Name
    where: Answer = whether()
    least: Positive
    on_different_days: bool = False
    ended_by: Answer = ask_when()

    def __attrs_post_init__(self) -> None:
        if self.on_different_days and self.least == 1:
            allowed = "False, where one attempt is enough"
            raise InvalidFieldError("Attempts.on_different_days", True, allowed)  # noqa: FBT003 - what came
        if isinstance(self.where, bool):
            allowed = "a question, or None for all of them"
            raise InvalidFieldError("Attempts.where", self.where, allowed)

    def bound(self, ledger: Ledger, known: Known) -> "Attempts":
        """
        Hold its questions against the facts.

        Raises:
            UnknownNameError: If no such rows belong to the row.
            InvalidFieldError: If what ends it is no moment.
        """
        where = Count(self.of, self.where).bound(ledger, known).where
        return evolve(self, where=where, ended_by=_moment(self.ended_by, ledger, known))

    def ended(
        self, case: Judging, row: Any, since: Moment | None, *, perhaps: bool
    ) -> Moment | None:
        """
        Return when it ended, counted from the end of the rung before; None is not yet.

        With *perhaps* the rows are counted of which it is not known whether they are
        attempts.
        """
        placed = str(case.ledgers[self.of].ledger.placed)
        moments: list[Moment] = []
        for one in case.all_own(self.of, row):
            moment = getattr(one, placed)
            if since is not None and is_before(moment, since, case.zone):
                continue
            fits = True if self.where is None else self.where.of(case, one)
            if fits or (perhaps and fits is None):
                moments.append(moment)
        last = self._last(case, moments)
        if last is None or self.ended_by is None:
            return last
        end = case.by_now(self.ended_by.of(case, row))
        return None if end is None or is_before(end, last, case.zone) else end

    def _last(self, case: Judging, moments: Iterable[Moment]) -> Moment | None:
        """Return the attempt by which there were enough."""
        tried: list[Any] = []
        for moment in moments:
            one = case.day(moment) if self.on_different_days else len(tried)
            if one not in tried:
                tried.append(one)
            if len(tried) == self.least:
                return moment
        return None


@frozen(kw_only=True, field_transformer=held)
class WayOut:
    """
    What lets off from a duty, under a clause of its own.

    >>> WayOut(
    ...     key="refused",
    ...     name=Text("the patient refuses", "患者拒绝随访"),
    ...     clause="DIS-9",
    ...     when="refused_at",
    ... ).when.name
    'refused_at'

    Attributes:
        key: Its stable name.
        name: What it is, in words.
        clause: The id of the clause that lets off.
        when: Whether it holds; a moment has happened. None where attempts say so.
        attempts: Instead, the rungs of a ladder, one after the other; it holds once the
            last has ended.
        came_at: When it came, where that is not the moment that is asked about.
        allowed_by: The party that allows it.
        granted_by: Instead, who allowed it, as the row says.
        whenever: Whether it lets off what was overdue already, so that nobody asks when
            it came; what was done late before that stays late.
        until: When it ended, where it can: what falls due from then on is owed again.
            None is that it never ends.
    """

    key: Name
    name: Text
    clause: Name
    when: Answer = whether()
    attempts: tuple[Attempts, ...] = field(default=(), converter=as_tuple)
    came_at: Answer = ask_when()
    allowed_by: Name | None = None
    granted_by: Answer = ask()
    whenever: bool = False
    until: Answer = ask_when(added_later=True)

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.whenever:
            allowed = "None beside whenever, which nothing ends"
            raise InvalidFieldError("WayOut.until", str(self.until), allowed)
        if (self.when is None) is not bool(self.attempts):
            allowed = "this, or attempts, and not both"
            raise InvalidFieldError("WayOut.when", self.when, allowed)
        if isinstance(self.when, bool):
            allowed = "a question: a duty that is always let off is none"
            raise InvalidFieldError("WayOut.when", self.when, allowed)
        if self.attempts and self.came_at is not None:
            allowed = "None: a ladder says itself when it ended"
            raise InvalidFieldError("WayOut.came_at", str(self.came_at), allowed)
        if self.granted_by is not None and self.allowed_by is not None:
            allowed = "None beside granted_by"
            raise InvalidFieldError("WayOut.allowed_by", self.allowed_by, allowed)

    @property
    def is_dated(self) -> bool:
        """
        Whether it is known of a row when it came.
        """
        return bool(self.attempts) or self._since is not None

    @property
    def _since(self) -> Any:
        """The question when it came; a moment that has happened says so itself."""
        return (
            self.when.what
            if self.came_at is None and _is_moment(self.when)
            else self.came_at
        )

    def bound(self, ledger: Ledger, known: Known) -> "WayOut":
        """
        Hold its questions against the facts.

        Raises:
            UnknownNameError: If it names a ledger or attribute that does not exist.
            InvalidFieldError: If nothing says when it came, and that matters.
        """
        found = evolve(
            self,
            when=truth(self.when, ledger, known),
            attempts=tuple(one.bound(ledger, known) for one in self.attempts),
            came_at=_moment(self.came_at, ledger, known),
            granted_by=None
            if self.granted_by is None
            else self.granted_by.bound(ledger, known),
            until=_moment(self.until, ledger, known),
        )
        if not (found.is_dated or self.whenever):
            allowed = (
                "the moment it came, by which it is held against the bound; or "
                "whenever, where the text lets off what was overdue as well"
            )
            raise InvalidFieldError("WayOut.came_at", None, allowed)
        return found

    def reads(self) -> Iterator[str]:
        """
        Name the other ledgers that it reads.
        """
        for _, what, _ in self.questions():
            yield from what.kinds()
        for one in self.attempts:
            yield one.of

    def questions(self) -> Iterator[tuple[tuple[str | int, ...], Any, AskedFor]]:
        """
        Yield its questions, and those of its ladder, with their places.
        """
        for name, what, asks in own_questions(self):
            yield (name,), what, asks
        for place, one in enumerate(self.attempts):
            for name, what, asks in own_questions(one):
                yield ("attempts", place, name), what, asks

    def asked_of(self, owner: str, path: tuple[str | int, ...]) -> str:
        """
        Return the kind of the rows that one of its questions is asked of.
        """
        match path:
            case ("attempts", int(place), "where"):
                return self.attempts[place].of
        return owner

    def holds(self, case: Judging, row: Any) -> Iterator[Held]:
        """
        Yield that it holds of a row, or that it may, each with since when.

        What lies ahead does not hold.
        """
        if not self.attempts:
            since = answer(case, row, self._since)
            ahead = since is not None and case.by_now(since) is None
            found = False if ahead else for_good(case, row, self.when)
            if found is not False:
                yield found if self._in_order(case, row, since) else None, since
            return
        ends = [self._ended(case, row, perhaps=perhaps) for perhaps in (False, True)]
        if ends[0] is not None:
            yield self._in_order(case, row, ends[0]) or None, ends[0]
        if ends[1] != ends[0]:
            yield None, ends[1]

    def _over(self, case: Judging, row: Any) -> Moment | None:
        """Return when it ended; None is that it has not."""
        return case.by_now(answer(case, row, self.until))

    def _in_order(self, case: Judging, row: Any, since: Moment | None) -> bool:
        """Say whether it began before it ended; otherwise nobody knows what it was."""
        over = self._over(case, row)
        return over is None or since is None or not is_before(over, since, case.zone)

    def _ended(self, case: Judging, row: Any, *, perhaps: bool) -> Moment | None:
        """Return when the last rung ended."""
        end: Moment | None = None
        for one in self.attempts:
            end = one.ended(case, row, end, perhaps=perhaps)
            if end is None:
                break
        return end

    def excuse(self, case: Judging, row: Any, since: Moment | None) -> Excuse:
        """
        Return why nothing is held against anybody.
        """
        by = (
            self.allowed_by
            if self.granted_by is None
            else self.granted_by.of(case, row)
        )
        until = self._over(case, row) if self._in_order(case, row, since) else None
        return Excuse(
            reason=self.key,
            name=self.name,
            clause=self.clause,
            by=by if by is None or isinstance(by, str) else ", ".join(map(str, by)),
            at=since and show_moment(since, case.zone),
            whenever=self.whenever,
            until=until and show_moment(until, case.zone),
            may_end=self.until is not None,
        )


def _is_moment(what: Any) -> bool:
    """Say whether a question asks whether one moment has happened."""
    return isinstance(what, Happened)


def _moment(what: Any, ledger: Ledger, known: Known) -> Any:
    """Hold a question against the facts whose answer is a moment."""
    if what is None or isinstance(what, By):
        return what if what is None else what.bound(ledger, known)
    return Happened(what).bound(ledger, known).what
