"""Records and cases as JSON documents: everything kept, nothing guessed, and bad input answered with every fault.

`docs/reference/format.md` has the format. Kinds and tags are permanent and are no names of classes.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO, Final, TypeVar, overload

import attrs

from reflective.casework import Case, Membership
from reflective.documents import MAX_BYTES, Faults, has_too_many, json_data, listed, with_room
from reflective.errors import BadValue
from reflective.exchange._carried import DOCUMENT, ENTRY, HEAD, Carried, carried
from reflective.exchange.json_schema import schema
from reflective.fields import MAX_WHOLE
from reflective.practice.people import People
from reflective.records import Entry, Record, Registry, Unreadable, UnreadableRecord, Withheld

__all__ = ["dumps", "entry_from_data", "entry_to_data", "loads", "schema"]

_T = TypeVar("_T", bound=Record[Any] | Case)
_Text = str | bytes | BinaryIO

#: The format that is written. Every format ever written is read by every later release.
_FORMAT: Final = 1
#: Rises whenever a tag, a key, a kind, an audience or a listed value is added.
_REVISION: Final = 1

_OF_READING: Final = "must be a record of a case itself: a record of a reading may lack entries"
_WITHHELD: Final = "must be an entry as it was written: a reading withholds this one"
_PLAIN: Final = "must be plain data: dicts, lists, text, whole numbers, true, false and None"


def dumps(document: Record[Any] | Case, registry: Registry | None = None, *, indent: int | None = None) -> str:
    """The document of a record or a case: the same text for the same record, on one line unless indented.

    Raises `BadDocument`, with every fault and its path, for what `loads` would refuse: a kind of record or of content
    that does not ship and is not in the registry, and a document that would be too large. A record of a reading, which
    may lack entries, is refused too.
    """
    how = carried(registry)
    kept = _checked(document, how)
    head = dict(zip(HEAD, (_FORMAT, max([_REVISION, *kept])), strict=True))
    body = how.ours.write(document, DOCUMENT)
    if not body.keys().isdisjoint(head):
        raise Faults().last(wanted=f"must have no {listed(HEAD)} of its own, which it may have in a case only")
    data = {**head, **body}
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    written = text.encode()
    if kept or len(written) > MAX_BYTES or has_too_many(text):
        # An entry kept unread may be refused where it now stands: nested deeper, or with its kind registered.
        loads(written, registry)
    return text


@overload
def loads(text: _Text, registry: Registry | None = None) -> Record[Any] | Case: ...
@overload
def loads(text: _Text, registry: type[_T]) -> _T: ...
@overload
def loads(text: _Text, registry: Registry | None = None, *, kind: type[_T]) -> _T: ...
def loads(text: _Text, registry: Any = None, *, kind: type[Any] | None = None) -> Any:
    """The record or case in a document: in text, in bytes, or in a file opened to read bytes.

    A class in place of the registry, or as `kind`, is the kind that is asked for. Only shape is judged: a stored move
    that today's table lacks loads, and the record lists it. An entry or a record that only a later release or another
    host knows is kept as it is. Raises `BadDocument`, and nothing else whatever the text, with every fault and its
    path.
    """
    if isinstance(registry, type):
        registry, kind = None, registry
    if kind is not None and not (isinstance(kind, type) and issubclass(kind, Record | Case)):
        raise BadValue(name="kind", wanted="a class of records, or Case")
    how = carried(registry)
    return with_room(lambda: _loaded(text, how, kind))


def entry_to_data(entry: Entry[Any], registry: Registry | None = None) -> dict[str, Any]:
    """An entry as it stands in a document, as dicts, lists, text, whole numbers, true, false and None.

    Raises `BadDocument` for content that does not ship and is not in the registry, and for an entry that a reading
    withholds.
    """
    if not isinstance(entry, Entry):
        raise BadValue(name="entry", wanted="an Entry")
    how = carried(registry)
    faults = Faults()
    kept = _check_entry(entry, "$", how, faults)
    if faults:
        raise faults.error()
    data: dict[str, Any] = how.ours.write(entry, ENTRY)
    if kept:
        entry_from_data(data, registry, revision=kept)
    return data


def entry_from_data(
    data: Mapping[str, Any], registry: Registry | None = None, *, revision: int = _REVISION
) -> Entry[Any]:
    """The entry in plain data, as `entry_to_data` gives it; raises as `loads` does.

    `revision` is that of the document or the store which has the entry: in a later one than ours, what is not known
    is kept.
    """
    if type(revision) is not int or not 1 <= revision <= MAX_WHOLE:
        raise BadValue(name="revision", wanted="a whole number from 1")
    how = carried(registry)
    return with_room(lambda: _entry_loaded(data, how, revision))


def _loaded(source: object, how: Carried, kind: type[Any] | None) -> Any:
    faults = Faults()
    data, clean = json_data(source, faults)
    revision = _revision_of(data, faults)
    form = how.later if revision > _REVISION else how.ours
    made = form.read(data, DOCUMENT, faults, clean=clean)
    if kind is not None and isinstance(made, UnreadableRecord):
        raise faults.last(wanted="must be a record that this release can read")
    if kind is not None and not isinstance(made, kind):
        names = [name for name, one in how.documents.classes.items() if issubclass(one, kind)]
        raise faults.last(path="$.kind", wanted=f"must be {' or '.join(map(repr, names))}")
    return made if revision <= _REVISION else _of_revision(made, revision)


def _entry_loaded(data: object, how: Carried, revision: int) -> Any:
    faults = Faults()
    # By way of text, so that what is accepted is what a document can hold.
    node, clean = json_data(_text_of(data, faults), faults)
    form = how.later if revision > _REVISION else how.ours
    entry = form.read(node, ENTRY, faults, clean=clean)
    return entry if revision <= _REVISION else _stamped(entry, revision)


def _text_of(data: object, faults: Faults) -> str:
    try:
        return json.dumps(data)
    except (TypeError, ValueError, RecursionError):
        pass
    raise faults.last(wanted=_PLAIN)


def _revision_of(data: Any, faults: Faults) -> int:
    """The revision of a document; notes what is wrong with how it begins."""
    if not isinstance(data, dict):
        return _REVISION
    form, revision = data.get(HEAD[0]), data.get(HEAD[1], _REVISION)
    if HEAD[0] not in data:
        faults.add("$", f"lacks the key '{HEAD[0]}'")
    elif type(form) is not int or form != _FORMAT:
        # Another format may have other keys, so that nothing more can be said of it.
        raise faults.last(path=f"$.{HEAD[0]}", wanted=f"must be {_FORMAT}, the format that this release reads")
    if type(revision) is int and revision >= 1:
        return revision
    faults.add(f"$.{HEAD[1]}", "must be a whole number from 1")
    return _REVISION


def _of_revision(made: Any, revision: int) -> Any:
    """A record or a case that says of all that is unreadable in it which revision that was in."""
    if isinstance(made, UnreadableRecord):
        return attrs.evolve(made, revision=revision)
    if isinstance(made, Record):
        return attrs.evolve(made, entries=tuple(_stamped(entry, revision) for entry in made.entries))
    return attrs.evolve(
        made,
        people=_of_revision(made.people, revision),
        membership=_of_revision(made.membership, revision),
        records=tuple(_of_revision(record, revision) for record in made.records),
    )


def _stamped(entry: Entry[Any], revision: int) -> Entry[Any]:
    if not isinstance(entry.content, Unreadable):
        return entry
    return attrs.evolve(entry, content=Unreadable(data=entry.content.data, revision=revision))


def _checked(document: object, how: Carried) -> list[int]:
    """The revisions of all that is unreadable in a document; raises `BadDocument` for what has no name there."""
    faults = Faults()
    kept: list[int] = []
    for path, log, known in _logs(document, how, faults):
        if log.of_reading:
            faults.add(path, _OF_READING)
        if isinstance(log, UnreadableRecord):
            kept.append(log.revision)
        elif type(log) not in known:
            faults.add(f"{path}.kind", f"must be {how.documents.wanted}")
        revisions = (
            _check_entry(entry, f"{path}.entries[{place}]", how, faults) for place, entry in enumerate(log.entries)
        )
        kept += [revision for revision in revisions if revision]
    if faults:
        raise faults.error()
    return kept


def _logs(document: object, how: Carried, faults: Faults) -> Iterator[tuple[str, Record[Any], Collection[type]]]:
    """Each log of a document with its path, and the classes that it may be of."""
    kinds = how.records.classes.values()
    if isinstance(document, Record):
        yield "$", document, kinds
    elif type(document) is Case:
        yield "$.people", document.people, (People,)
        yield "$.membership", document.membership, (Membership,)
        for place, record in enumerate(document.records):
            yield f"$.records[{place}]", record, kinds
    else:
        faults.add("$", "must be a record or a case")


def _check_entry(entry: Entry[Any], path: str, how: Carried, faults: Faults) -> int:
    """The revision of an entry that is unreadable, else 0; notes content that has no tag here."""
    kind = type(entry.content)
    if kind is Unreadable:
        return int(entry.content.revision)
    if kind is Withheld:
        faults.add(path, _WITHHELD)
        return 0
    if how.contents.classes.get(kind.TAG) is not kind:
        faults.add(f"{path}.content.tag", f"must be {how.contents.wanted}")
    return 0
