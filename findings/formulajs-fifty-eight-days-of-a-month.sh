# From a leap day to 28 February: eleven months and 58 days, or a day less than nothing.
#
# With: @formulajs/formulajs 4.6.1, hyperformula 3.5.0, on Node 20
# Guess: DATEDIF(..., "MD") is the days beyond whole months, at most 30, and "YD" the days
#   beyond whole years, never below zero, as in the other library
# Docs: Excel's page warns of "MD" and says "YD" ignores the years
# Seen: "MD" is 58 and hyperformula has 30; "YD" is -1, and -5 from 15 to 10 March two years
#   on, where hyperformula has 365 and 360
# Here: "eleven months and 58 days" in a letter about a warranty, and a warranty year that a
#   rule "fewer than 30 days left" believes to be over
#
# Its output:
#   2024-2-29 2025-2-28 M -> formulajs 11 hyperformula 11
#   2024-2-29 2025-2-28 MD -> formulajs 58 hyperformula 30
#   2024-2-29 2025-2-28 YD -> formulajs -1 hyperformula 365
#   2024-3-15 2026-3-10 YD -> formulajs -5 hyperformula 360
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" \
  '@formulajs/formulajs@4.6.1' 'hyperformula@3.5.0'
cd "$work"
TZ=Asia/Shanghai node --input-type=module - <<'JS'
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);
const formula = require('@formulajs/formulajs');
const { HyperFormula } = require('hyperformula');

const sheet = HyperFormula.buildFromArray([[1]], { licenseKey: 'gpl-v3' });
const day = ([year, month, number]) => new Date(year, month - 1, number);
const asked = [
  [[2024, 2, 29], [2025, 2, 28], 'M', 11, 11],
  [[2024, 2, 29], [2025, 2, 28], 'MD', 58, 30],
  [[2024, 2, 29], [2025, 2, 28], 'YD', -1, 365],
  [[2024, 3, 15], [2026, 3, 10], 'YD', -5, 360],
];
let found = true;
for (const [from, to, unit, formulajs, hyperformula] of asked) {
  const here = formula.DATEDIF(day(from), day(to), unit);
  const there = sheet.calculateFormula(`=DATEDIF(DATE(${from}),DATE(${to}),"${unit}")`, 0);
  console.log(from.join('-'), to.join('-'), unit, '-> formulajs', here, 'hyperformula', there);
  found &&= here === formulajs && there === hyperformula;
}
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
