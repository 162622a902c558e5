"""
The estate office's rules, clause by clause.
"""

import datetime as dt
import json
from fractions import Fraction
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules.books.inside import cited_clauses
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Force
from followup_rules.errors import (
    ImpossibleOrderError,
    InvalidFieldError,
    NaiveTimeError,
)
from followup_rules.policies.cadence import coverage
from followup_rules.reports import Report
from followup_rules.rulebooks import community as sc
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import Period, month, quarter, year
from followup_rules.verdicts import Status, Subject, Verdict

Y25 = year(2025)


def at(
    year_no: int, month_no: int, day: int, hour: int = 0, minute: int = 0, sec: int = 0
) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.datetime(
        year_no, month_no, day, hour, minute, sec, tz="Asia/Shanghai"
    )


END = at(2026, 1, 1)


def estate(**fields: Any) -> sc.Estate:
    """Return an estate in good order, with changes."""
    return sc.Estate(
        **{
            "id": "garden",
            "households": 500,
            "posts": (
                sc.Post(id="d1", role="management_director", visits_in_duties=True),
            ),
            "areas": (sc.Area(id="east", officers=("o1",)),),
            "complaint_box": True,
            "complaint_phone": True,
            "designees": ("clerk",),
            **fields,
        }
    )


def judge(
    home: sc.Estate | None = None,
    *,
    as_of: dt.datetime = END,
    period: Period = Y25,
    rules: Rulebook = sc.RULES,
    **ledgers: Any,
) -> Report:
    """Judge a ledger."""
    return sc.assess(
        home or estate(), as_of=as_of, period=period, rules=rules, **ledgers
    )


def one(report: Report, rule: str, **filters: Any) -> Verdict:
    """Return the only verdict of a rule."""
    (verdict,) = report.where(rule=rule, **filters)
    return verdict


def visit(number: str = "v1", **fields: Any) -> sc.Visit:
    """Return an officer's recorded call on his area."""
    return sc.Visit(
        **{
            "id": number,
            "visited_at": at(2025, 3, 5, 10),
            "role": "property_officer",
            "visitor": "o1",
            "area": "east",
            "recorded": True,
            **fields,
        }
    )


def matter(number: str = "m1", **fields: Any) -> sc.Matter:
    """Return a matter that was raised on a visit, handled and closed."""
    return sc.Matter(
        **{
            "id": number,
            "kind": "opinion",
            "source": "visit",
            "raised_at": at(2025, 3, 5, 10),
            "answered_on_spot": True,
            "replied_at": at(2025, 3, 5, 10),
            "settled_at": at(2025, 3, 9),
            "own_entry": True,
            "decided": True,
            "major": False,
            "closed_at": at(2025, 3, 10),
            **fields,
        }
    )


def broken(row: Any, **fields: Any) -> Any:
    """Return a row with values that it may not hold."""
    return attrs.evolve(row, **fields)


MEETING = sc.Meeting(id="a", held_at=dt.date(2025, 3, 31))
CALLER = sc.Caller(id="k1", called_at=dt.date(2025, 5, 1), registered=True)


class TestSC_1_1a:  # noqa: N801 - a clause id
    """
    Visiting residents belongs to the written duties of the director and deputies.
    """

    def test_each_holder_is_judged(self) -> None:
        """The director has it, the deputy does not, a clerk need not."""
        home = estate(
            posts=(
                sc.Post(id="d1", role="management_director", visits_in_duties=True),
                sc.Post(id="d2", role="deputy_director", visits_in_duties=False),
                sc.Post(id="d3", role="deputy_director", visits_in_duties=None),
                sc.Post(id="c1", role="cleaner", visits_in_duties=False),
            )
        )
        found = judge(home).where(rule="job_duties")
        assert {v.subject.id: v.status for v in found if v.subject} == {
            "d1": Status.MET,
            "d2": Status.BREACHED,
            "d3": Status.UNDETERMINED,
        }

    def test_nobody_named(self) -> None:
        """Without any holder the duty is unknown, not fulfilled."""
        verdict = one(judge(estate(posts=())), "job_duties")
        assert verdict.status is Status.UNDETERMINED


