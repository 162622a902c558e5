"""
What is covered, which defects must be repaired, and when the last cover ends.
"""

import datetime as dt
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from attrs import evolve

from followup_rules.books.conditions import all_of
from followup_rules.books.judging import Judging
from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.ledgers.days import by_day
from followup_rules.policies.warranty import Cover, Restart, WarrantyPolicy
from followup_rules.timing.moments import (
    Moment,
    first_instant,
    is_before,
    local_ordinal,
    to_utc,
)
from followup_rules.timing.seasons import LocalSeasons, SeasonSource, SeasonTable
from followup_rules.verdicts import Reason, Status, Verdict, name_sources, note
from followup_rules.verdicts.bases import LedgerMoment

_Made = tuple[tuple[int, dt.datetime], Moment]
_MAY_BE_OWED: Final = frozenset({Status.MET, Status.UNDETERMINED})
_SEASONS: Final = "a mapping from a project's place to its season tables"
_FINISHED: Final[dict[Restart, tuple[str, str | None]]] = {
    Restart.NEVER: ("repaired_on", None),
    Restart.COMPLETION: ("repaired_on", "repaired_at"),
    Restart.REACCEPTANCE: ("reaccepted_on", "signed_at"),
}
"""By what a period begins again, and the attribute of a defect that says when."""

# ----------------------------------------------------------------------- seasons


def by_place(seasons: object) -> Mapping[str, SeasonSource]:
    """
    Refuse anything but season tables by place.

    Raises:
        InvalidFieldError: If it is anything else.
    """
    if seasons is None:
        return {}
    if not isinstance(seasons, Mapping):
        raise InvalidFieldError("seasons", seasons, _SEASONS)
    for table in seasons.values():
        if not isinstance(table, SeasonTable | LocalSeasons):
            raise InvalidFieldError("seasons", table, _SEASONS)
    return seasons


def seasons_of(case: Judging, project: Any) -> SeasonSource | None:
    """
    Return the season tables of a project's place.
    """
    places = case.once("places", lambda: by_place(case.seasons))
    return places.get(project.place)


def season_moment(case: Judging, project: Any) -> LedgerMoment:
    """
    Return the moment of judgement of verdicts that are given the seasons of a place.
    """

    def named() -> LedgerMoment:
        sources = name_sources({"seasons": seasons_of(case, project)})
        told = evolve(case.basis, sources=(*case.basis.sources, *sources))
        return LedgerMoment.on(told)

    return case.once(("as_of", project.place), named)


# ---------------------------------------------------------------- covers and defects


@frozen
class Standing:
    """
    The verdict on each cover of a project, and the two on each of its defects.

    The covers are those by the repairs that were owed for certain; `longest` is what
    each that ends otherwise would be with those that may have been owed; `begun` since
    when each repair is known that began a cover again, or may have, in order.
    """

    covers: Mapping[str, Verdict]
    defects: Mapping[str, tuple[Verdict, Verdict]]
    longest: Mapping[str, Cover]
    begun: Mapping[str, tuple[dt.datetime, ...]]


def standing(case: Judging, project: Any) -> Standing:
    """
    Return what the warranty says of a project; it is worked out once.
    """
    return case.once(("standing", project.id), lambda: _standing(case, project))


def _standing(case: Judging, project: Any) -> Standing:
    """Judge the defects in the order in which they arose, and then the covers."""
    rule: WarrantyPolicy = case.book["warranty"]
    told: dict[str, Any] = {
        "accepted_on": project.accepted_on,
        "delivered_on": project.delivered_on,
        "contract": project.contract,
        "design_life": project.design_life,
        "extended_by": project.extended_by,
        "voided_on": project.voided_on,
        "seasons": seasons_of(case, project),
        "calendar": case.calendar,
        "as_of": season_moment(case, project),
    }
    repairs = _Repairs(case, rule, project)
    defects = {}
    own = case.own("claim", project)
    for claim in sorted(own, key=lambda one: by_day(_arisen(one), case.zone)):
        both = repairs.weighed(
            _arisen(claim),
            partial(
                rule.assess_defect,
                claim.category,
                occurred_at=claim.occurred_at,
                reported_at=claim.reported_at,
                cause=claim.cause,
                cause_category=claim.cause_category,
                affects_use=claim.affects_use,
                subjects=(case.subject(claim, "cover"), case.subject(claim, "duty")),
                **told,
            ),
        )
        defects[claim.id] = both
        if both[1].status in _MAY_BE_OWED:
            repairs.add(claim, is_owed=both[1].status is Status.MET)
    about = {
        category: case.subject(project, category)
        for category in rule.categories
        if category in project.categories
    }
    covers = rule.assess_covers(about, **told, **repairs.before(None))
    longest: dict[str, Cover] = {}
    if repairs.in_doubt:
        made = repairs.before(None, sure=False)
        for category, most in rule.assess_covers(about, **told, **made).items():
            cover, sure = most.evidence.cover, covers[category].evidence.cover
            if cover and sure and cover.closes != sure.closes:
                longest[category] = cover
                at = made[repairs.fact][category]
                remark = note("cover_may_restart", repaired_on=at)
                covers[category] = covers[category].with_notes(remark)
    begun = {one: tuple(sorted(known)) for one, known in repairs.known.items()}
    return Standing(covers, defects, longest, begun)


