"""
The clauses of the estate office's rules, in our own words and in their order.
"""

from typing import Final

from followup_rules.clauses import Clause, Force, Regulation, Text

REGULATION: Final = Regulation(
    code="SC",
    edition="2021",
    title=Text(
        "Follow-up visits by a residential-estate office", "住宅小区管理处回访制度"
    ),
    source="pmceo.com, 2021-05-24",
)

CLAUSE_0: Final = Clause(
    id="SC-0",
    en="The rules serve closer ties with residents, their supervision of the office, "
    "and better service.",
    zh="本制度旨在密切与住户的联系，接受住户监督，改进服务。",
    duty=Force.DESCRIPTIVE,
    not_computed=Text(
        "It states a purpose; there is nothing to judge.",
        "此为制定目的，无可判定。",
    ),
)

#: Part 1: what is asked of visits.
CLAUSE_1_1A: Final = Clause(
    id="SC-1.1a",
    en="Visiting residents belongs to the written duties of the management director "
    "and of each deputy.",
    zh="回访住户写入管理处正、副主任的岗位职责。",
)
CLAUSE_1_1B: Final = Clause(
    id="SC-1.1b",
    en="Each year's work plan and each year's appraisal deal with the visits.",
    zh="每年的工作计划与年度总结评比均含回访内容。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_1_2A: Final = Clause(
    id="SC-1.2a",
    en="Visitors listen, take criticism and adopt what is sensible.",
    zh="回访人员应听取意见、接受批评，合理的建议予以采用。",
    not_computed=Text(
        "It is a matter of conduct, which no record measures.",
        "属言行态度，没有可供计算的记录。",
    ),
)
CLAUSE_1_2B: Final = Clause(
    id="SC-1.2b",
    en="Each visit is recorded.",
    zh="每次回访都有记录。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_1_3: Final = Clause(
    id="SC-1.3",
    en="Where a resident gets no answer on the spot, the visitor names a time for it, "
    "and the answer comes by then.",
    zh="不能当场答复住户的，应告知答复时间，并按时答复。",
)
CLAUSE_1_4A: Final = Clause(
    id="SC-1.4a",
    en="What residents raise is listed item by item, studied and settled promptly.",
    zh="住户提出的事项应逐项登记、研究，尽早解决。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_1_4B: Final = Clause(
    id="SC-1.4b",
    en="A major matter is put to the company for instructions.",
    zh="重大事项报请公司指示。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_1_4C: Final = Clause(
    id="SC-1.4c",
    en="Every matter that residents raise has an outcome and gets an answer.",
    zh="住户反映的每一事项都要有结果、有回复。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_1_4D: Final = Clause(
    id="SC-1.4d",
    en="All matters raised are handled: 100 %.",
    zh="住户提出事项的处理率为100%。",
)
CLAUSE_1_4E: Final = Clause(
    id="SC-1.4e",
    en="The office strives for complaints of at most 1 % of the households.",
    zh="力求投诉率在1%以内。",
    duty=Force.TARGET,
)

#: Part 2: when and in what form.
CLAUSE_2_1: Final = Clause(
    id="SC-2.1",
    en="The office director goes from door to door once or twice a year.",
    zh="办公室主任每年上门回访一至两次。",
)
CLAUSE_2_2: Final = Clause(
    id="SC-2.2",
    en="Each property officer has an area and visits it once a month.",
    zh="物管员各自负责一个区域，每月回访一次。",
)
CLAUSE_2_3: Final = Clause(
    id="SC-2.3",
    en="The building representatives meet once a quarter and are asked their opinion.",
    zh="楼长会每季度召开一次，听取意见。",
)
CLAUSE_2_4: Final = Clause(
    id="SC-2.4",
    en="Festivals, cultural and public events are used to hear residents.",
    zh="借节日、文化及公共活动听取住户意见。",
    not_computed=Text(
        "The text sets neither a number nor a time for these channels.",
        "原文对此类渠道未规定次数和时间。",
    ),
)
CLAUSE_2_5: Final = Clause(
    id="SC-2.5",
    en="Residents are surveyed on particular topics.",
    zh="就专门问题对住户进行调查。",
    not_computed=Text(
        "The text sets neither a number nor a time for surveys.",
        "原文对专题调查未规定次数和时间。",
    ),
)
CLAUSE_2_6A: Final = Clause(
    id="SC-2.6a",
    en="The office has a complaint box and a complaint phone.",
    zh="管理处设有投诉信箱和投诉电话。",
)
CLAUSE_2_6B: Final = Clause(
    id="SC-2.6b",
    en="A designated person receives what comes in there.",
    zh="投诉由指定人员接收。",
)
CLAUSE_2_6C: Final = Clause(
    id="SC-2.6c",
    en="It is passed to the office director, who handles it promptly.",
    zh="投诉转交办公室主任，由其尽早处理。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_2_7: Final = Clause(
    id="SC-2.7",
    en="Callers are received at any time, and each is registered.",
    zh="随时接待来访人员，逐一登记。",
    timing=Force.OPEN_ENDED,
)

CLAUSES: Final = (
    CLAUSE_0,
    CLAUSE_1_1A,
    CLAUSE_1_1B,
    CLAUSE_1_2A,
    CLAUSE_1_2B,
    CLAUSE_1_3,
    CLAUSE_1_4A,
    CLAUSE_1_4B,
    CLAUSE_1_4C,
    CLAUSE_1_4D,
    CLAUSE_1_4E,
    CLAUSE_2_1,
    CLAUSE_2_2,
    CLAUSE_2_3,
    CLAUSE_2_4,
    CLAUSE_2_5,
    CLAUSE_2_6A,
    CLAUSE_2_6B,
    CLAUSE_2_6C,
    CLAUSE_2_7,
)