class TestSC_1_1b:  # noqa: N801 - a clause id
    """
    Each year's work plan and each year's appraisal deal with the visits.
    """

    def paper(self, kind: str, *, covers: bool | None, **fields: Any) -> sc.Paper:
        """Return a yearly paper of 2025."""
        given = {"id": f"{kind}-1", "year": 2025, "issued_at": dt.date(2026, 1, 9)}
        return sc.Paper(**{"kind": kind, "covers_visits": covers, **given, **fields})

    def test_an_appraisal_of_the_year_written_in_january(self) -> None:
        """It belongs to the year it is about."""
        report = judge(
            papers=[self.paper("appraisal", covers=True)], as_of=at(2026, 2, 1)
        )
        assert one(report, "yearly_appraisal").status is Status.MET
        assert one(report, "yearly_plan").status is Status.OPEN
        assert one(report, "yearly_paper").status is Status.MET

    def test_pending_while_the_year_runs_and_open_after(self) -> None:
        """The text sets no limit after the year."""
        assert (
            one(judge(as_of=at(2025, 12, 31, 23)), "yearly_plan").status
            is Status.PENDING
        )
        assert one(judge(as_of=END), "yearly_plan").status is Status.OPEN

    def test_a_limit_of_the_host(self) -> None:
        """With 31 days after the year an appraisal on 1 February is late."""
        rule = attrs.evolve(sc.YEARLY_APPRAISAL, limit=Days(31))
        rules = sc.RULES.replace("yearly_appraisal", rule)
        papers = [self.paper("appraisal", covers=True, issued_at=dt.date(2026, 2, 1))]
        verdict = one(
            judge(papers=papers, as_of=at(2026, 3, 1), rules=rules), "yearly_appraisal"
        )
        assert (verdict.status, verdict.force) == (Status.LATE, Force.CONFIGURED)

    def test_a_paper_without_the_visits_is_a_breach(self) -> None:
        """The plan was issued and says nothing of them; a later plan mends it."""
        bad = self.paper("plan", covers=False, issued_at=dt.date(2025, 1, 5))
        good = self.paper(
            "plan", covers=True, id="plan-2", issued_at=dt.date(2025, 1, 20)
        )
        assert one(judge(papers=[bad]), "yearly_paper").status is Status.BREACHED
        mended = judge(papers=[good, bad])
        assert one(mended, "yearly_paper").status is Status.MET
        assert one(mended, "yearly_plan").status is Status.MET

    def test_what_is_not_known(self) -> None:
        """An unknown content and an unknown year leave the year unknown."""
        unknown = self.paper("plan", covers=None, issued_at=dt.date(2025, 1, 5))
        report = judge(papers=[unknown])
        assert one(report, "yearly_plan").status is Status.UNDETERMINED
        assert one(report, "yearly_paper").status is Status.UNDETERMINED
        no_year = self.paper(
            "plan", covers=True, year=None, issued_at=dt.date(2025, 1, 5)
        )
        report = judge(papers=[no_year])
        assert one(report, "yearly_plan").reason["fact"] == "period_covered"

    def test_by_the_date_of_the_paper(self) -> None:
        """Under the other reading a January appraisal is of the new year."""
        rules = sc.RULES.choose("A-69", "YEAR_IT_IS_WRITTEN")
        report = judge(
            papers=[self.paper("appraisal", covers=True)],
            as_of=at(2026, 2, 1),
            rules=rules,
        )
        assert one(report, "yearly_appraisal").status is Status.BREACHED


class TestSC_1_2b:  # noqa: N801 - a clause id
    """
    Each visit is recorded.
    """

    @pytest.mark.parametrize(
        ("recorded", "closed", "status"),
        [
            (True, True, Status.MET),
            (False, True, Status.BREACHED),
            (False, False, Status.OPEN),
            (None, True, Status.UNDETERMINED),
        ],
    )
    def test_record(
        self,
        recorded: bool | None,  # noqa: FBT001 - a fact
        closed: bool,  # noqa: FBT001 - a fact
        status: Status,
    ) -> None:
        """Open until the visit's file is closed, then a breach."""
        report = judge(visits=[visit(recorded=recorded, closed=closed)])
        verdict = one(report, "visit_record")
        assert verdict.status is status
        assert verdict.owed_by == "visitor"

    def test_at_once(self) -> None:
        """Under the other reading a missing record is a breach at once."""
        rules = sc.RULES.choose("A-68", "AT_ONCE")
        report = judge(visits=[visit(recorded=False, closed=False)], rules=rules)
        assert one(report, "visit_record").status is Status.BREACHED


class TestSC_1_3:  # noqa: N801 - a clause id
    """
    Who gets no answer on the spot is told when it will come, and it comes by then.
    """

    def answer(self, **fields: Any) -> Verdict:
        """Judge one matter raised on a visit at 10:00 on 5 March."""
        facts = {
            "answered_on_spot": False,
            "settled_at": None,
            "closed_at": None,
            **fields,
        }
        as_of = facts.pop("as_of", END)
        return one(judge(matters=[matter(**facts)], as_of=as_of), "appointed_reply")

    def test_answered_there_and_then(self) -> None:
        """Nothing further is owed."""
        verdict = self.answer(answered_on_spot=True)
        assert verdict.status is Status.NOT_APPLICABLE
        assert verdict.explain() == (
            "SC-1.3 does not apply to the answer to the resident in this case."
        )
        assert verdict.explain("zh") == "本件对住户的答复不适用SC-1.3。"

    def test_a_day_runs_to_midnight(self) -> None:
        """Appointed for 7 March: 23:59:59 is in time, midnight is late."""
        appointed = dt.date(2025, 3, 7)
        in_time = self.answer(
            appointed=appointed, replied_at=at(2025, 3, 7, 23, 59, 59)
        )
        late = self.answer(appointed=appointed, replied_at=at(2025, 3, 8))
        assert (in_time.status, late.status) == (Status.MET, Status.LATE)

    def test_an_hour_is_that_instant(self) -> None:
        """Appointed for 15:00: 15:00 is in time, a second later is late."""
        appointed = at(2025, 3, 7, 15)
        in_time = self.answer(appointed=appointed, replied_at=appointed)
        late = self.answer(appointed=appointed, replied_at=at(2025, 3, 7, 15, 0, 1))
        assert (in_time.status, late.status) == (Status.MET, Status.LATE)

    def test_no_reply(self) -> None:
        """Pending up to the appointment, a breach after it."""
        appointed = at(2025, 3, 7, 15)
        facts = {"appointed": appointed, "replied_at": None}
        assert self.answer(**facts, as_of=appointed).status is Status.PENDING
        after = self.answer(**facts, as_of=at(2025, 3, 7, 15, 0, 1))
        assert after.status is Status.BREACHED

    def test_no_appointment_stands_as_a_breach(self) -> None:
        """Even where the answer came the next day."""
        verdict = self.answer(appointed=None, replied_at=at(2025, 3, 6))
        assert (verdict.status, verdict.reason.code) == (
            Status.BREACHED,
            "no_appointment",
        )

    def test_unknown_whether_answered(self) -> None:
        """The fact is named."""
        assert self.answer(answered_on_spot=None).status is Status.UNDETERMINED

    def test_other_channels_owe_no_appointment(self) -> None:
        """The clause speaks of visits."""
        report = judge(matters=[matter(source="meeting")])
        assert not [v for v in report if v.rule == "appointed_reply"]


