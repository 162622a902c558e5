"""
What a verdict answers, and what it refuses to answer.
"""

import copy
import datetime as dt
import json
import pickle
from typing import Any, ClassVar
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    InvalidFieldError,
    MissingFactError,
    NaiveTimeError,
    NotAnInstantError,
    NoTruthValueError,
    RequirementNotMetError,
    UnknownNameError,
    WrongEvidenceError,
)
from followup_rules.excuses import let_off
from followup_rules.policies.checklists import ActorPolicy
from followup_rules.rulebooks.repair import VISIT_DEADLINE
from followup_rules.tables import Table
from followup_rules.timing.calendars import china
from followup_rules.verdicts import (
    Basis,
    Reason,
    Status,
    Subject,
    Verdict,
    basis_of,
    decides,
    judged_at,
    name_sources,
    note,
    source_id,
)
from followup_rules.verdicts.bases import LedgerMoment

AS_OF = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
DECIDING = {
    Status.MET: "all_present",
    Status.LATE: "done_late",
    Status.BREACHED: "step_not_done_at_close",
    Status.MISSED: "target_missed",
    Status.PENDING: "not_due_yet",
    Status.OPEN: "open_without_limit",
    Status.NOT_APPLICABLE: "trigger_absent",
    Status.UNDETERMINED: "fact_missing",
}
"""A code for each status that any rule decides so far."""


@attrs.frozen
class Nothing:
    """
    An evidence that holds one thing.
    """

    shape: ClassVar[str] = "nothing"
    size: int = 3
    owed_by: str | None = attrs.field(default=None, eq=False)
    only: str | None = attrs.field(default=None, eq=False)
    cell: str | None = attrs.field(default=None, eq=False)

    def facts(self) -> dict[str, Any]:
        """Return no facts."""
        return {}

    def words(self) -> dict[str, Any]:
        """Return what was not done."""
        return {"step": "step"}


def verdict(
    status: Status = Status.BREACHED,
    duty: Force = Force.BINDING,
    timing: Force | None = None,
    *reasons: Reason,
    subject: Subject | None = None,
) -> Verdict:
    """Return a verdict of a status under a clause of some force."""
    clause = Clause(id="DEMO-1", en="visit", zh="回访", duty=duty, timing=timing)
    policy = ActorPolicy(
        id="demo",
        clause=clause,
        name=Text("the visit", "回访"),
        owed_by="office",
        allowed=["office"],
    )
    return Verdict(
        clause,
        policy,
        subject,
        Nothing(),
        (decides(DECIDING[status]), *reasons),
        Basis(as_of=AS_OF),
    )


class TestTruth:
    """
    A verdict has nine answers, not two.
    """

    @pytest.mark.parametrize("status", DECIDING)
    def test_it_is_neither_true_nor_false(self, status: Status) -> None:
        """Using it as a condition is refused, and says what to ask."""
        with pytest.raises(NoTruthValueError, match=r"is_violation, or, .* is None"):
            bool(verdict(status))

    def test_words(self) -> None:
        """Every status has a word of its own in both languages."""
        for language in ("en", "zh"):
            assert len({status.in_language(language) for status in Status}) == 9
        assert Status.EXCUSED.in_language("zh") == "依规免除"
        assert Status.UNDETERMINED.in_language("zh") == "无法判定"
        assert len({status.value for status in Status}) == 9


class TestForce:
    """
    A violation follows from the status and how the clause binds.
    """

    @pytest.mark.parametrize(
        ("status", "duty", "timing", "violation"),
        [
            (Status.BREACHED, Force.BINDING, None, True),
            (Status.BREACHED, Force.BINDING, Force.TARGET, True),
            (Status.BREACHED, Force.BINDING, Force.OPEN_ENDED, True),
            (Status.BREACHED, Force.OPEN_ENDED, None, True),
            (Status.BREACHED, Force.TARGET, None, False),
            (Status.BREACHED, Force.DESCRIPTIVE, None, False),
            (Status.LATE, Force.BINDING, None, True),
            (Status.LATE, Force.BINDING, Force.TARGET, False),
            (Status.LATE, Force.BINDING, Force.OPEN_ENDED, False),
            (Status.MISSED, Force.TARGET, None, False),
            (Status.MET, Force.BINDING, None, False),
            (Status.PENDING, Force.BINDING, None, False),
            (Status.OPEN, Force.BINDING, None, False),
            (Status.UNDETERMINED, Force.BINDING, None, False),
            (Status.NOT_APPLICABLE, Force.BINDING, None, False),
        ],
    )
    def test_violations(
        self,
        status: Status,
        duty: Force,
        timing: Force | None,
        violation: bool,  # noqa: FBT001 - the expected answer
    ) -> None:
        """Not done is judged by the duty's force, lateness by the timing's."""
        assert verdict(status, duty, timing).is_violation is violation

    @pytest.mark.parametrize("status", [Status.LATE, Status.BREACHED])
    def test_configured(self, status: Status) -> None:
        """A limit of the host binds as configured."""
        found = verdict(
            status, Force.BINDING, Force.OPEN_ENDED, note("limit_set_by_host", limit=7)
        )

        assert (found.force, found.is_violation) == (Force.CONFIGURED, True)


