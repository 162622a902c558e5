# A limit of an hour and a half is five hours in pandas, and three months are three minutes.
#
# With: pandas 3.1.1, isodate 0.7.2, msgspec 0.23.0, tzdata 2026.6, on Python 3.11
# Guess: pd.Timedelta() takes an ISO 8601 duration as each reader of them does, or refuses
#   what it has no length for, as it does P1Y
# Docs: its reference names ISO 8601 strings among what it takes, and no part of them that
#   it reads otherwise; an open report of 2023 lists more such
# Seen: a half is read as a 5 of the same unit and seconds after it, so PT1.5H is 5:00:01
#   and PT0.5H five hours; M is minutes on both sides of the T; no error
# Here: response limits and warranty terms cross services in this notation; three months of
#   notice are over after three minutes
#
# Its output:
#   PT90M   pandas 1:30:00  isodate 1:30:00            msgspec 1:30:00
#   PT1.5H  pandas 5:00:01  isodate 1:30:00            msgspec 1:30:00
#   PT0.5H  pandas 5:00:00  isodate 0:30:00            msgspec 0:30:00
#   P3M     pandas 0:03:00  isodate 3 months, 0:00:00  msgspec refused
#   P1Y     pandas refused
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pandas==3.1.1' 'isodate==0.7.2' 'msgspec==0.23.0' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import timedelta

import isodate
import msgspec
import pandas as pd


def by_msgspec(text):
    try:
        return msgspec.convert(text, timedelta)
    except msgspec.ValidationError:
        return "refused"


expected = {
    "PT90M": (timedelta(minutes=90), "1:30:00", "1:30:00"),
    "PT1.5H": (timedelta(hours=5, seconds=1), "1:30:00", "1:30:00"),
    "PT0.5H": (timedelta(hours=5), "0:30:00", "0:30:00"),
    "P3M": (timedelta(minutes=3), "3 months, 0:00:00", "refused"),
}
seen = {}
for text in expected:
    pandas = pd.Timedelta(text).to_pytimedelta()
    seen[text] = pandas, str(isodate.parse_duration(text)), str(by_msgspec(text))
    print(f"{text:7} pandas {pandas!s:8} isodate {seen[text][1]:18} msgspec {seen[text][2]}")
try:
    year = str(pd.Timedelta("P1Y"))
except ValueError:
    year = "refused"
print("P1Y     pandas", year)
found = seen == expected and year == "refused"
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
