"""
Draws that a file declares, judged over a ledger of rounds.

The first book says in a file what the hall that ships says in Python, and both must come
to the same, row for row; the rest is worked out by hand.
"""

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any

import attrs
import pytest

from followup_rules import interchange
from followup_rules.books.feeds import Calls, Draws
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import clause, draw, regulation
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Kind
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id, RowOf
from followup_rules.policies.draws import DrawUnit, Repeat, Scope
from followup_rules.rulebooks import service_centre
from followup_rules.timing.cycles import Cycle
from followup_rules.verdicts import Status, Verdict

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
TEXT = """
zone_of = "phone_draw"
[regulation]
code = "HALL"
edition = "2026"
title = { en = "Follow-up of the hall" }
source = "a test"
[words]
section = { text = { en = "section" } }
[clauses.HALL-1]
en = "So many are drawn each week from the month's cases and phoned."
[clauses.HALL-2]
en = "Not in a week without visitors."
not_computed = { en = "a way out" }
[facts.case]
words = { en = "case" }
placed = "accepted_at"
[facts.case.attributes]
window = { type = "name?", words = { en = "window" } }
accepted_at = { type = "moment", words = { en = "accepted" } }
completed_at = { type = "moment?", words = { en = "done" } }
applicant = { type = "name?", words = { en = "applicant" } }
applicant_kind = { type = "name?", words = { en = "kind" } }
[facts.round]
words = { en = "round" }
placed = "drawn_at"
within = "WEEK"
[facts.round.attributes]
drawn_at = { type = "moment", words = { en = "drawn" } }
receipt = { type = "table?", words = { en = "receipt" } }
excluded = { type = "table of name with name?", words = { en = "excluded" } }
shut = { type = "yes or no?", words = { en = "shut" } }
ours = { type = "yes or no?", default = true, words = { en = "ours" } }
[facts.call]
words = { en = "call" }
placed = "called_at"
owner = "round_id"
[facts.call.attributes]
round_id = { type = "id of round", words = { en = "round" } }
case_id = { type = "row of case", words = { en = "case" } }
called_at = { type = "instant", words = { en = "called" } }
reached = { type = "yes or no?", words = { en = "reached" } }
reason = { type = "name?", words = { en = "reason" } }
[rules.phone_draw]
kind = "draw"
clause = "HALL-1"
name = { en = "the phone follow-ups" }
owed_by = "section"
size = 20
[rules.phone_draw.feed]
each = "round"
where = "ours"
receipt = "receipt"
by_hand = "excluded"
of = "case"
within = "MONTH"
window = "window"
person = "applicant"
left_out."not an applicant in the sense of the rules" = "not applicant_kind is one of enterprise, citizen"
calls = { of = "call", subject = "case_id", reached = "reached", reason = "reason" }
ways_out.shut = { name = { en = "a week without visitors" }, clause = "HALL-2", when = "shut", whenever = true }
"""
BOOK = interchange.loads(TEXT)
RULE = BOOK["phone_draw"]
SMALL = BOOK.replace("phone_draw", attrs.evolve(RULE, size=2, reserves=2))
SEED = "31415926535897932384"


def at(day: int, hour: int = 9, month: int = 3) -> dt.datetime:
    """Return an hour in Shanghai."""
    return dt.datetime.fromisoformat(f"2026-{month:02}-{day:02}T{hour:02}:00+08:00")


NOW = at(20, month=4)


def case(name: str, **told: Any) -> Any:
    """Return a case of window A, accepted on 2 March."""
    usual = {"window": "A", "accepted_at": at(2), "completed_at": None}
    who = {"applicant": f"P{name}", "applicant_kind": "citizen", "entered_at": None}
    return SimpleNamespace(**{"id": name, **usual, **who, **told})


CASES = [case(f"{n:03d}") for n in range(6)]


def held(drawn_at: Any = None, **told: Any) -> Any:
    """Return a round of Wednesday, 11 March."""
    usual = {"drawn_at": drawn_at or at(11), "receipt": None, "excluded": None}
    more = {"id": "R", "shut": False, "ours": True, "entered_at": None}
    return SimpleNamespace(**{**usual, **more, **told})


