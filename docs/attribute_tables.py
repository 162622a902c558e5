"""
Write the tables of the attributes of every book's rows into its pages.

    python docs/attribute_tables.py            # every book
    python docs/attribute_tables.py repair     # one of them

Between the markers of a page in `docs/rulebooks/` stands what its book declares: for
each kind of rows the attributes, what they hold, what holds unless they are told, and
which clauses read them; and the same in Chinese on the page in `docs/zh/rulebooks/`. A
test fails while one of them is not what this script writes.
"""  # noqa: INP001 - a script beside the pages

import datetime as dt
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from docs.attribute_readers import Read, kinds_of, readers, readings_of
from docs.clause_tables import CHINESE_PAGES, PAGES, ROOT, fill, found_rulebooks

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import Speech
from followup_rules.clauses import Text
from followup_rules.fields import Exact, Flag, Kind, Whole
from followup_rules.ledgers import values
from followup_rules.ledgers.facts import Fact, Ledger

IN_FILES_PAGE: Final = "in-files.md"
FILES: Final = ROOT / "docs" / "examples" / "books"
IN_FILES: Final = tuple(sorted(file.stem for file in FILES.glob("*.toml")))
Cited = Mapping[Read, Collection[str]]
NOTHING: Final = Text("nothing", "无")

WORDS: Final = Text("Words that rows may say", "可用的写法")
BELOW: Final = Text(", below", "（见下）")
MOST: Final = 3
"""So many names stand in a cell; a longer list stands below the tables, once."""

RUN: Final = 2

ALONE: Final = Text(
    "No more than its `id` is asked of such a row.", "这种行只需要编号`id`。"
)
HEAD: Final = Text(
    "| Attribute | What it is | What it holds | Unless told | Read by |",
    "| 属性 | 含义 | 取值 | 未填时 | 使用该属性的条款 |",
)
SAID: Final[Mapping[str, Text]] = {
    "text": Text("a text", "文本"),
    "flag": Text("yes or no", "是／否"),
    "whole": Text("a whole number", "整数"),
    "exact": Text("an exact number", "精确数值"),
    "day": Text("a day", "日期"),
    "instant": Text("a time with its zone", "带时区的时刻"),
    "moment": Text("a day, or a time with its zone", "日期，或带时区的时刻"),
    "receipt": Text("a receipt, as it was kept", "留存的凭证"),
    "one": Text("one of", "下列之一："),
    "several": Text("one of these, or several", "下列之一或多项："),
    "grade": Text("a grade", "评价等次："),
    "role": Text("a role", "角色："),
    "id": Text("an id, a text or a whole number", "编号，文本或整数"),
    "length": Text("a length of time, such as `1 year`", "期限，如 `1 year`"),
}
LISTED: Final[Mapping[str, Text]] = {
    "categories": Text("categories", "类别"),
    "causes": Text("causes", "原因"),
}
"""What a rule lists, by the name of its field."""
ONE_BELOW: Final = Text("one of the roles, below", "角色（见下）")
KEPT: Final = Text("any other word is kept", "其他写法照录")
UNKNOWN: Final = Text("unknown (`None`)", "未知（`None`）")
MUST: Final = Text("must be told", "必填")
MAY_BE: Final = Text("may be unknown (`None`)", "可为未知（`None`）")
NOT_BEGUN: Final = Text("then the row has not begun", "此时视为尚未发生")
DATES: Final = Text("dates the row", "据此确定所属日期")
ATTEMPT: Final = Text("if no, the row is an attempt", "为否时仅为一次未成的尝试")
NAMES: Final = Text("names the kind of row in verdicts", "判定中以此称呼该行")
AFTER: Final = Text("not before {}", "不得早于{}")


