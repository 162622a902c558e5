# A home that nobody visited was visited in time, on 1 January 1970, in ClickHouse.
#
# With: chdb 4.4.0, which is ClickHouse in Python, duckdb 2.0.1, on Python 3.11
# Guess: a LEFT JOIN without a match, and the greatest of no rows, are NULL, as SQL has it
# Docs: join_use_nulls=1 is needed for NULL; the greatest of no rows is the type's default
# Seen: both are 1970-01-01, which is before every bound, so "visited <= due" is true
# Here: the plain query for late visits finds each kept one and none that was left out
#
# Its output:
#   ClickHouse: 1970-01-01 1 | with join_use_nulls: \N \N | DuckDB: None None
#   ClickHouse: 1970-01-01 1 | with join_use_nulls: 1970-01-01 1 | DuckDB: None None
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'chdb==4.4.0' 'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import chdb
import duckdb

joined = """
SELECT visited, visited <= due
FROM (SELECT 1 AS home, CAST('2026-03-04' AS DATE) AS due) AS duties
LEFT JOIN (SELECT 2 AS house, CAST('2026-03-03' AS DATE) AS visited) AS visits
ON home = house
"""
latest = """
SELECT max(visited), max(visited) <= CAST('2026-03-04' AS DATE)
FROM (SELECT CAST('2026-03-03' AS DATE) AS visited) AS visits
WHERE visited > CAST('2026-03-03' AS DATE)
"""
seen = []
for query in (joined, latest):
    house = str(chdb.query(query, "TSV")).split()
    duck = duckdb.sql(query).fetchall()[0]
    told = str(chdb.query(query + " SETTINGS join_use_nulls = 1", "TSV")).split()
    seen.append((house, told, duck))
    print("ClickHouse:", *house, "| with join_use_nulls:", *told, "| DuckDB:", *duck)
first = ["1970-01-01", "1"]
found = seen == [
    (first, [r"\N", r"\N"], (None, None)),
    (first, first, (None, None)),
]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
