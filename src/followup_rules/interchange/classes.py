"""
What plain data says where a policy, or a value inside one, is a whole object.
"""

import datetime as dt
import re
import typing
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any, Final

import attrs
from attrs import frozen

from followup_rules.clauses import Clause, Force, Regulation, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import (
    METADATA_KEY,
    Exact,
    FieldRule,
    Flag,
    Kind,
    Many,
    Member,
    Optional,
    Share,
    Whole,
    Words,
    Zone,
)
from followup_rules.interchange.faults import Place
from followup_rules.interchange.shapes import (
    Clauses,
    DayShape,
    ExactShape,
    FlagShape,
    KeyedShape,
    LengthShape,
    ListShape,
    MemberShape,
    OptionalShape,
    Schema,
    SchemaBook,
    Shape,
    ShareShape,
    TableShape,
    TimeShape,
    WholeShape,
    WindowShape,
    WordsShape,
    ZoneShape,
)
from followup_rules.tables import Table
from followup_rules.timing.amounts import AMOUNTS, Seasons, ServiceLife
from followup_rules.timing.hours import Window

LENGTHS: Final[tuple[Any, ...]] = (*AMOUNTS, Seasons, ServiceLife)
"""The classes that are written as a length, such as "3 days"."""

_RULES_OF: Final[dict[type, dict[str, FieldRule]]] = {
    Text: {"en": Words(), "zh": Words()},
    Clause: {
        "id": Words(),
        "en": Words(),
        "zh": Words(),
        "duty": Member(Force),
        "timing": Optional(Member(Force)),
        "not_computed": Optional(Kind((Text,))),
    },
    Regulation: {
        "code": Words(),
        "edition": Words(),
        "title": Kind((Text,)),
        "source": Words(),
    },
}
"""What the fields of the classes hold that carry no rules of their own."""

_RULE_OF_TYPE: Final[dict[Any, FieldRule]] = {
    str: Words(),
    int: Whole(),
    bool: Flag(),
    Fraction: Exact(),
}
_CLAUSE: Final = "the id of a clause, or a table with id, en and zh"


def tag_of(cls: type) -> str:
    """
    Return the name by which plain data tells a class from others: snake case.

    >>> tag_of(Clause), tag_of(ServiceLife)
    ('clause', 'service_life')
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


@frozen
class ClassShape:
    """
    An object of one class, as a table of its fields.

    Attributes:
        of: The class.
        without: The field that stands elsewhere: the key of an entry.
        tag: The value of `kind`, where there are several kinds.
    """

    of: type
    without: str | None = None
    tag: str | None = None

    @property
    def allowed(self) -> str:
        """
        The fields.
        """
        return f"a table with {', '.join(self.names)}"

    @property
    def names(self) -> tuple[str, ...]:
        """
        The keys of the table.
        """
        fields = tuple(name for name in shapes_in(self.of) if name != self.without)
        return fields if self.tag is None else ("kind", *fields)

    def check(self, value: object, at: Place) -> Any:
        """
        Check every field, and name the unknown and the missing ones.
        """
        if not isinstance(value, dict):
            at.refuse("wrong_type", value, self.allowed)
            return value
        refuse_unknown(value, self.names, at)
        checked: dict[str, Any] = {} if self.tag is None else {"kind": self.tag}
        for name, shape in shapes_in(self.of).items():
            if name == self.without:
                continue
            if name in value:
                checked[name] = shape.check(value[name], at.into(name))
            elif name in required_in(self.of):
                at.into(name).refuse("missing_key", allowed=shape.allowed)
        return checked

    def tidy(self, value: Any, clauses: Clauses) -> Any:
        """
        Tidy every field.
        """
        tidied = {} if self.tag is None else {"kind": self.tag}
        for name, shape in shapes_in(self.of).items():
            if name in value and name != self.without:
                tidied[name] = shape.tidy(value[name], clauses)
        return tidied

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return a reference to the definition of the class.
        """
        name = self.of.__name__
        if self.without is not None:
            name += "Entry"
        return book.refer(name, lambda: self.definition(book))

    def definition(self, book: SchemaBook) -> Schema:
        """
        Describe the fields, in the words of the class.
        """
        said = fields_said(self.of)
        properties: Schema = {} if self.tag is None else {"kind": {"const": self.tag}}
        for name, shape in shapes_in(self.of).items():
            if name != self.without:
                words = {"description": said[name]} if name in said else {}
                properties[name] = {**shape.schema(book), **words}
        needed = [name for name in required_in(self.of) if name in properties]
        schema: Schema = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        if self.tag is not None:
            needed.insert(0, "kind")
        if needed and not book.partial:
            schema["required"] = needed
        return schema