class TestSC_1_4a:  # noqa: N801 - a clause id
    """
    What residents raise is listed item by item, studied and settled promptly.
    """

    def test_listed_and_decided(self) -> None:
        """Both are there."""
        assert one(judge(matters=[matter()]), "matter_register").status is Status.MET

    def test_not_listed(self) -> None:
        """Open while the matter is, a breach once it is closed."""
        running = judge(matters=[matter(own_entry=False, closed_at=None)])
        closed = judge(matters=[matter(own_entry=False)])
        assert one(running, "matter_register").status is Status.OPEN
        verdict = one(closed, "matter_register")
        assert (verdict.status, verdict.missing) == (Status.BREACHED, ("own_entry",))

    def test_settlement_has_no_limit(self) -> None:
        """297 days later it is open, not late."""
        report = judge(
            matters=[matter(settled_at=None, closed_at=None, replied_at=None)]
        )
        verdict = one(report, "settlement")
        assert verdict.status is Status.OPEN
        # 26 of March, 30+31+30+31+31+30+31+30+31 to the end of December, 1 January.
        assert verdict.evidence.elapsed_days == 26 + 275 + 1

    def test_a_limit_of_the_host(self) -> None:
        """Three working days after Wednesday 5 March end on Monday the 10th."""
        rule = attrs.evolve(sc.SETTLEMENT, limit=WorkingDays(3))
        rules = sc.RULES.replace("settlement", rule)
        late = matter(settled_at=at(2025, 3, 11), closed_at=None)
        report = judge(matters=[late], rules=rules, calendar=china())
        verdict = one(report, "settlement")
        assert verdict.deadline.last_day == dt.date(2025, 3, 10)
        assert (verdict.status, verdict.force) == (Status.LATE, Force.CONFIGURED)


class TestSC_1_4b:  # noqa: N801 - a clause id
    """
    A major matter is put to the company for instructions.
    """

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"major": False}, Status.NOT_APPLICABLE),
            ({"major": None}, Status.UNDETERMINED),
            ({"major": True, "escalated_at": dt.date(2025, 3, 6)}, Status.MET),
            ({"major": True}, Status.BREACHED),
            ({"major": True, "closed_at": None}, Status.OPEN),
        ],
    )
    def test_escalation(self, facts: dict[str, Any], status: Status) -> None:
        """Only flagged matters; open until the matter is closed."""
        report = judge(matters=[matter(**facts)])
        assert one(report, "escalation").status is status

    def test_not_before_it_was_raised(self) -> None:
        """What nobody has raised yet cannot have been put to the company."""
        with pytest.raises(ImpossibleOrderError):
            sc.ESCALATION.assess(
                {"escalate": at(2025, 3, 1)},
                trigger=at(2025, 3, 5),
                conditions={"major": True},
                as_of=END,
            )


class TestSC_1_4c:  # noqa: N801 - a clause id
    """
    Every matter has an outcome and gets an answer.
    """

    def test_both(self) -> None:
        """Outcome and answer are there."""
        report = judge(matters=[matter()])
        assert one(report, "outcome_and_reply").status is Status.MET

    def test_an_answer_on_the_spot_is_an_answer(self) -> None:
        """It needs no second time, neither here nor in the handling rate."""
        report = judge(matters=[matter(replied_at=None)])
        assert one(report, "outcome_and_reply").status is Status.MET
        assert one(report, "handling_rate").status is Status.MET
        later = judge(matters=[matter(replied_at=None, answered_on_spot=False)])
        assert one(later, "outcome_and_reply").missing == ("reply",)

    @pytest.mark.parametrize(
        ("source", "status"),
        [("visit", Status.UNDETERMINED), ("complaint_box", Status.BREACHED)],
    )
    def test_unknown_whether_answered_on_the_spot(
        self, source: str, status: Status
    ) -> None:
        """On a visit it may have been; what lies in a box is answered later."""
        silent = matter(replied_at=None, answered_on_spot=None, source=source)
        verdict = one(judge(matters=[silent]), "outcome_and_reply")
        assert verdict.status is status

    def test_what_came_after_the_close(self) -> None:
        """An outcome after the matter was closed is late; the day itself is left."""
        closed = dt.date(2025, 3, 10)
        late = matter(closed_at=closed, settled_at=at(2025, 3, 15))
        then = [at(2025, 3, 10, 23), at(2025, 3, 11), at(2025, 3, 20)]
        found = [one(judge(matters=[late], as_of=m), "outcome_and_reply") for m in then]
        assert [v.status.name for v in found] == ["OPEN", "BREACHED", "LATE"]
        assert found[2].explain() == (
            "The conclusion of the matter includes everything required, but an outcome "
            "came after the matter was closed (SC-1.4c)."
        )
        assert found[2].explain("zh") == (
            "事项的办理已包含全部应有要素，但办理结果晚于事项办结（SC-1.4c）。"
        )
        on_the_day = matter(closed_at=closed, settled_at=at(2025, 3, 10, 23))
        met = one(judge(matters=[on_the_day]), "outcome_and_reply")
        assert met.status is Status.MET

    def test_an_answer_without_an_outcome(self) -> None:
        """Closed without an outcome is a breach; not closed is open."""
        closed = judge(matters=[matter(settled_at=None)])
        verdict = one(closed, "outcome_and_reply")
        assert (verdict.status, verdict.missing) == (Status.BREACHED, ("outcome",))
        running = judge(matters=[matter(settled_at=None, closed_at=None)])
        assert one(running, "outcome_and_reply").status is Status.OPEN

    def test_as_known_at_the_time(self) -> None:
        """An answer dated after the moment of judgement is not there yet."""
        report = judge(
            matters=[matter(replied_at=at(2025, 3, 8), answered_on_spot=False)],
            as_of=at(2025, 3, 7),
        )
        verdict = one(report, "outcome_and_reply")
        assert verdict.status is Status.OPEN
        assert verdict.missing == ("outcome", "reply")


