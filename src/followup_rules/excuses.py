"""
Lawfully let off: an exemption, a refusal, a way out that the text gives.

What is owed and not held against anybody is `EXCUSED`, and never looks like what was
done or like what was never owed. A regulation says its ways out beside its feeds; a host
that asks one rule alone says them of the verdict, with `let_off`.
"""

import datetime as dt
from typing import Any, Final

from attrs import evolve

from followup_rules.clauses import Clause, Text
from followup_rules.errors import ImpossibleOrderError, InvalidFieldError
from followup_rules.fields import Words
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.reasons import STATUS_OF
from followup_rules.timing.counting import Deadline
from followup_rules.timing.moments import (
    UTC,
    Moment,
    is_before,
    local_ordinal,
    zone_of,
)
from followup_rules.verdicts import (
    AGAINST,
    Reason,
    Status,
    Verdict,
    decides,
    note,
)

_STANDS: Final = frozenset({Status.MET, Status.NOT_APPLICABLE, Status.EXCUSED})
"""What was done, was never owed, or is excused already needs no way out."""


@frozen(kw_only=True)
class Excuse:
    """
    Why an obligation is not held against anybody.

    Attributes:
        reason: The stable name of the way out, such as `refused`.
        name: The way out in words.
        clause: The id of the clause that lets off.
        by: Who allowed it; None where nobody has to, or it is not recorded.
        at: When it came; None where that is not recorded.
        whenever: Whether the text lets off what was overdue already.
        until: When it ended, from when on what falls due is owed again; None is that
            it has not.
        may_end: Whether it can end, so that nothing is let off before it is due.
    """

    reason: str
    name: Text
    clause: str
    by: str | None = None
    at: Moment | None = None
    whenever: bool = False
    until: Moment | None = None
    may_end: bool = False

    def _said(self) -> dict[str, Any]:
        """Return what every sentence about it names."""
        return {"way": self.reason, "named": self.name, "under": self.clause}

    def _remarks(self) -> tuple[Reason, ...]:
        """Say who allowed it, and since when it is so, as far as that is known."""
        by = () if self.by is None else (note("let_off_by", by=self.by),)
        at = () if self.at is None else (note("let_off_since", at=self.at),)
        until = () if self.until is None else (note("let_off_until", until=self.until),)
        return (*by, *at, *until)

    def on(self, verdict: Verdict) -> Verdict:
        """
        Return a verdict on which the way out holds.

        One that came after the bound is named and changes nothing, unless the text
        lets off what was overdue, and it was not done before; one of which nobody knows
        when it came accuses nobody. One that can end lets off what falls due while it
        lasts: what is not due yet is only said to be let off so far.
        """
        if verdict.status in _STANDS:
            return verdict
        if self._is_late(verdict):
            return self._afterwards(verdict)
        if self._has_ended(verdict):
            return verdict.with_notes(
                note("let_off_ended", **self._said(), until=self.until)
            )
        if self.may_end and not _is_due(verdict):
            return verdict.with_notes(note("let_off_so_far", **self._said()))
        if self.at is None and _is_bounded(verdict):
            return self._undated(verdict)
        if _bound(verdict) is None and _is_unknown(verdict) and not self.whenever:
            return verdict
        return self._turned(verdict, "let_off", *self._remarks())

    def _is_late(self, verdict: Verdict) -> bool:
        """Say whether it came after the bound of a verdict."""
        bound = _bound(verdict)
        if self.at is None or bound is None:
            return False
        return not _in_time(self.at, bound)

    def lasts_at(self, bound: Deadline) -> bool:
        """
        Say whether it came by a bound, and had not ended then.
        """
        came = self.at is None or _in_time(self.at, bound)
        return came and (self.until is None or not _in_time(self.until, bound))

    def ended_before(self, end: dt.datetime | None, zone: dt.tzinfo) -> bool:
        """
        Say whether it was over before a population was settled; None is now.
        """
        if self.until is None:
            return False
        return end is None or is_before(self.until, end, zone)

    def _has_ended(self, verdict: Verdict) -> bool:
        """Say whether it ended by the bound of a verdict, or ended where there is none."""
        bound = _bound(verdict)
        if self.until is None:
            return False
        return bound is None or _in_time(self.until, bound)

    def _afterwards(self, verdict: Verdict) -> Verdict:
        """Return a verdict of which the bound had passed when the way out came."""
        bound = _bound(verdict)
        if self.whenever and not self._came_after_all(verdict):
            remarks = self._remarks()
            return self._turned(verdict, "let_off_afterwards", *remarks, bound=bound)
        late = note("let_off_too_late", **self._said(), at=self.at, bound=bound)
        return verdict.with_notes(late)

    def _came_after_all(self, verdict: Verdict) -> bool:
        """Say whether it was done, late, before the way out came."""
        done = getattr(verdict.evidence, "done", None)
        if not isinstance(done, dt.date) or self.at is None:
            return False
        return is_before(done, self.at, zone_of(verdict.evidence.deadline.zone))

    def _undated(self, verdict: Verdict) -> Verdict:
        """Return a verdict with a bound, where nobody knows when the way out came."""
        against = verdict.status in AGAINST
        if self.whenever:
            code = "let_off_whenever" if against else "let_off"
            return self._turned(verdict, code, *self._remarks())
        return self._turned(verdict, "let_off_undated") if against else verdict

    def after_breach(self, verdict: Verdict) -> Verdict:
        """
        Return a verdict of which something was broken when the way out came.
        """
        if verdict.status in _STANDS:
            return verdict
        return verdict.with_notes(
            note("let_off_after_breach", **self._said(), at=self.at)
        )

    def perhaps_on(self, verdict: Verdict) -> Verdict:
        """
        Return a verdict of which it is not known whether the way out holds.

        Nothing is held against anybody that it might let off.
        """
        too_late = self._is_late(verdict) and not self.whenever
        if verdict.status not in AGAINST or too_late or self._has_ended(verdict):
            return verdict
        return self._turned(verdict, "let_off_unknown")

    def _turned(
        self, verdict: Verdict, code: str, *remarks: Reason, **more: Any
    ) -> Verdict:
        """Return a verdict that the way out decides, with the remarks it had."""
        reason = decides(code, **self._said(), **more)
        return evolve(verdict, reasons=(reason, *remarks, *verdict.notes))