class TestParts:
    """
    What a verdict is made of.
    """

    def test_reasons(self) -> None:
        """One decides, the others are notes, and parameters are read by name."""
        found = verdict(Status.MET, Force.BINDING, None, note("self_visit", count=2))

        assert found.reason.code == "all_present"
        assert found.notes == (
            Reason("self_visit", decides=False, params=(("count", 2),)),
        )
        assert found.notes[0]["count"] == 2
        with pytest.raises(KeyError):
            found.reason["count"]

    def test_with_notes(self) -> None:
        """Notes are added to a copy; none added is the same verdict."""
        found = verdict()

        assert found.with_notes() is found
        assert len(found.with_notes(note("self_visit", count=2)).notes) == 1
        assert found.notes == ()

    def test_who_owes_it(self) -> None:
        """The party of the rule, unless the evidence names another."""
        assert verdict(subject=Subject("quota", "engineering_head")).owed_by == "office"
        step = attrs.evolve(verdict(), evidence=Nothing(owed_by="developer"))
        assert step.owed_by == "developer"

    def test_it_shows_itself(self) -> None:
        """The repr names status, clause and subject, and the rule is its policy's."""
        assert repr(verdict()) == "<Verdict BREACHED under DEMO-1>"
        subject = Subject("repair", "R1", "2026-03")
        assert repr(verdict(subject=subject)) == (
            "<Verdict BREACHED under DEMO-1 on repair R1 (2026-03)>"
        )
        assert verdict().rule == "demo"

    def test_subjects_in_words(self) -> None:
        """Machine names are said in the reader's language; an id of a row stays."""
        quota = Subject("quota", "office", "2026-03")

        assert Subject("repair", "R1").in_language("zh") == "维修 R1"
        assert Subject("repair", "office").in_language("zh") == "维修 office"
        assert Subject("quota", "").in_language("zh") == "比率"
        assert quota.in_language("en") == "quota office (2026-03)"
        assert quota.in_language("zh") == "比率 办公室（2026年3月）"

    @pytest.mark.parametrize("name", ["deadline", "required", "shortfall", "missing"])
    def test_the_wrong_evidence(self, name: str) -> None:
        """Asking for another shape's value raises, and names what there is."""
        with pytest.raises(WrongEvidenceError) as caught:
            getattr(verdict(), name)

        assert caught.value.held == ("cell", "only", "owed_by", "size")
        assert str(caught.value) == (
            f"a verdict with nothing evidence has no {name!r}; "
            "it holds: cell, only, owed_by, size"
        )

    def test_require(self) -> None:
        """It raises for a violation alone."""
        fine = verdict(Status.LATE, Force.BINDING, Force.TARGET)

        assert fine.require() is fine
        with pytest.raises(RequirementNotMetError, match="1 not met"):
            verdict().require()


PARTS = st.text(alphabet="a/%25F2组 ", max_size=6)


class TestKey:
    """
    One text for one obligation.
    """

    def test_its_parts(self) -> None:
        """Regulation, rule, step, kind and id of the subject, and the cell."""
        found = verdict(subject=Subject("repair", "R1", "2026-03"))
        assert found.key == "DEMO/demo//repair/R1/2026-03"
        step = attrs.evolve(found, evidence=Nothing(only="inspect", cell="2026"))
        assert step.key == "DEMO/demo/inspect/repair/R1/2026-03"
        assert attrs.evolve(step, subject=None).key == "DEMO/demo/inspect///2026"

    def test_the_code_of_the_book(self) -> None:
        """A book names itself; a clause of the law above it does not."""
        basis = Basis(as_of=AS_OF, regulation="WAR")
        found = attrs.evolve(verdict(subject=Subject("project", "P")), basis=basis)
        assert found.key == "WAR/demo//project/P/"

    @pytest.mark.parametrize("status", DECIDING)
    def test_it_outlives_what_becomes_of_it(self, status: Status) -> None:
        """Whatever the rule came to, the obligation is the same."""
        key = verdict(status, Force.TARGET, None, note("self_visit", count=2)).key
        assert key == verdict().key == "DEMO/demo////"

    @given(one=st.tuples(PARTS, PARTS, PARTS), two=st.tuples(PARTS, PARTS, PARTS))
    def test_it_can_be_read_back(
        self, one: tuple[str, str, str], two: tuple[str, str, str]
    ) -> None:
        """Its parts come out as they went in, so no two obligations share one."""
        keys = [verdict(subject=Subject(*parts)).key for parts in (one, two)]
        for key, parts in zip(keys, (one, two), strict=True):
            assert tuple(map(unquote, key.split("/")))[3:] == parts
        assert (keys[0] == keys[1]) is (one == two)


