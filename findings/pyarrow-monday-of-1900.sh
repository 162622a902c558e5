# The Monday of week 10 of 2026 is 1 January 1900 in pyarrow, and 30 February is 2 March.
#
# With: pyarrow 26.0.1, duckdb 2.0.1, on Python 3.11
# Guess: strptime() fills in the directives of ISO weeks, as Python and DuckDB do, or
#   raises; and with error_is_null=True a day that is not is null
# Docs: it takes the directives of the strptime of C and says that a text which fails to
#   parse is an error, or null when asked
# Seen: %G, %V and %u are read over and the day stays at the first that there is; the
#   thirtieth of February passes as the second of March, error_is_null or not
# Here: weekly reports key visits by such weeks: every row of every week lands on one day,
#   before any warranty; and a mistyped due day is moved instead of refused
#
# Its output:
#   2026-W10-1: pyarrow 1900-01-01, Python 2026-03-02, DuckDB 2026-03-02
#   2026-02-30, errors as null: 2026-03-02; tomorrow: None
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pyarrow==26.0.1' 'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

week, form = "2026-W10-1", "%G-W%V-%u"
by_pyarrow = pc.strptime(pa.array([week]), format=form, unit="s")[0].as_py()
by_python = datetime.strptime(week, form)
by_duckdb = duckdb.execute("SELECT strptime(?, ?)", [week, form]).fetchall()[0][0]
print(f"{week}: pyarrow {by_pyarrow:%Y-%m-%d}, Python {by_python:%Y-%m-%d}, DuckDB {by_duckdb:%Y-%m-%d}")
no_day = pa.array(["2026-02-30", "tomorrow"])
moved, null = pc.strptime(no_day, format="%Y-%m-%d", unit="s", error_is_null=True).to_pylist()
print(f"2026-02-30, errors as null: {moved:%Y-%m-%d}; tomorrow: {null}")
found = (
    by_pyarrow == datetime(1900, 1, 1)
    and by_python == by_duckdb == datetime(2026, 3, 2)
    and moved == datetime(2026, 3, 2)
    and null is None
)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
