# Three days after 2 March 2026 are the number 2029 once sqlglot has put the query into SQLite.
#
# With: sqlglot 30.30.0, duckdb 2.0.1, on Python 3.11
# Guess: with unsupported_level=RAISE a query becomes one that gives the same answer in the
#   other database, or an UnsupportedError, as a difference in weeks does
# Docs: it aims at SQL that is semantically correct in the dialect asked for, and says that
#   what cannot be put into it warns or raises
# Seen: DATE + 3 and DATE - DATE are passed on as they stand; a date is text in SQLite, whose
#   number is its year, so the sum is 2029 and a wait of fourteen days is 0; a minute is
#   counted as a fraction a little below one, and cut to 0
# Here: "opened + 3 >= visited" and "visited - opened <= 3" are tested on another database
#   than they run on; there every visit of a year is made on the same day
#
# Its output:
#   DATE '2026-03-02' + 3
#     DuckDB 2026-03-05, SQLite 2029
#   DATE '2026-03-16' - DATE '2026-03-02'
#     DuckDB 14, SQLite 0
#   DATE_DIFF('minute', TIMESTAMP '2026-03-02 10:00:00', TIMESTAMP '2026-03-02 10:01:00')
#     DuckDB 1, SQLite 0
#   DATE_DIFF('day', DATE '2026-03-02', DATE '2026-03-16')
#     DuckDB 14, SQLite 14
#   DATE_DIFF('week', DATE '2026-03-02', DATE '2026-03-16')
#     DuckDB 2, SQLite refused
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'sqlglot==30.30.0' 'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import sqlite3

import duckdb
import sqlglot
from sqlglot.errors import ErrorLevel, UnsupportedError

BEGUN, VISITED = "TIMESTAMP '2026-03-02 10:00:00'", "TIMESTAMP '2026-03-02 10:01:00'"
FIRST, LAST = "DATE '2026-03-02'", "DATE '2026-03-16'"


def in_sqlite(query):
    try:
        (translated,) = sqlglot.transpile(
            query, read="duckdb", write="sqlite", unsupported_level=ErrorLevel.RAISE
        )
    except UnsupportedError:
        return "refused"
    return str(sqlite3.connect(":memory:").execute(translated).fetchone()[0])


asked = {
    f"{FIRST} + 3": ("2026-03-05", "2029"),
    f"{LAST} - {FIRST}": ("14", "0"),
    f"DATE_DIFF('minute', {BEGUN}, {VISITED})": ("1", "0"),
    f"DATE_DIFF('day', {FIRST}, {LAST})": ("14", "14"),
    f"DATE_DIFF('week', {FIRST}, {LAST})": ("2", "refused"),
}
seen = {}
for text in asked:
    query = f"SELECT {text}"
    seen[text] = (str(duckdb.sql(query).fetchall()[0][0]), in_sqlite(query))
    print(text)
    print("  DuckDB {}, SQLite {}".format(*seen[text]))
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
