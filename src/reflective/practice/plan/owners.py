"""Owners of an action: who accepted it, declined it, handed it over or was released, each with its day."""

from datetime import date
from typing import NamedTuple

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text
from reflective.records.content import Audience, Content, content

__all__ = ["Accepted", "Declined", "HandedOver", "Owners", "Ownership", "Released"]


@content("plan.accepted", Audience.CHILD_FILE, item="action")
class Accepted(Content):
    """Somebody said yes: from then on they own it. Nobody is given an action by surprise.

    >>> Accepted(action="a-2", owner="worker-1")
    Accepted(action='a-2', owner='worker-1')
    """

    action: Key
    owner: Id


@content("plan.declined", Audience.CHILD_FILE, item="action")
class Declined(Content):
    """Somebody who was asked, or to whom it was handed over, said no, and why.

    >>> Declined(action="a-2", by_whom="worker-1", because="on leave until November")
    Declined(action='a-2', by_whom='worker-1')
    """

    action: Key
    by_whom: Id
    because: Text


@content("plan.handed_over", Audience.CHILD_FILE, item="action")
class HandedOver(Content):
    """An owner gave it to somebody else, who owns it once they have accepted.

    >>> HandedOver(action="a-2", from_owner="worker-1", to_owner="worker-2")
    HandedOver(action='a-2', from_owner='worker-1', to_owner='worker-2')
    >>> HandedOver(action="a-2", from_owner="worker-1", to_owner="worker-1")
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: to_owner must be somebody other than the owner who hands it over
    """

    action: Key
    from_owner: Id
    to_owner: Id
    because: Text | None = None

    def __attrs_post_init__(self) -> None:
        if self.to_owner == self.from_owner:
            raise BadValue(name="to_owner", wanted="somebody other than the owner who hands it over")


@content("plan.released", Audience.CHILD_FILE, item="action")
class Released(Content):
    """An owner is released from it, and nobody takes their place by that.

    >>> Released(action="a-2", owner="worker-1")
    Released(action='a-2', owner='worker-1')
    """

    action: Key
    owner: Id
    because: Text | None = None


class Ownership(NamedTuple):
    """One time that somebody owned an action: from the day they accepted, to the day they were no longer its owner."""

    owner: str
    since: date
    until: date | None = None
    #: To whom it was then handed over; None where they were released, or own it still.
    handed_to: str | None = None


class Owners(NamedTuple):
    """Everybody who owned an action, in the order they accepted, and those who were asked and have not answered."""

    history: tuple[Ownership, ...] = ()
    awaited: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()

    @property
    def present(self) -> tuple[str, ...]:
        """Who owns it now."""
        return tuple(one.owner for one in self.history if one.until is None)

    def asking(self, asked: tuple[str, ...]) -> "Owners":
        """The same, with somebody asked who has not yet answered."""
        answered = {*self.present, *self.declined, *self.awaited}
        return self._replace(awaited=(*self.awaited, *[one for one in dict.fromkeys(asked) if one not in answered]))

    def after(self, content: Content, on: date) -> "Owners":
        """The owners after an entry about one of them."""
        match content:
            case Accepted(owner=owner) if owner not in self.present:
                history = (*self.history, Ownership(owner, on))
                return Owners(history, _without(self.awaited, owner), _without(self.declined, owner))
            case Declined(by_whom=person):
                declined = (*_without(self.declined, person), person)
                return Owners(self.history, _without(self.awaited, person), declined)
            case Released(owner=owner):
                return self._replace(history=self._until(owner, on, None))
            case HandedOver(from_owner=owner, to_owner=to):
                awaited = (*_without(self.awaited, to), to)
                return Owners(self._until(owner, on, to), awaited, _without(self.declined, to))
        return self

    def _until(self, owner: str, on: date, to: str | None) -> tuple[Ownership, ...]:
        """The history, with the time that somebody owned it at an end."""
        return tuple(
            one._replace(until=on, handed_to=to) if one.owner == owner and one.until is None else one
            for one in self.history
        )


def _without(people: tuple[str, ...], person: str) -> tuple[str, ...]:
    return tuple(one for one in people if one != person)
