"""The policy of a council: the forms, prompts, roles, stages, rhythm, decisions and words that it settles itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from reflective.documents import Faults, with_room
from reflective.errors import BadDocument, BadValue
from reflective.fields import Id, Text, check_day, value
from reflective.policy.files import FILES, FileHead, read_policy_file
from reflective.policy.folder import documents_in, file_name
from reflective.policy.parts import DecisionScheme, SupervisionRhythm, Vocabulary
from reflective.practice.cycle import Prompts
from reflective.practice.people import Roles
from reflective.practice.relationship import RelationshipStages
from reflective.records import Form

__all__ = ["Policy", "PolicyFile", "shipped_texts"]

#: The part of a policy that each file says.
_PARTS: Final[Mapping[str, str]] = {
    "forms": "forms",
    "prompts": "prompts",
    "roles": "roles",
    "relationship_stages": "stages",
    "frequencies": "rhythm",
    "authority": "decisions",
    "vocabulary": "vocabulary",
}


@value(kw_only=True)
class PolicyFile:
    """One file of a policy: whose it is, when somebody last checked it, and where its content is from.

    >>> PolicyFile(name="roles", owner="the quality team", last_checked=date(2026, 11, 2), source="our own")
    PolicyFile(name='roles', last_checked=datetime.date(2026, 11, 2), review_by=None, shipped=False)
    """

    name: Id
    owner: Text
    last_checked: date
    source: Text
    #: The day by which it is to be checked again, where the file says one.
    review_by: date | None = None
    #: Whether it came with the library.
    shipped: bool = False


@value(kw_only=True)
class Policy:
    """Everything that a council settles itself and no record says, each part from a file of its own.

    >>> policy = Policy.shipped()
    >>> [file.name for file in policy.files]
    ['forms', 'prompts', 'roles', 'relationship_stages', 'frequencies', 'authority', 'vocabulary']
    >>> policy.form("supervision-format").version
    '1'
    """

    forms: tuple[Form, ...]
    prompts: Prompts
    roles: Roles
    stages: RelationshipStages
    rhythm: SupervisionRhythm
    decisions: DecisionScheme
    vocabulary: Vocabulary
    #: Where each part is from.
    files: tuple[PolicyFile, ...] = ()

    def __attrs_post_init__(self) -> None:
        if len({one.id for one in self.forms}) < len(self.forms):
            raise BadValue(name="forms", wanted="forms with an id each, none of them twice")
        for _ in _roles_unknown(self):
            raise BadValue(name="decisions", wanted="levels that are decided by roles of the policy")

    def __repr__(self) -> str:
        own = [one.name for one in self.files if not one.shipped]
        return f"<Policy: {', '.join(own) or 'nothing'} of its own>"

    @classmethod
    def shipped(cls) -> "Policy":
        """The policy that comes with the library: derived from the practice note as far as the note says anything."""
        return _shipped()

    @classmethod
    def read(cls, folder: object) -> "Policy":
        """The policy in a folder: its files, and the shipped one in the place of each that it lacks.

        Raises `BadDocument` with every fault of every file, each with the file, the key and what would be accepted;
        `BadValue` for what is no folder; and OSError, without the path, for what cannot be read.
        """
        return with_room(lambda: _read(documents_in(folder)))

    @classmethod
    def parse(cls, texts: Mapping[str, object]) -> "Policy":
        r"""The policy in documents, by the name of each without ".toml": text, bytes or a file opened to read bytes.

        >>> words = 'owner = "us"\nlast_checked = 2026-11-02\nsource = "ours"\nblurred = ["monitor"]\nlabels = []'
        >>> Policy.parse({"vocabulary": words}).vocabulary.blurred
        ('monitor',)

        Raises as `read` does.
        """
        if not isinstance(texts, Mapping) or not FILES.keys() >= set(texts):
            raise BadValue(name="texts", wanted=f"a mapping with documents by these names: {', '.join(FILES)}")
        return with_room(lambda: _read(texts))

    @property
    def ladders(self) -> tuple[RelationshipStages, ...]:
        """The ladders of relationships, of which it has one."""
        return (self.stages,)

    def form(self, form: str) -> Form:
        """The form of that id; raises `BadValue` where the policy has none."""
        for one in self.forms:
            if one.id == form:
                return one
        raise BadValue(name="form", wanted="the id of a form of the policy")

    def past_review(self, as_of: date) -> tuple[PolicyFile, ...]:
        """The files whose day of review is past on a day."""
        check_day("as_of", as_of)
        return tuple(one for one in self.files if one.review_by is not None and one.review_by < as_of)


@cache
def _shipped() -> Policy:
    return _policy({name: _shipped_file(name) for name in FILES}, own=frozenset(), faults=Faults())


def shipped_texts() -> dict[str, str]:
    """The files that ship, by name, as text: for a council to begin from.

    >>> len(shipped_texts())
    7
    """
    return {file_name(name): _shipped_text(name) for name in FILES}


def _shipped_text(name: str) -> str:
    return files("reflective.practice").joinpath(f"data/{file_name(name)}").read_text("utf-8")


@cache
def _shipped_file(name: str) -> FileHead:
    return read_policy_file(name, _shipped_text(name))


def _read(texts: Mapping[str, object]) -> Policy:
    faults = Faults()
    read: dict[str, FileHead] = {}
    for name in FILES:
        found = _file_or_faults(name, texts[name]) if name in texts else _shipped_file(name)
        if isinstance(found, FileHead):
            read[name] = found
            continue
        for fault in found.faults:
            faults.add(_in_file(name, fault.path), fault.wanted)
    return _policy(read, own=frozenset(texts), faults=faults)


def _file_or_faults(name: str, text: object) -> FileHead | BadDocument:
    try:
        return read_policy_file(name, text)
    except BadDocument as refused:
        return refused


def _policy(read: Mapping[str, FileHead], *, own: frozenset[str], faults: Faults) -> Policy:
    """The policy that the files say; raises `BadDocument` for those faults and the ones between files."""
    parts: dict[str, Any] = {}
    for name, file in read.items():
        shipped = getattr(_shipped(), _PARTS[name]) if own else _first(name)
        wanted = None
        try:
            parts[_PARTS[name]] = file.part(shipped)
        except BadValue as refused:
            wanted = refused.name, refused.wanted
        if wanted is not None:
            faults.add(_in_file(name, f"$.{wanted[0]}"), f"must be {wanted[1]}")
    if {"roles", "decisions"} <= parts.keys():
        known = {one.id for one in parts["roles"].roles}
        for path in _unknown_in(parts["decisions"], known):
            faults.add(_in_file("authority", path), "must be the id of a role of roles.toml")
    if faults:
        raise faults.error()
    return Policy(**parts, files=tuple(_file(name, one, shipped=name not in own) for name, one in read.items()))


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


def _roles_unknown(policy: Policy) -> Iterator[str]:
    return _unknown_in(policy.decisions, {one.id for one in policy.roles.roles})


def _unknown_in(scheme: DecisionScheme, known: set[str]) -> Iterator[str]:
    """The path of each role by which a level is decided, and which is not known."""
    for place, level in enumerate(scheme.levels):
        for number, role in enumerate(level.decided_by):
            if role not in known:
                yield f"$.level[{place}].decided_by[{number}]"
