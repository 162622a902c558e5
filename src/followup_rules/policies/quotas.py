"""
A share of a population that a role owes.

Distinct members of the population count, not visits. The share is exact: the
least whole number that is not below it (不低于 includes the bound).
"""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Final

from attrs import field, fields

from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Clause, Text
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_count, as_many, ceiling, parse_rate, show_rate
from followup_rules.fields import Count, Name, Positive, Rate, held
from followup_rules.immutable import frozen
from followup_rules.verdicts import (
    Basis,
    Reason,
    Subject,
    Verdict,
    basis_of,
    decides,
    note,
)


class Rounding(Enum):
    """
    How a share of a number of things becomes a number of things.
    """

    UP = "up"
    """The least number that is not below the share."""
    DOWN = "down"
    HALF_EVEN = "half_even"


@frozen
class QuotaEvidence:
    """
    What a quota verdict rests on.

    `counted` are the members reached by the moment of judgement,
    `counted_in_time` those reached before the quota settled, and `uncertain`
    those that would count if a missing fact were known (`uncertain_in_time`: would
    count before the quota settled). `settling_fact` names a fact without which the
    moment of settling is not known. `least` and `most` are the bounds that the rule
    puts on the number itself. Those `excused` are left out of `population`.
    """

    shape: ClassVar[str] = "quota"

    population: int
    counted: int
    required: int
    rate: Fraction
    counted_in_time: int | None = None
    uncertain: int = 0
    settles: dt.datetime | None = None
    ends: dt.datetime | None = None
    breakdown: tuple[tuple[str, int, int], ...] = ()
    uncertain_in_time: int | None = None
    settling_fact: str | None = None
    members: Text = field(default=Text("cases", "事项"), eq=False)
    least: int = field(default=0, metadata={ADDED_LATER: True})
    most: int | None = field(default=None, metadata={ADDED_LATER: True})
    excused: int = field(default=0, metadata={ADDED_LATER: True})

    @property
    def shortfall(self) -> int:
        """
        How many are still missing.
        """
        return max(0, self.required - self.counted)

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        return {
            "population": self.population + self.excused,
            "visited": self.counted,
            "visited_in_time": self.counted_in_time,
            "uncertain": self.uncertain,
            "uncertain_in_time": self.uncertain_in_time,
            "settles": self.settles,
            "settling_fact": self.settling_fact,
            "ends": self.ends,
            "breakdown": self.breakdown,
            **({"excused": self.excused} if self.excused else {}),
        }

    def _short_so_far(self) -> Text | str:
        """Say how many are still missing, where any are."""
        short = self.shortfall
        return Text(f", {short} short so far", f"，目前还差{short}项") if short else ""

    def _share(self) -> Fraction | Text:
        """Say the share, with its bounds where it has some."""
        bounds = []
        if self.least:
            bounds.append(Text(f"at least {self.least}", f"不少于{self.least}项"))
        if self.most is not None:
            bounds.append(Text(f"at most {self.most}", f"不超过{self.most}项"))
        if not bounds:
            return self.rate
        said = show_rate(self.rate)
        return Text(
            f"{said} ({', '.join(one.en for one in bounds)})",
            f"{said}（{'，'.join(one.zh for one in bounds)}）",
        )

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        return {
            "population": self.population,
            "counted": self.counted,
            "counted_in_time": self.counted_in_time,
            "required": self.required,
            "rate": self._share(),
            "shortfall": self.shortfall,
            "so_far": self._short_so_far(),
            "uncertain": self.uncertain,
            "settles": self.ends if self.settles is None else self.settles,
            "members": self._members(),
        }

    def _members(self) -> Text:
        """Name the members, where the measure word of Chinese does not name them."""
        bare = self.members == fields(type(self)).members.default
        return Text(self.members.en, "") if bare else self.members


