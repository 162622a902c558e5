"""
How the pages look: on a screen, on a phone and on paper.

Every pair of colours has a contrast of 4.5 : 1 or more, and no colour says anything
that a word beside it does not.
"""

from typing import Final

STYLE: Final = """
:root { --ink: #1b2733; --soft: #4a5866; --line: #d5dce4; --ground: #f3f5f8;
  --accent: #1d4e89; --good: #17603c; --good-bg: #e4f4ea; --fair: #704900;
  --fair-bg: #fdf1d8; --poor: #8f1d21; --poor-bg: #fbe5e5; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
  "Noto Sans SC", sans-serif; }
body > * { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
body > header { padding-top: 2rem; }
body > footer { padding-top: 1.25rem; padding-bottom: 2.5rem; color: var(--soft);
  font-size: .9rem; }
a { color: var(--accent); }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem 1.25rem; }
.eyebrow { margin: 0; color: var(--accent); font-weight: 600; font-size: .9rem; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: .25rem 0 .5rem;
  overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .25rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 76ch; overflow-wrap: anywhere; }
.lead, section > p { color: var(--soft); }
section { background: #fff; border: 1px solid var(--line); border-radius: .5rem;
  padding: 1.25rem; margin-top: 1rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
  overflow: hidden; white-space: nowrap; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0;
  border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { color: var(--soft); border-top: 0; font-weight: 600; white-space: nowrap; }
tbody th { min-width: 5rem; }
.number { text-align: right; }
.number + td:not(.number), .number + th:not(.number) { padding-left: 1rem; }
td.number { white-space: nowrap; }
.tag { display: inline-block; padding: 0 .6rem; border: 1px solid; border-radius: 1rem;
  font-size: .9rem; font-weight: 600; white-space: nowrap; }
.good { color: var(--good); background: var(--good-bg); }
.fair { color: var(--fair); background: var(--fair-bg); }
.poor { color: var(--poor); background: var(--poor-bg); }
.plain { color: var(--soft); background: #fff; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr;
  gap: .35rem 1.25rem; margin: .5rem 0 1rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font: .86rem/1.6 ui-monospace, Menlo, Consolas, monospace; }
pre { background: var(--ground); border: 1px solid var(--line); border-radius: .5rem;
  padding: .75rem 1rem; overflow-x: auto; }
details { border-top: 1px solid var(--line); }
summary { cursor: pointer; padding: .6rem 0; color: var(--accent); font-weight: 600; }
:focus-visible { outline: .15rem solid var(--accent); outline-offset: .15rem; }
@media (max-width: 44rem) {
  body > * { padding: 0 .75rem; }
  body > header { padding-top: 1.25rem; }
  h1 { font-size: 1.5rem; }
  section { padding: 1rem .85rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
    overflow: hidden; }
  table, caption:not(.unseen), tbody, tr, td, tbody th { display: block; border: 0; padding: 0; }
  td, td.number, .number + td:not(.number) { white-space: normal; text-align: left;
    padding: 0; }
  tbody th.number { text-align: left; }
  caption:not(.unseen) { padding: .5rem 0; }
  tr { border-top: 1px solid var(--line); padding: .6rem 0; }
  td::before, tbody th::before { content: attr(data-head) "\\2002"; color: var(--soft);
    font-weight: 400; }
  td:empty { display: none; }
}
@media print { body, pre { background: #fff; } tr, pre { break-inside: avoid; } }
"""
