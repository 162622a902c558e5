"""
A regulation's rules as one immutable value, and the readings they were given.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from followup_rules.canonical import digest
from followup_rules.clauses import Clause, Regulation, Text
from followup_rules.errors import InvalidFieldError, RowError, UnknownNameError
from followup_rules.tables import Table
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.moments import as_instant
from followup_rules.verdicts import Basis, Policy, Verdict, name_sources

if TYPE_CHECKING:
    from followup_rules.receipts import Replay
    from followup_rules.reports import Report
    from followup_rules.timing.cycles import Period


@frozen(kw_only=True)
class Reading:
    """
    A choice made where the text can be read in more than one way.

    It is in force when every rule it decides holds the chosen value in its field.

    Attributes:
        id: Its number, such as `A-05`.
        question: What the text leaves open.
        rules: The ids of the rules it decides.
        field: Which field of theirs, with dots into a nested value.
        choices: Every value one may choose, by name; one entry where the ground
            leaves no choice.
        chosen: The name of the value that ships.
        ground: Why.
    """

    id: str
    question: Text
    rules: tuple[str, ...]
    field: str
    choices: Table[Any]
    chosen: str
    ground: Text

    def __attrs_post_init__(self) -> None:
        self.choices[self.chosen]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """
        The names of the other choices.
        """
        return tuple(name for name in self.choices if name != self.chosen)

    def __plain__(self) -> str:
        return self.id


@frozen(kw_only=True, repr=False)
class Rulebook:
    """
    The rules of one regulation in one edition, in the order of the text.

    `assess` takes its numbers from here alone, so that whatever is replaced here
    reaches every verdict. A rule that cites a clause of the host's own is taken once
    that clause stands in `clauses`.
    """

    regulation: Regulation
    clauses: tuple[Clause, ...]
    readings: tuple[Reading, ...]
    rules: Table[Any]

    def __attrs_post_init__(self) -> None:
        known = tuple(clause.id for clause in self.clauses)
        for rule_id, policy in self.rules.items():
            if policy.id != rule_id:
                raise InvalidFieldError("rule id", policy.id, repr(rule_id))
            for clause_id in cited_clauses(policy):
                if clause_id not in known:
                    raise UnknownNameError("clause", clause_id, known)

    def __repr__(self) -> str:
        return f"<Rulebook {self.edition}, {len(self.rules)} rules>"

    @classmethod
    def of(
        cls,
        regulation: Regulation,
        clauses: tuple[Clause, ...],
        readings: tuple[Reading, ...],
        *rules: Policy,
    ) -> "Rulebook":
        """
        Return a rulebook whose rules go by their own ids, in the order given.
        """
        table = Table(((rule.id, rule) for rule in rules), kind="rule")
        return cls(
            regulation=regulation, clauses=clauses, readings=readings, rules=table
        )

    @property
    def edition(self) -> str:
        """
        The regulation and its edition, such as `REPAIR@2021`.
        """
        return str(self.regulation)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """
        The parties that its rules and their steps name, in the order of the text.

        They are those that owe something, and the roles that may do it for them.
        """
        found: dict[str, None] = {}
        _collect_parties(tuple(self.rules.values()), found)
        return tuple(found)

    def __getitem__(self, rule_id: str) -> Any:
        """
        Return the policy with this id.

        Raises:
            UnknownNameError: If there is none.
        """
        return self.rules[rule_id]

    def clause(self, clause_id: str) -> Clause:
        """
        Return a clause.

        Raises:
            UnknownNameError: If the regulation has none with this id.
        """
        return Table(((entry.id, entry) for entry in self.clauses), kind="clause")[
            clause_id
        ]

    def reading(self, reading_id: str) -> Reading:
        """
        Return a reading.

        Raises:
            UnknownNameError: If there is none with this id.
        """
        return Table(((entry.id, entry) for entry in self.readings), kind="reading")[
            reading_id
        ]

    def rules_for(self, clause_id: str) -> tuple[str, ...]:
        """
        Return the ids of the rules that answer a clause.
        """
        self.clause(clause_id)
        return tuple(
            rule_id
            for rule_id, policy in self.rules.items()
            if clause_id in cited_clauses(policy)
        )

    def replace(self, rule_id: str, policy: Policy) -> "Rulebook":
        """
        Return a rulebook in which a rule has another policy.

        Raises:
            UnknownNameError: If there is no such rule.
            InvalidFieldError: If *policy* is of another kind, or bears another id.
            UnknownNameError: If *policy* cites a clause that is not in `clauses`.
        """
        old = self.rules[rule_id]
        if type(policy) is not type(old):
            raise InvalidFieldError(
                f"rule {rule_id}", policy, f"a {type(old).__name__}"
            )
        return attrs.evolve(self, rules=self.rules.with_(rule_id, policy))

    def read(self, reading_id: str, alternative: str) -> "Rulebook":
        """
        Return a rulebook under another reading.

        Raises:
            UnknownNameError: If there is no such reading or alternative.
        """
        reading = self.reading(reading_id)
        value = reading.choices[alternative]
        book = self
        for rule_id in reading.rules:
            changed = _with_field(self.rules[rule_id], reading.field, value)
            book = book.replace(rule_id, changed)
        return book

    def in_force(self, reading_id: str) -> str | None:
        """
        Return the name of the choice in force, or None where it is none of them.
        """
        reading = self.reading(reading_id)
        held = [_field_of(self.rules[rule], reading.field) for rule in reading.rules]
        for name, value in reading.choices.items():
            if all(entry == value for entry in held):
                return name
        return None

    def readings_in_force(self) -> tuple[tuple[str, str], ...]:
        """
        Return every reading with the choice in force; `other` is none of them.
        """
        return tuple(
            (reading.id, self.in_force(reading.id) or "other")
            for reading in self.readings
        )

    def basis(self, as_of: dt.datetime, **sources: Any) -> Basis:
        """
        Return what all verdicts of one call on this rulebook are judged on.

        Raises:
            NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        """
        return Basis(
            as_of=as_instant(as_of, "as_of"),
            edition=self.edition,
            readings=self.readings_in_force(),
            sources=name_sources(sources),
        )

    def report(
        self,
        verdicts: Iterable[Verdict],
        basis: Basis,
        *,
        row_errors: Iterable[RowError] = (),
        left_out: Mapping[str, int] | None = None,
    ) -> "Report":
        """
        Return verdicts as a report, in the order of the text.
        """
        place = {clause.id: number for number, clause in enumerate(self.clauses)}
        from followup_rules.reports import Report  # noqa: PLC0415 - for a ledger only

        return Report(
            self.regulation.title,
            tuple(sorted(verdicts, key=lambda verdict: place[verdict.clause.id])),
            basis,
            tuple(row_errors),
            tuple((reason, n) for reason, n in (left_out or {}).items() if n),
            tuple(clause.id for clause in self.clauses),
            tuple(self.rules),
            self.parties,
        )

    def digest(self) -> str:
        """
        Return a fingerprint of all numbers in all rules.
        """
        return digest(self.rules)

    def replay(self, receipt: Mapping[str, Any], **sources: Any) -> "Replay":
        """
        Judge a receipt again with the rule of this rulebook.

        Raises:
            InvalidReceiptError: If *receipt* cannot be read.
            UnknownNameError: If this rulebook has no such rule.
        """
        policy = self.rules[str(receipt.get("rule"))]
        from followup_rules.receipts import replay  # noqa: PLC0415 - when asked

        return replay(policy, receipt, edition=self.edition, **sources)


def basis_of(
    rules: Rulebook,
    shipped: Rulebook,
    as_of: dt.datetime,
    *,
    period: "Period | None",
    calendar: WorkCalendar | None,
    needs_period: bool = False,
) -> Basis:
    """
    Return what one call on a ledger is judged on, once its arguments are usable.

    Args:
        rules: The rulebook that was passed.
        shipped: The rulebook of the regulation that is asked.
        as_of: The moment of judgement.
        period: The days of interest.
        calendar: The work calendar, if there is one.
        needs_period: Whether there must be a period.

    Raises:
        InvalidFieldError: If one of them is not what it must be.
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
    """
    from followup_rules.ledger import (  # noqa: PLC0415 - for a ledger only
        check_calendar,
        check_period,
    )

    check_rules(rules, shipped)
    check_period(period, needed=needs_period)
    check_calendar(calendar)
    return rules.basis(as_of, calendar=calendar)


def check_rules(rules: object, shipped: Rulebook) -> Rulebook:
    """
    Return *rules* if they are those of the regulation that *shipped* is of.

    They are if they bear its code, hold one of its clauses, or answer to all of its
    rules, so that a host's own text under another name is taken.

    Raises:
        InvalidFieldError: If they are no `Rulebook`, or that of another regulation.
    """
    code = shipped.regulation.code
    if isinstance(rules, Rulebook) and (
        rules.regulation.code == code
        or {*rules.clauses} & {*shipped.clauses}
        or {*shipped.rules} <= {*rules.rules}
    ):
        return rules
    allowed = (
        f"a Rulebook of {code}: leave rules= out for the shipped one, "
        "or pass what its replace() or read() returns"
    )
    raise InvalidFieldError("rules", rules, allowed)


def cited_clauses(policy: object) -> tuple[str, ...]:
    """
    Return the ids of all clauses that a policy answers, its own first.

    Every attrs object inside the policy that has a `clause` is looked at.
    """
    found: dict[str, None] = {}
    _collect(policy, found)
    return tuple(found)


def _collect(value: Any, found: dict[str, None]) -> None:
    """Walk through a policy for clauses."""
    if isinstance(value, Clause):
        found[value.id] = None
    elif isinstance(value, Table):
        for entry in value.values():
            _collect(entry, found)
    elif isinstance(value, tuple):
        for entry in value:
            _collect(entry, found)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            _collect(getattr(value, field.name), found)


def _collect_parties(value: Any, found: dict[str, None]) -> None:
    """Walk through policies for parties."""
    if isinstance(value, tuple):
        for entry in value:
            _collect_parties(entry, found)
    elif attrs.has(type(value)):
        owed_by = getattr(value, "owed_by", None)
        named = () if owed_by is None else (owed_by,)
        found.update(dict.fromkeys((*named, *getattr(value, "allowed", ()))))
        for field in attrs.fields(type(value)):
            _collect_parties(getattr(value, field.name), found)


def _field_of(value: Any, path: str) -> Any:
    """Return a field, through dots; a case in a tuple is named by its key."""
    for name in path.split("."):
        if isinstance(value, tuple):
            value = next(entry for entry in value if entry.key == name)
        else:
            value = getattr(value, name)
    return value


def _with_field(value: Any, path: str, new: object) -> Any:
    """Return a copy in which a field, through dots, has another value."""
    name, _, rest = path.partition(".")
    if isinstance(value, tuple):
        return tuple(
            _with_field(entry, rest, new) if entry.key == name else entry
            for entry in value
        )
    inner = _with_field(getattr(value, name), rest, new) if rest else new
    return attrs.evolve(value, **{name: inner})
