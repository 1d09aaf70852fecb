"""Direct work as the note's triple, living documents in versions, and what was consulted and changed."""

import enum
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple, Self, Unpack

from reflective.errors import ReflectiveError, UnknownId
from reflective.fields import Id, Key, Text, check
from reflective.records.content import Audience, Content, Link, content
from reflective.records.entry import Entry, Written
from reflective.records.kind import NoFacts
from reflective.records.links import dangling
from reflective.records.log import Record
from reflective.records.machine import SAME, Machine, State

__all__ = [
    "DIRECT_WORK",
    "LIVING_DOCUMENT",
    "ConcernTraced",
    "DirectWork",
    "DirectWorkStage",
    "DocumentState",
    "DocumentVersion",
    "GuidanceConsulted",
    "LivingDocumentStage",
    "SharingAgreed",
    "SharingWithdrawn",
    "UpdateRequested",
    "WorkAnalysed",
    "WorkDone",
    "WorkKind",
    "WorkReflectedOn",
]


class WorkKind(enum.StrEnum):
    """The kind of direct work, in the note's words (line 103)."""

    GENOGRAM = "genogram"
    CULTURAL_GENOGRAM = "cultural_genogram"
    LIFE_STORY = "life_story"
    OTHER = "other"


class DirectWorkStage(State):
    """How far one piece of direct work is evidenced: done, analysed, reflected on."""

    NOT_DONE = "not_done"
    DONE = "done"
    ANALYSED = "analysed"
    REFLECTED_ON = "reflected_on"


class LivingDocumentStage(State):
    """Where a living document is."""

    NOT_WRITTEN = "not_written"
    CURRENT = "current"
    UPDATE_REQUESTED = "update_requested"


@content("direct_work.done", Audience.CHILD_FILE, verb="do_work", subjects=("people",))
class WorkDone(Content):
    """Direct work with somebody, and the document of it: a drawing, a genogram, a life story.

    >>> WorkDone(work="tree-1", kind=WorkKind.GENOGRAM, people=("child-1",), document="the tree that he drew")
    WorkDone(work='tree-1', kind=<WorkKind.GENOGRAM: 'genogram'>, people=('child-1',))
    """

    work: Key
    kind: WorkKind
    people: tuple[Id, ...]
    #: The document that was uploaded, in words or by its place in the host's own store; None where none was.
    document: Text | None = None


@content("direct_work.analysed", Audience.CHILD_FILE, verb="analyse_work")
class WorkAnalysed(Content):
    """The linked case note: what the session showed.

    >>> WorkAnalysed(work="tree-1", analysis="he put his aunt beside himself")
    WorkAnalysed(work='tree-1')
    """

    work: Key
    analysis: Text


@content("direct_work.reflected_on", Audience.CHILD_FILE, verb="reflect_on_work")
class WorkReflectedOn(Content):
    """It was reflected on in a supervision.

    >>> WorkReflectedOn(work="tree-1", meeting=Link(record="supervision-1"))
    WorkReflectedOn(work='tree-1', meeting=Link(record='supervision-1', place=None, item=None))
    """

    work: Key
    meeting: Link


@content("direct_work.version", Audience.CHILD_FILE, verb="write_version", subjects=("people",))
class DocumentVersion(Content):
    """A version of a living document: a genogram, a chronology, a journey map. Earlier versions are kept.

    >>> DocumentVersion(document="genogram", version="2", what_changed="three generations")
    DocumentVersion(document='genogram', version='2', people=(), answers=None, cited_in=())
    """

    document: Key
    version: Key
    what_changed: Text
    people: tuple[Id, ...] = ()
    #: The action that asked for the update.
    answers: Link | None = None
    #: The analysis or supervision in which it is used.
    cited_in: tuple[Link, ...] = ()


@content("direct_work.update_requested", Audience.CHILD_FILE, verb="request_update")
class UpdateRequested(Content):
    """An action asks for a newer version.

    >>> UpdateRequested(document="genogram", action=Link(record="plan-1", item="3"))
    UpdateRequested(document='genogram', action=Link(record='plan-1', place=None, item='3'))
    """

    document: Key
    action: Link


