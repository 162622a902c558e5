"""
Sentences about keeping something at least so long.
"""

from typing import Final

from followup_rules.clauses import Text

SENTENCES: Final[dict[str, Text]] = {
    "kept_long_enough": Text(
        "{rule} had to be kept through {last}, and was ({clause}).",
        "{rule}应保存至{last}，保存期已满，符合{clause}要求。",
    ),
    "kept_so_far": Text(
        "{rule} must be kept through {last} and is still there ({clause}).",
        "{rule}应保存至{last}，目前仍在保存（{clause}）。",
    ),
    "keeping_not_begun": Text(
        "{rule} is still there; its period begins with the {start}, which has not "
        "happened ({clause}).",
        "{rule}仍在保存；{start}尚未发生，保存期尚未起算（{clause}）。",
    ),
    "disposed_early": Text(
        "{rule} had to be kept through {last}, but went on {disposed}; {clause} is "
        "not met.",
        "{rule}应保存至{last}，但已于{disposed}处置，不符合{clause}要求。",
    ),
    "disposed_before_start": Text(
        "{rule} went on {disposed}, before its period began with the {start}; {clause} "
        "is not met.",
        "{rule}已于{disposed}处置，当时{start}尚未发生，保存期尚未起算，不符合{clause}要求。",
    ),
    "gone_early": Text(
        "{rule} had to be kept through {last}, but was gone by {as_of}; {clause} is "
        "not met.",
        "{rule}应保存至{last}，但截至{as_of}已不存在，不符合{clause}要求。",
    ),
    "gone_before_start": Text(
        "{rule} was gone by {as_of}, before its period began with the {start}; "
        "{clause} is not met.",
        "截至{as_of}，{rule}已不存在，而{start}尚未发生，保存期尚未起算，不符合{clause}要求。",
    ),
}
