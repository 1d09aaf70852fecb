"""How a cycle ends and goes on: what it closed on, the day to look again, and the cycle that continues it."""

from datetime import date

from reflective.errors import BadValue
from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, Link, content
from reflective.records.due import LOOK_AGAIN, due_row
from reflective.rules import Obligation
from reflective.timescales import Deadline

__all__ = ["Closed", "Continued", "LookedAgain", "look_again_row"]


@content("cycle.closed", Audience.CHILD_FILE, verb="close")
class Closed(Content):
    """The cycle ended in agreed actions, or in an explicit "none needed, because", and a day to look again.

    >>> look_again = Deadline.after("in 5 weeks", date(2021, 9, 6))
    >>> Closed(none_needed="we wait for the paediatrician", look_again=look_again).look_again.day
    datetime.date(2021, 10, 11)
    """

    actions: tuple[Link, ...] = ()
    none_needed: Text | None = None
    #: When to look again at what was decided. It is due until somebody has looked, or a next cycle begins.
    look_again: Deadline | None = None


@content("cycle.looked_again", Audience.CHILD_FILE, verb="look_again_done")
class LookedAgain(Content):
    """Somebody looked again at what a closed cycle decided; says where that is written, or what came of it.

    >>> LookedAgain(what="the letter came")
    LookedAgain(where=None)
    >>> LookedAgain()
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: what must be given where no record says it: where they looked, or what came of it
    """

    #: The meeting, or another record, in which they looked.
    where: Link | None = None
    what: Text | None = None

    def __attrs_post_init__(self) -> None:
        if self.where is None and self.what is None:
            raise BadValue(name="what", wanted="given where no record says it: where they looked, or what came of it")


@content("cycle.continued", Audience.CHILD_FILE)
class Continued(Content):
    """This cycle goes on from an earlier one, and begins with what came of its actions.

    >>> Continued(previous=Link(record="cycle-1"), actions=(Link(record="plan-1", item="a-2"),)).previous.record
    'cycle-1'
    """

    previous: Link
    #: The actions that the earlier one closed on: no other has its outcome here. None where nobody said which.
    actions: tuple[Link, ...] | None = None


def look_again_row(
    closed: Closed, *, subject: Id, record: Id, trigger: date, place: int, audience: str, met: date | None, as_of: date
) -> Obligation:
    """The duty to look again at a closed cycle, for one person; open until the day on which it was met."""
    agreed = "the actions that were agreed" if closed.none_needed is None else closed.none_needed
    return due_row(
        rule=LOOK_AGAIN,
        subject=subject,
        record=record,
        item="look-again",
        what=f"look again: {agreed}",
        trigger=trigger,
        deadline=closed.look_again,
        first_due=None if closed.look_again is None else closed.look_again.day,
        as_of=as_of,
        met=met,
        open=met is None,
        place=place,
        audience=audience,
    )