@frozen(kw_only=True, field_transformer=held)
class QuotaPolicy:
    """
    A role owes visits to at least a share of a population.

    >>> rule = QuotaPolicy(
    ...     id="demo",
    ...     clause=Clause(id="DEMO-1", en="at least 5 %", zh="不低于5%"),
    ...     name=Text("the office's visits", "办公室回访率"),
    ...     owed_by="office",
    ...     rate="5%",
    ... )
    >>> rule.required(population=7)
    1

    A floor on the number itself asks for no more than there are (抽查不低于10%且不少于3项):

    >>> from attrs import evolve
    >>> rule = evolve(rule, rate="10%", least=3)
    >>> [rule.required(n) for n in (0, 2, 12, 29, 30, 31)]
    [0, 2, 3, 3, 3, 4]

    Attributes:
        id: The id of the rule in its rulebook.
        clause: The clause that sets the share.
        name: What is counted.
        owed_by: The role that owes it.
        rate: The share; spellings such as "5%" are read, floats are refused.
        members: What the population consists of.
        rounding: How the share becomes a number.
        waive_below: Populations smaller than this owe nothing.
        least: How many are owed at least, where the share is less, of those there are.
        most: How many are owed at most, where the share is more.

    Raises:
        InvalidFieldError: If the bounds leave the share nothing to decide.
    """

    id: Name
    clause: Clause
    name: Text
    owed_by: Name
    rate: Rate = field(converter=parse_rate)
    members: Text = Text("cases", "事项")
    rounding: Rounding = Rounding.UP
    waive_below: Count = 0
    least: Count = field(default=0, metadata={ADDED_LATER: True})
    most: Positive | None = field(default=None, metadata={ADDED_LATER: True})

    def __attrs_post_init__(self) -> None:
        if self.most is not None and self.most <= self.least:
            allowed = f"None, or more than the least, which is {self.least}"
            raise InvalidFieldError("QuotaPolicy.most", self.most, allowed)

    def required(self, population: int) -> int:
        """
        Return how many of *population* must be reached; never more than there are.

        Of one so small that it is waived nobody need be.

        Raises:
            ImpossibleCountError: If *population* is no whole number of 0 or more.
        """
        if as_count("population", population) < self.waive_below:
            return 0
        share = max(self.least, self._share_of(population))
        return min(population, share if self.most is None else min(self.most, share))

    def _share_of(self, population: int) -> int:
        """Return the share as a whole number."""
        share = self.rate * population
        if self.rounding is Rounding.UP:
            return ceiling(share)
        if self.rounding is Rounding.DOWN:
            return share.numerator // share.denominator
        return round(share)

    def shortfall(self, population: int, visited: int) -> int:
        """
        Return how many are missing.

        Raises:
            ImpossibleCountError: If a count is impossible.
        """
        as_count("visited", visited, most=as_count("population", population))
        return max(0, self.required(population) - visited)

    def assess(
        self,
        population: int,
        visited: int,
        *,
        visited_in_time: int | None = None,
        uncertain: int = 0,
        uncertain_in_time: int | None = None,
        settles: dt.datetime | None = None,
        settling_fact: str | None = None,
        ends: dt.datetime | None = None,
        breakdown: tuple[tuple[str, int, int], ...] = (),
        excused: int = 0,
        as_of: dt.datetime | None = None,
        subject: Subject | None = None,
    ) -> Verdict:
        """
        Judge whether enough were reached.

        While the period runs the population can still grow, so a share that is
        reached is `PENDING` with the note `reached_so_far`. After it the share is `MET`
        once it is reached, `PENDING` until it settles, and `LATE` where it is reached
        only then. What a missing fact could still turn into `MET` is `UNDETERMINED`.

        Args:
            population: How many there are.
            visited: How many distinct ones were reached by the moment of judgement.
            visited_in_time: How many of them before the quota settled; None is all.
            uncertain: How many more would count if a missing fact were known.
            uncertain_in_time: How many more would, before the quota settled, if a
                missing fact were known; None is all the uncertain ones.
            settles: The first instant at which the quota is final; None is settled.
            settling_fact: A fact without which *settles* may lie later than given, so
                that a share which was not reached by then is `UNDETERMINED`. Of one
                that was, it says in the evidence what was not known.
            ends: The first instant after the period, while it may still grow.
            breakdown: For information, (person, population, visited) of each person.
            excused: How many of the population, not visited, are lawfully let off; they
                are left out of it.
            as_of: The moment of judgement.
            subject: What the verdict is about.

        Raises:
            ImpossibleCountError: If a count is negative or exceeds *population*.
            InvalidFieldError: If *breakdown* holds anything else than three for each.
            MissingFactError: If *settles* or *ends* is given without a moment of
                judgement.
            NaiveTimeError, NotAnInstantError: If a moment is no aware datetime.
        """
        as_count("excused", excused, most=as_count("population", population))
        population -= excused
        required = self.required(population)
        as_count("visited", visited, most=population)
        as_count("uncertain", uncertain, most=population - visited)
        in_time = visited
        if visited_in_time is not None:
            in_time = as_count("visited_in_time", visited_in_time, most=visited)
        if uncertain_in_time is not None:
            most = population - in_time
            as_count("uncertain_in_time", uncertain_in_time, most=most)
        if settling_fact is not None and not isinstance(settling_fact, str):
            raise InvalidFieldError("settling_fact", settling_fact, "a fact, or None")
        breakdown = tuple(
            _of_one(one, population + excused)
            for one in as_many("breakdown", breakdown)
        )
        basis = basis_of(as_of, settles, ends)
        evidence = QuotaEvidence(
            population,
            visited,
            required,
            self.rate,
            visited_in_time,
            uncertain,
            settles,
            ends,
            breakdown,
            uncertain_in_time,
            settling_fact,
            self.members,
            least=self.least,
            most=self.most,
            excused=excused,
        )
        reasons = _judge(evidence, basis, self.waive_below)
        if excused and reasons[0].code != "all_excused":
            reasons = (*reasons, note("excused_left_out", count=excused))
        return Verdict(self.clause, self, subject, evidence, reasons, basis)


