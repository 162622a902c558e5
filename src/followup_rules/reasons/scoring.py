"""
Sentences about scores, tiers and ranks.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "window_scored": Text(
        "{rule}: {score} points from {answered}, tier '{tier}', satisfaction "
        "rate {rate} ({clause}).",
        "{rule}：{answered}，得{score}分，等次为“{tier}”，满意率{rate}（{clause}）。",
    ),
    "window_scored_so_far": Text(
        "{rule}: {score} points from {answered} so far, tier '{tier}', "
        "satisfaction rate {rate}; it settles at {settles} ({clause}).",
        "{rule}：目前{answered}，得{score}分，等次为“{tier}”，满意率{rate}，"
        "至{settles}方可定论（{clause}）。",
    ),
    "score_too_low": Text(
        "{rule}: {score} points from {answered}, tier '{tier}', and at least {least} "
        "are asked for; {clause} is not met.",
        "{rule}：{answered}，得{score}分，等次为“{tier}”，低于{least}分，不符合"
        "{clause}要求。",
    ),
    "score_below_target": Text(
        "{rule}: {score} points from {answered}, tier '{tier}', and at least {least} "
        "are striven for; {clause} is missed.",
        "{rule}：{answered}，得{score}分，等次为“{tier}”，未达到{least}分的目标"
        "（{clause}）。",
    ),
    "no_answers": Text(
        "{rule}: nobody answered in the follow-ups, so there is no score and no rank; "
        "{clause} does not apply.",
        "{rule}：回访中无人作出评价，不计分、不排名，{clause}不适用。",
    ),
    "ranked": Text("Rank {rank} of {of}.", "在{of}个参评对象中列第{rank}名。"),
    "low_sample": Text(
        "Only {answered}: too few to show this tier; {needed}.",
        "仅{answered}，不足以支持该等次，{needed}。",
    ),
    "items_weighed": Text(
        "The items do not weigh alike: {weights}; the others weigh 1 each.",
        "各项权重不同：{weights}；其余各项权重均为1。",
    ),
    "items_reversed": Text(
        "Keyed the other way round, so that the best grade is the worst answer: {items}.",
        "反向计分（等次越高，得分越低）：{items}。",
    ),
    "visits_alone": Text(
        "The rating devices have no data, so the follow-ups stand alone.",
        "电子评价器没有数据，仅以回访结果计分。",
    ),
    "blanks_skipped": Text(
        "Items left blank and not counted: {blanks}.", "另有{blanks}项未填，不予计入。"
    ),
    "blanks_lowest": Text(
        "Items left blank and counted as the lowest grade: {blanks}.",
        "另有{blanks}项未填，按最低等次计。",
    ),
    "blanks_highest": Text(
        "Items left blank and counted as the highest grade: {blanks}.",
        "另有{blanks}项未填，按最高等次计。",
    ),
    "silence_excluded": Text(
        "Gave no answer and are not counted: {no_answer}.",
        "另有{no_answer}个对象未作评价，不予计入。",
    ),
    "silence_lowest": Text(
        "Gave no answer and count as the lowest grade: {no_answer}.",
        "另有{no_answer}个对象未作评价，按最低等次计。",
    ),
    "silence_highest": Text(
        "Gave no answer and count as the highest grade: {no_answer}.",
        "另有{no_answer}个对象未作评价，按最高等次计。",
    ),
    "no_evaluator_data": Text(
        "The rating devices have no data; {clause} does not apply.",
        "电子评价器没有数据，{clause}不适用。",
    ),
    "evaluator_blended": Text(
        "{visits} points from the follow-ups ({w_visits}) and {evaluator} from the "
        "rating devices ({w_evaluator}) were combined; {clause} is met.",
        "回访得{visits}分（占{w_visits}）与电子评价器得{evaluator}分（占{w_evaluator}）"
        "合并计分，符合{clause}要求。",
    ),
}
