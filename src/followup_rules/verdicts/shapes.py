"""
What a policy and its evidence offer a verdict, and a verdict as plain data.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, TypedDict

from followup_rules.clauses import Clause, Text
from followup_rules.reasons import Status as Status  # noqa: PLC0414 - handed on


class Evidence(Protocol):
    """
    What a verdict rests on; one small frozen class for each shape.
    """

    shape: ClassVar[str]
    """The name of the shape, such as `deadline` or `quota`."""

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        ...

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        ...


class Policy(Protocol):
    """
    What every kind of policy has.
    """

    @property
    def id(self) -> str:
        """
        The id of the rule in its rulebook.
        """
        ...

    @property
    def clause(self) -> Clause:
        """
        The clause it comes from.
        """
        ...

    @property
    def name(self) -> Text:
        """
        What must be done, in words.
        """
        ...

    @property
    def owed_by(self) -> str:
        """
        The party that owes it.
        """
        ...


class SubjectData(TypedDict):
    """
    What a verdict is about.
    """

    kind: str
    id: str
    cell: str | None


class ReasonData(TypedDict):
    """
    A reason; its role is `decides` or `note`.
    """

    code: str
    role: str
    params: dict[str, Any]


class BasisData(TypedDict):
    """
    What a whole call was judged on.
    """

    as_of: str | None
    edition: str | None
    digest: str | None
    readings: dict[str, str]
    sources: dict[str, str]


class VerdictData(TypedDict):
    """
    A verdict, as `json.dumps` takes it; statuses are spelled as in columns.
    """

    key: str
    rule: str
    clause: str
    status: str
    is_violation: bool
    force: str
    owed_by: str
    subject: SubjectData | None
    evidence: dict[str, Any]
    reasons: list[ReasonData]
