# "Every second week" comes in two weeks running at the end of a year with 53 weeks.
#
# With: apscheduler 3.11.3, tzdata 2026.6, on Python 3.11
# Guess: CronTrigger(week="*/2") fires every fourteen days
# Seen: it fires in weeks with an odd ISO number, so in week 53 of 2026 and again in
#   week 1 of 2027, seven days later
# Here: a fortnight of visits needs a first day that it is counted from; by week numbers
#   a quota of one visit a fortnight is owed twice
#
# Its output:
#   2026-12-14 2026-12-28 2027-01-04 2027-01-18
#   days between: 14 7 14
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'apscheduler==3.11.3' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

zone = ZoneInfo("Asia/Shanghai")
trigger = CronTrigger(week="*/2", day_of_week="mon", timezone=zone)
moment, days = datetime(2026, 12, 10, tzinfo=zone), []
for _ in range(4):
    moment = trigger.get_next_fire_time(None, moment)
    days.append(moment.date())
    moment += timedelta(days=1)
gaps = [(later - earlier).days for earlier, later in zip(days, days[1:])]
print(*days)
print("days between:", *gaps)
found = gaps == [14, 7, 14]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
