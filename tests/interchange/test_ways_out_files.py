"""
Ways out in files: read, written, described, compared and reviewed.
"""

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from followup_rules.books.conditions import parse
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.errors import RulesFileError
from followup_rules.interchange import (
    CROSS_FIELD,
    diff,
    dump,
    dumps,
    load,
    loads,
    review,
    schema_text,
    show,
)

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
DISCHARGE = tomllib.loads((BOOKS / "discharge.toml").read_text(encoding="utf-8"))
BOOK: Rulebook = load(DISCHARGE)
WAYS = "rules.first_call.feed.ways_out"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema_text()))
Fault = tuple[str, str, str | None]


def with_way(key: str, **more: Any) -> dict[str, Any]:
    """Return the regulation with one way out of its first call told otherwise."""
    whole = copy.deepcopy(DISCHARGE)
    way = whole["rules"]["first_call"]["feed"]["ways_out"].setdefault(key, {})
    for name, value in more.items():
        if value is None:
            del way[name]
        else:
            way[name] = value
    return whole


def with_rung(**more: Any) -> dict[str, Any]:
    """Return the regulation with the ladder of its first call told otherwise."""
    ways = DISCHARGE["rules"]["first_call"]["feed"]["ways_out"]
    rung = {**ways["unreachable"]["attempts"][0], **more}
    told = {name: value for name, value in rung.items() if value is not None}
    return with_way("unreachable", attempts=[told])


def faults(data: Any) -> list[Fault]:
    """Return path, code and nearest name of everything that is wrong."""
    with pytest.raises(RulesFileError) as found:
        load(data)
    return [(one.path, one.code, one.nearest) for one in found.value.faults]


RUNG = f"{WAYS}.unreachable.attempts[0]"
BAD: list[tuple[dict[str, Any], list[Fault]]] = [
    # a clause that does not exist
    (
        with_way("refused", clause="DIS-9d"),
        [(f"{WAYS}.refused.clause", "unknown_clause", "DIS-9a")],
    ),
    # what no row tells
    (
        with_way("refused", when="refuse_at"),
        [(f"{WAYS}.refused.when", "unknown_attribute", "refused_at")],
    ),
    (
        with_way("refused", granted_by="refuser"),
        [(f"{WAYS}.refused.granted_by", "unknown_attribute", "refused_at")],
    ),
    # what is asked for a name or a moment, and answered once and for all
    (
        with_way("refused", granted_by=True),
        [(f"{WAYS}.refused.granted_by", "wrong_type", None)],
    ),
    (with_rung(ended_by=True), [(f"{RUNG}.ended_by", "wrong_type", None)]),
    (with_rung(where=True), [(f"{RUNG}.where", "does_not_fit", None)]),
    # what can never occur
    (
        with_way("refused", when="categories is one of chronick", whenever=True),
        [(f"{WAYS}.refused.when", "never_occurs", "chronic")],
    ),
    (
        with_rung(where="callers is ward_nurse and reached is perhaps"),
        [(f"{RUNG}.where", "never_occurs", None)],
    ),
    # always let off is no duty
    (with_way("refused", when=True), [(f"{WAYS}.refused.when", "does_not_fit", None)]),
    # nothing, and two things at once
    (with_way("refused", when=None), [(f"{WAYS}.refused.when", "does_not_fit", None)]),
    (
        with_way("unreachable", when="refused_at"),
        [(f"{WAYS}.unreachable.when", "does_not_fit", None)],
    ),
    # nobody would know whether it came in time
    (
        with_way("refused", when="checked_by_head"),
        [(f"{WAYS}.refused", "does_not_fit", None)],
    ),
    (
        with_way("refused", came_at="ward"),
        [(f"{WAYS}.refused.came_at", "does_not_fit", None)],
    ),
    # a ladder without an end
    (with_rung(least=None), [(f"{RUNG}.least", "missing_key", None)]),
    (with_rung(least=0), [(f"{RUNG}.least", "not_allowed", None)]),
    (with_rung(ended_by="ward"), [(f"{RUNG}.ended_by", "does_not_fit", None)]),
    # attempts that are no rows of the patient
    (with_rung(of="calls"), [(f"{WAYS}.unreachable", "unknown_ledger", "call")]),
    (
        with_rung(of="discharge", where=None),
        [(f"{WAYS}.unreachable", "unknown_ledger", None)],
    ),
    (
        with_rung(where="not reaached"),
        [(f"{RUNG}.where", "unknown_attribute", "reached")],
    ),
    # a key that a way out does not have
    (
        with_way("refused", whenn=True),
        [(f"{WAYS}.refused.whenn", "unknown_key", "when")],
    ),
]


