"""
A page of HTML in one language, and the parts that it is put together from.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from html import escape
from typing import Final

from followup_rules.clauses import Text, spoken
from followup_rules.errors import InvalidFieldError
from followup_rules.fields.arguments import check_kind, check_many
from followup_rules.immutable import frozen
from followup_rules.publication.style import STYLE

_TAGS: Final = {"en": "en", "zh": "zh-CN"}
_SKIP: Final = Text("Skip to the content", "跳到正文")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
"""The categories of signs that control, turn the line round, or that nobody sees."""


class Tone(Enum):
    """
    How a word is coloured; the word says it as well.
    """

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    PLAIN = "plain"


@frozen
class Tag:
    """
    A word in a coloured frame, as a cell of a table.
    """

    text: str
    tone: Tone = Tone.PLAIN


@frozen
class Code:
    """
    A text that is to be read sign by sign, such as a ticket, as a cell of a table.
    """

    text: str


Cell = str | Tag | Code
_CELLS: Final = "a list of cells"


@frozen(kw_only=True)
class Section:
    """
    A part of a page under a heading of its own.

    Attributes:
        id: Its id on the page, by which `#id` leads to it.
        heading: What stands above it.
        body: Its lines of HTML; what comes from data has gone through `escaped` or
            `table`.
        lead: What is said before them.
    """

    id: str
    heading: str
    body: tuple[str, ...]
    lead: str = ""


def escaped(text: object) -> str:
    r"""
    Return a text as it may stand in HTML, in an attribute too.

    Signs that nobody sees, or that turn the order of a line round, are shown by their
    numbers, so that what is read is what is there.

    >>> escaped('<b> "A" & B'), escaped("A\u202e1")
    ('&lt;b&gt; &quot;A&quot; &amp; B', 'A\\u202e1')
    """
    return escape("".join(map(_seen, str(text))), quote=True)


def _seen(sign: str) -> str:
    """Return a sign, or its number where nobody would see it."""
    if sign == "\n" or unicodedata.category(sign) not in _HIDDEN:
        return sign
    number = ord(sign)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004 - the plane of four digits


def page(
    title: str,
    *,
    language: str,
    sections: Sequence[Section],
    lead: str = "",
    eyebrow: str = "",
    foot: str = "",
    style: str = "",
) -> str:
    """
    Return a whole page.

    Args:
        title: What it is, as its heading and in the title of the window.
        language: "en" or "zh"; said in the page, so that a voice reads it rightly.
        sections: Its parts, in their order.
        lead: What is said under the title.
        eyebrow: Whose page it is, above the title.
        foot: What is said at the end.
        style: CSS of the host, after that of the page; nothing in it may end the
            style sheet.

    Raises:
        UnknownNameError: If there are no words in that language.
        InvalidFieldError: If the title is blank, two sections have one id, an id is
            none, *style* could end the style sheet, or an argument is no text.
    """
    tag = _TAGS[spoken(language)]
    for name, text in (("lead", lead), ("eyebrow", eyebrow), ("foot", foot)):
        check_kind(name, text, str, "a text")
    sections = check_many("sections", sections, "sections of a page", Section)
    _check(title, sections, style)
    lines = [
        f'<!doctype html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escaped(title)}</title>",
        f"<style>{STYLE}{style}</style>\n</head>\n<body>",
        f'<a class="skip" href="#main">{_SKIP.in_language(language)}</a>',
        "<header>",
        *_paragraph("eyebrow", eyebrow),
        f"<h1>{escaped(title)}</h1>",
        *_paragraph("lead", lead),
        '</header>\n<main id="main">',
        *(line for section in sections for line in _section(section)),
        "</main>",
    ]
    if foot:
        lines.append(f"<footer>{escaped(foot)}</footer>")
    return "\n".join([*lines, "</body>\n</html>\n"])


def _check(title: str, sections: Sequence[Section], style: str) -> None:
    """Refuse what would not give a sound page."""
    check_kind("title", title, str, "a text that is not blank")
    if not title.strip():
        raise InvalidFieldError("title", title, "a text that is not blank")
    seen = {"main"}
    for section in sections:
        if not section.id.replace("-", "").isalnum() or section.id in seen:
            allowed = "letters, digits and hyphens, other than 'main' and those before"
            raise InvalidFieldError("Section.id", section.id, allowed)
        seen |= {section.id, f"{section.id}-head"}
    check_kind("style", style, str, "CSS, as a text")
    if "</" in style:
        raise InvalidFieldError("style", style, "CSS without '</'")


def _paragraph(kind: str, text: str) -> Iterator[str]:
    """Yield a paragraph, where there is something to say."""
    if text:
        yield f'<p class="{kind}">{escaped(text)}</p>'


def _section(section: Section) -> Iterator[str]:
    """Yield the lines of a section."""
    head = f"{section.id}-head"
    yield f'<section id="{section.id}" aria-labelledby="{head}">'
    yield f'<h2 id="{head}">{escaped(section.heading)}</h2>'
    if section.lead:
        yield f"<p>{escaped(section.lead)}</p>"
    yield from section.body
    yield "</section>"


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    caption: str,
    numbers: Iterable[int] = (),
    headed: bool = False,
) -> tuple[str, ...]:
    """
    Return a table as lines of HTML; the first cell of a row is its heading.

    On a phone each row becomes a card in which each cell says its own heading. The
    roles say again what the tags say: a browser that sets a table as blocks forgets.

    Args:
        heads: The headings of the columns.
        rows: The rows, each with as many cells.
        caption: What the table is.
        numbers: The places of the columns of numbers, from 0.
        headed: Whether a heading above it says the same already; the caption is then
            for those who are read to.

    Raises:
        InvalidFieldError: If a row has more or fewer cells than there are headings, or
            an argument is not what it must be.

    >>> print(table(["id"], [["A/1"]], caption="Drawn")[-2])
    <tr role="row"><th scope="row" role="rowheader" data-head="id">A/1</th></tr>
    """
    heads = check_many("heads", heads, "a list of texts", str)
    check_kind("caption", caption, str, "a text")
    check_kind("headed", headed, bool, "True or False")
    right = frozenset(check_many("numbers", numbers, "places of columns", int))
    opening = '<caption class="unseen">' if headed else "<caption>"
    titles = "".join(
        f'<th scope="col" role="columnheader"{_kind(place in right)}>{escaped(head)}</th>'
        for place, head in enumerate(heads)
    )
    return (
        f'<table role="table">{opening}{escaped(caption)}</caption>',
        f'<thead role="rowgroup"><tr role="row">{titles}</tr></thead>',
        '<tbody role="rowgroup">',
        *(
            _row(heads, check_many("row", cells, _CELLS), right)
            for cells in check_many("rows", rows, "a list of rows")
        ),
        "</tbody></table>",
    )


def _row(heads: Sequence[str], cells: Sequence[Cell], right: frozenset[int]) -> str:
    """Return a row of a table."""
    if len(cells) != len(heads):
        allowed = f"{len(heads)} cells, one for each heading"
        raise InvalidFieldError("row", tuple(cells), allowed)
    tags = []
    for place, (head, cell) in enumerate(zip(heads, cells, strict=True)):
        says = f'{_kind(place in right)} data-head="{escaped(head)}"'
        if place == 0:
            tags.append(f'<th scope="row" role="rowheader"{says}>{_cell(cell)}</th>')
        else:
            tags.append(f'<td role="cell"{says}>{_cell(cell)}</td>')
    return f'<tr role="row">{"".join(tags)}</tr>'


def _kind(number: bool) -> str:  # noqa: FBT001 - a yes or a no is all it is asked for
    """Return the class of a cell."""
    return ' class="number"' if number else ""


def _cell(cell: Cell) -> str:
    """Return what stands in a cell."""
    if isinstance(cell, Tag):
        return f'<span class="tag {cell.tone.value}">{escaped(cell.text)}</span>'
    if isinstance(cell, Code):
        return f"<code>{escaped(cell.text)}</code>"
    return escaped(cell)
