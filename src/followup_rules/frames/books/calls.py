"""
One call over the frames of a book: what columns can judge, and the rest by rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import narwhals as nw

from followup_rules.books.assess import by_cell
from followup_rules.books.feeds import Cadence
from followup_rules.books.feeds.plainly import Credits
from followup_rules.books.judging import Judging
from followup_rules.books.rulebook import Rulebook
from followup_rules.frames.books.accounts import counts, with_columns
from followup_rules.frames.books.apart import is_apart, judged_apart, shared
from followup_rules.frames.books.by_rows import as_rows, case_of, rows_of, verdicts_of
from followup_rules.frames.books.cells import cells
from followup_rules.frames.books.collecting import collected_all
from followup_rules.frames.books.credits import credited
from followup_rules.frames.books.judging import BY_ROWS, Call, judge, withheld
from followup_rules.frames.books.looking import by_rows, no_verdict, subject_of
from followup_rules.frames.books.questions import NotInColumnsError
from followup_rules.frames.books.reading import STRANGE, Asking, Told
from followup_rules.frames.books.results import (
    BookAssessment,
    ByRows,
    Results,
    listed,
    told_errors,
)
from followup_rules.frames.books.shares import COUNTS, SHARES, Counted
from followup_rules.frames.books.strangers import (
    mark_refused,
    mark_strange,
    only_strange,
    without_strange,
)
from followup_rules.frames.books.surplus import every, surplus_of, with_surplus
from followup_rules.immutable import frozen
from followup_rules.ledgers.accounts import Account
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import RowOf
from followup_rules.verdicts import Verdict


@frozen
class OneCall:
    """
    One call: the book, what it is asked for, and whether small queries are put in one.
    """

    book: Rulebook
    asking: Asking
    context: Mapping[str, Any]
    at_once: bool

    def assess(self, opened: Mapping[str, Told]) -> BookAssessment:
        """
        Judge in columns what they can hold, and the rest by rows.
        """
        unread = ledgers = mark_strange(opened, self.asking)
        by_columns, counted, reasons = self._divided(ledgers)
        refused = self._refused(by_columns, counted)
        if refused:
            ledgers = mark_refused(ledgers, refused)
            by_columns, counted = self._left(ledgers, by_columns, counted)
        placed, others = self._placed(unread, reasons)
        reasons = {
            rule_id: why for rule_id, why in reasons.items() if rule_id not in placed
        }
        reasons |= others
        whole, rows, case = self._read(ledgers, reasons)
        unsure = self._unsure(case, (*by_columns, *counted))
        if unsure:
            reasons |= unsure
            by_columns = {r: made for r, made in by_columns.items() if r not in unsure}
            counted = {r: one for r, one in counted.items() if r not in unsure}
            whole, rows, case = self._read(ledgers, reasons)
        strange = only_strange(case, ledgers, whole, at_once=self.at_once)
        found = [
            *verdicts_of(case, reasons),
            *verdicts_of(strange, by_columns),
            *self._shares(case, strange, counted),
            *judged_apart(case, counted, ledgers, whole, at_once=self.at_once),
        ]
        frames = [
            withheld(frame) if self._unreadable(case, rule_id) else frame
            for rule_id, made in by_columns.items()
            for frame in made
        ]
        surplus = surplus_of(ledgers, whole)
        errors, unlisted = listed(
            told_errors(case, rows, whole, ledgers),
            {kind: one.rows for kind, one in surplus.items()},
            self.asking.limit,
        )
        results = Results(next(iter(ledgers.values())).work, self.asking.zone)
        taken = {kind: len(some) for kind, some in rows.items()}
        return BookAssessment(
            results.verdicts(
                [*frames, *(one for one in placed.values() if one is not None)],
                as_rows(found),
            ),
            results.errors(errors),
            unlisted,
            results.accounts(self._accounts(case, ledgers, whole)),
            tuple(
                ByRows(
                    rule_id, why, sum(taken.get(k, 0) for k in self._needs((rule_id,)))
                )
                for rule_id, why in reasons.items()
            ),
            taken,
            {
                kind: tuple(f.name for f in told.facts if f.name not in told.held)
                for kind, told in ledgers.items()
                if told.ledger.inside is None
            },
        )

    def look(self, opened: Mapping[str, Told], keys: Iterable[str]) -> dict[str, Any]:
        """
        Judge by rows what some keys stand for, and return it by its key.

        Raises:
            InvalidFieldError: If there is no verdict of such a key.
        """
        asked = [(key, *subject_of(self.book, key)) for key in keys]
        ledgers = mark_strange(opened, self.asking)
        call = self._call(ledgers)
        reasons = {rule: why for _, rule, _ in asked if (why := by_rows(call, rule))}
        ids: dict[str, set[str]] = {}
        for _, rule_id, row in asked:
            if rule_id not in reasons:
                ids.setdefault(self.book.feeds[rule_id].each, set()).add(row)
        ledgers = mark_refused(ledgers, ids)
        whole, _, case = self._read(ledgers, reasons)
        alone = {rule for _, rule, _ in asked} - reasons.keys()
        if unsure := self._unsure(case, alone):
            reasons |= unsure
            whole, _, case = self._read(ledgers, reasons)
        strange = only_strange(case, ledgers, whole, at_once=self.at_once)
        made = {one.key: one for one in verdicts_of(case, reasons)}
        made |= {one.key: one for one in verdicts_of(strange, alone - unsure.keys())}
        for key, _, _ in asked:
            if key not in made:
                raise no_verdict(key)
        return made

    def _call(self, ledgers: Mapping[str, Told]) -> Call:
        """Return the call as rules over columns know it."""
        told = self.context["as_of"], self.context["calendar"]
        return Call(self.book, ledgers, self.asking, *told)

    def _read(
        self, ledgers: Mapping[str, Told], reasons: Mapping[str, str]
    ) -> tuple[frozenset[str], dict[str, list[Any]], Judging]:
        """Take rows from their frames: whole ledgers of some, strange ones of others."""
        whole = self._whole(ledgers, reasons)
        rows = {
            kind: rows_of(every(told), self.asking)
            if kind in whole
            else rows_of(told, self.asking, nw.col(STRANGE))
            for kind, told in ledgers.items()
            if told.ledger.inside is None  # they come with the rows that they stand in
        }
        case = case_of(self.book, rows, self.context)
        return whole, rows, with_surplus(case, ledgers, whole)

    def _unsure(self, case: Judging, rules: Iterable[str]) -> dict[str, str]:
        """Say which rules hang on one that a row nobody can read may concern."""
        found = {}
        for rule_id in rules:
            for other in self._with_others((rule_id,)):
                if other != rule_id and self._unreadable(case, other):
                    found[rule_id] = f"rows in error may concern {other}"
        return found

    def _divided(
        self, ledgers: Mapping[str, Told]
    ) -> tuple[dict[str, list[Any]], dict[str, Any], dict[str, str]]:
        """Return the frames and the counts of rules by columns, and why others not."""
        frames: dict[str, list[Any]] = {}
        counted: dict[str, Any] = {}
        reasons: dict[str, str] = {}
        call = self._call(ledgers)
        for rule_id, feed in self.book.feeds.items():
            if not feed.reads():
                continue
            try:
                if isinstance(feed, SHARES):
                    counted[rule_id] = shared(call, rule_id)
                    continue
                if isinstance(call.plain(rule_id)[0], Credits):
                    counted[rule_id] = credited(call, rule_id)
                    continue
                frames[rule_id] = list(judge(call, rule_id))
            except NotInColumnsError as error:
                reasons[rule_id] = str(error)
        return frames, counted, reasons

    def _left(
        self,
        ledgers: Mapping[str, Told],
        frames: Mapping[str, list[Any]],
        counted: Mapping[str, Any],
    ) -> tuple[dict[str, list[Any]], dict[str, Any]]:
        """
        Return what columns say of rows that are not strange.

        What they say of one row hangs on no row but those that belong together with it,
        which are all strange or none: so nothing is judged again.
        """
        feeds: Any = self.book.feeds
        left = {
            rule_id: [
                without_strange(one, "id", ledgers[feeds[rule_id].each]) for one in made
            ]
            for rule_id, made in frames.items()
        }
        return left, {
            rule_id: one and one.without_strange(ledgers[feeds[rule_id].each])
            for rule_id, one in counted.items()
        }

    def _placed(
        self, ledgers: Mapping[str, Told], reasons: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the verdicts on cells that columns judge, and why others not."""
        frames: dict[str, Any] = {}
        others: dict[str, str] = {}
        call = self._call(ledgers)
        for rule_id in reasons:
            if type(self.book.feeds[rule_id]) is Cadence:
                try:
                    frames[rule_id] = cells(call, rule_id)
                except NotInColumnsError as error:
                    others[rule_id] = str(error)
        return frames, others

    def _refused(
        self, frames: Mapping[str, list[Any]], counted: Mapping[str, Any]
    ) -> dict[str, set[str]]:
        """Return the ids of rows that columns could not judge, by kind."""
        found: dict[str, set[str]] = {}
        refused = {
            f"{place} {rule_id}": frame.filter(nw.col("reason").is_in(BY_ROWS))
            for rule_id, made in frames.items()
            for place, frame in enumerate(made)
        }
        refused |= {
            f"- {rule_id}": one.by_rows
            for rule_id, one in counted.items()
            if one is not None
        }
        ids = {name: bad.select("id") for name, bad in refused.items()}
        for name, one in collected_all(ids, at_once=self.at_once).items():
            if len(one):
                kind = self.book.feeds[name.partition(" ")[2]].each
                found.setdefault(kind, set()).update(one["id"].to_list())
        return found

    def _needs(self, rules: Any) -> frozenset[str]:
        """Return the ledgers that rules read, with those that their rows name."""
        found: dict[str, None] = {}
        every = self._with_others(rules)
        left = [kind for rule_id in every for kind in self.book.feeds[rule_id].reads()]
        while left:
            kind = left.pop()
            if kind not in found:
                found[kind] = None
                left += _named_by(self.book.ledgers[kind])
        return frozenset(found)

    def _with_others(self, rules: Any) -> Iterable[str]:
        """Return rules, with all others that they hang on."""
        found = dict.fromkeys(rules)
        left = list(found)
        while left:
            others = self.book.chains.get(left.pop(), ())
            left += [other for other in others if other not in found]
            found.update(dict.fromkeys(others))
        return found

    def _whole(
        self, ledgers: Mapping[str, Told], reasons: Mapping[str, str]
    ) -> frozenset[str]:
        """Return the ledgers that are taken from their frames as a whole."""
        needed = set(self._needs(reasons))
        left = [kind for kind, told in ledgers.items() if told.whole is not None]
        while left:
            kind = left.pop()
            needed.add(kind)
            others = _named_by(self.book.ledgers[kind])
            left += [other for other in others if other not in needed]
        for kind, ledger in self.book.ledgers.items():
            if ledger.inside is not None and ledger.owner_kind in needed:
                needed.add(kind)
        return frozenset(needed)

    def _shares(
        self, case: Judging, strange: Judging, counted: Mapping[str, Any]
    ) -> Iterator[Verdict]:
        """Judge shares of the rows that columns counted, and of the strange ones."""
        numbers = collected_all(
            {r: one.numbers for r, one in counted.items() if isinstance(one, Counted)},
            at_once=self.at_once,
        )
        for rule_id, one in counted.items():
            feed: Any = self.book.feeds[rule_id]
            if isinstance(feed, SHARES) and is_apart(feed):
                continue
            if not isinstance(feed, SHARES):
                rule, latest = self.book[rule_id], one.latest()
                yield feed.with_counted(case, strange, rule, one.numbers, latest)
                continue
            pool = feed.whole(strange, strange.rows(feed.each))
            tally = feed.tally(strange, self.book[rule_id], pool)
            if rule_id in numbers:
                row = numbers[rule_id]
                tally = tally.with_alike(
                    **{name: int(row[name][0] or 0) for name in COUNTS}
                )
            yield feed.concluded(case, self.book[rule_id], tally, feed.whole(case))

    def _unreadable(self, case: Judging, rule_id: str) -> int:
        """Count the unreadable rows that may concern every row of a rule."""
        feed = self.book.feeds[rule_id]
        return case.unreadable_of_any(feed.reads()[1:], feed.each)

    def _accounts(
        self, case: Judging, ledgers: Mapping[str, Told], whole: frozenset[str]
    ) -> dict[str, Account]:
        """Count what became of the rows of each ledger."""
        found = {}
        clean = {kind: told for kind, told in ledgers.items() if kind not in whole}
        counted = collected_all(
            {kind: counts(told) for kind, told in clean.items()}, at_once=self.at_once
        )
        for kind, part in case.ledgers.items():
            cells = by_cell(self.book, kind)
            account = part.account(by_cell=cells, refused=case.refused_of(kind))
            if kind in counted:
                account = with_columns(
                    account, counted[kind], ledgers[kind], cells=cells
                )
            found[kind] = account
        return found


def _named_by(ledger: Ledger) -> list[str]:
    """Return the kinds of the rows that those of a ledger belong to, or name."""
    named = [
        str(fact.value.kind) for fact in ledger.facts if isinstance(fact.value, RowOf)
    ]
    owner = ledger.owner_kind
    return named if owner is None else [*named, owner]