@content("direct_work.guidance_consulted", Audience.CHILD_FILE)
class GuidanceConsulted(Content):
    """Guidance, a standard or research that was consulted, and what changed because of it.

    >>> GuidanceConsulted(what="a briefing on working with fathers", what_changed="he is invited to the review")
    GuidanceConsulted()
    """

    what: Text
    where: Text | None = None
    what_changed: Text | None = None


@content("direct_work.concern_traced", Audience.CHILD_FILE, subjects=("children",))
class ConcernTraced(Content):
    """The concern as it was presented, and beside it the root cause that somebody sees, by whose word.

    >>> ConcernTraced(presenting="missed school", root_cause="he fetches his brother", told_by="child-1")
    ConcernTraced(told_by='child-1', children=())
    """

    presenting: Text
    root_cause: Text
    told_by: Id | None = None
    children: tuple[Id, ...] = ()


@content("direct_work.sharing_agreed", Audience.RESTRICTED, subjects=("person",))
class SharingAgreed(Content):
    """On which basis a partner may tell of a person, what for, and from when.

    >>> why = {"for_what": "joint visits", "basis": "consent"}
    >>> SharingAgreed(sharing="recovery", person="parent-2", partner="professional-1", **why)
    SharingAgreed(sharing='recovery', person='parent-2', partner='professional-1')
    """

    sharing: Key
    person: Id
    partner: Id
    for_what: Text
    #: The lawful basis in words: consent, a legal duty, a vital interest.
    basis: Text


@content("direct_work.sharing_withdrawn", Audience.RESTRICTED)
class SharingWithdrawn(Content):
    """The person took the consent back, from the day of the entry.

    >>> SharingWithdrawn(sharing="recovery")
    SharingWithdrawn(sharing='recovery')
    """

    sharing: Key


#: One piece of direct work, line 103 of the note: the document, a linked note with an analysis, reflected on.
DIRECT_WORK: Final = Machine(
    "direct work",
    item="work",
    start=DirectWorkStage.NOT_DONE,
    table={
        DirectWorkStage.NOT_DONE: {WorkDone: DirectWorkStage.DONE},
        DirectWorkStage.DONE: {
            WorkDone: SAME,
            WorkAnalysed: DirectWorkStage.ANALYSED,
            WorkReflectedOn: DirectWorkStage.REFLECTED_ON,
        },
        DirectWorkStage.ANALYSED: {WorkAnalysed: SAME, WorkReflectedOn: DirectWorkStage.REFLECTED_ON},
        DirectWorkStage.REFLECTED_ON: {WorkAnalysed: SAME, WorkReflectedOn: SAME},
    },
)

#: A living document, SM-10 of the field: an update that an action asks for is there with a newer version only.
LIVING_DOCUMENT: Final = Machine(
    "living document",
    item="document",
    start=LivingDocumentStage.NOT_WRITTEN,
    table={
        LivingDocumentStage.NOT_WRITTEN: {
            DocumentVersion: LivingDocumentStage.CURRENT,
            UpdateRequested: LivingDocumentStage.UPDATE_REQUESTED,
        },
        LivingDocumentStage.CURRENT: {DocumentVersion: SAME, UpdateRequested: LivingDocumentStage.UPDATE_REQUESTED},
        LivingDocumentStage.UPDATE_REQUESTED: {DocumentVersion: LivingDocumentStage.CURRENT, UpdateRequested: SAME},
    },
)


class DocumentState(NamedTuple):
    """A living document on a day: its versions with the day and the place of each, and updates that are asked for."""

    id: str
    #: (version, day, place), the first one first.
    versions: tuple[tuple[str, date, int], ...] = ()
    #: Each action that asks for a newer version and has none: (action, day, place).
    awaited: tuple[tuple[Link, date, int], ...] = ()
    #: The places of versions that some analysis or supervision cites.
    cited: tuple[int, ...] = ()


