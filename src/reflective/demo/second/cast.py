"""Who is who in the second example, and the keywords of its entries. Everybody and everything in it is made up."""

from datetime import date
from typing import Final

from reflective.practice.people import People, PersonKind, RelationKind, Roles
from reflective.records import Audience, Written
from reflective.timescales import PartialDate

__all__ = [
    "ASHA",
    "AUNT",
    "BILAL",
    "CARA",
    "CARER",
    "CHILDREN",
    "DANI",
    "FATHER",
    "HEAD",
    "INTERPRETER",
    "JUDGED_ON",
    "MANAGER",
    "MOTHER",
    "ON_CALL",
    "REFERRED_ON",
    "REVIEWING_OFFICER",
    "WORKER",
    "on_day",
    "people",
]

#: The day from which the example is judged, a Friday.
JUDGED_ON: Final = date(2025, 8, 15)
#: The day on which the family was referred, a Monday.
REFERRED_ON: Final = date(2025, 2, 24)

ASHA: Final = "child-1"
BILAL: Final = "child-2"
CARA: Final = "child-3"
DANI: Final = "child-4"
CHILDREN: Final = (ASHA, BILAL, CARA, DANI)
MOTHER: Final = "parent-1"
FATHER: Final = "parent-2"
AUNT: Final = "aunt-1"
WORKER: Final = "worker-1"
MANAGER: Final = "manager-1"
ON_CALL: Final = "manager-2"
HEAD: Final = "head-1"
INTERPRETER: Final = "interpreter-1"
CARER: Final = "carer-1"
REVIEWING_OFFICER: Final = "officer-1"

_CHILD, _FAMILY, _STAFF = PersonKind.CHILD, PersonKind.FAMILY_MEMBER, PersonKind.STAFF
#: (reference, kind, name, birth date)
_WHO: Final = (
    (ASHA, _CHILD, "Asha", date(2013, 10, 2)),
    (BILAL, _CHILD, "Bilal", date(2016, 11, 20)),
    (CARA, _CHILD, "Cara", date(2020, 6, 15)),
    (DANI, _CHILD, "Dani", date(2022, 9, 1)),
    (MOTHER, _FAMILY, "their mother", None),
    (FATHER, _FAMILY, "their father", None),
    (AUNT, _FAMILY, "their aunt", None),
    (WORKER, _STAFF, None, None),
    (MANAGER, _STAFF, None, None),
    (ON_CALL, _STAFF, None, None),
    (HEAD, _STAFF, None, None),
    (REVIEWING_OFFICER, _STAFF, None, None),
    (INTERPRETER, PersonKind.PARTNER_PROFESSIONAL, None, None),
    (CARER, PersonKind.PARTNER_PROFESSIONAL, None, None),
)
#: (person, role)
_ROLES: Final = (
    *((child, "child") for child in CHILDREN),
    (MOTHER, "mother"),
    (FATHER, "father"),
    (AUNT, "relative"),
    (WORKER, "social-worker"),
    (MANAGER, "team-manager"),
    (ON_CALL, "team-manager"),
    (HEAD, "service-manager"),
    (REVIEWING_OFFICER, "independent-reviewing-officer"),
    (INTERPRETER, "interpreter"),
    (CARER, "foster-carer"),
)
#: (person, fact)
_FACTS: Final = (
    (DANI, "has cerebral palsy, and answers with his eyes: up is yes, down is no"),
    (MOTHER, "is Deaf, and uses British Sign Language"),
    (FATHER, "is in prison"),
)


def on_day(
    day: date,
    by: str = WORKER,
    about: tuple[str, ...] | None = None,
    *,
    audience: Audience | None = None,
    recorded: date | None = None,
    at: str | None = None,
) -> Written:
    """The keywords of an entry on a day, written down on the same day unless another is given."""
    return {
        "on": day,
        "at": at,
        "recorded": day if recorded is None else recorded,
        "by": by,
        "about": about,
        "audience": audience,
    }


def people() -> People:
    """Everybody in the example. It does not say who has parental responsibility."""
    found = People(id="case-2:people")
    for person, kind, name, born in _WHO:
        exact = None if born is None else PartialDate.exact(born)
        found = found.name(person, kind, name, born=exact, **on_day(REFERRED_ON))
    for person, role in _ROLES:
        found = found.hold_role(person, role, roles=Roles.shipped(), **on_day(REFERRED_ON))
    for child in CHILDREN:
        for parent, relation in ((MOTHER, "mother of"), (FATHER, "father of")):
            found = found.relate(parent, child, relation, kind=RelationKind.PARENT, **on_day(REFERRED_ON))
    for person, what in _FACTS:
        found = found.add_fact(person, what, **on_day(REFERRED_ON))
    return found
