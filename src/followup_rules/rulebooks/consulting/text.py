"""
The clauses of the consulting firm's rules, in our own words and in their order.
"""

from typing import Final

from followup_rules.clauses import Clause, Force, Regulation, Text

REGULATION: Final = Regulation(
    code="COST",
    edition="2021",
    title=Text(
        "Client communication and follow-up of a cost-consulting firm",
        "造价咨询公司客户沟通与回访制度",
    ),
    source="pmceo.com, 2021-05-24",
)

#: Arts. 1 and 2: the clients.
CLAUSE_1A: Final = Clause(
    id="COST-1a",
    en="The records clerk keeps the clients' basic data.",
    zh="客户基本资料由资料员管理。",
)
CLAUSE_1B: Final = Clause(
    id="COST-1b",
    en="The basic data hold at least name, address, postcode, contact person and "
    "telephone.",
    zh="每位客户至少要有五项资料：单位名称、联系地址、邮编、联系人和电话。",
)
CLAUSE_2A: Final = Clause(
    id="COST-2a",
    en="The records clerk opens an electronic file for each client.",
    zh="资料员为每位客户建立电子档案。",
)
CLAUSE_2B: Final = Clause(
    id="COST-2b",
    en="Once a quarter the records clerk reports on the clients to the manager in "
    "charge.",
    zh="资料员每季度就客户管理情况向主管人员汇报一次。",
)

#: Arts. 3 and 4: communication during a job.
CLAUSE_3: Final = Clause(
    id="COST-3",
    en="Communication during a job follows the firm's own rules.",
    zh="业务进行中的沟通依照事务所的其他制度。",
    not_computed=Text(
        "It refers to rules of the firm that are not part of this text.",
        "所指制度不在本文之内。",
    ),
)
CLAUSE_4: Final = Clause(
    id="COST-4",
    en="Records of communication go to the records clerk, who files them.",
    zh="沟通记录交由资料员归档。",
    timing=Force.OPEN_ENDED,
)

#: Art. 5: the visit.
CLAUSE_5A: Final = Clause(
    id="COST-5a",
    en="Client visits are arranged centrally by the firm.",
    zh="对客户的回访由公司统一列入计划。",
)
CLAUSE_5B: Final = Clause(
    id="COST-5b",
    en="A visit covers the quality of the service, the practitioners' competence and "
    "ethics, the client's satisfaction, and the client's opinions and suggestions.",
    zh="每次回访须谈到四个方面：服务质量如何，人员的水平与操守如何，客户是否满意，客户有何意见和建议。",
)

#: Arts. 6 and 7: what follows.
CLAUSE_6A: Final = Clause(
    id="COST-6a",
    en="The manager in charge takes up what the client said.",
    zh="客户意见由主管人员受理。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_6B: Final = Clause(
    id="COST-6b",
    en="The client gets feedback promptly.",
    zh="尽早向客户反馈。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_6C: Final = Clause(
    id="COST-6c",
    en="The feedback proposes how to improve.",
    zh="反馈时说明如何改进。",
)
CLAUSE_7: Final = Clause(
    id="COST-7",
    en="What communication and visits produce is filed by the records clerk.",
    zh="沟通和回访留下的材料，由资料员归档保存。",
    timing=Force.OPEN_ENDED,
)

CLAUSES: Final = (
    CLAUSE_1A,
    CLAUSE_1B,
    CLAUSE_2A,
    CLAUSE_2B,
    CLAUSE_3,
    CLAUSE_4,
    CLAUSE_5A,
    CLAUSE_5B,
    CLAUSE_6A,
    CLAUSE_6B,
    CLAUSE_6C,
    CLAUSE_7,
)
