# Every month from 31 January: one series ends on the last days, two sink to the 28th, one skips.
#
# With: duckdb 2.0.1, pandas 3.1.1, polars 2.1.0, python-dateutil 2.9.0.post0, on Python
#   3.11
# Guess: the n-th date is the first and n months, so 31 March follows 28 February
# Seen: DuckDB's generate_series and pandas' DateOffset step from the date before and
#   never leave the 28th; polars counts from the first; dateutil leaves out the months
#   without a 31st
# Here: four answers to "monthly" for a warranty or plan that starts at a month's end
#
# Its output:
#   duckdb   01-31 02-28 03-28 04-28
#   pandas   01-31 02-28 03-28 04-28
#   polars   01-31 02-28 03-31 04-30
#   dateutil 01-31 03-31 05-31 07-31
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'duckdb==2.0.1' 'pandas==3.1.1' 'polars==2.1.0' 'python-dateutil==2.9.0.post0'
"$work/venv/bin/python" - <<'PY'
from datetime import date

import duckdb
import pandas as pd
import polars as pl
from dateutil.rrule import MONTHLY, rrule

start = date(2026, 1, 31)
rows = duckdb.sql("SELECT unnest(generate_series(DATE '2026-01-31', DATE '2026-05-01', INTERVAL 1 MONTH))")
seen = {
    "duckdb": [row[0].date() for row in rows.fetchall()],
    "pandas": [day.date() for day in pd.date_range(start, periods=4, freq=pd.DateOffset(months=1))],
    "polars": pl.date_range(start, date(2026, 4, 30), "1mo", eager=True).to_list(),
    "dateutil": [day.date() for day in rrule(MONTHLY, dtstart=pd.Timestamp(start), count=4)],
}
for name, days in seen.items():
    print(f"{name:8}", *(f"{day:%m-%d}" for day in days))
found = {name: [f"{day:%m-%d}" for day in days] for name, days in seen.items()} == {
    **dict.fromkeys(("duckdb", "pandas"), ["01-31", "02-28", "03-28", "04-28"]),
    "polars": ["01-31", "02-28", "03-31", "04-30"],
    "dateutil": ["01-31", "03-31", "05-31", "07-31"],
}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
