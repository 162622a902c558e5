# DateTime(timezone=True) on SQLite keeps the clock and forgets the zone, so order turns round.
#
# With: sqlalchemy 2.1.9, tzdata 2026.6, on Python 3.11
# Guess: timezone=True keeps the instant, in UTC or with its offset, or refuses where it
#   cannot
# Seen: the clock time is stored as it stands: 09:00 in Shanghai sorts after 02:00 UTC,
#   though it is an hour before it, and a search for its own instant in UTC finds
#   nothing
# Here: ledgers kept in SQLite judge a visit late or in time by the zone of whoever
#   wrote it
#
# Its output:
#   in truth shanghai comes first: True
#   ordered: [('utc', datetime.datetime(2026, 3, 2, 2, 0)), ('shanghai', datetime.datetime(2026, 3, 2, 9, 0))]
#   found by its own instant in UTC: []
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'sqlalchemy==2.1.9' 'tzdata==2026.6'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import sqlalchemy as sa

table = sa.Table("visits", sa.MetaData(), sa.Column("name", sa.Text),
                 sa.Column("at", sa.DateTime(timezone=True)))
engine = sa.create_engine("sqlite://")
table.metadata.create_all(engine)
shanghai = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
utc = datetime(2026, 3, 2, 2, tzinfo=timezone.utc)
with engine.begin() as link:
    link.execute(table.insert(), [{"name": "shanghai", "at": shanghai}, {"name": "utc", "at": utc}])
    rows = link.execute(sa.select(table).order_by(table.c.at)).all()
    same = table.c.at == shanghai.astimezone(timezone.utc)
    hits = link.execute(sa.select(table.c.name).where(same)).all()
print("in truth shanghai comes first:", shanghai < utc)
print("ordered:", rows)
print("found by its own instant in UTC:", hits)
found = [name for name, _ in rows] == ["utc", "shanghai"] and not hits and rows[1].at.tzinfo is None
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
