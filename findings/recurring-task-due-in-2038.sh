# A task without a day comes back as one that began in 1970 and is due in 2038.
#
# With: icalendar 7.3.2, recurring-ical-events 3.8.2, tzdata 2026.6, on Python 3.11
# Guess: a VTODO without DTSTART and DUE stays without them in what recurring-ical-events
#   gives, since the standard has it open on each day until it is done
# Docs: a comment in its code takes such a task for one of endless length; its manual says
#   nothing of the days
# Seen: it is found on each day, as it should be, with a DTSTART of 1970-01-01 and a DUE of
#   2038-01-01 that nobody wrote; after 2038 it is not found at all
# Here: what is to be done and has no limit is written to a feed as a task without a day;
#   read so, it began more than fifty years ago and is in good time until 2038
#
# Its output:
#   in March 2026: DTSTART and DUE [('1970-01-01', '2038-01-01')]
#   in March 2039: DTSTART and DUE []
#   in the file: False
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'icalendar==7.3.2' 'recurring-ical-events==3.8.2' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import date

import icalendar
import recurring_ical_events

text = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//
BEGIN:VTODO
UID:1
DTSTAMP:20260301T000000Z
SUMMARY:Call back
END:VTODO
END:VCALENDAR
"""
calendar = icalendar.Calendar.from_ical(text)
found_days = {}
for year in (2026, 2039):
    query = recurring_ical_events.of(calendar, components=["VTODO"])
    tasks = query.between(date(year, 3, 1), date(year, 3, 2))
    found_days[year] = [(str(task["DTSTART"].dt), str(task["DUE"].dt)) for task in tasks]
    print(f"in March {year}: DTSTART and DUE", found_days[year])
(own,) = calendar.walk("VTODO")
print("in the file:", "DTSTART" in own or "DUE" in own)
found = found_days == {2026: [("1970-01-01", "2038-01-01")], 2039: []} and "DUE" not in own
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
