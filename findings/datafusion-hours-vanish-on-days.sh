# Twelve hours after a day are that day in DataFusion, and thirty-six hours are one day.
#
# With: datafusion 55.0.0, duckdb 2.0.1, pyarrow 26.0.1, on Python 3.11
# Guess: a date and hours are a timestamp, as in PostgreSQL, whose dialect it follows, and
#   in DuckDB, or an error
# Docs: it says that its SQL keeps to PostgreSQL where it can
# Seen: the answer is a date and the hours below a whole day are dropped; only after a cast
#   to a timestamp are they counted
# Here: "within 36 hours" of a day in a ledger ends twelve hours early, "within 12 hours"
#   before it begins, and a comparison with it passes without a word
#
# Its output:
#   DataFusion 12 hours: 2026-03-02; 36 hours: 2026-03-03; as a timestamp: 2026-03-03 12:00:00
#   DuckDB     12 hours: 2026-03-02 12:00:00; 36 hours: 2026-03-03 12:00:00; as a timestamp: 2026-03-03 12:00:00
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'datafusion==55.0.0' 'duckdb==2.0.1' 'pyarrow==26.0.1'
"$work/venv/bin/python" - <<'PY'
import datetime as dt

import datafusion
import duckdb
import pyarrow as pa

ledger = pa.table({"day": [dt.date(2026, 3, 2)]})
link = datafusion.SessionContext()
link.register_record_batches("ledger", [ledger.to_batches()])
query = """
    SELECT day + INTERVAL '12 hours' AS half, day + INTERVAL '36 hours' AS more,
           CAST(day AS TIMESTAMP) + INTERVAL '36 hours' AS "cast"
    FROM ledger
"""
seen = {
    "DataFusion": [str(column[0]) for column in link.sql(query).to_pydict().values()],
    "DuckDB": [str(value) for value in duckdb.sql(query).fetchall()[0]],
}
for name, (half, more, cast) in seen.items():
    print(f"{name:10} 12 hours: {half}; 36 hours: {more}; as a timestamp: {cast}")
found = seen == {
    "DataFusion": ["2026-03-02", "2026-03-03", "2026-03-03 12:00:00"],
    "DuckDB": ["2026-03-02 12:00:00", "2026-03-03 12:00:00", "2026-03-03 12:00:00"],
}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
