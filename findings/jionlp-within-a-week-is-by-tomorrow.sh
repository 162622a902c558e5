# "Within a week" (一周内) is by tomorrow night in jionlp, and "within seven days" is seven days.
#
# With: jionlp 1.5.31, on Python 3.11
# Guess: parse_time() reads 一周内 and 七天内 as the same span, since a week has seven days, as
#   it reads 未来一周, "the coming week", to its end
# Docs: its manual tells points, spans, lengths and cycles apart; its own tests hold 60日内,
#   "within sixty days", and no span of weeks
# Seen: the number in front of the weeks is taken for days: one week ends on the next day, two
#   on the day after; each is called "accurate"
# Here: limits are written so in regulations and in what is promised by telephone; a visit on
#   the third day of a week's limit is called late
#
# Its output:
#   七天内        ends 2026-03-11
#   未来一周       ends 2026-03-11
#   一周内        ends 2026-03-05
#   两周内        ends 2026-03-06
#   一个星期内      ends 2026-03-05
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
    "七天内": "2026-03-11", "未来一周": "2026-03-11",
    "一周内": "2026-03-05", "两周内": "2026-03-06", "一个星期内": "2026-03-05",
}
seen = {}
for text in asked:
    answer = jionlp.parse_time(text, time_base=now)
    seen[text] = answer["time"][1][:10]
    print(f"{text:10} ends {seen[text]}")
    if answer["definition"] != "accurate":
        seen[text] = answer["definition"]
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
