"""
The list of repairs, with what became of each visit.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from wuye.judging import judge
from wuye.models import Weixiu


@admin.register(Weixiu)
class WeixiuAdmin(admin.ModelAdmin):
    """
    Repairs; the rows of a page are judged together, once.
    """

    list_display = ("gdh", "wxlb", "wgsj", "hfzt", "hfqx")
    list_per_page = 50

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """
        Judge the rows that this page shows, and leave on each what was found.

        The term of a visit asks for nothing but its own repair, so that a page may be
        judged alone. A share may not: that takes the month, as the command does.
        """
        changes = super().get_changelist_instance(request)
        changes.result_list = rows = list(changes.result_list)
        report = judge(rows, as_of=timezone.now())
        terms = report.where(rule="visit_deadline")
        found = {verdict.subject.id: verdict for verdict in terms if verdict.subject}
        errors = {e.row: e for e in report.row_errors if e.kind == "repair"}
        for row in rows:
            row.verdict = found.get(str(row.pk))
            row.error = errors.get(str(row.pk))
        return changes

    @admin.display(description="回访状态")
    def hfzt(self, row: Any) -> str:
        """
        Say the status; a row that cannot be judged says why.
        """
        if row.error is not None:
            return str(row.error.in_language("zh"))
        if row.verdict is None:
            return "未完工"
        return str(row.verdict.status_word("zh"))

    @admin.display(description="回访期限")
    def hfqx(self, row: Any) -> str:
        """
        Say the last day of the term.
        """
        deadline = None if row.verdict is None else row.verdict.deadline
        return "" if deadline is None else f"{deadline.last_day}"
