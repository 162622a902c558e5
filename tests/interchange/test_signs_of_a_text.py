"""
A rules file that cannot be parsed: what is said of it, in both languages.
"""

import pytest

from followup_rules import interchange
from followup_rules.interchange import RulesFileError


def fault_of(text: str, form: str = "toml") -> tuple[str, str]:
    """
    Return what is said of a text in English and in Chinese.
    """
    with pytest.raises(RulesFileError) as caught:
        interchange.loads(text, form)
    (fault,) = caught.value.faults
    return str(fault), fault.in_language("zh")


class TestSignsOfAText:
    """
    Each fault of syntax says what stands there instead.
    """

    @pytest.mark.parametrize(
        ("text", "chinese"),
        [
            (
                '学生 = "一"',
                '第1行第1列：语法有误：此处应写“键 = 值”；应为带引号的键（键中有字母、数字以外的字时），如"学生" = 1',
            ),
            (
                "a = “一”",
                '第1行第5列：语法有误：值的写法不对；应为英文半角符号：" " = , [ ] { }',
            ),
            (
                'a = "一”\n',
                '第1行第8列：语法有误：有不能直接写出的字符，或者文本未写完就换了行；应为英文半角符号：" " = , [ ] { }',
            ),
            (
                "a = yes",
                "第1行第5列：语法有误：值的写法不对；应为带引号的文本、数字、日期、true或false，或者[ ]、{ }",
            ),
            ("= 1", "第1行第1列：语法有误：此处应写“键 = 值”"),
            ("a = 1 1", "第1行第7列：语法有误：一行只写一项，此处有多余的内容"),
            (
                "a = { b = 1 }\n[a.c]\n",
                "第2行第5列：重复出现；应为每个键只写一次；写在“{ }”里的表不能再补充，要补充的另写一个[表名]",
            ),
        ],
    )
    def test_toml_in_chinese(self, text: str, chinese: str) -> None:
        """A sign of a Chinese keyboard, or a bare Chinese key, is told what to write."""
        assert fault_of(text)[1] == chinese

    def test_way_out_in_english(self) -> None:
        """English says the same."""
        said, _ = fault_of("学生 = 1")
        assert said.endswith(
            'allowed: a key with letters beyond A to Z in quotes, such as "学生" = 1'
        )

    def test_json_in_chinese(self) -> None:
        """The parser of JSON speaks Chinese as well."""
        _, said = fault_of('{"a": 1 "b": 2}', "json")
        assert said == "第1行第9列：语法有误：此处缺少“,”，或者括号没有写完"

    def test_what_has_no_words_stays(self) -> None:
        """What no parser of ours is known to say stays as it is."""
        _, said = fault_of("a = 2026-02-30")
        assert said.startswith("文件：语法有误：") or "第1行" in said