class TestPlainData:
    """
    Data that `json.dumps` takes as it stands.
    """

    def test_to_dict(self) -> None:
        """Everything a program needs, without objects."""
        subject = Subject("repair", "R1")
        found = verdict(Status.LATE, subject=subject).to_dict()

        assert json.loads(json.dumps(found)) == found
        assert found == {
            "key": "DEMO/demo//repair/R1/",
            "rule": "demo",
            "clause": "DEMO-1",
            "status": "late",
            "is_violation": True,
            "force": "BINDING",
            "owed_by": "office",
            "subject": {
                "kind": "repair",
                "id": "R1",
                "cell": None,
            },
            "evidence": {"shape": "nothing", "size": 3},
            "reasons": [{"code": "done_late", "role": "decides", "params": {}}],
        }

    def test_without_a_subject(self) -> None:
        """No subject is null, in data and in receipts."""
        assert verdict().to_dict()["subject"] is None
        assert verdict().receipt()["subject"] is None

    def test_about(self) -> None:
        """It names its subject; without one it is about nothing."""
        assert verdict(subject=Subject("repair", "R1")).about() == "repair R1"
        assert verdict().about() == ""
        assert verdict().about("zh") == ""

    def test_a_basis_is_plain(self) -> None:
        """A basis says when, on what and under which readings."""
        basis = Basis(
            as_of=AS_OF,
            edition="DEMO@1",
            readings=(("A-1", "X"),),
            sources=(("c", "d"),),
        )

        assert basis.__plain__() == {
            "as_of": "2026-04-01T00:00:00+00:00",
            "edition": "DEMO@1",
            "digest": None,
            "readings": {"A-1": "X"},
            "sources": {"c": "d"},
        }

    def test_a_language_is_one_of_two(self) -> None:
        """There is no third."""
        with pytest.raises(UnknownNameError, match="unknown language 'fr'"):
            verdict().explain("fr")
        absent = verdict(Status.NOT_APPLICABLE).explain("zh")
        assert absent == "回访的起算事项尚未发生，DEMO-1暂不适用。"

    def test_it_is_a_value(self) -> None:
        """Equal, hashable, picklable and never changed."""
        twin = pickle.loads(pickle.dumps(verdict()))  # noqa: S301 - our own

        assert (twin, hash(twin)) == (verdict(), hash(verdict()))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            twin.subject = None


