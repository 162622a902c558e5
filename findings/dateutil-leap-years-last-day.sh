# The 366th day of a leap year is 30 December in dateutil, as the 365th is.
#
# With: python-dateutil 2.9.0.post0, on Python 3.11
# Guess: relativedelta(yearday=n) is the n-th day of the year, so 366 is 31 December of
#   2024, as strptime() has it
# Docs: yearday is said to set the day of the year, and nlyearday one that jumps over leap
#   days
# Seen: to the 365th day it is right in leap years; the 366th gives 30 December a second
#   time, and 31 December cannot be reached
# Here: seasons and yearly terms kept as days of the year end a day early, in leap years
#   alone; the last day of the year falls out of its own period
#
# Its output:
#   day of 2024  dateutil    strptime
#            60  2024-02-29 2024-02-29
#            61  2024-03-01 2024-03-01
#           364  2024-12-29 2024-12-29
#           365  2024-12-30 2024-12-30
#           366  2024-12-30 2024-12-31
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'python-dateutil==2.9.0.post0'
"$work/venv/bin/python" - <<'PY'
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

seen = {}
print("day of 2024  dateutil    strptime")
for day in (60, 61, 364, 365, 366):
    by_python = datetime.strptime(f"2024-{day}", "%Y-%j").date()
    seen[day] = date(2024, 5, 1) + relativedelta(yearday=day), by_python
    print(f"{day:11} ", *seen[day])
wrong = {day: str(ours) for day, (ours, right) in seen.items() if ours != right}
found = wrong == {366: "2024-12-30"} and str(seen[365][0]) == "2024-12-30"
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
