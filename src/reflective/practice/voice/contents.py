"""The entries of a child's voice: what they said or showed, and what changed because of it."""

import enum
from typing import Final

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text
from reflective.records.circumstances import ContactMode, GoBetween, Setting
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import SAME, Machine, State

__all__ = [
    "ACCOUNT",
    "AccountStatus",
    "Changed",
    "ChildTold",
    "Expression",
    "Heard",
    "NothingChanged",
    "VoiceOf",
]


class AccountStatus(State):
    """The consequence of an account that a child gave, as far as the record has one."""

    NOT_HEARD = "not_heard"
    #: Heard, and nothing is on the record yet about what changed because of it.
    HEARD = "heard"
    LED_TO_CHANGE = "led_to_change"
    #: Heard, and nothing changed, with the reason.
    LED_TO_NOTHING = "led_to_nothing"


class Expression(enum.StrEnum):
    """How a child gave an account."""

    SAID = "said"
    SIGNED = "signed"
    WROTE = "wrote"
    DREW = "drew"
    PLAYED = "played"
    #: By what they did: the account of a child who does not speak, or not yet.
    SHOWED = "showed"


@content("voice.of", Audience.CHILD_FILE, subjects=("child",), opens=True)
class VoiceOf(Content):
    """Whose voice this is: one child's, whoever else lives with them.

    >>> VoiceOf(child="child-1").subjects
    ('child-1',)
    """

    child: Id


@content("voice.heard", Audience.CHILD_FILE, verb="hear")
class Heard(Content):
    """Something that the child said or showed: to whom, alone or not, through whom, where and how.

    >>> Heard(account="bedtime", words="I sleep at Nana's when they shout", told_to="worker-1", alone=True).alone
    True
    >>> Heard(account="bedtime", words="I am fine", alone=True, with_whom=("parent-1",))
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: with_whom must be empty where the child was alone with whom they told
    """

    account: Key
    #: The child's own words, or what was seen of them.
    words: Text
    expression: Expression = Expression.SAID
    told_to: Id | None = None
    #: Whether the child was alone with whom they told, a go-between aside; None where nobody said.
    alone: bool | None = None
    #: Who else was there.
    with_whom: tuple[Id, ...] = ()
    through: tuple[GoBetween, ...] = ()
    setting: Setting | None = None
    mode: ContactMode | None = None

    def __attrs_post_init__(self) -> None:
        if self.alone and self.with_whom:
            raise BadValue(name="with_whom", wanted="empty where the child was alone with whom they told")


@content("voice.changed", Audience.CHILD_FILE, verb="change")
class Changed(Content):
    """Something that changed because of what the child said; `where` is the record or the entry that has it.

    >>> Changed(account="bedtime", what="family time moved to Saturday", where=Link(record="plan-1", item="a-2"))
    Changed(account='bedtime', where=Link(record='plan-1', place=None, item='a-2'))
    """

    account: Key
    what: Text
    where: Link | None = None


@content("voice.nothing_changed", Audience.CHILD_FILE, verb="change_nothing")
class NothingChanged(Content):
    """Nothing changes because of what the child said, and why.

    >>> NothingChanged(account="bedtime", because="the court decides that")
    NothingChanged(account='bedtime')
    """

    account: Key
    because: Text


@content("voice.child_told", Audience.CHILD_FILE, verb="tell_child")
class ChildTold(Content):
    """The child was told what became of what they said.

    >>> ChildTold(account="bedtime", what="that Nana was asked, and said yes")
    ChildTold(account='bedtime')
    """

    account: Key
    what: Text


#: The moves of an account. More may change because of it later, also where at first nothing did.
ACCOUNT: Final = Machine(
    "account",
    item="account",
    start=AccountStatus.NOT_HEARD,
    table={
        AccountStatus.NOT_HEARD: {Heard: AccountStatus.HEARD},
        AccountStatus.HEARD: {
            Changed: AccountStatus.LED_TO_CHANGE,
            NothingChanged: AccountStatus.LED_TO_NOTHING,
            ChildTold: SAME,
        },
        AccountStatus.LED_TO_CHANGE: {Changed: SAME, ChildTold: SAME},
        AccountStatus.LED_TO_NOTHING: {Changed: AccountStatus.LED_TO_CHANGE, NothingChanged: SAME, ChildTold: SAME},
    },
    remedies={
        Heard: lambda at: "" if at is AccountStatus.NOT_HEARD else "give what the child says next an id of its own",
    },
)
