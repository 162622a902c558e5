"""
Questions whose answer is a value: an attribute, a moment of another rule, a function.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from attrs import evolve, field

from followup_rules.books.conditions.questions import (
    Known,
    Question,
    all_in,
    bracketed,
    check_moment,
    ledger_of_kind,
    named_by,
    owners_of,
)
from followup_rules.books.standing import Moments, reached, standing
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Names, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Calculation, Inner
from followup_rules.timing.counting import Counting
from followup_rules.timing.moments import Moment, is_before

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging
    from followup_rules.ledgers.facts import Fact


@frozen
class Attribute(Question):
    """
    An attribute of the row, or of one that it belongs to or names: `discharge.ward`.

    Or of every entry of a list of the row, `visitors.role`, which the facts tell; then
    the answer is a list, and None where there is none.
    """

    name: str
    of_owner: str | None = None
    of_parts: bool = field(default=False, eq=False)

    def __str__(self) -> str:
        return self.name if self.of_owner is None else f"{self.of_owner}.{self.name}"

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Return what the row holds.
        """
        if self.of_owner is None:
            return getattr(row, self.name)
        if self.of_parts:
            parts = getattr(row, self.of_owner)
            name = self.name
            return None if parts is None else tuple([getattr(p, name) for p in parts])
        home = reached(row, self.of_owner)
        return None if home is None else getattr(home, self.name)

    def bound(self, ledger: Ledger, known: Known) -> "Attribute":
        """
        Find the attribute.
        """
        part = self._part(ledger)
        if part is None:
            self.fact(ledger, known)
            return self
        part.fact(self.name)
        return evolve(self, of_parts=True)

    def _part(self, ledger: Ledger) -> Ledger | None:
        """Return what the entries of the list are, where it is one of the row."""
        listed = None if self.of_owner is None else ledger.by_name.get(self.of_owner)
        if listed is None or not isinstance(listed.value, Inner):
            return None
        part: Ledger = listed.value.ledger
        return None if part.keyed else part  # rows with ids of their own are a ledger

    def fact(self, ledger: Ledger, known: Known) -> "Fact | None":
        """
        Return its own; None where it is of the entries of a list.

        Raises:
            UnknownNameError: If there is no such attribute, owner or ledger.
        """
        if self._part(ledger) is not None:
            return None
        home = ledger
        while self.of_owner is not None and home.kind != self.of_owner:
            named = named_by(home)
            if self.of_owner not in named and home.owner_kind is None:
                self._refuse_belonging(ledger, known)
                owners = (*named_by(ledger), *owners_of(ledger, known))
                raise UnknownNameError("owner", self.of_owner, owners)
            kind = self.of_owner if self.of_owner in named else str(home.owner_kind)
            home = ledger_of_kind(kind, known)
        return home.fact(self.name)

    def is_certain(self, ledger: Ledger, known: Known) -> bool:
        """
        Say whether the row, or the one that it belongs to, must tell it.
        """
        if self.of_owner not in {None, ledger.kind, ledger.owner_kind}:
            return False
        fact = self.fact(ledger, known)
        return fact is not None and not fact.value.optional

    def _refuse_belonging(self, ledger: Ledger, known: Known) -> None:
        """Refuse an attribute of rows that belong to the row, of which there are several."""
        listed = ledger.by_name.get(str(self.of_owner))
        if listed is not None and isinstance(listed.value, Inner):
            kind = listed.value.ledger.kind
            allowed = (
                f"'first {kind}.{self.name}' or 'last {kind}.{self.name}'; or rows "
                f"without ids, for which facts.{kind} says keyed = false"
            )
            raise InvalidFieldError("condition", str(self), allowed)
        other = known.get(str(self.of_owner))
        if other is not None and other.owner_kind == ledger.kind:
            allowed = f"'first {self}' or 'last {self}': several may belong to one"
            raise InvalidFieldError("condition", str(self), allowed)

    def kinds(self) -> Iterator[str]:
        """
        It reads its own row and its owners, which are known with it.
        """
        yield from ()


@frozen
class OfRule(Question):
    """
    A moment of another rule of the book, on the same row or on one that it reaches.

    Without a time it has not happened: what is not owed is never breached. What the
    other rule leaves undetermined is not known here either.

    Attributes:
        moment: Which of its moments.
        rule: The id of the rule, or `rule.step` where each step is judged by itself.
    """

    answers_with: ClassVar[str] = "moment"

    moment: Moments
    rule: str

    def __str__(self) -> str:
        return f"{self.moment.value} of {self.rule}"

    def of(self, case: "Judging", row: Any) -> Moment | None:
        """
        Return the moment; None where there is none, or none that is known.
        """
        found: Moment | None = standing(case, self.rule, row).at[self.moment]
        return found

    def has_happened(self, case: "Judging", row: Any) -> bool | None:
        """
        Say whether it has happened; None is not known.
        """
        held: bool | None = standing(case, self.rule, row).held[self.moment]
        return held

    def bound(self, ledger: Ledger, known: Known) -> "OfRule":
        """
        Return itself: a book holds it against its rules once all of them are bound.
        """
        del ledger, known
        return self

    def kinds(self) -> Iterator[str]:
        """
        It reads what the other rule reads, which that rule answers for.
        """
        yield from ()


