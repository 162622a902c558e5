# One working day after a Saturday is Monday in three libraries and Tuesday in three.
#
# With: pandas 3.1.1, numpy 2.4.6, polars 2.1.0, holidays 0.109, chinesecalendar 1.11.0,
#   workalendar 17.0.0, on Python 3.11
# Guess: Monday is the first working day after a Saturday, so n=1 gives Monday
# Seen: pandas, holidays and workalendar give Monday; numpy and polars with
#   roll="forward" and chinesecalendar first go to Monday and then count from there
# Here: a limit of one working day for what came in at the weekend ends on another day
#   with each library; a rule must say whether the start is moved
#
# Its output:
#   pandas           Mon 2026-03-09
#   holidays         Mon 2026-03-09
#   workalendar      Mon 2026-03-09
#   numpy            Tue 2026-03-10
#   polars           Tue 2026-03-10
#   chinesecalendar  Tue 2026-03-10
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pandas==3.1.1' 'numpy==2.4.6' 'polars==2.1.0' 'holidays==0.109' 'chinesecalendar==1.11.0' 'workalendar==17.0.0'
"$work/venv/bin/python" - <<'PY'
from datetime import date

import chinese_calendar
import holidays
import numpy as np
import pandas as pd
import polars as pl
from workalendar.europe import Germany

day = date(2026, 3, 7)
seen = {
    "pandas": (pd.Timestamp(day) + pd.offsets.BDay(1)).date(),
    "holidays": holidays.CN(years=2026).get_nth_working_day(day, 1),
    "workalendar": Germany().add_working_days(day, 1),
    "numpy": np.busday_offset(day, 1, roll="forward").item(),
    "polars": pl.Series([day]).dt.add_business_days(1, roll="forward")[0],
    "chinesecalendar": chinese_calendar.find_workday(1, day),
}
for name, found_day in seen.items():
    print(f"{name:16} {found_day:%a %Y-%m-%d}")
found = [found_day.day for found_day in seen.values()] == [9, 9, 9, 10, 10, 10]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