class TestFaults:
    """
    Everything that is wrong is said at once, each with its place and the nearest name.
    """

    @pytest.mark.parametrize(("data", "expected"), BAD)
    def test_one_thing(self, data: dict[str, Any], expected: list[Fault]) -> None:
        """It stands where it is wrong."""
        assert faults(data) == expected

    @pytest.mark.parametrize(("data", "expected"), BAD)
    def test_the_schema_says_no_more(
        self, data: dict[str, Any], expected: list[Fault]
    ) -> None:
        """What it takes and the loader refuses is a fault of several fields."""
        if VALIDATOR.is_valid(data):
            assert {code for _, code, _ in expected} <= CROSS_FIELD
        else:
            assert not {code for _, code, _ in expected} <= CROSS_FIELD

    def test_a_kind_that_has_none(self) -> None:
        """Shares of another rule are let off by it."""
        whole = copy.deepcopy(DISCHARGE)
        whole["rules"]["ward_score"]["feed"] = {"fed_by": "own", "ways_out": {}}

        assert ("rules.ward_score.feed.ways_out", "unknown_key", None) in faults(whole)


class TestGood:
    """
    What a file says is what it is read as, and what is written again.
    """

    def test_there_and_back(self) -> None:
        """In TOML, in JSON and as data; the schema takes it."""
        for form in ("toml", "json"):
            assert loads(dumps(BOOK, form), form) == BOOK
        assert VALIDATOR.is_valid(dump(BOOK))
        assert VALIDATOR.is_valid(DISCHARGE)

    def test_what_is_written(self) -> None:
        """Under its key, with everything that it says."""
        told = dump(BOOK)["rules"]["first_call"]["feed"]["ways_out"]["unreachable"]

        assert told == {
            "name": {"en": "the patient cannot be reached", "zh": "患者失访"},
            "clause": "DIS-9c",
            "when": False,
            "attempts": [
                {
                    "of": "call",
                    "where": "not reached",
                    "least": 3,
                    "on_different_days": True,
                    "ended_by": "letter_sent_at",
                }
            ],
            "came_at": False,
            "allowed_by": False,
            "granted_by": False,
            "whenever": False,
            "until": False,
        }

    def test_a_reading_may_decide_one(self) -> None:
        """By its path, like every other field."""
        whole = copy.deepcopy(DISCHARGE)
        whole["readings"]["D-4"] = {
            "question": {"en": "Overdue as well?", "zh": "逾期后可否免除？"},
            "rules": ["first_call"],
            "field": "ways_out.refused.whenever",
            "choices": {"NO": False, "YES": True},
            "chosen": "NO",
            "ground": {"en": "Not said.", "zh": "未规定。"},
        }
        book = load(whole)
        chosen = book.choose("D-4", "YES")

        assert book.in_force("D-4") == "NO"
        assert chosen.feeds["first_call"].ways_out[0].whenever
        assert dict(chosen.readings_in_force())["D-4"] == "YES"


def with_ways(*ways: Any, book: Rulebook = BOOK) -> Rulebook:
    """Return the book with other ways out of the first call."""
    feed = attrs.evolve(book.feeds["first_call"], ways_out=ways)
    return book.replace("first_call", feed=feed)


REFUSED, DIED, LOST = BOOK.feeds["first_call"].ways_out


