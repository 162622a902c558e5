"""
The shape of a clause.
"""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from followup_rules.clauses import Clause
from followup_rules.immutable import frozen
from followup_rules.interchange.faults import Clauses, Place
from followup_rules.interchange.shapes.protocol import Schema, SchemaBook, WholeShape
from followup_rules.interchange.shapes.single import WORDS

_CLAUSE: Final = "the id of a clause, or a table with id, en and zh"


@frozen
class ClauseShape:
    """
    A clause, by its id, or written out where it differs from the one with that id.

    Attributes:
        whole: The shape of a clause that is written out.
    """

    whole: WholeShape

    @property
    def allowed(self) -> str:
        """
        Both forms.
        """
        return _CLAUSE

    def read(self, value: object, at: Place) -> Any:
        """
        Return the clause.
        """
        known = at.clauses
        if isinstance(value, str) and known is not None:
            return self._known(value, at, known)
        if not isinstance(value, dict):
            return at.refuse("wrong_type", value, _CLAUSE)
        clause_id = value.get("id")
        if known is None or not isinstance(clause_id, str):
            return self.whole.read(value, at)
        base = self._known(clause_id, at.into("id"), known)
        if base is None:
            return None
        return self.whole.read({**self.whole.write(base, None), **value}, at)

    def _known(self, clause_id: str, at: Place, known: Mapping[str, Clause]) -> Any:
        """Return a clause by its id."""
        if clause_id not in known:
            return at.refuse("unknown_clause", clause_id, ", ".join(known), known)
        return known[clause_id]

    def write(self, value: Any, clauses: Clauses) -> Any:
        """
        Write the id, and whatever differs from the clause with that id.

        Where no clauses are known, what every ordinary clause holds is left out.
        """
        known = None if clauses is None else clauses[value.id]
        if value == known:
            return value.id
        written: dict[str, Any] = self.whole.write(value, None)
        usual = {
            field.name: getattr(known, field.name, field.default)
            for field in attrs.fields(Clause)
            if field.name != "id"
        }
        return {
            name: part
            for name, part in written.items()
            if name not in usual or getattr(value, name) != usual[name]
        }

    def schema(self, book: SchemaBook) -> Schema:
        """
        Return both forms; what is left out is that of the clause with the id.
        """
        if book.alone:
            return self.whole.schema(book)
        return book.refer("ClauseRef", lambda: self._definition(book))

    def _definition(self, book: SchemaBook) -> Schema:
        """Describe both forms."""
        whole = self.whole.definition(book)
        needed = {} if book.partial else {"required": ["id"]}
        return {"anyOf": [WORDS.schema(book), {**whole, **needed}]}
