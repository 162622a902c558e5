# "The last working day of each month" is put in words as "every month on weekdays".
#
# With: rrule 2.8.1, on Node 20
# Guess: a rule of which rrule says that it can wholly be put in words is the same rule when
#   the words are read again, since fromText() is its counterpart
# Docs: isFullyConvertibleToText() is said to hint whether all options of a rule can be put
#   in words, and toText() to do so
# Seen: it says true and leaves out BYSETPOS, so one day a month becomes twenty or more; of
#   two months in every second year the words name both, and reading them drops both
# Here: the words are what a person signs and what the staff reads; a monthly visit is
#   announced as one on each working day
#
# Its output:
#   FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 true
#     "every month on weekdays": days in 2026 12, read again 261
#   FREQ=YEARLY;INTERVAL=2;BYMONTH=3,9 true
#     "every 2 years March and September": days in 2026 2, read again 1
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" 'rrule@2.8.1'
cd "$work"
node --input-type=module - <<'JS'
import rrule from 'rrule';

const { RRule, rrulestr } = rrule;
const start = new Date('2026-01-01T00:00:00Z');
const asked = {
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1': ['every month on weekdays', 12, 261],
  'FREQ=YEARLY;INTERVAL=2;BYMONTH=3,9': ['every 2 years March and September', 2, 1],
};
const inYear = (rule) => new RRule({ ...rule.origOptions, dtstart: start })
  .between(start, new Date('2026-12-31T23:59:59Z'), true).length;
let found = true;
for (const [text, [words, meant, read]] of Object.entries(asked)) {
  const rule = rrulestr(text);
  const said = rule.toText();
  const seen = [said, inYear(rule), inYear(RRule.fromText(said))];
  console.log(text, rule.isFullyConvertibleToText());
  console.log(`  "${said}": days in 2026 ${seen[1]}, read again ${seen[2]}`);
  found &&= rule.isFullyConvertibleToText()
    && JSON.stringify(seen) === JSON.stringify([words, meant, read]);
}
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
