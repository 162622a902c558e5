"""
Write the files under `code/` into the pages that show them.

    python docs/integrations/include.py

A page names a file in a link that stands alone on its line, with the fenced code below
it. The tests run the files; a test holds the pages equal to them.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
CHINESE = HERE.parent / "zh" / "integrations"
SHOWN = re.compile(
    r"(?P<link>^\[`(?P<name>[^`]+)`\]\((?:../../integrations/)?code/(?P=name)\)"
    r"\n\n```python\n)(?P<code>.*?)^```\n",
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
        return f"{found['link']}{code}```\n"

    return SHOWN.sub(block, page)


def pages() -> list[Path]:
    """
    Return the pages, in English and in Chinese.
    """
    return [*sorted(HERE.glob("*.md")), *sorted(CHINESE.glob("*.md"))]


def main() -> None:
    """
    Write all pages.
    """
    for path in pages():
        page = path.read_text(encoding="utf-8")
        path.write_text(written(page), encoding="utf-8")


if __name__ == "__main__":
    main()
