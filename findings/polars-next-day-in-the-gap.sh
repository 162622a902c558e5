# A day after 02:30 on the eve of summer time is 23 hours later in polars.
#
# With: polars 2.1.0, tzdata 2026.6, on Python 3.11
# Guess: 02:30 is skipped, so the day after is 03:30, 24 hours later, as datetime has
#   it, or an error
# Seen: offset_by("1d") goes back to 01:30, an hour less than a day
# Here: a deadline of one day ends an hour too early, once a year, in one engine only
#
# Its output:
#   polars:   2026-03-29 01:30:00+01:00 elapsed 23:00:00
#   datetime: 2026-03-29 03:30:00+02:00
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'polars==2.1.0' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl

zone = ZoneInfo("Europe/Berlin")
start = datetime(2026, 3, 28, 2, 30, tzinfo=zone)
polars = pl.Series([start]).dt.offset_by("1d")[0]
plain = (start + timedelta(days=1)).astimezone(timezone.utc).astimezone(zone)
elapsed = polars.astimezone(timezone.utc) - start.astimezone(timezone.utc)
print("polars:  ", polars, "elapsed", elapsed)
print("datetime:", plain)
found = elapsed == timedelta(hours=23) and (plain.hour, plain.minute) == (3, 30)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
