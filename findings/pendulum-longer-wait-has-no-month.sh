# From 31 January to 28 February is a month in pendulum, and from the 30th, a day more, is none.
#
# With: pendulum 3.3.0, python-dateutil 2.9.0.post0, duckdb 2.0.1, on Python 3.11
# Guess: the earlier a span begins, the more months it has: if 31 January to 28 February is
#   a whole one, so is the 30th and the 29th, whose month added ends on that day too
# Docs: an interval counts whole months that have gone by; of ends of months it says nothing
# Seen: from the 28th and the 31st it is a month, from the 29th and the 30th none, though a
#   month added to each of the four is 28 February; dateutil and DuckDB have one month for
#   all four
# Here: "not visited for a month" is true of the visit that was made later, and false of the
#   two before it
#
# Its output:
#   from        a month on  pendulum  dateutil  DuckDB
#   2026-01-28 2026-02-28         1         1         1
#   2026-01-29 2026-02-28         0         1         1
#   2026-01-30 2026-02-28         0         1         1
#   2026-01-31 2026-02-28         1         1         1
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pendulum==3.3.0' 'python-dateutil==2.9.0.post0' 'duckdb==2.0.1'
"$work/venv/bin/python" - <<'PY'
from datetime import date

import duckdb
import pendulum
from dateutil.relativedelta import relativedelta

end, seen = date(2026, 2, 28), {}
print("from        a month on  pendulum  dateutil  DuckDB")
for day in (28, 29, 30, 31):
    start = pendulum.date(2026, 1, day)
    by_duckdb = duckdb.execute("SELECT date_sub('month', ?::DATE, ?::DATE)", [start, end])
    seen[day] = (
        str(start.add(months=1)),
        (pendulum.date(2026, 2, 28) - start).in_months(),
        relativedelta(end, date(2026, 1, day)).months,
        by_duckdb.fetchall()[0][0],
    )
    print(start, *(f"{answer!s:>9}" for answer in seen[day]))
found = seen == {
    28: ("2026-02-28", 1, 1, 1),
    29: ("2026-02-28", 0, 1, 1),
    30: ("2026-02-28", 0, 1, 1),
    31: ("2026-02-28", 1, 1, 1),
}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
