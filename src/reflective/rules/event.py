"""Events, the one shape in which rules read a case, a return or anybody's table."""

from datetime import date
from functools import lru_cache

import attrs

from reflective.errors import BadValue
from reflective.fields import Id, Ref, value

__all__ = ["Event", "fold"]


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """A key or the value of a fact as it is compared: case and spaces aside."""
    return "".join(text.split()).casefold()


@value(kw_only=True)
class Event:
    """Something that happened to a subject on a day.

    `ref` is a business key (an episode, a plan) that a correction does not change. It ties the event that meets a rule
    to the event that triggered it. `facts` are (name, value) pairs that a rule may require; they may be empty.

    >>> Event(subject="child-1", kind="referral.received", on=date(2024, 3, 28), ref="r-1")
    Event(subject='child-1', kind='referral.received', on=datetime.date(2024, 3, 28), ref='r-1')
    """

    subject: Id
    kind: Id
    on: date
    ref: Ref
    facts: tuple[tuple[str, str], ...] = ()
    #: The record and the place it came from, for an event of a case. Equality ignores it.
    origin: tuple[str, int] | None = attrs.field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        if len(self.facts) > 1 and len(dict(self.facts)) < len(self.facts):
            raise BadValue(name="facts", wanted="pairs of a name and a value, each name once")

    def fact(self, name: str) -> str | None:
        """The value of a fact; None when the event does not state it."""
        for key, given in self.facts:
            if key == name:
                return given
        return None
