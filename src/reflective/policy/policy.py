"""The policy of a council: the forms, prompts, roles, stages, rhythm, decisions and words that it settles itself."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from reflective.errors import BadValue
from reflective.fields import check_day, value
from reflective.policy.parts import DecisionScheme, PolicyFile, SupervisionRhythm, Vocabulary, unknown_roles
from reflective.policy.shipped import PARTS
from reflective.practice.cycle import Prompts
from reflective.practice.people import Roles
from reflective.practice.relationship import RelationshipStages
from reflective.records import Form

__all__ = ["Policy"]


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
        for _ in unknown_roles(self.decisions, self.roles):
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
        from reflective.policy.folder import documents_in
        from reflective.policy.reading import read_parts

        return cls(**read_parts(documents_in(folder)))

    @classmethod
    def parse(cls, texts: Mapping[str, object]) -> "Policy":
        r"""The policy in documents, by the name of each without ".toml": text, bytes or a file opened to read bytes.

        >>> words = 'owner = "us"\nlast_checked = 2026-11-02\nsource = "ours"\nblurred = ["monitor"]\nlabels = []'
        >>> Policy.parse({"vocabulary": words}).vocabulary.blurred
        ('monitor',)

        Raises as `read` does.
        """
        from reflective.policy.reading import read_parts

        if not isinstance(texts, Mapping) or not PARTS.keys() >= set(texts):
            raise BadValue(name="texts", wanted=f"a mapping with documents by these names: {', '.join(PARTS)}")
        return cls(**read_parts(texts))

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
    from reflective.policy.reading import shipped_parts

    return Policy(**shipped_parts())
