# Pydantic reads the ISO date 20260302 as a moment of August 1970.
#
# With: pydantic 2.14.4, on Python 3.11
# Guess: 20260302 is the basic format of ISO 8601, so it is 2 March 2026, or refused
# Seen: as a datetime it is that many seconds after 1970, in UTC, while 2026-03-02 is a
#   naive midnight; as a date the same text is refused
# Here: completion times that a host sends without dashes make every deadline half a
#   century old, and no row is refused
#
# Its output:
#   datetime of 20260302:   1970-08-23 11:51:42+00:00
#   datetime of 2026-03-02: 2026-03-02 00:00:00
#   date of 20260302:       date_from_datetime_inexact
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pydantic==2.14.4'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime, date

from pydantic import TypeAdapter, ValidationError

read = TypeAdapter(datetime).validate_python
compact, dashed = read("20260302"), read("2026-03-02")
print("datetime of 20260302:  ", compact)
print("datetime of 2026-03-02:", dashed)
try:
    as_date = str(TypeAdapter(date).validate_python("20260302"))
except ValidationError as error:
    as_date = error.errors()[0]["type"]
print("date of 20260302:      ", as_date)
found = (
    compact.isoformat() == "1970-08-23T11:51:42+00:00"
    and dashed == datetime(2026, 3, 2)
    and as_date == "date_from_datetime_inexact"
)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
