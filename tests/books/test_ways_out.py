"""
Ways out: what is owed, and lawfully let off, is excused, and never anything else.
"""

import datetime as dt
import json
from typing import Annotated, Any

import attrs
import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.agenda import agenda
from followup_rules.books.feeds import Attempts, WayOut
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    actors,
    cadence,
    checklist,
    clause,
    deadline,
    intervals,
    judged,
    keeping,
    procedure,
    quota,
    rate,
    regulation,
    series,
    streaks,
    team,
)
from followup_rules.clauses import Text
from followup_rules.errors import (
    InvalidFieldError,
    InvariantBrokenError,
    UnknownNameError,
)
from followup_rules.excuses import excuse_of
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.cadence import coverage
from followup_rules.policies.series import Around
from followup_rules.policies.streaks import Streak
from followup_rules.policies.targets import Bound
from followup_rules.testing.invariants import check_invariants
from followup_rules.timing.amounts import Days, Hours
from followup_rules.timing.cycles import Cycle, month, period
from followup_rules.verdicts import AGAINST, Status, Verdict

MARCH = month(2026, 3)
ZONE = "Asia/Shanghai"


def at(day: int, hour: int = 9, *, in_month: int = 3) -> pendulum.DateTime:
    """Return an instant of 2026, in March unless another month is named."""
    return pendulum.datetime(2026, in_month, day, hour, tz=ZONE)


AS_OF = at(15, in_month=4)


@row("patient", "patient", "患者", placed="left_at")
class Patient:
    """Who left the hospital, and what became of them."""

    id: str
    left_at: dt.datetime = said("when they left", "出院时间")
    called_at: dt.datetime | None = said("when called", "随访时间", default=None)
    refused_at: dt.datetime | None = said("when refused", "拒绝时间", default=None)
    died_on: dt.date | dt.datetime | None = said(
        "when they died", "死亡日期", default=None
    )
    exempt: bool | None = said("whether exempt", "是否免除", default=False)
    exempt_at: dt.date | dt.datetime | None = said(
        "when exempt", "免除日期", default=None
    )
    exempt_by: str | None = said("who exempted", "免除人", default=None)
    letter_at: dt.datetime | None = said("the letter", "信函时间", default=None)
    noted: bool | None = said("whether noted", "是否登记", default=False)


@row(
    "attempt", "attempt", "尝试", placed="tried_at", owner="patient_id", counts_if="ok"
)
class Attempt:
    """A call that was tried; one that reached nobody does not count."""

    id: str
    patient_id: Annotated[str, Id("patient")] = said("whose", "患者")
    tried_at: dt.datetime = said("when", "时间")
    ok: bool = said("whether it reached anybody", "是否接通", default=False)
    by_phone: bool | None = said("whether by phone", "是否电话", default=True)


CALLS = {
    "of": Attempt,
    "where": "not ok and by_phone",
    "least": 3,
    "on_different_days": True,
}
LADDER = {
    "name": ("the patient cannot be reached", "患者失访"),
    "clause": "9c",
    "attempts": ({**CALLS, "ended_by": "letter_at"},),
}
REFUSED = {
    "name": ("the patient refuses", "患者拒绝随访"),
    "clause": "9a",
    "when": "refused_at",
}
DIED = {
    "name": ("the patient died", "患者死亡"),
    "clause": "9b",
    "when": "died_on",
    "whenever": True,
}
EXEMPT = {
    "name": ("the head exempts the patient", "科主任准予免除"),
    "clause": "9a",
    "when": "exempt",
    "came_at": "exempt_at",
    "granted_by": "exempt_by",
}


def book(*drafts: Any) -> Rulebook:
    """Return a regulation with some rules under its first clause."""
    return regulation(
        "DIS",
        "1",
        "Follow-up",
        "随访",
        clause("1", "Patients are called.", "随访患者。", *drafts),
        clause("9a", "Refusal ends it.", "拒绝的终止。", not_computed=("-", "-")),
        clause("9b", "Death ends it.", "死亡的终止。", not_computed=("-", "-")),
        clause("9c", "A letter ends it.", "发函的终止。", not_computed=("-", "-")),
        source="a test",
        ledgers=(Patient, Attempt),
    )


def call(**more: Any) -> Any:
    """Return the duty to call within seven days."""
    told = {"limit": Days(7), **more}
    return deadline(
        "call",
        "the call",
        "随访",
        owed_by="ward",
        each=Patient,
        since="left_at",
        done="called_at",
        **told,
    )


def one(
    rules: Rulebook, attempts: Any = (), *, as_of: Any = AS_OF, **facts: Any
) -> Any:
    """Return the verdict on one patient, who left on 2 March and is due by the 9th."""
    patient = Patient(id="P1", left_at=at(2), **facts)
    rows = {"patient": [patient], "attempt": list(attempts)}
    [verdict] = rules.assess(rows, as_of=as_of)
    return verdict


def tried(*days: int, **facts: Any) -> list[Attempt]:
    """Return attempts in vain on days of March."""
    return [
        Attempt(id=f"A{n}", patient_id="P1", tried_at=at(day, 8 + n), **facts)
        for n, day in enumerate(days)
    ]


ALL = book(
    call(
        ways_out={
            "refused": REFUSED,
            "died": DIED,
            "exempt": EXEMPT,
            "unreached": LADDER,
        }
    )
)


