"""The files of a policy: the tables and keys of each, and the values that they say."""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Final, TypeVar

import attrs

from reflective.documents import Faults, Format, Reader, Refused, toml_data
from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, value
from reflective.policy.parts import DecisionLevel, DecisionScheme, SupervisionRhythm, Vocabulary
from reflective.practice.cycle import Prompt, Prompts
from reflective.practice.people import Role, Roles
from reflective.practice.relationship import RelationshipStage, RelationshipStages
from reflective.practice.supervision import MeetingKind
from reflective.records import Form, FormField, FormSection

__all__ = ["FILES", "FileHead", "read_policy_file"]

_T = TypeVar("_T")


class _Extends(enum.StrEnum):
    SHIPPED = "shipped"


class FileHead:
    """The keys at the head of every file: whose it is, when somebody last checked it, and where it is from.

    Each class of files has these fields itself, because a value has no fields of another.
    """

    owner: Text
    last_checked: date
    source: Text
    review_by: date | None

    def part(self, shipped: Any) -> Any:
        """The value that the file says; `shipped` is that of the shipped file, which it may extend."""
        raise NotImplementedError

    def __attrs_post_init__(self) -> None:
        if self.review_by is not None and self.review_by < self.last_checked:
            raise BadValue(name="review_by", wanted="a day that is not before last_checked")


class _Extending(FileHead):
    """A file of rows with an id each, which may add to the shipped ones, replace some and leave some out."""

    #: The key of its rows.
    ROWS: ClassVar[str]

    extends: _Extends | None
    leave_out: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.leave_out and self.extends is None:
            raise BadValue(name="leave_out", wanted='left out of a file without extends = "shipped"')
        own: tuple[Any, ...] = getattr(self, self.ROWS)
        if self.extends is None and not own:
            raise BadValue(name=self.ROWS, wanted=f"one table or more, each headed [[{self.ROWS}]]")
        if _repeated(own):
            raise BadValue(name=self.ROWS, wanted="tables with an id each, none of them twice")

    def rows(self, own: Iterable[_T], shipped: Iterable[_T]) -> tuple[_T, ...]:
        """The file's rows; where it extends, after the shipped ones, and each in the place of one with its id."""
        ours: dict[str, Any] = {_id(one): one for one in own}
        theirs: dict[str, Any] = {} if self.extends is None else {_id(one): one for one in shipped}
        if not theirs.keys() >= set(self.leave_out):
            raise BadValue(name="leave_out", wanted="a list of ids that the shipped file has")
        kept = {name: one for name, one in theirs.items() if name not in self.leave_out}
        return tuple({**kept, **ours}.values())


@value(kw_only=True)
class _PromptsFile(_Extending):
    ROWS: ClassVar[str] = "prompt"

    owner: Text
    last_checked: date
    source: Text
    review_by: date | None = None
    extends: _Extends | None = None
    leave_out: tuple[Id, ...] = ()
    version: Id
    prompt: tuple[Prompt, ...] = ()

    def part(self, shipped: Prompts) -> Prompts:
        own = [attrs.evolve(one, source=one.source or self.source) for one in self.prompt]
        found = Prompts(version=self.version, prompts=self.rows(own, shipped.prompts))
        if found.version == shipped.version and found != shipped:
            raise BadValue(name="version", wanted="another version than that of the shipped prompts, which differ")
        return found


@value(kw_only=True)
class _RolesFile(_Extending):
    ROWS: ClassVar[str] = "role"

    owner: Text
    last_checked: date
    source: Text
    review_by: date | None = None
    extends: _Extends | None = None
    leave_out: tuple[Id, ...] = ()
    role: tuple[Role, ...] = ()

    def part(self, shipped: Roles) -> Roles:
        return Roles(roles=self.rows(self.role, shipped.roles))


@value(kw_only=True)
class _StagesFile(FileHead):
    owner: Text
    last_checked: date
    source: Text
    review_by: date | None = None
    id: Id
    version: Id
    stage: tuple[RelationshipStage, ...]

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not self.stage or _repeated(self.stage):
            raise BadValue(name="stage", wanted="one table or more, each headed [[stage]], with an id of its own")

    def part(self, shipped: RelationshipStages) -> RelationshipStages:
        own = RelationshipStages(id=self.id, version=self.version, source=self.source, stages=self.stage)
        if (own.id, own.version) == (shipped.id, shipped.version) and own.stages != shipped.stages:
            raise BadValue(name="version", wanted="another version than that of the shipped ladder, which differs")
        return own


@value(kw_only=True)
class _SectionTable:
    id: Key
    title: Text
    field: tuple[FormField, ...]


