"""
How a cover is worked out from a period and the facts it turns on.
"""

import datetime as dt
from enum import Enum
from typing import Any, Final

from attrs import evolve, frozen

from followup_rules.clauses import Clause
from followup_rules.errors import InvalidFieldError, MissingFactError
from followup_rules.fields import Name, Whole, held
from followup_rules.policies.warranty.cover import (
    FULL,
    Cover,
    End,
    SeasonCount,
    Term,
    count_seasons,
    later,
    notes_of,
)
from followup_rules.timing.amounts import Seasons, ServiceLife, Years
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Counting, Deadline
from followup_rules.timing.moments import show_day
from followup_rules.timing.seasons import Season, SeasonSource
from followup_rules.verdicts import Reason, note

_LONGEST_LIFE: Final = 500
_OF_SEASON: Final = "season_kind"


class Restart(Enum):
    """
    Whether, and when, the period begins again for what a warranty repair put right.
    """

    NEVER = "never"
    """It does not."""
    COMPLETION = "completion"
    """When the repair is completed, as Henan rules."""
    REACCEPTANCE = "reacceptance"
    """When the repair has been accepted anew, as Beijing rules."""


@frozen(kw_only=True, field_transformer=held)
class WarrantyCase:
    """
    The period of one category of work, with the clause that sets it.

    Attributes:
        key: The category.
        period: How long; None where only a contract can say.
        clause: The clause.
        season_kind: Which seasons count, where seasons do.
    """

    key: Name
    period: Term | None
    clause: Clause
    season_kind: Name | None = None

    def __attrs_post_init__(self) -> None:
        if isinstance(self.period, Seasons) and self.season_kind is None:
            raise InvalidFieldError(
                f"WarrantyCase.{_OF_SEASON}", None, "'heating', 'cooling' or 'flood'"
            )

    @property
    def is_finite(self) -> bool:
        """
        Whether its end is near enough for visits and a close-out to turn on it.

        A design service life is not.
        """
        return not isinstance(self.period, ServiceLife)


def voided(cover: Cover, day: int, counting: Counting) -> Cover:
    """End a cover on the day before it was voided."""
    last = End(Deadline(day - 1, None, counting.zone, cover.start_ordinal), day - 1)
    if cover.deadline is not None and cover.deadline.last_ordinal < day:
        return cover
    remark = note("cover_voided", voided_on=show_day(day))
    return evolve(cover, end=last, basis="void", notes=(*cover.notes, remark))