class TestHolding:
    """
    A way out that holds by the moment of judgement, and came in time.
    """

    @pytest.mark.parametrize(
        ("facts", "status", "code"),
        [
            ({}, "BREACHED", "not_done"),
            # the last day is 9 March
            ({"refused_at": at(9, 23)}, "EXCUSED", "let_off"),
            ({"refused_at": at(10, 0)}, "BREACHED", "not_done"),
            # done late, and let off before the bound
            ({"refused_at": at(9), "called_at": at(12)}, "EXCUSED", "let_off"),
            ({"refused_at": at(12), "called_at": at(12)}, "LATE", "done_late"),
            # done all the same, and in time
            ({"refused_at": at(4), "called_at": at(9)}, "MET", "done_in_time"),
            # the text lets off what was overdue as well
            ({"died_on": dt.date(2026, 3, 9)}, "EXCUSED", "let_off"),
            ({"died_on": dt.date(2026, 3, 10)}, "EXCUSED", "let_off_afterwards"),
            (
                {"died_on": dt.date(2026, 3, 11), "called_at": at(12)},
                "EXCUSED",
                "let_off_afterwards",
            ),
            (
                {"died_on": dt.date(2026, 3, 13), "called_at": at(12)},
                "LATE",
                "done_late",
            ),
            # not before it came
            ({"died_on": dt.date(2026, 4, 16)}, "BREACHED", "not_done"),
            # a flag with a day, without one, and not known
            ({"exempt": True, "exempt_at": dt.date(2026, 3, 9)}, "EXCUSED", "let_off"),
            ({"exempt": True}, "UNDETERMINED", "let_off_undated"),
            ({"exempt": True, "called_at": at(8)}, "MET", "done_in_time"),
            ({"exempt": None}, "UNDETERMINED", "let_off_unknown"),
            (
                {"exempt": None, "exempt_at": dt.date(2026, 3, 9)},
                "UNDETERMINED",
                "let_off_unknown",
            ),
            (
                {"exempt": None, "exempt_at": dt.date(2026, 3, 10)},
                "BREACHED",
                "not_done",
            ),
            # what is certain comes first
            ({"exempt": None, "refused_at": at(3)}, "EXCUSED", "let_off"),
            ({"exempt": True, "refused_at": at(3)}, "EXCUSED", "let_off"),
        ],
    )
    def test_after_the_bound(
        self, facts: dict[str, Any], status: str, code: str
    ) -> None:
        """What it comes to in April."""
        verdict = one(ALL, **facts)

        assert (verdict.status.name, verdict.reason.code) == (status, code)

    def test_before_the_bound(self) -> None:
        """It holds from when it came; an undated one accuses nobody meanwhile."""
        assert one(ALL, as_of=at(5), refused_at=at(6)).status is Status.PENDING
        assert one(ALL, as_of=at(6), refused_at=at(6)).status is Status.EXCUSED
        assert one(ALL, as_of=at(6), exempt=True).status is Status.PENDING
        assert one(ALL, as_of=at(6), exempt=None).status is Status.PENDING

    def test_one_that_came_too_late_is_named(self) -> None:
        """With its clause, when it came, and the bound."""
        verdict = one(ALL, refused_at=at(10, 0))
        [late] = [found for found in verdict.notes if found.code == "let_off_too_late"]

        assert late["way"] == "refused"
        assert late["under"] == "DIS-9a"
        assert late["at"] == at(10, 0)
        assert verdict.explain("en").endswith(
            "It is not excused: the patient refuses (DIS-9a) came too late, "
            "Tue 2026-03-10 00:00; it was due by the end of Mon 2026-03-09."
        )
        assert "患者拒绝随访（DIS-9a）发生于2026年3月10日00:00" in verdict.explain("zh")

    def test_what_it_says(self) -> None:
        """Its clause, who allowed it and since when, in both languages."""
        verdict = one(
            ALL, exempt=True, exempt_at=dt.date(2026, 3, 5), exempt_by="Dr Li"
        )

        assert verdict.clause.id == "DIS-1"
        assert not verdict.is_violation
        assert verdict.explain("en") == (
            "The call is excused: the head exempts the patient (DIS-9a); nothing is "
            "held against anybody under DIS-1. Allowed by: Dr Li. It is so since "
            "Thu 2026-03-05."
        )
        assert verdict.explain("zh") == (
            "科主任准予免除，依DIS-9a，随访依规免除，不按DIS-1计为未达标。"
            "准予免除：Dr Li。自2026年3月5日起如此。"
        )
        found = excuse_of(verdict)
        assert found is not None
        assert attrs.astuple(found, recurse=False) == (
            "exempt",
            Text("the head exempts the patient", "科主任准予免除"),
            "DIS-9a",
            "Dr Li",
            dt.date(2026, 3, 5),
            False,
            None,
            False,
        )

    def test_the_party_that_allows_it(self) -> None:
        """It stands in the text, in the words of the book."""
        rules = book(call(ways_out={"refused": {**REFUSED, "allowed_by": "office"}}))

        assert "Allowed by: office." in one(rules, refused_at=at(4)).explain("en")
        assert "准予免除：办公室。" in one(rules, refused_at=at(4)).explain("zh")

    def test_receipts(self) -> None:
        """They hold the way out, and replay without the row that told it."""
        for facts in (
            {"refused_at": at(4)},
            {"died_on": dt.date(2026, 3, 12)},
            {"exempt": True},
            {"exempt": None},
            {"refused_at": at(12)},
        ):
            verdict = one(ALL, **facts)
            replayed = ALL.replay(json.loads(json.dumps(verdict.receipt())))

            assert replayed.stale == ()
            for language in ("en", "zh"):
                assert replayed.verdict.explain(language) == verdict.explain(language)

    def test_hours_and_a_day(self) -> None:
        """A day that may have been before an instant was before it."""
        rules = book(
            call(limit=Hours(72), ways_out={"died": {**DIED, "whenever": False}})
        )

        # 72 hours after 2 March, 9 o'clock: 5 March, 9 o'clock
        for day, status in ((5, Status.EXCUSED), (6, Status.BREACHED)):
            assert one(rules, died_on=dt.date(2026, 3, day)).status is status

    def test_no_bound(self) -> None:
        """A duty without a limit is let off whenever it is so."""
        rules = book(call(limit=None, ways_out={"refused": REFUSED}))

        assert one(rules).status is Status.OPEN
        assert one(rules, refused_at=at(4)).status is Status.EXCUSED
        assert one(rules, refused_at=at(4), called_at=at(5)).status is Status.MET

    def test_a_flag_without_a_day_where_the_text_says_whenever(self) -> None:
        """Nobody asks when it came."""
        way = {**EXEMPT, "came_at": None, "whenever": True}
        rules = book(call(ways_out={"exempt": way}))

        assert one(rules, as_of=at(4), exempt=True).reason.code == "let_off"
        assert one(rules, exempt=True).reason.code == "let_off_whenever"
        found = excuse_of(one(rules, exempt=True))
        assert found is not None
        assert found.whenever

    def test_what_is_not_owed_needs_none(self) -> None:
        """It stays not applicable."""
        rules = book(call(owed="noted", ways_out={"refused": REFUSED}))
        verdict = one(rules, refused_at=at(4))

        assert verdict.status is Status.NOT_APPLICABLE
        assert excuse_of(verdict) is None

    def test_a_bound_that_is_not_known(self) -> None:
        """Without a calendar nobody can tell whether it came in time."""
        from followup_rules.timing.amounts import WorkingDays  # noqa: PLC0415

        ways = {"refused": REFUSED, "died": DIED}
        rules = book(call(limit=WorkingDays(3), ways_out=ways))

        assert one(rules, refused_at=at(4)).reason.code == "calendar_missing"
        assert one(rules, died_on=dt.date(2026, 3, 20)).status is Status.EXCUSED


