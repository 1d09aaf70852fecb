"""Harm, incident by incident: who was harmed, by whom or not said, and as reported by whom."""

from datetime import date
from typing import Any, ClassVar, NamedTuple, Self, Unpack

from reflective.errors import BadEntry, ReflectiveError, UnknownId
from reflective.fields import Id, check, check_day
from reflective.practice.incidents.contents import Harm, IncidentOutcome, IncidentReported
from reflective.records.content import Audience, Content
from reflective.records.entry import Entry, Written
from reflective.records.log import Record
from reflective.rules import Event

__all__ = ["Incident", "Incidents"]


class Incident(NamedTuple):
    """One incident with every report of it and what was done about it, each with its place, in the order of the days.

    >>> Incident("june", reports=(), outcomes=()).incident
    'june'
    """

    incident: str
    reports: tuple[tuple[int, IncidentReported], ...]
    outcomes: tuple[tuple[int, IncidentOutcome], ...]

    @property
    def differs(self) -> bool:
        """Whether two reports name other harms: another person harmed, or another who did it."""
        named = {frozenset((one.harmed, one.by) for one in report.harms) for _, report in self.reports}
        return len(named) > 1


class _Reported(NamedTuple):
    incidents: frozenset[str] = frozenset()

    def after(self, entry: Entry[Content], _to: object, _place: int) -> "_Reported":
        said = entry.content
        return _Reported(self.incidents | {said.incident}) if isinstance(said, IncidentReported) else self


class Incidents(Record[_Reported]):
    """The incidents of harm in one family.

    >>> day = date(2021, 9, 6)
    >>> harm = Harm(harmed="parent-1", what="slapped")
    >>> report = IncidentReported(incident="june", reported_by="police-1", harms=(harm,))
    >>> incidents = Incidents(id="incidents-1").report(report, on=day, recorded=day, by="worker-1")
    >>> [one.harmed for _, one in incidents.by_nobody_named(as_of=day)]
    ['parent-1']
    """

    KIND: ClassVar[str] = "incidents"
    NOUN: ClassVar[str] = "incidents"
    takes = (IncidentReported, IncidentOutcome)
    facts = _Reported

    def report(self, report: IncidentReported, **written: Unpack[Written]) -> Self:
        """Record one person's report of an incident.

        The report of somebody who was harmed, or of a child who was there, is withheld from whoever it says did it.
        """
        check("report", report, IncidentReported)
        given = written.get("withheld_from", ())
        check("withheld_from", given, tuple[Id, ...])
        closed: Written = {**written, "withheld_from": tuple(dict.fromkeys([*given, *_accused(report)]))}
        return self.add(report, **closed)

    def record_outcome(
        self,
        incident: str,
        what: str,
        *,
        by_whom: str | None = None,
        people: tuple[str, ...] = (),
        **written: Unpack[Written],
    ) -> Self:
        """Record what was done about an incident, by whom, and whom that is about."""
        return self.add(IncidentOutcome(incident=incident, what=what, by=by_whom, people=people), **written)

    # Questions

    def incidents(self, as_of: date) -> tuple[Incident, ...]:
        """Every incident reported by a day, in the order first reported, with all its reports and outcomes."""
        outcomes = self._entries_of(IncidentOutcome, as_of)
        reports: dict[str, list[tuple[int, IncidentReported]]] = {}
        for place, one in self._entries_of(IncidentReported, as_of):
            reports.setdefault(one.incident, []).append((place, one))
        return tuple(
            Incident(name, tuple(several), tuple(pair for pair in outcomes if pair[1].incident == name))
            for name, several in reports.items()
        )

    def harms(self, as_of: date, *, harmed: str | None = None, by: str | None = None) -> tuple[tuple[int, Harm], ...]:
        """The harms as reported, with the places of the reports: all, or those of a person, or by a person."""
        check("harmed", harmed, Id | None)
        check("by", by, Id | None)
        return tuple(
            (place, one)
            for place, report in self._entries_of(IncidentReported, as_of)
            for one in report.harms
            if harmed in {None, one.harmed} and by in {None, one.by}
        )

    def by_nobody_named(self, as_of: date) -> tuple[tuple[int, Harm], ...]:
        """The harms of which no report says who did them, with the places of the reports."""
        return tuple((place, one) for place, one in self.harms(as_of) if one.by is None)

    def reported_differently(self, as_of: date) -> tuple[Incident, ...]:
        """The incidents whose reports name other harms: every report is given, and none is chosen."""
        return tuple(one for one in self.incidents(as_of) if one.differs)

    # For a case

    def events(self, as_of: date) -> tuple[Event, ...]:
        """Each report of an incident, about each child that it names, with where the child was."""
        check_day("as_of", as_of)
        return tuple(
            Event(
                subject=child,
                kind="incident.reported",
                on=entry.on,
                ref=f"{self.id}/{entry.content.incident}",
                facts=(("presence", presence),),
                origin=(self.id, place),
            )
            for place, entry in self.standing(as_of)
            if isinstance(entry.content, IncidentReported)
            for child, presence in {one.child: str(one.presence) for one in entry.content.children}.items()
        )

    # Refusals

    def _misfit(self, facts: _Reported, _states: object, entry: Entry[Any]) -> ReflectiveError | None:
        match entry.content:
            case IncidentOutcome(incident=incident) if incident not in facts.incidents:
                return UnknownId(noun="incident", where=f"incidents {self.id}")
            case IncidentReported() as report if entry.audience is not Audience.RESTRICTED:
                if not _accused(report) <= set(entry.withheld_from):
                    why = "what somebody who was harmed reports is withheld from whoever it says did it: use `report`"
                    return BadEntry(code="incident.disclosed", record=self.id, why=why)
        return None


def _accused(report: IncidentReported) -> set[str]:
    """The people from whom a report is withheld: it is by somebody who was harmed, or by a child who was there."""
    harmed = {one.harmed for one in report.harms} | {one.child for one in report.children}
    if report.reported_by not in harmed:
        return set()
    return {one.by for one in report.harms if one.by is not None} - {report.reported_by}