def call(case_id: str, number: int = 1, **told: Any) -> Any:
    """Return a call of the day after the draw."""
    usual = {"round_id": "R", "case_id": case_id, "called_at": at(12, 9 + number)}
    more = {"id": f"C{number}", "reached": True, "reason": None, "entered_at": None}
    return SimpleNamespace(**{**usual, **more, **told})


def receipt(
    cases: Any = CASES, on: Any = None, by: Rulebook = SMALL, **told: Any
) -> Any:
    """Return the receipt of an honest draw."""
    ids = [f"{one.window}/{one.id}" for one in cases]
    persons = {f"{one.window}/{one.id}": one.applicant for one in cases}
    drawn = by["phone_draw"].draw(
        ids, seed=SEED, on=on or at(11), **{"persons": persons, **told}
    )
    return drawn.receipt


def judged(
    rounds: Any, calls: Any = (), cases: Any = CASES, by: Rulebook = SMALL
) -> Any:
    """Return the verdicts on rounds."""
    ledgers = {"round": rounds, "call": list(calls), "case": list(cases)}
    return list(by.assess(ledgers, as_of=NOW).verdicts)


def one(*args: Any, **told: Any) -> Verdict:
    """Return the one verdict on them."""
    verdict: Verdict
    (verdict,) = judged(*args, **told)
    return verdict


def reached_all(proof: Any) -> Iterator[Any]:
    """Yield a call that reached each pick."""
    for number, id_ in enumerate(proof["chosen"]):
        yield call(id_.partition("/")[2], number)


@cache
def the_example() -> tuple[Any, ...]:
    """Return the cases, calls and rounds of the example, and of when they are."""
    sys.path.insert(0, str(EXAMPLES))
    import service_hall as hall  # type: ignore[import-not-found]  # noqa: PLC0415 - of the examples

    return (
        tuple(hall.read(hall.DATA / "cases.csv", service_centre.Case)),
        tuple(hall.read(hall.DATA / "calls.csv", service_centre.Call)),
        tuple(hall.read_rounds(hall.DATA / "rounds.json")),
        {"as_of": hall.AS_OF, "period": hall.PERIOD},
    )


class TestTheHallInAFile:
    """
    What ships in Python is said in a file, to the same verdicts.
    """

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"scope": Scope.PER_WINDOW},
            {"unit": DrawUnit.CASE},
            {"repeat": Repeat.FILL_UP},
        ],
    )
    def test_the_ledgers_of_the_example(self, fields: dict[str, Any]) -> None:
        """Eight rounds, met, late and broken; and each of their windows."""
        cases, calls, rounds, when = the_example()
        shipped = service_centre.PHONE_DRAW
        rules = service_centre.RULES.replace(
            "phone_draw", attrs.evolve(shipped, **fields)
        )
        report = service_centre.assess(
            cases, rounds=rounds, calls=calls, rules=rules, **when
        )
        theirs = report.where(rule="phone_draw")
        plain = [
            SimpleNamespace(**attrs.asdict(one, recurse=False), shut=False, ours=True)
            for one in rounds
        ]
        own = BOOK.replace("phone_draw", attrs.evolve(RULE, **fields)).assess(
            {"case": cases, "call": calls, "round": plain}, **when
        )

        answers = [
            {
                one.subject: (one.status, one.reason, one.evidence)
                for one in side.verdicts
            }
            for side in (theirs, own)
        ]
        assert answers[0] == answers[1]
        assert len(answers[0]) == (96 if "scope" in fields else 8)


