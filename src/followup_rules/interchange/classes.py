"""
What plain data says where a policy, or a value inside one, is a whole object.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import attrs
import pendulum

from followup_rules.books.conditions import Asks, AsksForValue, By
from followup_rules.books.feeds import About, Episodes, Merged, WayOut, Ways
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import (
    Flag,
    Given,
    Holds,
    Kind,
    Label,
    Later,
    Many,
    Optional,
    holds_of,
    written_name,
)
from followup_rules.immutable import frozen
from followup_rules.interchange.docstrings import fields_said
from followup_rules.interchange.faults import (
    Clauses,
    Place,
    built,
    check_kind,
    refuse_unknown,
)
from followup_rules.interchange.shapes import (
    SHAPES,
    AboutShape,
    CalculationShape,
    CellsShape,
    ClauseShape,
    DayShape,
    GivenShape,
    InstantShape,
    LengthShape,
    ListShape,
    OptionalShape,
    QuestionShape,
    Schema,
    SchemaBook,
    Shape,
    TableShape,
    TextShape,
    TimeShape,
    TypeShape,
    WindowShape,
)
from followup_rules.ledgers.values import Calculation, Value
from followup_rules.tables import TableOf
from followup_rules.timing.amounts import AMOUNTS, Seasons, ServiceLife, Unlimited
from followup_rules.timing.cycles import CELLS, DUE_DAYS
from followup_rules.timing.hours import Window

LENGTHS: Final[tuple[Any, ...]] = (
    *AMOUNTS,
    Seasons,
    ServiceLife,
    Unlimited,
    *DUE_DAYS,
)
"""The classes that are written as a length or a day, such as "3 days"."""


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
        fields = tuple(written_in(self.of, name) for name in self._shapes())
        return fields if self.tag is None else ("kind", *fields)

    def _shapes(self) -> dict[str, Shape]:
        """Return the shapes of the fields that stand in the table."""
        shapes = shapes_in(self.of).items()
        return {name: shape for name, shape in shapes if name != self.without}

    def read(self, value: object, at: Place, key: str | None = None) -> Any:
        """
        Read every field, name the unknown and the missing ones, and build the object.

        Args:
            value: The plain data.
            at: Its place.
            key: The key of the entry, where that is a field.
        """
        if not isinstance(value, dict):
            return at.refuse("wrong_type", value, self.allowed)
        faults = len(at.faults)
        refuse_unknown(value, self.names, at)
        made: dict[str, Any] = {} if self.without is None else {self.without: key}
        for name, shape in self._shapes().items():
            said = written_in(self.of, name)
            if said in value:
                made[name] = shape.read(value[said], at.into(said))
            elif name in required_in(self.of):
                at.into(said).refuse("missing_key", allowed=shape.allowed)
        unsound = self.without is not None and not Label().accepts(key)
        if unsound or len(at.faults) > faults:
            return None
        return built(at, lambda: self.of(**made))

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Write every field.
        """
        written = {} if self.tag is None else {"kind": self.tag}
        for name, shape in self._shapes().items():
            held = getattr(value, name)
            if not isinstance(shape, GivenShape) or not _is_absent(held):
                written[written_in(self.of, name)] = shape.write(held, clauses)
        return written

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
        for name, shape in self._shapes().items():
            words = {"description": said[name]} if name in said else {}
            properties[written_in(self.of, name)] = {**shape.schema(book), **words}
        needed = [
            written_in(self.of, name)
            for name in required_in(self.of)
            if name in self._shapes()
        ]
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


def _is_absent(held: object) -> bool:
    """Say whether a value as it stands is none at all."""
    return held is None or held is attrs.NOTHING


