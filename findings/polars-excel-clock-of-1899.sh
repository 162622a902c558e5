# A clock time in a spreadsheet, 18:00, is read by polars as six in the evening of 31.12.1899.
#
# With: polars 2.1.0, fastexcel 0.21.0, pandas 3.1.1, openpyxl 3.1.5, xlsxwriter 3.3.1, on
#   Python 3.11
# Guess: a column of clock times becomes times of day, as spans of hours beside it become
#   durations
# Seen: with its usual engine read_excel() gives moments of 31 December 1899; with
#   engine="openpyxl" the same sheet gives times of day, as pandas does
# Here: the hour at which a visit was made, kept in a column beside its day, is a visit of
#   1899, long before any deadline, and nothing says so
#
# Its output:
#   polars            took Duration(time_unit='ms')     36:00  at Datetime(time_unit='ms', time_zone=None) 1899-12-31 18:00:00
#   polars, openpyxl  took Duration(time_unit='us')     36:00  at Time 18:00:00
#   pandas            took timedelta64[us]              36:00  at time 18:00:00
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'polars==2.1.0' 'fastexcel==0.21.0' 'pandas==3.1.1' 'openpyxl==3.1.5' 'xlsxwriter==3.3.1'
"$work/venv/bin/python" - "$work/visits.xlsx" <<'PY'
import datetime as dt
import sys

import pandas as pd
import polars as pl
import xlsxwriter

path = sys.argv[1]
with xlsxwriter.Workbook(path) as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["took", "at"])
    sheet.write_number(1, 0, 1.5, book.add_format({"num_format": "[h]:mm"}))
    sheet.write_number(1, 1, 0.75, book.add_format({"num_format": "hh:mm"}))

hours = dt.timedelta(hours=36)
usual, other = pl.read_excel(path), pl.read_excel(path, engine="openpyxl")
pandas = pd.read_excel(path)
print(f"polars            took {usual['took'].dtype!s:28} 36:00  at {usual['at'].dtype} {usual['at'][0]}")
print(f"polars, openpyxl  took {other['took'].dtype!s:28} 36:00  at {other['at'].dtype} {other['at'][0]}")
print(f"pandas            took {pandas['took'].dtype!s:28} 36:00  at {type(pandas['at'][0]).__name__} {pandas['at'][0]}")
found = (
    usual["took"][0] == other["took"][0] == pandas["took"][0] == hours
    and usual["at"][0] == dt.datetime(1899, 12, 31, 18)
    and other["at"][0] == pandas["at"][0] == dt.time(18)
)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