def refuse_unknown(value: Mapping[Any, Any], known: tuple[str, ...], at: Place) -> None:
    """
    Keep a fault for every key of *value* that is not among the known ones.
    """
    for name in value:
        if name not in known:
            at.into(str(name)).refuse(
                "unknown_key", name, ", ".join(known) or "no key", known
            )


@frozen
class ClauseShape:
    """
    A clause, by its id, or written out where it differs from the one with that id.
    """

    @property
    def allowed(self) -> str:
        """
        Both forms.
        """
        return _CLAUSE

    def check(self, value: object, at: Place) -> Any:
        """
        Return the complete clause.
        """
        known = at.clauses
        if isinstance(value, str) and known is not None:
            if value not in known:
                at.refuse("unknown_clause", value, ", ".join(known), known)
                return value
            return known[value]
        if not isinstance(value, dict):
            at.refuse("wrong_type", value, _CLAUSE)
            return value
        base: Mapping[str, Any] = {}
        clause_id = value.get("id")
        if known is not None and isinstance(clause_id, str):
            if clause_id not in known:
                at.into("id").refuse(
                    "unknown_clause", clause_id, ", ".join(known), known
                )
                return value
            base = known[clause_id]
        shape = ClassShape(Clause)
        written = {**shape.tidy(base, None), **value}
        return shape.check(written, at)

    def tidy(self, value: Any, clauses: Clauses) -> Any:
        """
        Write the id, and whatever differs from the clause with that id.
        """
        if clauses is None:
            return _without_defaults(ClassShape(Clause).tidy(value, None))
        base = clauses[value["id"]]
        differing = {name: part for name, part in value.items() if base[name] != part}
        if not differing:
            return value["id"]
        tidied: Schema = ClassShape(Clause).tidy(differing, None)
        return {"id": value["id"], **tidied}

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return both forms; what is left out is that of the clause with the id.
        """
        if book.alone:
            return ClassShape(Clause).schema(book)
        return book.refer("ClauseRef", lambda: self._definition(book))

    def _definition(self, book: SchemaBook) -> Schema:
        """Describe both forms."""
        whole = ClassShape(Clause).definition(book)
        needed = {} if book.partial else {"required": ["id"]}
        return {"anyOf": [WordsShape().schema(book), {**whole, **needed}]}


def _without_defaults(table: dict[str, Any]) -> dict[str, Any]:
    """Leave out what every ordinary clause holds."""
    usual = {"duty": "BINDING", "timing": False, "not_computed": False}
    return {name: part for name, part in table.items() if usual.get(name, "") != part}


@frozen
class ChoiceShape:
    """
    An object of one of several classes, told apart by `kind`.
    """

    of: tuple[type, ...]

    @property
    def allowed(self) -> str:
        """
        The kinds.
        """
        return f"a table whose kind is {', '.join(map(tag_of, self.of))}"

    def _shapes(self) -> dict[str, ClassShape]:
        """Return the shapes by their tag."""
        return {tag_of(cls): ClassShape(cls, tag=tag_of(cls)) for cls in self.of}

    def check(self, value: object, at: Place) -> Any:
        """
        Check the fields of the kind that is named.
        """
        if not isinstance(value, dict):
            at.refuse("wrong_type", value, self.allowed)
            return value
        shapes = self._shapes()
        shape = check_kind(value, tuple(shapes), at)
        return value if shape is None else shapes[shape].check(value, at)

    def tidy(self, value: Any, clauses: Clauses) -> Any:
        """
        Tidy the fields of the kind that is named.
        """
        return self._shapes()[value["kind"]].tidy(value, clauses)

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return all kinds.
        """
        return {"anyOf": [shape.schema(book) for shape in self._shapes().values()]}


def check_kind(
    value: Mapping[str, Any], known: tuple[str, ...], at: Place
) -> str | None:
    """
    Return the kind that *value* names, or keep a fault and return None.
    """
    place = at.into("kind")
    if "kind" not in value:
        place.refuse("missing_key", allowed=", ".join(known))
        return None
    kind = value["kind"]
    if not isinstance(kind, str):
        place.refuse("wrong_type", kind, ", ".join(known))
        return None
    if kind not in known:
        place.refuse("not_allowed", kind, ", ".join(known), known)
        return None
    return kind


