"""
Write the clauses and readings of every rulebook into its pages, in both languages.

Each page in `docs/rulebooks/`, and each in Chinese in `docs/zh/rulebooks/`, has two
pairs of markers; what stands between them is made from the rulebook itself, so that no
page can drift from the rules:

    python docs/clause_tables.py            # every page
    python docs/clause_tables.py repair     # one of them

A test fails while a page is not what this script writes.
"""  # noqa: INP001 - a script beside the pages

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from followup_rules.books.readings import Reading
from followup_rules.books.register import find, shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Force

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rulebooks"
CHINESE_PAGES = ROOT / "docs" / "zh" / "rulebooks"
TESTS = ROOT / "tests" / "rulebooks"

FORCES = {
    Force.BINDING: "binding",
    Force.TARGET: "striven for",
    Force.OPEN_ENDED: "no limit set",
    Force.DESCRIPTIVE: "descriptive",
    Force.CONFIGURED: "set by the host",
}
CLAUSE_HEAD = ("Clause", "What it asks", "Force", "Rules; readings; test")
READING_HEAD = ("Reading", "Question, and what it decides", "Chosen; others", "Ground")
NEW_LINE = "<br>"
"""Four columns with lines in them fit a page; more would have to be scrolled."""

CHINESE_FORCES = {
    Force.BINDING: "必须",
    Force.TARGET: "力争",
    Force.OPEN_ENDED: "未定时限",
    Force.DESCRIPTIVE: "说明",
    Force.CONFIGURED: "使用单位自定",
}


def found_rulebooks(*names: str) -> dict[str, Rulebook]:
    """
    Return the rulebooks that ship, or those named, by the name of their package.
    """
    return {name: find(name) for name in shelf() if not names or name in names}


def class_testing(clause_id: str) -> str:
    """
    Return the name of the class that tests a clause.

    >>> class_testing("REPAIR-3.1")
    'TestREPAIR_3_1'
    """
    return "Test" + "".join(sign if sign.isalnum() else "_" for sign in clause_id)


