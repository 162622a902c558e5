"""
The month's report and the week's to-do list, for a cron table.
"""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from followup_rules.timing.cycles import month
from wuye.judging import judge
from wuye.models import Weixiu


class Command(BaseCommand):
    """
    `manage.py huifang 2026 3`: what the month came to, and what is due within a week.
    """

    help = "回访月报"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """
        Take the month, and the moment if it is not now.
        """
        parser.add_argument("year", type=int)
        parser.add_argument("month", type=int)
        parser.add_argument("--as-of", type=dt.datetime.fromisoformat)

    def handle(self, **options: Any) -> None:
        """
        Print the report; end with an error if anything binding is broken.
        """
        now = options["as_of"] or timezone.now()
        period = month(options["year"], options["month"])
        report = judge(Weixiu.objects.all(), as_of=now, period=period)
        self.stdout.write(report.table("zh"))
        self.stdout.write("\n七日内应完成：")
        for verdict in report.due_between(now, now + dt.timedelta(days=7)):
            about, day = verdict.about("zh"), verdict.deadline.last_day
            self.stdout.write(f"{day} {about} {verdict.explain('zh')}")
        if report.violations or report.row_errors:
            raise CommandError(
                f"违规{len(report.violations)}项，无法读取{len(report.row_errors)}行"
            )
