"""
Verdicts computed again from what was written down.

A receipt says which policy, facts and outside data gave a verdict. Replaying
takes the policy and the data from the caller, so that nothing is ever rebuilt
from a stored file, and says why where the two no longer fit.

One rule alone cannot find every remark again: some came from other rows of a ledger,
or from facts that were not known yet. Those are taken over as they were written down.
"""

import inspect
from collections.abc import Mapping
from typing import Any, Final, Protocol

from attrs import evolve

from followup_rules.canonical import decode_fact, digest
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, InvalidReceiptError, as_shown
from followup_rules.exact import as_name
from followup_rules.excuses import turned_again
from followup_rules.fields import Whole
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.reasons import FORMERLY
from followup_rules.verdicts import (
    AGAINST,
    NOT_BY_RULE,
    OF_WAYS_OUT,
    RECEIPT_SCHEME,
    Policy,
    Reason,
    Status,
    Subject,
    Verdict,
    source_id,
    withheld,
)

_FIELDS = (
    "rule",
    "policy",
    "subject",
    "facts",
    "as_of",
    "edition",
    "sources",
    "answer",
)

_SOURCES: Final = {"calendar": "工作日历", "seasons": "季节日期表"}
"""The outside data that rules of this package ask for, as it is called in Chinese."""


class Replayable(Policy, Protocol):
    """
    A policy that can judge the facts of a receipt.
    """

    def assess(self, *args: Any, **facts: Any) -> Verdict:
        """
        Judge the facts.
        """
        ...


@frozen
class Replay:
    """
    What replaying a receipt found.

    Attributes:
        verdict: The verdict of today's policy on the receipt's facts; where the
            receipt still holds, with the remarks in `carried`.
        stale: Why the receipt no longer holds, in both languages; empty means the same
            answer.
        carried: The remarks that the receipt has and the rule alone does not give.
            They are neither computed again nor compared.
    """

    verdict: Verdict
    stale: tuple[Text, ...]
    carried: tuple[Reason, ...] = ()

    @property
    def is_same(self) -> bool:
        """
        Say whether the receipt still holds.

        It does where policy, edition and outside data are the same, and give the same
        status, clause, deciding reason and evidence. Remarks are not compared.
        """
        return not self.stale


def replay(
    policy: Replayable,
    receipt: Mapping[str, Any],
    *,
    edition: str | None = None,
    **sources: Any,
) -> Replay:
    """
    Judge the facts of *receipt* again, and compare.

    Args:
        policy: The rule as the caller has it today.
        receipt: What `Verdict.receipt` returned, or the same read from JSON.
        edition: The caller's edition; None, here or there, leaves it uncompared.
        sources: The outside data, by argument name, such as `calendar`; a rule that
            asks for none of it is judged without.

    Raises:
        InvalidReceiptError: If *receipt* is not of a scheme this release reads.
        InvalidFieldError: If *policy* is no rule, *edition* no text, or a source has no
            id.
        UnknownNameError: If one of *sources* is none that a receipt or a rule knows.
    """
    if not callable(getattr(policy, "assess", None)):
        raise InvalidFieldError("policy", policy, "a rule")
    check_kind("edition", edition, (str, type(None)), "an edition, or None")
    _check_form(receipt)
    asked = inspect.signature(policy.assess).parameters
    for name in sources:
        if name not in _SOURCES and name not in asked:
            as_name("source", name, (*_SOURCES, *receipt["sources"]))
    stale = _differences(policy, receipt, edition, sources)
    facts = {name: decode_fact(data) for name, data in receipt["facts"].items()}
    reader = getattr(policy, "facts_of_receipt", None)
    facts = facts if reader is None else reader(facts)
    as_of = decode_fact(receipt["as_of"])
    subject = _subject(receipt["subject"])
    given = {name: source for name, source in sources.items() if name in asked}
    try:
        verdict = policy.assess(**facts, **given, as_of=as_of, subject=subject)
    except TypeError as error:
        raise InvalidReceiptError(f"its facts do not fit the rule ({error})") from error
    if "withheld" in receipt and verdict.status in AGAINST:
        verdict = withheld(verdict, receipt["withheld"])
    if "let_off" in receipt:
        verdict = turned_again(verdict, _way_out(receipt["let_off"]))
    if "hangs_on" in receipt:
        other = evolve(_remark(receipt["hangs_on"]), decides=True)
        verdict = evolve(verdict, reasons=(other, *verdict.notes))
    answer, recorded = verdict.answer(), _as_written_now(receipt["answer"])
    retold = getattr(policy, "answer_of_receipt", None)
    recorded = recorded if retold is None else retold(recorded)
    if answer != _as_named_now(recorded, answer) and not stale:
        stale.append(_differs(recorded.get("status"), verdict.status))
    remarks = [_remark(data) for data in receipt.get("notes", ())]
    computed = {remark.code for remark in verdict.notes}
    carried = tuple(remark for remark in remarks if remark.code not in computed)
    if carried and not stale:
        verdict = _with_remarks(verdict, remarks, carried)
    return Replay(verdict, tuple(stale), carried)


