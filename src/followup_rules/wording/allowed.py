"""
What a value may be, in plain words: the descriptions that programmers are told.
"""

import re
from typing import Final

from followup_rules.clauses import Text
from followup_rules.errors import as_shown
from followup_rules.errors.base import shortened

_NOT_WHOLE: Final = "; one that is not whole as text, such as '(.+?)'"
_KINDS: Final[tuple[tuple[str, Text], ...]] = (
    # what an attribute may hold
    ("None or True or False", Text("yes, no or blank", "是、否或空")),
    ("True or False", Text("yes or no", "是或否")),
    (
        "a category, or a list of them",
        Text("a category, or a list of them", "一个类别，或由类别组成的列表"),
    ),
    ("a list or another iterable", Text("a list", "列表")),
    ("a list of tables", Text("a list of tables", "由数据行组成的列表")),
    (
        "a whole number, or a text",
        Text(
            "a whole number, or a text without edge blanks and unseen characters",
            "整数，或首尾不留空格、不含换行和不可见字符的文本",
        ),
    ),
    (
        "None or a text without edge blanks or control characters",
        Text(
            "a text without edge blanks and control characters, or blank",
            "首尾无空白、没有控制字符的文本，或空",
        ),
    ),
    (
        "a text without edge blanks or control characters",
        Text(
            "a text without edge blanks and control characters",
            "首尾无空白、没有控制字符的文本",
        ),
    ),
    ("None or a text", Text("a text or blank", "文本或空")),
    ("a text", Text("a text", "文本")),
    (
        r"None or a whole number, (\d+) or more",
        Text("a whole number, {0} or more, or blank", "不小于{0}的整数或空"),
    ),
    (
        r"a whole number, (\d+) or more",
        Text("a whole number, {0} or more", "不小于{0}的整数"),
    ),
    (
        r"a whole number from (\d+) to (\d+)",
        Text("a whole number from {0} to {1}", "{0}至{1}的整数"),
    ),
    ("None or a whole number", Text("a whole number or blank", "整数或空")),
    ("a whole number", Text("a whole number", "整数")),
    ("None or str", Text("a text or blank", "文本或空")),
    ("str", Text("a text", "文本")),
    (
        "None or Mapping",
        Text(
            "a table from names to values, or blank; a text of JSON is one once "
            "json.loads has read it",
            "由名称和取值组成的表，或空；JSON文本先用json.loads读入",
        ),
    ),
    (
        "a table, in one cell as JSON, such as (.+)",
        Text(
            "a table, in one cell as JSON, such as {0}",
            "由名称和取值组成的表，写在一格里的用JSON，如{0}",
        ),
    ),
    ("None or date", Text("a day or blank", "日期或空")),
    ("date", Text("a day", "日期")),
    ("an aware datetime", Text("a time with its zone", "带时区的时间")),
    (
        "a day or an aware datetime",
        Text("a day, or a time with its zone", "日期或带时区的时间"),
    ),
    (
        "a table (?:by name|from names to values)",
        Text("a table from names to values", "由名称和取值组成的表"),
    ),
    (
        "a day of the years 1 to 9999",
        Text("a day of the years 1 to 9999", "公元1年至9999年之间的日期"),
    ),
    (
        "a share from 0 to 1, such as (.+)",
        Text("a share from 0 to 1, such as {0}", "0至1的比率，如5%"),
    ),
    (
        r"a length such as Years\(5\) or Months\(18\), or (.+)",
        Text(
            "a length of time, such as {0}",
            "一段时间，如“30分钟”“15个工作日”“1年6个月”“1个月减4天”",
        ),
    ),
    ("one category or more", Text("one category or more", "一个或多个类别")),
    (
        "a key for the person, (.+)",
        Text("a key for the person, {0}", "能识别本人的编号（一人一签，不论办件多少）"),
    ),
    (
        "no grades, for (.+)",
        Text("no grades, for {0}", "不填评价（未接通，或者意见表未收回）"),
    ),
    # what a cell of a file may hold
    (
        r"yes or no, (.+)",
        Text("yes or no, {0}", "是或否，也可写yes或no、true或false、1或0"),
    ),
    (
        r"a day, such as ([\d-]+), or (a time, .+)",
        Text(
            "a day, such as {0}, or {1}", "日期，如{0}，或者带钟点的时间，如{0} 16:30"
        ),
    ),
    (r"a day, such as ([\d-]+)", Text("a day, such as {0}", "日期，如{0}")),
    (
        r"a time, such as ([\d-]+)T([\d:]+) or, with an offset, (.+)",
        Text(
            "a time, such as {0}T{1} or, with an offset, {2}",
            "时间，如{0} {1}，带时区的写作{2}",
        ),
    ),
    (
        r"a time, such as ([\d-]+)T([\d:]+), or with an offset (.+)",
        Text(
            "a time, such as {0}T{1}, or with an offset {2}",
            "时间，如{0} {1}，带时区的写作{2}",
        ),
    ),
    (
        r"a clock time that comes once; write its offset, such as (.+)",
        Text(
            "a clock time that comes once; write its offset, such as {0}",
            "只出现一次的钟点，请写明时区，如{0}",
        ),
    ),
    (r"entries such as (.+)", Text("entries such as {0}", "形如{0}的各项")),
    (r"one entry for (.+)", Text("one entry for {0}", "{0}只写一次")),
    # what a command may be told
    (
        r"2026-03, (.+)",
        Text(
            "2026-03, {0}",
            "如2026-03（月）、2026-W11（周）、2026-Q1（季度）、2026-H1（半年）、"
            "2026-03-H1（半月）、2026（年）、2026-03-11（日）、"
            "2026-03-01..2026-03-31（起止日）这样的写法",
        ),
    ),
    (
        "a role, a name and where it matters a body, (.+)",
        Text(
            "a role, a name and where it matters a body, {0}",
            "角色和姓名，必要时加上所在单位；没有记录的写None",
        ),
    ),
    (
        r"a Period, such as ([^;]+); needed by ([^(]+) \(.+",
        Text(
            "a Period, such as {0}; needed by {1}",
            "期间，如{0}；规则{1}需要期间（命令行写--period，示例中写period；"
            "周期性规则也可在feed中写since）",
        ),
    ),
    (r"a Period, such as (.+)", Text("a Period, such as {0}", "期间，如{0}")),
    # agendas and their feeds
    ("at least one$", Text("at least one", "至少一份")),
    ("an Agenda$", Text("an Agenda", "待办清单（Agenda）")),
    ("one for all: (.+)", Text("one for all: {0}", "各份相同，即{0}")),
    ("one moment for all: (.+)", Text("one moment for all: {0}", "各份相同，即{0}")),
    (
        "a key that no other entry has; (.+)",
        Text(
            "a key that no other entry has; {0}",
            "各项互不相同的键；同一制度只能并入一次，另立的制度应有自己的代号",
        ),
    ),
    (
        "(None, )?Days(.n.) or WorkingDays.n.$",
        Text("{0}Days{1} or WorkingDays{1}", "Days(n)或WorkingDays(n)"),
    ),
    (
        "a work calendar, for (?:a lead|an alarm) in working days$",
        Text("a work calendar", "工作日历，按工作日计算时不可缺少"),
    ),
    (
        "an address, such as (.+)",
        Text("an address, such as {0}", "网址，如{0}"),
    ),
    (
        "the `content` of a feed that this module wrote",
        Text("the `content` of a feed", "本库前一次写出的日历的content"),
    ),
    # what a rules file may hold
    (
        r"a share from 0 to 1 as text, such as '(.+?)' or '(.+?)'(.*)",
        Text(
            "a share from 0 to 1 as text, such as '{0}' or '{1}'{2}",
            "写成文本的0至1的比率，如“{0}”“{1}”",
        ),
    ),
    (
        rf"an exact number from (-?\d+) up to (-?\d+){_NOT_WHOLE}",
        Text(
            "an exact number from {0} up to {1}; one that is not whole as text, "
            "such as '{2}'",
            "{0}至{1}的精确的数；不是整数的写成文本，如“{2}”",
        ),
    ),
    (
        rf"an exact number from (-?\d+){_NOT_WHOLE}",
        Text(
            "an exact number from {0}; one that is not whole as text, such as '{1}'",
            "不小于{0}的精确的数；不是整数的写成文本，如“{1}”",
        ),
    ),
    (
        rf"an exact number{_NOT_WHOLE}",
        Text(
            "an exact number; one that is not whole as text, such as '{0}'",
            "精确的数；不是整数的写成文本，如“{0}”",
        ),
    ),
    (
        r"a time of day, such as '(.+?)'",
        Text("a time of day, such as '{0}'", "钟点，如“{0}”"),
    ),
    (
        r"a window such as '(.+?)', '(.+?)' or '(.+?)'",
        Text("a window such as '{0}', '{1}' or '{2}'", "时段，如“{0}”“{1}”或“{2}”"),
    ),
    (
        r"((?:\S+@\S+, )+)a \.toml or \.json file, or 'edition NAME'",
        Text(
            "{0}a .toml or .json file, or 'edition NAME'",
            "{0}.toml或.json文件，或者“edition 版本名”",
        ),
    ),
    ("true or false", Text("true or false", "true或false")),
    (
        "each key once; (.+)",
        Text(
            "each key once; {0}",
            "每个键只写一次；写在“{{ }}”里的表不能再补充，要补充的另写一个[表名]",
        ),
    ),
    ("each key once", Text("each key once", "每个键只写一次")),
    (
        "signs of an English keyboard: (.+)",
        Text("signs of an English keyboard: {0}", "英文半角符号：{0}"),
    ),
    (
        "a key with letters beyond A to Z in quotes, such as (.+)",
        Text(
            "a key with letters beyond A to Z in quotes, such as {0}",
            "带引号的键（键中有字母、数字以外的字时），如{0}",
        ),
    ),
    (
        "text in quotes, a number, a day, true or false, (.+)",
        Text(
            "text in quotes, a number, a day, true or false, {0}",
            "带引号的文本、数字、日期、true或false，或者[ ]、{{ }}",
        ),
    ),
    (r"at most (\d+) levels", Text("at most {0} levels", "不超过{0}层")),
    (r"at most (\d+) bytes", Text("at most {0} bytes", "不超过{0}字节")),
    (
        r"UTF-8 without one; (.+)",
        Text("UTF-8 without one; {0}", "不带该标记的UTF-8，请另存为“UTF-8”"),
    ),
    (r"UTF-8; (.+)", Text("UTF-8; {0}", "UTF-8，请以该编码保存")),
    (r"at least based_on = (.+)", Text("at least based_on = {0}", "至少写明based_on")),
    (
        "leave out one of the two",
        Text("leave out one of the two", "两者之一，请删去另一处"),
    ),
    (
        r"a chain of (\w+) that ends",
        Text("a chain of {0} that ends", "有尽头的底本关系"),
    ),
    (r"a file in (.+)", Text("a file in {0}", "{0}中的文件")),
    (
        "a table; or based_on, and only what differs",
        Text(
            "a table; or based_on, and only what differs",
            "一张表；或者写based_on，只写不同之处",
        ),
    ),
    (
        "a table; `read` takes the name of a file, and `loads` its text",
        Text(
            "a table; `read` takes the name of a file, and `loads` its text",
            "一张表；文件名请用read，文件的内容请用loads",
        ),
    ),
    ("a table", Text("a table", "一张表")),
    ("a path as text", Text("a path as text", "写成文本的路径")),
    (r"a path such as (.+)", Text("a path such as {0}", "路径，如{0}")),
    (
        r"a list of (\d+) or more, each (.+)",
        Text("a list of {0} or more, each {1}", "不少于{0}项的列表"),
    ),
    (
        "a new rule says its kind",
        Text("a new rule says its kind", "新增的规则要写kind"),
    ),
    ("days of the calendar", Text("days of the calendar", "历法上有的日期")),
    ("Rulebook or Editions", Text("Rulebook or Editions", "一部制度或其各版本")),
    ("Rulebook", Text("Rulebook", "一部制度")),
)
"""Each description by a pattern of its beginning."""


