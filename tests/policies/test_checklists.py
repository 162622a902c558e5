"""
What a record must hold, and who may act.
"""

import copy
import datetime as dt
import itertools
import json
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    InvalidFieldError,
    NaiveTimeError,
    UnknownNameError,
    WrongEvidenceError,
)
from followup_rules.policies.checklists import (
    ActorPolicy,
    ChecklistPolicy,
    Item,
)
from followup_rules.receipts import replay
from followup_rules.verdicts import Basis, Status, Verdict
from followup_rules.verdicts.bases import LedgerMoment

MET, BREACHED, OPEN = Status.MET, Status.BREACHED, Status.OPEN
NOT_APPLICABLE, UNDETERMINED = Status.NOT_APPLICABLE, Status.UNDETERMINED
AS_OF = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
RECORD = Clause(id="DEMO-1", en="keep a record", zh="作好记录")
NAMES = ("look", "ask", "sign")
CLAUSES = {
    name: Clause(id=f"DEMO-1.{n}", en=name, zh=name) for n, name in enumerate(NAMES, 1)
}


def item(name: str, **fields: Any) -> Item:
    """Return an item that is ordinary in whatever is not named."""
    return Item(
        id=name, name=Text(f"the {name}", f"{name}项"), clause=CLAUSES[name], **fields
    )


def checklist(**fields: Any) -> ChecklistPolicy:
    """Return a policy of three items."""
    ordinary = {
        "id": "demo",
        "clause": RECORD,
        "name": Text("the record", "回访记录"),
        "owed_by": "visitor",
        "items": [
            item("look", ruled_out_by=["phone"]),
            item("ask", waived_by=["common_area"]),
            item("sign", ruled_out_by=["phone"], waived_by=["common_area"]),
        ],
    }
    return ChecklistPolicy(**{**ordinary, **fields})


THREE = checklist()
ALL = dict.fromkeys(NAMES, True)


class TestMissing:
    """
    `missing` answers what a record lacks, in the order of the text.
    """

    @pytest.mark.parametrize(
        ("record", "missing"),
        [
            (ALL, ()),
            ({}, ()),
            ({"sign": False, "look": False}, ("look", "sign")),
            ({"sign": None}, ()),
            ([], NAMES),
            (["sign"], ("look", "ask")),
            ({"look", "ask", "sign"}, ()),
            (("look", "ask"), ("sign",)),
        ],
    )
    def test_records(self, record: Any, missing: tuple[str, ...]) -> None:
        """False is missing and None unknown; in a set of ids the others are missing."""
        assert THREE.missing(record) == missing

    def test_circumstances(self) -> None:
        """A circumstance rules an item out or waives it."""
        assert THREE.missing(ALL, circumstances=["phone"]) == ("look", "sign")
        assert THREE.missing([], circumstances=["common_area"]) == ("look",)
        assert THREE.missing(["look"], circumstances=["common_area", "x"]) == ()

    def test_unknown_items(self) -> None:
        """A misspelt item is told the nearest; an open list takes more."""
        with pytest.raises(UnknownNameError, match="nearest: 'sign'"):
            THREE.missing({"sing": True})
        assert checklist(open_list=True).missing(["look", "photo"]) == ("ask", "sign")

    @pytest.mark.parametrize("record", ["look", 3, None, iter(())])
    def test_what_is_no_record(self, record: Any) -> None:
        """A text, a number and a generator are refused."""
        with pytest.raises(InvalidFieldError, match="a mapping or a set"):
            THREE.missing(record)

    @pytest.mark.parametrize("entry", [1, 0, "yes", ""])
    def test_entries_are_yes_no_or_unknown(self, entry: Any) -> None:
        """Nothing is taken for true or false."""
        with pytest.raises(InvalidFieldError, match=r"record\['look'\] cannot be"):
            THREE.missing({"look": entry})


_ENTRIES: list[bool | None] = [True, False, None]


