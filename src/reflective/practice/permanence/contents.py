"""The entries of a child's permanence: the options, how each is worked, chosen or ruled out, and continuing support."""

import enum
from typing import Final

from reflective.fields import Id, Key, Text
from reflective.records.content import Audience, Content, content
from reflective.records.machine import SAME, Machine, Row, State
from reflective.timescales import Deadline, PartialDate

__all__ = [
    "PERMANENCE_OPTION",
    "ContinuingSupport",
    "DecisionMoved",
    "OptionAchieved",
    "OptionChosen",
    "OptionNamed",
    "OptionRuledOut",
    "OptionShared",
    "OptionStatus",
    "OptionWorked",
    "PermanenceOf",
    "PermanenceRoute",
]


class OptionStatus(State):
    """Where an option stands. A parallel plan is worked, and not only named."""

    NOT_NAMED = "not_named"
    NAMED = "named"
    WORKED = "worked"
    CHOSEN = "chosen"
    ACHIEVED = "achieved"
    RULED_OUT = "ruled_out"


class PermanenceRoute(enum.StrEnum):
    """A way to a lasting home. Permanence is not care: most children stay with a parent, or go back to one."""

    REMAIN_WITH_PARENT = "remain_with_parent"
    REUNIFICATION = "reunification"
    KINSHIP_CARE = "kinship_care"
    CHILD_ARRANGEMENTS_ORDER = "child_arrangements_order"
    SPECIAL_GUARDIANSHIP = "special_guardianship"
    LONG_TERM_FOSTERING = "long_term_fostering"
    ADOPTION = "adoption"
    INDEPENDENCE = "independence"
    OTHER = "other"


@content("permanence.of", Audience.CHILD_FILE, subjects=("child",), opens=True)
class PermanenceOf(Content):
    """Whose permanence this is: one child's.

    >>> PermanenceOf(child="child-1").subjects
    ('child-1',)
    """

    child: Id


def _audience(named: "OptionNamed") -> Audience:
    return Audience.RESTRICTED if named.parallel else Audience.CHILD_FILE


@content("permanence.option_named", _audience, verb="name_option")
class OptionNamed(Content):
    """An option: its route, whether it is the parallel plan, what would bring it about, and the day to decide.

    A parallel plan is restricted until it is shared: no parent learns of it from a printout.

    >>> print(OptionNamed(option="nana", route=PermanenceRoute.KINSHIP_CARE, parallel=True).default_audience)
    restricted
    """

    option: Key
    route: PermanenceRoute
    what: Text | None = None
    parallel: bool = False
    #: The thing that would make this the plan.
    trigger: Text | None = None
    decide: Deadline | None = None


@content("permanence.option_shared", Audience.FAMILY_SHARED, verb="share_option")
class OptionShared(Content):
    """An option was told to people, in these words. It is open from then on, and what was written before stays closed.

    >>> OptionShared(option="nana", route=PermanenceRoute.KINSHIP_CARE, with_whom=("parent-1",)).with_whom
    ('parent-1',)
    """

    option: Key
    route: PermanenceRoute
    with_whom: tuple[Id, ...]
    what: Text | None = None
    trigger: Text | None = None
    decide: Deadline | None = None


@content("permanence.option_worked", Audience.CHILD_FILE, verb="work_on_option")
class OptionWorked(Content):
    """Something was done towards an option: it is worked, and not only named.

    >>> OptionWorked(option="nana", what="the viability assessment began")
    OptionWorked(option='nana')
    """

    option: Key
    what: Text


@content("permanence.decision_moved", Audience.CHILD_FILE, verb="move_decision")
class DecisionMoved(Content):
    """The day to decide is another, and why; the former one is kept.

    >>> from datetime import date
    >>> DecisionMoved(option="nana", decide=Deadline.on(date(2021, 12, 1)), because="her health").option
    'nana'
    """

    option: Key
    decide: Deadline
    because: Text


@content("permanence.option_chosen", Audience.CHILD_FILE, verb="choose_option")
class OptionChosen(Content):
    """The option is the plan from now on, and why.

    >>> OptionChosen(option="nana", because="she can, and they want to")
    OptionChosen(option='nana')
    """

    option: Key
    because: Text


@content("permanence.option_achieved", Audience.CHILD_FILE, verb="achieve_option")
class OptionAchieved(Content):
    """The child has the lasting home that the option was to give.

    >>> OptionAchieved(option="nana", how="the order was made")
    OptionAchieved(option='nana')
    """

    option: Key
    how: Text


@content("permanence.option_ruled_out", Audience.CHILD_FILE, verb="rule_out_option")
class OptionRuledOut(Content):
    """The option is ruled out, or came to an end, and why. It can be worked again.

    >>> OptionRuledOut(option="nana", because="she is too ill")
    OptionRuledOut(option='nana')
    """

    option: Key
    because: Text


@content("permanence.continuing_support", Audience.CHILD_FILE, item=("permanence option", "option"))
class ContinuingSupport(Content):
    """Support that goes on: what it is, by whom, until when, and for which option where it is for one.

    >>> ContinuingSupport(what="a group for grandparents", by_whom="kinship-team").option is None
    True
    """

    what: Text
    by_whom: Id | None = None
    until: PartialDate | None = None
    option: Key | None = None


_OPEN: Final[Row] = {
    OptionShared: SAME,
    DecisionMoved: SAME,
    OptionChosen: OptionStatus.CHOSEN,
    OptionRuledOut: OptionStatus.RULED_OUT,
}

#: The moves of an option. One that was shared, and of whose naming a reader does not know, begins with the sharing.
PERMANENCE_OPTION: Final = Machine(
    "permanence option",
    item="option",
    start=OptionStatus.NOT_NAMED,
    table={
        OptionStatus.NOT_NAMED: {OptionNamed: OptionStatus.NAMED, OptionShared: OptionStatus.NAMED},
        OptionStatus.NAMED: {OptionWorked: OptionStatus.WORKED, **_OPEN},
        OptionStatus.WORKED: {OptionWorked: SAME, **_OPEN},
        OptionStatus.CHOSEN: {
            OptionWorked: SAME,
            OptionShared: SAME,
            OptionAchieved: OptionStatus.ACHIEVED,
            OptionRuledOut: OptionStatus.RULED_OUT,
        },
        OptionStatus.ACHIEVED: {OptionShared: SAME, OptionRuledOut: OptionStatus.RULED_OUT},
        OptionStatus.RULED_OUT: {OptionShared: SAME, OptionWorked: OptionStatus.WORKED},
    },
    remedies={OptionNamed: lambda _at: "give another option an id of its own"},
)