def let_off(
    verdict: Verdict,
    *,
    clause: Clause | str,
    reason: str,
    name: Text | None = None,
    by: str | None = None,
    at: Moment | None = None,
    whenever: bool = False,
    until: Moment | None = None,
) -> Verdict:
    """
    Return a verdict with the way out that holds of it.

    What was met, or is not owed, stays as it is. What is owed is `EXCUSED`, unless the
    way out came after its bound: then it is named, and lets off only *whenever* the
    text says so. The receipt of the verdict holds it.

    >>> from followup_rules.rulebooks import repair
    >>> day = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    >>> late = dt.datetime(2026, 3, 9, tzinfo=dt.UTC)
    >>> verdict = repair.VISIT_DEADLINE.assess(day, category="leak", as_of=late)
    >>> flood = let_off(
    ...     verdict,
    ...     clause="HOUSE-7",
    ...     reason="force_majeure",
    ...     by="office",
    ...     at=dt.date(2026, 3, 4),
    ... )
    >>> verdict.status.name, flood.status.name, flood.is_violation
    ('BREACHED', 'EXCUSED', False)
    >>> excuse_of(flood).clause
    'HOUSE-7'

    Args:
        verdict: The answer of a rule, of whatever kind.
        clause: The clause that lets off, or its id.
        reason: The stable name of the way out, such as `force_majeure`.
        name: The same in words; None are those that the regulation or the library has
            for the name.
        by: Who allowed it, as sentences know the party or as a name.
        at: When it came; None is the moment of judgement. What is not so yet at the
            moment of judgement changes nothing, and is remarked.
        whenever: Whether the text lets off what was overdue already; what was done
            late before that stays late.
        until: When it ended, from when on what falls due is owed again; None is that
            it never does.

    Raises:
        InvalidFieldError: If a name is no name, *name* no `Text`, *clause* no clause, or
            *until* stands beside *whenever*.
        ImpossibleOrderError: If *until* lies before *at*.
        NaiveTimeError, NotADayError: If *at* is unusable.
    """
    check_kind("verdict", verdict, Verdict, "a Verdict")
    check_kind("whenever", whenever, bool, "True or False")
    check_kind("name", name, (Text, type(None)), "a Text, or None")
    under = clause.id if isinstance(clause, Clause) else clause
    for field, told in (("clause", under), ("reason", reason), ("by", by)):
        if told is not None and not Words().accepts(told):
            raise InvalidFieldError(field, told, Words().allowed)
    as_of = verdict.basis.as_of
    if until is not None and whenever:
        raise InvalidFieldError(
            "until", until, "None beside whenever, which nothing ends"
        )
    if until is not None and at is not None and is_before(until, at, _home(verdict)):
        raise ImpossibleOrderError("at", at, "until", until)
    if at is not None and _lies_ahead(at, verdict):
        return verdict.with_notes(note("later_fact"))
    excuse = Excuse(
        reason=reason,
        name=_in_words(reason, verdict) if name is None else name,
        clause=under,
        by=by,
        at=as_of if at is None else at,
        whenever=whenever,
        until=until,
        may_end=until is not None,
    )
    return excuse.on(verdict)


