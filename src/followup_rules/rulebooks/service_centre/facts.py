"""
What the service hall's rules are told: its ledgers, rounds, calls, forms and findings.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Annotated, Any, Final

from attrs import Factory

from followup_rules.clauses import Text
from followup_rules.errors import FollowupRulesError, InvalidFieldError, InvalidIdError
from followup_rules.fields import Flag, Kind, Whole, Words
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import (
    Entries,
    GradeOf,
    Id,
    ItemOf,
    OneOf,
    Plain,
    Role,
    RowOf,
    Vocabulary,
)
from followup_rules.policies.draws import DrawUnit, whole_id
from followup_rules.tables import Table
from followup_rules.timing.cycles import Cycle
from followup_rules.timing.moments import Moment

_YES_NO: Final = Plain(holds=Flag(), optional=True)
_TEXT: Final = Plain(holds=Words())
_GRADE: Final = GradeOf("window_score")
_GRADED: Final = Entries(
    names=ItemOf("window_score"), each=GradeOf("window_score", optional=True)
)
_ASKED: Final = Entries(names=ItemOf("topics"), each=_YES_NO, listed=True)
_WORKED_ON: Final = Entries(
    names=ItemOf("opinions_summary"), each=_YES_NO, listed=True, optional=True
)
_PRESSED: Final = Entries(names=_GRADE, each=Plain(holds=Whole()), added=True)

Actors = Collection[Annotated[str, Role()]]
AtWindow = Annotated[str, RowOf("window", if_kept=True)]
Answers = Annotated[Mapping[str, str | None], _GRADED]


def _one_ticket(book: Vocabulary, case: Any) -> tuple[str, FollowupRulesError] | None:
    """Ask for an id that can be drawn, and for the person's key where they are drawn."""
    try:
        whole_id(case.window, case.id)
    except InvalidIdError as error:
        return "id", error
    if case.applicant is not None or book.rule("phone_draw").unit is DrawUnit.CASE:
        return None
    allowed = "a key for the person, who has one ticket, whatever the cases"
    return "applicant", InvalidFieldError("applicant", None, allowed)


def _somebody_answered(
    _book: Vocabulary, row: Any
) -> tuple[str, InvalidFieldError] | None:
    """Refuse grades where nobody was reached, or the form did not come back."""
    nobody = (row.reached if isinstance(row, Call) else row.returned) is False
    if not nobody or set(row.answers.values()) <= {None}:
        return None
    allowed = "no grades, for nobody was reached, or the form did not come back"
    return "answers", InvalidFieldError("answers", row.answers, allowed)


@row("window", "window", "窗口")
class Window:
    """
    One window of the hall, by its code.
    """

    id: str
    entered_at: dt.datetime | None = None


@row("case", "case", "办件", placed="accepted_at", check=_one_ticket)
class Case:
    """
    One case that a window accepted: a row of its ledger.

    Its id is the serial number, unique in the hall; no phone number, no name.
    """

    id: str
    window: AtWindow = said("the code of the window", "窗口")
    accepted_at: Moment = said("the time of acceptance", "受理时间")
    completed_at: Moment | None = said(
        "the time it was finished", "办结时间", after="accepted_at", default=None
    )
    applicant: Annotated[str | None, Id()] = said(
        "a key for the person, the same for all cases of one", "申请人", default=None
    )
    applicant_kind: Annotated[str | None, Role()] = said(
        "enterprise, citizen or another word", "申请人类别", default=None
    )
    entered_at: dt.datetime | None = None


@row("round", "round", "轮次", placed="drawn_at", within=Cycle.WEEK)
class Round:
    """
    One weekly round: its draw, its form, and what became of its results.
    """

    id: str
    drawn_at: dt.datetime = said(
        "when the ledger was closed and drawn from", "抽取时间"
    )
    receipt: Annotated[Mapping[str, Any] | None, Kind((Mapping,))] = said(
        "the receipt of the draw", "抽取凭证", default=None
    )
    excluded: Annotated[Mapping[str, str], Entries(names=_TEXT, each=_TEXT)] = said(
        "ids left out by hand, each with the reason", "排除对象", default=Factory(dict)
    )
    organisers: Actors | None = said("who held the round", "组织者", default=None)
    form_topics: Collection[str] | None = said(
        "the topics on the form", "表格内容", default=None
    )
    form_grades: Collection[Annotated[str, _GRADE]] | None = said(
        "the grades on the form", "表格等次", default=None
    )
    forms_summarised: bool | None = said(
        "whether the forms were summarised", "是否汇总", default=None
    )
    opinions: Annotated[Mapping[str, bool | None] | None, _WORKED_ON] = said(
        "what was done with opinions; None where nobody said anything",
        "意见和建议的整理",
        default=None,
    )
    statistics_at: Moment | None = said(
        "when the statistics were finished",
        "统计完成时间",
        after="drawn_at",
        default=None,
    )
    website_at: Moment | None = said(
        "when it was published on the website",
        "网站通报时间",
        after="drawn_at",
        default=None,
    )
    notice_board_at: Moment | None = said(
        "when it was published on the notice board",
        "公示栏通报时间",
        after="drawn_at",
        default=None,
    )
    closed_at: Moment | None = said(
        "when the file of the round was closed",
        "办结时间",
        after="drawn_at",
        default=None,
    )
    entered_at: dt.datetime | None = None