class TestLadder:
    """
    Three calls on different days, then a letter.
    """

    @pytest.mark.parametrize(
        ("days", "letter", "status"),
        [
            ((3, 4, 5), at(6), "EXCUSED"),
            ((3, 4, 5), None, "BREACHED"),
            ((3, 4), at(6), "BREACHED"),
            ((3, 4, 4), at(6), "BREACHED"),
            ((3, 4, 4, 5), at(6), "EXCUSED"),
            # the letter before the third call ends nothing
            ((3, 4, 6), at(5), "BREACHED"),
            # the ladder ended after the bound
            ((3, 4, 5), at(10), "BREACHED"),
            ((3, 4, 10), at(11), "BREACHED"),
        ],
    )
    def test_by_hand(self, days: tuple[int, ...], letter: Any, status: str) -> None:
        """Each rung is asked for."""
        assert one(ALL, tried(*days), letter_at=letter).status.name == status

    def test_since_when(self) -> None:
        """It is so since the letter; without one, since the last call needed."""
        bare = book(call(ways_out={"unreached": {**LADDER, "attempts": (CALLS,)}}))
        calls = tried(3, 4, 4, 5, 6)

        with_letter = excuse_of(one(ALL, calls, letter_at=at(7)))
        without = excuse_of(one(bare, calls))
        assert with_letter is not None
        assert without is not None
        assert with_letter.at == at(7)
        assert without.at == at(5, 11)

    def test_done_all_the_same(self) -> None:
        """In time it is met, late it stays excused."""
        calls = tried(3, 4, 5)

        assert one(ALL, calls, letter_at=at(6), called_at=at(9)).status is Status.MET
        late = one(ALL, calls, letter_at=at(6), called_at=at(20))
        assert late.status is Status.EXCUSED

    def test_what_may_be_an_attempt(self) -> None:
        """It withholds what would be against somebody, if it could end in time."""
        perhaps = Attempt(id="B", patient_id="P1", tried_at=at(5), by_phone=None)
        late = Attempt(id="B", patient_id="P1", tried_at=at(12), by_phone=None)
        third = Attempt(id="C", patient_id="P1", tried_at=at(12))
        two = tried(3, 4)

        assert one(ALL, two, letter_at=at(6)).status is Status.BREACHED
        maybe = one(ALL, [*two, perhaps], letter_at=at(6))
        assert maybe.reason.code == "let_off_unknown"
        assert one(ALL, [*two, late], letter_at=at(13)).status is Status.BREACHED
        # surely after the bound, and perhaps before it
        bare = book(call(ways_out={"unreached": {**LADDER, "attempts": (CALLS,)}}))
        assert one(bare, [*two, third]).status is Status.BREACHED
        both = one(bare, [*two, perhaps, third])
        assert both.reason.code == "let_off_unknown"

    def test_two_rungs(self) -> None:
        """The second begins where the first ended."""
        rungs = (
            {"of": "attempt", "where": "by_phone", "least": 2},
            {"of": "attempt", "where": "not by_phone", "least": 1},
        )
        rules = book(call(ways_out={"unreached": {**LADDER, "attempts": rungs}}))

        def visit(day: int) -> Attempt:
            return Attempt(
                id=f"V{day}", patient_id="P1", tried_at=at(day, 20), by_phone=False
            )

        assert one(rules, [*tried(3, 4), visit(5)]).status is Status.EXCUSED
        assert one(rules, [*tried(3, 5), visit(4)]).status is Status.BREACHED
        assert one(rules, [*tried(3), visit(4)]).status is Status.BREACHED

    def test_rows_that_cannot_be_read(self) -> None:
        """One of them may have been the third attempt."""
        bad = {"id": "X", "patient_id": "P1", "tried_at": "yesterday"}
        rows: dict[str, list[Any]] = {
            "patient": [Patient(id="P1", left_at=at(2), letter_at=at(6))],
            "attempt": [*tried(3, 4), type("Row", (), bad)],
        }
        [verdict] = ALL.assess(rows, as_of=AS_OF)

        assert verdict.reason.code == "row_unusable"


