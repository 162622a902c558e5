"""
A schema that editors complete by, and that accepts what it accepted.

Whether a table is one thing or another hangs on a key in it, which a schema says with
`if` and `then`. Validators follow that, and so does the JSON service of VS Code; taplo,
the language server for TOML, completes only what `properties`, `anyOf` and their like
lead to. So beside each `if` stands an `anyOf` with the same choices and with nothing at
all, which everything fits: it refuses nothing, and leads on.
"""

from typing import Any, Final

Schema = dict[str, Any]
_BRANCHES: Final = ("then", "else")


def with_hints(schema: Schema) -> Schema:
    """
    Return a schema whose choices can be found by those who do not follow `if`.

    >>> found = with_hints({"if": {"required": ["a"]}, "then": {"maxProperties": 1}})
    >>> found["then"], found["anyOf"]
    ({'$ref': '#/$defs/Choice1'}, [{}, {'$ref': '#/$defs/Choice1'}])
    >>> found["$defs"]
    {'Choice1': {'maxProperties': 1}}
    """
    choices: dict[str, Schema] = {}
    known = schema.get("$defs", {})
    defs = {name: _hinted(one, choices) for name, one in known.items()}
    rest = {name: one for name, one in schema.items() if name != "$defs"}
    return {**_hinted(rest, choices), "$defs": {**defs, **choices}}


def _hinted(value: Any, choices: dict[str, Schema]) -> Any:
    """Return a part of a schema with its hints; keep its choices by name."""
    if isinstance(value, list):
        return [_hinted(one, choices) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _hinted(one, choices) for name, one in value.items()}
    if not isinstance(found.get("if"), dict):
        return found
    for name in _BRANCHES:
        if name in found:
            found[name] = _named(found[name], choices)
    branches = [found[name] for name in _BRANCHES if name in found]
    return {**found, "anyOf": [{}, *branches]}


def _named(schema: Schema, choices: dict[str, Schema]) -> Schema:
    """Return a reference to a choice."""
    name = f"Choice{len(choices) + 1}"
    choices[name] = schema
    return {"$ref": f"#/$defs/{name}"}
