"""What happened, in the one shape that rules read: from a case, from a return, from anybody's table."""

from datetime import date

import attrs

from reflective.errors import BadValue
from reflective.fields import Id, value

__all__ = ["Event"]


@value(kw_only=True)
class Event:
    """Something that happened to a subject on a day.

    `ref` is a business key (an episode, a plan) that a correction does not change; it ties what meets a rule to what
    triggered it. `facts` are (name, value) pairs that a rule may ask for; they may be empty.
    """

    subject: Id
    kind: Id
    on: date
    ref: Id
    facts: tuple[tuple[str, str], ...] = ()
    #: The record and the place it came from, where it came from a case: beside the event, and no part of what it is.
    origin: tuple[str, int] | None = attrs.field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        if len(self.facts) > 1 and len(dict(self.facts)) < len(self.facts):
            raise BadValue(name="facts", wanted="pairs of a name and a value, each name once")

    def fact(self, name: str) -> str | None:
        """The value of a fact, or None where the event does not say."""
        for key, given in self.facts:
            if key == name:
                return given
        return None
