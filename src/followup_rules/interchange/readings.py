"""
Readings as plain data: what each choice means, the field that it decides knows.
"""

from typing import Any, Final

import attrs
from attrs import evolve

from followup_rules.clauses import Text
from followup_rules.errors import UnknownNameError
from followup_rules.fields import METADATA_KEY, Kind, Many, Optional
from followup_rules.interchange import structuring
from followup_rules.interchange.classes import ClassShape, refuse_unknown, shape_of
from followup_rules.interchange.faults import PROBLEMS, Place
from followup_rules.interchange.kinds import KINDS
from followup_rules.interchange.shapes import (
    Clauses,
    ListShape,
    Shape,
    TableShape,
    WordsShape,
)
from followup_rules.rulebook import Reading
from followup_rules.tables import Table

SHAPES: Final[dict[str, Shape]] = {
    "question": ClassShape(Text),
    "rules": ListShape(WordsShape(), 1, unique=True),
    "field": WordsShape(),
    "choices": TableShape(WordsShape(), 1),
    "chosen": WordsShape(),
    "ground": ClassShape(Text),
}
"""The keys of a reading; what its choices hold depends on its field."""

_UNFIT: Final = PROBLEMS["unfit_choice"]
_Field = tuple[Shape, Any]


def field_of(cls: Any, path: str) -> _Field | None:
    """
    Return the shape and the annotation of a field, through dots, or None.

    An entry that has a key of its own is named by it, as `Reading.field` does.
    """
    name, _, rest = path.partition(".")
    attribute = attrs.fields_dict(cls).get(name)
    if attribute is None or METADATA_KEY not in attribute.metadata:
        return None
    rule = attribute.metadata[METADATA_KEY]
    if not rest:
        return shape_of(rule), attribute.type
    if isinstance(rule, Optional):
        rule = rule.inner
    if isinstance(rule, Many) and isinstance(rule.inner, Kind):
        rule, rest = rule.inner, rest.partition(".")[2]
    classes = rule.classes if isinstance(rule, Kind) else ()
    if not rest:
        return (ClassShape(classes[0]), classes[0]) if len(classes) == 1 else None
    found = (field_of(inner, rest) for inner in classes if attrs.has(inner))
    return next((field for field in found if field is not None), None)


def _known_field(kind: str, path: str) -> _Field:
    """Return a field that a reading of a rulebook decides."""
    found = field_of(KINDS[kind], path)
    if found is None:
        raise UnknownNameError("field", path, tuple(attrs.fields_dict(KINDS[kind])))
    return found


def check_reading(value: object, kinds: dict[str, str], at: Place) -> Any:
    """
    Return the complete form of a reading, or keep faults at its place.

    Args:
        value: The plain data.
        kinds: The kind of each rule of the rulebook, by its id; empty where the rule
            itself is at fault.
        at: Its place.
    """
    if not isinstance(value, dict):
        at.refuse("wrong_type", value, f"a table with {', '.join(SHAPES)}")
        return value
    refuse_unknown(value, tuple(SHAPES), at)
    checked = {}
    for name, shape in SHAPES.items():
        if name not in value:
            at.into(name).refuse("missing_key", allowed=shape.allowed)
        elif name == "choices":
            checked[name] = _check_choices(value, kinds, at)
        else:
            checked[name] = shape.check(value[name], at.into(name))
    choices, chosen = checked.get("choices"), checked.get("chosen")
    if isinstance(choices, dict) and isinstance(chosen, str) and chosen not in choices:
        at.into("chosen").refuse("unknown_choice", chosen, ", ".join(choices), choices)
    return checked


def _check_choices(value: dict[str, Any], kinds: dict[str, str], at: Place) -> Any:
    """Check what every choice holds, by the field that it decides."""
    field = _field_decided(value, kinds, at)
    if field is None:
        return None
    inside = Place((*at.path, "choices"), [], at.clauses)
    checked = TableShape(field[0], 1).check(value["choices"], inside)
    at.faults.extend(
        evolve(fault, code="unfit_choice", problem=f"{_UNFIT}: {fault.problem}")
        for fault in inside.faults
    )
    return checked


def _field_decided(
    value: dict[str, Any], kinds: dict[str, str], at: Place
) -> _Field | None:
    """Return the field that a reading decides; all its rules must have it."""
    rules, path = value.get("rules"), value.get("field")
    if not isinstance(rules, list) or not isinstance(path, str):
        return None
    found: _Field | None = None
    for number, rule in enumerate(rules):
        if not isinstance(rule, str):
            return None
        if kinds.get(rule) == "":
            return None
        if rule not in kinds:
            at.into("rules", number).refuse(
                "unknown_rule", rule, ", ".join(kinds), kinds
            )
            return None
        found = field_of(KINDS[kinds[rule]], path)
        if found is None:
            known = ", ".join(attrs.fields_dict(KINDS[kinds[rule]]))
            at.into("field").refuse("unknown_field", path, known)
            return None
    return found


def build_reading(reading_id: str, data: dict[str, Any], kind: str) -> Reading:
    """
    Return the reading that the complete form describes.
    """
    _, hint = _known_field(kind, data["field"])
    choices = Table(
        {
            name: structuring.structure(choice, hint)
            for name, choice in data["choices"].items()
        }
    )
    return Reading(
        id=reading_id,
        question=Text(**data["question"]),
        rules=tuple(data["rules"]),
        field=data["field"],
        choices=choices,
        chosen=data["chosen"],
        ground=Text(**data["ground"]),
    )


def tell_reading(reading: Reading, kind: str, clauses: Clauses) -> dict[str, Any]:
    """
    Return the readable form of a reading.
    """
    shape, hint = _known_field(kind, reading.field)
    choices = {
        name: shape.tidy(structuring.unstructure(choice, hint), clauses)
        for name, choice in reading.choices.items()
    }
    return {
        "question": structuring.unstructure(reading.question),
        "rules": list(reading.rules),
        "field": reading.field,
        "choices": choices,
        "chosen": reading.chosen,
        "ground": structuring.unstructure(reading.ground),
    }
