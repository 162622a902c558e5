"""
Write the files under `code/` into the pages that show them.

    python docs/integrations/include.py

A page names a file in a link that stands alone on its line, with the fenced code below
it. The tests run the files; a test holds the pages equal to them.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
SHOWN = re.compile(
    r"^\[`(?P<name>[^`]+)`\]\(code/(?P=name)\)\n\n```python\n(?P<code>.*?)^```\n",
    re.MULTILINE | re.DOTALL,
)


def shown(page: str) -> dict[str, str]:
    """
    Return the code on a page by the name of its file.
    """
    return {found["name"]: found["code"] for found in SHOWN.finditer(page)}


def written(page: str) -> str:
    """
    Return a page with its code as the files have it.
    """

    def block(found: re.Match[str]) -> str:
        name = found["name"]
        code = (HERE / "code" / name).read_text(encoding="utf-8")
        return f"[`{name}`](code/{name})\n\n```python\n{code}```\n"

    return SHOWN.sub(block, page)


def main() -> None:
    """
    Write all pages.
    """
    for path in sorted(HERE.glob("*.md")):
        page = path.read_text(encoding="utf-8")
        path.write_text(written(page), encoding="utf-8")


if __name__ == "__main__":
    main()
