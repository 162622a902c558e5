"""
Sentences about covers and claims.
"""

from typing import Final

from followup_rules.clauses import Text

_SPAN = Text(
    "The cover of {category} runs from {first_day} to {last_day}",
    "{category}保修期自{first_day}起，至{last_day}届满",
)

SENTENCES: Final[dict[str, Text]] = {
    "cover_running": Text(
        _SPAN.en + "; at {moment} it runs ({clause}).",
        _SPAN.zh + "；截至{moment}，尚在保修期内（{clause}）。",
    ),
    "cover_ended": Text(
        _SPAN.en + "; at {moment} it does not run ({clause}).",
        _SPAN.zh + "；{moment}不在保修期内（{clause}）。",
    ),
    "claim_in_cover": Text(
        _SPAN.en + "; the defect {came} {moment}, which is in cover ({clause}).",
        _SPAN.zh + "；问题{came}于{moment}，在保修期内（{clause}）。",
    ),
    "cover_unlimited": Text(
        "The cover of {category} runs from {first_day} without end; at {moment} it runs "
        "({clause}).",
        "{category}保修期自{first_day}起，不限期；截至{moment}，尚在保修期内（{clause}）。",
    ),
    "cover_not_begun": Text(
        "The cover of {category} begins on {first_day}, so at {moment} it does not run "
        "yet ({clause}).",
        "{category}保修期自{first_day}起算；{moment}尚未开始（{clause}）。",
    ),
    "cover_used_up": Text(
        "The cover of {category} lasts to a reading of {most_reading} {unit}; at "
        "{moment} the meter showed {reading}, so it does not run ({clause}).",
        "{category}保修以{most_reading}{unit}为限；{moment}读数为{reading}{unit}，"
        "已超出保修范围（{clause}）。",
    ),
    "claim_in_endless_cover": Text(
        "The cover of {category} runs from {first_day} without end; the defect {came} "
        "{moment}, which is in cover ({clause}).",
        "{category}保修期自{first_day}起，不限期；问题{came}于{moment}，"
        "在保修期内（{clause}）。",
    ),
    "claim_beyond_meter": Text(
        "The cover of {category} lasts to a reading of {most_reading} {unit}; the defect "
        "{came} {moment} at {reading}, which is out of cover ({clause}).",
        "{category}保修以{most_reading}{unit}为限；问题{came}于{moment}，"
        "当时读数为{reading}{unit}，已超出保修范围（{clause}）。",
    ),
    "claim_after_cover": Text(
        _SPAN.en + "; the defect {came} {moment}, which is out of cover ({clause}).",
        _SPAN.zh + "；问题{came}于{moment}，已过保修期（{clause}）。",
    ),
    "claim_before_cover": Text(
        "The cover of {category} begins on {first_day}; the defect {came} {moment}, "
        "which is before it ({clause}).",
        "{category}保修期自{first_day}起算；问题{came}于{moment}，"
        "保修期尚未开始（{clause}）。",
    ),
    "claim_after_void": Text(
        "The cover of {category} was void at {moment}; {clause} does not apply.",
        "{moment}时{category}的保修已失效，{clause}不适用。",
    ),
    "cause_excluded": Text(
        "The defect {came} {moment}, in the warranty period, but its cause, {cause}, is "
        "not covered; liable: {liable} ({clause}).",
        "问题{came}于{moment}，在保修期内，但由{cause}造成，不属于保修范围，"
        "责任归属：{liable}（{clause}）。",
    ),
    "duty_to_repair": Text(
        "The defect {came} {moment}, in cover, and is for the {liable} to repair "
        "({clause}).",
        "问题{came}于{moment}，在保修期内，应由{liable}负责保修（{clause}）。",
    ),
    "no_duty_under_text": Text(
        "The defect {came} {moment}, in the warranty period, but the text asks for repair "
        "only where the workmanship is at fault and use is affected ({clause}).",
        "问题{came}于{moment}，在保修期内，但并非施工质量所致，或者不影响使用，"
        "按原文不负保修义务（{clause}）。",
    ),
    "claim_absent": Text(
        "No claim was known as of {as_of}; {clause} does not apply.",
        "截至{as_of}尚无保修问题，{clause}不适用。",
    ),
    "season_not_covered": Text(
        "{rule} cannot be judged: no {season_kind} of {place} is known for {year}.",
        "缺少{place}的{year}年{season_kind}日期，{rule}暂时无法判定；补充后可重新判定。",
    ),
    "contract_below_minimum": Text(
        "The period agreed, {contract}, is below the statutory minimum of {minimum}, "
        "which is applied.",
        "约定的{contract}低于法定最低保修期{minimum}，按法定最低保修期执行。",
    ),
    "contract_ends_early": Text(
        "The last day agreed, {contract}, lies before the end of the statutory minimum "
        "of {minimum}, which is applied.",
        "约定的截止日{contract}早于法定最低保修期{minimum}的届满日，按法定最低保修期执行。",
    ),
    "repair_covered": Text(
        "What was repaired is covered for {period} from {since} on.",
        "修复的部位自{since}起另行保修{period}。",
    ),
    "repair_not_owed": Text(
        "The repair of {repaired_on} was not one that the warranty owed, and begins "
        "nothing again.",
        "{repaired_on}的维修不属保修责任，保修期不重新计算。",
    ),
    "cover_extended": Text(
        "The cover was extended by {extended_by}.", "保修期已延长{extended_by}。"
    ),
    "extension_capped": Text(
        "It would be extended by {extended_by}; the most that it is extended by is {most}.",
        "应延长{extended_by}，但累计延长最多为{most}，按{most}延长。",
    ),
    "cover_restarted": Text(
        "The period began again with the repair of {repaired_on}.",
        "保修期自{repaired_on}维修完成起重新计算。",
    ),
    "cover_may_restart": Text(
        "It may have begun again on {repaired_on}: it is not known whether the warranty "
        "owed that repair.",
        "{repaired_on}的维修是否属于保修责任尚不明确；如属于，保修期自该日重新计算。",
    ),
    "cover_restarted_by_acceptance": Text(
        "The period began again with the new acceptance of {repaired_on}.",
        "保修期自{repaired_on}重新验收合格起重新计算。",
    ),
    "repair_restarts_nothing": Text(
        "The repair of {repaired_on} does not begin the period again.",
        "{repaired_on}的维修不使保修期重新计算。",
    ),
    "cover_voided": Text(
        "The cover is void from {voided_on}.", "保修自{voided_on}起失效。"
    ),
    "longest_cover_decides": Text(
        "More than one category fits, and the longest cover decides, before that of "
        "{others}.",
        "问题涉及不止一个类别，以最长的保修期为准（另涉{others}）。",
    ),
    "judged_by_report": Text(
        "It is judged by the moment of the report.", "以报告时间为准。"
    ),
    "reported_after_cover": Text(
        "It was reported {reported}, after the cover had ended.",
        "报告时间为{reported}，当时保修期已届满。",
    ),
    "cause_unknown": Text(
        "Whether the {owed_by} must repair it depends on the cause, which is not known.",
        "是否由{owed_by}负责保修，还须看原因。",
    ),
    "cost_falls_on": Text(
        "The {owed_by} repairs it; the cost falls on the {party}.",
        "由{owed_by}维修，费用由{party}承担。",
    ),
    "emergency_at_once": Text(
        "It is an emergency.",
        "属紧急情况。",
    ),
    "statute_duty_only": Text(
        "The text alone would not ask for this repair; the statute does.",
        "仅按原文无须维修，但法规要求保修。",
    ),
}
