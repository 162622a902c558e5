"""
Which roles a team must have, each filled by a person of its own.

One person may stand in for two roles only where the policy allows it. A member
without a recorded name is a person of his own.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from attrs import field, frozen

from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, SomeNames, Words, as_tuple, held
from followup_rules.verdicts import (
    Basis,
    Subject,
    Verdict,
    decides,
    judged_at,
    note,
)

Member = tuple[str, str | None]
"""A role at the visit, and the person in it; None where no name is recorded."""


@frozen
class TeamEvidence:
    """
    Who was there, which roles were asked for, and which stayed empty.
    """

    shape: ClassVar[str] = "team"

    members: tuple[Member, ...] | None
    required: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {"members": self.members}

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        return {
            "required": self.required,
            "missing": self.missing,
            "doubled": self.doubled,
        }


@frozen(kw_only=True, field_transformer=held)
class TeamPolicy:
    """
    A team must have certain roles.

    >>> rule = TeamPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="both come", zh="两人参加"),
    ...     name=Text("the team", "小组"),
    ...     owed_by="contractor",
    ...     roles=("engineer", "inspector"),
    ... )
    >>> rule.missing([("engineer", "Li"), ("inspector", "Li")])
    ('inspector',)

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that names the roles.
        name: What the team is for.
        owed_by: The party that owes it.
        roles: The roles, in the order of the text.
        allow_dual_role: Whether one person may hold two of them.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    roles: SomeNames = field(converter=as_tuple)
    allow_dual_role: bool = False

    def missing(self, members: Collection[Member]) -> tuple[str, ...]:
        """
        Return the roles that nobody of his own fills, in the order of the text.

        Raises:
            InvalidFieldError: If a member is no pair of a role and a name.
        """
        return self._missing(_read(members))

    def assess(
        self,
        members: Collection[Member] | None,
        *,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
        basis: Basis | None = None,
    ) -> Verdict:
        """
        Judge who was there; None is not known.

        Raises:
            InvalidFieldError: If a member is no pair of a role and a name.
        """
        if as_of is None and basis is None:
            basis = Basis()
        else:
            _, basis = judged_at(as_of, basis)
        read = None if members is None else _read(members)
        missing = () if read is None else self._missing(read)
        doubled = () if read is None else _doubled(read, self.roles)
        evidence = TeamEvidence(read, self.roles, missing, doubled)
        if read is None:
            reason = decides("fact_missing", fact="team")
        elif missing:
            reason = decides("team_incomplete")
        else:
            reason = decides("team_complete")
        reasons = (reason, note("dual_role")) if doubled else (reason,)
        return Verdict(self.clause, self, subject, evidence, reasons, basis)

    def _missing(self, members: tuple[Member, ...]) -> tuple[str, ...]:
        """Return the roles left empty when as many as can be are filled."""
        present = {role for role, _ in members}
        if self.allow_dual_role:
            return tuple(role for role in self.roles if role not in present)
        held: dict[object, str] = {}
        return tuple(role for role in self.roles if not _fill(role, members, held, ()))


def _fill(
    role: str,
    members: tuple[Member, ...],
    held: dict[object, str],
    asked: tuple[object, ...],
) -> bool:
    """Find a person for a role, and if need be another for the role he held."""
    for place, (offered, name) in enumerate(members):
        person: object = place if name is None else name
        if offered != role or person in asked:
            continue
        asked = (*asked, person)
        if person not in held or _fill(held[person], members, held, asked):
            held[person] = role
            return True
    return False


def _doubled(members: tuple[Member, ...], roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the persons who hold two of the roles."""
    held: dict[str, set[str]] = {}
    for role, name in members:
        if name is not None and role in roles:
            held.setdefault(name, set()).add(role)
    return tuple(name for name, both in held.items() if len(both) > 1)


def _read(members: Collection[Any]) -> tuple[Member, ...]:
    """Check a team's members."""
    if not isinstance(members, Collection):
        raise InvalidFieldError("members", members, f"a list, each {_MEMBER}")
    words = Words()
    read = []
    for member in members:
        try:
            role, name = member
        except (TypeError, ValueError):
            raise InvalidFieldError("member", member, _MEMBER) from None
        if isinstance(member, str) or not words.accepts(role):
            raise InvalidFieldError("member", member, _MEMBER)
        if name is not None and not words.accepts(name):
            raise InvalidFieldError("member", member, _MEMBER)
        read.append((role, name))
    return tuple(read)


_MEMBER = "a pair of a role and a name, or None for a name not recorded"
