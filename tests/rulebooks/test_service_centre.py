"""
The service hall's rulebook, clause by clause, reading by reading, and as a whole.

Dates are of March 2026: the 9th is a Monday, the 10th of the month a Tuesday.
2026-02-15 to 02-23 are holidays, Saturdays 02-14 and 02-28 are make-up working days.
"""

# ruff: noqa: N801 - classes are named after clause ids

import datetime as dt
import json
import pickle
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules.books.inside import cited_clauses
from followup_rules.clauses import Force
from followup_rules.errors import (
    DuplicateIdError,
    InvalidFieldError,
    MissingFactError,
    MissingSeedError,
    NaiveTimeError,
    UnknownNameError,
)
from followup_rules.ledgers.accounts import Account
from followup_rules.policies.draws import DrawUnit, verify
from followup_rules.receipts import replay
from followup_rules.reports import Report
from followup_rules.rulebooks import service_centre as gov
from followup_rules.rulebooks.service_centre import (
    Call,
    Case,
    Finding,
    Form,
    Rating,
    Round,
    Window,
)
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import month, week
from followup_rules.verdicts import Status, Verdict

ZONE = "Asia/Shanghai"
evolve: Any = attrs.evolve  # rows are attrs classes by their declaration
CHINA = china()
SEED = "31415926535897932384"
MARCH = month(2026, 3)
WEEK_11 = week(2026, 11)
APRIL_1 = pendulum.datetime(2026, 4, 1, tz=ZONE)
MET, LATE, BREACHED = Status.MET, Status.LATE, Status.BREACHED
PENDING, OPEN = Status.PENDING, Status.OPEN
NOT_APPLICABLE, UNDETERMINED = Status.NOT_APPLICABLE, Status.UNDETERMINED
TOPICS = (
    "attitude",
    "efficiency",
    "by_the_rules",
    "inside_the_hall",
    "integrity",
    "evaluation",
)
CONTENT = dict.fromkeys(TOPICS, "满意")


def at(day: str, clock: str = "09:00") -> dt.datetime:
    """Return an instant in Shanghai."""
    return dt.datetime.fromisoformat(f"{day}T{clock}").replace(
        tzinfo=pendulum.timezone(ZONE)
    )


def day(text: str) -> dt.date:
    """Return a day."""
    return dt.date.fromisoformat(text)


def case(number: int, window: str = "A", **facts: Any) -> Case:
    """Return a case of March that is ordinary in whatever is not named."""
    given = {
        "id": f"{number:04d}",
        "window": window,
        "accepted_at": at("2026-03-05"),
        "applicant": f"P{number}",
        "applicant_kind": "citizen",
    }
    return Case(**{**given, **facts})


CASES = tuple(case(number) for number in range(1, 13)) + tuple(
    case(number, "B") for number in range(13, 53)
)
DRAWN_AT = at("2026-03-11", "08:30")
DRAW = gov.draw_round(CASES, seed=SEED, at=DRAWN_AT, seed_source="dice")


def the_round(**facts: Any) -> Round:
    """Return the round of the eleventh week, in order in whatever is not named."""
    given = {
        "id": "W11",
        "drawn_at": DRAWN_AT,
        "receipt": DRAW.receipt,
        "organisers": ("supervision_section",),
        "form_topics": TOPICS,
        "form_grades": ("满意", "基本满意", "不满意"),
        "forms_summarised": True,
        "opinions": {"sorted_out": True, "analysed": True, "summed_up": True},
        "statistics_at": at("2026-03-16"),
        "website_at": at("2026-03-17"),
        "notice_board_at": at("2026-03-17"),
        "closed_at": at("2026-03-20"),
    }
    return Round(**{**given, **facts})


def call(id_: str, **facts: Any) -> Call:
    """Return a complete call to a drawn id."""
    given = {
        "id": f"C{id_[2:]}",
        "round_id": "W11",
        "case_id": id_[2:],
        "called_at": at("2026-03-11", "10:00"),
        "reached": True,
        "callers": ("designee",),
        "asked": TOPICS,
        "answers": {} if facts.get("reached") is False else CONTENT,
        "recorded": True,
    }
    return Call(**{**given, **facts})


CALLS = tuple(call(id_) for id_ in DRAW.chosen)


def form(number: int, **facts: Any) -> Form:
    """Return a complete form, handed out in the eleventh week."""
    given = {
        "id": f"F{number}",
        "round_id": "W11",
        "window": "A",
        "issued_at": at("2026-03-12"),
        "organisers": ("supervision_section",),
        "filled_on_site": True,
        "followed_up_on_site": True,
        "answers": CONTENT if facts.get("returned", True) else {},
    }
    return Form(**{**given, **facts})


FORMS = tuple(form(number) for number in range(1, 6))


def judge(**facts: Any) -> Report:
    """Judge the eleventh week, with whatever is named put in place of what is usual."""
    given: dict[str, Any] = {
        "cases": CASES,
        "rounds": [the_round()],
        "calls": CALLS,
        "forms": FORMS,
        "as_of": APRIL_1,
        "period": WEEK_11,
        "calendar": CHINA,
    }
    return gov.assess(**{**given, **facts})


def only(report: Report, rule: str) -> Verdict:
    """Return the one verdict of a rule."""
    (verdict,) = report.where(rule=rule)
    return verdict


def statuses(report: Report, rule: str) -> list[Status]:
    """Return the statuses of a rule."""
    return [verdict.status for verdict in report.where(rule=rule)]


class TestGOV_1:
    """Follow-ups go to applicants: enterprises and citizens who had a matter here."""

    def test_asked_before_the_draw(self) -> None:
        """Whoever is out of scope is left out of the draw, with the reason."""
        staff = case(99, applicant_kind="staff")
        draw = gov.draw_round([*CASES, staff], seed=SEED, at=DRAWN_AT)

        assert draw.receipt["excluded"] == [
            ["A/0099", "not an applicant in the sense of the rules"]
        ]
        assert draw.chosen == DRAW.chosen

    def test_said_in_chinese(self) -> None:
        """Why somebody is left out is said in the language of the sentence."""
        corrected = [case(1, applicant_kind="staff"), *CASES[1:]]
        verdict = only(judge(cases=corrected), "phone_draw")

        assert verdict.reason.code == "draw_disproved"
        assert "A/0001（不属于规定的回访对象）" in verdict.explain("zh")
        assert "A/0001 (not an applicant in" in verdict.explain("en")

    @pytest.mark.parametrize(
        ("kind", "status"),
        [
            ("enterprise", MET),
            ("citizen", MET),
            ("staff", BREACHED),
            (None, UNDETERMINED),
        ],
    )
    def test_kind_of_the_person_called(self, kind: str | None, status: Status) -> None:
        """Of each call it is judged whom it went to."""
        cases = [case(1, applicant_kind=kind)]
        report = judge(cases=cases, calls=[call("A/0001")])

        assert only(report, "applicants").status is status


class _Topic:
    """
    One of the six topics, asked about in every call.
    """

    topic: str

    @pytest.mark.parametrize(
        ("entry", "status"), [(True, MET), (False, BREACHED), (None, UNDETERMINED)]
    )
    def test_asked(self, entry: bool | None, status: Status) -> None:  # noqa: FBT001 - a fact
        """Asked is met, not asked is a breach, unknown is undetermined."""
        asked = {**dict.fromkeys(TOPICS, True), self.topic: entry}
        report = judge(calls=[call("A/0001", asked=asked)])
        place = TOPICS.index(self.topic)
        (verdict,) = report.where(clause=f"GOV-2.{place + 1}")

        assert verdict.status is status

    def test_attempt(self) -> None:
        """Of an attempt that reached nobody nothing is asked."""
        report = judge(calls=[call("A/0001", reached=False, reason="no answer")])

        assert "topics" not in report.by_rule()


class TestGOV_2_1(_Topic):
    """Attitude: was anyone turned away, or met coldly, rudely or with trouble?"""

    topic = "attitude"


class TestGOV_2_2(_Topic):
    """Efficiency: was work passed on, or done carelessly, lazily or slowly?"""

    topic = "efficiency"


class TestGOV_2_3(_Topic):
    """By the rules: the published process, no conditions at will, on time?"""

    topic = "by_the_rules"


class TestGOV_2_4(_Topic):
    """Inside the hall: did the whole process take place there?"""

    topic = "inside_the_hall"


class TestGOV_2_5(_Topic):
    """Integrity: meals, gifts, favours, reimbursement, a matter held back?"""

    topic = "integrity"


class TestGOV_2_6(_Topic):
    """Rating and suggestions: how content, and what could be better?"""

    topic = "evaluation"


