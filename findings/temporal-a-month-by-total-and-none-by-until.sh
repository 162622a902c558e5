# 28 days after 31 January: Temporal says by total() that a month is over, and by until() that none is.
#
# With: @js-temporal/polyfill 0.5.1, on Node 20
# Guess: until() in months and total() in months, from the same start to the same end, agree
#   on whether a whole month is over
# Docs: both are said to count from the start given, by its calendar; until() counts whole
#   units and total() adds the fraction
# Seen: total() is exactly 1, compare() calls P1M and P28D equal from that start, and adding
#   a month ends on the day; until() and round() have no month and 28 days
# Here: "a month has gone by" turns on which of two methods of the new standard a host asks,
#   at the end of each month
#
# Its output:
#   start and a month -> 2026-02-28
#   total in months -> 1
#   compare P1M and P28D -> 0
#   until, months -> P28D
#   round to months -> P28D
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" '@js-temporal/polyfill@0.5.1'
cd "$work"
node --input-type=module - <<'JS'
import { Temporal } from '@js-temporal/polyfill';

const start = Temporal.PlainDate.from('2026-01-31');
const end = Temporal.PlainDate.from('2026-02-28');
const span = Temporal.Duration.from({ days: 28 });
const seen = {
  'start and a month': start.add({ months: 1 }).toString(),
  'total in months': span.total({ unit: 'month', relativeTo: start }),
  'compare P1M and P28D': Temporal.Duration.compare('P1M', span, { relativeTo: start }),
  'until, months': start.until(end, { largestUnit: 'month' }).toString(),
  'round to months': span.round({ largestUnit: 'month', relativeTo: start }).toString(),
};
for (const [question, answer] of Object.entries(seen)) console.log(question, '->', answer);
const found = JSON.stringify(Object.values(seen))
  === JSON.stringify(['2026-02-28', 1, 0, 'P28D', 'P28D']);
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
