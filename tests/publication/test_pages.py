"""
Pages that everybody can read, whatever the data holds.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publication.reading import cells, faults, read

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.publication import Code, Section, Tag, Tone, escaped, page, table
from followup_rules.publication.style import STYLE

HOSTILE = (
    "</td></table><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='x",
    "<!--",
    "]]>",
    "&lt;b&gt; & &#60;",
    "</style><style>*{display:none}",
    "名称<b>加粗</b>",
)


def section(**changes: object) -> Section:
    """Return a section, with some fields changed."""
    known = {"id": "one", "heading": "One", "body": ("<p>told</p>",), **changes}
    return Section(**known)  # type: ignore[arg-type]


class TestPage:
    """One page, in one language."""

    @pytest.mark.parametrize(
        ("language", "tag", "skip"),
        [("en", "en", "Skip to the content"), ("zh-CN", "zh-CN", "跳到正文")],
    )
    def test_it_says_its_language(self, language: str, tag: str, skip: str) -> None:
        root = read(page("T", language=language, sections=[section()]))

        assert root.all("html")[0].attributes["lang"] == tag
        assert root.all("a")[0].text == skip

    def test_a_language_without_words_is_refused(self) -> None:
        with pytest.raises(UnknownNameError, match="fr"):
            page("T", language="fr", sections=[])

    def test_only_what_is_said_stands_on_it(self) -> None:
        plain = read(page("T", language="en", sections=[section()]))
        full = page(
            "T",
            language="en",
            sections=[section(lead="L2")],
            lead="L1",
            eyebrow="E",
            foot="F",
            style="h1 { color: #000 }",
        )
        root = read(full)

        assert [one.text for one in plain.all("p")] == ["told"]
        assert plain.all("footer") == []
        assert [one.text for one in root.all("p")] == ["E", "L1", "L2", "told"]
        assert root.all("footer")[0].text == "F"
        assert root.all("style")[0].text.endswith("h1 { color: #000 }")
        assert faults(full) == []

    @pytest.mark.parametrize("title", ["", " "])
    def test_a_blank_title_is_refused(self, title: str) -> None:
        with pytest.raises(InvalidFieldError, match="title"):
            page(title, language="en", sections=[])

    @pytest.mark.parametrize(
        "ids", [("one", "one"), ("main",), ("",), ("a b",), ('a"',), ("a", "a-head")]
    )
    def test_ids_that_lead_nowhere_are_refused(self, ids: tuple[str, ...]) -> None:
        with pytest.raises(InvalidFieldError, match=r"Section\.id"):
            page("T", language="en", sections=[section(id=one) for one in ids])

    def test_a_style_that_ends_early_is_refused(self) -> None:
        with pytest.raises(InvalidFieldError, match="style"):
            page("T", language="en", sections=[], style="</style><script>")

    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_text_stays_a_text(self, text: str) -> None:
        """It is read as it was given, and opens nothing."""
        one = section(
            heading=text, lead=text, body=table([text], [[text]], caption=text)
        )
        made = page(
            text, language="zh", sections=[one], lead=text, eyebrow=text, foot=text
        )
        root = read(made)

        assert faults(made) == []
        read_out = [root.all(tag)[0].text for tag in ("title", "h1", "h2", "caption")]
        assert read_out == [text] * 4
        assert [one.text for one in root.all("th")] == [text, text]
        assert root.all("th")[1].attributes["data-head"] == text

    @given(st.text(min_size=1).filter(str.strip))
    def test_no_text_breaks_a_page(self, text: str) -> None:
        body = table([text], [[text], [Code(text)], [Tag(text)]], caption=text)
        made = page(text, language="en", sections=[section(heading=text, body=body)])

        assert faults(made) == []
        assert made.encode("utf-8")


class TestEscaped:
    """What nobody sees is shown."""

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("A\u202e10", r"A\u202e10"),
            ("A\x00", r"A\u0000"),
            ("\ud800", r"\ud800"),
            ("\U000e0041", r"\U000e0041"),
            ("a\nb", "a\nb"),
            ("漏水　项", "漏水　项"),
            (7, "7"),
        ],
    )
    def test_by_its_number(self, text: object, shown: str) -> None:
        assert escaped(text) == shown


class TestTable:
    """A table that says itself."""

    def test_as_a_machine_reads_it(self) -> None:
        lines = table(
            ["id", "n", "how"],
            [["A/1", "3", Tag("late", Tone.FAIR)], ["A/2", "4", Code("00ff")]],
            caption="Rows",
            numbers=[1],
        )
        root = read("\n".join(lines))

        assert cells(root) == [["A/1", "3", "late"], ["A/2", "4", "00ff"]]
        assert root.all("caption")[0].attributes == {}
        assert root.all("span")[0].attributes == {"class": "tag fair"}
        assert len(root.all("code")) == 1
        numbers = [
            one for one in root.walk() if one.attributes.get("class") == "number"
        ]
        assert [one.text for one in numbers] == ["n", "3", "4"]
        assert {one.attributes["scope"] for one in root.all("th")} == {"col", "row"}

    def test_a_caption_under_a_heading_is_for_those_who_listen(self) -> None:
        root = read("\n".join(table(["a"], [], caption="Rows", headed=True)))

        assert root.all("caption")[0].attributes == {"class": "unseen"}

    @pytest.mark.parametrize("row", [[], ["a"], ["a", "b", "c"]])
    def test_a_row_of_another_length_is_refused(self, row: list[str]) -> None:
        with pytest.raises(InvalidFieldError, match="2 cells"):
            table(["a", "b"], [row], caption="Rows")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * one for one in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *(
            (ink, ground)
            for ink in ("ink", "soft", "accent")
            for ground in ("ground", "")
        ),
        *((tone, f"{tone}-bg") for tone in ("good", "fair", "poor")),
        *((tone, "") for tone in ("good", "fair", "poor")),
    ],
)
def test_the_colours_stand_out(ink: str, ground: str) -> None:
    """4.5 : 1 or more, as WCAG 2 asks of texts at level AA; nothing is white."""
    known = dict(re.findall(r"--([\w-]+): (#\w+)", STYLE)) | {"": "#fff"}
    pair = sorted(luminance(known[one]) for one in (ink, ground))

    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5
