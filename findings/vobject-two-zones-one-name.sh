# A calendar with a task in Shanghai and one in Chicago: both are due by the same clock.
#
# With: vobject 0.9.9, icalendar 7.3.2, tzdata 2026.6, on Python 3.11
# Guess: each zone keeps its own name in the file, TZID=Asia/Shanghai and
#   TZID=America/Chicago
# Seen: both are written as TZID=CST, with one VTIMEZONE of +08:00, so that Chicago's
#   task is due 14 hours too early for its readers
# Here: a feed of due dates for offices in several zones moves deadlines without a word
#
# Its output:
#   TZID:CST
#   DUE;TZID=CST:20260302T160000
#   DUE;TZID=CST:20260302T160000
#   hours moved: 0.0 -14.0
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'vobject==0.9.9' 'icalendar==7.3.2' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import vobject

zones = "Asia/Shanghai", "America/Chicago"
given = [datetime(2026, 3, 2, 16, tzinfo=ZoneInfo(zone)) for zone in zones]
written = vobject.iCalendar()
for number, due in enumerate(given):
    task = written.add("vtodo")
    task.add("uid").value = str(number)
    task.add("due").value = due
text = written.serialize()
print(*(line for line in text.splitlines() if line.startswith(("TZID", "DUE"))), sep="\n")
back = [task["DUE"].dt for task in icalendar.Calendar.from_ical(text).walk("VTODO")]
moved = [(read - due).total_seconds() / 3600 for read, due in zip(back, given)]
print("hours moved:", *moved)
found = text.count("TZID=CST") == 2 and moved == [0, -14]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
