"""
The kinds of policy that plain data can hold, under the names it knows them by.
"""

from typing import Any, Final

from followup_rules.books import feeds
from followup_rules.interchange.classes import ClassShape
from followup_rules.policies.cadence import CadencePolicy
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.draws import DrawPolicy
from followup_rules.policies.intervals import IntervalPolicy
from followup_rules.policies.keeping import KeepingPolicy
from followup_rules.policies.notices import NoticePolicy
from followup_rules.policies.procedures import ProcedurePolicy
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.policies.retention import RetentionCap, RetentionRefund
from followup_rules.policies.retention_stages import RetentionRelease
from followup_rules.policies.scoring import ScoringPolicy
from followup_rules.policies.series import SeriesPolicy
from followup_rules.policies.streaks import StreakPolicy
from followup_rules.policies.targets import TargetPolicy
from followup_rules.policies.teams import TeamPolicy
from followup_rules.policies.warranty import WarrantyPolicy
from followup_rules.policies.windows import WindowPolicy
from followup_rules.tables import Table

KINDS: Final[Table[Any]] = Table(
    {
        "deadline": DeadlinePolicy,
        "window": WindowPolicy,
        "cadence": CadencePolicy,
        "quota": QuotaPolicy,
        "draw": DrawPolicy,
        "warranty": WarrantyPolicy,
        "retention_cap": RetentionCap,
        "retention_refund": RetentionRefund,
        "retention_release": RetentionRelease,
        "checklist": ChecklistPolicy,
        "actors": ActorPolicy,
        "team": TeamPolicy,
        "procedure": ProcedurePolicy,
        "target": TargetPolicy,
        "score": ScoringPolicy,
        "keeping": KeepingPolicy,
        "interval": IntervalPolicy,
        "streak": StreakPolicy,
        "series": SeriesPolicy,
        "notice": NoticePolicy,
    },
    kind="kind of policy",
)
"""Every kind of policy by its name in plain data."""

FEEDS: Final[Table[Any]] = Table(
    {
        "deadline": feeds.Deadline,
        "cadence": feeds.Cadence,
        "draw": feeds.Draws,
        "quota": feeds.Quota,
        "checklist": feeds.Checklist,
        "actors": feeds.Actors,
        "team": feeds.Team,
        "procedure": feeds.Procedure,
        "target": feeds.Rate,
        "score": feeds.Score,
        "keeping": feeds.Keeping,
        "interval": feeds.Intervals,
        "streak": feeds.Streaks,
        "series": feeds.Series,
        "warranty": feeds.Warranty,
        "retention_cap": feeds.Retained,
        "retention_refund": feeds.Refund,
        "retention_release": feeds.Releases,
        "window": feeds.Windows,
        "notice": feeds.Notice,
    },
    kind="kind of feed",
)
"""What feeds each kind of policy from a ledger, under the name of the kind."""

FURTHER: Final[Table[Any]] = Table(
    {"streak": Table({"over": feeds.StreaksOfRule})}, kind="kind of feed"
)
"""What else feeds a kind of policy, under the key that such a feed alone has."""

OWN: Final = "own"
"""The name of the feed that a function of a regulation is."""

_NAME_OF: Final = {cls: name for name, cls in KINDS.items()}


def kind_of(policy: object) -> str:
    """
    Return the name of the kind of a policy.

    Raises:
        UnknownNameError: If it is of a kind that plain data cannot hold.
    """
    name: str = Table(
        {cls.__name__: name for cls, name in _NAME_OF.items()}, kind="kind of policy"
    )[type(policy).__name__]
    return name


def shape_of_kind(kind: str, *, with_id: bool) -> ClassShape:
    """
    Return the shape of a policy; in a rulebook its id stands as the key.
    """
    return ClassShape(KINDS[kind], without=None if with_id else "id", tag=kind)