class TestBasis:
    """
    When and on what a call was judged.
    """

    def test_a_moment_is_needed(self) -> None:
        """Without one nothing is judged; nor does a ledger have a basis without one."""
        with pytest.raises(MissingFactError, match="as_of"):
            judged_at(None)
        with pytest.raises(NotAnInstantError, match="as_of"):
            judged_at(dt.date(2026, 4, 1))  # type: ignore[arg-type]
        with pytest.raises(NotAnInstantError, match="as_of"):
            LedgerMoment.on(Basis())
        with pytest.raises(NaiveTimeError, match="as_of"):
            LedgerMoment.on(Basis(as_of=dt.datetime(2026, 4, 1)))  # noqa: DTZ001 - that is the error

    def test_the_moment_of_a_ledger(self) -> None:
        """It brings the basis of all verdicts; of another moment one is made."""
        basis = Basis(as_of=AS_OF, edition="DEMO@1")
        now, shared = judged_at(LedgerMoment.on(basis), china())

        assert now is AS_OF
        assert shared is basis
        assert judged_at(AS_OF) == (AS_OF, Basis(as_of=AS_OF))
        assert basis_of(LedgerMoment.on(basis)) is basis
        assert basis_of(None) == basis_of(None, None) == Basis()

    def test_one_basis_for_one_moment(self) -> None:
        """Calls at one moment share theirs, and not with another moment or calendar."""
        calendar, at = china(), dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
        bare = judged_at(at)[1]

        assert judged_at(at)[1] is bare
        assert judged_at(at, calendar)[1].sources != bare.sources == ()
        assert judged_at(at, calendar)[1] is judged_at(at, calendar)[1]
        assert judged_at(at)[1] == bare
        elsewhere = at.astimezone(ZoneInfo("Asia/Shanghai"))
        assert judged_at(elsewhere)[1].as_of is elsewhere

    def test_what_is_reckoned_from_the_moment_of_a_ledger(self) -> None:
        """It is another moment, and brings nothing along."""
        told = LedgerMoment.on(Basis(as_of=AS_OF, edition="DEMO@1"))
        later = told + dt.timedelta(days=1)

        for one in (
            later,
            told.replace(hour=3),
            told.astimezone(ZoneInfo("Asia/Tokyo")),
        ):
            assert type(one) is dt.datetime
            assert judged_at(one) == (one, Basis(as_of=one))
        assert told - told == dt.timedelta()

    @pytest.mark.parametrize("fold", [0, 1])
    def test_the_moment_of_a_ledger_is_that_moment(self, fold: int) -> None:
        """The same instant, of a clock that was put back too; and it can be kept."""
        zone = ZoneInfo("Europe/Berlin")
        at = dt.datetime(2026, 10, 25, 2, 30, 1, 7, zone, fold=fold)
        told = LedgerMoment.on(Basis(as_of=at, edition="DEMO@1"))
        kept = pickle.loads(pickle.dumps(told))  # noqa: S301 - our own

        for one in (told, kept, copy.copy(told), copy.deepcopy(told)):
            assert type(one) is LedgerMoment
            assert one.basis == told.basis
            assert (one.isoformat(), one.tzinfo, one.fold) == (
                at.isoformat(),
                zone,
                fold,
            )

    def test_sources_go_by_their_ids(self) -> None:
        """Calendars and season tables have ids; anything else is refused."""
        calendar = china()

        assert name_sources({"calendar": calendar, "seasons": None}) == (
            ("calendar", calendar.calendar_id),
        )
        assert (
            source_id(attrs.make_class("T", {"seasons_id": attrs.field()})("s"), "s")
            == "s"
        )
        with pytest.raises(
            InvalidFieldError, match=r"^calendar cannot .*timing\.calendars"
        ):
            source_id(object(), "calendar")


class TestClocks:
    """
    Sentences tell instants on the clocks of the rule, as its bounds are told.
    """

    @pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
    def test_a_host_in_another_zone(self, zone: str) -> None:
        """Four in the morning of 21 March in Shanghai is still the 20th elsewhere."""
        home = ZoneInfo(zone)
        now = dt.datetime(2026, 3, 20, 20, tzinfo=dt.UTC).astimezone(home)
        done = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC).astimezone(home)
        verdict = VISIT_DEADLINE.assess(done, category="leak", as_of=now)
        excused = let_off(
            verdict, clause="X-1", reason="refused", at=done, whenever=True
        )

        assert verdict.explain("zh") == (
            "截至2026年3月21日04:00，回访仍未完成，已超过期限（应于2026年3月5日24时前完成），"
            "不符合REPAIR-2c要求。"
        )
        assert verdict.explain("en").startswith("As of Sat 2026-03-21 04:00, ")
        assert excused.explain("zh").endswith("自2026年3月2日16:00起如此。")
        assert verdict.basis.as_of == now


class TestSentences:
    """
    A sentence begins as one, and in the words of its regulation.
    """

    def test_first_word(self) -> None:
        """The name of a rule begins it, in English with a capital."""
        verdict = VISIT_DEADLINE.assess(AS_OF, category="leak", as_of=AS_OF)

        assert verdict.explain("en").startswith("The follow-up visit has not")
        assert verdict.explain("zh").startswith("回访尚未完成，应于")

    def test_words_of_the_regulation(self) -> None:
        """A role has the name that its regulation gives it."""
        words = Table({"desk": Text("help desk", "帮办席")})
        clause = Clause(id="H-1", en="-", zh="-", words=words)
        rule = ActorPolicy(
            id="who", clause=clause, name=Text("who"), owed_by="o", allowed=("desk",)
        )

        said = rule.assess(["desk"], as_of=AS_OF).explain("zh")

        assert "帮办席" in said
        assert "desk" not in said
