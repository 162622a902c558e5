# A list that is sorted and then shortened: tomlkit writes another list than it holds.
#
# With: tomlkit 0.15.2, on Python 3.11
# Guess: what dumps() writes is what the document holds
# Seen: sort() changes the list in memory and not the text, so del x[0] takes away
#   another element in the file; sort() of an array of tables does nothing at all
# Here: an edited rule file loads again with other categories than those that were
#   checked
#
# Its output:
#   held:    {'days': [7, 30], 'rule': [{'id': 'b'}, {'id': 'a'}]}
#   written: {'days': [30, 3], 'rule': [{'id': 'b'}, {'id': 'a'}]}
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'tomlkit==0.15.2'
"$work/venv/bin/python" - <<'PY'
import tomllib

import tomlkit

document = tomlkit.parse('days = [7, 30, 3]\n[[rule]]\nid = "b"\n[[rule]]\nid = "a"\n')
document["days"].sort()
del document["days"][0]
document["rule"].sort(key=lambda rule: rule["id"])
held, written = document.unwrap(), tomllib.loads(tomlkit.dumps(document))
print("held:   ", held)
print("written:", written)
found = (
    held["days"] == [7, 30]
    and written["days"] == [30, 3]
    and [rule["id"] for rule in held["rule"]] == ["b", "a"]
)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
