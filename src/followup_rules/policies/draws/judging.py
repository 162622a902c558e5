"""
Whether as many were reached as a draw owes.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any, ClassVar, Final

from attrs import evolve

from followup_rules.clauses import Text
from followup_rules.errors import (
    ImpossibleCountError,
    UnknownNameError,
)
from followup_rules.exact import as_count
from followup_rules.immutable import frozen
from followup_rules.policies.draws.proof import Discrepancy
from followup_rules.policies.draws.saying import say_discrepancy
from followup_rules.policies.draws.selection import WHOLE_FRAME, Scope, shares
from followup_rules.policies.draws.sizes import Size, say_size, wanted
from followup_rules.reasons import status_of
from followup_rules.tables import Table
from followup_rules.verdicts import Basis, Reason, decides, note

_WITHOUT_PROOF: Final = frozenset({"subjects_not_reached", "subjects_reached_late"})
"""What is certain of a draw, whatever its receipt would say."""
_MOST_NAMED: Final = 3
_MORE: Final = Text("and {more} more", "另有{more}处")

Counts = int | Mapping[str, int]
"""How many in all, or by window."""

Found = Discrepancy | str | tuple[str, ...]
"""What disproves a draw, in words, or by field, what is recorded and what is right."""


Told = str | tuple[str, ...]
"""The same in a form that can be compared, kept and said again."""


def told(found: Iterable[Found]) -> tuple[Told, ...]:
    """
    Return what disproves a draw in a form that can be kept.
    """
    return tuple(
        one.as_texts() if isinstance(one, Discrepancy) else one for one in found
    )


@frozen
class FoundWords:
    """
    Discrepancies as a sentence names them: the first few, and how many more.
    """

    found: tuple[Told, ...]

    def wording(self, language: str) -> str:
        """
        Say them.
        """
        said = [say_discrepancy(one, language) for one in self.found[:_MOST_NAMED]]
        if more := len(self.found) - len(said):
            said.append(_MORE.in_language(language).format(more=more))
        return ("；" if language == "zh" else "; ").join(said)


@frozen
class DrawEvidence:
    """
    What a verdict on a draw rests on; counts by window, or under "*".

    `reached_in_time` are those reached before the period closed, `exhausted` the
    picks that nobody is left to stand in for, `discrepancies` what disproves the
    draw (None where nobody has checked).
    """

    shape: ClassVar[str] = "draw"

    eligible: tuple[tuple[str, int], ...]
    reached: tuple[tuple[str, int], ...]
    reached_in_time: tuple[tuple[str, int], ...] | None
    exhausted: tuple[tuple[str, int], ...]
    shares: tuple[tuple[str, int], ...]
    size: Size
    scope: str
    uncertain: int = 0
    settles: dt.datetime | None = None
    out_of_order: tuple[str, ...] = ()
    unlogged: tuple[str, ...] = ()
    discrepancies: tuple[Told, ...] | None = ()

    @property
    def window(self) -> str | None:
        """
        The one window that was judged; None of several, and of a ledger without any.
        """
        named = [window for window, _ in self.eligible if window != WHOLE_FRAME]
        return named[0] if len(named) == 1 else None

    @property
    def required(self) -> int:
        """
        How many are owed: of each share no more than there are.
        """
        return sum(share for _, share in self.shares)

    @property
    def counted(self) -> int:
        """
        How many count as done, none beyond its share.
        """
        return self.required - self.shortfall

    @property
    def shortfall(self) -> int:
        """
        How many are still missing, share by share.
        """
        return _short(self.shares, self.reached, self.exhausted)

    @property
    def chance(self) -> Fraction | None:
        """
        How many of those eligible are owed; None where nobody is eligible.
        """
        population = sum(n for _, n in self.eligible)
        return Fraction(self.required, population) if population else None

    def facts(self) -> Mapping[str, Any]:
        """
        Return the arguments of `assess` that give this verdict again.
        """
        in_time = self.reached_in_time
        return {
            "eligible": dict(self.eligible),
            "reached": dict(self.reached),
            "reached_in_time": None if in_time is None else dict(in_time),
            "exhausted": dict(self.exhausted),
            "uncertain": self.uncertain,
            "settles": self.settles,
            "out_of_order": self.out_of_order,
            "unlogged": self.unlogged,
            "discrepancies": self.discrepancies,
        }

    def words(self) -> Mapping[str, Any]:
        """
        Return the values that sentences may name.
        """
        return {
            "eligible": sum(n for _, n in self.eligible),
            "reached": sum(n for _, n in self.reached),
            "size": say_size(self.size),
            "found": FoundWords(self.discrepancies or ()),
            "scope": f"scope_{self.scope}",
            "required": self.required,
            "counted": self.counted,
            "shortfall": self.shortfall,
            "exhausted": sum(n for _, n in self.exhausted),
            "uncertain": self.uncertain,
            "settles": self.settles,
        }


def by_window(
    field_name: str, counts: Counts, *, known: Collection[str] | None = None
) -> dict[str, int]:
    """Return counts by window; one number stands under "*"."""
    if isinstance(counts, Mapping):
        for window, count in counts.items():
            as_count(f"{field_name}[{window!r}]", count)
            if known is not None and window not in known:
                raise UnknownNameError("window", window, tuple(known))
        return dict(counts)
    return {WHOLE_FRAME: as_count(field_name, counts)}


def with_shares(counts: DrawEvidence, scope: Scope) -> DrawEvidence:
    """Return the evidence with its shares, once its counts fit one another."""
    due = shares(counts.size, dict(counts.eligible), scope)
    population = sum(n for _, n in counts.eligible)
    if not counts.discrepancies:
        _check_counts(counts, population)
    total = sum(n for _, n in counts.reached)
    if len(due) > 1 and total and WHOLE_FRAME in dict(counts.reached):
        raise ImpossibleCountError("reached", total, "counts by window")
    return evolve(counts, shares=tuple(due.items()))


def _check_counts(counts: DrawEvidence, population: int) -> None:
    """
    Refuse counts of windows that there are not, and more than there can be.

    A draw that is disproved may name anybody; its counts decide nothing.
    """
    windows = dict(counts.eligible)
    given = {"reached": dict(counts.reached), "exhausted": dict(counts.exhausted)}
    if counts.reached_in_time is not None:
        given["reached_in_time"] = dict(counts.reached_in_time)
    for name, table in given.items():
        for window, count in table.items():
            if not {WHOLE_FRAME, window} & windows.keys() and window != WHOLE_FRAME:
                raise UnknownNameError("window", window, tuple(windows))
            limit = windows.get(window, population)
            as_count(f"{name}[{window!r}]", count, most=limit)
    total = sum(given["reached"].values())
    as_count("reached", total, most=population)
    as_count("exhausted", sum(given["exhausted"].values()), most=population - total)
    early = sum(given.get("reached_in_time", {}).values())
    as_count("reached_in_time", early, most=total)


def _short(
    due: tuple[tuple[str, int], ...],
    reached: tuple[tuple[str, int], ...],
    exhausted: tuple[tuple[str, int], ...] = (),
) -> int:
    """Return how many are missing, share by share; surplus fills no other share."""
    if len(due) == 1:
        have = sum(n for _, n in (*reached, *exhausted))
        return max(0, due[0][1] - have)
    by_window = dict(reached)
    spent = dict(exhausted)
    return sum(
        max(0, share - by_window.get(window, 0) - spent.get(window, 0))
        for window, share in due
    )


def judge(counts: DrawEvidence, basis: Basis) -> Reason:
    """Return the reason that decides."""
    if counts.discrepancies:
        return decides("draw_disproved")
    if not sum(n for _, n in counts.eligible):
        return decides("frame_empty")
    settled = basis.has_reached(counts.settles, "settles")
    if counts.discrepancies is None:
        return _judge_unproven(counts, settled=settled)
    if not counts.shortfall:
        return _judge_reached(counts, settled=settled)
    if not settled:
        return decides("subjects_open")
    if counts.shortfall <= counts.uncertain:
        return decides("subjects_unknown", fact="reached")
    return decides("subjects_not_reached")


def _judge_unproven(counts: DrawEvidence, *, settled: bool) -> Reason:
    """
    Judge a draw that nothing proves by what no receipt could change.

    Whoever was called may have been drawn, so that no more than they were reached.
    """
    if settled and counts.shortfall > counts.uncertain:
        return decides("subjects_not_reached")
    early = counts.reached_in_time
    if settled and early is not None:
        short = _short(counts.shares, early, counts.exhausted)
        if short > counts.uncertain:
            in_time = sum(n for _, n in early)
            return decides("subjects_reached_late", in_time=in_time)
    if settled or not counts.shortfall:
        return decides("fact_missing", fact="receipt")
    return decides("subjects_open")


def _judge_reached(counts: DrawEvidence, *, settled: bool) -> Reason:
    """Tell reached in time from reached late."""
    early = counts.reached_in_time
    if settled and early is not None and _short(counts.shares, early, counts.exhausted):
        in_time = sum(n for _, n in early)
        return decides("subjects_reached_late", in_time=in_time)
    return decides("subjects_reached")


def remarks(counts: DrawEvidence, basis: Basis) -> tuple[Reason, ...]:
    """Remark on a census, on substitutes, and on what another reading would say."""
    notes = []
    population = sum(n for _, n in counts.eligible)
    if 0 < population <= _fewest(counts):
        notes.append(note("census", asked=_fewest(counts)))
    unproven = counts.discrepancies is None
    if any(n for _, n in counts.exhausted) and not unproven:
        notes.append(note("reserves_exhausted"))
    if unproven and judge(counts, basis).code in _WITHOUT_PROOF:
        notes.append(note("draw_unproven"))
    if counts.out_of_order:
        notes.append(note("substitute_out_of_order", ids=counts.out_of_order))
    if counts.unlogged:
        notes.append(note("attempt_without_reason", ids=counts.unlogged))
    return (*notes, *_other_scopes(counts, basis))


def _fewest(counts: DrawEvidence) -> int:
    """Return how many are asked for of the whole ledger, or else of each stratum."""
    if isinstance(counts.size, Table):
        eligible = dict(counts.eligible)
        return sum(wanted(counts.size, n, name) for name, n in eligible.items())
    return wanted(counts.size, sum(n for _, n in counts.eligible))


def _other_scopes(counts: DrawEvidence, basis: Basis) -> tuple[Reason, ...]:
    """Say what the other readings of the number would come to."""
    windows = dict(counts.eligible)
    by_stratum = isinstance(counts.size, Table)
    if by_stratum or len(windows) == 1 or WHOLE_FRAME in dict(counts.reached):
        return ()
    notes = []
    for scope in Scope:
        if scope.value != counts.scope:
            due = shares(counts.size, windows, scope)
            other = evolve(counts, scope=scope.value, shares=tuple(due.items()))
            decided = judge(other, basis)
            notes.append(
                note(
                    "under_other_scope",
                    other=f"scope_{scope.value}",
                    outcome=status_of(decided.code),
                    other_required=other.required,
                )
            )
    return tuple(notes)
