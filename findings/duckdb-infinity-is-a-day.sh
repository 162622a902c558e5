# An end that never comes leaves DuckDB as 31 December 9999 and does not come home as never.
#
# With: duckdb 2.0.1, on Python 3.11
# Guess: DATE 'infinity' reaches Python as something that is no day, or as an error;
#   sent back it is infinity again
# Seen: it is date.max, without a word, and date.max sent back is smaller than infinity
# Here: a warranty without an end, read and written once, has an end, and no query for
#   'infinity' finds it again
#
# Its output:
#   fetched: datetime.date(9999, 12, 31)
#   sent back, the same: False smaller: True
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import duckdb

link = duckdb.connect()
never = link.sql("SELECT DATE 'infinity'").fetchall()[0][0]
same, smaller = link.execute(
    "SELECT ?::DATE = DATE 'infinity', ?::DATE < DATE 'infinity'", [never, never]
).fetchall()[0]
print("fetched:", repr(never))
print("sent back, the same:", same, "smaller:", smaller)
found = str(never) == "9999-12-31" and not same and smaller
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
