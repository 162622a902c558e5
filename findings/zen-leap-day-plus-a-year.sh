# A year after 29 February is "Invalid date" in zen-engine, and compares as false both ways.
#
# With: zen-engine 2.1.3, on Python 3.11
# Guess: 29 February and one year is 28 February, as 12 months are, or an error
# Seen: add(1, 'year') gives a value that says Invalid date; isBefore and isAfter both
#   answer false, so that no branch of a rule holds
# Here: a warranty that starts on a leap day neither runs nor has ended
#
# Its output:
#   string(d('2024-02-29').add(12, 'month')) -> 2025-02-28T00:00:00Z
#   string(d('2024-02-29').add(1, 'year')) -> Invalid date
#   d('2024-06-01').isBefore(d('2024-02-29').add(1, 'year')) -> False
#   d('2024-06-01').isAfter(d('2024-02-29').add(1, 'year')) -> False
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'zen-engine==2.1.3'
"$work/venv/bin/python" - <<'PY'
import zen

end = "d('2024-02-29').add(1, 'year')"
asked = {
    "string(d('2024-02-29').add(12, 'month'))": "2025-02-28T00:00:00Z",
    f"string({end})": "Invalid date",
    f"d('2024-06-01').isBefore({end})": False,
    f"d('2024-06-01').isAfter({end})": False,
}
seen = {text: zen.evaluate_expression(text, {}) for text in asked}
for text, answer in seen.items():
    print(text, "->", answer)
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