class TestOneRound:
    """
    A receipt, a frame as it stood, and calls.
    """

    def test_proven_and_reached(self) -> None:
        """Both picks were reached; the receipt of the verdict gives it again."""
        proof = receipt()
        verdict = one([held(receipt=proof)], reached_all(proof))

        assert verdict.status is Status.MET
        assert SMALL.replay(verdict.receipt()).is_same

    def test_a_file_gives_it_back(self) -> None:
        """What was written and read again judges alike."""
        again = interchange.loads(interchange.dumps(SMALL))
        proof = receipt()
        told = [held(receipt=proof)], list(reached_all(proof))

        assert one(*told, by=again).to_dict() == one(*told).to_dict()

    def test_a_substitute(self) -> None:
        """The next reserve, after an attempt whose reason was logged."""
        proof = receipt()
        first, second = (id_.partition("/")[2] for id_ in proof["chosen"])
        reserve = proof["reserves"][0].partition("/")[2]
        tried = call(first, 1, reached=False, reason="no answer")
        calls = [tried, call(reserve, 2), call(second, 3)]

        assert one([held(receipt=proof)], calls).status is Status.MET

    def test_too_late(self) -> None:
        """Calls after the week of the draw."""
        proof = receipt()
        calls = [
            call(each.case_id, n, called_at=at(16, 9 + n))
            for n, each in enumerate(reached_all(proof))
        ]

        assert one([held(receipt=proof)], calls).status is Status.LATE

    def test_no_receipt_and_a_forged_one(self) -> None:
        """Nobody knows of the one; the other is disproved, whatever the calls."""
        proof = receipt()
        forged = {**proof, "chosen": list(reversed(proof["reserves"]))}

        assert one([held()], reached_all(proof)).status is Status.UNDETERMINED
        wrong = one([held(receipt=forged)], reached_all(proof))
        assert wrong.reason.code == "draw_disproved"

    def test_what_stood_when_it_was_drawn(self) -> None:
        """Later cases, later entries and those of other months are not drawn from."""
        proof = receipt()
        others = [
            case("later", accepted_at=at(11, 10)),
            case("entered", entered_at=at(12)),
            case("february", accepted_at=at(27, month=2)),
        ]
        found = one([held(receipt=proof)], reached_all(proof), [*CASES, *others])

        assert found.status is Status.MET

    def test_a_plain_day(self) -> None:
        """A round that tells its day alone is drawn at the end of it."""
        late = [*CASES, case("late", accepted_at=at(11, 23))]
        proof = receipt(late, on=dt.date(2026, 3, 11))
        drawn = held(dt.date(2026, 3, 11), receipt=proof)

        assert one([drawn], reached_all(proof), late).status is Status.MET

    def test_left_out_and_by_hand(self) -> None:
        """Each with its reason, which the receipt must bear."""
        firm = [*CASES, case("firm", applicant_kind="visitor")]
        reasons = {
            "A/firm": "not an applicant in the sense of the rules",
            "A/000": "moved away",
        }
        proof = receipt(firm, excluded=reasons)
        drawn = held(receipt=proof, excluded={"A/000": "moved away"})

        assert one([drawn], reached_all(proof), firm).status is Status.MET
        silent = one([held(receipt=proof)], reached_all(proof), firm)
        assert silent.reason.code == "draw_disproved"

    def test_called_before(self) -> None:
        """Whoever was called this month is left out, under every row of theirs."""
        cases = [*CASES, case("twin", applicant="P000")]
        before = held(at(4), id="Q", receipt=receipt(cases, on=at(4)))
        earlier = call("000", 9, round_id="Q", called_at=at(5))
        proof = receipt(cases, called=["A/000", "A/twin"])
        verdicts = judged(
            [before, held(receipt=proof)], [earlier, *reached_all(proof)], cases
        )

        assert {x.subject.id: x.status for x in verdicts}["R"] is Status.MET

    def test_not_meant_and_let_off(self) -> None:
        """A round of others has no verdict; one that is let off is excused."""
        assert judged([held(ours=False)]) == []

    def test_a_round_that_may_not_concern_it_accuses_nobody(self) -> None:
        """What was proven and reached is met all the same."""
        proof = receipt()
        bare = one([held(ours=None)])
        whole = one([held(receipt=proof, ours=None)], reached_all(proof))

        assert one([held()]).status is Status.BREACHED
        assert (bare.status, bare.reason["fact"]) == (Status.UNDETERMINED, "owed")
        assert whole.status is Status.MET
        forged = held(shut=True, receipt={"scheme": "mine"})
        assert one([forged]).status is Status.EXCUSED

    def test_per_window(self) -> None:
        """Each window by itself; one without cases this month owes none."""
        by = BOOK.replace(
            "phone_draw",
            attrs.evolve(RULE, size=1, reserves=1, scope=Scope.PER_WINDOW),
        )
        cases = [
            *CASES,
            case("b1", window="B"),
            case("x", window="C", accepted_at=at(2, month=2)),
        ]
        proof = receipt(cases[:-1], by=by)
        verdicts = judged([held(receipt=proof)], reached_all(proof), cases, by=by)

        assert {x.subject.cell: x.status for x in verdicts} == {
            "A": Status.MET,
            "B": Status.MET,
            "C": Status.NOT_APPLICABLE,
        }


