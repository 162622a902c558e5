"""
A regulation as one immutable value: its facts, clauses, rules, feeds and readings.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar, overload

import attrs
from attrs import field

from followup_rules.books.fingerprint import (
    TOLD,
    changed_since,
    digest_of_told,
    fingerprint,
)
from followup_rules.books.hanging import chains_of
from followup_rules.books.inside import (
    cited_clauses,
    clauses_of_ways_out,
    field_of,
    parties_of,
    with_field,
)
from followup_rules.books.readings import Reading
from followup_rules.books.soundness import (
    bound_feeds,
    by_id,
    check_named,
    check_replaced,
)
from followup_rules.books.vocabulary import spoken_words
from followup_rules.clauses import Clause, Regulation
from followup_rules.errors import MissingFactError, RowError
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.tables import Table
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.moments import as_instant
from followup_rules.verdicts import Basis, Policy, Verdict, name_sources
from followup_rules.verdicts.bases import LedgerMoment

if TYPE_CHECKING:
    from followup_rules.books.progress import Progress
    from followup_rules.ledgers.accounts import Account
    from followup_rules.receipts import Replay
    from followup_rules.reports.report import Due, Report
    from followup_rules.timing.cycles import Period

P = TypeVar("P", bound=Policy)


@frozen(kw_only=True, repr=False, slots=False)
class Rulebook:
    """
    The rules of one regulation in one edition, in the order of the text.

    All numbers of an answer come from the book that is asked, so that whatever is
    replaced here reaches every verdict. A rule that cites a clause of the host's own is
    taken once that clause stands in `clauses`.

    Attributes:
        regulation: Which regulation it is.
        clauses: Its clauses in the order of the text.
        readings: What the text leaves open, and the choices.
        rules: Its policies by id.
        feeds: What feeds each rule, by the same ids.
        ledgers: What it is told, by kind; owners before what belongs to them.
        words: Its parties, roles, categories and the names of its closed lists, with
            their aliases.
        zone_of: The rule whose zone says where days begin; None is Asia/Shanghai.
        scenarios: Small ledgers with what they must come to.
        base: The book as its regulation has it, where this one was changed.
        chains: The rules that each rule hangs on, because it asks for their due time,
            their breach or their meeting.

    Raises:
        UnknownNameError: If a rule, a feed or a question names what is not there.
        CircularRulesError: If rules hang on one another in a circle.
    """

    regulation: Regulation
    clauses: tuple[Clause, ...]
    readings: tuple[Reading, ...]
    rules: Table[Any]
    feeds: Table[Any] = Table()
    ledgers: Table[Ledger] = Table()
    words: Table[Any] = Table()
    zone_of: str | None = None
    scenarios: tuple[Any, ...] = ()
    base: "Rulebook | None" = field(default=None, eq=False)
    chains: Table[tuple[str, ...]] = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        check_named(self)
        object.__setattr__(self, "feeds", bound_feeds(self))
        chains = chains_of(self.rules, self.feeds, self.ledgers)
        object.__setattr__(self, "chains", chains)
        for reading in by_id(self.readings, "reading").values():
            for rule_id in reading.rules:
                field_of(self.holder(rule_id, reading.field), reading.field)

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

        A changed book says so, such as `REPAIR@2021+2 changes`, so that a report under
        changed rules never looks like one under the law.
        """
        changed = len(self.changes)
        if not changed:
            return str(self.regulation)
        return f"{self.regulation}+{changed} change{'s' if changed > 1 else ''}"

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """
        What can change a verdict, and differs from the book that this one was made of.

        Rules and what feeds them are named by the ids of the rules; what else does it by
        its place in a file, such as `facts.repair`, `words.office` or `zone_of`. What a
        book only says beside, such as the ground of a reading, changes its digest alone.
        """
        base, other = None, self.base
        while other is not None and str(other.regulation) == str(self.regulation):
            base, other = other, other.base
        return () if base is None else tuple(changed_since(self, base))

    # Two steps, here and for `parties`: basedpyright takes a cached property for none of
    # those that the protocol `Book` asks for.
    @property
    def asked(self) -> frozenset[str]:
        """
        The rules that others hang on.
        """
        return self._hung_on

    @cached_property
    def _hung_on(self) -> frozenset[str]:
        """The rules that others hang on, found once."""
        return frozenset(one for others in self.chains.values() for one in others)

    @property
    def zone(self) -> str:
        """
        The name of the zone in which its days begin.
        """
        if self.zone_of is None:
            return "Asia/Shanghai"
        rule = self.rules[self.zone_of]
        name: str = getattr(rule, "counting", rule).zone
        return name

    @property
    def parties(self) -> tuple[str, ...]:
        """
        The parties that its rules and their steps name, in the order of the text.

        They are those that owe something, and the roles that may do it for them.
        """
        return self._parties

    @cached_property
    def _parties(self) -> tuple[str, ...]:
        """The parties, found once."""
        return parties_of(tuple(self.rules.values()))

    @overload
    def __getitem__(self, rule: str) -> Any: ...
    @overload
    def __getitem__(self, rule: P) -> P: ...
    def __getitem__(self, rule: Any) -> Any:
        """
        Return the policy with an id, or the one that stands here for another book's.

        Asked with a shipped rule, such as `book[repair.VISIT_DEADLINE]`, the answer is
        of the same type.

        Raises:
            UnknownNameError: If there is none.
        """
        return self.rules[rule if isinstance(rule, str) else getattr(rule, "id", rule)]

    def clause(self, clause_id: str) -> Clause:
        """
        Return a clause.

        Raises:
            UnknownNameError: If the regulation has none with this id.
        """
        return by_id(self.clauses, "clause")[clause_id]

    def reading(self, reading_id: str) -> Reading:
        """
        Return a reading.

        Raises:
            UnknownNameError: If there is none with this id.
        """
        return by_id(self.readings, "reading")[reading_id]

    def rules_for(self, clause_id: str) -> tuple[str, ...]:
        """
        Return the ids of the rules that answer a clause, or are let off by it.
        """
        self.clause(clause_id)
        return tuple(
            rule_id
            for rule_id, policy in self.rules.items()
            if clause_id in cited_clauses(policy)
            or clause_id in clauses_of_ways_out(self.feeds.get(rule_id))
        )

    def replace(
        self, rule_id: str, policy: Policy | None = None, *, feed: Any = None
    ) -> "Rulebook":
        """
        Return a rulebook in which a rule has another policy, or another feed.

        Raises:
            UnknownNameError: If there is no such rule, or if it cites a clause, or
                names a ledger or an attribute, that is not there.
            InvalidFieldError: If what is given is of another kind, or bears another id.
        """
        old = self.rules[rule_id]
        rules, feeds = self.rules, self.feeds
        if policy is not None:
            check_replaced(f"rule {rule_id}", policy, old)
            rules = rules.with_(rule_id, policy)
        if feed is not None:
            check_replaced(f"feed of {rule_id}", feed, feeds[rule_id])
            feeds = feeds.with_(rule_id, feed)
        return attrs.evolve(self, rules=rules, feeds=feeds, base=self.base or self)

    def choose(self, reading_id: str, choice: str) -> "Rulebook":
        """
        Return a rulebook under another reading.

        Raises:
            UnknownNameError: If there is no such reading or choice.
        """
        reading = self.reading(reading_id)
        value = reading.choices[choice]
        book = self
        for rule_id in reading.rules:
            old = book.holder(rule_id, reading.field)
            held = "policy" if old is book.rules[rule_id] else "feed"
            changed = {held: with_field(old, reading.field, value)}
            book = book.replace(rule_id, **changed)
        return book

    def holder(self, rule_id: str, path: str) -> Any:
        """
        Return what holds a field that a reading decides: the rule, or its feed.
        """
        policy = self.rules[rule_id]
        if path.partition(".")[0] in attrs.fields_dict(type(policy)):
            return policy
        return self.feeds.get(rule_id, policy)

    def in_force(self, reading_id: str) -> str | None:
        """
        Return the name of the choice in force, or None where it is none of them.
        """
        return self.reading(reading_id).in_force(self)

    def readings_in_force(self) -> tuple[tuple[str, str], ...]:
        """
        Return every reading with the choice in force; `other` is none of them.
        """
        return tuple(
            (reading.id, reading.in_force(self) or "other") for reading in self.readings
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
            readings=self._readings_in_force,
            sources=name_sources(sources),
            regulation=self.regulation.code,
            digest=self._digest,
        )

    def assess(
        self,
        ledgers: Mapping[str, Iterable[Any]],
        *,
        as_of: dt.datetime,
        period: "Period | None" = None,
        calendar: WorkCalendar | None = None,
        seasons: Any = None,
        progress: "Progress | None" = None,
    ) -> "Report":
        """
        Judge ledgers against every clause.

        What is not known at *as_of* is left out and counted; rows that cannot be read
        are in the report's `row_errors` and never held against anybody.

        Args:
            ledgers: The rows by the kind of the ledger; one that is not given is not
                kept.
            as_of: The moment of judgement.
            period: The days that are reported on; None is all, where the rules can
                be judged without. Refused where no row of the book has a day and no
                rule counts by periods.
            calendar: Needed only where working days matter; it is named in what every
                verdict was judged on, and so taken by every book.
            seasons: The season tables, where seasons matter; refused where no rule of
                the book counts seasons.
            progress: Is told how many rows are done, of how many; what it raises goes
                through.

        Raises:
            UnknownNameError: If there is no such ledger.
            NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
            InvalidFieldError: If another argument is not what it must be.
        """
        from followup_rules.books.assess import assess  # noqa: PLC0415 - when asked

        allowed = 'rows by the kind of their ledger, such as {"repair": [...]}'
        check_kind("ledgers", ledgers, Mapping, allowed)
        return assess(
            self,
            ledgers,
            as_of=as_of,
            period=period,
            calendar=calendar,
            seasons=seasons,
            progress=progress,
        )

    def report(
        self,
        verdicts: Iterable[Verdict],
        as_of: dt.datetime,
        *,
        row_errors: Iterable[RowError] = (),
        accounts: "Mapping[str, Account] | None" = None,
        subjects: Iterable[str] = (),
        due: "Due | None" = None,
    ) -> "Report":
        """
        Return verdicts as a report, in the order of the text.

        Args:
            verdicts: The verdicts of this book's rules, in any order.
            as_of: The moment of judgement; that of a ledger brings its sources along.
            row_errors: What could not be read, and why.
            accounts: What became of the rows, by the kind of their ledger.
            subjects: The ids of rows beside those that the verdicts are about.
            due: What answers `Report.due_between`; None is the verdicts.

        Raises:
            MissingFactError: If a verdict does not say what it is about.
            NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        """
        basis = as_of.basis if isinstance(as_of, LedgerMoment) else self.basis(as_of)
        piles: dict[str, list[Verdict]] = {clause.id: [] for clause in self.clauses}
        for verdict in verdicts:
            if verdict.subject is None:
                raise MissingFactError("subject", verdict.rule, "say what it is about")
            piles[verdict.clause.id].append(verdict)
        from followup_rules.reports import Report  # noqa: PLC0415 - for a ledger only

        return Report(
            self.regulation.title,
            tuple(chain.from_iterable(piles.values())),
            basis,
            tuple(row_errors),
            tuple(clause.id for clause in self.clauses),
            tuple(self.rules),
            self.parties,
            tuple(subjects),
            due=due,
            accounts=Table(accounts or {}, kind="ledger"),
            words=spoken_words(self.words, self.ledgers.values()),
        )

    def digest(self) -> str:
        """
        Return a fingerprint of everything in the book but its scenarios.

        It holds each word of the regulation, its clauses, readings and names, what it is
        told, its rules, and what feeds them. Functions are known by their names alone.
        """
        return self._digest

    @cached_property
    def _digest(self) -> str:
        """The fingerprint, taken once."""
        return fingerprint(self)

    @cached_property
    def digest_of_told(self) -> str:
        """
        The fingerprint of what it says and is told, beside its rules.
        """
        base = self.base
        if base is not None and all(
            getattr(self, name) is getattr(base, name) for name in TOLD
        ):
            return base.digest_of_told
        return digest_of_told(self)

    @cached_property
    def _readings_in_force(self) -> tuple[tuple[str, str], ...]:
        """The readings in force, found once."""
        return self.readings_in_force()

    def replay(self, receipt: Mapping[str, Any], **sources: Any) -> "Replay":
        """
        Judge a receipt again with the rule of this rulebook.

        Raises:
            InvalidReceiptError: If *receipt* cannot be read.
            UnknownNameError: If this rulebook has no such rule.
        """
        from followup_rules.receipts import named_rule, replay  # noqa: PLC0415 - when asked

        policy = self.rules[named_rule(receipt)]
        return replay(policy, receipt, edition=self.edition, **sources)