class TestGOV_3_1a:
    """Every week the supervision section holds a round of calls."""

    def test_weeks_of_march(self) -> None:
        """A week with calls is met, one without is breached, a running one pending."""
        report = judge(period=MARCH, as_of=at("2026-03-25"))
        found = {
            verdict.subject.cell: verdict.status  # type: ignore[union-attr]
            for verdict in report.where(rule="phone_round")
        }

        assert found == {
            "2026-W09": BREACHED,
            "2026-W10": BREACHED,
            "2026-W11": MET,
            "2026-W12": BREACHED,
            "2026-W13": PENDING,
            "2026-W14": PENDING,
        }

    def test_spring_festival(self) -> None:
        """The week of 16 February has no working day and is exempt (A-52)."""
        facts: dict[str, Any] = {"rounds": [], "calls": [], "forms": []}
        report = judge(period=month(2026, 2), **facts)
        strict = judge(
            period=month(2026, 2), rules=gov.RULES.choose("A-52", "NOT_EXEMPT"), **facts
        )

        assert statuses(report, "phone_round") == [
            BREACHED,
            BREACHED,
            BREACHED,
            NOT_APPLICABLE,
            BREACHED,
        ]
        assert statuses(strict, "phone_round") == [BREACHED] * 5

    def test_one_working_day_binds(self) -> None:
        """The week of 23 February has four working days and Saturday, and binds."""
        assert not gov.PHONE_ROUND.is_exempt(week(2026, 9), calendar=CHINA)
        assert gov.PHONE_ROUND.is_exempt(week(2026, 8), calendar=CHINA)

    def test_without_a_calendar(self) -> None:
        """Without a calendar nobody knows whether an empty week is exempt."""
        report = judge(rounds=[], calls=[], calendar=None)

        assert only(report, "phone_round").reason.code == "calendar_missing"

    def test_draw_without_calls(self) -> None:
        """A draw alone is no round."""
        assert only(judge(calls=[]), "phone_round").status is BREACHED

    @pytest.mark.parametrize(
        ("who", "status"),
        [
            (("supervision_section",), MET),
            (("management_office",), BREACHED),
            (None, UNDETERMINED),
        ],
    )
    def test_organiser(self, who: tuple[str, ...] | None, status: Status) -> None:
        """The section holds it; the other reading lets the office do so (A-61)."""
        rounds = [the_round(organisers=who)]
        wide = gov.RULES.choose("A-61a", "SECTION_OR_OFFICE")

        assert only(judge(rounds=rounds), "phone_organiser").status is status
        if who is not None:
            assert only(judge(rounds=rounds, rules=wide), "phone_organiser").status is (
                MET
            )


