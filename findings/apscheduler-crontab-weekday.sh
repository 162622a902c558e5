# A crontab's Monday is APScheduler's Tuesday, and its "or" an "and".
#
# With: apscheduler 3.11.3, croniter 7.0.0, tzdata 2026.6, on Python 3.11
# Guess: CronTrigger.from_crontab() reads the five fields as cron does: 1 is Monday, and
#   a day of the month beside a weekday means either
# Seen: 1 is Tuesday, since weekdays are numbered from Monday as 0 there, and both days
#   must hold at once
# Here: a weekly reminder of visits comes a day late each week; one for "the 1st and
#   each Monday" comes only when the 1st is a Tuesday
#
# Its output:
#   0 9 * * 1: APScheduler Tue 2026-03-03, croniter Mon 2026-03-02
#   0 9 1 * 1: APScheduler Tue 2026-09-01, croniter Mon 2026-03-02
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'apscheduler==3.11.3' 'croniter==7.0.0' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from croniter import croniter

zone = ZoneInfo("Asia/Shanghai")
start = datetime(2026, 3, 1, 10, tzinfo=zone)  # a Sunday
seen = {}
for line in ("0 9 * * 1", "0 9 1 * 1"):
    scheduled = CronTrigger.from_crontab(line, timezone=zone).get_next_fire_time(None, start)
    by_cron = croniter(line, start).get_next(datetime)
    seen[line] = f"{scheduled:%a %Y-%m-%d}", f"{by_cron:%a %Y-%m-%d}"
    print(f"{line}: APScheduler {seen[line][0]}, croniter {seen[line][1]}")
found = seen == {
    "0 9 * * 1": ("Tue 2026-03-03", "Mon 2026-03-02"),
    "0 9 1 * 1": ("Tue 2026-09-01", "Mon 2026-03-02"),
}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
