"""
A policy or a rulebook that is written out whole, as plain data and back.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import frozen

from followup_rules.clauses import Clause, Regulation
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
)
from followup_rules.interchange import structuring
from followup_rules.interchange.classes import ClassShape, check_kind
from followup_rules.interchange.faults import PROBLEMS, DataFault, Place, show_path
from followup_rules.interchange.kinds import KINDS, kind_of, shape_of_kind
from followup_rules.interchange.readings import (
    build_reading,
    check_reading,
    tell_reading,
)
from followup_rules.interchange.shapes import KeyedShape, TableShape, WordsShape
from followup_rules.books.rulebook import Rulebook

Document = dict[str, Any]

REGULATION_SHAPE: Final = ClassShape(Regulation)
CLAUSES_SHAPE: Final = KeyedShape(TableShape(ClassShape(Clause, without="id"), 1), "id")
_WHOLE: Final = "a table; or based_on, and only what differs"


@frozen
class Checked:
    """
    The complete form of a rulebook.
    """

    regulation: Document
    clauses: list[Document]
    rules: dict[str, Document]
    readings: dict[str, Document]


def built(at: Place, make: Callable[[], Any]) -> Any:
    """
    Return what *make* makes, or None and a fault where its values do not fit.
    """
    try:
        return make()
    except FollowupRulesError as error:
        place = at
        if isinstance(error, InvalidFieldError) and "." in error.field:
            place = at.into(error.field.rpartition(".")[2])
        place.faults.append(
            DataFault(
                path=show_path(place.path),
                code="does_not_fit",
                problem=f"{PROBLEMS['does_not_fit']}: {error}",
            )
        )
        return None


# -------------------------------------------------------------------------- policy


def check_policy(body: Document, at: Place) -> Document | None:
    """
    Return the complete form of a policy, or keep faults and return None.
    """
    kind = check_kind(body, tuple(KINDS), at)
    if kind is None:
        return None
    checked: Document = shape_of_kind(kind, with_id=True).check(body, at)
    return checked


def build_policy(data: Document) -> Any:
    """
    Return the policy that the complete form describes.

    Raises:
        FollowupRulesError: If its values do not fit together.
    """
    fields = {name: part for name, part in data.items() if name != "kind"}
    return structuring.structure(fields, KINDS[data["kind"]])


def tell_policy(policy: Any) -> Document:
    """
    Return the readable form of a policy, with its clauses written out.
    """
    shape = shape_of_kind(kind_of(policy), with_id=True)
    told: Document = shape.tidy(structuring.unstructure(policy), None)
    return told


# ------------------------------------------------------------------------ rulebook


def check_rulebook(body: Document, at: Place) -> Checked:
    """
    Return the complete form of a rulebook; it is of use only if no fault was kept.
    """
    for name in ("regulation", "clauses", "rules"):
        if name not in body:
            at.into(name).refuse("missing_key", allowed=_WHOLE)
    regulation: Document = {}
    known: dict[str, Document] = {}
    if "regulation" in body:
        place = at.into("regulation")
        regulation = REGULATION_SHAPE.check(body["regulation"], place)
    if "clauses" in body:
        clauses = CLAUSES_SHAPE.check(body["clauses"], at.into("clauses"))
        known = {entry["id"]: entry for entry in clauses}
    inner = Place(at.path, at.faults, known)
    rules = _check_rules(body.get("rules", {}), inner.into("rules"))
    kinds = {rule_id: rule.get("kind", "") for rule_id, rule in rules.items()}
    readings = {
        name: check_reading(value, kinds, inner.into("readings", name))
        for name, value in _named(body.get("readings", {}), inner.into("readings"))
    }
    return Checked(regulation, list(known.values()), rules, readings)


def _named(value: object, at: Place) -> list[tuple[str, Any]]:
    """Return the entries of a table, or keep a fault for what is none."""
    if not isinstance(value, dict):
        at.refuse("wrong_type", value, "a table")
        return []
    for name in value:
        WordsShape().check(name, at)
    return [(name, entry) for name, entry in value.items() if isinstance(name, str)]


def _check_rules(value: object, at: Place) -> dict[str, Document]:
    """Return the complete form of every rule."""
    rules: dict[str, Document] = {}
    for rule_id, rule in _named(value, at):
        place = at.into(rule_id)
        rules[rule_id] = {}
        if not isinstance(rule, dict):
            place.refuse("wrong_type", rule, "a table with kind")
        elif (kind := check_kind(rule, tuple(KINDS), place)) is not None:
            checked = shape_of_kind(kind, with_id=False).check(rule, place)
            rules[rule_id] = {**checked, "id": rule_id}
    return rules


def build_rulebook(checked: Checked, at: Place) -> Rulebook | None:
    """
    Return the rulebook that the complete form describes, or keep faults.
    """
    before = len(at.faults)
    policies = [
        built(at.into("rules", rule_id), _maker(data))
        for rule_id, data in checked.rules.items()
    ]
    readings = [
        built(at.into("readings", name), _reading_maker(name, data, checked.rules))
        for name, data in checked.readings.items()
    ]
    if len(at.faults) > before:
        return None
    regulation = structuring.structure(checked.regulation, Regulation)
    clauses = tuple(structuring.structure(entry, Clause) for entry in checked.clauses)
    book: Rulebook | None = built(
        at, lambda: Rulebook.of(regulation, clauses, tuple(readings), *policies)
    )
    return book


def _maker(data: Document) -> Callable[[], Any]:
    """Return what builds one policy."""
    return lambda: build_policy(data)


def _reading_maker(
    name: str, data: Document, rules: Mapping[str, Document]
) -> Callable[[], Any]:
    """Return what builds one reading."""
    return lambda: build_reading(name, data, rules[data["rules"][0]]["kind"])


def tell_rulebook(book: Rulebook) -> Document:
    """
    Return the readable form of a rulebook, written out whole.
    """
    clauses = {clause.id: structuring.unstructure(clause) for clause in book.clauses}
    rules = {}
    for rule_id, policy in book.rules.items():
        shape = shape_of_kind(kind_of(policy), with_id=False)
        rules[rule_id] = shape.tidy(structuring.unstructure(policy), clauses)
    readings = {
        reading.id: tell_reading(reading, kind_of(book[reading.rules[0]]), clauses)
        for reading in book.readings
    }
    return {
        "regulation": structuring.unstructure(book.regulation),
        "clauses": CLAUSES_SHAPE.tidy(list(clauses.values()), None),
        "rules": rules,
        "readings": readings,
    }