class TestDoubt:
    """
    No row that cannot be read, or says too little, is held against anybody.
    """

    @pytest.mark.parametrize(
        "odd",
        [
            case("odd", window=None),
            case("odd", window=5),
            case("odd", accepted_at="soon"),
        ],
    )
    def test_the_frame(self, odd: Any) -> None:
        """A receipt that another frame would prove is not disproved."""
        whole = [*CASES, case("odd")]
        proof = receipt(whole)
        verdict = one([held(receipt=proof)], reached_all(proof), [*CASES, odd])

        assert verdict.status is Status.UNDETERMINED

    @pytest.mark.parametrize("told", [{"applicant": None}, {"applicant_kind": None}])
    def test_who_stands_behind(self, told: dict[str, Any]) -> None:
        """Of a draw that is proven it decides nothing; another may be right."""
        whole = [*CASES, case("odd", **told)]
        proof = receipt([*CASES, case("odd")])
        forged = {**proof, "frame_digest": "0" * 64}
        rounds = [held(receipt=each) for each in (proof, forged)]
        found = [one([each], reached_all(proof), whole).status for each in rounds]

        assert found == [Status.MET, Status.UNDETERMINED]

    def test_of_another_month(self) -> None:
        """An unreadable row that was not drawn from changes nothing."""
        proof = receipt()
        forged = {**proof, "frame_digest": "0" * 64}
        odd = case("odd", window=5, accepted_at=at(2, month=2))
        verdict = one([held(receipt=forged)], reached_all(proof), [*CASES, odd])

        assert verdict.status is Status.BREACHED

    def test_what_no_row_mends(self) -> None:
        """A receipt of another rule is wrong whatever the ledger says."""
        proof = {**receipt(), "rule": "another"}
        odd = [*CASES, case("odd", window=5)]

        assert one([held(receipt=proof)], (), odd).status is Status.BREACHED

    def test_nobody_but_perhaps_somebody(self) -> None:
        """A frame that holds one unreadable row may not be empty."""
        assert one([held()], (), ()).status is Status.NOT_APPLICABLE
        assert one([held()], (), [case("odd", window=5)]).status is Status.UNDETERMINED

    def test_a_call_that_cannot_be_read(self) -> None:
        """It may have reached the one who is missing."""
        proof = receipt()
        first, second = reached_all(proof)
        second.reached = "perhaps"

        assert one([held(receipt=proof)], [first, second]).status is Status.UNDETERMINED
        assert one([held(receipt=proof)], [first]).status is Status.BREACHED

    def test_what_the_rule_refuses(self) -> None:
        """An id that no draw takes is an error of the round."""
        ledgers = {"round": [held()], "call": [], "case": [case("a", window="A/B")]}
        report = SMALL.assess(ledgers, as_of=NOW)

        assert [(one.kind, one.row) for one in report.row_errors] == [("round", "R")]


