# "2 to 5 March", written as an ISO interval, is 20:26 on 2 March in dateutil, in a zone of minus 2:55.
#
# With: python-dateutil 2.9.0.post0, pendulum 3.3.0, on Python 3.11
# Guess: 2026-03-02/2026-03-05 is an interval of ISO 8601 and no moment, so isoparse()
#   refuses it, as datetime.fromisoformat() does, or gives both ends, as pendulum does
# Docs: one character may stand between date and time, T in the standard; offsets are said
#   to be of the forms +HH:MM, +HHMM and +HH
# Seen: the stroke is taken for the T, 2026 for 20:26 and -03-05 for an offset, of minus
#   three hours and plus five minutes
# Here: windows for a visit are written so; the column turns into moments that are all
#   before midnight of the first day, and no row is refused
#
# Its output:
#   dateutil: 2026-03-02 20:26:00-02:55 offset -175.0 minutes
#   pendulum: 2026-03-02 to 2026-03-05
#   datetime: refused
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'python-dateutil==2.9.0.post0' 'pendulum==3.3.0'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime, timedelta

import pendulum
from dateutil.parser import isoparse

text = "2026-03-02/2026-03-05"
moment = isoparse(text)
window = pendulum.parse(text)
try:
    plain = str(datetime.fromisoformat(text))
except ValueError:
    plain = "refused"
print("dateutil:", moment, "offset", moment.utcoffset() / timedelta(minutes=1), "minutes")
print("pendulum:", window.start, "to", window.end)
print("datetime:", plain)
found = (
    moment.replace(tzinfo=None) == datetime(2026, 3, 2, 20, 26)
    and moment.utcoffset() == timedelta(hours=-3, minutes=5)
    and (str(window.start), str(window.end)) == ("2026-03-02", "2026-03-05")
    and plain == "refused"
)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
