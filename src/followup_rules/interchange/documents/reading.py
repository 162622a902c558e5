"""
Reading a document: a whole regulation, one that is based on another, editions.
"""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final, NoReturn

import attrs
from attrs import evolve

from followup_rules.books import register
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    EditionGapError,
    EditionOverlapError,
    FollowupRulesError,
    ImpossibleOrderError,
    InvalidFieldError,
    RulesFileError,
    UnknownNameError,
)
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.interchange.documents.laying import (
    choices_in,
    laid_over,
    left_alone,
    refuse_contradictions,
    touched_by,
    without_head,
)
from followup_rules.interchange.documents.layout import (
    CHANGES,
    EDITION_FIELDS,
    EDITION_SHAPES,
    SECTIONS,
    ZONE_SHAPE,
)
from followup_rules.interchange.editions import Edition, Editions
from followup_rules.interchange.faults import (
    PROBLEMS,
    DataFault,
    Place,
    refuse_unknown,
    show_path,
)
from followup_rules.interchange.merging import Document
from followup_rules.interchange.texts import (
    form_of,
    parse,
    read_bytes,
    refuse_depth,
)
from followup_rules.interchange.whole import (
    read_policy,
    read_rulebook,
)
from followup_rules.tables import Table

_EDITION: Final = "edition "


@frozen
class Origin:
    """
    Where a document comes from, and through which others it was reached.

    Attributes:
        source: Its name in errors.
        folder: The folder in which it may name other files; None is none.
        siblings: The documents of all editions in the same file, by name.
        chain: The documents that led here, itself included.
        read: The editions of the same file that have been read, each once.
    """

    source: str = "data"
    folder: Path | None = None
    siblings: Mapping[str, Any] = Table()
    chain: tuple[str, ...] = ()
    read: dict[str, Rulebook] = attrs.field(factory=dict, eq=False, repr=False)


_HERE: Final = Origin()
_MOST_FILES: Final = 32
_NO_FILE: Final = "a table; `read` takes the name of a file, and `loads` its text"


def shipped(name: str) -> Rulebook:
    """
    Return a shipped rulebook by its name, such as `repair@2021`.

    Raises:
        UnknownNameError: If there is none.
    """
    return register.register().books[name]


def find(name: str) -> Any:
    """
    Return the rules of a file, or a shipped rulebook by its name.

    Args:
        name: A file that ends in `.toml` or `.json`, or a name such as `repair@2021`
            or, where there is but one edition, `repair`.

    Raises:
        RulesFileError: With everything that is wrong in the file.
        UnknownNameError: If there is no such shipped rulebook, or the file is of
            another kind.
    """
    check_kind("name", name, str, "the name of a book or of a file")
    if name.endswith((".toml", ".json")):
        return read(name)
    try:
        return register.find(name)
    except UnknownNameError:
        if (path := Path(name)).suffix[1:].isalpha():
            form_of(path)
        raise


def shipped_names() -> tuple[str, ...]:
    """
    Return the names of the books that are installed.
    """
    return register.names()


def load(data: object, origin: Origin = _HERE) -> Any:
    """
    Return the rulebook, the policy or the editions that plain data describes.

    Raises:
        RulesFileError: With everything that is wrong, each with its path.
    """
    check_kind("origin", origin, Origin, "an Origin")
    refuse_depth(data, origin.source)
    at = Place()
    if not isinstance(data, dict):
        of_a_file = isinstance(data, (str, bytes, PathLike))
        at.refuse("wrong_type", data, _NO_FILE if of_a_file else "a table")
        _fail(at, origin)
    body = without_head(data, at)
    if "editions" in body:
        return _load_editions(body, at, origin)
    if "kind" in body:
        return _load_policy(body, at, origin)
    return _load_rulebook(body, at, origin)


def read(path: str | Path) -> Any:
    """
    Return the rulebook, the policy or the editions that a file describes.

    Raises:
        RulesFileError: With everything that is wrong.
        UnknownNameError: If the name ends neither in `.toml` nor in `.json`.
    """
    check_kind("path", path, (str, PathLike), "the name of a file")
    path = Path(path)
    form = form_of(path)
    data = parse(read_bytes(path), form, str(path))
    return load(data, Origin(str(path), path.parent, chain=(_one_name(path),)))


