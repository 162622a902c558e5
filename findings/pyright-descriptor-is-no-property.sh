# A mapped class fits its protocol in mypy and in use, and pyright refuses it.
#
# With: basedpyright 1.40.2, mypy 2.4.1, on Python 3.11
# Guess: a class whose descriptor gives an int has the int property that a protocol asks
#   for, since both checkers say that its attribute is an int
# Seen: mypy takes it; pyright says of `row.id` that it is an int, and of the class that
#   its `id` is a descriptor and no int
# Here: rows of an ORM (SQLAlchemy's `Mapped` is such a descriptor) are what rules are
#   asked about, and a protocol is how a rule says what it reads
#
# Its output:
#   mypy: Success: no issues found in 1 source file
#   pyright: Type of "row.id" is "int"
#   pyright: "Column[int]" is not assignable to "int"
#   as found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check \
  'basedpyright==1.40.2' 'mypy==2.4.1'
cat > "$work/rows.py" <<'PY'
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


class Column(Generic[T]):
    def __get__(self, row: object, owner: Any = None) -> T:
        raise NotImplementedError


class HasId(Protocol):
    @property
    def id(self) -> int: ...


class Repair:
    id: Column[int] = Column()


def visit(row: Repair) -> HasId:
    reveal_type(row.id)
    return row
PY
cd "$work"
"$work/venv/bin/python" - "$work/venv/bin" <<'PY'
import subprocess
import sys


def said(*command: str) -> str:
    """Return what a checker prints."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout


home = sys.argv[1]
mypy = said(f"{home}/mypy", "--strict", "rows.py").splitlines()[-1]
pyright = said(f"{home}/basedpyright", "rows.py")
wanted = (
    'Type of "row.id" is "int"',
    '"Column[int]" is not assignable to "int"',
)
print(f"mypy: {mypy}")
for one in wanted:
    if one in pyright:
        print(f"pyright: {one}")
found = mypy.startswith("Success") and all(one in pyright for one in wanted)
print("as found" if found else "no longer as found")
raise SystemExit(not found)
PY
