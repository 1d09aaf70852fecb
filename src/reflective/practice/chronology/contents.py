"""The entries of a chronology: what happened, its impact on each child, patterns, and episodes of involvement."""

import enum
from typing import ClassVar, Final

from reflective.errors import BadValue
from reflective.fields import Id, Key, Text, value
from reflective.records.content import Audience, Content, Link, content
from reflective.records.machine import SAME, Machine, Row, State
from reflective.timescales import PartialDate

__all__ = [
    "EPISODE",
    "LEAST_ENTRIES",
    "Certainty",
    "EpisodeClosed",
    "EpisodeOpened",
    "EpisodeStatus",
    "Happened",
    "Impact",
    "ImpactKind",
    "Pattern",
    "RecordsSought",
    "RecordsStatus",
    "Support",
]

#: How many entries a pattern cites at least: one thing that happened is no pattern.
LEAST_ENTRIES: Final = 2


class Certainty(enum.StrEnum):
    """How surely something is known."""

    #: A document or two people who do not depend on each other have it.
    CONFIRMED = "confirmed"
    #: One person reported it.
    REPORTED = "reported"
    #: Somebody says that it was not so.
    DISPUTED = "disputed"
    NOT_KNOWN = "not_known"


class ImpactKind(enum.StrEnum):
    """How something that happened bears on one child."""

    IMMEDIATE = "immediate"
    CUMULATIVE = "cumulative"
    #: It happened before the child was born.
    NOT_YET_BORN = "not_yet_born"
    UNKNOWN = "unknown"


@value(kw_only=True)
class Impact:
    """The impact on one child of something that happened.

    >>> Impact(child="child-1", kind=ImpactKind.CUMULATIVE).child
    'child-1'
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ("child",)
    child: Id
    kind: ImpactKind
    what: Text | None = None


@content(
    "chronology.happened", Audience.CHILD_FILE, verb="happen", subjects=("impacts", "people"), item=("event", "id")
)
class Happened(Content):
    """Something that happened: when, what, by whose word, how surely, and the impact on each child.

    >>> moved = Happened(id="move", when=PartialDate.year(2019), what="they moved to Northmere")
    >>> moved.confidence
    <Certainty.REPORTED: 'reported'>
    """

    id: Key
    when: PartialDate
    what: Text
    told_by: Id | None = None
    confidence: Certainty = Certainty.REPORTED
    impacts: tuple[Impact, ...] = ()
    #: Whom else it is about.
    people: tuple[Id, ...] = ()
    #: Whether it is a significant event, which management oversight answers.
    significant: bool = False
    of: Link | None = None

    def __attrs_post_init__(self) -> None:
        found = [(one.child, one.kind) for one in self.impacts]
        if len(set(found)) < len(found):
            raise BadValue(name="impacts", wanted="one of each kind for a child")


@content("chronology.pattern", Audience.CHILD_FILE, subjects=("people",))
class Pattern(Content):
    """Something that somebody sees in two or more of the things that happened, which it cites.

    >>> Pattern(cites=("move", "july"), what="they move when the worries rise").cites
    ('move', 'july')
    >>> Pattern(cites=("move",), what="they move")
    Traceback (most recent call last):
        ...
    reflective.errors.BadValue: cites must be two or more things that happened, each once
    """

    cites: tuple[Key, ...]
    what: Text
    people: tuple[Id, ...] = ()

    def __attrs_post_init__(self) -> None:
        if len(self.cites) < LEAST_ENTRIES or len(set(self.cites)) < len(self.cites):
            raise BadValue(name="cites", wanted="two or more things that happened, each once")


class EpisodeStatus(State):
    """Whether an episode of involvement is open."""

    NOT_OPENED = "not_opened"
    OPEN = "open"
    CLOSED = "closed"


class Support(enum.StrEnum):
    """Whether a family was given support when an episode closed. Not known is no answer."""

    GIVEN = "given"
    NOT_GIVEN = "not_given"
    NOT_KNOWN = "not_known"


class RecordsStatus(enum.StrEnum):
    """The answer of another authority that was asked for its records."""

    REQUESTED = "requested"
    RECEIVED = "received"
    REFUSED = "refused"


@content("chronology.episode_opened", Audience.CHILD_FILE, verb="open_episode", subjects=("children", "people"))
class EpisodeOpened(Content):
    """An episode of involvement began: of which authority, with which children, why, and by whose word.

    >>> EpisodeOpened(episode="dudley", authority="Dudley", children=("child-1",)).subjects
    ('child-1',)
    """

    episode: Key
    authority: Text
    children: tuple[Id, ...] = ()
    people: tuple[Id, ...] = ()
    why: Text | None = None
    start: PartialDate | None = None
    told_by: Id | None = None


@content("chronology.episode_closed", Audience.CHILD_FILE, verb="close_episode")
class EpisodeClosed(Content):
    """An episode closed: why, and whether support was given, and which.

    >>> EpisodeClosed(episode="dudley", because="they moved", support=Support.NOT_GIVEN).support
    <Support.NOT_GIVEN: 'not_given'>
    """

    episode: Key
    because: Text
    support: Support = Support.NOT_KNOWN
    support_words: Text | None = None
    end: PartialDate | None = None
    told_by: Id | None = None


@content("chronology.records_sought", Audience.CHILD_FILE, verb="seek_records")
class RecordsSought(Content):
    """The records of another authority were requested, received or refused: another matter than what a family told.

    >>> RecordsSought(episode="dudley", status=RecordsStatus.REQUESTED).status
    <RecordsStatus.REQUESTED: 'requested'>
    """

    episode: Key
    status: RecordsStatus


_KNOWN: Final[Row] = {RecordsSought: SAME}

#: The moves of an episode. It closes once, and another referral opens another episode.
EPISODE: Final = Machine(
    "episode",
    item="episode",
    start=EpisodeStatus.NOT_OPENED,
    table={
        EpisodeStatus.NOT_OPENED: {EpisodeOpened: EpisodeStatus.OPEN},
        EpisodeStatus.OPEN: {EpisodeClosed: EpisodeStatus.CLOSED, **_KNOWN},
        EpisodeStatus.CLOSED: _KNOWN,
    },
    remedies={EpisodeOpened: lambda _at: "give another episode an id of its own"},
)