class TestSC_1_4d:  # noqa: N801 - a clause id
    """
    All matters raised are handled: 100 %.
    """

    def many(self, count: int, handled: int, **fields: Any) -> list[sc.Matter]:
        """Return matters of which the first ones are handled."""
        none = {"settled_at": None, "replied_at": None, "closed_at": None}
        return [
            matter(f"m{n}", **({} if n < handled else {**none, **fields}))
            for n in range(count)
        ]

    @pytest.mark.parametrize(
        ("count", "handled", "status"),
        [
            (40, 40, Status.MET),
            (200, 199, Status.BREACHED),
            (0, 0, Status.NOT_APPLICABLE),
        ],
    )
    def test_a_closed_period(self, count: int, handled: int, status: Status) -> None:
        """Exact: one of two hundred breaks it, and nothing is not all."""
        verdict = one(judge(matters=self.many(count, handled)), "handling_rate")
        assert verdict.status is status
        assert (verdict.evidence.numerator, verdict.evidence.denominator) == (
            handled,
            count,
        )
        if count == 200:
            assert verdict.evidence.value == Fraction(199, 200)
            assert verdict.subject == Subject("rate", "garden", "2025")

    def test_while_the_period_runs(self) -> None:
        """The same 199 of 200 are pending until the year has ended."""
        matters = self.many(200, 199)
        last = judge(matters=matters, as_of=at(2025, 12, 31, 23, 59, 59))
        assert one(last, "handling_rate").status is Status.PENDING
        assert one(judge(matters=matters), "handling_rate").status is Status.BREACHED

    def test_an_appointment_that_still_runs(self) -> None:
        """After the year's end it is pending up to the appointed day, then a breach."""
        matters = self.many(2, 1, appointed=dt.date(2026, 1, 9), answered_on_spot=False)
        in_time = judge(matters=matters, as_of=at(2026, 1, 9, 23))
        after = judge(matters=matters, as_of=at(2026, 1, 10))
        assert one(in_time, "handling_rate").status is Status.PENDING
        assert one(after, "handling_rate").status is Status.BREACHED

    def test_an_appointment_that_has_passed(self) -> None:
        """It is a breach at once, though the year still runs."""
        matters = self.many(2, 1, appointed=dt.date(2025, 3, 9), answered_on_spot=False)
        report = judge(matters=matters, as_of=at(2025, 6, 1))
        assert one(report, "handling_rate").status is Status.BREACHED

    def test_handled_late(self) -> None:
        """What was handled only after the year, or its appointment, is late."""
        after_year = matter(replied_at=at(2026, 1, 2), closed_at=None)
        report = judge(matters=[after_year], as_of=at(2026, 2, 1))
        assert one(report, "handling_rate").status is Status.LATE
        after_appointment = matter(
            answered_on_spot=False,
            appointed=dt.date(2025, 3, 7),
            replied_at=at(2025, 3, 8),
            settled_at=at(2025, 3, 8),
        )
        report = judge(matters=[after_appointment])
        assert one(report, "handling_rate").status is Status.LATE

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({}, Status.UNDETERMINED),
            ({"source": "caller"}, Status.BREACHED),
            ({"settled_at": None}, Status.BREACHED),
            ({"settled_at": at(2026, 1, 2), "closed_at": None}, Status.BREACHED),
        ],
    )
    def test_unknown_whether_answered_on_the_spot(
        self, facts: dict[str, Any], status: Status
    ) -> None:
        """Only what was settled in time, and may have been answered, is not known."""
        silent = matter("m2", replied_at=None, answered_on_spot=None, **facts)
        report = judge(matters=[matter(), silent], as_of=at(2026, 2, 1))
        assert one(report, "handling_rate").status is status

    def test_complaints_only(self) -> None:
        """Under the other reading an unhandled opinion does not count."""
        matters = [
            *self.many(2, 1),
            matter("c1", kind="complaint", source="caller"),
        ]
        rules = sc.RULES.choose("A-20", "COMPLAINTS_ONLY")
        verdict = one(judge(matters=matters, rules=rules), "handling_rate")
        assert (verdict.status, verdict.evidence.denominator) == (Status.MET, 1)

    def test_unusable_rows_are_remarked(self) -> None:
        """A matter that cannot be judged is not counted, and that is said."""
        report = judge(matters=[matter(), matter("m2", kind="wish")])
        verdict = one(report, "handling_rate")
        assert verdict.evidence.denominator == 1
        assert verdict.notes[-1].code == "rows_in_error"


