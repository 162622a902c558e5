"""
A policy or a rulebook that is written out whole, as plain data and back.
"""

from typing import Any, Final

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Regulation
from followup_rules.interchange.classes import ClassShape, KeyedShape
from followup_rules.interchange.faults import Place, built, check_kind
from followup_rules.interchange.kinds import KINDS, kind_of, shape_of_kind
from followup_rules.interchange.readings import read_reading, write_reading
from followup_rules.interchange.shapes import WORDS

Document = dict[str, Any]

REGULATION_SHAPE: Final = ClassShape(Regulation)
CLAUSES_SHAPE: Final = KeyedShape(ClassShape(Clause, without="id"), 1)
_WHOLE: Final = "a table; or based_on, and only what differs"
_UNREAD: Final = Clause(id="unread", en="unread", zh="未读")
"""Stands for a clause with faults, so that the rules that name it have none of it."""


def read_policy(body: Document, at: Place) -> Any:
    """
    Return the policy that plain data describes, or keep faults and return None.
    """
    kind = check_kind(body, tuple(KINDS), at)
    return None if kind is None else shape_of_kind(kind, with_id=True).read(body, at)


def write_policy(policy: Any) -> Document:
    """
    Return a policy as plain data, with its clauses written out.
    """
    shape = shape_of_kind(kind_of(policy), with_id=True)
    written: Document = shape.write(policy, None)
    return written


def read_rulebook(body: Document, at: Place) -> Rulebook | None:
    """
    Return the rulebook that plain data describes, or keep faults and return None.
    """
    faults = len(at.faults)
    for name in ("regulation", "clauses", "rules"):
        if name not in body:
            at.into(name).refuse("missing_key", allowed=_WHOLE)
    regulation: Any = None
    clauses: dict[str, Any] = {}
    if "regulation" in body:
        regulation = REGULATION_SHAPE.read(body["regulation"], at.into("regulation"))
    if "clauses" in body:
        clauses = CLAUSES_SHAPE.read_by_key(body["clauses"], at.into("clauses"))
    known = {name: clause or _UNREAD for name, clause in clauses.items()}
    inner = Place(at.path, at.faults, known)
    kinds: dict[str, str] = {}
    rules = _read_rules(body.get("rules", {}), inner.into("rules"), kinds)
    readings = [
        read_reading(name, value, kinds, inner.into("readings", name))
        for name, value in _named(body.get("readings", {}), inner.into("readings"))
    ]
    if len(at.faults) > faults:
        return None
    book: Rulebook | None = built(
        at,
        lambda: Rulebook.of(regulation, tuple(known.values()), tuple(readings), *rules),
    )
    return book


def _named(value: object, at: Place) -> list[tuple[str, Any]]:
    """Return the entries of a table, or keep a fault for what is none."""
    if not isinstance(value, dict):
        at.refuse("wrong_type", value, "a table")
        return []
    for name in value:
        WORDS.read(name, at)
    return [(name, entry) for name, entry in value.items() if isinstance(name, str)]


def _read_rules(value: object, at: Place, kinds: dict[str, str]) -> list[Any]:
    """Return every rule, and note its kind; none is the kind of one without."""
    rules = []
    for rule_id, rule in _named(value, at):
        place = at.into(rule_id)
        kinds[rule_id] = ""
        if not isinstance(rule, dict):
            place.refuse("wrong_type", rule, "a table with kind")
        elif (kind := check_kind(rule, tuple(KINDS), place)) is not None:
            kinds[rule_id] = kind
            rules.append(shape_of_kind(kind, with_id=False).read(rule, place, rule_id))
    return rules


def write_rulebook(book: Rulebook) -> Document:
    """
    Return a rulebook as plain data, written out whole.
    """
    clauses = {clause.id: clause for clause in book.clauses}
    rules = {
        rule_id: shape_of_kind(kind_of(policy), with_id=False).write(policy, clauses)
        for rule_id, policy in book.rules.items()
    }
    readings = {
        reading.id: write_reading(reading, kind_of(book[reading.rules[0]]), clauses)
        for reading in book.readings
    }
    return {
        "regulation": REGULATION_SHAPE.write(book.regulation, None),
        "clauses": CLAUSES_SHAPE.write(book.clauses, None),
        "rules": rules,
        "readings": readings,
    }
