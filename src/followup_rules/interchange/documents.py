"""
Rulebooks, policies and editions as plain data, and back.

A document is one of three: a policy (it has a `kind`), editions (it has `editions`),
or a rulebook. A rulebook is written out whole, or says what it is based on and only
what differs; `FORMAT` names the form, so that a later one can tell.
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
)
from followup_rules.fields import holds_of
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.interchange.classes import shape_of
from followup_rules.interchange.editions import Edition, Editions
from followup_rules.interchange.facts import with_parts
from followup_rules.interchange.faults import (
    PROBLEMS,
    DataFault,
    Place,
    refuse_unknown,
    show_path,
)
from followup_rules.interchange.kinds import KINDS, kind_of
from followup_rules.interchange.merging import Document, difference, overlay, without
from followup_rules.interchange.shapes import Shape
from followup_rules.interchange.texts import (
    form_of,
    parse,
    parse_path,
    read_bytes,
    refuse_depth,
    render,
)
from followup_rules.interchange.whole import (
    FEED,
    Kept,
    read_policy,
    read_rulebook,
    write_policy,
    write_rulebook,
)
from followup_rules.tables import Table

FORMAT: Final = "followup-rules/rules/1"
"""The name of the form, as it stands under `format`."""

HEAD: Final = ("$schema", "format")
SECTIONS: Final = (
    "regulation",
    "zone_of",
    "words",
    "facts",
    "clauses",
    "rules",
    "readings",
    "scenarios",
)
CHANGES: Final = ("based_on", "remove")
_EDITION: Final = "edition "

_EDITION_FIELDS: Final = {
    "from": "first",
    "until": "last",
    "open_cases": "open_cases",
    "cycle": "cycle",
}
"""The fields of `Edition` by the name they have in a file."""

EDITION_SHAPES: Final[dict[str, Shape]] = {
    key: shape_of(holds_of(attrs.fields_dict(Edition)[name]))
    for key, name in _EDITION_FIELDS.items()
}
"""What an edition says beside its rules."""

ZONE_SHAPE: Final = shape_of(holds_of(attrs.fields_dict(Editions)["zone"]))
"""Where the days of editions begin and end."""


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
        UnknownNameError: If there is no such shipped rulebook.
    """
    check_kind("name", name, str, "the name of a book or of a file")
    if name.endswith((".toml", ".json")):
        return read(name)
    return register.find(name)


def shipped_names() -> tuple[str, ...]:
    """
    Return the names of the books that are installed.
    """
    return register.names()


# ------------------------------------------------------------------------- loading


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
        at.refuse("wrong_type", data, "a table")
        _fail(at, origin)
    body = _without_head(data, at)
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


def _without_head(data: dict[Any, Any], at: Place) -> Document:
    """Check what stands at the head of any document, and return the rest."""
    if data.get("format", FORMAT) != FORMAT:
        at.into("format").refuse("not_allowed", data["format"], FORMAT)
    if not isinstance(data.get("$schema", ""), str):
        at.into("$schema").refuse("wrong_type", data["$schema"], "a text")
    return {name: part for name, part in data.items() if name not in HEAD}


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


# ------------------------------------------------------------------ whole and based


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
    chosen, choices = base, _choices(body, base, at)
    for reading_id, choice in choices.items():
        chosen = chosen.choose(reading_id, choice)
    touched = _touched(body)
    whole = _laid_over(body, chosen, touched, at)
    book = read_rulebook(whole, at, _kept(chosen, touched))
    if book is not None:
        _refuse_contradictions(book, choices, at)
    _stop(at, origin)
    assert book is not None  # noqa: S101 - for type checkers
    return book if book == base else evolve(book, base=base)


