"""Entries about a relationship: whose it is, its stages, its breaks and its ending."""

import enum

from reflective.fields import Id, Text
from reflective.records.content import Audience, Content, content

__all__ = [
    "Assessed",
    "Barrier",
    "BarrierLocation",
    "ContactSteady",
    "Enabler",
    "Ended",
    "EndingCalledOff",
    "EndingPlanned",
    "RelationshipOf",
    "RepairTried",
    "Repaired",
    "Resumed",
    "Ruptured",
    "Tried",
    "ViewGiven",
]


@content("relationship.of", Audience.CHILD_FILE, verb="between", subjects=("family_member",), opens=True)
class RelationshipOf(Content):
    """Whose relationship this is, and nothing more: naming the two says nothing about their contact.

    A new worker begins one of their own: its history is there, its stage is not.

    >>> RelationshipOf(worker="worker-1", family_member="parent-2")
    RelationshipOf(worker='worker-1', family_member='parent-2', child=False)
    """

    worker: Id
    family_member: Id
    child: bool = False


@content("relationship.assessed", Audience.CHILD_FILE, verb="assess")
class Assessed(Content):
    """A stage, as somebody judged it, on what was said or done. A lower one than before says why.

    It says nothing about the contact: a stage can be assessed of somebody who slams the door.

    >>> Assessed(
    ...     stage="initial_rapport", ladder="relationship", ladder_version="1", evidence=("he opened the door",)
    ... )
    Assessed(stage='initial_rapport', ladder='relationship', ladder_version='1', met=True)
    """

    stage: Id
    ladder: Id
    ladder_version: Id
    #: Empty only where the two have not met.
    evidence: tuple[Text, ...]
    #: False for the stage before the two have met, which rests on nothing that was said or done.
    met: bool = True
    #: The words the stage was given in, every one of them where there were several.
    stated_as: tuple[Text, ...] = ()
    #: The doubt about those words; nobody chooses between them here.
    ambiguity: Text | None = None
    #: Why it is lower than it was, and what set that off if that is known.
    went_back_because: Text | None = None


@content("relationship.view_given", Audience.FAMILY_SHARED)
class ViewGiven(Content):
    """How the family member sees it, in their words; it may differ, and both stand.

    >>> print(ViewGiven(view="nobody asked me").default_audience)
    family_shared
    """

    view: Text


@content("relationship.contact_steady", Audience.CHILD_FILE, verb="record_steady")
class ContactSteady(Content):
    """The two are in touch as they should be, and what shows it.

    >>> ContactSteady(seen="they speak each Tuesday")
    ContactSteady()
    """

    seen: Text


@content("relationship.ruptured", Audience.CHILD_FILE, verb="rupture")
class Ruptured(Content):
    """The event that broke the contact off, as it was seen or said.

    >>> Ruptured(what_happened="he slammed the door")
    Ruptured()
    """

    what_happened: Text


@content("relationship.repair_tried", Audience.CHILD_FILE, verb="try_repair")
class RepairTried(Content):
    """A step towards them: an apology, another place, another worker, asking what would help.

    >>> RepairTried(step="a letter, to say sorry")
    RepairTried()
    """

    step: Text


@content("relationship.repaired", Audience.CHILD_FILE, verb="repair")
class Repaired(Content):
    """How they answered; only that mends it. Where they took the first step, what they said or did.

    >>> Repaired(response="he rang to apologise", they_began=True)
    Repaired(they_began=True)
    """

    response: Text
    #: The family member took the step: they rang, or apologised. Then no step of the worker's has to come before.
    they_began: bool = False


@content("relationship.ending_planned", Audience.CHILD_FILE, verb="plan_ending")
class EndingPlanned(Content):
    """The work will end: why, and how they are to be told.

    >>> EndingPlanned(because="the worker leaves")
    EndingPlanned()
    """

    because: Text


@content("relationship.ending_called_off", Audience.CHILD_FILE, verb="call_off_ending")
class EndingCalledOff(Content):
    """The work goes on after all, and why: the planned ending is called off.

    >>> EndingCalledOff(because="she stays")
    EndingCalledOff()
    """

    because: Text


@content("relationship.ended", Audience.CHILD_FILE, verb="end")
class Ended(Content):
    """It ended: whether there was a goodbye, and who goes on.

    >>> Ended(goodbye="a last visit", handed_to="worker-2")
    Ended(handed_to='worker-2')
    """

    goodbye: Text | None = None
    handed_to: Id | None = None


@content("relationship.resumed", Audience.CHILD_FILE, verb="resume")
class Resumed(Content):
    """It began again after it had ended, and why: the same worker has the family again.

    >>> Resumed(because="the family came back to the area")
    Resumed()
    """

    because: Text


class BarrierLocation(enum.StrEnum):
    """Where a barrier or an enabler lies. Ours too: a list that only ever says "family" has stopped asking."""

    FAMILY = "family"
    WORKER = "worker"
    SYSTEM = "system"
    RELATIONSHIP = "relationship"


def _own_where_it_lies_in_the_worker(said: "Barrier | Enabler") -> Audience:
    """A barrier or an enabler in the worker is the worker's own until somebody distils it."""
    return Audience.PERSONAL if said.located is BarrierLocation.WORKER else Audience.CHILD_FILE


@content("relationship.barrier", _own_where_it_lies_in_the_worker, owner="whose")
class Barrier(Content):
    """A barrier: where it lies, and the response to it.

    >>> own = Barrier(located=BarrierLocation.WORKER, what="I dread the door", whose="worker-1")
    >>> print(own.default_audience)
    personal
    """

    located: BarrierLocation
    what: Text
    response: Text | None = None
    #: The worker in whom it lies, on whose personal file it then is; None for whoever writes it.
    whose: Id | None = None


@content("relationship.enabler", _own_where_it_lies_in_the_worker, owner="whose")
class Enabler(Content):
    """Something that helps, and where it lies.

    >>> Enabler(located=BarrierLocation.FAMILY, what="her sister lives near")
    Enabler(located=<BarrierLocation.FAMILY: 'family'>, whose=None)
    """

    located: BarrierLocation
    what: Text
    #: As of a barrier.
    whose: Id | None = None


@content("relationship.tried", Audience.CHILD_FILE)
class Tried(Content):
    """Something that the worker tried with this person, and the result.

    >>> Tried(what="evening visits", came_of_it="he opened the door")
    Tried()
    """

    what: Text
    came_of_it: Text | None = None
