"""
What would do in a rules file, for a reader of Chinese: each description of a value.

What English says of a field by itself stands in `wording.allowed`; here is what is said
of values that have to go together, and of the forms that a file has for them.
"""

import re
from typing import Final

from followup_rules.wording.allowed import say_allowed
from followup_rules.wording.fits_of_feeds_in_chinese import OF_FEEDS

_SAID: Final[tuple[tuple[str, str], ...]] = (
    # forms of a file
    (r"false for none, or (.+)", "false（表示没有），或者{0}"),
    (
        r"true for always, false for none, or (.+)",
        "true（总是）、false（没有），或者{0}",
    ),
    (r"true for always, (.+)", "true（总是），或者{0}"),
    (
        r"a list of (\d+) or more, each (.+), none twice",
        "不少于{0}项、不重复的列表，各项为{1}",
    ),
    (r"a list of (\d+) or more, each (.+)", "不少于{0}项的列表，各项为{1}"),
    (
        r"a tuple of (\d+) or more, each (.+), no (\w+) twice",
        "不少于{0}项的列表，{2}不重复，各项为{1}",
    ),
    (r"a tuple of (\d+) or more, each (.+)", "不少于{0}项的列表，各项为{1}"),
    (r"a Table of names, each with (.+)", "以名称为键的表，各项为{0}"),
    (r"a table of names, each with (.+)", "以名称为键的表，各项为{0}"),
    (r"a table with kind", "写明kind的一张表"),
    (r"a table with (.+)", "一张表，含{0}"),
    (r"a table whose kind is (.+)", "一张表，kind为{0}"),
    (r"the id of a clause, or (.+)", "条款编号，或者{0}"),
    (r"false for none, or the id of a rule", "false（表示没有），或者规则编号"),
    (r"none: the file declares no facts", "（本文件没有写facts）"),
    (r"languages by their tags, such as en and zh", "语言代码，如en、zh"),
    (r"a time with its offset, such as ('.+')", "带时区的时间，如{0}"),
    (r"an IANA time zone name, such as ('.+')", "时区名称，如{0}"),
    (
        r"the name of a calculation of a book that is installed",
        "已安装的某部制度的计算的名称",
    ),
    (r"a kind and an id, such as (.+)", "种类和编号，如“firm”或“cadence phone_round”"),
    (r"a list of paths", "路径的列表"),
    (r"a table at the top", "最外层为一张表"),
    (r"an id that is no part of (.+)", "不属于{0}的编号"),
    (r"rules that do not hang on one another", "互不依赖的规则"),
    (r"rows that are inside no rows of their own", "不套在自身之内的数据行"),
    (r"no key", "（没有可写的键）"),
    (r"none", "（没有）"),
    (r"a day or an instant", "日期或时刻"),
    (r"another attribute of the row", "本行的另一个属性"),
    (r"the attribute of the rows' day", "表示各行日期的属性"),
    (
        r"a yes or no that every row tells, such as one with a default",
        "每行都要填的“是或否”（可写明默认值）",
    ),
    (
        r"another name: every row has id, entered_at, owner and named besides",
        "别的名称，因为每行本来就有id、entered_at、owner和named",
    ),
    (
        r"letters, digits and _, and no word of Python such as 'class'",
        "由字母、数字和_组成的名称，且不是“class”之类Python保留的词",
    ),
    (
        r"None, because parts of a row are held to no order",
        "不填，因为行内各项不论先后",
    ),
    (r"rows of (\w+)", "{0}的数据行"),
    (r"the id of a rule", "规则编号"),
    (r"((?:\w+, )*\w+) and (\w+)", "{0}和{1}"),
    # clauses and texts
    (r"words in at least one language", "至少一种语言的文字"),
    (
        r"a language without script or region, such as 'zh'",
        "不带文字和地区的语言代码，如“zh”",
    ),
    (r"each name once", "每个名称只写一次"),
    *OF_FEEDS,
    # deadlines and their lives
    (
        r"exactly one of share, before_end and after_end",
        "share、before_end、after_end中恰好一项",
    ),
    (r"None where it may be asked for at any time", "不填，因为随时可以申请"),
    (r"None where each may be as long as the limit", "不填，因为每次可与原时限相同"),
    (r"None, unless notice is set", "不填，除非写明notice"),
    (r"None, where same_day_as is set", "不填；已经写明same_day_as"),
    (r"None, where notice is set", "不填；已经写明notice"),
    (
        r"None, unless limit is set; after orders steps",
        "不填，除非写明limit；步骤的先后用after",
    ),
    (
        r"BREACH, unless after, same_day_as or since is set",
        "BREACH，除非写明after、same_day_as或since",
    ),
    (
        r"each name once, and none that same_day_as or since names",
        "每个名称只写一次，且不与same_day_as、since重复",
    ),
    (
        r"False, where no other step can be missing at the close",
        "不填，因为办结时不可能缺少其他步骤",
    ),
    (r"without '?(\w+)'?, which a notice comes before", "不含{0}，通知应在其之前"),
    (r"None, because each case has (?:its own|a limit)", "不填，因为各类别各有时限"),
    (r"False, because each case has a limit", "不填，因为各类别各有时限"),
    (r"False, because the case brings its limit", "不填，因为个案自带时限"),
    (r"(?:None|none), because there is no limit", "不填，因为没有时限"),
    (r"none without a start", "不填，除非写明start"),
    (
        r"None without two events, of which one starts the count",
        "不填，除非有两个以上事件，由其中之一起算",
    ),
    (r"Conflict\.STRICTEST, without two cases", "STRICTEST，因为不足两个类别"),
    (
        r"one that says how long, because the limit may be a day",
        "写明多久的，因为时限可能是某一日",
    ),
    (r"editions of (\w+)", "{0}的各个版本"),
    # amounts, days and hours
    (
        r"a length without hours or minutes, because a window has days",
        "不含小时、分钟的一段时间，因为窗口按日计算",
    ),
    (
        r"two units or more, each at least 1; one unit is Days\(15\)",
        "两个以上单位，每个不小于1",
    ),
    (
        r"working days to be added, or counted back with Counting\.before",
        "工作日只能加，不能减",
    ),
    (r"less taken off than the rest always is", "减去的比其余部分短"),
    (
        r"units from the largest down, one of each: .+",
        "单位从大到小、各写一次：年、月（或半月）、周、日（或工作日）、小时、分钟；工作小时和工作分钟单独写",
    ),
    (
        r"the OfficeHours in which working hours are counted",
        "计算工作小时所依据的办公时间（hours）",
    ),
    (
        r"hours that are added to days, where they stand still on rest days",
        "休息日停止计算的小时，应与日数相加",
    ),
    (
        r"False where the start day is counted, because it is the first day then",
        "不填，因为起算日已经计入，本身就是第一日",
    ),
    (
        r"False where no last day rolls; set rest_day or rest_day_before as well",
        "不填，除非同时写明rest_day或rest_day_before，使最后一日遇休息日顺延或提前",
    ),
    (
        r"1 where there is no least; set least_working_days as well",
        "不填，除非同时写明least_working_days",
    ),
    (
        r"0 where suspended days do not count, because no period ends among them then",
        "不填，因为中止的日子不计入，期间不会在其中届满",
    ),
    (
        r"False where hours roll: they run on to a working day, or never leave one",
        "不填，因为小时数已按hours_roll顺延至工作日",
    ),
    (
        r"OfficeHours, where something counts from an opening or until a close",
        "办公时间（hours），因为要从开门起算或者算到关门为止",
    ),
    (
        r"the hours of an office in the zone of the counting",
        "与计算规则同一时区的办公时间",
    ),
    (
        r"None beside OFFICE_CLOSE and CLOCK_TIME; what ends at day_ends closes at DAY_END",
        "不填；要在day_ends所写的钟点届满，closes_at用DAY_END",
    ),
    (
        r"True where the last day closes at a clock time, which is in time",
        "不填，因为最后一日在起算的钟点届满，该时刻仍为期限内",
    ),
    (
        r"0 where the clock may stand still \(stopped_by\)",
        "不填，因为计时可以停止（stopped_by）",
    ),
    (
        r"a weekday such as 'mon', or make_up_windows=\.\.\., because (.+) is a make-up day",
        "星期几（如mon），或者make_up_windows，因为{0}是调休上班日",
    ),
    (
        r"an alias of one thing; it is '(.+)' as well",
        "只指一项的别名（它同时也指“{0}”）",
    ),
    (
        r"a length, where the last day closes at the trigger's clock time",
        "一段时间，因为最后一日在起算的钟点届满",
    ),
    (
        r"a weekday, or make_up_windows, not both",
        "星期几，或者make_up_windows，二者选一",
    ),
    (r"each day once, the earlier first", "每个日期只写一次，先后有序"),
    (r"a time of day without a zone", "不带时区的钟点"),
    (
        r"a window such as '(.+)' or '(.+)', not an empty one",
        "时段，如“{0}”“{1}”，不能为空",
    ),
    (
        r"windows that do not overlap; touching ones may stand side by side",
        "互不重叠的时段；首尾相接的可以并列",
    ),
    (r"a week in which the office opens at least once", "至少办公一次的一周"),
    (r"(\w+) no more than once", "{0}不超过一次"),
    (
        r"((?:\w+, )+)or a run such as 'mon-fri' or 'sun-thu'",
        "{0}或者连写，如“mon-fri”、“sun-thu”",
    ),
    (r"a mapping or a set of item keys", "以各项的key为键的映射，或者各项key的集合"),
    (r"a fact, or None", "一项事实的名称，或者不填"),
    (r"None, or more than (.+), up to (.+)", "不填，或者大于{0}、不大于{1}的数"),
    (
        r"True, or False where no window is known",
        "True；不知道窗口的，也可以是False",
    ),
    (
        r"a time after the day has begun; None, where the day ends at 24:00",
        "一日开始之后的钟点；到二十四时为止的不填",
    ),
    (r"1 to 9999 units", "1至9999个单位"),
    (r"a month and a day that a year has", "一年之中有的月和日"),
    (r"a day that its month has", "该月有的日"),
    (r"less than the whole year", "不满一年"),
    (r"1 or more, or -1 or less", "1以上，或者-1以下"),
    (r"at most (\d+) in a (\w+), from either end", "从头或从尾数起不超过{0}"),
    (
        r"(.+) or a text such as '2 weeks from 2026-01-05'",
        "{0}，或者“2 weeks from 2026-01-05”之类的文本",
    ),
    # windows, series, intervals, keeping, cadence
    (r"none, or two or more", "不填，或者两个以上"),
    (r"longer than (.+)", "比“{0}”长"),
    (r"some time", "大于零的时间"),
    (r"a length, unless least is one", "一段时间，除非写明at_least"),
    (r"LAST_DONE without most", "LAST_DONE，除非写明at_most"),
    (r"None without most", "不填，除非写明at_most"),
    (r"None by a plan", "不填，因为按计划计算"),
    (r"a length of one unit by a plan", "只有一个单位的一段时间，因为按计划计算"),
    (
        r"days, weeks, months or years where there is a season",
        "有季节的，写日、周、月或年",
    ),
    (
        r"either a length, or cases that have one each",
        "一段时间，或者各自写明时间的情形（cases），二者选一",
    ),
    (r"None, unless by is PERIOD_COVERED", "不填，除非by为PERIOD_COVERED"),
    (
        r"visits whose windows follow one another without overlapping",
        "窗口前后相接而不重叠的各次回访",
    ),
    (r"a length with WITHIN, and None otherwise", "WITHIN要写一段时间，其他不填"),
    (r"None where the number itself is the breach", "不填，因为达到次数即为违反"),
    (r"statuses that are final", "不再改变的状态"),
    # quotas, draws, targets, teams, checklists
    (r"either a size or a share", "数量（size）或比率（share），二者选一"),
    (r"None, or more than the least, which is (\d+)", "不填，或者大于下限{0}"),
    (r"(\S+), because the size is no share", "{0}，因为没有按比率抽取"),
    (
        r"Scope\.PER_WINDOW, because each stratum has a number of its own",
        "PER_WINDOW，因为各层各有数量",
    ),
    (
        r"no size, share or bound, because each stratum has its own",
        "不填数量、比率和上下限，因为各层各有规定",
    ),
    (r"nobody is left out", "（不得剔除任何人）"),
    (r"a bound that a rate can meet", "比率能够达到的界限"),
    (
        r"one or more, unless the rule asks for people or for people apart",
        "至少一个角色，除非规定了人数或各不相同的人",
    ),
    (r"more than (\d+)", "大于{0}"),
    (r"more than 0", "大于0"),
    (r"False: all exclude", "不填，因为各角色互不兼任"),
    (r"(\d+) to (\d+)", "{0}至{1}"),
    (r"a collection of names, such as a list of them", "名称的列表"),
    (r"(\S+), by which the rule knows it", "{0}，即规则中的名称"),
    # scores
    (r"a share for each of (.+), adding up to 1", "{0}各一个比率，合计为1"),
    (
        r"what an item is worth that has no points of its own; all have",
        "没有自己分值的项目的分值（现在各项都有）",
    ),
    (
        r"points of which the best answers add up to more than 0",
        "最好的回答合计大于0的分值",
    ),
    (
        r"None, because rating devices give grades and no totals",
        "不填，因为评价器只有等次，没有总分",
    ),
    (
        r"LOWEST or HIGHEST, where answers may be worth less than 0",
        "LOWEST或HIGHEST，因为有的回答分值低于0",
    ),
    (r"a share inside 0 and 1", "大于0、小于1的比率"),
    (
        r"cut-offs that fall from tier to tier, down to (.+)",
        "逐档降低、最低一档为{0}的分数线",
    ),
    (
        r"only '(.+)', because no other item is looked at",
        "只能是“{0}”，因为不看其他项目",
    ),
    (r"1, because the unit weighs no items", "1，因为这种计分方式不计权重"),
    (
        r"-100 to 100 for each of (.+), never rising",
        "{0}各一个-100至100的分值，不逐级升高",
    ),
    (r"points for each of (.+)", "{0}各一个分值"),
    (r"one or more of (.+)", "{0}中的一个或多个"),
    (r"none, because the scale is that of the rule", "不填，因为等次与规则相同"),
    (
        r"one that differs in weight, direction, scale or points",
        "在权重、方向、等次或分值上有所不同的一项",
    ),
    (r"each word once", "每个词只写一次"),
    # warranty and money held back
    (r"shares above 0 that add up to 1", "大于0、合计为1的比率"),
    (
        r"another than Restart\.NEVER, beside a period of repairs",
        "NEVER以外的，因为规定了修复后的保修期",
    ),
    (r"Restart\.NEVER, beside a meter", "NEVER，因为规定了用量"),
    (r"nothing, because the cover never ends", "不填，因为保修永不期满"),
    (
        r"a length of days to years, which (.+) may cut",
        "以日至年计的一段时间，以便“{0}”封顶",
    ),
    (
        r"'heating', 'cooling', 'flood' or a name of your own",
        "“heating”“cooling”“flood”，或自定的季节名",
    ),
    (r"None, because the period never ends", "不填，因为保修永不期满"),
    (r"none, because (\w+) names the one event", "不填，因为{0}已经写明唯一的事件"),
    (r"two or more", "两个以上"),
    # what a row tells, or a call
    (
        r"a day or an instant, alone or in a pair with the day covered",
        "日期或时刻，或者再加上所涉期间的日期",
    ),
    (r"a list of days or instants", "日期或时刻的列表"),
    (
        r"items that were done, of a matter that is closed",
        "已完成的项目，且事项已经办结",
    ),
    (r"a mapping or a set of item ids", "项目编号的表或集合"),
    (
        r"any number of (\w+), or tables of its fields",
        "若干个{0}，或者由其字段组成的表",
    ),
    (
        r"None, because (\S+) lets nobody set a time \(self_set\)",
        "不填，因为{0}不允许自行约定时间（self_set）",
    ),
    (r"(?:None|none), because any form counts", "不填，因为任何形式都计入"),
    (
        r"None, because (\S+) takes no limit of a case \(case_limit\)",
        "不填，因为{0}没有个案期限（case_limit）",
    ),
    (
        r"None, because (\S+) lets nobody extend it \(extension\)",
        "不填，因为{0}不能延期（extension）",
    ),
    (
        r"None, because nothing stops (\S+) \(stopped_by\)",
        "不填，因为{0}不停止计时（stopped_by）",
    ),
    (r"a category or a collection of categories", "一个或多个类别"),
    (
        r"None, because (\S+) has a limit, which closing does not move",
        "不填，因为{0}有时限，办结不改变时限",
    ),
    (
        r"a person, of how many and how many visited, such as \('Li', 20, 1\)",
        "姓名、总数和已回访数，如('Li', 20, 1)",
    ),
    (r"None, unless the rank among them is given", "不填，除非同时给出名次"),
    (r"None: there are no cases", "不填，因为没有分情形（cases）"),
    (r"a collection of ids", "编号的列表"),
    (r"a rule of draws, such as a DrawPolicy", "抽取规则（DrawPolicy）"),
    (
        r"less than (\d+), so that it is a scale people use",
        "小于{0}，档次再多就无法实际使用",
    ),
    (r"words in that language", "该语言的文字"),
    (r"counts by window", "各窗口的个数"),
    (r"counts by grade, or forms", "各等次的个数，或者各张意见表"),
    (r"all counts, or all forms", "都是个数，或者都是意见表"),
    (r"counts by grade", "各等次的个数"),
    (r"forms, because the items do not count alike", "意见表，因为各项的分量不同"),
    (
        r"none, because a total of points has no counts of grades",
        "不填，因为总分没有各等次的个数",
    ),
    (r"1 or more of each, at most (\d+) together", "各不少于1，合计不超过{0}"),
    (
        r"True, False or None: the rule says of no status that it counts",
        "true、false或不填，因为规则没有写明哪些状态计入",
    ),
    (r"a first and a last day", "起止日"),
    (r"None: nothing is owed by this rule", "不填，因为本规则不产生义务"),
    (r"one of the two", "二者之一"),
    (
        r"cells that are neighbours: give one that is not known as None",
        "前后相接的周期；不知道的周期也要写上，写作None",
    ),
    (r"a list, each (.+)", "列表，各项为{0}"),
    (r"none, because no category has a meter", "不填，因为没有按用量计算的类别"),
    (r"(.+), 'unlimited', or the last day itself", "{0}、“unlimited”，或者最后一日"),
    (r"one that ends; ask first whether it never_ends", "有期满之日的；先看never_ends"),
    (r"one of them, or several", "其中一个或几个"),
    (
        r"season tables, or with a place those of each place",
        "季节日期表；写了地点的，各地点各一份",
    ),
    (r"one name, by which rows are told apart", "据以分组的一个名称"),
    (r"what answers are pooled by", "据以归并评价的名称"),
    (r"a grade of the scale", "该规则的等次"),
    (r"0 for Monday to 6 for Sunday", "0（星期一）至6（星期日）"),
    (r"a Period", "期间（Period）"),
    # words of fields
    (r"an exact number from (-?\d+) up to (-?\d+)", "{0}至{1}的精确的数"),
    (r"an exact number from (-?\d+)", "不小于{0}的精确的数"),
    (r"an exact number", "精确的数"),
    (
        r"a text without edge blanks or control characters, in NFC",
        "首尾无空白、没有控制字符的文本（NFC）",
    ),
    (r"a table from names to values", "由名称和取值组成的表"),
    (
        r"text, name, yes or no, .+",
        (
            "“text”“name”“yes or no”“day”“instant”“moment”“role”“id”“number”"
            "“one of …”“category of …”“grade of …”“id of …”“row of …”“list of …”等；"
            "可能不填的，后面加“?”"
        ),
    ),
)
"""Each description by its pattern; what it names is said in turn."""
_BOUNDS: Final[tuple[tuple[str, str], ...]] = (
    (r"(.+) or more", "不小于{0}"),
    (r"(.+) or less", "不大于{0}"),
)
"""What is said of any length or number that nothing else says."""


def say_fit(described: str) -> str:
    """
    Say in Chinese what would do.

    >>> say_fit("false for none, or a whole number, 1 or more")
    'false（表示没有），或者不小于1的整数'
    """
    found = _said_by(_SAID, described)
    if found is None:
        found = say_allowed(described, "zh")
    if found == described:
        found = _said_by(_BOUNDS, described) or described
    return found


def _said_by(table: tuple[tuple[str, str], ...], described: str) -> str | None:
    """Say what one of the patterns fits, and in turn what it puts in."""
    for pattern, said in table:
        if found := re.fullmatch(pattern, described):
            return said.format(*(say_fit(part or "") for part in found.groups()))
    return None
