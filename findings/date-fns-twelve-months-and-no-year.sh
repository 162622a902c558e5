# A year from a leap day: date-fns counts twelve months and no year.
#
# With: date-fns 4.4.0, luxon 3.7.2, on Node 20
# Guess: twelve months are a year: intervalToDuration() gives years as soon as there are
#   twelve months, and the count of years is the count of months divided by twelve
# Docs: the result is said to be the parts of the interval, years before months; the example
#   has months below twelve
# Seen: from 29 February 2024 to 28 February 2025 it is {months: 12}, differenceInMonths()
#   12 and differenceInYears() 0, though addYears() ends on that very day; luxon has one
#   year
# Here: "has the warranty run for a year" is no by its years and yes by its months, for
#   buildings accepted on a leap day
#
# Its output:
#   addYears(start, 1) is the end -> true
#   differenceInMonths -> 12
#   differenceInYears -> 0
#   intervalToDuration -> {"months":12}
#   luxon, years -> 1
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" 'date-fns@4.4.0' 'luxon@3.7.2'
cd "$work"
node --input-type=module - <<'JS'
import * as dates from 'date-fns';
import { DateTime } from 'luxon';

const start = new Date(2024, 1, 29);
const end = new Date(2025, 1, 28);
const seen = {
  'addYears(start, 1) is the end': +dates.addYears(start, 1) === +end,
  'differenceInMonths': dates.differenceInMonths(end, start),
  'differenceInYears': dates.differenceInYears(end, start),
  'intervalToDuration': JSON.stringify(dates.intervalToDuration({ start, end })),
  'luxon, years': DateTime.fromJSDate(end).diff(DateTime.fromJSDate(start), 'years').years,
};
for (const [question, answer] of Object.entries(seen)) console.log(question, '->', answer);
const found = JSON.stringify(Object.values(seen))
  === JSON.stringify([true, 12, 0, '{"months":12}', 1]);
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