class TestSC_1_4e:  # noqa: N801 - a clause id
    """
    The office strives for complaints of at most 1 % of the households.
    """

    def complaints(self, count: int, **fields: Any) -> list[sc.Matter]:
        """Return complaints of 2025."""
        given = {"kind": "complaint", "source": "caller", **fields}
        return [matter(f"c{n}", **given) for n in range(count)]

    @pytest.mark.parametrize(
        ("count", "status"), [(0, Status.MET), (5, Status.MET), (6, Status.MISSED)]
    )
    def test_one_percent_is_within(self, count: int, status: Status) -> None:
        """5 of 500 are exactly 1 %; 6 miss the target and break nothing."""
        report = judge(matters=self.complaints(count))
        verdict = one(report, "complaint_rate")
        assert verdict.status is status
        assert not verdict.is_violation

    def test_the_year_runs(self) -> None:
        """Nothing is final before the year has ended."""
        report = judge(matters=self.complaints(9), as_of=at(2025, 12, 31))
        assert one(report, "complaint_rate").status is Status.PENDING

    def test_the_whole_calendar_year_counts(self) -> None:
        """A report on one quarter still measures the year."""
        report = judge(matters=self.complaints(6), period=quarter(2025, 4))
        verdict = one(report, "complaint_rate")
        assert verdict.status is Status.MISSED
        assert verdict.subject == Subject("rate", "garden", "2025")
        assert one(report, "handling_rate").status is Status.NOT_APPLICABLE

    def test_other_matters_and_other_years_do_not_count(self) -> None:
        """Only complaints, only of that year."""
        old = self.complaints(9, raised_at=at(2024, 12, 31, 23, 59))
        report = judge(matters=[*old, matter()])
        assert one(report, "complaint_rate").evidence.numerator == 0

    def test_excluding_the_bound(self) -> None:
        """Under the strict reading 5 of 500 miss it."""
        rules = sc.RULES.choose("A-18", "EXCLUDED")
        report = judge(matters=self.complaints(5), rules=rules)
        assert one(report, "complaint_rate").status is Status.MISSED

    def test_upheld_only(self) -> None:
        """Under that reading only justified ones count, and unknown ones may."""
        rules = sc.RULES.choose("A-19a", "UPHELD_ONLY")
        rejected = self.complaints(9, upheld=False)
        report = judge(matters=rejected, rules=rules)
        assert one(report, "complaint_rate").status is Status.MET
        report = judge(matters=self.complaints(6, upheld=None), rules=rules)
        assert one(report, "complaint_rate").status is Status.UNDETERMINED
        report = judge(matters=self.complaints(6, upheld=True), rules=rules)
        assert one(report, "complaint_rate").status is Status.MISSED

    def test_households_unknown(self) -> None:
        """The fact is named."""
        verdict = one(judge(estate(households=None)), "complaint_rate")
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "households"

    def test_smallest_estate_that_tolerates_one(self) -> None:
        """From 100 households on one complaint keeps within the target."""
        assert sc.COMPLAINT_RATE.smallest_population_tolerating_one == 100


class TestSC_2_1:  # noqa: N801 - a clause id
    """
    The office director goes from door to door once or twice a year.
    """

    def rounds(self, *days: Any, **fields: Any) -> list[sc.Visit]:
        """Return the director's rounds."""
        given = {"role": "office_director", "visitor": "boss", "area": None, **fields}
        return [visit(f"r{n}", visited_at=day, **given) for n, day in enumerate(days)]

    def test_the_last_evening_of_the_year(self) -> None:
        """31 December 23:30 counts; the midnight after does not."""
        kept = judge(visits=self.rounds(at(2025, 12, 31, 23, 30)))
        missed = judge(visits=self.rounds(at(2026, 1, 1)))
        verdict = one(kept, "director_rounds")
        assert (verdict.status, verdict.evidence.counted) == (Status.MET, 1)
        assert one(missed, "director_rounds").status is Status.BREACHED

    def test_three_rounds_are_noted(self) -> None:
        """More than two is allowed."""
        days = [dt.date(2025, n, 1) for n in (3, 6, 9)]
        verdict = one(judge(visits=self.rounds(*days)), "director_rounds")
        assert verdict.status is Status.MET
        assert "above_usual" in [n.code for n in verdict.notes]

    def test_the_year_runs(self) -> None:
        """Pending until it has ended."""
        report = judge(as_of=at(2025, 12, 31, 23, 59, 59))
        assert one(report, "director_rounds").status is Status.PENDING

    def test_a_phone_call_is_no_round(self) -> None:
        """It is not counted, and that is said."""
        calls = self.rounds(dt.date(2025, 3, 1), channel="phone")
        verdict = one(judge(visits=calls), "director_rounds")
        assert verdict.status is Status.BREACHED
        assert [(n.code, n["count"]) for n in verdict.notes] == [("not_counted", 1)]

    def test_another_director_is_another_post(self) -> None:
        """Unless the two are read as one person."""
        visits = self.rounds(dt.date(2025, 3, 1), role="management_director")
        assert one(judge(visits=visits), "director_rounds").status is Status.BREACHED
        rules = sc.RULES.choose("A-25", "SAME_PERSON")
        report = judge(visits=visits, rules=rules)
        assert one(report, "director_rounds").status is Status.MET

    def test_per_household(self) -> None:
        """Under that reading each household is owed a visit, and coverage is told."""
        rules = sc.RULES.choose("A-21a", "PER_HOUSEHOLD")
        home = estate(
            areas=(sc.Area(id="east", officers=("o1",), households=("a", "b")),)
        )
        visits = self.rounds(dt.date(2025, 3, 1), households=("a",))
        found = judge(home, visits=visits, rules=rules).where(rule="director_rounds")
        assert [(v.subject.id, v.status) for v in found if v.subject] == [
            ("a", Status.MET),
            ("b", Status.BREACHED),
        ]
        assert coverage(found).ratio == Fraction(1, 2)

    def test_per_household_without_households(self) -> None:
        """Then the fact is missing."""
        rules = sc.RULES.choose("A-21a", "PER_HOUSEHOLD")
        verdict = one(judge(rules=rules), "director_rounds")
        assert verdict.status is Status.UNDETERMINED
        assert verdict.reason["fact"] == "households"


