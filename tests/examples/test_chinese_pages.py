"""
The pages in Chinese: whole, set as Chinese is set, and made from the same rules.
"""

import doctest
import re
from itertools import pairwise
from pathlib import Path

import pytest
from docs import clause_tables
from docs.clause_tables import current_chinese, found_rulebooks

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
HOME = DOCS / "zh"
PAGES = sorted(HOME.rglob("*.md"))
NAMES = [page.relative_to(HOME).as_posix() for page in PAGES]
BOOKS = found_rulebooks()

ELSEWHERE = {
    "index.md": ROOT / "README.md",
    "integrate.md": DOCS / "how-to" / "embed-in-a-back-end.md",
    "own-rules.md": DOCS / "how-to" / "write-your-own-rules.md",
    "keys.md": DOCS / "reference" / "keys.md",
}
"""Where the page in English has another name; the others go by the same."""

LISTS = {
    "contributing.md",
    "examples/README.md",
    "faq.md",
    "how-to/README.md",
    "ideas/README.md",
    "keys.md",
    "kinds/README.md",
    "performance.md",
    "rulebooks/README.md",
    *(f"integrations/{page.name}" for page in (HOME / "integrations").glob("*.md")),
}
"""
Pages that only lead to others, list, or tell what runs elsewhere: the programs of
integrations, the examples, the benchmarks.
"""

FENCED = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r".+ <(.+)>")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
CODE = re.compile(r"`[^`]+`")
TARGET = re.compile(r"\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\]\((?!https?://)([^)#\s]*)(#[^)\s]*)?\)")
CHINESE = r"\u3400-\u9fff，。；：！？、（）“”《》"
HALF_WIDTH = re.compile(rf"[{CHINESE}][,.;:!?()]|[,.;:!?()][{CHINESE}]")
ALIASES = re.compile(r"（[^（）]*、[^（）]*）")
ENGLISH = re.compile(r"[A-Za-z][a-z'’]*(?: [A-Za-z][a-z'’]+){2,}")
HEAD = re.compile(r"^#+ (.*)$", re.MULTILINE)
NEW_BLOCK = re.compile(r"\||- |\d+\. |#|<!--")
BROKEN_BOLD = re.compile(r"[，。；：！？、）”》]\*\*[\u3400-\u9fff\w]")


def text_of(name: str) -> str:
    """
    Return a page without what is run or shown as code.
    """
    return FENCED.sub("", (HOME / name).read_text(encoding="utf-8"))


def prose_of(name: str) -> str:
    """
    Return what a reader reads: no code, no targets of links, no comments.
    """
    return CODE.sub("x", TARGET.sub("]", COMMENT.sub("", text_of(name))))


def source_of(name: str) -> Path:
    """
    Return the page in English that a page in Chinese stands beside.
    """
    return ELSEWHERE.get(name, DOCS / name)


@pytest.mark.parametrize("name", NAMES)
class TestPage:
    """
    What holds of every page.
    """

    def test_it_has_a_page_in_english(self, name: str) -> None:
        assert source_of(name).is_file()

    def test_it_has_something_to_run(self, name: str) -> None:
        page = (HOME / name).read_text(encoding="utf-8")

        assert bool(doctest.DocTestParser().get_examples(page)) is (name not in LISTS)

    def test_no_half_width_sign_stands_beside_a_chinese_one(self, name: str) -> None:
        """Full-width signs belong to Chinese text, outside of code."""
        assert HALF_WIDTH.findall(prose_of(name)) == []

    def test_nothing_is_said_in_english(self, name: str) -> None:
        """But the other spellings that a cell of a ledger may have."""
        assert ENGLISH.findall(ALIASES.sub("", prose_of(name))) == []

    def test_a_paragraph_is_one_line(self, name: str) -> None:
        """A line break inside Chinese text is shown as a blank by browsers."""
        lines = text_of(name).splitlines()
        goes_on = [
            after
            for before, after in pairwise(lines)
            if before.strip() and after.strip() and not NEW_BLOCK.match(after)
            if not before.startswith("<!--")
        ]

        assert goes_on == []

    def test_bold_text_ends_where_markdown_sees_it(self, name: str) -> None:
        """Stars between a Chinese full stop and a letter close nothing."""
        assert BROKEN_BOLD.findall(text_of(name)) == []

    def test_links_lead_to_pages_and_headings(self, name: str) -> None:
        here = HOME / name
        for _, file, anchor in LINK.findall(text_of(name)):
            target = here.parent / file if file else here
            assert target.exists(), file
            if anchor:
                heads = HEAD.findall(target.read_text(encoding="utf-8"))
                assert anchor[1:] in {slug(head) for head in heads}, anchor

    def test_a_link_to_english_says_so(self, name: str) -> None:
        """
        And where the page is there in Chinese, the link leads to that one.

        A page may send to its own sibling, for what only that one tells.
        """
        sources = {source_of(other).resolve() for other in NAMES if other != name}
        for words, file, _ in LINK.findall(text_of(name)):
            target = ((HOME / name).parent / file).resolve()
            if target.suffix != ".md" or target.is_relative_to(HOME):
                continue
            assert "英文" in words, words
            if target.parent.name == "rulebooks" or target == ROOT / "README.md":
                continue
            assert target not in sources, words

    def test_the_contents_name_it(self, name: str) -> None:
        """No page is out of reach."""
        listed = {entry.resolve() for page in PAGES for entry in entries(page)}

        assert name == "index.md" or (HOME / name).resolve() in listed


