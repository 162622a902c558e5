"""
The verdict: small, built fast, and told in sentences and data when asked.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from followup_rules.canonical import decode_fact, digest, encode_fact, plain
from followup_rules.clauses import Clause, Force, spoken
from followup_rules.errors import (
    InvalidFieldError,
    InvalidReceiptError,
    NoTruthValueError,
    RequirementNotMetError,
    WrongEvidenceError,
)
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.reasons import STATUS_OF, Status
from followup_rules.timing.moments import show_instant, zone_of
from followup_rules.verdicts.bases import Basis
from followup_rules.verdicts.keys import write_key
from followup_rules.verdicts.reasons import Reason, decides
from followup_rules.verdicts.shapes import Policy, VerdictData
from followup_rules.verdicts.subjects import Subject, as_subject

RECEIPT_SCHEME: Final = "followup-rules/receipt/1"
AGAINST: Final = frozenset({Status.BREACHED, Status.LATE, Status.MISSED})
"""What a verdict holds against somebody."""

OF_WAYS_OUT: Final = frozenset(
    {
        "let_off",
        "let_off_afterwards",
        "let_off_whenever",
        "let_off_unknown",
        "let_off_undated",
    }
)
"""Why a way out decides, and not the rule alone."""

_OF_EVERY_SHAPE: Final = frozenset({"facts", "shape", "words"})
_ACTS: Final = frozenset(
    {
        *("deadline", "notice", "window", "steps", "series", "interval"),
        *("keeping", "refund", "release"),
    }
)
"""The shapes of what is done, or not; of others a number or a record is short."""
_JUDGED_BY_FORCE: Final = frozenset({Force.BINDING, Force.CONFIGURED})


@frozen(repr=False, init=False)
class Verdict:
    """
    The answer of one rule about one subject.

    It is neither true nor false: compare `status`, or ask `is_violation`. The status
    is that of the first of its `reasons`, which decides; the others are notes.
    Values such as `deadline`, `required`, `shortfall` and `missing` are read from
    the evidence; asking for one that this kind of evidence does not hold raises.
    """

    clause: Clause
    policy: Policy
    subject: Subject | None
    evidence: Any
    reasons: tuple[Reason, ...]
    basis: Basis

    def __init__(
        self,
        clause: Clause,
        policy: Policy,
        subject: Subject | None,
        evidence: Any,
        reasons: tuple[Reason, ...],
        basis: Basis,
    ) -> None:
        # A ledger makes millions; what attrs writes here takes twice as long.
        if subject is not None and type(subject) is not Subject:
            as_subject(subject)
        _put_clause(self, clause)
        _put_policy(self, policy)
        _put_subject(self, subject)
        _put_evidence(self, evidence)
        _put_reasons(self, reasons)
        _put_basis(self, basis)

    def __bool__(self) -> bool:
        raise NoTruthValueError(self.status.name)

    def __repr__(self) -> str:
        whom = self.subject
        about = "" if whom is None else f" on {whom.in_language('en')}"
        return f"<Verdict {self.status.name} under {self.clause.id}{about}>"

    @property
    def status(self) -> Status:
        """
        What the rule came to, which its deciding reason says.
        """
        return STATUS_OF[self.reasons[0].code]

    @property
    def rule(self) -> str:
        """
        The id of the rule that was judged.
        """
        return self.policy.id

    @property
    def owed_by(self) -> str:
        """
        The party that owes what the rule asks.

        Where one step of a procedure was judged, the evidence names who owes that step.
        """
        by_evidence: str | None = getattr(self.evidence, "owed_by", None)
        return self.policy.owed_by if by_evidence is None else by_evidence

    @property
    def key(self) -> str:
        """
        The obligation as a text that stays the same whatever becomes of it.

        Six parts with a slash between them: the code of the regulation, the rule, the
        step or item where one was judged by itself, the kind and the id of the subject,
        and the cell. A part that does not exist is empty; `%` and `/` inside a part are
        written `%25` and `%2F`. It is unique in a report, and the same in every edition,
        before and after the obligation is met, and whoever meets it.

        >>> import datetime as dt
        >>> from followup_rules.rulebooks import repair
        >>> day = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
        >>> about = Subject("repair", "3/7")
        >>> repair.VISIT_DEADLINE.assess(
        ...     day, category="leak", as_of=day, subject=about
        ... ).key
        'REPAIR/visit_deadline//repair/3%2F7/'
        """
        return self.key_of(getattr(self.evidence, "only", None))

    def key_of(self, part: str | None) -> str:
        """
        Return the key of a part of the obligation, such as a step of its ladder.
        """
        if part is not None:
            check_kind("part", part, str, "the key of a part, or None")
        about = self.subject or _NOBODY
        cell = about.cell or getattr(self.evidence, "cell", None)
        code = self.basis.regulation or self.clause.id.rpartition("-")[0]
        parts = (code, self.rule, part, about.kind, about.id, cell)
        return write_key(parts)

    @property
    def force(self) -> Force:
        """
        How the part of the clause binds that this verdict judges.

        Lateness is judged by the clause's timing, everything else by its duty; a
        limit that the host set on an open-ended clause is `CONFIGURED`.
        """
        if any(reason.code == "limit_set_by_host" for reason in self.reasons):
            return Force.CONFIGURED
        if self.status is Status.LATE:
            return self.clause.timing_force
        return self.clause.duty

    @property
    def is_violation(self) -> bool:
        """
        Say whether something binding is broken: never for what is striven for.
        """
        if self.status is Status.BREACHED:
            return self.force in _JUDGED_BY_FORCE or self.force is Force.OPEN_ENDED
        return self.status is Status.LATE and self.force in _JUDGED_BY_FORCE

    @property
    def reason(self) -> Reason:
        """
        The reason that decides.
        """
        return self.reasons[0]

    @property
    def notes(self) -> tuple[Reason, ...]:
        """
        The remarks beside it.
        """
        return self.reasons[1:]

    # ----------------------------------------------------------------- evidence

    def _from_evidence(self, name: str) -> Any:
        """Read a value that some shapes of evidence hold."""
        try:
            return getattr(self.evidence, name)
        except AttributeError:
            held = tuple(
                part
                for part in dir(self.evidence)
                if not part.startswith("_") and part not in _OF_EVERY_SHAPE
            )
            raise WrongEvidenceError(name, self.evidence.shape, held) from None

    @property
    def deadline(self) -> Any:
        """
        By when it was due; None where the text sets no limit.
        """
        return self._from_evidence("deadline")

    @property
    def required(self) -> Any:
        """
        How many were required.
        """
        return self._from_evidence("required")

    @property
    def shortfall(self) -> Any:
        """
        How many are still short of what is required.
        """
        return self._from_evidence("shortfall")

    @property
    def missing(self) -> Any:
        """
        Which required parts are missing, in the order of the text.
        """
        return self._from_evidence("missing")

    # ------------------------------------------------------------------ answers

    def require(self) -> "Verdict":
        """
        Return this verdict, or raise if it is a violation.

        Raises:
            RequirementNotMetError: With the finding.
        """
        if self.is_violation:
            raise RequirementNotMetError((self.explain("en"),))
        return self

    def with_notes(self, *notes: Reason) -> "Verdict":
        """
        Return the same verdict with remarks added.
        """
        return self.because(*self.reasons, *notes) if notes else self

    def because(self, *reasons: Reason) -> "Verdict":
        """
        Return the same verdict with other reasons, of which the first decides.
        """
        return Verdict(
            self.clause, self.policy, self.subject, self.evidence, reasons, self.basis
        )

    def on(self, subject: Subject) -> "Verdict":
        """
        Return the same answer about another subject that was told the same.
        """
        return Verdict(
            self.clause, self.policy, subject, self.evidence, self.reasons, self.basis
        )

    def about(self, language: str = "en") -> str:
        """
        Name what the verdict is about, in the words of its regulation.
        """
        whom = self.subject
        return "" if whom is None else whom.in_language(language, self.clause.words)

    def status_word(self, language: str = "en") -> str:
        """
        Name the status for a reader, an act otherwise than a number.
        """
        act = self.evidence.shape in _ACTS
        return self.status.in_language(language, act=act)

    def explain(self, language: str = "en") -> str:
        """
        Say in sentences what was found and why, in English or Chinese.

        Raises:
            UnknownNameError: If *language* is neither.
        """
        from followup_rules.timing.calendars import (  # noqa: PLC0415 - loaded when asked
            provisional_since,
        )
        from followup_rules.wording import (  # noqa: PLC0415 - loaded when asked
            sentence,
        )

        language = spoken(language)
        common = {
            "rule": self.policy.name,
            "clause": self.clause.id,
            "owed_by": self.owed_by,
            "as_of": self.basis.as_of,
            "kind": None if self.subject is None else self.subject.kind,
            "cell": self._say_cell(language),
            **self.evidence.words(),
        }
        said = [
            sentence(
                reason.code,
                language,
                _on_clocks_of(self.policy, {**common, **dict(reason.params)}),
                first_word=language == "en",
                words=self.clause.words,
            )
            for reason in self.reasons
        ]
        beside: list[tuple[str, dict[str, Any]]] = []
        if self._is_let_pass:
            beside.append(("only_striven_for", {"clause": self.clause.id}))
        since = provisional_since(dict(self.basis.sources).get("calendar", ""))
        if since is not None:
            beside.append(("calendar_provisional", {"since": since}))
        said += [
            sentence(code, language, facts, first_word=language == "en")
            for code, facts in beside
        ]
        return (" " if language == "en" else "").join(said)

    @property
    def _is_let_pass(self) -> bool:
        """Say whether it breaks nothing, and its reason does not say so itself."""
        against = self.status in {Status.BREACHED, Status.LATE}
        own = self.reasons[0].code == "done_after_target"
        return against and self.force is Force.TARGET and not own

    def _say_cell(self, language: str) -> str:
        """Say the cell, or the one window that was judged, where that stands for it."""
        from followup_rules.wording import (  # noqa: PLC0415 - loaded when asked
            say_cell,
            term,
        )

        words = self.clause.words
        cell = None if self.subject is None else self.subject.cell
        window = getattr(self.evidence, "window", None)
        if window is None or cell not in {None, window}:
            return say_cell(cell, language, words)
        gap = "" if language == "zh" else " "
        return f"{term('window', language, words)}{gap}{window}"

    def answer(self) -> dict[str, Any]:
        """
        Return what a replay must find again, as plain data.
        """
        return {
            "status": self.status.value,
            "clause": self.clause.id,
            "reason": self.reason.code,
            "evidence": {"shape": self.evidence.shape, **_body(self.evidence)},
        }

    def to_dict(self) -> VerdictData:
        """
        Return the verdict as data that `json.dumps` takes as it stands.
        """
        return {
            "key": self.key,
            "rule": self.rule,
            "clause": self.clause.id,
            "status": self.status.value,
            "is_violation": self.is_violation,
            "force": self.force.name,
            "owed_by": self.owed_by,
            "subject": None if self.subject is None else plain(self.subject),
            "evidence": self.answer()["evidence"],
            "reasons": [plain(reason) for reason in self.reasons],
        }

    def receipt(self) -> dict[str, Any]:
        """
        Return plain data from which the same verdict can be computed again.

        It names the policy by its digest and never rebuilds it: replaying takes
        the policy from whoever replays. Remarks are written down too, because other
        rows of a ledger may have given rise to them.
        """
        return {
            "scheme": RECEIPT_SCHEME,
            "rule": self.rule,
            "policy": digest(self.policy),
            "parameters": plain(self.policy),
            "subject": None if self.subject is None else plain(self.subject),
            "facts": {
                name: encode_fact(value)
                for name, value in self.evidence.facts().items()
            },
            "as_of": encode_fact(self.basis.as_of),
            "edition": self.basis.edition,
            "sources": dict(self.basis.sources),
            "answer": self.answer(),
            "notes": [_recorded(remark) for remark in self.notes],
            **({"withheld": self.reason["count"]} if self._is_withheld else {}),
            **({"let_off": _recorded(self.reason)} if self._is_let_off else {}),
            **(
                {"hangs_on": _recorded(self.reason)}
                if self.reason.code in NOT_BY_RULE
                else {}
            ),
        }

    @property
    def _is_withheld(self) -> bool:
        """Say whether it is not said because of rows that cannot be read."""
        return self.reason.code == _WITHHELD

    @property
    def _is_let_off(self) -> bool:
        """Say whether a way out decides, and not the rule alone."""
        return self.reason.code in OF_WAYS_OUT


_slots: Any = Verdict
_put_clause = _slots.clause.__set__
_put_policy = _slots.policy.__set__
_put_subject = _slots.subject.__set__
_put_evidence = _slots.evidence.__set__
_put_reasons = _slots.reasons.__set__
_put_basis = _slots.basis.__set__


def withheld(verdict: Verdict, rows: int) -> Verdict:
    """
    Return a verdict that would be against somebody if rows could be read.

    Never a breach out of ignorance: it is `UNDETERMINED`, and says how many rows that
    may change it could not be read.
    """
    unknown = decides(_WITHHELD, count=rows)
    return verdict.because(unknown, *verdict.notes)


_WITHHELD: Final = "row_unusable"
NOT_BY_RULE: Final = frozenset(
    {"rule_unknown", "rule_stopped", "owed_no_more", "not_known_to_count"}
)
"""Why a rule is undetermined that hangs on another one, is asked no more, or on what
nobody knows whether it counts."""

_NOBODY: Final = Subject("", "")


def _on_clocks_of(policy: Policy, told: dict[str, Any]) -> dict[str, Any]:
    """
    Return what a sentence tells with each instant on the clocks of the rule.

    Its bounds are shown on them, and a host's clock may be in UTC: "as of 20:00" would
    be another day there.
    """
    home = _clock_of(policy, told)
    if home is None:
        return told
    return {
        name: show_instant(value, home)
        if isinstance(value, dt.datetime) and value.tzinfo is not None
        else value
        for name, value in told.items()
    }


def _clock_of(policy: Policy, told: Mapping[str, Any]) -> dt.tzinfo | None:
    """
    Return the clock of a rule: its own, or that on which its period is over.

    None is that it has none, and every instant is told on the clock it came with.
    """
    zone = getattr(getattr(policy, "counting", policy), "zone", None)
    if zone is not None:
        return zone_of(zone)
    bounds = (told.get(name) for name in ("settles", "ends"))
    return next((one.tzinfo for one in bounds if isinstance(one, dt.datetime)), None)


def _recorded(remark: Reason) -> dict[str, Any]:
    """Return a remark as plain data, from which a replay can say it again."""
    params = {name: _recordable(value) for name, value in remark.params}
    return {"code": remark.code, "params": params}


def _recordable(value: Any) -> Any:
    """Return a value as a fact, or in words where it has no form as a fact."""
    try:
        data = encode_fact(value)
        if decode_fact(data) == value:
            return data
    except (InvalidFieldError, InvalidReceiptError):
        pass
    from followup_rules.wording import say  # noqa: PLC0415 - loaded when asked

    return {"en": say(value, "en"), "zh": say(value, "zh")}


def _body(evidence: object) -> dict[str, Any]:
    """Return the fields of an evidence without the name of its class."""
    body: dict[str, Any] = plain(evidence)
    body.pop("kind", None)
    return body
