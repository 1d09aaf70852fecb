"""Plain data to values and back: the text of a document within limits, and every fault with its path."""

from reflective.documents.explained import twice
from reflective.documents.faults import MAX_FAULTS, Faults, Refused, listed, with_room
from reflective.documents.format import Format, Keep, Keys, Tagged
from reflective.documents.hooks import Reader
from reflective.documents.json_data import MAX_BYTES, MAX_DEPTH, MAX_PARTS, Twice, has_too_many, json_data, kept_text
from reflective.documents.schema import Definitions
from reflective.documents.toml_data import toml_data

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FAULTS",
    "MAX_PARTS",
    "Definitions",
    "Faults",
    "Format",
    "Keep",
    "Keys",
    "Reader",
    "Refused",
    "Tagged",
    "Twice",
    "has_too_many",
    "json_data",
    "kept_text",
    "listed",
    "toml_data",
    "twice",
    "with_room",
]