class TestStatus:
    """
    Met, breached, open, undetermined or not applicable.
    """

    @pytest.mark.parametrize(
        ("record", "closed", "status", "clause"),
        [
            (ALL, True, MET, "DEMO-1"),
            (ALL, False, MET, "DEMO-1"),
            ({**ALL, "ask": False}, True, BREACHED, "DEMO-1.2"),
            ({**ALL, "ask": False}, False, OPEN, "DEMO-1.2"),
            ({**ALL, "ask": False}, None, UNDETERMINED, "DEMO-1.2"),
            ({**ALL, "ask": None}, True, UNDETERMINED, "DEMO-1.2"),
            ({**ALL, "look": None, "sign": False}, True, BREACHED, "DEMO-1.3"),
            ({}, True, UNDETERMINED, "DEMO-1.1"),
            (None, True, NOT_APPLICABLE, "DEMO-1"),
        ],
    )
    def test_records(
        self,
        record: dict[str, bool | None] | None,
        closed: Any,
        status: Status,
        clause: str,
    ) -> None:
        """The clause is that of the first item that decides."""
        verdict = THREE.assess(record, closed=closed)

        assert (verdict.status, verdict.clause.id) == (status, clause)
        assert verdict.is_violation is (status is BREACHED)

    def test_every_record(self) -> None:
        """All 27 records of three items, open and closed."""
        for entries in itertools.product(_ENTRIES, repeat=3):
            record = dict(zip(NAMES, entries, strict=True))
            for closed in (True, False):
                expected = MET
                if None in entries:
                    expected = UNDETERMINED
                if False in entries:
                    expected = BREACHED if closed else OPEN
                verdict = THREE.assess(record, closed=closed)
                assert verdict.status is expected
                assert verdict.missing == tuple(
                    name for name, entry in record.items() if entry is False
                )
                assert verdict.evidence.unknown == tuple(
                    name for name, entry in record.items() if entry is None
                )

    @pytest.mark.parametrize("closed", ["yes", 1])
    def test_closed_or_not(self, closed: Any) -> None:
        """Whether it is closed is True, False or not known."""
        with pytest.raises(InvalidFieldError, match="closed cannot be"):
            THREE.assess(["look"], closed=closed)

    def test_a_breach_at_once(self) -> None:
        """A list may not wait for the matter to close."""
        policy = checklist(breach_at_once=True)

        assert policy.assess(["look"], closed=False).status is BREACHED
        assert policy.assess(["look"], closed=None).status is BREACHED

    def test_everything_waived(self) -> None:
        """A list of which nothing is left does not apply."""
        policy = checklist(items=[item("ask", waived_by=["common_area"])])
        verdict = policy.assess({"ask": None}, circumstances=["common_area"])

        assert verdict.status is NOT_APPLICABLE
        assert verdict.evidence.waived == ("ask",)

    def test_each_item_by_itself(self) -> None:
        """Each under its own clause."""
        found = THREE.assess_each(
            {"look": True, "ask": False}, circumstances=("phone",), closed=False
        )

        assert [(v.clause.id, v.status) for v in found] == [
            ("DEMO-1.1", OPEN),
            ("DEMO-1.2", OPEN),
            ("DEMO-1.3", OPEN),
        ]
        with pytest.raises(UnknownNameError, match="unknown item 'photo'"):
            THREE.assess(ALL, only="photo")

    def test_notes(self) -> None:
        """What a circumstance changed is remarked, and only that."""
        phone = THREE.assess(ALL, circumstances=["phone"])
        common = THREE.assess(
            {**ALL, "ask": False}, circumstances=["common_area"], as_of=AS_OF
        )

        assert [note.code for note in phone.notes] == ["item_ruled_out"] * 2
        assert [note.code for note in common.notes] == ["item_waived"]
        assert common.basis.as_of == AS_OF

    def test_a_text_is_no_set_of_circumstances(self) -> None:
        """A phone call spelt in letters would rule nothing out."""
        with pytest.raises(InvalidFieldError, match="circumstances cannot be 'phone'"):
            THREE.assess(ALL, circumstances="phone")
        with pytest.raises(InvalidFieldError, match="circumstances cannot be 'phone'"):
            THREE.missing(ALL, circumstances="phone")

    def test_every_sentence_begins_with_a_capital(self) -> None:
        """A remark that begins with an item's name does too."""
        said = THREE.assess(ALL, circumstances=["phone"]).explain("en")

        assert all(part[0].isupper() for part in said.split(". "))

    def test_a_set_of_circumstances_has_one_order(self) -> None:
        """A set gives the same evidence in every process."""
        names = {f"fact {n}" for n in range(9)}
        verdict = THREE.assess(ALL, circumstances=names)

        assert verdict.evidence.circumstances == tuple(sorted(names))
        assert ACTORS.assess(names).evidence.actors == tuple(sorted(names))

    def test_a_phone_call_to_a_common_area(self) -> None:
        """What is waived is not asked for, even where it was ruled out."""
        verdict = THREE.assess(ALL, circumstances=["phone", "common_area"])

        assert verdict.missing == ("look",)
        assert verdict.evidence.waived == ("sign",)


