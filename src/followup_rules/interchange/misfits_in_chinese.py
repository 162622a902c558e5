"""
Why values of a rules file do not go together, for a reader of Chinese.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from followup_rules.errors import (
    CircularRulesError,
    EditionGapError,
    EditionOverlapError,
    FollowupRulesError,
    ImpossibleCountError,
    ImpossibleOrderError,
    InexactRateError,
    InvalidFieldError,
    UnknownNameError,
    as_shown,
)
from followup_rules.wording.fits_in_chinese import say_fit
from followup_rules.wording.problems import say_names

_KINDS: Final[dict[str, str]] = {
    "grade": "等次",
    "item": "项目",
    "question": "所问事项",
    "event": "事件",
    "earlier step": "在前的步骤",
    "step": "步骤",
    "category": "类别",
    "form": "形式",
    "kind of season": "季节种类",
    "ledger": "台账",
    "owner": "所属台账",
    "rule": "规则",
    "window": "窗口",
    "role": "角色",
    "party": "责任方",
    "clause": "条款",
    "attribute": "属性",
}
"""What names are of."""
_OF: Final = (
    (r"attribute of (\w+)", "{}的属性"),
    (r"owner of (?:a )?(\w+)", "{}的所属"),
    (r"ledger (?:of|beside) a (\w+)", "与{}相关的台账"),
    (r"ledger that belongs to (?:a )?(\w+)", "属于{}的台账"),
)
"""The same of what belongs to a kind of rows."""


def say_kind(kind: str) -> str:
    """
    Say in Chinese what a name is of.

    >>> say_kind("attribute of call"), say_kind("grade"), say_kind("ticket order")
    ('call的属性', '等次', '名称')
    """
    for pattern, said in _OF:
        if found := re.fullmatch(pattern, kind):
            return said.format(*found.groups())
    return _KINDS.get(kind, "名称")


def say_misfit(error: FollowupRulesError) -> str:
    """
    Say in Chinese why values do not go together; an error without words says nothing.

    >>> say_misfit(InvalidFieldError("ItemRule.weight", 0, "more than 0"))
    'weight不能为“0”；应为大于0'
    """
    for kind, say in _ERRORS.items():
        if isinstance(error, kind):
            return say(error)
    return ""


def _of_field(error: Any) -> str:
    """Say of a value that it will not do."""
    name = error.field.rpartition(".")[2].rpartition(" ")[2]
    got = "不填" if error.got is None else f"为{_shown(error.got)}"
    return f"{name}不能{got}；{say_should(error.allowed)}"


def say_should(described: str) -> str:
    """
    Say in Chinese what should stand there, or that nothing should.

    >>> say_should("more than 0"), say_should("None without most")
    ('应为大于0', '应不填，除非写明at_most')
    """
    said = say_fit(described)
    return f"应{said}" if said.startswith("不填") else f"应为{said}"


def _shown(got: object) -> str:
    """Write what came between quotes."""
    return f"“{got if isinstance(got, str) else as_shown(got)}”"


def _of_name(error: UnknownNameError) -> str:
    """Say of a name that nothing has it."""
    names = [f"“{name}”" if " " in str(name) else name for name in error.allowed]
    listed = say_names(names, error.got) if names else "（没有）"
    return f"{_shown(error.got)}不是已知的{say_kind(error.kind)}；可用：{listed}"


def _of_circle(error: CircularRulesError) -> str:
    """Say of rules that none of them can be judged first."""
    way = "、".join(error.circle)
    return f"规则互相依赖，形成循环：{way}；请让其中一条从属性起算"


def _of_order(error: ImpossibleOrderError) -> str:
    """Say of two values that they cannot stand in this order."""
    return (
        f"{error.later}（{error.later_value}）早于{error.earlier}"
        f"（{error.earlier_value}），请更正其中之一"
    )


def _of_rate(_error: InexactRateError) -> str:
    """Say of a float that it is not exact."""
    return "浮点数不能准确表示所有数值；请写成文本，如“7%”“7/100”"


def _of_gap(error: EditionGapError) -> str:
    """Say which days have no edition."""
    return (
        f"{error.first}至{error.last}没有版本适用（在{_shown(error.earlier)}与"
        f"{_shown(error.later)}之间）；请让后者自{error.first}起施行，"
        f"或者让前者施行至{error.last}"
    )


def _of_overlap(error: EditionOverlapError) -> str:
    """Say on which days two editions would be in force."""
    return (
        f"{_shown(error.earlier)}与{_shown(error.later)}自{error.first or '最初'}至"
        f"{error.last or '最后'}同时适用；请让其中之一在另一版本开始的前一日终止"
    )


_ERRORS: Final[dict[type[FollowupRulesError], Callable[[Any], str]]] = {
    InvalidFieldError: _of_field,
    ImpossibleCountError: _of_field,
    UnknownNameError: _of_name,
    CircularRulesError: _of_circle,
    ImpossibleOrderError: _of_order,
    InexactRateError: _of_rate,
    EditionGapError: _of_gap,
    EditionOverlapError: _of_overlap,
}