class TestOtherKinds:
    """
    What a row owes is let off in the same way, whatever the kind of the rule.
    """

    def test_a_record(self) -> None:
        """It has no bound, so nobody asks when the way out came."""
        rules = book(
            checklist(
                "record",
                "the record",
                "登记",
                owed_by="ward",
                each=Patient,
                items={"noted": ("the note", "登记")},
                ways_out={"exempt": {**EXEMPT, "came_at": None, "whenever": True}},
            )
        )

        assert one(rules).status is Status.BREACHED
        assert one(rules, exempt=True).reason.code == "let_off"
        assert one(rules, exempt=None).reason.code == "let_off_unknown"
        assert one(rules, exempt=True, noted=True).status is Status.MET

    def test_who_acted(self) -> None:
        """The same."""
        rules = book(
            actors(
                "who",
                "the caller",
                "随访人",
                owed_by="ward",
                allowed=("nurse",),
                each=Patient,
                by="exempt_by",
                ways_out={"refused": REFUSED},
            )
        )

        assert one(rules, exempt_by="intern").status is Status.BREACHED
        excused = one(rules, exempt_by="intern", refused_at=at(30))
        assert excused.status is Status.EXCUSED

    def test_steps(self) -> None:
        """Each step is held against its own bound."""
        rules = book(
            procedure(
                "steps",
                "the follow-up",
                "随访",
                owed_by="ward",
                each=Patient,
                since="left_at",
                steps={
                    "call": {
                        "name": ("the call", "电话"),
                        "at": "called_at",
                        "owed_by": "ward",
                        "limit": Days(7),
                    },
                    "letter": {
                        "name": ("the letter", "信函"),
                        "at": "letter_at",
                        "owed_by": "ward",
                        "limit": Days(20),
                        "since": "left_at",
                    },
                },
                apart=True,
                ways_out={"refused": REFUSED},
            )
        )
        patient = Patient(id="P1", left_at=at(2), refused_at=at(12))
        found = rules.assess({"patient": [patient]}, as_of=AS_OF)

        assert [verdict.status.name for verdict in found] == ["BREACHED", "EXCUSED"]

    def test_cells(self) -> None:
        """Those that ended before it came stay; the running one is let off."""
        rules = book(
            cadence(
                "monthly",
                "the monthly call",
                "每月随访",
                owed_by="ward",
                of=Attempt,
                each=Patient,
                whose="patient_id",
                cycle=Cycle.MONTH,
                ways_out={"died": {**DIED, "whenever": False}},
            )
        )
        patient = Patient(
            id="P1", left_at=at(2, in_month=1), died_on=dt.date(2026, 3, 31)
        )
        calls = [
            Attempt(id="A", patient_id="P1", tried_at=at(9, in_month=1), ok=True),
        ]
        found = rules.assess(
            {"patient": [patient], "attempt": calls},
            as_of=AS_OF,
            period=period(dt.date(2026, 1, 1), dt.date(2026, 4, 30)),
        )
        summed = coverage(found)

        assert [verdict.status.name for verdict in found] == [
            "MET",
            "BREACHED",
            "EXCUSED",
            "EXCUSED",
        ]
        assert (summed.reached, summed.judged, summed.excused) == (1, 2, 2)

    def test_intervals(self) -> None:
        """One that was due before it came is broken, the later ones are excused."""
        rules = book(
            intervals(
                "weekly",
                "the next call",
                "下次随访",
                owed_by="ward",
                of=Attempt,
                each=Patient,
                asked={"where": "by_phone"},
                most=Days(7),
                ways_out={"refused": REFUSED},
            )
        )
        calls = [
            Attempt(id=f"A{day}", patient_id="P1", tried_at=at(day), ok=True)
            for day in (1, 11, 18)
        ]
        patient = Patient(id="P1", left_at=at(1), refused_at=at(20))
        found = rules.assess({"patient": [patient], "attempt": calls}, as_of=AS_OF)

        # 1 to 11: due by the 8th; 11 to 18: in time; after 18: due by the 25th
        assert [verdict.status.name for verdict in found] == ["LATE", "MET", "EXCUSED"]

    def test_what_is_kept_and_who_came(self) -> None:
        """Neither has a bound that a way out could be held against."""
        rules = book(
            keeping(
                "file",
                "the file",
                "病案",
                owed_by="ward",
                each=Patient,
                since="left_at",
                disposed="letter_at",
                keep_for=Days(90),
                ways_out={"refused": REFUSED},
            ),
            team(
                "team",
                "the callers",
                "随访小组",
                owed_by="ward",
                each=Patient,
                who={"nurse": "exempt_by"},
                roles=("nurse", "doctor"),
                ways_out={"refused": REFUSED},
            ),
        )
        gone = {"letter_at": at(20), "exempt_by": "Li"}
        for facts, status in ((gone, "BREACHED"), ({**gone, **GONE}, "EXCUSED")):
            found = rules.assess(patients(facts), as_of=AS_OF)
            assert [verdict.status.name for verdict in found] == [status] * 2

    def test_a_plan(self) -> None:
        """A visit whose window closed before it came is missed, the later are excused."""
        rules = book(
            series(
                "plan",
                "the plan",
                "随访计划",
                owed_by="ward",
                of=Attempt,
                each=Patient,
                anchor="left_at",
                visits={
                    "week": ("a week", "满一周", Around(at=Days(7), late=Days(2))),
                    "month": ("30 days", "满三十日", Around(at=Days(30), late=Days(2))),
                },
                ways_out={"refused": REFUSED},
            )
        )
        found = rules.assess(patients({"refused_at": at(15)}), as_of=AS_OF)

        assert {verdict.evidence.only: verdict.status.name for verdict in found} == {
            "week": "BREACHED",
            "month": "EXCUSED",
        }

    def test_repeats(self) -> None:
        """What is owed for them has a bound of its own."""
        rules = book(
            streaks(
                "home",
                "the visit at home",
                "上门随访",
                owed_by="ward",
                of=Attempt,
                each=Patient,
                asked={"done": "letter_at"},
                number=2,
                streak=Streak.TOTAL,
                limit=Days(5),
                ways_out={"refused": REFUSED},
            )
        )
        calls = [
            Attempt(id=f"A{day}", patient_id="P0", tried_at=at(day), ok=True)
            for day in (3, 10)
        ]
        # the second was on the 10th, so the visit is due by the 15th
        for day, status in ((15, "EXCUSED"), (16, "BREACHED")):
            rows: dict[str, list[Any]] = {
                **patients({"refused_at": at(day)}),
                "attempt": calls,
            }
            [verdict] = rules.assess(rows, as_of=AS_OF)
            assert verdict.status.name == status


