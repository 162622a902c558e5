# A crontab described as "every 5 months" fires on 91 days of the year.
#
# With: cron-descriptor 2.2.1, croniter 7.0.0, on Python 3.11
# Guess: the words say when the line fires, so that a person who reads them can tell whether
#   it is the schedule that was meant
# Docs: it is said to turn cron expressions into descriptions that people can read
# Seen: a step is put in words as an interval: "every 5 months" is each day of January, June
#   and November, "every 31 days" is the first of each month, and "every 45 minutes" is at
#   the full hour and at :45
# Here: a visit each five months, checked by its description, is asked for 91 times a year;
#   an interval needs a first day, and a crontab has none
#
# Its output:
#   0 9 * */5 *   'At 09:00 AM, every 5 months': 91 times in 2026
#   0 9 */31 * *  'At 09:00 AM, every 31 days': 12 times in 2026
#   */45 9 * * 1  'Every 45 minutes, between 09:00 AM and 09:59 AM, only on Monday': 104 times in 2026
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'cron-descriptor==2.2.1' 'croniter==7.0.0'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime

from cron_descriptor import get_description
from croniter import croniter

expected = {
    "0 9 * */5 *": ("At 09:00 AM, every 5 months", 91),
    "0 9 */31 * *": ("At 09:00 AM, every 31 days", 12),
    "*/45 9 * * 1": ("Every 45 minutes, between 09:00 AM and 09:59 AM, only on Monday", 104),
}
seen = {}
for line in expected:
    times, clock = 0, croniter(line, datetime(2025, 12, 31, 23, 59))
    while clock.get_next(datetime).year == 2026:
        times += 1
    seen[line] = get_description(line), times
    print(f"{line:13} {seen[line][0]!r}: {times} times in 2026")
found = seen == expected
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
