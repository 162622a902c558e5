# One working day of eight hours is a third of a day, and days given as dates are one more.
#
# With: business-duration 0.68, pandas 3.1.1, numpy 2.4.6, on Python 3.11
# Guess: with hours of 9 to 17 the unit "day" counts working days, so Friday 10:00 to Monday
#   10:00 is one; and a date is the midnight at which it begins, as everywhere in pandas
# Seen: the open hours are divided by 24; between dates the last day counts as a whole one,
#   between the same midnights it does not
# Here: a limit of three working days ends after nine, or a visit between dates is a day late
#
# Its output:
#   Friday 10:00 to Monday 10:00, hours  8.000
#   Friday 10:00 to Monday 10:00, days   0.333
#   Friday to Monday, midnights, days    1.000
#   Friday to Monday, dates, days        2.000
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'business-duration==0.68' 'pandas==3.1.1' 'numpy==2.4.6'
"$work/venv/bin/python" - <<'PY'
import datetime as dt

import pandas as pd
from business_duration import businessDuration

office = {"starttime": dt.time(9), "endtime": dt.time(17)}
friday, monday = pd.Timestamp("2026-03-06 10:00"), pd.Timestamp("2026-03-09 10:00")
seen = {
    "Friday 10:00 to Monday 10:00, hours": businessDuration(friday, monday, unit="hour", **office),
    "Friday 10:00 to Monday 10:00, days": businessDuration(friday, monday, unit="day", **office),
    "Friday to Monday, midnights, days": businessDuration(
        friday.normalize(), monday.normalize(), unit="day"
    ),
    "Friday to Monday, dates, days": businessDuration(friday.date(), monday.date(), unit="day"),
}
for question, answer in seen.items():
    print(f"{question:36} {answer:.3f}")
found = [round(answer, 3) for answer in seen.values()] == [8, 0.333, 1, 2]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