def share(kind: Any, **more: Any) -> Rulebook:
    """Return a share of the patients called."""
    told: dict[str, Any] = {"bound": Bound.NOT_LESS_THAN} if kind is rate else {}
    told["rate"] = more.pop("least", "3/4")
    told["met"] = more.pop("met", "called_at")
    return book(
        kind(
            "share",
            "the share of patients called",
            "随访率",
            owed_by="ward",
            each=Patient,
            **told,
            **more,
        )
    )


def patients(*many: dict[str, Any]) -> dict[str, list[Any]]:
    """Return patients who left on 2 March, each as told."""
    return {
        "patient": [
            Patient(id=f"P{n}", left_at=at(2), **facts) for n, facts in enumerate(many)
        ]
    }


CALLED: dict[str, Any] = {"called_at": at(5)}
SILENT: dict[str, Any] = {}
GONE: dict[str, Any] = {"refused_at": at(20)}


def of_march(rules: Rulebook, *many: dict[str, Any], as_of: Any = AS_OF) -> Verdict:
    """Return the verdict on March."""
    [verdict] = rules.assess(patients(*many), as_of=as_of, period=MARCH)
    return verdict


class TestPopulations:
    """
    What is excused is left out of a population, or kept, as the text says.
    """

    @pytest.mark.parametrize("kind", [rate, quota])
    def test_left_out(self, kind: Any) -> None:
        """Three of four is enough; of five it is not."""
        rules = share(kind, ways_out={"refused": REFUSED})
        out = of_march(rules, CALLED, CALLED, CALLED, SILENT, GONE)

        assert out.status is Status.MET
        assert out.evidence.excused == 1
        assert out.evidence.required == 3
        assert "left out of the count: 1." in out.explain("en")
        assert "不计入基数的有1项" in out.explain("zh")
        replayed = rules.replay(json.loads(json.dumps(out.receipt())))
        assert replayed.is_same

    @pytest.mark.parametrize("kind", [rate, quota])
    def test_kept(self, kind: Any) -> None:
        """It is counted apart, and still among the five."""
        rules = share(kind, ways_out={"refused": REFUSED}, keeps_excused=True)
        kept = of_march(rules, CALLED, CALLED, CALLED, SILENT, GONE)

        assert kept.status is Status.BREACHED
        assert kept.evidence.excused == 0
        assert kept.evidence.required == 4
        assert "kept in the count: 1." in kept.explain("en")
        unknown = of_march(
            share(kind, ways_out={"exempt": EXEMPT}, keeps_excused=True),
            CALLED,
            {"exempt": None},
        )
        assert unknown.status is Status.BREACHED

    @pytest.mark.parametrize("kind", [rate, quota])
    def test_all_excused(self, kind: Any) -> None:
        """There is nothing to count, and that is said."""
        rules = share(kind, ways_out={"refused": REFUSED})
        none = of_march(rules, GONE, GONE)

        assert none.reason.code == "all_excused"
        assert none.status is Status.NOT_APPLICABLE
        assert none.explain("en").startswith("All 2 are excused")
        assert none.explain("zh").startswith("2项均已依规免除")
        running = of_march(rules, GONE, as_of=at(25))
        assert running.status is Status.PENDING
        assert [note.code for note in running.notes] == [
            "excused_left_out",
            "excused_by",
        ]

    @pytest.mark.parametrize("keeps", [False, True])
    @pytest.mark.parametrize("kind", [rate, quota])
    def test_each_ground_is_named(self, kind: Any, *, keeps: bool) -> None:
        """How many by which, under which clause, and who allowed it; each row once."""
        ways = {"refused": REFUSED, "exempt": EXEMPT}
        rules = share(kind, ways_out=ways, keeps_excused=keeps)
        exempt = {"exempt": True, "exempt_at": dt.date(2026, 3, 9)}
        by_head = {**exempt, "exempt_by": "head"}
        many = GONE, exempt, by_head, by_head, {**exempt, "exempt_by": "dean"}
        out = of_march(rules, CALLED, *many, {**GONE, **by_head})

        code = "excused_kept" if keeps else "excused_left_out"
        assert [(one.code, dict(one.params)) for one in out.notes] == [
            (code, {"count": 6}),
            (
                "excused_by",
                {
                    "way": "refused",
                    "named": Text(*REFUSED["name"]),
                    "under": "DIS-9a",
                    "count": 2,
                },
            ),
            (
                "excused_by",
                {
                    "way": "exempt",
                    "named": Text(*EXEMPT["name"]),
                    "under": "DIS-9a",
                    "count": 4,
                },
            ),
            ("let_off_by", {"by": "dean, head"}),
        ]
        assert "Let off because the patient refuses (DIS-9a): 2." in out.explain("en")
        assert "因“患者拒绝随访”依DIS-9a免除的有2项。" in out.explain("zh")

    @pytest.mark.parametrize("kind", [rate, quota])
    def test_not_known(self, kind: Any) -> None:
        """Three of four, or three of five: nobody knows."""
        rules = share(kind, ways_out={"exempt": EXEMPT})
        told = CALLED, CALLED, CALLED, SILENT

        for facts in ({"exempt": None}, {"exempt": True}):
            assert of_march(rules, *told, facts).status is Status.UNDETERMINED
        excused = {"exempt": True, "exempt_at": dt.date(2026, 3, 31)}
        assert of_march(rules, *told, excused).status is Status.MET
        # enough either way, and too few either way
        assert of_march(rules, *[CALLED] * 4, {"exempt": None}).status is Status.MET
        worst = of_march(rules, SILENT, SILENT, {"exempt": None})
        assert worst.status is Status.BREACHED

    def test_one_that_came_after_the_period(self) -> None:
        """The share is settled; what comes then changes it no more."""
        rules = share(rate, ways_out={"refused": REFUSED, "exempt": EXEMPT})
        told = CALLED, CALLED, CALLED, SILENT
        after = of_march(rules, *told, {"refused_at": at(1, 0, in_month=4)})
        both = {"refused_at": at(1, 0, in_month=4), "exempt": None}

        assert after.status is Status.BREACHED
        assert of_march(rules, *told, both).status is Status.UNDETERMINED
        last = of_march(rules, *told, {"refused_at": at(31, 23)})
        assert last.status is Status.MET

    @pytest.mark.parametrize("kind", [rate, quota])
    def test_rows_that_cannot_be_read(self, kind: Any) -> None:
        """One of them may have been the attempt after which a patient was let off."""
        bad = {"id": "X", "patient_id": "P1", "tried_at": "yesterday"}
        rows: dict[str, list[Any]] = {
            **patients(CALLED, {"letter_at": at(6)}),
            "attempt": [*tried(3, 4), type("Row", (), bad)],
        }
        for keeps, status in ((False, "UNDETERMINED"), (True, "BREACHED")):
            rules = share(
                kind, least="100%", ways_out={"lost": LADDER}, keeps_excused=keeps
            )
            [verdict] = rules.assess(rows, as_of=AS_OF, period=MARCH)
            assert verdict.status.name == status
        refused = share(kind, least="100%", ways_out={"refused": REFUSED})
        [verdict] = refused.assess(rows, as_of=AS_OF, period=MARCH)
        assert verdict.status is Status.BREACHED
        # two are missing, and a call that cannot be read could mend only one
        met = {"met": "any attempt", "least": "100%", "ways_out": {"lost": LADDER}}
        rows |= patients(SILENT, SILENT, SILENT)
        [verdict] = share(kind, **met, keeps_excused=True).assess(
            rows, as_of=AS_OF, period=MARCH
        )
        assert verdict.status is Status.BREACHED

    @pytest.mark.parametrize("kind", [rate, quota])
    def test_a_row_that_may_have_been_the_call(self, kind: Any) -> None:
        """It would have mended the share of those that are there, and of no others."""
        bad = {"id": "X", "patient_id": "P1", "tried_at": "yesterday"}
        good = Attempt(id="A", patient_id="P0", tried_at=at(5), ok=True)
        rules = share(kind, least="100%", met="any attempt")
        for many, status in ((2, "UNDETERMINED"), (3, "BREACHED")):
            rows: dict[str, list[Any]] = {
                **patients(*[SILENT] * many),
                "attempt": [good, type("Row", (), bad)],
            }
            [verdict] = rules.assess(rows, as_of=AS_OF, period=MARCH)
            assert verdict.status.name == status

    def test_one_that_is_done_counts(self) -> None:
        """Done all the same is done."""
        rules = share(rate, ways_out={"refused": REFUSED})
        done = of_march(rules, {**CALLED, **GONE}, SILENT, GONE)

        assert (done.evidence.numerator, done.evidence.denominator) == (1, 2)
        assert done.evidence.excused == 1


