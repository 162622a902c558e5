"""
A page of HTML as a machine reads it, with what makes one unsound.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

from attrs import define, field

VOID = frozenset({"meta", "link", "img", "br", "hr", "input"})
FETCHES = frozenset({"src", "srcset", "action", "data", "poster"})


@define
class Element:
    """One element, with its attributes, its children and its own text."""

    tag: str
    attributes: dict[str, str | None]
    children: list["Element | str"] = field(factory=list)

    def all(self, tag: str) -> list["Element"]:
        """Return the elements of a tag below this one, in their order."""
        return [one for one in self.walk() if one.tag == tag]

    def walk(self) -> Iterator["Element"]:
        """Yield every element below this one."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    @property
    def text(self) -> str:
        """Everything that is read in it."""
        return "".join(
            child if isinstance(child, str) else child.text for child in self.children
        )


class _Reader(HTMLParser):
    """Builds the tree, and refuses what does not close as it opened."""

    def __init__(self) -> None:
        """Begin with an empty document."""
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; an attribute stands in it once."""
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Keep a text where it stands."""
        self.open[-1].children.append(data)


def read(page: str) -> Element:
    """Return a page as a tree; it must close everything that it opens."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.open) == 1
    return reader.open[0]


def faults(page: str) -> list[str]:
    """
    List what keeps somebody from reading a page: by ear, by keys, on a phone, offline.
    """
    root = read(page)
    every = list(root.walk())
    ids = [one.attributes["id"] for one in every if "id" in one.attributes]
    named = [one for one in every if "aria-labelledby" in one.attributes]
    found = [f"two elements {one}" for one in {*ids} if ids.count(one) > 1]
    found += [
        f"no element {one.attributes['aria-labelledby']}"
        for one in named
        if one.attributes["aria-labelledby"] not in ids
    ]
    found += [
        f"{tag} stands {len(root.all(tag))} times"
        for tag in ("html", "head", "title", "body", "header", "main", "h1")
        if len(root.all(tag)) != 1
    ]
    found += [f"{one.tag} without a name" for one in _nameless(root)]
    found += [f"{one.tag} is fetched or run" for one in every if _fetches(one)]
    found += [
        f"a link to {one.attributes.get('href')}"
        for one in root.all("a")
        if str(one.attributes.get("href"))[1:] not in ids
    ]
    levels = [int(one.tag[1]) for one in every if one.tag in {"h1", "h2", "h3"}]
    found += ["a level of headings is skipped"] * any(
        below > above + 1 for above, below in pairwise(levels)
    )
    views = [
        one for one in root.all("meta") if one.attributes.get("name") == "viewport"
    ]
    found += ["no viewport"] * (len(views) != 1)
    found += [fault for one in root.all("table") for fault in _table_faults(one)]
    return found


def _nameless(root: Element) -> list[Element]:
    """Return the parts that have no name, or one that says nothing."""
    found = [
        one for one in root.all("section") if "aria-labelledby" not in one.attributes
    ]
    found += [
        one for tag in ("h1", "h2", "title") for one in root.all(tag) if not one.text
    ]
    regions = [one for one in root.walk() if one.attributes.get("role") == "region"]
    return found + [one for one in regions if not one.attributes.get("aria-label")]


def _fetches(element: Element) -> bool:
    """Say whether an element runs something or fetches it from elsewhere."""
    handles = any(name.startswith("on") for name in element.attributes)
    active = element.tag in {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "form",
        "base",
    }
    return handles or active or bool(FETCHES & element.attributes.keys())


def _table_faults(table: Element) -> list[str]:
    """List what a table lacks for those who cannot see it."""
    heads = [one.text for row in table.all("thead") for one in row.all("th")]
    found = ["no caption"] * (len(table.all("caption")) != 1)
    scopes = {one.attributes.get("scope") for one in table.all("th")}
    found += ["a heading without scope"] * (not scopes <= {"col", "row"})
    for row in [row for body in table.all("tbody") for row in body.all("tr")]:
        cells = [one for one in row.walk() if one.tag in {"th", "td"}]
        said = [one.attributes.get("data-head") for one in cells]
        found += ["cells without their headings"] * (said != heads)
        found += ["a row without heading"] * (cells[0].tag != "th")
    return found


def cells(table: Element) -> list[list[str]]:
    """Return the texts of the rows of a table."""
    return [
        [one.text for one in row.walk() if one.tag in {"th", "td"}]
        for body in table.all("tbody")
        for row in body.all("tr")
    ]