def _arisen(claim: Any) -> Moment:
    """Return when a defect occurred, or else was reported."""
    moment: Moment = claim.occurred_at or claim.reported_at
    return moment


def _known_since(
    case: Judging, made: Moment, entered_at: dt.datetime | None
) -> dt.datetime:
    """Return since when a repair is known: when it was made, or was entered."""
    if not isinstance(made, dt.datetime):
        made = first_instant(local_ordinal(made, case.zone, "repaired"), case.zone)
    known = to_utc(made)
    return known if entered_at is None else max(known, to_utc(entered_at))


class _Repairs:
    """
    The repairs that began the period of a category again, and those that may have.

    Only one that the warranty owed does, and none before the cover began. Of one whose
    cause is not known nobody knows whether it did.  # A-36
    """

    def __init__(self, case: Judging, rule: WarrantyPolicy, project: Any) -> None:
        self.case = case
        self.begins = rule.starts_on(project.accepted_on, project.delivered_on)
        self.fact, self.attribute = _FINISHED[rule.restart]
        self.owed: dict[str, list[_Made]] = defaultdict(list)
        self.every: dict[str, list[_Made]] = defaultdict(list)
        self.known: dict[str, list[dt.datetime]] = defaultdict(list)
        self.in_doubt = False

    def add(self, claim: Any, *, is_owed: bool) -> None:
        """Add the repair of a defect."""
        if self.attribute is None or self.begins is None:
            return
        made = self.case.by_now(getattr(claim, self.attribute))
        if made is None or is_before(made, self.begins, self.case.zone):
            return
        named = claim.cause_category or claim.category
        known = _known_since(self.case, made, claim.entered_at)
        for category in (named,) if isinstance(named, str) else named:
            entry = by_day(made, self.case.zone), made
            insort(self.every[category], entry)
            self.known[category].append(known)
            if is_owed:
                insort(self.owed[category], entry)
        self.in_doubt |= not is_owed

    def weighed(
        self, moment: Moment, asked: Callable[..., tuple[Verdict, Verdict]]
    ) -> tuple[Verdict, Verdict]:
        """
        Return what a defect comes to, whichever of the repairs before it were owed.

        What is covered by those that were owed for certain is covered; beyond it nobody
        knows as far as the others may reach.
        """
        found = asked(**self.before(moment))
        if not self.in_doubt or found[0].evidence.in_cover:
            return found
        sure, most = (
            self.before(moment, sure=which)[self.fact] for which in (True, False)
        )
        doubtful = {one: None for one in most if most[one] != sure.get(one)}
        if not doubtful:
            return found
        return asked(**{self.fact: most, "repair_owed": doubtful})

    def before(self, moment: Moment | None, *, sure: bool = True) -> dict[str, Any]:
        """
        Return the last repair of each category, before a moment if there is one.

        Those of which it is not known whether they were owed count unless *sure*.
        """
        found = {}
        for category, made in (self.owed if sure else self.every).items():
            place = len(made)
            if moment is not None:
                place = bisect_left(made, (by_day(moment, self.case.zone),))
                while place and not is_before(
                    made[place - 1][1], moment, self.case.zone
                ):
                    place -= 1
            if place:
                found[category] = made[place - 1][1]
        return {self.fact: found}


def warranty(case: Judging, rule: WarrantyPolicy) -> Iterator[Verdict]:
    """
    WAR-2.1 to 2.4 and 4a: every cover, and every defect of the period.
    """
    for project in case.rows("project"):
        for verdict in standing(case, project).covers.values():
            yield case.fair(verdict, unknown_repairs(case, rule, project))
    for claim in case.rows("claim"):
        for verdict in standing(case, claim.owner).defects[claim.id]:
            yield case.fair(verdict, unknown_repairs(case, rule, claim.owner))


REPAIR_OWED: Final = Reason("fact_missing", params=(("fact", "repair_owed"),))
"""Nobody knows whether an earlier repair began a cover again."""


