# Half a day on is the next day in moment and in dayjs, and twelve hours on in luxon.
#
# With: moment 2.31.0, dayjs 1.11.23, luxon 3.7.2, on Node 20
# Guess: 0.5 of a day is twelve hours, as add(0.5, 'hours') is thirty minutes, or an error
# Docs: moment's page says that parts of days and months are rounded
# Seen: moment and dayjs add a whole day for 0.5 and none for 0.4, though 0.5 of an hour is
#   kept; luxon adds the hours
# Here: an answer owed within half a day is owed a day later, and one owed within 0.4 of a
#   day at once
#
# Its output:
#   0.5 days -> moment, dayjs, luxon: 2026-03-03 09:00 | 2026-03-03 09:00 | 2026-03-02 21:00
#   0.4 days -> moment, dayjs, luxon: 2026-03-02 09:00 | 2026-03-02 09:00 | 2026-03-02 18:36
#   1.5 days -> moment, dayjs, luxon: 2026-03-04 09:00 | 2026-03-04 09:00 | 2026-03-03 21:00
#   0.5 hours -> moment, dayjs, luxon: 2026-03-02 09:30 | 2026-03-02 09:30 | 2026-03-02 09:30
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" \
  'moment@2.31.0' 'dayjs@1.11.23' 'luxon@3.7.2'
cd "$work"
TZ=Asia/Shanghai node --input-type=module - <<'JS'
import moment from 'moment';
import dayjs from 'dayjs';
import { DateTime } from 'luxon';

const start = '2026-03-02T09:00';
const form = 'YYYY-MM-DD HH:mm';
const asked = [
  [0.5, 'days', '2026-03-03 09:00', '2026-03-02 21:00'],
  [0.4, 'days', '2026-03-02 09:00', '2026-03-02 18:36'],
  [1.5, 'days', '2026-03-04 09:00', '2026-03-03 21:00'],
  [0.5, 'hours', '2026-03-02 09:30', '2026-03-02 09:30'],
];
let found = true;
for (const [amount, unit, rounded, exact] of asked) {
  const seen = [
    moment(start).add(amount, unit).format(form),
    dayjs(start).add(amount, unit).format(form),
    DateTime.fromISO(start).plus({ [unit]: amount }).toFormat('yyyy-MM-dd HH:mm'),
  ];
  console.log(amount, unit, '-> moment, dayjs, luxon:', seen.join(' | '));
  found &&= `${seen}` === `${[rounded, rounded, exact]}`;
}
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
