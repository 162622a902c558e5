# Two business days or one, by a minute: moment-business-days counts days by the clock.
#
# With: moment-business-days 1.2.0, moment 2.31.0, on Node 20
# Guess: businessDiff() counts days of the calendar, so the hours of the two times do not
#   matter; or whole stretches of 24 hours, which are then cut
# Seen: from Monday 9:00 to Tuesday 9:00 is one, to 9:01 two; Friday 9:00 to Monday 17:00 two,
#   Friday 17:00 to Monday 9:00 one
# Here: a visit two working days on is in time or late with the minute in which the repair
#   was completed
#
# Its output:
#   2026-03-02T09:00 2026-03-03T08:59 -> 1
#   2026-03-02T09:00 2026-03-03T09:00 -> 1
#   2026-03-02T09:00 2026-03-03T09:01 -> 2
#   2026-03-06T09:00 2026-03-09T17:00 -> 2
#   2026-03-06T17:00 2026-03-09T09:00 -> 1
#   2026-03-02T09:00 2026-03-02T17:00 -> 0
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" \
  'moment-business-days@1.2.0' 'moment@2.31.0'
cd "$work"
TZ=Asia/Shanghai node --input-type=module - <<'JS'
import moment from 'moment-business-days';

const asked = [
  ['2026-03-02T09:00', '2026-03-03T08:59', 1],
  ['2026-03-02T09:00', '2026-03-03T09:00', 1],
  ['2026-03-02T09:00', '2026-03-03T09:01', 2],
  ['2026-03-06T09:00', '2026-03-09T17:00', 2],
  ['2026-03-06T17:00', '2026-03-09T09:00', 1],
  ['2026-03-02T09:00', '2026-03-02T17:00', 0],
];
let found = true;
for (const [from, to, days] of asked) {
  const seen = moment(to).businessDiff(moment(from));
  console.log(from, to, '->', seen);
  found &&= seen === days;
}
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
