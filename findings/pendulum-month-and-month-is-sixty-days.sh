# A month and a month are sixty days in pendulum, and a month times 1.0 is nothing.
#
# With: pendulum 3.3.0, on Python 3.11
# Guess: duration(months=1) + duration(months=1) is what duration(months=1) * 2 is, two
#   months, and a factor of 1.0 leaves a length as it is or is refused, as a fraction in
#   duration(months=1.5) is
# Docs: it says that a duration keeps its years and months as they were given; of sums and
#   fractions of them it says nothing
# Seen: a sum is of 30 days a month, a whole factor keeps months, a factor with a point
#   drops them without a word, and keeps days
# Here: terms that are added (a period and its extension), or halved for a second default,
#   end days early or on the day they begin
#
# Its output:
#   2026-01-01 + month * 2         2026-03-01
#   2026-01-01 + month + month     2026-03-02
#   2026-01-01 + month * 1.0       2026-01-01
#   2026-01-01 + (2 months) * 0.5  2026-01-01
#   2026-01-01 + (2 days) * 0.5    2026-01-02
#   duration(months=1.5): refused
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pendulum==3.3.0'
"$work/venv/bin/python" - <<'PY'
import pendulum

month, start = pendulum.duration(months=1), pendulum.date(2026, 1, 1)
asked = {
    "month * 2": month * 2,
    "month + month": month + month,
    "month * 1.0": month * 1.0,
    "(2 months) * 0.5": pendulum.duration(months=2) * 0.5,
    "(2 days) * 0.5": pendulum.duration(days=2) * 0.5,
}
seen = {}
for text, length in asked.items():
    seen[text] = (start + length).isoformat()
    print(f"2026-01-01 + {text:17} {seen[text]}")
try:
    half = repr(pendulum.duration(months=1.5))
except ValueError:
    half = "refused"
print("duration(months=1.5):", half)
found = half == "refused" and list(seen.values()) == [
    "2026-03-01", "2026-03-02", "2026-01-01", "2026-01-01", "2026-01-02",
]
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
