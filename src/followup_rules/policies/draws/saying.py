"""
What disproves a draw, in words that a reader of the verdict understands.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from followup_rules.clauses import Text

_SAID: Final = Text(
    "{field}: the receipt says {recorded}, right is {computed}",
    "{field}：凭证记为{recorded}，应为{computed}",
)
_UNREADABLE: Final = Text(
    "the receipt cannot be read: {why}", "抽取凭证无法读取或不完整"
)
_FIELDS: Final[Mapping[str, Text]] = {
    "receipt": Text("the receipt", "抽取凭证"),
    "scheme": Text("the scheme of the receipt", "凭证格式"),
    "rule": Text("the rule", "规则编号"),
    "seed_string": Text("the seed string", "种子文本"),
    "seed_source": Text("the source of the seed", "种子来源"),
    "order": Text("the order of the tickets", "签号排序方式"),
    "drawn_on": Text("the day of the draw", "抽取日期"),
    "period": Text("the period", "所属期间"),
    "scope": Text("what the number is a number of", "抽取范围"),
    "window": Text("the window", "窗口"),
    "repeat": Text("those already called", "已回访者的处理"),
    "k": Text("the number to be drawn", "应抽取数"),
    "reserves_kept": Text("the number of reserves", "备选数"),
    "frame_size": Text("the size of the ledger", "台账数量"),
    "frame_digest": Text("the ledger", "台账"),
    "excluded": Text("who was left out", "排除对象"),
    "called": Text("who was called already", "已回访对象"),
    "eligible": Text("how many could be drawn", "可抽取数"),
    "shares": Text("how many were to be drawn", "应抽取分配"),
    "chances": Text("the chances", "抽中机会"),
    "chosen": Text("the picks", "抽中对象"),
    "reserves": Text("the reserves", "备选对象"),
    "cutoff": Text("the last ticket drawn", "末位签号"),
    "shortfall": Text("how many were too few", "不足数"),
    "tickets": Text("the tickets", "签号"),
    "cases": Text("the cases behind the ids", "对应办件"),
    "summary": Text("the summary", "摘要"),
    "digest": Text("the seal", "凭证摘要"),
}
_CHOICES: Final[Mapping[str, Mapping[str, Text]]] = {
    "scope": {
        "total": Text("all windows together", "各窗口合计"),
        "total_stratified": Text(
            "all windows together, shared among them", "各窗口合计并按窗口分配"
        ),
        "per_window": Text("each window", "每个窗口"),
    },
    "repeat": {
        "excluded": Text("left out", "不再抽取"),
        "fill_up": Text("drawn last", "最后抽取"),
        "ignored": Text("drawn like anybody else", "照常抽取"),
    },
    "order": {
        "hex": Text("by hexadecimal tickets", "按十六进制签号"),
        "rivest": Text("by the tickets of election audits", "按选举审计签号"),
    },
}
_REASONS: Final[Mapping[str, Text]] = {
    "same person": Text("same person", "同一人"),
    "already called": Text("already called", "已回访"),
    "a reason": Text("a reason", "注明原因"),
    "not completed": Text("not completed", "未办结"),
    "not an applicant in the sense of the rules": Text(
        "not an applicant in the sense of the rules", "不属于规定的回访对象"
    ),
}
_ONE_LEDGER: Final = Text(
    "{size} ids (digest {digest})", "{size}个编号（摘要{digest}）"
)
_NO_SIZE: Final = Text("an unknown number of", "若干")
_MISSING: Final = Text(", without {ids}", "，其中没有{ids}")
_PERIODS: Final = frozenset({"drawn_on", "period"})
_NOTHING: Final = Text("nothing", "无")
_MOST_SHOWN: Final = 80
_OF_A_DIGEST: Final = 12
_WHOLE: Final = "*"


def say_discrepancy(told: str | tuple[str, ...], language: str) -> str:
    """
    Say a discrepancy that is kept as texts, or in somebody else's words.
    """
    if isinstance(told, str):
        return _cut(told)
    name, recorded, computed = told
    if name == "receipt":
        return _UNREADABLE.in_language(language).format(why=_cut(recorded))
    label = _FIELDS.get(name)
    return _SAID.in_language(language).format(
        field=_cut(name) if label is None else label.in_language(language),
        recorded=_value(name, recorded, language),
        computed=_value(name, computed, language),
    )


def _value(name: str, text: str, language: str) -> str:
    """Say a value of a receipt."""
    if not text:
        return _NOTHING.in_language(language)
    if name in _PERIODS:
        from followup_rules.wording import say_cell  # noqa: PLC0415 - when asked

        return _cut(say_cell(text, language))
    choice = _CHOICES.get(name, {}).get(text)
    if choice is not None:
        return choice.in_language(language)
    return _cut(_plainly(name, _read(text), language))


def _read(text: str) -> Any:
    """Return lists and tables as what they are; anything else stays a text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, list | dict) else text


def _plainly(name: str, value: Any, language: str) -> str:
    """Say a value without the marks of a data format."""
    comma = "、" if language == "zh" else ", "
    if isinstance(value, dict):
        if name == "frame_digest":
            return _ledger(value, language)
        said = (_entry(key, one, language) for key, one in value.items())
        return comma.join(said) or _NOTHING.in_language(language)
    if isinstance(value, list):
        if name == "excluded" and len(value) == len(("id", "reason")):
            return _left_out(str(value[0]), str(value[1]), language)
        said = (_plainly("", one, language) for one in value)
        return comma.join(said) or _NOTHING.in_language(language)
    return _NOTHING.in_language(language) if value is None else str(value)


def _entry(key: str, value: Any, language: str) -> str:
    """Say one entry of a table; what stands for all of them has no name."""
    said = _plainly("", value, language)
    return said if key == _WHOLE else f"{key} {said}"


def _left_out(id_: str, reason: str, language: str) -> str:
    """Say who was left out, and why."""
    known = _REASONS.get(reason)
    why = reason if known is None else known.in_language(language)
    return f"{id_}（{why}）" if language == "zh" else f"{id_} ({why})"


def _ledger(value: Mapping[str, Any], language: str) -> str:
    """Say a ledger by how many ids it has and the first signs of its digest."""
    size = value.get("frame_size")
    known = _NO_SIZE.in_language(language) if size is None else size
    said = _ONE_LEDGER.in_language(language).format(
        size=known, digest=str(value.get("frame_digest"))[:_OF_A_DIGEST]
    )
    missing = value.get("not_in_it")
    if not missing:
        return said
    ids = _plainly("", missing, language)
    return said + _MISSING.in_language(language).format(ids=ids)


def _cut(text: str) -> str:
    """Return a text as it may stand in a sentence: no raw control signs, not long."""
    text = text if text.isprintable() else repr(text)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