@value(kw_only=True)
class _FormTable:
    id: Id
    version: Id
    section: tuple[_SectionTable, ...]

    def __attrs_post_init__(self) -> None:
        self.form()

    def form(self) -> Form:
        """The form that the table says; raises `BadValue` where two of its parts have one id."""
        parts = [FormSection(id=one.id, title=one.title, fields=one.field) for one in self.section]
        if not parts or not all(one.fields for one in parts):
            raise BadValue(name="section", wanted="one section or more, each with a field or more")
        return Form(id=self.id, version=self.version, sections=tuple(parts))


@value(kw_only=True)
class _FormsFile(_Extending):
    ROWS: ClassVar[str] = "form"

    owner: Text
    last_checked: date
    source: Text
    review_by: date | None = None
    extends: _Extends | None = None
    leave_out: tuple[Id, ...] = ()
    form: tuple[_FormTable, ...] = ()

    def part(self, shipped: tuple[Form, ...]) -> tuple[Form, ...]:
        own = [one.form() for one in self.form]
        for one in own:
            if any((one.id, one.version) == (other.id, other.version) and one != other for other in shipped):
                raise BadValue(name="form", wanted="forms whose version is another than that of a shipped form")
        return self.rows(own, shipped)


@value(kw_only=True)
class _FrequenciesFile(FileHead):
    owner: Text
    last_checked: date
    source: Text
    review_by: date | None = None
    counts: tuple[MeetingKind, ...]
    least_minutes: int
    written_up_days: int
    signed_days: int
    counts_from_minutes: int | None = None
    each_child_weeks: int | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.part(None)

    def part(self, shipped: object) -> SupervisionRhythm:
        del shipped
        return SupervisionRhythm(
            counts=self.counts,
            least_minutes=self.least_minutes,
            written_up_days=self.written_up_days,
            signed_days=self.signed_days,
            counts_from_minutes=self.counts_from_minutes,
            each_child_weeks=self.each_child_weeks,
        )


@value(kw_only=True)
class _AuthorityFile(FileHead):
    owner: Text
    last_checked: date
    source: Text
    review_by: date | None = None
    level: tuple[DecisionLevel, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.part(None)

    def part(self, shipped: object) -> DecisionScheme:
        del shipped
        try:
            return DecisionScheme(levels=self.level)
        except BadValue as refused:
            wanted = refused.wanted
        raise BadValue(name="level", wanted=wanted)


@value(kw_only=True)
class _VocabularyFile(FileHead):
    owner: Text
    last_checked: date
    source: Text
    review_by: date | None = None
    blurred: tuple[Text, ...]
    labels: tuple[Text, ...]

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.part(None)

    def part(self, shipped: object) -> Vocabulary:
        del shipped
        return Vocabulary(blurred=self.blurred, labels=self.labels)


#: Each file of a policy by its name without ".toml", in the order in which they are read.
FILES: Final[Mapping[str, type[FileHead]]] = {
    "forms": _FormsFile,
    "prompts": _PromptsFile,
    "roles": _RolesFile,
    "relationship_stages": _StagesFile,
    "frequencies": _FrequenciesFile,
    "authority": _AuthorityFile,
    "vocabulary": _VocabularyFile,
}


def read_policy_file(name: str, source: object) -> FileHead:
    """The file of a name, from a document; raises `BadDocument` with every fault and its path."""
    faults = Faults()
    data = toml_data(source, faults)
    found: FileHead = _FORMAT.read(data, FILES[name], faults)
    return found


def _id(one: Any) -> str:
    found: str = one.id
    return found


def _repeated(rows: Iterable[Any]) -> bool:
    ids = [_id(one) for one in rows]
    return len(set(ids)) < len(ids)


def _day(node: Any, _read: Reader) -> date:
    if type(node) is not date:
        raise Refused(wanted="must be a day written YYYY-MM-DD, with no quotes")
    return node


def _once(values: list[Any]) -> Iterator[tuple[int, str]]:
    """The rows of a list whose id an earlier row has."""
    seen: set[str] = set()
    for place, one in enumerate(values):
        if one is not None and one.id in seen:
            yield place, "must have an id that no table before it has"
        seen |= set() if one is None else {one.id}


_ONCE: Final[Mapping[Any, Callable[[list[Any]], Iterable[tuple[int, str]]]]] = {
    tuple[kind, ...]: _once  # type: ignore[valid-type]
    for kind in (Prompt, Role, RelationshipStage, FormField, _SectionTable, _FormTable)
}
_FORMAT: Final = Format(
    own={date: _day},
    together=_ONCE,
    table="a table",
    row="a list: of values in [...], or of tables, each headed [[...]]",
)
