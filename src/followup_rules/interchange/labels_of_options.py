"""
The members of the options of policies, in a reader's words.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from followup_rules.clauses import Text

MEMBERS: Final[Mapping[str, Text]] = {
    "AtClosing.STAYS": Text("due at the closing", "停止办公时届满"),
    "AtClosing.NEXT_OPENING": Text("due at the next opening", "下次开始办公时届满"),
    "Blank.SKIPPED": Text("left out", "不计"),
    "Blank.LOWEST": Text("lowest grade", "计最低等次"),
    "Blank.HIGHEST": Text("highest grade", "计最高等次"),
    "Bound.NOT_LESS_THAN": Text("not less than", "不低于"),
    "Bound.NOT_MORE_THAN": Text("not more than", "不超过"),
    "Bound.LESS_THAN": Text("less than", "低于"),
    "Bound.MORE_THAN": Text("more than", "超过"),
    "ClosesAt.DAY_END": Text("at the end of the day", "当日终了"),
    "ClosesAt.OFFICE_CLOSE": Text(
        "when the office closes that day", "当日停止办公的时间"
    ),
    "ClosesAt.CLOCK_TIME": Text("at the same clock time", "同一钟点"),
    "Conflict.STRICTEST": Text("the strictest", "从严"),
    "Conflict.FIRST_NAMED": Text("the first named", "先列者优先"),
    "Conflict.LONGEST": Text("the longest", "从宽"),
    "CountedBy.REPORT_DATE": Text("the day of the report", "报告日期"),
    "CountedFrom.LAST_DONE": Text("the last one", "上一次"),
    "CountedFrom.ANCHORED": Text("the plan", "计划起点"),
    "CountedBy.PERIOD_COVERED": Text("the period covered", "所涉期间"),
    "Cycle.WEEK": Text("week", "周"),
    "Cycle.MONTH": Text("month", "月"),
    "Cycle.QUARTER": Text("quarter", "季度"),
    "Cycle.YEAR": Text("year", "年"),
    "Cycle.DAY": Text("day", "日"),
    "Cycle.HALF_MONTH": Text("half-month", "半月"),
    "Cycle.HALF_YEAR": Text("half-year", "半年"),
    "DrawUnit.PERSON": Text("persons", "按人"),
    "DrawUnit.CASE": Text("cases", "按件"),
    "Duty.EITHER": Text("text or statute", "原文或法定"),
    "Duty.TEXT": Text("text only", "仅原文"),
    "FrameMonth.DRAW_DATE": Text("that of the draw", "抽取日所在月"),
    "FrameMonth.ISO_THURSDAY": Text("that of the week's Thursday", "当周星期四所在月"),
    "FrameMonth.BOTH": Text("both months", "两个月"),
    "HourStart.AT_ONCE": Text("at once", "即时起算"),
    "HourStart.NEXT_FULL_HOUR": Text("at the next full hour", "下一整点起算"),
    "JointVisit.EVERY_ROLE": Text("every role", "计入各方"),
    "JointVisit.FIRST_NAMED": Text("the first named", "计入首位"),
    "JointVisit.NO_ROLE": Text("no role", "均不计入"),
    "Reached.OWED": Text("something is owed", "产生义务"),
    "Reached.BREACHED": Text("that is the breach", "即为违反"),
    "Status.MET": Text("met", "达标"),
    "Status.LATE": Text("late", "逾期完成"),
    "Status.BREACHED": Text("breached", "未达标"),
    "Status.MISSED": Text("target missed", "未达到目标"),
    "Status.PENDING": Text("pending", "尚在期限内"),
    "Status.OPEN": Text("open", "未定时限"),
    "Status.NOT_APPLICABLE": Text("not applicable", "不适用"),
    "Status.EXCUSED": Text("excused", "依规免除"),
    "Status.UNDETERMINED": Text("undetermined", "无法判定"),
    "Streak.IN_A_ROW": Text("in a row", "连续"),
    "Streak.WITHIN": Text("within a span", "一定期间内"),
    "Streak.TOTAL": Text("altogether", "累计"),
    "Kept.LAST": Text("the last", "最后一次"),
    "Kept.FIRST": Text("the first", "第一次"),
    "LastDay.STAYS": Text("stays", "不顺延"),
    "LastDay.ROLLS_FORWARD": Text("moves to the next working day", "顺延至下一工作日"),
    "LastDay.ROLLS_BACKWARD": Text(
        "moves to the working day before", "提前至上一工作日"
    ),
    "LastDay.FORWARD_IN_MONTH": Text(
        "moves to the next working day of the month, else to the one before",
        "顺延至下一工作日，跨月的提前至上一工作日",
    ),
    "LastDay.BACKWARD_IN_MONTH": Text(
        "moves to the working day before in the month, else to the next",
        "提前至上一工作日，跨月的顺延至下一工作日",
    ),
    "MissingEvaluator.VISITS_ALONE": Text("follow-ups alone", "仅计回访"),
    "MissingEvaluator.NOT_SCORED": Text("not scored", "不计分"),
    "MissingEvaluator.ZERO": Text("zero", "计零分"),
    "NonResponse.EXCLUDED": Text("left out", "不计"),
    "NonResponse.LOWEST": Text("lowest grade", "计最低等次"),
    "NonResponse.HIGHEST": Text("highest grade", "计最高等次"),
    "Notice.IN_ADVANCE": Text("in advance", "提前"),
    "Notice.BY_THE_START": Text("by the start", "不晚于开始"),
    "Ranking.COMPETITION": Text("equal ranks, then a gap", "并列后跳号"),
    "Ranking.MODIFIED": Text("a gap, then equal ranks", "先跳号后并列"),
    "Ranking.DENSE": Text("equal ranks without a gap", "并列不跳号"),
    "OutsideHours.COUNTS_AT_ONCE": Text("counts when it comes", "收到即计"),
    "OutsideHours.NEXT_OPENING": Text(
        "counts at the next opening", "视为下次开始办公时收到"
    ),
    "Repeat.EXCLUDED": Text("left out", "排除"),
    "Repeat.FILL_UP": Text("only to fill up", "仅用于补足"),
    "Repeat.IGNORED": Text("drawn again", "可再抽取"),
    "RestDayStart.NEXT_IS_FIRST": Text(
        "the next working day is the first", "下一工作日为第一日"
    ),
    "RestDayStart.ROLL_THEN_COUNT": Text(
        "the next working day is the start", "下一工作日为起算日"
    ),
    "Rounding.UP": Text("up", "向上取整"),
    "Rounding.DOWN": Text("down", "向下取整"),
    "Rounding.HALF_EVEN": Text("half to even", "四舍六入五成双"),
    "Scope.TOTAL": Text("in total", "合计"),
    "Scope.TOTAL_STRATIFIED": Text(
        "in total, shared over the windows", "按窗口分配合计"
    ),
    "Scope.PER_WINDOW": Text("per window", "每个窗口"),
    "Settlement.LAST_DEADLINE": Text("at the last deadline", "最后一项时限届满时"),
    "Settlement.PERIOD_END": Text("at the end of the period", "期末"),
    "Start.ACCEPTANCE": Text("acceptance", "竣工验收合格之日"),
    "Start.DELIVERY": Text("delivery", "交付使用之日"),
    "Start.EARLIEST": Text("the earliest", "最早者"),
    "Start.LATEST": Text("the latest", "最晚者"),
    "TicketOrder.HEX": Text("by digest", "按摘要"),
    "TicketOrder.RIVEST": Text("by Rivest's sampler", "按Rivest抽样法"),
    "TooEarly.BREACH": Text("breach", "未达标"),
    "TooEarly.DOES_NOT_COUNT": Text("does not count", "不计"),
    "TooEarly.COUNTS": Text("counts", "计入"),
    "TooEarly.IMPOSSIBLE": Text("impossible", "不可能"),
    "Unit.ITEM_POOLED": Text("all items pooled", "各项合并"),
    "Unit.MEAN_OF_FORMS": Text("mean of the forms", "各表平均"),
    "Unit.MEAN_OF_ITEMS": Text("mean of the items", "各项平均"),
    "Unit.OVERALL": Text("overall item", "总体评价"),
    "Unit.FORM_TOTAL": Text("total of each form", "各表总分"),
    "AreaUnit.PER_AREA": Text("each area", "按区域"),
    "AreaUnit.PER_HOUSEHOLD": Text("each household", "按户"),
    "AreaUnit.PER_OFFICER": Text("each officer", "按物管员"),
    "ContactDuty.EVERY_ROLE": Text("each role that comes", "到场的每个角色"),
    "ContactDuty.FIRST_CONTACT": Text("the first contact", "首次回访"),
    "Restart.COMPLETION": Text("from the completion of the repair", "自修复完成起"),
    "Restart.NEVER": Text("never", "不重新起算"),
    "Restart.REACCEPTANCE": Text("from its acceptance", "自重新验收起"),
    "RoundUnit.PER_HOUSEHOLD": Text("each household", "按户"),
    "RoundUnit.ROUND": Text("the rounds", "按轮次"),
    "Weekday.MON": Text("Monday", "星期一"),
    "Weekday.TUE": Text("Tuesday", "星期二"),
    "Weekday.WED": Text("Wednesday", "星期三"),
    "Weekday.THU": Text("Thursday", "星期四"),
    "Weekday.FRI": Text("Friday", "星期五"),
    "Weekday.SAT": Text("Saturday", "星期六"),
    "Weekday.SUN": Text("Sunday", "星期日"),
}
"""What every option means, where a sentence names it."""


def label_of_member(member: Enum) -> Text:
    """
    Return what an option means; one without words stands for itself.
    """
    name = f"{type(member).__name__}.{member.name}"
    return MEMBERS.get(name, Text(member.name, member.name))
