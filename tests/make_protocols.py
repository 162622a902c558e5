"""
Write the protocols of rows, one module for each book that ships.

    python -m tests.make_protocols

A test holds them to the facts of the books.
"""

from pathlib import Path

from docs.clause_tables import found_rulebooks

import followup_rules
from followup_rules.books.protocols import protocols

FOLDER = Path(followup_rules.__file__).parent / "protocols"


def written() -> dict[Path, str]:
    """
    Return each file with what stands in it.
    """
    return {
        FOLDER / f"{name}.py": protocols(book)
        for name, book in found_rulebooks().items()
    }


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8", newline="\n")
