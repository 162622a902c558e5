"""
The policy: a period for each category of work, and how it is counted.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import cached_property, partial
from typing import Annotated, Any, Final

import pendulum
from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause, Text, unknown_name
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    MissingFactError,
    UnknownNameError,
)
from followup_rules.fields import Entries, Name, SomeNames, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.policies.warranty.claims import (
    CLAIM,
    COVER,
    DUTY,
    Claim,
    Duty,
    known_question,
    read_meter,
)
from followup_rules.policies.warranty.cover import (
    FULL,
    Cover,
    ExpiryNotice,
    SeasonCount,
)
from followup_rules.policies.warranty.judging import duty_beside, judge, judge_covers
from followup_rules.policies.warranty.reckoning import (
    LONGEST_LIFE,
    Reckoning,
    Restart,
    WarrantyCase,
    check_told,
    day_within,
    repair_days,
    voided,
)
from followup_rules.policies.warranty.starting import (
    ACCEPTED,
    DELIVERED,
    Start,
    StartEvent,
    check_start,
    first_day,
)
from followup_rules.policies.warranty.terms import Agreed, Term, read_agreed, read_term
from followup_rules.policies.warranty.told import told_of
from followup_rules.tables import Table
from followup_rules.timing.amounts import (
    Amount,
    Days,
    Months,
    ServiceLife,
    Weeks,
    Years,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import HOUSE_RULES, Counting
from followup_rules.timing.moments import Moment, local_ordinal, show_day
from followup_rules.timing.seasons import SeasonSource
from followup_rules.verdicts import Subject, Verdict

_NO_DEFECT: Final[dict[str, None]] = dict.fromkeys(
    ("occurred_at", "reported_at", "cause", "cause_category", "affects_use")
)


_FOR_MOVES: Final = 1_000


def _years_at_most(period: Any) -> int:
    """Return how many years a period takes at most; what is no length takes none."""
    if isinstance(period, ServiceLife):
        return LONGEST_LIFE
    return period.n if isinstance(period, Days | Weeks | Months | Years) else 0


@frozen(kw_only=True, field_transformer=held)
class WarrantyPolicy:
    """
    Every category of work is covered for a period of its own.

    The start day is covered but not counted, the last day runs to 24:00, and neither
    is moved by a rest day unless `counting` says so. The end of a season is that of
    the season, at noon where it ends at noon.

    >>> from followup_rules.timing.amounts import Years
    >>> roof = Clause(id="DEMO-2", en="five years", zh="五年")
    >>> rule = WarrantyPolicy(
    ...     id="demo",
    ...     clause=roof,
    ...     name=Text("the warranty", "工程保修"),
    ...     owed_by="contractor",
    ...     cases=(WarrantyCase(key="roof", period=Years(5), clause=roof),),
    ... )
    >>> rule.cover("roof", accepted_on=dt.date(2024, 2, 29)).last_day
    Date(2029, 2, 28)

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The general clause.
        name: What is owed.
        owed_by: The party that owes it.
        cases: The period of each category.
        start: What starts a cover.
        duty_clause: The clause that says which defects must be repaired; None is the
            general one.
        counting: How periods of days, months and years are counted.
        season_count: Whether the season running at the start counts.
        restart: Whether, and when, the period begins again for what was repaired.
        cause_decides: Whether the category of the cause decides, where it is known,
            instead of the longest of all that fit.
        occurrence_decides: Whether the moment at which the defect occurred decides,
            where it is known, instead of the moment of the report.
        duty: Whose duty to repair decides.
        text_causes: Causes for which the text itself asks for repair.
        recourse: Further causes for which the statute does, and who bears the cost.
        excluded: Causes that are not covered, and who answers for them.
        start_events: The events that may start a cover, where `start` is the earliest
            or the latest of several.

    Raises:
        InvalidFieldError: If a part of it would go unused: events beside a start that
            is one event, a period of repairs where no repair begins anything, or a
            repair that begins the period again where a meter ends it too, which
            nobody says what it showed.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    cases: Annotated[tuple[WarrantyCase, ...], Entries(least=1, unique="key")] = field(
        converter=as_tuple
    )
    duty_clause: Clause | None = None
    start: Start = Start.ACCEPTANCE
    counting: Counting = HOUSE_RULES
    season_count: SeasonCount = FULL
    restart: Restart = Restart.NEVER
    cause_decides: bool = True
    occurrence_decides: bool = True
    duty: Duty = Duty.EITHER
    text_causes: SomeNames = field(default=("construction",), converter=as_tuple)
    recourse: Table[Name] = Table(
        {"design": "designer", "developer_material": "developer"}
    )
    excluded: Table[Name] = Table(
        {"misuse": "user", "third_party": "third_party", "force_majeure": "nobody"}
    )
    start_events: Annotated[tuple[StartEvent, ...], Entries(unique="key")] = field(
        default=(), converter=as_tuple, metadata={ADDED_LATER: True}
    )

    def __attrs_post_init__(self) -> None:
        check_start(self.start, self.start_events)
        for case in self.cases:
            if self.restart is Restart.NEVER and case.repair_period is not None:
                allowed = "another than Restart.NEVER, beside a period of repairs"
                raise InvalidFieldError("WarrantyPolicy.restart", self.restart, allowed)
            if self.restart is not Restart.NEVER and case.meter is not None:
                allowed = "Restart.NEVER, beside a meter"
                raise InvalidFieldError("WarrantyPolicy.restart", self.restart, allowed)

    # ---------------------------------------------------------------- questions

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """
        The categories, in the order of the text.
        """
        return tuple(case.key for case in self.cases)

    @property
    def causes(self) -> tuple[str, ...]:
        """
        The causes of a defect that are told apart.
        """
        return (*self.text_causes, *self.recourse, *self.excluded)

    def case(self, category: str) -> WarrantyCase:
        """
        Return the case of one category.

        Raises:
            UnknownNameError: If it is none of `categories`.
        """
        try:
            return self._by_key[category]
        except UnknownNameError:
            names = self.categories
            raise unknown_name("category", category, names, self.clause) from None

    @cached_property
    def _by_key(self) -> Table[WarrantyCase]:
        """The cases by category."""
        return Table(((case.key, case) for case in self.cases), kind="category")

    @cached_property
    def most_years(self) -> int:
        """
        Within how many years every cover ends that neither a contract nor seasons set.

        A thousand are left for whatever moves an end.
        """
        return _FOR_MOVES + max(_years_at_most(case.period) for case in self.cases)

    def cover(
        self,
        category: str,
        *,
        accepted_on: Moment | None = None,
        delivered_on: Moment | None = None,
        events: Mapping[str, Moment | None] | None = None,
        contract: Agreed | str | None = None,
        design_life: int | None = None,
        extended_by: Term | str | None = None,
        repaired_on: Moment | None = None,
        reaccepted_on: Moment | None = None,
        repair_owed: bool | None = True,
        voided_on: Moment | None = None,
        first_reading: int = 0,
        seasons: SeasonSource | None = None,
        calendar: WorkCalendar | None = None,
    ) -> Cover:
        """
        Return from when to when a category is covered.

        Args:
            category: One of `categories`.
            accepted_on: The day that completion acceptance was passed; needed where
                that starts it.
            delivered_on: The day of delivery for use; needed where that starts it.
            events: The days of the other `start_events`, by their keys; what has not
                happened is None or left out.
            contract: What was agreed: a length, `Unlimited()`, or the last day itself;
                under the statutory period it is raised to it.
            design_life: The years in the design papers; needed where they count.
            extended_by: A further length, counted on from the end; cut to the most of
                the case.
            repaired_on: When the last repair was completed.
            reaccepted_on: When the last repair was accepted anew.
            repair_owed: Whether the warranty owed that repair; another begins nothing
                again. None is not known.
            voided_on: The day from whose beginning the cover is void.
            first_reading: What the meter showed at the start.
            seasons: The seasons of the place; needed where seasons count.
            calendar: Needed only where a rest day moves the end.

        Raises:
            UnknownNameError: If the category is unknown.
            MissingFactError: If a fact that the period turns on is not given.
            SeasonNotCoveredError: If the seasons do not reach far enough.
            CalendarRequiredError, CalendarNotCoveredError: If rest days matter.
            ImpossibleOrderError: If a repair, an avoidance or the agreed last day lies
                before the start, or a new acceptance before its repair.
            InvalidFieldError: If a length is none, what never ends is extended, seasons
                extend what has a most, or a reading comes where there is no meter.
            ImpossibleCountError: If a reading is none.
            NaiveTimeError, NotADayError: If a day is unusable.
        """
        check_told(design_life, repair_owed)
        read_meter((self.case(category),), None, first_reading)
        ask = Reckoning(
            case=self.case(category),
            counting=self.counting,
            season_count=self.season_count,
            restart=self.restart,
            design_life=design_life,
            seasons=seasons,
            calendar=calendar,
            first_reading=first_reading,
        )
        first = self._first(accepted_on, delivered_on, events)
        agreed = None if contract is None else read_agreed(contract)
        cover = ask.cover(first, agreed)
        if isinstance(agreed, dt.date) and agreed.toordinal() < first:
            raise ImpossibleOrderError(
                "first_day", cover.first_day, "contract", contract
            )
        if repaired_on is not None or reaccepted_on is not None:
            done = repair_days(cover, repaired_on, reaccepted_on)
            again = ask.restarted(cover, agreed, *done, owed=repair_owed is not False)
            if repair_owed is None and again.end != cover.end:
                raise MissingFactError("repair_owed", self.id)
            cover = cover if repair_owed is None else again
        if extended_by is not None:
            cover = ask.extended(cover, read_term(extended_by, "extended_by"))
        if voided_on is not None:
            day = day_within(cover, "voided_on", voided_on)
            cover = voided(cover, day, self.counting)
        return cover

    def expiry_notices(
        self, cover: Cover, *leads: Amount, calendar: WorkCalendar | None = None
    ) -> tuple[ExpiryNotice, ...]:
        """
        Return when to say that a cover will end, the earliest first; never, none.

        Args:
            cover: The cover.
            leads: How long before its last day, such as `Days(60)` or `Months(1)`;
                the last day itself is not counted.
            calendar: Needed only for working days.

        Raises:
            MissingFactError: If the end of the cover is not declared yet.
        """
        if cover.never_ends:
            return ()
        last = cover.end.last
        notices = [
            ExpiryNotice(
                cover.category,
                lead,
                show_day(self.counting.with_bound.first_day(last, lead, calendar)),
                show_day(last),
            )
            for lead in leads
        ]
        return tuple(sorted(notices, key=lambda entry: entry.on))

    def assess(
        self,
        category: str | Collection[str],
        *,
        accepted_on: Moment | None = None,
        occurred_at: Moment | None = None,
        reported_at: Moment | None = None,
        cause: str | None = None,
        cause_category: str | None = None,
        affects_use: bool | None = None,
        delivered_on: Moment | None = None,
        events: Mapping[str, Moment | None] | None = None,
        contract: Agreed | str | Mapping[str, Any] | None = None,
        design_life: int | None = None,
        extended_by: Term | str | Mapping[str, Any] | None = None,
        repaired_on: Moment | Mapping[str, Any] | None = None,
        reaccepted_on: Moment | Mapping[str, Any] | None = None,
        repair_owed: bool | Mapping[str, Any] | None = True,
        voided_on: Moment | Mapping[str, Any] | None = None,
        reading: int | None = None,
        first_reading: int = 0,
        doubtful: str | None = None,
        question: str | None = None,
        seasons: SeasonSource | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge a claim, or, without one, whether the cover still runs at *as_of*.

        `MET` is in cover, `NOT_APPLICABLE` out of it or excluded by its cause, and
        `UNDETERMINED` names the fact that is missing.

        Args:
            category: The category of the work; several where it is not clear which,
                and then the longest cover decides.
            accepted_on: The day of acceptance; None where there was none yet.
            occurred_at: When the defect occurred, as an instant or a day.
            reported_at: When it was reported; decides where the first is not known.
            cause: One of `causes`; None is not known.
            cause_category: The category of the work that caused it; it decides.
            affects_use: Whether it affects use; the text asks for that, the statute
                does not. None is not known.
            delivered_on: As in `cover`.
            events: As in `cover`.
            contract: As in `cover`, or a mapping from category.
            design_life: As in `cover`.
            extended_by: As in `cover`, or a mapping from category.
            repaired_on: As in `cover`, or a mapping from category.
            reaccepted_on: As in `cover`, or a mapping from category.
            repair_owed: As in `cover`, or a mapping from category.
            voided_on: As in `cover`, or a mapping from category.
            reading: What the meter showed at the moment that decides; None is not
                known.
            first_reading: As in `cover`.
            doubtful: A fact that is not known, with which a cover may last longer.
            question: `cover`, `claim` or `duty`; None is a claim where there is one.
            seasons: As in `cover`.
            calendar: As in `cover`.
            as_of: The moment of judgement; later facts are not known yet. A claim
                needs none; then all facts are taken as known.
            subject: What the verdict is about.

        Raises:
            UnknownNameError: If a category, a cause or the question is unknown.
            ImpossibleOrderError: If the defect, its report, a repair or an avoidance
                lies before the acceptance, or the report before the defect.
            MeterRunsBackError: If the meter showed less than at the start.
            InvalidFieldError: If a category, a length, the design life or *affects_use*
                is none, or a reading comes where no category has a meter.
            MissingFactError: If a cover is asked for without a moment of judgement.
            NaiveTimeError, NotADayError, NotAnInstantError: If a fact is unusable.
        """
        if question is None:
            a_claim = occurred_at is not None or reported_at is not None
            question = CLAIM if a_claim else COVER
        told = told_of(
            self.categories,
            accepted_on=accepted_on,
            delivered_on=delivered_on,
            events=events,
            contract=contract,
            design_life=design_life,
            extended_by=extended_by,
            repaired_on=repaired_on,
            reaccepted_on=reaccepted_on,
            repair_owed=repair_owed,
            voided_on=voided_on,
        )
        if doubtful is not None and not isinstance(doubtful, str):
            raise InvalidFieldError("doubtful", doubtful, "a fact, or None")
        claim = Claim(
            categories=self._named(category),
            occurred_at=occurred_at,
            reported_at=reported_at,
            cause=self._known_cause(cause),
            cause_category=cause_category,
            affects_use=affects_use,
            reading=read_meter(self.cases, reading, first_reading),
            first_reading=first_reading,
            doubtful=doubtful,
            question=known_question(question),
            **told,
        )
        warranty: Any = self  # type checkers see converters where fields are
        return judge(warranty, claim, seasons, calendar, as_of, subject)

    def assess_claim(self, category: str | Collection[str], **facts: Any) -> Verdict:
        """
        Judge whether a defect is in cover, and whose it is to repair.

        The arguments are those of `assess`, and so are the errors. The verdict stands
        under the clause of the category whose cover decides, and its evidence tells
        the duty under the text from the duty under the statute.
        """
        return self.assess(category, **facts, question=CLAIM)

    def assess_duty(self, category: str | Collection[str], **facts: Any) -> Verdict:
        """
        Judge whether a defect must be repaired under this warranty.

        `MET` is a duty, `NOT_APPLICABLE` none, and `UNDETERMINED` names the fact it
        turns on. The arguments are those of `assess`, and so are the errors. The
        verdict stands under `duty_clause`.
        """
        return self.assess(category, **facts, question=DUTY)

    def assess_defect(
        self,
        category: str | Collection[str],
        *,
        subjects: tuple[Subject | None, Subject | None] = (None, None),
        **facts: Any,
    ) -> tuple[Verdict, Verdict]:
        """
        Judge both at once: whether a defect is in cover, and must be repaired.

        The verdicts are those of `assess_claim` and `assess_duty`, about one each of
        *subjects*; the cover is worked out once.
        """
        covered = self.assess(category, **facts, question=CLAIM, subject=subjects[0])
        return covered, duty_beside(covered, subjects[1])

    def assess_covers(
        self,
        about: Mapping[str, Subject | None],
        *,
        seasons: SeasonSource | None = None,
        calendar: WorkCalendar | None = None,
        as_of: dt.datetime | None = None,
        **facts: Any,
    ) -> dict[str, Verdict]:
        """
        Judge the covers of several categories of one work, of which the same is told.

        The verdicts are those of `assess` on each category, without a claim: what is
        told is looked at once.

        Args:
            about: What the verdict on each category is about, by the category.
            seasons: As in `cover`.
            calendar: As in `cover`.
            as_of: The moment of judgement; later facts are not known yet.
            facts: Those of `cover`, each for all or as a mapping from category, but
                for the first reading.

        Raises:
            TypeError: If *facts* holds another one.
            FollowupRulesError: As for `assess`.
        """
        for category in about:
            self.case(category)
        warranty: Any = self
        told = {**_NO_DEFECT, **told_of(self.categories, **facts)}
        return judge_covers(warranty, told, about, seasons, calendar, as_of)

    # ------------------------------------------------------------------ reading

    def _named(self, category: str | Collection[str]) -> tuple[str, ...]:
        """Return the categories of a call, each once, in the order of the text."""
        if not isinstance(category, str | Collection):
            raise InvalidFieldError("category", category, "one of them, or several")
        named = (category,) if isinstance(category, str) else tuple(category)
        if not named:
            raise MissingFactError("category", self.id, "name one category or more")
        for key in named:
            self.case(key)
        return tuple(key for key in self.categories if key in named)

    def _known_cause(self, cause: str | None) -> str | None:
        """Refuse a cause that is none of the known ones."""
        known = isinstance(cause, str) and cause in self.causes
        if cause is not None and not known:
            raise unknown_name("cause", cause, self.causes, self.clause)
        return cause

    def starts_on(
        self,
        accepted_on: Moment | None,
        delivered_on: Moment | None = None,
        events: Mapping[str, Moment | None] | None = None,
    ) -> pendulum.Date | None:
        """
        Return the day that starts every cover; None where it has not come yet.

        Raises:
            UnknownNameError: If *events* holds one that starts nothing.
            NaiveTimeError, NotADayError: If a day is unusable.
        """
        facts = {ACCEPTED: accepted_on, DELIVERED: delivered_on}
        for name, day in facts.items():
            if day is not None:
                local_ordinal(day, self.counting.tz, name)
        first = self._by_start(facts, events)
        return None if first is None else show_day(first)

    @cached_property
    def _by_start(self) -> Callable[..., int | None]:
        """Return the ordinal of the day that starts every cover."""
        return partial(first_day, self.start, self.start_events, self.counting)

    def _first(
        self,
        accepted_on: Moment | None,
        delivered_on: Moment | None,
        events: Mapping[str, Moment | None] | None,
    ) -> int:
        """Return the ordinal of the day that starts the cover."""
        facts = {ACCEPTED: accepted_on, DELIVERED: delivered_on}
        first: int | None = self._by_start(facts, events)
        if first is None:
            names = [event.key for event in self.start_events] or [self.start.fact]
            raise MissingFactError(" or ".join(names), self.id, "that starts the cover")
        return first
