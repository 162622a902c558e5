"""
Sentences about ways out: what is owed, and lawfully let off.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "let_off": Text(
        "{rule} is excused: {named} ({under}); nothing is held against anybody under "
        "{clause}.",
        "{named}，依{under}，{rule}依规免除，不按{clause}计为未达标。",
    ),
    "let_off_afterwards": Text(
        "{rule} is excused although it was overdue: {named} ({under}) lets off what "
        "was due {bound} as well; nothing is held against anybody under {clause}.",
        "{named}，虽在期限（{bound}）届满之后，依{under}，{rule}仍依规免除，"
        "不按{clause}计为未达标。",
    ),
    "let_off_whenever": Text(
        "{rule} is excused: {named} ({under}) lets off what is overdue as well; "
        "nothing is held against anybody under {clause}.",
        "{named}，依{under}，已逾期的亦可免除，{rule}依规免除，不按{clause}计为未达标。",
    ),
    "let_off_unknown": Text(
        "{rule} cannot be judged: whether this lets it off is not known: {named} "
        "({under}). It can be once that is known.",
        "是否属于“{named}”（{under}）尚不明确，{rule}暂时无法判定；补充后可重新判定。",
    ),
    "let_off_undated": Text(
        "{rule} cannot be judged: {named} ({under}) lets it off only if it came in "
        "time, and when it came is not known. It can be once that is known.",
        "{named}（{under}）须在期限届满前方可免除，其时间尚不明确，{rule}暂时无法判定；"
        "补充后可重新判定。",
    ),
    "let_off_by": Text("Allowed by: {by}.", "准予免除：{by}。"),
    "let_off_since": Text("It is so since {at}.", "自{at}起如此。"),
    "let_off_until": Text("It was so until {until}.", "至{until}止。"),
    "let_off_so_far": Text(
        "At present it is let off, as long as this lasts: {named} ({under}).",
        "因“{named}”依{under}目前暂予免除，事由消失后恢复。",
    ),
    "let_off_ended": Text(
        "It was let off for a time and is owed again: {named} ({under}) ended {until}.",
        "“{named}”（{under}）已于{until}终止，自该时起恢复义务。",
    ),
    "let_off_too_late": Text(
        "It is not excused: {named} ({under}) came too late, {at}; it was due {bound}.",
        "{named}（{under}）发生于{at}，晚于期限（{bound}），不予免除。",
    ),
    "let_off_after_breach": Text(
        "It is not excused: when {named} ({under}) came, {at}, a step was overdue "
        "already.",
        "“{named}”（{under}）发生于{at}，其时已有步骤逾期，不予免除。",
    ),
    "excused_left_out": Text(
        "Excused, and left out of the count: {count}.",
        "依规免除、不计入基数的有{count}项。",
    ),
    "excused_kept": Text(
        "Excused, and kept in the count: {count}.",
        "依规免除、仍计入基数的有{count}项。",
    ),
    "excused_by": Text(
        "Let off because {named} ({under}): {count}.",
        "因“{named}”依{under}免除的有{count}项。",
    ),
    "all_excused": Text(
        "All {count} are excused, so there is nothing to count for {rule}; {clause} "
        "does not apply.",
        "{count}项均已依规免除，没有可供计算{rule}的对象，{clause}不适用。",
    ),
}
