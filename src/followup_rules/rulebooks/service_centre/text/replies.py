"""
Article 5: what becomes of what applicants say.
"""

from typing import Final

from followup_rules.books.conditions import asked
from followup_rules.books.text import Passage, checklist, clause, deadline, reading
from followup_rules.clauses import Force, Text
from followup_rules.rulebooks.service_centre.facts import Finding, Round
from followup_rules.rulebooks.service_centre.text.words import SECTION, WINDOW
from followup_rules.timing.amounts import WorkingDays

REPLIES: Final[tuple[Passage, ...]] = (
    clause(
        "5a",
        "What applicants say is sorted, analysed and summed up.",
        "申请人的意见和建议要经过梳理、分析和总结。",
        checklist(
            "opinions_summary",
            "the work on opinions and suggestions",
            "意见和建议的整理",
            reading(
                "A-63",
                "name",
                ("What are 'opinions and construction'?", "“意见和建设”所指为何？"),
                (
                    "A slip for suggestions, which art. 2 names beside opinions; and claiming (报) among the faults means having private expenses reimbursed.",
                    "“建设”系“建议”之误，第二部分即作“意见与建议”；“报”指报销私人费用。",
                ),
                OPINIONS_AND_SUGGESTIONS=Text(
                    "the work on opinions and suggestions", "意见和建议的整理"
                ),
            ),
            owed_by=SECTION,
            items={
                "sorted_out": ("sorting", "梳理"),
                "analysed": ("analysis", "分析"),
                "summed_up": ("summing up", "总结"),
            },
            each=Round,
            made="opinions has been told",
            given="opinions",
            closed="closed_at",
        ),
        timing=Force.OPEN_ENDED,
    ),
    clause(
        "5b",
        "Problems found are put right promptly.",
        "查出的问题要尽早改正。",
        deadline(
            "rectification",
            "the rectification of the problem",
            "问题整改",
            reading(
                "A-65",
                "limit",
                (
                    "Is there a limit for the rectification itself?",
                    "整改本身有无时限？",
                ),
                (
                    "Inventing a number would be making law; a host may set `limit`.",
                    "不得代为立法；使用单位可自行设定limit。",
                ),
                NO_LIMIT=None,
            ),
            owed_by=WINDOW,
            each=Finding,
            where="kind is problem",
            since="recorded_at",
            done="rectified_at",
        ),
        timing=Force.OPEN_ENDED,
    ),
    clause(
        "5c",
        "What needs a reply is replied to within three working days.",
        "需要答复的，三个工作日内完成反馈。",
        deadline(
            "feedback",
            "the reply",
            "反馈",
            reading(
                "A-54a",
                "trigger",
                ("From when do the three days run?", "三个工作日从何时起算？"),
                (
                    "From the day on which the opinion, suggestion or problem was recorded; that day is not counted, make-up days are working days.",
                    "自意见、建议或问题记录之日起算；当日不计，调休上班日为工作日。",
                ),
                RECORDED="recorded_at",
            ),
            reading(
                "A-54b",
                "done",
                (
                    "What must be finished, and who must be told?",
                    "完成什么、向谁反馈？",
                ),
                (
                    "The number stands beside what needs a reply; putting things right is owed promptly, without a number.",
                    "时限紧接“需要反馈的”；整改本身为“及时”，未定天数。",
                ),
                FEEDBACK_TO_APPLICANT=asked("applicant_told_at"),
                FEEDBACK_TO_SECTION=asked("section_told_at"),
                RECTIFICATION_AND_FEEDBACK_TO_APPLICANT=asked(
                    "latest of rectified_at, applicant_told_at"
                ),
                RECTIFICATION_AND_FEEDBACK_TO_SECTION=asked(
                    "latest of rectified_at, section_told_at"
                ),
            ),
            owed_by=SECTION,
            each=Finding,
            since="recorded_at",
            done="applicant_told_at",
            owed="needs_feedback",
            limit=WorkingDays(3),
        ),
    ),
)
