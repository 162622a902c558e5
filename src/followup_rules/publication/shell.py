"""
The lines of a shell by which anybody draws again from the published list.

They need `sed`, `sort`, `sha256sum`, `cut` and `head`, and where windows have shares
`awk`; nothing of this library.
"""

from collections.abc import Iterable, Mapping
from shlex import quote
from typing import Final

from followup_rules.clauses import Text
from followup_rules.policies.draws.selection import SEPARATOR, WHOLE_FRAME

_LEDGER: Final = Text(
    "the digest of the ledger; it must be {digest}",
    "台账摘要，应为{digest}",
)
_TICKETS: Final = Text(
    "the tickets of everyone who could be drawn, the smallest first",
    "可抽取对象的签号，由小到大排列",
)
_DRAWN: Final = Text("who is drawn, in order", "抽中名单，依次排列")

_IDS: Final = r"1d; s/,.*//"
_TICKETED: Final = r"1d; s/^([^,]*),[0-9a-f]{64},.*/\1/p"
_QUOTED: Final = r'/^"/!s/,.*//; /^"/{s/^"(([^"]|"")*)".*/\1/; s/""/"/g;}'
_TICKETED_QUOTED: Final = (
    r's/^([^",]*),[0-9a-f]{64},.*/\1/p; /^"([^"]|"")*",[0-9a-f]{64},/'
    r'{s/^"(([^"]|"")*)",.*/\1/; s/""/"/g; p;}'
)


def check_lines(
    ids: Iterable[str],
    *,
    file_name: str,
    seed_string: str,
    digest: str,
    shares: Mapping[str, int],
    language: str,
) -> str:
    """
    Return the lines that draw again from a CSV file whose first column is the id.

    They write `ledger.txt`, `tickets.txt` and `drawn.txt` beside it.

    Args:
        ids: The ids in the file; where one holds a comma or a quotation mark, its
            field is read with its quotes.
        file_name: The name of the file.
        seed_string: What is hashed before each id.
        digest: What the digest of the ledger must be.
        shares: How many are drawn, by window or under "*".
        language: The language of the remarks.
    """
    quoted = any("," in id_ or '"' in id_ for id_ in ids)
    every = f"1d; {_QUOTED}" if quoted else _IDS
    ticketed = f"1d; {_TICKETED_QUOTED}" if quoted else _TICKETED
    file = quote(file_name)
    say = {
        name: f"# {text.in_language(language).format(digest=digest)}"
        for name, text in (
            ("ledger", _LEDGER),
            ("tickets", _TICKETS),
            ("drawn", _DRAWN),
        )
    }
    return "\n".join(
        [
            "export LC_ALL=C",
            say["ledger"],
            f"sed -E '{every}' {file} | sort > ledger.txt",
            'printf %s "$(cat ledger.txt)" | sha256sum',
            say["tickets"],
            f"seed=$(printf %s {quote(seed_string)} | sha256sum | cut -c1-64)",
            f"sed -nE '{ticketed}' {file} | while IFS= read -r id; do",
            '  ticket=$(printf %s "$seed$id" | sha256sum | cut -c1-64)',
            '  printf \'%s  %s\\n\' "$ticket" "$id"',
            "done | sort > tickets.txt",
            say["drawn"],
            *_taking(shares),
            "cat drawn.txt",
        ]
    )


def _taking(shares: Mapping[str, int]) -> list[str]:
    """Return the lines that take the smallest tickets, of all or of each window."""
    if WHOLE_FRAME in shares:
        return [f"head -n {shares[WHOLE_FRAME]} tickets.txt | cut -c67- > drawn.txt"]
    find = "awk 'index($0, ENVIRON[\"window\"]) == 67' tickets.txt"
    lines = [
        f"  window={quote(window + SEPARATOR)} {find} | head -n {share}"
        for window, share in shares.items()
    ]
    return ["{", *(lines or ["  :"]), "} | sort | cut -c67- > drawn.txt"]
