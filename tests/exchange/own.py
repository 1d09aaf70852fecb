"""A host's own content and its own kind of record."""

import enum
from typing import ClassVar

from reflective.fields import Key, Text
from reflective.practice.cycle import Observation
from reflective.records import Audience, Content, Machine, NoFacts, Record, Registry, content
from reflective.timescales import PartialDate


class Weather(enum.StrEnum):
    DRY = "dry"
    WET = "wet"


@content("northmere:note", Audience.ORGANISATION)
class Note(Content):
    """Something that the host writes into any record."""

    what: Text
    weather: Weather = Weather.DRY
    when: PartialDate | None = None


class Way(enum.StrEnum):
    OUT = "out"
    HOME = "home"


@content("northmere:left", Audience.CHILD_FILE, verb="leave")
class Left(Content):
    """A visit began."""

    visit: Key


@content("northmere:came_home", Audience.CHILD_FILE)
class CameHome(Content):
    """A visit ended."""

    visit: Key


class Visits(Record[NoFacts]):
    """The host's own visits."""

    KIND: ClassVar[str] = "northmere:visits"
    NOUN: ClassVar[str] = "visits"
    machines = (
        Machine(
            "visit", item="visit", start=Way.HOME, table={Way.HOME: {Left: Way.OUT}, Way.OUT: {CameHome: Way.HOME}}
        ),
    )
    takes = (Observation,)

    def leave(self, visit, **written):
        """Say that a visit begins."""
        return self.add(Left(visit=visit), **written)


OWN = Registry(records=(Visits,), entries=(Note,))
