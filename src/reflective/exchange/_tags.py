"""What a document calls each kind of record and of content. Names here are permanent: add to them, change none."""

from collections.abc import Mapping
from typing import Any, Final

from reflective.practice import cycle, log, readings, stages
from reflective.practice.case import Joined, Left, Membership
from reflective.practice.log import Content, Record
from reflective.practice.people import People

__all__ = ["KINDS", "TAGS"]

#: The kinds of record, as `kind` names them. A class may be renamed or moved; its name here may not.
KINDS: Final[Mapping[str, type[Record[Any, Any]]]] = {
    "cycle": cycle.Cycle,
    "membership": Membership,
    "people": People,
    "readings": readings.Readings,
}

#: The kinds of content, as `tag` names them.
TAGS: Final[Mapping[str, type[Content]]] = {
    "log.strike": log.Strike,
    "log.erased": log.Erased,
    "membership.joined": Joined,
    "membership.left": Left,
    "cycle.focus": stages.Focus,
    "cycle.entered": cycle.Entered,
    "cycle.observation": stages.Observation,
    "cycle.strategy_tried": stages.StrategyTried,
    "cycle.outcome": stages.Outcome,
    "cycle.feeling": stages.Feeling,
    "cycle.interpretation": stages.Interpretation,
    "cycle.alternative_view": stages.AlternativeView,
    "cycle.response": stages.Response,
    "cycle.weighed": stages.Weighed,
    "cycle.paused": cycle.Paused,
    "cycle.closed": stages.Closed,
    "cycle.abandoned": cycle.Abandoned,
    "cycle.continued": cycle.Continued,
    "readings.question": readings.Question,
    "readings.reading": readings.Reading,
    "readings.settled": readings.Settled,
}
