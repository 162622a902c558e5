# Five per cent of ten visits, made whole by DuckDB, are 1 as 0.05 * n and 0 as n / 20.
#
# With: duckdb 2.0.1, on Python 3.11
# Guess: a cast to INTEGER rounds a half in one way: 0.05 * n, n * 5 / 100 and n / 20 are
#   the same number, and round() and the cast agree
# Docs: a cast is said to give the closest value of the other type; of a half, which has
#   two, nothing is said
# Seen: 0.05 is a DECIMAL and its half goes up, a division gives a DOUBLE and its half goes
#   to the even number; round() goes up for both
# Here: a share of visits to be checked differs by one with the way in which the same query
#   is spelled, or with the type of a column
#
# Its output:
#      n  0.05 * n  n / 20  round(0.05 * n)  round(n / 20)
#     10         1       0                1              1
#     30         2       2                2              2
#     50         3       2                3              3
#     70         4       4                4              4
#     90         5       4                5              5
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import duckdb

rows = duckdb.sql("""
    SELECT n, (0.05 * n)::INTEGER, (n / 20)::INTEGER, round(0.05 * n)::INTEGER, round(n / 20)::INTEGER
    FROM (VALUES (10), (30), (50), (70), (90)) visits(n) ORDER BY n
""").fetchall()
print("   n  0.05 * n  n / 20  round(0.05 * n)  round(n / 20)")
for n, product, division, *rounded in rows:
    print(f"{n:4}  {product:8}  {division:6}  {rounded[0]:15}  {rounded[1]:13}")
found = rows == [
    (10, 1, 0, 1, 1), (30, 2, 2, 2, 2), (50, 3, 2, 3, 3), (70, 4, 4, 4, 4), (90, 5, 4, 5, 5),
]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
