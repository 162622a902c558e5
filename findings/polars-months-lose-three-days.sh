# Grouped by months from 31 January, the visits of 28 to 30 March are in no group of polars.
#
# With: polars 2.1.0, on Python 3.11
# Guess: windows of a month, each as long as the step between them, follow one another
#   without a gap, so that each row is in one of them
# Docs: windows are said to be start, start and every, start and twice every, each from
#   there to there and a period, and period to be every when not given
# Seen: the second window ends a month after 28 February and the third starts two months
#   after 31 January: three days lie between and are dropped without a word; the same from
#   the 29th and the 30th
# Here: a cycle that runs from the day of the contract or of acceptance loses visits that
#   were made, and a quota met is missed
#
# Its output:
#   from 2026-01-28: 90 visits, 90 in groups, lost:
#   from 2026-01-29: 90 visits, 89 in groups, lost: 2026-03-28
#   from 2026-01-30: 90 visits, 88 in groups, lost: 2026-03-28 2026-03-29
#   from 2026-01-31: 90 visits, 87 in groups, lost: 2026-03-28 2026-03-29 2026-03-30
#   a window from 2026-01-31 to before 2026-02-28
#   a window from 2026-02-28 to before 2026-03-28
#   a window from 2026-03-31 to before 2026-04-30
#   a window from 2026-04-30 to before 2026-05-30
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'polars==2.1.0'
"$work/venv/bin/python" - <<'PY'
from datetime import date, timedelta

import polars as pl

lost = {}
for day in (28, 29, 30, 31):
    visits = [date(2026, 1, day) + timedelta(days=n) for n in range(90)]
    cycles = pl.DataFrame({"day": visits}).group_by_dynamic(
        "day", every="1mo", start_by="datapoint", include_boundaries=True
    ).agg(pl.col("day").alias("visits"))
    kept = set(cycles["visits"].explode())
    lost[day] = [visit for visit in visits if visit not in kept]
    print(f"from 2026-01-{day}: {len(visits)} visits, {len(kept)} in groups, lost:", *lost[day])
for start, end in cycles.select("_lower_boundary", "_upper_boundary").rows():
    print(f"a window from {start:%Y-%m-%d} to before {end:%Y-%m-%d}")
march = [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)]
found = lost == {28: [], 29: march[:1], 30: march[:2], 31: march}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
