# narwhals: midnight equals its date in polars and pyarrow, and in pandas it does not.
#
# With: narwhals 2.29.0, pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1, on Python 3.11
# Guess: one expression has one answer, whatever the frame
# Seen: col("at") == date(...) is true under polars and pyarrow; under pandas it is
#   false for every row, without an error; and with Arrow columns is_in([date]) is true
#   where == is false
# Here: visits of a day are counted as none in one engine
#
# Its output:
#   polars         True
#   pyarrow        True
#   pandas, arrow  False
#   pandas, numpy  False
#   pandas, arrow, is_in: True
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'narwhals==2.29.0' 'pandas==3.1.1' 'polars==2.1.0' 'pyarrow==26.0.1'
"$work/venv/bin/python" - <<'PY'
from datetime import date, datetime

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

columns, day = {"at": [datetime(2026, 3, 31)]}, date(2026, 3, 31)
frames = {
    "polars": pl.DataFrame(columns),
    "pyarrow": pa.table(columns),
    "pandas, arrow": pd.DataFrame(columns).convert_dtypes(dtype_backend="pyarrow"),
    "pandas, numpy": pd.DataFrame(columns),
}
seen = {}
for name, frame in frames.items():
    seen[name] = nw.from_native(frame).select(nw.col("at") == day)["at"][0]
    print(f"{name:14}", bool(seen[name]))
inside = nw.from_native(frames["pandas, arrow"]).select(nw.col("at").is_in([day]))["at"][0]
print("pandas, arrow, is_in:", bool(inside))
found = [bool(value) for value in seen.values()] == [True, True, False, False] and inside
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