class TestWords:
    """
    Pages, differences and findings name a way out in words.
    """

    def test_a_page(self) -> None:
        """Under its rule, with its clause."""
        english = show(BOOK).splitlines()

        assert "  Let off: the patient refuses to be called (DIS-9a)" in english
        assert "  Let off, overdue or not: the patient has died (DIS-9b)" in english
        assert "  免除事由：患者失访（DIS-9c）" in show(BOOK, "zh").splitlines()
        [at] = [n for n, line in enumerate(english) if line.startswith("DIS-9c")]
        assert "  Judged by: first_call" in english[at : at + 4]

    def test_a_difference(self) -> None:
        """What is new, what is gone and what changed."""
        fewer = with_ways(REFUSED, DIED)
        said = str(diff(fewer, BOOK))
        assert "the patient cannot be reached: new, clause DIS-9c" in said
        assert "患者失访：删除" in diff(BOOK, fewer).in_language("zh")
        other = with_ways(attrs.evolve(REFUSED, whenever=True), DIED, LOST)
        assert str(diff(BOOK, other)).splitlines()[1:] == [
            "- The first call (DIS-2a), what it is asked of, the patient refuses to be "
            "called, whether it lets off what was overdue: no becomes yes"
        ]

    def test_what_is_laxer(self) -> None:
        """A new way out, one that lets off more, and a shorter ladder."""
        [rung] = LOST.attempts
        new = attrs.evolve(DIED, key="moved", name=Text("moved", "迁出"))
        for ways, path in (
            ((REFUSED, DIED, LOST, new), "moved"),
            ((attrs.evolve(REFUSED, whenever=True), DIED, LOST), "refused.whenever"),
        ):
            found = review(with_ways(*ways))
            laxer = [(one.path, one.clause) for one in found if one.code == "laxer"]
            assert [name for name, _ in laxer] == [f"{WAYS}.{path}"]
        for change in (
            {"least": 2},
            {"on_different_days": False},
            {"ended_by": None},
        ):
            shorter = attrs.evolve(LOST, attempts=(attrs.evolve(rung, **change),))
            found = review(with_ways(REFUSED, DIED, shorter))
            [shorter_one] = [one for one in found if one.code == "laxer"]
            assert shorter_one.path == f"{WAYS}.unreachable.attempts"
        two = with_ways(REFUSED, DIED, attrs.evolve(LOST, attempts=(rung, rung)))
        found = review(attrs.evolve(BOOK, base=two))
        assert "laxer" in {one.code for one in found}
        stricter = attrs.evolve(LOST, attempts=(attrs.evolve(rung, least=4),))
        found = review(with_ways(REFUSED, DIED, stricter))
        assert "laxer" not in {one.code for one in found}

    @pytest.mark.parametrize(
        ("question", "is_dead"),
        [
            ("refused_at has happened and not refused_at has happened", True),
            ("not checked_by_head and checked_by_head", True),
            ("ward is A and ward is B", True),
            ("ward is A and ward is one of A, B", False),
            ("ward is A and categories is chronic", False),
            ("(ward is A and ward is B) and checked_by_head", True),
            ("(ward is A and ward is B) or checked_by_head", False),
            ("(ward is A and ward is B) or (ward is C and ward is D)", True),
        ],
    )
    def test_what_can_never_hold(self, question: str, *, is_dead: bool) -> None:
        """It contradicts itself, and lets nobody off."""
        way = attrs.evolve(REFUSED, when=parse(question), whenever=True)
        found = review(with_ways(way, DIED, LOST))
        dead = [one.path for one in found if one.code == "dead"]

        assert dead == ([f"{WAYS}.refused.when"] if is_dead else [])

    def test_words_that_are_missing(self) -> None:
        """Of the way out itself, and of who allows it."""
        english = attrs.evolve(REFUSED, name=Text("refused"))
        [found] = [
            one
            for one in review(with_ways(english, DIED, LOST))
            if one.code == "missing_word"
        ]
        assert f"{WAYS}.refused.name" in found.text.en
        nobody = attrs.evolve(REFUSED, allowed_by="registrar")
        [found] = [
            one
            for one in review(with_ways(nobody, DIED, LOST))
            if one.code == "missing_word"
        ]
        assert found.path == "words.registrar"

    def test_a_clause_that_only_lets_off_is_cited(self) -> None:
        """Without its way out nothing would answer it."""
        assert review(BOOK) == ()
        found = review(with_ways(REFUSED, DIED))
        assert [one.clause for one in found if one.code == "uncited_clause"] == [
            "DIS-9c"
        ]
