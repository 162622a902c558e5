# An aware due time with a fixed offset comes back from icalendar's own file without a zone.
#
# With: icalendar 7.3.2, tzdata 2026.6, on Python 3.11
# Guess: the offset has no IANA name, so the time is written in UTC, or with a
#   VTIMEZONE; read back it is the same instant
# Seen: it is written as TZID="UTC+08:00", a name that neither the file nor the reader
#   explains, and read back as a floating time
# Here: datetime.fromisoformat() gives such times; a feed must name a zone or go to UTC
#   first, or each subscriber sees the deadline in his own zone
#
# Its output:
#   DUE;TZID="UTC+08:00":20260302T160000
#   VTIMEZONE in the file: False
#   given: 2026-03-02 16:00:00+08:00 read back: 2026-03-02 16:00:00
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'icalendar==7.3.2' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime

import icalendar

given = datetime.fromisoformat("2026-03-02T16:00:00+08:00")
task = icalendar.Todo()
task.add("uid", "1")
task.add("due", given)
calendar = icalendar.Calendar()
calendar.add("prodid", "-//example//")
calendar.add("version", "2.0")
calendar.add_component(task)
calendar.add_missing_timezones()
text = calendar.to_ical().decode()
back = icalendar.Calendar.from_ical(text).walk("VTODO")[0]["DUE"].dt
print(*(line for line in text.splitlines() if line.startswith("DUE")))
print("VTIMEZONE in the file:", "VTIMEZONE" in text)
print("given:", given, "read back:", back)
found = "VTIMEZONE" not in text and back == given.replace(tzinfo=None)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
