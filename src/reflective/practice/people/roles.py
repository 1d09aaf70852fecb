"""The kinds of person in a family's file, and the roles that ship or that a host adds."""

import enum
from collections.abc import Iterable
from functools import cache

from reflective.errors import BadValue, UnknownId
from reflective.fields import Id, Text, several, value

__all__ = ["PersonKind", "Role", "Roles"]


class PersonKind(enum.StrEnum):
    """The kind of person, as the file sees them."""

    STAFF = "staff"
    CHILD = "child"
    FAMILY_MEMBER = "family_member"
    PARTNER_PROFESSIONAL = "partner_professional"


@value(kw_only=True)
class Role:
    """A role that somebody may have, and the kind of person who has it.

    >>> Role(id="northmere:mentor", title="Family mentor", kind=PersonKind.STAFF)
    Role(id='northmere:mentor', kind=<PersonKind.STAFF: 'staff'>)
    """

    id: Id
    title: Text
    kind: PersonKind


@value(kw_only=True)
class Roles:
    """The roles that a host uses: those that ship, and its own.

    >>> mentor = Role(id="northmere:mentor", title="Family mentor", kind=PersonKind.STAFF)
    >>> Roles(roles=(mentor,))["northmere:mentor"].title
    'Family mentor'
    """

    roles: tuple[Role, ...]

    def __attrs_post_init__(self) -> None:
        ids = [role.id for role in self.roles]
        if len(set(ids)) != len(ids):
            raise BadValue(name="roles", wanted="roles with an id each, none of them twice")

    @classmethod
    def shipped(cls) -> "Roles":
        """The roles that the practice note and its field speak of."""
        return _shipped()

    def with_own(self, own: Iterable[Role]) -> "Roles":
        """These and a host's own; raises `BadValue` where two have one id."""
        return Roles(roles=(*self.roles, *several("own", own, Role)))

    def __getitem__(self, role: str) -> Role:
        """The role of that id; raises `UnknownId`."""
        for one in self.roles:
            if one.id == role:
                return one
        raise UnknownId(noun="role", where="these roles")


@cache
def _shipped() -> Roles:
    import tomllib
    from importlib.resources import files

    text = files("reflective.practice").joinpath("data/roles.toml").read_text("utf-8")
    rows = tomllib.loads(text)["role"]
    return Roles(roles=tuple(Role(id=row["id"], title=row["title"], kind=PersonKind(row["kind"])) for row in rows))