def excuse_of(verdict: Verdict) -> Excuse | None:
    """
    Return why a verdict is excused; None where it is not.

    Its `whenever` says whether it had to let off what was overdue already.
    """
    check_kind("verdict", verdict, Verdict, "a Verdict")
    if verdict.status is not Status.EXCUSED:
        return None
    said = dict(verdict.reason.params)
    told = {one.code: dict(one.params) for one in verdict.notes}
    return Excuse(
        reason=said["way"],
        name=said["named"],
        clause=said["under"],
        by=told.get("let_off_by", {}).get("by"),
        at=told.get("let_off_since", {}).get("at"),
        whenever=verdict.reason.code in _AFTERWARDS,
        until=(until := told.get("let_off_until", {}).get("until")),
        may_end=until is not None,
    )


_AFTERWARDS: Final = frozenset({"let_off_afterwards", "let_off_whenever"})


# ----------------------------------------------------------------------- the bound


def _bound(verdict: Verdict) -> Deadline | None:
    """Return the bound that a verdict judges by; None where there is none."""
    bound: Deadline | None = getattr(verdict.evidence, "deadline", None)
    return bound


def _is_due(verdict: Verdict) -> bool:
    """Say whether the bound of a verdict is known, and had passed when it was judged."""
    bound, as_of = _bound(verdict), verdict.basis.as_of
    return bound is not None and (as_of is None or not bound.met_by(as_of))


def _is_bounded(verdict: Verdict) -> bool:
    """Say whether a verdict has a bound, or may have one that is not known."""
    if _bound(verdict) is not None or _is_unknown(verdict):
        return True
    return verdict.status is Status.PENDING and hasattr(verdict.evidence, "deadline")


def _is_unknown(verdict: Verdict) -> bool:
    """Say whether a verdict wants a fact, by which its bound may be known."""
    unknown = verdict.status is Status.UNDETERMINED
    return unknown and hasattr(verdict.evidence, "deadline")


def _in_time(at: Moment, bound: Deadline) -> bool:
    """Say whether something came by a bound; a day that may have been, was."""
    if bound.closes_included and not isinstance(at, dt.datetime):
        return not is_before(bound.last_day, at, zone_of(bound.zone))
    return bound.met_by(at)


def _lies_ahead(at: Moment, verdict: Verdict) -> bool:
    """Say whether something is not so yet at the moment of judgement."""
    as_of, zone = verdict.basis.as_of, _home(verdict)
    local_ordinal(at, zone, "at")
    return as_of is not None and is_before(as_of, at, zone)


def _home(verdict: Verdict) -> dt.tzinfo:
    """Return where the days of a verdict begin."""
    bound, as_of = _bound(verdict), verdict.basis.as_of
    home = UTC if as_of is None or as_of.tzinfo is None else as_of.tzinfo
    return home if bound is None else zone_of(bound.zone)


def _in_words(reason: str, verdict: Verdict) -> Text:
    """Return the words for a way out in the languages of the library."""
    from followup_rules.wording import term  # noqa: PLC0415 - loaded when asked

    words = verdict.clause.words
    return Text(term(reason, "en", words), term(reason, "zh", words))


# ---------------------------------------------------------------------- replaying


def turned_again(verdict: Verdict, reason: Reason) -> Verdict:
    """
    Return what a rule gives today, turned as it was when a receipt was written.
    """
    unknown = STATUS_OF[reason.code] is Status.UNDETERMINED
    turns = verdict.status in AGAINST if unknown else verdict.status not in _STANDS
    return evolve(verdict, reasons=(reason, *verdict.notes)) if turns else verdict
