"""
The one door between the tables and the rules.
"""

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet

from followup_rules import Period, Report
from followup_rules.rulebooks import repair
from wuye.models import Huifang, Weixiu


def judge(
    repairs: QuerySet[Weixiu] | Collection[Weixiu],
    *,
    as_of: dt.datetime,
    period: Period | None = None,
) -> Report:
    """
    Judge some repairs with all their visits: four queries, however many rows.
    """
    visits = Huifang.objects.filter(wx__in=repairs)
    return repair.assess(
        repairs,
        visits.prefetch_related("renyuan", "wenti"),
        as_of=as_of,
        period=period,
    )
