"""The entries of a child's spells and steps, and how a spell begins, is to change, and ends."""

from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text
from reflective.practice.status.kinds import SpellKind, SpellOutcome, Step
from reflective.records.content import Audience, Content, content
from reflective.records.machine import SAME, Machine, Row, State
from reflective.timescales import Deadline

__all__ = [
    "SPELL",
    "ChangeCalledOff",
    "ChangeScheduled",
    "SpellBegan",
    "SpellEnded",
    "SpellExtended",
    "SpellStatus",
    "StatusOf",
    "StepTaken",
]

#: Facts that rules ask of an event, as (name, value): ("placed_under", "regulation 24").
NamedFacts = tuple[tuple[Key, Key], ...]


class SpellStatus(State):
    """How a spell stands on a day."""

    NOT_BEGUN = "not_begun"
    CURRENT = "current"
    #: A change was scheduled: it goes on until the change is made.
    CHANGING = "changing"
    OVER = "over"


def _check_facts(facts: NamedFacts) -> None:
    if len(dict(facts)) < len(facts):
        raise BadValue(name="facts", wanted="pairs of a name and a value, each name once")


@content("status.of", Audience.CHILD_FILE, verb="of", subjects=("child",), opens=True)
class StatusOf(Content):
    """The child whose status this is.

    >>> StatusOf(child="child-1")
    StatusOf(child='child-1')
    """

    child: Id


@content("status.spell_began", Audience.CHILD_FILE, verb="begin")
class SpellBegan(Content):
    """A spell began on the day of the entry.

    >>> SpellBegan(spell="cp-1", kind=SpellKind.CHILD_PROTECTION)
    SpellBegan(spell='cp-1', kind=<SpellKind.CHILD_PROTECTION: 'child_protection_plan'>, because_of=None, facts=())
    """

    spell: Key
    kind: SpellKind
    #: The spell or step that led to it, by its id: the enquiry before a conference, the order before a placement.
    because_of: Key | None = None
    why: Text | None = None
    facts: NamedFacts = ()

    def __attrs_post_init__(self) -> None:
        _check_facts(self.facts)


@content("status.spell_extended", Audience.CHILD_FILE, verb="extend_spell")
class SpellExtended(Content):
    """A court extended emergency protection or proceedings.

    >>> SpellExtended(spell="epo-1", facts=(("expires", "2020-06-15"),))
    SpellExtended(spell='epo-1', facts=(('expires', '2020-06-15'),))
    """

    spell: Key
    why: Text | None = None
    facts: NamedFacts = ()

    def __attrs_post_init__(self) -> None:
        _check_facts(self.facts)


@content("status.spell_ended", Audience.CHILD_FILE, verb="end")
class SpellEnded(Content):
    """A spell ended: how, what changed for the child, and what support goes on.

    >>> SpellEnded(spell="cp-1", outcome=SpellOutcome.STEPPED_DOWN, support="the family group")
    SpellEnded(spell='cp-1', outcome=<SpellOutcome.STEPPED_DOWN: 'stepped_down'>)
    """

    spell: Key
    outcome: SpellOutcome
    what_changed: Text | None = None
    #: The support that was given, or that goes on.
    support: Text | None = None
    #: In words for the family: what would bring us back.
    would_bring_us_back: Text | None = None


@content("status.change_scheduled", Audience.CHILD_FILE, verb="schedule_change")
class ChangeScheduled(Content):
    """A change is to be made by a day: to another status, or to none.

    >>> from datetime import date
    >>> ChangeScheduled(spell="cp-1", due=Deadline.on(date(2025, 6, 27)), why="the review").due.day
    datetime.date(2025, 6, 27)
    """

    spell: Key
    due: Deadline
    why: Text
    #: The status that follows; None where the spell is to end and nothing follows.
    to: SpellKind | None = None


@content("status.change_called_off", Audience.CHILD_FILE, verb="call_off_change")
class ChangeCalledOff(Content):
    """A scheduled change is not to be made.

    >>> ChangeCalledOff(spell="cp-1", why="he came back")
    ChangeCalledOff(spell='cp-1')
    """

    spell: Key
    why: Text


@content("status.step_taken", Audience.CHILD_FILE, verb="take_step")
class StepTaken(Content):
    """A step on the child's way through the law, on the day of the entry.

    Steps of one matter have one `ref`: a referral, its decision and its assessment; an enquiry and its conference.

    >>> StepTaken(step=Step.REFERRAL_RECEIVED, ref="referral-1")
    StepTaken(step=<Step.REFERRAL_RECEIVED: 'referral.received'>, ref='referral-1', facts=())
    """

    step: Step
    ref: Key
    note: Text | None = None
    facts: NamedFacts = ()

    def __attrs_post_init__(self) -> None:
        _check_facts(self.facts)


_CURRENT: Final[Row] = {
    SpellExtended: SAME,
    ChangeScheduled: SpellStatus.CHANGING,
    SpellEnded: SpellStatus.OVER,
}

#: The moves of a spell. One that is over stays over: another spell begins.
SPELL: Final = Machine(
    "spell",
    item="spell",
    start=SpellStatus.NOT_BEGUN,
    table={
        SpellStatus.NOT_BEGUN: {SpellBegan: SpellStatus.CURRENT},
        SpellStatus.CURRENT: _CURRENT,
        SpellStatus.CHANGING: {**_CURRENT, ChangeScheduled: SAME, ChangeCalledOff: SpellStatus.CURRENT},
        SpellStatus.OVER: {},
    },
)
