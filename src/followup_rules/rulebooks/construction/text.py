"""
The text of the project follow-up and warranty rule, clause by clause, in our words.
"""

from typing import Final

from followup_rules.clauses import Clause, Force, Regulation, Text

REGULATION: Final = Regulation(
    code="WAR",
    edition="2021",
    title=Text("Project follow-up visits and warranty", "工程回访保修制度"),
    source="pmceo.com, 2021-05-24",
)

#: Art. 1: hand-over and the warranty letter.
CLAUSE_1A: Final = Clause(
    id="WAR-1a",
    en="Once completion acceptance is passed, the project department hands the works "
    "over to the developer for use.",
    zh="工程通过竣工验收后，项目部与建设单位办妥使用交接。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_1B: Final = Clause(
    id="WAR-1b",
    en="The warranty letter is filled in at the same time.",
    zh="办理交接时一并填写质量保修书。",
)
CLAUSE_1B_STATUTE: Final = Clause(
    id="WAR-1b",
    en="The statute asks for the warranty letter earlier, with the completion report.",
    zh="法规要求更早，在提交竣工报告时即出具质量保修书。",
    duty=Force.DESCRIPTIVE,
)
CLAUSE_1C: Final = Clause(
    id="WAR-1c",
    en="The letter states what is covered, for how long, and who pays.",
    zh="保修书应写明保修的范围、期限以及经济上的责任。",
)

#: Art. 2: what is covered, and for how long.
CLAUSE_2: Final = Clause(
    id="WAR-2",
    en="What the warranty covers, for how long, and who is liable.",
    zh="保修的内容、期限和责任。",
    duty=Force.DESCRIPTIVE,
    not_computed=Text(
        "A heading; its five points are judged one by one.",
        "此为标题，其下五项分别判定。",
    ),
)
CLAUSE_2_1: Final = Clause(
    id="WAR-2.1",
    en="Infrastructure, foundations and the main structure are covered for the design "
    "service life.",
    zh="基础设施、地基基础和主体结构，保修到设计使用年限为止。",
)
CLAUSE_2_2: Final = Clause(
    id="WAR-2.2",
    en="Roof waterproofing, and the leak-proofing of wet rooms and outer walls, are "
    "covered for five years.",
    zh="屋面防水以及有防水要求的房间、外墙的防渗漏，保修五年。",
)
CLAUSE_2_3: Final = Clause(
    id="WAR-2.3",
    en="Heating is covered for two heating seasons, cooling for two cooling seasons.",
    zh="供热系统保修两个采暖期，供冷系统保修两个供冷期。",
)
CLAUSE_2_4: Final = Clause(
    id="WAR-2.4",
    en="Electrical lines, water pipes, installed equipment and decoration are covered "
    "for two years.",
    zh="电气线路、给水与排水管、安装的设备以及装修，均保修两年。",
)
CLAUSE_2_5: Final = Clause(
    id="WAR-2.5",
    en="A defect that arises in scope and in time is repaired by the project "
    "department, which also makes good the loss.",
    zh="在保修范围和期限内出现质量问题的，由项目部维修，并赔偿由此造成的损失。",
    timing=Force.OPEN_ENDED,
)

#: Art. 3: the visits.
CLAUSE_3_1A: Final = Clause(
    id="WAR-3.1a",
    en="The project manager organises the visit.",
    zh="回访由项目经理组织。",
)
CLAUSE_3_1B: Final = Clause(
    id="WAR-3.1b",
    en="The visit team has a project engineer, a site engineer and a quality "
    "inspector.",
    zh="回访小组由项目工程师、施工员、质检员组成。",
)
CLAUSE_3_1C: Final = Clause(
    id="WAR-3.1c",
    en="The developer is told of the visit beforehand.",
    zh="回访之前须先通知建设单位。",
)
CLAUSE_3_1D: Final = Clause(
    id="WAR-3.1d",
    en="The developer brings the people concerned to the visit.",
    zh="建设单位安排有关人员到场。",
)
CLAUSE_3_1E: Final = Clause(
    id="WAR-3.1e",
    en="The team hears all sides, records the defects, looks at the site and checks "
    "what is so.",
    zh="回访小组听取各方意见，如实记录质量问题，到现场查看并核实。",
)
CLAUSE_3_1F: Final = Clause(
    id="WAR-3.1f",
    en="The team writes a record of the visit, or minutes.",
    zh="写成回访记录，或写成回访纪要。",
)
CLAUSE_3_2A: Final = Clause(
    id="WAR-3.2a",
    en="The company's quality and safety department is told of the visit.",
    zh="回访时告知公司质安部。",
)
CLAUSE_3_2B: Final = Clause(
    id="WAR-3.2b",
    en="The company sends somebody to join the visit.",
    zh="公司派员一同回访。",
)
CLAUSE_3_3A: Final = Clause(
    id="WAR-3.3a",
    en="In the rainy season the waterproofing of roofs and walls is visited.",
    zh="雨季回访屋面和墙面的防水。",
)
CLAUSE_3_3B: Final = Clause(
    id="WAR-3.3b",
    en="In winter boilers and heating systems are visited.",
    zh="冬季回访锅炉和采暖系统。",
)
CLAUSE_3_4: Final = Clause(
    id="WAR-3.4",
    en="About two years after delivery for use, technical staff visit what was built "
    "with new materials, techniques, processes or equipment, to see how they perform "
    "and how they serve.",
    zh="交付使用约两年时，技术人员要就所采用的“四新”作一次回访，看其性能与效果。",
    timing=Force.TARGET,
)
CLAUSE_3_5A: Final = Clause(
    id="WAR-3.5a",
    en="A visit is made when a warranty period is about to end.",
    zh="保修期将满之前进行回访。",
)
CLAUSE_3_5B: Final = Clause(
    id="WAR-3.5b",
    en="On it the developer is advised on the upkeep and use of building and "
    "equipment.",
    zh="回访时提醒建设单位如何维护和使用建筑物及设备。",
)
CLAUSE_3_5C: Final = Clause(
    id="WAR-3.5c",
    en="What is left over is dealt with.",
    zh="尚未了结的问题要处理好。",
    timing=Force.OPEN_ENDED,
)

