"""
The notice board of the service hall: one HTML file that needs nothing else.

No script, no font and no picture is fetched: the chart is drawn inside the page. The
ranking is by the exact score; the chart shows how much the answers can tell.
"""

import html
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from followup_rules.clauses import Text
from followup_rules.verdicts import Status, Verdict


@frozen(kw_only=True)
class Row:
    """
    One window.
    """

    code: str
    name: str
    rank: int | None
    score: str | None
    tier_id: str | None
    tier: str
    rate: str | None
    share: Fraction | None
    bounds: tuple[float, float] | None
    answers: int
    low_sample: bool
    has_device: bool


@frozen(kw_only=True)
class DrawRow:
    """
    One weekly draw, with everything an outsider needs to check it.
    """

    week: str
    status: str
    colour: str
    frame_size: int
    left_out: int
    owed: int
    reached: int
    chance: str
    seed_string: str
    seed_source: str
    frame_digest: str
    cutoff: str
    chosen: tuple[str, ...]
    reserves: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...]
    remarks: str


@frozen(kw_only=True)
class Board:
    """
    Everything on the page.
    """

    period: str
    rows: tuple[Row, ...]
    draws: tuple[DrawRow, ...]


def draw_row(
    week: str, receipt: Mapping[str, Any], verdict: Verdict, language: str
) -> DrawRow:
    """
    Return one draw for the board, from its receipt and what it came to.

    What other readings of the rule would say is for the section, not for the board.
    """
    said = [entry for entry in verdict.reasons if entry.code != "under_other_scope"]
    return DrawRow(
        week=week,
        status=verdict.status.in_language(language),
        colour=COLOURS.get(verdict.status, "poor"),
        frame_size=receipt["frame_size"],
        left_out=len(receipt["excluded"]),
        owed=verdict.required,
        reached=verdict.evidence.counted,
        chance=receipt["chances"]["*"],
        seed_string=receipt["seed_string"],
        seed_source=receipt["seed_source"],
        frame_digest=receipt["frame_digest"],
        cutoff=receipt["cutoff"],
        chosen=tuple(receipt["chosen"]),
        reserves=tuple(receipt["reserves"]),
        excluded=tuple((id_, reason) for id_, reason in receipt["excluded"]),
        remarks=evolve(verdict, reasons=tuple(said)).explain(language),
    )


WORDS = {
    "title": Text("How our windows served you", "窗口服务回访结果通报"),
    "eyebrow": Text("Service hall · notice board", "政务服务中心 · 公示栏"),
    "lead": Text(
        "Results of the weekly follow-up calls and forms, together with the rating "
        "devices at the windows (6:4), {period}.",
        "{period}每周电话回访、现场意见表与窗口电子评价器（6:4）合并计分结果。",
    ),
    "ranking": Text("Scores and grades", "得分与等次"),
    "how": Text(
        "Each answer is worth 100, 60 or 0 points. 90 points and more are "
        "'satisfied', 60 and more 'basically satisfied'. Windows with equal scores "
        "share a rank.",
        "每项评价按100、60、0分计；90分及以上为“满意”，60分及以上为“基本满意”。"
        "得分相同的窗口名次并列。",
    ),
    "chart": Text("How sure the satisfaction rate is", "满意率及其把握程度"),
    "chart_how": Text(
        "The dot is the share of satisfied and basically satisfied answers in the "
        "follow-ups; the bar is where the true share lies with 95 % confidence. A long "
        "bar means few answers. It never decides a rank.",
        "圆点为回访中满意与基本满意所占比例，横条为95%把握下真实比例所在范围；"
        "横条越长，评价越少。仅供参考，不影响名次。",
    ),
    "draws": Text("The draws, and how to check them", "随机抽取及复核"),
    "draws_how": Text(
        "Every week people are drawn by the smallest hash of the public seed and the "
        "case number. Whoever has the ledger can compute the list again.",
        "每周以公开种子与受理编号的哈希值由小到大抽取；凭台账任何人均可重新计算。",
    ),
    "rank": Text("Rank", "名次"),
    "window": Text("Window", "窗口"),
    "score": Text("Score", "得分"),
    "grade": Text("Grade", "等次"),
    "rate": Text("Satisfaction", "满意率"),
    "answers": Text("Answers", "评价数"),
    "few": Text("few answers", "样本少"),
    "no_device": Text("no device", "无评价器"),
    "week": Text("Week", "周次"),
    "frame": Text("In the ledger", "台账"),
    "left_out": Text("Left out", "排除"),
    "chance": Text("Chance", "中签率"),
    "reached": Text("Reached", "已访/应访"),
    "verdict": Text("Verdict", "判定"),
    "receipt": Text("Receipt", "抽取凭证"),
    "seed": Text("Seed string", "种子串"),
    "source": Text("Where the seed is from", "种子来源"),
    "digest": Text("Digest of the ledger", "台账摘要"),
    "cutoff": Text("Ticket of the last pick", "末位签号"),
    "picks": Text("Drawn", "抽中"),
    "reserves": Text("Reserves, in order", "备选（依次）"),
    "same person": Text("has another ticket", "同一人已有签号"),
    "already called": Text("already called this month", "本月已回访"),
    "not an applicant in the sense of the rules": Text("no applicant", "非申请人"),
    "foot": Text(
        "Case numbers are serials of the hall; no names and no telephone numbers are "
        "kept here.",
        "编号为本中心受理流水号，不含姓名和电话号码。",
    ),
}

