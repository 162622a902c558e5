"""
What feeds the rules on what comes again and again.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from attrs import evolve

from followup_rules.books.conditions import Answer, Known
from followup_rules.books.feeds.asking import (
    answer,
    ask,
    ask_when,
    is_meant,
    refuse_coming,
    refuse_passing,
    whether,
)
from followup_rules.books.feeds.events import Events
from followup_rules.books.feeds.reckoned import never_began
from followup_rules.books.judging import Judging
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import held
from followup_rules.immutable import frozen
from followup_rules.timing.cycles import Cells, Period, cell_of
from followup_rules.timing.moments import local_ordinal, show_day
from followup_rules.verdicts import Verdict, note

S = TypeVar("S")


@frozen(kw_only=True, field_transformer=held)
class Streaks(Events):
    """
    What happens again and again.

    Attributes:
        hit: Whether an event counts, where those that do not break a row.
        cycle: The cells that events stand for, such as months; then each cell has one.
        done: When what is owed for it was done, of the row that owes it.
        since: From when on events count, of the same row.
        until: Until when they count, of the same row.
        by: What events are told apart by, such as the part that broke: then those of
            each are counted by themselves. One that tells none may be of any.
        worth: As how many an event counts, such as the days that a repair took; None
            is as one.
    """

    until_when: ClassVar[str] = "say until when events count with until"
    of_each: ClassVar[tuple[str, ...]] = ("owed", "done", "since", "until")

    hit: Answer = whether()
    cycle: Cells | None = None
    done: Answer = ask_when()
    since: Answer = ask_when()
    until: Answer = ask_when()
    by: Answer = ask(added_later=True)
    worth: Answer = ask(added_later=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.worth is not None and self.cycle is not None:
            allowed = "None beside cycle, where each cell is one"
            raise InvalidFieldError("Streaks.worth", str(self.worth), allowed)

    def suits(self, rule: Any) -> None:
        """
        Refuse statuses that count, where no event has one.

        Raises:
            InvalidFieldError: If the rule says which count.
        """
        if rule.counts:
            came = ", ".join(one.name for one in rule.counts)
            allowed = "none, where rows are counted; name a rule with over to count its"
            raise InvalidFieldError("StreakPolicy.counts", came, allowed)

    def bound(self, known: Known) -> "Streaks":
        """
        Hold its questions against the facts; what counted once counts.
        """
        found: Streaks = super().bound(known)
        refuse_passing(found, "what came about counts", "hit")
        refuse_coming(found, "hit")
        return found

    def _pile(
        self, case: Judging, rule: Any, owing: Any, rows: tuple[Any, ...]
    ) -> Iterable[Verdict]:
        """Judge the events of one subject, those of each group by themselves."""
        if self.by is None:
            yield from super()._pile(case, rule, owing, rows)
            return
        piles: dict[str, list[Any]] = defaultdict(list)
        anywhere: list[Any] = []
        for row in rows:
            name = answer(case, row, self.by)
            (piles[name] if isinstance(name, str) else anywhere).append(row)
        words = rule.clause.words or {}
        for name in sorted(piles):
            own = (*piles[name], *anywhere)
            said = note("counted_for", of=words.get(name, Text(name, name)))
            for verdict in super()._pile(case, rule, owing, own):
                about: Any = verdict.subject
                found = evolve(verdict, subject=evolve(about, cell=name))
                yield found.with_notes(said)

    def _sorted(
        self, case: Judging, rows: Iterable[Any]
    ) -> tuple[list[Any], list[Any]]:
        """Return the events that may count, for the rule itself knows such."""
        return [row for row in rows if self._counts(case, row) is not False], []

    def judged(
        self,
        case: Judging,
        rule: Any,
        owing: Any,
        rows: list[Any],
        told: dict[str, Any],
    ) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        asked_of = {
            name: answer(case, owing, getattr(self, name))
            for name in ("done", "since", "until")
        }
        occasions = [
            (place, hit)
            for row in rows
            if (place := self.moment(case, row)) is not None
            for hit in self._hits(case, rule, row)
        ]
        if self.cycle is not None:
            occasions = _by_cell(self.cycle, occasions, case)
        span = asked_of["since"], asked_of["until"]
        if never_began(self.since, *span, rule.counting.tz):
            occasions, asked_of["since"] = [], None
        verdict: Verdict = rule.assess(occasions, **asked_of, **told)
        return (verdict,)

    def _hits(self, case: Judging, rule: Any, row: Any) -> Iterable[bool | None]:
        """Yield whether an event counts, as often as it does."""
        hit = is_meant(case, row, self.hit)
        if hit and not self._counts(case, row):
            hit = None
        if self.by is not None and not isinstance(answer(case, row, self.by), str):
            hit = hit and None
        if self.worth is None or hit is False:
            return (hit,)
        most: int = rule.number
        many = answer(case, row, self.worth)
        if many is None:
            return (None,) * most
        if isinstance(many, bool) or not isinstance(many, int) or many < 0:
            error = InvalidFieldError(str(self.worth), many, "a whole number from 0 on")
            case.refuse(row, rule, error)
            return (None,) * most
        return (hit,) * min(many, most)


def _by_cell(
    cycle: Cells, occasions: list[tuple[Any, bool | None]], case: Judging
) -> list[Any]:
    """Return what each cell came to, from the first that is told to the last."""
    found: dict[Any, bool | None] = {}
    for place, hit in occasions:
        day = show_day(local_ordinal(place, case.zone, "event"))
        cell = cell_of(cycle, day)
        known = found.get(cell, False)
        found[cell] = (
            True if hit or known else (None if None in {hit, known} else False)
        )
    return without_gaps(sorted(found.items()), cycle, None)


def without_gaps(came: Iterable[tuple[Period, S]], cycle: Cells, none: S) -> list[Any]:
    """
    Return cells in their order with what each came to; *none* where nothing is told.
    """
    every: list[tuple[Period, S]] = []
    for cell, what in came:
        while every and every[-1][0].last.toordinal() + 1 < cell.first.toordinal():
            following = show_day(every[-1][0].last.toordinal() + 1)
            every.append((cell_of(cycle, following), none))
        every.append((cell, what))
    return every
