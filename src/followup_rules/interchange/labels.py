"""
The fields of policies, in a reader's words.
"""

from collections.abc import Mapping
from typing import Final

from followup_rules.clauses import Text

FIELDS: Final[Mapping[str, Text]] = {
    # every policy
    "clause": Text("clause", "依据条款"),
    "name": Text("name", "名称"),
    "owed_by": Text("party that owes it", "责任方"),
    "counting": Text("way of counting", "期间计算"),
    "trigger": Text("fact that starts the period", "起算事实"),
    # periods
    "limit": Text("limit", "时限"),
    "self_set": Text("limit set by appointment", "以约定为时限"),
    "cases": Text("case", "类别"),
    "conflict": Text("limit that decides where several fit", "多项时限并存时的取舍"),
    "forms": Text("forms that count", "有效形式"),
    "other_forms": Text("forms that do not count", "其他形式"),
    "always_owed": Text("categories always owed", "必须进行的类别"),
    "count_incomplete": Text("whether what is incomplete counts", "内容不全的是否计入"),
    "anchor": Text("fact the window lies at", "期间所依事实"),
    "span": Text("window", "期间"),
    "opens": Text("opening", "开始"),
    "closes": Text("closing", "截止"),
    "event": Text("fact that it precedes", "所先行的事项"),
    "ladder": Text("step of the ladder", "分级步骤"),
    "before_end": Text("how long before the end", "届满前多久"),
    "after_end": Text("how long after the end", "届满后多久"),
    "lead": Text("lead before the end", "提前量"),
    "only_if": Text("condition", "前提"),
    "count_late": Text("whether what is late counts", "逾期的是否计入"),
    "zone": Text("time zone", "时区"),
    "start_day_counted": Text("whether the first day counts", "首日是否计入"),
    "months_from_next_day": Text(
        "whether months run from the next day", "月、年是否自次日起算"
    ),
    "working_days_up_to": Text(
        "periods up to so many days in working days", "短期间按工作日计算的上限"
    ),
    "rest_day_start": Text("working days from a rest day", "休息日起算工作日的方式"),
    "rest_day": Text("a last day on a rest day", "末日遇休息日"),
    "rest_day_before": Text(
        "a last day on a rest day, counted backward", "倒算末日遇休息日"
    ),
    "day_ends": Text("end of the last day", "末日截止时间"),
    "hour_start": Text("start of a count of hours", "按小时起算的时点"),
    "hours_roll": Text(
        "whether hours run on from a rest day", "按小时计算遇休息日是否顺延"
    ),
    "least_working_days": Text("working days inside at least", "期间内最少工作日数"),
    "least_applies_from": Text(
        "shortest period of which that is asked", "适用最少工作日数的最短期间"
    ),
    "suspended_days_count": Text(
        "whether days on which periods stand still count", "期间中止日是否计入"
    ),
    "days_after_recess": Text(
        "on which day after a recess ends what would end inside",
        "末日在中止期间内的，顺延至期间结束后第几日",
    ),
    "bound_included": Text("whether the bound is in time", "是否包括本数"),
    "hours": Text("opening hours", "办公时间"),
    "outside_hours": Text("received outside opening hours", "办公时间外收到的处理"),
    "closes_at": Text("close of the last day", "末日的截止方式"),
    "hours_stand_still": Text(
        "whether hours stand still on rest days", "休息日是否停止计时"
    ),
    "week": Text("week", "每周办公时间"),
    "mon": Text("Monday", "星期一"),
    "tue": Text("Tuesday", "星期二"),
    "wed": Text("Wednesday", "星期三"),
    "thu": Text("Thursday", "星期四"),
    "fri": Text("Friday", "星期五"),
    "sat": Text("Saturday", "星期六"),
    "sun": Text("Sunday", "星期日"),
    "dates": Text("dates with hours of their own", "特定日期的办公时间"),
    "day": Text("day", "日期"),
    "windows": Text("open from and until", "开放时段"),
    "dated_weeks": Text("weeks that hold from a day", "自某日起的每周办公时间"),
    "starts": Text("first day", "起始日"),
    "on_make_up": Text("weekday that make-up days follow", "补班日比照的星期"),
    "make_up_windows": Text("hours of make-up days", "补班日的办公时间"),
    "at_closing": Text("time used up exactly at a closing", "恰在停止办公时届满"),
    # cells, shares and draws
    "cycle": Text("cycle", "周期"),
    "least": Text("least", "下限"),
    "most": Text("most", "上限"),
    "usual_most": Text("usual most", "通常上限"),
    "unit": Text("unit", "单位"),
    "working_cells_only": Text(
        "whether cycles without a working day are exempt", "无工作日的周期是否豁免"
    ),
    "scope": Text("scope", "范围"),
    "by": Text("what it belongs to by", "归属依据"),
    "rate": Text("share", "比率"),
    "members": Text("who or what belongs to it", "所含人员或事项"),
    "rounding": Text("rounding", "取整方式"),
    "settles": Text("when the share is final", "定论时间"),
    "joint": Text("whom a joint visit counts for", "共同回访的归属"),
    "count_unregistered": Text(
        "whether unregistered visits count", "未登记的回访是否计入"
    ),
    "per_person": Text("whether each person owes it", "是否按人分别计算"),
    "waive_below": Text("population below which nothing is owed", "豁免的数量下限"),
    "size": Text("number", "数量"),
    "repeat": Text("those called before", "已抽取过的对象"),
    "reserves": Text("number of reserves", "候补数量"),
    "order": Text("order of the tickets", "抽签号次序"),
    "frame_month": Text("month of the frame", "抽样框所属月份"),
    "only_completed": Text(
        "whether only finished cases are drawn", "是否仅抽取已办结事项"
    ),
    "bound": Text("side of the bound", "界限方向"),
    "numerator": Text("numerator", "分子"),
    "denominator": Text("denominator", "分母"),
    "may_exceed": Text("whether it may exceed the whole", "分子可否大于分母"),
    "upheld_only": Text("whether only upheld complaints count", "是否仅计成立的投诉"),
    # warranty and retention
    "period": Text("period", "保修期"),
    "season_kind": Text("kind of season", "季节种类"),
    "start": Text("start", "起算点"),
    "season_count": Text("how seasons count", "采暖期、供冷期的计法"),
    "running_from": Text(
        "share of the running season that counts", "进行中的季节计入所需比例"
    ),
    "restart": Text("when it begins again after a repair", "修复后何时重新起算"),
    "cause_decides": Text(
        "whether the category of the cause decides", "是否以原因所属类别为准"
    ),
    "occurrence_decides": Text(
        "whether the occurrence decides", "是否以问题发生时间为准"
    ),
    "duty": Text("duty that decides", "所依责任"),
    "text_causes": Text("causes under the text", "原文所列原因"),
    "recourse": Text("causes with recourse", "可追偿的原因"),
    "excluded": Text("causes not covered", "不在保修范围的原因"),
    "repair_period": Text("period of what a repair put right", "修复部位的保修期"),
    "meter": Text("use that is covered", "用量上限"),
    "most_extended": Text("most that it is extended by", "累计延长上限"),
    "start_events": Text("what may start it", "可起算的事项"),
    "stages": Text("stage", "各期"),
    "longest": Text("longest period", "最长期间"),
    "starts_itself": Text("start without acceptance", "未验收时自行起算"),
    "check_within": Text("time to check", "核实期限"),
    "silence_after_reminder": Text(
        "silence after a reminder that is agreement", "催告后视为认可的期限"
    ),
    "pay_within": Text("time to pay", "支付期限"),
    # lists and steps
    "items": Text("item", "项目"),
    "open_list": Text("whether further items may occur", "是否可有其他项目"),
    "breach_at_once": Text(
        "whether a missing item is a breach at once", "缺项是否即属未达标"
    ),
    "ruled_out_by": Text("circumstances that rule it out", "无法进行的情形"),
    "waived_by": Text("circumstances that waive it", "免除的情形"),
    "allowed": Text("roles allowed", "可由何人进行"),
    "least_people": Text("people at least", "至少人数"),
    "exclusive": Text("roles that exclude one another", "不得兼任的角色"),
    "independent": Text("roles of different bodies", "应相互独立的角色"),
    # keeping, intervals, repetitions, plans of visits
    "keep_for": Text("how long it is kept", "保存期限"),
    "counted_from": Text("what the next one is counted from", "下一次的起算点"),
    "first_month": Text("month in which it begins", "开始月份"),
    "first_day": Text("day on which it begins", "开始日"),
    "last_month": Text("month in which it ends", "结束月份"),
    "last_day": Text("day on which it ends", "结束日"),
    "number": Text("number that it takes", "所需次数"),
    "streak": Text("what is counted together", "累计方式"),
    "then": Text("what the full number means", "达到次数的后果"),
    "visits": Text("planned visit", "计划的各次"),
    "when": Text("when", "时间或情形"),
    "at": Text("time", "时间"),
    "early": Text("how much earlier", "可提前"),
    "late": Text("how much later", "可推后"),
    "roles": Text("roles", "应到角色"),
    "allow_dual_role": Text("whether one person may hold two roles", "可否一人兼任"),
    "steps": Text("step", "步骤"),
    "after": Text("after what, or how long after", "前置步骤或间隔"),
    "same_day_as": Text("what it is owed on the day of", "应同日进行的步骤"),
    "if_early": Text("if done too early", "过早完成的处理"),
    "closes_matter": Text("whether it closes the matter", "完成后是否即为办结"),
    "notice": Text("notice", "通知"),
    "least_notice": Text("least notice", "最短提前通知"),
    "since": Text("what starts the count", "起算点"),
    "required": Text("whether it is required", "是否必需"),
    "kinds": Text("kinds", "种类"),
    "running": Text("whether it is running", "是否持续进行"),
    "duty_clause": Text("clause of the duty", "义务条款"),
    # draws
    "share": Text("share", "比例"),
    "strata": Text("stratum", "分层"),
    "may_exclude": Text("reasons for leaving out", "可排除的事由"),
    "receipt": Text("receipt of the draw", "抽取凭证"),
    "by_hand": Text("left out by hand", "人工排除对象"),
    "within": Text("cells that are drawn from", "从哪个周期的行中抽取"),
    "window": Text("window or stratum", "窗口或者分层"),
    "person": Text("person behind it", "本人标识"),
    "left_out": Text("who cannot be drawn", "不予抽取的情形"),
    "calls": Text("attempts to reach them", "联系记录"),
    "reached": Text("whether somebody was reached", "是否联系上"),
    "called_within": Text(
        "cells within which a call before counts", "此前已联系的计算周期"
    ),
    "among": Text("rows that they are counted against", "作为分母的台账"),
    # scores
    "scale": Text("scale of grades", "评价等次"),
    "grades": Text("grade", "等次"),
    "aliases": Text("other words for it", "别名"),
    "points": Text("points", "分值"),
    "satisfied": Text("grades that are satisfied", "计为满意的等次"),
    "tiers": Text("tier", "档次"),
    "item_rules": Text("item that counts otherwise", "另行计分的项目"),
    "weight": Text("weight", "权重"),
    "reversed": Text("whether it is keyed the other way round", "是否反向计分"),
    "overall": Text("item of the overall grade", "总体评价项"),
    "blanks": Text("blank items", "漏填项的处理"),
    "non_response": Text("those who gave no answer", "未答复者的处理"),
    "weights": Text("weights", "权重"),
    "evaluator_clause": Text("clause of the rating devices", "评价器条款"),
    "missing_evaluator": Text("without data of the rating devices", "无评价器数据时"),
    "ranking": Text("ranking", "排名方式"),
    "least_answers": Text("least number of answers", "最少答复数"),
    "rank_low_sample": Text("whether few answers are ranked", "样本过少是否排名"),
    "confidence": Text("confidence", "置信水平"),
    # what feeds a rule
    "each": Text("rows", "逐行判定的台账"),
    "of": Text("rows that count", "计数的台账"),
    "where": Text("condition", "适用条件"),
    "met": Text("what reaches it", "计入条件"),
    "done": Text("deed", "完成时间"),
    "closed": Text("closing", "办结"),
    "owed": Text("whether it is owed", "是否应做"),
    "category": Text("category", "类别"),
    "form": Text("form", "形式"),
    "appointed": Text("appointed time", "约定时间"),
    "notes": Text("remarks", "备注"),
    "conditions": Text("conditions", "前提"),
    "answer": Text("answer", "评价"),
    "answers": Text("answer to each item", "各项评价"),
    "counts": Text("what counts", "计入条件"),
    "about": Text("day it is about", "所属日期"),
    "whose": Text("whose it is", "归属"),
    "subject": Text("subject", "对象"),
    "remark_others": Text(
        "whether what does not count is remarked", "不计入的是否注明"
    ),
    "given": Text("record", "记录"),
    "circumstances": Text("circumstances", "情形"),
    "there": Text("whether an item is there", "项目是否具备"),
    "came_late": Text("what came only after the closing", "办结后补做的项目"),
    "filled": Text("whether a text counts once it is filled in", "填写即为完成"),
    "apart": Text("whether each has a verdict of its own", "是否逐项判定"),
    "needs_period": Text("whether it needs a period", "是否需要期间"),
    "asks_seasons": Text("whether it looks season tables up", "是否查用季节表"),
    "kind": Text("kind", "种类"),
    "own_jobs": Text("whether only jobs of one's own count", "是否仅计本人承担的维修"),
    "covered": Text("categories that are covered", "在保类别"),
    "made": Text("whether there is a record", "是否有记录"),
    "season": Text("season", "季节"),
    "visit": Text("kind of visit", "回访种类"),
    "bodies": Text("bodies that they are of", "所属单位"),
    "disposed": Text("disposal", "处置时间"),
    "ended": Text("end", "终止时间"),
    "episodes": Text("rows that count as one", "合并计算"),
    "hit": Text("what counts as one", "计入情形"),
    "over": Text("the rule whose cells are counted", "逐格计入的规则"),
    "gap": Text("longest gap between two", "两次之间的最长间隔"),
    "stands": Text("which stands for all", "以哪一次为准"),
    "kept": Text("whether it is kept", "是否保存"),
    "until": Text("until when", "截止时间"),
    "who": Text("who held each role", "各角色人员"),
    # what feeds covers, money held back and windows
    "accepted_on": Text("acceptance", "验收合格日期"),
    "delivered_on": Text("delivery", "交付日期"),
    "occurred_at": Text("occurrence", "发生时间"),
    "reported_at": Text("report", "报告时间"),
    "cause": Text("cause", "原因"),
    "cause_category": Text("category of the cause", "原因所属类别"),
    "affects_use": Text("whether it affects use", "是否影响使用"),
    "contract": Text("what was agreed", "合同约定"),
    "design_life": Text("design service life", "设计使用年限"),
    "extended_by": Text("extension", "延长期限"),
    "lost": Text("days on which its use was lost", "停用日数"),
    "days": Text("number of days", "日数"),
    "begun_days": Text("whether the first day is counted", "首日是否计入"),
    "repaired_on": Text("repair", "修复日期"),
    "reaccepted_on": Text("acceptance of the repair", "重新验收日期"),
    "repair_owed": Text("whether the warranty owed the repair", "是否属保修责任"),
    "voided_on": Text("avoidance", "失效日期"),
    "reading": Text("reading of the meter", "用量读数"),
    "first_reading": Text("reading at the start", "起始读数"),
    "place": Text("place", "所在地"),
    "question": Text("question", "所问事项"),
    "settlement": Text("settlement price", "结算价"),
    "retained": Text("sum held back", "预留金额"),
    "agreed": Text("agreed length", "约定期限"),
    "reported_on": Text("completion report", "竣工报告提交日期"),
    "delayed_by": Text("who delayed it", "延误方"),
    "applied_on": Text("application", "申请日期"),
    "checked_on": Text("check", "核实日期"),
    "reminded_on": Text("reminder", "催告日期"),
    "paid_on": Text("payment", "返还日期"),
    "started_on": Text("start", "起算日期"),
    "price": Text("price or payment", "价款"),
    "paid": Text("payment of each stage", "各期返还日期"),
    # what feeds the second instrument of a score
    "ratings": Text("grades of the second instrument", "另一评价方式的评价"),
    "grade": Text("grade", "等次"),
    "count": Text("how often", "次数"),
    # the life of a deadline
    "extension": Text("extension that may be granted", "可批准的延期"),
    "extensions": Text("extensions", "延期"),
    "no_longer_than_limit": Text(
        "whether each may be as long as the limit", "每次延期是否以原时限为上限"
    ),
    "in_all": Text("altogether at most", "累计上限"),
    "times": Text("how often at most", "最多次数"),
    "granted_by": Text("who grants it", "批准人"),
    "extended_to": Text("new last day", "延至"),
    "at_a_time": Text("at a time at most", "每次上限"),
    "no_later_than": Text("never beyond", "最迟期限"),
    "shortest": Text("shortest period", "最短期间"),
    "asked_in_time": Text(
        "whether it is asked for before the end", "是否须在期限届满前申请"
    ),
    "stopped_by": Text("reasons that stop the clock", "停止计时的事由"),
    "pauses": Text("pauses", "暂停"),
    "case_limit": Text("limit of the case's own", "个案自有期限"),
    "events": Text("events that may start it", "可作为起算点的事件"),
    "asked_at": Text("when it was asked for", "申请时间"),
    "granted_at": Text("when it was granted", "批准时间"),
    "amount": Text("how much more", "延长多少"),
    "begins": Text("beginning", "开始"),
    "ends": Text("end", "结束"),
    "reason": Text("reason", "事由"),
    # what lets off
    "ways_out": Text("way out", "免除事由"),
    "keeps_excused": Text(
        "whether what is excused stays counted", "免除的是否计入基数"
    ),
    "attempts": Text("attempts that may end it", "尝试次数要求"),
    "on_different_days": Text("whether on different days", "是否须在不同日期"),
    "ended_by": Text("what ends it", "终结方式"),
    "began": Text("beginning of the duty", "义务起始"),
    "worth": Text("as how many it counts", "折合数量"),
    "first_only": Text("whether only the first counts", "是否只计首次"),
    "came_at": Text("when it came", "发生时间"),
    "allowed_by": Text("party that allows it", "准予方"),
    "whenever": Text("whether it lets off what was overdue", "逾期后是否仍可免除"),
}
"""What every field is, where a sentence names it."""


def label(name: str) -> Text:
    """
    Return what a field is; a name without words stands for itself.
    """
    return FIELDS.get(name, Text(name, name))
