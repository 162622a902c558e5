"""
Who may do what the text gives to some.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from attrs import field

from followup_rules.clauses import Clause, Text, refuse_words
from followup_rules.fields import (
    Name,
    SomeNames,
    as_tuple,
    held,
)
from followup_rules.immutable import frozen
from followup_rules.policies.checklists.items import in_order
from followup_rules.verdicts import (
    Reason,
    Subject,
    Verdict,
    basis_of,
    decides,
    note,
)


@frozen
class ActorsEvidence:
    """
    Who acted, and who may.
    """

    shape: ClassVar[str] = "actors"

    actors: tuple[str, ...] | None
    allowed: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """
        Those who acted and are not among the allowed.
        """
        return tuple(actor for actor in self.actors or () if actor not in self.allowed)

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {"actors": self.actors}

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        return {
            "actors": self.actors,
            "allowed": self.allowed,
            "others": self.others,
        }


@frozen(kw_only=True, field_transformer=held)
class ActorPolicy:
    """
    Something must be done by certain roles.

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that names the roles.
        name: What is done.
        owed_by: The party that owes it.
        allowed: The roles that may do it; one of them is enough.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    allowed: SomeNames = field(converter=as_tuple)

    def allows(self, actors: Collection[str]) -> bool:
        """
        Say whether at least one of *actors* may do it.

        Raises:
            InvalidFieldError: As in `assess`.
        """
        return any(actor in self.allowed for actor in self._named(actors))

    def _named(self, actors: Collection[str]) -> tuple[str, ...]:
        """Return roles by their names, each once."""
        named = in_order("actors", actors)
        refuse_words("actors", named, self.allowed, self.clause)
        return named

    def assess(
        self,
        actors: Collection[str] | None,
        *,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge who did it.

        Args:
            actors: The roles of those who did it, by the names that the rule has for
                those it knows; None is unknown.
            as_of: The moment of judgement.
            subject: What the verdict is about.

        Raises:
            InvalidFieldError: If *actors* is no collection of roles, or one of the
                allowed is told in another word of its regulation.
        """
        basis = basis_of(as_of)
        named = None if actors is None else self._named(actors)
        evidence = ActorsEvidence(named, self.allowed)
        reasons: tuple[Reason, ...]
        if not named:
            reasons = (decides("fact_missing", fact="roles"),)
        elif not self.allows(named):
            reasons = (decides("actor_not_allowed"),)
        else:
            reasons = (decides("actor_allowed"),)
            if evidence.others:
                reasons = (*reasons, note("others_present"))
        return Verdict(self.clause, self, subject, evidence, reasons, basis)
