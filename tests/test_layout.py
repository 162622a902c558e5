"""
Plain text in columns, where a Chinese character takes two.
"""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_rules.layout import pad, table, width, wrap

texts = st.text(st.sampled_from("ab c，。漏水维修（）x"), max_size=40)


class TestWidth:
    """
    Wide signs take two columns, combining ones none.
    """

    @pytest.mark.parametrize(
        ("text", "columns"),
        [
            ("", 0),
            ("leak", 4),
            ("漏水", 4),
            ("leak 漏水", 9),
            ("e\u0301", 1),
            ("ＡＢ", 4),
        ],
    )
    def test_width(self, text: str, columns: int) -> None:
        """
        Known texts take known room.
        """
        assert width(text) == columns

    @given(text=texts, columns=st.integers(0, 30), right=st.booleans())
    def test_padding(self, text: str, columns: int, *, right: bool) -> None:
        """
        A padded text is as wide as asked, unless it was wider already.
        """
        padded = pad(text, columns, right=right)

        assert width(padded) == max(columns, width(text))
        assert padded.endswith(text) if right else padded.startswith(text)


class TestWrapping:
    """
    Lines break at blanks and between Chinese characters.
    """

    @pytest.mark.parametrize(
        ("text", "columns", "lines"),
        [
            ("", 10, [""]),
            ("   ", 10, [""]),
            ("one two three", 7, ["one two", "three"]),
            ("one two three", 8, ["one two", "three"]),
            ("漏水项目维修后三天内回访", 10, ["漏水项目维", "修后三天内", "回访"]),
            # A full stop never begins a line, and a bracket never ends one.
            ("三天内回访。", 10, ["三天内回", "访。"]),
            ("维修后（三天内）", 8, ["维修后", "（三天", "内）"]),
            ("see REPAIR-2c漏水", 13, ["see REPAIR-2c", "漏水"]),
            # What has no place to break is cut.
            ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
            ("漏", 1, ["漏"]),
        ],
    )
    def test_by_hand(self, text: str, columns: int, lines: list[str]) -> None:
        """
        Known texts break in known places.
        """
        assert wrap(text, columns) == lines

    @given(text=texts, columns=st.integers(4, 30))
    def test_nothing_is_lost(self, text: str, columns: int) -> None:
        """
        Every sign but blanks is kept in order, and no line is too long.
        """
        lines = wrap(text, columns)
        kept = "".join(lines).replace(" ", "")

        assert kept == text.replace(" ", "")
        assert max(map(width, lines)) <= columns


class TestTable:
    """
    Rows stand in columns under a head.
    """

    def test_columns(self) -> None:
        """
        Texts stand left, numbers right, and Chinese takes its room.
        """
        shown = table(
            ("name", "count", "note"),
            [("漏水", "7", "ok"), ("general", "12", "")],
            numbers=frozenset({1}),
        )

        assert shown.splitlines() == [
            "name     count  note",
            "-------  -----  ----",
            "漏水         7  ok",
            "general     12",
        ]

    def test_last_column_wraps(self) -> None:
        """
        A long last cell runs over several lines under its own title.
        """
        shown = table(("id", "why"), [("a", "one two three")], columns=12)

        assert shown.splitlines() == [
            "id  why",
            "--  --------",
            "a   one two",
            "    three",
        ]

    def test_no_rows(self) -> None:
        """
        Without rows the head stands alone.
        """
        assert table(("id", "why"), []).splitlines() == ["id  why", "--  ---"]

    @given(
        rows=st.lists(st.tuples(texts, texts), max_size=4), columns=st.integers(60, 90)
    )
    def test_never_too_wide(self, rows: list[tuple[str, str]], columns: int) -> None:
        """
        No line is wider than asked where the first columns leave room.
        """
        clean = [(left.strip()[:20], right.strip()) for left, right in rows]
        lines = table(("a", "b"), clean, columns=columns).splitlines()

        assert max(map(width, lines)) <= columns
        assert all(unicodedata.is_normalized("NFC", line) for line in lines)
