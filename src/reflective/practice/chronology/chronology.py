"""The events of a family with their source and their impact on each child, patterns, and past involvement."""

from datetime import date
from typing import Any, ClassVar, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, check, check_day
from reflective.practice.chronology.contents import (
    EPISODE,
    EpisodeClosed,
    EpisodeOpened,
    EpisodeStatus,
    Happened,
    Impact,
    ImpactKind,
    Pattern,
    RecordsSought,
    RecordsStatus,
    Support,
)
from reflective.records.content import Content
from reflective.records.entry import Entry, Written
from reflective.records.links import dangling
from reflective.records.log import Record
from reflective.rules import Event
from reflective.timescales import Kind, PartialDate

__all__ = ["Chronology", "InvolvementEpisode"]


class InvolvementEpisode(NamedTuple):
    """One episode of involvement on a day: how it opened and closed, and what came of asking for its records.

    >>> InvolvementEpisode(EpisodeOpened(episode="dudley", authority="Dudley"), 0, EpisodeStatus.OPEN).closed is None
    True
    """

    opened: EpisodeOpened
    place: int
    status: EpisodeStatus
    closed: EpisodeClosed | None = None
    #: The last word about its records; None where nobody asked for them.
    records: RecordsStatus | None = None


class _ThingsRecorded(NamedTuple):
    happened: frozenset[str] = frozenset()

    def after(self, entry: Entry[Content], _to: object, _place: int) -> "_ThingsRecorded":
        said = entry.content
        return _ThingsRecorded(self.happened | {said.id}) if isinstance(said, Happened) else self


