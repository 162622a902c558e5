# "Years and months" between two dates are 28 days in feelin, and 11 months and 30 days.
#
# With: feelin 8.2.0, on Node 20
# Guess: FEEL's years and months duration() counts whole months and has no days, so 31
#   January to 15 April is P2M and equal to it
# Docs: DMN defines the result as a duration of years and months; it has the two properties
#   years and months and can be compared with others of its kind
# Seen: days stay in it, and with no month whole it is days alone: two months and a half are
#   more than P2M and do not equal it, as the standard has them
# Here: a line of a decision table for the second month of a warranty, = duration("P2M"),
#   matches on one day instead of in a month of them, and moved to another engine it matches
#   again
#
# Its output:
#   years and months duration(date("2026-01-31"), date("2026-04-15")) -> P2M15D
#   years and months duration(date("2026-01-31"), date("2026-02-28")) -> P28D
#   years and months duration(date("2024-02-29"), date("2025-02-28")) -> P11M30D
#   the first = duration("P2M") -> false
#   the first > duration("P2M") -> true
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" 'feelin@8.2.0'
cd "$work"
node --input-type=module - <<'JS'
import { evaluate } from 'feelin';

const span = 'years and months duration(date("2026-01-31"), date("2026-04-15"))';
const asked = {
  [span]: 'P2M15D',
  'years and months duration(date("2026-01-31"), date("2026-02-28"))': 'P28D',
  'years and months duration(date("2024-02-29"), date("2025-02-28"))': 'P11M30D',
};
let found = true;
for (const [text, expected] of Object.entries(asked)) {
  const seen = String(evaluate(text, {}).value);
  console.log(text, '->', seen);
  found &&= seen === expected;
}
for (const [sign, expected] of [['=', false], ['>', true]]) {
  const { value } = evaluate(`${span} ${sign} duration("P2M")`, {});
  console.log('the first', sign, 'duration("P2M") ->', value);
  found &&= value === expected;
}
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
