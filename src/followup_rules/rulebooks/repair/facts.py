"""
What the rules on repairs are told: repairs, their visits, and what was found.
"""

import datetime as dt
from collections.abc import Collection
from typing import Annotated, Final

from followup_rules.clauses import Text
from followup_rules.fields import Name
from followup_rules.ledgers.facts import part, row, said
from followup_rules.ledgers.values import CategoryOf, FormOf, Id, OneOf, Role
from followup_rules.tables import Table

PREMISES: Final = Table(
    {
        "in_home": Text("in the home", "户内"),
        "common_area": Text("common area", "公共部位"),
    }
)
CHANNELS: Final = Table(
    {"on_site": Text("on site", "上门"), "phone": Text("phone", "电话")}
)
Categories = Annotated[str | Collection[str], CategoryOf("visit_deadline")]


@row("repair", "repair", "维修", placed="completed_at")
class Repair:
    """
    One repair. A redo (返修) is a repair of its own.
    """

    id: str
    categories: Categories | None = said(
        "the category, or several", "类别", default=None
    )
    completed_at: dt.datetime | None = said(
        "when the work was finished", "完工时间", default=None
    )
    responsible: Name | None = said(
        "the person responsible", "维修责任人", default=None
    )
    owes_visit: bool | None = said(
        "whether it was selected for a visit", "是否应回访", default=False
    )
    premises: Annotated[str, OneOf(PREMISES)] = said(
        "where it was", "维修部位", default="in_home"
    )
    entered_at: dt.datetime | None = None


@part("visitor", "visitor", "回访人员")
class Visitor:
    """
    One person at a visit, in the role held on that day.
    """

    role: Annotated[str, Role()] = said("the role", "角色")
    person: Name | None = said("who it was", "姓名", default=None)


@row("problem", "problem", "问题", placed="found_at", inside="visit.problems")
class Problem:
    """
    One problem found on a visit, and its written notice.
    """

    id: str
    found_at: dt.datetime = said("when it was found, at the visit", "发现时间")
    notified_at: dt.datetime | None = said(
        "when the repair staff were told in writing",
        "通知时间",
        after="found_at",
        default=None,
    )
    form: Annotated[str, FormOf("rectification_notice")] | None = said(
        "the form of the notice", "通知形式", default=None
    )
    rectified_at: dt.datetime | None = said(
        "when it was put right", "整改时间", after="found_at", default=None
    )
    entered_at: dt.datetime | None = None


@row(
    "visit",
    "visit",
    "回访",
    placed="visited_at",
    owner="repair_id",
    counts_if="reached",
)
class Visit:
    """
    One visit, or one attempt that met nobody.

    The items are yes, no or not known, and not known where they are not told.
    """

    id: str
    repair_id: Annotated[str, Id("repair")] = said("the repair", "所属维修")
    visited_at: dt.datetime = said("when it took place", "回访时间")
    visitors: Collection[Visitor] = said("who came", "回访人员")
    channel: Annotated[str, OneOf(CHANNELS)] = said(
        "how it was made", "回访方式", default="on_site"
    )
    reached: bool = said("whether somebody was met", "是否遇到人", default=True)
    looked_on_site: bool | None = said(
        "whether the repair was looked at on the spot", "是否实地查看", default=None
    )
    asked_about_service: bool | None = said(
        "whether the staff's service was asked about", "是否了解服务情况", default=None
    )
    asked_for_suggestions: bool | None = said(
        "whether suggestions were asked for", "是否征询改进意见", default=None
    )
    charges_checked: bool | None = said(
        "whether the charges were checked; no charge is a check",
        "是否核对收费情况",
        default=None,
    )
    signed: bool | None = said(
        "whether the person visited signed", "被回访人是否签名", default=None
    )
    registered: bool | None = said(
        "whether the register has an entry", "是否登记", default=None
    )
    closed: bool = said("whether its file is closed", "是否办结", default=True)
    problems: Collection[Problem] = said("what was found", "发现的问题", default=())
    entered_at: dt.datetime | None = None


LEDGERS: Final = (Repair, Visit, Problem)
