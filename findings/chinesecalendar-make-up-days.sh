# A make-up Saturday is called "Spring Festival" and left out of the workdays without weekends.
#
# With: chinesecalendar 1.11.0, on Python 3.11
# Guess: get_workdays(..., include_weekends=False) leaves out rest days at weekends; a
#   holiday's name means a holiday
# Seen: it leaves out every Saturday and Sunday, those that are worked too, and
#   get_holiday_detail() gives a worked Saturday the name of the festival that it makes
#   up for
# Here: working days are counted one or two short around each festival, and "if name"
#   takes a working day for a holiday
#
# Its output:
#   worked, and left out: 2026-02-14 2026-02-28
#   2026-02-14: (False, 'Spring Festival') is a workday: True
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'chinesecalendar==1.11.0'
"$work/venv/bin/python" - <<'PY'
from datetime import date

import chinese_calendar as calendar

start, end = date(2026, 2, 13), date(2026, 2, 28)
both = calendar.get_workdays(start, end)
without = calendar.get_workdays(start, end, include_weekends=False)
left_out = [day for day in both if day not in without]
detail = calendar.get_holiday_detail(date(2026, 2, 14))
print("worked, and left out:", *left_out)
print("2026-02-14:", detail, "is a workday:", calendar.is_workday(date(2026, 2, 14)))
found = left_out == [date(2026, 2, 14), date(2026, 2, 28)] and detail == (False, "Spring Festival")
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
