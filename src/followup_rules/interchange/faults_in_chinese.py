"""
What can be wrong in a rules file, for a reader of Chinese.
"""

from typing import Final

IN_CHINESE: Final[dict[str, str]] = {
    # the file as text
    "unreadable": "无法读取",
    "too_large": "文件过大",
    "byte_order_mark": "开头有字节顺序标记",
    "encoding": "不是UTF-8编码",
    "empty": "没有内容",
    "syntax": "语法有误",
    "duplicate_key": "重复出现",
    "too_deep": "嵌套过深",
    # a value by itself
    "wrong_type": "类型不对",
    "not_allowed": "不在允许的范围之内",
    "float": "是浮点数，不能准确表示所有数值",
    "unknown_key": "不是已知的键",
    "missing_key": "没有写",
    "too_few": "项数不足",
    "twice": "有重复的项",
    # a value beside others
    "above_one": "超过了整体",
    "not_nfc": "不是Unicode的NFC形式",
    "unseen": "含有看不见的字符",
    "no_such_day": "不是历法上有的日期",
    "unknown_zone": "不是已知的时区",
    "not_a_condition": "不是条件语言的写法",
    "not_a_type": "不是属性可用的类型",
    "not_a_time": "不是时刻",
    "unknown_clause": "不是本制度的条款",
    "unknown_ledger": "不是本制度的台账",
    "unknown_attribute": "不是该台账的属性",
    "unknown_calculation": "不是任何一部制度的计算",
    "unknown_step": "不是该规则的步骤或项目",
    "never_occurs": "所问的情形不可能出现",
    "claimed_twice": "所主张的判定已由另一条规则主张",
    "two_meanings": "有两种含义",
    "unknown_rule": "不是本制度的规则",
    "unknown_path": "在所依据的制度中没有这个位置",
    "unknown_field": "不是它所决定的规则的字段",
    "unknown_edition": "不是本文件中的版本",
    "unknown_choice": "不在各选项之内",
    "other_kind": "与所改规则的种类不同",
    "contradiction": "与同一文件中的规则矛盾",
    "does_not_fit": "与旁边的数值不相容",
    "unfit_choice": "不是该读法的字段可取的值",
    "cycle": "绕回了自身",
    "outside_folder": "在文件所在的文件夹之外",
    "no_folder": "提到了文件，而这段文本没有所在的文件夹",
    "edition_order": "截止早于开始",
    "edition_gap": "有些日期没有版本适用",
    "edition_overlap": "与另一版本重叠",
    "edition_regulation": "是另一部制度的版本",
}
"""Every fault of `faults.PROBLEMS` in Chinese."""

_PARSERS: Final[tuple[tuple[str, str], ...]] = (
    # what stands twice is said by the fault itself
    ("Cannot overwrite a value", ""),
    ("Cannot declare", ""),
    ("Cannot mutate", ""),
    # TOML
    ("Invalid value", "值的写法不对"),
    ("Invalid statement", "此处应写“键 = 值”"),
    ("Expected newline or end of document", "一行只写一项，此处有多余的内容"),
    ("Expected '=' after a key", "键的后面缺少“=”"),
    ("Expected ']", "表名缺少结尾的“]”"),
    ("Unterminated string", "文本缺少结尾的引号"),
    ("Illegal character", "有不能直接写出的字符，或者文本未写完就换了行"),
    ("Unclosed inline table", "“{ }”没有写完"),
    ("Unclosed array", "“[ ]”没有写完"),
    ("Unescaped", "文本中的反斜杠要写两个"),
    ("Invalid initial character", "键的开头有不能直接写出的字符"),
    ("Duplicate inline table key", "“{ }”中的键写了两次"),
    ("Invalid hex value", "“\\u”之后应为十六进制的数字"),
    ("Escaped character", "“\\u”之后不是字符的编码"),
    ("Found invalid character", "有不能直接写出的字符"),
    ("Invalid date", "日期或时间的写法不对"),
    ("Exceeds the limit", "数字过长"),
    ("day ", "历法上没有这一天"),
    ("month ", "历法上没有这个月"),
    ("year ", "历法上没有这一年"),
    ("hour ", "没有这个钟点"),
    ("minute ", "没有这个钟点"),
    ("second ", "没有这个钟点"),
    # JSON
    ("Expecting value", "此处缺少值，或者值的写法不对"),
    ("Expecting property name", "此处应写带双引号的键"),
    ("Expecting ',' delimiter", "此处缺少“,”，或者括号没有写完"),
    ("Expecting ':' delimiter", "键的后面缺少“:”"),
    ("Extra data", "结尾之后还有内容"),
    ("Invalid control character", "文本未写完就换了行"),
    ("Invalid \\escape", "文本中的反斜杠要写两个"),
    ("Invalid \\u", "“\\u”之后应为四位十六进制的数字"),
    # files
    ("No such file", "没有这个文件"),
    ("Is a directory", "是文件夹，不是文件"),
    ("Permission denied", "没有读取的权限"),
    ("it is no regular file", "不是普通文件"),
    ("File name too long", "文件名过长"),
    ("embedded null", "文件名中有不能用的字符"),
    ("Not a directory", "路径中有一段不是文件夹"),
)


def said_of_text(detail: str) -> str:
    """
    Return in Chinese what a parser said of a text; nothing where it has no words.

    >>> said_of_text(": Invalid statement"), said_of_text(": Cannot declare ('a',) twice")
    ('此处应写“键 = 值”', '')
    """
    plain = detail.removeprefix(": ")
    for begins, chinese in _PARSERS:
        if plain.startswith(begins):
            return chinese
    return ""
