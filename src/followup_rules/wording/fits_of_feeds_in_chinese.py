"""
What would do in a feed, and as a question of one, for a reader of Chinese.
"""

from typing import Final

OF_FEEDS: Final[tuple[tuple[str, str], ...]] = (
    # questions of the closed language
    (
        r"an attribute, 'first .+",
        "条件语言的写法，如属性名、“first visit.visited_at”“any visit where registered”“at least 4 visit where registered”“kind is request”“answered_at has happened”",
    ),
    (r"an attribute that is a moment", "表示时刻的属性"),
    (r"an attribute that is a list", "列表类的属性"),
    (r"an attribute that has a time, and is no plain day", "带钟点、不只是日期的属性"),
    (
        r"a number, a count, days from one moment to another",
        "数、个数，或者两个时刻之间的日数",
    ),
    (r"a share of a number, a count or days", "数、个数或日数的一部分"),
    (
        r"a moment of a row; what hangs on a rule is a rule",
        "本行的时刻；取决于规则的，另立一条规则",
    ),
    (
        r"so long after an attribute; what hangs on a rule is a rule",
        "某属性之后若干时间；取决于规则的，另立一条规则",
    ),
    (
        r"a length after \+, such as .+",
        "“+”之后写一段时间，如“30 days”“18 months”“65 years”",
    ),
    (
        r"'(.+) has happened', or before or after a moment",
        "“{0} has happened”，或者在某时刻之前、之后",
    ),
    (r"what a row itself tells", "本行自己写明的"),
    (
        r"'first (.+)' or 'last .+'; or rows without ids, for which (\S+) says keyed = .+",
        "“first {0}”或“last {0}”；各行没有编号的，在{1}写明keyed = false",
    ),
    (
        r"'first (.+)' or 'last .+': several may belong to one",
        "“first {0}”或“last {0}”，因为所属的可能不止一条",
    ),
    (
        r"a list of roles, or 'members.role, members.name'; a list of names .+",
        "角色的列表，或者“members.role, members.name”；只有姓名的，按所任角色写在who之下",
    ),
    (r"an attribute of (\w+) that names a (\w+)", "{0}中写明{1}的属性"),
    (r"an attribute", "属性"),
    (
        r"a question to other rules under any or all, not where rows are picked",
        "写在any或all之下的、对其他规则的提问，不用于挑选数据行",
    ),
    (
        r"a question of yes or no about the rows that are counted, because this rule is not asked row by row",
        "对计入的数据行的是非问题，因为本规则不逐行判定",
    ),
    (r"at most (\d+) rules that hang on one another", "相互依赖的规则不超过{0}条"),
    (
        r"no rule here: none of them has a due time",
        "（没有可用的规则，都没有到期时间）",
    ),
    # what feeds a rule
    (
        r"a question where the rate has one, and else None",
        "按什么分组须与比率一致：比率分组的要写，不分组的不写",
    ),
    (
        r"another ledger than '(.+)', which is counted by where",
        "“{0}”以外的台账（该台账由where计数）",
    ),
    (
        r"another ledger than '(.+)', whose rows are the answers",
        "“{0}”以外的台账（该台账本身就是评价）",
    ),
    (
        r"none beside among, whose rows are the population",
        "不填；写了among的，分母即其数据行",
    ),
    (r"False, for a (\w+) belongs to no row", "不填，因为{0}不属于任何数据行"),
    (r"None, for no attribute dates a (\w+)", "不填，因为{0}没有日期"),
    (r"(?:False|None), for (.+)", "不填，因为{0}"),
    (r"the rule has no bound that may have passed", "本规则没有会过的期限"),
    (r"a share is settled with its period", "比率随期间结束而确定"),
    (r"a score is settled with its period", "得分随期间结束而确定"),
    (r"keeping is broken before its end, never after it", "违反保存义务只会在期满之前"),
    (
        r"a question whose yes no time takes back; (.+)",
        "答“是”后不因时间而改变的问题；{0}",
    ),
    (r"say when its duty ended with ended", "义务何时终止，用ended写明"),
    (r"what was done counts", "做过的即应计入"),
    (r"what came about counts", "发生过的即应计入"),
    (r"none without each", "不填；没有each就没有人可以免除"),
    (r"None without each", "不填，除非写明each"),
    (r".+, where each owes it", "不填，因为由各行分别负有义务"),
    (
        r".+, where each group has a share of its own",
        "不填，因为各组各有比率",
    ),
    (r"None without reading, from which it is taken", "不填，除非写明reading"),
    (
        r"None beside the days that were lost, which extend the cover",
        "不填；停用日数（lost）已经延长保修期",
    ),
    (r"a question whom was called", "写明回访的是谁"),
    (
        r"ledgers whose rows are dated, by `placed` of their facts",
        "数据行有日期的台账，用facts中的placed写明是哪一列",
    ),
    (r"what owes the visits, and when its plan begins", "由谁负有义务、计划何时开始"),
    (r"False beside days, which are told", "不填；日数（days）已经写明"),
    (r"None beside days, which are told", "不填；日数（days）已经写明"),
    (r"a question, without days", "要写，除非写明days"),
    (
        r"a question of how much more, or of the new last day",
        "延长多少，或者新的截止日",
    ),
    (r"None beside a function that returns them", "不填；该函数已经返回"),
    (r"True, where every row counts", "不填，因为各行都计入"),
    (
        r"none, where the matter is never known to be closed",
        "不填，因为从不知道事项是否已经办结",
    ),
    (r"none, where given is set", "不填；given已经写明"),
    (r"this, or members", "二者选一：本项，或者members"),
    (
        r"none beside since, which is what starts the count",
        "不填；since已经写明何时起算",
    ),
    (r"none, because one event starts the count", "不填，因为由一个事件起算"),
    (
        r"True beside a way out with until, for the whole is due on no day",
        "写了until的要填true，因为整体没有到期日",
    ),
    (
        r"a question to which no time brings a yes; with apart = true .+",
        "不因时间而变为“是”的问题；写apart = true的各步分别判定，整体不会先于该步达标",
    ),
    (r"None beside answers, which asks for each item", "不填；answers已经写明各项"),
    (r"a question for each of (.+)", "各项都要写：{0}"),
    (r"None without ratings in its feed", "不填，除非取数时写明ratings"),
    (
        r"None, because a total of points has no counts of grades",
        "不填，因为总分没有各等次的个数",
    ),
    (
        r"True, where two ledgers are counted against one another",
        "两本台账相除的，要填true",
    ),
    (r"'(\w+)' without by", "不填，除非写明by"),
    (r"False without ways_out", "不填，除非写明ways_out"),
    (r"None beside cycle, where each cell is one", "不填；写了cycle的，每个周期算一次"),
    (r"False, where one attempt is enough", "不填，因为尝试一次即可"),
    (r"a question, or None for all of them", "问题；全部适用的不填"),
    (
        r"None beside whenever, which nothing ends",
        "不填；随时免除的（whenever）没有终止",
    ),
    (r"this, or attempts, and not both", "二者选一：本项，或者attempts"),
    (
        r"a question: a duty that is always let off is none",
        "问题：总是免除的就不是义务",
    ),
    (r"None: a ladder says itself when it ended", "不填；逐次尝试的自己写明何时终止"),
    (r"None beside granted_by", "不填；已经写明granted_by"),
    (
        r"the moment it came, by which it is held against the bound; or whenever, .+",
        "何时发生（据此与期限比较）；逾期之后也免除的，写whenever",
    ),
    (r"nothing: (\w+) takes none", "不填；{0}不接受"),
    (r"a question", "一个问题（必填）"),
    (
        r"none, where rows are counted; name a rule with over to count its",
        "不填：计的是行；要计另一规则的结果，用over写明该规则",
    ),
    (
        r"what the other rule comes to, such as BREACHED and LATE; one of .+",
        "另一规则的结果，如BREACHED和LATE；这两种须同时写，因为违反之后仍可能补办",
    ),
)
"""Each description by its pattern, with what it names put in."""