def unknown_repairs(case: Judging, rule: WarrantyPolicy, project: Any) -> int:
    """
    Count the unreadable defects whose repair may have begun a period again.
    """
    never = rule.restart is Restart.NEVER
    return 0 if never else case.unreadable(("claim",), project)


# -------------------------------------------------------------- what a defect asks for


def must_repair(case: Judging, claim: Any) -> bool | None:
    """
    Say whether the warranty owes the repair of a defect.
    """
    duty = standing(case, claim.owner).defects[claim.id][1]
    return None if duty.status is Status.UNDETERMINED else duty.status is Status.MET


def must_compensate(case: Judging, claim: Any) -> bool | None:
    """
    Say whether there is a loss to make good.
    """
    return all_of((must_repair(case, claim), claim.loss))


def company_must_join(case: Judging, claim: Any) -> bool | None:
    """
    Say whether the company has to join the repair.
    """
    return all_of((must_repair(case, claim), claim.company_needed))


def must_look(case: Judging, claim: Any) -> bool | None:
    """
    Say whether people are sent; while the cause is not known, they find it out.
    """
    owed = must_repair(case, claim)
    covered = standing(case, claim.owner).defects[claim.id][0]
    return True if owed is None and covered.status is Status.MET else owed


def at_once(case: Judging, claim: Any) -> tuple[Reason, ...]:
    """
    Remark an emergency.
    """
    urgent = claim.emergency and must_look(case, claim) is not False
    return (note("emergency_at_once"),) if urgent else ()


def was_appraised(case: Judging, claim: Any) -> bool:
    """
    Say whether a defect that may have to be repaired was appraised.
    """
    made = case.by_now(claim.appraised_at) is not None
    return made and must_repair(case, claim) is not False


# --------------------------------------------------------------------- the last end


def finite_covers(case: Judging, project: Any) -> dict[str, Verdict]:
    """
    Return the covers of a project that end in a foreseeable time.
    """
    rule: WarrantyPolicy = case.book["warranty"]
    return {
        key: one
        for key, one in standing(case, project).covers.items()
        if rule.case(key).is_finite
        and not (one.evidence.cover is not None and one.evidence.cover.never_ends)
    }


def _last_end(case: Judging, project: Any) -> tuple[Moment | None, bool | None]:
    """
    Return when the last finite cover ends, and whether all ends are known.

    The second is None where one is not; then the first is the last known one. What was
    closed out, or settled, before a cover began again stays so.  # A-36
    """
    return case.once(
        ("last end", project.id),
        lambda: _closed_before(case, project) or _found_end(case, project),
    )


def _before_again(case: Judging, project: Any) -> Judging | None:
    """Return how things stood before a cover last began again; None is that none did."""
    begun = standing(case, project).begun
    last = max((known[-1] for known in begun.values()), default=None)
    return None if last is None else case.as_it_stood(last - dt.timedelta.resolution)


def _closed_before(
    case: Judging, project: Any
) -> tuple[Moment | None, bool | None] | None:
    """Return the last end before a cover began again, if it was closed out by then."""
    then = _before_again(case, project)
    end, known = (None, None) if then is None else _last_end(then, project)
    if then is None or end is None or not known or then.by_now(end) is None:
        return None
    closed = [
        moment
        for moment in (project.closed_out_at, project.close_out_signed_at)
        if then.by_now(moment) is not None and not is_before(moment, end, case.zone)
    ]
    is_settled = then.by_now(project.settled_at) is not None
    return (end, known) if closed or is_settled else None


def _found_end(case: Judging, project: Any) -> tuple[Moment | None, bool | None]:
    """Find when the last finite cover ends."""
    if project.accepted_on is None:
        return None, True
    covers = [one.evidence.cover for one in finite_covers(case, project).values()]
    ends = [None if cover is None else cover.deadline for cover in covers]
    unknown = None in ends or unknown_repairs(case, case.book["warranty"], project)
    unknown = unknown or bool(standing(case, project).longest)
    known = [(end.last_ordinal, end.closes) for end in ends if end is not None]
    last = max(known)[1] if known else None
    if last is None and unknown:
        return project.accepted_on, None
    return last, None if unknown else True


def last_finite_end(case: Judging, project: Any) -> Moment | None:
    """
    Return when the last finite cover ended, if it has.
    """
    return case.by_now(_last_end(case, project)[0])


def all_covers_ended(case: Judging, project: Any) -> bool | None:
    """
    Say whether all covers have ended once the last known one has.
    """
    return _last_end(case, project)[1]


def ends_in_period(case: Judging, project: Any) -> bool:
    """
    Say whether the last finite cover ends in the period, or did until it began again.
    """
    if case.within(_last_end(case, project)[0]):
        return True
    then = _before_again(case, project)
    return then is not None and ends_in_period(then, project)