def slug(head: str) -> str:
    """
    Return the anchor of a heading, as GitHub and MyST make it.

    >>> slug("A house rule, in `TOML`")
    'a-house-rule-in-toml'
    """
    kept = re.sub(r"[^\w\- ]", "", head.lower())
    return kept.strip().replace(" ", "-")


def entries(page: Path) -> list[Path]:
    """
    Return the pages that the contents lists of a page name.
    """
    return [
        page.parent / (NAMED.sub(r"\1", line) + ".md")
        for block in TOCTREE.findall(page.read_text(encoding="utf-8"))
        for line in block.splitlines()
        if line and not line.startswith(":")
    ]


def test_every_entry_of_the_contents_is_a_page() -> None:
    """
    A contents list names nothing that is not there.
    """
    named = [entry for page in PAGES for entry in entries(page)]

    assert len(named) == len(PAGES) - 1
    assert [entry for entry in named if not entry.is_file()] == []


@pytest.mark.parametrize(
    "text",
    ["回访,", "(回访", "回访)", "完成.", "完成: x", "x;回访", "是否?", "“回访”."],
)
def test_half_width_signs_are_found(text: str) -> None:
    """
    The check finds what it is for.
    """
    assert HALF_WIDTH.search(text)


@pytest.mark.parametrize(
    "text", ["GOV-3.1a的回访", "1, 2", "5%。", "x（A-05）", "A/B："]
)
def test_other_signs_are_let_be(text: str) -> None:
    """
    Numbers, ids and full-width signs stay as they are.
    """
    assert not HALF_WIDTH.search(text)


@pytest.mark.parametrize("file", ["desk.toml", "报修.csv", "estate.toml"])
def test_a_file_that_is_shown_is_the_file(file: str) -> None:
    """
    What a reader copies from the page is what the example runs.
    """
    page = (HOME / "own-rules.md").read_text(encoding="utf-8")
    written = (HOME / "examples" / file).read_text(encoding="utf-8")

    assert f"\n{written}```\n" in page


class TestRulebooks:
    """
    Every rulebook has its page, which is what its rules say today.
    """

    @pytest.mark.parametrize("book", BOOKS)
    def test_it_is_current(self, book: str) -> None:
        """Run `python docs/clause_tables.py` after a change of rules."""
        path = clause_tables.CHINESE_PAGES / f"{book}.md"
        page = path.read_text(encoding="utf-8")

        assert page == current_chinese(BOOKS[book], page)

    @pytest.mark.parametrize("book", BOOKS)
    def test_it_names_everything(self, book: str) -> None:
        """Every clause, rule and reading stands on the page, in its order."""
        page = (clause_tables.CHINESE_PAGES / f"{book}.md").read_text(encoding="utf-8")
        rows = re.findall(r"^- \*\*([A-Z][A-Z0-9]*-[\w.]+)\*\* ", page, re.MULTILINE)

        clauses = [clause.id for clause in BOOKS[book].clauses]
        readings = [reading.id for reading in BOOKS[book].readings]
        assert rows == [*clauses, *readings]
        for rule_id in BOOKS[book].rules:
            assert f"`{rule_id}`" in page