# ------------------------------------------------------------------- rules to shapes

_OF_OWN: Final[dict[Any, Shape]] = {
    Clause: ClauseShape(),
    dt.time: TimeShape(),
    dt.date: DayShape(),
    Window: WindowShape(),
}
"""The classes that are written in a form of their own."""


@cache
def shapes_in(cls: type) -> Mapping[str, Shape]:
    """
    Return the shape of every field of a class, in its order.
    """
    own = _RULES_OF.get(cls)
    if own is not None:
        return {name: shape_of(rule) for name, rule in own.items()}
    return {
        field.name: shape_of(field.metadata[METADATA_KEY], field.type)
        for field in attrs.fields(cls)
        if field.init
    }


@cache
def required_in(cls: type) -> tuple[str, ...]:
    """
    Return the fields of a class that have no default.
    """
    fields = attrs.fields(cls)
    return tuple(
        field.name for field in fields if field.init and field.default is attrs.NOTHING
    )


def shape_of(rule: FieldRule, hint: Any = None) -> Shape:
    """
    Return the shape of what a rule allows.

    Args:
        rule: The rule of the field.
        hint: The annotation of the field, which says what a `Table` holds.

    Raises:
        InvalidFieldError: If plain data has no form for it.
    """
    match rule:
        case Whole():
            return WholeShape(rule)
        case Share():
            return ShareShape()
        case Exact():
            return ExactShape(rule)
        case Words():
            return WordsShape(rule)
        case Flag():
            return FlagShape()
        case Zone():
            return ZoneShape()
        case Member(of=of):
            return MemberShape(of)
    return _shape_around(rule, hint)


def _shape_around(rule: FieldRule, hint: Any) -> Shape:
    """Return the shape of a rule that holds others, or of objects."""
    match rule:
        case Optional(inner=inner) if not isinstance(inner, Flag):
            return OptionalShape(shape_of(inner, hint))
        case Many(inner=Kind(classes=(one,)), least=least, unique=str(key)) if key:
            return KeyedShape(TableShape(ClassShape(one, without=key), least), key)
        case Many(inner=inner, least=least, unique=unique):
            return ListShape(shape_of(inner, _entry_of(hint)), least, unique == "")
        case Kind(classes=classes):
            return _shape_of_classes(classes, hint)
    raise InvalidFieldError("field rule", rule, "a rule with a form in plain data")


def _entry_of(hint: Any) -> Any:
    """Return what the entries of an annotated tuple are."""
    return (*typing.get_args(hint), None)[0]


def _shape_of_classes(classes: tuple[Any, ...], hint: Any) -> Shape:
    """Return the shape of objects."""
    if all(cls in LENGTHS for cls in classes):
        return LengthShape(classes)
    if len(classes) > 1:
        return ChoiceShape(classes)
    cls = classes[0]
    if cls is Table:
        return TableShape(_shape_of_type(_entry_of(_without_none(hint))))
    return _OF_OWN.get(cls) or ClassShape(cls)


def _without_none(hint: Any) -> Any:
    """Return the other part of an annotation such as `Table[str] | None`."""
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    if typing.get_origin(hint) is Table or not parts:
        return hint
    return parts[0]


def _shape_of_type(hint: Any) -> Shape:
    """Return the shape of what a `Table` holds."""
    rule = _RULE_OF_TYPE.get(hint)
    if rule is None:
        raise InvalidFieldError("table", hint, "a table of texts, numbers or flags")
    return shape_of(rule)


# ------------------------------------------------------------------------ in words


@cache
def fields_said(cls: type) -> Mapping[str, str]:
    """
    Return what the docstring of a class says about its fields.
    """
    text = cls.__doc__ or ""
    _, _, listed = text.partition("Attributes:\n")
    said: dict[str, str] = {}
    name = None
    for line in listed.split("\n"):
        found = re.fullmatch(r" {8}(\w+): (.+)", line)
        if found:
            name = found[1]
            said[name] = found[2]
        elif name is not None and line.startswith(" " * 12):
            said[name] += f" {line.strip()}"
        else:
            name = None
    return said
