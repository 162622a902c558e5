"""
The clauses of the service hall's follow-up rules, in our own words and their order.
"""

from typing import Final

from followup_rules.clauses import Clause, Force, Regulation, Text

REGULATION: Final = Regulation(
    code="GOV",
    edition="2021",
    title=Text("Follow-up calls of a government service hall", "政务中心电话回访制度"),
    source="pmceo.com, 2021-05-24",
)

CLAUSE_0: Final = Clause(
    id="GOV-0",
    en="Why it exists: to learn how each window really serves people and how content "
    "they are, and so to raise conduct, efficiency and service.",
    zh="目的：弄清各窗口实际服务得如何、群众是否满意，从而改进作风、效率与服务。",
    duty=Force.DESCRIPTIVE,
    not_computed=Text(
        "It states a purpose; there is nothing to judge.", "说明目的，无可判定。"
    ),
)

#: Art. 1: whom the follow-ups are about.
CLAUSE_1: Final = Clause(
    id="GOV-1",
    en="Follow-ups go to applicants: enterprises and citizens who came to the hall for "
    "an approval or a service.",
    zh="回访对象为到中心办理审批或服务事项的企业和群众，即申请人。",
)

#: Art. 2: what is asked.
CLAUSE_2_1: Final = Clause(
    id="GOV-2.1",
    en="Attitude: was anyone turned away, met with a cold face or rude words, or given "
    "trouble over the matter?",
    zh="服务态度：有无进门难、冷脸、恶语、办事刁难的情况。",
)
CLAUSE_2_2: Final = Clause(
    id="GOV-2.2",
    en="Efficiency: was work passed on, done carelessly, lazily, slackly or slowly?",
    zh="办事效率：有无推诿、敷衍、懒散、拖拉的情况。",
)
CLAUSE_2_3: Final = Clause(
    id="GOV-2.3",
    en="By the rules: was the published process kept, without conditions or steps added "
    "at will, and was the matter finished on time?",
    zh="依规办理：是否按公开的流程办理，有无随意增设条件或环节，是否按时办结。",
)
CLAUSE_2_4: Final = Clause(
    id="GOV-2.4",
    en="Inside the hall: did the whole process take place in the hall, or was anyone "
    "sent to an office elsewhere?",
    zh="厅内办理：是否全程在大厅内办理，有无被要求到厅外办公室办理。",
)
CLAUSE_2_5: Final = Clause(
    id="GOV-2.5",
    en="Integrity: did staff ask for meals, gifts, favours or reimbursement, or hold a "
    "matter back?",
    zh="廉洁自律：有无吃请、索取、卡拿、报销私人费用等违反廉政纪律的情况。",
)
CLAUSE_2_6: Final = Clause(
    id="GOV-2.6",
    en="Rating and suggestions: how content was the applicant with the work and the "
    "staff, and what could be better?",
    zh="评价与建议：对工作和人员是否满意，有哪些改进意见。",
)

#: Art. 3: how, and how often.
CLAUSE_3_1A: Final = Clause(
    id="GOV-3.1a",
    en="Every week the supervision section holds a round of calls.",
    zh="督查科每周组织一轮电话回访。",
)
CLAUSE_3_1B: Final = Clause(
    id="GOV-3.1b",
    en="For it twenty applicants are drawn at random from the ledgers of the cases that "
    "the windows accepted in the current month, and are phoned.",
    zh="从各窗口本月受理的台账中随机抽出20个回访对象，以电话回访。",
)
CLAUSE_3_1C: Final = Clause(
    id="GOV-3.1c",
    en="A record of each call is kept.",
    zh="每次电话回访都要记录。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_3_2A: Final = Clause(
    id="GOV-3.2a",
    en="Every week the supervision section hands out five feedback forms to applicants "
    "in the hall.",
    zh="督查科每周在大厅向办事的申请人发出5份意见征求表。",
)
CLAUSE_3_2B: Final = Clause(
    id="GOV-3.2b",
    en="The forms are filled in, and followed up, on the spot.",
    zh="表格由申请人当场填好，并当场回访。",
)
CLAUSE_3_2C: Final = Clause(
    id="GOV-3.2c",
    en="The forms are summarised.",
    zh="对表格进行汇总。",
    timing=Force.OPEN_ENDED,
)

#: Art. 4: who.
CLAUSE_4: Final = Clause(
    id="GOV-4",
    en="The centre's management office designates the persons who follow up.",
    zh="回访人员由中心管理办公室指定。",
)

#: Art. 5: what becomes of findings.
CLAUSE_5A: Final = Clause(
    id="GOV-5a",
    en="What applicants say is sorted, analysed and summed up.",
    zh="申请人的意见和建议要经过梳理、分析和总结。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_5B: Final = Clause(
    id="GOV-5b",
    en="Problems found are put right promptly.",
    zh="查出的问题要尽早改正。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_5C: Final = Clause(
    id="GOV-5c",
    en="What needs a reply is replied to within three working days.",
    zh="需要答复的，三个工作日内完成反馈。",
)

#: Art. 6: what the results are used for.
CLAUSE_6A: Final = Clause(
    id="GOV-6a",
    en="The supervision section sets the form item by item after the contents of art. 2.",
    zh="督查科按第二部分的内容逐项设计表格。",
)
CLAUSE_6B: Final = Clause(
    id="GOV-6b",
    en="The form has three grades: satisfied, basically satisfied, dissatisfied.",
    zh="表格的评价分三等，从满意到不满意，中间一等为基本满意。",
)
CLAUSE_6C: Final = Clause(
    id="GOV-6c",
    en="Within a week after a round its results are counted and put in order.",
    zh="每轮回访结束后一周以内完成统计整理。",
)
CLAUSE_6D: Final = Clause(
    id="GOV-6d",
    en="What the electronic rating devices hold is taken into account.",
    zh="统计时结合电子评价器的数据。",
)
CLAUSE_6E: Final = Clause(
    id="GOV-6e",
    en="Points are totalled by window, and the windows are graded.",
    zh="按窗口汇总得分并划分等次。",
)
CLAUSE_6F: Final = Clause(
    id="GOV-6f",
    en="The results are published on the website and on the notice board.",
    zh="结果在网站和公示栏公布。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_6G: Final = Clause(
    id="GOV-6g",
    en="The scores are one important basis of the windows' appraisal at the year's end.",
    zh="年终考评窗口时，得分是一项重要依据。",
)

CLAUSES: Final = (
    CLAUSE_0,
    CLAUSE_1,
    CLAUSE_2_1,
    CLAUSE_2_2,
    CLAUSE_2_3,
    CLAUSE_2_4,
    CLAUSE_2_5,
    CLAUSE_2_6,
    CLAUSE_3_1A,
    CLAUSE_3_1B,
    CLAUSE_3_1C,
    CLAUSE_3_2A,
    CLAUSE_3_2B,
    CLAUSE_3_2C,
    CLAUSE_4,
    CLAUSE_5A,
    CLAUSE_5B,
    CLAUSE_5C,
    CLAUSE_6A,
    CLAUSE_6B,
    CLAUSE_6C,
    CLAUSE_6D,
    CLAUSE_6E,
    CLAUSE_6F,
    CLAUSE_6G,
)
