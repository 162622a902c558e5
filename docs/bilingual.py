"""
A site in two languages: what a page lists beside itself, says around itself and finds.

A Chinese page lists the Chinese pages, an English one the English pages and the way to
the others; what the theme says around a page is said in its language; and what is
looked for in Chinese is found wherever it stands in a sentence.
"""  # noqa: INP001 - beside the pages

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

CHINESE: Final = "zh/"
HOME: Final = "zh/index"

_SAID: Final = {
    "Back to top": "回到页首",
    "Contents": "目录",
    "Copyright": "版权所有",
    "Home": "首页",
    "Index": "索引",
    "Link to this heading": "本节的链接",
    "Made with": "制作：",
    "Next": "下一页",
    "On this page": "本页内容",
    "Previous": "上一页",
    "Search": "搜索",
    "Skip to content": "跳到正文",
    "Toggle Light / Dark / Auto color theme": "切换浅色、深色",
    "Toggle site navigation sidebar": "打开或收起目录",
    "Toggle table of contents sidebar": "打开或收起本页内容",
}
_TOGGLE: Final = re.compile(r'"Toggle navigation of ([^"]*)"')
_AROUND: Final = re.compile(
    r"(?<=[\">\n])(\s*)(" + "|".join(map(re.escape, _SAID)) + r")(?=[\s\"<]|$)"
)
_MAIN: Final = re.compile(r"<article.*?</article>", re.DOTALL)
_LINK_HERE: Final = 'title="Link to this heading"'
_OUTPUT: Final = re.compile(r'<span class="go">(?=([^<]*)</span>)')
_IN_COLUMNS: Final = re.compile(r"^ |[^ ]  +[^ ]|--")
_CELL: Final = re.compile(r"<td\b.*?</td>", re.DOTALL)
_ID: Final = re.compile(
    r"(?<![A-Za-z\d_./#-])[A-Z]+\d*-\d(?:[A-Za-z\d_.]*[A-Za-z\d_])?(?![^<]*>)"
)
_HAN: Final = r"\u3400-\u9fff"
_RUNS: Final = re.compile(rf"[{_HAN}]+|[^\W{_HAN}]+")
_SPLIT_A_QUERY: Final = rf"""
var splitQuery = (query) =>
  (query.match(/[{_HAN}]+|[^{_HAN}\s!-,.-\/:-@\[-^`{{-~\u3000-\u303f\uff00-\uffef]+/gu) || [])
    .flatMap((run) => /^[{_HAN}]{{3,}}$/u.test(run)
      ? [...run].slice(1).map((sign, at) => [...run][at] + sign)
      : [run]);
"""


def words_of(text: str) -> list[str]:
    """
    Return what a text is found by: its words, and of Chinese each pair of signs.

    >>> words_of("回访率 is a quota")
    ['回访', '访率', 'is', 'a', 'quota']
    >>> words_of("第3条，日")
    ['第', '3', '条', '日']
    """
    found = []
    for run in _RUNS.findall(text):
        if len(run) > 1 and re.match(f"[{_HAN}]", run):
            found += [first + second for first, second in pairwise(run)]
        else:
            found.append(run)
    return found


def search_of_both() -> Any:
    """
    Return the search of the site: English as Sphinx reads it, and Chinese by pairs.
    """
    from sphinx.search.en import SearchEnglish  # noqa: PLC0415 - where a site is built

    class Both(SearchEnglish):
        """English and Chinese."""

        lang = "both"
        language_name = "English"  # whose stemmer it takes
        js_splitter_code = _SPLIT_A_QUERY

        def split(self, input: str) -> list[str]:  # noqa: A002 - as Sphinx has it
            """Return what a text is found by."""
            return words_of(input)

    return Both


def keep_to_one_language(
    _app: Any, name: str, _template: str, context: dict[str, Any], _page: Any
) -> None:
    """
    List the pages of one language, and lead from each to the next of the same.

    It comes after the theme, which lists them all.
    """
    chinese = name.startswith(CHINESE)
    if "furo_navigation_tree" in context:
        context["furo_navigation_tree"] = _pages(
            context["furo_navigation_tree"], chinese=chinese
        )
    for side in ("prev", "next"):
        beside = context.get(side)
        if beside and (f"/{CHINESE}" in f"/{_target(name, beside['link'])}") != chinese:
            context[side] = None
    if chinese:
        context["language"] = "zh-CN"
        context["_"] = context["gettext"] = lambda text: _SAID.get(text, text)