class TestLeast:
    """
    Of some lists a number of items is enough.
    """

    @pytest.mark.parametrize("least", [1, 2, 3])
    def test_every_record(self, least: int) -> None:
        """Enough is met; enough with the unknown is unknown; else it is missing."""
        policy = checklist(least=least)
        for entries in itertools.product(_ENTRIES, repeat=3):
            record = dict(zip(NAMES, entries, strict=True))
            done, unknown = entries.count(True), entries.count(None)
            expected = BREACHED
            if done + unknown >= least:
                expected = UNDETERMINED
            if done >= least:
                expected = MET
            assert policy.assess(record).status is expected

    def test_the_number_is_checked(self) -> None:
        """It cannot be more than there are."""
        with pytest.raises(InvalidFieldError, match="1 to 3"):
            checklist(least=4)
        with pytest.raises(InvalidFieldError, match="1 or more"):
            checklist(least=0)

    def test_an_item_by_itself_is_asked_for(self) -> None:
        """Judged alone, an item is judged alone."""
        policy = checklist(least=1)

        assert policy.assess(["look"]).status is MET
        assert policy.assess(["look"], only="ask").status is BREACHED


class TestKnowing:
    """
    To know more never turns what was known.
    """

    @given(
        record=st.fixed_dictionaries(
            {name: st.sampled_from(_ENTRIES) for name in NAMES}
        ),
        learnt=st.booleans(),
        around=st.lists(st.sampled_from(["phone", "common_area"]), unique=True),
        least=st.sampled_from([None, 1, 2, 3]),
    )
    def test_an_unknown_item_that_becomes_known(
        self,
        record: dict[str, bool | None],
        learnt: bool,  # noqa: FBT001 - a fact
        around: list[str],
        least: int | None,
    ) -> None:
        """Only an undetermined verdict changes, once every unknown is filled in."""
        policy = checklist(least=least)
        before = policy.assess(record, circumstances=around).status
        filled = {k: learnt if v is None else v for k, v in record.items()}
        after = policy.assess(filled, circumstances=around).status

        assert before in {UNDETERMINED, after}
        assert after is not UNDETERMINED


ACTORS = ActorPolicy(
    id="actors",
    clause=RECORD,
    name=Text("the visit", "回访"),
    owed_by="property_office",
    allowed=["office", "engineering_head"],
)


class TestActors:
    """
    Something must be done by certain roles.
    """

    @pytest.mark.parametrize(
        ("actors", "status"),
        [
            (["office"], MET),
            ({"office", "guard"}, MET),
            (("guard",), BREACHED),
            ([], UNDETERMINED),
            (None, UNDETERMINED),
        ],
    )
    def test_one_is_enough(self, actors: Any, status: Status) -> None:
        """One allowed actor is enough; no actor is not known."""
        verdict = ACTORS.assess(actors)

        assert verdict.status is status
        if actors:
            assert ACTORS.allows(actors) is (status is MET)

    def test_a_text_is_no_collection(self) -> None:
        """A single name is not read letter by letter."""
        with pytest.raises(InvalidFieldError, match="a collection of names"):
            ACTORS.assess("office")
        with pytest.raises(InvalidFieldError, match="a collection of names"):
            ACTORS.allows("office")

    @pytest.mark.parametrize("actors", [[None], [3], 3])
    def test_a_role_is_a_text(self, actors: Any) -> None:
        """What is not named is no role that came, and no breach."""
        with pytest.raises(InvalidFieldError, match="actors cannot be"):
            ACTORS.assess(actors)

    def test_the_moment_is_optional(self) -> None:
        """No moment changes the answer, but one that is given must be sound."""
        basis = Basis(as_of=AS_OF)

        assert ACTORS.assess(["office"]).basis == Basis()
        assert ACTORS.assess(["office"], as_of=LedgerMoment.on(basis)).basis is basis
        with pytest.raises(NaiveTimeError, match="as_of"):
            ACTORS.assess(["office"], as_of=dt.datetime(2026, 4, 1))  # noqa: DTZ001 - that is the error

    def test_other_shapes_are_refused(self) -> None:
        """Actors are no list of items."""
        with pytest.raises(WrongEvidenceError, match=r"has no 'missing'.*actors"):
            _ = ACTORS.assess(["office"]).missing

    def test_fields(self) -> None:
        """At least one role must be allowed, each once."""
        with pytest.raises(InvalidFieldError, match="1 or more"):
            attrs.evolve(ACTORS, allowed=())
        with pytest.raises(InvalidFieldError, match="no entry twice"):
            attrs.evolve(ACTORS, allowed=("office", "office"))