def loads(text: str | bytes, form: str = "toml", *, source: str = "text") -> Any:
    """
    Return the rulebook, the policy or the editions that a text describes.

    Raises:
        RulesFileError: With everything that is wrong.
        UnknownNameError: If *form* is neither "toml" nor "json".
    """
    check_kind("text", text, (str, bytes), "the text of a file")
    check_kind("form", form, str, "'toml' or 'json'")
    return load(parse(text, form, source), Origin(source))


def _one_name(path: Path) -> str:
    """Return the one name of a file, however it was reached."""
    return str(path.resolve())


def _stop(at: Place, origin: Origin) -> None:
    """Raise if anything is wrong so far."""
    if at.faults:
        _fail(at, origin)


def _fail(at: Place, origin: Origin) -> NoReturn:
    """Raise with everything that is wrong so far."""
    raise RulesFileError(origin.source, tuple(at.faults))


def _load_policy(body: Document, at: Place, origin: Origin) -> Any:
    """Return a policy; its clauses are written out in it."""
    policy = read_policy(body, at)
    _stop(at, origin)
    return policy


def _load_rulebook(body: Document, at: Place, origin: Origin) -> Rulebook:
    """Return a rulebook, written out whole or based on another."""
    known = (*CHANGES, *SECTIONS) if "based_on" in body else SECTIONS
    refuse_unknown(body, known, at)
    if "based_on" in body:
        return _load_based(body, at, origin)
    book = read_rulebook(body, at)
    _stop(at, origin)
    assert book is not None  # noqa: S101 - for type checkers
    return book


def _load_based(body: Document, at: Place, origin: Origin) -> Rulebook:
    """Return a rulebook that says only what differs from another."""
    base = _base(body["based_on"], at.into("based_on"), origin)
    if base is None:
        _fail(at, origin)
    chosen, choices = base, choices_in(body, base, at)
    for reading_id, choice in choices.items():
        chosen = chosen.choose(reading_id, choice)
    touched = touched_by(body)
    whole = laid_over(body, chosen, touched, at)
    book = read_rulebook(whole, at, left_alone(chosen, touched))
    if book is not None:
        refuse_contradictions(book, choices, at)
    _stop(at, origin)
    assert book is not None  # noqa: S101 - for type checkers
    return book if book == base else evolve(book, base=base)


def _base(name: object, at: Place, origin: Origin) -> Rulebook | None:
    """Return what a document is based on, or keep a fault and return None."""
    allowed = f"{', '.join(shipped_names())}, a .toml or .json file, or 'edition NAME'"
    if not isinstance(name, str):
        at.refuse("wrong_type", name, allowed)
    elif name in shipped_names():
        return shipped(name)
    elif name.startswith(_EDITION):
        return _base_edition(name.removeprefix(_EDITION), at, origin)
    elif name.endswith((".toml", ".json")):
        return _base_file(name, at, origin)
    else:
        at.refuse("not_allowed", name, allowed, shipped_names())
    return None


def _base_edition(name: str, at: Place, origin: Origin) -> Rulebook | None:
    """Return another edition in the same file."""
    if name not in origin.siblings:
        at.refuse("unknown_edition", name, ", ".join(origin.siblings), origin.siblings)
        return None
    if f"{_EDITION}{name}" in origin.chain:
        at.refuse("cycle", name, "a chain of editions that ends")
        return None
    for below in reversed(_unread(name, origin)):
        _edition_rules(below, _led_to(below, origin))
    return _edition_rules(name, _led_to(name, origin))


def _led_to(name: str, origin: Origin) -> Origin:
    """Return where an edition is that another one names."""
    return evolve(origin, chain=(*origin.chain, f"{_EDITION}{name}"))


def _unread(name: str, origin: Origin) -> list[str]:
    """
    Return what an edition hangs on and has not been read, the nearest first.

    It is read from the far end, so that a long chain is no deep one.
    """
    found: dict[str, None] = {}
    while True:
        entry = origin.siblings[name]
        base = entry.get("based_on") if isinstance(entry, dict) else None
        if not isinstance(base, str) or not base.startswith(_EDITION):
            return list(found)
        name = base.removeprefix(_EDITION)
        passed = name in found or base in origin.chain or name in origin.read
        if passed or name not in origin.siblings:
            return list(found)
        found[name] = None


def _lies_in(folder: Path, name: str) -> bool:
    """Say whether a name leads to a file in a folder or below it, links and all."""
    if Path(name).is_absolute() or ".." in Path(name).parts or "\0" in name:
        return False
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead back to themselves
        return False


