# An office of 9 to 17 has no hour open on a Monday of 9 to 17 in Shanghai.
#
# With: businesstimedelta 1.0.1, pytz 2026.6, tzdata 2026.6, on Python 3.11
# Guess: hours without a zone are those of the clocks of the times asked, as they are
#   for naive times
# Seen: for aware times they are hours of UTC, without a word: eight hours by naive
#   times are none by aware ones
# Here: the better data (aware times) give the wrong answer; an office must name its
#   zone
#
# Its output:
#   naive: 8 aware: 0 aware, zone named: 8
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'businesstimedelta==1.0.1' 'pytz==2026.6' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytz
from businesstimedelta import Rules, WorkDayRule

given = {"start_time": time(9), "end_time": time(17), "working_days": [0, 1, 2, 3, 4]}


def hours(zone, **named):
    start = datetime(2026, 3, 2, 9, tzinfo=zone)
    return Rules([WorkDayRule(**given, **named)]).difference(start, start.replace(hour=17)).hours


shanghai = ZoneInfo("Asia/Shanghai")
seen = hours(None), hours(shanghai), hours(shanghai, tz=pytz.timezone("Asia/Shanghai"))
print("naive:", seen[0], "aware:", seen[1], "aware, zone named:", seen[2])
found = seen == (8, 0, 8)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
