# A list of holidays contains none of them in feelin: list contains() of a date is false.
#
# With: feelin 8.2.0, on Node 20; pySFeel 1.4.2, on Python 3.11
# Guess: list contains(list, element) of FEEL is true when an element of the list equals the
#   one asked for, as it is for numbers and texts, and as "=" and "in" have it for dates
# Docs: temporal types and FEEL's functions are among the features that it ticks as there
# Seen: for dates and lengths it is false, without a warning, and index of() is empty, though
#   "=" and "in" say true; pySFeel, another engine of the language, finds both
# Here: not(list contains(holidays, day)) of a decision table makes each holiday a working
#   day, and a limit in working days ends too early
#
# Its output:
#   list contains([1, 2], 2)                                 feelin true   pySFeel true
#   list contains([date("2026-10-01")], date("2026-10-01"))  feelin false  pySFeel true
#   list contains([duration("P1D")], duration("P1D"))        feelin false  pySFeel true
#   index of([date("2026-10-01")], date("2026-10-01"))       feelin []     pySFeel [1]
#   date("2026-10-01") = date("2026-10-01")                  feelin true   pySFeel true
#   date("2026-10-01") in [date("2026-10-01")]               feelin true
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pySFeel==1.4.2'
npm install --silent --no-audit --no-fund --prefix "$work" 'feelin@8.2.0'
cat > "$work/asked.json" <<'JSON'
[
  ["list contains([1, 2], 2)", "true", "true"],
  ["list contains([date(\"2026-10-01\")], date(\"2026-10-01\"))", "false", "true"],
  ["list contains([duration(\"P1D\")], duration(\"P1D\"))", "false", "true"],
  ["index of([date(\"2026-10-01\")], date(\"2026-10-01\"))", "[]", "[1]"],
  ["date(\"2026-10-01\") = date(\"2026-10-01\")", "true", "true"],
  ["date(\"2026-10-01\") in [date(\"2026-10-01\")]", "true", null]
]
JSON
cd "$work"
node --input-type=module - > "$work/feelin.json" <<'JS'
import fs from 'fs';
import { evaluate } from 'feelin';

const answers = JSON.parse(fs.readFileSync('asked.json')).map(([text]) => {
  const { value, warnings } = evaluate(text, {});
  return warnings.length ? 'warned' : JSON.stringify(value);
});
console.log(JSON.stringify(answers));
JS
"$work/venv/bin/python" - <<'PY'
import json

from pySFeel import SFeelParser

asked = json.load(open("asked.json"))
found = True
for (text, meant, other), answer in zip(asked, json.load(open("feelin.json"))):
    line = f"{text:56} feelin {answer:6}"
    found &= answer == meant
    if other is not None:
        _, value = SFeelParser().sFeelParse(text)
        line += f" pySFeel {json.dumps(value)}"
        found &= json.dumps(value) == other
    print(line.rstrip())
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