def let_sentences_wrap(
    _app: Any, _name: str, _template: str, context: dict[str, Any], _page: Any
) -> None:
    """
    Mark what an example prints as a sentence, and not in columns, so that it may wrap.

    >>> page = {"body": '<span class="go">late by a day</span><span class="go">a   b</span>'}
    >>> let_sentences_wrap(None, "", "", page, None)
    >>> page["body"]
    '<span class="go said">late by a day</span><span class="go">a   b</span>'
    """
    if "body" in context:
        context["body"] = _OUTPUT.sub(_with_mark, context["body"])


def keep_ids_whole(
    _app: Any, _name: str, _template: str, context: dict[str, Any], _page: Any
) -> None:
    """
    Mark ids in cells, such as A-16c, so that none is broken at its hyphen.

    >>> page = {"body": '<td id="A-1"><p>A-02, see <a href="#A-3">REPAIR-3.5</a>.</p></td>'}
    >>> keep_ids_whole(None, "", "", page, None)
    >>> print(page["body"].replace('<span class="id">', "[").replace("</span>", "]"))
    <td id="A-1"><p>[A-02], see <a href="#A-3">[REPAIR-3.5]</a>.</p></td>
    >>> page = {"body": "<td>读法A-54b另选时</td>"}
    >>> keep_ids_whole(None, "", "", page, None)
    >>> page["body"]
    '<td>读法<span class="id">A-54b</span>另选时</td>'
    """
    if "body" in context:
        context["body"] = _CELL.sub(_with_ids, context["body"])


def _with_ids(cell: re.Match[str]) -> str:
    """Return a cell of a table with its ids marked."""
    return _ID.sub(lambda found: f'<span class="id">{found[0]}</span>', cell[0])


def _with_mark(found: re.Match[str]) -> str:
    """Return the start of what is printed, marked if it is a sentence."""
    return found[0] if _IN_COLUMNS.search(found[1]) else '<span class="go said">'


def say_around(app: Any, failed: Exception | None) -> None:
    """
    Say in Chinese what the theme's own page says in English around a Chinese page.
    """
    if failed is None and app.builder.format == "html":
        for path in (Path(app.outdir) / CHINESE).rglob("*.html"):
            page = path.read_text(encoding="utf-8")
            path.write_text(_around(page), encoding="utf-8")


def _around(page: str) -> str:
    r"""
    Return a page with what stands around its article in Chinese.

    >>> _around('<a title="Index">\n Skip to content</a><article>Index</article>')
    '<a title="索引">\n 跳到正文</a><article>Index</article>'
    """
    main = _MAIN.search(page)
    if main is None:
        return page
    inner = main[0].replace(_LINK_HERE, f'title="{_SAID["Link to this heading"]}"')
    before, after = page[: main.start()], page[main.end() :]
    return "".join([_in_chinese(before), inner, _in_chinese(after)])


def _in_chinese(part: str) -> str:
    """Return a part of a page with the theme's words in Chinese."""
    part = _TOGGLE.sub(r'"展开或收起“\1”"', part)
    return _AROUND.sub(lambda found: found[1] + _SAID[found[2]], part)


def _target(name: str, link: str) -> str:
    """
    Return the page that a link of a page leads to.

    >>> _target("zh/kinds/README", "../start.html"), _target("changelog", "zh/index.html")
    ('zh/start.html', 'zh/index.html')
    """
    parts = name.split("/")[:-1]
    for step in link.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


def _pages(tree: str, *, chinese: bool) -> str:
    """Return the part of the list of pages that is of one language."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - comes with the theme

    soup = BeautifulSoup(tree, "html.parser")
    caption = soup.find_all("p", class_="caption")[-1]
    listed = caption.find_next_sibling("ul")
    home = listed.find("li")
    inner = home.find("ul")
    if not chinese:
        for part in home.find_all(["ul", "input", "label"], recursive=False):
            part.decompose()
        return str(soup)
    first = home.find("a")
    first.string = _SAID["Home"]
    pages = "" if inner is None else inner.decode_contents()
    pages = re.sub(r"toctree-l(\d)", lambda m: f"toctree-l{int(m[1]) - 1}", pages)
    here = " current current-page" if first["href"] == "#" else ""
    return f'<ul class="current"><li class="toctree-l1{here}">{first}</li>{pages}</ul>'