class TestGOV_3_1b:
    """Twenty drawn at random from the ledgers of the month, and phoned."""

    def test_met(self) -> None:
        """All twenty reached, and the receipt proves the draw."""
        verdict = only(judge(), "phone_draw")

        assert (verdict.status, verdict.required, verdict.shortfall) == (MET, 20, 0)
        assert verdict.evidence.eligible == (("A", 12), ("B", 40))

    def test_three_windows(self) -> None:
        """12 of 12 and 20 of 40 called: in total met; per window met, met, no duty."""
        eligible, called = {"A": 12, "B": 40, "C": 0}, {"A": 12, "B": 20}
        total = gov.PHONE_DRAW.assess(eligible, called)
        each = gov.RULES.choose("A-49", "PER_WINDOW")["phone_draw"]

        assert (total.status, total.required) == (MET, 20)
        assert [
            verdict.status for verdict in each.assess_windows(eligible, called)
        ] == [
            MET,
            MET,
            NOT_APPLICABLE,
        ]

    @pytest.mark.parametrize(
        "forged",
        [
            {"chosen": 5},
            {"chosen": [5]},
            {"chosen": None},
            {"reserves": None},
            {"seed_string": '["a"," "]'},
            {"seed_string": '["a",5]'},
            {"seed_string": "[]"},
        ],
    )
    def test_unreadable_receipt(self, forged: dict[str, Any]) -> None:
        """A receipt that lists no ids or names no seed disproves its draw alone."""
        report = judge(rounds=[the_round(receipt={**DRAW.receipt, **forged})])

        assert only(report, "phone_draw").status is BREACHED
        assert only(report, "statistics").status is MET

    def test_excluded_stranger(self) -> None:
        """An exclusion of a case that was not in the ledger disproves the draw."""
        verdict = only(
            judge(rounds=[the_round(excluded={"A/9999": "moved"})]), "phone_draw"
        )

        assert verdict.reason.code == "draw_disproved"
        assert verdict.evidence.discrepancies == (
            ("excluded", "", '["A/9999", "moved"]'),
        )

    @pytest.mark.parametrize(
        "facts",
        [
            {"excluded": {"A/0001": ""}},
            {"excluded": {5: "moved"}},
            {"organisers": ["supervision_section", 5]},
        ],
    )
    def test_unusable_round(self, facts: dict[str, Any]) -> None:
        """An exclusion without a reason, or a name that is no text, is a row error."""
        errors = judge(rounds=[the_round(**facts)], calls=[]).row_errors

        assert (errors[0].row, errors[0].field) == ("W11", next(iter(facts)))

    def test_one_short(self) -> None:
        """Nineteen reached: pending while the week runs, breached when it has closed."""
        open_week = judge(calls=CALLS[1:], as_of=at("2026-03-15", "23:59"))
        closed = judge(calls=CALLS[1:], as_of=at("2026-03-16", "00:00"))

        assert only(open_week, "phone_draw").status is PENDING
        assert only(closed, "phone_draw").status is BREACHED
        assert only(closed, "phone_draw").shortfall == 1

    def test_reached_late(self) -> None:
        """The twentieth reached on the Monday after is late."""
        late = evolve(CALLS[0], called_at=at("2026-03-16", "00:00"))

        assert only(judge(calls=[late, *CALLS[1:]]), "phone_draw").status is LATE

    def test_next_reserve_stands_in(self) -> None:
        """After a logged attempt the next reserve counts, and no other (A-51)."""
        missed = evolve(CALLS[0], reached=False, reason="no answer", answers={})
        later = at("2026-03-11", "11:00")
        first, second = DRAW.reserves[:2]
        good = judge(calls=[*CALLS[1:], missed, call(first, called_at=later)])
        wrong = judge(calls=[*CALLS[1:], missed, call(second, called_at=later)])

        assert only(good, "phone_draw").status is MET
        assert only(wrong, "phone_draw").status is BREACHED
        assert only(wrong, "phone_draw").evidence.out_of_order == (second,)

    def test_per_window(self) -> None:
        """Per window each is judged by itself, by its own calls."""
        rules = gov.RULES.choose("A-49", "PER_WINDOW")
        draw = gov.draw_round(CASES, seed=SEED, at=DRAWN_AT, rules=rules)
        calls = [call(id_) for id_ in draw.chosen]
        calls[0] = evolve(calls[0], reached=None)
        report = judge(
            rounds=[the_round(receipt=draw.receipt)], calls=calls, rules=rules
        )
        found = {v.subject.cell: v.status for v in report.where(rule="phone_draw")}  # type: ignore[union-attr]
        first = calls[0].case_id
        expected = {"A": MET, "B": MET} | {
            "A" if int(first) <= 12 else "B": UNDETERMINED
        }

        assert len(draw.chosen) == 32
        assert found == expected
        assert set(DRAW.chosen) <= set(draw.chosen)

    def test_window_without_cases(self) -> None:
        """Per window, one that is listed and accepted nothing owes nothing."""
        rules = gov.RULES.choose("A-49", "PER_WINDOW")
        draw = gov.draw_round(CASES, seed=SEED, at=DRAWN_AT, rules=rules)
        report = judge(
            rounds=[the_round(receipt=draw.receipt)],
            calls=[call(id_) for id_ in draw.chosen],
            windows=["A", "B", "C"],
            rules=rules,
        )

        assert statuses(report, "phone_draw") == [MET, MET, NOT_APPLICABLE]

    def test_stratified(self) -> None:
        """Stratified, five of 12 and fifteen of 40 are owed."""
        rules = gov.RULES.choose("A-49", "TOTAL_STRATIFIED")
        draw = gov.draw_round(CASES, seed=SEED, at=DRAWN_AT, rules=rules)

        assert draw.shares == {"A": 5, "B": 15}

    def test_no_receipt(self) -> None:
        """Without a receipt nobody knows whether the draw was random."""
        verdict = only(judge(rounds=[the_round(receipt=None)]), "phone_draw")

        assert verdict.status is UNDETERMINED
        assert verdict.reason["fact"] == "receipt"

    def test_call_that_no_draw_could_ask_for(self) -> None:
        """Somebody left out who was called in vain stands for nobody, without a receipt."""
        own = case(1, accepted_at=at("2026-03-02"))
        other = case(2, accepted_at=at("2026-02-02"))
        calls = [
            call(
                f"A/{one.id}", called_at=at("2026-03-11"), reached=False, reason="busy"
            )
            for one in (own, other)
        ]
        report = judge(
            cases=[own, other], calls=calls, forms=[], rounds=[the_round(receipt=None)]
        )
        assert only(report, "phone_draw").status is UNDETERMINED
        nobody = judge(
            cases=[other], calls=calls[1:], forms=[], rounds=[the_round(receipt=None)]
        )
        assert only(nobody, "phone_draw").status is NOT_APPLICABLE

    @pytest.mark.parametrize(
        "change",
        [
            {"chosen": ["A/0001"]},
            {"k": 19},
            {"excluded": [["B/0040", "a friend"]]},
            {"scheme": "coin/1"},
            {"seed_string": "dice"},
        ],
    )
    def test_tampered_receipt(self, change: dict[str, Any]) -> None:
        """A receipt that does not prove the draw is a breach."""
        receipt = {**DRAW.receipt, **change}
        verdict = only(judge(rounds=[the_round(receipt=receipt)]), "phone_draw")

        assert verdict.status is BREACHED
        assert verdict.reason.code == "draw_disproved"

    @pytest.mark.parametrize(
        ("language", "said"), [("en", "the number to be drawn"), ("zh", "应抽取数")]
    )
    def test_says_what_is_wrong(self, language: str, said: str) -> None:
        """A draw that is disproved says in what."""
        rounds = [the_round(receipt={**DRAW.receipt, "k": 19})]
        text = only(judge(rounds=rounds), "phone_draw").explain(language)

        assert said in text
        assert "19" in text

    def test_friend_left_out_with_a_fresh_seal(self) -> None:
        """An exclusion that nothing explains is named, however well it is sealed."""
        steered = gov.PHONE_DRAW.draw(
            gov.phone_frame(CASES, at=DRAWN_AT).ids,
            seed=SEED,
            on=DRAWN_AT,
            excluded={DRAW.chosen[0]: "busy"},
        )
        calls = [call(id_) for id_ in steered.chosen]
        rounds = [the_round(receipt=steered.receipt)]
        named = [the_round(receipt=steered.receipt, excluded={DRAW.chosen[0]: "busy"})]

        assert verify(steered.receipt, gov.phone_frame(CASES, at=DRAWN_AT).ids) == []
        assert only(judge(rounds=rounds, calls=calls), "phone_draw").status is BREACHED
        assert only(judge(rounds=named, calls=calls), "phone_draw").status is MET

    def test_current_month(self) -> None:
        """Only cases accepted this month, up to the draw, are in the frame (A-50)."""
        cases = [
            case(1, accepted_at=at("2026-02-28", "23:59")),
            case(2, accepted_at=at("2026-03-01", "00:00")),
            case(3, accepted_at=DRAWN_AT),
            case(4, accepted_at=at("2026-03-11", "08:31")),
            case(5, accepted_at=day("2026-03-11")),
        ]
        frame = gov.phone_frame(cases, at=DRAWN_AT)

        assert frame.ids == ("A/0002", "A/0003", "A/0005")

    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            ("DRAW_DATE", ("A/0002",)),
            ("ISO_THURSDAY", ("A/0002",)),
            ("BOTH", ("A/0001", "A/0002")),
        ],
    )
    def test_week_of_two_months(self, choice: str, expected: tuple[str, ...]) -> None:
        """Wednesday 1 April: the month of the day, of the Thursday, or both (A-50)."""
        cases = [
            case(1, accepted_at=at("2026-03-31")),
            case(2, accepted_at=at("2026-04-01")),
        ]
        frame = gov.phone_frame(
            cases, at=day("2026-04-01"), rules=gov.RULES.choose("A-50a", choice)
        )

        assert frame.ids == expected

    def test_only_completed(self) -> None:
        """Under the stricter reading unfinished cases are left out, with the reason."""
        cases = [
            case(1),
            case(2, completed_at=at("2026-03-06")),
            case(3, completed_at=at("2026-03-12")),
        ]
        rules = gov.RULES.choose("A-50b", "COMPLETED")
        frame = gov.phone_frame(cases, at=DRAWN_AT, rules=rules)

        assert frame.excluded == {"A/0001": "not completed", "A/0003": "not completed"}

    def test_called_this_month(self) -> None:
        """Whoever was called this month, under whatever case, is not drawn again."""
        cases = [case(1), case(2, applicant="P1"), case(3), case(4)]
        earlier = [
            call("A/0001", called_at=at("2026-03-04")),
            call("A/0003", called_at=at("2026-02-27")),
        ]
        draw = gov.draw_round(cases, earlier, seed=SEED, at=DRAWN_AT)

        assert draw.receipt["excluded"] == [
            ["A/0001", "already called"],
            ["A/0002", "already called"],
        ]

    def test_called_under_a_case_of_another_month(self) -> None:
        """A call this month counts even if its case is of the month before."""
        cases = [case(1, accepted_at=at("2026-02-27"), applicant="P9"), case(9)]
        earlier = [call("A/0001", called_at=at("2026-03-02"))]

        assert gov.phone_frame(cases, earlier, at=DRAWN_AT).called == ("A/0009",)

    def test_one_ticket_for_each_person(self) -> None:
        """A person with several cases has one ticket (A-51)."""
        cases = [case(1), case(2, applicant="P1")]
        draw = gov.draw_round(cases, seed=SEED, at=DRAWN_AT)
        by_case = gov.RULES.choose("A-51a", "CASE")

        assert draw.chosen == ("A/0001",)
        assert (
            len(gov.draw_round(cases, seed=SEED, at=DRAWN_AT, rules=by_case).chosen)
            == 2
        )

    def test_person_not_known(self) -> None:
        """Without a key for the person a case cannot be drawn, unless cases are."""
        cases = [case(1, applicant=None)]
        by_case = gov.RULES.choose("A-51a", "CASE")

        with pytest.raises(MissingFactError, match="applicant"):
            gov.draw_round(cases, seed=SEED, at=DRAWN_AT)
        assert gov.phone_frame(cases, at=DRAWN_AT, rules=by_case).ids == ("A/0001",)
        assert len(judge(cases=cases).row_errors) > 0
        assert judge(cases=cases, calls=[], rules=by_case).row_errors == ()

    def test_seed_is_never_assumed(self) -> None:
        """Without a seed nothing is drawn."""
        with pytest.raises(MissingSeedError):
            gov.draw_round(CASES, at=DRAWN_AT)


class TestGOV_3_1c:
    """A record of each call is kept."""

    @pytest.mark.parametrize(
        ("recorded", "closed", "status"),
        [
            (True, None, MET),
            (False, None, OPEN),
            (False, at("2026-03-20"), BREACHED),
            (False, at("2026-04-02"), OPEN),
            (None, at("2026-03-20"), UNDETERMINED),
        ],
    )
    def test_recorded(
        self,
        recorded: bool | None,  # noqa: FBT001 - a fact
        closed: dt.datetime | None,
        status: Status,
    ) -> None:
        """Missing is open until the file of the round is closed (A-68)."""
        report = judge(
            rounds=[the_round(closed_at=closed)],
            calls=[call("A/0001", recorded=recorded)],
        )

        assert only(report, "call_record").status is status

    def test_attempts_are_recorded_too(self) -> None:
        """An attempt that reached nobody has a record of its own."""
        report = judge(calls=[call("A/0001", reached=False, recorded=False)])

        assert only(report, "call_record").status is BREACHED


class TestGOV_3_2a:
    """Every week the supervision section hands out five forms."""

    @pytest.mark.parametrize(
        ("count", "status"), [(4, BREACHED), (5, MET), (6, MET), (0, BREACHED)]
    )
    def test_at_least_five(self, count: int, status: Status) -> None:
        """Five are enough, more do no harm, four are one short (A-53)."""
        report = judge(forms=[form(number) for number in range(count)])
        verdict = only(report, "forms_issued")

        assert verdict.status is status
        assert verdict.shortfall == max(0, 5 - count)

    def test_monday_to_sunday(self) -> None:
        """Sunday 24:00 ends the week; Monday's form is the next week's."""
        forms = [
            *FORMS[:3],
            form(8, issued_at=at("2026-03-15", "23:59")),
            form(9, issued_at=at("2026-03-16", "00:00")),
        ]

        assert only(judge(forms=forms), "forms_issued").shortfall == 1

    def test_forms_that_did_not_come_back_were_handed_out(self) -> None:
        """What counts is handing out; what came back is another matter."""
        forms = [evolve(entry, returned=False, answers={}) for entry in FORMS]

        assert only(judge(forms=forms), "forms_issued").status is MET

    def test_organiser(self) -> None:
        """The section hands them out."""
        forms = [form(1, organisers=("window",)), form(2, organisers=None), form(3)]

        assert statuses(judge(forms=forms), "forms_organiser") == [
            BREACHED,
            UNDETERMINED,
            MET,
        ]