class TestReports:
    """
    It stands apart wherever statuses are counted, and is no violation.
    """

    def test_counts(self) -> None:
        """By clause, by party, in rows, in data and in the table."""
        rows = patients(CALLED, SILENT, {"refused_at": at(4)})
        report = ALL.assess(rows, as_of=AS_OF)

        assert len(report.violations) == 1
        assert report.by_clause() == {
            "DIS-1": {Status.MET: 1, Status.BREACHED: 1, Status.EXCUSED: 1}
        }
        assert report.by_party()["ward"][Status.EXCUSED] == 1
        [row_of_it] = [one for one in report.rows("zh") if one["status"] == "excused"]
        assert row_of_it["status_word"] == "依规免除"
        assert row_of_it["is_violation"] is False
        assert report.to_dict()["counts"]["DIS-1"]["excused"] == 1
        assert "excused" in report.table("en").splitlines()[2]
        assert len(report.where(status=Status.EXCUSED)) == 1

    def test_the_agenda(self) -> None:
        """Nothing is to be done any more."""
        refused = patients({"refused_at": at(5)})
        before = agenda(ALL, patients(SILENT), as_of=at(6), span=MARCH)
        after = agenda(ALL, refused, as_of=at(6), span=MARCH)

        assert len(before) == 1
        assert len(after) == 0
        assert [one.key for one in after.changes_since(before).gone] == [
            "DIS/call//patient/P0/"
        ]


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "called_at": st.integers(3, 14).map(at),
        "refused_at": st.integers(3, 14).map(at),
        "died_on": st.integers(3, 14).map(lambda day: dt.date(2026, 3, day)),
        "exempt": st.sampled_from([True, False, None]),
        "exempt_at": st.integers(3, 14).map(lambda day: dt.date(2026, 3, day)),
        "letter_at": st.integers(3, 14).map(at),
    },
)
ATTEMPTS = st.lists(
    st.tuples(st.integers(3, 14), st.booleans(), st.sampled_from([True, False, None])),
    max_size=5,
)
DAY = st.none() | st.integers(3, 14)
PLAIN = book(call())
BAD = {Status.BREACHED: 3, Status.LATE: 3, Status.UNDETERMINED: 2}
"""How bad a status is for whoever owes it; the others are no worse than pending."""


