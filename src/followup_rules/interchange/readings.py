"""
Readings as plain data: what each choice means, the field that it decides knows.
"""

from collections.abc import Mapping
from typing import Any, Final

import attrs
from attrs import evolve

from followup_rules.books.feeds import WayOut, Ways
from followup_rules.books.readings import Reading
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Kind, Many, Optional, holds_of
from followup_rules.immutable import frozen
from followup_rules.interchange.classes import ClassShape, shape_of
from followup_rules.interchange.faults import PROBLEMS, Clauses, Place, refuse_unknown
from followup_rules.interchange.kinds import KINDS
from followup_rules.interchange.shapes import (
    WORDS,
    ListShape,
    Shape,
    TableShape,
    TextShape,
)
from followup_rules.tables import Table

SHAPES: Final[dict[str, Shape]] = {
    "question": TextShape(),
    "rules": ListShape(WORDS, 1, unique=True),
    "field": WORDS,
    "choices": TableShape(WORDS, 1),
    "chosen": WORDS,
    "ground": TextShape(),
}
"""The keys of a reading; what its choices hold depends on its field."""

_UNFIT: Final = PROBLEMS["unfit_choice"]


@frozen
class Decided:
    """
    What readings of a document may decide.

    Attributes:
        kinds: The kind of each rule, by its id; empty where the rule is at fault.
        feeds: What feeds each rule, by its id.
        lost: The rules whose feed is at fault, so that nobody knows its fields.
    """

    kinds: Mapping[str, str]
    feeds: Mapping[str, Any]
    lost: frozenset[str] = frozenset()

    def field(self, rule_id: str, path: str) -> Shape | None:
        """
        Return the shape of a field of a rule, or of what feeds it, or None.

        What the rule has not, its feed may have, as in `Rulebook.holder`.
        """
        kind = KINDS[self.kinds[rule_id]]
        feed = self.feeds.get(rule_id)
        if feed is None or path.partition(".")[0] in attrs.fields_dict(kind):
            return field_of(kind, path)
        return field_of(type(feed), path)

    def known(self, rule_id: str) -> tuple[str, ...]:
        """
        Return the fields of a rule, and of what feeds it.
        """
        of_rule = attrs.fields_dict(KINDS[self.kinds[rule_id]])
        feed = self.feeds.get(rule_id)
        return (*of_rule, *({} if feed is None else attrs.fields_dict(type(feed))))


def field_of(cls: Any, path: str) -> Shape | None:
    """
    Return the shape of a field, through dots, or None.

    An entry that has a key of its own is named by it, as `Reading.field` does. What
    does not say what it may hold, such as the pairs of a `Text`, no file can decide.
    """
    name, _, rest = path.partition(".")
    attribute = attrs.fields_dict(cls).get(name)
    if attribute is None or attribute.type is Any:
        return None
    try:
        rule = holds_of(attribute)
    except InvalidFieldError:
        return None
    if not rest:
        return shape_of(rule)
    if isinstance(rule, Optional):
        rule = rule.inner
    if isinstance(rule, Ways):
        rule = Many(Kind((WayOut,)))
    if isinstance(rule, Many) and isinstance(rule.inner, Kind):
        rule, rest = rule.inner, rest.partition(".")[2]
    classes = rule.classes if isinstance(rule, Kind) else ()
    if not rest:
        return ClassShape(classes[0]) if len(classes) == 1 else None
    found = (field_of(inner, rest) for inner in classes if attrs.has(inner))
    return next((field for field in found if field is not None), None)


def read_reading(reading_id: str, value: object, decided: Decided, at: Place) -> Any:
    """
    Return the reading that plain data describes, or keep faults at its place.

    Args:
        reading_id: Its id.
        value: The plain data.
        decided: What it may decide.
        at: Its place.
    """
    if not isinstance(value, dict):
        return at.refuse("wrong_type", value, f"a table with {', '.join(SHAPES)}")
    faults = len(at.faults)
    refuse_unknown(value, tuple(SHAPES), at)
    made: dict[str, Any] = {}
    for name, shape in SHAPES.items():
        if name not in value:
            at.into(name).refuse("missing_key", allowed=shape.allowed)
        elif name == "choices":
            made[name] = _read_choices(value, decided, at)
        else:
            made[name] = shape.read(value[name], at.into(name))
    if made.get("choices") is not None:
        _refuse_unknown_choice(value["choices"], made.get("chosen"), at)
    if made.get("choices") is None or len(at.faults) > faults:
        return None
    ships, choices = made.pop("chosen"), made["choices"]
    order = (ships, *(name for name in choices if name != ships))
    made["choices"] = Table((name, choices[name]) for name in order)
    return Reading(id=reading_id, **made)


def _refuse_unknown_choice(choices: object, chosen: object, at: Place) -> None:
    """Keep a fault where the choice that ships is none of them."""
    if not isinstance(choices, dict) or not isinstance(chosen, str):
        return
    if chosen not in choices:
        known = [str(name) for name in choices]
        at.into("chosen").refuse("unknown_choice", chosen, ", ".join(known), known)


def _read_choices(value: dict[str, Any], decided: Decided, at: Place) -> Any:
    """Read what every choice holds, by the field that it decides."""
    field = _field_decided(value, decided, at)
    if field is None:
        return None
    inside = Place((*at.path, "choices"), [], at.clauses)
    choices = TableShape(field, 1).read(value["choices"], inside)
    at.faults.extend(
        evolve(
            fault,
            code="unfit_choice",
            problem=f"{_UNFIT}: {fault.problem}",
            cause=fault,
        )
        for fault in inside.faults
    )
    return choices


def _field_decided(value: dict[str, Any], decided: Decided, at: Place) -> Shape | None:
    """Return the field that a reading decides; all its rules must have it."""
    rules, path = value.get("rules"), value.get("field")
    if not isinstance(rules, list) or not isinstance(path, str):
        return None
    found: Shape | None = None
    kinds = decided.kinds
    for number, rule in enumerate(rules):
        if not isinstance(rule, str):
            return None
        if kinds.get(rule) == "" or rule in decided.lost:
            return None
        if rule not in kinds:
            place = at.into("rules", number)
            place.refuse("unknown_rule", rule, ", ".join(kinds), kinds)
            return None
        found = decided.field(rule, path)
        if found is None:
            known = decided.known(rule)
            at.into("field").refuse("unknown_field", path, ", ".join(known), known)
            return None
    return found


def write_reading(
    reading: Reading, decided: Decided, clauses: Clauses
) -> dict[str, Any]:
    """
    Return a reading as plain data.

    Raises:
        UnknownNameError: If its rules have no such field.
    """
    rule = reading.rules[0]
    shape = decided.field(rule, reading.field)
    if shape is None:
        raise UnknownNameError("field", reading.field, decided.known(rule))
    shapes = {**SHAPES, "choices": TableShape(shape)}
    return {
        name: shape.write(getattr(reading, name), clauses)
        for name, shape in shapes.items()
    }
