"""
Reading the hall's rows: what is usable, and what of it was known.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from attrs import frozen

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import ImpossibleOrderError, RowError
from followup_rules.fields import Flag, Kind, Optional, Words
from followup_rules.ledger import Row, Sifted, Usable, falls_in, sift, usable
from followup_rules.policies.draws import DrawUnit
from followup_rules.rulebooks.service_centre.facts import (
    CallFacts,
    CaseFacts,
    FindingFacts,
    FormFacts,
    RatingFacts,
    RoundFacts,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import is_before, to_utc, zone_of
from followup_rules.verdicts import Basis

FINDINGS: Final = ("problem", "opinion", "suggestion")
_YES_NO: Final = Optional(Flag())
_NAME: Final = Optional(Words())
_NAMES: Final = Optional(Kind((tuple, list, set, frozenset)))


@frozen(kw_only=True)
class Rows:
    """
    Everything a host handed in, as it came; each kind of rows is read once.
    """

    cases: Iterable[CaseFacts]
    rounds: Iterable[RoundFacts]
    calls: Iterable[CallFacts]
    forms: Iterable[FormFacts]
    ratings: Iterable[RatingFacts]
    findings: Iterable[FindingFacts]
    windows: tuple[str, ...] | None


@frozen(kw_only=True)
class Hall:
    """
    The hall's usable rows, as far as they were known.
    """

    rules: Rulebook
    basis: Basis
    now: dt.datetime
    zone: dt.tzinfo
    period: Period | None
    calendar: WorkCalendar | None
    windows: tuple[str, ...]
    cases: Sifted[CaseFacts]
    rounds: Sifted[RoundFacts]
    calls: Sifted[CallFacts]
    forms: Sifted[FormFacts]
    ratings: Sifted[RatingFacts]
    findings: Sifted[FindingFacts]
    errors: tuple[RowError, ...]

    @property
    def phone_zone(self) -> str:
        """
        The name of the zone in which days begin and end.
        """
        return str(self.rules["phone_draw"].zone)

    @property
    def parts(self) -> tuple[Sifted[Any], ...]:
        """
        All kinds of rows.
        """
        return (
            self.cases,
            self.rounds,
            self.calls,
            self.forms,
            self.ratings,
            self.findings,
        )

    @property
    def left_out(self) -> dict[str, int]:
        """
        How many rows were left out, by reason.
        """
        return {
            "later_facts": sum(part.later for part in self.parts),
            "outside_period": sum(part.outside for part in self.parts),
        }

    def case(self, case_id: str) -> CaseFacts:
        """
        Return a case that a usable call names.
        """
        return self._by_id[case_id]

    @cached_property
    def _by_id(self) -> dict[str, CaseFacts]:
        """All known cases by id."""
        return {case.id: case for case in self.cases.known}

    def calls_of(self, round_id: str) -> tuple[CallFacts, ...]:
        """
        Return the calls of a round, in the order in which they were made.
        """
        return tuple(call for call in self.calls.known if call.round_id == round_id)

    def forms_of(self, round_id: str, week: Period) -> tuple[FormFacts, ...]:
        """
        Return the forms of a round; one that names no round is that of its week.
        """
        return tuple(
            form
            for form in self.forms.known
            if form.round_id == round_id
            or (form.round_id is None and falls_in(form.issued_at, week, self.zone))
        )


def read_hall(
    rows: Rows,
    *,
    rules: Rulebook,
    basis: Basis,
    now: dt.datetime,
    period: Period | None,
    calendar: WorkCalendar | None,
) -> Hall:
    """
    Check every row by itself and against the rows it names, and sift them.
    """
    zone = zone_of(rules["phone_draw"].zone)
    good = _read(rows, rules, zone)
    cases, rounds, calls, forms, ratings, findings = good

    def sifted(part: Usable[Any], when: str) -> Sifted[Any]:
        ordered = sorted(part.rows, key=lambda row: _sort_key(getattr(row, when)))
        return sift(
            ordered,
            lambda row: getattr(row, when),
            now=now,
            period=period,
            zone=zone,
        )

    named = {row.window for part in (cases, forms, ratings) for row in part.rows}
    return Hall(
        rules=rules,
        basis=basis,
        now=now,
        zone=zone,
        period=period,
        calendar=calendar,
        windows=rows.windows or tuple(sorted(named)),
        cases=sifted(cases, "accepted_at"),
        rounds=sifted(rounds, "drawn_at"),
        calls=sifted(calls, "called_at"),
        forms=sifted(forms, "issued_at"),
        ratings=sifted(ratings, "rated_at"),
        findings=sifted(findings, "recorded_at"),
        errors=tuple(error for part in good for error in part.errors),
    )


def _sort_key(moment: dt.date) -> tuple[int, dt.datetime | None]:
    """Order days and instants; a day comes before the instants of its day."""
    if isinstance(moment, dt.datetime):
        return moment.toordinal(), to_utc(moment)
    return moment.toordinal(), dt.datetime.min.replace(tzinfo=dt.UTC)


def _read(
    rows: Rows, rules: Rulebook, zone: dt.tzinfo
) -> tuple[
    Usable[CaseFacts],
    Usable[RoundFacts],
    Usable[CallFacts],
    Usable[FormFacts],
    Usable[RatingFacts],
    Usable[FindingFacts],
]:
    """Check every row."""

    def window(row: Row) -> None:
        if rows.windows is None:
            row.holds("window", Words())
        else:
            row.one_of("window", rows.windows)

    def check_case(row: Row) -> None:
        window(row)
        row.moments_after("accepted_at", "completed_at", zone=zone)
        one_ticket = rules["phone_draw"].unit is DrawUnit.PERSON
        row.holds("applicant", Words() if one_ticket else _NAME)
        row.holds("applicant_kind", _NAME)

    def check_form(row: Row) -> None:
        window(row)
        _check_form(row, rules, rounds_by_id)

    def check_rating(row: Row) -> None:
        window(row)
        row.moment("rated_at")
        row.check("counts", lambda: _graded(rules, row.source.counts))

    def check_finding(row: Row) -> None:
        window(row)
        row.one_of("kind", FINDINGS)
        row.holds("needs_feedback", _YES_NO)
        later = ("applicant_told_at", "section_told_at", "rectified_at")
        row.moments_after("recorded_at", *later, zone=zone)

    cases = usable("case", rows.cases, check_case)
    case_ids = dict.fromkeys(case.id for case in cases.rows)
    rounds = usable("round", rows.rounds, lambda row: _check_round(row, rules, zone))
    rounds_by_id = {entry.id: entry for entry in rounds.rows}

    def check_call(row: Row) -> None:
        row.one_of("case_id", case_ids)
        _check_call(row, rules, rounds_by_id, zone)

    return (
        cases,
        rounds,
        usable("call", rows.calls, check_call),
        usable("form", rows.forms, check_form),
        usable("rating", rows.ratings, check_rating),
        usable("finding", rows.findings, check_finding),
    )


def _graded(rules: Rulebook, counts: Mapping[str, int]) -> None:
    """Refuse grades and counts that the score cannot take."""
    rules["window_score"].score(counts, evaluator=None)


def _check_round(row: Row, rules: Rulebook, zone: dt.tzinfo) -> None:
    """Check a round, and the order of its facts."""
    row.instant("drawn_at")
    row.holds("receipt", Optional(Kind((Mapping,))))
    row.holds("excluded", Kind((Mapping,)))
    for entry in row.source.excluded.items():
        _check_words(row, "excluded", entry)
    _check_names(row, "organisers")
    _check_names(row, "form_topics")
    row.holds("form_grades", _NAMES)
    scale = rules["window_score"].scale
    row.check(
        "form_grades",
        lambda: [scale.read(word) for word in row.source.form_grades or ()],
    )
    row.holds("forms_summarised", _YES_NO)
    row.holds("opinions", Optional(Kind((Mapping,))))
    if row.source.opinions is not None:
        row.check(
            "opinions", lambda: rules["opinions_summary"].missing(row.source.opinions)
        )
    row.moments_after("drawn_at", "statistics_at", "closed_at", zone=zone)
    row.moments_after("drawn_at", "website_at", "notice_board_at", zone=zone)


def _check_call(
    row: Row, rules: Rulebook, rounds: Mapping[str, RoundFacts], zone: dt.tzinfo
) -> None:
    """Check a call, and that it followed its draw."""
    held = rounds[row.one_of("round_id", rounds)]
    row.instant("called_at")
    called = row.source.called_at
    if is_before(called, held.drawn_at, zone):
        wrong = ImpossibleOrderError("drawn_at", held.drawn_at, "called_at", called)
        raise row.error("called_at", called, str(wrong))
    row.holds("reached", _YES_NO)
    row.holds("reason", _NAME)
    _check_names(row, "callers")
    row.holds("recorded", _YES_NO)
    row.check("asked", lambda: rules["topics"].missing(row.source.asked))
    _check_answers(row, rules, none=row.source.reached is False)


def _check_form(row: Row, rules: Rulebook, rounds: Mapping[str, RoundFacts]) -> None:
    """Check a feedback form."""
    if row.get("round_id") is not None:
        row.one_of("round_id", rounds)
    row.moment("issued_at")
    _check_names(row, "organisers")
    row.holds("returned", Flag())
    row.holds("filled_on_site", _YES_NO)
    row.holds("followed_up_on_site", _YES_NO)
    _check_answers(row, rules, none=not row.source.returned)


def _check_answers(row: Row, rules: Rulebook, *, none: bool) -> None:
    """Check that the answers are topics and grades, where there can be any."""
    answers = row.get("answers")
    row.check("answers", lambda: rules["window_score"].score([answers]))
    if none and answered(answers):
        problem = (
            "nobody was reached, or the form did not come back; allowed: no grades"
        )
        raise row.error("answers", answers, problem)


def answered(answers: Mapping[str, str | None]) -> bool:
    """
    Say whether any topic was graded.
    """
    return any(grade is not None for grade in answers.values())


def _check_names(row: Row, field: str) -> None:
    """Refuse what is no collection of names; None is unknown."""
    _check_words(row, field, row.holds(field, _NAMES) or ())


def _check_words(row: Row, field: str, entries: Iterable[object]) -> None:
    """Refuse an entry that is no text."""
    for entry in entries:
        if not Words().accepts(entry):
            problem = f"an entry cannot be {entry!r}; allowed: {Words().allowed}"
            raise row.error(field, entry, problem)
