"""Each kind of record and of content by the word that documents use for it."""

from collections.abc import Mapping
from typing import Any, Final

from reflective.casework.kinds import SHIPPED
from reflective.records.content import Content
from reflective.records.log import Record

__all__ = ["KINDS", "TAGS"]

#: The kinds of record, as `kind` names them.
KINDS: Final[Mapping[str, type[Record[Any]]]] = SHIPPED.kinds

#: The kinds of content, as `tag` names them.
TAGS: Final[Mapping[str, type[Content]]] = SHIPPED.tags