class TestGOV_3_2b:
    """The forms are filled in, and followed up, on the spot."""

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({}, MET),
            ({"filled_on_site": False}, BREACHED),
            ({"followed_up_on_site": False}, BREACHED),
            ({"filled_on_site": None}, UNDETERMINED),
            ({"returned": False}, NOT_APPLICABLE),
        ],
    )
    def test_on_the_spot(self, facts: dict[str, Any], status: Status) -> None:
        """A form taken home is a breach; one that never came back says nothing."""
        assert only(judge(forms=[form(1, **facts)]), "form_on_site").status is status


class TestGOV_3_2c:
    """The forms are summarised."""

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({}, MET),
            ({"forms_summarised": False}, BREACHED),
            ({"forms_summarised": False, "closed_at": None}, OPEN),
            ({"forms_summarised": None}, UNDETERMINED),
        ],
    )
    def test_summary(self, facts: dict[str, Any], status: Status) -> None:
        """Missing is open until the file of the round is closed (A-68)."""
        report = judge(rounds=[the_round(**facts)])

        assert only(report, "forms_summary").status is status

    def test_no_forms(self) -> None:
        """Without forms there is nothing to summarise."""
        assert only(judge(forms=[]), "forms_summary").status is NOT_APPLICABLE


class TestGOV_4:
    """The management office designates the persons who follow up."""

    @pytest.mark.parametrize(
        ("callers", "status"),
        [
            (("designee",), MET),
            (("designee", "supervision_section"), MET),
            (("supervision_section",), BREACHED),
            (None, UNDETERMINED),
        ],
    )
    def test_designee(self, callers: tuple[str, ...] | None, status: Status) -> None:
        """Only designated persons call, attempts included."""
        report = judge(calls=[call("A/0001", callers=callers, reached=False)])

        assert only(report, "designees").status is status
        assert only(report, "designees").owed_by == "management_office"


class TestGOV_5a:
    """What applicants say is sorted, analysed and summed up."""

    @pytest.mark.parametrize(
        ("opinions", "closed", "status"),
        [
            ({"sorted_out": True, "analysed": True, "summed_up": True}, None, MET),
            ({"sorted_out": True, "analysed": False, "summed_up": True}, None, OPEN),
            (
                {"sorted_out": True, "analysed": False, "summed_up": True},
                at("2026-03-20"),
                BREACHED,
            ),
            ({"sorted_out": True}, at("2026-03-20"), UNDETERMINED),
            (None, at("2026-03-20"), NOT_APPLICABLE),
        ],
    )
    def test_three_steps(
        self, opinions: Any, closed: dt.datetime | None, status: Status
    ) -> None:
        """All three are owed; without opinions there is nothing to work on."""
        report = judge(rounds=[the_round(opinions=opinions, closed_at=closed)])

        assert only(report, "opinions_summary").status is status


def finding(**facts: Any) -> Finding:
    """Return a problem of the eleventh week that needs a reply."""
    given = {
        "id": "N1",
        "window": "A",
        "kind": "problem",
        "recorded_at": at("2026-03-11"),
        "needs_feedback": True,
    }
    return Finding(**{**given, **facts})


class TestGOV_5b:
    """Problems found are put right promptly."""

    def test_open_without_a_number(self) -> None:
        """Promptly has no number: open, with the time elapsed, never late (A-65)."""
        open_ = only(judge(findings=[finding()]), "rectification")
        done = only(
            judge(findings=[finding(rectified_at=at("2026-03-31"))]), "rectification"
        )

        assert (open_.status, open_.evidence.elapsed_days) == (OPEN, 21)
        assert (done.status, done.evidence.elapsed_days) == (MET, 20)

    def test_limit_of_the_host(self) -> None:
        """A limit that the hall sets judges, and is named as the hall's."""
        rule = evolve(gov.RECTIFICATION, limit=Days(10))
        rules = gov.RULES.replace("rectification", rule)
        late = finding(rectified_at=at("2026-03-22", "00:00"))
        verdict = only(judge(findings=[late], rules=rules), "rectification")

        assert (verdict.status, verdict.force) == (LATE, Force.CONFIGURED)

    @pytest.mark.parametrize("kind", ["opinion", "suggestion"])
    def test_what_is_no_problem(self, kind: str) -> None:
        """An opinion or a suggestion is nothing to put right."""
        report = judge(findings=[finding(kind=kind)])

        assert "rectification" not in report.by_rule()


class TestGOV_5c:
    """What needs a reply is replied to within three working days."""

    def test_national_day(self) -> None:
        """From Wednesday 30 September to Saturday 10 October, a make-up day."""
        due = gov.FEEDBACK.due(at("2026-09-30"), calendar=CHINA)

        assert due.last_day == day("2026-10-10")
        assert due.met_by(at("2026-10-10", "23:59"))
        assert not due.met_by(at("2026-10-11", "00:00"))

    @pytest.mark.parametrize("recorded", ["2026-03-06", "2026-03-07", "2026-03-08"])
    def test_weekend(self, recorded: str) -> None:
        """From Friday, Saturday or Sunday it is Wednesday."""
        due = gov.FEEDBACK.due(at(recorded), calendar=CHINA)

        assert due.last_day == day("2026-03-11")

    def test_spring_festival(self) -> None:
        """From Friday 13 February: Saturday 14 works, then 24 and 25 February."""
        due = gov.FEEDBACK.due(at("2026-02-13"), calendar=CHINA)

        assert due.last_day == day("2026-02-25")

    @pytest.mark.parametrize(
        ("told", "status"),
        [
            (at("2026-03-16", "23:59"), MET),
            (at("2026-03-17", "00:00"), LATE),
            (None, BREACHED),
            (at("2026-04-02"), BREACHED),
        ],
    )
    def test_told(self, told: dt.datetime | None, status: Status) -> None:
        """Recorded on Wednesday 11, due by the end of Monday 16."""
        report = judge(findings=[finding(applicant_told_at=told)])

        assert only(report, "feedback").status is status

    def test_pending(self) -> None:
        """Before the last day has ended it is pending."""
        report = judge(findings=[finding()], as_of=at("2026-03-16", "23:59"))

        assert only(report, "feedback").status is PENDING

    @pytest.mark.parametrize(
        ("needed", "status"), [(False, NOT_APPLICABLE), (None, UNDETERMINED)]
    )
    def test_needed(self, needed: bool | None, status: Status) -> None:  # noqa: FBT001 - a fact
        """Where no reply is needed none is owed; unknown is undetermined."""
        report = judge(findings=[finding(needs_feedback=needed)])

        assert only(report, "feedback").status is status

    @pytest.mark.parametrize("kind", ["problem", "opinion", "suggestion"])
    def test_any_kind(self, kind: str) -> None:
        """Opinions and suggestions are replied to as problems are (A-54)."""
        report = judge(
            findings=[finding(kind=kind, applicant_told_at=at("2026-03-12"))]
        )

        assert only(report, "feedback").status is MET

    @pytest.mark.parametrize(
        ("choice", "status"),
        [
            ("FEEDBACK_TO_APPLICANT", MET),
            ("FEEDBACK_TO_SECTION", BREACHED),
            ("RECTIFICATION_AND_FEEDBACK_TO_APPLICANT", LATE),
            ("RECTIFICATION_AND_FEEDBACK_TO_SECTION", BREACHED),
        ],
    )
    def test_readings(self, choice: str, status: Status) -> None:
        """What the limit covers, and who must be told, are readings (A-54)."""
        known = finding(
            applicant_told_at=at("2026-03-12"), rectified_at=at("2026-03-18")
        )
        report = judge(findings=[known], rules=gov.RULES.choose("A-54b", choice))

        assert only(report, "feedback").status is status

    def test_without_a_calendar(self) -> None:
        """Without a calendar nothing is decided, least of all that Saturdays are off."""
        report = judge(findings=[finding()], calendar=None)

        assert only(report, "feedback").reason.code == "calendar_missing"


