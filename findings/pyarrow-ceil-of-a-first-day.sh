# pyarrow's ceil leaves a midnight where it is, and moves the first of a month to the next.
#
# With: pyarrow 26.0.1, on Python 3.11
# Guess: ceil_temporal() of a moment on a boundary is that moment, since
#   ceil_is_strictly_greater is off
# Seen: so it is for hours, days and weeks; for months, quarters and years the first
#   moment goes to the next boundary
# Here: the end of a period is found by ceil in one way for daily cells and in another
#   for monthly ones; what happened at midnight of the 1st is a period off
#
# Its output:
#   hour     2024-01-01 -> 2024-01-01
#   day      2024-01-01 -> 2024-01-01
#   week     2024-01-01 -> 2024-01-01
#   month    2024-01-01 -> 2024-02-01
#   quarter  2024-01-01 -> 2024-04-01
#   year     2024-01-01 -> 2025-01-01
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pyarrow==26.0.1'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

boundaries = {
    "hour": datetime(2024, 1, 1), "day": datetime(2024, 1, 1), "week": datetime(2024, 1, 1),
    "month": datetime(2024, 1, 1), "quarter": datetime(2024, 1, 1), "year": datetime(2024, 1, 1),
}
stays = {}
for unit, moment in boundaries.items():  # 1 January 2024 is a Monday: all of them begin
    end = pc.ceil_temporal(pa.array([moment]), 1, unit)[0].as_py()
    stays[unit] = end == moment
    print(f"{unit:8} {moment:%Y-%m-%d} -> {end:%Y-%m-%d}")
found = [unit for unit, stay in stays.items() if not stay] == ["month", "quarter", "year"]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
