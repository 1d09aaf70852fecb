"""Pseudonyms: an id in place of another, the same each time, which nobody can turn back without the key."""

import hashlib
import hmac
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, check

__all__ = ["Pseudonyms"]

#: The least length of a key, and the length of a pseudonym: 80 bits, so that a nation's children have one each.
_LEAST_KEY_BYTES: Final = 16
_HEX_DIGITS: Final = 20


class Pseudonyms:
    """Ids replaced by keyed pseudonyms (HMAC with SHA-256): equal ids have equal ones, in every table of one key.

    Who has the key and a list of ids can find whose pseudonym it is, so keep it apart from the tables: this is
    pseudonymised data, and still personal. `key` is at least 16 bytes, as `secrets.token_bytes(32)` makes them. No
    repr shows it. Raises `BadValue` for a shorter one.

    >>> pseudonyms = Pseudonyms(b"a key of the council's own")
    >>> pseudonyms
    <Pseudonyms>
    >>> pseudonyms.of("child-1") == pseudonyms.of("child-1"), len(pseudonyms.of("child-1"))
    (True, 22)
    """

    def __init__(self, key: bytes) -> None:
        if not isinstance(key, bytes) or len(key) < _LEAST_KEY_BYTES:
            raise BadValue(name="key", wanted=f"bytes, at least {_LEAST_KEY_BYTES} of them")
        self._key = key
        self._known: dict[str, str] = {}

    def __repr__(self) -> str:
        return "<Pseudonyms>"

    def __reduce__(self) -> str:
        raise BadValue(name="pseudonyms", wanted="made anew from the key: a copy on disk would hold it")

    def of(self, name: str) -> str:
        """The pseudonym of an id: "p-" and 20 hexadecimal digits."""
        check("name", name, Id)
        if name not in self._known:
            digest = hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()
            self._known[name] = f"p-{digest[:_HEX_DIGITS]}"
        return self._known[name]