class TestFields:
    """
    What a list may hold.
    """

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"items": []}, "1 or more"),
            ({"items": [item("look"), item("look")]}, "no id twice"),
            ({"items": "look"}, "each Item"),
            ({"open_list": None}, "True or False"),
        ],
    )
    def test_a_field_that_cannot_be(self, fields: dict[str, Any], says: str) -> None:
        """The message says what is allowed."""
        with pytest.raises(InvalidFieldError, match=says):
            checklist(**fields)

    def test_item(self) -> None:
        """An item is asked by its id."""
        assert THREE.item("ask").clause is CLAUSES["ask"]
        with pytest.raises(UnknownNameError, match="nearest: 'ask'"):
            THREE.item("aks")

    def test_they_are_values(self) -> None:
        """Equal, hashable, picklable and never changed."""
        for policy in (THREE, ACTORS):
            for twin in (
                pickle.loads(pickle.dumps(policy)),  # noqa: S301 - our own
                copy.deepcopy(policy),
            ):
                assert (twin, hash(twin)) == (policy, hash(policy))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            THREE.least = 1  # type: ignore[misc]


_SITUATIONS: list[tuple[str, dict[str, Any], str]] = [
    ("all_present", {"record": ALL}, "includes everything required"),
    ("items_missing", {"record": {**ALL, "ask": False}}, "the ask"),
    ("items_outstanding", {"record": ["look"], "closed": False}, "the ask, the sign"),
    ("fact_missing", {"record": ["look"], "closed": None}, "closed"),
    ("items_unknown", {"record": {"look": True}}, "the ask, the sign"),
    ("nothing_to_record", {"record": None}, "does not apply"),
    ("items_missing", {"record": ALL, "circumstances": ["phone"]}, "phone"),
    (
        "all_present",
        {"record": {"look": True, "ask": False}, "circumstances": {"common_area"}},
        "common area",
    ),
    ("items_missing", {"record": ["look"], "only": "sign"}, "the sign"),
    ("items_late", {"record": ALL, "late": ["ask"]}, "the ask came after"),
    ("items_late", {"record": ALL, "late": ["ask", "look"], "only": "look"}, "look"),
]
_ACTED: list[tuple[str, dict[str, Any], str]] = [
    ("actor_allowed", {"actors": ["office"]}, "office"),
    ("actor_allowed", {"actors": ["guard", "office"]}, "Also took part: guard."),
    ("actor_not_allowed", {"actors": ["guard"]}, "engineering head"),
    ("fact_missing", {"actors": None}, "role of the one who did it"),
]


def _all_situations() -> list[tuple[Any, str, dict[str, Any], str]]:
    """Return every situation with its policy."""
    return [
        *((THREE, *entry) for entry in _SITUATIONS),
        *((ACTORS, *entry) for entry in _ACTED),
    ]


