# A mean score of 4.35 has two decimals in two validators of JSON Schema, and not in the third.
#
# With: jsonschema 4.26.0, jsonschema-rs 0.61.2, fastjsonschema 2.22.3, on Python 3.11
# Guess: multipleOf 0.01 allows two decimals, so 4.35 passes as 1.1 and 86.67 do; or binary
#   fractions fail everywhere
# Docs: JSON Schema divides the numbers as they are written and asks for a whole number
# Seen: jsonschema divides floats and refuses 4.35, and 0.3 of tenths, and 0.15 of steps of
#   0.05; the other two take all; given as Decimal, jsonschema takes them too
# Here: one score sheet passes the check of the form and is refused by that of the archive
#
# Its output:
#   4.35 of 0.01 jsonschema, Decimal, -rs, fast: False True True True
#   0.3 of 0.1 jsonschema, Decimal, -rs, fast: False True True True
#   0.15 of 0.05 jsonschema, Decimal, -rs, fast: False True True True
#   1.1 of 0.01 jsonschema, Decimal, -rs, fast: True True True True
#   86.67 of 0.01 jsonschema, Decimal, -rs, fast: True True True True
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'jsonschema==4.26.0' 'jsonschema-rs==0.61.2' 'fastjsonschema==2.22.3'
"$work/venv/bin/python" - <<'PY'
from decimal import Decimal

import fastjsonschema
import jsonschema
import jsonschema_rs


def fast(schema, value):
    try:
        fastjsonschema.compile(schema)(value)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def plain(schema, value):
    return jsonschema.Draft202012Validator(schema).is_valid(value)


asked = {
    ("0.01", "4.35"): (False, True, True, True),
    ("0.1", "0.3"): (False, True, True, True),
    ("0.05", "0.15"): (False, True, True, True),
    ("0.01", "1.1"): (True, True, True, True),
    ("0.01", "86.67"): (True, True, True, True),
}
seen = {}
for step, score in asked:
    schema = {"multipleOf": float(step)}
    seen[step, score] = (
        plain(schema, float(score)),
        plain({"multipleOf": Decimal(step)}, Decimal(score)),
        jsonschema_rs.is_valid(schema, float(score)),
        fast(schema, float(score)),
    )
    print(score, "of", step, "jsonschema, Decimal, -rs, fast:", *seen[step, score])
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