def classes_in_tests() -> dict[str, str]:
    """
    Return every test class of the rulebooks, with the file it stands in.
    """
    return {
        node.name: path.name
        for path in sorted(TESTS.glob("test_*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }


def force_of(clause: Clause) -> str:
    """
    Say how a clause binds, and its timing where that binds otherwise.
    """
    duty = FORCES[clause.duty]
    if clause.timing is None:
        return duty
    return f"{duty}; time: {FORCES[clause.timing]}"


def readings_of(book: Rulebook, rule_ids: tuple[str, ...]) -> list[str]:
    """
    Return the ids of the readings that decide any of these rules.
    """
    return [
        reading.id
        for reading in book.readings
        if any(rule_id in reading.rules for rule_id in rule_ids)
    ]


def clause_rows(book: Rulebook) -> Iterator[list[str]]:
    """
    Yield a row for each clause, in the order of the text.
    """
    classes = classes_in_tests()
    for clause in book.clauses:
        rule_ids = book.rules_for(clause.id)
        named = [f"`{rule_id}`" for rule_id in rule_ids]
        if clause.not_computed is not None:
            named = [f"not computed: {clause.not_computed.en}"]
        test = class_testing(clause.id)
        yield [
            clause.id,
            stacked(*map(clause.text.in_language, ("en", "zh"))),
            force_of(clause),
            stacked(
                ", ".join(named),
                ", ".join(readings_of(book, rule_ids)),
                f"`{test}`" if test in classes else "",
            ),
        ]


def reading_rows(book: Rulebook) -> Iterator[list[str]]:
    """
    Yield a row for each reading, in the order of the rulebook.
    """
    for reading in book.readings:
        yield [
            reading.id,
            stacked(reading.question.en, reading.question.zh, decided_by(reading)),
            stacked(
                f"**`{reading.chosen}`**",
                ", ".join(f"`{name}`" for name in reading.alternatives),
            ),
            reading.ground.en,
        ]


def stacked(*parts: str) -> str:
    """
    Set what belongs together below one another, in one cell.

    >>> stacked("A visit is made.", "", "`visit_deadline`")
    'A visit is made.<br>`visit_deadline`'
    """
    return NEW_LINE.join(filter(None, parts))


def decided_by(reading: Reading) -> str:
    """
    Say which field of which rules a reading decides.
    """
    rules = ", ".join(f"`{rule_id}`" for rule_id in reading.rules)
    return f"`{reading.field}` of {rules}"


def markdown(head: tuple[str, ...], rows: Iterator[list[str]]) -> str:
    """
    Set rows as a Markdown table.
    """
    body = [[cell.replace("|", "\\|") or "–" for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def fill(page: str, marker: str, text: str) -> str:
    """
    Return a page with new text between the two markers of a name.

    Raises:
        ValueError: If the page does not have both, in order.
    """
    begin, end = f"<!-- {marker}:begin -->", f"<!-- {marker}:end -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the page needs {begin} and, below it, {end}")
    return f"{before}{begin}\n{text}\n{end}{after}"


def current(book: Rulebook, page: str) -> str:
    """
    Return a page with both tables of its rulebook as they are today.
    """
    page = fill(page, "clauses", markdown(CLAUSE_HEAD, clause_rows(book)))
    return fill(page, "readings", markdown(READING_HEAD, reading_rows(book)))


def chinese_force_of(clause: Clause) -> str:
    """
    Say in Chinese how a clause binds, and its timing where that binds otherwise.
    """
    duty = CHINESE_FORCES[clause.duty]
    if clause.timing is None:
        return duty
    return f"{duty}；时间：{CHINESE_FORCES[clause.timing]}"


def chinese_clauses(book: Rulebook) -> Iterator[str]:
    """
    Yield a line in Chinese for each clause, in the order of the text.

    It is a list, because Chinese in the narrow columns of a phone stands one sign
    below the other.
    """
    for clause in book.clauses:
        rule_ids = book.rules_for(clause.id)
        said = [chinese_force_of(clause)]
        said += [f"{book.rules[rule_id].name.zh}`{rule_id}`" for rule_id in rule_ids]
        if clause.not_computed is not None:
            said.append(f"不作判定：{clause.not_computed.zh.rstrip('。')}")
        readings = "、".join(readings_of(book, rule_ids))
        if readings:
            said.append(f"读法{readings}")
        text = clause.text.in_language("zh")
        yield f"- **{clause.id}** {text}（{'；'.join(said)}）"


def chinese_readings(book: Rulebook) -> Iterator[str]:
    """
    Yield a line in Chinese for each reading, in the order of the rulebook.
    """
    for reading in book.readings:
        others = "、".join(f"`{name}`" for name in reading.alternatives)
        other = f"另有{others}。" if others else "不设其他理解。"
        rules = "、".join(f"`{rule_id}`" for rule_id in reading.rules)
        yield (
            f"- **{reading.id}** {reading.question.zh}采用`{reading.chosen}`，{other}"
            f"{reading.ground.zh}（{rules}的`{reading.field}`）"
        )


def current_chinese(book: Rulebook, page: str) -> str:
    """
    Return a page in Chinese with both lists of its rulebook as they are today.
    """
    page = fill(page, "clauses", "\n".join(chinese_clauses(book)))
    return fill(page, "readings", "\n".join(chinese_readings(book)))


def main(names: list[str]) -> None:
    """
    Write the named pages anew in both languages, or all of them.
    """
    for name, book in found_rulebooks(*names).items():
        for folder, made in ((PAGES, current), (CHINESE_PAGES, current_chinese)):
            path = folder / f"{name}.md"
            page = path.read_text(encoding="utf-8")
            path.write_text(made(book, page), encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)}: {len(book.clauses)} clauses\n")


if __name__ == "__main__":
    main(sys.argv[1:])