def attempts_of(told: Any) -> list[Attempt]:
    """Return attempts."""
    return [
        Attempt(id=f"A{n}", patient_id="P1", tried_at=at(day, n), ok=ok, by_phone=phone)
        for n, (day, ok, phone) in enumerate(told)
    ]


class TestLaws:
    """
    What is true of every patient.
    """

    @given(FACTS, ATTEMPTS, st.integers(2, 20))
    @settings(deadline=None, max_examples=150)
    def test_never_worse_and_never_met(self, facts: Any, told: Any, day: int) -> None:
        """A way out turns nothing into met, leaves met as it is, and harms nobody."""
        calls = attempts_of(told)
        plain = one(PLAIN, calls, as_of=at(day, 12), **facts)
        found = one(ALL, calls, as_of=at(day, 12), **facts)

        assert found.key == plain.key
        assert (found.status is Status.MET) is (plain.status is Status.MET)
        assert BAD.get(found.status, 0) <= BAD.get(plain.status, 0)
        if found.status not in {Status.EXCUSED, Status.UNDETERMINED}:
            assert found.reason == plain.reason

    @given(DAY, DAY, DAY, st.integers(2, 20))
    @settings(deadline=None, max_examples=150)
    def test_counted_by_days(
        self, done: int | None, refused: int | None, died: int | None, day: int
    ) -> None:
        """The last day is the 9th; death lets off later, but not what was done."""
        facts = {
            "called_at": done and at(done),
            "refused_at": refused and at(refused),
            "died_on": died and dt.date(2026, 3, died),
        }
        known = [one if one and one <= day else 99 for one in (done, refused, died)]
        if known[0] <= 9:
            expected = Status.MET
        elif known[1] <= 9 or (known[2] < 99 and known[2] <= known[0]):
            expected = Status.EXCUSED
        elif known[0] < 99:
            expected = Status.LATE
        else:
            expected = Status.BREACHED if day > 9 else Status.PENDING

        assert one(ALL, as_of=at(day, 12), **facts).status is expected

    @given(FACTS, ATTEMPTS)
    @settings(deadline=None, max_examples=60)
    def test_what_time_may_do(self, facts: Any, told: Any) -> None:
        """It turns nothing that was met, and takes no excuse away."""
        patient = Patient(id="P1", left_at=at(2), **facts)
        rows: dict[str, list[Any]] = {
            "patient": [patient],
            "attempt": attempts_of(told),
        }
        moments = [at(day, 12) for day in range(2, 20)]

        check_invariants(ALL, rows, as_of=at(19, 12), moments=moments)

    def test_what_was_broken_is_excused_only_where_the_text_says_so(self) -> None:
        """A way out that tells another day than that it came is found."""
        rows = patients({"died_on": dt.date(2026, 3, 12)})
        moments = [at(10, 12), at(13, 12)]
        check_invariants(ALL, rows, as_of=at(13, 12), moments=moments)

        def dead_by_now(case: Any, row: Any) -> bool:
            return case.by_now(row.died_on) is not None

        def always_the_third(_case: Any, _row: Any) -> Any:
            return at(3)

        way = {"name": ("-", "-"), "when": dead_by_now, "came_at": always_the_third}
        wrong = book(call(ways_out={"died": way}))
        with pytest.raises(InvariantBrokenError, match=r"BREACHED .* to EXCUSED"):
            check_invariants(wrong, rows, as_of=at(13, 12), moments=moments)

    @pytest.mark.parametrize("kind", [rate, quota])
    @given(many=st.lists(FACTS, max_size=4), keeps=st.booleans())
    @settings(deadline=None, max_examples=30)
    def test_what_time_may_do_to_a_share(
        self, kind: Any, many: Any, *, keeps: bool
    ) -> None:
        """Once it is settled no way out changes it; calls come before that."""
        for facts in many:
            facts.update({"called_at": at(5)} if "called_at" in facts else {})
        ways = {"refused": REFUSED, "exempt": EXEMPT, "unreached": LADDER}
        rules = share(kind, ways_out=ways, keeps_excused=keeps)
        days = period(dt.date(2026, 3, 1), dt.date(2026, 3, 8))
        moments = [at(day, 12) for day in range(2, 20)]

        check_invariants(
            rules, patients(*many), as_of=at(19, 12), period=days, moments=moments
        )

    @given(st.lists(FACTS, max_size=6))
    @settings(deadline=None, max_examples=40)
    def test_without_ways_out_nothing_changes(self, many: Any) -> None:
        """A book that has none gives byte for byte what it gave."""
        rows = patients(*many)
        bare = PLAIN.assess(rows, as_of=AS_OF)
        again = PLAIN.replace(
            "call", feed=attrs.evolve(PLAIN.feeds["call"], ways_out=())
        )

        assert again.digest() == PLAIN.digest()
        assert json.dumps(bare.to_dict()) == json.dumps(
            again.assess(rows, as_of=AS_OF).to_dict()
        )
        assert not any("excus" in one.reason.code for one in bare)

    @given(st.lists(FACTS, min_size=1, max_size=7))
    @settings(deadline=None, max_examples=80)
    def test_every_world_of_a_share(self, many: Any) -> None:
        """It is met, or not, only if it is so however the unknown turns out."""
        rules = share(rate, ways_out={"exempt": EXEMPT})
        worlds = {(0, 0)}
        for facts in many:
            may = [(1, 1)]
            if "called_at" not in facts:
                exempt = facts.get("exempt", False)
                sure = exempt is True and "exempt_at" in facts
                maybe = exempt is None or (exempt is True and not sure)
                may = [(0, 0)] if sure else ([(0, 0), (0, 1)] if maybe else [(0, 1)])
            worlds = {(x + a, y + b) for x, y in worlds for a, b in may}
        verdict = of_march(rules, *many)
        answers = {4 * x >= 3 * y for x, y in worlds if y}

        if verdict.status is Status.MET:
            assert answers == {True}
        if verdict.status in AGAINST:
            assert answers == {False}
        if worlds == {(0, 0)}:
            assert verdict.reason.code == "all_excused"


