"""
The JSON Schema of a report as data, made from the types of what it holds.

It is committed beside this module, for who reads reports in another language or
generates classes from them. What a verdict rests on is described shape by shape.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from importlib import import_module, resources
from inspect import getmembers, isclass
from pkgutil import walk_packages
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints, is_typeddict

import attrs

from followup_rules import policies
from followup_rules.canonical import ADDED_LATER
from followup_rules.fields.annotations import hints_of
from followup_rules.interchange.shapes import Schema
from followup_rules.reasons import Status
from followup_rules.reports.data import SCHEME, ReportData
from followup_rules.tables import Table
from followup_rules.verdicts import VerdictData

FILE: Final = "report.schema.json"
"""The name of the committed file."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Final[Mapping[Any, Schema]] = {
    Any: {},
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    Fraction: {"type": "string", "pattern": r"^-?\d+(/\d+)?$"},
    dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
}


def report_schema_text() -> str:
    """
    Return the committed JSON Schema of `Report.to_dict()`.

    >>> import json
    >>> json.loads(report_schema_text())["properties"]["scheme"]
    {'const': 'followup-rules/report/1'}
    """
    home = resources.files("followup_rules.interchange")
    return home.joinpath(FILE).read_text(encoding="utf-8")


def render_report_schema() -> str:
    """
    Return the JSON Schema of a report as a text, made anew.
    """
    return json.dumps(make_report_schema(), ensure_ascii=False, indent=1) + "\n"


def make_report_schema() -> Schema:
    """
    Return the JSON Schema of a report.
    """
    made = _Maker()
    made.of(ReportData)
    found = made.defs.pop(ReportData.__name__)
    verdict = made.defs[VerdictData.__name__]["properties"]
    verdict["status"] = {"enum": [status.value for status in Status]}
    verdict["evidence"] = {"oneOf": [made.of_evidence(one) for one in evidences()]}
    found["properties"]["scheme"] = {"const": SCHEME}
    return {
        "$schema": _DIALECT,
        "title": "A report of followup-rules",
        **found,
        "$defs": dict(sorted(made.defs.items())),
    }


def evidences() -> tuple[type[Any], ...]:
    """
    Return the class of evidence of each shape, by the name of the shape.
    """
    found: dict[str, type[Any]] = {}
    for module in walk_packages(policies.__path__, f"{policies.__name__}."):
        for _, kind in getmembers(import_module(module.name), isclass):
            shape = getattr(kind, "shape", None)
            if attrs.has(kind) and isinstance(shape, str):
                found[shape] = kind
    return tuple(found[shape] for shape in sorted(found))


class _Maker:
    """Describes types; what has fields is described once, under its name."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        """Describe a type."""
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        origin, inner = get_origin(kind), get_args(kind)
        if origin in {Union, UnionType}:
            return {"anyOf": [self.of(one) for one in inner]}
        if origin in {dict, Mapping, Table}:
            return {"type": "object", "additionalProperties": self.of(inner[-1])}
        if origin is list or inner[1:] == (Ellipsis,):
            return {"type": "array", "items": self.of(inner[0])}
        if origin is tuple:
            places = [self.of(one) for one in inner]
            return {"type": "array", "prefixItems": places, "items": False}
        if is_typeddict(kind):
            return self._refer(kind, lambda: self._table(get_type_hints(kind)))
        return self._of_class(kind)

    def of_evidence(self, kind: type[Any]) -> Schema:
        """Describe an evidence; one with a form of its own is open."""
        return self._refer(
            kind, lambda: self._fields(kind, {"shape": {"const": kind.shape}})
        )

    def _of_class(self, kind: Any) -> Schema:
        """Describe a class."""
        own = getattr(kind, "__plain__", None)
        if own is not None:
            text = get_type_hints(own)["return"] is str
            return {"type": "string" if text else "object"}
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [member.name for member in kind]}
        return self._refer(
            kind, lambda: self._fields(kind, {"kind": {"const": kind.__name__}})
        )

    def _refer(self, kind: Any, make: Callable[[], Schema]) -> Schema:
        """Return a reference to a definition, kept once."""
        name = kind.__name__
        self.defs.setdefault(name, make())
        return {"$ref": f"#/$defs/{name}"}

    def _fields(self, kind: type[Any], first: Schema) -> Schema:
        """Describe the compared fields of a class, beside what names it."""
        hints = hints_of(kind)
        if hasattr(kind, "__plain__"):
            return {"type": "object", "properties": first, "required": [*first]}
        fields = {one.name: one for one in attrs.fields(kind) if one.eq}
        properties = first | {name: self.of(hints[name]) for name in fields}
        required = [
            name
            for name in properties
            if name not in fields or not fields[name].metadata.get(ADDED_LATER)
        ]
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _table(self, hints: Mapping[str, Any]) -> Schema:
        """Describe a typed table."""
        return {
            "type": "object",
            "properties": {name: self.of(kind) for name, kind in hints.items()},
            "required": [*hints],
            "additionalProperties": False,
        }
