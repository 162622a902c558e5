# narwhals: 2.5 rounds to 2 in polars and pandas, and to 3 in pyarrow and DuckDB.
#
# With: narwhals 2.29.0, pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1, duckdb 2.0.1, on
#   Python 3.11
# Guess: one expression has one answer, whatever the frame; or, by the note in its docs,
#   pandas goes to the even neighbour, and polars and Arrow go away from nought
# Seen: polars goes to the even neighbour as pandas does, pyarrow and DuckDB go away from
#   nought; and pyarrow's own round(), asked directly, goes to the even one
# Here: a quota or a score that falls on a half differs between engines
#
# Its output:
#   pandas   [0.0, 2.0, 2.0]
#   polars   [0.0, 2.0, 2.0]
#   pyarrow  [1.0, 2.0, 3.0]
#   duckdb   [1.0, 2.0, 3.0]
#   pyarrow.compute.round: [0.0, 2.0, 2.0]
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'narwhals==2.29.0' 'pandas==3.1.1' 'polars==2.1.0' 'pyarrow==26.0.1' 'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

columns = {"x": [0.5, 1.5, 2.5]}
table = pa.table(columns)
frames = {
    "pandas": pd.DataFrame(columns), "polars": pl.DataFrame(columns),
    "pyarrow": table, "duckdb": duckdb.connect().from_arrow(table),
}
seen = {}
for name, frame in frames.items():
    rounded = nw.from_native(frame).lazy().select(nw.col("x").round()).collect()
    seen[name] = rounded["x"].to_list()
    print(f"{name:8}", seen[name])
print("pyarrow.compute.round:", pc.round(table["x"]).to_pylist())
even, away = [0, 2, 2], [1, 2, 3]
found = list(seen.values()) == [even, even, away, away] and pc.round(table["x"]).to_pylist() == even
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
