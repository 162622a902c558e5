"""
What feeds the rules about covers, about money held back, and about windows.

The questions of a feed bear the names of the arguments that they fill.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import field

from followup_rules.books.conditions import Answer, Needed
from followup_rules.books.feeds.asking import (
    NO_BOUND,
    UNSURE,
    answer,
    ask,
    ask_when,
    entries_that_ask,
    read_table,
    whether,
)
from followup_rules.books.feeds.each import Each, about_row
from followup_rules.books.feeds.letting_off import unless_known
from followup_rules.books.judging import Judging
from followup_rules.books.standing import Moments
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen
from followup_rules.lazily import import_lazily
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days, Unlimited
from followup_rules.timing.seasons import SeasonSource
from followup_rules.verdicts import Verdict

if TYPE_CHECKING:
    from followup_rules.books.feeds.lost import Lost
else:  # most covers lose no days
    __getattr__ = import_lazily("followup_rules.books.feeds", {"lost": ("Lost",)})


_APART: Final = frozenset({"where", "category", "reading", "first_reading", "place"})
"""The questions that fill no argument of their name, or not for every row."""


def _answers(feed: Any, case: Judging, row: Any) -> dict[str, Any]:
    """Ask a row what the arguments are that bear the names of questions."""
    kind: type = type(feed)
    return {
        name: answer(case, row, getattr(feed, name))
        for name, _ in entries_that_ask(kind)
        if name not in _APART
    }


@frozen(kw_only=True, field_transformer=held)
class Warranty(Each):
    """
    How long something is covered, or whether a claim is, asked of each row.

    Attributes:
        category: The categories of the row.
        accepted_on: The day of acceptance.
        delivered_on: The day of delivery.
        events: The days of other events that may start a cover, by their keys.
        occurred_at: When a defect occurred.
        reported_at: When it was reported.
        cause: Its cause.
        cause_category: The category that caused it.
        affects_use: Whether it affects use.
        contract: What was agreed: a length, `unlimited`, or the last day itself.
        design_life: The years in the design papers.
        extended_by: A further length.
        lost: Instead, the days on which its use was lost, by which it lasts longer.
        repaired_on: When it was last repaired.
        reaccepted_on: When that repair was accepted anew.
        repair_owed: Whether the warranty owed that repair.
        voided_on: From when on the cover is void.
        reading: What the meter shows.
        first_reading: What it showed at the start; where that is asked for and not
            known, neither is the use.
        place: Whose seasons count, where season tables are told apart by place.
        question: `cover`, `claim` or `duty`; None is a claim where there is one.
    """

    needed: ClassVar[tuple[str, ...]] = ("category",)

    category: Answer = ask()
    accepted_on: Answer = ask_when()
    delivered_on: Answer = ask_when()
    events: Table[Needed] = field(default=Table(), converter=read_table)
    occurred_at: Answer = ask_when()
    reported_at: Answer = ask_when()
    cause: Answer = ask()
    cause_category: Answer = ask()
    affects_use: Answer = whether()
    contract: Answer = ask()
    design_life: Answer = ask()
    extended_by: Answer = ask()
    repaired_on: Answer = ask_when()
    reaccepted_on: Answer = ask_when()
    repair_owed: Answer = whether(default=True)
    voided_on: Answer = ask_when()
    reading: Answer = ask()
    first_reading: Answer = ask()
    place: Answer = ask()
    question: Name | None = None
    lost: "Lost | None" = field(default=None, metadata={ADDED_LATER: True})

    moments: ClassVar[frozenset[Moments]] = frozenset({Moments.DUE})
    """When a cover ends; when a repair is owed is no moment of the rule."""

    def __attrs_post_init__(self) -> None:
        if self.first_reading is not None and self.reading is None:
            allowed = "None without reading, from which it is taken"
            raise InvalidFieldError(
                "Warranty.first_reading", str(self.first_reading), allowed
            )
        if self.lost is not None and self.extended_by is not None:
            allowed = "None beside the days that were lost, which extend the cover"
            raise InvalidFieldError(
                "Warranty.extended_by", str(self.extended_by), allowed
            )
        if self.question is not None:
            # Books load before the kinds that they feed.
            from followup_rules.policies.warranty.claims import (  # noqa: PLC0415
                known_question,
            )

            known_question(self.question)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        facts = _answers(self, case, row)
        if self.events:
            facts["events"] = {
                name: what.of(case, row) for name, what in self.events.items()
            }
        category = answer(case, row, self.category)
        facts |= {
            **self._use(case, row),
            "question": self.question,
            "seasons": self._seasons(case, row),
            "calendar": case.calendar,
            **about_row(case, row),
        }
        days, sure = (0, True) if self.lost is None else self.lost.in_all(case, row)
        if days:
            facts["extended_by"] = _longer(rule, facts["contract"], Days(days))
        verdict: Verdict = rule.assess(
            category, **facts, doubtful=None if sure else UNSURE
        )
        return (verdict,)

    def _use(self, case: Judging, row: Any) -> dict[str, int | None]:
        """Return what the meter shows and showed; without the first, not how much."""
        if self.reading is None:
            return {}
        reading, first = (
            self.reading.of(case, row),
            answer(case, row, self.first_reading),
        )
        if self.first_reading is None:
            return {"reading": reading}
        return {} if first is None else {"reading": reading, "first_reading": first}

    def _seasons(self, case: Judging, row: Any) -> Any:
        """Return the season tables, or those of the place of a row."""
        given = case.seasons
        if given is None or isinstance(given, SeasonSource):
            return given
        if self.place is None or not isinstance(given, Mapping):
            allowed = "season tables, or with a place those of each place"
            raise InvalidFieldError("seasons", given, allowed)
        return given.get(answer(case, row, self.place))


def _longer(rule: Any, contract: Any, days: Days) -> Any:
    """Return by how much each cover is extended that ends at all."""
    if contract is not None and str(contract) == str(Unlimited()):
        return None
    ending = [one for one in rule.cases if not isinstance(one.period, Unlimited)]
    return {one.key: days for one in ending}


@frozen(kw_only=True, field_transformer=held)
class Retained(Each):
    """
    How much is held back, asked of each row.

    Attributes:
        settlement: The settlement price: whole, or as a text.
        retained: What is held back.
    """

    never_overdue: ClassVar[str | None] = NO_BOUND
    moments: ClassVar[frozenset[Moments]] = frozenset()

    settlement: Answer = ask()
    retained: Answer = ask()

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        facts = _answers(self, case, row)
        return (rule.assess(**facts, **about_row(case, row)),)


@frozen(kw_only=True, field_transformer=held)
class Refund(Each):
    """
    When money held back is paid back, asked of each row.

    Attributes:
        accepted_on: The day of acceptance.
        agreed: The length agreed, or the text `not agreed`.
        reported_on: The day of the completion report.
        delayed_by: Who delayed the acceptance.
        applied_on: When the contractor applied for the money.
        checked_on: When that was checked.
        reminded_on: When a silent developer was reminded.
        paid_on: When it was paid.
    """

    accepted_on: Answer = ask_when()
    agreed: Answer = ask()
    reported_on: Answer = ask_when()
    delayed_by: Answer = ask()
    applied_on: Answer = ask_when()
    checked_on: Answer = ask_when()
    reminded_on: Answer = ask_when()
    paid_on: Answer = ask_when()

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        facts = _answers(self, case, row)
        return (rule.assess(**facts, **about_row(case, row)),)


@frozen(kw_only=True, field_transformer=held)
class Releases(Each):
    """
    When money held back is paid back in stages, asked of each row.

    A row is a contract, or one payment of which a share is held back.

    Attributes:
        started_on: What the stages are counted from.
        price: The price, or the payment: whole, or as a text.
        paid: When each stage was paid, by its key.
        apart: Whether each stage has a verdict of its own.
    """

    started_on: Answer = ask_when()
    price: Answer = ask()
    paid: Table[Needed] = field(default=Table(), converter=read_table)
    apart: bool = False

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        paid = {name: what.of(case, row) for name, what in self.paid.items()}
        told = {
            **_answers(self, case, row),
            "calendar": case.calendar,
            **about_row(case, row),
        }
        if self.apart:
            found: Iterable[Verdict] = rule.assess_each(paid=paid, **told)
            return found
        return (rule.assess(paid=paid, **told),)


@frozen(kw_only=True, field_transformer=held)
class Windows(Each):
    """
    In which window around an anchor something is done, asked of each row.

    Attributes:
        anchor: What the window lies at.
        done: When it was done.
        owed: Whether the fact holds on which the rule depends.
    """

    needed: ClassVar[tuple[str, ...]] = ("anchor",)

    anchor: Answer = ask_when()
    done: Answer = ask_when()
    owed: Answer = whether()

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        facts = _answers(self, case, row)
        verdict: Verdict = rule.assess(
            **facts, calendar=case.calendar, **about_row(case, row)
        )
        if self.owed is not None and facts["owed"] is None:
            verdict = unless_known(verdict, "owed")
        return (verdict,)
