# Twelve at night is noon in chrono, in English and in Chinese, and midnight in German.
#
# With: chrono-node 2.10.3, on Node 20
# Guess: "at night" and 晚上 move twelve as they move eleven, which is 23:00: to the midnight
#   that follows
# Docs: English is among the languages that it supports, German and simplified Chinese among
#   those it supports in part; of twelve at night nothing
# Seen: "12 at night", "tonight at 12", 晚上12点 and 今晚十二点 are 12:00 of the day, "12 Uhr
#   nachts" 00:00; "from eleven to twelve" then ends at noon of the next day
# Here: hours of visits, typed as they are spoken: a window that ends at twelve at night is
#   over before the evening begins, one from eleven to twelve is open for thirteen hours
#
# Its output:
#   en  11 at night: 2026-03-04 23:00
#   en  12 at night: 2026-03-04 12:00
#   en  tonight at 12: 2026-03-04 12:00
#   en  midnight: 2026-03-05 00:00
#   zh  晚上11点: 2026-03-04 23:00
#   zh  晚上12点: 2026-03-04 12:00
#   zh  今晚十二点: 2026-03-04 12:00
#   de  12 Uhr nachts: 2026-03-04 00:00
#   zh  晚上十一点至十二点: 2026-03-04 23:00 to 2026-03-05 12:00
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" 'chrono-node@2.10.3'
cd "$work"
TZ=UTC node --input-type=module - <<'JS'
import * as chrono from 'chrono-node';

const now = new Date(2026, 2, 4, 10);
const languages = { en: chrono.en, zh: chrono.zh.hans, de: chrono.de };
const asked = [
  ['en', '11 at night', '2026-03-04 23:00'],
  ['en', '12 at night', '2026-03-04 12:00'],
  ['en', 'tonight at 12', '2026-03-04 12:00'],
  ['en', 'midnight', '2026-03-05 00:00'],
  ['zh', '晚上11点', '2026-03-04 23:00'],
  ['zh', '晚上12点', '2026-03-04 12:00'],
  ['zh', '今晚十二点', '2026-03-04 12:00'],
  ['de', '12 Uhr nachts', '2026-03-04 00:00'],
  ['zh', '晚上十一点至十二点', '2026-03-04 23:00 to 2026-03-05 12:00'],
];
const told = (moment) => moment.date().toISOString().slice(0, 16).replace('T', ' ');
let found = true;
for (const [language, text, meant] of asked) {
  const [answer] = languages[language].parse(text, now);
  const seen = told(answer.start) + (answer.end ? ` to ${told(answer.end)}` : '');
  console.log(`${language}  ${text}: ${seen}`);
  found &&= seen === meant;
}
console.log(found ? 'as found' : 'no longer as found');
process.exit(found ? 0 : 1);
JS