def _base_file(name: str, at: Place, origin: Origin) -> Rulebook | None:
    """Return another file in the same folder or below it."""
    if origin.folder is None:
        at.refuse("no_folder", name, "a shipped rulebook; or read() the file itself")
        return None
    path = origin.folder / name
    if not _lies_in(origin.folder, name):
        at.refuse("outside_folder", name, f"a file in {origin.folder}")
        return None
    step = _one_name(path)
    if step in origin.chain:
        at.refuse("cycle", name, "a chain of files that ends")
        return None
    if len(origin.chain) > _MOST_FILES:
        at.refuse("too_deep", name, f"a chain of at most {_MOST_FILES} files")
        return None
    data = parse(read_bytes(path), form_of(path), str(path))
    deeper = Origin(str(path), path.parent, chain=(*origin.chain, step))
    book = load(data, deeper)
    if not isinstance(book, Rulebook):
        at.refuse("not_allowed", name, "a file that holds one rulebook")
        return None
    return book


def _load_editions(body: Document, at: Place, origin: Origin) -> Editions:
    """Return the editions of a file."""
    refuse_unknown(body, ("editions", "zone"), at)
    entries = body["editions"]
    place = at.into("editions")
    if "zone" in body:
        ZONE_SHAPE.read(body["zone"], at.into("zone"))
    if not isinstance(entries, dict) or not entries:
        place.refuse("wrong_type", entries, "a table of editions by name")
        entries = {}
    inside = evolve(origin, siblings=entries, read={})
    found = [_load_edition(name, place.into(str(name)), inside) for name in entries]
    _stop(at, origin)
    editions = _fitting(found, body, place)
    _stop(at, origin)
    assert editions is not None  # noqa: S101 - for type checkers
    return editions


def _load_edition(name: str, at: Place, origin: Origin) -> Edition | None:
    """Return one edition, or keep faults and return None."""
    entry = origin.siblings[name]
    if not isinstance(entry, dict):
        at.refuse("wrong_type", entry, "a table")
        return None
    before = len(at.faults)
    said = {
        EDITION_FIELDS[key]: shape.read(entry[key], at.into(key))
        for key, shape in EDITION_SHAPES.items()
        if key in entry
    }
    inside = evolve(origin, chain=(*origin.chain, f"{_EDITION}{name}"))
    rules = None
    try:
        rules = _edition_rules(name, inside)
    except RulesFileError as error:
        if error.source != origin.source:
            raise
        at.faults.extend(fault for fault in error.faults if fault not in at.faults)
    if rules is None or len(at.faults) > before:
        return None
    return _build_edition(rules, said, at)


def _edition_rules(name: str, origin: Origin) -> Rulebook:
    """Return the rulebook of an edition; the edition gives it its name."""
    if name in origin.read:
        return origin.read[name]
    at = Place(("editions", name))
    entry = origin.siblings[name]
    if not isinstance(entry, dict):
        at.refuse("wrong_type", entry, "a table")
        _stop(at, origin)
    body = {key: part for key, part in entry.items() if key not in EDITION_SHAPES}
    regulation = body.get("regulation", {})
    if isinstance(regulation, dict):
        if regulation.get("edition", name) != name:
            at.into("regulation", "edition").refuse(
                "contradiction", regulation["edition"], repr(name)
            )
        body["regulation"] = {**regulation, "edition": name}
    book = origin.read[name] = _load_rulebook(body, at, origin)
    return book


def _build_edition(rules: Rulebook, said: Document, at: Place) -> Edition | None:
    """Return an edition, or keep a fault where it ends before it begins."""
    try:
        return Edition(rules=rules, **said)
    except ImpossibleOrderError as error:
        _keep(at.into("until"), "edition_order", error)
        return None


def _fitting(found: list[Edition | None], body: Document, at: Place) -> Editions | None:
    """Return editions that fit together, or keep a fault."""
    zone = body.get("zone", "Asia/Shanghai")
    try:
        return Editions(tuple(entry for entry in found if entry is not None), zone)
    except EditionGapError as error:
        _keep(at.into(error.later, "from"), "edition_gap", error)
    except EditionOverlapError as error:
        _keep(at.into(error.later, "from"), "edition_overlap", error)
    except InvalidFieldError as error:
        _keep(at, "edition_regulation", error)
    return None


def _keep(at: Place, code: str, error: FollowupRulesError) -> None:
    """Keep a fault in the words of an error."""
    problem = f"{PROBLEMS[code]}: {error}"
    at.faults.append(DataFault(show_path(at.path), code, problem, cause=error))
