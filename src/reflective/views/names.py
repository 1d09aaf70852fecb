"""The names of the people in a reading."""

from typing import Final

from reflective.casework import Reading

__all__ = ["Names"]

#: How the views call the roles that they show most.
_ROLES: Final = {"social-worker": "worker", "team-manager": "manager"}


class Names:
    """The names of the people in a reading. A reference to somebody without a name is shown as it is."""

    def __init__(self, reading: Reading) -> None:
        self._people = {one.id: one for one in reading.people.everybody(reading.as_of)}

    def __getitem__(self, person: str) -> str:
        """Their name, or the reference where there is none."""
        known = self._people.get(person)
        return person if known is None or known.name is None else known.name

    def with_id(self, person: str) -> str:
        """Their name with the reference beside it: "Mick (parent-2)"."""
        name = self[person]
        return name if name == person else f"{name} ({person})"

    def role(self, person: str) -> str:
        """The role that they took up last, or the reference where there is none."""
        known = self._people.get(person)
        if known is None or not known.roles:
            return person
        role = known.roles[-1].role
        return _ROLES.get(role, role)
