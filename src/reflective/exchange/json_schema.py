"""The JSON Schema of documents, made from the declarations of their records and contents."""

from copy import deepcopy
from typing import Any, Final

from reflective.casework import Case
from reflective.documents import Definitions
from reflective.exchange._carried import ALWAYS, ENTRY, ENVELOPE, HEAD, KEYS, OWN, RECORD, RECORD_KEYS, Carried, carried
from reflective.fields import MAX_WHOLE, Key
from reflective.records import Audience, Content, Entry, FormAnswer, Registry, Source
from reflective.timescales import Deadline

__all__ = ["schema"]

_OPENING: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A document of reflective",
    "description": "A record or a case, as reflective.exchange.json.dumps writes it. The page on the format lists the "
    "faults that a schema cannot state.",
}

_NULL: Final = {"type": "null"}
_GIVEN: Final = {"not": _NULL}
_EMPTY: Final = {"maxItems": 0}

#: How a deadline was counted, which only one that was counted has.
_NOT_COUNTED: Final = {
    "counted_from": _NULL,
    "anchor": _NULL,
    "calendar": _NULL,
    "calendar_version": _NULL,
    "holidays": _EMPTY,
}
#: The three shapes of a deadline: a day, words that were counted, and words that name no day.
_DEADLINE: Final = {
    "anyOf": [
        {"required": ["day"], "properties": {"day": _GIVEN, "words": _NULL, **_NOT_COUNTED}},
        {
            "required": ["words", "counted_from", "day"],
            "properties": {"words": _GIVEN, "counted_from": _GIVEN, "day": _GIVEN},
        },
        {"required": ["words"], "properties": {"words": _GIVEN, "day": _NULL, **_NOT_COUNTED}},
    ]
}
_ANSWERS: Final = ("text", "day", "number", "chosen")
#: The answer to a field of a form is exactly one of these.
_ANSWER: Final = {
    "anyOf": [
        {"required": [one], "properties": {**dict.fromkeys(_ANSWERS, _NULL), one: {**_GIVEN, "minItems": 1}}}
        for one in _ANSWERS
    ]
}
#: The owner whose file an entry is on: there for a personal one, and for no other that is known.
_OWNER: Final = {
    "if": {"properties": {"audience": {"const": Audience.PERSONAL.value}}},
    "then": {"required": ["owner"], "properties": {"owner": _GIVEN}},
    "else": {
        "if": {"properties": {"audience": {"enum": [one.value for one in Audience]}}},
        "then": {"properties": {"owner": _NULL}},
    },
}


def schema(registry: Registry | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of documents, with the kinds and tags of a registry beside those that ship.

    Of a document of a later revision it states how that begins, and nothing more. It shares no state: change it freely.
    """
    how = carried(registry)
    given = {Content: "content", ENTRY: "entry", RECORD: "record"}
    definitions = Definitions(given, {Deadline: _DEADLINE, FormAnswer: _ANSWER})
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
    stated = {*ENVELOPE, "owner", "content"}
    return {
        "type": "object",
        "required": [name for name in KEYS if name in {*ours["required"], *ALWAYS}],
        "properties": {name: ours["properties"][name] for name in KEYS if name in stated},
        "allOf": [deepcopy(_OWNER)],
        "if": {
            "properties": {"content": {"type": "object", "properties": {"tag": {"type": "string", "pattern": OWN}}}}
        },
        "then": {"properties": _rest(definitions, wide=True)},
        "else": {"properties": _rest(definitions, wide=False), "propertyNames": {"enum": list(KEYS)}},
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