@row(
    "call",
    "call",
    "电话",
    placed="called_at",
    owner="round_id",
    own_day=True,
    check=_somebody_answered,
)
class Call:
    """
    One call, or one attempt that reached nobody.
    """

    id: str
    round_id: Annotated[str, Id("round")] = said("the round it belongs to", "所属轮次")
    case_id: Annotated[str, RowOf("case")] = said("the case drawn", "所属办件")
    called_at: dt.datetime = said(
        "the time of the call", "电话时间", after="case.accepted_at"
    )
    reached: bool | None = said(
        "whether somebody was reached", "是否联系上", default=None
    )
    reason: Annotated[str | None, Words()] = said(
        "why not, as logged", "未接通原因", default=None
    )
    callers: Actors | None = said(
        "in what capacity the caller acted", "回访人员", default=None
    )
    asked: Annotated[Mapping[str, bool | None] | Collection[str], _ASKED] = said(
        "which of the topics were asked about", "询问内容", default=Factory(dict)
    )
    answers: Answers = said(
        "the grade given to each topic", "评价", default=Factory(dict)
    )
    recorded: bool | None = said(
        "whether a record was kept", "是否有记录", default=None
    )
    entered_at: dt.datetime | None = None


@row(
    "feedback_form",
    "feedback form",
    "意见表",
    placed="issued_at",
    check=_somebody_answered,
)
class Form:
    """
    One feedback form that was handed out in the hall.
    """

    id: str
    window: AtWindow = said("the window that served the applicant", "窗口")
    issued_at: Moment = said("when it was handed out", "发放时间")
    round_id: Annotated[str | None, RowOf("round")] = said(
        "the round it was summarised with; without it, that of its week",
        "所属轮次",
        default=None,
    )
    organisers: Actors | None = said("who handed it out", "发放者", default=None)
    returned: bool = said("whether it came back", "是否收回", default=True)
    filled_on_site: bool | None = said(
        "whether it was filled in there", "是否现场填写", default=None
    )
    followed_up_on_site: bool | None = said(
        "whether it was talked over there", "是否现场回访", default=None
    )
    answers: Answers = said(
        "the grade given to each topic", "评价", default=Factory(dict)
    )
    entered_at: dt.datetime | None = None


@row("rating", "device count", "评价器数据", placed="rated_at")
class Rating:
    """
    What a window's electronic rating device counted on one day.
    """

    id: str
    window: AtWindow = said("the window", "窗口")
    rated_at: Moment = said("the day", "评价日期")
    counts: Annotated[Mapping[str, int], _PRESSED] = said(
        "how often each grade was pressed", "各等次次数"
    )
    entered_at: dt.datetime | None = None


_KINDS: Final = OneOf(
    Table(
        {
            "problem": Text("problem", "问题"),
            "opinion": Text("opinion", "意见"),
            "suggestion": Text("suggestion", "建议"),
        }
    )
)
FINDINGS: Final = tuple(_KINDS.names)


@row("finding", "finding", "发现的情况", placed="recorded_at")
class Finding:
    """
    One problem, opinion or suggestion that came up.
    """

    id: str
    window: AtWindow = said("the window it is about", "窗口")
    kind: Annotated[str, _KINDS] = said("kind", "种类")
    recorded_at: Moment = said("the time it was recorded", "记录时间")
    needs_feedback: bool | None = said(
        "whether a reply is needed", "是否需要反馈", default=None
    )
    applicant_told_at: Moment | None = said(
        "the time the applicant was told",
        "反馈申请人时间",
        after="recorded_at",
        default=None,
    )
    section_told_at: Moment | None = said(
        "the time the supervision section was told",
        "反馈督查科时间",
        after="recorded_at",
        default=None,
    )
    rectified_at: Moment | None = said(
        "the time it was put right", "整改完成时间", after="recorded_at", default=None
    )
    entered_at: dt.datetime | None = None


LEDGERS: Final = (Window, Case, Round, Call, Form, Rating, Finding)
