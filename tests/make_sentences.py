"""
Write every sentence of every code into one file, to be read through by a person.

    python -m tests.make_sentences

`tests/fixtures/sentences.txt` is what a reader may meet; a test holds it to the code.
"""

from pathlib import Path

from followup_rules.reasons import NOTES, STATUS_OF
from followup_rules.reasons.sentences import sentences

FILE = Path(__file__).parent / "fixtures" / "sentences.txt"


def listed() -> str:
    """
    Return every code with what it decides, its English and its Chinese.
    """
    entries = []
    for code, text in sorted(sentences().items()):
        what = "remark" if code in NOTES else "line"
        status = STATUS_OF.get(code)
        role = what if status is None else f"decides {status.value}"
        entries.append(f"{code} ({role})\n  {text.en}\n  {text.zh}\n")
    return "\n".join(entries)


if __name__ == "__main__":
    FILE.write_text(listed(), encoding="utf-8")