def named_rule(receipt: object) -> str:
    """
    Return the id of the rule that a receipt names.

    Raises:
        InvalidReceiptError: If it is no table.
    """
    if not isinstance(receipt, Mapping):
        raise InvalidReceiptError(f"it is no table but {as_shown(receipt)}")
    return str(receipt.get("rule"))


def _check_form(receipt: Mapping[str, Any]) -> None:
    """Refuse what was never written by `Verdict.receipt`."""
    named_rule(receipt)
    scheme = receipt.get("scheme")
    if scheme != RECEIPT_SCHEME:
        raise InvalidReceiptError(
            f"scheme {scheme!r}; this release reads {RECEIPT_SCHEME!r}"
        )
    absent = [name for name in _FIELDS if name not in receipt]
    if absent:
        raise InvalidReceiptError(f"it lacks {', '.join(absent)}")
    for name in ("facts", "sources", "answer"):
        if not isinstance(receipt[name], Mapping):
            raise InvalidReceiptError(f"{name} is no table")
    if not isinstance(receipt.get("notes", []), list):
        raise InvalidReceiptError("notes is no list")
    if not Whole(1).accepts(receipt.get("withheld", 1)):
        raise InvalidReceiptError("withheld is no number of rows")
    other = receipt.get("hangs_on", {"code": "rule_unknown"})
    if not isinstance(other, Mapping) or other.get("code") not in NOT_BY_RULE:
        raise InvalidReceiptError("hangs_on names no other rule")


def _as_written_now(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return a recorded answer with its status spelled as it is now, in small."""
    status = answer.get("status")
    return {**answer, "status": status.lower() if isinstance(status, str) else status}


def _as_named_now(
    recorded: Mapping[str, Any], computed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a recorded answer with the code of now, where that was split off."""
    code = computed["reason"]
    split_off = FORMERLY.get(code) == recorded.get("reason")
    return {**recorded, "reason": code if split_off else recorded.get("reason")}


def _way_out(data: Any) -> Reason:
    """Read the reason of a way out."""
    reason = evolve(_remark(data), decides=True)
    if reason.code not in OF_WAYS_OUT:
        raise InvalidReceiptError(f"{reason.code!r} is the reason of no way out")
    return reason


def _remark(data: Any) -> Reason:
    """Read a remark."""
    match data:
        case {"code": str(code), "params": Mapping() as params}:
            read = tuple((name, _said(value)) for name, value in params.items())
            return Reason(code, decides=False, params=read)
    raise InvalidReceiptError(f"a remark cannot read {data!r}")


def _said(data: Any) -> Any:
    """Read a value of a remark, which may be in words."""
    match data:
        case {"en": str(english), "zh": str(chinese)}:
            return Text(english, chinese)
    return decode_fact(data)


def _with_remarks(
    verdict: Verdict, recorded: list[Reason], carried: tuple[Reason, ...]
) -> Verdict:
    """Put remarks back among those computed, in the order in which they stood."""
    order = [remark.code for remark in recorded]
    decided = (reason for reason in verdict.reasons if reason.decides)
    remarks = sorted(
        (*verdict.notes, *carried),
        key=lambda remark: order.index(remark.code) if remark.code in order else -1,
    )
    return evolve(verdict, reasons=(*decided, *remarks))


def _differences(
    policy: Policy,
    receipt: Mapping[str, Any],
    edition: str | None,
    sources: Mapping[str, Any],
) -> list[Text]:
    """Say what is no longer what the receipt was made with."""
    stale = []
    rule, now = receipt["rule"], policy.id
    if rule != now:
        stale.append(
            Text(
                f"another rule: {rule!r}, not {now!r}",
                f"规则不同：凭证所记为“{rule}”，现为“{now}”",
            )
        )
    elif receipt["policy"] != digest(policy):
        stale.append(
            Text(
                f"another policy: {now!r} has changed since",
                f"规则已有改动：“{now}”",
            )
        )
    recorded = receipt["edition"]
    if None not in {edition, recorded} and recorded != edition:
        stale.append(
            Text(
                f"another edition: {recorded}, not {edition}",
                f"版本不同：凭证所记为{recorded}，现为{edition}",
            )
        )
    for name in sorted({*receipt["sources"], *sources}):
        recorded = receipt["sources"].get(name)
        source = sources.get(name)
        given = None if source is None else source_id(source, name)
        if recorded is not None and recorded != given:
            stale.append(
                Text(
                    f"another {name}: {recorded}, not {given}",
                    f"{_SOURCES.get(name, name)}不同：凭证所记为{recorded}，"
                    f"现为{'未提供' if given is None else given}",
                )
            )
    return stale


def _differs(recorded: Any, now: Status) -> Text:
    """Say that the facts of a receipt do not give the answer that it has."""
    known = any(one.value == recorded for one in Status)
    was = Status(recorded).in_language("zh") if known else recorded
    return Text(
        f"the answer differs: {recorded} was recorded, {now.value} is computed",
        f"结论不同：凭证所记为“{was}”，现算为“{now.in_language('zh')}”",
    )


def _subject(data: Any) -> Subject | None:
    """Read a subject."""
    if data is None:
        return None
    try:
        return Subject(data["kind"], data["id"], data["cell"])
    except (TypeError, KeyError) as error:
        raise InvalidReceiptError(f"a subject cannot read {data!r}") from error
