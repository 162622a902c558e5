# 365 days leave pydantic as "a year", and the next reader counts 366.
#
# With: pydantic 2.14.4, isodate 0.7.2, on Python 3.11
# Guess: a timedelta is written as what it is, P365D, and any ISO 8601 reader gets the
#   same end
# Seen: it is written as P1Y, and 400 days as P1Y35D; a reader that knows the calendar
#   ends a year later, one day off where a leap day lies between
# Here: a warranty of 365 days that crosses a service boundary as JSON lasts a day
#   longer in 2024
#
# Its output:
#   364 days: P364D, meant 2024-12-30, read 2024-12-30
#   365 days: P1Y, meant 2024-12-31, read 2025-01-01
#   400 days: P1Y35D, meant 2025-02-04, read 2025-02-05
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pydantic==2.14.4' 'isodate==0.7.2'
"$work/venv/bin/python" - <<'PY'
from datetime import date, timedelta

import isodate
from pydantic import TypeAdapter

write = TypeAdapter(timedelta).dump_python
start, moved = date(2024, 1, 1), {}
for days in (364, 365, 400):
    text = write(timedelta(days=days), mode="json")
    meant, read = start + timedelta(days=days), start + isodate.parse_duration(text)
    moved[text] = (read - meant).days
    print(f"{days} days: {text}, meant {meant}, read {read}")
found = moved == {"P364D": 0, "P1Y": 1, "P1Y35D": 1}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