class DirectWork(Record[NoFacts]):
    """Direct work with the people of a case, its living documents, and what was consulted.

    >>> day = date(2021, 9, 6)
    >>> written: Written = {"on": day, "recorded": day, "by": "worker-1"}
    >>> done = WorkDone(work="tree-1", kind=WorkKind.GENOGRAM, people=("child-1",))
    >>> DirectWork(id="direct-work-1").do_work(done, **written).lacking("tree-1", day)
    ('the document', 'a linked note with an analysis', 'reflection on it in supervision')
    """

    KIND: ClassVar[str] = "direct_work"
    NOUN: ClassVar[str] = "direct work"
    machines = (DIRECT_WORK, LIVING_DOCUMENT)
    takes = (GuidanceConsulted, ConcernTraced, SharingAgreed, SharingWithdrawn)

    def do_work(self, done: WorkDone, **written: Unpack[Written]) -> Self:
        """Record direct work with somebody."""
        return self.add(done, **written)

    def analyse_work(self, work: str, analysis: str, **written: Unpack[Written]) -> Self:
        """Write the linked note of what it showed."""
        return self.add(WorkAnalysed(work=work, analysis=analysis), **written)

    def reflect_on_work(self, work: str, meeting: Link, **written: Unpack[Written]) -> Self:
        """Record that it was reflected on in a supervision."""
        return self.add(WorkReflectedOn(work=work, meeting=meeting), **written)

    def write_version(self, version: DocumentVersion, **written: Unpack[Written]) -> Self:
        """Write a version of a living document; earlier ones are kept."""
        return self.add(version, **written)

    def request_update(self, document: str, action: Link, **written: Unpack[Written]) -> Self:
        """Record that an action asks for a newer version."""
        return self.add(UpdateRequested(document=document, action=action), **written)

    # Questions

    def work(self, as_of: date) -> tuple[tuple[int, WorkDone], ...]:
        """The direct work by a day, with places."""
        return self._entries_of(WorkDone, as_of)

    def lacking(self, work: str, as_of: date) -> tuple[str, ...]:
        """The parts of the triple that are not evidenced on the record; raises `UnknownId` for other work."""
        check("work", work, Key)
        done = [one for _, one in self.work(as_of) if one.work == work]
        if not done:
            raise UnknownId(noun="work", where=f"direct work {self.id}")
        analysed = any(one.work == work for _, one in self._entries_of(WorkAnalysed, as_of))
        reflected = any(one.work == work for _, one in self._entries_of(WorkReflectedOn, as_of))
        found = [] if any(one.document is not None for one in done) else ["the document"]
        found += [] if analysed else ["a linked note with an analysis"]
        return (*found, *([] if reflected else ["reflection on it in supervision"]))

    def documents(self, as_of: date) -> tuple[DocumentState, ...]:
        """Each living document on a day, with its versions and the updates that are still asked for."""
        found: dict[str, DocumentState] = {}
        for place, entry in self.standing(as_of):
            match entry.content:
                case DocumentVersion(document=document, version=version, cited_in=cited_in):
                    known = found.get(document, DocumentState(document))
                    cited = (*known.cited, place) if cited_in else known.cited
                    versions = (*known.versions, (version, entry.on, place))
                    found[document] = known._replace(versions=versions, awaited=(), cited=cited)
                case UpdateRequested(document=document, action=action):
                    known = found.get(document, DocumentState(document))
                    found[document] = known._replace(awaited=(*known.awaited, (action, entry.on, place)))
        return tuple(found.values())

    def sharing(self, as_of: date) -> tuple[tuple[int, SharingAgreed], ...]:
        """The agreements to share that hold on a day, with places: those not withdrawn by then."""
        over = {one.sharing for _, one in self._entries_of(SharingWithdrawn, as_of)}
        return tuple((place, one) for place, one in self._entries_of(SharingAgreed, as_of) if one.sharing not in over)

    def _misfit(self, _facts: NoFacts, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        content = entry.content
        match content:
            case DocumentVersion(cited_in=links):
                return self._dangling(*links)
            case SharingWithdrawn(sharing=sharing):
                known = {one.sharing for _, one in self._entries_of(SharingAgreed, entry.on)}
                return None if sharing in known else UnknownId(noun="sharing", where=f"direct work {self.id}")
            case WorkReflectedOn(meeting=link):
                return self._dangling(link)
        return None

    def _dangling(self, *links: Link) -> ReflectiveError | None:
        return UnknownId(noun="entry", where=f"direct work {self.id}") if dangling(self, *links) else None
