"""The circumstances of a conversation or a visit: where it was, how, and through whom or what somebody spoke."""

import enum
from typing import ClassVar

from reflective.fields import Id, value

__all__ = ["ContactMode", "GoBetween", "GoBetweenKind", "Setting"]


class Setting(enum.StrEnum):
    """The place of a conversation or a visit, as a kind of place and never as an address."""

    HOME = "home"
    #: The home of the foster carer, the relative or the children's home with whom the child is placed.
    PLACEMENT = "placement"
    SCHOOL = "school"
    NURSERY = "nursery"
    PRISON = "prison"
    HOSPITAL = "hospital"
    FAMILY_TIME = "family_time"
    OFFICE = "office"
    COMMUNITY = "community"
    ELSEWHERE = "elsewhere"


class ContactMode(enum.StrEnum):
    """How two people were in touch."""

    FACE_TO_FACE = "face_to_face"
    TELEPHONE = "telephone"
    VIDEO = "video"
    MESSAGE = "message"
    LETTER = "letter"


class GoBetweenKind(enum.StrEnum):
    """The person or the means through which somebody spoke."""

    INTERPRETER = "interpreter"
    ADVOCATE = "advocate"
    CARER = "carer"
    RELATIVE = "relative"
    #: By looking: at a person, a picture, a board.
    EYES = "eyes"
    SIGNS = "signs"
    #: Pictures, a board or a device.
    COMMUNICATION_AID = "communication_aid"
    OTHER = "other"


@value(kw_only=True)
class GoBetween:
    """One person or means through which somebody spoke.

    >>> GoBetween(kind=GoBetweenKind.EYES).person is None
    True
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ()
    kind: GoBetweenKind
    #: The interpreter, the carer or the advocate; None for a means such as the eyes, and where nobody said who.
    person: Id | None = None
