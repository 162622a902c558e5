# Babel writes 15:30 as 下午3:30 and reads it back as half past three at night.
#
# With: babel 2.19.0, on Python 3.11
# Guess: parse_time() of a locale reads what format_time() of it writes, as it does in
#   English, or raises
# Docs: the locale is said to hint at the order of the fields; of words for the half of the
#   day it says nothing
# Seen: of Chinese, Japanese, Korean and British times only the digits are read, so an
#   afternoon becomes a night, and midnight noon; American ones come back right, and "3:30
#   PM" is 15:30 or 3:30 by the locale
# Here: hours of visits that people typed in the usual Chinese form pass as outside of
#   office hours, or as before the call that they answer
#
# Its output:
#   en_US 3:30 PM -> 15:30   12:15 AM -> 00:15
#   en_GB 3:30 pm -> 03:30   12:15 am -> 12:15
#   zh_CN 3:30 下午 -> 03:30   12:15 上午 -> 12:15
#   zh_TW 3:30 下午 -> 03:30   12:15 上午 -> 12:15
#   ja_JP 3:30 午後 -> 03:30   12:15 午前 -> 12:15
#   ko_KR 3:30 오후 -> 03:30   12:15 오전 -> 12:15
#   zh_TW, its own short form: 下午3:30 -> 03:30
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'babel==2.19.0'
"$work/venv/bin/python" - <<'PY'
from datetime import time

from babel.dates import format_time, parse_time

seen = {}
for locale in ("en_US", "en_GB", "zh_CN", "zh_TW", "ja_JP", "ko_KR"):
    written = [format_time(at, "h:mm a", locale=locale) for at in (time(15, 30), time(0, 15))]
    seen[locale] = [parse_time(text, locale=locale) for text in written]
    print(f"{locale}", *(f"{text} -> {at:%H:%M}  " for text, at in zip(written, seen[locale])))
usual = [format_time(time(15, 30), "short", locale="zh_TW")]
usual.append(parse_time(usual[0], locale="zh_TW"))
print(f"zh_TW, its own short form: {usual[0]} -> {usual[1]:%H:%M}")
digits = [time(3, 30), time(12, 15)]
found = usual[1] == time(3, 30) and seen == {
    "en_US": [time(15, 30), time(0, 15)],
    **dict.fromkeys(("en_GB", "zh_CN", "zh_TW", "ja_JP", "ko_KR"), digits),
}
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
