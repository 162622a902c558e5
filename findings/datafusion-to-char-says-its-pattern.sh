# to_char(due, 'YYYY-MM-DD') in DataFusion is the text YYYY-MM-DD, in every row.
#
# With: datafusion 55.0.0, pyarrow 26.0.1, duckdb 2.0.1, on Python 3.11
# Guess: to_char() takes the patterns of PostgreSQL and Oracle, whose name it has, or refuses
#   a pattern in which it finds nothing to fill in
# Seen: it takes those of strftime; any other letters are copied as they stand, without an
#   error, and each row holds the same text. DuckDB refuses the name
# Here: an export of due days, moved from PostgreSQL, has no day left in it
#
# Its output:
#   DataFusion 'YYYY-MM-DD'  ['YYYY-MM-DD', 'YYYY-MM-DD']
#   DataFusion '%Y-%m-%d'    ['2026-03-02', '2026-03-09']
#   DuckDB     'YYYY-MM-DD'  CatalogException
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'datafusion==55.0.0' 'pyarrow==26.0.1' 'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
import datetime as dt

import duckdb
import pyarrow as pa
from datafusion import SessionContext

visits = pa.table({"due": [dt.date(2026, 3, 2), dt.date(2026, 3, 9)]})
context = SessionContext()
context.register_record_batches("visits", [visits.to_batches()])


def written(pattern: str) -> list[str]:
    query = f"SELECT to_char(due, '{pattern}') AS text FROM visits ORDER BY due"
    return context.sql(query).to_pydict()["text"]


copied, filled = written("YYYY-MM-DD"), written("%Y-%m-%d")
print("DataFusion 'YYYY-MM-DD' ", copied)
print("DataFusion '%Y-%m-%d'   ", filled)
try:
    refused = str(duckdb.sql("SELECT to_char(due, 'YYYY-MM-DD') FROM visits").fetchall())
except duckdb.Error as error:
    refused = type(error).__name__
print("DuckDB     'YYYY-MM-DD' ", refused)
found = (
    copied == ["YYYY-MM-DD"] * 2
    and filled == ["2026-03-02", "2026-03-09"]
    and refused == "CatalogException"
)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