class TestLate:
    """
    What came only after the matter was closed.
    """

    @pytest.mark.parametrize(
        ("record", "late", "status", "clause"),
        [
            (ALL, (), MET, "DEMO-1"),
            (ALL, ["sign"], Status.LATE, "DEMO-1.3"),
            (ALL, {"sign", "ask"}, Status.LATE, "DEMO-1.2"),
            ({**ALL, "look": False}, ["sign"], BREACHED, "DEMO-1.1"),
            ({**ALL, "look": None}, ["sign"], UNDETERMINED, "DEMO-1.1"),
        ],
    )
    def test_one_that_came_late(
        self, record: Any, late: Any, status: Status, clause: str
    ) -> None:
        """It makes the record late, unless something else is still lacking."""
        verdict = THREE.assess(record, late=late)

        assert (verdict.status, verdict.clause.id) == (status, clause)

    def test_each_item(self) -> None:
        """Only the item that came late is."""
        found = THREE.assess_each(ALL, late=["ask"])

        assert [one.status for one in found] == [MET, Status.LATE, MET]

    @pytest.mark.parametrize(
        ("late", "status"),
        [(["look"], MET), (["look", "sign"], Status.LATE)],
    )
    def test_where_some_are_enough(self, late: list[str], status: Status) -> None:
        """What was there by the close counts; what more came later is no matter."""
        two = checklist(least=2)

        assert two.assess(ALL, late=late).status is status

    @pytest.mark.parametrize(
        "facts",
        [
            {"record": {"look": False}},
            {"record": {}},
            {"record": None},
            {"record": ALL, "closed": False},
            {"record": ALL, "closed": None},
        ],
    )
    def test_what_cannot_have_come_late(self, facts: dict[str, Any]) -> None:
        """What was not done, and anything of a matter that is not closed."""
        with pytest.raises(InvalidFieldError, match="late"):
            THREE.assess(**facts, late=["look"])
        with pytest.raises(UnknownNameError):
            THREE.assess(ALL, late=["lok"])


class TestVerdicts:
    """
    Every situation explains itself, is a value, and can be computed again.
    """

    @pytest.mark.parametrize(("policy", "code", "facts", "says"), _all_situations())
    def test_it_explains_itself(
        self, policy: Any, code: str, facts: dict[str, Any], says: str
    ) -> None:
        """In both languages, with nothing left in braces and no machine name."""
        verdict: Verdict = policy.assess(**facts)

        assert verdict.reason.code == code
        english, chinese = verdict.explain("en"), verdict.explain("zh")
        assert says in english
        assert "回访" in chinese
        assert not {"{", "}", "_"} & {*english, *chinese}

    @pytest.mark.parametrize(("policy", "code", "facts", "says"), _all_situations())
    def test_it_replays(
        self, policy: Any, code: str, facts: dict[str, Any], says: str
    ) -> None:
        """A receipt that went through JSON gives the same verdict."""
        verdict: Verdict = policy.assess(**facts)
        receipt = json.loads(json.dumps(verdict.receipt()))

        replayed = replay(policy, receipt)
        assert (replayed.stale, replayed.verdict) == ((), verdict)
        assert replayed.verdict.reason.code == code
        assert says in replayed.verdict.explain("en")

    @pytest.mark.parametrize(("policy", "code", "facts", "says"), _all_situations())
    def test_it_is_a_value(
        self, policy: Any, code: str, facts: dict[str, Any], says: str
    ) -> None:
        """Verdicts are equal, hashable and picklable; their data is JSON."""
        verdict: Verdict = policy.assess(**facts)

        twin = pickle.loads(pickle.dumps(verdict))  # noqa: S301 - our own
        assert (twin, hash(twin)) == (verdict, hash(verdict))
        assert json.loads(json.dumps(verdict.to_dict()))["reasons"][0]["code"] == code
        assert says in twin.explain("en")

    def test_the_plain_evidence(self) -> None:
        """It lists what was required, done, missing, unknown and waived."""
        verdict = THREE.assess({"look": True, "ask": None, "sign": False})

        assert verdict.to_dict()["evidence"] == {
            "shape": "items",
            "required": ["look", "ask", "sign"],
            "done": ["look"],
            "missing": ["sign"],
            "unknown": ["ask"],
            "waived": [],
        }
        late = THREE.assess(ALL, late=["sign"]).to_dict()["evidence"]
        assert late["late"] == ["sign"]
