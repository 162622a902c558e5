# A month after 31 January is 2 March, ten o'clock, in a dayjs that also knows quarters.
#
# With: dayjs 1.11.23, on Node 20
# Guess: two plugins of the same package add what each says: quarters, and durations that are
#   added month by month; which is loaded first does not matter
# Seen: loaded after "duration", "quarterOfYear" takes over add() and turns a duration into
#   milliseconds, a month of 30 days and 10 hours, a year of 365 days; subtract() stays as it
#   was; loaded before it, both work
# Here: limits read from a file as ISO 8601 end elsewhere once a report by quarters is added
#   to the program
#
# Its output:
#   duration -> 2026-02-28 00:00, 2028-03-31 00:00, 2026-02-28 00:00, 2026-02-28 00:00
#   quarterOfYear, then duration -> 2026-02-28 00:00, 2028-03-31 00:00, 2026-02-28 00:00, 2026-02-28 00:00
#   duration, then quarterOfYear -> 2026-03-02 10:00, 2028-03-30 00:00, 2026-02-28 00:00, 2026-02-28 00:00
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" \
  'dayjs@1.11.23'
cd "$work"
TZ=Asia/Shanghai node --input-type=module - <<'JS'
import { execFileSync } from 'node:child_process';

const program = `
  const dayjs = require('dayjs');
  for (const name of process.argv.slice(1)) dayjs.extend(require('dayjs/plugin/' + name));
  const show = (day) => day.format('YYYY-MM-DD HH:mm');
  console.log([
    show(dayjs('2026-01-31').add(dayjs.duration('P1M'))),
    show(dayjs('2027-03-31').add(dayjs.duration('P1Y'))),
    show(dayjs('2026-03-31').subtract(dayjs.duration('P1M'))),
    show(dayjs('2026-01-31').add(1, 'month')),
  ].join(', '));
`;
const right = '2026-02-28 00:00, 2028-03-31 00:00, 2026-02-28 00:00, 2026-02-28 00:00';
const asked = [
  [['duration'], right],
  [['quarterOfYear', 'duration'], right],
  [['duration', 'quarterOfYear'],
    '2026-03-02 10:00, 2028-03-30 00:00, 2026-02-28 00:00, 2026-02-28 00:00'],
];
let found = true;
for (const [plugins, days] of asked) {
  const seen = String(execFileSync(process.execPath, ['-e', program, ...plugins])).trim();
  console.log(plugins.join(', then '), '->', seen);
  found &&= seen === days;
}
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
