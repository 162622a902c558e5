"""
What disproves a draw, as a verdict says it: no marks of a data format, no names of code.
"""

import pytest

from followup_rules.policies.draws.saying import say_discrepancy

DIGEST = '"frame_digest": "4f53c2b821123ba8c61b"'


@pytest.mark.parametrize(
    ("told", "english", "chinese"),
    [
        (
            ("frame_digest", f'{{"frame_size": 30, {DIGEST}}}', f"{{{DIGEST}}}"),
            "the ledger: the receipt says 30 ids (digest 4f53c2b82112), right is an "
            "unknown number of ids (digest 4f53c2b82112)",
            "台账：凭证记为30个编号（摘要4f53c2b82112），应为若干个编号"
            "（摘要4f53c2b82112）",
        ),
        (
            (
                "frame_digest",
                f'{{"frame_size": 3, {DIGEST}}}',
                f'{{"frame_size": 1, {DIGEST}, "not_in_it": ["A/1", "A/2"]}}',
            ),
            "the ledger: the receipt says 3 ids (digest 4f53c2b82112), right is 1 ids "
            "(digest 4f53c2b82112), without A/1, A/2",
            "台账：凭证记为3个编号（摘要4f53c2b82112），应为1个编号"
            "（摘要4f53c2b82112），其中没有A/1、A/2",
        ),
        (
            ("excluded", '["A/1", "same person"]', '["A/2", "moved"]'),
            "who was left out: the receipt says A/1 (same person), right is A/2 (moved)",
            "排除对象：凭证记为A/1（同一人），应为A/2（moved）",
        ),
        (
            ("shares", '{"*": 20}', '{"A": 12, "B": 8}'),
            "how many were to be drawn: the receipt says 20, right is A 12, B 8",
            "应抽取分配：凭证记为20，应为A 12、B 8",
        ),
        (
            ("chosen", "[]", '["A/1", null]'),
            "the picks: the receipt says nothing, right is A/1, nothing",
            "抽中对象：凭证记为无，应为A/1、无",
        ),
        (
            ("chances", "{}", ""),
            "the chances: the receipt says nothing, right is nothing",
            "抽中机会：凭证记为无，应为无",
        ),
        (
            ("scope", "per_window", "total"),
            "what the number is a number of: the receipt says each window, right is "
            "all windows together",
            "抽取范围：凭证记为每个窗口，应为各窗口合计",
        ),
        (
            ("repeat", "excluded", "fill_up"),
            "those already called: the receipt says left out, right is drawn last",
            "已回访者的处理：凭证记为不再抽取，应为最后抽取",
        ),
        (
            ("order", "hex", "rivest"),
            "the order of the tickets: the receipt says by hexadecimal tickets, right "
            "is by the tickets of election audits",
            "签号排序方式：凭证记为按十六进制签号，应为按选举审计签号",
        ),
        (
            ("receipt", "'rule' is missing", ""),
            "the receipt cannot be read: 'rule' is missing",
            "抽取凭证无法读取或不完整",
        ),
        (
            ("period", "2026-W11", "x[y"),
            "the period: the receipt says 2026-W11, right is x[y",
            "所属期间：凭证记为2026年第11周，应为x[y",
        ),
    ],
)
def test_said(told: tuple[str, ...], english: str, chinese: str) -> None:
    """Values are said as a reader would say them, in both languages."""
    assert say_discrepancy(told, "en") == english
    assert say_discrepancy(told, "zh") == chinese
