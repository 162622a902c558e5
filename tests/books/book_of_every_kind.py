"""
A regulation of nothing, with a rule of every kind, for which any row may be asked.

Its ledgers hold the same facts, so that every question may be asked of each of them.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

import attrs

from followup_rules.books import feeds
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import (
    actors,
    cadence,
    checklist,
    clause,
    deadline,
    draw,
    intervals,
    judged,
    keeping,
    notice,
    procedure,
    quota,
    rate,
    regulation,
    score,
    series,
    streaks,
    team,
)
from followup_rules.clauses import Clause, Text
from followup_rules.fields import Name
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import GradeOf, Id
from followup_rules.policies.cadence import CountedBy
from followup_rules.policies.deadlines import CaseLimit, Extension, Start
from followup_rules.policies.retention_stages import ReleaseStage
from followup_rules.policies.scoring import (
    CUTS_90_60,
    POINTS_100_60_0,
    THREE_GRADES,
    blend_of,
)
from followup_rules.policies.series import Between
from followup_rules.policies.streaks import Streak
from followup_rules.policies.targets import Bound
from followup_rules.policies.warranty import (
    Restart,
    StartEvent,
)
from followup_rules.policies.warranty import Start as CoverStart
from followup_rules.policies.warranty.cover import Meter
from followup_rules.policies.windows import After
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days, Seasons, ServiceLife
from followup_rules.timing.cycles import Cycle


@row("ward", "ward", "病区", placed="at")
class Ward:
    """What may owe something."""

    id: str
    at: dt.datetime = said("when", "时间")
    begun: dt.datetime | None = said("begun", "开始", default=None)
    done: dt.datetime | None = said("done", "完成", default=None)
    over: dt.datetime | None = said("over", "结束", default=None)
    yes: bool | None = said("yes", "是", default=None)
    sure: bool | None = said("sure", "确定", default=None)
    look: bool | None = said("a look", "查看", default=None)
    sign: bool | None = said("a signature", "签名", default=None)
    who: Name | None = said("who", "何人", default=None)
    whom: Name | None = said("whom", "对何人", default=None)
    grade: Annotated[str, GradeOf("grades")] | None = said(
        "grade", "评价", default=None
    )
    entered_at: dt.datetime | None = None


@row("call", "call", "来电", placed="at")
class Call:
    """What may happen; it holds the facts of a ward."""

    id: str
    at: dt.datetime = said("when", "时间")
    begun: dt.datetime | None = said("begun", "开始", default=None)
    done: dt.datetime | None = said("done", "完成", default=None)
    over: dt.datetime | None = said("over", "结束", default=None)
    yes: bool | None = said("yes", "是", default=None)
    sure: bool | None = said("sure", "确定", default=None)
    look: bool | None = said("a look", "查看", default=None)
    sign: bool | None = said("a signature", "签名", default=None)
    who: Name | None = said("who", "何人", default=None)
    whom: Name | None = said("whom", "对何人", default=None)
    grade: Annotated[str, GradeOf("grades")] | None = said(
        "grade", "评价", default=None
    )
    entered_at: dt.datetime | None = None


@row("hold", "hold", "等待", placed="at", owner="call_id")
class Hold:
    """What belongs to a call: a wait, more time, or an attempt."""

    id: str
    call_id: Annotated[str, Id("call")] = said("the call", "所属来电")
    at: dt.datetime = said("when", "时间")
    begun: dt.datetime | None = said("begun", "开始", default=None)
    done: dt.datetime | None = said("done", "完成", default=None)
    over: dt.datetime | None = said("over", "结束", default=None)
    yes: bool | None = said("yes", "是", default=None)
    sure: bool | None = said("sure", "确定", default=None)
    who: Name | None = said("who", "何人", default=None)
    whom: Name | None = said("whom", "对何人", default=None)
    grade: Annotated[str, GradeOf("grades")] | None = said(
        "grade", "评价", default=None
    )
    entered_at: dt.datetime | None = None


LEDGERS = {"ward": Ward, "call": Call, "hold": Hold}
ITEMS: dict[str, Any] = {
    "look": {"name": ("a look", "查看"), "ruled_out_by": ("phone",)},
    "sign": ("a signature", "签名"),
}
BOTH: dict[str, Any] = {"owed_by": "desk", "each": Call}
STEP: dict[str, Any] = {"name": ("a step", "步骤"), "at": "done"}


def of_each(_case: Any, _rule: Any) -> Iterator[Any]:
    """Judge nothing."""
    yield from ()


def afterwards(_case: Any, one: Any) -> dt.datetime | None:
    """Return when it was done, if that was not before it begun."""
    done, begun = one.done, one.begun
    return None if None in {done, begun} or done < begun else done


def people(_case: Any, one: Any) -> tuple[tuple[str, str | None], ...]:
    """Return who was there."""
    return (("one", one.who), ("two", one.whom))


def no_receipt(_case: Any, _one: Any) -> None:
    """Return what proves nothing."""


HERE = Clause(id="TEST-1", en="As asked.", zh="按要求。")
CASES: dict[str, tuple[Any, ...]] = {
    "one": (Days(10), "1"),
    "two": (Seasons(1), "1", "heating"),
    "life": (ServiceLife(), "1"),
    "agreed": (None, "1"),
}
STAGES = (
    ReleaseStage(key="first", name=Text("half", "一半"), share="1/2", clause=HERE),
    ReleaseStage(
        key="rest",
        name=Text("the rest", "其余"),
        share="1/2",
        clause=HERE,
        after=Days(9),
    ),
)
COVERS: tuple[dict[str, Any], ...] = (
    {"recourse": Table({"w1": "designer"}), "excluded": Table({"w2": "user"})},
    {"text_causes": ("w1",), "recourse": Table(), "excluded": Table({"w2": "user"})},
    {"start": CoverStart.DELIVERY, "cause_decides": False},
    {"restart": Restart.COMPLETION},
    {"restart": Restart.REACCEPTANCE, "occurrence_decides": False},
    {
        "start": CoverStart.EARLIEST,
        "start_events": (
            StartEvent(key="accepted_on"),
            StartEvent(key="handed", after=Days(1)),
        ),
    },
)
FROM_TO: dict[str, Any] = {"since": "begun", "done": "done"}
WARRANTY: Any = ("warranty", "WarrantyPolicy")


_WRITTEN = regulation(
    "TEST",
    "1",
    "Test",
    "试验",
    clause(
        "1",
        "As asked.",
        "按要求。",
        deadline("plain", "it", "它", since="begun", done="done", **BOTH),
        deadline(
            "in_days", "it", "它", since="begun", done="done", limit=Days(3), **BOTH
        ),
        deadline(
            "by_category",
            "it",
            "它",
            since="begun",
            done="done",
            cases={"one": Days(2), "two": Days(9)},
            **BOTH,
        ),
        deadline(
            "in_form",
            "it",
            "它",
            since="begun",
            done="done",
            limit=Days(3),
            forms=("one",),
            other_forms=("two",),
            **BOTH,
        ),
        deadline(
            "self_set", "it", "它", since="begun", done="done", self_set=True, **BOTH
        ),
        checklist("record", "it", "它", items=ITEMS, **BOTH),
        actors("may", "it", "它", by="who", allowed=("one", "w1"), **BOTH),
        team("team", "it", "它", members=people, roles=("one", "two"), **BOTH),
        team(
            "apart",
            "it",
            "它",
            members=people,
            roles=("one", "two"),
            independent=("one", "two"),
            **BOTH,
        ),
        procedure(
            "steps",
            "it",
            "它",
            since="begun",
            conditions={"needed": "yes"},
            steps={
                "first": {**STEP, "limit": Days(3)},
                "then": {**STEP, "only_if": "needed"},
            },
            **BOTH,
        ),
        keeping(
            "kept", "it", "它", since="begun", disposed="over", keep_for=Days(9), **BOTH
        ),
        keeping(
            "kept_by_category",
            "it",
            "它",
            since="begun",
            disposed="over",
            cases={"one": Days(2), "two": Days(30)},
            **BOTH,
        ),
        rate(
            "rate", "it", "它", met="yes", rate="1/2", bound=Bound.NOT_LESS_THAN, **BOTH
        ),
        quota("quota", "it", "它", met="yes", rate="1/2", **BOTH),
        cadence(
            "cells",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            since=(Call,),
            cycle=Cycle.MONTH,
        ),
        cadence(
            "covered",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            cycle=Cycle.MONTH,
            by=CountedBy.PERIOD_COVERED,
            since=(Call,),
            about="begun",
        ),
        score(
            "grades",
            "it",
            "它",
            answer="grade",
            by="who",
            kind="ward",
            scale=THREE_GRADES,
            points=POINTS_100_60_0,
            satisfied=("satisfied",),
            tiers=CUTS_90_60,
            weights=blend_of("60%"),
            **BOTH,
        ),
        intervals("apart_by", "it", "它", owed_by="desk", of=Call, most=Days(9)),
        streaks(
            "again",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            number=2,
            streak=Streak.IN_A_ROW,
            limit=Days(5),
        ),
        series(
            "plan",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            each=Ward,
            anchor="begun",
            asked={"whose": "who"},
            visits={
                "first": ("a visit", "回访", Between(opens=Days(2), closes=Days(9)))
            },
        ),
        cadence(
            "cells_each",
            "it",
            "它",
            owed_by="desk",
            of=Call,
            each=Call,
            whose="who",
            since=(Call,),
            cycle=Cycle.MONTH,
        ),
        intervals(
            "apart_by_each",
            "it",
            "它",
            owed_by="desk",
            of=Ward,
            each=Call,
            asked={"whose": "who"},
            most=Days(9),
        ),
        streaks(
            "again_each",
            "it",
            "它",
            owed_by="desk",
            of=Ward,
            each=Call,
            asked={"whose": "who", "done": "done"},
            number=2,
            streak=Streak.IN_A_ROW,
            limit=Days(5),
        ),
        series(
            "plan_of_call",
            "it",
            "它",
            owed_by="desk",
            of=Hold,
            each=Call,
            anchor="begun",
            visits={
                "first": ("a visit", "回访", Between(opens=Days(2), closes=Days(9)))
            },
        ),
        judged(
            ("teams", "TeamPolicy"),
            "own",
            "it",
            "它",
            owed_by="desk",
            by=of_each,
            roles=("one",),
        ),
        deadline(
            "brought",
            "it",
            "它",
            limit_of="at",
            case_limit=CaseLimit(),
            **FROM_TO,
            **BOTH,
        ),
        deadline(
            "extended",
            "it",
            "它",
            limit=Days(3),
            extension=Extension(granted_by=("w1",)),
            **FROM_TO,
            **BOTH,
        ),
        deadline(
            "paused", "it", "它", limit=Days(3), stopped_by=("w1",), **FROM_TO, **BOTH
        ),
        deadline(
            "latest",
            "it",
            "它",
            done="done",
            limit=Days(3),
            start=Start.LATEST,
            starts={"one": "begun", "two": "over"},
            **BOTH,
        ),
        deadline(
            "told", "it", "它", since="begun", done=afterwards, limit=Days(4), **BOTH
        ),
        notice("before", "it", "它", event="over", done="done", lead=Days(2), **BOTH),
        procedure(
            "steps_apart",
            "it",
            "它",
            since="begun",
            closed="over",
            apart=True,
            steps={"first": {**STEP, "limit": Days(3)}, "then": STEP},
            **BOTH,
        ),
        rate(
            "rate_to_reach",
            "it",
            "它",
            met="yes",
            rate="1",
            bound=Bound.NOT_LESS_THAN,
            **BOTH,
        ),
        rate(
            "rate_of_others",
            "it",
            "它",
            met="yes",
            rate="1/2",
            bound=Bound.NOT_LESS_THAN,
            may_exceed=True,
            **BOTH,
        ),
        *(
            judged(
                WARRANTY,
                f"cover_{number}",
                "it",
                "它",
                owed_by="desk",
                by=feeds.Warranty(each="call", category="whom", accepted_on="begun"),
                cases=CASES,
                **more,
            )
            for number, more in enumerate(COVERS)
        ),
        draw(
            "drawn",
            "it",
            "它",
            of=Ward,
            receipt=no_receipt,
            calls={"of": Hold, "subject": "who"},
            size=1,
            reserves=1,
            **BOTH,
        ),
        judged(
            ("retention", "RetentionCap"),
            "cap",
            "it",
            "它",
            owed_by="desk",
            by=feeds.Retained(each="call"),
        ),
        judged(
            ("retention", "RetentionRefund"),
            "refund",
            "it",
            "它",
            owed_by="desk",
            by=feeds.Refund(each="call", accepted_on="begun"),
            starts_itself=Days(5),
            check_within=Days(4),
            pay_within=Days(4),
            silence_after_reminder=Days(4),
        ),
        judged(
            ("retention_stages", "RetentionRelease"),
            "releases",
            "it",
            "它",
            owed_by="desk",
            by=feeds.Releases(each="call", started_on="begun"),
            stages=STAGES,
            pay_within=Days(3),
        ),
        judged(
            ("windows", "WindowPolicy"),
            "window",
            "it",
            "它",
            owed_by="desk",
            by=feeds.Windows(each="call", anchor="begun", done="done", owed="yes"),
            anchor="begun",
            span=After(opens=Days(2), closes=Days(9)),
            only_if="yes",
        ),
    ),
    clause("2", "Let off.", "免责。", not_computed=("let off", "免责")),
    source="nowhere",
    ledgers=(Ward, Call, Hold),
)


def _metered(rules: Rulebook, *names: str) -> Rulebook:
    """Return a book in which some covers end with use as well."""
    meter = Meter(most=3, unit=Text("visits", "次"))
    for name in names:
        rule = rules[name]
        first, *rest = rule.cases
        cases = (attrs.evolve(first, meter=meter), *rest)
        changed = rules.rules.with_(name, attrs.evolve(rule, cases=cases))
        rules = attrs.evolve(rules, rules=changed)
    return rules


BOOK = _metered(_WRITTEN, "cover_0")