class Table:
    """
    The tables of one book in one language.
    """

    def __init__(
        self, book: Rulebook, language: str, clauses: Cited, otherwise: Cited
    ) -> None:
        self.book = book
        self.language = language
        self.clauses = clauses
        self.otherwise = otherwise
        self.speech = Speech(book)
        self.kinds = kinds_of(book)
        self.lists: dict[str, str] = {}
        self.attribute = ""

    def say(self, text: Text) -> str:
        """
        Return words in the language.
        """
        return text.in_language(self.language)

    @property
    def comma(self) -> str:
        """
        What stands between entries.
        """
        return "、" if self.language == "zh" else ", "

    @property
    def stop(self) -> str:
        """
        What stands between remarks.
        """
        return "；" if self.language == "zh" else "; "

    def bracketed(self, name: str, *words: str) -> str:
        """
        Return a name as code with words in brackets behind it.
        """
        if not words:
            return f"`{name}`"
        inner = self.comma.join(dict.fromkeys(words))
        return (
            f"`{name}`（{inner}）" if self.language == "zh" else f"`{name}` ({inner})"
        )

    def named(
        self, names: Iterable[str], own: Mapping[str, Text] | None = None
    ) -> list[str]:
        """
        List names with the words that rows may say for them.
        """
        listed = []
        for name in names:
            text = (own or {}).get(name) or self.speech.said.get(name)
            word = self.book.words.get(name)
            aliases = () if word is None else word.aliases
            said = () if text is None else tuple(one for _, one in text.said)
            listed.append(self.bracketed(name, *said, *aliases))
        return listed

    def list_of(self, what: str) -> str:
        """
        Say that there are several.
        """
        return (
            f"若干项，每项为{what}" if self.language == "zh" else f"a list, each {what}"
        )

    def of(self, head: str, names: list[str], title: Text) -> str:
        """
        Put a list of names behind what it is a list of; a long one stands below.
        """
        said, list_of = self.say(SAID[head]), self.say(title)
        shown = self.comma.join(names)
        if len(names) > MOST:
            self.lists[list_of] = shown
            below = self.say(BELOW)
            shown = (
                f"{list_of}{below}"
                if self.language == "zh"
                else f"the {list_of}{below}"
            )
        return f"{said}{shown}" if self.language == "zh" else f"{said}: {shown}"

    # -------------------------------------------------------------- what an attribute holds

    def holds(self, value: Any) -> str:
        """
        Say what an attribute holds.
        """
        known: Mapping[type, Callable[[Any], str]] = {
            values.Plain: self.plain,
            values.Instant: lambda _: self.say(SAID["instant"]),
            values.AnyMoment: lambda _: self.say(SAID["moment"]),
            values.OneOf: lambda one: self.of(
                "one",
                self.named(one.names, one.names),
                Text(f"words of `{self.attribute}`", f"`{self.attribute}` 的用词"),
            ),
            values.CategoryOf: lambda one: self.of(
                "several",
                self.named(self.speech.categories(one.rule)),
                Text(f"categories of `{one.rule}`", f"`{one.rule}` 的类别"),
            ),
            values.FormOf: lambda one: self.of(
                "one",
                self.named(self.speech.forms(one.rule)),
                Text(f"forms of `{one.rule}`", f"`{one.rule}` 的形式"),
            ),
            values.ListedBy: lambda one: self.of(
                "one",
                self.named(getattr(self.book[one.rule], one.field)),
                self.listed(one),
            ),
            values.GradeOf: self.grades,
            values.Role: lambda _: self.roles(),
            values.Id: self.id_of,
            values.RowOf: self.id_of,
            values.ItemOf: self.items,
            values.Names: lambda one: self.list_of(self.holds(one.each)),
            values.Entries: lambda one: self.table(one.names, one.each),
            values.TableOf: lambda one: self.table(one.key, one.each),
            values.Inner: self.rows,
        }
        say = known.get(type(value))
        return self.say(SAID["length"]) if say is None else say(value)

    def roles(self) -> str:
        """
        List the roles of the book, beside which a row may say another one.
        """
        names = self.named(self.book.parties)
        said = self.of("role", names, Text("roles", "角色"))
        if len(names) > MOST:
            said = self.say(ONE_BELOW)
        return self.stop.join([said, self.say(KEPT)])

    def listed(self, value: values.ListedBy) -> Text:
        """
        Say what a rule lists.
        """
        what = LISTED.get(value.field, Text(f"`{value.field}`", f"`{value.field}`"))
        return Text(f"{what.en} of `{value.rule}`", f"`{value.rule}` 的{what.zh}")

    def plain(self, value: values.Plain) -> str:
        """
        Say what a text, a number or a flag may be.
        """
        match value.holds:
            case Flag():
                return self.say(SAID["flag"])
            case Whole(minimum=least, maximum=most):
                return f"{self.say(SAID['whole'])}{self.bounds(least, most)}"
            case Exact():
                return self.say(SAID["exact"])
            case Kind(classes=(dt.date,)):
                return self.say(SAID["day"])
            case Kind(classes=(kind,)) if kind is not str:
                return self.say(SAID["receipt"])
        return self.say(SAID["text"])

    def bounds(self, least: int, most: int | None) -> str:
        """
        Say the bounds of a number.
        """
        if self.language == "zh":
            return f"，不小于{least}" if most is None else f"，{least}至{most}"
        return f", {least} or more" if most is None else f" from {least} to {most}"

    def grades(self, value: values.GradeOf) -> str:
        """
        List the grades of a scale with the words that it reads.
        """
        scale = self.book[value.rule].scale
        listed = [
            self.bracketed(one.key, *(word for _, word in one.name.said), *one.aliases)
            for one in scale.grades
        ]
        title = Text(f"grades of `{value.rule}`", f"`{value.rule}` 的等次")
        return self.of("grade", listed, title)

    def items(self, value: values.ItemOf) -> str:
        """
        List the items that a rule asks for.
        """
        items = self.book[value.rule].items
        names = [getattr(one, "key", one) for one in items]
        own = {one.key: one.name for one in items if hasattr(one, "name")}
        title = Text(f"items of `{value.rule}`", f"`{value.rule}` 的项目")
        return self.of("one", self.named(names, own), title)

    def id_of(self, value: values.Id) -> str:
        """
        Say whose id it is.
        """
        said = self.say(SAID["id"])
        if value.kind is None:
            return said
        kind = self.say(self.kinds[value.kind].words)
        return f"{kind}的{said}" if self.language == "zh" else f"{said}: a {kind}'s"

    def table(self, names: Any, each: Any) -> str:
        """
        Say what a table holds: names and what stands under them.
        """
        left, right = self.holds(names), self.holds(each)
        if self.language == "zh":
            return f"表，键为{left}；值为{right}"
        return f"a table; its names: {left}; under each: {right}"

    def rows(self, value: values.Inner) -> str:
        """
        Say which rows stand inside.
        """
        kind = value.ledger.kind
        if self.language == "zh":
            return f"若干行 `{kind}`，见下"
        return f"rows of `{kind}`, below"

    # ------------------------------------------------------------------------ the other cells

    def default(self, ledger: Ledger, fact: Fact) -> str:
        """
        Say what holds of a row that is not told it.
        """
        if not fact.has_default:
            return self.say(MUST)
        if fact.default is None:
            begun = (NOT_BEGUN,) if fact.name == ledger.placed else ()
            return self.stop.join(self.say(one) for one in (UNKNOWN, *begun))
        empty = not isinstance(fact.default, bool) and not fact.default
        said = self.say(NOTHING) if empty else f"`{fact.default}`"
        return f"{said}{self.stop}{self.say(MAY_BE)}" if fact.value.optional else said

    def what(self, ledger: Ledger, fact: Fact) -> str:
        """
        Say what an attribute is, and what it does for its row.
        """
        marks = ((ledger.placed, DATES), (ledger.counts_if, ATTEMPT))
        remarks = [
            self.say(text)
            for name, text in (*marks, (ledger.named_by, NAMES))
            if name == fact.name
        ]
        if fact.after is not None:
            remarks.append(self.say(AFTER).format(f"`{fact.after}`"))
        words = [self.say(fact.words)]
        if self.language == "en" and "zh" in fact.words.languages:
            words.append(fact.words.zh)
        return self.stop.join([self.comma.join(words), *remarks])

    def read_by(self, kind: str, name: str) -> str:
        """
        Name the clauses that read it, and the readings under which more do.
        """
        cited = self.runs(self.clauses.get((kind, name), ()))
        others = self.otherwise.get((kind, name), ())
        if others:
            also = self.comma.join(others)
            zh = f"换用{also}的其他读法时另有条款"
            said = (
                zh if self.language == "zh" else f"more if {also} is chosen otherwise"
            )
            cited.append(said)
        return self.comma.join(cited) or "–"

    def runs(self, clauses: Collection[str]) -> list[str]:
        """
        Name clauses without their prefix; three and more that follow as from and to.
        """
        code = f"{self.book.regulation.code}-"
        order = [clause.id for clause in self.book.clauses]
        runs: list[list[str]] = []
        for one in clauses:
            follows = runs and order.index(one) == order.index(runs[-1][-1]) + 1
            if follows:
                runs[-1].append(one)
            else:
                runs.append([one])
        said = []
        for run in runs:
            names = [one.removeprefix(code) for one in run]
            dash = "至" if self.language == "zh" else " to "
            said += [f"{names[0]}{dash}{names[-1]}"] if len(run) > RUN else names
        return said

    # ------------------------------------------------------------------------- whole tables

    def lines(self) -> Iterator[str]:
        """
        Yield the tables, a kind of rows after another.
        """
        for kind, ledger in self.kinds.items():
            yield f"### `{kind}`{self.title(ledger)}\n"
            if ledger.facts:
                yield self.say(HEAD)
                yield "|---|---|---|---|---|"
            else:
                yield self.say(ALONE)
            for fact in ledger.facts:
                self.attribute = f"{kind}.{fact.name}"
                cells = (
                    f"`{fact.name}`",
                    self.what(ledger, fact),
                    self.holds(fact.value),
                    self.default(ledger, fact),
                    self.read_by(kind, fact.name),
                )
                yield f"| {' | '.join(one.replace('|', '/') for one in cells)} |"
            yield ""
        if self.lists:
            yield f"### {self.say(WORDS)}\n"
        for title, names in self.lists.items():
            yield f"- {title}{'：' if self.language == 'zh' else ': '}{names}"

    def title(self, ledger: Ledger) -> str:
        """
        Say what a kind of rows is, and where its rows stand.
        """
        said = self.comma.join(
            [self.say(ledger.words)]
            if self.language == "zh"
            else [word for _, word in ledger.words.said]
        )
        inside = ledger.inside
        if self.language == "zh":
            where = "" if inside is None else f"，在 `{inside}` 中"
            return f"：{said}{where}"
        return f": {said}" + ("" if inside is None else f", inside `{inside}`")

    def __str__(self) -> str:
        return "\n".join(self.lines()).rstrip()


