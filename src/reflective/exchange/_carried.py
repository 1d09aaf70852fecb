"""How the classes of a registry are carried: contents by their tag, records by their kind, the unreadable as it was."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

import attrs

from reflective.casework import SHIPPED, Case
from reflective.documents import Format, Keep, Reader, Refused, Tagged, kept_text, listed
from reflective.fields import Key, checker
from reflective.records import Audience, Content, Entry, Record, Registry, Unreadable, UnreadableRecord
from reflective.records.entry import OWNER_WANTED
from reflective.records.shape import shape_faults

__all__ = [
    "ALWAYS",
    "DOCUMENT",
    "ENTRY",
    "ENVELOPE",
    "HEAD",
    "KEYS",
    "OWN",
    "RECORD",
    "RECORD_KEYS",
    "Carried",
    "carried",
]

#: The keys with which a document begins.
HEAD: Final = ("reflective", "revision")
#: What a tag or a kind of a host's own has in it, after the host's prefix.
OWN: Final = ":"
#: The annotations of what a document carries.
DOCUMENT: Final[Any] = Record[Any] | Case
RECORD: Final[Any] = Record[Any]
ENTRY: Final[Any] = Entry[Any]
_LOG: Final[Any] = tuple[Entry[Any], ...]

#: The keys of an entry in the order in which they are written: first the days, then the people, then the content.
KEYS: Final = (
    "on",
    "at",
    "recorded",
    "by",
    "typed_by",
    "owner",
    "about",
    "audience",
    "withheld_from",
    "source",
    "drafted_by",
    "content",
)
#: The keys of an entry that are always there, though a class works out their values where they are not given.
ALWAYS: Final = ("about", "audience")
#: The fields of an entry that are read whatever else it holds. Its audience may be one that is not known, and so its
#: owner is not among them.
ENVELOPE: Final = {
    field.name: field.type
    for field in attrs.fields(Entry)
    if field.name not in {"owner", "audience", "source", "content"}
}
#: The keys of a record of every kind.
RECORD_KEYS: Final = ("kind", *attrs.fields_dict(Record))

_AUDIENCES: Final = frozenset(Audience)
#: Looked up once: Python finds a member of an enumeration anew each time.
_PERSONAL: Final = Audience.PERSONAL
_refused_key: Final = checker(Key)
_NOT_KEPT: Final = "must have each key once, whole characters, and numbers that can be kept exactly"


class Carried(NamedTuple):
    """The classes of one registry, and how documents carry them."""

    contents: Tagged
    records: Tagged
    documents: Tagged
    #: For documents of our revision or an earlier one, and for those of a later one.
    ours: Format
    later: Format


def carried(registry: Registry | None) -> Carried:
    """How the classes that ship and those of a registry are carried; raises `BadValue` where two have one word."""
    joined = SHIPPED if registry is None else SHIPPED.joined(registry)
    return _carried(joined.records, joined.entries)


@lru_cache(maxsize=8)
def _carried(records: tuple[type[Record[Any]], ...], entries: tuple[type[Content], ...]) -> Carried:
    joined = Registry(records=records, entries=entries)
    kinds: Mapping[str, type] = {"case": Case, **joined.kinds}
    contents = Tagged("tag", joined.tags, "a tag that this release has, or one that is registered")
    inside = Tagged("kind", joined.kinds, f"one of {listed(joined.kinds)}")
    documents = Tagged("kind", kinds, f"one of {listed(kinds)}", also=HEAD)

    def made(*, later: bool) -> Format:
        return Format(
            tagged={Content: contents, RECORD: inside, DOCUMENT: documents},
            keep={
                ENTRY: _entry_keeper(later=later),
                RECORD: _record_keeper(kinds, (), later=later),
                DOCUMENT: _record_keeper(kinds, HEAD, later=later),
            },
            together={_LOG: _log_faults},
            keys={ENTRY: _wrong_keys},
            writes={ENTRY: _write_entry, RECORD: _write_record, DOCUMENT: _write_record},
        )

    return Carried(contents, inside, documents, made(later=False), made(later=True))


def _entry_keeper(*, later: bool) -> Keep:
    def keep(node: Any, read: Reader, *, only_unknown: bool) -> Entry[Any] | None:
        if not only_unknown or not (later or OWN in node["content"]["tag"]):
            return None
        known = {name: read(node[name], kind) for name, kind in ENVELOPE.items() if name in node}
        return Entry(content=Unreadable(data=_kept(node)), **known)

    return keep


def _record_keeper(kinds: Mapping[str, type], head: tuple[str, ...], *, later: bool) -> Keep:
    def keep(node: Any, _read: Reader, *, only_unknown: bool) -> UnreadableRecord | None:  # noqa: ARG001
        kind = node.get("kind") if isinstance(node, dict) else None
        if not isinstance(kind, str) or kind == "case" or not (later or OWN in kind):
            return None
        if kind in kinds and node.keys() <= {*head, *RECORD_KEYS}:
            return None
        record = node.copy()
        for key in head:
            record.pop(key, None)
        if "id" not in record:
            raise Refused(wanted="lacks the key 'id'")
        refused = _refused_key("id", record["id"])
        if refused is not None:
            raise Refused(wanted=refused.message.removeprefix("id "), key="id")
        return UnreadableRecord(id=record["id"], data=_kept(record))

    return keep


def _kept(node: Any) -> str:
    text = kept_text(node)
    if text is None:
        raise Refused(wanted=_NOT_KEPT)
    return text


def _wrong_keys(node: Mapping[str, Any]) -> Iterable[str]:
    """The keys that an entry lacks, and an owner who is not there for a personal entry or is there for another."""
    audience = node.get("audience")
    known = isinstance(audience, str) and audience in _AUDIENCES
    owned = (node.get("owner") is None) != (audience == _PERSONAL)
    if known and owned and "about" in node:
        return ()
    found = [f"lacks the key '{key}'" for key in ALWAYS if key not in node]
    return [*found, OWNER_WANTED] if known and not owned else found


def _log_faults(entries: list[Any]) -> Iterator[tuple[int, str]]:
    return ((place, why) for place, _, why in shape_faults(entries))


def _write_entry(entry: Entry[Any], write: Callable[[Any], Any]) -> Any:
    if isinstance(entry.content, Unreadable):
        return json.loads(entry.content.data)
    data = write(entry)
    return {key: data[key] for key in KEYS if key in data}


def _write_record(record: Record[Any] | Case, write: Callable[[Any], Any]) -> Any:
    return json.loads(record.data) if isinstance(record, UnreadableRecord) else write(record)
