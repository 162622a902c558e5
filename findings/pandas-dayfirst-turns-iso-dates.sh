# dayfirst=True turns the ISO date 2026-02-01 into 2 January.
#
# With: pandas 3.1.1, on Python 3.11
# Guess: dayfirst is about 01/02/2026; a date that begins with its year is read as ISO
#   8601
# Seen: it is read as year, day, month, with a time too; in a file, a column with a 13th
#   in it stays text instead, so the day of the data decides
# Here: a host that reads Chinese or European exports with dayfirst=True moves
#   completion dates by weeks in files that are in ISO form
#
# Its output:
#   2026-01-02 00:00:00 | 2026-01-02 09:00:00
#   file without a 13th: 2026-01-02 00:00:00 2026-03-02 00:00:00
#   file with a 13th:    ['2026-02-01', '2026-02-13']
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pandas==3.1.1'
"$work/venv/bin/python" - <<'PY'
import io

import pandas as pd

one = pd.to_datetime("2026-02-01", dayfirst=True)
timed = pd.to_datetime("2026-02-01T09:00:00", dayfirst=True)


def column(*days):
    file = io.StringIO("\n".join(["day", *days]))
    return pd.read_csv(file, parse_dates=["day"], dayfirst=True)["day"].tolist()


early, late = column("2026-02-01", "2026-02-03"), column("2026-02-01", "2026-02-13")
print(one, "|", timed)
print("file without a 13th:", *early)
print("file with a 13th:   ", late)
found = (
    [moment.month for moment in (one, timed, *early)] == [1, 1, 1, 3]
    and late == ["2026-02-01", "2026-02-13"]
)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
