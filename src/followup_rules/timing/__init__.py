"""
Arithmetic of time; knows no rule.

`moments` lets days and instants in, `amounts` says how long, `calendars` says
which days are worked, `cycles` cuts time into cells, `seasons` holds local
seasons, and `counting` turns a trigger and an amount into a `Deadline`.
"""
