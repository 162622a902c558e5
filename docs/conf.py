"""
The site of the documentation, made with Sphinx.

    python -m sphinx -W --keep-going -b html docs build/site

The pages are those of the repository, which read as they are. A section's `README.md`
is its first page here, and the pages that it links to are what the section holds, in
that order; a page that no section links to is refused.
"""  # noqa: INP001 - a script beside the pages

import re
from enum import Enum
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from docs.bilingual import (
    keep_ids_whole,
    keep_to_one_language,
    let_sentences_wrap,
    say_around,
    search_of_both,
)
from docs.reference_names import MODULES, shown
from docs.signatures import (
    allowed,
    as_written,
    keys,
    named,
    plain,
    with_constants,
    with_defaults,
    with_fields,
    with_values,
)

LINKED: Final = re.compile(r"\]\(([\w-]+(?:/[\w-]+)*)\.md\)")
CLOSED: Final = re.compile(r"\n\n```\n(?=\n|$)")
"""The end of an example, before which a blank line ends what it prints."""
SHOWN: Final = shown()
TO_ROOT: Final = re.compile(r"\]\((?:\.\./)+(README|CHANGELOG)\.md\)")

TYPED: Final = ":vartype"
HEADED: Final = re.compile(r"\A(# .+\n)")
NAMED_OTHERWISE: Final = {
    "how-to/embed-in-a-back-end": "zh/integrate",
    "how-to/write-your-own-rules": "zh/own-rules",
    "reference/keys": "zh/keys",
}
"""Pages whose Chinese sibling has a name of its own."""

project = "followup-rules"
author = "The followup-rules maintainers"
project_copyright = author
release = version = metadata.version("followup-rules")
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_design",
]
exclude_patterns = [
    "editor_pictures/node_modules/**",
    "examples/books/**",
    "examples/data/**",
]
nitpicky = True
# Only names of this package have a page here to link to.
nitpick_ignore_regex = [
    (r"py:.*", r"(?!followup_rules\.).*"),
    (r"py:.*", r"followup_rules\..*\.(_\w+|[A-Z])"),  # parents and type variables
    (
        r"py:class",
        r"followup_rules\.frames\.(counting|due_answers)\..*",
    ),  # what columns are made of
    # What ledgers and books tell rules, and no host does.
    (r"py:class", r"followup_rules\.(verdicts\.bases\.LedgerMoment|frames\.told\.\w+)"),
]
# Words of the little language, such as `one of allowed of visitors`, are no names.
suppress_warnings = ["ref.python"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4

default_role = "code"
autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_class_signature = "mixed"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_maximum_signature_line_length = 76
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False

html_theme = "furo"
html_title = "followup-rules"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_search_language = "both"


def take_up(_app: Any, name: str, source: list[str]) -> None:
    """
    Give a page what only the site needs: what its section holds, and links that stay.
    """
    text = source[0] = CLOSED.sub("\n```\n", HEADED.sub(with_sibling(name), source[0]))
    pages = "\n".join(dict.fromkeys(LINKED.findall(text)))
    to_root = "../" * name.count("/")
    homes = {"README": f"{to_root}index.md", "CHANGELOG": f"{to_root}changelog.md"}
    source[0] = TO_ROOT.sub(lambda to: f"]({homes[to[1]]})", source[0])
    if name.endswith("/README") and "{toctree}" not in text:
        source[0] += f"\n\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"
    if name.startswith("reference/"):
        source[0] = MODULES.sub(with_values, source[0])


def with_sibling(name: str) -> str:
    """
    Return what the heading of a page becomes: a link to the other language below it.
    """
    to_chinese = not name.startswith("zh/")
    back = {chinese: english for english, chinese in NAMED_OTHERWISE.items()}
    other = NAMED_OTHERWISE.get(name, f"zh/{name}") if to_chinese else back.get(name)
    other = other or name.removeprefix("zh/")
    if not (Path(__file__).parent / f"{other}.md").exists():
        return r"\1"
    return rf"\1\n[{'中文' if to_chinese else 'English'}](/{other}.md)\n"


def show_types(*event: Any) -> tuple[str, str] | None:
    """
    Show the types of a signature; what their marks allow stands below it.
    """
    _app, what, _name, thing, _options, taken, returned = event
    if not taken:
        return None
    if what == "exception" and getattr(thing, "fields", ()):
        return with_fields(thing), ""
    told = with_constants(with_defaults(plain(taken), thing), thing)
    return told, plain(returned or "")


def say_allowed(*event: Any) -> None:
    """
    Say what the fields of a class may hold, and of their types no more than the types.

    What stands below a value is said as it is written.
    """
    _app, what, _name, thing, _options, lines = event
    if what == "class":
        lines[:] = [
            *(named(plain(one)) if one.startswith(TYPED) else one for one in lines),
            *allowed(thing),
            *keys(thing),
        ]
    elif what in {"attribute", "data", "property"}:
        lines[:] = as_written(lines)


def keep_choices(*event: Any) -> bool | None:
    """
    Show the members of enumerations, which have no docstrings.
    """
    _app, _what, _name, thing, _skip, _options = event
    return False if isinstance(thing, Enum) else None


def say_whose(_app: Any, page: Any) -> None:
    """
    Let bare names in signatures mean what they mean in the code.

    A rulebook means its own rows, though others have rows of that name; a mark in an
    `Annotated` is one of the package `fields`.
    """
    known = set(SHOWN.values())
    for node in page.findall(lambda node: node.tagname == "pending_xref"):
        rows = node.get("py:module", "").replace(".rulebooks.", ".protocols.")
        for home in (rows, "followup_rules.fields"):
            name = f"{home}.{node['reftarget']}"
            if name in known:
                node["reftarget"] = name


def to_its_public_name(app: Any, env: Any, node: Any, shown: Any) -> Any:
    """
    Link a type of a signature to where its package hands it on.
    """
    name = SHOWN.get(node.get("reftarget"))
    return name and env.domains["py"].resolve_xref(
        env, node["refdoc"], app.builder, "obj", name, node, shown
    )


def setup(app: Any) -> None:
    """
    Take part in the build.
    """
    app.add_search_language(search_of_both())
    app.connect("html-page-context", let_sentences_wrap)
    app.connect("html-page-context", keep_ids_whole)
    app.connect("html-page-context", keep_to_one_language, priority=900)
    app.connect("build-finished", say_around)
    app.connect("source-read", take_up)
    app.connect("autodoc-process-signature", show_types)
    app.connect("autodoc-process-docstring", say_allowed)
    app.connect("autodoc-skip-member", keep_choices)
    app.connect("doctree-read", say_whose)
    app.connect("missing-reference", to_its_public_name)
