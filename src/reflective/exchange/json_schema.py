"""The JSON Schema of documents, made from the declarations of their records and contents."""

from typing import Any, Final

from reflective.casework import Case
from reflective.documents import Definitions
from reflective.exchange._carried import ENTRY, ENVELOPE, HEAD, OWN, RECORD, RECORD_KEYS, Carried, carried
from reflective.fields import MAX_WHOLE, Key
from reflective.records import Audience, Content, Entry, Registry, Source

__all__ = ["schema"]

_OPENING: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A document of reflective",
    "description": "A record or a case, as reflective.exchange.json.dumps writes it. The page on the format lists the "
    "faults that a schema cannot state.",
}


def schema(registry: Registry | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of documents, with the kinds and tags of a registry beside those that ship.

    Of a document of a later revision it states how that begins, and nothing more. It shares no state: change it freely.
    """
    how = carried(registry)
    definitions = Definitions({Content: "content", ENTRY: "entry", RECORD: "record"})
    document = _document(how, definitions)
    definitions.schemas |= {
        "case": _case(definitions),
        "content": definitions.tagged(how.contents, OWN),
        "entry": _entry(definitions),
        "record": _record(how, definitions, RECORD_KEYS),
    }
    return {**_OPENING, **document, "$defs": dict(sorted(definitions.schemas.items()))}


def _document(how: Carried, definitions: Definitions) -> dict[str, Any]:
    """How a document begins; what is in it is stated of those of our revision."""
    revision = {"type": "integer", "minimum": 1, "maximum": MAX_WHOLE}
    return {
        "type": "object",
        "required": [HEAD[0], "kind", "id"],
        "properties": {HEAD[0]: {"const": 1}, HEAD[1]: revision, "kind": {"type": "string"}, "id": definitions.of(Key)},
        "if": {"required": [HEAD[1]], "properties": {HEAD[1]: {"type": "integer", "minimum": 2}}},
        "else": {
            "if": {"properties": {"kind": {"const": "case"}}},
            "then": {"$ref": "#/$defs/case"},
            "else": _record(how, definitions, (*HEAD, *RECORD_KEYS)),
        },
    }


def _entry(definitions: Definitions) -> dict[str, Any]:
    """An entry. Under a host's own tag anything may stand that does not contradict what is known."""
    ours = definitions.shape(Entry)
    keys = list(ours["properties"])
    return {
        "type": "object",
        "required": ours["required"],
        "properties": {name: ours["properties"][name] for name in keys if name in {*ENVELOPE, "content"}},
        "if": {
            "properties": {"content": {"type": "object", "properties": {"tag": {"type": "string", "pattern": OWN}}}}
        },
        "then": {"properties": _rest(definitions, wide=True)},
        "else": {"properties": _rest(definitions, wide=False), "propertyNames": {"enum": keys}},
    }


def _rest(definitions: Definitions, *, wide: bool) -> dict[str, Any]:
    return {"audience": definitions.of(Audience, wide=wide), "source": definitions.of(Source | None, wide=wide)}


def _record(how: Carried, definitions: Definitions, known: tuple[str, ...]) -> dict[str, Any]:
    """A record of any kind. One under a host's own kind that is not known, or has more keys, is kept as it is."""
    kinds = list(how.records.classes)
    ours, own = [one for one in kinds if OWN not in one], [one for one in kinds if OWN in one]
    keys = {"propertyNames": {"enum": list(known)}}
    held = {"properties": {"entries": {"type": "array", "items": definitions.of(ENTRY)}}}
    return {
        "type": "object",
        "required": ["kind", "id"],
        "properties": {
            "kind": {"anyOf": [{"enum": kinds}, {"type": "string", "pattern": OWN}]},
            "id": definitions.of(Key),
        },
        "allOf": [
            {"if": {"properties": {"kind": {"enum": ours}}}, "then": {**held, **keys}},
            {"if": {"properties": {"kind": {"enum": own}}, **keys}, "then": held},
        ],
    }


def _case(definitions: Definitions) -> dict[str, Any]:
    made = definitions.shape(Case)
    made["properties"] = {**dict.fromkeys(HEAD, True), "kind": {"const": "case"}, **made["properties"]}
    return made