class TestSC_2_2:  # noqa: N801 - a clause id
    """
    Each property officer has an area and visits it once a month.
    """

    TWO = (sc.Area(id="east", officers=("o1",)), sc.Area(id="west", officers=("o2",)))
    MARCH = month(2025, 3)

    def march(self, *visits: sc.Visit, **fields: Any) -> Report:
        """Judge March 2025 of an estate with two areas."""
        home = estate(areas=self.TWO)
        options = {"period": self.MARCH, **fields}
        return judge(home, visits=visits, **options).where(rule="area_visits")

    def statuses(self, report: Report) -> dict[str, Status]:
        """Return the status of each area and officer."""
        return {
            str(v.subject and v.subject.id).partition("/")[0]: v.status for v in report
        }

    def test_each_area_each_month(self) -> None:
        """East was visited, west was not; the coverage is told."""
        report = self.march(visit())
        assert self.statuses(report) == {"east": Status.MET, "west": Status.BREACHED}
        note = report.verdicts[0].notes[-1]
        assert (note["covered"], note["subjects"]) == (1, 2)

    def test_a_year_has_twelve_months(self) -> None:
        """One visit in March leaves eleven months missed, each by name."""
        report = judge(visits=[visit()]).where(rule="area_visits")
        found = coverage(report)
        assert (found.reached, found.judged) == (1, 12)
        assert "2025-03" not in [s.cell for s in found.missed if s]

    def test_the_month_ends_at_midnight(self) -> None:
        """31 March 23:59:59 counts for March, the midnight after for April."""
        last = self.march(visit(visited_at=at(2025, 3, 31, 23, 59, 59)))
        next_one = self.march(visit(visited_at=at(2025, 4, 1)))
        assert self.statuses(last)["east"] is Status.MET
        assert self.statuses(next_one)["east"] is Status.BREACHED

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"recorded": False}, Status.BREACHED),
            ({"visitor": "o2"}, Status.BREACHED),
            ({"role": "office_director"}, Status.BREACHED),
            ({"recorded": None}, Status.UNDETERMINED),
            ({"visitor": None}, Status.UNDETERMINED),
            ({"area": None}, Status.UNDETERMINED),
            ({"area": None, "recorded": False}, Status.BREACHED),
            ({"area": None, "visitor": "o2"}, Status.BREACHED),
        ],
    )
    def test_which_visits_count(self, facts: dict[str, Any], status: Status) -> None:
        """Recorded ones by the officer assigned; unknown facts are not guessed."""
        assert self.statuses(self.march(visit(**facts)))["east"] is status

    def test_an_area_without_an_officer(self) -> None:
        """The division is broken, and no visit can count."""
        home = estate(areas=(sc.Area(id="east"),))
        report = judge(home, visits=[visit()], period=self.MARCH)
        assert one(report, "area_officers").status is Status.BREACHED
        assert one(report, "area_visits").status is Status.BREACHED
        assert one(judge(), "area_officers").status is Status.MET

    def test_per_household(self) -> None:
        """Under that reading each household of the area is owed a visit."""
        rules = sc.RULES.choose("A-22", "PER_HOUSEHOLD")
        home = estate(
            areas=(sc.Area(id="east", officers=("o1",), households=("a", "b")),)
        )
        report = judge(
            home, visits=[visit(households=("b",))], period=self.MARCH, rules=rules
        ).where(rule="area_visits")
        assert self.statuses(report) == {"a": Status.BREACHED, "b": Status.MET}

    @pytest.mark.parametrize(
        ("visitor", "area", "status"),
        [
            ("o1", "east", Status.MET),
            ("o2", "west", Status.MET),
            # an officer of the one area, in the other; and an area of another household
            ("o1", "west", Status.BREACHED),
            ("o3", "north", Status.BREACHED),
            # nobody says to which area it was
            ("o1", None, Status.UNDETERMINED),
            ("o2", None, Status.UNDETERMINED),
            ("o3", None, Status.BREACHED),
        ],
    )
    def test_a_household_of_two_areas(
        self, visitor: str, area: str | None, status: Status
    ) -> None:
        """It is one household, with one key, and an officer of either area serves."""
        rules = sc.RULES.choose("A-22", "PER_HOUSEHOLD")
        home = estate(
            areas=(
                sc.Area(id="east", officers=("o1",), households=("a",)),
                sc.Area(id="west", officers=("o2",), households=("a",)),
                sc.Area(id="north", officers=("o3",)),
            )
        )
        visits = [visit(households=("a",), visitor=visitor, area=area)]
        report = judge(home, visits=visits, period=self.MARCH, rules=rules)
        assert one(report, "area_visits").status is status
        broken = visit("v2", households=("a",), area="west", closed="perhaps")
        report = judge(home, visits=[broken], period=self.MARCH, rules=rules)
        assert one(report, "area_visits").status is Status.UNDETERMINED

    @pytest.mark.parametrize(
        ("visitor", "status"),
        [("o1", Status.MET), ("o2", Status.MET), ("o3", Status.BREACHED)],
    )
    def test_per_area(self, visitor: str, status: Status) -> None:
        """Under that reading any of its officers will do, and nobody else."""
        rules = sc.RULES.choose("A-22", "PER_AREA")
        home = estate(areas=(sc.Area(id="east", officers=("o1", "o2")),))
        visits = [visit(visitor=visitor)]
        report = judge(home, visits=visits, period=self.MARCH, rules=rules)
        assert one(report, "area_visits").status is status

    def test_per_area_without_a_record(self) -> None:
        """A visit of which it is known that nobody recorded it counts for nothing."""
        rules = sc.RULES.choose("A-22", "PER_AREA")
        home = estate(areas=(sc.Area(id="east", officers=("o1", "o2")),))
        visits = [visit(visitor="o1", recorded=False)]
        report = judge(home, visits=visits, period=self.MARCH, rules=rules)
        assert one(report, "area_visits").status is Status.BREACHED


class TestSC_2_3:  # noqa: N801 - a clause id
    """
    The building representatives meet once a quarter.
    """

    def test_surplus_is_not_carried_over(self) -> None:
        """31 March and 1 July leave the second quarter without a meeting."""
        meetings = [
            sc.Meeting(id="a", held_at=dt.date(2025, 3, 31)),
            sc.Meeting(id="b", held_at=dt.date(2025, 7, 1)),
        ]
        report = judge(meetings=meetings, as_of=at(2025, 8, 1))
        found = report.where(rule="representatives_meeting")
        assert [v.status for v in found] == [
            Status.MET,
            Status.BREACHED,
            Status.MET,
            Status.PENDING,
        ]


