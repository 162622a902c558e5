# Opening hours in YAML: 09:00 is a text, 17:30 is the number 1050.
#
# With: pyyaml 6.0.4, ruamel.yaml 0.19.1, on Python 3.11
# Guess: both times of one window are read alike, as texts
# Seen: PyYAML takes 17:30 for a number to the base of 60, and 09:00, with its leading
#   nought, for a text; ruamel.yaml reads both as texts
# Here: the opening and the closing of an office differ in type, or a file that one
#   reader takes is refused by the other; TOML has a type for them
#
# Its output:
#   opens     PyYAML '09:00'         ruamel.yaml '09:00'
#   lunch     PyYAML 720             ruamel.yaml '12:00'
#   closes    PyYAML 1050            ruamel.yaml '17:30'
#   midnight  PyYAML 1440            ruamel.yaml '24:00'
#   night     PyYAML '22:00-06:00'   ruamel.yaml '22:00-06:00'
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'pyyaml==6.0.4' 'ruamel.yaml==0.19.1'
"$work/venv/bin/python" - <<'PY'
import yaml
from ruamel.yaml import YAML

text = "opens: 09:00\nlunch: 12:00\ncloses: 17:30\nmidnight: 24:00\nnight: 22:00-06:00\n"
pyyaml, ruamel = yaml.safe_load(text), YAML(typ="safe").load(text)
for name in pyyaml:
    print(f"{name:9} PyYAML {pyyaml[name]!r:15} ruamel.yaml {ruamel[name]!r}")
found = list(pyyaml.values()) == ["09:00", 720, 1050, 1440, "22:00-06:00"] and all(
    isinstance(value, str) for value in ruamel.values()
)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
