"""
Which roles a team must have, how many people, and who may not be the same person.

Each role is filled by a person of its own; one may stand in for two only where the
policy allows it. A member without a recorded name is a person of his own, but whether
he holds two roles that exclude one another is then not known. Roles may exclude one
another (whoever sold may not settle the complaint), and may have to be of different
bodies (the inspector is not of the contractor's firm).
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

from attrs import field

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause, Text, refuse_words
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, Names, Positive, Words, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.verdicts import (
    Reason,
    Subject,
    Verdict,
    basis_of,
    decides,
    note,
)

Member = tuple[str, str | None] | tuple[str, str | None, str | None]
"""A role, the person in it, and the body that person is of; None is not recorded."""


@frozen
class TeamEvidence:
    """
    Who was there, which roles were asked for, and which stayed empty.

    `people` and `least` are how many different people there were and had to be, where
    the rule asks; `together` those who held roles that exclude one another, and `bodies`
    those of which roles were that must be of different ones.
    """

    shape: ClassVar[str] = "team"

    members: tuple[Member, ...] | None
    required: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    people: int | None = field(default=None, metadata={ADDED_LATER: True})
    least: int | None = field(default=None, metadata={ADDED_LATER: True})
    together: tuple[str, ...] = field(default=(), metadata={ADDED_LATER: True})
    bodies: tuple[str, ...] = field(default=(), metadata={ADDED_LATER: True})

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
            "people": self.people,
            "least": self.least,
            "together": self.together,
            "bodies": self.bodies,
        }


@frozen(kw_only=True, field_transformer=held)
class TeamPolicy:
    """
    A team must have certain roles, or so many people, or people who are apart.

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
        roles: The roles that must be filled, in the order of the text; none where it
            only matters how many there were, or who was not the same.
        allow_dual_role: Whether one person may hold two of them.
        least_people: How many different people there must be at least.
        exclusive: Roles, required or not, of which nobody may hold two.
        independent: Roles, required or not, that must be of different bodies.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    roles: Names = field(default=(), converter=as_tuple)
    allow_dual_role: bool = False
    least_people: Positive | None = field(default=None, metadata={ADDED_LATER: True})
    exclusive: Names = field(
        default=(), converter=as_tuple, metadata={ADDED_LATER: True}
    )
    independent: Names = field(
        default=(), converter=as_tuple, metadata={ADDED_LATER: True}
    )

    def __attrs_post_init__(self) -> None:
        if not (self.roles or self.least_people or self.exclusive or self.independent):
            allowed = "one or more, unless the rule asks for people or for people apart"
            raise InvalidFieldError("TeamPolicy.roles", (), allowed)
        for name in ("exclusive", "independent"):
            if len(getattr(self, name)) == 1:
                raise InvalidFieldError(
                    f"TeamPolicy.{name}", getattr(self, name), "none, or two or more"
                )
        filled = 1 if self.allow_dual_role else len(self.roles)
        if self.least_people is not None and self.least_people <= filled:
            raise InvalidFieldError(
                "TeamPolicy.least_people", self.least_people, f"more than {filled}"
            )
        if self.allow_dual_role and self.roles and set(self.roles) <= {*self.exclusive}:
            raise InvalidFieldError(
                "TeamPolicy.allow_dual_role", self.allow_dual_role, "False: all exclude"
            )

    def missing(self, members: Collection[Member]) -> tuple[str, ...]:
        """
        Return the roles that nobody of his own fills, in the order of the text.

        Raises:
            InvalidFieldError: If a member is no pair of a role and a name.
        """
        return self._missing(self._read(members))

    def _read(self, members: Collection[Any]) -> tuple[Member, ...]:
        """Check who was there, by the names of their roles."""
        read = _read(members)
        known = dict.fromkeys((*self.roles, *self.exclusive, *self.independent))
        refuse_words("role", [member[0] for member in read], known, self.clause)
        return read

    def assess(
        self,
        members: Collection[Member] | None,
        *,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge who was there; None is not known.

        Raises:
            InvalidFieldError: If a member is no pair of a role and a name, or a role that
                the rule asks for is told in another word of its regulation.
        """
        basis = basis_of(as_of)
        read = None if members is None else self._read(members)
        evidence = self._evidence(read)
        reason = self._judge(evidence)
        reasons = (reason, note("dual_role")) if evidence.doubled else (reason,)
        return Verdict(self.clause, self, subject, evidence, reasons, basis)

    def _evidence(self, read: tuple[Member, ...] | None) -> TeamEvidence:
        """Say who was there, and what was wrong with that."""
        if read is None:
            return TeamEvidence(None, self.roles, (), (), least=self.least_people)
        people = None if self.least_people is None else len(_persons(read))
        return TeamEvidence(
            read,
            self.roles,
            self._missing(read),
            _doubled(read, self.roles),
            people,
            self.least_people,
            _doubled(read, self.exclusive),
            _shared(read, self.independent),
        )

    def _judge(self, found: TeamEvidence) -> Reason:
        """Return the reason that decides; what is certain comes before what is not."""
        if found.members is None:
            return decides("fact_missing", fact="team")
        if found.missing:
            return decides("team_incomplete")
        if found.together:
            return decides("team_not_apart")
        if found.bodies:
            return decides("team_not_independent")
        if found.people is not None and found.people < (found.least or 0):
            return decides("team_too_small")
        if _is_unknown(found.members, self.exclusive, _name):
            return decides("fact_missing", fact="member_names")
        if _is_unknown(found.members, self.independent, _body):
            return decides("fact_missing", fact="member_bodies")
        return decides("team_complete" if self.roles else "team_as_asked")

    def _missing(self, members: tuple[Member, ...]) -> tuple[str, ...]:
        """Return the roles left empty when as many as can be are filled."""
        present = {member[0] for member in members}
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
    for place, (offered, name, *_) in enumerate(members):
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
    for role, name, *_ in members:
        if name is not None and role in roles:
            held.setdefault(name, set()).add(role)
    return tuple(name for name, both in held.items() if len(both) > 1)


def _persons(members: tuple[Member, ...]) -> set[object]:
    """Return the different people; one without a name is a person of his own."""
    return {
        place if member[1] is None else member[1]
        for place, member in enumerate(members)
    }


def _name(member: Member) -> str | None:
    """Return who a member is; None where that is not recorded."""
    return member[1]


def _body(member: Member) -> str | None:
    """Return the body that a member is of; None where it is not recorded."""
    return dict(enumerate(member)).get(_BODY)


def _shared(members: tuple[Member, ...], roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the bodies of which more than one of the roles is."""
    held: dict[str, set[str]] = {}
    for member in members:
        body = _body(member)
        if body is not None and member[0] in roles:
            held.setdefault(body, set()).add(member[0])
    return tuple(body for body, of in held.items() if len(of) > 1)


def _is_unknown(
    members: tuple[Member, ...],
    roles: tuple[str, ...],
    of: Callable[[Member], str | None],
) -> bool:
    """Say whether something is not recorded of a member on which it may depend."""
    own = [member for member in members if member[0] in roles]
    several = len({member[0] for member in own}) > 1
    return several and any(of(member) is None for member in own)


def _read(members: Collection[Any]) -> tuple[Member, ...]:
    """Check a team's members."""
    if not isinstance(members, Collection):
        raise InvalidFieldError("members", members, f"a list, each {_MEMBER}")
    words = Words()
    read = []
    for member in members:
        try:
            role, name, *body = member
        except (TypeError, ValueError):
            raise InvalidFieldError("member", member, _MEMBER) from None
        sound = all(one is None or words.accepts(one) for one in (name, *body))
        if isinstance(member, str) or not words.accepts(role) or not sound:
            raise InvalidFieldError("member", member, _MEMBER)
        if len(body) > 1:
            raise InvalidFieldError("member", member, _MEMBER)
        read.append((role, name, *body))
    return tuple(read)


_BODY = 2
_MEMBER = (
    "a role, a name and where it matters a body, with None for what is not recorded, "
    "such as ('office', 'Li')"
)