def _touched(body: Document) -> frozenset[tuple[str, str]]:
    """Return the facts and the feeds of which a document says something."""
    removed = body.get("remove", [])
    paths = [
        parse_path(one, Place())
        for one in (removed if isinstance(removed, list) else [])
        if isinstance(one, str)
    ]
    named = {(FEED, path[1]) for path in paths if path and path[2:3] == (FEED,)}
    named |= {
        ("facts", path[1]) for path in paths if path and path[0] == "facts" and path[1:]
    }
    for section, key in (("facts", "facts"), ("rules", FEED)):
        said = body.get(section, {})
        for name, part in said.items() if isinstance(said, dict) else ():
            if section == "facts" or (isinstance(part, dict) and FEED in part):
                named.add((key, str(name)))
    return frozenset(named)


def _kept(base: Rulebook, touched: frozenset[tuple[str, str]]) -> Kept:
    """Return the facts and the feeds that a document leaves as they are."""
    ledgers = with_parts(base.ledgers.values())
    return Kept(
        {kind: one for kind, one in ledgers.items() if ("facts", kind) not in touched},
        {name: one for name, one in base.feeds.items() if (FEED, name) not in touched},
    )


def _untouched(
    base: Rulebook, touched: frozenset[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Name what a document leaves as it is."""
    kept = _kept(base, touched)
    return frozenset(
        [("facts", kind) for kind in kept.ledgers]
        + [(FEED, name) for name in kept.feeds]
    )


def _choices(body: Document, base: Rulebook, at: Place) -> dict[str, str]:
    """Return the readings that a document only chooses, and does not define."""
    known = {reading.id: reading.choices for reading in base.readings}
    chosen = {}
    readings = body.get("readings", {})
    for name, value in readings.items() if isinstance(readings, dict) else ():
        place = at.into("readings", str(name))
        if isinstance(value, dict):
            continue
        if name not in known:
            place.refuse("unknown_key", name, ", ".join(known), known)
        elif not isinstance(value, str):
            place.refuse("wrong_type", value, ", ".join(known[name]))
        elif value not in known[name]:
            place.refuse("not_allowed", value, ", ".join(known[name]), known[name])
        else:
            chosen[name] = value
    return chosen


def _laid_over(
    body: Document, base: Rulebook, touched: frozenset[tuple[str, str]], at: Place
) -> Document:
    """Return a document written out whole: its base, and what differs."""
    whole = write_rulebook(base, _untouched(base, touched))
    whole = without(whole, body.get("remove", []), at.into("remove"))
    over = {name: body[name] for name in SECTIONS if name in body}
    if isinstance(over.get("rules"), dict):
        over["rules"] = {
            rule_id: rule
            for rule_id, rule in over["rules"].items()
            if _is_change(rule_id, rule, base, at.into("rules", str(rule_id)))
        }
    if isinstance(over.get("readings"), dict):
        defined = over["readings"].items()
        over["readings"] = {
            name: value for name, value in defined if isinstance(value, dict)
        }
    joined: Document = overlay(whole, over)
    return joined


def _is_change(rule_id: object, rule: object, base: Rulebook, at: Place) -> bool:
    """Refuse a new rule without a kind, and a known one with another kind."""
    if not isinstance(rule, dict) or not isinstance(rule_id, str):
        return True
    if rule_id not in base.rules:
        if "kind" not in rule:
            allowed = f"{', '.join(base.rules)}; a new rule says its kind"
            at.refuse("unknown_key", rule_id, allowed, base.rules)
        return "kind" in rule
    kind = kind_of(base[rule_id])
    said = rule.get("kind", kind)
    if isinstance(said, str) and said != kind and said in KINDS:
        at.into("kind").refuse("other_kind", said, kind)
        return False
    return True


def _refuse_contradictions(book: Rulebook, choices: dict[str, str], at: Place) -> None:
    """Keep a fault for every reading that the rules in the same file undo."""
    for reading_id, choice in choices.items():
        found = choice_in(book, reading_id)
        same = found is not None and _are_one(book, reading_id, found, choice)
        if not same:
            at.into("readings", reading_id).refuse(
                "contradiction", choice, "leave out one of the two"
            )


def _are_one(book: Rulebook, reading_id: str, one: str, other: str) -> bool:
    """Say whether two choices of a reading mean the same."""
    choices = book.reading(reading_id).choices
    return one == other or choices[one] == choices.get(other)


# --------------------------------------------------------------------------- bases


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


# ------------------------------------------------------------------------ editions


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
        _EDITION_FIELDS[key]: shape.read(entry[key], at.into(key))
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
    at.faults.append(DataFault(show_path(at.path), code, problem))


# ------------------------------------------------------------------------- dumping


def dump(value: Any, *, based_on: str | None = None) -> Document:
    """
    Return a rulebook, a policy or editions as plain data that `load` reads back.

    Everything is written out, defaults too, so that a later release with other
    defaults reads the same rules; with *based_on*, a shipped rulebook, only what
    differs from it is.

    Args:
        value: The rulebook, the policy or the editions.
        based_on: The name of a shipped rulebook, such as `repair@2021`.

    Raises:
        UnknownNameError: If *based_on* is no shipped rulebook, or a policy is of a
            kind that plain data cannot hold.
        InvalidFieldError: If *value* cannot be based on it.
    """
    if isinstance(value, Editions):
        return {"format": FORMAT, **_tell_editions(value, based_on)}
    if isinstance(value, Rulebook):
        return {"format": FORMAT, **_tell(value, based_on)}
    return {"format": FORMAT, **write_policy(value)}


def _tell(book: Rulebook, based_on: str | None) -> Document:
    """Return a rulebook written out whole, or what differs."""
    if based_on is None:
        return write_rulebook(book)
    base = shipped(based_on)
    chosen = {}
    for reading in base.readings:
        choice = choice_in(book, reading.id)
        if choice not in {None, base.in_force(reading.id)}:
            chosen[reading.id] = choice
            base = base.choose(reading.id, str(choice))
    same = _same(base, book)
    old, new = (write_rulebook(one, same) for one in (base, book))
    changed, removed = difference(old, new)
    document: Document = {"based_on": based_on}
    if removed:
        document["remove"] = removed
    document |= changed
    if chosen:
        document["readings"] = {**chosen, **changed.get("readings", {})}
    if load(document) != book:
        raise InvalidFieldError(
            "based_on", based_on, "a rulebook with the same rules in the same order"
        )
    return document


def _same(one: Rulebook, other: Rulebook) -> frozenset[tuple[str, str]]:
    """Name the facts and the feeds that two books share."""
    ledgers = with_parts(one.ledgers.values()), with_parts(other.ledgers.values())
    same = [
        ("facts", kind)
        for kind in ledgers[0]
        if ledgers[0][kind] == ledgers[1].get(kind)
    ]
    same += [
        (FEED, name) for name in one.feeds if one.feeds[name] == other.feeds.get(name)
    ]
    return frozenset(same)


def choice_in(book: Rulebook, reading_id: str) -> str | None:
    """
    Return the choice in force in a rulebook that may lack the reading.
    """
    try:
        return book.in_force(reading_id)
    except (FollowupRulesError, StopIteration, AttributeError):
        return None


def _tell_editions(editions: Editions, based_on: str | None) -> Document:
    """Return editions, each written out whole or based on a shipped rulebook."""
    told = {}
    for entry in editions.entries:
        said = {
            key: EDITION_SHAPES[key].write(getattr(entry, name), None)
            for key, name in _EDITION_FIELDS.items()
            if getattr(entry, name) is not None
        }
        told[entry.name] = {**said, **_tell(entry.rules, based_on)}
    return {"zone": editions.zone, "editions": told}


def dumps(value: Any, form: str = "toml", *, based_on: str | None = None) -> str:
    """
    Return a rulebook, a policy or editions as a text that `loads` reads back.

    Raises:
        UnknownNameError: If *form* is neither "toml" nor "json".
        InvalidFieldError: If *value* cannot be based on that rulebook.
    """
    check_kind("form", form, str, "'toml' or 'json'")
    return render(dump(value, based_on=based_on), form)
