# In DataFusion a day is longer than a hundred hours, and a month than four hundred days.
#
# With: datafusion 55.0.0, duckdb 2.0.1, on Python 3.11
# Guess: intervals are compared by their length, a month taken for 30 days, as PostgreSQL
#   and DuckDB do, or not at all
# Docs: intervals are among its types; no page says how they are compared
# Seen: months are compared first, then days, then hours, and the first that differs
#   decides: >, greatest(), max() and ORDER BY alike, and 24 hours are no day
# Here: "the longer of two limits", and the list of the longest waits first, give a short
#   one that is written in a great unit
#
# Its output:
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'datafusion==55.0.0' 'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import datafusion
import duckdb

asked = {
    "INTERVAL '1 day' > INTERVAL '100 hours'": (True, False),
    "INTERVAL '1 month' > INTERVAL '400 days'": (True, False),
    "INTERVAL '1 day' = INTERVAL '24 hours'": (False, True),
    "(SELECT max(i) FROM (VALUES (INTERVAL '1 day'), (INTERVAL '100 hours')) t(i))"
    " = INTERVAL '1 day'": (True, False),
}
link, seen = datafusion.SessionContext(), {}
for text in asked:
    query = f"SELECT {text} AS answer"
    by_duckdb = duckdb.sql(query).fetchall()[0][0]
    seen[text] = link.sql(query).to_pydict()["answer"][0], by_duckdb
    print(text)
    print("  DataFusion", seen[text][0], " DuckDB", by_duckdb)
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