#: Art. 4: defects in the warranty period.
CLAUSE_4A: Final = Clause(
    id="WAR-4a",
    en="Whether found on a visit or reported by the developer, what is in its warranty "
    "period, due to workmanship and affects use has to be dealt with.",
    zh="保修期内，不论是回访时发现还是建设单位提出，因施工质量影响使用的问题都要处理。",
)
CLAUSE_4B: Final = Clause(
    id="WAR-4b",
    en="The project department sends people to look as soon as it can.",
    zh="项目部应尽快派员到场检查。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_4C: Final = Clause(
    id="WAR-4c",
    en="The company joins where that is needed.",
    zh="有必要时公司派员参加。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_4D: Final = Clause(
    id="WAR-4d",
    en="Together with the developer the defect is appraised, and a repair plan is "
    "proposed.",
    zh="与建设单位一起鉴定，并提出修理方案。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_4E: Final = Clause(
    id="WAR-4e",
    en="The defect is put right promptly, by measures that work.",
    zh="以有效的办法及时解决。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_4F: Final = Clause(
    id="WAR-4f",
    en="The finished repair is entered in the record column of the warranty letter.",
    zh="修理后记入保修书的保修记录栏。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_4G: Final = Clause(
    id="WAR-4g",
    en="The developer accepts the repair and signs; only that completes it.",
    zh="由建设单位验收并签字，修理才算完成。",
    timing=Force.OPEN_ENDED,
)

#: Art. 5: after the warranty.
CLAUSE_5A: Final = Clause(
    id="WAR-5a",
    en="After the warranty has ended, the project manager promptly closes it out with "
    "the developer, in a signed paper.",
    zh="保修期满之后，由项目经理尽早同建设单位完成交接，并签署文件。",
    timing=Force.OPEN_ENDED,
)
CLAUSE_5B: Final = Clause(
    id="WAR-5b",
    en="The departments concerned are told at the same time to settle the warranty.",
    zh="同时告知有关部门办理保修结算。",
)
CLAUSE_5C: Final = Clause(
    id="WAR-5c",
    en="The close-out is filed with the company's quality and safety department.",
    zh="交接文件送公司质量安全部门备案。",
    timing=Force.OPEN_ENDED,
)

#: Art. 6: supervision.
CLAUSE_6: Final = Clause(
    id="WAR-6",
    en="The company's quality department keeps urging and checking what the project "
    "departments do about visits and warranty.",
    zh="公司质检部门经常督促并检查各项目部的回访和保修。",
    timing=Force.OPEN_ENDED,
)

CLAUSES: Final = (
    CLAUSE_1A,
    CLAUSE_1B,
    CLAUSE_1C,
    CLAUSE_2,
    CLAUSE_2_1,
    CLAUSE_2_2,
    CLAUSE_2_3,
    CLAUSE_2_4,
    CLAUSE_2_5,
    CLAUSE_3_1A,
    CLAUSE_3_1B,
    CLAUSE_3_1C,
    CLAUSE_3_1D,
    CLAUSE_3_1E,
    CLAUSE_3_1F,
    CLAUSE_3_2A,
    CLAUSE_3_2B,
    CLAUSE_3_3A,
    CLAUSE_3_3B,
    CLAUSE_3_4,
    CLAUSE_3_5A,
    CLAUSE_3_5B,
    CLAUSE_3_5C,
    CLAUSE_4A,
    CLAUSE_4B,
    CLAUSE_4C,
    CLAUSE_4D,
    CLAUSE_4E,
    CLAUSE_4F,
    CLAUSE_4G,
    CLAUSE_5A,
    CLAUSE_5B,
    CLAUSE_5C,
    CLAUSE_6,
)
