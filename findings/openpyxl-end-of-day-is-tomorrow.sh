# The last microsecond of a day, stored in a spreadsheet, is read back as the next day.
#
# With: openpyxl 3.1.5, on Python 3.11
# Guess: a time more exact than the file can hold is cut, so 23:59:59.999999 stays on
#   its day
# Seen: it is rounded to the millisecond, up: the day changes; and the last time of day
#   becomes a datetime of 1900-01-01
# Here: "until the end of the day" is often that microsecond (datetime.max.time(),
#   pendulum's end_of("day")), so a column of deadlines shifts by a day
#
# Its output:
#   2026-03-02 23:59:59.999999 -> datetime.datetime(2026, 3, 3, 0, 0)
#   2026-03-02 23:59:59.999000 -> datetime.datetime(2026, 3, 2, 23, 59, 59, 999000)
#   23:59:59.999999 -> datetime.datetime(1900, 1, 1, 0, 0)
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'openpyxl==3.1.5'
"$work/venv/bin/python" - <<'PY'
import io
from datetime import date, datetime, time

import openpyxl


def stored(value):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = value
    book.save(file)
    return openpyxl.load_workbook(file).active["A1"].value


deadline = datetime.combine(date(2026, 3, 2), time.max)
seen = {value: stored(value) for value in (deadline, deadline.replace(microsecond=999000), time.max)}
for value, back in seen.items():
    print(value, "->", repr(back))
found = list(seen.values()) == [
    datetime(2026, 3, 3),
    datetime(2026, 3, 2, 23, 59, 59, 999000),
    datetime(1900, 1, 1),
]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
