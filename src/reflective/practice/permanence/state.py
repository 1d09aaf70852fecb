"""A child's permanence on a day, as the entries make it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from reflective.practice.permanence.contents import (
    DecisionMoved,
    OptionChosen,
    OptionNamed,
    OptionRuledOut,
    OptionShared,
    OptionStatus,
    OptionWorked,
    PermanenceOf,
    PermanenceRoute,
)
from reflective.records.content import Audience
from reflective.records.entry import Entry
from reflective.timescales import Deadline

__all__ = ["OptionState", "PermanenceState"]


class OptionState(NamedTuple):
    """One option on a day: its route, where it stands, the day to decide with the former ones, and who knows of it.

    >>> OptionState("nana", PermanenceRoute.KINSHIP_CARE, OptionStatus.NAMED).shared
    False
    """

    option: str
    route: PermanenceRoute
    status: OptionStatus
    #: Whether it was named as the parallel plan.
    parallel: bool = False
    trigger: str | None = None
    decide: Deadline | None = None
    former: tuple[Deadline, ...] = ()
    decided_on: date | None = None
    #: Everybody to whom it was told, in the order in which that was recorded.
    shared_with: tuple[str, ...] = ()
    shared: bool = False

    def after(self, entry: Entry[Any], to: OptionStatus) -> "OptionState":
        """The option after an entry on it."""
        now = self._replace(status=to)
        match entry.content:
            case OptionShared(with_whom=people, trigger=trigger, decide=decide):
                told_to = tuple(dict.fromkeys([*self.shared_with, *people]))
                opened = self.shared or entry.audience is not Audience.RESTRICTED
                now = now._replace(shared_with=told_to, shared=opened, trigger=trigger or self.trigger)
                return now if self.decide is not None else now._replace(decide=decide)
            case DecisionMoved(decide=decide):
                former = self.former if self.decide is None else (*self.former, self.decide)
                return now._replace(decide=decide, former=former)
            case OptionChosen() | OptionRuledOut():
                return now._replace(decided_on=self.decided_on or entry.on)
            case OptionWorked() if self.status is OptionStatus.RULED_OUT:
                # Worked again, it waits for another decision, on a day that nobody has set yet.
                former = self.former if self.decide is None else (*self.former, self.decide)
                return now._replace(decided_on=None, decide=None, former=former)
        return now


class PermanenceState(NamedTuple):
    """Whose permanence it is, and the options by id."""

    child: str | None = None
    options: Mapping[str, OptionState] = {}

    def after(self, entry: Entry[Any], to: Any, _place: int) -> "PermanenceState":
        """The state after an entry."""
        said = entry.content
        if isinstance(said, PermanenceOf):
            return self._replace(child=said.child)
        if not isinstance(to, OptionStatus):
            return self
        option = self.options.get(said.option)
        if isinstance(said, OptionNamed):
            option = OptionState(said.option, said.route, to, said.parallel, said.trigger, said.decide)
        elif option is not None:
            option = option.after(entry, to)
        elif isinstance(said, OptionShared):
            option = OptionState(said.option, said.route, to).after(entry, to)
        return self if option is None else self._replace(options={**self.options, said.option: option})

    def is_closed(self, option: str | None) -> bool:
        """Whether an option is a parallel plan that was not shared yet."""
        found = self.options.get(option or "")
        return found is not None and found.parallel and not found.shared
