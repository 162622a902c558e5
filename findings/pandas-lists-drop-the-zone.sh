# A list of visits with their zone reaches pandas without it; a plain column keeps it.
#
# With: pyarrow 26.0.1, pandas 3.1.1, polars 2.1.0, duckdb 2.0.1, tzdata 2026.6, on
#   Python 3.11
# Guess: a timestamp with a zone stays one on its way to pandas, wherever it lies
# Seen: in a column of its own and in a structure it keeps its zone; in a list it
#   arrives as a clock of UTC that says of no zone, from pyarrow, polars and DuckDB
# Here: times without a zone are refused, or read on the clocks that a call names; the
#   visits of 07:00 on 2 March in Shanghai would be of the evening of the 1st
#
# Its output:
#   a column: 2026-03-02 07:00:00+08:00
#   in a structure: 2026-03-02 07:00:00+08:00
#   in a list, pyarrow: ['2026-03-01T23:00:00.000000']
#   in a list, polars: ['2026-03-01T23:00:00.000000']
#   in a list, duckdb: ['2026-03-01T23:00:00.000000']
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pyarrow==26.0.1' 'pandas==3.1.1' 'polars==2.1.0' 'duckdb==2.0.1' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo

import duckdb
import polars as pl
import pyarrow as pa

at = datetime(2026, 3, 2, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
kind = pa.timestamp("us", "Asia/Shanghai")
table = pa.table({
    "at": pa.array([at], kind),
    "visit": pa.array([{"at": at}], pa.struct({"at": kind})),
    "visits": pa.array([[at]], pa.list_(kind)),
})
frame = table.to_pandas()
plain, inside = frame["at"][0].isoformat(" "), frame["visit"][0]["at"].isoformat(" ")
print("a column:", plain)
print("in a structure:", inside)
lists = {
    "pyarrow": frame["visits"][0],
    "polars": pl.from_arrow(table).to_pandas()["visits"][0],
    "duckdb": duckdb.from_arrow(table).df()["visits"][0],
}
for name, many in lists.items():
    print(f"in a list, {name}:", [str(one) for one in many])
kept = plain == inside == "2026-03-02 07:00:00+08:00"
lost = all([str(one) for one in many] == ["2026-03-01T23:00:00.000000"] for many in lists.values())
print("as found" if kept and lost else "no longer as found")
raise SystemExit(not (kept and lost))
PY
