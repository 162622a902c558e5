# INTERVAL 1.5 HOUR is one hour in DuckDB, INTERVAL '1.5 hours' is ninety minutes.
#
# With: duckdb 2.0.1, on Python 3.11
# Guess: both spell an hour and a half
# Seen: the number in front of the unit is cut to a whole one, so 1.5 is 1, 2.5 is 2 and
#   0.75 of a day is nothing; within the quotes it is kept
# Here: a response limit of 1.5 hours ends after one
#
# Its output:
#   INTERVAL 1.5 HOUR      1.0 hours
#   INTERVAL '1.5' HOUR    1.0 hours
#   INTERVAL '1.5 hours'   1.5 hours
#   INTERVAL 2.5 HOUR      2.0 hours
#   INTERVAL (0.75) DAY    0.0 hours
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import duckdb

asked = {
    "INTERVAL 1.5 HOUR": 3600, "INTERVAL '1.5' HOUR": 3600, "INTERVAL '1.5 hours'": 5400,
    "INTERVAL 2.5 HOUR": 7200, "INTERVAL (0.75) DAY": 0,
}
seen = {}
for text in asked:
    seen[text] = duckdb.sql(f"SELECT {text}").fetchall()[0][0].total_seconds()
    print(f"{text:22} {seen[text] / 3600} hours")
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