class TestWithoutWindowsOrPersons:
    """
    A plain ledger: all firms, none again within the year.
    """

    BOOK = interchange.loads(
        TEXT.replace('window = "window"\nperson = "applicant"\n', "")
        .replace('within = "MONTH"', 'called_within = "YEAR"')
        .replace("size = 20", 'share = "10%"\nleast = 3\nreserves = 1\ncycle = "MONTH"')
    )

    def test_ten_per_cent_and_three_at_least(self) -> None:
        """Of twelve there are three; whoever was called in January is left out."""
        cases = [case(f"{n:03d}", accepted_at=at(1, month=1)) for n in range(12)]
        before = held(at(5, month=1), id="Q")
        earlier = call("003", 9, round_id="Q", called_at=at(6, month=1))
        drawn = self.BOOK["phone_draw"].draw(
            [one.id for one in cases], seed=SEED, on=at(11), called=["003"]
        )
        calls = [call(id_, n) for n, id_ in enumerate(drawn.receipt["chosen"])]
        verdicts = judged(
            [before, held(receipt=drawn.receipt)], [earlier, *calls], cases, self.BOOK
        )

        found = {x.subject.id: x for x in verdicts}["R"]
        assert (found.status, found.required) == (Status.MET, 3)


class TestRefused:
    """
    What is not there, and what would go unused.
    """

    @pytest.mark.parametrize(
        ("was", "now", "code"),
        [
            ('of = "case"', 'of = "cases"', "unknown_ledger"),
            ('of = "call"', 'of = "calls"', "unknown_ledger"),
            ('window = "window"\np', 'window = "windw"\np', "unknown_attribute"),
            ('receipt = "receipt"', 'receipt = "proof"', "unknown_attribute"),
            ('reached = "reached"', 'reached = "was_reached"', "unknown_attribute"),
            ("not applicant_kind", "not applicant_knd", "unknown_attribute"),
        ],
    )
    def test_names(self, was: str, now: str, code: str) -> None:
        """Files are told of each."""
        with pytest.raises(interchange.RulesFileError) as caught:
            interchange.loads(TEXT.replace(was, now, 1))
        assert code in {fault.code for fault in caught.value.faults}

    def test_calls_of_nobody(self) -> None:
        """A call says whom."""
        with pytest.raises(InvalidFieldError, match=r"Calls\.subject"):
            Calls(of="call")

    def test_rows_without_a_day(self) -> None:
        """What is drawn from lies somewhere in time."""
        undated = TEXT.replace('placed = "accepted_at"\n', "")
        with pytest.raises(interchange.RulesFileError, match="dated"):
            interchange.loads(undated)


@row("firm", "firm", "企业", placed="known_on")
class Firm:
    """A firm on the list."""

    id: str
    known_on: dt.date = said("known", "列入日期")


@row("sample", "sample", "抽查", placed="drawn_on")
class Sample:
    """A round of inspections."""

    id: str
    drawn_on: dt.date = said("drawn", "抽取日期")
    receipt: Annotated[Mapping[str, Any] | None, Kind((Mapping,))] = said(
        "the receipt", "抽取凭证", default=None
    )


@row("visit", "visit", "检查", placed="made_on", owner="sample_id")
class Visit:
    """An inspection."""

    id: str
    sample_id: Annotated[str, Id("sample")] = said("the round", "轮次")
    firm_id: Annotated[str, RowOf("firm")] = said("the firm", "企业")
    made_on: dt.date = said("made", "检查日期")


def test_in_python() -> None:
    """The same word stands beside the others in Python."""
    book = regulation(
        "SPOT",
        "2026",
        "Spot checks",
        "抽查办法",
        clause(
            "1",
            "Two a month.",
            "每月抽查两户。",
            draw(
                "spot",
                "the spot checks",
                "抽查",
                owed_by="office",
                each=Sample,
                of=Firm,
                receipt="receipt",
                calls={"of": Visit, "subject": "firm_id"},
                size=2,
                cycle=Cycle.MONTH,
            ),
        ),
        source="a test",
        ledgers=(Firm, Sample, Visit),
    )
    feed = book.feeds["spot"]

    assert isinstance(feed, Draws)
    assert feed.reads() == ("sample", "firm", "visit")
