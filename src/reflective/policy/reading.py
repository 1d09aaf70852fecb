"""A policy made of its files: those that a council has, the shipped ones for the rest, and every fault at once."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from reflective.documents import Faults, with_room
from reflective.errors import BadDocument, BadValue
from reflective.policy.files import FILES, FileHead, read_policy_file
from reflective.policy.folder import file_name
from reflective.policy.parts import PolicyFile, unknown_roles
from reflective.policy.shipped import PARTS, shipped_text
from reflective.practice.cycle import Prompts
from reflective.practice.people import Roles
from reflective.practice.relationship import RelationshipStages

__all__ = ["read_parts", "shipped_parts"]


@cache
def shipped_parts() -> dict[str, Any]:
    """The parts of the policy that ships, by name, and its files."""
    return _parts({name: _shipped_file(name) for name in FILES}, own=frozenset(), faults=Faults())


@cache
def _shipped_file(name: str) -> FileHead:
    return read_policy_file(name, shipped_text(name))


def read_parts(texts: Mapping[str, object]) -> dict[str, Any]:
    """The parts of the policy in documents, and its files; raises `BadDocument` with every fault of every file."""
    return with_room(lambda: _read(texts))


def _read(texts: Mapping[str, object]) -> dict[str, Any]:
    faults = Faults()
    read: dict[str, FileHead] = {}
    for name in FILES:
        found = _file_or_faults(name, texts[name]) if name in texts else _shipped_file(name)
        if isinstance(found, FileHead):
            read[name] = found
            continue
        for fault in found.faults:
            faults.add(_in_file(name, fault.path), fault.wanted)
    return _parts(read, own=frozenset(texts), faults=faults)


def _file_or_faults(name: str, text: object) -> FileHead | BadDocument:
    try:
        return read_policy_file(name, text)
    except BadDocument as refused:
        return refused


def _parts(read: Mapping[str, FileHead], *, own: frozenset[str], faults: Faults) -> dict[str, Any]:
    """The policy that the files say; raises `BadDocument` for those faults and the ones between files."""
    parts: dict[str, Any] = {}
    for name, file in read.items():
        shipped = shipped_parts()[PARTS[name]] if own else _first(name)
        wanted = None
        try:
            parts[PARTS[name]] = file.part(shipped)
        except BadValue as refused:
            wanted = refused.name, refused.wanted
        if wanted is not None:
            faults.add(_in_file(name, f"$.{wanted[0]}"), f"must be {wanted[1]}")
    if {"roles", "decisions"} <= parts.keys():
        for path in unknown_roles(parts["decisions"], parts["roles"]):
            faults.add(_in_file("authority", path), "must be the id of a role of roles.toml")
    if faults:
        raise faults.error()
    return {**parts, "files": tuple(_file(name, one, shipped=name not in own) for name, one in read.items())}


def _first(name: str) -> Any:
    """The part that the shipped file of a name is compared with: itself, where a record's door has it."""
    doors: dict[str, Any] = {"prompts": Prompts, "roles": Roles, "relationship_stages": RelationshipStages}
    return doors[name].shipped() if name in doors else ()


def _file(name: str, head: FileHead, *, shipped: bool) -> PolicyFile:
    return PolicyFile(
        name=name,
        owner=head.owner,
        last_checked=head.last_checked,
        source=head.source,
        review_by=head.review_by,
        shipped=shipped,
    )


def _in_file(name: str, path: str) -> str:
    return file_name(name) if path == "$" else f"{file_name(name)} {path.removeprefix('$.')}"