def tables(book: Rulebook) -> dict[str, str]:
    """
    Return the tables of a book in English, and in Chinese where it has a Chinese title.
    """
    clauses = readers(book)
    otherwise = readings_of(book, clauses)
    chinese = ("zh",) if "zh" in book.regulation.title.languages else ()
    return {
        language: str(Table(book, language, clauses, otherwise))
        for language in ("en", *chinese)
    }


def books_in_files() -> dict[str, Rulebook]:
    """
    Return the regulations that stand in files of the examples.
    """
    return {name: interchange.read(FILES / f"{name}.toml") for name in IN_FILES}


def pages(*names: str) -> Iterator[tuple[Path, str]]:
    """
    Yield the files of the named books, or of all, with their texts as they should be.
    """
    found = {**found_rulebooks(), **books_in_files()}
    texts: dict[Path, str] = {}
    for name, book in found.items():
        if names and name not in names:
            continue
        for language, table in tables(book).items():
            home = PAGES if language == "en" else CHINESE_PAGES
            path = home / (IN_FILES_PAGE if name in IN_FILES else f"{name}.md")
            marker = f"attributes of {name}" if name in IN_FILES else "attributes"
            page = texts.get(path) or path.read_text(encoding="utf-8")
            texts[path] = fill(page, marker, table)
    yield from texts.items()


def main(names: list[str]) -> None:
    """
    Write the pages of the named books anew, or of all.
    """
    for path, text in pages(*names):
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
