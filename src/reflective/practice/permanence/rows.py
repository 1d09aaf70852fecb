"""The days on which it is to be decided between the options, as rows of what is due."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from reflective.practice.permanence.contents import (
    DecisionMoved,
    OptionChosen,
    OptionNamed,
    OptionRuledOut,
    OptionShared,
    OptionStatus,
)
from reflective.practice.permanence.state import PermanenceState
from reflective.records.content import Audience, closest
from reflective.records.due import DECISION, due_row
from reflective.records.entry import Entry
from reflective.rules import Obligation

__all__ = ["DecisionOrigin", "due_rows", "origins"]


class DecisionOrigin(NamedTuple):
    """The entry that first gave a day to decide, and for whom the row is: as close as all that it rests on."""

    on: date
    place: int
    about: tuple[str, ...]
    audience: Audience


def origins(standing: Sequence[tuple[int, Entry[Any]]], closed: Mapping[int, Audience]) -> dict[str, DecisionOrigin]:
    """The origin of each option's day to decide."""
    found: dict[str, DecisionOrigin] = {}
    for place, entry in standing:
        said = entry.content
        if isinstance(said, OptionNamed | OptionShared | DecisionMoved) and said.decide is not None:
            found.setdefault(said.option, DecisionOrigin(entry.on, place, entry.about, closed[place]))
        if isinstance(said, DecisionMoved | OptionChosen | OptionRuledOut) and said.option in found:
            before = found[said.option]
            found[said.option] = before._replace(audience=closest(before.audience, closed[place]))
    return found


def due_rows(
    record: str, state: PermanenceState, found: Mapping[str, DecisionOrigin], as_of: date
) -> Iterator[Obligation]:
    """A row for each option that has a day to decide, about the child."""
    for option, origin in found.items():
        one = state.options.get(option)
        if one is None or one.decide is None:
            continue
        for subject in (state.child,) if state.child is not None else origin.about or (record,):
            yield due_row(
                rule=DECISION,
                subject=subject,
                record=record,
                item=option,
                what=f"permanence: {one.route.replace('_', ' ')}",
                trigger=origin.on,
                deadline=one.decide,
                first_due=(*one.former, one.decide)[0].day,
                met=one.decided_on,
                open=one.status in {OptionStatus.NAMED, OptionStatus.WORKED},
                place=origin.place,
                audience=origin.audience,
                as_of=as_of,
            )