class TestGOV_6a:
    """The form is set item by item after the contents of art. 2."""

    @pytest.mark.parametrize(
        ("topics", "status", "missing"),
        [
            (TOPICS, MET, ()),
            ((*TOPICS, "parking"), MET, ()),
            (TOPICS[:5], BREACHED, ("evaluation",)),
            (None, UNDETERMINED, ()),
        ],
    )
    def test_six_topics(
        self, topics: tuple[str, ...] | None, status: Status, missing: tuple[str, ...]
    ) -> None:
        """All six stand on the form; more may."""
        verdict = only(judge(rounds=[the_round(form_topics=topics)]), "form_topics")

        assert (verdict.status, verdict.missing) == (status, missing)


class TestGOV_6b:
    """The form has three grades."""

    @pytest.mark.parametrize(
        ("grades", "status", "missing"),
        [
            (("满意", "基本满意", "不满意"), MET, ()),
            (("satisfied", "basically_satisfied", "dissatisfied"), MET, ()),
            (("非常满意", "满意", "基本满意", "不满意", "非常不满意"), MET, ()),
            (("满意", "不满意"), BREACHED, ("basically_satisfied",)),
            (None, UNDETERMINED, ()),
        ],
    )
    def test_three_grades(
        self, grades: tuple[str, ...] | None, status: Status, missing: tuple[str, ...]
    ) -> None:
        """All three stand on the form, in whatever known words (A-62)."""
        verdict = only(judge(rounds=[the_round(form_grades=grades)]), "form_grades")

        assert (verdict.status, verdict.missing) == (status, missing)

    def test_unknown_grade(self) -> None:
        """A grade that nobody knows makes the row unusable."""
        report = judge(rounds=[the_round(form_grades=("很好",))], calls=[], forms=[])

        assert [error.field for error in report.row_errors] == ["form_grades"]

    def test_answers_are_grades(self) -> None:
        """An answer that is no grade is an error of its row, never a guess."""
        report = judge(forms=[form(1, answers={"attitude": "凑合"})])

        assert "基本满意" in report.row_errors[0].problem


class TestGOV_6c:
    """Within a week after a round its results are counted."""

    @pytest.mark.parametrize(
        ("counted", "status"),
        [
            (at("2026-03-19", "23:59"), MET),
            (at("2026-03-20", "00:00"), LATE),
            (day("2026-03-19"), MET),
            (None, BREACHED),
        ],
    )
    def test_a_week_from_the_last_contact(self, counted: Any, status: Status) -> None:
        """The last form was handed out on Thursday 12: due by Thursday 19 (A-55)."""
        verdict = only(
            judge(rounds=[the_round(statistics_at=counted, website_at=None)]),
            "statistics",
        )

        assert verdict.status is status
        assert verdict.deadline.last_day == day("2026-03-19")

    def test_form_that_names_no_round(self) -> None:
        """A form of Friday 13 belongs to its week's round: due by Friday 20 (A-55)."""
        friday = form(6, round_id=None, issued_at=at("2026-03-13"))
        report = judge(forms=[friday])

        assert only(report, "statistics").deadline.last_day == day("2026-03-20")
        assert only(report, "forms_summary").status is MET
        monday = evolve(friday, issued_at=at("2026-03-16", "00:00"))
        later = judge(forms=[monday], rounds=[the_round(statistics_at=None)])
        assert only(later, "statistics").deadline.last_day == day("2026-03-18")

    def test_not_extended_over_a_holiday(self) -> None:
        """The last day stays where it falls, unless the other reading is chosen."""
        due = gov.STATISTICS.due(at("2026-02-13"))
        rolled = gov.RULES.choose("A-05", "CIVIL_CODE_203")["statistics"]

        assert due.last_day == day("2026-02-20")
        assert rolled.due(at("2026-02-13"), calendar=CHINA).last_day == day(
            "2026-02-24"
        )

    def test_later_call_is_not_part_of_it(self) -> None:
        """A call after the statistics does not start them anew."""
        straggler = call(DRAW.reserves[0], called_at=at("2026-03-18"))
        verdict = only(judge(calls=[*CALLS, straggler]), "statistics")

        assert verdict.deadline.last_day == day("2026-03-19")

    def test_call_after_they_fell_due(self) -> None:
        """It puts nothing off: what was not counted by then stays a breach, or late."""
        straggler = call(DRAW.reserves[0], called_at=at("2026-03-25"))
        for counted, status in ((None, BREACHED), (at("2026-03-26"), LATE)):
            report = judge(
                calls=[*CALLS, straggler],
                rounds=[the_round(statistics_at=counted, website_at=None)],
            )
            verdict = only(report, "statistics")
            assert verdict.status is status
            assert verdict.deadline.last_day == day("2026-03-19")
        slower = evolve(gov.STATISTICS, limit=WorkingDays(3))
        report = judge(
            calls=[*CALLS, straggler],
            rounds=[the_round(statistics_at=None, website_at=None)],
            rules=gov.RULES.replace("statistics", slower),
            calendar=None,
        )
        assert only(report, "statistics").reason.code == "calendar_missing"

    def test_round_without_contacts(self) -> None:
        """Without a call or form there is nothing to count."""
        report = judge(rounds=[the_round(statistics_at=None)], calls=[], forms=[])

        assert only(report, "statistics").status is NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("counted", "status"),
        [(at("2026-03-16"), MET), (at("2026-04-07"), MET), (at("2026-04-08"), LATE)],
    )
    def test_end_of_the_month(self, counted: dt.datetime, status: Status) -> None:
        """Read as the month's end, a week from 31 March (A-55)."""
        report = judge(
            rounds=[the_round(statistics_at=counted)],
            rules=gov.RULES.choose("A-55", "END_OF_MONTH"),
            as_of=at("2026-05-01"),
        )

        assert only(report, "statistics").status is status

    def test_end_of_the_month_before_it_is_known(self) -> None:
        """Statistics of before the month's end that are not known yet begin nothing."""
        report = judge(
            rounds=[the_round(website_at=None, notice_board_at=None, closed_at=None)],
            rules=gov.RULES.choose("A-55", "END_OF_MONTH"),
            as_of=at("2026-03-14"),
        )

        assert only(report, "statistics").status is NOT_APPLICABLE
        assert report.row_errors == ()


RATINGS = (
    Rating(
        id="E1",
        window="A",
        rated_at=day("2026-03-11"),
        counts={"非常满意": 3, "满意": 5, "非常不满意": 2},
    ),
    Rating(id="E2", window="A", rated_at=day("2026-03-12"), counts={"满意": 10}),
)


def grades(
    satisfied: int, basically: int, dissatisfied: int, window: str
) -> list[Form]:
    """Return forms that graded the overall item alone."""
    words = ["满意"] * satisfied + ["基本满意"] * basically + ["不满意"] * dissatisfied
    return [
        form(
            1,
            id=f"{window}{number}",
            window=window,
            round_id=None,
            answers={"evaluation": word},
        )
        for number, word in enumerate(words)
    ]


class TestGOV_6d:
    """What the electronic rating devices hold is taken into account."""

    def test_window_with_ratings_alone(self) -> None:
        """A window that only its device knows is not scored, and not forgotten."""
        rating = Rating(
            id="E9", window="Z", rated_at=day("2026-03-10"), counts={"满意": 3}
        )
        rules = gov.RULES.choose("A-57a", "SIX_TO_FOUR")
        found = {
            v.subject.id: v.status  # type: ignore[union-attr]
            for v in judge(ratings=[rating], rules=rules).where(clause="GOV-6e")
        }
        assert found == {"A": MET, "B": MET, "Z": NOT_APPLICABLE}

    def test_by_explicit_weight(self) -> None:
        """Follow-ups 100, devices 18 of 20: 0.6 * 100 + 0.4 * 90 = 96 (A-57)."""
        rules = gov.RULES.choose("A-57a", "SIX_TO_FOUR")
        report = judge(calls=[], ratings=RATINGS, rules=rules)
        found = {v.subject.id: v for v in report.where(clause="GOV-6d")}  # type: ignore[union-attr]
        score = {v.subject.id: v for v in report.where(clause="GOV-6e")}["A"]  # type: ignore[union-attr]

        assert found["A"].status is MET
        assert found["B"].status is NOT_APPLICABLE
        assert score.evidence.score == 96

    def test_weight_is_never_assumed(self) -> None:
        """With ratings and no weight the score is undetermined, and says so."""
        report = judge(calls=[], ratings=RATINGS)
        first = next(iter(report.where(clause="GOV-6d")))

        assert first.subject is not None
        found = {v.subject.id: v.status for v in report.where(clause="GOV-6e")}  # type: ignore[union-attr]
        assert found == {"A": UNDETERMINED, "B": NOT_APPLICABLE}

    def test_no_ratings(self) -> None:
        """Without ratings the follow-ups stand alone."""
        report = judge(calls=[])

        assert set(statuses(report, "window_score")) == {MET, NOT_APPLICABLE}


