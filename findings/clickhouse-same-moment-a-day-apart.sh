# One moment, written in UTC and in Shanghai's time, is a day before itself in ClickHouse.
#
# With: chdb 4.4.0, which is ClickHouse in Python, on Python 3.11
# Guess: two equal moments are nothing apart, in whatever zone each column keeps them, as
#   age() and the difference in minutes have it
# Docs: a fourth argument is the zone for both sides; without one each keeps its own, and
#   where those differ the result is said to be unspecified
# Seen: the difference is 1 day, 1 month at a month's end, and -8 hours, and none in minutes;
#   age() says 0, and so does dateDiff() with a zone for both
# Here: a visit in a UTC column held against a bound in local time is late by the difference
#   in days and in time by comparison
#
# Its output:
#   a = b -> 1
#   dateDiff('month', a, b) -> 1
#   dateDiff('day', a, b) -> 1
#   dateDiff('hour', a, b) -> -8
#   dateDiff('minute', a, b) -> 0
#   age('day', a, b) -> 0
#   dateDiff('day', a, b, 'UTC') -> 0
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'chdb==4.4.0'
"$work/venv/bin/python" - <<'PY'
import chdb

one = "toDateTime('2026-03-31 20:00:00', 'UTC')"
same = "toDateTime('2026-04-01 04:00:00', 'Asia/Shanghai')"
asked = {
    f"{one} = {same}": "1",
    f"dateDiff('month', {one}, {same})": "1",
    f"dateDiff('day', {one}, {same})": "1",
    f"dateDiff('hour', {one}, {same})": "-8",
    f"dateDiff('minute', {one}, {same})": "0",
    f"age('day', {one}, {same})": "0",
    f"dateDiff('day', {one}, {same}, 'UTC')": "0",
}
seen = {text: str(chdb.query(f"SELECT {text}", "TSV")).strip() for text in asked}
for text, answer in seen.items():
    print(text.replace(one, "a").replace(same, "b"), "->", answer)
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