TIERS = {
    "satisfied": "good",
    "basically_satisfied": "fair",
    "dissatisfied": "poor",
}

COLOURS = {
    Status.MET: "good",
    Status.LATE: "fair",
    Status.PENDING: "fair",
    Status.NOT_APPLICABLE: "fair",
}

STYLE = """
:root { --ink:#1f2933; --soft:#5f6c7b; --line:#e3e8ee; --paper:#fff; --ground:#f4f6f8;
  --accent:#1d4e89; --good:#1f7a4d; --good-bg:#e4f4ea; --fair:#8a5a00; --fair-bg:#fdf1d8;
  --poor:#a3262a; --poor-bg:#fbe5e5; }
* { box-sizing:border-box; }
body { margin:0; background:var(--ground); color:var(--ink);
  font:16px/1.55 "Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",
  system-ui,"Segoe UI",Roboto,sans-serif; }
main { max-width:1080px; margin:0 auto; padding:40px 32px 56px; }
header { border-bottom:4px solid var(--accent); padding-bottom:20px; margin-bottom:28px; }
.eyebrow { color:var(--accent); font-weight:600; letter-spacing:.06em; font-size:14px; }
h1 { font-size:34px; line-height:1.2; margin:6px 0 10px; }
h2 { font-size:21px; margin:0 0 4px; }
p { margin:0; color:var(--soft); max-width:76ch; }
section { background:var(--paper); border:1px solid var(--line); border-radius:12px;
  padding:24px 28px 26px; margin-bottom:24px; }
table { border-collapse:collapse; width:100%; margin-top:16px;
  font-variant-numeric:tabular-nums; }
th { text-align:left; color:var(--soft); font-weight:600; font-size:13px;
  padding:6px 10px; border-bottom:2px solid var(--line); white-space:nowrap; }
td { padding:8px 10px; border-bottom:1px solid var(--line); vertical-align:middle;
  white-space:nowrap; }
tr:last-child td { border-bottom:0; }
.n { text-align:right; }
.rank { font-weight:700; color:var(--accent); font-size:18px; }
.score { font-weight:700; font-size:18px; }
.code { color:var(--soft); font-size:13px; margin-right:8px; }
.tag { display:inline-block; padding:1px 10px; border-radius:999px; font-size:14px;
  font-weight:600; white-space:nowrap; }
.good { color:var(--good); background:var(--good-bg); }
.fair { color:var(--fair); background:var(--fair-bg); }
.poor { color:var(--poor); background:var(--poor-bg); }
.note { color:var(--soft); font-size:12.5px; border:1px solid var(--line);
  border-radius:999px; padding:1px 8px; margin-left:6px; white-space:nowrap; }
svg { display:block; width:100%; height:auto; margin-top:14px; }
svg text { font:13px "Noto Sans CJK SC","Noto Sans SC","PingFang SC",system-ui,sans-serif;
  fill:var(--ink); }
svg .axis { fill:var(--soft); font-size:12px; }
details { border-top:1px solid var(--line); }
details:last-of-type { border-bottom:1px solid var(--line); }
summary { cursor:pointer; padding:10px; display:grid; align-items:center; gap:10px;
  grid-template-columns:1.5fr 1fr 1fr 1fr 1fr 1.1fr; font-variant-numeric:tabular-nums; }
summary::-webkit-details-marker { display:none; }
.titles { display:grid; gap:10px; padding:14px 10px 6px; color:var(--soft);
  font-weight:600; font-size:13px; grid-template-columns:1.5fr 1fr 1fr 1fr 1fr 1.1fr; }
summary b::before { content:"▸ "; color:var(--accent); }
details[open] summary b::before { content:"▾ "; }
dl { display:grid; grid-template-columns:180px 1fr; gap:6px 16px; margin:0;
  padding:6px 10px 16px 26px; font-size:14px; }
dt { color:var(--soft); }
dd { margin:0; overflow-wrap:anywhere; }
code { font:12.5px/1.5 ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace; }
.picks code { display:inline-block; background:var(--ground); border-radius:5px;
  padding:0 7px; margin:2px 4px 2px 0; }
.long { max-height:150px; overflow-y:auto; border:1px solid var(--line);
  border-radius:8px; padding:6px 10px; }
.long p { font-size:13px; }
footer { color:var(--soft); font-size:13.5px; text-align:center; }
@media print { body { background:#fff; } section { break-inside:avoid; } }
@media (max-width:720px) { main { padding:20px 12px; } section { padding:18px 14px;
  overflow-x:auto; } svg { min-width:680px; } summary,.titles { grid-template-columns:1.5fr 1fr 1fr; }
  .wide { display:none; } dl { grid-template-columns:1fr; } }
"""