@frozen
class KeyedShape:
    """
    Entries that have a key of their own, in a table under it.
    """

    entry: ClassShape
    least: int = 0

    @property
    def _table(self) -> TableShape:
        """The table without what becomes of its keys."""
        return TableShape(self.entry, self.least)

    @property
    def allowed(self) -> str:
        """
        The fields of an entry.
        """
        return self._table.allowed

    def read(self, value: object, at: Place) -> Any:
        """
        Read every entry, and put its key back into it.
        """
        return tuple(self.read_by_key(value, at).values())

    def read_by_key(self, value: object, at: Place) -> dict[str, Any]:
        """
        Read every entry, None for one with faults, by its key.
        """
        return {
            key: self.entry.read(entry, inside, key)
            for key, entry, inside in self._table.entries(value, at)
        }

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Take the key out of every entry.
        """
        key = str(self.entry.without)
        return self._table.write(
            {getattr(entry, key): entry for entry in value}, clauses
        )

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return the table.
        """
        return self._table.schema(book)


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

    def read(self, value: object, at: Place) -> Any:
        """
        Read the fields of the kind that is named.
        """
        if not isinstance(value, dict):
            return at.refuse("wrong_type", value, self.allowed)
        shapes = self._shapes()
        kind = check_kind(value, tuple(shapes), at)
        return None if kind is None else shapes[kind].read(value, at)

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Write the fields of the kind that it is.
        """
        return self._shapes()[tag_of(type(value))].write(value, clauses)

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return all kinds.
        """
        return {"anyOf": [shape.schema(book) for shape in self._shapes().values()]}


# ------------------------------------------------------------------- rules to shapes

_OF_OWN: Final[dict[Any, Shape]] = {
    Clause: ClauseShape(ClassShape(Clause)),
    Text: TextShape(),
    Value: TypeShape(),
    dt.datetime: InstantShape(),
    dt.time: TimeShape(),
    dt.date: DayShape(),
    pendulum.Date: DayShape(),
    Window: WindowShape(),
}
"""The classes that are written in a form of their own."""


@cache
def shapes_in(cls: type) -> Mapping[str, Shape]:
    """
    Return the shape of every field of a class that is compared, in its order.
    """
    return {
        field.name: shape_of(holds_of(field))
        for field in attrs.fields(cls)
        if field.init and field.eq
    }


@cache
def _written(cls: type) -> Mapping[str, str]:
    """Return how files call the fields of a class."""
    return {field.name: written_name(field) for field in attrs.fields(cls)}


def written_in(cls: type, name: str) -> str:
    """
    Return how files call a field of a class.
    """
    return _written(cls)[name]


@cache
def required_in(cls: type) -> tuple[str, ...]:
    """
    Return the fields of a class that have no default.
    """
    fields = attrs.fields(cls)
    return tuple(
        field.name for field in fields if field.init and field.default is attrs.NOTHING
    )


def shape_of(rule: Holds) -> Shape:
    """
    Return the shape of what a rule allows.

    Raises:
        InvalidFieldError: If plain data has no form for it.
    """
    single = SHAPES.get(type(rule)) or _OF_BOOKS.get(type(rule))
    return _shape_around(rule) if single is None else single(rule)


_OF_BOOKS: Final[dict[type[Holds], Callable[[Any], Shape]]] = {
    About: lambda _: AboutShape(),
    Asks: lambda _: QuestionShape(ClassShape(By)),
    AsksForValue: lambda rule: QuestionShape(
        ClassShape(By), always=False, none=not rule.needed
    ),
    Episodes: lambda _: OptionalShape(ClassShape(Merged)),
    Ways: lambda _: KeyedShape(ClassShape(WayOut, without="key")),
    Calculation: lambda _: CalculationShape(),
    Given: lambda _: GivenShape(),
}
"""The shapes of what facts and feeds hold, and policies do not."""


def _shape_around(rule: Holds) -> Shape:
    """Return the shape of a rule that holds others, or of objects."""
    match rule:
        case Later():
            return shape_of(rule.found)
        case Optional(inner=inner) if not isinstance(inner, Flag):
            return OptionalShape(shape_of(inner))
        case Many(inner=Kind(classes=(one,)), least=least, unique=str(key)) if key:
            return KeyedShape(ClassShape(one, without=key), least)
        case Many(inner=inner, least=least, unique=unique):
            return ListShape(shape_of(inner), least, unique == "")
        case TableOf(inner=inner):
            return TableShape(shape_of(inner))
        case Kind(classes=classes):
            return _shape_of_classes(classes)
    raise InvalidFieldError("field rule", rule, "a rule with a form in plain data")


def _shape_of_classes(classes: tuple[Any, ...]) -> Shape:
    """Return the shape of objects."""
    if all(cls in LENGTHS for cls in classes):
        return LengthShape(classes)
    if classes == CELLS:
        return CellsShape()
    cls, *others = classes
    if others:
        return ChoiceShape(classes)
    return _OF_OWN.get(cls) or ClassShape(cls)