class TestGOV_6e:
    """Points are totalled by window, and the windows are graded."""

    def test_three_windows(self) -> None:
        """86, 80 and 86 points; ranks 1, 3, 1; the one with five answers flagged."""
        forms = [*grades(8, 1, 1, "A"), *grades(4, 0, 1, "B"), *grades(40, 5, 5, "C")]
        report = judge(calls=[], forms=forms)
        found = list(report.where(clause="GOV-6e"))

        assert [v.subject.id for v in found] == ["A", "C", "B"]  # type: ignore[union-attr]
        assert [v.evidence.score for v in found] == [86, 86, 80]
        assert [v.evidence.rank for v in found] == [1, 1, 3]
        assert [v.evidence.rate for v in found] == [
            Fraction(9, 10),
            Fraction(9, 10),
            Fraction(4, 5),
        ]
        assert {v.evidence.tier for v in found} == {"basically_satisfied"}
        assert [v.evidence.low_sample for v in found] == [False, False, True]

    def test_no_answers(self) -> None:
        """A window without answers is not scored and not ranked, never 0 points."""
        report = judge(calls=[], forms=[], windows=["A", "B"])
        found = list(report.where(clause="GOV-6e"))

        assert {v.status for v in found} == {NOT_APPLICABLE}
        assert {v.evidence.score for v in found} == {None}

    def test_silence(self) -> None:
        """Forms that did not come back, and calls without a grade, are counted apart."""
        forms = [form(1), form(2, returned=False, answers={})]
        calls = [
            call("A/0001", answers={}),
            call("A/0002", reached=False, answers={}),
            call("A/0003", answers={"attitude": None}),
        ]
        report = judge(calls=calls, forms=forms)
        verdict = next(iter(report.where(clause="GOV-6e")))

        assert verdict.evidence.result.no_answer == 3

    def test_phone_and_forms_are_pooled(self) -> None:
        """A call and a form weigh alike, answer by answer."""
        calls = [call("A/0001", answers={"attitude": "不满意"})]
        report = judge(calls=calls, forms=[form(1, answers={"attitude": "满意"})])
        verdict = next(iter(report.where(clause="GOV-6e")))

        assert verdict.evidence.score == 50

    def test_week_still_open(self) -> None:
        """While the period runs a score is pending."""
        report = judge(as_of=at("2026-03-15", "23:59"))

        assert set(statuses(report, "window_score")) <= {PENDING, NOT_APPLICABLE}

    @pytest.mark.parametrize(
        ("reading", "choice", "expected"),
        [
            ("A-56a", "POINTS_100_80_0", {"A": 88, "B": 80}),
            ("A-56c", "SATISFIED_ALONE", {"A": 86, "B": 80}),
            ("A-67", "OVERALL", {"A": 86, "B": 80}),
        ],
    )
    def test_readings(
        self, reading: str, choice: str, expected: dict[str, int]
    ) -> None:
        """Points, rate and unit are readings (A-56, A-67)."""
        forms = [*grades(8, 1, 1, "A"), *grades(4, 0, 1, "B")]
        report = judge(calls=[], forms=forms, rules=gov.RULES.choose(reading, choice))
        found = {
            v.subject.id: v.evidence.score  # type: ignore[union-attr]
            for v in report.where(clause="GOV-6e")
        }

        assert found == expected


class TestGOV_6f:
    """The results are published on the website and on the notice board."""

    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            ({}, [MET, MET]),
            ({"website_at": None}, [BREACHED, MET]),
            ({"notice_board_at": None, "closed_at": None}, [MET, OPEN]),
            (
                {"statistics_at": None, "website_at": None, "notice_board_at": None},
                [NOT_APPLICABLE, NOT_APPLICABLE],
            ),
        ],
    )
    def test_both_places(self, facts: dict[str, Any], expected: list[Status]) -> None:
        """Both are owed once there are statistics, and open until the file closes."""
        report = judge(rounds=[the_round(**facts)])

        assert statuses(report, "publication") == expected


class TestGOV_6g:
    """The scores are one important basis of the windows' appraisal of the year."""

    def test_pooled_over_the_year(self) -> None:
        """A year is all its answers together, not the mean of its weeks."""
        forms = [
            *grades(1, 0, 0, "A"),
            *(
                evolve(entry, id=f"X{entry.id}", issued_at=at("2026-06-01"))
                for entry in grades(0, 0, 9, "A")
            ),
            form(7, issued_at=at("2025-12-31")),
        ]
        report = judge(calls=[], forms=forms, as_of=at("2027-01-01", "00:00"))
        found = {
            (v.subject.id, v.subject.cell): v.evidence.score  # type: ignore[union-attr]
            for v in report.where(clause="GOV-6g")
        }

        assert found["A", "2026"] == 10
        assert found["A", "2025"] == 100
        assert found["B", "2026"] is None

    def test_year_of_ratings_alone(self) -> None:
        """A year in which only devices were pressed has no score."""
        rating = evolve(RATINGS[0], rated_at=day("2025-06-01"))
        report = judge(ratings=[rating], forms=[], as_of=at("2027-01-01", "00:00"))

        assert {v.subject.cell for v in report.where(clause="GOV-6g")} == {"2026"}  # type: ignore[union-attr]

    def test_before_the_year_has_ended(self) -> None:
        """Before the year has ended the score is pending."""
        report = judge(as_of=at("2026-12-31", "23:59"))

        assert set(statuses(report, "year_score")) <= {PENDING, NOT_APPLICABLE}


class TestRulebook:
    """
    The rulebook as a whole: clauses, readings, order.
    """

    @pytest.mark.parametrize("rule", ["phone_organiser", "forms_organiser"])
    def test_who_holds_the_rounds(self, rule: str) -> None:
        """One reading (A-61a) decides it for the calls and for the forms."""
        wider = gov.RULES.choose("A-61a", "SECTION_OR_OFFICE")

        assert gov.RULES[rule].allowed == ("supervision_section",)
        assert set(wider[rule].allowed) > {"supervision_section"}

    def test_clauses(self) -> None:
        """Every clause of the text is there, in its order."""
        assert [clause.id for clause in gov.CLAUSES] == [
            "GOV-0",
            "GOV-1",
            *(f"GOV-2.{number}" for number in range(1, 7)),
            *("GOV-3.1a", "GOV-3.1b", "GOV-3.1c"),
            *("GOV-3.2a", "GOV-3.2b", "GOV-3.2c"),
            "GOV-4",
            *("GOV-5a", "GOV-5b", "GOV-5c"),
            *(f"GOV-6{letter}" for letter in "abcdefg"),
        ]

    def test_every_clause_has_a_rule_or_a_reason(self) -> None:
        """A clause is judged by a rule, or says why it cannot be."""
        cited = {
            clause
            for rule in gov.RULES.rules.values()
            for clause in cited_clauses(rule)
        }

        for clause in gov.CLAUSES:
            assert (clause.id in cited) == (clause.not_computed is None), clause.id

    def test_readings_are_in_force(self) -> None:
        """Every reading holds the value it says, and every choice can be taken."""
        for reading in gov.READINGS:
            assert gov.RULES.in_force(reading.id) == reading.chosen
            for choice in reading.choices:
                assert (
                    gov.RULES.choose(reading.id, choice).in_force(reading.id) == choice
                )

    def test_pickles_and_has_a_digest(self) -> None:
        """The rulebook survives pickling and is the same by value."""
        again = pickle.loads(pickle.dumps(gov.RULES))  # noqa: S301 - our own

        assert again == gov.RULES
        assert again.digest() == gov.RULES.digest()

    def test_numbers_come_from_the_rules(self) -> None:
        """Whatever the host changes reaches the verdicts."""
        rule = evolve(gov.PHONE_DRAW, size=30, unit=DrawUnit.CASE)
        rules = gov.RULES.replace("phone_draw", rule)

        assert only(judge(rules=rules), "phone_draw").required == 30