class Chronology(Record[_ThingsRecorded]):
    """The events in the life of one family, in the order in which they happened.

    >>> day = date(2021, 9, 6)
    >>> written: Written = {"on": day, "recorded": day, "by": "worker-1"}
    >>> chronology = Chronology(id="chronology-1")
    >>> chronology = chronology.happen(Happened(id="july", when=PartialDate.month(2021, 7), what="a fight"), **written)
    >>> chronology = chronology.happen(Happened(id="move", when=PartialDate.year(2019), what="a move"), **written)
    >>> [one.id for _, one in chronology.happened(as_of=day)]
    ['move', 'july']
    """

    KIND: ClassVar[str] = "chronology"
    NOUN: ClassVar[str] = "chronology"
    machines = (EPISODE,)
    takes = (Happened, Pattern)
    facts = _ThingsRecorded

    def happen(self, happened: Happened, **written: Unpack[Written]) -> Self:
        """Record something that happened."""
        return self.add(happened, **written)

    def see_pattern(self, what: str, *cites: str, people: tuple[str, ...] = (), **written: Unpack[Written]) -> Self:
        """Record a pattern in two or more of the things that happened."""
        return self.add(Pattern(cites=cites, what=what, people=people), **written)

    def open_episode(self, opened: EpisodeOpened, **written: Unpack[Written]) -> Self:
        """Record that an episode of involvement began."""
        return self.add(opened, **written)

    def close_episode(self, closed: EpisodeClosed, **written: Unpack[Written]) -> Self:
        """Record that an episode closed, and whether support was given."""
        return self.add(closed, **written)

    def seek_records(self, episode: str, status: RecordsStatus, **written: Unpack[Written]) -> Self:
        """Record that the records of an episode were requested, received or refused."""
        return self.add(RecordsSought(episode=episode, status=status), **written)

    def brings_in(self, content: Content) -> bool:
        """Whether a content brings in the thing that it is on, and so says for whom that is."""
        return isinstance(content, Happened) or super().brings_in(content)

    # Questions

    def happened(self, as_of: date, child: str | None = None) -> tuple[tuple[int, Happened], ...]:
        """The events recorded by a day, with places, by when they happened: all, or those with an impact on a child."""
        check("child", child, Id | None)
        found = self._entries_of(Happened, as_of)
        wanted = [pair for pair in found if child is None or any(one.child == child for one in pair[1].impacts)]
        return tuple(sorted(wanted, key=lambda pair: pair[1].when))

    def impacts(self, child: str, as_of: date) -> tuple[tuple[int, Impact], ...]:
        """The impact of each thing on a child, with the places of the entries, by when it happened."""
        check("child", child, Id)
        return tuple(
            (place, one) for place, event in self.happened(as_of) for one in event.impacts if one.child == child
        )

    def impact_unknown(self, as_of: date) -> tuple[tuple[int, Happened], ...]:
        """The things of which no impact on any child is evidenced: none is given, or it is unknown for each."""
        unknown = {ImpactKind.UNKNOWN}
        return tuple(pair for pair in self.happened(as_of) if {one.kind for one in pair[1].impacts} <= unknown)

    def unsourced(self, as_of: date) -> tuple[tuple[int, Happened], ...]:
        """The things of which the record has neither whose word they are nor where they are written."""
        return tuple(
            (place, one)
            for place, one in self.happened(as_of)
            if one.told_by is None and one.of is None and self.entries[place].source is None
        )

    def patterns(self, as_of: date) -> tuple[tuple[int, Pattern], ...]:
        """The patterns that somebody saw by a day, with places. Code finds none."""
        return self._entries_of(Pattern, as_of)

    def episodes(self, as_of: date) -> tuple[InvolvementEpisode, ...]:
        """Every episode of involvement by a day, by when it began; one whose beginning nobody knows comes last."""
        found: dict[str, InvolvementEpisode] = {}
        # Folded once: asking for the status of each episode would fold the log as often.
        states = self._folded_on(as_of)[2]
        for place, entry in self.standing(as_of):
            said = entry.content
            if isinstance(said, EpisodeOpened):
                found[said.episode] = InvolvementEpisode(said, place, EpisodeStatus(states[EPISODE.name, said.episode]))
            elif isinstance(said, EpisodeClosed) and said.episode in found:
                found[said.episode] = found[said.episode]._replace(closed=said)
            elif isinstance(said, RecordsSought) and said.episode in found:
                found[said.episode] = found[said.episode]._replace(records=said.status)
        undated = PartialDate.unknown()
        return tuple(sorted(found.values(), key=lambda one: one.opened.start or undated))

    def closed_without_support(self, as_of: date) -> tuple[InvolvementEpisode, ...]:
        """The episodes that closed without support: a fact about what we did, and in fairness to the family."""
        not_given = Support.NOT_GIVEN
        return tuple(one for one in self.episodes(as_of) if one.closed is not None and one.closed.support is not_given)

    # For a case

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Each significant event, for each child on whom it has an impact.

        Its day is the day on which it happened; where that is not known to the day, the day of the entry, with the fact
        `day` "of the entry". Something that happened before a child was born is no event of theirs.
        """
        check_day("as_of", as_of)
        return tuple(
            Event(
                subject=child,
                kind="significant_event.recorded",
                on=one.when.exact_day if one.when.kind is Kind.EXACT else self.entries[place].on,
                ref=f"{self.id}/{one.id}",
                facts=() if one.when.kind is Kind.EXACT else (("day", "of the entry"),),
                origin=(self.id, place),
            )
            for place, one in self.happened(as_of)
            if one.significant and (one.when.kind is not Kind.EXACT or one.when.exact_day <= as_of)
            for child in dict.fromkeys(
                impact.child for impact in one.impacts if impact.kind is not ImpactKind.NOT_YET_BORN
            )
        )

    # Refusals

    def _misfit(self, facts: _ThingsRecorded, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case Happened(id=name) if name in facts.happened:
                why = "that is there already: give another its own id, or correct the entry that stands"
                return BadEntry(code="chronology.twice", record=self.id, why=why)
            case Happened(of=link) if dangling(self, link):
                return UnknownId(noun="entry", where=f"chronology {self.id}")
            case Pattern(cites=cites) if not facts.happened.issuperset(cites):
                return UnknownId(noun="event", where=f"chronology {self.id}")
        return None