@frozen
class Later(Question):
    """
    The moment so long after another one: `born_on + 65 years`.

    Days, weeks, months and years end on the corresponding day, which is the answer;
    minutes and hours run from an instant.
    """

    answers_with: ClassVar[str] = "moment"

    what: Any
    amount: Any

    def __str__(self) -> str:
        several = isinstance(self.what, Latest | LatestTold | Earliest)
        what = f"({self.what})" if several else bracketed(self.what)
        return f"{what} + {self.amount}"

    def of(self, case: "Judging", row: Any) -> Moment | None:
        """
        Return the moment; None where the other is not known.
        """
        start = self.what.of(case, row)
        if start is None:
            return None
        bound = Counting(zone=case.zone_name).deadline(start, self.amount)
        return bound.last_moment

    def bound(self, ledger: Ledger, known: Known) -> "Later":
        """
        Refuse what is no moment of a row.
        """
        what = self.what.bound(ledger, known)
        check_moment(what, ledger, known)
        if isinstance(what, OfRule):
            allowed = "so long after an attribute; what hangs on a rule is a rule"
            raise InvalidFieldError("condition", str(self), allowed)
        return evolve(self, what=what)


@frozen
class Listed(Question):
    """
    Several values of a row, one beside the other: `channel, repair.premises`.
    """

    parts: tuple[Any, ...]

    def __str__(self) -> str:
        return ", ".join(map(str, self.parts))

    def of(self, case: "Judging", row: Any) -> tuple[Any, ...]:
        """
        Return each.
        """
        return tuple([one.of(case, row) for one in self.parts])

    def bound(self, ledger: Ledger, known: Known) -> "Listed":
        """
        Find each.
        """
        refuse_rules(self)
        return evolve(self, parts=tuple(one.bound(ledger, known) for one in self.parts))


@frozen
class Chosen(Question):
    """
    One of some moments; each may have a length added.
    """

    answers_with: ClassVar[str] = "moment"

    head: ClassVar[str]

    parts: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.head} {', '.join(map(bracketed, self.parts))}"

    def bound(self, ledger: Ledger, known: Known) -> Self:
        """
        Refuse what is no moment of a row.
        """
        return evolve(self, parts=_moments(self.parts, ledger, known))


@frozen
class Latest(Chosen):
    """
    The latest of some moments, once none is missing: `latest of told_at, mended_at`.

    Each may have a length added, `latest of happened_on + 3 years, knew_on`.
    """

    head: ClassVar[str] = "latest of"

    def of(self, case: "Judging", row: Any) -> Moment | None:
        """
        Return it; None where one of them is not known.
        """
        found = [one.of(case, row) for one in self.parts]
        return None if None in found else _last(found, case)


@frozen
class LatestTold(Chosen):
    """
    The latest of those moments that are told: `latest told of details_on, more_on`.

    One that is not told has not happened, and is none of them.
    """

    head: ClassVar[str] = "latest told of"

    def of(self, case: "Judging", row: Any) -> Moment | None:
        """
        Return it; None where none of them has happened.
        """
        found = (one.of(case, row) for one in self.parts)
        return _last((moment for moment in found if moment is not None), case)


def _last(moments: Iterable[Moment], case: "Judging") -> Moment | None:
    """Return the latest of some moments; None of none."""
    last: Moment | None = None
    for moment in moments:
        if last is None or not is_before(moment, last, case.zone):
            last = moment
    return last


@frozen
class Earliest(Chosen):
    """
    The earliest of some moments, whichever comes first: `earliest of asked_at, told_at`.

    One that is not told has not happened, and is none of them.
    """

    head: ClassVar[str] = "earliest of"

    def of(self, case: "Judging", row: Any) -> Moment | None:
        """
        Return it; None where none of them has happened.
        """
        first: Moment | None = None
        for one in self.parts:
            moment = one.of(case, row)
            if moment is None:
                continue
            if first is None or is_before(moment, first, case.zone):
                first = moment
        return first


def _moments(parts: tuple[Any, ...], ledger: Ledger, known: Known) -> tuple[Any, ...]:
    """Return some moments of a row, bound; refuse what is none."""
    bound = tuple(one.bound(ledger, known) for one in parts)
    for one in bound:
        check_moment(one, ledger, known)
        refuse_rules(one)
    return bound


def refuse_rules(what: Question) -> None:
    """
    Refuse a question that asks another rule.

    Raises:
        InvalidFieldError: If it does.
    """
    if any(isinstance(one, OfRule) for one in all_in(what)):
        raise InvalidFieldError("condition", str(what), "what a row itself tells")


@frozen(field_transformer=held)
class By(Question):
    """
    A small named function of the regulation: `by(case, row)`.

    For the same row and the same ledgers it must give the same answer whenever it is
    asked. Nothing can see one that turns by itself, because it reads a clock, a file or
    what it kept from an earlier call: verdicts, columns and replayed receipts would then
    differ under one basis. A book knows it by its name alone, so that a function that
    was rewritten under its old name leaves the digest equal.

    Attributes:
        function: The function.
        reads: The ledgers that it reads beside its own row and the owners of that.
    """

    function: Annotated[Callable[["Judging", Any], Any], Calculation()]
    reads: Names = field(default=(), converter=as_tuple)

    def __str__(self) -> str:
        return f"{self.function.__name__}()"

    def beside_text(self) -> tuple[str, ...]:
        """
        Return where its function stands, and what that reads.
        """
        return f"{self.function.__module__}.{self.function.__qualname__}", *self.reads

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Call it.
        """
        return self.function(case, row)

    def bound(self, ledger: Ledger, known: Known) -> "By":
        """
        Refuse to read a ledger that does not exist.
        """
        for kind in self.reads:
            ledger_of_kind(kind, known)
        return self

    def kinds(self) -> Iterator[str]:
        """
        Name what it reads.
        """
        yield from self.reads