def say_allowed(described: str, language: str) -> str:
    """
    Say what a value may be; what has no plainer words stays as it is described.

    >>> say_allowed("a whole number, 1 or more", "zh"), say_allowed("in_home", "zh")
    ('不小于1的整数', 'in_home')
    """
    for pattern, text in _KINDS:
        if found := re.match(rf"{pattern}(?!\w)", described):
            return text.in_language(language).format(*found.groups())
    return described if language == "en" else _listed(described)


def _listed(described: str) -> str:
    """List names, or quoted examples, as Chinese does; other words stay."""
    if re.fullmatch(r"'[^']*'(?: or '[^']*')+", described):
        return "、".join(f"“{one}”" for one in re.findall(r"'([^']*)'", described))
    names, semicolon, rest = described.partition("; ")
    if ", " not in names or re.search(r"(?<!,) ", names):
        return described
    said = names.replace(", ", "、")
    return f"{said}；{say_allowed(rest, 'zh')}" if semicolon else said


_LISTS: Final = (list, tuple, set, frozenset)


def _is_list(got: object) -> bool:
    """Say whether a value is itself a list."""
    return isinstance(got, _LISTS)


def quoted(got: object, language: str) -> str:
    """
    Write what came so that it can be told from the sentence around it.

    A list of one keeps its brackets, so that it is not taken for what is in it.

    >>> quoted("电梯", "zh"), quoted(["甲", 3], "zh"), quoted("lift", "en")
    ('“电梯”', '“甲”、3', "'lift'")
    >>> quoted(["电梯"], "zh")
    '[“电梯”]'
    """
    if language == "en":
        return as_shown(got)
    if isinstance(got, str) and got.isprintable():
        return f"“{shortened(got)}”"
    if isinstance(got, _LISTS) and got and not any(map(_is_list, got)):
        listed = "、".join(quoted(one, language) for one in got)
        return listed if len(got) > 1 else f"[{listed}]"
    return as_shown(got)