class TestWhole:
    """
    A whole hall in one report.
    """

    def test_nothing_is_broken(self) -> None:
        """An orderly week breaks nothing, and covers every clause but the purpose."""
        report = judge(
            findings=[
                finding(
                    applicant_told_at=at("2026-03-12"), rectified_at=at("2026-03-12")
                )
            ]
        )
        expected = [clause.id for clause in gov.CLAUSES if not clause.not_computed]

        assert report.violations == ()
        assert report.row_errors == ()
        assert list(report.by_clause()) == expected

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_verdict_explains_itself(self, language: str) -> None:
        """Every verdict has a sentence, in a good week and in a bad one."""
        bad = judge(
            rounds=[the_round(receipt=None, closed_at=None, statistics_at=None)],
            calls=[
                call("A/0001", reached=False, reason="busy", recorded=False),
                call("A/0002", asked={}, callers=()),
            ],
            forms=[form(1, answers={}, returned=False)],
            findings=[finding(), finding(id="N2", needs_feedback=False)],
            ratings=RATINGS,
            period=None,
        )
        for verdict in (*judge(), *bad):
            text = verdict.explain(language)

            assert text
            assert "{" not in text
        assert bad.table(language)

    def test_receipts_replay(self) -> None:
        """Every verdict replays from its receipt."""
        for verdict in judge(findings=[finding()]):
            receipt = json.loads(json.dumps(verdict.receipt()))
            again = replay(gov.RULES[verdict.rule], receipt, calendar=CHINA)

            assert again.is_same, verdict

    def test_later_facts_are_not_known(self) -> None:
        """As of Thursday morning the later rows are left out and counted."""
        report = judge(as_of=at("2026-03-12", "08:00"), findings=[finding()])

        assert report.accounts["feedback_form"].later == 5
        assert only(report, "forms_issued").status is PENDING

    def test_period(self) -> None:
        """Rows of other periods are left out and counted; ledgers of draws are whole."""
        report = judge(period=week(2026, 12))

        assert report.accounts["case"] == Account(52, 52, 0, 0, 0, 0)
        assert report.accounts["round"] == Account(1, 0, 0, 1, 0, 0)
        assert report.accounts["call"] == Account(20, 0, 0, 20, 0, 0)
        assert report.accounts["feedback_form"] == Account(5, 0, 0, 5, 0, 0)

    def test_without_a_period(self) -> None:
        """Without a period everything is judged, weeks from the first row on."""
        report = judge(period=None, as_of=at("2026-03-22"))

        assert statuses(report, "phone_round") == [MET, PENDING]
        assert gov.assess(as_of=APRIL_1).verdicts == ()

    def test_own_objects_will_do(self) -> None:
        """Rows of the host's own classes are read by their attributes."""
        rows = [SimpleNamespace(**vars(entry)) for entry in CASES]

        assert only(judge(cases=rows), "phone_draw").status is MET

    @pytest.mark.parametrize(
        ("rows", "field"),
        [
            ({"cases": [case(1), case(1)]}, "id"),
            ({"cases": [case(1, applicant=" ")]}, "applicant"),
            ({"cases": [case(1, completed_at=at("2026-03-01"))]}, "completed_at"),
            ({"cases": [case(1, window="Z")], "windows": ["A"]}, "window"),
            ({"rounds": [the_round(drawn_at=day("2026-03-11"))]}, "drawn_at"),
            ({"rounds": [the_round(receipt="x")]}, "receipt"),
            ({"rounds": [the_round(opinions={"sung": True})]}, "opinions"),
            ({"rounds": [the_round(statistics_at=at("2026-03-01"))]}, "statistics_at"),
            ({"calls": [call("A/0001", round_id="W99")]}, "round_id"),
            ({"calls": [call("A/9999")]}, "case_id"),
            (
                {"calls": [call("A/0001", called_at=at("2026-03-11", "08:00"))]},
                "called_at",
            ),
            ({"calls": [call("A/0001", reached="yes")]}, "reached"),
            ({"calls": [call("A/0001", asked={"weather": True})]}, "asked"),
            ({"calls": [call("A/0001", answers={"weather": "满意"})]}, "answers"),
            ({"forms": [form(1, round_id="W99")]}, "round_id"),
            ({"forms": [form(1, returned=None)]}, "returned"),
            ({"forms": [form(1, returned=False, answers=CONTENT)]}, "answers"),
            (
                {"calls": [call("A/0001", reached=False, answers=CONTENT)]},
                "answers",
            ),
            ({"ratings": [evolve(RATINGS[0], counts={"很好": 1})]}, "counts"),
            ({"ratings": [evolve(RATINGS[0], counts={"满意": -1})]}, "counts"),
            ({"findings": [finding(kind="praise")]}, "kind"),
            ({"findings": [finding(rectified_at=at("2026-03-01"))]}, "rectified_at"),
        ],
    )
    def test_unusable_rows(self, rows: dict[str, Any], field: str) -> None:
        """A row that cannot be judged is named, with its field; the rest is judged."""
        report = judge(**{"calls": [], "forms": [], **rows})

        assert field in [error.field for error in report.row_errors]

    def test_windows_are_a_collection(self) -> None:
        """One text is no collection of codes."""
        with pytest.raises(InvalidFieldError, match="windows"):
            judge(windows="AB")

    def test_moment_of_judgement(self) -> None:
        """The moment of judgement has a zone."""
        with pytest.raises(NaiveTimeError):
            judge(as_of=dt.datetime(2026, 4, 1))  # noqa: DTZ001 - meant

    def test_unknown_reading(self) -> None:
        """A reading that is not there lists those that are."""
        with pytest.raises(UnknownNameError, match="PER_WINDOW"):
            gov.RULES.choose("A-49", "PER_HALL")


class TestTimeOfKnowledge:
    """
    A row is known from the time it was entered (A-73).
    """

    def test_case_entered_after_the_draw(self) -> None:
        """A case filled in on the 12th was not in the ledger drawn on the 11th."""
        late = case(99, accepted_at=at("2026-03-05"), entered_at=at("2026-03-12"))
        report = judge(cases=[*CASES, late])

        assert only(report, "phone_draw").status is MET
        assert report.accounts["case"].judged == 53

    def test_case_of_unknown_entry_disproves(self) -> None:
        """The same case without a time of entry stood there since its own day."""
        verdict = only(judge(cases=[*CASES, case(99)]), "phone_draw")

        assert verdict.reason.code == "draw_disproved"

    @pytest.mark.parametrize(
        ("entered", "size"), [("08:29", 53), ("08:30", 53), ("08:31", 52)]
    )
    def test_edge(self, entered: str, size: int) -> None:
        """Entered at the very time of the draw it is in; a minute later it is not."""
        late = case(99, entered_at=at("2026-03-11", entered))

        assert len(gov.phone_frame([*CASES, late], at=DRAWN_AT).ids) == size

    def test_drawn_on_a_day(self) -> None:
        """A draw on a day takes what was entered on that day, and nothing later."""
        that_day = case(98, entered_at=at("2026-03-11", "23:59"))
        next_day = case(99, entered_at=at("2026-03-12", "00:00"))
        frame = gov.phone_frame([that_day, next_day], at=day("2026-03-11"))

        assert frame.ids == ("A/0098",)

    def test_call_entered_after_the_draw(self) -> None:
        """Whose call was entered later was not known to have been called."""
        earlier = call("A/0001", called_at=at("2026-03-04"))
        late = evolve(earlier, entered_at=at("2026-03-12"))

        assert gov.phone_frame(CASES, [earlier], at=DRAWN_AT).called == ("A/0001",)
        assert gov.phone_frame(CASES, [late], at=DRAWN_AT).called == ()

    def test_not_known_yet(self) -> None:
        """A form entered after the moment of judgement is left out and counted."""
        forms = [*FORMS[1:], form(1, entered_at=at("2026-04-02"))]
        report = judge(forms=forms)

        assert only(report, "forms_issued").status is BREACHED
        assert report.accounts["feedback_form"].later == 1

    def test_a_window_not_known_yet(self) -> None:
        """What was said of a window that was entered later gives it no score yet."""
        rows: dict[str, Any] = {
            "window": [Window(id="A"), Window(id="B", entered_at=at("2026-04-02"))],
            "round": [the_round()],
            "case": CASES,
            "call": CALLS,
            "feedback_form": [*FORMS, form(6, window="B")],
        }
        report = gov.RULES.assess(rows, as_of=APRIL_1, period=WEEK_11, calendar=CHINA)

        scored = report.where(rule="window_score").verdicts
        assert {v.subject.id for v in scored if v.subject} == {"A"}
        assert report.accounts["window"].later == 1


SIXTY = [case(number, accepted_at=at("2026-03-02")) for number in range(60)]


