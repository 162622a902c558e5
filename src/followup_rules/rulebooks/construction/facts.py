"""
What the project rules are told: projects, with their visits and their defects.

None is unknown, or has not happened; a day is enough wherever no clock time counts.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Annotated, Any, Final

from followup_rules.clauses import Text
from followup_rules.errors import (
    DateOutOfRangeError,
    FollowupRulesError,
    ImpossibleOrderError,
    InvalidFieldError,
)
from followup_rules.fields import Whole, Words
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import part, row, said
from followup_rules.ledgers.values import (
    AnyMoment,
    CategoryOf,
    ListedBy,
    OneOf,
    Role,
    TableOf,
    Value,
    Vocabulary,
)
from followup_rules.policies.warranty import (
    LACKING,
    Agreed,
    Term,
    read_agreed,
    read_term,
)
from followup_rules.tables import Table
from followup_rules.timing.amounts import Months, Years
from followup_rules.timing.moments import Moment, local_ordinal

KINDS: Final = OneOf(
    Table(
        {
            "routine": Text("routine visit", "例行回访"),
            "rainy_season": Text("visit in the rainy season", "雨季回访"),
            "heating_season": Text("visit in winter", "冬季回访"),
            "technical": Text("technical visit", "技术性回访"),
            "pre_expiry": Text("visit before the warranty ends", "期满前回访"),
        }
    )
)
Category = Annotated[str, ListedBy("warranty", "categories")]
_CATEGORY: Final = ListedBy("warranty", "categories")


@frozen
class Length(Value):
    """
    A length of cover, such as `Years(3)` or `'3 years'`; it is kept as a text.
    """

    @property
    def examples(self) -> tuple[Any, ...]:
        """
        A long one, short ones, and the text of one.
        """
        return (Years(10), Months(18), "1 year")

    def read(self, got: Any, name: str, _book: Vocabulary) -> str:
        """
        Refuse what is none.
        """
        return str(read_term(got, name))


@frozen
class LengthOrLastDay(Length):
    """
    A length of cover, or its last day where only that is known.
    """

    @property
    def examples(self) -> tuple[Any, ...]:
        """
        Those of a length, and a day.
        """
        return (*super().examples, dt.date(2999, 12, 31))

    def read(self, got: Any, name: str, _book: Vocabulary) -> str:
        """
        Refuse what is neither.
        """
        return str(read_agreed(got, name))


Lengths = Annotated[Mapping[str, Term | str], TableOf(_CATEGORY, Length())]
Contracts = Annotated[Mapping[str, Agreed | str], TableOf(_CATEGORY, LengthOrLastDay())]
Days = Annotated[Mapping[str, Moment], TableOf(_CATEGORY, AnyMoment())]


@part("member", "member of the visit team", "回访小组成员")
class Member:
    """
    One of the people who came, in one role.
    """

    role: Annotated[str, Role()] = said("the role", "身份")
    name: Annotated[str | None, Words()] = said("the name", "姓名", default=None)


@row(
    "site_visit", "site visit", "工程回访", placed="visited_at", inside="project.visits"
)
class SiteVisit:
    """
    One visit of a project, made or planned; what was done is unknown until it is said.
    """

    id: str
    visited_at: Moment = said("the time it began, or is to begin", "回访时间")
    kinds: Collection[Annotated[str, KINDS]] = said("what it was for", "回访种类")
    organiser: Annotated[str | None, Role()] = said(
        "who organised it", "组织者", default=None
    )
    members: Collection[Member] | None = said("the team", "回访小组成员", default=None)
    developer_notified_at: Moment | None = said(
        "the time the developer was told", "通知建设单位时间", default=None
    )
    company_notified_at: Moment | None = said(
        "the time the quality and safety department was told",
        "通知质安部时间",
        default=None,
    )
    company_attended: bool | None = said(
        "whether the company sent somebody", "公司是否派员参加", default=None
    )
    developer_present: bool | None = said(
        "whether the developer's people were there",
        "建设单位是否有人在场",
        default=None,
    )
    sides_heard: bool | None = said(
        "whether all sides were heard", "是否听取各方意见", default=None
    )
    defects_recorded: bool | None = said(
        "whether defects were recorded; 'none' is a record",
        "是否记录质量问题",
        default=None,
    )
    site_inspected: bool | None = said(
        "whether the site was looked at", "是否察看现场", default=None
    )
    findings_verified: bool | None = said(
        "whether findings were checked", "是否核实情况", default=None
    )
    record_written: bool | None = said(
        "whether a record was written", "是否形成回访记录", default=None
    )
    minutes_written: bool | None = said(
        "whether minutes were written", "是否形成回访纪要", default=None
    )
    roof_checked: bool | None = said(
        "whether the roof was checked", "是否检查屋面防水", default=None
    )
    walls_checked: bool | None = said(
        "whether the walls were checked", "是否检查墙面防水", default=None
    )
    boiler_checked: bool | None = said(
        "whether the boiler was checked", "是否检查锅炉", default=None
    )
    heating_checked: bool | None = said(
        "whether the heating was checked", "是否检查采暖系统", default=None
    )
    performance_reviewed: bool | None = said(
        "whether it was seen how the new things perform",
        "是否了解技术性能",
        default=None,
    )
    effect_reviewed: bool | None = said(
        "whether it was seen how they serve", "是否了解使用效果", default=None
    )
    upkeep_advised: bool | None = said(
        "whether upkeep was advised on", "是否提示维护使用", default=None
    )
    has_leftovers: bool | None = said(
        "whether anything was left over", "是否有遗留问题", default=None
    )
    leftovers_handled_at: Moment | None = said(
        "the time all of it had been dealt with",
        "遗留问题处理时间",
        after="visited_at",
        default=None,
    )
    closed: bool = said("whether the file is closed", "是否办结", default=True)
    entered_at: dt.datetime | None = None


def named_work(_book: Vocabulary, claim: Any) -> tuple[str, FollowupRulesError] | None:
    """
    Refuse a defect of no work at all.
    """
    if claim.category:
        return None
    problem = InvalidFieldError("category", claim.category, "one category or more")
    return "category", problem


@row(
    "claim",
    "defect",
    "质量问题",
    placed="reported_at",
    inside="project.claims",
    check=named_work,
)
class Claim:
    """
    One defect, from its report to the developer's signature.
    """

    id: str
    category: Annotated[str | Collection[str], CategoryOf("warranty")] = said(
        "the category; several where it is not clear which", "类别"
    )
    reported_at: Moment = said(
        "the time it was found or reported", "报告时间", after="occurred_at"
    )
    occurred_at: Moment | None = said(
        "the time it occurred", "发生时间", after="project.accepted_on", default=None
    )
    cause: Annotated[str | None, ListedBy("warranty", "causes")] = said(
        "cause", "原因", default=None
    )
    cause_category: Annotated[str | None, _CATEGORY] = said(
        "category of the work that caused it", "原因所属类别", default=None
    )
    affects_use: bool | None = said(
        "whether it affects use", "是否影响使用", default=None
    )
    emergency: bool = said(
        "whether it endangers the structure or severely impairs a function",
        "是否属紧急情况",
        default=False,
    )
    inspected_at: Moment | None = said(
        "the time it was looked at", "到场查看时间", after="reported_at", default=None
    )
    company_needed: bool | None = said(
        "whether the company had to join", "公司是否须参加", default=None
    )
    company_joined_at: Moment | None = said(
        "the time the company joined", "公司参加时间", after="reported_at", default=None
    )
    appraised_at: Moment | None = said(
        "the time of the appraisal", "鉴定时间", after="reported_at", default=None
    )
    appraised_jointly: bool | None = said(
        "whether the developer took part in that", "是否共同鉴定", default=None
    )
    planned_at: Moment | None = said(
        "the time of the repair plan",
        "提出修理方案时间",
        after="reported_at",
        default=None,
    )
    repaired_at: Moment | None = said(
        "the time the repair was finished",
        "修复时间",
        after="reported_at",
        default=None,
    )
    recorded_at: Moment | None = said(
        "the time it was entered in the warranty letter",
        "记录时间",
        after="reported_at",
        default=None,
    )
    signed_at: Moment | None = said(
        "the time the developer accepted and signed it",
        "签认时间",
        after="reported_at",
        default=None,
    )
    loss: bool | None = said("whether there was damage", "是否造成损失", default=None)
    compensated_at: Moment | None = said(
        "the time the damage was made good",
        "赔偿时间",
        after="reported_at",
        default=None,
    )
    closed_at: Moment | None = said(
        "the time completion was claimed or the file closed",
        "办结时间",
        after="reported_at",
        default=None,
    )
    entered_at: dt.datetime | None = None


def plausible_covers(
    book: Vocabulary, project: Any
) -> tuple[str, FollowupRulesError] | None:
    """
    Say what is wrong with the days of a project's covers.

    None can be void or end before it begins, end after the last year that there is, or
    be extended where it never ends.
    """
    rule = book.rule("warranty")
    begins = rule.starts_on(project.accepted_on, project.delivered_on)
    if begins is None:
        return None
    for day in project.voided_on.values():
        if local_ordinal(day, rule.counting.tz, "voided_on") < begins.toordinal():
            problem = ImpossibleOrderError(rule.start.fact, begins, "voided_on", day)
            return "voided_on", problem
    agreed = project.contract or project.extended_by
    if not agreed and begins.year + rule.most_years < dt.MAXYEAR:
        return None
    for category in project.categories:
        try:
            rule.cover(
                category,
                accepted_on=project.accepted_on,
                delivered_on=project.delivered_on,
                contract=project.contract.get(category),
                design_life=project.design_life,
                extended_by=project.extended_by.get(category),
            )
        except LACKING:
            continue
        except DateOutOfRangeError as problem:
            return rule.start.fact, problem
        except ImpossibleOrderError as problem:
            return problem.later, problem
        except InvalidFieldError as problem:
            return problem.field, problem
    return None


@row(
    "project",
    "project",
    "工程",
    placed="accepted_on",
    lasting=True,
    check=plausible_covers,
)
class Project:
    """
    One project, with its visits and its defects.
    """

    id: str
    categories: Collection[Category] = said("the categories of work it has", "类别")
    accepted_on: Moment | None = said(
        "the day of acceptance", "竣工验收合格日期", default=None
    )
    place: Annotated[str | None, Words()] = said(
        "the key of its season tables", "所在地", default=None
    )
    delivered_on: Moment | None = said(
        "the day of delivery for use", "交付使用日期", default=None
    )
    design_life: Annotated[int | None, Whole(1, 500)] = said(
        "the years in its design papers", "设计使用年限", default=None
    )
    contract: Contracts = said("agreed periods", "合同约定的保修期", default=Table())
    extended_by: Lengths = said("extensions", "保修期延长", default=Table())
    voided_on: Days = said(
        "the days from which covers are void", "保修失效日期", default=Table()
    )
    four_new_used: bool | None = said(
        "whether new materials, techniques, processes or equipment were used",
        "是否采用四新",
        default=None,
    )
    handed_over_at: Moment | None = said(
        "the time of the hand-over", "移交时间", default=None
    )
    letter_issued_at: Moment | None = said(
        "the time the warranty letter was issued", "质量保修书出具时间", default=None
    )
    letter_scope: bool | None = said(
        "whether the letter names the scope", "保修书是否写明范围", default=None
    )
    letter_periods: bool | None = said(
        "whether the letter names periods", "保修书是否写明期限", default=None
    )
    letter_liability: bool | None = said(
        "whether the letter says who pays", "保修书是否写明责任", default=None
    )
    closed_out_at: Moment | None = said(
        "the time of the close-out", "保修终结时间", default=None
    )
    close_out_signed_at: Moment | None = said(
        "the time the close-out was signed", "终结签认时间", default=None
    )
    departments_notified_at: Moment | None = said(
        "the time the departments were told", "通知有关部门时间", default=None
    )
    close_out_filed_at: Moment | None = said(
        "the time the close-out was filed", "终结资料归档时间", default=None
    )
    settled_at: Moment | None = said(
        "the time of the settlement", "保修结算时间", default=None
    )
    inspections: Collection[Moment] = said("days of inspection", "检查日期", default=())
    visits: Collection[SiteVisit] = said("visits made and planned", "回访", default=())
    claims: Collection[Claim] = said("defects", "质量问题", default=())
    entered_at: dt.datetime | None = None


LEDGERS: Final = (Project, SiteVisit, Claim)
