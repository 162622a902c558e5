"""
The notice board of the service hall: one HTML file that needs nothing else.

No script, no font and no picture is fetched: the chart is drawn inside the page. The
ranking is by the exact score; the chart shows how much the answers can tell.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from followup_rules.clauses import Text
from followup_rules.publication import (
    Proof,
    Section,
    Tag,
    Tone,
    escaped,
    page,
    table,
)
from followup_rules.verdicts import Verdict
from followup_rules.wording import say_cell


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
class Round:
    """
    One weekly draw: its proof, and what it came to.
    """

    proof: Proof
    verdict: Verdict


@frozen(kw_only=True)
class Board:
    """
    Everything on the page.
    """

    period: str
    rows: tuple[Row, ...]
    rounds: tuple[Round, ...]


WORDS = {
    "title": Text("How our windows served you", "窗口服务回访结果通报"),
    "eyebrow": Text("Service hall · notice board", "政务服务中心 · 公示栏"),
    "lead": Text(
        "Results of the weekly follow-up calls and forms, together with the rating "
        "devices at the windows (6:4), {period}.",
        "{period}每周电话回访、现场意见表与窗口电子评价器（6:4）合并计分结果。",
    ),
    "ranking": Text("Scores and grades", "得分与等次"),
    "ranking_how": Text(
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
    "remarks": Text("Remarks", "备注"),
    "few": Text("few answers", "样本少"),
    "no_device": Text("no device", "无评价器"),
    "foot": Text(
        "Case numbers are serials of the hall; no names and no telephone numbers are "
        "kept here.",
        "编号为本中心受理流水号，不含姓名和电话号码。",
    ),
}

TONES = {
    "satisfied": Tone.GOOD,
    "basically_satisfied": Tone.FAIR,
    "dissatisfied": Tone.POOR,
}

STYLE = """
svg { display: block; width: 100%; max-width: 36rem; height: auto; margin-top: 1rem; }
svg text { font-size: 15px; fill: var(--ink); }
svg .axis { fill: var(--soft); font-size: 14px; }
"""


def write_board(board: Board, language: str) -> str:
    """
    Return the page.
    """
    say = {name: text.in_language(language) for name, text in WORDS.items()}
    parts = {
        "ranking": ranking(board, say),
        "chart": chart(board.rows, say["chart"]),
        "draws": draws(board.rounds, language),
    }
    return page(
        say["title"],
        language=language,
        eyebrow=say["eyebrow"],
        lead=say["lead"].format(period=board.period),
        sections=[
            Section(id=name, heading=say[name], lead=say[f"{name}_how"], body=(*body,))
            for name, body in parts.items()
        ],
        foot=say["foot"],
        style=STYLE,
    )


def ranking(board: Board, say: Mapping[str, str]) -> tuple[str, ...]:
    """
    Return the table of the windows.
    """
    names = ("window", "rank", "score", "grade", "rate", "answers", "remarks")
    rows: list[list[str | Tag]] = []
    for row in board.rows:
        notes = [say["few"]] * row.low_sample + [say["no_device"]] * (
            not row.has_device
        )
        rows.append(
            [
                f"{row.code} {row.name}",
                "–" if row.rank is None else str(row.rank),
                row.score or "–",
                Tag(row.tier, TONES.get(row.tier_id or "", Tone.PLAIN)),
                row.rate or "–",
                str(row.answers),
                " · ".join(notes),
            ]
        )
    heads = [say[name] for name in names]
    return table(heads, rows, caption=say["ranking"], numbers=(1, 2, 4, 5), headed=True)


# --------------------------------------------------------------------------- chart

LEFT, RIGHT, WIDE, HIGH, TOP = 22, 62, 430, 46, 30
"""A name stands above its bar, so that all of it is read on a phone."""


def chart(rows: tuple[Row, ...], title: str) -> Iterator[str]:
    """
    Yield the rates with their bounds, drawn to scale.
    """
    lowest = min((row.bounds[0] for row in rows if row.bounds), default=0.0)
    start = max(0, int(lowest * 10) * 10 - (int(lowest * 10) * 10 == int(lowest * 100)))
    bottom = TOP + HIGH * len(rows)
    label = escaped(title)
    yield f'<svg viewBox="0 0 {WIDE} {bottom + 10}" role="img" aria-label="{label}">'
    for percent in range(start, 101, 5 if start >= 80 else 10):
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
    yield f'<text x="{LEFT}" y="{y - 4}">{escaped(row.name)}</text>'
    y += 12
    if row.bounds is None or row.share is None:
        yield f'<text class="axis" x="{LEFT}" y="{y + 4}">–</text>'
        return
    low, high = (place(bound, start) for bound in row.bounds)
    colour = {"good": "#1f7a4d", "fair": "#c98500", "poor": "#a3262a"}[
        TONES.get(row.tier_id or "", Tone.FAIR).value
    ]
    dot = place(float(row.share), start)
    yield (
        f'<rect x="{low}" y="{y - 5}" width="{round(high - low, 1)}" height="10" '
        f'rx="5" fill="{colour}" opacity="{0.18 if row.low_sample else 0.32}"/>'
        f'<circle cx="{dot}" cy="{y}" r="6" fill="{colour}" stroke="#fff" '
        'stroke-width="2"/>'
        f'<text class="axis" x="{WIDE - RIGHT + 10}" y="{y + 5}">{escaped(row.rate)}</text>'
    )


# --------------------------------------------------------------------------- draws


def draws(rounds: tuple[Round, ...], language: str) -> Iterator[str]:
    """
    Yield the draws, each with its proof to unfold; the last stands open.
    """
    for number, held in enumerate(rounds, 1):
        status = held.verdict.status.in_language(language)
        opened = " open" if number == len(rounds) else ""
        yield f"<details{opened}><summary>"
        week = say_cell(held.proof.receipt["period"], language)
        yield escaped(f"{week} · {status}")
        yield f"</summary><p>{escaped(remarks(held.verdict, language))}</p>"
        for part in held.proof.sections():
            yield f"<h3>{escaped(part.heading)}</h3>"
            yield f"<p>{escaped(part.lead)}</p>" if part.lead else ""
            yield from part.body
        yield "</details>"


def remarks(verdict: Verdict, language: str) -> str:
    """
    Say what a draw came to.

    What other readings of the rule would say is for the section, not for the board.
    """
    said = [entry for entry in verdict.reasons if entry.code != "under_other_scope"]
    return evolve(verdict, reasons=tuple(said)).explain(language)