class TestRefusals:
    """
    What would go unused, or could never hold, is refused when it is built.
    """

    @pytest.mark.parametrize(
        ("way", "says"),
        [
            ({"when": None}, "WayOut.when cannot be None; allowed: this, or attempts"),
            ({"attempts": LADDER["attempts"]}, "and not both"),
            ({"when": True}, "a duty that is always let off is none"),
            ({"granted_by": "exempt_by", "allowed_by": "ward"}, "WayOut.allowed_by"),
            ({"when": "exempt"}, "the moment it came, by which it is held against"),
            ({"came_at": "exempt"}, "an attribute that is a moment"),
            ({"when": "refuse_at"}, "refuse_at"),
            ({"clause": "9aa"}, "nearest: '9a'"),
        ],
    )
    def test_a_way_out(self, way: dict[str, Any], says: str) -> None:
        """Each with what is allowed."""
        with pytest.raises((InvalidFieldError, UnknownNameError), match=says):
            book(call(ways_out={"refused": {**REFUSED, **way}}))

    @pytest.mark.parametrize(
        ("rung", "says"),
        [
            ({"least": 0}, "Attempts.least cannot be 0"),
            ({"least": 1}, "Attempts.on_different_days cannot be True"),
            ({"of": "patient"}, "ledger of a patient"),
            ({"ended_by": "noted"}, "an attribute that is a moment"),
            ({"where": "not okay"}, "okay"),
        ],
    )
    def test_a_ladder(self, rung: dict[str, Any], says: str) -> None:
        """One without an end is none."""
        rungs = ({**CALLS, **rung},)
        with pytest.raises((InvalidFieldError, UnknownNameError), match=says):
            book(call(ways_out={"unreached": {**LADDER, "attempts": rungs}}))

    def test_a_ladder_says_itself_when(self) -> None:
        """A moment beside it would go unused."""
        with pytest.raises(InvalidFieldError, match="a ladder says itself when"):
            book(call(ways_out={"unreached": {**LADDER, "came_at": "letter_at"}}))

    def test_two_of_one_name(self) -> None:
        """Nobody could tell which is meant."""
        way = WayOut(key="x", name=Text("x", "某"), clause="DIS-9a", when="refused_at")
        with pytest.raises(InvalidFieldError, match="none with the key of another"):
            attrs.evolve(PLAIN.feeds["call"], ways_out=[way, way])
        with pytest.raises(InvalidFieldError, match="a tuple of WayOut"):
            attrs.evolve(PLAIN.feeds["call"], ways_out=("refused",))

    def test_where_nothing_can_be_let_off(self) -> None:
        """A function of its own, and what the whole owes."""
        ways = {"refused": REFUSED}
        with pytest.raises(InvalidFieldError, match="Own takes none"):
            book(
                judged(
                    ("deadlines", "DeadlinePolicy"),
                    "own",
                    "own",
                    "自有",
                    owed_by="ward",
                    by=lambda _case, _rule: (),
                    ways_out=ways,
                )
            )
        with pytest.raises(InvalidFieldError, match=r"Cadence\.ways_out"):
            book(
                cadence(
                    "monthly",
                    "-",
                    "-",
                    owed_by="ward",
                    of=Attempt,
                    cycle=Cycle.MONTH,
                    ways_out=ways,
                )
            )
        with pytest.raises(InvalidFieldError, match=r"Intervals\.ways_out"):
            book(
                intervals(
                    "weekly",
                    "-",
                    "-",
                    owed_by="ward",
                    of=Attempt,
                    most=Days(7),
                    ways_out=ways,
                )
            )

    def test_of_a_share(self) -> None:
        """It keeps nothing that is not let off, and is settled with its period."""
        with pytest.raises(
            InvalidFieldError, match=r"Rate\.keeps_excused cannot be True"
        ):
            share(rate, keeps_excused=True)
        with pytest.raises(InvalidFieldError, match="settled with its period"):
            share(quota, ways_out={"died": DIED})
        share(quota, ways_out={"exempt": {**EXEMPT, "came_at": None, "whenever": True}})

    def test_a_clause_that_the_book_does_not_have(self) -> None:
        """Whoever changes a feed is held to it as well."""
        way = WayOut(key="x", name=Text("x", "某"), clause="DIS-9", when="refused_at")
        feed = attrs.evolve(PLAIN.feeds["call"], ways_out=(way,))
        with pytest.raises(UnknownNameError, match="DIS-9"):
            PLAIN.replace("call", feed=feed)

    def test_the_clauses_that_a_rule_is_let_off_by(self) -> None:
        """They are answered by it."""
        assert ALL.rules_for("DIS-9c") == ("call",)
        assert PLAIN.rules_for("DIS-9c") == ()
        assert Attempts(of="attempt", least=2).ended_by is None
