# babel's parse_date() of a locale swaps day and month where the month would be 13.
#
# With: babel 2.19.0, on Python 3.11
# Guess: a locale has one order, so 13/4/26 is no date in the United States, and an
#   error
# Seen: it is read as 13 April, and 12/4/26 beside it as 4 December; German dates are
#   swapped likewise
# Here: in a column that was typed in the other order, the first twelve days of each
#   month are moved, the rest is right, and no row is refused
#
# Its output:
#   en_US  12/4/26    -> 04 December 2026
#   en_US  13/4/26    -> 13 April 2026
#   de     04.12.2026 -> 04 December 2026
#   de     04.13.2026 -> 13 April 2026
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'babel==2.19.0'
"$work/venv/bin/python" - <<'PY'
from datetime import date

from babel.dates import parse_date

asked = {
    ("12/4/26", "en_US"): date(2026, 12, 4),
    ("13/4/26", "en_US"): date(2026, 4, 13),
    ("04.12.2026", "de"): date(2026, 12, 4),
    ("04.13.2026", "de"): date(2026, 4, 13),
}
seen = {case: parse_date(*case) for case in asked}
for (text, locale), day in seen.items():
    print(f"{locale:6} {text:10} -> {day:%d %B %Y}")
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
