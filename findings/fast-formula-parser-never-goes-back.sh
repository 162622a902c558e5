# A working day before Monday is that Monday in fast-formula-parser, and five before it as well.
#
# With: fast-formula-parser 1.0.19, hyperformula 3.5.0, on Node 20
# Guess: WORKDAY(start, days) goes back when days is negative, as Excel has it and as its own
#   NETWORKDAYS counts back, or is an error
# Docs: WORKDAY is in the list of Excel's functions that it has
# Seen: forwards it agrees with hyperformula; backwards every number of days, on every day of
#   the week, is the start itself, a Sunday too
# Here: reminders some working days before a limit come on the day of the limit, and nothing
#   says so
#
# Its output:
#   WORKDAY(DATE(2026,3,9),5)-DATE(2026,3,9)     fast-formula-parser 7, hyperformula 7
#   WORKDAY(DATE(2026,3,9),-1)-DATE(2026,3,9)    fast-formula-parser 0, hyperformula -3
#   WORKDAY(DATE(2026,3,9),-5)-DATE(2026,3,9)    fast-formula-parser 0, hyperformula -7
#   WORKDAY(DATE(2026,3,8),-1)-DATE(2026,3,8)    fast-formula-parser 0, hyperformula -2
#   NETWORKDAYS(DATE(2026,3,9),DATE(2026,3,6))   fast-formula-parser -2, hyperformula -2
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" \
  'fast-formula-parser@1.0.19' 'hyperformula@3.5.0'
cd "$work"
node --input-type=module - <<'JS'
import FormulaParser from 'fast-formula-parser';
import { HyperFormula } from 'hyperformula';

const parser = new FormulaParser();
const engine = HyperFormula.buildEmpty({ licenseKey: 'gpl-v3' });
engine.addSheet('visits');
const asked = {
  'WORKDAY(DATE(2026,3,9),5)-DATE(2026,3,9)': [7, 7],
  'WORKDAY(DATE(2026,3,9),-1)-DATE(2026,3,9)': [0, -3],
  'WORKDAY(DATE(2026,3,9),-5)-DATE(2026,3,9)': [0, -7],
  'WORKDAY(DATE(2026,3,8),-1)-DATE(2026,3,8)': [0, -2],
  'NETWORKDAYS(DATE(2026,3,9),DATE(2026,3,6))': [-2, -2],
};
let found = true;
for (const [formula, meant] of Object.entries(asked)) {
  const seen = [
    parser.parse(formula, { sheet: 'visits', row: 1, col: 1 }),
    engine.calculateFormula(`=${formula}`, 0),
  ];
  console.log(`${formula.padEnd(44)} fast-formula-parser ${seen[0]}, hyperformula ${seen[1]}`);
  found &&= JSON.stringify(seen) === JSON.stringify(meant);
}
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