class TestSC_2_6a:  # noqa: N801 - a clause id
    """
    The office has a complaint box and a complaint phone.
    """

    @pytest.mark.parametrize(
        ("box", "phone", "statuses"),
        [
            (True, True, [Status.MET, Status.MET]),
            (True, False, [Status.MET, Status.BREACHED]),
            (None, True, [Status.UNDETERMINED, Status.MET]),
        ],
    )
    def test_both(
        self,
        box: bool | None,  # noqa: FBT001 - a fact
        phone: bool | None,  # noqa: FBT001 - a fact
        statuses: list[Status],
    ) -> None:
        """Each of the two is owed by itself."""
        report = judge(estate(complaint_box=box, complaint_phone=phone))
        assert [v.status for v in report.where(clause="SC-2.6a")] == statuses


class TestSC_2_6b:  # noqa: N801 - a clause id
    """
    A designated person receives what comes in there.
    """

    @pytest.mark.parametrize(
        ("designees", "status"),
        [
            (("clerk",), Status.MET),
            ((), Status.BREACHED),
            (None, Status.UNDETERMINED),
        ],
    )
    def test_somebody_is_designated(
        self, designees: tuple[str, ...] | None, status: Status
    ) -> None:
        """At least one person."""
        verdict = one(judge(estate(designees=designees)), "complaint_designee")
        assert verdict.status is status

    @pytest.mark.parametrize(
        ("receiver", "status"),
        [
            ("clerk", Status.MET),
            ("guard", Status.BREACHED),
            (None, Status.UNDETERMINED),
        ],
    )
    def test_each_complaint(self, receiver: str | None, status: Status) -> None:
        """Whoever else takes one breaks the rule."""
        given = matter(source="complaint_box", kind="complaint", received_by=receiver)
        assert one(judge(matters=[given]), "complaint_receiver").status is status

    def test_unknown_designees(self) -> None:
        """Without the list no receiver can be judged."""
        given = matter(source="complaint_box", kind="complaint", received_by="clerk")
        report = judge(estate(designees=None), matters=[given])
        assert one(report, "complaint_receiver").status is Status.UNDETERMINED


class TestSC_2_6c:  # noqa: N801 - a clause id
    """
    It is passed to the office director, who handles it promptly.
    """

    def steps(self, **facts: Any) -> list[tuple[str, Status]]:
        """Return who owes each step, and what it came to."""
        given = {"source": "complaint_phone", "kind": "complaint", "closed_at": None}
        report = judge(matters=[matter(**{**given, **facts})])
        found = report.where(rule="complaint_routing")
        return [(v.owed_by, v.status) for v in found]

    def test_done(self) -> None:
        """Passed on and handled."""
        done = {"passed_on_at": at(2025, 3, 6), "handled_at": at(2025, 6, 6)}
        assert self.steps(**done) == [
            ("designated_person", Status.MET),
            ("office_director", Status.MET),
        ]

    def test_open_without_a_limit(self) -> None:
        """Passed on and not handled for months is open."""
        assert self.steps(passed_on_at=at(2025, 3, 6)) == [
            ("designated_person", Status.MET),
            ("office_director", Status.OPEN),
        ]

    def test_closed_without_handling(self) -> None:
        """Then it is a breach of each who owed a step."""
        assert self.steps(closed_at=at(2025, 3, 20)) == [
            ("designated_person", Status.BREACHED),
            ("office_director", Status.BREACHED),
        ]

    def test_other_channels_need_no_passing_on(self) -> None:
        """The clause speaks of box and phone."""
        report = judge(matters=[matter(source="visit")])
        assert not [v for v in report if v.rule == "complaint_routing"]


class TestSC_2_7:  # noqa: N801 - a clause id
    """
    Callers are received at any time, and each is registered.
    """

    @pytest.mark.parametrize(
        ("registered", "closed", "status"),
        [
            (True, True, Status.MET),
            (False, True, Status.BREACHED),
            (False, False, Status.OPEN),
            (None, True, Status.UNDETERMINED),
        ],
    )
    def test_register(
        self,
        registered: bool | None,  # noqa: FBT001 - a fact
        closed: bool,  # noqa: FBT001 - a fact
        status: Status,
    ) -> None:
        """One entry for each caller."""
        caller = sc.Caller(
            id="k1", called_at=dt.date(2025, 5, 1), registered=registered, closed=closed
        )
        assert one(judge(callers=[caller]), "caller_register").status is status


class TestNotComputed:
    """
    What cannot be computed says why, and nothing else is left without a rule.
    """

    def test_every_clause_has_a_rule_or_a_reason(self) -> None:
        """Exactly the purpose, the conduct and the channels without a number."""
        cited = {
            clause for rule in sc.RULES.rules.values() for clause in cited_clauses(rule)
        }
        without = [clause.id for clause in sc.CLAUSES if clause.id not in cited]
        assert without == ["SC-0", "SC-1.2a", "SC-2.4", "SC-2.5"]
        assert without == [c.id for c in sc.CLAUSES if c.not_computed is not None]
        assert cited <= {clause.id for clause in sc.CLAUSES}

    def test_every_reading_is_in_force_and_its_others_can_be_read(self) -> None:
        """The shipped value is chosen; every alternative is accepted."""
        for reading in sc.READINGS:
            assert sc.RULES.in_force(reading.id) == reading.chosen
            for name in reading.choices:
                changed = sc.RULES.choose(reading.id, name)
                assert changed.in_force(reading.id) == name


