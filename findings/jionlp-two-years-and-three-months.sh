# "Within two years and three months" is within three months in jionlp.
#
# With: jionlp 1.5.31, on Python 3.11
# Guess: a length of two units, which parse_time() reads right when it stands alone, is as
#   long when "within" (内) or "after" (后) follows it, or is refused
# Docs: its manual says nothing of it; a note in its source counts such lengths among what is
#   unresolved, and no answer shows that
# Seen: only the last unit is left, and what stands before it is dropped; hours and days so
#   found are called "accurate"
# Here: the greater part of a limit or of a warranty is lost: one of more than two years is
#   over in summer
#
# Its output:
#   一年零三个月   {'year': 1.0, 'month': 3.0}
#   两年零三个月内  2026-06-30 23:59:59 blur
#   三个月内     2026-06-30 23:59:59 blur
#   1天12小时   {'day': 1.0, 'hour': 12.0}
#   1天12小时内  2026-03-04 22:00:59 accurate
#   12小时内    2026-03-04 22:00:59 accurate
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'jionlp==1.5.31'
PYTHONIOENCODING=utf-8 "$work/venv/bin/python" - <<'PY'
import contextlib
import io

with contextlib.redirect_stdout(io.StringIO()):
    import jionlp

now = {"year": 2026, "month": 3, "day": 4, "hour": 10, "minute": 0, "second": 0}
asked = {
    "一年零三个月": "{'year': 1.0, 'month': 3.0}",
    "两年零三个月内": "2026-06-30 23:59:59 blur",
    "三个月内": "2026-06-30 23:59:59 blur",
    "1天12小时": "{'day': 1.0, 'hour': 12.0}",
    "1天12小时内": "2026-03-04 22:00:59 accurate",
    "12小时内": "2026-03-04 22:00:59 accurate",
}
seen = {}
for text in asked:
    answer = jionlp.parse_time(text, time_base=now)
    time = answer["time"]
    alone = answer["type"] == "time_delta"
    seen[text] = str(time) if alone else f"{time[1]} {answer['definition']}"
    print(f"{text:8} {seen[text]}")
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