def two_rounds(first_answer: str = "满意", **facts: Any) -> dict[str, Any]:
    """Return two weekly rounds of sixty cases; one call of the first as told."""
    rounds: list[Round] = []
    calls: list[Call] = []
    for number, date in enumerate(("2026-03-04", "2026-03-11")):
        drawn_at = at(date, "08:00")
        draw = gov.draw_round(SIXTY, calls, seed=f"seed {date}", at=drawn_at)
        for place, id_ in enumerate(draw.chosen):
            word = first_answer if number == place == 0 else "满意"
            made: dict[str, Any] = {
                "id": f"{number}-{place}",
                "round_id": f"R{number}",
                "called_at": at(date, f"09:{place:02d}"),
                "answers": {"attitude": word},
            }
            calls.append(call(id_, **made))
        rounds.append(
            the_round(id=f"R{number}", drawn_at=drawn_at, receipt=draw.receipt)
        )
    calls[0] = evolve(calls[0], **facts)
    return {
        "cases": SIXTY,
        "rounds": rounds,
        "calls": calls,
        "forms": (),
        "period": MARCH,
    }


class TestRowsInError:
    """
    A row that cannot be read is never held against anybody (A-74).
    """

    def test_typing_error_in_a_grade(self) -> None:
        """The week of the call cannot be judged; the next week's draw is proven."""
        report = judge(**two_rounds("还行"))
        first, second = report.where(rule="phone_draw")

        assert [error.field for error in report.row_errors] == ["answers"]
        assert (first.status, first.reason.code) == (UNDETERMINED, "row_unusable")
        assert second.status is MET

    def test_grades_of_somebody_not_reached(self) -> None:
        """So with grades where nobody was reached."""
        report = judge(**two_rounds(reached=False))

        assert statuses(report, "phone_draw") == [UNDETERMINED, MET]

    @pytest.mark.parametrize("facts", [{"called_at": "4 March"}, {"case_id": "99999"}])
    def test_call_that_says_not_whom_or_when(self, facts: dict[str, Any]) -> None:
        """Where the person called cannot be read, no draw of the month is disproved."""
        report = judge(**two_rounds(**facts))

        assert statuses(report, "phone_draw") == [UNDETERMINED, UNDETERMINED]

    def test_wrong_round(self) -> None:
        """A call whose round cannot be found took its person out all the same."""
        report = judge(**two_rounds(round_id="R9"))

        assert statuses(report, "phone_draw") == [UNDETERMINED, MET]

    def test_case_that_cannot_be_read(self) -> None:
        """A draw is not disproved by a case that cannot be read."""
        cases = [evolve(CASES[-1], completed_at=at("2026-03-01")), *CASES[:-1]]
        calls = [one for one in CALLS if one.case_id != CASES[-1].id]
        verdict = only(judge(cases=cases, calls=calls), "phone_draw")

        assert (verdict.status, verdict.reason.code) == (UNDETERMINED, "row_unusable")

    def test_case_of_another_month(self) -> None:
        """An unreadable case of February says nothing for a draw of March."""
        old = case(99, accepted_at=at("2026-02-27"), completed_at=at("2026-02-01"))
        forged = {**DRAW.receipt, "chosen": ["A/0001"]}
        report = judge(cases=[*CASES, old], rounds=[the_round(receipt=forged)])

        assert only(report, "phone_draw").status is BREACHED

    def test_what_no_row_can_put_right(self) -> None:
        """A receipt of another number is no proof, whatever row cannot be read."""
        told = two_rounds("还行")
        forged = {**told["rounds"][0].receipt, "k": 19}
        told["rounds"][0] = evolve(told["rounds"][0], receipt=forged)

        assert statuses(judge(**told), "phone_draw") == [BREACHED, MET]

    def test_form_that_cannot_be_read(self) -> None:
        """Four forms and one that cannot be read may be five; three and one are not."""
        broken = form(9, answers={"attitude": "凑合"})
        four = only(judge(forms=[*FORMS[:4], broken]), "forms_issued")
        three = only(judge(forms=[*FORMS[:3], broken]), "forms_issued")
        other = evolve(broken, issued_at=at("2026-03-02"))
        elsewhere = only(judge(forms=[*FORMS[:4], other]), "forms_issued")

        assert (four.status, four.reason.code) == (UNDETERMINED, "row_unusable")
        assert (three.status, three.notes[0].code) == (BREACHED, "rows_in_error")
        assert (elsewhere.status, elsewhere.notes) == (BREACHED, ())

    def test_scores_say_so(self) -> None:
        """A score says how many rows it had to leave out."""
        report = judge(forms=[*FORMS, form(9, answers={"attitude": "凑合"})])
        score = next(iter(report.where(clause="GOV-6e")))

        assert (score.notes[-1].code, score.notes[-1]["count"]) == ("rows_in_error", 1)


class TestWordsOfRows:
    """
    Rows may use the words that people write.
    """

    def test_chinese_words(self) -> None:
        """Parties, applicants and topics in Chinese, as reports print them."""
        cases = [evolve(one, applicant_kind="企业") for one in CASES]
        asked = [
            "服务态度",
            "办事效率",
            "按章办事",
            "有无体外循环",
            "廉洁自律",
            "评估与建议",
        ]
        calls = [
            evolve(one, callers=["专人"], asked=asked, answers={"服务态度": "满意"})
            for one in CALLS
        ]
        report = judge(
            cases=cases, calls=calls, rounds=[the_round(organisers=["督查科"])]
        )

        assert report.violations == ()
        assert report.row_errors == ()

    def test_a_topic_named_twice(self) -> None:
        """One topic under two names is an error of the row, and neither is dropped."""
        answers = {"attitude": "满意", "服务态度": "不满意"}
        (error,) = judge(forms=[form(1, answers=answers)]).row_errors

        assert (error.field, error.got) == ("answers", answers)

    def test_whole_numbers_as_ids(self) -> None:
        """Ids may be whole numbers."""
        cases = [evolve(one, id=int(one.id) + 1000) for one in CASES]
        draw = gov.draw_round(cases, seed=SEED, at=DRAWN_AT)
        calls = [call(id_, case_id=int(id_[2:])) for id_ in draw.chosen]
        report = judge(
            cases=cases, calls=calls, rounds=[the_round(receipt=draw.receipt)]
        )

        assert report.row_errors == ()
        assert only(report, "phone_draw").status is MET

    def test_windows_that_are_not_listed(self) -> None:
        """A window that is not among the hall's is an error, with the nearest."""
        (error,) = judge(windows=["A", "B"], forms=[form(1, window="AA")]).row_errors

        assert (error.kind, error.field) == ("feedback_form", "window")
        assert "'A'" in error.problem


def _step(evidence: Any) -> str | None:
    """Return the step, item or part that a verdict is on, where it is on one."""
    name: str | None = getattr(evidence, "only", getattr(evidence, "part", None))
    return name


class TestOneKeyEach:
    """
    No two verdicts of a report are on the same obligation.
    """

    @pytest.mark.parametrize("scope", ["TOTAL", "PER_WINDOW"])
    def test_two_rounds_in_one_week(self, scope: str) -> None:
        """Rule, step or item, and subject tell every verdict apart."""
        rules = gov.RULES.choose("A-49", scope)
        rounds = [the_round(), the_round(id="W11b", drawn_at=at("2026-03-12"))]
        report = judge(rounds=rounds, ratings=RATINGS, rules=rules)
        keys = [(v.rule, _step(v.evidence), v.subject) for v in report.verdicts]

        assert len({*map(str, keys)}) == len(keys)


class TestDrawsAreMadeAgain:
    """
    What a draw is made from, beside the reading of the month.
    """

    def test_a_serial_that_stands_twice(self) -> None:
        """Two cases of one window and serial are refused, not made one."""
        with pytest.raises(DuplicateIdError):
            gov.draw_round([case(1), case(1, applicant="P2")], seed=SEED, at=DRAWN_AT)

    def test_readings_of_the_feed(self) -> None:
        """What the draw does not ask itself stands on what feeds it."""
        rules = gov.RULES.choose("A-50b", "COMPLETED")

        assert rules["phone_draw"] == gov.PHONE_DRAW
        assert rules.feeds["phone_draw"].reads() == ("window", "case", "round", "call")
        assert rules.feeds["phone_draw"].only_completed
        assert rules.edition == "GOV@2021+1 change"

    def test_any_ledger_by_kind(self) -> None:
        """The book judges ledgers by their kinds; what is not kept is not asked."""
        report = gov.RULES.assess(
            {"finding": [finding()]}, as_of=APRIL_1, calendar=CHINA
        )

        assert statuses(report, "feedback") == [BREACHED]
        assert gov.FINDINGS == ("problem", "opinion", "suggestion")
