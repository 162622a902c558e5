"""
How a cover is worked out from a period and the facts it turns on.
"""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from attrs import evolve, field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
)
from followup_rules.exact import as_flag
from followup_rules.fields import Name, Whole, held
from followup_rules.immutable import frozen
from followup_rules.policies.warranty.cover import (
    FULL,
    NEVER,
    Cover,
    End,
    Meter,
    SeasonCount,
    at_the_end_of,
    count_seasons,
    later,
)
from followup_rules.policies.warranty.terms import Agreed, Term
from followup_rules.timing.amounts import (
    Days,
    Months,
    Seasons,
    ServiceLife,
    Unlimited,
    Weeks,
    Years,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Counting, Deadline
from followup_rules.timing.moments import Moment, local_ordinal, show_day, zone_of
from followup_rules.timing.seasons import Season, SeasonSource
from followup_rules.timing.seasons.table import table_of
from followup_rules.verdicts import Reason, note

LONGEST_LIFE: Final = 500
"""The most years of a design service life."""
_LIFE: Final = Whole(1, LONGEST_LIFE)
_OF_SEASON: Final = "season_kind"
_A_SEASON: Final = "'heating', 'cooling', 'flood' or a name of your own"


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
        repair_period: How long what a repair put right is covered from then on, beside
            the rest of the period; None is the whole period again, where a repair
            begins it again at all.
        meter: How much use is covered, where use ends the cover as well, whichever
            comes first; what was agreed on time changes nothing in it.
        most_extended: By how much it is extended at most in all, such as for the days
            that its use was lost; what goes beyond that is cut. None is no bound.

    Raises:
        InvalidFieldError: If seasons count and nobody says which, or a part of it
            would go unused because the period never ends.
    """

    key: Name
    period: Term | None
    clause: Clause
    season_kind: Name | None = None
    repair_period: Term | None = field(default=None, metadata={ADDED_LATER: True})
    meter: Meter | None = field(default=None, metadata={ADDED_LATER: True})
    most_extended: Days | Weeks | Months | Years | None = field(
        default=None, metadata={ADDED_LATER: True}
    )

    def __attrs_post_init__(self) -> None:
        counted = (self.period, self.repair_period)
        if any(isinstance(one, Seasons) for one in counted) and not self.season_kind:
            raise InvalidFieldError(f"WarrantyCase.{_OF_SEASON}", None, _A_SEASON)
        for name in ("repair_period", "most_extended"):
            got = getattr(self, name)
            if got is not None and isinstance(self.period, Unlimited):
                allowed = "None, because the period never ends"
                raise InvalidFieldError(f"WarrantyCase.{name}", str(got), allowed)

    @property
    def is_finite(self) -> bool:
        """
        Whether its end is near enough for visits and a close-out to turn on it.

        A design service life is not, and what never ends.
        """
        return not isinstance(self.period, ServiceLife | Unlimited)


def voided(cover: Cover, day: int, counting: Counting) -> Cover:
    """End a cover on the day before it was voided."""
    last = End(Deadline(day - 1, None, counting.zone, cover.start_ordinal), day - 1)
    if cover.deadline is not None and cover.deadline.last_ordinal < day:
        return cover
    remark = note("cover_voided", voided_on=show_day(day))
    return evolve(cover, end=last, basis="void", notes=(*cover.notes, remark))


def repair_days(
    cover: Cover, repaired_on: Moment | None, reaccepted_on: Moment | None
) -> tuple[int | None, int | None]:
    """
    Return the days on which a repair was completed, and accepted anew.

    Raises:
        ImpossibleOrderError: If one lies before the cover begins, or the acceptance
            before the repair.
    """
    made = {"repaired_on": repaired_on, "reaccepted_on": reaccepted_on}
    repaired, reaccepted = (
        None if value is None else day_within(cover, name, value)
        for name, value in made.items()
    )
    if repaired is not None and reaccepted is not None and reaccepted < repaired:
        names = ("repaired_on", repaired_on, "reaccepted_on", reaccepted_on)
        raise ImpossibleOrderError(*names)
    return repaired, reaccepted


def day_within(cover: Cover, name: str, value: Moment) -> int:
    """
    Return the ordinal of a day that cannot lie before a cover begins.

    Raises:
        ImpossibleOrderError: If it does.
    """
    ordinal = local_ordinal(value, zone_of(cover.zone), name)
    if ordinal < cover.start_ordinal:
        raise ImpossibleOrderError("first_day", cover.first_day, name, value)
    return ordinal


def check_told(life: object, owed: object) -> None:
    """
    Refuse a design life that is none, and what does not say whether a repair was owed.

    Raises:
        InvalidFieldError: If either is so.
    """
    if life is not None and not _LIFE.accepts(life):
        raise InvalidFieldError("design_life", life, _LIFE.allowed)
    for one in owed.values() if isinstance(owed, Mapping) else (owed,):
        as_flag("repair_owed", one)


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
    first_reading: int = 0

    def cover(self, first: int, agreed: Agreed | None) -> Cover:
        """Return the plain cover from a day on."""
        statutory = self._end(self.case.period, first)
        contractual = self._end(agreed, first)
        if statutory is None and contractual is None:
            raise MissingFactError(
                "contract", self.case.key, "its period is whatever was agreed"
            )
        end = _longer(statutory, contractual)
        agreed_is_longer = end is contractual and end is not statutory
        return Cover(
            category=self.case.key,
            clause=self.case.clause,
            start_ordinal=first,
            end=self._opened(end, first),
            statutory=statutory,
            contractual=contractual,
            zone=self.counting.zone,
            basis="contract" if agreed_is_longer else "statute",
            notes=self._raised(statutory, contractual, agreed),
            meter=self.case.meter,
            first_reading=self.first_reading,
        )

    def restarted(
        self,
        cover: Cover,
        agreed: Agreed | None,
        repaired: int | None,
        reaccepted: int | None,
        *,
        owed: bool,
    ) -> Cover:
        """Begin the period again from a repair, where the policy says so."""
        at_completion = self.restart is Restart.COMPLETION
        day = repaired if at_completion else reaccepted
        if self.restart is Restart.NEVER or day is None or not owed:
            made = reaccepted if repaired is None else repaired
            assert made is not None  # noqa: S101 - for type checkers
            code = "repair_restarts_nothing" if owed else "repair_not_owed"
            remark = note(code, repaired_on=show_day(made))
            return evolve(cover, notes=(*cover.notes, remark))
        own = self._end(self.case.repair_period, day)
        again = self.cover(day, agreed).end if own is None else own
        end = self._opened(later(cover.end, again), cover.start_ordinal)
        code = "cover_restarted" if at_completion else "cover_restarted_by_acceptance"
        remark = note(code, repaired_on=show_day(day))
        if own is not None:
            term = self.case.repair_period
            remark = note("repair_covered", since=show_day(day), period=term)
        return evolve(cover, end=end, notes=(*cover.notes, remark))

    def extended(self, cover: Cover, term: Term) -> Cover:
        """Let a further length follow the end, and no more than the text allows."""
        most = self.case.most_extended
        if cover.never_ends:
            allowed = "nothing, because the cover never ends"
            raise InvalidFieldError("extended_by", str(term), allowed)
        if most is not None and isinstance(term, Seasons):
            allowed = f"a length of days to years, which {most} may cut"
            raise InvalidFieldError("extended_by", str(term), allowed)
        end = self._beyond(cover, term)
        remark = note("cover_extended", extended_by=term)
        if most is not None:
            bound = self._beyond(cover, most)
            if later(bound, end) is not bound:
                end = bound
                remark = note("extension_capped", extended_by=term, most=most)
        opened = self._opened(end, cover.start_ordinal)
        return evolve(cover, end=opened, notes=(*cover.notes, remark))

    def _beyond(self, cover: Cover, term: Term) -> End:
        """Return where a further length after the end of a cover ends."""
        last = cover.end.last
        if isinstance(term, Seasons):
            found = count_seasons(self._table(), last + 1, term.n, FULL)
            end = self._with_season(found)
        elif isinstance(term, Unlimited):
            end = NEVER
        else:
            end = self._counted(term, last)
        return evolve(end, seasons=(*cover.seasons, *end.seasons))

    # --------------------------------------------------------------------- ends

    def _end(self, term: Agreed | None, first: int) -> End | None:
        """Return where a length from a day on ends; a last day is its own."""
        if term is None:
            return None
        if isinstance(term, dt.date):
            last = term.toordinal()
            return End(self.counting.ending(last, calendar=self.calendar), last)
        if isinstance(term, Unlimited):
            return NEVER
        if isinstance(term, Seasons):
            rule = self.season_count
            return self._with_season(count_seasons(self._table(), first, term.n, rule))
        return self._counted(term, first)

    def _counted(self, term: Any, first: int) -> End:
        """Count days, months or years."""
        if isinstance(term, ServiceLife):
            term = Years(self._life())
        last = self.counting.last_day(first, term, self.calendar)
        due = self.counting.ending(last, calendar=self.calendar)
        if due.instant is None:
            return at_the_end_of(last, due.zone)
        return End(due, last)

    def _life(self) -> int:
        """Return the design service life."""
        if self.design_life is None:
            raise MissingFactError(
                "design_life", self.case.key, "take the years from the design papers"
            )
        return self.design_life

    def _table(self) -> Any:
        """Return the season table that the category needs."""
        kind = self.case.season_kind
        if kind is None:
            raise MissingFactError(
                _OF_SEASON, self.case.key, "say in its case which seasons count"
            )
        table = table_of(self.seasons, kind)
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
        due = end.deadline
        if due.instant is None and not end.seasons and not end.never:
            return at_the_end_of(due.last_ordinal, due.zone, first)
        opened = Deadline(due.last_ordinal, due.instant, due.zone, first)
        return End(opened, end.sure_until, end.seasons, end.never)

    def _raised(
        self, statutory: End | None, contractual: End | None, agreed: Agreed | None
    ) -> tuple[Reason, ...]:
        """Say that what was agreed is under the minimum."""
        if statutory is None or contractual is None:
            return ()
        ends = statutory.deadline, contractual.deadline
        if contractual.never or (ends[0] is None and not statutory.never):
            return ()
        if ends[1] is None or (
            ends[0] is not None and ends[1].closing >= ends[0].closing
        ):
            return ()
        a_day = isinstance(agreed, dt.date)
        code = "contract_ends_early" if a_day else "contract_below_minimum"
        return (note(code, contract=agreed, minimum=self.case.period),)


def _longer(statutory: End | None, contractual: End | None) -> End:
    """Return the later of what the clause and the contract give."""
    if statutory is None:
        return contractual  # type: ignore[return-value]
    return statutory if contractual is None else later(statutory, contractual)
