# Five per cent of 30 rows: polars draws 1, pandas and DuckDB 2; of 50: 2, 2 and 3.
#
# With: pandas 3.1.1, polars 2.1.0, duckdb 2.0.1, narwhals 2.29.0, pyarrow 26.0.1, on Python
#   3.11
# Guess: asked for a share of rows, libraries give the same number, and one expression of
#   narwhals has one answer, whatever the frame
# Seen: polars cuts the half row off, pandas rounds it to the even number, DuckDB's reservoir
#   rounds up; narwhals cuts it off on all three frames, pandas' too
# Here: "at least 5 % of the visits are checked again" is met by one of the three alone, and
#   of 30 visits polars checks 3.3 %
#
# Its output:
#   rows   owed  pandas  polars  DuckDB  narwhals on pandas, polars, pyarrow
#     10      1       0       0       1  0 0 0
#     30      2       2       1       2  1 1 1
#     50      3       2       2       3  2 2 2
#     70      4       4       3       4  3 3 3
#    100      5       5       5       5  5 5 5
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pandas==3.1.1' 'polars==2.1.0' 'duckdb==2.0.1' 'narwhals==2.29.0' 'pyarrow==26.0.1'
"$work/venv/bin/python" - <<'PY'
import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

expected = {
    10: (0, 0, 1, [0, 0, 0]), 30: (2, 1, 2, [1, 1, 1]), 50: (2, 2, 3, [2, 2, 2]),
    70: (4, 3, 4, [3, 3, 3]), 100: (5, 5, 5, [5, 5, 5]),
}
seen = {}
print("rows   owed  pandas  polars  DuckDB  narwhals on pandas, polars, pyarrow")
for n in expected:
    rows = {"case": list(range(n))}
    pandas, polars, arrow = pd.DataFrame(rows), pl.DataFrame(rows), pa.table(rows)
    drawn = duckdb.sql("SELECT * FROM arrow USING SAMPLE reservoir(5%)").fetchall()
    by_narwhals = [
        len(nw.from_native(frame)["case"].sample(fraction=0.05))
        for frame in (pandas, polars, arrow)
    ]
    seen[n] = (
        len(pandas.sample(frac=0.05)), len(polars.sample(fraction=0.05)), len(drawn), by_narwhals,
    )
    owed = -(-5 * n // 100)
    print(f"{n:4}  {owed:5}  {seen[n][0]:6}  {seen[n][1]:6}  {seen[n][2]:6}  {' '.join(map(str, by_narwhals))}")
found = seen == expected
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
