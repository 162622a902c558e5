"""
What the firm records: its clients, reports, visits, opinions and papers.
"""

import datetime as dt
from typing import Annotated, Final

from followup_rules.books.judging import Judging
from followup_rules.clauses import Text
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id, OneOf, Role
from followup_rules.tables import Table
from followup_rules.timing.moments import Moment

FIRM: Final = "firm"
Actor = Annotated[str, Role()]


@row("client", "client", "客户")
class Client:
    """
    One client and its basic data; None and a blank both mean that it is not on file.
    """

    id: str
    keeper: Actor | None = said(
        "the role that keeps the data", "资料保管人", default=None
    )
    name: str | None = said("name", "名称", default=None)
    address: str | None = said("address", "地址", default=None)
    postcode: str | None = said(
        "postcode; a text, it may begin with 0", "邮政编码", default=None
    )
    contact: str | None = said("contact person", "联系人", default=None)
    telephone: str | None = said("telephone number", "联系电话", default=None)
    electronic_file: bool | None = said(
        "whether there is an electronic file", "是否有电子档案", default=None
    )
    closed: bool = said("whether the client was taken on", "是否已承接", default=True)
    entered_at: dt.datetime | None = None


@row("report", "report", "汇报", placed="reported_at")
class ClientReport:
    """
    One report on the clients.
    """

    id: str
    reported_at: Moment = said("the time of the report", "汇报时间")
    reporter: Actor | None = said("who reported", "汇报人", default=None)
    recipient: Actor | None = said("who was reported to", "汇报对象", default=None)
    about: dt.date | None = said(
        "a day of the period it is about", "所属期间", default=None
    )
    entered_at: dt.datetime | None = None


@row("planned", "visit in the firm's plan", "列入计划的回访")
class Planned:
    """
    One visit in the firm's plan, by the number of the visit.
    """

    id: str
    entered_at: dt.datetime | None = None


@row("visit", "visit", "回访", placed="visited_at")
class Visit:
    """
    One client visit; the four topics are yes, no or not known.
    """

    id: str
    client_id: Annotated[str, Id()] = said("the client", "所属客户")
    visited_at: Moment = said("the time of the visit", "回访时间")
    service_quality: bool | None = said(
        "whether service was asked about", "是否了解服务质量", default=None
    )
    competence_and_ethics: bool | None = said(
        "whether competence and ethics were asked about",
        "是否了解执业水平及职业操守",
        default=None,
    )
    satisfaction: bool | None = said(
        "whether satisfaction was asked about", "是否了解满意程度", default=None
    )
    opinions_and_suggestions: bool | None = said(
        "whether opinions and suggestions were asked for",
        "是否征询意见和建议",
        default=None,
    )
    closed: bool = said("whether the file is closed", "是否办结", default=True)
    entered_at: dt.datetime | None = None


@row("opinion", "opinion", "意见", placed="given_at")
class Opinion:
    """
    What a client said on a visit.
    """

    id: str
    given_at: Moment = said("the time it was given", "提出时间")
    accepted_at: Moment | None = said(
        "the time it was accepted", "受理时间", after="given_at", default=None
    )
    accepted_by: Actor | None = said("who accepted it", "受理人", default=None)
    feedback_at: Moment | None = said(
        "the time of the feedback", "反馈时间", after="given_at", default=None
    )
    improvement: bool | None = said(
        "whether an improvement was proposed", "是否提出改进意见", default=None
    )
    closed_at: Moment | None = said(
        "the time the file was closed", "办结时间", after="given_at", default=None
    )
    entered_at: dt.datetime | None = None


PAPERS: Final = OneOf(
    Table(
        {
            "communication": Text("communication", "沟通记录"),
            "material": Text("visit material", "回访资料"),
        }
    )
)


@row("document", "document", "文件", placed="made_at", named_by="kind")
class Paper:
    """
    A record of communication, or a piece of material.
    """

    id: str
    kind: Annotated[str, PAPERS] = said("kind", "种类")
    made_at: Moment = said("the time it was made", "形成时间")
    filed_at: Moment | None = said(
        "the time it was filed", "归档时间", after="made_at", default=None
    )
    closed_at: Moment | None = said(
        "the time the file was closed", "办结时间", after="made_at", default=None
    )
    entered_at: dt.datetime | None = None


def arranger(case: Judging, visit: Visit) -> str | None:
    """
    Say who arranged a visit; None where the firm keeps no plan.
    """
    if not case.is_kept("planned"):
        return None
    planned = case.once("planned", lambda: {one.id for one in case.known("planned")})
    return FIRM if visit.id in planned else "somebody_else"
