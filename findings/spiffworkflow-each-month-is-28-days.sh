# A timer that fires each month from 1 February comes every 28 days in SpiffWorkflow.
#
# With: SpiffWorkflow 3.2.0, on Python 3.11
# Guess: R6/2025-02-01T09:00:00Z/P1M is the first of six months, since the timer of BPMN is
#   ISO 8601 and P1M a month there; a comment in its code says that a length is counted from
#   a date, to account for months of other lengths and leap days
# Docs: a timer is said to wait for a length or for a date; of cycles of months nothing
# Seen: the length of the first month is taken for all: 28 days from February, 31 from
#   January; three months from January are 90 days, a year from January 2024 is 366
# Here: monthly visits wander through the month, and come thirteen times a year; a month whose
#   quota is one visit has two of them or none
#
# Its output:
#   R6/2025-02-01T09:00:00Z/P1M: a cycle of 28 days; then 26 Apr, 24 May, 21 Jun
#   R6/2025-01-01T09:00:00Z/P1M: a cycle of 31 days; then 04 Apr, 05 May, 05 Jun
#   R6/2024-01-01T09:00:00Z/P3M: a cycle of 91 days; then 30 Sep, 30 Dec, 31 Mar
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'SpiffWorkflow==3.2.0'
"$work/venv/bin/python" - <<'PY'
from datetime import datetime

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

PROCESS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    id="visiting" targetNamespace="http://example.org/visits">
  <process id="visits" isExecutable="true">
    <startEvent id="start"><outgoing>to_timer</outgoing></startEvent>
    <sequenceFlow id="to_timer" sourceRef="start" targetRef="timer"/>
    <intermediateCatchEvent id="timer">
      <incoming>to_timer</incoming><outgoing>to_visit</outgoing>
      <timerEventDefinition id="cycle"><timeCycle>"{}"</timeCycle></timerEventDefinition>
    </intermediateCatchEvent>
    <sequenceFlow id="to_visit" sourceRef="timer" targetRef="visit"/>
    <userTask id="visit"><incoming>to_visit</incoming></userTask>
  </process>
</definitions>"""


def dates_of(cycle):
    """The next dates that a running process announces, from the fourth on."""
    parser = BpmnParser()
    parser.add_bpmn_str(PROCESS.format(cycle).encode())
    process = BpmnWorkflow(parser.get_spec("visits"))
    process.do_engine_steps()
    for _ in range(3):
        (waiting,) = process.waiting_events()
        yield datetime.fromisoformat(waiting.value)
        process.refresh_waiting_tasks()


asked = {
    "R6/2025-02-01T09:00:00Z/P1M": (28, ["26 Apr", "24 May", "21 Jun"]),
    "R6/2025-01-01T09:00:00Z/P1M": (31, ["04 Apr", "05 May", "05 Jun"]),
    "R6/2024-01-01T09:00:00Z/P3M": (91, ["30 Sep", "30 Dec", "31 Mar"]),
}
seen = {}
for cycle in asked:
    _, _, length = TimerEventDefinition.parse_iso_recurring_interval(cycle)
    seen[cycle] = (length.days, [f"{date:%d %b}" for date in dates_of(cycle)])
    print(f"{cycle}: a cycle of {length.days} days; then", ", ".join(seen[cycle][1]))
found = seen == asked
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
