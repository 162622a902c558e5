"""
What the estate office's rules are told: posts, areas, visits, matters and papers.
"""

import datetime as dt
from collections.abc import Collection
from typing import Annotated, Final

from followup_rules.clauses import Text
from followup_rules.fields import Name, Whole
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import OneOf, Role, RowOf
from followup_rules.rulebooks.community.matters import appointment
from followup_rules.tables import Table
from followup_rules.timing.moments import Moment

Actor = Annotated[str, Role()]

CHANNELS: Final = Table(
    {
        "door_to_door": Text("from door to door", "登门"),
        "phone": Text("by phone", "电话"),
        "other": Text("another way", "其他方式"),
    }
)
KINDS: Final = Table(
    {
        "question": Text("question", "询问"),
        "opinion": Text("opinion", "意见"),
        "request": Text("request", "要求"),
        "suggestion": Text("suggestion", "建议"),
        "complaint": Text("complaint", "投诉"),
    }
)
SOURCES: Final = Table(
    {
        "visit": Text("visit", "回访"),
        "complaint_box": Text("complaint box", "投诉信箱"),
        "complaint_phone": Text("complaint phone", "投诉电话"),
        "caller": Text("caller", "来访"),
        "meeting": Text("meeting", "会议"),
        "event": Text("event", "活动"),
        "survey": Text("survey", "调查"),
    }
)
PAPERS: Final = Table(
    {"plan": Text("work plan", "工作计划"), "appraisal": Text("appraisal", "总结评比")}
)


@row("post", "post", "岗位", inside="estate.posts", own_ids=True)
class Post:
    """
    One post of the office, such as the director's.
    """

    id: str
    role: Actor = said("the role", "角色")
    visits_in_duties: bool | None = said(
        "whether its written duties name the visits",
        "岗位职责是否写入回访",
        default=None,
    )
    entered_at: dt.datetime | None = None


@row("area", "area", "区域", inside="estate.areas", own_ids=True)
class Area:
    """
    One area of the estate.
    """

    id: str
    officers: Collection[str] = said("the officers assigned", "物管员", default=())
    households: Collection[str] = said("its households", "住户", default=())
    entered_at: dt.datetime | None = None


@row("estate", "estate", "小区")
class Estate:
    """
    The estate and its office.
    """

    id: str
    households: int | None = said("how many households it serves", "户数", default=None)
    posts: Collection[Post] = said("the posts of the office", "岗位", default=())
    areas: Collection[Area] = said("its areas", "区域", default=())
    complaint_box: bool | None = said(
        "whether there is a complaint box", "投诉信箱", default=None
    )
    complaint_phone: bool | None = said(
        "whether there is a complaint phone", "投诉电话", default=None
    )
    designees: Collection[str] | None = said(
        "who is designated to receive complaints; empty is nobody",
        "指定的接收人",
        default=None,
    )
    entered_at: dt.datetime | None = None


@row("visit", "visit", "回访", placed="visited_at")
class Visit:
    """
    One visit: a round of the director, an officer's call on his area, any other.
    """

    id: str
    visited_at: Moment = said("when it took place", "回访时间")
    role: Actor = said("whose visit it was", "回访人角色")
    visitor: Name | None = said("who came", "回访人", default=None)
    channel: Annotated[str, OneOf(CHANNELS)] = said(
        "how it was made", "回访方式", default="door_to_door"
    )
    area: Annotated[str, RowOf("area")] | None = said(
        "the area visited", "区域", default=None
    )
    households: Collection[str] = said(
        "the households that were met", "回访住户", default=()
    )
    recorded: bool | None = said(
        "whether there is a record", "是否有记录", default=None
    )
    closed: bool = said("whether its file is closed", "是否办结", default=True)
    entered_at: dt.datetime | None = None


@row("matter", "matter", "事项", placed="raised_at", named_by="kind", check=appointment)
class Matter:
    """
    One matter that a resident raised; the times are None where it has not happened.
    """

    id: str
    kind: Annotated[str, OneOf(KINDS)] = said("kind", "种类")
    source: Annotated[str, OneOf(SOURCES)] = said("the channel", "来源")
    raised_at: Moment = said("the time it was raised", "提出时间")
    answered_on_spot: bool | None = said(
        "whether it was answered there and then", "是否当场答复", default=None
    )
    appointed: Moment | None = said(
        "the time named for the answer", "约定答复时间", after="raised_at", default=None
    )
    replied_at: Moment | None = said(
        "when the resident was answered", "答复时间", after="raised_at", default=None
    )
    settled_at: Moment | None = said(
        "when the matter had an outcome", "解决时间", after="raised_at", default=None
    )
    own_entry: bool | None = said(
        "whether it has an entry of its own", "是否逐条登记", default=None
    )
    decided: bool | None = said("whether it was decided on", "是否研究", default=None)
    major: bool | None = said("whether it is major", "是否重大", default=None)
    escalated_at: Moment | None = said(
        "when it was put to the company", "请示时间", after="raised_at", default=None
    )
    upheld: bool | None = said(
        "whether a complaint was justified", "是否有效投诉", default=None
    )
    received_by: Name | None = said("who received it", "接收人", default=None)
    passed_on_at: Moment | None = said(
        "when it was passed to the office director",
        "转交时间",
        after="raised_at",
        default=None,
    )
    handled_at: Moment | None = said(
        "when the office director had handled it",
        "处理时间",
        after="raised_at",
        default=None,
    )
    closed_at: Moment | None = said(
        "when its file was closed", "办结时间", after="raised_at", default=None
    )
    entered_at: dt.datetime | None = None


@row("meeting", "meeting", "会议", placed="held_at")
class Meeting:
    """
    One meeting of the building representatives.
    """

    id: str
    held_at: Moment = said("when it was held", "召开时间")
    entered_at: dt.datetime | None = None


@row("document", "document", "文件", placed="issued_at", named_by="kind")
class Paper:
    """
    One yearly paper.
    """

    id: str
    kind: Annotated[str, OneOf(PAPERS)] = said("kind", "种类")
    year: Annotated[int, Whole(1, 9998)] | None = said(
        "the year that it is about", "所属年度", default=None
    )
    issued_at: Moment = said("when it was issued", "印发时间")
    covers_visits: bool | None = said(
        "whether it deals with visits", "是否含回访内容", default=None
    )
    entered_at: dt.datetime | None = None


@row("caller", "caller", "来访人员", placed="called_at")
class Caller:
    """
    One caller at the office.
    """

    id: str
    called_at: Moment = said("when the caller came", "来访时间")
    registered: bool | None = said(
        "whether the register has an entry", "是否登记", default=None
    )
    closed: bool = said("whether the call is over", "是否办结", default=True)
    entered_at: dt.datetime | None = None


LEDGERS: Final = (Estate, Post, Area, Visit, Matter, Meeting, Paper, Caller)