def full_report() -> Report:
    """Return a report with a verdict of every rule that gives one."""
    return judge(
        visits=[visit(), visit("v2", role="office_director", area=None)],
        matters=[
            matter(answered_on_spot=False, appointed=dt.date(2025, 3, 6), major=True),
            matter("c1", kind="complaint", source="complaint_box", settled_at=None),
        ],
        meetings=[MEETING],
        papers=[
            sc.Paper(
                id="p1",
                kind="plan",
                year=2025,
                issued_at=dt.date(2025, 1, 5),
                covers_visits=True,
            )
        ],
        callers=[CALLER],
    )


class TestTheReport:
    """
    One call judges the whole ledger, and nothing is dropped in silence.
    """

    def test_every_rule_answers(self) -> None:
        """The two lists of who may act are asked, and give no verdict themselves."""
        found = {verdict.rule for verdict in full_report()}
        assert set(sc.RULES.rules) - found == {"duty_holders", "round_visitors"}

    def test_in_the_order_of_the_text(self) -> None:
        """Clauses come as the text has them."""
        order = [clause.id for clause in sc.CLAUSES]
        places = [order.index(v.clause.id) for v in full_report()]
        assert places == sorted(places)

    def test_every_verdict_explains_and_replays(self) -> None:
        """Both languages, and its receipt through JSON."""
        for verdict in full_report():
            for language in ("en", "zh"):
                assert "{" not in verdict.explain(language)
            receipt = json.loads(json.dumps(verdict.receipt()))
            again = sc.RULES.replay(receipt)
            assert again.is_same, (verdict.rule, again.stale)

    def test_later_facts_are_left_out_and_counted(self) -> None:
        """What was not known on 1 March does not count then."""
        report = judge(
            visits=[visit()],
            matters=[matter()],
            callers=[sc.Caller(id="k1", called_at=dt.date(2025, 5, 1))],
            as_of=at(2025, 3, 1),
        )
        later = [report.accounts[k].later for k in ("visit", "matter", "caller")]
        assert later == [1, 1, 1]
        assert not [v for v in report if v.rule == "visit_record"]

    def test_rows_outside_the_period_are_counted(self) -> None:
        """A visit of March is no visit of the fourth quarter, but is of the year."""
        director = visit(role="office_director", area=None)
        report = judge(visits=[director], period=quarter(2025, 4))
        assert report.accounts["visit"].outside == 1
        assert one(report, "director_rounds").status is Status.MET
        assert not [v for v in report if v.rule == "visit_record"]

    @pytest.mark.parametrize(
        ("ledger", "row", "kind", "field"),
        [
            ("visits", visit(channel="pigeon"), "visit", "channel"),
            ("visits", visit(area="north"), "visit", "area"),
            ("visits", visit(households=("a ",)), "visit", "households"),
            ("visits", visit(households="a"), "visit", "households"),
            ("visits", visit(id=" v"), "visit", "id"),
            ("visits", visit(visited_at="2025-03-01"), "visit", "visited_at"),
            ("matters", matter(kind="wish"), "matter", "kind"),
            ("matters", matter(settled_at=at(2025, 3, 1)), "matter", "settled_at"),
            ("matters", matter(appointed=dt.date(2025, 3, 4)), "matter", "appointed"),
            ("matters", matter(decided="yes"), "matter", "decided"),
            (
                "matters",
                matter(appointed=at(2025, 3, 9, 15), settled_at=dt.date(2025, 3, 9)),
                "matter",
                "settled_at",
            ),
            (
                "matters",
                matter(
                    appointed=at(2025, 3, 9, 15),
                    replied_at=dt.date(2025, 3, 9),
                    settled_at=None,
                ),
                "matter",
                "replied_at",
            ),
            ("meetings", broken(MEETING, held_at=None), "meeting", "held_at"),
            ("callers", broken(CALLER, closed=None), "caller", "closed"),
            (
                "papers",
                sc.Paper(id="p", kind="memo", year=2025, issued_at=END),
                "document",
                "kind",
            ),
        ],
    )
    def test_unusable_rows(self, ledger: str, row: Any, kind: str, field: str) -> None:
        """Each is named with its field, and the rest is judged."""
        ledgers: dict[str, Any] = {ledger: [row]}
        report = judge(**ledgers)
        (error,) = report.row_errors
        assert (error.kind, error.field) == (kind, field)
        assert report.verdicts

    def test_an_id_twice(self) -> None:
        """The first is kept, the second named."""
        report = judge(visits=[visit(), visit()])
        assert [error.field for error in report.row_errors] == ["id"]

    def test_unusable_posts_and_areas(self) -> None:
        """They are rows of their own."""
        home = estate(
            posts=(sc.Post(id="d", role=""),),
            areas=(sc.Area(id="a", officers=("",)),),
        )
        report = judge(home)
        assert [error.kind for error in report.row_errors] == ["post", "area"]

    @pytest.mark.parametrize(
        "fields",
        [
            {"households": "500"},
            {"households": -1},
            {"id": ""},
            {"designees": "clerk"},
            {"complaint_box": "yes"},
        ],
    )
    def test_an_unusable_estate(self, fields: dict[str, Any]) -> None:
        """It is named like any other row, and nothing of it is judged."""
        report = judge(estate(**fields))
        (error,) = report.row_errors
        assert (error.kind, error.field) == ("estate", next(iter(fields)))
        assert report.accounts["estate"].in_error == 1
        assert not report.where(rule="complaint_channels").verdicts

    def test_a_period_and_ledgers_are_what_they_are(self) -> None:
        """A year's number is no period, and no row or one row is no ledger."""
        number: Any = 2025
        with pytest.raises(InvalidFieldError, match="a Period"):
            judge(period=number)
        for rows in (None, visit()):
            with pytest.raises(InvalidFieldError, match="a list of rows"):
                judge(visits=rows)

    def test_no_zone_is_assumed(self) -> None:
        """The moment of judgement needs one."""
        with pytest.raises(NaiveTimeError):
            judge(as_of=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - naive on purpose
