# Which is longer, a year or 364 days? In DuckDB greatest() says the year, max() the days.
#
# With: duckdb 2.0.1, on Python 3.11
# Guess: max(), greatest() and > agree, and the year is longer, as it ends later on
#   every calendar
# Seen: > and max() take a year for 360 days, greatest() and least() do not; added to a
#   date it is a calendar year, and Python fetches it as timedelta(360)
# Here: "the longer of contract and statute" picks another warranty when it is written
#   over two columns than over two rows
#
# Its output:
#   max() is the 364 days: True and longer than a year: True
#   greatest() is the year: True
#   2026-03-01 and a year: 2027-03-01 and 364 days: 2027-02-28
#   a year in Python: 360 days, 0:00:00
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import duckdb

most, longer, greatest, by_year, by_days, fetched = duckdb.sql("""
    SELECT max(i) = INTERVAL '364 days', max(i) > INTERVAL '1 year',
           greatest(INTERVAL '1 year', INTERVAL '364 days') = INTERVAL '1 year',
           (DATE '2026-03-01' + INTERVAL '1 year')::DATE,
           (DATE '2026-03-01' + INTERVAL '364 days')::DATE,
           INTERVAL '1 year'
    FROM (VALUES (INTERVAL '1 year'), (INTERVAL '364 days')) terms(i)
""").fetchall()[0]
print("max() is the 364 days:", most, "and longer than a year:", longer)
print("greatest() is the year:", greatest)
print("2026-03-01 and a year:", by_year, "and 364 days:", by_days)
print("a year in Python:", fetched)
found = most and longer and greatest and by_year > by_days and fetched.days == 360
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
