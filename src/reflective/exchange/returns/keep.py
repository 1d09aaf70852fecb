"""The fields of a return that are kept as facts: those asked for by name, and never what tells who somebody is."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from reflective.errors import BadValue
from reflective.exchange.returns.faults import TableFaults
from reflective.fields import several

__all__ = ["facts_kept", "is_plain", "names_kept", "personal"]

#: What a name of a column says that it holds, each with the words by which it is known.
_PERSONAL: Final = {
    "a postcode": "postcode postal zip post",
    "an address": "address street house uprn easting northing",
    "a day of birth": "dob birth born birthday birthdate",
    "an identifier": "upn uln nhs nino ni urn uasc hospital passport formerupn",
    "a name": "name names forename forenames surname firstname lastname fullname alias aka initials",
    "a way to reach somebody": "email mail phone telephone mobile",
    "a characteristic": "gender sex ethnic ethnicity religion faith disability disabilities disabled language "
    "nationality sexuality orientation mother asylum pregnant",
    "free text": "note notes comment comments text narrative description summary detail details remarks free",
}
_WORDS: Final = {word: what for what, words in _PERSONAL.items() for word in words.split()}
_PARTS: Final = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def names_kept(keep: object) -> tuple[str, ...]:
    """The names of fields to keep, each once; raises `BadValue` for anything but names, and for a wish to keep all."""
    if isinstance(keep, str):
        raise BadValue(name="keep", wanted="a list of names of fields")
    found = tuple(dict.fromkeys(several("keep", keep, str))) if isinstance(keep, Iterable) else ()
    if keep is not None and not isinstance(keep, Iterable):
        raise BadValue(name="keep", wanted="a list of names of fields")
    if any(not name.strip() or "*" in name for name in found):
        raise BadValue(name="keep", wanted="fields named one by one, so that nothing is kept that nobody asked for")
    return found


def personal(column: str) -> str | None:
    """The private kind of data that a column holds, such as a postcode; None where its name says nothing.

    Such a column is kept only when it is named.
    """
    words = [word.casefold() for word in _PARTS.findall(column)]
    whole = "".join(words)
    return next((_WORDS[word] for word in (*words, whole) if word in _WORDS), None)


def is_plain(text: str) -> bool:
    """Whether a text has no character that moves a terminal or means nothing."""
    return text.isprintable() or not _CONTROLS.search(text)


def facts_kept(
    row: int, values: Mapping[str, str], keep: Iterable[str], faults: TableFaults
) -> tuple[tuple[str, str], ...]:
    """The fields of a row that are kept, by the names by which they were asked for; blank ones are left out."""
    found = {"".join(name.split()).casefold(): text for name, text in values.items()} if keep else {}
    facts = []
    for name in keep:
        text = found.get("".join(name.split()).casefold(), "")
        if text and is_plain(text):
            facts.append((name, text))
        elif text:
            faults.cell(row, name, "text without control characters", "")
    return tuple(facts)