def _of_one(entry: Any, population: int) -> tuple[str, int, int]:
    """Return the counts of one person, for information, or refuse them."""
    if (
        not isinstance(entry, tuple | list)
        or len(entry) != _OF_ONE
        or not isinstance(entry[0], str)
    ):
        allowed = "a person, of how many and how many visited, such as ('Li', 20, 1)"
        raise InvalidFieldError("breakdown", entry, allowed)
    who, of, visited = entry
    as_count("breakdown", of, most=population)
    return who, of, as_count("breakdown", visited, most=of)


_OF_ONE: Final = 3
_PERIOD_OPEN: Final = note("period_still_open")
_REACHED_SO_FAR: Final = note("reached_so_far")


def _judge(counts: QuotaEvidence, basis: Basis, waive_below: int) -> tuple[Reason, ...]:
    """Return the reasons."""
    ended = basis.has_reached(counts.ends, "ends")
    settled = basis.has_reached(counts.settles, "settles") and ended
    if counts.population == 0:
        if settled and counts.excused:
            return (decides("all_excused", count=counts.excused),)
        if settled:
            return (decides("population_empty"),)
        return (decides("population_empty_so_far"),)
    if counts.population < waive_below:
        if ended:
            return (decides("population_waived"),)
        return (decides("population_waived_so_far"), _PERIOD_OPEN)
    if not settled:
        return _judge_unsettled(counts, ended=ended)
    return (_judge_settled(counts),)


def _judge_unsettled(counts: QuotaEvidence, *, ended: bool) -> tuple[Reason, ...]:
    """Tell reached for good from reached so far, and from what can still be."""
    if counts.counted < counts.required:
        return (decides("share_open"),)
    if ended:
        return (decides("share_reached"),)
    return (decides("share_open"), _REACHED_SO_FAR)


def _judge_settled(counts: QuotaEvidence) -> Reason:
    """Tell reached in time from reached late, not reached and not known."""
    in_time = counts.counted_in_time
    if in_time is None:
        in_time = counts.counted
    if in_time >= counts.required:
        return decides("share_reached")
    if counts.settling_fact is not None:
        return decides("fact_missing", fact=counts.settling_fact)
    more = counts.uncertain_in_time
    if more is None:
        more = counts.uncertain
    short = counts.counted < counts.required
    if in_time + more >= counts.required or (
        short and counts.counted + counts.uncertain >= counts.required
    ):
        return decides("share_unknown", fact="whether_it_counts")
    if short:
        return decides("share_not_reached")
    return decides("share_reached_late")