@frozen(kw_only=True)
class Reckoning:
    """
    One question for a cover, with the outside facts that it may need.
    """

    case: WarrantyCase
    counting: Counting
    season_count: SeasonCount
    restart: Restart
    design_life: int | None
    seasons: SeasonSource | None
    calendar: WorkCalendar | None

    def cover(self, first: int, agreed: Term | None) -> Cover:
        """Return the plain cover from a day on."""
        statutory = self._end(self.case.period, first)
        contractual = self._end(agreed, first)
        if statutory is None and contractual is None:
            raise MissingFactError(
                "contract", self.case.key, "its period is whatever was agreed"
            )
        end = _longer(statutory, contractual)
        return Cover(
            category=self.case.key,
            clause=self.case.clause,
            start_ordinal=first,
            end=self._opened(end, first),
            statutory=statutory,
            contractual=contractual,
            zone=self.counting.zone,
            basis="contract" if end is contractual else "statute",
            notes=tuple(notes_of(self._raised(statutory, contractual, agreed))),
        )

    def restarted(
        self,
        cover: Cover,
        agreed: Term | None,
        repaired: int | None,
        reaccepted: int | None,
    ) -> Cover:
        """Begin the period again from a repair, where the policy says so."""
        at_completion = self.restart is Restart.COMPLETION
        day = repaired if at_completion else reaccepted
        if self.restart is Restart.NEVER or day is None:
            made = reaccepted if repaired is None else repaired
            assert made is not None  # noqa: S101 - for type checkers
            remark = note("repair_restarts_nothing", repaired_on=show_day(made))
            return evolve(cover, notes=(*cover.notes, remark))
        again = self.cover(day, agreed)
        end = self._opened(later(cover.end, again.end), cover.start_ordinal)
        code = "cover_restarted" if at_completion else "cover_restarted_by_acceptance"
        remark = note(code, repaired_on=show_day(day))
        return evolve(cover, end=end, notes=(*cover.notes, remark))

    def extended(self, cover: Cover, term: Term) -> Cover:
        """Let a further length follow the end."""
        last = cover.end.last
        if isinstance(term, Seasons):
            found = count_seasons(self._table(), last + 1, term.n, FULL)
            end = self._with_season(found)
        else:
            end = self._counted(term, last)
        end = evolve(end, seasons=(*cover.seasons, *end.seasons))
        remark = note("cover_extended", extended_by=term)
        opened = self._opened(end, cover.start_ordinal)
        return evolve(cover, end=opened, notes=(*cover.notes, remark))

    # --------------------------------------------------------------------- ends

    def _end(self, term: Term | None, first: int) -> End | None:
        """Return where a length from a day on ends."""
        if term is None:
            return None
        if isinstance(term, Seasons):
            rule = self.season_count
            return self._with_season(count_seasons(self._table(), first, term.n, rule))
        return self._counted(term, first)

    def _counted(self, term: Any, first: int) -> End:
        """Count days, months or years."""
        if isinstance(term, ServiceLife):
            term = Years(self._life())
        last = self.counting.last_day(first, term, self.calendar)
        return End(self.counting.ending(last, calendar=self.calendar), last)

    def _life(self) -> int:
        """Return the design service life."""
        if self.design_life is None:
            raise MissingFactError(
                "design_life", self.case.key, "take the years from the design papers"
            )
        allowed = Whole(1, _LONGEST_LIFE)
        if not allowed.accepts(self.design_life):
            raise InvalidFieldError("design_life", self.design_life, allowed.allowed)
        return self.design_life

    def _table(self) -> Any:
        """Return the season table that the category needs."""
        kind = self.case.season_kind
        if kind is None:
            raise MissingFactError(
                _OF_SEASON, self.case.key, "say in its case which seasons count"
            )
        table = None if self.seasons is None else self.seasons.of_kind(kind)
        if table is None:
            raise MissingFactError("seasons", self.case.key, f"pass {kind} seasons")
        return table

    def _with_season(self, found: tuple[Season, ...]) -> End:
        """Return the end of the last of these seasons."""
        last = found[-1]
        if last.last is None:
            return End(None, last.first.toordinal(), found)
        zone = self.counting.zone
        ordinal = last.last.toordinal()
        instant = None
        if last.ends_at is not None:
            tz = self.counting.tz
            instant = dt.datetime.combine(last.last, last.ends_at, tz)
        return End(Deadline(ordinal, instant, zone), ordinal, found)

    def _opened(self, end: End, first: int) -> End:
        """Give the deadline of an end its first day."""
        if end.deadline is None:
            return end
        return evolve(end, deadline=evolve(end.deadline, opens_ordinal=first))

    def _raised(
        self, statutory: End | None, contractual: End | None, agreed: Term | None
    ) -> Reason | None:
        """Say that what was agreed is under the minimum."""
        if statutory is None or contractual is None:
            return None
        ends = statutory.deadline, contractual.deadline
        if ends[0] is None or ends[1] is None or ends[1].closes >= ends[0].closes:
            return None
        return note("contract_below_minimum", contract=agreed, minimum=self.case.period)


def _longer(statutory: End | None, contractual: End | None) -> End:
    """Return the later of what the clause and the contract give."""
    if statutory is None:
        return contractual  # type: ignore[return-value]
    return statutory if contractual is None else later(statutory, contractual)
