# A hundred years after March 2026 is January 1990 in ClickHouse.
#
# With: chdb 4.4.0, which is ClickHouse in Python, on Python 3.11
# Guess: a sum that the type cannot hold is an error, or is its last moment, as in
#   toDateTime('2126-03-02 00:00:00')
# Docs: a DateTime goes from 1970 to 7 February 2106; of sums beyond that the pages on types
#   say nothing
# Seen: the sum begins again in 1970, without a word; a Date holds it until 2149 and then
#   begins again as well; DateTime64 has the right day
# Here: the cover of a main structure with a design life of a hundred years ended before it
#   began, if acceptance is kept as a DateTime
#
# Its output:
#   accepted + INTERVAL 50 YEAR -> 2076-03-02 00:00:00
#   accepted + INTERVAL 100 YEAR -> 1990-01-23 17:31:44
#   accepted + INTERVAL 1200 MONTH -> 1990-01-23 17:31:44
#   toDateTime('2126-03-02 00:00:00', 'UTC') -> 2106-02-07 06:28:15
#   toDate('2026-03-02') + INTERVAL 100 YEAR -> 2126-03-02
#   toDate('2026-03-02') + INTERVAL 150 YEAR -> 1996-09-26
#   toDateTime64('2026-03-02 00:00:00', 0, 'Asia/Shanghai') + INTERVAL 100 YEAR -> 2126-03-02 00:00:00
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'chdb==4.4.0'
"$work/venv/bin/python" - <<'PY'
import chdb

accepted = "toDateTime('2026-03-02 00:00:00', 'Asia/Shanghai')"
asked = {
    f"{accepted} + INTERVAL 50 YEAR": "2076-03-02 00:00:00",
    f"{accepted} + INTERVAL 100 YEAR": "1990-01-23 17:31:44",
    f"{accepted} + INTERVAL 1200 MONTH": "1990-01-23 17:31:44",
    "toDateTime('2126-03-02 00:00:00', 'UTC')": "2106-02-07 06:28:15",
    "toDate('2026-03-02') + INTERVAL 100 YEAR": "2126-03-02",
    "toDate('2026-03-02') + INTERVAL 150 YEAR": "1996-09-26",
    "toDateTime64('2026-03-02 00:00:00', 0, 'Asia/Shanghai') + INTERVAL 100 YEAR": (
        "2126-03-02 00:00:00"
    ),
}
seen = {text: str(chdb.query(f"SELECT {text}", "TSV")).strip() for text in asked}
for text, answer in seen.items():
    print(text.replace(accepted, "accepted"), "->", answer)
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
