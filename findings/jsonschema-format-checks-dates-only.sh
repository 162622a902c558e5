# With the format checker on, jsonschema checks "date" and lets every "date-time" pass.
#
# With: jsonschema 4.26.0, on Python 3.11
# Guess: format_checker= turns all formats of the draft on, or says which it cannot
#   check
# Seen: "date" is checked; "date-time", "time" and "duration" need further packages and
#   pass unchecked without them, and without a word
# Here: a schema of ledger rows refuses 30 February as a day and takes "tomorrow" as a
#   moment
#
# Its output:
#   date      '2026-02-30'   refused
#   date-time 'tomorrow'     valid
#   time      '25:99'        valid
#   duration  'two days'     valid
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'jsonschema==4.26.0'
"$work/venv/bin/python" - <<'PY'
from jsonschema import Draft202012Validator as Validator

asked = {"date": "2026-02-30", "date-time": "tomorrow", "time": "25:99", "duration": "two days"}
seen = {}
for kind, value in asked.items():
    checker = Validator({"format": kind}, format_checker=Validator.FORMAT_CHECKER)
    seen[kind] = checker.is_valid(value)
    print(f"{kind:9} {value!r:14}", "valid" if seen[kind] else "refused")
found = seen == {"date": False, "date-time": True, "time": True, "duration": True}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