def write_board(board: Board, language: str) -> str:
    """
    Return the page.
    """
    say = {name: esc(text.in_language(language)) for name, text in WORDS.items()}
    lead = say["lead"].format(period=esc(board.period))
    tag = "zh-CN" if language == "zh" else "en"
    parts = [
        f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{say['title']}</title><style>{STYLE}</style></head><body><main>",
        f'<header><div class="eyebrow">{say["eyebrow"]}</div>',
        f"<h1>{say['title']}</h1><p>{lead}</p></header>",
        f"<section><h2>{say['ranking']}</h2><p>{say['how']}</p>",
        *ranking(board, say),
        f"</section><section><h2>{say['chart']}</h2><p>{say['chart_how']}</p>",
        *chart(board.rows, say["chart"]),
        f"</section><section><h2>{say['draws']}</h2><p>{say['draws_how']}</p>",
        *receipts(board.draws, say),
        f"</section><footer>{say['foot']}</footer></main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def esc(value: object) -> str:
    """
    Make a value safe inside HTML.
    """
    return html.escape(str(value), quote=True)


def ranking(board: Board, say: Mapping[str, str]) -> Iterator[str]:
    """
    Yield the table of the windows.
    """
    titles = (
        ("rank", "n"),
        ("window", ""),
        ("score", "n"),
        ("grade", ""),
        ("rate", "n"),
        ("answers", "n"),
    )
    heads = "".join(f'<th class="{kind}">{say[name]}</th>' for name, kind in titles)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for row in board.rows:
        notes = [say["few"]] * row.low_sample + [say["no_device"]] * (
            not row.has_device
        )
        noted = "".join(f'<span class="note">{text}</span>' for text in notes)
        colour = TIERS.get(row.tier_id or "", "")
        yield (
            f'<tr><td class="n rank">{"–" if row.rank is None else row.rank}</td>'
            f'<td><span class="code">{esc(row.code)}</span>{esc(row.name)}</td>'
            f'<td class="n score">{esc(row.score or "–")}</td>'
            f'<td><span class="tag {colour}">{esc(row.tier)}</span>{noted}</td>'
            f'<td class="n">{esc(row.rate or "–")}</td>'
            f'<td class="n">{row.answers}</td></tr>'
        )
    yield "</tbody></table>"


# --------------------------------------------------------------------------- chart

LEFT, RIGHT, WIDE, HIGH, TOP = 190, 70, 1000, 30, 30


def chart(rows: tuple[Row, ...], title: str) -> Iterator[str]:
    """
    Yield the rates with their bounds, drawn to scale.
    """
    lowest = min((row.bounds[0] for row in rows if row.bounds), default=0.0)
    start = max(0, int(lowest * 10) * 10 - (int(lowest * 10) * 10 == int(lowest * 100)))
    bottom = TOP + HIGH * len(rows)
    yield (
        f'<svg viewBox="0 0 {WIDE} {bottom + 10}" role="img" aria-label="{title}">'
        f"<title>{title}</title>"
    )
    for percent in range(start, 101, 5 if start >= 60 else 10):
        x = place(percent / 100, start)
        yield (
            f'<line x1="{x}" y1="{TOP - 8}" x2="{x}" y2="{bottom}" stroke="#e3e8ee"/>'
            f'<text class="axis" x="{x}" y="{TOP - 14}" text-anchor="middle">'
            f"{percent}%</text>"
        )
    for number, row in enumerate(rows):
        yield from bar(row, TOP + HIGH * number + HIGH // 2, start)
    yield "</svg>"


def place(share: float, start: int) -> float:
    """
    Return where a share stands on the axis that begins at *start* per cent.
    """
    room = WIDE - LEFT - RIGHT
    return round(LEFT + (share * 100 - start) / (100 - start) * room, 1)


def bar(row: Row, y: int, start: int) -> Iterator[str]:
    """
    Yield one window: its name, its bar, its dot and its rate.
    """
    yield f'<text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{esc(row.name)}</text>'
    if row.bounds is None or row.share is None:
        yield f'<text class="axis" x="{LEFT + 8}" y="{y + 4}">–</text>'
        return
    low, high = (place(bound, start) for bound in row.bounds)
    colour = {"good": "#1f7a4d", "fair": "#c98500", "poor": "#a3262a"}[
        TIERS.get(row.tier_id or "", "fair")
    ]
    dot = place(float(row.share), start)
    yield (
        f'<rect x="{low}" y="{y - 5}" width="{round(high - low, 1)}" height="10" '
        f'rx="5" fill="{colour}" opacity="{0.18 if row.low_sample else 0.32}"/>'
        f'<circle cx="{dot}" cy="{y}" r="6" fill="{colour}" stroke="#fff" '
        'stroke-width="2"/>'
        f'<text class="axis" x="{WIDE - RIGHT + 14}" y="{y + 4}">{esc(row.rate)}</text>'
    )


# ------------------------------------------------------------------------ receipts


def receipts(draws: tuple[DrawRow, ...], say: Mapping[str, str]) -> Iterator[str]:
    """
    Yield the draws, each with its receipt to unfold.
    """
    columns = ("week", "frame", "left_out", "chance", "reached", "verdict")
    wide = {"frame", "left_out", "chance"}
    titles = "".join(
        f'<span class="{"wide" if name in wide else ""}">{say[name]}</span>'
        for name in columns
    )
    yield f'<div class="titles">{titles}</div>'
    for number, row in enumerate(draws):
        left_out = "".join(
            f"<p>{say[reason]}</p>{codes(i for i, why in row.excluded if why == reason)}"
            for reason in dict.fromkeys(why for _, why in row.excluded)
        )
        opened = " open" if number == len(draws) - 1 else ""
        yield (
            f"<details{opened}><summary><b>{esc(row.week)}</b>"
            f'<span class="wide">{row.frame_size}</span>'
            f'<span class="wide">{row.left_out}</span>'
            f'<span class="wide">{esc(row.chance)}</span>'
            f"<span>{row.reached} / {row.owed}</span>"
            f'<span><span class="tag {row.colour}">{esc(row.status)}</span></span></summary>'
            f"<dl><dt>{say['verdict']}</dt><dd>{esc(row.remarks)}</dd>"
            f"<dt>{say['seed']}</dt><dd><code>{esc(row.seed_string)}</code></dd>"
            f"<dt>{say['source']}</dt><dd>{esc(row.seed_source)}</dd>"
            f"<dt>{say['digest']}</dt><dd><code>{esc(row.frame_digest)}</code></dd>"
            f"<dt>{say['cutoff']}</dt><dd><code>{esc(row.cutoff)}</code></dd>"
            f'<dt>{say["picks"]}</dt><dd class="picks">{codes(row.chosen)}</dd>'
            f'<dt>{say["reserves"]}</dt><dd class="picks">{codes(row.reserves)}</dd>'
            f'<dt>{say["left_out"]}</dt><dd class="picks long">{left_out}</dd>'
            "</dl></details>"
        )


def codes(ids: Iterable[str]) -> str:
    """
    Return ids set as such.
    """
    return " ".join(f"<code>{esc(id_)}</code>" for id_ in ids)
