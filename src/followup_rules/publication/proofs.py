"""
The proof of a draw for everybody: the list with its tickets, and how to draw again.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from attrs import field

from followup_rules.clauses import Text, spoken
from followup_rules.errors import (
    DrawNotProvedError,
    InvalidFieldError,
    InvalidIdError,
)
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.policies.draws import Draw, TicketOrder, ticket, window_of
from followup_rules.policies.draws.naming import ALREADY_CALLED, SAME_PERSON
from followup_rules.policies.draws.proof import compare, frame_meant, read_receipt
from followup_rules.policies.draws.selection import WHOLE_FRAME, Ledger
from followup_rules.publication.pages import Code, Section, escaped, page, table
from followup_rules.publication.private import refuse_phones
from followup_rules.publication.shell import check_lines
from followup_rules.tables import Table
from followup_rules.wording import say_cell, term

SAID: Final[Mapping[str, Text]] = {
    "title": Text("Proof of a random draw, {period}", "{period}随机抽取结果公示"),
    "title_named": Text(
        "Proof of a draw: {rule}, {period}", "{period}{rule}抽取结果公示"
    ),
    "lead": Text(
        "Drawn at random on {day}: {chosen} of {eligible}. Anybody can draw again from "
        "the published list.",
        "{day}从{eligible}个编号中随机抽取{chosen}个。凭公布的名单，任何人均可重新计算。",
    ),
    "facts": Text("What the draw rests on", "抽取依据"),
    "rule": Text("Rule", "规则"),
    "seed": Text("Seed string", "种子文本"),
    "source": Text("Where the seed is from", "种子来源"),
    "not_stated": Text("not stated", "未注明"),
    "digest": Text("Digest of the ledger (SHA-256)", "台账摘要（SHA-256）"),
    "cutoff": Text("Last ticket drawn", "末位签号"),
    "receipt": Text("Seal of the receipt", "凭证摘要"),
    "frame": Text("Ids in the ledger", "台账编号总数"),
    "left_out": Text("Left out", "排除"),
    "counts": Text("How many were drawn", "抽取数量"),
    "from": Text("drawn from", "抽取范围"),
    "whole": Text("whole ledger", "全部台账"),
    "eligible": Text("could be drawn", "可抽取数"),
    "drawn": Text("drawn", "抽取数"),
    "chance": Text("chance", "抽中机会"),
    "chosen_list": Text("Who was drawn", "抽中名单"),
    "reserve_list": Text("Reserves, in order", "备选名单（依次递补）"),
    "ticket_how": Text(
        "Each id has a ticket that nobody can choose: the SHA-256 of the SHA-256 of the "
        "seed string followed by the id. The smallest tickets are drawn.",
        "每个编号的签号由种子文本和编号计算得出：先求种子文本的SHA-256值，"
        "在其后接编号，再求一次SHA-256值。签号由小到大，依次抽取，任何人无法自选签号。",
    ),
    "nobody": Text("Nobody.", "无。"),
    "excluded_list": Text("Who was left out, and why", "排除对象及原因"),
    "check": Text("Check it yourself", "复核方法"),
    "check_how": Text(
        "Save the list as {file} and run these lines in its folder, in a shell of "
        "Linux, macOS with GNU coreutils, or Git for Windows. The digest must be the "
        "one above, and the last lines printed are who was drawn.",
        "将名单保存为{file}，在同一文件夹的命令行（Linux、装有GNU coreutils的macOS"
        "或Git for Windows）中依次执行下列命令。所得摘要应与上文一致，"
        "最后输出的即为抽中名单。",
    ),
    "id": Text("id", "编号"),
    "ticket": Text("ticket", "签号"),
    "rank": Text("rank", "排序"),
    "result": Text("result", "结果"),
    "reason": Text("reason", "排除原因"),
    "chosen": Text("drawn", "抽中"),
    "reserve": Text("reserve", "备选"),
    "excluded": Text("left out", "排除"),
    "other": Text("—", "—"),
}
_REASONS: Final[Mapping[str, Text]] = {
    SAME_PERSON: Text(
        "the same person has another ticket", "同一人已有其他编号参加抽取"
    ),
    ALREADY_CALLED: Text("already called this month", "本月已回访"),
}
_FORMULA: Final = tuple("=+-@")
_FILE_NAME: Final = re.compile(r"\w[\w.-]*")


@frozen(kw_only=True)
class Proof:
    """
    A draw that was computed again from its ledger, ready to be published.

    `draw_proof` makes it.

    Attributes:
        receipt: The receipt, as plain data.
        ids: Everyone in the ledger, whole ids, as `sort` orders them.
        language: The language of list and page.
        words: The words of the host, or of the book, for rule, reasons and source.
        file_name: How the list is called on the page.
    """

    receipt: Mapping[str, Any] = field(repr=False)
    ids: tuple[str, ...] = field(repr=False)
    language: str
    words: Mapping[str, Text]
    file_name: str

    @cached_property
    def tickets(self) -> dict[str, str]:
        """
        The ticket of everyone who could be drawn, the smallest first.
        """
        seed = self.receipt["seed_string"]
        found = {
            id_: ticket(id_, seed_string=seed)
            for id_ in self.ids
            if id_ not in self._excluded
        }
        return dict(sorted(found.items(), key=lambda entry: (entry[1], entry[0])))

    @cached_property
    def ranks(self) -> dict[str, int]:
        """
        The place of each ticket from 1, in its window where windows have shares.
        """
        shared = WHOLE_FRAME not in self.receipt["shares"]
        counted: dict[str, int] = {}
        ranks = {}
        for id_ in self.tickets:
            group = window_of(id_) if shared else WHOLE_FRAME
            ranks[id_] = counted[group] = counted.get(group, 0) + 1
        return ranks

    def csv(self) -> str:
        """
        Return the list: id, ticket, rank, drawn or reserve, and why somebody was left out.

        Those with a ticket come first, the smallest on top. Lines end in a single line
        feed, which the check relies on. Write it with `newline=""`, and with the
        encoding `utf-8-sig` where Chinese is to open in a spreadsheet as well: only
        the line of headings, which the check passes over, is touched by that.

        Raises:
            InvalidIdError: If a spreadsheet would take an id for a formula.
            InvalidFieldError: If it would take a reason for one.
        """
        _refuse_formulas(self.ids, self._excluded)
        file = io.StringIO()
        out = csv.writer(file, lineterminator="\n")
        out.writerow(self._say("id", "ticket", "rank", "result", "reason"))
        for id_, drawn in self.tickets.items():
            out.writerow([id_, drawn, self.ranks[id_], self._result(id_), ""])
        (left_out,) = self._say("excluded")
        for id_, reason in self._excluded.items():
            out.writerow([id_, "", "", left_out, self._called(reason)])
        return file.getvalue()

    def check(self) -> str:
        """
        Return the lines of a shell that draw again from the list.
        """
        return check_lines(
            self.ids,
            file_name=self.file_name,
            seed_string=self.receipt["seed_string"],
            digest=self.receipt["frame_digest"],
            shares=self.receipt["shares"],
            language=self.language,
        )

    def page(self, *, title: str | None = None, eyebrow: str = "") -> str:
        """
        Return the page.

        Args:
            title: What stands above it; rule and period where there is none.
            eyebrow: Whose page it is.
        """
        (lead,) = self._say("lead")
        said = lead.format(
            day=say_cell(self.receipt["drawn_on"], self.language),
            chosen=len(self.receipt["chosen"]),
            eligible=len(self.tickets),
        )
        return page(
            self.title if title is None else title,
            language=self.language,
            eyebrow=eyebrow,
            lead=said,
            sections=self.sections(),
        )

    @property
    def title(self) -> str:
        """
        What was drawn, and for which period; a rule without words is not named in it.
        """
        period = say_cell(self.receipt["period"], self.language)
        named = self._rule != self.receipt["rule"]
        (pattern,) = self._say("title_named" if named else "title")
        return pattern.format(rule=self._rule, period=period)

    @property
    def _rule(self) -> str:
        """What the rule is called."""
        return term(self.receipt["rule"], self.language, self.words)

    def sections(self) -> tuple[Section, ...]:
        """
        Return the parts of the page, for a page of the host's own: see `pages.page`.
        """
        facts, chosen, reserves, out, check = self._say(
            "facts", "chosen_list", "reserve_list", "excluded_list", "check"
        )
        how, check_how = self._say("ticket_how", "check_how")
        return (
            Section(id="facts", heading=facts, body=(*self.facts(), *self._counts())),
            Section(id="drawn", heading=chosen, lead=how, body=self._taken("chosen")),
            Section(id="reserves", heading=reserves, body=self._taken("reserves")),
            Section(id="left-out", heading=out, body=self._left_out()),
            Section(
                id="check",
                heading=check,
                lead=check_how.format(file=self.file_name),
                body=self._check_body(check),
            ),
        )

    def facts(self) -> tuple[str, ...]:
        """
        Return what the draw rests on as a list of HTML: seed, source, digests, numbers.
        """
        receipt = self.receipt
        (not_stated,) = self._say("not_stated")
        facts: tuple[tuple[str, str | Code], ...] = (
            ("rule", self._rule),
            ("seed", Code(receipt["seed_string"])),
            ("source", self._called(receipt["seed_source"]) or not_stated),
            ("frame", str(receipt["frame_size"])),
            ("left_out", str(len(receipt["excluded"]))),
            ("digest", Code(receipt["frame_digest"])),
            ("cutoff", Code(receipt["cutoff"] or "–")),
            ("receipt", Code(receipt["digest"])),
        )
        return (
            "<dl>",
            *(line for fact in facts for line in self._fact(*fact)),
            "</dl>",
        )

    def _fact(self, name: str, value: str | Code) -> Iterator[str]:
        """Yield a fact under its name."""
        (said,) = self._say(name)
        yield f"<dt>{escaped(said)}</dt>"
        if isinstance(value, Code):
            yield f"<dd><code>{escaped(value.text)}</code></dd>"
        else:
            yield f"<dd>{escaped(value)}</dd>"

    def _counts(self) -> tuple[str, ...]:
        """Say how many were drawn of how many, with what chance."""
        caption, whole, *heads = self._say(
            "counts", "whole", "from", "eligible", "drawn", "chance"
        )
        eligible, shares = self.receipt["eligible"], self.receipt["shares"]
        rows = [
            [
                whole if name == WHOLE_FRAME else name,
                str(eligible[name]),
                str(share),
                _chance(share, eligible[name], self.receipt["chances"].get(name)),
            ]
            for name, share in shares.items()
        ]
        return table(heads, rows, caption=caption, numbers=(1, 2, 3))

    def _taken(self, name: str) -> tuple[str, ...]:
        """List the picks, or the reserves, with their tickets."""
        taken = self.receipt[name]
        if not taken:
            return self._nobody()
        (caption, *heads) = self._say(
            "chosen_list" if name == "chosen" else "reserve_list",
            "id",
            "rank",
            "ticket",
        )
        rows = [[id_, str(self.ranks[id_]), Code(self.tickets[id_])] for id_ in taken]
        return table(heads, rows, caption=caption, numbers=(1,), headed=True)

    def _left_out(self) -> tuple[str, ...]:
        """List who was left out, with the reason."""
        if not self._excluded:
            return self._nobody()
        caption, *heads = self._say("excluded_list", "id", "reason")
        rows = [[id_, self._called(why)] for id_, why in self._excluded.items()]
        return table(heads, rows, caption=caption, headed=True)

    def _nobody(self) -> tuple[str, ...]:
        """Say that there is nobody."""
        return (f"<p>{self._say('nobody')[0]}</p>",)

    def _check_body(self, label: str) -> tuple[str, ...]:
        """Show the lines of the shell; what is wide can be scrolled with the keys."""
        opening = f'<pre tabindex="0" role="region" aria-label="{escaped(label)}">'
        return (f"{opening}<code>{escaped(self.check())}</code></pre>",)

    @cached_property
    def _excluded(self) -> dict[str, str]:
        """Who was left out, and why."""
        return dict(self.receipt["excluded"])

    @cached_property
    def _results(self) -> dict[str, str]:
        """What the list says of those that were taken."""
        chosen, reserve = self._say("chosen", "reserve")
        return dict.fromkeys(self.receipt["reserves"], reserve) | dict.fromkeys(
            self.receipt["chosen"], chosen
        )

    def _result(self, id_: str) -> str:
        """Say whether an id was drawn, is a reserve, or neither."""
        return self._results.get(id_, self._say("other")[0])

    def _called(self, told: str) -> str:
        """Call a reason, or the source of the seed, as the host or the library does."""
        known = self.words.get(told) or _REASONS.get(told)
        return told if known is None else known.in_language(self.language)

    def _say(self, *names: str) -> list[str]:
        """Return our words in the language of the page."""
        return [SAID[name].in_language(self.language) for name in names]


def _chance(share: int, eligible: int, chance: str | None) -> str:
    """Say a chance as it was, and in its lowest terms."""
    if chance is None:
        return "–"
    plain = f"{share}/{eligible}"
    return plain if plain == chance else f"{plain} = {chance}"


def _refuse_formulas(ids: tuple[str, ...], excluded: Mapping[str, str]) -> None:
    """Refuse what would do something when the list is opened in a spreadsheet."""
    for place, id_ in enumerate(ids, 1):
        if id_.startswith(_FORMULA):
            problem = (
                "a spreadsheet would take it for a formula; draw from window/serial"
            )
            raise InvalidIdError(place, id_, problem)
    for id_, reason in excluded.items():
        if reason.startswith(_FORMULA):
            allowed = "a reason that a spreadsheet does not take for a formula"
            raise InvalidFieldError(f"excluded[{id_!r}]", reason, allowed)


def draw_proof(
    draw_or_receipt: Draw | Mapping[str, Any],
    frame: Ledger,
    *,
    language: str,
    words: Mapping[str, Text] = Table(),
    file_name: str = "draw.csv",
    phones: bool = False,
) -> Proof:
    """
    Compute a draw again from its ledger, and return its proof for publication.

    What does not follow from the ledger is not published.

    Args:
        draw_or_receipt: The draw; or its receipt, also read from JSON.
        frame: The ledger as it stood at the draw, with those who were left out, as
            `policies.draws.verify` takes it.
        language: "en" or "zh".
        words: How the page calls the rule, the reasons and the source of the seed, by
            what the receipt calls them; those of the library are known.
        file_name: How the list is called on the page.
        phones: Whether ids, reasons and the source of the seed may look like telephone
            numbers. A whole ledger is published, so ids must name nobody.

    Raises:
        UnknownNameError: If there are no words in that language.
        InvalidReceiptError: If it is no receipt.
        DrawNotProvedError: If it does not follow from the ledger.
        InvalidFieldError: If the tickets are compared in an order that `sort` has not,
            those already called fill up, *file_name* is no plain name, *words* is no
            table, or *phones* no flag.
        PrivateTextError: If one of them looks like a telephone number.
    """
    language = spoken(language)
    check_kind("words", words, Mapping, "a table from name to Text")
    check_kind("phones", phones, bool, "True or False")
    check_kind("file_name", file_name, str, "a text")
    if not _FILE_NAME.fullmatch(file_name):
        allowed = "a name of letters, digits, dots and hyphens, without a folder"
        raise InvalidFieldError("file_name", file_name, allowed)
    given = draw_or_receipt
    recorded, terms = read_receipt(given.receipt if isinstance(given, Draw) else given)
    ids = frame_meant(recorded, frame)
    if found := compare(recorded, terms, ids, {}):
        raise DrawNotProvedError(tuple(one.wording("en") for one in found))
    if terms.order is not TicketOrder.HEX:
        raise InvalidFieldError(
            "order", terms.order.value, "hex, in which `sort` sorts"
        )
    if terms.called:
        allowed = "nobody, because the list does not say who comes last"
        raise InvalidFieldError("called", terms.called, allowed)
    if not phones:
        reasons = (reason for _, reason in terms.excluded)
        for text in (*ids, *reasons, terms.seed_source or ""):
            refuse_phones("the proof", text)
    return Proof(
        receipt=recorded,
        ids=tuple(sorted(ids)),
        language=language,
        words=words,
        file_name=file_name,
    )
