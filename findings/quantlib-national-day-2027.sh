# QuantLib's China is open for business on National Day 2027 and closed on it in 2026.
#
# With: quantlib 1.44, on Python 3.11
# Guess: a year of which no notice exists yet is refused, or has at least the holidays whose
#   day never moves, 1 January and 1 October
# Seen: the year after the last notice has weekends and 1 January alone; advance() and
#   businessDaysBetween() count on through the Spring Festival and through October, silently
# Here: a limit that runs over the turn of the year ends too early, and nothing says that the
#   calendar had stopped knowing
#
# Its output:
#   1 January   2025 closed  2026 closed  2027 closed
#   1 October   2025 closed  2026 closed  2027 open
#   7 October   2025 closed  2026 closed  2027 open
#   one business day after 30 September 2027: 2027-10-01
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check 'quantlib==1.44'
"$work/venv/bin/python" - <<'PY'
import QuantLib as ql

china = ql.China(ql.China.IB)
seen = {}
for name, day, month in (("1 January", 1, 1), ("1 October", 1, 10), ("7 October", 7, 10)):
    closed = {year: china.isHoliday(ql.Date(day, month, year)) for year in (2025, 2026, 2027)}
    print(f"{name}  ", *(f"{year} {'closed' if shut else 'open  '} " for year, shut in closed.items()))
    seen[name] = list(closed.values())
after = china.advance(ql.Date(30, 9, 2027), 1, ql.Days).ISO()
print("one business day after 30 September 2027:", after)
found = after == "2027-10-01" and seen == {
    "1 January": [True, True, True],
    "1 October": [True, True, False],
    "7 October": [True, True, False],
}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
